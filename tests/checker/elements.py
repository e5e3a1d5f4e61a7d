"""Which elements of loops belong together, and which communities each stands for."""

from __future__ import annotations

from collections.abc import Mapping
from itertools import product

from checker.calendars import Calendars


class Elements(Calendars):
    """Employers, communities, waves and sponsors, as items name them."""

    def together(self, one: Mapping[str, str], other: Mapping[str, str]) -> bool:
        """Whether elements belong together: none of one loop differs, and they share communities.

        Sponsors belong to nobody, so all of them are meant.
        """
        if any(other.get(kind, id_) != id_ for kind, id_ in one.items()):
            return False
        pairs = product(one.items(), other.items())
        apart = [(a, b) for a, b in pairs if a[0] != b[0] and "sponsor" not in (a[0], b[0])]
        return all(self.members(*a) & self.members(*b) for a, b in apart)

    def communities(self, elements: Mapping[str, str]) -> set[str]:
        everyone = {each.id for each in self.plan.communities}
        return everyone.intersection(*(self.members(kind, id_) for kind, id_ in elements.items()))

    def members(self, kind: str, id_: str) -> set[str]:
        """The communities that an element of a loop stands for."""
        if kind == "community":
            return {id_}
        if kind == "wave":
            return {each.id for each in self.plan.communities if f"wave-{each.wave}" == id_}
        if kind == "employer":
            return {each.id for each in self.plan.communities if id_ in each.employers}
        return {each.id for each in self.plan.communities}

    def wave(self, elements: Mapping[str, str]) -> int:
        number = {each.id: each.wave for each in self.plan.communities}
        found = elements.get("wave", f"wave-{number.get(elements.get('community', ''), 0)}")
        return int(found.removeprefix("wave-"))
