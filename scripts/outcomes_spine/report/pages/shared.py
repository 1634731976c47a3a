"""What the figures of several pages have in common: scales, source lines, cells."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from outcomes_spine.report import charts, words
from outcomes_spine.report.facts import Facts, Row
from outcomes_spine.report.tables import Cell, number, reason


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
    """Say where figures come from: publisher and publication, files and dates received, basis."""
    shown = [row for row in rows if row.get("source_code")]
    names: list[str] = []
    for code in dict.fromkeys(row["source_code"] for row in shown):
        source = facts.sources.get(code, {})
        name = ", ".join(
            part for part in (source.get("publisher"), source.get("publication")) if part
        )
        names.append(name or code)
    found: dict[str, Row] = {}
    for row in shown:
        for file in facts.files.get(row.get("lineage_id") or "", []):
            found.setdefault(file["file_id"], file)
    files = []
    for file in list(found.values())[:4]:
        edition = f", edition {file['edition']}" if file["edition"] else ""
        published = f", published {words.day(file['published_on'])}" if file["published_on"] else ""
        received = f", received {words.day(file['received_at'])}"
        shape = ""
        if file["made_in_shape"]:
            shape = f" (laid out by this project in the shape of {file['made_in_shape']})"
        files.append(f"{file['dataset_title']}{shape}{edition}{published}{received}")
    if len(found) > 4:
        files.append(f"{len(found) - 4} more files")
    lines = [f"Source: {'; '.join(names) or 'none held'}."]
    if files:
        lines.append(f"Read from: {'; '.join(files)}.")
    lines.append(f"Counted {words.basis(indicator['basis'])}.")
    return lines


def n_line(row: Row | None, indicator: Row) -> str:
    """Say how many children the latest figure is of; a sum of money is of none."""
    if words.is_total(indicator) or indicator["value_type"] == "money":
        return ""
    if row and row.get("denominator") is not None:
        return f"n = {words.count(row['denominator'])} in {words.period(row['period_code'])}."
    return "n is not published for the latest figure."


def places(facts: Facts, indicator: Row) -> list[tuple[Any, str]]:
    """Return (role, area code) of the area, its neighbours, its region and England."""
    places: list[tuple[Any, str]] = [("home", facts.home["area_code"])]
    places += [("neighbour", row["comparator_area_code"]) for row in facts.neighbours]
    if not words.is_total(indicator):
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
    """Return how many of how many, or that it is not published."""
    if row["denominator"] is None:
        return reason("not published")
    return number(words.counts(row["numerator"], row["denominator"]))
