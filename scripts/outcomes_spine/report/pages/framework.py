"""A page for each framework, in its own order and words, and the matrix of where they overlap."""

from __future__ import annotations

from typing import Any

from outcomes_spine.report import words
from outcomes_spine.report.facts import Facts, Row
from outcomes_spine.report.pages.outcome import _held
from outcomes_spine.report.site import Site
from outcomes_spine.report.tables import Cell, Table, number, reason, text


def add(site: Site, facts: Facts) -> None:
    """Add frameworks/<code>.html for each framework, and coverage.html."""
    for code, framework in facts.frameworks.items():
        items = [item for item in facts.items.values() if item["framework_code"] == code]
        items.sort(
            key=lambda i: (not i["is_in_latest_edition"], i["sort_order"] or 0, i["item_code"])
        )
        latest = next(
            (
                row
                for row in facts.coverage
                if row["framework_code"] == code and row["is_latest_edition"]
            ),
            None,
        )
        table = _items_table(facts, framework, items)
        editions = _editions_table(facts, code)
        site.add(
            f"frameworks/{code}.html",
            "framework.html",
            framework["framework_name"],
            tables=[t for t in (table, editions) if t],
            framework=framework,
            latest=latest,
            coverage_said=_coverage_said(latest),
            unconfirmed=sum(1 for item in items if not item["is_confirmed"]),
            items=table,
            editions=editions,
        )
    _add_coverage(site, facts)


def _coverage_said(latest: Row | None) -> str:
    """Say how much of the latest edition is mapped, held and confirmed."""
    if latest is None:
        return "No edition of this framework is held."
    if not latest["measure_count"]:
        return (
            f"{words.plural(latest['item_count'], 'item')} in the latest edition held, "
            f"{latest['mapped_item_count']} of them placed on the spine; none asks for a figure."
        )
    n = latest["measure_count"]
    return (
        f"{words.plural(n, 'figure')} asked for in the latest edition held (measures, targets, "
        "baselines and milestones): "
        f"{latest['mapped_count']} of {n} placed on the spine, {latest['with_value_count']} of {n} "
        f"with a figure here, {latest['confirmed_count']} of {n} with wording that is confirmed."
    )


def _items_table(facts: Facts, framework: Row, items: list[Row]) -> Table | None:
    rows: list[list[Cell]] = []
    groups: list[tuple[int, str]] = []
    ids: list[str] = []
    last: tuple[bool, str] | None = None
    for item in items:
        section = item["section_name"] or "Items"
        if not item["is_in_latest_edition"]:
            section = f"No longer in the latest edition: {section}"
        if (item["is_in_latest_edition"], section) != last:
            last = (item["is_in_latest_edition"], section)
            groups.append((len(rows), section))
        note = []
        if not item["is_counted"]:
            note.append("holds several measures: see its parts")
        same = facts.items.get(item["same_as_item_code"] or "")
        if same:
            note.append(f"the same figure as in {same['framework_short_name']}")
        wording = words.item_wording(item["item_name"], item["is_confirmed"])
        rows.append(
            [
                text(
                    f"{item['item_number']} {wording}" if item["item_number"] else wording,
                    note="; ".join(note),
                ),
                text(item["item_type"]),
                _held(facts, item),
                _places(facts, item),
            ]
        )
        ids.append(item["item_code"])
    if not rows:
        return None
    return Table(
        slug="items",
        caption=f"{framework['short_name']}: its items in its own order and words",
        columns=["In its own words", "Kind", "Latest figure", "Where it sits on the spine"],
        rows=rows,
        groups=groups,
        row_ids=ids,
        cards=True,
    )


