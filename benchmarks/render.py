"""`rse-plan render` beside what else makes documents, whole processes in turn in one run.

    python benchmarks/render.py [EXAMPLE] [--rounds N]
    python benchmarks/render.py --tasks 5000 [--timeout SECONDS]

The first prints median wall time of Markdown, HTML and JSON of one example in both languages, of

- `rse-plan render`, and of `rse-plan check` on the same answers, which reads and plans as much,
- Jinja2 alone: the same templates, filled from a pickle of words that are ready (bare_jinja2.py); that it
  writes the same text is checked, but JSON it does not write,
- copier, copying a template whose files are these documents, in which the organisation's name is filled,
- mkdocs, building the pages of these Markdown documents.

Wanted, from the installed program: render without check in at most 3 times Jinja2's time; the whole under
copier's time and the planner's `standard` search together (semantics 33).

The second plans an organisation of so many tasks and writes its HTML; then TaskJuggler (`apt-get install
tj3`) schedules and reports the same plan, from our plan.tjp, and is stopped when its time is up. Wanted: a
third of TaskJuggler's time at most. Chromium, where installed, then shows the longest page.

copier and mkdocs are not among the project's extras: `pip install copier mkdocs`.
"""

from __future__ import annotations

import argparse
import pickle
import re
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Callable, Mapping, Sequence
from contextlib import redirect_stdout
from dataclasses import fields, is_dataclass
from io import StringIO
from pathlib import Path
from statistics import median
from time import perf_counter
from typing import Any
from unittest import mock

from jinja2 import Environment, Template

from rse_plan.cli.app import app
from rse_plan.documents.tree import Line, Passage
from rse_plan.library import Folder
from rse_plan.pipeline import load, plan
from rse_plan.resources import BUNDLED, example_names, example_path, playbooks_folder, templates_folder

HERE = Path(__file__).parent
sys.path.insert(0, str(HERE))
from bare_jinja2 import Page, Ready, namespace  # noqa: E402  # pickled under the name it is read with
from large_organisation import make_large  # noqa: E402  # beside this file, too

PROGRAMS = Path(sys.executable).parent
OURS, CHECK, BARE, COPIER, MKDOCS = "rse-plan render", "rse-plan check", "Jinja2 alone", "copier", "mkdocs"
BARE_CODE = f"import sys; sys.path.insert(0, {str(HERE)!r}); import bare_jinja2; bare_jinja2.main()"
FORMATS = ("--format", "markdown,html,json", "--language", "fr,en")
NAMED = "{{ organisation }}"
COLUMNS = f"{'':34} {'seconds':>8}"


# --- words that are ready ---


class Recorded:
    """The templates that rse-plan fills while this is entered, each with its values made plain."""

    def __init__(self) -> None:
        self.pages: list[Page] = []
        self._fill = Template.render

    def __enter__(self) -> Recorded:
        self._patch = mock.patch.object(Template, "render", self._recording())
        self._patch.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._patch.stop()

    def _recording(self) -> Any:
        recorded = self

        def render(template: Template, **values: Any) -> str:
            say, said, plain = values.pop("_"), {}, Plain(template.environment)

            def saying(wording: str, **gaps: object) -> str:
                text: str = say(wording, **gaps)
                said[wording, tuple(sorted(gaps.items()))] = plain.made(text)
                return text

            text = recorded._fill(template, _=saying, **values)
            ready = {name: plain.made(value) for name, value in values.items()}
            recorded.pages.append(Page(str(template.name), ready, said, text))
            return text

        return render


class Plain:
    """Values without anything of rse-plan in them, as the finalising of an environment would place them."""

    def __init__(self, environment: Environment) -> None:
        self._place: Callable[[object], object] = environment.finalize or str
        self._filter = environment.filters.get("paragraphs") or environment.filters["inline"]
        self._escapes = bool(environment.autoescape)

    def made(self, value: Any) -> Any:
        if isinstance(value, Line | Passage):
            return self._ready(self._place(value), str(self._filter(value)))
        if isinstance(value, str):
            return value if self._escapes else self._ready(self._place(value), value)
        if isinstance(value, tuple | list):
            return [self.made(each) for each in value]
        return self._row(value) if is_dataclass(value) else value

    def _row(self, value: Any) -> Any:
        kind = type(value)
        properties = [name for name in dir(kind) if isinstance(getattr(kind, name), property)]
        names = [*(field.name for field in fields(value)), *properties]
        return namespace(kind.__name__, {name: self.made(getattr(value, name)) for name in names})

    def _ready(self, placed: object, other: str) -> Ready:
        made = Ready(placed)
        made.other = other
        return made


