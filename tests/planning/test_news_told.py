"""Where what moved is traced back to."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from shipped_plans import library, made

from rse_plan.documents.words import Words
from rse_plan.formats.former_plan import FoundPlan, kept, news_since, open_plan
from rse_plan.formats.json import plan_file, write
from rse_plan.model.base import LANGUAGES
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


def test_what_is_gone_has_its_title_in_each_language_that_was_written(tmp_path: Path) -> None:
    plan = made("weldom")
    for language in LANGUAGES:
        (tmp_path / language).mkdir()
        (tmp_path / language / "plan.json").write_text(write(plan, Words(language)), encoding="utf-8")
    found = open_plan(tmp_path / "fr" / "plan.json")
    gone = plan.items[0]
    now = replace(plan, items=plan.items[1:])
    (told,) = news_since(found, now, library().questions).moved.removed
    assert told.id == gone.id
    for language in LANGUAGES:
        assert Words(language).text(told.title) == Words(language).text(gone.chosen.word(gone.item.title))
    outputs = {one.name: one.content for one in kept(found, LANGUAGES)}
    assert {name: b'"language": "fr"' in content for name, content in outputs.items()} == {
        "en/plan.former.json": False,
        "fr/plan.former.json": True,
    }
