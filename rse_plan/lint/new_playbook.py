"""A playbook to start from: one of everything, commented in the author's language, clean at `published`."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date
from string import Template

from rse_plan.lint.rule import Both
from rse_plan.model.answers import HEADER
from rse_plan.model.question import GROUPS

COMMENTS: Mapping[str, Both] = {
    "head": Both(
        en="A playbook to start from: change what it says, take out what you do not need.",
        fr="Un playbook pour commencer : changer ce qu’il dit, retirer ce qui ne sert pas.",
    ),
    "schema": Both(
        en="The line above lets editors complete and check; once: rse-plan schema playbook > $schema",
        fr="La ligne ci-dessus sert aux éditeurs ; une fois : rse-plan schema playbook > $schema",
    ),
    "keys": Both(
        en="Every key: docs/playbook-format.md. Check with “rse-plan lint”.",
        fr="Toutes les clés : docs/playbook-format.md. Vérifier par « rse-plan lint ».",
    ),
    "id": Both(en="the file’s name; never changes", fr="le nom du fichier ; ne change jamais"),
    "status": Both(
        en="then test, stable, one day deprecated", fr="puis test, stable, un jour deprecated (retiré)"
    ),
    "when": Both(
        en="When the whole playbook applies; without this line, always.",
        fr="Quand tout le playbook s’applique ; sans cette ligne, toujours.",
    ),
    "use": Both(
        en="Once for each community of this use.", fr="Une fois pour chaque communauté de cet usage."
    ),
    "requires": Both(
        en="The playbooks whose items this one names.", fr="Les playbooks dont celui-ci nomme des éléments."
    ),
    "questions": Both(
        en="What the interview asks. “I don’t know” is an answer: the cautious value is assumed, and said.",
        fr="Ce que l’entretien demande. À « je ne sais pas », la valeur prudente est supposée, et dite.",
    ),
    "tasks": Both(
        en="Work. A task has roles (exactly one A), a shortest duration, an effort, a sign that it is done.",
        fr="Le travail : des rôles (un seul A), une durée minimale, une charge, un signe que c’est fait.",
    ),
    "late": Both(en="just before it is needed", fr="juste avant d’être utile"),
    "gate": Both(
        en="A gate waits and loads nobody: calendar time, the first case that holds.",
        fr="Une étape d’attente (gate) n’occupe personne : un délai, celui du premier cas vrai.",
    ),
    "milestone": Both(
        en="A milestone is a day. “{…}” says more about a need: a lag, the first or every community.",
        fr="Un jalon est un jour. « {…} » précise une attente : un délai, la première communauté ou toutes.",
    ),
    "ongoing": Both(
        en="Recurring work: effort each time, until an item or for so long.",
        fr="Travail récurrent : la charge de chaque fois, jusqu’à un élément ou pendant une durée.",
    ),
    "review": Both(
        en="Work after the opening: a network is judged ninety days later.",
        fr="Le travail d’après l’ouverture : un réseau se juge quatre-vingt-dix jours plus tard.",
    ),
    "adjust": Both(
        en="What this subject changes in the work of other playbooks.",
        fr="Ce que ce sujet change dans le travail d’autres playbooks.",
    ),
    "freezes": Both(
        en="Days around a date of the answers on which nothing new may open.",
        fr="Les jours autour d’une date des réponses où rien de nouveau n’ouvre.",
    ),
    "risks": Both(
        en="What may go wrong, from 1 to 5, its first sign, and the work that helps.",
        fr="Ce qui peut mal tourner, de 1 à 5, son premier signe, et le travail qui aide.",
    ),
    "kpis": Both(
        en="A measure of a use, never of a person: numerator / denominator, time, a range, a day, a source.",
        fr="La mesure d’un usage, jamais d’une personne : rapport, période, fourchette, jour, source.",
    ),
    "small": Both(en="judged when few are expected", fr="jugé quand on en attend peu"),
    "asks": Both(
        en="A dated act that only the sponsor can do, with the message ready to sign.",
        fr="Un acte daté que seul le sponsor peut faire, avec le message prêt à signer.",
    ),
    "objections": Both(
        en="What will be asked, and an honest answer.", fr="Ce qu’on demandera, et une réponse honnête."
    ),
    "messages": Both(en="Texts ready to send.", fr="Des textes prêts à envoyer."),
    "arguments": Both(
        en="Why it is worth doing; each number has its source.",
        fr="Pourquoi cela vaut la peine ; chaque chiffre a sa source.",
    ),
    "kit": Both(
        en="What a community of this use starts with.",
        fr="Ce avec quoi commence une communauté de cet usage.",
    ),
    "evidence": Both(
        en="Sources that “because:” names: what they say, what they cannot prove, when somebody last looked.",
        fr="Les sources nommées par « because: » : ce qu’elles disent, leurs limites, le jour de relecture.",
    ),
}
"""What is said about each part, in the language of whoever writes."""
TRIAL = Both(en="Our own trial of minutes in the network", fr="Notre essai des comptes rendus sur le réseau")
US = Both(en="our organisation", fr="notre organisation")
KEPT = (*HEADER, "people", "adjust", "add", "wave", *GROUPS, *GROUPS.values())
"""Words that mean something else at the top of an answers file, or in conditions."""

_PLAYBOOK = """\
# yaml-language-server: $$schema=$schema
# $c_schema
#
# $c_head
# $c_keys
kind: playbook
format: 1
id: $id  # $c_id
version: "1.0.0"
status: experimental  # $c_status
title: {en: "Minutes of meetings in one place", fr: "Les comptes rendus de réunion au même endroit"}
modified: $today
$scope
# $c_requires
requires: [pilot-by-communities, sponsor-mandate]

