"""Read a file of persons in memory: replace who they are by child_key, and keep the rest as text.

Names, UPN, day of birth, postcode and address stay in the vault's connection. What leaves is
child_key, month of birth, the small area and the ward. A fault of the file as a whole is one
sentence; a row that cannot be read is quarantined under a rule, and none of it is ever shown.
"""

from __future__ import annotations

import secrets
from pathlib import Path

import duckdb

from outcomes_spine import tables
from outcomes_spine.account import RowAccount
from outcomes_spine.collection import school_year
from outcomes_spine.contracts import READ_IDENTIFIERS, Column, Contract
from outcomes_spine.errors import SpineError
from outcomes_spine.project import now
from outcomes_spine.vault import KEY_BYTES, LEDGER, Vault

# 2020-01-14, 14/01/2020 and 2020-Jan-14, each with or without a time. A form is chosen before a
# day is read: DuckDB is a hundred times slower where it has to try one form after another.
YEAR = "(19|20)[0-9]{2}"
TIME = "([ T][0-9:.]+)?"
DAY_FORMS = (
    (f"{YEAR}-[0-9]{{2}}-[0-9]{{2}}{TIME}", "try_cast(substr({cell}, 1, 10) as date)"),
    (
        f"[0-9]{{1,2}}/[0-9]{{1,2}}/{YEAR}{TIME}",
        "cast(try_strptime(regexp_extract({cell}, '[0-9/]+'), '%d/%m/%Y') as date)",
    ),
    (
        f"{YEAR}-[A-Za-z]{{3}}-[0-9]{{2}}{TIME}",
        "cast(try_strptime(substr({cell}, 1, 11), '%Y-%b-%d') as date)",
    ),
)

# A UPN is a check letter and 12 digits, of which the last is a letter in a temporary one. The
# check letter is the one in this place: each of the 12 times its place (2 to 13), modulo 23.
UPN_LETTERS = "ABCDEFGHJKLMNPQRTUVWXYZ"
UPN_FORM = f"[{UPN_LETTERS}][0-9]{{11}}[0-9{UPN_LETTERS}]"
EXCEL = "upn: changed into a number by Excel"
INVENTED_LA = "999"  # in a UPN: no authority's number, as no code and no postcode starts with X
BLANK = "chr(31)"  # between the parts of a key: nobody types it


def read(
    vault: Vault,
    source: tables.Source,
    name: str,
    contract: Contract,
    shape: tables.Layout,
    collection: str,
    has_lookup: bool,
    file_id: str,
    out: Path,
    *,
    is_invented: bool = False,
) -> RowAccount:
    """Read a file of persons and write its good rows to raw/; new persons go to the ledger first.

    One that is marked as invented is refused where a row could be a real child's. `collection` is
    what manifest.csv or the file's name says of it, see `collection`. The lookup of postcodes, if
    there is one, is the table `postcodes` of the vault's connection. Raises SpineError for a fault
    of the file, which never shows a cell.
    """
    con = vault.con
    try:
        _load(con, source, name, contract, shape)
        if is_invented:
            _check_invented(con, name, contract, shape)
        _check_day_numbers(con, name, contract, shape)
        year = _year(con, name, contract, shape, collection)
        _mark_faults(con, contract)
        account = _account(con, name, year)
        _assign_keys(vault, contract, file_id)
        _write(con, contract, file_id, year, has_lookup, out)
    except duckdb.OutOfMemoryException:
        raise SpineError(
            f"{name} does not fit into this machine's memory: close other programs, or build on a "
            "machine that has more."
        ) from None
    except duckdb.Error as error:  # DuckDB's own words show the value that it stumbled over
        raise SpineError(
            f"{name} cannot be read ({type(error).__name__}): export it again as CSV UTF-8."
        ) from None
    finally:
        for table in ("plain", "printed", "rows", "kept_out"):
            con.execute(f"drop table if exists {table}")
    return account


