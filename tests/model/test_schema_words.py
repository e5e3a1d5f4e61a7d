"""What an editor shows and offers: a description for every key, examples that are true (docs/ci.md)."""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import jsonschema
import pytest

from rse_plan.cli.schema import Kind, made
from rse_plan.expressions import parse
from rse_plan.library import Library
from rse_plan.library.compiled import bundled_folder, load_library
from rse_plan.model.base import Model
from rse_plan.model.schema_words import EXAMPLES, SECTIONS, examples_of
from rse_plan.resources import examples_folder, playbooks_folder, schema_folder, templates_folder

WRITTEN = [kind for kind in Kind if kind is not Kind.PLAN]
"""What people write; plan.json is written by the program."""
ROOT = Path(__file__).parents[2]
OTHERWISE = {"Guard.after", "Ongoing.from"}
"""Keys that have a name in common with others, and another meaning."""


@pytest.fixture(scope="module")
def library() -> Library:
    return load_library([bundled_folder()])


def properties(part: Any, route: tuple[str, ...] = ()) -> Iterator[tuple[tuple[str, ...], dict[str, Any]]]:
    """Every property that an author may write, with where it is in the schema."""
    if isinstance(part, list):
        for index, value in enumerate(part):
            yield from properties(value, (*route, str(index)))
    elif isinstance(part, dict):
        for key, value in part.get("properties", {}).items():
            if isinstance(value, dict):
                yield (*route, key), value
        for key, value in part.items():
            if key not in ("if", "not", "default", "examples"):
                yield from properties(value, (*route, key))


@pytest.mark.parametrize("kind", WRITTEN)
def test_every_key_says_what_it_means(kind: Kind) -> None:
    found = list(properties(made(kind)))
    assert len(found) > 3
    assert [route for route, schema in found if not schema.get("description", "").strip()] == []


@pytest.mark.parametrize("kind", WRITTEN)
def test_every_example_is_one_that_the_schema_takes(kind: Kind) -> None:
    schema = made(kind)
    for route, part in properties(schema):
        judge = jsonschema.Draft7Validator({"definitions": schema.get("definitions", {}), **part})
        for example in part.get("examples", ()):
            assert [fault.message for fault in judge.iter_errors(example)] == [], (route, example)


def models() -> Iterator[type[Model]]:
    waiting: list[type[Model]] = [Model]
    while waiting:
        model = waiting.pop()
        yield model
        waiting.extend(model.__subclasses__())


def test_every_example_is_of_a_key_that_there_is() -> None:
    known = {model.__name__: model for model in models()}
    for name, examples in EXAMPLES.items():
        assert set(examples) <= set(known[name].known_keys()), name
        assert all(examples_of(known[name], key) == values for key, values in examples.items())


def words_of(*keys: str) -> Iterator[str]:
    """The single values among the examples of keys of these names."""
    for model, examples in EXAMPLES.items():
        for key in set(keys) & set(examples):
            for example in examples[key] if f"{model}.{key}" not in OTHERWISE else ():
                yield from example if isinstance(example, list) else [example]


def test_conditions_among_the_examples_ask_what_is_asked(library: Library) -> None:
    conditions = set(words_of("when", "applies_when"))
    assert len(conditions) > 5
    for condition in conditions:
        parse(condition)
        names = set(re.findall(r"[a-z_]+\.[a-z_]+", condition))
        assert names
        assert names <= set(library.questions)


def test_roles_and_sources_among_the_examples_are_shipped(library: Library) -> None:
    assert set(words_of("R", "A", "C", "I", "owner", "of", "heard_from", "from")) <= set(library.roles)
    assert set(words_of("because")) <= set(library.evidence)
    assert set(words_of("requires")) <= set(library.playbooks)


def test_items_among_the_examples_are_shipped(library: Library) -> None:
    items = {f"{name}/{one.id}" for name, file in library.playbooks.items() for one in file.value.tasks}
    named = {word for word in words_of("item", "task", "after", "mitigated_by") if isinstance(word, str)}
    assert "pilot-by-communities/open" in named
    assert {word for word in named if "/" in word} <= items
    assert {word for word in named if "/" not in word} <= {item.split("/")[1] for item in items}


