"""A moment in which the program works and the terminal says so."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import suppress
from threading import Thread
from typing import Any

from prompt_toolkit.application import Application
from prompt_toolkit.key_binding import KeyBindings, KeyPressEvent
from prompt_toolkit.keys import Keys
from prompt_toolkit.layout import FormattedTextControl, Layout, Window

from rse_plan.interview.asker import Result


def waited(text: str, work: Callable[[], Result]) -> Result:
    """What the work gives, the text being shown while it lasts; keys pressed meanwhile go nowhere.

    Raises what the work raises, and KeyboardInterrupt on Ctrl-C: the work is then left to itself.
    """
    keys = KeyBindings()
    keys.add(Keys.Any)(lambda _: None)
    keys.add(Keys.BracketedPaste)(lambda _: None)
    keys.add("c-c", eager=True)(_stop)
    keys.add(Keys.SIGINT)(_stop)
    window = Window(FormattedTextControl(text, show_cursor=False, focusable=True), always_hide_cursor=True)
    shown: Application[Result] = Application(layout=Layout(window), key_bindings=keys, erase_when_done=True)
    return shown.run(
        pre_run=lambda: Thread(target=_worked, args=(shown, shown.loop, work), daemon=True).start()
    )


def _worked(shown: Application[Result], loop: Any, work: Callable[[], Result]) -> None:
    outcome: dict[str, Any]
    try:
        outcome = {"result": work()}
    except Exception as fault:
        outcome = {"exception": fault}
    with suppress(RuntimeError):  # nobody waits any more
        loop.call_soon_threadsafe(_leave, shown, outcome)


def _leave(shown: Application[Result], outcome: dict[str, Any]) -> None:
    if shown.is_running and shown.future is not None and not shown.future.done():
        shown.exit(**outcome)


def _stop(event: KeyPressEvent) -> None:
    event.app.exit(exception=KeyboardInterrupt(), style="class:aborting")
