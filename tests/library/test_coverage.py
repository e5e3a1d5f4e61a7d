"""Nothing in the library is dead, and no plan carries what its answers exclude.

Who should carry what is said here a second time, from the answers as they stand in their files, so that a
wrong condition in a playbook cannot agree with itself.
"""

from __future__ import annotations

import re
import sys
from collections.abc import Callable, Iterator, Mapping
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from shipped_plans import ALL, ROOT, index, library, made, prepared, raw

import rse_plan
from rse_plan.cli import app as command_line
from rse_plan.expressions import Expression
from rse_plan.model.base import Model, placeholders, texts_of
from rse_plan.model.playbook import Guard
from rse_plan.model.work import Gate
from rse_plan.planning.freezes import guards_of
from rse_plan.planning.plan import Chosen, Plan
from rse_plan.resources import BUNDLED

PACKAGE = Path(rse_plan.__file__).parent

PRINTED: Mapping[str, str] = {
    "employer.name": "name of the employer's items",
    "community.name": "name of the community's items",
}
"""Questions that change nothing and are printed: in which place."""


# --- every item is used ---


def chosen_of(plan: Plan) -> Iterator[Chosen[Any]]:
    """Everything in a plan that stands in a section of a playbook, freezes apart."""
    yield from (item.chosen for item in plan.items)
    yield from (ask.chosen for ask in plan.asks)
    yield from (kpi.chosen for kpi in plan.kpis)
    for section in (plan.risks, plan.objections, plan.messages, plan.arguments, plan.options):
        yield from section


@cache
def used() -> frozenset[str]:
    """Every item that some shipped answers bring into a plan."""
    found: set[str] = set()
    for name in ALL:
        ready = prepared(name)
        found.update(chosen.ref for chosen in chosen_of(made(name)))
        for guarded in guards_of(ready.selection, ready.sheet):
            found.add((guarded.freeze.origin or "").partition("@")[0])
    return frozenset(found)


def test_every_item_of_the_library_is_in_some_plan() -> None:
    unused = [f"{place.span()} {ref}" for ref, place in index().places.items() if ref not in used()]
    assert unused == [], "\n".join(unused)


def test_every_kit_is_in_some_plan() -> None:
    known = {name for name, file in library().playbooks.items() if file.value.kit is not None}
    seen = {kit.origin.playbook for name in ALL for kit in made(name).kits}
    assert known - seen == set()


def test_every_adjustment_changes_some_plan() -> None:
    told = [
        adjusted
        for name in ALL
        for changes in (
            *(chosen.adjusted for chosen in chosen_of(made(name))),
            *prepared(name).expansion.skipped.values(),
        )
        for adjusted in changes
    ]
    seen = {str(adjusted.origin.span) for adjusted in told}
    unused = [
        f"{file.span('adjust', position)} {adjustment.item}"
        for file in library().playbooks.values()
        for position, adjustment in enumerate(file.value.adjust)
        if str(file.span("adjust", position)) not in seen
    ]
    assert unused == [], "\n".join(unused)


# --- nothing that the answers exclude ---

Answers = Mapping[str, Any]
Excluded = Callable[[Answers], bool]


def answer(answers: Answers, question: str) -> Any:
    """An answer as the file has it; None when nobody knows, so that nothing is excluded by an assumption."""
    group, _, key = question.partition(".")
    found = answers.get(group, {}).get(key)
    return None if found == "unknown" else found


def other_than(question: str, *values: str) -> Excluded:
    """Excluded once the question has another answer than these."""

    def excluded(answers: Answers) -> bool:
        found = answer(answers, question)
        return found is not None and found not in values

    return excluded


def without(question: str, value: str) -> Excluded:
    """Excluded once the question, which takes several answers, has been answered without this one."""

    def excluded(answers: Answers) -> bool:
        found = answer(answers, question)
        return found is not None and value not in found

    return excluded


def headcount(keeps: Callable[[int], bool]) -> Excluded:
    return lambda answers: not keeps(int(answers["organisation"]["headcount"]))


def each(answers: Answers, group: str, key: str) -> list[str]:
    """An answer given for the elements of a list; `unknown` where nobody knows."""
    return [element.get(key, "unknown") for element in answers.get(group, ())]


def nobody(group: str, key: str, *values: str) -> Excluded:
    """Excluded once no element of a list may have one of these."""

    def excluded(answers: Answers) -> bool:
        found = each(answers, group, key)
        return bool(found) and "unknown" not in found and not set(found) & set(values)

    return excluded


