"""What is on each sheet of the workbook: the query, the columns in human order, the source line.

The words for periods, units, links and bases are those of the report.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Literal

import duckdb

from outcomes_spine.report import words

Kind = Literal["text", "long", "figure", "points", "count", "date", "flag", "verdict", "link"]
Row = dict[str, Any]

NO_FIGURE = "no figure"
NOT_HELD = "not in the files held"  # what a publisher may have, in a file that nobody dropped
NOT_HERE = "no figure held"
A_TOTAL = "a total: not compared"
NO_RANK = "no rank"
NO_EARLIER = "no earlier figure"
LIMITS = {
    "publisher": "given by the publisher",
    "ours": "worked out here from the counts",
    "none": f"none: neither limits nor counts are {NOT_HELD.removeprefix('not ')}",
}


@dataclass(frozen=True)
class Column:
    """A column of a sheet: its heading, the name in the query, its width in characters, its kind.

    A `figure` has the unit and the decimals of its row; `points` are differences: signed, without
    the unit. A column of numbers holds numbers or nothing, so that every program reads it as
    numbers: why there is none stands in a column of words. `long` text wraps and makes its row
    higher.
    """

    heading: str
    name: str
    width: float
    kind: Kind = "text"


@dataclass(frozen=True)
class Sheet:
    """A sheet: what it is called, which tables it needs, its query and columns, whose figures.

    `finish` puts a row of the query into words. The source line is `source`, then the names that
    `source_query` gives. `empty` says in words that the query gave no row. On paper stand the
    first `printed_columns`, or all where it is 0.
    """

    name: str
    title: str
    about: str
    needs: tuple[str, ...]
    query: str
    columns: tuple[Column, ...]
    source: str
    finish: Callable[[Row], Row] = dict
    frozen_columns: int = 0
    printed_columns: int = 0
    source_query: str = ""
    empty: str = "nothing to show"


def sheets_of(
    con: duckdb.DuckDBPyConnection, held: set[str], details: dict[str, Any]
) -> list[Sheet]:
    """Return the sheets of the workbook for the home's area."""
    area = str(details["area_name"])
    region = "Region"
    if "area" in held:
        found = con.execute("select region_name from area where is_home_area").fetchone()
        region = str(found[0]) if found and found[0] else region
    publishers = "the publishers named in the column Publisher; licences are in the sheet Sources"
    return [
        Sheet(
            name="Spine",
            title=f"The outcomes spine of {area}",
            about=f"Every outcome, the indicators that measure it, the latest figure for {area}.",
            needs=("outcome_spine", "outcome"),
            query=SPINE,
            finish=_spine_row,
            columns=_spine_columns(area, region),
            source=publishers,
            frozen_columns=3,
            printed_columns=14,
        ),
        Sheet(
            name="History",
            title=f"The figures of {area} and of those it is compared with, year by year",
            about=(
                "One row an indicator, group of children and period. Join points only within one "
                "comparable stretch: where its number changes, figures stop being comparable."
            ),
            needs=("indicator_trend", "indicator", "cohort", "source", "value_status"),
            query=HISTORY,
            finish=_history_row,
            columns=_history_columns(area, region),
            source=publishers,
            frozen_columns=3,
            printed_columns=10,
            empty=f"no figure of {area} is in the files held",
        ),
        Sheet(
            name="Framework coverage",
            title="What each framework asks for, and how much of it there is a figure for",
            about=f"One row an edition of a framework. A figure counts where {area} has one.",
            needs=("framework_coverage",),
            query=COVERAGE,
            columns=COVERAGE_COLUMNS,
            source="the frameworks' own publications, as the project's tables of items record them",
            frozen_columns=1,
        ),
        Sheet(
            name="Target progress",
            title=f"How far {area} is from each reading of its targets",
            about=(
                "One row a reading of a target. A target that can be read in several ways has "
                "a row for each, to be confirmed."
            ),
            needs=("target_progress", "indicator", "area", "cohort", "value_status"),
            query=TARGETS,
            finish=_target_row,
            columns=TARGET_COLUMNS,
            source="of each target the column Source; of the figures the sheet Spine",
            frozen_columns=2,
            printed_columns=14,
            empty=f"no target is recorded for {area}, its region or England",
        ),
        Sheet(
            name="GLD FSM gaps",
            title="Good level of development: three gaps by free school meals",
            about=(
                "In percentage points. Each sets the children eligible for free school meals "
                "against another group, so the three differ and none is the gap alone."
            ),
            needs=("gld_fsm_gaps", "area", "area_comparator", "indicator_value", "source"),
            query=GAPS,
            finish=_gap_row,
            columns=GAP_COLUMNS,
            source="",
            source_query=GAP_SOURCES,
            frozen_columns=2,
            empty=f"no figure of {area} or those it is compared with is in the files held",
        ),
        Sheet(
            name="Indicators",
            title="The indicators and what they mean",
            about="One row an indicator: definition, whom it counts, unit, which way is better.",
            needs=("indicator", "outcome"),
            query=INDICATORS,
            finish=_indicator_row,
            columns=INDICATOR_COLUMNS,
            source="the publishers' definitions, in the project's words; figures: see Sources",
            frozen_columns=1,
            printed_columns=8,
        ),
        Sheet(
            name="Sources",
            title="Where the figures come from",
            about="One row a source: publisher, publication, licence, figures in this release.",
            needs=("source", "indicator_value"),
            query=SOURCES,
            columns=SOURCE_COLUMNS,
            source="the project's list of sources",
            frozen_columns=1,
        ),
    ]


