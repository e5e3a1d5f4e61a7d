"""JSON Schemas of the file formats, for editors: draft 7, made from the models and the questions.

Authors may write one thing where a list of one is meant, and an id where a need is meant: the model has
the long shape only, the schema states both (semantics 19). What is optional has no `null`: it is left out.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from typing import Any

from pydantic import TypeAdapter
from pydantic.json_schema import GenerateJsonSchema
from pydantic_core import core_schema

from rse_plan.model.answers import EMPLOYERS
from rse_plan.model.base import LANGUAGES, Model, Text
from rse_plan.model.catalogues import EvidenceFile, PhasesFile, RolesFile
from rse_plan.model.fields import KEBAB, Date, Id, ItemRef
from rse_plan.model.keys import meaning
from rse_plan.model.own_changes import OWN, OwnKeys
from rse_plan.model.own_changes import TEXTS as OWN_TEXTS
from rse_plan.model.periods import PRESETS, ZONES
from rse_plan.model.plan_test import PlanTest
from rse_plan.model.playbook import Playbook
from rse_plan.model.progress import ProgressFile
from rse_plan.model.question import GROUPS, MAX_ANSWER, MAX_NAME, NONE, Question, QuestionsFile
from rse_plan.model.schema_words import PERIOD, SECTIONS, examples_of
from rse_plan.model.theme import Theme
from rse_plan.model.translation import Translation
from rse_plan.source.span import file_start
from rse_plan.source.yaml_reader import Scalar

Schema = dict[str, Any]

DRAFT = "http://json-schema.org/draft-07/schema#"
EMPLOYERS_FORM = "Ids of employers, in a list or with commas; without an answer, all."
"""How the file names a community's employers, which the interview lets people pick."""
FILES: Mapping[str, type[Model]] = {
    "playbook": Playbook,
    "questions": QuestionsFile,
    "roles": RolesFile,
    "phases": PhasesFile,
    "evidence": EvidenceFile,
    "test": PlanTest,
    "theme": Theme,
    "translation": Translation,
    "progress": ProgressFile,
}
"""The formats that have a model, by kind."""

_FOR_PROGRAMMERS = re.compile(r" \(semantics [\d, to]+\)")
"""References that docstrings make to docs/semantics.md."""
_ONE_WORDING: Schema = {"type": "string", "minLength": 1}
"""A text that is the same in every language."""
_ANY_SCALAR = Scalar("x", True, file_start(""))


class _Draft7(GenerateJsonSchema):
    """What pydantic makes, without its titles and nulls, with our descriptions and shorthands."""

    def field_title_should_be_set(self, schema: Any) -> bool:  # noqa: ARG002  # pydantic's signature
        return False

    def nullable_schema(self, schema: core_schema.NullableSchema) -> Schema:
        return self.generate_inner(schema["schema"])

    def default_schema(self, schema: core_schema.WithDefaultSchema) -> Schema:
        inner = self.generate_inner(schema["schema"])
        default = schema.get("default")
        return inner if default is None or default == () else {**inner, "default": default}

    def model_schema(self, schema: core_schema.ModelSchema) -> Schema:
        made = super().model_schema(schema)
        made.pop("title", None)
        for key, value in made["properties"].items():
            described = _described(value, meaning(schema["cls"], key))
            examples = examples_of(schema["cls"], key)
            made["properties"][key] = {**described, "examples": list(examples)} if examples else described
        return made

    def function_before_schema(self, schema: core_schema.BeforeValidatorFunctionSchema) -> Schema:
        """The validators that lengthen a shorthand are asked what they take."""
        inner = self.generate_inner(schema["schema"])
        if schema["function"]["type"] != "no-info":
            return inner
        lengthen: Any = schema["function"]["function"]
        longer = lengthen(_ANY_SCALAR)
        if isinstance(longer, dict) and [*longer] == [*LANGUAGES]:
            return {"anyOf": [_ONE_WORDING, inner]}
        if isinstance(longer, dict):
            return {"anyOf": [TypeAdapter(ItemRef).json_schema(), inner]}
        if isinstance(longer, tuple) or isinstance(lengthen({}), tuple):
            return {"anyOf": [inner["items"], inner]}
        return inner

    def tagged_union_schema(self, schema: core_schema.TaggedUnionSchema) -> Schema:
        """One branch by kind, so that a fault is reported of the kind that the author means."""
        branches = {
            str(tag).split(":")[1]: self.generate_inner(way) for tag, way in schema["choices"].items()
        }
        named = {kind: branch for kind, branch in branches.items() if kind != "task"}
        ways = [_when_kind({"const": kind}, branch) for kind, branch in named.items()]
        plain = {"if": {"not": _kind_is({"enum": list(named)})}, "then": branches["task"]}
        return {"type": "object", "allOf": [*ways, plain]}


