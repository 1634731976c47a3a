"""The first page: how children are doing, across everything."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from outcomes_spine.report import words
from outcomes_spine.report.changes import Changes
from outcomes_spine.report.facts import Facts, Row
from outcomes_spine.report.pages.own import Section
from outcomes_spine.report.site import Site
from outcomes_spine.report.tables import Cell, Table, number, reason, text

NO_FIGURE = "no figure held"
PINNED = "gld_at_5"  # the figure that its domain's sentence always names


def add(
    site: Site, facts: Facts, changes: Changes | None, sections: Sequence[Section] = ()
) -> None:
    """Add index.html; it names the pages of own counts, and has none of their figures."""
    home = facts.home["area_name"]
    region = facts.home["region_name"] or "Region"
    layers = [_layer(facts, layer, region) for layer in facts.layers]
    gaps = _gaps_table(facts)
    missing = _missing_table(facts)
    changed = _changes_table(facts, changes)
    site.add(
        "index.html",
        "home.html",
        f"How children are doing in {home}",
        tables=[layer["table"] for layer in layers] + [t for t in (changed, missing, gaps) if t],
        lead=_lead(facts),
        layers=layers,
        changed=changed,
        changes=_changes_sentence(changes),
        missing=missing,
        gaps=gaps,
        sections=sections,
        own_names=words.listed(
            row["domain_name"] for row in facts.domains.values() if not row["is_confirmed"]
        ),
        marks=[words.MARKS[m] for m in ("better", "similar", "worse", "not_comparable")],
    )


def _lead(facts: Facts) -> list[str]:
    """Say how many outcomes have a figure, how many stand well, and what is not known of them."""
    home = facts.home["area_name"]
    total = len(facts.outcomes)
    leads = {code: facts.leads(code, 1) for code in facts.outcomes}
    shown = [rows[0] for rows in leads.values() if rows and rows[0]["value"] is not None]
    measured = [row for row in shown if row["outcome_link_type"] not in words.STAND_INS]
    said = [
        f"{len(measured)} of {words.plural(total, 'outcome')} have a figure that measures them in "
        f"{home}; for {len(shown) - len(measured)} only stand-ins or context are held, for "
        f"{total - len(shown)} no figure."
    ]
    found = [_against_england(facts, row) for row in measured]
    against = [one for one in found if one and one.side]
    if against:
        sides = {side: [one for one in against if one.side == side] for side in words.SIDES}
        level = f", {len(sides['level'])} level with it" if sides["level"] else ""
        said.append(
            f"Of these figures {len(sides['better'])} on the better side of England, "
            f"{len(sides['worse'])} on the worse{level}."
        )
        tested = sum(one.is_tested for one in against)
        if tested == len(against):
            said.append("For each of them limits show whether it is more than chance.")
        else:
            some = f"for {tested} of them it is tested, for the other " if tested else "for these "
            said.append(
                f"Whether that is more than chance: {some}{len(against) - tested} no limits are "
                "in the files held."
            )
    causes = _not_against(facts, measured)
    if causes:
        begin = "Not set against England" if against else "None is set against England"
        said.append(f"{begin}: {words.listed(causes)}.")
    return said


def _against_england(facts: Facts, row: Row) -> words.Standing | None:
    indicator = facts.indicators[row["indicator_code"]]
    return words.standing(row, indicator, "england", is_ended=facts.is_ended(row))


def _not_against(facts: Facts, rows: list[Row]) -> list[str]:
    """Count why figures have no side of England: ended, a total, none of England, no direction."""
    counted: dict[str, int] = {}
    for row in rows:
        indicator = facts.indicators[row["indicator_code"]]
        standing = _against_england(facts, row)
        if standing and standing.side:
            continue
        if facts.is_ended(row):
            why = "ended"
        elif words.is_total(indicator):
            why = "as totals"
        elif row["england_value"] is None:
            why = "without a figure of England in the files held"
        elif indicator["polarity"] == "neutral":
            why = "without a direction that is better"
        else:
            why = "not comparable"
        counted[why] = counted.get(why, 0) + 1
    return [f"{n} {why}" for why, n in counted.items()]


def _layer(facts: Facts, layer: Row, region: str) -> dict[str, Any]:
    """Return a layer with a sentence for each domain and the table of its outcomes."""
    domains = []
    rows: list[list[Cell]] = []
    groups: list[tuple[int, str]] = []
    row_ids: list[str] = []
    for domain in layer["domains"]:
        carried: list[dict[str, Any]] = []
        without = 0
        groups.append((len(rows), domain["domain_name"]))
        for outcome in domain["outcomes"]:
            leads = facts.leads(outcome["outcome_code"], 1)
            first = leads[0] if leads else None
            if first is None or first["value"] is None:
                without += 1
            elif all(first["indicator_code"] != row["indicator_code"] for row in carried):
                carried.append(_lead_words(facts, first, outcome))
            rows.append(_outcome_row(facts, outcome, first))
            row_ids.append(outcome["outcome_code"])
        domains.append(
            {
                **domain,
                "sentence": words.domain_finding(
                    carried, len(domain["outcomes"]), without, facts.authorities
                ),
                "anchor": domain["outcomes"][0]["outcome_code"],
            }
        )
    table = Table(
        slug=f"spine-{layer['layer_code']}".replace("_", "-"),
        caption=f"{layer['layer_name']}: the leading figure of each outcome",
        columns=[
            "Outcome",
            "Measured by",
            "Latest",
            "Change",
            "England",
            region,
            "Neighbours",
            "Place",
            "Age",
        ],
        rows=rows,
        numeric=frozenset(),
        groups=groups,
        cards=True,
        row_ids=row_ids,
    )
    return {**layer, "domains": domains, "table": table}


def _lead_words(facts: Facts, row: Row, outcome: Row) -> dict[str, Any]:
    """Return a leading figure as the sentence of its domain takes it.

    Where the same figure leads in another domain too, its name says so.
    """
    code = row["indicator_code"]
    indicator = facts.indicators[code]
    also = dict.fromkeys(
        other["domain_name"]
        for other in facts.outcomes.values()
        if other["domain_code"] != outcome["domain_code"]
        and any(lead["indicator_code"] == code for lead in facts.leads(other["outcome_code"], 1))
    )
    name = row["indicator_short_name"]
    if row["cohort_code"] != "all":
        name += f" ({row['cohort_name']})"
    if facts.is_ended(row):
        name += " (ended)"
    is_stand_in = row["outcome_link_type"] in words.STAND_INS
    return {
        **row,
        "name": f"{name} (also named under {words.listed(also)})" if also else name,
        "figure": words.figure(row["value"], indicator),
        "stand_in": row["outcome_link_type"] if is_stand_in else "",
        "is_pinned": code == PINNED,
        "against": _against_england(facts, row),
    }


def _outcome_row(facts: Facts, outcome: Row, row: Row | None) -> list[Cell]:
    """Return an outcome's cells: its leading figure and how it stands."""
    name = text(outcome["outcome_name"], link=f"outcomes/{outcome['outcome_code']}.html")
    if row is None:
        why = "not measured" if outcome["gap_kind"] == "unmeasured" else NO_FIGURE
        said = outcome["gap_reason"] or "no indicator is linked to it yet"
        whole = Cell(f"{words.capital(why)}. {words.sentence(said)}", "reason", span=8)
        return [name, whole, *[reason(why) for _ in range(7)]]
    indicator = facts.indicators[row["indicator_code"]]
    measured = text(
        row["indicator_short_name"],
        link=f"indicators/{row['indicator_code']}.html",
        note="; ".join(part for part in _measured_notes(facts, outcome, row) if part),
    )
    when = words.period(row["period_code"])
    if row["value"] is None:
        why = words.missing(row["value_status_words"])
        latest: Cell = Cell(f"{why} ({when})", "reason", note=_last_shown(facts, row))
    else:
        latest = number(words.figure(row["value"], indicator), note=when)
    return [
        name,
        measured,
        latest,
        change(facts, row),
        *compared(facts, row),
        place(facts, row),
        text(words.age(row["data_age_months"])),
    ]


