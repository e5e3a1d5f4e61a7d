"""A comparison of B with A held against that of A with B."""

from __future__ import annotations

from rse_plan.planning.comparison import MIRRORED, Amounts, Moves, Shift


def mirrored(there: Moves, back: Moves) -> None:
    """Every number negated, added for removed, old for new."""
    assert there.keys() == back.keys()
    assert {name: turned(each) for name, each in there.dates.items()} == back.dates
    assert {each.now.id: (turned(each.start), turned(each.finish)) for each in there.moved} == {
        each.now.id: (each.start, each.finish) for each in back.moved
    }
    assert {item.id for item in there.added} == {item.id for item in back.removed}
    assert {item.id for item in there.removed} == {item.id for item in back.added}
    for one, other in ((there.hours, back.hours), (there.totals, back.totals)):
        assert {Amounts(each.name, each.now, each.former) for each in one} == set(other)
    for name in ("communities", "asks", "risks", "kpis"):
        one, other = getattr(there, name), getattr(back, name)
        assert ids(one.added) == ids(other.removed)
        assert ids(one.removed) == ids(other.added)
        assert {each.now.id: turned(each.due) for each in one.changed} == {
            each.now.id: each.due for each in other.changed
        }
    assert {(each.question, each.element, MIRRORED[each.turn]) for each in there.assumptions} == {
        (each.question, each.element, each.turn) for each in back.assumptions
    }


def ids(found: tuple[object, ...]) -> set[str]:
    return {one.id for one in found}  # type: ignore[attr-defined]  # each sort has an id


def turned(shift: Shift | None) -> Shift | None:
    if shift is None:
        return None
    negated = [None if days is None else -days for days in (shift.days, shift.working)]
    return Shift(shift.now, shift.former, *negated)
