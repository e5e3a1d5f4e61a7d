"""What the lead alone may read: `check` lists it, `why` prints it, no document holds it (semantics 26)."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from shipped_plans import ROOT, made

from rse_plan.planning.lookup import chosen_of, contents

Run = Callable[..., Any]
IN_DOUBT = ROOT / "tests" / "cases" / "library" / "sponsor-in-doubt" / "answers.yaml"
TITLES = {"fr": "pour vous seul (confidentiel)", "en": "for you alone (confidential)"}


def with_answers(folder: Path, language: str, source: Path = IN_DOUBT) -> None:
    text = source.read_text(encoding="utf-8")
    assert "\nlanguage: " in text
    lines = [f"language: {language}" if line.startswith("language:") else line for line in text.splitlines()]
    (folder / "answers.yaml").write_text("\n".join(lines), encoding="utf-8")


def plain(text: str) -> str:
    return text.replace("\u00a0", " ").replace("\u202f", " ")


def lead_ids(name: str) -> set[str]:
    known = contents(made(name)).items()
    return {id_ for id_, entry in known if chosen_of(entry).item.audience == "lead"}


@pytest.mark.parametrize("language", ["fr", "en"])
def test_check_ends_with_what_is_for_the_lead_alone(run: Run, tmp_path: Path, language: str) -> None:
    with_answers(tmp_path, language)
    ran = run("check")
    lines = plain(ran.out).splitlines()
    at = lines.index(TITLES[language])
    told = [line for line in lines[at + 1 :] if line.startswith("  ")]
    assert 1 <= len(told) <= 12
    ids = lead_ids("sponsor-in-doubt")
    assert len(ids) >= len(told)
    for line in told:
        assert line.rstrip(")").rpartition("(")[2] in ids
    risk = next(line for line in told if "(coalition/twelve-page-charter)" in line)
    assert risk.strip().startswith({"fr": "risque : ", "en": "risk: "}[language])
    assert {"fr": "signe : ", "en": "early sign: "}[language] in risk


def test_check_counts_what_twelve_lines_do_not_hold(run: Run, tmp_path: Path) -> None:
    ran = run("check", "--example", "groupe-hospitalier")
    lines = plain(ran.out).splitlines()
    at = next(lines.index(title) for title in TITLES.values() if title in lines)
    told = [line for line in lines[at + 1 :] if line.startswith("  ")]
    ids = lead_ids("groupe-hospitalier")
    assert len(told) == min(len(ids), 12)
    if len(ids) > 12:
        assert str(len(ids) - 11) in told[-1]


def test_check_lists_them_all_in_json(run: Run, tmp_path: Path) -> None:
    with_answers(tmp_path, "en")
    found = json.loads(run("check", "--format", "json").out)["confidential"]
    assert {row["id"] for row in found} == lead_ids("sponsor-in-doubt")
    assert {row["kind"] for row in found} <= {"risk", "objection", "ask", "message", "argument"}
    assert all(row["text"] for row in found)


@pytest.mark.parametrize("language", ["fr", "en"])
def test_no_document_holds_any_of_it(run: Run, tmp_path: Path, language: str) -> None:
    with_answers(tmp_path, language)
    assert run("render", "--language", language, "--format", "markdown,json,html").code == 0
    found = json.loads(run("check", "--format", "json").out)["confidential"]
    for path in (tmp_path / "plan").iterdir():
        text = plain(path.read_text(encoding="utf-8"))
        for row in found:
            assert row["id"] not in text
            assert plain(row["text"]) not in text


@pytest.mark.parametrize("kind", ["risks", "objections", "asks", "messages", "kpis", "options", "items"])
def test_why_prints_the_words_of_every_kind(run: Run, tmp_path: Path, kind: str) -> None:
    plan = made("weldom")
    entry = next(iter(getattr(plan, kind)))
    chosen = chosen_of(entry)
    ran = run("why", chosen.id, "--example", "weldom", "--format", "json")
    assert ran.code == 0, ran.err
    found = json.loads(ran.out)
    expected = {
        "risks": {"early_sign", "response"},
        "objections": {"answer"},
        "asks": {"if_refused"},
        "messages": {"body"},
        "kpis": {"measure"},
        "options": {"gain", "risk"},
        "items": {"done_when"} if getattr(chosen.item, "done_when", None) else set(),
    }[kind]
    assert expected <= set(found["texts"])
    assert all(found["texts"].values())
    assert found["audience"] == chosen.item.audience
    shown = plain(run("why", chosen.id, "--example", "weldom").out)
    for key in expected:
        for paragraph in plain(found["texts"][key]).split("\n\n"):
            assert paragraph.splitlines()[0] in shown


@pytest.mark.parametrize(
    ("language", "words"),
    [
        ("fr", ("ce qu’il dit", "signe : ", "réponse : ", "dans aucun document partagé")),
        ("en", ("what it says", "early sign: ", "response: ", "in no shared document")),
    ],
)
def test_why_of_a_text_for_the_lead_says_so(
    run: Run, tmp_path: Path, language: str, words: tuple[str, ...]
) -> None:
    with_answers(tmp_path, language)
    out = plain(run("why", "coalition/twelve-page-charter").out)
    for word in words:
        assert word in out


def test_why_of_a_message_prints_its_body(run: Run, tmp_path: Path) -> None:
    message = next(each for each in made("weldom").messages if each.item.audience == "shared")
    out = plain(run("why", message.id, "--example", "weldom").out)
    body = message.item.body.in_("fr" if "ce qu’il dit" in out else "en")
    assert plain(body.split("\n")[0].split("{{")[0]).replace("'", "’")[:40] in out.replace(" :", " :")
