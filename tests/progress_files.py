"""Files of progress as hands write them, and how tests read them."""

from __future__ import annotations

import re
from collections import Counter
from datetime import date
from pathlib import Path

from rse_plan.model.progress import ProgressFile, read_progress
from rse_plan.source.yaml_reader import read_bytes
from rse_plan.tracking.progress_file import KeptProgress, open_progress
from rse_plan.tracking.record import Days

START, TODAY = date(2027, 1, 4), date(2027, 6, 30)
DAYS = Days(START, TODAY)
BY_HAND = """\
# Weldom: what happened
kind: progress   # do not touch
format: 1

# --- work ---
items:
# the charter
- id: a/one   # first
  started: 2027-01-25   # a Monday
  # it took long
  done: 2027-02-05

# the vendor
- id: a/two
  blocked: 2027-03-01   # called them twice
  reason: "see ticket #12, twice"   # sic
  # they say April
  until: 2027-04-12   # hopefully
  # nothing more
# end of work

# --- decisions ---
decisions:
  # asked in March
  - {id: b/one, answer: later, on: 2027-03-06}   # not yet
  # and so on
# the end
"""
IN_BRACES = """\
kind: progress
format: 1
items: [{id: a/one, started: 2027-01-25}, {id: a/two, blocked: 2027-02-01, reason: 'no, really'}] # all
measures: []   # none yet
# bye
"""
EMPTY = "# mine\nkind: progress\nformat: 1\nitems:   # to come\n# here\ndecisions:\n"
BARE = "---\nkind: progress\nformat: 1\n# nothing yet\n"
ALL_BRACES = '{kind: progress, format: 1, items: [{blocked: 2027-02-01, reason: "a, b", id: a/one}]} # all'
ODD = """\
---   # opened
kind: progress
format: 1
measures:
    - value: 3/9   # of nine
      kpi: a/one

      # read by hand
      on: 2027-02-01
items:
    -   # a dash alone
        blocked: 2027-02-01   # comes first
        # before the reason
        reason: |
            two lines
            of it

        # behind it
        id: a/one
    - blocked: 2027-02-01   # on the dash
      id: a/two
      reason: >-
        folded
        text
    - {
        id: a/three@x,   # named
        blocked: 2027-02-01,
        # in braces
        reason: 'it''s, well', until: 2027-05-01
      }
decisions:
...
# below the end
"""
BEGINNINGS = (
    *(BY_HAND, IN_BRACES, EMPTY, BARE, ODD, ALL_BRACES, ""),
    *(BY_HAND.replace("\n", "\r\n"), "\ufeff" + BY_HAND),
)


def opened(path: Path) -> KeptProgress:
    return open_progress(path, str)


def read(path: Path) -> ProgressFile:
    reading = read_bytes(path.read_bytes(), "progress.yaml")
    assert reading.document is not None, reading.diagnostics
    assert reading.diagnostics == ()
    fitted = read_progress(reading.document)
    assert fitted.diagnostics == ()
    assert fitted.value is not None
    return fitted.value


def comments(text: str) -> Counter[str]:
    """The comments of the files above: none of their values but one holds the sign."""
    bare = text.replace("ticket #12", "ticket").replace("\r\n", "\n")
    return Counter(re.findall(r"(?:^|(?<=\s))#[^\n]*[^\s]", bare, re.MULTILINE))
