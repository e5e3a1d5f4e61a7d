"""Views for one reader: theirs exactly, nothing private, and a council's file that argues nothing."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import fields, is_dataclass, replace
from functools import cache

import pytest
from changed_plans import plan_of
from confidential_plans import CANARY, kept_back, told_to_all
from shipped_plans import library

from examples import LANGUAGES, NAMES, example_plan
from rse_plan.documents import topics
from rse_plan.documents.audiences import TRACKS, Audience, audiences, audiences_of
from rse_plan.documents.described import Described
from rse_plan.documents.folio import Choices, Folio, Framed, Notes, Piece, Points, Table, Title
from rse_plan.documents.foreign import set_title
from rse_plan.documents.glossary import words_of
from rse_plan.documents.readers import when
from rse_plan.documents.telling import Telling, instances, is_consultation
from rse_plan.documents.tree import Cite
from rse_plan.documents.words import Words
from rse_plan.errors import UserError
from rse_plan.formats import json
from rse_plan.formats.plan_schema import PlanFile
from rse_plan.planning.plan import Plan, State

READ = (("weldom", "fr"), ("weldom", "en"), ("association-60", "fr"), ("association-60", "en"))
LIGHT = ("weldom", "association-60")
FEWEST, MOST = 150, 230
"""Words of the ambassador's page, its titles counted, its heading not."""
EVERY = [
    pytest.param(name, language, marks=() if name in LIGHT else pytest.mark.whole)
    for name in NAMES
    for language in LANGUAGES
]
ARGUING = {
    "fr": r"objection|inaction|ne rien faire|coût de l|chemin critique|marge|ce qui se passe si rien",
    "en": r"objection|inaction|do nothing|cost of|critical path|slack|if nothing is done",
}


@cache
def folios(name: str, language: str, *asked: str) -> Mapping[str, Folio]:
    plan = example_plan(name)
    return Described(plan, Words(language), audiences_of(plan, asked)).folios


def one(name: str, language: str, asked: str) -> Folio:
    (folio,) = folios(name, language, asked).values()
    return folio


@cache
def data(name: str, language: str) -> PlanFile:
    return json.plan_file(example_plan(name), Words(language))


def text(folio: Folio) -> str:
    return "\n".join(words_of(folio.pieces))


def under(folio: Folio, title: str) -> tuple[Piece, ...]:
    """The pieces of a chapter, by its title; nothing when there is none."""
    found: list[Piece] = []
    inside = False
    for piece in folio.pieces:
        if isinstance(piece, Title) and piece.level == 1:
            inside = (
                piece.words.plain.removeprefix("".join(re.findall(r"^\d+\. ", piece.words.plain))) == title
            )
        elif inside:
            found.append(piece)
    return tuple(found)


def rows(folio: Folio, title: str) -> set[tuple[str, str]]:
    """The first two cells of the tables of a chapter."""
    tables = [piece for piece in under(folio, title) if isinstance(piece, Table)]
    return {
        (row.cells[0].plain.strip(), row.cells[1].plain.strip()) for table in tables for row in table.rows
    }


@pytest.mark.parametrize("track", TRACKS)
@pytest.mark.parametrize(("name", "language"), READ)
def test_a_readers_tasks_are_exactly_those_of_plan_json(name: str, language: str, track: str) -> None:
    told, words, file = Telling(example_plan(name), Words(language)), Words(language), data(name, language)
    roles = {role.id for role in file.roles if role.track == track}
    ids = [task.id for task in file.tasks if roles & set(task.raci.responsible)]
    marks = {"law": words.say("LAW"), "decision": words.say("DECISION")}
    wanted = {
        (when(told, group[0]), told.merged(group).plain)
        for group in instances(told.by_id[id_] for id_ in ids)
    }
    found = {
        (day, what.removesuffix(f" {marks['law']}").removesuffix(f" {marks['decision']}"))
        for day, what in rows(one(name, language, track), words.say("What you do"))
    }
    assert found == wanted


