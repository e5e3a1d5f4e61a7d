"""Settings of a project: read where they stand, refused with their place when they mean nothing."""

from __future__ import annotations

from pathlib import Path

import pytest
from small_library import write

from rse_plan.diagnostics import Diagnostic, Severity
from rse_plan.errors import UserError, say
from rse_plan.lint.engine import all_rules
from rse_plan.lint.rule import Profile
from rse_plan.lint.settings import USUAL, FailOn, Settings, find_settings
from rse_plan.source.span import file_start

RULES = {rule.page.name: rule.page for rule in all_rules()}
TABLE = "[tool.rse-plan.lint]\n"


@pytest.fixture(autouse=True)
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    folder = tmp_path / "here"
    folder.mkdir()
    monkeypatch.chdir(folder)
    return folder


def read(here: Path, text: str, name: str = "rse-plan.toml") -> Settings:
    write(here, {name: text})
    return find_settings(here, RULES)


def test_without_a_file_the_usual_holds(here: Path) -> None:
    assert find_settings(here, RULES) == USUAL
    assert (USUAL.profile, USUAL.fail_on) == (Profile.TEAM, None)


@pytest.mark.parametrize("name", ["rse-plan.toml", "pyproject.toml"])
def test_every_setting_is_read(here: Path, name: str) -> None:
    text = 'profile = "published"\nfail-on = "none"\n'
    text += 'exclude = ["old", "x/*.yaml"]\ndisable = ["unused-definition"]\n'
    assert read(here, TABLE + text, name) == Settings(
        Profile.PUBLISHED, FailOn.NONE, ("old", "x/*.yaml"), frozenset({"unused-definition"}), here
    )


def test_the_nearest_folder_counts_and_our_own_file_first(here: Path) -> None:
    write(here.parent, {"pyproject.toml": TABLE + 'profile = "published"\n'})
    assert find_settings(here, RULES).profile is Profile.PUBLISHED
    write(here, {"pyproject.toml": '[project]\nname = "rse-plan-own"\n'})
    assert find_settings(here, RULES).profile is Profile.PUBLISHED
    write(here, {"pyproject.toml": TABLE + 'profile = "team"\n'})
    assert find_settings(here, RULES).profile is Profile.TEAM
    write(here, {"rse-plan.toml": TABLE + 'profile = "draft"\n'})
    assert find_settings(here, RULES).profile is Profile.DRAFT


def test_a_project_that_is_not_about_us_may_hold_anything(here: Path) -> None:
    assert read(here, "not toml at all\n", "pyproject.toml") == USUAL
    assert read(here, "[tool.other]\nprofile = 3\n", "pyproject.toml") == USUAL


@pytest.mark.parametrize(
    ("text", "place", "message", "advice"),
    [
        (TABLE + 'profil = "team"\n', "2:1", "the setting “profil” is not known", "did you mean “profile”?"),
        (TABLE + "colour = true\n", "2:1", "the setting “colour” is not known", "one of profile, fail-on"),
        (TABLE + '\n  profile = "teem"\n', "3:14", "“teem” does not fit here", "did you mean “team”?"),
        (TABLE + "profile = 3\n", "2:11", "“3” does not fit here", "one of draft, team, published"),
        (TABLE + 'fail-on = "never"\n', "2:12", "“never” does not fit here", "one of error, warning, none"),
        (TABLE + 'exclude = "old"\n', "2:1", "a list of texts is wanted here", "write each text in quotes"),
        (TABLE + "exclude = [3]\n", "2:1", "a list of texts is wanted here", "write each text in quotes"),
        (
            TABLE + 'disable = [\n  "unused-definitoin",\n]\n',
            "3:4",
            "no rule is called",
            "did you mean “unused-definition”?",
        ),
        (
            TABLE + 'disable = ["wrong-value"]\n',
            "2:13",
            "“wrong-value” cannot be switched off",
            "see “rse-plan lint",
        ),
        (
            "[lint]\nprofile = 'team'\n",
            "1:2",
            "the setting “lint” is not known",
            "write it under [tool.rse-plan.lint]",
        ),
        (
            "[tool.rse-plan.lnt]\nprofile = 'team'\n",
            "1:16",
            "the setting “lnt” is not known",
            "did you mean “lint”?",
        ),
        ("[tool.rse-plan]\nlint = 3\n", "2:1", "a table is wanted here", "write [tool.rse-plan.lint]"),
        (TABLE + "profile = \n", "2:11", "this is no value", "write texts in quotes"),
        (TABLE + "profile = 'x", "2:13", "a quotation mark is not closed", "close it on the same line"),
    ],
)
def test_what_means_nothing_is_refused_with_its_place(
    here: Path, text: str, place: str, message: str, advice: str
) -> None:
    with pytest.raises(UserError) as refusal:
        read(here, text)
    assert str(refusal.value.span) == f"rse-plan.toml:{place}"
    assert message in str(refusal.value.message)
    assert str(refusal.value.help).startswith(advice)


