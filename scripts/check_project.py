"""Check the rules of this project that dbt itself does not hold.

python scripts/check_project.py [--warehouse FILE]

The project is parsed as dbt parses it, with the YAML schema checks on that dbt leaves off for
DuckDB; then each rule below looks at the result. Each rule is one function that yields findings.
With a warehouse that has been built, the columns in it are checked against the YAML as well.
"""

from __future__ import annotations

import argparse
import csv
import io
import json
import re
import sys
import tempfile
from collections.abc import Callable, Iterator
from contextlib import chdir
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from typing import Any, Protocol

import duckdb
import yaml
from dbt.cli.main import dbtRunner
from dbt.contracts.graph.manifest import Manifest
from dbt.contracts.graph.nodes import (
    GenericTestNode,
    Macro,
    ModelNode,
    SeedNode,
    SingularTestNode,
    SourceDefinition,
    UnitTestDefinition,
)
from dbt.jsonschemas import jsonschemas
from dbt.parser.generic_test_builders import TestBuilder
from dbt_common.events.base_types import EventMsg

PROJECT_DIR = Path(__file__).resolve().parents[1]
PROJECT_FOLDERS = ("models", "seeds", "macros", "tests", "analyses")
TEXT_SUFFIXES = (".sql", ".yml", ".yaml", ".csv", ".md")
LAYERS = ("staging", "intermediate", "marts", "published")
CONTRACTED_LAYERS = ("marts", "published")
TOPICS = (  # the same words for intermediate models, marts, published models, pages and tests
    *("spine", "learning", "poverty", "children"),
    *("offer", "needs", "governance", "priorities"),
)
SEED_META = ("publisher", "licence", "retrieved_on", "provenance")
MAX_YAML_LINES = 399
MAX_SEED_BYTES = 1024 * 1024  # above it dbt compares a seed by its path, not by what is in it

SNAKE = r"[a-z][a-z0-9]*(_[a-z0-9]+)*"
NAME_PATTERNS = {
    "staging": rf"stg_{SNAKE}__{SNAKE}",
    "intermediate": rf"int_{SNAKE}__{SNAKE}",
    "marts": rf"(?!stg_|int_|pub_|mart_|vw_|tbl_){SNAKE}",
    "published": rf"pub_{SNAKE}",
}
VALUE_PATTERNS = {
    "boolean": r"true|false",
    "date": r"\d{4}-\d{2}-\d{2}",
    "integer": r"-?\d+",
    "bigint": r"-?\d+",
    "double": r"-?\d+(\.\d+)?([eE][-+]?\d+)?",
}
IMPLEMENTATION = re.compile(r"(default|duckdb|spark|postgres)__(.+)")


@dataclass(frozen=True, order=True)
class Finding:
    """One thing that is wrong, and where."""

    path: str
    message: str

    def __str__(self) -> str:
        """Write it as `path: message`."""
        return f"{self.path}: {self.message}"


