"""Answers by `--set`: the same parser, the same file as the interview, every fault named at once."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rse_plan.interview.given import Taken, read_settings, with_settings
from rse_plan.interview.saving import AnswersFile, open_answers
from rse_plan.interview.stated import read_stated
from rse_plan.interview.voice import Voice
from rse_plan.library import Library
from rse_plan.library.with_answers import answers_in
from rse_plan.model.answers import Answer, Answers, AnswerValue
from rse_plan.model.periods import Period
from rse_plan.model.problem import Problem
from rse_plan.model.question import Question
from rse_plan.resources import example_names, example_path
from rse_plan.source.span import file_start
from rse_plan.source.yaml_reader import read_file

Sit = Callable[..., Any]

FLAGS = """
organisation.name=Weldom
organisation.headcount=2 750
organisation.countries=FR,DE
organisation.employers=independent
goal.process=la refonte : des concepts
goal.urgent=oui
sponsor.level=ceo
community.name=Boîte à idées
community.members=unknown
community.use_case=idea-box
employer.works_council=unknown
people.community-manager.hours=8
calendar.decision=22/01/2027
calendar.target=unknown
calendar.start=2026-11-30
""".strip().splitlines()
TYPED = [
    *("Weldom", "2 750", ("FR", "DE"), "independent", "la refonte : des concepts", "true", "ceo"),
    *("Boîte à idées", "", "idea-box", "false", "unknown", "8", "22/01/2027", ""),
]
"""The same answers, typed."""


def taken(texts: Iterable[str], answers: Answers, library: Library, language: str = "en") -> Taken:
    """The answers with what is given over them."""
    settings, refused = read_settings(texts, library, Voice(language))
    assert refused == ()
    return with_settings(answers, settings, library, Voice(language))


def nothing(language: str = "en") -> Answers:
    return Answers(path="a.yaml", language=language, documents=(language,), span=file_start("a.yaml"))


def refusals(
    texts: Iterable[str], library: Library, answers: Answers | None = None
) -> list[tuple[str, str, str]]:
    """What is refused of what is given: where, why, what to do."""
    settings, refused = read_settings(texts, library, Voice("en"))
    if not refused:
        refused = with_settings(answers or nothing(), settings, library, Voice("en")).refused
    return [(str(one.where), str(one.problem.message), str(one.problem.advice)) for one in refused]


def written(file: AnswersFile, path: Path, answers: Answers) -> str:
    file.keep(answers)
    return path.read_text(encoding="utf-8")


@given(order=st.permutations(FLAGS))
def test_in_any_order_it_is_the_interviews_file(library: Library, as_typed: str, order: list[str]) -> None:
    assert in_a_file(library, order) == as_typed


@pytest.fixture(scope="module")
def as_typed(library: Library, hold: Callable[..., bool], tmp_path_factory: pytest.TempPathFactory) -> str:
    from rse_plan.interview.scripted_asker import ScriptedAsker

    path = tmp_path_factory.mktemp("typed") / "answers.yaml"
    hold(ScriptedAsker(TYPED), path, library, "fr")
    return path.read_text(encoding="utf-8")


def in_a_file(library: Library, flags: Iterable[str]) -> str:
    from rse_plan.interview.answers_tree import AnswersTree

    tree = AnswersTree(library)
    tree.update(None, taken(flags, nothing("fr"), library, "fr").answers)
    return tree.text()


def test_it_goes_over_what_the_file_holds_and_nothing_else_changes(library: Library, tmp_path: Path) -> None:
    path = tmp_path / "answers.yaml"
    text = "kind: answers\nformat: 1\n# ours\norganisation:\n  name: Weldom   # the brand\n  headcount: 900\n"
    path.write_text(text, encoding="utf-8")
    file = open_answers(path, library, "en")
    changed = written(file, path, taken(["organisation.headcount=950"], file.answers, library).answers)
    assert changed == text.replace("900", "950")


def test_of_two_for_one_answer_the_later_one_counts(library: Library) -> None:
    answers = taken(["organisation.headcount=9", "organisation.headcount=10"], nothing(), library).answers
    assert values(answers) == {"organisation.headcount": 10}


def values(answers: Answers) -> dict[str, AnswerValue]:
    return {name: answer.value for name, answer in answers.values.items()}


def elements(answers: Answers) -> dict[str, list[tuple[str, dict[str, AnswerValue]]]]:
    return {
        group: [(one.id, {name: answer.value for name, answer in one.answers.items()}) for one in found]
        for group, found in answers.groups.items()
        if found
    }


def test_elements_are_found_by_id_and_made_when_new(library: Library) -> None:
    flags = ["communities.finance.members=40", "communities.it.name=IT", "communities.finance.name=Finance"]
    answers = taken([*flags, "community.use_case=other", "sponsor.level=ceo"], nothing(), library).answers
    assert elements(answers) == {
        "communities": [
            (
                "finance",
                {"community.members": 40, "community.name": "Finance", "community.use_case": "other"},
            ),
            ("it", {"community.name": "IT"}),
        ],
        "sponsors": [("main", {"sponsor.level": "ceo"})],
    }
    again = taken(["community.members=41", "communities.it.members=7"], answers, library).answers
    found = {id_: said.get("community.members") for id_, said in elements(again)["communities"]}
    assert found == {"finance": 41, "it": 7}


def test_the_first_of_a_list_is_named_after_its_name_or_its_place(library: Library) -> None:
    named = taken(["community.use_case=other", "community.name=Idées neuves"], nothing(), library).answers
    assert [id_ for id_, _ in elements(named)["communities"]] == ["idees-neuves"]
    nameless = taken(["community.use_case=idea-box"], nothing(), library).answers
    assert [id_ for id_, _ in elements(nameless)["communities"]] == ["community-1"]


def test_the_two_languages_are_separate(library: Library) -> None:
    answers = taken(["language=fr", "documents=[fr, en]"], nothing(), library).answers
    assert (answers.language, answers.documents) == ("fr", ("fr", "en"))
    assert refusals(["documents=it", "language=fr,en", "language="], library) == [
        ("--set documents=it", "this language is not known", "one of en, fr"),
        ("--set language=fr,en", "this language is not known", "one of en, fr"),
        ("--set language=", "this language is not known", "one of en, fr"),
    ]


def test_every_fault_is_named_with_its_flag_and_what_to_do(library: Library) -> None:
    found = refusals(
        [
            "organisation.headcuont=900",
            "organisation.headcount=many",
            "headcount",
            "sponsor.level=cio",
            "calendar.decision=2027-02-30",
            "organisation.name=",
            "organisation.name=unknown",
            "communities.name=Finance",
            "communities.Fin.name=Finance",
            "communities.fin.nam=Finance",
            "weather.fine=true",
        ],
        library,
    )
    assert found == [
        ("--set organisation.headcuont=900", "no question is called “organisation.headcuont”",
         "did you mean “organisation.headcount”?"),
        ("--set organisation.headcount=many", "“many” is not a whole number", "write digits only"),
        ("--set headcount", "no answer is given", "write it as organisation.headcount=900"),
        ("--set sponsor.level=cio", "“cio” is not among the choices", "did you mean “ceo”?"),
        (
            "--set calendar.decision=2027-02-30",
            "“2027-02-30” is not a date",
            "type one such as 2027-01-29 or 29 January 2027",
        ),
        ("--set organisation.name=", "an answer is missing here", "write unknown if nobody knows it yet"),
        ("--set organisation.name=unknown", "this answer cannot be unknown", "give a value"),
        ("--set communities.name=Finance", "which of the communities is meant is not said",
         "write communities.ID.name=…"),
        ("--set communities.Fin.name=Finance", "“Fin” is not an id",
         "use small letters, digits and dashes, such as open-pilot"),
        ("--set communities.fin.nam=Finance", "no question is called “communities.fin.nam”",
         "did you mean “name”?"),
        ("--set weather.fine=true", "no question is called “weather.fine”",
         "“rse-plan init --full --no-input” lists what can be set"),
    ]  # fmt: skip


def test_a_list_in_brackets_is_checked_as_a_pick_at_the_prompt(library: Library) -> None:
    assert refusals(["organisation.countries=[]"], library) == [
        ("--set organisation.countries=[]", "nothing is picked", "pick at least one")
    ]
    assert values(taken(["organisation.countries=[FR, Allemagne]"], nothing(), library).answers) == {
        "organisation.countries": ("FR", "DE")
    }


def test_the_same_language_twice_is_said_once(library: Library) -> None:
    assert taken(["documents=fr,fr"], nothing(), library).answers.documents == ("fr",)


@pytest.mark.parametrize("text", ["kind=answers", "=", "adjust=[]", "x.y=1"])
def test_advice_is_no_list_of_all_that_can_be_set(bundled: Library, text: str) -> None:
    ((_, _, advice),) = refusals([text], bundled)
    assert advice == "“rse-plan init --full --no-input” lists what can be set"


@pytest.mark.parametrize("text", ["<TEXT>", "<TEXTE>|unknown", "<NUMBER>"])
def test_what_stands_for_an_answer_is_none(library: Library, text: str) -> None:
    assert refusals([f"organisation.name={text}"], library) == [
        (f"--set organisation.name={text}", f"“{text}” stands for an answer", "write the answer in its place")
    ]


SINGLE = ["organisation.name=Weldom", "organisation.countries=FR", "organisation.employers=one"]


def test_a_second_employer_beside_a_single_one_is_refused(library: Library) -> None:
    answers = taken(SINGLE, nothing(), library).answers
    found = taken(["employers.new.headcount=50"], answers, library)
    assert [(str(one.problem.message), str(one.problem.advice)) for one in found.refused] == [
        ("by the answers there is a single employer, “weldom”", "give organisation.employers as well")
    ]
    both = taken(["employers.a.headcount=50", "employers.b.headcount=50"], answers, library)
    assert len(both.refused) == 2
    named = taken(["employers.weldom.headcount=50"], answers, library)
    assert named.refused == ()


def test_a_single_employer_has_the_id_by_which_it_is_given(library: Library) -> None:
    found = taken([*SINGLE, "employers.head-office.headcount=50"], nothing(), library)
    assert found.refused == ()
    assert [id_ for id_, _ in elements(found.answers)["employers"]] == ["head-office"]


def test_an_employer_needs_the_answer_that_makes_employers(library: Library) -> None:
    flag = "employer.works_council=single"
    assert refusals([flag], library) == [
        (f"--set {flag}", "there is no employer yet", "give organisation.employers as well")
    ]
    answers = taken([flag, "organisation.employers=one", "organisation.name=W"], nothing(), library).answers
    assert elements(answers)["employers"][0][1]["employer.works_council"] == "single"
    listed = taken(["employers.mine.country=DE"], nothing(), library).answers
    assert elements(listed) == {"employers": [("mine", {"employer.country": "DE"})]}


def test_an_answer_that_nobody_would_ask_for_is_refused(library: Library) -> None:
    swiss = ["organisation.employers=one", "organisation.countries=CH", "employer.works_council=single"]
    assert refusals(swiss, library) == [
        (
            "--set employer.works_council=single",
            "this question is not asked with the other answers",
            "leave it out, or correct employer.country",
        )
    ]


def test_an_answer_that_another_one_makes_pointless_is_taken_away(library: Library) -> None:
    french = taken(
        ["organisation.employers=one", "organisation.countries=FR", "employer.works_council=single"],
        nothing(),
        library,
    )
    assert french.dropped == ()
    swiss = taken(["employer.country=CH"], french.answers, library)
    assert [ask.question.id for ask in swiss.dropped] == ["employer.works_council"]
    assert "employer.works_council" not in elements(swiss.answers)["employers"][0][1]


@pytest.mark.parametrize(
    ("question", "text", "value"),
    [
        ("goal.process", "unknown", None),
        ("goal.process", '"unknown"', "unknown"),
        ("organisation.countries", "unknown", None),
        ("goal.process", " a  b ", "a  b"),
        ("goal.process", "[a, b]", "[a, b]"),
        ("goal.urgent", "no", False),
        ("goal.urgent", "VRAI", True),
        ("goal.urgent", "True", True),
        ("sponsor.level", "Direction générale", "ceo"),
        ("sponsor.level", "Chief executive", "ceo"),
        ("organisation.countries", "FR; Allemagne", ("FR", "DE")),
        ("organisation.countries", "[FR, DE]", ("FR", "DE")),
        ("organisation.headcount", "2\u202f750", 2750),
        ("calendar.start", "2027-01-04", date(2027, 1, 4)),
        (
            "calendar.closures",
            "[{from: 2027-08-01, to: 2027-08-31}]",
            (Period(date(2027, 8, 1), date(2027, 8, 31)),),
        ),
        ("calendar.closures", "[]", ()),
    ],
)
def test_the_forms_in_which_an_answer_may_be_stated(
    library: Library, question: str, text: str, value: AnswerValue
) -> None:
    assert read_stated(library.questions[question], text, Voice("en")) == value


@pytest.mark.parametrize(
    ("question", "text", "said"),
    [
        ("goal.urgent", "perhaps", "neither true nor false"),
        ("organisation.countries", "FR,XX", "“XX” is not among the choices"),
        ("organisation.countries", "[FR", "a bracket or brace is not closed"),
        ("organisation.countries", ",", "nothing is picked"),
        ("calendar.closures", "[a]\nkind: playbook", "a sign in it is not text"),
        ("calendar.closures", "[{from: 2027-08-01}]", "a period has from, to"),
        ("organisation.name", "a\x1b[31mb", "a sign in it is not text"),
    ],
)
def test_what_cannot_be_read_as_an_answer(library: Library, question: str, text: str, said: str) -> None:
    found = read_stated(library.questions[question], text, Voice("en"))
    assert isinstance(found, Problem)
    assert said in str(found.message)


@pytest.mark.parametrize("name", example_names())
def test_the_answers_of_an_example_can_all_be_given_by_flags(bundled: Library, name: str) -> None:
    """Every type, every list: stated one by one, they are the answers that the file holds."""
    document = read_file(example_path(name)).document
    assert document is not None
    answers, faults = answers_in(document, bundled)
    assert faults == ()
    flags = list(flags_of(answers, bundled))
    assert len(flags) > 20
    given_ = taken(flags, nothing(answers.language), bundled, answers.language)
    assert given_.refused == ()
    made = given_.answers
    assert values(made) == values(answers)
    assert {id_ for id_, _ in elements(answers)["communities"]} == {
        id_ for id_, _ in elements(made)["communities"]
    }
    for group, listed in elements(answers).items():
        found = dict(elements(made)[group])
        assert all(found[id_] | said == found[id_] for id_, said in listed)


def flags_of(answers: Answers, library: Library) -> Iterator[str]:
    for name, answer in answers.values.items():
        yield f"{name}={stated(library.questions[name], answer)}"
    for group, listed in answers.groups.items():
        for element in listed:
            for name, answer in element.answers.items():
                key = f"{group}.{element.id}.{name.split('.')[1]}"
                yield f"{key}={stated(library.questions[name], answer)}"


def stated(question: Question, answer: Answer) -> str:
    """An answer as the file has it, on one line."""
    from rse_plan.interview.answers_tree import as_yaml

    value = as_yaml(answer.value)
    if isinstance(value, list):
        items = (
            "{" + ", ".join(f"{key}: {part}" for key, part in item.items()) + "}"
            if isinstance(item, dict)
            else str(item)
            for item in value
        )
        return f"[{', '.join(items)}]"
    return str(value)


@pytest.mark.parametrize("name", example_names())
def test_the_order_of_the_flags_leaves_no_trace(bundled: Library, name: str) -> None:
    """One answer after the other, as the interview gives them, or all at once from the last to the first."""
    from rse_plan.interview.answers_tree import AnswersTree

    document = read_file(example_path(name)).document
    assert document is not None
    answers, _ = answers_in(document, bundled)
    flags = [flag for flag in flags_of(answers, bundled) if not flag.startswith(("communities", "employers"))]
    order = list(bundled.questions)
    flags.sort(key=lambda flag: order.index(flag.split("=")[0].replace("sponsors.main", "sponsor")))
    tree, before = AnswersTree(bundled), None
    for number in range(1, len(flags) + 1):
        after = taken(flags[:number], nothing(), bundled).answers
        tree.update(before, after)
        before = after
    at_once = AnswersTree(bundled)
    at_once.update(None, taken(reversed(flags), nothing(), bundled).answers)
    assert at_once.text() == tree.text()