@pytest.mark.parametrize("track", TRACKS)
@pytest.mark.parametrize(("name", "language"), READ)
def test_what_is_asked_of_a_reader_is_plan_jsons(name: str, language: str, track: str) -> None:
    words, file, folio = Words(language), data(name, language), one(name, language, track)
    roles = {role.id for role in file.roles if role.track == track}
    acts = {ask.do for ask in file.asks if ask.of in roles}
    assert {act for _, act in rows(folio, words.say("What is asked of you"))} == acts
    names = {each.name for each in file.assumptions if each.owner in roles}
    asked = [what for what, _ in rows(folio, words.say("What we need to know from you"))]
    assert all(any(what.lower().startswith(name.lower()) for what in asked) for name in names)
    assert bool(names) == bool(asked)
    if track != "manager":
        risks = {risk.title for risk in file.risks if risk.owner in roles}
        assert {risk for risk, _ in rows(folio, words.say("Risks that you watch"))} <= risks


@pytest.mark.parametrize(("name", "language"), EVERY)
def test_the_ambassadors_page_is_short_and_plain(name: str, language: str) -> None:
    plan = example_plan(name)
    ids = [community.id for community in plan.communities]
    for folio in folios(name, language, "ambassador", *(f"ambassador:{id_}" for id_ in ids)).values():
        said = text(folio)
        assert FEWEST <= len(re.findall(r"\w[\w’'-]*", said)) <= MOST, folio.name
        assert not folio.heading.alerts
        assert folio.most_pages == 1
    plainly = text(one(name, language, "ambassador")).replace(str(plan.facts["goal.process"].value), "")
    heading = one(name, language, "ambassador").heading
    assert re.findall(r"\b[A-ZÉ]{2,}\b", f"{plainly} {heading.subject} {heading.project}") == []
    assert "RACI" not in plainly
    assert "[" not in plainly


@pytest.mark.parametrize(("name", "language"), READ)
def test_the_ambassador_is_told_days_and_minutes_of_the_plan(name: str, language: str) -> None:
    plan, words = example_plan(name), Words(language)
    said = text(one(name, language, "ambassador"))
    champions = next(row for row in plan.staffing[0].rows if row.role == "champion")
    assert plan.first_opening is not None
    assert words.weekday(plan.first_opening) in said
    assert str(round(champions.before * 60 / champions.people)) in said
    assert str(round(champions.after * 60 / champions.people)) in said


@pytest.mark.parametrize(("name", "language"), EVERY)
def test_a_council_file_argues_nothing(name: str, language: str) -> None:
    plan = example_plan(name)
    others = [chosen.item.says.in_(language) for chosen in plan.objections]
    for folio in folios(name, language, "council").values():
        said = text(folio)
        assert re.findall(ARGUING[language], said, re.IGNORECASE) == []
        assert [each for each in others if each in said] == []
        assert not folio.heading.alerts
        assert isinstance(folio.pieces[0], Framed)


@pytest.mark.parametrize(("name", "language"), READ)
def test_a_council_file_supposes_nothing(name: str, language: str) -> None:
    """What nobody has said is left to a role, and listed at the end."""
    plan, words, folio = example_plan(name), Words(language), one(name, language, "council")
    supposed = ("platform.product", "platform.hosting", "organisation.ai_functions")
    unsaid = [plan.facts[question] for question in supposed if plan.facts[question].state is State.ASSUMED]
    listed = {what.lower() for what, _ in rows(folio, words.say("To be completed"))}
    assert unsaid
    assert {shown.name.in_(language).lower() for shown in unsaid} <= listed
    mark = words.say("‹to be completed by {role}›", role="").rstrip("›").strip()
    assert text(folio).count(mark) > len(unsaid)


@pytest.mark.parametrize(("name", "language"), READ)
def test_each_question_is_put_apart(name: str, language: str) -> None:
    words, folio = Words(language), one(name, language, "council")
    chapter = under(folio, words.say("Questions put to the vote, each apart"))
    frames = [piece for piece in chapter if isinstance(piece, Framed)]
    assert len(frames) >= 3
    assert all(any(isinstance(piece, Choices) for piece in frame.pieces) for frame in frames)
    assert len([piece for piece in chapter if isinstance(piece, Title)]) == len(frames)


