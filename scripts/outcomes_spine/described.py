"""What the project says of itself: models as their YAML describes them, and tests by name."""

from __future__ import annotations

import ast
import difflib
import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import yaml

from outcomes_spine.errors import SpineError
from outcomes_spine.project import PROJECT_DIR


@dataclass(frozen=True)
class Column:
    """A column of a model: its type, whether it is always filled, and what it holds."""

    name: str
    data_type: str
    is_required: bool
    description: str


@dataclass(frozen=True)
class Model:
    """A model as its YAML describes it, under the name people read it by."""

    name: str
    table: str
    layer: str
    topic: str
    description: str
    columns: tuple[Column, ...]
    key: tuple[str, ...]
    checks: tuple[str, ...]
    reads: tuple[str, ...]

    @property
    def grain(self) -> str:
        """Return the first sentence, which says what a row is."""
        return re.split(r"(?<=[.])\s", self.description, maxsplit=1)[0]

    def column(self, name: str) -> Column | None:
        """Return a column by its name."""
        return next((column for column in self.columns if column.name == name), None)


def models(layer: str) -> list[Model]:
    """Return the models of a layer (marts, published) that a YAML describes, by table name."""
    found = []
    for path, content in _yaml_files(PROJECT_DIR / "models" / layer):
        for entry in content.get("models", []):
            found.append(_model(path, layer, entry))
    return sorted(found, key=lambda model: model.table)


def _model(path: Path, layer: str, entry: dict[str, Any]) -> Model:
    name = str(entry["name"])
    sql_path = path.with_name(f"{name}.sql")
    sql = sql_path.read_text(encoding="utf-8") if sql_path.exists() else ""
    alias = re.search(r"config\(\s*alias='(\w+)'", sql)
    keys = [c["columns"] for c in entry.get("constraints", []) if c["type"] == "primary_key"]
    keys += [
        test["unique_key"]["arguments"]["columns"]
        for test in entry.get("data_tests", [])
        if isinstance(test, dict) and "unique_key" in test
    ]
    key = tuple(keys[0]) if keys else ()
    columns = []
    for column in entry.get("columns", []):
        constraints = {constraint["type"] for constraint in column.get("constraints", [])}
        if "primary_key" in constraints:
            key = key or (str(column["name"]),)
        columns.append(
            Column(
                str(column["name"]),
                str(column.get("data_type", "")),
                bool(constraints & {"not_null", "primary_key"}) or column["name"] in key,
                resolve(str(column.get("description", ""))),
            )
        )
    description = re.sub(
        r"\s*\*\*Primary key:\*\*.*$", "", resolve(str(entry.get("description", "")))
    )
    return Model(
        name,
        alias[1] if alias else name,
        layer,
        path.parent.name,
        description.strip(),
        tuple(columns),
        key,
        tuple(c["expression"] for c in entry.get("constraints", []) if c["type"] == "check"),
        tuple(re.findall(r"ref\(\s*['\"](\w+)['\"]\s*\)", sql)),
    )


def _yaml_files(folder: Path) -> Iterator[tuple[Path, dict[str, Any]]]:
    for path in sorted(folder.rglob("*.yml")):
        content = yaml.safe_load(path.read_text(encoding="utf-8")) or {}
        if isinstance(content, dict):
            yield path, content


@cache
def _shared_texts() -> dict[str, str]:
    texts: dict[str, str] = {}
    for path in sorted((PROJECT_DIR / "models").rglob("*.md")):
        blocks = re.findall(
            r"(?s){%-?\s*docs (\w+)\s*-?%}(.*?){%-?\s*enddocs\s*-?%}",
            path.read_text(encoding="utf-8"),
        )
        texts.update({name: " ".join(text.split()) for name, text in blocks})
    return texts


def resolve(description: str) -> str:
    """Return a description on one line, with each {{ doc('x') }} as the text it names."""

    def text_of(match: re.Match[str]) -> str:
        try:
            return _shared_texts()[match[1]]
        except KeyError:
            raise SpineError(f"models/shared_docs.md has no text {match[1]!r}.") from None

    return " ".join(re.sub(r"{{\s*doc\(['\"](\w+)['\"]\)\s*}}", text_of, description).split())


# --- tests, wherever they stand


@dataclass(frozen=True)
class Test:
    """A test by its name: what it asserts, and the file it stands in."""

    name: str
    description: str
    path: Path
    is_singular: bool = False

    @property
    def link(self) -> str:
        """Return the test as a link from a page in docs/."""
        return f"[{self.name}](../{self.path.relative_to(PROJECT_DIR).as_posix()})"


@cache
def tests() -> dict[str, Test]:
    """Return every test by its name: singular, generic, unit, Python, and checks of contracts.

    A Python test is `test_wilson::test_name`; a check of a contract `table: expression`.
    """
    found: list[Test] = []
    for folder in ("models", "seeds"):
        for path, content in _yaml_files(PROJECT_DIR / folder):
            found.extend(_generic_tests(path, content))
    texts: dict[str, str] = {}
    for _, content in _yaml_files(PROJECT_DIR / "tests"):
        for entry in content.get("data_tests", []):
            texts[entry["name"]] = " ".join(str(entry.get("description", "")).split())
    for path in sorted((PROJECT_DIR / "tests").rglob("*.sql")):
        found.append(Test(path.stem, texts.get(path.stem, ""), path, is_singular=True))
    for path in sorted((PROJECT_DIR / "tests" / "python").glob("test_*.py")):
        tree = ast.parse(path.read_text(encoding="utf-8"))
        for node in tree.body:
            if isinstance(node, ast.FunctionDef) and node.name.startswith("test_"):
                said = (ast.get_docstring(node) or "").partition("\n\n")[0]
                found.append(Test(f"{path.stem}::{node.name}", " ".join(said.split()), path))
    for layer in ("marts", "published"):
        for path, content in _yaml_files(PROJECT_DIR / "models" / layer):
            for entry in content.get("models", []):
                for constraint in entry.get("constraints", []):
                    if constraint["type"] == "check":
                        name = f"{entry['name']}: {constraint['expression']}"
                        found.append(Test(name, "Held by the table's contract.", path))
    return {test.name: test for test in found}


def _generic_tests(path: Path, tree: object) -> Iterator[Test]:
    if isinstance(tree, list):
        for item in tree:
            yield from _generic_tests(path, item)
    elif isinstance(tree, dict):
        for key, value in tree.items():
            if key in {"data_tests", "unit_tests"} and isinstance(value, list):
                for entry in value:
                    if not isinstance(entry, dict):
                        continue
                    body = entry if "name" in entry else next(iter(entry.values()))
                    if isinstance(body, dict) and "name" in body:
                        said = " ".join(str(body.get("description", "")).split())
                        yield Test(str(body["name"]), said, path)
            else:
                yield from _generic_tests(path, value)


def named_test(name: str, where: str) -> Test:
    """Return a test that a page names; one that does not exist stops the writing."""
    known = tests()
    if name not in known:
        near = difflib.get_close_matches(name, known, n=1)
        hint = f" Did you mean {near[0]}?" if near else ""
        raise SpineError(f"{where} names the test {name!r}, which does not exist.{hint}")
    return known[name]
