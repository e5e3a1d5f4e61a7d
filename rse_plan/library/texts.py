"""Every text of a library: the same placeholders in each language, and only names that can be filled."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from rse_plan.diagnostics import Diagnostic, nearest
from rse_plan.errors import Said, say
from rse_plan.expressions import NameType
from rse_plan.library.conditions import elements_in_scope
from rse_plan.library.load import Library
from rse_plan.model.base import LANGUAGES, PLACEHOLDER, placeholders
from rse_plan.model.names import name_types
from rse_plan.source.yaml_reader import Document, Route, Scalar
from rse_plan.source.yaml_reader import Mapping as YamlMap

Texts = Mapping[str, Scalar]
"""One text in its languages."""


def check_texts(library: Library) -> Iterator[Diagnostic]:
    """Placeholders that differ between languages, or that nothing fills where they stand."""
    names = name_types(library.questions)
    for document in _documents(library):
        everywhere = _scope_everywhere(document)
        for node in document.maps:
            if _has_braces(node) and (texts := _languages(node)) and not _fits(texts, names, everywhere):
                route = document.route_of(node.span)
                yield from _faults(document, route, texts, names, library.unreadable)


def _documents(library: Library) -> Iterator[Document]:
    if library.questions_file is not None and library.examines(library.questions_file):
        yield library.questions_file.document
    for file in library.examined:
        yield file.document


def _has_braces(node: YamlMap) -> bool:
    """Whether anything in a map may be filled; few are, and this is asked of each."""
    for _, value in node.entries:  # noqa: SIM110  # half the time of a generator
        if type(value) is Scalar and "{" in value.text:
            return True
    return False


def _languages(node: YamlMap) -> Texts:
    """The languages of a map that is one text; nothing of any other map."""
    if not node.entries or node.entries[0].key.text not in LANGUAGES:
        return {}
    found = {key.text: value for key, value in node.entries}
    texts = {name: value for name, value in found.items() if isinstance(value, Scalar)}
    return texts if found.keys() <= set(LANGUAGES) else {}


def _scope_everywhere(document: Document) -> frozenset[str]:
    """The loop elements that every text of a file may name; items may have more, questions have others."""
    if document.root.get("questions") is not None:
        return frozenset()
    return elements_in_scope(_word(document, ("for_each",)))


def _fits(texts: Texts, names: Mapping[str, NameType], scope: frozenset[str]) -> bool:
    """Whether a text is sound wherever it stands, as most are: looking for its place takes longer."""
    filled = [PLACEHOLDER.findall(scalar.text) for scalar in texts.values()]
    owners = {name.partition(".")[0] for name in filled[0]}
    return (
        all(set(found) == set(filled[0]) for found in filled)
        and names.keys() >= set(filled[0])
        and scope >= owners & {"community", "wave"}
        and all(
            scalar.text.count("{{") == len(found) and "{%" not in scalar.text
            for scalar, found in zip(texts.values(), filled, strict=True)
        )
    )


def _faults(
    document: Document,
    route: Route,
    texts: Texts,
    names: Mapping[str, NameType],
    unreadable: frozenset[str],
) -> Iterator[Diagnostic]:
    unfilled = tuple(_unfilled(document, route, texts, names, unreadable))
    yield from unfilled
    if not unfilled:  # a misspelt name differs from the other language's too: that is one fault
        yield from _mismatches(texts)
    for scalar in texts.values():
        yield from odd_braces(document, scalar)


def _unfilled(
    document: Document,
    route: Route,
    texts: Texts,
    names: Mapping[str, NameType],
    unreadable: frozenset[str],
) -> Iterator[Diagnostic]:
    scope = _scope(document, route)
    for scalar in texts.values():
        for name in placeholders(scalar.text):
            owner = name.split(".")[0]
            message: Said | None = None
            if name not in names and name not in unreadable:
                message, advice = say("no question sets “{name}”", name=name), nearest(name, names)
            elif owner in ("community", "wave") and owner not in scope:
                message = say("“{name}” has no meaning here: no loop over {owner}", name=name, owner=owner)
                advice = say("add for_each, or take the name out")
            if message is not None:
                span = document.place_of(name, scalar.span)
                yield Diagnostic(rule="unasked-variable", span=span, message=message, help=advice)


def _scope(document: Document, route: Route) -> frozenset[str]:
    """The loops of the playbook and of the item; in a question, the element that it is asked of."""
    if "questions" in route:
        asked = _word(document, (*route[: route.index("questions") + 2], "id"))
        return frozenset({(asked or "").split(".")[0]})
    playbook, item = _word(document, ("for_each",)), _word(document, (*route[:2], "for_each"))
    return elements_in_scope(playbook, item)


def _word(document: Document, route: Route) -> str | None:
    node = document.node(route)
    return node.text if isinstance(node, Scalar) else None


def _mismatches(texts: Texts) -> Iterator[Diagnostic]:
    used = {language: set(placeholders(scalar.text)) for language, scalar in texts.items()}
    everywhere = set().union(*used.values())
    for language, names in used.items():
        for name in sorted(everywhere - names):
            message = say("“{name}” is missing here: another language has it", name=f"{{{{ {name} }}}}")
            advice = say("use the same placeholders in every language")
            span = texts[language].span
            yield Diagnostic(rule="placeholder-mismatch", span=span, message=message, help=advice)


def odd_braces(document: Document, scalar: Scalar) -> Iterator[Diagnostic]:
    """Braces in a text that hold no name of a question, or are not closed."""
    rest = PLACEHOLDER.sub("", scalar.text)
    for braces in ("{{", "{%"):
        if braces in rest:
            start = rest.find(braces)
            span = document.place_of(rest[start : start + 8], scalar.span)
            message = say("only a question’s name can stand between braces: {{{{ dotted.name }}}}")
            advice = say("compute nothing in a text")
            if braces == "{{" and "}}" not in rest[start:]:
                message, advice = say("these braces are not closed"), say("write {example}", example="}}")
            yield Diagnostic(rule="wrong-value", span=span, message=message, help=advice)
