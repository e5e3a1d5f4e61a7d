"""What an answers file changes in the plan by `adjust:`, read as plain YAML and held against each item."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any

from rse_plan.planning.plan import Plan, Planned


class Own:
    """The entries of an answers file: of two for a key, that of the instance counts."""

    def __init__(self, answers: Mapping[str, Any]) -> None:
        self._entries: list[Mapping[str, Any]] = answers.get("adjust", [])

    def entry(self, item: Planned, key: str) -> Mapping[str, Any] | None:
        """The entry that changes a key of an item."""
        names = (item.id, item.chosen.ref)
        found = [one for name in names for one in self._entries if one["item"] == name and key in one]
        return found[0] if found else None

    def day(self, item: Planned, key: str) -> date | None:
        """The day that an entry gives an item."""
        found = self.entry(item, key)
        return found[key] if found is not None else None

    def is_lawful(self, item: Planned) -> bool:
        """Whether the delay of the law holds for a gate, whatever day it is given."""
        found = self.entry(item, "finish")
        return item.legal and found is not None and "legal_basis" not in found

    def broken(self, item: Planned) -> Iterator[str]:
        """What an entry says and an item does not show."""
        skip, title, owner = (self.entry(item, key) for key in ("skip", "title", "owner"))
        if skip is not None and skip["skip"]:
            yield "is left out in the answers, and is in the plan"
        if title is not None and title["title"] not in (item.item.title.en, item.item.title.fr):
            yield f"is called {item.item.title.en}, not {title['title']}"
        if owner is not None and item.owner != owner["owner"]:
            yield f"is {item.owner}’s, not {owner['owner']}’s"
        if len(item.item.raci.accountable) != 1:
            yield "has not exactly one who answers for it"
        length = self.entry(item, "duration")
        if length is not None and isinstance(length["duration"], str):
            stated = str(getattr(item.item, "duration", None))
            if stated != length["duration"]:
                yield f"takes {stated}, not {length['duration']}"


def added(plan: Plan) -> list[Planned]:
    """The items that the answers add."""
    return [item for item in plan.items if item.chosen.ref.startswith("own/")]
