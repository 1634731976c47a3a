"""The report's pages, built from a small published schema: links, structure, figures, reasons."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace
from html.parser import HTMLParser
from itertools import pairwise
from pathlib import Path
from typing import Any

import duckdb
import own_count_tables
import pytest
from outcomes_spine.errors import SpineError
from outcomes_spine.report import charts, facts, words, write_report
from outcomes_spine.report.pages import beside, groups, trend

Check = Callable[[Path], None]  # what holds for every page of a site
HOME = "Upper Longname upon Water and Vale"
HIDDEN = "hidden by the publisher"
OWN = "Source: school survey 2024, answered for by the head of research"
BREAK = "The assessment was reformed in 2021: nothing earlier compares."
UNSURE = "Share of wishes granted"
PAGES = (
    "index.html",
    "gld.html",
    "indicators/index.html",
    "coverage.html",
    "data.html",
    "method.html",
    "glossary.html",
)

# ---- a small published schema ------------------------------------------------------------------

AREAS = f"""
area_code,area_name,area_type,is_home_area,region_code,region_name,valid_to
X1,{HOME},la_upper,true,R1,Region One,
X2,Nextdoor,la_upper,false,R1,Region One,
X3,Acrossway,la_upper,false,R1,Region One,
X4,Hiddenham,la_upper,false,R1,Region One,
R1,Region One,region,false,,,
E1,England,country,false,,,
"""

COMPARATORS = """
comparator_set,edition,comparator_area_code,rank,closeness
england,,E1,1,
region,,R1,1,
dfe_neighbours,2025,X2,1,Very close
dfe_neighbours,2025,X3,2,Close
dfe_neighbours,2025,X4,3,
"""

OUTCOMES = """
outcome_code,outcome_name,statement,domain_code,domain_name,sort_order,gap_kind,gap_reason
C-SAFE-1,Safe,Children have this: Safe.,safe,Safe,1,,
C-LEARNING-2,Good at five,Children have this: Good at five.,learning,Learning,2,,
C-LEARNING-3,Glad to learn,Children have this: Glad.,learning,Learning,3,unmeasured,Nobody asks.
C-HEARD-1,Heard,Children have this: Heard.,safe,Safe,4,,
"""

DOMAINS = """
domain_code,domain_name,item_code,is_confirmed,sort_order
safe,Safe,AA-SAFE,true,1
learning,Learning,,false,2
"""

INDICATORS = """
indicator_code,indicator_name,value_type,unit,polarity,decimals,outcome_code,valid_to,pair
gld_at_5,Reading & writing <well> at five,proportion,percent,higher_better,1,C-LEARNING-2,,yes
gld_at_5_pre_2021,Reading before,proportion,percent,higher_better,1,C-LEARNING-2,2021-08-31,
nought,Not one of them,rate,per_10000,lower_better,1,C-SAFE-1,,
all_of_them,All of them,proportion,percent,neutral,0,C-LEARNING-2,,
spend,Spend on all,money,pounds,neutral,0,C-LEARNING-2,,
hidden_one,The hidden one,proportion,percent,higher_better,1,C-SAFE-1,,
unheld,The unheld one,proportion,percent,higher_better,1,C-SAFE-1,,
asked_here,Felt heard,proportion,percent,higher_better,1,C-HEARD-1,,
pooled,Pooled years,rate,per_100000,lower_better,1,C-LEARNING-2,,
"""

FIGURES = """
indicator_code,cohort_code,area_code,period_code,value,numerator,denominator,lower_95,upper_95
gld_at_5_pre_2021,all,X1,AY2018-19,75.5,,,,
gld_at_5_pre_2021,all,E1,AY2018-19,71.8,,,,
gld_at_5,all,X1,AY2021-22,69.0,690,1000,66.1,71.8
gld_at_5,all,X1,AY2022-23,,,,,
gld_at_5,all,X1,AY2023-24,71.04,1661,2338,69.2,72.8
gld_at_5,all,X2,AY2023-24,68.2,682,1000,65.2,71.0
gld_at_5,all,X3,AY2023-24,74.9,,,,
gld_at_5,all,X4,AY2023-24,,,,,
gld_at_5,all,R1,AY2023-24,70.3,,,,
gld_at_5,all,E1,AY2021-22,65.2,,,,
gld_at_5,all,E1,AY2022-23,67.2,,,,
gld_at_5,all,E1,AY2023-24,67.7,,,,
gld_at_5,sex=female,X1,AY2023-24,77.3,773,1000,74.6,79.8
gld_at_5,sex=male,X1,AY2023-24,66.4,888,1338,63.8,68.9
gld_at_5,fsm=eligible,X1,AY2023-24,51.6,160,310,46.1,57.1
gld_at_5,fsm=not_eligible,X1,AY2023-24,,,,,
gld_at_5,fsm=eligible|sex=male,X1,AY2023-24,44.4,71,160,36.9,52.1
nought,all,X1,AY2022-23,0.0,,,,
nought,all,X1,AY2023-24,0.0,,,,
nought,all,E1,AY2023-24,3.2,,,,
all_of_them,all,X1,AY2023-24,100.0,40,40,91.2,100.0
all_of_them,all,E1,AY2023-24,99.0,,,,
spend,all,X1,AY2022-23,1700000,,,,
spend,all,X1,AY2023-24,1732108,,,,
spend,all,X2,AY2023-24,2500000,,,,
spend,all,E1,AY2023-24,588374535,,,,
hidden_one,all,X1,AY2023-24,,,,,
hidden_one,all,E1,AY2023-24,12.5,,,,
asked_here,all,X1,AY2023-24,62.0,,,,
pooled,all,X1,3AY2019-22,4.0,,,,
pooled,all,X1,3AY2020-23,3.0,,,,
pooled,all,E1,3AY2020-23,3.0,,,,
"""

COHORTS = """
cohort_code,cohort_name,sort_order
all,All children,0
sex=female,girls,1
sex=male,boys,2
fsm=eligible,eligible for free school meals,1
fsm=not_eligible,not eligible for free school meals,3
fsm=eligible|sex=male,"eligible for free school meals, boys",1
"""

STATUSES = f"""
value_status,plain_words,sort_order
shown,shown,1
c,{HIDDEN},2
"""

FRAMEWORKS = """
framework_code,framework_name,short_name,sort_order
AA,Framework of A,Frame A,1
BB,Framework of B,Frame B,2
"""

ITEMS = f"""
item_code,framework_code,item_number,item_name,item_type,is_confirmed,is_in_latest_edition,sort_order
AA-SAFE,AA,,Safe,outcome,true,true,1
AA-1,AA,1,"Good at five, share",measure,true,true,2
AA-2,AA,,{UNSURE},measure,false,true,3
AA-3,AA,,An old one,measure,true,false,4
BB-T,BB,,Reach the target,target,true,true,1
"""

ITEM_OUTCOMES = """
item_code,framework_code,outcome_code,link_type,is_primary,reason,valid_to
AA-1,AA,C-LEARNING-2,narrower,true,A part of it.,
AA-1,AA,C-SAFE-1,contextual,false,Beside it.,
AA-1,AA,C-LEARNING-3,exact,false,,2020-01-01
AA-2,AA,C-LEARNING-3,proxy,true,Near it.,
AA-3,AA,C-LEARNING-2,exact,true,,2020-01-01
"""

ITEM_INDICATORS = """
item_code,framework_code,indicator_code,cohort_code,link_type,reason,valid_to
AA-1,AA,gld_at_5,all,exact,,
AA-2,AA,hidden_one,all,proxy,Near it.,
BB-T,BB,gld_at_5,fsm=eligible,exact,,
"""

COVERAGE = """
framework_code,edition,framework_name,measure_count,valid_from,valid_to,sort_order
AA,AA-1,Framework of A,3,2024-01-01,,1
BB,BB-1,Framework of B,1,,,2
"""

TARGETS = """
target_code,area_code,reading,target_value,is_confirmed,value,distance_points,distance_children
one,X1,reading one,75.0,false,71.04,3.96,94
two,X1,reading two,80.0,false,71.04,8.96,210
whole,E1,reading of all,75.0,true,67.7,7.3,
"""

FSM_GAPS = """
area_code,period_code,period_end,gap_not_eligible,gap_not_eligible_or_unknown,gap_all
X1,AY2021-22,2022-08-31,17.9,,13.8
X1,AY2023-24,2024-08-31,16.9,15.4,12.9
E1,AY2023-24,2024-08-31,20.4,19.9,16.1
"""

POVERTY = """
area_code,gld_percent,poverty_before_housing_costs_percent,poverty_after_housing_costs_percent
X1,71.04,11.6,22.3
X2,68.2,12.5,24.6
E1,67.7,19.8,
"""

GLOSSARY = """
term,definition,see_also,source,sort_order
Basis,Which children are counted,Limits; Unknown,Us,1
Limits,How far chance goes.,,,2
"""


def make_database(path: Path, *, empty: bool = False) -> Path:
    """Write the published schema; an `empty` one has areas, words and frameworks but no figure."""
    connection = duckdb.connect(str(path))
    connection.execute("create schema published")
    source = path.with_suffix(".csv")

    def table(name: str, text: str, more: str = "", *, figures: bool = False) -> None:
        """Create a table from CSV text, with more columns in SQL; figures may be left out."""
        source.write_text(text.lstrip(), encoding="utf-8")
        query = (
            f"select *{', ' + more if more else ''} from read_csv(?, sample_size=-1, header=true)"
        )
        connection.execute(f"create table published.{name} as {query}", [str(source)])
        if figures and empty:
            connection.execute(f"delete from published.{name}")

    table("area", AREAS)
    table("area_comparator", COMPARATORS, "'X1' as area_code, true as is_in_use")
    table(
        "outcome",
        OUTCOMES,
        """
        'child' as layer_code, 'Children' as layer_name, 'local_draft' as wording_status,
        'A head' as owner, 'draft' as review_status, date '2027-03-31' as review_due,
        cast(null as date) as valid_to, cast(null as varchar) as note""",
    )
    table("outcome_domain", DOMAINS)
    table(
        "indicator",
        INDICATORS,
        """
        indicator_name as short_name, 'What it is.' as definition, 'Children' as of_whom,
        'judgement' as polarity_source, 'residence' as basis,
        case when indicator_code = 'gld_at_5' then 1 else 10 end as sort_order,
        indicator_code = 'asked_here' as is_local,
        case when outcome_code = 'C-SAFE-1' then 'proxy' else 'exact' end as outcome_link_type,
        case when pair then 'gld_at_5_pre_2021' end as related_indicator_code,
        case when pair then 'definition_before' end as related_kind,
        cast(null as varchar) as note, cast(null as varchar) as comparability_note""",
    )
    table("cohort", COHORTS)
    table("value_status", STATUSES)
    table(
        "source",
        "source_code,source_name,publisher,publication\ns1,Profile,The Ministry,Results",
        "'https://example.org/p' as url, 'OGL' as licence, 'Open' as licence_statement, "
        "'annual' as release_cycle",
    )
    table(
        "indicator_value",
        FIGURES,
        """
        case when value is null then 'c' else 'shown' end as value_status,
        case when lower_95 is null then 'none' else 'ours' end as limits_source,
        true as is_latest_vintage, false as is_invented,
        case when indicator_code = 'asked_here' then 'local' else 's1' end as source_code,
        case when indicator_code = 'asked_here' then 'l2' else 'l1' end as lineage_id,
        case when indicator_code = 'asked_here' then '{OWN}' end as note,
        case when indicator_code = 'asked_here' then date '2024-10-01' end as published_on,
        make_date(cast('20' || period_code[-2:] as integer), 8, 31) as period_end""".replace(
            "{OWN}", OWN
        ),
        figures=True,
    )
    connection.execute(TREND_QUERY)
    connection.execute(SPINE_QUERY)
    table(
        "framework",
        FRAMEWORKS,
        """
        'A ministry' as publisher, 'To ask.' as purpose, 'England' as geography,
        'https://example.org/frame' as source_url""",
    )
    table(
        "framework_item",
        ITEMS,
        """
        'Frame ' || framework_code[1] as framework_short_name, true as is_counted,
        item_type in ('measure', 'target') as asks_for_a_figure,
        'One' as section_name, cast(null as varchar) as parent_item_code,
        cast(null as varchar) as same_as_item_code, cast(null as varchar) as unmapped_reason""",
    )
    table("framework_item_outcome", ITEM_OUTCOMES, "valid_to is null as is_in_force")
    table("framework_item_indicator", ITEM_INDICATORS, "valid_to is null as is_in_force")
    table(
        "framework_coverage",
        COVERAGE,
        """
        'First edition' as edition_name, true as is_latest_edition, 4 as item_count,
        3 as mapped_item_count, 2 as mapped_count, 1 as with_value_count, 1 as confirmed_count""",
    )
    table(
        "target_progress",
        TARGETS,
        """
        'gld_at_5' as indicator_code, 'all' as cohort_code, 'AY2027-28' as target_period_code,
        'AY2023-24' as period_code, false as is_met, 'A paper' as source,
        cast(null as varchar) as note,
        case when distance_children is not null then 2338.0 end as children,
        case when distance_children is not null then 'AY2023-24' end as denominator_period_code,
        case when distance_children is null then 'no count of children in the files held' end
            as distance_children_reason""",
        figures=True,
    )
    table(
        "comparability_break",
        "indicator_code,break_start\ngld_at_5,2021-09-01",
        f"""
        'AY2021-22' as break_from_period_code, true as blocks_trend, '{BREAK}' as reason,
        'A paper' as source""",
    )
    table("glossary_term", GLOSSARY)
    table(
        "lineage_file",
        "lineage_id,file_id,file_name\nl1,f1,a/profile.csv\nl2,f2,local_values.csv",
        """
        'Profile, headline' as dataset_title, '2024' as edition, date '2025-11-27' as published_on,
        case when lineage_id = 'l1' then 'A web service /answer' end as made_in_shape,
        timestamp '2026-01-02 03:04:00' as received_at""",
        figures=True,
    )
    table(
        "data_status",
        "file_id,file_name,rows_in,rows_loaded\nf1,a/profile.csv,12,11",
        """
        1 as rows_quarantined, 0 as rows_duplicate, 20 as figure_count, 2 as unshown_count,
        's1' as source_code,
        'Profile, headline' as dataset_title, '2024' as edition, cast(null as date) as published_on,
        timestamp '2026-01-02 03:04:00' as received_at, cast(null as varchar) as made_in_shape,
        false as is_invented, 'OGL' as licence, date '2024-08-31' as last_period_end,
        cast(null as varchar) as note""",
        figures=True,
    )
    table(
        "source_disagreement",
        "indicator_code,preferred_value,other_value\ngld_at_5,71.04,70.0",
        """
        'gld_at_5' as other_indicator_code, 'X1' as area_code, 'AY2023-24' as period_code,
        'all' as cohort_code, 's1' as preferred_source_code, 's1' as other_source_code,
        'o' as other_series_code, 'residence' as preferred_basis,
        'school_location' as other_basis, other_value - preferred_value as difference,
        'another basis' as relation, 'basis' as kind""",
        figures=True,
    )
    table(
        "gld_fsm_gaps",
        FSM_GAPS,
        """
        11.4 as gap_not_eligible_lower_95, 22.6 as gap_not_eligible_upper_95,
        false as is_invented""",
        figures=True,
    )
    table(
        "gld_and_child_poverty",
        POVERTY,
        """
        'AY2023-24' as gld_period_code, 'FY2024-25' as poverty_before_housing_costs_period_code,
        'FY2024-25' as poverty_after_housing_costs_period_code""",
        figures=True,
    )
    own_count_tables.create(connection)
    connection.close()
    return path


TREND_QUERY = """
    create table published.indicator_trend as
    select
        indicator_code, cohort_code, period_code,
        regexp_extract(period_code, '^[0-9]?[A-Z]+') as period_type,
        make_date(cast(regexp_extract(period_code, '[0-9]{4}') as integer), 9, 1) as period_start,
        max(period_end) as period_end,
        case when indicator_code = 'gld_at_5' then 1 else 0 end as comparable_segment,
        max(case when area_code = 'X1' then value end) as value,
        max(case when area_code = 'X1' then numerator end) as numerator,
        max(case when area_code = 'X1' then denominator end) as denominator,
        max(case when area_code = 'X1' then value_status end) as value_status,
        max(case when area_code = 'X1' then lower_95 end) as lower_95,
        max(case when area_code = 'X1' then upper_95 end) as upper_95,
        max(case when area_code = 'X1' then source_code end) as source_code,
        max(case when area_code = 'X1' then lineage_id end) as lineage_id,
        max(case when area_code = 'X1' then note end) as note,
        max(case when area_code = 'X1' then published_on end) as published_on,
        false as is_provisional,
        max(case when area_code = 'E1' then value end) as england_value,
        max(case when area_code = 'R1' then value end) as region_value,
        median(case when area_code in ('X2', 'X3', 'X4') then value end) as neighbour_median,
        count(case when area_code in ('X2', 'X3', 'X4') then value end) as neighbour_count
    from published.indicator_value
    group by indicator_code, cohort_code, period_code
