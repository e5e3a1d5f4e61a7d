"""Which examples are looked at in each format and by each program that reads it."""

from __future__ import annotations

import os

from rse_plan.resources import example_names

EVERY_PAGE = bool(os.environ.get("EVERY_PAGE"))
"""Whether all are: half an hour more than the build has."""
LOOKED_AT = example_names() if EVERY_PAGE else ("association-60", "groupe-hospitalier", "weldom")
"""Else the smallest plan and the two largest: the same code and templates make the documents of all."""
