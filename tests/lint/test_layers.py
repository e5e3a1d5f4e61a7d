"""Files laid over the bundled library, as lint sees them: each fault in a named file, none elsewhere."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from ran import Run as Ran
from ran import runner
from small_library import write

from rse_plan.diagnostics import Diagnostic
from rse_plan.library.compiled import bundled_folder
from rse_plan.lint import engine
from rse_plan.lint.engine import Run
from rse_plan.lint.fixes import fix
from rse_plan.lint.rule import Profile
from rse_plan.lint.settings import Settings
from rse_plan.resources import example_path

TODAY = date(2026, 11, 28)
HEAD = "kind: playbook\nformat: 1\nid: ours\nextends: charter\n"
SOUND = HEAD + "tasks:\n  - id: charter-ready\n    headline: true\n"
REMOVING = HEAD.replace("charter", "framing") + "remove: [baseline]\n"
FAULTY = HEAD + "asks:\n  - id: hr-contact\n    due: {on: nothing}\n"


@pytest.fixture
def run(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], tmp_path: Path) -> Ran:
    """Run a command inside this process, in an empty folder."""
    return runner(tmp_path, monkeypatch, capsys)


def run_over(folder: Path) -> Run:
    return Run([folder], bundled_folder(), (), TODAY, Settings(profile=Profile.TEAM))


def findings(tmp_path: Path, text: str, name: str = "ours.yaml") -> tuple[Diagnostic, ...]:
    return run_over(write(tmp_path / "own", {name: text})).examine({}).findings


def test_a_sound_layer_is_clean(tmp_path: Path) -> None:
    assert findings(tmp_path, SOUND) == ()


def test_needs_of_what_is_removed_are_told_where_it_is_removed(tmp_path: Path) -> None:
    found = findings(tmp_path, REMOVING)
    assert {one.rule for one in found} == {"conditional-need"}
    assert {one.span.path for one in found} == {(tmp_path / "own" / "ours.yaml").as_posix()}
    assert all(one.related[0].span.path.startswith("bundled:") for one in found)
    assert all(one.edit is None for one in found), "no bundled file is mended"


def test_rules_look_at_what_is_changed(tmp_path: Path) -> None:
    text = HEAD + "tasks:\n  - {id: draft-charter, duration: 90d}\nkpis: []\n"
    assert [one.rule for one in findings(tmp_path, text)] == ["duration-implausible"]


def test_an_opening_that_no_longer_waits_for_a_council_is_told(tmp_path: Path) -> None:
    head = HEAD.replace("charter", "pilot-by-communities")
    file = (bundled_folder().path / "foundation" / "pilot-by-communities.yaml").read_text(encoding="utf-8")
    opening = file.split("opens: users")[0].rpartition("  - id: ")[2].split("\n")[0]
    found = findings(tmp_path, head + f"tasks:\n  - {{id: {opening}, needs: []}}\n")
    assert "pilot-before-opinion" in {one.rule for one in found}


@pytest.mark.whole
def test_whatever_a_wheel_holds_the_findings_are_the_same(
    wheel: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    words = "kind: translation\nformat: 1\nlanguage: fr\ntexts:\n  charter/nothing.title: Rien\n"
    folder = write(
        tmp_path / "own",
        {"ours.yaml": REMOVING, "mine.yaml": FAULTY.replace("ours", "mine"), "words.yaml": words},
    )
    along = run_over(folder).examine({}).findings
    assert {one.rule for one in along} >= {"unknown-reference", "conditional-need"}
    monkeypatch.setattr(engine, "compiled_files", dict)
    assert run_over(folder).examine({}).findings == along


def test_a_misspelt_item_is_mended(tmp_path: Path) -> None:
    folder = write(tmp_path / "own", {"ours.yaml": HEAD + "remove: [regulated-contnet]\n"})
    fixed = fix(run_over(folder).examine, lambda path: Path(path).read_bytes())
    assert len(fixed.before.findings) == 1
    assert fixed.after.findings == ()


def test_a_translation_is_examined_without_the_playbooks_it_words(tmp_path: Path) -> None:
    text = "kind: translation\nformat: 1\nlanguage: fr\ntexts:\n  charter/draft-charter.title: Rédiger\n"
    assert findings(tmp_path, text) == ()
    found = findings(tmp_path, text.replace("draft-charter", "draft-chartre"))
    assert [one.rule for one in found] == ["unknown-reference"]


def test_a_comment_silences_what_it_can_in_a_layer(tmp_path: Path) -> None:
    text = REMOVING.replace("remove", "# rse-plan: ignore[conditional-need] it is known\nremove")
    assert findings(tmp_path, text) == ()


def test_what_replaces_a_playbook_is_examined_with_those_that_name_its_items(tmp_path: Path) -> None:
    text = (bundled_folder().path / "foundation" / "charter.yaml").read_text(encoding="utf-8")
    replacing = text.replace("id: charter\n", "id: charter\nreplaces: charter\n", 1)
    assert findings(tmp_path, replacing, "mine/charter.yaml") == ()
    renamed = replacing.replace("- id: draft-charter", "- id: write-charter")
    found = findings(tmp_path, renamed, "mine/charter.yaml")
    lost = [one for one in found if "any more" in str(one.message)]
    assert [one.rule for one in lost] == ["unknown-reference"]
    assert {other.span.path.partition(":")[0] for other in lost[0].related} == {"bundled"}


@pytest.mark.whole
def test_a_plan_made_with_layers_is_fresh_beside_them(run: Ran, tmp_path: Path) -> None:
    """And stale once one of them has changed."""
    answers = example_path("association-60").read_text(encoding="utf-8")
    write(tmp_path, {"answers.yaml": answers, "playbooks/ours.yaml": SOUND})
    assert run("render", "--playbooks", "playbooks", "--format", "json").code == 0
    assert run("lint", "plan/plan.json").code == 0
    write(tmp_path, {"playbooks/ours.yaml": SOUND.replace("true", "false")})
    ran = run("lint", "plan/plan.json")
    assert (ran.code, "stale-plan" in ran.out) == (1, True)
    assert run("render", "--format", "json").code == 0
    assert run("lint", "plan/plan.json").code == 0
