"""The sample: real published figures that ship with the project, in the publishers' layouts."""

from __future__ import annotations

from pathlib import Path

FOLDER = Path(__file__).resolve().parent / "published"


def drop_folder() -> Path:
    """Return the drop folder that makes a sample home."""
    return FOLDER


def is_sample_folder(folder: Path) -> bool:
    """Say whether a drop folder is the one that ships with the project."""
    return folder.resolve() == FOLDER
