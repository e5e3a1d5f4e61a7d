"""Whatever is given, lint ends with 0, 1 or 2 and says what it found: no traceback, no hang (style 15)."""

from __future__ import annotations

import random
import re
from collections.abc import Callable
from pathlib import Path

import pytest
import yaml
from hostile import Command
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from small_library import write

from rse_plan.resources import example_names, example_path, playbooks_folder

SHIPPED = {
    path.relative_to(playbooks_folder()).as_posix(): path for path in playbooks_folder().rglob("*.yaml")
}
PLAYBOOKS = "".join(path.read_text(encoding="utf-8") for path in SHIPPED.values())
FULL = settings().max_examples > 100
FOLDERS = 100 if FULL else 5
"""Of a hundred files each: the library that they are read with is read once for all of them."""
SPOILT = 30 if FULL else 2
"""Times that a third of the shipped library is changed, thirty files at once."""

ALONE = settings(
    max_examples=300 if FULL else 50,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
WITH_LIBRARY = settings(ALONE, max_examples=60 if FULL else 15)
"""For what is read with the whole library: a fifth of a second each."""
ANSWERED = settings(ALONE, max_examples=20 if FULL else 3)
"""For what is planned, where it can be: a second each."""

Lint = Callable[..., int]


@pytest.fixture
def command(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], tmp_path: Path) -> Command:
    monkeypatch.chdir(tmp_path)
    return Command(monkeypatch, capsys)


@pytest.fixture
def lint(command: Command) -> Lint:
    """Run `rse-plan lint` over one file with this content, and give its exit code."""
    return lambda content, name="own.yaml": command.findings({name: content})[0]


@pytest.fixture
def small(tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch) -> None:
    """A library that is read at once: what is wrong in these bytes has nothing to do with the rest."""
    folder = write(tmp_path_factory.mktemp("shipped"))
    monkeypatch.setattr("rse_plan.cli.examination.playbooks_folder", lambda: folder)


# --- random bytes ---

PIECES = [
    *("kind: playbook\n", "kind: answers\n", "kind: evidence\n", "format: 1\n", "id: own\n", "tasks:\n"),
    *("title: ", "  - id: a\n", "when: ", "a == 1 and ", "{{ x }}", "2027-03-01", "1e999", "0x1F", "yes"),
    *("|\n", ">-\n", "&a ", "*a", "<<: ", "!!set ", "!t ", "---\n", "...\n", "%YAML 1.2\n", "#", "~", "9"),
    *("{", "}", "[", "]", ", ", ": ", "- ", "\n", "  ", "\t", "? ", '"', "'", "\\", "\r"),
    *("\x00", "\ufeff", "\x85", "\u2028", "\U0001f600"),
]
YAML_PIECES = [*(piece.encode() for piece in PIECES), b"\xff"]
YAML_BYTES = st.lists(st.sampled_from(YAML_PIECES), max_size=40).map(b"".join)
OF_THE_READER = [
    piece for piece in YAML_PIECES if piece not in (b"\x00", b"\xff", b"\xc2\x85", b"\xe2\x80\xa8")
]
"""What the parsers see: one of the other pieces, and a file is refused before."""


@pytest.mark.usefixtures("small")
@ALONE
@given(st.binary(max_size=400) | YAML_BYTES)
def test_random_bytes_are_told_never_fallen_over(lint: Lint, content: bytes) -> None:
    lint(content)


@pytest.mark.usefixtures("small")
@pytest.mark.parametrize("seed", range(FOLDERS))
def test_folders_of_random_bytes_are_told_never_fallen_over(command: Command, seed: int) -> None:
    """Something is said of every file but of the shortest that is sound, which chance may write."""
    chance = random.Random(seed)  # noqa: S311  # the same bytes every day
    contents = {f"files/n{number}.yaml": chance.choice(KINDS)(chance) for number in range(100)}
    code, found = command.findings(contents, "files")
    assert code == 1
    silent = contents.keys() - {one["path"] for one in found}
    assert all(yaml.safe_load(contents[name]) == {"kind": "answers", "format": 1} for name in silent), silent


def of_bytes(chance: random.Random) -> bytes:
    return chance.randbytes(chance.randrange(400))


def of_letters(chance: random.Random) -> bytes:
    """What people can type, so that the parsers have something to read."""
    return "".join(chance.choices(LETTERS, k=chance.randrange(400))).encode()


def of_pieces(chance: random.Random) -> bytes:
    return b"".join(chance.choices(YAML_PIECES, k=chance.randrange(40)))


def of_readable_pieces(chance: random.Random) -> bytes:
    return b"".join(chance.choices(OF_THE_READER, k=chance.randrange(40)))


def of_keys(chance: random.Random) -> bytes:
    """What the parsers read to the end: a file of ours in which nothing is where it belongs."""
    kind = chance.choice(("playbook", "playbook", "answers", "evidence", "questions", "roles", "test"))
    return yaml.safe_dump({"kind": kind, "format": 1, "id": "own", **_map(chance, 4)}).encode()


def _map(chance: random.Random, depth: int) -> dict[str, object]:
    return {chance.choice(KEYS): _value(chance, depth) for _ in range(chance.randrange(6))}


