"""Findings and the words they are told in (design D11)."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from rse_plan.diagnostics import Diagnostic, Severity, has_errors, in_order, nearest
from rse_plan.errors import UserError, say
from rse_plan.source.span import Span


def found(path: str, line: int, rule: str, severity: Severity = Severity.ERROR) -> Diagnostic:
    return Diagnostic(rule=rule, span=Span(path, line, 1, line, 2), message=say("found"), severity=severity)


def test_findings_are_sorted_by_place_and_rule_each_once() -> None:
    one, two, three = found("a", 2, "b"), found("a", 2, "a"), found("b", 1, "a")
    assert in_order([three, one, two, one]) == (two, one, three)


@given(st.lists(st.builds(found, st.sampled_from("ab"), st.integers(1, 3), st.sampled_from("xy"))))
def test_the_order_does_not_depend_on_who_found_what_first(findings: list[Diagnostic]) -> None:
    assert in_order(findings) == in_order(reversed(findings))
    assert in_order(in_order(findings)) == in_order(findings)


def test_only_errors_make_a_file_unusable() -> None:
    assert has_errors([found("a", 1, "x")])
    assert not has_errors([found("a", 1, "x", Severity.WARNING)])


def test_a_word_near_enough_is_offered() -> None:
    assert str(nearest("pilto", ["pilot", "prepare"])) == "did you mean “pilot”?"
    assert nearest("zzz", ["pilot"]) is None


def test_a_short_word_is_offered_only_what_begins_alike() -> None:
    assert nearest("nope", ["open", "done"]) is None
    assert str(nearest("opne", ["open", "done"])) == "did you mean “open”?"


def test_a_sentence_is_translated_when_it_is_shown_inner_ones_too() -> None:
    french = {"help: {advice}": "aide : {advice}", "mend it": "à réparer"}
    said = say("help: {advice}", advice=say("mend it"))
    assert str(said) == "help: mend it"
    assert said.in_words(lambda wording: french[wording]) == "aide : à réparer"


def test_braces_in_what_fills_a_gap_are_left_alone() -> None:
    assert str(say("“{value}” does not fit", value="{{ x }} {0}")) == "“{{ x }} {0}” does not fit"


def test_a_user_error_carries_what_to_do() -> None:
    fault = UserError(say("no {name}", name="file"), say("make one"), Span("a", 1, 2, 1, 3))
    assert (str(fault), str(fault.help), str(fault.span)) == ("no file", "make one", "a:1:2")