def _kind_is(test: Schema) -> Schema:
    return {"properties": {"kind": test}, "required": ["kind"]}


def _when_kind(test: Schema, then: Schema) -> Schema:
    return {"if": _kind_is(test), "then": then}


def _described(schema: Schema, description: str) -> Schema:
    """Draft 7 ignores what stands beside a `$ref`: the reference is wrapped."""
    inner = {key: value for key, value in schema.items() if key not in ("title", "default")}
    kept = {"default": schema["default"]} if "default" in schema else {}
    if "$ref" in schema:
        return {"description": description, "allOf": [inner], **kept}
    return {"description": description, **inner, **kept}


def file_schema(kind: str) -> Schema:
    """The schema of a file that has a model."""
    made = FILES[kind].model_json_schema(
        by_alias=True, ref_template="#/definitions/{model}", schema_generator=_Draft7
    )
    definitions = _plain_definitions(made.pop("$defs", {}))
    made["properties"]["format"]["const"] = 1
    return _document(f"rse-plan {kind}", made, definitions)


def _plain_definitions(definitions: Schema) -> Schema:
    """Definitions without pydantic's titles and without what only programmers look up."""
    for definition in definitions.values():
        definition.pop("title", None)
        definition["description"] = _FOR_PROGRAMMERS.sub("", definition["description"])
    return definitions


def _document(title: str, schema: Schema, definitions: Schema) -> Schema:
    head = {"$schema": DRAFT, "title": title}
    rest = {key: value for key, value in schema.items() if key != "title"}
    return {**head, **rest, **({"definitions": definitions} if definitions else {})}


def answers_schema(questions: Mapping[str, Question], roles: Iterable[str]) -> Schema:
    """The schema of an answers file, made from the questions that a library asks."""
    sections: Schema = {}
    for question in questions.values():
        prefix, key = question.id.split(".")
        sections.setdefault(prefix, {})[key] = _answer(question)
    properties: Schema = {
        "kind": {"const": "answers", "description": "`answers`"},
        "format": {"const": 1, "description": "Version of this format"},
        "language": {"enum": list(LANGUAGES), "description": "Language of the interview and of messages"},
        "documents": _one_or_many(
            {"enum": list(LANGUAGES)}, "Languages of the documents; the first is that of `render`"
        ),
        "version": {
            "type": "integer",
            "minimum": 1,
            "maximum": 999,
            "description": "Version of the plan: one higher each time that it is handed out",
        },
        "exercise": _text("Said on every document made from a public source and not by the organisation"),
    }
    for prefix, keys in sections.items():
        plural = GROUPS.get(prefix)
        name = plural or prefix
        described = {"description": SECTIONS.get(name, f"Answers to the questions `{prefix}.…`")}
        properties[name] = {**described, **(_group(keys) if plural else _map_of(keys))}
    properties["people"] = _people(roles)
    own, definitions = own_work()
    schema = {**_map_of({**properties, **own}), "required": ["kind", "format"]}
    return _document("rse-plan answers", schema, definitions)


def own_work() -> tuple[Schema, Schema]:
    """The keys of what the answers change and add, and the definitions that they use."""
    made = OwnKeys.model_json_schema(
        by_alias=True, ref_template="#/definitions/{model}", schema_generator=_Draft7
    )
    definitions = _plain_definitions(made.pop("$defs"))
    text = {"$ref": "#/definitions/Text"}
    for kind in WORK:
        properties = definitions[kind]["properties"]
        properties.pop("when")
        properties["id"] = {**properties["id"], "pattern": f"^({OWN}/)?{KEBAB}$"}
        for key in OWN_TEXTS:
            if key in properties:
                properties[key] = {
                    "description": properties[key]["description"],
                    "anyOf": [_ONE_WORDING, text],
                }
    return made["properties"], definitions


