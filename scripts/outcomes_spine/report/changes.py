"""What changed for the area since the release before, from the published values of both."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Any

import duckdb

from outcomes_spine.errors import SpineError
from outcomes_spine.home import read_json

_VALUES = """
    select indicator_code, cohort_code, period_code, period_end, value
    from {table}
    where is_latest_vintage and not is_invented and area_code = ?
"""

_CHANGES = """
    with now as ({now}), before as ({before}),
    compared as (
        select
            coalesce(now.indicator_code, before.indicator_code) as indicator_code,
            coalesce(now.cohort_code, before.cohort_code) as cohort_code,
            coalesce(now.period_code, before.period_code) as period_code,
            coalesce(now.period_end, before.period_end) as period_end,
            before.value as value_before,
            now.value as value_now,
            case
                when before.value is null then 'new'
                when now.value is null then 'withdrawn'
                else 'revised'
            end as change
        from now
        full outer join before using (indicator_code, cohort_code, period_code)
        where now.value is distinct from before.value
    )
    select
        indicator_code,
        count(*) filter (change = 'new') as new_count,
        count(*) filter (change = 'revised') as revised_count,
        count(*) filter (change = 'withdrawn') as withdrawn_count,
        max_by(
            {{'cohort_code': cohort_code, 'period_code': period_code,
                'value_before': value_before, 'value_now': value_now}},
            {{'is_all': cohort_code = 'all', 'period_end': period_end, 'cohort': cohort_code}}
        ) as latest
    from compared
    group by indicator_code
    order by indicator_code
"""


@dataclass(frozen=True)
class Changes:
    """The release before, and a row for each indicator of which a figure changed since.

    A figure changed where a number came (new), went (withdrawn) or is another (revised); a row that
    says with another mark that there is none is no change. A row has indicator_code, new_count,
    revised_count, withdrawn_count, and latest: cohort_code, period_code, value_before and value_now
    of the latest changed figure, that of all children before those of a group.
    """

    release: dict[str, Any]
    rows: list[dict[str, Any]]


def since(previous: Path | None, database: Path, area_code: str) -> Changes | None:
    """Compare a warehouse with the folder of the release before.

    None where there is none, or where its table is of another shape or damaged: an old release
    that cannot be compared with is no reason not to make a new one.
    """
    if previous is None:
        return None
    old = previous / "parquet" / "indicator_value.parquet"
    query = _CHANGES.format(
        now=_VALUES.format(table="published.indicator_value"),
        before=_VALUES.format(table="read_parquet(?)"),
    )
    try:
        with duckdb.connect(str(database), read_only=True) as con:
            cursor = con.execute(query, [area_code, str(old), area_code])
            names = [column[0] for column in cursor.description or []]
            rows = [dict(zip(names, row, strict=True)) for row in cursor.fetchall()]
        return Changes(read_json(previous / "release.json"), rows)
    except (duckdb.Error, SpineError):
        return None
