"""Read the published schema once, into plain rows, for the area in focus and those beside it.

About twenty queries for the whole report; no page asks the database anything. A figure is never
worked out here: the marts have done that.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal
from functools import cached_property
from pathlib import Path
from typing import Any

import duckdb

from outcomes_spine.errors import SpineError
from outcomes_spine.report import own_count, words

Row = dict[str, Any]
Key = tuple[str, str]  # (indicator_code, cohort_code)

FEWEST_AUTHORITIES = 10  # with fewer an indicator leads no outcome beside one that more have
_LINK_ORDER = {"exact": 0, "narrower": 1, "broader": 2, "proxy": 3, "contextual": 4}


@dataclass(frozen=True)
class Facts:
    """The published tables as rows, keyed the way the pages look things up."""

    home: Row
    areas: dict[str, Row]
    neighbours: list[Row]  # comparator rows of the edition in use, nearest first
    layers: list[Row]
    domains: dict[str, Row]
    outcomes: dict[str, Row]
    indicators: dict[str, Row]
    links: dict[str, list[Row]]  # outcome -> its indicators, those that carry it first
    authorities: int  # upper-tier authorities of England today
    reach: dict[str, int]  # indicator -> how many of them have any figure of it
    cohorts: dict[str, Row]
    sources: dict[str, Row]
    statuses: dict[str, str]  # value_status -> plain words
    spine: list[Row]  # rows of the home area
    trends: dict[Key, list[Row]]  # oldest first
    beside: dict[tuple[str, str, str], dict[str, Row]]  # (indicator, cohort, period) -> by area
    items: dict[str, Row]
    item_outcomes: list[Row]
    item_indicators: list[Row]
    frameworks: dict[str, Row]
    coverage: list[Row]
    targets: list[Row]
    breaks: dict[str, list[Row]]
    glossary: list[Row]
    files: dict[str, list[Row]]  # lineage_id -> files
    data_status: list[Row]
    disagreement_kinds: list[Row]
    disagreements: list[Row]  # of the home area
    fsm_gaps: list[Row]
    poverty: dict[str, Row]  # by area
    risks: list[Row]  # of the area, its region and England
    own_counts: list[own_count.OwnCount]

    @cached_property
    def spine_by_outcome(self) -> dict[str, list[Row]]:
        """Return the home area's rows of each outcome, those that carry it first."""
        found: dict[str, list[Row]] = defaultdict(list)
        for row in self.spine:
            found[row["outcome_code"]].append(row)
        for outcome, rows in found.items():
            place = {link["indicator_code"]: i for i, link in enumerate(self.links[outcome])}

            def order(row: Row, place: dict[str, int] = place) -> tuple[Any, ...]:
                code, cohort = row["indicator_code"], row["cohort_code"]
                return (place[code], cohort != self.lead_cohort(code), self.cohort_order(cohort))

            rows.sort(key=order)
        return found

    @cached_property
    def spine_by_key(self) -> dict[Key, Row]:
        """Return one row of the home area for each indicator and cohort, its primary home first."""
        found: dict[Key, Row] = {}
        for row in sorted(self.spine, key=lambda r: not r["is_primary_outcome"]):
            found.setdefault((row["indicator_code"], row["cohort_code"]), row)
        return found

    @cached_property
    def cohorts_held(self) -> dict[str, list[str]]:
        """Return the cohorts of each indicator that the home area has a row for, in order."""
        found: dict[str, set[str]] = defaultdict(set)
        for indicator, cohort in self.spine_by_key:
            found[indicator].add(cohort)
        return {
            code: sorted(held, key=lambda c: (self.cohort_order(c), c))
            for code, held in found.items()
        }

    @cached_property
    def items_of_indicator(self) -> dict[str, list[Row]]:
        """Return the framework items that each indicator answers (links in force only)."""
        found: dict[str, list[Row]] = defaultdict(list)
        for link in self.item_indicators:
            if link["item_code"] in self.items and link["is_in_force"]:
                found[link["indicator_code"]].append(link)
        return found

    @cached_property
    def indicators_of_item(self) -> dict[str, list[Row]]:
        """Return the indicators (for a cohort) that answer each framework item."""
        found: dict[str, list[Row]] = defaultdict(list)
        for link in self.item_indicators:
            if link["is_in_force"]:
                found[link["item_code"]].append(link)
        return found

    @cached_property
    def edition_ends(self) -> dict[str, Any]:
        """Return the day on which each framework's latest edition ended, if it did."""
        return {
            row["framework_code"]: row["valid_to"]
            for row in self.coverage
            if row["is_latest_edition"]
        }

    @cached_property
    def outcomes_of_item(self) -> dict[str, list[Row]]:
        """Return the outcomes each framework item serves, the primary one first.

        The links are those in force, or in force when the framework ended. An item without one
        that an indicator answers (a target, a baseline) serves that indicator's outcome.
        """
        found: dict[str, list[Row]] = defaultdict(list)
        for link in self.item_outcomes:
            ended = self.edition_ends.get(link["framework_code"])
            is_in_force = link["is_in_force"] or (
                ended is not None and link["valid_to"] is not None and link["valid_to"] >= ended
            )
            if is_in_force and link["outcome_code"] in self.outcomes:
                found[link["item_code"]].append(link)
        for code in self.items:
            if code not in found:
                for link in self.indicators_of_item.get(code, []):
                    outcome = self.indicators.get(link["indicator_code"], {}).get("outcome_code")
                    if outcome in self.outcomes:
                        through = {
                            "outcome_code": outcome,
                            "is_primary": True,
                            "reason": "through the indicator that answers it",
                        }
                        found[code].append({**link, **through})
                        break
        for links in found.values():
            links.sort(key=lambda r: (not r["is_primary"], r["outcome_code"]))
        return dict(found)

    @cached_property
    def items_of_outcome(self) -> dict[str, list[Row]]:
        """Return the links from framework items to each outcome, by framework and place."""
        found: dict[str, list[Row]] = defaultdict(list)
        for code, links in self.outcomes_of_item.items():
            if code in self.items:
                for link in links:
                    found[link["outcome_code"]].append(link)
        for links in found.values():
            links.sort(key=lambda r: self._place(self.items[r["item_code"]]))
        return found

    def _place(self, item: Row) -> tuple[Any, ...]:
        framework = self.frameworks.get(item["framework_code"], {})
        return (framework.get("sort_order") or 999, item["sort_order"] or 0, item["item_code"])

    def cohort_order(self, code: str) -> tuple[int, int, int]:
        """Return where a cohort stands: all children first, then by characteristic and value."""
        if code == "all":
            return (0, 0, 0)
        parts = code.split("|")
        order = _CHARACTERISTIC_ORDER
        name = parts[0].partition("=")[0]
        place = order.index(name) if name in order else len(order)
        return (len(parts), place, int(self.cohorts.get(code, {}).get("sort_order") or 0))

    def leads(self, outcome_code: str, most: int = 3) -> list[Row]:
        """Return the rows that carry an outcome, one an indicator.

        Which comes first is fixed by the seeds, the same for every council (see `links`). Only an
        indicator without any figure here, or one that has ended, steps aside; `aside` names it.
        After the first, what hardly any authority has a figure of steps behind the others.
        """
        first: dict[str, Row] = {}
        for row in self.spine_by_outcome.get(outcome_code, []):
            first.setdefault(row["indicator_code"], row)
        rows = list(first.values())
        rows.sort(key=lambda row: (not self.has_figure(row), self.is_ended(row)))
        going = [row for row in rows if self.has_figure(row) and not self.is_ended(row)]
        rows = going or rows
        return [*rows[:1], *sorted(rows[1:], key=self._is_thin)][:most]

    def _is_thin(self, row: Row) -> bool:
        """Return whether too few authorities have a figure of an indicator to stand beside."""
        return self.reach.get(row["indicator_code"], 0) < FEWEST_AUTHORITIES

    def aside(self, outcome_code: str) -> list[str]:
        """Return the indicators that would carry an outcome had they a figure here."""
        leads = self.leads(outcome_code, 1)
        if not leads or not self.has_figure(leads[0]):
            return []
        codes = [link["indicator_code"] for link in self.links[outcome_code]]
        before = codes[: codes.index(leads[0]["indicator_code"])]
        return [code for code in before if not self.is_ended({"indicator_code": code})]

    def has_figure(self, row: Row) -> bool:
        """Return whether an indicator has any figure for the area, in its latest period or not."""
        key = (row["indicator_code"], row["cohort_code"])
        return any(r["value"] is not None for r in self.trends.get(key, []))

    def is_ended(self, row: Row) -> bool:
        """Return whether the indicator of a row has ended."""
        return self.indicators[row["indicator_code"]]["valid_to"] is not None

    def lead_cohort(self, indicator_code: str) -> str:
        """Return the cohort an indicator's page begins with: all children wherever held."""
        held = self.cohorts_held.get(indicator_code, [])
        if "all" in held or not held:
            known = sorted(c for i, c in self.trends if i == indicator_code)
            return "all" if held or "all" in known or not known else known[0]
        with_value = [c for c in held if self.has_figure(self.spine_by_key[(indicator_code, c)])]
        return (with_value or held)[0]

    def status_words(self, status: str | None) -> str | None:
        """Return the plain words of a value status."""
        return self.statuses.get(status, status) if status else None

    def is_measure(self, item: Row) -> bool:
        """Return whether an item is one a figure is asked for."""
        return bool(item["asks_for_a_figure"])


