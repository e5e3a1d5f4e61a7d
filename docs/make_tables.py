"""Write the tables of keys into playbook-format.md, questions.md and rules.md, from what they describe.

    python docs/make_tables.py

A test fails when they are not what this makes (`pytest tests/test_docs.py --update-golden` runs it too).
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from rse_plan.library import Folder, Library, load_library
from rse_plan.lint.explain import markdown
from rse_plan.model.answers import EMPLOYERS
from rse_plan.model.question import Question
from rse_plan.model.schemas import FILES, file_schema, own_work
from rse_plan.resources import playbooks_folder

DOCS = Path(__file__).parent
FORMAT_PAGE, QUESTIONS_PAGE = DOCS / "playbook-format.md", DOCS / "questions.md"
RULES_PAGE = DOCS / "rules.md"
_BLOCK = re.compile(r"(<!-- keys: (\w+) -->\n).*?(<!-- end -->)", re.DOTALL)
_FORMS = {
    r"^[a-z0-9]+(-[a-z0-9]+)*$": "id",
    r"^([a-z0-9]+(-[a-z0-9]+)*|[A-Z]{2})$": "id, or two capitals",
    r"^([a-z0-9]+(-[a-z0-9]+)*/)?[a-z0-9]+(-[a-z0-9]+)*$": "item",
    r"^[a-z0-9]+(-[a-z0-9]+)*/[a-z0-9]+(-[a-z0-9]+)*(@[A-Za-z0-9-]+)*$": "item of a plan",
    r"^[a-z][a-z0-9_]*\.[a-z][a-z0-9_]*$": "question",
    r"^\d+(d|w)$": "working time",
    r"^\d+(d|w|cd|cw|mo)$": "lapse",
    r"^\d+(cd|cw|mo)$": "calendar time",
    r"^\d+(\.\d+)?(d|h)$": "effort",
    r"^[a-z]{2,3}(-[A-Z]{2})?$": "language",
    r"^(#[0-9a-fA-F]{6}|[A-Za-z]+)$": "colour",
    r"^[0-9]+([.,][0-9]+)?( ?%| ?/ ?[0-9]+)?$": "share, or so many of so many",
}
"""What the patterns of strings are called in the page."""


def shapes() -> dict[str, dict[str, Any]]:
    """The schema of every map that a file may hold, by its model's name."""
    found: dict[str, dict[str, Any]] = {}
    for kind, model in FILES.items():
        schema = file_schema(kind)
        found |= schema.get("definitions", {})
        found[model.__name__] = schema
    properties, definitions = own_work()
    return found | {"OwnKeys": {"properties": properties}, "OwnChange": definitions["OwnChange"]}


def key_table(shape: dict[str, Any]) -> str:
    """A row for each key: whether it must be there, what it holds, what it means."""
    rows = ["| Key | | Value | Means |", "|---|---|---|---|"]
    for key, schema in shape["properties"].items():
        needed = "required" if key in shape.get("required", ()) else _default(schema)
        value = "condition" if key in ("when", "applies_when") else _value(schema)
        rows.append(f"| `{key}` | {needed} | {value} | {_cell(schema['description'])} |")
    return "\n".join(rows) + "\n"


def _default(schema: dict[str, Any]) -> str:
    if "default" not in schema:
        return "optional"
    default = schema["default"]
    shown = str(default).lower() if isinstance(default, bool) else str(default)
    return f"default `{shown}`"


def _value(schema: dict[str, Any]) -> str:
    if "allOf" in schema or "$ref" in schema:
        name = (schema.get("$ref") or schema["allOf"][0].get("$ref", "/item of work")).rpartition("/")[2]
        return "text" if name == "Text" else f"[{name}](#{name.lower()})" if name[0].isupper() else name
    if "enum" in schema or "const" in schema:
        return " ".join(f"`{word}`" for word in schema.get("enum", [schema.get("const")]))
    if "anyOf" in schema:
        one = _value(schema["anyOf"][0])
        other = _value(schema["anyOf"][1])
        return f"{one}, or several" if other == f"list of {one}" else f"{one} or {other}"
    if schema.get("type") == "array":
        return f"list of {_value(schema['items'])}"
    if schema.get("type") == "object":
        return _map(schema)
    return _leaf(schema)


