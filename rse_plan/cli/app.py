"""The command line: it registers the commands, and words whatever ends one early.

Each command has its module, whose heavy imports wait until the command runs (design D14).
"""

from __future__ import annotations

import gc
import os
import sys
from pathlib import Path
from typing import Annotated, Any

import typer

import rse_plan
from rse_plan.cli.check import check
from rse_plan.cli.effort import TakesOptimal
from rse_plan.cli.init import init
from rse_plan.cli.lint import lint
from rse_plan.cli.playbooks import playbooks
from rse_plan.cli.render import render
from rse_plan.cli.schema import schema
from rse_plan.cli.shell import never_fail_on_signs, outlive_readers, print_error, tell
from rse_plan.cli.usage import worded
from rse_plan.cli.why import why
from rse_plan.errors import ExitCode, UserError, say

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
app.command("lint", short_help="Find what is wrong in playbooks and answers.")(lint)
app.command("schema", short_help="Print the JSON Schema of a file format.")(schema)
app.add_typer(playbooks)


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
    """Run the command that the arguments name; any fault is worded, none is a traceback."""
    # A command is short and its memory small: looking for garbage costs a tenth of its time. A long
    # interview, or a plan of thousands of tasks, still gets there.
    gc.set_threshold(2_000_000, 10, 10)
    # Nothing of ours is validated by a plugin, and looking for one reads what every package here declares.
    os.environ.setdefault("PYDANTIC_DISABLE_PLUGINS", "__all__")
    never_fail_on_signs()
    try:
        return _outcome()
    except UserError as fault:
        print_error(fault)
        return ExitCode.CANNOT
    except KeyboardInterrupt:
        return ExitCode.INTERRUPTED
    except BrokenPipeError:
        _leave_pipe()
        return ExitCode.DONE
    except Exception as fault:
        tell(say("rse-plan: internal error: {fault}; please report this line", fault=_in_short(fault)))
        return ExitCode.INTERNAL


def _outcome() -> int:
    try:
        ended = app(prog_name="rse-plan", standalone_mode=False)
    except SystemExit as end:
        ended = end.code
    except _UsageError as fault:
        return _misused(fault)
    # What is still to be written is written here, where a closed pipe can be met.
    sys.stdout.flush()
    return ended if isinstance(ended, int) else ExitCode.DONE


_UsageError: Any = typer.BadParameter.__mro__[1]
"""What the parser of the command line raises; where it lives depends on the version of typer."""


def _misused(fault: Any) -> int:
    if type(fault).__name__ == "NoArgsIsHelpError":
        fault.show()  # nothing was asked for: the help is the answer
        return ExitCode.CANNOT
    command = fault.ctx.command_path if fault.ctx is not None else "rse-plan"
    raise worded(fault.format_message(), command)


def _leave_pipe() -> None:
    """The reader has left (`rse-plan schema playbook | head`): nothing more is to be said to it."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


def _in_short(fault: Exception) -> str:
    """The kind of a fault, its words, and the line of the program it comes from, on one line."""
    frame = fault.__traceback__
    while frame is not None and frame.tb_next is not None:
        frame = frame.tb_next
    where = f"{Path(frame.tb_frame.f_code.co_filename).name}:{frame.tb_lineno}" if frame is not None else "?"
    words = " ".join(str(fault).split())
    return f"{type(fault).__name__}: {words} ({where})" if words else f"{type(fault).__name__} ({where})"
