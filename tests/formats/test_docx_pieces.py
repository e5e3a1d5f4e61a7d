"""Each piece of a folio in a document for Word."""

from __future__ import annotations

import io
from collections.abc import Sequence
from datetime import date

import mammoth
import pytest
from filled_views import filled
from word_file import Paragraph, W, WordFile, style_of

from rse_plan.documents.folio import (
    Choices,
    Contents,
    Fact,
    Facts,
    Folio,
    Framed,
    Note,
    Notes,
    PageBreak,
    Piece,
    Points,
    Row,
    Said,
    Table,
    Title,
    Voice,
    mark,
)
from rse_plan.documents.rows import Heading
from rse_plan.documents.tree import (
    Break,
    Cite,
    Emphasis,
    Leaf,
    Line,
    Link,
    Listing,
    Part,
    Passage,
    Strong,
    line,
)
from rse_plan.documents.tree import Paragraph as Block
from rse_plan.documents.words import Words
from rse_plan.formats import docx

HEADING = filled(Heading, lambda path: path)
TABLE = Table("Days", ("Day", "What"), (Row((line("Monday"), line("rest"))),), (30, 70))


def made(*pieces: Piece) -> WordFile:
    folio = Folio(name="try", heading=HEADING, pieces=pieces)
    return WordFile(docx.write(folio, Words("en"), date(2027, 1, 4)))


def below(*pieces: Piece) -> Sequence[Paragraph]:
    """The paragraphs of the pieces, without those of the document's title."""
    return made(*pieces).paragraphs[len(made().paragraphs) :]


def said(*pieces: Piece) -> list[tuple[str, str]]:
    return [(each.style, each.text) for each in below(*pieces)]


def points(*texts: str, ordered: bool = False) -> Listing:
    return Listing(tuple(Passage((Block(line(text)),)) for text in texts), ordered)


@pytest.mark.parametrize(
    ("part", "styles", "text"),
    [
        (Leaf("a < b & c"), [""], "a < b & c"),
        (Strong((Leaf("much"),)), ["Strong"], "much"),
        (Emphasis((Leaf("well"),)), ["Emphasis"], "well"),
        (Break(), [""], " "),
        (mark("LAW", "law").parts[0], ["FilledMark"] * 3, "\u00a0LAW\u00a0"),
        (mark("DECISION", "decision").parts[0], ["Mark"], "DECISION"),
        (Link((Leaf("law"),), "https://example.org/?a=1&b=é"), ["Hyperlink"], "law"),
        (Link((Leaf("x"),), "javascript:alert(1)"), [""], "x"),
        (Link((Leaf("x"),), "https://example.org/" + "a" * 2000), [""], "x"),
        (Link((Leaf("x"),), "#nowhere"), [""], "x"),
        (Cite((1, 4)), ["SourceNumber"] * 5, "[1,\u00a04]"),
    ],
)
def test_words(part: Part, styles: list[str], text: str) -> None:
    (paragraph,) = below(Said(Line((part,))))
    assert paragraph.text == text
    runs = [style_of(run, "rPr", "rStyle") for run in paragraph.element.iter(f"{W}r")]
    assert runs == styles


def test_words_can_be_strong_and_emphasised_and_lead_somewhere() -> None:
    address = "HTTPS://example.org/a b[1]"
    words = Line((Strong((Emphasis((Link((Leaf("all"),), address),)),)),))
    found = made(Said(words))
    (run,) = found.paragraphs[-1].element.iter(f"{W}r")
    assert [each.tag.removeprefix(W) for each in run[0]] == ["rStyle", "b", "bCs", "i", "iCs"]
    assert style_of(run, "rPr", "rStyle") == "Hyperlink"
    assert [*found.addresses.values()] == ["HTTPS://example.org/a%20b%5B1%5D"]


def test_links_lead_to_titles_and_numbers_to_notes() -> None:
    link = Line((Link((Leaf("there"),), "#a/b@c"), Cite((3,))))
    found = made(Said(link), Title(line("There"), 2, "a/b@c"), Notes((Note(3, line("A book")),)))
    led = [each.attrib[f"{W}anchor"] for each in found.body.iter(f"{W}hyperlink")]
    places = {each.attrib[f"{W}name"] for each in found.body.iter(f"{W}bookmarkStart")}
    assert led == ["place_1", "source_3"]
    assert set(led) == places


def test_a_link_inside_a_link_is_one_link() -> None:
    inner = (Leaf("a"), Cite((1,)), Link((Leaf("b"),), "https://b.example"))
    found = made(Said(Line((Link(inner, "https://a.example"),))), Notes((Note(1, line("A book")),)))
    assert len([*found.body.iter(f"{W}hyperlink")]) == 1


def test_lists_stand_under_each_other_and_each_begins_at_one() -> None:
    nested = Passage((Block(line("one")), points("deep"), Block(line("more"))))
    passage = Passage(
        (points("first", "second", ordered=True), Block(line("then")), points("again", ordered=True))
    )
    found = made(Points((line("zero"), nested)), Said(passage))
    shown = [(each.style, each.text) for each in found.paragraphs[-8:]]
    assert shown == [
        ("ListBullet", "zero"),
        ("ListBullet", "one"),
        ("ListBullet2", "deep"),
        ("ListBullet", "more"),
        ("ListNumber", "first"),
        ("ListNumber", "second"),
        ("Normal", "then"),
        ("ListNumber", "again"),
    ]
    numbers = [style_of(each.element, f"pPr/{W}numPr", "numId") for each in found.paragraphs[-8:]]
    assert numbers == ["", "", "", "0", "3", "3", "", "4"]
    read = mammoth.convert_to_html(io.BytesIO(found.content), style_map=STYLES).value
    assert "<li>one<ul><li>deep</li></ul></li>" in read
    assert read.endswith("<ol><li>first</li><li>second</li></ol><p>then</p><ol><li>again</li></ol>")


