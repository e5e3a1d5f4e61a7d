"""Why communities open together, and why no more of them, in words (semantics 5)."""

from __future__ import annotations

from collections.abc import Iterator

from rse_plan.documents.telling import NAMES, Telling
from rse_plan.documents.words import Words
from rse_plan.planning.plan import Plan
from rse_plan.planning.preparation import PREPARATION_WEEKS
from rse_plan.planning.wave import Wave, WaveReason, WaveReasonKind


class WaveWords:
    """The waves of a plan, told in one language; names of communities are looked up once."""

    def __init__(self, plan: Plan, words: Words) -> None:
        self._words = words
        self._telling = Telling(plan, words)
        self._names = {community.id: community.name for community in plan.communities}

    def title(self, wave: Wave) -> str:
        """Pilot, wave 2, wave 3."""
        say = self._words.say
        return say("Pilot") if wave.pilot else say("Wave {number}", number=wave.number)

    def names(self, wave: Wave) -> tuple[str, ...]:
        """The names of its communities, whole."""
        return tuple(self._names[community] for community in wave.communities)

    def why(self, wave: Wave) -> str:
        """All its reasons in one sentence; nothing when nothing decided."""
        parts = tuple(self._parts(wave))
        return f"{self._words.capital(self._words.pause.join(parts))}." if parts else ""

    def reason(self, reason: WaveReason) -> str:
        """One reason, as a part of a sentence."""
        say = self._words.say
        match reason.kind:
            case WaveReasonKind.PINNED:
                return say("{names}: chosen in the answers", names=self._quoted(reason))
            case WaveReasonKind.KEPT:
                return say("{names}: as in the former plan", names=self._quoted(reason))
            case WaveReasonKind.DATED:
                return say("{names}: not before {date}", names=self._quoted(reason), date=self._date(reason))
            case WaveReasonKind.READY:
                return say("not ready before {date}", date=self._date(reason))
            case WaveReasonKind.PILOT:
                number = self._words.spelled(reason.count or 0)
                return say("at most {number} communities in a pilot", number=number)
            case WaveReasonKind.FULL:
                hours = self._words.hours(reason.minutes or 0)
                return say("with {name}, it would be {hours}", name=self._quoted(reason), hours=hours)
            case WaveReasonKind.ALONE:
                return say("this community alone needs more than there is")
            case WaveReasonKind.OVER:
                over = (reason.minutes or 0) - (reason.available or 0)
                return say("{hours} too many", hours=self._words.hours(over))
        parts = [self._words.title(text) for text in (reason.name, reason.value) if text is not None]
        return say("{name}: {value}", name=parts[0], value=parts[-1])

    def _parts(self, wave: Wave) -> Iterator[str]:
        pinned = [reason for reason in wave.reasons if reason.kind is WaveReasonKind.PINNED]
        if pinned and len(pinned) == len(wave.communities):
            yield self._words.say("chosen in the answers")
        elif pinned:
            yield self._words.say("{names}: chosen in the answers", names=self._quoted(*pinned))
        if kept := [reason for reason in wave.reasons if reason.kind is WaveReasonKind.KEPT]:
            yield (
                self._words.say("as in the former plan")
                if len(kept) == len(wave.communities)
                else self._words.say("{names}: as in the former plan", names=self._quoted(*kept))
            )
        if wave.not_before is not None:
            yield self._words.say("not before {date}", date=self._words.date(wave.not_before))
        rest = [reason for reason in wave.reasons if reason.kind not in _TOLD_TOGETHER]
        yield from (self.reason(reason) for reason in rest if reason.kind in _OF_MEMBERS)
        yield from self._hours(wave)
        yield from (self.reason(reason) for reason in rest if reason.kind not in _OF_MEMBERS)

    def _hours(self, wave: Wave) -> Iterator[str]:
        if wave.hours_available is None or not wave.hours_needed:
            return
        yield self._words.say(
            "{needed} of community management before opening, of {available} in {weeks} weeks",
            needed=self._words.hours(wave.hours_needed),
            available=self._words.hours(wave.hours_available),
            weeks=PREPARATION_WEEKS,
        )

    def _quoted(self, *reasons: WaveReason) -> str:
        names = [self._names.get(each.community or "", each.community or "") for each in reasons]
        few = self._telling.quoted(names) if len(names) <= NAMES else self._telling.few(names)
        return self._words.listed(few)

    def _date(self, reason: WaveReason) -> str:
        return self._words.date(reason.day) if reason.day is not None else ""


_TOLD_TOGETHER = (WaveReasonKind.PINNED, WaveReasonKind.KEPT, WaveReasonKind.DATED, WaveReasonKind.READY)
"""Told once for the whole wave."""
_OF_MEMBERS = (WaveReasonKind.LANGUAGE, WaveReasonKind.CALENDAR)
