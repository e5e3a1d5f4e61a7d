"""`render --watch`: what counts as a change, what is said of it, how it ends."""

from __future__ import annotations

import os
import re
import sys
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
import typer
from terminal import Terminal

from rse_plan.cli import rendering, watch
from rse_plan.cli.shell import words
from rse_plan.cli.watch import Change, Outcome, Sources, change, keep_rendering
from rse_plan.errors import UserError, say
from rse_plan.resources import examples_folder
from rse_plan.source.span import Span

Run = Callable[..., Any]


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder with answers and playbooks, in which the test runs."""
    monkeypatch.chdir(tmp_path)
    for name in ("answers.yaml", "own/a.yaml", "own/deep/b.yml", "look/html/style.css"):
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text(name, encoding="utf-8")
    return tmp_path


SOURCES = Sources(files=(Path("answers.yaml"),), playbooks=(Path("own"),), folders=(Path("look"),))


def saved_by_renaming(path: Path, text: str) -> None:
    part = path.with_name(f".{path.name}.part")
    part.write_text(text, encoding="utf-8")
    part.replace(path)


@pytest.mark.parametrize(
    ("edit", "told"),
    [
        (lambda: saved_by_renaming(Path("answers.yaml"), "new"), "answers.yaml: done"),
        (lambda: Path("own/a.yaml").write_text("new"), "own/a.yaml: done"),
        (lambda: Path("own/deep/b.yml").unlink(), "own/deep/b.yml (removed): done"),
        (lambda: Path("own/c.yaml").write_text("new"), "own/c.yaml (new): done"),
        (lambda: Path("look/logo.svg").write_text("new"), "look/logo.svg (new): done"),
        (lambda: os.utime("answers.yaml", (1, 1)), ""),
        (lambda: Path("own/notes.txt").write_text("new"), ""),
        (lambda: Path("own/.a.yaml.swp").write_text("new"), ""),
        (lambda: Path("look/style.css~").write_text("new"), ""),
        (lambda: Path("other.yaml").write_text("new"), ""),
    ],
)
@pytest.mark.usefixtures("folder")
def test_a_change_is_another_content_of_a_file_that_is_read(edit: Callable[[], Any], told: str) -> None:
    before = SOURCES.contents()
    assert len(before) == 4
    edit()
    found = change(before, SOURCES.contents())
    assert bool(found.changed) == bool(told)
    if told:
        assert str(found.told(before, say("done"))) == told


def test_many_changes_are_counted() -> None:
    found = Change(tuple(Path(f"{name}.yaml") for name in "abcde"), {})
    assert str(found.told({}, say("done"))).endswith("c.yaml (removed), others: 2: done")


def test_documents_inside_a_folder_that_is_read_are_no_change(folder: Path) -> None:
    inside = Sources(folders=(Path("look"),), apart_from=Path("look/plan"))
    before = inside.contents()
    (folder / "look" / "plan" / "fr").mkdir(parents=True)
    (folder / "look" / "plan" / "fr" / "plan.md").write_text("new", encoding="utf-8")
    assert change(before, inside.contents()).changed == ()


@pytest.mark.usefixtures("folder")
def test_folders_are_watched_and_not_files() -> None:
    here = Path.cwd()
    assert SOURCES.places() == {here, here / "own", here / "own/deep", here / "look", here / "look/html"}


@pytest.mark.skipif(sys.platform == "win32", reason="links need a right of their own there")
def test_a_link_is_watched_where_it_leads(folder: Path, tmp_path_factory: pytest.TempPathFactory) -> None:
    elsewhere = tmp_path_factory.mktemp("elsewhere")
    (elsewhere / "real.yaml").write_text("real", encoding="utf-8")
    (folder / "link.yaml").symlink_to(elsewhere / "real.yaml")
    assert Sources(files=(Path("link.yaml"),)).places() == {folder, elsewhere.resolve()}


# The loop, with a library that stirs when the test wants it


@dataclass(frozen=True)
class InEnglish:
    translate = staticmethod(words("en"))


DONE: Any = Outcome(say("done"), InEnglish())  # type: ignore[arg-type]  # what is read of it


class Stirring:
    """Stands in for watchfiles: each edit is a stir, then the person stops it."""

    def __init__(self, *edits: Callable[[], Any]) -> None:
        self.edits = list(edits)
        self.watched: list[tuple[Path, ...]] = []

    def watch(self, *places: Path, **_: Any) -> Iterator[set[Any]]:
        self.watched.append(places)
        while self.edits:
            self.edits.pop(0)()
            yield set()
        raise KeyboardInterrupt


def watching(monkeypatch: pytest.MonkeyPatch, render: Callable[[bool], Any], *edits: Any) -> Stirring:
    """The loop until it is stopped."""
    library = Stirring(*edits)
    monkeypatch.setattr(watch, "_library", lambda: library)
    with pytest.raises(KeyboardInterrupt):
        keep_rendering(SOURCES, render)
    return library


@pytest.mark.usefixtures("folder")
def test_only_a_change_renders_again(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    asked: list[bool] = []
    watching(
        monkeypatch,
        lambda is_first: (asked.append(is_first), DONE)[1],
        lambda: None,
        lambda: Path("own/a.yaml").write_text("new"),
        lambda: os.utime("own/a.yaml", (1, 1)),
    )
    assert asked == [True, False]
    first, second = capsys.readouterr().out.splitlines()
    assert first == "Watching answers.yaml, own/, look/: Ctrl-C ends it"
    assert second[8:] == "  own/a.yaml: done"
    time.strptime(second[:8], "%H:%M:%S")


@pytest.mark.usefixtures("folder")
def test_what_changes_while_it_renders_renders_again(monkeypatch: pytest.MonkeyPatch) -> None:
    """Also during the first render, before anything is watched."""
    asked: list[bool] = []

    def render(is_first: bool) -> Any:
        asked.append(is_first)
        if len(asked) < 3:
            Path("answers.yaml").write_text(str(len(asked)), encoding="utf-8")
        return DONE

    watching(monkeypatch, render, lambda: None, lambda: None, lambda: None)
    assert asked == [True, False, False]


@pytest.mark.usefixtures("folder")
def test_faults_in_files_are_said_and_watching_goes_on(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    fault = UserError(say("no start date"), span=Span("answers.yaml", 3, 1, 3, 2))
    ends: list[Any] = [fault, typer.Exit(2), UserError(say("the disk is full")), None]

    def render(_: bool) -> Any:
        if (end := ends.pop(0)) is not None:
            raise end
        return DONE

    edits = (lambda text=str(number): Path("answers.yaml").write_text(text) for number in range(3))
    watching(monkeypatch, render, *edits)
    shown = capsys.readouterr()
    assert [line.partition("answers.yaml: ")[2] for line in shown.out.splitlines()[1:]] == [
        "nothing written, see above",
        "nothing written, see above",
        "done",
    ]
    assert shown.err.splitlines() == ["answers.yaml:3:1: no start date", "rse-plan: the disk is full"]


@pytest.mark.usefixtures("folder")
def test_a_new_folder_is_watched_too(monkeypatch: pytest.MonkeyPatch) -> None:
    library = watching(
        monkeypatch,
        lambda _: DONE,
        lambda: (Path("own/new").mkdir(), Path("own/new/c.yaml").write_text("new")),
        lambda: None,
    )
    first, second = library.watched
    assert set(second) - set(first) == {Path.cwd() / "own" / "new"}


# What it refuses


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("--example", "weldom"), ("nothing to watch", "--playbooks")),
        (("nowhere.yaml",), ("nowhere.yaml", "rse-plan init")),
        (("--playbooks", "nowhere"), ("nowhere",)),
        (("--language", "de"), ("de", "en, fr")),
    ],
)
def test_what_no_change_of_a_file_mends_ends_it(
    run: Run, folder: Path, arguments: tuple[str, ...], said: tuple[str, ...]
) -> None:
    text = (examples_folder() / "association-60.yaml").read_text(encoding="utf-8")
    (folder / "answers.yaml").write_text(text, encoding="utf-8")
    ran = run("render", "--watch", *arguments)
    assert ran.code == 2
    assert all(word in ran.err for word in said)
    assert not (folder / "plan").exists()


def test_without_its_library_it_says_what_to_install(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "watchfiles", None)
    ran = run("render", "--watch", "--example", "weldom", "--playbooks", ".")
    assert ran.code == 2
    assert 'pip install "rse-plan[watch]"' in ran.err


# The real program

RENDERED = r"\d\d:\d\d:\d\d  answers.yaml ?: 3 (files|fichiers)"


@pytest.mark.whole  # four renders in a process of its own
def test_the_program_watches_until_it_is_stopped(tmp_path: Path) -> None:
    """Saves within 200 ms are one render, a fault is told, a person's file kept, and Ctrl-C is 130."""
    import pexpect

    answers = tmp_path / "answers.yaml"
    text = (examples_folder() / "association-60.yaml").read_text(encoding="utf-8")
    answers.write_text(text, encoding="utf-8")
    child = pexpect.spawn(
        sys.executable,
        ["-m", "rse_plan", "render", "--watch", "--format", "markdown", "--language", "en"],
        cwd=str(tmp_path),
        env={**os.environ, "LANG": "en_GB.UTF-8"},
        encoding="utf-8",
        timeout=60,
    )
    screen = Terminal(child)
    try:
        screen.sees("Watching answers.yaml|surveillés : answers.yaml")
        for number in range(4):
            answers.write_text(f"{text}\n# {number}\n", encoding="utf-8")
        screen.sees(RENDERED)
        saved_by_renaming(answers, "kind: [")
        found = screen.sees(r"answers.yaml:1:8: error\[yaml-parse\]")
        assert not re.search(RENDERED, found.string), "the four saves are one render"
        screen.sees(r"\d\d:\d\d:\d\d  answers.yaml ?: (nothing|rien)")
        (tmp_path / "plan" / "plan.md").write_text("mine", encoding="utf-8")
        saved_by_renaming(answers, text)
        screen.sees("plan/plan.new.md")
        screen.sees(RENDERED)
        child.sendintr()
        assert screen.ended() == 130
    finally:
        child.close(force=True)
    assert (tmp_path / "plan" / "plan.md").read_text(encoding="utf-8") == "mine"
    assert "#" in (tmp_path / "plan" / "plan.new.md").read_text(encoding="utf-8")