def load_postcodes(con: duckdb.DuckDBPyConnection, path: Path, name: str, nspl: Contract) -> None:
    """Load the lookup of postcodes as the table `postcodes`: postcode, lsoa, ward and la code.

    Terminated postcodes are kept, for people's records keep them too; a code that says there is
    none of the kind (E99999999) is no place.
    """
    shape = tables.layout(path, name)
    places = nspl.positions(shape.headings)
    tables.load(con, path, shape, name, list(places.values()))
    code = {
        column: f"case when not ends_with(trim(c{places[column]}), '99999999') "
        f"then nullif(trim(c{places[column]}), '') end as {column}"
        for column in ("lsoa_code", "ward_code", "la_code")
    }
    postcode = _bare(f"c{places['postcode']}")
    con.execute(
        f"""
        create or replace table postcodes as
        select {postcode} as postcode, {", ".join(code.values())}
        from printed
        qualify row_number() over (partition by postcode order by row_number) = 1
        """
    )
    con.execute(
        "create or replace table lsoa_la as select lsoa_code, min(la_code) as la_code "
        "from postcodes where lsoa_code is not null group by all having count(distinct la_code) = 1"
    )
    con.execute("drop table printed")


def _bare(cell: str) -> str:
    """Return the SQL of a code without case and spaces: UPNs and postcodes are typed with both."""
    return f"nullif(regexp_replace(upper({cell}), '[^A-Z0-9.+]', '', 'g'), '')"


def _day(cell: str) -> str:
    """Return the SQL of a cell as a day, null where it is none."""
    whens = " ".join(
        f"when regexp_full_match({cell}, '{form}') then {day.format(cell=cell)}"
        for form, day in DAY_FORMS
    )
    return f"case {whens} end"


def _is_day(column: Column) -> bool:
    return column.check == "date" or column.identifier == "birth_date"


def _read_columns(contract: Contract) -> list[Column]:
    """Return the columns that are read at all: a name or number of no use here is not."""
    return [c for c in contract.columns if c.identifier in READ_IDENTIFIERS | {None}]


def _load(
    con: duckdb.DuckDBPyConnection,
    source: tables.Source,
    name: str,
    contract: Contract,
    shape: tables.Layout,
) -> None:
    """Load the file as the table `rows`: our names, text, empty cells null, codes in one form."""
    places = contract.positions(shape.headings)
    columns = _read_columns(contract)
    cells = []
    for column in columns:
        cell = "cast(null as varchar)"
        if column.name in places:
            cell = f"nullif(trim(c{places[column.name]}), '')"
            if column.identifier in {"upn", "postcode"}:
                cell = _bare(cell)
            elif (column.check or "").startswith("one_of:"):
                cell = f"regexp_replace(upper({cell}), '\\.0$', '')"
        cells.append(f"{cell} as {column.name}")
    used = [places[column.name] for column in columns if column.name in places]
    tables.load(con, source, shape, name, used, f"row_number, {', '.join(cells)}")
    con.execute("drop table if exists rows")
    con.execute("alter table printed rename to rows")
    if _number(con, "select count(*) from rows") == 0:
        raise SpineError(
            f"{name} has headings and no rows: export it again, or take it out of the folder."
        )


def _number(con: duckdb.DuckDBPyConnection, query: str) -> int:
    row = con.execute(query).fetchone()
    return int(row[0]) if row else 0


def _heading(contract: Contract, shape: tables.Layout, column: Column) -> str:
    """Return the heading that a column has in the file, in quotes."""
    return repr(shape.headings[contract.positions(shape.headings)[column.name]])


def _check_invented(
    con: duckdb.DuckDBPyConnection, name: str, contract: Contract, shape: tables.Layout
) -> None:
    """Raise where a row of a file marked as invented has a code that real children have."""
    tests = []
    if contract.having("upn"):
        tests.append(
            f"substr(upn, 2, 3) <> '{INVENTED_LA}' and regexp_full_match(upn, '{UPN_FORM}')"
        )
    if contract.having("postcode"):
        tests.append("not starts_with(postcode, 'X')")
    tests += [
        f"regexp_full_match(upper({column.name}), '[EWNS]01[0-9]{{6}}')"
        for column in contract.columns
        if column.check == "lsoa"
    ]
    if not tests:
        return
    row = con.execute(
        f"select min(row_number), count(*) from rows where ({') or ('.join(tests)})"
    ).fetchone()
    if row and row[0] is not None:
        more = f" ({row[1] - 1} more rows like it)" if row[1] > 1 else ""
        raise SpineError(
            f"{name} is marked as invented, and {shape.place(row[0])} has a UPN, a postcode or an "
            f"LSOA that a real child could have{more}: invented ones have a UPN of authority "
            f"{INVENTED_LA} and codes that start with X, as `spine sample` writes them; give real "
            "children a home of their own with --home, from a folder that is not marked."
        )


