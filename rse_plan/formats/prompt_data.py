"""What brief and plan state, as compact data: facts and rows, their sources numbered as one list.

Nobody is named: the views are described once more from the plan without its people, and what somebody typed
with a report (why work is blocked, what was noted with a decision) is left out. What the register alone
holds (notes, messages, everyone's part in each task) is left to plan.json.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Any

from rse_plan.documents import brief_view, plan_view
from rse_plan.documents.described import Described
from rse_plan.documents.standing import standing_whole
from rse_plan.documents.telling import Telling, mark_of
from rse_plan.documents.tree import Break, Cite, Leaf, Line, Part, Term
from rse_plan.documents.views import BriefView, PlanView
from rse_plan.formats.json import plan_file
from rse_plan.formats.plain_text import plain
from rse_plan.model.progress import Decision
from rse_plan.planning.plan import Plan, Planned

Data = Mapping[str, Any]
_OF_A_TASK = ("id", "title", "phase", "start", "finish", "duration", "slack", "critical")
TASKS = (*_OF_A_TASK, "mark", "who", "done_when")
"""What is said of a task; days are working days. `done_when` only where it holds a figure."""
_WHOLE = ("language", "organisation", "exercise", "consultation", "start", "finish", "decision")


def data_of(described: Described) -> Data:
    """Everything, without what says nothing."""
    plan = _unnamed(described.plan)
    words = described.words
    brief, cited = brief_view.describe_cited(plan, words)
    whole = plan_view.describe(plan, words, cited=cited)
    file = plan_file(plan, words).model_dump(mode="json", by_alias=True)
    found = {
        **{name: _cleaned(file[name]) for name in _WHOLE},
        "as_of": plan.today.isoformat() if plan.today is not None else None,
        "phases": _rows(file["phases"], ("id", "title", "start", "finish")),
        "waves": _rows(file["waves"], ("number", "pilot", "communities", "members", "not_before")),
        "employers": _rows(file["employers"], ("id", "name", "headcount")),
        "communities": _rows(file["communities"], ("id", "name", "members", "opening")),
        "roles": [{"id": role["id"], "title": role["title"]} for role in file["roles"]],
        "brief": dict(_brief(brief)),
        "first_opening": {"day": file["first_opening"], **dict(_opening(whole))},
        "tasks": _tasks(Telling(plan, words), file["tasks"]),
        "risks": _table(
            ("title", "weight", "sign", "response", "who"),
            ((r.title, f"{r.weight} ({r.level})", r.sign, r.response, r.who) for r in whole.risks),
        ),
        "measures": _table(
            ("title", "counted", "read_on", "target", "stop", "limit"),
            ((m.title, m.counted, m.read_on, m.target, m.stop, m.limit) for m in whole.measures),
        ),
        "assumptions": _table(
            ("what", "who_checks", "how", "if_wrong"),
            ((a.what, a.who, a.todo, a.if_wrong) for a in whole.assumptions),
        ),
        "time_planned": [[page.title, _said(page.time)] for page in whole.readers if page.time],
        "measures_rule": _said(whole.measures_rule),
        "warnings": [_text(warning["message"]) for warning in file["warnings"]],
        "sources": _table(
            ("number", "title", "published", "says", "limits", "address"),
            ((s.number, s.title, s.published, s.says, s.limits, s.address) for s in whole.sources),
        ),
    }
    return {name: value for name, value in found.items() if value not in (None, "", [], {}, ())}


def _unnamed(plan: Plan) -> Plan:
    """The same plan without its people, and without what somebody typed with a report."""
    items = tuple(
        replace(
            item,
            report=item.report and item.report.model_copy(update={"reason": None}),
            decided=_without_note(item.decided),
        )
        for item in plan.items
    )
    asks = tuple(replace(ask, decided=_without_note(ask.decided)) for ask in plan.asks)
    return replace(plan, people={}, items=items, asks=asks)


def _without_note(decided: Decision | None) -> Decision | None:
    return decided and decided.model_copy(update={"note": None})


def _brief(view: BriefView) -> Iterator[tuple[str, Any]]:
    """What the sponsor's two pages say, in their order."""
    yield "in_short", _said(view.essential)
    yield (
        "acts",
        _table(
            ("number", "act", "by", "time", "otherwise"),
            ((a.number, a.what, a.due, a.time, a.otherwise) for a in view.acts),
        ),
    )
    if answered := [row for row in view.log if row.answer]:
        columns = ("decision", "by", "answer", "given")
        rows = ((d.what, d.due, d.answer, d.given) for d in answered)
        yield "decisions", _table(columns, rows)
    yield "not_asked", _said(view.not_asked)
    yield "why", [_said(each) for each in view.why]
    yield (
        "options",
        _table(
            ("option", "recommended", "cost", "gain", "risk"),
            ((o.title, o.recommended, o.cost, o.gain, o.risk) for o in view.options),
        ),
    )
    yield "doing_nothing", _said(view.inaction)
    yield "calendar", [[m.date, m.mark, _said(m.text)] for m in view.milestones]
    yield "risks", [[_said(r.title), _said(r.sign), _said(r.response), r.who] for r in view.risks]
    yield "questions", [[_said(o.says), _said(o.answer)] for o in view.objections]
    yield "measures", [[m.when, _said(m.text)] for m in view.measures]
    yield "not_known_yet", [_said(each) for each in view.unknowns]


