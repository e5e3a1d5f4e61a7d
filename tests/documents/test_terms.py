"""Terms are explained once, where a document first has room for it; words of another language are marked."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import fields, is_dataclass
from io import BytesIO
from zipfile import ZipFile

import pytest
from shipped_plans import view

from examples import LANGUAGES, example_plan
from rse_plan.documents.audiences import audiences_of
from rse_plan.documents.brief_folio import brief_folio
from rse_plan.documents.described import Described
from rse_plan.documents.explained import explained
from rse_plan.documents.foreign import foreign_in, foreign_terms, foreign_title, language_of, set_title
from rse_plan.documents.terms import COUNCIL, TERMS
from rse_plan.documents.tree import Foreign, Leaf, Line, Link, Strong, Term, line
from rse_plan.documents.words import Words
from rse_plan.formats import docx, html, markdown
from rse_plan.locales import translator

CASES = (
    ("fr", "la consultation du CSE pour", "la consultation du CSE (élus du personnel) pour"),
    ("fr", "Avis du CSE (siège)", "Avis du CSE (élus du personnel\u202f; siège)"),
    ("fr", "Sponsor (à nommer)", "Sponsor (membre de la direction qui porte le projet\u202f; à nommer)"),
    ("fr", "55 ambassadeurs", "55 ambassadeurs (volontaires qui aident leurs collègues)"),
    ("fr", "un ambassadeur.", "un ambassadeur (volontaire qui aide ses collègues)."),
    ("fr", "le sponsor suppléant", "le sponsor suppléant"),
    ("fr", "supposé (DPO). Le DPO, lui", "supposé (DPO). Le DPO (délégué à la protection des données), lui"),
    ("fr", "« Communauté des soins »", "« Communauté des soins »"),
    ("fr", "Chez Communauté des soins", "Chez Communauté des soins"),
    ("en", "the works council opinion", "the works council opinion"),
    ("en", "ask the works council.", "ask the works council (elected staff representatives)."),
    ("en", "the community manager’s hours", "the community manager’s hours"),
    ("en", "Leader of the community (Ideas)", "Leader of the community (Ideas)"),
)


def parts_of(value: object) -> Iterator[object]:
    """Every part of every line of a view, in order."""
    if isinstance(value, tuple):
        for each in value:
            yield from parts_of(each)
    elif is_dataclass(value):
        yield value
        for field in fields(value):
            yield from parts_of(getattr(value, field.name))


def terms_of(value: object) -> list[Term]:
    return [part for part in parts_of(value) if isinstance(part, Term)]


@pytest.mark.parametrize(("language", "typed", "wanted"), CASES)
def test_a_term_is_explained_where_brackets_can_follow(language: str, typed: str, wanted: str) -> None:
    told = explained(line(typed), Words(language))
    assert told.printed == wanted
    assert told.plain == typed


def test_a_term_is_explained_once_and_not_to_those_who_use_it_daily() -> None:
    rows = (line("du CSE"), Line((Strong((Leaf("du "), Leaf("CSE"))),)), line("du DPO"))
    assert [each.printed for each in explained(rows, Words("fr"))] == [
        "du CSE (élus du personnel)",
        "du CSE",
        "du DPO (délégué à la protection des données)",
    ]
    assert explained(rows[:2], Words("fr"), (COUNCIL,)) == (rows[0], Line((Strong((Leaf("du CSE"),)),)))
    link = Line((Link((Leaf("le CSE"),), "https://example.org"),))
    assert explained(link, Words("fr")) == link


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("document", ["brief", "plan"])
def test_documents_explain_each_term_once(document: str, language: str) -> None:
    told = terms_of(view("weldom", language, document))
    assert len(told) == len({term.meaning for term in told})
    council = Words(language).say(COUNCIL.few)
    assert council in {term.meaning for term in told}


@pytest.mark.parametrize("language", LANGUAGES)
def test_readers_are_told_what_they_do_not_use_daily(language: str) -> None:
    plan, words = example_plan("weldom"), Words(language)
    folios = Described(plan, words, audiences_of(plan, ["hr", "it", "ambassador"])).folios
    council = words.say(COUNCIL.few)
    meanings = {name: {term.meaning for term in terms_of(folio)} for name, folio in folios.items()}
    assert council in meanings["plan-it"]
    assert meanings["plan-hr"]
    assert council not in meanings["plan-hr"]
    assert not meanings["plan-ambassador"]


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_format_has_the_explanation_and_the_language(language: str) -> None:
    words, brief = Words(language), view("weldom", language, "brief")
    meaning = words.say(COUNCIL.few)
    page = html.write(brief, words)
    assert re.search(rf"<dfn>[^<]+</dfn> \({meaning}\)", page)
    assert f"({meaning})" in markdown.write(brief, words)
    body = ZipFile(BytesIO(docx.write(brief_folio(brief, words), words, example_plan("weldom").start)))
    text = body.read("word/document.xml").decode()
    assert f"({meaning}" in text
    if language == "en":
        assert '<span lang="fr">réseau social d’entreprise</span>' in page
        assert '<w:lang w:val="fr-FR"/>' in text
    else:
        assert 'lang="fr"' not in page.replace('<html lang="fr-FR">', "")


def test_meanings_are_translated() -> None:
    said = [text for term in TERMS for text in (term.meaning, term.few, term.few_many) if text]
    assert [text for text in said if translator("fr")(text) == text] == []


def test_foreign_terms_are_marked_and_gaps_and_names_are_not() -> None:
    told = foreign_terms(line("read the Code du travail, then the CSE’s file"), "en")
    assert [part for part in told.parts if isinstance(part, Foreign)] == [
        Foreign((Leaf("Code du travail"),), "fr"),
        Foreign((Leaf("CSE"),), "fr"),
    ]
    assert told.plain == "read the Code du travail, then the CSE’s file"
    own = line("le CSE et le règlement intérieur")
    assert foreign_terms(own, "fr") == own
    (paragraph,) = foreign_in("un feedback, {{ feedback.name }}", "fr").blocks
    assert [type(part) for part in parts_of(paragraph) if isinstance(part, Foreign)] == [Foreign]


@pytest.mark.parametrize(
    ("title", "language"),
    [
        ("Les RSE, vraiment utiles ?", "fr"),
        ("Code du travail, article R2312-6", "fr"),
        ("Yammer benchmark 2021", "en"),
        ("Fast Food for Thought", "en"),
        ("Der Betriebsrat blockiert", "de"),
        ("notreHistoire.ch", ""),
        ("Info-Social RH", ""),
        ("OLT 3, article 26 ; ATF 130", "fr"),
        ("", ""),
    ],
)
def test_the_language_of_a_title(title: str, language: str) -> None:
    assert language_of(title) == language


def test_a_title_is_set_and_marked_in_its_own_language() -> None:
    assert set_title("Show me the numbers!", "fr") == "Show me the numbers!"
    assert set_title("Les RSE, vraiment utiles ?", "en") == "Les RSE, vraiment utiles\u202f?"
    assert foreign_title("The Social Economy", "fr") == Line((Foreign((Leaf("The Social Economy"),), "en"),))
    assert foreign_title("The Social Economy", "en") == line("The Social Economy")


def test_every_source_has_the_language_of_its_title() -> None:
    """Nearly every one: a title of names and numbers alone has none."""
    titles = {source.title for source in example_plan("weldom").evidence.values()}
    unsaid = [title for title in titles if not language_of(title)]
    assert len(unsaid) <= len(titles) // 10, unsaid
