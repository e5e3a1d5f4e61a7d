"""The kinds of faults that are planted in the shipped playbooks, each with the rules that may tell of it."""

from __future__ import annotations

from planted_faults import (
    LINE,
    QUOTED,
    REF,
    WHEN,
    a_phase_earlier,
    added,
    asked,
    bare,
    circles,
    council_cut,
    council_passed,
    drop,
    drop_one,
    figures_without_source,
    gates_without_source,
    kind,
    law_in_working_days,
    measures_of_the_network,
    nonsense,
    not_required,
    own_of_nothing,
    quoted,
    same_ids,
)

A_NEED = rf"(?:(?<=task: )|(?<=^    needs: \[)|(?<=^      - )){REF}(?=[,\]}}\n])"
A_KEY = r"(?<=^    )(?:phase|duration|effort|because|done_when|needs|likelihood|owner)(?=:)"
A_LINE = r"^    (?:phase|duration|owner|impact|likelihood|minutes|level): .*\n"
ITS_ORIGIN = r"^    publisher: .*\n((?:    year: .*\n)?)    url: .*\n"
IN_FRENCH = r'(?<=fr: ")[^"\n]*\{\{ [a-z_.]+ \}\}'
A_NOTE = r'^    note: \{en: "((?:[^"\\\n]|\\.)*)", fr: "((?:[^"\\\n]|\\.)*)"\}$'
PRIVATE_NOTE = r'    note: {en: "\1 {{ sponsor.attitude }}", fr: "\2 {{ sponsor.attitude }}"}'

