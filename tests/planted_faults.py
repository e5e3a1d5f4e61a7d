"""Faults that people make in playbooks, and where each could be made in a text.

A kind looks for its places with one pattern; what it puts there is wrong whatever the rest of the library
says, unless it has an own finder of places, which then asks the library.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import pairwise
from random import Random
from typing import NamedTuple

from rse_plan.library import Library


class Cut(NamedTuple):
    """A stretch of a file, by offsets, and what a person put in its place.

    `near` is a pattern of other lines at which the fault may rightly be told; `in_item` says the same of
    the whole item around it, for what is gone has no line.
    """

    path: str
    start: int
    end: int
    text: str
    in_item: bool = False
    near: str | None = None


@dataclass(frozen=True)
class Planted:
    """A file with a fault in it, and the lines at which it may be reported."""

    path: str
    text: str
    lines: frozenset[int]
    line: int


Texts = Mapping[str, str]
Places = Callable[[Texts, Library], Iterable[Cut]]
Put = Callable[[re.Match[str], Random], str]


@dataclass(frozen=True)
class Kind:
    """A kind of fault, and the rules any of which may tell of it."""

    name: str
    rules: frozenset[str]
    places: Callable[[Texts, Library, Random], Iterator[Cut]]

    def plant(self, texts: Texts, library: Library, random: Random, count: int) -> list[Planted]:
        """So many of its places, chosen at random, each in a file of its own."""
        found = list(self.places(texts, library, random))
        return [_planted(texts, cut) for cut in random.sample(found, min(count, len(found)))]


def rounds(planted: Iterable[Planted]) -> list[list[Planted]]:
    """Faults that can be looked for together: one in a file."""
    found: list[list[Planted]] = []
    for one in planted:
        free = next((others for others in found if all(one.path != other.path for other in others)), None)
        if free is None:
            found.append([one])
        else:
            free.append(one)
    return found


_ITEM = re.compile(r"^ *- id:|^\w", re.M)


def _planted(texts: Texts, cut: Cut) -> Planted:
    old = texts[cut.path]
    text = old[: cut.start] + cut.text + old[cut.end :]
    first = text.count("\n", 0, cut.start) + 1
    # What ends with its line end is a whole line: the one after it is not part of the fault.
    last = first + cut.text.removesuffix("\n").count("\n")
    lines = set(range(first, last + 1))
    if cut.in_item:
        heads = [text.count("\n", 0, match.start()) + 1 for match in _ITEM.finditer(text)]
        begin = max((line for line in heads if line <= first), default=1)
        end = min((line for line in heads if line > first), default=text.count("\n") + 2)
        if begin == first and not cut.text:  # the last line of an item is gone: the next item is not it
            begin, end = max((line for line in heads if line < first), default=1), first
        lines.update(range(begin, end))
    if cut.near is not None:
        lines.update(n for n, line in enumerate(text.split("\n"), 1) if re.search(cut.near, line))
    return Planted(cut.path, text, frozenset(lines), first)


def kind(name: str, rules: str, pattern: str, put: Put | str, of: str = "playbook") -> Kind:
    """A fault that is put in place of each match of a pattern, in the files of one sort.

    What leaves nothing behind may be told anywhere in its item.
    """
    wanted = re.compile(pattern, re.M)

    def places(texts: Texts, library: Library, random: Random) -> Iterator[Cut]:
        for path, text in texts.items():
            if f"\nkind: {of}\n" in f"\n{text}":
                for match in wanted.finditer(text):
                    new = match.expand(put) if isinstance(put, str) else put(match, random)
                    if new != match[0]:
                        yield Cut(
                            path,
                            match.start(),
                            match.end(),
                            new,
                            in_item=match[0].endswith("\n") and new in ("", *match.groups()),
                        )

    return Kind(name, frozenset(rules.split()), places)


def asked(name: str, rules: str, find: Places) -> Kind:
    """A fault whose places the library must be asked for."""
    return Kind(name, frozenset(rules.split()), lambda texts, library, _: iter(find(texts, library)))


def letter_dropped(word: str, random: Random) -> str:
    """A word as a hurried hand types it."""
    tail = word.rpartition("/")[2].rpartition(".")[2]
    at = random.choice([n for n, sign in enumerate(tail) if sign.isalpha() or sign == "_"])
    return word[: len(word) - len(tail)] + tail[:at] + tail[at + 1 :]


def drop(match: re.Match[str], random: Random) -> str:
    return letter_dropped(match[0], random)


def drop_one(pattern: str) -> Put:
    """Drop a letter in one of the words of a line."""
    word = re.compile(pattern)

    def put(match: re.Match[str], random: Random) -> str:
        words = list(word.finditer(match[0]))
        if not words:
            return match[0]
        found = random.choice(words)
        wrong = letter_dropped(found[0], random)
        return match[0][: found.start()] + wrong + match[0][found.end() :]

    return put


def bare(condition: str) -> str:
    return condition[1:-1].replace("''", "'") if condition.startswith("'") else condition


def quoted(condition: str) -> str:
    return "'" + condition.replace("'", "''") + "'"


def nonsense(match: re.Match[str], random: Random) -> str:
    condition = bare(match[2])
    return match[1] + quoted(f"({condition}) and not ({condition})")


QUOTED = r'"(?:[^"\\\n]|\\.)*"'
REF = r"[a-z][a-z0-9-]*(?:/[a-z0-9-]+)?"
WHEN = r"^( +when: |applies_when: )"
LINE = "^    {}: .*\n"
_BLOCK = re.compile(r"^  - id: (\S+)\n(?:    .*\n|\n)*", re.M)


def blocks(texts: Texts, kind_of_file: str = "playbook") -> Iterator[tuple[str, re.Match[str]]]:
    """Every item that stands in lines, with its path."""
    for path, text in texts.items():
        if f"\nkind: {kind_of_file}\n" in f"\n{text}":
            yield from ((path, match) for match in _BLOCK.finditer(text))


def _within(
    path: str, block: re.Match[str], pattern: str, new: str = "", near: str | None = None
) -> Iterator[Cut]:
    """The first match of a pattern inside an item."""
    if (match := re.search(pattern, block[0], re.M)) is not None:
        at = block.start()
        yield Cut(path, at + match.start(), at + match.end(), match.expand(new), in_item=True, near=near)


def figures_without_source(texts: Texts, library: Library) -> Iterator[Cut]:
    for path, block in blocks(texts):
        if re.search(r"\d ?%|^    target: .*low:", block[0], re.M):
            yield from _within(path, block, LINE.format("because"))


def gates_without_source(texts: Texts, library: Library) -> Iterator[Cut]:
    for path, block in blocks(texts):
        if re.search(r"^    gate: (?!decision|other)", block[0], re.M) and "lead_time:" in block[0]:
            yield from _within(path, block, LINE.format("because"))


def measures_of_the_network(texts: Texts, library: Library) -> Iterator[Cut]:
    """Where nothing else says the use: neither the playbook's condition nor the measure's own."""
    for path, block in blocks(texts):
        said = re.findall(r"^applies_when: .*$", texts[path], re.M) + re.findall(
            r"^    when: .*$", block[0], re.M
        )
        if not any("use_case" in condition for condition in said):
            yield from _within(path, block, LINE.format("use_case"))


def own_of_nothing(texts: Texts, library: Library) -> Iterator[Cut]:
    for path, block in blocks(texts):
        if "{{ community." in block[0]:
            yield from _within(path, block, r"^    for_each: communities\n")


def law_in_working_days(texts: Texts, library: Library) -> Iterator[Cut]:
    """Only of gates that cite a law or a ruling: a vendor's delay may count working days."""
    for path, block in blocks(texts):
        cited = re.search(r"^    because: \[(.*)\]$", block[0], re.M)
        names = cited[1].split(", ") if cited else []
        if any(
            library.evidence[name].type in ("law", "case-law") for name in names if name in library.evidence
        ):
            yield from _within(path, block, r"(base|to): \w+", r"\1: 30d")


