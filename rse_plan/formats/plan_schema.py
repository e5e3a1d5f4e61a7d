"""The shape of plan.json: a contract with its own format number, and its JSON Schema.

Every key is always there; `null` means that there is nothing to say. Ids, dates and numbers are the same
in every language; texts are in the plan's language.
"""

from __future__ import annotations

from typing import Annotated, Any, Literal

from pydantic import Field

from rse_plan.formats.plan_schema_hours import Day, RoleWeeks, Stage
from rse_plan.formats.plan_schema_hours import Part as _Part
from rse_plan.formats.plan_schema_inputs import Inputs, Layer
from rse_plan.formats.plan_schema_made import Decided, Report
from rse_plan.formats.plan_schema_measures import Actual, Outlook, Target

FORMAT = 1
"""Raised when a key changes its meaning or goes away; new keys do not raise it."""
_ID = r"^[a-z0-9-]+/[a-z0-9-]+(@[A-Za-z0-9-]+)*$"

ItemId = Annotated[str, Field(pattern=_ID, description="playbook/item, or playbook/item@element in a loop")]
Elements = Annotated[
    dict[str, str],
    Field(description="The element of each loop by its singular name, such as {community: finance}"),
]
Sources = Annotated[list[str], Field(description="Ids of the evidence that it rests on")]


class Origin(_Part):
    """Where an item was written."""

    file: str = Field(description="The file it stands in; `bundled:` before those of the program")
    line: int = Field(ge=1, description="The line of the item, from 1")
    playbook: str = Field(description="The playbook's id; `own` where the answers changed or added it")


class Fact(_Part):
    """A value and how sure it is."""

    value: bool | int | str | list[str] | None = Field(description="Dates are written year-month-day")
    state: Literal["answered", "assumed", "absent"] = Field(
        description="Somebody said so; nobody did, a cautious value is taken; the question does not apply"
    )


class Reason(_Part):
    """An answer that put an item into the plan or shaped it; a private one says so and nothing else."""

    question: str | None = Field(description="The question's id; null for a private reason")
    text: str = Field(description="In words, such as “works council: yes, one (assumed)”")
    assumed: bool = Field(description="Whether the value is an assumption")
    file: str | None = Field(description="The answers file, when somebody answered")
    line: int | None = Field(description="The answer's line, from 1")


class Organisation(_Part):
    """Whose plan it is."""

    name: str | None = Field(description="As the documents print it")
    headcount: int | None = Field(description="People in all")


class Phase(_Part):
    """A phase with the dates of its items."""

    id: str = Field(description="frame, prepare, pilot, rollout or sustain")
    title: str = Field(description="In the plan's language")
    start: Day = Field(description="First day of its items")
    finish: Day = Field(description="Last day of its items, included")


class WaveReason(_Part):
    """One reason for a wave's size or members; what does not apply to its kind is null."""

    kind: str = Field(
        description="pinned, dated, ready, language, calendar, pilot, full, alone or over (semantics 5)"
    )
    text: str = Field(description="In the plan's language")
    community: str | None = Field(description="Id of the community that it is about")
    hours: float | None = Field(description="Hours of community management needed")
    day: Day | None = Field(description="The day that it gives")


class Wave(_Part):
    """Communities that open together, as many as the answers pin or the hours allow."""

    id: str = Field(description="wave-1, wave-2 …")
    number: int = Field(ge=1, description="1 is the pilot")
    pilot: bool = Field(description="Whether it is the pilot")
    communities: list[str] = Field(description="Ids")
    employers: list[str] = Field(description="Ids")
    members: int = Field(ge=0, description="People in all")
    not_before: Day | None = Field(description="The latest day on which one of them is ready or may open")
    hours_needed: float = Field(ge=0, description="Hours of community management before they open")
    hours_available: float | None = Field(description="Hours they have in the weeks of preparation, if known")
    reasons: list[WaveReason] = Field(description="Why these communities, and no more")


class Employer(_Part):
    """A legal employer of future members."""

    id: str = Field(description="As in the answers")
    name: str = Field(description="As the documents print it")
    country: str = Field(description="Two letters, or `other`")
    headcount: Fact = Field(description="People employed")
    works_council: Fact = Field(description="none, single or multi")
    independent: bool = Field(description="Decides for its own staff: it is asked, never ordered")


class Community(_Part):
    """People who will work together in the network."""

    id: str = Field(description="As in the answers")
    name: str = Field(description="As the documents print it")
    members: Fact = Field(description="Expected members")
    use_case: Fact = Field(description="What they will do there")
    wave: int = Field(ge=1, description="Number of its wave")
    employers: list[str] = Field(description="Ids of the employers of its members")
    opening: Day | None = Field(description="The day on which real users get in")


class Calendar(_Part):
    """The working days at one place; work keeps that of its element's first employer, else the first."""

    country: str = Field(description="Two letters, or `other`")
    subdivision: str | None = Field(description="As in the answers")
    employers: list[str] = Field(description="Ids of the employers there")
    week: list[str] = Field(description="The days worked, from monday to sunday")
    closed: list[Day] = Field(
        description="Days of that week not worked, up to the end of the year after the plan's last day"
    )


