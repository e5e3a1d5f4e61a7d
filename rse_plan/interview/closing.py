"""How the interview ends: when the pilot could open, what that rests on, and what to do next."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from rse_plan.documents.words import Words
from rse_plan.interview.voice import Voice

if TYPE_CHECKING:
    from rse_plan.interview.outlook import Outlook, Worth
    from rse_plan.planning.plan import Plan


@dataclass(frozen=True, slots=True, kw_only=True)
class Commands:
    """What to type for these answers."""

    render: str
    check: str
    change: str
    """Shows every answer, to be picked and changed."""
    rest: str = ""
    """Asks what was not asked; empty where nothing is left."""


def closing(found: Outlook | None, path: str, commands: Commands, voice: Voice) -> str:
    """The last lines: what the answers lead to, that the file is confidential, and what to type next.

    Without an outlook, nothing is said of the plan.
    """
    return "\n".join(
        (
            *(_told(found, commands, voice) if found is not None else ()),
            voice.say(
                "{path} is complete. To change an answer: {command}", path=path, command=commands.change
            ),
            *_rest(commands, voice),
            voice.say("It is confidential: share the documents, not this file."),
            voice.say("Next: {command}", command=commands.render),
        )
    )


def _rest(commands: Commands, voice: Voice) -> Iterator[str]:
    if commands.rest:
        yield voice.say("To put answers in the place of assumptions: {command}", command=commands.rest)


def _told(found: Outlook, commands: Commands, voice: Voice) -> Iterator[str]:
    if found.fault is not None:
        yield voice.say(
            "No plan can be made of these answers yet: {fault}.", fault=voice.word(found.fault.message)
        )
        if found.fault.help is not None:
            yield f"  {voice.word(found.fault.help)}"
    elif found.made is not None:
        yield _result(found.made, voice)
        yield from _target(found.made, commands, voice)
        if found.worth:
            words = Words(voice.language)
            first = words.pause.join(_first(worth, words) for worth in found.worth)
            yield voice.say("Worth finding out first: {answers}.", answers=first)


def _result(made: Plan, voice: Voice) -> str:
    words = Words(voice.language)
    opening = (
        voice.say("The pilot could open on {day}", day=words.date(made.first_opening))
        if made.first_opening is not None
        else voice.say("No community opens yet")
    )
    if not made.assumptions:
        return voice.say("{opening}; nothing is assumed.", opening=opening)
    critical = sum(each.critical for each in made.assumptions)
    return voice.say(
        "{opening}; {assumptions}, {critical}.",
        opening=opening,
        assumptions=words.count("1 assumption", "{count} assumptions", len(made.assumptions)),
        critical=words.count("1 on the critical path", "{count} on the critical path", critical)
        if critical
        else voice.say("none on the critical path"),
    )


def _target(made: Plan, commands: Commands, voice: Voice) -> Iterator[str]:
    """That the day wanted does not hold, and where to look for what would make it hold."""
    shown = made.facts.get("calendar.target")
    wanted = shown.value if shown is not None else None
    if isinstance(wanted, date) and made.first_opening is not None and made.first_opening > wanted:
        yield voice.say(
            "That is after the day wanted, {day}; {command} says what would make it hold.",
            day=Words(voice.language).date(wanted),
            command=commands.check,
        )


def _first(worth: Worth, words: Words) -> str:
    name = words.typed(worth.assumption.shown.name.in_(words.language))
    if worth.element:
        name = words.say("{name} – {element}", name=name, element=worth.element)
    if not worth.days:
        return name
    days = words.count("up to 1 day", "up to {count} days", worth.days)
    return words.say("{name}, {days}", name=name, days=days)
