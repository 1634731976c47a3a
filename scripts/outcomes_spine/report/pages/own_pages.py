"""The section of a council's own count: which pages it has, by what is published of it."""

from __future__ import annotations

from outcomes_spine.report.facts import Facts
from outcomes_spine.report.own_count import OwnCount
from outcomes_spine.report.pages import own_cohorts, own_goals, own_poverty, own_who_is_counted
from outcomes_spine.report.pages.own import Section
from outcomes_spine.report.site import Site

_PAGES = {
    "gld-cohorts": ("Groups of children", own_cohorts.add),
    "pairs": ("Two characteristics together", own_cohorts.add_pairs),
    "poverty": ("Poverty", own_poverty.add),
    "goals": ("Goals", own_goals.add),
    "who-is-counted": ("Who is counted", own_who_is_counted.add),
}


def sections(facts: Facts) -> list[Section]:
    """Return a section for each area with a count of its own; real and invented ones apart."""
    found: list[Section] = []
    for own in facts.own_counts:
        folder, name = (
            ("invented", "Invented children") if own.is_invented else ("own", "Our own count")
        )
        if any(section.folder == folder for section in found):
            folder, name = f"{folder}-{own.area_code.lower()}", f"{name}: {own.area_name}"
        pages = [(f"{folder}/{file}.html", _named(own, file)) for file in _files(own)]
        if pages:
            found.append(Section(own, folder, name, pages))
    return found


def add(site: Site, section: Section) -> None:
    """Add the pages of a section."""
    for file in _files(section.own):
        _PAGES[file][1](site, section, file)


def _named(own: OwnCount, file: str) -> str:
    """Return what a page is called; without a group of children it is of all of them."""
    return "All children" if file == "gld-cohorts" and not own.singles else _PAGES[file][0]


def _files(own: OwnCount) -> list[str]:
    """Return which pages have rows to show, in order."""
    held = {
        "gld-cohorts": own.cohorts,
        "pairs": own.pairs,
        "poverty": own.profile,
        "goals": own.goals,
        "who-is-counted": own.attrition or own.reconciliation or own.sen,
    }
    return [file for file, rows in held.items() if rows]