def _needs(path: str, block: re.Match[str]) -> list[str]:
    """What an item waits for in any case, as it is written."""
    found = re.search(r"^    needs: \[(.*)\]$|^    needs:\n((?:      - .*\n)+)", block[0], re.M)
    words = re.findall(r"(?:^|, )(" + REF + r")(?=,|$)", found[1]) if found and found[1] else []
    return words or (re.findall(r"- (" + REF + r")$", found[2], re.M) if found and found[2] else [])


def a_phase_earlier(texts: Texts, library: Library) -> Iterator[Cut]:
    """Of what needs something in its own phase."""
    phases = list(library.phases)
    work = {
        f"{file.value.id}/{item.id}": getattr(item, "phase", None)
        for file in library.playbooks.values()
        for item in file.value.tasks
    }
    for path, block in blocks(texts):
        own = path.rpartition("/")[2].removesuffix(".yaml")
        phase = work.get(f"{own}/{block[1]}")
        needed = [work.get(ref if "/" in ref else f"{own}/{ref}") for ref in _needs(path, block)]
        if phase in phases[1:] and phase in needed:
            earlier = phases[phases.index(phase) - 1]
            yield from _within(path, block, r"^    phase: \S+$", f"    phase: {earlier}")


def circles(texts: Texts, library: Library) -> Iterator[Cut]:
    """What is waited for waits for the one that waits."""
    for path, text in texts.items():
        found = {block[1]: block for _, block in blocks({path: text})}
        for name, block in found.items():
            for ref in _needs(path, block):
                if ref in found and "\n    needs: [" in found[ref][0]:
                    near = rf"needs: .*\b{ref}\b"
                    yield from _within(path, found[ref], r"^    needs: \[", f"    needs: [{name}, ", near)


