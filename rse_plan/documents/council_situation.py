"""The first chapters of a consultation file: what it is about, how things are, what is proposed, for whom."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from rse_plan.documents.council_file import CouncilFile
from rse_plan.documents.council_progress import has_answer
from rse_plan.documents.folio import Piece, Row, Said
from rse_plan.documents.folio_parts import row, table
from rse_plan.documents.foreign import set_title
from rse_plan.documents.opening import law_cases, opening_state
from rse_plan.documents.page_one import leader
from rse_plan.documents.standing import stand_of
from rse_plan.documents.topics import INVENTORY, of_topic
from rse_plan.documents.tree import Line, line, strong
from rse_plan.documents.view_parts import facts
from rse_plan.planning.plan import Community, Employer, Planned
from rse_plan.planning.standing import Stand


def object_pieces(file: CouncilFile) -> Iterator[Piece]:
    """Who consults whom, on what, under which text, by when."""
    words, telling = file.words, file.telling
    handed, gate = file.handed, file.gate
    purpose = telling.fact("goal.process") or telling.fact("goal.primary")
    subject = words.say(
        "Introduction of an enterprise social network, meant to serve one purpose: {purpose}.",
        purpose=purpose.rstrip("."),
    )
    law = words.pause.join(law_cases(telling, gate)) if gate is not None else ""
    yield from facts(
        telling,
        (
            ("Employer", words.typed(file.employer.name)),
            ("Body consulted", words.capital(file.body)),
            ("Subject", subject),
            ("Project led by", words.capital(leader(telling))),
            ("Legal texts", _texts(file)),
            ("File handed over", _dated(file, handed) if handed else ""),
            ("Time limit", words.capital(law)),
            (_awaited(file), _dated(file, gate) if gate else ""),
        ),
    )
    if gate is not None and not has_answer(file):
        said = (
            "Nothing is decided. Nobody enters before the agreement is signed."
            if file.binds
            else "Nothing is decided. The decision to open, or not, is taken after the opinion or the end of "
            "the time limit, and nobody enters before."
        )
        yield Said(line(words.say(said)))


def _dated(file: CouncilFile, item: Planned) -> str:
    """Its day; once that has passed unreported, that it is not confirmed."""
    day = file.words.weekday(item.finish)
    is_silent = stand_of(file.telling, item) == Stand.UNCONFIRMED.value
    return file.words.say("{date}, not confirmed", date=day) if is_silent else day


def _awaited(file: CouncilFile) -> str:
    """What is awaited, or that it has come."""
    if file.is_heard:
        return "Agreement" if file.binds else "Opinion or end of the time limit"
    return "Agreement awaited" if file.binds else "Opinion awaited by"


def _texts(file: CouncilFile) -> Line:
    """The texts that the plan's own items rest on, to be confirmed."""
    plan, words = file.plan, file.words
    if file.gate is None:
        return file.unknowns.asked(words.say("legal texts that apply"), "legal")
    named = [
        name for name in file.gate.item.because if name in plan.evidence and plan.evidence[name].type == "law"
    ]
    titles = [set_title(plan.evidence[name].title, words.language) for name in named]
    if not titles:
        return file.unknowns.asked(words.say("legal texts that apply"), "legal")
    told = line(words.say("{texts} (to be confirmed by counsel)", texts=words.pause.join(titles)))
    return told + file.telling.cite(*named)


def present_pieces(file: CouncilFile) -> Iterator[Piece]:
    """How the work is done today."""
    words, telling, asked = file.words, file.telling, file.unknowns
    yield from facts(
        telling,
        (
            ("Organisation", asked.fact("organisation.kind", "hr")),
            ("Headcount", asked.fact("organisation.headcount", "hr")),
            ("Number of sites", asked.fact("organisation.sites", "hr")),
            ("Without a computer", asked.fact("organisation.frontline", "hr")),
            ("Work concerned", words.capital(telling.fact("goal.process"))),
            ("Way of working", asked.asked(words.say("how the work concerned is done today"), "business")),
            ("Present tools", _tools(file)),
            ("Channel replaced", asked.fact("goal.replaces", "sponsor")),
        ),
    )


