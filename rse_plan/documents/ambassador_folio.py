"""One side for whoever may become an ambassador: what, when, how long, who pays, who reads, whom to call."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date

from rse_plan.documents.audiences import Audience
from rse_plan.documents.decisions import has_passed
from rse_plan.documents.folio import Fact, Facts, Folio, Piece, Said, Voice
from rse_plan.documents.heading import describe_heading
from rse_plan.documents.opening import has_opened, is_decided
from rse_plan.documents.rows import Heading
from rse_plan.documents.standing import consultation_is_due, is_settled, stand_of
from rse_plan.documents.telling import Telling
from rse_plan.documents.topics import CHAMPIONS, PLEDGE, of_topic
from rse_plan.documents.tree import line
from rse_plan.documents.words import shortened
from rse_plan.planning.plan import Community, State
from rse_plan.planning.standing import Stand
from rse_plan.planning.weekly_bill import StaffRow

CHAMPION, ANIMATOR = "champion", "community-manager"
PAGES = 1
LONGEST_PURPOSE, LONGEST_PLACE = 130, 50
"""Characters of what the network serves, and of a community’s or an employer’s name."""


def ambassador_folio(telling: Telling, audience: Audience) -> Folio:
    """The page; `audience.of` is a community or an employer."""
    return Folio(
        name=audience.file,
        heading=_heading(telling),
        pieces=tuple(_pieces(telling, audience.of)),
        most_pages=PAGES,
    )


def _heading(telling: Telling) -> Heading:
    """Without an abbreviation, a law, or what only the project team can mend."""
    words = telling.words
    reserve = words.say("Project: nothing opens before staff representatives have been consulted")
    subject = "For a network of colleagues" if has_opened(telling) else "For a future network of colleagues"
    return replace(
        describe_heading(telling, words.say("Would you be an ambassador?")),
        subject=words.say(subject),
        date=words.date(telling.plan.today or telling.plan.start),
        project=reserve if consultation_is_due(telling) else "",
        consultation="",
        not_legal_advice="",
        version="",
        alerts=(),
    )


def _pieces(telling: Telling, place: str) -> Iterator[Piece]:
    words = telling.words
    wording = (
        "We are looking for volunteers to help their colleagues begin. "
        "The network will serve one purpose: {purpose}."
    )
    if has_opened(telling):
        wording = (
            "We are looking for volunteers to help their colleagues begin. "
            "The network serves one purpose: {purpose}."
        )
    yield Said(line(words.say(wording, purpose=_purpose(telling))), Voice.LEAD)
    said = (
        ("What", _what(telling, place)),
        ("When", _when(telling, place)),
        ("How long", _how_long(telling)),
        (
            "Who pays for that time",
            words.say(
                "Your employer. It is working time, agreed with your manager and scheduled. "
                "Nothing in the evening, nothing on leave."
            ),
        ),
        ("Who sees what you write", _who_sees(telling)),
        ("Whom to call", _whom(telling)),
        (
            "The right to say no",
            words.say(
                "You decide. You may refuse now, or stop later, without giving a reason and "
                "without any consequence."
            ),
        ),
    )
    yield Facts(tuple(Fact(words.say(name), (line(text),)) for name, text in said))


def _purpose(telling: Telling) -> str:
    said = telling.fact("goal.process") or telling.fact("goal.primary")
    return shortened(said.rstrip(". "), LONGEST_PURPOSE)


def _what(telling: Telling, place: str) -> str:
    words = telling.words
    what = words.say(
        "Welcome colleagues, show how to ask a question, find who can answer, tell us what gets in the way."
    )
    name = _place_name(telling, place)
    return f"{words.say('For “{name}”.', name=name)} {what}" if name else what


def _place_name(telling: Telling, place: str) -> str:
    names = {each.id: each.name for each in telling.plan.employers}
    names |= {each.id: each.name for each in telling.plan.communities}
    return shortened(names.get(place, ""), LONGEST_PLACE)


def _when(telling: Telling, place: str) -> str:
    words = telling.words
    found = _communities(telling, place)
    opening = _next_opening(telling, found)
    waves = {f"wave-{each.wave}" for each in found if each.opening == opening}
    parts = []
    for item in of_topic(telling.plan, (CHAMPIONS,)):
        if item.chosen.elements.get("wave") in waves and not is_settled(telling, item):
            first, last = words.day_and_month(item.start, item.finish), words.date(item.finish)
            parts.append(
                words.say("Half a day to prepare, between {first} and {last}.", first=first, last=last)
            )
    if opening is None:
        parts.append(words.say("The opening has no date yet; we shall tell you."))
    elif has_passed(telling.plan, opening):
        parts.append(words.say("The network has been open since {day}.", day=words.weekday(opening)))
    else:
        wordings = _DECIDED if is_decided(telling, opening) else _UNDECIDED
        parts.append(words.say(wordings[bool(parts)], day=words.weekday(opening)))
    return " ".join(parts)


def _next_opening(telling: Telling, found: Sequence[Community]) -> date | None:
    """The first one to come; where all have opened, the last."""
    days = sorted(each.opening for each in found if each.opening)
    coming = (day for day in days if not has_passed(telling.plan, day))
    return next(coming, days[-1] if days else None)


_UNDECIDED = ("Opening, if it is decided: {day}.", "Then the opening, if it is decided: {day}.")
_DECIDED = ("Opening: {day}.", "Then the opening: {day}.")
"""Alone, and after what comes before it."""


def _communities(telling: Telling, place: str) -> list[Community]:
    """Those of a place; the ones that open first where no place is named."""
    every = list(telling.plan.communities)
    return [each for each in every if place in (each.id, *each.employers)] or every


def _how_long(telling: Telling) -> str:
    words = telling.words
    found = [r for stage in telling.plan.staffing for r in stage.rows if r.role == CHAMPION and r.people]
    if not found:
        return words.say("To be agreed with you and your manager before you say yes.")
    before, after = _minutes(found[0])
    wording = (
        "About {before} minutes a week before the opening, {after} after it. Settle it "
        "with your manager first: less is possible."
    )
    return words.say(wording, before=before, after=after)


def _minutes(staff: StaffRow) -> tuple[int, int]:
    """Of one person."""
    return round(staff.before * 60 / staff.people), round(staff.after * 60 / staff.people)


def _who_sees(telling: Telling) -> str:
    words = telling.words
    shown = telling.plan.facts.get("legal.individual_stats")
    told = [
        words.say(
            "The members of your communities, and those who keep them. Figures are about "
            "groups of ten or more."
        )
    ]
    if shown is not None and shown.state is State.ANSWERED and shown.value == "nobody":
        told.append(words.say("Nobody sees figures about you."))
    else:
        told.append(words.say("If anybody could see figures about you, you would know beforehand."))
    for item in of_topic(telling.plan, (PLEDGE,))[:1]:
        day, wording = words.date(item.finish), _PLEDGES.get(stand_of(telling, item), _PLEDGED)
        told.append(words.say(wording, date=day))
    return " ".join(told)


_PLEDGED = (
    "What you write, or do not write, will not serve to appraise you: a commitment is to be signed by {date}."
)
_PLEDGES = {
    Stand.DONE.value: "What you write, or do not write, will not serve to appraise you: "
    "a commitment was signed on {date}.",
    Stand.UNCONFIRMED.value: "What you write, or do not write, will not serve to appraise you: "
    "a commitment was to be signed by {date}; ask to see it.",
}


def _whom(telling: Telling) -> str:
    words = telling.words
    name = telling.name(ANIMATOR) or telling.deputy(ANIMATOR)
    if name:
        return words.say("{name}, who keeps the network. Your manager can answer too.", name=name)
    return words.say(
        "The person who will keep the network; you will be given the name beforehand. "
        "Until then, human resources."
    )
