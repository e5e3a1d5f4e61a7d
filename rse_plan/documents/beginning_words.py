"""Where chains of moves begin between two plans, in words: what changed first, and how much moves with it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from rse_plan.documents.diff_words import DiffWords
from rse_plan.model.amounts import Unit, read_amount
from rse_plan.planning.beginnings import Beginning, Fact
from rse_plan.planning.plan import Shown

_BEGINS: Mapping[Fact, str] = {
    Fact.START: "the plan starts on {now} instead of {former}",
    Fact.REPORTED: "{title}: {now} instead of {former}, as reported",
    Fact.GIVEN: "{title}: on the day given, {now} instead of {former}",
    Fact.LEAD: "{title}: lasts {now} instead of {former}",
    Fact.LENGTH: "{title}: takes {now} instead of {former}",
    Fact.ADDED: "{title}: now waits for what is new: {other}",
    Fact.REMOVED: "{title}: waits no more for what is gone: {other}",
    Fact.LAG: "{title}: {now} after “{other}” instead of {former}",
}


@dataclass(frozen=True, slots=True)
class BeginningWords:
    """The words of one comparison for what its chains begin with."""

    told: DiffWords

    def beginning(self, begins: Beginning) -> str:
        """What changed first, and how much moves because of it."""
        told = self._begins(begins)
        of_plan = begins.fact is Fact.START
        rest = len(begins.follows) - (begins.now.id in begins.follows and not of_plan)
        if rest <= 0:
            return told
        moved = self.told.words.count("1 item moves with it", "{count} items move with it", rest)
        return f"{told}{self.told.words.pause}{moved}"

    def _begins(self, begins: Beginning) -> str:
        title = self.told.title(begins.now)
        if begins.fact is Fact.ANSWER and begins.grounds is not None:
            return f"{title} — {self._grounds(begins)}"
        if begins.fact in (Fact.HOURS, Fact.FREEZE):
            return self.told.words.say(_binding(begins), title=title, roles=self._roles(begins))
        former, now = self._ends(begins)
        told = self.told.words.say(
            _BEGINS[begins.fact],
            title=title,
            former=former,
            now=now,
            other=self.told.title(begins.other) if begins.other is not None else "",
        )
        if begins.fact is Fact.LEAD and begins.now.lead_why is not None:
            return f"{told} ({self.told.words.text(begins.now.lead_why)})"
        return told

    def _ends(self, begins: Beginning) -> tuple[str, str]:
        former, now = begins.former, begins.now
        if begins.fact is Fact.START:
            days = (self.told.moves.former.start, self.told.moves.now.start)
            return self.told.day(days[0], days[1]), self.told.day(days[1])
        if begins.fact is Fact.REPORTED:
            ends = former.finish != now.finish
            days = (former.finish, now.finish) if ends else (former.start, now.start)
            return self.told.day(days[0], days[1]), self.told.day(days[1])
        if begins.fact is Fact.GIVEN:
            return self.told.day(former.day, now.day), self.told.day(now.day)
        if begins.fact is Fact.LENGTH:
            return self._length(former.days), self._length(now.days)
        if begins.fact is Fact.LAG and begins.other is not None:
            return self._lapse(former.needs.get(begins.other.id)), self._lapse(now.needs[begins.other.id])
        return self._lapse(former.lead), self._lapse(now.lead)

    def _length(self, days: int) -> str:
        return self.told.words.count("1 working day", "{count} working days", days)

    def _lapse(self, written: str | None) -> str:
        amount = read_amount(written, frozenset(Unit), whole=True) if written is not None else None
        return self.told.words.lapse(amount) if amount is not None else self.told.words.say("at once")

    def _grounds(self, begins: Beginning) -> str:
        pair = begins.grounds or ()
        if begins.private and self.told.shared:
            return self.told.words.say("decided by the project team")
        former, now = (
            self.told.words.named(one.said) if isinstance(one.said, Shown) else one.said for one in pair
        )
        return f"{former} → {now}"

    def _roles(self, begins: Beginning) -> str:
        roles = begins.now.roles or begins.former.roles
        return self.told.words.listed(map(self.told.role, roles))


def _binding(begins: Beginning) -> str:
    if begins.fact is Fact.FREEZE:
        frozen = begins.now.fixed_kind == "freeze"
        return "{title}: now waits for a freeze to end" if frozen else "{title}: waits for no freeze any more"
    if begins.now.fixed_kind == "capacity":
        return "{title}: now waits for hours ({roles})"
    return "{title}: waits for no hours any more ({roles})"
