"""A table of communities: whatever a spreadsheet saves it as, every bad cell by its row and column."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from rse_plan.errors import UserError
from rse_plan.interview.communities_csv import MAX_ROWS, read_communities
from rse_plan.interview.given import Refusal, Setting, with_settings
from rse_plan.interview.voice import Voice
from rse_plan.library import Library
from rse_plan.model.answers import Answer, Answers, AnswerValue, Element
from rse_plan.source.span import file_start

TABLE = "name,members,use_case\nFinance,40,idea-box\nBoîte à idées,unknown,\n"
MEANT = [
    (
        "finance",
        {"community.name": "Finance", "community.members": 40, "community.use_case": "idea-box"},
    ),
    ("boite-a-idees", {"community.name": "Boîte à idées", "community.members": None}),
]


def read(
    content: str | bytes, library: Library, present: Iterable[Element] = (), language: str = "en"
) -> tuple[tuple[Setting, ...], tuple[Refusal, ...]]:
    raw = content.encode() if isinstance(content, str) else content
    return read_communities(raw, "c.csv", library, tuple(present), Voice(language))


def meant(
    content: str | bytes, library: Library, present: tuple[Element, ...] = ()
) -> list[tuple[str, dict[str, AnswerValue]]]:
    """The communities that a table makes of those that are there."""
    settings, refused = read(content, library, present)
    assert refused == ()
    start = file_start("a.yaml")
    answers = Answers(path="a.yaml", groups={"communities": present}, span=start)
    taken = with_settings(answers, settings, library, Voice("en"))
    assert taken.refused == ()
    return [
        (one.id, {name: answer.value for name, answer in one.answers.items()})
        for one in taken.answers.groups["communities"]
    ]


def faults(content: str | bytes, library: Library) -> list[tuple[str, str, str]]:
    _, refused = read(content, library)
    return [(str(one.where), str(one.problem.message), str(one.problem.advice)) for one in refused]


@pytest.mark.parametrize("delimiter", [",", ";", "\t", "|", ":", "^", "~"])
@pytest.mark.parametrize("newline", ["\n", "\r\n"])
@pytest.mark.parametrize("mark", [b"", b"\xef\xbb\xbf"])
def test_any_delimiter_line_end_and_byte_order_mark(
    library: Library, delimiter: str, newline: str, mark: bytes
) -> None:
    text = TABLE.replace(",", delimiter).replace("\n", newline)
    assert meant(mark + text.encode(), library) == MEANT


@pytest.mark.parametrize(
    "header",
    [
        "community.name,community.members,community.use_case",
        "Community,Members,Use",
        "communauté,membres,usage",
        '"name", "MEMBERS",use case',
    ],
)
def test_columns_by_key_or_by_their_words_in_either_language(library: Library, header: str) -> None:
    assert meant(TABLE.replace("name,members,use_case", header), library) == MEANT


def test_the_line_with_which_excel_names_its_delimiter(library: Library) -> None:
    assert meant("sep=;\r\n" + TABLE.replace(",", ";"), library) == MEANT


def test_quoted_cells_blank_rows_and_columns_without_a_name(library: Library) -> None:
    table = '\nname,,members\n"Sales, ""north""",,2\n,,\n\nSales,,\n'
    assert meant(table, library) == [
        ("sales-north", {"community.name": 'Sales, "north"', "community.members": 2}),
        ("sales", {"community.name": "Sales"}),
    ]


def test_a_label_is_as_good_as_a_value(library: Library) -> None:
    assert meant("name;use\nA;Idées\nB;another use\n", library) == [
        ("a", {"community.name": "A", "community.use_case": "idea-box"}),
        ("b", {"community.name": "B", "community.use_case": "other"}),
    ]


def there(id_: str, name: str, members: int) -> Element:
    start = file_start("a.yaml")
    said = {"community.name": Answer(name, start), "community.members": Answer(members, start)}
    return Element(id_, start, said)


def test_communities_that_are_there_are_found_again(library: Library) -> None:
    present = (there("finance", "Finance", 40), there("rh", "HR", 7))
    table = "id,name,members\n,finance,41\nrh,Human resources,\n,New,5\n"
    assert meant(table, library, present) == [
        ("finance", {"community.name": "finance", "community.members": 41}),
        ("rh", {"community.name": "Human resources", "community.members": 7}),
        ("new", {"community.name": "New", "community.members": 5}),
    ]


