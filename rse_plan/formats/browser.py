"""An installed Chrome, Edge or Chromium: where it is, and pages printed with it.

It is run without a window, with a profile of its own that is thrown away, and so that it asks nothing of any
network. It is started once for each page, a few at a time: one start for all would need a conversation with
it, for which it wants a socket. Here alone the package asks the system what is installed (design D13).
"""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import ExitStack, contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory

from rse_plan.errors import Said, UnavailableError, Verbatim, reason_of, say

CHOICE = "RSE_PLAN_BROWSER"
"""The variable of the environment that names the program, or NO_BROWSER."""
NO_BROWSER = "weasyprint"
"""What it says when no browser is wanted."""
INSTALL = 'pip install "rse-plan[pdf]"'
LIMIT, LIMIT_BY_SIZE = 120, 100 / 1_000_000
"""Seconds that pages may take which are printed at the same time, and more for each character of theirs."""
AT_ONCE = 3
_NAMES = (
    *("google-chrome", "google-chrome-stable", "chrome"),
    *("chromium", "chromium-browser"),
    *("microsoft-edge", "microsoft-edge-stable"),
)
_WINDOWS = (
    "Google/Chrome/Application/chrome.exe",
    "Microsoft/Edge/Application/msedge.exe",
    "Chromium/Application/chrome.exe",
)
_WINDOWS_FOLDERS = ("PROGRAMFILES", "PROGRAMFILES(X86)", "LOCALAPPDATA")
_MACOS = ("Google Chrome", "Microsoft Edge", "Chromium")
_FLAGS = (
    *("--headless=new", "--no-pdf-header-footer", "--generate-pdf-document-outline"),
    *("--user-agent=rse-plan", "--font-render-hinting=none", "--disable-gpu", "--disable-dev-shm-usage"),
    *("--no-first-run", "--no-default-browser-check", "--disable-extensions", "--disable-default-apps"),
    *("--disable-background-networking", "--disable-component-update", "--disable-sync", "--no-pings"),
    *("--disable-domain-reliability", "--disable-breakpad", "--disable-crash-reporter"),
    "--disable-features=OptimizationHints,MediaRouter,NetworkTimeServiceQuerying,Translate",
    *("--no-proxy-server", "--host-resolver-rules=MAP * ~NOTFOUND"),  # it would ask its maker
    *("--password-store=basic", "--use-mock-keychain"),  # no question about the system's own
    "--do-not-de-elevate",  # to Windows' administrators it would answer from another process
)
_LONGEST_REASON = 200


def find() -> str | None:
    """The program to print with; None when there is none, or none is wanted.

    Raises UnavailableError when the environment names one that is not there.
    """
    choice = os.environ.get(CHOICE, "").strip()
    if choice.lower() == NO_BROWSER:
        return None
    if choice:
        return _named(choice)
    return next(_installed(sys.platform, os.environ), None)


def _named(choice: str) -> str:
    found = shutil.which(choice)
    if found is None:
        raise UnavailableError(
            say("{variable} names “{program}”, which cannot be run", variable=CHOICE, program=choice),
            say("give it the path of Chrome, Edge or Chromium, or “{word}”", word=Verbatim(NO_BROWSER)),
        )
    return found


def _installed(platform: str, environment: Mapping[str, str]) -> Iterator[str]:
    """The browsers that a system has. On Windows PATH is not asked: it has the current folder in it."""
    if platform == "win32":
        folders = [environment[name] for name in _WINDOWS_FOLDERS if environment.get(name)]
        places = [Path(folder, program) for program in _WINDOWS for folder in folders]
    else:
        yield from filter(None, map(shutil.which, _NAMES))
        folders = ["/Applications", str(Path.home() / "Applications")] if platform == "darwin" else []
        places = [Path(folder, f"{name}.app/Contents/MacOS/{name}") for name in _MACOS for folder in folders]
    yield from (str(place) for place in places if place.is_file())


def printed(program: str, pages: Mapping[str, str], limit: float | None = None) -> dict[str, bytes]:
    """The PDF of each page, by the same names; `limit` is in seconds, else it follows from their size.

    Raises UnavailableError when the browser cannot be started, hangs, ends badly or writes nothing.
    """
    names = list(pages)
    made: dict[str, bytes] = {}
    for first in range(0, len(names), AT_ONCE):
        some = {name: pages[name] for name in names[first : first + AT_ONCE]}
        with _stoppable(), _room(program) as folder, ExitStack() as ending:
            runs = []
            for name, page in some.items():
                runs.append(_Run(program, name, page, folder))
                ending.callback(runs[-1].end)
            seconds = limit or LIMIT + round(sum(map(len, some.values())) * LIMIT_BY_SIZE)
            until = time.monotonic() + seconds
            made |= {run.name: run.content(until, seconds) for run in runs}
    return made


