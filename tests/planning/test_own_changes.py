"""What the answers change and add themselves: the plan follows, and every fault is told at its place."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest
from planning.explained import Asked
from planning.planned import ANSWERS, document, library_of, playbook, said

from rse_plan.errors import UserError
from rse_plan.library import Library
from rse_plan.library.with_answers import answers_in
from rse_plan.model.answers import Answers
from rse_plan.pipeline import plan, prepare
from rse_plan.planning.hashes import hash_answers
from rse_plan.planning.health import health
from rse_plan.planning.plan import Plan, Planned
from rse_plan.planning.traced import TracedSheet

WORK = playbook(
    """\
id: file, duration: 2d, effort: {it: 1d, hr: 4h}
id: meeting, duration: 1d, needs: [file], note: {en: First, fr: Premier}
id: law, kind: gate, gate: works-council, because: [fr-l2312-8], lead_time: {base: 1mo}, needs: [file]
id: wait, kind: gate, gate: other, lead_time: {base: 5d, cases: [{when: organisation.headcount > 5, to: 9d}]}
id: open, kind: milestone, opens: users, for_each: communities, needs: [law, meeting]
id: late, duration: 1d, place: late, before: {task: open}
""",
    id_="book",
)
CHANGES = """\
kind: playbook
format: 1
id: context
title: {en: Context, fr: Contexte}
adjust:
  - {item: book/file, duration: {times: 2}, why: {en: Many, fr: Beaucoup}}
  - {item: book/meeting, skip: true, why: {en: Known, fr: Connu}}
