"""Effort times headcount adds up: one bill of hours a week, the same wherever it is printed.

The bill is worked out here a second time, from roles.yaml and the answers as their files have them: the floor
of each role, times its people, for the pilot and for everyone, champions included.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from fractions import Fraction
from functools import cache
from typing import Any

import pytest
import yaml
from shipped_plans import ALL, index, made, raw, view

from examples import LANGUAGES, NAMES
from rse_plan.documents.words import Words
from rse_plan.formats import json as plan_json
from rse_plan.model.work import Ongoing, Task
from rse_plan.planning.plan import Plan, Planned
from rse_plan.resources import playbooks_folder

STAGES = ("pilot", "full")
LATER = ("rollout", "sustain")


@dataclass(frozen=True)
class Row:
    """A role's people, and the hours a week that they need together."""

    people: int
    before: Fraction
    after: Fraction


@cache
def roles() -> Mapping[str, dict[str, Any]]:
    """The roles as their file has them."""
    text = (playbooks_folder() / "roles.yaml").read_text(encoding="utf-8")
    return {role["id"]: role for role in yaml.load(text, Loader=yaml.BaseLoader)["roles"]}  # noqa: S506  # text only


def ceiling(members: int, each: int) -> int:
    return max(-(-members // each), 1)


def headcount(name: str) -> int:
    return int(raw(name)["organisation"]["headcount"])


def people(plan: Plan, name: str, role: str, stage: str) -> int:
    """How many people a role has in a stage."""
    told = roles()[role]
    pilot = [community for community in plan.communities if community.wave == 1]
    if "one_for" in told:
        members = together(name, plan, [c.id for c in pilot]) if stage == "pilot" else headcount(name)
        return ceiling(members, int(told["one_for"]["pilot" if stage == "pilot" else "rollout"]))
    if "each" in told:
        return len(pilot if stage == "pilot" else plan.communities)
    return 1


def together(name: str, plan: Plan, communities: list[str]) -> int:
    """Members of several communities: nobody is two people, so never more than the organisation has."""
    return min(sum(members_of(name, plan, id_) for id_ in communities), headcount(name))


def members_of(name: str, plan: Plan, community: str) -> int:
    """Members as the file has them; where nobody knows, what the plan says that it assumes."""
    told = next(c for c in raw(name)["communities"] if c["id"] == community).get("members", "unknown")
    if told != "unknown":
        return int(told)
    shown = next(c for c in plan.communities if c.id == community).members.value
    assert isinstance(shown, int)
    return shown


def bill(name: str, stage: str) -> Mapping[str, Row]:
    """Floors times people, worked out here."""
    plan = made(name)
    found = {}
    for role, told in roles().items():
        if "weekly" in told:
            count = people(plan, name, role, stage)
            before, after = (Fraction(told["weekly"][key]) for key in ("before", "after"))
            found[role] = Row(count, count * before, count * after)
    return found


def total(name: str, stage: str) -> tuple[Fraction, Fraction]:
    rows = bill(name, stage).values()
    return sum((r.before for r in rows), Fraction(0)), sum((r.after for r in rows), Fraction(0))


def hours(text: str) -> Fraction:
    """“1 234,5 h” or “1,234.5 h” as a number."""
    (found,) = re.findall(r"\d[\d\u00a0\u202f ]*(?:,\d{3})*(?:[.,]\d+)?(?=[\u00a0\u202f ]?h)", text)
    return number(found)


def number(text: str) -> Fraction:
    whole = re.sub(r"[\u00a0\u202f ]|,(?=\d{3}(?!\d))", "", text)
    return Fraction(whole.replace(",", "."))


@pytest.mark.parametrize("name", ALL)
def test_the_bill_of_the_plan_is_floors_times_people(name: str) -> None:
    assert tuple(stage.stage for stage in made(name).staffing) == STAGES
    for stage in made(name).staffing:
        wanted = bill(name, stage.stage)
        assert {
            row.role: Row(row.people, Fraction(row.before), Fraction(row.after)) for row in stage.rows
        } == wanted
        assert (Fraction(stage.before), Fraction(stage.after)) == total(name, stage.stage)
        assert "champion" in wanted


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("name", ALL)
def test_the_register_prints_the_same_bill(name: str, language: str) -> None:
    tables = view(name, language, "register").staffing
    for stage, table in zip(STAGES, tables, strict=True):
        wanted = [*bill(name, stage).values()]
        assert [Row(int(number(r.people)), hours(r.before), hours(r.after)) for r in table.rows] == wanted
        before, after = total(name, stage)
        assert (hours(table.total.before), hours(table.total.after)) == (before, after)
        assert int(number(table.total.people)) == sum(row.people for row in wanted)


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("name", ALL)
def test_the_brief_prints_the_same_bill(name: str, language: str) -> None:
    """Pilot: both sums. Everyone: both sums, the champions' share and number; left out where all are in."""
    options = [row.cost.plain for row in view(name, language, "brief").options]
    stages = dict(zip(STAGES, map(weekly, options[1:]), strict=False))
    assert stages["pilot"][:2] == total(name, "pilot")
    if "full" not in stages:
        assert len(made(name).waves) == 1
        return
    champions = bill(name, "full")["champion"]
    assert stages["full"][:2] == total(name, "full")
    assert stages["full"][2] == champions.after
    count = {"fr": r"pour ([\d\u202f\u00a0 ]+) ambassadeurs?", "en": r"by ([\d,]+) champions?"}[language]
    (found,) = re.findall(count, options[2])
    assert int(number(found)) == champions.people


def weekly(cost: str) -> tuple[Fraction, ...]:
    """The hours a week of an option's cost, in order."""
    return tuple(number(found) for found in re.findall(r"(\d[\d.,\u00a0\u202f]*)[\u00a0\u202f ]?h\b", cost))


@pytest.mark.parametrize("name", NAMES)
def test_plan_json_holds_the_same_bill(name: str) -> None:
    """What a spreadsheet reads: stages, roles, people, and hours a week before and after."""
    told = as_json(name).get("staffing")
    assert told, "plan.json has no “staffing”: hours a week before and after are in brief and register only"
    for stage in told:
        wanted = bill(name, stage["stage"])
        rows = {
            row["role"]: Row(row["people"], Fraction(row["before"]), Fraction(row["after"]))
            for row in stage["rows"]
        }
        assert rows == wanted
        assert (Fraction(stage["before"]), Fraction(stage["after"])) == total(name, stage["stage"])


# --- the effort of the work itself ---


@cache
def as_json(name: str) -> Any:
    return json.loads(plan_json.write(made(name), Words("fr")))


def counted(name: str, item: Planned, role: str) -> int:
    """People of a role whom one item concerns: those of its community, of its wave, or of everyone."""
    plan, told = made(name), roles()[role]
    community, wave = item.chosen.elements.get("community"), item.chosen.elements.get("wave")
    if "one_for" not in told:
        inside = [c for c in plan.communities if f"wave-{c.wave}" == wave] if wave else plan.communities
        return 1 if "each" not in told or community else max(len(inside), 1)
    within = {c.id: c for c in plan.communities}
    chosen = [within[community]] if community else [c for c in within.values() if f"wave-{c.wave}" == wave]
    if not chosen and item.chosen.item.phase in LATER:
        return ceiling(headcount(name), int(told["one_for"]["rollout"]))
    chosen = chosen or [c for c in within.values() if c.wave == 1]
    each = told["one_for"]["pilot" if all(c.wave == 1 for c in chosen) else "rollout"]
    return ceiling(together(name, plan, [c.id for c in chosen]), int(each))


def own_effort(item: Planned) -> Iterator[tuple[str, int]]:
    """Minutes of one person by role, as the playbook's file has them."""
    place = index().places[item.chosen.ref]
    work = place.item
    if isinstance(work, Task | Ongoing):
        for role, amount in work.effort.items():
            day = 7 * 60
            unit = {"d": day, "h": 60}[str(amount)[-1]]
            yield role, int(Fraction(str(amount)[:-1]) * unit)


@pytest.mark.parametrize("name", ALL)
def test_the_effort_of_each_item_is_one_person_s_times_the_people(name: str) -> None:
    shown = made(name).facts.get("team.hours_a_day")
    if shown is not None and shown.value != 7:
        pytest.skip("another working day")
    for item in made(name).items:
        if item.chosen.adjusted:
            continue
        wanted = {role: minutes * counted(name, item, role) for role, minutes in own_effort(item)}
        assert dict(item.effort) == {role: minutes for role, minutes in wanted.items() if minutes}, item.id


@pytest.mark.parametrize("name", ALL)
def test_a_role_s_total_is_the_sum_of_its_work(name: str) -> None:
    plan = made(name)
    sums: dict[str, int] = {}
    for item in plan.items:
        for role, minutes in item.effort.items():
            sums[role] = sums.get(role, 0) + minutes * item.occurrences
    assert dict(plan.load) == sums


@pytest.mark.parametrize("name", NAMES)
def test_plan_json_and_register_print_a_role_s_total(name: str) -> None:
    plan = made(name)
    told = as_json(name)
    assert {role: round(Fraction(hours_) * 60) for role, hours_ in told["effort"].items()} == dict(plan.load)
    for language in LANGUAGES:
        words = Words(language)
        day = plan.facts["team.hours_a_day"].value
        assert isinstance(day, int)
        wanted = [words.effort(plan.load[role], day) for role in plan.roles if plan.load.get(role)]
        assert [row.total for row in view(name, language, "register").efforts] == wanted
        pages = " ".join(page.time.plain for page in view(name, language, "plan").readers)
        assert all(effort in pages for effort in wanted)
