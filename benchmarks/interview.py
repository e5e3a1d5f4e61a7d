"""How long the interview is, and how fast `?` answers.

    python benchmarks/interview.py [rounds]

The questions that are asked, the keys that are pressed and the minutes that they are thought to take: of the
quick interview with one community and of the full one with three, with the answers of the examples that have
three, and as many employers as each has.
A key is a letter, an arrow, the space bar or Enter; in a list the shorter way to an entry is counted. What an
example does not say is answered by Enter alone. The companies of a group keep the names that the interview
gives them; where the example has others, a second line counts those being typed. The minutes come from the
formula of the progress line (`rse_plan/interview/pace.py`): an estimate, until people have been timed.

Then, on the example with the most work, the time that `?` takes on every question, pressed at once, after a
glance and after two seconds of reading, beside a list of ten entries that is drawn, answered and wiped.
Wanted: 100 ms.
"""

from __future__ import annotations

import gc
import sys
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import partial
from io import StringIO
from statistics import median
from time import perf_counter, sleep

import questionary
from prompt_toolkit.application import create_app_session
from prompt_toolkit.data_structures import Size
from prompt_toolkit.input import create_pipe_input
from prompt_toolkit.output.vt100 import Vt100_Output

from rse_plan.interview.agenda import (
    REPEATED,
    START,
    Agenda,
    Ask,
    Mode,
    More,
    Step,
    Which,
    full_questions,
    is_answered,
    quick_questions,
)
from rse_plan.interview.asker import Form, Option, Prompt, Result, Typed
from rse_plan.interview.conduct import Interview, conduct
from rse_plan.interview.dropping import answer_to
from rse_plan.interview.foresight import Foreseen
from rse_plan.interview.pace import SECONDS, SECONDS_FOR_MORE, SECONDS_FOR_REVIEW, seconds
from rse_plan.interview.phrasing import as_typed
from rse_plan.interview.prospects import Prospects
from rse_plan.interview.saving import open_answers
from rse_plan.interview.voice import Voice
from rse_plan.library import Folder, Library, load_library
from rse_plan.model.answers import Answers
from rse_plan.pipeline import prepare
from rse_plan.planning.facts import FactSheet
from rse_plan.resources import BUNDLED, example_path, examples_folder, playbooks_folder

GLANCE, READING = 0.2, 2.0
"""Seconds before somebody presses `?`: as soon as a hand can, and after reading the question."""
SHOWN = 10
"""The slowest questions, each with its time."""
WANTED = 100
"""Milliseconds that `?` may take."""


@dataclass
class Typist:
    """Answers as a file does, counting questions and keys."""

    known: Answers
    library: Library
    voice: Voice
    communities: int
    names_typed: bool = False
    """Whether the companies of a group get the example's names, or keep those that they are given."""
    steps: list[Step] = field(default_factory=list)
    keys: int = 0
    asked: Ask | None = None

    def explain(self, ask: Ask, _: Answers) -> str:
        self.asked = ask
        return ""

    def ask(self, prompt: Prompt) -> Typed:
        self.asked = None
        if prompt.explain is not None:
            prompt.explain()
        typed = self._typed(prompt)
        self.keys += keys(prompt, typed)
        if self.asked is not None:
            self.steps.append(self.asked)
        elif prompt.progress:
            several = prompt.form is Form.SEVERAL
            self.steps.append(Which(prompt.options[0].key.partition(".")[0]) if several else More())
        return typed

    def tell(self, text: str) -> None:
        """Nothing is read."""

    def wait(self, _: str, work: Callable[[], Result]) -> Result:
        return work()

    def _typed(self, prompt: Prompt) -> Typed:
        if self.asked is not None and is_answered(self.asked, self.known):
            typed = as_typed(self.asked.question, answer_to(self.asked, self.known), self.voice)
            there = {option.key for option in prompt.options}
            if prompt.complaint(typed) is None and (prompt.form is Form.LINE or there.issuperset(typed)):
                return typed
        if self.asked is None and prompt.form is Form.SEVERAL:
            return tuple(option.key for option in prompt.options if self._is_own(option))
        if self.asked is None and prompt.progress:
            begun = sum(isinstance(step, More) for step in self.steps) + 1
            return ("true",) if begun < self.communities else ("false",)
        return prompt.suggested or (() if prompt.form is Form.LINE else (prompt.options[-1].key,))

    def _is_own(self, option: Option) -> bool:
        """Whether it needs asking: the example says otherwise than what goes without saying."""
        id_ = option.key.partition("@")[0]
        if id_ == "employer.name":
            return self.names_typed and option.label not in {
                self.sheet.name_of("employer", one) for one in self.sheet.elements("employers")
            }
        if not id_.startswith("community."):
            return self.sheet.fact(id_, {}).value not in (None, (), "not-met")
        listed = self.sheet.elements(REPEATED)
        this = listed[sum(isinstance(step, More) for step in self.steps)]
        return (
            self.sheet.fact(id_, {"community": this}).value
            != self.sheet.fact(id_, {"community": listed[0]}).value
        )

    @property
    def sheet(self) -> FactSheet:
        """What the example says, or leaves to be assumed."""
        return FactSheet(self.known, self.library)


def keys(prompt: Prompt, typed: Typed) -> int:
    """The keys that give an answer, Enter counted; Enter alone where it is what is suggested."""
    if typed == prompt.suggested:
        return 1
    if prompt.form is Form.LINE:
        return sum(map(len, typed)) + 1
    places = {option.key: place for place, option in enumerate(prompt.options)}
    if prompt.form is Form.SEVERAL:
        changed = set(typed) ^ set(prompt.suggested)
        return max(places[key] for key in changed) + len(changed) + 1
    start = places.get(prompt.suggested[0], 0) if prompt.suggested else 0
    away = abs(places[typed[0]] - start)
    return min(away, len(places) - away) + 1


