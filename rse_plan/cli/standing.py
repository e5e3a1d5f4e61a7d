"""The plan as it stands with what is recorded, and the plans that were handed out: for those who record."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from rse_plan.cli.following import Asked, following_from, looked_in
from rse_plan.cli.given import Given
from rse_plan.errors import UserError

if TYPE_CHECKING:
    from rse_plan.cli.tracking import Recording
    from rse_plan.formats.former_plan import FoundPlan
    from rse_plan.library import Sourced
    from rse_plan.model.progress import ProgressFile
    from rse_plan.planning.plan import Plan


@dataclass(frozen=True, slots=True)
class HandedOut:
    """Where the plan that was handed out lies: the folder that `render` wrote to, or the file itself."""

    out: Path
    former: Path | None

    def plans(self) -> Iterator[FoundPlan]:
        """It, and the one before it, as far as they can be read."""
        from rse_plan.formats.former_plan import beside, find_plan, open_plan

        with suppress(UserError):
            if (path := self.former or find_plan(self.out)) is not None:
                yield (found := open_plan(path))
                if (before := beside(found)) is not None:
                    yield before

    def days(self, given: Given) -> Mapping[str, tuple[date, date]]:
        """First and last days that people go by, by id: of work without those that a report had fixed.

        What another organisation plans is none of it.
        """
        known: dict[str, tuple[date, date]] = {}
        answer = given.answers.values.get("organisation.name")
        for found in reversed([*self.plans()]):
            if answer is None or found.value.organisation.name in (None, answer.value):
                items = found.former.items.items()
                known |= {id_: (item.start, item.finish) for id_, item in items if not item.reported}
                known |= {id_: (due, due) for id_, due in found.former.dues.items()}
        return known


@dataclass(frozen=True, slots=True)
class Standing:
    """A plan on a day; `found` is the one that was followed, None where that is what these answers make."""

    plan: Plan
    found: FoundPlan | None


def handed_out(out: Path | None, former: Path | None, given: Given) -> HandedOut:
    """Raises UserError where a folder is named that holds no plan."""
    return HandedOut(looked_in(out if former is None else None, given.path), former)


def standing(on: Recording, given: Given, where: HandedOut, day: date) -> Standing:
    """The plan as it stands on a day with what is recorded, as `render --today` makes it.

    Raises UserError for a plan that cannot be read or is another organisation's, and typer.Exit for reports
    that lie behind that day.
    """
    from rse_plan.pipeline import followed, remade
    from rse_plan.planning.levelling.effort import STANDARD

    asked = Asked(day, None, where.former, where.out)
    following = following_from(asked, given, _reports(on))
    if following is None:
        return Standing(on.plan, None)
    news = followed(given.answers, given.library, STANDARD, following.course)
    plan = on.plan if news is None else remade(given.answers, given.library, STANDARD, news)
    return Standing(plan, following.found)


def knows(on: Recording, day: date) -> bool:
    """Whether nothing is recorded of a day behind this one."""
    last = on.kept.value.last_day
    return last is None or last <= day


def _reports(on: Recording) -> Sourced[ProgressFile] | None:
    from rse_plan.library import Sourced

    return Sourced(on.kept.value, on.kept.document) if on.kept.document is not None else None
