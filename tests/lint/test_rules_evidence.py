"""Measures and their sources: what is measured, of how many, when, and where figures come from."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from linted import SHIPPED, Pointed, diagnostics, mended, pointed

from rse_plan.library import Folder
from rse_plan.library.with_answers import load
from rse_plan.lint.rules import kpi_too_few
from rse_plan.pipeline import plan, write
from rse_plan.resources import examples_folder

HEAD = "kind: playbook\nformat: 1\nid: own\ntitle: {en: Own, fr: Propre}\nrequires: [pilot-by-communities]\n"
KPI = """\
kpis:
  - id: readers
    title: {en: Readers, fr: Lecteurs}
    measure: {en: Readers / invited, fr: Lecteurs / invités}
    level: group
    use_case: [other]
    target: {after: pilot-by-communities/open, by: 90cd, low: 0.4, high: 0.6}
    because: [our-benchmarks]
"""
TARGET = "{after: pilot-by-communities/open, by: 90cd, low: 0.4, high: 0.6}"
MEASURE = "    measure: {en: Readers / invited, fr: Lecteurs / invités}\n"


SOURCES = """\
kind: evidence
format: 1
items:
  - {id: our-benchmarks, type: practice, title: Ours, publisher: us, checked: 2026-11-01}
  - id: poll
    type: study
    title: A poll
    publisher: An institute
    checked: 2026-11-01
    value: {metric: authors, share: 0.3, definition: posted in 28 days}
  - id: shop
    type: case
    title: A shop
    publisher: A newspaper
    checked: 2026-11-01
    value: {metric: authors, share: 0.4, definition: signed in}
  - id: bank
    type: case
    title: A bank
    publisher: A newspaper
    checked: 2026-11-01
    value: {metric: authors, share: 0.5, definition: unknown}
"""


def own(old: str = "", new: str = "") -> dict[str, str]:
    """One playbook with one measure, a passage of it replaced; and what it can cite."""
    assert not old or KPI.count(old) == 1
    return {"own.yaml": HEAD + (KPI.replace(old, new) if old else KPI), "sources.yaml": SOURCES}


@pytest.mark.parametrize(
    ("rule", "old", "new", "expected"),
    [
        ("kpi-without-measure", MEASURE, "", [(7, 9, "readers")]),
        ("kpi-without-measure", "Readers / invited", "Readers", [(9, 19, "Readers")]),
        ("kpi-without-measure", "Lecteurs / invités", "Lecteurs par mois", [(9, 42, "Lecteurs par mois")]),
        ("kpi-without-measure", "Readers / invited", "Posts per member", []),
        ("kpi-without-measure", "Readers / invited", "Posts per week", [(9, 19, "Posts per week")]),
        ("kpi-without-measure", "Readers / invited", "Median delay of answers", []),
        ("kpi-without-date", ", by: 90cd", "", [(12, 5, "target")]),
        ("kpi-without-date", "after: pilot-by-communities/open, ", "", [(12, 5, "target")]),
        ("kpi-without-date", TARGET, "0.4", []),  # one fault, one finding: point-target
        ("kpi-without-date", f"    target: {TARGET}\n", "", []),
        ("point-target", TARGET, "0.4", [(12, 13, "0.4")]),
        ("point-target", "low: 0.4, high: 0.6", "low: 0.6", [(12, 63, "0.6")]),
        ("point-target", "low: 0.4, high: 0.6", "low: 0.4, high: 0.4", [(12, 63, "0.4")]),
        ("point-target", "low: 0.4, high: 0.6", "text: {en: all, fr: tous}", []),
        ("kpi-without-use-case", "    use_case: [other]\n", "", [(7, 9, "readers")]),
        ("small-group", "    level: group\n", "    level: group\n    min_group: 9\n", [(11, 16, "9")]),
        ("small-group", "    level: group\n", "    level: group\n    min_group: 10\n", []),
        ("lone-case", "our-benchmarks", "shop", [(13, 14, "[shop]")]),
        ("lone-case", "our-benchmarks", "shop, shop", [(13, 14, "[shop, shop]")]),
        ("lone-case", "our-benchmarks", "shop, our-benchmarks", []),
        ("lone-case", "our-benchmarks", "poll", []),
        ("incomparable-cases", "our-benchmarks", "our-benchmarks, bank", [(13, 31, "bank")]),
        ("incomparable-cases", "our-benchmarks", "poll, shop", [(13, 21, "shop")]),
        ("incomparable-cases", "our-benchmarks", "poll", []),
        ("uncited-number", "    because: [our-benchmarks]\n", "", [(12, 63, "0.4")]),
    ],
)
def test_a_measure(tmp_path: Path, rule: str, old: str, new: str, expected: Pointed) -> None:
    assert pointed(tmp_path, own(old, new), rule) == expected


def test_a_sound_measure_is_left_alone(tmp_path: Path) -> None:
    for rule in ("kpi-without-measure", "kpi-without-date", "point-target", "kpi-without-use-case"):
        assert pointed(tmp_path, own(), rule) == []


@pytest.mark.parametrize(
    "condition", ['applies_when: any(communities, community.use_case == "other")', "for_each: communities"]
)
def test_a_playbook_of_a_use_says_the_use_of_its_measures(tmp_path: Path, condition: str) -> None:
    text = KPI.replace("    use_case: [other]\n", "")
    files = {"own.yaml": HEAD + condition + "\n" + text}
    expected = [] if "use_case" in condition else [(8, 9, "readers")]
    assert pointed(tmp_path, files, "kpi-without-use-case") == expected


def test_a_target_that_is_no_share_is_told_as_such(tmp_path: Path) -> None:
    files = own(TARGET, "many")
    assert pointed(tmp_path, files, "wrong-value") == [(12, 13, "many")]


def test_the_smallest_group_is_mended(tmp_path: Path) -> None:
    files = own("    level: group\n", "    level: group # of people\n    min_group: 3 # why\n")
    assert "min_group: 10 # why\n" in mended(tmp_path, files, "small-group")["own.yaml"]


EVIDENCE = """\
kind: evidence
format: 1
items:
  - id: poll
    type: study
    title: A poll
    publisher: An institute
    checked: 2026-05-27
