"""What must hold of the waves of any communities."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date

from hypothesis import given
from hypothesis import strategies as st
from planning.planned import answers_of, library_of, playbook
from planning.test_waves import CM, OPENING

from rse_plan.planning.facts import FactSheet
from rse_plan.planning.wave import WaveReasonKind
from rse_plan.planning.waves import assign_waves

# --- what must hold of any communities ---

DAYS = st.dates(date(2027, 1, 1), date(2027, 6, 1))
KEYS = st.fixed_dictionaries(
    {},
    optional={
        "wave": st.integers(1, 5),
        "opens_on": DAYS,
        "ready": DAYS,
        "owner": st.sampled_from(("named", "none")),
        "language": st.sampled_from(("fr", "de", "en")),
        "use_case": st.sampled_from(("move", "idea-box", "other")),
        "population": st.sampled_from(("office", "stores")),
    },
)
COMMUNITIES = st.lists(KEYS, min_size=1, max_size=10)
VARIED = playbook(
    f"""id: seed, for_each: communities, duration: 5d, {CM}
    id: more, for_each: communities, duration: 5d, {CM}, when: community.use_case == 'move'
    id: less, for_each: communities, duration: 5d, effort: {{community-manager: 3h}}, \
when: community.use_case == 'idea-box'
    {OPENING}"""
)
LIBRARY = library_of(VARIED)

Keys = Mapping[str, object]


def drawn(communities: Sequence[Keys], hours: int) -> FactSheet:
    lines = "".join(
        "  - {"
        + ", ".join((f"id: c{n}, name: C", *(f"{key}: {value}" for key, value in keys.items())))
        + "}\n"
        for n, keys in enumerate(communities)
    )
    text = (
        f"kind: answers\nformat: 1\norganisation: {{name: A, headcount: 900}}\ncommunities:\n{lines}"
        f"calendar: {{start: 2027-01-04}}\npeople: {{community-manager: {{hours: {hours}}}}}\n"
    )
    facts = FactSheet(answers_of(text, LIBRARY), LIBRARY)
    return replace(facts, waves=assign_waves(facts))


@given(communities=COMMUNITIES, hours=st.integers(0, 12))
def test_every_community_is_in_one_wave(communities: list[Keys], hours: int) -> None:
    found = drawn(communities, hours).waves
    placed = [community for wave in found for community in wave.communities]
    assert sorted(placed) == sorted(f"c{n}" for n in range(len(communities)))
    assert [wave.number for wave in found] == list(range(1, len(found) + 1))
    assert all(wave.communities for wave in found)


@given(communities=COMMUNITIES, hours=st.integers(0, 12))
def test_pins_keep_their_order(communities: list[Keys], hours: int) -> None:
    sheet = drawn(communities, hours)
    numbers = {each: wave.number for wave in sheet.waves for each in wave.communities}
    pins = {f"c{n}": keys["wave"] for n, keys in enumerate(communities) if "wave" in keys}
    for one, pin in pins.items():
        for other, its in pins.items():
            assert (numbers[one] < numbers[other]) == (pin < its)  # type: ignore[operator]  # integers
    if 1 in pins.values():
        pinned_by_day = {f"c{n}" for n, keys in enumerate(communities) if "opens_on" in keys}
        strangers = set(sheet.waves[0].communities) - {one for one, pin in pins.items() if pin == 1}
        assert strangers <= pinned_by_day


@given(communities=COMMUNITIES, hours=st.integers(0, 12))
def test_earlier_days_come_in_no_later_wave(communities: list[Keys], hours: int) -> None:
    unpinned = [{key: value for key, value in keys.items() if key != "wave"} for keys in communities]
    found = drawn([*unpinned, {"wave": 2, "opens_on": date(2027, 3, 1)}], hours).waves
    numbers = {each: wave.number for wave in found for each in wave.communities}
    days = {f"c{n}": keys["opens_on"] for n, keys in enumerate(unpinned) if "opens_on" in keys}
    days[f"c{len(unpinned)}"] = date(2027, 3, 1)
    for one, day in days.items():
        for other, later in days.items():
            assert day >= later or numbers[one] <= numbers[other]  # type: ignore[operator]  # dates


@given(communities=COMMUNITIES, hours=st.integers(0, 12))
def test_no_wave_is_over_its_hours_unless_pinned_or_of_one(communities: list[Keys], hours: int) -> None:
    for wave in drawn(communities, hours).waves:
        assert wave.hours_available is not None
        over = wave.hours_needed > wave.hours_available
        held = {WaveReasonKind.PINNED, WaveReasonKind.DATED} & {each.kind for each in wave.reasons}
        assert not over or len(wave.communities) == 1 or held


@given(communities=COMMUNITIES, hours=st.integers(0, 12), more=st.integers(0, 12))
def test_more_hours_never_make_more_waves(communities: list[Keys], hours: int, more: int) -> None:
    assert len(drawn(communities, hours + more).waves) <= len(drawn(communities, hours).waves)


@given(communities=COMMUNITIES, hours=st.integers(0, 12), data=st.data())
def test_the_order_of_keys_changes_nothing(communities: list[Keys], hours: int, data: st.DataObject) -> None:
    shuffled = [dict(data.draw(st.permutations(list(keys.items())))) for keys in communities]
    made, again = drawn(communities, hours).waves, drawn(shuffled, hours).waves
    assert [wave.communities for wave in again] == [wave.communities for wave in made]


@given(communities=COMMUNITIES, hours=st.integers(0, 12))
def test_what_orders_nothing_changes_nothing(communities: list[Keys], hours: int) -> None:
    plain = [{key: value for key, value in keys.items() if key != "population"} for keys in communities]
    made, again = drawn(communities, hours).waves, drawn(plain, hours).waves
    assert [wave.communities for wave in again] == [wave.communities for wave in made]
