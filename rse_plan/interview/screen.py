"""One question on the real terminal: what stands above, the line or the list, what is wrong with the answer.

Everything is worked out anew for each drawing, so that it fits whatever size the terminal has by then.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator

from prompt_toolkit.application import Application
from prompt_toolkit.application.current import get_app
from prompt_toolkit.buffer import Buffer
from prompt_toolkit.document import Document
from prompt_toolkit.filters import Condition
from prompt_toolkit.formatted_text import StyleAndTextTuples
from prompt_toolkit.key_binding import KeyBindings, KeyPressEvent
from prompt_toolkit.keys import Keys
from prompt_toolkit.layout import (
    BufferControl,
    ConditionalContainer,
    FormattedTextControl,
    HSplit,
    Layout,
    Window,
)
from prompt_toolkit.layout.containers import VerticalAlign
from prompt_toolkit.lexers import SimpleLexer
from prompt_toolkit.selection import SelectionState
from prompt_toolkit.styles import Style
from questionary.styles import merge_styles_default

from rse_plan.interview.asker import Back, Form, Prompt, Typed
from rse_plan.interview.lines import rows_of
from rse_plan.interview.listing import BACK, Listing
from rse_plan.interview.voice import Voice

STYLE = merge_styles_default([Style([("nbsp", "nounderline")])])
"""questionary's own, in which no-break spaces, of which French has many, look like any other."""
NARROWEST = 20
"""Columns below which nothing is made to fit any more."""
SHORTEST = 10
"""Rows that a question keeps, however much of the terminal its explanation takes."""
FEWEST, LEAST = 6, 3
"""Rows of a list that are worth more than the hints above it, and those that it has at any rate."""
_MOVES = {"down": 1, "up": -1, "c-n": 1, "c-p": -1, "pagedown": 8, "pageup": -8}
"""Keys of a list, with how many entries they go on by."""


class Explain(Exception):  # noqa: N818  # what happened, not an error
    """Somebody asked why; `state` is what was typed or pointed at by then."""

    def __init__(self, state: Typed) -> None:
        super().__init__(state)
        self.state = state


