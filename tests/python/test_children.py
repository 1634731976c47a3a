"""What is counted of the invented borough, against what was put into its files on purpose."""

from __future__ import annotations

import csv
from collections.abc import Callable
from typing import Any

import duckdb
import pytest
from outcomes_spine import build, local, warehouse
from outcomes_spine.home import DataHome
from outcomes_spine.sample import borough
from outcomes_spine.settings import read_settings

pytestmark = pytest.mark.build

WITHIN = 1.5  # points
IN_FORCE = {2022: "eyfsp_2022.csv", 2023: "eyfsp_2023.csv", 2024: "eyfsp_2024.csv"} | {
    2025: "eyfsp_2025_corrected.csv"
}
COUNTED = ["+gld_by_cohort", "+gld_attrition", "+sen_by_census_and_plan"]
Rows = Callable[[str], list[tuple[Any, ...]]]


@pytest.fixture(scope="module")
def rows(tmp_path_factory: pytest.TempPathFactory) -> Rows:
    """Land the borough of the default size, build what is counted of it, and read that."""
    home = DataHome(tmp_path_factory.mktemp("children") / "home")
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(build, "_build_and_publish", lambda *_, **__: None)
        build.build(home, None, full=False)
    local.write_settings(home, read_settings(home.settings_file))
    database = home.warehouse / "spine.duckdb"
    results = warehouse.run_dbt(
        ["build", "--exclude-resource-type", "unit_test", "--select", *COUNTED],
        home,
        database,
        lambda *_: None,
    )
    assert {str(result.status) for result in results} <= warehouse.PASSING

    def read(sql: str) -> list[tuple[Any, ...]]:
        with duckdb.connect(str(database), read_only=True) as con:
            con.execute(
                f"attach '{database.with_name('restricted.duckdb')}' as restricted (read_only)"
            )
            con.execute(
                "set search_path = 'marts,staging,restricted.marts,restricted.intermediate'"
            )
            return con.execute(sql).fetchall()

    return read


@pytest.fixture(scope="module")
def planted() -> list[borough.Planted]:
    """Return the faults in the returns that are in force."""
    return [fault for fault in borough.planted() if fault.file in IN_FORCE.values()]


def test_the_flags_that_are_wrong_are_those_planted(
    rows: Rows, planted: list[borough.Planted]
) -> None:
    """GLD computed equals the flag but where a wrong one was put; file and row are named."""
    found = rows(
        """
        select files.file_name, records.row_number - 1
        from fct_eyfsp_result as results
        inner join int_eyfsp__records as records
            on results.child_key = records.child_key
            and results.period_code = records.period_code
            and records.record_number = 1
        inner join stg_landing__files as files on records.file_id = files.file_id
        where not results.is_flag_right
        """
    )
    wrong = {(fault.file, fault.row) for fault in planted if fault.kind == "wrong gld flag"}
    title = "Early years foundation stage profile, one row a child, "
    assert len(wrong) > 20
    assert {(IN_FORCE[int(name.removeprefix(title))], row) for name, row in found} == wrong


def test_the_published_cells_are_met(rows: Rows) -> None:
    """Each cell of the calibration is within a point and a half, as the mart counts it."""
    held = {
        (period, cohort): value
        for period, cohort, value in rows(
            "select period_code, cohort_code, value from gld_by_cohort where years_together = 1 "
            "and child_outcome_code = 'gld_at_5' and denominator_code = 'all_children'"
        )
    }
    with (borough.HERE / "calibration.csv").open(encoding="utf-8", newline="") as file:
        cells = list(csv.DictReader(file))
    assert len(cells) == 52
    off = []
    for cell in cells:
        year = int(cell["academic_year"])
        name = {"term": "term_of_birth"}.get(cell["characteristic"], cell["characteristic"])
        cohort = "all" if name == "all" else f"{name}={cell['value']}"
        value = held[(f"AY{year - 1}-{year % 100}", cohort)]
        if abs(value - float(cell["gld_percent"])) > WITHIN:
            off.append((year, cohort, cell["gld_percent"], round(value, 1)))
    assert off == []


@pytest.mark.parametrize(
    ("kind", "reason"),
    [
        ("exact copy", "duplicate_row"),
        ("second school", "second_record"),
        ("goal not assessed", "not_assessed"),
    ],
)
def test_who_is_left_out_is_who_was_planted(
    kind: str, reason: str, rows: Rows, planted: list[borough.Planted]
) -> None:
    """The attrition log takes out as many as were put in, year by year."""
    out: dict[str, int] = dict(
        rows(
            f"select period_code, children_out from gld_attrition where reason_code = '{reason}' "
            "and population_code = 'all_17_recorded'"
        )
    )
    put_in = {
        f"AY{year - 1}-{year % 100}": sum(f.kind == kind and f.file == file for f in planted)
        for year, file in IN_FORCE.items()
    }
    assert sum(put_in.values()) >= 20
    assert out == put_in
