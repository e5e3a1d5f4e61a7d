"""The output folder: nothing that a person wrote is lost (semantics 29, design D12)."""

from __future__ import annotations

import json
import os
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rse_plan.errors import UserError
from rse_plan.formats.manifest import MANIFEST, Kept, Output, Written, write_atomically, write_folder


def outputs(**texts: str) -> tuple[Output, ...]:
    """Outputs from names without suffix: plan="…" is plan.md."""
    return tuple(Output(f"{name}.md", text.encode("utf-8")) for name, text in texts.items())


def contents(folder: Path) -> dict[str, str]:
    """Every file of a folder but the manifest."""
    return {
        path.relative_to(folder).as_posix(): path.read_text(encoding="utf-8")
        for path in sorted(folder.rglob("*"))
        if path.is_file() and path.name != MANIFEST
    }


def listed(folder: Path) -> set[str]:
    return set(json.loads((folder / MANIFEST).read_bytes())["files"])


def test_a_new_folder_is_filled_and_listed(tmp_path: Path) -> None:
    folder = tmp_path / "deep" / "plan"
    written = write_folder(folder, outputs(plan="P", brief="B"))
    assert written == Written(("plan.md", "brief.md"), (), ())
    assert contents(folder) == {"brief.md": "B", "plan.md": "P"}
    assert listed(folder) == {"brief.md", "plan.md"}


def test_our_own_files_are_replaced(tmp_path: Path) -> None:
    write_folder(tmp_path, outputs(plan="one"))
    assert write_folder(tmp_path, outputs(plan="two")).kept == ()
    assert contents(tmp_path) == {"plan.md": "two"}


def test_a_changed_file_is_kept_and_the_new_one_put_beside_it(tmp_path: Path) -> None:
    write_folder(tmp_path, outputs(plan="one"))
    (tmp_path / "plan.md").write_text("mine", encoding="utf-8")
    assert write_folder(tmp_path, outputs(plan="two")).kept == (Kept("plan.md", "plan.new.md"),)
    assert write_folder(tmp_path, outputs(plan="three")).kept == (Kept("plan.md", "plan.new.md"),)
    assert contents(tmp_path) == {"plan.md": "mine", "plan.new.md": "three"}


def test_a_file_of_somebody_else_is_kept(tmp_path: Path) -> None:
    (tmp_path / "plan.md").write_text("theirs", encoding="utf-8")
    assert write_folder(tmp_path, outputs(plan="one")).kept == (Kept("plan.md", "plan.new.md"),)
    assert contents(tmp_path) == {"plan.md": "theirs", "plan.new.md": "one"}
    assert listed(tmp_path) == {"plan.new.md"}


def test_a_change_undone_is_kept_up_again_and_the_copy_goes(tmp_path: Path) -> None:
    write_folder(tmp_path, outputs(plan="one"))
    (tmp_path / "plan.md").write_text("mine", encoding="utf-8")
    write_folder(tmp_path, outputs(plan="two"))
    (tmp_path / "plan.md").write_text("one", encoding="utf-8")
    assert write_folder(tmp_path, outputs(plan="three")) == Written(("plan.md",), (), ("plan.new.md",))
    assert contents(tmp_path) == {"plan.md": "three"}


def test_a_lost_manifest_costs_nothing_when_contents_are_equal(tmp_path: Path) -> None:
    write_folder(tmp_path, outputs(plan="one"))
    (tmp_path / MANIFEST).unlink()
    assert write_folder(tmp_path, outputs(plan="one")).kept == ()
    assert contents(tmp_path) == {"plan.md": "one"}


def test_what_is_no_longer_produced_goes_unless_changed(tmp_path: Path) -> None:
    many = (*outputs(plan="p", brief="b"), Output("fr/plan.md", b"f"))
    write_folder(tmp_path, many)
    (tmp_path / "brief.md").write_text("mine", encoding="utf-8")
    assert write_folder(tmp_path, outputs(plan="p")).removed == ("fr/plan.md",)
    assert contents(tmp_path) == {"brief.md": "mine", "plan.md": "p"}
    assert not (tmp_path / "fr").exists()


def test_force_replaces_all(tmp_path: Path) -> None:
    (tmp_path / "plan.md").write_text("theirs", encoding="utf-8")
    assert write_folder(tmp_path, outputs(plan="one"), force=True).kept == ()
    assert contents(tmp_path) == {"plan.md": "one"}


