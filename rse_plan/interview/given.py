"""Answers given beforehand, by `--set` or in a file of communities: checked as at the prompt, all at once.

What is given goes over what the file holds, and nothing else is added (user-asks 3 to 5).
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass, replace

from rse_plan.diagnostics import nearest
from rse_plan.errors import Said, say
from rse_plan.interview.agenda import Ask, applies
from rse_plan.interview.dropping import without_stale_answers
from rse_plan.interview.employers import Lost, following_employers, is_single, lost_with_employers
from rse_plan.interview.record import make_id, with_answer
from rse_plan.interview.stated import read_stated
from rse_plan.interview.voice import Voice
from rse_plan.library import Library
from rse_plan.model.answers import ELEMENT_OF, Answers, AnswerValue, Element
from rse_plan.model.base import LANGUAGES
from rse_plan.model.fields import KEBAB, KEBAB_ADVICE
from rse_plan.model.problem import Problem
from rse_plan.model.question import Question
from rse_plan.planning.facts import FactSheet
from rse_plan.source.span import file_start

_LANGUAGES = ("language", "documents")
_EXAMPLE = "organisation.headcount=900"
_FEW = 30
"""Names that can be listed in a line of advice: those of one element, not those of all questions."""
_PLACEHOLDER = re.compile(r"<[^<>]+>(?:\|unknown)?")
"""What stands for an answer in the flags that `--no-input` lists."""


@dataclass(frozen=True, slots=True)
class Setting:
    """One answer as it was given; `where` says so in words.

    `element` is the id of the element it is about; None means the first of its list. Without a question it
    is one of the file's two languages, `key` its name.
    """

    where: Said | str
    key: str
    question: Question | None
    element: str | None
    value: AnswerValue


@dataclass(frozen=True, slots=True)
class Refusal:
    """Something given that cannot be taken: where, what is wrong, what to do."""

    where: Said | str
    problem: Problem


def read_settings(
    texts: Iterable[str], library: Library, voice: Voice
) -> tuple[tuple[Setting, ...], tuple[Refusal, ...]]:
    """`KEY=VALUE` as `--set` takes it; every text that does not fit is refused, not only the first.

    Of two texts for one answer the later one counts.
    """
    read = [_read(text, library, voice) for text in texts]
    settings = {(found.key, found.element): found for found in read if isinstance(found, Setting)}
    return tuple(settings.values()), tuple(found for found in read if isinstance(found, Refusal))


def _read(text: str, library: Library, voice: Voice) -> Setting | Refusal:
    where = f"--set {text}"
    key, equals, stated = text.partition("=")
    if not equals:
        problem = Problem(say("no answer is given"), say("write it as {example}", example=_EXAMPLE))
        return Refusal(where, problem)
    if key in _LANGUAGES:
        return _language(where, key, stated)
    found = _target(_asked_by(key.strip(), library), library)
    if isinstance(found, Problem):
        return Refusal(where, found)
    question, element = found
    if _PLACEHOLDER.fullmatch(stated.strip()):
        message = say("“{value}” stands for an answer", value=stated.strip())
        return Refusal(where, Problem(message, say("write the answer in its place")))
    value = read_stated(question, stated, voice)
    if isinstance(value, Problem):
        return Refusal(where, value)
    return Setting(where, question.id, question, element, value)


def _asked_by(key: str, library: Library) -> str:
    """The question's name, also where the file keeps its answer under another one."""
    homes = {f"people.{role}.hours": name for role, name in library.hours_questions.items()}
    return homes.get(key, key)


def _language(where: str, key: str, stated: str) -> Setting | Refusal:
    named = tuple(dict.fromkeys(filter(None, (part.strip() for part in stated.strip("[]").split(",")))))
    wrong = [name for name in named if name not in LANGUAGES]
    if wrong or not named or (key == "language" and len(named) > 1):
        message = say("this language is not known")
        return Refusal(where, Problem(message, say("one of {names}", names=", ".join(LANGUAGES))))
    return Setting(where, key, None, None, named if key == "documents" else named[0])


def _target(key: str, library: Library) -> tuple[Question, str | None] | Problem:
    """The question that a key names, and the element: a.b, or communities.finance.members."""
    if key in library.questions:
        return library.questions[key], None
    group, _, rest = key.partition(".")
    if group not in ELEMENT_OF:
        return _unknown(key, key, library.questions)
    element, _, last = rest.rpartition(".")
    singular = ELEMENT_OF[group]
    if not element:
        message = say("which of the {group} is meant is not said", group=group)
        return Problem(message, say("write {example}", example=f"{group}.ID.{last or 'name'}=…"))
    if not re.fullmatch(KEBAB, element):
        return Problem(say("“{value}” is not an id", value=element), KEBAB_ADVICE)
    question = library.questions.get(f"{singular}.{last}")
    known = [name.split(".")[1] for name in library.questions if name.startswith(f"{singular}.")]
    return (question, element) if question is not None else _unknown(key, last, known)


def _unknown(key: str, word: str, known: Collection[str]) -> Problem:
    near = nearest(word, known)
    names = say("one of {names}", names=", ".join(known))
    if "." in word or len(known) > _FEW:
        names = say("“rse-plan init --full --no-input” lists what can be set")
    return Problem(say("no question is called “{key}”", key=key), near or names)


