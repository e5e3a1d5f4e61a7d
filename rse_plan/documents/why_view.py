"""Why something is in a plan and on its date, or is not in it, as labelled lines for one reader: the lead."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from rse_plan.documents.causes import Causes, place
from rse_plan.documents.conditions import Conditions
from rse_plan.documents.foreign import set_title
from rse_plan.documents.labelled import Part
from rse_plan.documents.own_told import reason_of
from rse_plan.documents.own_words import own_lines
from rse_plan.documents.pending_view import told_of
from rse_plan.documents.tables import published
from rse_plan.documents.telling import Telling
from rse_plan.documents.wave_words import WaveWords
from rse_plan.documents.words import Words
from rse_plan.library.touched import touches
from rse_plan.model.catalogues import Evidence
from rse_plan.planning.chain import Step, Stop
from rse_plan.planning.facts import PLURAL, FactSheet
from rse_plan.planning.hours import hours_of
from rse_plan.planning.moves import Move
from rse_plan.planning.plan import Adjusted, Origin, Plan, Planned, Reason
from rse_plan.planning.preparation import ROLE
from rse_plan.planning.wave import Wave, WaveReasonKind
from rse_plan.planning.why import Clause, Due, Explanation, Turn
from rse_plan.planning.why_absent import Absence, Absent, Remedy

MOST_ABSENCES = 3
"""Elements for which it is told what failed; the others are counted."""
MOST_REMEDIES = 6
"""Lines of answers that would bring something in."""

_TURNS: Mapping[str, str] = {
    "community": "community {name}",
    "sponsor": "sponsor {name}",
    "employer": "employer {name}",
    "wave": "wave of {name}",
}
_EMPTY: Mapping[str, str] = {
    "communities": "the answers name no community: add one under “communities:”",
    "sponsors": "the answers name no sponsor: add one under “sponsors:”",
    "employers": "the answers name no employer: add one under “employers:”",
    "waves": "the answers name no community, and so there is no wave: add one under “communities:”",
}
_SOURCES: Mapping[str, str] = {
    "law": "law",
    "ruling": "court ruling",
    "study": "study",
    "case": "published case",
    "guide": "guide",
    "opinion": "expert opinion",
    "practice": "common practice",
}


@dataclass(frozen=True, slots=True)
class WhyPage:
    """What is printed: a title, the id, the day if there is one, and labelled lines."""

    title: str
    id: str
    day: str
    parts: tuple[Part, ...]


@dataclass(frozen=True)
class WhyWords:
    """One plan's explanations in one language.

    `about` tells that other answers were planned with less effort than the plan: their days are not exact.
    """

    made: Plan
    sheet: FactSheet
    words: Words
    about: bool = False

    @property
    def causes(self) -> Causes:
        return Causes(self.made, self.sheet, self.words)

    # --- in the plan ---

    def present(self, found: Explanation) -> WhyPage:
        """What it says, why it is there, why on that day, by which source, what would move it."""
        parts = [Part(self.words.say("in the plan"), tuple(self.membership(found)))]
        if said := tuple(own_lines(found.chosen, self.words)):
            parts.insert(0, Part(self.words.say("what it says"), said))
        if found.reported is not None:
            parts.insert(0, Part(self.words.say("reported"), tuple(told_of(found.reported, self.words))))
        if found.chain or found.due is not None:
            parts.append(Part(self.words.say("on this date"), tuple(self._dates(found))))
        if found.sources:
            parts.append(Part(self.words.say("source"), tuple(map(self.source, found.sources))))
        if found.chain and not found.begun:
            parts.append(Part(self.words.say("to move it"), tuple(self._moves(found))))
        return WhyPage(self.words.text(found.title), found.id, self._day(found), tuple(parts))

    def _day(self, found: Explanation) -> str:
        if found.planned is not None:
            return self._span(found.planned.start, found.planned.finish)
        return self.words.weekday(found.due.day) if found.due is not None and found.due.day else ""

    def _span(self, start: date, finish: date) -> str:
        if start == finish:
            return self.words.weekday(start)
        first, last = self.words.date(start), self.words.date(finish)
        return self.words.say("{first} to {last}", first=first, last=last)

    def membership(self, found: Explanation) -> Iterator[str]:
        """The playbook, the element it is for, and each condition with what it read."""
        yield from self._playbook(found.origin)
        yield from map(self.turn, found.turns)
        yield from self.waves(found.turns)
        for clause in found.clauses:
            yield from self._clause(clause, "because {condition} ({where})")
        if not found.clauses:
            yield self.words.say("whatever the answers")
        yield from self.adjusted(found.adjusted)

    def adjusted(self, changes: Sequence[Adjusted]) -> Iterator[str]:
        """What playbooks and answers change in it, or why they leave it out, and the answers they read."""
        for change in changes:
            if change.own:
                yield self._own(change)
                continue
            where = place(change.origin.span)
            if change.private:
                where = f"{where}, {self.words.say('confidential')}"
            wording = "left out: {why} ({where})" if change.skipped else "adapted: {why} ({where})"
            why = self.words.text(change.why).rstrip(".")
            yield self.words.say(wording, why=f"{why[:1].lower()}{why[1:]}", where=where)
            for reason in change.reasons:
                yield f"– {self.causes.reason(reason)}"

    def _own(self, change: Adjusted) -> str:
        """What the project team itself has written, with its line."""
        where = place(change.origin.span)
        told = reason_of(change, self.words).plain
        if change.legal_basis is not None:
            basis = self.words.say("counsel: {what}", what=self.words.text(change.legal_basis))
            told = f"{told}{self.words.pause}{basis}"
        wording = "left out: {why} ({where})" if change.skipped else "changed ({keys}): {why} ({where})"
        return self.words.say(wording, why=told, where=where, keys=", ".join(change.keys))

    def _playbook(self, origin: Origin) -> Iterator[str]:
        """The playbook, and what files laid over it give of the item: the keys, with their places."""
        title = self.words.title(origin.playbook_title)
        if origin.is_own:
            yield self.words.say("added in the answers ({where})", where=place(origin.span))
            return
        yield self.words.say("playbook “{title}” ({where})", title=title, where=place(origin.span))
        keys: dict[str, list[str]] = {}
        for touch in origin.layers:
            if touch.key:
                keys.setdefault(touch.layer, []).append(f"{touch.key} ({place(touch.span)})")
            else:
                yield self.words.say("added by “{layer}”", layer=touch.layer)
        for layer, changed in keys.items():
            yield self.words.say("changed by “{layer}”: {keys}", layer=layer, keys=", ".join(changed))

    def turn(self, turn: Turn) -> str:
        """The element that an instance is for, with its line."""
        told = self.words.say(_TURNS[turn.kind], name=self.words.say("“{name}”", name=turn.name))
        return self.words.say(
            "for: {element}", element=f"{told} ({place(turn.span)})" if turn.span is not None else told
        )

    def waves(self, turns: Sequence[Turn]) -> Iterator[str]:
        """Why the communities concerned open when they do."""
        told = WaveWords(self.made, self.words)
        for turn in turns:
            found = self._wave(turn)
            if found is None:
                continue
            full = next((wave for wave in self._full if wave.number == found.number - 1), None)
            for wave in filter(None, (full, found)):
                if why := told.why(wave):
                    why = f"{why[:1].lower()}{why[1:]}".rstrip(".")
                    yield self.words.say("{name}: {value}", name=told.title(wave), value=why)
            hours = hours_of(ROLE, self.sheet)
            if hours is not None and (full is not None or found in self._full):
                yield f"– {self.causes.hours(hours)}"

    def _wave(self, turn: Turn) -> Wave | None:
        """The wave that an element is, or is in."""
        if turn.kind not in ("wave", "community"):
            return None
        waves = self.made.waves
        return next(
            (w for w in waves if turn.id in ((w.id,) if turn.kind == "wave" else w.communities)), None
        )

    @property
    def _full(self) -> list[Wave]:
        """The waves that the hours close: the next community comes later for want of them."""
        return [w for w in self.made.waves if any(r.kind is WaveReasonKind.FULL for r in w.reasons)]

    def _clause(self, clause: Clause, wording: str) -> Iterator[str]:
        conditions = Conditions(self.words, self.sheet)
        where = place(clause.span)
        if conditions.is_private(clause.condition):
            where = f"{where}, {self.words.say('confidential')}"
        yield self.words.say(wording, condition=conditions.tell(clause.condition), where=where)
        for reason in clause.reasons:
            yield f"– {self.causes.reason(reason)}"

    # --- on this date ---

    def _dates(self, found: Explanation) -> Iterator[str]:
        if found.due is not None:
            yield self.due(found.due)
        rows = [(self._when(step.item), self.link(step)) for step in found.chain]
        width = max((len(day) for day, _ in rows), default=0)
        for day, told in rows:
            yield f"{day:<{width}}  {told}"

    def due(self, due: Due) -> str:
        """What the day of an ask or a measure counts from."""
        if due.item is None:
            return self.words.say("no date: what it is counted from is not in the plan")
        title = self.causes.title(due.item)
        if due.by is None:
            return self.words.say("before: {title}" if due.before else "with: {title}", title=title)
        wording = "{lapse} before: {title}" if due.before else "{lapse} after: {title}"
        return self.words.say(wording, lapse=self.words.lapse(due.by), title=title)

    def _when(self, item: Planned) -> str:
        return self.words.period(item.start, item.finish, self.made.start)

    def link(self, step: Step) -> str:
        """A link's title and what fixes it."""
        return self.words.say(
            "{title} — {cause}", title=self.causes.title(step.item), cause=self.causes.cause(step)
        )

    # --- source, moves ---

    def source(self, source: Evidence) -> str:
        """A source: title, kind, place, when it was checked, and what it cannot prove."""
        words = self.words
        facts = [
            words.say(_SOURCES[source.type]),
            *filter(None, (source.jurisdiction,)),
            published(Telling(self.made, words), source),
            words.say("checked on {date}", date=words.date(source.checked))
            if source.checked is not None
            else words.say("not checked"),
        ]
        told = f"{set_title(source.title, words.language)} ({', '.join(facts)})"
        if source.limits is None:
            return told
        return words.say("{source}. {limits}", source=told, limits=words.title(source.limits))

    def _moves(self, found: Explanation) -> Iterator[str]:
        if not found.moves:
            yield self.words.say("no single answer tried here moves it")
            return
        if found.planned is None:
            title = self.causes.title(found.chain[0].item)
            yield self.words.say("dates of what it is counted from: {title}", title=title)
        for move in found.moves:
            yield self.move(move)

    def move(self, move: Move) -> str:
        """Another answer, the day then, and how much that is."""
        return self.words.say(
            "{answer} → about {day} ({shift})" if self.about else "{answer} → {day} ({shift})",
            answer=self._change(move),
            day=self.words.weekday(move.day),
            shift=self.shift(move.days),
        )

    def _change(self, move: Move) -> str:
        """What is answered otherwise, or taken out of the answers."""
        if isinstance(move.of, Stop):
            return self.words.say("take out or shorten: {what}", what=self.causes.stop(move.of))
        if isinstance(move.of, Reason):
            return self.words.say("take out: {what}", what=self.causes.reason(move.of))
        return self.causes.hours(move.of) if move.of is not None else self._answer(move)

    def _answer(self, given: Move | Remedy) -> str:
        """An answer as people would give it, for one element where there are several."""
        name = given.shown.name.in_(self.words.language)
        prefix = given.question.partition(".")[0]
        several = prefix in PLURAL and len(self.sheet.elements(PLURAL[prefix])) > 1
        if given.element is not None and several:
            element = self.sheet.name_of(prefix, given.element)
            name = self.words.say("{name}, {element}", name=name, element=element)
        value = (
            self.words.value(given.shown)
            if given.shown.value is not None
            else self.words.say("an answer, whatever it is")
        )
        told = self.words.say("{name}: {value}", name=name, value=value)
        return f"{told} ({self.words.say('confidential')})" if given.private else told

    def shift(self, days: int) -> str:
        """2 weeks earlier; days where they make no whole weeks."""
        count, words = abs(days), self.words
        if count % 7 == 0 or count > 28:
            weeks = round(count / 7)
            told = words.count("1 week", "{count} weeks", weeks)
            if count % 7:
                told = words.say("about {lapse}", lapse=told)
        else:
            told = words.count("1 day", "{count} days", count)
        return words.say("{lapse} earlier" if days < 0 else "{lapse} later", lapse=told)

    # --- not in the plan ---

    def absent(self, found: Absent) -> WhyPage:
        """What keeps it out, and which answers would bring it in."""
        title = self.words.text(found.title)
        parts = [Part(self.words.say("not in the plan"), tuple(self._absence(found)))]
        if not found.empty and not found.begins_with:
            ways = tuple(self._back_in(found)) or tuple(self._remedies(found.remedies))
            parts.append(Part(self.words.say("to bring it in"), ways))
        return WhyPage(title, found.id, "", tuple(parts))

    def _absence(self, found: Absent) -> Iterator[str]:
        file = found.place.file.value
        layers = touches(found.place.file, found.place.route)
        yield from self._playbook(Origin(file.id, file.title, found.place.span(), layers))
        if found.empty is not None:
            yield self.words.say(_EMPTY[found.empty])
        if found.begins_with is not None:
            yield self.words.say("it begins with {ref}, which is not in the plan", ref=found.begins_with)
        yield from self.adjusted(found.skipped)
        for absence in found.absences[:MOST_ABSENCES]:
            yield from self.failed(absence)
        rest = len(found.absences) - MOST_ABSENCES
        if rest > 0:
            yield self.words.count(
                "and 1 other that it might be for", "and {count} others that it might be for", rest
            )

    def _back_in(self, found: Absent) -> Iterator[str]:
        """What is left out by the answers themselves comes back without their entry."""
        for change in found.skipped:
            if change.own:
                where = place(change.origin.span)
                yield self.words.say("take its entry out of “adjust:” ({where})", where=where)

    def failed(self, absence: Absence) -> Iterator[str]:
        """For one element, each part of the conditions that does not hold."""
        yield from map(self.turn, absence.turns)
        for clause in absence.failed:
            yield from self._clause(clause, "not met: {condition} ({where})")

    def _remedies(self, remedies: Sequence[Remedy]) -> Iterator[str]:
        if not remedies:
            yield self.words.say("no single answer would: several have to change")
        for remedy in remedies[:MOST_REMEDIES]:
            yield self._answer(remedy)
        rest = len(remedies) - MOST_REMEDIES
        if rest > 0:
            yield self.words.count("and 1 other answer", "and {count} other answers", rest)
