"""Whose sheet it is: a mark that goes out with it and is compared when it comes back."""

from __future__ import annotations

import json
import re
from dataclasses import dataclass

from rse_plan.interview.stated import comparable
from rse_plan.model.answers import Answers

STAMP = "rse-plan-sheet/1"
"""What a mark begins with; the language and the track follow it, then the project."""
_MARK = re.compile(rf"{re.escape(STAMP)} (?P<language>[a-z]+) [a-z-]+ (?P<project>\{{.*\}})")


@dataclass(frozen=True, slots=True)
class Mark:
    """What tells one project's sheets from another's: the organisation's name, its main employer's id."""

    organisation: str
    employer: str

    def written(self, language: str, track: str) -> str:
        """The mark of a sheet, on one line."""
        project = {"organisation": self.organisation, "employer": self.employer}
        return f"{STAMP} {language} {track} {json.dumps(project, ensure_ascii=False)}"

    def fits(self, answers: Answers) -> bool:
        """Whether it can be a sheet of these answers.

        A name may have been missing then, or have changed since: an id never changes.
        """
        name = mark_of(answers).organisation
        if not self.organisation or not name or comparable(self.organisation) == comparable(name):
            return True
        return self.employer in [one.id for one in answers.groups.get("employers", ())]


def mark_of(answers: Answers) -> Mark:
    """The mark of a project."""
    name = answers.values.get("organisation.name")
    employers = answers.groups.get("employers", ())
    return Mark(
        organisation=name.value if name is not None and isinstance(name.value, str) else "",
        employer=employers[0].id if employers else "",
    )


def find_mark(text: str) -> Mark | None:
    """The mark in a sheet's text, unless somebody has written the sheet, or spoilt the mark."""
    found = _MARK.search(text)
    try:
        project = json.loads(found["project"]) if found is not None else {}
        return Mark(str(project["organisation"]), str(project["employer"]))
    except (ValueError, KeyError, TypeError, RecursionError):
        return None
