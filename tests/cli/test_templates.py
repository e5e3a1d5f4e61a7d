"""`rse-plan templates`, and `render` with an own look: what is copied, what is taken, what is refused."""

from __future__ import annotations

import os
import re
from pathlib import Path

import pytest
from html_page import read_page
from ran import Run

from rse_plan.documents.look import Look
from rse_plan.formats.theme_file import read_theme
from rse_plan.resources import templates_folder

EXAMPLE = ("--example", "association-60", "--language", "en", "--out", "plan")
THEME = "kind: theme\nformat: 1\ncolours: {light: {accent: '#7a1f3d'}}\n"


def put(path: Path, text: str) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")


def source(name: str) -> str:
    return (templates_folder() / name).read_text(encoding="utf-8")


def below(folder: Path) -> list[str]:
    return sorted(path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file())


# Copying


def test_everything_is_copied_but_what_is_ours_alone_and_the_next_command_is_told(
    run: Run, tmp_path: Path
) -> None:
    ran = run("templates", "copy", "own")
    assert (ran.code, ran.err) == (0, "")
    assert ran.out.endswith("Change them, then: rse-plan templates check own\n")
    bundled = set(below(templates_folder())) - {
        "html/script.js",
        "html/weasyprint.css",
        "html/under-way.css",
    }
    assert set(below(tmp_path / "own")) == bundled
    assert all((tmp_path / "own" / name).read_text(encoding="utf-8") == source(name) for name in bundled)


@pytest.mark.parametrize(
    ("names", "copied"),
    [
        (["brief.html.j2"], ["html/brief.html.j2"]),
        (["theme.yaml", "html/style.css"], ["html/style.css", "theme.yaml"]),
        (["markdown/"], below(templates_folder() / "markdown")),
    ],
)
def test_some_are_copied(run: Run, tmp_path: Path, names: list[str], copied: list[str]) -> None:
    assert run("templates", "copy", "own", *names).code == 0
    assert [name.removeprefix("markdown/") for name in below(tmp_path / "own")] == copied


def test_a_name_that_is_none_is_refused_with_the_nearest(run: Run, tmp_path: Path) -> None:
    ran = run("templates", "copy", "own", "breif.html.j2")
    assert ran.code == 2
    assert "there is no template “breif.html.j2”\n  help: did you mean “brief.html.j2”?" in ran.err
    assert not (tmp_path / "own").exists()
    assert run("templates", "copy", "own", "script.js").code == 2
    ran = run("templates", "copy", "own", "html/weasyprint.css")
    assert (ran.code, "there is no template" in ran.err) == (2, True)


def test_what_is_there_is_left_alone(run: Run, tmp_path: Path) -> None:
    put(tmp_path / "own" / "html" / "brief.html.j2", "mine")
    ran = run("templates", "copy", "own", "brief.html.j2", "plan.html.j2")
    assert ran.code == 2
    assert (
        "already there, and left alone: own/html/brief.html.j2\n  help: --force replaces such files"
        in ran.err
    )
    assert below(tmp_path / "own") == ["html/brief.html.j2"]
    assert run("templates", "copy", "own", "brief.html.j2", "--force").code == 0
    assert (tmp_path / "own" / "html" / "brief.html.j2").read_text(encoding="utf-8") != "mine"


# Checking


@pytest.mark.whole
def test_what_was_copied_holds(run: Run) -> None:
    run("templates", "copy", "own", "html", "theme.yaml")
    ran = run("templates", "check", "own")
    assert (ran.code, ran.err) == (0, "")
    assert ran.out == (
        "own: every document was made in both languages\nUse it with: rse-plan render --templates own\n"
    )