class RoleEntry(_Part):
    """A role of the plan, and who holds it."""

    id: str = Field(description="As in RACI and effort")
    title: str = Field(description="In the plan's language")
    track: str = Field(description="The reader it belongs to")
    name: str | None = Field(description="Who holds it; null while nobody is named")
    deputy: str | None = Field(description="Who stands in")


class Raci(_Part):
    """Ids of roles: who does, who answers, who is consulted, who is informed."""

    responsible: list[str] = Field(alias="R", description="Who does it")
    accountable: list[str] = Field(alias="A", description="Who answers for it: exactly one")
    consulted: list[str] = Field(alias="C", description="Who is asked before")
    informed: list[str] = Field(alias="I", description="Who is told after")


class Need(_Part):
    """What must be done before."""

    task: ItemId
    lag: str | None = Field(description="Time that must pass after it, such as 90cd, 5d, 2w or 1mo")


class FixedBy(_Part):
    """What fixes the start."""

    kind: Literal["start", "need", "capacity", "freeze", "pinned", "late", "reported"] = Field(
        description="The first day, a need, hours taken by others, a freeze, a date given, just in time, or "
        "what was reported of it"
    )
    task: str | None = Field(description="The item waited for; just in time, the item it is done for")
    roles: list[str] = Field(description="Roles without hours before, or, just in time, after")


class LeadTime(_Part):
    """The elapsed time of a gate."""

    taken: str = Field(description="Such as 2mo")
    why: str | None = Field(description="What makes it so, in words")


class Adjusted(_Part):
    """A change that another playbook made, or the answers themselves (playbook `own`)."""

    origin: Origin | None = Field(description="Null where the answers behind it are confidential")
    why: str


class Task(_Part):
    """A task, gate, milestone or recurring work."""

    id: ItemId
    kind: Literal["task", "gate", "milestone", "ongoing"] = Field(description="Work, wait, day, recurring")
    opens: Literal["users"] | None = Field(description="`users`: real users get in on this day")
    decides: Literal["deployment", "purchase"] | None = Field(description="What it binds the organisation to")
    gate: str | None = Field(
        description="works-council, data-protection, tender, decision or other; null if no gate"
    )
    element: Elements
    phase: str = Field(description="Id of its phase")
    wave: int | None = Field(description="Number of its wave")
    title: str = Field(description="In the plan's language")
    start: Day = Field(description="First day")
    finish: Day = Field(description="Last day, included")
    early_start: Day | None = Field(
        None, description="First day before work just in time was put off; a plan made again begins from it"
    )
    basis: str | None = Field(
        None, description="Fingerprint of what its days rest on besides the days of others"
    )
    report: Report | None = Field(None, description="What was reported of it; null while nothing was")
    duration: int = Field(ge=0, description="Open days; 0 for gates and milestones")
    slack: int | None = Field(
        description="Open days it may slip before the first opening moves; null without a path to it"
    )
    critical: bool = Field(description="Whether the first opening hangs on it")
    legal: bool = Field(description="Whether a law or ruling sets it")
    raci: Raci
    effort: dict[str, float] = Field(
        description="Hours by role, all its people together; of one occurrence for recurring work"
    )
    occurrences: int = Field(ge=0, description="How often it comes; 1 unless it recurs")
    needs: list[Need]
    fixed_by: FixedBy
    lead_time: LeadTime | None
    done_when: str | None = Field(description="How one sees that it is done")
    note: str | None = Field(description="How to go about it")
    origin: Origin
    answers: list[Reason] = Field(description="The answers it depends on")
    adjusted: list[Adjusted] = Field(description="What other playbooks and the answers change, and why")
    evidence: Sources


class Risk(_Part):
    """What may go wrong."""

    id: ItemId
    element: Elements
    title: str = Field(description="In the plan's language")
    likelihood: int = Field(ge=1, le=5, description="From 1 to 5")
    impact: int = Field(ge=1, le=5, description="From 1 to 5")
    early_sign: str = Field(description="What is seen first")
    response: str = Field(description="What is then done")
    owner: str = Field(description="Id of a role")
    mitigated_by: list[str] = Field(description="Ids of tasks of this plan")
    origin: Origin
    evidence: Sources


class Kpi(_Part):
    """A measure of a group, never of a person."""

    id: ItemId
    element: Elements
    title: str = Field(description="In the plan's language")
    measure: str | None = Field(description="What is divided by what, over which time")
    min_group: int = Field(ge=1, description="The smallest group it is read for")
    due: Day | None = Field(description="The day its target is read")
    members: int = Field(ge=0, description="People it is counted on at pilot size")
    few: bool = Field(description="Under ten expected: no percentage, `small` is judged")
    target: Target | None
    small: str | None = Field(description="What is judged instead when few are expected")
    stop_below: float | None = Field(description="Share under which the pilot stops")
    limit: str | None = Field(description="What the measure cannot say")
    outlook: Outlook | None = Field(None, description="What others published; null in earlier versions")
    actuals: list[Actual] = Field([], description="What was read so far, by day")
    origin: Origin
    evidence: Sources