"""


def library(*playbooks: str) -> Library:
    return library_of(*(playbooks or (WORK,)))


def read(own: str, of: Library, answers: str = ANSWERS) -> tuple[Answers, list[str]]:
    found, faults = answers_in(document(answers + own, "answers.yaml"), of)
    return found, said(faults)


def planned(own: str, *playbooks: str, answers: str = ANSWERS) -> Plan:
    of = library(*playbooks)
    found, faults = read(own, of, answers)
    assert faults == []
    return plan(found, of)


def one(made: Plan, id_: str) -> Planned:
    return next(item for item in made.items if item.id == id_)


def adjust(*entries: str) -> str:
    return "adjust:\n" + "".join(f"  - {{{entry}}}\n" for entry in entries)


# --- what is changed ---


def test_lengths_are_changed_after_the_playbooks() -> None:
    times = planned(adjust("item: book/file, duration: {add: 1d}"), WORK, CHANGES)
    assert one(times, "book/file").days == 5
    plain = planned(adjust("item: book/file, duration: 3d"), WORK, CHANGES)
    assert one(plain, "book/file").days == 3


def test_work_that_a_playbook_leaves_out_is_kept_when_the_answers_say_so() -> None:
    assert "book/meeting" not in [item.id for item in planned("", WORK, CHANGES).items]
    kept = planned(adjust("item: book/meeting, skip: false, why: We need it"), WORK, CHANGES)
    assert one(kept, "book/meeting").chosen.adjusted[-1].own


def test_a_skipped_item_is_told_and_its_followers_go_on_without_it() -> None:
    made = planned(adjust("item: book/meeting, skip: true, why: It took place"))
    assert [chosen.id for chosen in made.left_out] == ["book/meeting"]
    assert "book/meeting" not in {link.item for link in one(made, "book/open@finance").needs}


def test_whoever_waited_for_what_is_left_out_is_named_at_the_entry() -> None:
    of = library()
    found, _ = read(adjust("item: book/meeting, skip: true, why: It took place"), of)
    lost = [each for each in health(prepare(found, of), plan(found, of)) if each.rule == "conditional-need"]
    assert [(each.span.path, each.span.line) for each in lost] == [("answers.yaml", 8)]
    assert "book/open waits for book/meeting, which you leave out" in str(lost[0].message)


def test_the_owner_takes_the_place_and_the_effort_of_the_first() -> None:
    before, after = (
        one(planned(own), "book/file") for own in ("", adjust("item: book/file, owner: hr, why: No time"))
    )
    assert (before.owner, after.owner) == ("it", "hr")
    assert after.item.raci.accountable == ("it",)
    assert after.effort == {"hr": 7 * 60 + 4 * 60}
    assert sum(before.effort.values()) == sum(after.effort.values())


def test_title_and_note_are_the_leads_own_words_with_what_fills_them() -> None:
    own = adjust('item: book/meeting, title: "Meet at {{ organisation.name }}", note: {en: Then, fr: Puis}')
    item = one(planned(own), "book/meeting")
    assert item.item.note is not None
    assert (item.item.note.en, item.item.note.fr) == ("First\n\nThen", "Premier\n\nPuis")
    assert item.title.values["organisation.name"].value == "Acme"
    assert item.item.title.en == item.item.title.fr


def test_what_is_said_of_one_instance_wins_over_what_is_said_of_all() -> None:
    answers = ANSWERS.replace(
        "calendar:", "  - {id: sales, name: Sales, members: 9, use_case: knowledge-sharing}\ncalendar:"
    )
    entries = ("item: book/open, title: All, note: N", "item: book/open@sales, title: Sales first")
    for given in (entries, entries[::-1]):
        made = planned(adjust(*given), answers=answers)
        titles = {item.id: item.item.title.en for item in made.items if item.opens}
        assert titles == {"book/open@finance": "All", "book/open@sales": "Sales first"}
        assert one(made, "book/open@sales").item.note is not None


def test_what_one_sheet_has_found_is_not_taken_over_by_other_changes() -> None:
    of = library()
    plain, _ = read("", of)
    changed, _ = read(adjust("item: book/file, duration: 9d"), of)
    sheet = TracedSheet(plain, of)
    sheet.once(("x",), lambda: 1)
    assert sheet.varied(changed).once(("x",), lambda: 2) == 2


# --- days ---


def test_a_task_starts_on_its_day_or_as_soon_as_its_needs_allow_and_not_just_in_time() -> None:
    made = planned(
        adjust(
            "item: book/late, start: 2027-01-20, why: The room",
            "item: book/meeting, start: 2027-01-05, why: Soon",
        )
    )
    assert one(made, "book/late").start == date(2027, 1, 20)
    assert one(made, "book/late").bound.kind == "pinned"
    assert one(made, "book/meeting").start == date(2027, 1, 6)


def test_a_day_that_is_closed_becomes_the_next_open_one() -> None:
    made = planned(adjust("item: book/late, start: 2027-01-23, why: A Saturday"))
    assert one(made, "book/late").start == date(2027, 1, 25)


def test_a_gate_ends_on_its_day_or_on_that_of_its_trigger() -> None:
    made = planned(adjust("item: book/wait, finish: 2027-03-01, why: They meet"))
    assert one(made, "book/wait").finish == date(2027, 3, 1)
    assert one(made, "book/wait").lead is None


def test_a_plain_lead_time_holds_in_every_case() -> None:
    found = one(planned(adjust("item: book/wait, lead_time: 2d")), "book/wait")
    assert found.lead is not None
    assert (str(found.lead.taken), found.lead.why, found.lead.others) == ("2d", None, ())


# --- the law ---


def test_a_delay_of_the_law_can_be_longer_by_date_and_by_length() -> None:
    by_date = planned(adjust("item: book/law, finish: 2027-04-01, why: They meet"))
    assert one(by_date, "book/law").finish == date(2027, 4, 1)
    assert one(by_date, "book/law").bound.kind == "pinned"
    assert one(by_date, "book/open@finance").start > date(2027, 4, 1)
    longer = planned(adjust("item: book/law, lead_time: {times: 2}"))
    assert one(longer, "book/law").finish == date(2027, 3, 5)


@pytest.mark.parametrize(
    "change",
    ["skip: true", "lead_time: 3cw", "lead_time: 20d", "lead_time: {times: 0.5}", "finish: 2027-01-20"],
)
def test_a_delay_of_the_law_is_shortened_by_counsel_alone(change: str) -> None:
    entry = f"item: book/law, {change}, why: In a hurry"
    _, faults = read(adjust(entry), library())
    assert len(faults) == 1
    assert faults[0].startswith("8:")
    _, faults = read(adjust(f"{entry}, legal_basis: Counsel says so"), library())
    assert faults == []


def test_what_sets_off_a_delay_of_the_law_is_left_out_where_counsel_has_spoken_alone() -> None:
    """Without it the delay would run from the plan's first day."""
    alone = "item: book/file, skip: true, why: We have one"
    _, faults = read(adjust(alone), library())
    assert [one.partition(":")[0] for one in faults] == ["8"]
    assert "“book/file” sets off “book/law”, a delay of the law" in faults[0]
    law = "item: book/law, finish: 2027-01-20, why: Heard, legal_basis: Counsel says so"
    _, faults = read(f"adjust:\n  - {{{alone}}}\n  - {{{law}}}\n", library())
    assert faults == []