def same_ids(texts: Texts, library: Library) -> Iterator[Cut]:
    for path, text in texts.items():
        found = [block for _, block in blocks({path: text})]
        for one, other in pairwise(found):
            if "." not in one[1] + other[1]:  # a question's id is of another sort
                yield Cut(path, other.start(1), other.end(1), one[1])


def not_required(texts: Texts, library: Library) -> Iterator[Cut]:
    """Told at the first use of what is no longer required."""
    for path, text in texts.items():
        listed = re.search(r"^requires: \[(.*)\]$", text, re.M)
        for name in listed[1].split(", ") if listed else []:
            rest = ", ".join(one for one in listed[1].split(", ") if one != name) if listed else ""
            if listed and re.search(rf"\b{name}/", text):
                yield Cut(path, listed.start(1), listed.end(1), rest, near=rf"[ \[]{name}/")


def _council_gates(library: Library) -> list[str]:
    return [
        f"{file.value.id}/{item.id}"
        for file in library.playbooks.values()
        for item in file.value.tasks
        if getattr(item, "gate", None) == "works-council"
    ]


def council_passed(texts: Texts, library: Library) -> Iterator[Cut]:
    """The gate's own `before`, without which nothing waits for it."""
    gates = {ref.rpartition("/")[2] for ref in _council_gates(library)}
    for path, block in blocks(texts):
        if block[1] in gates:
            yield from _within(path, block, r"^    before:(?: .*\n|\n(?:      .*\n)+)")


def council_cut(texts: Texts, library: Library) -> Iterator[Cut]:
    """The need by which a decision waits for the opinion; where another path leads there, no fault."""
    names = "|".join(_council_gates(library))
    for path, block in blocks(texts):
        if re.search(r"^    decides:", block[0], re.M):
            for match in re.finditer(rf"^      - {{task: (?:{names}).*\n", block[0], re.M):
                at = block.start()
                yield Cut(path, at + match.start(), at + match.end(), "", in_item=True)


def added(text: str, language: str, keys: str) -> tuple[str, str]:
    """A pattern and its replacement: words added at the end of a text of items."""
    inline = rf"(?:{keys}): \{{en: {QUOTED}, fr: {QUOTED}\}}$"
    start = r"^    (?=" + inline + r")" + rf'(.*?{language}: "(?:[^"\\\n]|\\.)*)"'
    return start, rf'    \1 {text}"'
