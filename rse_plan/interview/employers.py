"""The employers that the organisation's answers tell of, for as long as they tell it (semantics 17)."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace

from rse_plan.interview.record import as_answer, make_id, with_group
from rse_plan.interview.voice import Voice
from rse_plan.model.answers import EMPLOYERS, Answers, AnswerValue, Element
from rse_plan.planning.facts import FactSheet
from rse_plan.source.span import file_start

EMPLOYERS_QUESTION = "organisation.employers"
Told = Mapping[str, AnswerValue]
"""What the organisation's answers say of one employer."""


def with_employers(sheet: FactSheet, voice: Voice) -> Answers:
    """The employers that the organisation's answers tell of, if the file lists none."""
    answers = sheet.answers
    if EMPLOYERS_QUESTION not in answers.values or answers.groups.get("employers"):
        return answers
    elements: list[Element] = []
    for told in _employers(sheet, voice):
        elements.append(_made(told, answers, elements))
    return with_group(answers, "employers", elements)


def following_employers(before: FactSheet, after: FactSheet, voice: Voice) -> Answers:
    """The employers as the answers tell of them now, where they stood as the answers told before.

    What somebody said of an employer stays with it; a list that was written otherwise is left alone.
    """
    answers, listed = after.answers, after.answers.groups.get("employers", ())
    if not listed or EMPLOYERS_QUESTION not in before.answers.values:
        return with_employers(after, voice)
    told, tells = list(_employers(before, voice)), list(_employers(after, voice))
    if told == tells or len(told) != len(listed):
        return answers
    known = dict(zip(_slots(told, before), zip(told, listed, strict=True), strict=True))
    slots = _slots(tells, after)
    taken = [element for slot, (_, element) in known.items() if slot in slots]
    elements: list[Element] = []
    for slot, now in zip(slots, tells, strict=True):
        if slot in known:
            then, element = known[slot]
            elements.append(_followed(element, then, now, answers))
        else:
            elements.append(_made(now, answers, [*taken, *elements]))
    return _with_known_employers(with_group(answers, "employers", elements))


def names_to_confirm(sheet: FactSheet) -> Iterator[str]:
    """The companies of a group of which only the country is known so far, by their ids.

    They carry made-up names; full asks for the real ones before their headcounts.
    """
    if sheet.fact(EMPLOYERS_QUESTION, {}).value == "group":
        for element in sheet.answers.groups.get("employers", ()):
            if element.answers.keys() <= {"employer.name", "employer.country", "employer.works_council"}:
                yield element.id


def _slots(told: list[Told], sheet: FactSheet) -> list[str]:
    """What makes an employer the same one: its country in a group, its place elsewhere."""
    if sheet.fact(EMPLOYERS_QUESTION, {}).value == "group":
        return [f"in {one.get('employer.country')}" for one in told]
    return ["own", "others"][: len(told)]


def _made(told: Told, answers: Answers, others: list[Element]) -> Element:
    taken = [element.id for element in others]
    id_ = make_id(str(told.get("employer.name", "")), taken, f"employer-{len(taken) + 1}")
    return Element(id_, file_start(answers.path), {name: as_answer(answers, told[name]) for name in told})


def _followed(element: Element, then: Told, now: Told, answers: Answers) -> Element:
    """What was told and is left as it was told follows; what is told for the first time stands over all."""
    kept = dict(element.answers)
    for name in {**then, **now}:
        if name in then and (name not in kept or kept[name].value != then[name]):
            continue  # somebody said otherwise
        if name in now:
            kept[name] = as_answer(answers, now[name])
        else:
            del kept[name]
    return replace(element, answers=kept)


def _with_known_employers(answers: Answers) -> Answers:
    """Communities name only employers that are there."""
    there = {element.id for element in answers.groups["employers"]}
    communities = []
    for community in answers.groups.get("communities", ()):
        said = dict(community.answers)
        named = said[EMPLOYERS].value if EMPLOYERS in said else None
        if isinstance(named, str):
            left = [id_ for id_ in (part.strip() for part in named.split(",")) if id_ in there]
            if left:
                said[EMPLOYERS] = as_answer(answers, ", ".join(left))
            else:
                del said[EMPLOYERS]
        communities.append(replace(community, answers=said))
    return with_group(answers, "communities", communities) if communities else answers


def _employers(sheet: FactSheet, voice: Voice) -> Iterator[Told]:
    """What is told of each, as far as there are questions for it."""
    for told in _arranged(sheet, voice):
        yield {name: value for name, value in told.items() if name in sheet.library.questions}


def _arranged(sheet: FactSheet, voice: Voice) -> Iterator[Told]:
    """What is known of each: a group has one in every country; independent ones share a second line."""
    given = sheet.answers.values
    arrangement = sheet.fact(EMPLOYERS_QUESTION, {}).value
    name = sheet.fact("organisation.name", {}).value
    own = {"employer.name": name} if name else {}
    countries = sheet.fact("organisation.countries", {}).value
    named = countries if isinstance(countries, tuple) else ()
    if arrangement == "group" and named:
        for country in named:
            yield {"employer.name": _branch(sheet, voice, str(country)), "employer.country": str(country)}
        return
    place = {"employer.country": str(named[0])} if named else {}
    headcount = given.get("organisation.headcount")
    if given[EMPLOYERS_QUESTION].value == "one" and headcount is not None:
        yield {**own, **place, "employer.headcount": headcount.value}
    else:
        yield {**own, **place}
    if arrangement == "independent":
        others = voice.say("independent employers")
        yield {"employer.name": others, **place, "employer.independent": True}


def _branch(sheet: FactSheet, voice: Voice, country: str) -> str:
    """A group's company in one country, named until somebody gives its real name."""
    label = sheet.library.questions["organisation.countries"].label_of(country)
    place = voice.text(label) if label is not None else country
    name = sheet.fact("organisation.name", {}).value
    return f"{name} ({place})" if name else place
