"""A plan in one language, each of its documents described once, when the first format asks for it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from functools import cached_property
from types import MappingProxyType
from typing import TYPE_CHECKING

from rse_plan.documents import brief_view, plan_view, register_view
from rse_plan.documents.views import BriefView, PlanView, RegisterView
from rse_plan.documents.words import Words
from rse_plan.planning.plan import Plan

if TYPE_CHECKING:
    from rse_plan.documents.audiences import Audience
    from rse_plan.documents.deck import Deck
    from rse_plan.documents.folio import Folio
    from rse_plan.documents.look import Look
    from rse_plan.documents.sheets import SheetsView

View = PlanView | BriefView | RegisterView


class Described:
    """What formats write from: the plan's data, the words of a language, and the documents' views."""

    def __init__(
        self,
        plan: Plan,
        words: Words,
        audiences: Sequence[Audience] = (),
        *,
        look: Look | None = None,
        today: date | None = None,
    ) -> None:
        self.plan = plan
        self.words = words
        self.audiences = tuple(audiences)
        """Readers whose views stand in for the three documents; none for the documents themselves."""
        self.look = look
        """Templates and colours that stand in for ours; none for ours."""
        self.today = today
        """The day that the plan's calendar marks; it changes nothing else."""

    @cached_property
    def brief(self) -> BriefView:
        """The two pages that the sponsor answers."""
        return brief_view.describe(self.plan, self.words)

    @cached_property
    def whole(self) -> PlanView:
        """The plan."""
        return plan_view.describe(self.plan, self.words, self.today)

    @cached_property
    def register(self) -> RegisterView:
        """Everything, for those who do the work."""
        return register_view.describe(self.plan, self.words)

    @cached_property
    def sheets(self) -> SheetsView:
        """The plan as tables of values."""
        from rse_plan.documents import sheets_view  # noqa: PLC0415  # not needed by commands that write none

        return sheets_view.describe(self.plan, self.words)

    @cached_property
    def folios(self) -> Mapping[str, Folio]:
        """The same three as runs of pieces, for formats without templates; or the readers' views."""
        if self.audiences:
            return self.readers
        from rse_plan.documents.brief_folio import brief_folio  # noqa: PLC0415  # as above
        from rse_plan.documents.plan_folio import plan_folio  # noqa: PLC0415  # as above
        from rse_plan.documents.register_folio import register_folio  # noqa: PLC0415  # as above

        made = (
            brief_folio(self.brief, self.words),
            plan_folio(self.whole, self.words),
            register_folio(self.register, self.words),
        )
        return MappingProxyType({folio.name: folio for folio in made})

    @cached_property
    def readers(self) -> Mapping[str, Folio]:
        """The views that are asked for, by the name of their file."""
        if not self.audiences:
            return MappingProxyType({})
        from rse_plan.documents.reader_folios import reader_folios  # noqa: PLC0415  # seldom asked

        made = reader_folios(self.plan, self.words, self.audiences)
        return MappingProxyType({folio.name: folio for folio in made})

    @cached_property
    def deck(self) -> Deck:
        """The brief as slides."""
        from rse_plan.documents import deck_view  # noqa: PLC0415  # seldom asked

        return deck_view.describe(self.plan, self.words, self.brief)

    @property
    def views(self) -> Mapping[str, View]:
        """The three documents (design D17) by the name of their file; none when readers' views are asked."""
        if self.audiences:
            return MappingProxyType({})
        return MappingProxyType({"brief": self.brief, "plan": self.whole, "register": self.register})
