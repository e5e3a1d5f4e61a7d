"""Exchange files and pages of a plan under way: what programs read of what was reported."""

from __future__ import annotations

import json
import re
import subprocess
import sys
from pathlib import Path

import pytest
from formats.test_mspdi import TESTS
from formats.test_tjp import first_day, instant, theirs
from under_way import BLOCKED, NOTE, REASON, month

from examples import example_plan
from rse_plan.documents import brief_view, plan_view, register_view
from rse_plan.documents.described import Described
from rse_plan.documents.words import Words
from rse_plan.formats import html, mspdi, prompt, tjp
from rse_plan.formats.timeline import Timeline


def test_a_page_has_the_signs_of_states_only_where_there_are_some() -> None:
    words = Words("fr")
    still, under_way = example_plan("weldom"), month(3)
    assert ".strike" not in html.write(plan_view.describe(still, words), words)
    page = html.write(plan_view.describe(under_way, words, under_way.today), words)
    assert ".strike" in page
    assert '<path class="cross"' in page
    assert "version 1, état au 8 mars 2027" in page


def test_the_register_says_the_state_of_each_task_in_a_badge() -> None:
    words = Words("fr")
    page = html.write(register_view.describe(month(3), words), words)
    assert '<span class="sign blocked">bloqué depuis le 1er mars 2027</span>' in page
    assert '<span class="sign done">fait</span>' in page
    assert page.count('data-column="5"') == 1


def test_the_brief_prints_the_answers_in_its_log() -> None:
    words = Words("fr")
    page = html.write(brief_view.describe(month(6), words), words)
    assert page.count('<span class="sign done">oui</span>') == 2


def test_nothing_that_somebody_typed_with_a_report_goes_to_an_assistant() -> None:
    text = prompt.write(Described(month(3), Words("fr")))
    assert "bloqué depuis le 1er mars 2027" in text
    assert '"as_of"' in text
    for typed in (REASON, NOTE):
        assert typed[:30] not in text


def test_project_is_told_what_is_done_and_what_has_begun() -> None:
    text = mspdi.write(Described(month(3), Words("fr"))).decode()
    tasks = re.findall("<Task>.*?</Task>", text, re.DOTALL)

    def task(id_: str) -> str:
        return next(each for each in tasks if f"<Value>{id_}</Value>" in each)

    done, begun = task("framing/use-cases"), task("platform-access/access-without-email")
    blocked = task(BLOCKED)
    assert "<PercentComplete>100<" in done
    assert "<ActualFinish>2027-01-22T" in done
    assert "<ActualStart>2027-02-15T" in begun
    assert "<PercentComplete>0<" in begun
    assert "<ActualStart>" not in blocked


@pytest.mark.external
def test_mpxj_reads_a_plan_under_way(tmp_path: Path) -> None:
    path = tmp_path / "plan.xml"
    path.write_bytes(mspdi.write(Described(month(3), Words("fr"))))
    command = [sys.executable, str(TESTS / "mpxj_tasks.py"), str(path)]
    run = subprocess.run(command, check=False, capture_output=True, text=True, timeout=300)
    assert run.returncode == 0, run.stderr[-2000:]
    found = json.loads(run.stdout)[str(path)]
    assert found["ignored"] == []
    days = {item.id: (item.start, item.finish) for item in month(3).items}
    for id_, one in found["read"].items():
        if id_ in days and one["start"]:
            assert one["start"][:10] == days[id_][0].isoformat(), id_


@pytest.mark.external
@pytest.mark.parametrize("number", [3, 6])
def test_taskjuggler_finds_the_days_of_a_plan_under_way(number: int, tmp_path: Path) -> None:
    made = month(number)
    found, timeline = theirs(tmp_path, made), Timeline(made)
    ends = timeline.working_hours[-1][1]
    for item, name in zip(made.items, tjp.names(made.items).values(), strict=True):
        begin, end = (instant(moment, ends) for moment in found[name])
        assert first_day(begin, item, timeline) == timeline.start(item), item.id
        assert end == timeline.finish(item), item.id
