"""What editors show and offer besides the meaning of a key: examples of values, sections of the answers.

A test reads every example as a file would hold it, so that none can go stale.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

EXAMPLES: Mapping[str, Mapping[str, tuple[Any, ...]]] = {
    "Playbook": {
        "id": ("open-pilot",),
        "version": ("1.0.0",),
        "modified": ("2026-11-28",),
        "license": ("CC-BY-4.0",),
        "applies_when": ('organisation.frontline != "none"', "organisation.headcount >= 250"),
        "requires": (["charter"],),
    },
    "Adjustment": {
        "item": ("pilot-by-communities/seed-content",),
        "when": ("organisation.headcount > 5000",),
        "duration": ("10d", {"times": 1.5, "add": "2d"}),
        "lead_time": ("2mo", {"add": "1mo"}),
        "effort": ({"times": 1.5}, {"to": {"hr": "3d"}}),
    },
    "DurationChange": {"to": ("10d",), "times": (1.5,), "add": ("2d",)},
    "LeadTimeChange": {"to": ("2mo",), "times": (1.5,), "add": ("1mo",)},
    "EffortChange": {"to": ({"hr": "3d"},), "times": (1.5,), "add": ("1d",)},
    "Guard": {"around": ("employer.next_election",), "before": ("90cd",), "after": ("4cw",)},
    "Item": {
        "id": ("first-contents",),
        "when": (
            'employer.works_council != "none"',
            "organisation.regulated",
            'community.use_case == "extended-network" and community.members >= 50',
            "not any(employers, employer.independent)",
        ),
        "because": (["our-benchmarks"],),
    },
    "Work": {
        "raci": ({"R": "project-lead", "A": "business"},),
        "needs": (["interviews"], [{"task": "framing/use-cases", "lag": "5d"}]),
        "before": ({"task": "pilot-by-communities/open", "by": "2w"},),
    },
    "Task": {"duration": ("5d", "2w"), "effort": ({"hr": "3d", "it": "0.5d"},)},
    "Gate": {"lead_time": ({"base": "1mo"},), "on": ("calendar.decision",)},
    "Milestone": {"on": ("calendar.target",)},
    "Ongoing": {
        "from": ("pilot-by-communities/open",),
        "until": ("12mo",),
        "effort": ({"community-manager": "2h"},),
    },
    "Raci": {
        "R": ("project-lead", "community-manager", "it", "hr", ["legal", "dpo"]),
        "A": ("business", "sponsor", "hr", "it"),
        "C": ("works-council", "legal", ["dpo", "security"]),
        "I": ("manager", "communications"),
    },
    "Need": {"task": ("interviews", "pilot-by-communities/seed-content"), "lag": ("5d", "90cd", "1mo")},
    "Before": {"task": ("pilot-by-communities/open",), "by": ("2w", "30cd")},
    "LeadTime": {"base": ("1mo", "30cd", "2w")},
    "LeadCase": {"when": ("employer.headcount >= 300",), "to": ("2mo", "45cd")},
    "Risk": {
        "likelihood": (3,),
        "impact": (4,),
        "owner": ("project-lead",),
        "mitigated_by": (["interviews"],),
    },
    "Kpi": {"metric": ("active-contributors",), "min_group": (10,), "stop_below": (0.2,)},
    "Target": {
        "after": ("pilot-by-communities/open",),
        "by": ("12cw", "3mo"),
        "low": (0.2,),
        "typical": (0.4,),
        "high": (0.6,),
    },
    "Ask": {
        "of": ("sponsor",),
        "minutes": (15,),
        "due": ({"before": "pilot-by-communities/open", "by": "1w"},),
    },
    "Due": {"before": ("pilot-by-communities/open",), "on": ("pilot-by-communities/open",), "by": ("1w",)},
    "Objection": {"heard_from": (["manager", "hr"],)},
    "Message": {"from": ("sponsor",)},
    "Question": {
        "id": ("community.opens_on",),
        "when": ('organisation.kind == "public"',),
        "min": (0,),
        "max": (100000,),
        "default": ("none", 10, True),
        "try": ([10, 20],),
    },
    "Lever": {
        "cost": (2,),
        "step": (5,),
        "max": (35,),
        "earlier": ("1w",),
        "times": (4,),
        "values": (["all"],),
    },
    "Unknown": {"assume": ("none", {"after": "calendar.start", "by": "4w"}), "owner": ("hr",)},
    "SettledCase": {"when": ("organisation.headcount < 11",), "value": ("none",)},
    "AssumeCase": {"when": ("organisation.headcount >= 50",), "assume": ("council",)},
    "Role": {"hours": (10,), "because": (["our-benchmarks"],)},
    "OneFor": {"pilot": (25,), "rollout": (50,)},
    "Evidence": {
        "id": ("fr-r2312-6",),
        "jurisdiction": ("FR",),
        "year": (2026,),
        "url": ("https://www.legifrance.gouv.fr/",),
        "checked": ("2026-11-28",),
    },
    "PlanTest": {
        "name": ("A council of several sites takes three months",),
        "answers": ("answers.yaml", {"calendar": {"start": "2027-01-04"}}),
    },
    "Expect": {
        "items": (["fr-works-council/opinion"],),
        "absent": (["fr-works-council/opinion@magasins"],),
        "dates": ({"pilot-by-communities/open@finance": "2027-05-04"},),
        "first_opening": ("2027-05-04",),
        "findings": (["overload"],),
    },
    "Report": {
        "id": ("charter/draft-charter",),
        "started": ("2027-01-25",),
        "done": ("2027-02-05",),
        "blocked": ("2027-03-01",),
        "until": ("2027-04-12",),
    },
    "Decision": {"id": ("sponsor-mandate/decide-pilot",), "on": ("2027-04-06",)},
    "Measure": {
        "kpi": ("measurement/monthly-readers@wave-1",),
        "value": (17, "58%", "17/29"),
        "on": ("2027-06-28",),
    },
    "Theme": {"typeface": (["Georgia"],)},
    "Colours": {
        "accent": ("#7a1f3d",),
        "accent_soft": ("#f0dde3",),
        "ink": ("#1b2428",),
        "quiet": ("#526066",),
        "paper": ("#ffffff",),
    },
    "LogoFile": {"file": ("logo.svg",)},
    "Figure": {
        "metric": ("active-contributors",),
        "share": (0.3,),
        "low": (0.4,),
        "high": (0.45,),
        "by": ("12mo",),
        "population": (2750,),
        "organisations": (12,),
        "definition": (
            "unknown",
            {"en": "posted in 28 days / members", "fr": "ont publié en 28 jours / membres"},
        ),
    },
}
"""By the model that a key belongs to, as `MEANING` has its words."""

SECTIONS: Mapping[str, str] = {
    "organisation": "Your organisation",
    "employers": "The legal employers in it; without any, the organisation is the only one",
    "goal": "What the network is for",
    "sponsors": "Who stands up for it",
    "stakeholders": "Where the other parties stand",
    "communities": "The groups that it opens for, and what each does with it",
    "legal": "Law and social dialogue",
    "platform": "The software and how people get in",
    "team": "The time that there is for it",
    "champions": "Volunteers who help others",
    "calendar": "When it may begin, when it is decided, and the days that do not count",
    "culture": "Ways of working",
    "history": "What was tried before",
}
"""What the parts of an answers file hold, by their key."""

PERIOD: Mapping[str, str] = {
    "from": "First day",
    "to": "Last day, included",
    "population": "Whom it concerns; left out when everyone",
    "preset": "Days of every year: `august`, `year-end` (24 December to 2 January), or the school holidays",
    "zone": "Zone of French schools",
}
"""What the keys of a stretch of days mean."""


def examples_of(model: type, key: str) -> tuple[Any, ...]:
    """Values that an editor can offer for a key; the model's own stand over its bases'."""
    for owner in model.__mro__:
        if key in EXAMPLES.get(owner.__name__, {}):
            return EXAMPLES[owner.__name__][key]
    return ()
