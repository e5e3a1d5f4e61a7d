"""The language of conditions: what is read, what is refused and where, what holds (design D3)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rse_plan.expressions import (
    Expression,
    ExpressionError,
    Facts,
    NameKind,
    NameType,
    Problem,
    Value,
    check,
    evaluate,
    parse,
)

NAMES: Mapping[str, NameType] = {
    "organisation.headcount": NameType(NameKind.INTEGER),
    "organisation.name": NameType(NameKind.TEXT),
    "organisation.sites": NameType(NameKind.CHOICE, ("one", "few", "many")),
    "goal.replaces": NameType(NameKind.MULTI, ("mailing-list", "messaging")),
    "calendar.start": NameType(NameKind.DATE),
    "calendar.freezes": NameType(NameKind.PERIODS),
    "employer.council": NameType(NameKind.BOOLEAN),
    "employer.country": NameType(NameKind.CHOICE, ("FR", "DE")),
    "community.members": NameType(NameKind.INTEGER),
    "community.ready": NameType(NameKind.BOOLEAN),
    "wave.number": NameType(NameKind.INTEGER),
}
NO_LOOP: frozenset[str] = frozenset()


@dataclass(frozen=True)
class Given:
    """Facts as a test states them; what is not stated is absent."""

    values: Mapping[str, Value]
    known: frozenset[str] = frozenset()
    collections: Mapping[str, tuple[Facts, ...]] = field(default_factory=dict)

    def value(self, name: str) -> Value:
        return self.values.get(name)

    def is_known(self, name: str) -> bool:
        return name in self.known

    def elements(self, collection: str) -> tuple[Facts, ...]:
        return self.collections.get(collection, ())


FACTS = Given(
    {
        "organisation.headcount": 300,
        "organisation.sites": "many",
        "goal.replaces": ("messaging",),
        "calendar.start": date(2027, 1, 4),
        "employer.council": True,
    },
    frozenset({"organisation.headcount"}),
    {
        "communities": (
            Given({"community.members": 40, "community.ready": True}),
            Given({"community.members": 200, "community.ready": False}),
            Given({"community.ready": True}),
        ),
        "employers": (),
    },
)


@pytest.mark.parametrize(
    ("text", "holds"),
    [
        ("organisation.headcount >= 300", True),
        ("300 < organisation.headcount", False),
        ("organisation.headcount != -1", True),
        ('organisation.sites == "many"', True),
        ('organisation.sites in ["one", "few"]', False),
        ('organisation.sites not in ["one", "few"]', True),
        ('"messaging" in goal.replaces', True),
        ('"mailing-list" not in goal.replaces', True),
        ('calendar.start < "2027-02-01"', True),
        ("employer.council", True),
        ("employer.council == true", True),
        ("not employer.council", False),
        ("employer.council and organisation.headcount > 10 or community.ready", True),
        ("known(organisation.headcount)", True),
        ("known(organisation.sites)", False),
        ("count(communities) == 3", True),
        ("count(communities, community.members >= 100) == 1", True),
        ("any(communities, community.members >= 300)", False),
        ("all(communities, community.ready)", False),
        ("all(employers, employer.council)", True),
        ("any(employers, employer.council)", False),
        ("sum(communities, community.members) == 240", True),
        ("count(communities)", True),
        # absent names: Kleene, and undefined at the top is false
        ("community.ready", False),
        ("not community.ready", False),
        ('employer.country != "FR"', False),
        ('employer.country in ["FR"]', False),
        ('employer.country not in ["FR"]', False),
        ("community.ready or employer.council", True),
        ("community.ready and not employer.council", False),
        ("not (community.ready and not employer.council)", True),
    ],
)
def test_what_holds(text: str, holds: bool) -> None:
    assert evaluate(parse(text), FACTS).holds is holds


def test_the_names_read_are_told_with_their_facts() -> None:
    read = evaluate(parse("employer.council and any(communities, community.ready)"), FACTS).read
    assert [name for name, _ in read] == ["employer.council", *["community.ready"] * 3]
    assert read[0][1] is FACTS
    assert [facts for _, facts in read[1:]] == list(FACTS.collections["communities"])


def test_what_decides_stops_the_reading() -> None:
    read = evaluate(parse("employer.council or organisation.headcount > 1"), FACTS).read
    assert [name for name, _ in read] == ["employer.council"]


def test_known_reads_no_value() -> None:
    assert evaluate(parse("known(organisation.headcount)"), FACTS).read == ()


def test_the_names_of_a_condition_stand_in_order_each_once() -> None:
    text = 'employer.council and (organisation.sites == "one" or count(communities, community.ready) > 1)'
    names = ("employer.council", "organisation.sites", "community.ready")
    assert parse(f"{text} or employer.council").names == names


@pytest.mark.parametrize(
    ("text", "cited", "message"),
    [
        ("organisation.headcount >", "", "this is not a condition"),
        ("{{ organisation.headcount }} > 3", "{{", "a template inside a condition"),
        ("1 < organisation.headcount < 3", "1 < organisation.headcount < 3", "a chain of comparisons"),
        ("headcount > 3", "headcount", "“headcount” alone is not a name"),
        ("organisation.headcount > many", "many", "the right side must be a value"),
        ("organisation.headcount > 1.5", "1.5", "the right side must be a value"),
        ("organisation.headcount > None", "None", "the right side must be a value"),
        ('organisation.sites == f"{x}"', 'f"{x}"', "the right side must be a value"),
        ('organisation.sites in "many"', '"many"', "“in” wants a list of values"),
        ("organisation.headcount + 1 > 3", "organisation.headcount + 1", "conditions cannot contain this"),
        ('__import__("os").system("x")', '__import__("os").system("x")', "conditions cannot contain this"),
        ("organisation.headcount.real > 3", "organisation.headcount.real", "conditions cannot contain this"),
        ("lambda: 1", "lambda: 1", "conditions cannot contain this"),
        ("true", "true", "“true” is no condition"),
        ("no", "no", "“no” is no condition"),
        ('a.b = "x = y"', "=", "“=” compares nothing"),
        ("a.b > 1 && a.c", "&&", "“&&” joins nothing"),
        ("a.b > 1 || a.c", "||", "“||” joins nothing"),
        ("! a.b", "!", "“!” denies nothing"),
        ("a.b => 3", "=>", "“=>” compares nothing"),
        ("a.b >= 1 000", "1 000", "“1 000” is more than one number"),
        ("a.b == 'x = y' a.c", "a", "this is not a condition"),
        ("[x for x in y]", "[x for x in y]", "conditions cannot contain this"),
        ("(x := 1)", "x := 1", "conditions cannot contain this"),
        ("known(organisation.name, 2)", "known(organisation.name, 2)", "conditions cannot contain this"),
        ("count(*communities)", "count(*communities)", "conditions cannot contain this"),
        ("any(communities)", "any(communities)", "conditions cannot contain this"),
        ("count(comunities) > 1", "comunities", "“comunities” is not a collection"),
        ("a.b == 1\nimport os", "", "this is not a condition"),
        ("é.à == 1 and headcount > 3", "headcount", "“headcount” alone is not a name"),
        ("", "", "this is not a condition"),
        ("a.b == 1 and " * 90 + "c.d", "a", "the condition is longer than 1000 characters"),
    ],
)
def test_what_is_refused_and_where(text: str, cited: str, message: str) -> None:
    with pytest.raises(ExpressionError) as refusal:
        parse(text)
    fault = refusal.value
    assert message in str(fault.message)
    if cited:
        assert text[fault.offset : fault.offset + fault.length] == cited


@pytest.mark.parametrize(
    ("text", "rule", "cited", "message"),
    [
        ("organisation.headcout > 3", "unasked-variable", "organisation.headcout", "no question sets"),
        ("known(organisation.nam)", "unasked-variable", "organisation.nam", "no question sets"),
        ("community.members > 3", "unasked-variable", "community.members", "no loop over community"),
        ("wave.number > 1", "unasked-variable", "wave.number", "no loop over wave"),
        ("count(employers, community.ready) > 1", "unasked-variable", "community.ready", "no loop over"),
        ('organisation.headcount == "large"', "type-or-choice", '"large"', "a whole number"),
        ("organisation.headcount == true", "type-or-choice", "true", "a whole number"),
        (
            'organisation.headcount > "x"',
            "type-or-choice",
            '"x"',
            "“organisation.headcount” is a whole number, compared with “x”",
        ),
        ('organisation.sites == "several"', "type-or-choice", '"several"', "“several” is not among"),
        ('organisation.sites in ["one", "lots"]', "type-or-choice", '"lots"', "“lots” is not"),
        ('"chat" in goal.replaces', "type-or-choice", '"chat"', "“chat” is not among the choices"),
        ('goal.replaces == "messaging"', "type-or-choice", "goal.replaces", "cannot be compared"),
        ('goal.replaces in ["messaging"]', "type-or-choice", "goal.replaces", "“in” does not fit"),
        ('"one" in organisation.sites', "type-or-choice", "organisation.sites", "“in” does not fit"),
        ('organisation.sites > "one"', "type-or-choice", "organisation.sites", "has no order"),
        ('organisation.name == "Weldom"', "type-or-choice", "organisation.name", "cannot be compared"),
        ("calendar.start > 3", "type-or-choice", "3", "compared with a date"),
        ('calendar.start > "2027-02-30"', "type-or-choice", '"2027-02-30"', "compared with a date"),
        ("calendar.freezes", "type-or-choice", "calendar.freezes", "is not a yes or no"),
        ("organisation.headcount", "type-or-choice", "organisation.headcount", "is not a yes or no"),
        ('employer.council == "yes"', "type-or-choice", "employer.council", "is a yes or no"),
        ('count(communities) > "3"', "type-or-choice", '"3"', "a count is compared with a whole number"),
        ("sum(communities, community.ready) > 3", "type-or-choice", "community.ready", "only whole numbers"),
        ("employer.council and wave.numbr > 1", "unasked-variable", "wave.numbr", "no question sets"),
    ],
)
def test_conditions_are_held_against_the_questions(text: str, rule: str, cited: str, message: str) -> None:
    found = check(parse(text), NAMES, NO_LOOP)
    assert [(problem.rule, text[problem.offset : problem.offset + problem.length]) for problem in found] == [
        (rule, cited)
    ]
    assert message in str(found[0].message)


def test_every_fault_of_a_condition_is_told() -> None:
    found = check(parse('a.b > 1 and organisation.sites == "x" or count(waves, c.d)'), NAMES, NO_LOOP)
    assert [problem.rule for problem in found] == ["unasked-variable", "type-or-choice", "unasked-variable"]


@pytest.mark.parametrize(
    "text",
    ["community.members > 3 and wave.number == 1", "any(waves, wave.number > 3)", 'employer.country == "FR"'],
)
def test_loops_bring_their_names(text: str) -> None:
    assert check(parse(text), NAMES, frozenset({"community", "wave"})) == ()


# --- any text, any condition ---

FRAGMENTS = st.sampled_from(
    ["organisation.headcount", "community.ready", " and ", " or ", "not ", " == ", " >= ", " in ", "(", ")",
     "[", "]", '"one"', "3", "-", "known", "count", "any", "communities", ", ", ".", "é", "\n", "\\", "'",
     "{{", "*", "lambda ", "if ", "else ", "\r", "\x0c", "#", "0x", "1e9", "True", ":="]
)  # fmt: skip


def read(text: str) -> Expression | ExpressionError:
    try:
        return parse(text)
    except ExpressionError as fault:
        return fault


def assert_refused_well(text: str) -> None:
    found = read(text)
    if isinstance(found, ExpressionError):
        assert str(found.message)
        assert 0 <= found.offset <= len(text)
        assert found.length >= 1
    else:
        for problem in check(found, NAMES, NO_LOOP):
            assert_points_inside(problem, text)


def assert_points_inside(problem: Problem, text: str) -> None:
    assert problem.rule in ("unasked-variable", "type-or-choice")
    assert 0 <= problem.offset < len(text)


@given(st.text(max_size=80))
def test_any_text_is_read_or_refused(text: str) -> None:
    assert_refused_well(text)


@given(st.lists(FRAGMENTS, max_size=20).map("".join))
def test_anything_like_a_condition_is_read_or_refused(text: str) -> None:
    assert_refused_well(text)


@pytest.mark.parametrize("sign", ["(", "[", "not ", "-", "~", "a.", "x if ", "{", "lambda:", "a.b and "])
def test_deep_nesting_is_refused_or_read(sign: str) -> None:
    assert_refused_well((sign * 900)[:900])
    assert_refused_well((sign * 900)[:900] + "a.b")


LEAVES = st.sampled_from(
    ["organisation.headcount >= 300", 'organisation.sites == "many"', "employer.council", "community.ready",
     '"messaging" in goal.replaces', 'calendar.start < "2027-02-01"', "known(organisation.name)",
     "count(communities, community.members > 50) == 1", "any(communities, community.ready)"]
)  # fmt: skip
CONDITIONS = st.recursive(
    LEAVES,
    lambda inner: (
        st.tuples(inner, st.sampled_from(["and", "or"]), inner).map(lambda p: f"({p[0]} {p[1]} {p[2]})")
        | inner.map(lambda text: f"(not {text})")
    ),
    max_leaves=8,
)
SOME_FACTS = st.builds(
    Given,
    st.fixed_dictionaries(
        {},
        optional={
            "organisation.headcount": st.integers(0, 600),
            "organisation.sites": st.sampled_from(["one", "few", "many"]),
            "goal.replaces": st.sampled_from([(), ("messaging",)]),
            "calendar.start": st.dates(date(2027, 1, 1), date(2027, 12, 31)),
            "employer.council": st.booleans(),
            "community.ready": st.booleans(),
        },
    ),
    st.frozensets(st.sampled_from(["organisation.name"])),
    st.just(FACTS.collections),
)


def holds(text: str, facts: Given) -> bool:
    return evaluate(parse(text), facts).holds


@given(CONDITIONS, CONDITIONS, SOME_FACTS)
def test_logic_has_its_laws(one: str, other: str, facts: Given) -> None:
    assert holds(f"{one} and {other}", facts) == (holds(one, facts) and holds(other, facts))
    assert holds(f"{one} or {other}", facts) == (holds(one, facts) or holds(other, facts))
    assert holds(f"not ({one} and {other})", facts) == holds(f"not {one} or not {other}", facts)
    assert holds(f"not not {one}", facts) == holds(one, facts)
    assert not (holds(one, facts) and holds(f"not {one}", facts))


@given(CONDITIONS, SOME_FACTS)
def test_what_an_answer_decides_no_further_answer_changes(text: str, facts: Given) -> None:
    """Kleene: a condition that holds while names are absent holds whatever they turn out to be."""
    if holds(text, facts):
        filled = Given(
            {**FACTS.values, "community.ready": False, **facts.values}, facts.known, facts.collections
        )
        assert holds(text, filled)


@given(CONDITIONS)
def test_what_the_checker_passes_can_be_evaluated(text: str) -> None:
    assert check(parse(text), NAMES, frozenset({"community"})) == ()
    for facts in (FACTS, Given({})):
        evaluate(parse(text), facts)