def make_ready(example: str, folder: Path) -> None:
    """What Jinja2 alone is given: templates, and every document's values in a pickle."""
    for form in ("html", "markdown"):
        shutil.copytree(templates_folder() / form, folder / form)
    with Recorded() as recorded:
        write_here(example, folder / "ours")
    pages = [page.named(number) for number, page in enumerate(recorded.pages)]
    (folder / "ready.pickle").write_bytes(pickle.dumps([page.without_text() for page in pages]))
    run([sys.executable, "-c", BARE_CODE, folder, folder / "bare"])
    for page in pages:
        if (folder / "bare" / page.name).read_text(encoding="utf-8") != page.text:
            sys.exit(f"Jinja2 alone writes another {page.name}: the benchmark is wrong")


def write_here(example: str, out: Path) -> None:
    """The documents, by the program in this process."""
    with redirect_stdout(StringIO()):
        app(render_arguments(example, out), standalone_mode=False)


def render_arguments(example: str, out: Path) -> list[str]:
    return ["render", "--example", example, "--out", str(out), *FORMATS]


# --- the others ---


def make_template(documents: Path, folder: Path) -> None:
    """A template for copier: these documents, the organisation's name asked for in each heading."""
    (folder / "copier.yml").write_text(
        "organisation: {type: str, default: Weldom}\n_templates_suffix: .jinja\n"
    )
    for path in documents.rglob("*.*"):
        if path.suffix in (".md", ".html", ".json") and not path.name.startswith("."):
            text = path.read_text(encoding="utf-8")
            target = folder / path.relative_to(documents).with_name(f"{path.name}.jinja")
            target.parent.mkdir(parents=True, exist_ok=True)
            first, rest = text[:300], text[300:]
            target.write_text(
                f"{{% raw %}}{first}{{% endraw %}}{NAMED}{{% raw %}}{rest}{{% endraw %}}", encoding="utf-8"
            )


def make_site(documents: Path, folder: Path) -> None:
    """A site for mkdocs: these Markdown documents."""
    (folder / "mkdocs.yml").write_text("site_name: plan\n")
    for path in documents.rglob("*.md"):
        target = folder / "docs" / path.relative_to(documents)
        target.parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(path, target)


def peers(documents: Path, folder: Path) -> Mapping[str, Sequence[str | Path]]:
    """The other programs that are installed."""
    template, site = folder / "template", folder / "site"
    template.mkdir()
    site.mkdir()
    make_template(documents, template)
    make_site(documents, site)
    wanted: dict[str, Sequence[str | Path]] = {
        COPIER: [
            PROGRAMS / "copier",
            "copy",
            "--defaults",
            "--overwrite",
            "--quiet",
            template,
            folder / "copied",
        ],
        MKDOCS: [PROGRAMS / "mkdocs", "build", "-q", "-f", site / "mkdocs.yml", "-d", folder / "built"],
    }
    return {name: command for name, command in wanted.items() if Path(command[0]).exists()}


# --- whole processes ---


def run(command: Sequence[str | Path], timeout: float | None = None) -> float:
    """Wall seconds of one process; one that fails ends the benchmark."""
    begin = perf_counter()
    ran = subprocess.run(command, check=False, capture_output=True, text=True, timeout=timeout)
    if ran.returncode not in (0, 1) or "Traceback" in ran.stderr:
        sys.exit(f"{command[0]} ended with {ran.returncode}: {ran.stderr[-3000:]}")
    return perf_counter() - begin


def measure(example: str, rounds: int) -> Mapping[str, float]:
    """Median seconds by program; all run in turn within each round: a busy machine slows all alike."""
    with tempfile.TemporaryDirectory() as named:
        folder = Path(named)
        make_ready(example, folder / "ready")
        wanted: dict[str, Sequence[str | Path]] = {
            OURS: [PROGRAMS / "rse-plan", *render_arguments(example, folder / "plan")],
            CHECK: [PROGRAMS / "rse-plan", "check", example_path(example)],
            BARE: [sys.executable, "-c", BARE_CODE, folder / "ready", folder / "bare"],
            **peers(folder / "ready" / "ours", folder),
        }
        for command in wanted.values():  # once before counting: compiled files and disk caches
            run(command)
        taken: dict[str, list[float]] = {name: [] for name in wanted}
        for _ in range(rounds):
            for name, command in wanted.items():
                taken[name].append(run(command))
    return {name: median(times) for name, times in taken.items()}


