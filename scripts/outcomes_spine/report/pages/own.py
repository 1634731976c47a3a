"""What the pages of a council's own count have in common: names, cells, source lines, banner.

A council's own count is of invented children or of real ones, and never of both.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import combinations
from typing import Any

from outcomes_spine.report import charts, words
from outcomes_spine.report.own_count import RECORDED, OwnCount, Row
from outcomes_spine.report.site import Figure, Site
from outcomes_spine.report.tables import Cell, Table, number, reason, text

PERCENT = {"unit": "percent", "value_type": "proportion", "decimals": 1}
RETURN = "early years foundation stage profile return"
PLACE = "idaci"  # the characteristic of a neighbourhood
CENSUS = "spring school census"
NO_ADDING = (
    "A child is in a group of every heading, so groups overlap: numbers of different headings are "
    "never added."
)


@dataclass(frozen=True)
class Part:
    """A stretch of a page: a figure, or a heading with sentences and tables.

    `has_filter` puts a box above the table that a small script fills; the page works without it.
    """

    heading: str = ""
    anchor: str = ""
    said: Sequence[str] = ()
    gap: str = ""
    tables: Sequence[Table] = ()
    figure: Figure | None = None
    has_filter: bool = False


@dataclass
class Section:
    """The pages of one own count: where they stand, what they are called, how they are bordered."""

    own: OwnCount
    folder: str
    name: str
    pages: list[tuple[str, str]] = field(default_factory=list)

    @property
    def of_whom(self) -> str:
        """Return what each title says of its children."""
        area = self.own.area_name
        return f"invented children, {area}" if self.own.is_invented else f"our own count, {area}"

    @property
    def tag(self) -> str:
        """Return what each heading ends with."""
        return " (invented)" if self.own.is_invented else ""

    def add(
        self, site: Site, file: str, title: str, heading: str, lead: str, parts: Sequence[Part]
    ) -> None:
        """Add a page of the section."""
        own = self.own
        context: dict[str, Any] = {}
        if own.is_invented:
            context = {
                "is_invented": True,
                "brand": "To the real figures",
                "area_name": f"{own.area_name} (invented)",
                "area_code": own.area_code,
                "home_kind_words": "invented children, apart from all real figures",
            }
        site.add(
            f"{self.folder}/{file}.html",
            "own.html",
            f"{title}: {self.of_whom}",
            figures=[part.figure for part in parts if part.figure],
            tables=[table for part in parts for table in part.tables],
            heading=heading,
            lead=lead,
            parts=parts,
            section=self,
            section_path=self.pages[0][0],
            place=own.area_name,
            **context,
        )

    def source(
        self,
        dataset: str,
        period: str | None,
        basis: str,
        n: float | None = None,
        of: str = "children",
    ) -> list[str]:
        """Return the lines under a figure: extract, dataset, period, basis, number of children."""
        kind = "invented extract" if self.own.is_invented else "our own count"
        said = [
            f"Source: {kind}, {self.own.area_name}: {dataset}, {words.period(period)}.",
            f"Counted {words.basis(basis)}.",
        ]
        said.append(f"n = {words.count(n)} {of}." if n is not None else "n is not shown.")
        return said

    def source_line(
        self,
        dataset: str,
        period: str | None,
        basis: str,
        n: float | None = None,
        of: str = "children",
    ) -> str:
        """Return the same in one line, for tables without a picture."""
        return " ".join(self.source(dataset, period, basis, n, of))


def why(row: Row | None) -> str:
    """Say why there is no figure: too few children, or none of the group in the return."""
    if row is None:
        return "no child of this group in the return"
    if row.get("suppressed_by") == "secondary":
        return "hidden, so that another is not worked out"
    if row["value_status"] == "c":
        return words.TOO_FEW
    return words.missing(row["value_status"])


def value_cells(row: Row | None) -> list[Cell]:
    """Return the cells of a share: percent, 95% limits, how many of how many."""
    if row is None or row["value"] is None:
        size = row["denominator"] if row else None
        of = f"of {words.count(size)}; how many is hidden" if size is not None else "not shown"
        return [reason(why(row)), reason("no figure"), reason(of)]
    return [
        number(words.bare(row["value"], PERCENT)),
        number(words.limits(row["lower_95"], row["upper_95"], PERCENT)),
        number(words.counts(row["numerator"], row["denominator"])),
    ]


def share_cell(row: Row | None) -> Cell:
    """Return the percent of a row alone."""
    return value_cells(row)[0]


def value_columns(period: str | None) -> list[str]:
    """Return the headings of the cells of a share."""
    when = words.period(period)
    return [f"{when} (percent)", f"95% limits, {when}", f"Counts, {when}"]


def dot(name: str, row: Row | None, second: Row | None = None) -> charts.Dot:
    """Return a row of a chart of shares; `second` is drawn as a ring."""
    ring = second["value"] if second else None
    if row is None or row["value"] is None:
        return charts.Dot(name, "cohort", None, why(row), second=ring)
    shown = words.bare(row["value"], PERCENT)
    return charts.Dot(
        name, "cohort", row["value"], shown, row["lower_95"], row["upper_95"], second=ring
    )


def group_name(row: Row) -> str:
    """Return the name of a group as a label begins."""
    return words.capital(row["cohort_name"])


def kind_of(cohort: str) -> str:
    """Return the characteristic of a group of one."""
    return cohort.partition("=")[0]


def by_size(own: OwnCount, cohorts: Sequence[str], outcome: str, period: str | None) -> list[str]:
    """Sort groups: by characteristic, within it the largest first, unknown ones and hidden last.

    Neighbourhoods stand from the most deprived to the least.
    """
    kinds = list(words.CHARACTERISTICS)

    def order(cohort: str) -> tuple[int, bool, float, str]:
        row = own.row(outcome, cohort, period)
        size = row["denominator"] if row else None
        kind = kind_of(cohort)
        place = kinds.index(kind) if kind in kinds else len(kinds)
        is_unknown = cohort.endswith("=unknown")
        if kind == PLACE:
            return (place, is_unknown, own.singles[cohort]["cohort_sort_order"] or 0.0, cohort)
        return (place, is_unknown, -size if size is not None else 0.0, cohort)

    return sorted(cohorts, key=order)


def shares_figure(
    section: Section,
    *,
    key: str,
    outcome: str,
    cohorts: Sequence[str],
    heading: str,
    title: str,
    notes: Sequence[str] = (),
    with_recorded: bool = False,
) -> Figure:
    """Build the dots of an outcome by group: latest year with limits, years together as a ring.

    Within each heading the largest group comes first. `with_recorded` adds the share among those
    with all 17 goals recorded to the table.
    """
    own = section.own
    latest, pooled = own.latest, own.pooled
    everyone = own.row(outcome, "all", latest)
    dots: list[charts.Dot] = []
    body: list[list[Cell]] = []
    headings: list[tuple[int, str]] = []
    before = ""
    for cohort in by_size(own, cohorts, outcome, latest):
        kind = kind_of(cohort)
        if kind != before:
            name = words.CHARACTERISTICS.get(kind, words.capital(kind.replace("_", " ")))
            dots.append(charts.Dot(name, "heading"))
            headings.append((len(body), name))
            before = kind
        row = own.row(outcome, cohort, latest)
        together = own.row(outcome, cohort, pooled)
        label = group_name(own.singles[cohort])
        dots.append(dot(label, row, together))
        cells = [text(label), *value_cells(row)]
        if pooled:
            cells += value_cells(together)
        if with_recorded:
            cells.append(share_cell(own.row(outcome, cohort, latest, RECORDED)))
        body.append(cells)
    columns = ["Group", *value_columns(latest), *(value_columns(pooled) if pooled else [])]
    columns += [f"Of those with all 17 goals recorded, {words.period(latest)} (percent)"] * (
        with_recorded
    )
    chart = charts.Dots(
        key=f"{section.folder}-{key}",
        title=f"{title}, {section.of_whom}, {words.period(latest)}",
        desc=dots_words(dots, everyone),
        rows=tuple(dots),
        clamp=(0.0, 100.0),
        reference=everyone["value"] if everyone else None,
        key_first=words.period(latest) if pooled else "",
        key_second=words.period(pooled) if pooled else "",
    )
    said = gaps_said(own, outcome, cohorts)
    by_deprivation = all(kind_of(cohort) == PLACE for cohort in cohorts)
    order = "The most deprived" if by_deprivation else "Within each heading the largest group"
    said += [f"{order} comes first.", *notes]
    if everyone and everyone["value"] is not None:
        said.append(f"The dashed line is all children: {words.figure(everyone['value'], PERCENT)}.")
    return Figure(
        heading=f"{heading}{section.tag}",
        axis=axis(chart, "Percent of children"),
        chart=chart,
        table=Table(
            slug=key,
            caption=f"{title}: {section.of_whom}",
            columns=columns,
            rows=body,
            numeric=frozenset(range(1, len(columns))),
            groups=headings,
        ),
        notes=said,
        source=section.source(
            f"{RETURN} and {CENSUS}",
            latest,
            everyone["basis"] if everyone else "submitting_authority",
            everyone["denominator"] if everyone else None,
        ),
        is_stacked=True,
    )


def gaps_said(own: OwnCount, outcome: str, cohorts: Sequence[str]) -> list[str]:
    """Say, widest gap first, the groups of each heading that limits set furthest apart.

    Of the latest year. Groups that hold others (any need, tenths together) and unknown ones stay
    out; a heading of which no two are apart is not named.
    """
    widest: dict[str, tuple[float, str]] = {}
    plain = [c for c in cohorts if not c.endswith(("=unknown", "=any", "_or_unknown"))]
    for first, second in combinations(plain, 2):
        if kind_of(first) != kind_of(second):
            continue
        rows = [own.row(outcome, cohort, own.latest) for cohort in (first, second)]
        known = [row for row in rows if row and row["value"] is not None]
        if len(known) < 2:
            continue
        low, high = sorted(known, key=lambda row: float(row["value"]))
        if low["upper_95"] >= high["lower_95"]:
            continue
        _, gap = words.difference(high["value"], low["value"], PERCENT)
        found = (
            float(gap.split()[0] or 0),  # as printed, so that the order is the reader's
            f"{words.capital(high['cohort_name'])}: {words.figure(high['value'], PERCENT)}; "
            f"{low['cohort_name']}: {words.figure(low['value'], PERCENT)} ({gap} apart).",
        )
        widest[kind_of(first)] = max(found, widest.get(kind_of(first), found))
    if not widest:
        return []
    first = f"In {words.period(own.latest)}, where limits set groups apart, widest gap first:"
    return [first, *(said for _, said in sorted(widest.values(), reverse=True))]


def axis(chart: charts.Dots | charts.Trend, unit: str) -> str:
    """Say the unit and range of the value axis, and what dot and ring are."""
    low, high = charts.axis_words(chart)
    said = f"{unit}. The axis runs from {low} to {high}."
    if isinstance(chart, charts.Dots) and chart.key_second:
        said += (
            f" Filled dot with 95% limits: {chart.key_first}; ring: {chart.key_second} together."
        )
    return said


def dots_words(dots: Sequence[charts.Dot], everyone: Row | None) -> str:
    """Describe a chart of shares: all children, the lowest, the highest."""
    known = sorted((d for d in dots if d.value is not None), key=lambda d: d.value or 0.0)
    if not known:
        return "No group has a figure that can be shown; the reasons are in the table below."
    whole = ""
    if everyone and everyone["value"] is not None:
        whole = f"All children {words.figure(everyone['value'], PERCENT)}. "
    return (
        f"{whole}Of {len(known)} groups with a figure the lowest is {known[0].name} with "
        f"{known[0].shown}, the highest {known[-1].name} with {known[-1].shown}. All are in the "
        "table below."
    )
