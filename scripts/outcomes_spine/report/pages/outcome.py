"""A page for each outcome: how it is doing, and who asks for it."""

from __future__ import annotations

from typing import Any

from outcomes_spine.report import words
from outcomes_spine.report.facts import Facts, Row
from outcomes_spine.report.pages.home import change, compared, no_change
from outcomes_spine.report.site import Site
from outcomes_spine.report.tables import Cell, Table, number, reason, text


def add(site: Site, facts: Facts) -> None:
    """Add outcomes/<outcome_code>.html for each outcome in force."""
    for code, outcome in facts.outcomes.items():
        leads = facts.leads(code)
        tables: dict[str, Any] = {
            "measures": _measures_table(facts, code),
            "behind": _behind_table(facts, leads),
            "asked": _asked_table(facts, code),
        }
        site.add(
            f"outcomes/{code}.html",
            "outcome.html",
            outcome["outcome_name"],
            tables=[table for table in tables.values() if table],
            outcome=outcome,
            gap=outcome["gap_kind"],
            aside=[
                (other, facts.indicators[other]["indicator_name"]) for other in facts.aside(code)
            ],
            cards=[lead_card(facts, row) for row in leads],
            **tables,
        )


def lead_card(facts: Facts, row: Row) -> dict[str, Any]:
    """Return what a card says of an indicator: name, figure, sentence and marks."""
    indicator = facts.indicators[row["indicator_code"]]
    is_ended = facts.is_ended(row)
    marks = [
        {"name": one.name, "value": one.shown, "mark": one.mark, "note": one.note}
        for one in words.standings(row, indicator, is_ended=is_ended)
    ]
    is_shown = row["value"] is not None
    return {
        "code": row["indicator_code"],
        "name": indicator["indicator_name"],
        "who": "" if row["cohort_code"] == "all" else words.capital(row["cohort_name"]),
        "is_shown": is_shown,
        "figure": words.figure(row["value"], indicator, words.missing(row["value_status_words"])),
        "period": words.period(row["period_code"]),
        "ended": words.day(indicator["valid_to"]) if is_ended else "",
        "change": _change_said(facts, row) if is_shown else "",
        "rank": _rank_said(facts, row) if is_shown else "",
        "link": words.link(row["outcome_link_type"]),
        "marks": marks,
    }


def _change_said(facts: Facts, row: Row) -> str:
    indicator = facts.indicators[row["indicator_code"]]
    if row["change_since_previous"] is None:
        return no_change(facts, row)
    return words.change(row["change_since_previous"], indicator, row["previous_period_code"])


def _rank_said(facts: Facts, row: Row) -> str:
    indicator = facts.indicators[row["indicator_code"]]
    if words.is_total(indicator):
        return words.A_TOTAL
    return words.rank(row["area_rank"], row["rank_of"], indicator["polarity"], facts.authorities)


def _measures_table(facts: Facts, code: str) -> Table | None:
    """Return every indicator of the outcome for the widest group it is held for."""
    rows: list[list[Cell]] = []
    seen: set[str] = set()
    for row in facts.spine_by_outcome.get(code, []):
        if row["indicator_code"] in seen:
            continue
        seen.add(row["indicator_code"])
        indicator = facts.indicators[row["indicator_code"]]
        when = words.period(row["period_code"])
        if row["value"] is None:
            latest = reason(words.missing(row["value_status_words"]))
        else:
            latest = number(words.figure(row["value"], indicator))
        note = "ended: history only" if indicator["valid_to"] is not None else ""
        if row["cohort_code"] != "all":
            note = "; ".join(part for part in (row["cohort_name"], note) if part)
        rows.append(
            [
                text(
                    row["indicator_short_name"],
                    link=f"indicators/{row['indicator_code']}.html",
                    note=note,
                ),
                text(
                    words.link(row["outcome_link_type"]),
                    note="" if row["is_primary_outcome"] else "first home is another outcome",
                ),
                latest,
                text(when),
                change(facts, row),
                *compared(facts, row),
            ]
        )
    if not rows:
        return None
    return Table(
        slug="indicators",
        caption="Every indicator of this outcome, latest figure",
        columns=[
            "Indicator",
            "What it does",
            "Latest",
            "Period",
            "Change",
            "England",
            facts.home["region_name"] or "Region",
            "Neighbours",
        ],
        rows=rows,
        cards=True,
    )


