"""The pages of docs/ and the help in the README, made from seeds, YAML and the commands themselves.

    data-dictionary.md   every table that is published and every mart, from models/**.yml
    glossary.md          from the seed glossary_terms
    star-schema.md       facts, dimensions, joins: docs_text/star_schema.yml, checked against YAML
    method.md            docs_text/method.md.jinja, filled from the seeds
    data-quality.md      docs_text/data_quality.yml: rules and the tests that hold them

No database is read. What is named and does not exist (a test, a column, a text) stops the writing.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import jinja2
import yaml

from outcomes_spine.described import Model, Test, models, named_test, tests
from outcomes_spine.errors import SpineError
from outcomes_spine.home import write_text
from outcomes_spine.project import PROJECT_DIR, seed_rows

DOCS_DIR = PROJECT_DIR / "docs"
README = PROJECT_DIR / "README.md"
TEXT_DIR = Path(__file__).resolve().parent / "docs_text"
MADE_BY = "<!-- Made by `spine docs` from {}: change that, not this page. -->"
HELP_BLOCK = re.compile(r"(?ms)^<!-- help: (spine[a-z ]*) -->\n```text\n.*?^```\n")
HELP_WIDTH = 80  # what a terminal shows at most
TRAPS = 25


# --- Markdown


def cell(text: object) -> str:
    """Return a text as it can stand in a cell of a Markdown table."""
    return " ".join(str(text).split()).replace("|", "\\|")


def table(headings: list[str], rows: list[list[str]]) -> str:
    """Return a Markdown table."""
    lines = ["| " + " | ".join(headings) + " |", "|" + " --- |" * len(headings)]
    lines += ["| " + " | ".join(cell(value) for value in row) + " |" for row in rows]
    return "\n".join(lines)


def slug(heading: str) -> str:
    """Return the anchor that GitHub gives a heading."""
    kept = re.sub(r"[^\w\- ]", "", heading.strip().lower().replace("`", ""))
    return kept.replace(" ", "-")


def _bullets(lines: list[str]) -> str:
    return "\n".join(f"* {line}" for line in lines)


# --- the pages


def data_dictionary() -> str:
    """Return the page of every published table and every mart: grain, key, columns."""
    published = models("published")
    marts = {model.name: model for model in models("marts")}
    sources = {model.name: _mart_of(model, marts) for model in published}
    alone = [m for m in marts.values() if m.name not in {mart.name for mart in sources.values()}]
    parts = [
        MADE_BY.format("models/marts/ and models/published/"),
        "# Data dictionary",
        "What each table holds, one section a table. Read `published`: it is what a release "
        "contains, as a DuckDB file, Parquet, CSV and Excel, and its columns are held by a "
        "contract. The marts have the same columns under the names that models use. How the "
        "tables join: [star schema](star-schema.md). What the words mean: "
        "[glossary](glossary.md). How figures are made: [method](method.md).",
        "## Tables",
        table(
            ["published table", "from the mart", "a row is"],
            [
                [f"[{m.table}](#{slug(m.table)})", f"`{sources[m.name].name}`", m.grain]
                for m in published
            ],
        ),
    ]
    if alone:
        parts.append(
            "Marts that are not published: "
            + ", ".join(f"[{mart.name}](#{slug(mart.name)})" for mart in alone)
            + "."
        )
    for model in published:
        made_from = f"`published.{model.table}`, from `marts.{sources[model.name].name}`"
        parts += _table_section(model, made_from)
    for mart in alone:
        parts += _table_section(mart, f"`marts.{mart.name}`, not published")
    return "\n\n".join(parts) + "\n"


def _mart_of(model: Model, marts: dict[str, Model]) -> Model:
    """Return the mart that a published model releases: as it is, or the one of its name controlled.

    A controlled one (our own counts) has columns of its own beside the mart's.
    """
    named = [name for name in model.reads if name in marts]
    is_controlled = len(model.reads) > 1 or "Our own counts" in model.description
    if model.table in named and is_controlled:
        return marts[model.table]
    if len(named) != 1:
        raise SpineError(
            f"{model.name} reads {named or 'no mart'}, not one mart that YAML describes."
        )
    mart = marts[named[0]]
    differing = {c.name for c in model.columns} ^ {c.name for c in mart.columns}
    if differing:
        raise SpineError(f"{model.name} and {mart.name} differ in {', '.join(sorted(differing))}.")
    return mart


def _table_section(model: Model, where: str) -> list[str]:
    key = ", ".join(f"`{column}`" for column in model.key) or "none"
    return [
        f"## {model.table}",
        f"{where}. {model.description}",
        f"Key: {key}.",
        table(
            ["column", "type", "filled", "what it holds"],
            [
                [
                    f"`{column.name}`",
                    column.data_type,
                    "always" if column.is_required else "",
                    column.description,
                ]
                for column in model.columns
            ],
        ),
    ]


def glossary() -> str:
    """Return the page of the glossary."""
    parts = [
        MADE_BY.format("seeds/spine/glossary_terms.csv"),
        "# Glossary",
        "The words of the report and of the tables. Where a publication gives the definition it "
        "is named; the wording is ours.",
    ]
    for row in sorted(seed_rows("glossary_terms"), key=lambda row: int(row["sort_order"])):
        parts.append(f"## {row['term']}")
        parts.append(row["definition"])
        tail = []
        if row["see_also"]:
            terms = [term.strip() for term in row["see_also"].split(";")]
            tail.append("See also: " + ", ".join(f"[{t}](#{slug(t)})" for t in terms) + ".")
        if row["source"]:
            tail.append(f"Source: {row['source']}.")
        if tail:
            parts.append(" ".join(tail))
    return "\n\n".join(parts) + "\n"


@dataclass(frozen=True)
class Join:
    """A join from one published table to another: the columns on both sides and how many rows."""

    table: str
    columns: tuple[str, ...]
    to: str
    to_columns: tuple[str, ...]
    many: str = "}o--||"
    note: str = ""


@cache
def _star() -> dict[str, Any]:
    content: dict[str, Any] = yaml.safe_load(
        (TEXT_DIR / "star_schema.yml").read_text(encoding="utf-8")
    )
    return content


def joins() -> list[Join]:
    """Return the joins of the star schema; a column or a table that does not exist is named."""
    published = {model.table: model for model in models("published")}
    found = []
    for entry in _star()["joins"]:
        left = tuple(str(entry["by"]).split(", "))
        join = Join(
            entry["table"],
            left,
            entry["to"],
            tuple(str(entry.get("to_column", entry["by"])).split(", ")),
            "}o--o|" if entry.get("optional") else ("}o--|{" if entry.get("to_many") else "}o--||"),
            str(entry.get("note", "")),
        )
        for name, columns in ((join.table, join.columns), (join.to, join.to_columns)):
            if name not in published:
                raise SpineError(f"docs_text/star_schema.yml: there is no published table {name}.")
            for column in columns:
                if published[name].column(column) is None:
                    raise SpineError(f"docs_text/star_schema.yml: {name} has no column {column}.")
        if not entry.get("to_many") and set(published[join.to].key) != set(join.to_columns):
            raise SpineError(
                f"docs_text/star_schema.yml: {', '.join(join.to_columns)} is not the key of "
                f"{join.to}: mark the join to_many or name the key."
            )
        found.append(join)
    return found


def example_queries() -> list[tuple[str, str]]:
    """Return the worked examples of the star-schema guide: question and SQL."""
    return [(str(e["question"]), str(e["sql"]).strip()) for e in _star()["queries"]]


def star_schema() -> str:
    """Return the guide to the tables: picture, facts, dimensions, joins, worked examples."""
    published = {model.table: model for model in models("published")}
    star = _star()
    every_join = joins()
    groups: dict[str, list[str]] = star["groups"]
    left_out = set(published) - {name for names in groups.values() for name in names}
    if left_out:
        raise SpineError(f"docs_text/star_schema.yml: {', '.join(sorted(left_out))} in no group.")
    parts = [
        MADE_BY.format("models/published/ and scripts/outcomes_spine/docs_text/star_schema.yml"),
        "# Star schema",
        str(star["introduction"]).strip(),
        "```mermaid\nerDiagram\n"
        + "\n".join(
            f"    {join.table} {join.many} {join.to} : {'_and_'.join(join.columns)}"
            for join in every_join
            if join.table in star["picture"] and join.to in star["picture"]
        )
        + "\n```",
    ]
    for title, names in groups.items():
        parts.append(f"## {title}")
        parts.append(
            table(
                ["table", "a row is", "key"],
                [
                    [
                        f"[{name}](data-dictionary.md#{slug(name)})",
                        published[name].grain,
                        ", ".join(f"`{column}`" for column in published[name].key) or "none",
                    ]
                    for name in names
                ],
            )
        )
    parts.append("## Joins")
    parts.append(str(star["joins_note"]).strip())
    parts.append(
        table(
            ["from", "to", "on", "note"],
            [[f"`{j.table}`", f"`{j.to}`", _on(j), j.note] for j in every_join],
        )
    )
    parts.append("## Worked examples")
    parts.append(str(star["queries_note"]).strip())
    for question, sql in example_queries():
        parts.append(f"### {question}")
        parts.append(f"```sql\n{sql}\n```")
    return "\n\n".join(parts) + "\n"


def _on(join: Join) -> str:
    return " and ".join(
        f"`{left}`" if left == right else f"`{left}` = `{right}`"
        for left, right in zip(join.columns, join.to_columns, strict=True)
    )


def method() -> str:
    """Return the method page: the template, filled from the seeds."""
    environment = jinja2.Environment(
        loader=jinja2.FileSystemLoader(str(TEXT_DIR)),
        undefined=jinja2.StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
        autoescape=False,  # noqa: S701 (Markdown, not HTML)
    )
    functions: dict[str, Callable[..., str]] = {
        "seed_table": _seed_table,
        "counted": _counted,
        "gap_table": _gap_table,
        "break_table": _break_table,
        "series_table": _series_table,
        "cohort_table": _cohort_table,
        "held_by": lambda *names: ", ".join(
            named_test(name, "docs_text/method.md.jinja").link for name in names
        ),
    }
    text = environment.get_template("method.md.jinja").render(
        made_by=MADE_BY.format("the seeds and scripts/outcomes_spine/docs_text/method.md.jinja"),
        **functions,
    )
    return re.sub(r"\n{3,}", "\n\n", text)


def _seed_table(seed: str, **columns: str) -> str:
    """Return columns of a seed as a table: column="heading"."""
    rows = list(seed_rows(seed))
    if rows and "sort_order" in rows[0]:
        rows.sort(key=lambda row: int(row["sort_order"]))
    return table(
        list(columns.values()), [[row[column] or "" for column in columns] for row in rows]
    )


def _counted(seed: str, column: str, what: str, texts: dict[str, list[str]]) -> str:
    """Return the values of a column of a seed, how often each is used and what is said of it.

    A value that is used and of which nothing is said stops the writing.
    """
    used = Counter(row[column] for row in seed_rows(seed))
    unsaid = set(used) - set(texts)
    if unsaid:
        raise SpineError(f"docs_text/method.md.jinja says nothing of {seed}.{column} {unsaid}.")
    headings = texts["headings"]
    rows = [
        [f"`{value}`", *said, str(used.get(value, 0))]
        for value, said in texts.items()
        if value != "headings"
    ]
    return table([column.replace("_", " "), *headings, what], rows)


def _names(seed: str, code: str, name: str) -> dict[str, str]:
    return {row[code]: row[name] for row in seed_rows(seed)}


def _gap_table() -> str:
    inputs: dict[str, dict[str, dict[str, str]]] = {}
    for row in seed_rows("series_inputs"):
        inputs.setdefault(row["series_code"], {})[row["role"]] = row
    short = _names("indicators", "indicator_code", "short_name")
    rows = []
    for row in seed_rows("indicator_series"):
        if row["derivation"] == "none":
            continue
        roles = ("augend", "addend") if row["derivation"] == "sum" else ("minuend", "subtrahend")
        first, second = (inputs[row["series_code"]][role] for role in roles)
        rows.append(
            [
                short[row["indicator_code"]]
                + ("" if row["cohort_code"] == "all" else f", `{row['cohort_code']}`"),
                row["derivation"],
                f"`{first['indicator_code']}` of `{first['cohort_code']}`",
                f"`{second['indicator_code']}` of `{second['cohort_code']}`",
            ]
        )
    return table(["figure", "kind", "first", "less, or of a sum plus"], rows)


def _break_table() -> str:
    grouped: dict[tuple[str, str, str, str], list[str]] = {}
    for row in seed_rows("comparability_breaks"):
        key = (row["break_from_period_code"], row["reason"], row["blocks_trend"], row["source"])
        grouped.setdefault(key, []).append(row["indicator_code"])
    rows = [
        [
            f"`{period}`",
            "cut" if blocks == "true" else "noted",
            reason,
            f"{len(codes)}: "
            + ", ".join(f"`{code}`" for code in codes[:3])
            + (" and others" if len(codes) > 3 else ""),
            source,
        ]
        for (period, reason, blocks, source), codes in sorted(
            grouped.items(), key=lambda item: (item[0][0][-7:], item[0])
        )
    ]
    return table(["from", "trend", "why", "indicators", "source"], rows)


def _series_table() -> str:
    counted: Counter[tuple[int, str]] = Counter()
    for row in seed_rows("indicator_series"):
        counted[(int(row["preference"]), row["reader"])] += 1
    return table(
        ["preference", "reader", "series"],
        [[str(p), f"`{reader}`", str(n)] for (p, reader), n in sorted(counted.items())],
    )


def _cohort_table() -> str:
    rows = []
    values: dict[str, list[dict[str, str]]] = {}
    for row in seed_rows("cohort_values"):
        values.setdefault(row["characteristic"], []).append(row)
    for named in sorted(seed_rows("cohort_characteristics"), key=lambda r: int(r["sort_order"])):
        for row in sorted(
            values[named["characteristic"]], key=lambda value: int(value["sort_order"])
        ):
            tenth = re.fullmatch(r"(\d{4})_tenth_(\d\d)", row["value"])
            if tenth and tenth[2] != "01":
                continue  # the ten differ in their number only
            code = f"`{named['characteristic']}={row['value']}`"
            rows.append(
                [
                    named["characteristic_name"],
                    f"{code} to `{tenth[1]}_tenth_10`" if tenth else code,
                    row["definition"],
                    row["source"],
                ]
            )
    return table(["characteristic", "code", "who", "publication"], rows)


def data_quality() -> str:
    """Return the page of rules and traps with the tests that hold them."""
    content = yaml.safe_load((TEXT_DIR / "data_quality.yml").read_text(encoding="utf-8"))
    where = "docs_text/data_quality.yml"
    parts = [
        MADE_BY.format("scripts/outcomes_spine/docs_text/data_quality.yml and the tests"),
        "# Data quality",
        str(content["introduction"]).strip(),
        "## Gates",
        str(content["gates"]).strip(),
        "## Rules of the published methods",
        "Each rule, the publication it comes from, and the test that fails if it is broken.",
    ]
    for group in content["rules"]:
        parts.append(f"### {group['of']}")
        parts.append(f"Publication: {group['publication']}.")
        parts.append(
            table(
                ["rule", "held by"],
                [[rule["rule"], _held(rule, where)] for rule in group["rules"]],
            )
        )
    traps = {int(trap["number"]): trap for trap in content["traps"]}
    if sorted(traps) != list(range(1, TRAPS + 1)):
        raise SpineError(f"{where}: the traps are not numbered 1 to {TRAPS}.")
    parts.append("## The 25 traps")
    parts.append(str(content["traps_note"]).strip())
    parts.append(
        table(
            ["no.", "trap", "what is done here", "held by"],
            [
                [str(number), trap["trap"], trap["done"], _held(trap, where)]
                for number, trap in sorted(traps.items())
            ],
        )
    )
    parts.append("## Every singular test, in words")
    parts.append(
        "By topic. The generic tests (keys, ranges, known values) stand beside the columns they "
        "check, in the YAML of seeds and models."
    )
    topics: dict[str, list[Test]] = {}
    for test in tests().values():
        if test.is_singular:
            topics.setdefault(test.path.parent.name, []).append(test)
    for topic, held in sorted(topics.items()):
        parts.append(f"### {topic}")
        parts.append(_bullets([f"{test.link}: {test.description}" for test in held]))
    return "\n\n".join(parts) + "\n"


def _held(entry: dict[str, Any], where: str) -> str:
    names = entry.get("tests", [])
    reason = entry.get("reason", "")
    if not names and not reason:
        raise SpineError(f"{where}: no test and no reason for {entry.get('rule', entry)!r}.")
    links = "<br>".join(named_test(str(name), where).link for name in names)
    return "<br>".join(part for part in (links, reason) if part)


# --- the help in the README


def help_of(command: str) -> str:
    """Return what a command prints with --help, at the width the README has."""
    from click.testing import CliRunner

    from outcomes_spine.cli import cli

    _, *verb = command.split()
    result = CliRunner().invoke(
        cli,
        [*verb, "--help"],
        prog_name="spine",
        terminal_width=HELP_WIDTH,
    )
    if result.exit_code != 0:
        raise SpineError(f"`{command} --help` does not run: {result.output}")
    return result.output


def with_help(text: str) -> str:
    """Return a text with each block after `<!-- help: spine build -->` as the command prints it."""
    return HELP_BLOCK.sub(
        lambda match: f"<!-- help: {match[1]} -->\n```text\n{help_of(match[1])}```\n", text
    )


# --- writing and checking

PAGES: dict[str, Callable[[], str]] = {
    "data-dictionary.md": data_dictionary,
    "data-quality.md": data_quality,
    "glossary.md": glossary,
    "method.md": method,
    "star-schema.md": star_schema,
}


def write_docs(out: Path) -> list[Path]:
    """Write every page into a folder and return the files written."""
    out.mkdir(parents=True, exist_ok=True)
    written = []
    for name, page in PAGES.items():
        write_text(out / name, page())
        written.append(out / name)
    return written


def refresh(*, check: bool) -> list[Path]:
    """Bring docs/ and the help in the README up to date; return the files that were not.

    With `check` nothing is written.
    """
    wanted = {DOCS_DIR / name: page() for name, page in PAGES.items()}
    wanted[README] = with_help(README.read_text(encoding="utf-8"))
    stale = []
    for path, text in wanted.items():
        if not path.exists() or path.read_text(encoding="utf-8") != text:
            stale.append(path)
            if not check:
                path.parent.mkdir(parents=True, exist_ok=True)
                write_text(path, text)
    return stale