class Screen:
    """What is drawn of a prompt; `above` is what was written before it and should stay in sight."""

    def __init__(self, prompt: Prompt, voice: Voice, above: str = "") -> None:
        self.prompt, self._voice, self._told = prompt, voice, above
        self.complaint = ""
        self.keys = KeyBindings()
        self.keys.add("c-c", eager=True)(leaving(KeyboardInterrupt()))
        self.keys.add(Keys.SIGINT)(leaving(KeyboardInterrupt()))
        if prompt.back:
            self.keys.add("c-b", eager=True)(leaving(Back()))

    def application(self) -> Application[Typed]:
        """What asks; it gives the answer, or raises what else was wanted."""
        body = self._line() if self.prompt.form is Form.LINE else self._list()
        return Application(layout=Layout(body), key_bindings=self.keys, style=STYLE, erase_when_done=True)

    # --- room ---

    def _size(self) -> tuple[int, int]:
        size = get_app().output.get_size()
        width = max(size.columns - 1, NARROWEST)
        taken = sum(len(rows_of(line, width)) for line in self._told.split("\n") if self._told)
        return width, max(size.rows - taken, min(size.rows, SHORTEST))

    def _rows(self, *lines: str) -> list[str]:
        width, _ = self._size()
        return [row for line in lines if line for row in rows_of(line, width)]

    # --- what stands above ---

    def _head(self, wanted: int, *how: str) -> list[tuple[str, str]]:
        """Progress, question, hints and keys; the hints give way where so many rows would not be left."""
        progress, label = self._rows(self.prompt.progress), self._rows(f"? {self.prompt.label}")
        hints = [self._rows(f"  {hint}") for hint in self.prompt.hints]
        keys = [row for line in how for row in self._rows(f"  {line}" if line else "")]
        fixed = len(progress) + len(label) + len(keys) + wanted
        while hints and fixed + sum(map(len, hints)) > self._size()[1]:
            del hints[0]
        hinted = [row for rows in hints for row in rows]
        styled = (("class:qmark", progress), ("class:question", label), ("class:instruction", hinted + keys))
        return [(style, row) for style, rows in styled for row in rows]

    def _moves(self) -> str:
        prompt = self.prompt
        if prompt.explain is not None and prompt.back:
            return self._voice.say("? says why it is asked, Ctrl-B goes back.")
        return self._voice.say("? says why it is asked.") if prompt.explain is not None else ""

    def _above(self, head: Callable[[], list[tuple[str, str]]]) -> Window:
        return _window(lambda: _joined(head()))

    def _below(self, text: Callable[[], str], style: str) -> ConditionalContainer:
        window = _window(lambda: _joined([(style, row) for row in self._rows(text())]))
        return ConditionalContainer(window, Condition(lambda: bool(text())))

    def _complaint(self) -> ConditionalContainer:
        return self._below(lambda: self.complaint, "class:validation-toolbar")

    def _answer(self, event: KeyPressEvent, typed: Typed) -> None:
        self.complaint = self.prompt.complaint(typed) or ""
        if not self.complaint:
            event.app.exit(result=typed)

    # --- a typed line ---

    def _line(self) -> HSplit:
        """What is suggested is there, selected: typing replaces it, moving in it keeps it."""
        suggested = self.prompt.suggested[0] if self.prompt.suggested else ""
        buffer = Buffer(document=Document(suggested), multiline=False, on_text_changed=self._uncomplained)
        if suggested:
            buffer.selection_state = SelectionState(original_cursor_position=0)
            buffer.selection_state.enter_shift_mode()
        self._line_keys(buffer, suggested)
        window = Window(
            BufferControl(buffer, lexer=SimpleLexer("class:answer")),
            get_line_prefix=lambda _, wrapped: "  " if wrapped else "> ",
            wrap_lines=True,
            dont_extend_height=True,
        )
        how = tuple(self._how_to_type(suggested))
        above = self._above(lambda: self._head(2 + len(self._rows(self.complaint)), *how, self._moves()))
        return HSplit([above, window, self._complaint()], align=VerticalAlign.TOP)

    def _how_to_type(self, suggested: str) -> Iterator[str]:
        if suggested:
            said = self.prompt.echo((suggested,))
            if said in ("", suggested):
                yield self._voice.say("Enter keeps it, typing replaces it, the arrow keys go into it.")
            else:
                wording = "Enter keeps {answer}, typing replaces it, the arrow keys go into it."
                yield self._voice.say(wording, answer=said)
        if self.prompt.empty is not None:
            yield self._voice.say("Line emptied: {answer}", answer=self.prompt.empty)

    def _uncomplained(self, _: Buffer) -> None:
        self.complaint = ""

    def _line_keys(self, buffer: Buffer, suggested: str) -> None:
        """`?` is an explanation while nothing has been typed, and a sign of the answer after that."""
        at_rest = Condition(lambda: buffer.text == suggested)
        is_empty = Condition(lambda: not buffer.text)
        self.keys.add("enter", eager=True)(lambda event: self._answer(event, (buffer.text,)))
        self.keys.add("c-d", filter=is_empty, eager=True)(leaving(EOFError()))
        if self.prompt.explain is not None:
            self.keys.add("?", eager=True, filter=at_rest)(leaving(Explain(self.prompt.suggested)))
        _selection_keys(self.keys, buffer)

    # --- a list ---

    def _list(self) -> HSplit:
        listing = Listing(self.prompt, self._voice, lambda: self._room(listing))
        self._list_keys(listing)
        window = Window(listing, dont_extend_height=True, always_hide_cursor=True)
        parts = (
            self._above(lambda: self._head_of_list(listing)),
            window,
            self._below(listing.search_line, "class:question"),
            self._complaint(),
        )
        return HSplit(parts, align=VerticalAlign.TOP)

    def _head_of_list(self, listing: Listing) -> list[tuple[str, str]]:
        width, _ = self._size()
        wanted = min(listing.rows_wanted(width), FEWEST) + self._rows_below(listing)
        return self._head(wanted, f"{self._how_to_pick(listing)} {self._moves()}".rstrip())

    def _rows_below(self, listing: Listing) -> int:
        return len(self._rows(listing.search_line())) + len(self._rows(self.complaint))

    def _room(self, listing: Listing) -> tuple[int, int]:
        """The columns and rows that the list has."""
        width, rows = self._size()
        return width, max(rows - len(self._head_of_list(listing)) - self._rows_below(listing), LEAST)

    def _how_to_pick(self, listing: Listing) -> str:
        if self.prompt.form is Form.SEVERAL:
            return self._voice.say("Arrows to move, space bar to pick or unpick, then Enter.")
        if listing.is_searched:
            return self._voice.say("Arrows, then Enter; typing narrows the list.")
        return self._voice.say("Arrows, then Enter.")

    def _list_keys(self, listing: Listing) -> None:
        add = self.keys.add
        add("c-d", eager=True)(leaving(EOFError()))
        for key, by in _MOVES.items():
            add(key, eager=True)(_moving(listing, by))
        if self.prompt.explain is not None:
            add("?", eager=True)(lambda event: event.app.exit(exception=Explain(self._state(listing))))
        if self.prompt.form is Form.SEVERAL:
            self._picking_keys(listing)
        elif listing.is_searched:
            _search_keys(self.keys, listing)
        else:
            add(Keys.Any)(lambda _: None)
        on_back = Condition(lambda: listing.pointed() == BACK and listing.search_filter is None)
        add(" ", eager=True, filter=on_back)(leaving(Back()))
        add("enter", eager=True)(lambda event: self._enter(event, listing))

    def _picking_keys(self, listing: Listing) -> None:
        for key, change in ((" ", listing.toggle), ("a", listing.pick_all), ("i", listing.pick_others)):
            self.keys.add(key, eager=True)(self._changing(change))

    def _changing(self, change: Callable[[], None]) -> Callable[[KeyPressEvent], None]:
        def changed(_: KeyPressEvent) -> None:
            change()
            self.complaint = ""

        return changed

    def _enter(self, event: KeyPressEvent, listing: Listing) -> None:
        """Nothing is taken where nothing fits the search."""
        pointed = listing.pointed()
        if pointed == BACK:
            leaving(Back())(event)
        elif self.prompt.form is Form.SEVERAL:
            self._answer(event, listing.picked())
        elif pointed is not None:
            self._answer(event, (pointed,))

    def _state(self, listing: Listing) -> Typed:
        """What is pointed at or picked by now."""
        if self.prompt.form is Form.SEVERAL:
            return listing.picked()
        pointed = listing.pointed()
        return self.prompt.suggested if pointed is None else (pointed,)


