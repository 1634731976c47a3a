"""The latest figure of the area beside its neighbours, its region and England."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from outcomes_spine.report import charts, words
from outcomes_spine.report.facts import Facts, Row
from outcomes_spine.report.pages.shared import (
    axis_line,
    clamp,
    counts_cell,
    limits_cell,
    missing_words,
    n_line,
    places,
    scaled,
    source_lines,
    where_counts_are,
    wrong_notes,
)
from outcomes_spine.report.site import Figure
from outcomes_spine.report.tables import Cell, Table, number, reason, text

FEWEST_SHOWN = 5


def beside_figure(facts: Facts, code: str, cohort: str, *, key: str = "beside") -> Figure | None:
    """Build the dots of the area, its neighbours, region and England in the latest period.

    A place without one keeps its row, with the reason. None where fewer than half of the places
    have a figure and not even five: a column of reasons is no picture. A total has none either.
    """
    indicator = facts.indicators[code]
    spine = facts.spine_by_key.get((code, cohort))
    period = spine["period_code"] if spine else _latest_period(facts, code, cohort)
    if period is None:
        return None
    held = facts.beside.get((code, cohort, period), {})
    around = places(facts)
    known = [(role, a, held[a]) for role, a in around if held.get(a, {}).get("value") is not None]
    is_thin = len(known) < FEWEST_SHOWN and 2 * len(known) < len(around)
    if words.is_total(indicator) or len(known) < 2 or is_thin:
        return None
    best_low = indicator["polarity"] == "lower_better"
    known.sort(
        key=lambda k: (
            k[2]["value"] if best_low else -k[2]["value"],
            facts.areas[k[1]]["area_name"],
        )
    )
    unknown = [(role, a, held.get(a)) for role, a in around if held.get(a, {}).get("value") is None]
    dots: list[charts.Dot] = []
    body: list[list[Cell]] = []
    focus: list[int] = []
    has_limits = any(row["lower_95"] is not None for _, _, row in known)
    has_counts = any(row["denominator"] is not None for _, _, row in known)
    kinds = {
        "home": "this area",
        "england": "country",
        "region": "region",
        "neighbour": "neighbour",
    }
    for role, area, row in [*known, *unknown]:
        name = facts.areas[area]["area_name"]
        cells = [text(name), text(kinds[role])]
        if row is None or row["value"] is None:
            why = missing_words(facts, code, row, period)
            dots.append(charts.Dot(name, role, None, why))
            cells.append(reason(why))
            cells += [reason("no figure")] * (has_limits + has_counts)
        else:
            shown = words.bare(row["value"], indicator)
            dots.append(
                charts.Dot(
                    name,
                    role,
                    scaled(row["value"], indicator),
                    shown,
                    scaled(row["lower_95"], indicator),
                    scaled(row["upper_95"], indicator),
                )
            )
            cells.append(number(shown))
            if has_limits:
                cells.append(limits_cell(row, indicator))
            if has_counts:
                cells.append(counts_cell(row))
        if role == "home":
            focus.append(len(body))
        body.append(cells)
    home = facts.home["area_name"]
    when = words.period(period)
    unit = "percent" if indicator["unit"] == "percent" else words.unit_words(indicator["unit"])
    columns = ["Area", "What it is", f"Value ({unit})" if unit else "Value"]
    columns += (["95% limits"] if has_limits else []) + (["Counts"] if has_counts else [])
    chart = charts.Dots(
        key=key,
        title=f"{indicator['indicator_name']}: {home} beside its neighbours, {when}",
        desc=_beside_words(known, facts, indicator, home),
        rows=tuple(dots),
        clamp=clamp(indicator),
    )
    notes = []
    if not has_limits:
        more = where_counts_are(indicator)
        notes.append(
            f"{words.capital(words.NO_LIMITS)}{more}. Chance is not tested: small differences may "
            "be no more than that."
        )
    notes += wrong_notes(facts, [(code, cohort, period)])
    own = held.get(facts.home["area_code"])
    return Figure(
        heading=_beside_heading(spine, when),
        axis=axis_line(chart, indicator),
        chart=chart,
        table=Table(
            slug="neighbours",
            caption=f"{indicator['short_name']}, {when}: {home} and those beside it",
            columns=columns,
            rows=body,
            numeric=frozenset({2, 3} if has_limits else {2}),
            focus=frozenset(focus),
        ),
        notes=notes,
        source=[
            *source_lines(facts, [row for _, _, row in known], indicator),
            n_line(own if own and own["value"] is not None else None, indicator),
        ],
    )


def _latest_period(facts: Facts, code: str, cohort: str) -> str | None:
    rows = facts.trends.get((code, cohort), [])
    return rows[-1]["period_code"] if rows else None


def _beside_heading(spine: Row | None, when: str) -> str:
    """State how the area stands against its neighbours' median where limits support it."""
    plain = f"Beside its statistical neighbours, {when}"
    if not spine or spine["value"] is None:
        return plain
    if words.mark(spine["neighbour_comparison"]).style == "none":
        return plain
    drawn = words.comparison(
        spine["neighbour_comparison"], words.neighbours(spine["neighbour_count"])
    )
    return f"{words.capital(drawn)}, {when}"


def _beside_words(
    known: Sequence[tuple[Any, str, Row]], facts: Facts, indicator: Row, home: str
) -> str:
    own = [row for role, _, row in known if role == "home"]
    start = f"{home}: no figure. "
    if own:
        start = f"{home} {words.figure(own[0]['value'], indicator)}. "
    values = sorted((row["value"], facts.areas[area]["area_name"]) for _, area, row in known)
    low, high = values[0], values[-1]
    return (
        f"{start}Of {len(known)} places shown the lowest is {low[1]} with "
        f"{words.figure(low[0], indicator)}, the highest {high[1]} with "
        f"{words.figure(high[0], indicator)}. All are in the table below."
    )