_CHARACTERISTIC_ORDER = tuple(words.CHARACTERISTICS)


def read(database: Path) -> Facts:
    """Read the published schema of a database.

    Raises SpineError where the file or a table cannot be read, or no area is the home area.
    """
    try:
        connection = duckdb.connect(str(database), read_only=True)
    except duckdb.Error as error:
        raise SpineError(f"{database} cannot be opened for the report: {error}") from None
    try:
        return _read(connection)
    except duckdb.Error as error:
        raise SpineError(
            f"{database} lacks a table or a column that the report reads: "
            f"{str(error).splitlines()[0]} Build the warehouse again."
        ) from None
    finally:
        connection.close()


def _read(connection: duckdb.DuckDBPyConnection) -> Facts:
    def rows(query: str, *values: Any) -> list[Row]:
        cursor = connection.execute(query, list(values))
        names = [column[0] for column in cursor.description or []]
        return [dict(zip(names, map(_plain, record), strict=True)) for record in cursor.fetchall()]

    areas = {row["area_code"]: row for row in rows("select * from published.area")}
    homes = [row for row in areas.values() if row["is_home_area"]]
    if len(homes) != 1:
        raise SpineError(f"The report needs one home area, and {len(homes)} are marked as it.")
    home = homes[0]
    frameworks = _keyed(
        rows("select * from published.framework order by sort_order, framework_code"),
        "framework_code",
    )
    items = _keyed(
        rows("select * from published.framework_item order by sort_order, item_code"), "item_code"
    )
    items = {code: row for code, row in items.items() if row["framework_code"] in frameworks}
    item_indicators = rows(
        "select * from published.framework_item_indicator "
        "order by item_code, indicator_code, cohort_code"
    )
    indicators = _keyed(
        rows("select * from published.indicator order by sort_order, indicator_code"),
        "indicator_code",
    )
    links = rows(
        """
        select outcome_code, indicator_code, outcome_link_type as link_type,
            is_primary_outcome as is_primary, bool_or(cohort_code = 'all') as is_of_all
        from published.outcome_spine
        group by all
        union all
        select outcome_code, indicator_code, outcome_link_type, true, true
        from published.indicator
        where outcome_code is not null
            and indicator_code not in (select indicator_code from published.outcome_spine)
        """
    )
    comparators = rows(
        """
        select * from published.area_comparator
        where area_code = ? and is_in_use
            and comparator_set in ('england', 'region', 'dfe_neighbours')
        order by comparator_set, rank, comparator_area_code
        """,
        home["area_code"],
    )
    outcomes = rows(
        "select * from published.outcome where valid_to is null order by sort_order, outcome_code"
    )
    trends: dict[Key, list[Row]] = defaultdict(list)
    for row in rows("select * from published.indicator_trend order by period_end, period_code"):
        trends[(row["indicator_code"], row["cohort_code"])].append(row)
    beside: dict[tuple[str, str, str], dict[str, Row]] = defaultdict(dict)
    codes = [home["area_code"], *(row["comparator_area_code"] for row in comparators)]
    marks = ", ".join("?" for _ in codes)
    for row in rows(
        f"""
        select indicator_code, cohort_code, period_code, area_code, value, numerator, denominator,
            value_status, lower_95, upper_95, limits_source, source_code, lineage_id,
            note, published_on
        from published.indicator_value
        where is_latest_vintage and not is_invented and area_code in ({marks})
        """,
        *codes,
    ):
        beside[(row["indicator_code"], row["cohort_code"], row["period_code"])][
            row["area_code"]
        ] = row
    files: dict[str, list[Row]] = defaultdict(list)
    for row in rows(
        f"""
        select files.* from published.lineage_file as files
        where files.lineage_id in (
            select lineage_id from published.indicator_value
            where is_latest_vintage and not is_invented and area_code in ({marks})
        )
        order by files.lineage_id, files.file_name
        """,
        *codes,
    ):
        files[row["lineage_id"]].append(row)
    breaks: dict[str, list[Row]] = defaultdict(list)
    for row in rows(
        "select * from published.comparability_break order by indicator_code, break_start"
    ):
        breaks[row["indicator_code"]].append(row)
    return Facts(
        home=home,
        areas=areas,
        neighbours=[row for row in comparators if row["comparator_set"] == "dfe_neighbours"],
        layers=_layers(outcomes),
        domains=_keyed(
            rows("select * from published.outcome_domain order by sort_order, domain_code"),
            "domain_code",
        ),
        outcomes=_keyed(outcomes, "outcome_code"),
        indicators=indicators,
        links=_links(links, indicators),
        authorities=sum(
            row["area_type"] == "la_upper" and row["valid_to"] is None for row in areas.values()
        ),
        reach={
            row["indicator_code"]: row["n"]
            for row in rows(
                """
                select indicator_code, count(distinct area_code) as n
                from published.indicator_value
                inner join published.area using (area_code)
                where area.area_type = 'la_upper' and area.valid_to is null
                    and is_latest_vintage and not is_invented and value is not null
                group by indicator_code
                """
            )
        },
        cohorts=_keyed(rows("select * from published.cohort"), "cohort_code"),
        sources=_keyed(rows("select * from published.source"), "source_code"),
        statuses={
            row["value_status"]: row["plain_words"]
            for row in rows("select * from published.value_status order by sort_order")
        },
        spine=rows(
            "select * from published.outcome_spine where area_code = ? "
            "order by outcome_sort_order, indicator_sort_order, cohort_sort_order, cohort_code",
            home["area_code"],
        ),
        trends=dict(trends),
        beside=dict(beside),
        items=items,
        item_outcomes=rows(
            "select * from published.framework_item_outcome order by item_code, outcome_code"
        ),
        item_indicators=item_indicators,
        frameworks=frameworks,
        coverage=[
            row
            for row in rows(
                "select * from published.framework_coverage order by sort_order, framework_code, "
                "valid_from, edition"
            )
            if row["framework_code"] in frameworks
        ],
        targets=rows(
            "select * from published.target_progress order by indicator_code, area_code, "
            "target_value, target_code"
        ),
        breaks=dict(breaks),
        glossary=rows("select * from published.glossary_term order by sort_order, term"),
        files=dict(files),
        data_status=rows(
            "select * from published.data_status order by dataset_title, edition, file_name"
        ),
        disagreement_kinds=rows(
            """
            select kind, relation, count(*) as n, count(distinct indicator_code) as indicators,
                count(case when area_code = ? then 1 end) as home_n,
                max(abs(difference)) as largest
            from published.source_disagreement
            group by kind, relation
            order by kind, relation
            """,
            home["area_code"],
        ),
        disagreements=rows(
            """
            select * from published.source_disagreement where area_code = ?
            order by kind = 'rounding', abs(difference) desc, indicator_code, cohort_code,
                period_code desc, other_series_code
            """,
            home["area_code"],
        ),
        fsm_gaps=rows(
            f"""
            select * from published.gld_fsm_gaps
            where not is_invented and area_code in ({marks}) order by period_end, area_code
            """,
            *codes,
        ),
        poverty=_keyed(
            rows(
                f"select * from published.gld_and_child_poverty where area_code in ({marks})",
                *codes,
            ),
            "area_code",
        ),
        risks=rows(
            f"""
            select * from published.gld_risk_factors
            where factor_level = 'area' and not is_invented and area_code in ({marks})
            order by sort_order, area_code
            """,
            *codes,
        ),
        own_counts=own_count.read(rows),
    )


