"""Amounts of time that adjustments lead to, and delays that are said to be the law’s."""

from __future__ import annotations

from pathlib import Path

import pytest
from small_lint import HEAD, findings, places

TEXTS = "title: {en: a, fr: b}, raci: {R: hr, A: hr}"
LONG = HEAD + f"tasks:\n  - {{id: do, phase: pilot, {TEXTS}, duration: 70d}}\nadjust:\n"


def adjusted(item: str, change: str) -> str:
    """What a playbook changes in another one's work."""
    return HEAD + f"requires: [council]\nadjust:\n  - {{item: {item}, why: {{en: a, fr: b}}, {change}}}\n"


@pytest.mark.parametrize(
    ("text", "wrong"),
    [
        (adjusted("council/file", "duration: {times: 6}"), []),
        (adjusted("council/file", "duration: {times: 6.05}"), ["6.05"]),
        (adjusted("council/file", "duration: {add: 50d}"), []),
        (adjusted("council/file", "duration: {add: 51d}"), ["51d"]),
        (adjusted("council/file", "duration: {times: 2, add: 40d}"), []),
        (adjusted("council/file", "duration: {times: 2, add: 41d}"), ["{times: 2, add: 41d}"]),
        (adjusted("council/file", "duration: 61d"), ["61d"]),
        (adjusted("council/file", "duration: {to: 61d}"), ["61d"]),
        (adjusted("council/file", "duration: 0d"), ["0d"]),
        (adjusted("council/file", "effort: {times: 10}"), []),
        (adjusted("council/file", "effort: {times: 11}"), ["11"]),
        (adjusted("council/file", "effort: {add: 28d}"), ["28d"]),
        (adjusted("council/file", "effort: {to: {hr: 31d, sponsor: 1d}}"), ["31d"]),
        (adjusted("council/file", "effort: {to: {hr: 0d}}"), ["0d"]),
        (adjusted("council/file", "duration: {times: 7}, effort: {times: 11}"), ["7", "11"]),
        (adjusted("council/opinion", "lead_time: {add: 16mo}"), []),  # 18 with an expert
        (adjusted("council/opinion", "lead_time: {add: 17mo}"), ["17mo"]),
        (adjusted("council/opinion", "lead_time: {times: 20}"), ["20"]),
        (adjusted("council/file", "skip: true"), []),
        # said at the item itself
        (LONG + "  - {item: do, duration: {times: 1.1}, why: {en: a, fr: b}}\n", ["70d"]),
        (LONG + "  - {item: do, duration: 5d, why: {en: a, fr: b}}\n", ["70d"]),
        (LONG + "  - {item: do, duration: 80d, why: {en: a, fr: b}}\n", ["70d", "80d"]),
        # said by others
        (adjusted("council/nothing", "duration: {times: 90}"), []),
        (adjusted("council/opinion", "duration: {times: 90}"), []),
        (adjusted("council/file", "duration: {add: 20w}"), []),
    ],
)
def test_amounts_that_an_adjustment_takes_out_of_all_measure(
    tmp_path: Path, text: str, wrong: list[str]
) -> None:
    assert [cited for _, _, cited in places(tmp_path, "duration-implausible", text)] == wrong


def test_what_an_adjustment_leads_to_is_said_with_what_it_changes(tmp_path: Path) -> None:
    text = adjusted("council/file", "duration: {times: 6.1}")
    (found,) = findings(tmp_path, "duration-implausible", {"own.yaml": text})
    assert str(found.message) == "a task of 61 working days: more than 60"
    assert [(str(one.message), one.span.path, one.span.line) for one in found.related] == [
        ("what it is without this adjustment", "bundled:council.yaml", 20)
    ]


@pytest.mark.parametrize(
    ("note", "cited"),
    [
        ("en: Wait., fr: C’est le délai légal d’un mois.", "délai légal"),
        ("en: Wait., fr: La loi impose un mois entre dépôt et entrée en vigueur.", "La loi impose"),
        ("en: Wait., fr: Un mois selon le Code du travail.", "Code du travail"),
        ("en: Wait., fr: 'Un mois (art. R. 1321-2).'", "art. R. 1321-2"),
        ("en: Wait., fr: Délai imposé par la loi.", "imposé par la loi"),
        ("en: One month is the statutory delay., fr: Attendre.", "statutory delay"),
        ("en: The law requires one month., fr: Attendre.", "The law requires"),
        ("en: 'Put up in a visible place. The delay is set by law.', fr: Attendre.", "set by law"),
        ("en: Wait., fr: Attendre.", None),
        ("en: No law requires this delay; it is our habit., fr: Aucune loi n’impose ce délai.", None),
        ("en: It is not required by law., fr: Ce délai n’est pas imposé par la loi.", None),
        ("en: Nothing here is a statutory delay., fr: Ce n’est pas un délai légal.", None),
        ("en: The legal team answers., fr: Le service juridique répond.", None),
        ("en: Counsel checks the labour law., fr: Le juriste vérifie la loi.", None),
    ],
)
def test_a_delay_that_is_said_to_be_the_law_s(tmp_path: Path, note: str, cited: str | None) -> None:
    text = HEAD + (
        f"tasks:\n  - {{id: wait, kind: gate, gate: other, phase: pilot, {TEXTS}, lead_time: {{base: 1mo}}, "
        f"note: {{{note}}}}}\n"
    )
    found = findings(tmp_path, "lead-time-unsourced", {"own.yaml": text})
    assert [one.span.line for one in found] == [6] * bool(cited)
    shown = [(one.span.column, one.span.end_column) for each in found for one in each.related]
    line = text.split("\n")[5]
    assert [line[start - 1 : end - 1] for start, end in shown] == [cited] * bool(cited)
    sourced = text.replace("note:", "because: [fr-law], note:")
    assert places(tmp_path / "sourced", "lead-time-unsourced", sourced) == []