"""

SPINE_QUERY = """
    create table published.outcome_spine as
    select
        trend.*, 'X1' as area_code, indicators.outcome_code, true as is_primary_outcome,
        case when indicators.outcome_code = 'C-SAFE-1' then 'proxy' else 'exact' end
            as outcome_link_type,
        indicators.short_name as indicator_short_name, indicators.polarity, cohorts.cohort_name,
        statuses.plain_words as value_status_words,
        case when trend.lower_95 is null then 'none' else 'ours' end as limits_source,
        case
            when trend.lower_95 is null then 'not_comparable'
            when indicators.polarity = 'neutral' then 'higher'
            else 'better'
        end as england_comparison,
        'Region One' as region_name,
        case when trend.lower_95 is null then 'not_comparable' else 'similar' end
            as region_comparison,
        region_comparison as neighbour_comparison,
        case when trend.value is not null then 12 end as area_rank,
        case when trend.value is not null then 150 end as rank_of,
        case indicators.polarity when 'lower_better' then 'lowest first' else 'highest first' end
            as rank_order, cast(null as varchar) as previous_period_code,
        cast(null as double) as change_since_previous, 1 as framework_count,
        15 as data_age_months, 10 as indicator_sort_order, 10 as outcome_sort_order,
        cohorts.sort_order as cohort_sort_order
    from published.indicator_trend as trend
    inner join published.indicator as indicators
        on trend.indicator_code = indicators.indicator_code
    inner join published.cohort as cohorts on trend.cohort_code = cohorts.cohort_code
    inner join published.value_status as statuses on trend.value_status = statuses.value_status
    qualify row_number() over (
        partition by trend.indicator_code, trend.cohort_code order by trend.period_end desc
    ) = 1
