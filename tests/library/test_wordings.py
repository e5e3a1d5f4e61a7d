"""Translation files: other words for a text of the library, or words in another language (design D4)."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

import pytest
from small_library import FILES, cited, write

from rse_plan.library import Folder, Library, load_library

HEAD = "kind: translation\nformat: 1\nlanguage: LANGUAGE\ntexts:\n"


def over(tmp_path: Path, files: Mapping[str, str]) -> Library:
    below = write(tmp_path / "base", FILES)
    return load_library([Folder(below, "bundled:"), Folder(write(tmp_path / "own", files), "own/")])


def worded(tmp_path: Path, text: str, language: str = "fr") -> Library:
    return over(tmp_path, {"ours.yaml": HEAD.replace("LANGUAGE", language) + f"  {text}\n"})


def test_another_wording_takes_the_text_s_place_in_its_language(tmp_path: Path) -> None:
    library = worded(tmp_path, "pilot/open.title: Lancement")
    assert library.diagnostics == ()
    title = library.index.places["pilot/open"].item.title  # type: ignore[attr-defined]  # a milestone
    assert (title.en, title.fr) == ("Opening", "Lancement")
    place = library.index.places["pilot/open"]
    assert str(place.span("title", "fr")) == "own/ours.yaml:5:21"


@pytest.mark.parametrize(
    "name",
    [
        "pilot.title",
        "pilot/silence.early_sign",
        "council/opinion.lead_time.cases.1.why",
        "organisation.sites.choices.few.label",
        "employer.expert.label",
        "roles/hr.title",
    ],
)
def test_every_text_has_a_name(tmp_path: Path, name: str) -> None:
    assert worded(tmp_path, f"{name}: Autrement").diagnostics == ()
    german = worded(tmp_path / "2", f"{name}: Anders", "de")
    assert german.diagnostics == ()
    assert german.translations["de"][name].text == "Anders"


def test_questions_and_roles_are_worded_otherwise_too(tmp_path: Path) -> None:
    library = worded(tmp_path, "roles/hr.title: Personnel\n  organisation.sites.choices.few.label: quelques")
    assert library.roles["hr"].title.fr == "Personnel"
    assert [one.label.fr for one in library.questions["organisation.sites"].choices][1] == "quelques"


def test_a_text_of_another_language_changes_none_of_the_library(tmp_path: Path) -> None:
    library = worded(tmp_path, "pilot/open.title: Eröffnung", "de")
    assert library.playbooks["pilot"].document.paths == ("bundled:pilot.yaml",)
    assert library.before == {}


@pytest.mark.parametrize(
    ("text", "language", "rule", "words"),
    [
        ("pilot/opne.title: X", "fr", "unknown-reference", "pilot/opne.title"),
        ("pilot/open.titel: X", "fr", "unknown-reference", "pilot/open.titel"),
        ("pilot/open.phase: X", "fr", "unknown-reference", "pilot/open.phase"),
        ("plot/open.title: X", "de", "unknown-reference", "plot/open.title"),
        ("pilot/seed.title: X", "de", "placeholder-mismatch", "X"),
        ('pilot/open.title: "{{ community.name }}"', "de", "placeholder-mismatch", "community.name"),
        ('pilot/open.title: "{{ two words }}"', "de", "wrong-value", "{{ two w"),
        ("pilot/open.title: [X]", "fr", "wrong-value", "[X]"),
        ("pilot/open.title: X", "german", "wrong-value", "german"),
    ],
)
def test_a_fault_is_told_where_it_is_written(
    tmp_path: Path, text: str, language: str, rule: str, words: str
) -> None:
    found = worded(tmp_path, text, language).diagnostics
    whole = HEAD.replace("LANGUAGE", language) + f"  {text}\n"
    assert [(one.rule, cited(one.span, whole)) for one in found] == [(rule, words)]


@pytest.mark.parametrize(
    ("name", "meant"), [("pilot/opne.title", "pilot/open.title"), ("pilot/open.titel", "pilot/open.title")]
)
def test_the_nearest_name_is_offered(tmp_path: Path, name: str, meant: str) -> None:
    (found,) = worded(tmp_path, f"{name}: X").diagnostics
    assert found.help is not None
    assert found.help.values["word"] == meant


def test_two_files_for_one_text_are_both_named(tmp_path: Path) -> None:
    text = HEAD.replace("LANGUAGE", "fr") + "  pilot/open.title: X\n"
    (found,) = over(tmp_path, {"a.yaml": text, "b.yaml": text}).diagnostics
    assert (found.rule, found.span.path) == ("wrong-value", "own/b.yaml")
    assert [other.span.path for other in found.related] == ["own/a.yaml"]


def test_it_words_what_a_layer_adds(tmp_path: Path) -> None:
    layer = (
        "kind: playbook\nformat: 1\nid: ours\nextends: pilot\nrisks:\n  - id: silence\n"
        "    title: {en: Quiet, fr: Calme}\n"
    )
    text = HEAD.replace("LANGUAGE", "fr") + "  pilot/silence.title: Sans bruit\n"
    library = over(tmp_path, {"ours.yaml": layer, "words.yaml": text})
    assert library.diagnostics == ()
    (risk,) = library.playbooks["pilot"].value.risks
    assert (risk.title.en, risk.title.fr) == ("Quiet", "Sans bruit")
