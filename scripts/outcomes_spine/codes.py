"""The codes that people type: periods, cohorts, and whatever a seed and its overlay list."""

from __future__ import annotations

import re
from datetime import date, timedelta
from functools import cache

from outcomes_spine.project import seed_rows

PERIOD_HINT = (
    "write AY2024-25 (school year), FY2024-25, CY2024, AT2025-03-31 (one day), 3CY2021-2023, "
    "3FY2021-24, 3AY2021-24 or ED2019 (edition of an index)"
)
COHORT_HINT = (
    "write all, or characteristic=value from seeds/reference/cohort_values.csv, several joined by "
    "| in the order of the alphabet, as in fsm=eligible|sen=support"
)


def is_period(code: str) -> bool:
    """Say whether a text is one of our period codes, its years in step and of our time."""
    if not re.match(r"3?[A-Z]{2}(19|20)\d\d", code, re.ASCII):
        return False
    if found := re.fullmatch(r"AT(\d{4}-\d\d-\d\d)", code, re.ASCII):
        try:
            return bool(date.fromisoformat(found[1]))
        except ValueError:
            return False
    if found := re.fullmatch(r"(?:CY|ED)(\d{4})", code, re.ASCII):
        return True
    if found := re.fullmatch(r"3CY(\d{4})-(\d{4})", code, re.ASCII):
        return int(found[2]) == int(found[1]) + 2
    if found := re.fullmatch(r"(3?)[AF]Y(\d{4})-(\d\d)", code, re.ASCII):
        return int(found[3]) == (int(found[2]) + (3 if found[1] else 1)) % 100
    return False


def period_type(code: str) -> str:
    """Return the kind of a period code: AY, 3CY and so on."""
    return code[: 3 if code[0] == "3" else 2]


def span(code: str) -> tuple[date, date]:
    """Return the first and the last day of a period, by the rules of its type (period_types)."""
    kind = period_type(code)
    rule = _period_types()[kind]
    remainder = code[len(kind) :]
    if rule["is_point_in_time"] == "true":
        day = date.fromisoformat(remainder)
        return day, day
    first = date(int(remainder[:4]), int(rule["start_month"]), 1)
    months = first.month - 1 + int(rule["months"])
    return first, date(first.year + months // 12, months % 12 + 1, 1) - timedelta(days=1)


def is_cohort(code: str) -> bool:
    """Say whether a text is a cohort code: all, or known parts, each once, in order."""
    if code == "all":
        return True
    parts = code.split("|")
    characteristics = [part.partition("=")[0] for part in parts]
    return characteristics == sorted(set(characteristics)) and set(parts) <= _cohort_parts()


@cache
def _period_types() -> dict[str, dict[str, str]]:
    return {row["period_type"]: row for row in seed_rows("period_types")}


@cache
def _cohort_parts() -> frozenset[str]:
    return frozenset(
        f"{row['characteristic']}={row['value']}" for row in seed_rows("cohort_values")
    )
