"""The first page: how children are doing, across everything."""

from __future__ import annotations

from typing import Any

from outcomes_spine.report import words
from outcomes_spine.report.changes import Changes
from outcomes_spine.report.facts import Facts, Row
from outcomes_spine.report.site import Site
from outcomes_spine.report.tables import Cell, Table, marked, number, reason, text


def add(site: Site, facts: Facts, changes: Changes | None) -> None:
    """Add index.html."""
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
        own_names=words.listed(
            row["domain_name"] for row in facts.domains.values() if not row["is_confirmed"]
        ),
        marks=[words.MARKS[m] for m in ("better", "similar", "worse", "not_comparable")],
    )


def _lead(facts: Facts) -> list[str]:
    """Count the outcomes and their comparisons, in sentences."""
    home = facts.home["area_name"]
    total = len(facts.outcomes)
    leads = {code: facts.leads(code, 1) for code in facts.outcomes}
    with_figure = [rows[0] for rows in leads.values() if rows and rows[0]["value"] is not None]
    said = [
        f"{len(with_figure)} of {words.plural(total, 'outcome')} have a figure for {home}; "
        f"{total - len(with_figure)} have none."
    ]
    drawn = {
        word: sum(1 for row in with_figure if row["england_comparison"] == word)
        for word in ("better", "similar", "worse")
    }
    compared = sum(drawn.values())
    if compared:
        said.append(
            f"Against England the leading figure of {words.plural(drawn['better'], 'outcome')} is "
            f"better, of {drawn['similar']} similar, of {drawn['worse']} worse; "
            f"{len(with_figure) - compared} cannot be compared, most because no limits are "
            "published."
        )
    elif with_figure:
        said.append(
            "For none of the leading figures are limits published, so no comparison with England "
            "is drawn; the figures stand side by side."
        )
    return said


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
                carried.append(_lead_words(facts, first))
            rows.append(_outcome_row(facts, outcome, first))
            row_ids.append(outcome["outcome_code"])
        domains.append(
            {
                **domain,
                "sentence": words.domain_finding(carried, len(domain["outcomes"]), without),
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


def _lead_words(facts: Facts, row: Row) -> dict[str, Any]:
    indicator = facts.indicators[row["indicator_code"]]
    england = None
    if row["england_value"] is not None and not words.is_total(indicator):
        england = words.figure(row["england_value"], indicator)
    return {
        **row,
        "name": row["indicator_short_name"],
        "figure": words.figure(row["value"], indicator),
        "england": england,
    }


def _outcome_row(facts: Facts, outcome: Row, row: Row | None) -> list[Cell]:
    """Return an outcome's cells: its leading figure and how it stands."""
    name = text(outcome["outcome_name"], link=f"outcomes/{outcome['outcome_code']}.html")
    if row is None:
        why = "not measured" if outcome["gap_kind"] == "unmeasured" else "no figure held"
        said = outcome["gap_reason"] or "no indicator is linked to it yet"
        whole = Cell(f"{words.capital(why)}. {said}", "reason", span=8)
        return [name, whole, *[reason(why) for _ in range(7)]]
    indicator = facts.indicators[row["indicator_code"]]
    who = "" if row["cohort_code"] == "all" else row["cohort_name"]
    measured = text(
        row["indicator_short_name"],
        link=f"indicators/{row['indicator_code']}.html",
        note="; ".join(p for p in (who, words.link(row["outcome_link_type"])) if p),
    )
    when = words.period(row["period_code"])
    if row["value"] is None:
        latest: Cell = reason(f"{words.missing(row['value_status_words'])} ({when})")
    else:
        latest = number(words.figure(row["value"], indicator), note=when)
    return [
        name,
        measured,
        latest,
        change(row, indicator),
        *compared(row, indicator),
        place(row),
        text(words.age(row["data_age_months"])),
    ]


def place(row: Row) -> Cell:
    """Return the area's place among all authorities, or why it has none."""
    said = words.rank(row["area_rank"], row["rank_of"], row["rank_order"])
    if said.startswith("no rank"):
        return reason(said)
    return text(
        f"{words.ordinal(row['area_rank'])} of {words.count(row['rank_of'])}",
        note=row["rank_order"] or "",
    )


def change(row: Row, indicator: Row) -> Cell:
    """Return the change since the period before, or that none compares."""
    since = row["previous_period_code"]
    if row["change_since_previous"] is None or since is None:
        return reason("no earlier comparable figure")
    said = words.change(row["change_since_previous"], indicator, since, short=True)
    points = " points" if indicator["unit"] in {"percent", "percentage_points"} else ""
    return text(f"{said}{points}", note=f"since {words.period(since)}")


def compared(row: Row, indicator: Row) -> list[Cell]:
    """Return the cells of England, region and neighbours' median with their marks."""
    cells: list[Cell] = []
    for value, comparison in (
        ("england_value", "england_comparison"),
        ("region_value", "region_comparison"),
        ("neighbour_median", "neighbour_comparison"),
    ):
        is_place = value != "neighbour_median"
        if is_place and words.is_total(indicator):
            cells.append(reason("a total: not set beside one authority"))
        elif row[value] is None:
            cells.append(reason("no figure held"))
        else:
            cells.append(
                marked(words.median(row[value], indicator, with_unit=True), row[comparison])
            )
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
    )


def _gaps_table(facts: Facts) -> Table | None:
    """List the outcomes that nothing measures, or only stand-ins do."""
    rows = [
        [
            text(row["outcome_name"], link=f"outcomes/{code}.html"),
            text("not measured" if row["gap_kind"] == "unmeasured" else "only stand-ins"),
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
