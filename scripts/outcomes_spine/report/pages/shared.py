"""What the figures of several pages have in common: scales, source lines, reasons, cells."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Any

from outcomes_spine.report import charts, words
from outcomes_spine.report.facts import Facts, Row
from outcomes_spine.report.tables import Cell, number, reason

KNOWN_WRONG = "e"  # the value status of what is printed and is known to be wrong
LOCAL = "local"  # the source of the figures that a council types itself
_HEADLINE = ": the DfE headline file of the profile carries the counts"
COUNTS_IN = {
    "gld_at_5": _HEADLINE,
    "all_goals_at_5": _HEADLINE,
    "communication_literacy_at_5": _HEADLINE,
}


def clamp(indicator: Row) -> tuple[float | None, float | None]:
    """Return the ends a scale may not pass: nought, and 100 for a share of children."""
    if indicator["unit"] == "percentage_points" or indicator["value_type"] == "gap":
        return (None, None)
    is_score = indicator["unit"] in {"score", "points"}
    floor = None if is_score else 0.0
    return (floor, 100.0 if indicator["value_type"] == "proportion" else None)


def scaled(value: float | None, indicator: Row) -> float | None:
    """Return a value in the unit a chart shows: pounds in thousands, all else as it is."""
    if value is None:
        return None
    return value / 1000 if indicator["unit"] == "pounds" else value


def axis_line(chart: charts.Chart, indicator: Row) -> str:
    """Say the unit and the range of the value axis."""
    low, high = charts.axis_words(chart)
    unit = "Percent" if indicator["unit"] == "percent" else words.unit_words(indicator["unit"])
    said = f"{words.capital(unit or 'score')}. The axis runs from {low} to {high}."
    if isinstance(chart, charts.Dots) and chart.key_second:
        said += f" Filled dot: {chart.key_first}; ring: {chart.key_second}."
    return said


def source_lines(facts: Facts, rows: Iterable[Row], indicator: Row) -> list[str]:
    """Say where figures come from: publisher and publication, file and day received, basis.

    A council's own figure says what the council wrote of it. All else of a file is on the data
    page.
    """
    shown = [row for row in rows if row.get("source_code")]
    own = [row for row in shown if row["source_code"] == LOCAL]
    names: list[str] = []
    read: list[str] = []
    for code in dict.fromkeys(row["source_code"] for row in shown if row not in own):
        source = facts.sources.get(code, {})
        name = ", ".join(p for p in (source.get("publisher"), source.get("publication")) if p)
        names.append((name or code) + _through(facts, shown, code))
        read += [file for file in _files_read(facts, shown, code) if file not in read]
    lines = [f"Source: {'; '.join(names)}."] if names else []
    lines += _own_lines(own)
    if read:
        more = f"; {words.plural(len(read) - 3, 'more file')}" if len(read) > 3 else ""
        lines.append(f"Read from: {'; '.join(read[:3])}{more}.")
    lines = lines or ["Source: none held."]
    lines.append(f"Counted {words.basis(indicator['basis'])}.")
    return lines


def _files(facts: Facts, rows: Iterable[Row], source: str) -> list[Row]:
    """Return the files that the rows of a source were read from, each once."""
    found: dict[str, Row] = {}
    for row in rows:
        if row["source_code"] == source:
            for file in facts.files.get(row.get("lineage_id") or "", []):
                found.setdefault(file["file_id"], file)
    return list(found.values())


def _through(facts: Facts, rows: Iterable[Row], source: str) -> str:
    """Say of a publisher's figures laid out by this project in another's shape which shape it is.

    `LG Inform /data.table` is LG Inform to a reader; the data page has the rest.
    """
    shapes = {
        file["made_in_shape"].partition(" /")[0]: words.day(file["received_at"])
        for file in _files(facts, rows, source)
        if file["made_in_shape"]
    }
    return "".join(
        f", through a table in the shape of {shape}, received {received}"
        for shape, received in shapes.items()
    )


def _files_read(facts: Facts, rows: Iterable[Row], source: str) -> list[str]:
    """Say which of a publisher's own files were read: dataset, edition, published, received."""
    said = []
    for file in _files(facts, rows, source):
        if not file["made_in_shape"]:
            edition = f", edition {file['edition']}" if file["edition"] else ""
            on = f", published {words.day(file['published_on'])}" if file["published_on"] else ""
            received = f", received {words.day(file['received_at'])}"
            said.append(f"{file['dataset_title']}{edition}{on}{received}")
    return list(dict.fromkeys(said))


