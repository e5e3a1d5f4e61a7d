"""One fault, one finding: what goes with a broken file, item or condition stays silent (semantics 19)."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from small_library import FILES, cited, write

from rse_plan.diagnostics import Diagnostic
from rse_plan.library import Folder
from rse_plan.lint.engine import Run
from rse_plan.lint.fixes import fix
from rse_plan.lint.rule import Profile
from rse_plan.lint.settings import Settings

SOURCES = """\
kind: evidence
format: 1
items:
  - {id: own-case, type: practice, title: Own case, publisher: us, year: 2026, checked: 2026-11-23}
"""
OWN = """\
kind: playbook
format: 1
id: own
title: {en: Own, fr: Propre}
applies_when: count(communities) >= 1
requires: [pilot]
questions:
  - id: own.minutes
    type: choice
    unknown: {assume: email, owner: business}
    name: {en: minutes, fr: comptes rendus}
    label: {en: Where?, fr: Où ?}
    choices:
      - {value: email, label: {en: mail, fr: courriel}}
      - {value: nowhere, label: {en: nowhere, fr: nulle part}}
  - id: own.closing_day
    type: date
    name: {en: closing, fr: clôture}
    label: {en: When?, fr: Quand ?}
tasks:
  - id: choose
    phase: pilot
    when: own.minutes != "nowhere"
    title: {en: Choose, fr: Choisir}
    raci: {R: [hr, business], A: business}
    duration: 5d
    effort: {business: 0.5d, hr: 1h}
    done_when: {en: A list., fr: Une liste.}
  - id: agreed
    kind: gate
    gate: other
    phase: pilot
    title: {en: Agreement, fr: Accord}
    raci: {R: hr, A: business}
    lead_time: {base: 2w}
    because: [own-case]
  - id: keep
    phase: sustain
    title: {en: Keep, fr: Garder}
    raci: {R: business, A: business}
    duration: 2d
    needs: [agreed, {task: pilot/open, which: first, lag: 90cd}]
    done_when: {en: A list., fr: Une liste.}
freezes:
  - id: closing
    when: known(own.closing_day)
    around: own.closing_day
    before: 2cw
    title: {en: Closing, fr: Clôture}
kpis:
  - id: minutes-read
    title: {en: Read, fr: Lus}
    measure: {en: Read / invited, fr: Lus / invités}
    level: group
    use_case: [other]
    target: {after: keep, by: 90cd, low: 0.3, typical: 0.4, high: 0.6}
    because: [own-case]
asks:
  - id: own-minutes
    phase: pilot
    role: support
    do: {en: Post yours, fr: Publier le vôtre}
    minutes: 10
    due: {before: keep, by: 2d}
    if_refused: {en: They wait., fr: Ils attendront.}
    message: why-minutes
messages:
  - id: why-minutes
    from: sponsor
    channel: [email]
    subject: {en: Where, fr: Où}
    body: {en: In the network., fr: Sur le réseau.}
