"""What YAML cannot read is explained by the sign at fault, at its column."""

from __future__ import annotations

import pytest
import yaml
from small_library import cited

from rse_plan.source import yaml_reader
from rse_plan.source.yaml_reader import read_text

HEAD = "kind: playbook\nformat: 1\n"
COLON, HASH = "put the text in quotes: it has a colon", "put the text in quotes: it has a “#”"
OPEN = "a quotation mark is not closed"
EARLY = "the text ends at this quotation mark"
BRACES = "a text cannot begin with braces"


@pytest.mark.parametrize(
    "case",
    [
        ("note: {en: Note: three meetings., fr: x}\n", "Note", ":", "a “:” where none can stand", COLON),
        (
            "note:\n  fr: Attention : trois.\n  en: x\n",
            "Attention ",
            ":",
            "a “:” where none can stand",
            COLON,
        ),
        ("note: {en: Meeting #3 is, fr: x}\nb: 1\n", "Meeting ", "#", "from this “#” on", HASH),
        ('note: {en: "#1", fr: Le #1 est}\n', "Le ", "#", "from this “#” on", HASH),
        ('note: {en: "Three, fr: "Trois"}\n', "en: ", '"', OPEN, "close it"),
        ('note:\n  en: "Three\n  fr: "Trois"\n', "en: ", '"', OPEN, "close it"),
        ('note:\n  en: "Three\n  fr: Trois\n', "en: ", '"', OPEN, "close it"),
        ('note: {en: "Three, fr: Trois}\nb: {en: "x"}\n', "note: {en: ", '"', OPEN, "close it"),
        ('note: {en: "Three "big" ones", fr: x}\n', "Three ", '"', EARLY, "write “ ” or « »"),
        ("note:\n  fr: 'L'équipe'\n  en: x\n", "'L", "'", EARLY, "write ’ inside it"),
        ("note:\n  en: {{ a.b }} decides.\n  fr: x\n", "en: ", "{{", BRACES, "put the text in quotes"),
        ("note: {en: {{ a.b }} decides., fr: x}\n", "en: ", "{{", BRACES, "put the text in quotes"),
        ("note: {en: {{ a.b }}, fr: x}\n", "en: ", "{{ a.b }", BRACES, "put the text in quotes"),
        (
            "note: {en: Three [big, fr: z}\n",
            "Three ",
            "[",
            "a bracket or brace inside a text",
            "put the text",
        ),
        # what was said before where nothing better is known
        ("tasks\n  - id: x\n", "", "t", "a “:” is missing after this key", "write “key: value”"),
        ('note: {en: "a", fr: "b"\nb: 1\n', "note: ", "{", "a bracket or brace is not closed", "close it"),
        ("a: [x, y\nb: 1\n", "a: ", "[", "a bracket or brace is not closed", "close it"),
        ("note:\n  en: x\n fr: y\n", "en: x\n ", "f", "this line does not fit", "check the indentation"),
    ],
)
@pytest.mark.parametrize("parser", [yaml.SafeLoader, yaml.CSafeLoader])
def test_the_sign_at_fault(
    case: tuple[str, str, str, str, str], parser: type, monkeypatch: pytest.MonkeyPatch
) -> None:
    """`case`: the text, what stands before the sign, the sign, what is said of it, and what to do."""
    text, before, sign, message, advice = case
    monkeypatch.setattr(yaml_reader, "_PARSER", parser)
    whole = HEAD + text
    found = read_text(whole, "own.yaml").diagnostics[0]
    lines = whole.split("\n")
    offset = sum(len(line) + 1 for line in lines[: found.span.line - 1]) + found.span.column - 1
    assert cited(found.span, whole) == sign
    assert whole[len(HEAD) : offset].endswith(before)
    assert str(found.message).startswith(message)
    assert str(found.help).startswith(advice)


@pytest.mark.parametrize(
    ("tag", "shown", "advice"),
    [("!!str x", "(!!str)", "remove it"), ("!known(a.b)", "(!known(a.b))", "put the text in quotes")],
)
def test_a_tag_is_shown_as_it_is_written(tag: str, shown: str, advice: str) -> None:
    (found,) = read_text(f"{HEAD}when: {tag}\n", "own.yaml").diagnostics
    assert shown in str(found.message)
    assert str(found.help).startswith(advice)
