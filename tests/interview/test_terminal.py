"""The real program on a real (pseudo) terminal: what the screen shows, stopping, going on, being killed."""

from __future__ import annotations

import os
import random
import re
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from rse_plan.library import Library
from rse_plan.model.answers import Answers, read_answers
from rse_plan.source.yaml_reader import read_file

pytestmark = pytest.mark.skipif(os.name == "nt", reason="pseudo-terminals and SIGKILL are of Unix")

DOWN, CTRL_C, CTRL_D = "\x1b[B", "\x03", "\x04"
PROGRAM = [sys.executable, "-m", "rse_plan", "init"]

Start = Callable[..., Any]


@pytest.fixture
def start(tmp_path: Path) -> Iterator[Start]:
    """Start the interview on a terminal of 80 columns: `start("--language", "fr")`."""
    import pexpect

    begun: list[Any] = []

    def started(*arguments: str, term: str = "xterm") -> Any:
        child = pexpect.spawn(
            PROGRAM[0],
            [*PROGRAM[1:], *arguments],
            cwd=str(tmp_path),
            env={**os.environ, "TERM": term, "PROMPT_TOOLKIT_NO_CPR": "1"},
            encoding="utf-8",
            timeout=60,
            dimensions=(40, 80),
        )
        begun.append(child)
        return child

    yield started
    for child in begun:
        child.close(force=True)


def ended(child: Any) -> int:
    """The exit code, once the program has ended by itself."""
    import pexpect

    child.expect(pexpect.EOF)
    child.close()
    assert child.exitstatus is not None
    return int(child.exitstatus)


def read(path: Path, library: Library) -> Answers:
    document = read_file(path).document
    assert document is not None
    answers, found = read_answers(document, library.questions)
    assert found == ()
    return answers


def test_stopped_with_ctrl_c_and_gone_on_with(start: Start, tmp_path: Path, bundled: Library) -> None:
    child = start("--language", "fr")
    child.expect("13 questions et 3 par communauté")
    child.expect("Quel nom les documents")
    child.send("Weldom\r")
    child.expect("Combien de personnes")
    child.send("beaucoup\r")
    child.expect("pas un nombre entier")
    child.send("\x15")
    child.send("2 750\r")
    child.expect("Dans quels pays")
    child.expect("● France")
    child.send(CTRL_C)
    child.expect("Réponses enregistrées dans answers.yaml. Pour continuer, tapez.*rse-plan init")
    assert ended(child) == 130
    kept = read(tmp_path / "answers.yaml", bundled)
    assert {name: answer.value for name, answer in kept.values.items()} == {
        "organisation.name": "Weldom",
        "organisation.headcount": 2750,
    }

    child = start()
    child.expect("on reprend là où vous en étiez")
    child.expect("Dans quels pays")
    child.send("\r")
    child.expect("Dans quels pays.*France")
    child.expect("Qui emploie")
    child.expect("je ne sais pas encore")
    child.send(CTRL_D)
    child.expect("Réponses enregistrées")
    assert ended(child) == 130
    assert "organisation.employers" not in read(tmp_path / "answers.yaml", bundled).values


def test_a_whole_interview_in_english(start: Start, tmp_path: Path, bundled: Library) -> None:
    child = start("--language", "en")
    for seen, keys in (
        ("Which name should the documents", "Weldom\r"),
        ("How many people", "2750\r"),
        ("In which countries", "\r"),
        ("Who employs", "\r"),
        ("What is the network for", "ideas\r"),
        ("Which project or process", "\r"),
        ("Who backs", "\r"),
        ("Which department", "\r"),
        ("Which community do you want", "Ideas\r"),
        ("How many people will be invited", "200\r"),
        ("What will they do there", "ideas\r"),
        ("another community", f"{DOWN}\r"),
        ("Which community do you want", "More\r"),
        ("How many people will be invited", "\r"),
        ("What will they do there", "know\r"),
        ("another community", "\r"),
        ("works council", f"{DOWN}\r"),
        ("Which platform", "\r"),
        ("How many hours a week", "8\r"),
        ("does the sponsor decide", "\r"),
        ("should it be open", "2027-06-30\r"),
    ):
        child.expect(seen)
        child.send(keys)
    child.expect("Your answers")
    child.expect("Other questions, not asked here")
    child.expect("I don’t know yet; assumed: ")
    child.expect("Wednesday 30 June 2027")
    child.send("\r")
    child.expect("The plan is being worked out")
    child.expect("It is confidential")
    child.expect("rse-plan render")
    assert ended(child) == 0
    answers = read(tmp_path / "answers.yaml", bundled)
    assert [element.id for element in answers.groups["communities"]] == ["ideas", "more"]
    assert answers.groups["communities"][1].answers["community.use_case"].value == "knowledge-sharing"
    assert answers.groups["employers"][0].answers["employer.works_council"].value == "single"


