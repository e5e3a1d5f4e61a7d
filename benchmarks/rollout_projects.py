"""Rollout-shaped projects of any size, in the neutral form of docs/benchmarks.md.

    python benchmarks/rollout_projects.py SIZE [--seed N] > project.json

SIZE is the number of tasks, exactly: a prelude of the organisation's own work, then communities of 30 tasks
in chains and diamonds, in waves; between two waves a go/no-go gate waits for the pilots of the wave before,
and for the committee that meets days later. Four pools do the work; pools and waves grow with the size, so
that the largest rollout ends within eight years (TaskJuggler's calendar ends in 2035). The same size and seed
give the same project.
"""

from __future__ import annotations

import argparse
import json
from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from random import Random
from typing import Any

from holidays import country_holidays

START = date(2027, 1, 4)
YEARS = range(START.year, START.year + 30)
"""Holidays are listed to this year; later ones count as open in every program compared."""
POOLS = {"cm": 2, "it": 1, "trainer": 2, "comm": 1}
A_WAVE = 4
"""Communities that open together, of those that the pools were made for."""
A_POOL = 60
"""Communities that the pools as listed can bring on their way; for more, pools and waves are multiplied."""
A_COMMUNITY = 30

Made = Sequence[tuple[str, int, int, str, str]]
"""Name, shortest and longest duration, needs, demands; a need without a dot is of the same community."""

PRELUDE: Made = (
    ("kick-off", 1, 1, "", ""),
    ("governance", 4, 6, "kick-off", "comm"),
    ("privacy", 8, 12, "kick-off", ""),
    ("single-sign-on", 6, 10, "kick-off", "it"),
    ("platform", 8, 12, "kick-off", "it"),
    ("charter", 4, 6, "kick-off", "comm"),
    ("training-kit", 6, 10, "platform", "trainer"),
    ("first-line-support", 4, 6, "single-sign-on", "it"),
    ("communication-plan", 4, 6, "governance", "comm"),
    ("network-of-managers", 2, 4, "charter", "cm"),
)
COMMUNITY: Made = (
    ("sponsor", 1, 2, "", "cm"),
    ("scope", 1, 3, "sponsor", "cm"),
    ("map", 2, 4, "scope", "cm"),
    ("wishes", 2, 4, "scope", "cm"),
    ("rules", 1, 3, "map wishes", "comm"),
    ("template", 2, 4, "rules", "it"),
    ("rights", 1, 3, "rules", "it"),
    ("migration", 3, 8, "template", "it"),
    ("integration", 2, 4, "template rights", "it"),
    ("acceptance", 1, 3, "migration integration", "it cm"),
    ("first-contents", 3, 8, "rules", "cm"),
    ("more-contents", 3, 8, "first-contents", "cm"),
    ("faq", 1, 3, "first-contents", "cm"),
    ("course", 1, 3, "rules", "trainer"),
    ("train-manager", 2, 4, "course", "trainer cm"),
    ("train-ambassadors", 1, 3, "train-manager", "trainer"),
    ("teaser", 1, 3, "rules", "comm"),
    ("launch-kit", 2, 4, "teaser", "comm"),
    ("open-pilot", 1, 2, "acceptance more-contents faq train-manager", "it cm"),
    ("pilot", 8, 13, "open-pilot", "cm"),
    ("survey", 2, 4, "pilot", ""),
    ("review", 1, 2, "survey", "cm"),
    ("corrections", 2, 4, "review", "it"),
    ("train-users-1", 1, 3, "review train-ambassadors", "trainer trainer"),
    ("train-users-2", 1, 3, "review train-ambassadors", "trainer trainer"),
    ("launch", 1, 2, "launch-kit corrections train-users-1", "comm cm"),
    ("accompany", 13, 18, "launch", "cm"),
    ("support", 8, 13, "launch", ""),
    ("measure", 3, 8, "accompany", "cm"),
    ("close", 1, 2, "train-users-2 support measure", ""),
)
SITTING = 3
"""Working days from the last review of a wave to the committee that decides on the next one."""

Task = Mapping[str, Any]


def project(size: int, seed: int) -> Mapping[str, Any]:
    """A project in the neutral form, of exactly `size` tasks."""
    random = Random(f"{size} {seed}")  # noqa: S311  # no secret is drawn
    count = communities_in(size)
    times = teams(count)
    prelude = list(prelude_tasks(size - tasks_in(count), random))
    closed = country_holidays("FR", years=YEARS)
    return {
        "name": f"rollout-{size}-{seed}",
        "start": START.isoformat(),
        "calendar": {"weekend": [5, 6], "holidays": [day.isoformat() for day in sorted(closed)]},
        "resources": {name: {"capacity": capacity * times} for name, capacity in POOLS.items()},
        "tasks": [*prelude, *waves(count, [task["id"] for task in prelude], random)],
    }


def tasks_in(communities: int) -> int:
    """Tasks of so many communities with the gates between their waves."""
    return communities * A_COMMUNITY + max(communities - 1, 0) // (A_WAVE * teams(communities))


def teams(communities: int) -> int:
    """How many times the listed pools work at once."""
    return max(-(-communities // A_POOL), 1)


def communities_in(size: int) -> int:
    """How many communities leave enough tasks for the prelude."""
    count = max(size - len(PRELUDE), 0) // A_COMMUNITY
    while count and tasks_in(count) + len(PRELUDE) > size:
        count -= 1
    return count


def prelude_tasks(count: int, random: Random) -> Iterator[Task]:
    """The first ten as listed; what the size asks for besides repeats them, each after one or two before."""
    for position in range(count):
        _, low, high, needs, demands = PRELUDE[position % len(PRELUDE)]
        if position >= len(PRELUDE):
            before = sorted({random.randrange(position) for _ in range(2)})
            needs = " ".join(prelude_id(other) for other in before)
        yield task(prelude_id(position), random.randint(low, high), needs.split(), demands)


def prelude_id(position: int) -> str:
    again, which = divmod(position, len(PRELUDE))
    return f"{PRELUDE[which][0]}.{again}" if again else PRELUDE[which][0]


def waves(count: int, prelude: Sequence[str], random: Random) -> Iterator[Task]:
    """Communities, wave after wave; the first ones wait for the whole prelude."""
    after: Sequence[str] = prelude
    size = A_WAVE * teams(count)
    for number in range(count):
        if number and number % size == 0:
            before = [f"c{other}.review" for other in range(number - size, number)]
            gate = f"gate-{number // size}"
            yield {
                **task(gate, 0, (), ""),
                "predecessors": [{"task": name, "lag": SITTING} for name in before],
            }
            after = [gate]
        for name, low, high, needs, demands in COMMUNITY:
            wanted = [f"c{number}.{need}" for need in needs.split()] or after
            yield task(f"c{number}.{name}", random.randint(low, high), wanted, demands)


def task(name: str, duration: int, needs: Sequence[str], demands: str) -> dict[str, Any]:
    pools = demands.split()
    return {
        "id": name,
        "duration": duration,
        "predecessors": list(needs),
        "demands": {pool: pools.count(pool) for pool in dict.fromkeys(pools)},
    }


def main() -> None:
    parser = argparse.ArgumentParser(description="Write a rollout-shaped project in the neutral form.")
    parser.add_argument("size", type=int, help="number of tasks")
    parser.add_argument("--seed", type=int, default=1)
    asked = parser.parse_args()
    print(json.dumps(project(asked.size, asked.seed)))


if __name__ == "__main__":
    main()
