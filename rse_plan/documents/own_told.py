"""What the project team changed in the plan by its answers, in its own words: everybody may read them."""

from __future__ import annotations

from collections.abc import Iterator

from rse_plan.documents.rows import LeftOut
from rse_plan.documents.telling import Telling
from rse_plan.documents.tree import Line, joined, line
from rse_plan.documents.words import Words
from rse_plan.model.work import Work
from rse_plan.planning.plan import Adjusted, Chosen, Plan, Wording


def reason_of(change: Adjusted, words: Words) -> Line:
    """Why an item is changed; what rests on a confidential answer is not told (semantics 26)."""
    hidden = line(words.say("decided by the project team"))
    if change.private:
        return hidden
    why = words.line(change.why)
    if not change.own:
        return why
    return words.sentence("decided by the project team: {why}", why=why) if why else hidden


def left_out(telling: Telling) -> tuple[LeftOut, ...]:
    """The work that is not done although the playbooks have it."""
    return tuple(
        LeftOut(
            title=telling.words.line(chosen.word(chosen.item.title)),
            why=reason_of(chosen.adjusted[-1], telling.words),
            id=chosen.id,
        )
        for chosen in telling.plan.left_out
    )


def legal_bases(telling: Telling) -> Line:
    """What counsel has said where a delay of the law is shortened or left out, item by item."""
    words = telling.words
    told = [
        words.sentence("{title}: {what}", title=words.line(title), what=words.line(basis))
        for title, basis in _bases(telling.plan)
    ]
    return joined(tuple(dict.fromkeys(told)), words.pause)


def _bases(plan: Plan) -> Iterator[tuple[Wording, Wording]]:
    items: tuple[Chosen[Work], ...] = (*plan.left_out, *(item.chosen for item in plan.items))
    for chosen in items:
        for change in chosen.adjusted:
            if change.legal_basis is not None:
                yield chosen.word(chosen.item.title), change.legal_basis
