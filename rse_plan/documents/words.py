"""The words of a language: sentences, dates, numbers, durations, lists, set as the language wants."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from functools import lru_cache
from string import Formatter
from typing import Literal

from babel import Locale
from babel.dates import format_date
from babel.lists import format_list
from babel.numbers import format_decimal, format_percent

from rse_plan.documents.foreign import foreign_in
from rse_plan.documents.texts import fill
from rse_plan.documents.tree import Cite, Leaf, Line, Passage, flattened, line
from rse_plan.documents.typography import FINE, FIRM, setter
from rse_plan.locales import translator
from rse_plan.model.amounts import Amount, Unit
from rse_plan.model.base import Text
from rse_plan.model.periods import AUGUST, YEAR_END, AnyPeriod, Period
from rse_plan.planning.plan import Reason, Shown, State, Wording

Day = date
"""Its own name: a method below is called `date`."""

_TAGS = {"en": "en-GB", "fr": "fr-FR"}
_SPELLED = ("one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten")
_UNITS = {
    Unit.WORKING_DAY: ("1 working day", "{count} working days"),
    Unit.WORKING_WEEK: ("1 week", "{count} weeks"),
    Unit.CALENDAR_DAY: ("1 day", "{count} days"),
    Unit.CALENDAR_WEEK: ("1 week", "{count} weeks"),
    Unit.MONTH: ("1 month", "{count} months"),
    Unit.HOUR: ("1 hour", "{count} hours"),
}


class Words:
    """Everything that is said in one language; `language` is en or fr."""

    def __init__(self, language: str) -> None:
        self.language = language
        self.tag = _TAGS.get(language, language)
        """For the language attribute of documents."""
        self.pause = f"{FINE}; " if language == "fr" else "; "
        """Between things of a series that hold commas."""
        self._locale = Locale.parse(self.tag, sep="-")
        self._translate = translator(language)
        self._set = setter(language)

    # Sentences

    def say(self, wording: str, **values: object) -> str:
        """An English wording in this language, its {named} gaps filled when values are given."""
        translated = self._translate(wording)
        return self.typed(translated.format(**values) if values else translated)

    def sentence(self, wording: str, **values: Line | str) -> Line:
        """The same, with gaps that may hold emphasis, links and source numbers."""
        parts = Line()
        for literal, name, _, _ in Formatter().parse(self._translate(wording)):
            if literal:
                parts = parts + line(self._set(literal, _last_sign(parts)))
            if name is not None:
                parts = parts + self._inserted(values[name], _last_sign(parts))
        return parts

    def count(self, one: str, many: str, number: int, **values: object) -> str:
        """A wording for one, another for {count} of them."""
        few = number in (0, 1) if self.language == "fr" else number == 1
        return self.say(one if few and number else many, count=self.number(number), **values)

    def typed(self, text: str) -> str:
        """A plain text with its signs set as the language wants, whatever was typed."""
        return self._set(text, "")

    def capital(self, text: str) -> str:
        """The same text beginning with a capital letter."""
        return text[:1].upper() + text[1:]

    def _inserted(self, value: Line | str, before: str) -> Line:
        return value if isinstance(value, Line) else line(self._set(value, before))

    # Texts of playbooks and answers

    def passage(self, wording: Wording) -> Passage:
        """A text of a playbook, its gaps filled."""
        text = wording.text.in_(self.language)
        if not wording.values and "{{" not in text:
            return _without_gaps(text, self.language)

        def value(name: str) -> str:
            return self._gap(name, wording.values)

        return fill(foreign_in(text, self.language), value, self._set)

    def line(self, wording: Wording) -> Line:
        """The same, on one line."""
        return flattened(self.passage(wording))

    def text(self, wording: Wording) -> str:
        """The same, without emphasis or links."""
        return self.line(wording).plain

    def quoted(self, text: str) -> str:
        """A text between quotation marks."""
        return self.say("“{name}”", name=self.within_quotes(text))

    def within_quotes(self, text: str) -> str:
        """A text that stands between quotation marks: those within it are the inner ones."""
        if self.language == "fr":
            return text.replace("«\u00a0", "“").replace("\u00a0»", "”")
        return text.replace("“", "‘").replace("”", "’")

    def title(self, text: Text) -> str:
        """A text without gaps, such as a role's title."""
        return self.text(Wording(text))

    def _gap(self, name: str, values: Mapping[str, Shown]) -> str:
        shown = values.get(name)
        if shown is None:
            return self.say("‹to be completed: {name}›", name=name)
        if is_blank(shown):
            return self.say("‹to be completed: {name}›", name=shown.name.in_(self.language))
        return self.value(shown)

    def value(self, shown: Shown) -> str:
        """A value in words: the labels of choices, dates and numbers of this language."""
        value = shown.value
        if shown.state is State.ABSENT:
            return self.say("does not apply")
        if shown.labels:
            return self.listed(label.in_(self.language) for label in shown.labels)
        if isinstance(value, bool):
            return self.say("yes") if value else self.say("no")
        if isinstance(value, int):
            return self.number(value)
        if isinstance(value, date):
            return self.date(value)
        if isinstance(value, tuple):
            return self.listed(self._member(member) for member in value) or self.say("none")
        return self.typed(value) if value else self.say("not known")

    def _member(self, member: str | AnyPeriod) -> str:
        return member if isinstance(member, str) else self.any_period(member)

    def any_period(self, period: AnyPeriod) -> str:
        """Days from one to another, or the name of those that come back every year."""
        if isinstance(period, Period):
            return self.period(period.first, period.last)
        if period.name == AUGUST:
            return self.say("August, every year")
        if period.name == YEAR_END:
            return self.say("24 December to 2 January, every year")
        if period.zone is None:
            return self.say("school holidays")
        return self.say("school holidays (zone {zone})", zone=period.zone)

    def named(self, shown: Shown) -> str:
        """A value with what it is: “works council: yes, a single one (assumed)”."""
        assumed = shown.state is State.ASSUMED
        wording = "{name}: {value} (assumed)" if assumed else "{name}: {value}"
        return self.say(wording, name=shown.name.in_(self.language), value=self.value(shown))

    def reason(self, reason: Reason) -> str:
        """Why, in words; what the lead alone may know is not told (semantics 26)."""
        return self.say("decided by the project team") if reason.private else self.named(reason.shown)

    # Dates

    def day(self, day: Day, near: Day | None = None) -> str:
        """22 Jan; with its year when that is not the year of `near`."""
        text = format_date(day, "d MMM", locale=self._locale)
        if near is not None and near.year != day.year:
            text = f"{text} {day.year}"
        return self._first(day, text).replace(" ", FIRM)

    def date(self, day: Day) -> str:
        """22 January 2027."""
        return self._first(day, format_date(day, "d MMMM y", locale=self._locale))

    def day_and_month(self, day: Day, near: Day) -> str:
        """22 January; with its year when that is not the year of `near`."""
        if day.year != near.year:
            return self.date(day)
        return self._first(day, format_date(day, "d MMMM", locale=self._locale))

    def weekday(self, day: Day) -> str:
        """Friday 22 January 2027."""
        name = format_date(day, "EEEE", locale=self._locale)
        return f"{name} {self.date(day)}"

    def month(self, day: Day) -> str:
        """Jan."""
        return format_date(day, "LLL", locale=self._locale)

    def period(self, first: Day, last: Day, near: Day | None = None) -> str:
        """From 4 to 15 January: “4–15 Jan”; days of two years have both."""
        if first == last:
            return self.day(first, near)
        near = near or first
        if (first.year, first.month) == (last.year, last.month):
            return f"{first.day}–{self.day(last, near)}" if first.day > 1 else self._from_first(last, near)
        if first.year == last.year:
            return f"{self.day(first)} – {self.day(last, near)}"
        return f"{self.day(first, last)} – {self.day(last, first)}"

    def _from_first(self, last: Day, near: Day) -> str:
        return f"{self._first(last.replace(day=1), '1')}–{self.day(last, near)}"

    def _first(self, day: Day, text: str) -> str:
        """French says “1er” for the first of a month only."""
        return f"1er{text[1:]}" if self.language == "fr" and day.day == 1 else text

    # Numbers and amounts

    def number(self, number: float) -> str:
        """Thousands apart, at most one decimal."""
        return format_decimal(number, format="#,##0.#", locale=self._locale)

    def spelled(self, number: int) -> str:
        """Up to ten in letters."""
        return self.say(_SPELLED[number - 1]) if 1 <= number <= len(_SPELLED) else self.number(number)

    def share(self, share: float) -> str:
        """0.7 as 70%."""
        return self.typed(format_percent(share, locale=self._locale))

    def hours(self, minutes: int) -> str:
        """100 minutes as 1 h 40."""
        whole, rest = divmod(minutes, 60)
        if not whole:
            return f"{rest}{FIRM}min"
        return f"{whole}{FIRM}h{FIRM}{rest:02}" if rest else f"{self.number(whole)}{FIRM}h"

    def weekly(self, hours: float) -> str:
        """Hours of a week, rounded up to whole ones from ten on."""
        return f"{self.number(round(hours) if hours >= 10 else hours)}{FIRM}h"

    def effort(self, minutes: int, hours_a_day: int) -> str:
        """Person-days, whole ones from ten on; hours below one day."""
        if minutes < hours_a_day * 60:
            return self.hours(minutes)
        days = minutes / (hours_a_day * 60)
        days = round(days) if days >= 10 else round(days, 1)
        few = days < 2 if self.language == "fr" else days == 1
        return self.say("{count} day" if few else "{count} days", count=self.number(days))

    def lapse(self, amount: Amount) -> str:
        """10cw as ten weeks, in figures."""
        one, many = _UNITS[amount.unit]
        return self.count(one, many, int(amount.count))

    def listed(self, items: Iterable[str], style: Literal["standard", "or"] = "standard") -> str:
        """a, b and c."""
        return self.typed(format_list([*items], style=style, locale=self._locale))


def _last_sign(words: Line) -> str:
    """What stands before the next words."""
    if words.parts and isinstance(words.parts[-1], Cite):
        return "]"
    return words.plain[-1:]


def is_blank(shown: Shown) -> bool:
    """Whether nothing can be printed: a text that nobody has given."""
    return shown.state is not State.ABSENT and shown.value in (None, "")


def shortened(text: str, most: int) -> str:
    """The same for plain words, such as a name that somebody made very long."""
    return cut(line(text), most).plain


def cut(words: Line, most: int) -> Line:
    """At most so many characters, cut at a word with “…”; sources are kept (semantics 36)."""
    text = words.plain
    if len(text) <= most:
        return words
    kept = text[: most - 1].rsplit(" ", 1)[0].rstrip(f" ,;:.(–{FIRM}{FINE}")
    cites = tuple(part for part in words.parts if isinstance(part, Cite))
    return line(f"{kept}{FIRM}…") + (Line((Leaf(" "), *cites)) if cites else Line())


@lru_cache(maxsize=4096)
def _without_gaps(text: str, language: str) -> Passage:
    """A text that is the same wherever it stands: three documents and each format say it again."""
    return fill(foreign_in(text, language), str, setter(language))
