"""`rse-plan playbooks list | show | diff`, layers in `why` and `render`, and a library that has changed."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from ran import Run
from small_library import write

from rse_plan.cli.library_changes import tell_changes
from rse_plan.formats.plan_reader import read_plan
from rse_plan.planning.inputs import Inputs, Proof

LAYER = """\
kind: playbook
format: 1
id: our-charter
extends: charter
remove: [regulated-content]
tasks:
  - id: charter-ready
    title: {en: Our charter is signed, fr: Notre charte est signée}
    headline: true
  - id: our-step
    phase: prepare
    title: {en: Read it to the teams, fr: La lire aux équipes}
    raci: {R: hr, A: hr}
    duration: 1d
    needs: [charter-ready]
    done_when: {en: Read., fr: Lue.}
"""
WORDS = """\
kind: translation
format: 1
language: fr
texts:
  charter/draft-charter.title: Écrire la charte maison
"""
GERMAN = WORDS.replace("language: fr", "language: de").replace(
    "Écrire la charte maison", "Die Charta schreiben"
)
OWN = """\
kind: playbook
format: 1
id: canteen
title: {en: Canteen, fr: Cantine}
risks:
  - id: cold
    title: {en: Cold, fr: Froid}
    likelihood: 1
    impact: 1
    early_sign: {en: Cold., fr: Froid.}
    response: {en: Heat., fr: Chauffer.}
    owner: hr
"""
EVIDENCE = "kind: evidence\nformat: 1\nitems:\n  - {id: our-study, type: study, title: Ours, publisher: us}\n"
FILES = {"our-charter.yaml": LAYER, "words.yaml": WORDS, "de.yaml": GERMAN, "canteen.yaml": OWN,
         "evidence/ours.yaml": EVIDENCE}  # fmt: skip


@pytest.fixture
def own(tmp_path: Path) -> Path:
    return write(tmp_path / "playbooks", FILES)


# --- diff ---


def test_diff_says_what_own_folders_change_key_by_key(run: Run, own: Path) -> None:
    ran = run("playbooks", "diff")
    assert (ran.code, ran.err) == (0, "")
    assert ran.out.replace("playbooks/our-charter.yaml", "ours").splitlines() == [
        "added: canteen (playbooks/canteen.yaml); items and questions: 1",
        "changed: charter (bundled:foundation/charter.yaml), by ours, playbooks/words.yaml",
        "  charter-ready.title.en: Charter of use ready → Our charter is signed (ours:8)",
        "  charter-ready.title.fr: Charte d’usage prête → Notre charte est signée (ours:8)",
        "  charter-ready.headline: true, new (ours:9)",
        "  our-step: added (ours:10)",
        "  regulated-content: removed (ours:5)",
        "added: source our-study (playbooks/evidence/ours.yaml:4)",
        "text in de: charter/draft-charter.title = Die Charta schreiben (playbooks/de.yaml:5)",
        "text in fr: charter/draft-charter.title = Écrire la charte maison (playbooks/words.yaml:5)",
    ]


LISTS = """\
kind: playbook
format: 1
id: our-charter
extends: charter
requires: [framing]
tasks:
  - id: charter-ready
    raci: {R: legal, A: hr, C: [dpo], I: [sponsor, manager, works-council, it]}
