"""Landing keeps bytes once, dates them, loses nothing, and leaves alone what is not ours."""

from __future__ import annotations

import errno
import json
import os
import shutil
import signal
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from conftest import Ran, environment, no_longer_root, open_above, tree, values, write_csv
from outcomes_spine import ingest, landing, tables
from outcomes_spine.contracts import Contract, contracts, match
from outcomes_spine.errors import SpineError
from outcomes_spine.home import DataHome, write_json
from outcomes_spine.sample import FOLDER as SAMPLE

EYFSP = SAMPLE / "eyfsp_headline_measures_merton_202223_202324.csv"


def quiet(*_: object) -> None:
    """Advance without a word."""


@pytest.fixture
def made(home: Path) -> DataHome:
    """Return a real home that holds nothing yet."""
    data_home = DataHome(home)
    data_home.make("real")
    return data_home


def land(home: DataHome, drop: Path) -> list[dict[str, Any]]:
    """Land a drop folder and bring raw/ up to date."""
    records = landing.land(home, landing.scan(drop), quiet)
    ingest.ingest(home, records, quiet)
    return records


def reasons(drop: Path) -> dict[str, str]:
    """Return why each file of a drop folder is left alone."""
    return {f.name: f.reason for f in landing.scan(drop) if f.contract is None}


# --- which contract


@pytest.mark.parametrize("path", sorted(SAMPLE.iterdir()), ids=lambda path: path.name)
def test_a_published_file_meets_a_contract(path: Path) -> None:
    """Each file of the sample is known by its headings, whatever it is called."""
    if path.name == landing.MANIFEST:
        return
    shape = tables.layout(path, path.name)
    assert match(shape.headings, shape.file_format, "download").contract


def headings_of(contract: Contract) -> list[str]:
    """Return the headings of a file that meets a contract, as its publisher writes them."""
    return [column.headings[0] for column in contract.columns if column.required]


RENAMED = [
    (contract.dataset, heading)
    for contract in contracts().values()
    for heading in headings_of(contract)
]


@pytest.mark.parametrize(("dataset", "heading"), RENAMED)
def test_a_renamed_column_is_told(dataset: str, heading: str) -> None:
    """A file of ours with one column renamed is not passed over in silence."""
    contract = contracts()[dataset]
    headings = [f"new {h}" if h == heading else h for h in headings_of(contract)]
    met = match(headings, contract.formats[0], "download")
    assert met.contract is None
    assert met.nearest == contract
    shape = tables.Layout(contract.formats[0], headings)
    assert f"'{heading}'" in ingest.missing_columns("x", contract, shape)


EES = "time_period,time_identifier,geographic_level,country_code,country_name,region_code,"
EES += "region_name,old_la_code,new_la_code,la_name"
OTHERS = {
    "another table of DfE": EES + ",breakdown_topic,breakdown,sex,pupil_count,attendance_percent",
    "another table of DfE by district": EES + ",lad_code,lad_name,number_of_pupils,all_pupils",
    "an old table of DfE": EES + ",gender,number_of_children,number_on_plan,percent_on_plan",
    "somebody's own": "area_code,area_name,period,indicator,measure,unit,value,notes",
    "somebody's survey": "indicator,area_code,value,source,owner,note,response_rate",
    "a table of children": "upn,surname,forename,dob,sex,ethnicity,language,area_code",
    "a list of districts": "area_code,area_name,index_of_multiple_deprivation,year",
    "a time series": "Years,Values",
    "one column": "value",
    "a table of Fingertips as others cut it": "AreaCode,AreaName,Sex,Age,Value,Count,Denominator",
}


@pytest.mark.parametrize("other", OTHERS)
def test_a_file_of_others_is_left_alone(other: str, drop: Path) -> None:
    """A file that shares columns with a contract and is another thing does not stop the build."""
    headings = OTHERS[other].split(",")
    write_csv(drop / "theirs.csv", [headings, ["1"] * len(headings)])
    assert list(reasons(drop)) == ["theirs.csv"]


def test_a_file_by_the_name_of_a_contract_is_meant_for_it(drop: Path) -> None:
    """local_values.csv with hardly a column of it is a fault; under another name it is theirs."""
    write_csv(drop / "Local_Values.csv", [["indicator", "value"], ["gld_at_5", "70"]])
    with pytest.raises(SpineError, match="lacks the columns 'indicator_code', 'area_code'"):
        landing.scan(drop)
    (drop / "Local_Values.csv").rename(drop / "other.csv")
    assert reasons(drop)


