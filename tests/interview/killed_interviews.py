"""Run as a program: interviews on a pseudo-terminal, each killed at a random moment; prints what was left.

The program is imported once and forked for each interview, so that fifty of them take seconds. Everything
but the reading of the library happens in the process that is killed.
"""

from __future__ import annotations

import json
import os
import pty
import random
import select
import signal
import sys
import tempfile
import time
from dataclasses import dataclass
from importlib import import_module
from pathlib import Path
from typing import Any

from rse_plan.cli import app as command_line
from rse_plan.cli import init as command
from rse_plan.library.with_answers import answers_in
from rse_plan.source.yaml_reader import read_file

Step = tuple[str, str, str, Any]
"""What the screen shows, the keys, and the answer that they give."""

DRAWN: tuple[Step, ...] = (
    ("Which name should", "Weldom\r", "organisation.name", "Weldom"),
    ("How many people in all", "2750\r", "organisation.headcount", 2750),
    ("In which countries", "\r", "organisation.countries", ["FR"]),
    ("Who employs", "\r", "organisation.employers", "one"),
    ("What is the network for", "ideas\r", "goal.primary", "idea-box"),
    ("Which project or process", "Renewal: twice\r", "goal.process", "Renewal: twice"),
    ("Who backs", "\x1b[B\r", "sponsor.level", "committee"),
    ("Which department leads", "\r", "stakeholders.owner", "it"),
    ("Which community do you", "Ideas\r", "community.name", "Ideas"),
    ("How many people will be", "200\r", "community.members", 200),
)
NUMBERED: tuple[Step, ...] = tuple(
    (label, f"{keys}\r", name, value)
    for (label, _, name, value), keys in zip(
        DRAWN, ("Weldom", "2750", "1", "1", "3", "Renewal: twice", "2", "1", "Ideas", "200"), strict=True
    )
)
QUIET = 60.0
"""Seconds after which a screen that shows nothing new is a fault."""


@dataclass
class Terminal:
    """The other end of the interview's terminal: what it has shown so far."""

    descriptor: int
    shown: str = ""

    def wait_for(self, label: str) -> None:
        end = time.monotonic() + QUIET
        while label not in self.shown:
            if not self.read(end - time.monotonic()):
                raise TimeoutError(f"{label!r} is not shown: {self.shown[-800:]!r}")

    def read(self, seconds: float) -> bool:
        """Whether it showed anything in so much time."""
        if not select.select([self.descriptor], [], [], max(seconds, 0))[0]:
            return False
        try:
            found = os.read(self.descriptor, 65536)
        except OSError:  # the program has ended
            return False
        self.shown += found.decode("utf-8", "replace")
        return bool(found)


def interview(folder: Path, arguments: list[str]) -> tuple[int, Terminal]:
    """A process that holds the interview; its id and its terminal."""
    child, descriptor = pty.fork()
    if child:
        return child, Terminal(descriptor)
    try:
        sys.stdin = os.fdopen(0, encoding="utf-8", closefd=False)
        sys.stdout, sys.stderr = (
            os.fdopen(number, "w", encoding="utf-8", closefd=False) for number in (1, 2)
        )
        os.chdir(folder)
        os.environ.update(TERM="xterm", PROMPT_TOOLKIT_NO_CPR="1", COLUMNS="180", LINES="40")
        sys.argv = ["rse-plan", "init", *arguments]
        command_line.run()
    finally:
        os._exit(0)


def killed(steps: tuple[Step, ...], arguments: list[str], chance: random.Random) -> dict[str, Any]:
    """One interview, killed after a random key press and a random pause."""
    moment = chance.randrange(sum(len(keys) for _, keys, _, _ in steps) + 1)
    pause = chance.choice([0.0, chance.uniform(0, 0.005), chance.uniform(0, 0.05)])
    with tempfile.TemporaryDirectory() as folder:
        child, terminal = interview(Path(folder), arguments)
        pressed = 0
        for label, keys, _, _ in steps:
            terminal.wait_for(label)
            for key in keys[: moment - pressed]:
                os.write(terminal.descriptor, key.encode())
            pressed += len(keys)
            if pressed >= moment:
                break
        time.sleep(pause)
        os.kill(child, signal.SIGKILL)
        os.waitpid(child, 0)
        while terminal.read(0):
            pass
        os.close(terminal.descriptor)
        asked = max((place for place, step in enumerate(steps) if step[0] in terminal.shown), default=0)
        return {"asked": asked, "on_enter": pressed == moment, **left_in(Path(folder))}


def left_in(folder: Path) -> dict[str, Any]:
    """The answers that are in the file, and whether it can be read whole."""
    path = folder / "answers.yaml"
    if not path.exists():
        return {"faults": [], "answers": {}}
    reading = read_file(path)
    if reading.document is None:
        return {"faults": [str(found.message) for found in reading.diagnostics], "answers": {}}
    answers, faults = answers_in(reading.document, LIBRARY)
    values = dict(answers.values)
    for group, elements in answers.groups.items():
        if group != "employers":  # the program makes those itself
            values.update(elements[0].answers)
    found = {
        name: list(one.value) if isinstance(one.value, tuple) else one.value for name, one in values.items()
    }
    return {"faults": [str(fault.message) for fault in faults], "answers": found}


LIBRARY = command.library_of(())


def warm_up() -> None:
    """Load what the command loads on its way, once for all."""
    for name in ("conduct", "foresight", "given", "lock", "plain_asker", "questionary_asker", "saving"):
        import_module(f"rse_plan.interview.{name}")


def main() -> None:
    warm_up()
    command.library_of = lambda _: LIBRARY  # type: ignore[assignment]  # read once for all
    count, seed = map(int, sys.argv[1:])
    chance = random.Random(seed)  # noqa: S311  # moments, no secrets
    kinds = ((DRAWN, ["--language", "en"]), (NUMBERED, ["--language", "en", "--plain"]))
    found = [killed(*kinds[number % 2], chance) for number in range(count)]
    print(json.dumps(found))


if __name__ == "__main__":
    main()
