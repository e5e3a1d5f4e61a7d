"""Pages as the Nu HTML checker reads them, and Markdown as markdownlint does: neither says a word."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
from collections.abc import Iterator
from itertools import product
from pathlib import Path

import pytest
from shipped_plans import view

from examples import LANGUAGES, NAMES, VIEWS
from rse_plan.documents.words import Words
from rse_plan.formats import html

pytestmark = pytest.mark.external

EXAMPLES = ("association-60", "weldom", "seven-countries")
"""Pages: the smallest, the richest, the one with most laws; Markdown: every document that must not change."""
GOLDEN = Path(__file__).parents[1] / "golden"
RULES = {"config": {"MD013": False}}
"""A paragraph is one line, as a table's row has to be."""


@pytest.fixture(scope="module")
def checkers() -> Path:
    folder = os.environ.get("PAGE_CHECKERS")
    assert folder, "PAGE_CHECKERS names no folder: .ci/page-checkers makes it"
    return Path(folder) / "node_modules"


def written(folder: Path) -> Iterator[str]:
    for name, language, document in product(EXAMPLES, LANGUAGES, VIEWS):
        path = folder / f"{name}-{language}-{document}.html"
        path.write_text(html.write(view(name, language, document), Words(language)), encoding="utf-8")
        yield path.name


def test_the_nu_html_checker_says_nothing(checkers: Path, tmp_path: Path) -> None:
    names = [*written(tmp_path)]
    (tmp_path / "wrong.html").write_text(
        "<!DOCTYPE html><title>x</title><h1>x</h1><h4>y</h4>", encoding="utf-8"
    )
    jar = checkers / "vnu-jar" / "build" / "dist" / "vnu.jar"
    command = ["java", "-jar", str(jar), "--format", "json", *names, "wrong.html"]
    run = subprocess.run(command, cwd=tmp_path, check=False, capture_output=True, text=True)
    said = [
        (message["url"].rsplit("/", 1)[-1], message["message"])
        for message in json.loads(run.stderr)["messages"]
    ]
    assert {name for name, _ in said} == {"wrong.html"}, said


def test_markdownlint_says_nothing(checkers: Path, tmp_path: Path) -> None:
    names = []
    for path in sorted(GOLDEN.rglob("*.md")):
        names.append("-".join(path.relative_to(GOLDEN).parts))
        shutil.copyfile(path, tmp_path / names[-1])
    assert len(names) >= len(NAMES) * len(LANGUAGES) * len(VIEWS)
    (tmp_path / ".markdownlint-cli2.jsonc").write_text(json.dumps(RULES), encoding="utf-8")
    program = checkers / ".bin" / "markdownlint-cli2"
    run = subprocess.run([str(program), *names], cwd=tmp_path, check=False, capture_output=True, text=True)
    assert run.returncode == 0, run.stderr
    assert f"Linting: {len(names)} file(s)" in run.stdout
