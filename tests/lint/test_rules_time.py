"""Rules about durations, delays and the order of things: what each finds, where, and what it leaves alone."""

from __future__ import annotations

from pathlib import Path

import pytest
from small_library import FILES, changed
from small_lint import HEAD, findings, places

from rse_plan.library import Folder, load_library
from rse_plan.lint.precedence import precedence
from rse_plan.resources import playbooks_folder

TEXTS = "title: {en: a, fr: b}, raci: {R: hr, A: hr}"


def task(more: str, id_: str = "do") -> str:
    return HEAD + f"tasks:\n  - {{id: {id_}, phase: pilot, {TEXTS}, {more}}}\n"


def gate(more: str) -> str:
    return HEAD + f"tasks:\n  - {{id: wait, kind: gate, phase: pilot, {TEXTS}, {more}}}\n"


def words(found: list[tuple[int, int, str]]) -> list[str]:
    return [cited for _, _, cited in found]


@pytest.mark.parametrize(
    ("text", "wrong"),
    [
        (task("duration: 60d"), []),
        (task("duration: 61d"), ["61d"]),
        (task("duration: 12w"), []),
        (task("duration: 13w"), ["13w"]),
        (task("duration: 0d"), ["0d"]),
        (task("duration: 5d, effort: {hr: 30d, sponsor: 210h}"), []),
        (task("duration: 5d, effort: {hr: 30.5d, sponsor: 211h}"), ["30.5d", "211h"]),
        (task("duration: 5d, effort: {hr: 0h}"), ["0h"]),
        (gate("gate: other, lead_time: {base: 18mo}"), []),
        (gate("gate: other, lead_time: {base: 19mo}"), ["19mo"]),
        (gate("gate: other, lead_time: {base: 550cd}"), ["550cd"]),
        (gate("gate: other, lead_time: {base: 0cd}"), ["0cd"]),
        (
            gate(
                "gate: other, lead_time: {base: 1mo, cases: [{when: organisation.headcount > 9, to: 24mo}]}"
            ),
            ["24mo"],
        ),
    ],
)
def test_amounts_out_of_all_measure(tmp_path: Path, text: str, wrong: list[str]) -> None:
    assert words(places(tmp_path, "duration-implausible", text)) == wrong


def test_an_amount_out_of_measure_is_shown_to_the_column(tmp_path: Path) -> None:
    text = task("duration: 61d")
    assert places(tmp_path, "duration-implausible", text) == [
        (6, text.split("\n")[5].index("61d") + 1, "61d")
    ]


@pytest.mark.parametrize(
    ("more", "wrong"),
    [
        ("duration: 3d, effort: {project-lead: 6h}", []),  # 10 hours a week: two a day
        ("duration: 3d, effort: {project-lead: 6.5h}", ["6.5h"]),
        ("duration: 1w, effort: {project-lead: 10h}", []),
        ("duration: 3d, effort: {hr: 3d}", []),  # no hours stated: one person's full days
        ("duration: 3d, effort: {hr: 22h}", ["22h"]),
        ("duration: 1d, fixed: true, effort: {project-lead: 7h}", []),
        ("duration: 1d, effort: {nobody: 9d}", ["9d"]),
    ],
)
def test_effort_that_no_duration_holds(tmp_path: Path, more: str, wrong: list[str]) -> None:
    assert words(places(tmp_path, "effort-over-duration", task(more))) == wrong


def test_how_long_an_effort_takes_is_said(tmp_path: Path) -> None:
    text = task("duration: 3d, effort: {project-lead: 6.5h}")
    (found,) = findings(tmp_path, "effort-over-duration", {"own.yaml": text})
    assert str(found.message) == "6.5h of project-lead take 4 working days at least"
    assert str(found.help) == "make the duration 4d, or the effort smaller"


@pytest.mark.parametrize(
    ("more", "wrong"),
    [
        ("gate: works-council, lead_time: {base: 1mo}", ["lead_time"]),
        ("gate: data-protection, lead_time: {base: 1mo}", ["lead_time"]),
        ("gate: tender, lead_time: {base: 1mo}", ["lead_time"]),
        ("gate: tender, lead_time: {base: 1mo}, because: [fr-law]", []),
        ("gate: other, lead_time: {base: 1mo}", []),
        ("gate: tender, on: calendar.decision", []),
    ],
)
def test_legal_delays_without_a_source(tmp_path: Path, more: str, wrong: list[str]) -> None:
    assert words(places(tmp_path, "lead-time-unsourced", gate(more))) == wrong