def country(*codes: str) -> Excluded:
    """Excluded unless an employer that is not independent may be in one of these countries."""

    def excluded(answers: Answers) -> bool:
        own = [e for e in answers.get("employers", ()) if e.get("independent") != "true"]
        if not answers.get("employers"):
            return not set(answers["organisation"].get("countries", codes)) & set(codes)
        return not any(employer.get("country", codes[0]) in (*codes, "unknown") for employer in own)

    return excluded


def one_country(answers: Answers) -> bool:
    """Every employer is known to be in the same country, or there is only one."""
    found = each(answers, "employers", "country")
    return len(found) < 2 or ("unknown" not in found and len(set(found)) == 1 and found[0] != "other")


def one_language(answers: Answers) -> bool:
    found = {c.get("language", "fr") for c in answers.get("communities", ())}
    return len(found) == 1 and not found & {"unknown", "other"}


def no_independent(answers: Answers) -> bool:
    """Nobody is, or may be, an independent employer."""
    return answer(answers, "organisation.employers") == "one" or (
        bool(answers.get("employers"))
        and all(employer.get("independent", "unknown") == "false" for employer in answers["employers"])
    )


def replaces_nothing(answers: Answers) -> bool:
    return bool(answer(answers, "goal.replaces") == ["none"])


def small_and_simple(answers: Answers) -> bool:
    """A small private firm with its platform chosen, in no regulated sector, has nothing to choose."""
    return (
        other_than("platform.product", "not-chosen")(answers)
        and other_than("organisation.kind", "public")(answers)
        and int(answers["organisation"]["headcount"]) < 300
        and answer(answers, "organisation.regulated") in (None, "false")
    )


EXCLUDED: Mapping[str, Excluded] = {
    "champions-time": lambda answers: int(answer(answers, "champions.hours") or 35) >= 2,
    "little-money": lambda answers: answer(answers, "team.budget") not in ("none", "small"),
    "named-fears": lambda answers: answer(answers, "culture.fears") is None,
    "front-line-staff": other_than("organisation.frontline", "30-60", "over-60"),
    "fresh-start": other_than("history.failed", "true"),
    "independent-employers": no_independent,
    "large-organisation": headcount(lambda people: people > 5000),
    "managers-first": other_than("culture.mode", "hierarchical"),
    "open-groups": other_than("culture.mode", "collaborative"),
    "promise-of-replies": other_than("culture.mode", "confrontational"),
    "public-body": other_than("organisation.kind", "public"),
    "regulated-sector": other_than("organisation.regulated", "true"),
    "remote-work": nobody("communities", "dispersed", "remote"),
    "replaced-channels": replaces_nothing,
    "several-countries": one_country,
    "several-languages": one_language,
    "small-organisation": headcount(lambda people: people < 300),
    "other-countries": country("LU", "other"),
    "be": country("BE"),
    "ca-qc": country("CA"),
    "ch": country("CH"),
    "de": country("DE"),
    "eu": country("FR", "DE", "BE", "LU"),
    "fr-data-protection": lambda answers: country("FR")(answers) and no_independent(answers),
    "fr-other-duties": country("FR"),
    "fr-works-council": country("FR"),
    "uk": country("GB"),
    "us": country("US"),
    "communication-led": other_than("platform.product", "workvivo", "lumapps"),
    "french-sovereign": other_than("platform.product", "jalios", "jamespot", "talkspirit", "whaller"),
    "leaving-a-platform": without("goal.replaces", "other-network"),
    "microsoft-365": other_than("platform.product", "viva-engage"),
    "self-hosted": other_than("platform.product", "self-hosted"),
    "platform-choice": small_and_simple,
}
"""When the answers leave out a context, a country or a platform, as an expert reads them."""

CONDITIONAL = ("contexts", "jurisdictions", "platforms")


def folder_of(playbook: str) -> str:
    """The folder that a playbook stands in, such as `contexts`."""
    return Path(library().playbooks[playbook].document.path.removeprefix(BUNDLED)).parent.name


def use_of(playbook: str) -> str:
    """The use case that a playbook of use cases is about."""
    return "other" if playbook == "other-use" else playbook


def test_every_conditional_playbook_is_said_here_too() -> None:
    shipped = {name for name in library().playbooks if folder_of(name) in CONDITIONAL}
    assert shipped
    assert shipped <= set(EXCLUDED)
    assert set(EXCLUDED) <= set(library().playbooks)


@pytest.mark.parametrize("name", ALL)
def test_no_plan_carries_what_its_answers_exclude(name: str) -> None:
    answers, carried = raw(name), {chosen.origin.playbook for chosen in chosen_of(made(name))}
    wrong = {playbook for playbook in carried if playbook in EXCLUDED and EXCLUDED[playbook](answers)}
    assert wrong == set()


