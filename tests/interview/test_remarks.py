"""What is said of answers that are kept as they are, and of the languages; numbers in the order of asking."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from rse_plan.interview.agenda import Mode
from rse_plan.interview.asker import Back
from rse_plan.interview.languages import languages_used
from rse_plan.interview.phrasing import UNKNOWN
from rse_plan.interview.review import DONE
from rse_plan.interview.voice import Voice
from rse_plan.library import Library

Sit = Callable[..., Any]

FIRST = ["Weldom", "5", ("FR",), "one", "idea-box", "", "ceo", "it", "Ideas", "2500", "idea-box"]
REST = ["single", UNKNOWN, "8", "", ""]


def spaced(text: str) -> str:
    return re.sub(r"\s", " ", text)


def test_a_community_larger_than_the_organisation_is_told_at_once_and_at_the_end(
    sit: Sit, bundled: Library
) -> None:
    script = [*FIRST, "true", "Partners", "450", "extended-network", "false", *REST]
    sitting = sit(script, over=bundled)
    said = (
        "“Ideas” has 2500 members, in an organisation of 5 people: one of the two numbers is to be corrected"
    )
    assert sitting.asker.told[0] == said
    assert not any("Partners" in told for told in sitting.asker.told)
    assert said in sitting.asker.asked[-1].hints
    mended = sit(["organisation.headcount@", "9000", DONE], over=bundled)
    assert mended.asker.told == []
    assert not any("people" in hint for hint in mended.asker.asked[-1].hints)


def test_many_of_them_are_counted(sit: Sit, bundled: Library, tmp_path: Path) -> None:
    names = [f"Community {number}" for number in range(1, 8)]
    more = [answer for name in names for answer in ("true", name, "40", "other")]
    sitting = sit([*FIRST, *more, "false", *REST], over=bundled)
    about = [hint for hint in sitting.asker.asked[-1].hints if "members" in hint or "same holds" in hint]
    assert about[3:] == ["The same holds of other communities: 5"]


def test_a_name_that_is_taken_is_told(sit: Sit) -> None:
    """Two communities of one name were taken without a word; documents call both the same."""
    script = ["Weldom", "900", ("FR",), "one", "", "true", "ceo", "Idées & Terrain", "", "other", "true"]
    sitting = sit([*script, "idees & terrain", "", "other", "false", "single", "8", "", ""], language="fr")
    taken = [spaced(told) for told in sitting.asker.told if "distingueront" in told]
    assert len(taken) == 1
    assert taken[0].startswith("« idees & terrain » est aussi le nom d’une autre")


def test_the_number_of_a_question_is_its_place_in_the_order_of_asking(sit: Sit, bundled: Library) -> None:
    sit([*FIRST, "true", "Shops", "4", "other", "false", *REST], over=bundled)
    full = sit([""] * 80, over=bundled, mode=Mode.FULL)
    found = [re.search(r"question (\d+) of (\d+)", prompt.progress) for prompt in full.questions]
    numbers = [int(one[1]) for one in found if one is not None]
    assert len(numbers) > 3
    assert numbers == list(range(numbers[0], numbers[0] + len(numbers)))


def test_going_back_from_a_community_that_was_added_asks_whether_it_is_wanted(
    sit: Sit, tmp_path: Path
) -> None:
    begun = ["Weldom", "900", ("FR",), "one", "", "true", "ceo", "Ideas", "40", "other"]
    rest = ["false", "single", "8", "2027-01-22", ""]
    straight = sit([*begun, *rest], path=tmp_path / "straight.yaml").text
    undone = sit([*begun, "true", "Shops", Back(), Back(), "false", *rest[1:]])
    at = [prompt.label for prompt in undone.questions].index("Shops: How many are invited?")
    assert [prompt.label for prompt in undone.questions][at : at + 4] == [
        "Shops: How many are invited?",
        "What is it called?",
        "Is there another community?",
        "Is there a works council?",
    ]
    assert undone.asker.told[0] == "Removed: Shops (community)"
    assert undone.text == straight


def test_what_was_said_of_it_goes_only_when_that_is_meant(sit: Sit, tmp_path: Path) -> None:
    begun = ["Weldom", "900", ("FR",), "one", "", "true", "ceo", "Ideas", "40", "other"]
    rest = ["false", "single", "8", "2027-01-22", ""]
    two = [*begun, "true", "Shops", "20", "other", *rest]
    straight = sit(two, path=tmp_path / "straight.yaml").text
    back = [Back(), Back(), Back(), Back()]
    kept = sit([*begun, "true", "Shops", "20", "other", *back, "false", "keep", "", "", "", *rest])
    assert kept.text == straight
    further = [*back, Back(), "", "", "", "", *rest]
    (tmp_path / "answers.yaml").unlink()
    again = sit([*begun, "true", "Shops", "20", "other", *further])
    assert again.text == straight


@pytest.mark.parametrize(
    ("documents", "language", "line"),
    [
        (
            ("fr",),
            "fr",
            "Questions en français, documents en français. "
            "Pour changer : --language en, --set documents=fr,en.",
        ),
        (
            ("fr",),
            "en",
            "Questions in English, documents in French. Otherwise: --language fr, --set documents=fr,en.",
        ),
        (
            ("en", "fr"),
            "en",
            "Questions in English, documents in English and French. "
            "Otherwise: --language fr, --set documents=en.",
        ),
    ],
)
def test_the_languages_are_said_with_what_changes_them(
    documents: tuple[str, ...], language: str, line: str
) -> None:
    assert spaced(languages_used(documents, Voice(language))) == line
