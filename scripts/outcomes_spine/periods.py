"""The door for periods of figures typed by hand: what no figure can be of is not landed."""

from __future__ import annotations

import duckdb

from outcomes_spine import codes, local, tables
from outcomes_spine.errors import SpineError
from outcomes_spine.home import DataHome
from outcomes_spine.project import now, seed_rows

# Which seeds the checks here read, beside the overlays: a file is read again when one changes.
SEEDS = ("indicators", "indicator_series", "series_inputs", "publisher_periods", "period_types")
BEFORE, AFTER = "definition_before", "definition_after"


def check(con: duckdb.DuckDBPyConnection, home: DataHome, shape: tables.Layout, name: str) -> None:
    """Hold the table `rows` of a file typed by hand to the periods that its indicators can have.

    Raises SpineError for the first row of a period or day of publication that cannot be.
    """
    indicators = {row["indicator_code"]: row for row in local.overlaid_rows(home, "indicators")}
    types = period_types(home)
    faults: list[tuple[int, int, str]] = []
    for code, period, published, row, line in con.execute(
        "select indicator_code, period_code, published_on, min(row_number), "
        "arg_min(line_number, row_number) from rows group by all"
    ).fetchall():
        fault = _fault(indicators[code], period, published, types.get(code, frozenset()))
        if fault:
            faults.append((row, line, fault))
    if faults:
        row, line, fault = min(faults)
        more = f" ({len(faults) - 1} more like it)" if len(faults) > 1 else ""
        raise SpineError(f"{name}, {shape.place(row, line)}, {fault}{more}.")


def period_types(home: DataHome) -> dict[str, frozenset[str]]:
    """Return the kinds of period (AY, FY...) that the series of each indicator are read for.

    One that is derived has those of what it is derived from; one without a series is not named. A
    scheme of mixed labels (LG Inform's) says nothing where another series is plain.
    """
    schemes: dict[tuple[str, str], set[str]] = {}
    for row in seed_rows("publisher_periods"):
        if row["period_code"]:
            key = row["reader"], row["period_scheme"]
            schemes.setdefault(key, set()).add(codes.period_type(row["period_code"]))
    inputs: dict[str, set[str]] = {}
    for row in seed_rows("series_inputs"):
        inputs.setdefault(row["series_code"], set()).add(row["indicator_code"])
    plain: dict[str, set[str]] = {}
    mixed: dict[str, set[str]] = {}
    derived: dict[str, set[str]] = {}
    for series in local.overlaid_rows(home, "indicator_series"):
        indicator = series["indicator_code"] or ""
        held = schemes.get((series["reader"] or "", series["period_scheme"] or ""), set())
        if held:
            (plain if len(held) == 1 else mixed).setdefault(indicator, set()).update(held)
        of = inputs.get(series["series_code"] or "", set()) - {indicator}
        derived.setdefault(indicator, set()).update(of)
    types = {**mixed, **plain}
    for indicator, of in derived.items():
        found = {kind for one in of for kind in types.get(one, ())}
        if found and indicator not in types:
            types[indicator] = found
    return {indicator: frozenset(found) for indicator, found in types.items()}


def _fault(
    indicator: local.Cells, period: str, published_on: str, types: frozenset[str]
) -> str | None:
    """Say what is wrong with the period or the day of publication of a figure, and what to do."""
    today = now().date()
    first, last = codes.span(period)
    code, related = indicator["indicator_code"], indicator["related_indicator_code"]
    kind = codes.period_type(period)
    at = f"column 'period_code': {period}"
    if types and kind not in types:
        return (
            f"{at} is no period that {code} is measured for: write one that begins with "
            f"{' or '.join(sorted(types))}, or correct the indicator"
        )
    begins, ends = indicator["valid_from"], indicator["valid_to"]
    instead = f"type it under {related}, or correct the period"
    if begins and first.isoformat() < begins:
        do = instead if indicator["related_kind"] == BEFORE else "correct the period"
        return f"{at} begins before {code} does (valid_from {begins}): {do}"
    if ends and last.isoformat() > ends:
        do = instead if indicator["related_kind"] == AFTER else "correct the period"
        return f"{at} ends after {code} does (valid_to {ends}): {do}"
    # the year of an index is its name: an edition can be out before that year has ended
    if (first if kind == "ED" else last) > today:
        return f"{at} is not over yet: type its figure when it is, or correct the period"
    if (tables.british_date(published_on) or "") > today.isoformat():
        return f"column 'published_on': {published_on} has not come yet: correct the day"
    return None