@pytest.mark.parametrize(
    ("more", "edits"),
    [
        ("lead_time: {base: 30d}, because: [fr-law]", ["30cd"]),
        ("lead_time: {base: 4w}, because: [fr-law]", ["4cw"]),
        ('lead_time: {base: "30d"}, because: [fr-law]', ['"30cd"']),
        ("lead_time: {base: 30cd}, because: [fr-law]", []),
        ("lead_time: {base: 1mo}, because: [fr-law]", []),
        ("lead_time: {base: 30d}", []),
        ("lead_time: {base: 30d}, because: [a-case]", []),
        (
            "lead_time: {base: 1mo, cases: [{when: organisation.headcount > 9, to: 10d}]}, "
            "because: [a-case, fr-law]",
            ["10cd"],
        ),
    ],
)
def test_working_days_where_the_law_counts_every_day(tmp_path: Path, more: str, edits: list[str]) -> None:
    evidence = FILES["evidence.yaml"] + "  - {id: a-case, type: case, title: Case, checked: 2026-11-23}\n"
    text = gate(f"gate: tender, {more}")
    found = findings(
        tmp_path, "working-days-in-law", {"own.yaml": text}, {**FILES, "evidence.yaml": evidence}
    )
    assert [one.edit.text for one in found if one.edit and one.edit.span == one.span] == edits
    assert len(found) == len(edits)


def test_positions_hold_when_an_item_before_is_refused(tmp_path: Path) -> None:
    """The model leaves a faulty entry aside; the next one's places and changes are still its own."""
    faulty = "  - {id: bad, phase: nowhere, title: {en: a, fr: b}, raci: {R: hr, A: hr}, duration: 1d}\n"
    text = gate('gate: tender, lead_time: {base: "30d"}, because: [fr-law]').replace(
        "tasks:\n", "tasks:\n" + faulty
    )
    (found,) = findings(tmp_path, "working-days-in-law", {"own.yaml": text})
    assert (found.span.line, found.edit and found.edit.text) == (7, '"30cd"')


def test_tasks_that_nobody_can_tick(tmp_path: Path) -> None:
    assert places(tmp_path, "no-done-when", task("duration: 1d")) == [(6, 10, "do")]
    assert places(tmp_path, "no-done-when", task("duration: 1d, done_when: {en: a, fr: b}")) == []
    assert places(tmp_path, "no-done-when", gate("gate: other, lead_time: {base: 1mo}")) == []


@pytest.mark.parametrize(
    ("text", "wrong"),
    [
        (HEAD + "modified: 2026-11-28\nversion: 2026-11-28\n", []),
        (task("duration: 1d # since 2026-11-28"), []),
        (task("duration: 1d, note: {en: Stops on 2027-03-01., fr: c}"), ["2027-03-01"]),
        (task("duration: 1d, note: {en: 'It''s 2027-03-01.', fr: c}"), ["2027-03-01"]),
        (task("duration: 1d, note: {en: See https://example.org/2027-03-01/a, fr: c}"), []),
        (task("duration: 1d, note: {en: Law 2027-03-012 and 2027-13-01, fr: c}"), []),
        (task("duration: 1d, when: 'calendar.start > \"2027-03-01\"'"), ["2027-03-01"]),
        (
            HEAD + "questions:\n  - {id: own.day, type: date, default: 2027-03-01, name: {en: a, fr: b}, "
            "label: {en: a?, fr: b ?}}\n",
            ["2027-03-01"],
        ),
    ],
)
def test_dates_that_a_playbook_fixes(tmp_path: Path, text: str, wrong: list[str]) -> None:
    assert words(places(tmp_path, "hard-coded-date", text)) == wrong


# --- openings and councils ---

OPENING = """\
tasks:
  - id: start
    kind: milestone
    opens: users
    phase: pilot
    title: {en: a, fr: b}
    raci: {R: hr, A: hr}
"""
BETWEEN = """\
  - id: between
    phase: prepare
    title: {en: a, fr: b}
    raci: {R: hr, A: hr}
    duration: 1d
    needs: [{task: council/opinion, optional: true}]
"""
SKIP = "adjust: [{item: between, skip: true, why: {en: a, fr: b}}]\n"
FIRST = "    needs: [{task: council/opinion, which: first, optional: true}]\n"
FR_DE = "for_each: employers\napplies_when: employer.country in ['DE', 'FR']\n"
THEIR_OWN = "for_each: employers\ntasks:\n  - id: heard\n    kind: gate\n    gate: works-council\n"
RULE = "pilot-before-opinion"


