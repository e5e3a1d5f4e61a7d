"""The library in lines for people: what own folders change in it, its playbooks, one of them whole."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import TYPE_CHECKING

from rse_plan.errors import Said, Translate, say

if TYPE_CHECKING:
    from rse_plan.library import Library, Sourced
    from rse_plan.library.comparison import Change, Compared, Comparison, Shared
    from rse_plan.model.playbook import Playbook
    from rse_plan.model.work import Item
    from rse_plan.source.span import Span

MOST = 60
"""Signs of a value; what is longer is cut."""


def diff_lines(found: Comparison, translate: Translate) -> Iterator[str]:
    """Playbook by playbook, then lists that all share, then texts in other languages."""
    if found.is_empty:
        yield say("these folders change nothing in the bundled library").in_words(translate)
    for one in found.playbooks:
        yield from (line.in_words(translate) for line in _playbook(one))
    for entry in found.shared:
        yield _entry(entry).in_words(translate)
    for language, texts in sorted(found.texts.items()):
        for name, text in sorted(texts.items()):
            yield say(
                "text in {language}: {name} = {text} ({where})",
                language=language,
                name=name,
                text=_short(text.text),
                where=_where(text.span),
            ).in_words(translate)


_HEADS = {
    "added": say("added: {id} ({file}); items and questions: {count}"),
    "changed": say("changed: {id} ({file}), by {layers}"),
    "replaced": say("replaced: {id}, by {file}"),
}
_ITEMS = {
    "added": say("  {item}: added ({where})"),
    "removed": say("  {item}: removed ({where})"),
}
_KEYS = {
    "added": say("  {name}: {after}, new ({where})"),
    "changed": say("  {name}: {before} → {after} ({where})"),
    "removed": say("  {name}: {before}, gone ({where})"),
    "turned": say("  {name}: {turns} ({where})"),
}
_ENTRIES = {
    ("added", "roles"): say("added: role {id} ({where})"),
    ("added", "phases"): say("added: phase {id} ({where})"),
    ("added", "evidence"): say("added: source {id} ({where})"),
    ("changed", "roles"): say("replaced: role {id} ({where})"),
    ("changed", "phases"): say("replaced: phase {id} ({where})"),
    ("changed", "evidence"): say("replaced: source {id} ({where})"),
}


def _playbook(one: Compared) -> Iterator[Said]:
    head = _HEADS[one.kind.value]
    layers = ", ".join(one.layers)
    yield say(head.wording, id=one.id, count=one.items, file=one.path, layers=layers)
    for change in one.changes:
        yield _change(change)


def _change(change: Change) -> Said:
    where = _where(change.span)
    if not change.key:
        return say(_ITEMS[change.kind.value].wording, item=change.item, where=where)
    name = f"{change.item}.{change.key}".removeprefix(".")
    if turns := _turns(change):
        return say(_KEYS["turned"].wording, name=name, turns=turns, where=where)
    before, after = _short(change.before), _short(change.after)
    return say(_KEYS[change.kind.value].wording, name=name, before=before, after=after, where=where)


def _turns(change: Change) -> str:
    """What came to a list and what left it, as `+ hr, − it`; nothing where the order alone changed."""
    before, after = _listed(change.before), _listed(change.after)
    if not before or not after:
        return ""
    came = [f"+ {word}" for word in after if word not in before]
    gone = [f"\N{MINUS SIGN} {word}" for word in before if word not in after]
    return _short(", ".join([*came, *gone]))


def _listed(value: object) -> list[str]:
    return value if isinstance(value, list) and all(isinstance(word, str) for word in value) else []


def _entry(entry: Shared) -> Said:
    return say(_ENTRIES[entry.kind.value, entry.of].wording, id=entry.id, where=_where(entry.span))


def _short(value: object) -> str:
    text = value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)
    text = " ".join(text.split())
    return text if len(text) <= MOST else f"{text[: MOST - 1].rstrip()}…"


def _where(span: Span) -> str:
    return f"{span.path}:{span.line}"


# --- the playbooks themselves ---


def list_lines(library: Library, language: str) -> Iterator[str]:
    """A line a playbook: id, title, file, and the files that are laid over it."""
    width = max((len(name) for name in library.playbooks), default=0)
    for name, file in library.playbooks.items():
        places = " + ".join(file.document.paths)
        yield f"{name:<{width}}  {_title(file.value, name, library, language)} ({places})"


def show_lines(
    name: str, file: Sourced[Playbook], library: Library, language: str, translate: Translate
) -> Iterator[str]:
    """A playbook's head, then its items by sections, with the texts of a language where there are any."""
    from rse_plan.library.touched import touches
    from rse_plan.model.playbook import SECTIONS

    playbook = file.value
    yield f"{_title(playbook, name, library, language)} ({name})"
    facts = [
        (say("status"), playbook.status),
        (say("version"), playbook.version),
        (say("applies when"), playbook.applies_when.text if playbook.applies_when else ""),
        (say("requires"), ", ".join(playbook.requires)),
        (say("files"), ", ".join(file.document.paths)),
    ]
    for label, value in facts:
        if value:
            yield "  " + say("{name}: {value}", name=label, value=value).in_words(translate)
    for section in SECTIONS:
        for position, item in enumerate(getattr(playbook, section)):
            title = _item_title(name, item, library, language)
            layers = dict.fromkeys(touch.layer for touch in touches(file, (section, position)))
            told = f"  {section}: {item.id}  {title}"
            yield f"{told} [{', '.join(layers)}]" if layers else told


def _title(playbook: Playbook, name: str, library: Library, language: str) -> str:
    own = library.translations.get(language, {}).get(f"{name}.title")
    return own.text if own is not None else playbook.title.in_(language)


def _item_title(playbook: str, item: Item, library: Library, language: str) -> str:
    for key in ("title", "do", "says", "subject", "text"):
        text = getattr(item, key, None)
        if text is not None:
            own = library.translations.get(language, {}).get(f"{playbook}/{item.id}.{key}")
            return own.text if own is not None else str(text.in_(language))
    return ""
