"""What is examined, with what, and what is reported of it (semantics 21 to 23, style 8, 14, 15)."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from small_library import ANSWERS, COUNCIL, FILES, PILOT, ROLES, assert_inside, changed, cited, write

from rse_plan.diagnostics import Diagnostic, Severity
from rse_plan.errors import UserError, say
from rse_plan.library import Folder, Library
from rse_plan.lint import engine
from rse_plan.lint.engine import Check, CheckAll, File, Linted, LoadedRule, RuleCrashError, lint
from rse_plan.lint.rule import Both, Rule
from rse_plan.source.span import Span, file_start

TALK = Both(en="Something.", fr="Quelque chose.")
TASK = "  - {{id: {id}, phase: pilot, title: {{en: a, fr: b}}, raci: {{R: hr, A: hr}}, duration: 1d{more}}}\n"


def playbook(name: str, more: str = "", id_: str = "do") -> str:
    head = f"kind: playbook\nformat: 1\nid: {name}\ntitle: {{en: a, fr: b}}\ntasks:\n"
    return head + TASK.format(id=id_, more=f", {more}" if more else "")


@pytest.fixture(autouse=True)
def only_earlier_finders(monkeypatch: pytest.MonkeyPatch) -> None:
    """Files here are as small as can be: rules with hooks, which would ask for more, have their own tests."""
    earlier = tuple(one for one in engine.all_rules() if one.check is None and one.check_all is None)
    monkeypatch.setattr(engine, "all_rules", lambda: earlier)


@pytest.fixture
def bundled(tmp_path: Path) -> Folder:
    """A library that stands under whatever is examined."""
    return Folder(
        write(
            tmp_path / "shipped",
            {f"base/{name}" if name == "pilot.yaml" else name: text for name, text in FILES.items()},
        ),
        "bundled:",
    )


@pytest.fixture(autouse=True)
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The folder in which the person stands."""
    folder = tmp_path / "here"
    folder.mkdir()
    monkeypatch.chdir(folder)
    return folder


def found(linted: Linted) -> list[tuple[str, str]]:
    return [(str(one.span).rsplit(":", 1)[0], one.rule) for one in linted.findings]


# --- what is examined ---


def test_a_folder_is_examined_with_all_its_yaml_files(here: Path, bundled: Folder) -> None:
    write(here, {"own/a.yaml": playbook("a"), "own/deep/b.yml": "x", "own/README.md": "x"})
    linted = lint([Path("own")], bundled)
    assert linted.files == 2
    assert found(linted) == [("own/deep/b.yml:1", "yaml-parse")]


def test_a_file_is_examined_once_whatever_ways_lead_to_it(here: Path, bundled: Folder) -> None:
    write(here, {"own/a.yaml": playbook("a")})
    linted = lint([Path("own"), Path("own/a.yaml"), Path("./own/../own/a.yaml")], bundled)
    assert (linted.files, linted.findings) == (1, ())


def test_a_file_without_kind_is_a_finding(here: Path, bundled: Folder) -> None:
    write(here, {"own/compose.yaml": "services: {}\n"})
    assert found(lint([Path("own")], bundled)) == [("own/compose.yaml:1", "missing-key")]


def test_answers_are_examined_with_the_questions_of_the_library(here: Path, bundled: Folder) -> None:
    write(here, {"answers.yaml": ANSWERS.replace("headcount: 2750", "headcuont: 2750")})
    linted = lint([Path("answers.yaml")], bundled)
    assert found(linted) == [("answers.yaml:6", "unknown-answer")]
    assert cited(linted.findings[0].span, linted.sources["answers.yaml"]) == "headcuont"


@pytest.mark.parametrize(
    ("path", "message"),
    [
        ("nothing.yaml", "there is no file or folder “nothing.yaml”"),
        ("notes.txt", "“notes.txt” is not a YAML file"),
    ],
)
def test_a_path_of_the_wrong_sort_is_refused(here: Path, bundled: Folder, path: str, message: str) -> None:
    write(here, {"notes.txt": "x"})
    with pytest.raises(UserError, match=message) as refusal:
        lint([Path(path)], bundled)
    assert refusal.value.help is not None


# --- with what ---


def test_the_library_is_the_context_and_is_not_reported(here: Path, tmp_path: Path) -> None:
    broken = write(tmp_path / "broken", changed("pilot.yaml", "phase: sustain", "phase: pilto"))
    write(here, {"a.yaml": playbook("a", "needs: [council/opinion, nothing]")})
    linted = lint([Path("a.yaml")], Folder(broken, "bundled:"))
    assert found(linted) == [("a.yaml:6", "unknown-reference")]


def test_files_beside_a_single_file_count_and_are_not_reported(here: Path, bundled: Folder) -> None:
    write(
        here,
        {"a.yaml": playbook("a", "needs: [b/do]"), "b.yaml": playbook("b", "phases: x"), "junk.yaml": "\t"},
    )
    assert found(lint([Path("a.yaml")], bundled)) == []


