"""The answers file: what a hand wrote stays, what is written can be read back, nothing is half done."""

from __future__ import annotations

import errno
import os
import stat
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from rse_plan.errors import UserError
from rse_plan.interview.agenda import Ask
from rse_plan.interview.answers_tree import AnswersTree
from rse_plan.interview.phrasing import understand
from rse_plan.interview.record import with_answer
from rse_plan.interview.saving import UnreadableAnswersError, open_answers
from rse_plan.interview.voice import Voice
from rse_plan.library import Library
from rse_plan.model.answers import Answer, Answers, Element, read_answers
from rse_plan.model.periods import Period, Preset
from rse_plan.model.problem import Problem
from rse_plan.resources import example_names, example_path
from rse_plan.source.span import file_start
from rse_plan.source.yaml_reader import read_text

Sit = Callable[..., Any]

BY_HAND = """\
# Weldom, first draft
kind: answers   # do not touch
format: 1

# what we speak
language: en
documents: [en, fr]

# --- who we are ---
organisation: {name: 'Weldom', headcount: 2750}   # from the article
calendar:
    # the board meets on Fridays
    target: 2027-03-01   # wanted by Paul

# one community so far
communities:
- id: ideas
  members: 40   # to be counted

  # people say it is urgent
  use_case: idea-box
# end of file
"""


def hand_written(path: Path, text: str) -> None:
    path.write_bytes(text.encode("utf-8"))


def test_comments_order_and_quotes_of_a_hand_stay(sit: Sit, tmp_path: Path) -> None:
    hand_written(tmp_path / "answers.yaml", BY_HAND)
    sitting = sit([("FR",), "one", "why: not", "false", "nobody", "Ideas", "false", "unknown"])
    assert (
        sitting.text
        == """\
# Weldom, first draft
kind: answers   # do not touch
format: 1

# what we speak
language: en
documents: [en, fr]

# --- who we are ---
organisation: {name: 'Weldom', headcount: 2750, countries: [FR], employers: one} # from the article
employers:
- id: weldom
  name: Weldom
  country: FR
  headcount: 2750
  works_council: unknown
goal:
    process: "why: not"
    urgent: false
sponsors:
- id: main
  level: nobody
calendar:
    # the board meets on Fridays
    target: 2027-03-01   # wanted by Paul

# one community so far
communities:
- id: ideas
  name: Ideas
  members: 40   # to be counted

  # people say it is urgent
  use_case: idea-box
# end of file
"""
    )


@pytest.mark.parametrize("name", example_names())
def test_the_examples_are_given_back_byte_for_byte(bundled: Library, name: str) -> None:
    written = example_path(name).read_text(encoding="utf-8")
    tree = AnswersTree(bundled, written)
    assert tree.text() == written
    assert tree.lost_remark(written) is None


def test_what_stands_above_the_document_stays(sit: Sit, tmp_path: Path) -> None:
    above = "# ours\n%YAML 1.2\n---   # begins\n# mine\nkind: answers\nformat: 1\n"
    hand_written(tmp_path / "answers.yaml", above)
    assert sit(["Weldom"]).text == above + "organisation:\n  name: Weldom\n"


def test_a_comment_that_would_be_lost_is_named_and_nothing_written(library: Library, tmp_path: Path) -> None:
    path = tmp_path / "answers.yaml"
    written = "kind: answers\nformat: 1\norganisation: {name: W,   # who\n  headcount: 900}\n"
    hand_written(path, written)
    with pytest.raises(UserError, match="a comment inside braces") as refused:
        open_answers(path, library, "en")
    assert refused.value.span is not None
    assert refused.value.span.line == 3
    assert path.read_text(encoding="utf-8") == written