"""

CODES = [line.split(",")[0] for line in INDICATORS.split("\n")[2:-1]]

RELEASE = {
    "release_id": "2026-01-03-1",
    "built_at": "2026-01-03T09:00:00+00:00",
    "area_code": "X1",
    "area_name": HOME,
    "home_kind": "sample",
    "neighbour_edition": "2025",
}


def build(folder: Path, **options: Any) -> Path:
    """Write a database and the site from it, and return the site."""
    database = make_database(folder / "spine.duckdb", **options)
    write_report(database, folder / "site", RELEASE, lambda *_: None)
    return folder / "site"


# ---- reading a page ----------------------------------------------------------------------------


@dataclass
class TableSeen:
    """A table as a reader meets it."""

    caption: str = ""
    head: list[str] = field(default_factory=list)
    rows: list[list[str]] = field(default_factory=list)
    spans: list[int] = field(default_factory=list)
    scopeless: int = 0


class Reader(HTMLParser):
    """Reads links, names, headings, tables and pictures out of a page."""

    def __init__(self) -> None:
        """Begin with nothing seen."""
        super().__init__()
        self.links: list[str] = []
        self.fetched: list[str] = []
        self.names: list[str] = []
        self.headings: list[tuple[int, str]] = []
        self.tables: list[TableSeen] = []
        self.pictures: list[dict[str, str]] = []
        self.text: list[str] = []
        self._open: list[str] = []
        self._cell: list[str] | None = None
        self._span = 1
        self._wide = 0

    def handle_starttag(self, tag: str, attributes: list[tuple[str, str | None]]) -> None:
        """Note what opens."""
        found = {name: value or "" for name, value in attributes}
        if "id" in found:
            self.names.append(found["id"])
        if tag == "a":
            self.links.append(found["href"])
        if tag in {"script", "img", "iframe", "source", "image", "use"}:
            self.fetched.append(found.get("src") or found.get("href") or "")
        if tag == "link":
            self.fetched.append(found["href"])
        if re.fullmatch(r"h[1-6]", tag):
            self.headings.append((int(tag[1]), ""))
        if tag == "table":
            self.tables.append(TableSeen())
        if tag == "tr" and self.tables:
            self._wide = 0
            self.tables[-1].rows.append([])
        if tag in {"th", "td"} and self.tables:
            self._cell = []
            self._span = int(found.get("colspan", "1"))
            self._wide += self._span
            if tag == "th" and "scope" not in found:
                self.tables[-1].scopeless += 1
        if tag == "svg":
            self.pictures.append({"title": "", "desc": "", "text": "", **found})
        if tag not in {"meta", "link", "br", "input", "path", "line", "rect"}:
            self._open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        """Note what closes."""
        if tag in self._open:
            while self._open and self._open.pop() != tag:
                pass
        if tag in {"th", "td"} and self._cell is not None:
            self.tables[-1].rows[-1].append(" ".join("".join(self._cell).split()))
            self._cell = None
        if tag == "tr" and self.tables:
            self.tables[-1].spans.append(self._wide)

    def handle_data(self, data: str) -> None:
        """Put text where it stands."""
        self.text.append(data)
        if self._cell is not None:
            self._cell.append(data)
        here = self._open[-1] if self._open else ""
        if any(re.fullmatch(r"h[1-6]", tag) for tag in self._open):
            level, said = self.headings[-1]
            self.headings[-1] = (level, said + data)
        if "caption" in self._open:
            self.tables[-1].caption += data.strip()
        if "svg" in self._open and self.pictures:
            part = here if here in {"title", "desc"} else "text"
            self.pictures[-1][part] += f"{data}\n"


def read(page: Path) -> Reader:
    """Read a page."""
    reader = Reader()
    reader.feed(page.read_text(encoding="utf-8"))
    return reader


def words_of(page: Path) -> str:
    """Return the text of a page on one line."""
    return " ".join(" ".join(read(page).text).split())


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a site built once from the small schema."""
    return build(tmp_path_factory.mktemp("report with a space"))


