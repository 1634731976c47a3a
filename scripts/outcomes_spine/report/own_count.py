"""What a council counts itself from the returns of its children, as the pages read it.

An invented borough's tables are whole; of a real one only totals are published. The two never
stand in one `OwnCount`: each belongs to one area and is invented or not.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import cached_property
from typing import Any

Row = dict[str, Any]
Rows = Callable[..., list[Row]]

GLD = "gld_at_5"
ALL_CHILDREN = "all_children"
RECORDED = "all_17_recorded"
DENOMINATORS = {ALL_CHILDREN: "All children", RECORDED: "All 17 goals recorded"}

_COHORTS = """
    select
        *,
        denominator - numerator as not_reached,
        100.0 - value as not_reached_percent,
        100.0 * (denominator - numerator) / nullif(
            max(case when cohort_code = 'all' then denominator - numerator end) over (
                partition by is_invented, area_code, period_code, child_outcome_code,
                    denominator_code
            ), 0
        ) as percent_of_not_reached
    from published.gld_by_cohort
    order by period_end, period_code, cohort_sort_order, cohort_code
"""

# A straight line through the tenths that are shown, each with the weight of its children; the sums
# are of whole numbers, so that they are the same in any order.
_SLOPES = """
    with sums as (
        select
            is_invented, area_code, period_code, place_profile,
            count(*) as tenths_shown,
            sum(denominator) as w,
            sum(denominator * cast(place_code as bigint)) as wx,
            sum(denominator * cast(place_code as bigint) * cast(place_code as bigint)) as wxx,
            100 * sum(numerator) as wy,
            100 * sum(numerator * cast(place_code as bigint)) as wxy
        from published.gld_poverty_profile
        where place_profile <> 'ward' and value_status = 'shown'
        group by all
    )
    select
        is_invented, area_code, period_code, place_profile, tenths_shown,
        cast(w * wxy - wx * wy as double) / nullif(w * wxx - wx * wx, 0) as points_a_tenth,
        (wy - points_a_tenth * wx) / w as at_nought
    from sums
    where tenths_shown > 2
"""


@dataclass(frozen=True)
class OwnCount:
    """The published tables of one area's own count; rows as the tables have them."""

    is_invented: bool
    area_code: str
    area_name: str
    cohorts: list[Row]
    goals: list[Row]
    profile: list[Row]
    slopes: list[Row]
    risks: list[Row]
    attrition: list[Row]
    reconciliation: list[Row]
    sen: list[Row]

    @cached_property
    def _by_key(self) -> dict[tuple[str, str, str, str], Row]:
        return {
            (row["child_outcome_code"], row["denominator_code"], row["cohort_code"], period): row
            for row in [*self.goals, *self.cohorts]
            for period in [row["period_code"]]
        }

    def row(
        self, outcome: str, cohort: str, period: str | None, denominator: str = ALL_CHILDREN
    ) -> Row | None:
        """Return the row of an outcome for a group in a period, if there is one."""
        return self._by_key.get((outcome, denominator, cohort, period or ""))

    @cached_property
    def years(self) -> list[str]:
        """Return the codes of the single years, oldest first."""
        return _periods([*self.cohorts, *self.goals], 1)

    @property
    def latest(self) -> str | None:
        """Return the code of the latest single year."""
        return self.years[-1] if self.years else None

    @cached_property
    def pooled(self) -> str | None:
        """Return the code of the latest years counted together, if there are any."""
        found = _periods([*self.cohorts, *self.goals], 3)
        return found[-1] if found else None

    @cached_property
    def singles(self) -> dict[str, Row]:
        """Return one row of each group of one characteristic, by its code."""
        return {
            row["cohort_code"]: row
            for row in [*self.goals, *self.cohorts]
            if row["characteristic_count"] == 1
        }

    @cached_property
    def pairs(self) -> dict[str, Row]:
        """Return one row of each group of two characteristics, by its code."""
        return {row["cohort_code"]: row for row in self.cohorts if row["characteristic_count"] == 2}


def read(rows: Rows) -> list[OwnCount]:
    """Read the own counts of every area that has one; real ones first.

    `rows` runs a query and returns its rows.
    """
    tables = {
        table: [_as_its_status_says(row) for row in found] for table, found in _tables(rows).items()
    }
    names = {
        (row["is_invented"], row["area_code"]): row["area_name"]
        for found in tables.values()
        for row in found
        if "area_name" in row
    }
    return [
        OwnCount(
            is_invented,
            area,
            names[(is_invented, area)],
            **{
                table: [r for r in found if (r["is_invented"], r["area_code"]) == key]
                for table, found in tables.items()
            },
        )
        for key in sorted(names)
        for is_invented, area in [key]
    ]


def _tables(rows: Rows) -> dict[str, list[Row]]:
    return {
        "cohorts": rows(_COHORTS),
        "goals": rows(
            "select * from published.gld_goals "
            "order by period_end, outcome_sort_order, cohort_sort_order, cohort_code"
        ),
        "profile": rows(
            "select * from published.gld_poverty_profile "
            "order by period_end, period_code, place_profile, ward_idaci_percent desc, "
            "try_cast(place_code as integer), place_code"
        ),
        "slopes": rows(_SLOPES),
        "risks": rows(
            "select * from published.gld_risk_factors where factor_level = 'ward' "
            "order by sort_order, place_code"
        ),
        "attrition": rows(
            "select * from published.gld_attrition order by period_code, sort_order, step_number"
        ),
        "reconciliation": rows("select * from published.gld_reconciliation order by period_code"),
        "sen": rows(
            "select * from published.sen_by_census_and_plan "
            "order by period_code, mismatch_kind, sen_in_census, has_plan_in_sen2"
        ),
    }


_HIDDEN = (
    "numerator",
    "value",
    "lower_95",
    "upper_95",
    "rest_value",
    "not_reached",
    "not_reached_percent",
    "percent_of_not_reached",
    "children_out",
    "children",
)


def _as_its_status_says(row: Row) -> Row:
    """Take the numbers out of a row whose status hides them, should any have come with it."""
    if row.get("value_status", "shown") == "shown":
        return row
    return {column: None if column in _HIDDEN else value for column, value in row.items()}


def _periods(rows: Iterable[Row], years_together: int) -> list[str]:
    found = {
        (row["period_end"], row["period_code"])
        for row in rows
        if row["years_together"] == years_together
    }
    return [code for _, code in sorted(found)]
