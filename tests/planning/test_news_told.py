"""Where what moved is traced back to."""

from __future__ import annotations

from shipped_plans import made

from rse_plan.planning.news import Because, Root
from rse_plan.planning.outline import outline_of


def test_what_moved_for_the_same_gone_item_is_one_development() -> None:
    gone = next(iter(outline_of(made("weldom")).items.values()))
    roots = [Root(because=Because.GONE, gone=gone) for _ in range(2)]
    assert len(set(roots)) == 1