@pytest.mark.whole
def test_a_fault_that_only_shows_when_filled_is_found(run: Run, tmp_path: Path) -> None:
    put(tmp_path / "own" / "markdown" / "_piece.md.j2", "{{ piece.wrods }}")
    put(tmp_path / "own" / "markdown" / "_risks.md.j2", "{{ (view.risks | first).title / 2 }}")
    ran = run("templates", "check", "own")
    assert (ran.code, ran.out) == (1, "")
    assert "own/markdown/_piece.md.j2:1:10: nothing gives “wrods” to this template" in ran.err
    assert "own/markdown/_risks.md.j2:1:1: this template cannot be filled: unsupported operand" in ran.err
    assert ran.err.count("own/markdown/_risks.md.j2") == 1  # of two documents in two languages


@pytest.mark.parametrize(
    ("files", "expected"),
    [
        ({"html/brief.html.j2": "a\n{{ view.too }}"},
         "own/html/brief.html.j2:2:9: error[undefined-variable]: nothing gives “view.too” to this template\n"
         "  help: did you mean “to”?"),
        ({"markdown/plan.md.j2": "{% include '_risk.md.j2' %}"},
         "own/markdown/plan.md.j2:1:13: error[undefined-variable]: there is no template “_risk.md.j2”\n"
         "  help: did you mean “_risks.md.j2”?"),
        ({"html/plan.html.j2": "{% blok %}"}, "own/html/plan.html.j2:1:1: error[wrong-value]: this tem"),
        ({"html/plan.html.j2": "{{ 1" + " + 1" * 3000 + " }}"}, "(Jinja says: nested too deeply)"),
        ({"html/base.html.j2": "<script>x</script>"}, "own/html/base.html.j2:1:1: error[unescaped-html]"),
        ({"html/style.css": "@import 'x';"}, "own/html/style.css:1:1: “@import” would fetch something"),
        ({"html/style.css": "p {\n  color: red"}, "own/html/style.css:1:3: “{” is opened here and never"),
        ({"theme.yaml": "kind: theme\nformat: 1\ncolour: x\n"}, "own/theme.yaml:3:1: error[unknown-key]"),
        ({"html/x.html.j2": "x"}, "own/html/x.html.j2:1:1: no document is made with “x.html.j2”"),
    ],
)  # fmt: skip
def test_check_and_render_name_the_same_faults(
    run: Run, tmp_path: Path, files: dict[str, str], expected: str
) -> None:
    for name, text in files.items():
        put(tmp_path / "own" / name, text)
    ran = run("templates", "check", "own")
    assert ran.code == 1
    assert expected in ran.out + ran.err
    ran = run("render", *EXAMPLE, "--templates", "own")
    assert ran.code == 2
    assert expected in ran.err
    assert not (tmp_path / "plan").exists()


