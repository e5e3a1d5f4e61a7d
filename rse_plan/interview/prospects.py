"""What the interview's answers lead to: what planning has to say while questions are asked, and at the end.

Planning is loaded when it is first asked, so that the first question comes at once.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import TYPE_CHECKING

from rse_plan.interview.agenda import Ask
from rse_plan.interview.voice import Voice
from rse_plan.library import Library
from rse_plan.model.answers import Answers

if TYPE_CHECKING:
    from rse_plan.interview.effects import Effects
    from rse_plan.interview.explanation import Explanation
    from rse_plan.interview.outlook import Outlook


@dataclass(frozen=True)
class Prospects:
    """Explanations, an order and an end, for answers given with one library in one language.

    `start` stands for the plan's start while nobody has said it.
    """

    library: Library
    voice: Voice
    start: date

    def explain(self, ask: Ask, answers: Answers) -> str:
        """What `?` shows."""
        return self._explanation(ask, answers)

    def order(self, asks: Sequence[Ask], answers: Answers) -> Sequence[Ask]:
        """The open questions, those that may move the first opening most first."""
        return self._effects.in_order(asks, answers)

    def outlook(self, answers: Answers) -> Outlook:
        """What complete answers lead to."""
        from rse_plan.interview.outlook import outlook  # noqa: PLC0415  # loads planning

        return outlook(answers, self._effects)

    @cached_property
    def _effects(self) -> Effects:
        from rse_plan.interview.effects import Effects  # noqa: PLC0415  # loads planning

        return Effects(self.library, self.voice, self.start)

    @cached_property
    def _explanation(self) -> Explanation:
        from rse_plan.interview.explanation import Explanation  # noqa: PLC0415  # loads planning

        return Explanation(self._effects)
