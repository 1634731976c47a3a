"""Make the sample's files from a folder of the publishers' own: run once for each new edition.

`python scripts/refresh_sample.py FOLDER` reads the published files below FOLDER (the layouts that
scripts/outcomes_spine/datasets/ describe) and writes, to scripts/outcomes_spine/sample/published/,
the rows that the sample needs: every English authority for the LAIT measures of the registry, and
the home council of the sample with its neighbours, London and England for the other sources. The
metrics whose LG Inform number is checked are written in the shape of its web service. Each file is
dated in manifest.csv where its publisher says when it came out; what is not known stays empty.
"""

from __future__ import annotations

import csv
import json
import re
import sys
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from pathlib import Path

import duckdb
from outcomes_spine import landing, tables
from outcomes_spine.contracts import Contract
from outcomes_spine.project import seed_rows
from outcomes_spine.sample import FOLDER
from outcomes_spine.settings import DEFAULT_AREA

OGL = "Contains public sector information licensed under the Open Government Licence v3.0"
# measures of the registry that the sample shows in LG Inform's shape instead of LAIT's
LG_INFORM_FROM_LAIT = {
    "19346": ("FSP_NEW_GOODDEV", 2022, "Good level of development at age 5 (%)"),
    "6080": ("KS2RWM_Expected_STD", 2016, "Expected standard in reading, writing and maths (%)"),
}


SPREADSHEET_DAY_0 = date(1899, 12, 30)  # LAIT's dictionary counts its days from here


@dataclass(frozen=True)
class Edition:
    """When a file was published, and which edition of its publication it is; empty: not known."""

    published_on: str = ""
    name: str = ""


# What the files themselves do not say. DfE gives a month only for the 2018/19 additional tables.
EDITIONS = {
    # the day that ONS names as the date of its source, this release
    "dfe_eyfsp_headline": Edition("2025-11-27", "2024/25"),
    "dfe_eyfsp_headline_2013_2019": Edition(name="2018/19"),
    "dfe_eyfsp_areas_2013_2019": Edition(name="2018/19"),
    "dfe_eyfsp_residence_2014_2019": Edition(name="2018/19"),
    # the days on the title pages of MHCLG's statistical releases
    "iod_lad_2019": Edition("2019-09-26", "2019"),
    "iod_lad_2025": Edition("2025-10-30", "2025"),
}


def main(folder: Path) -> None:
    """Write the sample's drop folder anew."""
    FOLDER.mkdir(parents=True, exist_ok=True)
    for old in FOLDER.iterdir():
        old.unlink()
    found: dict[str, list[landing.Found]] = {}
    for item in landing.scan(folder):
        if item.contract:
            found.setdefault(item.contract.dataset, []).append(item)
    manifest: list[dict[str, str]] = []
    lait = Edition(newest_update(found.get("lait_dictionary", [])))
    with tables.connect() as con:
        areas = wanted_areas()
        con.execute("create table wanted (code varchar)")
        con.executemany("insert into wanted values (?)", [[code] for code in sorted(areas)])
        for dataset, items in sorted(found.items()):
            for item in items:
                if item.contract:
                    load(con, item.path, item.contract)
                    edition = lait if dataset.startswith("lait") else edition_of(dataset, item.path)
                    write(con, dataset, item.contract, item.path.stem, edition, manifest)
    with (FOLDER / "manifest.csv").open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, list(manifest[0]), lineterminator="\n")
        writer.writeheader()
        writer.writerows(sorted(manifest, key=lambda row: row["file"]))


def edition_of(dataset: str, path: Path) -> Edition:
    """Return the edition of a file: what ONS writes in the JSON beside it, else what is known."""
    beside = path.with_suffix(".json")
    if dataset != "ons_explore" or not beside.exists():
        return EDITIONS.get(dataset, Edition())
    said = re.search(r"last modified on (\d\d/\d\d/\d{4})", beside.read_text(encoding="utf-8"))
    return Edition(datetime.strptime(said[1], "%d/%m/%Y").date().isoformat() if said else "")


def newest_update(dictionaries: list[landing.Found]) -> str:
    """Return the newest day on which LAIT's dictionary says a measure was updated."""
    days = []
    for item in dictionaries:
        with item.path.open(encoding="utf-8-sig", newline="") as file:
            days += [row["Last Update"] for row in csv.DictReader(file)]
    numbers = [int(day) for day in days if day.isdecimal()]
    return (SPREADSHEET_DAY_0 + timedelta(max(numbers))).isoformat() if numbers else ""


def wanted_areas() -> set[str]:
    """Return the codes, as any publisher prints them, of the sample's areas."""
    comparators = list(seed_rows("area_comparators"))
    today = {DEFAULT_AREA}
    today |= {r["comparator_area_code"] for r in comparators if r["area_code"] == DEFAULT_AREA}
    printed = {r["printed_code"] for r in seed_rows("area_codes") if r["area_code"] in today}
    return printed | today


def load(con: duckdb.DuckDBPyConnection, path: Path, contract: Contract) -> None:
    """Load a publisher's file as text, with the publisher's own headings."""
    shape = tables.layout(path, path.name)
    places = contract.positions(shape.headings)
    columns = ", ".join(
        f"nullif(c{places[column.name]}, '') as \"{column.headings[0]}\""
        for column in contract.columns
        if column.name in places
    )
    tables.load(con, path, shape, path.name)
    con.execute(
        f"create or replace table rows as select {columns} from printed order by row_number"
    )


