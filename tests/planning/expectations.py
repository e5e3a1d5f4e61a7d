"""Expected dates, written as comments in the files of a case beside what they are about.

On an item's `id:` line, or on comment lines below it: `# expect: 2027-01-04..2027-01-08`, or
`# expect@finance: …` for an element. One day is for what takes no longer, `..DAY` for the last day alone,
`absent` for what the plan leaves out, `undated` for a measure without a date; then perhaps `slack 3`,
`critical`, `x5` (occurrences). `error: RULE` and `warning: RULE`, on any line of any file, are the findings
that the plan must make there.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from rse_plan.planning.plan import Plan

DAY = r"\d{4}-\d\d-\d\d"
EXPECTED = re.compile(
    rf"expect(?:@(?P<element>[\w@-]+))?: (?P<what>absent|undated|(?:{DAY})?(?:\.\.)?{DAY})"
    r"(?: slack (?P<slack>\d+))?(?P<critical> critical)?(?: x(?P<times>\d+))?(?=\s|$)"
)
FOUND = re.compile(r"\b(error|warning): ([a-z-]+)")
ITEM = re.compile(r"\s+- \{?id: ([\w-]+)")
KNOWN = re.compile(r"\b(expect|error|warning)\b")


@dataclass(frozen=True)
class Expected:
    """What one instance must come out as; None where the file does not say."""

    start: date | None
    finish: date | None
    slack: int | None = None
    critical: bool = False
    times: int | None = None


ABSENT = Expected(None, None)


@dataclass(frozen=True)
class Case:
    """The folder of one case, with what it says of itself; keys are ids as `playbook/item@element`."""

    folder: Path
    expected: dict[str, Expected | None]
    findings: set[tuple[str, int, str, str]]

    def differences(self, made: Plan) -> list[str]:
        """How a plan differs from what is expected, in words."""
        actual = dict(_dated(made))
        wanted = {id_: want for id_, want in self.expected.items() if want is not ABSENT}
        unsaid = [f"{id_}: no expectation; comes out as {actual[id_]}" for id_ in actual if id_ not in wanted]
        missing = [f"{id_}: not in the plan" for id_ in wanted if id_ not in actual]
        wrong = [
            f"{id_}: {actual[id_]}, expected {want}"
            for id_, want in wanted.items()
            if id_ in actual and not _fits(want, actual[id_])
        ]
        return [*unsaid, *missing, *wrong, *self._findings(made)]

    def _findings(self, made: Plan) -> Iterator[str]:
        found = {(w.span.path, w.span.line, w.severity.value, w.rule): str(w.message) for w in made.warnings}
        for finding in sorted(self.findings ^ set(found)):
            yield f"{finding}: {found.get(finding, 'not found by the plan')}"


def _dated(made: Plan) -> Iterator[tuple[str, Expected | None]]:
    for item in made.items:
        yield item.id, Expected(item.start, item.finish, item.slack, item.critical, item.occurrences)
    for ask in made.asks:
        yield ask.chosen.id, Expected(ask.due, ask.due)
    for kpi in made.kpis:
        yield kpi.chosen.id, Expected(kpi.due, kpi.due) if kpi.due else None


def _fits(want: Expected | None, actual: Expected | None) -> bool:
    if want is None or actual is None:
        return want is actual
    return (
        want.finish == actual.finish
        and want.start in (None, actual.start)
        and want.slack in (None, actual.slack)
        and want.times in (None, actual.times)
        and (want.slack is None or want.critical == actual.critical)
    )


def read_case(folder: Path) -> Case:
    """A case's expectations, from the comments of all its files."""
    expected: dict[str, Expected | None] = {}
    findings: set[tuple[str, int, str, str]] = set()
    for path in sorted(folder.glob("*.yaml")):
        item, item_line = "", 0
        for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1):
            if begins := ITEM.match(line):
                item, item_line = begins[1], number
            text, _, comment = line.partition("# ")
            at_item = not text.strip() and item_line
            findings.update(
                (path.name, item_line if at_item else number, *found) for found in FOUND.findall(comment)
            )
            for found in EXPECTED.finditer(comment):
                id_ = "@".join(filter(None, (f"{path.stem}/{item}", found["element"])))
                assert id_ not in expected, f"{path.name}:{number}: {id_} is expected twice"
                expected[id_] = _read(found)
            unread = KNOWN.findall(FOUND.sub("", EXPECTED.sub("", comment))) if item_line else []
            assert not unread, f"{path.name}:{number}: this expectation cannot be read: {comment}"
    return Case(folder, expected, findings)


def _read(found: re.Match[str]) -> Expected | None:
    if found["what"] == "undated":
        return None
    if found["what"] == "absent":
        return ABSENT
    first, _, last = found["what"].rpartition("..") if ".." in found["what"] else (found["what"],) * 3
    return Expected(
        date.fromisoformat(first) if first else None,
        date.fromisoformat(last),
        int(found["slack"]) if found["slack"] else None,
        bool(found["critical"]),
        int(found["times"]) if found["times"] else None,
    )
