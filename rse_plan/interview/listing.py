"""A list to pick from as it is drawn: no taller than its room, and saying that it goes on."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from prompt_toolkit.formatted_text import StyleAndTextTuples
from questionary import Choice
from questionary.prompts.common import InquirerControl

from rse_plan.interview.asker import Form, Prompt, Typed
from rse_plan.interview.lines import rows_of
from rse_plan.interview.voice import Voice
from rse_plan.locales.folding import folded

BACK = "back\t"
"""The key of the entry that goes back; no option of a prompt has a tab in its key."""
MANY = 10
"""Options above which typing narrows the list down."""
_POINTER = "»"


class Listing(InquirerControl):
    """The options of a prompt, the one pointed at, those picked, and what is looked for.

    `room` gives the columns and rows that there are at the moment.
    """

    def __init__(self, prompt: Prompt, voice: Voice, room: Callable[[], tuple[int, int]]) -> None:
        several = prompt.form is Form.SEVERAL
        self._voice, self._room, self._first = voice, room, 0
        self._alone = {option.key for option in prompt.options if option.alone}
        self.is_searched = not several and len(prompt.options) > MANY
        choices = _choices(prompt, voice)
        self._found = choices
        self._folded = {str(choice.value): folded(str(choice.title)) for choice in choices}
        self._cut: dict[tuple[int, str], tuple[str, ...]] = {}
        """The rows of each entry at each width that the terminal has had: there may be a thousand entries."""
        super().__init__(
            choices,
            pointer=_POINTER,
            use_indicator=several,
            initial_choice=prompt.suggested[0] if prompt.suggested and not several else None,
            focusable=True,
            show_cursor=False,
        )
        self.text = self._drawn

    # --- what there is ---

    @property
    def filtered_choices(self) -> list[Choice]:
        """What fits the search; nothing where nothing does."""
        return self._found

    def pointed(self) -> str | None:
        """The key pointed at; None where nothing fits the search."""
        found = self.filtered_choices
        return str(found[self.pointed_at].value) if found else None

    def picked(self) -> Typed:
        """The keys of what is picked, in the order of the list."""
        return tuple(str(choice.value) for choice in self.get_selected_values() if choice.value != BACK)

    # --- moves ---

    def move(self, by: int) -> None:
        """Point at the entry so many places on; one at a time, the first follows the last."""
        count = len(self.filtered_choices)
        if count and abs(by) == 1:
            self.pointed_at = (self.pointed_at + by) % count
        elif count:
            self.pointed_at = min(max(self.pointed_at + by, 0), count - 1)

    def toggle(self) -> None:
        """Pick what is pointed at, or unpick it; what cannot stand beside it is unpicked."""
        key = self.pointed()
        if key in self.selected_options:
            self.selected_options.remove(key)
        elif key in self._alone:
            self.selected_options = [key]
        else:
            self.selected_options = [*(one for one in self.selected_options if one not in self._alone), key]

    def pick_all(self) -> None:
        """Pick everything that can stand together, or nothing where all of it is picked."""
        left_out = (BACK, *self._alone)
        keys = [choice.value for choice in self.choices if choice.value not in left_out]
        self.selected_options = [] if set(self.picked()) == set(keys) else keys

    def pick_others(self) -> None:
        """Pick what is not picked and unpick the rest."""
        left_out = (*self.picked(), BACK, *self._alone)
        self.selected_options = [each.value for each in self.choices if each.value not in left_out]

    def search(self, sought: str) -> None:
        """Narrow the list down to what has these signs in it."""
        self.search_filter = sought or None
        wanted = folded(sought).strip()
        self._found = [choice for choice in self.choices if wanted in self._folded[str(choice.value)]]
        self.pointed_at = 0

    # --- what is drawn ---

    def search_line(self) -> str:
        """What is looked for, and that nothing is found."""
        if self.search_filter is None:
            return ""
        if self.filtered_choices:
            return f"/ {self.search_filter}"
        wording = "Nothing in the list has “{sought}”: take signs back with the backspace key."
        return self._voice.say(wording, sought=self.search_filter)

    def rows_wanted(self, width: int) -> int:
        """The rows of the whole list."""
        return sum(len(self._entry(choice, width)) for choice in self.filtered_choices)

    def _drawn(self) -> StyleAndTextTuples:
        width, room = self._room()
        entries = [self._entry(choice, width) for choice in self.filtered_choices]
        self._first, last = shown([len(entry) for entry in entries], self.pointed_at, self._first, room)
        text: StyleAndTextTuples = []
        for place in range(self._first, last):
            text += [*self._styled(place, entries[place]), ("", "\n")]
        if more := self._more(self._first, len(entries) - last):
            return [*text, ("class:instruction", f"   {more}")]
        return text[:-1]

    def _entry(self, choice: Choice, width: int) -> tuple[str, ...]:
        """An option without what stands before it, the rows that it takes."""
        key = (width, str(choice.value))
        if key not in self._cut:
            self._cut[key] = rows_of(str(choice.title), width - self._margin, hanging=2)
        return self._cut[key]

    @property
    def _margin(self) -> int:
        return 5 if self.use_indicator else 3

    def _styled(self, place: int, entry: Sequence[str]) -> StyleAndTextTuples:
        key, is_pointed = self.filtered_choices[place].value, place == self.pointed_at
        style = "class:highlighted" if is_pointed else "class:text"
        mark = ("● " if key in self.selected_options else "○ ") if self.use_indicator else ""
        mark = "  " if mark and key == BACK else mark
        rows = ("\n" + " " * self._margin).join(entry)
        if is_pointed:
            return [("class:pointer", f" {_POINTER} "), ("[SetCursorPosition]", ""), (style, mark + rows)]
        return [(style, f"   {mark}{rows}")]

    def _more(self, above: int, below: int) -> str:
        say = self._voice.say
        up = say("↑ {count} more", count=above) if above else ""
        down = say("↓ {count} more", count=below) if below else ""
        return "   ".join(filter(None, (up, down)))


def shown(heights: Sequence[int], pointed: int, first: int, room: int) -> tuple[int, int]:
    """The first of the entries that are drawn, and the one after the last.

    `heights` are their rows, `first` what came first until now: the list moves no further than it must.
    Where not all of them fit, one row is left for saying so; the entry pointed at is always there.
    """
    if sum(heights) <= room:
        return 0, len(heights)
    room -= 1
    first = min(first, pointed)
    while first < pointed and sum(heights[first : pointed + 1]) > room:
        first += 1
    last = pointed + 1
    while last < len(heights) and sum(heights[first : last + 1]) <= room:
        last += 1
    while first > 0 and sum(heights[first - 1 : last]) <= room:
        first -= 1
    return first, last


def _choices(prompt: Prompt, voice: Voice) -> list[Choice]:
    several = prompt.form is Form.SEVERAL
    choices = [
        Choice(option.label, option.key, checked=several and option.key in prompt.suggested)
        for option in prompt.options
    ]
    if prompt.back:
        choices.append(Choice(f"← {voice.say('back to the previous question')}", BACK))
    return choices
