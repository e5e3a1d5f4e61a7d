"""Text into values with their places, and every trap of YAML into a diagnostic (design D1)."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st
from small_library import FILES, assert_inside, cited

from rse_plan.source import yaml_reader
from rse_plan.source.span import Span
from rse_plan.source.yaml_reader import (
    MAX_BYTES,
    MAX_DEPTH,
    Document,
    Mapping,
    Node,
    Reading,
    Scalar,
    Sequence,
    read_bytes,
    read_file,
    read_text,
)

LABEL = "file.yaml"


def document(text: str) -> Document:
    reading = read_text(text, LABEL)
    assert reading.diagnostics == ()
    assert reading.document is not None
    return reading.document


def leaves(node: Node) -> Iterator[Scalar]:
    if isinstance(node, Scalar):
        yield node
    elif isinstance(node, Sequence):
        for item in node.items:
            yield from leaves(item)
    else:
        for entry in node.entries:
            yield entry.key
            yield from leaves(entry.value)


def only(reading: Reading) -> tuple[str, int, int, str, str]:
    assert len(reading.diagnostics) == 1, [str(found.message) for found in reading.diagnostics]
    found = reading.diagnostics[0]
    return found.rule, found.span.line, found.span.column, str(found.message), str(found.help)


@pytest.mark.parametrize(
    "written",
    ["no", "on", "Y", "1.10", "12:30", "2027-01-04", "0x1F", "~", "null", "1_000", ".inf", "unknown"],
)
def test_scalars_stay_what_was_typed(written: str) -> None:
    plain, quoted = (document(f"a: {text}\n").scalar("a") for text in (written, f'"{written}"'))
    assert plain is not None
    assert quoted is not None
    assert (plain.text, plain.plain) == (written, True)
    assert (quoted.text, quoted.plain) == (written, False)


def test_every_value_and_key_knows_its_place() -> None:
    read = document("a: 1\nlist:\n  - {b: “é”, c: 'x y'}\n  - last\n")
    assert read.span(("list", 0, "c")) == Span(LABEL, 3, 17, 3, 22)
    assert read.key_span(("list", 0, "c")) == Span(LABEL, 3, 14, 3, 15)
    assert cited(read.span(("list", 0, "b")), read.text) == "“é”"
    assert cited(read.key_span(("list",)), read.text) == "list"
    assert cited(read.key_span(("list", 1)), read.text) == "last"


def test_a_route_that_leaves_the_file_ends_at_the_last_value_it_passed() -> None:
    read = document("a: {b: c}\n")
    assert read.span(("a", "b", "nothing", 3)) == read.span(("a", "b"))
    assert read.node(("a", "nothing")) is None


def test_columns_count_code_points() -> None:
    read = document("{🎉🎉: 1, é: 👩‍🚀}\n")
    assert cited(read.span(("é",)), read.text) == "👩‍🚀"


TRAPS = [
    ("a tab", "a: 1\n\tb: 2\n", "yaml-parse", 2, 1, "a tab where only spaces can stand"),
    ("a missing colon", "a: 1\nb 2\nc: 3\n", "yaml-parse", 2, 1, "a “:” is missing after this key"),
    ("two colons", "a: b: c\n", "yaml-parse", 1, 5, "a “:” where none can stand"),
    ("an open bracket", "a: [1, 2\nb: 3\n", "yaml-parse", 1, 4, "a bracket or brace is not closed"),
    ("an open quotation mark", 'a: 1\nb: "x\nc: d\n', "yaml-parse", 2, 4, "a quotation mark is not closed"),
    ("a line too far left", "a:\n    b: 1\n  c: 2\n", "yaml-parse", 3, 3, "this line does not fit"),
    ("a sign that begins no text", "a: @home\n", "yaml-parse", 1, 4, "a text cannot begin with this sign"),
    ("nothing", "", "yaml-parse", 1, 1, "the file is empty"),
    ("a list", "- a\n- b\n", "yaml-parse", 1, 1, "the file is not a map"),
    ("a word", "hello\n", "yaml-parse", 1, 1, "the file is not a map"),
    ("another YAML", "%YAML 2.0\n---\na: b\n", "yaml-parse", 1, 1, "this is not valid YAML"),
    ("a duplicate key", "a: 1\nb: 2\na: 3\n", "duplicate-key", 3, 1, "“a” stands twice"),
    ("an anchor", "a: &x 1\n", "unsupported-yaml", 1, 4, "an anchor (&x)"),
    ("a tag", "a: !!python/name:os.system x\n", "unsupported-yaml", 1, 4, "a tag (!!python"),
    ("a tag of our own", "a: !secret x\n", "unsupported-yaml", 1, 4, "a tag (!secret)"),
    ("a second document", "a: 1\n---\nb: 2\n", "unsupported-yaml", 2, 1, "a second document"),
    ("a merge key", "a: 1\n<<: {b: 2}\n", "unsupported-yaml", 2, 1, "a merge key (<<)"),
    ("a key that is a list", "? [a, b]\n: 1\n", "unsupported-yaml", 1, 3, "a key that is not a word"),
    ("a control character", "a: 1\nb: x\x1b[31m\n", "unsupported-yaml", 2, 5, "a control character (U+001B)"),
    ("a NUL", "a: \x00\n", "unsupported-yaml", 1, 4, "a control character (U+0000)"),
    ("a separator of lines", "a: x\u2028y\nb: 1\n", "unsupported-yaml", 1, 5, "(U+2028)"),
    ("an escaped control character", 'a: 1\nb: "x\\e[31m"\n', "unsupported-yaml", 2, 4, "(U+001B)"),
    ("half a character", 'a: "\\ud800"\n', "unsupported-yaml", 1, 4, "a control character (U+D800)"),
    (
        "a number of no character",
        'a: 1\nb: "\\U00110000"\n',
        "yaml-parse",
        2,
        5,
        "no character is \\U00110000",
    ),
    ("a number beyond numbers", 'a: "\\UFFFFFFFF"\n', "yaml-parse", 1, 5, "no character is \\UFFFFFFFF"),
    (
        "too deep",
        "a: " + "[" * 60 + "]" * 60,
        "unsupported-yaml",
        1,
        3 + MAX_DEPTH,
        "more than 40 levels deep",
    ),
]


@pytest.mark.parametrize(
    ("text", "rule", "line", "column", "message"), [t[1:] for t in TRAPS], ids=[t[0] for t in TRAPS]
)
def test_traps_are_diagnostics_with_their_place(
    text: str, rule: str, line: int, column: int, message: str
) -> None:
    found = only(read_text(text, LABEL))
    assert found[:3] == (rule, line, column)
    assert message in found[3]
    assert found[4] != "None", "every message says what to do"


def test_an_alias_is_named_where_it_stands() -> None:
    found = read_text("a: &x [1]\nb: *x\n", LABEL).diagnostics
    assert [(d.rule, d.span.line, str(d.message)) for d in found] == [
        ("unsupported-yaml", 1, "an anchor (&x)"),
        ("unsupported-yaml", 2, "an alias (*x)"),
    ]


def test_an_alias_bomb_costs_nothing() -> None:
    bomb = "a: &a [x, x, x, x, x, x, x, x, x]\n" + "".join(
        f"{name}: &{name} [{', '.join([f'*{before}'] * 9)}]\n"
        for before, name in zip("abcdefgh", "bcdefghi", strict=True)
    )
    reading = read_text(bomb, LABEL)
    assert reading.document is not None
    assert len(list(leaves(reading.document.root))) == 9 * 9 + 9
    assert {found.rule for found in reading.diagnostics} == {"unsupported-yaml"}


def test_what_is_refused_does_not_hide_the_rest() -> None:
    found = read_text("a: &x 1\na: 2\nb: !t 3\n", LABEL).diagnostics
    assert [(d.rule, d.span.line) for d in found] == [
        ("unsupported-yaml", 1),
        ("duplicate-key", 2),
        ("unsupported-yaml", 3),
    ]


def test_the_first_of_two_keys_is_kept() -> None:
    reading = read_text("a: 1\na: 2\n", LABEL)
    assert reading.document is not None
    kept = reading.document.scalar("a")
    assert kept is not None
    assert kept.text == "1"


def test_a_file_that_is_not_utf_8() -> None:
    assert only(read_bytes("a: 1\nnom: Pilotée\n".encode("latin-1"), LABEL))[:4] == (
        "unsupported-yaml",
        2,
        11,
        "this is not UTF-8 text",
    )


def test_a_file_that_is_too_large() -> None:
    assert only(read_bytes(b"a: " + b"x" * MAX_BYTES, LABEL))[3] == "the file is larger than 1 MiB"
    assert read_bytes(b"a: " + b"x" * (MAX_BYTES - 3), LABEL).diagnostics == ()


def test_marks_and_line_ends_of_windows_change_nothing(tmp_path: Path) -> None:
    text = FILES["pilot.yaml"]
    path = tmp_path / "pilot.yaml"
    path.write_bytes(b"\xef\xbb\xbf" + text.replace("\n", "\r\n").encode())
    assert read_file(path, LABEL) == read_text(text, LABEL)


def test_a_file_that_cannot_be_opened_is_the_caller_s_to_word(tmp_path: Path) -> None:
    with pytest.raises(OSError, match="nothing"):
        read_file(tmp_path / "nothing.yaml")


WITHOUT_THE_MARK = [text for text in FILES.values() if "?, " not in text]
"""A question mark between braces is the one sign that the two parsers read differently."""


@pytest.mark.parametrize("text", [*(trap[1] for trap in TRAPS), *WITHOUT_THE_MARK])
def test_both_parsers_say_the_same(text: str, monkeypatch: pytest.MonkeyPatch) -> None:
    fast = read_text(text, LABEL)
    monkeypatch.setattr(yaml_reader, "_PARSER", yaml.SafeLoader)
    assert read_text(text, LABEL) == fast


def test_a_question_mark_between_braces_does_not_draw_the_blame() -> None:
    assert document("a: {en: Which one?, fr: x}\n").span(("a", "en")).end_column == 19
    assert only(read_text("a: {en: Which one?, fr: x}\nb 2\nc: 3\n", LABEL))[:3] == ("yaml-parse", 2, 1)


@pytest.mark.parametrize("name", FILES)
def test_spans_cite_what_was_read(name: str) -> None:
    read = document(FILES[name])
    for leaf in leaves(read.root):
        written = cited(leaf.span, read.text)
        assert leaf.text == (written if leaf.plain else written[1:-1])


def test_a_part_of_a_value_has_its_own_place() -> None:
    read = document("a: one two\nb: 'one two'\nc: 'it''s two'\nd: >-\n  one\n  two\n")
    for key in "ab":
        value = read.scalar(key)
        assert value is not None
        assert cited(value.inside(4, 3), read.text) == "two"
    for key in "cd":  # escapes and folded lines: the whole value, never a wrong part of it
        value = read.scalar(key)
        assert value is not None
        assert value.inside(4, 3) == value.span


def test_words_are_found_in_a_stretch_of_the_file() -> None:
    read = document("a: >-\n  one\n  two one\nb: one\n")
    a, b = read.span(("a",)), read.span(("b",))
    assert cited(read.place_of("two", a), read.text) == "two"
    assert read.place_of("two", a).line == 3
    assert read.place_of("one", b).line == 4
    assert read.place_of("three", b) == b


def test_values_left_out_leave_the_others_in_place() -> None:
    read = document("a: {b: 1, c: 2}\nlist: [x, y, z]\n")
    rest = read.without([("a", "b"), ("list", 1)])
    assert rest.node(("a", "b")) is None
    assert rest.span(("a", "c")) == read.span(("a", "c"))
    assert rest.span(("list", 1)) == read.span(("list", 2))
    assert read.node(("a", "b")) is not None


# --- any text ---

FRAGMENTS = st.sampled_from(
    ["a", "b:", ": ", "- ", "  ", "\n", "\n  ", "'", '"', "{", "}", "[", "]", ", ", "&x ", "*x", "!t ", "|",
     ">-", "#", "<<: ", "---\n", "...\n", "? ", "%", "\t", "\ufeff", "é", "🎉", "\x85", "\u2028", "\\", "@",
     "no", "1.10"]
)  # fmt: skip
YAMLISH = st.lists(FRAGMENTS, max_size=30).map("".join)


def assert_well_read(reading: Reading) -> None:
    assert reading.document is not None or reading.diagnostics
    for found in reading.diagnostics:
        assert_inside(found, reading.text)
        assert str(found.message)
    if reading.document is not None:
        for leaf in leaves(reading.document.root):
            assert_inside_file(leaf.span, reading.text)


def assert_inside_file(span: Span, text: str) -> None:
    lines = text.split("\n")
    assert span.line <= span.end_line <= len(lines)
    assert span.end_column <= len(lines[span.end_line - 1]) + 1


@given(st.text(max_size=200))
def test_any_text_is_read_without_raising(text: str) -> None:
    assert_well_read(read_text(text, LABEL))


@given(YAMLISH)
def test_any_yaml_like_text_is_read_without_raising(text: str) -> None:
    assert_well_read(read_text(text, LABEL))


@given(st.binary(max_size=200))
def test_any_bytes_are_read_without_raising(content: bytes) -> None:
    assert_well_read(read_bytes(content, LABEL))


@given(st.sampled_from(sorted(FILES)), st.data())
def test_any_damage_to_a_file_is_read_without_raising(name: str, data: st.DataObject) -> None:
    text = FILES[name]
    start = data.draw(st.integers(0, len(text)))
    end = data.draw(st.integers(start, min(len(text), start + 40)))
    assert_well_read(read_text(text[:start] + data.draw(YAMLISH) + text[end:], LABEL))


VALUES = st.recursive(
    st.text(st.characters(codec="utf-8", exclude_categories=("C", "Zl", "Zp")), max_size=12),
    lambda inner: (
        st.lists(inner, max_size=4) | st.dictionaries(st.text("abc", min_size=1), inner, max_size=4)
    ),
    max_leaves=12,
)


def as_data(node: Node) -> object:
    if isinstance(node, Scalar):
        return node.text
    if isinstance(node, Mapping):
        return {entry.key.text: as_data(entry.value) for entry in node.entries}
    return [as_data(item) for item in node.items]


@given(st.dictionaries(st.text("abc", min_size=1), VALUES, min_size=1, max_size=4), st.booleans())
def test_what_is_written_is_what_is_read(value: dict[str, object], flow: bool) -> None:
    text = yaml.safe_dump(value, default_flow_style=flow, allow_unicode=True, width=10**6)
    assert as_data(document(text).root) == value
