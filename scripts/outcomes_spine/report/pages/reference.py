"""The pages that say whether to trust the figures and what the words mean."""

from __future__ import annotations

import re
from typing import Any

from outcomes_spine.report import words
from outcomes_spine.report.facts import Facts
from outcomes_spine.report.site import Site
from outcomes_spine.report.tables import Table, number, reason, text

SHOWN_DISAGREEMENTS = 60


def add(site: Site, facts: Facts) -> None:
    """Add glossary.html, method.html and data.html."""
    _add_glossary(site, facts)
    _add_method(site, facts)
    _add_data(site, facts)


def anchor(term: str) -> str:
    """Return the name by which a glossary term is linked to."""
    return "term-" + re.sub(r"[^a-z0-9]+", "-", term.lower()).strip("-")


def _add_glossary(site: Site, facts: Facts) -> None:
    known = {row["term"].lower(): row["term"] for row in facts.glossary}
    entries = []
    for row in facts.glossary:
        see = [part.strip() for part in (row["see_also"] or "").split(";") if part.strip()]
        entries.append(
            {
                "term": row["term"],
                "anchor": anchor(row["term"]),
                "definition": words.sentence(row["definition"]),
                "source": row["source"] or "",
                "see_also": [
                    (part, anchor(known[part.lower()]) if part.lower() in known else "")
                    for part in see
                ],
            }
        )
    letters = list(dict.fromkeys(entry["term"][0].upper() for entry in entries))
    firsts: dict[str, str] = {}
    for entry in entries:
        firsts.setdefault(entry["term"][0].upper(), entry["anchor"])
    site.add(
        "glossary.html",
        "glossary.html",
        "Glossary",
        entries=entries,
        letters=[(letter, firsts[letter]) for letter in letters],
    )


def _add_method(site: Site, facts: Facts) -> None:
    statuses = (
        Table(
            slug="statuses",
            caption="What stands in the place of a figure",
            columns=["Code in the data", "In words"],
            rows=[[text(code), text(words.capital(said))] for code, said in facts.statuses.items()],
        )
        if facts.statuses
        else None
    )
    bases = Table(
        slug="bases",
        caption="Which children a figure counts",
        columns=["Code in the data", "In words", "Indicators"],
        rows=[
            [
                text(code),
                text(words.capital(said)),
                number(str(sum(1 for row in facts.indicators.values() if row["basis"] == code))),
            ]
            for code, said in words.BASES.items()
        ],
        numeric=frozenset({2}),
    )
    neighbours = (
        Table(
            slug="neighbours",
            caption=f"Statistical neighbours of {facts.home['area_name']} in use",
            columns=["Neighbour", "Place", "How near"],
            rows=[
                [
                    text(
                        facts.areas.get(row["comparator_area_code"], {}).get("area_name")
                        or row["comparator_area_code"]
                    ),
                    number(str(row["rank"])),
                    text(row["closeness"] or "not stated"),
                ]
                for row in facts.neighbours
            ],
            numeric=frozenset({1}),
        )
        if facts.neighbours
        else None
    )
    site.add(
        "method.html",
        "method.html",
        "Method",
        tables=[t for t in (statuses, bases, neighbours) if t],
        statuses=statuses,
        bases=bases,
        neighbours=neighbours,
        edition=facts.neighbours[0]["edition"] if facts.neighbours else "",
        indicators=[(code, row["indicator_name"]) for code, row in facts.indicators.items()],
    )


def _add_data(site: Site, facts: Facts) -> None:
    tables: dict[str, Any] = {
        "files": _files_table(facts),
        "account": _account_table(facts),
        "kinds": _kinds_table(facts),
        "differ": _differ_table(facts),
        "sources": _sources_table(facts),
    }
    rows_in = sum(row["rows_in"] or 0 for row in facts.data_status)
    quarantined = sum(row["rows_quarantined"] or 0 for row in facts.data_status)
    said = "No file has landed."
    if facts.data_status:
        files = words.plural(len(facts.data_status), "file")
        said = (
            f"{files} landed with {words.count(rows_in)} rows; {words.count(quarantined)} of them "
            "could not be read and are in quarantine."
        )
    site.add(
        "data.html",
        "data.html",
        "The data behind this report",
        tables=[t for t in tables.values() if t],
        said=said,
        shown=SHOWN_DISAGREEMENTS,
        differ_total=len(facts.disagreements),
        **tables,
    )


