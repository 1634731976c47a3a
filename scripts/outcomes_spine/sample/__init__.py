"""The sample: real published figures that ship with the project, and an invented borough's files.

The first are in the publishers' layouts; the second, see `borough`, are made when they are landed.
"""

from __future__ import annotations

from pathlib import Path

from outcomes_spine import landing
from outcomes_spine.home import DataHome

FOLDER = Path(__file__).resolve().parent / "published"


def drop_folder() -> Path:
    """Return the drop folder that makes a sample home."""
    return FOLDER


def is_sample_folder(folder: Path) -> bool:
    """Say whether a drop folder is the one that ships with the project."""
    return folder.resolve() == FOLDER


def is_wanted(home: DataHome) -> bool:
    """Say whether a home that is built without a drop folder is to take the sample.

    A new one is; and one in which a killed build, or a program that had no borough yet, has landed
    a part of the sample and nothing else.
    """
    kind = home.kind()
    if kind != "sample":
        return kind is None
    from outcomes_spine.sample import borough

    shipped = {path.name for path in FOLDER.iterdir()} - landing.OWN_FILES
    landed = {record["file_name"] for record in landing.records(home)}
    return landed < shipped | set(borough.names())
