"""What is about to be confirmed, and what is left out of it, as lines for a terminal."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date

from rse_plan.documents.words import Words
from rse_plan.planning.plan import DatedAsk, Planned
from rse_plan.tracking.confirming import Confirmable
from rse_plan.tracking.saying import Saying

MOST = 8
"""Lines of what is left out for one reason: they stand above what is recorded, which is shown whole."""


class ConfirmingWords:
    """The lines of one language."""

    def __init__(self, found: Confirmable, saying: Saying, words: Words) -> None:
        self._found = found
        self._saying = saying
        self._words = words

    @property
    def title(self) -> str:
        """How many, up to which day."""
        words, count = self._words, len(self._found.confirmed)
        day = words.date(self._found.until)
        if not count:
            return words.say("Nothing left to confirm up to {day}.", day=day)
        return words.say(
            "To be recorded as done on the day planned, up to {day}: {count}", day=day, count=count
        )

    def days(self) -> Iterator[str]:
        """All of it, under the days on which it is recorded as done: nothing is recorded unseen."""
        day = None
        for item in self._found.confirmed:
            if item.finish != day:
                day = item.finish
                yield f"  {self._words.date(day)}"
            yield f"    {self._saying.named(item)}"

    def left_out(self) -> Iterator[str]:
        """What has passed too and is not recorded, by why it is not."""
        words, found, saying = self._words, self._found, self._saying
        undecided = [saying.due(entry, _due(entry)) for entry in found.undecided]
        unfinished = [saying.report(item, report) for item, report in found.unfinished]
        behind = [saying.due(item, item.finish) for item in found.behind]
        for label, lines in (
            (words.say("Left out, to be decided (rse-plan decide ID yes, no or later):"), undecided),
            (words.say("Left out, begun or blocked:"), unfinished),
            (words.say("Left out until then, as it waits for one of these:"), behind),
        ):
            if lines:
                yield label
                yield from self._some(lines)

    def _some(self, lines: Sequence[str]) -> Iterator[str]:
        yield from (f"  {line}" for line in lines[:MOST])
        if len(lines) > MOST:
            yield "  " + self._words.count("1 other", "{count} others", len(lines) - MOST)


def _due(entry: DatedAsk | Planned) -> date | None:
    return entry.due if isinstance(entry, DatedAsk) else entry.finish
