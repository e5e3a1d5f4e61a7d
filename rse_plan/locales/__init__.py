"""The program's own words in other languages: gettext catalogues, English being the key (design D4)."""

from __future__ import annotations

import gettext
from functools import cache
from pathlib import Path

from rse_plan.errors import Translate

DOMAIN = "rse_plan"
_FOLDER = Path(__file__).parent


@cache
def translator(language: str) -> Translate:
    """What turns an English wording into a language; English is given back as it is."""
    if language == "en":
        return str
    compiled = _FOLDER / language / "LC_MESSAGES" / f"{DOMAIN}.mo"
    written = compiled.with_suffix(".po")
    if written.exists() and not (compiled.exists() and compiled.stat().st_mtime >= written.stat().st_mtime):
        return _from_source(written)
    return gettext.translation(DOMAIN, localedir=_FOLDER, languages=[language]).gettext


def _from_source(written: Path) -> Translate:
    """A checkout whose catalogue has changed since it was installed reads the source."""
    from babel.messages.pofile import read_po  # noqa: PLC0415  # only in a checkout

    with written.open("rb") as source:
        catalogue = read_po(source)
    words = {message.id: message.string for message in catalogue if message.id and message.string}
    return lambda wording: str(words.get(wording, wording))
