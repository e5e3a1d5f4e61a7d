"""The list of employers over a script: changed in the review, and as long as nobody wrote it."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from scripts import ANSWERED_GROUP, GROUP, STRAIGHT, Sit, lines

from rse_plan.interview.agenda import Mode
from rse_plan.interview.asker import Back, Prompt, Typed
from rse_plan.interview.review import DONE
from rse_plan.library import Library


def employers(text: str) -> list[str]:
    block = re.split(r"^\w", text.split("employers:\n", 1)[1], maxsplit=1, flags=re.MULTILINE)[0]
    return re.findall("- id: (.*)", block)


def test_an_employer_is_added_moved_and_removed(sit: Sit) -> None:
    """Quick asks of it what the organisation's answers tell of the others: its name and its country."""
    sitting = sit([*GROUP, "employers", "add", "Weldom Logistics", "CH", "true", DONE])
    assert employers(sitting.text) == ["weldom-france", "weldom-germany", "weldom-logistics"]
    assert sitting.labels[-3:] == [
        "Which employer?",
        "Weldom Logistics: Which country?",
        "Weldom Logistics: Independent?",
    ]
    assert "- id: weldom-logistics\n    name: Weldom Logistics\n    country: CH\n" in sitting.text
    assert "Weldom Logistics, employer’s country: Switzerland" in lines(sitting)
    moved = sit(["employers", "2", "earlier", DONE])
    assert employers(moved.text) == ["weldom-france", "weldom-logistics", "weldom-germany"]
    main = sit(["employers", "1", "earlier", "employers", "2", "remove", "remove", DONE])
    assert employers(main.text) == ["weldom-logistics", "weldom-france"]
    changed = sit(["employers", "0", "change", "Logistics", "DE", "", "single", DONE])
    assert "- id: weldom-logistics\n    name: Logistics\n    country: DE\n" in changed.text


def test_full_asks_an_employer_that_is_added_everything(sit: Sit) -> None:
    sit(GROUP)
    added = ["employers", "add", "Logistics", "DE", "40", "", "single", DONE]
    full = sit([(), "company", *[""] * 4, "single", "", *added], mode=Mode.FULL)
    assert full.ended
    assert [label.removeprefix("Logistics: ") for label in full.labels[-5:]] == [
        "Which employer?",
        "Which country?",
        "How many there?",
        "Independent?",
        "Is there a works council?",
    ]


def test_an_employer_that_was_not_meant_is_not_made(sit: Sit) -> None:
    straight = sit([*GROUP, DONE]).text
    again = sit(["employers", "add", Back(), "employers", "0", Back(), "employers", Back(), DONE])
    assert (again.ended, again.text) == (True, straight)


def test_a_second_employer_beside_a_single_one_is_first_said_of_the_organisation(sit: Sit) -> None:
    sitting = sit([*STRAIGHT, "employers", "add", "group", DONE])
    assert any("single employer" in told for told in sitting.asker.told)
    assert "Who employs them?" in sitting.labels[len(STRAIGHT) :]
    assert employers(sitting.text) == ["weldom", "weldom-germany"]
    left = sit(["organisation.employers@", "one", "employers", "add", Back(), DONE])
    assert left.ended
    assert employers(left.text) == ["weldom"]


def test_a_list_of_employers_that_was_changed_keeps_its_order_and_its_own(sit: Sit, tmp_path: Path) -> None:
    """What the organisation's answers say later reaches the right one, wherever it stands by now."""
    sit([*GROUP, "employers", "0", "later", "single", DONE])
    renamed = sit(["organisation.name@", "Castor", DONE]).text
    assert employers(renamed) == ["weldom-germany", "weldom-france"]
    assert "id: weldom-germany\n    name: Castor (Germany)\n" in renamed
    wider = sit(["organisation.countries@", ("FR", "CH"), DONE]).text
    assert employers(wider) == ["weldom-france", "castor-switzerland"]
    other = ["employers", "1", "remove", "remove", "employers", "add", "Logistics", "DE", "", DONE]
    assert employers(sit(other).text) == ["weldom-france", "logistics"]
    assert employers(sit(["organisation.countries@", ("FR",), DONE]).text) == ["weldom-france", "logistics"]