@pytest.mark.parametrize(
    ("text", "place"),
    [
        (HEAD + OPENING, (8, 12, "users")),
        (HEAD + OPENING + "    needs: [council/file]\n", (12, 5, "needs")),
        (HEAD + OPENING + "    needs: [{task: council/opinion, optional: true}]\n", None),
        (HEAD + OPENING + "    needs: [{task: council/opinion, which: all, optional: true}]\n", None),
        (HEAD + OPENING + FIRST, (12, 5, "needs")),
        # through other items: sure, for the first instance only, or where some answers take them out
        (HEAD + OPENING + "    needs: [between]\n" + BETWEEN, None),
        (HEAD + OPENING + "    needs: [{task: between, which: first}]\n" + BETWEEN, (12, 5, "needs")),
        (
            HEAD + OPENING + "    needs: [between]\n" + BETWEEN + "    when: organisation.headcount > 99\n",
            (12, 5, "needs"),
        ),
        (
            HEAD + OPENING + "    needs: [between]\n    when: organisation.headcount > 99\n"
            + BETWEEN + "    when: organisation.headcount > 99\n",
            None,
        ),
        (
            HEAD + "for_each: employers\n" + OPENING + "    needs: [between]\n"
            + BETWEEN + "    when: employer.country == 'FR' and employer.council\n",
            None,  # the gate is there under the same conditions only
        ),
        (HEAD + OPENING + "    needs: [between]\n" + BETWEEN + SKIP, (12, 5, "needs")),
        # through `before`
        (HEAD + OPENING + BETWEEN + "    before: {task: start, by: 2d}\n", None),
        (HEAD + OPENING + BETWEEN + "    before: {task: start, which: first}\n", (8, 12, "users")),
        # councils of other employers
        (HEAD + "for_each: employers\napplies_when: employer.country == 'DE'\n" + OPENING, None),
        (HEAD + FR_DE + OPENING, (10, 12, "users")),
        (HEAD + "for_each: employers\napplies_when: not employer.council\n" + OPENING, None),
        (HEAD + "applies_when: employer.country == 'DE'\n" + OPENING, (9, 12, "users")),  # the first
    ],
)  # fmt: skip
def test_openings_that_pass_a_council_by(
    tmp_path: Path, text: str, place: tuple[int, int, str] | None
) -> None:
    assert places(tmp_path, RULE, text) == ([place] if place else [])


def test_a_council_of_one_s_own_that_the_shipped_opening_passes_by(tmp_path: Path) -> None:
    """Reported where it can be mended: in the file that was named, at the gate."""
    text = (
        HEAD
        + THEIR_OWN
        + (
            "    phase: prepare\n    title: {en: a, fr: b}\n    raci: {R: hr, A: hr}\n"
            "    lead_time: {base: 1mo}\n    because: [fr-law]\n"
        )
    )
    assert places(tmp_path, RULE, text) == [(7, 9, "heard")]
    assert places(tmp_path, RULE, text + "    before: {task: pilot/open, optional: true}\n") == []


def test_a_need_that_is_cut_is_seen_where_it_was(tmp_path: Path) -> None:
    cut = changed("pilot.yaml", ", {task: council/opinion, optional: true}", "")["pilot.yaml"]
    (found,) = findings(tmp_path, RULE, {"pilot.yaml": cut})
    assert cut.split("\n")[found.span.line - 1].startswith("    needs: [seed]")
    assert [other.span.path for other in found.related] == ["bundled:council.yaml"]


def test_long_chains_and_circles_are_walked(tmp_path: Path) -> None:
    steps = "".join(
        f"  - {{id: s{n}, phase: pilot, {TEXTS}, duration: 1d, needs: [s{n + 1}]}}\n" for n in range(3000)
    )
    end = f"  - {{id: s3000, phase: pilot, {TEXTS}, duration: 1d, needs: [NEED]}}\n"
    opened = HEAD + OPENING + "    needs: [s0]\n" + steps + end
    sure = opened.replace("NEED", "{task: council/opinion, optional: true}")
    circle = opened.replace("NEED", "s1")
    for text, wrong in ((sure, []), (circle, ["needs"])):
        (tmp_path / "own.yaml").write_text(text, encoding="utf-8")
        library = load_library([Folder(tmp_path / "own.yaml", "own.yaml")])
        waits = precedence(library)
        assert not waits.councils
        assert waits.index.places
        assert words(places(tmp_path / str(len(text)), RULE, text)) == wrong


