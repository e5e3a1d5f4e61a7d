"""`--fix` and `--diff`: nothing but the offered stretches changes, and never for the worse (user-asks 16)."""

from __future__ import annotations

import subprocess
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from small_library import write

from rse_plan.diagnostics import Diagnostic, Edit, Severity, certain, nearest, respelt
from rse_plan.errors import say
from rse_plan.lint.engine import Linted
from rse_plan.lint.fixes import Fixed, apply_edits, diff, fix
from rse_plan.source.span import Span


def edit(line: int, column: int, end_line: int, end_column: int, text: str) -> Edit:
    return Edit(Span("x", line, column, end_line, end_column), text)


# --- changes of text ---


@pytest.mark.parametrize(
    ("before", "edits", "after"),
    [
        ("a: no\n", [edit(1, 4, 1, 6, '"no"')], 'a: "no"\n'),
        ("a: é no\n", [edit(1, 6, 1, 8, "x")], "a: é x\n"),
        ("a: 😀 no\n", [edit(1, 6, 1, 8, "x")], "a: 😀 x\n"),
        ("a: b\r\nc: no # x\r\n", [edit(2, 4, 2, 6, "x")], "a: b\r\nc: x # x\r\n"),
        ("a: b\rc: no\r", [edit(2, 4, 2, 6, "x")], "a: b\rc: x\r"),
        ("a: b\r\nc: d\r\n", [edit(2, 1, 2, 1, "x: y\n")], "a: b\r\nx: y\r\nc: d\r\n"),
        ("\ufeffa: no\n", [edit(1, 4, 1, 6, "x")], "\ufeffa: x\n"),
        ("a: b\n# gone\nc: d\n", [edit(2, 1, 3, 1, "")], "a: b\nc: d\n"),
        ("a: b\n# gone", [edit(2, 1, 3, 1, "")], "a: b\n"),
        ("a: one two\n", [edit(1, 8, 1, 11, "2"), edit(1, 4, 1, 7, "1")], "a: 1 2\n"),
        ("a: one\n", [edit(1, 4, 1, 7, "1"), edit(1, 4, 1, 7, "1")], "a: 1\n"),
        ("a: one\n", [edit(1, 4, 1, 7, "1"), edit(1, 6, 1, 7, "x")], "a: 1\n"),
        ("one\n", [edit(1, 1, 1, 4, "1"), edit(1, 2, 1, 3, "x")], "1\n"),
        ("a: one\n", [edit(1, 4, 1, 5, "1"), edit(1, 5, 1, 6, "2")], "a: 12e\n"),
    ],
)
def test_only_the_stretches_change(before: str, edits: list[Edit], after: str) -> None:
    assert apply_edits(before.encode(), edits).decode() == after


@given(st.text(st.sampled_from("ab \né😀\r"), max_size=30), st.data())
def test_what_lies_outside_a_stretch_stays(text: str, data: st.DataObject) -> None:
    lines = text.replace("\r\n", "\n").replace("\r", "\n").split("\n")
    line = data.draw(st.integers(1, len(lines)))
    start = data.draw(st.integers(1, len(lines[line - 1]) + 1))
    end = data.draw(st.integers(start, len(lines[line - 1]) + 1))
    changed = apply_edits(text.encode(), [edit(line, start, line, end, "X")]).decode()
    read = changed.replace("\r\n", "\n").replace("\r", "\n").split("\n")
    old = lines[line - 1]
    assert read == [*lines[: line - 1], f"{old[: start - 1]}X{old[end - 1 :]}", *lines[line:]]


# --- rounds ---


class Disk:
    """Files whose findings are said by a function of their text."""

    def __init__(self, files: Mapping[str, str], find: object) -> None:
        self.files = files
        self.find = find

    def read(self, path: str) -> bytes:
        return self.files[path].encode()

    def examine(self, contents: Mapping[str, bytes]) -> Linted:
        texts = {path: contents.get(path, text.encode()).decode() for path, text in self.files.items()}
        found = tuple(one for path, text in texts.items() for one in self.find(path, text))  # type: ignore[operator]
        return Linted(found, texts, len(texts))

    def fix(self) -> Fixed:
        return fix(self.examine, self.read)


def found(
    path: str, at: int, length: int, text: str | None, severity: Severity = Severity.WARNING
) -> Diagnostic:
    span = Span(path, 1, at + 1, 1, at + 1 + length)
    change = Edit(span, text) if text is not None else None
    return Diagnostic(rule="odd", span=span, message=say("odd"), severity=severity, edit=change)


def test_a_change_that_makes_room_for_another_is_followed_by_it() -> None:
    def find(path: str, text: str) -> list[Diagnostic]:
        """`aaa` becomes `b` one letter at a time; each letter is a finding."""
        count = text.count("a")
        return [found(path, 0, 1, "", Severity.WARNING) for _ in range(count)]

    fixed = Disk({"x": "aaa", "y": "b"}, find).fix()
    assert fixed.changes == {"x": (b"aaa", b"")}
    assert (fixed.mended, fixed.after.findings) == (3, ())


