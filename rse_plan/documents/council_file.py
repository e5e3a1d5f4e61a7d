"""What the chapters of a consultation file share: whose it is, what is awaited, what is still unknown."""

from __future__ import annotations

from dataclasses import dataclass

from rse_plan.documents.key_dates import trigger_of
from rse_plan.documents.standing import stand_of
from rse_plan.documents.telling import Telling, is_consultation
from rse_plan.documents.unknowns import Unknowns
from rse_plan.documents.words import Words
from rse_plan.planning.plan import Employer, Plan, Planned
from rse_plan.planning.standing import Stand

BODIES = {
    "FR": "works council (CSE)",
    "BE": "works council (conseil d’entreprise)",
    "DE": "works council (Betriebsrat)",
}
"""What representatives are called where the employer is."""


@dataclass(frozen=True, slots=True, kw_only=True)
class CouncilFile:
    """`gate` is the opinion or agreement that is awaited; None where no consultation is due."""

    telling: Telling
    employer: Employer
    gate: Planned | None
    unknowns: Unknowns

    @classmethod
    def of(cls, telling: Telling, employer: Employer) -> CouncilFile:
        """The file of one employer."""
        gates = [item for item in telling.plan.items if is_consultation(item)]
        mine = [gate for gate in gates if gate.chosen.elements.get("employer", employer.id) == employer.id]
        return cls(
            telling=telling,
            employer=employer,
            gate=max(mine, key=lambda gate: gate.finish, default=None),
            unknowns=Unknowns(telling),
        )

    @property
    def plan(self) -> Plan:
        return self.telling.plan

    @property
    def words(self) -> Words:
        return self.telling.words

    @property
    def body(self) -> str:
        """Who is consulted."""
        if self.employer.independent:
            return self.words.say("staff representatives of each of these employers")
        return self.words.say(BODIES.get(self.employer.country, "staff representatives"))

    @property
    def handed(self) -> Planned | None:
        """The work that hands the file over."""
        return trigger_of(self.gate, self.plan) if self.gate is not None else None

    @property
    def is_heard(self) -> bool:
        """Whether the opinion, the agreement or the end of the time limit has been reported."""
        return self.gate is not None and stand_of(self.telling, self.gate) == Stand.DONE.value

    @property
    def binds(self) -> bool:
        """Whether an agreement is needed, and not an opinion alone."""
        return self.employer.country == "DE"

    def is_mine(self, item: Planned) -> bool:
        """Whether it is everybody's, or this employer's."""
        return item.chosen.elements.get("employer", self.employer.id) == self.employer.id
