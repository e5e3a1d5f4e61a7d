"""The deck: the brief as six slides at most, for the committee in which the sponsor answers.

Each slide has a sentence for its title, one thing to see, and notes with what the brief says besides. Nothing
is said that the plan does not hold; sources and their limits stand at the foot where there is room, and
always in the notes.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from rse_plan.documents.brief_acts import acts_time, sponsor_asks, waiting_decision
from rse_plan.documents.brief_acts import weightiest as weightiest_acts
from rse_plan.documents.brief_essential import essential
from rse_plan.documents.cover import cover_facts
from rse_plan.documents.decisions import is_taken, study_decision
from rse_plan.documents.deck import (
    Beside,
    Card,
    Cards,
    Deck,
    Grid,
    NotePart,
    Piece,
    Reply,
    Text,
    Tone,
)
from rse_plan.documents.deck_charts import fitting, planned_hours, timeline, weekly_hours
from rse_plan.documents.deck_fit import SIZES, width
from rse_plan.documents.deck_slide import Draft, slide
from rse_plan.documents.deck_states import MOST_NEWS, states, states_whole
from rse_plan.documents.key_dates import Moment, ahead, told, weightiest
from rse_plan.documents.news_view import news_lines
from rse_plan.documents.opening import has_opened, opening_answered, opening_chain, opening_is_reported
from rse_plan.documents.register_view import short_of_hours
from rse_plan.documents.rows import Heading
from rse_plan.documents.telling import Telling, is_consultation
from rse_plan.documents.tree import (
    Break,
    Line,
    joined,
    line,
    source_numbers,
    strong,
    uncapitalised,
    with_sources,
)
from rse_plan.documents.views import BriefView
from rse_plan.documents.words import Words, shortened
from rse_plan.planning.plan import Plan

DATES = 6
FOOTER_ROOM, EYEBROW = 760.0, 14
"""Width of the footer, size of the line above the first title."""
TITLE = 110
"""Characters of a title that holds an act."""
WHAT, WHOLE = 80, 400
"""Characters of what happens on a date: on the slide, in its notes."""


def describe(plan: Plan, words: Words, brief: BriefView) -> Deck:
    """The slides, in the order in which a committee wants them."""
    teller = _Teller(Telling(plan, words), brief)
    return Deck(
        heading=brief.heading,
        footer=_footer(brief.heading),
        slides=tuple(slide(draft, brief, words) for draft in teller.drafts()),
    )


def _footer(heading: Heading) -> str:
    """Whose it is, of which day, and the reserve: a long name gives way to what comes after it."""
    day = heading.version if heading.under_way else heading.date
    return _with_name("", heading.organisation, (day, heading.project or heading.not_legal_advice))


def _with_name(before: str, name: str, after: Sequence[str], size: int = SIZES[-1]) -> str:
    """A line of the width of a footer, its name cut where it must."""
    rest = "".join(f" · {each}" for each in after if each)
    before = f"{before} · " if before else ""
    room = FOOTER_ROOM - width(before + rest, size)
    return before + fitting(name, room, size) + rest


class _Teller:
    """What each slide says."""

    def __init__(self, telling: Telling, brief: BriefView) -> None:
        self._telling = telling
        self._words = telling.words
        self._plan = telling.plan
        self._brief = brief

    def drafts(self) -> Iterator[Draft]:
        yield self._decision()
        yield self._calendar()
        yield from self._effort()
        if self._brief.options:
            yield self._options()
        yield self._risks()
        yield self._acts()

    # --- what is asked ---

    def _decision(self) -> Draft:
        brief, words = self._brief, self._words
        request, *others = essential(self._telling)
        moved = _section(self._moved(), news_lines(self._telling, MOST_NEWS))
        said = (
            Text((line(request),), Tone.LEAD),
            Text(tuple(map(line, others))),
            *moved,
            Text(self._letter()),
        )
        pieces: list[Piece] = [Beside((said, (Cards(self._cards()),)), (56, 44))]
        if brief.heading.alerts:
            pieces.insert(0, Text(brief.heading.alerts, Tone.ALERT))
        heading = brief.heading
        reserves = (heading.consultation, heading.exercise.plain, heading.not_legal_advice)
        return Draft(
            title=self._asked(),
            eyebrow=_with_name(heading.document, heading.organisation, (heading.project,), EYEBROW),
            pieces=tuple(pieces),
            reserve=line(" ".join(filter(None, reserves))),
            notes=(
                NotePart(words.say("In short"), (brief.essential,)),
                NotePart(words.say("Why"), brief.why),
                NotePart(self._moved(), news_lines(self._telling)),
            ),
        )

    def _moved(self) -> str:
        return self._words.say("What moved since the plan before")

    def _asked(self) -> str:
        if self._plan.today is not None and is_taken(study_decision(self._plan)):
            return self._asked_next()
        day = self._telling.decision_day(self._words.date(self._plan.decision))
        wording = "Decision wanted by {date}: authorise the study"
        if self._plan.consultation:
            wording = self._telling.consulted(
                "Decision wanted by {date}: authorise the study and the consultation of the works council",
                "Decision wanted by {date}: authorise the study and the consultation"
                " of the staff representatives",
            )
        return self._words.say(wording, date=day)

    def _asked_next(self) -> str:
        """The decision that comes after the study."""
        words, telling = self._words, self._telling
        waiting = waiting_decision(telling, weightiest_acts(sponsor_asks(self._plan, "support")))
        if waiting is None:
            return words.say("No decision is wanted now")
        act = words.text(waiting.ask.chosen.word(waiting.ask.chosen.item.do)).rstrip(".")
        if waiting.ask.due is None:
            return shortened(act, TITLE)
        day = words.day(waiting.ask.due, self._plan.start)
        return shortened(words.say("Decision wanted by {date}. {act}", date=day, act=act), TITLE)

    def _letter(self) -> tuple[Line, ...]:
        names = (("To", self._brief.to), ("From", self._brief.from_))
        told = [strong(self._words.say(name)) + line(f" {said}") for name, said in names if said]
        return (joined(told, " · "),)

    def _cards(self) -> tuple[Card, ...]:
        words, acts = self._words, self._brief.acts
        cards = [Card(fact.title, fact.value, fact.note) for fact in cover_facts(self._telling)]
        if acts:
            asked = words.count("1 act", "{count} acts", len(acts))
            cards.append(Card(words.say("Your time"), acts_time(self._telling), line(asked)))
        return tuple(cards)

    # --- when ---

    def _calendar(self) -> Draft:
        words = self._words
        found = weightiest(ahead(self._telling), DATES)
        chart = timeline(self._telling)
        pieces: list[Piece] = [chart] if chart.spans else []
        pieces += _section(self._stands(), states(self._telling))
        if found:
            pieces.append(self._dates(found))
        milestones = tuple(
            strong(each.date) + line(f" · {each.mark} · " if each.mark else " · ") + each.text
            for each in self._brief.milestones
        )
        return Draft(
            title=self._when(),
            pieces=tuple(pieces),
            notes=(
                NotePart(words.say("The dates that count"), tuple(map(self._whole_date, found))),
                NotePart(self._stands(), states_whole(self._telling)),
                NotePart(words.say("Calendar"), milestones),
                NotePart(chart.name, tuple(line(f"{span.title} · {span.days}") for span in chart.spans)),
            ),
        )

    def _stands(self) -> str:
        words, today = self._words, self._plan.today
        return words.say("Where the plan stands on {day}", day=words.date(today)) if today else ""

    def _when(self) -> str:
        words, plan = self._words, self._plan
        if plan.first_opening is None:
            return words.say("Nothing opens to users in this plan.").rstrip(".")
        if has_opened(self._telling):
            wording = "First opening planned for {date}, not confirmed"
            if opening_is_reported(self._telling):
                wording = "The first opening took place on {date}"
            return words.say(wording, date=words.date(plan.first_opening))
        if answered := opening_answered(self._telling, words.date(plan.first_opening)):
            return words.say("First opening: {date}", date=answered)
        waited = any(is_consultation(item) for item in opening_chain(plan))
        wording = "Earliest opening on {date}, if you so decide"
        if waited:
            wording = self._telling.consulted(
                "Earliest opening on {date}: the works council’s opinion sets the day",
                "Earliest opening on {date}: the staff representatives’ opinion sets the day",
            )
        return words.say(wording, date=words.date(plan.first_opening))

    def _dates(self, found: Sequence[Moment]) -> Grid:
        near = self._plan.start
        return Grid(
            caption=self._words.say("The dates that count"),
            columns=tuple(self._words.day(moment.day, near) for moment in found),
            rows=(tuple(self._date(moment) for moment in found),),
            shares=(1,) * len(found),
        )

    def _date(self, moment: Moment) -> Line:
        said = told(self._telling, moment, WHAT)
        return strong(moment.mark) + Line((Break(),)) + said if moment.mark else said

    def _whole_date(self, moment: Moment) -> Line:
        """The same with its day and who answers for it."""
        words = self._words
        day, said = words.day(moment.day, self._plan.start), told(self._telling, moment, WHOLE)
        mark = line(f"{moment.mark} · ") if moment.mark else Line()
        return strong(day) + line(" · ") + mark + said + (line(f" · {moment.who}") if moment.who else Line())

    # --- who, how much ---

    def _effort(self) -> Iterator[Draft]:
        words, plan = self._words, self._plan
        stage = next((stage for stage in plan.staffing if stage.stage == "pilot"), None)
        weekly = weekly_hours(self._telling, stage) if stage else None
        planned = planned_hours(self._telling)
        charts = [chart for chart in (weekly, planned) if chart is not None]
        if not charts:
            return
        columns = tuple((Text((line(chart.name),), Tone.HEAD), chart) for chart in charts)
        remarks: list[Line] = []
        title = words.say(
            "The plan asks for {hours} of work", hours=words.weekly(sum(plan.load.values()) / 60)
        )
        if weekly and stage:
            title = words.say(
                "The pilot takes {before} a week before it opens, {after} after, at least",
                before=words.weekly(stage.before),
                after=words.weekly(stage.after),
            )
            remarks = [self._floors(), short_of_hours(self._telling, stage)]
        pieces: list[Piece] = [Beside(columns, (1,) * len(columns))]
        if any(remarks):
            pieces.append(Text(tuple(filter(None, remarks))))
        costs = tuple(strong(option.title) + line(" · ") + option.cost for option in self._brief.options)
        yield Draft(title=title, pieces=tuple(pieces), notes=(NotePart(words.say("Cost"), costs),))

    def _floors(self) -> Line:
        """What the hours a week are, with their sources."""
        words = self._words
        recommended = next((option for option in self._brief.options if option.recommended), None)
        sources = source_numbers(recommended.cost) if recommended else Line()
        said = words.say("Hours a week: roles of the guide, without IT, security and legal (a minimum).")
        planned = words.say(
            "Hours of the plan: all its tasks, {hours} in all.",
            hours=words.weekly(sum(self._plan.load.values()) / 60),
        )
        return with_sources(line(said), line(" ") + sources if sources else sources) + line(f" {planned}")

    # --- acting or not ---

    def _options(self) -> Draft:
        brief, words = self._brief, self._words
        strong_row = next((n for n, option in enumerate(brief.options) if option.recommended), None)
        recommended = brief.options[strong_row] if strong_row is not None else None
        title = words.say("What acting costs, and what not acting costs")
        if recommended is not None:
            title = words.say(
                "{option}, our recommendation: {gain}",
                option=recommended.title,
                gain=uncapitalised(recommended.gain).plain.rstrip("."),
            )
        grid = Grid(
            caption=words.say("The options"),
            columns=self._columns("Option", "Cost", "Gain", "Risk"),
            rows=tuple((line(each.title), each.cost, each.gain, each.risk) for each in brief.options),
            shares=(15, 37, 22, 26),
            strong_row=strong_row,
        )
        measures = tuple(strong(each.when) + line(" · ") + each.text for each in brief.measures)
        asked = tuple(strong(each.says) + line(" ") + each.answer for each in brief.objections)
        return Draft(
            title=title,
            pieces=(
                grid,
                *_texts(brief.inaction),
                *_section(words.say("Measures, never of a person"), measures),
            ),
            notes=(NotePart(words.say("Questions that will be asked"), asked),),
        )

    # --- risks ---

    def _risks(self) -> Draft:
        brief, words = self._brief, self._words
        number = words.spelled(len(brief.risks))
        title = words.say("What we do not know yet")
        if brief.risks:
            title = words.say(
                "One risk, with its early sign and somebody in charge"
                if len(brief.risks) == 1
                else "{number} risks, each with an early sign and somebody in charge",
                number=words.capital(number),
            )
        grid = Grid(
            caption=words.say("Risks"),
            columns=self._columns("Risk", "Early sign", "Response", "Who"),
            rows=tuple((each.title, each.sign, each.response, line(each.who)) for each in brief.risks),
            shares=(36, 22, 28, 14),
        )
        unknown = _section(words.say("What we do not know yet"), brief.unknowns)
        return Draft(title=title, pieces=((grid,) if brief.risks else ()) + unknown, notes=())

    # --- what the sponsor does ---

    def _acts(self) -> Draft:
        brief, words = self._brief, self._words
        title = brief.acts_title
        if brief.acts:
            lower = title[:1].lower() + title[1:]
            title = words.say("What we ask of you: {acts}", acts=lower)
        grid = Grid(
            caption=brief.acts_title,
            columns=self._columns("Act", "By", "Time", "Otherwise"),
            rows=tuple(
                (
                    strong(f"{each.number}.") + line(" ") + each.what,
                    *map(line, (each.due, each.time)),
                    each.otherwise,
                )
                for each in brief.acts
            ),
            shares=(52, 12, 10, 26),
        )
        beside: tuple[tuple[Piece, ...], ...] = ((Text((brief.not_asked,)),),) if brief.not_asked else ()
        if brief.reply:
            beside = ((Reply(brief.reply),), *beside)
        more = _texts(brief.acts_more)
        pieces: tuple[Piece, ...] = (grid, *more) if brief.acts else ()
        if beside:
            pieces = (*pieces, Beside(beside, (55, 45)[: len(beside)]))
        return Draft(title=title, pieces=pieces, notes=())

    def _columns(self, *names: str) -> tuple[str, ...]:
        return tuple(map(self._words.say, names))


def _texts(words: Line) -> tuple[Text, ...]:
    return (Text((words,)),) if words else ()


def _section(title: str, points: Iterable[Line]) -> tuple[Text, ...]:
    """A list with its name, or nothing."""
    found = tuple(points)
    return (Text((line(title),), Tone.HEAD), Text(found, Tone.POINTS)) if found else ()
