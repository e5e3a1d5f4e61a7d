"""What is wrong with a value is told at its word, with what to write instead."""

from __future__ import annotations

from pathlib import Path

import pytest
from small_library import FILES, changed, cited, load

LEAD_TIME = FILES["council.yaml"].partition("    lead_time:\n")[2].partition("    needs:")[0]
TEXTS = "a text in both languages is wanted here"


@pytest.mark.parametrize(
    "case",
    [
        # conditions: the value, not the name
        ("pilot.yaml", '!= "one"', '!= "ones"', '"ones"', "“ones” is not among", "did you mean “one”?"),
        ("council.yaml", '== "FR"', '== "fr"', '"fr"', "“fr” is not among", "did you mean “FR”?"),
        ("pilot.yaml", ">= 300", ">= '300'", "'300'", "“organisation.headcount” is a whole", "write digits"),
        ("pilot.yaml", ">= 300", "= 300", "=", "“=” compares nothing", "write =="),
        ("pilot.yaml", ">= 300 and", ">= 300 &&", "&&", "“&&” joins nothing", "write and"),
        (
            "pilot.yaml",
            ">= 300 and",
            ">= 1 300 and",
            "1 300",
            "“1 300” is more than",
            "write a number without",
        ),
        (
            "council.yaml",
            'applies_when: employer.country == "FR"',
            "applies_when: true",
            "true",
            "“true” is no condition",
            "compare a name with a value; without this key it always holds",
        ),
        # maps
        (
            "pilot.yaml",
            "title: {en: Silence, fr: Silence}",
            "title: Silence",
            "Silence",
            TEXTS,
            "write {en: …",
        ),
        (
            "council.yaml",
            "    lead_time:\n" + LEAD_TIME,
            "    lead_time: 2w\n",
            "2w",
            "a map of keys and values is wanted here",
            "write {base: 2w}",
        ),
        # roles
        (
            "council.yaml",
            "{R: hr, A: hr}",
            "{R: hr, A: RH}",
            "RH",
            "no role is called “RH”",
            "did you mean “hr”",
        ),
        (
            "pilot.yaml",
            "owner: community-manager",
            "owner: Animateur",
            "Animateur",
            "no role",
            "did you mean “comm",
        ),
        (
            "pilot.yaml",
            "owner: community-manager",
            "owner: X Y",
            "X Y",
            "no role is called “X Y”",
            "one of sponsor,",
        ),
        # keys and braces
        (
            "pilot.yaml",
            "    opens: users\n",
            "    opens: users\n    effort: {hr: 1d}\n",
            "effort",
            "the key “effort” is not known here",
            "only these kinds of work have it: task, ongoing",
        ),
        (
            "pilot.yaml",
            "{en: One stops.",
            '{en: "{{ a.b } stops."',
            None,
            "these braces are not closed",
            "write }}",
        ),
        (
            "pilot.yaml",
            "{en: One stops.",
            "{en: One stops, now.",
            ",",
            "the text ends at this comma",
            "put the text in",
        ),
        ("pilot.yaml", "channel: [email]\n    ", "", "news", "this message cannot be sent", "add “channel"),
        (
            "pilot.yaml",
            "    due: {before: open, which: first, by: 5d}\n",
            "",
            "announce",
            "this ask has no date",
            "add “due:”",
        ),
    ],
)
def test_what_is_said_of_a_value(tmp_path: Path, case: tuple[str, str, str, str | None, str, str]) -> None:
    """`case`: the file, a passage, what is put there, the words at fault, what is said, and what to do."""
    name, old, new, words, message, advice = case
    files = changed(name, old, new)
    (found,) = load(tmp_path, files).diagnostics
    assert words is None or cited(found.span, files[name]) == words
    assert str(found.message).startswith(message)
    assert str(found.help).startswith(advice)


def test_a_choice_that_stands_twice_is_offered_once(tmp_path: Path) -> None:
    files = changed("questions.yaml", "{value: many,", "{value: few,")
    files = {**files, "pilot.yaml": FILES["pilot.yaml"].replace('!= "one"', '!= "zzz"')}
    (wrong,) = (one for one in load(tmp_path, files).diagnostics if one.rule == "type-or-choice")
    assert str(wrong.help) == "one of one, few"