@pytest.mark.parametrize("name", ALL)
def test_no_plan_carries_a_use_that_no_community_has(name: str) -> None:
    uses = {c["id"]: c.get("use_case", "unknown") for c in raw(name).get("communities", ())}
    for chosen in chosen_of(made(name)):
        playbook = chosen.origin.playbook
        if folder_of(playbook) != "use-cases" or "unknown" in uses.values():
            continue
        community = chosen.elements.get("community")
        wanted = {uses[community]} if community else set(uses.values())
        assert use_of(playbook) in wanted, chosen.id


@pytest.mark.parametrize("name", ALL)
def test_a_country_s_items_are_for_its_own_employers(name: str) -> None:
    countries = {e["id"]: e.get("country") for e in raw(name).get("employers", ())}
    codes = {
        "fr-works-council": "FR",
        "be": "BE",
        "de": "DE",
        "uk": "GB",
        "us": "US",
        "ch": "CH",
        "ca-qc": "CA",
    }
    for chosen in chosen_of(made(name)):
        wanted, employer = codes.get(chosen.origin.playbook), chosen.elements.get("employer")
        if wanted and employer and countries.get(employer):
            assert countries[employer] == wanted, chosen.id


# --- every question is read ---


def expressions(value: object) -> Iterator[Expression]:
    """Every condition inside a model."""
    if isinstance(value, Expression):
        yield value
    elif isinstance(value, tuple):
        for each_ in value:
            yield from expressions(each_)
    elif isinstance(value, Model):
        for name in type(value).model_fields:
            yield from expressions(getattr(value, name))


def read_by_playbooks() -> Iterator[str]:
    """Names that a playbook's conditions, texts, gates, milestones and freezes read."""
    for file in library().playbooks.values():
        playbook = file.value
        for expression in expressions(playbook):
            yield from expression.names
        for text in texts_of(playbook):
            yield from placeholders(text.fr)
        for item in (*playbook.tasks, *playbook.freezes):
            yield from filter(None, (getattr(item, "on", None), getattr(item, "around", None)))
            if isinstance(item, Gate) and item.lead_time is not None:
                yield from (case.days for case in item.lead_time.cases if case.days)


def read_by_program() -> Iterator[str]:
    """Names that the planner or the documents ask for by name, the interview and the models apart."""
    for part in ("planning", "documents"):
        for path in sorted((PACKAGE / part).rglob("*.py")):
            yield from re.findall(r'"([a-z]+\.[a-z][a-z0-9_]*)"', path.read_text(encoding="utf-8"))


def read_by_questions() -> Iterator[str]:
    """Names that the case of another question's assumption reads."""
    for question in library().questions.values():
        for expression in expressions((question.unknown, question.settled)):
            yield from expression.names


def test_every_question_is_read_by_something() -> None:
    read = {*read_by_playbooks(), *read_by_program(), *read_by_questions(), *PRINTED}
    people = set(library().hours_questions.values())
    unread = [f"{asked.span} {name}" for name, asked in library().asked.items() if name not in read | people]
    assert unread == [], "\n".join(unread)


# --- every source is cited ---


def test_every_source_is_cited() -> None:
    cited = {name for place in index().places.values() for name in place.item.because}
    cited |= {name for role in library().roles.values() for name in role.because}
    # A published case is printed beside the measures of its metric, whoever cites it.
    metrics = {getattr(place.item, "metric", None) for place in index().places.values()} - {None}
    cited |= {
        name
        for name, source in library().evidence.items()
        if any(figure.metric in metrics for figure in source.value)
    }
    uncited = sorted(set(library().evidence) - cited)
    assert uncited == [], "\n".join(f"{name}: {where_is(name)}" for name in uncited)


def where_is(source: str) -> str:
    """The file and line of a source, for the person who will cite or remove it."""
    for document in library().documents:
        for number, text in enumerate(document.text.splitlines(), start=1):
            if re.search(rf"\bid: {re.escape(source)}\s*$", text):
                return f"{document.path}:{number}"
    return "?"


def test_guards_are_items_too() -> None:
    assert any(isinstance(place.item, Guard) for place in index().places.values())


def test_lint_finds_nothing(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    monkeypatch.chdir(ROOT)
    monkeypatch.setattr(sys, "argv", ["rse-plan", "lint", "playbooks"])
    code = command_line.run()
    shown = capsys.readouterr()
    assert code == 0, shown.out + shown.err
    assert re.search(
        r"errors: 0, warnings: 0, (ignored: [0-9]+, )?files examined: [1-9]", shown.out + shown.err
    )
