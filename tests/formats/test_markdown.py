"""Markdown: words are placed, and nothing that an answer says is read as Markdown or HTML."""

from __future__ import annotations

import pytest
from changed_plans import plan_of
from hypothesis import given
from hypothesis import strategies as st
from jinja2 import UndefinedError
from looks import look
from markdown_it import MarkdownIt
from markdown_it.token import Token

from rse_plan.documents import brief_view, plan_view, register_view
from rse_plan.documents.tree import Cite, Emphasis, Leaf, Line, Link, Listing, Paragraph, Passage, Strong
from rse_plan.documents.words import Words
from rse_plan.formats import markdown

READER = MarkdownIt("commonmark", {"html": True}).enable(["table", "strikethrough"])
DOCUMENTS = {"plan": plan_view, "brief": brief_view, "register": register_view}
HOSTILE = '<script>alert(1)</script> **gras** | [x](javascript:alert(1)) {{ 7*7 }} `c` <img src="http://e"> #'


def tokens(text: str) -> list[Token]:
    found = []
    for token in READER.parse(text):
        found.append(token)
        found.extend(token.children or [])
    return found


def words_in(text: str) -> str:
    """What a reader of the rendered text sees."""
    return "".join(token.content for token in tokens(text) if token.type in ("text", "code_inline", "fence"))


@given(st.text(st.characters(exclude_categories=("Cc", "Cs")), max_size=80))
def test_any_text_is_read_as_itself(text: str) -> None:
    written = markdown.escaped(text, first=True)
    plain = " ".join(text.split())
    seen = [token for token in tokens(written) if token.type not in ("paragraph_open", "paragraph_close")]
    assert {token.type for token in seen} <= {"inline", "text", "text_special", "softbreak"}
    content = "".join(t.content for t in seen if t.type in ("text", "text_special"))
    assert "".join(content.split()) == "".join(plain.split())


@pytest.mark.parametrize("document", DOCUMENTS)
def test_hostile_answers_are_text(document: str) -> None:
    changes = {"goal.process": HOSTILE, "organisation.name": HOSTILE, "community.name": HOSTILE}
    plan = plan_of(changes=changes, people={"hr": HOSTILE, "business": HOSTILE})
    words = Words("fr")
    text = markdown.write(DOCUMENTS[document].describe(plan, words), words)
    kinds = {token.type for token in tokens(text)}
    assert not kinds & {"html_inline", "html_block", "image"}
    links = [str(t.attrs["href"]) for t in tokens(text) if t.type == "link_open"]
    assert all(link.startswith(("http://", "https://", "mailto:")) for link in links)
    assert "e" not in {link.removeprefix("http://") for link in links}
    seen = words_in(text)
    assert "<script>alert(1)</script> **gras** | [x](javascript:alert(1))" in seen
    assert "{{ 7*7 }}" in seen


@pytest.mark.parametrize("document", DOCUMENTS)
@pytest.mark.parametrize("language", ["fr", "en"])
def test_tables_are_whole(document: str, language: str) -> None:
    words = Words(language)
    text = markdown.write(DOCUMENTS[document].describe(plan_of(), words), words)
    rows = [line for line in text.splitlines() if line.startswith("|")]
    rules = [line for line in rows if set(line) <= set("|-")]
    assert len(rules) == len([token for token in tokens(text) if token.type == "table_open"])
    assert "\n\n\n" not in text
    assert text.endswith("\n")
    assert not [line for line in text.splitlines() if line.strip() in ("**", "·", "****")]


def test_parts_of_a_line() -> None:
    line = Line(
        (
            Strong((Leaf("fort "),)),
            Emphasis((Leaf("doux"),)),
            Leaf(" et "),
            Link((Leaf("lien"),), "https://x.org/a b"),
            Leaf(" "),
            Cite((1, 4)),
        )
    )
    assert markdown.line_text(line) == "**fort** *doux* et [lien](<https://x.org/a%20b>) [1, 4]"


def test_lists_nest() -> None:
    def point(text: str) -> Passage:
        return Passage((Paragraph(Line((Leaf(text),))),))

    inner = Listing((point("deux"),))
    outer = Listing((Passage((Paragraph(Line((Leaf("un"),))), inner)), point("trois")), ordered=True)
    kinds = [token.type for token in tokens(str(markdown.placed(Passage((outer,)))))]
    assert kinds.count("ordered_list_open") == 1
    assert kinds.count("bullet_list_open") == 1
    assert kinds.count("list_item_open") == 3


def test_a_template_that_names_nothing_known_is_refused() -> None:
    own = look({}, {"brief.md.j2": "{{ view.unheard_of }}"})
    words = Words("fr")
    with pytest.raises(UndefinedError, match="unheard_of"):
        markdown.write(brief_view.describe(plan_of(), words), words, own)
