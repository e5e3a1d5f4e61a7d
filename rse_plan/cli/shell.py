"""What all commands share of the terminal: its language, its encoding, and how faults are shown."""

from __future__ import annotations

import io
import os
import re
import sys
from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING, TextIO

from rse_plan.errors import Said, Translate, UserError, reason_of, say

if TYPE_CHECKING:
    from typing_extensions import Buffer

    from rse_plan.diagnostics import Diagnostic

# Control characters and the signs that turn the direction of text: a file's content must not
# steer the terminal it is quoted on.
_STEERING = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]")

_FRENCH_SPACES = (
    (" :", "\u00a0:"),
    ("« ", "«\u00a0"),
    (" »", "\u00a0»"),
    (" ;", "\u202f;"),
    (" !", "\u202f!"),
    (" ?", "\u202f?"),
)


def language() -> str:
    """The language of messages, from the environment in POSIX order: `fr` or `en`."""
    for variable in ("LC_ALL", "LC_MESSAGES", "LANG"):
        if wanted := os.environ.get(variable):
            return "fr" if wanted.lower().startswith("fr") else "en"
    return _windows_language() if sys.platform == "win32" else "en"


def _windows_language() -> str:
    """Windows sets none of those variables; its own setting reads “French_France”."""
    import locale

    return "fr" if (locale.getlocale()[0] or "").lower().startswith("fr") else "en"


def words(chosen: str | None = None) -> Translate:
    """What turns an English wording into the reader's language."""
    from rse_plan.locales import translator

    chosen = chosen or language()
    translate = translator(chosen)
    return translate if chosen != "fr" else lambda wording: _with_firm_spaces(translate(wording))


def _with_firm_spaces(text: str) -> str:
    """French spaces that no line breaks at; a sign without a space, as in YAML to type, is left alone."""
    for typed, firm in _FRENCH_SPACES:
        text = text.replace(typed, firm)
    return text


def harmless(text: str) -> str:
    """The text with what would steer a terminal made visible."""
    return _STEERING.sub(lambda found: f"\\x{ord(found[0]):02x}", text)


def tell(message: Said | str, translate: Translate | None = None) -> None:
    """Say something to the person; standard output is kept for data."""
    said = message.in_words(translate or words()) if isinstance(message, Said) else message
    print(harmless(said), file=sys.stderr)


def print_error(fault: UserError, translate: Translate | None = None) -> None:
    """Why the command cannot go on, and what to do."""
    translate = translate or words()
    message = fault.message.in_words(translate)
    if fault.span is not None:
        tell(f"{fault.span}: {message}")
    else:
        tell(say("rse-plan: {message}", message=message), translate)
    if fault.help is not None:
        tell(_helping(fault.help), translate)
    for other in fault.others:
        print_error(other, translate)


def print_diagnostics(diagnostics: Iterable[Diagnostic], translate: Translate | None = None) -> None:
    """Each finding on a line that editors can follow, with what to do under it."""
    for line in diagnostic_lines(diagnostics, translate or words()):
        tell(line)


def diagnostic_lines(diagnostics: Iterable[Diagnostic], translate: Translate) -> Iterator[str]:
    """The lines of findings: what, where, and under it what to do."""
    for found in diagnostics:
        yield f"{found.span}: {found.severity}[{found.rule}]: {found.message.in_words(translate)}"
        for other in found.related:
            yield f"  {other.span}: {other.message.in_words(translate)}"
        if found.help is not None:
            yield _helping(found.help).in_words(translate)


def _helping(advice: Said) -> Said:
    return say("  help: {advice}", advice=advice)


class _UntilClosed(io.FileIO):
    """A pipe that swallows what its reader no longer wants: the command ends as it would have.

    Where it cannot be written to for another reason, such as a full disk, the first one to write is told.
    """

    is_given_up = False

    def write(self, data: Buffer, /) -> int:
        try:
            return memoryview(data).nbytes if self.is_given_up else super().write(data)
        except BrokenPipeError:
            return memoryview(data).nbytes
        except OSError as fault:
            self.is_given_up = True
            if self.fileno() == _STDERR:
                return memoryview(data).nbytes
            raise UserError(
                say("the output cannot be written: {reason}", reason=reason_of(fault)),
                say("send it to another file"),
            ) from None


_STDERR = 2


def outlive_readers() -> None:
    """Let nothing but the command itself decide its exit code (`rse-plan lint | head -1`)."""
    sys.stdout, sys.stderr = _lasting(sys.stdout), _lasting(sys.stderr)


def _lasting(stream: TextIO | None) -> TextIO:
    if stream is None:  # closed by whoever started the program (`>&-`): what is said reaches nobody
        return open(os.devnull, "w", encoding="utf-8")  # it lasts as long as the program
    if not isinstance(stream, io.TextIOWrapper) or stream.isatty():
        return stream
    stream.flush()
    pipe = io.BufferedWriter(_UntilClosed(stream.fileno(), "w", closefd=False))
    return io.TextIOWrapper(
        pipe, encoding=stream.encoding, errors=stream.errors, line_buffering=stream.line_buffering
    )


def never_fail_on_signs() -> None:
    """Let any text be printed on any terminal, and make what is piped UTF-8.

    A console of another encoding shows the nearest sign that it knows instead of ending the program.
    """
    import codecs

    codecs.register_error("nearest-sign", _nearest_sign)
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(encoding=_encoding(stream), errors="nearest-sign")


def _encoding(stream: TextIO) -> str | None:
    """UTF-8 for files and pipes, unless the person asked for another; a terminal keeps its own."""
    return None if stream.isatty() or os.environ.get("PYTHONIOENCODING") else "utf-8"


def _nearest_sign(fault: UnicodeError) -> tuple[str, int]:
    import unicodedata

    if not isinstance(fault, UnicodeEncodeError):
        raise fault
    lost = fault.object[fault.start : fault.end]
    plain = unicodedata.normalize("NFKD", lost).encode("ascii", "ignore").decode("ascii")
    return plain or "?" * len(lost), fault.end
