"""An answer that says none, or nothing known, stands alone: at every source, and in what is ticked."""

from __future__ import annotations

import re

import pytest
from filled_sheets import FILE, back, facts, from_text

from rse_plan.interview.agenda import Ask
from rse_plan.interview.asker import Form, Option, Prompt
from rse_plan.interview.listing import Listing
from rse_plan.interview.phrasing import UNKNOWN, phrase, understand
from rse_plan.interview.stated import read_stated
from rse_plan.interview.voice import Voice
from rse_plan.library import Library
from rse_plan.library.with_answers import answers_in
from rse_plan.model.problem import Problem
from rse_plan.source.yaml_reader import read_text

REFUSED = "“none” cannot stand beside other answers"


def test_no_source_takes_none_beside_another_answer(bundled: Library) -> None:
    question, voice = bundled.questions["goal.replaces"], Voice("en")
    both = read_stated(question, "mailing-list, none", voice)
    listed = read_stated(question, "[mailing-list, none]", voice)
    for found in (both, listed):
        assert isinstance(found, Problem)
        assert "“none yet” cannot stand beside other answers" in voice.problem(found)
    document = read_text(FILE + "goal: {replaces: [mailing-list, none]}\n", "answers.yaml").document
    assert document is not None
    _, faults = answers_in(document, bundled)
    assert [(one.rule, str(one.message)) for one in faults] == [("wrong-value", REFUSED)]
    sheet = facts(FILE, bundled)
    marked = back(sheet, "it", {"goal.replaces=messaging": "yes", "goal.replaces=none": "yes"})
    written = from_text(sheet, "goal: {replaces: [messaging, none]}\n")
    for returned in (marked, written):
        assert returned.settings == ()
        messages = [one.problem.message for one in returned.refused]
        messages += [one.message for one in returned.diagnostics]
        assert ["cannot stand beside" in str(message) for message in messages] == [True]


def test_a_prompt_refuses_it_in_its_own_words(bundled: Library) -> None:
    """The entry that is on the screen is quoted, also where it is not called “I don't know yet”."""
    voice = Voice("fr")
    for name, typed, entry in (
        ("goal.replaces", ("none", "messaging"), "aucun pour l’instant"),
        ("culture.fears", ("leaks", UNKNOWN), "pas de réponse"),
    ):
        question = bundled.questions[name]
        prompt = phrase(Ask(question), facts(FILE, bundled), voice)
        said = re.sub(r"\s", " ", prompt.complaint(typed) or "")
        assert said.startswith(f"« {entry} » ne va pas avec d’autres réponses"), said
        assert any(option.label.startswith(entry) and option.alone for option in prompt.options)
        assert understand(question, typed[:1], voice) == (typed[0],)


@pytest.mark.parametrize(
    ("ticked", "key", "left"),
    [
        (("none",), "a", ["a"]),
        (("a", "b"), "none", ["none"]),
        (("none",), UNKNOWN, [UNKNOWN]),
        (("a",), "b", ["a", "b"]),
        (("none",), "none", []),
    ],
)
def test_ticking_another_unticks_it(ticked: tuple[str, ...], key: str, left: list[str]) -> None:
    listing = the_list(ticked)
    listing.pointed_at = [choice.value for choice in listing.filtered_choices].index(key)
    listing.toggle()
    assert list(listing.picked()) == left


def test_all_and_the_others_leave_it_out() -> None:
    listing = the_list(("none",))
    listing.pick_all()
    assert listing.picked() == ("a", "b")
    listing = the_list(("a",))
    listing.pick_others()
    assert listing.picked() == ("b",)


def the_list(ticked: tuple[str, ...]) -> Listing:
    alone = (Option("none", "none", alone=True), Option(UNKNOWN, "not known", alone=True))
    prompt = Prompt(
        form=Form.SEVERAL,
        label="Which?",
        options=(Option("a", "a"), Option("b", "b"), *alone),
        suggested=ticked,
        complaint=lambda _: None,
        echo=" ".join,
    )
    return Listing(prompt, Voice("en"), lambda: (80, 24))
