"""The chapter of a consultation file on data: what is kept, for what, who sees it, how long, against whom."""

from __future__ import annotations

from collections.abc import Iterator

from rse_plan.documents.council_file import CouncilFile
from rse_plan.documents.folio import Piece, Row, Said, Title
from rse_plan.documents.folio_parts import row, table
from rse_plan.documents.tables import shared_measures
from rse_plan.documents.tree import line, strong
from rse_plan.documents.view_parts import facts
from rse_plan.planning.plan import DatedKpi

KINDS = (
    "Account and profile (photo optional)",
    "Messages, comments and files",
    "Sign-in and activity logs",
    "Statistics by group",
    "Reports and moderation",
)
"""Data that every such tool keeps; the rest of each row is the DPO’s to say."""


def data_pieces(file: CouncilFile) -> Iterator[Piece]:
    """What is known, the table to complete, the statistics planned."""
    words, telling, asked = file.words, file.telling, file.unknowns
    yield from facts(
        telling,
        (
            ("Place of the data", asked.fact("platform.hosting", "dpo")),
            ("Impact assessment", asked.fact("legal.dpia", "dpo")),
            ("Individual figures", asked.fact("legal.individual_stats", "hr")),
            (
                "Individual use",
                line(
                    words.say("No message, silence or reaction is used to appraise, pay or promote anybody.")
                ),
            ),
        ),
    )
    yield Title(line(words.say("Data processed")), 2)
    columns = (
        ("Data", 26),
        ("What for", 18),
        ("Who sees it", 18),
        ("Kept for", 14),
        ("May it be used against a person?", 24),
    )
    what = words.say("data processed: purpose, readers, retention, use against a person")
    yield Said(words.sentence("Columns left blank: {mark}.", mark=asked.asked(what, "dpo")))
    yield table(
        words,
        words.say("Data processed"),
        columns,
        (row(strong(words.say(kind)), "", "", "", "") for kind in KINDS),
    )
    yield from _statistics(file)


def _statistics(file: CouncilFile) -> Iterator[Piece]:
    """What would be counted, of which group at least, when it would be read."""
    words, telling = file.words, file.telling
    found = shared_measures(telling)
    if not found:
        return
    yield Title(line(words.say("Statistics planned")), 2)
    columns = (("Measure", 26), ("What is counted", 42), ("Smallest group", 15), ("First read on", 17))
    yield table(words, words.say("Statistics planned"), columns, (_statistic(file, kpi) for kpi in found))
    readers = file.unknowns.asked(words.say("who reads each statistic"), "dpo")
    yield Said(words.sentence("Who reads each of them: {mark}.", mark=readers))


def _statistic(file: CouncilFile, kpi: DatedKpi) -> Row:
    words, item = file.words, kpi.chosen.item
    day = words.date(kpi.due) if kpi.due else words.say("no date")
    counted = words.line(kpi.chosen.word(item.measure)) if item.measure else line("")
    least = words.count("1 person", "{count} people", item.min_group)
    title = strong(words.text(kpi.chosen.word(item.title))) + file.telling.cite(*item.because)
    return row(title, counted, least, day)