# $c_questions
questions:
  - id: $prefix.minutes
    type: choice
    unknown:
      assume: email
      todo: {en: "Ask two managers where minutes are kept", fr: "Demander à deux managers où sont les comptes rendus"}
      owner: business
      if_wrong: {en: "the preparation takes less time", fr: "la préparation prend moins de temps"}
    name: {en: "place of the minutes", fr: "lieu des comptes rendus"}
    label: {en: "Where are minutes of meetings kept?", fr: "Où se trouvent les comptes rendus de réunion ?"}
    why: {en: "What is kept in e-mail takes longer to gather.", fr: "Ce qui dort dans les courriels est plus long à réunir."}
    choices:
      - {value: email, label: {en: "in e-mail", fr: "dans les courriels"}}
      - {value: shared-drive, label: {en: "on a shared drive", fr: "sur un disque partagé"}}
      - {value: nowhere, label: {en: "nowhere", fr: "nulle part"}}
  - id: $prefix.closing_day
    type: date
    name: {en: "day of the yearly closing", fr: "jour de la clôture annuelle"}
    label: {en: "On which day are the yearly accounts closed?", fr: "Quel jour les comptes de l’année sont-ils clos ?"}

# $c_tasks
tasks:
  - id: choose-meetings
    phase: pilot
    when: $prefix.minutes != "nowhere"
    place: late  # $c_late
    title: {en: "Choose the meetings whose minutes move", fr: "Choisir les réunions dont les comptes rendus changent de place"}
    raci: {R: [business, it], A: business, C: [community-manager, hr], I: [manager, legal]}
    duration: 5d
    effort: {business: 0.5d, it: 1h}
    needs: [sponsor-mandate/mandate-signed]
    before: {task: pilot-by-communities/open, by: 5d, optional: true}
    done_when: {en: "A list of meetings, each with who posts its minutes.", fr: "Une liste de réunions, chacune avec qui en publie le compte rendu."}
    note: {en: "Three meetings are enough to begin.", fr: "Trois réunions suffisent pour commencer."}

  # $c_gate
  - id: archive-agreed
    kind: gate
    gate: other
    phase: pilot
    when: $prefix.minutes != "nowhere"
    title: {en: "Agreement on what becomes of the archive", fr: "Accord sur le sort des archives"}
    raci: {R: legal, A: hr}
    lead_time:
      base: 2w
      cases:
        - when: $prefix.minutes == "shared-drive"
          to: 4w
          why: {en: "the shared drive has its own rules", fr: "le disque partagé a ses propres règles"}
    needs: [choose-meetings]

  # $c_milestone
  - id: first-minutes
    kind: milestone
    phase: pilot
    title: {en: "First minutes read in the network", fr: "Premiers comptes rendus lus sur le réseau"}
    raci: {R: community-manager, A: business, I: sponsor}
    needs:
      - {task: archive-agreed, optional: true}
      - {task: pilot-by-communities/open, which: first, lag: 5d}
    done_when: {en: "Minutes are posted within two days of the meeting.", fr: "Les comptes rendus sont publiés dans les deux jours."}

  # $c_ongoing
  - id: weekly-question
    kind: ongoing
    phase: sustain
    from: first-minutes
    until: 6mo
    every: 1w
    title: {en: "Ask one question under the week’s minutes", fr: "Poser une question sous les comptes rendus de la semaine"}
    raci: {R: community-manager, A: business}
    effort: {community-manager: 0.5h}

  # $c_review
  - id: keep-or-stop
    phase: sustain
    title: {en: "Keep or stop each series of minutes", fr: "Garder ou arrêter chaque série de comptes rendus"}
    raci: {R: business, A: business, C: [community-manager, it], I: sponsor}
    duration: 2d
    effort: {business: 2h, community-manager: 2h}
    needs: [{task: pilot-by-communities/open, which: first, lag: 90cd}]
    done_when: {en: "One decision for each meeting, with a date.", fr: "Une décision par réunion, avec une date."}

