"""Numbered choices and typed lines, nothing ever redrawn: for screen readers, Git Bash and logs."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import TextIO

from rse_plan.interview.asker import Form, InputEnded, Interrupted, Prompt, Typed
from rse_plan.interview.voice import Voice


class PlainAsker:
    """Reads lines, writes lines; `write` prints one text and makes it harmless to the terminal."""

    def __init__(self, voice: Voice, source: TextIO, write: Callable[[str], None]) -> None:
        self._voice = voice
        self._source = source
        self._write = write

    def ask(self, prompt: Prompt) -> Typed:
        self._introduce(prompt)
        while True:
            typed = self._read(prompt)
            complaint = self._unpicked(prompt, typed) or prompt.complaint(typed or ())
            if typed is not None and complaint is None:
                self._write(self._voice.say("Noted: {answer}", answer=prompt.echo(typed)))
                return typed
            self._write(f"  {complaint}")

    def tell(self, text: str) -> None:
        for line in text.split("\n"):
            self._write(line)

    def _introduce(self, prompt: Prompt) -> None:
        self._write("")
        self._write(prompt.label)
        for hint in prompt.hints:
            self._write(f"  {hint}")
        for number, option in enumerate(prompt.options, start=1):
            self._write(f"  {number}. {option.label}")
        if how := self._how(prompt):
            self._write(f"  {how}")

    def _how(self, prompt: Prompt) -> str:
        if prompt.form is Form.LINE:
            return ""
        words = {
            Form.ONE: self._voice.say("Type a number, then Enter."),
            Form.SEVERAL: self._voice.say("Type one or more numbers, such as 1 3, then Enter."),
        }[prompt.form]
        if not prompt.suggested:
            return words
        alone = self._voice.say("Enter alone: {answer}", answer=prompt.echo(prompt.suggested))
        return f"{words} {alone}"

    def _read(self, prompt: Prompt) -> Typed | None:
        """What was typed, as the prompt's keys; None when it names none of its options."""
        line = self._line().strip()
        if not line and prompt.suggested:
            return prompt.suggested
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
