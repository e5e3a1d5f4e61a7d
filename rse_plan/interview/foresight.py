"""What `?` will show is worked out while the question is read, so that it is there when it is wanted."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from threading import Event, Thread

from rse_plan.interview.asker import Asker, Prompt, Result, Typed

DELAY = 0.05
"""Seconds before it is begun: who answers at once, as a pipe does, is not slowed down by it."""


@dataclass(frozen=True, slots=True)
class ForeseeingAsker:
    """Another asker's questions, each with its explanation on the way."""

    asker: Asker

    def ask(self, prompt: Prompt) -> Typed:
        if prompt.explain is None:
            return self.asker.ask(prompt)
        foreseen = Foreseen(prompt.explain)
        try:
            return self.asker.ask(replace(prompt, explain=foreseen))
        finally:
            foreseen.leave()

    def tell(self, text: str) -> None:
        self.asker.tell(text)

    def wait(self, text: str, work: Callable[[], Result]) -> Result:
        return self.asker.wait(text, work)


class Foreseen:
    """A text that is being worked out; whoever wants it waits for what is left of that."""

    def __init__(self, explain: Callable[[], str]) -> None:
        self._explain = explain
        self._found: str | None = None
        self._hurry = Event()
        self._is_wanted = True
        self._thread = Thread(target=self._work_out, daemon=True)
        self._thread.start()

    def __call__(self) -> str:
        self._hurry.set()
        self._thread.join()
        # A fault met in the thread is met again here, where it can be seen.
        return self._explain() if self._found is None else self._found

    def leave(self) -> None:
        """Nobody will ask for it any more."""
        self._is_wanted = False
        self._hurry.set()

    def _work_out(self) -> None:
        self._hurry.wait(DELAY)
        if not self._is_wanted:
            return
        try:
            self._found = self._explain()
        except Exception:  # nobody has asked yet: it is met again by whoever does
            self._found = None