def shipped() -> Library:
    return load_library([Folder(playbooks_folder(), BUNDLED)])


def examples(library: Library) -> dict[str, Answers]:
    names = sorted(path.stem for path in examples_folder().glob("*.yaml"))
    return {name: open_answers(example_path(name), library, "en").answers for name in names}


def held(library: Library, typist: Typist, mode: Mode) -> Typist:
    """A whole interview that is answered as known."""
    questions = {Mode.QUICK: quick_questions, Mode.FULL: full_questions}[mode](library)
    interview = Interview(
        agenda=Agenda(questions, mode),
        library=library,
        voice=typist.voice,
        today=date(2026, 11, 28),
        explain=typist.explain,
    )
    nothing = Answers(path="answers.yaml", span=typist.known.span)
    conduct(interview, nothing, typist, lambda _: None)
    return typist


def print_length(title: str, typist: Typist) -> None:
    asked = [step for step in typist.steps if isinstance(step, Ask) and step.question.id != START]
    print(f"{title:46} {len(asked):9} {typist.keys:6} {seconds(typist.steps) / 60:8.1f}")


def print_lengths(library: Library, known: dict[str, Answers]) -> None:
    print(f"{'':46} {'questions':>9} {'keys':>6} {'minutes':>8}")
    voice, three = Voice("en"), {}
    for name, answers in known.items():
        if len(answers.groups.get(REPEATED, ())) == 3:
            three[name] = answers
    for name, answers in three.items():
        print_length(
            f"quick, 1 community, {name}", held(library, Typist(answers, library, voice, 1), Mode.QUICK)
        )
    for name, answers in three.items():
        typist = held(library, Typist(answers, library, voice, 3), Mode.FULL)
        print_length(f"full, 3 communities, {name}", typist)
        typed = held(library, Typist(answers, library, voice, 3, names_typed=True), Mode.FULL)
        if typed.keys != typist.keys:
            print_length("  its companies’ names typed", typed)
    each = ", ".join(f"{kind} {count}" for kind, count in SECONDS.items())
    print(f"seconds: {each}, another community? {SECONDS_FOR_MORE}, review {SECONDS_FOR_REVIEW}\n")


def asks(library: Library, answers: Answers) -> Iterator[Ask]:
    """Every question that applies, of the first element of each list."""
    steps = Agenda(full_questions(library), Mode.FULL).steps(FactSheet(answers, library))
    yield from (step for step in steps if isinstance(step, Ask) and not step.position)


def taken(work: Callable[[], object]) -> float:
    """Milliseconds of one run."""
    begin = perf_counter()
    work()
    return (perf_counter() - begin) * 1000


def redraw() -> None:
    """A list of ten entries on a terminal that nobody sees, answered by Enter."""
    with create_pipe_input() as keyboard:
        screen = Vt100_Output(StringIO(), lambda: Size(rows=24, columns=80))
        with create_app_session(keyboard, screen):
            keyboard.send_text("\r")
            questionary.select("?", [f"entry {number}" for number in range(10)]).unsafe_ask()


def print_times(library: Library, known: dict[str, Answers], rounds: int) -> None:
    name = max(known, key=lambda each: len(prepare(known[each], library, work_only=True).network.items))
    answers = known[name]
    ahead = Prospects(library, Voice("en"), date(2026, 11, 30))
    explain = {ask.question.id: partial(ahead.explain, ask, answers) for ask in asks(library, answers)}
    for each in explain.values():  # once before counting: modules and calendars are loaded when first used
        each()
    at_once = {id_: median(taken(each) for _ in range(rounds)) for id_, each in explain.items()}
    slowest = sorted(at_once, key=lambda id_: -at_once[id_])
    glanced, read = ([after_reading(explain[id_], each) for id_ in slowest[:5]] for each in (GLANCE, READING))
    bare = median(taken(redraw) for _ in range(max(rounds, 5)))
    over = sum(each > WANTED for each in at_once.values())
    print(f"{name}, {len(explain)} questions, milliseconds")
    print(f"{'a bare redraw':46} {bare:8.1f}")
    print(f"{'? pressed at once, median of the questions':46} {median(at_once.values()):8.1f}")
    print(f"{'? pressed at once, the slowest':46} {at_once[slowest[0]]:8.1f}  {slowest[0]}")
    print(f"{f'? pressed at once, over {WANTED} ms':46} {over:6}")
    for id_ in slowest[:SHOWN]:
        print(f"{f'  {id_}':46} {at_once[id_]:8.1f}")
    print(f"{f'? after {GLANCE:g} s, the slowest of the five slowest':46} {max(glanced):8.1f}")
    print(f"{f'? after {READING:g} s, the slowest of the five slowest':46} {max(read):8.1f}")


def after_reading(explain: Callable[[], str], seconds: float) -> float:
    """Milliseconds that are left to wait for an explanation that was begun with the question."""
    foreseen = Foreseen(explain)
    sleep(seconds)
    return taken(foreseen)


def main(arguments: Sequence[str]) -> None:
    gc.set_threshold(2_000_000, 10, 10)  # as the program does
    library = shipped()
    known = examples(library)
    print_lengths(library, known)
    print_times(library, known, int(arguments[0]) if arguments else 3)


if __name__ == "__main__":
    main(sys.argv[1:])