def test_communities_name_no_employer_that_was_removed(sit: Sit, bundled: Library, tmp_path: Path) -> None:
    text = ANSWERED_GROUP
    path = tmp_path / "answers.yaml"
    path.write_text(text, encoding="utf-8")
    sitting = sit(["employers", "1", "remove", "remove", DONE], over=bundled)
    assert sitting.ended
    assert employers(sitting.text) == ["france"]
    assert "employers: france\n" in sitting.text
    assert sitting.text.count("germany") == 0


# --- employers, as long as nobody wrote them ---


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ({"organisation.name@": "Castor"}, {}),
        ({"organisation.employers@": "group"}, {}),
        ({"organisation.employers@": "group"}, {"organisation.countries@": ("FR", "CH", "DE")}),
        ({"organisation.employers@": "group"}, {"organisation.employers@": "one"}),
        ({"organisation.employers@": "independent"}, {"organisation.name@": "Castor"}),
        ({"organisation.headcount@": "1000"}, {"organisation.employers@": "independent"}),
        ({"organisation.countries@": ("CH", "FR")}, {"organisation.countries@": ("FR",)}),
    ],
)
def test_employers_follow_what_is_told_of_them(
    hold: Callable[..., bool], library: Library, tmp_path: Path, first: dict[str, Any], second: dict[str, Any]
) -> None:
    places = dict(zip(PLACES, STRAIGHT, strict=False))
    with_changes = Teller({**places}, [first, second])
    with_all = Teller({**places, **first, **second}, [])
    assert hold(with_changes, tmp_path / "changed.yaml", library)
    assert hold(with_all, tmp_path / "straight.yaml", library)
    assert without_ids(tmp_path / "changed.yaml") == without_ids(tmp_path / "straight.yaml")


PLACES = [
    "organisation.name@",
    "organisation.headcount@",
    "organisation.countries@",
    "organisation.employers@",
]
LABELS = dict(
    zip(["Which name?", "How many people?", "Which countries?", "Who employs them?"], PLACES, strict=True)
)


class Teller:
    """Says of the organisation what `told` says, and changes that at the review, one by one."""

    def __init__(self, told: dict[str, Any], changes: list[dict[str, Any]]) -> None:
        self._told = told
        self._changes = [pair for change in changes for pair in change.items()]

    def ask(self, prompt: Prompt) -> Typed:
        if not prompt.progress:
            return (self._next_change(),)
        if prompt.label in LABELS:
            said = self._told[LABELS[prompt.label]]
            return (said,) if isinstance(said, str) else said
        likely = (prompt.suggested, *((option.key,) for option in prompt.options), ("",), ("7",))
        return next(typed for typed in likely if typed and prompt.complaint(typed) is None)

    def _next_change(self) -> str:
        if not self._changes:
            return DONE
        place, said = self._changes.pop(0)
        self._told[place] = said
        return place

    def tell(self, text: str) -> None:
        assert text


def without_ids(path: Path) -> list[str]:
    lines = path.read_text(encoding="utf-8").splitlines()
    return ["-" if "- id: " in line else line for line in lines]


def test_what_somebody_said_of_an_employer_stays(sit: Sit) -> None:
    script = [*STRAIGHT[:3], "group", *STRAIGHT[4:], "employer.works_council@weldom-france", "none"]
    text = sit([*script, "organisation.name@", "Castor", "organisation.countries@", ("FR", "CH"), DONE]).text
    assert (
        "  - id: weldom-france\n    name: Castor (France)\n    country: FR\n    works_council: none\n" in text
    )
    assert "weldom-germany" not in text
    assert "  - id: castor-switzerland\n" in text