@contextmanager
def _stoppable() -> Iterator[None]:
    """What ends the process from outside lets it put everything away first, as Ctrl-C does."""
    known = [getattr(signal, name) for name in ("SIGTERM", "SIGHUP") if hasattr(signal, name)]
    if threading.current_thread() is not threading.main_thread():
        known = []
    former = {each: signal.signal(each, _end) for each in known}
    try:
        yield
    finally:
        for each, handler in former.items():
            signal.signal(each, handler)


def _end(number: int, _: object) -> None:
    raise SystemExit(128 + number)


@contextmanager
def _room(program: str) -> Iterator[Path]:
    """A folder for pages and profiles, away again afterwards, whatever happened."""
    home = Path.home() if _sees_home_alone(program) else None
    with TemporaryDirectory(prefix="rse-plan-", dir=home, ignore_cleanup_errors=True) as folder:
        yield Path(folder).resolve()


def _sees_home_alone(program: str) -> bool:
    """Whether it is a snap, to which the system's temporary folder and hidden ones are closed."""
    return "snap" in Path(program).parts or b"/snap/bin/" in _beginning(program)


def _beginning(program: str) -> bytes:
    """Of a script that starts another program."""
    try:
        with Path(program).open("rb") as file:
            return file.read(4096)
    except OSError:
        return b""


class _Run:
    """One start of the browser, which prints one page."""

    def __init__(self, program: str, name: str, page: str, folder: Path) -> None:
        self.name = name
        self._program = program
        self._source, self._target, self._said = (folder / f"{name}.{end}" for end in ("html", "pdf", "txt"))
        command = [program, *_FLAGS, *_unboxed(), f"--user-data-dir={folder / name}"]
        command += [f"--print-to-pdf={self._target}", self._source.as_uri()]
        try:
            self._source.write_text(page, encoding="utf-8", newline="")
            with self._said.open("wb") as said:
                self._process = subprocess.Popen(  # noqa: S603  # a browser that is installed or was named
                    command,
                    stdin=subprocess.DEVNULL,
                    stdout=said,
                    stderr=said,
                    env=_environment(folder),
                    start_new_session=True,
                )
        except OSError as fault:
            raise self._fault(reason_of(fault)) from fault

    def content(self, until: float, limit: float) -> bytes:
        """What was printed, once the browser has ended."""
        try:
            code = self._process.wait(max(0.0, until - time.monotonic()))
        except subprocess.TimeoutExpired:
            raise self._fault(say("it was not done after {seconds} seconds", seconds=limit)) from None
        if code:
            raise self._fault(say("it ended with code {code}: {said}", code=code, said=self._last_words()))
        content = self._target.read_bytes() if self._target.exists() else b""
        if not (content.startswith(b"%PDF-") and content.rstrip().endswith(b"%%EOF")):
            raise self._fault(say("it wrote no pages: {said}", said=self._last_words()))
        return content

    def end(self) -> None:
        """End it, and what it has started, if it still runs."""
        if self._process.poll() is None:
            if sys.platform == "win32":
                self._process.kill()
            else:
                os.killpg(self._process.pid, signal.SIGKILL)
            self._process.wait()

    def _last_words(self) -> str:
        """Why it gave up, as it says itself, or the last it said."""
        lines = [line.strip() for line in self._said.read_text("utf-8", "replace").splitlines()]
        lines = [line for line in lines if line]
        found = [line for line in lines if "FATAL" in line] or lines[-1:]
        return found[0][:_LONGEST_REASON] if found else "…"

    def _fault(self, why: Said | str) -> UnavailableError:
        return UnavailableError(
            say(
                "{program} did not print {document}: {why}",
                program=Verbatim(self._program),
                document=self.name,
                why=why,
            ),
            say(
                "name another browser in {variable}, or “{word}” to print without one ({command})",
                variable=CHOICE,
                word=Verbatim(NO_BROWSER),
                command=Verbatim(INSTALL),
            ),
        )


def _environment(folder: Path) -> Mapping[str, str]:
    """Where it may leave things, so that nothing is left; its fonts and settings of the system stay."""
    own = {"TMPDIR": str(folder), "CHROME_CONFIG_HOME": str(folder)} if sys.platform == "linux" else {}
    return {**os.environ, **own}


def _unboxed() -> Sequence[str]:
    """Root has to do without the browser's own sandbox: with it, it does not start."""
    if sys.platform != "win32" and os.geteuid() == 0:
        return ("--no-sandbox",)
    return ()