@pytest.mark.parametrize("settings_file", ["rse-plan.toml", "pyproject.toml"])
def test_a_project_s_settings_say_how_far_beside_reaches(
    here: Path, bundled: Folder, settings_file: str
) -> None:
    files = {"x/a.yaml": playbook("a", "needs: [b/do]"), "y/b.yaml": playbook("b")}
    write(here, files)
    assert found(lint([Path("x/a.yaml")], bundled)) == [("x/a.yaml:6", "unknown-reference")]
    write(here, {settings_file: "[tool.rse-plan]\n"})
    assert found(lint([Path("x/a.yaml")], bundled)) == []


def test_closed_folders_above_a_file_tell_nothing(
    here: Path, bundled: Folder, monkeypatch: pytest.MonkeyPatch
) -> None:
    write(here, {"x/a.yaml": playbook("a"), "pyproject.toml": "[tool.rse-plan]\n"})

    def refusing(path: Path, *_: object, **__: object) -> str:
        raise PermissionError(13, "Permission denied", str(path))

    monkeypatch.setattr(Path, "read_text", refusing)
    assert found(lint([Path("x/a.yaml")], bundled)) == []


def test_playbooks_are_found_beside_answers_and_around_a_playbook(here: Path, bundled: Folder) -> None:
    own = PILOT.replace("id: pilot", "id: own").replace(
        "tasks:",
        COUNCIL[COUNCIL.index("questions:") : COUNCIL.index("tasks:")].replace("employer.expert", "goal.own")
        + "tasks:",
        1,
    )
    write(here, {"playbooks/deep/own.yaml": own, "playbooks/a.yaml": playbook("a", "needs: [own/seed]")})
    write(here, {"answers.yaml": ANSWERS.replace("goal:\n", "goal:\n  own: true\n")})
    assert found(lint([Path("answers.yaml")], bundled)) == []
    assert found(lint([Path("playbooks/a.yaml")], bundled)) == []


def test_other_folders_are_read_along(here: Path, bundled: Folder) -> None:
    write(here, {"x/a.yaml": playbook("a", "needs: [b/do]"), "y/b.yaml": playbook("b", "phases: x")})
    assert found(lint([Path("x")], bundled)) == [("x/a.yaml:6", "unknown-reference")]
    assert found(lint([Path("x")], bundled, [Path("y")])) == []


def test_a_bundled_file_being_edited_stands_in_for_itself(here: Path, bundled: Folder) -> None:
    """Same path inside its folder: a checkout of the library beside an installed one."""
    edited = PILOT.replace("id: silence", "id: noise")
    write(
        here,
        {
            "playbooks/base/pilot.yaml": edited,
            "playbooks/roles.yaml": ROLES,
            "playbooks/a.yaml": playbook("a", "needs: [pilot/open, pilot/opens]"),
        },
    )
    for paths in (
        [Path("playbooks")],
        [Path()],
        [Path("playbooks/base/pilot.yaml"), Path("playbooks/a.yaml")],
    ):
        assert found(lint(paths, bundled)) == [("playbooks/a.yaml:6", "unknown-reference")]


def test_the_bundled_library_itself_can_be_examined(bundled: Folder) -> None:
    linted = lint([bundled.path], bundled)
    assert (linted.files, linted.findings) == (len(FILES), ())


def test_a_bundled_id_at_another_path_is_taken(here: Path, bundled: Folder) -> None:
    write(
        here,
        {"mine/council.yaml": COUNCIL.replace("title:", "title: # mine\n "), "mine/other/pilot.yaml": PILOT},
    )
    linted = lint([Path("mine")], bundled)
    duplicates = [one for one in linted.findings if one.rule == "duplicate-id"]
    assert [one.span.path for one in duplicates] == ["mine/other/pilot.yaml"]
    assert [other.span.path for other in duplicates[0].related] == ["bundled:base/pilot.yaml"]


def test_one_s_own_evidence_lies_over_the_bundled_one(here: Path, bundled: Folder) -> None:
    own = FILES["evidence.yaml"].replace("id: fr-law", "id: own-case")
    write(here, {"mine/evidence.yaml": own, "mine/a.yaml": playbook("a", "because: [own-case, fr-law]")})
    assert found(lint([Path("mine")], bundled)) == []


# --- what is reported ---


def test_a_fault_between_files_is_reported_where_one_was_named(here: Path, bundled: Folder) -> None:
    write(here, {"a.yaml": playbook("a", "needs: [b/do]"), "b.yaml": playbook("b", "needs: [a/do]")})
    for name in ("a.yaml", "b.yaml"):
        (circle,) = lint([Path(name)], bundled).findings
        assert (circle.rule, circle.span.path) == ("dependency-cycle", name)
        assert {other.span.path for other in circle.related} == {"a.yaml", "b.yaml"}


