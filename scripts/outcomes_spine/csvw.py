"""What the published tables are, and the W3C tabular metadata (CSVW) that says so beside the CSV.

The metadata follow "Metadata Vocabulary for Tabular Data" (W3C, 2015): one table group, a table
for each file, titles, descriptions and datatypes from the database itself, so they cannot drift.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Any

import duckdb

LICENCES = {
    "OGL-UK-3.0": "https://www.nationalarchives.gov.uk/doc/open-government-licence/version/3/",
}
DATATYPES = {
    "BOOLEAN": "boolean",
    "DATE": "date",
    "DOUBLE": "double",
    "FLOAT": "float",
    "TIME": "time",
}
INTEGERS = frozenset(
    {
        *("TINYINT", "SMALLINT", "INTEGER", "BIGINT", "HUGEINT"),
        *("UTINYINT", "USMALLINT", "UINTEGER", "UBIGINT", "UHUGEINT"),
    }
)


@dataclass(frozen=True)
class Column:
    """One column of a published table, as the database knows it."""

    name: str
    data_type: str
    description: str
    is_required: bool


@dataclass(frozen=True)
class Table:
    """One published table: its columns in order, and its key (empty where none is declared)."""

    name: str
    description: str
    columns: tuple[Column, ...]
    key: tuple[str, ...]


@dataclass(frozen=True)
class Source:
    """A publisher's publication that the figures come from, with the licence they carry."""

    name: str
    publisher: str
    publication: str
    url: str
    licence: str
    licence_statement: str


def describe(con: duckdb.DuckDBPyConnection, database: str, schema: str) -> list[Table]:
    """Return the tables of a schema by name, with comments, not-null columns and primary keys."""
    keys = dict(
        con.execute(
            "select table_name, constraint_column_names from duckdb_constraints() "
            "where database_name = ? and schema_name = ? and constraint_type = 'PRIMARY KEY'",
            [database, schema],
        ).fetchall()
    )
    columns: dict[str, list[Column]] = {}
    for table, name, data_type, comment, is_nullable in con.execute(
        "select table_name, column_name, data_type, coalesce(comment, ''), is_nullable "
        "from duckdb_columns() where database_name = ? and schema_name = ? "
        "order by table_name, column_index",
        [database, schema],
    ).fetchall():
        required = not is_nullable or name in keys.get(table, [])
        columns.setdefault(table, []).append(Column(name, data_type, comment.strip(), required))
    return [
        Table(name, comment.strip(), tuple(columns[name]), tuple(keys.get(name, [])))
        for name, comment in con.execute(
            "select table_name, coalesce(comment, '') from duckdb_tables() "
            "where database_name = ? and schema_name = ? and not internal order by table_name",
            [database, schema],
        ).fetchall()
    ]


def sources(con: duckdb.DuckDBPyConnection, tables: list[Table]) -> list[Source]:
    """Return the published sources; the council's own only where it has given figures."""
    if not {"source", "indicator_value"}.issubset(table.name for table in tables):
        return []
    return [
        Source(*("" if value is None else str(value) for value in row))
        for row in con.execute(
            "select source_name, publisher, publication, url, licence, licence_statement "
            "from source where licence <> 'own' "
            "or source_code in (select source_code from indicator_value) order by all"
        ).fetchall()
    ]


def metadata(tables: list[Table], cited: list[Source], details: dict[str, Any]) -> dict[str, Any]:
    """Return the content of csv-metadata.json for the CSV files <table>.csv beside it."""
    area = str(details["area_name"])
    group: dict[str, Any] = {
        "@context": ["http://www.w3.org/ns/csvw", {"@language": "en"}],
        "dc:title": f"Outcomes spine: {area}",
        "dc:description": (
            "What national frameworks ask of children's services, on one spine of outcomes, with "
            "published figures. Each figure names its source."
        ),
        "dc:identifier": str(details["release_id"]),
        "dc:issued": {"@value": str(details["built_at"]), "@type": "xsd:dateTime"},
        "dc:publisher": {"schema:name": publisher(details)},
    }
    licences = sorted({LICENCES[one.licence] for one in cited if one.licence in LICENCES})
    if licences:
        group["dc:license"] = [{"@id": licence} for licence in licences]
    statements = list(dict.fromkeys(one.licence_statement for one in cited))
    if statements:
        group["dc:rights"] = [statement for statement in statements if statement]
    linked = [one for one in cited if one.url]
    if linked:
        group["dc:source"] = [
            {
                "@id": one.url,
                "dc:title": one.publication or one.name,
                "dc:publisher": one.publisher,
            }
            for one in linked
        ]
    group["dialect"] = {"encoding": "utf-8", "delimiter": ",", "header": True}
    group["tables"] = [_table(table) for table in tables]
    return group


def publisher(details: dict[str, Any]) -> str:
    """Return who issues a release: the council, or the project where it is the sample."""
    if details["home_kind"] == "sample":
        return "Outcomes spine, sample data home"
    return str(details["area_name"])


def _table(table: Table) -> dict[str, Any]:
    schema: dict[str, Any] = {"columns": [_column(column) for column in table.columns]}
    if table.key:
        schema["primaryKey"] = list(table.key)
    content: dict[str, Any] = {"url": f"{table.name}.csv", "dc:title": title(table.name)}
    if table.description:
        content["dc:description"] = table.description
    content["tableSchema"] = schema
    return content


def _column(column: Column) -> dict[str, Any]:
    content: dict[str, Any] = {
        "name": column.name,
        "titles": [column.name, title(column.name)],
        "datatype": datatype(column.data_type),
    }
    if column.description:
        content["dc:description"] = column.description
    if column.is_required:
        content["required"] = True
    return content


def title(name: str) -> str:
    """Return a name in words: `lower_95` is `Lower 95`."""
    words = re.sub(r"_+", " ", name).strip()
    return words[:1].upper() + words[1:]


def datatype(data_type: str) -> str:
    """Return the CSVW datatype of a DuckDB type; what has none of its own is a string."""
    if data_type in INTEGERS:
        return "integer"
    if data_type.startswith("DECIMAL"):
        return "decimal"
    if data_type.startswith("TIMESTAMP"):
        return "dateTime"
    return DATATYPES.get(data_type, "string")
