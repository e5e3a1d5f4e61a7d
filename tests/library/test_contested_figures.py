"""Question 7 of an expert: Gartner, McKinsey, Altimeter and the vendor's return are used correctly."""

from __future__ import annotations

import re

import pytest
from asked_of_plans import all_words, on_every_example, words_in
from shipped_plans import library

from examples import LANGUAGES
from rse_plan.model.base import Text, texts_of

# --- 7 ---


def wrong_use(text: str) -> str | None:
    """How a contested figure is misused in a text; None when it is not (rollout, section 5.3)."""
    lowered = text.lower().replace("\u00a0", " ").replace("\u202f", " ")
    rules = (
        (
            r"gartner.{0,80}80 ?%|80 ?%.{0,80}gartner",
            r"predict|prévi|prédi|forecast",
            "Gartner's 80% is a prediction",
        ),
        (
            r"gartner.{0,80}\b10 ?%|\b10 ?%.{0,80}gartner",
            r"provide|fourni",
            "Gartner's 10% is of “provide and pray”",
        ),
        (
            r"mckinsey|900 (?:bn|milliards)",
            r"model|modèle|estimat|potenti",
            "McKinsey's figures are modelled",
        ),
        (r"altimeter", r"81", "Altimeter asked 81 people"),
        (r"365 ?%", r"^$", "the 365% return is a vendor's"),
    )
    for figure, need, why in rules:
        claims = re.search(r"\d ?(?:%|bn|milliards|trillion)", lowered)
        if claims and re.search(figure, lowered) and not re.search(need, lowered):
            return why
    return None


@pytest.mark.parametrize(
    ("text", "wrong"),
    [
        ("Gartner: 10% of networks succeed.", True),
        ("Selon Gartner, 80 % échouent.", True),
        ("Gartner’s 10% concerns “provide and pray” alone.", False),
        ("McKinsey promises 20 to 25% more productivity.", True),
        ("McKinsey’s model puts e-mail at 28% of the week: an estimate.", False),
        ("A return of 365%.", True),
    ],
)
def test_what_a_wrong_use_is(text: str, wrong: bool) -> None:
    """Question 7, on sentences that are known to be right or wrong."""
    assert (wrong_use(text) is not None) is wrong


def test_contested_figures_are_used_correctly_in_the_library() -> None:
    """Question 7: Gartner, McKinsey, Altimeter and the vendor's return, in every text and source."""
    texts = [text for file in library().playbooks.values() for text in texts_of(file.value)]
    texts += [text for source in library().evidence.values() for text in texts_of(source)]
    found = [(wrong_use(each), each) for text in texts for each in (text.fr, text.en) if wrong_use(each)]
    assert found == []


def test_contested_sources_say_what_they_are() -> None:
    """Question 7: sources of contested figures carry the correction and a limit."""
    evidence = library().evidence
    for key, french, english in (
        ("gartner-10", "fournir et prier", "provide and pray"),
        ("mgi-2012", "modèle|modélis|potentiel|estim", "model|potential|estimat"),
        ("altimeter-2012", "81", "81"),
    ):
        source = evidence[key]
        assert source.limits is not None
        assert source.says is not None
        said = Text.of(f"{source.says.en} {source.limits.en}", f"{source.says.fr} {source.limits.fr}")
        assert words_in(said, french, english), key


@on_every_example
@pytest.mark.parametrize("language", LANGUAGES)
def test_contested_figures_are_used_correctly_in_the_documents(name: str, language: str) -> None:
    """Question 7: as a reader meets them, line by line."""
    for document in ("brief", "plan", "register"):
        for text in all_words(name, language, document).splitlines():
            assert wrong_use(text) is None, text