WORK = ("Task", "Gate", "Milestone", "Ongoing")


def _map_of(properties: Schema) -> Schema:
    return {"type": "object", "properties": properties, "additionalProperties": False}


def _one_or_many(one: Schema, description: str) -> Schema:
    return {"description": description, "anyOf": [one, {"type": "array", "items": one}]}


def _text(description: str) -> Schema:
    made = Text.model_json_schema(schema_generator=_Draft7)
    made.pop("title", None)
    return {**made, "description": description}


def _group(keys: Schema) -> Schema:
    identity = {"id": {**_plain(Id), "description": "Made once from the name; never changes"}}
    return {"type": "array", "items": {**_map_of({**identity, **keys}), "required": ["id"]}}


def _people(roles: Iterable[str]) -> Schema:
    hours = {"anyOf": [{"type": "integer", "minimum": 0, "maximum": 10_000}, {"const": "unknown"}]}
    person = _map_of(
        {
            "name": {"type": "string", "description": "Who holds the role"},
            "deputy": {"type": "string", "description": "Who stands in"},
            "hours": {**hours, "description": "Hours a week, all its people together"},
            "absences": {
                "description": "Days on which nobody of the role works",
                "anyOf": [_PERIODS, {"const": "unknown"}],
            },
        }
    )
    held = {role: {"description": f"Who holds the role `{role}`", **person} for role in sorted(roles)}
    return {"description": "Who holds each role; names are optional", **_map_of(held)}


def _plain(annotation: Any) -> Schema:
    return TypeAdapter(annotation).json_schema()


def _answer(question: Question) -> Schema:
    """What answers a question, “I don't know” too where the question takes it."""
    schema, description = _shape(question), question.label.en
    if question.id == EMPLOYERS:
        schema, description = _listed(schema), f"{description} {EMPLOYERS_FORM}"
    if question.allows_unknown or not question.required:
        schema = {"anyOf": [schema, {"const": "unknown"}]}
    return {"description": description, **schema}


def _listed(text: Schema) -> Schema:
    """A text that names several things, or a list of them."""
    return {"anyOf": [text, {"type": "array", "items": {"type": "string"}}]}


def _shape(question: Question) -> Schema:
    limits = {"minimum": question.min, "maximum": question.max}
    shapes: Mapping[str, Schema] = {
        "text": {"type": "string", "minLength": 1, "maxLength": _longest(question)},
        "integer": {"type": "integer", **{key: limit for key, limit in limits.items() if limit is not None}},
        "boolean": {"type": "boolean"},
        "choice": _one_of(question),
        "multi": {"anyOf": [_one_of(question), _several_of(question)]},
        "date": _plain(Date),
        "periods": _PERIODS,
    }
    return shapes[question.type]


def _several_of(question: Question) -> Schema:
    listed = {"type": "array", "items": _one_of(question)}
    if all(choice.value != NONE for choice in question.choices):
        return listed
    return {**listed, "if": {"contains": {"const": NONE}}, "then": {"maxItems": 1}}


def _one_of(question: Question) -> Schema:
    return {"enum": [choice.value for choice in question.choices]}


def _longest(question: Question) -> int:
    return MAX_NAME if question.id.endswith(".name") else MAX_ANSWER


def _days(**shapes: Schema) -> Schema:
    return _map_of({key: {"description": PERIOD[key], **shape} for key, shape in shapes.items()})


_PERIOD = _days(**{"from": _plain(Date), "to": _plain(Date), "population": {"type": "string"}})
_PRESET = _days(preset={"enum": list(PRESETS)}, zone={"enum": list(ZONES)}, population={"type": "string"})
_PERIODS: Schema = {
    "type": "array",
    "items": {"anyOf": [{**_PERIOD, "required": ["from", "to"]}, {**_PRESET, "required": ["preset"]}]},
}
