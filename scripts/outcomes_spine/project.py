"""Where the project's own files are, and the clock."""

from __future__ import annotations

import csv
import hashlib
import os
from collections.abc import Iterator
from datetime import UTC, datetime
from functools import cache
from pathlib import Path

from outcomes_spine.errors import SpineError


def _project_dir() -> Path:
    """Return the folder of models and seeds: around the package, else around where one works.

    A package that was installed apart from its folder is run from inside the folder.
    """
    own = Path(__file__).resolve().parents[2]
    here = Path.cwd()
    folders = (own, here, *here.parents)
    return next((f for f in folders if (f / "dbt_project.yml").is_file()), own)


PROJECT_DIR = _project_dir()
SEEDS_DIR = PROJECT_DIR / "seeds"


def now() -> datetime:
    """Return the time in UTC to the second; SPINE_NOW (ISO 8601) fixes it for repeatable builds."""
    fixed = os.environ.get("SPINE_NOW")
    if not fixed:
        return datetime.now(UTC).replace(microsecond=0)
    try:
        moment = datetime.fromisoformat(fixed)
        return moment.replace(tzinfo=moment.tzinfo or UTC).astimezone(UTC)
    except (ValueError, OverflowError):
        raise SpineError(
            f"SPINE_NOW is {fixed!r}, not a date and time: write it as 2026-01-31T09:00:00+00:00."
        ) from None


@cache
def seed_path(name: str) -> Path:
    """Return the CSV file of a seed, wherever it stands under seeds/."""
    found = sorted(SEEDS_DIR.rglob(f"{name}.csv"))
    if len(found) != 1:
        raise SpineError(f"The seed {name!r} stands {len(found)} times under seeds/, not once.")
    return found[0]


def seed_digest(name: str) -> str:
    """Return the SHA-256 of a seed's bytes."""
    return hashlib.sha256(seed_path(name).read_bytes()).hexdigest()


def seed_rows(name: str) -> Iterator[dict[str, str]]:
    """Yield the rows of a seed as text."""
    with seed_path(name).open(encoding="utf-8", newline="") as file:
        yield from csv.DictReader(file)
