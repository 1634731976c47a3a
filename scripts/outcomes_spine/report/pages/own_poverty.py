"""GLD by income deprivation of home from a council's own count: tenths, wards, risks beside it."""

from __future__ import annotations

from outcomes_spine.report import charts, drawn, words
from outcomes_spine.report.own_count import GLD, Row
from outcomes_spine.report.pages.own import (
    CENSUS,
    PERCENT,
    RETURN,
    Part,
    Section,
    axis,
    dot,
    dots_words,
    share_cell,
    value_cells,
    value_columns,
    why,
)
from outcomes_spine.report.site import Figure, Site
from outcomes_spine.report.tables import Table, number, reason, text

EDITIONS = (2025, 2019)
SCALES = {"national": "the whole country", "local": "the borough"}
BESIDE = (
    "Child poverty before and after housing costs is published of whole authorities only, so none "
    "is printed for an invented borough. For a real place both stand on the page on the good level "
    "of development."
)


def add(site: Site, section: Section, file: str) -> None:
    """Add the gradient by tenth for each edition and scale, the wards, and the risks beside."""
    parts: list[Part] = []
    for edition in EDITIONS:
        tenths = (tenths_figure(section, edition, scale) for scale in SCALES)
        parts += [Part(figure=figure) for figure in tenths if figure]
        if edition == EDITIONS[0]:
            parts += [Part(figure=figure) for figure in ward_figures(section)]
            parts += _risks(section)
    heading = _heading(section) or f"Good level of development and poverty{section.tag}"
    section.add(site, file, "Good level of development and poverty", heading, _lead(section), parts)


def _period(section: Section, profile: str) -> str | None:
    """Return the years together that a profile has, or else its latest year."""
    rows = [row for row in section.own.profile if row["place_profile"] == profile]
    held = {row["period_code"] for row in rows}
    for period in (section.own.pooled, section.own.latest):
        if period in held:
            return period
    return rows[-1]["period_code"] if rows else None


def _rows(section: Section, profile: str, period: str | None) -> list[Row]:
    return [
        row
        for row in section.own.profile
        if row["place_profile"] == profile and row["period_code"] == period
    ]


def _slope(section: Section, profile: str, period: str | None) -> Row | None:
    found = [
        row
        for row in section.own.slopes
        if row["place_profile"] == profile and row["period_code"] == period
    ]
    return found[0] if found and found[0]["points_a_tenth"] is not None else None


def _said(slope: Row | None) -> str:
    """Say the slope, of how many tenths it is."""
    if slope is None:
        return ""
    points = words.number(abs(slope["points_a_tenth"]), 1)
    way = "higher" if slope["points_a_tenth"] > 0 else "lower"
    if not float(points):
        return "no slope from tenth to tenth"
    return f"{points} percentage points {way} with each tenth less deprived"


def _heading(section: Section) -> str:
    profile = f"idaci_{EDITIONS[0]}_national_tenth"
    period = _period(section, profile)
    slope = _slope(section, profile, period)
    points = words.number(abs(slope["points_a_tenth"]), 1) if slope else "0.0"
    if slope is None or not float(points):
        return ""
    way = "rises" if slope["points_a_tenth"] > 0 else "falls"
    return (
        f"The share with a good level {way} by {points} points with each tenth less deprived, "
        f"{words.period(period)}{section.tag}"
    )


def _lead(section: Section) -> str:
    """Say the ends of the national gradient of the latest edition."""
    profile = f"idaci_{EDITIONS[0]}_national_tenth"
    period = _period(section, profile)
    rows = [row for row in _rows(section, profile, period) if row["value"] is not None]
    if len(rows) < 2:
        return f"By tenth of income deprivation there are {words.TOO_FEW}."
    ends = [
        f"{words.figure(row['value'], PERCENT)} in {words.uncapital(row['place_name'])}"
        for row in (rows[0], rows[-1])
    ]
    return (
        f"{section.own.area_name}{section.tag}, {words.period(period)}: {words.listed(ends)} "
        f"reached a good level of development (national tenths, IDACI {EDITIONS[0]})."
    )


