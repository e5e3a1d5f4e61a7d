"""The real terminal: arrows, Enter and the space bar, through questionary."""

from __future__ import annotations

from collections.abc import Callable
from textwrap import wrap
from typing import TYPE_CHECKING

import questionary
from prompt_toolkit.key_binding import KeyBindings, merge_key_bindings
from prompt_toolkit.output import create_output
from questionary.prompts.common import InquirerControl

from rse_plan.interview.asker import Form, InputEnded, Interrupted, Prompt, Typed
from rse_plan.interview.voice import Voice

if TYPE_CHECKING:
    from prompt_toolkit.key_binding import KeyPressEvent

MANY = 10
"""Options above which typing narrows the list down."""


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
        draw = {Form.LINE: self._line, Form.ONE: self._one, Form.SEVERAL: self._several}[prompt.form]
        question = draw(prompt)
        question.application.key_bindings = merge_key_bindings(
            [question.application.key_bindings or KeyBindings(), _more_keys(question, prompt)]
        )
        try:
            answer = question.unsafe_ask()
        except KeyboardInterrupt:
            raise Interrupted from None
        except EOFError:
            raise InputEnded from None
        typed = tuple(answer) if isinstance(answer, list) else (str(answer),)
        self.tell(f"{prompt.label} {prompt.echo(typed)}")
        return typed

    def tell(self, text: str) -> None:
        for line in text.split("\n"):
            self._write(self._wrapped(line))

    def _wrapped(self, line: str) -> str:
        """The line cut between words at the terminal's edge, its indentation kept."""
        indent = line[: len(line) - len(line.lstrip())]
        width = max(self._output.get_size().columns - 1, 30)
        return "\n".join(
            wrap(line, width, subsequent_indent=indent, break_long_words=False, break_on_hyphens=False)
        )

    def _asked(self, prompt: Prompt) -> str:
        """The question as it is drawn, behind the sign that opens it."""
        return self._wrapped(f"? {prompt.label}").removeprefix("? ")

    def _under(self, *hints: str) -> str:
        return "".join("\n" + self._wrapped(f"  {hint}") for hint in hints)

    def _line(self, prompt: Prompt) -> questionary.Question:
        return questionary.text(
            self._asked(prompt),
            default=prompt.suggested[0] if prompt.suggested else "",
            instruction=self._under(*prompt.hints) + "\n>",
            validate=lambda text: _verdict(prompt, (text,)),
            validate_while_typing=False,
            erase_when_done=True,
        )

    def _one(self, prompt: Prompt) -> questionary.Question:
        many = len(prompt.options) > MANY
        how = (
            self._voice.say("Arrows, then Enter; typing narrows the list.")
            if many
            else self._voice.say("Arrows, then Enter.")
        )
        return questionary.select(
            self._asked(prompt),
            choices=_choices(prompt),
            default=prompt.suggested[0] if prompt.suggested else None,
            instruction=self._under(*prompt.hints, how),
            use_search_filter=many,
            use_jk_keys=False,
            erase_when_done=True,
        )

    def _several(self, prompt: Prompt) -> questionary.Question:
        how = self._voice.say("Arrows to move, space bar to pick or unpick, then Enter.")
        return questionary.checkbox(
            self._asked(prompt),
            choices=_choices(prompt),
            instruction=self._under(*prompt.hints, how),
            validate=lambda keys: _verdict(prompt, tuple(keys)),
            use_jk_keys=False,
            erase_when_done=True,
        )


def _choices(prompt: Prompt) -> list[questionary.Choice]:
    several = prompt.form is Form.SEVERAL
    return [
        questionary.Choice(option.label, option.key, checked=several and option.key in prompt.suggested)
        for option in prompt.options
    ]


def _verdict(prompt: Prompt, typed: Typed) -> bool | str:
    complaint = prompt.complaint(typed)
    return True if complaint is None else complaint


def _more_keys(question: questionary.Question, prompt: Prompt) -> KeyBindings:
    """What questionary leaves out of lists: Ctrl-D, and letters with accents in the search.

    A typed line has both already: it ends on Ctrl-D when it is empty.
    """
    bindings = KeyBindings()
    if prompt.form is Form.LINE:
        return bindings

    @bindings.add("c-d", eager=True)
    def _(event: KeyPressEvent) -> None:
        event.app.exit(exception=EOFError, style="class:aborting")

    if len(prompt.options) > MANY:
        signs = {sign for option in prompt.options for sign in option.label.lower()}
        letters = {sign for sign in signs if sign.isalpha() and not sign.isascii()}
        for letter in sorted(letters):
            bindings.add(letter, eager=True)(_searching(question, letter))
    return bindings


def _searching(question: questionary.Question, letter: str) -> Callable[[KeyPressEvent], None]:
    windows = question.application.layout.find_all_windows()
    listed = next(window.content for window in windows if isinstance(window.content, InquirerControl))
    return lambda _: listed.add_search_character(letter)  # type: ignore[arg-type]  # it takes any character
