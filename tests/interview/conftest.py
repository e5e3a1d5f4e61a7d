"""A small library to ask from, and interviews held by a script."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import pytest
from ran import Run, runner
from terminal import SIZE, Start, Terminal, begin

from rse_plan.interview.agenda import Agenda, Mode, full_questions, quick_questions
from rse_plan.interview.asker import Asker, InputEnded, Interrupted, Prompt, Typed
from rse_plan.interview.conduct import Interview, conduct
from rse_plan.interview.saving import open_answers
from rse_plan.interview.scripted_asker import ScriptedAsker
from rse_plan.interview.voice import Voice
from rse_plan.library import Folder, Library, load_library
from rse_plan.resources import BUNDLED, playbooks_folder

THURSDAY = date(2026, 11, 26)
"""What "today" is in these tests; the Monday after it is 30 November."""


@pytest.fixture(scope="session")
def library() -> Library:
    """The questions of library/questions.yaml."""
    loaded = load_library([Folder(Path(__file__).parent / "library", "library/")])
    assert loaded.diagnostics == ()
    return loaded


@pytest.fixture(scope="session")
def bundled() -> Library:
    """The library that people get."""
    return load_library([Folder(playbooks_folder(), BUNDLED)])


@pytest.fixture(scope="session")
def interview_of() -> Callable[..., Interview]:
    """An interview over a library: `interview_of(library, "fr")`."""

    def made(library: Library, language: str = "en", mode: Mode = Mode.QUICK) -> Interview:
        asked = {Mode.QUICK: quick_questions, Mode.FULL: full_questions}[mode]
        agenda = Agenda(asked(library), mode)
        return Interview(agenda=agenda, library=library, voice=Voice(language), today=THURSDAY)

    return made


@pytest.fixture(scope="session")
def hold(interview_of: Callable[..., Interview]) -> Callable[..., bool]:
    """Hold one sitting over a file: `hold(asker, path, library, "fr")`; says whether it came to its end."""

    def held(
        asker: Asker, path: Path, library: Library, language: str = "en", mode: Mode = Mode.QUICK
    ) -> bool:
        file = open_answers(path, library, language)
        try:
            conduct(interview_of(library, language, mode), file.answers, asker, file.keep)
        except (Interrupted, InputEnded):
            return False
        return True

    return held


@dataclass(frozen=True, slots=True)
class Sitting:
    """One run of a script: what it asked and said, whether it ended, and the file after it ("" for none)."""

    asker: ScriptedAsker
    ended: bool
    text: str

    @property
    def questions(self) -> list[Prompt]:
        """What was asked, the review apart: it says how far one has come."""
        return [prompt for prompt in self.asker.asked if prompt.progress]

    @property
    def labels(self) -> list[str]:
        return [prompt.label for prompt in self.questions]


@pytest.fixture
def sit(library: Library, hold: Callable[..., bool], tmp_path: Path) -> Callable[..., Sitting]:
    """Run a script over answers.yaml of an empty folder: `sit(["Weldom", "900", …], language="fr")`."""

    def sat(
        script: Iterable[str | Typed | Exception],
        *,
        language: str = "en",
        path: Path = tmp_path / "answers.yaml",
        over: Library = library,
        mode: Mode = Mode.QUICK,
    ) -> Sitting:
        asker = ScriptedAsker(script)
        ended = hold(asker, path, over, language, mode)
        return Sitting(asker, ended, path.read_bytes().decode("utf-8") if path.exists() else "")

    return sat


@pytest.fixture
def init(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Run:
    """Run `rse-plan init` in an empty folder, these lines typed into a pipe: `init("--plain", typed="…")`."""
    run = runner(tmp_path, monkeypatch, capsys, "init")
    return lambda *arguments, typed="": run(*arguments, typed=typed)


@pytest.fixture
def start(tmp_path: Path) -> Iterator[Start]:
    """The interview on a terminal, in the test's folder; whatever is begun is closed."""
    begun: list[Terminal] = []

    def started(
        *arguments: str, text: str = "", language: str = "en", size: tuple[int, int] = SIZE
    ) -> Terminal:
        begun.append(begin(tmp_path, *arguments, text=text, language=language, size=size))
        return begun[-1]

    yield started
    for terminal in begun:
        terminal.child.close(force=True)