def _tools(file: CouncilFile) -> Line:
    words = file.words
    asked = file.unknowns.asked(words.say("tools used today, and what each is for"), "it")
    found = of_topic(file.plan, (INVENTORY,))
    if not found:
        return asked
    day = words.day_and_month(found[0].finish, file.plan.start)
    stand = stand_of(file.telling, found[0])
    wordings = {
        Stand.DONE.value: "{mark}; the list was made on {date}",
        Stand.UNCONFIRMED.value: "{mark}; the list was due on {date}, not confirmed",
    }
    return words.sentence(wordings.get(stand, "{mark}; the list is due on {date}"), mark=asked, date=day)


def proposed_pieces(file: CouncilFile) -> Iterator[Piece]:
    """What the network would be, and how it would open."""
    words, telling, asked, plan = file.words, file.telling, file.unknowns, file.plan
    yield Said(
        line(
            words.say(
                "A network where members of communities ask, answer and read. Joining and writing "
                "are voluntary; whoever has no account misses nothing that the work requires."
            )
        )
    )
    columns = (("Community", 30), ("Use", 26), ("Members", 12), ("Opening", 32))
    rows = (
        _community(file, each)
        for each in sorted(plan.communities, key=_by_opening)
        if file.employer.id in each.employers or not each.employers
    )
    yield table(words, words.say("Communities planned"), columns, rows)
    if len(plan.waves) > 1:
        yield Said(
            line(
                words.say(
                    "The first communities are a pilot. The others open only if it is so decided, "
                    "once its results have been reviewed."
                )
            )
        )
    yield from facts(
        telling,
        (
            ("Platform", asked.fact("platform.product", "it")),
            ("Single sign-on", asked.fact("platform.sso", "it")),
            ("Access on a phone", asked.fact("platform.mobile", "it")),
            ("AI functions", asked.fact("organisation.ai_functions", "it")),
            ("Charter of use", asked.fact("legal.charter", "hr")),
            ("Penalties", asked.fact("legal.charter_sanctions", "hr")),
        ),
    )


def _by_opening(community: Community) -> tuple[bool, object, str]:
    return (community.opening is None, community.opening, community.name)


def _community(file: CouncilFile, each: Community) -> Row:
    words, asked = file.words, file.unknowns
    opening = _opening(file, each.opening) if each.opening else ""
    name = strong(words.typed(each.name))
    return row(name, asked.value(each.use_case, "business"), asked.value(each.members, "business"), opening)


def _opening(file: CouncilFile, opening: date) -> str:
    day = file.words.date(opening)
    state = opening_state(file.telling, opening, day)
    return state or file.words.say("{date}, if it is decided", date=day)


def people_pieces(file: CouncilFile) -> Iterator[Piece]:
    """By employer, then by site."""
    words, plan = file.words, file.plan
    columns = (("Employer", 36), ("Headcount", 18), ("Staff representation", 46))
    rows = (_employer(file, each) for each in plan.employers)
    yield table(words, words.say("Employers of future members"), columns, rows)
    members = file.unknowns.asked(words.say("future members, by site and category"), "hr")
    yield from facts(file.telling, (("By site", members), ("Special situations", _absent(file))))


def _absent(file: CouncilFile) -> Line:
    return file.unknowns.asked(
        file.words.say("people absent for long, on part time or at night: how they are reached"), "hr"
    )


def _employer(file: CouncilFile, each: Employer) -> Row:
    words, asked = file.words, file.unknowns
    name = words.typed(each.name)
    if each.independent:
        name = words.say("{name} (independent employers)", name=name)
        council = line(words.say("each employer consults its own"))
    else:
        what = words.say("staff representation: body, level, term of office")
        council = asked.value(each.works_council, "hr", what) or asked.asked(what, "hr")
    return row(strong(name), asked.value(each.headcount, "hr"), council)
