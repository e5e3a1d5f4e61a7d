"""The plain asker over text streams, and the drawn one over a simulated keyboard."""

from __future__ import annotations

import io
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from threading import Event
from time import sleep
from typing import Any

import pytest
from prompt_toolkit.application import create_app_session
from prompt_toolkit.input import create_pipe_input
from prompt_toolkit.output import DummyOutput

from rse_plan.interview import questionary_asker
from rse_plan.interview.asker import Back, Form, InputEnded, Interrupted, Option, Prompt, Typed
from rse_plan.interview.plain_asker import PlainAsker
from rse_plan.interview.questionary_asker import QuestionaryAsker, can_draw
from rse_plan.interview.voice import Voice

FEW = tuple(Option(key, key.upper()) for key in ("a", "b", "c"))
MANY = (*(Option(f"k{number}", f"l’option\u00a0{number}") for number in range(12)), Option("idea", "idées"))


def prompt(
    form: Form, options: tuple[Option, ...] = (), suggested: Typed = (), refused: str = "bad"
) -> Prompt:
    return Prompt(
        form=form,
        label="Which?",
        hints=("because",),
        options=options,
        suggested=suggested,
        complaint=lambda typed: "not that" if refused in typed else None,
        echo=" and ".join,
    )


def movable(form: Form, options: tuple[Option, ...] = (), suggested: Typed = (), **more: Any) -> Prompt:
    """A prompt from which one can go back and be told why."""
    asked = prompt(form, options, suggested)
    return replace(asked, back=True, explain=lambda: "it moves\nthe pilot", progress="Law · 2 of 9", **more)


def plainly(typed: str, question: Prompt, language: str = "en") -> tuple[Typed, list[str]]:
    """What the plain asker gives for some typed lines, and what it wrote."""
    written: list[str] = []
    asker = PlainAsker(Voice(language), io.StringIO(typed), written.append)
    return asker.ask(question), written


def test_plain_questions_are_one_line_an_event() -> None:
    assert plainly("2\n", prompt(Form.ONE, FEW)) == (
        ("b",),
        [
            "",
            "Which?",
            "  because",
            "  1. A",
            "  2. B",
            "  3. C",
            "  Type a number, then Enter.",
            "Noted: b",
        ],
    )


@pytest.mark.parametrize(
    ("typed", "question", "answer"),
    [
        ("Weldom\n", prompt(Form.LINE), ("Weldom",)),
        ("\n", prompt(Form.LINE), ("",)),
        ("\n", prompt(Form.LINE, suggested=("2026-11-30",)), ("2026-11-30",)),
        ("bad\nWeldom\n", prompt(Form.LINE), ("Weldom",)),
        ("\n9\nx\n1 2\n3\n", prompt(Form.ONE, FEW), ("c",)),
        ("\n", prompt(Form.ONE, FEW, ("b",)), ("b",)),
        ("1, 3\n", prompt(Form.SEVERAL, FEW), ("a", "c")),
        ("3 1 3\n", prompt(Form.SEVERAL, FEW), ("c", "a")),
        ("0\n4\n2\n", prompt(Form.SEVERAL, FEW), ("b",)),
        ("\n", prompt(Form.SEVERAL, FEW, ("a",)), ("a",)),
    ],
)
def test_plain_answers(typed: str, question: Prompt, answer: Typed) -> None:
    assert plainly(typed, question)[0] == answer


def test_plain_complaints_are_in_words() -> None:
    written = plainly("9\n1\n", prompt(Form.ONE, FEW), "fr")[1]
    assert "  tapez un numéro de 1 à 3" in written
    assert "  not that" in plainly("bad\nok\n", prompt(Form.LINE))[1]


def test_plain_input_that_ends() -> None:
    with pytest.raises(InputEnded):
        plainly("", prompt(Form.LINE))


def test_plain_ctrl_c() -> None:
    class Stopped(io.StringIO):
        def readline(self, *_: Any) -> str:
            raise KeyboardInterrupt

    with pytest.raises(Interrupted):
        PlainAsker(Voice("en"), Stopped(), [].append).ask(prompt(Form.LINE))