@pytest.fixture(scope="module")
def known(tmp_path_factory: pytest.TempPathFactory) -> facts.Facts:
    """Return the small schema as the pages read it."""
    return facts.read(make_database(tmp_path_factory.mktemp("facts") / "spine.duckdb"))


def pages_of(site: Path) -> Iterator[Path]:
    """Yield every page of a site."""
    found = sorted(site.rglob("*.html"))
    assert len(found) >= len(PAGES) + 3 + len(CODES) + 2
    yield from found


# ---- the site as a whole -----------------------------------------------------------------------


def test_every_page_is_there_under_its_stable_name(site: Path) -> None:
    """Names are what others link to."""
    for page in PAGES:
        assert (site / page).is_file(), page
    for code in CODES:
        assert (site / "indicators" / f"{code}.html").is_file()
    for code in ("C-SAFE-1", "C-LEARNING-2", "C-LEARNING-3"):
        assert (site / "outcomes" / f"{code}.html").is_file()
    for code in ("AA", "BB"):
        assert (site / "frameworks" / f"{code}.html").is_file()


def test_every_link_leads_somewhere(site: Path) -> None:
    """Relative links, downloads and places within a page; the folder works from a file share."""
    names = {page: set(read(page).names) for page in pages_of(site)}
    checked = 0
    for page in pages_of(site):
        for target in read(page).links:
            if target.startswith(("http://", "https://")):
                continue
            path, _, fragment = target.partition("#")
            assert not path.startswith(("/", "file:")), f"{page.name}: {target}"
            there = (page.parent / path).resolve() if path else page
            assert there.is_file(), f"{page.relative_to(site)} leads to {target}"
            if fragment:
                assert fragment in names[there], f"{page.relative_to(site)} leads to {target}"
            checked += 1
    assert checked > 300


def test_nothing_is_fetched_from_another_host(site: Path) -> None:
    """No script, style, font or picture comes from elsewhere, or from the root of a host."""
    for page in pages_of(site):
        for source in read(page).fetched:
            assert source.startswith("data:,") or not re.match(r"(\w+:|/)", source), source
        text = page.read_text(encoding="utf-8")
        assert "xlink:href" not in text
        assert "url(" not in text
    for style in site.rglob("*.css"):
        assert not re.search(r"url\(|@import|https?:", style.read_text(encoding="utf-8"))
    for script in site.rglob("*.js"):
        assert not re.search(r"fetch|XMLHttp|https?:|import", script.read_text(encoding="utf-8"))


def test_pages_and_stylesheet_stay_light(site: Path) -> None:
    """A page at most 300 KiB, the stylesheet under 15."""
    for page in pages_of(site):
        assert page.stat().st_size <= 300 * 1024, page
    assert sum(style.stat().st_size for style in site.rglob("*.css")) < 15 * 1024


def test_headings_are_in_order(site: Path) -> None:
    """One h1 a page, and no level left out on the way down."""
    for page in pages_of(site):
        levels = [level for level, _ in read(page).headings]
        assert levels.count(1) == 1, page
        assert levels[0] == 1, page
        for before, after in pairwise(levels):
            assert after <= before + 1, f"{page}: h{after} after h{before}"
        assert all(said.strip() for _, said in read(page).headings), page


def test_every_page_says_where_it_comes_from(site: Path) -> None:
    """Area, release, day and kind of data, with ways to data, method and glossary."""
    for page in pages_of(site):
        text = page.read_text(encoding="utf-8")
        assert text.startswith("<!doctype html>\n<html lang=")
        said = words_of(page)
        for part in (HOME, "X1", "2026-01-03-1", "3 January 2026", "Sample home"):
            assert part in said, f"{page}: {part}"
        for target in ("data.html", "method.html", "glossary.html"):
            assert any(link.endswith(target) for link in read(page).links), page
        assert 'href="#main"' in text
        assert 'id="main"' in text


def test_names_within_a_page_are_unique(site: Path) -> None:
    """A name that stands twice sends a reader to the wrong place."""
    for page in pages_of(site):
        names = read(page).names
        assert len(names) == len(set(names)), page


def test_the_same_figures_make_the_same_bytes(site: Path, tmp_path: Path) -> None:
    """A second build is the first one again."""
    again = build(tmp_path)
    for page in site.rglob("*"):
        if page.is_file():
            assert page.read_bytes() == (again / page.relative_to(site)).read_bytes(), page


# ---- tables and charts -------------------------------------------------------------------------


def test_every_table_can_be_read_aloud(site: Path) -> None:
    """A caption, a scope on each heading, a full row each, and no blank cell."""
    seen = 0
    for page in pages_of(site):
        for table in read(page).tables:
            seen += 1
            assert table.caption, page
            assert not table.scopeless, f"{page}: {table.caption}"
            assert len(set(table.spans)) == 1, f"{page}: {table.caption}"
            for row in table.rows:
                assert all(row), f"{page}: {table.caption}: {row}"
    assert seen > 40


def test_a_table_that_scrolls_says_so(site: Path) -> None:
    """On a phone a table is cards, or fits with its three columns, or its caption says to slide."""
    style = (site / "assets/style.css").read_text(encoding="utf-8")
    phone = style[style.index("@media (max-width") :]
    assert ".wide caption span::after" in phone
    for page in pages_of(site):
        text = page.read_text(encoding="utf-8")
        for kind, table in re.findall(
            r'<div class="scroll([^"]*)".*?(<thead.*?</thead>)', text, re.S
        ):
            assert kind.strip() or table.count("<th ") <= 3, page.name


def test_every_table_has_its_file_cell_for_cell(site: Path) -> None:
    """The download holds exactly what stands on the page."""
    compared = 0
    for page in pages_of(site):
        text = page.read_text(encoding="utf-8")
        files = re.findall(r'href="([^"]+\.csv)" download', text)
        tables = read(page).tables
        assert len(files) == len(tables), page
        for table, name in zip(tables, files, strict=True):
            raw = (page.parent / name).read_bytes()
            assert raw.startswith(b"\xef\xbb\xbf")  # or Excel misreads it
            lines = list(csv.reader(io.StringIO(raw.decode("utf-8-sig"))))
            body = [row for row in table.rows[1:] if len(row) > 1]
            assert len(lines) - 1 == len(body), name
            grouped = lines[0][0] == "Group" and len(lines[0]) == len(table.rows[0]) + 1
            assert lines[0][1:] if grouped else lines[0] == table.rows[0], name
            for line, row in zip(lines[1:], body, strict=True):
                for mine, shown in zip(line[1:] if grouped else line, row, strict=False):
                    compared += 1
                    assert bones(mine) == bones(shown), f"{name}: {mine!r} is not {shown!r}"
    assert compared > 400


def bones(text: str) -> str:
    """Return what two ways of writing a cell have in common."""
    marks = "=\N{UPWARDS ARROW}\N{DOWNWARDS ARROW}"
    marks += "\N{BLACK UP-POINTING TRIANGLE}\N{BLACK DOWN-POINTING TRIANGLE}\N{BLACK CIRCLE}"
    text = text.replace("\N{MINUS SIGN}", "-").translate(str.maketrans("", "", marks))
    return re.sub(r"[\s,;']|\N{EN DASH}", "", text)


