"""GLD by group of children from a council's own count, and who did not reach it."""

from __future__ import annotations

from itertools import combinations

from outcomes_spine.report import charts, words
from outcomes_spine.report.own_count import DENOMINATORS, GLD, RECORDED, OwnCount, Row
from outcomes_spine.report.pages.own import (
    CENSUS,
    NO_ADDING,
    PERCENT,
    PLACE,
    RETURN,
    Part,
    Section,
    by_size,
    gaps_said,
    group_name,
    kind_of,
    shares_figure,
    value_cells,
    value_columns,
    why,
)
from outcomes_spine.report.site import Figure, Site
from outcomes_spine.report.tables import Cell, Table, number, reason, text

NAME = "Good level of development"
OVERLAPPING = (
    "fsm=eligible",
    "sen=support",
    "sen=ehcp",
    "term_of_birth=summer",
    "sex=male",
    "language=other",
    "idaci=2025_most_deprived_30",
)


def add(site: Site, section: Section, file: str) -> None:
    """Add the page of groups: all children, each group, who fell short, how groups overlap."""
    own = section.own
    parts = [Part(figure=_everyone(section))]
    people = [c for c in own.singles if kind_of(c) != PLACE and own.row(GLD, c, own.latest)]
    places = [c for c in own.singles if kind_of(c) == PLACE and own.row(GLD, c, own.latest)]
    when = words.period(own.latest)
    if people:
        parts.append(
            Part(
                figure=groups_figure(section, people),
            )
        )
        parts.append(Part(figure=not_reached_figure(section, [*people, *places])))
    if overlaps := _overlaps(section):
        parts.append(
            Part(
                heading=f"How groups overlap{section.tag}",
                anchor="overlap",
                said=[
                    f"{NO_ADDING} A child who is eligible for free school meals, has SEN support "
                    "and was born in summer is in three of these rows.",
                    section.source_line(
                        f"{RETURN} and {CENSUS}",
                        own.pooled or own.latest,
                        "submitting_authority",
                        _size(own, own.pooled or own.latest),
                    ),
                ],
                tables=[overlaps],
            )
        )
    if places:
        parts.append(
            Part(
                figure=shares_figure(
                    section,
                    key="neighbourhoods",
                    outcome=GLD,
                    cohorts=places,
                    heading=f"By income deprivation of the neighbourhood, {when}",
                    title=f"{NAME} by income deprivation of the neighbourhood (IDACI 2025)",
                    notes=[
                        "Tenths are of all neighbourhoods of the country; the groups of three and "
                        "four tenths hold the same children again."
                    ],
                    with_recorded=True,
                )
            )
        )
    section.add(
        site,
        file,
        f"{NAME} by group" if people or places else NAME,
        _heading(section),
        _lead(section),
        parts,
    )


def groups_figure(section: Section, cohorts: list[str]) -> Figure:
    """Draw the good level by group, within each characteristic the largest first."""
    return shares_figure(
        section,
        key="groups",
        outcome=GLD,
        cohorts=cohorts,
        heading=f"Groups of children, {words.period(section.own.latest)}",
        title=f"{NAME} by group",
        with_recorded=True,
    )


def _heading(section: Section) -> str:
    """State the two groups that limits set furthest apart in the latest year, or what this is."""
    own = section.own
    said = gaps_said(own, GLD, [c for c in own.singles if kind_of(c) != PLACE])
    if not said:
        return f"{NAME}, counted from the return{section.tag}"
    found = words.uncapital(said[1].replace(": ", " ").rstrip("."))
    return f"Furthest apart of the groups shown in {words.period(own.latest)}: {found}{section.tag}"


def _lead(section: Section) -> str:
    """Say how many of all children reached a good level, on both denominators."""
    own = section.own
    said = []
    for code, of in (
        ("all_children", "all children"),
        (RECORDED, "those with all 17 goals recorded"),
    ):
        row = own.row(GLD, "all", own.latest, code)
        if row and row["value"] is not None:
            counts = words.counts(row["numerator"], row["denominator"])
            said.append(f"{words.figure(row['value'], PERCENT)} of {of} ({counts})")
    if not said:
        return f"No total for {words.period(own.latest)} can be shown."
    return (
        f"{section.own.area_name}{section.tag}, {words.period(own.latest)}: "
        f"{words.listed(said)} reached a good level of development."
    )


def _size(own: OwnCount, period: str | None) -> float | None:
    row = own.row(GLD, "all", period)
    return row["denominator"] if row else None


