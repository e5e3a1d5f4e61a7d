"""Which work of the library a reader's view gathers under one subject, by the references of items."""

from __future__ import annotations

from collections.abc import Container, Mapping, Sequence
from types import MappingProxyType

from rse_plan.planning.plan import Plan, Planned

PLEDGE = "sponsor-mandate/pledge"
CHAMPIONS = "pilot-by-communities/recruit-champions"
INVENTORY = "framing/tool-inventory"
DO_NOTHING = "sponsor-mandate/do-nothing"

TIME = (
    "front-line-staff/paid-reading-time",
    "business-line/answerers-time",
    "governance/animator-letter",
    "pilot-by-communities/name-leader",
    "knowledge-sharing/answer-promise",
    "us/paid-time",
)
DISCONNECTION = ("fr-works-council/disconnection", "platform-access/configuration")
TRAINING = (
    "pilot-by-communities/brief-managers",
    "pilot-by-communities/train-community-managers",
    "pilot-by-communities/recruit-champions",
    "waves/prepare-wave",
    "hr/welcome-path",
)
ACCESS = (
    "platform-access/access-without-email",
    "platform-access/accessibility",
    "front-line-staff/shared-device",
    "front-line-staff/phone-first",
)
EXPRESSION = (
    "sponsor-mandate/pledge",
    "charter/draft-charter",
    "charter/incident-procedure",
    "fr-works-council/union-space",
    "hr/appraisal-check",
)
AFTERWARDS = (
    "staff-representatives/six-month-review",
    "pilot-by-communities/pilot-review",
    "animation/review-12",
)
ANNEXES: Mapping[str, str] = MappingProxyType(
    {
        "fr-works-council/control-question": "Written question on means of control",
        "fr-works-council/disconnection": "Rules proposed on the right to disconnect",
        "fr-data-protection/record-draft": "Entry in the record of processing",
        "eu/data-record": "Entry in the record of processing",
        "fr-data-protection/dpia": "Impact assessment on personal data",
        "eu/dpia": "Impact assessment on personal data",
        "fr-data-protection/notices": "Notice to future members",
        "charter/draft-charter": "Draft charter of use",
        "sponsor-mandate/pledge": "Signed commitment not to appraise anybody",
        "platform-access/retention-rights": "Table of retention and of administrators’ rights",
        "eu/ai-functions": "List of AI functions, on and off",
    }
)
"""What is joined to a consultation file, by the work that makes it."""

LEAVERS = ("it-and-security/moves-and-departures", "platform-access/sso", "platform-access/directory-quality")
RIGHTS = ("platform-access/retention-rights", "platform-access/configuration")
LOGS = (
    "fr-works-council/control-question",
    "fr-data-protection/record-draft",
    "eu/data-record",
    "measurement/measures-check",
)
EXPORT = ("platform-access/export-test", "platform-choice/negotiate")

EVERY: Sequence[Sequence[str]] = (
    (PLEDGE, CHAMPIONS, INVENTORY),
    TIME,
    DISCONNECTION,
    TRAINING,
    ACCESS,
    EXPRESSION,
    AFTERWARDS,
    tuple(ANNEXES),
    LEAVERS,
    RIGHTS,
    LOGS,
    EXPORT,
)


def of_topic(plan: Plan, refs: Container[str], employer: str | None = None) -> tuple[Planned, ...]:
    """The plan's items that are instances of these, but for those of another employer."""
    return tuple(
        item
        for item in plan.items
        if item.chosen.ref in refs and employer in (None, item.chosen.elements.get("employer", employer))
    )