def _spine_row(row: Row) -> Row:
    """Say in words what the codes of a row of the spine mean; compare no totals, rank no few."""
    link = words.LINKS.get(row["outcome_link_type"] or "", "")
    said = {
        **_beside(row),
        "period_words": _period(row["period_code"]),
        "unit_words": _unit(row["unit"]),
        "basis_words": words.BASES.get(row["basis"] or "", ""),
        "link_words": link if row["is_primary_outcome"] else f"also here: {link}",
        "wording_status": str(row["wording_status"] or "").replace("_", " "),
        "why_none": row["value_status_words"] if row["value"] is None else "",
        "previous_words": _period(row["previous_period_code"]),
        "limits_words": "",
        "counts_words": "",
    }
    if (row["rank_of"] or 0) < words.FEWEST_RANKED:
        said |= {**dict.fromkeys(("area_rank", "rank_of")), "rank_order": NO_RANK}
    if row["indicator_code"] is None:
        return {**said, "beside": "", "rank_order": ""}
    if row["previous_value"] is None:
        said["previous_words"] = NO_EARLIER
    return said | _certainty(row)


def _history_row(row: Row) -> Row:
    return {
        **_beside(row),
        **_certainty(row),
        "period_words": _period(row["period_code"]),
        "unit_words": _unit(row["unit"]),
        "why_none": (row["status_words"] or NOT_HELD) if row["value"] is None else "",
    }


def _beside(row: Row) -> Row:
    """Leave out the figures that stand beside a total, and say which of the others are missing."""
    others = {
        "england_value": "England",
        "region_value": "region",
        "neighbour_median": "neighbours",
    }
    if words.is_total(row):
        return {**row, **dict.fromkeys(others), "beside": A_TOTAL}
    missing = [name for column, name in others.items() if row[column] is None]
    return {**row, "beside": f"{NOT_HERE}: {', '.join(missing)}" if missing else ""}


def _certainty(row: Row) -> Row:
    """Say whose the limits of a figure are, and which of its counts are missing."""
    if row["value"] is None:
        return {"limits_words": "", "counts_words": ""}
    counts = [name for name in ("numerator", "denominator") if row[name] is None]
    return {
        "limits_words": LIMITS[row["limits_source"] or "none"],
        "counts_words": f"{NOT_HELD}: {', '.join(counts)}" if counts else "",
    }


