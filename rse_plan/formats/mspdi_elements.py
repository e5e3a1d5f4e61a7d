"""Elements of Microsoft Project's XML, and how it writes amounts and moments."""

from __future__ import annotations

import xml.etree.ElementTree as Xml
from datetime import date, datetime, time


def add(parent: Xml.Element, name: str) -> Xml.Element:
    """A new element inside another, after those that are there."""
    return Xml.SubElement(parent, name)


def put(parent: Xml.Element, **values: str | int | None) -> None:
    """Elements that hold a value, in the order given, which the format fixes; None leaves one out."""
    for name, value in values.items():
        if value is not None:
            Xml.SubElement(parent, name).text = str(value)


def content_of(root: Xml.Element) -> bytes:
    """The bytes of a file."""
    Xml.indent(root, " ")
    return bytes(Xml.tostring(root, encoding="utf-8", xml_declaration=True)) + b"\n"


def hours(count: int) -> str:
    """An amount of time."""
    return f"PT{count}H0M0S"


def minutes(count: int) -> str:
    """An amount of time, from minutes."""
    return f"PT{count // 60}H{count % 60}M0S"


def moment(day: date, at: time) -> str:
    """A moment; the format knows no time zones."""
    return datetime.combine(day, at).isoformat()
