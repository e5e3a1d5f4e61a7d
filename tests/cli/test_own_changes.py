"""`adjust:`, `add:` and `people:` of the answers at the command line: what is printed, and how it ends."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from rse_plan.resources import examples_folder

Run = Callable[..., Any]
GATE = "fr-works-council/council-opinion@weldom"
OWN = """\
adjust:
  # the two regions of the south
  - {item: framing/interviews, title: "Entretiens dans dix magasins", why: Deux régions de plus}
  - {item: pilot-by-communities/seed-content@boite-a-idees, skip: true, why: Le contenu existe déjà}
  - {item: platform-access/security-review, owner: it, why: "Pas d’équipe sécurité"}
add:
  - id: own/visite
    phase: prepare
    title: Visite du magasin pilote   # by bus
    raci: {R: project-lead, A: business}
    duration: 2d
    needs: [framing/interviews]
"""


def answers(folder: Path, more: str = OWN, people: str = "") -> Path:
    """Weldom's answers with more at their end, and perhaps other people, in the folder of commands."""
    text = (examples_folder() / "weldom.yaml").read_text(encoding="utf-8")
    if people:
        text = text[: text.index("people:")] + people
    path = folder / "answers.yaml"
    path.write_text(text + more, encoding="utf-8")
    return path


@pytest.fixture
def rendered(run: Run, tmp_path: Path) -> Path:
    answers(tmp_path)
    ran = run("render", "--format", "markdown,html,json")
    assert ran.code == 0, ran.err
    return tmp_path / "plan"


def test_a_change_is_printed_everywhere_with_its_reason(rendered: Path) -> None:
    plan, register = ((rendered / f"{name}.md").read_text(encoding="utf-8") for name in ("plan", "register"))
    for text in (plan, register, (rendered / "plan.html").read_text(encoding="utf-8")):
        assert "Entretiens dans dix magasins" in text
        assert "Mener 8 entretiens" not in text
        assert "Visite du magasin pilote" in text
    assert "décidé par l’équipe projet\N{NO-BREAK SPACE}: Deux régions de plus" in register
    assert "## Écarté" in register
    assert "Le contenu existe déjà" in register
    html = (rendered / "register.html").read_text(encoding="utf-8")
    assert 'href="#left-out"' in html
    assert 'id="left-out"' in html


def test_plan_json_has_the_changes_with_their_lines(rendered: Path) -> None:
    tasks = {task["id"]: task for task in json.loads((rendered / "plan.json").read_text("utf-8"))["tasks"]}
    (change,) = tasks["platform-access/security-review"]["adjusted"]
    assert change["origin"]["playbook"] == "own"
    assert change["origin"]["file"] == "answers.yaml"
    assert change["why"] == "décidé par l’équipe projet\N{NO-BREAK SPACE}: Pas d’équipe sécurité"
    review = tasks["platform-access/security-review"]
    assert review["raci"]["R"] == ["it"]
    assert "security" not in review["effort"]
    assert tasks["own/visite"]["origin"]["playbook"] == "own"
    assert "pilot-by-communities/seed-content@boite-a-idees" not in tasks


def test_a_plan_with_own_work_is_not_stale(run: Run, rendered: Path) -> None:
    found = json.loads(run("lint", "answers.yaml", "plan/plan.json", "--format", "json").out)["findings"]
    assert "stale-plan" not in {one["rule"] for one in found}
    path = rendered.parent / "answers.yaml"
    path.write_text(path.read_text("utf-8").replace("duration: 2d", "duration: 3d"), encoding="utf-8")
    found = json.loads(run("lint", "answers.yaml", "plan/plan.json", "--format", "json").out)["findings"]
    assert "stale-plan" in {one["rule"] for one in found}


def test_why_and_check_name_the_lines_of_the_answers(run: Run, tmp_path: Path) -> None:
    lines = answers(tmp_path).read_text(encoding="utf-8").split("\n")
    at = {
        name: 1 + next(n for n, line in enumerate(lines) if name in line)
        for name in ("seed-content", "visite")
    }
    left_out = run("why", "seed-content@boite-a-idees")
    assert left_out.code == 0
    assert f"(answers.yaml:{at['seed-content']})" in left_out.out
    assert "retirer l’entrée correspondante de «" in left_out.out
    assert f"ajouté dans les réponses (answers.yaml:{at['visite']})" in run("why", "own/visite").out
    told = json.loads(run("check", "--format", "json").out)["changed"]
    assert [line.partition("\N{NARROW NO-BREAK SPACE}")[0].split(" ")[0] for line in told][:1] == [
        "pilot-by-communities/seed-content@boite-a-idees\N{NO-BREAK SPACE}:"
    ]
    assert len(told) == 4


