"""The goals of the early years profile from a council's own count, and who is one goal short."""

from __future__ import annotations

from outcomes_spine.report import charts, words
from outcomes_spine.report.own_count import Row
from outcomes_spine.report.pages.own import (
    CENSUS,
    PERCENT,
    PLACE,
    RETURN,
    Part,
    Section,
    axis,
    dot,
    dots_words,
    kind_of,
    shares_figure,
    value_cells,
    value_columns,
)
from outcomes_spine.report.site import Figure, Site
from outcomes_spine.report.tables import Cell, Table, text

SHORT = "one_goal_short"
KINDS = {"area of learning": "Areas of learning", "goal": "Early learning goals"}
GROUPS = ("fsm=eligible", "sen=support", "term_of_birth=summer")


def add(site: Site, section: Section, file: str) -> None:
    """Add the goals of all children, of some groups beside them, and who is one goal short."""
    own = section.own
    parts = [Part(figure=_profile(section, "all"))]
    parts += [Part(figure=_profile(section, c)) for c in GROUPS if c in own.singles]
    groups = [c for c in own.singles if kind_of(c) != PLACE and own.row(SHORT, c, own.latest)]
    short = own.row(SHORT, "all", own.latest)
    if groups:
        parts.append(
            Part(
                figure=shares_figure(
                    section,
                    key="one-goal-short",
                    outcome=SHORT,
                    cohorts=groups,
                    heading=_short_heading(short),
                    title="One goal short of a good level of development, by group",
                    notes=[
                        "One goal short: at the expected level in every goal that counts but one. "
                        "It is a share of all children of the group, not of those who fell short."
                    ],
                )
            )
        )
    section.add(
        site,
        file,
        "Goals of the early years profile",
        _heading(section),
        _lead(section, short),
        parts,
    )


def _goals(section: Section, cohort: str, period: str | None) -> list[tuple[str, Row]]:
    """Return (kind, row) of areas of learning and goals that have one, in their own order."""
    rows = {
        row["child_outcome_code"]: row
        for row in section.own.goals
        if row["outcome_kind"] in KINDS and row["cohort_code"] == "all"
    }
    found = [
        (row["outcome_kind"], section.own.row(code, cohort, period) or {**row, **_NOTHING})
        for code, row in rows.items()
    ]
    order = list(KINDS)
    return sorted(found, key=lambda f: (order.index(f[0]), f[1]["outcome_sort_order"]))


_NOTHING = {"value": None, "value_status": "c", "numerator": None, "denominator": None}


def _profile(section: Section, cohort: str) -> Figure:
    """Draw areas and goals: all children in the latest year, or a group over years beside all."""
    own = section.own
    is_all = cohort == "all"
    period = own.latest if is_all else own.pooled or own.latest
    other = own.pooled if is_all else period
    dots: list[charts.Dot] = []
    body: list[list[Cell]] = []
    headings: list[tuple[int, str]] = []
    before = ""
    held = _goals(section, cohort, period)
    for kind, row in held:
        if kind != before:
            dots.append(charts.Dot(KINDS[kind], "heading"))
            headings.append((len(body), KINDS[kind]))
            before = kind
        name = row["child_outcome_name"]
        second = own.row(row["child_outcome_code"], "all", other)
        dots.append(dot(name, row, second))
        cells = [text(name), *value_cells(row)]
        if other:
            cells += value_cells(second)
        body.append(cells)
    whose = "all children" if is_all else own.singles[cohort]["cohort_name"]
    when = words.period(period)
    chart = charts.Dots(
        key=f"{section.folder}-goals-{cohort.replace('=', '-')}",
        title=f"Expected level or above in each area and goal, {whose}, {section.of_whom}, {when}",
        desc=dots_words(dots, None),
        rows=tuple(dots),
        clamp=(0.0, 100.0),
        key_first=when if is_all else whose,
        key_second=(words.period(other) if is_all else "all children, the same years")
        if other
        else "",
    )
    columns = ["Area or goal", *value_columns(period)]
    if other and is_all:
        columns += value_columns(other)
    elif other:
        columns += [f"All children, {column}" for column in value_columns(other)]
    said = axis(chart, "Percent of children").replace(" the same years together", " the same years")
    return Figure(
        heading=f"{words.capital(whose)}, {when}{section.tag}",
        axis=said,
        chart=chart,
        table=Table(
            slug=f"goals-{cohort.replace('=', '-').replace('_', '-')}",
            caption=f"Areas and goals, {whose}: {section.of_whom}",
            columns=columns,
            rows=body,
            numeric=frozenset(range(1, len(columns))),
            groups=headings,
        ),
        notes=[
            *([] if is_all else _behind(section, held)),
            "In the order of the profile. An area is reached where each of its goals is; of all "
            "children, who is not assessed has not reached a goal.",
        ],
        source=section.source(
            RETURN if is_all else f"{RETURN} and {CENSUS}",
            period,
            "submitting_authority",
            next((row["denominator"] for _, row in held), None),
        ),
        is_stacked=True,
    )


def _behind(section: Section, held: list[tuple[str, Row]]) -> list[str]:
    """Say the three goals in which a group is furthest from all children of the same years."""
    found = []
    for kind, row in held:
        whole = section.own.row(row["child_outcome_code"], "all", row.get("period_code"))
        if kind != "goal" or row["value"] is None or not whole or whole["value"] is None:
            continue
        sign, gap = words.difference(row["value"], whole["value"], PERCENT)
        if sign < 0 and row["upper_95"] < whole["lower_95"]:
            found.append((row["value"] - whole["value"], f"{row['child_outcome_name']} by {gap}"))
    if not found:
        return []
    return [f"Furthest behind all children: {words.listed(said for _, said in sorted(found)[:3])}."]


def _heading(section: Section) -> str:
    """Name the goal that the fewest reach, where it can be shown."""
    rows = [
        row
        for kind, row in _goals(section, "all", section.own.latest)
        if kind == "goal" and row["value"] is not None
    ]
    if len(rows) < 2:
        return f"Goals of the early years profile{section.tag}"
    low = min(rows, key=lambda r: (r["value"], r["child_outcome_code"]))
    return (
        f"The goal fewest reach is {low['child_outcome_name']}: "
        f"{words.figure(low['value'], PERCENT)} in {words.period(section.own.latest)}{section.tag}"
    )


def _lead(section: Section, short: Row | None) -> str:
    said = "Share of children at the expected level or above in each goal and area of learning."
    if short and short["value"] is not None:
        said += (
            f" {words.figure(short['value'], PERCENT)} of all children "
            f"({words.counts(short['numerator'], short['denominator'])}) are one goal short of a "
            f"good level in {words.period(section.own.latest)}."
        )
    return said


def _short_heading(short: Row | None) -> str:
    if short is None or short["value"] is None:
        return "One goal short of a good level"
    return (
        f"One goal short of a good level: {words.figure(short['value'], PERCENT)} of all children"
    )