def test_every_chart_has_words_and_a_table(site: Path) -> None:
    """A title, a description, a size by viewBox, real text, and a table in the same section."""
    seen = 0
    for page in pages_of(site):
        text = page.read_text(encoding="utf-8")
        pictures = read(page).pictures
        assert len(pictures) == text.count("<svg")
        for picture in pictures:
            seen += 1
            assert picture["title"].strip(), page
            assert len(picture["desc"]) > 20, page
            assert picture["role"] == "img"
            assert "viewbox" in picture
            assert "width" not in picture
            assert picture["text"].strip(), page
            for name in picture["aria-labelledby"].split():
                assert name in read(page).names
        for section in re.findall(r'<section class="figure".*?</section>', text, re.S):
            assert "<table" in section, page
            assert 'class="source"' in section, page
    assert seen >= 8


def numbers(text: str) -> set[str]:
    """Return the numbers in a text."""
    return set(re.findall(r"\N{MINUS SIGN}?\d[\d,]*(?:\.\d+)?", text))


def test_dots_and_table_hold_the_same_figures(known: facts.Facts) -> None:
    """Each dot's name and figure stand in the table, and each figure of the table is drawn."""
    made = [
        beside.beside_figure(known, "gld_at_5", "all"),
        groups.cohort_figure(known, "gld_at_5"),
    ]
    for figure in made:
        assert figure is not None
        assert isinstance(figure.chart, charts.Dots)
        rows = {row[0].text: [cell.text for cell in row] for row in figure.table.rows}
        dots = [dot for dot in figure.chart.rows if dot.role != "heading"]
        assert {dot.name for dot in dots} == set(rows)
        for dot in dots:
            assert dot.shown in rows[dot.name], dot
        drawn = charts.svg(figure.chart)
        for dot in dots:
            assert f">{dot.shown}<" in drawn, dot
            if dot.value is not None:
                digits = len(dot.shown.partition(".")[2])
                assert dot.shown == words.number(dot.value, digits), dot
        (home,) = [dot for dot in dots if dot.role == "home"] or [dots[0]]
        assert home.value in {71.04, 66.4}


def test_trend_and_table_hold_the_same_figures(known: facts.Facts) -> None:
    """Each point of each line stands in the table with its period."""
    figure = trend.trend_figure(known, "gld_at_5", "all")
    assert figure is not None
    assert isinstance(figure.chart, charts.Trend)
    in_table = [numbers(" ".join(cell.text for cell in row[1:])) for row in figure.table.rows]
    every = set().union(*in_table)
    points = [p for line in figure.chart.lines for p in line.points]
    assert len(points) == 9
    for point in points:
        assert f"{point.y + 1e-9:.1f}" in every, point


def test_a_break_is_a_gap_with_its_reason(known: facts.Facts, site: Path) -> None:
    """The old definition stands apart, is never joined, and the reason is written in the gap."""
    figure = trend.trend_figure(known, "gld_at_5", "all")
    assert figure is not None
    assert isinstance(figure.chart, charts.Trend)
    for line in figure.chart.lines:
        old = {p.segment for p in line.points if p.x < 2020}
        new = {p.segment for p in line.points if p.x > 2020}
        assert old.isdisjoint(new), line.name
    (gap,) = figure.chart.gaps
    assert gap.text == BREAK
    assert 2019 < gap.start < gap.end < 2022
    page = read(site / "indicators" / "gld_at_5.html")
    assert "The assessment was reformed" in " ".join(page.pictures[0]["text"].split())
    assert BREAK in words_of(site / "indicators" / "gld_at_5.html")


def test_a_year_without_a_figure_is_left_open(known: facts.Facts) -> None:
    """The hidden year is not bridged and its reason stands in its place."""
    figure = trend.trend_figure(known, "gld_at_5", "all")
    assert figure is not None
    assert isinstance(figure.chart, charts.Trend)
    (home,) = [line for line in figure.chart.lines if line.role == "home"]
    new = [p.segment for p in home.points if p.x > 2020]
    assert len(new) == len(set(new)) == 2
    assert [span.text for span in figure.chart.missing] == [HIDDEN]
    (england,) = [line for line in figure.chart.lines if line.role == "england"]
    assert len({p.segment for p in england.points if p.x > 2020}) == 1
    assert HIDDEN in charts.svg(figure.chart)


def test_a_neighbour_without_a_figure_keeps_its_row(known: facts.Facts) -> None:
    """One neighbour missing: an empty row with the words, in the chart and in the table."""
    figure = beside.beside_figure(known, "gld_at_5", "all")
    assert figure is not None
    assert isinstance(figure.chart, charts.Dots)
    (dot,) = [dot for dot in figure.chart.rows if dot.name == "Hiddenham"]
    assert (dot.value, dot.shown) == (None, HIDDEN)
    assert re.search(rf'font-style="italic"[^>]*>{HIDDEN}<', charts.svg(figure.chart))
    assert [dot.role for dot in figure.chart.rows].count("home") == 1


def test_a_total_is_set_beside_nobody(known: facts.Facts, site: Path) -> None:
    """Another place's spend would only say that it is larger or smaller: no dots, place, median."""
    assert beside.beside_figure(known, "spend", "all") is None
    figure = trend.trend_figure(known, "spend", "all")
    assert figure is not None
    assert isinstance(figure.chart, charts.Trend)
    assert {line.role for line in figure.chart.lines} == {"home"}
    said = words_of(site / "indicators/spend.html")
    assert "Beside others a total: not set beside other places" in said
    assert "12th of 150" not in said
    assert "588,375" not in said


def test_few_dots_are_no_picture(known: facts.Facts) -> None:
    """Two figures among six places: the words alone, not a column of reasons."""
    assert beside.beside_figure(known, "nought", "all") is None
    assert beside.beside_figure(known, "gld_at_5", "all") is not None


def test_a_known_reason_stands_before_the_silence_of_the_publisher(known: facts.Facts) -> None:
    """A break that names the year says why: `no assessments`, in the chart and in the table."""
    said = "No assessments in 2022/23: one year is missing."
    breaks = {"gld_at_5": [*known.breaks["gld_at_5"], {**known.breaks["gld_at_5"][0]}]}
    breaks["gld_at_5"][1] |= {"reason": said, "blocks_trend": False}
    rows = [
        {**row, "value_status": "m" if row["value"] is None else "shown"}
        for row in known.trends[("gld_at_5", "all")]
    ]
    told = replace(known, breaks=breaks, trends={**known.trends, ("gld_at_5", "all"): rows})
    figure = trend.trend_figure(told, "gld_at_5", "all")
    assert figure is not None
    assert isinstance(figure.chart, charts.Trend)
    assert [span.text for span in figure.chart.missing] == ["no assessments in 2022/23"]
    assert "no assessments in 2022/23" in {row[1].text for row in figure.table.rows}