@dataclass
class Project:
    """The parsed project, its files, and the warehouses built from it."""

    root: Path
    manifest: Manifest
    warnings: list[Finding] = field(default_factory=list)
    warehouses: list[Path] = field(default_factory=list)

    @cached_property
    def name(self) -> str:
        """The name of our own package: what dbt brings along is not ours to check."""
        name = self.manifest.metadata.project_name
        if name is None:
            raise SystemExit("The parsed project has no name.")
        return name

    @cached_property
    def models(self) -> list[ModelNode]:
        """Our models."""
        return [
            node
            for node in self.manifest.nodes.values()
            if isinstance(node, ModelNode) and node.package_name == self.name
        ]

    @cached_property
    def seeds(self) -> list[SeedNode]:
        """Our seeds."""
        return [node for node in self.manifest.nodes.values() if isinstance(node, SeedNode)]

    @property
    def models_and_seeds(self) -> list[ModelNode | SeedNode]:
        """Everything of ours that becomes a table or a view."""
        return [*self.models, *self.seeds]

    @cached_property
    def sources(self) -> list[SourceDefinition]:
        """Our sources, one for each table."""
        return list(self.manifest.sources.values())

    @cached_property
    def macros(self) -> list[Macro]:
        """Our macros."""
        return [macro for macro in self.manifest.macros.values() if macro.package_name == self.name]

    @cached_property
    def generic_tests(self) -> list[GenericTestNode]:
        """Each use of a generic test."""
        return [n for n in self.manifest.nodes.values() if isinstance(n, GenericTestNode)]

    @cached_property
    def singular_tests(self) -> list[SingularTestNode]:
        """Our tests of one query each."""
        return [n for n in self.manifest.nodes.values() if isinstance(n, SingularTestNode)]

    @cached_property
    def files(self) -> list[Path]:
        """Every file of the folders that dbt reads."""
        return project_files(self.root)

    @cached_property
    def yaml_files(self) -> list[Path]:
        """Every YAML file that dbt reads."""
        in_folders = [path for path in self.files if path.suffix in {".yml", ".yaml"}]
        return sorted(self.root.glob("*.yml")) + in_folders

    def relative(self, path: Path) -> str:
        """Write a path from the root of the project, the same on every system."""
        return path.relative_to(self.root).as_posix()

    def tests_on(self, unique_id: str) -> Iterator[GenericTestNode]:
        """Yield the generic tests of a model or seed that look at all of its rows."""
        for test in self.generic_tests:
            if test.attached_node == unique_id and not test.config.where:
                yield test


def project_files(root: Path) -> list[Path]:
    """List the files of the folders that dbt reads."""
    return [
        path
        for folder in PROJECT_FOLDERS
        for path in sorted((root / folder).rglob("*"))
        if path.suffix in {*TEXT_SUFFIXES, ".parquet"}
    ]


Rule = Callable[[Project], Iterator[Finding]]
RULES: list[Rule] = []


def rule(function: Rule) -> Rule:
    """Add a rule to those that are checked."""
    RULES.append(function)
    return function


class HasFile(Protocol):
    """Anything that dbt read from a file."""

    original_file_path: str


def where(node: HasFile) -> str:
    """Name the file of a node, the same on every system."""
    return Path(node.original_file_path).as_posix()


def layer_of(model: ModelNode) -> str:
    """Name the folder under models/ in which a model stands."""
    return Path(model.original_file_path).parts[1]


def meta_of(node: ModelNode | SeedNode | SourceDefinition | GenericTestNode) -> dict[str, Any]:
    """Give the custom keys of a node; those of a source count for each of its tables."""
    of_source = node.source_meta if isinstance(node, SourceDefinition) else {}
    return {**of_source, **node.config.meta}


def is_blank(text: str | None) -> bool:
    """Say whether a description is missing in effect."""
    return not (text or "").strip()


# --- what dbt finds itself, or will in its next version


@rule
def dbt_has_no_warning(project: Project) -> Iterator[Finding]:
    """Take all that dbt warns of as a finding: a deprecation, an unknown key, an unused path."""
    yield from project.warnings


@rule
def dbt_compares_macro_arguments(project: Project) -> Iterator[Finding]:
    """Hold the flag on by which dbt compares the YAML of a macro with its signature."""
    settings = yaml.safe_load((project.root / "dbt_project.yml").read_text(encoding="utf-8"))
    if settings.get("flags", {}).get("validate_macro_args") is not True:
        yield Finding("dbt_project.yml", "set flags: validate_macro_args: true")


@rule
def no_tests_key(project: Project) -> Iterator[Finding]:
    """Refuse the old name of data_tests."""
    for path in project.yaml_files:
        for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), start=1):
            if re.match(r"\s*(- )?tests:", line):
                yield Finding(f"{project.relative(path)}:{number}", "write data_tests:, not tests:")


