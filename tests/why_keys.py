"""What `rse-plan why --format json` documents."""

from __future__ import annotations

KEYS = ["format", "id", "in_plan", "title", "audience", "texts", "day", "playbook", "layers", "elements",
        "waves", "conditions", "adjusted", "due", "chain", "sources", "moves", "absent"]  # fmt: skip
