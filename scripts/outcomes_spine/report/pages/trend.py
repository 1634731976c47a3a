"""A figure over time, cut where it must not be joined."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from itertools import pairwise
from typing import Any

from outcomes_spine.report import charts, words
from outcomes_spine.report.facts import Facts, Row
from outcomes_spine.report.pages.shared import (
    KNOWN_WRONG,
    axis_line,
    clamp,
    counts_cell,
    limits_cell,
    missing_words,
    n_line,
    places,
    scaled,
    source_lines,
    wrong_notes,
)
from outcomes_spine.report.site import Figure
from outcomes_spine.report.tables import Cell, Table, number, reason, text

PAIRS = {"definition_before", "definition_after"}


@dataclass(frozen=True)
class Series:
    """A stretch of rows that may be joined, and why it does not go on from the one before."""

    label: str
    rows: list[Row]
    break_reason: str


def trend_series(facts: Facts, code: str, cohort: str) -> list[Series]:
    """Cut the history of an indicator (and its other definition) where it must not be joined."""
    indicator = facts.indicators[code]
    parts = [(code, facts.trends.get((code, cohort), []))]
    for other in _definition_pairs(facts, indicator):
        rows = facts.trends.get((other, cohort), [])
        mine = parts[0][1]
        if (
            rows
            and mine
            and (
                rows[-1]["period_end"] <= mine[0]["period_start"]
                or mine[-1]["period_end"] <= rows[0]["period_start"]
            )
        ):
            parts.append((other, rows))
    parts.sort(key=lambda part: part[1][0]["period_end"] if part[1] else date.min)
    series: list[Series] = []
    for name, rows in parts:
        group: list[Row] = []
        for row in rows:
            if group and (row["comparable_segment"], row["period_type"]) != (
                group[-1]["comparable_segment"],
                group[-1]["period_type"],
            ):
                series.append(Series(name, group, ""))
                group = []
            group.append(row)
        if group:
            series.append(Series(name, group, ""))
    told: list[Series] = []
    for before, after in pairwise([None, *series]):
        assert after is not None  # noqa: S101 - only the first of the pairs is None
        why = "" if before is None else _break_reason(facts, before, after)
        told.append(Series(after.label, after.rows, why))
    return told


def _definition_pairs(facts: Facts, indicator: Row) -> list[str]:
    """Return the indicators that are this one by its definition before or after, in its unit."""
    code = indicator["indicator_code"]
    found = [
        other["indicator_code"]
        for other in facts.indicators.values()
        if other["related_kind"] in PAIRS and other["related_indicator_code"] == code
    ]
    if indicator["related_kind"] in PAIRS and indicator["related_indicator_code"]:
        found.append(indicator["related_indicator_code"])
    return [
        other
        for other in dict.fromkeys(found)
        if other in facts.indicators and facts.indicators[other]["unit"] == indicator["unit"]
    ]


def _break_reason(facts: Facts, before: Series, after: Series) -> str:
    """Return why figures on two sides do not compare, as the seed of breaks says it."""
    from_date, to_date = before.rows[-1]["period_start"], after.rows[0]["period_start"]
    reasons = [
        row["reason"]
        for code in dict.fromkeys((after.label, before.label))
        for row in facts.breaks.get(code, [])
        if row["blocks_trend"]
        and row["break_start"] is not None
        and from_date < row["break_start"] <= to_date
    ]
    if reasons:
        return " ".join(words.sentence(r) for r in dict.fromkeys(reasons))
    if before.label != after.label:
        return "Another definition from here on: the figures on the two sides do not compare."
    return "Counted over other periods from here on: the figures do not compare."


def _at(row: Row) -> float:
    """Return the middle of a period in years."""
    start, end = row["period_start"], row["period_end"]
    middle = start.toordinal() + (end.toordinal() - start.toordinal()) / 2
    day = date.fromordinal(int(middle))
    return round(day.year + (day.timetuple().tm_yday - 1) / 365.25, 3)


def trend_figure(facts: Facts, code: str, cohort: str, *, key: str = "trend") -> Figure | None:
    """Build the trend of an indicator for a cohort: its chart and its table.

    The area's points carry limits; England, region and the neighbours' median stand beside it. A
    single period has a table and no chart; None where there is no figure to show.
    """
    indicator = facts.indicators[code]
    series = trend_series(facts, code, cohort)
    rows = [row for part in series for row in part.rows]
    periods = {row["period_code"] for row in rows}
    has_own = any(row["value"] is not None for row in rows)
    if not has_own and len(periods) < 2:
        return None
    home = facts.home["area_name"]
    region = facts.home["region_name"] or "Region"
    columns = [("home", home, "value")]
    if not words.is_total(indicator):
        columns += [("england", "England", "england_value"), ("region", region, "region_value")]
        columns.append(("neighbours", "Neighbours' median", "neighbour_median"))
    gaps, missing, notes = _spans(facts, series, home)
    lines = tuple(
        line
        for role, name, column in columns
        if (line := _line(role, name, column, series, indicator)).points
    )
    ticks = tuple(dict.fromkeys((_at(row), words.period_short(row["period_code"])) for row in rows))
    shown = [row for row in rows if row["value"] is not None]
    name = indicator["indicator_name"]
    chart = charts.Trend(
        key=key,
        title=f"{name}: trend for {home}",
        desc=_trend_words(series, indicator, home),
        lines=lines,
        ticks=ticks,
        gaps=tuple(gaps),
        missing=tuple(missing),
        clamp=clamp(indicator),
    )
    held = max((row["neighbour_count"] for row in rows), default=0)
    if held and any(line.role == "neighbours" for line in lines):
        notes.append(
            f"Neighbours: the median of the {words.plural(held, 'statistical neighbour')} with a "
            "figure; where fewer have one, how many is beside it."
        )
    future = [
        f"Mind, from {words.period(row['break_from_period_code'])}: {words.sentence(row['reason'])}"
        for row in facts.breaks.get(code, [])
        if not row["blocks_trend"]
        and row["break_start"] is not None
        and rows[0]["period_start"] < row["break_start"] <= rows[-1]["period_start"]
    ]
    withheld = wrong_notes(
        facts, [(part.label, cohort, row["period_code"]) for part in series for row in part.rows]
    )
    latest = shown[-1] if shown else None
    is_drawn = bool(lines) and len(periods) > 1
    return Figure(
        heading=_trend_heading(series, indicator),
        axis=axis_line(chart, indicator) if is_drawn else "",
        chart=chart if is_drawn else None,
        table=_trend_table(facts, series, indicator, columns),
        notes=notes + future + withheld,
        source=[*source_lines(facts, shown, indicator), n_line(latest, indicator)],
    )


def _line(
    role: Any, name: str, column: str, series: Sequence[Series], indicator: Row
) -> charts.Line:
    points: list[charts.Point] = []
    last: Row | None = None
    for i, part in enumerate(series):
        step = min(
            (_at(b) - _at(a) for a, b in pairwise(part.rows) if _at(b) > _at(a)), default=1.0
        )
        run, before = 0, None
        for row in part.rows:
            value = scaled(row[column], indicator)
            if value is None:
                run += 1
                continue
            if before is not None and _at(row) - before > 1.5 * max(step, 1.0):
                run += 1
            before = _at(row)
            own = role == "home"
            points.append(
                charts.Point(
                    before,
                    value,
                    f"{i}.{run}",
                    scaled(row["lower_95"], indicator) if own else None,
                    scaled(row["upper_95"], indicator) if own else None,
                )
            )
            last = row
    shown = words.median(last[column], indicator) if last else ""
    everything = [row for part in series for row in part.rows]
    if last and last["period_code"] != everything[-1]["period_code"]:
        shown += f" ({words.period_short(last['period_code'])})"
    return charts.Line(name, role, tuple(points), shown)


def _spans(
    facts: Facts, series: Sequence[Series], home: str
) -> tuple[list[charts.Span], list[charts.Span], list[str]]:
    """Return the gaps of breaks, the stretches without a figure, and the notes on breaks."""
    gaps: list[charts.Span] = []
    notes: list[str] = []
    for before, after in pairwise(series):
        start, end = _at(before.rows[-1]), _at(after.rows[0])
        edge = min(0.3, (end - start) * 0.12)
        gaps.append(charts.Span(start + edge, end - edge, after.break_reason))
        notes.append(
            f"Not comparable across {words.period(after.rows[0]['period_code'])}: "
            f"{after.break_reason}"
        )
    missing: list[charts.Span] = []
    for part in series:
        for row in part.rows:
            if row["value"] is not None:
                continue
            why = missing_words(facts, part.label, row, row["period_code"], home)
            at = _at(row)
            if missing and missing[-1].text == why and at - missing[-1].end < 1.2:
                missing[-1] = charts.Span(missing[-1].start, at + 0.45, why)
            else:
                missing.append(charts.Span(at - 0.45, at + 0.45, why))
    return gaps, missing, notes


def _trend_heading(series: Sequence[Series], indicator: Row) -> str:
    """Say from what to what the figure went in the latest comparable stretch."""
    shown = [row for row in series[-1].rows if row["value"] is not None]
    if sum(len(part.rows) for part in series) == 1:
        return f"One period is held: {words.period(series[0].rows[0]['period_code'])}"
    if len(shown) < 2:
        return "Over time"
    first, last = shown[0], shown[-1]
    start, end = (words.figure(row["value"], indicator) for row in (first, last))
    when = words.period(first["period_code"]), words.period(last["period_code"])
    if start == end:
        return f"{end} in {when[1]}, as in {when[0]}"
    return f"From {start} in {when[0]} to {end} in {when[1]}"


def _trend_words(series: Sequence[Series], indicator: Row, home: str) -> str:
    """Describe the chart for those who do not see it."""
    told = []
    for part in series:
        shown = [row for row in part.rows if row["value"] is not None]
        if shown:
            ends = [shown[0]] if len(shown) == 1 else [shown[0], shown[-1]]
            told.append(
                " to ".join(
                    f"{words.figure(row['value'], indicator)} in {words.period(row['period_code'])}"
                    for row in ends
                )
            )
    line = "; then, not comparable, ".join(told) if told else "no figure"
    return f"{home}: {line}. All figures are in the table below."


def _none_beside(facts: Facts, role: str, code: str, row: Row) -> str:
    """Say why England or the region has no figure: none is held, or what is printed is wrong."""
    area = dict(places(facts)).get(role)
    found = facts.beside.get((code, row["cohort_code"], row["period_code"]), {}).get(area or "")
    if found and found["value_status"] == KNOWN_WRONG:
        return words.missing(facts.status_words(KNOWN_WRONG))
    return "no figure held"


def _trend_table(
    facts: Facts,
    series: Sequence[Series],
    indicator: Row,
    columns: Sequence[tuple[str, str, str]],
) -> Table:
    rows = [row for part in series for row in part.rows]
    home = facts.home["area_name"]
    unit = words.unit_words(indicator["unit"])
    has_limits = any(row["lower_95"] is not None for row in rows)
    has_counts = any(row["denominator"] is not None for row in rows)
    kinds = {row["period_type"] for row in rows}
    kind = words.period_kind(rows[0]["period_code"])
    names = [words.capital(kind) if len(kinds) == 1 and kind != "one day" else "Period"]
    if unit == "%":
        unit = "percent"
    columns = list(columns)
    names += [
        f"{name} ({unit})"
        if role == "home" and unit
        else "Neighbours"
        if role == "neighbours"
        else name
        for role, name, _ in columns
    ]
    names[2:2] = (["95% limits"] if has_limits else []) + (["Counts"] if has_counts else [])
    body: list[list[Cell]] = []
    groups: list[tuple[int, str]] = []
    for part in series:
        if len(series) > 1:
            label = facts.indicators[part.label]["short_name"]
            first = words.period(part.rows[0]["period_code"])
            groups.append((len(body), f"{label}, from {first}"))
        for row in part.rows:
            cells = [text(words.period(row["period_code"]))]
            for role, name, column in columns:
                value = row[column]
                if value is None and role == "home":
                    why = missing_words(facts, part.label, row, row["period_code"], name)
                    cells.append(reason(why))
                elif value is None and role == "neighbours":
                    cells.append(reason(words.no_median(row["neighbour_count"])))
                elif value is None:
                    cells.append(reason(_none_beside(facts, role, part.label, row)))
                else:
                    note = ""
                    if role == "neighbours":
                        n = row["neighbour_count"]
                        note = "" if n == len(facts.neighbours) else f"of {n}"
                    elif role == "home" and row["is_provisional"]:
                        note = "provisional"
                    cells.append(number(words.median(value, indicator), note=note))
                if role == "home":
                    if has_limits:
                        cells.append(limits_cell(row, indicator))
                    if has_counts:
                        cells.append(counts_cell(row))
            body.append(cells)
    return Table(
        slug="trend",
        caption=f"{indicator['short_name']}, {home} over time",
        columns=names,
        rows=body,
        numeric=frozenset(i for i in range(1, len(names)) if names[i] != "Counts"),
        groups=groups,
    )