@rule
def arguments_hold_no_config(project: Project) -> Iterator[Finding]:
    """Keep config out of the arguments of a test: dbt applies it as config, without a word."""
    for path in project.yaml_files:
        for arguments in find_key(yaml.safe_load(path.read_text(encoding="utf-8")), "arguments"):
            if isinstance(arguments, dict):
                for key in sorted(set(arguments) & set(TestBuilder.CONFIG_ARGS)):
                    yield Finding(
                        project.relative(path),
                        f"`{key}` stands under arguments: {arguments}; dbt reads it as config. "
                        "Put it under config:, or use the argument's other name (to_where)",
                    )


def find_key(tree: object, key: str) -> Iterator[object]:
    """Yield every value of a key, at any depth."""
    if isinstance(tree, dict):
        if key in tree:
            yield tree[key]
        for value in tree.values():
            yield from find_key(value, key)
    elif isinstance(tree, list):
        for value in tree:
            yield from find_key(value, key)


@rule
def yaml_files_are_short(project: Project) -> Iterator[Finding]:
    """Refuse a YAML file that nobody can read to the end."""
    for path in project.yaml_files:
        count = len(path.read_text(encoding="utf-8").splitlines())
        if count > MAX_YAML_LINES:
            yield Finding(project.relative(path), f"{count} lines: split it before 400")


# --- descriptions


@rule
def models_and_seeds_are_described(project: Project) -> Iterator[Finding]:
    """Ask for a description of every model, seed and source, and of each of its columns."""
    nodes: list[ModelNode | SeedNode | SourceDefinition] = [
        *project.models_and_seeds,
        *project.sources,
    ]
    for node in nodes:
        if is_blank(node.description):
            yield Finding(where(node), f"{node.name} has no description")
        if not node.columns and not isinstance(node, SourceDefinition):
            yield Finding(where(node), f"{node.name} has no columns in its YAML")
        for column in node.columns.values():
            if is_blank(column.description):
                yield Finding(where(node), f"{node.name}.{column.name} has no description")
    for source in project.sources:
        if is_blank(source.source_description):
            yield Finding(where(source), f"source {source.source_name} has no description")


@rule
def tests_are_described(project: Project) -> Iterator[Finding]:
    """Ask every singular test and unit test to say in words what it asserts."""
    tests: list[SingularTestNode | UnitTestDefinition] = [
        *project.singular_tests,
        *project.manifest.unit_tests.values(),
    ]
    for test in tests:
        if is_blank(test.description):
            yield Finding(where(test), f"{test.name} has no description")


@rule
def macros_are_described(project: Project) -> Iterator[Finding]:
    """Ask for a description of every macro and argument, and a type of each argument."""
    names = {macro.name for macro in project.macros}
    for macro in project.macros:
        implementation = IMPLEMENTATION.fullmatch(macro.name)
        if implementation and implementation[2] in names:
            continue  # described where it is called
        if is_blank(macro.description):
            yield Finding(where(macro), f"macro {macro.name} has no description")
        for argument in macro.arguments:
            if is_blank(argument.description) or is_blank(argument.type):
                yield Finding(
                    where(macro), f"macro {macro.name}: {argument.name} has no type or description"
                )


@rule
def built_columns_are_described(project: Project) -> Iterator[Finding]:
    """Compare the columns in the warehouse with the YAML: dbt does so for contracts only."""
    for warehouse in project.warehouses:
        with duckdb.connect(str(warehouse), read_only=True) as connection:
            rows = connection.execute(
                "select schema_name, table_name, column_name from duckdb_columns() "
                "where database_name = current_database() and not internal"
            ).fetchall()
        built: dict[tuple[str, str], list[str]] = {}
        for schema, table, column in rows:
            built.setdefault((schema, table), []).append(column)
        for node in project.models_and_seeds:
            described = {name.lower() for name in node.columns}
            columns = built.get((node.schema, node.alias), [])
            for column in columns:
                if column.lower() not in described:
                    yield Finding(where(node), f"{node.name}.{column} is built and not in the YAML")
            for column in sorted(described - {name.lower() for name in columns}) if columns else []:
                yield Finding(where(node), f"{node.name}.{column} is in the YAML and not built")


