"""A plan's health as labelled lines for one reader: the deployment lead."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from rse_plan.documents.causes import place
from rse_plan.documents.cuts import Cut
from rse_plan.documents.labelled import Part
from rse_plan.documents.opening import held_up, why_held_up
from rse_plan.documents.own_told import reason_of
from rse_plan.documents.own_words import Aside, confidential
from rse_plan.documents.pending_view import PendingWords
from rse_plan.documents.telling import Telling
from rse_plan.documents.words import Words
from rse_plan.model.work import Work
from rse_plan.planning.backwards import Target, chain_of
from rse_plan.planning.checkup import Checkup
from rse_plan.planning.levers import Change, Lever
from rse_plan.planning.plan import Assumption, Chosen, Planned
from rse_plan.planning.ways_out import WayOut

MOST_LATE = 5
"""Items named among those that would have had to start before the plan."""
MOST_ASIDES = 12
"""Lines of what is for the lead alone."""
MOST_CUTS = 12
"""Texts named among those that a page budget cuts; JSON has them all."""


@dataclass(frozen=True, slots=True)
class CheckPage:
    """What is printed before the findings."""

    title: str
    parts: tuple[Part, ...]


@dataclass(frozen=True)
class CheckWords:
    """One examined plan in one language."""

    found: Checkup
    words: Words

    @property
    def _telling(self) -> Telling:
        return Telling(self.found.plan, self.words)

    def page(self, cuts: tuple[Cut, ...]) -> CheckPage:
        """The whole examination, but for its findings."""
        words, target = self.words, self.found.target
        stands = self.found.pending
        parts = [*PendingWords(stands, words).parts()] if stands is not None else []
        parts.append(Part(words.say("fixed by"), tuple(self.fixed_by())))
        parts.append(Part(words.say("proven"), tuple(self._proven())))
        if target is not None:
            parts.append(Part(words.say("wanted"), tuple(self._wanted(target))))
        if target is not None and not target.holds:
            parts.append(Part(words.say("chain"), tuple(self._chain(target))))
            parts.append(Part(words.say("too late"), tuple(self._late(target))))
            parts.append(
                Part(words.say("ways out"), tuple(self._ways(target) if self._is_open(target) else ()))
            )
        parts.append(Part(words.say("hours"), tuple(self._overloads())))
        parts.append(Part(words.say("assumed"), tuple(self._assumed())))
        parts.append(Part(words.say("changed by you"), tuple(self.changed())))
        parts.append(Part(words.say("shortened"), tuple(self._cuts(cuts))))
        return CheckPage(self.title(), tuple(part for part in parts if part.lines))

    def asides(self) -> tuple[Aside, ...]:
        """Texts that are in no document, for the lead alone."""
        return confidential(self._telling)

    def for_the_lead(self) -> Part:
        """The same in one line each, with its id."""
        found = self.asides()
        shown = found if len(found) <= MOST_ASIDES else found[: MOST_ASIDES - 1]
        lines = [f"{aside.text} ({aside.id})" for aside in shown]
        if len(shown) < len(found):
            lines.append(self.words.count("1 other", "{count} others", len(found) - len(shown)))
        return Part(self.words.say("for you alone (confidential)"), tuple(lines))

    def title(self) -> str:
        """The organisation and the day it first opens."""
        plan, words = self.found.plan, self.words
        name = self._telling.fact("organisation.name")
        if plan.first_opening is None:
            return words.say("{organisation}: nothing is opened in this plan", organisation=name)
        day = words.weekday(plan.first_opening)
        if self._has_opened:
            return words.say("{organisation}: first opened on {day}", organisation=name, day=day)
        return words.say("{organisation}: first opening on {day}", organisation=name, day=day)

    @property
    def _has_opened(self) -> bool:
        """Whether the first opening lies behind the day of the check; the plan may stand on none."""
        opening, pending = self.found.plan.first_opening, self.found.pending
        return opening is not None and pending is not None and opening < pending.today

    def _is_open(self, target: Target) -> bool:
        """Whether the wanted day may still be kept: not once it has passed."""
        return self.found.pending is None or target.wanted >= self.found.pending.today

    # --- the first opening ---

    def fixed_by(self) -> Iterator[str]:
        """What stood ready in the chain of the first opening and had to wait; what takes longest in it."""
        anchor = self._telling.by_id.get(self.found.plan.anchor or "")
        if anchor is None or self._has_opened:
            return
        held = held_up(self.found.plan)
        yield from (why_held_up(self._telling, item).plain for item in held)
        chain = [self._telling.by_id[id_] for id_ in chain_of(self.found.plan, anchor)]
        longest = max(chain, key=lambda item: (item.finish - item.start).days)
        title, dates = self.words.text(longest.title), self._dates(longest)
        yield self.words.say("{title}, {dates}", title=title, dates=dates)

    def _dates(self, item: Planned) -> str:
        return self.words.period(item.start, item.finish, self.found.plan.start)

    def _proven(self) -> Iterator[str]:
        """How good the plan is known to be, whatever the order of its work."""
        proof = self.found.plan.inputs.proof
        if self.found.plan.first_opening is None or self._has_opened:
            return
        if proof.best:
            yield self.words.say("no plan of the same work opens or ends earlier")
        elif proof.no_earlier is not None:
            day = self.words.date(proof.no_earlier)
            yield self.words.say("no plan of the same work can open before {day}", day=day)

    # --- the wanted day ---

    def _wanted(self, target: Target) -> Iterator[str]:
        words = self.words
        day = words.weekday(target.wanted)
        if target.holds and not self.found.keeps_target:
            yield words.say("{day}: nobody can say, as long as a role with work has no hours", day=day)
            return
        if target.holds:
            slack = words.count("1 working day left", "{count} working days left", target.slack)
            yield words.say("{day}: it holds, {slack}", day=day, slack=slack)
            return
        late = words.count("1 day late", "{count} days late", target.days)
        working = words.count("1 working day", "{count} working days", target.working)
        yield words.say("{day}: it cannot hold, {late} ({working})", day=day, late=late, working=working)
        if target.last is None:
            yield words.say("no day up to then is open for an opening")
        elif target.last != target.wanted:
            last = words.weekday(target.last)
            yield words.say("before that day, {last} is the last on which anything may open", last=last)
        if target.late:
            early = words.count("1 working day", "{count} working days", target.late[0].late)
            wording = "the plan begins {days} too late for it"
            if self.found.pending is not None:
                wording = "what is still to begin is {days} too late for it"
            yield words.say(wording, days=early)

    def _chain(self, target: Target) -> Iterator[str]:
        """From the opening back, one line for each link."""
        rows = [self._telling.by_id[id_] for id_ in target.chain]
        width = max(len(self._dates(item)) for item in rows)
        for item in rows:
            yield f"{self._dates(item):<{width}}  {self.words.text(item.title)}  ({item.id})"

    def _late(self, target: Target) -> Iterator[str]:
        """What would have had to begin before the plan does."""
        words = self.words
        for latest in target.late[:MOST_LATE]:
            yield words.say(
                "{title}: {day} at the latest, {days} before the plan begins"
                if self.found.pending is None
                else "{title}: {day} at the latest, {days} ago",
                title=words.text(self._telling.by_id[latest.item].title),
                day=words.date(latest.start),
                days=words.count("1 working day", "{count} working days", latest.late),
            )
        rest = len(target.late) - MOST_LATE
        if rest > 0:
            yield words.count("1 other", "{count} others", rest)

    # --- ways out ---

    def _ways(self, target: Target) -> Iterator[str]:
        words = self.words
        levers = [way.levers for way in self.found.ways]
        for number, way in enumerate(self.found.ways, start=1):
            first = levers.index(way.levers) + 1
            again = f"{self._margin(first, way, target)}{words.pause}" if first < number else ""
            yield f"{number}. {again}{self._outcome(way)}"
            told = (*map(self._change, way.changes), *map(self._kept, way.kept))
            for said, change in zip(told, way.answers, strict=True):
                place = f", {change.span}" if change.span is not None else ""
                yield f"   {said}  [{change.typed}{place}]"
        if not self.found.ways:
            yield from self._none(self.found.levers)
        yield words.say("or open on {day}", day=words.date(target.opening))

    def _kept(self, change: Change) -> str:
        """An assumed date that has to be written down, or it would move with the start."""
        said = self.words.named(change.now)
        return self.words.say("{assumed}, kept until the real date is known", assumed=said)

    def _none(self, levers: Sequence[Lever]) -> Iterator[str]:
        """That no way out was found, and how far the answers were taken: beyond it nothing is known."""
        words = self.words
        if not levers:
            yield words.say("no answer that the organisation decides alone makes this day hold")
            return
        yield words.say(
            "even with the answers below, at most three of them at once, "
            "no plan was found that holds this day without another error:"
        )
        for lever in {lever.question.id: lever for lever in levers}.values():
            name = lever.question.name.in_(words.language)
            yield f"   {words.say('{name}: {value}', name=name, value=self._furthest(lever))}"

    def _furthest(self, lever: Lever) -> str:
        """How far a lever is pulled: the earliest day, the most hours, or any of the choices."""
        words, meant = self.words, lever.question.lever
        if meant is not None and meant.earlier is not None:
            lapse = replace(meant.earlier, count=meant.earlier.count * (meant.times or 1))
            return words.say("{lapse} earlier", lapse=words.lapse(lapse))
        values = [words.value(lever.change(step).value) for step in range(1, len(lever.values) + 1)]
        return values[-1] if lever.question.type == "integer" else words.listed(values, "or")

    def _margin(self, number: int, way: WayOut, target: Target) -> str:
        """That a way takes the answers of an earlier one further, and how long before the wanted day."""
        days = self.words.count("1 day", "{count} days", (target.wanted - way.opening).days)
        return self.words.say("the same as {number}, with a margin of {days}", number=number, days=days)

    def way(self, way: WayOut) -> str:
        """The first opening under other answers, what it gains, and these answers."""
        told = (*map(self._change, way.changes), *map(self._kept, way.kept))
        return self.words.pause.join((self._outcome(way), *told))

    def _outcome(self, way: WayOut) -> str:
        words = self.words
        days = words.count("1 day earlier", "{count} days earlier", way.gained)
        return words.say("first opening on {day}, {days}", day=words.date(way.opening), days=days)

    def _change(self, change: Change) -> str:
        words = self.words
        said = words.say(
            "{name}: {value} instead of {now}",
            name=change.value.name.in_(words.language),
            value=words.value(change.value),
            now=words.value(change.now),
        )
        whose = next((one.name for one in self.found.plan.communities if one.id == change.element), None)
        return words.say("“{name}”, {change}", name=whose, change=said) if whose is not None else said

    # --- people, assumptions, pages ---

    def _overloads(self) -> Iterator[str]:
        words = self.words
        for found in self.found.overloads:
            role, hours = self._telling.role(found.role), words.hours(found.over)
            first, last = words.date(found.first), words.date(found.last)
            if found.first == found.last:
                yield words.say(
                    "{role}: {hours} too many in the week of {day}", role=role, hours=hours, day=first
                )
            else:
                yield words.say(
                    "{role}: up to {hours} a week too many, weeks of {day} to {last}",
                    role=role,
                    hours=hours,
                    day=first,
                    last=last,
                )
        if self.found.overloads:
            yield words.say("give more hours under “people:”, or open fewer at once")

    def _assumed(self) -> Iterator[str]:
        """Assumptions that the first opening rests on, each with who finds out."""
        for assumption in self.found.plan.assumptions:
            if assumption.critical:
                yield self.assumption(assumption)

    def assumption(self, assumption: Assumption) -> str:
        """An assumption in words, with who finds out and how."""
        words = self.words
        said = words.named(assumption.shown)
        if assumption.owner is None:
            return said
        todo = words.title(assumption.todo) if assumption.todo is not None else words.say("to be confirmed")
        return words.say(
            "{said}; {owner}: {todo}", said=said, owner=self._telling.who(assumption.owner), todo=todo
        )

    def changed(self) -> Iterator[str]:
        """What the answers themselves change, add and leave out, each with its line."""
        plan, words = self.found.plan, self.words
        for chosen in plan.left_out:
            yield from self._own_changes(chosen)
        for item in plan.items:
            yield from self._own_changes(item.chosen)
            if item.chosen.origin.is_own:
                where = place(item.chosen.origin.span)
                yield words.say("{id}: added ({where})", id=item.id, where=where)

    def _own_changes(self, chosen: Chosen[Work]) -> Iterator[str]:
        words = self.words
        for change in chosen.adjusted:
            if not change.own:
                continue
            keys = words.say("left out") if change.skipped else ", ".join(change.keys)
            told, where = reason_of(change, words).plain, place(change.origin.span)
            yield words.say("{id}: {what}; {why} ({where})", id=chosen.id, what=keys, why=told, where=where)
            if change.legal_basis is not None:
                yield f"   {words.say('counsel: {what}', what=words.text(change.legal_basis))}"

    def _cuts(self, cuts: tuple[Cut, ...]) -> Iterator[str]:
        for cut in cuts[:MOST_CUTS]:
            yield f"{cut.document}.{cut.language}: {cut.text}"
        if len(cuts) > MOST_CUTS:
            yield self.words.count("1 other", "{count} others", len(cuts) - MOST_CUTS)
