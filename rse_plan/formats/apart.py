"""Templates of other people are filled in a process of their own, which is ended when it takes too much.

It gets a view and the templates' texts, and gives text back: nothing that it says is run or unpacked here.
"""

from __future__ import annotations

import json
import os
import pickle
import subprocess
import sys
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from rse_plan.documents.described import View
from rse_plan.documents.folio import Folio
from rse_plan.documents.look import Look
from rse_plan.errors import all_of
from rse_plan.formats.template_faults import Fault, Kind

SECONDS = 30
"""Of one document; starting the process is not counted."""
_GRACE = 15
"""Seconds for what starts and ends, and for what only the system can stop."""
_START = "import sys; sys.path[:] = sys.argv[1:]; from rse_plan.formats.filling import main; main()"
"""The same places to import from as here, and not the folder that somebody happens to be in."""
_NEEDED = ("PATH", "SYSTEMROOT", "WINDIR", "TEMP", "TMP", "TMPDIR", "LD_LIBRARY_PATH", "DYLD_LIBRARY_PATH")
"""What Python starts with; whatever else this process was given, such as passwords, is not handed on."""
_SAME = {"PYTHONHASHSEED": "0", "PYTHONIOENCODING": "utf-8", "PYTHONUTF8": "1"}
"""Same input, same bytes: also where an order hangs on hashes."""


@dataclass(frozen=True, slots=True)
class Order:
    """What is to be filled: views by name, in a format and a language, each within so many seconds."""

    form: str
    views: Mapping[str, View | Folio]
    language: str
    look: Look
    seconds: float


def filled_apart(
    form: str, views: Mapping[str, View | Folio], language: str, look: Look, seconds: float = SECONDS
) -> dict[str, str]:
    """The texts of documents, by name. Raises UserError with every template that cannot be filled."""
    order = Order(form, views, language, look, seconds)
    texts: dict[str, str] = {}
    faults: list[Fault] = []
    for name, result in _results(order):
        if isinstance(result, Fault):
            faults.append(result)
        else:
            texts[name] = result
    if faults:
        limits = {"seconds": f"{seconds:g}"}
        raise all_of([fault.worded(form, look.of(form), limits) for fault in dict.fromkeys(faults)])
    return texts


def _results(order: Order) -> Iterator[tuple[str, str | Fault]]:
    """What became of each document; the one at which the process ended is the last."""
    output, code, said = _run(pickle.dumps(order), (order.seconds + _GRACE) * max(len(order.views), 1))
    begun = None
    for line in output.split(b"\n"):
        message = _read(line)
        if "begin" in message:
            begun = message["begin"], message["template"]
        elif begun is not None and message:
            yield begun[0], _result(message)
            begun = None
    if begun is not None:
        yield begun[0], Fault(kind=Kind.STOPPED, template=begun[1])
    elif code != 0:
        raise RuntimeError(f"the process that fills templates ended with {code}: {said[-300:]}")


def _run(request: bytes, seconds: float) -> tuple[bytes, int, str]:
    """What the process printed, its exit code and its last words."""
    pipe = subprocess.PIPE
    command = [sys.executable, "-P", "-X", "utf8", "-c", _START, *sys.path]
    with subprocess.Popen(command, stdin=pipe, stdout=pipe, stderr=pipe, env=_surroundings()) as process:  # noqa: S603  # ourselves
        try:
            output, said = process.communicate(request, seconds)
        except subprocess.TimeoutExpired:
            process.kill()
            output, said = process.communicate()
        except BaseException:
            process.kill()
            raise
    return output, process.returncode, said.decode("utf-8", "replace")


def _surroundings() -> dict[str, str]:
    return {name: os.environ[name] for name in _NEEDED if name in os.environ} | _SAME


def _read(line: bytes) -> dict[str, Any]:
    """A line of what it printed; one that broke off with the process says nothing."""
    try:
        found = json.loads(line)
    except ValueError:
        return {}
    return found if isinstance(found, dict) else {}


def _result(message: Mapping[str, Any]) -> str | Fault:
    if "text" in message:
        return str(message["text"])
    return Fault(
        kind=Kind(message["kind"]),
        template=str(message["template"]),
        line=int(message["line"]),
        name=_printable(str(message["name"])),
        known=tuple(map(str, message["known"])),
    )


def _printable(text: str) -> str:
    """The same, half characters by their numbers."""
    return text.encode("utf-8", "backslashreplace").decode("utf-8")
