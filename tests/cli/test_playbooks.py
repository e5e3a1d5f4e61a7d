"""`rse-plan playbooks new`: one that lints clean, has one of everything, harms nothing."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import pytest
import yaml

from rse_plan.library import Folder, load_library
from rse_plan.lint.engine import lint
from rse_plan.lint.new_playbook import COMMENTS, NewPlaybook
from rse_plan.lint.rule import Profile
from rse_plan.lint.settings import Settings
from rse_plan.model.playbook import Playbook
from rse_plan.resources import playbooks_folder

Run = Callable[..., Any]
SHIPPED = Folder(playbooks_folder(), "bundled:")
LEFT_OUT = {"related", "license", "options", "replaces", "extends", "remove", "for_each", "kit"}
"""Keys of a playbook that the one to start from does without; the last two belong to a use."""


def published(*paths: Path) -> tuple[object, ...]:
    return lint(paths, SHIPPED, today=date.today(), settings=Settings(profile=Profile.PUBLISHED)).findings


@pytest.mark.parametrize("use", [None, "idea-box", "other"])
@pytest.mark.parametrize("id_", ["minutes", "2-minutes", "goal", "community", "wave", "people"])
def test_it_lints_clean_and_holds_one_of_everything(
    run: Run, tmp_path: Path, id_: str, use: str | None
) -> None:
    ran = run("playbooks", "new", id_, *(["--use-case", use] if use else []))
    assert (ran.code, ran.out) == (0, "")
    assert f"playbooks/{id_}.yaml" in ran.err
    assert published(tmp_path / "playbooks") == ()
    made = yaml.safe_load((tmp_path / "playbooks" / f"{id_}.yaml").read_text(encoding="utf-8"))
    wanted = set(Playbook.known_keys()) - (LEFT_OUT if use is None else LEFT_OUT - {"for_each", "kit"})
    assert set(made) == wanted
    assert {task.get("kind", "task") for task in made["tasks"]} == {"task", "gate", "milestone", "ongoing"}


def test_its_items_get_into_a_plan(run: Run, tmp_path: Path) -> None:
    assert run("playbooks", "new", "minutes").code == 0
    test = """kind: test
format: 1
name: everything in it
answers:
  organisation: {name: Weldom, headcount: 900}
  communities: [{id: shops, name: Shops, members: 40, use_case: other}]
  calendar: {start: 2027-01-04}
expect:
  items:
    - minutes/choose-meetings
    - minutes/archive-agreed
    - minutes/first-minutes
    - minutes/weekly-question
    - minutes/keep-or-stop
    - minutes/two-places
    - minutes/minutes-read
    - minutes/own-minutes
    - minutes/why-minutes
    - minutes/drive-is-enough
    - minutes/fewer-questions
"""
    (tmp_path / "playbooks" / "test.yaml").write_text(test, encoding="utf-8")
    assert published(tmp_path / "playbooks") == ()


def test_nothing_is_overwritten_and_nothing_half_written(run: Run, tmp_path: Path) -> None:
    sources = tmp_path / "own" / "evidence" / "minutes.yaml"
    sources.parent.mkdir(parents=True)
    sources.write_text("mine", encoding="utf-8")
    ran = run("playbooks", "new", "minutes", "--dir", "own")
    assert (ran.code, ran.out) == (2, "")
    assert "own/evidence/minutes.yaml is there already" in ran.err
    assert sources.read_text(encoding="utf-8") == "mine"
    assert not (tmp_path / "own" / "minutes.yaml").exists()


@pytest.mark.parametrize(
    ("arguments", "message", "advice"),
    [
        (["Minutes"], "“Minutes” is not an id", "such as open-pilot"),
        (["../minutes"], "“../minutes” is not an id", "such as open-pilot"),
        (["launch"], "the id “launch” is already taken", "give each its own id"),
        (["minutes", "--use-case", "idea-bix"], "“idea-bix” does not fit here", "did you mean “idea-box”?"),
        (["minutes", "--dir", "a-file"], "a-file", "check the path"),
    ],
)
def test_what_cannot_be_is_refused(
    run: Run, tmp_path: Path, arguments: list[str], message: str, advice: str
) -> None:
    (tmp_path / "a-file").write_text("", encoding="utf-8")
    ran = run("playbooks", "new", *arguments)
    assert (ran.code, ran.out) == (2, "")
    assert message in ran.err
    assert advice in ran.err
    assert [path.name for path in tmp_path.iterdir()] == ["a-file"]


@pytest.mark.parametrize("language", ["en", "fr"])
def test_comments_speak_the_author_s_language(language: str) -> None:
    made = NewPlaybook(id="minutes", today=date(2026, 11, 28), language=language, taken=(), use="other")
    text = made.playbook() + made.evidence()
    other = "en" if language == "fr" else "fr"
    for name, comment in COMMENTS.items():
        if name not in ("schema", "when"):
            assert f"# {comment.in_(language)}\n" in text
            assert comment.in_(other) not in text
    assert not re.search(r"\$(?!schema=)", text)
    assert not any(re.search(r"\w'\w|\"", comment.fr) for comment in COMMENTS.values())


@pytest.mark.parametrize(
    ("folder", "way"), [("playbooks", "../schema"), (".", "schema"), ("a/b", "../../schema")]
)
def test_editors_find_the_schema(run: Run, tmp_path: Path, folder: str, way: str) -> None:
    assert run("playbooks", "new", "minutes", "--dir", folder).code == 0
    first = (tmp_path / folder / "minutes.yaml").read_text(encoding="utf-8").split("\n")[0]
    assert first == f"# yaml-language-server: $schema={way}/playbook.json"
    sources = (tmp_path / folder / "evidence" / "minutes.yaml").read_text(encoding="utf-8").split("\n")[0]
    assert sources == f"# yaml-language-server: $schema=../{way}/evidence.json"
    assert load_library([SHIPPED, Folder(tmp_path / folder, "")]).diagnostics == ()


def test_it_is_told_in_french(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("LC_ALL", "fr_FR.UTF-8")
    assert run("playbooks", "new", "minutes").err.startswith("écrit\u00a0: playbooks/minutes.yaml")
    assert "existe déjà et reste tel quel" in run("playbooks", "new", "minutes").err
