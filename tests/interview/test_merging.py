"""A sheet that comes back beside a file that knows things too: nothing of the file is written over."""

from __future__ import annotations

from typing import Any

from filled_sheets import (
    FILE,
    facts,
    from_text,
)

from rse_plan.interview.merging import Merged, merge
from rse_plan.interview.voice import Voice
from rse_plan.library import Library
from rse_plan.model.answers import Answers


def merged(text: str, library: Library, returned: str) -> Merged:
    sheet = facts(text, library)
    found = from_text(sheet, returned)
    assert found.is_sound
    return merge(sheet, found.settings, Voice("en"))


def held(answers: Answers, name: str, group: str = "", id_: str = "") -> Any:
    if not group:
        return answers.values[name].value if name in answers.values else "nothing"
    element = next(one for one in answers.groups[group] if one.id == id_)
    return element.answers[name].value if name in element.answers else "nothing"


def test_what_is_missing_or_unknown_is_taken(bundled: Library) -> None:
    found = merged(FILE, bundled, "employers: [{id: weldom, works_council: single, unions: true}]\n")
    assert held(found.answers, "employer.works_council", "employers", "weldom") == "single"
    assert held(found.answers, "employer.unions", "employers", "weldom") is True
    assert len(found.taken) == 2


def test_what_the_file_knows_stays_and_the_other_value_is_shown(bundled: Library) -> None:
    found = merged(FILE, bundled, "employers: [{id: weldom, headcount: 320, unions: true}]\n")
    assert held(found.answers, "employer.headcount", "employers", "weldom") == 900
    assert [(one.setting.value, one.kept.value, one.kept.span.line) for one in found.conflicts] == [
        (320, 900, 4)
    ]
    assert [one.key for one in found.taken] == ["employer.unions"]


def test_the_same_answer_and_not_knowing_what_is_known_are_no_conflicts(bundled: Library) -> None:
    found = merged(FILE, bundled, "employers: [{id: weldom, headcount: 900, works_council: unknown}]\n")
    assert (found.taken, found.conflicts) == ((), ())
    again = merged(FILE, bundled, "employers: [{id: weldom, headcount: unknown}]\n")
    assert (again.taken, again.conflicts) == ((), ())


def test_an_answer_that_is_not_asked_any_more_is_left_out(bundled: Library) -> None:
    text = FILE.replace("works_council: unknown", "works_council: none")
    found = merged(text, bundled, "employers: [{id: weldom, council_expert: true, unions: true}]\n")
    assert [one.key for one in found.pointless] == ["employer.council_expert"]
    assert held(found.answers, "employer.council_expert", "employers", "weldom") == "nothing"
    assert held(found.answers, "employer.unions", "employers", "weldom") is True


def test_answers_of_one_sheet_count_together(bundled: Library) -> None:
    """The expert is asked about while there is a council: the sheet's own answer says that there is none."""
    found = merged(FILE, bundled, "employers: [{id: weldom, council_expert: true, works_council: none}]\n")
    assert [one.key for one in found.pointless] == ["employer.council_expert"]
    assert [one.key for one in found.taken] == ["employer.works_council"]


def test_what_a_sheet_makes_pointless_leaves_the_file(bundled: Library) -> None:
    text = FILE.replace("employers: one}", "employers: one, hourly_pay: true}")
    found = merged(text, bundled, "organisation: {frontline: none}\n")
    assert [ask.question.id for ask in found.dropped] == ["organisation.hourly_pay"]
    assert held(found.answers, "organisation.hourly_pay") == "nothing"


def test_a_day_that_contradicts_the_file_is_refused(bundled: Library) -> None:
    found = merged(FILE, bundled, "calendar: {target: 2026-12-01}\n")
    assert [str(one.problem.message) for one in found.refused] == [
        "the wanted opening is on 1 December 2026, before the start on 4 January 2027"
    ]
    assert found.taken == ()


def test_employers_follow_the_answer_that_tells_of_them(bundled: Library) -> None:
    text = FILE.replace("employers: one", "employers: unknown").replace(
        "employers: [{id: weldom, name: Weldom, country: FR, headcount: 900, works_council: unknown}]\n", ""
    )
    found = merged(text, bundled, "organisation: {employers: independent}\n")
    assert [element.id for element in found.answers.groups["employers"]] == [
        "weldom",
        "independent-employers",
    ]