def _own_lines(rows: Iterable[Row]) -> list[str]:
    """Say what the council wrote of its own figures: source, who answers for it, when published."""
    said = []
    for row in rows:
        note = words.sentence(row.get("note") or "Source: the council's own figure")
        if row.get("published_on") and words.day(row["published_on"]) not in note:
            note += f" Published {words.day(row['published_on'])}."
        said.append(note)
    return list(dict.fromkeys(said))


def n_line(row: Row | None, indicator: Row) -> str:
    """Say how many children the latest figure is of; a sum of money is of none."""
    if words.is_total(indicator) or indicator["value_type"] == "money":
        return ""
    if row and row.get("denominator") is not None:
        return f"n = {words.count(row['denominator'])} in {words.period(row['period_code'])}."
    return f"n is {words.NOT_HELD}{where_counts_are(indicator)}."


def where_counts_are(indicator: Row) -> str:
    """Name the file that would bring the counts, where it is known to; empty where it is not."""
    return COUNTS_IN.get(indicator["indicator_code"], "")


def missing_words(
    facts: Facts, indicator: str, row: Row | None, period: str, name: str | None = None
) -> str:
    """Say why a figure is missing: what is known of the period before the publisher's silence.

    A mark without a reason (`m`) gives way to the words of a break that name the period: `no
    assessments in 2019/20 and 2020/21`.
    """
    status = row["value_status"] if row else None
    if status in {"m", None}:
        label = words.period(period)
        for found in facts.breaks.get(indicator, []):
            for clause in re.split(r"[.:;] ", found["reason"]):
                if clause.lower().startswith("no ") and label in clause:
                    return clause.rstrip(".")[:1].lower() + clause.rstrip(".")[1:]
    return words.missing(facts.status_words(status), name)


def wrong_notes(facts: Facts, keys: Iterable[tuple[str, str, str]]) -> list[str]:
    """Say why figures that are printed are not shown, one sentence a place and reason.

    A key is an indicator, a cohort and a period.
    """
    said: dict[tuple[str, str], list[str]] = {}
    for key in keys:
        for area, row in facts.beside.get(key, {}).items():
            if row["value_status"] == KNOWN_WRONG:
                found = said.setdefault((facts.areas[area]["area_name"], row["note"] or ""), [])
                found.append(words.period(key[2]))
    return [
        f"{name}, {periods[0]}{f' to {periods[-1]}' if len(periods) > 1 else ''}: what is printed "
        f"is known to be wrong. {words.sentence(note)}"
        for (name, note), periods in said.items()
    ]


def places(facts: Facts) -> list[tuple[Any, str]]:
    """Return (role, area code) of the area, its neighbours, its region and England."""
    places: list[tuple[Any, str]] = [("home", facts.home["area_code"])]
    places += [("neighbour", row["comparator_area_code"]) for row in facts.neighbours]
    if facts.home["region_code"]:
        places.append(("region", facts.home["region_code"]))
    places += [
        ("england", a)
        for a, row in facts.areas.items()
        if row["area_type"] == "country" and row["area_name"] == "England"
    ]
    return [(role, area) for role, area in places if area in facts.areas]


def limits_cell(row: Row, indicator: Row) -> Cell:
    """Return the 95% limits of a row, or that there are none."""
    if row["value"] is None:
        return reason("no figure")
    if row["lower_95"] is None or row["upper_95"] is None:
        return reason("not known")
    return number(words.limits(row["lower_95"], row["upper_95"], indicator))


def counts_cell(row: Row) -> Cell:
    """Return how many of how many, or that no file held says it."""
    if row["denominator"] is None:
        return reason(words.NOT_HELD)
    return number(words.counts(row["numerator"], row["denominator"]))
