"""What a file for Word says, read as XML: no library that has to do with the one it was packed with."""

from __future__ import annotations

import io
import xml.etree.ElementTree as Xml
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from zipfile import ZipFile

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
LINKS = "word/_rels/document.xml.rels"


@dataclass(frozen=True)
class Paragraph:
    """A paragraph with the id of its style."""

    element: Xml.Element

    @property
    def style(self) -> str:
        found = self.element.find(f"{W}pPr/{W}pStyle")
        return "" if found is None else found.attrib[f"{W}val"]

    @property
    def text(self) -> str:
        """Its words; a tabulator and a line's end are spaces."""
        return "".join(_words(self.element))

    def said(self, style: str) -> str:
        """Its words in a character style."""
        return "".join(
            "".join(_words(run))
            for run in self.element.iter(f"{W}r")
            if style_of(run, "rPr", "rStyle") == style
        )


@dataclass(frozen=True)
class WordFile:
    """A file; its parts are read when asked for."""

    content: bytes

    def part(self, name: str) -> Xml.Element:
        with ZipFile(io.BytesIO(self.content)) as packed:
            return Xml.fromstring(packed.read(name))  # noqa: S314  # our own file

    @cached_property
    def body(self) -> Xml.Element:
        return self.part("word/document.xml")

    @cached_property
    def styles(self) -> dict[str, Xml.Element]:
        """By id."""
        found = self.part("word/styles.xml").iter(f"{W}style")
        return {style.attrib[f"{W}styleId"]: style for style in found}

    @cached_property
    def paragraphs(self) -> tuple[Paragraph, ...]:
        """In order, those of tables in their place."""
        return tuple(Paragraph(element) for element in self.body.iter(f"{W}p"))

    @property
    def tables(self) -> Iterator[Xml.Element]:
        return self.body.iter(f"{W}tbl")

    @property
    def addresses(self) -> dict[str, str]:
        """What links lead to outside, by the number of the relation."""
        return {
            each.attrib["Id"]: each.attrib["Target"]
            for each in self.part(LINKS)
            if each.attrib.get("TargetMode") == "External"
        }

    @property
    def text(self) -> str:
        return "\n".join(paragraph.text for paragraph in self.paragraphs)


def style_of(element: Xml.Element, properties: str, kind: str) -> str:
    """What one of an element's properties says; `properties` is what holds them, or `.`."""
    found = element.find(f"{W}{properties}/{W}{kind}" if properties != "." else f"{W}{kind}")
    return "" if found is None else found.attrib[f"{W}val"]


def _words(element: Xml.Element) -> Iterator[str]:
    for each in element.iter():
        if each.tag == f"{W}t":
            yield each.text or ""
        elif each.tag in (f"{W}tab", f"{W}br") and not each.attrib.get(f"{W}pos"):
            yield " "