def _target_row(row: Row) -> Row:
    return {
        **row,
        "period_words": _period(row["period_code"]),
        "target_words": _period(row["target_period_code"]),
        "baseline_words": _period(row["baseline_period_code"]),
        "denominator_words": NOT_HELD
        if row["children"] is None
        else _period(row["denominator_period_code"]),
        "standing": "confirmed" if row["is_confirmed"] else words.TO_CONFIRM,
        "why_none": (row["status_words"] or NO_FIGURE) if row["value"] is None else "",
    }


def _gap_row(row: Row) -> Row:
    gaps = {
        "gap_not_eligible": "not eligible less eligible",
        "gap_not_eligible_or_unknown": "not eligible or unknown less eligible",
        "gap_all": "all children less eligible",
        "gap_not_eligible_lower_95": "limits",
    }
    missing = [name for column, name in gaps.items() if row[column] is None]
    return {
        **row,
        "missing": f"{NOT_HERE}: {', '.join(missing)}" if missing else "",
        "period_words": _period(row["period_code"]),
        "unit": "percentage_points",
        "decimals": 1,
    }


def _indicator_row(row: Row) -> Row:
    return {
        **row,
        "unit_words": _unit(row["unit"]),
        "better": words.POLARITIES.get(row["polarity"] or "", ""),
        "basis_words": words.BASES.get(row["basis"] or "", ""),
        "value_type_words": words.VALUE_TYPES.get(row["value_type"] or "", ""),
        "related_words": str(row["related_kind"] or "").replace("_", " "),
    }


def _unit(unit: str | None) -> str:
    """Return a unit in words; sums of money stand here in pounds, not in thousands."""
    return "pounds" if unit == "pounds" else words.unit_words(unit)


def _period(code: str | None) -> str:
    """Return a period in words, with the kind of year where its figures alone do not show it."""
    if not code:
        return ""
    kind = f" {words.period_kind(code)}" if code[:2] in {"AY", "FY"} else ""
    return f"{words.period(code)}{kind}"


SPINE = """
with

figures as (

    select
        outcome_sort_order,
        is_primary_outcome,
        indicator_sort_order,
        cohort_sort_order,
        layer_name,
        domain_name,
        outcome_name,
        wording_status,
        outcome_link_type,
        indicator_name,
        cohort_name,
        value,
        value_status_words,
        unit,
        decimals,
        value_type,
        basis,
        lower_95,
        upper_95,
        limits_source,
        numerator,
        denominator,
        england_value,
        england_comparison,
        region_value,
        region_comparison,
        neighbour_median,
        neighbour_count,
        neighbour_comparison,
        area_rank,
        rank_of,
        rank_order,
        previous_value,
        previous_period_code,
        change_since_previous,
        target_readings,
        framework_names,
        is_provisional,
        data_age_months,
        note,
        source_name,
        publisher,
        outcome_code,
        indicator_code,
        cohort_code,
        period_code
    from outcome_spine
    where is_home_area

),

unmeasured as (

    select
        sort_order as outcome_sort_order,
        true as is_primary_outcome,
        0 as indicator_sort_order,
        0 as cohort_sort_order,
        layer_name,
        domain_name,
        outcome_name,
        wording_status,
        case gap_kind
            when 'unmeasured' then 'not measured by any published indicator'
            else 'no figure for this area'
        end as value_status_words,
        gap_reason as note,
        outcome_code
    from outcome
    where valid_to is null and outcome_code not in (select outcome_code from figures)

)

select *
from (select * from figures union all by name select * from unmeasured)
order by
    outcome_sort_order,
    outcome_code,
    is_primary_outcome desc,
    indicator_sort_order,
    indicator_code,
    cohort_sort_order,
    cohort_code
"""