@pytest.mark.parametrize(
    "heading", ["Indicator Code", " indicator_code ", "INDICATOR_CODE", "\ufeffindicator\xa0code"]
)
def test_headings_may_have_odd_spaces_and_case(heading: str, drop: Path) -> None:
    """A person's way of typing a heading does not matter."""
    table = values()
    table[0][0] = heading
    write_csv(drop / "a.csv", table)
    assert [f.contract and f.contract.dataset for f in landing.scan(drop)] == ["local_values"]


# --- what is left alone


def test_each_file_is_taken_or_listed_with_a_reason(drop: Path) -> None:
    """Links, packed files, texts and lists of reference are named; hidden files are passed over."""
    write_csv(drop / "local_values.csv", values())
    (drop / "a link.csv").symlink_to(drop / "local_values.csv")
    (drop / "a linked folder").symlink_to(drop)
    (drop / "a broken link.csv").symlink_to(drop / "nowhere.csv")
    (drop / "folder.csv").mkdir()
    write_csv(drop / "folder.csv" / "x.csv", [["a", "b"], ["1", "2"]])
    os.mkfifo(drop / "pipe.csv")
    for name in ("old.xls", "packed.zip", "README.md", "no ending", "map.geojson", "return.xml"):
        (drop / name).write_text("x")
    for name in (".DS_Store", "~$local_values.xlsx", ".hidden.csv"):
        (drop / name).write_text("x")
    (drop / "inform.json").write_text('{"metadata": {}, "columns": [], "rows": []}')
    (drop / ".git").mkdir()
    (drop / ".git" / "config.csv").write_text("")
    link = "a link to elsewhere: put the file itself into the folder"
    assert reasons(drop) == {
        "README.md": "a text, not a table",
        "a broken link.csv": link,
        "a link.csv": link,
        "a linked folder": link,
        "folder.csv/x.csv": "no contract for these columns: name headings of your own in "
        "local/headings.csv, or add a source as CONTRIBUTING says",
        "inform.json": "LG Inform's nested form: fetch the same query as /data.table",
        "map.geojson": "boundaries: no map is drawn yet",
        "no ending": "not a kind of file that is read here (no ending)",
        "old.xls": "a workbook of another kind: save it as .xlsx or CSV",
        "packed.zip": "a packed file: unpack it into the folder",
        "pipe.csv": "not an ordinary file",
        "return.xml": "not a kind of file that is read here (.xml)",
    }


def test_names_of_every_kind(drop: Path, made: DataHome) -> None:
    """Quotation marks, spaces, other scripts, wild cards and great length do not matter."""
    names = ['o\'brien "x".csv', "été 学校.csv", "a[1]*?.csv", f"{'n' * 240}.csv", "%s {0}.csv"]
    for number, name in enumerate(names):
        write_csv(drop / name, values(note=str(number)))
    assert sorted(r["file_name"] for r in land(made, drop)) == sorted(names)


def test_a_name_that_cannot_be_printed_is_spelled(drop: Path, made: DataHome) -> None:
    """A line break in a name does not break a message; bytes that are no text are not opened."""
    write_csv(drop / "two\nlines.csv", values(value="x"))
    with pytest.raises(SpineError, match=r"^two\\u000alines.csv, row 2"):
        land(made, drop)
    (drop / "two\nlines.csv").unlink()
    strange = os.fsencode(drop) + b"/\xff.csv"
    Path(os.fsdecode(strange)).write_text("a,b\n")
    assert reasons(drop) == {
        "\\udcff.csv": "its name is not text that every system reads: rename it"
    }


def test_a_data_home_is_never_taken_for_a_drop_folder(
    drop: Path, made: DataHome, spine: Callable[..., Ran]
) -> None:
    """A home below the folder is passed over; a home, or its landing/, given as folder is told."""
    write_csv(drop / "local_values.csv", values())
    land(made, drop)
    assert [f.name for f in landing.scan(made.root.parent)] == [f"{drop.name}/local_values.csv"]
    for wrong in (made.root, made.landing):
        said = spine("build", "--landing", wrong, "--home", drop.parent / "other").error
        assert "belongs to a data home: put the files in a folder of their own" in said


@pytest.mark.parametrize(
    ("folder", "said"), [("nowhere", "does not exist"), ("file", "is a file: give the folder")]
)
def test_a_drop_folder_that_is_none(
    folder: str, said: str, tmp_path: Path, refused: Callable[[Path], str]
) -> None:
    """A wrong path is told, and no data home is left half made of it."""
    (tmp_path / "file").write_text("x")
    assert said in refused(tmp_path / folder)