def test_what_is_reported_is_watched_too_from_its_first_line_on(folder: Path) -> None:
    asked = rendering.Asked(former=Path("old/plan.json"))
    beside = rendering._followed(asked, Path("answers.yaml"))
    assert beside == (Path("progress.yaml"), Path("old/plan.json"))
    assert rendering._followed(rendering.Asked(progress=Path("x.yaml")), None) == (Path("x.yaml"),)
    sources = Sources(files=(Path("answers.yaml"),), beside=beside)
    before = sources.contents()
    assert list(sources.names()) == ["answers.yaml"]
    (folder / "progress.yaml").write_text("new", encoding="utf-8")
    assert change(before, sources.contents()).changed == (Path("progress.yaml"),)
    assert list(sources.names()) == ["answers.yaml", "progress.yaml"]


def test_the_logo_of_a_theme_is_watched_too(tmp_path: Path) -> None:
    theme = tmp_path / "theme.yaml"
    theme.write_text("kind: theme\nformat: 1\nlogo: {file: signs/logo.svg, alt: {en: X, fr: X}}\n", "utf-8")
    assert rendering._logo(theme) == tmp_path / "signs" / "logo.svg"
    assert rendering._logo(tmp_path / "none.yaml") is None
    assert rendering._logo(None) is None
