"""The top of a reader's view: what the network is for, and the days that everyone has in common."""

from __future__ import annotations

from collections.abc import Iterator

from rse_plan.documents.folio import Piece
from rse_plan.documents.key_dates import pilot_decision
from rse_plan.documents.page_one import leader, people
from rse_plan.documents.telling import Telling, is_consultation
from rse_plan.documents.tree import Line, line
from rse_plan.documents.view_parts import facts


def opening_pieces(telling: Telling) -> Iterator[Piece]:
    """What it serves, who leads, the opinion, the decision, the opening."""
    words, plan = telling.words, telling.plan
    decision = pilot_decision(plan)
    yield from facts(
        telling,
        (
            ("What it serves", words.capital(telling.fact("goal.process") or telling.fact("goal.primary"))),
            ("Who leads", words.capital(leader(telling))),
            ("Opinion awaited", opinion(telling)),
            ("Decision", words.weekday(decision.finish) if decision else ""),
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
    return words.say("{day}, for {people}, if it is decided", day=day, people=people(telling, pilot.members))


def opinion(telling: Telling) -> Line:
    """The last day on which representatives give theirs before anybody enters."""
    plan, words = telling.plan, telling.words
    opening = plan.first_opening
    gates = [item for item in plan.items if is_consultation(item)]
    found = [item for item in gates if opening is None or item.finish <= opening] or gates
    if not found:
        return Line()
    last = max(found, key=lambda item: item.finish)
    day = words.weekday(last.finish)
    said = words.say("at the latest on {date}: {title}", date=day, title=words.text(last.title))
    return line(words.capital(said)) + telling.cite(*last.item.because)
