"""What a page from other people's templates must be before it is written (design D10).

The policy stands first in it, before anything that a browser could run or fetch, so that the browser itself
stops the rest. What no policy stops, such as leading the reader to another page, is looked for here, and so
is what a printing program without policies would fetch.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from html import unescape

from markupsafe import escape

from rse_plan.documents.look import Look
from rse_plan.errors import UserError, say
from rse_plan.source.span import file_start

_BEGINNING = re.compile(
    r"\s*+<!doctype html>\s*+<html(?:\s++(?:lang|dir|class)=\"[^\"<>]*+\")*+\s*+>\s*+<head>\s*+"
    r"<meta charset=\"utf-8\">\s*+"
    r"<meta http-equiv=\"Content-Security-Policy\" content=\"(?P<policy>[^\"<>]++)\">",
    re.IGNORECASE,
)
_WATCHED = re.compile(
    r"<(?P<name>script|style|meta|link|base|iframe|frame|frameset|object|embed|applet|portal|video|audio|source"
    r"|track|img|image|feimage|use|input|form)\b(?:[^\"'>]|\"[^\"]*+\"|'[^']*+')*+>?",
    re.IGNORECASE,
)
_ATTRIBUTE = re.compile(r"([^\s\"'>/=]++)(?:\s*+=\s*+(\"[^\"]*+\"|'[^']*+'|[^\s\"'>]++))?")
_PICTURES = ("img", "image", "feimage", "use")
_INSIDE = ("data:", "#")
_ADDRESSES = ("src", "srcset", "href", "xlink:href", "poster", "data")


@dataclass(frozen=True, slots=True)
class Allowed:
    """What a page may hold that does something: its policy, its style sheet, its script."""

    policy: str
    style: str
    script: str


def checked(text: str, template: str, look: Look, allowed: Allowed) -> str:
    """The same page. Raises UserError when it is not to be trusted; `template` is the one it is made from."""
    begun = _BEGINNING.match(text)
    if begun is None or begun["policy"] != escape(allowed.policy):
        raise _refused(
            "base.html.j2",
            look,
            template,
            UserError(
                say("the page does not begin with its security policy"),
                say("begin as the bundled base.html.j2 does: doctype, html, head, charset, policy"),
            ),
        )
    for found in _WATCHED.finditer(text, begun.end()):
        name = found["name"].lower()
        ours = {"style": f"{allowed.style}</style>", "script": f"{allowed.script}</script>"}.get(name, "")
        if not text.startswith(ours, found.end()) or not _is_harmless(name, found[0]):
            message = say("“{words}” runs or loads something: documents do neither", words=_short(found[0]))
            raise _refused(template, look, "base.html.j2", UserError(message, say("take it out")))
    return text


def _is_harmless(name: str, tag: str) -> bool:
    if not tag.endswith(">"):
        return False  # nobody knows where it ends
    given = _attributes(tag, len(name) + 1)
    addresses = [value for key, value in given.items() if key in _ADDRESSES]
    inside = all(value.strip().lower().startswith(_INSIDE) for value in addresses)
    if name in ("script", "style"):
        return not given  # the policy has the hashes of ours
    if name == "meta":
        return "http-equiv" not in given
    if name == "link":
        return given.get("rel") == "icon" and inside
    return name in _PICTURES and inside


def _attributes(tag: str, tag_end: int) -> dict[str, str]:
    """A tag's attributes, as a browser reads them: the first of two counts."""
    found: dict[str, str] = {}
    for match in _ATTRIBUTE.finditer(tag, tag_end):
        found.setdefault(match[1].lower(), unescape((match[2] or "").strip("\"'")))
    return found


def _refused(likely: str, look: Look, other: str, fault: UserError) -> UserError:
    """The fault at the start of the template that it most likely comes from."""
    own = look.of("html")
    file = own.get(likely) or own.get(other) or next(iter(own.values()))
    fault.span = file_start(file.path)
    return fault


def _short(tag: str) -> str:
    return tag if len(tag) <= 60 else f"{tag[:59]}…"
