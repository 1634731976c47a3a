"""The figures that several pages share: a trend, a place among its like, groups of children."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import pairwise
from typing import Any

from outcomes_spine.report import charts, words
from outcomes_spine.report.facts import Facts, Row
from outcomes_spine.report.site import Figure
from outcomes_spine.report.tables import Cell, Table, number, reason, text

PAIRS = {"definition_before", "definition_after"}


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
        name = ", ".join(part for part in (source.get("publisher"), source.get("publication"))
                         if part)
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
        files.append(f"{file['dataset_title']}{edition}{published}{received}")
    if len(found) > 4:
        files.append(f"{len(found) - 4} more files")
    lines = [f"Source: {'; '.join(names) or 'none held'}."]
    if files:
        lines.append(f"Read from: {'; '.join(files)}.")
    lines.append(f"Counted {words.BASES.get(indicator['basis'], indicator['basis'])}.")
    return lines


def n_line(row: Row | None) -> str:
    """Say how many children the latest figure is of."""
    if row and row.get("denominator") is not None:
        return f"n = {words.count(row['denominator'])} in {words.period(row['period_code'])}."
    return "n is not published for the latest figure."


# ---- trend -----------------------------------------------------------------------------------


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
        if rows and mine and (
            rows[-1]["period_end"] <= mine[0]["period_start"]
            or mine[-1]["period_end"] <= rows[0]["period_start"]
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
    """Build the trend of an indicator for a cohort, or None where fewer than two periods are held.

    The area's points carry limits; England, region and the neighbours' median stand beside it.
    """
    indicator = facts.indicators[code]
    series = trend_series(facts, code, cohort)
    rows = [row for part in series for row in part.rows]
    if len({row["period_code"] for row in rows}) < 2:
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
    ticks = tuple(
        dict.fromkeys((_at(row), words.period_short(row["period_code"])) for row in rows)
    )
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
    future = [
        f"Mind, from {words.period(row['break_from_period_code'])}: {words.sentence(row['reason'])}"
        for row in facts.breaks.get(code, [])
        if not row["blocks_trend"]
        and row["break_start"] is not None
        and rows[0]["period_start"] < row["break_start"] <= rows[-1]["period_start"]
    ]
    latest = shown[-1] if shown else None
    return Figure(
        heading=_trend_heading(series, indicator),
        axis=axis_line(chart, indicator) if lines else "",
        chart=chart if lines else None,
        table=_trend_table(facts, series, indicator, columns),
        notes=notes + future,
        source=[*source_lines(facts, shown, indicator), n_line(latest)],
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
    shown = words.bare(last[column], indicator) if last else ""
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
            why = words.missing(facts.status_words(row["value_status"]), home)
            at = _at(row)
            if missing and missing[-1].text == why and at - missing[-1].end < 1.2:
                missing[-1] = charts.Span(missing[-1].start, at + 0.45, why)
            else:
                missing.append(charts.Span(at - 0.45, at + 0.45, why))
    return gaps, missing, notes


def _trend_heading(series: Sequence[Series], indicator: Row) -> str:
    """Say from what to what the figure went in the latest comparable stretch."""
    shown = [row for row in series[-1].rows if row["value"] is not None]
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
    return f"{home}: {line}. England, the region and the neighbours' median are in the table below."


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
    names += [f"{name} ({unit})" if i == 0 and unit else name
              for i, (_, name, _) in enumerate(columns)]
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
                    why = words.missing(facts.status_words(row["value_status"]), name)
                    cells.append(reason(why))
                elif value is None:
                    cells.append(reason("no figure held"))
                else:
                    note = ""
                    if role == "neighbours":
                        note = f"of {row['neighbour_count']}"
                    elif role == "home" and row["is_provisional"]:
                        note = "provisional"
                    cells.append(number(words.bare(value, indicator), note=note))
                if role == "home":
                    if has_limits:
                        cells.append(_limits_cell(row, indicator))
                    if has_counts:
                        cells.append(_counts_cell(row))
            body.append(cells)
    return Table(
        slug="trend",
        caption=f"{indicator['short_name']}, {home} over time",
        columns=names,
        rows=body,
        numeric=frozenset(i for i in range(1, len(names)) if names[i] != "Counts"),
        groups=groups,
    )


def _limits_cell(row: Row, indicator: Row) -> Cell:
    if row["value"] is None:
        return reason("no figure")
    if row["lower_95"] is None or row["upper_95"] is None:
        return reason("not known")
    return number(words.limits(row["lower_95"], row["upper_95"], indicator))


def _counts_cell(row: Row) -> Cell:
    if row["denominator"] is None:
        return reason("not published")
    return number(words.counts(row["numerator"], row["denominator"]))


# ---- beside its like ---------------------------------------------------------------------------


def beside_figure(facts: Facts, code: str, cohort: str, *, key: str = "beside") -> Figure | None:
    """Build the dots of the area, its neighbours, region and England in the latest period.

    None where nobody has a figure. A place without one keeps its row, with the reason.
    """
    indicator = facts.indicators[code]
    spine = facts.spine_by_key.get((code, cohort))
    period = spine["period_code"] if spine else _latest_period(facts, code, cohort)
    if period is None:
        return None
    held = facts.beside.get((code, cohort, period), {})
    places = _places(facts, indicator)
    known = [(role, a, held[a]) for role, a in places if held.get(a, {}).get("value") is not None]
    if not known or (len(known) == 1 and known[0][0] == "home"):
        return None
    best_low = indicator["polarity"] == "lower_better"
    known.sort(key=lambda k: (k[2]["value"] if best_low else -k[2]["value"],
                              facts.areas[k[1]]["area_name"]))
    unknown = [(role, a, held.get(a)) for role, a in places if held.get(a, {}).get("value") is None]
    dots, body, focus = [], [], []
    has_limits = any(row["lower_95"] is not None for _, _, row in known)
    has_counts = any(row["denominator"] is not None for _, _, row in known)
    kinds = {"home": "this area", "england": "country", "region": "region",
             "neighbour": "statistical neighbour"}
    for role, area, row in [*known, *unknown]:
        name = facts.areas[area]["area_name"]
        cells = [text(name), text(kinds[role])]
        if row is None or row["value"] is None:
            why = words.missing(facts.status_words(row["value_status"]) if row else None)
            dots.append(charts.Dot(name, role, None, why))
            cells.append(reason(why))
            cells += [reason("no figure")] * (has_limits + has_counts)
        else:
            shown = words.bare(row["value"], indicator)
            dots.append(
                charts.Dot(
                    name, role, scaled(row["value"], indicator), shown,
                    scaled(row["lower_95"], indicator), scaled(row["upper_95"], indicator),
                )
            )
            cells.append(number(shown))
            if has_limits:
                cells.append(_limits_cell(row, indicator))
            if has_counts:
                cells.append(_counts_cell(row))
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
    if words.is_total(indicator):
        notes.append(
            "England's and the region's totals are left out: a total grows with the size of "
            "the place. Mind that neighbours differ in size too."
        )
    if not has_limits:
        notes.append(
            "No limits: neither limits nor counts are published, so small differences "
            "may be chance."
        )
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
            n_line(own if own and own["value"] is not None else None),
        ],
    )


def _places(facts: Facts, indicator: Row) -> list[tuple[Any, str]]:
    """Return (role, area code) of the area, its neighbours, its region and England."""
    places: list[tuple[Any, str]] = [("home", facts.home["area_code"])]
    places += [("neighbour", row["comparator_area_code"]) for row in facts.neighbours]
    if not words.is_total(indicator):
        if facts.home["region_code"]:
            places.append(("region", facts.home["region_code"]))
        places += [("england", a) for a, row in facts.areas.items()
                   if row["area_type"] == "country" and row["area_name"] == "England"]
    return [(role, area) for role, area in places if area in facts.areas]


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
    start = f"{home} {words.figure(own[0]['value'], indicator)}. " if own else f"{home}: no figure. "
    values = sorted((row["value"], facts.areas[area]["area_name"]) for _, area, row in known)
    low, high = values[0], values[-1]
    return (
        f"{start}Of {len(known)} places shown the lowest is {low[1]} with "
        f"{words.figure(low[0], indicator)}, the highest {high[1]} with "
        f"{words.figure(high[0], indicator)}. All are in the table below."
    )


# ---- groups of children --------------------------------------------------------------------------


def cohort_figure(
    facts: Facts, code: str, characteristics: Sequence[str] | None = None, *, key: str = "groups"
) -> Figure | None:
    """Build the dots of an indicator's groups of children, one characteristic each.

    All stand for one period, the one with the most groups; a group's newer figure is beside it in
    the table. Groups are sorted by size within their characteristic. None where no group is held.
    """
    indicator = facts.indicators[code]
    groups = _groups(facts, code, characteristics)
    if not groups:
        return None
    period = _fullest_period(facts, code, groups)
    everyone = _in_period(facts, code, "all", period)
    dots: list[charts.Dot] = []
    body: list[list[Cell]] = []
    headings: list[tuple[int, str]] = []
    newer_shown = any(_newer(facts, code, cohort, period) for cohort in groups)
    england_shown = False
    by_kind: dict[str, list[tuple[str, Row | None]]] = {}
    for cohort in groups:
        kind = cohort.partition("=")[0]
        by_kind.setdefault(kind, []).append((cohort, _in_period(facts, code, cohort, period)))
    when = words.period(period)
    sources = []
    for kind, members in by_kind.items():
        name = words.CHARACTERISTICS.get(kind, kind.replace("_", " "))
        dots.append(charts.Dot(name, "heading"))
        headings.append((len(body), name))
        for cohort, row in sorted(members, key=lambda m: _size(facts, m)):
            label = words.capital(facts.cohorts.get(cohort, {}).get("cohort_name") or cohort)
            cells = [text(label)]
            newer = _newer(facts, code, cohort, period)
            if row is None or row["value"] is None:
                why = words.missing(facts.status_words(row["value_status"]) if row else None)
                why = why if row else f"no figure held for {when}"
                dots.append(charts.Dot(label, "cohort", None, why))
                cells += [reason(why), reason("no figure"), reason("no figure")]
            else:
                sources.append(row)
                shown = words.bare(row["value"], indicator)
                second = scaled(row["england_value"], indicator)
                england_shown = england_shown or second is not None
                dots.append(
                    charts.Dot(
                        label, "cohort", scaled(row["value"], indicator), shown,
                        scaled(row["lower_95"], indicator), scaled(row["upper_95"], indicator),
                        second,
                    )
                )
                cells += [number(shown), _limits_cell(row, indicator), _counts_cell(row)]
            england = row["england_value"] if row else None
            cells.append(
                number(words.bare(england, indicator))
                if england is not None
                else reason("no figure held")
            )
            if newer_shown:
                cells.append(
                    number(words.bare(newer["value"], indicator),
                           note=words.period(newer["period_code"]))
                    if newer
                    else reason("none newer")
                )
            body.append(cells)
    home = facts.home["area_name"]
    unit = "percent" if indicator["unit"] == "percent" else words.unit_words(indicator["unit"])
    columns = ["Group", f"{home}, {when}" + (f" ({unit})" if unit else ""), "95% limits", "Counts",
               f"England, {when}"] + (["Newer figure"] if newer_shown else [])
    reference = scaled(everyone["value"], indicator) if everyone else None
    chart = charts.Dots(
        key=key,
        title=f"{indicator['indicator_name']} by group, {home}, {when}",
        desc=_groups_words(dots, everyone, indicator),
        rows=tuple(dots),
        clamp=clamp(indicator),
        reference=reference,
        key_first=home if england_shown else "",
        key_second="England" if england_shown else "",
    )
    notes = ["Within each heading the largest group comes first; where sizes are not published, "
             "in the order of the publisher."]
    if reference is not None and everyone:
        notes.append(
            f"The dashed line is all children: {words.figure(everyone['value'], indicator)}."
        )
    if newer_shown:
        notes.append(
            f"The chart shows {when}, the period for which most groups are held; "
            "newer figures of single groups are in the table."
        )
    return Figure(
        heading=f"Groups of children, {when}",
        axis=axis_line(chart, indicator),
        chart=chart,
        table=Table(
            slug="groups",
            caption=f"{indicator['short_name']} by group of children, {home}",
            columns=columns,
            rows=body,
            numeric=frozenset({1, 2, 4, 5}),
            groups=headings,
        ),
        notes=notes,
        source=[*source_lines(facts, sources, indicator)],
    )


def _groups(facts: Facts, code: str, characteristics: Sequence[str] | None) -> list[str]:
    """Return the cohorts of one characteristic that the area has a row for."""
    return [
        cohort
        for cohort in facts.cohorts_held.get(code, [])
        if cohort != "all"
        and "|" not in cohort
        and (characteristics is None or cohort.partition("=")[0] in characteristics)
    ]


def _fullest_period(facts: Facts, code: str, cohorts: Sequence[str]) -> str:
    """Return the period with the most groups that have a figure; of equals the latest."""
    held: dict[str, tuple[int, date]] = {}
    for cohort in cohorts:
        for row in facts.trends.get((code, cohort), []):
            n, end = held.get(row["period_code"], (0, row["period_end"]))
            held[row["period_code"]] = (n + (row["value"] is not None), end)
    return max(held, key=lambda p: held[p]) if held else ""


def _in_period(facts: Facts, code: str, cohort: str, period: str) -> Row | None:
    rows = facts.trends.get((code, cohort), [])
    return next((row for row in rows if row["period_code"] == period), None)


def _newer(facts: Facts, code: str, cohort: str, period: str) -> Row | None:
    """Return the latest figure of a group after the period shown."""
    rows = facts.trends.get((code, cohort), [])
    at = next((row["period_end"] for row in rows if row["period_code"] == period), None)
    later = [row for row in rows if row["value"] is not None and (at is None or row["period_end"] > at)]
    if at is None:
        anchor = _in_period(facts, code, "all", period)
        later = [row for row in later if anchor is None or row["period_end"] > anchor["period_end"]]
    return later[-1] if later else None


def _size(facts: Facts, member: tuple[str, Row | None]) -> tuple[int, float, tuple[int, int, int]]:
    """Sort the largest group first; those of unknown size last, those unknown in kind after all."""
    cohort, row = member
    size = row["denominator"] if row and row["denominator"] is not None else None
    is_unknown = cohort.endswith("=unknown")
    return (int(is_unknown), -(size or 0.0), facts.cohort_order(cohort))


def _groups_words(dots: Sequence[charts.Dot], everyone: Row | None, indicator: Row) -> str:
    known = sorted((d for d in dots if d.value is not None), key=lambda d: d.value or 0.0)
    if not known:
        return "No group has a figure."
    whole = ""
    if everyone and everyone["value"] is not None:
        whole = f"All children {words.figure(everyone['value'], indicator)}. "
    return (
        f"{whole}Of {len(known)} groups the lowest is {known[0].name} with {known[0].shown}, the "
        f"highest {known[-1].name} with {known[-1].shown}. All are in the table below."
    )


def pairs_table(facts: Facts, code: str) -> Table | None:
    """Build the table of groups by two characteristics or more, or None where none is held."""
    indicator = facts.indicators[code]
    held = [c for c in facts.cohorts_held.get(code, []) if "|" in c]
    if not held:
        return None
    body = []
    for cohort in held:
        row = facts.spine_by_key[(code, cohort)]
        name = words.capital(facts.cohorts.get(cohort, {}).get("cohort_name") or cohort)
        if row["value"] is None:
            cells = [reason(words.missing(row["value_status_words"])), reason("no figure")]
        else:
            cells = [number(words.bare(row["value"], indicator)), _limits_cell(row, indicator)]
        body.append([text(name), text(words.period(row["period_code"])), *cells, _counts_cell(row)])
    unit = "percent" if indicator["unit"] == "percent" else words.unit_words(indicator["unit"])
    return Table(
        slug="groups-two",
        caption=f"{indicator['short_name']}: two characteristics together",
        columns=["Group", "Period", f"Value ({unit})" if unit else "Value", "95% limits", "Counts"],
        rows=body,
        numeric=frozenset({2, 3}),
    )