def test_what_is_known_to_be_wrong_is_said_so_with_the_reason(tmp_path: Path) -> None:
    """A figure that is printed and withheld is not told as one that nobody published."""
    database = make_database(tmp_path / "spine.duckdb")
    with duckdb.connect(str(database)) as con:
        con.execute("insert into published.value_status values ('e', 'printed, known wrong', 3)")
        con.execute(
            "update published.indicator_value set value = null, value_status = 'e', "
            "note = 'A sum and no rate' where area_code = 'E1' and indicator_code = 'gld_at_5'"
        )
        con.execute("update published.indicator_trend set england_value = null")
    write_report(database, tmp_path / "site", RELEASE, lambda *_: None)
    said = words_of(tmp_path / "site/indicators/gld_at_5.html")
    assert said.count("printed, known wrong") >= 3  # a cell for each year, and one beside the area
    assert (
        "England, 2021/22 to 2023/24: what is printed is known to be wrong. A sum and no rate."
        in said
    )


def test_groups_stand_by_size(known: facts.Facts) -> None:
    """The larger group first within its characteristic, the hidden one with its reason."""
    figure = groups.cohort_figure(known, "gld_at_5")
    assert figure is not None
    names = [row[0].text for row in figure.table.rows]
    assert names.index("Boys") < names.index("Girls")
    assert "Eligible for free school meals, boys" not in names
    (row,) = [r for r in figure.table.rows if r[0].text.startswith("Not eligible")]
    assert row[1].text == HIDDEN


# ---- what stands on the pages ------------------------------------------------------------------


def test_a_missing_figure_says_why_wherever_it_stands(site: Path) -> None:
    """Hidden, or held by no source: in words on the indicator, the index and the first page."""
    for page in (
        "indicators/hidden_one.html",
        "indicators/index.html",
        "index.html",
        "frameworks/AA.html",
    ):
        assert HIDDEN in words_of(site / page), page
    unheld = f"no source held gives a figure for {HOME}"
    assert unheld in words_of(site / "indicators/unheld.html").replace("No source", "no source")


def test_the_source_line_names_publisher_file_and_date(site: Path) -> None:
    """Who published it, through what, when it came, how it is counted, of how many: in a line."""
    said = words_of(site / "indicators/gld_at_5.html")
    assert (
        "Source: The Ministry, Results, through a table in the shape of A web service, received 2 "
        "January 2026. Counted by where the child lives. n = 2,338 in 2023/24."
    ) in said


def test_nought_and_a_hundred_are_figures(site: Path) -> None:
    """0 and 100 percent are shown, not taken for missing, and the scale does not pass them."""
    assert "0.0 per 10,000" in words_of(site / "indicators/nought.html")
    page = words_of(site / "indicators/all_of_them.html")
    assert "100%" in page
    assert "40 of 40" in page
    for name in ("nought", "all_of_them"):
        for picture in read(site / f"indicators/{name}.html").pictures:
            assert "\N{MINUS SIGN}" not in picture["text"]
            assert "120" not in picture["text"]


def test_marks_stand_as_words_beside_a_named_comparator(site: Path) -> None:
    """Better than England in words and shape; a neutral indicator has neither shape nor colour."""
    text = (site / "indicators/gld_at_5.html").read_text(encoding="utf-8")
    assert re.search(r'class="mark better"><span aria-hidden="true">▲</span> better', text)
    assert "better than England (67.7%)" in words_of(site / "indicators/gld_at_5.html")
    neutral = (site / "indicators/all_of_them.html").read_text(encoding="utf-8")
    assert 'class="mark plain">higher<' in neutral
    assert not re.search(r'class="mark (better|worse)"', neutral)


def test_unconfirmed_wording_never_stands_alone(site: Path) -> None:
    """Wherever the words stand, `to be confirmed` stands with them."""
    found = 0
    for page in pages_of(site):
        said = words_of(page)
        found += said.count(UNSURE)
        assert said.count(UNSURE) == said.count(f"{UNSURE} (to be confirmed)"), page
    assert found >= 3
    for file in site.rglob("*.csv"):
        said = file.read_text(encoding="utf-8-sig")
        assert said.count(UNSURE) == said.count(f"{UNSURE} (to be confirmed)"), file
    assert "reading one" not in words_of(site / "gld.html").replace("Reading one", "")


def test_our_own_wording_is_marked_as_a_draft(site: Path) -> None:
    """An outcome's statement carries the words `local draft`."""
    for code in ("C-SAFE-1", "C-LEARNING-2", "C-LEARNING-3"):
        assert re.search(
            r"Children have this: [^.]+\. local draft", words_of(site / f"outcomes/{code}.html")
        )


def test_the_good_level_page_answers_its_question(site: Path) -> None:
    """Targets in points and in children, three gaps by name, poverty before and after."""
    said = words_of(site / "gld.html")
    for part in (
        "4.0 to 9.0 percentage points to go",
        "94 more of 2,338 (2023/24)",
        "no count of children in the files held",
        "16.9, 15.4 and 12.9",
        "Not eligible less eligible",
        "Not eligible or unknown less eligible",
        "All children less eligible",
        "11.6% before housing costs, 22.3% after",
        "to be confirmed",
        "Boys: 66.4%; girls: 77.3% (10.9 points apart).",
    ):
        assert part in said, part


def test_another_basis_is_no_proof_of_a_difference(site: Path) -> None:
    """What was not checked is said not to be, beside the kind."""
    assert "whether by so much was not checked" in words_of(site / "data.html")


def test_the_matrix_counts_items_and_leads_to_them(site: Path) -> None:
    """A filled cell says how many and leads to the first; an item ended before is not counted."""
    page = site / "coverage.html"
    (matrix,) = [t for t in read(page).tables if t.caption.startswith("Outcomes and the")]
    by_name = {row[0]: row[1:] for row in matrix.rows if len(row) > 1}
    assert by_name["Good at five"] == ["1 1 held", "1 1 held"]
    assert by_name["Glad to learn"] == ["1 0 held", "none"]
    assert "frameworks/AA.html#AA-1" in read(page).links


def test_names_from_the_data_cannot_break_a_page(site: Path) -> None:
    """What a council types is text, not markup."""
    text = (site / "indicators/gld_at_5.html").read_text(encoding="utf-8")
    assert "Reading &amp; writing &lt;well&gt; at five" in text
    assert "<well>" not in text


def test_no_raw_nothing_reaches_a_page(site: Path) -> None:
    """Neither Python's nor SQL's word for nothing stands anywhere."""
    for page in pages_of(site):
        assert not re.search(r"\b(None|nan|NaN|null|undefined)\b", words_of(page)), page


def test_what_no_file_holds_is_not_said_to_be_unpublished(site: Path) -> None:
    """`Not published` is the publisher's word alone; where the counts would come from is named."""
    for page in pages_of(site):
        assert "not published" not in words_of(page), page
    known = words_of(site / "indicators/nought.html")
    assert "counts are not in the files held" in known


def test_a_difference_without_limits_is_said_as_untested(site: Path) -> None:
    """An arrow, the difference, the side and that chance is not tested; no mark, no colour."""
    said = words_of(site / "indicators/nought.html")
    assert (
        "0.0 per 10,000 in 2023/24: 3.2 below England (3.2 per 10,000); lower is better, chance "
        "not tested." in said
    )
    assert "3.2 per 10,000 \N{DOWNWARDS ARROW} 3.2 below better side, chance not tested" in said
    assert "not comparable" not in said


def test_the_first_page_finds_something_and_leads_with_no_stand_in(site: Path) -> None:
    """How many stand where, the limits once; a stand-in is named; the pinned figure first."""
    said = words_of(site / "index.html")
    assert (
        f"2 of 4 outcomes have a figure that measures them in {HOME}; for 1 only stand-ins or "
        "context are held, for 1 no figure. Of these figures 1 on the better side of England, 0 on "
        "the worse. For each of them limits show whether it is more than chance. Not set against "
        "England: 1 without a figure of England in the files held."
    ) in said
    assert (
        "Learning Reading & writing <well> at five, 71.0%, better than England (67.7%); 1 of 2 "
        "outcomes without a figure."
    ) in said
    assert "only stand-ins are held" in said


