"""plan.json keeps its contract: one shape, the same facts in every language, nothing private."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import replace
from typing import Any

import jsonschema
import pytest

from examples import LANGUAGES, NAMES, example_plan
from rse_plan.documents.words import Words
from rse_plan.formats.json import plan_file, write
from rse_plan.formats.plan_schema import PlanFile, plan_schema
from rse_plan.model.base import Text
from rse_plan.planning.plan import Chosen, Plan, Planned, Reason, Shown, State

TEXTS = {
    "title", "text", "name", "note", "done_when", "why", "exercise", "early_sign", "response", "measure",
    "small", "limit", "do", "if_refused", "says", "answer", "subject", "body", "todo", "if_wrong",
    "message", "help", "language", "definition",
}  # fmt: skip
"""Keys whose values are words, and may differ between languages."""
CANARY = "KANARIENVOGEL"


def read(plan: Plan, language: str = "fr") -> dict[str, Any]:
    document: dict[str, Any] = json.loads(write(plan, Words(language)))
    return document


def facts(value: Any, key: str = "") -> Iterator[tuple[str, Any]]:
    """Every leaf that is no text, with the keys that lead to it."""
    if isinstance(value, dict):
        for name, inner in value.items():
            yield from facts(inner, f"{key}.{name}")
    elif isinstance(value, list):
        for position, inner in enumerate(value):
            yield from facts(inner, f"{key}[{position}]")
    elif key.rsplit(".", 1)[-1] not in TEXTS or not isinstance(value, str):
        yield key, value


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("name", NAMES)
def test_an_example_fits_the_schema(name: str, language: str) -> None:
    document = read(example_plan(name), language)
    jsonschema.Draft7Validator(plan_schema()).validate(document)
    assert document["format"] == 1
    assert document["language"] == language


@pytest.mark.parametrize("name", NAMES)
def test_ids_dates_and_numbers_are_equal_in_every_language(name: str) -> None:
    french, english = (read(example_plan(name), language) for language in LANGUAGES)
    assert dict(facts(french)) == dict(facts(english))
    assert french["tasks"][0]["title"] != english["tasks"][0]["title"]


def test_the_schema_is_draft_7_and_says_what_each_key_means() -> None:
    schema = plan_schema()
    jsonschema.Draft7Validator.check_schema(schema)
    assert schema["$schema"] == "http://json-schema.org/draft-07/schema#"
    assert "$defs" not in json.dumps(schema)
    for name, part in {"plan": schema, **schema["definitions"]}.items():
        assert set(part["required"]) == set(part["properties"]), f"{name}: every key is always there"
        assert part["additionalProperties"] is False
        assert part["description"], name


def test_a_key_that_is_not_promised_is_refused() -> None:
    document = read(example_plan("weldom"))
    document["tasks"][0]["colour"] = "red"
    with pytest.raises(jsonschema.ValidationError, match="colour"):
        jsonschema.Draft7Validator(plan_schema()).validate(document)


def test_bytes_are_plain_and_always_the_same() -> None:
    text = write(example_plan("weldom"), Words("fr"))
    assert text == write(example_plan("weldom"), Words("fr"))
    assert text.endswith("}\n")
    assert "\\u" not in text
    assert list(json.loads(text)) == list(PlanFile.model_fields)
    assert text.splitlines()[1] == '  "format": 1,'


def test_texts_are_set_as_the_language_wants() -> None:
    texts = write(example_plan("weldom"), Words("fr"))
    assert "«\u00a0" in texts
    assert " ;" not in texts
    assert "\u202f;" in texts


def test_every_item_says_where_it_comes_from() -> None:
    document = read(example_plan("weldom"))
    for task in document["tasks"]:
        assert task["origin"]["line"] > 1
        assert task["origin"]["file"].endswith(f"{task['origin']['playbook']}.yaml")
        assert task["id"].startswith(f"{task['origin']['playbook']}/")
    assert all(len(document["inputs"][key]) == 64 for key in ("answers", "playbooks"))
    ids = {task["id"] for task in document["tasks"]}
    assert {need["task"] for task in document["tasks"] for need in task["needs"]} <= ids
    assert {ref for risk in document["risks"] for ref in risk["mitigated_by"]} <= ids
    assert document["anchor"] in ids


def test_effort_is_in_hours() -> None:
    plan = example_plan("weldom")
    document = read(plan)
    planned = next(item for item in plan.items if item.effort)
    role, minutes = next(iter(planned.effort.items()))
    written = next(task for task in document["tasks"] if task["id"] == planned.id)
    assert written["effort"][role] * 60 == pytest.approx(minutes, abs=0.5)
    assert document["effort"][role] * 60 == pytest.approx(plan.load[role], abs=0.5)


def marked(chosen: Chosen[Any], **changes: Any) -> Chosen[Any]:
    """The item for the lead alone, with a word in it that would be seen if it got out."""
    return replace(chosen, item=chosen.item.model_copy(update={"audience": "lead", **changes}))


def test_what_is_for_the_lead_alone_is_left_out() -> None:
    plan = example_plan("weldom")
    canary = Text.model_construct(en=CANARY, fr=CANARY)
    kept_back = replace(
        plan,
        risks=(marked(plan.risks[0], title=canary), *plan.risks[1:]),
        objections=(marked(plan.objections[0], says=canary), *plan.objections[1:]),
        messages=(marked(plan.messages[0], body=canary), *plan.messages[1:]),
        asks=(replace(plan.asks[0], chosen=marked(plan.asks[0].chosen, do=canary)), *plan.asks[1:]),
        assumptions=(replace(plan.assumptions[0], private=True, todo=canary), *plan.assumptions[1:]),
    )
    assert CANARY in write(replace(plan, exercise=canary), Words("fr")), "the canary can be seen at all"
    document = read(kept_back)
    assert CANARY not in json.dumps(document)
    shared = [chosen.id for chosen in kept_back.risks if chosen.item.audience == "shared"]
    assert [risk["id"] for risk in document["risks"]] == shared
    assert plan.risks[0].id not in shared


def with_reason(planned: Planned, reason: Reason) -> Planned:
    return replace(planned, chosen=replace(planned.chosen, reasons=(reason,)))


@pytest.mark.parametrize("value", ["sceptical", True, 3, ("a", "b")])
def test_a_private_reason_names_nothing(value: Any) -> None:
    plan = example_plan("weldom")
    name = Text.model_construct(en=CANARY, fr=CANARY)
    reason = Reason(
        "sponsor.attitude",
        Shown(name, value, State.ANSWERED),
        private=True,
        span=plan.items[0].chosen.origin.span,
    )
    first = with_reason(plan.items[0], reason)
    written = plan_file(replace(plan, items=(first, *plan.items[1:])), Words("en")).tasks[0].answers[0]
    assert written.model_dump() == {
        "question": None,
        "text": "decided by the project team",
        "assumed": False,
        "file": None,
        "line": None,
    }
