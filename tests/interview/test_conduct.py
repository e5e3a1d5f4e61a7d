"""The whole conversation over a script: order, conditions, lists, unknowns, stopping and going on."""

from __future__ import annotations

import re
import tempfile
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from rse_plan.interview.asker import Form, Interrupted, Prompt, Typed
from rse_plan.interview.conduct import suggested_start
from rse_plan.interview.phrasing import UNKNOWN
from rse_plan.interview.review import DONE
from rse_plan.library import Library

Sit = Callable[..., Any]
Hold = Callable[..., bool]

WHOLE = [
    "Weldom",
    "2 750",
    ("FR", "DE"),
    "independent",
    "la refonte : des concepts",
    "true",
    "ceo",
    "Boîte à idées",
    "",
    "idea-box",
    "false",
    UNKNOWN,
    "8",
    "22/01/2027",
    "",
]
EXPECTED = """\
kind: answers
format: 1
language: fr
documents: [fr]
organisation:
  name: Weldom
  headcount: 2750
  countries: [FR, DE]
  employers: independent
employers:
  - id: weldom
    name: Weldom
    country: FR
    works_council: unknown
  - id: employeurs-independants
    name: employeurs indépendants
    country: FR
    independent: true
goal:
  process: "la refonte : des concepts"
  urgent: true
sponsors:
  - id: main
    level: ceo
communities:
  - id: boite-a-idees
    name: Boîte à idées
    members: unknown
    use_case: idea-box
calendar:
  start: 2026-11-30
  decision: 2027-01-22
  target: unknown
people:
  community-manager:
    hours: 8
"""


def test_a_whole_interview_gives_this_file(sit: Sit) -> None:
    sitting = sit(WHOLE, language="fr")
    assert sitting.ended
    assert sitting.asker.complaints == []
    assert sitting.text == EXPECTED


def test_questions_come_in_order_and_name_their_element(sit: Sit) -> None:
    assert sit(WHOLE, language="fr").labels == [
        "Quel nom\u202f?",
        "Combien de personnes\u202f?",
        "Quels pays\u202f?",
        "Qui les emploie\u202f?",
        "Quel processus\u202f?",
        "Est-ce urgent\u202f?",
        "Qui l’appuie\u202f?",
        "Comment s’appelle-t-elle\u202f?",
        "Boîte à idées\u00a0: Combien d’invités\u202f?",
        "Boîte à idées\u00a0: Pour quoi\u202f?",
        "Y a-t-il une autre communauté\u202f?",
        "Weldom\u00a0: Y a-t-il un CSE\u202f?",
        "Combien d’heures par semaine\u202f?",
        "Quand décide-t-on\u202f?",
        "Ouvrir avant quand\u202f?",
    ]


@pytest.mark.parametrize("stop", range(len(WHOLE)))
def test_stopped_at_any_question_it_goes_on_to_the_same_file(sit: Sit, stop: int) -> None:
    first = sit([*WHOLE[:stop], Interrupted()], language="fr")
    assert not first.ended
    assert (first.text == "") == (stop == 0)
    # No file says that no other community is wanted, until a later answer shows it: it is asked again.
    again = stop - 1 if WHOLE[stop - 1] == "false" else stop
    then = sit(WHOLE[again:], language="fr")
    assert then.text == EXPECTED
    assert len(then.questions) == len(WHOLE) - again


def test_each_answer_is_in_the_file_before_the_next_question(sit: Sit, tmp_path: Path) -> None:
    sitting = sit([*WHOLE[:2], Interrupted()])
    assert "headcount: 2750" in sitting.text
    assert "countries" not in sitting.text


def test_several_communities_have_their_own_ids(sit: Sit) -> None:
    more = ["true", "Boîte à idées", "40", "other", "true", "🎉", "2", UNKNOWN, "false"]
    text = sit([*WHOLE[:10], *more, *WHOLE[11:]], language="fr").text
    assert [line.strip() for line in text.splitlines() if "- id" in line][-3:] == [
        "- id: boite-a-idees",
        "- id: boite-a-idees-2",
        "- id: community-3",
    ]
    assert 'name: "🎉"' in text


def test_a_question_that_does_not_apply_is_not_asked(sit: Sit) -> None:
    swiss = ["Weldom", "900", "CH", "one", *WHOLE[4:11], *WHOLE[12:13], "2027-01-22", "", ""]
    sitting = sit(swiss)
    assert sitting.ended
    assert not any("works council" in label for label in sitting.labels)
    assert "works_council" not in sitting.text