def tenths_figure(section: Section, edition: int, scale: str) -> Figure | None:
    """Draw ten dots with limits and the slope; the latest year is in the table."""
    own = section.own
    profile = f"idaci_{edition}_{scale}_tenth"
    period = _period(section, profile)
    rows = _rows(section, profile, period)
    if not rows:
        return None
    year = own.latest if own.latest != period else None
    in_year = {row["place_code"]: row for row in _rows(section, profile, year)}
    slope = _slope(section, profile, period)
    dots = [dot(row["place_name"], row) for row in rows]
    body = []
    for row in rows:
        cells = [text(row["place_name"]), *value_cells(row)]
        if in_year:
            cells += value_cells(in_year.get(row["place_code"]))
        body.append(cells)
    columns = ["Tenth", *value_columns(period), *(value_columns(year) if in_year else [])]
    when = words.period(period)
    whole = own.row(GLD, "all", period)
    line: tuple[float, float] | None = None
    if slope:
        ends = (float(rows[0]["place_code"]), float(rows[-1]["place_code"]))
        first, last = (slope["at_nought"] + slope["points_a_tenth"] * end for end in ends)
        line = (first, last)
    chart = charts.Dots(
        key=f"{section.folder}-{profile}".replace("_", "-"),
        title=f"Good level of development by {scale} tenth of income deprivation "
        f"(IDACI {edition}), {section.of_whom}, {when}",
        desc=f"{words.capital(_said(slope))}. {dots_words(dots, whole)}".lstrip(". "),
        rows=tuple(dots),
        clamp=(0.0, 100.0),
        slope=line,
    )
    notes = [
        f"Tenths of neighbourhoods of {SCALES[scale]} by the income deprivation of their children, "
        f"IDACI {edition}; tenth 1 is the most deprived."
        + (
            " Editions measure income in different ways and are not compared."
            if edition != 2025
            else ""
        )
    ]
    if slope:
        notes.append(
            "The line is the straight one that fits best, each tenth with the weight of its "
            f"children, over the {words.plural(slope['tenths_shown'], 'tenth')} shown: "
            f"{_said(slope)}."
        )
    n = [row["denominator"] for row in rows]
    return Figure(
        heading=f"{words.capital(scale)} tenths, IDACI {edition}, {when}{section.tag}",
        axis=axis(chart, "Percent of children"),
        chart=chart,
        table=Table(
            slug=f"idaci-{edition}-{scale}",
            caption=f"By {scale} tenth of income deprivation, IDACI {edition}: {section.of_whom}",
            columns=columns,
            rows=body,
            numeric=frozenset(range(1, len(columns))),
        ),
        notes=notes,
        source=section.source(
            f"{RETURN} and IDACI {edition}",
            period,
            rows[0]["basis"],
            sum(n) if all(size is not None for size in n) else None,
        ),
    )


