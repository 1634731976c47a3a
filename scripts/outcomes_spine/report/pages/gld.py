"""The page on the good level of development: on the way to the target, and for whom not."""

from __future__ import annotations

from outcomes_spine.report import charts, words
from outcomes_spine.report.facts import Facts, Row
from outcomes_spine.report.pages.beside import beside_figure
from outcomes_spine.report.pages.groups import (
    cohort_figure,
    fullest_period,
    groups_held,
    in_period,
)
from outcomes_spine.report.pages.indicator import targets_table
from outcomes_spine.report.pages.shared import axis_line, clamp, places, source_lines
from outcomes_spine.report.pages.trend import trend_figure
from outcomes_spine.report.site import Figure, Site
from outcomes_spine.report.tables import Cell, Table, number, reason, text

CODE = "gld_at_5"
GAPS = (
    ("gap_not_eligible", "Not eligible less eligible", "gld_fsm_gap_not_eligible"),
    (
        "gap_not_eligible_or_unknown",
        "Not eligible or unknown less eligible",
        "gld_fsm_gap_not_eligible_or_unknown",
    ),
    ("gap_all", "All children less eligible", "gld_fsm_gap_all"),
)
COHORTS = ("fsm", "sen", "sex", "language", "term_of_birth", "ethnicity")
POINTS = {"unit": "percentage_points", "value_type": "gap", "decimals": 1}


def add(site: Site, facts: Facts) -> None:
    """Add gld.html; a home without the indicator gets a page that says so."""
    if CODE not in facts.indicators:
        site.add(
            "gld.html",
            "gld.html",
            "Good level of development",
            indicator=None,
            finding="",
            sections={},
            targets=None,
            risks=None,
            groups_said=[],
            gaps_said="",
        )
        return
    indicator = facts.indicators[CODE]
    row = facts.spine_by_key.get((CODE, "all"))
    sections = {
        "trend": trend_figure(facts, CODE, "all"),
        "targets": _targets_figure(facts, indicator),
        "beside": beside_figure(facts, CODE, "all"),
        "groups": cohort_figure(facts, CODE, COHORTS),
        "gaps": _gaps_figure(facts),
        "poverty": _poverty_figure(facts, indicator),
    }
    targets = None if sections["targets"] else targets_table(facts, CODE)
    risks = _risks_table(facts)
    site.add(
        "gld.html",
        "gld.html",
        "Good level of development at five",
        figures=[figure for figure in sections.values() if figure],
        tables=[table for table in (targets, risks) if table],
        indicator=indicator,
        finding=words.finding(row, indicator)
        if row
        else words.sentence(words.missing(None, facts.home["area_name"])),
        sections=sections,
        targets=targets,
        risks=risks,
        groups_said=_groups_said(facts, indicator),
        gaps_said=_gaps_said(facts),
    )


def _targets_figure(facts: Facts, indicator: Row) -> Figure | None:
    """Draw the latest figure and each reading of the target on one scale."""
    table = targets_table(facts, CODE)
    if table is None:
        return None
    shown = [
        row
        for row in facts.targets
        if row["indicator_code"] == CODE
        and row["target_value"] is not None
        and (
            row["area_code"] == facts.home["area_code"]
            or facts.areas.get(row["area_code"], {}).get("area_type") == "country"
        )
    ]
    rows: list[charts.Dot] = []
    done = set()
    for target in sorted(shown, key=lambda r: r["area_code"] != facts.home["area_code"]):
        area = target["area_code"]
        name = facts.areas[area]["area_name"]
        is_home = area == facts.home["area_code"]
        if area not in done:
            done.add(area)
            now = facts.beside.get((CODE, "all", target["period_code"] or ""), {}).get(area)
            when = words.period(target["period_code"])
            if now is None or now["value"] is None:
                rows.append(
                    charts.Dot(
                        f"{name} now", "home" if is_home else "england", None, words.NO_SOURCE
                    )
                )
            else:
                rows.append(
                    charts.Dot(
                        f"{name}, {when}",
                        "home" if is_home else "england",
                        now["value"],
                        words.bare(now["value"], indicator),
                        now["lower_95"],
                        now["upper_95"],
                    )
                )
        reading = words.capital(target["reading"])
        if not target["is_confirmed"]:
            reading += f" ({words.TO_CONFIRM})"
        rows.append(
            charts.Dot(
                reading,
                "neighbour",
                target["target_value"],
                words.bare(target["target_value"], indicator),
            )
        )
    chart = charts.Dots(
        key="targets",
        title=f"Good level of development: now and each reading of the target, "
        f"{facts.home['area_name']}",
        desc="; ".join(f"{dot.name} {dot.shown}" for dot in rows) + ". All are in the table below.",
        rows=tuple(rows),
        clamp=clamp(indicator),
    )
    own = [row for row in shown if row["area_code"] == facts.home["area_code"]]
    sources = dict.fromkeys(row["source"] for row in shown if row["source"])
    notes = []
    if own and not all(row["is_confirmed"] for row in own):
        notes.append(
            f"The target can be read in {words.count(len(own))} ways, none of which is chosen "
            "here: the council has to confirm which one is meant."
        )
    notes += list(dict.fromkeys(words.sentence(row["note"]) for row in shown if row["note"]))
    if not own:
        notes.append(f"No target of {facts.home['area_name']}'s own is held.")
    return Figure(
        heading=_targets_heading(own, indicator),
        axis=axis_line(chart, indicator),
        chart=chart,
        table=table,
        notes=notes,
        source=[f"Source: {words.listed(sources)}." if sources else "No source is stated."],
    )