def test_a_setting_is_refused_in_its_own_table_only(here: Path) -> None:
    text = '[tool.other]\nprofil = 1\n[tool.rse-plan.lint]\nprofil = "team"\n'
    with pytest.raises(UserError) as refusal:
        read(here, text, "pyproject.toml")
    assert str(refusal.value.span) == "pyproject.toml:4:1"


@pytest.mark.parametrize(
    ("glob", "path", "excluded"),
    [
        ("old", "old/a.yaml", True),
        ("old", "x/old/y/a.yaml", True),
        ("old", "older/a.yaml", False),
        ("old/", "old/a.yaml", True),
        ("./old/a.yaml", "old/a.yaml", True),
        ("x/old", "old/a.yaml", False),
        ("x/old", "y/x/old/a.yaml", False),
        ("*.tmp.yaml", "x/a.tmp.yaml", True),
        ("x/*.yaml", "x/a.yaml", True),
        ("x/*.yaml", "x/y/a.yaml", False),
        ("x/**/a.yaml", "x/y/z/a.yaml", True),
        ("x/**/a.yaml", "x/a.yaml", True),
        ("x/**", "x/y/z/a.yaml", True),
        ("a?.yaml", "ab.yaml", True),
        ("a?.yaml", "a/.yaml", False),
        ("a+.yaml", "aa.yaml", False),
        ("old", "../old/a.yaml", False),
    ],
)
def test_globs(here: Path, glob: str, path: str, excluded: bool) -> None:
    settings = Settings(exclude=(glob,), folder=here)
    assert settings.excludes(Path(path) if not path.startswith("..") else here.parent / path[3:]) is excluded


def finding(severity: Severity) -> Diagnostic:
    return Diagnostic(rule="x", span=file_start("x"), message=say("x"), severity=severity)


@pytest.mark.parametrize(
    ("settings", "error", "warning"),
    [
        (Settings(), True, False),
        (Settings(profile=Profile.PUBLISHED), True, True),
        (Settings(profile=Profile.PUBLISHED, fail_on=FailOn.ERROR), True, False),
        (Settings(fail_on=FailOn.WARNING), True, True),
        (Settings(fail_on=FailOn.NONE), False, False),
    ],
)
def test_what_fails_a_run(settings: Settings, error: bool, warning: bool) -> None:
    assert settings.fails(finding(Severity.ERROR)) is error
    assert settings.fails(finding(Severity.WARNING)) is warning


def test_a_profile_asks_for_the_rules_of_those_before_it() -> None:
    page = RULES["unused-definition"]
    assert page.profile is Profile.TEAM
    asked = [profile for profile in Profile if Settings(profile=profile).asks_for(page)]
    assert asked == [Profile.TEAM, Profile.PUBLISHED]
    assert not Settings(disable=frozenset({"unused-definition"})).asks_for(page)