class Ask(_Part):
    """A dated act wanted from a sponsor."""

    id: ItemId
    element: Elements
    phase: str = Field(description="Id of its phase")
    of: str = Field(description="Id of the role that is asked")
    role: Literal["support", "contribute"] = Field(description="Required, or offered")
    do: str = Field(description="The act, in words")
    minutes: int = Field(ge=0, description="Time it takes")
    due: Day | None = Field(description="The day by which")
    task: str | None = Field(description="The item it serves")
    if_refused: str | None = Field(description="What happens otherwise")
    decision: bool = Field(description="Whether a yes or no is awaited")
    decides: Literal["deployment", "purchase"] | None = Field(description="What it binds to")
    message: str | None = Field(description="Id of a message ready to sign")
    decided: Decided | None = Field(None, description="What was answered; null while nothing was reported")
    origin: Origin
    evidence: Sources


class Objection(_Part):
    """What will be asked, and the answer."""

    id: ItemId
    element: Elements
    heard_from: list[str] = Field(description="Ids of roles")
    says: str = Field(description="The question")
    answer: str = Field(description="The answer")
    origin: Origin
    evidence: Sources


class Message(_Part):
    """A message ready to send."""

    id: ItemId
    element: Elements
    sender: str = Field(alias="from", description="Id of a role")
    channel: list[str] = Field(description="email, intranet, meeting, poster or network")
    subject: str = Field(description="In the plan's language")
    body: str = Field(description="In the plan's language; paragraphs are parted by an empty line")
    origin: Origin
    evidence: Sources


class Assumption(_Part):
    """A cautious value taken for an unknown answer."""

    question: str = Field(description="The question's id")
    element: str | None = Field(description="The element it is asked for")
    name: str = Field(description="What is assumed, as a noun phrase")
    value: bool | int | str | list[str] | None = Field(description="What is taken")
    text: str = Field(description="The value in words")
    todo: str | None = Field(description="How to find out")
    owner: str | None = Field(description="Id of the role that finds out")
    if_wrong: str | None = Field(description="What changes if it is false")
    critical: bool = Field(description="Whether the first opening rests on it")


class Warning_(_Part):  # noqa: N801  # `Warning` is a builtin
    """What cannot hold, or should be known."""

    rule: str = Field(description="Name of the fault")
    severity: Literal["error", "warning"] = Field(description="An error: the plan cannot hold")
    message: str = Field(description="What is wrong")
    help: str | None = Field(description="What to do")
    file: str = Field(description="Where")
    line: int = Field(ge=1, description="From 1")
    column: int = Field(ge=1, description="From 1, in characters")


class PlanFile(_Part):
    """A rollout plan, as one file that programs read."""

    format: Literal[1] = Field(description="Version of this format")
    language: str = Field(description="Language of the texts: fr or en")
    organisation: Organisation
    version: int = Field(1, description="Version of the plan, as its answers say")
    exercise: str | None = Field(description="Said when the plan is an exercise on a public source")
    consultation: bool = Field(description="A works council must be consulted: everything is subject to it")
    start: Day = Field(description="First day on which anything is planned")
    finish: Day = Field(description="Last day of the last item")
    decision: Day = Field(description="The day on which the sponsor is asked to decide")
    first_opening: Day | None = Field(description="The day on which the first real users get in")
    anchor: str | None = Field(description="The item that slack is counted to")
    phases: list[Phase]
    waves: list[Wave]
    employers: list[Employer]
    communities: list[Community]
    calendars: list[Calendar] = Field(
        default=[], description="The main employer's first; none in files of earlier versions"
    )
    roles: list[RoleEntry]
    tasks: list[Task] = Field(description="In order of start, phase, playbook and position")
    effort: dict[str, float] = Field(description="Planned hours by role, recurring work counted each time")
    workload: list[RoleWeeks] = Field(description="Week by week, for the roles whose hours are known")
    staffing: list[Stage] = Field(description="The weekly bill of the pilot, then of full deployment")
    risks: list[Risk]
    kpis: list[Kpi]
    asks: list[Ask]
    objections: list[Objection]
    messages: list[Message]
    assumptions: list[Assumption]
    warnings: list[Warning_]
    layers: list[Layer] = Field(default=[], description="What files laid over playbooks changed in its items")
    inputs: Inputs


def plan_schema() -> dict[str, Any]:
    """The JSON Schema of plan.json, draft 7."""
    generated = PlanFile.model_json_schema(
        by_alias=True, mode="serialization", ref_template="#/definitions/{model}"
    )
    definitions = generated.pop("$defs")
    return {
        "$schema": "http://json-schema.org/draft-07/schema#",
        "title": "rse-plan plan.json",
        **{key: value for key, value in generated.items() if key != "title"},
        "definitions": definitions,
    }