# --- layers


@rule
def models_stand_in_a_layer(project: Project) -> Iterator[Finding]:
    """Keep each model in the folder of a layer, and of a source (staging) or a topic (the rest)."""
    for model in project.models:
        parts = Path(model.original_file_path).parts[1:-1]
        if not parts or parts[0] not in LAYERS:
            yield Finding(where(model), f"models stand under models/{{{', '.join(LAYERS)}}}/")
        elif len(parts) < 2:
            yield Finding(where(model), f"put it in a folder under models/{parts[0]}/")
        elif parts[0] != "staging" and parts[1] not in TOPICS:
            yield Finding(where(model), f"{parts[1]} is no topic: one of {', '.join(TOPICS)}")


@rule
def names_follow_the_layer(project: Project) -> Iterator[Finding]:
    """Let the name of a model say where it stands."""
    for model in project.models:
        parts = Path(model.original_file_path).parts
        layer, folder = parts[1], parts[2]
        if not re.fullmatch(NAME_PATTERNS.get(layer, SNAKE), model.name):
            yield Finding(where(model), f"{model.name} is not named as models in {layer} are")
        elif layer == "staging" and not model.name.startswith(f"stg_{folder}__"):
            yield Finding(where(model), f"{model.name} should start with stg_{folder}__")
        elif layer == "published" and model.alias != model.name.removeprefix("pub_"):
            yield Finding(
                where(model), f"{model.name} needs the alias {model.name.removeprefix('pub_')}"
            )


@rule
def layers_read_downwards(project: Project) -> Iterator[Finding]:
    """Keep sources to staging, models out of it, and what is released at the end of the line."""
    for model in project.models:
        layer = layer_of(model)
        for parent_id in model.depends_on.nodes:
            parent = parent_id.split(".")[-1]
            node = project.manifest.nodes.get(parent_id)
            if parent_id.startswith("source.") and layer != "staging":
                yield Finding(where(model), f"reads the source {parent}: only staging does")
            elif isinstance(node, ModelNode) and layer == "staging":
                yield Finding(where(model), f"reads {parent}: staging reads sources and seeds")
            elif isinstance(node, ModelNode) and layer_of(node) == "published" != layer:
                yield Finding(where(model), f"reads {parent}: what is published is the end of it")


@rule
def marts_have_a_contract(project: Project) -> Iterator[Finding]:
    """Ask for an enforced contract on what people read, with a type for each column."""
    for model in project.models:
        if layer_of(model) in CONTRACTED_LAYERS:
            if not model.config.contract.enforced:
                yield Finding(where(model), f"{model.name} has no enforced contract")
            for column in model.columns.values():
                if is_blank(column.data_type):
                    yield Finding(where(model), f"{model.name}.{column.name} has no data_type")


@rule
def published_is_public(project: Project) -> Iterator[Finding]:
    """Keep published models public and all others protected."""
    for model in project.models:
        wanted = "public" if layer_of(model) == "published" else "protected"
        if model.access.value != wanted:
            yield Finding(where(model), f"{model.name} is {model.access.value}, not {wanted}")


# --- keys and tests


@rule
def everything_has_a_key(project: Project) -> Iterator[Finding]:
    """Ask for the grain of every model and seed: a unique_key test, or a primary key."""
    for node in project.models_and_seeds:
        if not (has_primary_key(node) or has_key_test(project, node)):
            yield Finding(where(node), f"{node.name} has no unique_key test and no primary key")


