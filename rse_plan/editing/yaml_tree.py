"""The text of a YAML file as a tree that keeps its comments, its order and its quotes.

No scalar is resolved: what a hand wrote stays as it was written, `no` and `1.10` too (semantics 18).
"""

from __future__ import annotations

import io
import re
from collections import Counter
from typing import Any

from ruamel.yaml import YAML
from ruamel.yaml.comments import CommentedMap
from ruamel.yaml.nodes import ScalarNode
from ruamel.yaml.resolver import VersionedResolver
from ruamel.yaml.scalarstring import DoubleQuotedScalarString
from ruamel.yaml.tag import Tag

from rse_plan.editing.tree_edits import give_remarks, last_leaf, take_remarks

_SAFE_PLAIN = re.compile(r"[^\W\d_](?:[\w '’.,()&+/%°;…–-]*[\w)’.…%])?")
_MISREAD = frozenset(["unknown", "true", "false", "yes", "no", "on", "off", "y", "n", "null"])
"""Words that some reader of YAML takes for something else than text."""

_OPENING = re.compile(r"\A(?:[%#][^\n]*\n|[ ]*\n)*---[ ]*(?:#[^\n]*)?\n")
"""The line that opens a YAML document and what stands above it, which the parser forgets."""
_REMARK = re.compile(r"(?:^|(?<=\s))#[^\n]*[^\s]")


class _AsWritten(VersionedResolver):
    """Gives every scalar the type of text, so that none is turned into a number or a date."""

    def resolve(self, kind: Any, value: Any, implicit: Any) -> Any:
        if kind is ScalarNode:
            return Tag(suffix="tag:yaml.org,2002:str")
        return super().resolve(kind, value, implicit)


class YamlTree:
    """A file's tree: whoever changes it changes `root`, and everything else stays."""

    def __init__(self, text: str = "") -> None:
        opening = _OPENING.match(text)
        self._opening = opening[0] if opening else ""
        body = text.removeprefix(self._opening)
        self._yaml = _round_trip(body)
        self.root: CommentedMap = self._yaml.load(body) if body else CommentedMap()

    def text(self) -> str:
        """The file's text, with "\\n" at the end of its lines."""
        target = io.StringIO()
        self._yaml.dump(self.root, target)
        return self._opening + target.getvalue()

    def lost_remark(self, text: str) -> int | None:
        """The line of the first comment of `text` that writing would lose: one inside braces."""
        kept = Counter(_REMARK.findall(self.text()))
        for number, line in enumerate(text.split("\n"), start=1):
            for remark in _REMARK.findall(line):
                if not kept[remark]:
                    return number
                kept[remark] -= 1
        return None


def put(target: CommentedMap, key: str, value: Any, order: tuple[str, ...]) -> None:
    """Set a key; a new one goes behind the nearest key that precedes it in the order."""
    if key in target:
        target[key] = None  # else the quotes of the former value would stay
        target[key] = value
        return
    keys = list(target)
    earlier = order[: order.index(key)] if key in order else tuple(keys)
    neighbour = next((other for other in reversed(earlier) if other in target), None)
    if neighbour is None:
        target.insert(0, key, value)
        return
    below = take_remarks(last_leaf(target, neighbour))
    target.insert(keys.index(neighbour) + 1, key, value)
    give_remarks(last_leaf(target, key), below)


def as_text(value: str) -> str:
    """A text as the file writes it: quoted where a reader of YAML could take it for more."""
    if value.lower() not in _MISREAD and _SAFE_PLAIN.fullmatch(value):
        return value
    quoted: str = DoubleQuotedScalarString(value)
    return quoted


_OPENS_BLOCK = r"^( *)[^\s#-][^\n]*:[ ]*(?:#[^\n]*)?\n(?:[ ]*(?:#[^\n]*)?\n)*"
"""A key whose value begins on a later line, remarks between them."""
_BLOCK_LIST = re.compile(_OPENS_BLOCK + r"( *)- ", re.MULTILINE)
_BLOCK_MAP = re.compile(_OPENS_BLOCK + r"( +)[^\s#-]", re.MULTILINE)


def _round_trip(text: str) -> YAML:
    """A reader and writer that changes nothing by itself, indentation included."""
    yaml = YAML()
    yaml.Resolver = _AsWritten
    yaml.preserve_quotes = True
    yaml.width = 1_000_000
    yaml.brace_single_entry_mapping_in_flow_sequence = True  # else [{preset: august}] loses its braces
    dash = _indentation(_BLOCK_LIST, text, least=0)
    yaml.indent(mapping=_indentation(_BLOCK_MAP, text, least=1), sequence=dash + 2, offset=dash)
    return yaml


def _indentation(form: re.Pattern[str], text: str, least: int) -> int:
    """How far the first such block of a file is indented; two where there is none."""
    found = (len(block[2]) - len(block[1]) for block in form.finditer(text))
    return next((spaces for spaces in found if spaces >= least), 2)