def _measured_notes(facts: Facts, outcome: Row, row: Row) -> list[str]:
    """Say for whom, how near to the outcome, whether it has ended, and what it stands in for."""
    aside = facts.aside(outcome["outcome_code"])
    instead = ""
    if aside:
        instead = f"{facts.indicators[aside[0]]['short_name']} comes first but has no figure here"
    return [
        "" if row["cohort_code"] == "all" else row["cohort_name"],
        words.link(row["outcome_link_type"]),
        "ended: history only" if facts.is_ended(row) else "",
        instead,
    ]


def _last_shown(facts: Facts, row: Row) -> str:
    """Say the last figure there was, where the latest period has none."""
    rows = facts.trends.get((row["indicator_code"], row["cohort_code"]), [])
    shown = [r for r in rows if r["value"] is not None]
    if not shown:
        return ""
    figure = words.figure(shown[-1]["value"], facts.indicators[row["indicator_code"]])
    return f"last shown: {figure} in {words.period(shown[-1]['period_code'])}"


def place(facts: Facts, row: Row) -> Cell:
    """Return the area's place among all authorities, or why it has none."""
    if words.is_total(facts.indicators[row["indicator_code"]]):
        return reason("a total: not ranked")
    polarity = facts.indicators[row["indicator_code"]]["polarity"]
    said = words.rank(row["area_rank"], row["rank_of"], polarity, facts.authorities)
    if said.startswith("no rank"):
        return reason(said)
    of = words.count(row["rank_of"])
    if not words.is_rank_wide(row["rank_of"], facts.authorities):
        return reason(f"no place: only {of} of {facts.authorities} authorities have a figure")
    return text(f"{words.ordinal(row['area_rank'])} of {of}", note=words.rank_order(polarity))


