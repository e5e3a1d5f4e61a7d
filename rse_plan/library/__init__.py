"""Folders of YAML into one library, every fault of every file found in one go."""

from collections.abc import Iterable
from dataclasses import replace

from rse_plan.diagnostics import in_order
from rse_plan.library.checks import check_library, with_roles
from rse_plan.library.index import Index, Place, full_ref
from rse_plan.library.load import Asked, Folder, Library, Sourced, gather

__all__ = ["Asked", "Folder", "Index", "Library", "Place", "Sourced", "full_ref", "load_library"]


def load_library(folders: Iterable[Folder]) -> Library:
    """Read the folders and check their parts against each other; faults are in `diagnostics`, in order.

    Raises UserError when a folder or a file cannot be opened.
    """
    library = gather(folders)
    return replace(library, diagnostics=in_order((*with_roles(library), *check_library(library))))