def test_every_section_of_the_shipped_answers_has_words(library: Library) -> None:
    answers = made(Kind.ANSWERS)["properties"]
    known = {name: schema["description"] for name, schema in answers.items() if name in SECTIONS}
    assert known == dict(SECTIONS)
    assert all("`" not in words for words in known.values())


def check(kind: str, *paths: Path) -> subprocess.CompletedProcess[str]:
    """check-jsonschema over files with the shipped schema, as anyone can run it."""
    beside = str(Path(sys.executable).parent)
    program = shutil.which("check-jsonschema", path=os.pathsep.join((beside, os.environ["PATH"])))
    assert program is not None, "check-jsonschema is missing: pip install -e '.[test,dev]'"
    command = [program, "--output-format", "json", "--schemafile", str(schema_folder() / f"{kind}.json")]
    return subprocess.run(
        [*command, *map(str, paths)], capture_output=True, text=True, encoding="utf-8", check=False,
        timeout=120,
    )  # fmt: skip


@cache
def takes(text: str) -> bool:
    """Whether it takes a playbook of this text."""
    with TemporaryDirectory() as folder:
        path = Path(folder, "own.yaml")
        path.write_text(text, encoding="utf-8")
        return check("playbook", path).returncode == 0


def kind_of(path: Path) -> str:
    return path.read_text(encoding="utf-8").split("kind: ", 1)[1].split(maxsplit=1)[0]


SHOWN = {"test": "playbook-format.md", "progress": "playbook-format.md", "translation": "layers.md"}
"""Kinds of which no file is shipped, and the page that shows a whole one."""


def shown(kind: str, folder: Path) -> Path:
    page = (ROOT / "docs" / SHOWN[kind]).read_text(encoding="utf-8")
    *_, text = re.findall(rf"```yaml\n((?:#[^\n]*\n)?kind: {kind}\n.*?)```", page, re.DOTALL)
    path = folder / f"{kind}.yaml"
    path.write_text(text, encoding="utf-8")
    return path


@pytest.mark.external
@pytest.mark.parametrize("kind", [kind.value for kind in WRITTEN if kind.value not in SHOWN])
def test_check_jsonschema_takes_what_is_shipped(kind: str) -> None:
    paths = [*playbooks_folder().rglob("*.yaml"), *examples_folder().glob("*.yaml")]
    paths.append(templates_folder() / "theme.yaml")
    own = [path for path in paths if kind_of(path) == kind]
    assert own
    done = check(kind, *own)
    assert done.returncode == 0, done.stdout


@pytest.mark.external
@pytest.mark.parametrize("kind", SHOWN)
def test_check_jsonschema_takes_what_the_pages_show(kind: str, tmp_path: Path) -> None:
    done = check(kind, shown(kind, tmp_path))
    assert done.returncode == 0, done.stdout


@pytest.mark.external
@pytest.mark.parametrize(
    ("right", "wrong", "place"),
    [
        ("phase: frame", "phase: framme", "$.tasks[0]"),
        ("duration: 5d", "duration: 5 days", "$.tasks[0]"),
        ("title: {en: Own, fr: À nous}", "title: {en: Own}", "$.title"),
        ("id: own", "id: Own Playbook", "$.id"),
        ("tasks:", "task:", "$"),
        ("format: 1", "format: 2", "$.format"),
    ],
)
def test_check_jsonschema_refuses_what_is_broken(right: str, wrong: str, place: str, tmp_path: Path) -> None:
    text = (
        "kind: playbook\nformat: 1\nid: own\ntitle: {en: Own, fr: À nous}\ntasks:\n"
        "  - id: do\n    phase: frame\n    title: {en: Do, fr: Faire}\n    raci: {R: hr, A: hr}\n"
        "    duration: 5d\n"
    )
    assert takes(text)
    path = tmp_path / "own.yaml"
    path.write_text(text.replace(right, wrong), encoding="utf-8")
    done = check("playbook", path)
    assert done.returncode == 1
    assert [fault["path"].startswith(place) for fault in json.loads(done.stdout)["errors"]] == [True]
