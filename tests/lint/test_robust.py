"""Whatever is given, lint ends with 0, 1 or 2 and says what it found: no traceback, no hang (style 15)."""

from __future__ import annotations

import faulthandler
import json
import random
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from small_library import write

from rse_plan.cli import app as command_line
from rse_plan.resources import playbooks_folder

SHIPPED = sorted(playbooks_folder().rglob("*.yaml"))
TOO_LONG = 60
"""Seconds after which one run counts as hung: the slowest here takes half a second."""

FULL = settings().max_examples > 100
BYTES = settings(
    max_examples=500 if FULL else 100,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)

LIMITED = settings(BYTES, max_examples=60 if FULL else 15)
"""For what is read with the whole library: a fifth of a second each."""

Lint = Callable[..., int]


@pytest.fixture
def lint(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Lint:
    """Run `rse-plan lint` in process over one file with this content, and give its exit code."""
    monkeypatch.chdir(tmp_path)

    def run(content: bytes, name: str = "own.yaml") -> int:
        arguments = ["rse-plan", "lint", name, "--profile", "published", "--format", "json"]
        monkeypatch.setattr(sys, "argv", arguments)
        path = Path(name)
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content)
        with _ending():
            code = command_line.run()
        path.unlink()
        shown = capsys.readouterr()
        assert_told(code, shown.out, shown.err)
        return code

    return run


def assert_told(code: int, out: str, err: str) -> None:
    """Either a report whose findings have places, with the exit code that they call for, or a reason."""
    assert "Traceback" not in out + err
    assert code in (0, 1, 2), (code, err)
    if code == 2:
        assert err
        return
    findings = json.loads(out)["findings"]
    assert (code == 1) == bool(findings)
    assert all(one["path"] and one["line"] >= 1 and one["column"] >= 1 for one in findings)


@pytest.fixture
def small(tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch) -> None:
    """A library that is read at once: what is wrong in these bytes has nothing to do with the rest."""
    folder = write(tmp_path_factory.mktemp("shipped"))
    monkeypatch.setattr("rse_plan.cli.lint.playbooks_folder", lambda: folder)


@contextmanager
def _ending() -> Iterator[None]:
    """A hang cannot be caught from inside: the whole run is ended, with the place where it hung."""
    faulthandler.dump_traceback_later(TOO_LONG, exit=True, file=sys.__stderr__)
    try:
        yield
    finally:
        faulthandler.cancel_dump_traceback_later()


# --- random bytes ---

PIECES = [
    *("kind: playbook\n", "kind: answers\n", "kind: evidence\n", "format: 1\n", "id: own\n", "tasks:\n"),
    *("title: ", "  - id: a\n", "when: ", "a == 1 and ", "{{ x }}", "2027-03-01", "1e999", "0x1F", "yes"),
    *("|\n", ">-\n", "&a ", "*a", "<<: ", "!!set ", "!t ", "---\n", "...\n", "%YAML 1.2\n", "#", "~", "9"),
    *("{", "}", "[", "]", ", ", ": ", "- ", "\n", "  ", "\t", "? ", '"', "'", "\\", "\r"),
    *("\x00", "\ufeff", "\x85", "\u2028", "\U0001f600"),
]
YAML_BYTES = st.lists(st.sampled_from([*(piece.encode() for piece in PIECES), b"\xff"]), max_size=40).map(
    b"".join
)


@pytest.mark.usefixtures("small")
@BYTES
@given(st.binary(max_size=400) | YAML_BYTES)
def test_random_bytes_are_told_never_fallen_over(lint: Lint, content: bytes) -> None:
    lint(content)


# --- playbooks that a bad night has been at ---


@LIMITED
@given(st.sampled_from(SHIPPED), st.randoms(use_true_random=False))
def test_mutated_playbooks_are_told_never_fallen_over(lint: Lint, path: Path, chance: random.Random) -> None:
    content = path.read_bytes()
    for _ in range(chance.randint(1, 4)):
        content = chance.choice((cut, doubled, inserted, moved))(content, chance)
    lint(content, f"playbooks/{path.relative_to(playbooks_folder()).as_posix()}")


def cut(content: bytes, chance: random.Random) -> bytes:
    start = chance.randrange(len(content) + 1)
    return content[:start] + content[start + chance.choice((1, 3, 40, 900, 10**6)) :]


def doubled(content: bytes, chance: random.Random) -> bytes:
    lines = content.split(b"\n")
    start = chance.randrange(len(lines))
    return b"\n".join((*lines[:start], *lines[start : start + chance.randint(1, 12)], *lines[start:]))


def inserted(content: bytes, chance: random.Random) -> bytes:
    start = chance.randrange(len(content) + 1)
    sign = chance.choice(
        (b"\t", b"\x00", b"\xff", b'"', b"'", b"{", b"]", b": ", b"\n", b"&a ", b"*a", b"#", b"{{ ", b"-")
    )
    return content[:start] + sign + content[start:]


def moved(content: bytes, chance: random.Random) -> bytes:
    """A line with another indentation, as after a careless paste."""
    lines = content.split(b"\n")
    at = chance.randrange(len(lines))
    lines[at] = b" " * chance.randint(0, 9) + lines[at].lstrip()
    return b"\n".join(lines)


# --- what YAML allows and nobody expects ---