def _targets_heading(own: list[Row], indicator: Row) -> str:
    """State the nearest and the furthest reading, where both can be measured."""
    to_go = sorted(
        row["distance_points"]
        for row in own
        if row["distance_points"] is not None and not row["is_met"]
    )
    if not own:
        return "The target for England"
    if not to_go:
        return "Each reading of the target"
    low, high = words.number(to_go[0], 1), words.number(to_go[-1], 1)
    if low == high:
        return f"{low} percentage points to go"
    return f"{low} to {high} percentage points to go, by the reading of the target"


def _groups_said(facts: Facts, indicator: Row) -> list[tuple[str, list[str]]]:
    """Say the lowest and the highest group of each characteristic, the widest gap first.

    Two lists, each with its heading: gaps that limits set apart from chance, and those that no
    counts are held for. Where limits overlap nothing is said.
    """
    groups = groups_held(facts, CODE, COHORTS)
    if not groups:
        return []
    period = fullest_period(facts, CODE, groups)
    apart: list[tuple[float, str]] = []
    untested: list[tuple[float, str]] = []
    for kind in COHORTS:
        rows = []
        for cohort in groups:
            if cohort.partition("=")[0] == kind and not cohort.endswith("=unknown"):
                row = in_period(facts, CODE, cohort, period)
                if row and row["value"] is not None:
                    rows.append((row, facts.cohorts[cohort]["cohort_name"]))
        has_limits = [pair for pair in rows if pair[0]["lower_95"] is not None]
        rows = has_limits if len(has_limits) > 1 else rows
        if len(rows) < 2:
            continue
        rows.sort(key=lambda r: r[0]["value"])
        (low, low_name), (high, high_name) = rows[0], rows[-1]
        _, gap = words.difference(high["value"], low["value"], indicator)
        said = (
            high["value"] - low["value"],
            f"{words.capital(low_name)}: {words.figure(low['value'], indicator)}; "
            f"{high_name}: {words.figure(high['value'], indicator)}"
            + (f" ({gap} apart)." if gap else "."),
        )
        if low["upper_95"] is None or high["lower_95"] is None:
            untested.append(said)
        elif low["upper_95"] < high["lower_95"]:
            apart.append(said)
    found = (
        (f"In {words.period(period)}, where limits set the groups apart, widest gap first:", apart),
        (f"In {words.period(period)}, {words.UNTESTED}, widest gap first:", untested),
    )
    return [
        (heading, [said for _, said in sorted(pairs, reverse=True)])
        for heading, pairs in found
        if pairs
    ]


