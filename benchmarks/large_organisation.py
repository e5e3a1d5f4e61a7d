"""Answers that make a plan of so many tasks: what render.py and replan.py time."""

from __future__ import annotations

from pathlib import Path

import yaml

from rse_plan.resources import example_path

TASKS_A_COMMUNITY = 13.95
"""Of the large organisation, which has as many communities as its tasks need."""
HOURS_A_COMMUNITY = 7
"""A week, of community management: the plan ends before 2036, the last year that TaskJuggler knows."""


def make_large(tasks: int, folder: Path) -> Path:
    """Weldom's answers with as many communities as make so many tasks."""
    given = yaml.safe_load(example_path("weldom").read_text(encoding="utf-8"))
    models = given["communities"]
    communities = round(tasks / TASKS_A_COMMUNITY)
    given["communities"] = [
        {key: value for key, value in models[number % len(models)].items() if key != "wave"}
        | {"id": f"c{number}", "name": f"{models[number % len(models)]['name']} {number}"}
        for number in range(communities)
    ]
    given["people"] = {"community-manager": {"hours": communities * HOURS_A_COMMUNITY}}
    given["calendar"] = {"start": given["calendar"]["start"]}
    path = folder / "answers.yaml"
    path.write_text(yaml.safe_dump(given, allow_unicode=True, sort_keys=False), encoding="utf-8")
    return path
