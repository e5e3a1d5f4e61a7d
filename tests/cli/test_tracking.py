"""`rse-plan done` and its sisters: a line for what was recorded, a sentence for what cannot be."""

from __future__ import annotations

from pathlib import Path

import pytest
from ran import Run
from tracked import half_a_year_in, progress


@pytest.fixture(autouse=True)
def day(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    half_a_year_in(monkeypatch, tmp_path)


def test_a_no_says_what_becomes_of_what_waits_for_it(run: Run) -> None:
    told = run("decide", "decide-extension", "no", "2027-06-29")
    assert told.code == 0
    assert "What waits for it stays in the plan" in told.err
    assert told.err.rstrip().endswith("rse-plan decide sponsor-mandate/decide-extension yes")
    assert run("decide", "decide-extension", "later", "2027-06-30").err == ""


def test_each_fact_is_said_and_kept(run: Run, tmp_path: Path) -> None:
    told = [
        run("done", "charter/draft-charter", "2027-02-05"),
        run("start", "use-cases", "20", "January", "2027"),
        run("block", "security-review", "2027-03-01", "--reason", "no answer: yet", "--until", "2027-04-12"),
        run("decide", "sponsor-mandate/decide-pilot", "yes", "2027-04-06", "--note", "with conditions"),
        run("measure", "monthly-readers", "17/29"),
    ]
    assert [(one.code, one.err) for one in told] == [(0, "")] * 5
    ends = (
        "done on 5 February 2027 (planned: 3 February)",
        "started on 20 January 2027 (planned: 18 January)",
        "blocked since 1 March 2027, expected to go on on 12 April 2027: no answer: yet",
        "yes, on 6 April 2027 (planned: 6 April): with conditions",
        "17/29, low target reached, on 30 June 2027 (planned: 28 June)",
    )
    assert all(one.out.startswith("Recorded: ") for one in told)
    assert [one.out.endswith(f", {end}\n") for one, end in zip(told, ends, strict=True)] == [True] * 5
    kept = progress(tmp_path).split("format: 1\n")[1]
    assert (
        kept
        == """\
items:
  - id: charter/draft-charter
    done: 2027-02-05
  - id: framing/use-cases
    started: 2027-01-20
  - id: platform-access/security-review
    blocked: 2027-03-01
    reason: "no answer: yet"
    until: 2027-04-12
decisions:
  - id: sponsor-mandate/decide-pilot
    answer: yes
    on: 2027-04-06
    note: "with conditions"
measures:
  - kpi: measurement/monthly-readers@wave-1
    value: 17/29
    on: 2027-06-30
""".replace("answer: yes", 'answer: "yes"')
    )


def test_what_is_done_is_said_as_one_says_it_of_such_a_thing(run: Run) -> None:
    opened = run("done", "open@boite-a-idees", "2027-04-28")
    assert "Opening of “Boîte à idées”, opened on 28 April 2027" in opened.out
    assert ", ended on 5 April 2027" in run("done", "council-opinion", "2027-04-05").out
    assert ", reached on 25 January 2027" in run("done", "mandate-signed", "2027-01-25").out
    assert "58%, low target reached, on" in run("measure", "monthly-readers", "58%").out


def test_the_same_again_changes_nothing_and_a_day_corrects(run: Run, tmp_path: Path) -> None:
    run("done", "draft-charter", "2027-02-05")
    first = progress(tmp_path)
    again = run("done", "charter/draft-charter")
    assert again.code == 0
    assert again.out.startswith("Recorded already: Write the charter of use, on one page, done on 5 February")
    assert progress(tmp_path) == first
    corrected = run("done", "draft-charter", "2027-02-08")
    assert "done on 8 February 2027 instead of 5 February" in corrected.out
    assert progress(tmp_path) == first.replace("02-05", "02-08")