def write(
    con: duckdb.DuckDBPyConnection,
    dataset: str,
    contract: Contract,
    stem: str,
    edition: Edition,
    manifest: list[dict[str, str]],
) -> None:
    """Write the rows that the sample needs, and note where they come from."""
    if dataset == "lait":
        write_lait(con, edition, manifest)
        return
    where, kept = "true", "all rows"
    area = next((c.headings[0] for c in contract.columns if c.check == "area"), None)
    if dataset == "lait_dictionary":
        measures = ", ".join(f"'{m}'" for m in lait_measures())
        where, kept = f'"Measure_short" in ({measures})', "measures of the sample"
        con.execute('update rows set "Description" = null, "Methodology" = null')
    elif dataset.startswith("dfe_eyfsp"):
        columns = {c.headings[0] for c in contract.columns}
        codes = [c for c in ("lad_code_pupil", "new_la_code") if c in columns]
        region = "region_code_pupil" if "region_code_pupil" in columns else "region_code"
        where = (
            f"trim({codes[0]}) in (select code from wanted) or (trim({codes[0]}) = '' and "
            f"(trim({region}) = '' or trim({region}) in (select code from wanted)))"
        )
        kept = "the sample council, its neighbours, its region and England"
    elif area:
        where = f'"{area}" in (select code from wanted)'
        kept = "the sample council, its neighbours, its region and England"
        if dataset == "fingertips":
            where += ' and "Category Type" is null'
            kept += ", without the splits by category"
    name = f"{stem}.csv"
    con.execute(
        f"copy (select * from rows where {where}) to '{FOLDER / name}' (header, delimiter ',')"
    )
    note(manifest, name, edition, contract.title, kept)


def lait_measures() -> list[str]:
    """Return the LAIT measures of the sample: those of the registry, in its order."""
    order: dict[str, None] = {}
    for row in seed_rows("indicator_series"):
        if row["reader"] == "lait":
            order[row["publisher_series_id"]] = None
    return list(order)


def write_lait(
    con: duckdb.DuckDBPyConnection, edition: Edition, manifest: list[dict[str, str]]
) -> None:
    """Write the LAIT measures of the sample, some of them in the shape of LG Inform."""
    measures = ", ".join(f"'{m}'" for m in lait_measures())
    records = []
    gss = {r["printed_code"]: r["area_code"] for r in seed_rows("area_codes")}
    names = {r["area_code"]: r["area_name"] for r in seed_rows("areas")}
    con.execute("create or replace table moved (measure varchar, year varchar)")
    for metric, (measure, first_year, label) in LG_INFORM_FROM_LAIT.items():
        rows = con.execute(
            'select regexp_replace("LA Number", \'[.]0$\', \'\'), "Years", "Values" from rows '
            'where "Short Desc" = ? and try_cast("Years" as integer) >= ? order by all',
            [measure, first_year],
        ).fetchall()
        for number, year, value in rows:
            code = gss[number]
            shown = value not in (None, "-")
            records.append(
                {
                    "metricTypeIdentifier": metric,
                    "metricTypeLabel": label,
                    "metricTypeAltLabel": label,
                    "metricTypeIsSummary": False,
                    "areaIdentifier": code,
                    "areaLabel": names[code],
                    "areaAltLabel": names[code],
                    "areaLongLabel": names[code],
                    "areaIsSummary": False,
                    "periodIdentifier": f"sch_{int(year) - 1}_{int(year) % 100:02d}",
                    "periodLabel": f"{int(year) - 1}/{int(year) % 100:02d} (academic)",
                    "periodAltLabel": f"{int(year) - 1}/{int(year) % 100:02d} (academic)",
                    "periodIsSummary": False,
                    "valueTypeIdentifier": "raw",
                    "valueTypeLabel": "Percentage",
                    "valueTypeIsSummary": False,
                    "value": round(float(value), 1) if shown else None,
                    "source": float(value) if shown else None,
                    "formatted": f"{float(value):.1f}" if shown else "",
                    "format": "#,##0.0",
                    "publicationStatus": "Published",
                }
            )
            con.execute("insert into moved values (?, ?)", [measure, year])
    name = "lait_measures.parquet"
    con.execute(
        f'copy (select "Short Desc", "Years", "LA and Regions", "Values", "LA Number" from rows '
        f'where "Short Desc" in ({measures}) and ("Short Desc", "Years") not in (select * from '
        f"moved) order by all) to '{FOLDER / name}' (format parquet, compression zstd)"
    )
    kept = "measures of the registry, all areas"
    note(manifest, name, edition, "Local Authority Interactive Tool", kept)
    name = "lg_inform_data_table.json"
    (FOLDER / name).write_text(
        "[\n" + ",\n".join(json.dumps(r) for r in records) + "\n]\n", encoding="utf-8"
    )
    note(
        manifest,
        name,
        edition,
        "Local Authority Interactive Tool (DfE early years foundation stage profile; key stage 2)",
        "all areas, metrics whose LG Inform number is checked",
        made_in_shape="LG Inform /data.table",
    )


def note(
    manifest: list[dict[str, str]],
    name: str,
    edition: Edition,
    publication: str,
    kept: str,
    made_in_shape: str = "",
) -> None:
    """Add a file to the manifest, with its source and what was kept of it."""
    manifest.append(
        {
            "file": name,
            "published_on": edition.published_on,
            "edition": edition.name,
            "made_in_shape": made_in_shape,
            "publication": publication,
            "kept": kept,
            "licence": OGL,
        }
    )


if __name__ == "__main__":
    main(Path(sys.argv[1]))
