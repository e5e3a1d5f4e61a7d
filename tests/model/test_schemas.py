"""The JSON Schemas say what the models say, in draft 7, and are the ones that are shipped."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any

import jsonschema
import pytest
import yaml

from rse_plan.cli.schema import Kind, made
from rse_plan.model.base import Model
from rse_plan.model.keys import MEANING, meaning
from rse_plan.model.schemas import DRAFT, FILES, file_schema
from rse_plan.resources import examples_folder, playbooks_folder, schema_folder

SHIPPED = sorted(playbooks_folder().rglob("*.yaml"))
EXAMPLES = sorted(examples_folder().glob("*.yaml"))


Loader: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
"""The same in C, where PyYAML was built with it: a tenth of the time."""


class EditorLoader(Loader):  # type: ignore[misc]  # which of the two is known at run time
    """YAML 1.2 as editors read it: dates stay text, and `on` is no boolean."""


EditorLoader.yaml_implicit_resolvers = {
    sign: [(tag, form) for tag, form in resolvers if tag.rpartition(":")[2] not in ("timestamp", "bool")]
    for sign, resolvers in Loader.yaml_implicit_resolvers.items()
}
EditorLoader.add_implicit_resolver("tag:yaml.org,2002:bool", re.compile("true|false"), list("tf"))


def read(path: Path) -> Any:
    return yaml.load(path.read_text(encoding="utf-8"), EditorLoader)  # noqa: S506  # a SafeLoader with less


def faults(content: Any, kind: str) -> list[str]:
    """What the schema says against a file, each with its place."""
    found = validator(kind).iter_errors(content)
    return [f"{list(fault.absolute_path)}: {fault.message}" for fault in found]


@cache
def validator(kind: str) -> jsonschema.Draft7Validator:
    return jsonschema.Draft7Validator(made(Kind(kind)))


@pytest.mark.parametrize("kind", list(Kind))
def test_the_shipped_schema_is_fresh(kind: Kind, update_golden: bool) -> None:
    path = schema_folder() / f"{kind}.json"
    text = json.dumps(made(kind), ensure_ascii=False, indent=2) + "\n"
    if update_golden:
        path.write_text(text, encoding="utf-8")
    assert path.read_text(encoding="utf-8") == text, "run: pytest --update-golden tests/model/test_schemas.py"


@pytest.mark.parametrize("kind", list(Kind))
def test_schemas_are_draft_7_and_nothing_newer(kind: Kind) -> None:
    schema = made(kind)
    assert schema["$schema"] == DRAFT
    jsonschema.Draft7Validator.check_schema(schema)
    newer = {"$defs", "prefixItems", "unevaluatedProperties", "dependentRequired", "discriminator", "$anchor"}
    assert not newer & set(keys(schema))


def keys(part: Any) -> Iterator[str]:
    if isinstance(part, dict):
        for key, value in part.items():
            yield key
            yield from keys(value)
    elif isinstance(part, list):
        for value in part:
            yield from keys(value)


@pytest.mark.parametrize("path", SHIPPED, ids=lambda path: path.stem)
def test_shipped_playbooks_fit(path: Path) -> None:
    content = read(path)
    assert faults(content, content["kind"]) == []


@pytest.mark.parametrize("path", EXAMPLES, ids=lambda path: path.stem)
def test_examples_fit(path: Path) -> None:
    assert faults(read(path), "answers") == []


TEXT = {"en": "x", "fr": "x"}
TASK = {"id": "a", "phase": "frame", "title": TEXT, "raci": {"R": "it", "A": "hr"}, "duration": "5d"}
PLAYBOOK = {"kind": "playbook", "format": 1, "id": "x", "title": TEXT}


@pytest.mark.parametrize(
    "change",
    [
        {"raci": {"R": ["it", "hr"], "A": ["hr"]}},
        {"needs": ["b", "other/c", {"task": "d", "lag": "90cd", "optional": True}]},
        {"because": "fr-r2312-6"},
        {"kind": "task"},
    ],
)
def test_shorthands_and_their_long_forms_fit(change: dict[str, Any]) -> None:
    assert faults({**PLAYBOOK, "tasks": [{**TASK, **change}]}, "playbook") == []


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"phase": "pilto"}, "['tasks', 0, 'phase']: 'pilto' is not one of"),
        ({"need": ["b"]}, "['tasks', 0]: Additional properties are not allowed ('need' was unexpected)"),
        ({"duration": "5 days"}, "['tasks', 0, 'duration']: '5 days' does not match"),
        ({"title": {"en": "x"}}, "['tasks', 0, 'title']: 'fr' is a required property"),
        ({"note": None}, "['tasks', 0, 'note']: None is not of type 'object'"),
    ],
)
def test_a_fault_is_said_once_and_plainly(change: dict[str, Any], said: str) -> None:
    found = faults({**PLAYBOOK, "tasks": [{**TASK, **change}]}, "playbook")
    assert len(found) == 1
    assert found[0].startswith(said)


def test_a_gate_is_judged_as_a_gate() -> None:
    gate = {key: value for key, value in TASK.items() if key != "duration"} | {"kind": "gate"}
    assert faults({**PLAYBOOK, "tasks": [gate]}, "playbook") == [
        "['tasks', 0]: 'gate' is a required property"
    ]


EXTENDING = {"kind": "playbook", "format": 1, "id": "ours", "extends": "x"}


@pytest.mark.parametrize(
    "change",
    [
        {"tasks": [{"id": "a", "duration": "5d"}, {"id": "b", "lead_time": {"base": "2mo"}}]},
        {"risks": [{"id": "a", "impact": 5}], "remove": ["b", "x/c"]},
        {"kit": {"members": TEXT}, "title": TEXT, "requires": ["y"]},
    ],
)
def test_what_extends_a_playbook_need_not_be_whole(change: dict[str, Any]) -> None:
    assert faults({**EXTENDING, **change}, "playbook") == []


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"tasks": [{"duration": "5d"}]}, "['tasks', 0]: 'id' is a required property"),
        ({"tasks": [{"id": "a", "duraton": "5d"}]}, "['tasks', 0]: Additional properties"),
        ({"risks": [{"id": "a", "impact": 9}]}, "['risks', 0, 'impact']: 9 is greater"),
        ({"replaces": "x"}, "[]: Additional properties are not allowed ('replaces'"),
    ],
)
def test_a_fault_in_a_change_is_said_once(change: dict[str, Any], said: str) -> None:
    (found,) = faults({**EXTENDING, **change}, "playbook")
    assert found.startswith(said)


@pytest.mark.parametrize("value", [600, "unknown"])
def test_answers_take_a_value_or_unknown(value: object) -> None:
    answers = {"kind": "answers", "format": 1, "employers": [{"id": "a", "headcount": value}]}
    assert faults(answers, "answers") == []


@pytest.mark.parametrize("value", [["france", "germany"], "france, germany", "unknown"])
def test_the_employers_of_a_community_are_a_list_or_a_text_as_the_reader_takes_them(value: object) -> None:
    content = {
        "kind": "answers",
        "format": 1,
        "organisation": {"employers": "group"},
        "communities": [{"id": "ideas", "employers": value}],
    }
    assert faults(content, "answers") == []


@pytest.mark.parametrize(
    "wrong",
    [
        {"organisation": {"sizee": 900}},
        {"organisation": {"headcount": "large"}},
        {"communities": [{"name": "no id"}]},
        {"calendar": {"freezes": [{"from": "2027-01-01"}]}},
        {"people": {"nobody-known": {"hours": 3}}},
        {"goal": {"replaces": ["none", "messaging"]}},
    ],
)
def test_answers_that_fit_no_question_are_refused(wrong: dict[str, Any]) -> None:
    assert len(faults({"kind": "answers", "format": 1, **wrong}, "answers")) == 1


def models() -> Iterator[type[Model]]:
    waiting: list[type[Model]] = [Model]
    while waiting:
        model = waiting.pop()
        yield model
        waiting.extend(model.__subclasses__())


def test_every_key_has_words_and_every_word_a_key() -> None:
    for kind in FILES:
        file_schema(kind)
    known = {model.__name__: model for model in models()}
    for name, words in MEANING.items():
        assert set(words) <= set(known[name].known_keys()), name
        assert all(meaning(known[name], key) for key in known[name].known_keys()), name
