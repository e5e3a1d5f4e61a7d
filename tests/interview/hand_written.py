"""An answers file as somebody types it, with comments and quotes of their own."""

from __future__ import annotations

from pathlib import Path

BY_HAND = """\
# Weldom, first draft
kind: answers   # do not touch
format: 1

# what we speak
language: en
documents: [en, fr]

# --- who we are ---
organisation: {name: 'Weldom', headcount: 2750}   # from the article
calendar:
    # the board meets on Fridays
    target: 2027-03-01   # wanted by Paul

# one community so far
communities:
- id: ideas
  members: 40   # to be counted

  # people say it is urgent
  use_case: idea-box
# end of file
"""


def hand_written(path: Path, text: str) -> None:
    path.write_bytes(text.encode("utf-8"))