STYLES = """
p[style-name='List Bullet'] => ul > li:fresh
p[style-name='List Bullet 2'] => ul|ol > li > ul > li:fresh
p[style-name='List Number'] => ol > li:fresh
"""


def test_facts_have_their_names_beside_them() -> None:
    passage = Passage((Block(line("one")), points("two")))
    facts = Facts(
        (
            Fact("Roles", (line("R"), line("A"))),
            Fact("How", (passage,)),
            Fact("List", (Passage((points("x"),)),)),
        )
    )
    assert said(facts) == [
        ("Fact", "Roles R"),
        ("Fact", "A"),
        ("Fact", "How one"),
        ("ListBullet", "two"),
        ("Fact", "List "),
        ("ListBullet", "x"),
    ]
    second = below(facts)[1].element.find(f"{W}pPr/{W}ind")
    assert second is not None
    assert int(second.attrib[f"{W}left"]) > 0


def test_a_frame_is_one_and_stays_on_its_page() -> None:
    frame = Framed(
        (
            Title(line("Opening")),
            Said(line("12 April"), Voice.FIGURE),
            Facts((Fact("Law", (line("a month"),)),)),
        )
    )
    found = below(frame)
    assert [(each.style, each.text) for each in found] == [
        ("Heading1", "Opening"),
        ("KeyFigure", "12 April"),
        ("Frame", "Law a month"),
    ]
    layouts = [{each.tag.removeprefix(W): each for each in paragraph.element[0]} for paragraph in found]
    assert ["keepNext" in layout for layout in layouts] == [True, True, False]
    for kind in ("pBdr", "ind"):
        shapes = {str([(e.tag, e.attrib) for e in layout[kind].iter()]) for layout in layouts}
        assert len(shapes) == 1, "paragraphs with other borders or indents are framed apart"


def test_boxes_can_be_ticked() -> None:
    boxed = Table("To do", ("What",), (Row((line("call"),)),), (100,), boxed=True)
    found = made(Choices(("yes", "no")), Points((line("think"),), boxed=True), boxed)
    assert [each.text for each in found.paragraphs[-4:]] == [
        "☐\u00a0yes\u2003 ☐\u00a0no",
        "☐\u00a0think",
        "What",
        "☐\u00a0call",
    ]
    boxes = [*found.body.iter("{http://schemas.microsoft.com/office/word/2010/wordml}checkbox")]
    names = [each.attrib[f"{W}val"] for each in found.body.iter(f"{W}alias")]
    numbers = [each.attrib[f"{W}val"] for each in found.body.iter(f"{W}id") if f"{W}val" in each.attrib]
    assert len(boxes) == 4
    assert names == ["yes", "no", "think", "call"]
    assert len(set(numbers)) == 4


def test_tables_one_after_the_other_have_a_name_between_them() -> None:
    shown = Table("Hours", ("Role",), (Row((line("all"),), sign="total"),), (1,), shown=True)
    assert [each for each in said(TABLE, TABLE, shown) if each[0] == "Caption"] == [
        ("Caption", "Days"),
        ("Caption", "Hours"),
    ]
    looks = [style.attrib for style in made(TABLE, shown).body.iter(f"{W}tblLook")]
    assert [look[f"{W}lastRow"] for look in looks] == ["0", "1"]


def test_a_page_begins_where_it_is_told_to() -> None:
    found = below(Said(line("a")), PageBreak(), Title(line("b")), Said(line("c")), PageBreak(), TABLE)
    breaks = [each.text for each in found if each.element.find(f"{W}pPr/{W}pageBreakBefore") is not None]
    assert breaks == ["b", ""]


def test_contents_lead_to_the_chapters_that_follow() -> None:
    pieces = (
        Title(line("Before")),
        Contents("Contents"),
        Title(line("A & B")),
        Title(line("Inside"), 2),
        Title(line("C")),
    )
    found = made(*pieces)
    assert [each.text for each in found.paragraphs if each.style == "TOC1"] == ["A & B", "C"]
    names = [each.attrib[f"{W}name"] for each in found.body.iter(f"{W}bookmarkStart")]
    assert names == ["chapters", "_Toc00000001", "_Toc00000002"]


def test_notes_follow_each_other_on_a_line_or_stand_apart() -> None:
    notes = (Note(1, line("one")), Note(2, line("two")))
    assert said(Notes(notes)) == [("Source", "[1] one"), ("Source", "[2] two")]
    assert said(Notes(notes, run_in=True)) == [("Source", "[1]\u00a0one [2]\u00a0two")]


def test_chapters_in_frames_are_in_the_contents_and_a_place_is_marked_once() -> None:
    framed = Framed((Title(line("A"), 1, "a"),))
    found = made(Contents("Contents"), framed, Title(line("B"), 1, "a"))
    assert [each.text for each in found.paragraphs if each.style == "TOC1"] == ["A", "B"]
    places = {each.attrib[f"{W}name"] for each in found.body.iter(f"{W}bookmarkStart")}
    assert places == {"chapters", "place_1", "_Toc00000001", "_Toc00000002"}
    named = [each.attrib[f"{W}name"] for each in found.body.iter(f"{W}bookmarkStart")]
    assert len(named) == 4


def test_nothing_is_said_of_nothing() -> None:
    assert said(Said(Line()), Facts(), Points(()), Framed(())) == []
    assert made(Contents("Contents")).paragraphs
