"""The lines of a sheet as YAML for an editor: the part of an answers file that somebody is to fill in."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from textwrap import wrap

from rse_plan.interview.phrasing import UNKNOWN
from rse_plan.interview.sheet_form import number_wanted, opening, title
from rse_plan.interview.sheets import Entry, Handout
from rse_plan.interview.voice import Voice

_WIDTH = 96


def as_yaml_sheet(handout: Handout, voice: Voice) -> str:
    """The file: every question a remark above its key, which has no value yet."""
    lines = [
        f"# {title(handout, voice)}",
        "#",
        *_remark(opening(handout, voice)),
        *_remark(
            voice.say(
                "Write each answer behind its colon, and leave what you do not know as it is. "
                "Texts stand in quotation marks. Then send the file back to whoever sent it to you."
            )
        ),
        f"# {handout.mark.written(voice.language, handout.track)}",
        "kind: answers",
        "format: 1",
        f"language: {voice.language}",
    ]
    for key, entries in _by_key(handout.entries).items():
        lines += ["", f"{key}:", *_below(entries, voice)]
    return "\n".join(lines) + "\n"


def _by_key(entries: Iterable[Entry]) -> dict[str, list[Entry]]:
    """The entries by the key of the file that they stand under."""
    found: dict[str, list[Entry]] = {}
    for entry in entries:
        section = entry.question.group or entry.question.id.partition(".")[0]
        found.setdefault("people" if entry.question.hours_of is not None else section, []).append(entry)
    return found


def _below(entries: list[Entry], voice: Voice) -> Iterator[str]:
    element = None
    for entry in entries:
        if (role := entry.question.hours_of) is not None:
            yield f"  {role}:"
            yield from _lines(entry, "hours", 4, voice)
            continue
        if entry.element is not None and entry.element != element:
            element = entry.element
            yield f"  - id: {element}  # {entry.heading}"
        indent = 2 if element is None else 4
        yield from _lines(entry, entry.question.id.partition(".")[2], indent, voice)


def _lines(entry: Entry, key: str, indent: int, voice: Voice) -> Iterator[str]:
    for text in filter(None, (entry.label, entry.why, _what_fits(entry, voice), _meanwhile(entry, voice))):
        yield from _remark(text, indent)
    yield f"{' ' * indent}{key}:"


def _meanwhile(entry: Entry, voice: Voice) -> str:
    return voice.say("Until then the plan assumes: {value}.", value=entry.assumed) if entry.assumed else ""


def _what_fits(entry: Entry, voice: Voice) -> str:
    """What may stand behind the colon, as the file writes it."""
    question = entry.question
    names = [f"{choice.value} ({choice.label})" for choice in entry.choices]
    if entry.several:
        return voice.say(
            "Any of these, as in [{first}]: {names}.", first=_first(entry), names=", ".join(names)
        )
    if entry.choices:
        if entry.may_be_unknown:
            names.append(f"{UNKNOWN} ({voice.say('I don’t know yet')})")
        return voice.say("One of these: {names}.", names=", ".join(names))
    if question.type == "date":
        return voice.say("A date, such as {day}.", day="2027-01-31")
    if question.type == "periods":
        return voice.say("Periods, such as {example}.", example="[{from: 2027-08-02, to: 2027-08-20}]")
    if question.type == "integer":
        return number_wanted(question, voice)
    return voice.say("In your own words, on one line, as in {example}.", example='"…"')


def _first(entry: Entry) -> str:
    return ", ".join(choice.value for choice in entry.choices[:2])


def _remark(text: str, indent: int = 0) -> Iterator[str]:
    """A text as remarks that fit a screen; spaces that no line breaks at keep their words together."""
    start = " " * indent + "# "
    yield from (start + line for line in wrap(text, _WIDTH - len(start), break_on_hyphens=False))
