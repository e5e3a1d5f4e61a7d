"""The lines on top of a plan made again, in each format, and the page that they share."""

from __future__ import annotations

from dataclasses import replace
from functools import cache

import pytest
from planning.test_news import given, made_again
from word_file import W, WordFile

from rse_plan.documents import brief_view, plan_view
from rse_plan.documents.brief_fit import fits
from rse_plan.documents.folio import Folio
from rse_plan.documents.news_view import MOST, news_lines
from rse_plan.documents.page_one_fit import page_height
from rse_plan.documents.paper import SHEET
from rse_plan.documents.plan_folio import plan_folio
from rse_plan.documents.telling import Telling
from rse_plan.documents.words import Words
from rse_plan.formats.documents import write
from rse_plan.planning.plan import Plan
from rse_plan.planning.variants import with_hours

pytestmark = pytest.mark.whole
LONG = (
    "une raison que quelqu’un a tapée longuement, sans penser à la place qu’elle prendrait sur la page " * 2
)


@cache
def full() -> Plan:
    """More news than there is room for, each with a reason as long as it may be."""
    answers, _, _ = given()
    for role in ("it", "hr", "legal"):
        answers = with_hours(answers, role, 2)
    blocked = (
        "independent-employers/agreement@magasins",
        "platform-access/directory-quality",
        "charter/draft-charter",
        "governance/who-decides",
        "platform-access/shortlist",
    )
    reports = [f'id: {id_}, blocked: 2027-02-01, until: 2027-05-03, reason: "{LONG}"' for id_ in blocked]
    return made_again(answers, *reports)


@pytest.mark.parametrize("language", ["fr", "en"])
def test_page_one_is_one_page_with_five_long_lines(language: str) -> None:
    view = plan_view.describe(full(), Words(language))
    assert 3 <= len(view.page_one.news) <= MOST
    assert page_height(view.heading, view.page_one) <= SHEET


@pytest.mark.parametrize("language", ["fr", "en"])
def test_every_format_of_the_plan_begins_with_them(language: str) -> None:
    plan, words = full(), Words(language)
    first = news_lines(Telling(plan, words))[0].plain
    day = first.partition(" (+")[0].rpartition("→ ")[2]
    assert day
    outputs = {one.name: one.content.decode() for one in write(plan, (language,), ("markdown", "html"))}
    title = words.say("What moved since the plan before")
    for name in ("plan.md", "plan.html"):
        assert title in outputs[name]
        assert day in outputs[name].partition(title)[2][:1200]
    for name in ("brief.md", "register.md"):
        assert title not in outputs[name]
    folio = plan_folio(plan_view.describe(plan, words), words)
    assert title in texts(folio)


def texts(folio: Folio) -> str:
    return repr(folio.pieces[0])


def test_in_word_each_line_is_a_point() -> None:
    plan, words = full(), Words("fr")
    (written,) = [one for one in write(plan, ("fr",), ("docx",)) if one.name == "plan.docx"]
    lines = plan_view.describe(plan, words).page_one.news
    paragraphs = {one.text: one.style for one in WordFile(written.content).paragraphs}
    assert [paragraphs[each.printed] for each in lines] == ["ListBullet"] * len(lines)
    first = next(one for one in WordFile(written.content).paragraphs if one.text == lines[0].printed)
    stops = [tab.attrib[f"{W}pos"] for tab in first.element.iter(f"{W}tab") if f"{W}pos" in tab.attrib]
    assert stops == ["312"], "the words begin right behind the sign"


@pytest.mark.parametrize(
    ("language", "words"),
    [
        ("fr", ("Le plan précédent prévoyait l’ouverture le 28 avril", "cause du changement : ", "bloqué")),
        ("en", ("The plan before had the opening on 28 April; it moved because ", "blocked since")),
    ],
)
def test_who_reads_the_brief_alone_is_told_that_the_opening_moved(
    language: str, words: tuple[str, ...]
) -> None:
    answers, _, _ = given()
    stopped = "id: platform-access/configuration, blocked: 2027-02-05, until: 2027-06-07, reason: vendor late"
    plan = made_again(answers, stopped)
    view = brief_view.describe(plan, Words(language))
    told = view.essential.plain.replace("\u00a0", " ")
    for each in words:
        assert each in told
    assert fits(view)
    still = brief_view.describe(replace(plan, news=None), Words(language))
    assert words[0] not in still.essential.plain.replace("\u00a0", " ")
