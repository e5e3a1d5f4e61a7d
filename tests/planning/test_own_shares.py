"""Shares of what the answers change and add themselves (`adjust:`, `add:`)."""

from __future__ import annotations

from functools import cache

import pytest
from both_ends import mirrored

from rse_plan.documents.diff_view import Compared, DiffView
from rse_plan.documents.words import Words
from rse_plan.library import Library
from rse_plan.library.compiled import bundled_folder, read_library
from rse_plan.library.with_answers import answers_in
from rse_plan.pipeline import remade
from rse_plan.planning.causes import explained, share_of
from rse_plan.planning.changes import Side
from rse_plan.planning.facts import FactSheet
from rse_plan.planning.outline import Outline, outline_of
from rse_plan.resources import example_path
from rse_plan.source.yaml_reader import read_text

LONGER = """
adjust:
  - {item: framing/interviews, duration: 15d, why: Two more regions}
"""
MORE = """
# The same change, and more.
adjust:
  - {item: framing/criteria, start: 2027-03-01, why: The committee of March}
  - {item: framing/interviews, duration: 15d, why: Two more regions}
  - {item: own/visit, note: With two of its people}
add:
  - id: own/visit
    phase: prepare
    title: Visit the pilot store
    raci: {R: project-lead, A: business}
    duration: 3d
    effort: {project-lead: 2d}
"""


@cache
def bundled() -> Library:
    return read_library((bundled_folder(),))


def side(path: str, more: str = "") -> Side:
    reading = read_text(example_path("weldom").read_text(encoding="utf-8") + more, path)
    assert reading.document is not None
    answers, faults = answers_in(reading.document, bundled())
    assert faults == ()
    return Side(answers, bundled())


def outlined(one: Side) -> Outline:
    return outline_of(remade(one.answers, one.library), FactSheet(one.answers, one.library))


@pytest.mark.whole
def test_own_changes_and_items_have_their_shares() -> None:
    former, now = side("a.yaml", LONGER), side("b.yaml", MORE)
    there, back = explained(former, now, outlined), explained(now, former, outlined)
    mirrored(there.moves, back.moves)
    told = [[(change.kind.value, change.name) for change in cause.changes] for cause in there.causes]
    assert sorted(told) == [
        [("adjust", "framing/criteria")],
        [("adjust", "own/visit"), ("add", "add")],
    ]
    whole = share_of(there.moves)
    for name, more in whole.totals.items():
        assert sum(cause.share.totals[name] for cause in there.causes) == more
    assert whole.totals["effort"] == 14 * 60
    added = there.causes[-1].changes[-1]
    assert [(item.ref, item.former, str(item.now)[:7]) for item in added.items] == [
        ("own/visit", None, "b.yaml:")
    ]


@pytest.mark.whole
def test_a_mail_names_own_work_by_its_titles() -> None:
    former, now = side("a.yaml"), side("b.yaml", MORE)
    found = explained(former, now, outlined)
    compared = Compared(former="a", now="b", moves=found.moves, causes=found.causes)
    page = DiffView(compared, Words("en"), shared=True).page(None)
    text = "\n".join(line for part in page.parts for line in part.lines)
    assert "own items: Visit the pilot store" in text
    assert "own/visit" not in text
    assert "framing/" not in text


def test_comments_and_places_are_no_difference() -> None:
    former, now = side("a.yaml", LONGER), side("b.yaml", f"\n# moved down\n{LONGER}")
    assert explained(former, now, outlined).causes == ()
