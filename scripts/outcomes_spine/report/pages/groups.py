"""The figures of groups of children."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from outcomes_spine.report import charts, words
from outcomes_spine.report.facts import Facts, Row
from outcomes_spine.report.pages.shared import (
    axis_line,
    clamp,
    counts_cell,
    limits_cell,
    scaled,
    source_lines,
    where_counts_are,
)
from outcomes_spine.report.site import Figure
from outcomes_spine.report.tables import Cell, Table, number, reason, text


def cohort_figure(
    facts: Facts, code: str, characteristics: Sequence[str] | None = None, *, key: str = "groups"
) -> Figure | None:
    """Build the dots of an indicator's groups of children, one characteristic each.

    All stand for one period, the one with the most groups; a group's newer figure is beside it in
    the table. Groups are sorted by size within their characteristic. None where no group is held.
    """
    indicator = facts.indicators[code]
    groups = groups_held(facts, code, characteristics)
    if not groups:
        return None
    period = fullest_period(facts, code, groups)
    everyone = in_period(facts, code, "all", period)
    dots: list[charts.Dot] = []
    body: list[list[Cell]] = []
    headings: list[tuple[int, str]] = []
    held = [row for cohort in groups if (row := in_period(facts, code, cohort, period))]
    has_limits = any(row["lower_95"] is not None for row in held)
    has_counts = any(row["denominator"] is not None for row in held)
    newer_shown = any(_newer(facts, code, cohort, period) for cohort in groups)
    england_shown = False
    by_kind: dict[str, list[tuple[str, Row | None]]] = {}
    for cohort in groups:
        kind = cohort.partition("=")[0]
        by_kind.setdefault(kind, []).append((cohort, in_period(facts, code, cohort, period)))
    when = words.period(period)
    sources = []
    for kind, members in by_kind.items():
        name = words.CHARACTERISTICS.get(kind, kind.replace("_", " "))
        dots.append(charts.Dot(name, "heading"))
        headings.append((len(body), name))
        for cohort, row in sorted(members, key=lambda m: _order(facts, m, indicator, has_counts)):
            label = words.capital(facts.cohorts.get(cohort, {}).get("cohort_name") or cohort)
            cells = [text(label)]
            newer = _newer(facts, code, cohort, period)
            if row is None or row["value"] is None:
                why = words.missing(facts.status_words(row["value_status"]) if row else None)
                why = why if row else f"no figure held for {when}"
                dots.append(charts.Dot(label, "cohort", None, why))
                cells += [reason(why), *[reason("no figure")] * (has_limits + has_counts)]
            else:
                sources.append(row)
                shown = words.bare(row["value"], indicator)
                second = scaled(row["england_value"], indicator)
                england_shown = england_shown or second is not None
                dots.append(
                    charts.Dot(
                        label,
                        "cohort",
                        scaled(row["value"], indicator),
                        shown,
                        scaled(row["lower_95"], indicator),
                        scaled(row["upper_95"], indicator),
                        second,
                    )
                )
                cells.append(number(shown))
                cells += [limits_cell(row, indicator)] if has_limits else []
                cells += [counts_cell(row)] if has_counts else []
            england = row["england_value"] if row else None
            cells.append(
                number(words.bare(england, indicator))
                if england is not None
                else reason("no figure held")
            )
            if newer_shown:
                cells.append(
                    number(
                        words.bare(newer["value"], indicator),
                        note=words.period(newer["period_code"]),
                    )
                    if newer
                    else reason("none newer")
                )
            body.append(cells)
    home = facts.home["area_name"]
    unit = "percent" if indicator["unit"] == "percent" else words.unit_words(indicator["unit"])
    columns = ["Group", f"{home}, {when}" + (f" ({unit})" if unit else "")]
    columns += (["95% limits"] if has_limits else []) + (["Counts"] if has_counts else [])
    columns += [f"England, {when}"] + (["Newer figure"] if newer_shown else [])
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
    is_neutral = indicator["polarity"] == "neutral"
    notes = [
        "Within each heading the largest group comes first."
        if has_counts
        else f"The sizes of the groups are {words.NOT_HELD}{where_counts_are(indicator)}; within "
        "each heading "
        + ("the highest comes first." if is_neutral else "the group furthest behind comes first.")
    ]
    if not has_limits:
        notes.append(f"{words.capital(words.UNTESTED)}: a difference may be no more than that.")
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
            numeric=frozenset(i for i, name in enumerate(columns) if i and name != "Counts"),
            groups=headings,
        ),
        notes=notes,
        source=[*source_lines(facts, sources, indicator)],
    )


def groups_held(facts: Facts, code: str, characteristics: Sequence[str] | None) -> list[str]:
    """Return the cohorts of one characteristic that the area has a row for."""
    return [
        cohort
        for cohort in facts.cohorts_held.get(code, [])
        if cohort != "all"
        and "|" not in cohort
        and (characteristics is None or cohort.partition("=")[0] in characteristics)
    ]


def fullest_period(facts: Facts, code: str, cohorts: Sequence[str]) -> str:
    """Return the period with the most groups that have a figure; of equals the latest."""
    held: dict[str, tuple[int, date]] = {}
    for cohort in cohorts:
        for row in facts.trends.get((code, cohort), []):
            n, end = held.get(row["period_code"], (0, row["period_end"]))
            held[row["period_code"]] = (n + (row["value"] is not None), end)
    return max(held, key=lambda p: held[p]) if held else ""


def in_period(facts: Facts, code: str, cohort: str, period: str) -> Row | None:
    """Return the area's row of a cohort in one period, if there is one."""
    rows = facts.trends.get((code, cohort), [])
    return next((row for row in rows if row["period_code"] == period), None)


def _newer(facts: Facts, code: str, cohort: str, period: str) -> Row | None:
    """Return the latest figure of a group after the period shown."""
    rows = facts.trends.get((code, cohort), [])
    shown = [*rows, *facts.trends.get((code, "all"), [])]
    end = next((row["period_end"] for row in shown if row["period_code"] == period), None)
    later = [row for row in rows if row["value"] is not None]
    later = [row for row in later if end is None or row["period_end"] > end]
    return later[-1] if later else None


def _order(
    facts: Facts, member: tuple[str, Row | None], indicator: Row, has_counts: bool
) -> tuple[bool, float, tuple[int, int, int]]:
    """Sort the largest group first, or without sizes the one furthest behind; unknowns last."""
    cohort, row = member
    is_unknown = cohort.endswith("=unknown")
    size = row["denominator" if has_counts else "value"] if row else None
    if size is not None and (has_counts or indicator["polarity"] != "higher_better"):
        size = -size
    return (is_unknown, float("inf") if size is None else size, facts.cohort_order(cohort))


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
            cells = [number(words.bare(row["value"], indicator)), limits_cell(row, indicator)]
        body.append([text(name), text(words.period(row["period_code"])), *cells, counts_cell(row)])
    unit = "percent" if indicator["unit"] == "percent" else words.unit_words(indicator["unit"])
    return Table(
        slug="groups-two",
        caption=f"{indicator['short_name']}: two characteristics together",
        columns=["Group", "Period", f"Value ({unit})" if unit else "Value", "95% limits", "Counts"],
        rows=body,
        numeric=frozenset({2, 3}),
    )
