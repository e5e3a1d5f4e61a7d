"""Numbered choices and typed lines, nothing ever redrawn: for screen readers, Git Bash and logs."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from typing import TextIO

from rse_plan.interview.asker import Back, Form, InputEnded, Interrupted, Prompt, Typed
from rse_plan.interview.voice import Voice

WHY, BACK, EMPTY = "?", ("b", "<"), "-"
"""What is typed to be told why, to go back, and for an empty line where Enter alone gives an answer."""


class PlainAsker:
    """Reads lines, writes lines; `write` prints one text and makes it harmless to the terminal."""

    def __init__(self, voice: Voice, source: TextIO, write: Callable[[str], None]) -> None:
        self._voice = voice
        self._source = source
        self._write = write

    def ask(self, prompt: Prompt) -> Typed:
        self._introduce(prompt)
        while True:
            line = self._line().strip()
            if self._moved(prompt, line):
                continue
            typed = self._read(prompt, line)
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
        if prompt.progress:
            self._write(prompt.progress)
        self._write(prompt.label)
        for hint in prompt.hints:
            self._write(f"  {hint}")
        for number, option in enumerate(prompt.options, start=1):
            self._write(f"  {number}. {option.label}")
        if prompt.back and prompt.form is not Form.LINE:
            self._write(f"  {BACK[0]}. {self._voice.say('back to the previous question')}")
        for line in self._how(prompt):
            self._write(f"  {line}")

    def _how(self, prompt: Prompt) -> Iterator[str]:
        voice = self._voice
        words = {
            Form.LINE: "",
            Form.ONE: voice.say("Type a number, then Enter."),
            Form.SEVERAL: voice.say("Type one or more numbers, such as 1 3, then Enter."),
        }[prompt.form]
        has_default = prompt.suggested or (prompt.form is Form.SEVERAL and not prompt.complaint(()))
        if words and has_default:
            words += " " + voice.say("Enter alone: {answer}", answer=prompt.echo(prompt.suggested))
        if words:
            yield words
        if prompt.empty is not None:
            yield voice.say("Type {sign} for: {answer}", sign=EMPTY, answer=prompt.empty)
        if prompt.explain is not None and prompt.back:
            yield voice.say("Type {why} to see why it is asked, {back} to go back.", why=WHY, back=BACK[1])
        elif prompt.explain is not None:
            yield voice.say("Type {why} to see why it is asked.", why=WHY)

    def _moved(self, prompt: Prompt, line: str) -> bool:
        """Whether it was no answer: the explanation is given, or Back raised.

        A “b” that would do as an answer, the name of a community say, is one.
        """
        if line == WHY and prompt.explain is not None:
            self.tell("\n".join(f"  {told}" for told in prompt.explain().split("\n")))
            return True
        if line not in BACK or (
            prompt.form is Form.LINE and line == BACK[0] and not prompt.complaint((line,))
        ):
            return False
        if prompt.back:
            raise Back
        self._write(f"  {self._voice.say('there is no previous question')}")
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
