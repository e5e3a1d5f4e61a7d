"""The decisions of a plan under way: which were taken, which wait, and how both are told."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from rse_plan.documents.words import Words
from rse_plan.model.progress import Decision
from rse_plan.planning.plan import DatedAsk, Plan, Planned
from rse_plan.planning.standing import LATER, asks_decision, counting

YES, NO = "yes", "no"


@dataclass(frozen=True, slots=True)
class Taken:
    """An answer: yes, no, later, or empty where it is only known that it was given."""

    answer: str
    on: date
    note: str = ""

    @property
    def settles(self) -> bool:
        """Whether nothing more is asked: what was put off is asked again."""
        return self.answer != LATER

    def word(self, words: Words) -> str:
        """Yes, no, put off."""
        names = {YES: words.say("yes"), NO: words.say("no"), LATER: words.say("put off")}
        return names.get(self.answer, words.say("given"))

    def said(self, words: Words, day: str) -> str:
        """“yes on 5 Feb”."""
        return words.say("{answer} on {date}", answer=self.word(words), date=day)


def taken(plan: Plan, ask: DatedAsk) -> Taken | None:
    """What was answered to an ask, or reported of the decision that it is for."""
    served = next((item for item in plan.items if item.id == ask.item), None) if asks_decision(ask) else None
    found = counting((ask.decided, served.decided if served is not None else None))
    if found is not None:
        return _told(found)
    done = served.report.done if served is not None and served.report is not None else None
    return Taken("", done) if done is not None else None


def is_taken(found: Taken | None) -> bool:
    """Whether a decision was taken, and not put off."""
    return found is not None and found.settles


def study_decision(plan: Plan) -> Taken | None:
    """What was answered to the first decision: whether to study at all."""
    first = next((ask for ask in plan.asks if ask.chosen.item.decision and is_shared(ask)), None)
    return taken(plan, first) if first is not None else None


def taken_on_item(plan: Plan, item: Planned) -> Taken | None:
    """What was decided on an item, or on the ask that it answers, as far as all may read of it."""
    asks = (ask for ask in plan.asks if ask.item == item.id and asks_decision(ask) and is_shared(ask))
    found = counting((item.decided, *(ask.decided for ask in asks)))
    return _told(found) if found is not None else None


def _told(decision: Decision) -> Taken:
    return Taken(decision.answer, decision.on, decision.note or "")


def is_shared(ask: DatedAsk) -> bool:
    """Whether all may read of it (semantics 26)."""
    return ask.chosen.item.audience == "shared"


def has_passed(plan: Plan, day: date | None) -> bool:
    """Whether a day lies before the one on which the plan stands."""
    return plan.today is not None and day is not None and day < plan.today
