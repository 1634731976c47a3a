"""settings.toml: the council's area, its comparators and the policy of its data home."""

from __future__ import annotations

import difflib
import tomllib
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from outcomes_spine.errors import SpineError
from outcomes_spine.home import write_text
from outcomes_spine.project import seed_rows

DEFAULT_AREA = "E09000024"
TEMPLATE = """\
# What this data home is about. Lines that start with # are remarks.

# Your council: its GSS code or its name.
# local_authority = "{area}"

# Edition of the DfE statistical neighbours: "2025" or "2021".
# neighbour_edition = "2025"

# How many releases to keep (the current one is always kept).
# keep_releases = 5
"""


@dataclass(frozen=True)
class Settings:
    """Settings of a data home, checked."""

    local_authority: str
    area_name: str
    neighbour_edition: str = "2025"
    keep_releases: int = 5
    is_default_area: bool = False

    def rows(self) -> list[tuple[str, str]]:
        """Return the settings as (name, value) text for the warehouse."""
        return [
            ("keep_releases", str(self.keep_releases)),
            ("local_authority", self.local_authority),
            ("neighbour_edition", self.neighbour_edition),
        ]


def read_settings(path: Path) -> Settings:
    """Read and check settings.toml; a home without one is about the default council."""
    content: dict[str, Any] = {}
    if path.exists():
        try:
            content = tomllib.loads(path.read_text(encoding="utf-8-sig"))
        except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
            raise SpineError(f"{path} cannot be read: {error}. Mend that line.") from None
    known = {"local_authority", "neighbour_edition", "keep_releases"}
    for name in content:
        if name not in known:
            near = difflib.get_close_matches(name, known, n=1)
            hint = f"did you mean {near[0]!r}?" if near else f"known are {', '.join(sorted(known))}."
            raise SpineError(f"{path}: there is no setting {name!r}: {hint}")
    named = content.get("local_authority")
    code, name = resolve_area(str(named), str(path)) if named else resolve_area(DEFAULT_AREA, "")
    edition = str(content.get("neighbour_edition", "2025"))
    editions = sorted(
        {
            row["edition"]
            for row in seed_rows("area_comparators")
            if row["comparator_set"] == "dfe_neighbours"
        }
    )
    if edition not in editions:
        raise SpineError(
            f"{path}: neighbour_edition is {edition!r}: write one of {', '.join(editions)}."
        )
    keep = content.get("keep_releases", 5)
    if not isinstance(keep, int) or isinstance(keep, bool) or keep < 1:
        raise SpineError(f"{path}: keep_releases is {keep!r}: write a whole number from 1.")
    return Settings(code, name, edition, keep, is_default_area=not named)


def resolve_area(named: str, where: str) -> tuple[str, str]:
    """Return (GSS code, name) of the upper-tier authority that a code or a name means."""
    today = {
        row["area_code"]: row["area_name"]
        for row in seed_rows("areas")
        if row["area_type"] == "la_upper" and not row["valid_to"]
    }
    if named in today:
        return named, today[named]
    by_name = {name.casefold(): code for code, name in today.items()}
    code = by_name.get(named.strip().casefold())
    if code:
        return code, today[code]
    former = {row["printed_code"]: row["area_code"] for row in seed_rows("area_codes")}
    if former.get(named) in today:
        return former[named], today[former[named]]
    near = difflib.get_close_matches(named.strip().casefold(), by_name, n=3)
    hint = (
        "did you mean " + " or ".join(f"{today[by_name[n]]} ({by_name[n]})" for n in near) + "?"
        if near
        else "write the GSS code (E06..., E08..., E09... or E10...) or the council's name."
    )
    raise SpineError(
        f"{where}: local_authority is {named!r}, which is no upper-tier authority of England: "
        f"{hint}"
    )


def write_template(path: Path) -> None:
    """Write a settings.toml that says what can be set, where the home has none."""
    if not path.exists():
        write_text(path, TEMPLATE.format(area=DEFAULT_AREA))