def _map(schema: dict[str, Any]) -> str:
    """A map whose keys are names of something."""
    if "patternProperties" in schema:
        (pattern, inner), *_ = schema["patternProperties"].items()
        return f"{_FORMS[pattern]}: {_value(inner)}"
    return f"role: {_value(schema['additionalProperties'])}" if "additionalProperties" in schema else "map"


def _leaf(schema: dict[str, Any]) -> str:
    if "pattern" in schema:
        return _FORMS[schema["pattern"]]
    if schema.get("format") == "date":
        return "date"
    if schema.get("maximum") == 1:
        return "share, 0 to 1"
    return {"boolean": "true or false", "integer": "integer", "number": "number", "string": "string"}.get(
        schema.get("type", ""), "what the question's type takes"
    )


def _cell(text: str) -> str:
    return text.replace("|", r"\|").replace("\n", " ")


def format_page(page: str) -> str:
    """The page of the format with its tables made anew."""
    known = shapes()
    return _BLOCK.sub(lambda found: f"{found[1]}\n{key_table(known[found[2]])}\n{found[3]}", page)


def tables_in(page: str) -> tuple[str, ...]:
    """The models that the page has a table of."""
    return tuple(found[1] for found in _BLOCK.findall(page))


def questions_page(library: Library) -> str:
    """Every question of the shipped library: what is asked, when, and what silence means."""
    return "\n".join(_questions(library)) + "\n"


def _questions(library: Library) -> Iterator[str]:
    yield from (
        "# The interview",
        "",
        "Made by `docs/make_tables.py` from the playbooks; change it there. *quick* questions are asked in",
        "the short interview too, *file* ones in none: they are for the answers file. `lead` answers steer",
        "the plan and are named in no shared document. Every answer but a required one may be `unknown`:",
        "a cautious value is then assumed, and printed as such.",
    )
    for section in library.questions_file.value.sections if library.questions_file else ():
        yield from _section(section.title.en, section.questions)
    for name, file in library.playbooks.items():
        if file.value.questions:
            yield from _section(f"Playbook {name}", file.value.questions)


def _section(title: str, questions: tuple[Question, ...]) -> Iterator[str]:
    yield from ("", f"## {title}", "", "| Id | Question | Answer | When nobody knows |", "|---|---|---|---|")
    for question in questions:
        marks = [f"`{question.id}`", *([question.ask] if question.ask != "full" else [])]
        marks += ["lead"] if question.audience == "lead" else []
        asked = question.label.en + (f" (if `{question.when.text}`)" if question.when is not None else "")
        cells = (", ".join(marks), asked, _answers(question), _silence(question))
        yield f"| {' | '.join(_cell(cell) for cell in cells)} |"


def _answers(question: Question) -> str:
    values = ", ".join(f"`{choice.value}`" for choice in question.choices)
    if question.id == EMPLOYERS:
        return "ids of `employers`, in a list or with commas"
    return f"{question.type}: {values}" if values else question.type


def _silence(question: Question) -> str:
    if question.required:
        return "must be answered"
    if question.unknown is not None:
        cases = " unless a case holds" if question.unknown.cases else ""
        return f"assumed: {_raw(question.unknown.assume)}{cases}"
    if question.hours_of is not None:
        return "the role’s `hours` in roles.yaml, else no limit"
    return f"{_raw(question.default)}" if question.default is not None else "does not apply"


def _raw(value: Any) -> str:
    if isinstance(value, dict):
        return ", ".join(f"{key} {_raw(part)}" for key, part in value.items())
    if isinstance(value, tuple):
        return ", ".join(_raw(part) for part in value) or "none"
    return f"`{value.text}`" if value.text else "nothing"


def shipped() -> Library:
    return load_library([Folder(playbooks_folder(), "bundled:")])


def main() -> None:
    FORMAT_PAGE.write_text(format_page(FORMAT_PAGE.read_text(encoding="utf-8")), encoding="utf-8")
    QUESTIONS_PAGE.write_text(questions_page(shipped()), encoding="utf-8")
    RULES_PAGE.write_text(markdown(), encoding="utf-8", newline="")


if __name__ == "__main__":
    main()
