"""Texts of playbooks: Markdown parsed once into our small tree, then gaps filled in its leaves.

What fills a gap is never parsed: an answer that looks like Markdown, HTML or a template stays text.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from functools import cache, lru_cache
from typing import TYPE_CHECKING

from rse_plan.documents.tree import (
    Block,
    Break,
    Cite,
    Emphasis,
    Leaf,
    Line,
    Link,
    Listing,
    Paragraph,
    Part,
    Passage,
    Strong,
    merged,
    with_parts,
)
from rse_plan.model.base import PLACEHOLDER

if TYPE_CHECKING:
    from markdown_it import MarkdownIt
    from markdown_it.tree import SyntaxTreeNode

Fill = Callable[[str], str]
"""What a dotted name is printed as."""
Set = Callable[[str, str], str]
"""How a language sets a text, knowing what stands before it."""

_ADDRESSES = ("http://", "https://", "mailto:")
_LITERAL = ["code", "fence", "blockquote", "hr", "heading", "lheading", "reference", "html_block"]
"""Blocks that our texts do not have: their signs stay as they were typed."""


_SIGNS = re.compile(r"[\\`*_\[\]<>&\n\t]|^ |  |^\s*([-+]|\d+[.)])(\s|$)")
"""What a paragraph must hold for Markdown to read anything but its letters."""


@lru_cache(maxsize=4096)
def parse(text: str) -> Passage:
    """The tree of a text; its gaps are still `{{ dotted.name }}` in the leaves.

    Most texts are plain: they need no parser, and it takes longer to load than they take to print.
    """
    paragraphs = text.split("\n\n")
    if all(_is_plain(paragraph) for paragraph in paragraphs):
        return Passage(tuple(Paragraph(Line((Leaf(paragraph),))) for paragraph in paragraphs))
    return parse_markdown(text)


def _is_plain(paragraph: str) -> bool:
    letters = PLACEHOLDER.sub("x", paragraph)
    return bool(paragraph) and paragraph == paragraph.strip() and not _SIGNS.search(letters)


def parse_markdown(text: str) -> Passage:
    """The tree that the Markdown parser makes of a text."""
    from markdown_it.tree import SyntaxTreeNode  # noqa: PLC0415  # not needed by commands that print nothing

    root = SyntaxTreeNode(_parser().parse(text))
    return Passage(tuple(_blocks(root)))


def fill(passage: Passage, value: Fill, set_: Set) -> Passage:
    """The same text with its gaps filled and its signs set as the language wants."""
    return Passage(tuple(_fill_block(block, value, set_) for block in passage.blocks))


@cache
def _parser() -> MarkdownIt:
    from markdown_it import MarkdownIt  # noqa: PLC0415  # as above

    parser = MarkdownIt("commonmark", {"html": False}).disable([*_LITERAL, "html_inline", "image"])
    parser.validateLink = _is_harmless  # type: ignore[method-assign]  # the parser's own way to say which
    return parser


def _is_harmless(url: str) -> bool:
    return url.strip().lower().startswith(_ADDRESSES)


def _blocks(node: SyntaxTreeNode) -> Iterator[Block]:
    for child in node.children:
        if child.type == "paragraph":
            yield Paragraph(Line(tuple(_parts(child.children[0]))))
        elif child.type in ("bullet_list", "ordered_list"):
            items = tuple(Passage(tuple(_blocks(item))) for item in child.children)
            yield Listing(items, ordered=child.type == "ordered_list")


def _parts(node: SyntaxTreeNode) -> Iterator[Part]:
    for child in node.children:
        if child.type == "strong":
            yield Strong(tuple(_parts(child)))
        elif child.type == "em":
            yield Emphasis(tuple(_parts(child)))
        elif child.type == "link":
            yield Link(tuple(_parts(child)), str(child.attrs.get("href", "")))
        elif child.type == "hardbreak":
            yield Break()
        elif child.type == "softbreak":
            yield Leaf(" ")
        else:
            yield Leaf(child.content)


def _fill_block(block: Block, value: Fill, set_: Set) -> Block:
    if isinstance(block, Listing):
        return Listing(tuple(fill(item, value, set_) for item in block.items), block.ordered)
    return Paragraph(Line(_fill_parts(block.line.parts, value, set_, "")[0]))


def _fill_parts(parts: tuple[Part, ...], value: Fill, set_: Set, before: str) -> tuple[tuple[Part, ...], str]:
    """The filled parts, and the last sign written, which decides how the next ones are set."""
    filled: list[Part] = []
    for part in merged(parts):
        if isinstance(part, Leaf):
            text = set_(PLACEHOLDER.sub(lambda found: value(found[1]), part.text), before)
            filled.append(Leaf(text))
            before = text[-1:] or before
        elif isinstance(part, Break | Cite):
            filled.append(part)
            before = ""
        else:
            inner, before = _fill_parts(part.parts, value, set_, before)
            filled.append(with_parts(part, inner))
    return tuple(filled), before