def test_findings_are_in_order_and_each_once(here: Path, bundled: Folder) -> None:
    write(
        here,
        {"b.yaml": playbook("b", "foo: 1, needs: [x, z]"), "a.yaml": playbook("a", "needs: [x], bar: 2")},
    )
    linted = lint([Path("b.yaml"), Path("a.yaml"), Path()], bundled)
    places = [(one.span.path, one.span.line, one.span.column, one.rule) for one in linted.findings]
    assert places == sorted(set(places))
    assert len(places) == 5


def test_the_line_of_a_finding_can_be_shown_even_of_a_file_that_is_no_yaml(
    here: Path, bundled: Folder
) -> None:
    write(here, {"a.yaml": "kind: playbook\r\nid x\r\n"})
    linted = lint([Path("a.yaml")], bundled)
    assert [linted.line(one.span) for one in linted.findings] == ["id x"]


# --- rules with hooks ---


def rule(check: Check | None = None, check_all: CheckAll | None = None, name: str = "made-up") -> LoadedRule:
    made = Rule(
        name=name, severity=Severity.WARNING, what_it_finds=TALK, why_it_matters=TALK, bad={}, good={}
    )
    return LoadedRule(made, check, check_all)


def finding(span: Span, name: str = "made-up") -> Diagnostic:
    return Diagnostic(rule=name, span=span, message=say("found"), severity=Severity.WARNING)


def use(monkeypatch: pytest.MonkeyPatch, *made: LoadedRule) -> None:
    monkeypatch.setattr(engine, "all_rules", lambda: made)


def test_check_sees_each_given_file_as_what_it_is(
    here: Path, bundled: Folder, monkeypatch: pytest.MonkeyPatch
) -> None:
    seen: dict[str, tuple[bool, bool]] = {}

    def check(file: File) -> Iterator[Diagnostic]:
        seen[file.document.path] = (file.playbook is not None, file.answers is not None)
        yield finding(file_start(file.document.path))

    use(monkeypatch, rule(check))
    write(
        here,
        {
            "a.yaml": playbook("a"),
            "answers.yaml": ANSWERS,
            "roles.yaml": "kind: roles\nformat: 1\nroles: []\n",
            "bad.yaml": "\t",
        },
    )
    linted = lint([Path()], bundled)
    assert seen == {"a.yaml": (True, False), "answers.yaml": (False, True), "roles.yaml": (False, False)}
    assert [one.span.path for one in linted.findings if one.rule == "made-up"] == sorted(seen)


def test_check_all_sees_the_library_and_only_given_files_are_reported(
    here: Path, bundled: Folder, monkeypatch: pytest.MonkeyPatch
) -> None:
    def check_all(library: Library) -> Iterator[Diagnostic]:
        return (finding(file.span("id")) for file in library.playbooks.values())

    use(monkeypatch, rule(check_all=check_all))
    write(here, {"a.yaml": playbook("a"), "b.yaml": playbook("b")})
    assert found(lint([Path("a.yaml")], bundled)) == [("a.yaml:3", "made-up")]


@pytest.mark.parametrize("hook", ["check", "check_all"])
def test_a_crashing_rule_ends_the_run_by_name(
    here: Path, bundled: Folder, monkeypatch: pytest.MonkeyPatch, hook: str
) -> None:
    def crash(_: object) -> Iterator[Diagnostic]:
        yield from ()
        raise ZeroDivisionError

    use(monkeypatch, rule(**{hook: crash}, name="made-up"))
    write(here, {"a.yaml": playbook("a")})
    with pytest.raises(RuleCrashError) as crashed:
        lint([Path("a.yaml")], bundled)
    assert crashed.value.rule == "made-up"
    assert crashed.value.path == ("a.yaml" if hook == "check" else None)


# --- anything ---

NAMES = sorted(FILES)


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=50)
@given(st.data())
def test_any_files_are_examined_without_raising(here: Path, bundled: Folder, data: st.DataObject) -> None:
    files: Mapping[str, str] = {**{f"own/{name}": FILES[name] for name in NAMES}, "own/answers.yaml": ANSWERS}
    name = data.draw(st.sampled_from(sorted(files)))
    text = files[name]
    start = data.draw(st.integers(0, len(text)))
    end = data.draw(st.integers(start, min(len(text), start + 30)))
    write(
        here,
        {**files, name: text[:start] + data.draw(st.text("ab:-{}[], \n'\"&*x1", max_size=6)) + text[end:]},
    )
    linted = lint([Path("own")], bundled)
    for one in linted.findings:
        assert_inside(one, linted.sources[one.span.path])
        assert linted.line(one.span) in linted.sources[one.span.path]
