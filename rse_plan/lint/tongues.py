"""Which of the two languages a text is in, told by its little words; most texts need no look at all."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from rse_plan.lint.passages import Passages, Wording
from rse_plan.source.yaml_reader import Document, Scalar
from rse_plan.source.yaml_reader import Mapping as YamlMap

_LITTLE: Mapping[str, re.Pattern[str]] = {
    "fr": re.compile(
        r"(?<![\w-])(?:le|la|les|des|du|de|et|est|une|un|pour|que|qui|dans|par|sur|cette|aux|au|avec|ne|pas)(?![\w-])"
        r"|(?<!\w)(?:l|d|qu|n)[’'](?=\w)"
    ),
    "en": re.compile(
        r"(?<![\w-])(?:the|of|and|is|are|to|for|that|which|who|by|this|with|not|it|be|from|may|in)(?![\w-])"
    ),
}
"""In small letters, words that only one of the two has."""
_SIGNS: Mapping[str, tuple[str, ...]] = {
    "fr": (" le ", " la ", " les ", " de ", " des ", " du "),
    "en": (" the ", " of ", " and ", " to "),
}
"""Without one of these no text is told to be in that language."""
_QUOTED = re.compile(r"«[^»]*»|“[^”]*”|\"[^\"]*\"|\[[^\]]*\]\([^)]*\)|\{\{.*?\}\}|`[^`]*`")
_PLAIN = re.compile(r"[«“\"\[{`]|\b[A-ZÀ-Ý]\w*(?:[ -]|.’)(?:\w+ ){0,2}[A-ZÀ-Ý]")
"""What makes it worth to look closer: words that are not the text's own."""
_NAME = re.compile(r"\b[A-ZÀ-Ý]\w*(?:[ -](?:(?:of|the|and|for|de|la|le|les|des|du|et) |d’|l’)*[A-ZÀ-Ý]\w*)+")
"""Names of several words: newspapers, places, bodies."""
OTHER = {"fr": "en", "en": "fr"}
FEWEST, SURE = 4, 2
"""Words of a text of which anything can be said, and little words that tell."""


@dataclass(frozen=True, slots=True)
class Strayed:
    """A text that is in the other language, and whether its translation is so too."""

    wording: Wording
    exchanged: bool


def strayed(document: Document, passages: Mapping[str, Passages]) -> Iterator[Strayed]:
    """Texts that stand under the language that they are not in; of a pair, the first."""
    told: set[Scalar] = set()
    for language, texts in passages.items():
        for index in texts.holding(_SIGNS[OTHER[language]]):
            wording = texts.wordings[index]
            if not _seems(wording, 1):
                continue
            twin = _twin(document, wording)
            if twin in told:
                continue
            exchanged = twin is not None and _seems(Wording(OTHER[language], twin), 1)
            if exchanged or (_seems(wording, SURE) and len(wording.scalar.text.split()) >= FEWEST):
                told.add(wording.scalar)
                yield Strayed(wording, exchanged)


def _twin(document: Document, wording: Wording) -> Scalar | None:
    """The same text in the other language."""
    *above, _ = document.route_of(wording.scalar.span)
    node = document.node(tuple(above))
    other = node.get(OTHER[wording.language]) if isinstance(node, YamlMap) else None
    return other if isinstance(other, Scalar) else None


def _seems(wording: Wording, fewest: int) -> bool:
    """Whether it has so many little words of the other language, and none of its own."""
    text = wording.scalar.text
    if _PLAIN.search(text) is None and _LITTLE[wording.language].search(text) is not None:
        return False  # as most are, in small letters, quoting nobody and naming nothing
    text = _NAME.sub(" ", _QUOTED.sub(" ", text)).lower()
    if _LITTLE[wording.language].search(text) is not None:
        return False
    return len(_LITTLE[OTHER[wording.language]].findall(text)) >= fewest
