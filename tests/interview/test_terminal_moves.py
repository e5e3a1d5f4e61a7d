"""The moves on a real (pseudo) terminal, drawn and plain: what the screen shows, and what the file holds."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from terminal import ANSWERED, Start

pytestmark = pytest.mark.skipif(os.name == "nt", reason="pseudo-terminals are of Unix")

DOWN, UP, RIGHT, CTRL_B = "\x1b[B", "\x1b[A", "\x1b[C", "\x02"


def text(folder: Path) -> str:
    return (folder / "answers.yaml").read_text(encoding="utf-8")


def up_to(line: str) -> str:
    """The answered file without what follows this line."""
    return ANSWERED[: ANSWERED.index(line)]


def test_drawn_back_keeps_what_was_answered(start: Start, tmp_path: Path) -> None:
    terminal = start()
    terminal.play(
        (r"Your organisation · question 1 of 16 · about 3 minutes left\s+\? Which name", "Weldom\r"),
        (r"question 2 of 16.*How many people", "900\r"),
        (r"question 3 of 16.*In which countries", CTRL_B),
        (r"question 2 of 16.*How many people.*>\s*900", CTRL_B),
        (r"question 1 of 16.*Which name.*>\s*Weldom", f"{RIGHT} SA\r"),
        (r"How many people.*>\s*900", "\r"),
        (r"In which countries.*back to the previous question", f"{UP}\r"),
        (r"question 2 of 16.*>\s*900", f"{RIGHT}0\r"),
        ("In which countries", "\r"),
    )
    terminal.sees("Who employs")
    assert "  name: Weldom SA\n  headcount: 9000\n" in text(tmp_path)


def test_plain_back_keeps_what_was_answered(start: Start, tmp_path: Path) -> None:
    terminal = start("--plain")
    terminal.play(
        (r"Your organisation · question 1 of 16 · about 3 minutes left\nWhich name", "Weldom\n"),
        (r"How many people.*Type \? to see why it is asked, < to go back", "900\n"),
        (r"In which countries.*  <\. back to the previous question", "<\n"),
        (r"How many people.*Enter alone: 900", "<\n"),
        (r"Which name.*Enter alone: Weldom", "<\n"),
        ("there is no previous question", "Weldom SA\n"),
        (r"How many people.*Enter alone: 900", "\n"),
        ("Noted: 900.*In which countries", "\n"),
    )
    terminal.sees("Who employs")
    assert "  name: Weldom SA\n  headcount: 900\n" in text(tmp_path)


@pytest.mark.parametrize("plain", [False, True], ids=["drawn", "plain"])
def test_why_is_shown_with_what_it_changes(start: Start, plain: bool) -> None:
    enter, arguments = ("\n", ["--plain"]) if plain else ("", [])
    terminal = start(*arguments, text=up_to("platform:"))
    terminal.sees("Which platform")
    terminal.send(f"?{enter}")
    terminal.sees(
        r"If it is not chosen, the plan adds a comparison.*[Cc]hanges \d+ .*move the pilot by \d+ day"
    )
    terminal.send("10\n" if plain else f"{UP}{UP}{UP}\r")
    terminal.sees("Noted: not chosen" if plain else "Which platform.*not chosen")


@pytest.mark.parametrize("plain", [False, True], ids=["drawn", "plain"])
def test_not_known_says_what_is_assumed(start: Start, tmp_path: Path, plain: bool) -> None:
    terminal = start(*["--plain"] * plain, text=up_to("platform:"), language="fr")
    terminal.sees("Quelle plateforme")
    terminal.sees("je ne sais pas encore \\(le plan supposera\\W+pas choisie\\)")
    terminal.send("11\n" if plain else f"{UP}{UP}\r")
    terminal.sees("Combien d’heures")
    terminal.sees("Entrée seule\\W+je ne sais pas encore \\(le plan supposera\\W+10\\)")
    terminal.send("\n" if plain else "\r")
    terminal.sees("Quel jour le sponsor")
    assert "product: unknown" in text(tmp_path)
    assert "hours: unknown" in text(tmp_path)


def test_drawn_review_changes_the_line_that_is_picked(start: Start, tmp_path: Path) -> None:
    terminal = start(text=ANSWERED)
    terminal.play(
        (r"Your answers.*That is right: the end.*headcount: 900.*I don’t know yet; assumed: 10", "members\r"),
        (r"How many people will be invited.*>\s*40", CTRL_B),
        (r"Your answers.*Ideas, members of the community: 40", "members\r"),
        (r"How many people will be invited.*>\s*40", f"{RIGHT}0\r"),
        (r"Your answers.*Ideas, members of the community: 400", "\r"),
    )
    assert terminal.ended() == 0
    assert text(tmp_path) == ANSWERED.replace("members: 40", "members: 400")


def test_plain_review_changes_the_line_that_is_picked(start: Start, tmp_path: Path) -> None:
    terminal = start("--plain", text=ANSWERED)
    found = terminal.sees(
        r"(\d+)\. Ideas, members of the community: 40\n.*Enter alone: That is right: the end"
    )
    line = found[1]
    terminal.play(
        ("", f"{line}\n"),
        (r"How many people will be invited.*Enter alone: 40", "<\n"),
        (r"Your answers.*Enter alone", f"{line}\n"),
        (r"How many people will be invited.*-.*for: I don’t know yet \(assumed: 100\)", "-\n"),
        (r"Your answers.*members of the community: I don’t know yet; assumed: 100.*Enter alone", "\n"),
    )
    assert terminal.ended() == 0
    assert text(tmp_path) == ANSWERED.replace("members: 40", "members: unknown")


def test_drawn_lists_are_added_to_reordered_and_shortened(start: Start, tmp_path: Path) -> None:
    terminal = start(text=ANSWERED)
    terminal.play(
        ("Your answers", "Communities\r"),
        ("Which community.*Ideas.*a new community", f"{DOWN}\r"),
        ("Which community do you want", "Finance\r"),
        ("Finance: How many people", "20\r"),
        ("Finance: What will they do", "know\r"),
        ("Your answers", "Communities\r"),
        ("Which community.*Ideas.*Finance", f"{DOWN}\r"),
        ("Finance: what is to be done.*one place earlier.*remove it and its answers", f"{DOWN}\r"),
        ("Your answers.*Finance, name.*Ideas, name", "Communities\r"),
        ("Which community.*Finance.*Ideas", f"{DOWN}\r"),
        ("Ideas: what is to be done", f"{DOWN}{DOWN}\r"),
        ("Remove Ideas and its 3 answers.*no, keep it", f"{DOWN}\r"),
        ("Your answers", "\r"),
    )
    assert terminal.ended() == 0
    ideas = "  - id: ideas\n    name: Ideas\n    members: 40\n    use_case: idea-box\n"
    finance = "  - id: finance\n    name: Finance\n    members: 20\n    use_case: knowledge-sharing\n"
    assert text(tmp_path) == ANSWERED.replace(ideas, finance)


def test_plain_lists_are_added_to_reordered_and_shortened(start: Start, tmp_path: Path) -> None:
    terminal = start("--plain", text=ANSWERED)
    found = terminal.sees(r"(\d+)\. Sponsors: add, remove, put in another order")
    sponsors = found[1]
    terminal.play(
        ("Enter alone", f"{sponsors}\n"),
        (r"Which sponsor.*1\. Sponsor 1\n  2\. a new sponsor", "2\n"),
        ("Who backs the project", "4\n"),
        ("Sponsor 2, level of the sponsor: nobody yet", ""),
        ("Enter alone", f"{int(sponsors) + 1}\n"),
        (r"Which sponsor.*2\. Sponsor 2", "2\n"),
        (r"Sponsor 2: what is to be done.*2\. one place earlier", "2\n"),
        ("Enter alone", f"{int(sponsors) + 1}\n"),
        (r"Which sponsor.*2\. Sponsor 2", "2\n"),
        (r"Sponsor 2: what is to be done.*3\. remove it and its answers", "3\n"),
        (r"Remove Sponsor 2 and its 1 answer.*2\. yes", "2\n"),
        ("Your answers.*Enter alone", "\n"),
    )
    assert terminal.ended() == 0
    assert text(tmp_path) == ANSWERED.replace("id: main\n    level: ceo", "id: main-2\n    level: nobody")


GROUP = ANSWERED.replace("countries: [FR]", "countries: [FR, DE]").replace(
    "employers: one\nemployers:\n  - id: weldom\n    name: Weldom\n    country: FR\n    headcount: 900\n",
    "employers: group\nemployers:\n  - id: germany\n    country: DE\n    works_council: single\n"
    "  - id: france\n    country: FR\n",
)


@pytest.mark.parametrize("plain", [False, True], ids=["drawn", "plain"])
def test_employers_are_added_to_reordered_and_shortened(start: Start, tmp_path: Path, plain: bool) -> None:
    def typed(drawn: str, number: int | str) -> str:
        return f"{number}\n" if plain else f"{drawn}\r"

    terminal = start(*["--plain"] * plain, text=GROUP)
    entry = terminal.sees(r"(\d+)\. Employers: add" if plain else "Your answers()")[1]
    again = typed("Employers: add", int(entry or 0) + 2)
    terminal.play(
        ("", typed("Employers: add", entry)),
        ("Which employer.*germany.*france.*a new employer", typed(DOWN * 2, 3)),
        ("What is this employer called", typed("Castor", "Castor")),
        ("Castor: In which country", typed(DOWN * 2, 3)),
        ("Your answers.*Castor, country of the employer: Belgium.*Employers: add", again),
        ("Which employer.*Castor", typed(DOWN * 2, 3)),
        ("Castor: what is to be done.*one place earlier", typed(DOWN, 2)),
        ("Your answers.*Employers: add", again),
        ("Which employer.*Castor.*france", typed(DOWN * 2, 3)),
        ("france: what is to be done.*remove it and its answers", typed(DOWN * 2, 3)),
        ("Remove france and its 2 answers.*yes, remove it", typed(DOWN, 2)),
        ("Your answers.*Employers: add", typed("", "")),
    )
    assert terminal.ended() == 0
    france, castor = "id: france\n    country: FR\n", "id: castor\n    name: Castor\n    country: BE\n"
    assert castor in text(tmp_path)
    assert france not in text(tmp_path)


@pytest.mark.parametrize("plain", [False, True], ids=["drawn", "plain"])
def test_why_is_shown_where_no_question_is_asked(start: Start, plain: bool) -> None:
    why, enter = ("?\n", "\n") if plain else ("?", "\r")
    last = "\n".join(line for line in up_to("platform:").splitlines() if "works_council" not in line)
    terminal = start(*["--plain"] * plain, text=last)
    terminal.play(
        ("Is there another community.*why it is asked", why),
        ("As many open together as.*in waves", enter),
    )
    terminal.sees("Is there a works council")
    terminal.child.close(force=True)
    review = start(*["--plain"] * plain, text=ANSWERED)
    review.play(("Your answers.*why it is asked", why), ("asks its question again", enter))
    assert review.ended() == 0


def test_an_answer_that_no_longer_applies_is_taken_out(start: Start, tmp_path: Path) -> None:
    terminal = start(text=ANSWERED)
    terminal.play(
        ("Your answers", "countries\r"),
        ("In which countries.*● France", f" {DOWN * 4} \r"),
        ("No longer asked, so taken out: works council.*Your answers", "\r"),
    )
    assert terminal.ended() == 0
    assert "works_council" not in text(tmp_path)
    assert "country: CH" in text(tmp_path)


def test_full_goes_on_from_quick_and_quick_is_complete(start: Start) -> None:
    terminal = start("--plain", "--full", text=ANSWERED)
    assert int(terminal.sees(r"questions still open: (\d+)")[1]) > 30
    terminal.play(("Whose hours a week do you know already", "\n"))
    asked = terminal.sees(r"question \d+ of \d+ · about \d+ minutes left\n(.*?)\n")[1]
    terminal.send("?\n")
    terminal.sees(r"[Mm]ay move the pilot by \d+ day")
    terminal.send("<\n")
    assert terminal.sees(r"about \d+ minutes left\n(.*?)\n")[1] != asked