KINDS = (
    # references
    kind("a letter dropped in a need", "unknown-reference", A_NEED, drop),
    kind("a letter dropped in a source", "unknown-reference", r"(?<=^    because: \[)[a-z][\w-]+", drop),
    kind(
        "a letter dropped in a required playbook",
        "unknown-reference",
        r"^requires: \[.+\]$",
        drop_one(r"(?<=[\[ ])[a-z][\w-]+"),
    ),
    kind(
        "a letter dropped in what lessens a risk", "unknown-reference", r"(?<=mitigated_by: \[)[\w/-]+", drop
    ),
    kind(
        "a letter dropped in a message's name",
        "unknown-reference message-missing",
        r"(?<=^    message: )[a-z-]+",
        drop,
    ),
    kind("a letter dropped in where an ask is due", "unknown-reference", r"(?<=due: \{on: )[a-z/-]+", drop),
    asked("an id given twice", "duplicate-id", same_ids),
    asked("a required playbook left out", "missing-requires", not_required),
    asked("a circle", "dependency-cycle", circles),
    asked("a task a phase earlier", "phase-order", a_phase_earlier),
    # people
    kind(
        "a letter dropped in a role",
        "unknown-role",
        r"(?<=raci: \{R: )[a-z-]+|(?<=^    owner: )[a-z-]+",
        drop,
    ),
    kind("an accountable deleted", "one-accountable", r", A: [a-z-]+", ""),
    kind("two accountable", "one-accountable", r"(?<=, A: )[a-z-]+", r"[\g<0>, training]"),
    # keys and values
    kind("a letter dropped in a key", "unknown-key missing-key", A_KEY, drop),
    kind("`need` for `needs`", "unknown-key", r"^    needs:", "    need:"),
    kind("a key doubled", "duplicate-key", A_LINE, r"\g<0>\g<0>"),
    kind("a phase forgotten", "missing-key", LINE.format("phase"), ""),
    kind("a title forgotten", "missing-key", r"^    title: .*\n", ""),
    kind("a likelihood beyond the scale", "wrong-value", r"(?<=likelihood: )\d", "8"),
    kind("minutes in words", "wrong-value", r"(?<=minutes: )\d+", "twenty"),
    kind("another format", "format-version", r"^format: 1$", "format: 2"),
    kind("a kind misspelt", "wrong-value", r"^kind: playbook$", "kind: playbok"),
    # YAML
    kind("a tab", "yaml-parse", r"^    (?=phase|duration|effort|raci|needs)", "\t"),
    kind("a space too few", "yaml-parse", r"^    (?=duration|effort|raci|needs)", "   "),
    kind("no space after a colon", "yaml-parse", r"(?<=^    )(phase|duration|owner): ", r"\1:"),
    kind("a quotation mark forgotten", "yaml-parse", r'(?<=[a-z.])", fr: "', ', fr: "'),
    kind("a bracket forgotten", "yaml-parse", r"^(    needs: \[.*)\]$", r"\1"),
    kind("an anchor", "unsupported-yaml", r"(?<=^    title: )\{", "&title {"),
    kind("an unquoted `no`", "yaml11-boolean", rf"(?<=label: \{{en: ){QUOTED}", "no", of="questions"),
    # conditions
    kind("a condition that denies itself", "never-true", WHEN + "(.+)$", nonsense),
    kind(
        "a number that nothing reaches",
        "never-true",
        r"(organisation|employer)\.headcount >=? \d+",
        r"\1.headcount >= 90000000",
    ),
    kind(
        "a choice misspelt in a condition",
        "type-or-choice",
        r'^ +when: .*[!=]= "[a-z].*$',
        drop_one(r'(?<=[!=]= ")[a-z][\w-]+(?=")'),
    ),
    kind(
        "a letter dropped in a variable",
        "unasked-variable",
        r"(?:(?<=^    when: )|(?<=^    when: '))[a-z]+\.[a-z_]{3,}",
        drop,
    ),
    kind(
        "a condition written as a placeholder",
        "template-in-condition",
        WHEN + "(.+)$",
        lambda m, _: m[1] + quoted("{{ " + bare(m[2]) + " }}"),
    ),
    # time
    kind("no work at all", "duration-implausible", r"(?<=effort: \{)([a-z-]+): [\d.]+[dh]", r"\1: 0h"),
    kind("a duration of 900 days", "duration-implausible", r"(?<=^    duration: )\d+d", "900d"),
    kind(
        "an effort of 90 days",
        "duration-implausible effort-over-duration",
        r"(?<=effort: \{)([a-z-]+): [\d.]+[dh]",
        r"\1: 90d",
    ),
    kind("a date where an item is due", "hard-coded-date", r"(?<=due: \{on: )[a-z/-]+(?=\})", "2027-03-01"),
    kind("a date in a text", "hard-coded-date", *added("2027-03-01.", "en", "done_when|note")),
    kind("a task that nobody can tick", "no-done-when", r"^    done_when:(?: .*\n|\n(?:      .*\n){2})", ""),
    asked("working days where the law counts all", "working-days-in-law", law_in_working_days),
    asked("a legal delay without its source", "lead-time-unsourced", gates_without_source),
    asked("nothing waits for the council", "pilot-before-opinion decision-before-opinion", council_passed),
    asked(
        "a decision no longer waits for the council",
        "decision-before-opinion pilot-before-opinion",
        council_cut,
    ),
    # asks and messages
    kind("an ask without a date", "ask-without-date missing-key", r"^    due: .*\n", ""),
    kind(
        "an ask that may be refused without a word", "ask-without-consequence", r"^    if_refused: .*\n", ""
    ),
    kind("a message without a channel", "message-missing missing-key", r"^    channel: .*\n", ""),
    # measures and sources
    kind("a target of one number", "point-target", r"low: [\d.]+, typical: [\d.]+, high: [\d.]+", "low: 0.6"),
    kind("a target without its day", "kpi-without-date", r"(?<=target: \{after: )([\w/-]+), by: \w+", r"\1"),
    kind("a measure that is not said", "kpi-without-measure", r"^    measure: .*\n", ""),
    asked("a measure of no use case", "kpi-without-use-case", measures_of_the_network),
    kind("groups of five", "small-group", r"min_group: \d+", "min_group: 5"),
    kind("persons measured", "individual-evaluation wrong-value", r"level: group", "level: individual"),
    asked("a figure whose source was removed", "uncited-number", figures_without_source),
    kind(
        "a source without publisher and address", "evidence-without-source", ITS_ORIGIN, r"\1", of="evidence"
    ),
    kind("a source that nobody checked", "evidence-without-source", r"^    checked: .*\n", "", of="evidence"),
    kind(
        "a source checked five years ago",
        "evidence-stale",
        r"(?<=checked: )\d{4}-\d\d-\d\d",
        "2021-02-03",
        of="evidence",
    ),
    # languages and words
    kind("French removed", "missing-translation", rf"(?<=\"), fr: {QUOTED}(?=\}})", ""),
    kind("English removed", "missing-translation", rf"en: {QUOTED}, (?=fr: )", ""),
    kind(
        "a placeholder renamed in French",
        "placeholder-mismatch undefined-variable unasked-variable",
        IN_FRENCH,
        drop_one(r"(?<=\{\{ )[a-z_.]+(?= )"),
    ),
    kind(
        "a placeholder left out in English",
        "placeholder-mismatch",
        r'(?<=en: ")([^"\n]*)\{\{ [a-z_.]+ \}\}',
        r"\1one",
    ),
    asked("a placeholder of no collection", "undefined-variable unasked-variable", own_of_nothing),
    kind("a private answer in a shared text", "lead-text-shared", A_NOTE, PRIVATE_NOTE),
    kind("straight apostrophes in French", "fr-typography", r'(?<=fr: ")([^"’\n]*)’', r"\1'"),
    kind(
        "straight quotation marks in French",
        "fr-typography",
        r'(?<=fr: ")([^"\n]*)« ([^"»\n]*) »',
        lambda m, _: rf"{m[1]}\"{m[2]}\"",
    ),
    kind("a TODO left in a text", "leftover-text", r'(?<=fr: ")(?=[A-ZÉ])', "TODO "),
    kind("a word of hype", "tone", *added("Révolutionnaire.", "fr", "note|done_when|response|answer")),
    kind(
        "a word of blame", "tone", *added("Convince the resisters.", "en", "note|done_when|response|answer")
    ),
    kind(
        "words of surveillance",
        "surveillance-wording",
        *added("Surveiller les salariés.", "fr", "note|done_when"),
    ),
    kind("the council's former name", "term-consistency", r"(?<=(?:du|le|Le|au) )CSE\b", "CE"),
    # comments
    kind(
        "an ignore that silences nothing",
        "unused-ignore",
        r"^(?=    phase: )",
        "    # rse-plan: ignore[tone] quoted\n",
    ),
    kind(
        "an ignore of no rule",
        "unknown-ignore",
        r"^(?=    phase: )",
        "    # rse-plan: ignore[tonne] quoted\n",
    ),
)
