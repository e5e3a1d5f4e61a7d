"""Whatever way one takes through the real questionnaire, the file is that of the straight way."""

from __future__ import annotations

import re
import tempfile
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from wanderer import Final, Wanderer

from rse_plan.interview.agenda import Mode, applies
from rse_plan.interview.asker import Interrupted
from rse_plan.interview.conduct import Interview, conduct
from rse_plan.interview.dropping import answered
from rse_plan.interview.saving import open_answers
from rse_plan.library import Library
from rse_plan.model.answers import Answers
from rse_plan.planning.facts import FactSheet
from rse_plan.source.span import file_start


def hold(interview: Interview, path: Path, person: Wanderer) -> bool:
    """One sitting; says whether it came to its end."""
    file = open_answers(path, interview.library, "en")
    person.answers = file.answers

    def keep(answers: Answers) -> None:
        sheet = FactSheet(answers, interview.library)
        for ask in answered(answers, interview.library):
            assert applies(ask.question, sheet, ask.position), ask.question.id
        file.keep(answers)
        person.answers = answers

    try:
        conduct(interview, file.answers, person, keep)
    except Interrupted:
        return False
    return True


def without_ids(path: Path) -> str:
    """An element's id comes from its first name and never changes (semantics 1)."""
    return re.sub(r"(?m)^  - id: .*$", "  - id:", path.read_text(encoding="utf-8"))


@pytest.mark.parametrize("mode", Mode)
@settings(max_examples=settings().max_examples // 16)  # an example asks some two hundred questions
@given(data=st.data())
def test_any_way_leads_to_the_file_of_the_straight_way(
    bundled: Library, interview_of: Callable[..., Interview], mode: Mode, data: st.DataObject
) -> None:
    interview = replace(
        interview_of(bundled, "en", mode),
        explain=lambda ask, _: f"{ask.question.id}@{-1 if ask.position is None else ask.position}",
    )
    counts = {"communities": data.draw(st.integers(1, 3)), "sponsors": data.draw(st.integers(1, 2))}
    final = Final(data, bundled, interview.voice, counts)
    nothing = Answers(path="", span=file_start(""))
    with tempfile.TemporaryDirectory() as folder:
        winding, straight = Path(folder, "winding.yaml"), Path(folder, "straight.yaml")
        person = Wanderer(data, final, data.draw(st.integers(5, 60)), nothing)
        while not hold(interview, winding, person) or person.left > 0:
            pass
        assert hold(interview, winding, person)
        assert hold(interview, straight, Wanderer(data, final, 0, nothing))
        assert without_ids(winding) == without_ids(straight)
