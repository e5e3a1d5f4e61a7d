"""Tests of one example run in one process: else each process makes its plan again, and nothing says so."""

from __future__ import annotations

import pytest
from processes import Together, group
from xdist.scheduler import LoadScopeScheduling

NAMES = ("orange", "orange-bank", "weldom")


@pytest.mark.parametrize(
    ("test", "wanted"),
    [
        ("tests/a.py::test_it[weldom]", "weldom"),
        ("tests/b.py::test_it[weldom-fr-plan]", "weldom"),
        ("tests/b.py::test_it[fr-weldom]", "weldom"),
        ("tests/b.py::test_it[orange-bank-fr]", "orange-bank"),
        ("tests/a.py::test_it[weldom2]", "tests/a.py::test_it[weldom2]"),
        ("tests/weldom/a.py::test_it", "tests/weldom/a.py::test_it"),
    ],
)
def test_a_test_goes_with_its_example(test: str, wanted: str) -> None:
    assert group(test, NAMES) == wanted


def test_what_shares_something_else_goes_together() -> None:
    shape, imports, other = (
        "tests/test_code_shape.py::a",
        "tests/test_architecture.py::b",
        "tests/test_docs.py::c",
    )
    assert group(shape, NAMES) == group(imports, NAMES) != group(other, NAMES)


def test_pytest_xdist_asks_for_the_group(request: pytest.FixtureRequest) -> None:
    """Its scheduler is ours, and what we replace in it is still there."""
    assert callable(LoadScopeScheduling._split_scope)
    made = request.config.hook.pytest_xdist_make_scheduler
    assert any("conftest" in one.plugin_name for one in made.get_hookimpls())
    assert Together._split_scope is not LoadScopeScheduling._split_scope
