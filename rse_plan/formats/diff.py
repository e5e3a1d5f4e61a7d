"""`diff` for programs: one JSON object, `format: 1`, the same keys whatever was compared.

Keys: format, same (nothing at all differs), former and now (source, organisation, start, decision,
first_opening, finish), effort (null where a plan.json was read), dates, communities, items (moved, added,
removed), hours (by role), asks, risks, kpis, assumptions, totals, causes, beginnings.

Dates are ISO 8601. `days` are calendar days, `working_days` the main employer's, worked in both plans; later
is positive. Hours and efforts are in minutes, as is the weekly bill (pilot.before …); `more` is now less
former. `change` is added, removed or changed; `turn` says what became of an assumption: answered, opened
(there was an answer), revised, arisen, lapsed. Everything that differs has `causes`: their numbers, each with
the `days` by which it moves the item in its own step (null otherwise).

A cause has its number, `changes` (kind, name, element, text, former, now, former_place, now_place, a
playbook's items, confidential), `share` (dates in calendar days, totals): shares add up to the whole. Where a
plan.json was read, `beginnings` stand in place of causes: what changed first (item, fact, text), and the ids
of what moved because of it. Texts are in the language asked for; `confidential` marks what only the lead may
see.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

from rse_plan.documents.beginning_words import BeginningWords
from rse_plan.documents.diff_view import Compared, DiffView
from rse_plan.formats.why_values import place_or_none, plain_value
from rse_plan.planning.beginnings import Beginning
from rse_plan.planning.causes import Cause
from rse_plan.planning.changes import Change
from rse_plan.planning.comparison import Amounts, Differing, Key, Moved, Shift, Turned
from rse_plan.planning.outline import Outline, OutlinedAsk, OutlinedItem, OutlinedKpi, OutlinedRisk
from rse_plan.planning.plan import Shown

FORMAT = 1

Json = dict[str, Any]


def write_diff(view: DiffView, effort: str | None) -> str:
    """A comparison as text, ending with a line break."""
    return json.dumps(_Writer(view).made(effort), ensure_ascii=False, indent=2, default=str) + "\n"


class _Writer:
    def __init__(self, view: DiffView) -> None:
        self._view = view
        self._found: Compared = view.found
        self._moves = view.found.moves
        self._words = view.words
        self._numbered = tuple(enumerate(view.found.causes, start=1))

    def made(self, effort: str | None) -> Json:
        moves = self._moves
        return {
            "format": FORMAT,
            "same": self._found.same,
            "former": _side(self._found.former, moves.former),
            "now": _side(self._found.now, moves.now),
            "effort": effort,
            "dates": [
                {"name": name, **_shift(found), "causes": self._by(("date", name))}
                for name, found in moves.dates.items()
            ],
            "communities": list(self._communities()),
            "items": {
                "moved": [self._moved(each) for each in moves.moved],
                "added": [self._item(item) for item in moves.added],
                "removed": [self._item(item) for item in moves.removed],
            },
            "hours": [
                {
                    "role": each.name,
                    "title": self._view.told.role(each.name),
                    **_amounts(each),
                    "causes": self._by(("hours", each.name)),
                }
                for each in moves.hours
            ],
            "asks": list(self._sort("ask", moves.asks)),
            "risks": list(self._sort("risk", moves.risks)),
            "kpis": list(self._sort("kpi", moves.kpis)),
            "assumptions": [self._turned(each) for each in moves.assumptions],
            "totals": [
                {"name": each.name, **_amounts(each), "causes": self._by(("total", each.name))}
                for each in moves.totals
            ],
            "causes": [self._cause(number, cause) for number, cause in self._numbered],
            "beginnings": [self._beginning(one) for one in self._found.begins],
        }

    def _by(self, key: Key) -> list[Json]:
        return [
            {"cause": number, "days": cause.touched[key]}
            for number, cause in self._numbered
            if key in cause.touched
        ]

    # --- what differs ---

    def _communities(self) -> Iterator[Json]:
        found = self._moves.communities
        rows = [("added", one, Shift(None, one.opening, None, None)) for one in found.added]
        rows += [("removed", one, Shift(one.opening, None, None, None)) for one in found.removed]
        rows += [("changed", each.now, each.due) for each in found.changed if each.due is not None]
        for change, one, shift in rows:
            named = {"id": one.id, "name": one.name, "change": change}
            yield {**named, **_shift(shift), **self._of("community", one.id)}

    def _of(self, sort: str, id_: str) -> Json:
        return {"causes": self._by((sort, id_))}

    def _item(self, item: OutlinedItem) -> Json:
        return {**self._named(item), "start": item.start, "finish": item.finish, **self._of("item", item.id)}

    def _named(self, item: OutlinedItem) -> Json:
        return {"id": item.id, "title": self._words.text(item.title), "kind": item.kind}

    def _moved(self, each: Moved) -> Json:
        return {
            **self._named(each.now),
            "start": _shift(each.start),
            "finish": _shift(each.finish),
            **self._of("item", each.now.id),
        }

    def _sort(
        self, sort: str, found: Differing[OutlinedAsk] | Differing[OutlinedRisk] | Differing[OutlinedKpi]
    ) -> Iterator[Json]:
        pairs: list[tuple[str, Any, Any]] = [("added", None, one) for one in found.added]
        pairs += [("removed", one, None) for one in found.removed]
        pairs += [("changed", each.former, each.now) for each in found.changed]
        for change, former, now in pairs:
            one = now or former
            yield {
                "id": one.id,
                "title": self._words.text(one.title),
                "change": change,
                "confidential": any(each.private for each in (former, now) if each is not None),
                "former": _values(former),
                "now": _values(now),
                **self._of(sort, one.id),
            }

    def _turned(self, each: Turned) -> Json:
        return {
            "question": each.question,
            "element": each.element,
            "turn": each.turn.value,
            "text": self._view.told.turned(each),
            "former": _said(each.former),
            "now": _said(each.now),
            "confidential": each.private,
            "causes": self._by(("assumption", each.question, each.element or "")),
        }

    # --- by what ---

    def _cause(self, number: int, cause: Cause) -> Json:
        return {
            "number": number,
            "changes": [self._change(change) for change in cause.changes],
            "share": {"dates": dict(cause.share.dates), "totals": dict(cause.share.totals)},
            "confidential": cause.private,
        }

    def _change(self, change: Change) -> Json:
        return {
            "kind": change.kind.value,
            "name": change.name,
            "element": change.element,
            "text": self._view.told.change(change),
            "former": _said(change.former),
            "now": _said(change.now),
            "former_place": place_or_none(change.former_span),
            "now_place": place_or_none(change.now_span),
            "confidential": change.private,
            "items": [
                {
                    "id": item.ref,
                    "former_place": place_or_none(item.former),
                    "now_place": place_or_none(item.now),
                }
                for item in change.items
            ],
        }

    def _beginning(self, one: Beginning) -> Json:
        return {
            "item": one.now.id,
            "fact": one.fact.value,
            "text": BeginningWords(self._view.told).beginning(one),
            "moved": list(one.follows),
        }


def _side(source: str, outline: Outline) -> Json:
    return {
        "source": source,
        "organisation": outline.organisation,
        "start": outline.start,
        "decision": outline.decision,
        "first_opening": outline.first_opening,
        "finish": outline.finish,
    }


def _shift(found: Shift) -> Json:
    return {
        "former": found.former,
        "now": found.now,
        "days": found.days,
        "working_days": found.working,
    }


def _amounts(found: Amounts) -> Json:
    return {"former": found.former, "now": found.now, "more": found.more}


def _values(one: OutlinedAsk | OutlinedRisk | OutlinedKpi | None) -> Json | None:
    if one is None:
        return None
    if isinstance(one, OutlinedAsk):
        return {"due": one.due, "minutes": one.minutes, "of": one.of}
    if isinstance(one, OutlinedRisk):
        return {"likelihood": one.likelihood, "impact": one.impact}
    return {"due": one.due, "low": one.low, "members": one.members}


def _said(said: Shown | str | None) -> Json | None:
    """A value and how sure it is; a plan.json's answers have their words alone."""
    if said is None:
        return None
    if isinstance(said, str):
        return {"value": said, "state": "answered"}
    return {"value": plain_value(said.value), "state": said.state.value}