# $c_adjust
adjust:
  - item: pilot-by-communities/seed-content
    when: $prefix.minutes == "email"
    duration: {add: 2d}
    why: {en: "Minutes are gathered from e-mail.", fr: "Les comptes rendus sont à reprendre des courriels."}

# $c_freezes
freezes:
  - id: closing
    when: known($prefix.closing_day)
    around: $prefix.closing_day
    before: 2cw
    title: {en: "Before the yearly closing", fr: "Avant la clôture annuelle"}

# $c_risks
risks:
  - id: two-places
    title: {en: "Minutes are kept in two places", fr: "Les comptes rendus restent à deux endroits"}
    likelihood: 3
    impact: 3
    early_sign: {en: "Minutes arrive by e-mail again.", fr: "Des comptes rendus reviennent par courriel."}
    response: {en: "Say on which day e-mail ends, and stop it that day.", fr: "Dire quel jour le courriel cesse, et le cesser ce jour-là."}
    owner: business
    mitigated_by: [choose-meetings, keep-or-stop]

# $c_kpis
kpis:
  - id: minutes-read
    title: {en: "Minutes that are read", fr: "Comptes rendus lus"}
    measure: {en: "Members who opened minutes / members invited, over 28 days", fr: "Membres ayant ouvert un compte rendu / membres invités, sur 28 jours"}
    level: group
    min_group: 10
$use_case    target: {after: first-minutes, by: 90cd, low: 0.3, typical: 0.4, high: 0.6}
    small: {en: "Under ten expected: each meeting, one by one", fr: "Moins de dix attendus : chaque réunion, une à une"}  # $c_small
    because: [$id-practice]
    limit: {en: "Opening is not reading.", fr: "Ouvrir n’est pas lire."}

# $c_asks
asks:
  - id: own-minutes
    phase: pilot
    role: support
    do: {en: "Post the minutes of your own next meeting", fr: "Publier le compte rendu de votre prochaine réunion"}
    minutes: 10
    due: {before: first-minutes, which: first, by: 2d}
    if_refused: {en: "Managers wait before they post.", fr: "Les managers attendront pour publier."}
    message: why-minutes

# $c_messages
messages:
  - id: why-minutes
    from: sponsor
    channel: [network, email]
    subject: {en: "Where to find our minutes", fr: "Où trouver nos comptes rendus"}
    body:
      en: "From today the minutes of my meetings are in the network, where you can answer them."
      fr: "À partir d’aujourd’hui, les comptes rendus de mes réunions sont sur le réseau, où chacun peut y répondre."