def _everyone(section: Section) -> Figure:
    """Draw all children over the years, on both denominators."""
    own = section.own
    lines, body = [], []
    order = {code: i for i, code in enumerate(own.years)}
    for (code, name), role in zip(DENOMINATORS.items(), ("home", "england"), strict=True):
        points: list[charts.Point] = []
        last = ""
        for period in own.years:
            row = own.row(GLD, "all", period, code)
            if row and row["value"] is not None:
                at = float(row["period_end"].year)
                points.append(
                    charts.Point(
                        at,
                        row["value"],
                        str(order[period] - len(points)),
                        row["lower_95"],
                        row["upper_95"],
                    )
                )
                last = words.bare(row["value"], PERCENT)
        if points:
            lines.append(charts.Line(name, role, tuple(points), last))  # type: ignore[arg-type]
    for period in [*own.years, *([own.pooled] if own.pooled else [])]:
        cells: list[Cell] = [text(words.period(period))]
        for code in DENOMINATORS:
            cells += value_cells(own.row(GLD, "all", period, code))
        body.append(cells)
    ends = {row["period_code"]: row["period_end"] for row in own.cohorts}
    chart = charts.Trend(
        key=f"{section.folder}-all",
        title=f"{NAME}, all children by year, {section.of_whom}",
        desc="; ".join(f"{line.name}: {line.last} in the last year" for line in lines)
        + ". All years are in the table below.",
        lines=tuple(lines),
        ticks=tuple(
            (float(ends[period].year), words.period_short(period))
            for period in own.years
            if period in ends
        ),
        clamp=(0.0, 100.0),
    )
    low, high = charts.axis_words(chart)
    columns = ["Period"]
    for name in DENOMINATORS.values():
        columns += [f"{name} (percent)", f"95% limits, {name.lower()}", f"Counts, {name.lower()}"]
    row = own.row(GLD, "all", own.latest)
    return Figure(
        heading=f"All children, two denominators{section.tag}",
        axis=f"Percent of children. The axis runs from {low} to {high}.",
        chart=chart if len(own.years) > 1 and lines else None,
        table=Table(
            slug="all",
            caption=f"{NAME} of all children: {section.of_whom}",
            columns=columns,
            rows=body,
            numeric=frozenset(range(1, len(columns))),
        ),
        notes=[
            "All children counts every child in the return; who is not assessed has not reached a "
            "good level. All 17 goals recorded leaves out children who are not assessed in any one "
            "of them."
        ],
        source=section.source(
            RETURN,
            own.latest,
            row["basis"] if row else "submitting_authority",
            row["denominator"] if row else None,
        ),
    )


def not_reached_figure(section: Section, cohorts: list[str]) -> Figure:
    """Draw how many of the children who did not reach a good level were in each group."""
    own = section.own
    everyone = own.row(GLD, "all", own.latest)
    dots: list[charts.Dot] = []
    body: list[list[Cell]] = []
    headings: list[tuple[int, str]] = []
    before = ""
    shown = [c for c in cohorts if "_tenth_" not in c]
    periods = [period for period in (own.latest, own.pooled) if period]
    for cohort in by_size(own, shown, GLD, own.latest):
        if (kind := kind_of(cohort)) != before:
            name = words.CHARACTERISTICS.get(kind, words.capital(kind))
            dots.append(charts.Dot(name, "heading"))
            headings.append((len(body), name))
            before = kind
        row = own.row(GLD, cohort, own.latest)
        label = group_name(own.singles[cohort])
        if row is None or row["not_reached"] is None:
            dots.append(charts.Dot(label, "cohort", None, why(row)))
        else:
            n = float(row["not_reached"])
            dots.append(charts.Dot(label, "cohort", n, words.count(n)))
        body.append([text(label)])
        for period in periods:
            body[-1] += _count_cells(own.row(GLD, cohort, period))
    chart = charts.Dots(
        key=f"{section.folder}-not-reached",
        title=f"Children who did not reach a good level of development, by group, "
        f"{section.of_whom}, {words.period(own.latest)}",
        desc="; ".join(f"{d.name} {d.shown}" for d in dots if d.role != "heading")
        + ". All are in the table below.",
        rows=tuple(dots),
        clamp=(0.0, None),
    )
    low, high = charts.axis_words(chart)
    heading = "Who did not reach a good level"
    if everyone and everyone["not_reached"] is not None:
        heading += (
            f": {words.count(everyone['not_reached'])} children in {words.period(own.latest)}"
        )
    columns = ["Group"]
    for period in periods:
        when = words.period(period)
        columns += [
            f"Did not reach it, {when}",
            f"Percent of all who did not, {when}",
            f"Children in the group, {when}",
        ]
    return Figure(
        heading=f"{heading}{section.tag}",
        axis=f"Children. The axis runs from {low} to {high}.",
        chart=chart,
        table=Table(
            slug="not-reached",
            caption=f"Children who did not reach a good level, by group: {section.of_whom}",
            columns=columns,
            rows=body,
            numeric=frozenset(range(1, len(columns))),
            groups=headings,
        ),
        notes=[
            *_said_of(section, cohorts),
            NO_ADDING,
            "Within a heading, any special educational needs holds SEN support and plans again, "
            "and not known to be eligible holds not eligible and unknown.",
        ],
        source=section.source(
            f"{RETURN} and {CENSUS}",
            own.latest,
            "submitting_authority",
            everyone["not_reached"] if everyone else None,
            "children who did not reach a good level",
        ),
        is_stacked=True,
    )