def _gaps_figure(facts: Facts) -> Figure | None:
    """Draw the three gaps by free school meals, each under its own name."""
    home = facts.home["area_code"]
    own = [row for row in facts.fsm_gaps if row["area_code"] == home]
    if not own:
        return None
    england = {
        row["period_code"]: row
        for row in facts.fsm_gaps
        if facts.areas[row["area_code"]]["area_type"] == "country"
    }
    roles = ("home", "england", "region")
    lines = []
    for (column, name, _), role in zip(GAPS, roles, strict=True):
        points, last, run, before = [], "", 0, None
        for row in own:
            if row[column] is None:
                run += 1
                continue
            at = float(row["period_end"].year)
            if before is not None and at - before > 1.5:
                run += 1
            before = at
            has = column == "gap_not_eligible"
            points.append(
                charts.Point(
                    at,
                    row[column],
                    str(run),
                    row["gap_not_eligible_lower_95"] if has else None,
                    row["gap_not_eligible_upper_95"] if has else None,
                )
            )
            last = words.number(row[column], 1)
        if points:
            lines.append(charts.Line(name, role, tuple(points), last))  # type: ignore[arg-type]
    ticks = tuple(
        (float(row["period_end"].year), words.period_short(row["period_code"])) for row in own
    )
    chart = charts.Trend(
        key="gaps",
        title=f"Three gaps in the good level of development by free school meals, "
        f"{facts.home['area_name']}",
        desc=_gaps_said(facts) or "The figures are in the table below.",
        lines=tuple(lines),
        ticks=ticks,
        clamp=(None, None),
    )
    body: list[list[Cell]] = []
    for row in own:
        cells = [text(words.period(row["period_code"]))]
        for column, _, _ in GAPS:
            value = row[column]
            cells.append(_points(value, column))
            if column == "gap_not_eligible":
                low, high = (row["gap_not_eligible_lower_95"], row["gap_not_eligible_upper_95"])
                cells.append(
                    number(f"{words.number(low, 1)} to {words.number(high, 1)}")
                    if low is not None and high is not None
                    else reason(f"no limits: counts {words.NOT_HELD}")
                )
        beside = england.get(row["period_code"])
        cells.append(_points(beside["gap_not_eligible"] if beside else None, "gap_not_eligible"))
        body.append(cells)
    low, high = charts.axis_words(chart)
    return Figure(
        heading=_gaps_heading(own),
        axis=f"Percentage points. The axis runs from {low} to {high}.",
        chart=chart if lines else None,
        table=Table(
            slug="fsm-gaps",
            caption="The three gaps by free school meals, in percentage points",
            columns=[
                "Academic year",
                GAPS[0][1],
                "95% limits",
                GAPS[1][1],
                GAPS[2][1],
                "England, not eligible less eligible",
            ],
            rows=body,
            numeric=frozenset({1, 2, 3, 4, 5}),
        ),
        notes=[
            "Not eligible less eligible is the one the Department for Education prints: children "
            "whose eligibility is unknown are in neither group.",
            "Not eligible or unknown less eligible counts them with the not eligible; as they "
            "often do less well, it is smaller.",
            "All children less eligible compares the group with a whole that it is part of, so it "
            "is the smallest.",
            "A gap can close because the one group rises or because the other falls: read it "
            "beside the two figures.",
        ],
        source=source_lines(
            facts,
            [
                r
                for _, _, code in GAPS
                for r in facts.trends.get((code, "all"), [])
                if r["value"] is not None
            ],
            facts.indicators.get(GAPS[0][2], facts.indicators[CODE]),
        ),
    )


def _points(value: float | None, gap: str) -> Cell:
    if value is None and gap == "gap_not_eligible_or_unknown":
        return reason("the counts of both groups are not held")
    if value is None:
        return reason("a group's figure is not held")
    return number(words.number(value, 1))


def _gaps_heading(own: list[Row]) -> str:
    full = [row for row in own if all(row[c] is not None for c, _, _ in GAPS)]
    if not full:
        return "Three gaps by free school meals, three names"
    row = full[-1]
    shown = words.listed(words.number(row[c], 1) for c, _, _ in GAPS)
    return f"Three gaps by free school meals, {words.period(row['period_code'])}: {shown} points"


def _gaps_said(facts: Facts) -> str:
    """Say the three gaps of the latest year with all, by name."""
    own = [row for row in facts.fsm_gaps if row["area_code"] == facts.home["area_code"]]
    full = [row for row in own if all(row[c] is not None for c, _, _ in GAPS)]
    if not full:
        return ""
    row = full[-1]
    parts = [f"{name.lower()} {words.number(row[c], 1)}" for c, name, _ in GAPS]
    return f"In {words.period(row['period_code'])}, in percentage points: {words.listed(parts)}."


