"""Interviews as scripts of what is picked and typed, and a file of one."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from rse_plan.interview.asker import Typed

Sit = Callable[..., Any]
Script = list[str | Typed | Exception]

STRAIGHT: Script = [
    "Weldom",
    "900",
    ("FR", "DE"),
    "one",
    "stores",
    "true",
    "ceo",
    "Ideas",
    "40",
    "idea-box",
    "false",
    "single",
    "8",
    "2027-01-22",
    "",
]
GROUP: Script = [*STRAIGHT[:3], "group", *STRAIGHT[4:]]
ANSWERED_GROUP = """\
kind: answers
format: 1
language: en
documents: [en]
organisation:
  name: Weldom
  headcount: 900
  countries: [FR, DE]
  employers: group
employers:
  - id: france
    country: FR
    works_council: single
  - id: germany
    country: DE
goal:
  primary: idea-box
  process: the stores
sponsors:
  - id: main
    level: ceo
stakeholders:
  owner: it
communities:
  - id: ideas
    name: Ideas
    members: 40
    use_case: idea-box
    employers: "france, germany"
  - id: finance
    name: Finance
    members: 40
    use_case: other
    employers: germany
platform:
  product: other
people:
  community-manager:
    hours: unknown
calendar:
  start: 2026-11-30
  decision: 2027-01-22
  target: unknown
"""


def lines(sitting: Any) -> list[str]:
    return [option.label for option in sitting.asker.asked[-1].options]