@pytest.mark.parametrize(
    ("arrangement", "expected"),
    [
        ("one", [{"id": "weldom", "name": "Weldom", "country": "FR", "headcount": "900"}]),
        (
            "group",
            [
                {"id": "weldom-france", "name": "Weldom (France)", "country": "FR"},
                {"id": "weldom-germany", "name": "Weldom (Germany)", "country": "DE"},
            ],
        ),
        (
            "independent",
            [
                {"id": "weldom", "name": "Weldom", "country": "FR"},
                {
                    "id": "independent-employers",
                    "name": "independent employers",
                    "country": "FR",
                    "independent": "true",
                },
            ],
        ),
        (UNKNOWN, [{"id": "weldom", "name": "Weldom", "country": "FR"}]),
    ],
)
def test_employers_are_made_by_their_question(
    sit: Sit, arrangement: str, expected: list[dict[str, str]]
) -> None:
    text = sit(["Weldom", "900", ("FR", "DE"), arrangement]).text
    block = text.split("employers:\n")[1]
    found: list[dict[str, str]] = []
    for line in block.splitlines():
        key, value = line.strip().removeprefix("- ").split(": ")
        if line.strip().startswith("- "):
            found.append({})
        found[-1][key] = value
    assert found == expected


def test_unknown_employers_of_affiliates_are_taken_for_independent(sit: Sit, tmp_path: Path) -> None:
    (tmp_path / "answers.yaml").write_text(
        "kind: answers\nformat: 1\norganisation: {name: Weldom, headcount: 900, countries: [FR], "
        "kind: affiliates, employers: unknown}\n",
        encoding="utf-8",
    )
    assert "independent: true" in sit([]).text


def test_employers_listed_by_hand_stay_as_they_are(sit: Sit, tmp_path: Path) -> None:
    written = (
        "kind: answers\nformat: 1\nlanguage: en\ndocuments: [en]\n"
        "organisation:\n  employers: group\nemployers:\n  - id: mine\n    country: DE\n"
    )
    (tmp_path / "answers.yaml").write_text(written, encoding="utf-8")
    text = sit(["Weldom"]).text
    assert text == written.replace("organisation:\n", "organisation:\n  name: Weldom\n")


def test_a_finished_file_asks_nothing(sit: Sit) -> None:
    sit(WHOLE, language="fr")
    again = sit([], language="fr")
    assert again.ended
    assert again.questions == []
    assert [prompt.label for prompt in again.asker.asked] == ["Vos réponses"]
    assert again.text == EXPECTED


def test_what_is_not_known_says_what_will_be_assumed(sit: Sit) -> None:
    asked = {prompt.label: prompt for prompt in sit(WHOLE).questions}
    assert asked["Who employs them?"].options[-1].label == "I don’t know yet (assumed: one employer)"
    assert "Enter alone: I don’t know yet (it is left to be completed)" in asked["Which process?"].hints
    assert "Enter alone: I don’t know yet (assumed: 10)" in asked["How many hours a week?"].hints
    # Four weeks after the suggested start.
    assert (
        "Enter alone: I don’t know yet (assumed: Monday 28 December 2026)"
        in asked["When is it decided?"].hints
    )
    assert "Enter alone: no date, or not known yet" in asked["Open by when?"].hints
    assert all(option.key != UNKNOWN for option in asked["Which countries?"].options)


def test_the_start_is_suggested_and_may_be_another_day(sit: Sit, tmp_path: Path) -> None:
    """It is shown with the answers and written, not asked (semantics 10)."""
    sitting = sit(WHOLE)
    assert "From which day?" not in sitting.labels
    said = "The plan starts on Monday 30 November 2026: any other day can be given on the next screen."
    assert sitting.asker.told == [said]
    assert "start: Monday 30 November 2026" in [option.label for option in sitting.asker.asked[-1].options]
    changed = sit([*WHOLE, "calendar.start@", "2027-01-11"], path=tmp_path / "other.yaml")
    assert changed.labels[-1] == "From which day?"
    assert changed.questions[-1].suggested == ("2026-11-30",)
    assert "start: 2027-01-11" in changed.text


def test_the_start_is_asked_where_its_suggestion_does_not_fit(sit: Sit) -> None:
    """Nobody is told that a file is right which would be refused."""
    sitting = sit([*WHOLE[:-2], "27/11/2026", "", "2026-11-26"], language="fr")
    assert sitting.labels[-1] == "À partir de quel jour\u202f?"
    assert sitting.asker.complaints == []
    assert "start: 2026-11-26" in sitting.text


