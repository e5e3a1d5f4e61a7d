"""Words that come from a fixed list: how a message is sent, and what a community is for."""

from __future__ import annotations

from pathlib import Path

import pytest
from linted import SHIPPED, diagnostics, pointed

HEAD = "kind: playbook\nformat: 1\nid: own\ntitle: {en: Own, fr: Propre}\n"
MESSAGE = (
    "messages:\n  - id: told\n    from: sponsor\n    channel: CHANNEL\n"
    "    subject: {en: Hello, fr: Bonjour}\n    body: {en: Hello all, fr: Bonjour à tous}\n"
)
KPI = (
    "kpis:\n  - id: answered\n    title: {en: Answered, fr: Répondues}\n    level: group\n"
    "    measure: {en: Answered / asked in 28 days, fr: Répondues / posées en 28 jours}\n    use_case: USES\n"
)


@pytest.mark.parametrize(
    ("written", "expected"),
    [
        ("[pigeon, mail]", [(8, 15, "pigeon"), (8, 23, "mail")]),
        ("poster, ", []),
        ("[email, intranet, meeting, poster, network]", []),
        ("emial", [(8, 14, "emial")]),
    ],
)
def test_channels(tmp_path: Path, written: str, expected: list[tuple[int, int, str]]) -> None:
    text = HEAD + MESSAGE.replace("CHANNEL", written.strip(", "))
    assert pointed(tmp_path, {"own.yaml": text}, "wrong-value", library=SHIPPED) == expected


@pytest.mark.parametrize(
    ("written", "expected"),
    [
        ("[idea-boxes]", [(10, 16, "idea-boxes")]),
        ("[idea-box, mov]", [(10, 26, "mov")]),
        ("[idea-box, move, other]", []),
    ],
)
def test_uses(tmp_path: Path, written: str, expected: list[tuple[int, int, str]]) -> None:
    text = HEAD + KPI.replace("USES", written)
    assert pointed(tmp_path, {"own.yaml": text}, "wrong-value", library=SHIPPED) == expected


def test_nothing_is_known_of_uses_without_their_question(tmp_path: Path) -> None:
    text = HEAD + KPI.replace("USES", "[idea-boxes]")
    assert pointed(tmp_path, {"own.yaml": text}, "wrong-value") == []


def test_the_nearest_word_is_offered(tmp_path: Path) -> None:
    files = {"own.yaml": HEAD + MESSAGE.replace("CHANNEL", "emial") + KPI.replace("USES", "[pigeons]")}
    near, far = diagnostics(tmp_path, files, "wrong-value", library=SHIPPED)
    assert "“email”" in str(near.help)
    assert "knowledge-sharing, idea-box" in str(far.help)