def _poverty_figure(facts: Facts, indicator: Row) -> Figure | None:
    """Draw child poverty before and after housing costs for the places beside the area."""
    before_name, after_name = "before housing costs", "after housing costs"
    around = [p for p in places(facts) if p[1] in facts.poverty]
    if not any(
        facts.poverty[a][f"poverty_{c}_housing_costs_percent"] is not None
        for _, a in around
        for c in ("before", "after")
    ):
        return None
    around.sort(key=lambda p: -(facts.poverty[p[1]]["gld_percent"] or 0.0))
    dots: list[charts.Dot] = []
    body: list[list[Cell]] = []
    focus: list[int] = []
    for role, area in around:
        row = facts.poverty[area]
        name = facts.areas[area]["area_name"]
        after = row["poverty_after_housing_costs_percent"]
        before = row["poverty_before_housing_costs_percent"]
        why = "no figure held" if after is None else ""
        shown = words.number(after, 1) if after is not None else why
        dots.append(charts.Dot(name, role, after, shown, None, None, before))
        if role == "home":
            focus.append(len(body))
        body.append(
            [
                text(name),
                _share(row["gld_percent"]),
                _share(before),
                _share(after),
            ]
        )
    own = facts.poverty.get(facts.home["area_code"], {})
    chart = charts.Dots(
        key="poverty",
        title=f"Child poverty before and after housing costs, {facts.home['area_name']} and beside",
        desc="; ".join(
            f"{d.name} {words.number(d.second, 1) if d.second is not None else 'no figure'} before "
            f"and {d.shown} after"
            for d in dots
        )
        + ". All are in the table below.",
        rows=tuple(dots),
        clamp=(0.0, 100.0),
        key_first=after_name,
        key_second=before_name,
    )
    low, high = charts.axis_words(chart)
    periods = {
        "gld": words.period(own.get("gld_period_code")),
        "before": words.period(own.get("poverty_before_housing_costs_period_code")),
        "after": words.period(own.get("poverty_after_housing_costs_period_code")),
    }
    sources = [
        row
        for code in ("child_poverty_before_housing_costs", "child_poverty_after_housing_costs")
        for row in facts.beside.get(
            (
                code,
                "all",
                own.get(
                    f"poverty_{'before' if 'before' in code else 'after'}_housing_costs_period_code"
                )
                or "",
            ),
            {},
        ).values()
    ]
    basis = facts.indicators.get("child_poverty_before_housing_costs", indicator)
    return Figure(
        heading=_poverty_heading(facts, own),
        axis=f"Percent of children. The axis runs from {low} to {high}. "
        f"Filled dot: {after_name}; ring: {before_name}.",
        chart=chart,
        table=Table(
            slug="poverty",
            caption="Good level of development and child poverty, side by side (percent)",
            columns=[
                "Area",
                f"Good level of development, {periods['gld']}",
                f"Poverty before housing costs, {periods['before']}",
                f"Poverty after housing costs, {periods['after']}",
            ],
            rows=body,
            numeric=frozenset({1, 2, 3}),
            focus=frozenset(focus),
        ),
        notes=[
            "Sorted by the good level of development, highest first.",
            "The good level of development counts children by the authority that submits the "
            "return and poverty counts them by home, so the two do not describe quite the same "
            "children.",
        ],
        source=source_lines(facts, sources, basis),
    )


def _risks_table(facts: Facts) -> Table | None:
    """List the risks of the area beside its region and England, by domain of the spine."""
    home, region = facts.home["area_code"], facts.home["region_code"]
    by_factor: dict[str, dict[str, Row]] = {}
    for row in facts.risks:
        by_factor.setdefault(row["factor_code"], {})[row["area_code"]] = row
    country = next((a for role, a in places(facts) if role == "england"), None)
    body: list[list[Cell]] = []
    headings: list[tuple[int, str]] = []
    held = {code: by_area for code, by_area in by_factor.items() if home in by_area}
    domains = list(dict.fromkeys(rows[home]["domain_code"] for rows in held.values()))
    for domain in domains:
        for code, by_area in held.items():
            own = by_area[home]
            if own["domain_code"] != domain:
                continue
            if not headings or headings[-1][1] != own["domain_name"]:
                headings.append((len(body), own["domain_name"]))
            known = code in facts.indicators
            body.append(
                [
                    text(own["factor_name"], link=f"indicators/{code}.html" if known else ""),
                    text(words.period(own["factor_period_code"])),
                    *(_risk(facts, by_area.get(a or ""), own) for a in (home, region, country)),
                ]
            )
    if not body:
        return None
    return Table(
        slug="risks",
        caption=f"Risks beside the good level of development, {facts.home['area_name']}",
        columns=[
            "Risk",
            "Period",
            facts.home["area_name"],
            facts.home["region_name"] or "Region",
            "England",
        ],
        rows=body,
        numeric=frozenset({2, 3, 4}),
        groups=headings,
    )


def _risk(facts: Facts, row: Row | None, own: Row) -> Cell:
    """Return a risk's figure of the same period, or that none is held."""
    if row is None or row["factor_period_code"] != own["factor_period_code"]:
        return reason("no figure held for this period")
    indicator = facts.indicators.get(row["factor_code"], {"unit": row["factor_unit"]})
    return number(words.figure(row["factor_value"], indicator))


def _share(value: float | None) -> Cell:
    return reason("no figure held") if value is None else number(words.number(value, 1))


def _poverty_heading(facts: Facts, own: Row) -> str:
    before = own.get("poverty_before_housing_costs_percent")
    after = own.get("poverty_after_housing_costs_percent")
    if before is None or after is None:
        return "Child poverty before and after housing costs"
    shown = f"{words.number(before, 1)}% before housing costs, {words.number(after, 1)}% after"
    return f"Child poverty in {facts.home['area_name']}: {shown}"
