"""The bundled folders, in this checkout and in an installed wheel."""

from __future__ import annotations

import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

from rse_plan import resources
from rse_plan.errors import UserError

ROOT = Path(__file__).parent.parent
FOLDERS = ("playbooks", "templates", "examples", "schema")


def test_a_checkout_reads_its_own_folders() -> None:
    assert resources.playbooks_folder() == ROOT / "playbooks"
    assert resources.templates_folder() == ROOT / "templates"
    assert resources.examples_folder() == ROOT / "examples"
    assert resources.schema_folder() == ROOT / "schema"


def test_examples_are_found_by_name() -> None:
    assert {"bnp-personal-finance", "lagardere-publicite", "weldom"} <= set(resources.example_names())
    assert resources.example_path("weldom").read_text(encoding="utf-8")
    assert resources.example_label("weldom") == "bundled:examples/weldom.yaml"


@pytest.mark.parametrize("name", ["weldo", "", "../pyproject", "weldom.yaml"])
def test_an_example_that_does_not_exist_names_those_that_do(name: str) -> None:
    with pytest.raises(UserError) as raised:
        resources.example_path(name)
    assert "weldom" in str(raised.value.help)


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A wheel of this checkout, built by what the tests run with."""
    folder = tmp_path_factory.mktemp("wheel")
    build = "import sys; from hatchling.build import build_wheel; print(build_wheel(sys.argv[1]))"
    run = subprocess.run(
        [sys.executable, "-c", build, str(folder)], cwd=ROOT, capture_output=True, text=True, check=True,
        encoding="utf-8", timeout=120,
    )  # fmt: skip
    return folder / run.stdout.split()[-1]


def test_the_wheel_holds_every_bundled_file_and_compiled_words(wheel: Path) -> None:
    held = set(zipfile.ZipFile(wheel).namelist())
    wanted = {
        f"rse_plan/_bundled/{path.relative_to(ROOT).as_posix()}"
        for folder in FOLDERS
        for path in (ROOT / folder).rglob("*")
        if path.is_file()
    }
    assert wanted
    assert wanted <= held
    assert {"rse_plan/py.typed", "rse_plan/locales/fr/LC_MESSAGES/rse_plan.mo"} <= held
    assert not [name for name in held if name.startswith(("tests/", "playbooks/", "docs/"))]
