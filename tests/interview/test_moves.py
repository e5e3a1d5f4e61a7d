"""Going back, being told why, picking a line of the review, changing lists: over a script."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from scripts import ANSWERED_GROUP, STRAIGHT, Script, Sit, lines

from rse_plan.interview.agenda import Mode
from rse_plan.interview.asker import Back, Interrupted
from rse_plan.interview.conduct import Interview, conduct
from rse_plan.interview.groups import LISTS
from rse_plan.interview.phrasing import UNKNOWN
from rse_plan.interview.review import DONE
from rse_plan.interview.saving import open_answers
from rse_plan.interview.scripted_asker import WHY, ScriptedAsker
from rse_plan.library import Library


@pytest.fixture
def straight(sit: Sit, tmp_path: Path) -> str:
    """The file of the straight interview."""
    return str(sit(STRAIGHT, path=tmp_path / "straight.yaml").text)


@pytest.mark.parametrize("steps", [1, 2, 3])
@pytest.mark.parametrize("place", [3, 8, 10, 11, 14])
def test_back_and_forward_again_changes_nothing(sit: Sit, straight: str, place: int, steps: int) -> None:
    """Enter alone keeps what was answered, at every question on the way forward."""
    script = [*STRAIGHT[:place], *[Back()] * steps, *[""] * steps, *STRAIGHT[place:]]
    sitting = sit(script)
    assert sitting.ended
    assert sitting.asker.complaints == []
    assert sitting.text == straight
    labels = sitting.labels
    assert labels[place : place + 2 * steps + 1] == [
        *(labels[place - back] for back in range(steps + 1)),
        *(labels[place - steps + forth] for forth in range(1, steps + 1)),
    ]


def test_back_to_a_question_and_another_answer(sit: Sit, straight: str) -> None:
    script = [*STRAIGHT[:1], "9000", Back(), "900", *STRAIGHT[2:]]
    assert sit(script).text == straight


def test_there_is_nothing_before_the_first_question(sit: Sit, straight: str) -> None:
    sitting = sit([Back(), *STRAIGHT])
    assert [prompt.back for prompt in sitting.questions[:2]] == [False, True]
    assert sitting.text == straight


def test_what_is_kept_is_suggested_as_it_would_be_typed(sit: Sit) -> None:
    asked = sit([*STRAIGHT[:14], *[Back()] * 14, Interrupted()], language="fr").questions
    assert [prompt.suggested for prompt in reversed(asked[15:])] == [
        ("Weldom",),
        ("900",),
        ("FR", "DE"),
        ("one",),
        ("stores",),
        ("true",),
        ("ceo",),
        ("Ideas",),
        ("40",),
        ("idea-box",),
        ("false",),
        ("single",),
        ("8",),
        ("22/01/2027",),
    ]


def test_an_unknown_that_is_kept_stays_unknown(sit: Sit) -> None:
    unknown = [*STRAIGHT[:3], UNKNOWN, "", UNKNOWN, *STRAIGHT[6:8], "", UNKNOWN, "false"]
    asked = sit([*unknown, Back(), Back(), Back(), Interrupted()]).questions
    assert [prompt.suggested for prompt in asked[-3:]] == [("false",), (UNKNOWN,), ()]
    assert "Enter alone: I don’t know yet (assumed: 100)" in asked[-1].hints


def test_what_is_assumed_is_said_as_if_nothing_were_answered(sit: Sit) -> None:
    asked = sit([*STRAIGHT[:4], Back(), Interrupted()]).questions[-1]
    assert asked.suggested == ("one",)
    assert asked.options[-1].label == "I don’t know yet (assumed: one employer)"
    hours = sit([*STRAIGHT[4:13], Back(), Interrupted()]).questions[-1]
    assert hours.suggested == ("8",)
    assert hours.empty == "I don’t know yet (assumed: 10)"


def test_an_earlier_sitting_can_be_gone_back_into(sit: Sit, straight: str) -> None:
    sit([*STRAIGHT[:6], Interrupted()])
    again = sit([Back(), Back(), "the shops", "", *STRAIGHT[6:]])
    assert again.labels[:4] == ["Who backs it?", "Is it urgent?", "Which process?", "Is it urgent?"]
    assert again.text == straight.replace("process: stores", "process: the shops")


def test_an_answer_that_no_longer_applies_is_taken_out(sit: Sit) -> None:
    sitting = sit([*STRAIGHT[:12], *[Back()] * 10, ("CH",), *[""] * 8, Interrupted()])
    assert "country: CH" in sitting.text
    assert "works_council" not in sitting.text
    assert "No longer asked, so taken out: works council" in sitting.asker.told


def test_an_answer_taken_out_by_mistake_is_suggested_again(sit: Sit, straight: str) -> None:
    to_countries = [Back()] * 10
    mistaken = [*STRAIGHT[:12], *to_countries, ("CH",), Back(), ("FR", "DE"), *[""] * 9]
    sitting = sit([*mistaken, *STRAIGHT[12:]])
    assert sitting.text == straight


def test_why_is_said_as_often_as_it_is_wanted(sit: Sit, straight: str) -> None:
    sitting = sit([WHY, WHY, *STRAIGHT])
    assert sitting.asker.told[:2] == ["It is printed.", "It is printed."]
    assert sitting.text == straight


# --- the review ---


def test_any_line_of_the_review_can_be_picked_and_changed(sit: Sit, straight: str) -> None:
    sitting = sit([*STRAIGHT, "community.members@ideas", "400", "goal.process@", "the shops", DONE])
    assert sitting.text == straight.replace("members: 40", "members: 400").replace("stores", "the shops")
    assert sitting.labels[-2:] == ["Ideas: How many are invited?", "Which process?"]
    assert "Ideas, members: 400" in lines(sitting)


def test_every_answer_has_a_line_and_every_line_asks_its_question(
    sit: Sit, straight: str, tmp_path: Path
) -> None:
    keys = [option.key for option in sit(STRAIGHT).asker.asked[-1].options][1:]
    keys = [key for key in keys if key not in LISTS]
    assert len(keys) == len(STRAIGHT)  # without whether there is another community, with the start
    for key in keys:
        sitting = sit([key, "", DONE])
        assert len(sitting.labels) == 1
        assert sitting.text == straight


def test_a_line_that_is_left_alone_stays_as_it_is(sit: Sit, straight: str) -> None:
    sitting = sit([*STRAIGHT, "goal.process@", Back(), DONE])
    assert sitting.text == straight
    assert [prompt.label for prompt in sitting.asker.asked[-3:]] == [
        "Your answers",
        "Which process?",
        "Your answers",
    ]


def test_back_from_the_review_is_the_last_question(sit: Sit, straight: str) -> None:
    sitting = sit([*STRAIGHT, Back(), "2027-03-01"])
    assert sitting.labels[-1] == "Open by when?"
    assert sitting.text == straight.replace("target: unknown", "target: 2027-03-01")


def test_a_changed_line_brings_up_what_it_asks_for(sit: Sit) -> None:
    swiss = [*STRAIGHT[:2], "CH", *STRAIGHT[3:11], *STRAIGHT[12:]]
    sitting = sit([*swiss, "organisation.countries@", ("FR",), "single", DONE])
    assert sitting.labels[-2:] == ["Which countries?", "Is there a works council?"]
    assert "works_council: single" in sitting.text


def test_input_that_ends_at_the_review_ends_the_interview(sit: Sit, straight: str) -> None:
    assert sit(STRAIGHT).ended
    assert not sit([Interrupted()]).ended


# --- lists ---


TWO: Script = [*STRAIGHT[:10], "true", "Finance", "20", "other", *STRAIGHT[10:]]


def ids(text: str) -> list[str]:
    block = text.split("communities:\n")[1]
    return [line.split(": ")[1] for line in block.splitlines() if line.startswith("  - id: ")]


def test_a_community_is_added_from_the_review(sit: Sit, tmp_path: Path) -> None:
    two = sit(TWO, path=tmp_path / "two.yaml").text
    assert ids(two) == ["ideas", "finance"]
    assert sit([*STRAIGHT, "communities", "add", "Finance", "20", "other", DONE]).text == two


def test_a_community_that_was_not_meant_is_not_made(sit: Sit, straight: str) -> None:
    sitting = sit([*STRAIGHT, "communities", "add", Back(), DONE])
    assert (sitting.ended, sitting.text) == (True, straight)
    again = sit([*[Back()] * 5, "true", Back(), "false", "", "", "", ""])
    assert again.text == straight


def test_communities_are_removed_and_put_in_another_order(sit: Sit, straight: str, tmp_path: Path) -> None:
    sitting = sit([*TWO, "communities", "1", "earlier", DONE])
    assert ids(sitting.text) == ["finance", "ideas"]
    assert ids(sit(["communities", "0", "later", DONE]).text) == ["ideas", "finance"]
    kept = sit(["communities", "1", "remove", "keep", "communities", "1", "remove", Back(), DONE])
    assert ids(kept.text) == ["ideas", "finance"]
    removed = sit(["communities", "1", "remove", "remove", DONE])
    assert removed.text == straight
    asked = removed.asker.asked[-2]
    assert asked.label == "Remove Finance and its 3 answers, for good?"
    assert asked.suggested == ("keep",)
    assert removed.asker.told[-1] == "Removed: Finance (community, members and use)"
    offered = [option.key for option in sit(["communities", "0"]).asker.asked[-1].options]
    assert offered == ["change"]


def test_a_community_is_gone_through_again(sit: Sit, straight: str) -> None:
    sitting = sit([*STRAIGHT, "communities", "0", "change", "Notions", "", "other", DONE])
    changed = straight.replace("name: Ideas", "name: Notions").replace(
        "use_case: idea-box", "use_case: other"
    )
    assert sitting.text == changed
    assert "id: ideas" in changed


def test_leaving_a_list_leads_back_to_the_review(sit: Sit, straight: str) -> None:
    sitting = sit([*TWO, "communities", Back(), "communities", "1", Back(), DONE])
    assert sitting.ended
    assert ids(sitting.text) == ["ideas", "finance"]


def test_a_second_sponsor_is_asked_about_and_removed(sit: Sit, straight: str) -> None:
    sitting = sit([*STRAIGHT, "sponsors", "add", "nobody", DONE])
    assert "  - id: main\n    level: ceo\n  - id: main-2\n    level: nobody\n" in sitting.text
    assert sitting.labels[-1] == "Sponsor 2: Who backs it?"
    assert "Sponsor 2, level: nobody yet" in lines(sitting)
    moved = sit(["sponsors", "1", "earlier", "sponsors", "1", "remove", "remove", DONE])
    assert moved.text == straight.replace("id: main\n    level: ceo", "id: main-2\n    level: nobody")


# --- why, where no question is asked ---


def test_what_is_no_question_is_explained_too(sit: Sit, tmp_path: Path) -> None:
    place = STRAIGHT.index("false")
    sitting = sit([*STRAIGHT[:place], WHY, *STRAIGHT[place:], WHY, DONE])
    another, review = sitting.asker.told[0], sitting.asker.told[-1]
    assert "in waves" in another
    assert "as in the file" in review
    (tmp_path / "answers.yaml").unlink()
    menus = sit([*TWO, "communities", WHY, "0", WHY, Back(), "sponsors", WHY, Back(), "employers", WHY])
    told = [one for one in menus.asker.told if "The " in one[:4]]
    assert told.pop(0).startswith("The plan starts on")
    assert told[0] == told[1]
    assert [("primary" in one, "main" in one) for one in told[2:]] == [(True, False), (False, True)]
    assert all(prompt.explain is not None for prompt in menus.asker.asked)


# --- full ---


def test_full_asks_everything_that_applies(sit: Sit, library: Library) -> None:
    sitting = sit(
        [
            *STRAIGHT[:4],
            "company",
            "",
            "false",
            *STRAIGHT[4:],
        ],
        mode=Mode.FULL,
    )
    assert sitting.labels[:8] == [
        "Which name?",
        "How many people?",
        "Which countries?",
        "Who employs them?",
        "Which kind?",
        "Independent?",
        "Which process?",
        "Is it urgent?",
    ]


def test_full_goes_on_from_quick_in_the_order_that_is_given(
    sit: Sit, library: Library, interview_of: Callable[..., Interview], tmp_path: Path
) -> None:
    sit(STRAIGHT, path=tmp_path / "answers.yaml")
    file = open_answers(tmp_path / "answers.yaml", library, "en")
    given: list[str] = []

    def last_first(asks: Any, _: Any) -> Any:
        given.extend(ask.question.id for ask in asks)
        return asks[::-1]

    interview = replace(interview_of(library, "en", Mode.FULL), order=last_first)
    asker = ScriptedAsker(["", "false", Back(), "", "", DONE])
    conduct(interview, file.answers, asker, file.keep)
    assert given == ["organisation.kind", "employer.independent", "calendar.closures"]
    assert [prompt.label for prompt in asker.asked] == [
        "When closed?",
        "Independent?",
        "Which kind?",
        "Independent?",
        "Which kind?",
        "Your answers",
    ]


def test_full_asks_which_companies_of_a_group_are_called_otherwise(sit: Sit, tmp_path: Path) -> None:
    named = ("employer.name@weldom-germany",)
    script = ["Weldom", "900", ("FR", "DE"), "group", "company", named, "", "", "Weldom GmbH", Interrupted()]
    sitting = sit(script, mode=Mode.FULL)
    assert sitting.labels[5:10] == [
        "Which of these companies is called otherwise?",
        "Weldom (France): How many there?",
        "Weldom (France): Independent?",
        "Germany: Which employer?",
        "Weldom GmbH: How many there?",
    ]
    assert [prompt.suggested for prompt in sitting.questions if prompt.label == sitting.labels[8]] == [
        ("Weldom (Germany)",)
    ]
    assert "- id: weldom-germany\n    name: Weldom GmbH\n" in sitting.text
    # The file does not say that a name was confirmed, until more is known of its company.
    assert sit([Interrupted()], mode=Mode.FULL).labels == ["Germany: Which employer?"]
    assert sit(["", "300", "", Interrupted()], mode=Mode.FULL).labels[-1] == "Which process?"
    assert sit([Interrupted()], mode=Mode.FULL).labels == ["Which process?"]


def test_what_goes_with_a_company_of_a_group_is_told(sit: Sit, bundled: Library, tmp_path: Path) -> None:
    text = ANSWERED_GROUP.replace("id: germany\n", "id: germany\n    name: Weldom GmbH\n")
    (tmp_path / "answers.yaml").write_text(text, encoding="utf-8")
    told = sit(["organisation.countries@", ("FR",), DONE], over=bundled).asker.told
    assert [one for one in told if "no longer listed" in one] == [
        f"Taken out with an employer that is no longer listed: {said}"
        for said in ("Weldom GmbH (name of the employer)", "Finance (employers of its members)")
    ]