def test_a_day_before_the_laws_that_only_the_plan_shows_is_refused_too() -> None:
    of = library()
    found, faults = read(adjust("item: book/law, finish: 2027-02-03, why: z"), of)
    assert faults == []
    with pytest.raises(UserError, match="cannot end on 3 February 2027") as refusal:
        plan(found, of)
    assert refusal.value.span is not None
    assert (refusal.value.span.line, refusal.value.span.column) == (8, 30)


def test_an_opening_before_the_opinion_is_an_error_whatever_the_answers_move() -> None:
    """`start` never goes before a need; without the need, the rule of semantics 16 holds."""
    free = WORK.replace("needs: [law, meeting]", "needs: [meeting]")
    made = planned(adjust("item: book/open, start: 2027-01-11, why: z"), free)
    assert [each.rule for each in made.warnings if each.severity == "error"] == ["pilot-before-opinion"]


# --- what is added ---

ADDED = """\
add:
  - id: own/visit
    phase: prepare
    title: Visit the store
    raci: {R: it, A: business}
    duration: 2d
    effort: {it: 1d}
    needs: [book/file]
    before: {task: book/open}
  - {id: toast, kind: milestone, phase: prepare, title: Toast, needs: [visit], raci: {R: it, A: it}}
"""


def test_own_work_is_planned_between_what_it_needs_and_what_needs_it() -> None:
    made = planned(ADDED)
    file, visit, opening = (one(made, id_) for id_ in ("book/file", "own/visit", "book/open@finance"))
    assert file.finish < visit.start
    assert "own/visit" in {link.item for link in opening.needs}
    assert one(made, "own/toast").start >= visit.finish
    assert (visit.chosen.origin.playbook, visit.chosen.origin.span.path) == ("own", "answers.yaml")
    assert visit.chosen.origin.span.line == 8


def test_why_explains_own_work_and_what_is_left_out() -> None:
    of = library()
    found, _ = read(ADDED + adjust("item: book/meeting, skip: true, why: Done"), of)
    asked = Asked(found, of, plan(found, of), prepare(found, of))
    assert asked.why("visit").origin.span.line == 8
    assert [change.own for change in asked.why_not("meeting").skipped] == [True]
    assert asked.why_not("meeting").remedies == ()


def test_own_work_can_be_adjusted_like_any_other() -> None:
    made = planned(ADDED + adjust("item: own/visit, duration: 5d"))
    assert one(made, "own/visit").days == 5


def test_a_playbook_may_not_have_the_id_of_own_work() -> None:
    _, faults = read(ADDED, library(playbook("id: x, duration: 1d")))
    assert len(faults) == 1
    assert "7:1 duplicate-id" in faults[0]


def test_the_hash_counts_changes_and_not_their_order() -> None:
    of = library()
    entries = ("item: book/file, duration: 9d", "item: book/meeting, title: T")
    plain, one_way, other_way = (
        hash_answers(read(own, of)[0]) for own in ("", adjust(*entries), adjust(*entries[::-1]))
    )
    assert one_way == other_way != plain
    assert hash_answers(read(ADDED, of)[0]) not in (plain, one_way)
    empty, _ = read("adjust: []\nadd: []\n", of)
    assert hash_answers(empty) == plain


def test_the_library_with_own_work_is_made_once() -> None:
    of = library()
    found, _ = read(ADDED, of)
    assert of.with_added(found.own.added) is of.with_added(found.own.added)
    assert of.with_added(None) is of
    assert replace(found) == found


# --- faults ---

