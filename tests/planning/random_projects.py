"""Random projects: answers and a playbook whose items wait for items above them, in the files' own words."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, timedelta

from hypothesis import strategies as st

Map = dict[str, object]


@dataclass(frozen=True)
class Project:
    """Answers and items, each as the map that its file would hold."""

    answers: Map
    items: tuple[Map, ...]

    @property
    def playbook(self) -> str:
        """The playbook as YAML."""
        head = "kind: playbook\nformat: 1\nid: own\ntitle: {en: Own, fr: Propre}\ntasks:\n"
        return head + "".join(f"  - {_flow(item)}\n" for item in self.items)

    @property
    def text(self) -> str:
        """The answers as YAML."""
        return "".join(f"{key}: {_flow(value)}\n" for key, value in self.answers.items())

    def with_item(self, position: int, **keys: object) -> Project:
        """The project with some keys of one item changed; None takes a key away."""
        changed = {k: v for k, v in {**self.items[position], **keys}.items() if v is not None}
        return replace(self, items=(*self.items[:position], changed, *self.items[position + 1 :]))

    def with_more(self, item: Map) -> Project:
        """The project with one more item."""
        return replace(self, items=(*self.items, item))


def _flow(value: object) -> str:
    if isinstance(value, dict):
        return "{" + ", ".join(f"{key}: {_flow(part)}" for key, part in value.items()) + "}"
    if isinstance(value, list):
        return "[" + ", ".join(_flow(part) for part in value) + "]"
    if isinstance(value, bool):
        return str(value).lower()
    return str(value)


def work(id_: str, **keys: object) -> Map:
    """An item with the keys that every one needs."""
    words = {"phase": "prepare", "title": {"en": "Work", "fr": "Travail"}, "raci": {"R": "it", "A": "it"}}
    return {"id": id_, **keys, **words}


YEAR = (date(2027, 1, 1), date(2027, 12, 31))
POPULATIONS = ("all", "office", "stores")
LOOPS = ("communities", "employers", "waves")
CONDITIONS = {
    "communities": ("community.population == 'office'", "wave.pilot", "community.members > 50"),
    "employers": ("employer.country == 'FR'", "employer.independent"),
    "waves": ("not wave.pilot", "wave.number < 3"),
    None: ("organisation.headcount > 500", "known(calendar.target)"),
}

days = st.dates(*YEAR)


def amounts(units: tuple[str, ...], most: int) -> st.SearchStrategy[str]:
    """Amounts of time; months and weeks are fewer than days."""
    few = {"d": most, "cd": 2 * most, "w": 3, "cw": 4, "mo": 3}
    return st.sampled_from(units).flatmap(lambda unit: st.integers(0, few[unit]).map(lambda n: f"{n}{unit}"))


LAGS = amounts(("d", "w", "cd", "cw", "mo"), 12)
WORKING = st.one_of(st.integers(1, 15).map(lambda n: f"{n}d"), st.integers(1, 3).map(lambda n: f"{n}w"))


@st.composite
def periods(draw: st.DrawFn, *, longest: int, populations: bool) -> Map:
    """A closure or a freeze."""
    first = draw(days)
    period: Map = {"from": first, "to": first + timedelta(days=draw(st.integers(0, longest)))}
    if populations and draw(st.booleans()):
        period["population"] = draw(st.sampled_from(POPULATIONS))
    return period


@st.composite
def presets(draw: st.DrawFn, *, populations: bool) -> Map:
    """Days that come back every year; school holidays are known in France, by zone, and in Bavaria."""
    period: Map = {"preset": draw(st.sampled_from(("august", "year-end", "school-holidays")))}
    if period["preset"] == "school-holidays":
        period["zone"] = draw(st.sampled_from(("A", "B", "C")))
    if populations and draw(st.booleans()):
        period["population"] = draw(st.sampled_from(POPULATIONS))
    return period


def listed(longest: int, *, populations: bool, most: int) -> st.SearchStrategy[list[Map]]:
    """Periods and, more rarely, presets."""
    plain = periods(longest=longest, populations=populations)
    return st.lists(st.one_of(plain, plain, presets(populations=populations)), max_size=most)


@st.composite
def employers(draw: st.DrawFn, position: int) -> Map:
    """An employer in one of three countries, perhaps in a region with holidays of its own."""
    country = draw(st.sampled_from(("FR", "DE", "other")))
    region = {"DE": "BY", "FR": "57"}.get(country)
    found: Map = {"id": f"e{position}", "country": country, "independent": draw(st.booleans())}
    return {**found, "subdivision": region} if region and draw(st.booleans()) else found


@st.composite
def communities(draw: st.DrawFn, position: int, firms: list[Map]) -> Map:
    """A community with some of what may be known of it."""
    found: Map = {"id": f"c{position}", "name": f"C{position}", "members": draw(st.integers(2, 90))}
    wishes = {
        "population": st.sampled_from(POPULATIONS),
        "wave": st.integers(1, 3),
        "opens_on": days,
        "ready": days,
        "employers": st.sampled_from([str(firm["id"]) for firm in firms]),
    }
    return {**found, **{key: draw(wish) for key, wish in wishes.items() if draw(st.booleans())}}


@st.composite
def answers(draw: st.DrawFn) -> Map:
    """Answers with their own employers, communities and calendar."""
    firms = [draw(employers(n)) for n in range(draw(st.integers(1, 3)))]
    calendar: Map = {"start": draw(days)}
    choices = {
        "decision": days,
        "target": days,
        "week": st.sampled_from((["monday", "tuesday", "thursday"], ["monday", "wednesday", "saturday"])),
        "closures": listed(25, populations=False, most=2),
        "freezes": listed(40, populations=True, most=3),
    }
    calendar |= {key: draw(choice) for key, choice in choices.items() if draw(st.booleans())}
    manager: Map = {"hours": draw(st.sampled_from((0, 3, 10, 35)))}
    if draw(st.integers(0, 2)) == 0:
        manager["absences"] = draw(listed(15, populations=False, most=3))
    return {
        "kind": "answers",
        "format": 1,
        "organisation": {"name": "Acme", "headcount": draw(st.integers(5, 900)), "employers": "group"},
        "employers": firms,
        "communities": [draw(communities(n, firms)) for n in range(draw(st.integers(1, 4)))],
        "calendar": calendar,
        "people": {"community-manager": manager},
    }


@st.composite
def needs(draw: st.DrawFn, above: int) -> list[Map]:
    """Waits for some of the items above."""
    found: list[Map] = []
    for position in draw(st.lists(st.integers(0, above - 1), max_size=3, unique=True)) if above else ():
        need: Map = {"task": f"i{position}"}
        if draw(st.booleans()):
            need["lag"] = draw(LAGS)
        if draw(st.integers(0, 3)) == 0:
            need["which"] = draw(st.sampled_from(("all", "first", "previous")))
        found.append(need)
    return found


@st.composite
def items(draw: st.DrawFn, position: int, count: int, *, loops: bool) -> Map:
    """One item of any kind; what it must come before stands below it."""
    loop = draw(st.sampled_from((None, *LOOPS))) if loops else None
    item = work(f"i{position}", **draw(kinds(loop)))
    item["needs"] = draw(needs(position))
    if loop is not None:
        item["for_each"] = loop
    if loops and draw(st.integers(0, 4)) == 0:
        item["when"] = f'"{draw(st.sampled_from(CONDITIONS[loop]))}"'
    if item.get("kind") != "gate" and draw(st.integers(0, 3)) == 0:
        item["place"] = "late"
    if position + 1 < count and draw(st.integers(0, 4)) == 0:
        item["before"] = {"task": f"i{draw(st.integers(position + 1, count - 1))}", "by": draw(LAGS)}
    return item


@st.composite
def kinds(draw: st.DrawFn, loop: str | None) -> Map:
    """What makes an item a task, a gate, a milestone or recurring work."""
    kind = draw(st.sampled_from(("task", "task", "task", "gate", "gate", "milestone", "milestone")))
    if kind == "gate":
        sort = draw(st.sampled_from(("works-council", "other")))
        found: Map = {"kind": "gate", "gate": sort}
        if draw(st.integers(0, 4)) == 0:
            return {**found, "on": "calendar.decision"}
        return {**found, "lead_time": {"base": draw(LAGS)}}
    if kind == "milestone":
        opens = loop in (None, "communities") and draw(st.booleans())
        return {"kind": "milestone", "opens": "users"} if opens else {"kind": "milestone"}
    found = {"duration": draw(WORKING)}
    if draw(st.integers(0, 2)) == 0:
        found["effort"] = {"community-manager": f"{draw(st.integers(0, 30))}h"}
        found["fixed"] = draw(st.booleans())
    found |= {flag: True for flag in ("changes", "launch") if draw(st.integers(0, 7)) == 0}
    return found


@st.composite
def projects(draw: st.DrawFn, *, most: int = 9) -> Project:
    """A whole project."""
    count = draw(st.integers(1, most))
    return Project(
        draw(answers()), tuple(draw(items(position, count, loops=True)) for position in range(count))
    )


@st.composite
def simple_projects(draw: st.DrawFn) -> Project:
    """A project without loops and freezes of work, whose last item lets people in."""
    found = draw(answers())
    calendar = found["calendar"]
    assert isinstance(calendar, dict)
    calendar.pop("target", None)
    count = draw(st.integers(2, 7))
    above = [draw(items(position, count, loops=False)) for position in range(count - 1)]
    plain = [{k: v for k, v in item.items() if k not in ("changes", "launch", "effort")} for item in above]
    last = work(f"i{count - 1}", kind="milestone", opens="users", needs=draw(needs(count - 1)))
    return Project(found, (*plain, last))
