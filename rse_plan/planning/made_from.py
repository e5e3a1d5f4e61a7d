"""What a plan is made from, told by hashes and versions; whether that is what a former one was made from."""

from __future__ import annotations

from dataclasses import replace

from rse_plan import __version__
from rse_plan.planning.course import Course
from rse_plan.planning.hashes import contents_of, hash_answers, hash_playbooks, hash_progress
from rse_plan.planning.inputs import Inputs, Proof
from rse_plan.planning.levelling.effort import Effort
from rse_plan.planning.prepared import Prepared
from rse_plan.planning.public_holidays import holidays_version


def is_news(course: Course, prepared: Prepared, effort: Effort) -> bool:
    """Whether anything has happened since the former plan, or that plan kept to one before it."""
    former = course.former
    now = inputs_of(prepared, effort)
    progress = hash_progress(course.progress.value) if course.progress is not None else None
    return former is None or progress is not None or replace(former.inputs, proof=now.proof) != now


def inputs_of(prepared: Prepared, effort: Effort) -> Inputs:
    """What a plan is made from; how good it is known to be is not known yet."""
    used = (selected.file.value.id for selected in prepared.selection.selected)
    course = prepared.course
    return Inputs(
        answers=hash_answers(prepared.answers),
        playbooks=hash_playbooks(prepared.library, used),
        library=contents_of(prepared.library),
        rse_plan=__version__,
        holidays=holidays_version(),
        effort=effort.name if effort.optimal is None else f"optimal {effort.optimal:g}",
        progress=hash_progress(course.progress.value) if course is not None and course.progress else None,
        replanned=course is not None,
        proof=Proof(best=False, no_earlier=None, reproducible=True),
    )
