"""A rule's page: what it finds, why that matters, and two examples that run as tests (style 12)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from rse_plan.diagnostics import Severity


@dataclass(frozen=True, slots=True)
class Both:
    """A passage of a page in both languages."""

    en: str
    fr: str

    def in_(self, language: str) -> str:
        """The wording in a language."""
        return self.fr if language == "fr" else self.en


Files = Mapping[str, str]
"""An example: the text of each of its files by its path."""

MUST_BE_MENDED = Both(
    en="It cannot be ignored: a plan made from such a file would be wrong, so `render` refuses it too.",
    fr="Ne peut pas être ignorée : un plan tiré d’un tel fichier serait faux, et `render` le refuse aussi.",
)


class Profile(StrEnum):
    """From which stage of a playbook's life on a rule is asked for; each profile has the ones before it."""

    DRAFT = "draft"
    """Always: the file could not be used, or a plan made from it would be wrong."""
    TEAM = "team"
    """Before colleagues rely on it: what a careful reviewer would ask for."""
    PUBLISHED = "published"
    """Before others do: sources, wording, everything said in each language."""

    @property
    def covered(self) -> tuple[Profile, ...]:
        """The profiles whose rules are asked for: those up to this one."""
        known = tuple(Profile)
        return known[: known.index(self) + 1]


CAN_BE_IGNORED = Both(
    en="On a line of the finding or the one above: `# rse-plan: ignore[NAME] reason`. A reason is required.",
    fr="Sur une ligne du constat ou la précédente : `# rse-plan: ignore[NOM] motif`. Le motif est requis.",
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Rule:
    """One fault that lint knows; its `name` says the fault, not the cure."""

    name: str
    severity: Severity = Severity.ERROR
    profile: Profile = Profile.DRAFT
    what_it_finds: Both
    why_it_matters: Both
    bad: Files
    """Files in which this rule finds something, and no other rule does."""
    good: Files
    """The same files mended: no rule finds anything."""
    how_to_ignore: Both = MUST_BE_MENDED
    fixable: bool = False
    """Whether findings bring a safe change, at least where only one is likely."""

    @property
    def can_be_ignored(self) -> bool:
        """Whether a comment or a setting may silence it."""
        return self.how_to_ignore == CAN_BE_IGNORED
