"""What the tables of a spreadsheet have in common: the columns of roles and places, people's own names."""

from __future__ import annotations

from collections.abc import Mapping

from rse_plan.documents.sheets import Column, Holds
from rse_plan.documents.telling import Telling


def id_column(telling: Telling) -> Column:
    """What a row is, for those who read the table back: it never changes, and nobody needs to see it."""
    return Column(key="id", title=telling.words.say("Id"), width=24, hidden=True)


def note_column(telling: Telling) -> Column:
    """Room for whoever keeps the table up."""
    return Column(key="note", title=telling.words.say("Note"), width=30, printed=False, filled=True)


def sources_column(telling: Telling) -> Column:
    """Numbers of the sheet of sources."""
    return Column(key="sources", title=telling.words.say("Sources"), width=12, printed=False)


def place_column(telling: Telling) -> Column:
    """For which community or employer it is."""
    title = telling.words.say("Community or employer")
    return Column(key="place", title=title, width=24, printed=False)


def owner_columns(telling: Telling) -> tuple[Column, Column]:
    """A role, and who holds it."""
    words = telling.words
    return (
        Column(key="owner", title=words.say("Owner"), width=18),
        Column(key="name", title=words.say("Name"), width=18, filled=True),
    )


def share_column(key: str, title: str) -> Column:
    """A share of the people counted."""
    return Column(key=key, title=title, width=10, holds=Holds.SHARE)


def owned(telling: Telling, role: str) -> tuple[str, str]:
    """A role in words, and the whole name of who holds it, as it was given: programs look people up by it."""
    person = telling.plan.people.get(role)
    return telling.words.capital(telling.role(role)), (person.name or "") if person else ""


def place(telling: Telling, elements: Mapping[str, str]) -> str:
    """The names of the community and the employer that an item is for; nothing where it is for all."""
    plan = telling.plan
    names = {
        **{("community", community.id): community.name for community in plan.communities},
        **{("employer", employer.id): employer.name for employer in plan.employers},
    }
    found = [names[element] for element in elements.items() if element in names]
    return telling.words.pause.join(found)


def yes_if(telling: Telling, holds: bool) -> str:
    """“Yes”, or nothing: a column of “no” hides the few that matter."""
    return telling.words.say("yes") if holds else ""


def cited(telling: Telling, sources: tuple[str, ...]) -> str:
    """Sources as “[1, 4]”: a number in brackets is no number to a spreadsheet program."""
    return "".join(str(part) for part in telling.cite(*sources).parts[1:])
