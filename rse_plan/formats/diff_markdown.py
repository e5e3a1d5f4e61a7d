"""A comparison as Markdown, to paste into a mail: no line of a file, nothing that is for the lead alone."""

from __future__ import annotations

from collections.abc import Iterator

from rse_plan.documents.diff_view import DiffPage
from rse_plan.documents.words import Words
from rse_plan.formats.markdown import escaped


def write_diff(page: DiffPage, words: Words) -> str:
    """The page as text, ending with a line break."""
    return "\n".join(_lines(page, words)) + "\n"


def _lines(page: DiffPage, words: Words) -> Iterator[str]:
    yield f"**{escaped(page.headline)}**"
    for remark in page.remarks:
        yield ""
        yield escaped(remark, first=True)
    for part in page.parts:
        yield ""
        yield f"**{escaped(words.capital(part.label))}**"
        yield ""
        yield from (f"- {escaped(line, first=True)}" for line in part.lines)
