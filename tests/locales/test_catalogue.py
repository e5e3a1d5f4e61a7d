"""The program's own words exist in every language, with the same gaps (design D4)."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator, Mapping
from pathlib import Path
from string import Formatter

import pytest
from babel.messages.pofile import read_po
from parsed_code import nodes

import rse_plan
from rse_plan.locales import translator
from rse_plan.resources import templates_folder

PACKAGE = Path(rse_plan.__file__).parent
CATALOGUE = PACKAGE / "locales" / "fr" / "LC_MESSAGES" / "rse_plan.po"
SAYING = {"say", "sentence", "count", "Said"}
"""What a wording is handed to: functions of errors.py and documents/words.py, and the interview's voice."""
IN_TEMPLATES = re.compile(r"""\b_\(\s*(?:"([^"\n]*)"|'([^'\n]*)')""")


def wordings_in(path: Path) -> Iterator[str]:
    """The English wordings of a module: texts handed straight to what says them."""
    for node in nodes(path):
        if isinstance(node, ast.Call) and called(node) in SAYING:
            first = node.args[:2] if called(node) == "count" else node.args[:1]
            yield from (text for argument in first for text in literals(argument))


def called(node: ast.Call) -> str:
    return node.func.attr if isinstance(node.func, ast.Attribute) else getattr(node.func, "id", "")


def literals(node: ast.expr) -> Iterator[str]:
    """The texts that an expression may be: itself, or either side of a choice."""
    if isinstance(node, ast.Constant) and isinstance(node.value, str):
        yield node.value
    elif isinstance(node, ast.IfExp):
        yield from literals(node.body)
        yield from literals(node.orelse)


@pytest.fixture(scope="module")
def french() -> Mapping[str, str]:
    with CATALOGUE.open("rb") as source:
        return {str(message.id): str(message.string) for message in read_po(source) if message.id}


@pytest.fixture(scope="module")
def wordings() -> dict[str, str]:
    """Every wording, with a file that says it."""
    in_code = {text: path.name for path in PACKAGE.rglob("*.py") for text in wordings_in(path) if text}
    in_templates = {
        found[1] or found[2]: path.name
        for path in templates_folder().rglob("*.j2")
        for found in IN_TEMPLATES.finditer(path.read_text(encoding="utf-8"))
    }
    return in_code | in_templates


def gaps(text: str) -> set[str]:
    return {name for _, name, _, _ in Formatter().parse(text) if name is not None}


def test_every_wording_is_said_in_french(french: Mapping[str, str], wordings: dict[str, str]) -> None:
    assert len(wordings) > 200
    missing = {text: file for text, file in wordings.items() if has_words(text) and text not in french}
    assert missing == {}


def has_words(text: str) -> bool:
    """Whether there is anything to translate: not only gaps, digits and signs."""
    return bool(re.search(r"[A-Za-z]{2}", re.sub(r"\{[^}]*\}", "", text)))


def test_translations_keep_the_gaps(french: Mapping[str, str]) -> None:
    wrong = {text: said for text, said in french.items() if gaps(said) != gaps(text)}
    assert wrong == {}


def test_no_translation_has_lost_its_wording(french: Mapping[str, str]) -> None:
    """A wording may also stand in a table of words: then it is some text of the program, whole."""
    texts = {
        node.value
        for path in PACKAGE.rglob("*.py")
        for node in nodes(path)
        if isinstance(node, ast.Constant) and isinstance(node.value, str)
    }
    templates = "\n".join(path.read_text(encoding="utf-8") for path in templates_folder().rglob("*.j2"))
    assert [text for text in french if text not in texts and text not in templates] == []


def test_french_is_typed_with_its_own_signs(french: Mapping[str, str]) -> None:
    """Straight apostrophes and quotes are not repaired everywhere; spaces are (design D4)."""
    assert [said for said in french.values() if re.search(r"\w'\w|\"", said)] == []


def test_a_translator_falls_back_on_english() -> None:
    assert translator("fr")("nobody has translated this") == "nobody has translated this"
    assert translator("en")("one of {names}") == "one of {names}"