@pytest.mark.parametrize("sign", ["<", " < "])
@pytest.mark.parametrize(
    "question", [movable(Form.ONE, FEW), movable(Form.SEVERAL, FEW), movable(Form.ONE, FEW, ("b",))]
)
def test_plain_lists_go_back(sign: str, question: Prompt) -> None:
    with pytest.raises(Back):
        plainly(f"{sign}\n", question)
    written = plainly("2\n", question)[1]
    assert written[:3] == ["", "Law · 2 of 9", "Which?"]
    assert [line for line in written if "back" in line] == ["  <. back to the previous question"]
    assert "  Type ? to see why it is asked." in written


def test_plain_lines_go_back() -> None:
    with pytest.raises(Back):
        plainly("<\n", movable(Form.LINE))
    typed, written = plainly("b\n", movable(Form.LINE))
    assert typed == ("b",)
    assert "  Type ? to see why it is asked, < to go back." in written


def test_plain_lines_are_cut_between_words_on_a_terminal_alone() -> None:
    long = Option("long", "affiliates, franchisees and members of a cooperative")
    question = replace(movable(Form.ONE, (long, *FEW)), hints=("an agreement is theirs to give",))
    rows: list[str] = []
    PlainAsker(Voice("en"), io.StringIO("?\n9\n2\n"), rows.append, lambda: 24).ask(question)
    assert all(len(row) < 24 for row in rows)
    assert rows[3:8] == [
        "  an agreement is",
        "  theirs to give",
        "  1. affiliates,",
        "     franchisees and",
        "     members of a",
    ]
    assert "  1. affiliates, franchisees and members of a cooperative" in plainly("2\n", question)[1]


def test_plain_first_question_has_nothing_before_it() -> None:
    typed, written = plainly("<\n?\n2\n", prompt(Form.ONE, FEW))
    assert typed == ("b",)
    assert "  there is no previous question" in written
    assert not any("back" in line for line in written[:-3])


@pytest.mark.parametrize("question", [movable(Form.LINE), movable(Form.ONE, FEW), movable(Form.SEVERAL, FEW)])
def test_plain_says_why_and_waits(question: Prompt) -> None:
    typed, written = plainly("?\n1\n", question)
    assert written[-3:-1] == ["  it moves", "  the pilot"]
    assert typed == (("1",) if question.form is Form.LINE else ("a",))


def test_plain_takes_back_what_was_kept() -> None:
    question = movable(Form.LINE, suggested=("900",), empty="not known")
    assert plainly("\n", question)[0] == ("900",)
    typed, written = plainly("-\n", question)
    assert typed == ("",)
    assert "  Type - for: not known" in written
    assert plainly("-\n", movable(Form.SEVERAL, FEW, ("a",), empty="none"))[0] == ()


Drawn = Any


@pytest.fixture
def drawn() -> Iterator[Drawn]:
    """Press keys, ask, and give the answer with what was written: `drawn("b\\r", prompt(…))`."""
    with create_pipe_input() as keyboard, create_app_session(input=keyboard, output=DummyOutput()):

        def ask(keys: str, question: Prompt) -> tuple[Typed, list[str]]:
            written: list[str] = []
            keyboard.send_text(keys)
            return QuestionaryAsker(Voice("fr"), written.append).ask(question), written

        ask.keyboard = keyboard  # type: ignore[attr-defined]  # to press keys while something else goes on
        yield ask


DOWN, UP, CTRL_B = "\x1b[B", "\x1b[A", "\x02"


