"""What each document shows, ready to be placed: words are chosen, dates and numbers written, cuts made.

A field is a `str` (plain words in the document's language), a `Line` or a `Passage` (words with emphasis,
links and source numbers; see `tree`), an `int`, a `bool`, or a tuple of rows. Empty words mean that the
place is left out. Formats escape `str` and leaves alike; templates only place them.
"""

from __future__ import annotations

from dataclasses import dataclass

from rse_plan.documents.gantt import Chart
from rse_plan.documents.load_chart import LoadChart
from rse_plan.documents.phase_chart import PhaseChart
from rse_plan.documents.rows import (
    ActRow,
    AssumptionRow,
    BriefMeasure,
    DecisionRow,
    EffortRow,
    Entry,
    Heading,
    InputRow,
    KeyDate,
    KitView,
    LeftOut,
    MeasureRow,
    MessageView,
    MilestoneRow,
    NoteRow,
    ObjectionRow,
    OptionRow,
    OutlookRow,
    RegisterAsk,
    RegisterObjection,
    RegisterPhase,
    RiskRow,
    SourceRow,
    StaffingTable,
    Supposed,
    TaskGroup,
    Todo,
    UnconfirmedRow,
    WaveRow,
)
from rse_plan.documents.screen_rows import CoverFact, RiskMatrix, TaskIndex
from rse_plan.documents.tree import Line

__all__ = [
    "ActRow",
    "AssumptionRow",
    "BriefMeasure",
    "BriefView",
    "Calendar",
    "DecisionRow",
    "EffortRow",
    "Entry",
    "Heading",
    "InputRow",
    "KeyDate",
    "KitView",
    "MeasureRow",
    "MessageView",
    "MilestoneRow",
    "NoteRow",
    "ObjectionRow",
    "Opening",
    "OptionRow",
    "OutlookRow",
    "PageOne",
    "PhaseRow",
    "PlanView",
    "ReaderPage",
    "RegisterAsk",
    "RegisterObjection",
    "RegisterPhase",
    "RegisterView",
    "ReplyBox",
    "RiskRow",
    "SourceRow",
    "StaffingTable",
    "Supposed",
    "TaskGroup",
    "Todo",
    "UnconfirmedRow",
    "WaveRow",
]


@dataclass(frozen=True, slots=True, kw_only=True)
class Opening:
    """The first opening: its date, what fixes it, what the law says of it, what would move it later.

    Once it has come, nothing fixes it any more, and the openings that are to come are told in `next`.
    """

    date: str
    fixed_by: tuple[Line, ...]
    law: tuple[Line, ...]
    later_if: tuple[Line, ...]
    next: tuple[Line, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class PageOne:
    """The page that decides."""

    news: tuple[Line, ...]
    """What moved since the plan before: at most five lines, in a plan made again."""
    purpose: Line
    audience: Line
    then: Line
    """Those who come after the pilot, if it is so decided."""
    answers: Line
    """Who answers for it."""
    opening: Opening | None
    no_opening: Line
    """What is said when nothing opens: empty otherwise."""
    dates: tuple[KeyDate, ...]
    todo_title: str
    todos: tuple[Todo, ...]
    todo_more: Line
    supposed: tuple[Supposed, ...]
    supposed_more: Line
    unnamed: Line
    legal_basis: Line
    """What counsel has said, where the answers shorten a delay of the law."""
    contents: tuple[Entry, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class PhaseRow:
    """A phase with its dates."""

    title: str
    start: str
    finish: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Calendar:
    """Phases and the drawing, as places and as the text of a Mermaid diagram (safe in a code block).

    `critical` is what the first opening hangs on, in order; `tasks` unfold each phase, in a window alone.
    """

    anchor: str
    phases: tuple[PhaseRow, ...]
    chart: Chart
    mermaid: str
    critical: Line
    tasks: tuple[PhaseChart, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class ReaderPage:
    """What one reader has to do; `time` is the effort in words."""

    anchor: str
    title: str
    time: Line
    groups: tuple[TaskGroup, ...]
    more: Line


@dataclass(frozen=True, slots=True, kw_only=True)
class PlanView:
    """The plan: page one, the calendar, a page for each reader, risks, measures, assumptions, sources.

    The cover, like what unfolds in it, is for a window: on paper page one is the cover (design D17).
    """

    heading: Heading
    cover: tuple[CoverFact, ...]
    page_one: PageOne
    calendar: Calendar
    readers: tuple[ReaderPage, ...]
    risks: tuple[RiskRow, ...]
    risks_more: Line
    risk_matrix: RiskMatrix
    measures: tuple[MeasureRow, ...]
    measures_more: Line
    measures_rule: Line
    """Never by person; the smallest group."""
    assumptions: tuple[AssumptionRow, ...]
    assumptions_more: Line
    sources: tuple[SourceRow, ...]
    sources_more: Line


@dataclass(frozen=True, slots=True, kw_only=True)
class ReplyBox:
    """Where the sponsor answers, by hand."""

    question: Line
    choices: tuple[str, ...]
    name_and_date: str


@dataclass(frozen=True, slots=True, kw_only=True)
class BriefView:
    """The two pages that the sponsor answers; page two begins at the calendar."""

    heading: Heading
    to: str
    from_: str
    reply_by: str
    essential: Line
    acts_title: str
    acts: tuple[ActRow, ...]
    acts_more: Line
    reply: ReplyBox | None
    not_asked: Line
    why: tuple[Line, ...]
    options: tuple[OptionRow, ...]
    inaction: Line
    milestones: tuple[MilestoneRow, ...]
    risks: tuple[RiskRow, ...]
    objections: tuple[ObjectionRow, ...]
    measures: tuple[BriefMeasure, ...]
    unknowns: tuple[Line, ...]
    log: tuple[DecisionRow, ...]
    """What the sponsor decides, with room for each answer."""
    notes: tuple[NoteRow, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class RegisterView:
    """Everything, for those who do the work."""

    heading: Heading
    unconfirmed: tuple[UnconfirmedRow, ...]
    unconfirmed_note: Line
    """What is taken to have happened; empty where there is nothing of the kind."""
    waves: tuple[WaveRow, ...]
    index: TaskIndex
    phases: tuple[RegisterPhase, ...]
    left_out: tuple[LeftOut, ...]
    asks: tuple[RegisterAsk, ...]
    kits: tuple[KitView, ...]
    messages: tuple[MessageView, ...]
    objections: tuple[RegisterObjection, ...]
    risks: tuple[RiskRow, ...]
    risk_matrix: RiskMatrix
    measures: tuple[MeasureRow, ...]
    outlooks: tuple[OutlookRow, ...]
    """The same measures beside what others published and what was read."""
    efforts: tuple[EffortRow, ...]
    load: tuple[LoadChart, ...]
    staffing: tuple[StaffingTable, ...]
    assumptions: tuple[AssumptionRow, ...]
    sources: tuple[SourceRow, ...]
    inputs: tuple[InputRow, ...]