# $c_objections
objections:
  - id: drive-is-enough
    heard_from: [it, manager]
    says: {en: "The shared drive is enough.", fr: "Le disque partagé suffit."}
    answer:
      en: "It keeps files well. Nobody answers on it: questions go by e-mail, to a few."
      fr: "Il garde bien les fichiers. Personne n’y répond : les questions partent par courriel, à quelques-uns."

# $c_arguments
arguments:
  - id: fewer-questions
    text:
      en: "A question answered under the minutes is answered once for all."
      fr: "Une question traitée sous le compte rendu l’est une fois pour toutes."
    because: [$id-practice]
$kit"""  # noqa: E501  # YAML as people write it

_SCOPE_PLAIN = """
# $c_when
applies_when: count(communities) >= 1
"""

_SCOPE_USE = """
# $c_use
for_each: communities
applies_when: community.use_case == "$use"
"""

_KIT = """
# $c_kit
kit:
  members: {en: "Everyone who attends one of these meetings.", fr: "Tous les participants d’une de ces réunions."}
  roles: {en: "One person for each meeting who posts its minutes.", fr: "Une personne par réunion, qui en publie le compte rendu."}
  first_posts:
    - {en: "The last three minutes, each with a question.", fr: "Les trois derniers comptes rendus, chacun avec une question."}
  rituals:
    - {en: "Minutes are posted within two days.", fr: "Les comptes rendus sont publiés dans les deux jours."}
  pitfalls:
    - {en: "Posting a file without a sentence.", fr: "Publier un fichier sans une phrase."}
"""  # noqa: E501  # YAML as people write it

_EVIDENCE = """\
# yaml-language-server: $$schema=$schema
# $c_evidence
kind: evidence
format: 1
items:
  - id: $id-practice
    type: practice
    title: "$trial"
    publisher: "$us"
    year: $year
    checked: $today
    strength: P
    says: {en: "What your own trial showed, with its figures.", fr: "Ce que votre propre essai a montré, chiffres compris."}
    limits: {en: "One trial; not measured elsewhere.", fr: "Un seul essai ; non mesuré ailleurs."}
"""  # noqa: E501  # YAML as people write it


@dataclass(frozen=True, slots=True, kw_only=True)
class NewPlaybook:
    """What a playbook to start from is made for; `use` is a use of communities, or none.

    `taken` are the first parts of question ids that others use; `schemas` is the way to the folder of schemas
    from the playbook's folder.
    """

    id: str
    today: date
    language: str
    taken: Collection[str]
    use: str | None = None
    schemas: str = "../schema"

    def playbook(self) -> str:
        """The playbook's text."""
        scope = self._filled(_SCOPE_USE if self.use is not None else _SCOPE_PLAIN)
        kit = self._filled(_KIT) if self.use is not None else ""
        use_case = "" if self.use is not None else "    use_case: [other]\n"
        return self._filled(
            _PLAYBOOK, scope=scope, kit=kit, use_case=use_case, schema=f"{self.schemas}/playbook.json"
        )

    def evidence(self) -> str:
        """The text of its sources, which lie one folder further down."""
        return self._filled(_EVIDENCE, schema=f"../{self.schemas}/evidence.json", year=str(self.today.year))

    @property
    def prefix(self) -> str:
        """The first part of its questions' ids, which nobody else uses."""
        word = self.id.replace("-", "_")
        prefix = word if word[0].isalpha() else f"own_{word}"
        return f"own_{prefix}" if prefix in {*self.taken, *KEPT} else prefix

    def _filled(self, text: str, **more: str) -> str:
        comments = {f"c_{name}": both.in_(self.language) for name, both in COMMENTS.items()}
        comments["c_schema"] = Template(comments["c_schema"]).substitute(schema="schema/playbook.json")
        values = {
            **comments,
            "id": self.id,
            "prefix": self.prefix,
            "today": self.today.isoformat(),
            "use": self.use or "",
            "trial": TRIAL.in_(self.language),
            "us": US.in_(self.language),
        }
        return Template(text).substitute(values | more)
