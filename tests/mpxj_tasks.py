"""What MPXJ reads in the Microsoft Project files named, and what it finds when it schedules as Project does.

A process of its own, as it brings a Java machine: prints JSON.
"""

from __future__ import annotations

import json
import sys
from typing import Any


def main() -> None:
    import jpype
    import mpxj  # noqa: F401  # tells the machine where its classes are

    jpype.startJVM("-Duser.timezone=UTC")
    from java.io import File
    from org.mpxj.cpm import MicrosoftScheduler
    from org.mpxj.mspdi import MSPDIReader

    found = {}
    for path in sys.argv[1:]:
        project = MSPDIReader().read(File(path))
        read = tasks_of(project)
        MicrosoftScheduler().schedule(project, project.getProjectProperties().getStartDate())
        found[path] = {
            "ignored": [str(fault) for fault in project.getIgnoredErrors()],
            "read": read,
            "scheduled": tasks_of(project),
        }
    print(json.dumps(found))


def tasks_of(project: Any) -> dict[str, Any]:
    """Tasks by our id, phases by their name."""
    return {str(task.getText(1) or task.getName()): facts(task) for task in project.getTasks()}


def facts(task: Any) -> dict[str, Any]:
    return {
        "title": str(task.getName()),
        "start": str(task.getStart()),
        "finish": str(task.getFinish()),
        "critical": bool(task.getCritical()),
        "milestone": bool(task.getMilestone()),
        "summary": bool(task.getSummary()),
        "needs": [
            [str(link.getPredecessorTask().getText(1)), float(lag.getDuration()), str(lag.getUnits())]
            for link in task.getPredecessors()
            for lag in [link.getLag()]
        ],
        "work": {
            str(one.getResource().getCode()): float(one.getWork().getDuration())
            for one in task.getResourceAssignments()
            if one.getResource() is not None
        },
    }


if __name__ == "__main__":
    main()