@pytest.mark.skipif(os.name == "nt", reason="Windows has other permissions")
@pytest.mark.parametrize("closed", ["file", "folder", "drop folder", "manifest"])
def test_what_may_not_be_read_is_named(closed: str, drop: Path, tmp_path: Path) -> None:
    """A file or folder without permission is one sentence with its name."""
    open_above(tmp_path)
    write_csv(drop / "sub" / "local_values.csv", values())
    write_csv(drop / "manifest.csv", [["file"], ["sub/local_values.csv"]])
    path = {
        "file": drop / "sub" / "local_values.csv",
        "folder": drop / "sub",
        "drop folder": drop,
        "manifest": drop / "manifest.csv",
    }[closed]
    path.chmod(0)
    try:
        with no_longer_root(), pytest.raises(SpineError) as told:
            landing.scan(drop)
    finally:
        path.chmod(0o755)
    assert path.name in str(told.value)
    assert "Permission denied" in str(told.value)
    assert "check that" in str(told.value)


# --- invented


def test_invented_files_are_refused_by_a_real_home_without_being_opened(drop: Path) -> None:
    """Whatever is below an invented.json is refused by name, and a fault in it is nobody's."""
    (drop / "made up" / "deep").mkdir(parents=True)
    (drop / "made up" / "invented.json").write_text("{}")
    (drop / "made up" / "deep" / "children.csv").write_text("")
    write_csv(drop / "real.csv", values())
    found = {f.name: f for f in landing.scan(drop, refuse_invented=True)}
    assert found["made up/deep/children.csv"].reason == landing.REFUSED
    assert found["made up/deep/children.csv"].is_invented
    assert not found["real.csv"].is_invented
    assert found["real.csv"].contract


# --- bytes and dates


def test_the_same_bytes_change_nothing(drop: Path, made: DataHome) -> None:
    """Landed again, under another name or in two places, a file is one file with its first name."""
    write_csv(drop / "a" / "first.csv", values())
    first = land(made, drop)
    before = tree(made.landing)
    raw = tree(made.raw / "local_values")
    shutil.copy(drop / "a" / "first.csv", drop / "second.csv")
    shutil.copy(drop / "a" / "first.csv", drop / "a" / "third.csv")
    (drop / "a" / "first.csv").unlink()
    assert land(made, drop) == first
    assert tree(made.landing) == before
    kept = {name: content for name, content in raw.items() if name != "none.parquet"}
    assert kept.items() <= tree(made.raw / "local_values").items()
    assert [record["file_name"] for record in first] == ["a/first.csv"]


def test_two_copies_at_once_are_one_file(drop: Path, made: DataHome) -> None:
    """The same bytes twice in one folder are landed once."""
    write_csv(drop / "one.csv", values())
    write_csv(drop / "two.csv", values())
    assert [record["file_name"] for record in land(made, drop)] == ["one.csv"]


