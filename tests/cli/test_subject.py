"""Paths and commands as they are typed: every sign kept, and quoted for the shell that reads them."""

from __future__ import annotations

import os
import shlex
import subprocess
from pathlib import Path

import pytest

from rse_plan.cli import subject
from rse_plan.cli.subject import Subject, quoted
from rse_plan.interview.voice import Voice

ODD = (
    "q/l'équipe.yaml",
    "q/R&D.yaml",
    "$x.yaml",
    "a b.yaml",
    "été.yaml",
    'say "no".yaml',
    "x;y",
    "~/a",
    "=a",
    "#a",
)


@pytest.mark.parametrize("word", [*ODD, "organisation.employers=one|group", "<TEXT>", "[{from: a, to: b}]"])
def test_a_word_is_one_word_to_the_shell(word: str) -> None:
    assert shlex.split(f"x {quoted(word)}") == ["x", word]


@pytest.mark.whole
@pytest.mark.skipif(os.name == "nt", reason="the quotes of a POSIX shell")
@pytest.mark.parametrize("word", ODD)
def test_a_shell_reads_the_word_that_was_meant(word: str) -> None:
    shown = subprocess.run(
        ["sh", "-c", f"printf %s {quoted(word)}"], capture_output=True, encoding="utf-8", check=True
    ).stdout
    assert shown == word


def test_what_needs_no_quotes_has_none() -> None:
    assert [
        quoted(word) for word in ("hr.xlsx", "été.yaml", "a/b-c_1.yaml", "organisation.headcount=900")
    ] == [
        "hr.xlsx",
        "été.yaml",
        "a/b-c_1.yaml",
        "organisation.headcount=900",
    ]
    assert quoted(Path("-x.yaml")) == "./-x.yaml"


def test_windows_has_its_own_quotes(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(subject.sys, "platform", "win32")
    assert quoted(Path("l'équipe 1.yaml")) == '"l\'équipe 1.yaml"'
    assert quoted("R&D.yaml") == '"R&D.yaml"'
    assert quoted("a=one|group") == '"a=one|group"'


@pytest.mark.parametrize("language", ["en", "fr"])
@pytest.mark.parametrize("path", ODD)
def test_no_sign_of_a_path_is_set_as_a_text(language: str, path: str) -> None:
    voice, about = Voice(language), Subject(Path(path))
    assert about.shown in voice.say(
        "{path}: going on where you stopped; questions still open: {count}.", path=about.shown, count=2
    )
    command = about.command("init", "--set", quoted('a.b=it\'s "so"'))
    assert command in voice.say("When it comes back: {command}", command=command)


def test_the_sentence_around_a_path_is_still_set() -> None:
    said = Voice("fr").say(
        "{sheet} holds nothing that {path} does not know.", sheet="l'été", path=Subject(Path("l'été")).shown
    )
    assert "l’été" in said
    assert "l'été" in said


def test_a_sign_of_no_language_in_a_text_is_only_a_sign() -> None:
    said = Voice("fr").say("{sheet} holds nothing that {path} does not know.", sheet="\U000f0009", path="a")
    assert "\U000f0009" in said
