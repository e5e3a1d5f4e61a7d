"""The command line: it registers the commands, and words what is wrong with their arguments.

Each command has its module, whose heavy imports wait until the command runs (design D14).
"""

from __future__ import annotations

import sys
from typing import Annotated, Any

import typer

import rse_plan
from rse_plan.cli.check import check
from rse_plan.cli.diff import diff
from rse_plan.cli.effort import TakesOptimal
from rse_plan.cli.ends import ended
from rse_plan.cli.init import init
from rse_plan.cli.lint import lint
from rse_plan.cli.playbooks import playbooks
from rse_plan.cli.recorded import progress
from rse_plan.cli.render import render
from rse_plan.cli.schema import schema
from rse_plan.cli.shell import outlive_readers
from rse_plan.cli.templates import templates
from rse_plan.cli.tracking import block, decide, done, measure, start
from rse_plan.cli.usage import worded
from rse_plan.cli.why import why
from rse_plan.errors import ExitCode

app = typer.Typer(
    name="rse-plan",
    no_args_is_help=True,
    pretty_exceptions_enable=False,
    rich_markup_mode=None,
    context_settings={"help_option_names": ["-h", "--help"]},
)
app.command("init", short_help="Answer the questions that a plan is made from.")(init)
app.command("render", cls=TakesOptimal, short_help="Write the plan, the sponsor's brief and the register.")(
    render
)
app.command(
    "check", cls=TakesOptimal, short_help="Examine the plan: dates that cannot hold, hours, days, ways out."
)(check)
app.command("why", cls=TakesOptimal, short_help="Say why something is in the plan, on its date, or absent.")(
    why
)
app.command("done", short_help="Record that work is done.")(done)
app.command("start", short_help="Record that work began, or goes on again.")(start)
app.command("block", short_help="Record that work cannot go on, and why.")(block)
app.command("decide", short_help="Record a decision: yes, no or later.")(decide)
app.command("measure", short_help="Record what was read of a measure.")(measure)
app.command("progress", short_help="Say where the plan stands, or take it from the register’s spreadsheet.")(
    progress
)
app.command("diff", short_help="Compare two plans, and say what each difference comes from.")(diff)
app.command("lint", short_help="Find what is wrong in playbooks and answers.")(lint)
app.command("schema", short_help="Print the JSON Schema of a file format.")(schema)
app.add_typer(playbooks)
app.add_typer(templates)


def _print_version(wanted: bool) -> None:
    if wanted:
        typer.echo(f"rse-plan {rse_plan.__version__}")
        raise typer.Exit


@app.callback()
def _about(
    version: Annotated[
        bool, typer.Option("--version", callback=_print_version, is_eager=True, help="Print the version.")
    ] = False,
) -> None:
    """Deployment plans and sponsor briefs for enterprise social networks.

    Answer the interview with "rse-plan init", then "rse-plan render" writes a dated plan, a two-page
    brief for the sponsor and a register of every task into plan/. To see one first:
    "rse-plan render --example weldom". Everything runs offline.
    """


def main() -> None:
    """The `rse-plan` command; it ends the process with an exit code of semantics 21."""
    outlive_readers()
    sys.exit(run())


def run() -> int:
    """Run the command that the arguments name."""
    return ended(_outcome)


def _outcome() -> int:
    try:
        code = app(prog_name="rse-plan", standalone_mode=False)
    except _UsageError as fault:
        return _misused(fault)
    return code if isinstance(code, int) else ExitCode.DONE


_UsageError: Any = typer.BadParameter.__mro__[1]
"""What the parser of the command line raises; where it lives depends on the version of typer."""


def _misused(fault: Any) -> int:
    if type(fault).__name__ == "NoArgsIsHelpError":
        fault.show()  # nothing was asked for: the help is the answer
        return ExitCode.CANNOT
    command = fault.ctx.command_path if fault.ctx is not None else "rse-plan"
    raise worded(fault.format_message(), command)
