"""Any sequence of commands over any file: it reads back, and whatever a hand wrote is still there."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from fractions import Fraction
from pathlib import Path
from tempfile import TemporaryDirectory

from hypothesis import example, given
from hypothesis import strategies as st
from progress_files import BEGINNINGS, BY_HAND, DAYS, ODD, START, comments, opened, read

from rse_plan.errors import UserError
from rse_plan.model.progress import Measured
from rse_plan.tracking.record import Change, Record

Step = Callable[[Record], Change[object]]
IDS = st.sampled_from(["a/one", "a/two", "a/three@x", "c/d@e@f"])
DAY = st.none() | st.integers(-3, 180).map(lambda number: START + timedelta(number))
TEXT = st.text(st.characters(codec="utf-8"), max_size=30) | st.sampled_from(
    [
        "a # b",
        "- x",
        "{a: b}",
        "yes",
        "on: 1",
        "'",
        '"',
        "“ça”\u00a0: oui",
        "a: b",
        "# c",
        "%",
        "@x",
        "\\n",
        "~",
    ]
)
MEASURED = st.sampled_from(
    [Measured(Fraction(17)), Measured(Fraction(117, 2), percent=True), Measured(Fraction(3), 9)]
)
STEPS = st.one_of(
    st.builds(lambda i, d: lambda r: r.done(i, d), IDS, DAY),
    st.builds(lambda i, d: lambda r: r.start(i, d), IDS, DAY),
    st.builds(lambda i, t, d, u: lambda r: r.block(i, t, d, u), IDS, TEXT, DAY, DAY),
    st.builds(
        lambda i, a, d, t: lambda r: r.decide(i, a, d, t),
        IDS,
        st.sampled_from(["yes", "no", "later"]),
        DAY,
        st.none() | TEXT,
    ),
    st.builds(lambda i, v, d: lambda r: r.measure(i, v, d), IDS, MEASURED, DAY),
)


@example(beginning=ODD, steps=[lambda record: record.block("a/two", "0", None, None)])
@example(beginning=ODD, steps=[lambda record: record.start("a/one", None)])
@example(beginning=BY_HAND, steps=[lambda record: record.block("a/two", "0 #", None, None)])
@given(beginning=st.sampled_from(BEGINNINGS), steps=st.lists(STEPS, max_size=8))
def test_any_sequence_reads_back_with_every_comment(beginning: str, steps: list[Step]) -> None:
    with TemporaryDirectory() as folder:
        path = Path(folder, "progress.yaml")
        if beginning:
            path.write_bytes(beginning.encode())
        for step in steps:
            kept = opened(path)
            before = path.read_bytes() if path.exists() else None
            try:
                made = step(Record(kept.value, DAYS))
            except UserError:
                assert (path.read_bytes() if path.exists() else None) == before
                continue
            changed = kept.keep(made.file)
            assert changed == (before is None or path.read_bytes() != before)
            assert read(path) == made.file
            assert not opened(path).keep(step(Record(read(path), DAYS)).file), (
                "the same again changes nothing"
            )
        if beginning and path.exists():
            text = path.read_bytes().decode()
            assert all(text.count(one) >= count for one, count in comments(beginning).items())