HEAD = "kind: playbook\nformat: 1\nid: own\n"
NASTY = {
    "nothing": "",
    "a comment alone": "# here was a playbook\n",
    "a null": "~\n",
    "a word": "playbook",
    "a list": "- kind: playbook\n- format: 1\n",
    "two documents": f"{HEAD}---\n{HEAD}",
    "an ended document": f"{HEAD}...\nmore",
    "a directive": f"%YAML 1.1\n---\n{HEAD}",
    "an unknown directive": f"%SOMETHING else\n---\n{HEAD}",
    "a tag handle": f"%TAG !e! tag:example.org,2000:\n---\n{HEAD}title: !e!x y\n",
    "a tag that makes objects": f"{HEAD}title: !!python/object/apply:os.system [ls]\n",
    "a set": f"{HEAD}title: !!set {{? en, ? fr}}\n",
    "binary": f"{HEAD}title: !!binary R0lGODlh\n",
    "aliases within aliases": "a: &a [x, x]\nb: &b [*a, *a]\nc: &c [*b, *b]\nd: [*c, *c]\n",
    "an alias of itself": "&a [*a]\n",
    "a merge": f"base: &b {{x: 1}}\n{HEAD}title: {{<<: *b}}\n",
    "a key that is a list": f"{HEAD}? [a, b]\n: c\n",
    "a key that is a map": f"{HEAD}? {{a: b}}\n: c\n",
    "a key that is empty": f"{HEAD}: c\n",
    "a key that is null": f"{HEAD}~: c\n",
    "keys that are numbers": f"{HEAD}1: a\n1.0: b\n0x1: c\n",
    "a key over many lines": f"{HEAD}? |\n  a\n  b\n: c\n",
    "a long key": f"{HEAD}{'k' * 2000}: c\n",
    "fifty lists deep": f"{HEAD}tasks: {'[' * 50}{']' * 50}\n",
    "a thousand lists deep": "[" * 1000,
    "ten thousand maps deep": "{a: " * 10_000,
    "indents without end": "".join(" " * n + "a:\n" for n in range(300)),
    "numbers beyond numbers": f"{HEAD}tasks:\n  - {{effort: {{hr: {'9' * 400}d}}, duration: 1e999d}}\n",
    "a number of a million digits": f"{HEAD}version: {'9' * 10**6}\n",
    "not a number": f"{HEAD}kpis:\n  - {{id: a, target: {{low: .nan, typical: -.inf, high: .inf}}}}\n",
    "sexagesimals": f"{HEAD}version: 1:30:00\n",
    "a date of no calendar": f"{HEAD}modified: 2026-02-30\n",
    "a date of year nought": f"{HEAD}modified: 0000-00-00\n",
    "an early byte order mark": "\ufeff" + HEAD,
    "a late byte order mark": HEAD + "title: \ufeff\n",
    "line ends of every sort": "kind: playbook\r\nformat: 1\rid: own\x85title: a\u2028x: y\u2029",
    "old line ends": HEAD.replace("\n", "\r"),
    "no end": HEAD + "title: 'a",
    "an escape that ends nothing": HEAD + 'title: "\\',
    "an escape beyond Unicode": HEAD + 'title: "\\U00110000"\n',
    "an escape of half a sign": HEAD + 'title: "\\ud800"\n',
    "a block that says where it starts": HEAD + "title: |9\n  a\n",
    "a block of nothing": HEAD + "title: >+\n\n\n",
    "a block that is less indented": HEAD + "title:\n  en: |\n a\n",
    "tabs everywhere": HEAD.replace(" ", "\t"),
    "reserved signs": HEAD + "title: @x\ndescription: `x`\n",
    "a percent sign first": "%\n",
    "a question mark alone": "?\n",
    "a colon alone": ":\n",
    "a dash alone": "-\n",
    "three dashes": "---\n",
    "a condition of brackets": HEAD + f"applies_when: {'(' * 5000}\n",
    "a condition of denials": HEAD + f"applies_when: {'not ' * 5000}a.b\n",
    "a condition of joints": HEAD + f"applies_when: {' or '.join(['a.b == 1'] * 3000)}\n",
    "a placeholder in a placeholder": HEAD + 'title: {en: "{{ {{ a.b }} }}", fr: "}} {{"}\n',
    "ids of every sort": HEAD + "tasks: [{id: ../../x}, {id: }, {id: 'a/b/c'}, {id: [a]}, 7]\n",
    "texts where lists are wanted": HEAD + "tasks: a\nrisks: {b: c}\nquestions: 1\nkpis: ~\n",
    "an ignore of everything": HEAD + "# rse-plan: ignore[" + "a," * 3000 + "\n# rse-plan: ignore[]\n",
}  # fmt: skip


@pytest.mark.usefixtures("small")
@pytest.mark.parametrize("name", NASTY)
def test_what_yaml_allows_is_told_never_fallen_over(lint: Lint, name: str) -> None:
    assert lint(NASTY[name].encode("utf-8", "surrogatepass")) == 1


@pytest.mark.usefixtures("small")
@pytest.mark.parametrize("encoding", ["utf-16", "utf-16-le", "utf-32", "latin-1", "cp1252"])
def test_other_encodings_are_told(lint: Lint, encoding: str) -> None:
    assert lint((HEAD + "title: déjà\n").encode(encoding)) == 1


@pytest.mark.usefixtures("small")
def test_what_cannot_be_read_ends_with_2(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    Path("own.yaml").symlink_to("own.yaml")
    monkeypatch.setattr(sys, "argv", ["rse-plan", "lint", "own.yaml"])
    code = command_line.run()
    shown = capsys.readouterr()
    assert_told(code, shown.out, shown.err)
    assert code == 2