def test_every_bad_cell_is_named_at_once(library: Library) -> None:
    table = (
        "name;membres;usage;id\n"
        f"{'x' * 500};many;ideas;\n"
        "B;1;sales;B!\n"
        ";3;;\n"
        "C;5;;c;extra\n"
        "C;5;;c\n"
        "D\x07;2;;\n"
    )
    assert faults(table, library) == [
        ("c.csv, row 2, column “name”", "the text has 500 characters; at most 200 fit", "None"),
        ("c.csv, row 2, column “membres”", "“many” is not a whole number", "write digits only"),
        ("c.csv, row 3, column “id”", "“B!” is not an id",
         "use small letters, digits and dashes, such as open-pilot"),
        ("c.csv, row 3, column “membres”", "1 is too small", "at least 2"),
        ("c.csv, row 3, column “usage”", "“sales” is not among the choices", "one of idea-box, other"),
        ("c.csv, row 4, column “name”", "an answer is missing here", "None"),
        ("c.csv, row 5, column “E”", "“extra” stands under no column", "name its column in row 1"),
        ("c.csv, row 6, column “id”", "this community stands twice (first in row 5)",
         "keep one row, or give each its own id"),
        ("c.csv, row 7, column “name”", "a sign in it is not text", "type it again, without control keys"),
    ]  # fmt: skip


def test_a_cell_of_two_lines_is_a_bad_cell_of_its_row(library: Library) -> None:
    found = faults('name,members\nA,2\n"B\nb",3\nC,1\n', library)
    assert [where for where, _, _ in found] == [
        "c.csv, row 3, column “name”",
        "c.csv, row 4, column “members”",
    ]


def test_columns_that_are_not_known_are_named_with_what_is_meant(library: Library) -> None:
    assert faults("name,membres,colour,memberz,members\nA,2,red,3,4\n", library) == [
        ("c.csv, row 1, column “colour”", "this column is not known", "one of id, name, members, use_case"),
        ("c.csv, row 1, column “memberz”", "this column is not known", "did you mean “members”?"),
        ("c.csv, row 1, column “members”", "this column stands twice", "keep one"),
    ]
    assert faults("members,use\n4,other\n", library) == [
        ("c.csv, row 1", "a column with the names is missing", "call it “name”")
    ]


@pytest.mark.parametrize(
    ("content", "said", "advice"),
    [
        (b"", "is empty", "its first row names the columns"),
        (b"\n\n", "is empty", "its first row names the columns"),
        (b"PK\x03\x04rest", "is a workbook", "CSV UTF-8"),
        ("name\nété\n".encode("latin-1"), "line 2: this is not UTF-8 text", "CSV UTF-8"),
        ("name\n".encode("utf-16"), "line 1: this is not UTF-8 text", "CSV UTF-8"),
        (b'name,members\nA,2\n"B,3\n', "row 3: the quotation marks do not match", "is doubled"),
        ("name,members\nA,2\n".encode("utf-16-le"), "line 1: this is not UTF-8 text", "CSV UTF-8"),
        (
            b'name,members\n"A" ,2\n',
            "row 2: something stands behind the closing quotation mark",
            "is doubled",
        ),
        (b"name\n" + b"A" * 140_000, "row 2: a cell has more than 131,072 characters", "shorten it"),
        (b"name\n" + b"A" * 5_000_000, "is larger than 4 MiB", "at most 500 rows"),
        (
            b"name\n" + b"\n".join(b"c%d" % n for n in range(501)),
            "has 501 rows; at most 500 fit",
            "first waves",
        ),
    ],
)
def test_what_is_no_table_is_said_in_one_line(
    library: Library, content: bytes, said: str, advice: str
) -> None:
    with pytest.raises(UserError) as refused:
        read(content, library)
    assert said in str(refused.value.message)
    assert advice in str(refused.value.help)


def test_the_most_communities_are_those_of_all_tables_together(library: Library) -> None:
    start = file_start("a.yaml")
    present = tuple(Element(f"there-{number}", start, {}) for number in range(MAX_ROWS - 1))
    assert len(meant("id,members\nthere-1,4\nnew,5\n", library, present)) == MAX_ROWS
    with pytest.raises(UserError, match="there would be 501 communities; at most 500 fit"):
        read("name\nA\nB\n", library, present)


def test_the_most_rows_are_taken(library: Library) -> None:
    table = "name,members\n" + "".join(f"Community {number},{number + 2}\n" for number in range(MAX_ROWS))
    found = meant(table, library)
    assert len({id_ for id_, _ in found}) == MAX_ROWS
    assert found[-1][1]["community.members"] == MAX_ROWS + 1


@example(b"a\x00,name\n")
@example(b"name\n\xf0\x9f\x8e\x89\n")
@given(st.binary(max_size=80) | st.text(st.sampled_from('name,;"\n\t 12é'), max_size=80).map(str.encode))
def test_no_bytes_are_a_crash(library: Library, content: bytes) -> None:
    try:
        settings, refused = read(content, library)
    except UserError:
        return
    assert all(str(one.where).startswith("c.csv, row ") for one in (*settings, *refused))


def test_a_name_is_kept_as_it_was_written(library: Library, tmp_path: Path) -> None:
    names = ["🎉 fête", "שלום", "عربي", "O’Brien & «fils»", "=1+1"]
    found = meant("name\n" + "\n".join(names) + "\n", library)
    assert [said["community.name"] for _, said in found] == names
    assert [id_ for id_, _ in found] == ["fete", "community-2", "community-3", "obrien-fils", "1-1"]