"""


def test_of_lists_diff_says_what_came_and_what_left(run: Run, tmp_path: Path) -> None:
    """Whole, both would be cut before they differ; a list is where its own part of it is."""
    write(tmp_path / "playbooks", {"our-charter.yaml": LISTS})
    assert run("playbooks", "diff").out.splitlines()[1:] == [
        "  requires: + framing (playbooks/our-charter.yaml:5)",
        "  charter-ready.raci.I: + it, \N{MINUS SIGN} community-manager (playbooks/our-charter.yaml:8)",
    ]


def test_diff_for_programs_has_stable_keys(run: Run, own: Path) -> None:
    made: dict[str, Any] = json.loads(run("playbooks", "diff", "playbooks", "--format", "json").out)
    assert list(made) == ["format", "playbooks", "shared", "texts"]
    assert [(one["id"], one["kind"], one["items"]) for one in made["playbooks"]] == [
        ("canteen", "added", 1),
        ("charter", "changed", 12),
    ]
    removed = made["playbooks"][1]["changes"][-1]
    assert list(removed) == ["kind", "item", "key", "before", "after", "file", "line"]
    assert (removed["kind"], removed["item"], removed["key"]) == ("removed", "regulated-content", None)
    assert {one["language"] for one in made["texts"]} == {"de", "fr"}


@pytest.mark.whole
def test_a_playbook_that_replaces_one_is_compared_with_it(run: Run, tmp_path: Path) -> None:
    from rse_plan.resources import playbooks_folder

    text = (playbooks_folder() / "foundation" / "charter.yaml").read_text(encoding="utf-8")
    changed = text.replace("id: charter\n", "id: charter\nreplaces: charter\n", 1).replace(
        "duration: 3d", "duration: 6d", 1
    )
    assert changed.count("duration: 6d") == 1
    write(tmp_path / "playbooks", {"ours/charter.yaml": changed})
    lines = run("playbooks", "diff").out.splitlines()
    assert lines[0] == "replaced: charter, by playbooks/ours/charter.yaml"
    assert len(lines) == 2
    assert ": 3d → 6d (playbooks/ours/charter.yaml:" in lines[1]


@pytest.mark.whole
def test_a_folder_that_changes_nothing_is_told_so(run: Run, tmp_path: Path) -> None:
    (tmp_path / "playbooks").mkdir()
    assert run("playbooks", "diff").out == "these folders change nothing in the bundled library\n"


def test_faults_of_own_files_are_shown_and_nothing_is_compared(run: Run, tmp_path: Path) -> None:
    write(tmp_path / "playbooks", {"our-charter.yaml": LAYER.replace("regulated-content", "nothing")})
    ran = run("playbooks", "diff")
    assert (ran.code, ran.out) == (2, "")
    assert "unknown-reference" in ran.err


# --- list, show ---


@pytest.mark.whole
def test_list_names_every_playbook_with_its_files(run: Run, own: Path) -> None:
    lines = run("playbooks", "list", "--playbooks", "playbooks").out.splitlines()
    (charter,) = [line for line in lines if line.startswith("charter ")]
    assert charter.endswith(
        "(bundled:foundation/charter.yaml + playbooks/our-charter.yaml + playbooks/words.yaml)"
    )
    assert len(run("playbooks", "list").out.splitlines()) == len(lines) - 1


@pytest.mark.whole
@pytest.mark.parametrize("id_", ["charter", "our-charter"])
def test_show_marks_what_layers_change(run: Run, own: Path, id_: str) -> None:
    shown = run("playbooks", "show", id_, "--playbooks", "playbooks").out
    assert "tasks: charter-ready  Our charter is signed [our-charter]" in shown
    assert "tasks: our-step  Read it to the teams [our-charter]" in shown


def test_show_has_the_texts_that_a_translation_brings(run: Run, own: Path) -> None:
    shown = run("playbooks", "show", "charter", "--playbooks", "playbooks", "--language", "de").out
    assert "tasks: draft-charter  Die Charta schreiben" in shown
    refused = run("playbooks", "show", "charter", "--language", "de")
    assert refused.code == 2
    assert "“de” is not known" in refused.err


def test_show_offers_the_nearest(run: Run) -> None:
    ran = run("playbooks", "show", "chartr")
    assert ran.code == 2
    assert "did you mean “charter”?" in ran.err


# --- why, render ---


PROVEN = Proof(best=False, no_earlier=None, reproducible=True)
INPUTS = Inputs(
    answers="a",
    playbooks="b",
    library={"charter": "1", "pilot": "2"},
    rse_plan="1.0",
    holidays="1",
    effort="standard",
    proof=PROVEN,
)


@pytest.mark.parametrize(
    ("former", "lines"),
    [
        ({"answers": "a", "playbooks": "b", "library": INPUTS.library}, []),
        ({"answers": "z", "playbooks": "y", "library": INPUTS.library}, []),
        ({"answers": "z", "playbooks": "y"}, []),
        ({"answers": "a", "playbooks": "y", "library": INPUTS.library}, [""]),
        ({"answers": "a", "playbooks": "y", "rse_plan": "0.9"}, [" (rse-plan 0.9, now 1.0)"]),
        (
            {"answers": "z", "library": {"charter": "0", "old": "3"}},
            ["", "  changed: charter", "  added: pilot", "  removed: old"],
        ),
        ({"library": {"charter": "1", "pilot": "2", **{f"p{n}": "x" for n in range(8)}}},
         ["", "  removed: p0, p1, p2, p3, p4, p5 and 2 others"]),
    ],
)  # fmt: skip
def test_what_differs_is_told_in_few_lines(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], former: dict[str, Any], lines: list[str]
) -> None:
    folder = write(tmp_path, {"fr/plan.json": json.dumps({"inputs": former})})
    tell_changes(folder, ("en", "fr"), INPUTS, str)
    head = f"playbooks, or what they share, have changed since {folder.as_posix()}/fr/plan.json was made"
    expected = [head + lines[0], *lines[1:]] if lines else []
    assert capsys.readouterr().err.splitlines() == expected


@pytest.mark.whole
def test_why_tells_which_file_changed_which_key(run: Run, own: Path) -> None:
    asked = ("--example", "weldom", "--playbooks", "playbooks")
    told = run("why", "charter-ready", *asked).out
    assert "(bundled:foundation/charter.yaml:" in told
    assert (
        "changed by “our-charter”: title (playbooks/our-charter.yaml:8), "
        "headline (playbooks/our-charter.yaml:9)" in told
    )
    made = json.loads(run("why", "our-step", *asked, "--format", "json").out)
    assert made["layers"] == [
        {"layer": "our-charter", "key": None, "file": "playbooks/our-charter.yaml", "line": 10}
    ]
    gone = run("why", "regulated-content", *asked)
    assert gone.code == 2
    assert (
        "“charter/regulated-content” is removed from its playbook, at playbooks/our-charter.yaml:5"
        in gone.err
    )


@pytest.mark.whole
def test_documents_have_the_other_words_and_plan_json_the_layers(run: Run, own: Path, tmp_path: Path) -> None:
    asked = (
        "--example",
        "weldom",
        "--playbooks",
        "playbooks",
        "--format",
        "markdown,json",
        "--language",
        "fr",
    )
    assert run("render", *asked).code == 0
    assert "Écrire la charte maison" in (tmp_path / "plan" / "register.md").read_text(encoding="utf-8")
    reading = read_plan((tmp_path / "plan" / "plan.json").read_bytes(), "plan.json")
    assert reading.plan is not None
    found = [(one.item, one.key, one.layer) for one in reading.plan.value.layers]
    assert ("charter/charter-ready", "headline", "our-charter") in found
    assert ("charter/our-step", None, "our-charter") in found
    assert ("charter/draft-charter", "title.fr", "words.yaml") in found
    assert {"our-charter", "charter", "canteen"} <= set(reading.plan.value.inputs.library)


def test_no_document_is_written_in_a_language_without_words_of_the_program(run: Run, own: Path) -> None:
    ran = run("render", "--example", "weldom", "--playbooks", "playbooks", "--language", "de")
    assert ran.code == 2
    assert "have texts in “de”" in ran.err
    assert "documents can be in: en, fr" in ran.err


@pytest.mark.whole
def test_a_library_that_changed_is_told_before_a_plan_is_overwritten(run: Run, own: Path) -> None:
    asked = ("render", "--example", "association-60", "--format", "json")
    assert run(*asked).err == ""
    assert run(*asked).err == ""
    assert run(*asked, "--playbooks", "playbooks").err.splitlines() == [
        "playbooks, or what they share, have changed since plan/plan.json was made",
        "  changed: charter",
        "  added: canteen, our-charter",
    ]
    assert run(*asked, "--playbooks", "playbooks").err == ""
    assert "  removed: canteen, our-charter" in run(*asked).err


@pytest.mark.whole
def test_another_version_and_many_playbooks_take_few_lines(run: Run, tmp_path: Path) -> None:
    asked = ("render", "--example", "association-60", "--format", "json")
    run(*asked)
    path = tmp_path / "plan" / "plan.json"
    made = json.loads(path.read_text(encoding="utf-8"))
    made["inputs"]["rse_plan"] = "0.0.1"
    made["inputs"]["library"] = dict.fromkeys(made["inputs"]["library"], "0" * 12)
    path.write_text(json.dumps(made), encoding="utf-8")
    lines = run(*asked).err.splitlines()
    assert "(rse-plan 0.0.1, now " in lines[0]
    assert lines[1].startswith("  changed: animation, be, ")
    assert lines[1].endswith(" others")


@pytest.mark.whole
@pytest.mark.parametrize("content", ["", "[]", '{"inputs": 3}', '{"inputs": {"library": 3}}', "[" * 100_000])
def test_a_file_that_is_no_plan_says_nothing(run: Run, tmp_path: Path, content: str) -> None:
    (tmp_path / "plan").mkdir()
    (tmp_path / "plan" / "plan.json").write_text(content, encoding="utf-8")
    ran = run("render", "--example", "weldom", "--format", "json")
    assert ran.code == 0
    assert "have changed" not in ran.err
