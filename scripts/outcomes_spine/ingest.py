"""Check a file against its contract and write it to raw/ as text Parquet."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Callable
from contextlib import suppress
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

import duckdb

from outcomes_spine import codes, headings, local, periods, persons, tables
from outcomes_spine.account import RowAccount as RowAccount
from outcomes_spine.collection import Collected, collection_of, superseded
from outcomes_spine.contracts import NEAR, Column, Contract, contracts, fold
from outcomes_spine.errors import SpineError
from outcomes_spine.home import DataHome, read_json, sha256, write_json
from outcomes_spine.project import seed_digest, seed_rows
from outcomes_spine.vault import Vault

NUMBER = re.compile(
    r"[+-]?([0-9]+(\.[0-9]*)?|[0-9]{1,3}(,[0-9]{3})+(\.[0-9]+)?|\.[0-9]+)([eE][+-]?[0-9]{1,2})?"
)


NSPL = "nspl"
# The seed that the check of a column reads.
SEED_OF_CHECK = {
    "area": "area_codes",
    "cohort_code": "cohort_values",
    "label": "publisher_cohort_labels",
    "number": "publisher_symbols",
    "period": "publisher_periods",
}


@dataclass(frozen=True)
class Incoming:
    """A file on its way to raw/: what its landing record says, or is about to say, of it."""

    file_id: str
    name: str
    contract: Contract
    edition: str
    published_on: str
    received_at: str
    is_invented: bool
    path: Path  # of a lookup, the file to look in
    is_replaced: bool = False  # typed by hand, and a later file of the same name has landed

    @classmethod
    def of_record(
        cls,
        home: DataHome,
        record: dict[str, Any],
        contract: Contract,
        *,
        is_replaced: bool = False,
    ) -> Incoming:
        """Return a landed file."""
        return cls(
            record["file_id"],
            record["file_name"],
            contract,
            record["edition"],
            record["published_on"],
            record["received_at"],
            record["is_invented"],
            home.landing / record["stored_as"],
            is_replaced,
        )


class Reader:
    """Reads files into raw/, and those of persons through the vault; used as a context manager.

    `lookups` are the postcode lookups at hand: of those as invented, or as real, as a file of
    persons, the newest gives its children their small areas.
    """

    def __init__(self, home: DataHome, lookups: list[Incoming]) -> None:
        """Name the home and the lookups; the vault is opened when the first person comes."""
        self.home = home
        self._lookups = lookups
        self._vault = Vault(home)
        self._looked_up = ""

    def __enter__(self) -> Reader:
        """Return the reader."""
        return self

    def __exit__(self, *_: object) -> None:
        """Forget the persons."""
        self._vault.__exit__()

    def read(self, file: Incoming, source: tables.Source) -> RowAccount:
        """Check a file and write its good rows to raw/; raise SpineError with what is wrong."""
        contract = file.contract
        if not contract.persons:
            account = check_and_write(
                self.home, source, file.name, contract, file.file_id, is_replaced=file.is_replaced
            )
        else:
            collection = collection_of(contract, file.name, file.edition)
            shape = layout_of(source, file.name, contract)
            account = persons.read(
                self._vault,
                source,
                file.name,
                contract,
                shape,
                collection,
                self._load_lookup(file),
                file.file_id,
                raw_file(self.home, contract, file.file_id),
                is_invented=file.is_invented,
            )
        return account

    def unseal(self, file: Incoming, landed: Path) -> bytes:
        """Return what a landed file of persons holds."""
        return self._vault.unseal(file.file_id, landed, file.name)

    def seal(self, file: Incoming, content: bytes) -> bytes:
        """Return the bytes of a file of persons as they are landed."""
        return self._vault.seal(file.file_id, content)

    def can_unseal(self, file_id: str) -> bool:
        """Say whether the vault holds the key of a landed file."""
        return self._vault.holds_key(file_id)

    def remember(self, file: Incoming, account: RowAccount) -> None:
        """Note in raw/index.json how a file was read and where its rows went."""
        index = row_accounts(self.home)
        index[file.file_id] = {
            "digest": self._digest(file),
            "bytes": _size(raw_file(self.home, file.contract, file.file_id)),
            **asdict(account),
        }
        write_json(self.home.raw / "index.json", index)

    def done(self, file: Incoming, index: dict[str, Any]) -> RowAccount | None:
        """Return the account of a file that raw/ holds as it would be read today."""
        done = index.get(file.file_id, {})
        if done.get("digest") != self._digest(file):
            return None
        out = raw_file(self.home, file.contract, file.file_id)
        if done["bytes"] != _size(out) or (not out.exists() and not file.contract.lookup_only):
            return None
        return RowAccount(**{k: v for k, v in done.items() if k not in {"digest", "bytes"}})

    def _digest(self, file: Incoming) -> str:
        """Return what the reading of a file depends on.

        That is its contract, the seeds and overlays it is held to, and of a file of persons the
        ledger, the lookup and what says of which year it is.
        """
        contract = file.contract
        parts = [contract.digest]
        if contract.is_typed_by_hand:
            parts.append(str(file.is_replaced))
        for seed in sorted(_seeds_of(contract)):
            parts += [seed_digest(seed), local.digest(self.home, seed)]
        if contract.persons:
            lookup = self._lookup(file)
            parts += [self._vault.ledger_id, file.edition, lookup.file_id if lookup else ""]
        return "-".join(parts)

    def _lookup(self, file: Incoming) -> Incoming | None:
        """Return the newest postcode lookup for a file, None where it has none or needs none."""
        if "lsoa_code" not in file.contract.raw_columns():
            return None
        same = [one for one in self._lookups if one.is_invented == file.is_invented]
        return max(
            same, key=lambda o: (o.published_on, o.received_at, o.edition, o.name), default=None
        )

    def _load_lookup(self, file: Incoming) -> bool:
        """Load the lookup for a file where it is not there yet; say whether there is one."""
        lookup = self._lookup(file)
        if lookup and self._looked_up != lookup.file_id:
            persons.load_postcodes(self._vault.con, lookup.path, lookup.name, lookup.contract)
            self._looked_up = lookup.file_id
        return lookup is not None


def _seeds_of(contract: Contract) -> set[str]:
    """Name the seeds that say what a file may print; a file of persons is held to none."""
    seeds = set(periods.SEEDS) if contract.is_typed_by_hand else set()
    for column in contract.columns:
        kind, _, detail = (column.check or "").partition(":")
        if kind == "code":
            seeds.add(detail.partition(".")[0])
        elif kind in SEED_OF_CHECK and not contract.persons:
            seeds.add(SEED_OF_CHECK[kind])
    return seeds


def layout_of(source: tables.Source, name: str, contract: Contract) -> tables.Layout:
    """Return the layout of a file that has the columns of its contract; raise where one is not."""
    shape = tables.layout(source, name)
    if contract.missing(shape.headings):
        raise SpineError(missing_columns(name, contract, shape))
    if twice := contract.twice(shape.headings):
        raise SpineError(
            f"{name}: two columns have the heading {twice!r}: delete or rename the one not meant."
        )
    if claimed := contract.claimed_twice(shape.headings):
        one, other, column = claimed
        raise SpineError(
            f"{name}: its headings {one!r} and {other!r} both stand for {column!r}: delete the one "
            "not meant from local/headings.csv, or from the file."
        )
    return shape


def check_and_write(
    home: DataHome,
    path: tables.Source,
    name: str,
    contract: Contract,
    file_id: str,
    *,
    is_replaced: bool = False,
) -> RowAccount:
    """Check one file row by row and write its good rows to raw/; the first fault stops it.

    A lookup is checked and not written. Figures typed by hand that a later file of the same name
    replaces are history: what they say is held to nothing, or no correction could mend them.
    Raises SpineError naming file, row, column and what to do.
    """
    shape = layout_of(path, name, contract)
    with tables.connect() as con:
        _load(con, contract, path, shape, name)
        account = _quarantine(con, contract)
        for column in contract.columns:
            _check_column(con, home, contract, column, shape, name)
        _check_key(con, contract, shape, name)
        if contract.is_typed_by_hand and not is_replaced:
            _check_figures(con, home, shape, name)
            periods.check(con, home, shape, name)
        if contract.lookup_only:
            return account
        selected = ", ".join(_normal(column) for column in contract.columns)
        tables.write_parquet(
            con,
            f"select {tables.quoted(file_id)} as file_id, row_number, {selected} from rows "
            "order by row_number",
            raw_file(home, contract, file_id),
        )
    return account


def raw_file(home: DataHome, contract: Contract, file_id: str) -> Path:
    """Return where the rows of a landed file stand in raw/."""
    return home.raw / contract.dataset / f"{file_id}.parquet"


def missing_columns(name: str, contract: Contract, shape: tables.Layout) -> str:
    """Return the sentence for a file that lacks columns, with what stands there instead."""
    missing = contract.missing(shape.headings)
    wanted = ", ".join(repr(column.headings[0]) for column in missing)
    used = set(contract.positions(shape.headings).values())
    own = ""
    if contract.persons:
        own = f", name the heading in local/{headings.FILE}"
        if contract.share(shape.headings) < NEAR:  # they may be no headings but a child's row
            used = set(range(len(shape.headings)))
    spare = [h for i, h in enumerate(shape.headings) if i not in used and h.strip()]
    there = f" (it has {', '.join(_shown(h) for h in spare[:6])} instead)" if spare else ""
    plural = "columns" if len(missing) > 1 else "column"
    sheet = ", in the first sheet," if shape.file_format == "xlsx" else ""
    return (
        f"{name} looks like '{contract.title}' but lacks{sheet} the {plural} {wanted}{there}: "
        f"rename the heading in the file{own}, export it again with that column, or take the file "
        "out of the folder."
    )


def _load(
    con: duckdb.DuckDBPyConnection,
    contract: Contract,
    path: tables.Source,
    shape: tables.Layout,
    name: str,
) -> None:
    """Load a file as the table `rows`, with our names of its columns; empty cells are null."""
    places = contract.positions(shape.headings)
    # of a lookup, which is large, only what is looked up
    tables.load(con, path, shape, name, list(places.values()) if contract.lookup_only else None)
    columns = []
    for column in contract.columns:
        place = places.get(column.name)
        cell = "cast(null as varchar)" if place is None else f"nullif(trim(c{place}), '')"
        if column.default is not None:
            cell = f"coalesce({cell}, {tables.quoted(column.default)})"
        columns.append(f"{cell} as {column.name}")
    con.execute(
        f"create table rows as select row_number, line_number, {', '.join(columns)} from printed"
    )
    if _count(con) == 0:
        raise SpineError(
            f"{name} has headings and no rows: export it again, or take it out of the folder."
        )


def _count(con: duckdb.DuckDBPyConnection) -> int:
    row = con.execute("select count(*) from rows").fetchone()
    return int(row[0]) if row else 0


def _quarantine(con: duckdb.DuckDBPyConnection, contract: Contract) -> RowAccount:
    account = RowAccount(rows_in=_count(con))
    for rule in contract.quarantine:
        gone = con.execute(
            f"delete from rows where {rule.column} = ? returning 1", [rule.value]
        ).fetchall()
        if gone:
            account.quarantined[rule.reason] = len(gone)
    account.rows_loaded = _count(con)
    return account


def _check_column(
    con: duckdb.DuckDBPyConnection,
    home: DataHome,
    contract: Contract,
    column: Column,
    shape: tables.Layout,
    name: str,
) -> None:
    """Raise SpineError for the first row whose cell breaks the column's rule, with how many do.

    A rule judges each value once: a big file has few different ones.
    """
    if not column.not_empty and not column.check:
        return
    good, remedy = _rule(home, contract, column)
    bad = None
    count = 0
    numbers = f"regexp_full_match({column.name}, {tables.quoted(NUMBER.pattern)})"
    for value, times, row, line in con.execute(
        f"select {column.name}, count(*), min(row_number), arg_min(line_number, row_number) "
        f"from rows where {column.check == 'number'} is false or {numbers} is not true "
        "group by all order by 3"
    ).fetchall():
        if column.not_empty if value is None else not good(value):
            bad = bad or (value, row, line)
            count += times
    if bad is None:
        return
    value, row, line = bad
    heading = shape.headings[contract.positions(shape.headings)[column.name]]
    more = f" ({count - 1} more rows like it)" if count > 1 else ""
    if value is None:
        what = "it is empty: fill it in"
    elif fold(value) == fold(heading):
        what = "the headings stand here again: delete this row"
    else:
        what = f"{_shown(value)} {remedy(value)}"
    raise SpineError(f"{name}, {shape.place(row, line)}, column {_shown(heading)}: {what}{more}.")


def _shown(text: str) -> str:
    """Return a text from a file as it stands in a message: short, on one line, in quotes."""
    return repr(text if len(text) <= 60 else f"{text[:59]}…")


Rule = tuple[Callable[[str], bool], Callable[[str], str]]


def _rule(home: DataHome, contract: Contract, column: Column) -> Rule:
    """Return what is a good value of a column, and what to say and do of one that is not."""
    kind, _, detail = (column.check or "").partition(":")
    if kind == "":
        return lambda value: True, str
    if kind == "number":
        marks = _marks(contract)
        return lambda v: bool(NUMBER.fullmatch(v)) or v in marks, lambda v: _no_number(v, marks)
    if kind == "area":
        known = {row["printed_code"] for row in seed_rows("area_codes")}
        if not column.not_empty:
            known |= {"x", "z"}  # DfE's marks where a level has no code of this kind
        return (
            lambda v: v.removesuffix(".0") in known,
            lambda v: (
                "is not a known area code: correct it (a council has a code such as E09000024)"
            ),
        )
    if kind == "period":
        labels = {
            row["printed_label"]
            for row in seed_rows("publisher_periods")
            if row["reader"] == contract.dataset and row["period_scheme"] in contract.period_schemes
        }
        return (
            lambda v: v.removesuffix(".0") in labels,
            lambda v: (
                "is not a period that this publisher is known to print: correct it, or, if the "
                "publisher prints it so, add it to seeds/reference/publisher_periods.csv"
            ),
        )
    if kind == "period_code":
        return codes.is_period, lambda v: f"is not a period: {codes.PERIOD_HINT}"
    if kind == "cohort_code":
        return codes.is_cohort, lambda v: f"is not a cohort: {codes.COHORT_HINT}"
    if kind == "code":
        seed, _, field_name = detail.partition(".")
        listed = local.known_codes(home, seed, field_name)
        own = f", or add it to local/{seed}.csv" if seed in local.OVERLAYS else ""
        return lambda v: v in listed, lambda v: f"is not in the list of {seed}: correct it{own}"
    if kind == "label":
        labels = {
            row[detail]
            for row in seed_rows("publisher_cohort_labels")
            if row["reader"] == contract.dataset
        }
        return (
            lambda v: v in labels,
            lambda v: f"is none of {', '.join(sorted(labels))}: correct it in the file",
        )
    if kind == "date":
        return (
            lambda v: tables.british_date(v) is not None,
            lambda v: "is not a date: write it as 2026-01-31 or 31/01/2026",
        )
    raise SpineError(f"The contract {contract.dataset} has an unknown check {column.check!r}.")


def _marks(contract: Contract) -> set[str]:
    """Return the marks that a publisher prints instead of a number."""
    return {
        row["symbol"]
        for row in seed_rows("publisher_symbols")
        if row["reader"] == contract.dataset and row["symbol"]
    }


def _no_number(value: str, marks: set[str]) -> str:
    bare = value.strip("%£ ")
    if bare != value and NUMBER.fullmatch(bare):
        return f"is not a plain number: write {bare}, and format the cell as a number"
    if re.fullmatch(r"[0-9]{1,3},[0-9]{1,2}", value):
        return f"is not a number: write {value.replace(',', '.')}, with a point"
    short = sorted(mark for mark in marks if len(mark) < 10)
    either = f" (marks that may stand instead: {', '.join(short)})" if short else ""
    return f"is not a number{either}: correct it, or leave the cell empty"


def _check_key(
    con: duckdb.DuckDBPyConnection, contract: Contract, shape: tables.Layout, name: str
) -> None:
    """Raise SpineError where two rows are about the same thing."""
    key = ", ".join(contract.key)
    repeated = con.execute(
        f"select min(row_number), count(*) over () from rows group by {key} having count(*) > 1 "
        "order by 1 limit 1"
    ).fetchone()
    if not repeated:
        return
    first, pairs = repeated
    same = " and ".join(f"r.{column} is not distinct from f.{column}" for column in contract.key)
    [(row, line), *_] = con.execute(
        "select r.row_number, r.line_number from rows as r, rows as f "
        f"where f.row_number = {first} and r.row_number > {first} and {same} order by 1"
    ).fetchall()
    headings = {column.name: column.headings[0] for column in contract.columns}
    columns = ", ".join(repr(headings[column]) for column in contract.key)
    more = f" ({pairs - 1} more pairs like it)" if pairs > 1 else ""
    raise SpineError(
        f"{name}, {shape.place(row, line)}: it repeats {shape.place(first)} (the same in "
        f"{columns}){more}: delete the row that is wrong."
    )


def _check_figures(
    con: duckdb.DuckDBPyConnection, home: DataHome, shape: tables.Layout, name: str
) -> None:
    """Raise where a figure typed by hand cannot be: out of bounds, or not what its counts give.

    The same rules as the tests on every observation, held at the door: what has landed stays
    known, so a slip of the keyboard must not get that far.
    """
    con.execute("create table kinds (indicator_code varchar, value_type varchar)")
    kinds = local.overlaid_rows(home, "indicators")
    tables.insert(con, "kinds", [[row["indicator_code"], row["value_type"]] for row in kinds])
    found = con.execute(
        """
        with typed as (
            select rows.row_number, rows.line_number, kinds.value_type, rows.value as printed,
                try_cast(replace(rows.value, ',', '') as double) as value,
                try_cast(replace(rows.numerator, ',', '') as double) as numerator,
                try_cast(replace(rows.denominator, ',', '') as double) as denominator,
                length(split_part(rows.value, '.', 2)) as decimals
            from rows inner join kinds using (indicator_code)
        )
        select row_number, line_number, case
            when value_type = 'proportion' and value not between 0 and 100 then format(
                'column ''value'': {} is a share outside 0 to 100: correct it', printed)
            when value_type in ('rate', 'count', 'ratio') and value < 0 then format(
                'column ''value'': {} is below nought: correct it', printed)
            when denominator <= 0 then
                'column ''denominator'': it is not above nought: correct it or leave it empty'
            when value_type = 'proportion' and numerator > denominator then format(
                'column ''numerator'': {:.10g} is more than the denominator {:.10g}: correct one',
                numerator, denominator)
            when value_type = 'proportion'
                and abs(value - 100 * numerator / denominator) > 0.5 * power(10, -decimals) + 1e-9
                then format(
                    'column ''value'': {} is not {:.10g} of {:.10g}, which is {:.2f}: correct the '
                    'value or the counts', printed, numerator, denominator,
                    100 * numerator / denominator)
        end as fault
        from typed
        where fault is not null
        order by row_number
        """
    ).fetchall()
    if found:
        row, line, fault = found[0]
        more = f" ({len(found) - 1} more rows are at fault)" if len(found) > 1 else ""
        raise SpineError(f"{name}, {shape.place(row, line)}, {fault}{more}.")


def _normal(column: Column) -> str:
    """Return the SQL of a checked column as raw/ holds it: text, dates as 2026-01-31."""
    if column.check != "date":
        return column.name
    name = column.name
    british = f"strftime(strptime({name}, '%d/%m/%Y'), '%Y-%m-%d')"
    return f"case when contains({name}, '/') then {british} else {name} end as {name}"


def ingest(
    home: DataHome,
    records: list[dict[str, Any]],
    advance: Callable[[str, int, int], None],
    *,
    full: bool = False,
) -> dict[str, RowAccount]:
    """Bring raw/ up to date with landing/: one Parquet file a landed file and contract.

    Returns the row account by file_id. A file is read again where its contract, or a seed or an
    overlay that it is held to, has changed; `full` reads each.
    """
    known = headings.with_local_headings(home, contracts())
    replaced = _replaced(records, known)
    files = [
        (
            Incoming.of_record(home, record, contract, is_replaced=record["file_id"] in replaced),
            record,
        )
        for record in records
        if (contract := known.get(record["dataset"]))
    ]
    index = row_accounts(home)
    accounts: dict[str, RowAccount] = {}
    with Reader(home, [file for file, _ in files if file.contract.dataset == NSPL]) as reader:
        for number, (file, record) in enumerate(files, start=1):
            advance(file.name, number, len(files))
            landed = landed_file(home, record)
            account = None if full else reader.done(file, index)
            if account is None:
                account = reader.read(file, _content(reader, file, record, landed))
                reader.remember(file, account)
            accounts[file.file_id] = account
    gone = superseded([collected(file, accounts[file.file_id].collection) for file, _ in files])
    _write_empty_tables(home)
    _remove_strays(home, {record["file_id"] for record in records})
    _write_files_table(home, files, accounts, gone)
    _write_quarantine(home, accounts)
    return accounts


def _replaced(records: list[dict[str, Any]], known: dict[str, Contract]) -> set[str]:
    """Return the files typed by hand that a later one of the same name replaces."""
    last: dict[str, dict[str, Any]] = {}
    replaced = set()
    for record in sorted(records, key=lambda r: (r["received_at"], r["file_id"])):
        contract = known.get(record["dataset"])
        if contract and contract.is_typed_by_hand:
            if before := last.get(record["file_name"]):
                replaced.add(before["file_id"])
            last[record["file_name"]] = record
    return replaced


def collected(file: Incoming, collection: str) -> Collected:
    """Return what orders a file among others of its collection; a public file is alone in its."""
    return Collected(
        file.file_id,
        file.name,
        file.contract.dataset,
        file.contract.title,
        collection or file.file_id,
        file.published_on,
        file.edition,
        file.received_at,
    )


def _content(reader: Reader, file: Incoming, record: dict[str, Any], landed: Path) -> tables.Source:
    """Return what is landed, decrypted in memory if it is sealed; raise where it has changed."""
    if not file.contract.persons:
        if sha256(landed) != record["sha256"]:
            raise SpineError(_not_as_landed(record, landed, "is not as it was landed"))
        return landed
    content = reader.unseal(file, landed)
    if hashlib.sha256(content).hexdigest() != record["sha256"]:
        raise SpineError(_not_as_landed(record, landed, "is not as it was landed"))
    return tables.Held(content)


def landed_file(home: DataHome, record: dict[str, Any]) -> Path:
    """Return the landed bytes of a record; raise SpineError where they are gone or cut off."""
    landed = home.landing / str(record["stored_as"])
    try:
        size = landed.stat().st_size
    except OSError as error:
        raise SpineError(_not_as_landed(record, landed, f"is lost ({error.strerror})")) from None
    if size != record.get("stored_bytes", record["bytes"]):
        raise SpineError(_not_as_landed(record, landed, "is not as it was landed"))
    return landed


def _not_as_landed(record: dict[str, Any], landed: Path, what: str) -> str:
    return (
        f"The landed copy of {record['file_name']} {what} ({landed}): restore it from a backup, or "
        "run `spine build --landing` with a folder that holds the same file."
    )


def _remove_strays(home: DataHome, file_ids: set[str]) -> None:
    """Remove what a build that was killed while landing left behind: no record speaks of it."""
    for contract in contracts().values():
        if contract.lookup_only:
            continue
        for path in (home.raw / contract.dataset).iterdir():
            if path.suffix != ".parquet" or path.stem not in file_ids | {"none"}:
                path.unlink()


def _size(path: Path) -> int:
    """Return the size of a file in raw/, nought where there is none."""
    return path.stat().st_size if path.exists() else 0


def row_accounts(home: DataHome) -> dict[str, Any]:
    """Return what raw/index.json notes of each file; nothing where it is lost or damaged.

    raw/ is made from landing/ again where it is not as noted, so no fault here is an error.
    """
    with suppress(SpineError):
        return read_json(home.raw / "index.json")
    return {}


def _write_empty_tables(home: DataHome) -> None:
    """Give each dataset an empty table, so that a council with one dataset builds as well."""
    with tables.connect() as con:
        for contract in contracts().values():
            if contract.lookup_only:
                continue
            columns = ", ".join(f"cast(null as varchar) as {c}" for c in contract.raw_columns())
            tables.write_parquet(
                con,
                "select cast(null as varchar) as file_id, cast(null as bigint) as row_number, "
                f"{columns} where false",
                raw_file(home, contract, "none"),
                private=contract.persons,
            )


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


ACCOUNT_COLUMNS = (
    *("source_code", "title", "licence", "rows_in", "rows_loaded", "rows_quarantined"),
    *("rows_duplicate", "collection", "superseded_by"),
)


def _write_files_table(
    home: DataHome,
    files: list[tuple[Incoming, dict[str, Any]]],
    accounts: dict[str, RowAccount],
    gone: dict[str, str],
) -> None:
    """Write the landing records as a table, so that lineage is a join.

    `superseded_by` is the file of the same collection that is later, empty where this one counts.
    """
    content = []
    for file, record in files:
        account, contract = accounts[file.file_id], file.contract
        values = [record[column] for column in FILE_COLUMNS]
        values += [contract.source_code, contract.title, contract.licence]
        values += [account.rows_in, account.rows_loaded, sum(account.quarantined.values())]
        values += [account.duplicates, account.collection, gone.get(file.file_id, "")]
        content.append([None if value == "" else str(value) for value in values])
    names = [*FILE_COLUMNS, *ACCOUNT_COLUMNS]
    with tables.connect() as con:
        con.execute(f"create table files ({', '.join(f'{n} varchar' for n in names)})")
        tables.insert(con, "files", content)
        out = home.raw / "landing" / "files.parquet"
        tables.write_parquet(con, "select * from files order by file_id", out)


def _write_quarantine(home: DataHome, accounts: dict[str, RowAccount]) -> None:
    """Write how many rows of each file each rule keeps out, and the first of them by its number."""
    names = ("file_id", "rule", "row_count", "first_row")
    content = [
        [file_id, rule, str(rows), str(row) if (row := account.first_rows.get(rule)) else None]
        for file_id, account in accounts.items()
        for rule, rows in account.quarantined.items()
    ]
    with tables.connect() as con:
        con.execute(f"create table quarantine ({', '.join(f'{n} varchar' for n in names)})")
        tables.insert(con, "quarantine", content)
        out = home.raw / "landing" / "quarantine.parquet"
        tables.write_parquet(con, "select * from quarantine order by file_id, rule", out)
