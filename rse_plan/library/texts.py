"""Every text of a library: the same placeholders in each language, and only names that exist."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from rse_plan.diagnostics import Diagnostic, nearest
from rse_plan.errors import say
from rse_plan.expressions import NameType
from rse_plan.library.load import Library
from rse_plan.model.base import LANGUAGES
from rse_plan.model.names import PLACEHOLDER, name_types, placeholders
from rse_plan.source.yaml_reader import Document, Node, Route, Scalar, Sequence
from rse_plan.source.yaml_reader import Mapping as YamlMap


def check_texts(library: Library) -> Iterator[Diagnostic]:
    """Placeholders that differ between languages, or that nothing fills."""
    names = name_types(library.questions)
    for file in library.playbooks.values():
        for _, text in _texts(file.document):
            yield from _mismatches(text)
            for scalar in text.values():
                yield from _unknown_names(scalar, names, library.unreadable)


def _texts(document: Document) -> Iterator[tuple[Route, Mapping[str, Scalar]]]:
    """Every map of languages in a file."""
    waiting: list[tuple[Route, Node]] = [((), document.root)]
    while waiting:
        route, node = waiting.pop()
        if isinstance(node, Sequence):
            waiting.extend(((*route, index), item) for index, item in enumerate(node.items))
        elif isinstance(node, YamlMap):
            keys = {entry.key.text for entry in node.entries}
            if keys and keys <= set(LANGUAGES):
                yield (
                    route,
                    {
                        entry.key.text: entry.value
                        for entry in node.entries
                        if isinstance(entry.value, Scalar)
                    },
                )
            waiting.extend(((*route, entry.key.text), entry.value) for entry in node.entries)


def _mismatches(text: Mapping[str, Scalar]) -> Iterator[Diagnostic]:
    used = {language: set(placeholders(scalar.text)) for language, scalar in text.items()}
    everywhere = set().union(*used.values())
    for language, names in used.items():
        for name in sorted(everywhere - names):
            message = say("“{name}” is missing here: another language has it", name=f"{{{{ {name} }}}}")
            yield Diagnostic(
                rule="placeholder-mismatch",
                span=text[language].span,
                message=message,
                help=say("use the same placeholders in every language"),
            )


def _unknown_names(
    scalar: Scalar, names: Mapping[str, NameType], unreadable: frozenset[str]
) -> Iterator[Diagnostic]:
    for name in placeholders(scalar.text):
        if name not in names and name not in unreadable:
            message = say("no question sets “{name}”", name=name)
            yield Diagnostic(
                rule="unasked-variable", span=scalar.span, message=message, help=nearest(name, names)
            )
    rest = PLACEHOLDER.sub("", scalar.text)
    if "{{" in rest or "{%" in rest:
        message = say("only {{{{ dotted.name }}}} can stand between braces")
        yield Diagnostic(
            rule="wrong-value", span=scalar.span, message=message, help=say("compute nothing in a text")
        )
