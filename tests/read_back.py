"""What a reader of each format finds in it, beside what plan.json says: names, days, numbers.

A reader takes the files of one format and the plan, and gives what it found and what it should have found.
A new format has its reader here, in READERS.
"""

from __future__ import annotations

import csv
import io
import json
import re
import subprocess
import xml.etree.ElementTree as Xml
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cached_property
from itertools import pairwise
from typing import Any

from html_page import read_page
from markdown_it import MarkdownIt

from rse_plan.documents.readers import when
from rse_plan.documents.telling import Telling
from rse_plan.documents.words import Words
from rse_plan.formats.json import write
from rse_plan.formats.plain_text import plain
from rse_plan.planning.plan import Plan

Files = Mapping[str, bytes]
Facts = frozenset[tuple[object, ...]]
DAY = timedelta(days=1)
SEEN = 200
"""Characters of a name that are compared: programs cut names at lengths of their own."""


@dataclass(frozen=True)
class Told:
    """A plan in one language."""

    plan: Plan
    words: Words

    @cached_property
    def json(self) -> Mapping[str, Any]:
        """plan.json."""
        document: Mapping[str, Any] = json.loads(write(self.plan, self.words))
        return document

    @cached_property
    def tasks(self) -> Mapping[str, Mapping[str, Any]]:
        """The tasks of plan.json by id."""
        return {task["id"]: task for task in self.json["tasks"]}

    def wanted(self, *keys: str) -> Facts:
        """Id, title and some more keys of every task."""
        return frozenset(
            (id_, same(task["title"]), *(task[key] for key in keys)) for id_, task in self.tasks.items()
        )


Reader = Callable[[Files, Told], tuple[Facts, Facts]]


def same(text: str) -> str:
    """A name without what a format may do to spaces, to its end, and to signs that begin a formula."""
    kept = re.sub("[\u2060'·,;]", "", plain(text).translate(str.maketrans("[]", "()")))
    return " ".join(kept.split())[:SEEN].rstrip("… ")


# --- documents ---


def _in_words(told: Told) -> Facts:
    telling = Telling(told.plan, told.words)
    return frozenset(
        (item.id, same(told.tasks[item.id]["title"]), same(when(telling, item))) for item in told.plan.items
    )


def markdown(files: Files, told: Told) -> tuple[Facts, Facts]:
    """The register, as CommonMark reads it: a heading for each task, then its days and its id."""
    tokens = MarkdownIt("commonmark").enable("table").parse(files["register.md"].decode())
    found = set()
    for place, token in enumerate(tokens):
        if token.type == "heading_open" and token.tag == "h3":
            title = "".join(_texts(tokens[place + 1].children or []))
            line = tokens[place + 4].children or []
            days, codes = "".join(_strong(line)), [one.content for one in line if one.type == "code_inline"]
            if codes and codes[0] in told.tasks:
                found.add((codes[0], same(title), same(days)))
    return frozenset(found), _in_words(told)


def _texts(tokens: Sequence[Any]) -> Iterator[str]:
    return (token.content for token in tokens if token.type in ("text", "text_special"))


def _strong(tokens: Sequence[Any]) -> Iterator[str]:
    """The first words that weigh."""
    for place, token in enumerate(tokens):
        if token.type == "strong_open":
            end = next(n for n in range(place, len(tokens)) if tokens[n].type == "strong_close")
            yield from _texts(tokens[place:end])
            return


def html(files: Files, told: Told) -> tuple[Facts, Facts]:
    """The register: an article for each task."""
    found = set()
    for article in read_page(files["register.html"].decode()).all("article"):
        if article.has_class("task"):
            title, code = next(article.all("h3")).text, next(article.all("code")).text
            days = next(span.text for span in article.all("span") if span.has_class("dates"))
            found.add((code, same(title), same(days)))
    return frozenset(found), _in_words(told)


def word(files: Files, told: Told) -> tuple[Facts, Facts]:
    """The register: a heading for each task, then its days, and last its id."""
    from docx import Document

    paragraphs = Document(io.BytesIO(files["register.docx"])).paragraphs
    found = set()
    for title, line in pairwise(paragraphs):
        runs = [run.text for run in line.runs]
        if runs and runs[-1] in told.tasks and title.style.style_id == "Heading2":
            found.add((runs[-1], same(title.text), same(runs[0])))
    return frozenset(found), _in_words(told)


def pdf(files: Files, told: Told) -> tuple[Facts, Facts]:
    """The register: a task's title, right after it its days, and soon its id.

    A PDF has words where they stand on paper: only letters and digits are compared.
    """
    text, wanted = _letters(pdf_text(files["register.pdf"])), _in_words(told)

    def stands(fact: tuple[object, ...]) -> bool:
        id_, title, days = (re.escape(_letters(str(part))) for part in fact)
        return bool(re.search(f"{title}.{{0,60}}?{days}.{{0,120}}?{id_}", text))

    return frozenset(filter(stands, wanted)), wanted


