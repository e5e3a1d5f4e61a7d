"""Answers in which no rule finds anything: what the pages of rules over answers show, one line spoilt."""

from __future__ import annotations

SOUND_ANSWERS = """\
kind: answers
format: 1
organisation: {name: Weldom, headcount: 60, kind: company, frontline: none}
goal: {process: answering shops}
employers:
  - {id: weldom, country: GB, works_council: none}
sponsors:
  - {id: main, level: ceo, minutes: 60}
communities:
  - {id: shops, name: Shops, members: 40, use_case: other}
platform: {product: whaller}
legal: {charter: in-force, individual_stats: nobody}
calendar:
  start: 2027-02-01
  decision: 2027-03-01
  freezes: [{preset: august}]
people:
  community-manager: {hours: 15}
"""


def answers_with(old: str, new: str) -> str:
    """The sound answers with one of their lines written otherwise.

    Raises ValueError when they have no such line, or several.
    """
    if SOUND_ANSWERS.count(old) != 1:
        raise ValueError(f"not one line of the sound answers: {old}")
    return SOUND_ANSWERS.replace(old, new)
