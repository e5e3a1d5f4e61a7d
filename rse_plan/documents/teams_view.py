"""What line managers need: what their teams will see, what is asked of them, what they must not do."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from rse_plan.documents.folio import Piece, Points, Said
from rse_plan.documents.mine import Mine
from rse_plan.documents.opening import is_decided
from rse_plan.documents.standing import stand_of
from rse_plan.documents.telling import Telling
from rse_plan.documents.topics import PLEDGE, of_topic
from rse_plan.documents.tree import Line, line, strong, with_sources
from rse_plan.documents.view_parts import asks, dates, questions, tasks, titled
from rse_plan.model.content import Objection
from rse_plan.planning.plan import Chosen
from rse_plan.planning.standing import Stand

MANAGER = "manager"
SMALLEST_GROUP = 10
MOST_ANSWERS = 6
DO = (
    "Free in writing the hours of those who volunteer, and take other work off them.",
    "Let reading and answering be done on working time, and nothing be expected in the evening or on leave.",
    "Follow the community of another manager, and thank those of your team who help elsewhere.",
    "Ask the HR contact before you answer a message that worries you.",
)
DO_NOT = (
    "Use no message, silence or reaction in an appraisal, for pay or for promotion.",
    "Ask for no figure about a person or a team, and set no target in numbers of messages.",
    "Oblige nobody to take part; who says no need give no reason.",
    "Do not turn an open community into a closed group of your own team.",
    "Do not have messages submitted to you before they appear.",
)


def manager_pieces(telling: Telling, found: Mine) -> Iterator[Piece]:
    """The managers' view."""
    words = telling.words
    yield from titled(telling, "What your teams will see", _seen(telling))
    yield from titled(
        telling, "What we expect of you", (Points(tuple(line(words.say(each)) for each in DO)),)
    )
    not_to_do = Points(tuple(line(words.say(each)) for each in DO_NOT))
    yield from titled(telling, "What you must not do", (*_pledge(telling), not_to_do))
    yield from titled(telling, "What you do", tasks(telling, "Your tasks", found.does))
    yield from titled(telling, "What is asked of you", asks(telling, "Acts asked of you", found.asks))
    yield from titled(telling, "What we need to know from you", questions(telling, found.questions))
    yield from titled(telling, "Questions that managers ask", _answers(telling))
    yield from titled(
        telling, "When we come to you", dates(telling, "Consulted before it is done", found.consulted)
    )
    yield from titled(
        telling, "What you will be told of", dates(telling, "Told when it is done", found.informed)
    )


def _seen(telling: Telling) -> Iterator[Piece]:
    """Openings by day, then what holds for all."""
    words, plan = telling.words, telling.plan
    days: dict[date, list[str]] = {}
    for community in sorted(plan.communities, key=lambda c: (c.opening is None, c.opening)):
        if community.opening is not None:
            days.setdefault(community.opening, []).append(community.name)
    opened = [
        words.sentence(
            "{name}: {value}",
            name=strong(words.capital(words.weekday(day))),
            value=_opened(telling, day, names),
        )
        for day, names in days.items()
    ]
    rules = (
        words.say("A charter of one page, before the first sign-in."),
        words.say("Messages that are not read beforehand; a button to report one."),
        words.say("Figures by groups of at least {count} people, none about a person.", count=SMALLEST_GROUP),
    )
    yield Points((*opened, *map(line, rules)))


def _opened(telling: Telling, day: date, names: list[str]) -> str:
    words = telling.words
    listed = words.listed(telling.quoted(telling.few(names)) if len(names) <= 3 else telling.few(names))
    wording = "opening of {names}" if is_decided(telling, day) else "opening of {names}, if it is decided"
    return words.say(wording, names=listed)


def _pledge(telling: Telling) -> Iterator[Piece]:
    """Who has promised it, and by when."""
    for item in of_topic(telling.plan, (PLEDGE,))[:1]:
        day = telling.words.date(item.finish)
        wording = _PLEDGES.get(stand_of(telling, item), _PLEDGED)
        said = telling.words.say(wording, sponsor=telling.role("sponsor"), date=day)
        yield Said(line(said))


_PLEDGED = "{sponsor} and HR sign it by {date}: nothing written on the network serves to appraise anybody."
_PLEDGES = {
    Stand.DONE.value: "{sponsor} and HR signed it on {date}: nothing written on the network "
    "serves to appraise anybody.",
    Stand.UNCONFIRMED.value: "{sponsor} and HR were to sign it by {date}, which is not confirmed: "
    "nothing written on the network serves to appraise anybody.",
}


def _answer(telling: Telling, chosen: Chosen[Objection]) -> Line:
    answer = telling.words.line(chosen.word(chosen.item.answer))
    return with_sources(answer, telling.cite(*chosen.item.because))


def _answers(telling: Telling) -> Iterator[Piece]:
    """What managers have asked elsewhere, and honest answers."""
    words, seen = telling.words, set[str]()
    told: list[Line] = []
    for chosen in telling.plan.objections:
        item = chosen.item
        wanted = MANAGER in item.heard_from and item.audience == "shared" and chosen.ref not in seen
        if wanted and len(told) < MOST_ANSWERS:
            seen.add(chosen.ref)
            says = words.sentence("“{says}”", says=words.line(chosen.word(item.says)))
            told.append(strong(says) + line(" ") + _answer(telling, chosen))
    if told:
        yield Points(tuple(told))