def test_what_few_authorities_have_leads_nothing_beside_others(known: facts.Facts) -> None:
    """The first lead is by the seeds alone; of the others the ones that few have step back."""
    led = [row["indicator_code"] for row in known.leads("C-LEARNING-2")]
    assert known.reach["gld_at_5"] == 3
    assert known.reach["spend"] == 2
    thin, wide = led[1], led[2]
    swapped = replace(known, reach=known.reach | {wide: facts.FEWEST_AUTHORITIES})
    found = [row["indicator_code"] for row in swapped.leads("C-LEARNING-2")]
    assert found == [led[0], wide, thin]


def test_the_leading_figure_is_fixed_by_the_seeds(known: facts.Facts, site: Path) -> None:
    """Limits, England's figure or a value elsewhere do not move it; only none or an end does."""
    assert known.leads("C-LEARNING-2")[0]["indicator_code"] == "gld_at_5"
    for row in known.spine:
        row |= {"england_value": None, "lower_95": None}
    bare = replace(known, spine=list(known.spine))
    assert bare.leads("C-LEARNING-2")[0]["indicator_code"] == "gld_at_5"
    order = [link["indicator_code"] for link in known.links["C-SAFE-1"]]
    assert order == ["hidden_one", "nought", "unheld"]
    assert known.leads("C-SAFE-1")[0]["indicator_code"] == "nought"
    assert known.aside("C-SAFE-1") == ["hidden_one"]
    assert "The hidden one comes first but has no figure here" in words_of(site / "index.html")
    assert known.links["C-LEARNING-2"][-1]["indicator_code"] == "gld_at_5_pre_2021"


def test_what_has_ended_is_neither_better_nor_worse(tmp_path: Path) -> None:
    """A mark of an ended indicator carries the word, and the lead does not count it."""
    database = make_database(tmp_path / "spine.duckdb")
    with duckdb.connect(str(database)) as connection:
        connection.execute("update published.indicator set valid_to = date '2024-08-31'")
    write_report(database, tmp_path / "site", RELEASE, lambda *_: None)
    for page in ("index.html", "outcomes/C-LEARNING-2.html"):
        text = (tmp_path / "site" / page).read_text(encoding="utf-8")
        cells = re.findall(r"<(?:td|li)[^>]*>(?:(?!</td>|</li>).)*?</(?:td|li)>", text, re.S)
        judged = [re.sub(r"<[^>]+>|\s+", " ", c) for c in cells if 'class="mark' in c]
        assert judged, page
        for said in judged:
            assert "ended" in said, page
    assert "2 ended" in words_of(tmp_path / "site" / "index.html")


def test_pooled_years_that_overlap_have_no_change(site: Path) -> None:
    """Two of the three years are the same children."""
    said = words_of(site / "indicators/pooled.html")
    assert "no change is said: the years overlap with 2019/20 to 2021/22" in said


def test_the_council_s_own_figure_fills_a_gap_and_names_who_answers(site: Path) -> None:
    """Its outcome is not called unmeasured; one period has a table, a file and the note."""
    page = site / "indicators/asked_here.html"
    assert f"{OWN}. Published 1 October 2024." in words_of(page)
    assert (site / "downloads" / "indicators-asked_here--trend.csv").is_file()
    [gaps] = [t for t in read(site / "index.html").tables if t.caption.startswith("Outcomes that")]
    assert [row[0] for row in gaps.rows[1:]] == ["Glad to learn"]
    assert "Not measured" not in words_of(site / "outcomes/C-HEARD-1.html")


def test_groups_without_limits_are_stated_as_untested(tmp_path: Path) -> None:
    """A home without counts still says for whom not, the widest gap first."""
    database = make_database(tmp_path / "spine.duckdb")
    with duckdb.connect(str(database)) as connection:
        connection.execute(
            """
            update published.indicator_trend
            set lower_95 = null, upper_95 = null, numerator = null, denominator = null
            """
        )
        connection.execute(
            """
            update published.indicator_trend set value = 76.1
            where cohort_code = 'fsm=not_eligible'
            """
        )
    write_report(database, tmp_path / "site", RELEASE, lambda *_: None)
    said = words_of(tmp_path / "site" / "gld.html")
    assert (
        "For whom not In 2023/24, chance not tested, widest gap first: Eligible for free school "
        "meals: 51.6%; not eligible for free school meals: 76.1% (24.5 points apart). Boys: 66.4%; "
        "girls: 77.3% (10.9 points apart)."
    ) in said
    assert "the DfE headline file of the profile carries the counts" in said


def test_a_framework_that_is_not_this_area_s_leaves_no_trace(tmp_path: Path) -> None:
    """Its items, coverage and links go with it, and no link leads nowhere."""
    database = make_database(tmp_path / "spine.duckdb")
    with duckdb.connect(str(database)) as connection:
        connection.execute("delete from published.framework where framework_code = 'BB'")
    write_report(database, tmp_path / "site", RELEASE, lambda *_: None)
    for page in sorted((tmp_path / "site").rglob("*.html")):
        assert "Frame B" not in words_of(page), page
        assert not any("frameworks/BB" in link for link in read(page).links), page


# ---- other homes -------------------------------------------------------------------------------


def test_a_home_without_any_figure_gets_a_report(tmp_path: Path) -> None:
    """Every page is there, reads well and says why it is empty."""
    empty = build(tmp_path, empty=True)
    assert len(list(pages_of(empty))) == 7 + 4 + len(CODES) + 2
    assert "0 of 4 outcomes have a figure" in words_of(empty / "index.html")
    assert "No file has landed" in words_of(empty / "data.html")
    for page in pages_of(empty):
        for table in read(page).tables:
            for row in table.rows:
                assert all(row), f"{page}: {table.caption}: {row}"


def test_the_first_page_says_what_changed(tmp_path: Path) -> None:
    """A figure revised, one new and one withdrawn since the release before are counted by kind."""
    before = tmp_path / "before"
    (before / "parquet").mkdir(parents=True)
    (before / "release.json").write_text('{"built_at": "2025-11-03T09:00:00+00:00"}')
    old = str(before / "parquet" / "indicator_value.parquet")
    database = make_database(tmp_path / "spine.duckdb")
    with duckdb.connect(str(database)) as connection:
        connection.execute(
            "create table old as from published.indicator_value where area_code = 'X1'"
        )
        keys = connection.execute(
            """
            select indicator_code, period_code, value from old
            where is_latest_vintage and cohort_code = 'all' and value is not null
                and indicator_code = 'gld_at_5'
            order by period_end desc limit 2
            """
        ).fetchall()
        connection.execute(
            "delete from old where cohort_code = 'all' and indicator_code = ? and period_code = ?",
            keys[0][:2],
        )
        connection.execute(
            """
            update old set value = value + 1
            where cohort_code = 'all' and indicator_code = ? and period_code = ?
            """,
            keys[1][:2],
        )
        connection.execute(
            """
            insert into old
            select * replace ('AY1999-00' as period_code, date '2000-07-31' as period_end)
            from old where indicator_code = ? and period_code = ? and cohort_code = 'all'
            """,
            keys[1][:2],
        )
        connection.execute(f"copy old to '{old}'")
        connection.execute("drop table old")
    write_report(database, tmp_path / "site", RELEASE, lambda *_: None, before)
    page = tmp_path / "site" / "index.html"
    said = "Since the release of 3 November 2025: of the figures of this area, 1 new, 1 revised"
    assert said in words_of(page)
    [table] = [t for t in read(page).tables if t.caption.startswith("Figures that changed")]
    _, row = table.rows
    assert row[1:4] == ["1", "1", "1"]
    assert row[5] == "no figure"
    assert row[6] == f"{keys[0][2]:.1f}%"