def test_windows_line_ends_and_a_byte_order_mark_stay(sit: Sit, tmp_path: Path) -> None:
    path = tmp_path / "answers.yaml"
    path.write_bytes(b"\xef\xbb\xbfkind: answers\r\nformat: 1\r\n# mine\r\nlanguage: fr\r\n")
    text = sit(["Été"], language="fr").text
    kept = "\ufeffkind: answers\r\nformat: 1\r\n# mine\r\nlanguage: fr\r\n"
    assert text == f"{kept}organisation:\r\n  name: Été\r\n"


def test_hours_that_are_unknown_are_not_asked_again(sit: Sit, tmp_path: Path) -> None:
    until_hours = ["Weldom", "900", ("CH",), "one", "", "true", "ceo", "Ideas", "", "other", "false"]
    first = sit([*until_hours, ""])
    assert first.text.endswith("people:\n  community-manager:\n    hours: unknown\n")
    assert sit([""]).labels[0] == "When is it decided?"


def test_hours_go_beside_the_names_that_are_there(sit: Sit, tmp_path: Path) -> None:
    hand_written(
        tmp_path / "answers.yaml",
        "kind: answers\nformat: 1\npeople:\n  community-manager: {name: Ann}   # since May\n",
    )
    until_hours = ["Weldom", "900", ("CH",), "one", "", "true", "ceo", "Ideas", "", "other", "false"]
    text = sit([*until_hours, "12"]).text
    assert "  community-manager: {name: Ann, hours: 12} # since May\n" in text


def test_a_text_that_is_only_text_is_written_bare_and_any_other_quoted(library: Library) -> None:
    texts = ("Weldom", "Boîte à idées", "unknown", "No", "1.10", "12:30")
    written = {text: as_text(library, text) for text in texts}
    assert written == {
        "Weldom": "Weldom",
        "Boîte à idées": "Boîte à idées",
        "unknown": '"unknown"',
        "No": '"No"',
        "1.10": '"1.10"',
        "12:30": '"12:30"',
    }


def as_text(library: Library, text: str) -> str:
    target = Answers(path="", values={"goal.process": Answer(text, file_start(""))}, span=file_start(""))
    return written_out(library, target).rsplit("process: ", 1)[1].strip()


def written_out(library: Library, answers: Answers) -> str:
    tree = AnswersTree(library)
    tree.update(None, answers)
    return tree.text()


@given(st.text(max_size=60), st.text(max_size=60))
def test_any_answer_can_be_read_back(library: Library, name: str, process: str) -> None:
    """Every text that a prompt takes comes back as it was, for us and for any other reader of YAML."""
    given_ = {}
    for question, text in (("organisation.name", name), ("goal.process", process)):
        parsed = understand(library.questions[question], (text,), Voice("en"))
        if not isinstance(parsed, Problem):
            given_[question] = Answer(parsed, file_start(""))
    answers = Answers(path="", values=given_, span=file_start(""))
    text = written_out(library, answers)
    document = read_text(text, "answers.yaml").document
    assert document is not None
    read, found = read_answers(document, library.questions)
    assert found == ()
    assert {key: answer.value for key, answer in read.values.items()} == {
        key: answer.value for key, answer in given_.items()
    }
    elsewhere = yaml.safe_load(text)
    for key, answer in given_.items():
        section, last = key.split(".")
        assert elsewhere[section][last] == ("unknown" if answer.value is None else answer.value)


def test_every_type_of_answer_can_be_read_back(library: Library) -> None:
    day = date(2027, 8, 1)
    values = {
        "organisation.name": "Weldom",
        "organisation.headcount": 900,
        "organisation.countries": ("FR", "CH"),
        "goal.urgent": True,
        "goal.process": None,
        "calendar.decision": day,
        "calendar.closures": (
            *(Period(day, date(2027, 8, 31)), Period(day, day, "stores")),
            *(Preset("august"), Preset("school-holidays", "C", "stores")),
        ),
    }
    answers = Answers(
        path="",
        values={name: Answer(value, file_start("")) for name, value in values.items()},
        groups={"communities": (Element("2027", file_start(""), {}),)},
        span=file_start(""),
    )
    text = written_out(library, answers)
    assert "closures: [{from: 2027-08-01, to: 2027-08-31}, {from: 2027-08-01" in text
    assert "{preset: august}, {preset: school-holidays, zone: C, population: stores}]" in text
    document = read_text(text, "answers.yaml").document
    assert document is not None
    read, found = read_answers(document, library.questions)
    assert found == ()
    assert {name: answer.value for name, answer in read.values.items()} == values
    assert [element.id for element in read.groups["communities"]] == ["2027"]


