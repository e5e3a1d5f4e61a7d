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

_GAP = r"[ \t\n\f\r]"
"""White space to a browser; Python's own has more."""
_BEGINNING = re.compile(
    rf"{_GAP}*+<!doctype html>{_GAP}*+<html(?:{_GAP}++(?:lang|dir|class)=\"[^\"<>]*+\")*+{_GAP}*+>"
    rf"{_GAP}*+<head>{_GAP}*+<meta charset=\"utf-8\">{_GAP}*+"
    r"<meta http-equiv=\"Content-Security-Policy\" content=\"(?P<policy>[^\"<>]++)\">",
    re.IGNORECASE | re.ASCII,
)
_ATTRIBUTE = re.compile(r"([a-z][a-z0-9:_.-]*+)(?:=\"([^\"<>]*+)\")?+", re.IGNORECASE | re.ASCII)
_PIECE = re.compile(
    rf"</[a-z][a-z0-9-]*+{_GAP}*+>|<!--[^<>\"'-]*+-->"
    rf"|<(?P<name>[a-z][a-z0-9-]*+)(?P<attributes>(?:{_GAP}++{_ATTRIBUTE.pattern})*+){_GAP}*+/?>",
    re.IGNORECASE | re.ASCII,
)
"""All that “<” may begin: each is read in one way only, by whoever reads it and wherever it stands."""
_TAG_INSIDE = re.compile(r"<[a-z/!?]", re.IGNORECASE)
_WATCHED = frozenset({
    "script", "style", "meta", "link", "base", "iframe", "frame", "frameset", "object", "embed", "applet",
    "portal", "video", "audio", "source", "track", "img", "image", "feimage", "use", "input", "form",
})  # fmt: skip
_PICTURES = ("img", "image", "feimage", "use")
_INSIDE = ("data:", "#")
_ADDRESSES = ("src", "href", "xlink:href", "poster", "data")


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
    at = begun.end()
    while (at := text.find("<", at)) >= 0:
        found = _PIECE.match(text, at)
        if found is None:
            raise _refused(template, look, "base.html.j2", _unclear(text[at : at + 60]))
        at = found.end()
        name = (found["name"] or "").lower()
        ours = _ours(name, allowed)
        if not text.startswith(ours, at) or not _is_harmless(name, found["attributes"] or "", ours):
            message = say("“{words}” runs or loads something: documents do neither", words=_short(found[0]))
            raise _refused(template, look, "base.html.j2", UserError(message, say("take it out")))
        at += len(ours)
    return text


def _unclear(words: str) -> UserError:
    """What is not written as strictly as a page of others has to be."""
    return UserError(
        say("“{words}” can be read in two ways", words=words.partition("\n")[0]),
        say(
            "write each tag as {example}: white space before each name, values in straight double quotes,"
            " “<” and “>” as &lt; and &gt; elsewhere; comments hold words only",
            example='<tag name="value">',
        ),
    )


def _ours(name: str, allowed: Allowed) -> str:
    """What stands in an element of ours, with its end."""
    if name == "style":
        return f"{allowed.style}</style>"
    return f"{allowed.script}</script>" if name == "script" else ""


def _is_harmless(name: str, written: str, ours: str) -> bool:
    if name not in _WATCHED:
        return True
    given = _attributes(written)
    addresses = [value for key, value in given.items() if key in _ADDRESSES]
    inside = all(value.strip(" \t\n\f\r").lower().startswith(_INSIDE) for value in addresses)
    if name == "script":
        return not given  # the policy has the hash of ours
    if name == "style":  # as well; inside a drawing, a browser reads it as markup
        return not given and _TAG_INSIDE.search(ours.removesuffix("</style>")) is None
    if name == "meta":
        return "http-equiv" not in given
    if name == "link":
        return given.get("rel") == "icon" and inside
    return name in _PICTURES and inside and "srcset" not in given


def _attributes(written: str) -> dict[str, str]:
    """A tag's attributes, as a browser reads them: the first of two counts."""
    found: dict[str, str] = {}
    for match in _ATTRIBUTE.finditer(written):
        found.setdefault(match[1].lower(), unescape(match[2] or ""))
    return found


def _refused(likely: str, look: Look, other: str, fault: UserError) -> UserError:
    """The fault at the start of the template that it most likely comes from."""
    own = look.of("html")
    file = own.get(likely) or own.get(other) or next(iter(own.values()))
    fault.span = file_start(file.path)
    return fault


def _short(tag: str) -> str:
    return tag if len(tag) <= 60 else f"{tag[:59]}…"
