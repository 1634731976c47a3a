"""Who is in no denominator, and how a council's own count agrees with the publisher's."""

from __future__ import annotations

from outcomes_spine.report import charts, words
from outcomes_spine.report.own_count import Row
from outcomes_spine.report.pages.own import CENSUS, PERCENT, RETURN, Part, Section, why
from outcomes_spine.report.site import Figure, Site
from outcomes_spine.report.tables import Cell, Table, number, reason, text

SEN = {
    "none": "No special educational needs",
    "support": "SEN support",
    "ehcp": "Education, health and care plan",
    "unknown": "Not in the census, or not known",
}


def add(site: Site, section: Section, file: str) -> None:
    """Add the log of who leaves each count, both denominators beside the publisher's, and SEN."""
    parts = []
    if section.own.attrition:
        parts.append(Part(figure=_attrition(section)))
    if section.own.reconciliation:
        parts.append(_reconciliation(section))
    if section.own.sen:
        parts.append(_sen(section))
    section.add(
        site,
        file,
        "Who is counted",
        f"Who is counted, and who is not{section.tag}",
        _lead(section),
        parts,
    )


def _lead(section: Section) -> str:
    """Say how many children each count of the good level has, in the latest year."""
    if not section.own.reconciliation:
        return "Each record that leaves a count, with the reason."
    row = section.own.reconciliation[-1]
    return (
        f"{section.own.area_name}{section.tag}, {words.period(row['period_code'])}: "
        f"{words.count(row['children'])} children are in the return, "
        f"{words.count(row['children_recorded'])} of them with all 17 goals recorded; "
        f"{words.count(row['computed'])} reached a good level of development."
    )


def _out(row: Row) -> Cell:
    if row["children_out"] is None:
        return reason(why(row))
    return number(words.count(row["children_out"]))


def _left(steps: list[Row]) -> Cell:
    """Return what is left at the end, where it is published."""
    left = max(steps, key=lambda r: r["step_number"])["children_left"]
    return reason("not shown") if left is None else number(words.count(left))


def _attrition(section: Section) -> Figure:
    """Draw the latest year's records that leave a count by reason; the table has every count."""
    rows = section.own.attrition
    periods = list(dict.fromkeys(row["period_code"] for row in rows))
    latest = periods[-1]
    populations = {row["population_code"]: row for row in rows}
    body: list[list[Cell]] = []
    headings: list[tuple[int, str]] = []
    bases: dict[str, list[str]] = {}
    for code in sorted(populations, key=lambda c: (populations[c]["sort_order"], c)):
        population = populations[code]
        headings.append((len(body), population["population_name"]))
        bases.setdefault(population["basis"], []).append(
            words.uncapital(population["population_name"])
        )
        held = {
            period: [r for r in rows if r["population_code"] == code and r["period_code"] == period]
            for period in periods
        }
        start = [
            number(words.count(steps[0]["children_at_start"])) if steps else reason("none held")
            for steps in held.values()
        ]
        body.append([text("Records at the start"), *start])
        reasons = {
            row["reason_code"]: row
            for steps in held.values()
            for row in sorted(steps, key=lambda r: r["step_number"])
        }
        for name, step in reasons.items():
            cells = [text(f"Less: {words.uncapital(step['reason_name'])}")]
            for steps in held.values():
                found = [row for row in steps if row["reason_code"] == name]
                cells.append(_out(found[0]) if found else reason("no such step"))
            body.append(cells)
        ends = [_left(steps) if steps else reason("none held") for steps in held.values()]
        body.append([text("Left in the count"), *ends])
    dots = _steps([row for row in rows if row["period_code"] == latest])
    when = words.period(latest)
    chart = charts.Dots(
        key=f"{section.folder}-attrition",
        title=f"Records that leave a count, by reason, {section.of_whom}, {when}",
        desc="; ".join(f"{d.name}: {d.shown}" for d in dots) + ". All are in the table below.",
        rows=tuple(dots),
        clamp=(0.0, None),
    )
    low, high = charts.axis_words(chart)
    start_n = next(row["children_at_start"] for row in rows if row["period_code"] == latest)
    return Figure(
        heading=f"Who leaves each count, and why{section.tag}",
        axis=f"Records, {when}. The axis runs from {low} to {high}.",
        chart=chart,
        table=Table(
            slug="attrition",
            caption=f"From the records at the start to each count: {section.of_whom}",
            columns=["Step", *(words.period(period) for period in periods)],
            rows=body,
            numeric=frozenset(range(1, 1 + len(periods))),
            groups=headings,
        ),
        notes=[
            "Each count has its own steps, one after the other; the table has them count by count. "
            "A record leaves a count at the first reason that holds. Steps of different counts are "
            "never added: it is the same record that leaves several.",
            *(
                f"Counted {words.basis(basis)}: {words.listed(names)}."
                for basis, names in bases.items()
                if len(bases) > 1
            ),
        ],
        source=section.source(
            f"{RETURN} and {CENSUS}", latest, rows[0]["basis"], start_n, "records at the start"
        ),
        is_stacked=True,
    )


