"""Where what moved is traced back to."""

from __future__ import annotations

from pathlib import Path

from shipped_plans import library, made

from rse_plan.documents.words import Words
from rse_plan.formats.former_plan import FoundPlan, news_since
from rse_plan.formats.json import plan_file
from rse_plan.planning.news import Because, Root
from rse_plan.planning.outline import outline_of


def test_what_moved_for_the_same_gone_item_is_one_development() -> None:
    gone = next(iter(outline_of(made("weldom")).items.values()))
    roots = [Root(because=Because.GONE, gone=gone) for _ in range(2)]
    assert len(set(roots)) == 1


def test_an_assumption_of_a_former_plan_may_be_no_day_where_the_question_now_wants_one() -> None:
    before = plan_file(made("weldom"), Words("en"))
    first = before.assumptions[0].model_copy(update={"question": "calendar.start", "value": "soon"})
    former = before.model_copy(update={"assumptions": [first, *before.assumptions[1:]]})
    news = news_since(FoundPlan(Path("plan.json"), b"", former), made("weldom"), library().questions)
    assert any(one.question == "calendar.start" for one in news.moved.assumptions)
