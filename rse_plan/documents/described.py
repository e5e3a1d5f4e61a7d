"""A plan in one language, each of its documents described once, when the first format asks for it."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cached_property
from types import MappingProxyType

from rse_plan.documents import brief_view, plan_view, register_view
from rse_plan.documents.views import BriefView, PlanView, RegisterView
from rse_plan.documents.words import Words
from rse_plan.planning.plan import Plan

View = PlanView | BriefView | RegisterView


class Described:
    """What formats write from: the plan's data, the words of a language, and the documents' views."""

    def __init__(self, plan: Plan, words: Words) -> None:
        self.plan = plan
        self.words = words

    @cached_property
    def brief(self) -> BriefView:
        """The two pages that the sponsor answers."""
        return brief_view.describe(self.plan, self.words)

    @cached_property
    def whole(self) -> PlanView:
        """The plan."""
        return plan_view.describe(self.plan, self.words)

    @cached_property
    def register(self) -> RegisterView:
        """Everything, for those who do the work."""
        return register_view.describe(self.plan, self.words)

    @property
    def views(self) -> Mapping[str, View]:
        """The three documents (design D17) by the name of their file."""
        return MappingProxyType({"brief": self.brief, "plan": self.whole, "register": self.register})