"""
WHOLE = "applies_when: count(communities) >= 1"
RANGE = "low: 0.3, typical: 0.4, high: 0.6"
RACI = "raci: {R: [hr, business], A: business}"


def run(folder: Path, text: str) -> Run:
    bundled = Folder(write(folder / "shipped", FILES), "bundled:")
    own = write(folder / "own", {"own.yaml": text, "evidence/own.yaml": SOURCES})
    return Run([own], bundled, (), date(2026, 11, 28), Settings(profile=Profile.PUBLISHED))


def told(found: tuple[Diagnostic, ...]) -> set[tuple[str, str]]:
    return {(one.rule, str(one.message)) for one in found}


def new(folder: Path, text: str) -> list[Diagnostic]:
    """What is found in it that is not found in the sound text."""
    sound = told(run(folder, OWN).examine({}).findings)
    return [
        one for one in run(folder, text).examine({}).findings if (one.rule, str(one.message)) not in sound
    ]


def broken(old: str, by: str) -> str:
    assert OWN.count(old) >= 1, old
    return OWN.replace(old, by, 1)


def test_the_sound_text_has_no_error(tmp_path: Path) -> None:
    assert [one for one in run(tmp_path, OWN).examine({}).findings if one.severity == "error"] == []


@pytest.mark.parametrize(
    ("old", "by", "rule", "words"),
    [
        # a condition of the whole playbook
        (WHOLE, 'applies_when: any(employers, employer.country == "fr")', "type-or-choice", None),
        (WHOLE, 'applies_when: organisation.headcount == "large"', "type-or-choice", None),
        (WHOLE, 'applies_when: organisation.name == "FR"', "type-or-choice", None),
        (WHOLE, "applies_when: count(communities) < 0", "never-true", None),
        (WHOLE, 'applies_when: own.minutes == "nowhere"', "question-cycle", None),
        (WHOLE, "applies_when: true", "wrong-value", "true"),
        (WHOLE, "applies_when: count(communities) >= 1 000", "wrong-value", None),
        (WHOLE, WHOLE + "\nfor_each: community", "wrong-value", "community"),
        # a file that is not read
        ("format: 1\n", "", "missing-key", None),
        ("kind: playbook\n", "", "missing-key", None),
        ("format: 1\n", "format: 2\n", "format-version", "2"),
        ("requires: [pilot]", "requires: [[pilot]", "yaml-parse", None),
        # a part that is left aside, or a name that is misspelt
        ("message: why-minutes", "message: why-minute", "unknown-reference", "why-minute"),
        ("message: why-minutes", "message: Zz q", "wrong-value", "Zz q"),
        ("    due: {before: keep, by: 2d}\n", "", "ask-without-date", "own-minutes"),
        ("role: support", "role: required", "wrong-value", "required"),
        ("minutes: 10", "minutes: 10 min", "wrong-value", "10 min"),
        ("known(own.closing_day)", "known(own.closing_dya)", "unasked-variable", "own.closing_dya"),
        ("requires: [pilot]", "requires: [Pilot q]", "wrong-value", "Pilot q"),
        ("requires: [pilot]", "requires: [elsewhere]", "unknown-reference", "elsewhere"),
        ("  - id: own.minutes", "  - id: Zz q", "wrong-value", "Zz q"),
        ("  - id: agreed", "  - id: Zz q", "wrong-value", "Zz q"),
        ("  - id: why-minutes", "  - id: Zz q", "wrong-value", "Zz q"),
        # a number, a key
        (RANGE, "typical: 0.4", "wrong-value", None),
        (RANGE, "low: 0,3, high: 0.6", "wrong-value", "0,3"),
        ("business: 0.5d, hr", "business: 0,5d, hr", "wrong-value", "0,5d"),
        ("    done_when", "    done-when", "unknown-key", "done-when"),
        (RACI, "raci: {R: [hr, business], a: business}", "unknown-key", "a"),
        ("    kind: gate\n", "", "missing-key", "id"),
        ("    title: {en: Choose", "    titel: {en: Choose", "unknown-key", "titel"),
    ],
)
def test_a_fault_is_told_once(tmp_path: Path, old: str, by: str, rule: str, words: str | None) -> None:
    text = broken(old, by)
    (found,) = new(tmp_path, text)
    assert found.rule == rule
    assert words is None or cited(found.span, text) == words


def test_a_key_that_seems_misspelt_and_does_not_fit_is_no_slip(tmp_path: Path) -> None:
    text = broken("    duration: 5d\n", "    duration: 5d\n    notes: [x]\n")
    (found,) = new(tmp_path, text)
    assert (found.rule, str(found.help)) == ("unknown-key", "did you mean “note”?")


@pytest.mark.parametrize(
    ("old", "by", "advice"),
    [
        (RACI, "raci: {r: [hr, business], a: business}", ["did you mean “R”?", "did you mean “A”?"]),
        (RANGE, "low: 0,3, typical: 0,4, high: 0,6", [f"write 0.{n} with a point" for n in (3, 4, 6)]),
        ("    kind: gate\n", "", ["add “kind: gate”"]),
        (RANGE, "high: 0.4", ["give a range: “low: … , high: …”, and say where it comes from"]),
        (RANGE, "{}"[:0], ["write low: and high:, or text:"]),
    ],
)
def test_what_to_write_is_said(tmp_path: Path, old: str, by: str, advice: list[str]) -> None:
    found = new(tmp_path, broken(old, by).replace("by: 90cd, }", "by: 90cd}"))
    assert [str(one.help) for one in found] == advice


def test_small_letters_of_raci_are_mended(tmp_path: Path) -> None:
    wanted = run(tmp_path, broken(RACI, RACI.replace("R:", "r:").replace("A:", "a:")))
    fixed = fix(wanted.examine, lambda path: Path(path).read_bytes())
    ((_, after),) = fixed.changes.values()
    assert after.decode() == OWN


def test_two_faults_are_two_findings(tmp_path: Path) -> None:
    text = broken("requires: [pilot]", "requires: []").replace('!= "nowhere"', '!= "nowere"')
    assert sorted(one.rule for one in new(tmp_path, text)) == ["missing-requires", "type-or-choice"]