def _window(text: Callable[[], StyleAndTextTuples]) -> Window:
    return Window(FormattedTextControl(text), wrap_lines=True, dont_extend_height=True)


def _joined(rows: list[tuple[str, str]]) -> StyleAndTextTuples:
    return [(style, row + "\n" * (place < len(rows))) for place, (style, row) in enumerate(rows, start=1)]


def leaving(outcome: BaseException) -> Callable[[KeyPressEvent], None]:
    """The prompt is wiped, and the outcome comes out of it."""
    return lambda event: event.app.exit(exception=outcome, style="class:aborting")


def _selection_keys(keys: KeyBindings, buffer: Buffer) -> None:
    """What the library leaves out of its keys for selected text: they do as they do in any other text."""
    is_selected = Condition(lambda: buffer.selection_state is not None)
    for key in ("c-u", "c-k", "c-w", "delete"):
        keys.add(key, filter=is_selected)(lambda _: buffer.cut_selection())
    for key, to in (("c-a", 0), ("c-e", len(buffer.text))):
        keys.add(key, filter=is_selected)(_going_to(buffer, to))

    @keys.add(Keys.BracketedPaste, filter=is_selected)
    def replace_selection(event: KeyPressEvent) -> None:
        buffer.cut_selection()
        buffer.insert_text(event.data)


def _going_to(buffer: Buffer, place: int) -> Callable[[KeyPressEvent], None]:
    def go(_: KeyPressEvent) -> None:
        buffer.exit_selection()
        buffer.cursor_position = place

    return go


def _moving(listing: Listing, by: int) -> Callable[[KeyPressEvent], None]:
    return lambda _: listing.move(by)


def _search_keys(keys: KeyBindings, listing: Listing) -> None:
    """Everything that can be seen is looked for, and so are spaces between words."""

    @keys.add(Keys.Any)
    @keys.add(Keys.BracketedPaste)
    def searched(event: KeyPressEvent) -> None:
        typed = "".join(sign for sign in event.data if sign.isprintable())
        listing.search(((listing.search_filter or "") + typed).lstrip())

    @keys.add("backspace")
    def shortened(_: KeyPressEvent) -> None:
        listing.search((listing.search_filter or "")[:-1])

    @keys.add("c-u")
    def cleared(_: KeyPressEvent) -> None:
        listing.search("")