def _check_day_numbers(
    con: duckdb.DuckDBPyConnection, name: str, contract: Contract, shape: tables.Layout
) -> None:
    """Raise where dates have become the day numbers of Excel: the export is at fault, not a row."""
    for column in filter(_is_day, _read_columns(contract)):
        row = con.execute(
            "select min(row_number), count(*) from rows "
            f"where regexp_full_match({column.name}, '[0-9]{{5}}([.][0-9]+)?')"
        ).fetchone()
        if row and row[0] is not None:
            more = f" ({row[1] - 1} more rows like it)" if row[1] > 1 else ""
            raise SpineError(
                f"{name}, {shape.place(row[0])}, column {_heading(contract, shape, column)}: the "
                f"date is a day number of Excel{more}: format the column as a date, 2020-01-31 or "
                "31/01/2020, and save the file again."
            )


def _year(
    con: duckdb.DuckDBPyConnection,
    name: str,
    contract: Contract,
    shape: tables.Layout,
    collection: str,
) -> str:
    """Return the collection, having held what the rows say of the year to what the name says."""
    column = next((c for c in contract.columns if c.check == "school_year"), None)
    if column is None:
        return collection
    said: dict[str, int] = {}
    for printed, row in con.execute(
        f"select {column.name}, min(row_number) from rows where {column.name} is not null "
        "group by all order by 2"
    ).fetchall():
        year = school_year(printed)
        if year is None:
            raise SpineError(
                f"{name}, {shape.place(row)}, column {_heading(contract, shape, column)}: this is "
                "no school year: write it as 2024/2025."
            )
        said.setdefault(year, row)
    if len(said) > 1:
        raise SpineError(
            f"{name} holds rows of several school years, which end in {', '.join(sorted(said))}: "
            "split it into one file a year."
        )
    if not said and not collection:
        raise SpineError(
            f"{name} is '{contract.title}' and does not say of which year: name it "
            f"2025_{name.rpartition('/')[2]}, or put '2025' into the column edition of its row in "
            "manifest.csv."
        )
    year = next(iter(said), collection)
    if collection and collection != year and contract.collection == "eyfsp":
        raise SpineError(
            f"{name} says the year {collection} by its name or its edition in manifest.csv, and "
            f"{year} in its rows: correct the one that is wrong."
        )
    return year


def _mark_faults(con: duckdb.DuckDBPyConnection, contract: Contract) -> None:
    """Make the table `kept_out`: the rows that repeat another, and those a rule keeps out.

    A row that breaks several rules counts under the first. `rule` is null for a repeated row.
    """
    columns = ", ".join(c.name for c in _read_columns(contract))
    whens = " ".join(f"when {test} then {tables.quoted(rule)}" for rule, test in _rules(contract))
    # rows are compared cell by cell only where their hashes agree: that is quick, and exact
    con.execute(
        f"""
        create or replace table kept_out as
        with
            alike as (
                select hash({columns}) as hashed from rows group by all having count(*) > 1
            ),
            repeated as (
                select row_number from rows where hash({columns}) in (select hashed from alike)
                qualify row_number() over (partition by {columns} order by row_number) > 1
            )
        select row_number, cast(null as varchar) as rule from repeated
        union all
        select row_number, rule
        from (select row_number, case {whens} end as rule from rows)
        where rule is not null and row_number not in (select row_number from repeated)
        """
    )
    if contract.key:
        key = ", ".join(contract.key)
        con.execute(
            f"""
            insert into kept_out
            select row_number, 'the same {key} as a row before it, and another content'
            from (
                select row_number,
                    row_number() over (partition by {key} order by row_number) as place
                from rows where row_number not in (select row_number from kept_out)
            )
            where place > 1
            """
        )


