"""What holds for every format: the same bytes, nothing private, hostile answers as text, the plan's facts."""

from __future__ import annotations

import io
from collections.abc import Iterator, Mapping
from functools import cache
from importlib import import_module
from pathlib import PurePosixPath
from typing import Any
from zipfile import ZipFile, is_zipfile

import pytest
from changed_plans import changed, example, plan_of
from confidential_plans import CANARY, kept_back, told_to_all
from read_back import READERS, Told

from examples import LANGUAGES, NAMES, example_plan
from rse_plan.documents.described import Described
from rse_plan.documents.words import Words
from rse_plan.formats.documents import FORMATS, write
from rse_plan.pipeline import plan


def sets(*light: tuple[str, str]) -> list[Any]:
    """Every example in both languages; but for a few, by .ci/run."""
    every = [(name, language) for name in NAMES for language in LANGUAGES]
    return [pytest.param(*one, marks=() if one in light else pytest.mark.whole) for one in every]


FORMS = tuple(form for form in FORMATS if form != "pdf")
"""Those written here: pdf has a browser print the pages of html, which test_pdf_pages.py reads."""
HOSTILE = (
    "<script>alert('x')</script> {{ 7*7 }} ${x} $(HOME) ]]> ** | [x](javascript:alert(1)) ``` ~~~ "
    '\\" %%{init}%% '
    '\u202eabc\u0007 # ; = \t:2027-01-01, 3d\n```\n}\ntask x "y" {\n\\'
)
STEERING = "=1+1"
LONG = "Section " + "é" * 1992
NAMES_OF_FILES = {
    "markdown": {"brief.md", "plan.md", "register.md"},
    "html": {"brief.html", "plan.html", "register.html"},
    "json": {"plan.json"},
    "docx": {"brief.docx", "plan.docx", "register.docx"},
    "mspdi": {"plan.xml"},
    "tjp": {"plan.tjp"},
    "mermaid": {"plan.mmd"},
    "prompt": {"prompt.md"},
    "pptx": {"brief.pptx"},
}
"""Of formats whose names do not depend on the plan."""


def installed(form: str) -> str:
    """The format; where its extra is missing there is nothing to test, which CI's extra `test` has."""
    if FORMATS[form]:
        pytest.importorskip({"calendar": "icalendar", "slides": "pptx"}.get(FORMATS[form], FORMATS[form]))
    return form


@cache
def described(name: str, language: str) -> Described:
    return Described(example_plan(name), Words(language))


@cache
def files(name: str, language: str, form: str) -> Mapping[str, bytes]:
    return made(described(name, language), form)


def made(given: Described, form: str) -> Mapping[str, bytes]:
    """The files of one format; views that several formats show are described once."""
    outputs = import_module(f"rse_plan.formats.{installed(form)}").outputs(given)
    return {output.name: output.content for output in outputs}


@cache
def hostile() -> Described:
    changes = {"organisation.name": HOSTILE, "community.name": HOSTILE, "goal.process": LONG}
    people = {"hr": HOSTILE, "business": STEERING, "it": LONG}
    return Described(plan_of(changes=changes, people=people), Words("fr"))


@cache
def again(name: str, language: str) -> Described:
    """The same plan described once more."""
    return Described(example_plan(name), Words(language))


@cache
def lead_answers() -> tuple[Described, tuple[str, ...]]:
    """A plan in which every question that the lead alone may answer is answered, and what names these."""
    answers, library = example("association-60")
    questions = [question for question in library.questions.values() if question.audience == "lead"]
    for question in questions:
        if question.choices:
            last = question.choices[-1].value
            answers = changed(answers, question.id, (last,) if question.type == "multi" else last)
    names = [name for question in questions for name in (question.id, f"{question.name.fr} :")]
    return Described(plan(answers, library), Words("fr")), tuple(names)


@cache
def confidential() -> tuple[Described, Described]:
    """Things of each kind for the lead alone, and the same told to all."""
    given, words = example_plan("association-60"), Words("fr")
    return Described(kept_back(given), words), Described(told_to_all(given), words)


def content(whole: Mapping[str, bytes]) -> Iterator[bytes]:
    """What files say: of packed ones, the files inside, however deep."""
    for written in whole.values():
        if is_zipfile(io.BytesIO(written)):
            with ZipFile(io.BytesIO(written)) as packed:
                yield from content({name: packed.read(name) for name in packed.namelist()})
        else:
            yield written


def decoded(whole: Mapping[str, bytes]) -> Iterator[str]:
    return (part.decode(errors="replace") for part in content(whole))


def test_every_format_has_a_reader_here() -> None:
    assert set(FORMATS) == set(READERS), "a format's reader stands in tests/read_back.py"


@pytest.mark.parametrize("form", FORMS)
@pytest.mark.parametrize(("name", "language"), sets(("weldom", "fr"), ("association-60", "en")))
def test_what_is_read_back_is_plan_jsons(name: str, language: str, form: str) -> None:
    told = Told(example_plan(name), Words(language))
    found, wanted = READERS[form](files(name, language, form), told)
    assert found
    assert found == wanted


@pytest.mark.parametrize("form", FORMS)
@pytest.mark.parametrize(("name", "language"), sets(("association-60", "en")))
def test_a_second_run_gives_the_same(name: str, language: str, form: str) -> None:
    first, second = files(name, language, form), made(again(name, language), form)
    assert list(first) == list(second)
    assert list(content(first)) == list(content(second))


@pytest.mark.parametrize("form", FORMS)
def test_what_is_for_the_lead_alone_is_in_no_format(form: str) -> None:
    hidden, told = ("".join(decoded(made(given, form))) for given in confidential())
    assert CANARY not in hidden
    if form not in ("ics", "mspdi", "tjp", "mermaid"):  # which have the work alone
        assert CANARY in told, "it can be seen at all"


@pytest.mark.parametrize("form", FORMS)
def test_no_format_names_an_answer_of_the_leads(form: str) -> None:
    given, names = lead_answers()
    reasons = [reason for item in given.plan.items for reason in item.chosen.reasons]
    assert any(reason.private for reason in reasons), "some of them steer what is shared"
    text = " ".join("".join(decoded(made(given, form))).split())
    assert [name for name in names if name in text] == []


@pytest.mark.parametrize("form", FORMS)
def test_hostile_answers_are_text(form: str) -> None:
    told = Told(hostile().plan, Words("fr"))
    whole = made(hostile(), form)
    found, wanted = READERS[form](whole, told)
    assert found
    assert found == wanted
    for part in content(whole):
        assert b"\x07" not in part


@pytest.mark.whole
def test_files_are_named_alike_in_every_language() -> None:
    alone = {form: {PurePosixPath(name) for name in files("weldom", "fr", form)} for form in FORMS}
    for form, paths in alone.items():
        assert {path.parent for path in paths} == {PurePosixPath()}
        assert NAMES_OF_FILES.get(form, {path.name for path in paths}) == {path.name for path in paths}
    every = sorted(path.name for paths in alone.values() for path in paths)
    assert len(every) == len(set(every)), "no format writes over another one's file"
    both = write(example_plan("weldom"), LANGUAGES, FORMS)
    assert sorted(output.name for output in both) == sorted(
        f"{language}/{name}" for language in LANGUAGES for name in every
    )