def _letters(text: str) -> str:
    return re.sub(r"[\W_]", "", text)


def pdf_text(content: bytes) -> str:
    """The words of a PDF in the order in which they were placed."""
    command = ["pdftotext", "-raw", "-", "-"]
    return subprocess.run(command, input=content, capture_output=True, check=True).stdout.decode()


# --- data ---

_NUMBERS = ("start", "finish", "duration", "slack", "critical")


def as_json(files: Files, told: Told) -> tuple[Facts, Facts]:
    tasks = json.loads(files["plan.json"])["tasks"]
    return _rows(tasks, _NUMBERS), told.wanted(*_NUMBERS)


def prompt(files: Files, told: Told) -> tuple[Facts, Facts]:
    """The one block of data that a reader of Markdown sees."""
    tokens = MarkdownIt("commonmark").parse(files["prompt.md"].decode())
    (block,) = (token for token in tokens if token.type == "fence")
    found = json.loads(block.content)["tasks"]
    tasks = [dict(zip(found["columns"], row, strict=True)) for row in found["rows"]]
    return _rows(tasks, _NUMBERS), told.wanted(*_NUMBERS)


def _rows(tasks: Sequence[Mapping[str, Any]], keys: Sequence[str]) -> Facts:
    return frozenset((task["id"], same(task["title"]), *(task.get(key) for key in keys)) for task in tasks)


def tables(files: Files, told: Told) -> tuple[Facts, Facts]:
    """tasks.csv."""
    text = files["tasks.csv"].decode("utf-8-sig")
    separator = ";" if told.words.language == "fr" else ","
    rows = list(csv.reader(io.StringIO(text), delimiter=separator))
    return _sheet(rows, told, str)


def workbook(files: Files, told: Told) -> tuple[Facts, Facts]:
    """The sheet of tasks, dates being dates."""
    from openpyxl import load_workbook

    sheet = load_workbook(io.BytesIO(files["plan.xlsx"]))[told.words.say("Tasks")]
    rows = [list(row) for row in sheet.iter_rows(values_only=True)]
    first = next(number for number, row in enumerate(rows) if told.words.say("Task") in row)
    return _sheet(rows[first:], told, lambda cell: cell.date().isoformat())


def _sheet(rows: Sequence[Sequence[Any]], told: Told, day: Callable[[Any], str]) -> tuple[Facts, Facts]:
    names = [told.words.say(name) for name in ("Task", "Start", "Finish")]
    head = [str(cell) for cell in rows[0]]
    title, start, finish = (head.index(name) for name in names)
    found = frozenset(
        (row[place], same(str(row[title])), day(row[start]), day(row[finish]))
        for row in rows[1:]
        for place in range(len(row))
        if row[place] in told.tasks
    )
    return found, told.wanted("start", "finish")


def deck(files: Files, told: Told) -> tuple[Facts, Facts]:
    """The charts' data, and the days that head a table: each is one of the plan's."""
    from pptx import Presentation

    found: set[tuple[object, ...]] = set()
    for slide in Presentation(io.BytesIO(files["brief.pptx"])).slides:
        for shape in slide.shapes:
            if shape.has_chart:
                found |= set(_of_chart(shape.chart.plots[0], told.words))
            elif shape.has_table and len(shape.table.rows) == 2 and len(shape.table.columns) > 4:
                found |= {("day", cell.text) for cell in shape.table.rows[0].cells}
    return frozenset(found), frozenset(found & set(_of_deck(told)))


def _of_chart(plot: Any, words: Words) -> Iterator[tuple[object, ...]]:
    """Bars with their first and last days, or roles with their hours; the last row may be a sum."""
    names = [name.rpartition(" · ")[0] or name for name in plot.categories]
    series = {one.name: one.values for one in plot.series}
    if (starts := series.pop(words.say("Start"), None)) is not None:
        phase = words.say("Phase (days)")
        for kind, days in series.items():
            for name, start, length in zip(names, starts, days, strict=True):
                if length is not None:
                    first = date(1899, 12, 30) + DAY * start
                    title = same(name) if kind == phase else ""
                    yield ("span", title, first.isoformat(), (first + DAY * (length - 1)).isoformat())
        return
    yield ("sums", *(round(sum(hours), 2) for hours in series.values()))
    summed = [words.count("1 other role", "{count} other roles", number) for number in range(1, 40)]
    for name, *hours in zip(names, *series.values(), strict=True):
        if name not in summed:
            yield ("hours", same(name).casefold(), *hours)