def has_primary_key(node: ModelNode | SeedNode) -> bool:
    """Say whether the engine holds the key: a view has no constraints, nor has an open contract."""
    if not isinstance(node, ModelNode) or not node.config.contract.enforced:
        return False
    constraints = [
        *node.constraints,
        *(constraint for column in node.columns.values() for constraint in column.constraints),
    ]
    is_key = any(constraint.type.value == "primary_key" for constraint in constraints)
    return is_key and node.config.materialized != "view"


def has_key_test(project: Project, node: ModelNode | SeedNode) -> bool:
    """Say whether a test holds the key: unique_key, or dbt's unique and not_null on one column."""
    tests: dict[str, set[str | None]] = {}
    for test in project.tests_on(node.unique_id):
        tests.setdefault(test.test_metadata.name, set()).add(test.column_name)
    return "unique_key" in tests or bool(tests.get("unique", set()) & tests.get("not_null", set()))


@rule
def generic_tests_are_tested(project: Project) -> Iterator[Finding]:
    """Ask for a singular test of each generic test, which feeds it a broken fixture."""
    for macro in project.macros:
        if not macro.name.startswith("test_"):
            continue
        name = macro.name.removeprefix("test_")
        fixtures = [
            test
            for test in project.singular_tests
            if Path(test.original_file_path).parent.as_posix() == "tests/generic_tests"
            and test.name.startswith(f"{name}_")
            and f"{macro.name}(" in test.raw_code
        ]
        if not fixtures:
            yield Finding(where(macro), f"no tests/generic_tests/{name}_*.sql calls {macro.name}")


@rule
def nothing_is_switched_off(project: Project) -> Iterator[Finding]:
    """Refuse what is disabled, and a test that warns without an owner and an expiry."""
    for nodes in project.manifest.disabled.values():
        for node in nodes:
            yield Finding(where(node), f"{node.name} is disabled: mend it or remove it")
    tests: list[GenericTestNode | SingularTestNode] = [
        *project.generic_tests,
        *project.singular_tests,
    ]
    for test in tests:
        meta = test.config.meta
        if test.config.severity.lower() == "warn" and not {"owner", "expires"} <= set(meta):
            yield Finding(where(test), f"{test.name} only warns: meta needs an owner and expires")


# --- personal data


@rule
def personal_data_stays_inside(project: Project) -> Iterator[Finding]:
    """Keep personal data out of what is public, also through parents that do not aggregate."""
    for model in project.models:
        if model.access.value != "public":
            continue
        if meta_of(model).get("contains_personal_data"):
            yield Finding(where(model), f"{model.name} is public and contains personal data")
        for parent in personal_parents(project, model.unique_id, set()):
            yield Finding(
                where(model),
                f"{model.name} reads personal data ({parent}) with no model between that has "
                "meta: aggregates_personal_data: true",
            )
    for model in project.models:
        if meta_of(model).get("aggregates_personal_data"):
            if meta_of(model).get("contains_personal_data") is not False:
                yield Finding(where(model), f"{model.name}: set contains_personal_data: false")
            if "group by" not in model.raw_code.lower():
                yield Finding(where(model), f"{model.name} says it aggregates and has no group by")


def personal_parents(project: Project, unique_id: str, seen: set[str]) -> Iterator[str]:
    """Yield what is personal above a node, stopping where it is aggregated."""
    node = project.manifest.nodes.get(unique_id)
    for parent_id in node.depends_on.nodes if isinstance(node, ModelNode) else []:
        if parent_id in seen:
            continue
        seen.add(parent_id)
        parent = project.manifest.sources.get(parent_id) or project.manifest.nodes.get(parent_id)
        if not isinstance(parent, SourceDefinition | ModelNode | SeedNode):
            continue
        meta = meta_of(parent)
        if meta.get("contains_personal_data"):
            yield parent.name
        elif not meta.get("aggregates_personal_data"):
            yield from personal_parents(project, parent_id, seen)


# --- seeds