@dataclass(frozen=True, slots=True)
class Taken:
    """The answers with what was given in them, what has no place there, and what it made pointless.

    `lost` went with employers that are not told of any more.
    """

    answers: Answers
    refused: tuple[Refusal, ...]
    dropped: tuple[Ask, ...]
    lost: tuple[Lost, ...]


def with_settings(answers: Answers, settings: Iterable[Setting], library: Library, voice: Voice) -> Taken:
    """Put what is given into the answers, new elements made for it.

    The employers that the organisation's answers tell of are made first, as in the interview.
    """
    given, before = tuple(settings), FactSheet(answers, library)
    for one in given:
        if one.question is None:
            answers = _in_language(answers, one)
        elif one.question.group is None:
            answers = with_answer(answers, Ask(one.question), one.value)
    after = FactSheet(answers, library)
    answers = following_employers(before, after, voice)
    lost = lost_with_employers(before, after, answers, voice)
    refused: list[Refusal] = []
    if not before.answers.groups.get("employers"):
        answers = _with_given_id(answers, given)
    single = is_single(FactSheet(answers, library))
    for one in sorted((one for one in given if _group(one)), key=_names_first):
        refusal = _beside_single(answers, one) if single else None
        found = refusal or _with_element_answer(answers, one)
        if isinstance(found, Refusal):
            refused.append(found)
        else:
            answers = found
    refused.extend(_pointless(answers, given, library))
    answers, dropped = without_stale_answers(before, answers)
    return Taken(answers, tuple(refused), dropped, lost)


def _in_language(answers: Answers, setting: Setting) -> Answers:
    if isinstance(setting.value, str):
        return replace(answers, language=setting.value)
    named = setting.value if isinstance(setting.value, tuple) else ()
    return replace(answers, documents=tuple(map(str, named)))


def _group(setting: Setting) -> str | None:
    return setting.question.group if setting.question is not None else None


def _names_first(setting: Setting) -> bool:
    """The first of a list gets its id from its name, wherever that stands among what is given."""
    return not (setting.element is None and setting.key.endswith(".name"))


def _with_element_answer(answers: Answers, setting: Setting) -> Answers | Refusal:
    question, group = setting.question, _group(setting)
    if question is None or group is None:
        raise ValueError(f"{setting.key} belongs to no list")
    ids = [element.id for element in answers.groups.get(group, ())]
    if setting.element is not None:
        position = ids.index(setting.element) if setting.element in ids else len(ids)
        id_ = setting.element
    else:
        position, id_ = 0, _first_id(group, question, setting.value)
    if position == len(ids):
        if group == "employers" and setting.element is None:
            message = say("there is no employer yet")
            return Refusal(setting.where, Problem(message, say("give organisation.employers as well")))
        answers = _with_new_element(answers, group, id_)
    return with_answer(answers, Ask(question, position), setting.value)


def _with_given_id(answers: Answers, settings: Iterable[Setting]) -> Answers:
    """The one employer that was just made has the id by which it is spoken of, if there is one."""
    made = answers.groups.get("employers", ())
    ids = {one.element for one in settings if _group(one) == "employers" and one.element is not None}
    if len(made) != 1 or len(ids) != 1:
        return answers
    return replace(answers, groups={**answers.groups, "employers": (replace(made[0], id=ids.pop()),)})


def _beside_single(answers: Answers, setting: Setting) -> Refusal | None:
    """A second employer, where the organisation's answers tell of one alone."""
    ids = [element.id for element in answers.groups.get("employers", ())]
    if _group(setting) != "employers" or setting.element is None or setting.element in ids or not ids:
        return None
    message = say("by the answers there is a single employer, “{id}”", id=ids[0])
    return Refusal(setting.where, Problem(message, say("give organisation.employers as well")))


def _first_id(group: str, question: Question, value: AnswerValue) -> str:
    """The id of an element that is made by its first answer, as the interview makes it."""
    if group == "sponsors":
        return "main"
    named = value if question.id.endswith(".name") and isinstance(value, str) else ""
    return make_id(named, (), f"{ELEMENT_OF[group]}-1")


def _with_new_element(answers: Answers, group: str, id_: str) -> Answers:
    made = Element(id_, file_start(answers.path), {})
    return replace(answers, groups={**answers.groups, group: (*answers.groups.get(group, ()), made)})


def _pointless(answers: Answers, settings: Iterable[Setting], library: Library) -> Iterator[Refusal]:
    """Answers to questions that nobody would ask with these answers: the file has no place for them."""
    sheet = FactSheet(answers, library)
    for one in settings:
        if one.question is None or applies(one.question, sheet, _position(answers, one)):
            continue
        if any(one.question.parse(case.value) == one.value for case in one.question.settled):
            continue  # said by another answer already, and the same
        message = say("this question is not asked with the other answers")
        yield Refusal(one.where, Problem(message, say("leave it out, or correct {names}", names=_cause(one))))


def _cause(setting: Setting) -> Said | str:
    """The answers that a question's own condition reads."""
    condition = setting.question.when if setting.question is not None else None
    return ", ".join(condition.names) if condition is not None else say("those that it depends on")


def _position(answers: Answers, setting: Setting) -> int | None:
    group = _group(setting)
    if group is None:
        return None
    ids = [element.id for element in answers.groups.get(group, ())]
    return ids.index(setting.element) if setting.element in ids else 0