def test_a_new_answer_goes_behind_the_nearest_one_that_precedes_it(sit: Sit, tmp_path: Path) -> None:
    hand_written(
        tmp_path / "answers.yaml",
        "kind: answers\nformat: 1\ncalendar:\n  target: unknown\n\n# us\norganisation:\n  headcount: 9\n",
    )
    until_target = ["Weldom", ("CH",), "one", "", "true", "ceo", "Ideas", "", "other", "false", "3", ""]
    text = sit(until_target).text
    order = [line.strip().split(":")[0] for line in text.splitlines() if line and not line.startswith("   ")]
    assert order == [
        "kind",
        "format",
        "calendar",
        "start",
        "decision",
        "target",
        "people",
        "community-manager",
        "# us",
        "organisation",
        "name",
        "headcount",
        "countries",
        "employers",
        "employers",
        "- id",
        "goal",
        "process",
        "urgent",
        "sponsors",
        "- id",
        "communities",
        "- id",
    ]


UNREADABLE = {
    "yaml": (b"kind: answers\nformat: 1\ngoal: [a\n", "yaml-parse"),
    "another kind": (b"kind: playbook\nformat: 1\n", "wrong-value"),
    "no kind": (b"format: 1\n", "missing-key"),
    "a newer format": (b"kind: answers\nformat: 2\n", "format-version"),
    "a misspelt key": (b"kind: answers\nformat: 1\norganisation: {nam: x}\n", "unknown-answer"),
    "a wrong answer": (b"kind: answers\nformat: 1\norganisation: {headcount: many}\n", "wrong-value"),
    "not text": (b"\xff\xfe\x00", "unsupported-yaml"),
    "empty": (b"", "yaml-parse"),
}


@pytest.mark.parametrize("case", UNREADABLE)
def test_what_cannot_be_read_is_said_and_left_as_it_is(library: Library, tmp_path: Path, case: str) -> None:
    path = tmp_path / "answers.yaml"
    content, rule = UNREADABLE[case]
    path.write_bytes(content)
    with pytest.raises(UnreadableAnswersError) as refused:
        open_answers(path, library, "en")
    assert [found.rule for found in refused.value.diagnostics] == [rule]
    assert path.read_bytes() == content


def test_a_folder_is_refused(library: Library, tmp_path: Path) -> None:
    with pytest.raises(UserError, match="is a folder") as refused:
        open_answers(tmp_path, library, "en")
    assert "answers.yaml" in str(refused.value.help)


def test_a_place_that_cannot_be_written_is_known_before_the_first_question(
    library: Library, tmp_path: Path
) -> None:
    with pytest.raises(UserError, match="its folder does not exist"):
        open_answers(tmp_path / "nowhere" / "answers.yaml", library, "en").check_writable()
    (tmp_path / "file").write_bytes(b"")
    with pytest.raises(UserError, match="its folder is a file"):
        open_answers(tmp_path / "file" / "answers.yaml", library, "en").check_writable()
    open_answers(tmp_path / "answers.yaml", library, "en").check_writable()
    assert [path.name for path in tmp_path.iterdir()] == ["file"]