def _value(chance: random.Random, depth: int) -> object:
    sort = chance.randrange(5 if depth else 2)
    if sort < 2:
        return chance.choice(VALUES)
    if sort == 2:
        return [_value(chance, depth - 1) for _ in range(chance.randrange(4))]
    return _map(chance, depth - 1)


LETTERS = [*map(chr, range(0x20, 0x7F)), *"\n\n\n\n  é’"]
KEYS = (*sorted(set(re.findall(r"^[ -]*([a-z_]+):", PLAYBOOKS, re.MULTILINE))), "", "x", "<<", "no")
VALUES = (
    *("", "a", "own/a", "pilot", "hr", "5d", "-1w", "1e9mo", "2027-02-30", "{{ a.b }}", "{{", "a.b == 1 or"),
    *(
        "community.members > 3",
        "any(communities, x)",
        "not (",
        "«\u202f»",
        "# rse-plan: ignore[tone] so",
        "\n \n",
    ),
    *(True, None, 0, -3, 10**30, 1.5, float("nan"), [], {}),
)
KINDS = (of_bytes, of_letters, of_pieces, of_readable_pieces, of_keys)


# --- playbooks that a bad night has been at ---


@WITH_LIBRARY
@given(st.sampled_from(sorted(SHIPPED)), st.randoms(use_true_random=False))
def test_mutated_playbooks_are_told_never_fallen_over(lint: Lint, name: str, chance: random.Random) -> None:
    lint(mutated(SHIPPED[name].read_bytes(), chance), f"playbooks/{name}")


@pytest.mark.parametrize("seed", range(SPOILT))
def test_a_library_with_many_faults_is_told_never_fallen_over(command: Command, seed: int) -> None:
    """Every third file of the shipped library is changed, and the others refer to it."""
    chance = random.Random(seed)  # noqa: S311  # the same faults every day
    contents = {f"playbooks/{name}": path.read_bytes() for name, path in sorted(SHIPPED.items())}
    changed = chance.sample(sorted(contents), len(contents) // 3)
    contents.update({name: mutated(contents[name], chance) for name in changed})
    code, found = command.findings(contents, "playbooks")
    assert code == 1
    assert len({one["path"] for one in found}.intersection(changed)) > len(changed) / 2


@ANSWERED
@given(st.sampled_from(example_names()), st.randoms(use_true_random=False))
def test_mutated_answers_are_told_never_fallen_over(lint: Lint, name: str, chance: random.Random) -> None:
    lint(mutated(example_path(name).read_bytes(), chance), "answers.yaml")


def mutated(content: bytes, chance: random.Random) -> bytes:
    for _ in range(chance.randint(1, 4)):
        content = chance.choice(MUTATIONS)(content, chance)
    return content


def cut(content: bytes, chance: random.Random) -> bytes:
    start = chance.randrange(len(content) + 1)
    return content[:start] + content[start + chance.choice((1, 3, 40, 900, 10**6)) :]


def flipped(content: bytes, chance: random.Random) -> bytes:
    """One bit of some bytes the other way round."""
    changed = bytearray(content)
    for _ in range(chance.choice((1, 1, 5)) if content else 0):
        changed[chance.randrange(len(changed))] ^= 1 << chance.randrange(8)
    return bytes(changed)


def inserted(content: bytes, chance: random.Random) -> bytes:
    start = chance.randrange(len(content) + 1)
    sign = chance.choice(
        (b"\t", b"\x00", b"\xff", b'"', b"'", b"{", b"]", b": ", b"\n", b"&a ", b"*a", b"#", b"{{ ", b"-")
    )
    return content[:start] + sign + content[start:]


def doubled(content: bytes, chance: random.Random) -> bytes:
    lines = content.split(b"\n")
    start = chance.randrange(len(lines))
    return b"\n".join((*lines[:start], *lines[start : start + chance.randint(1, 12)], *lines[start:]))


def dropped(content: bytes, chance: random.Random) -> bytes:
    lines = content.split(b"\n")
    start = chance.randrange(len(lines))
    return b"\n".join((*lines[:start], *lines[start + chance.choice((1, 1, 2, 5)) :]))


def moved(content: bytes, chance: random.Random) -> bytes:
    """Some lines that stand elsewhere."""
    lines = content.split(b"\n")
    start = chance.randrange(len(lines))
    end = start + chance.randint(1, 6)
    taken, left = lines[start:end], lines[:start] + lines[end:]
    there = chance.randrange(len(left) + 1)
    return b"\n".join((*left[:there], *taken, *left[there:]))


def indented(content: bytes, chance: random.Random) -> bytes:
    """A line with another indentation, as after a careless paste."""
    lines = content.split(b"\n")
    at = chance.randrange(len(lines))
    lines[at] = b" " * chance.randint(0, 9) + lines[at].lstrip()
    return b"\n".join(lines)


MUTATIONS = (cut, flipped, inserted, doubled, dropped, moved, indented)


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
def test_what_cannot_be_read_ends_with_2(command: Command) -> None:
    Path("own.yaml").symlink_to("own.yaml")
    code, out, err = command.run("own.yaml")
    assert (code, out) == (2, "")
    assert "own.yaml" in err
