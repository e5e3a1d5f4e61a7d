"""What `?` says an answer changes is what planning with that answer makes of it (semantics 40)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date, timedelta

import pytest
from looked_at import EVERY_PAGE

from rse_plan.interview.agenda import Ask
from rse_plan.interview.effects import Effect, Effects
from rse_plan.interview.explanation import Explanation, printed_in
from rse_plan.interview.saving import open_answers
from rse_plan.interview.tries import answered, imagined, tries
from rse_plan.interview.voice import Voice
from rse_plan.library import Library
from rse_plan.model.answers import Answers
from rse_plan.pipeline import prepare
from rse_plan.planning.dated_names import CONTENT
from rse_plan.planning.facts import FactSheet
from rse_plan.planning.levelling.effort import QUICK
from rse_plan.planning.schedule import first_opening
from rse_plan.resources import example_path

START = date(2026, 11, 30)
MONTH = timedelta(weeks=4)


@pytest.fixture(scope="module")
def effects(bundled: Library) -> Effects:
    return Effects(bundled, Voice("en"), START)


@pytest.fixture(scope="module")
def weldom(bundled: Library) -> Answers:
    return open_answers(example_path("weldom"), bundled, "en").answers


@pytest.fixture(scope="module")
def nothing(weldom: Answers) -> Answers:
    """The answers of somebody who has only just begun."""
    return replace(weldom, values={}, groups={}, people={})


@dataclass(frozen=True)
class Planned:
    work: Mapping[str, tuple[object, ...]]
    opening: date | None


def planned(answers: Answers, library: Library) -> Planned:
    """A plan made for itself alone, as far as effects are told of it."""
    ready = prepare(answers, library, work_only=True)
    sizes = {
        chosen.id: (job.kind, job.days, str(job.lead and job.lead.taken), job.on, *job.effort.items())
        for chosen, job in zip(ready.network.items, ready.jobs, strict=True)
    }
    return Planned(sizes, first_opening(ready.grid, QUICK))


def content(answers: Answers, library: Library) -> frozenset[str]:
    """The ids of all that a plan has beside its work."""
    expansion = prepare(answers, library).expansion
    return frozenset(chosen.id for section in CONTENT for chosen in getattr(expansion, section))


def given(ask: Ask, sheet: FactSheet, now: Planned) -> list[Answers]:
    return [answered(ask, value, sheet, Voice("en")) for value in tries(ask, sheet, now.opening)]


def differing(plans: list[Planned]) -> int:
    names = {name for plan in plans for name in plan.work}
    return sum(len({plan.work.get(name) for plan in plans}) > 1 for name in names)


def ask_of(library: Library, name: str, position: int | None = None) -> Ask:
    question = library.questions[name]
    return Ask(question, (position or 0) if question.group is not None else None)


def opening(answers: Answers, library: Library) -> date:
    found = first_opening(prepare(answers, library, work_only=True).grid, QUICK)
    assert found is not None
    return found


def work(answers: Answers, library: Library) -> set[str]:
    return {chosen.id for chosen in prepare(answers, library, work_only=True).network.items}


# --- what is found is what planning makes of it ---


def test_days_and_tasks_are_those_of_the_plans(effects: Effects, bundled: Library, weldom: Answers) -> None:
    ask = ask_of(bundled, "employer.works_council")
    now = opening(weldom, bundled)
    sheet = FactSheet(weldom, bundled)
    others = [answered(ask, value, sheet, effects.voice) for value in ("none", "single", "multi")]
    moved = [(opening(other, bundled) - now).days for other in others]
    assert min(moved) < 0, "the example no longer shows that an answer moves the opening"
    found = effects.of(ask, weldom)
    assert (found.earlier, found.later) == (-min(moved), max(*moved, 0))
    assert found.tasks >= len(set.union(*(work(other, bundled) for other in others)) - work(weldom, bundled))
    assert effects.days(ask, weldom) == found.days == max(found.earlier, found.later)


def test_a_later_day_moves_the_pilot(effects: Effects, bundled: Library, weldom: Answers) -> None:
    found = effects.of(ask_of(bundled, "community.ready"), weldom)
    assert (found.earlier, found.tasks) == (0, 0)
    assert found.later >= MONTH.days - 7


def test_an_effort_that_changes_is_a_task_that_changes(
    effects: Effects, bundled: Library, weldom: Answers
) -> None:
    assert effects.of(ask_of(bundled, "community.members"), weldom).tasks > 0


def test_what_moves_nothing_but_the_documents_is_told_so(
    effects: Effects, bundled: Library, weldom: Answers
) -> None:
    found = effects.of(ask_of(bundled, "sponsor.contributes"), weldom)
    assert found == Effect(entries=found.entries)
    assert found.entries > 0


def test_measures_of_a_wave_are_counted(effects: Effects, bundled: Library, weldom: Answers) -> None:
    """Which of three measures of the contributors there is follows from the headcount alone."""
    ask = ask_of(bundled, "organisation.headcount")
    sheet = FactSheet(weldom, bundled)
    kept = [prepare(answered(ask, value, sheet, effects.voice), bundled) for value in (100, 2750, 6000)]
    measures = [{chosen.id for chosen in ready.expansion.kpis} for ready in kept]
    differing = measures[0].union(*measures) - measures[0].intersection(*measures)
    assert len(differing) == 3
    assert effects.of(ask, weldom).entries >= len(differing)


def test_an_answer_that_is_given_is_compared_with_the_others(
    effects: Effects, bundled: Library, weldom: Answers
) -> None:
    """From the other side, the same two plans lie the same number of days apart."""
    ask = ask_of(bundled, "legal.charter_sanctions")
    sheet = FactSheet(weldom, bundled)
    without = answered(ask, False, sheet, effects.voice)
    with_them = answered(ask, True, sheet, effects.voice)
    there, back = effects.of(ask, without), effects.of(ask, with_them)
    assert there.later == back.earlier > 0
    assert (there.earlier, back.later) == (0, 0)
    assert there.tasks == back.tasks


def test_employers_that_an_answer_tells_of_are_counted(
    effects: Effects, bundled: Library, nothing: Answers
) -> None:
    ask = ask_of(bundled, "organisation.employers")
    sheet = FactSheet(imagined(nothing, ask, START), bundled)
    independent = answered(ask, "independent", sheet, effects.voice)
    assert len(independent.groups["employers"]) == 2
    assert (
        effects.of(ask, nothing).tasks >= len(work(independent, bundled) - work(sheet.answers, bundled)) > 0
    )


def test_every_effect_is_that_of_planning_each_choice_in_full(bundled: Library) -> None:
    """Of every question of the largest example (in the build every second one), one after the other: nothing
    worked out before is stale."""
    answers = open_answers(example_path("groupe-hospitalier"), bundled, "en").answers
    effects, found, moving, told = Effects(bundled, Voice("en"), START), set[int](), 0, 0
    for name in [*bundled.questions][:: 1 if EVERY_PAGE else 2]:
        ask = ask_of(bundled, name)
        sheet = FactSheet(imagined(answers, ask, START), bundled)
        now = planned(sheet.answers, bundled)
        others = given(ask, sheet, now)
        plans = [now, *(planned(other, bundled) for other in others)]
        effect = effects.of(ask, answers)
        assert effect.tasks == differing(plans), name
        entries = [content(answers, bundled) for answers in (sheet.answers, *others)]
        assert effect.entries == len(frozenset.union(*entries) - frozenset.intersection(*entries)), name
        told += effect.entries > 0
        days = [(plan.opening - now.opening).days for plan in plans if plan.opening and now.opening]
        assert (effect.earlier, effect.later) == (-min(days), max(days)), name
        found.add(effect.tasks)
        moving += effect.days > 0
    assert len(found) > 10
    assert moving > 3
    assert told > 10


# --- before anything is said ---


def test_another_country_is_known_to_change_the_work(
    effects: Effects, bundled: Library, nothing: Answers
) -> None:
    """Beside the first one it changes nothing yet, in its place it does."""
    ask = ask_of(bundled, "organisation.countries")
    sheet = FactSheet(imagined(nothing, ask, START), bundled)
    german = answered(ask, ("DE",), sheet, effects.voice)
    differing = work(german, bundled) ^ work(sheet.answers, bundled)
    assert differing
    assert effects.of(ask, nothing).tasks >= len(differing)


def test_what_changes_nothing_yet_is_not_said_to_change_nothing_ever(
    effects: Effects, bundled: Library, nothing: Answers, weldom: Answers
) -> None:
    found = {name: effects.of(ask_of(bundled, name), nothing) for name in bundled.questions}
    waiting = {name for name, effect in found.items() if effect.rests_on_others}
    assert waiting
    assert all(found[name] == Effect(rests_on_others=True) for name in waiting)
    assert not effects.of(ask_of(bundled, "organisation.name"), weldom).rests_on_others


@pytest.mark.parametrize("name", ["organisation.headcount", "community.use_case", "employer.works_council"])
def test_the_first_questions_have_effects_too(
    effects: Effects, bundled: Library, nothing: Answers, name: str
) -> None:
    assert effects.of(ask_of(bundled, name), nothing).tasks > 0


def test_a_community_that_is_not_there_yet_is_imagined(
    effects: Effects, bundled: Library, weldom: Answers
) -> None:
    count = len(weldom.groups["communities"])
    ask = ask_of(bundled, "community.use_case", count)
    assert effects.of(ask, weldom).tasks > 0
    assert len(weldom.groups["communities"]) == count


@pytest.mark.parametrize("language", ["en", "fr"])
def test_every_question_is_explained_from_the_first_on(
    bundled: Library, nothing: Answers, language: str
) -> None:
    explain = Explanation(Effects(bundled, Voice(language), START))
    for name in bundled.questions:
        told = explain(ask_of(bundled, name), nothing).split("\n")
        assert all(line.endswith(".") for line in told), told
        assert len(told) >= 2, name


# --- the order of the full interview ---


def test_the_most_moving_question_comes_first(effects: Effects, bundled: Library, weldom: Answers) -> None:
    names = ("organisation.name", "sponsor.contributes", "employer.works_council", "goal.process")
    asks = [ask_of(bundled, name) for name in names]
    ordered = [ask.question.id for ask in effects.in_order(asks, weldom)]
    assert ordered == ["employer.works_council", "organisation.name", "sponsor.contributes", "goal.process"]
    assert ordered == [ask.question.id for ask in effects.in_order(asks, weldom)]


def test_elements_stay_in_their_order(effects: Effects, bundled: Library, weldom: Answers) -> None:
    asks = [
        ask_of(bundled, name, position)
        for position in (0, 1)
        for name in ("community.name", "community.ready")
    ]
    ordered = [(ask.question.id, ask.position) for ask in effects.in_order(asks, weldom)]
    assert ordered == [
        ("community.ready", 0),
        ("community.ready", 1),
        ("community.name", 0),
        ("community.name", 1),
    ]


# --- what is tried ---


@pytest.mark.parametrize(
    ("name", "tried"),
    [
        ("legal.charter_sanctions", {True}),
        ("employer.works_council", {"none", "multi"}),
        ("organisation.headcount", {100, 900, 6000}),
        ("goal.replaces", {("mailing-list",), ("intranet-section",), ("messaging",), ("other-network",)}),
    ],
)
def test_each_other_answer_is_tried(
    bundled: Library, nothing: Answers, name: str, tried: set[object]
) -> None:
    ask = ask_of(bundled, name)
    assert {*tries(ask, FactSheet(imagined(nothing, ask, START), bundled), None)} == tried


def test_choices_are_added_and_taken_away(bundled: Library, weldom: Answers) -> None:
    ask = ask_of(bundled, "organisation.countries")
    given = replace(weldom.values["organisation.countries"], value=("FR", "BE"))
    sheet = FactSheet(replace(weldom, values={**weldom.values, "organisation.countries": given}), bundled)
    found = tries(ask, sheet, None)
    assert ("FR",) in found
    assert ("BE",) in found
    assert ("FR", "DE", "BE") in found


# --- in words ---


@dataclass(frozen=True, eq=False)
class Fixed(Effects):
    """Effects that are always the same."""

    found: Effect = field(default_factory=Effect)

    def of(self, _: Ask, __: Answers) -> Effect:
        return self.found


@pytest.mark.parametrize(
    ("language", "effect", "told"),
    [
        ("en", Effect(tasks=4, later=28), "Changes 4 tasks; may move the pilot by 28 days (later)."),
        ("en", Effect(tasks=1, earlier=1), "Changes 1 task; may move the pilot by 1 day (earlier)."),
        ("en", Effect(earlier=14, later=28), "May move the pilot by 28 days."),
        ("en", Effect(tasks=2), "Changes 2 tasks; does not move the pilot."),
        ("en", Effect(entries=1), "Changes 1 other point of the documents; does not move the pilot."),
        ("en", Effect(), "Changes no task and no date."),
        (
            "fr",
            Effect(tasks=4, later=28),
            "Change 4 tâches\u202f; peut déplacer le pilote de 28 jours (plus tard).",
        ),
        (
            "fr",
            Effect(tasks=1, earlier=1),
            "Change une tâche\u202f; peut déplacer le pilote d’un jour (plus tôt).",
        ),
        ("fr", Effect(), "Ne change ni tâche ni date."),
        (
            "en",
            Effect(rests_on_others=True),
            "Changes no task and no date for now; other answers may make it count.",
        ),
        (
            "fr",
            Effect(rests_on_others=True),
            "Ne change ni tâche ni date pour l’instant\u202f; d’autres réponses peuvent lui donner un effet.",
        ),
    ],
)
def test_words_of_effects(
    bundled: Library, weldom: Answers, language: str, effect: Effect, told: str
) -> None:
    explain = Explanation(Fixed(bundled, Voice(language), START, found=effect))
    question = bundled.questions["employer.works_council"]
    assert question.why is not None
    said = explain(Ask(question, 0), weldom).split("\n")
    assert said == [Voice(language).text(question.why), told]


def test_how_it_was_found_is_told_where_it_is_not_plain(bundled: Library, weldom: Answers) -> None:
    explain = Explanation(Fixed(bundled, Voice("en"), START))
    told = {name: explain(ask_of(bundled, name), weldom).split("\n")[2:3] for name in bundled.questions}
    assert told["organisation.headcount"] == ["Tried with 100, 900 and 6,000."]
    assert told["community.ready"] == ["Tried with a day four weeks away."]
    assert told["calendar.closures"] == ["Tried with August, then with the end of the year."]
    assert told["goal.replaces"] == [
        "Tried with one choice more or one less; a single one also with each other in its place."
    ]


def test_texts_say_where_they_are_printed(bundled: Library) -> None:
    assert printed_in("organisation.name", bundled)[0] == "the head of every document"
    assert "the risks" in printed_in("community.habit", bundled)
    assert printed_in("employer.works_council", bundled) == ()
