"""The real terminal: arrows, Enter and the space bar, through questionary."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from textwrap import wrap
from typing import TYPE_CHECKING

import questionary
from prompt_toolkit.application.current import get_app
from prompt_toolkit.filters import Condition
from prompt_toolkit.key_binding import KeyBindings, merge_key_bindings
from prompt_toolkit.output import create_output
from questionary.prompts.common import InquirerControl

from rse_plan.interview.asker import Back, Form, InputEnded, Interrupted, Prompt, Typed
from rse_plan.interview.voice import Voice

if TYPE_CHECKING:
    from prompt_toolkit.key_binding import KeyPressEvent

MANY = 10
"""Options above which typing narrows the list down."""
BACK = "back\t"
"""The key of the entry that goes back; no option of a prompt has a tab in its key."""


class _Explain(Exception):  # noqa: N818  # what happened, not an error
    """Somebody asked why; `state` is what was typed or pointed at by then."""

    def __init__(self, state: Typed) -> None:
        super().__init__(state)
        self.state = state


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
        while True:
            try:
                typed = self._drawn(prompt)
            except _Explain as asked:
                self._explain(prompt)
                prompt = replace(prompt, suggested=asked.state)
                continue
            except KeyboardInterrupt:
                raise Interrupted from None
            except EOFError:
                raise InputEnded from None
            self.tell(f"{prompt.label} {prompt.echo(typed)}")
            return typed

    def _explain(self, prompt: Prompt) -> None:
        told = prompt.explain() if prompt.explain is not None else ""
        self.tell("\n".join((f"? {prompt.label}", *(f"  {line}" for line in told.split("\n")))))

    def _drawn(self, prompt: Prompt) -> Typed:
        draw = {Form.LINE: self._line, Form.ONE: self._one, Form.SEVERAL: self._several}[prompt.form]
        question = draw(prompt)
        question.application.key_bindings = merge_key_bindings(
            [question.application.key_bindings or KeyBindings(), _more_keys(question, prompt)]
        )
        answer = question.unsafe_ask()
        typed = tuple(answer) if isinstance(answer, list) else (str(answer),)
        return tuple(key for key in typed if key != BACK)

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

    def _opening(self, prompt: Prompt) -> str:
        """That sign, below the line that says how far one has come."""
        return f"{self._wrapped(prompt.progress)}\n?" if prompt.progress else "?"

    def _under(self, prompt: Prompt, *how: str) -> str:
        hints = list(prompt.hints)
        if prompt.empty is not None and prompt.form is Form.LINE:
            hints.append(self._voice.say("Empty line: {answer}", answer=prompt.empty))
        lines = [*hints, " ".join(filter(None, (*how, self._moves(prompt))))]
        return "".join("\n" + self._wrapped(f"  {line}") for line in lines if line)

    def _moves(self, prompt: Prompt) -> str:
        if prompt.explain is not None and prompt.back:
            return self._voice.say("? says why it is asked, Ctrl-B goes back.")
        return self._voice.say("? says why it is asked.") if prompt.explain is not None else ""

    def _line(self, prompt: Prompt) -> questionary.Question:
        return questionary.text(
            self._asked(prompt),
            qmark=self._opening(prompt),
            default=prompt.suggested[0] if prompt.suggested else "",
            instruction=self._under(prompt) + "\n>",
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
            qmark=self._opening(prompt),
            choices=self._choices(prompt),
            default=prompt.suggested[0] if prompt.suggested else None,
            instruction=self._under(prompt, how),
            use_search_filter=many,
            use_jk_keys=False,
            erase_when_done=True,
        )

    def _several(self, prompt: Prompt) -> questionary.Question:
        how = self._voice.say("Arrows to move, space bar to pick or unpick, then Enter.")
        return questionary.checkbox(
            self._asked(prompt),
            qmark=self._opening(prompt),
            choices=self._choices(prompt),
            instruction=self._under(prompt, how),
            validate=lambda keys: _verdict(prompt, tuple(key for key in keys if key != BACK)),
            use_jk_keys=False,
            erase_when_done=True,
        )

    def _choices(self, prompt: Prompt) -> list[questionary.Choice]:
        several = prompt.form is Form.SEVERAL
        choices = [
            questionary.Choice(option.label, option.key, checked=several and option.key in prompt.suggested)
            for option in prompt.options
        ]
        if prompt.back:
            choices.append(questionary.Choice(f"← {self._voice.say('back to the previous question')}", BACK))
        return choices


def _verdict(prompt: Prompt, typed: Typed) -> bool | str:
    complaint = prompt.complaint(typed)
    return True if complaint is None else complaint


def _more_keys(question: questionary.Question, prompt: Prompt) -> KeyBindings:
    """The keys of the moves, and what questionary leaves out of lists: Ctrl-D, accents in the search.

    A typed line has the last two already: it ends on Ctrl-D when it is empty.
    """
    bindings = KeyBindings()
    if prompt.back:
        bindings.add("c-b", eager=True)(_leaving(Back()))
    if prompt.form is Form.LINE:
        _explain_line(bindings, prompt)
        return bindings
    listed = _listed(question)
    bindings.add("c-d", eager=True)(_leaving(EOFError()))
    if prompt.explain is not None:
        bindings.add("?", eager=True)(_explaining(listed, prompt))
    if prompt.back:
        on_back = Condition(lambda: listed.get_pointed_at().value == BACK)
        bindings.add("enter", eager=True, filter=on_back)(_leaving(Back()))
        bindings.add(" ", eager=True, filter=on_back)(_leaving(Back()))
    if len(prompt.options) > MANY and prompt.form is Form.ONE:
        signs = {sign for option in prompt.options for sign in option.label.lower()}
        for letter in sorted(sign for sign in signs if sign.isalpha() and not sign.isascii()):
            bindings.add(letter, eager=True)(_searching(listed, letter))
    return bindings


def _explain_line(bindings: KeyBindings, prompt: Prompt) -> None:
    """`?` is an explanation while nothing has been typed, and a sign of the answer after that."""
    untouched = prompt.suggested[0] if prompt.suggested else ""
    at_rest = Condition(lambda: get_app().current_buffer.text == untouched)
    if prompt.explain is not None:
        bindings.add("?", eager=True, filter=at_rest)(_leaving(_Explain(prompt.suggested)))


def _leaving(outcome: BaseException) -> Callable[[KeyPressEvent], None]:
    """The prompt is wiped, and the outcome comes out of it."""
    return lambda event: event.app.exit(exception=outcome, style="class:aborting")


def _explaining(listed: InquirerControl, prompt: Prompt) -> Callable[[KeyPressEvent], None]:
    def leave(event: KeyPressEvent) -> None:
        _leaving(_Explain(_state(listed, prompt)))(event)

    return leave


def _state(listed: InquirerControl, prompt: Prompt) -> Typed:
    """What is pointed at or picked by now."""
    if prompt.form is Form.ONE:
        return (str(listed.get_pointed_at().value),)
    return tuple(str(key) for key in listed.selected_options if key != BACK)


def _listed(question: questionary.Question) -> InquirerControl:
    windows = question.application.layout.find_all_windows()
    return next(window.content for window in windows if isinstance(window.content, InquirerControl))


def _searching(listed: InquirerControl, letter: str) -> Callable[[KeyPressEvent], None]:
    return lambda _: listed.add_search_character(letter)  # type: ignore[arg-type]  # it takes any character