@pytest.mark.parametrize(
    ("keys", "question", "answer"),
    [
        ("Weldom\r", prompt(Form.LINE), ("Weldom",)),
        ("\r", prompt(Form.LINE, suggested=("2026-11-30",)), ("2026-11-30",)),
        ("bad\r\x15good\r", prompt(Form.LINE), ("good",)),
        (f"{DOWN}\r", prompt(Form.ONE, FEW), ("b",)),
        (f"{UP}\r", prompt(Form.ONE, FEW), ("c",)),
        ("\r", prompt(Form.ONE, FEW, ("b",)), ("b",)),
        ("idé\r", prompt(Form.ONE, MANY), ("idea",)),
        ("IDEES\r", prompt(Form.ONE, MANY), ("idea",)),
        ("l'option 7\r", prompt(Form.ONE, MANY), ("k7",)),
        ("option 11 :\x7f\x7f\r", prompt(Form.ONE, MANY), ("k11",)),
        ("\x1b[200~option 3\x1b[201~\r", prompt(Form.ONE, MANY), ("k3",)),
        (f"\x1b[6~\x1b[6~{UP}\r", prompt(Form.ONE, MANY), ("k11",)),
        ("back to\x15idees\r", movable(Form.ONE, MANY), ("idea",)),
        ("nothing like it\r\x15idees\r", prompt(Form.ONE, MANY), ("idea",)),
        (f" {DOWN}{DOWN} \r", prompt(Form.SEVERAL, FEW, ("b",)), ("a", "b", "c")),
        (f" \r {DOWN} \r", prompt(Form.SEVERAL, FEW, refused="a"), ("b",)),
    ],
)
def test_drawn_answers(drawn: Drawn, keys: str, question: Prompt, answer: Typed) -> None:
    typed, written = drawn(keys, question)
    assert typed == answer
    assert written == [f"Which? {' and '.join(answer)}"]


@pytest.mark.parametrize("question", [prompt(Form.LINE), prompt(Form.ONE, FEW), prompt(Form.SEVERAL, FEW)])
def test_drawn_ctrl_c_and_ctrl_d(drawn: Drawn, question: Prompt) -> None:
    with pytest.raises(Interrupted):
        drawn("\x03", question)
    with pytest.raises(InputEnded):
        drawn("\x04", question)


MOVABLE = [
    movable(Form.LINE),
    movable(Form.LINE, suggested=("Weldom",)),
    movable(Form.ONE, FEW),
    movable(Form.ONE, MANY),
    movable(Form.SEVERAL, FEW),
]


@pytest.mark.parametrize("question", MOVABLE)
def test_drawn_ctrl_b_goes_back(drawn: Drawn, question: Prompt) -> None:
    with pytest.raises(Back):
        drawn(CTRL_B, question)


def test_drawn_ctrl_b_on_the_first_question_is_no_answer(drawn: Drawn) -> None:
    assert drawn(f"{CTRL_B}\r", prompt(Form.ONE, FEW))[0] == ("a",)


@pytest.mark.parametrize(
    "question", [movable(Form.ONE, FEW), movable(Form.ONE, MANY), movable(Form.SEVERAL, FEW)]
)
@pytest.mark.parametrize("key", ["\r", " "])
def test_drawn_lists_have_an_entry_that_goes_back(drawn: Drawn, question: Prompt, key: str) -> None:
    with pytest.raises(Back):
        drawn(f"{UP}{key}", question)


def test_drawn_entry_that_goes_back_is_never_among_the_answers(drawn: Drawn) -> None:
    assert drawn("a\r", movable(Form.SEVERAL, FEW))[0] == ("a", "b", "c")
    assert drawn("i\r", movable(Form.SEVERAL, FEW, ("b",)))[0] == ("a", "c")


@pytest.mark.parametrize(
    ("keys", "question", "answer"),
    [
        ("?Weldom\r", movable(Form.LINE), ("Weldom",)),
        ("Why?\r", movable(Form.LINE), ("Why?",)),
        ("?\r", movable(Form.LINE, suggested=("900",)), ("900",)),
        (f"{DOWN}?\r", movable(Form.ONE, FEW), ("b",)),
        ("?idé\r", movable(Form.ONE, MANY), ("idea",)),
        ("nothing\r?idees\r", movable(Form.ONE, MANY), ("idea",)),
        (f" ?{DOWN} \r", movable(Form.SEVERAL, FEW), ("a", "b")),
        ("??\r", movable(Form.SEVERAL, FEW, ("b", "c")), ("b", "c")),
    ],
)
def test_drawn_question_mark_says_why_and_keeps_what_was_chosen(
    drawn: Drawn, keys: str, question: Prompt, answer: Typed
) -> None:
    typed, written = drawn(keys, question)
    assert typed == answer
    said = [
        line for line in "\n".join(written).split("\n") if line in ("? Which?", "  it moves", "  the pilot")
    ]
    wanted = 0 if keys.startswith("W") else keys.count("?")
    assert said == ["? Which?", "  it moves", "  the pilot"] * wanted


