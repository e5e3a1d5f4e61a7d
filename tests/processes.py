"""Which tests run in one process: those of one example, so that its plan is made once, and a few others.

pytest-xdist's own groups (`xdist_group`) are not used: they rename tests, which pytest 9.2 no longer lets
them do, and then every process makes every plan, without a word.
"""

from __future__ import annotations

from collections.abc import Iterable

from xdist.scheduler import LoadScopeScheduling

TOGETHER = {
    "the package's modules, parsed once": (
        "/test_architecture.py",
        "/test_code_shape.py",
        "/test_catalogue.py",
    ),
    "documents that the word processing program converts in one run": ("/test_docx_pages.py",),
    "documents that a browser prints once": ("/test_pdf_pages.py",),
    "the action, installed once": ("::test_the_action_",),
    "a playbook, checked once before it is broken": ("::test_check_jsonschema_refuses_",),
}
"""What tests share that are of no example, and parts of their names."""


def group(test: str, names: Iterable[str]) -> str:
    """What a test runs together with: an example or a library case among its parameters, or its own name."""
    words = f"-{test.partition('[')[2].removesuffix(']')}-"
    named = [name for name in names if f"-{name}-" in words]
    if named:
        return max(named, key=len)
    shared = (what for what, parts in TOGETHER.items() if any(part in f"/{test}" for part in parts))
    return next(shared, test)


class Together(LoadScopeScheduling):
    """Hands out the largest groups first, then single tests in their order."""

    names: frozenset[str] = frozenset()

    def _split_scope(self, nodeid: str) -> str:
        return group(nodeid, self.names)
