"""A page for each indicator, and the index by which a person finds one."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from outcomes_spine.report import words
from outcomes_spine.report.facts import Facts, Row
from outcomes_spine.report.pages.beside import beside_figure
from outcomes_spine.report.pages.groups import cohort_figure, pairs_table
from outcomes_spine.report.pages.home import no_change
from outcomes_spine.report.pages.shared import where_counts_are
from outcomes_spine.report.pages.trend import trend_figure
from outcomes_spine.report.site import Site
from outcomes_spine.report.tables import Cell, Table, number, reason, text


def add(site: Site, facts: Facts) -> None:
    """Add indicators/<indicator_code>.html for each indicator, and indicators/index.html."""
    for code in facts.indicators:
        _add_page(site, facts, code)
    _add_index(site, facts)


def _add_page(site: Site, facts: Facts, code: str) -> None:
    indicator = facts.indicators[code]
    cohort = facts.lead_cohort(code)
    row = facts.spine_by_key.get((code, cohort))
    shown = [
        figure
        for figure in (
            trend_figure(facts, code, cohort),
            beside_figure(facts, code, cohort),
            cohort_figure(facts, code),
        )
        if figure
    ]
    tables: dict[str, Any] = {
        "two": pairs_table(facts, code),
        "asked": _asked_table(facts, code),
        "targets": targets_table(facts, code),
    }
    site.add(
        f"indicators/{code}.html",
        "indicator.html",
        indicator["indicator_name"],
        figures=shown,
        tables=[table for table in tables.values() if table],
        indicator=indicator,
        outcome=facts.outcomes.get(indicator["outcome_code"] or ""),
        who=""
        if cohort == "all"
        else words.capital(facts.cohorts.get(cohort, {}).get("cohort_name") or cohort),
        finding=_finding(facts, row, indicator, cohort),
        facts_list=_facts_list(facts, row, indicator),
        card=_method_card(facts, indicator, row),
        related=_related(facts, indicator),
        **tables,
    )


def _finding(facts: Facts, row: Row | None, indicator: Row, cohort: str) -> str:
    if row is None:
        return words.sentence(words.missing(None, facts.home["area_name"]))
    return words.finding(row, indicator)


def _facts_list(
    facts: Facts, row: Row | None, indicator: Row
) -> list[tuple[str, str, Any, bool, str]]:
    """Return the key facts as (name, words, mark, whether the words are a reason, note)."""
    said: list[tuple[str, str, Any, bool, str]] = []

    def say(
        name: str, shown: str, mark: Any = None, *, is_reason: bool = False, note: str = ""
    ) -> None:
        said.append((name, shown, mark, is_reason, note))

    if row is None:
        say("Latest figure", words.missing(None, facts.home["area_name"]), is_reason=True)
        say("Of whom", indicator["of_whom"])
        return said
    is_shown = row["value"] is not None
    missing = words.missing(row["value_status_words"])
    say("Latest figure", words.figure(row["value"], indicator, missing), is_reason=not is_shown)
    say("Period", f"{words.period(row['period_code'])} ({words.period_kind(row['period_code'])})")
    if is_shown:
        _say_shown(facts, say, row, indicator)
    say("Of whom", indicator["of_whom"])
    say("Basis", words.capital(words.basis(indicator["basis"])))
    say("Age of the figure", words.age(row["data_age_months"]))
    if row["is_provisional"]:
        say("State", "provisional: the publisher may still revise it")
    return said


def _say_shown(facts: Facts, say: Callable[..., None], row: Row, indicator: Row) -> None:
    """Say what belongs to a figure that is shown: counts, limits, change, comparisons, place."""
    if indicator["value_type"] != "money" and not words.is_total(indicator):
        counts = words.counts(row["numerator"], row["denominator"])
        if row["denominator"] is None:
            counts += where_counts_are(indicator)
        say("Counts", counts, is_reason=row["denominator"] is None)
        has_limits = row["lower_95"] is not None and row["upper_95"] is not None
        limits = words.limits(row["lower_95"], row["upper_95"], indicator)
        if has_limits:
            limits = f"{limits}, {words.limits_source(row['limits_source'])}"
        say("95% limits", limits, is_reason=not has_limits)
    since = row["previous_period_code"]
    is_missing = row["change_since_previous"] is None
    changed = words.change(row["change_since_previous"], indicator, since)
    say("Change", no_change(facts, row) if is_missing else changed, is_reason=is_missing)
    if words.is_total(indicator):
        say("Beside others", words.A_TOTAL, is_reason=True)
        return
    for against, name in (
        ("england", "England"),
        ("region", row["region_name"] or "Region"),
        ("neighbour", words.capital(words.neighbours(row["neighbour_count"]))),
    ):
        found = words.standing(row, indicator, against, is_ended=facts.is_ended(row))
        if found:
            say(name, found.shown, found.mark, note=found.note)
        elif against == "neighbour":
            say("Neighbours", words.no_median(row["neighbour_count"]), is_reason=True)
        else:
            say(name, "no figure held for this period", is_reason=True)
    place = words.rank(row["area_rank"], row["rank_of"], indicator["polarity"], facts.authorities)
    say("Place", place, is_reason=place.startswith("no rank"))


def _method_card(facts: Facts, indicator: Row, row: Row | None) -> list[tuple[str, str]]:
    """Return the method card as (question, answer)."""
    source = facts.sources.get(row["source_code"], {}) if row else {}
    pairs = [
        ("Definition", indicator["definition"]),
        ("Of whom", indicator["of_whom"]),
        ("Kind of number", words.VALUE_TYPES.get(indicator["value_type"], indicator["value_type"])),
        ("Unit", words.unit_words(indicator["unit"]) or "no unit"),
        (
            "Which way is better",
            (words.POLARITIES.get(indicator["polarity"]) or str(indicator["polarity"]))
            + (f" ({indicator['polarity_source']})" if indicator["polarity_source"] else ""),
        ),
        ("Counted", words.basis(indicator["basis"])),
        ("Decimals printed by the source", indicator["decimals"]),
        ("Breaks", indicator["comparability_note"] or "no break is known"),
        ("Publisher", source.get("publisher") or "no source held for this area"),
        ("Publication", source.get("publication") or "not held"),
        ("Released", source.get("release_cycle") or "not stated"),
        ("Licence", source.get("licence_statement") or "not stated"),
        ("Code in the data", indicator["indicator_code"]),
    ]
    if indicator["note"]:
        pairs.insert(1, ("Mind", indicator["note"]))
    if indicator["valid_to"] is not None:
        pairs.insert(0, ("State", f"ended on {words.day(indicator['valid_to'])}: history only"))
    return [
        (name, words.capital(str(value))) if name != "Code in the data" else (name, str(value))
        for name, value in pairs
    ]


def _related(facts: Facts, indicator: Row) -> list[tuple[str, str, str]]:
    """Return (code, name, how it is related) of the indicators that belong with this one."""
    kinds = {
        "basis": "the same on another basis",
        "definition_before": "by the definition before",
        "definition_after": "by the definition after",
        "housing_costs": "before or after housing costs",
        "complement": "the other side of it",
        "gap_of": "the figure the gap is of",
    }
    back = {
        "definition_before": "by the definition after",
        "definition_after": "by the definition before",
        "gap_of": "a gap in this figure",
    }
    found: dict[str, tuple[str, str, str]] = {}
    other = facts.indicators.get(indicator["related_indicator_code"] or "")
    if other:
        found[other["indicator_code"]] = (
            other["indicator_code"],
            other["indicator_name"],
            kinds.get(indicator["related_kind"]) or "related",
        )
    for row in facts.indicators.values():
        if row["related_indicator_code"] == indicator["indicator_code"]:
            kind = row["related_kind"]
            found.setdefault(
                row["indicator_code"],
                (
                    row["indicator_code"],
                    row["indicator_name"],
                    back.get(kind) or kinds.get(kind) or "related",
                ),
            )
    return list(found.values())


def _asked_table(facts: Facts, code: str) -> Table | None:
    """Return the framework items that the indicator answers."""
    rows: list[list[Cell]] = []
    for link in facts.items_of_indicator.get(code, []):
        item = facts.items[link["item_code"]]
        who = (
            "All children"
            if link["cohort_code"] == "all"
            else words.capital(
                facts.cohorts.get(link["cohort_code"], {}).get("cohort_name") or link["cohort_code"]
            )
        )
        rows.append(
            [
                text(
                    item["framework_short_name"], link=f"frameworks/{item['framework_code']}.html"
                ),
                text(
                    words.item_wording(item["item_name"], item["is_confirmed"]),
                    link=f"frameworks/{item['framework_code']}.html#{item['item_code']}",
                    note="" if item["is_in_latest_edition"] else "not in the latest edition",
                ),
                text(who),
                text(
                    words.link(link["link_type"]).replace("it", "what is asked", 1)
                    if link["link_type"] != "exact"
                    else "is what is asked",
                    note=link["reason"] or "",
                ),
            ]
        )
    if not rows:
        return None
    return Table(
        slug="asked-for-by",
        caption="Who asks for this number",
        columns=["Framework", "Item, in its own words", "For whom", "How near it is"],
        rows=rows,
    )


def targets_table(facts: Facts, code: str) -> Table | None:
    """Return each reading of each target for the area and for England, or None without one."""
    rows = []
    for row in facts.targets:
        if row["indicator_code"] != code or not _is_in_view(facts, row["area_code"]):
            continue
        indicator = facts.indicators[code]
        area = facts.areas.get(row["area_code"], {}).get("area_name") or row["area_code"]
        state = "confirmed" if row["is_confirmed"] else words.TO_CONFIRM
        now = (
            number(words.figure(row["value"], indicator), note=words.period(row["period_code"]))
            if row["value"] is not None
            else reason("no figure held")
        )
        rows.append(
            [
                text(words.capital(row["reading"]), note=area),
                text(state),
                number(
                    words.figure(row["target_value"], indicator),
                    note=f"by {words.period(row['target_period_code'])}",
                ),
                now,
                text(words.target_distance(row)),
                text(words.target_children(row)),
            ]
        )
    if not rows:
        return None
    return Table(
        slug="targets",
        caption="Each reading of the target, and how far it is",
        columns=["Reading", "State", "Target", "Now", "To go, in points", "To go, in children"],
        rows=rows,
        cards=True,
    )


def _is_in_view(facts: Facts, area: str) -> bool:
    if area == facts.home["area_code"]:
        return True
    return facts.areas.get(area, {}).get("area_type") == "country"


def _add_index(site: Site, facts: Facts) -> None:
    rows: list[list[Cell]] = []
    place = {code: i for i, code in enumerate(facts.outcomes)}
    for code, indicator in sorted(
        facts.indicators.items(),
        key=lambda pair: (
            place.get(pair[1]["outcome_code"], len(place)),
            pair[1]["sort_order"] or 0,
            pair[0],
        ),
    ):
        cohort = facts.lead_cohort(code)
        row = facts.spine_by_key.get((code, cohort))
        outcome = facts.outcomes.get(indicator["outcome_code"] or "")
        if row is None or row["value"] is None:
            latest = reason(words.missing(row["value_status_words"] if row else None))
        else:
            latest = number(words.figure(row["value"], indicator))
        asked = sorted(
            {
                facts.items[link["item_code"]]["framework_short_name"]
                for link in facts.items_of_indicator.get(code, [])
            }
        )
        rows.append(
            [
                text(
                    indicator["indicator_name"],
                    link=f"indicators/{code}.html",
                    note="ended: history only" if indicator["valid_to"] is not None else "",
                ),
                text(
                    outcome["outcome_name"],
                    link=f"outcomes/{outcome['outcome_code']}.html",
                    note=outcome["domain_name"],
                )
                if outcome
                else reason("no outcome linked"),
                latest,
                text(words.period(row["period_code"]) if row else "none"),
                text(words.listed(asked)) if asked else reason("no framework held asks for it"),
            ]
        )
    index = Table(
        slug="all",
        caption="Every indicator, in the order of the spine",
        columns=["Indicator", "Outcome", "Latest", "Period", "Asked for by"],
        rows=rows,
        cards=True,
    )
    site.add(
        "indicators/index.html",
        "indicator_index.html",
        "Find an indicator",
        tables=[index],
        index=index,
    )
