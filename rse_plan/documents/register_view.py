"""The register: everything in full, for those who do the work."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from rse_plan.documents.decisions import taken
from rse_plan.documents.folio import mark
from rse_plan.documents.heading import describe_heading
from rse_plan.documents.load_chart import load_charts
from rse_plan.documents.measured import every_actual, outlook_line
from rse_plan.documents.own_told import left_out
from rse_plan.documents.register_tasks import register_phases, unconfirmed_rows
from rse_plan.documents.risk_matrix import risk_matrix
from rse_plan.documents.rows import (
    EffortRow,
    InputRow,
    KitView,
    MessageView,
    OutlookRow,
    RegisterAsk,
    RegisterObjection,
    StaffingRow,
    StaffingTable,
    WaveRow,
)
from rse_plan.documents.tables import (
    assumption_rows,
    measure_row,
    measure_title,
    risk_row,
    shared_assumptions,
    shared_measures,
    shared_risks,
    source_rows,
    target_line,
)
from rse_plan.documents.task_index import task_index
from rse_plan.documents.telling import Telling
from rse_plan.documents.tree import Line, line, with_sources
from rse_plan.documents.views import RegisterView
from rse_plan.documents.wave_words import WaveWords
from rse_plan.documents.words import Words
from rse_plan.model.content import Message, Objection
from rse_plan.planning.plan import Chosen, CommunityKit, DatedAsk, DatedKpi, Plan, Wording
from rse_plan.planning.standing import Stand
from rse_plan.planning.weekly_bill import Staffing, StaffRow

ANIMATOR = "community-manager"


def describe(plan: Plan, words: Words) -> RegisterView:
    """The register in one language."""
    telling = Telling(plan, words)
    groups = shared_risks(telling)
    return RegisterView(
        heading=describe_heading(telling, words.say("Register")),
        unconfirmed=(past := unconfirmed_rows(telling)),
        unconfirmed_note=_unconfirmed(telling) if past else Line(),
        waves=tuple(_waves(telling)),
        index=task_index(telling),
        phases=register_phases(telling),
        left_out=left_out(telling),
        asks=tuple(_ask(telling, ask) for ask in _in_order(plan)),
        kits=_kits(telling),
        messages=tuple(_message(telling, each) for each in plan.messages if each.item.audience == "shared"),
        objections=tuple(_objections(telling)),
        risks=(risks := tuple(risk_row(telling, group) for group in groups)),
        risk_matrix=risk_matrix(telling, groups, risks),
        measures=tuple(measure_row(telling, kpi) for kpi in shared_measures(telling)),
        outlooks=tuple(_outlook(telling, kpi) for kpi in shared_measures(telling)),
        efforts=tuple(_efforts(telling)),
        load=load_charts(telling),
        staffing=tuple(_staffing(telling, stage) for stage in plan.staffing),
        assumptions=assumption_rows(telling, shared_assumptions(telling)),
        sources=source_rows(telling),
        inputs=tuple(_inputs(telling)),
    )


def _outlook(telling: Telling, kpi: DatedKpi) -> OutlookRow:
    return OutlookRow(
        title=measure_title(telling, kpi) + telling.cite(*kpi.chosen.item.because),
        target=target_line(telling, kpi),
        published=outlook_line(telling, kpi),
        actual=every_actual(telling, kpi),
    )


def _unconfirmed(telling: Telling) -> Line:
    wording = "The day of each has passed and nothing was reported: the plan takes it to be done as planned."
    return line(telling.words.say(wording))


def _waves(telling: Telling) -> Iterator[WaveRow]:
    told = WaveWords(telling.plan, telling.words)
    for wave in telling.plan.waves:
        yield WaveRow(
            title=told.title(wave),
            communities=line(telling.words.listed(told.names(wave))),
            people=telling.words.number(wave.members),
            why=line(told.why(wave)),
        )


def _in_order(plan: Plan) -> tuple[DatedAsk, ...]:
    shared = [ask for ask in plan.asks if ask.chosen.item.audience == "shared"]
    return tuple(sorted(shared, key=lambda ask: (ask.due is None, ask.due)))


def _ask(telling: Telling, ask: DatedAsk) -> RegisterAsk:
    words, item = telling.words, ask.chosen.item
    role = words.say("required") if item.role == "support" else words.say("offered")
    return RegisterAsk(
        what=with_sources(words.line(ask.chosen.word(item.do)), telling.cite(*item.because)),
        answer=_answer(telling, ask),
        of=telling.who(item.of),
        role=role,
        due=words.date(ask.due) if ask.due else words.say("no date"),
        time=words.hours(item.minutes),
        otherwise=words.line(ask.chosen.word(item.if_refused)) if item.if_refused else Line(),
    )


def _answer(telling: Telling, ask: DatedAsk) -> Line:
    """The whole answer, with what was noted."""
    words, found = telling.words, taken(telling.plan, ask)
    if found is None:
        return Line()
    stand = Stand.DONE if found.settles else Stand.BLOCKED
    said = mark(found.said(words, words.date(found.on)), stand.value)
    if not found.note:
        return said
    return words.sentence("{state}: {reason}", state=said, reason=words.typed(found.note))


def _kits(telling: Telling) -> tuple[KitView, ...]:
    """Each kit once, with the communities that start with it."""
    names = {community.id: community.name for community in telling.plan.communities}
    shared: dict[KitView, list[str]] = {}
    for kit in telling.plan.kits:
        shared.setdefault(_kit(telling, kit), []).append(names.get(kit.community, kit.community))
    return tuple(
        replace(view, community=line(telling.words.listed(communities)))
        for view, communities in shared.items()
    )


def _kit(telling: Telling, found: CommunityKit) -> KitView:
    words, kit = telling.words, found.kit
    return KitView(
        community=Line(),
        members=words.passage(Wording(kit.members, found.values)),
        roles=words.passage(Wording(kit.roles, found.values)),
        first_posts=tuple(words.passage(Wording(text, found.values)) for text in kit.first_posts),
        rituals=tuple(words.passage(Wording(text, found.values)) for text in kit.rituals),
        pitfalls=tuple(words.passage(Wording(text, found.values)) for text in kit.pitfalls),
    )


def _message(telling: Telling, chosen: Chosen[Message]) -> MessageView:
    words, item = telling.words, chosen.item
    channels = {
        "email": words.say("e-mail"),
        "intranet": words.say("intranet"),
        "meeting": words.say("meeting"),
        "poster": words.say("poster"),
        "network": words.say("the network itself"),
    }
    return MessageView(
        id=chosen.id,
        from_=telling.who(item.from_),
        channels=words.listed(channels.get(channel, channel) for channel in item.channel),
        subject=words.line(chosen.word(item.subject)),
        body=words.passage(chosen.word(item.body)),
    )


def _objections(telling: Telling) -> Iterator[RegisterObjection]:
    seen: set[str] = set()
    for chosen in telling.plan.objections:
        if chosen.item.audience == "shared" and chosen.ref not in seen:
            seen.add(chosen.ref)
            yield _objection(telling, chosen)


def _objection(telling: Telling, chosen: Chosen[Objection]) -> RegisterObjection:
    words, item = telling.words, chosen.item
    return RegisterObjection(
        heard_from=words.listed(telling.role(role) for role in item.heard_from),
        says=words.line(chosen.word(item.says)),
        answer=with_sources(words.line(chosen.word(item.answer)), telling.cite(*item.because)),
    )


def _efforts(telling: Telling) -> Iterator[EffortRow]:
    for role in telling.plan.roles:
        minutes = telling.plan.load.get(role)
        if minutes:
            effort = telling.words.effort(minutes, telling.hours_a_day)
            yield EffortRow(role=telling.role(role), name=telling.named(role), total=effort)


def _staffing(telling: Telling, stage: Staffing) -> StaffingTable:
    words = telling.words
    wording = "Pilot, {count} members" if stage.stage == "pilot" else "Everyone, {count} members"
    total = StaffRow(
        role="", people=sum(row.people for row in stage.rows), before=stage.before, after=stage.after
    )
    return StaffingTable(
        title=words.say(wording, count=words.number(stage.members)),
        rows=tuple(_staffing_row(telling, row) for row in stage.rows),
        total=_staffing_row(telling, total),
        short=short_of_hours(telling, stage),
    )


def short_of_hours(telling: Telling, stage: Staffing) -> Line:
    """When the hours answered for the community manager are below the guide's floor."""
    words, person = telling.words, telling.plan.people.get(ANIMATOR)
    row = next((row for row in stage.rows if row.role == ANIMATOR), None)
    if row is None or person is None or person.hours is None or person.hours >= max(row.before, row.after):
        return Line()
    return words.sentence(
        "{role}: {hours} a week in the answers, below the guide’s minimum ({before} before, {after} after).",
        role=words.capital(telling.role(ANIMATOR)),
        hours=words.weekly(person.hours),
        before=words.weekly(row.before),
        after=words.weekly(row.after),
    )


def _staffing_row(telling: Telling, row: StaffRow) -> StaffingRow:
    words = telling.words
    return StaffingRow(
        role=telling.role(row.role) if row.role else words.say("Total"),
        people=words.number(row.people),
        before=words.weekly(row.before),
        after=words.weekly(row.after),
    )


def _inputs(telling: Telling) -> Iterator[InputRow]:
    words, inputs = telling.words, telling.plan.inputs
    yield InputRow(name=words.say("answers"), value=inputs.answers)
    yield InputRow(name=words.say("playbooks"), value=inputs.playbooks)
    yield InputRow(name="rse-plan", value=inputs.rse_plan)
    yield InputRow(name=words.say("public holidays"), value=inputs.holidays)
