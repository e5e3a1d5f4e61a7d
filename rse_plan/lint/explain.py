"""Rules in words, for `lint --list`, `--explain` and docs/rules.md; a page's headings are always the same."""

from __future__ import annotations

import re
from collections.abc import Iterator

from rse_plan.diagnostics import nearest
from rse_plan.errors import Translate, UserError, say
from rse_plan.lint import engine
from rse_plan.lint.rule import Both, Files, Rule

_SENTENCE = re.compile(r"(?<=[.!?])\s+(?=[A-ZÀ-Ý«“`])")
_KINDS = {"yaml": "yaml", "yml": "yaml", "json": "json", "j2": "jinja"}

_INTRODUCTION = """\
Made by `docs/make_tables.py` from the rules; change it there. `rse-plan lint --explain RULE` prints a page,
in French too.

**Profiles.** `--profile draft` asks for what a file needs to be used at all, `team` (the default) for what a
careful reviewer would ask, `published` for all; each has the rules of those before it. Errors make the run
fail, with `published` warnings too; `--fail-on error`, `warning` or `none` says otherwise.

**Mending.** `--fix` makes the safe changes that rules offer, as text: comments, order and quotes stay. A
change is made only if less is wrong after it. `--diff` shows the changes and writes nothing.

**Packs’ own tests.** A file of `kind: test` among the files is run; what it expects and a plan does not do is
an error named `failed-test`. It is none of the rules below: it has no page, no profile and no ignore.

**Ignoring.** A comment on a line of the finding, or on the line above it, silences it there; the reason is
required, and a comment without use is itself a finding:

```yaml
    duration: 70d  # rse-plan: ignore[duration-implausible] the supplier’s own delay, see the contract
```

**Settings** stand in `pyproject.toml` or `rse-plan.toml`; the nearest folder that has some counts, from where
the program is started upwards, and the command line comes before them:

```toml
[tool.rse-plan.lint]
profile = "published"
fail-on = "error"
exclude = ["drafts", "playbooks/old/*.yaml"]  # not read at all, even when they are named
disable = ["no-done-when"]
```
"""


def page(name: str, language: str, translate: Translate = str) -> str:
    """The page of a rule; raises UserError when there is none of that name."""
    pages = {rule.name: rule for rule in _pages()}
    if name not in pages:
        advice = nearest(name, pages) or say("one of {names}", names=", ".join(pages))
        raise UserError(say("no rule is called “{name}”", name=name), advice)
    return "\n".join(_lines(pages[name], language, translate))


def table(language: str, translate: Translate = str) -> str:
    """Every rule on one line: its name, severity, profile, whether `--fix` mends it, what it finds."""
    rows = [
        (
            rule.name,
            str(rule.severity),
            str(rule.profile),
            "--fix" if rule.fixable else "",
            _first(rule, language),
        )
        for rule in _pages()
    ]
    widths = [max((len(row[column]) for row in rows), default=0) for column in range(4)]
    lines = (
        "  ".join((*(cell.ljust(width) for cell, width in zip(row, widths, strict=False)), translate(row[4])))
        for row in rows
    )
    return "\n".join(lines)


def _pages() -> tuple[Rule, ...]:
    return tuple(rule.page for rule in engine.all_rules())


def _first(rule: Rule, language: str) -> str:
    """The first sentence of what a rule finds."""
    return _SENTENCE.split(rule.what_it_finds.in_(language), maxsplit=1)[0]


def markdown() -> str:
    """All pages as one document, docs/rules.md."""
    return "\n".join(_document()) + "\n"


def _document() -> Iterator[str]:
    yield from (
        "# The rules of lint",
        "",
        *_INTRODUCTION.split("\n"),
        "| Rule | Severity | Profile | `--fix` | Finds |",
        "|---|---|---|---|---|",
    )
    for rule in _pages():
        fix = "yes" if rule.fixable else ""
        finds = _first(rule, "en").replace("|", "\\|")
        yield f"| [{rule.name}](#{rule.name}) | {rule.severity} | {rule.profile} | {fix} | {finds} |"
    for rule in _pages():
        yield from _section(rule)


def _section(rule: Rule) -> Iterator[str]:
    yield from ("", f"## {rule.name}", "", rule.what_it_finds.en)
    yield from ("", f"**Why it matters.** {rule.why_it_matters.en}")
    for heading, files in (("Bad", rule.bad), ("Good", rule.good)):
        yield from ("", f"**{heading}**")
        for path, text in files.items():
            fence = "````" if "```" in text else "```"
            yield from ("", f"`{path}`", "", f"{fence}{_KINDS.get(path.rpartition('.')[2], '')}")
            yield from (*text.rstrip("\n").split("\n"), fence)
    yield from ("", f"**How to ignore.** {rule.how_to_ignore.en}")


def _lines(rule: Rule, language: str, translate: Translate) -> Iterator[str]:
    fix = ", --fix" if rule.fixable else ""
    yield f"{rule.name} ({rule.severity}, {rule.profile}{fix})"
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
