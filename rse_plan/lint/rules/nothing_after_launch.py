"""An opening that nothing follows."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from fractions import Fraction
from functools import lru_cache
from graphlib import CycleError, TopologicalSorter

from rse_plan.diagnostics import Diagnostic, Severity
from rse_plan.errors import say
from rse_plan.library import Index, Library, Place, full_ref
from rse_plan.lint.rule import CAN_BE_IGNORED, Both, Profile, Rule
from rse_plan.model.amounts import Amount, Unit
from rse_plan.model.content import Kpi
from rse_plan.model.work import Gate, Milestone, Ongoing, Task, Work

_BAD = """\
kind: playbook
format: 1
id: example
title: {en: Example, fr: Exemple}
requires: [be, de, fr-works-council, other-countries]
tasks:
  - id: first-day
    kind: milestone
    opens: users
    phase: pilot
    title: {en: First day of the trial, fr: Premier jour de l’essai}
    raci: {R: community-manager, A: business, I: [hr, it, legal]}
    needs:
      - {task: fr-works-council/council-opinion, optional: true}
      - {task: de/agreement, optional: true}
      - {task: be/consultation, optional: true}
      - {task: other-countries/council-agreement, optional: true}
  - id: results
    phase: sustain
    title: {en: Read the results, fr: Lire les résultats}
    raci: {R: project-lead, A: business}
    duration: 2d
    needs: [{task: first-day, lag: 30cd}]
    done_when: {en: One page is written., fr: Une page est écrite.}
"""

RULE = Rule(
    name="nothing-after-launch",
    severity=Severity.WARNING,
    profile=Profile.TEAM,
    what_it_finds=Both(
        en=(
            "A milestone with `opens: users` after which nothing takes place 90 calendar days later or more."
        ),
        fr="Un jalon `opens: users` que rien ne suit à 90 jours calendaires ou plus.",
    ),
    why_it_matters=Both(
        en="Networks die in their third month, when the project ends and nobody is left to answer.",
        fr=(
            "Les réseaux meurent au troisième mois, quand le projet s’arrête et que plus personne ne répond."
        ),
    ),
    bad={"example.yaml": _BAD},
    good={"example.yaml": _BAD.replace("30cd", "90cd")},
    how_to_ignore=CAN_BE_IGNORED,
)

LATER = 90
"""Calendar days after the opening."""

_DAYS = {
    Unit.CALENDAR_DAY: Fraction(1),
    Unit.CALENDAR_WEEK: Fraction(7),
    Unit.MONTH: Fraction(30),
    Unit.WORKING_DAY: Fraction(7, 5),
    Unit.WORKING_WEEK: Fraction(7),
}
_EVERY = {"1w": 7, "1mo": 30, "3mo": 91, "12mo": 365}

Follow = Mapping[str, Mapping[str, Fraction]]
"""For each item those that follow it, with the calendar days from the one's end to the other's end."""


def check_all(library: Library) -> Iterator[Diagnostic]:
    """Every opening, with what the library plans after it."""
    index = library.index
    openings = [
        p for p in index.examined_work() if isinstance(p.item, Milestone) and p.item.opens is not None
    ]
    followers = _followers(index) if openings else {}
    for place in openings:
        if _last_day(place.ref, followers) < LATER:
            yield Diagnostic(
                rule=RULE.name,
                severity=RULE.severity,
                span=place.span("opens"),
                message=say("nothing follows {item} after {days} days", item=place.ref, days=LATER),
                help=say("plan who leads, answers and reviews after that: a review, recurring work"),
            )


def _last_day(start: str, followers: Follow) -> Fraction:
    """Calendar days from an item to the end of what follows it last."""
    waits: dict[str, set[str]] = {start: set()}
    reached = [start]
    while reached:
        ref = reached.pop()
        for follower in followers.get(ref, ()):
            if follower not in waits:
                reached.append(follower)
            waits.setdefault(follower, set()).add(ref)
    try:
        order = tuple(TopologicalSorter(waits).static_order())
    except CycleError:  # named by dependency-cycle; no date exists
        return Fraction(LATER)
    days = {start: Fraction(0)}
    for ref in order:
        for follower, lapse in followers.get(ref, {}).items():
            days[follower] = max(days.get(follower, Fraction(0)), days[ref] + lapse)
    return max(days.values())


def _followers(index: Index) -> Follow:
    found: dict[str, dict[str, Fraction]] = {}

    def add(needed: str, waiting: str, days: Fraction) -> None:
        known = found.setdefault(needed, {})
        known[waiting] = max(known.get(waiting, days), days)

    for place in index.places.values():
        for needed, days in _after(place):
            add(needed, place.ref, days)
        item = place.item
        for before in item.before if isinstance(item, Work) else ():
            other = index.places.get(full_ref(before.task, place.playbook))
            if other is not None:
                add(place.ref, other.ref, _own(other) + _lapse(before.by))
    return found


def _after(place: Place) -> Iterator[tuple[str, Fraction]]:
    """What an item comes after, and the days from there to its own end."""
    item = place.item
    if isinstance(item, Work):
        for need in item.needs:
            yield full_ref(need.task, place.playbook), _lapse(need.lag) + _own(place)
    if isinstance(item, Ongoing):
        until = item.lasts
        yield full_ref(item.from_, place.playbook), _lapse(until) if until else Fraction(_EVERY[item.every])
    if isinstance(item, Kpi) and item.target is not None and item.target.after and item.target.by:
        yield full_ref(item.target.after, place.playbook), _lapse(item.target.by)


def _own(place: Place) -> Fraction:
    """Calendar days that an item takes."""
    item = place.item
    if isinstance(item, Task):
        return _lapse(item.duration)
    return _lapse(item.lead_time.base) if isinstance(item, Gate) and item.lead_time else Fraction(0)


@lru_cache(maxsize=512)
def _lapse(amount: Amount | None) -> Fraction:
    return amount.count * _DAYS[amount.unit] if amount is not None else Fraction(0)
