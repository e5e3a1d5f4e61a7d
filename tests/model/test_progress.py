"""What became of a plan, as a file says it: what it means, and every fault of it at its place."""

from __future__ import annotations

from datetime import date
from fractions import Fraction
from pathlib import Path

import pytest

from rse_plan.diagnostics import Diagnostic
from rse_plan.library import Folder
from rse_plan.lint.engine import lint
from rse_plan.model.progress import Measured, ProgressFile, read_measured, read_progress
from rse_plan.resources import playbooks_folder
from rse_plan.source.yaml_reader import read_text

WHOLE = """\
kind: progress
format: 1
items:
  - {id: charter/draft-charter, started: 2027-01-25, done: 2027-02-05}
  - id: platform-access/security-review
    started: 2027-02-10
    blocked: 2027-03-01
    reason: "the vendor has not answered"
    until: 2027-04-12
decisions:
  - {id: sponsor-mandate/decide-pilot, answer: later, on: 2027-03-06}
  - {id: sponsor-mandate/decide-pilot, answer: yes, on: 2027-04-06, note: "with the works council"}
measures:
  - {kpi: measurement/monthly-readers@wave-1, value: 17/29, on: 2027-06-28}
"""


def read(text: str) -> tuple[ProgressFile | None, tuple[Diagnostic, ...]]:
    reading = read_text(text, "progress.yaml")
    assert reading.document is not None
    assert reading.diagnostics == ()
    fitted = read_progress(reading.document)
    return fitted.value, fitted.diagnostics


def test_a_whole_file() -> None:
    file, found = read(WHOLE)
    assert found == ()
    assert file is not None
    charter, review = file.items
    assert (charter.started, charter.done) == (date(2027, 1, 25), date(2027, 2, 5))
    assert not charter.is_blocked
    assert (review.blocked, review.until) == (date(2027, 3, 1), date(2027, 4, 12))
    assert review.is_blocked
    assert review.reason == "the vendor has not answered"
    assert file.report("charter/draft-charter") is charter
    assert file.report("charter/other") is None
    assert file.measures[0].value == Measured(Fraction(17), 29)


def test_the_last_decision_counts_and_needs_no_quotes() -> None:
    file, _ = read(WHOLE)
    assert file is not None
    decision = file.decision("sponsor-mandate/decide-pilot")
    assert decision is not None
    assert (decision.answer, decision.note) == ("yes", "with the works council")


def test_a_file_may_say_nothing_yet() -> None:
    file, found = read("kind: progress\nformat: 1\nitems:\ndecisions: []\n")
    assert found == ()
    assert file is not None
    assert file.items == file.decisions == file.measures == ()


FAULTS = """\
kind: progress
format: 1
items:
  - {id: a/b, started: 2027-02-10, done: 2027-02-05}
  - {id: a/c, blocked: 2027-02-10}
  - {id: a/d, reason: "no answer"}
  - {id: a/e, blocked: 2027-02-10, reason: "no answer", until: 2027-02-01}
  - {id: a/b, started: 2027-02-10}
  - {id: a/f, done: 31/01/2027}
  - {id: a/g, until: 2027-02-01}
  - {id: a/h, blocked: 2027-02-10, reason: "no answer", done: 2027-02-01}
  - {id: Charter, finished: 2027-02-01}
decisions:
  - {id: a/i, answer: perhaps, on: 2027-02-30}
measures:
  - {kpi: a/j, value: 17/0, on: 2027-02-01}
  - {kpi: a/k, value: 120%, on: 2027-02-01}
  - {kpi: a/l, value: -3, on: 2027-02-01}
  - {kpi: a/m, value: many, on: 2027-02-01}
  - {kpi: a/n, value: 30/29, on: 2027-02-01}
"""


def test_every_fault_is_told_at_its_place_in_one_run() -> None:
    _, found = read(FAULTS)
    told = [(one.span.line, one.span.column, str(one.message)) for one in found]
    assert told == [
        (4, 42, "done on 5 February 2027, before it started on 10 February 2027"),
        (5, 15, "the key “reason” is missing"),
        (6, 15, "the key “blocked” is missing"),
        (7, 64, "blocked until 1 February 2027, before it was blocked on 10 February 2027"),
        (8, 10, "“a/b” is reported twice"),
        (9, 21, "“31/01/2027” is not a date"),
        (10, 15, "the key “blocked” is missing"),
        (11, 24, "blocked on 10 February 2027, when it was done on 1 February 2027"),
        (12, 10, "“Charter” names no item of a plan"),
        (12, 19, "the key “finished” is not known here"),
        (14, 23, "“perhaps” does not fit here"),
        (14, 36, "“2027-02-30” is not a date"),
        (16, 23, "“17/0” is a share of nobody"),
        (17, 23, "“120%” is more than all"),
        (18, 23, "“-3” is no value of a measure"),
        (19, 23, "“many” is no value of a measure"),
        (20, 23, "“30/29” is more than all"),
    ]
    assert all(one.help is not None for one in found)


def test_a_done_item_may_keep_the_block_that_it_had() -> None:
    text = (
        "kind: progress\nformat: 1\nitems:\n  - {id: a/b, blocked: 2027-02-01, reason: x, done: 2027-02-20}\n"
    )
    file, found = read(text)
    assert found == ()
    assert file is not None
    assert not file.items[0].is_blocked


@pytest.mark.parametrize(
    ("text", "value", "written"),
    [
        ("17", Measured(Fraction(17)), "17"),
        ("0", Measured(Fraction(0)), "0"),
        ("4.5", Measured(Fraction(9, 2)), "4.5"),
        ("4,5", Measured(Fraction(9, 2)), "4.5"),
        ("58%", Measured(Fraction(58), percent=True), "58%"),
        ("58,5\u00a0%", Measured(Fraction(117, 2), percent=True), "58.5%"),
        ("17/29", Measured(Fraction(17), 29), "17/29"),
        (" 17 / 29 ", Measured(Fraction(17), 29), "17/29"),
        ("123456789", Measured(Fraction(123456789)), "123456789"),
        ("123456.25", Measured(Fraction(12345625, 100)), "123456.25"),
    ],
)
def test_values_of_measures(text: str, value: Measured, written: str) -> None:
    assert read_measured(text) == value
    assert str(value) == written
    assert read_measured(written) == value


@pytest.mark.parametrize(
    "text", ["", "17/0", "101%", "-1", "1e3", "17/2.5", "1.5/3", "½", "1 000", "NaN", "٣", "9" * 40]
)
def test_what_is_no_value_of_a_measure(text: str) -> None:
    assert not isinstance(read_measured(text), Measured)


def test_shares() -> None:
    shares = [Measured(Fraction(17), 29).share, Measured(Fraction(58), percent=True).share]
    assert shares == [Fraction(17, 29), Fraction(58, 100)]
    assert Measured(Fraction(17)).share is None


def test_another_format_is_refused_whole() -> None:
    file, found = read("kind: progress\nformat: 2\nitems: nonsense\n")
    assert file is None
    assert [one.rule for one in found] == ["format-version"]


def test_lint_finds_its_faults(tmp_path: Path) -> None:
    (tmp_path / "progress.yaml").write_text(FAULTS, encoding="utf-8")
    shipped = Folder(playbooks_folder(), "bundled:")
    rules = [one.rule for one in lint([tmp_path / "progress.yaml"], shipped).findings]
    assert rules.count("wrong-value") == 12
    assert "duplicate-id" in rules