def test_a_start_after_the_decision_is_not_taken(sit: Sit) -> None:
    prompt = sit([*WHOLE, "calendar.start@"]).questions[-1]
    assert prompt.complaint(("2027-01-22",)) is None
    complaint = prompt.complaint(("2027-01-23",))
    assert complaint is not None
    assert complaint.startswith("the decision is on 22 January 2027, before the start on 23 January 2027")


@pytest.mark.parametrize(("day", "monday"), [("2026-11-26", "2026-11-30"), ("2026-11-30", "2026-12-07")])
def test_the_suggested_start_is_the_monday_after(day: str, monday: str) -> None:
    assert suggested_start(date.fromisoformat(day)).isoformat() == monday


def test_the_review_tells_answers_and_assumptions(sit: Sit) -> None:
    asker = sit(WHOLE, language="fr").asker
    lines = [option.label.replace("\u202f", " ").replace("\u00a0", " ") for option in asker.asked[-1].options]
    assert lines[:3] == ["C’est juste : terminer", "nom : Weldom", "effectif : 2 750"]
    assert "Boîte à idées, membres : je ne sais pas encore ; supposé : 100" in lines
    assert "Weldom, CSE : je ne sais pas encore ; supposé : oui, un seul" in lines
    assert "Boîte à idées, usage : idées" in lines
    assert "début : lundi 30 novembre 2026" in lines
    assert not any("cible" in line and "supposé" in line for line in lines)
    assert "non posées ici : 6" in asker.asked[-1].hints[0].replace("\u00a0", " ")


def test_the_question_count_of_the_bundled_quick_interview(
    sit: Sit, bundled: Library, tmp_path: Path
) -> None:
    """13, three for the community, and whether there is another."""
    answers = ["Weldom", "2750", ("FR",), "one", "idea-box", "", "ceo", "it"]
    answers += ["Idées", "", "idea-box", "false", UNKNOWN, UNKNOWN, "", "", ""]
    sitting = sit(answers, over=bundled, path=tmp_path / "bundled.yaml")
    assert sitting.ended
    assert len(sitting.questions) == 13 + 3 + 1
    assert sitting.asker.complaints == []


class Person:
    """Answers the same question the same way whenever it is asked, and may leave before any answer."""

    def __init__(self, data: st.DataObject, path: Path) -> None:
        self._data = data
        self._path = path
        self._known: dict[tuple[str, int], Typed] = {}
        self.may_leave = False

    def ask(self, prompt: Prompt) -> Typed:
        if self.may_leave and self._data.draw(st.integers(0, 7)) == 0:
            raise Interrupted
        key = (prompt.label, self._communities())
        if key not in self._known:
            self._known[key] = self._invented(prompt)
        return self._known[key]

    def tell(self, text: str) -> None:
        assert text

    def _communities(self) -> int:
        text = self._path.read_text(encoding="utf-8") if self._path.exists() else ""
        after = text.partition("\ncommunities:\n")[2]
        return len(re.findall("^ +- id:", re.split(r"^\w", after, maxsplit=1, flags=re.M)[0], re.M))

    def _invented(self, prompt: Prompt) -> Typed:
        if not prompt.progress:
            return (DONE,)
        keys = [option.key for option in prompt.options]
        if prompt.label == "Is there another community?" and self._communities() >= 3:
            return ("false",)
        if prompt.form is Form.ONE:
            return (self._data.draw(st.sampled_from(keys)),)
        if prompt.form is Form.SEVERAL:
            return tuple(self._data.draw(st.lists(st.sampled_from(keys), min_size=1, unique=True)))
        typed = self._data.draw(st.one_of(st.sampled_from(LINES), st.text(max_size=20)))
        return next((text,) for text in (typed, *LINES) if prompt.complaint((text,)) is None)


LINES = ["", "Weldom", "unknown", "7", "900", "2027-03-01", "a: b # c", "O’Brien «é»", "no", "- x", "[x]"]


@settings(max_examples=settings().max_examples // 5)  # an example writes some sixty files
@given(data=st.data())
def test_stops_and_restarts_change_nothing(hold: Hold, library: Library, data: st.DataObject) -> None:
    """The same answers, given in one sitting or in many, make the same file."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "answers.yaml"
        person = Person(data, path)
        assert hold(person, path, library)
        straight = path.read_bytes()
        path.unlink()
        person.may_leave = True
        for _ in range(20):
            if hold(person, path, library):
                break
        person.may_leave = False
        hold(person, path, library)
        assert path.read_bytes() == straight