def search_seconds(example: str, rounds: int) -> float:
    """What the plan's `standard` effort costs: planning the example, its answers read."""
    loaded = load(example_path(example), (Folder(playbooks_folder(), BUNDLED),))
    if loaded.answers is None:
        sys.exit(f"{example} cannot be read")
    times = []
    for _ in range(rounds):
        begin = perf_counter()
        plan(loaded.answers, loaded.library)
        times.append(perf_counter() - begin)
    return median(times)


def show_example(example: str, rounds: int) -> None:
    taken = measure(example, rounds)
    print(COLUMNS)
    for name, seconds in taken.items():
        print(f"{name:34} {seconds:8.3f}")
    search = search_seconds(example, rounds)
    print(f"{'planning alone':34} {search:8.3f}")
    documents = taken[OURS] - taken[CHECK]
    print(f"{'render without check':34} {documents:8.3f}   {documents / taken[BARE]:.2f} times {BARE}")
    for name in (COPIER, MKDOCS):
        if name in taken:
            share = taken[OURS] / (taken[name] + search)
            print(f"{'render':34} {'':8}   {share:.2f} times {name} and planning together")


# --- a large plan ---


def show_large(tasks: int, timeout: float) -> None:
    with tempfile.TemporaryDirectory() as named:
        folder = Path(named)
        answers = make_large(tasks, folder)
        render: list[str | Path] = [PROGRAMS / "rse-plan", "render", answers, "--language", "en", "--out"]
        run([*render, folder / "data", "--format", "tjp"])
        source = (folder / "data" / "plan.tjp").read_text(encoding="utf-8")
        print(f"{len(re.findall(r'^  task ', source, re.MULTILINE))} tasks\n{COLUMNS}")
        ours = run([*render, folder / "plan", "--format", "html"])
        print(f"{'rse-plan render --format html':34} {ours:8.3f}")
        show_taskjuggler(folder / "data" / "plan.tjp", ours, timeout)
        show_browser(folder / "plan" / "register.html")


def show_taskjuggler(source: Path, ours: float, timeout: float) -> None:
    program = shutil.which("tj3")
    if program is None:
        print("TaskJuggler is not installed")
        return
    try:
        seconds = run([program, "--silent", "-o", source.parent, source], timeout)
        print(f"{'TaskJuggler':34} {seconds:8.3f}   {seconds / ours:.1f} times ours")
    except subprocess.TimeoutExpired:
        print(f"{'TaskJuggler, not done after':34} {timeout:8.3f}   over {timeout / ours:.1f} times ours")


def show_browser(page: Path) -> None:
    """From its address to a page that answers: laid out, its script run, its last line scrolled to."""
    from playwright.sync_api import sync_playwright  # noqa: PLC0415  # in the extra `test`

    program = shutil.which("chromium")
    if program is None:
        print("Chromium is not installed")
        return
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=program, args=["--no-sandbox"])
        window = browser.new_page()
        begin = perf_counter()
        window.goto(page.as_uri())
        window.evaluate("document.documentElement.getBoundingClientRect().height")
        size = f"{page.stat().st_size / 1e6:.1f} MB"
        print(f"{'Chromium shows ' + page.name:34} {perf_counter() - begin:8.3f}   {size}")
        begin = perf_counter()
        window.evaluate("window.scrollTo(0, document.body.scrollHeight)")
        window.evaluate("new Promise(done => requestAnimationFrame(() => requestAnimationFrame(done)))")
        print(f"{'and scrolls to its end':34} {perf_counter() - begin:8.3f}")
        browser.close()


def main() -> None:
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("example", nargs="?", default="weldom", choices=example_names())
    parser.add_argument("--rounds", type=int, default=7)
    parser.add_argument("--tasks", type=int, default=0)
    parser.add_argument("--timeout", type=float, default=900)
    given = parser.parse_args()
    if given.tasks:
        show_large(given.tasks, given.timeout)
    else:
        show_example(given.example, given.rounds)


if __name__ == "__main__":
    main()