@pytest.mark.parametrize(("reader", "title"), [("council", "Calendar"), ("hr", "What you are consulted on")])
@pytest.mark.parametrize("language", LANGUAGES)
def test_whoever_decides_is_named(language: str, reader: str, title: str) -> None:
    """Not whoever prepares the decision: representatives ask who will have taken it."""
    words, folio = Words(language), one("weldom", language, reader)
    telling = Telling(example_plan("weldom"), words)
    (decision, *_) = (item for item in telling.plan.items if item.item.decides == "deployment")
    assert decision.owner != "sponsor"
    (calendar,) = (each for each in under(folio, words.say(title)) if isinstance(each, Table))
    (who,) = (
        each.cells[2].plain
        for each in calendar.rows
        if telling.merged((decision,)).plain in each.cells[1].plain
    )
    assert who == words.capital(telling.role("sponsor"))


def test_the_number_of_a_wave_needs_no_source() -> None:
    words, folio = Words("fr"), one("weldom", "fr", "hr")
    (theirs,) = (
        piece for piece in under(folio, words.say("What you are consulted on")) if isinstance(piece, Table)
    )
    cells = [each.cells[1] for each in theirs.rows]
    waves = [cell for cell in cells if re.search(r"vague\s\d", cell.plain)]
    assert waves
    assert not any(isinstance(part, Cite) for cell in waves for part in cell.parts)
    assert any(isinstance(part, Cite) for cell in cells for part in cell.parts)


def test_employers_that_consult_apart_have_a_file_each() -> None:
    plan = example_plan("groupe-hospitalier")
    gates = {item.chosen.elements["employer"] for item in plan.items if is_consultation(item)}
    assert len(gates) > 1
    assert set(folios("groupe-hospitalier", "en", "council")) == {f"council-{employer}" for employer in gates}
    german = text(folios("groupe-hospitalier", "en", "council")["council-allemagne"])
    assert "before the agreement is signed" in german
    assert "hôpitaux en France: " not in german


@pytest.mark.parametrize("language", LANGUAGES)
def test_security_signs_for_what_is_left(language: str) -> None:
    words, folio = Words(language), one("weldom", language, "security")
    pieces = under(folio, words.say("Residual risk to sign"))
    assert isinstance(pieces[-1], Framed)
    for title in ("Data flows to examine", "Arrivals, moves and departures", "Export test and way out"):
        assert under(folio, words.say(title)), title


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_community_has_its_kit_its_tasks_and_its_measures(language: str) -> None:
    words, file = Words(language), data("weldom", language)
    folio = one("weldom", language, "community:boite-a-idees")
    own = {task.title for task in file.tasks if task.element.get("community") == "boite-a-idees"}
    found = {what for _, what in rows(folio, words.say("Tasks, in order"))}
    assert own <= found
    assert not any("Toute l’enseigne" in what for what in found)
    (posts,) = under(folio, words.say("First posts"))
    assert isinstance(posts, Points)
    assert under(folio, words.say("Measures"))


def test_a_person_has_the_tasks_of_the_roles_that_they_hold() -> None:
    plan = plan_of(people={"hr": "Zoé Œuf", "dpo": "Zoé Œuf", "it": "Ada"})
    named = {**plan.people, "it": replace(plan.people["it"], deputy="Zoé Œuf")}
    plan = replace(plan, people=named)
    (folio,) = Described(plan, Words("en"), audiences_of(plan, ["person:zoe oeuf"])).folios.values()
    assert folio.name == "plan-person-zoe-oeuf"
    telling = Telling(plan, Words("en"))
    theirs = [item for item in plan.items if {"hr", "dpo"} & set(item.item.raci.responsible)]
    wanted = {telling.merged(group).plain for group in instances(theirs)}
    assert {what.removesuffix(" LAW") for _, what in rows(folio, "What you do")} == wanted
    assert under(folio, "If you stand in: IT")


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("hrr", "hr"),
        ("counsel", "council"),
        ("communty:boite-a-idees", "community:boite-a-idees"),
        ("community:boite-a-idee", "community:boite-a-idees"),
        ("ambassador:magasin", "ambassador:magasins"),
    ],
)
def test_an_unknown_reader_gets_a_suggestion(typed: str, meant: str) -> None:
    with pytest.raises(UserError) as refused:
        audiences_of(example_plan("weldom"), [typed])
    assert typed in str(refused.value.message)
    assert meant in str(refused.value.help)


