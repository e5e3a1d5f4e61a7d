"""The dates that count: what the law asks, what is decided, what opens; page one and brief share them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

from rse_plan.documents.decisions import NO, Taken, has_passed, taken_on_item
from rse_plan.documents.rows import KeyDate
from rse_plan.documents.standing import is_settled, standing_shown
from rse_plan.documents.telling import Telling, answering, is_consultation, is_decision, mark_of, sign_of
from rse_plan.documents.tree import Line, line
from rse_plan.documents.words import cut
from rse_plan.model.work import Gate, Milestone
from rse_plan.planning.bounds import BoundKind
from rse_plan.planning.freezes import freezes_shown
from rse_plan.planning.plan import Plan, Planned
from rse_plan.planning.standing import LATER

PAST = 10
"""Added to the rank of what has passed."""
WIDEST = 110
"""Characters of what happens on a date."""


@dataclass(frozen=True, slots=True)
class Moment:
    """A date that counts; the lower its rank, the later it is left out for want of room."""

    day: date
    items: tuple[Planned, ...]
    what: Line
    who: str
    sign: str
    mark: str
    rank: int
    assumed: bool = False
    """Whether the day is one that nobody has said."""

    def is_settled(self, telling: Telling) -> bool:
        """Whether it lies behind the day on which the plan stands, or is done."""
        if not self.items:
            return has_passed(telling.plan, self.day)
        return all(is_settled(telling, item) for item in self.items)


def moments(telling: Telling) -> tuple[Moment, ...]:
    """All of them, in order of date."""
    found = [*_headlines(telling), *openings(telling), *_freezes(telling)]
    return tuple(sorted(found, key=lambda moment: (moment.day, moment.rank)))


def key_dates(telling: Telling, most: int) -> tuple[KeyDate, ...]:
    """The few that page one has room for."""
    near = telling.plan.start
    return tuple(
        KeyDate(
            date=telling.words.day(moment.day, near),
            mark=moment.mark,
            kind=moment.sign or "event",
            what=told(telling, moment, WIDEST),
            who=moment.who,
        )
        for moment in weightiest(ahead(telling), most)
    )


def ahead(telling: Telling) -> tuple[Moment, ...]:
    """The same on a plan's day: what has passed gives way to what comes, freezes that ended are left out."""
    return tuple(
        replace(moment, rank=moment.rank + PAST)
        if moment.is_settled(telling) and not _is_refused(telling, moment)
        else moment
        for moment in moments(telling)
        if moment.items or not moment.is_settled(telling)
    )


def _is_refused(telling: Telling, moment: Moment) -> bool:
    """Whether the answer was no: what this plan holds after it waits for another answer."""
    found = (taken_on_item(telling.plan, item) for item in moment.items)
    return any(one is not None and one.answer == NO for one in found)


def told(telling: Telling, moment: Moment, most: int) -> Line:
    """What happens, in at most so many characters, whether its day is assumed, whether it has happened."""
    what = cut(moment.what, most)
    if moment.items and (state := moment_state(telling, moment)):
        return what + line(" ") + state
    if (answer := _not_agreed_to(telling, moment)) is not None:
        day = telling.words.day_and_month(answer.on, telling.plan.start)
        return telling.words.sentence(_NOT_AGREED_TO[answer.answer], what=what, day=day)
    return telling.words.sentence("{what} (assumed date)", what=what) if moment.assumed else what


_NOT_AGREED_TO = {NO: "{what} (refused on {day})", LATER: "{what} (put off on {day})"}


def _not_agreed_to(telling: Telling, moment: Moment) -> Taken | None:
    """The answer to the decision that an opening to come waits for, where it was no yes."""
    opens = any(item.opens for item in moment.items)
    found = answer_to_opening(telling.plan, moment.day) if opens else None
    return found if found is not None and found.answer in _NOT_AGREED_TO else None


def answer_to_opening(plan: Plan, day: date) -> Taken | None:
    """What was answered to the decision that the openings of a day wait for."""
    decision = pilot_decision(plan) if day == plan.first_opening else extension_decision(plan)
    return taken_on_item(plan, decision) if decision is not None else None


def moment_state(telling: Telling, moment: Moment) -> Line:
    """Done, under way, blocked, or past and not confirmed; nothing of what is to come."""
    return standing_shown(telling, moment.items)


def weightiest(found: Sequence[Moment], most: int) -> tuple[Moment, ...]:
    """At most so many, the least weighty left out first, in order of date."""
    kept = sorted(found, key=lambda moment: (moment.rank, moment.day))[:most]
    return tuple(sorted(kept, key=lambda moment: (moment.day, moment.rank)))


def trigger_of(gate: Planned, plan: Plan) -> Planned | None:
    """What a gate waits for: its lead time runs from there."""
    by_id = {item.id: item for item in plan.items}
    if gate.bound.kind is BoundKind.NEED and gate.bound.item in by_id:
        return by_id[gate.bound.item]
    needed = [by_id[link.item] for link in gate.needs if link.item in by_id]
    return max(needed, key=lambda item: item.finish, default=None)


