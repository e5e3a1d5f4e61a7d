"""The employers that the organisation's answers tell of, for as long as they tell it (semantics 17)."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from rse_plan.interview.record import as_answer, make_id, with_group
from rse_plan.interview.voice import Voice
from rse_plan.model.answers import EMPLOYERS, Answers, AnswerValue, Element
from rse_plan.model.question import Question
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
    paired = _paired(told, listed, before)
    if told == tells or not paired:
        return answers
    same = [_place_of(now, place, told, (before, after)) for place, now in enumerate(tells)]
    taken = [paired[was] for was in same if was is not None]
    elements: list[Element] = []
    for now, was in zip(tells, same, strict=True):
        if was is not None:
            elements.append(_followed(paired[was], told[was], now, answers))
        else:
            elements.append(_made(now, answers, [*taken, *elements]))
    if paired != list(listed):  # somebody has put them in another order
        places = {element.id: place for place, element in enumerate(listed)}
        elements.sort(key=lambda element: places.get(element.id, len(places)))
    return with_known_employers(with_group(answers, "employers", elements))


def _paired(told: list[Told], listed: Sequence[Element], sheet: FactSheet) -> list[Element]:
    """The list in the order in which its employers are told of; empty when it was written otherwise."""
    if len(told) != len(listed):
        return []
    if len(told) == 1:
        return list(listed)
    if _has_branches(sheet):
        by_country = {_said(element, "employer.country"): element for element in listed}
        found = [by_country.get(one.get("employer.country")) for one in told]
        return [element for element in found if element is not None] if None not in found else []
    own, others = listed
    is_turned = _said(own, "employer.independent") is True is not _said(others, "employer.independent")
    return [others, own] if is_turned else [own, others]


def _said(element: Element, name: str) -> AnswerValue:
    return element.answers[name].value if name in element.answers else None


@dataclass(frozen=True, slots=True)
class Lost:
    """Answers that go because an employer does: its own, or a community's that named it."""

    name: str
    questions: tuple[Question, ...]

    def in_words(self, voice: Voice) -> str:
        """That they go, and which they are."""
        return voice.say(
            "Taken out with an employer that is no longer listed: {name} ({answers})",
            name=self.name,
            answers=voice.listed(voice.text(question.name) for question in self.questions),
        )


def lost_with_employers(
    before: FactSheet, after: FactSheet, followed: Answers, voice: Voice
) -> tuple[Lost, ...]:
    """What was said of employers that are not told of any more, beyond what was told of them.

    `after` is what somebody has changed, `followed` the same once the employers follow it: who takes an
    employer out knows what goes with it.
    """
    listed = after.answers.groups.get("employers", ())
    left = {element.id for element in followed.groups.get("employers", ())}
    if all(element.id in left for element in listed):
        return ()
    told = list(_employers(before, voice))
    paired = _paired(told, listed, before)
    lost: list[Lost] = []
    for then, element in zip(told, paired, strict=True) if paired else ():
        said = {name: answer.value for name, answer in element.answers.items()}
        own = [name for name, value in said.items() if value is not None and then.get(name) != value]
        if element.id not in left and own:
            name = before.name_of("employer", element.id)
            lost.append(Lost(name, tuple(before.library.questions[key] for key in own)))
    return (*lost, *_left_without_employer(before, followed))


def _left_without_employer(before: FactSheet, followed: Answers) -> Iterator[Lost]:
    """Communities that named nobody but employers who are gone."""
    said = {one.id for one in followed.groups.get("communities", ()) if EMPLOYERS not in one.answers}
    for community in before.answers.groups.get("communities", ()):
        if EMPLOYERS in community.answers and community.id in said:
            name = before.name_of("community", community.id)
            yield Lost(name, (before.library.questions[EMPLOYERS],))


def is_single(sheet: FactSheet) -> bool:
    """Whether the organisation's answers tell of one employer and no other."""
    return sheet.fact(EMPLOYERS_QUESTION, {}).value == "one"


def names_to_confirm(sheet: FactSheet) -> Iterator[str]:
    """The companies of a group of which only the country is known so far, by their ids.

    They carry made-up names; full asks for the real ones before their headcounts.
    """
    if sheet.fact(EMPLOYERS_QUESTION, {}).value == "group":
        for element in sheet.answers.groups.get("employers", ()):
            if element.answers.keys() <= {"employer.name", "employer.country", "employer.works_council"}:
                yield element.id


def _place_of(now: Told, place: int, told: list[Told], sheets: tuple[FactSheet, FactSheet]) -> int | None:
    """Where among the former employers this one stood.

    Of a group, each country has its own; otherwise the places count. Where only one of the two tells of a
    group, the organisation's own company is the one in its country, else the first.
    """
    before, after = map(_has_branches, sheets)
    countries = [one.get("employer.country") for one in told]
    country = now.get("employer.country")
    if before:
        if country in countries and (after or place == 0):
            return countries.index(country)
        return 0 if place == 0 and not after else None
    if after:
        own = countries[0]
        named = sheets[1].fact("organisation.countries", {}).value
        is_own = country == own if isinstance(named, tuple) and own in named else place == 0
        return 0 if is_own else None
    return place if place < len(told) else None


def _has_branches(sheet: FactSheet) -> bool:
    """Whether there is one employer for each country that is named."""
    is_group = sheet.fact(EMPLOYERS_QUESTION, {}).value == "group"
    return is_group and bool(sheet.fact("organisation.countries", {}).value)


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


def with_known_employers(answers: Answers) -> Answers:
    """Communities name only employers that are there."""
    there = {element.id for element in answers.groups.get("employers", ())}
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