def read_seed(project: Project, seed: SeedNode) -> tuple[list[str], list[list[str]]]:
    """Read the header and the rows of a seed."""
    path = project.root / seed.original_file_path
    rows = list(csv.reader(io.StringIO(path.read_text(encoding="utf-8"), newline="")))
    return (rows[0], rows[1:]) if rows else ([], [])


@rule
def seeds_are_plain_csv(project: Project) -> Iterator[Finding]:
    """Keep seeds in UTF-8 without a mark, LF, quoted only where needed, and not too large."""
    for seed in project.seeds:
        data = (project.root / seed.original_file_path).read_bytes()
        header, rows = read_seed(project, seed)
        written = io.StringIO(newline="")
        csv.writer(written, lineterminator="\n").writerows([header, *rows])
        if not header:
            yield Finding(where(seed), "it is empty")
        elif data.startswith(b"\xef\xbb\xbf"):
            yield Finding(where(seed), "it starts with a byte-order mark: save as plain UTF-8")
        elif b"\r" in data:
            yield Finding(where(seed), "its lines end in CR LF: save it with LF")
        elif written.getvalue().encode() != data:
            yield Finding(where(seed), "it is not written as csv.writer would: quotes, last line")
        if len(data) > MAX_SEED_BYTES:
            yield Finding(where(seed), f"{len(data):,} bytes: at most 1 MiB, or land it as Parquet")
        for number, row in enumerate(rows, start=2):
            if len(row) != len(header):
                yield Finding(
                    f"{where(seed)}:{number}", f"{len(row)} fields, the header has {len(header)}"
                )


@rule
def seed_columns_agree(project: Project) -> Iterator[Finding]:
    """Compare the header of a seed, its YAML columns and its column_types, order included."""
    for seed in project.seeds:
        header, _ = read_seed(project, seed)
        for what, columns in {
            "columns": list(seed.columns),
            "config.column_types": list(seed.config.column_types),
        }.items():
            if columns == header:
                continue
            differing = sorted(set(header) ^ set(columns)) or ["the order"]
            yield Finding(
                where(seed), f"the header differs from its {what} in {', '.join(differing)}"
            )


@rule
def seed_values_fit_their_types(project: Project) -> Iterator[Finding]:
    """Keep values written in one way: true and false, 2024-08-31, 1234."""
    for seed in project.seeds:
        header, rows = read_seed(project, seed)
        for position, column in enumerate(header):
            data_type = str(seed.config.column_types.get(column, ""))
            pattern = re.compile(VALUE_PATTERNS.get(data_type, ".*"), re.DOTALL)
            for number, row in enumerate(rows, start=2):
                value = row[position] if position < len(row) else ""
                if value and not pattern.fullmatch(value):
                    yield Finding(
                        f"{where(seed)}:{number}", f"{column}: {value!r} is no {data_type}"
                    )
                    break
                if value != value.strip():
                    yield Finding(
                        f"{where(seed)}:{number}", f"{column}: {value!r} has outer spaces"
                    )
                    break


@rule
def seeds_are_sorted(project: Project) -> Iterator[Finding]:
    """Keep a seed that names its key (meta: key) sorted by it: a change is then a small one."""
    for seed in project.seeds:
        header, rows = read_seed(project, seed)
        key: list[str] = meta_of(seed).get("key", [])
        if unknown := [column for column in key if column not in header]:
            yield Finding(where(seed), f"meta.key names no column of it: {', '.join(unknown)}")
            continue
        positions = [(header.index(c), seed.config.column_types.get(c)) for c in key]
        previous: list[Any] = []
        for number, row in enumerate(rows, start=2):
            if len(row) == len(header):
                current = [sort_value(row[position], kind) for position, kind in positions]
                if current < previous:
                    yield Finding(
                        f"{where(seed)}:{number}", f"not in the order of {', '.join(key)}"
                    )
                    break
                previous = current


