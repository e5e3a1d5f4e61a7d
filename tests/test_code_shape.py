"""Small functions and modules, by measure and not by habit (docs/design.md, code shape)."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path
from statistics import quantiles

from parsed_code import nodes, tree

import rse_plan

PACKAGE = Path(rse_plan.__file__).parent
MODULES = sorted(PACKAGE.rglob("*.py"))
LONGEST_FUNCTION, NINE_IN_TEN_UNDER, MODULE_UNDER = 60, 26, 400
VAGUE = {"utils", "util", "helpers", "helper", "misc", "common", "manager", "managers"}


def functions(path: Path) -> Iterator[tuple[str, int]]:
    """Each function with its number of lines, docstring and decorators counted."""
    for node in nodes(path):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            first = min([node.lineno, *(decorator.lineno for decorator in node.decorator_list)])
            assert node.end_lineno is not None
            yield node.name, node.end_lineno - first + 1


def shown(path: Path) -> str:
    return path.relative_to(PACKAGE).as_posix()


def test_no_function_is_long() -> None:
    long = [
        f"{shown(path)}: {name} has {lines} lines"
        for path in MODULES
        for name, lines in functions(path)
        if lines > LONGEST_FUNCTION
    ]
    assert long == []


def test_no_module_is_long() -> None:
    lengths = {shown(path): len(path.read_text(encoding="utf-8").splitlines()) for path in MODULES}
    assert {path: lines for path, lines in lengths.items() if lines >= MODULE_UNDER} == {}


def test_names_say_what_is_in_them() -> None:
    assert [shown(path) for path in MODULES if VAGUE & set(path.stem.split("_"))] == []
    names = [name.lstrip("_") for path in MODULES for name, _ in functions(path)]
    assert [name for name in names if name.startswith(("process_", "handle_"))] == []


def test_every_module_says_what_it_is_for() -> None:
    silent = [path for path in MODULES if not ast.get_docstring(tree(path))]
    assert [shown(path) for path in silent] == []


def test_most_functions_are_short() -> None:
    lengths = [lines for path in MODULES for _, lines in functions(path)]
    assert quantiles(lengths, n=10)[-1] < NINE_IN_TEN_UNDER
