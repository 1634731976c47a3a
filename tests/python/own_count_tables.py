"""Made-up published tables of an own count of children, for the report's tests."""

from __future__ import annotations

from datetime import date
from typing import Any

import duckdb

BOROUGH = ("X1" + "9" * 7, "Inventon")  # code and name of an area that is nowhere
YEARS = {"AY2023-24": (1, 2024), "AY2024-25": (1, 2025), "3AY2022-25": (3, 2025)}
PLANTED = 777  # stands in hidden cells, and must never be seen
SHARE = """
    area_code varchar, area_name varchar, period_code varchar, period_end date,
    years_together integer, numerator bigint, denominator bigint, value double,
    value_status varchar, lower_95 double, upper_95 double, basis varchar, is_invented boolean,
"""
OUTCOME = """
    child_outcome_code varchar, child_outcome_name varchar, outcome_kind varchar,
    cohort_code varchar, cohort_name varchar, characteristic_count integer,
    denominator_code varchar, rest_value double, outcome_sort_order integer,
    cohort_sort_order integer
"""
TABLES = {
    "gld_by_cohort": SHARE + OUTCOME,
    "gld_goals": SHARE + OUTCOME,
    "gld_poverty_profile": SHARE
    + """
        place_profile varchar, place_code varchar, place_name varchar, index_edition integer,
        ward_idaci_percent double
    """,
    "gld_risk_factors": """
        area_code varchar, factor_level varchar, place_code varchar, place_name varchar,
        factor_code varchar, factor_name varchar, domain_code varchar, domain_name varchar,
        gld_period_code varchar, factor_period_code varchar, factor_value double,
        factor_unit varchar, sort_order integer, is_invented boolean
    """,
    "gld_attrition": """
        area_code varchar, area_name varchar, period_code varchar, population_code varchar,
        population_name varchar, basis varchar, step_number integer, reason_code varchar,
        reason_name varchar, children_out bigint, value_status varchar, children_left bigint,
        children_at_start bigint, sort_order integer, is_invented boolean
    """,
    "gld_reconciliation": """
        area_code varchar, area_name varchar, period_code varchar, children bigint,
        children_recorded bigint, computed bigint, value_all_children double,
        value_all_17_recorded double, published_value double, published_denominator double,
        published_by varchar, difference_from_published double, is_invented boolean
    """,
    "sen_by_census_and_plan": """
        area_code varchar, area_name varchar, period_code varchar, sen_in_census varchar,
        has_plan_in_sen2 boolean, mismatch_kind varchar, children bigint, value_status varchar,
        is_invented boolean
    """,
}
# Cohort, name, reached, of how many; None is hidden in the latest year.
GROUPS: dict[str, tuple[str, int | None, int]] = {
    "all": ("All children", 700, 1000),
    "sex=female": ("girls", 390, 500),
    "sex=male": ("boys", 310, 500),
    "fsm=eligible": ("eligible for free school meals", 81, 180),
    "fsm=not_eligible": ("not eligible for free school meals", 619, 820),
    "sen=support": ("SEN support", 33, 110),
    "sen=ehcp": ("education, health and care plan", None, 40),
    "term_of_birth=summer": ("born in summer", 263, 410),
    "idaci=2025_most_deprived_30": ("IDACI 2025, most deprived three tenths", 118, 205),
    "fsm=eligible|sen=support": ("eligible for free school meals, SEN support", 7, 38),
    "sen=ehcp|term_of_birth=summer": ("education, health and care plan, summer", None, 16),
}
GOALS = {
    "one_goal_short": ("One goal short of a good level", "short", 3),
    "literacy_at_5": ("Literacy", "area of learning", 14),
    "ELG09": ("Word Reading", "goal", 29),
    "ELG10": ("Writing", "goal", 30),
}
WARDS = {"W1": ("Deepdell", 44.0, 40), "W2": ("Midmoor", 25.0, 70), "W3": ("Hightop", 12.0, 92)}


def create(connection: duckdb.DuckDBPyConnection) -> None:
    """Create the tables without a row."""
    for name, columns in TABLES.items():
        connection.execute(f"create table published.{name} ({columns})")


