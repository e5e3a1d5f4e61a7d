"""The tables beside the work: risks, measures, acts asked, assumptions, sources."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from rse_plan.documents.measured import judged_text, outlook_text
from rse_plan.documents.sheet_columns import (
    cited,
    id_column,
    note_column,
    owned,
    owner_columns,
    place,
    place_column,
    share_column,
    sources_column,
    yes_if,
)
from rse_plan.documents.sheets import Cell, Column, Holds, Sheet
from rse_plan.documents.tables import assumption_rows, risk_row, shared_assumptions, source_rows, target_line
from rse_plan.documents.telling import Telling
from rse_plan.model.content import Risk, Target
from rse_plan.planning.plan import Chosen, DatedAsk, DatedKpi


def risks_sheet(telling: Telling) -> Sheet:
    """Risks that everyone may read, in the order of plan.json."""
    words = telling.words
    owner, name = owner_columns(telling)
    numbers = _numbers(telling)
    return Sheet(
        key="risks",
        name=words.say("Risks"),
        about=words.say("What may go wrong, how it shows, what is then done, and who does it."),
        columns=(
            id_column(telling),
            Column(key="title", title=words.say("Risk"), width=38),
            Column(key="likelihood", title=words.say("Likelihood 1 to 5"), width=16, holds=Holds.WHOLE),
            Column(key="impact", title=words.say("Impact 1 to 5"), width=12, holds=Holds.WHOLE),
            Column(key="level", title=words.say("Weight"), width=8, holds=Holds.WHOLE),
            Column(key="weight", title=words.say("In words"), width=9),
            Column(key="sign", title=words.say("Early sign"), width=30),
            Column(key="response", title=words.say("Response"), width=36),
            owner,
            name,
            Column(key="tasks", title=words.say("Lessened by tasks"), width=14, printed=False),
            note_column(telling),
            place_column(telling),
            sources_column(telling),
        ),
        rows=tuple(
            _risk(telling, risk, numbers) for risk in telling.plan.risks if risk.item.audience == "shared"
        ),
    )


def _risk(telling: Telling, chosen: Chosen[Risk], numbers: Mapping[str, list[int]]) -> tuple[Cell, ...]:
    words, risk = telling.words, chosen.item
    refs = [ref if "/" in ref else f"{chosen.origin.playbook}/{ref}" for ref in risk.mitigated_by]
    tasks = [number for ref in refs for number in numbers.get(ref, ())]
    return (
        chosen.id,
        words.text(chosen.word(risk.title)),
        risk.likelihood,
        risk.impact,
        risk.likelihood * risk.impact,
        risk_row(telling, (chosen,)).weight,
        words.text(chosen.word(risk.early_sign)),
        words.text(chosen.word(risk.response)),
        *owned(telling, risk.owner),
        tasks[0] if len(tasks) == 1 else ", ".join(map(str, tasks)),
        "",
        place(telling, chosen.elements),
        cited(telling, risk.because),
    )


def _numbers(telling: Telling) -> Mapping[str, list[int]]:
    """The numbers of the tasks that each item of a playbook has become."""
    found: dict[str, list[int]] = {}
    for number, item in enumerate(telling.plan.items, start=1):
        found.setdefault(item.chosen.ref, []).append(number)
    return found


# Measures


def measures_sheet(telling: Telling) -> Sheet:
    """Measures that everyone may read, in the order of plan.json."""
    words = telling.words
    return Sheet(
        key="measures",
        name=words.say("Measures"),
        about=words.say("What is counted, for groups and never for a person, and what is hoped for."),
        columns=(
            id_column(telling),
            Column(key="title", title=words.say("Measure"), width=30),
            Column(key="counted", title=words.say("What is counted"), width=36),
            Column(key="due", title=words.say("Read on"), width=14, holds=Holds.DAY),
            Column(key="members", title=words.say("People counted"), width=12, holds=Holds.WHOLE),
            share_column("low", words.say("Low")),
            share_column("typical", words.say("Typical")),
            share_column("high", words.say("High")),
            Column(key="expected", title=words.say("Expected"), width=30),
            share_column("stop", words.say("Stop below")),
            Column(
                key="group",
                title=words.say("Smallest group"),
                width=10,
                holds=Holds.WHOLE,
                printed=False,
            ),
            Column(key="limit", title=words.say("Limit"), width=30, printed=False),
            Column(
                key="published",
                title=words.say("Published elsewhere"),
                width=40,
                printed=False,
            ),
            Column(key="result", title=words.say("Result"), width=24, printed=False, filled=True),
            Column(
                key="result_on",
                title=words.say("Result measured on"),
                width=14,
                holds=Holds.DAY,
                printed=False,
            ),
            note_column(telling),
            place_column(telling),
            sources_column(telling),
        ),
        rows=tuple(
            _measure(telling, kpi) for kpi in telling.plan.kpis if kpi.chosen.item.audience == "shared"
        ),
    )


def _measure(telling: Telling, dated: DatedKpi) -> tuple[Cell, ...]:
    """No percentage where fewer than ten are expected (model documents)."""
    words, chosen, kpi = telling.words, dated.chosen, dated.chosen.item
    target = Target() if dated.few or kpi.target is None else kpi.target
    last = dated.actuals[-1] if dated.actuals else None
    return (
        chosen.id,
        words.text(chosen.word(kpi.title)),
        words.text(chosen.word(kpi.measure)) if kpi.measure else "",
        dated.due,
        dated.members,
        target.low,
        target.typical,
        target.high,
        target_line(telling, dated).plain,
        None if dated.few else kpi.stop_below,
        kpi.min_group,
        words.text(chosen.word(kpi.limit)) if kpi.limit else "",
        outlook_text(telling, dated),
        judged_text(words, dated, last) if last is not None else "",
        last.on if last is not None else None,
        "",
        place(telling, chosen.elements),
        cited(telling, (*kpi.because, *(case.source for case in dated.outlook.cases))),
    )


# Acts asked


def asks_sheet(telling: Telling) -> Sheet:
    """Acts asked and offered, and the decisions among them, in the order of plan.json."""
    words = telling.words
    replies = (words.say("yes"), words.say("no"), words.say("later"))
    return Sheet(
        key="asks",
        name=words.say("Asks and decisions"),
        about=words.say("What is asked of whom, by when, and what follows if it is not done."),
        columns=(
            id_column(telling),
            Column(key="what", title=words.say("Act"), width=44),
            *owner_columns(telling),
            Column(key="role", title=words.say("Asked or offered"), width=14),
            Column(key="decision", title=words.say("Decision"), width=10),
            Column(key="due", title=words.say("By"), width=14, holds=Holds.DAY),
            Column(key="minutes", title=words.say("Minutes"), width=9, holds=Holds.WHOLE),
            Column(key="otherwise", title=words.say("Otherwise"), width=34),
            Column(key="reply", title=words.say("Reply"), width=10, filled=True, choices=replies),
            note_column(telling),
            place_column(telling),
            sources_column(telling),
        ),
        rows=tuple(_ask(telling, ask) for ask in telling.plan.asks if ask.chosen.item.audience == "shared"),
    )


def _ask(telling: Telling, dated: DatedAsk) -> tuple[Cell, ...]:
    words, chosen, ask = telling.words, dated.chosen, dated.chosen.item
    return (
        chosen.id,
        words.text(chosen.word(ask.do)),
        *owned(telling, ask.of),
        words.say("required") if ask.role == "support" else words.say("offered"),
        yes_if(telling, ask.decision),
        dated.due,
        ask.minutes,
        words.text(chosen.word(ask.if_refused)) if ask.if_refused else "",
        words.say(dated.decided.answer) if dated.decided is not None else "",
        (dated.decided.note or "") if dated.decided is not None else "",
        place(telling, chosen.elements),
        cited(telling, ask.because),
    )


# Assumptions and sources


def assumptions_sheet(telling: Telling) -> Sheet:
    """What is taken for true until somebody checks; those that the opening rests on first."""
    words = telling.words
    return Sheet(
        key="assumptions",
        name=words.say("Assumptions"),
        about=words.say("What is taken for true until somebody checks it."),
        columns=(
            Column(key="what", title=words.say("We assume"), width=44),
            Column(key="critical", title=words.say("Critical path"), width=10),
            Column(key="owner", title=words.say("Who checks"), width=24),
            Column(key="todo", title=words.say("How"), width=40),
            Column(key="if_wrong", title=words.say("If it is wrong"), width=40),
            Column(key="found", title=words.say("Found out"), width=24, printed=False, filled=True),
        ),
        rows=tuple(
            (row.what.plain, yes_if(telling, row.critical), row.who, row.todo.plain, row.if_wrong.plain, "")
            for row in assumption_rows(telling, shared_assumptions(telling))
        ),
    )


def sources_sheet(telling: Telling) -> Sheet:
    """What the other tables cite: to be made last."""
    words = telling.words
    return Sheet(
        key="sources",
        name=words.say("Sources"),
        about=words.say("What the plan rests on, with the limits of each source."),
        columns=(
            Column(key="number", title=words.say("Number"), width=8, holds=Holds.WHOLE),
            Column(key="title", title=words.say("Title"), width=40),
            Column(key="published", title=words.say("Published"), width=24),
            Column(key="says", title=words.say("What it says"), width=48),
            Column(key="limits", title=words.say("Limit"), width=36),
            Column(key="address", title=words.say("Address"), width=36, holds=Holds.ADDRESS, printed=False),
        ),
        rows=tuple(_sources(telling)),
    )


def _sources(telling: Telling) -> Iterator[tuple[Cell, ...]]:
    for row in source_rows(telling):
        yield row.number, row.title.plain, row.published, row.says.plain, row.limits.plain, row.address
