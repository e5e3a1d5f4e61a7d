"""The lines of a sheet as a form for a spreadsheet program."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from itertools import groupby

from rse_plan.formats.workbook import CellKind, Form, FormRow
from rse_plan.interview.sheets import Entry, Handout
from rse_plan.interview.tracks import TITLES
from rse_plan.interview.voice import Voice
from rse_plan.model.question import MAX_ANSWER, MAX_NAME, Question

PICKED = "="
"""Between a question and one of its choices, where each choice is a line of its own."""
ANSWER = "Answer"
"""What stands above the column to fill in, in English."""
_EXAMPLE = date(2027, 1, 31)
_AUGUST = (date(2027, 8, 2), date(2027, 8, 20))
_NO_DAY = date(2000, 1, 1)
_KINDS = {"integer": CellKind.INTEGER, "date": CellKind.DATE}


def as_form(handout: Handout, voice: Voice) -> Form:
    """The form, its questions under the headings they share."""
    return Form(
        title=title(handout, voice),
        instructions=(
            opening(handout, voice),
            voice.say(
                "Answer what you know in the coloured column, and leave the rest empty: until somebody "
                "knows, the plan goes on with what it assumes."
            ),
            voice.say("Then save the file as .xlsx and send it back to whoever sent it to you."),
        ),
        headings=(
            voice.say("Question"),
            voice.say(ANSWER),
            voice.say("Why it is asked"),
            voice.say("How to answer"),
        ),
        rows=tuple(_rows(handout.entries, voice)),
        stamp=handout.mark.written(voice.language, handout.track),
        sheet_name=voice.say("Questions"),
        lists_name=voice.say("Lists"),
        refusal=voice.say("This does not fit: the last column says how to answer."),
        made_on=handout.start or _NO_DAY,
    )


def title(handout: Handout, voice: Voice) -> str:
    """Whose questions these are, and of which organisation."""
    reader = voice.say(TITLES[handout.track])
    if not handout.organisation:
        return voice.say("Questions for {reader}", reader=reader)
    return voice.say(
        "{organisation}: questions for {reader}", organisation=handout.organisation, reader=reader
    )


def opening(handout: Handout, voice: Voice) -> str:
    """What the reader is to know before the first question."""
    return voice.say(
        "The deployment of an enterprise social network is being planned. Questions for you: {count}.",
        count=len(handout.entries),
    )


def _rows(entries: Sequence[Entry], voice: Voice) -> Iterator[FormRow]:
    for heading, run in groupby(entries, key=lambda entry: entry.heading):
        yield FormRow(question=heading)
        for entry in run:
            yield from _picked_apart(entry, voice) if entry.several else [_row(entry, voice)]


def _row(entry: Entry, voice: Voice) -> FormRow:
    options = [choice.label for choice in entry.choices]
    if options and entry.may_be_unknown:
        options.append(voice.say("I don’t know yet"))
    return FormRow(
        key=entry.key,
        question=entry.label,
        why=entry.why,
        how=" ".join(how_to_answer(entry, voice)),
        kind=_KINDS.get(entry.question.type, CellKind.TEXT),
        options=tuple(options),
        least=entry.question.min,
        most=entry.question.max,
    )


def _picked_apart(entry: Entry, voice: Voice) -> Iterator[FormRow]:
    """A line for each choice: a drop-down holds one answer, not several."""
    for number, choice in enumerate(entry.choices):
        yield FormRow(
            key=f"{entry.key}{PICKED}{choice.value}",
            question=f"{entry.label}\n→ {choice.label}",
            why="" if number else entry.why,
            how="" if number else " ".join(how_to_answer(entry, voice)),
            options=(voice.say("yes"), voice.say("no")),
        )


def how_to_answer(entry: Entry, voice: Voice) -> Iterator[str]:
    """What may be answered, and what is taken meanwhile."""
    yield _what_fits(entry, voice)
    if entry.assumed:
        yield voice.say("Until then the plan assumes: {value}.", value=entry.assumed)


def _what_fits(entry: Entry, voice: Voice) -> str:
    question = entry.question
    if entry.several:
        return voice.say("Say yes to each that holds.")
    if question.type in ("choice", "boolean"):
        return voice.say("Pick from the list.")
    if question.type == "date":
        return voice.say("A date, such as {day}.", day=voice.typed_day(_EXAMPLE))
    if question.type == "periods":
        days = f"{voice.typed_day(_AUGUST[0])} > {voice.typed_day(_AUGUST[1])}"
        return voice.say("Days, such as {days}; a semicolon between two periods.", days=days)
    if question.type == "integer":
        return number_wanted(question, voice)
    limit = MAX_NAME if question.id.endswith(".name") else MAX_ANSWER
    return voice.say(
        "In your own words, on one line of at most {limit} characters.", limit=voice.value(question, limit)
    )


def number_wanted(question: Question, voice: Voice) -> str:
    """A whole number within its bounds, in words, and what 0 means where it means none."""
    wanted = _number_within(question, voice)
    if question.nothing is None:
        return wanted
    return f"{wanted} {voice.say('0: {nothing}.', nothing=voice.value(question, 0))}"


def _number_within(question: Question, voice: Voice) -> str:
    if question.min is None:
        return voice.say("A whole number.")
    if question.max is None:
        return voice.say("A whole number, at least {least}.", least=question.min)
    return voice.say("A whole number from {least} to {most}.", least=question.min, most=question.max)