def _spine_columns(area: str, region: str) -> tuple[Column, ...]:
    return (
        Column("Domain", "domain_name", 13, "long"),
        Column("Outcome", "outcome_name", 28, "long"),
        Column("Indicator", "indicator_name", 42, "long"),
        Column("For whom", "cohort_name", 24, "long"),
        Column(area, "value", 12, "figure"),
        Column("Unit", "unit_words", 13),
        Column("Period", "period_words", 22),
        Column("No figure because", "why_none", 26, "long"),
        Column("England", "england_value", 11, "figure"),
        Column("Against England", "england_comparison", 15, "verdict"),
        Column(region, "region_value", 11, "figure"),
        Column(f"Against {region}", "region_comparison", 15, "verdict"),
        Column("Neighbours (median)", "neighbour_median", 13, "figure"),
        Column("How many neighbours", "neighbour_count", 12, "count"),
        Column("Against neighbours", "neighbour_comparison", 15, "verdict"),
        Column("Missing beside it", "beside", 34),
        Column("Rank", "area_rank", 10, "count"),
        Column("Rank of how many", "rank_of", 10, "count"),
        Column("Rank order", "rank_order", 14),
        Column("Figure before", "previous_value", 12, "figure"),
        Column("Period before", "previous_words", 22),
        Column("Change", "change_since_previous", 12, "points"),
        Column("Lower 95% limit", "lower_95", 11, "figure"),
        Column("Upper 95% limit", "upper_95", 11, "figure"),
        Column("Limits", "limits_words", 32),
        Column("Numerator", "numerator", 13, "count"),
        Column("Denominator", "denominator", 13, "count"),
        Column("Missing counts", "counts_words", 34),
        Column("Targets", "target_readings", 36),
        Column("Asked for by", "framework_names", 36),
        Column("Provisional", "is_provisional", 12, "flag"),
        Column("Age in months", "data_age_months", 10, "count"),
        Column("Note", "note", 40),
        Column("Counted", "basis_words", 36),
        Column("Source", "source_name", 34),
        Column("Publisher", "publisher", 34),
        Column("Layer", "layer_name", 32),
        Column("How it measures the outcome", "link_words", 30),
        Column("Wording of the outcome", "wording_status", 14),
        Column("Outcome code", "outcome_code", 14),
        Column("Indicator code", "indicator_code", 30),
        Column("Cohort code", "cohort_code", 24),
        Column("Period code", "period_code", 13),
    )


HISTORY = """
select
    trend.*,
    indicators.indicator_name,
    indicators.unit,
    indicators.value_type,
    indicators.decimals,
    indicators.sort_order,
    cohorts.cohort_name,
    statuses.plain_words as status_words,
    sources.source_name,
    sources.publisher
from indicator_trend as trend
inner join indicator as indicators on trend.indicator_code = indicators.indicator_code
left join cohort as cohorts on trend.cohort_code = cohorts.cohort_code
left join value_status as statuses on trend.value_status = statuses.value_status
left join source as sources on trend.source_code = sources.source_code
order by
    indicators.sort_order,
    trend.indicator_code,
    trend.cohort_code <> 'all',
    trend.cohort_code,
    trend.period_end,
    trend.period_code
"""


def _history_columns(area: str, region: str) -> tuple[Column, ...]:
    return (
        Column("Indicator", "indicator_name", 42, "long"),
        Column("For whom", "cohort_name", 24, "long"),
        Column("Period", "period_words", 22),
        Column(area, "value", 12, "figure"),
        Column("Unit", "unit_words", 13),
        Column("No figure because", "why_none", 26, "long"),
        Column("England", "england_value", 11, "figure"),
        Column(region, "region_value", 11, "figure"),
        Column("Neighbours (median)", "neighbour_median", 13, "figure"),
        Column("How many neighbours", "neighbour_count", 12, "count"),
        Column("Missing beside it", "beside", 34),
        Column("Comparable stretch", "comparable_segment", 12, "count"),
        Column("Lower 95% limit", "lower_95", 11, "figure"),
        Column("Upper 95% limit", "upper_95", 11, "figure"),
        Column("Limits", "limits_words", 32),
        Column("Numerator", "numerator", 13, "count"),
        Column("Denominator", "denominator", 13, "count"),
        Column("Missing counts", "counts_words", 34),
        Column("Provisional", "is_provisional", 12, "flag"),
        Column("Published", "published_on", 13, "date"),
        Column("Note", "note", 40),
        Column("Source", "source_name", 34),
        Column("Publisher", "publisher", 34),
        Column("Period ends", "period_end", 13, "date"),
        Column("Indicator code", "indicator_code", 30),
        Column("Cohort code", "cohort_code", 24),
        Column("Period code", "period_code", 13),
    )


