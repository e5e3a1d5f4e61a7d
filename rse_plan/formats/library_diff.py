"""What own folders change in the bundled library, for programs: one JSON object, `format: 1`.

Keys: format, playbooks (id, kind: added, changed or replaced, file, layers, items, changes), shared (kind,
of: roles, phases or evidence; id, file, line), texts (language, name, text, file, line). A change has kind,
item (null for the playbook itself), key (null for a whole item), before and after as written, file, line.
"""

from __future__ import annotations

import json
from typing import Any

from rse_plan.library.comparison import Change, Compared, Comparison
from rse_plan.source.span import Span

FORMAT = 1

Json = dict[str, Any]


def write_diff(found: Comparison) -> str:
    """A comparison as text, ending with a line break."""
    made = {
        "format": FORMAT,
        "playbooks": [_playbook(one) for one in found.playbooks],
        "shared": [
            {"kind": one.kind.value, "of": one.of, "id": one.id, **_place(one.span)} for one in found.shared
        ],
        "texts": [
            {"language": language, "name": name, "text": text.text, **_place(text.span)}
            for language, texts in sorted(found.texts.items())
            for name, text in sorted(texts.items())
        ],
    }
    return json.dumps(made, ensure_ascii=False, indent=2) + "\n"


def _playbook(one: Compared) -> Json:
    return {
        "id": one.id,
        "kind": one.kind.value,
        "file": one.path,
        "layers": list(one.layers),
        "items": one.items,
        "changes": [_change(change) for change in one.changes],
    }


def _change(change: Change) -> Json:
    return {
        "kind": change.kind.value,
        "item": change.item or None,
        "key": change.key or None,
        "before": change.before,
        "after": change.after,
        **_place(change.span),
    }


def _place(span: Span) -> Json:
    return {"file": span.path, "line": span.line}