FAULTS = {
    "item: book/fil, duration: 1d": "8:12 unknown-reference: no item is called “book/fil”",
    "item: meeting, duration: 1d": "8:12 unknown-reference: no item is called “meeting”",
    "item: book/file@finance, duration: 1d": "8:12 unknown-reference: “book/file@finance” is no instance of",
    "item: book/open@financ, title: x": "8:22 unknown-reference: the answers have no “financ”",
    "item: book/open, duration: 1d": "8:23 wrong-value: “duration” does not fit: this is a milestone",
    "item: book/file, finish: 2027-03-01, why: x": "8:23 wrong-value: “finish” does not fit: this is a task",
    "item: book/file, lead_time: 1mo": "8:23 wrong-value: “lead_time” does not fit: this is a task",
    "item: book/file, duration: {add: 1w}": "8:39 wrong-value: the item's own amounts of time are in",
    "item: book/file, owner: itt": "8:30 unknown-role: no role is called “itt”",
    "item: book/file, owner: works-council": "8:30 wrong-value: a works council is consulted",
    "item: book/file, effort: {to: {nobody: 1d}}": "8:37 unknown-role: no role is called “nobody”",
    "item: book/file, start: 2026-12-01, why: x": "8:30 wrong-value: 1 December 2026 is before the start",
    "item: book/file, start: 2027-02-30, why: x": "8:30 wrong-value: “2027-02-30” is not a date",
    "item: book/file, start: 2027-02-03": "8:6 missing-key: the key “why” is missing",
    "item: book/file, skip: true": "8:6 missing-key: the key “why” is missing",
    "item: book/file, why: x": "8:5 wrong-value: this entry changes nothing",
    "item: book/file, titel: x": "8:23 unknown-key: the key “titel” is not known here",
    "item: book/file, title: x, when: known(team.budget)": "8:33 unknown-key: the key “when” is not",
    "item: book/file, title: x, legal_basis: y": "8:33 wrong-value: “book/file” rests on no law",
    'item: book/file, title: "{{ sponsor.attitude }}"': "8:34 wrong-value: “sponsor.attitude” is for",
    'item: book/file, title: "{{ community.name }}"': "8:34 unknown-reference: “community.name” has no",
    'item: book/file, title: "{{ a.b }}"': "8:34 unknown-reference: no question sets “a.b”",
}


@pytest.mark.parametrize(("entry", "fault"), FAULTS.items())
def test_one_fault_gives_one_finding_at_its_place(entry: str, fault: str) -> None:
    _, faults = read(adjust(entry), library())
    assert len(faults) == 1, faults
    assert faults[0].startswith(fault)


def test_two_entries_for_one_key_of_one_item_are_a_fault() -> None:
    _, faults = read(adjust("item: book/file, title: x", "item: book/file, note: y, title: z"), library())
    assert faults == ["9:32 duplicate-id: two entries change “title” of “book/file”"]


def test_a_fault_of_an_own_item_hides_none_of_the_others() -> None:
    own = """\
add:
  - {id: own/a, phase: prepar, title: T, raci: {R: it, A: it}, duration: 2d}
  - {id: b, phase: prepare, title: T, raci: {R: it, A: it}, duration: 2d, needs: [a, nope], when: known(x.y)}
  - {id: c, phase: prepare, title: "{{ team.budget }}", raci: {R: it, A: [it, hr]}, duration: 2d}
"""
    _, faults = read(own, library())
    assert {fault.rsplit(": ", fault.count(": "))[0] for fault in faults} == {
        "8:24 wrong-value",
        "9:86 unknown-reference",
        "9:93 unknown-key",
        "10:40 wrong-value",
        "10:74 one-accountable",
    }


def test_an_entry_for_what_the_plan_does_not_hold_says_that_it_does_nothing() -> None:
    made = planned(adjust("item: book/meeting, title: x"), WORK, CHANGES)
    (found,) = [each for each in made.warnings if each.rule == "unknown-reference"]
    assert (found.severity, found.span.line, found.span.column) == ("warning", 8, 12)
    assert str(found.message) == "“book/meeting” is not in this plan: this entry does nothing"


def test_lists_are_wanted() -> None:
    _, faults = read("adjust: {item: book/file}\nadd: 3\n", library())
    assert [fault.split(" ", 1)[0] for fault in faults] == ["7:9", "8:6"]