def _rules(contract: Contract) -> list[tuple[str, str]]:
    """Return the rules that a row is held to: what it says of a row, and the SQL that finds it."""
    rules = [(f"{column}: it is empty", f"{column} is null") for column in contract.key]
    if contract.having("upn"):
        digits = " + ".join(f"cast(substr(upn, {n}, 1) as int) * {n}" for n in range(2, 13))
        last = (
            "case when substr(upn, 13, 1) between '0' and '9' then ascii(substr(upn, 13, 1)) - 48 "
        )
        last += f"else instr('{UPN_LETTERS}', substr(upn, 13, 1)) - 1 end"
        letter = f"substr('{UPN_LETTERS}', (({digits}) + ({last}) * 13) % 23 + 1, 1)"
        formed = f"regexp_full_match(upn, '{UPN_FORM}')"
        rules += [
            (
                EXCEL,
                "regexp_full_match(upn, '[0-9.]+E[+]?[0-9]+')",
            ),
            ("upn: not a letter and 12 digits", f"not {formed}"),
            (
                "upn: its check letter is wrong",
                f"case when {formed} then substr(upn, 1, 1) <> {letter} end",
            ),
            (
                "no upn, and no name or date of birth instead",
                "upn is null and (surname is null or forename is null or birth_date is null)",
            ),
        ]
    for column in _read_columns(contract):
        if _is_day(column):
            test = f"{column.name} is not null and {_day(column.name)} is null"
            rules.append((f"{column.name}: not a date", test))
        kind, _, detail = (column.check or "").partition(":")
        if kind == "one_of":
            listed = ", ".join(tables.quoted(value) for value in detail.split(","))
            rule = f"{column.name}: none of {detail.replace(',', ', ')}"
            rules.append((rule, f"{column.name} not in ({listed})"))
    return rules or [("", "false")]


def _account(con: duckdb.DuckDBPyConnection, name: str, year: str) -> RowAccount:
    """Count where the rows went; raise where none is left, for then a heading is at fault."""
    rows_in = _number(con, "select count(*) from rows")
    counts = con.execute(
        "select rule, count(*), min(row_number) from kept_out group by all order by 2 desc, 1"
    ).fetchall()
    quarantined = {rule: rows for rule, rows, _ in counts if rule is not None}
    first_rows = {rule: first for rule, _, first in counts if rule is not None}
    duplicates = sum(rows for rule, rows, _ in counts if rule is None)
    loaded = rows_in - duplicates - sum(quarantined.values())
    if loaded == 0:
        rule, rows = next(iter(quarantined.items()))
        remedy = (
            "export it again and do not open it in Excel on the way, or import the column as text"
            if rule == EXCEL
            else "check that each heading stands over its own column, and export it again"
        )
        raise SpineError(
            f"{name}: none of its {rows_in} rows can be read ({rows} by the rule '{rule}'): "
            f"{remedy}."
        )
    return RowAccount(rows_in, loaded, quarantined, duplicates, first_rows, year)


def _match_key(contract: Contract) -> str:
    """Return the SQL of what tells a person: the UPN, else names, birth date and home together.

    A child without a UPN is the same one only within a dataset and to the letter: to link the two
    records of a child over datasets is another task, and not done here.
    """
    home = "postcode" if contract.having("postcode") else "cast(null as varchar)"
    folded = ", ".join(
        f"coalesce({part}, '')"
        for part in (
            "regexp_replace(upper(surname), '\\s+', ' ', 'g')",
            "regexp_replace(upper(forename), '\\s+', ' ', 'g')",
            f"cast({_day('birth_date')} as varchar)",
            home,
        )
    )
    without = f"concat_ws({BLANK}, {tables.quoted(contract.dataset)}, {folded})"
    return f"coalesce(upn, {without})"


def _assign_keys(vault: Vault, contract: Contract, file_id: str) -> None:
    """Give each new person of a file a random child_key in the ledger, and save the ledger."""
    if not contract.having("upn"):
        return
    con = vault.con
    sex = "r.sex" if any(c.name == "sex" for c in contract.columns) else "cast(null as varchar)"
    born = f"cast({_day('birth_date')} as varchar)"
    con.execute(
        f"""
        create or replace table newcomers as
        select row_number() over (order by row_number) as place, match_key, row_number
        from (
            select {_match_key(contract)} as match_key, min(row_number) as row_number
            from rows where row_number not in (select row_number from kept_out) group by 1
        ) as met
        where not exists (select 1 from ledger where ledger.match_key = met.match_key)
        """
    )
    try:
        count = _number(con, "select count(*) from newcomers")
        if count == 0:
            return
        digits = KEY_BYTES * 2
        drawn = secrets.token_hex(KEY_BYTES * count)
        keys = "\n".join(drawn[at : at + digits] for at in range(0, len(drawn), digits))
        seen = tables.quoted(now().isoformat())
        with tables.held_files(con, {"keys": keys.encode()}):
            con.execute(
                f"""
                insert into ledger ({", ".join(name for name, _ in LEDGER)})
                select k.child_key, n.match_key, r.upn, {born}, r.surname, r.forename, {sex},
                    {tables.quoted(file_id)}, {seen}
                from newcomers as n
                inner join rows as r on n.row_number = r.row_number
                inner join (
                    select row_number() over () as place, child_key
                    from read_csv('held://keys', header = false, auto_detect = false,
                        columns = {{'child_key': 'varchar'}})
                ) as k on n.place = k.place
                """
            )
    finally:
        con.execute("drop table if exists newcomers")
    vault.save_ledger()


