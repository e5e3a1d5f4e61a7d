"""All answers to a few questions, tried one by one: what a solver says is held against what is found so."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import cache
from itertools import combinations_with_replacement, product
from pathlib import Path
from tempfile import TemporaryDirectory

from small_library import write

from rse_plan.expressions import Facts, Value, evaluate, parse
from rse_plan.library import Folder, load_library
from rse_plan.lint.solving.shapes import Scope
from rse_plan.lint.solving.worth import Names

ASKED = {
    "org.size": "type: integer\n        required: true\n        min: 1\n        max: 4",
    "org.kind": "type: choice\n        default: a\n        choices: [A, B, C]",
    "org.public": "type: boolean\n        when: org.kind == \"b\"\n        unknown: {assume: true}",
    "org.stops": "type: multi\n        default: [x]\n        choices: [X, Y]",
    "org.note": "type: text",
    "org.day": "type: date",
    "employer.country": "type: choice\n        default: fr\n        choices: [FR, DE, GB]",
    "employer.council": "type: choice\n        when: employer.country != \"gb\"\n        default: one\n"
    "        choices: [NONE, ONE]",
    "employer.expert": "type: boolean\n        when: employer.council != \"none\"\n"
    "        unknown: {assume: true}",
    "community.members": "type: integer\n        required: true\n        min: 1\n        max: 3",
    "community.kind": "type: choice\n        default: a\n        choices: [A, B]",
}  # fmt: skip
"""The questions, each after those that it depends on."""
DAYS = (date(2027, 1, 4), date(2027, 1, 5), date(2027, 1, 6))
ANSWERS: Mapping[str, tuple[Value, ...]] = {
    "org.size": (1, 2, 3, 4),
    "org.kind": ("a", "b", "c"),
    "org.public": (True, False),
    "org.stops": ((), ("x",), ("y",), ("x", "y")),
    "org.note": ("…",),
    "org.day": DAYS,
    "employer.country": ("fr", "de", "gb"),
    "employer.council": ("none", "one"),
    "employer.expert": (True, False),
    "community.members": (1, 2, 3),
    "community.kind": ("a", "b"),
}
ASSUMED: Mapping[str, Value] = {
    "org.kind": "a",
    "org.public": True,
    "org.stops": ("x",),
    "employer.country": "fr",
    "employer.council": "one",
    "employer.expert": True,
    "community.kind": "a",
}
REQUIRED = ("org.size", "community.members")
ASKED_WHEN = {
    "org.public": parse('org.kind == "b"'),
    "employer.council": parse('employer.country != "gb"'),
    "employer.expert": parse('employer.council != "none"'),
}


def questions_file() -> str:
    lines = ["kind: questions", "format: 1", "sections:", "  - id: all"]
    lines += ["    title: {en: All, fr: Tout}", "    questions:"]
    for name, body in ASKED.items():
        before, _, words = body.partition("choices: [")
        values = words.rstrip("]").lower().split(", ")
        listed = ", ".join(f"{{value: {one}, label: {{en: {one}, fr: {one}}}}}" for one in values)
        lines.append(f"      - id: {name}\n        {before}{f'choices: [{listed}]' if words else ''}")
        lines.append("        name: {en: name, fr: nom}\n        label: {en: label, fr: question}")
    return "\n".join(lines) + "\n"


@cache
def names_asked() -> Names:
    """The names of the questions above; no fixture, whose value hypothesis would print whole."""
    with TemporaryDirectory() as folder:
        library = load_library([Folder(write(Path(folder), {"questions.yaml": questions_file()}), "")])
    assert library.diagnostics == ()
    return Names(library)


# --- brute force ---


@dataclass(frozen=True)
class World:
    """Answers of an organisation or of one element; each name with its value and whether it was given."""

    worth: Mapping[str, tuple[Value, bool]]
    lists: Mapping[str, Sequence[Mapping[str, tuple[Value, bool]]]] = field(default_factory=dict)

    def value(self, name: str) -> Value:
        return self.worth.get(name, (None, False))[0]

    def is_known(self, name: str) -> bool:
        return self.worth.get(name, (None, False))[1]

    def elements(self, collection: str) -> tuple[Facts, ...]:
        return tuple(World({**self.worth, **one}, self.lists) for one in self.lists.get(collection, ()))


def worths_of(group: str, read: frozenset[str]) -> list[dict[str, tuple[Value, bool]]]:
    """What the names of a group may be worth together, those that nothing reads left aside."""
    found: list[dict[str, tuple[Value, bool]]] = [{}]
    for name in ASKED:
        if name in read and name.startswith(f"{group}."):
            found = [{**before, name: worth} for before in found for worth in worths(name, World(before))]
    return [dict(pairs) for pairs in dict.fromkeys(tuple(sorted(one.items())) for one in found)]


def worths(name: str, facts: World) -> Iterator[tuple[Value, bool]]:
    if name in ASKED_WHEN and not evaluate(ASKED_WHEN[name], facts).holds:
        yield None, False
        return
    yield from ((value, True) for value in ANSWERS[name])
    if name not in REQUIRED:
        yield ASSUMED.get(name), False


def behind(name: str) -> frozenset[str]:
    found = frozenset({name})
    for other in ASKED_WHEN[name].names if name in ASKED_WHEN else ():
        found |= behind(other)
    return found


def brute(texts: Sequence[tuple[str, bool]], scope: Scope) -> bool:
    """Whether some answers, with at most three elements of each kind, do as wanted."""
    read = frozenset(name for text, _ in texts for one in parse(text).names for name in behind(one))
    whole = frozenset(kind for text, _ in texts for kind in parse(text).collections)
    groups = {"employers": "employer", "communities": "community"}
    lists: dict[str, list[tuple[dict[str, tuple[Value, bool]], ...]]] = {}
    for plural, group in groups.items():
        least = 1 if plural == "employers" or group in scope else 0
        most = min(3, 1 + sum(text.count(f"({plural}") for text, _ in texts)) if plural in whole else 1
        each = worths_of(group, read)
        lists[plural] = [
            picked for size in range(least, most + 1) for picked in combinations_with_replacement(each, size)
        ]
    for org, employers, communities in product(
        worths_of("org", read), lists["employers"], lists["communities"]
    ):
        elements = {"employers": employers, "communities": communities}
        own = [employers, communities if "community" in scope else ({},)]
        for bound in product(*own):
            facts = World({**org, **bound[0], **bound[1]}, elements)
            if all(evaluate(parse(text), facts).holds is holds for text, holds in texts):
                return True
    return False
