"""Faults to plant in the small library: what to write instead of what, and what is found then."""

from __future__ import annotations

from small_library import Fault

HR = "  - {id: hr, track: hr, title: {en: HR, fr: RH}}\n"

FAULTS = {
    "questions.yaml": [
        Fault("kind: questions", "kind: question", "wrong-value", "question", "“question” does not fit here"),
        Fault("kind: questions\n", "", "missing-key", "", "the key “kind” is missing"),
        Fault(
            "kind: questions", "kind: [questions]", "wrong-value", "[questions]", "a single value is wanted"
        ),
        Fault("format: 1\n", "format: 2\n", "format-version", "2", "this file is of format 2"),
        Fault("format: 1\n", "format: x\n", "format-version", "x", "this file is of format x"),
        Fault("format: 1\n", "", "missing-key", "kind", "the key “format” is missing"),
        Fault("type: multi", "type: mulit", "wrong-value", "mulit", "“mulit” does not fit here"),
        Fault("default: few", "default: phew", "wrong-value", "phew", "“phew” is not among the choices"),
        Fault("default: few", "default: 12", "wrong-value", "12", "“12” is not among the choices"),
        Fault("assume: 100", "assume: a lot", "wrong-value", "a lot", "“a lot” is not a whole number"),
        Fault("by: 4w}", "by: soon}", "wrong-value", None, "a single value is wanted here"),
        Fault(
            "after: calendar.start",
            "after: calendar.sart",
            "unasked-variable",
            "calendar.sart",
            "no question",
        ),
        Fault(
            "after: calendar.start",
            "after: goal.replaces",
            "type-or-choice",
            "goal.replaces",
            "does not give",
        ),
        Fault(
            "{value: many, label",
            "{value: few, label",
            "duplicate-id",
            "few",
            "the choice “few” stands twice",
        ),
        Fault(
            "id: community.members", "id: community.name", "duplicate-id", "community.name", "already taken"
        ),
        Fault(
            "id: goal.replaces", "id: goal replaces", "wrong-value", "goal replaces", "is not a question's id"
        ),
        Fault(
            "owner: business", "owner: busyness", "unknown-role", "busyness", "no role is called “busyness”"
        ),
        Fault(
            "label: {en: Where?, fr: Où ?}", "lable: {en: a, fr: b}", "unknown-key", "lable", "“lable” is not"
        ),
    ],
    "roles.yaml": [
        Fault("roles:\n", f"roles:\n{HR}", "duplicate-id", "hr", "the id “hr” is already taken"),
        Fault("track: hr", "track: rh", "wrong-value", "rh", "“rh” does not fit here"),
        Fault("hours: 10", "hours: ten", "wrong-value", "ten", "“ten” is not a whole number"),
    ],
    "evidence.yaml": [
        Fault("checked: 2026-11-23", "checked: 5", "wrong-value", "5", "“5” is not a date"),
        Fault("type: law", "type: lwa", "wrong-value", "lwa", "“lwa” does not fit here"),
    ],
    "council.yaml": [
        Fault(
            "{when: employer.expert, to: 2mo,",
            "{when: employer.expert, to: 2mo, days: organisation.headcount,",
            "wrong-value",
            None,
            "keep one of to: and days:",
        ),
        Fault(
            "{when: employer.expert, to: 2mo,",
            "{when: employer.expert, days: employer.expert,",
            "type-or-choice",
            "employer.expert",
            "does not give what is wanted",
        ),
        Fault("id: council\n", "id: counsel\n", "wrong-value", "counsel", "is not the file's name"),
        Fault(
            "title: {en: Works council, fr: CSE}",
            "title: Works council",
            "wrong-value",
            "Works council",
            "both",
        ),
        Fault(
            'employer.country == "FR"',
            'employer.country == "IT"',
            "type-or-choice",
            '"IT"',
            "“IT”",
        ),
        Fault(
            "when: employer.council\n    unknown",
            "when: employer.council > 3\n    unknown",
            "type-or-choice",
            "employer.council",
            "has no order",
        ),
        Fault(
            "phase: prepare\n    when: employer.council\n",
            "phase: prepare\n    when: employer.council and\n",
            "wrong-value",
            None,
            "this is not a condition",
        ),
        Fault(
            "and not employer.expert",
            "and not employer.xpert",
            "unasked-variable",
            "employer.xpert",
            "no question",
        ),
        Fault(
            "{when: employer.expert, to",
            "{when: wave.pilot, to",
            "unasked-variable",
            "wave.pilot",
            "no loop over",
        ),
        Fault("base: 1mo", "base: 1m", "wrong-value", "1m", "is not an amount of time that fits here"),
        Fault("      base: 1mo\n", "", "missing-key", "lead_time", "the key “base” is missing"),
        Fault(" to: 2mo,", "", "missing-key", "when", "the key “to” is missing"),
        Fault(
            "gate: works-council", "gate: work-council", "wrong-value", "work-council", "does not fit here"
        ),
        Fault("kind: gate", "kind: gaet", "wrong-value", "gaet", "this kind of item does not exist"),
        Fault("needs: [file]", "needs: [fil]", "unknown-reference", "fil", "no item is called “fil”"),
        Fault(
            "needs: [file]", "needs: [opinion]", "dependency-cycle", "opinion", "items wait for each other"
        ),
        Fault("needs: [file]", "needs: {task: file}", "wrong-value", "{task: file}", "a list is wanted here"),
        Fault(
            "because: [fr-law]", "because: [fr-laws]", "unknown-reference", "fr-laws", "no evidence is called"
        ),
        Fault("effort: {hr: 3d}", "effort: {rh: 3d}", "unknown-role", "rh", "no role is called “rh”"),
        Fault("effort: {hr: 3d}", "effort: {hr: 1w}", "wrong-value", "1w", "is not an amount of time"),
        Fault(
            "effort: {hr: 3d}", "effort: 3d", "wrong-value", "3d", "a map of keys and values is wanted here"
        ),
        Fault(
            "A: sponsor", "A: [sponsor, hr]", "one-accountable", "[sponsor, hr]", "2 roles answer for this"
        ),
        Fault(
            "raci: {R: hr, A: sponsor}", "raci: {R: hr}", "one-accountable", "raci", "nobody answers for this"
        ),
        Fault(
            "raci: {R: hr, A: sponsor}", "raci: {A: sponsor}", "one-accountable", "raci", "nobody does this"
        ),
        Fault("A: sponsor", "A: sponsorship", "unknown-role", "sponsorship", "no role is called"),
        Fault(
            "duration: 10d", "duration: 10d\n    durations: 3d", "unknown-key", "durations", "not known here"
        ),
        Fault("    duration: 10d\n", "", "missing-key", "id", "the key “duration” is missing"),
        Fault("duration: 10d", "duration: 2mo", "wrong-value", "2mo", "is not an amount of time"),
        Fault(
            "duration: 10d", "duration: 2027-03-01", "wrong-value", "2027-03-01", "is not an amount of time"
        ),
        Fault(
            "title: {en: Opinion, fr: Avis}", "title: {fr: Avis}", "missing-translation", "title", "in “en”"
        ),
        Fault(
            "title: {en: Opinion, fr: Avis}",
            "title: {en: , fr: Avis}",
            "wrong-value",
            "",
            "a text is missing",
        ),
        Fault(
            "title: {en: Opinion, fr: Avis}",
            'title: {en: "{{ employer.country }}", fr: Avis}',
            "placeholder-mismatch",
            "Avis",
            "“{{ employer.country }}” is missing here",
        ),
        Fault(
            "title: {en: Opinion, fr: Avis}",
            'title: {en: "{{ employer.nam }}", fr: Avis}',
            "unasked-variable",
            "employer.nam",
            "no question sets “employer.nam”",
        ),
        Fault(
            "title: {en: Opinion, fr: Avis}",
            'title: {en: "{% if x %}", fr: Avis}',
            "wrong-value",
            "{% if x ",
            "only",
        ),
        Fault(
            "title: {en: Opinion, fr: Avis}",
            'title: {en: "{{ x }}", fr: Avis}',
            "wrong-value",
            "{{ x }}",
            "only",
        ),
        Fault(
            "title: {en: Opinion, fr: Avis}",
            "title: {en: Opinion, fr: Avis}\n    title: {en: a, fr: b}",
            "duplicate-key",
            "title",
            "“title” stands twice",
        ),
        Fault(
            "title: {en: Opinion, fr: Avis}",
            "title: &t {en: Opinion, fr: Avis}",
            "unsupported-yaml",
            "&t {",
            "&t",
        ),
        Fault("title: {en: Opinion, fr: Avis}", "title: *t", "unsupported-yaml", "*t", "an alias (*t)"),
    ],
    "pilot.yaml": [
        Fault(
            "    on: calendar.decision\n",
            "    on: calendar.decision\n    lead_time: {base: 1mo}\n",
            "wrong-value",
            "decide",
            "keep one of lead_time: and on:",
        ),
        Fault(
            "which: first, by: 5d}", "on: open, by: 5d}", "wrong-value", None, "keep one of before: and on:"
        ),
        Fault(
            "low: 0.4, high: 0.8}", "low: 0.9, high: 0.8}", "wrong-value", None, "the range is not in order"
        ),
        Fault(
            "low: 0.4, high: 0.8}",
            "text: {en: a, fr: b}, low: 0.4}",
            "wrong-value",
            None,
            "keep one of low: and text:",
        ),
        Fault(
            "requires: [council]",
            "requires: [concil]",
            "unknown-reference",
            "concil",
            "no playbook is called",
        ),
        Fault("id: weekly\n", "id: seed\n", "duplicate-id", "seed", "the id “seed” is already taken"),
        Fault("phase: sustain", "phase: pilto", "wrong-value", "pilto", "“pilto” does not fit here"),
        Fault(
            "council/opinion",
            "council/opinions",
            "unknown-reference",
            "council/opinions",
            "no item is called",
        ),
        Fault(
            "council/opinion", "silence", "unknown-reference", "silence", "is not work that can be waited for"
        ),
        Fault(
            "on: calendar.decision",
            "on: calendar.desision",
            "unasked-variable",
            "calendar.desision",
            "no question",
        ),
        Fault(
            "on: calendar.decision",
            "on: organisation.name",
            "type-or-choice",
            "organisation.name",
            "does not give",
        ),
        Fault("    on: calendar.decision\n", "", "missing-key", "id", "the key “lead_time” is missing"),
        Fault("from: open", "from: opne", "unknown-reference", "opne", "no item is called “opne”"),
        Fault("until: 12mo", "until: forever", "unknown-reference", "forever", "no item is called"),
        Fault("every: 1w", "every: 2w", "wrong-value", "2w", "“2w” does not fit here"),
        Fault("likelihood: 3", "likelihood: 9", "wrong-value", "9", "9 is too large"),
        Fault("minutes: 20", "minutes: 0", "wrong-value", "0", "0 is too small"),
        Fault("low: 0.4", "low: 40", "wrong-value", "40", "“40” is not a share"),
        Fault("after: open, by", "after: opening, by", "unknown-reference", "opening", "no item is called"),
        Fault("message: news", "message: seed", "unknown-reference", "seed", "no item is called “seed”"),
        Fault("mitigated_by: [seed]", "mitigated_by: [sed]", "unknown-reference", "sed", "no item is called"),
        Fault(
            "due: {before: open, which: first, by: 5d}",
            "due: {by: 5d}",
            "missing-key",
            "due",
            "“on” is missing",
        ),
        Fault("heard_from: [business]", "heard_from: [busy]", "unknown-role", "busy", "no role is called"),
        Fault("from: sponsor", "from: boss", "unknown-role", "boss", "no role is called “boss”"),
        Fault("owner: community-manager", "owner: cm", "unknown-role", "cm", "no role is called “cm”"),
        Fault('!= "one"', '!= "on"', "type-or-choice", '"on"', "did you mean “one”"),
        Fault(
            "organisation.headcount >= 300",
            "community.members >= 300",
            "unasked-variable",
            "community.members",
            "loop",
        ),
        Fault(
            "level: group", "level: person", "individual-evaluation", "person", "a measure of single persons"
        ),
        Fault("level: group", "level: team", "wrong-value", "team", "“team” does not fit here"),
        Fault(
            "fr: Ouverture}",
            'fr: "Ouverture de « {{ wave.number }} »"}',
            "placeholder-mismatch",
            "Opening",
            "missing",
        ),
        Fault(
            "en: Silence",
            'en: "{{ community.name }}"',
            "unasked-variable",
            "community.name",
            "no loop over community",
        ),
    ],
}
ALL = [(name, fault) for name, faults in FAULTS.items() for fault in faults]
