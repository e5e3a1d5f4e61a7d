"""The documents of a plan under way: what was reported, what was decided, what nobody has confirmed."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date
from functools import cache

import pytest
from under_way import BLOCKED, MONTHS, REASON, month, plain_of, plan_on, unbroken

from examples import LANGUAGES, example_plan
from rse_plan.documents import brief_view, plan_view, register_view
from rse_plan.documents.audiences import audiences_of
from rse_plan.documents.calendars import describe as calendars_of
from rse_plan.documents.deck_view import describe as deck_of
from rse_plan.documents.gantt import chart
from rse_plan.documents.mermaid import mermaid
from rse_plan.documents.opening import describe_opening
from rse_plan.documents.phase_chart import phase_charts
from rse_plan.documents.reader_folios import reader_folios
from rse_plan.documents.sheets_view import describe as sheets_of
from rse_plan.documents.standing import standing, standing_mark, standing_whole, unconfirmed
from rse_plan.documents.task_grounds import fixed_by
from rse_plan.documents.telling import Telling
from rse_plan.documents.views import BriefView, PageOne, RegisterView
from rse_plan.documents.words import Words
from rse_plan.planning.plan import Later, Plan, Planned
from rse_plan.planning.standing import Stand


@cache
def brief(number: int, language: str = "fr") -> BriefView:
    return brief_view.describe(month(number), Words(language))


@cache
def page_one(number: int, language: str = "fr") -> PageOne:
    return plan_view.describe(month(number), Words(language)).page_one


@cache
def register(number: int, language: str = "fr") -> RegisterView:
    return register_view.describe(month(number), Words(language))


def item(plan: Plan, id_: str) -> Planned:
    return next(each for each in plan.items if each.id == id_)


def said(number: int, id_: str, language: str = "fr") -> tuple[str, str]:
    """The short and the whole words of an item's state."""
    plan = month(number)
    telling, found = Telling(plan, Words(language)), item(plan, id_)
    return unbroken(standing_mark(telling, found).plain), unbroken(standing_whole(telling, found).plain)


# States


@pytest.mark.parametrize(
    ("number", "id_", "english", "french"),
    [
        (1, "framing/interviews", "under way since 5 January 2027", "en cours depuis le 5 janvier 2027"),
        (3, "framing/use-cases", "done 22 January 2027", "fait le 22 janvier 2027"),
        (3, "charter/draft-charter", "not confirmed", "non confirmé"),
        (3, "charter/charter-ready", "to do", "à faire"),
        (6, "pilot-by-communities/open@boite-a-idees", "opened 28 April 2027", "ouvert le 28 avril 2027"),
        (6, "fr-works-council/council-opinion@weldom", "ended 5 April 2027", "terminé le 5 avril 2027"),
        (6, "pilot-by-communities/decide-pilot@wave-1", "yes on 6 April 2027", "oui le 6 avril 2027"),
    ],
)
def test_the_state_of_an_item_in_whole_words(number: int, id_: str, english: str, french: str) -> None:
    assert (said(number, id_, "en")[1], said(number, id_, "fr")[1]) == (english, french)


def test_what_is_blocked_says_why_and_until_when() -> None:
    short, whole = said(3, BLOCKED)
    assert short.startswith("bloqué depuis le 1er mars : l’éditeur n’a pas répondu au questionnaire")
    assert short.endswith("…")
    assert whole == f"bloqué depuis le 1er mars 2027 : {REASON}. Reprise attendue à partir du 12 avril 2027."
    assert said(3, BLOCKED, "en")[1].endswith(f": {REASON}. Expected to go on from 12 April 2027.")


def test_a_plan_that_nothing_has_happened_to_says_nothing_of_states() -> None:
    plan = example_plan("weldom")
    telling = Telling(plan, Words("fr"))
    assert {standing(telling, each) for each in plan.items} == {None}
    assert chart(plan, telling.words, date(2027, 3, 8)).stands == ()
    assert register_view.describe(plan, telling.words).unconfirmed == ()


def test_what_was_put_off_is_not_done() -> None:
    plan = plan_on(
        date(2027, 2, 1), decisions="  - {id: sponsor-mandate/approve-study, answer: later, on: 2027-01-22}\n"
    )
    telling = Telling(plan, Words("fr"))
    found = standing(telling, item(plan, "sponsor-mandate/decide-to-study"))
    assert found is not None
    assert found.stand is not Stand.DONE
    view = brief_view.describe(plan, telling.words)
    assert "vous avez reporté votre réponse" in view.essential.plain
    assert view.reply is not None
    assert "n° 1" in unbroken(view.reply.question.plain)
    assert [unbroken(row.answer.plain) for row in view.log][:1] == ["reporté"]


def test_a_review_that_was_put_off_holds_back_what_waits_for_it() -> None:
    today = date(2027, 8, 25)
    put_off = "  - {id: sponsor-mandate/decide-extension, answer: later, on: 2027-07-12}\n"
    plan = plan_on(today, decisions=put_off)
    assert item(plan, "pilot-by-communities/decide-extension").finish >= today
    assert item(plan, "pilot-by-communities/open@toute-l-enseigne").start > today
    dates = plan_view.describe(plan, Words("fr")).page_one.dates
    assert any("Élargir" in row.what.plain for row in dates)