def ward_figures(section: Section) -> list[Figure]:
    """Draw the wards as tiles, most deprived first, and against their income deprivation."""
    own = section.own
    period = _period(section, "ward")
    rows = _rows(section, "ward", period)
    if not rows:
        return []
    when = words.period(period)
    whole = own.row(GLD, "all", period)
    all_said = (
        f"all children ({words.figure(whole['value'], PERCENT)})"
        if whole and whole["value"] is not None
        else "all children"
    )
    year = own.latest if own.latest != period else None
    in_year = {row["place_code"]: row for row in _rows(section, "ward", year)}
    tiles, body = [], []
    for row in rows:
        mark = _mark(row, whole)
        if row["value"] is None:
            tiles.append(drawn.Tile(row["place_name"], why(row), is_missing=True))
        else:
            word = f"{mark.shape} {mark.word}" if mark.shape else mark.word
            side = mark.style if mark.style in words.SIDES else ""
            tiles.append(
                drawn.Tile(row["place_name"], words.figure(row["value"], PERCENT), word, side)
            )
        idaci = row["ward_idaci_percent"]
        cells = [
            text(row["place_name"]),
            number(words.number(idaci, 1)) if idaci is not None else reason("not known"),
            text(mark.word) if row["value"] is not None else reason("no figure"),
            *value_cells(row),
        ]
        if in_year:
            cells += value_cells(in_year.get(row["place_code"]))
        body.append(cells)
    edition = rows[0]["index_edition"]
    columns = [
        "Ward",
        f"Children in income-deprived families, IDACI {edition} (percent)",
        f"Against {all_said}",
        *value_columns(period),
        *(value_columns(year) if in_year else []),
    ]
    key = section.folder
    shown = [row for row in rows if row["value"] is not None]
    picture = drawn.Tiles(
        key=f"{key}-wards",
        title=f"Good level of development by ward, {section.of_whom}, {when}",
        desc="; ".join(f"{tile.name} {tile.shown} {tile.word}".strip() for tile in tiles)
        + ". In the order of income deprivation, most deprived first; all are in the table below.",
        tiles=tuple(tiles),
    )
    source = section.source(
        f"{RETURN} and IDACI {edition}",
        period,
        rows[0]["basis"],
        sum(r["denominator"] for r in rows)
        if all(r["denominator"] is not None for r in rows)
        else None,
    )
    apart = sum(_mark(row, whole).style in {"better", "worse"} for row in shown)
    figures = [
        Figure(
            heading=f"{words.plural(len(rows), 'ward')}, {apart} of them apart from all children"
            f"{section.tag}",
            axis=f"One tile a ward, most income-deprived first, row by row. The word is against "
            f"{all_said}, by 95% limits.",
            chart=picture,
            table=Table(
                slug="wards",
                caption=f"Wards by income deprivation, most deprived first: {section.of_whom}",
                columns=columns,
                rows=body,
                numeric=frozenset({1, *range(3, len(columns))}),
            ),
            notes=[
                "Tiles are of one size and are no map. Of twenty wards that are all alike one "
                "would stand apart by chance. All children counts every child in the return, "
                "wards those of them who live in the borough."
            ],
            source=source,
            is_stacked=True,
        )
    ]
    placed = [row for row in shown if row["ward_idaci_percent"] is not None]
    if len(placed) > 2:
        figures.append(_scatter(section, placed, when, edition, source, len(rows)))
    return figures


def _mark(row: Row, whole: Row | None) -> words.Mark:
    """Return how a ward's limits lie against all children."""
    if row["value"] is None or not whole or whole["value"] is None:
        return words.MARKS["not_comparable"]
    if row["lower_95"] > whole["value"]:
        return words.MARKS["better"]
    if row["upper_95"] < whole["value"]:
        return words.MARKS["worse"]
    return words.MARKS["similar"]


