"""Nine months of a rollout: what the deployment lead types, and changes in the answers, month by month."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from rse_plan.resources import example_path


@dataclass(frozen=True)
class Month:
    """A day on which the plan is made again, what has happened in words, commands, edits of the answers.

    An edit is a text that stands there and what takes its place; an empty one adds below.
    """

    today: date
    story: str
    commands: tuple[tuple[str, ...], ...] = ()
    edits: tuple[tuple[str, str], ...] = ()


def first_answers() -> str:
    """Weldom's answers, with one council that has no expert, and an animator who is named."""
    text = example_path("weldom").read_text(encoding="utf-8")
    for old, new in (
        ("works_council: unknown", "works_council: single\n    council_expert: false"),
        (
            "community-manager: {name: unknown, deputy: unknown}",
            "community-manager: {name: Nadia Roux, deputy: Luc Morel, hours: 10}",
        ),
        ("documents: [fr]", "documents: [fr, en]"),
    ):
        assert old in text
        text = text.replace(old, new, 1)
    return text


MONTHS = (
    Month(
        date(2027, 2, 1),
        "January went as planned.",
        (
            ("done", "framing/interviews", "2027-01-15"),
            ("done", "sponsor-mandate/find-sponsor", "2027-01-15"),
            ("decide", "sponsor-mandate/approve-study", "yes", "2027-01-22"),
            ("done", "mandate-signed", "2027-01-25"),
        ),
    ),
    Month(
        date(2027, 3, 1),
        "The council appoints an expert after all.",
        (("done", "council-file@weldom", "2027-02-05"),),
        (("council_expert: false", "council_expert: true"),),
    ),
    Month(
        date(2027, 3, 29),
        "The sites' agreement came three weeks late.",
        (("done", "independent-employers/agreement@magasins", "2027-03-26"),),
    ),
    Month(
        date(2027, 4, 15),
        "The platform is four weeks late.",
        (
            ("done", "council-opinion@weldom", "2027-04-05"),
            ("decide", "sponsor-mandate/decide-pilot", "yes", "2027-04-06"),
            (
                *("block", "platform-access/configuration", "2027-04-12", "--until", "2027-05-10"),
                *("--reason", "le fournisseur livre avec quatre semaines de retard"),
            ),
        ),
    ),
    Month(
        date(2027, 5, 17),
        "The platform is there; the community manager leaves, the deputy has six hours.",
        (
            ("start", "platform-access/configuration", "2027-05-10"),
            ("done", "platform-access/configuration", "2027-05-14"),
        ),
        (
            (
                "{name: Nadia Roux, deputy: Luc Morel, hours: 10}",
                "{name: unknown, deputy: Luc Morel, hours: 6}",
            ),
        ),
    ),
    Month(
        date(2027, 6, 14),
        "The first community is open; a store refuses the next wave: its agreement takes two weeks more.",
        (("done", "pilot-by-communities/open@boite-a-idees", "2027-06-02"),),
        (
            (
                "",
                "adjust:\n  - item: independent-employers/agreement-waves@magasins@wave-2\n"
                "    duration: {add: 10d}\n"
                "    why: {fr: un magasin refuse, en: a store refuses}\n",
            ),
        ),
    ),
    Month(
        date(2027, 7, 12),
        "First weeks: what is read of the measures; the sites are independent, as was assumed.",
        (
            ("measure", "measurement/monthly-readers@wave-1", "61/185", "2027-07-01"),
            ("measure", "idea-box/first-answer@boite-a-idees", "7/9", "2027-07-02"),
        ),
        (("independent: unknown ", "independent: true "),),
    ),
    Month(
        date(2027, 8, 30),
        "The review says: adjust. The extension is put off, and answers to ideas are made faster first.",
        (
            ("done", "pilot-by-communities/pilot-review", "2027-08-25"),
            ("decide", "sponsor-mandate/decide-extension", "later", "2027-08-27"),
        ),
        (
            (
                "adjust:\n",
                "adjust:\n  - item: pilot-by-communities/decide-extension\n    start: 2027-09-20\n"
                "    why: {fr: le bilan demande d’ajuster d’abord, en: the review asks to adjust first}\n",
            ),
            (
                "",
                "add:\n  - id: own/answer-faster\n    phase: pilot\n"
                "    title: {fr: Répondre aux idées sous cinq jours, en: Answer ideas within five days}\n"
                "    raci: {R: business, A: business}\n    duration: 10d\n    effort: {business: 2d}\n"
                "    needs: [pilot-by-communities/pilot-review]\n"
                "    before: {task: pilot-by-communities/decide-extension}\n",
            ),
        ),
    ),
    Month(
        date(2027, 9, 30),
        "The extension is decided.",
        (
            ("done", "own/answer-faster", "2027-09-14"),
            ("decide", "sponsor-mandate/decide-extension", "yes", "2027-09-20"),
            ("done", "pilot-by-communities/decide-extension", "2027-09-20"),
        ),
    ),
)