def sort_value(text: str, data_type: str | None) -> tuple[float, str]:
    """Order numbers as numbers and all else as text, the empty first."""
    is_number = data_type in {"integer", "bigint", "double"}
    try:
        return (float(text), "") if is_number and text else (float("-inf"), text)
    except ValueError:
        return (float("-inf"), text)


@rule
def seeds_say_where_they_are_from(project: Project) -> Iterator[Finding]:
    """Ask each seed for publisher and licence, and each Parquet file for a record beside it."""
    for seed in project.seeds:
        if missing := [key for key in SEED_META if is_blank(str(meta_of(seed).get(key, "")))]:
            yield Finding(where(seed), f"config.meta has no {', '.join(missing)}")
    for path in project.files:
        if path.suffix == ".parquet":
            record = path.with_suffix(".provenance.json")
            try:
                json.loads(record.read_text(encoding="utf-8"))
            except (OSError, ValueError):
                yield Finding(project.relative(path), f"{record.name} is missing or not JSON")


# --- running


def not_utf8(root: Path) -> Iterator[Finding]:
    """Name the text files that dbt would stumble over without saying which."""
    for path in project_files(root):
        if path.suffix in TEXT_SUFFIXES:
            try:
                path.read_text(encoding="utf-8")
            except UnicodeDecodeError as error:
                line = path.read_bytes()[: error.start].count(b"\n") + 1
                yield Finding(f"{path.relative_to(root).as_posix()}:{line}", "it is not UTF-8")


def load(root: Path, warehouses: list[Path]) -> Project:
    """Parse the project as dbt does, and keep what it warns of."""
    warnings: dict[Finding, None] = {}

    def note(event: EventMsg) -> None:
        info: Any = event.info
        if info.level == "warn" and info.name != "DeprecationsSummary":
            message = " ".join(info.msg.removeprefix("[WARNING]: ").split())
            warnings[Finding("dbt", f"{info.name}: {message}")] = None

    # dbt checks YAML against its schema for four engines only. A private name: it fails if it goes.
    jsonschemas._JSONSCHEMA_SUPPORTED_ADAPTERS.add("duckdb")
    with tempfile.TemporaryDirectory() as scratch, chdir(root):
        result = dbtRunner(callbacks=[note]).invoke(
            [
                *("parse", "--no-partial-parse", "--no-write-json", "--show-all-deprecations"),
                *("--no-send-anonymous-usage-stats", "--no-version-check", "--no-use-colors"),
                *("--log-level", "none", "--log-level-file", "none"),
                *("--warn-error-options", '{"error": []}'),  # all of them, not the first
                *("--profiles-dir", ".", "--target-path", scratch, "--log-path", scratch),
            ]
        )
    if not isinstance(result.result, Manifest):
        raise SystemExit(f"dbt cannot read the project: {result.exception}")
    return Project(root, result.result, list(warnings), warehouses)


def main() -> int:
    """Print what is wrong, and say by the exit code whether anything is."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--project-dir", type=Path, default=PROJECT_DIR, help="root of the project")
    parser.add_argument(
        "--warehouse",
        type=Path,
        action="append",
        default=[],
        help="a built DuckDB file whose columns are to be in the YAML (may be given twice)",
    )
    options = parser.parse_args()
    warehouses = [path.resolve() for path in options.warehouse]
    root = options.project_dir.resolve()
    if unreadable := list(not_utf8(root)):
        print(*unreadable, sep="\n")
        return 1
    project = load(root, warehouses)
    findings = sorted({finding for check in RULES for finding in check(project)})
    for finding in findings:
        print(finding)
    counts = f"{len(RULES)} rules, {len(project.files)} files"
    print(f"{counts}, {len(findings) or 'no'} finding{'' if len(findings) == 1 else 's'}")
    return 1 if findings else 0


if __name__ == "__main__":
    sys.exit(main())
