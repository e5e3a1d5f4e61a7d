"""What an item says besides its title, whatever kind it is, for the deployment lead: `why` prints it whole,
and `check` lists in a line each what no shared document holds (semantics 26)."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from rse_plan.documents.telling import Telling
from rse_plan.documents.tree import Listing, Passage
from rse_plan.documents.words import Words
from rse_plan.model.base import Text
from rse_plan.model.content import Argument, Ask, Message, Objection, Risk
from rse_plan.model.work import Item
from rse_plan.planning.plan import Chosen
from rse_plan.planning.why import title_of

WORDINGS = {
    "early_sign": "early sign: {text}",
    "response": "response: {text}",
    "answer": "answer: {text}",
    "if_refused": "if refused: {text}",
    "measure": "what is counted: {text}",
    "small": "when few: {text}",
    "limit": "limit: {text}",
    "gain": "gain: {text}",
    "risk": "risk: {text}",
    "done_when": "done when: {text}",
    "note": "note: {text}",
}
"""By the key of the playbook format; a message's body needs no word before it."""
KINDS: dict[type[Item], tuple[str, str]] = {
    Risk: ("risk", "risk: {text}"),
    Objection: ("objection", "objection: {text}"),
    Ask: ("ask", "ask: {text}"),
    Message: ("message", "message: {text}"),
    Argument: ("argument", "argument: {text}"),
}
"""What may be for the lead alone: its name for programs, and for people."""


@dataclass(frozen=True, slots=True)
class Aside:
    """Something for the lead alone: its kind for programs, its id, and its words in one line."""

    kind: str
    id: str
    text: str


def own_words(chosen: Chosen[Item], words: Words) -> dict[str, str]:
    """An item's texts by key, gaps filled: paragraphs parted by an empty line, points begun by a dash."""
    keys = ("body", *WORDINGS)
    texts = {key: getattr(chosen.item, key, None) for key in keys}
    return {
        key: _plain(words.passage(chosen.word(text))) for key, text in texts.items() if isinstance(text, Text)
    }


def _plain(passage: Passage) -> str:
    blocks = [
        "\n".join(f"– {_plain(item)}" for item in block.items)
        if isinstance(block, Listing)
        else block.line.plain
        for block in passage.blocks
    ]
    return "\n\n".join(blocks)


def own_lines(chosen: Chosen[Item], words: Words) -> Iterator[str]:
    """The same as lines for one reader."""
    if chosen.item.audience == "lead":
        yield words.say("for you alone: in no shared document")
    for key, text in own_words(chosen, words).items():
        told = words.say(WORDINGS[key], text=text) if key in WORDINGS else text
        yield from told.split("\n")


def confidential(telling: Telling) -> tuple[Aside, ...]:
    """Everything in a plan that is for the lead alone: risks first, the gravest at their head."""
    plan = telling.plan
    risks = sorted(plan.risks, key=lambda risk: -risk.item.likelihood * risk.item.impact)
    asks = (ask.chosen for ask in plan.asks)
    found: list[Chosen[Item]] = [*risks, *plan.objections, *asks, *plan.messages, *plan.arguments]
    return tuple(_aside(chosen, telling.words) for chosen in found if chosen.item.audience == "lead")


def _aside(chosen: Chosen[Item], words: Words) -> Aside:
    item = chosen.item
    kind, wording = KINDS[type(item)]
    text = words.text(chosen.word(title_of(item)))
    if isinstance(item, Risk):
        sign = words.say(WORDINGS["early_sign"], text=words.text(chosen.word(item.early_sign)))
        text = f"{text}{words.pause}{sign}"
    return Aside(kind, chosen.id, words.say(wording, text=text))