def test_a_study_that_was_declined_is_not_told_as_if_it_went_on() -> None:
    declined = '  - {id: sponsor-mandate/approve-study, answer: "no", on: 2027-01-22}\n'
    plan = plan_on(date(2027, 2, 1), decisions=declined)
    told = unbroken(brief_view.describe(plan, Words("fr")).essential.plain)
    assert "Il devait servir une chose" in told
    assert "ne vaut que si vous revenez sur cette réponse" in told
    assert "Il servira" not in told
    assert "Vous déciderez" not in told
    opening = plan_view.describe(plan, Words("fr")).page_one.opening
    assert opening is not None
    assert unbroken(opening.date).endswith("dans ce plan, mais étude refusée le 22 janvier")
    english = plan_view.describe(plan, Words("en")).page_one.opening
    assert english is not None
    assert english.date.endswith("in this plan, but the study was declined on 22 January")


@pytest.mark.parametrize(("number", "reserved"), [(3, True), (6, False)])
def test_the_reserve_ends_once_the_council_has_been_heard(number: int, reserved: bool) -> None:
    heading = brief_view.describe(month(number), Words("fr")).heading
    assert (bool(heading.project), bool(heading.consultation)) == (reserved, reserved)


def test_a_decision_on_the_work_itself_counts_too() -> None:
    id_ = "pilot-by-communities/decide-pilot@wave-1"
    plan = plan_on(date(2027, 4, 12), decisions=f'  - {{id: {id_}, answer: "no", on: 2027-04-06}}\n')
    view = brief_view.describe(plan, Words("fr"))
    assert "vous avez décidé de ne pas l’ouvrir" in view.essential.plain
    assert "Il devait servir" in view.essential.plain
    assert "l’étendre" not in view.essential.plain
    opening = plan_view.describe(plan, Words("fr")).page_one.opening
    assert opening is not None
    assert opening.date.endswith("mais refusée le 6 avril")


# Where it is told


def test_after_a_no_what_follows_is_not_told_as_settled() -> None:
    page = page_one(9)
    assert page.opening is not None
    (coming,) = [unbroken(line.plain) for line in page.opening.next if "vague 2" in line.plain]
    assert coming.endswith("dans ce plan, mais refusée le 12 juillet")
    assert any("non le 12 juil." in unbroken(date.what.plain) for date in page.dates)


def test_the_day_of_a_decision_is_assumed_until_it_is_taken() -> None:
    """Nobody is asked to check a day that has come, or told that it cannot be."""
    study = '  - {id: sponsor-mandate/approve-study, answer: "yes", on: 2027-02-03}\n'
    late = "  - {id: framing/interviews, done: 2027-01-25}\n"
    asked = plan_on(date(2027, 2, 1), late, of="lagardere-publicite")
    taken = plan_on(date(2027, 2, 5), late, study, of="lagardere-publicite")
    for plan, is_open in ((asked, True), (taken, False)):
        assert any(one.question == "calendar.decision" for one in plan.assumptions) is is_open
    assert not any(one.rule == "decision-put-off" for one in taken.warnings)


def test_rows_of_the_plan_carry_what_was_reported() -> None:
    view = plan_view.describe(month(3), Words("fr"))
    rows = [row for page in view.readers for group in page.groups for row in group.rows]
    told = {row.what.plain: unbroken(row.state.plain) for row in rows if row.state}
    assert told["Préparer l’accès des personnes sans messagerie"] == "en cours depuis le 15 févr."
    assert not any("non confirmé" in state for state in told.values())


def test_page_one_counts_what_nobody_confirmed_and_the_register_lists_it() -> None:
    telling = Telling(month(3), Words("fr"))
    count = sum(len(group) for group in unconfirmed(telling))
    assert f"{count} échéances passées ne sont pas confirmées" in unbroken(page_one(3).todo_more.plain)
    found = register(3)
    assert found.unconfirmed_note
    assert {row.what.plain for row in found.unconfirmed} >= {"Rédiger la charte d’usage sur une page"}
    assert not {row.what.plain for row in found.unconfirmed} & {"Mener 8 entretiens de 45 minutes"}


@pytest.mark.whole
def test_shared_documents_hold_no_command() -> None:
    for number in MONTHS:
        for view in (page_one(number), brief(number), register(number)):
            assert "rse-plan done" not in str(view)


def test_the_index_is_narrowed_down_by_state() -> None:
    index = register(3).index
    names = [choice.name for choice in index.states]
    assert names == ["bloqué", "en cours", "à faire", "non confirmé", "fait"]
    assert {row.state for row in index.rows} == set(names)


