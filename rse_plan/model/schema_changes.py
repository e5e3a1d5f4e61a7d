"""The schema of a playbook that extends another: what it changes need not be whole (semantics 6)."""

from __future__ import annotations

from typing import Any

from rse_plan.model.playbook import SECTIONS, Extension

Schema = dict[str, Any]

LISTS = ("questions", *SECTIONS)
CHANGES = "{name}Change"
"""What the loose form of a map is called."""


def with_changes(schema: Schema) -> Schema:
    """A playbook's schema for editors: as it is, or, with `extends`, with items that must have only an id."""
    whole = {key: value for key, value in schema.items() if key in ("properties", "required")}
    rest = {key: value for key, value in schema.items() if key not in (*whole, "definitions")}
    rest.pop("additionalProperties")
    loose, definitions = _change(schema)
    return {
        **rest,
        "if": {"required": ["extends"]},
        "then": {"additionalProperties": False, **loose},
        "else": {"additionalProperties": False, **whole},
        "definitions": {**schema["definitions"], **definitions},
    }


def _change(schema: Schema) -> tuple[Schema, Schema]:
    """The keys of a file that extends another, and the loose forms of what is in it."""
    definitions: Schema = {}

    def loose(name: str) -> Schema:
        made = {key: value for key, value in schema["definitions"][name].items() if key != "required"}
        definitions[CHANGES.format(name=name)] = _with_id(made)
        return _ref(name)

    properties = dict(schema["properties"])
    del properties["replaces"]
    for key in LISTS:
        listed = properties[key]
        item = listed["items"]
        refs = [item["$ref"]] if "$ref" in item else [one["then"]["$ref"] for one in item["allOf"]]
        names = [ref.rpartition("/")[2] for ref in refs]
        if len(names) == 1:
            properties[key] = {**listed, "items": loose(names[0])}
        else:
            kinds = [schema["definitions"][name] for name in names]
            definitions[CHANGES.format(name="Work")] = _any_kind(kinds)
            properties[key] = {**listed, "items": _ref("Work")}
    properties["kit"] = {**properties["kit"], "allOf": [loose("Kit")]}
    required = [name for name, field in Extension.model_fields.items() if field.is_required()]
    return {"properties": properties, "required": required}, definitions


def _with_id(made: Schema) -> Schema:
    return {**made, "required": ["id"]} if "id" in made["properties"] else made


def _any_kind(kinds: list[Schema]) -> Schema:
    """Work of any kind: the item that is changed says which."""
    properties: Schema = {}
    for kind in kinds:
        properties = {**kind["properties"], **properties}
    words = [kind["properties"]["kind"]["const"] for kind in kinds]
    properties["kind"] = {"description": "Kind of work, of an item that is new", "enum": words}
    return {
        "additionalProperties": False,
        "description": "Work that is changed, or new.",
        "properties": properties,
        "required": ["id"],
        "type": "object",
    }


def _ref(name: str) -> Schema:
    return {"$ref": f"#/definitions/{CHANGES.format(name=name)}"}