def test_counsel_is_on_page_one_and_in_check(run: Run, tmp_path: Path) -> None:
    said = "why: Avis donné, legal_basis: Me Durand l’écrit"
    answers(tmp_path, f"adjust:\n  - {{item: {GATE}, finish: 2027-03-01, {said}}}\n")
    assert run("render", "--format", "markdown").code == 0
    page = (tmp_path / "plan" / "plan.md").read_text(encoding="utf-8").split("## Calendrier")[0]
    assert "**Ce que dit le juriste des délais légaux** · Avis du CSE (centrale Weldom)" in page
    assert "Me Durand l’écrit" in page
    assert "Me Durand l’écrit" in run("check").out


@pytest.mark.parametrize(
    "change", ["skip: true", "lead_time: 3cw", "finish: 2027-01-20", "finish: 2027-03-01"]
)
def test_a_delay_of_the_law_ends_the_command_with_2_and_writes_nothing(
    change: str, run: Run, tmp_path: Path
) -> None:
    answers(tmp_path, f"adjust:\n  - {{item: {GATE}, {change}, why: Vite}}\n")
    ran = run("render")
    assert ran.code == 2
    assert "legal_basis" in ran.err
    assert not (tmp_path / "plan").exists()


def test_all_faults_are_shown_in_one_run_and_by_lint_too(run: Run, tmp_path: Path) -> None:
    bad = "adjust:\n  - {item: framing/interview, title: x}\n  - {item: framing/criteria, owner: itt}\n"
    answers(
        tmp_path, bad + "add:\n  - {id: own/a, phase: prepar, title: A, duration: 1d, raci: {R: it, A: it}}\n"
    )
    for command in (("render",), ("lint", "answers.yaml", "--format", "json")):
        ran = run(*command)
        told = ran.out + ran.err
        assert all(word in told for word in ("framing/interview", "itt", "prepar"))
    assert run("render").code == 2
    assert run("lint", "answers.yaml").code == 1


def test_lint_tells_what_does_nothing(run: Run, tmp_path: Path) -> None:
    answers(tmp_path, "adjust:\n  - {item: knowledge-sharing/reuse-stories@boite-a-idees, title: x}\n")
    found = json.loads(run("lint", "answers.yaml", "--format", "json").out)["findings"]
    (one,) = [each for each in found if each["rule"] == "unknown-reference"]
    assert one["severity"] == "warning"


def test_the_interview_leaves_changes_and_their_comments_alone(run: Run, tmp_path: Path) -> None:
    path = answers(tmp_path)
    before = path.read_text(encoding="utf-8")
    given = ("organisation.headcount=2800", "team.cm_hours=unknown", "calendar.target=unknown")
    ran = run("init", "--no-input", *(word for one in given for word in ("--set", one)))
    assert ran.code == 0, ran.err
    after = path.read_text(encoding="utf-8")
    assert after.endswith(OWN)
    assert after != before


# --- people ---


def test_somebody_who_leaves_makes_a_plan_that_says_so(run: Run, tmp_path: Path) -> None:
    answers(tmp_path, "", "people:\n  community-manager: {name: unknown, hours: 0}\n  it: {hours: 0}\n")
    ran = run("render", "--format", "markdown")
    assert ran.code == 1
    assert ran.err.count("error[overload]") == 2
    plan = (tmp_path / "plan" / "plan.md").read_text(encoding="utf-8")
    assert "**Ce plan ne tient pas.** Animateur" in plan
    why = run("why", "platform-access/sso").out
    assert "personne ne peut le faire\N{NO-BREAK SPACE}: aucune heure (DSI)" in why


def test_a_deputy_without_a_name_is_printed_as_such(run: Run, tmp_path: Path) -> None:
    answers(tmp_path, "", "people:\n  community-manager: {name: unknown, deputy: Léa Martin}\n")
    assert run("render", "--format", "markdown").code == 0
    plan, register = (
        (tmp_path / "plan" / f"{name}.md").read_text(encoding="utf-8") for name in ("plan", "register")
    )
    assert "Léa Martin (suppléance, animateur)" in plan
    assert "animateur (fait vivre" in plan.split("**Rôles sans nom**")[1].split("\n")[0]
    assert "| Léa Martin (suppléance) |" in register
