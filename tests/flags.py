"""A quick interview's answers as flags."""

from __future__ import annotations

FLAGS = """
calendar.start=2026-11-30
calendar.target=unknown
calendar.decision=2027-01-22
team.cm_hours=8
platform.product=jalios
employer.works_council=single
community.use_case=idea-box
community.members=unknown
community.name=Boîte à idées
stakeholders.owner=it
sponsor.level=ceo
goal.process=Renewal of “concepts”: twice a year
goal.primary=idea-box
organisation.employers=one
organisation.countries=FR
organisation.headcount=2750
organisation.name=Weldom
""".strip().splitlines()
"""All of a quick interview, last question first."""


def sets(*flags: str) -> list[str]:
    return [part for flag in flags for part in ("--set", flag)]
