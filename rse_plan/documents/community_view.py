"""One community: its people, what it starts with, its days, and how it will be judged."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date

from rse_plan.documents.folio import Piece, Points, Said
from rse_plan.documents.folio_parts import measures
from rse_plan.documents.opening import opening_state
from rse_plan.documents.readers import COMMUNITY_ROLES
from rse_plan.documents.tables import measure_row, shared_assumptions, with_actual
from rse_plan.documents.telling import Telling
from rse_plan.documents.tree import Line, Passage, line
from rse_plan.documents.unknowns import Unknowns
from rse_plan.documents.view_parts import facts, questions, risks, tasks, titled
from rse_plan.model.base import Text
from rse_plan.model.work import Item
from rse_plan.planning.plan import Chosen, Community, CommunityKit, DatedKpi, Planned, Wording

ANIMATOR = "community-manager"


def community_title(telling: Telling, id_: str) -> str:
    """Its name, as the document’s."""
    return telling.words.say("Community “{name}”", name=telling.few([_community(telling, id_).name])[0])


def community_pieces(telling: Telling, id_: str) -> Iterator[Piece]:
    """Everything that its leader needs."""
    found = _community(telling, id_)
    kit = next((kit for kit in telling.plan.kits if kit.community == id_), None)
    yield from _identity(telling, found)
    if kit is not None:
        yield from titled(telling, "People", _people(telling, kit))
    yield from titled(
        telling, "Tasks, in order", tasks(telling, "Tasks, in order", items_of(telling, id_), who=True)
    )
    if kit is not None:
        for title, texts in (
            ("First posts", kit.kit.first_posts),
            ("Rituals", kit.kit.rituals),
            ("Pitfalls", kit.kit.pitfalls),
        ):
            yield from titled(telling, title, _points(telling, kit, texts))
    yield from titled(telling, "Measures", _measures(telling, found))
    asked = [
        a for a in shared_assumptions(telling) if a.element == id_ and a.question.startswith("community.")
    ]
    yield from titled(
        telling, "What is assumed", questions(telling, [a for a in asked if a.todo is not None])
    )
    mine = [r for r in telling.plan.risks if r.item.audience == "shared" and _is_of(r, id_)]
    yield from titled(telling, "Risks", risks(telling, mine))


def items_of(telling: Telling, id_: str) -> tuple[Planned, ...]:
    """The work of a community itself, and its people’s recurring work for every community."""
    return tuple(
        item
        for item in telling.plan.items
        if _is_of(item.chosen, id_)
        or (item.kind == "ongoing" and not item.chosen.elements and item.owner in COMMUNITY_ROLES)
    )


def _is_of(chosen: Chosen[Item], id_: str) -> bool:
    return chosen.elements.get("community") == id_


def _community(telling: Telling, id_: str) -> Community:
    return next(each for each in telling.plan.communities if each.id == id_)


def _identity(telling: Telling, found: Community) -> Iterator[Piece]:
    words, asked = telling.words, Unknowns(telling)
    names = [employer.name for employer in telling.plan.employers if employer.id in found.employers]
    opening = _opening(telling, found.opening) if found.opening else ""
    yield from facts(
        telling,
        (
            ("Use", asked.value(found.use_case, "business")),
            ("Members", asked.value(found.members, "business")),
            ("Employers", words.listed(telling.few(names)) if names else ""),
            ("Opening", words.capital(opening)),
            ("Community leader", _holder(telling, "community-leader")),
            ("Community manager", _holder(telling, ANIMATOR)),
        ),
    )


def _opening(telling: Telling, opening: date) -> str:
    day = telling.words.weekday(opening)
    return opening_state(telling, opening, day) or telling.words.say("{day}, if it is decided", day=day)


def _holder(telling: Telling, role: str) -> str:
    if role not in telling.plan.roles:
        return ""
    return telling.named(role) or telling.words.say("to be named")


def _people(telling: Telling, kit: CommunityKit) -> Iterator[Piece]:
    for text in (kit.kit.members, kit.kit.roles):
        yield Said(telling.words.passage(Wording(text, kit.values)))


def _points(telling: Telling, kit: CommunityKit, texts: Sequence[Text]) -> Iterator[Piece]:
    items: tuple[Passage | Line, ...] = tuple(
        telling.words.passage(Wording(text, kit.values)) for text in texts
    )
    if items:
        yield Points(items)


def _measures(telling: Telling, found: Community) -> Iterator[Piece]:
    """Those of the community and of its wave, by the day they are read."""
    mine = [
        kpi for kpi in telling.plan.kpis if kpi.chosen.item.audience == "shared" and _measured(kpi, found)
    ]
    in_order = sorted(mine, key=lambda kpi: (kpi.due is None, kpi.due))
    rows = [with_actual(telling, measure_row(telling, kpi), kpi) for kpi in in_order]
    if rows:
        rule = telling.words.say("Figures of groups of at least ten people; never of a person.")
        yield Said(line(rule))
        yield measures(telling.words, rows)


def _measured(kpi: DatedKpi, found: Community) -> bool:
    elements = kpi.chosen.elements
    return (
        elements.get("community", found.id) == found.id
        and elements.get("wave", f"wave-{found.wave}") == f"wave-{found.wave}"
    )