def change(facts: Facts, row: Row) -> Cell:
    """Return the change since the period before, or why none is said."""
    indicator = facts.indicators[row["indicator_code"]]
    since = row["previous_period_code"]
    if row["change_since_previous"] is None or since is None:
        return reason(no_change(facts, row))
    said = words.change(row["change_since_previous"], indicator, since, short=True)
    points = " points" if indicator["unit"] in {"percent", "percentage_points"} else ""
    return text(f"{said}{points}", note=f"since {words.period(since)}")


def no_change(facts: Facts, row: Row) -> str:
    """Say why there is no change: pooled years that overlap share children, else no figure."""
    before = [
        other["period_code"]
        for other in facts.trends.get((row["indicator_code"], row["cohort_code"]), [])
        if other["value"] is not None and other["period_end"] < row["period_end"]
    ]
    if before and words.overlap(before[-1], row["period_code"]):
        return f"no change is said: the years overlap with {words.period(before[-1])}"
    return "no earlier comparable figure"


def compared(facts: Facts, row: Row) -> list[Cell]:
    """Return the cells of England, region and neighbours' median with their marks."""
    indicator = facts.indicators[row["indicator_code"]]
    if words.is_total(indicator):
        return [Cell(words.A_TOTAL, "reason", span=3), *[reason(words.A_TOTAL)] * 2]
    cells: list[Cell] = []
    for against in ("england", "region", "neighbour"):
        found = words.standing(row, indicator, against, is_ended=facts.is_ended(row))
        column = "neighbour_median" if against == "neighbour" else f"{against}_value"
        if found:
            cells.append(Cell(found.shown, "mark", "", found.mark, found.note))
        elif row[column] is not None:
            cells.append(number(words.median(row[column], indicator, with_unit=True)))
        elif against == "neighbour":
            cells.append(reason(words.no_median(row["neighbour_count"])))
        else:
            cells.append(reason(NO_FIGURE))
    return cells


