"""Text as it is compared with what people type."""

from __future__ import annotations

import re
import unicodedata

_ALIKE = str.maketrans({"œ": "oe", "æ": "ae", "’": "'", "ʼ": "'", "‐": "-", "–": "-", "—": "-"})
"""Signs that a keyboard gives in another form than print."""


def folded(text: str) -> str:
    """Text as it is compared when somebody looks for it: without case, accents and kinds of spaces."""
    letters = unicodedata.normalize("NFKD", text.casefold().translate(_ALIKE))
    bare = "".join(sign for sign in letters if not unicodedata.combining(sign))
    return re.sub(r"\s+", " ", bare.translate(_ALIKE))
