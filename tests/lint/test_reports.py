"""Findings as text for people and as JSON for programs (style 17, 19)."""

from __future__ import annotations

import json
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rse_plan.diagnostics import Diagnostic, Related, Severity
from rse_plan.errors import say
from rse_plan.lint.engine import Linted
from rse_plan.lint.ignores import Ignored
from rse_plan.lint.reports import REPORTS, Style
from rse_plan.locales import translator
from rse_plan.source.span import Span

PLAIN = Style()


def one(span: Span, line: str, **more: object) -> Linted:
    """A run with one finding on the only line of a file."""
    finding = Diagnostic(rule="made-up", span=span, message=say("found"), **more)  # type: ignore[arg-type]  # any field of it
    return Linted((finding,), {span.path: line}, 1)


def text(linted: Linted, style: Style = PLAIN) -> list[str]:
    return REPORTS["text"](linted, style).split("\n")


def test_a_finding_is_told_with_its_line_what_to_do_and_the_other_places() -> None:
    linted = one(
        Span("a.yaml", 1, 8, 1, 13),
        "phase: pilto  # comment",
        help=say("did you mean “{word}”?", word="pilot"),
        related=(Related(Span("b.yaml", 3, 5, 3, 6), say("first used here")),),
    )
    assert text(linted) == [
        "a.yaml:1:8: error[made-up]: found",
        "    1 | phase: pilto  # comment",
        "      |        ^^^^^",
        "  help: did you mean “pilot”?",
        "  b.yaml:3:5: first used here",
        "errors: 1, warnings: 0, files examined: 1",
    ]


def test_nothing_found_is_said() -> None:
    assert text(Linted((), {}, 3)) == ["errors: 0, warnings: 0, files examined: 3"]


def test_warnings_are_counted_apart() -> None:
    lines = text(one(Span("a.yaml", 1, 1, 1, 2), "x", severity=Severity.WARNING))
    assert lines[0] == "a.yaml:1:1: warning[made-up]: found"
    assert lines[-1] == "errors: 0, warnings: 1, files examined: 1"


@pytest.mark.parametrize(
    ("language", "told"),
    [
        ("en", "errors: 0, warnings: 0, ignored: 2, files examined: 3"),
        ("fr", "erreurs : 0, avertissements : 0, ignorés : 2, fichiers examinés : 3"),
    ],
)
def test_what_comments_silence_is_counted(language: str, told: str) -> None:
    (found,) = one(Span("a.yaml", 1, 1, 1, 2), "x").findings
    silent = Linted((), {}, 3, (Ignored(found, "agreed"), Ignored(found, "agreed too")))
    assert text(silent, Style(translator(language))) == [told]


@pytest.mark.parametrize(
    ("line", "span", "mark"),
    [
        ("\tx: 1", (1, 2), "^"),
        ("{名前: 値, b: c}", (9, 10), " " * 11 + "^"),
        ("e\u0301té: x", (7, 8), " " * 5 + "^"),
        ("a: b", (5, 5), "    ^"),
        ("a: {b: c,", (4, 99), "   ^^^^^^"),
    ],
)
def test_the_mark_stands_under_the_words(line: str, span: tuple[int, int], mark: str) -> None:
    end_line = 2 if span[1] == 99 else 1
    lines = text(one(Span("a.yaml", 1, span[0], end_line, span[1]), line))
    assert lines[2] == f"      | {mark}"


def test_a_long_line_is_cut_around_the_fault() -> None:
    line = "a" * 200 + "FAULT" + "b" * 200
    quoted, mark = text(one(Span("a.yaml", 1, 201, 1, 206), line))[1:3]
    assert len(quoted) <= 120
    assert quoted[mark.index("^") : mark.rindex("^") + 1] == "FAULT"
    assert quoted.count("…") == 2


def test_a_file_without_text_to_show_is_told_without_it() -> None:
    assert text(one(Span("a.yaml", 1, 1, 1, 1), ""))[1:] == ["errors: 1, warnings: 0, files examined: 1"]


def test_nothing_in_a_file_steers_the_terminal() -> None:
    nasty = "\x1b[31m\x07\x9b\u202e\u2066\r"
    linted = Linted(
        (
            Diagnostic(
                rule="made-up",
                span=Span(f"a{nasty}.yaml", 1, 1, 1, 4),
                message=say("“{value}”", value=nasty),
                help=say("“{value}”", value=nasty),
                related=(Related(Span(nasty, 1, 1, 1, 1), say("{value}", value=nasty)),),
            ),
        ),
        {f"a{nasty}.yaml": nasty},
        1,
    )
    printed = REPORTS["text"](linted, PLAIN)
    assert {sign for sign in printed if unicodedata.category(sign) in ("Cc", "Cf")} == {"\n"}


def test_colours_are_for_those_who_want_them() -> None:
    linted = one(Span("a.yaml", 1, 1, 1, 2), "x")
    assert "\x1b" not in "".join(text(linted))
    coloured = "\n".join(text(linted, Style(colour=True)))
    assert "\x1b[1;31merror[made-up]\x1b[0m" in coloured
    assert coloured.count("\x1b[0m") * 2 == coloured.count("\x1b[")


def test_words_are_in_the_reader_s_language() -> None:
    french = {"found": "trouvé", "  help: {advice}": "  aide : {advice}", "mend it": "à réparer"}
    linted = one(Span("a.yaml", 1, 1, 1, 2), "x", help=say("mend it"))
    lines = text(linted, Style(lambda wording: french.get(wording, wording)))
    assert lines[0] == "a.yaml:1:1: error[made-up]: trouvé"
    assert lines[3] == "  aide : à réparer"


def test_json_has_the_shape_that_is_promised() -> None:
    linted = one(Span("a é.yaml", 1, 8, 2, 3), "x", help=say("mend it"))
    assert json.loads(REPORTS["json"](linted, PLAIN)) == {
        "format": 1,
        "findings": [
            {
                "rule": "made-up",
                "severity": "error",
                "path": "a é.yaml",
                "line": 1,
                "column": 8,
                "end_line": 2,
                "end_column": 3,
                "message": "found",
                "help": "mend it",
            }
        ],
    }
    assert json.loads(REPORTS["json"](one(Span("a", 1, 1, 1, 1), ""), PLAIN))["findings"][0]["help"] is None
    assert json.loads(REPORTS["json"](Linted((), {}, 0), PLAIN)) == {"format": 1, "findings": []}


@given(st.text(max_size=150), st.integers(1, 160), st.integers(0, 160))
def test_any_line_can_be_quoted(line: str, column: int, length: int) -> None:
    quoted = text(one(Span("a.yaml", 1, column, 1, column + length), line.replace("\n", " ")))
    assert len(quoted) in (2, 4)
    assert all(len(part) < 250 for part in quoted)
