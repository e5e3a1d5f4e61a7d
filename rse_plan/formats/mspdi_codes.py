"""What numbers and names mean in Microsoft Project's XML."""

from __future__ import annotations

NAMESPACE = "http://schemas.microsoft.com/project"
"""What Project writes itself; its published schema has another one, which it does not open."""
VERSION = 14
"""Project 2010 and later."""
TEXT1 = 188743731
"""The first text field of a task, free for everyone."""

HOURS, DAYS, ELAPSED_DAYS, WEEKS, ELAPSED_WEEKS = 5, 7, 8, 9, 10
"""In which unit a length is shown; elapsed ones run day and night."""
FIXED_DURATION = 1
FINISH_TO_START = 1
AS_SOON_AS_POSSIBLE, START_NO_EARLIER = 0, 4
WORK = 1
"""A resource that works, unlike material."""
DAILY = 1
"""Days closed one after the other."""
SUNDAY = 1
"""The first of seven weekdays."""

RESOURCE_SIGNS = str.maketrans({"[": "(", "]": ")", ",": " ·", ";": " ·"})
"""Signs that the name of a resource may not hold, and what stands for them."""
