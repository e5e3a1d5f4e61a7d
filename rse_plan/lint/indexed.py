"""One index of a library for all rules of a run: making it costs more than most rules do."""

from __future__ import annotations

from functools import lru_cache

from rse_plan.library import Index, Library


class Same:
    """A library as the key of what is worked out from it: the very object, for its content has no hash."""

    def __init__(self, library: Library) -> None:
        self.library = library

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Same) and other.library is self.library

    def __hash__(self) -> int:
        return id(self.library)


def index_of(library: Library) -> Index:
    """Where each item of a library stands; the same object as long as the library is."""
    return _index(Same(library))


@lru_cache(maxsize=1)
def _index(same: Same) -> Index:
    return Index(same.library)
