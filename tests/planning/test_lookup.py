"""Ids as people type them: whole, short, misspelt, ambiguous, and as a shell completes them."""

from __future__ import annotations

import pytest
from planning.asked import with_communities
from planning.explained import Asked, asked
from planning.planned import playbook

from rse_plan.errors import UserError
from rse_plan.planning.lookup import Left, chosen_of, complete

TASKS = """
id: open, kind: milestone, opens: users, for_each: communities
id: once, duration: 1d
id: never, duration: 1d, when: organisation.headcount < 10
"""
OTHER = playbook("id: once, duration: 1d\nid: apart, duration: 1d, for_each: employers", id_="second")
ANSWERS = with_communities(
    "id: finance, name: Finance, members: 40, use_case: knowledge-sharing",
    "id: sales, name: Sales, members: 30, use_case: knowledge-sharing",
)


@pytest.fixture(scope="module")
def made() -> Asked:
    return asked(playbook(TASKS), OTHER, answers=ANSWERS)


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("own/open@sales", "own/open@sales"),
        ("open@finance", "own/open@finance"),
        ("own/once", "own/once"),
        ("apart", "second/apart@main"),
        ("second/apart", "second/apart@main"),
    ],
)
def test_an_id_may_be_short_where_that_is_enough(made: Asked, typed: str, meant: str) -> None:
    entry = made.found(typed)
    assert not isinstance(entry, Left)
    assert chosen_of(entry).id == meant


@pytest.mark.parametrize(
    ("typed", "listed"),
    [("open", "own/open@finance, own/open@sales"), ("once", "own/once, second/once")],
)
def test_an_ambiguous_id_is_answered_with_those_it_may_be(made: Asked, typed: str, listed: str) -> None:
    with pytest.raises(UserError, match="may be any of 2") as refused:
        made.found(typed)
    assert str(refused.value.help) == f"choose one: {listed}"


@pytest.mark.parametrize(
    ("typed", "near"), [("oppen@sales", "open@sales"), ("own/open@sale", "own/open@sales"), ("apar", "apart")]
)
def test_a_typo_is_answered_with_the_nearest(made: Asked, typed: str, near: str) -> None:
    with pytest.raises(UserError, match="no item is called") as refused:
        made.found(typed)
    assert str(refused.value.help).startswith(f"did you mean “{near}”? – plan.json lists all ids")


def test_nothing_near_is_answered_with_where_ids_stand(made: Asked) -> None:
    with pytest.raises(UserError) as refused:
        made.found("nope")
    assert str(refused.value.help) == (
        "plan.json lists all ids, and the shell completes them after “rse-plan --install-completion”"
    )


def test_what_the_library_knows_is_found_though_it_is_not_in_the_plan(made: Asked) -> None:
    found = made.found("never")
    assert isinstance(found, Left)
    assert found.place.ref == "own/never"


def test_completion_offers_whole_ids_first_then_short_ones() -> None:
    ids = ("own/open@finance", "own/open@sales", "own/once")
    assert complete("own/op", ids) == ("own/open@finance", "own/open@sales")
    assert complete("on", ids) == ("once",)
    assert complete("x", ids) == ()
    assert complete("", ids) == ids


@pytest.mark.parametrize(
    ("typed", "listed"), [("finance", "own/open@finance"), ("second", "second/once, second/apart@main")]
)
def test_a_word_of_an_id_or_its_playbook_is_answered_with_those_that_have_it(
    made: Asked, typed: str, listed: str
) -> None:
    with pytest.raises(UserError, match="no item is called") as refused:
        made.found(typed)
    assert str(refused.value.help) == f"choose one: {listed}"
