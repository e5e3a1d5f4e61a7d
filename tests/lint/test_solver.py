"""The solver against brute force: what it says is what the evaluator finds answer by answer."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import pytest
from every_answer import World, behind, brute, names_asked, worths_of
from hypothesis import assume, given
from hypothesis import strategies as st

from rse_plan.expressions import evaluate, parse
from rse_plan.expressions.syntax import Condition, Logic
from rse_plan.library import load_library
from rse_plan.lint.solving.branches import idle_branches
from rse_plan.lint.solving.search import Solution, Verdict, solve
from rse_plan.lint.solving.shapes import Scope, Wanted
from rse_plan.lint.solving.solver import Solver
from rse_plan.lint.solving.wording import in_text, without_places

# --- conditions ---

PLAIN = (
    "org.size >= 3",
    "org.size == 2",
    "org.size < 1",
    "org.size != 4",
    "org.size in [1, 3]",
    'org.kind == "a"',
    'org.kind != "b"',
    'org.kind in ["a", "c"]',
    'org.kind not in ["a", "c"]',
    "org.public",
    "known(org.public)",
    "known(org.kind)",
    '"x" in org.stops',
    '"y" not in org.stops',
    "known(org.note)",
    'org.day < "2027-01-05"',
    'org.day == "2027-01-05"',
    "known(org.day)",
)
OF_EMPLOYERS = (
    'employer.country == "fr"',
    'employer.council == "none"',
    'employer.council != "none"',
    "employer.expert",
    "known(employer.expert)",
    'any(employers, employer.council != "none")',
    "any(employers, employer.expert)",
    'all(employers, employer.country == "fr")',
    "count(employers) > 1",
    "not any(employers, known(employer.council))",
    'count(employers, employer.country == "de") == 1',
)
OF_COMMUNITIES = (
    "any(communities, community.members > 2)",
    "count(communities) == 0",
    "count(communities) >= 2",
    'all(communities, community.kind == "a" or community.members < 2)',
    'count(communities, community.kind == "b") >= 2',
    'any(communities, community.kind == "b" and org.size > 2)',
)


def trees(atoms: Sequence[str], leaves: int) -> st.SearchStrategy[str]:
    return st.recursive(
        st.sampled_from(atoms),
        lambda part: st.one_of(
            part.map(lambda text: f"not ({text})"),
            st.tuples(part, st.sampled_from(["and", "or"]), part).map(lambda t: f"({t[0]}) {t[1]} ({t[2]})"),
        ),
        max_leaves=leaves,
    )


def joined(atoms: Sequence[str], leaves: int) -> st.SearchStrategy[str]:
    """Conditions of `and` and `or` alone."""
    words = st.sampled_from(["and", "or"])
    return st.recursive(
        st.sampled_from(atoms),
        lambda part: st.tuples(part, words, part).map("({0[0]}) {0[1]} ({0[2]})".format),
        max_leaves=leaves,
    )


def branches(node: Condition, gone: set[int]) -> Iterator[Condition]:
    """The branches of each `or`, without those named by their object."""
    for part in node.parts if isinstance(node, Logic) else ():
        if id(part) not in gone:
            yield from (part,) if node.operator == "or" else ()
            yield from branches(part, gone)


def without(node: Condition, gone: set[int]) -> Condition:
    """A condition with something that never holds in place of these branches."""
    if id(node) in gone:
        return parse("org.size < 1").root
    return (
        Logic(node.operator, tuple(without(part, gone) for part in node.parts))
        if isinstance(node, Logic)
        else node
    )


TIED = (
    ("org.size >= 3", "org.size == 2", "org.size < 1", "org.size != 4", "org.size in [1, 3]"),
    ("org.public", "not org.public", 'org.kind == "b"', 'org.kind != "b"', "known(org.public)"),
    ("employer.expert", "not employer.expert", 'employer.council == "none"', 'employer.country != "de"'),
    ("any(employers, employer.expert)", 'employer.council == "none"', "count(employers) > 1"),
    ('org.day < "2027-01-05"', 'org.day >= "2027-01-05"', 'org.day == "2027-01-05"', "known(org.day)"),
    ('community.kind == "b"', 'any(communities, community.kind == "b")', "count(communities) >= 2"),
)
"""Conditions that have much to do with each other: drawn at random from all, they would seldom meet."""
CONDITIONS = st.one_of(
    *(trees(atoms, 3) for atoms in TIED),
    trees(PLAIN, 6),
    trees((*PLAIN[:10], *OF_EMPLOYERS), 3),
    trees((*PLAIN[:4], *OF_COMMUNITIES), 3),
    trees((*PLAIN, *OF_EMPLOYERS, *OF_COMMUNITIES), 2),
)
PAIRS = st.sampled_from((*TIED, (*PLAIN[:10], *OF_EMPLOYERS))).flatmap(
    lambda atoms: st.tuples(trees(atoms, 2), trees(atoms, 1))
)


def found(texts: Sequence[tuple[str, bool]], scope: Scope) -> Solution:
    return solve(names_asked(), [Wanted(plain(text), scope, holds) for text, holds in texts])


def plain(text: str) -> Condition:
    return without_places(parse(text).root)


SCOPES = st.sampled_from([frozenset(), frozenset({"employer"}), frozenset({"community"})])


@given(CONDITIONS, st.booleans(), SCOPES)
def test_the_solver_says_what_every_answer_tried_says(text: str, holds: bool, scope: Scope) -> None:
    solution = found([(text, holds)], scope)
    assume(solution.verdict is not Verdict.UNDECIDED)
    assert (solution.verdict is Verdict.POSSIBLE) == brute([(text, holds)], scope)


@given(PAIRS, SCOPES)
def test_one_condition_without_another(pair: tuple[str, str], scope: Scope) -> None:
    text, other = pair
    wanted = [(text, True), (other, False)]
    solution = found(wanted, scope)
    assume(solution.verdict is not Verdict.UNDECIDED)
    assert (solution.verdict is Verdict.POSSIBLE) == brute(wanted, scope)


@given(st.sampled_from((*TIED[:3], TIED[4])).flatmap(lambda atoms: joined(atoms, 5)), SCOPES)
def test_a_branch_changes_nothing_if_and_only_if_no_answers_need_it(text: str, scope: Scope) -> None:
    assume(brute([(text, True)], scope))
    root = parse(text).root
    gone = {id(idle.branch) for idle in idle_branches(root, scope, (), Solver(names_asked().library))}
    left = in_text(without(root, gone))
    assert not brute([(text, True), (left, False)], scope)
    for branch in branches(root, gone):
        assert brute([(left, True), (in_text(without(root, {*gone, id(branch)})), False)], scope)


@given(CONDITIONS)
def test_a_condition_reads_back_as_it_is_printed(text: str) -> None:
    root = plain(text)
    assert plain(in_text(root)) == root


@given(trees(PLAIN, 6))
def test_whatever_else_is_answered_the_answers_shown_do_as_wanted(text: str) -> None:
    solution = found([(text, True)], frozenset())
    if solution.verdict is Verdict.POSSIBLE:
        shown = {name: worth[0] for (name, _), worth in solution.answers.items()}
        read = frozenset(name for one in parse(text).names for name in behind(one))
        worlds = [World(worth) for worth in worths_of("org", read | frozenset(shown))]
        fitting = [world for world in worlds if all(world.value(name) == shown[name] for name in shown)]
        assert fitting
        if "known" not in text:
            assert all(evaluate(parse(text), world).holds for world in fitting)


# --- what brute force cannot reach ---

WAVE, LOOP, EMPLOYER = frozenset({"wave"}), frozenset({"community"}), frozenset({"employer"})


@pytest.mark.parametrize(
    ("text", "scope", "verdict"),
    [
        ('employer.council == "none" and employer.expert', EMPLOYER, Verdict.IMPOSSIBLE),
        ('employer.country == "gb" and employer.expert', EMPLOYER, Verdict.IMPOSSIBLE),
        ('employer.country == "de" and employer.expert', EMPLOYER, Verdict.POSSIBLE),
        ("org.size > 4", frozenset(), Verdict.IMPOSSIBLE),
        ("not org.public and not (org.public or not org.public)", frozenset(), Verdict.IMPOSSIBLE),
        ("count(waves) > 1 and wave.pilot", WAVE, Verdict.POSSIBLE),
        ("count(waves) < 2 and not wave.pilot", WAVE, Verdict.IMPOSSIBLE),
        ("wave.pilot and wave.number == 2", WAVE, Verdict.IMPOSSIBLE),
        ("wave.pilot and wave.number == 2", LOOP, Verdict.IMPOSSIBLE),
        ("not wave.pilot and count(waves) == 1", LOOP, Verdict.IMPOSSIBLE),
        ("count(waves) > 0 and count(communities) == 0", frozenset(), Verdict.IMPOSSIBLE),
        ("count(waves) == 3 and count(communities) == 2", frozenset(), Verdict.IMPOSSIBLE),
        ("count(waves) == 2 and count(communities) == 9", frozenset(), Verdict.POSSIBLE),
        ("count(communities) == 0", LOOP, Verdict.IMPOSSIBLE),
        ("count(employers) == 0", frozenset(), Verdict.IMPOSSIBLE),
        ("all(waves, wave.pilot) and count(waves) == 2", frozenset(), Verdict.IMPOSSIBLE),
        ("any(waves, wave.pilot) and count(waves) == 2", frozenset(), Verdict.POSSIBLE),
        ("sum(communities, community.members) > 10", frozenset(), Verdict.POSSIBLE),
        (
            "sum(communities, community.members) > 10 and sum(communities, community.members) < 5",
            frozenset(),
            Verdict.IMPOSSIBLE,
        ),
        ("count(communities, community.members > 1) > 7", frozenset(), Verdict.UNDECIDED),
        ("org.sise > 1", frozenset(), Verdict.UNDECIDED),
        (
            'not any(employers, employer.country == "fr") and employer.country == "fr"',
            frozenset(),
            Verdict.IMPOSSIBLE,
        ),
        (
            'not any(employers, employer.country == "fr") and employer.country == "fr"',
            EMPLOYER,
            Verdict.IMPOSSIBLE,
        ),
    ],
)
def test_what_can_hold(text: str, scope: Scope, verdict: Verdict) -> None:
    assert found([(text, True)], scope).verdict is verdict


def test_the_first_employer_need_not_be_the_one_in_scope() -> None:
    wanted = [
        Wanted(plain('employer.country == "fr"'), EMPLOYER),
        Wanted(plain('employer.country == "fr"'), frozenset(), holds=False),
    ]
    assert solve(names_asked(), wanted).verdict is Verdict.POSSIBLE


def test_a_name_taken_as_always_asked() -> None:
    wanted = [Wanted(plain('employer.council == "none" and employer.expert'), EMPLOYER)]
    assert solve(names_asked(), wanted, frozenset({"employer.expert"})).verdict is Verdict.POSSIBLE


def test_a_large_condition_is_left_undecided_and_quickly() -> None:
    parts = [
        f'(org.size == {n % 5} or org.public or any(employers, employer.council == "none"))' for n in range(9)
    ]
    text = " and ".join(parts)[:1000].rsplit(" and ", 1)[0]
    assert found([(text, True)], EMPLOYER).verdict is not Verdict.IMPOSSIBLE


def test_the_shipped_library_is_solved_whole() -> None:
    """Hardly a condition of the shipped library is beyond the solver: undecided would be unexamined."""
    from rse_plan.library.compiled import bundled_folder
    from rse_plan.lint.solving.presence import scope_of
    from rse_plan.lint.solving.solver import solver_of

    solver = solver_of(load_library([bundled_folder()]))
    beyond = set()
    for place in solver.index.all_places:
        verdict = solver.solve(solver.presence.is_there(place, scope_of(place))).verdict
        assert verdict is not Verdict.IMPOSSIBLE, place.ref
        if verdict is not Verdict.POSSIBLE:
            beyond.add(place.ref.split("/")[0])
    # It asks that not all of any number of employers be in one of eight countries: too many elements apart.
    assert beyond <= {"several-countries"}