def test_a_change_for_the_worse_is_left_out_and_the_others_are_made() -> None:
    """`c` may not become `d`, which is wrong twice."""

    def find(path: str, text: str) -> list[Diagnostic]:
        one = [found(path, at, 1, {"a": "b", "c": "d"}[sign]) for at, sign in enumerate(text) if sign in "ac"]
        return [*one, *(found(path, 0, 1, None) for sign in text if sign == "d" for _ in range(2))]

    fixed = Disk({"x": "acaac", "y": "ac"}, find).fix()
    assert fixed.changes == {"x": (b"acaac", b"bcbbc"), "y": (b"ac", b"bc")}
    assert fixed.mended == 4


def test_a_change_that_shows_another_fault_is_made_with_that_one_s_change() -> None:
    """`a` becomes `b`, which is as wrong and becomes `c`; `x` becomes `y`, which nothing mends."""

    def find(path: str, text: str) -> list[Diagnostic]:
        to = {"a": "b", "b": "c", "x": "y", "y": None}
        return [
            replace(found(path, at, 1, to[sign]), message=say("{sign}", sign=sign))
            for at, sign in enumerate(text)
            if sign in to
        ]

    fixed = Disk({"one": "axa", "two": "x"}, find).fix()
    assert fixed.changes == {"one": (b"axa", b"cxc")}
    assert fixed.mended == 2


def test_a_change_that_hides_other_findings_behind_an_error_is_left_out() -> None:
    def find(path: str, text: str) -> list[Diagnostic]:
        if "!" in text:
            return [found(path, 0, 1, None, Severity.ERROR)]
        return [found(path, at, 1, "!") for at in range(len(text))]

    fixed = Disk({"x": "abc"}, find).fix()
    assert (fixed.changes, fixed.mended) == ({}, 0)


def test_an_unsafe_change_is_not_made() -> None:
    span = Span("x", 1, 1, 1, 2)
    unsafe = Diagnostic(rule="odd", span=span, message=say("odd"), edit=Edit(span, "b", safe=False))
    assert Disk({"x": "a"}, lambda _, text: [unsafe] if text == "a" else []).fix().changes == {}


def test_a_change_of_a_file_that_was_not_named_is_not_made() -> None:
    elsewhere = Edit(Span("y", 1, 1, 1, 2), "b")
    one = Diagnostic(rule="odd", span=Span("x", 1, 1, 1, 2), message=say("odd"), edit=elsewhere)
    disk = Disk({"x": "a", "y": "a"}, lambda path, text: [one] if (path, text) == ("y", "a") else [])
    assert disk.fix().changes == {}


def test_changes_that_chase_each_other_end() -> None:
    """Each is fewer findings than before, or is not made."""
    flip = {"a": "b", "b": "a"}
    assert Disk({"x": "a"}, lambda path, text: [found(path, 0, 1, flip[text])]).fix().changes == {}


# --- the difference ---


def test_the_difference_can_be_applied(tmp_path: Path) -> None:
    versions = {
        "a.yaml": ("a: 1\nb: 2\nc: 3\n", "a: 1\nc: 4\n"),
        "b.yaml": ("a: é", "a: è"),
        "c.yaml": ("a: 1\n", "a: 1"),
    }
    write(tmp_path, {path: old for path, (old, _) in versions.items()})
    changes = {path: (old.encode(), new.encode()) for path, (old, new) in versions.items()}
    nothing = Linted((), {}, 0)
    shown = diff(Fixed(nothing, nothing, changes))
    assert shown.startswith("--- a.yaml\n+++ a.yaml\n@@ ")
    assert "\\ No newline at end of file\n" in shown
    run = subprocess.run(["git", "apply", "-p0"], cwd=tmp_path, input=shown.encode(), check=False)
    assert run.returncode == 0
    assert {path: (tmp_path / path).read_text(encoding="utf-8") for path in versions} == {
        path: new for path, (_, new) in versions.items()
    }


# --- spelling ---


@pytest.mark.parametrize(
    ("word", "known", "meant"),
    [
        ("need", ["needs", "note"], "needs"),
        ("headcuont", ["headcount"], "headcount"),
        ("intervews", ["interviews"], "interviews"),
        ("interwiews", ["interviews"], "interviews"),
        ("interviewss", ["interviews"], "interviews"),
        ("xinterviews", ["interviews"], "interviews"),
        ("wave-3", ["wave-2"], None),
        ("wave-3", ["wave-32"], None),
        ("task-b", ["task-a"], None),
        ("be/agreement", ["de/agreement"], None),
        ("be/agreemnt", ["be/agreement"], "be/agreement"),
        ("pilots", ["pilot", "pilote"], None),
        ("tasks", ["task-s", "task"], None),
        ("abc", ["abd"], None),
        ("interviews", ["interviews"], None),
        ("intrviws", ["interviews"], None),
        ("", ["a"], None),
    ],
)
def test_a_word_is_certain_when_one_slip_leads_to_one_word(
    word: str, known: list[str], meant: str | None
) -> None:
    assert certain(word, known) == meant
    if meant is not None:
        assert str(nearest(word, known)) == f"did you mean “{meant}”?"


def test_quotes_around_a_word_stay() -> None:
    assert respelt(Span("x", 1, 5, 1, 9), "need", ["needs"]) == edit(1, 5, 1, 9, "needs")
    assert respelt(Span("x", 1, 5, 1, 11), "need", ["needs"]) == edit(1, 6, 1, 10, "needs")
    assert respelt(Span("x", 1, 5, 1, 14), "need", ["needs"]) is None
    assert respelt(Span("x", 1, 5, 2, 2), "need", ["needs"]) is None