def test_corrected_bytes_are_a_file_of_their_own(
    drop: Path, made: DataHome, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A corrected file is landed beside the first, which stays as it came, in order received."""
    monkeypatch.setenv("SPINE_NOW", "2026-01-01T00:00:00Z")
    write_csv(drop / "local_values.csv", values(value="70"))
    [first] = land(made, drop)
    monkeypatch.setenv("SPINE_NOW", "2026-02-01T00:00:00Z")
    write_csv(drop / "local_values.csv", values(value="71"))
    records = land(made, drop)
    assert [r["received_at"][:7] for r in records] == ["2026-01", "2026-02"]
    assert records[0] == first
    assert "70" in (made.landing / first["stored_as"]).read_text()


def test_a_manifest_dates_a_file(drop: Path, made: DataHome) -> None:
    """Date and edition come from the manifest, however its date, its path and accents are typed."""
    write_csv(drop / "data" / "école.csv", values())
    write_csv(
        drop / "manifest.csv",
        [
            ["File ", "Published On", "edition", "who"],
            ["data\\e\u0301cole.csv", "5/3/2026", "v2", "x"],
        ],
        delimiter=";",
        encoding="utf-16",
    )
    [record] = land(made, drop)
    assert (record["published_on"], record["edition"]) == ("2026-03-05", "v2")


def test_a_manifest_sets_right_what_is_landed(drop: Path, made: DataHome) -> None:
    """A date that was wrong or missing can be given later; a folder without one takes none away."""
    write_csv(drop / "a.csv", values())
    [undated] = land(made, drop)
    assert undated["published_on"] == ""
    write_csv(drop / "manifest.csv", [["file", "published_on"], ["a.csv", "2026-03-05"]])
    [dated] = land(made, drop)
    assert dated == {**undated, "published_on": "2026-03-05"}
    (drop / "manifest.csv").unlink()
    assert land(made, drop) == [dated]


# --- nothing is lost


def test_a_bad_file_keeps_the_good_ones_out(drop: Path, made: DataHome) -> None:
    """A folder is landed whole or not at all."""
    write_csv(drop / "a.csv", values())
    write_csv(drop / "b.csv", values(value="x"))
    with pytest.raises(SpineError, match=r"b\.csv, row 2"):
        land(made, drop)
    assert landing.records(made) == []
    write_csv(drop / "b.csv", values(value="1", period_code="AY2022-23"))
    assert len(land(made, drop)) == 2


@pytest.mark.parametrize("harm", ["deleted", "cut off", "altered"])
def test_a_lost_copy_is_told_and_can_be_brought_back(harm: str, drop: Path, made: DataHome) -> None:
    """Harm to landing/ is told when raw/ needs it; dropping the file again mends it."""
    write_csv(drop / "a.csv", values())
    [record] = land(made, drop)
    landed = made.landing / record["stored_as"]
    whole = landed.read_bytes()
    shutil.rmtree(made.raw)
    if harm == "deleted":
        landed.unlink()
    else:
        landed.write_bytes(whole[:-9] if harm == "cut off" else whole.replace(b"71.0", b"99.9"))
    with pytest.raises(SpineError, match=r"landed copy of a.csv is .*restore it from a backup"):
        ingest.ingest(made, landing.records(made), quiet)
    assert land(made, drop) == [record]
    assert landed.read_bytes() == whole


@pytest.mark.parametrize("harm", ["deleted", "cut off"])
def test_a_lost_copy_is_told_while_raw_is_whole(harm: str, drop: Path, made: DataHome) -> None:
    """The loss is told at the next build, not on the day when raw/ has to be made again."""
    write_csv(drop / "a.csv", values())
    [record] = land(made, drop)
    landed = made.landing / record["stored_as"]
    if harm == "deleted":
        landed.unlink()
    else:
        os.truncate(landed, 9)
    with pytest.raises(SpineError, match=r"landed copy of a.csv is .*restore it from a backup"):
        ingest.ingest(made, landing.records(made), quiet)


@pytest.mark.parametrize("content", ["", "{", "[]", "{}", '{"file_id": "x"}', "\x00"])
def test_a_damaged_record_is_told(content: str, drop: Path, made: DataHome) -> None:
    """A record that says too little is named with what to do; deleted and dropped, all is well."""
    write_csv(drop / "a.csv", values())
    [record] = land(made, drop)
    path = made.landing / "records" / f"{record['file_id']}.json"
    path.write_text(content)
    with pytest.raises(SpineError, match=f"{path.name} is damaged: restore it .* or delete it"):
        landing.records(made)
    path.unlink()
    [again] = land(made, drop)
    assert again["sha256"] == record["sha256"]


KILLED = """
import os, signal, sys
from pathlib import Path
from outcomes_spine import {module}
from outcomes_spine.cli import main
def die(*arguments, **names):
    os.kill(os.getpid(), signal.SIGKILL)
{module}.{function} = die
main()
"""


@pytest.mark.skipif(os.name == "nt", reason="Windows has no SIGKILL")
@pytest.mark.parametrize(
    ("module", "function", "kept"),
    [
        ("landing", "_copy", 0),  # raw/ is written, nothing is landed
        ("landing", "write_json", 0),  # the bytes are there, their record is not
        ("ingest", "Reader.remember", 0),
        ("ingest", "_write_files_table", 2),  # landed, and raw/ is half made
        ("local", "write_settings", 2),
    ],
)
def test_killed_while_landing(
    module: str, function: str, kept: int, drop: Path, home: Path
) -> None:
    """Killed at any step, a record always has its bytes, and the next build goes on from there."""
    write_csv(drop / "a.csv", values())
    write_csv(drop / "b.csv", values(value="1", period_code="AY2022-23"))
    done = subprocess.run(
        [
            sys.executable,
            "-c",
            KILLED.format(module=module, function=function),
            "build",
            "--landing",
            str(drop),
            "--home",
            str(home),
        ],
        env=environment(),
        check=False,
        capture_output=True,
    )
    assert done.returncode == -signal.SIGKILL, done.stderr
    data_home = DataHome(home)
    records = landing.records(data_home)
    assert len(records) == kept
    for record in records:
        assert ingest.landed_file(data_home, record)
    assert {r["file_name"] for r in land(data_home, drop)} == {"a.csv", "b.csv"}
    left = [p for p in home.rglob("*") if p.suffix == ".part" or p.name.startswith(".index")]
    assert left == []


def test_a_full_disk_while_copying(
    drop: Path, made: DataHome, monkeypatch: pytest.MonkeyPatch
) -> None:
    """No room in landing/ is told with the file; what is there stays, and nothing half is left."""
    write_csv(drop / "a.csv", values())
    land(made, drop)
    before = tree(made.landing)
    write_csv(drop / "b.csv", values(value="1", period_code="AY2022-23"))

    def full(source: Path, target: Path) -> None:
        target.write_bytes(b"part")
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    with monkeypatch.context() as patched:
        patched.setattr("outcomes_spine.landing.shutil.copyfile", full)
        with pytest.raises(SpineError, match=r"b.csv cannot be copied .*No space left.*free some"):
            land(made, drop)
    assert tree(made.landing) == before
    assert len(land(made, drop)) == 2


LIMITED = """
import resource, signal, sys
signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
resource.setrlimit(resource.RLIMIT_FSIZE, (20_000, 20_000))
from outcomes_spine.cli import main
main()
"""


@pytest.mark.skipif(os.name == "nt", reason="Windows has no limits of this kind")
def test_no_room_for_raw(drop: Path, home: Path) -> None:
    """Where raw/ cannot be written, one sentence says so and nothing is landed."""
    rows = [
        {
            "indicator_code": "cin_rate",
            "period_code": f"AT20{y}-{m:02d}-{d:02d}",
            "note": os.urandom(8).hex(),
            "value": str(y * d / 10),
        }
        for y in range(17, 26)
        for m in range(1, 13)
        for d in range(1, 29)
    ]
    write_csv(drop / "local_values.csv", values(*rows))
    done = subprocess.run(
        [sys.executable, "-c", LIMITED, "build", "--landing", str(drop), "--home", str(home)],
        env=environment(),
        check=False,
        capture_output=True,
        text=True,
    )
    said = Ran(done.returncode, done.stdout, done.stderr).error
    assert "cannot be written" in said
    assert "the disk has room" in said
    assert landing.records(DataHome(home)) == []
    assert not list((home / "raw" / "local_values").glob("*.part"))


def test_a_file_that_changes_while_it_is_read(
    drop: Path, made: DataHome, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A file still being written is not kept half."""
    path = write_csv(drop / "a.csv", values())
    copyfile = shutil.copyfile

    def later(source: Path, target: Path) -> None:
        copyfile(source, target)
        target.write_text("other")

    with monkeypatch.context() as patched:
        patched.setattr("outcomes_spine.landing.shutil.copyfile", later)
        with pytest.raises(SpineError, match=r"a.csv changed while it was copied: run the build"):
            land(made, drop)
    assert landing.records(made) == []
    assert path.exists()
    assert not list(made.landing.rglob("*.part"))


def test_records_of_a_contract_that_is_gone_do_no_harm(drop: Path, made: DataHome) -> None:
    """A home that holds a dataset this program does not read builds from the others."""
    write_csv(drop / "a.csv", values())
    [record] = land(made, drop)
    other = {**record, "dataset": "gone", "file_id": "0" * 16, "received_at": "2020-01-01"}
    write_json(made.landing / "records" / "other.json", other)
    accounts = ingest.ingest(made, landing.records(made), quiet)
    assert list(accounts) == [record["file_id"]]


def test_the_record_says_what_it_must(drop: Path, made: DataHome) -> None:
    """A record is complete: whose bytes, when, as what, whether invented."""
    (drop / "invented.json").write_text("{}")
    write_csv(drop / "a.csv", values(note="£"), encoding="cp1252")
    [record] = land(made, drop)
    saved = json.loads((made.landing / "records" / f"{record['file_id']}.json").read_text())
    assert saved == record
    assert record["is_invented"] is True
    assert record["note"] == "read as Windows-1252"
    assert record["bytes"] == (drop / "a.csv").stat().st_size
    assert record["stored_as"].endswith(f"{record['sha256']}.csv")