def _of_deck(told: Told) -> Iterator[tuple[object, ...]]:
    plan, telling = told.json, Telling(told.plan, told.words)
    finish = plan["finish"]
    yield from (("span", same(phase["title"]), phase["start"], phase["finish"]) for phase in plan["phases"])
    yield from (("span", "", each["opening"], finish) for each in plan["communities"] if each["opening"])
    gates = [task for task in plan["tasks"] if task["kind"] == "gate"]
    yield from (("span", "", one["start"], two["finish"]) for one in gates for two in gates)
    pilot = plan["staffing"][0]
    yield ("sums", pilot["before"], pilot["after"])
    yield ("sums", round(sum(plan["effort"].values()), 2))
    for row in pilot["rows"]:
        yield ("hours", same(telling.role(row["role"])).casefold(), row["before"], row["after"])
    for role, hours in plan["effort"].items():
        yield ("hours", same(telling.role(role)).casefold(), hours)
    for task in plan["tasks"]:
        for day in (task["start"], task["finish"]):
            yield ("day", told.words.day(date.fromisoformat(day), told.plan.start))


# --- calendars and planners ---


def calendars(files: Files, told: Told) -> tuple[Facts, Facts]:
    """Every event that is a task's; a wait stands on its last day."""
    import icalendar

    found, wanted = set(), set()
    for content in files.values():
        for event in icalendar.Calendar.from_ical(content).walk("VEVENT"):
            task = told.tasks.get(str(event["UID"]).rpartition("@")[0])
            if task is not None:
                last = event["DTEND"].dt - DAY if "DTEND" in event else event["DTSTART"].dt
                found.add((task["id"], event["DTSTART"].dt, None if "RRULE" in event else last))
                wanted.add((task["id"], *_shown(task, "RRULE" in event)))
    return frozenset(found), frozenset(wanted)


def _shown(task: Mapping[str, Any], recurs: bool) -> tuple[date, date | None]:
    start, finish = date.fromisoformat(task["start"]), date.fromisoformat(task["finish"])
    return (start, None) if recurs else (finish if task["kind"] == "gate" else start, finish)


def project(files: Files, told: Told) -> tuple[Facts, Facts]:
    """Microsoft Project's tasks, whose first text field holds our id."""
    names = {"": "http://schemas.microsoft.com/project"}
    found = set()
    for task in Xml.fromstring(files["plan.xml"]).iterfind("Tasks/Task", names):  # noqa: S314  # our own file
        id_ = task.findtext("ExtendedAttribute/Value", None, names)
        if id_ is not None:
            start, finish, title = (
                str(task.findtext(name, None, names)) for name in ("Start", "Finish", "Name")
            )
            critical = task.findtext("Critical", None, names) == "1"
            found.add((id_, same(title), start[:10], finish[:10], critical))
    return frozenset(found), told.wanted("start", "finish", "critical")


_TJ_TASK = re.compile(r'^  task (\w+) "((?:\\"|[^"])*)" \{\n((?:    .*\n)*)  \}$', re.MULTILINE)


def taskjuggler(files: Files, told: Told) -> tuple[Facts, Facts]:
    """Title and working days of every task; an external test has its days worked out."""
    text = files["plan.tjp"].decode()
    found = [
        (same(title.replace('\\"', '"')), int(length[1]) if length else 0, "flags critical" in block)
        for _, title, block in _TJ_TASK.findall(text)
        for length in [re.search(r"^    length (\d+)d$", block, re.MULTILINE)]
    ]
    wanted = [(same(task["title"]), task["duration"], task["critical"]) for task in told.json["tasks"]]
    assert len(found) == len(wanted)
    return frozenset(found), frozenset(wanted)


_BAR = re.compile(
    r"^    (?!%%|section |title )([^:\n]+) :((?:\w+, )*)(\d{4}-\d\d-\d\d), (\S+)$", re.MULTILINE
)


def mermaid(files: Files, told: Told) -> tuple[Facts, Facts]:
    """First and last days of the bars, which put tasks together: each is one of the plan's."""
    found = set()
    for _, _, start, end in _BAR.findall(files["plan.mmd"].decode()):
        found |= {("start", start), ("finish", start if end == "0d" else end)}
    every = {(key, task[key]) for task in told.json["tasks"] for key in ("start", "finish")}
    return frozenset(found), frozenset(found & every)


READERS: Mapping[str, Reader] = {
    "markdown": markdown,
    "html": html,
    "pdf": pdf,
    "docx": word,
    "json": as_json,
    "xlsx": workbook,
    "csv": tables,
    "ics": calendars,
    "mspdi": project,
    "tjp": taskjuggler,
    "mermaid": mermaid,
    "prompt": prompt,
    "pptx": deck,
}