def test_a_full_disk_keeps_the_former_answers(
    library: Library, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "answers.yaml"
    file = open_answers(path, library, "en")
    file.keep(file.answers)
    before = path.read_bytes()

    def full(descriptor: int) -> None:
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(UserError, match="the disk is full"):
        file.keep(replace(file.answers, language="fr"))
    assert path.read_bytes() == before
    assert [left.name for left in tmp_path.iterdir()] == ["answers.yaml"]


def test_a_file_that_somebody_changed_meanwhile_is_not_written_over(library: Library, tmp_path: Path) -> None:
    path = tmp_path / "answers.yaml"
    file = open_answers(path, library, "en")
    file.keep(file.answers)
    path.write_bytes(b"kind: answers\nformat: 1\n# changed\n")
    with pytest.raises(UserError, match="changed by somebody else"):
        file.keep(replace(file.answers, language="fr"))
    assert b"# changed" in path.read_bytes()


def test_nothing_is_written_when_nothing_changed(library: Library, tmp_path: Path) -> None:
    path = tmp_path / "answers.yaml"
    hand_written(path, BY_HAND)
    before = path.stat()
    file = open_answers(path, library, "fr")
    file.keep(file.answers)
    assert path.stat().st_mtime_ns == before.st_mtime_ns
    assert file.answers.language == "en"


@pytest.mark.skipif(os.name == "nt", reason="permissions and links of Unix")
def test_permissions_and_links_stay(library: Library, tmp_path: Path) -> None:
    real, link = tmp_path / "real.yaml", tmp_path / "answers.yaml"
    hand_written(real, BY_HAND)
    real.chmod(0o600)
    link.symlink_to(real)
    file = open_answers(link, library, "en")
    file.keep(replace(file.answers, language="fr"))
    assert link.is_symlink()
    assert "language: fr" in real.read_text(encoding="utf-8")
    assert stat.S_IMODE(real.stat().st_mode) == 0o600


def test_a_folder_without_permission_is_said(
    library: Library, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def closed(path: Path, **_: object) -> None:
        raise PermissionError(13, "closed", str(path))

    monkeypatch.setattr(Path, "stat", closed)
    with pytest.raises(UserError, match="cannot be read: you have no right to it"):
        open_answers(tmp_path / "answers.yaml", library, "en")


@pytest.mark.parametrize("is_folder_gone", [False, True])
def test_a_file_that_was_deleted_meanwhile_is_written_again(
    library: Library, tmp_path: Path, is_folder_gone: bool
) -> None:
    path = tmp_path / "plan" / "answers.yaml"
    path.parent.mkdir()
    hand_written(path, "kind: answers\nformat: 1\n# mine\norganisation: {name: Weldom}\n")
    file = open_answers(path, library, "en")
    path.unlink()
    if is_folder_gone:
        path.parent.rmdir()
    headcount = library.questions["organisation.headcount"]
    file.keep(with_answer(file.answers, Ask(headcount), 900))
    text = path.read_text(encoding="utf-8")
    assert "# mine\n" in text
    assert "name: Weldom" in text
    assert "headcount: 900" in text


def test_a_comment_below_the_end_is_said_to_stand_there(library: Library, tmp_path: Path) -> None:
    path = tmp_path / "answers.yaml"
    hand_written(path, "kind: answers\nformat: 1\n...\n# mine\n")
    with pytest.raises(UserError, match="a comment below") as refused:
        open_answers(path, library, "en")
    assert refused.value.span is not None
    assert refused.value.span.line == 4


@pytest.mark.skipif(os.name == "nt", reason="pipes with a name are of Unix")
def test_a_pipe_is_no_answers_file_and_nobody_waits_for_it(library: Library, tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "answers.yaml")
    with pytest.raises(UserError, match="is a device or a pipe, not a file"):
        open_answers(tmp_path / "answers.yaml", library, "en")


@pytest.mark.skipif(os.name == "nt", reason="Windows has other permissions")
def test_new_answers_are_their_owners_alone(sit: Sit, tmp_path: Path) -> None:
    sit(["Weldom"])
    assert (tmp_path / "answers.yaml").stat().st_mode & 0o777 == 0o600
    (tmp_path / "answers.yaml").chmod(0o664)
    sit(["900"])
    assert (tmp_path / "answers.yaml").stat().st_mode & 0o777 == 0o664
