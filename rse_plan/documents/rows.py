"""The rows of the documents' tables and lists, each ready to be placed (see `views`)."""

from __future__ import annotations

from dataclasses import dataclass

from rse_plan.documents.foreign import foreign_terms
from rse_plan.documents.screen_rows import Grounds
from rse_plan.documents.tree import Line, Passage, line

NOTHING = Line()
"""Where there is nothing to say."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Heading:
    """The top of a document. `project` is the line in capitals while a consultation is due, else empty;
    `exercise` says that an example does not come from the organisation; `alerts` say why the plan cannot
    hold, before anything else."""

    language: str
    """A BCP 47 tag for the language attribute: fr-FR, en-GB."""
    document: str
    """Plan, decision note, register."""
    subject: str
    """Enterprise social network, spelt out at first use."""
    organisation: str
    project: str
    consultation: str
    exercise: Line
    date: str
    version: str
    not_legal_advice: str
    alerts: tuple[Line, ...] = ()
    under_way: bool = False
    """Whether something has happened to the plan: `version` says on which day it stands."""

    @property
    def named(self) -> Line:
        """The subject with its words of another language marked."""
        return foreign_terms(line(self.subject), self.language[:2])

    @property
    def title(self) -> str:
        """For the window and the file's properties."""
        return f"{self.document} · {self.subject} · {self.organisation}"


@dataclass(frozen=True, slots=True, kw_only=True)
class KeyDate:
    """A date that counts; `mark` is LAW or DECISION in the document's language, or empty;
    `kind` is law, decision, opening or event, for a format's own signs."""

    date: str
    mark: str
    kind: str
    what: Line
    who: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Todo:
    """A box to tick before the decision."""

    what: Line
    who: str
    due: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Supposed:
    """What is taken for true until somebody checks."""

    what: Line
    who: str
    if_wrong: Line


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """A line of the contents, with the anchor of its section."""

    title: str
    anchor: str


@dataclass(frozen=True, slots=True, kw_only=True)
class TaskRow:
    """A task under its owner; `sign` is law, decision, opening or empty."""

    date: str
    what: Line
    sign: str
    mark: str
    who: str
    done_when: Line
    grounds: Grounds
    """Why it is there and then: unfolded in a window, left out on paper."""
    state: Line = NOTHING
    """What was reported of it; empty for what is to do."""


@dataclass(frozen=True, slots=True, kw_only=True)
class TaskGroup:
    """Tasks of a page that stand together: of one role, one community, one wave. `title` may be empty;
    `note` says why a wave is as it is."""

    title: str
    rows: tuple[TaskRow, ...]
    note: Line


@dataclass(frozen=True, slots=True, kw_only=True)
class RiskRow:
    """A risk; `level` is likelihood times impact, 1 to 25, `weight` says it in words."""

    title: Line
    level: int
    weight: str
    sign: Line
    response: Line
    who: str


@dataclass(frozen=True, slots=True, kw_only=True)
class MeasureRow:
    """A measure of a group: what is divided by what, when, what is hoped for, on which evidence, within
    which limit. `stop` is empty unless the measure can end the pilot."""

    title: Line
    counted: Line
    read_on: str
    target: Line
    stop: str
    limit: Line


@dataclass(frozen=True, slots=True, kw_only=True)
class OutlookRow:
    """What is hoped for of a measure, what others published of the same kind, and what was read here."""

    title: Line
    target: Line
    published: Line
    actual: Line


@dataclass(frozen=True, slots=True, kw_only=True)
class AssumptionRow:
    """An assumption, who checks it and how, what it changes; `critical`: the first opening rests on it."""

    what: Line
    who: str
    todo: Line
    if_wrong: Line
    critical: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class SourceRow:
    """A numbered source; `address` is empty or an http(s) address."""

    number: int
    title: Line
    published: str
    says: Line
    limits: Line
    address: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ActRow:
    """An act asked of the sponsor; `due` is the answer once there is one."""

    number: int
    what: Line
    due: str
    time: str
    otherwise: Line


@dataclass(frozen=True, slots=True, kw_only=True)
class OptionRow:
    """A way to go; `cost` holds hours a week and money, or when the quote comes."""

    title: str
    recommended: bool
    recommended_label: str
    cost: Line
    gain: Line
    risk: Line


