"""Folders of YAML into one library, every fault of every file found in one go."""

from collections.abc import Iterable, Mapping
from dataclasses import replace
from types import MappingProxyType

from rse_plan.diagnostics import in_order
from rse_plan.library.checks import check_library, with_roles
from rse_plan.library.folders import Folder
from rse_plan.library.gathering import gather
from rse_plan.library.index import Index, Place, full_ref
from rse_plan.library.load import Asked, Library, Sourced
from rse_plan.model.base import Model

__all__ = ["Asked", "Folder", "Index", "Library", "Place", "Sourced", "full_ref", "load_library"]


def load_library(
    folders: Iterable[Folder],
    ready: Mapping[str, Sourced[Model]] = MappingProxyType({}),
    settled: frozenset[str] = frozenset(),
) -> Library:
    """Read the folders and check their parts against each other; faults are in `diagnostics`, in order.

    `ready` are files that need no reading, by the path that messages print, `settled` paths of files whose
    own faults nobody asks for. Raises UserError when a folder or a file cannot be opened.
    """
    library = gather(folders, ready, settled)
    return replace(library, diagnostics=in_order((*with_roles(library), *check_library(library))))