"""


@pytest.mark.parametrize(
    ("old", "new", "expected", "said"),
    [
        ("    publisher: An institute\n", "", [(4, 9, "poll")], "(missing: publisher)"),
        ("    checked: 2026-05-27\n", "", [(4, 9, "poll")], "(missing: checked)"),
        (
            "    publisher: An institute\n    checked: 2026-05-27\n",
            "",
            [(4, 9, "poll")],
            "(missing: publisher, checked)",
        ),
        ("publisher: An institute", "url: https://example.org", [], ""),
    ],
)
def test_a_source_can_be_traced(tmp_path: Path, old: str, new: str, expected: Pointed, said: str) -> None:
    files = {"evidence.yaml": EVIDENCE.replace(old, new)}
    assert pointed(tmp_path, files, "evidence-without-source") == expected
    for one in diagnostics(tmp_path, files, "evidence-without-source"):
        assert said in str(one.message)


@pytest.mark.parametrize(
    ("kind", "checked", "today", "stale"),
    [
        ("law", "2026-05-28", date(2026, 11, 28), False),
        ("law", "2026-05-27", date(2026, 11, 28), True),
        ("law", "2026-08-31", date(2027, 2, 28), False),  # six months after 31 August is 28 February
        ("law", "2026-08-31", date(2027, 3, 1), True),
        ("study", "2024-11-28", date(2026, 11, 28), False),
        ("study", "2024-11-27", date(2026, 11, 28), True),
        ("ruling", "2025-11-27", date(2026, 11, 28), False),
        ("law", "9999-12-31", date(9999, 12, 31), False),
    ],
)
def test_a_source_ages(tmp_path: Path, kind: str, checked: str, today: date, *, stale: bool) -> None:
    text = EVIDENCE.replace("type: study", f"type: {kind}").replace("2026-05-27", checked)
    expected = [(8, 14, checked)] if stale else []
    assert pointed(tmp_path, {"evidence.yaml": text}, "evidence-stale", today) == expected


OTHER = "{metric: readers, share: 0.9, definition: unknown}"
UNDEFINED = "{metric: authors, share: 0.3, definition: unknown}"


@pytest.mark.parametrize(
    ("figures", "told"), [(f"[{OTHER}]", 0), (f"[{UNDEFINED}]", 1), (f"[{OTHER}, {UNDEFINED}]", 1)]
)
def test_only_figures_of_the_measure_itself_are_compared(tmp_path: Path, figures: str, told: int) -> None:
    """A source that measured several things is judged by the one that the measure names."""
    kpi = KPI.replace("    level: group\n", "    level: group\n    metric: authors\n")
    two = "  - {id: two-in-one, type: case, title: Two, publisher: us, checked: 2026-11-01, value: FIGURES}\n"
    sources = SOURCES + two.replace("FIGURES", figures)
    files = {"own.yaml": HEAD + kpi.replace("our-benchmarks", "two-in-one"), "sources.yaml": sources}
    assert len(pointed(tmp_path, files, "incomparable-cases")) == told


WHOLE = "population: 900, definition: posted in 28 days"


LIMITS = "    limits: {en: Told by its vendor., fr: Raconté par son éditeur.}\n"


@pytest.mark.parametrize(
    ("kind", "value", "missing"),
    [
        ("case", f"{{metric: authors, {WHOLE}}}\n{LIMITS}", ""),
        ("case", f"{{metric: authors, organisations: 12, definition: unknown}}\n{LIMITS}", ""),
        ("case", f"{{metric: authors, population: 900}}\n{LIMITS}", "definition"),
        ("case", f"{{metric: authors, definition: posted in 28 days}}\n{LIMITS}", "population"),
        ("case", f"{{metric: authors, {WHOLE}}}\n", "limits"),
        ("case", "{metric: authors, share: 0.3}\n", "population, definition, limits"),
        ("study", f"{{metric: authors, share: 0.3}}\n{LIMITS}", ""),  # no measure is held against it
        ("study", f"{{metric: readers, share: 0.3}}\n{LIMITS}", "population, definition"),
        ("guide", f"{{metric: readers, share: 0.3}}\n{LIMITS}", ""),
    ],
)
def test_a_case_says_on_whom_of_what_and_within_which_limit(
    tmp_path: Path, kind: str, value: str, missing: str
) -> None:
    text = EVIDENCE.replace("type: study", f"type: {kind}") + f"    value: {value}"
    kpi = KPI.replace("    level: group\n", "    level: group\n    metric: readers\n")
    found = diagnostics(tmp_path, {"own.yaml": HEAD + kpi, "sources.yaml": text}, "incomplete-case")
    assert [f"missing: {missing})" in str(one.message) for one in found] == [True] * bool(missing)


def test_each_figure_of_a_list_is_looked_at(tmp_path: Path) -> None:
    text = EVIDENCE.replace("type: study", "type: case")
    text += f"    value:\n      - {{metric: a, {WHOLE}}}\n      - {{metric: b, share: 0.3}}\n"
    text += "    limits: {en: One shop., fr: Un magasin.}\n"
    found = diagnostics(tmp_path, {"sources.yaml": text}, "incomplete-case")
    assert [one.span.line for one in found] == [11]


def test_a_source_that_measures_are_held_against_is_used(tmp_path: Path) -> None:
    text = EVIDENCE + "    value: {metric: readers, share: 0.3}\n"
    kpi = KPI.replace("    level: group\n", "    level: group\n    metric: readers\n")
    used = {"own.yaml": HEAD + kpi, "sources.yaml": text}
    assert diagnostics(tmp_path, used, "unused-definition", library=SHIPPED) == []
    unused = {"own.yaml": HEAD + KPI, "sources.yaml": text}
    assert len(diagnostics(tmp_path, unused, "unused-definition", library=SHIPPED)) == 1


@pytest.mark.parametrize(
    ("value", "rule", "message"),
    [
        ("{metric: a, low: 0.4}", "missing-key", "high"),
        ("{metric: a, high: 0.4}", "missing-key", "low"),
        ("{metric: a, low: 0.5, high: 0.4}", "wrong-value", "the low end is above the high end"),
        ("[{metric: a, by: 3w}]", "wrong-value", "“3w”"),
        ("{metric: a, definition: {en: Signed in}}", "missing-translation", ""),
    ],
)
def test_a_figure_that_cannot_be_read(tmp_path: Path, value: str, rule: str, message: str) -> None:
    found = diagnostics(tmp_path, {"sources.yaml": EVIDENCE + f"    value: {value}\n"}, rule)
    assert len(found) == 1
    assert message in str(found[0].message)
    assert found[0].span.line == 9


ARGUMENT = "arguments:\n  - id: why\n    text:\n      en: {en}\n      fr: {fr}\n"


@pytest.mark.parametrize(
    ("language", "words", "figure"),
    [
        ("fr", "Pour 90 % des salariés, rien ne change.", "90 %"),
        ("fr", "Pour 12,5 % des salariés, rien ne change.", "12,5 %"),
        ("fr", "Un sur trois le lit, trois salariés sur dix y écrivent.", "Un sur trois"),
        ("fr", "Il en coûte 12 000 euros par an.", "12 000 euros"),
        ("fr", "Il en coûte 40 k€ par an.", "40 k€"),
        ("fr", "DEUX FOIS MOINS de courriels.", "DEUX FOIS MOINS"),
        ("fr", "Les études montrent que tout va mieux.", "études montrent"),
        ("fr", "Les réponses viennent trois fois plus vite.", "trois fois plus"),
        ("fr", "Lecteurs sur 28 jours, sur 3 sites, en 2027.", None),
        ("fr", "Dix minutes, deux jours sur cinq jours ouvrés.", None),
        ("fr", "Compter 3 à 5 personnes et 30 jours.", None),
        ("en", "It is so for 90% of employees.", "90%"),
        ("en", "It is so for 7 of 10 teams.", "7 of 10"),
        ("en", "It is so for nine out of ten teams.", "nine out of ten"),
        ("en", "It costs €12,000 a year.", "€12,000"),
        ("en", "Research shows that it helps.", "Research shows"),
        ("en", "Ten minutes a day, over 30 days, in week 3 of the plan.", None),
        ("en", "Two of them meet on 12 May.", None),
    ],
)
def test_a_figure_wants_its_source(tmp_path: Path, language: str, words: str, figure: str | None) -> None:
    other = {"en": "Nothing here.", "fr": "Rien ici."}
    text = ARGUMENT.format(**{**other, language: words})
    files = {"own.yaml": HEAD + text}
    found = pointed(tmp_path, files, "uncited-number")
    line = 9 if language == "en" else 10
    assert [(at, told) for at, _, told in found][:1] == ([(line, figure)] if figure else [])
    cited_ = {"own.yaml": HEAD + text + "    because: [our-benchmarks]\n"}
    assert pointed(tmp_path, cited_, "uncited-number") == []


def test_a_figure_in_a_folded_text_is_pointed_at(tmp_path: Path) -> None:
    text = ARGUMENT.format(
        en="Nothing.", fr=">-\n        Voici ce qu’on dit, à savoir que\n        90 % y gagnent."
    )
    assert pointed(tmp_path, {"own.yaml": HEAD + text}, "uncited-number") == [(12, 9, "90 %")]


# --- what is expected of so many people ---

ANSWERS, MEASURES = kpi_too_few.RULE.bad["answers.yaml"], kpi_too_few.RULE.bad["playbooks/example.yaml"]


@pytest.mark.parametrize(
    ("members", "more", "expected"),
    [
        (99, "", [(10, 39, "99")]),
        (100, "", []),
        (99, '    small: {en: "Each post", fr: "Chaque contenu"}\n', []),
    ],
)
def test_a_share_of_few_people(tmp_path: Path, members: int, more: str, expected: Pointed) -> None:
    files = {
        "answers.yaml": ANSWERS.replace("members: 80", f"members: {members}"),
        "playbooks/example.yaml": MEASURES + more,
    }
    assert pointed(tmp_path, files, "kpi-too-few", library=SHIPPED) == expected


def test_broken_answers_are_told_first(tmp_path: Path) -> None:
    files = {
        "answers.yaml": ANSWERS.replace("headcount: 200", "headcuont: 200"),
        "playbooks/example.yaml": MEASURES,
    }
    assert pointed(tmp_path, files, "kpi-too-few", library=SHIPPED) == []


# --- what the model no longer refuses is still rendered ---


@pytest.mark.parametrize("old_new", [(MEASURE, ""), (TARGET, "0.4"), (", by: 90cd", "")])
def test_documents_do_without_what_lint_asks_for(tmp_path: Path, old_new: tuple[str, str]) -> None:
    text = own(*old_new)["own.yaml"].replace("[other]", "[knowledge-sharing, move, idea-box, other]")
    (tmp_path / "own.yaml").write_text(text, encoding="utf-8")
    answers = sorted(examples_folder().glob("*.yaml"))[0]
    loaded = load(answers, [SHIPPED, Folder(tmp_path, "")])
    assert loaded.answers is not None
    made = plan(loaded.answers, loaded.library)
    assert any(kpi.chosen.id.startswith("own/readers") for kpi in made.kpis)
    assert all(output.content for output in write(made, ["fr", "en"], ["markdown", "html", "json"]))