def _steps(rows: list[Row]) -> list[charts.Dot]:
    """Return a dot a reason; where counts differ by population each has its own."""
    by_reason: dict[str, dict[tuple[float | None, str], Row]] = {}
    for row in sorted(rows, key=lambda r: (r["step_number"], r["sort_order"])):
        known = by_reason.setdefault(row["reason_name"], {})
        known.setdefault((row["children_out"], row["value_status"]), row)
    dots = []
    for name, found in by_reason.items():
        for row in found.values():
            label = name if len(found) == 1 else f"{name}: {row['population_name']}"
            n = row["children_out"]
            shown = why(row) if n is None else words.count(n)
            dots.append(charts.Dot(label, "cohort", None if n is None else float(n), shown))
    return dots


def _reconciliation(section: Section) -> Part:
    """Set the share on both denominators beside the publisher's."""
    body = []
    for row in section.own.reconciliation:
        none = (
            "no publisher counts invented children"
            if section.own.is_invented
            else "not in the files held"
        )
        published = row["published_value"]
        difference = row["difference_from_published"]
        of = row["published_denominator"]
        body.append(
            [
                text(words.period(row["period_code"])),
                number(words.count(row["computed"])),
                number(words.bare(row["value_all_children"], PERCENT)),
                number(words.count(row["children"])),
                number(words.bare(row["value_all_17_recorded"], PERCENT)),
                number(words.count(row["children_recorded"])),
                number(
                    words.bare(published, PERCENT),
                    note=f"of {words.count(of)}" if of is not None else "",
                )
                if published is not None
                else reason(none),
                number(words.number(difference, 1))
                if difference is not None
                else reason("no published figure"),
            ]
        )
    latest = section.own.reconciliation[-1]
    return Part(
        heading=f"Computed here and published{section.tag}",
        anchor="reconciliation",
        said=[
            "The good level of development is computed from the goals, not taken from the flag in "
            "the return.",
            section.source_line(
                RETURN, latest["period_code"], "submitting_authority", latest["children"]
            ),
        ],
        tables=[
            Table(
                slug="reconciliation",
                caption=f"Good level of development on both denominators: {section.of_whom}",
                columns=[
                    "Year",
                    "Reached a good level",
                    "Percent of all children",
                    "All children",
                    "Percent of those with all 17 goals recorded",
                    "With all 17 goals recorded",
                    "Published (percent)",
                    "Computed less published (points)",
                ],
                rows=body,
                numeric=frozenset(range(1, 8)),
            )
        ],
    )


def _sen(section: Section) -> Part:
    """Set special educational needs by the census beside plans by SEN2."""
    rows = section.own.sen
    period = rows[-1]["period_code"]
    body = [
        [
            text(words.period(row["period_code"])),
            text(SEN.get(row["sen_in_census"], row["sen_in_census"])),
            text("plan" if row["has_plan_in_sen2"] else "no plan"),
            text(words.capital(row["mismatch_kind"])),
            number(words.count(row["children"]))
            if row["children"] is not None
            else reason(why(row)),
        ]
        for row in rows
    ]
    return Part(
        heading=f"Special educational needs: census and SEN2{section.tag}",
        anchor="sen",
        said=[
            "The school census of January is what national figures by SEN use; SEN2 lists the "
            "plans that the authority maintains. Where the two disagree both are kept.",
            section.source_line(
                f"{CENSUS} and SEN2",
                period,
                "responsible_authority",
                sum(r["children"] for r in rows if r["period_code"] == period)
                if all(r["children"] is not None for r in rows if r["period_code"] == period)
                else None,
            ),
        ],
        tables=[
            Table(
                slug="sen",
                caption=f"Children by SEN in the census and plan in SEN2: {section.of_whom}",
                columns=["Year", "In the January census", "In SEN2", "Do they agree", "Children"],
                rows=body,
                numeric=frozenset({4}),
            )
        ],
    )
