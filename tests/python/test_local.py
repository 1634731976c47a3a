"""local/: overlays are held to the tests of the seed they lie over, and say where they fail."""

from __future__ import annotations

import csv
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

import duckdb
import pytest
from conftest import Ran, values, write_csv
from outcomes_spine import ingest, landing, local, tables
from outcomes_spine.errors import SpineError
from outcomes_spine.home import DataHome
from outcomes_spine.project import seed_path, seed_rows

Change = Mapping[str, str | None]


def quiet(*_: object) -> None:
    """Advance without a word."""


@pytest.fixture
def made(home: Path) -> DataHome:
    """Return a real home that holds nothing yet."""
    data_home = DataHome(home)
    data_home.make("real")
    return data_home


def seed_row(name: str, **found_by: str) -> dict[str, str]:
    """Return the first row of a seed that has these cells."""
    return next(r for r in seed_rows(name) if all(r[c] == v for c, v in found_by.items()))


OWN = {
    "indicators": {
        **seed_row("indicators", indicator_code="gld_at_5"),
        "indicator_code": "own_survey",
        "indicator_name": "Own survey",
        "short_name": "Own survey",
        "related_indicator_code": "",
        "related_kind": "",
        "sort_order": "99001",
    },
    "outcomes": seed_row("outcomes", outcome_code="C-LEARNING-1"),
    "indicator_outcome": {
        **seed_row("indicator_outcome", indicator_code="gld_at_5"),
        "is_primary": "false",
        "outcome_code": "C-HAPPY-1",
    },
    "item_indicator": {
        **seed_row("item_indicator", indicator_code="gld_at_5"),
        "cohort_code": "fsm=eligible|sen=support",
    },
    "crosswalk": seed_row("crosswalk", item_code="EYFSP-GLD"),
    "indicator_series": seed_row("indicator_series", reader="lait"),
    "targets": {
        **seed_row("targets", target_code="england_gld_2028"),
        "target_code": "own",
        "area_code": "E09000029",
    },
}


def overlay(home: DataHome, name: str, *changes: Change, **options: Any) -> Path:
    """Write local/<name>.csv with the example row changed by each change; None drops a column."""
    rows = [{**OWN[name], **change} for change in changes or ({},)]
    columns = [column for column in rows[0] if all(row[column] is not None for row in rows)]
    table = [columns, *([str(row[column]) for column in columns] for row in rows)]
    return write_csv(home.local / f"{name}.csv", table, **options)


def written(home: DataHome, name: str) -> list[dict[str, Any]]:
    """Return the rows that dbt reads of an overlay."""
    read = duckdb.sql(f"from read_parquet({tables.quoted(home.raw / f'local/{name}.parquet')})")
    return [dict(zip(read.columns, row, strict=True)) for row in read.fetchall()]


@pytest.mark.parametrize("name", local.OVERLAYS)
def test_an_overlay_is_read_row_by_row(name: str, made: DataHome) -> None:
    """A row like a seed's own is taken, cell for cell, and every column is there."""
    overlay(made, name)
    local.write_overlays(made)
    [row] = written(made, name)
    assert row.pop("row_number") == 2
    assert row == {column: cell or None for column, cell in OWN[name].items()}
    assert list(row) == list(local.seed_types(name))


@pytest.mark.parametrize("name", local.OVERLAYS)
def test_no_overlay_is_an_empty_table(name: str, made: DataHome) -> None:
    """A home without overlays builds: each is a table of no rows with the seed's columns."""
    local.write_overlays(made)
    assert written(made, name) == []


@pytest.mark.parametrize("name", local.OVERLAYS)
def test_the_seed_itself_is_a_good_overlay(name: str, made: DataHome) -> None:
    """What is asked of a local row is what the seed's own rows give."""
    (made.local / f"{name}.csv").write_bytes(seed_path(name).read_bytes())
    local.write_overlays(made)
    assert len(written(made, name)) == sum(1 for _ in seed_rows(name))


def test_excels_ways_of_saving_are_read(made: DataHome) -> None:
    """Dates come as 01/09/2021, truth as TRUE, in Windows' encoding, with semicolons."""
    change = {"valid_from": "01/09/2021", "is_primary": "FALSE", "reason": "größer"}
    overlay(made, "indicator_outcome", change, encoding="cp1252", delimiter=";")
    local.write_overlays(made)
    [row] = written(made, "indicator_outcome")
    assert (row["valid_from"], row["is_primary"], row["reason"]) == (
        "2021-09-01",
        "false",
        "größer",
    )