def _opening(view: PlanView) -> Iterator[tuple[str, Any]]:
    """What page one says of the first opening and of those it is for."""
    one = view.page_one
    yield "serves", _said(one.purpose)
    yield "for", " ".join(filter(None, (_said(one.audience), _said(one.then))))
    if one.opening is None:
        yield "no_opening", _said(one.no_opening)
        return
    yield "hangs_on", _said(view.calendar.critical)
    yield "fixed_by", [_said(each) for each in one.opening.fixed_by]
    yield "law", [_said(each) for each in one.opening.law]
    yield "later_if", [_said(each) for each in one.opening.later_if]
    if one.opening.next:
        yield "next", [_said(each) for each in one.opening.next]


def _tasks(telling: Telling, rows: Sequence[Data]) -> Data:
    told = {item.id: item for item in telling.plan.items}
    if telling.plan.today is None:
        return _table(TASKS, (_task(telling, told[row["id"]], row) for row in rows))
    state = {item.id: standing_whole(telling, item).plain for item in telling.plan.items}
    return _table(
        (*TASKS, "state"),
        ((*_task(telling, told[row["id"]], row), state[row["id"]]) for row in rows),
    )


def _task(telling: Telling, item: Planned, row: Data) -> tuple[object, ...]:
    done = row["done_when"] or ""
    kept = done if any(sign.isdigit() for sign in done) else ""
    mark = mark_of(item, telling.words)
    return (*(row[name] for name in _OF_A_TASK), mark, item.owner, kept)


def _table(columns: Sequence[str], rows: Iterable[Iterable[object]]) -> Data:
    """Names of columns once, then rows; nothing when there is no row."""
    found = [[_cell(cell) for cell in row] for row in rows]
    return {"columns": list(columns), "rows": found} if found else {}


def _rows(rows: Sequence[Data], columns: Sequence[str]) -> Data:
    return _table(columns, ([row.get(name) for name in columns] for row in rows))


def _cell(value: object) -> object:
    return _said(value) if isinstance(value, Line) else _cleaned(value)


def _cleaned(value: Any) -> Any:
    """The same on single lines; an answer stands without how it came about, unless nobody gave it."""
    if isinstance(value, dict):
        if value.keys() == {"value", "state"}:
            told = _cleaned(value["value"])
            return told if value["state"] == "answered" else {value["state"]: told}
        return {name: _cleaned(inner) for name, inner in value.items()}
    if isinstance(value, list):
        return [_cleaned(inner) for inner in value]
    return _text(value) if isinstance(value, str) else value


def _text(words: str) -> str:
    return "\n".join(plain(line) for line in words.split("\n"))


def _said(words: Line) -> str:
    """Words with the numbers of their sources and the explanations of their terms."""
    return plain("".join(_parts(words.parts)))


def _parts(parts: tuple[Part, ...]) -> Iterator[str]:
    for part in parts:
        match part:
            case Leaf(text):
                yield text
            case Break():
                yield " "
            case Cite():
                yield str(part)
            case _:
                yield from _parts(part.parts)
                if isinstance(part, Term):
                    yield f" ({part.meaning}{part.end}"
