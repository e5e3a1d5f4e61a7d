"""Imports run one way, start-up stays light, and nothing wants a particular system (design D14, D18)."""

from __future__ import annotations

import ast
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from parsed_code import nodes

import rse_plan

PACKAGE = Path(rse_plan.__file__).parent
LAYERS = (
    ("source", "errors", "diagnostics", "locales", "resources"),
    ("expressions",),
    ("model",),
    ("library",),
    ("planning",),
    ("documents",),
    ("formats",),
    ("editing",),
    ("pipeline",),
    ("interview", "lint", "tracking"),
    ("cli",),
    ("__main__",),
)
"""From the ground up: a module imports its own part and parts of lower layers, no other of its own layer."""
GROUND = LAYERS[0]
"""The words of the lowest layer serve each other: an error has a span."""
LAYER_OF = {part: level for level, parts in enumerate(LAYERS) for part in parts}

HEAVY = ("pydantic", "jinja2", "babel", "holidays", "questionary", "prompt_toolkit", "rich", "yaml", "ruamel",
         "markdown_it", "asyncio", "unittest", "docx", "openpyxl", "watchfiles", "pptx")  # fmt: skip
UNIX_ONLY = {
    "fcntl",
    "grp",
    "pwd",
    "resource",
    "termios",
    "tty",
    "pty",
    "syslog",
    "posix",
    "curses",
    "readline",
}
NETWORK = {"socket", "ssl", "urllib.request", "http", "http.client", "http.server", "ftplib", "smtplib",
           "socketserver", "xmlrpc", "requests", "httpx", "aiohttp", "urllib3"}  # fmt: skip
"""Design D10: no network code at all."""

WHERE_IT_EXISTS = {("formats/filling.py", "resource")}
"""Imported inside a `try` by what works without it (design D18; tests/formats/test_apart.py)."""

MODULES = sorted(PACKAGE.rglob("*.py"))


def imports(path: Path) -> Iterator[str]:
    """The full names that a module imports anywhere, in functions too; `from a import b` gives a.b."""
    for node in nodes(path):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{path}: a relative import hides where it points"
            yield from (f"{node.module}.{alias.name}" for alias in node.names)


def part_of(name: str) -> str | None:
    """The part of the package that a full name belongs to: `rse_plan.model.work` is of `model`."""
    steps = name.split(".")
    if steps[0] != "rse_plan" or len(steps) < 2 or steps[1] not in LAYER_OF:
        return None
    return steps[1]


def may_import(importer: str, imported: str) -> bool:
    if importer == imported:
        return True
    if importer in GROUND and imported in GROUND:
        return True
    return LAYER_OF[imported] < LAYER_OF[importer]


def shown(path: Path) -> str:
    return path.relative_to(PACKAGE).as_posix()


def test_imports_run_one_way() -> None:
    back = [f"{shown(path)} imports {name}" for path in MODULES for name in pointing_back(path)]
    assert back == []


def pointing_back(path: Path) -> Iterator[str]:
    if path == PACKAGE / "__init__.py":
        return (name for name in imports(path) if name.startswith("rse_plan"))
    importer = path.relative_to(PACKAGE).parts[0].removesuffix(".py")
    assert importer in LAYER_OF, f"{importer} has no place in the order of imports: see docs/design.md"
    return (name for name in imports(path) if (part := part_of(name)) and not may_import(importer, part))


def test_an_arrow_that_points_back_is_seen() -> None:
    assert not may_import("model", "planning")
    assert not may_import("interview", "lint")
    assert may_import("documents", "planning")
    assert part_of("rse_plan.formats.manifest.Output") == "formats"
    assert part_of("rse_plan.__version__") is None


def test_no_module_needs_one_system_or_the_network() -> None:
    names = {(shown(path), prefix) for path in MODULES for name in imports(path) for prefix in prefixes(name)}
    found = {(path, name) for path, name in names if name in UNIX_ONLY | NETWORK}
    assert found == WHERE_IT_EXISTS


def prefixes(name: str) -> Iterator[str]:
    steps = name.split(".")
    return (".".join(steps[:length]) for length in range(1, len(steps) + 1))


ASKS_WHAT_IS_INSTALLED = "formats/browser.py"
"""The one module outside the command line that reads the environment, and the only one to start programs."""


def test_only_the_command_line_prints_exits_or_reads_clock_and_environment() -> None:
    found = [
        (shown(path), name)
        for path in MODULES
        if path.relative_to(PACKAGE).parts[0] != "cli"
        for node in nodes(path)
        if isinstance(node, ast.Call | ast.Attribute) and (name := forbidden(node))
    ]
    keeps_the_environment_away = ("formats/apart.py", "os.environ")
    assert set(found) == {(ASKS_WHAT_IS_INSTALLED, "os.environ"), keeps_the_environment_away}


def test_three_modules_alone_start_programs_and_look_for_them() -> None:
    """A browser that prints, what fills templates of others, and the person's own program for a document."""
    wanted = ("subprocess.Popen", "subprocess.run", "shutil.which", "os.system", "os.path.expandvars")
    found = {
        shown(path)
        for path in MODULES
        for node in nodes(path)
        if isinstance(node, ast.Attribute) and ast.unparse(node) in wanted
    }
    assert found == {ASKS_WHAT_IS_INSTALLED, "formats/apart.py", "cli/opening.py"}


def forbidden(node: ast.Call | ast.Attribute) -> str | None:
    if isinstance(node, ast.Call):
        is_print = isinstance(node.func, ast.Name) and node.func.id in ("print", "exit", "quit")
        return ast.unparse(node.func) if is_print else None
    name = ast.unparse(node)
    wanted = ("sys.exit", "os.environ", "os.getenv", "date.today", "datetime.now", "time.time", "os._exit")
    return name if name in wanted else None


def modules_after(statement: str) -> set[str]:
    """What a fresh interpreter has loaded once a statement has run."""
    code = f"{statement}\nimport sys\nsys.__stderr__.write(' '.join(sys.modules))"
    run = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, check=True, encoding="utf-8", timeout=60
    )
    return set(run.stderr.split())


@pytest.mark.parametrize(
    "statement",
    [
        "import rse_plan.cli.app",
        "import sys; sys.argv = ['rse-plan', '--help']\nfrom rse_plan.cli.app import run\nrun()",
    ],
    ids=["import", "help"],
)
def test_start_up_loads_nothing_heavy(statement: str) -> None:
    loaded = modules_after(statement)
    assert "rse_plan.cli.app" in loaded
    assert sorted(set(HEAVY) & loaded) == []


def test_a_heavy_module_would_be_seen() -> None:
    assert {"yaml", "pydantic"} <= modules_after("import rse_plan.library")


def test_a_render_loads_nothing_of_what_is_not_asked_for(tmp_path: Path) -> None:
    """Pages and Markdown of the three documents: no views of readers, no other format, no look of others."""
    render = f"'rse-plan render --example association-60 --format html,markdown --out {tmp_path}'.split()"
    loaded = modules_after(f"import sys; sys.argv = {render}\nfrom rse_plan.cli.app import run\nrun()")
    assert "rse_plan.documents.plan_view" in loaded
    apart = ("reader_folios", "audiences", "sheets_view", "deck_view", "look", "docx", "apart", "json", "pdf")
    named = {f"rse_plan.{part}.{name}" for part in ("documents", "formats") for name in apart}
    assert named & loaded == set()