def test_the_drawing_marks_what_was_reported_and_says_so() -> None:
    plan, words = month(3), Words("fr")
    drawn = chart(plan, words, plan.today)
    assert [each.words for each in drawn.stands] == ["fait (barré)", "en cours (rayé)", "bloqué (croix)"]
    stands = {bar.stand for row in drawn.rows for bar in row.bars}
    assert stands == {"", "done", "under-way", "blocked"}
    assert any("travail (bloqué)" in row.what for row in drawn.rows)
    bars = [bar for each in phase_charts(Telling(plan, words), plan.today) for bar in each.rows]
    assert {bar.what for bar in bars if bar.stand == "blocked"} == {"travail, bloqué"}


def test_mermaid_has_its_own_words_for_states() -> None:
    text = mermaid(month(3), Words("fr"))
    assert re.search(r":done, 2027", text)
    assert re.search(r":active, 2027-02-15", text)
    assert re.search(r":crit, 2027-02-10", text)


def test_the_sheet_holds_the_reported_state_and_the_reason() -> None:
    sheet = sheets_of(month(3), Words("fr")).sheet("tasks")
    id_, state, note = (sheet.column(key) for key in ("id", "status", "note"))
    rows = {row[id_]: (row[state], row[note]) for row in sheet.rows}
    assert rows[BLOCKED] == ("bloqué", REASON)
    assert rows["framing/use-cases"] == ("fait", "")
    assert rows["charter/draft-charter"] == ("à faire", ""), "nobody has reported it"
    asks = sheets_of(month(6), Words("fr")).sheet("asks")
    replies = {row[asks.column("id")]: row[asks.column("reply")] for row in asks.rows}
    assert replies["sponsor-mandate/decide-pilot"] == "oui"


def test_nobody_is_alarmed_of_what_was_answered_or_has_passed() -> None:
    for calendar in calendars_of(month(6), Words("fr")):
        for happening in calendar.happenings:
            assert not (happening.alarmed and happening.last < MONTHS[6][0])


def test_the_view_of_one_reader_says_what_was_reported_and_answered() -> None:
    plan = month(6)
    first, second = reader_folios(plan, Words("fr"), audiences_of(plan, ["it", "sponsor"]))
    assert "en cours depuis le 15 févr." in plain_of(first)
    assert "oui le 6 avr." in plain_of(second)


# Page one and the brief, month by month


@pytest.mark.whole
@pytest.mark.parametrize("number", MONTHS)
@pytest.mark.parametrize("language", LANGUAGES)
def test_nothing_past_is_told_as_to_come(number: int, language: str) -> None:
    plan, words, today = month(number), Words(language), MONTHS[number][0]
    one, note = page_one(number, language), brief(number, language)
    if today > plan.decision:
        assert words.date(plan.decision) not in one.todo_title
    if plan.first_opening is not None and today > plan.first_opening:
        assert one.opening is not None
        assert not one.opening.fixed_by
        assert not one.opening.later_if
        assert one.opening.next
        told = unbroken(note.essential.plain)
        assert "au plus tôt" not in told
        assert "at the earliest" not in told
    assert all(row.answer or row.due for row in note.log)


def test_past_dates_give_way_to_those_that_come() -> None:
    plan = month(9)
    dates = page_one(9).dates
    assert any(row.kind == "opening" and unbroken(row.date) == "20 janv. 2028" for row in dates)
    assert any("terminé le 5 avr." in unbroken(row.what.plain) for row in dates)
    assert plan.today is not None


@pytest.mark.whole
@pytest.mark.parametrize("number", MONTHS)
def test_the_deck_asks_for_what_waits(number: int) -> None:
    plan, words = month(number), Words("fr")
    deck = deck_of(plan, words, brief_view.describe(plan, words))
    first = unbroken(deck.slides[0].title)
    assert ("engager l’étude" in first) == (number == 1)
    if number == 9:
        assert first == "Aucune décision n’est attendue pour l’instant"


def test_why_a_date_is_what_it_is_says_what_was_reported() -> None:
    plan = month(3)
    told = fixed_by(Telling(plan, Words("fr")), item(plan, BLOCKED))
    assert unbroken(told.plain).startswith("ce qui est rapporté : bloqué depuis le 1er mars 2027")
    opening = page_one(3).opening
    assert opening is not None
    assert any("bloqué depuis" in unbroken(reason.plain) for reason in opening.fixed_by)


# Budgets


@pytest.mark.parametrize(
    ("language", "said"),
    [
        ("en", "yes, learnt on 8 March → not before 28 June"),
        ("fr", "oui, appris le 8 mars → pas avant le 28 juin"),
    ],
)
def test_what_an_assumption_would_put_off_says_the_day_that_it_is_reckoned_from(
    language: str, said: str
) -> None:
    """It is planned anew each day: without that day the line would change without a cause."""
    plan = month(3)
    told = plan.assumptions[0]
    later = Later(assumption=told, value=replace(told.shown, value=True), opening=date(2027, 6, 28))
    view = describe_opening(Telling(replace(plan, later=(later,)), Words(language)))
    assert view is not None
    assert view.later_if[0].plain.endswith(said)
    never = replace(plan, later=(later,), inputs=replace(plan.inputs, replanned=False))
    view = describe_opening(Telling(never, Words(language)))
    assert view is not None
    assert "8 mar" not in view.later_if[0].plain.lower()