def test_a_reader_may_be_typed_as_people_do() -> None:
    plan = example_plan("weldom")
    meant = audiences_of(plan, ["HR", "community:Boîte à idées", "hr"])
    assert meant == (Audience("hr"), Audience("community", "boite-a-idees"))
    assert (
        Audience("person", "王芳").file == Audience("person", "王芳").file != Audience("person", "李雷").file
    )


def test_every_reader_has_a_file_of_its_own() -> None:
    plan = example_plan("groupe-hospitalier")
    every = tuple(all_of(plan))
    made = Described(plan, Words("fr"), every).folios
    assert len(made) >= len(every) - 1
    assert all(re.fullmatch(r"(plan|council)[a-z0-9-]*", name) for name in made)


def all_of(plan: Plan) -> Iterator[Audience]:
    communities = [community.id for community in plan.communities]
    return audiences(communities, [employer.id for employer in plan.employers], plan.people.values())


def test_what_is_for_the_lead_alone_is_in_no_view() -> None:
    given = example_plan("association-60")
    hidden, shared = (" ".join(map(text, views(plan))) for plan in (kept_back(given), told_to_all(given)))
    assert CANARY in shared
    assert CANARY not in hidden
    names = [given.facts[question].name.fr for question in given.private if question in given.facts]
    assert names
    assert [name for name in names if f"{name} :" in hidden.lower()] == []


def views(plan: Plan) -> Iterator[Folio]:
    yield from Described(plan, Words("fr"), tuple(all_of(plan))).folios.values()


def cited(folio: Folio) -> list[int]:
    """The numbers of sources in a view, in the order in which they first stand."""
    numbers = (number for piece in folio.pieces for number in numbers_in(piece))
    return list(dict.fromkeys(numbers))


def numbers_in(value: object) -> Iterator[int]:
    if isinstance(value, Cite):
        yield from value.numbers
    elif isinstance(value, tuple):
        for each in value:
            yield from numbers_in(each)
    elif is_dataclass(value) and not isinstance(value, type):
        for field in fields(value):
            yield from numbers_in(getattr(value, field.name))


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_view_lists_every_source_that_it_cites_with_its_limit(language: str) -> None:
    words, plan = Words(language), example_plan("weldom")
    asked = (*TRACKS, "council", "community:boite-a-idees")
    for folio in folios("weldom", language, *asked).values():
        (notes,) = (piece for piece in folio.pieces if isinstance(piece, Notes))
        assert [note.number for note in notes.notes] == sorted(cited(folio)), folio.name
        said = {note.number: note.words.plain for note in notes.notes}
        for source in plan.evidence.values():
            title = set_title(source.title, language)
            told = [text for text in said.values() if text.startswith(title) and words.say("Limit:") in text]
            if source.limits is not None and any(text.startswith(title) for text in said.values()):
                assert told, title


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_risk_rests_on_the_same_sources_in_a_view_as_in_the_register(language: str) -> None:
    words, plan = Words(language), example_plan("weldom")
    folio = one("weldom", language, "hr")
    (notes,) = (piece for piece in folio.pieces if isinstance(piece, Notes))
    (table,) = under(folio, words.say("Risks that you watch"))
    assert isinstance(table, Table)
    wanted = {words.text(risk.word(risk.item.title)): risk.item.because for risk in plan.risks}
    for row in table.rows:
        found = {notes.notes[number - 1].words.plain for number in numbers_in(row.cells[0])}
        titles = [
            set_title(plan.evidence[name].title, language) for name in wanted[row.cells[0].plain.strip()]
        ]
        assert len(found) == len(titles)
        assert all(any(text.startswith(title) for text in found) for title in titles)


def test_the_ambassadors_page_cites_nothing() -> None:
    folio = one("weldom", "fr", "ambassador")
    assert cited(folio) == []
    assert not any(isinstance(piece, Notes) for piece in folio.pieces)


def test_topics_name_work_of_the_library() -> None:
    known = set(library().index.places)
    named = {ref for topic in topics.EVERY for ref in topic} | {topics.DO_NOTHING}
    assert named - known == set()