def _files_table(facts: Facts) -> Table | None:
    rows = []
    for row in facts.data_status:
        published = words.day(row["published_on"]) if row["published_on"] else "not stated"
        newest = (
            text(words.day(row["last_period_end"]))
            if row["last_period_end"]
            else reason("holds no figures")
        )
        rows.append(
            [
                text(row["dataset_title"], note=row["file_name"]),
                text(row["edition"] or "not stated"),
                text(published),
                text(words.day(row["received_at"])),
                newest,
                text(row["licence"] or "not stated"),
                text(
                    "invented" if row["is_invented"] else "real",
                    note=f"laid out by this project in the shape of {row['made_in_shape']}"
                    if row["made_in_shape"]
                    else "",
                ),
            ]
        )
    if not rows:
        return None
    return Table(
        slug="files",
        caption="What has landed, and how new it is",
        columns=[
            "Dataset and file",
            "Edition",
            "Published",
            "Received",
            "Newest period ends",
            "Licence",
            "Kind",
        ],
        rows=rows,
        cards=True,
    )


def _account_table(facts: Facts) -> Table | None:
    rows = [
        [
            text(row["dataset_title"], note=row["file_name"]),
            number(words.count(row["rows_in"] or 0)),
            number(words.count(row["rows_loaded"] or 0)),
            number(words.count(row["rows_quarantined"] or 0)),
            number(words.count(row["rows_duplicate"] or 0)),
            number(words.count(row["figure_count"] or 0)),
            number(words.count(row["unshown_count"] or 0)),
            text(row["note"] or "none"),
        ]
        for row in facts.data_status
    ]
    if not rows:
        return None
    return Table(
        slug="rows",
        caption="Where every row went",
        columns=[
            "Dataset and file",
            "Rows in",
            "Loaded",
            "In quarantine",
            "Sent twice",
            "Figures made",
            "Of these without a number",
            "Note",
        ],
        rows=rows,
        numeric=frozenset({1, 2, 3, 4, 5}),
        cards=True,
    )


_KINDS = {
    "rounding": "one prints fewer decimals, or rounds another way",
    "basis": "they count on another basis (where the return is submitted, where the school is, "
    "where the child lives), which can make them differ; whether by so much was not checked",
    "revision": "one is a later revision of the other",
    "unexplained": "not explained: to be looked into",
}


def _kinds_table(facts: Facts) -> Table | None:
    rows = [
        [
            text(row["kind"], note=row["relation"]),
            text(_KINDS.get(row["kind"], "no description")),
            number(words.count(row["n"])),
            number(words.count(row["home_n"])),
            number(words.count(row["indicators"])),
            number(words.number(row["largest"], 1)),
        ]
        for row in facts.disagreement_kinds
    ]
    if not rows:
        return None
    return Table(
        slug="disagreements-by-kind",
        caption="Where two sources give different numbers, by kind",
        columns=[
            "Kind",
            "What is known of why",
            "All areas",
            facts.home["area_name"],
            "Indicators",
            "Largest difference",
        ],
        rows=rows,
        numeric=frozenset({2, 3, 4, 5}),
        cards=True,
    )


def _differ_table(facts: Facts) -> Table | None:
    rows = []
    for row in facts.disagreements[:SHOWN_DISAGREEMENTS]:
        code = row["indicator_code"]
        indicator = facts.indicators.get(code, {"decimals": 1, "unit": ""})
        other = facts.indicators.get(row["other_indicator_code"], indicator)
        who = facts.cohorts.get(row["cohort_code"], {}).get("cohort_name") or row["cohort_code"]
        rows.append(
            [
                text(
                    indicator.get("short_name") or code,
                    link=f"indicators/{code}.html",
                    note="" if row["cohort_code"] == "all" else who,
                ),
                text(words.period(row["period_code"])),
                text(row["kind"]),
                number(
                    words.figure(row["preferred_value"], indicator),
                    note=f"{_name(facts, row['preferred_source_code'])}, "
                    f"{words.basis(row['preferred_basis'])}",
                ),
                number(
                    words.figure(row["other_value"], other),
                    note=f"{_name(facts, row['other_source_code'])}, "
                    f"{words.basis(row['other_basis'])}",
                ),
            ]
        )
    if not rows:
        return None
    return Table(
        slug="disagreements",
        caption=f"Where sources disagree on {facts.home['area_name']}: shown here, and the other",
        columns=["Indicator", "Period", "Kind", "Shown here", "The other"],
        rows=rows,
        cards=True,
    )


def _name(facts: Facts, code: str) -> str:
    return str(facts.sources.get(code, {}).get("source_name") or code)


def _sources_table(facts: Facts) -> Table | None:
    used = {row["source_code"] for row in facts.spine} | {
        row["source_code"] for row in facts.data_status
    }
    rows = [
        [
            text(row["publication"] or row["source_name"], link=row["url"] or ""),
            text(row["publisher"] or "not stated"),
            text(row["release_cycle"] or "not stated"),
            text(row["licence_statement"] or row["licence"] or "not stated"),
        ]
        for code, row in sorted(facts.sources.items())
        if code in used
    ]
    if not rows:
        return None
    return Table(
        slug="sources",
        caption="Publishers and licences of what this report uses",
        columns=["Publication", "Publisher", "Released", "Licence"],
        rows=rows,
        cards=True,
    )
