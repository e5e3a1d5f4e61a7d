"""What a view must say and nobody has said yet: “to be completed by …”, never a supposed value."""

from __future__ import annotations

from dataclasses import dataclass, field

from rse_plan.documents.telling import Telling
from rse_plan.documents.tree import Line, line
from rse_plan.documents.words import is_blank
from rse_plan.planning.plan import Shown, State


@dataclass
class Unknowns:
    """What has been found wanting so far, each with the role that knows: for the list at the end."""

    telling: Telling
    missing: dict[tuple[str, str], None] = field(default_factory=dict)

    def fact(self, question: str, role: str) -> Line:
        """An answer that somebody gave; else whose it is to give."""
        plan = self.telling.plan
        if question in plan.private:
            return Line()
        shown = plan.facts.get(question)
        owner = next((a.owner for a in plan.assumptions if a.question == question and a.owner), role)
        return self.value(shown, owner) if shown is not None else Line()

    def value(self, shown: Shown, role: str, what: str = "") -> Line:
        """The same for a value at hand, `what` it is; nothing when the question does not apply."""
        words = self.telling.words
        if shown.state is State.ABSENT:
            return Line()
        if shown.state is State.ANSWERED and not is_blank(shown):
            return line(words.capital(words.value(shown)))
        return self.asked(what or shown.name.in_(words.language), role)

    def asked(self, what: str, role: str) -> Line:
        """That a role completes it; `what` is in the document's language."""
        words = self.telling.words
        self.missing.setdefault((words.capital(what), role))
        return line(words.say("‹to be completed by {role}›", role=self.telling.role(role)))
