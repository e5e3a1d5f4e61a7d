"""Markdown of playbooks as a tree, and gaps that are filled and never read."""

from __future__ import annotations

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from rse_plan.documents.texts import fill, parse, parse_markdown
from rse_plan.documents.tree import (
    Break,
    Emphasis,
    Leaf,
    Line,
    Link,
    Listing,
    Paragraph,
    Part,
    Passage,
    Strong,
)


def unchanged(text: str, before: str) -> str:
    return text


def filled(text: str, **values: str) -> Passage:
    return fill(parse(text), lambda name: values[name.replace(".", "_")], unchanged)


def parts(passage: Passage) -> tuple[Part, ...]:
    assert isinstance(passage.blocks[0], Paragraph)
    return passage.blocks[0].line.parts


def test_emphasis_links_and_breaks() -> None:
    found = parts(filled("un **deux** *trois* [quatre](https://x.org)  \ncinq"))
    assert found == (
        Leaf("un "),
        Strong((Leaf("deux"),)),
        Leaf(" "),
        Emphasis((Leaf("trois"),)),
        Leaf(" "),
        Link((Leaf("quatre"),), "https://x.org"),
        Break(),
        Leaf("cinq"),
    )


def test_lists_hold_passages() -> None:
    listing = filled("1. un\n2. deux").blocks[0]
    assert listing == Listing(
        (
            Passage((Paragraph(Line((Leaf("un"),))),)),
            Passage((Paragraph(Line((Leaf("deux"),))),)),
        ),
        ordered=True,
    )


@pytest.mark.parametrize(
    "text",
    [
        "<script>alert(1)</script>",
        "[x](javascript:alert(1))",
        "[x](data:text/html,1)",
        "# titre",
        "> dit",
        "<b>gras</b>",
        "{{ 7*7 }}",
        "| a | b |",
    ],
)
def test_what_our_texts_do_not_have_is_text(text: str) -> None:
    assert filled(text).blocks[0] == Paragraph(Line((Leaf(text),)))


HOSTILE = "<img src=x> **gras** [x](javascript:y) {{ organisation.name }} | `z`"


def test_a_filled_gap_is_never_read() -> None:
    found = parts(filled("Pour **{{ goal.process }}**.", goal_process=HOSTILE))
    assert found == (Leaf("Pour "), Strong((Leaf(HOSTILE),)), Leaf("."))


def test_gaps_in_an_address_stay() -> None:
    found = parts(filled("[lien](https://x.org/{{goal.process}})", goal_process="y"))
    assert isinstance(found[0], Link)
    assert "goal.process" in found[0].address


@given(st.text(min_size=1, max_size=60))
def test_any_answer_comes_out_as_it_went_in(answer: str) -> None:
    assert parts(filled("a {{ goal.process }} b", goal_process=answer)) == (Leaf(f"a {answer} b"),)


@given(st.text(max_size=200))
def test_any_text_can_be_parsed(text: str) -> None:
    assert isinstance(parse(text), Passage)


@example("a {{ legal.individual_stats }} b")
@given(st.text(alphabet=st.sampled_from("ab1.-+*_`[]()<>&\\#: \n\t{}é!|~=\"'"), max_size=40))
def test_a_plain_text_is_read_as_the_parser_reads_it(text: str) -> None:
    merged = fill(parse(text), str, unchanged)
    assert merged == fill(parse_markdown(text), str, unchanged)
