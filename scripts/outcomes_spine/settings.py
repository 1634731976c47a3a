"""settings.toml: the council's area, its comparators and the policy of its data home."""

from __future__ import annotations

import difflib
import re
import tomllib
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from outcomes_spine.errors import SpineError
from outcomes_spine.home import write_text
from outcomes_spine.project import seed_rows

DEFAULT_AREA = "E09000024"
KNOWN = ("keep_releases", "local_authority", "neighbour_edition")
TITLES = {"borough", "city", "council", "county", "london", "metropolitan", "of", "royal", "the"}
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
    content = _read(path)
    for name in content:
        if name not in KNOWN:
            near = difflib.get_close_matches(name, KNOWN, n=1)
            hint = f"did you mean {near[0]!r}?" if near else f"there are {', '.join(KNOWN)}."
            raise SpineError(f"{path}: there is no setting {name!r}: {hint}")
    named = content.get("local_authority", DEFAULT_AREA)
    if not isinstance(named, str):
        raise SpineError(
            f"{path}: local_authority is {named!r}: write one GSS code or name in quotation marks."
        )
    code, name = resolve_area(named, path)
    edition = content.get("neighbour_edition", "2025")
    editions = sorted(
        {
            row["edition"]
            for row in seed_rows("area_comparators")
            if row["comparator_set"] == "dfe_neighbours"
        }
    )
    if str(edition) not in editions:
        raise SpineError(
            f"{path}: neighbour_edition is {edition!r}: write one of {', '.join(editions)}."
        )
    keep = content.get("keep_releases", 5)
    if not isinstance(keep, int) or isinstance(keep, bool) or keep < 1:
        raise SpineError(f"{path}: keep_releases is {keep!r}: write a whole number from 1.")
    return Settings(code, name, str(edition), keep, "local_authority" not in content)


def _read(path: Path) -> dict[str, Any]:
    try:
        return tomllib.loads(path.read_text(encoding="utf-8-sig"))
    except (FileNotFoundError, NotADirectoryError):
        return {}
    except OSError as error:
        raise SpineError(
            f"{path} cannot be read ({error.strerror}): check that it is a file and that you may "
            "read it."
        ) from None
    except UnicodeDecodeError:
        raise SpineError(f"{path} is not UTF-8: save it again with the encoding UTF-8.") from None
    except (tomllib.TOMLDecodeError, RecursionError) as error:
        raise SpineError(
            f"{path} cannot be read: {error}: mend it there (text stands in quotation marks, as "
            f'in local_authority = "{DEFAULT_AREA}").'
        ) from None


def resolve_area(named: str, where: Path) -> tuple[str, str]:
    """Return (GSS code, name) of the upper-tier authority that a code or a name means.

    A former code means the authority of today; a name may have or lack its "council" and "city".
    """
    areas = {row["area_code"]: row for row in seed_rows("areas")}
    today = {
        code: row["area_name"]
        for code, row in areas.items()
        if row["area_type"] == "la_upper" and not row["valid_to"]
    }
    by_name = {_bare(name): code for code, name in today.items()}
    printed = {row["printed_code"]: row["area_code"] for row in seed_rows("area_codes")}
    wanted = _bare(named)
    code = printed.get(named.strip().upper(), by_name.get(wanted, ""))
    if code in today:
        return code, today[code]
    near = [by_name[n] for n in by_name if f" {wanted} " in f" {n} "]
    near += [by_name[n] for n in difflib.get_close_matches(wanted, by_name, n=3)]
    if code in areas and areas[code]["parent_area_code"] in today:  # a district of a county
        near = [areas[code]["parent_area_code"]]
    meant = [f"{today[code]} ({code})" for code in dict.fromkeys(near)]
    hint = (
        f"did you mean {' or '.join(meant[:3])}?"
        if meant
        else "write the GSS code (E06..., E08..., E09... or E10...) or the council's name."
    )
    raise SpineError(
        f"{where}: local_authority is {named!r}, which is no upper-tier authority of England: "
        f"{hint}"
    )


def _bare(name: str) -> str:
    """Return the words of a council's name that tell it from the others."""
    words = re.findall(r"[\w']+", name.casefold().replace("&", " and ").replace("-", " "))
    return " ".join([word for word in words if word not in TITLES] or words)


def write_template(path: Path) -> None:
    """Write a settings.toml that says what can be set, where the home has none."""
    if not path.exists():
        write_text(path, TEMPLATE.format(area=DEFAULT_AREA))