@pytest.mark.parametrize(
    "manifest",
    ["", "[]", "{}", '{"files": 3}', '{"files": {"plan.md": 3}}', "[" * 5000, "\x00"],
)
def test_a_manifest_that_cannot_be_understood_lists_nothing(tmp_path: Path, manifest: str) -> None:
    (tmp_path / MANIFEST).write_text(manifest, encoding="utf-8")
    (tmp_path / "plan.md").write_text("theirs", encoding="utf-8")
    assert write_folder(tmp_path, outputs(plan="one")).kept
    assert contents(tmp_path)["plan.md"] == "theirs"


@pytest.mark.parametrize(
    "name", ["../secret.md", "/secret.md", "fr/../../secret.md", "C:\\secret.md", "..\\x"]
)
def test_a_manifest_names_no_file_elsewhere(tmp_path: Path, name: str) -> None:
    folder, secret = tmp_path / "plan", tmp_path / "secret.md"
    secret.write_text("secret", encoding="utf-8")
    write_folder(folder, outputs(plan="one"))
    digest = "2bb80d537b1da3e38bd30361aa855686bde0eacd7162fef6a25fe97bf527a25b"  # of "secret"
    (folder / MANIFEST).write_text(json.dumps({"files": {name: digest}}), encoding="utf-8")
    write_folder(folder, outputs(plan="one"))
    assert secret.read_text(encoding="utf-8") == "secret"


def test_a_link_is_not_written_through(tmp_path: Path) -> None:
    elsewhere = tmp_path / "elsewhere.md"
    elsewhere.write_text("one", encoding="utf-8")
    folder = tmp_path / "plan"
    folder.mkdir()
    (folder / "plan.md").symlink_to(elsewhere)
    write_folder(folder, outputs(plan="two"), force=True)
    assert elsewhere.read_text(encoding="utf-8") == "one"
    assert contents(folder) == {"plan.md": "two"}


def test_a_folder_that_is_a_file_is_said(tmp_path: Path) -> None:
    (tmp_path / "plan").write_text("", encoding="utf-8")
    with pytest.raises(UserError, match="plan cannot be written"):
        write_folder(tmp_path / "plan", outputs(plan="one"))


def test_an_interrupted_write_leaves_the_old_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    target = tmp_path / "answers.yaml"
    write_atomically(target, b"old")

    def broken(_: int) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(os, "fsync", broken)
    with pytest.raises(KeyboardInterrupt):
        write_atomically(target, b"new")
    assert target.read_bytes() == b"old"
    assert [path.name for path in tmp_path.iterdir()] == ["answers.yaml"]


@pytest.mark.skipif(os.name == "nt", reason="Windows has no such permissions")
def test_a_private_file_stays_private(tmp_path: Path) -> None:
    target = tmp_path / "answers.yaml"
    target.write_bytes(b"old")
    target.chmod(0o600)
    write_atomically(target, b"new")
    assert target.stat().st_mode & 0o777 == 0o600


names = st.sampled_from(["plan.md", "brief.md", "fr/plan.md"])
steps = st.lists(
    st.one_of(
        st.tuples(st.just("render"), st.dictionaries(names, st.sampled_from("xyz"))),
        st.tuples(st.just("edit"), st.dictionaries(names, st.sampled_from(["mine", "ours"]))),
    ),
    max_size=8,
)


@given(steps)
def test_whatever_happens_no_edit_is_lost(
    tmp_path_factory: pytest.TempPathFactory, history: list[tuple[str, dict[str, str]]]
) -> None:
    folder = tmp_path_factory.mktemp("plan")
    edits: dict[str, str] = {}
    for kind, files in history:
        if kind == "edit":
            for name, text in files.items():
                (folder / name).parent.mkdir(exist_ok=True)
                (folder / name).write_text(text, encoding="utf-8")
            edits |= files
        else:
            written = write_folder(folder, tuple(Output(name, text.encode()) for name, text in files.items()))
            assert {kept.name for kept in written.kept} == set(edits) & set(files)
            found = contents(folder)
            new = {kept.name: kept.beside for kept in written.kept}
            assert {name: found[new.get(name, name)] for name in files} == files
        assert {name: contents(folder)[name] for name in edits} == edits


def test_the_file_that_cannot_be_written_is_named_as_people_know_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def closed(path: Path, *_: object) -> None:
        raise PermissionError(13, "closed", str(path))

    monkeypatch.setattr(Path, "open", closed)
    with pytest.raises(UserError) as caught:
        write_folder(tmp_path, outputs(brief="B"))
    shown = (tmp_path / "brief.md").as_posix()
    assert str(caught.value) == f"{shown} cannot be written: you have no right to it"
