"""How much a command spends on its plan: `--effort`, `--optimal`, and a bar while it lasts."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from math import isfinite
from typing import TYPE_CHECKING, Annotated, Any

import typer
from typer.core import TyperCommand

from rse_plan.cli.given import EffortWord
from rse_plan.cli.progress import draws
from rse_plan.cli.shell import tell
from rse_plan.errors import Translate, UserError, say

if TYPE_CHECKING:
    from rse_plan.planning.levelling.effort import Effort

OPTIMAL = "--optimal"
USUAL = "10"

OptimalOption = Annotated[
    float | None,
    typer.Option(
        OPTIMAL,
        metavar="[EFFORT]",
        show_default=False,
        help="Seek the best plan there is, for about so many seconds; needs the extra “optimal”."
        f"  [{USUAL} when no number is given]",
    ),
]


class TakesOptimal(TyperCommand):
    """A command whose `--optimal` may be given without its number."""

    def parse_args(self, ctx: Any, args: list[str]) -> list[str]:
        return super().parse_args(ctx, spelled_out(args))


def spelled_out(arguments: Sequence[str]) -> list[str]:
    """The arguments, with the usual effort where `--optimal` stands alone."""
    end = arguments.index("--") if "--" in arguments else len(arguments)
    found = list(arguments)
    for at in range(end):
        following = arguments[at + 1] if at + 1 < end else ""
        if arguments[at] == OPTIMAL and not _is_number(following):
            found[at] = f"{OPTIMAL}={USUAL}"
    return found


def _is_number(text: str) -> bool:
    try:
        float(text)
    except ValueError:
        return False
    return True


@contextmanager
def watched(
    word: EffortWord, optimal: float | None, translate: Translate, *, again: bool = False
) -> Iterator[Effort]:
    """The effort that was asked for; a terminal is shown how far the search for the best plan has come.

    A plan made `again` stays near the former one: the best is not sought, and the person is told so.
    Raises UserError when `optimal` is no number of seconds.
    """
    from rse_plan.planning.levelling.effort import Effort

    if optimal is None:
        yield Effort(word.value)
        return
    if not (isfinite(optimal) and optimal > 0):
        raise UserError(
            say("--optimal takes a number above 0: about how many seconds to seek"),
            say("write {example}", example=f"{OPTIMAL} {USUAL}"),
        )
    if again:
        message = say(
            "{option} seeks nothing here: a plan under way stays as near to the former one as it can",
            option=OPTIMAL,
        )
        tell(message, translate)
        yield Effort(word.value)
        return
    if not draws():
        yield Effort(word.value, optimal)
        return
    with _bar(word, optimal, translate) as effort:
        yield effort


@contextmanager
def _bar(word: EffortWord, optimal: float, translate: Translate) -> Iterator[Effort]:
    """A bar on standard error that is gone once the plan is there."""
    from rich.console import Console
    from rich.progress import BarColumn, Progress, TextColumn, TimeElapsedColumn

    from rse_plan.planning.levelling.effort import Effort
    from rse_plan.planning.levelling.effort import Progress as Reached

    def told(reached: Reached) -> None:
        gap = say("at most {gap} % from the best", gap=round(max(reached.gap, 0), 1))
        bar.update(task, completed=reached.share, gap=gap.in_words(translate))

    columns = (
        TextColumn("{task.description}"),
        BarColumn(),
        TimeElapsedColumn(),
        TextColumn("{task.fields[gap]}"),
    )
    with Progress(*columns, console=Console(stderr=True), transient=True) as bar:
        seeking = say("Seeking the best plan").in_words(translate)
        task = bar.add_task(seeking, total=1.0, gap="")
        yield Effort(word.value, optimal, told)