def test_a_fault_is_told_in_french(run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("LANG", "fr_FR.UTF-8")
    put(tmp_path / "own" / "html" / "brief.html.j2", "{{ view.too }}")
    ran = run("templates", "check", "own")
    assert "rien ne fournit « view.too » à ce gabarit" in ran.out.replace("\u00a0", " ")


def test_a_comment_silences_what_is_no_fault(run: Run, tmp_path: Path) -> None:
    text = "{# rse-plan: ignore[vague-link] the word is explained #}\n<a href='#'>here</a>{{ view.too }}"
    put(tmp_path / "own" / "html" / "brief.html.j2", text)
    ran = run("templates", "check", "own")
    assert "vague-link" not in ran.out
    assert "undefined-variable" in ran.out


@pytest.mark.parametrize("command", [("templates", "check"), ("render", *EXAMPLE, "--templates")])
def test_a_folder_of_too_much_is_refused(run: Run, tmp_path: Path, command: tuple[str, ...]) -> None:
    for number in range(101):
        put(tmp_path / "own" / "html" / f"{number}.html.j2", "")
    ran = run(*command, "own")
    assert ran.code == 2
    assert "own holds more than 100 templates\n  help: keep only those that you change" in ran.err


@pytest.mark.parametrize("command", [("templates", "check"), ("render", *EXAMPLE, "--templates")])
def test_a_folder_that_is_not_there(run: Run, command: tuple[str, ...]) -> None:
    ran = run(*command, "gone")
    assert ran.code == 2
    assert "there is no folder gone\n  help: begin with “rse-plan templates copy gone”" in ran.err


# Rendering


@pytest.mark.whole
def test_a_part_of_a_folder_stands_in_for_ours_and_the_rest_is_ours(run: Run, tmp_path: Path) -> None:
    run("render", *EXAMPLE, "--format", "html,markdown,json")
    ours = {name: (tmp_path / "plan" / name).read_text(encoding="utf-8") for name in below(tmp_path / "plan")}
    brief = (
        source("html/brief.html.j2").replace('{{ _("Risks") }}', "Dangers").replace('_("Risks")', '"Dangers"')
    )
    put(tmp_path / "own" / "html" / "brief.html.j2", brief)
    put(tmp_path / "own" / "theme.yaml", THEME)
    ran = run("render", *EXAMPLE, "--format", "html,markdown,json", "--templates", "own", "--out", "other")
    assert ran.code == 0, ran.err
    other = {name: (tmp_path / "other" / name).read_text(encoding="utf-8") for name in ours}
    page = read_page(other["brief.html"])
    assert "Dangers" in page.text
    assert "Dangers" not in ours["brief.html"]
    assert all("--accent: #7a1f3d" in other[name] for name in ("brief.html", "plan.html", "register.html"))
    same = [name for name in ours if not name.endswith(".html") and name != ".rse-plan.json"]
    assert {name: other[name] for name in same} == {name: ours[name] for name in same}


def test_the_theme_of_the_readme_is_one(tmp_path: Path) -> None:
    readme = (Path(__file__).parents[2] / "README.md").read_text(encoding="utf-8")
    (text,) = re.findall(r"```yaml\n(kind: theme\n.*?)```", readme, re.DOTALL)
    for shown in (text, text.replace("# logo", "logo")):
        put(tmp_path / "theme.yaml", shown)
        put(tmp_path / "logo.svg", '<svg xmlns="http://www.w3.org/2000/svg"/>')
        assert read_theme(tmp_path / "theme.yaml", Look()).diagnostics == ()


def test_a_style_sheet_alone_needs_no_other_process(
    run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("subprocess.Popen", None)
    put(tmp_path / "own" / "html" / "style.css", "body { color: black }")
    put(tmp_path / "theme.yaml", THEME)
    ran = run("render", *EXAMPLE, "--format", "html", "--templates", "own", "--theme", "theme.yaml")
    assert ran.code == 0, ran.err
    (style,) = read_page((tmp_path / "plan" / "brief.html").read_text(encoding="utf-8")).all("style")
    assert style.text.startswith("body { color: black }\n:root { --paper: #ffffff;")


def test_a_page_without_its_policy_is_not_written(run: Run, tmp_path: Path) -> None:
    base = source("html/base.html.j2").replace("{{ policy }}", "default-src *")
    put(tmp_path / "own" / "html" / "base.html.j2", base)
    ran = run("render", *EXAMPLE, "--format", "html", "--templates", "own")
    assert ran.code == 2
    assert "own/html/base.html.j2:1:1: the page does not begin with its security policy" in ran.err
    assert not (tmp_path / "plan").exists()


@pytest.mark.whole
def test_without_a_look_nothing_more_is_loaded(run: Run, tmp_path: Path) -> None:
    import subprocess
    import sys

    code = (
        "import sys\nfrom rse_plan.cli.app import run\n"
        "sys.argv = ['rse-plan', 'render', '--example', 'association-60', '--format', 'html']\nrun()\n"
        "sys.__stderr__.write(' '.join(sys.modules))"
    )
    ran = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, check=True, encoding="utf-8",
        cwd=tmp_path, env={**os.environ}, timeout=60,
    )  # fmt: skip
    loaded = set(ran.stderr.split())
    assert "rse_plan.formats.html" in loaded
    own = {"rse_plan.documents.look", "rse_plan.model.theme", "rse_plan.lint.templates"}
    own |= {f"rse_plan.formats.{name}" for name in ("apart", "own_templates", "theme_file", "look_css")}
    assert own & loaded == set()
