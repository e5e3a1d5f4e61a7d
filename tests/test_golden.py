"""Every document of the examples, byte for byte (semantics 39).

`pytest tests/test_golden.py --update-golden` rewrites them; read the difference before keeping it.
"""

from __future__ import annotations

from difflib import unified_diff
from functools import cache
from pathlib import Path

import pytest

from rse_plan.library import Folder, Library
from rse_plan.pipeline import load, plan, write
from rse_plan.planning.plan import Plan
from rse_plan.resources import BUNDLED, example_label, example_names, example_path, playbooks_folder

GOLDEN = Path(__file__).parent / "golden"
WHOLE = "weldom"
"""In every format and language; the pages of the others are checked by their properties, and their plan.json
in one language: its dates and numbers are the same in both by a test, its texts those of the Markdown."""
LANGUAGES = ("fr", "en")


@cache
def made(name: str) -> Plan:
    """The plan of an example, made once for both languages."""
    folders = (Folder(playbooks_folder(), BUNDLED),)
    loaded = load(example_path(name), folders, example_label(name))
    assert [str(found.message) for found in loaded.diagnostics] == []
    assert isinstance(loaded.library, Library)
    assert loaded.answers is not None
    return plan(loaded.answers, loaded.library)


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("name", example_names())
def test_documents_are_as_expected(name: str, language: str, update_golden: bool) -> None:
    folder = GOLDEN / name / language
    outputs = {output.name: output.content for output in write(made(name), (language,), kept(name, language))}
    if update_golden:
        rewrite(folder, outputs)
    assert {path.name for path in folder.iterdir()} == set(outputs)
    for file, content in outputs.items():
        difference = shown_difference((folder / file).read_bytes(), content)
        assert not difference, f"{folder / file}\n{difference}"


def kept(name: str, language: str) -> tuple[str, ...]:
    """The formats that are compared."""
    if name == WHOLE:
        return ("markdown", "json", "html")
    return ("markdown", "json") if language == LANGUAGES[0] else ("markdown",)


def rewrite(folder: Path, outputs: dict[str, bytes]) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    for stale in folder.iterdir():
        stale.unlink()
    for file, content in outputs.items():
        (folder / file).write_bytes(content)


def shown_difference(expected: bytes, found: bytes) -> str:
    """The first lines that differ; bytes that differ and lines that do not are said so."""
    if expected == found:
        return ""
    old, new = (text.decode("utf-8").splitlines() for text in (expected, found))
    return "\n".join([*unified_diff(old, new, "expected", "found", lineterm="", n=1)][:40]) or "line ends"


def test_a_difference_is_shown() -> None:
    assert "-a" in shown_difference(b"a\nb\n", b"c\nb\n")
    assert shown_difference(b"a\r\n", b"a\n") == "line ends"
    assert shown_difference(b"a", b"a") == ""
