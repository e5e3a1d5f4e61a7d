"""What the rules over files and references find, to the column, and what they leave alone."""

from __future__ import annotations

from pathlib import Path

import pytest
from small_library import cited, write

from rse_plan.library import Folder
from rse_plan.lint import engine
from rse_plan.lint.engine import Run
from rse_plan.lint.fixes import fix

ALL_RULES = engine.all_rules
ROLES = """\
kind: roles
format: 1
roles:
  - {id: hr, track: hr, title: {en: HR, fr: RH}}
  - {id: sponsor, track: sponsor, title: {en: Sponsor, fr: Sponsor}}
"""
HEAD = "kind: playbook\nformat: 1\nid: {id}\n{more}title: {{en: a, fr: b}}\n"


def playbook(id_: str, tasks: str = "", more: str = "") -> str:
    return HEAD.format(id=id_, more=more) + tasks


def task(id_: str, phase: str = "frame", more: str = "") -> str:
    return (
        f"  - id: {id_}\n    phase: {phase}\n    title: {{en: a, fr: b}}\n    raci: {{R: hr, A: sponsor}}\n"
        f"    duration: 1d\n{more}"
    )


@pytest.fixture(autouse=True)
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    write(tmp_path, {"none/README": "", "own/roles.yaml": ROLES})
    monkeypatch.chdir(tmp_path)
    return tmp_path


def run(rule: str, files: dict[str, str], monkeypatch: pytest.MonkeyPatch) -> Run:
    """One rule of those with hooks, over these files and the two roles."""
    loaded = [one for one in ALL_RULES() if one.page.name == rule or not (one.check or one.check_all)]
    monkeypatch.setattr(engine, "all_rules", lambda: tuple(loaded))
    write(Path("own"), files)
    return Run([Path("own")], Folder(Path("none"), "bundled:"))


def places(rule: str, files: dict[str, str], monkeypatch: pytest.MonkeyPatch) -> list[tuple[str, str]]:
    """Where the rule finds something, and the words that it points at."""
    linted = run(rule, files, monkeypatch).examine({})
    assert {one.rule for one in linted.findings} <= {rule}
    return [(str(one.span), cited(one.span, linted.sources[one.span.path])) for one in linted.findings]


def mended(rule: str, files: dict[str, str], monkeypatch: pytest.MonkeyPatch) -> dict[str, str]:
    fixed = fix(run(rule, files, monkeypatch).examine, lambda path: Path(path).read_bytes())
    assert fixed.after.findings == ()
    return {path: new.decode() for path, (_, new) in fixed.changes.items()}


# --- yaml11-boolean ---


@pytest.mark.parametrize("word", ["yes", "No", "ON", "off", "y", "N"])
def test_words_that_others_take_for_booleans(word: str, monkeypatch: pytest.MonkeyPatch) -> None:
    text = playbook("a", "tasks:\n" + task("t").replace("en: a", f"en: {word}"))
    column = 17
    assert places("yaml11-boolean", {"a.yaml": text}, monkeypatch) == [(f"own/a.yaml:8:{column}", word)]
    assert mended("yaml11-boolean", {"a.yaml": text}, monkeypatch) == {
        "own/a.yaml": text.replace(f"en: {word}", f'en: "{word}"')
    }


def test_words_that_others_read_as_they_are(monkeypatch: pytest.MonkeyPatch) -> None:
    gate = (
        "  - id: g\n    kind: gate\n    gate: other\n    phase: frame\n    title: {en: 'no', fr: not}\n"
        "    raci: {R: hr, A: sponsor}\n    lead_time: {base: 1mo}\n"
    )
    text = playbook(
        "a", "tasks:\n" + gate + task("t", more="    headline: true\n    note: {en: nO, fr: yep}\n")
    )
    assert places("yaml11-boolean", {"a.yaml": text}, monkeypatch) == []


def test_a_word_that_is_wrong_anyway_is_one_finding(monkeypatch: pytest.MonkeyPatch) -> None:
    text = playbook("a", "tasks:\n" + task("t", more="    headline: yes\n"))
    linted = run("yaml11-boolean", {"a.yaml": text}, monkeypatch).examine({})
    assert [one.rule for one in linted.findings] == ["wrong-value"]