def _places(facts: Facts, item: Row) -> Cell:
    """Return the outcome that an item serves first, with the others, or why it serves none."""
    links = facts.outcomes_of_item.get(item["item_code"], [])
    if not links:
        domain = next(
            (row for row in facts.domains.values() if row["item_code"] == item["item_code"]), None
        )
        if domain:
            return text(f"is the domain {domain['domain_name']} of the spine")
        return reason(item["unmapped_reason"] or "frames the others: no outcome of its own")
    first = facts.outcomes[links[0]["outcome_code"]]
    others = [facts.outcomes[link["outcome_code"]]["outcome_name"] for link in links[1:]]
    note = words.link(links[0]["link_type"])
    if others:
        note += f"; also {words.listed(others)}"
    return text(
        f"{first['domain_name']}: {first['outcome_name']}",
        link=f"outcomes/{first['outcome_code']}.html",
        note=note,
    )


def _editions_table(facts: Facts, code: str) -> Table | None:
    rows = [
        [
            text(row["edition_name"], note="latest held" if row["is_latest_edition"] else ""),
            text(words.day(row["valid_from"]) if row["valid_from"] else "not dated"),
            text(words.day(row["valid_to"]) if row["valid_to"] else "in force"),
            number(str(row["item_count"])),
            number(str(row["mapped_item_count"])),
            number(str(row["measure_count"])),
            number(str(row["mapped_count"])),
            number(str(row["with_value_count"])),
            number(str(row["confirmed_count"])),
        ]
        for row in facts.coverage
        if row["framework_code"] == code
    ]
    if not rows:
        return None
    return Table(
        slug="editions",
        caption="Editions held, and how much of each is covered",
        columns=[
            "Edition",
            "From",
            "To",
            "Items",
            "Items on the spine",
            "Measures",
            "Measures on the spine",
            "With a figure",
            "Confirmed",
        ],
        rows=rows,
        numeric=frozenset({3, 4, 5, 6, 7, 8}),
        cards=True,
    )


# ---- the matrix ----------------------------------------------------------------------------------


def _add_coverage(site: Site, facts: Facts) -> None:
    matrix = _matrix(facts)
    tables: dict[str, Any] = {
        "unmeasured": _unmeasured_table(facts),
        "unheld": _unheld_table(facts),
        "by_framework": _by_framework(facts),
    }
    site.add(
        "coverage.html",
        "coverage.html",
        "Where frameworks overlap, and what nobody measures",
        tables=[matrix, *[t for t in tables.values() if t]],
        matrix=matrix,
        frameworks=list(facts.frameworks.values()),
        said=_matrix_said(facts),
        **tables,
    )


def _counts(facts: Facts) -> dict[tuple[str, str], list[Row]]:
    """Return the items of each (outcome, framework) in the latest editions."""
    found: dict[tuple[str, str], list[Row]] = {}
    for outcome, links in facts.items_of_outcome.items():
        for link in links:
            item = facts.items[link["item_code"]]
            if item["is_in_latest_edition"]:
                found.setdefault((outcome, item["framework_code"]), []).append(item)
    return found


def _matrix_said(facts: Facts) -> str:
    asked = {outcome for outcome, _ in _counts(facts)}
    by_many = [
        outcome
        for outcome in facts.outcomes
        if len({f for o, f in _counts(facts) if o == outcome}) >= 4
    ]
    none = [o for o in facts.outcomes if o not in asked]
    said = (
        f"{len(asked & set(facts.outcomes))} of {words.plural(len(facts.outcomes), 'outcome')} "
        "are asked for by at least one framework"
    )
    if by_many:
        said += f"; {len(by_many)} by four or more"
    if none:
        names = words.listed(facts.outcomes[o]["outcome_name"] for o in none[:3])
        more = f" and {len(none) - 3} more" if len(none) > 3 else ""
        said += f"; by none: {names}{more}"
    return words.sentence(said)


def _matrix(facts: Facts) -> Table:
    counts = _counts(facts)
    columns = ["Outcome", *(row["short_name"] for row in facts.frameworks.values())]
    rows: list[list[Cell]] = []
    groups: list[tuple[int, str]] = []
    last = ""
    for code, outcome in facts.outcomes.items():
        if outcome["domain_name"] != last:
            last = outcome["domain_name"]
            groups.append((len(rows), last))
        cells: list[Cell] = [text(outcome["outcome_name"], link=f"outcomes/{code}.html")]
        for framework in facts.frameworks:
            cells.append(_matrix_cell(facts, counts.get((code, framework), []), framework))
        rows.append(cells)
    return Table(
        slug="matrix",
        caption="Outcomes and the frameworks that ask for them: how many items, and how many of "
        "them with a figure",
        columns=columns,
        rows=rows,
        groups=groups,
    )


