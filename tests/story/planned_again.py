"""The plan of a folder with answers, progress and plan.json, as `render --today` makes it."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path

from rse_plan.formats.former_plan import open_plan
from rse_plan.library import Sourced
from rse_plan.library.compiled import bundled_folder
from rse_plan.model.progress import read_progress
from rse_plan.pipeline import load, plan
from rse_plan.planning.course import Course
from rse_plan.planning.plan import Plan
from rse_plan.source.yaml_reader import read_file


def planned_again(folder: Path, today: date) -> Plan:
    """From the plan.json that lies there: making it again from itself changes nothing."""
    loaded = load(folder / "answers.yaml", (bundled_folder(),))
    assert loaded.answers is not None
    document = read_file(folder / "progress.yaml").document
    fitted = read_progress(document) if document is not None else None
    assert fitted is not None
    assert fitted.value is not None
    former = open_plan(folder / "plan" / "fr" / "plan.json").former
    course = Course(today, former, Sourced(fitted.value, fitted.document))
    made = plan(loaded.answers, loaded.library, course=course)
    found = {item.id: (item.start, item.finish) for item in made.items if item.basis}
    assert found == {id_: (item.start, item.finish) for id_, item in former.items.items()}
    return replace(made, today=today)