COVERAGE = """
select
    *,
    case when is_latest_edition then 'latest' else 'earlier' end as standing
from framework_coverage
order by sort_order, framework_code, is_latest_edition desc, valid_from desc, edition
"""
COVERAGE_COLUMNS = (
    Column("Framework", "framework_name", 46, "long"),
    Column("Edition", "edition_name", 30, "long"),
    Column("Valid from", "valid_from", 13, "date"),
    Column("Valid to", "valid_to", 13, "date"),
    Column("Which edition", "standing", 12),
    Column("Items", "item_count", 10, "count"),
    Column("Items on the spine", "mapped_item_count", 12, "count"),
    Column("Measures", "measure_count", 11, "count"),
    Column("Measures on the spine", "mapped_count", 12, "count"),
    Column("Measures with a figure", "with_value_count", 12, "count"),
    Column("Measures with confirmed wording", "confirmed_count", 14, "count"),
    Column("Framework code", "framework_code", 14),
    Column("Edition code", "edition", 16),
)

TARGETS = """
select
    targets.*,
    areas.area_name,
    indicators.indicator_name,
    indicators.unit,
    indicators.value_type,
    indicators.decimals,
    cohorts.cohort_name,
    statuses.plain_words as status_words,
    case
        when targets.value is null then 'no figure'
        when targets.is_met then 'met'
        else 'not met'
    end as met
from target_progress as targets
inner join area as areas on targets.area_code = areas.area_code
inner join indicator as indicators on targets.indicator_code = indicators.indicator_code
left join cohort as cohorts on targets.cohort_code = cohorts.cohort_code
left join value_status as statuses on targets.value_status = statuses.value_status
where
    areas.is_home_area
    or areas.area_type = 'country'
    or areas.area_code in (select region_code from area where is_home_area)
order by
    areas.is_home_area desc,
    areas.area_type,
    areas.area_name,
    indicators.sort_order,
    targets.target_period_code,
    targets.target_value,
    targets.target_code,
    targets.reading
"""
TARGET_COLUMNS = (
    Column("Area", "area_name", 20),
    Column("Indicator", "indicator_name", 40, "long"),
    Column("For whom", "cohort_name", 20, "long"),
    Column("Reading of the target", "reading", 32, "long"),
    Column("Target", "target_value", 11, "figure"),
    Column("By", "target_words", 22),
    Column("Standing", "standing", 16),
    Column("Latest figure", "value", 12, "figure"),
    Column("No figure because", "why_none", 26, "long"),
    Column("Period", "period_words", 22),
    Column("Target less figure", "distance_points", 12, "points"),
    Column("In children", "distance_children", 12, "count"),
    Column("Not in children because", "distance_children_reason", 26, "long"),
    Column("Of children", "children", 12, "count"),
    Column("Children counted in", "denominator_words", 22),
    Column("Met", "met", 10),
    Column("Starting figure", "baseline_value", 11, "figure"),
    Column("Starting period", "baseline_words", 22),
    Column("Change asked for", "change", 11, "count"),
    Column("Kind of change", "target_type", 12),
    Column("Owner", "owner", 30, "long"),
    Column("Source", "source", 50, "long"),
    Column("Note", "note", 50, "long"),
    Column("Framework item", "item_code", 22),
    Column("Target code", "target_code", 36),
)