def _links(links: list[Row], indicators: dict[str, Row]) -> dict[str, list[Row]]:
    """Return the indicators of each outcome in the order in which they carry it.

    By seeds alone, so that every council has the same one in the lead: those that have not ended,
    those that measure it before stand-ins, published ones before a council's own, then link type,
    first home, figures of all children, and the order of the seeds.
    """

    def order(link: Row) -> tuple[Any, ...]:
        code = link["indicator_code"]
        indicator = indicators[code]
        return (
            indicator["valid_to"] is not None,
            link["link_type"] in words.STAND_INS,
            bool(indicator["is_local"]),
            _LINK_ORDER.get(link["link_type"], 9),
            not link["is_primary"],
            not link["is_of_all"],
            indicator["sort_order"] or 0,
            code,
        )

    found: dict[str, dict[str, Row]] = defaultdict(dict)
    for link in sorted(links, key=order):
        found[link["outcome_code"]].setdefault(link["indicator_code"], link)
    return {outcome: list(by_code.values()) for outcome, by_code in found.items()}


def _plain(value: Any) -> Any:
    """Return a decimal as a float, so that all numbers count alike."""
    return float(value) if isinstance(value, Decimal) else value


def _keyed(rows: Iterable[Row], column: str) -> dict[str, Row]:
    return {row[column]: row for row in rows}


def _layers(outcomes: list[Row]) -> list[Row]:
    """Return the layers with their domains, each with its outcomes, in the order of the spine."""
    layers: dict[str, Row] = {}
    for outcome in outcomes:
        layer = layers.setdefault(
            outcome["layer_code"],
            {"layer_code": outcome["layer_code"], "layer_name": outcome["layer_name"], "by": {}},
        )
        domain = layer["by"].setdefault(
            outcome["domain_code"],
            {
                "domain_code": outcome["domain_code"],
                "domain_name": outcome["domain_name"],
                "outcomes": [],
            },
        )
        domain["outcomes"].append(outcome)
    return [{**layer, "domains": list(layer["by"].values())} for layer in layers.values()]
