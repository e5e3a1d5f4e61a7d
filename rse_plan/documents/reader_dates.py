"""The top of a reader's view: what the network is for, and the days that everyone has in common."""

from __future__ import annotations

from collections.abc import Iterator

from rse_plan.documents.folio import Piece
from rse_plan.documents.key_dates import pilot_decision
from rse_plan.documents.opening import opening_state
from rse_plan.documents.page_one import leader, people
from rse_plan.documents.standing import is_settled, stand_of, standing_whole
from rse_plan.documents.telling import Telling, is_consultation
from rse_plan.documents.tree import Line, joined, line
from rse_plan.documents.view_parts import facts
from rse_plan.planning.plan import Planned
from rse_plan.planning.standing import Stand


def opening_pieces(telling: Telling) -> Iterator[Piece]:
    """What it serves, who leads, the opinion, the decision, the opening."""
    words, plan = telling.words, telling.plan
    decision = pilot_decision(plan)
    yield from facts(
        telling,
        (
            ("What it serves", words.capital(telling.fact("goal.process") or telling.fact("goal.primary"))),
            ("Who leads", words.capital(leader(telling))),
            _opinion(telling),
            ("Decision", _dated(telling, decision) if decision else ""),
            ("First opening", line(first_opening(telling))),
        ),
    )


def first_opening(telling: Telling) -> str:
    """The day, and how many people may enter that day."""
    words, plan = telling.words, telling.plan
    if plan.first_opening is None:
        return words.say("nothing is opened in this plan")
    day = words.weekday(plan.first_opening)
    pilot = next((wave for wave in plan.waves if wave.pilot), None)
    if pilot is None:
        return day
    entering = people(telling, pilot.members)
    told = words.say("{day}, for {people}", day=day, people=entering)
    undecided = words.say("{day}, for {people}, if it is decided", day=day, people=entering)
    return opening_state(telling, plan.first_opening, told) or undecided


def _dated(telling: Telling, item: Planned) -> Line:
    """The day of some work; once it has come, that it is done, or not confirmed."""
    stand = stand_of(telling, item)
    if stand == Stand.DONE.value:
        return standing_whole(telling, item)
    day = line(telling.words.weekday(item.finish))
    return joined([day, standing_whole(telling, item)], ", ") if stand == Stand.UNCONFIRMED.value else day


def _opinion(telling: Telling) -> tuple[str, Line]:
    """The opinion that everybody waits for, or that it is no longer awaited."""
    last = _last_consultation(telling)
    if last is None or not is_settled(telling, last):
        return "Opinion awaited", opinion(telling)
    said = telling.words.sentence(
        "{title}: {state}", title=line(telling.words.text(last.title)), state=_dated(telling, last)
    )
    return "Opinion", said + telling.cite(*last.item.because)


def opinion(telling: Telling) -> Line:
    """The last day on which representatives give theirs before anybody enters."""
    words, last = telling.words, _last_consultation(telling)
    if last is None:
        return Line()
    day = words.weekday(last.finish)
    said = words.say("at the latest on {date}: {title}", date=day, title=words.text(last.title))
    return line(words.capital(said)) + telling.cite(*last.item.because)


def _last_consultation(telling: Telling) -> Planned | None:
    plan = telling.plan
    opening = plan.first_opening
    gates = [item for item in plan.items if is_consultation(item)]
    found = [item for item in gates if opening is None or item.finish <= opening] or gates
    return max(found, key=lambda item: item.finish, default=None)
