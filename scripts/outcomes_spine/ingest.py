"""Check a file against its contract and write it to raw/ as text Parquet."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import duckdb

from outcomes_spine import tables
from outcomes_spine.contracts import Contract, contracts
from outcomes_spine.errors import SpineError
from outcomes_spine.home import DataHome, read_json, write_json
from outcomes_spine.project import seed_path

ENGINE_COLUMNS = ("file_id", "row_number")
NUMBER = r"^[+-]?([0-9]+|[0-9]{1,3}(,[0-9]{3})+)?(\.[0-9]+)?([eE][+-]?[0-9]+)?$"
DATE = r"^([0-9]{4}-[0-9]{2}-[0-9]{2}|[0-9]{1,2}/[0-9]{1,2}/[0-9]{4})$"


@dataclass
class RowAccount:
    """Where the rows of a file went: rows_in = rows_loaded + the rows quarantined."""

    rows_in: int = 0
    rows_loaded: int = 0
    quarantined: dict[str, int] = field(default_factory=dict)


def check_and_write(path: Path, name: str, contract: Contract, file_id: str, out: Path) -> RowAccount:
    """Check one file row by row; write its good rows to `out`; the first fault stops it.

    Raises SpineError naming file, row, column and what to do.
    """
    shape = tables.layout(path, name)
    missing = contract.missing(shape.headings)
    if missing:
        raise SpineError(missing_columns(name, contract, shape.headings))
    with tables.text_file(path, shape, name) as plain, tables.connect() as con:
        _load(con, contract, shape, plain, name)
        account = _quarantine(con, contract)
        for fault in _faults(con, contract, name):
            raise SpineError(fault)
        _write(con, contract, file_id, out)
    return account


def missing_columns(name: str, contract: Contract, headings: list[str]) -> str:
    """Return the sentence for a file that lacks columns, with what stands there instead."""
    missing = contract.missing(headings)
    wanted = ", ".join(repr(column.headings[0]) for column in missing)
    used = set(contract.positions(headings).values())
    spare = [h for i, h in enumerate(headings) if i not in used and h.strip()]
    there = f" It has {', '.join(map(repr, spare[:6]))} instead." if spare else ""
    plural = "columns" if len(missing) > 1 else "column"
    return (
        f"{name} looks like '{contract.title}' but lacks the {plural} {wanted}.{there} "
        "Rename the heading in the file, or export it again with that column."
    )


def _load(
    con: duckdb.DuckDBPyConnection, contract: Contract, shape: tables.Layout, plain: Path, name: str
) -> None:
    places = contract.positions(shape.headings)
    columns = ", ".join(
        f"nullif(trim(c{places[c.name]}), '') as {c.name}"
        if c.name in places
        else f"cast(null as varchar) as {c.name}"
        for c in contract.columns
    )
    first_row = 1 if shape.file_format in {"parquet", "json"} else 2
    try:
        con.execute(
            f"create table rows as select row_number() over () + {first_row - 1} as row_number, "
            f"{columns} from ({tables.relation_sql(plain, shape)})"
        )
    except duckdb.Error as error:
        raise SpineError(_broken_row(name, str(error))) from None
    if _one(con, "select count(*) from rows") == 0:
        raise SpineError(f"{name} has headings and no rows: export it again.")


def _broken_row(name: str, message: str) -> str:
    line = re.search(r"Line:? (\d+)", message)
    where = f"{name}, row {line[1]}" if line else name
    found = re.search(r"Expected Number of Columns: (\d+) Found: (\d+)", message)
    what = (
        f"has {found[2]} columns where the headings have {found[1]}"
        if found
        else "cannot be read as CSV (a quote is not closed, or the file is cut off)"
    )
    return f"{where}: the row {what}: mend that row or export the file again."


def _one(con: duckdb.DuckDBPyConnection, sql: str) -> int:
    row = con.execute(sql).fetchone()
    return int(row[0]) if row else 0


def _quarantine(con: duckdb.DuckDBPyConnection, contract: Contract) -> RowAccount:
    account = RowAccount(rows_in=_one(con, "select count(*) from rows"))
    for rule in contract.quarantine:
        gone = con.execute(
            f"delete from rows where {rule.column} = ? returning 1", [rule.value]
        ).fetchall()
        if gone:
            account.quarantined[rule.reason] = len(gone)
    account.rows_loaded = account.rows_in - sum(account.quarantined.values())
    return account


def _faults(con: duckdb.DuckDBPyConnection, contract: Contract, name: str) -> list[str]:
    """Return one sentence a rule broken, of the first row that breaks it and how many do."""
    con.execute(
        f"create temp view symbols as select symbol from read_csv('{_sql_path('publisher_symbols')}', "
        f"all_varchar = true) where reader = '{contract.dataset}' and symbol is not null"
    )
    faults = []
    for column in contract.columns:
        tests: list[tuple[str, str]] = []
        if column.not_empty:
            tests.append((f"{column.name} is null", "is empty: fill it in"))
        if column.check:
            tests.append(_rule(contract, column.name, column.check))
        for condition, remedy in tests:
            bad = con.execute(  # each value once: a big file has few
                f"select row_number, {column.name}, cast(sum(times) over () as integer) from ("
                f"select {column.name}, min(row_number) as row_number, count(*) as times "
                f"from rows group by {column.name}) where {condition} order by row_number limit 1"
            ).fetchone()
            if bad:
                heading = column.headings[0]
                shown = "" if bad[1] is None else f" {str(bad[1])[:40]!r}"
                more = f" ({bad[2] - 1} more rows like it)" if bad[2] > 1 else ""
                faults.append(f"{name}, row {bad[0]}, column {heading!r}:{shown} {remedy}{more}.")
    faults.extend(_duplicates(con, contract, name))
    return faults


def _sql_path(seed: str) -> str:
    return str(seed_path(seed)).replace("'", "''")


def _rule(contract: Contract, column: str, check: str) -> tuple[str, str]:
    kind, _, detail = check.partition(":")
    filled = f"{column} is not null and "
    if kind == "number":
        return (
            f"{filled} not regexp_matches({column}, '{NUMBER}') and {column} not in "
            "(select symbol from symbols)",
            "is neither a number nor a mark this publisher uses: correct it in the file",
        )
    if kind == "area":
        return (
            f"{filled} {column} not in ('x', 'z') and regexp_replace({column}, '[.]0$', '') not in "
            f"(select printed_code from read_csv('{_sql_path('area_codes')}', all_varchar = true))",
            "is no area code that is known: correct it, or add the area to local/area_codes.csv",
        )
    if kind == "period":
        schemes = ", ".join(f"'{scheme}'" for scheme in contract.period_schemes)
        return (
            f"{filled} regexp_replace({column}, '[.]0$', '') not in (select printed_label from "
            f"read_csv('{_sql_path('publisher_periods')}', all_varchar = true) where reader = "
            f"'{contract.dataset}' and period_scheme in ({schemes}))",
            "is no period this publisher prints: correct it in the file",
        )
    if kind == "code":
        seed, _, field_name = detail.partition(".")
        return (
            f"{filled} {column} not in (select {field_name} from read_csv('{_sql_path(seed)}', "
            "all_varchar = true))",
            f"is not in the list of {seed}: correct it, or add it to local/{seed}.csv",
        )
    if kind == "date":
        return (
            f"{filled} not regexp_matches({column}, '{DATE}')",
            "is no date: write it as 2026-01-31 or 31/01/2026",
        )
    if kind == "pattern":
        return (
            f"{filled} not regexp_full_match({column}, '{detail}')",
            f"is not of the form expected ({detail}): correct it in the file",
        )
    raise SpineError(f"The contract {contract.dataset} has an unknown check {check!r}.")


def _duplicates(con: duckdb.DuckDBPyConnection, contract: Contract, name: str) -> list[str]:
    key = ", ".join(contract.key)
    bad = con.execute(
        f"select min(row_number), list(row_number order by row_number)[2], count(*) over () "
        f"from rows group by {key} having count(*) > 1 order by 2 limit 1"
    ).fetchone()
    if not bad:
        return []
    headings = {c.name: c.headings[0] for c in contract.columns}
    columns = ", ".join(repr(headings[k]) for k in contract.key)
    more = f" ({bad[2] - 1} more pairs like it)" if bad[2] > 1 else ""
    return [
        f"{name}, row {bad[1]}: it repeats row {bad[0]} (the same in {columns}){more}: "
        "delete the row that is wrong."
    ]


def _write(con: duckdb.DuckDBPyConnection, contract: Contract, file_id: str, out: Path) -> None:
    out.parent.mkdir(parents=True, exist_ok=True)
    partial = out.with_name(f".{out.name}.part")
    columns = ", ".join(contract.column_names())
    try:
        con.execute(
            f"copy (select '{file_id}' as file_id, row_number, {columns} from rows order by "
            f"row_number) to '{str(partial).replace(chr(39), chr(39) * 2)}' (format parquet)"
        )
    except duckdb.Error as error:
        raise SpineError(
            f"raw/ cannot be written ({str(error).splitlines()[0]}): free some disk space and "
            "check that the data home can be written."
        ) from None
    partial.replace(out)


def ingest(
    home: DataHome, records: list[dict[str, str]], advance: Callable[[str, int, int], None]
) -> dict[str, RowAccount]:
    """Bring raw/ up to date with landing/: one Parquet file a landed file and contract.

    Returns the row account by file_id. A file whose contract has not changed is not read again.
    """
    index = _index(home)
    accounts: dict[str, RowAccount] = {}
    for number, record in enumerate(records, start=1):
        advance(record["file_name"], number, len(records))
        contract = contracts().get(record["dataset"])
        if contract is None:
            continue
        out = home.raw / contract.dataset / f"{record['file_id']}.parquet"
        done = index.get(record["file_id"])
        if out.exists() and done and done["digest"] == contract.digest:
            accounts[record["file_id"]] = RowAccount(
                done["rows_in"], done["rows_loaded"], done["quarantined"]
            )
            continue
        landed = home.landing / record["stored_as"]
        account = check_and_write(landed, record["file_name"], contract, record["file_id"], out)
        accounts[record["file_id"]] = account
        remember(home, record["file_id"], contract, account)
    _remove_strays(home, {record["file_id"] for record in records})
    _write_empty_tables(home)
    _write_files_table(home, records, accounts)
    return accounts


def _remove_strays(home: DataHome, file_ids: set[str]) -> None:
    """Remove what a build that was killed while landing left behind: no record speaks of it."""
    for contract in contracts().values():
        for path in (home.raw / contract.dataset).glob("*.parquet"):
            if path.stem != "none" and path.stem not in file_ids:
                path.unlink()


def remember(home: DataHome, file_id: str, contract: Contract, account: RowAccount) -> None:
    """Note in raw/index.json which contract a file was read by and where its rows went."""
    index = _index(home)
    index[file_id] = {
        "digest": contract.digest,
        "rows_in": account.rows_in,
        "rows_loaded": account.rows_loaded,
        "quarantined": account.quarantined,
    }
    write_json(home.raw / "index.json", index)


def _index(home: DataHome) -> dict[str, Any]:
    path = home.raw / "index.json"
    return read_json(path) if path.exists() else {}


def _write_empty_tables(home: DataHome) -> None:
    """Give each dataset an empty table, so that a council with one dataset builds as well."""
    with tables.connect() as con:
        for contract in contracts().values():
            out = home.raw / contract.dataset / "none.parquet"
            columns = ", ".join(f"cast(null as varchar) as {c}" for c in contract.column_names())
            out.parent.mkdir(parents=True, exist_ok=True)
            con.execute(
                f"copy (select cast(null as varchar) as file_id, cast(null as bigint) as "
                f"row_number, {columns} where false) to '{_quoted(out)}' (format parquet)"
            )


def _quoted(path: Path) -> str:
    return str(path).replace("'", "''")


FILE_COLUMNS = (
    "file_id",
    "file_name",
    "sha256",
    "bytes",
    "dataset",
    "edition",
    "published_on",
    "received_at",
    "is_invented",
    "made_in_shape",
    "note",
)


def _write_files_table(
    home: DataHome, records: list[dict[str, str]], accounts: dict[str, RowAccount]
) -> None:
    """Write the landing records as a table, so that lineage is a join."""
    out = home.raw / "landing" / "files.parquet"
    out.parent.mkdir(parents=True, exist_ok=True)
    names = [*FILE_COLUMNS, "source_code", "title", "licence", "rows_in", "rows_loaded"]
    with tables.connect() as con:
        con.execute(f"create table files ({', '.join(f'{n} varchar' for n in names)})")
        for record in records:
            contract = contracts().get(record["dataset"])
            account = accounts.get(record["file_id"])
            if contract is None or account is None:
                continue
            values = [str(record[c]) if record.get(c) not in (None, "") else None for c in FILE_COLUMNS]
            values += [contract.source_code, contract.title, contract.licence]
            values += [str(account.rows_in), str(account.rows_loaded)]
            con.execute(f"insert into files values ({', '.join('?' * len(names))})", values)
        con.execute(
            f"copy (select * from files order by file_id) to '{_quoted(out)}' (format parquet)"
        )
