"""The report: static pages from the published schema, readable without a server or a script."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

from outcomes_spine.report import changes, charts, words
from outcomes_spine.report import facts as facts_of
from outcomes_spine.report.pages import (
    framework,
    gld,
    home,
    indicator,
    outcome,
    own_pages,
    reference,
)
from outcomes_spine.report.site import Site

__all__ = ["write_report"]

NAVIGATION = (
    ("index.html", "Overview"),
    ("gld.html", "Good level of development"),
    ("indicators/index.html", "Indicators"),
    ("coverage.html", "Frameworks"),
    ("data.html", "Data"),
    ("method.html", "Method"),
    ("glossary.html", "Glossary"),
)


def write_report(
    database: Path,
    out: Path,
    release: dict[str, Any],
    advance: Callable[[str, int, int], None],
    previous: Path | None = None,
) -> int:
    """Write the whole site into the empty folder `out` and return the number of its pages.

    `database` is a DuckDB file with the schema `published`; `release` says release_id, built_at
    (ISO), area_code, area_name, home_kind (sample or real) and neighbour_edition. `previous` is
    the folder of the release before, where there is one. `advance` is told what is under way, how
    many steps are done and how many there are. Raises SpineError where a table is missing, no
    area is the home area, or the folder cannot be written.
    """
    advance("reading the figures", 0, 1)
    facts = facts_of.read(database)
    sections = own_pages.sections(facts)
    shared = {
        "brand": f"{facts.home['area_name']}: children\N{RIGHT SINGLE QUOTATION MARK}s outcomes",
        "is_invented": False,
        "area_name": facts.home["area_name"],
        "area_code": facts.home["area_code"],
        "release_id": str(release.get("release_id", "not named")),
        "built_at": words.day(release.get("built_at")),
        "home_kind_words": words.home_kind(str(release.get("home_kind", ""))),
        "navigation": (
            *NAVIGATION,
            *((section.pages[0][0], section.name) for section in sections),
        ),
    }
    site = Site(out, shared)
    with charts.Studio(2 * len(facts.indicators)) as studio:
        since = changes.since(previous, database, facts.home["area_code"])
        home.add(site, facts, since, sections)
        gld.add(site, facts)
        outcome.add(site, facts)
        indicator.add(site, facts)
        framework.add(site, facts)
        reference.add(site, facts)
        for section in sections:
            own_pages.add(site, section)
        return site.write(studio, advance)
