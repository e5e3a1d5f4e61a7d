"""One answer to how far work is: `check`, `progress` and the documents say the same of the same reports."""

from __future__ import annotations

from datetime import date

import pytest
from planning.planned import ANSWERS, answers_of, document, library_of, playbook

from rse_plan.documents.decisions import taken
from rse_plan.documents.standing import standing, standing_whole, unconfirmed
from rse_plan.documents.telling import Telling
from rse_plan.documents.words import Words
from rse_plan.library import Sourced
from rse_plan.model.progress import ProgressFile, read_progress
from rse_plan.pipeline import followed, grounded, prepare, remade
from rse_plan.planning.course import Course
from rse_plan.planning.levelling.effort import STANDARD
from rse_plan.planning.pending import Pending, pending
from rse_plan.planning.plan import Plan
from rse_plan.planning.standing import Stand
from rse_plan.tracking.overview import Overview, overview

TODAY = date(2027, 1, 25)
TASKS = """
    id: inventory, duration: 5d
    id: offers, duration: 2d
    id: contract, duration: 2d, needs: [offers], decides: purchase
    kind: gate, gate: decision, id: mandate, lead_time: {base: 1cw}
"""
ASKS = """\
asks:
  - id: sign
    phase: prepare
    role: support
    do: {en: Sign, fr: Signer}
    minutes: 15
    due: {on: contract}
    decides: purchase
"""


def told(*lines: str, asks: str = ASKS) -> tuple[Pending, Overview, Plan]:
    """What `check`, `progress` and a plan for documents know after some reports, on TODAY."""
    file = _file(lines)
    library = library_of(playbook(TASKS) + asks)
    answers = answers_of(ANSWERS, library)
    course = grounded(answers, library, STANDARD, Course(TODAY, None, file))
    kept = followed(answers, library, STANDARD, course)
    plan = remade(answers, library, STANDARD, kept)
    ready = prepare(answers, library, course=kept)
    return pending(ready, plan, course), overview(file.value, plan, TODAY), plan


def _file(lines: tuple[str, ...]) -> Sourced[ProgressFile]:
    items = "".join(f"  - {{{line}}}\n" for line in lines if "answer:" not in line)
    decisions = "".join(f"  - {{{line}}}\n" for line in lines if "answer:" in line)
    text = "kind: progress\nformat: 1\n"
    text += f"items:\n{items}" if items else ""
    text += f"decisions:\n{decisions}" if decisions else ""
    read = read_progress(document(text, "progress.yaml"))
    assert read.value is not None
    assert read.diagnostics == ()
    return Sourced(read.value, read.document)


def stand(plan: Plan, id_: str) -> Stand:
    found = standing(Telling(plan, Words("en")), next(item for item in plan.items if item.id == id_))
    assert found is not None
    return found.stand


@pytest.mark.parametrize(
    "lines",
    [
        ("id: own/inventory, started: 2027-01-05",),
        ("id: own/inventory, done: 2027-01-08", 'id: own/sign, answer: "yes", on: 2027-01-12'),
        ("id: own/inventory, done: 2027-01-08", 'id: own/contract, answer: "no", on: 2027-01-12'),
        ("id: own/inventory, blocked: 2027-01-06, reason: nobody answers",),
        ("id: own/inventory, done: 2027-01-08", "id: own/sign, answer: later, on: 2027-01-12"),
    ],
    ids=["begun", "the ask", "the work", "blocked", "put off"],
)
def test_the_same_is_not_confirmed_wherever_it_is_told(lines: tuple[str, ...]) -> None:
    found, shown, plan = told(*lines)
    ids = {item.id for item in found.unconfirmed}
    assert {item.id for item in shown.overdue} == ids
    telling = Telling(plan, Words("en"))
    assert {item.id for group in unconfirmed(telling) for item in group} == ids


def test_progress_waits_for_what_check_waits_for() -> None:
    found, shown, _ = told("id: own/inventory, done: 2027-01-08")
    due = [one.id for one in found.waiting if one.due < TODAY]
    # The mandate is work that ends with a decision which nobody is asked for.
    assert [one.id for one in shown.waiting] == due == ["own/sign", "own/mandate"]
    for settled in ('id: own/contract, answer: "yes", on: 2027-01-12', "id: own/contract, done: 2027-01-12"):
        assert [one.id for one in told(settled)[1].waiting] == ["own/mandate"]


def test_what_was_put_off_on_the_ask_and_then_decided_on_the_work_is_decided() -> None:
    found, _, plan = told(
        "id: own/sign, answer: later, on: 2027-01-08", 'id: own/contract, answer: "yes", on: 2027-01-12'
    )
    assert "own/contract" not in [item.id for item in found.unconfirmed]
    assert stand(plan, "own/contract") is Stand.DONE
    answer = taken(plan, plan.asks[0])
    assert answer is not None
    assert (answer.answer, answer.on) == ("yes", date(2027, 1, 12))


def test_what_was_decided_and_then_put_off_waits_in_the_plan_and_in_every_telling() -> None:
    """The last day counts, for planning as for what is told."""
    found, shown, plan = told(
        "id: own/inventory, done: 2027-01-08",
        'id: own/sign, answer: "yes", on: 2027-01-12',
        "id: own/contract, answer: later, on: 2027-01-20",
    )
    contract = next(item for item in plan.items if item.id == "own/contract")
    assert contract.finish >= TODAY
    assert stand(plan, "own/contract") is not Stand.DONE
    for waiting in (found.waiting, shown.waiting):
        assert "own/sign" in [one.id for one in waiting]
    answer = taken(plan, plan.asks[0])
    assert answer is not None
    assert (answer.answer, answer.on) == ("later", date(2027, 1, 20))


def test_what_is_decided_is_no_longer_late_though_its_work_was_blocked() -> None:
    blocked = "id: own/contract, blocked: 2027-01-06, reason: no offer"
    found, _, plan = told(blocked)
    assert [one.item.id for one in found.late] == ["own/contract"]
    found, _, plan = told(blocked, 'id: own/sign, answer: "yes", on: 2027-01-12')
    assert found.late == ()
    assert stand(plan, "own/contract") is Stand.DONE


def test_of_an_answer_that_only_the_lead_reads_it_is_told_that_it_was_given() -> None:
    private = ASKS + "    audience: lead\n"
    found, _, plan = told('id: own/sign, answer: "no", on: 2027-01-12, note: never', asks=private)
    assert "own/contract" not in [item.id for item in found.unconfirmed]
    telling = Telling(plan, Words("en"))
    item = next(item for item in plan.items if item.id == "own/contract")
    assert standing_whole(telling, item).plain == "given on 12 January 2027"
