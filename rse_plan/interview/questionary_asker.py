"""The real terminal: arrows, Enter and the space bar, through questionary and what it is made of."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from prompt_toolkit.output import create_output
from questionary import Question

from rse_plan.interview.asker import InputEnded, Interrupted, Prompt, Result, Typed
from rse_plan.interview.lines import rows_of
from rse_plan.interview.screen import NARROWEST, Explain, Screen
from rse_plan.interview.voice import Voice
from rse_plan.interview.waiting import waited


def can_draw() -> bool:
    """Whether this terminal takes redrawing: Git Bash on Windows has no console that does."""
    try:
        create_output()
    except Exception:  # the library's own class for it exists on Windows only
        return False
    return True


class QuestionaryAsker:
    """Each question is drawn, answered, wiped and written again as one line with its answer."""

    def __init__(self, voice: Voice, write: Callable[[str], None]) -> None:
        self._voice = voice
        self._write = write
        self._output = create_output()

    def ask(self, prompt: Prompt) -> Typed:
        above = ""
        while True:
            screen = Screen(prompt, self._voice, above)
            try:
                typed: Typed = Question(screen.application()).unsafe_ask()
            except Explain as asked:
                above = self._explain(prompt)
                prompt = replace(prompt, suggested=asked.state)
                continue
            except KeyboardInterrupt:
                raise Interrupted from None
            except EOFError:
                raise InputEnded from None
            self.tell(f"{prompt.label} {prompt.echo(typed)}")
            return typed

    def _explain(self, prompt: Prompt) -> str:
        """Why it is asked, written above the question."""
        told = prompt.explain() if prompt.explain is not None else ""
        text = "\n".join((f"? {prompt.label}", *(f"  {line}" for line in told.split("\n"))))
        self.tell(text)
        return text

    def tell(self, text: str) -> None:
        for line in text.split("\n"):
            self._write("\n".join(self._rows(line)))

    def wait(self, text: str, work: Callable[[], Result]) -> Result:
        return waited("\n".join(self._rows(text)), work)

    def _rows(self, line: str) -> tuple[str, ...]:
        """The line cut between words at the terminal's edge, its indentation kept."""
        width = max(self._output.get_size().columns - 1, NARROWEST)
        return rows_of(line, width, whole_words=True)
