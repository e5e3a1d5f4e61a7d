"""`?` finds its text ready, and nobody waits for a text that nobody wants."""

from __future__ import annotations

from threading import Event, current_thread, main_thread
from threading import enumerate as enumerate_threads

import pytest

from rse_plan.interview import foresight
from rse_plan.interview.asker import Form, Interrupted, Prompt, Typed
from rse_plan.interview.foresight import ForeseeingAsker


def prompt(explain: object) -> Prompt:
    return Prompt(
        form=Form.LINE,
        label="?",
        complaint=lambda _: None,
        echo=lambda typed: typed[0],
        explain=explain,  # type: ignore[arg-type]  # whatever the test hands over
    )


class Reader:
    """Presses `?` when the text has been begun, then answers."""

    def __init__(self, wait: Event | None = None, presses: bool = True) -> None:
        self.wait, self.presses = wait, presses
        self.seen: list[str] = []
        self.told: list[str] = []

    def ask(self, prompt: Prompt) -> Typed:
        if self.wait is not None:
            assert self.wait.wait(10)
        if self.presses:
            assert prompt.explain is not None
            self.seen += [prompt.explain(), prompt.explain()]
        return ("answer",)

    def tell(self, text: str) -> None:
        self.told.append(text)


def test_it_is_begun_while_the_question_is_read() -> None:
    begun, where = Event(), []

    def explain() -> str:
        where.append(current_thread())
        begun.set()
        return "because"

    reader = Reader(wait=begun)
    assert ForeseeingAsker(reader).ask(prompt(explain)) == ("answer",)
    assert reader.seen == ["because", "because"]
    assert len(where) == 1
    assert where[0] is not main_thread()


def test_who_presses_at_once_does_not_wait_for_the_delay(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(foresight, "DELAY", 3600.0)
    reader = Reader()
    ForeseeingAsker(reader).ask(prompt(lambda: "because"))
    assert reader.seen == ["because", "because"]


def test_who_answers_at_once_has_nothing_worked_out(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(foresight, "DELAY", 3600.0)
    before, asked = {*enumerate_threads()}, []

    def explain() -> str:
        asked.append("once")
        return "because"

    ForeseeingAsker(Reader(presses=False)).ask(prompt(explain))
    for thread in {*enumerate_threads()} - before:
        thread.join(10)
        assert not thread.is_alive()
    assert asked == []


def test_a_fault_shows_where_the_text_is_wanted() -> None:
    def explain() -> str:
        raise ValueError("no plan")

    with pytest.raises(ValueError, match="no plan"):
        ForeseeingAsker(Reader()).ask(prompt(explain))
    assert ForeseeingAsker(Reader(presses=False)).ask(prompt(explain)) == ("answer",)


def test_a_question_without_explanation_is_asked_as_it_is() -> None:
    class Plain(Reader):
        def ask(self, prompt: Prompt) -> Typed:
            assert prompt.explain is None
            raise Interrupted

    with pytest.raises(Interrupted):
        ForeseeingAsker(Plain()).ask(prompt(None))


def test_what_is_told_is_passed_on() -> None:
    reader = Reader()
    ForeseeingAsker(reader).tell("good morning")
    assert reader.told == ["good morning"]
