"""A comment silences one finding, here, for a reason, and is checked itself (user-asks 15)."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

import pytest
import yaml
from small_library import cited

from rse_plan.diagnostics import Diagnostic, Severity
from rse_plan.errors import say
from rse_plan.lint.engine import all_rules
from rse_plan.lint.fixes import apply_edits
from rse_plan.lint.ignores import Sifted, sift
from rse_plan.lint.rule import CAN_BE_IGNORED, Both, Profile, Rule
from rse_plan.lint.settings import USUAL, Settings
from rse_plan.source import comments as source_comments
from rse_plan.source.comments import comments
from rse_plan.source.span import Span, file_start
from rse_plan.source.yaml_reader import Document, Mapping, Node, Scalar, Sequence, read_text

TALK = Both(en="Something.", fr="Quelque chose.")
PUBLISHED = Settings(profile=Profile.PUBLISHED)


def made(name: str, profile: Profile = Profile.DRAFT) -> Rule:
    return Rule(
        name=name, severity=Severity.WARNING, profile=profile, what_it_finds=TALK, why_it_matters=TALK,
        bad={}, good={}, how_to_ignore=CAN_BE_IGNORED,
    )  # fmt: skip


MADE = (made("odd"), made("even"), made("late", Profile.PUBLISHED))
RULES = {rule.name: rule for rule in (*(loaded.page for loaded in all_rules()), *MADE)}


def findings(document: Document) -> Iterator[Diagnostic]:
    """Each made rule finds its own name as a value, and maps that have it as a key, over all their lines."""
    waiting: list[Node] = [document.root]
    while waiting:
        node = waiting.pop(0)
        if isinstance(node, Sequence):
            waiting.extend(node.items)
        elif isinstance(node, Mapping):
            waiting.extend(entry.value for entry in node.entries)
        for rule in MADE:
            hit = node.text == rule.name if isinstance(node, Scalar) else _has(node, rule.name)
            if hit:
                yield Diagnostic(rule=rule.name, severity=rule.severity, span=node.span, message=say("found"))


def _has(node: Node, name: str) -> bool:
    return isinstance(node, Mapping) and node.get(name) is not None


def read(text: str) -> Document:
    document = read_text(text, "own.yaml").document
    assert document is not None
    return document


def sifted(text: str, settings: Settings = USUAL, *more: Diagnostic) -> Sifted:
    document = read(text)
    asked = [one for one in findings(document) if settings.asks_for(RULES[one.rule])]
    return sift((*asked, *more), [document], RULES, settings.asks_for)


def told(found: Sifted) -> list[tuple[int, str]]:
    return sorted((one.span.line, one.rule) for one in found.findings)


class Case(NamedTuple):
    text: str
    reported: list[tuple[int, str]]
    ignored: list[tuple[int, str]]


ODD = "# rse-plan: ignore[odd] agreed\n"
CASES = {
    "no comment": Case("a: odd\n", [(1, "odd")], []),
    "at the end of its line": Case(f"a: odd  {ODD}", [], [(1, "odd")]),
    "on the line above": Case(f"{ODD}a: odd\n", [], [(2, "odd")]),
    "two lines above": Case(f"{ODD}b: x\na: odd\n", [(1, "unused-ignore"), (3, "odd")], []),
    "a blank line between": Case(f"{ODD}\na: odd\n", [(1, "unused-ignore"), (3, "odd")], []),
    "above other comments": Case(f"{ODD}# why\na: odd\n", [], [(3, "odd")]),
    "at the end of the line above": Case(f"b: x  {ODD}a: odd\n", [], [(2, "odd")]),
    "at the end of a line that needs it itself": Case(f"b: odd  {ODD}a: odd\n", [(2, "odd")], [(1, "odd")]),
    "below": Case(f"a: odd\n{ODD}b: x\n", [(1, "odd"), (2, "unused-ignore")], []),
    "inside the lines of a block": Case(f"a:\n  b: x  {ODD}  odd: y\n", [], [(2, "odd")]),
    "on the last line of a block": Case(f"a:\n  odd: y\n  b: x  {ODD}c: z\n", [], [(2, "odd")]),
    "below a block": Case(f"a:\n  odd: y\nb: x  {ODD}", [(2, "odd"), (3, "unused-ignore")], []),
    "inside a folded text": Case("a: >-\n  odd\n  # rse-plan: ignore[odd] x\n", [], []),
    "indented otherwise": Case(f"a:\n{ODD}  b: odd\n", [], [(3, "odd")]),
    "in a list": Case(f"a:\n  - x\n  {ODD}  - odd\n", [], [(4, "odd")]),
    "in braces": Case(f"a: {{b: x,  {ODD}  c: odd}}\n", [], [(2, "odd")]),
    "after another remark": Case(
        "a: odd  # see the minutes # rse-plan: ignore[odd] agreed\n", [], [(1, "odd")]
    ),
    "two rules in one comment": Case(
        "# rse-plan: ignore[odd, even] agreed\na: [odd, even]\n", [], [(2, "odd"), (2, "even")]
    ),
    "two comments for one line": Case(
        f"{ODD}# rse-plan: ignore[even] agreed\na: [odd, even]\n", [], [(3, "odd"), (3, "even")]
    ),
    "two comments on one line": Case(
        "a: [odd, even] # rse-plan: ignore[odd] one # rse-plan: ignore[even] other\n",
        [],
        [(1, "odd"), (1, "even")],
    ),
    "another rule": Case("# rse-plan: ignore[even] agreed\na: odd\n", [(1, "unused-ignore"), (2, "odd")], []),
    "the same rule twice in the line": Case(f"a: [odd, odd]  {ODD}", [], [(1, "odd"), (1, "odd")]),
    "without a space": Case("a: odd  #rse-plan:ignore[odd] agreed\n", [], [(1, "odd")]),
    "a rule of a later profile": Case("a: late  # rse-plan: ignore[late] agreed\n", [], []),
    "in a text": Case('a: "odd # rse-plan: ignore[odd] x"\n', [], []),
    "in a single-quoted text over two lines": Case(
        "a: 'x\n  # rse-plan: ignore[odd] x'\nb: odd\n", [(3, "odd")], []
    ),
    "in a block text": Case("a: |\n  x\n  # rse-plan: ignore[odd] x\nb: odd\n", [(4, "odd")], []),
    "on the line of a block text's sign": Case(
        "a:\n  odd: |  # rse-plan: ignore[odd] agreed\n    x\n", [], [(2, "odd")]
    ),
    "after a block text": Case("a: |\n  x\n# rse-plan: ignore[odd] agreed\nb: odd\n", [], [(4, "odd")]),
    "glued to a word": Case("a: odd#rse-plan:ignore[odd]\n", [], []),
    "a word that only begins so": Case("a: odd # rse-plan: ignored[odd] x\n", [(1, "odd")], []),
}


@pytest.mark.parametrize("case", CASES.values(), ids=CASES)
def test_where_a_comment_silences(case: Case) -> None:
    found = sifted(case.text)
    assert told(found) == case.reported
    assert [(one.finding.span.line, one.finding.rule) for one in found.ignored] == case.ignored


def test_the_reason_is_kept() -> None:
    (one,) = sifted("a: odd  # rse-plan: ignore[odd]: as agreed, see #12\n").ignored
    assert one.reason == "as agreed, see #12"


def test_comments_of_a_file_say_nothing_of_another() -> None:
    document = read(f"a: x  {ODD}")
    other = Diagnostic(rule="odd", span=file_start("other.yaml"), message=say("found"))
    found = sift([other], [document], RULES, USUAL.asks_for)
    assert other in found.findings
    assert found.ignored == ()


@pytest.mark.parametrize(
    ("comment", "words", "message", "advice"),
    [
        ("# rse-plan: ignore[od] agreed", "od", "no rule is called “od”", "did you mean “odd”?"),
        (
            "# rse-plan: ignore[wrong-value] x",
            "wrong-value",
            "“wrong-value” cannot be ignored",
            "mend the fault",
        ),
        ("# rse-plan: ignore[unused-ignore] x", "unused-ignore", "“unused-ignore” cannot", "mend the fault"),
        ("# rse-plan: ignore agreed", "# rse-plan: ignore agreed", "does not say which rule", "write"),
        ("# rse-plan: ignore[] agreed", "# rse-plan: ignore[] agreed", "does not say which rule", "write"),
        ("# rse-plan: ignore[odd]", "# rse-plan: ignore[odd]", "this comment gives no reason", "write"),
        ("# rse-plan: ignore[odd] —", "# rse-plan: ignore[odd] —", "this comment gives no reason", "write"),
    ],
)
def test_a_comment_that_cannot_silence_is_told(comment: str, words: str, message: str, advice: str) -> None:
    text = f"a: odd  {comment}\n"
    (one,) = (one for one in sifted(text).findings if one.rule == "unknown-ignore")
    assert (one.severity, cited(one.span, text)) == (Severity.ERROR, words)
    assert message in str(one.message)
    assert str(one.help).startswith(advice)


@pytest.mark.parametrize(
    ("before", "after"),
    [
        (f"b: x\n{ODD}a: 1\n", "b: x\na: 1\n"),
        (f"b: x\n  {ODD}", "b: x\n"),
        (f"b: x  {ODD}a: 1\n", "b: x\na: 1\n"),
        (f"b: x  {ODD}".rstrip("\n"), "b: x"),
        ("b: x  # so # rse-plan: ignore[odd] y\n", "b: x  # so\n"),
        ("a: odd # rse-plan: ignore[even, odd] y\n", "a: odd # rse-plan: ignore[odd] y\n"),
        ("a: x # rse-plan: ignore[even, odd] y\n", "a: x\n"),
    ],
)
def test_a_comment_without_use_can_be_taken_away(before: str, after: str) -> None:
    found = sifted(before)
    assert {one.rule for one in found.findings} == {"unused-ignore"}
    edits = [one.edit for one in found.findings if one.edit is not None]
    assert len(edits) == len(found.findings)
    assert apply_edits(before.encode(), edits).decode() == after


def test_a_comment_for_a_rule_that_is_not_asked_for_waits() -> None:
    text = "a: x # rse-plan: ignore[late] agreed\n"
    assert told(sifted(text)) == []
    assert told(sifted(text, PUBLISHED)) == [(1, "unused-ignore")]
    assert told(sifted(f"a: x {ODD}", Settings(disable=frozenset({"odd"})))) == []


def test_where_a_fault_hides_a_part_of_the_file_nothing_is_without_use() -> None:
    fault = Diagnostic(rule="wrong-value", span=file_start("own.yaml"), message=say("wrong"))
    assert told(sifted(f"a: x {ODD}", USUAL, fault)) == [(1, "wrong-value")]


@pytest.mark.parametrize("parser", [yaml.SafeLoader, yaml.CSafeLoader])
def test_comments_are_what_yaml_sees_as_one(parser: type, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(source_comments, "_PARSER", parser)
    text = (
        'a: |  # head\n  text # no\n\n# one\nb: >-\n    x # no\n\n  # two\nc: "q # no" # three\n'
        "d: plain#no # four\ne: {x: 1} # five\n'f # no': 'it''s # no'\ng: x\n  # six"
    )
    found = list(comments(read(text)))
    assert [one.text for one in found] == [
        "# head", "# one", "# two", "# three", "# four", "# five", "# six",
    ]  # fmt: skip
    assert [one.alone for one in found] == [False, True, True, False, False, False, True]
    assert [cited(one.span, text) for one in found] == [one.text for one in found]


def test_templates_have_comments_of_their_own() -> None:
    text = "{# rse-plan: ignore[odd] agreed #}\n## x {#- rse-plan: ignore[even] so -#}\n"
    text += "{# rse-plan: ignore[odd] #}\n"
    root = Mapping((), file_start("plan.md.j2"))
    document = Document("plan.md.j2", text, root)
    span = Span("plan.md.j2", 2, 1, 2, 5)
    hits = [Diagnostic(rule=name, span=span, message=say("found")) for name in ("odd", "even")]
    found = sift(hits, [document], RULES, USUAL.asks_for)
    assert [(one.finding.rule, one.reason) for one in found.ignored] == [("odd", "agreed"), ("even", "so")]
    assert told(found) == [(3, "unknown-ignore"), (3, "unused-ignore")]
    (unused,) = (one for one in found.findings if one.rule == "unused-ignore")
    assert unused.edit is not None
    assert apply_edits(text.encode(), [unused.edit]).decode() == text[: text.rindex("{#")]
