"""Documents as PDF: the pages of the HTML format, printed by an installed browser, else by WeasyPrint.

The same bytes each time from the same printer: what a PDF notes of a clock is the plan's first day, and its
identifier is made of the plan's hash (semantics 28).
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from datetime import date
from hashlib import sha256

from rse_plan.documents.described import Described
from rse_plan.errors import UnavailableError, Verbatim, say
from rse_plan.formats import browser, html, weasy
from rse_plan.formats.manifest import Output

_MOMENT = re.compile(rb"(?P<key>/(?:CreationDate|ModDate) \(D:)\d{14}(?P<zone>[^()\\]*)\)")
_ZONES = (b"+00'00'", b"+00'00", b"Z", b"")
"""How the hour of Greenwich is noted, by what room there is."""
_ELEMENT = re.compile(rb"\(node(\d+)\)")
_TRAILER = re.compile(rb"(?P<keys>trailer\s*<<.*?)\s*>>(?P<end>\s*startxref\s+\d+\s+%%EOF\s*)\Z", re.DOTALL)
_IDENTIFIER = re.compile(rb"\s*/ID\s*\[[^\]]*\]")


def outputs(described: Described) -> Iterator[Output]:
    """The three documents, or the readers' views.

    Raises UnavailableError when there is nothing to print with, or when the browser fails.
    """
    pages = {output.name.removesuffix(".html"): output.content.decode() for output in html.outputs(described)}
    identities = {name: _identity(described, name) for name in pages}
    for name, content in printed(pages, described.plan.start, identities).items():
        yield Output(f"{name}.pdf", content)


def printed(pages: Mapping[str, str], day: date, identities: Mapping[str, str]) -> dict[str, bytes]:
    """Pages as PDF by the same names, as of a day, each known by its identity (in hexadecimal)."""
    program = browser.find()
    if program is not None:
        made = browser.printed(program, pages)
        return {name: _dated(content, day, identities[name]) for name, content in made.items()}
    if not weasy.is_installed():
        raise UnavailableError(
            say("PDF is printed by Chrome, Edge or Chromium, else by WeasyPrint: none of them is at hand"),
            say(
                "install a browser, or name yours in {variable}; or install WeasyPrint with {command}",
                variable=browser.CHOICE,
                command=Verbatim(browser.INSTALL),
            ),
        )
    return {name: weasy.printed(page, day, identities[name]) for name, page in pages.items()}


def _identity(described: Described, name: str) -> str:
    """What a file is known by, in hexadecimal: of the plan, the language and the document."""
    inputs = described.plan.inputs
    told = f"{inputs.answers} {inputs.playbooks} {described.words.language} {name}"
    return sha256(told.encode()).hexdigest()[:32]


def _dated(content: bytes, day: date, identity: str) -> bytes:
    """What a browser printed, as of a day.

    A PDF notes at which byte each of its parts begins: a moment keeps its length, and the identifier goes
    behind them all.
    """
    mark = f"\n/ID [<{identity}> <{identity}>]\n>>".encode()

    def fixed(moment: re.Match[bytes]) -> bytes:
        zone = next(zone for zone in _ZONES if len(zone) <= len(moment["zone"]))
        return moment["key"] + f"{day:%Y%m%d}000000".encode() + zone.ljust(len(moment["zone"])) + b")"

    def marked(trailer: re.Match[bytes]) -> bytes:
        return _IDENTIFIER.sub(b"", trailer["keys"]) + mark + trailer["end"]

    return _TRAILER.sub(marked, _MOMENT.sub(fixed, _renumbered(content)))


def _renumbered(content: bytes) -> bytes:
    """The elements that a PDF tells apart, numbered from one: a browser goes on from where it has come to.

    Their order stays, since they are listed in it.
    """
    order = {number: place for place, number in enumerate(sorted(set(_ELEMENT.findall(content))), 1)}
    return _ELEMENT.sub(lambda found: b"(node%0*d)" % (len(found[1]), order[found[1]]), content)
