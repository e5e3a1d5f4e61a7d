"""Answers known beforehand: what tests and measurements talk through."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from rse_plan.interview.asker import Back, InputEnded, Prompt, Result, Typed

WHY = "?"
"""Asks for the explanation, then for the next answer of the script."""


class ScriptedAsker:
    """Gives the scripted answers one after the other, as somebody at a keyboard would.

    An answer that meets a complaint is noted and the next one tried, as at a prompt; an exception in
    the script is raised, Back only where there is something to go back to. `asked` and `told` hold what
    was seen.
    """

    def __init__(self, script: Iterable[str | Typed | Exception]) -> None:
        self._script = iter(script)
        self.asked: list[Prompt] = []
        self.told: list[str] = []
        self.complaints: list[str] = []

    def ask(self, prompt: Prompt) -> Typed:
        self.asked.append(prompt)
        while True:
            typed = self._next(prompt)
            if typed == (WHY,) and prompt.explain is not None:
                self.told.append(prompt.explain())
                continue
            complaint = prompt.complaint(typed)
            if complaint is None:
                return typed
            self.complaints.append(complaint)

    def tell(self, text: str) -> None:
        self.told.append(text)

    def wait(self, _: str, work: Callable[[], Result]) -> Result:
        return work()

    def _next(self, prompt: Prompt) -> Typed:
        scripted = next(self._script, None)
        if scripted is None:
            raise InputEnded
        if isinstance(scripted, Back) and not prompt.back:
            return self._next(prompt)
        if isinstance(scripted, Exception):
            raise scripted
        if scripted == "" and prompt.suggested:
            return prompt.suggested
        return (scripted,) if isinstance(scripted, str) else scripted