def test_a_release_of_another_shape_is_no_reason_to_stop(tmp_path: Path) -> None:
    """Where the old release cannot be compared with, the page says there is none."""
    database = make_database(tmp_path / "spine.duckdb")
    write_report(database, tmp_path / "site", RELEASE, lambda *_: None, tmp_path / "gone")
    assert "no earlier release to compare with" in words_of(tmp_path / "site" / "index.html")


def test_a_missing_table_is_one_clear_sentence(tmp_path: Path) -> None:
    """An older warehouse is named, not half read."""
    database = make_database(tmp_path / "spine.duckdb")
    with duckdb.connect(str(database)) as connection:
        connection.execute("drop table published.outcome_spine")
    with pytest.raises(SpineError, match=r"spine\.duckdb lacks .*outcome_spine"):
        write_report(database, tmp_path / "site", RELEASE, lambda *_: None)


def test_no_place_is_written_into_the_code() -> None:
    """The area comes from the data: any authority gets its own report."""
    folder = Path(facts.__file__).parent
    sources = [*folder.rglob("*.py"), *folder.rglob("*.html"), *folder.rglob("*.js")]
    assert len(sources) > 20
    for source in sources:
        text = source.read_text(encoding="utf-8")
        assert not re.search(r"Merton|Sutton|Hackney|Hertford|E0[6-9]\d{6}|E10\d{6}", text), source


def test_many_charts_are_drawn_as_one_is(known: facts.Facts) -> None:
    """Several processes give the bytes, and the order, that one gives."""
    figures = [
        beside.beside_figure(known, "gld_at_5", "all"),
        trend.trend_figure(known, "spend", "all"),
    ]
    some = [figure.chart for figure in figures if figure and figure.chart] * 4
    told: list[int] = []
    with charts.Studio(1000) as studio:
        assert studio.draw(some, told.append) == [charts.svg(chart) for chart in some]
    assert told == list(range(1, len(some) + 1))


# ---- charts by themselves ----------------------------------------------------------------------


@pytest.mark.parametrize(
    ("low", "high", "expected"),
    [(0.0, 1.0, 0.0), (46.0, 75.5, 40.0), (99.0, 100.0, 98.5), (0.0, 0.0, 0.0), (-3.0, 4.0, -4.0)],
)
def test_scales_hold_their_figures(low: float, high: float, expected: float) -> None:
    """Round ticks that hold every value."""
    ticks = charts.axis_range([low, high], (None, None))
    assert ticks[0] <= low <= high <= ticks[-1]
    assert ticks == sorted(ticks)
    assert 2 <= len(ticks) <= 9
    del expected


def test_scales_stop_at_their_ends() -> None:
    """A share stays within 0 and 100, and begins at nought where its figures are near it."""
    assert charts.axis_range([0.0, 3.0], (0.0, 100.0))[0] == 0.0
    assert charts.axis_range([90.0, 100.0], (0.0, 100.0))[-1] == 100.0
    assert charts.axis_range([], (0.0, 100.0)) == [0.0, 1.0]


def test_labels_at_the_ends_of_lines_do_not_cover_each_other() -> None:
    """Four lines that end at one point get four places, in order, within the room."""
    placed = charts.spread([100.0, 100.0, 101.0, 99.0], [16.0] * 4, 0.0, 240.0)
    ordered = sorted(placed)
    assert all(b - a >= 16.0 - 1e-9 for a, b in pairwise(ordered))
    assert ordered[0] >= 8.0
    assert ordered[-1] <= 232.0


def test_long_words_are_wrapped_or_cut_with_a_sign() -> None:
    """Nothing is cut short silently."""
    assert charts.wrap("Bournemouth, Christchurch and Poole", 27, 2) == [
        "Bournemouth, Christchurch",
        "and Poole",
    ]
    assert charts.wrap("one two three four five six", 9, 1)[0].endswith("…")


# Widths of Arial in thousandths of its size, as its metrics give them (bold is about 6% wider).
ARIAL = {" ": 278, ",": 278, ".": 278, "-": 333, "m": 833, "w": 722, "M": 833, "W": 944}
ARIAL |= (
    dict.fromkeys("ijl'", 222) | dict.fromkeys("fts/:;()", 333) | dict.fromkeys("0123456789", 556)
)


def arial(text: str, size: float) -> float:
    """Return about how wide words are, in pixels."""
    return sum(ARIAL.get(c, 700 if c.isupper() else 556) for c in text) * size / 1000


def outside(picture: str) -> list[str]:
    """Return the words of a picture that leave its frame."""
    found = re.search(r'viewBox="0 0 ([\d.]+) ([\d.]+)"', picture)
    assert found
    width, height = float(found[1]), float(found[2])
    group = re.search(r'<g transform="translate\(([\d.]+),([\d.]+)\)">(?=<text)', picture)
    assert group
    left, top = float(group[1]), float(group[2])
    lost = []
    for style, body in re.findall(r"<text([^>]*)>(.*?)</text>", picture, re.S):
        size = float(found[1]) if (found := re.search(r'font-size="(\d+)"', style)) else 12.0
        anchor = found[1] if (found := re.search(r'text-anchor="(\w+)"', style)) else "start"
        lines = [re.sub(r"<[^>]+>", "", line) for line in body.split("<tspan")]
        lines = [line.rpartition(">")[2] for line in lines]
        long = max(arial(line, size) for line in lines)
        before = {"start": 0.0, "middle": long / 2, "end": long}[anchor]
        turned = re.search(r'transform="translate\(([-\d.]+),([-\d.]+)\) rotate', style)
        if turned:
            y = top + float(turned[2])
            span, room = (y - (long - before), y + before), height
        else:
            placed = re.search(r' x="([-\d.]+)"', style)
            assert placed
            x = left + float(placed[1])
            span, room = (x - before, x - before + long), width
        if span[0] < -1 or span[1] > room + 1:
            lost.append(f"{' '.join(lines)}: {span[0]:.0f} to {span[1]:.0f} of {room:.0f}")
    return lost


def test_no_words_of_a_chart_leave_its_frame(site: Path, known: facts.Facts) -> None:
    """Every chart of the site, and one whose axis needs a wider margin than most."""
    seen = 0
    for page in pages_of(site):
        for picture in re.findall(r"<svg.*?</svg>", page.read_text(encoding="utf-8"), re.S):
            seen += 1
            assert not outside(picture), page
    assert seen >= 6
    figure = trend.trend_figure(known, "spend", "all")
    assert figure is not None
    assert isinstance(figure.chart, charts.Trend)
    (line,) = figure.chart.lines
    for times in (50.0, 50_000.0):
        points = tuple(replace(point, y=point.y * times) for point in line.points)
        large = charts.svg(replace(figure.chart, lines=(replace(line, points=points),)))
        assert re.search(r">\d+,\d{3}", large)
        assert not outside(large)
    narrow = re.sub(r'translate\(\d+(?:\.\d+)?,12\)"><text', 'translate(30,12)"><text', large)
    assert outside(narrow), "the test itself sees words that are cut off"
