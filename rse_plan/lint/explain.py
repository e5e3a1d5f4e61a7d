"""A rule's page in words, for `lint --explain`; its headings are always the same (style 12)."""

from __future__ import annotations

from collections.abc import Iterator

from rse_plan.diagnostics import nearest
from rse_plan.errors import Translate, UserError, say
from rse_plan.lint.engine import all_rules
from rse_plan.lint.rule import Both, Files, Rule


def page(name: str, language: str, translate: Translate = str) -> str:
    """The page of a rule; raises UserError when there is none of that name."""
    pages = {rule.page.name: rule.page for rule in all_rules()}
    if name not in pages:
        advice = nearest(name, pages) or say("one of {names}", names=", ".join(pages))
        raise UserError(say("no rule is called “{name}”", name=name), advice)
    return "\n".join(_lines(pages[name], language, translate))


def _lines(rule: Rule, language: str, translate: Translate) -> Iterator[str]:
    yield f"{rule.name} ({rule.severity})"
    for heading, passage in (
        (say("What it finds"), rule.what_it_finds),
        (say("Why it matters"), rule.why_it_matters),
    ):
        yield from ("", heading.in_words(translate), _worded(passage, language, translate))
    for heading, files in ((say("Bad"), rule.bad), (say("Good"), rule.good)):
        yield from ("", heading.in_words(translate), *_example(files))
    how = _worded(rule.how_to_ignore, language, translate)
    yield from ("", say("How to ignore").in_words(translate), how)


def _example(files: Files) -> Iterator[str]:
    for path, text in files.items():
        yield f"  # {path}"
        for line in text.rstrip("\n").split("\n"):
            yield f"  {line}".rstrip()


def _worded(passage: Both, language: str, translate: Translate) -> str:
    """A passage has its own languages; `translate` only sets its signs as the language wants them."""
    return f"  {translate(passage.in_(language))}"