GAPS = """
with

compared as (

    select area_code, 0 as place
    from area
    where is_home_area
    union
    select
        comparators.comparator_area_code as area_code,
        case areas.area_type when 'country' then 1 when 'region' then 2 else 3 end as place
    from area_comparator as comparators
    inner join area as homes on comparators.area_code = homes.area_code and homes.is_home_area
    inner join area as areas on comparators.comparator_area_code = areas.area_code
    where comparators.is_in_use and comparators.comparator_area_code <> comparators.area_code

)

select
    gaps.*,
    areas.area_name,
    case compared.place
        when 0 then 'this area' when 1 then 'England' when 2 then 'region' else 'neighbour'
    end as place_words
from gld_fsm_gaps as gaps
inner join compared on gaps.area_code = compared.area_code
inner join area as areas on gaps.area_code = areas.area_code
where not gaps.is_invented
order by compared.place, areas.area_name, gaps.area_code, gaps.period_end desc, gaps.period_code
"""
GAP_SOURCES = """
select distinct sources.publisher || ', ' || sources.source_name as named
from indicator_value as figures
inner join source as sources on figures.source_code = sources.source_code
where
    figures.indicator_code in (
        'gld_fsm_gap_not_eligible', 'gld_fsm_gap_not_eligible_or_unknown', 'gld_fsm_gap_all'
    )
order by named
"""
GAP_COLUMNS = (
    Column("Area", "area_name", 26),
    Column("Period", "period_words", 22),
    Column("Which", "place_words", 12),
    Column("Not eligible less eligible", "gap_not_eligible", 16, "figure"),
    Column("Lower 95% limit", "gap_not_eligible_lower_95", 12, "figure"),
    Column("Upper 95% limit", "gap_not_eligible_upper_95", 12, "figure"),
    Column("Not eligible or unknown less eligible", "gap_not_eligible_or_unknown", 20, "figure"),
    Column("All children less eligible", "gap_all", 16, "figure"),
    Column("Missing", "missing", 44, "long"),
    Column("Period code", "period_code", 13),
    Column("Area code", "area_code", 13),
)

INDICATORS = """
select
    indicators.*,
    related.indicator_name as related_name,
    outcomes.outcome_name
from indicator as indicators
left join indicator as related on indicators.related_indicator_code = related.indicator_code
left join outcome as outcomes on indicators.outcome_code = outcomes.outcome_code
order by indicators.sort_order, indicators.indicator_code
"""
INDICATOR_COLUMNS = (
    Column("Indicator", "indicator_name", 40, "long"),
    Column("Definition", "definition", 70, "long"),
    Column("Of whom", "of_whom", 40, "long"),
    Column("Unit", "unit_words", 18),
    Column("Which is better", "better", 26),
    Column("Who says which is better", "polarity_source", 30, "long"),
    Column("Counted", "basis_words", 44),
    Column("Kind of number", "value_type_words", 30, "long"),
    Column("Main outcome", "outcome_name", 30, "long"),
    Column("Not comparable across", "comparability_note", 60, "long"),
    Column("Related indicator", "related_name", 40, "long"),
    Column("How related", "related_words", 18),
    Column("Valid from", "valid_from", 13, "date"),
    Column("Valid to", "valid_to", 13, "date"),
    Column("Note", "note", 50, "long"),
    Column("Indicator code", "indicator_code", 40),
)

SOURCES = """
with

figures as (

    select source_code, count(*) as figure_count
    from indicator_value
    group by source_code

)

select
    sources.*,
    coalesce(figures.figure_count, 0) as figure_count
from source as sources
left join figures on sources.source_code = figures.source_code
order by sources.publisher, sources.source_name, sources.source_code
"""
SOURCE_COLUMNS = (
    Column("Source", "source_name", 40, "long"),
    Column("Publisher", "publisher", 40, "long"),
    Column("Publication", "publication", 46, "long"),
    Column("Figures in this release", "figure_count", 12, "count"),
    Column("Comes out", "release_cycle", 14),
    Column("Compiles others' figures", "is_compiler", 12, "flag"),
    Column("Licence", "licence", 14),
    Column("Licence statement", "licence_statement", 60, "long"),
    Column("Address", "url", 60, "link"),
    Column("Source code", "source_code", 18),
)
