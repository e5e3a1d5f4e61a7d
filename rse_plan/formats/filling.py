"""The process that fills templates of other people: an order in, a line of JSON for each document out.

It has so much time for each, and so much memory where the system can be told (Windows cannot). What it
prints is text: see `apart`.
"""

from __future__ import annotations

import _thread
import faulthandler
import json
import os
import pickle
import sys
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import asdict
from importlib import import_module
from threading import Timer
from types import ModuleType, TracebackType
from typing import Any

from jinja2 import TemplateError, TemplateNotFound, TemplateSyntaxError
from jinja2.exceptions import SecurityError

from rse_plan.documents.look import OwnFile
from rse_plan.documents.words import Words
from rse_plan.formats.apart import Order
from rse_plan.formats.template_faults import Fault, Kind
from rse_plan.formats.templates import MissingError, RefusedError, TooLongError, bundled

MEMORY = 1024**3
"""Bytes that the process may have."""
_LATE = 2
"""Seconds more after which what does not even hear that it is to stop is ended."""


def main() -> None:
    """Fill what stands on standard input."""
    order: Order = pickle.load(sys.stdin.buffer)  # noqa: S301  # from the process that started this one
    form = import_module(f"rse_plan.formats.{order.form}")
    limit_memory()
    for name, view in order.views.items():
        _say({"begin": name, "template": form.template_of(view)})
        result = outcome(form, view, order)
        _say({"text": result} if isinstance(result, str) else asdict(result))


def limit_memory() -> None:
    """Whatever wants more gets a MemoryError; where no limit can be set, time is the only one."""
    try:
        import resource
    except ImportError:
        return
    with suppress(OSError, ValueError):
        resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))


def _say(message: dict[str, Any]) -> None:
    sys.stdout.write(json.dumps(message) + "\n")
    sys.stdout.flush()


def outcome(form: ModuleType, view: object, order: Order) -> str | Fault:
    """The text of one document, or what stopped it."""
    template, own = form.template_of(view), order.look.of(order.form)
    with _timed(order.seconds) as timer:
        try:
            return str(form.write(view, Words(order.language), order.look))
        except KeyboardInterrupt as stop:
            if not timer.has_rung:
                raise  # the person's own
            return Fault(kind=Kind.TOO_SLOW, **_place(stop.__traceback__, template, own))
        except Exception as found:
            return _fault(found, _place(found.__traceback__, template, own), order)


class _Alarm(Timer):
    """Interrupts the filling when its time is over."""

    has_rung = False

    def __init__(self, seconds: float) -> None:
        super().__init__(seconds, self._ring)
        self.daemon = True

    def _ring(self) -> None:
        self.has_rung = True
        _thread.interrupt_main()


@contextmanager
def _timed(seconds: float) -> Iterator[_Alarm]:
    """Interrupts what goes on longer than it may; what cannot be interrupted ends with the process."""
    timer = _Alarm(seconds)
    with open(os.devnull, "w", encoding="utf-8") as nowhere:
        faulthandler.dump_traceback_later(seconds + _LATE, exit=True, file=nowhere)
        timer.start()
        try:
            yield timer
        finally:
            timer.cancel()
            faulthandler.cancel_dump_traceback_later()


def _place(trace: TracebackType | None, template: str, own: Mapping[str, OwnFile]) -> dict[str, Any]:
    """The innermost line in a template of others; else in any, else the document's own first line."""
    found: dict[str, Any] = {"template": template, "line": 1}
    is_own = False
    while trace is not None:
        running = trace.tb_frame.f_globals.get("__jinja_template__")
        if running is not None and (running.name in own or not is_own):
            is_own = running.name in own
            found = {"template": running.name, "line": running.get_corresponding_lineno(trace.tb_lineno)}
        trace = trace.tb_next
    return found


def _fault(found: Exception, place: dict[str, Any], order: Order) -> Fault:
    own = order.look.of(order.form)
    match found:
        case MissingError():
            return Fault(kind=Kind.UNKNOWN_NAME, name=found.name, known=tuple(found.known), **place)
        case TemplateNotFound():
            known = {*own, *(path.name for path in bundled(order.form).glob("*.j2"))}
            return Fault(
                kind=Kind.NO_TEMPLATE, name=str(found.name or ""), known=tuple(sorted(known)), **place
            )
        case TemplateSyntaxError():
            place |= {"template": found.name or place["template"], "line": found.lineno}
            return Fault(kind=Kind.UNREADABLE, name=found.message or "", **place)
        case RefusedError():
            return Fault(kind=Kind(found.kind), name=found.name, **place)
        case SecurityError():
            return Fault(kind=Kind.FORBIDDEN, name=_in_short(found), **place)
        case RecursionError():
            return Fault(kind=Kind.TOO_DEEP, **place)
        case TooLongError():
            return Fault(kind=Kind.TOO_LONG, **place)
        case MemoryError():
            return Fault(kind=Kind.TOO_MUCH_MEMORY, **place)
    kind = Kind.UNREADABLE if isinstance(found, TemplateError | SyntaxError) else Kind.OTHER
    return Fault(kind=kind, name=_in_short(found), **place)


def _in_short(found: Exception) -> str:
    """What it says on one line, without the addresses in memory that differ each time."""
    words = " ".join(str(found).split()) or type(found).__name__
    return words.partition(" at 0x")[0][:200]