def _matrix_cell(facts: Facts, items: list[Row], framework: str) -> Cell:
    if not items:
        return Cell("none", "reason")
    measures = [item for item in items if facts.is_measure(item)]
    link = f"frameworks/{framework}.html#{(measures or items)[0]['item_code']}"
    if not measures:
        kinds = sorted({item["item_type"] for item in items})
        return Cell(f"{len(items)}", "filled", link, None, words.listed(kinds))
    held = sum(1 for item in measures if _has_value(facts, item))
    return Cell(f"{len(measures)}", "filled", link, None, f"{held} held")


def _has_value(facts: Facts, item: Row) -> bool:
    return any(
        (row := facts.spine_by_key.get((link["indicator_code"], link["cohort_code"]))) is not None
        and row["value"] is not None
        for link in facts.indicators_of_item.get(item["item_code"], [])
    )


def _unmeasured_table(facts: Facts) -> Table | None:
    rows = []
    for code, outcome in facts.outcomes.items():
        if any(row["value"] is not None for row in facts.spine_by_outcome.get(code, [])):
            continue
        asked = sorted(
            {
                facts.items[link["item_code"]]["framework_short_name"]
                for link in facts.items_of_outcome.get(code, [])
            }
        )
        rows.append(
            [
                text(outcome["outcome_name"], link=f"outcomes/{code}.html"),
                text(
                    outcome["gap_reason"] or "no indicator with a figure here is linked to it yet"
                ),
                text(words.listed(asked)) if asked else reason("no framework held"),
            ]
        )
    if not rows:
        return None
    return Table(
        slug="outcomes-without-measure",
        caption="Outcomes without a figure, and why",
        columns=["Outcome", "Why", "Asked for by"],
        rows=rows,
    )


def _unheld_table(facts: Facts) -> Table | None:
    rows: list[list[Cell]] = []
    groups: list[tuple[int, str]] = []
    for code, framework in facts.frameworks.items():
        items = [
            item
            for item in facts.items.values()
            if item["framework_code"] == code
            and item["is_in_latest_edition"]
            and facts.is_measure(item)
            and not _has_value(facts, item)
        ]
        if not items:
            continue
        groups.append((len(rows), f"{framework['short_name']}: {len(items)} without a figure"))
        for item in items:
            held = _held(facts, item)
            rows.append(
                [
                    text(
                        words.item_wording(item["item_name"], item["is_confirmed"]),
                        link=f"frameworks/{code}.html#{item['item_code']}",
                    ),
                    Cell(held.text, "reason"),
                ]
            )
    if not rows:
        return None
    return Table(
        slug="measures-without-figure",
        caption="Measures without a figure here, and why",
        columns=["Measure, in its framework's words", "Why"],
        rows=rows,
        groups=groups,
    )


def _by_framework(facts: Facts) -> Table | None:
    rows: list[list[Cell]] = []
    for row in facts.coverage:
        if not row["is_latest_edition"]:
            continue
        counts: list[Any] = [
            row["mapped_item_count"],
            row["measure_count"],
            row["mapped_count"],
            row["with_value_count"],
            row["confirmed_count"],
        ]
        rows.append(
            [
                text(row["framework_name"], link=f"frameworks/{row['framework_code']}.html"),
                text(row["edition_name"]),
                number(str(row["item_count"])),
                *[number(str(n)) for n in counts],
            ]
        )
    if not rows:
        return None
    return Table(
        slug="by-framework",
        caption="How much of each framework's latest edition is covered",
        columns=[
            "Framework",
            "Latest edition held",
            "Items",
            "Items on the spine",
            "Measures",
            "Measures on the spine",
            "With a figure",
            "Confirmed",
        ],
        rows=rows,
        numeric=frozenset({2, 3, 4, 5, 6, 7}),
        cards=True,
    )
