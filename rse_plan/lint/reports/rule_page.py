"""A rule's page in Markdown, for programs that show it beside a finding."""

from __future__ import annotations

from collections.abc import Iterator

from rse_plan.errors import Translate, say
from rse_plan.lint.rule import Files, Rule


def in_markdown(rule: Rule, language: str, translate: Translate) -> str:
    """The page under its fixed headings, its examples as YAML (style 12)."""
    return "\n".join(_lines(rule, language, translate))


def _lines(rule: Rule, language: str, translate: Translate) -> Iterator[str]:
    for heading, passage in (
        (say("What it finds"), rule.what_it_finds),
        (say("Why it matters"), rule.why_it_matters),
    ):
        yield from (f"## {heading.in_words(translate)}", "", translate(passage.in_(language)), "")
    for heading, files in ((say("Bad"), rule.bad), (say("Good"), rule.good)):
        yield from (f"## {heading.in_words(translate)}", "", *_examples(files))
    how = translate(rule.how_to_ignore.in_(language))
    yield from (f"## {say('How to ignore').in_words(translate)}", "", how)


def _examples(files: Files) -> Iterator[str]:
    for path, text in files.items():
        yield from ("```yaml", f"# {path}", text.rstrip("\n"), "```", "")