@pytest.mark.parametrize("key", ["\x15", "\x7f", "\x1b[3~", "\x17", "\x0b"])
def test_drawn_line_can_be_emptied(drawn: Drawn, key: str) -> None:
    assert drawn(f"{key}\r", movable(Form.LINE, suggested=("900",), empty="not known"))[0] == ("",)


@pytest.mark.parametrize(
    ("keys", "answer"),
    [
        ("2027-02-01\r", "2027-02-01"),
        ("\x1b[200~2027-02-01\x1b[201~\r", "2027-02-01"),
        ("?2027-02-01\r", "2027-02-01"),
        ("\x1b[C!\r", "2026-11-30!"),
        ("\x1b[D\x7f1\r", "2026-11-10"),
        ("\x1b[H!\r", "!2026-11-30"),
        ("\x01!\r", "!2026-11-30"),
        ("\x05!\r", "2026-11-30!"),
    ],
)
def test_drawn_suggestion_is_replaced_by_what_is_typed(drawn: Drawn, keys: str, answer: str) -> None:
    """Unless one goes into it first: to its end, to its beginning, or on a sign of it."""
    assert drawn(keys, movable(Form.LINE, suggested=("2026-11-30",)))[0] == (answer,)


def test_drawn_waiting_lets_no_key_through(drawn: Drawn) -> None:
    written: list[str] = []
    asker = QuestionaryAsker(Voice("en"), written.append)

    def work() -> int:
        drawn.keyboard.send_text(f"abc{DOWN}{UP}\r")
        sleep(0.2)
        return 7

    assert asker.wait("A moment", work) == 7
    assert drawn("x\r", prompt(Form.LINE))[0] == ("x",)


def test_drawn_waiting_ends_with_ctrl_c_and_with_what_goes_wrong(drawn: Drawn) -> None:
    asker, never = QuestionaryAsker(Voice("en"), [].append), Event()

    def work() -> None:
        drawn.keyboard.send_text("\x03")
        never.wait(10)

    with pytest.raises(KeyboardInterrupt):
        asker.wait("A moment", work)
    never.set()
    with pytest.raises(ZeroDivisionError):
        asker.wait("A moment", lambda: 1 / 0)


def test_plain_waiting_says_so() -> None:
    written: list[str] = []
    assert PlainAsker(Voice("en"), io.StringIO(), written.append).wait("A moment", lambda: 7) == 7
    assert written == ["A moment"]


def test_told_lines_are_cut_between_words(drawn: Drawn) -> None:
    written: list[str] = []
    QuestionaryAsker(Voice("en"), written.append).tell("one\n  " + "word " * 30)
    lines = "\n".join(written).split("\n")
    assert lines[0] == "one"
    assert all(len(line) < 80 and line.startswith("  word") for line in lines[1:])
    assert len(lines) == 3


def test_a_console_that_cannot_draw_is_known(monkeypatch: pytest.MonkeyPatch) -> None:
    def none() -> None:
        raise OSError("no console")

    assert can_draw()
    monkeypatch.setattr("rse_plan.interview.questionary_asker.create_output", none)
    assert not can_draw()


def test_only_the_asking_that_lets_ctrl_c_through_is_used() -> None:
    """questionary's own `ask` swallows Ctrl-C and answers None."""
    source = Path(questionary_asker.__file__).read_text(encoding="utf-8")
    assert "unsafe_ask()" in source
    assert ".ask(" not in source.replace("unsafe_ask", "")