def _changes_sentence(changes: Changes | None) -> str:
    """Count what changed since the release before."""
    if changes is None:
        return "There is no earlier release to compare with."
    before = f"the release of {words.day(changes.release.get('built_at'))}"
    if not changes.rows:
        return f"No figure of this area has changed since {before}."
    kinds = {
        "new": "new",
        "revised": "revised by their publisher or source",
        "withdrawn": "no longer held",
    }
    counted = {kind: sum(row[f"{kind}_count"] for row in changes.rows) for kind in kinds}
    said = words.listed(f"{words.count(n)} {kinds[kind]}" for kind, n in counted.items() if n)
    return f"Since {before}: of the figures of this area, {said}."


def _changes_table(facts: Facts, changes: Changes | None) -> Table | None:
    """List the indicators of which a figure changed, with the latest that did."""
    if changes is None or not changes.rows:
        return None
    rows = []
    order = list(facts.indicators)
    for row in sorted(
        (row for row in changes.rows if row["indicator_code"] in facts.indicators),
        key=lambda row: order.index(row["indicator_code"]),
    ):
        indicator = facts.indicators[row["indicator_code"]]
        latest = row["latest"]
        group = facts.cohorts.get(latest["cohort_code"], {}).get("cohort_name", "All children")
        rows.append(
            [
                text(
                    indicator["short_name"],
                    link=f"indicators/{row['indicator_code']}.html",
                    note="" if latest["cohort_code"] == "all" else group,
                ),
                *(text(words.count(row[f"{kind}_count"])) for kind in ("new", "revised")),
                text(words.count(row["withdrawn_count"])),
                text(words.period(latest["period_code"])),
                _changed(latest["value_before"], indicator),
                _changed(latest["value_now"], indicator),
            ]
        )
    return Table(
        slug="changes",
        caption="Figures that changed since the release before, with the latest of each indicator",
        columns=["Indicator", "New", "Revised", "No longer held", "Latest changed", "Was", "Is"],
        rows=rows,
        numeric=frozenset({1, 2, 3}),
        cards=True,
    )


def _changed(value: float | None, indicator: Row) -> Cell:
    return reason("no figure") if value is None else number(words.figure(value, indicator))


def _missing_table(facts: Facts) -> Table | None:
    """List the indicators whose latest figure for the area is missing, with the reason."""
    rows = []
    seen = set()
    for row in facts.spine:
        key = (row["indicator_code"], row["cohort_code"])
        if row["value"] is not None or key in seen:
            continue
        seen.add(key)
        rows.append(
            [
                text(row["indicator_short_name"], link=f"indicators/{row['indicator_code']}.html"),
                text(words.capital(row["cohort_name"])),
                text(words.period(row["period_code"])),
                reason(words.missing(row["value_status_words"])),
            ]
        )
    for code, indicator in facts.indicators.items():
        if code not in facts.cohorts_held:
            rows.append(
                [
                    text(indicator["short_name"], link=f"indicators/{code}.html"),
                    text("All"),
                    text("none"),
                    reason(words.missing(None, facts.home["area_name"])),
                ]
            )
    if not rows:
        return None
    return Table(
        slug="missing",
        caption="Indicators without a figure for the area, and why",
        columns=["Indicator", "Group", "Latest period", "Reason"],
        rows=rows,
        cards=True,
    )


def _gaps_table(facts: Facts) -> Table | None:
    """List the outcomes that nothing measures, or only stand-ins do."""
    rows = [
        [
            text(row["outcome_name"], link=f"outcomes/{code}.html"),
            text("not measured" if kind == "unmeasured" else "only stand-ins"),
            text(row["gap_reason"]),
        ]
        for kind in ("unmeasured", "proxies_only")
        for code, row in facts.outcomes.items()
        if row["gap_kind"] == kind
    ]
    if not rows:
        return None
    return Table(
        slug="not-measured",
        caption="Outcomes that nothing measures, or only figures that stand in for them",
        columns=["Outcome", "State", "Why"],
        rows=rows,
    )
