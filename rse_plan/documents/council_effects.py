"""The chapter of a consultation file on workload, time, disconnection, training and access."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from rse_plan.documents.council_file import CouncilFile
from rse_plan.documents.folio import Piece, Said, Title, Voice
from rse_plan.documents.folio_parts import row, table
from rse_plan.documents.topics import ACCESS, DISCONNECTION, EXPRESSION, TIME, TRAINING, of_topic
from rse_plan.documents.tree import line, strong
from rse_plan.documents.view_parts import hours_from, tasks
from rse_plan.planning.weekly_bill import Staffing


def effect_pieces(file: CouncilFile) -> Iterator[Piece]:
    """Each effect with the measures planned for it, who answers for them, and how they will be known."""
    words = file.words
    yield Title(line(words.say("Workload")), 2)
    yield from _workload(file)
    for title, refs, role in (
        ("Working time", TIME, "hr"),
        ("Right to disconnect", DISCONNECTION, "hr"),
        ("Training", TRAINING, "training"),
        ("Access for everyone", ACCESS, "it"),
        ("Free expression and protection of persons", EXPRESSION, "hr"),
    ):
        yield Title(line(words.say(title)), 2)
        yield from _measures(file, title, refs, role)


def _measures(file: CouncilFile, title: str, refs: Sequence[str], role: str) -> Iterator[Piece]:
    found = of_topic(file.plan, refs, file.employer.id)
    if found:
        yield from tasks(file.telling, title, found, who=True)
    else:
        words = file.words
        what = words.say("measures planned: {subject}", subject=words.say(title).lower())
        yield Said(file.unknowns.asked(what, role if role in file.plan.roles else "hr"))


def _workload(file: CouncilFile) -> Iterator[Piece]:
    """Hours a week of those who would have a part in it, at each stage."""
    words = file.words
    stages = file.plan.staffing
    kept = stages[:1] if len({stage.members for stage in stages}) < 2 else stages
    for stage in kept:
        yield _stage(file, stage)
    yield Said(
        line(
            words.say(
                "Hours a week, all the people of the role together, before and after the opening: "
                "published benchmarks, to be confirmed with those concerned."
            )
        ),
        Voice.ASIDE,
    )
    others = words.say("time of members and of their managers; work taken off in exchange")
    yield Said(
        words.sentence(
            "Members, who read and write if they wish: {mark}.", mark=file.unknowns.asked(others, "hr")
        )
    )


def _stage(file: CouncilFile, stage: Staffing) -> Piece:
    words, telling = file.words, file.telling
    wording = "Pilot, {count} members" if stage.stage == "pilot" else "Everyone, {count} members"
    title = words.say(wording, count=words.number(stage.members))
    columns = (("Role", 43), ("People", 15), ("Hours a week before", 21), ("Hours a week after", 21))
    rows = [
        row(
            strong(words.capital(telling.role(each.role))) + hours_from(telling, each.role),
            words.number(each.people),
            words.weekly(each.before),
            words.weekly(each.after),
        )
        for each in stage.rows
    ]
    made = table(words, title, columns, rows)
    return type(made)(made.caption, made.columns, made.rows, made.shares, shown=True)