DECIDING = "duration: 1d, decides: purchase"


@pytest.mark.parametrize(
    ("text", "place"),
    [
        (task(DECIDING), (6, 96, "purchase")),
        (task(DECIDING + ", needs: [{task: council/opinion, optional: true}]"), None),
        (task("duration: 1d"), None),
    ],
)
def test_decisions_that_pass_a_council_by(
    tmp_path: Path, text: str, place: tuple[int, int, str] | None
) -> None:
    assert places(tmp_path, "decision-before-opinion", text) == ([place] if place else [])


@pytest.mark.parametrize(
    ("due", "decides", "wrong"),
    [
        ("on: pilot/seed", "deployment", True),
        ("on: pilot/open", "deployment", False),
        ("on: council/opinion", "deployment", False),
        ("before: pilot/open, by: 1d", "deployment", True),
        ("on: settle", "deployment", False),  # the task it is due with is the fault
    ],
)
def test_asks_that_decide_before_a_council(tmp_path: Path, due: str, decides: str, wrong: bool) -> None:
    text = (
        task(DECIDING, "settle")
        + f"asks:\n  - {{id: sign, phase: pilot, role: support, do: {{en: a, fr: b}}, minutes: 5, "
        f"decides: {decides}, due: {{{due}}}, if_refused: {{en: a, fr: b}}}}\n"
    )
    found = places(tmp_path, "decision-before-opinion", text)
    assert [line for line, _, _ in found] == ([6, 8] if wrong else [6])


# --- after the opening ---

SUSTAINED = HEAD + OPENING
AFTER = f"  - {{id: later, phase: sustain, {TEXTS}, "


@pytest.mark.parametrize(
    ("more", "wrong"),
    [
        ("", True),
        (AFTER + "duration: 1d, needs: [{task: start, lag: 89cd}]}\n", False),  # ends on the 90th
        (AFTER + "duration: 1d, needs: [{task: start, lag: 80cd}]}\n", True),
        (AFTER + "duration: 1d, needs: [{task: start, lag: 3mo}]}\n", False),
        (AFTER + "duration: 1d, needs: [{task: start, lag: 13w}]}\n", False),
        (AFTER + "kind: ongoing, from: start, until: 12mo, every: 1w}\n", False),
        (AFTER + "kind: ongoing, from: start, until: 2mo, every: 1w}\n", True),
        (AFTER + "kind: gate, gate: other, lead_time: {base: 3mo}, needs: [start]}\n", False),
        (
            AFTER + "duration: 1d, needs: [{task: start, lag: 60cd}]}\n"
            + AFTER.replace("later", "last") + "duration: 1d, needs: [{task: later, lag: 30cd}]}\n",
            False,
        ),
        (
            "kpis:\n  - {id: k, title: {en: a, fr: b}, measure: {en: a, fr: b}, level: group, "
            "target: {after: start, by: 90cd, low: 0.1, high: 0.2}}\n",
            False,
        ),
    ],
)  # fmt: skip
def test_openings_that_nothing_follows(tmp_path: Path, more: str, wrong: bool) -> None:
    expected = [(8, 12, "users")] if wrong else []
    assert places(tmp_path, "nothing-after-launch", SUSTAINED + more) == expected


def test_what_comes_after_may_stand_in_another_file(tmp_path: Path) -> None:
    own = {"own.yaml": SUSTAINED, "next.yaml": HEAD.replace("own", "next") + "tasks:\n" + AFTER
           + "duration: 1d, needs: [{task: own/start, lag: 6mo}]}\n"}  # fmt: skip
    assert findings(tmp_path, "nothing-after-launch", own) == []


def test_the_shipped_openings_wait_for_every_council() -> None:
    library = load_library([Folder(playbooks_folder(), "bundled:")])
    waits = precedence(library)
    openings = [p for p in library.index.work() if getattr(p.item, "opens", None)]
    assert openings
    assert len(waits.councils) >= 4
    assert [waits.passed_by(place) for place in openings] == [() for _ in openings]
