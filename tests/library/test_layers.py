"""Files laid over a playbook: `extends`, `remove` and `replaces`, and what no layer may do (semantics 6)."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

import pytest
from small_library import FILES, cited, write

from rse_plan.diagnostics import Diagnostic
from rse_plan.library import Folder, Library, load_library
from rse_plan.model.content import Risk
from rse_plan.model.work import Task

HEAD = "kind: playbook\nformat: 1\nid: ours\nextends: pilot\n"
LAW = "kind: playbook\nformat: 1\nid: ours\nextends: council\n"
TASK = (
    "    phase: pilot\n    title: {en: More, fr: Encore}\n    raci: {R: hr, A: hr}\n    duration: 1d\n"
    "    done_when: {en: Done., fr: Fait.}\n"
)


def over(tmp_path: Path, files: Mapping[str, str]) -> Library:
    below = write(tmp_path / "base", {f"base/{name}": text for name, text in FILES.items()})
    return load_library([Folder(below, "bundled:"), Folder(write(tmp_path / "own", files), "own/")])


def ours(tmp_path: Path, text: str, head: str = HEAD) -> Library:
    return over(tmp_path, {"ours.yaml": head + text})


def the_one(library: Library) -> Diagnostic:
    assert len(library.diagnostics) == 1, [str(found.message) for found in library.diagnostics]
    return library.diagnostics[0]


def seed_of(library: Library) -> Task:
    item = library.index.places["pilot/seed"].item
    assert isinstance(item, Task)
    return item


# --- extends ---


def test_only_the_keys_that_are_given_are_changed(tmp_path: Path) -> None:
    library = ours(tmp_path, "tasks:\n  - id: seed\n    duration: 12d\n    place: early\n")
    assert library.diagnostics == ()
    seed = seed_of(library)
    assert (str(seed.duration), seed.place, seed.phase) == ("12d", "early", "pilot")
    assert "ours" not in library.playbooks
    assert [item.id for item in library.playbooks["pilot"].value.tasks] == [
        "seed",
        "open",
        "decide",
        "weekly",
    ]


def test_each_value_keeps_its_place(tmp_path: Path) -> None:
    place = ours(tmp_path, "tasks:\n  - id: seed\n    duration: 12d\n").index.places["pilot/seed"]
    assert place.span().path == "bundled:base/pilot.yaml"
    assert str(place.span("duration")) == "own/ours.yaml:7:15"
    assert place.span("title").path == "bundled:base/pilot.yaml"


def test_a_new_id_is_an_item_of_the_playbook(tmp_path: Path) -> None:
    library = ours(tmp_path, f"tasks:\n  - id: more\n{TASK}    needs: [seed]\n")
    assert library.diagnostics == ()
    place = library.index.places["pilot/more"]
    assert str(place.span()) == "own/ours.yaml:6:5"


def test_every_section_and_the_top_can_be_changed(tmp_path: Path) -> None:
    library = ours(
        tmp_path,
        "title: {en: Ours, fr: À nous}\napplies_when: organisation.headcount > 5\n"
        "risks:\n  - {id: silence, impact: 5}\n"
        "kpis:\n  - {id: readers, min_group: 20}\n"
        "asks:\n  - {id: announce, minutes: 5}\n"
        "messages:\n  - {id: news, channel: [poster]}\n"
        "adjust:\n  - {item: seed, duration: {times: 2}, why: {en: Slow, fr: Lent}}\n",
    )
    assert library.diagnostics == ()
    pilot = library.playbooks["pilot"].value
    risk = pilot.risks[0]
    assert isinstance(risk, Risk)
    assert (risk.impact, risk.likelihood, pilot.kpis[0].min_group, pilot.asks[0].minutes) == (5, 3, 20, 5)
    assert (pilot.title.en, pilot.messages[0].channel, len(pilot.adjust)) == ("Ours", ("poster",), 1)
    assert pilot.applies_when is not None


def test_what_it_requires_is_added_to_what_the_playbook_requires(tmp_path: Path) -> None:
    other = "kind: playbook\nformat: 1\nid: other\ntitle: {en: Other, fr: Autre}\nrequires: [ours]\n"
    text = HEAD + "requires: [council, other]\nstatus: experimental\n"
    single = HEAD.replace("ours", "yours") + "requires: ours\n"
    library = over(tmp_path, {"ours.yaml": text, "yours.yaml": single, "other.yaml": other})
    assert library.diagnostics == ()
    assert library.playbooks["pilot"].value.requires == ("council", "other", "ours")
    assert library.playbooks["pilot"].value.status == "stable"
    assert library.layers["ours"].value.status == "experimental"


@pytest.mark.parametrize(
    ("text", "rule", "words"),
    [
        ("tasks:\n  - id: seed\n    duratoin: 2d\n", "unknown-key", "duratoin"),
        ("tasks:\n  - id: seed\n    opens: users\n", "unknown-key", "opens"),
        ("tasks:\n  - id: seed\n    duration: long\n", "wrong-value", "long"),
        ("tasks:\n  - id: seed\n    kind: milestone\n", "wrong-value", "milestone"),
        ("tasks:\n  - id: seed\n    needs: [nothing]\n", "unknown-reference", "nothing"),
        ("tasks:\n  - phase: pilot\n", "missing-key", "phase"),
        ("taks:\n  - id: seed\n", "unknown-key", "taks"),
        ("tasks: none\n", "wrong-value", "none"),
        ("remove: [sead]\n", "unknown-reference", "sead"),
        ("remove: [council/file]\n", "unknown-reference", "council/file"),
        ("replaces: pilot\n", "wrong-value", "replaces"),
        ("remove: {seed: true}\n", "wrong-value", None),
    ],
)
def test_a_fault_is_told_where_it_is_written(tmp_path: Path, text: str, rule: str, words: str | None) -> None:
    found = ours(tmp_path, text).diagnostics[0]
    assert (found.rule, found.span.path) == (rule, "own/ours.yaml")
    if words is not None:
        assert cited(found.span, HEAD + text) == words


def test_a_fault_in_a_change_is_one_fault(tmp_path: Path) -> None:
    the_one(ours(tmp_path, "tasks:\n  - id: seed\n    duration: long\n"))
    lacking = ours(tmp_path / "2", "tasks:\n  - id: more\n    phase: pilot\n    duration: 1d\n").diagnostics
    assert {one.rule for one in lacking} == {"missing-key"}


def test_of_a_gap_that_nothing_fills_the_place_is_found(tmp_path: Path) -> None:
    text = 'tasks:\n  - id: seed\n    title: {en: "To {{ community.naem }}", fr: "À {{ community.naem }}"}\n'
    found = ours(tmp_path, text).diagnostics
    assert [cited(one.span, HEAD + text) for one in found] == ["community.naem"] * 2


def test_two_files_that_set_one_key_are_both_named(tmp_path: Path) -> None:
    change = "tasks:\n  - id: seed\n    duration: 12d\n"
    files = {"ours.yaml": HEAD + change, "yours.yaml": HEAD.replace("ours", "yours") + change}
    found = the_one(over(tmp_path, files))
    assert (found.rule, found.span.path) == ("wrong-value", "own/yours.yaml")
    assert "“pilot/seed.duration”" in str(found.message)
    assert [str(other.span) for other in found.related] == ["own/ours.yaml:7:5"]


def test_two_files_may_change_different_keys_of_one_item(tmp_path: Path) -> None:
    mine = HEAD + "tasks:\n  - {id: seed, duration: 12d}\n"
    other = HEAD.replace("ours", "yours") + "tasks:\n  - {id: seed, place: early}\n"
    library = over(tmp_path, {"ours.yaml": mine, "yours.yaml": other})
    assert library.diagnostics == ()
    assert (str(seed_of(library).duration), seed_of(library).place) == ("12d", "early")


@pytest.mark.parametrize(
    ("base", "rule"),
    [
        ("pilott", "unknown-reference"),
        ("yours", "wrong-value"),
        ("ours", "wrong-value"),
    ],
)
def test_what_it_extends_is_a_playbook_of_its_own(tmp_path: Path, base: str, rule: str) -> None:
    text = HEAD.replace("pilot", base)
    yours = HEAD.replace("ours", "yours")
    found = the_one(over(tmp_path, {"ours.yaml": text, "yours.yaml": yours}))
    assert (found.rule, cited(found.span, text)) == (rule, base)


def test_files_that_extend_each_other_are_told_so(tmp_path: Path) -> None:
    files = {
        "a.yaml": HEAD.replace("ours", "a").replace("pilot", "b"),
        "b.yaml": HEAD.replace("ours", "b").replace("pilot", "a"),
    }
    found = over(tmp_path, files).diagnostics
    assert [(one.rule, one.span.path) for one in found] == [("wrong-value", f"own/{name}") for name in files]


def test_its_id_is_its_file_s_name_and_nobody_else_s(tmp_path: Path) -> None:
    named = over(tmp_path, {"mine.yaml": HEAD})
    assert "the file's name" in str(the_one(named).message)
    taken = over(tmp_path / "2", {"council.yaml": HEAD.replace("ours", "council")})
    assert the_one(taken).rule == "duplicate-id"


# --- remove ---


def test_an_item_is_taken_out(tmp_path: Path) -> None:
    library = ours(tmp_path, "remove: [silence, pilot/one-more-tool]\n")
    assert library.diagnostics == ()
    assert not {"pilot/silence", "pilot/one-more-tool"} & set(library.index.places)


def test_names_of_what_is_removed_are_told_with_both_places(tmp_path: Path) -> None:
    text = "remove: [news]\n"
    found = the_one(ours(tmp_path, text))
    assert (found.rule, cited(found.span, HEAD + text)) == ("unknown-reference", "news")
    assert [other.span.path for other in found.related] == ["bundled:base/pilot.yaml"]
    assert "“pilot/news”" in str(found.message)


def test_a_need_of_what_is_removed_is_dropped(tmp_path: Path) -> None:
    """Lint tells it, and `check`, as of any need that is not in a plan."""
    library = ours(tmp_path, "remove: [seed]\n")
    assert library.diagnostics == ()
    assert "pilot/seed" in library.removed


def test_what_one_file_removes_and_another_changes_is_told(tmp_path: Path) -> None:
    files = {
        "ours.yaml": HEAD + "remove: [silence]\n",
        "yours.yaml": HEAD.replace("ours", "yours") + "risks:\n  - {id: silence, impact: 5}\n",
    }
    found = the_one(over(tmp_path, files))
    assert [found.span.path, *(one.span.path for one in found.related)] == ["own/ours.yaml", "own/yours.yaml"]


def test_only_what_extends_can_remove(tmp_path: Path) -> None:
    text = "kind: playbook\nformat: 1\nid: alone\ntitle: {en: A, fr: A}\nremove: [seed]\n"
    assert "“extends”" in str(the_one(over(tmp_path, {"alone.yaml": text})).message)


# --- replaces ---

OTHER_PILOT = FILES["pilot.yaml"].replace("id: silence", "id: noise")


def test_a_file_that_says_so_stands_in_for_a_playbook(tmp_path: Path) -> None:
    text = OTHER_PILOT.replace("id: pilot\n", "id: pilot\nreplaces: pilot\n")
    library = over(tmp_path, {"mine/pilot.yaml": text})
    assert library.diagnostics == ()
    assert library.playbooks["pilot"].document.path == "own/mine/pilot.yaml"
    assert library.before["pilot"].document.path == "bundled:base/pilot.yaml"


def test_a_taken_id_stays_a_fault_whose_help_names_both_ways(tmp_path: Path) -> None:
    found = the_one(over(tmp_path, {"mine/pilot.yaml": OTHER_PILOT}))
    assert found.rule == "duplicate-id"
    assert "replaces: pilot" in str(found.help)
    assert "extends: pilot" in str(found.help)


def test_two_that_replace_one_are_a_fault(tmp_path: Path) -> None:
    text = OTHER_PILOT.replace("id: pilot\n", "id: pilot\nreplaces: pilot\n")
    found = the_one(over(tmp_path, {"a/pilot.yaml": text, "b/pilot.yaml": text}))
    assert (found.rule, found.span.path) == ("duplicate-id", "own/b/pilot.yaml")


@pytest.mark.parametrize(
    ("id_", "replaced", "rule"),
    [
        ("ours", "pilot", "wrong-value"),
        ("ours", "ours", "unknown-reference"),
        ("ours", "x", "unknown-reference"),
    ],
)
def test_what_it_replaces_has_its_id(tmp_path: Path, id_: str, replaced: str, rule: str) -> None:
    head = f"kind: playbook\nformat: 1\nid: {id_}\nreplaces: {replaced}\ntitle: {{en: A, fr: A}}\n"
    found = the_one(over(tmp_path, {f"{id_}.yaml": head}))
    assert (found.rule, cited(found.span, head)) == (rule, replaced)


def test_what_replaces_can_be_extended(tmp_path: Path) -> None:
    text = OTHER_PILOT.replace("id: pilot\n", "id: pilot\nreplaces: pilot\n")
    files = {"mine/pilot.yaml": text, "ours.yaml": HEAD + "risks:\n  - {id: noise, impact: 1}\n"}
    library = over(tmp_path, files)
    assert library.diagnostics == ()
    assert library.playbooks["pilot"].value.risks[0].impact == 1


# --- the law ---


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("remove: [opinion]\n", "opinion"),
        ("remove: [file]\n", "file"),
        ("tasks:\n  - {id: file, when: organisation.headcount > 99999}\n", "when"),
        ("tasks:\n  - {id: opinion, when: employer.expert}\n", "when"),
        ("tasks:\n  - {id: opinion, needs: []}\n", "needs"),
        ("tasks:\n  - {id: opinion, because: []}\n", "because"),
        ("tasks:\n  - {id: opinion, gate: other}\n", "gate"),
        ("tasks:\n  - {id: opinion, lead_time: {base: 2mo}}\n", "lead_time"),
        (
            "tasks:\n  - id: opinion\n    lead_time:\n      base: 2w\n      cases:\n"
            "        - {when: employer.expert, to: 2mo}\n",
            "lead_time",
        ),
        ('applies_when: employer.country == "DE"\n', "applies_when"),
        ("for_each: communities\n", "for_each"),
    ],
)
def test_a_delay_of_the_law_is_never_made_shorter(tmp_path: Path, text: str, words: str) -> None:
    found = [one for one in ours(tmp_path, text, LAW).diagnostics if "law" in str(one.message)]
    assert [(one.rule, cited(one.span, LAW + text)) for one in found] == [("wrong-value", words)]
    assert "bundled:base/council.yaml" in {other.span.path for other in found[0].related}


@pytest.mark.parametrize(
    "text",
    [
        "tasks:\n  - {id: opinion, title: {en: Opinion heard, fr: Avis rendu}, headline: true}\n",
        "tasks:\n  - {id: file, duration: 15d}\n",
        "tasks:\n  - id: opinion\n    lead_time:\n      base: 2mo\n      cases:\n"
        "        - {when: employer.expert, to: 3mo}\n",
    ],
)
def test_it_may_be_worded_otherwise_and_made_longer(tmp_path: Path, text: str) -> None:
    assert ours(tmp_path, text, LAW).diagnostics == ()


def test_what_replaces_a_playbook_keeps_its_delays_of_the_law(tmp_path: Path) -> None:
    text = FILES["council.yaml"].replace("id: council\n", "id: council\nreplaces: council\n")
    library = over(tmp_path, {"mine/council.yaml": text.replace("base: 1mo", "base: 1w")})
    found = [one for one in library.diagnostics if "law" in str(one.message)]
    assert [str(one.span) for one in found] == ["own/mine/council.yaml:31:5"]
    gone = over(tmp_path / "2", {"mine/council.yaml": text.split("  - id: opinion")[0]})
    assert "replaces" in [cited(one.span, text) for one in gone.diagnostics] or any(
        "law" in str(one.message) for one in gone.diagnostics
    )


def test_the_file_itself_may_be_edited_by_its_author(tmp_path: Path) -> None:
    shorter = FILES["council.yaml"].replace("base: 1mo", "base: 1w")
    assert over(tmp_path, {"base/council.yaml": shorter}).diagnostics == ()