def test_a_terminal_that_cannot_draw_gets_numbers(start: Start) -> None:
    child = start("--language", "en", term="dumb")
    child.expect("Which name")
    child.sendline("Weldom")
    child.expect("Noted: Weldom")
    child.expect("How many people")
    child.sendline("900")
    child.expect("In which countries")
    child.expect("  1. France\r\n  2. Germany")
    shown = child.before + child.after
    assert "\x1b" not in shown
    child.send(CTRL_C)
    child.expect("Saved to answers.yaml")
    assert ended(child) == 130


def test_stopped_before_any_answer_no_file_is_left(start: Start, tmp_path: Path) -> None:
    child = start("--language", "en")
    child.expect("Which name")
    child.send(CTRL_C)
    child.expect("nothing is saved")
    assert ended(child) == 130
    assert list(tmp_path.iterdir()) == []


def test_a_terminal_that_is_closed_keeps_the_answers(start: Start, tmp_path: Path, bundled: Library) -> None:
    child = start("--language", "en")
    child.expect("Which name")
    child.send("Weldom\r")
    child.expect("How many people")
    child.close(force=False)
    assert "organisation.name" in read(tmp_path / "answers.yaml", bundled).values


LINES = ["Weldom", "2750", "1 2", "2", "3", "the stores", "1", "1", "Ideas", "40", "3", "1", "1", "4", "8"]


@pytest.mark.parametrize("moment", [1, 4, 9, 14])
def test_killed_at_a_question_it_has_all_that_was_answered_before(
    tmp_path: Path, bundled: Library, moment: int
) -> None:
    """SIGKILL right after a line was sent: the file holds every earlier answer, and can be gone on with."""
    with subprocess.Popen(
        [*PROGRAM, "--plain", "--language", "en"], cwd=tmp_path, stdin=subprocess.PIPE, stdout=subprocess.PIPE
    ) as child:
        assert child.stdin is not None
        assert child.stdout is not None
        for line in LINES[:moment]:
            child.stdin.write(f"{line}\n".encode())
            child.stdin.flush()
        noted = 0
        while noted < moment:
            noted += child.stdout.readline().startswith(b"Noted")
        _, progress, label = (child.stdout.readline().strip() for _ in range(3))
        assert progress.endswith(b" left")
        assert label.endswith(b"?")
        child.stdin.write(f"{LINES[moment]}\n".encode())
        child.stdin.flush()
        time.sleep(random.random() / 50)  # noqa: S311  # any moment will do
        child.send_signal(signal.SIGKILL)
    text = (tmp_path / "answers.yaml").read_text(encoding="utf-8")
    answers = read(tmp_path / "answers.yaml", bundled)
    elements = sum(len(element.answers) for group in answers.groups.values() for element in group)
    # Answers that the program itself derives (employers) and the question about another community aside.
    assert len(answers.values) + elements >= moment - 2, text
    assert re.search(r"^  name: Weldom$", text, re.MULTILINE)


SAVES_FOR_EVER = """
import sys
from dataclasses import replace
from pathlib import Path
from rse_plan.interview.saving import open_answers
from rse_plan.library import Library
from rse_plan.model.answers import Answer
from rse_plan.source.span import file_start

file = open_answers(Path(sys.argv[1]), Library(), "en")
number = 0
while True:
    number += 1
    values = {f"a.q{place}": Answer(f"{number}" * 50, file_start("")) for place in range(200)}
    file.keep(replace(file.answers, values=values))
    print(number, flush=True)
"""


def test_killed_while_saving_the_file_is_whole(tmp_path: Path) -> None:
    """At any moment of any save the file is one complete version, never an older one than was told."""
    path = tmp_path / "answers.yaml"
    for pause in (0.0, 0.003, 0.008, 0.015, 0.021, 0.034, 0.055):
        path.unlink(missing_ok=True)
        with subprocess.Popen(
            [sys.executable, "-c", SAVES_FOR_EVER, str(path)], stdout=subprocess.PIPE
        ) as child:
            assert child.stdout is not None
            child.stdout.readline()
            child.stdout.readline()
            time.sleep(pause)
            child.send_signal(signal.SIGKILL)
            told = 2 + len(child.stdout.read().split())
        reading = read_file(path)
        assert reading.diagnostics == ()
        assert reading.document is not None
        section = reading.document.root.get("a")
        found = {entry.value.text for entry in section.entries}  # type: ignore[union-attr]  # a map was written
        assert len(section.entries) == 200  # type: ignore[union-attr]  # as above
        assert found in ({f"{told}" * 50}, {f"{told + 1}" * 50})
