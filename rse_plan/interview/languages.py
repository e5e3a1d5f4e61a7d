"""Which languages are used: that of the questions, and those of the documents, each chosen by itself."""

from __future__ import annotations

from collections.abc import Sequence

from rse_plan.errors import Verbatim, say
from rse_plan.interview.voice import Voice
from rse_plan.model.base import LANGUAGES

_NAMES = {"en": say("English"), "fr": say("French")}


def languages_used(documents: Sequence[str], voice: Voice) -> str:
    """The languages of this interview and of its documents, and what changes each of them, on one line."""
    other = next(language for language in LANGUAGES if language != voice.language)
    wanted = [*documents, *(language for language in LANGUAGES if language not in documents)]
    if len(documents) > 1:
        wanted = [voice.language]
    return voice.say(
        "Questions in {language}, documents in {documents}. Otherwise: {flag}, {setting}.",
        language=voice.word(_NAMES[voice.language]),
        documents=voice.listed(voice.word(_NAMES[language]) for language in documents),
        flag=Verbatim(f"--language {other}"),
        setting=Verbatim(f"--set documents={','.join(wanted)}"),
    )