@dataclass(frozen=True, slots=True, kw_only=True)
class MilestoneRow:
    """A milestone of the brief; `mark` is the word law, or empty."""

    date: str
    mark: str
    text: Line


@dataclass(frozen=True, slots=True, kw_only=True)
class ObjectionRow:
    """What will be asked, and the answer."""

    says: Line
    answer: Line


@dataclass(frozen=True, slots=True, kw_only=True)
class BriefMeasure:
    """What is read after so many days; `when` is printed in bold before it."""

    when: str
    text: Line


@dataclass(frozen=True, slots=True, kw_only=True)
class DecisionRow:
    """A line of the decision log; `what` is “No. 1 (act 1)”.

    `answer` and `given`, when and by whom, are written by hand until they are reported.
    """

    what: str
    due: str
    answer: Line = NOTHING
    given: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class NoteRow:
    """A numbered note: publisher, year, limits."""

    number: int
    text: Line
    address: str


@dataclass(frozen=True, slots=True, kw_only=True)
class RaciRow:
    """A letter's meaning and its roles."""

    letter: str
    meaning: str
    roles: str


@dataclass(frozen=True, slots=True, kw_only=True)
class RegisterTask:
    """Everything about one task, gate, milestone or recurring work."""

    id: str
    title: Line
    kind: str
    state: Line
    """All that was reported of it; empty where the plan is not under way."""
    dates: str
    duration: str
    slack: str
    critical: bool
    fixed_by: Line
    raci: tuple[RaciRow, ...]
    effort: str
    after: tuple[str, ...]
    """Ids of what it waits for."""
    done_when: Passage
    note: Passage
    reasons: Line
    adjusted: Line
    """Why another playbook made it longer or shorter."""
    evidence: Line
    origin: str


@dataclass(frozen=True, slots=True, kw_only=True)
class WaveRow:
    """Communities that open together, all of them, and why these and no more."""

    title: str
    communities: Line
    people: str
    why: Line


@dataclass(frozen=True, slots=True, kw_only=True)
class UnconfirmedRow:
    """Something whose last day has passed, and of which nobody has reported anything."""

    date: str
    what: Line
    who: str


@dataclass(frozen=True, slots=True, kw_only=True)
class RegisterPhase:
    """A phase and its tasks."""

    title: str
    anchor: str
    tasks: tuple[RegisterTask, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class KitView:
    """What a community starts with."""

    community: Line
    members: Passage
    roles: Passage
    first_posts: tuple[Passage, ...]
    rituals: tuple[Passage, ...]
    pitfalls: tuple[Passage, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class MessageView:
    """A message in full."""

    id: str
    from_: str
    channels: str
    subject: Line
    body: Passage


@dataclass(frozen=True, slots=True, kw_only=True)
class RegisterAsk:
    """An act asked or offered, of any role; `answer` is whole, and empty until there is one."""

    what: Line
    answer: Line
    of: str
    role: str
    due: str
    time: str
    otherwise: Line


@dataclass(frozen=True, slots=True, kw_only=True)
class RegisterObjection:
    """An objection with those it comes from."""

    heard_from: str
    says: Line
    answer: Line


@dataclass(frozen=True, slots=True, kw_only=True)
class EffortRow:
    """All the planned effort of a role."""

    role: str
    name: str
    total: str


@dataclass(frozen=True, slots=True, kw_only=True)
class StaffingRow:
    """A role's people and their hours a week together."""

    role: str
    people: str
    before: str
    after: str


@dataclass(frozen=True, slots=True, kw_only=True)
class StaffingTable:
    """The weekly bill of a stage; the last row is the total."""

    title: str
    rows: tuple[StaffingRow, ...]
    total: StaffingRow
    short: Line
    """That the hours given are below the guide's floor: empty when they are not."""


@dataclass(frozen=True, slots=True, kw_only=True)
class InputRow:
    """What the plan was made from."""

    name: str
    value: str


@dataclass(frozen=True, slots=True, kw_only=True)
class LeftOut:
    """Work that the project team leaves out, and why."""

    title: Line
    why: Line
    id: str
