"""Branches of an `or` that change nothing: what is found, where, what is shown, what is left."""

from __future__ import annotations

from pathlib import Path

import pytest
from small_lint import HEAD, findings, places

ITEM = HEAD + "tasks:\n"
LOOP = HEAD + "for_each: employers\ntasks:\n"
GERMAN = HEAD + 'for_each: employers\napplies_when: employer.country == "DE"\ntasks:\n'
ONE, FEW = 'organisation.sites == "one"', 'organisation.sites == "few"'
LARGE, HUGE = "organisation.headcount >= 300", "organisation.headcount >= 3000"
COUNCIL, EXPERT = "employer.council", "employer.expert"


def task(when: str) -> str:
    return (
        f"  - id: a\n    phase: frame\n    when: '{when}'\n    title: {{en: T, fr: T}}\n"
        "    raci: {R: hr, A: hr}\n    duration: 5d\n    done_when: {en: Done., fr: Fait.}\n"
    )


def pointed(folder: Path, text: str, when: str) -> list[str]:
    """What is found, each as the condition from there on."""
    line = next(number for number, words in enumerate(text.split("\n"), 1) if when in words)
    start = text.split("\n")[line - 1].index(when)
    found = places(folder, "never-true", text)
    assert all(one[0] == line for one in found)
    return [when[column - 1 - start :] for _, column, _ in found]


@pytest.mark.parametrize(
    ("head", "when", "found"),
    [
        # a branch that nothing reaches, alone
        (ITEM, f"{LARGE} or ({ONE} and {FEW})", [f"{ONE} and {FEW})"]),
        (ITEM, f"({ONE} and {FEW}) or {LARGE}", [f"{ONE} and {FEW}) or {LARGE}"]),
        (ITEM, f"{LARGE} or organisation.headcount < 5", ["organisation.headcount < 5"]),
        (ITEM, f"{LARGE} or count(employers) == 0", ["count(employers) == 0"]),
        # with what stands beside it
        (ITEM, f"{FEW} and ({LARGE} or {ONE})", [f"{ONE})"]),
        (ITEM, f"{HUGE} or ({FEW} and ({LARGE} or {ONE}))", [f"{ONE}))"]),
        (GERMAN, f'{COUNCIL} or employer.country == "FR"', ['employer.country == "FR"']),
        # covered by another
        (ITEM, f"{ONE} or ({ONE} and {LARGE})", [f"{ONE} and {LARGE})"]),
        (ITEM, f"({ONE} and {LARGE}) or {ONE}", [f"{ONE} and {LARGE}) or {ONE}"]),
        (ITEM, f"{HUGE} or {LARGE}", [f"{HUGE} or {LARGE}"]),
        (ITEM, f"{LARGE} or {HUGE}", [HUGE]),
        (ITEM, f"{ONE} or {ONE}", [ONE]),
        (ITEM, f"{ONE} or {ONE} or {ONE}", [f"{ONE} or {ONE}", ONE]),
        (ITEM, f'{ONE} or {FEW} or organisation.sites in ["one", "few"]', ["organisation.sites in ["]),
        (ITEM, f"{LARGE} or ({FEW} and {HUGE}) or {ONE}", [f"{FEW} and {HUGE}) or {ONE}"]),
        (ITEM, f"known(organisation.sites) or {ONE}", [ONE]),  # “few” is what is assumed
        (ITEM, f"{LARGE} and ({HUGE} or {LARGE})", [f"{HUGE} or {LARGE})"]),
        (ITEM, f"({LARGE} or {ONE}) and ({LARGE} or {FEW})", [f"{ONE}) and ", f"{FEW})"]),
        (LOOP, f"{COUNCIL} or {EXPERT}", [EXPERT]),
        (LOOP, f"{ONE} or ({COUNCIL} and ({LARGE} or {EXPERT} or {ONE}))", [f"{ONE}))"]),
        # inside a count, and under a not
        (ITEM, f"any(employers, {COUNCIL} or {EXPERT})", [f"{EXPERT})"]),
        (ITEM, f"count(employers, {COUNCIL} or {EXPERT}) < 3", [f"{EXPERT}) < 3"]),
        (LOOP, f"{LARGE} and any(employers, {COUNCIL} or {EXPERT})", [f"{EXPERT})"]),
        (ITEM, f"not ({LARGE} or ({ONE} and {FEW}))", [f"{ONE} and {FEW}))"]),
        # branches that each let something in
        (ITEM, f"{ONE} or {FEW}", []),
        (LOOP, f"{EXPERT} or not {COUNCIL}", []),
        (LOOP, f"({LARGE} or {ONE}) and ({LARGE} or {COUNCIL})", []),
        (ITEM, f"not ({ONE} or {FEW})", []),
        (ITEM, f'any(employers, {COUNCIL} or employer.country == "DE")', []),
        (GERMAN, f'{COUNCIL} or any(employers, employer.country == "FR")', []),
        (GERMAN, f'any(employers, {COUNCIL} or employer.country == "FR")', []),
        (ITEM, f"known(organisation.sites) or {FEW}", []),
        # what is said elsewhere
        (ITEM, f"{HUGE} and ({ONE} and {FEW} or organisation.headcount < 5)", None),
        (ITEM, f"{LARGE} or ({LARGE} and organisation.sides)", []),
    ],
)
def test_a_branch_that_changes_nothing(tmp_path: Path, head: str, when: str, found: list[str] | None) -> None:
    text = head + task(when)
    if found is None:
        assert len(places(tmp_path, "never-true", text)) == 1
        return
    shown = pointed(tmp_path, text, when)
    assert [one[: len(two)] for one, two in zip(shown, found, strict=True)] == found