def _behind_table(facts: Facts, leads: list[Row]) -> Table | None:
    """Return the groups furthest behind all children on the first indicator held by group."""
    for lead in leads:
        code = lead["indicator_code"]
        indicator = facts.indicators[code]
        if indicator["polarity"] == "neutral":
            continue
        held = [
            facts.spine_by_key[(code, cohort)]
            for cohort in facts.cohorts_held.get(code, [])
            if cohort != "all" and "|" not in cohort
        ]
        held = [row for row in held if row["value"] is not None]
        is_low_worse = indicator["polarity"] == "higher_better"
        held.sort(key=lambda row: row["value"] if is_low_worse else -row["value"])
        everyone = facts.spine_by_key.get((code, "all"))
        if everyone and everyone["value"] is not None:
            whole = everyone["value"]
            held = [row for row in held if (row["value"] < whole) == is_low_worse]
        if len(held) < 2:
            continue
        rows = [
            [
                text(words.capital(row["cohort_name"])),
                number(words.figure(row["value"], indicator)),
                text(words.period(row["period_code"])),
                _limits(row, indicator),
                text(words.counts(row["numerator"], row["denominator"])),
            ]
            for row in held[:6]
        ]
        beside = ""
        if everyone and everyone["value"] is not None:
            beside = (
                f" (all children {words.figure(everyone['value'], indicator)} in "
                f"{words.period(everyone['period_code'])})"
            )
        return Table(
            slug="furthest-behind",
            caption=f"{indicator['short_name']}: the groups furthest behind{beside}",
            columns=["Group", "Figure", "Period", "95% limits", "Counts"],
            rows=rows,
        )
    return None


def _limits(row: Row, indicator: Row) -> Cell:
    if row["lower_95"] is None:
        return reason("not known")
    return number(words.limits(row["lower_95"], row["upper_95"], indicator))


def _asked_table(facts: Facts, code: str) -> Table | None:
    """Return the framework items that ask for the outcome, in the frameworks' own words."""
    rows: list[list[Cell]] = []
    groups: list[tuple[int, str]] = []
    last = ""
    for link in facts.items_of_outcome.get(code, []):
        item = facts.items[link["item_code"]]
        if item["framework_code"] != last:
            last = item["framework_code"]
            groups.append((len(rows), item["framework_short_name"]))
        rows.append(
            [
                text(
                    words.item_wording(item["item_name"], item["is_confirmed"]),
                    link=f"frameworks/{last}.html#{item['item_code']}",
                    note="" if item["is_in_latest_edition"] else "not in the latest edition",
                ),
                text(item["item_type"]),
                text(
                    words.link(link["link_type"]),
                    note="" if link["is_primary"] else "first home is another outcome",
                ),
                text(link["reason"] or "its wording is the outcome's"),
                _held(facts, item),
            ]
        )
    if not rows:
        return None
    return Table(
        slug="asked-for-by",
        caption="What national frameworks ask for here, in their own words",
        columns=["Item", "Kind", "What it does", "Why it stands here", "Figure held"],
        rows=rows,
        groups=groups,
        cards=True,
    )


def _held(facts: Facts, item: Row) -> Cell:
    """Return the indicator that answers an item, or that none does."""
    for link in facts.indicators_of_item.get(item["item_code"], []):
        indicator = facts.indicators.get(link["indicator_code"])
        if indicator is None:
            continue
        page = f"indicators/{link['indicator_code']}.html"
        row = facts.spine_by_key.get((link["indicator_code"], link["cohort_code"]))
        if row is None or row["value"] is None:
            why = words.missing(row["value_status_words"] if row else None)
            return Cell(why, "reason", page, None, indicator["short_name"])
        who = ""
        if link["cohort_code"] != "all":
            who = facts.cohorts.get(link["cohort_code"], {}).get("cohort_name", "")
        said = [indicator["short_name"], who, words.period(row["period_code"])]
        note = "; ".join(part for part in said if part)
        return Cell(words.figure(row["value"], indicator), "number", page, None, note)
    if not facts.is_measure(item):
        return reason("no figure is asked for")
    return reason("no indicator is linked yet")
