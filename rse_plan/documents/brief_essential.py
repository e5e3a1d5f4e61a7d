"""What the brief says in short: what is asked, for what, of how many, from when, what is decided later.

Of a plan under way it says what was answered, and what comes after.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from rse_plan.documents.decisions import NO, YES, Taken, has_passed, study_decision, taken_on_item
from rse_plan.documents.key_dates import extension_decision, pilot_decision
from rse_plan.documents.opening import has_opened, opening_is_reported
from rse_plan.documents.page_one import people, purpose
from rse_plan.documents.standing import standing
from rse_plan.documents.telling import Telling
from rse_plan.documents.tree import uncapitalised
from rse_plan.documents.words import shortened
from rse_plan.planning.plan import Planned
from rse_plan.planning.standing import LATER, Stand

SERVED = 200
"""Characters of the process served."""


def essential(telling: Telling) -> tuple[str, ...]:
    """What is asked, for what, of how many, from when, and what is decided later: a sentence for each."""
    if _is_declined(telling):
        return (_request(telling), _serves(telling), _if_reopened(telling))
    if _is_refused(telling):
        return (_request(telling), _serves(telling), _then(telling))
    sentences = (_request(telling), _serves(telling), _pilot(telling), _missed(telling), _then(telling))
    return tuple(filter(None, sentences))


def _is_declined(telling: Telling) -> bool:
    """Whether the study was declined, and nothing decided against that since."""
    answered, opening = study_decision(telling.plan), pilot_decision(telling.plan)
    later = taken_on_item(telling.plan, opening) if opening is not None else None
    return answered is not None and answered.answer == NO and later is None and not has_opened(telling)


def _is_refused(telling: Telling) -> bool:
    """Whether it was decided not to open: nothing is extended or stopped then."""
    opening = pilot_decision(telling.plan)
    found = taken_on_item(telling.plan, opening) if opening is not None else None
    return found is not None and found.answer == NO and not has_opened(telling)


def _if_reopened(telling: Telling) -> str:
    """What a plan is worth that goes on being made after a no."""
    words, day = telling.words, telling.plan.first_opening
    if day is None:
        return words.say("What follows was proposed, and holds only if you come back on this answer.")
    return words.say(
        "What follows was proposed, and holds only if you come back on this answer: pilot from {date} "
        "at the earliest.",
        date=words.day_and_month(day, telling.plan.start),
    )


def _request(telling: Telling) -> str:
    words = telling.words
    subject = words.say(
        "an enterprise social network (RSE, réseau social d’entreprise: "
        "nothing to do with corporate social responsibility)"
    )
    answered = study_decision(telling.plan)
    if answered is not None:
        return _answered(telling, answered, subject)
    if has_passed(telling.plan, telling.plan.decision):
        day = words.day_and_month(telling.plan.decision, telling.plan.start)
        wording = "Your agreement to the study of {subject} was expected on {date}: it is not confirmed."
        return words.say(wording, subject=subject, date=day)
    if telling.plan.consultation:
        wording = telling.consulted(
            "We ask you to authorise the study of {subject}, and the consultation of the works council.",
            "We ask you to authorise the study of {subject}, and the consultation"
            " of the staff representatives.",
        )
        return words.say(wording, subject=subject)
    return words.say("We ask you to authorise the study of {subject}.", subject=subject)


def _answered(telling: Telling, found: Taken, subject: str) -> str:
    """What the sponsor answered to the study."""
    words = telling.words
    wording = _STUDY.get(found.answer, "On {date} you authorised the study of {subject}.")
    if found.answer not in _STUDY and telling.plan.consultation:
        wording = telling.consulted(
            "On {date} you authorised the study of {subject}, and the consultation of the works council.",
            "On {date} you authorised the study of {subject}, and the consultation"
            " of the staff representatives.",
        )
    return words.say(wording, subject=subject, date=words.day_and_month(found.on, telling.plan.start))


_STUDY = {
    NO: "On {date} you declined the study of {subject}.",
    LATER: "On {date} you put off your answer on the study of {subject}: we ask it again.",
}


def _serves(telling: Telling) -> str:
    process = telling.fact("goal.process")
    served = shortened(process, SERVED) if process else uncapitalised(purpose(telling)).plain
    if has_opened(telling):
        return telling.words.say("It serves one thing: {process}.", process=served)
    if _is_declined(telling) or _is_refused(telling):
        return telling.words.say("It was to serve one thing: {process}.", process=served)
    return telling.words.say("It will serve one thing: {process}.", process=served)


def _pilot(telling: Telling) -> str:
    words, plan = telling.words, telling.plan
    pilot = next((wave for wave in plan.waves if wave.pilot), None)
    if pilot is None or plan.first_opening is None:
        return ""
    members, day = people(telling, pilot.members), words.day_and_month(plan.first_opening, plan.start)
    extension = extension_decision(plan)
    if has_opened(telling):
        wording = "Pilot: {people}, opening planned for {date}, not confirmed."
        if opening_is_reported(telling):
            wording = "Pilot: {people}, open since {date}."
        return words.say(wording, people=members, date=day)
    if extension is None:
        return words.say("Pilot: {people}, from {date} at the earliest.", people=members, date=day)
    weeks = max((extension.finish - plan.first_opening).days // 7, 1)
    return words.say(
        "Pilot: {people}, {weeks} weeks, from {date} at the earliest.",
        people=members,
        weeks=words.spelled(weeks),
        date=day,
    )


def _missed(telling: Telling) -> str:
    """The day that was wanted, when the opening cannot hold it."""
    words, plan = telling.words, telling.plan
    wanted = plan.facts.get("calendar.target")
    day = wanted.value if wanted is not None else None
    if not isinstance(day, date) or plan.first_opening is None or plan.first_opening <= day:
        return ""
    wording = "The opening wanted on {date} cannot hold."
    if has_passed(plan, day):
        wording = "The opening wanted on {date} did not hold."
    return words.say(wording, date=words.day_and_month(day, plan.start))


def _then(telling: Telling) -> str:
    opening, extension = pilot_decision(telling.plan), extension_decision(telling.plan)
    told = _to_open(telling, opening) if opening is not None else ""
    if _is_refused(telling):
        return told
    if told or has_opened(telling):
        return " ".join(filter(None, (told, _what_follows(telling, extension))))
    return _both(telling, extension)


def _both(telling: Telling, extension: Planned | None) -> str:
    """Both decisions, while they are to come."""
    words = telling.words
    if extension is None:
        return ""
    wording = "You will decide whether to open it, then, on {date}, {choice}."
    if telling.plan.consultation:
        wording = telling.consulted(
            "You will decide whether to open it once the works council has been heard, "
            "then, on {date}, {choice}.",
            "You will decide whether to open it once the staff representatives have been heard, "
            "then, on {date}, {choice}.",
        )
    day = words.day_and_month(extension.finish, telling.plan.start)
    return words.say(wording, date=day, choice=_choice(telling))


def _choice(telling: Telling) -> str:
    say = telling.words.say
    return say("whether to go on or stop" if telling.pilot_is_everyone else "whether to extend or stop it")


def _to_open(telling: Telling, item: Planned) -> str:
    """What became of the decision to open; nothing while it is to come."""
    wordings = {
        YES: "On {date} you decided to open it.",
        NO: "On {date} you decided not to open it.",
        LATER: "On {date} you put off the decision to open it.",
    }
    return _became(telling, item, wordings, "Your decision to open it, expected on {date}, is not confirmed.")


def _what_follows(telling: Telling, item: Planned | None) -> str:
    """What became of the decision after the pilot, or when it is taken."""
    if item is None:
        return ""
    wordings = {
        YES: "On {date} you decided to go on.",
        NO: "On {date} you decided to stop.",
        LATER: "On {date} you put off the decision on what follows.",
    }
    unsure = "Your decision on what follows, expected on {date}, is not confirmed."
    if told := _became(telling, item, wordings, unsure):
        return told
    day = telling.words.day_and_month(item.finish, telling.plan.start)
    return telling.words.say("On {date} you will decide {choice}.", date=day, choice=_choice(telling))


def _became(telling: Telling, item: Planned, wordings: Mapping[str, str], unsure: str) -> str:
    words, near, found = telling.words, telling.plan.start, standing(telling, item)
    taken = taken_on_item(telling.plan, item)
    if taken is not None:
        day = words.day_and_month(taken.on, near)
        return words.say(wordings.get(taken.answer, wordings[YES]), date=day)
    if found is None or found.stand not in (Stand.DONE, Stand.UNCONFIRMED):
        return ""
    day = words.day_and_month(found.since or item.finish, near)
    return words.say(wordings[YES] if found.stand is Stand.DONE else unsure, date=day)