FAULTS: dict[str, tuple[str, tuple[Change, ...], str]] = {
    "a column missing": (
        "outcomes",
        ({"statement": None},),
        "local/outcomes.csv lacks 'statement'",
    ),
    "an outcome that is not there": (
        "indicator_outcome",
        ({"outcome_code": "C-LEARNING-99"},),
        "row 2, column 'outcome_code': 'C-LEARNING-99' is not in the list of outcomes: correct it, "
        "or add it to local/outcomes.csv",
    ),
    "an indicator that is not there": (
        "targets",
        ({"indicator_code": "gld"},),
        "column 'indicator_code': 'gld' is not in the list of indicators",
    ),
    "an item that is not there": (
        "crosswalk",
        ({"item_code": "GLD"},),
        "column 'item_code': 'GLD' is not in the list of framework_items: correct it.",
    ),
    "an area that is not there": (
        "targets",
        ({"area_code": "Merton"},),
        "local/targets.csv, row 2, column 'area_code': 'Merton' is not in the list of areas",
    ),
    "a kind of link that is none": (
        "crosswalk",
        ({}, {"link_type": "same", "outcome_code": "C-HAPPY-1", "is_primary": "false"}),
        "row 3, column 'link_type': 'same' is none of exact, narrower, broader, proxy, contextual",
    ),
    "a date that is none": (
        "outcomes",
        ({"valid_from": "31/02/2025"},),
        "column 'valid_from': '31/02/2025' is not a date: write it as 2026-01-31 or 31/01/2026",
    ),
    "a number that is none": (
        "targets",
        ({"target_value": "75%"},),
        "column 'target_value': '75%' is not a number: write digits only",
    ),
    "a whole number that is none": (
        "indicators",
        ({"decimals": "1.5"},),
        "column 'decimals': '1.5' is not a whole number",
    ),
    "a truth that is none": (
        "targets",
        ({"is_confirmed": "maybe"},),
        "column 'is_confirmed': 'maybe' is not a yes or no: write true or false",
    ),
    "decimals out of range": ("indicators", ({"decimals": "9"},), "9 does not lie from 0 to 4"),
    "an empty cell": (
        "indicators",
        ({"unit": " "},),
        "row 2, column 'unit': it is empty: fill it in",
    ),
    "a period that is none": (
        "targets",
        ({"target_period_code": "2028"},),
        "column 'target_period_code': '2028' is not a period: write AY2024-25",
    ),
    "a cohort that is none": (
        "item_indicator",
        ({"cohort_code": "fsm"},),
        "column 'cohort_code': 'fsm' is not a cohort: write all",
    ),
    "a row twice": (
        "indicators",
        ({}, {"indicator_name": "x", "short_name": "x", "sort_order": "99002"}),
        "local/indicators.csv, row 3: it repeats row 2 (the same in indicator_code)",
    ),
    "a name that is taken": (
        "indicators",
        ({"short_name": seed_row("indicators", indicator_code="gld_at_5")["short_name"]},),
        "is taken by the seed: choose another",
    ),
    "a name twice": (
        "indicators",
        ({}, {"indicator_code": "b", "short_name": "b", "sort_order": "99002"}),
        "row 3, column 'indicator_name': 'Own survey' is taken by row 2",
    ),
    "no reason": (
        "indicator_outcome",
        ({"reason": ""},),
        "local/indicator_outcome.csv, row 2: 'reason' is empty: Every link says why it is there.",
    ),
    "a rate that does not say per what": (
        "indicators",
        ({"value_type": "rate", "rate_per": ""},),
        "row 2: 'rate_per' is empty: A rate says for how many it is counted.",
    ),
    "an end before the beginning": (
        "crosswalk",
        ({"valid_to": "1999-01-01"},),
        "row 2, column 'valid_to': it lies before valid_from",
    ),
    "a second primary home": (
        "indicator_outcome",
        ({"is_primary": "true"},),
        "is the primary one for the same days: end or change that one in local/indicator_out",
    ),
    "a second row for the same days": (
        "indicator_outcome",
        ({"outcome_code": "C-LEARNING-2", "valid_from": "2022-01-01"},),
        "the seed's row (indicator_code 'gld_at_5'",
    ),
}


@pytest.mark.parametrize("fault", FAULTS)
def test_a_fault_names_file_row_and_column(fault: str, made: DataHome) -> None:
    """Each rule of the seed's YAML is one sentence when a local row breaks it."""
    name, changes, said = FAULTS[fault]
    overlay(made, name, *changes)
    with pytest.raises(SpineError) as told:
        local.write_overlays(made)
    assert said in str(told.value)
    assert str(told.value).startswith(f"local/{name}.csv")
    assert "\n" not in str(told.value)