# --- status-misuse ---


@pytest.mark.parametrize(
    ("status", "other", "is_misuse"),
    [
        ("stable", "experimental", True),
        ("", "experimental", True),
        ("stable", "test", False),
        ("experimental", "experimental", False),
        ("test", "experimental", False),
    ],
)
def test_what_is_stable_requires_nothing_experimental(
    status: str, other: str, is_misuse: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    stated = f"status: {status}\n" if status else ""
    files = {
        "a.yaml": playbook("a", more=f"{stated}requires: [b]\n"),
        "b.yaml": playbook("b", more=f"status: {other}\n"),
    }
    line = 5 if status else 4
    expected = [(f"own/a.yaml:{line}:12", "b")] if is_misuse else []
    assert places("status-misuse", files, monkeypatch) == expected


# --- missing-requires ---

OTHER = {
    "b.yaml": playbook("b", "tasks:\n" + task("t") + task("u")),
    "c.yaml": playbook("c", "tasks:\n" + task("t")),
}


@pytest.mark.parametrize(
    ("more", "added"),
    [
        ("", "title: {en: a, fr: b}\nrequires: [b]\n"),
        ("requires: [c]\n", "requires: [c, b]\n"),
        ("requires:\n  - c # c\n", "requires:\n  - c\n  - b # c\n"),
        ("requires: c\n", "requires: [c, b]\n"),
        ('requires: ["c" ] # so\n', 'requires: ["c", b ] # so\n'),
    ],
)
def test_a_playbook_lists_those_whose_items_it_names(
    more: str, added: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    text = playbook(
        "a",
        "tasks:\n" + task("x", more="    needs: [b/t, b/u, {task: x2, optional: true}]\n") + task("x2"),
        more,
    )
    line = 11 + more.count("\n")
    files = {"a.yaml": text, **OTHER}
    assert places("missing-requires", files, monkeypatch) == [(f"own/a.yaml:{line}:13", "b/t")]
    (changed,) = mended("missing-requires", files, monkeypatch).values()
    assert added in changed
    assert [one for one in changed.split("\n") if one not in text.split("\n")] != []


def test_each_missing_playbook_is_told_once_and_all_are_added(monkeypatch: pytest.MonkeyPatch) -> None:
    text = playbook("a", "tasks:\n" + task("x", more="    needs: [c/t, b/t, {task: c/t, which: first}]\n"))
    files = {"a.yaml": text, **OTHER}
    assert [words for _, words in places("missing-requires", files, monkeypatch)] == ["c/t", "b/t"]
    assert "requires: [c]\nrequires: [b]" not in mended("missing-requires", files, monkeypatch)["own/a.yaml"]


def test_a_playbook_that_is_not_there_is_another_rule_s(monkeypatch: pytest.MonkeyPatch) -> None:
    text = playbook("a", "tasks:\n" + task("x", more="    needs: [z/t, a/x2]\n") + task("x2"))
    linted = run("missing-requires", {"a.yaml": text}, monkeypatch).examine({})
    assert [one.rule for one in linted.findings] == ["unknown-reference"]


def test_an_adjustment_names_another_playbook_too(monkeypatch: pytest.MonkeyPatch) -> None:
    adjust = "adjust:\n  - {item: b/t, duration: 2d, why: {en: a, fr: b}}\n"
    found = places("missing-requires", {"a.yaml": playbook("a", adjust), **OTHER}, monkeypatch)
    assert found == [("own/a.yaml:6:12", "b/t")]


# --- unused-definition ---


def test_what_nothing_uses(monkeypatch: pytest.MonkeyPatch) -> None:
    evidence = "kind: evidence\nformat: 1\nitems:\n" + "".join(
        f"  - {{id: {id_}, type: guide, title: a, publisher: b, checked: 2026-01-01}}\n"
        for id_ in ("s1", "s2", "s3")
    )
    message = (
        "  - {{id: {id}, from: {role}, channel: email, subject: {{en: a, fr: b}}, body: {{en: a, fr: b}}}}\n"
    )
    ask = (
        "asks:\n  - id: ask\n    phase: frame\n    role: support\n    do: {en: a, fr: b}\n    minutes: 5\n"
        "    due: {on: t}\n    if_refused: {en: a, fr: b}\n    message: m1\n    because: [s2]\n"
    )
    messages = "messages:\n" + "".join(
        message.format(id=id_, role=role)
        for id_, role in (("m1", "sponsor"), ("m2", "sponsor"), ("m3", "hr"))
    )
    files = {
        "a.yaml": playbook("a", "tasks:\n" + task("t", more="    because: [s1]\n") + ask + messages),
        "evidence.yaml": evidence,
        "roles.yaml": ROLES + "  - {id: it, track: it, title: {en: IT, fr: DSI}, because: [s3]}\n",
    }
    assert [words for _, words in places("unused-definition", files, monkeypatch)] == ["m2", "it"]
    files["roles.yaml"] = ROLES
    assert [words for _, words in places("unused-definition", files, monkeypatch)] == ["m2", "s3"]


# --- phase-order ---


@pytest.mark.parametrize(
    ("first", "second", "found"),
    [
        (task("x", "pilot"), task("y", "prepare", "    needs: [x]\n"), ["x"]),
        (task("x", "pilot"), task("y", "prepare", "    needs: [{task: x, lag: 2d}]\n"), ["x"]),
        (task("x", "prepare"), task("y", "prepare", "    needs: [x]\n"), []),
        (task("x", "prepare"), task("y", "rollout", "    needs: [x]\n"), []),
        (task("x", "prepare"), task("y", "pilot", "    before: {task: x}\n"), ["x"]),
        (task("x", "pilot"), task("y", "prepare", "    before: {task: x}\n"), []),
        (task("x", "rollout"), task("y", "pilot", "    for_each: waves\n    needs: [x]\n"), ["x"]),
        (
            task("x", "rollout"),
            task("y", "pilot", "    for_each: waves\n    when: not wave.pilot\n    needs: [x]\n"),
            [],
        ),
        (task("x", "pilot", "    for_each: communities\n"), task("y", "pilot", "    needs: [x]\n"), []),
        (
            task("x", "pilot", "    for_each: waves\n"),
            task("y", "pilot", "    for_each: waves\n    needs: [{task: x, which: previous}]\n"),
            [],
        ),
    ],
)
def test_nothing_waits_for_a_later_phase(
    first: str, second: str, found: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    text = playbook("a", "tasks:\n" + first + second)
    assert [words for _, words in places("phase-order", {"a.yaml": text}, monkeypatch)] == found


# --- for-each-mismatch ---


@pytest.mark.parametrize(
    ("needed", "waiting", "which", "found"),
    [
        ("sponsors", "employers", "", True),
        ("communities", "sponsors", "", True),
        ("waves", "sponsors", "", True),
        ("sponsors", "employers", "all", False),
        ("sponsors", "employers", "first", False),
        ("sponsors", "sponsors", "", False),
        ("communities", "waves", "", False),
        ("employers", "communities", "", False),
        ("employers", "waves", "", False),
        ("sponsors", "", "", False),
        ("", "sponsors", "", False),
    ],
)
def test_waits_between_unrelated_loops_say_which(
    needed: str, waiting: str, which: str, found: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    need = f"{{task: x, which: {which}}}" if which else "x"
    loops = [f"    for_each: {loop}\n" if loop else "" for loop in (needed, waiting)]
    text = playbook(
        "a", "tasks:\n" + task("x", more=loops[0]) + task("y", more=f"{loops[1]}    needs: [{need}]\n")
    )
    assert [words for _, words in places("for-each-mismatch", {"a.yaml": text}, monkeypatch)] == ["x"] * found


def test_a_playbook_s_own_loop_counts(monkeypatch: pytest.MonkeyPatch) -> None:
    files = {
        "a.yaml": playbook("a", "tasks:\n" + task("x"), "for_each: sponsors\n"),
        "b.yaml": playbook("b", "tasks:\n" + task("y", more="    needs: [a/x]\n"), "for_each: employers\n"),
    }
    assert [words for _, words in places("for-each-mismatch", files, monkeypatch)] == ["a/x"]