def _write(
    con: duckdb.DuckDBPyConnection,
    contract: Contract,
    file_id: str,
    collection: str,
    has_lookup: bool,
    out: Path,
) -> None:
    """Write the rows that are kept, without an identifier, to raw/."""
    year, _, term = collection.partition(" ")
    cells: dict[str, str] = {
        "child_key": "ledger.child_key",
        "collection_year": tables.quoted(year),
        "collection_term": tables.quoted(term),
        **_place(contract, has_lookup),
    }
    if contract.having("birth_date"):
        cells["birth_month"] = f"strftime({_day('r.birth_date')}, '%Y-%m')"
    for column in contract.columns:
        cells.setdefault(column.name, _normal(column))
    selected = ", ".join(f"{cells[name]} as {name}" for name in contract.raw_columns())
    joins = ""
    if contract.having("upn"):
        with_key = f"(select *, {_match_key(contract)} as match_key from rows)"
        joins += " inner join ledger on r.match_key = ledger.match_key"
    else:
        with_key = "rows"
    if has_lookup and contract.having("postcode"):
        joins += " left join postcodes as p on r.postcode = p.postcode"
    if has_lookup and "lsoa_code" in contract.raw_columns():
        joins += f" left join lsoa_la as l on {_own_lsoa(contract)} = l.lsoa_code"
    query = (
        f"select {tables.quoted(file_id)} as file_id, "
        f"r.row_number, {selected} from {with_key} as r{joins} "
        "where r.row_number not in (select row_number from kept_out)"
    )
    tables.write_parquet(con, f"{query} order by r.row_number", out, private=True)


def _normal(column: Column) -> str:
    """Return the SQL of a column as raw/ holds it: text, days as 2026-01-31, flags as 1 and 0."""
    cell = f"r.{column.name}"
    if column.check == "date":
        return f"cast({_day(cell)} as varchar)"
    if column.check == "flag":
        return (
            f"case when lower({cell}) in ('true', '1', '1.0', 'y', 'yes') then '1' "
            f"when lower({cell}) in ('false', '0', '0.0', 'n', 'no') then '0' else {cell} end"
        )
    return cell


def _own_lsoa(contract: Contract) -> str:
    """Return the SQL of the LSOA of 2021 that the extract itself holds, null where it has none."""
    column = next((c.name for c in contract.columns if c.check == "lsoa"), None)
    if column is None:
        return "cast(null as varchar)"
    bare = f"upper(r.{column})"
    return f"case when regexp_full_match({bare}, '[A-Z]01[0-9]{{6}}') then {bare} end"


def _place(contract: Contract, has_lookup: bool) -> dict[str, str]:
    """Return the SQL of the place columns: from the extract's own LSOA, else from the postcode.

    The ward is the postcode's alone: one guessed from an LSOA is often wrong.
    """
    own = _own_lsoa(contract)
    by_postcode = has_lookup and contract.having("postcode") is not None
    found, ward, la = ("p.lsoa_code", "p.ward_code", "p.la_code") if by_postcode else ("null",) * 3
    if contract.having("postcode") is None:
        why, why_ward = "'no postcode in the file'", "'no postcode in the file'"
    elif not has_lookup:
        why = "case when r.postcode is null then 'no postcode' else 'no postcode lookup' end"
        why_ward = why
    else:
        listed = (
            "case when r.postcode is null then 'no postcode' when p.postcode is null then "
            "'postcode not in the lookup' else "
        )
        why, why_ward = (
            f"{listed}'postcode without an LSOA' end",
            f"{listed}'postcode without a ward' end",
        )
    lsoa = f"coalesce({own}, {found})"
    las = [la, *(["l.la_code"] if has_lookup else [])]
    return {
        "lsoa_code": lsoa,
        "ward_code": f"cast({ward} as varchar)",
        "resident_la_code": f"cast(coalesce({', '.join(las)}, null) as varchar)",
        "place_source": f"case when {own} is not null then 'extract' "
        f"when {found} is not null then 'nspl' else 'none' end",
        "place_missing_reason": f"case when {lsoa} is null then {why} end",
        "ward_missing_reason": f"case when {ward} is null then {why_ward} end",
    }