BROKEN = {
    "empty.csv": ("", "lays over nothing"),
    "areas.csv": ("a\n1\n", "lays over nothing: a file in local/ is one of crosswalk.csv, "),
    "indicators.xlsx": ("x", "lays over nothing"),
    "Indicators.CSV": ("x", "lays over nothing"),
    "outcomes.csv": ("", "local/outcomes.csv is empty"),
    "targets.csv": ("target_code\n", "lacks 'item_code', 'indicator_code'"),
    "crosswalk.csv": ("item_code,colour\nx,y\n", "there is no column 'colour': the columns are"),
    "indicators.csv": ("indicator_code,Indicator code\nx,y\n", "two columns have the heading"),
    "item_indicator.csv": ('item_code\n"x\n', "row 1.*|row 2.*quotation|lacks"),
}


@pytest.mark.parametrize("name", BROKEN)
def test_a_file_that_cannot_lie_over_anything(name: str, made: DataHome) -> None:
    """Another name, another form, no content or other columns are told with the file's name."""
    content, said = BROKEN[name]
    (made.local / name).write_text(content)
    with pytest.raises(SpineError, match=said) as told:
        local.write_overlays(made)
    assert name in str(told.value)


def test_rows_are_numbered_as_they_stand(made: DataHome) -> None:
    """A blank line and a cell of two lines do not move the number of a row."""
    first = {**OWN["outcomes"], "note": "two\nlines"}
    bad = {**OWN["outcomes"], "outcome_code": "X-1", "outcome_name": "X", "domain_code": "nowhere"}
    path = made.local / "outcomes.csv"
    with path.open("w", newline="") as file:
        writer = csv.DictWriter(file, list(first), lineterminator="\n")
        writer.writeheader()
        writer.writerow(first)
        file.write("\n")
        writer.writerow(bad)
    with pytest.raises(
        SpineError, match="row 4, column 'domain_code': 'nowhere' is not in the list"
    ):
        local.write_overlays(made)


def test_a_council_may_send_a_link_elsewhere(made: DataHome) -> None:
    """The seed's row ended in the overlay and a new one begun: two rows, no clash."""
    old = seed_row("indicator_outcome", indicator_code="gld_at_5", is_primary="true")
    overlay(
        made,
        "indicator_outcome",
        {**old, "valid_to": "2025-08-31"},
        {**old, "outcome_code": "C-HAPPY-1", "valid_from": "2025-09-01"},
    )
    local.write_overlays(made)
    assert len(written(made, "indicator_outcome")) == 2


# --- figures for an indicator of the council's own


def drop_own(drop: Path) -> None:
    """Drop figures for an indicator that only the overlay has."""
    write_csv(drop / "local_values.csv", values({"indicator_code": "own_survey", "value": "61"}))


def test_an_indicator_of_the_overlay_can_have_figures(drop: Path, made: DataHome) -> None:
    """The overlay is looked up with the seed when figures come in."""
    drop_own(drop)
    with pytest.raises(SpineError, match=r"'own_survey' is not in the list .* local/indicators"):
        landing.land(made, landing.scan(drop), quiet)
    overlay(made, "indicators")
    [record] = landing.land(made, landing.scan(drop), quiet)
    assert ingest.ingest(made, [record], quiet)[record["file_id"]].rows_loaded == 1


def test_an_indicator_taken_out_of_the_overlay_is_told(drop: Path, made: DataHome) -> None:
    """Landed figures are held to the overlay of today: they do not vanish without a word."""
    overlay(made, "indicators")
    drop_own(drop)
    records = landing.land(made, landing.scan(drop), quiet)
    ingest.ingest(made, records, quiet)
    overlay(made, "indicators", {"indicator_code": "another"})
    with pytest.raises(SpineError, match=r"values.csv, row 2, column 'indicator_code'"):
        ingest.ingest(made, records, quiet)
    overlay(made, "indicators")
    ingest.ingest(made, records, quiet)


def test_a_corrected_file_mends_what_the_file_before_it_said(drop: Path, made: DataHome) -> None:
    """Figures that were right when they landed are history once replaced: they stop no build."""
    overlay(made, "indicators")
    drop_own(drop)
    records = landing.land(made, landing.scan(drop), quiet)
    overlay(made, "indicators", {"valid_from": "2025-09-01"})
    with pytest.raises(SpineError, match=r"'period_code': AY2024-25 begins before own_survey does"):
        ingest.ingest(made, records, quiet)
    write_csv(
        drop / "local_values.csv",
        values({"indicator_code": "own_survey", "period_code": "AY2025-26", "value": "61"}),
    )
    records = landing.land(made, landing.scan(drop), quiet)
    assert len(ingest.ingest(made, records, quiet)) == 2


def test_a_broken_overlay_stops_the_figures_that_need_it(
    drop: Path, made: DataHome, spine: Callable[..., Ran]
) -> None:
    """The sentence is about the overlay, not about the figures."""
    drop_own(drop)
    overlay(made, "indicators", {"decimals": "x"})
    said = spine("build", "--landing", drop, "--home", made.root).error
    assert said.startswith("local/indicators.csv, row 2, column 'decimals'")