def test_a_branch_is_looked_at_where_an_item_is_not_excluded_as_a_whole(tmp_path: Path) -> None:
    """unreachable-item says that no branch is reached."""
    text = GERMAN + task(f'(employer.country == "FR" and {COUNCIL}) or employer.expert')
    assert places(tmp_path, "never-true", text) == []


@pytest.mark.parametrize(
    ("when", "message", "advice"),
    [
        (
            f"{LARGE} or ({ONE} and {FEW})",
            f"no answers make this true: “{ONE} and {FEW}”",
            "compare with values that occur together, or take this part of the condition out",
        ),
        (
            f"{LARGE} or {ONE} or ({HUGE} and {FEW})",
            f"“{HUGE} and {FEW}” adds nothing: wherever it holds, “{LARGE}” does",
            "take it out, or compare with what was meant",
        ),
        (
            f"{LARGE} and ({HUGE} or {LARGE})",
            f"“{HUGE}” adds nothing: wherever it holds, “{LARGE}” does",
            "take it out, or compare with what was meant",
        ),
    ],
)
def test_what_is_said_of_a_branch(tmp_path: Path, when: str, message: str, advice: str) -> None:
    (found,) = findings(tmp_path, "never-true", {"own.yaml": ITEM + task(when)})
    assert (str(found.message), str(found.help)) == (message, advice)


def test_the_question_that_makes_a_branch_hold_only_with_another_is_shown(tmp_path: Path) -> None:
    (found,) = findings(tmp_path, "never-true", {"own.yaml": LOOP + task(f"{COUNCIL} or {EXPERT}")})
    assert [other.span.path for other in found.related] == ["bundled:council.yaml"]


def test_a_condition_that_stands_in_many_places_is_solved_once(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from rse_plan.lint.solving import solver

    counted: list[int] = []
    plain = solver.solve
    monkeypatch.setattr(solver, "solve", lambda *given, **more: counted.append(1) or plain(*given, **more))
    once = ITEM + task(f"{ONE} or ({FEW} and {LARGE})")
    assert findings(tmp_path / "one", "never-true", {"own.yaml": once}) == []
    first = len(counted)
    twice = once + task(f"{ONE} or ({FEW} and {LARGE})").replace("id: a", "id: b")
    assert findings(tmp_path / "two", "never-true", {"own.yaml": twice}) == []
    assert len(counted) - first == first
