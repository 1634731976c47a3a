"""The two databases of a home: when a build may start from them, and how new ones take over."""

from __future__ import annotations

import os
import stat
import types
from collections.abc import Callable
from pathlib import Path
from typing import Any

import duckdb
import pytest
from outcomes_spine import fingerprint, warehouse
from outcomes_spine.errors import SpineError
from outcomes_spine.home import DataHome, write_json


@pytest.fixture
def project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Give a small project of two seeds, their YAML and a model."""
    root = tmp_path / "project"
    for name, text in {
        "seeds/spine/outcomes.csv": "outcome_code\na\n",
        "seeds/spine/layers.csv": "layer_code\na\n",
        "seeds/spine/_spine__seeds.yml": "seeds: []\n",
        "models/a.sql": "select 1\n",
    }.items():
        path = root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    monkeypatch.setattr(fingerprint, "PROJECT_DIR", root)
    return root


@pytest.fixture
def home(tmp_path: Path, project: Path) -> DataHome:
    """Give a home whose database was built from that project."""
    made = DataHome(tmp_path / "home")
    made.make("sample")
    (made.raw / "a.parquet").write_bytes(b"a")
    for name in warehouse.DATABASES:
        (made.warehouse / name).write_bytes(b"built")
    write_json(made.warehouse / warehouse.BUILT_FROM, fingerprint.of_warehouse(made))
    return made


def test_only_seeds_have_changed(home: DataHome, project: Path) -> None:
    """The changed seeds are named, and no other."""
    assert warehouse._changed_seeds(home) == []
    (project / "seeds/spine/layers.csv").write_text("layer_code\nb\n", encoding="utf-8")
    assert warehouse._changed_seeds(home) == ["layers"]


@pytest.mark.parametrize(
    "touched",
    [
        "project/models/a.sql",
        "project/seeds/spine/_spine__seeds.yml",
        "project/seeds/spine/new.csv",
        "home/raw/a.parquet",
        "home/warehouse/spine.duckdb",
        "home/warehouse/restricted.duckdb",
        "home/warehouse/built_from.json",
    ],
)
def test_something_else_has_changed(home: DataHome, project: Path, touched: str) -> None:
    """With a seed beside anything else, a seed that is new, or no record: all is built."""
    (project / "seeds/spine/layers.csv").write_text("layer_code\nb\n", encoding="utf-8")
    path = home.root.parent / touched
    path.write_text("changed", encoding="utf-8")
    assert warehouse._changed_seeds(home) == []


def test_a_database_that_somebody_wrote_in(home: DataHome, project: Path) -> None:
    """Its time of change gives it away, where its size does not."""
    (project / "seeds/spine/layers.csv").write_text("layer_code\nb\n", encoding="utf-8")
    os.utime(home.warehouse / "spine.duckdb", (0, 0))
    assert warehouse._changed_seeds(home) == []


# --- two databases take the place of two


def node(**more: Any) -> Any:
    """Return a node as dbt gives it back."""
    first = {"unique_id": "n", "name": "n", "resource_type": "model", "compiled_code": "select 1"}
    return types.SimpleNamespace(**{**first, "database": "spine", "description": "", **more})


def result(status: str = "success", message: str = "", **more: Any) -> Any:
    """Return what dbt says of a node."""
    return types.SimpleNamespace(
        status=status, message=message, failures=1, execution_time=0.0, node=node(**more)
    )


@pytest.fixture
def builds(monkeypatch: pytest.MonkeyPatch) -> Callable[[str], None]:
    """Let dbt put a word into both databases; return what sets the word."""
    words = ["first"]

    def run_dbt(command: list[str], home: DataHome, database: Path, *_: object) -> list[Any]:
        assert not stat.S_IMODE(database.parent.stat().st_mode) & 0o077 or os.name == "nt"
        for name in warehouse.DATABASES:
            with duckdb.connect(str(database.with_name(name))) as con:
                con.execute("create table if not exists t (word varchar)")
                con.execute("insert into t values (?)", words)
        return [result()]

    monkeypatch.setattr(warehouse, "run_dbt", run_dbt)
    return lambda word: words.__setitem__(0, word)


def held(home: DataHome) -> list[list[str]]:
    """Return the words in each of the two databases."""
    found = []
    for name in warehouse.DATABASES:
        with duckdb.connect(str(home.warehouse / name), read_only=True) as con:
            found.append([word for (word,) in con.execute("from t").fetchall()])
    return found


def quiet(*_: object) -> None:
    """Advance without a word."""


def test_both_databases_are_built_and_copied(
    home: DataHome, project: Path, builds: Callable[[str], None]
) -> None:
    """A full build makes both anew; where only a seed changed, both start as what they were."""
    warehouse.build(home, quiet, full=True)
    assert held(home) == [["first"], ["first"]]
    assert warehouse.is_whole(home)
    if os.name == "posix":
        for name in warehouse.DATABASES:
            assert stat.S_IMODE((home.warehouse / name).stat().st_mode) == 0o600
    (project / "seeds/spine/layers.csv").write_text("layer_code\nb\n", encoding="utf-8")
    builds("second")
    warehouse.build(home, quiet)
    assert held(home) == [["first", "second"]] * 2
    assert warehouse.is_whole(home)
    assert not (home.warehouse / "building").exists()


def test_a_kill_between_the_two_is_noticed(
    home: DataHome, builds: Callable[[str], None], monkeypatch: pytest.MonkeyPatch
) -> None:
    """One database new and the other old are no pair, and no build starts from them."""
    warehouse.build(home, quiet, full=True)
    builds("second")
    replace = Path.replace

    def killed(self: Path, target: Path) -> Path:
        if self.parent.name == "building" and self.name == "restricted.duckdb":
            raise KeyboardInterrupt
        return replace(self, target)

    with monkeypatch.context() as patch:
        patch.setattr(Path, "replace", killed)
        with pytest.raises(KeyboardInterrupt):
            warehouse.build(home, quiet, full=True)
    assert held(home) == [["second"], ["first"]]
    assert not warehouse.is_whole(home)
    warehouse.build(home, quiet)
    assert held(home) == [["second"], ["second"]]
    assert warehouse.is_whole(home)
    (home.warehouse / "restricted.duckdb").unlink()
    assert not warehouse.is_whole(home)


@pytest.mark.parametrize("name", warehouse.DATABASES)
def test_a_database_that_cannot_be_replaced(
    name: str, home: DataHome, builds: Callable[[str], None], monkeypatch: pytest.MonkeyPatch
) -> None:
    """Where a system does not replace an open file: one sentence which, and neither is replaced."""
    warehouse.build(home, quiet, full=True)
    builds("second")
    replace = Path.replace

    def locked(self: Path, target: Path) -> Path:
        if Path(target) == home.warehouse / name:
            raise PermissionError
        return replace(self, target)

    with monkeypatch.context() as patch:
        patch.setattr(Path, "replace", locked)
        with pytest.raises(SpineError, match=rf"{name} is open in another program, .* run the"):
            warehouse.build(home, quiet, full=True)
    assert held(home) == [["first"], ["first"]]
    assert warehouse.is_whole(home)


# --- a fault among children


@pytest.mark.parametrize(
    "of",
    [
        {"database": "restricted"},
        {"compiled_code": 'select sex from "restricted"."marts"."dim_child"'},
        {"resource_type": "test", "compiled_code": 'from "restricted"."marts"."dim_child"'},
    ],
)
def test_a_fault_among_children_shows_no_row(of: dict[str, str], tmp_path: Path) -> None:
    """DuckDB's words hold a value and a check finds rows: neither is told of one child."""
    said = warehouse._explain(
        result("error", "Conversion Error: could not convert 'Quillfeather'", **of),
        1,
        tmp_path / "building" / "spine.duckdb",
    )
    assert "Quillfeather" not in said
    assert "about children" in said
    open_to_all = warehouse._explain(result("error", "Binder Error: no column a"), 1, tmp_path)
    assert "Binder Error: no column a" in open_to_all
