"""The sponsor's brief: two printed A4 pages that ask and do not conclude (model documents)."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace

from rse_plan.documents.brief_acts import (
    act_row,
    acts_more,
    acts_title,
    decision_log,
    reply_box,
    reply_by,
    sponsor_asks,
    weightiest,
)
from rse_plan.documents.brief_essential import essential
from rse_plan.documents.brief_fit import Budget, budgets, fits
from rse_plan.documents.brief_options import describe_options, inaction
from rse_plan.documents.brief_parts import (
    brief_measures,
    brief_milestones,
    brief_notes,
    brief_objections,
    brief_risks,
    brief_unknowns,
)
from rse_plan.documents.explained import explained
from rse_plan.documents.foreign import foreign_terms
from rse_plan.documents.heading import describe_heading
from rse_plan.documents.news_view import opening_moved
from rse_plan.documents.page_one import leader
from rse_plan.documents.telling import Telling
from rse_plan.documents.tree import Line, joined, line, strong, with_sources
from rse_plan.documents.views import BriefView
from rse_plan.documents.words import Words, cut
from rse_plan.model.base import LANGUAGES
from rse_plan.planning.plan import Plan

ARGUMENT = 270
"""Characters of an argument."""


def describe(plan: Plan, words: Words) -> BriefView:
    """The brief in one language, as full as two pages allow in every language: all say the same."""
    return describe_cited(plan, words)[0]


def describe_cited(plan: Plan, words: Words) -> tuple[BriefView, Mapping[str, int]]:
    """The brief, and the numbers of its sources by their ids, for those who go on counting.

    Arguments, which stand on page one, come back where it was page two that was too full.
    """
    others = [Words(language) for language in LANGUAGES if language != words.language]
    for budget in (Budget(), *budgets()):
        views, telling = _in_all(plan, (words, *others), budget)
        if all(map(fits, views)):
            break
    for arguments in range(Budget().arguments, budget.arguments, -1):
        fuller, told = _in_all(plan, (words, *others), replace(budget, arguments=arguments))
        if all(map(fits, fuller)):
            views, telling = fuller, told
            break
    return views[0], telling.cited


def _in_all(plan: Plan, spoken: Sequence[Words], budget: Budget) -> tuple[list[BriefView], Telling]:
    """The brief in each language, and how the first was told."""
    tellings = [Telling(plan, words) for words in spoken]
    views = [explained(_describe(telling, budget), telling.words) for telling in tellings]
    return views, tellings[0]


def _describe(telling: Telling, budget: Budget) -> BriefView:
    plan, words = telling.plan, telling.words
    wanted = sponsor_asks(plan, "support")
    asks = weightiest(wanted)
    return BriefView(
        heading=describe_heading(telling, words.say("Decision note")),
        to=telling.who_acts("sponsor"),
        from_=_as_sender(leader(telling), words.language),
        reply_by=reply_by(telling, asks),
        essential=_essential(telling),
        acts_title=acts_title(telling, asks),
        acts=tuple(act_row(telling, number, ask) for number, ask in enumerate(asks, start=1)),
        acts_more=acts_more(words, len(wanted) - len(asks)),
        reply=reply_box(telling, asks),
        not_asked=_not_asked(telling),
        why=_why(telling, budget.arguments),
        options=describe_options(telling),
        inaction=inaction(telling),
        milestones=brief_milestones(telling, budget.milestones),
        risks=brief_risks(telling, budget.risks),
        objections=brief_objections(telling, budget.objections),
        measures=brief_measures(telling, budget.measures),
        unknowns=brief_unknowns(telling, budget.unknowns),
        log=decision_log(telling, asks),
        notes=brief_notes(telling),
    )


def _essential(telling: Telling) -> Line:
    said = " ".join(filter(None, (*essential(telling), opening_moved(telling))))
    return foreign_terms(line(said), telling.words.language)


def _as_sender(leader: str, language: str) -> str:
    """“From a joint team” reads as a letter's sender without its article; French elides: “De l’équipe”."""
    if language == "fr":
        leader = re.sub(r"^une? (?=[aeiouyhéèêâîôû])", "l’", leader, flags=re.IGNORECASE)
    return re.sub(r"^(?:une|un|an|a) (?=\w)", "", leader)


def _not_asked(telling: Telling) -> Line:
    """Support is required; taking part is offered."""
    words, asks = telling.words, sponsor_asks(telling.plan, "contribute")
    lead = strong(words.say("What we do not ask of you: posting."))
    sources = telling.cite(*(source for ask in asks for source in ask.chosen.item.because))
    depends = words.sentence("Success does not depend on it{sources}.", sources=sources)
    offered = _without_repeats([words.text(ask.chosen.word(ask.chosen.item.do)) for ask in asks], words.pause)
    return joined([lead, depends, line(words.say("{offer}.", offer=offered)) if offered else Line()], " ")


def _without_repeats(texts: Sequence[str], pause: str) -> str:
    """Offers in one sentence: an opening that all share, such as “If you wish:”, is said once."""
    cuts = [text.partition(": ") for text in texts]
    if len(texts) > 1 and cuts[0][1] and len({lead for lead, _, _ in cuts}) == 1:
        return f"{cuts[0][0]}: {pause.join(rest for _, _, rest in cuts)}"
    return pause.join(texts)


def _why(telling: Telling, most: int) -> tuple[Line, ...]:
    """Arguments for the brief, those of the goal first; any other rather than none."""
    shared = [a for a in telling.plan.arguments if a.item.audience == "shared"]
    shared.sort(key=lambda argument: not telling.serves_goal(argument))
    first = {argument.ref: argument for argument in reversed(shared)}
    once = [argument for argument in shared if first[argument.ref] is argument]
    kept = [argument for argument in once if argument.item.brief][:most] or once[:1]
    return tuple(
        with_sources(
            cut(telling.words.line(argument.word(argument.item.text)), ARGUMENT),
            telling.cite(*argument.item.because),
        )
        for argument in kept
    )