def pilot_decision(plan: Plan) -> Planned | None:
    """The last decision to deploy before real users get in."""
    opening = plan.first_opening
    found = [
        item
        for item in plan.items
        if item.item.decides == "deployment" and opening is not None and item.finish <= opening
    ]
    return max(found, key=lambda item: item.finish, default=None)


def extension_decision(plan: Plan) -> Planned | None:
    """The first decision to deploy after the pilot has opened."""
    opening = plan.first_opening
    found = [
        item
        for item in plan.items
        if item.item.decides == "deployment" and opening is not None and item.start > opening
    ]
    return min(found, key=lambda item: item.start, default=None)


def _headlines(telling: Telling) -> Iterator[Moment]:
    shown: set[str] = set()
    last = _last_consultations(telling.plan)
    for group in _same_day(item for item in telling.plan.items if _counts(item) and not item.opens):
        first = group[0]
        if is_consultation(first):
            again = all(item.id not in last.values() for item in group)
            binds = any(item.finish == _latest(last, telling.plan) for item in group if not again)
        else:
            again, binds = first.chosen.ref in shown, False
            shown.add(first.chosen.ref)
        if is_consultation(first) and (trigger := trigger_of(first, telling.plan)):
            yield _trigger(telling, trigger, legal=first.legal, rank=3 if again else 1)
        yield Moment(
            day=first.finish,
            items=group,
            what=_what(telling, group),
            who=telling.role(answering(first)),
            sign=sign_of(first),
            mark=mark_of(first, telling.words),
            rank=3 if again else -1 if binds else _rank(first),
            assumed=_on_assumed_day(telling, first),
        )


def _last_consultations(plan: Plan) -> Mapping[str, str]:
    """Of each consultation, by its ref, the id of the one that ends last before anybody is let in.

    The opening waits for that one: of the employers who are all consulted, it is the one to be told.
    """
    found = [item for item in plan.items if is_consultation(item)]
    opening = plan.first_opening
    before = [item for item in found if opening is None or item.finish <= opening]
    ordered = sorted(before or found, key=lambda item: item.finish)
    return {item.chosen.ref: item.id for item in ordered}


def _latest(last: Mapping[str, str], plan: Plan) -> date | None:
    """The day of the very last of them."""
    return max((item.finish for item in plan.items if item.id in last.values()), default=None)


def _counts(item: Planned) -> bool:
    return item.legal or is_decision(item) or item.item.headline or is_consultation(item)


def _on_assumed_day(telling: Telling, item: Planned) -> bool:
    work = item.item
    on = work.on if isinstance(work, Gate | Milestone) and item.chosen.given is None else None
    return on is not None and telling.is_assumed(on)


def _rank(item: Planned) -> int:
    """The law, opinions and what the sponsor decides first; a purchase follows from them."""
    if item.item.decides == "purchase":
        return 2
    return 0 if sign_of(item) or is_consultation(item) else 1


def _what(telling: Telling, group: tuple[Planned, ...]) -> Line:
    title = telling.merged(group)
    if is_consultation(group[0]) and group[0].legal and not is_settled(telling, group[0]):
        return telling.words.sentence("{title}: given, or the time limit reached", title=title)
    return title


def _trigger(telling: Telling, item: Planned, *, legal: bool, rank: int) -> Moment:
    """What a council waits for: a date of the law where the law sets the time limit."""
    who, what = telling.role(item.owner), telling.merged((item,))
    sign, mark = ("law", telling.words.say("LAW")) if legal else ("event", "")
    return Moment(item.finish, (item,), what, who, sign, mark, rank if legal else max(rank, 2))


def openings(telling: Telling) -> Iterator[Moment]:
    """The days on which real users get in."""
    groups = _same_day(item for item in telling.plan.items if item.opens)
    for position, group in enumerate(groups):
        yield Moment(
            day=group[0].start,
            items=group,
            what=_opening(telling, group),
            who=telling.role(group[0].owner),
            sign="opening",
            mark="",
            rank=min(position, 2) if position else -1,
        )


def _opening(telling: Telling, group: tuple[Planned, ...]) -> Line:
    words = telling.words
    names = {community.id: community.name for community in telling.plan.communities}
    opened = [names[name] for item in group if (name := item.chosen.elements.get("community")) in names]
    if not opened:
        return telling.merged(group)
    wave, named = group[0].wave, words.listed(telling.few(opened))
    if wave is None or wave == 1:
        return words.sentence("The pilot opens: {names}", names=named)
    return words.sentence("Wave {number} opens: {names}", number=str(wave), names=named)


def _freezes(telling: Telling) -> Iterator[Moment]:
    words, plan = telling.words, telling.plan
    for period in freezes_shown(plan.facts, plan.start, plan.finish):
        if plan.start <= period.first:
            until = words.date(period.last)
            what = line(words.say("Nothing new opens until {date} (freeze)", date=until))
            yield Moment(period.first, (), what, "", "event", "", 2)


def _same_day(items: Iterable[Planned]) -> tuple[tuple[Planned, ...], ...]:
    """Instances of one item that end on one day, together."""
    groups: dict[tuple[str, date, int | None], list[Planned]] = {}
    for item in items:
        groups.setdefault((item.chosen.ref, item.finish, item.wave), []).append(item)
    return tuple(tuple(group) for group in groups.values())
