"""A library as the key of what is worked out from it once for all rules of a run."""

from __future__ import annotations

from rse_plan.library import Library


class Same:
    """The very object: what it holds has no hash, and another like it is another."""

    def __init__(self, library: Library) -> None:
        self.library = library

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Same) and other.library is self.library

    def __hash__(self) -> int:
        return id(self.library)
