"""A file of the same path inside its folder stands in for the bundled one, for every command."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from small_library import FILES, ROLES, write

from rse_plan.library import Folder, Library, load_library
from rse_plan.lint.engine import lint

PILOT = FILES["pilot.yaml"]
OTHER = "kind: playbook\nformat: 1\nid: other\ntitle: {en: Other, fr: Autre}\nrequires: [pilot]\n" + (
    "tasks:\n  - id: more\n    phase: rollout\n    title: {en: More, fr: Encore}\n"
    "    raci: {R: hr, A: hr}\n    duration: 1d\n    needs: [pilot/open]\n"
)


@pytest.fixture
def bundled(tmp_path: Path) -> Folder:
    base = {name: text for name, text in FILES.items() if name != "pilot.yaml"}
    folder = write(tmp_path / "base", {**base, "base/pilot.yaml": PILOT, "base/other.yaml": OTHER})
    return Folder(folder, "bundled:")


def laid_over(tmp_path: Path, bundled: Folder, files: dict[str, str]) -> Library:
    return load_library([bundled, Folder(write(tmp_path / "own", files), "own/")])


@pytest.mark.parametrize("own", ["base/pilot.yaml", "deeper/base/pilot.yaml"])
def test_a_playbook_takes_the_bundled_one_s_place(tmp_path: Path, bundled: Folder, own: str) -> None:
    library = laid_over(tmp_path, bundled, {own: PILOT.replace("id: silence", "id: noise")})
    assert library.diagnostics == ()
    assert library.playbooks["pilot"].document.path == f"own/{own}"
    assert "pilot/noise" in library.index.places
    assert "pilot/silence" not in library.index.places


def test_at_another_path_its_id_is_taken(tmp_path: Path, bundled: Folder) -> None:
    (found,) = laid_over(tmp_path, bundled, {"mine/pilot.yaml": PILOT}).diagnostics
    assert (found.rule, found.span.path) == ("duplicate-id", "own/mine/pilot.yaml")


def test_of_a_list_the_entries_of_one_s_own_count(tmp_path: Path, bundled: Folder) -> None:
    assert "{en: HR, fr: RH}" in ROLES
    library = laid_over(
        tmp_path, bundled, {"roles.yaml": ROLES.replace("{en: HR, fr: RH}", "{en: P, fr: P}")}
    )
    assert library.diagnostics == ()
    assert library.roles["hr"].title.in_("en") == "P"


def test_what_others_name_must_still_be_there(
    tmp_path: Path, bundled: Folder, monkeypatch: pytest.MonkeyPatch
) -> None:
    edited = re.sub(r"(: |\[)open(?=[,\]\n])", r"\1opened", PILOT)
    library = laid_over(tmp_path, bundled, {"base/pilot.yaml": edited})
    lost = [one for one in library.diagnostics if one.span.path == "own/base/pilot.yaml"]
    assert [(one.rule, one.span.line) for one in lost] == [("unknown-reference", 3)]
    assert "“pilot/open”" in str(lost[0].message)
    assert "bundled:base/other.yaml" in {other.span.path for other in lost[0].related}
    monkeypatch.chdir(tmp_path)
    linted = lint([Path("own")], bundled).findings
    assert [str(one.message) for one in linted if one.rule == "unknown-reference"] == [str(lost[0].message)]