def fill(
    connection: duckdb.DuckDBPyConnection, *, is_invented: bool, area: tuple[str, str] = BOROUGH
) -> None:
    """Fill the tables as they are published: all of an invented borough, totals of a real one."""

    def insert(table: str, **row: Any) -> None:
        row |= {"area_code": area[0], "is_invented": is_invented}
        if table != "gld_risk_factors":
            row["area_name"] = area[1]
        names, marks = ", ".join(row), ", ".join("?" for _ in row)
        connection.execute(
            f"insert into published.{table} ({names}) values ({marks})", list(row.values())
        )

    def share(period: str, reached: int | None, of: int) -> dict[str, Any]:
        together, end = YEARS[period]
        status = "shown" if reached is not None else "c"
        n = PLANTED if reached is None else reached * together
        value = 100.0 * n / (of * together)
        return {
            "period_code": period,
            "period_end": date(end, 8, 31),
            "years_together": together,
            "numerator": n,
            "denominator": of * together,
            "value": value,
            "value_status": status,
            "lower_95": value - 4,
            "upper_95": value + 4,
            "basis": "submitting_authority",
        }

    for period in YEARS:
        for place, (cohort, (name, reached, of)) in enumerate(GROUPS.items()):
            if not is_invented and cohort != "all":
                continue
            group = {
                "cohort_code": cohort,
                "cohort_name": name,
                "characteristic_count": 0 if cohort == "all" else cohort.count("|") + 1,
                "cohort_sort_order": place,
            }
            seen = 5 if reached is None and YEARS[period][0] == 3 else reached
            for denominator, less in (("all_children", 0), ("all_17_recorded", 10)):
                insert(
                    "gld_by_cohort",
                    child_outcome_code="gld_at_5",
                    child_outcome_name="Good level of development",
                    outcome_kind="good level",
                    outcome_sort_order=1,
                    denominator_code=denominator,
                    **group,
                    **share(period, seen, of - less * (of > 100)),
                )
            for code, (goal, kind, order) in GOALS.items():
                if "|" not in cohort:
                    insert(
                        "gld_goals",
                        child_outcome_code=code,
                        child_outcome_name=goal,
                        outcome_kind=kind,
                        outcome_sort_order=order,
                        denominator_code="all_children",
                        **group,
                        **share(period, None if seen is None else seen - order % 7, of),
                    )
    for row in (("AY2024-25", 1000, 990, 700),):
        published = {} if is_invented else {"published_value": 70.1, "published_denominator": 999}
        insert(
            "gld_reconciliation",
            period_code=row[0],
            children=row[1],
            children_recorded=row[2],
            computed=row[3],
            value_all_children=70.0,
            value_all_17_recorded=70.7,
            difference_from_published=None if is_invented else -0.1,
            **published,
        )
    if not is_invented:
        return
    for period in YEARS:
        for edition in (2025, 2019):
            for scale in ("national", "local"):
                for tenth in range(1, 11):
                    # On a straight line, two points a tenth; tenth 4 of 2019 is hidden.
                    is_hidden = edition == 2019 and tenth == 4
                    insert(
                        "gld_poverty_profile",
                        place_profile=f"idaci_{edition}_{scale}_tenth",
                        place_code=str(tenth),
                        place_name=f"Tenth {tenth}" + " (most deprived)" * (tenth == 1),
                        index_edition=edition,
                        **share(period, None if is_hidden else 50 + 2 * tenth, 100),
                    )
        for code, (ward, idaci, reached) in {**WARDS, "W4": ("Veiled", 30.0, -1)}.items():
            insert(
                "gld_poverty_profile",
                place_profile="ward",
                place_code=code,
                place_name=ward,
                index_edition=2025,
                ward_idaci_percent=idaci,
                **{
                    **share(period, None if reached < 0 else reached, 100),
                    "basis": "residence_of_submitted",
                },
            )
            for factor, domain in (("Meals", "Thriving"), ("Language", "Learning")):
                if reached >= 0:
                    insert(
                        "gld_risk_factors",
                        factor_level="ward",
                        place_code=code,
                        place_name=ward,
                        factor_code=factor.lower(),
                        factor_name=factor,
                        domain_code=domain.lower(),
                        domain_name=domain,
                        gld_period_code=period,
                        factor_period_code=period,
                        factor_value=idaci / 2,
                        factor_unit="percent",
                        sort_order=21,
                    )
    steps = (("left", "Left before the profile", 41), ("twice", "Row sent twice", None))
    for number, (code, reason, out) in enumerate(steps, 1):
        insert(
            "gld_attrition",
            period_code="AY2024-25",
            population_code="all_children",
            population_name="All children with a profile",
            basis="submitting_authority",
            step_number=number,
            reason_code=code,
            reason_name=reason,
            children_out=PLANTED if out is None else out,
            value_status="c" if out is None else "shown",
            children_left=1000 if number == len(steps) else None,
            children_at_start=1043,
            sort_order=1,
        )
    for sen, has_plan, kind, n in (
        ("ehcp", True, "agree", 390),
        ("none", True, "plan in SEN2 only", None),
    ):
        insert(
            "sen_by_census_and_plan",
            period_code="AY2024-25",
            sen_in_census=sen,
            has_plan_in_sen2=has_plan,
            mismatch_kind=kind,
            children=PLANTED if n is None else n,
            value_status="c" if n is None else "shown",
        )
