"""Whatever passes councils by is told once, where its author can mend it, with the lines that mend it."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

import pytest
from small_library import FILES, cited
from small_lint import HEAD, findings

from rse_plan.diagnostics import Diagnostic
from rse_plan.library import Folder
from rse_plan.lint.engine import Linted, Run
from rse_plan.lint.rule import Profile
from rse_plan.lint.settings import Settings
from rse_plan.resources import playbooks_folder

OPENING = """\
tasks:
  - id: start
    kind: milestone
    opens: users
    phase: pilot
    title: {en: a, fr: b}
    raci: {R: hr, A: hr}
"""
HEARD = """\
tasks:
  - id: heard
    kind: gate
    gate: works-council
    phase: prepare
    title: {en: a, fr: b}
    raci: {R: hr, A: hr}
    lead_time: {base: 1mo}
    because: [fr-law]
"""
COUNCILS = (
    "be/consultation",
    "de/agreement",
    "fr-works-council/council-opinion",
    "other-countries/council-agreement",
)
SHIPPED = Folder(playbooks_folder(), "bundled:")


def over_the_shipped(folder: Path, text: str) -> Linted:
    folder.mkdir(exist_ok=True)
    (folder / "own.yaml").write_text(text, encoding="utf-8")
    settings = Settings(profile=Profile.PUBLISHED)
    return Run([folder / "own.yaml"], SHIPPED, (), None, settings).examine({})


def of(linted: Linted, rule: str) -> list[Diagnostic]:
    return [one for one in linted.findings if one.rule == rule]


def test_one_opening_is_told_once_with_all_councils_it_passes_by(tmp_path: Path) -> None:
    (found,) = of(over_the_shipped(tmp_path, HEAD + OPENING), "pilot-before-opinion")
    assert all(gate in str(found.message) for gate in COUNCILS)
    assert len(found.related) == len(COUNCILS)


def test_the_help_is_what_mends_it_in_the_author_s_own_file(tmp_path: Path) -> None:
    (found,) = of(over_the_shipped(tmp_path, HEAD + OPENING), "pilot-before-opinion")
    needs, requires = str(found.help).removeprefix("add ").split(", and ")
    mended = HEAD + requires + "\n" + OPENING + f"    {needs}\n"
    errors = [one for one in over_the_shipped(tmp_path, mended).findings if one.severity == "error"]
    assert errors == []


def test_what_is_required_already_is_not_asked_for_again(tmp_path: Path) -> None:
    (found,) = findings(
        tmp_path, "pilot-before-opinion", {"own.yaml": HEAD + "requires: [council]\n" + OPENING}
    )
    assert str(found.help) == "add needs: [{task: council/opinion, optional: true}]"


def test_one_council_of_one_s_own_is_told_once_with_all_decisions_that_pass_it_by(tmp_path: Path) -> None:
    text = HEAD + "requires: [pilot-by-communities]\n" + HEARD.replace("fr-law", "fr-l2312-8")
    text += "    before: {task: pilot-by-communities/open, optional: true}\n"
    linted = over_the_shipped(tmp_path, text)
    (found,) = of(linted, "decision-before-opinion")
    assert cited(found.span, text) == "before"
    assert "platform-access/contract" in str(found.message)
    assert "{task: platform-access/contract, optional: true}" in str(found.help)
    assert "platform-access" in str(found.help).partition("requires: ")[2]
    assert "pilot-by-communities" not in str(found.help).partition("requires: ")[2]
    assert of(linted, "pilot-before-opinion") == []


OWN = HEAD + OPENING


@pytest.mark.parametrize(
    ("files", "path", "words"),
    [
        ({"own.yaml": OWN, "council.yaml": FILES["council.yaml"]}, "own.yaml", "users"),
        (
            {
                "own.yaml": OWN,
                "council.yaml": FILES["council.yaml"] + "    before: {task: pilot/open, optional: true}\n",
            },
            "own.yaml",
            "users",
        ),
        (
            {
                "own.yaml": OWN,
                "council.yaml": FILES["council.yaml"].replace("tasks:\n", "requires: [own]\ntasks:\n"),
            },
            "council.yaml",
            "opinion",
        ),
        ({"own.yaml": OWN}, "own.yaml", "users"),
    ],
)
def test_it_is_told_in_the_file_that_knows_the_other(
    tmp_path: Path, files: Mapping[str, str], path: str, words: str
) -> None:
    (found,) = findings(tmp_path, "pilot-before-opinion", files)
    assert found.span.path.endswith(f"/{path}")
    assert cited(found.span, files[path]) == words
    (other,) = found.related
    assert other.span.path != found.span.path


def test_an_ask_before_councils_is_told_once(tmp_path: Path) -> None:
    text = HEAD + (
        "asks:\n  - id: sign\n    phase: pilot\n    role: support\n    do: {en: Sign it, fr: Signer}\n"
        "    minutes: 5\n    decides: purchase\n    due: {before: platform-access/contract, by: 1d}\n"
        "    if_refused: {en: Later., fr: Plus tard.}\n"
    )
    (found,) = of(over_the_shipped(tmp_path, text), "decision-before-opinion")
    assert all(gate in str(found.help) for gate in COUNCILS)


def test_what_is_told_at_one_place_hides_nothing_told_at_another(tmp_path: Path) -> None:
    """An opening that passes two councils by: one that its author can name, one that names the opening."""
    knows = (
        FILES["council.yaml"]
        .replace("id: council\n", "id: second\n")
        .replace("employer.expert", "employer.late")
    )
    knows = knows.replace("tasks:\n", "requires: [own]\ntasks:\n")
    found = findings(tmp_path, "pilot-before-opinion", {"own.yaml": OWN, "second.yaml": knows})
    assert [Path(one.span.path).name for one in found] == ["own.yaml", "second.yaml"]
    assert ["council/opinion" in str(one.message) for one in found] == [True, False]
