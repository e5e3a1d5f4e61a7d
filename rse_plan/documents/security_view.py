"""What security needs before it signs: flows, leavers, rights, logs, export, and the risk that is left."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from rse_plan.documents.folio import Choices, Framed, Piece, Row, Said
from rse_plan.documents.folio_parts import row, table
from rse_plan.documents.mine import Mine
from rse_plan.documents.tables import risk_row, shared_risks
from rse_plan.documents.telling import Telling
from rse_plan.documents.topics import EXPORT, LEAVERS, LOGS, RIGHTS, of_topic
from rse_plan.documents.tree import line, strong
from rse_plan.documents.unknowns import Unknowns
from rse_plan.documents.view_parts import reader_pieces, tasks, titled
from rse_plan.planning.plan import State

OWNERS = ("security", "it", "dpo")
"""Whose risks are weighed before somebody signs for what is left."""


@dataclass(frozen=True, slots=True)
class Flow:
    """Data on their way; `question` holds what is known of it, `role` knows the rest."""

    data: str
    origin: str
    to: str
    role: str
    question: str = ""


FLOWS = (
    Flow("Accounts: name, job, site, language", "HR record, then directory", "network", "hr"),
    Flow("Sign-in", "the organisation’s directory", "network", "it", "platform.sso"),
    Flow(
        "Messages, files, members", "members’ devices", "the publisher’s servers", "dpo", "platform.hosting"
    ),
    Flow(
        "Notifications on phones",
        "the publisher’s servers",
        "phone makers’ services",
        "it",
        "platform.mobile",
    ),
    Flow(
        "Activity logs and statistics",
        "network",
        "administrators, community managers",
        "dpo",
        "legal.individual_stats",
    ),
    Flow(
        "What AI functions read",
        "messages and files",
        "the publisher or its processors",
        "it",
        "organisation.ai_functions",
    ),
    Flow("Access for assistance", "network", "the publisher’s support staff", "security"),
    Flow("Export and archive", "network", "the organisation’s storage", "it"),
)


def security_pieces(telling: Telling, found: Mine) -> Iterator[Piece]:
    """The security view; what is security’s own work stands once, under its tasks."""
    yield from reader_pieces(telling, found, _own(telling, found))


def _own(telling: Telling, found: Mine) -> Iterator[Piece]:
    asked = Unknowns(telling)
    yield from titled(telling, "Data flows to examine", (_flows(telling, asked),))
    for title, refs in (
        ("Arrivals, moves and departures", LEAVERS),
        ("Administrators’ rights and settings", RIGHTS),
        ("Logs and statistics", LOGS),
        ("Export test and way out", EXPORT),
    ):
        yield from titled(telling, title, _others(telling, title, refs, found))
    yield from titled(telling, "Residual risk to sign", _residual(telling))


def _flows(telling: Telling, asked: Unknowns) -> Piece:
    columns = (("Data", 26), ("From where", 22), ("To where", 24), ("What is known", 28))
    rows = (_flow(telling, asked, flow) for flow in FLOWS)
    return table(telling.words, telling.words.say("Data flows to examine"), columns, rows)


def _flow(telling: Telling, asked: Unknowns, flow: Flow) -> Row:
    words, data = telling.words, telling.words.say(flow.data)
    shown = telling.plan.facts.get(flow.question)
    told = asked.fact(flow.question, flow.role) if shown is not None else asked.asked(data, flow.role)
    if shown is not None and shown.state is State.ANSWERED:
        told = words.sentence(
            "{name}: {value}", name=shown.name.in_(words.language), value=words.value(shown)
        )
    return row(strong(data), words.say(flow.origin), words.say(flow.to), told)


def _others(telling: Telling, title: str, refs: Sequence[str], found: Mine) -> Iterator[Piece]:
    items = [item for item in of_topic(telling.plan, refs) if item not in found.does]
    yield from tasks(telling, title, items, who=True)


def _residual(telling: Telling) -> Iterator[Piece]:
    """What is left once the responses are in place, and a place to sign it."""
    words = telling.words
    groups = [group for group in shared_risks(telling) if group[0].item.owner in OWNERS]
    told = [risk_row(telling, group) for group in groups]
    if told:
        columns = (("Risk", 30), ("Response", 34), ("Who", 14), ("What is left, accepted by", 22))
        rows = (row(strong(each.title), each.response, each.who, "") for each in told)
        yield table(words, words.say("Residual risk to sign"), columns, rows)
    question = words.say("I have read what is left of each risk, and:")
    answers = (
        words.say("I accept it"),
        words.say("I accept it on conditions"),
        words.say("I do not accept it"),
    )
    signature = words.say("{role}, name, date:", role=words.capital(telling.role("sponsor")))
    yield Framed((Said(strong(question)), Choices(answers), Said(line(signature))))
