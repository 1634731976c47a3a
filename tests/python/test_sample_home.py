"""The sample home: a build without a folder takes the shipped files and an invented borough."""

from __future__ import annotations

import shutil
from collections import Counter
from collections.abc import Callable
from pathlib import Path

import pytest
from children import eyfsp
from conftest import Ran
from outcomes_spine import build, ingest, landing, sample
from outcomes_spine.errors import SpineError
from outcomes_spine.home import DataHome
from outcomes_spine.sample import borough

CHILDREN = 6_000  # so many that rows are repeated among them
SHIPPED = {path.name for path in sample.FOLDER.iterdir()} - {landing.MANIFEST}


@pytest.fixture(scope="session")
def landed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a sample home that a build has landed everything in and read it."""
    home = DataHome(tmp_path_factory.mktemp("a council") / "data home")
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(build, "_build_and_publish", lambda *_, **__: None)
        build.build(home, None, full=False, children=CHILDREN)
    return home.root


@pytest.fixture
def made(landed: Path, home: Path, monkeypatch: pytest.MonkeyPatch) -> DataHome:
    """Return a copy of it, to be built on without dbt."""
    shutil.copytree(landed, home)
    monkeypatch.setattr(build, "_build_and_publish", lambda *_, **__: None)
    return DataHome(home)


def names(home: DataHome) -> list[str]:
    """Return the names of the files that have landed, in order."""
    return sorted(record["file_name"] for record in landing.records(home))


def test_a_new_home_takes_the_shipped_files_and_the_borough(made: DataHome) -> None:
    """Each lands once, the borough's as invented; of the folder it was made in nothing is left."""
    assert names(made) == sorted([*SHIPPED, *borough.names()])
    invented = {r["file_name"] for r in landing.records(made) if r["is_invented"]}
    assert invented == set(borough.names())
    assert not (made.root / build.MADE).exists()
    assert made.kind() == "sample"


def test_every_row_of_the_borough_is_accounted_for(made: DataHome, tmp_path: Path) -> None:
    """Rows in are rows loaded, quarantined and repeated; those repeated are the planted copies."""
    drop = tmp_path / "borough"
    borough.write(drop, children=CHILDREN)
    accounts = ingest.row_accounts(made)
    copies = Counter(p.file for p in borough.planted(CHILDREN) if p.kind == "exact copy")
    assert copies.total() > 0
    for record in landing.records(made):
        if not record["is_invented"]:
            continue
        name, account = record["file_name"], accounts[record["file_id"]]
        lines = (drop / name).read_text(encoding="utf-8-sig").count("\n") - 1
        out = sum(account["quarantined"].values()) + account["duplicates"]
        assert (name, account["rows_in"], account["rows_loaded"] + out) == (name, lines, lines)
        if name.startswith("eyfsp"):
            assert (name, account["duplicates"]) == (name, copies[name])


def test_a_second_build_does_not_make_the_borough_again(
    made: DataHome, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What has landed says that it is there; nothing lands twice."""
    monkeypatch.setattr(borough, "write", lambda *_, **__: pytest.fail("it was made again"))
    before = names(made)
    build.build(made, None, full=False)
    assert names(made) == before


@pytest.mark.parametrize(
    "gone", ["eyfsp_2024.csv", *sorted(borough.names())[:2], "early-years.csv"]
)
def test_what_a_killed_build_has_not_landed_is_landed_by_the_next(
    gone: str, made: DataHome
) -> None:
    """The borough is made again, the same to the byte, and only what is missing is taken."""
    [record] = [r for r in landing.records(made) if r["file_name"] == gone]
    (made.landing / "records" / f"{record['file_id']}.json").unlink()
    (made.root / build.MADE).mkdir()
    (made.root / build.MADE / "eyfsp_2024.csv").write_text("in clear")
    build.build(made, None, full=False, children=CHILDREN)
    assert names(made) == sorted([*SHIPPED, *borough.names()])
    assert record["sha256"] in {r["sha256"] for r in landing.records(made)}
    assert not (made.root / build.MADE).exists()


def test_a_build_that_fails_leaves_no_child_in_clear(
    home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Where making or landing it fails, the borough's folder is gone and nothing has landed."""
    new = DataHome(home)

    def fail(out: Path, **_: object) -> None:
        (out / "eyfsp_2024.csv").write_text("in clear")
        raise SpineError("No room.")

    monkeypatch.setattr(borough, "write", fail)
    with pytest.raises(SpineError, match=r"No room\."):
        build.build(new, None, full=False)
    assert not (home / build.MADE).exists()
    assert landing.records(new) == []
    assert sample.is_wanted(new)


def test_a_folder_that_is_given_is_all_that_is_taken(
    home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The shipped folder lands without a borough, as any folder does."""
    monkeypatch.setattr(build, "_build_and_publish", lambda *_, **__: None)
    new = DataHome(home)
    build.build(new, sample.FOLDER, full=False)
    assert set(names(new)) == SHIPPED
    assert new.kind() == "sample"


def test_a_home_of_other_files_takes_no_sample(
    drop: Path, home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Neither a council's own invented children nor a real home gets another borough."""
    monkeypatch.setattr(build, "_build_and_publish", lambda *_, **__: None)
    eyfsp(drop / "returns.csv")
    (drop / landing.INVENTED_MARKER).write_text("{}")
    own = DataHome(home)
    build.build(own, drop, full=False)
    assert own.kind() == "sample"
    assert not sample.is_wanted(own)
    real = DataHome(home.with_name("real"))
    real.make("real")
    assert not sample.is_wanted(real)


def test_making_the_borough_is_a_step_that_is_told(
    home: Path, spine: Callable[..., Ran], monkeypatch: pytest.MonkeyPatch
) -> None:
    """A person sees what is made, and where; a size that is none is one sentence."""
    monkeypatch.setattr(build, "_build_and_publish", lambda *_, **__: None)
    said = spine("build", "--children", "999", "--home", home).error
    assert said.startswith("A borough of 999 children is not made")
    done = spine("build", "--children", CHILDREN, "--home", home)
    assert done.code == 0
    assert "Making the invented borough ...\n  6,000 children, " in done.err
    assert "Landing the invented borough ...\n  35 files taken, 0 left alone" in done.err
