"""Numbered choices and typed lines, nothing ever redrawn: for screen readers, Git Bash and logs."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from typing import TextIO

from rse_plan.interview.asker import Back, Form, InputEnded, Interrupted, Prompt, Result, Typed
from rse_plan.interview.lines import rows_of
from rse_plan.interview.voice import Voice

WHY, BACK, EMPTY = "?", "<", "-"
"""What is typed to be told why, to go back, and for an empty line where Enter alone gives an answer."""


class PlainAsker:
    """Reads lines, writes lines; `write` prints one text and makes it harmless to the terminal.

    `columns` gives the width of a terminal, whose lines are then cut between words; elsewhere, as in a log,
    they are left whole.
    """

    def __init__(
        self,
        voice: Voice,
        source: TextIO,
        write: Callable[[str], None],
        columns: Callable[[], int | None] = lambda: None,
    ) -> None:
        self._voice = voice
        self._source = source
        self._write = write
        self._columns = columns

    def ask(self, prompt: Prompt) -> Typed:
        self._introduce(prompt)
        while True:
            line = self._line().strip()
            if self._moved(prompt, line):
                continue
            typed = self._read(prompt, line)
            complaint = self._unpicked(prompt, typed) or prompt.complaint(typed or ())
            if typed is not None and complaint is None:
                self.tell(self._voice.say("Noted: {answer}", answer=prompt.echo(typed)))
                return typed
            self.tell(f"  {complaint}")

    def tell(self, text: str) -> None:
        for line in text.split("\n"):
            self._put(line)

    def wait(self, text: str, work: Callable[[], Result]) -> Result:
        self.tell(text)
        return work()

    def _put(self, line: str, hanging: int = 0) -> None:
        width = self._columns()
        rows = (line,) if width is None else rows_of(line, width - 1, hanging, whole_words=True)
        for row in rows:
            self._write(row)

    def _introduce(self, prompt: Prompt) -> None:
        self._write("")
        if prompt.progress:
            self._put(prompt.progress)
        self._put(prompt.label)
        for hint in prompt.hints:
            self._put(f"  {hint}")
        for number, option in enumerate(prompt.options, start=1):
            self._put(f"  {number}. {option.label}", hanging=len(f"{number}. "))
        if prompt.back and prompt.form is not Form.LINE:
            self._put(f"  {BACK}. {self._voice.say('back to the previous question')}", hanging=3)
        for line in self._how(prompt):
            self._put(f"  {line}")

    def _how(self, prompt: Prompt) -> Iterator[str]:
        voice = self._voice
        words = {
            Form.LINE: "",
            Form.ONE: voice.say("Type a number, then Enter."),
            Form.SEVERAL: voice.say("Type one or more numbers, such as 1 3, then Enter."),
        }[prompt.form]
        if prompt.suggested or (prompt.form is Form.SEVERAL and not prompt.complaint(())):
            alone = voice.say("Enter alone: {answer}", answer=prompt.echo(prompt.suggested))
            words = f"{words} {alone}".strip()
        if words:
            yield words
        if prompt.empty is not None:
            yield voice.say("Type {sign} for: {answer}", sign=EMPTY, answer=prompt.empty)
        if prompt.explain is not None and prompt.back and prompt.form is Form.LINE:
            yield voice.say("Type {why} to see why it is asked, {back} to go back.", why=WHY, back=BACK)
        elif prompt.explain is not None:
            yield voice.say("Type {why} to see why it is asked.", why=WHY)

    def _moved(self, prompt: Prompt, line: str) -> bool:
        """Whether it was no answer: the explanation is given, or Back raised."""
        if line == WHY and prompt.explain is not None:
            self.tell("\n".join(f"  {told}" for told in prompt.explain().split("\n")))
            return True
        if line != BACK:
            return False
        if prompt.back:
            raise Back
        self.tell(f"  {self._voice.say('there is no previous question')}")
        return True

    def _read(self, prompt: Prompt, line: str) -> Typed | None:
        """What was typed, as the prompt's keys; None when it names none of its options."""
        if not line and prompt.suggested:
            return prompt.suggested
        if line == EMPTY and prompt.empty is not None:
            return ("",) if prompt.form is Form.LINE else ()
        if prompt.form is Form.LINE:
            return (line,)
        numbers = re.split(r"[\s,;]+", line) if line else []
        if prompt.form is Form.ONE and len(numbers) != 1:
            return None
        if not all(number.isdecimal() and 1 <= int(number) <= len(prompt.options) for number in numbers):
            return None
        return tuple(prompt.options[int(number) - 1].key for number in dict.fromkeys(numbers))

    def _unpicked(self, prompt: Prompt, typed: Typed | None) -> str | None:
        if typed is not None:
            return None
        return self._voice.say("type a number from 1 to {last}", last=len(prompt.options))

    def _line(self) -> str:
        try:
            line = self._source.readline()
        except KeyboardInterrupt:
            raise Interrupted from None
        if not line:
            raise InputEnded
        return line
