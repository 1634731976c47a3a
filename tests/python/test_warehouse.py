"""When a build may start from the database of the last one."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from outcomes_spine import fingerprint, warehouse
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
    (made.warehouse / "spine.duckdb").write_bytes(b"built")
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
