"""Employers while the answers that tell of them change: the same company keeps its id and its answers."""

from __future__ import annotations

from dataclasses import replace

from filled_sheets import FILE, facts, from_text

from rse_plan.interview.agenda import Ask
from rse_plan.interview.employers import following_employers, lost_with_employers
from rse_plan.interview.given import read_settings, with_settings
from rse_plan.interview.merging import merge
from rse_plan.interview.record import with_answer
from rse_plan.interview.voice import Voice
from rse_plan.library import Library
from rse_plan.model.answers import Answers, AnswerValue
from rse_plan.planning.facts import FactSheet

VOICE = Voice("en")
KNOWN = FILE.replace("employers: one}", "employers: unknown}").replace(
    "works_council: unknown", "works_council: single, next_election: 2028-01-31"
)
"""One employer, of whom more is known than what the organisation's answers tell."""


def followed(text: str, library: Library, **said: AnswerValue) -> tuple[Answers, list[tuple[str, list[str]]]]:
    """The answers once some of the organisation's have changed, and what went with an employer."""
    before = facts(text, library)
    answers = before.answers
    for key, value in said.items():
        answers = with_answer(answers, Ask(library.questions[f"organisation.{key}"]), value)
    after = FactSheet(answers, library)
    now = following_employers(before, after, VOICE)
    lost = lost_with_employers(before, after, now, VOICE)
    return now, [(one.name, [question.id for question in one.questions]) for one in lost]


def shown(answers: Answers) -> dict[str, dict[str, object]]:
    return {
        one.id: {name.split(".")[1]: answer.value for name, answer in one.answers.items()}
        for one in answers.groups["employers"]
    }


def test_a_company_of_a_group_in_one_country_is_the_one_that_was_known(bundled: Library) -> None:
    answers, lost = followed(KNOWN, bundled, employers="group")
    assert list(answers.groups["employers"][0].answers) == [
        *("employer.name", "employer.country", "employer.headcount"),
        *("employer.works_council", "employer.next_election"),
    ]
    assert shown(answers)["weldom"]["works_council"] == "single"
    assert lost == []


def test_of_several_countries_it_is_the_company_of_its_own(bundled: Library) -> None:
    text = KNOWN.replace("countries: [FR]", "countries: [FR, DE]")
    answers, lost = followed(text, bundled, employers="group")
    assert list(shown(answers)) == ["weldom", "weldom-germany"]
    assert lost == []
    again, lost = followed(GROUP, bundled, employers="one")
    assert list(shown(again)) == ["weldom"]
    assert shown(again)["weldom"]["works_council"] == "single"
    assert lost == [
        ("Weldom GmbH", ["employer.name", "employer.unions"]),
        ("Ideas", ["community.employers"]),
    ]


GROUP = """\
kind: answers
format: 1
organisation: {name: Weldom, countries: [FR, DE], employers: group}
employers:
  - {id: weldom, name: Weldom (France), country: FR, works_council: single}
  - {id: gmbh, name: Weldom GmbH, country: DE, unions: true}
communities:
  - {id: ideas, name: Ideas, members: 40, use_case: idea-box, employers: [gmbh]}
calendar: {start: 2027-01-04}
"""


def test_countries_that_become_known_leave_the_company_what_it_was(bundled: Library) -> None:
    text = KNOWN.replace("countries: [FR], employers: unknown", "countries: unknown, employers: group")
    text = text.replace("country: FR, ", "")
    answers, lost = followed(text, bundled, countries=("FR", "DE"))
    assert list(shown(answers)) == ["weldom", "weldom-germany"]
    assert lost == []


def test_what_goes_with_a_country_is_named_by_whoever_changes_the_answers(bundled: Library) -> None:
    before = facts(GROUP, bundled)
    settings, refused = read_settings(["organisation.countries=FR"], bundled, VOICE)
    assert refused == ()
    taken = with_settings(before.answers, settings, bundled, VOICE)
    assert [(one.name, [question.id for question in one.questions]) for one in taken.lost] == [
        ("Weldom GmbH", ["employer.name", "employer.unions"]),
        ("Ideas", ["community.employers"]),
    ]


def test_a_company_of_which_only_the_told_is_known_goes_without_a_word(bundled: Library) -> None:
    text = GROUP.replace(
        "name: Weldom GmbH, country: DE, unions: true", "name: Weldom (Germany), country: DE"
    )
    _, lost = followed(text.replace(", employers: [gmbh]", ""), bundled, countries=("FR",))
    assert lost == []


def test_who_takes_an_employer_out_knows_it(bundled: Library) -> None:
    before = facts(GROUP, bundled)
    left = replace(
        before.answers, groups={**before.answers.groups, "employers": before.answers.groups["employers"][:1]}
    )
    after = FactSheet(left, bundled)
    assert lost_with_employers(before, after, following_employers(before, after, VOICE), VOICE) == ()


def test_a_sheet_that_tells_of_a_group_leaves_all_answers(bundled: Library) -> None:
    before = facts(KNOWN, bundled)
    found = merge(before, from_text(before, "organisation: {employers: group}\n").settings, VOICE)
    assert shown(found.answers)["weldom"]["works_council"] == "single"
    assert (found.dropped, found.lost) == ((), ())


def test_a_sheet_that_leaves_no_other_employer_names_what_goes(bundled: Library) -> None:
    text = KNOWN.replace("employers: unknown}", "employers: unknown, kind: affiliates}").replace(
        "next_election: 2028-01-31}]",
        "next_election: 2028-01-31}, "
        "{id: shops, name: independent employers, country: FR, independent: true, headcount: 250}]",
    )
    before = facts(text, bundled)
    found = merge(before, from_text(before, "organisation: {employers: one}\n").settings, VOICE)
    assert list(shown(found.answers)) == ["weldom"]
    assert [(one.name, [question.id for question in one.questions]) for one in found.lost] == [
        ("independent employers", ["employer.headcount"])
    ]