def _said_of(section: Section, cohorts: list[str]) -> list[str]:
    """Say of some groups how many of all who did not reach a good level were in them."""
    own = section.own
    everyone = own.row(GLD, "all", own.latest)
    if everyone is None or everyone["not_reached"] is None:
        return []
    parts = []
    for cohort in cohorts:
        row = own.row(GLD, cohort, own.latest)
        if cohort in OVERLAPPING and row and row["percent_of_not_reached"] is not None:
            share = words.figure(row["percent_of_not_reached"], PERCENT)
            parts.append(f"{row['cohort_name']} {words.count(row['not_reached'])} ({share})")
    if not parts:
        return []
    return [
        f"Of the {words.count(everyone['not_reached'])} children who did not reach it, each group "
        f"by itself: {words.listed(parts)}."
    ]


def _count_cells(row: Row | None) -> list[Cell]:
    """Return how many did not reach a good level, their share of all who did not, the group."""
    size = row["denominator"] if row else None
    of = number(words.count(size)) if size is not None else reason(why(row))
    if row is None or row["not_reached"] is None or row["percent_of_not_reached"] is None:
        return [reason(why(row)), reason("no figure"), of]
    return [
        number(words.count(row["not_reached"])),
        number(words.bare(row["percent_of_not_reached"], PERCENT)),
        of,
    ]


def _overlaps(section: Section) -> Table | None:
    """List how many children are in two groups at once, and how many of them fell short."""
    own = section.own
    period = own.pooled or own.latest
    body = []
    for first, second in combinations(OVERLAPPING, 2):
        pair = "|".join(sorted((first, second)))
        if pair not in own.pairs:
            continue
        row = own.row(GLD, pair, period)
        count = _count_cells(row)
        body.append(
            [
                text(group_name(own.pairs[pair])),
                count[2],
                count[0],
                number(words.bare(row["not_reached_percent"], PERCENT))
                if row and row["not_reached_percent"] is not None
                else reason("no figure"),
                count[1],
            ]
        )
    if not body:
        return None
    return Table(
        slug="overlap",
        caption=f"Children in two groups at once, {words.period(period)}: {section.of_whom}",
        columns=[
            "In both groups",
            "Children",
            "Did not reach a good level",
            "Percent of these children",
            "Percent of all who did not",
        ],
        rows=body,
        numeric=frozenset({1, 2, 3, 4}),
    )


def add_pairs(site: Site, section: Section, file: str) -> None:
    """Add the page of all groups of two characteristics."""
    own = section.own
    body = []
    for cohort, named in sorted(own.pairs.items(), key=lambda p: _pair_order(p[0], p[1])):
        cells: list[Cell] = [
            text(group_name(named)),
            text(" and ".join(_short(kind_of(part)) for part in cohort.split("|"))),
        ]
        for period in (own.pooled, own.latest):
            if period:
                cells += value_cells(own.row(GLD, cohort, period))
        body.append(cells)
    columns = ["Group", "By"]
    for period in (own.pooled, own.latest):
        columns += value_columns(period) if period else []
    shown = sum(row[2].kind == "number" for row in body)
    table = Table(
        slug="pairs",
        caption=f"{NAME} by two characteristics: {section.of_whom}",
        columns=columns,
        rows=body,
        numeric=frozenset(range(2, len(columns))),
    )
    period = own.pooled or own.latest
    section.add(
        site,
        file,
        f"{NAME} by two characteristics",
        f"Two characteristics together{section.tag}",
        f"{words.count(shown)} of {words.plural(len(body), 'group')} have a figure for "
        f"{words.period(period)}; for the others there are {words.TOO_FEW}.",
        [
            Part(
                heading=f"Each pair of groups{section.tag}",
                anchor="pairs",
                said=[
                    "Years together come first, as many of these groups are small in one year.",
                    NO_ADDING,
                    section.source_line(
                        f"{RETURN} and {CENSUS}", period, "submitting_authority", _size(own, period)
                    ),
                ],
                tables=[table],
                has_filter=True,
            )
        ],
    )


def _pair_order(cohort: str, row: Row) -> tuple[list[str], int, str]:
    return ([kind_of(part) for part in cohort.split("|")], row["cohort_sort_order"] or 0, cohort)


def _short(kind: str) -> str:
    return words.CHARACTERISTICS.get(kind, kind.replace("_", " ")).lower()