def _scatter(
    section: Section, rows: list[Row], when: str, edition: int, source: list[str], wards: int
) -> Figure:
    """Draw the wards' share with a good level against their income deprivation."""
    named = set()
    for column in ("value", "ward_idaci_percent"):
        in_order = sorted((row[column], row["place_code"]) for row in rows)
        named |= {in_order[0][1], in_order[-1][1]}
    spots = tuple(
        drawn.Spot(
            row["place_name"],
            row["ward_idaci_percent"],
            row["value"],
            float(row["denominator"]),
            row["lower_95"],
            row["upper_95"],
            row["place_code"] in named,
        )
        for row in rows
    )
    low = min(rows, key=lambda r: (r["ward_idaci_percent"], r["place_code"]))
    high = max(rows, key=lambda r: (r["ward_idaci_percent"], r["place_code"]))
    picture = drawn.Scatter(
        key=f"{section.folder}-wards-idaci",
        title=f"Good level of development against income deprivation of children by ward, "
        f"{section.of_whom}, {when}",
        desc=f"{len(rows)} wards. The least deprived, {low['place_name']}, has "
        f"{words.figure(low['value'], PERCENT)}, the most deprived, {high['place_name']}, "
        f"{words.figure(high['value'], PERCENT)}. All are in the table below.",
        spots=spots,
    )
    xs, ys = picture.ticks()
    ends = [charts.tick_names(ticks) for ticks in (xs, ys)]
    notes = [
        "A ward's income deprivation is that of its neighbourhoods, weighted by their children; "
        "larger circles are wards with more children in the return. Wards are not children: what "
        "holds between wards need not hold for the children in them."
    ]
    if len(rows) < wards:
        notes.append(f"{words.plural(wards - len(rows), 'ward')} left out: {words.TOO_FEW}.")
    return Figure(
        heading=f"Wards against their income deprivation, {when}{section.tag}",
        axis=f"Upwards: percent with a good level, {ends[1][0]} to {ends[1][-1]}, with 95% limits. "
        f"Across: percent of children in income-deprived families (IDACI {edition}), "
        f"{ends[0][0]} to {ends[0][-1]}.",
        chart=picture,
        table=Table(
            slug="wards-idaci",
            caption=f"Wards: income deprivation and good level of development, {when}: "
            f"{section.of_whom}",
            columns=["Ward", f"IDACI {edition} (percent)", "Good level (percent)", "Children"],
            rows=[
                [
                    text(row["place_name"]),
                    number(words.number(row["ward_idaci_percent"], 1)),
                    share_cell(row),
                    number(words.count(row["denominator"])),
                ]
                for row in rows
            ],
            numeric=frozenset({1, 2, 3}),
        ),
        notes=notes,
        source=source,
    )


def _risks(section: Section) -> list[Part]:
    """Set the risks of each ward beside its good level, a table for each domain of the spine."""
    period = _period(section, "ward")
    held = [row for row in section.own.risks if row["gld_period_code"] == period]
    wards = _rows(section, "ward", period)
    if not held or not wards:
        return []
    by_domain: dict[str, dict[str, Row]] = {}
    for row in held:
        by_domain.setdefault(row["domain_code"], {}).setdefault(row["factor_code"], row)
    values = {(row["place_code"], row["factor_code"]): row for row in held}
    tables = []
    for domain, factors in by_domain.items():
        name = next(iter(factors.values()))["domain_name"]
        body = []
        for ward in wards:
            cells = [text(ward["place_name"]), share_cell(ward)]
            for code in factors:
                risk = values.get((ward["place_code"], code))
                cells.append(
                    number(words.number(risk["factor_value"], 1))
                    if risk and risk["factor_value"] is not None
                    else reason(words.TOO_FEW)
                )
            body.append(cells)
        tables.append(
            Table(
                slug=f"risks-{domain}".replace("_", "-"),
                caption=f"Domain {name}: good level of development and risks by ward, "
                f"{section.of_whom}",
                columns=[
                    "Ward",
                    f"Good level, {words.period(period)} (percent)",
                    *(
                        f"{row['factor_name']}, {words.period(row['factor_period_code'])} "
                        f"({words.unit_words(row['factor_unit']).replace('%', 'percent')})"
                        for row in factors.values()
                    ),
                ],
                rows=body,
                numeric=frozenset(range(1, 2 + len(factors))),
            )
        )
    return [
        Part(
            heading=f"Risks of the wards, by domain of the spine{section.tag}",
            anchor="risks",
            said=[
                "Each risk stands under the domain of the outcomes spine that it belongs to. Wards "
                "are in the order of income deprivation, most deprived first.",
                BESIDE,
                section.source_line(
                    f"{RETURN}, {CENSUS} and IDACI",
                    period,
                    wards[0]["basis"],
                    sum(w["denominator"] for w in wards)
                    if all(w["denominator"] is not None for w in wards)
                    else None,
                ),
            ],
            tables=tables,
        )
    ]
