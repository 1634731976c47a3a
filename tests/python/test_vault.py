"""The vault: nobody is found in a home in clear, keys stay the same, and it opens with its key."""

from __future__ import annotations

import os
import random
import shutil
import stat
import subprocess
import sys
import types
from collections.abc import Callable
from pathlib import Path

import duckdb
import pyrage
import pytest
from children import eyfsp, nspl, on_roll, quiet, raw, sen2_person, take, upn
from conftest import environment, write_csv
from leaks import kinds_in, leaks, persons_of
from outcomes_spine import ingest, landing, tables, vault
from outcomes_spine.errors import SpineError
from outcomes_spine.home import DataHome

SURNAMES = ("Quillfeather", "O'Merrow", "Van Thistle", "Ashgrove")
FORENAMES = ("Ambrosine", "Cosmo", "Zéphyrine", "Anne-Lise")


@pytest.fixture
def drop(drop: Path) -> Path:
    """Return a drop folder of made-up children: profile, census, addresses, SEN2 and a lookup."""
    (drop / "invented.json").write_text("{}")
    dice = random.Random(1)  # noqa: S311 - the same children each time
    children = [
        {
            "surname": dice.choice(SURNAMES),
            "forename": dice.choice(FORENAMES),
            "upn": upn(n) if n % 7 else "",
            "dob": f"2020-{1 + n % 12:02d}-{1 + n % 28:02d}",
        }
        for n in range(60)
    ]
    eyfsp(
        drop / "eyfsp.csv",
        *(
            {f"FSP_{k.upper()}": v for k, v in c.items()} | {"FSP_POSTCODE": "XA1 1AA"}
            for c in children
        ),
    )
    on_roll(
        drop / "2025_spring_pupilonroll.csv",
        *({**c, "pupilonrolltableid": f"p{n}"} for n, c in enumerate(children)),
    )
    sen2_person(
        drop / "sen2_2025_person.csv",
        *(
            {
                **{k: c[k] for k in ("surname", "forename", "upn")},
                "personbirthdate": c["dob"],
                "persontableid": f"x{n}",
            }
            for n, c in enumerate(children)
        ),
    )
    headings = "addressestableid,NativeId,addressesorderseqcolumn,sourceid,pupilonrolltableid"
    address = [[f"a{n}", "S1", "1", "s", f"p{n}", "XB2 2BB", "9 Larch Row"] for n in range(60)]
    table = [[*headings.split(","), "postcode", "addressline1"], *address]
    write_csv(drop / "2025_spring_addresses.csv", table)
    nspl(drop / "nspl.csv")
    return drop


@pytest.fixture
def made(home: Path) -> DataHome:
    """Return a sample home that holds nothing yet."""
    data_home = DataHome(home)
    data_home.make("sample")
    return data_home


def keys(home: DataHome) -> dict[tuple[str, int], str]:
    """Return the child_key of each row of each file of the home, by file and row."""
    names = {record["file_id"]: record["file_name"] for record in landing.records(home)}
    return {
        (names[file_id], row): key
        for dataset in ("eyfsp_return", "census_pupil_on_roll", "sen2_person")
        for file_id, row, key in raw(home, dataset, "file_id, row_number, child_key")
    }


# --- nobody is found


def public(home: DataHome) -> frozenset[Path]:
    """Return the landed lookups, in which postcodes are what they are about."""
    return frozenset(
        home.landing / record["stored_as"]
        for record in landing.records(home)
        if record["dataset"] == ingest.NSPL
    )


def test_nobody_is_found_in_a_home(drop: Path, made: DataHome) -> None:
    """Neither landing, raw/, vault nor any other file gives a child away in clear."""
    take(made, drop)
    persons = persons_of(drop)
    assert len(persons.upns) == 51
    assert persons.names
    assert persons.postcodes == {"XA11AA", "XB22BB"}
    assert persons.days
    assert leaks(made.root, persons, public(made)) == []
    assert len(keys(made)) == 180


PLANTS: dict[str, Callable[[DataHome, str], object]] = {
    "in a log": lambda h, text: (h.logs / "x.log").write_text(f"row 3: {text!r} is wrong\n"),
    "in JSON": lambda h, text: (h.logs / "x.json").write_text(f'{{"first": "{text}"}}'),
    "in Parquet": lambda h, text: duckdb.sql(
        f"select * from range(9000), (select $${text}$$ as a)"
    ).write_parquet(str(h.raw / "x.parquet"), compression="zstd"),
    "in DuckDB": lambda h, text: _store(h.warehouse / "x.duckdb", text),
    "in DuckDB among children": lambda h, text: _store(h.warehouse / "restricted.duckdb", text),
    "in DuckDB, since deleted": lambda h, text: (h.warehouse / "x.bin").write_bytes(
        b"\0" + b"".join([b"rest", text.encode() * 2, b"Ivy", b"\0"])
    ),
    "in CSV": lambda h, text: write_csv(h.published / "x.csv", [["a", "b"], ["1", text]]),
    "on a page": lambda h, text: (h.published / "x.html").write_text(f"<td>{text}</td>"),
    "in a name of a file": lambda h, text: (h.logs / f"{text.replace('/', '-')}.log").touch(),
    "in UTF-16": lambda h, text: (h.logs / "x.txt").write_text(text, encoding="utf-16"),
    "in a packed file": lambda h, text: _pack(h.published, text),
}
SECRETS = {
    "UPN": upn(1),
    "name": "Cosmo Quillfeather",
    "postcode": "xb2 2bb",
    "date of birth": "02/02/2020",
}


def _store(path: Path, text: str) -> None:
    with duckdb.connect(str(path)) as con:
        con.execute("create table t as select ? as a from range(5000)", [text])


def _pack(folder: Path, text: str) -> None:
    (folder / "inside").mkdir()
    (folder / "inside" / "sheet.xml").write_text(f"<v>{text}</v>")
    shutil.make_archive(str(folder / "book"), "zip", folder / "inside")
    shutil.rmtree(folder / "inside")


@pytest.mark.parametrize("kind", SECRETS)
@pytest.mark.parametrize("where", PLANTS)
def test_the_search_finds_what_is_planted(
    kind: str, where: str, drop: Path, made: DataHome
) -> None:
    """One identifier of one child, anywhere and packed in whatever way, is found and named."""
    text = SECRETS[kind]
    if where == "in a name of a file" and kind == "date of birth":
        text = "2020-02-02"
    PLANTS[where](made, text.upper() if "deleted" in where else text)
    [found] = leaks(made.root, persons_of(drop))
    assert found.endswith(f": {kind}")


@pytest.mark.parametrize(
    "text", ["O'Merrow", "o&#39;merrow", "VAN THISTLE", "Z\\u00e9phyrine Quillfeather"]
)
def test_the_search_finds_a_name_however_it_is_written(
    text: str, drop: Path, made: DataHome
) -> None:
    """A surname of two words, escaped or alone is a name; a word that holds one is none."""
    persons = persons_of(drop)
    (made.logs / "x.log").write_text(f"say {text}, then")
    assert leaks(made.root, persons) == ["logs/x.log: name"]
    (made.logs / "x.log").write_text("unquillfeathered ashgroves, 1999-12-31, A123456789012")
    assert leaks(made.root, persons) == []


def test_the_search_finds_a_column_of_forenames(drop: Path, made: DataHome) -> None:
    """A forename alone tells nobody in a sentence; as the whole cell of a table it is a column."""
    persons = persons_of(drop)
    (made.logs / "x.log").write_text("Cosmo was a magazine")
    _store(made.warehouse / "x.duckdb", "cosmo")
    assert leaks(made.root, persons) == ["warehouse/x.duckdb: name"]


def test_nothing_is_written_in_clear_on_the_way(
    drop: Path, made: DataHome, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Nor does a file that is gone by the end: each is searched before it is renamed or synced."""
    persons = persons_of(drop)
    temporary = tmp_path / "temporary"
    temporary.mkdir()
    monkeypatch.setenv("TMPDIR", str(temporary))
    searched: dict[tuple[Path, int], set[str]] = {}

    def search() -> None:
        for path in [*made.root.rglob("*"), *temporary.rglob("*")]:
            state = path, path.stat().st_mtime_ns
            if path.is_file() and state not in searched:
                as_named = path.with_name(path.name.removesuffix(".part").lstrip("."))
                with path.open("rb") as file:
                    is_parquet = file.read(4) == b"PAR1"
                copy = tmp_path / f"copy{'.parquet' if is_parquet else as_named.suffix}"
                shutil.copyfile(path, copy)
                known = path.suffix == ".csv" or as_named.suffix == ".csv"  # the lookup
                searched[state] = kinds_in(copy, persons) - ({"postcode"} if known else set())

    def watch(owner: object, name: str) -> None:
        original = getattr(owner, name)

        def watched(*arguments: object, **named: object) -> object:
            search()
            return original(*arguments, **named)

        monkeypatch.setattr(owner, name, watched)

    watch(os, "fsync")
    watch(Path, "replace")
    take(made, drop)
    assert len(searched) > 40
    assert {path.name: kinds for (path, _), kinds in searched.items() if kinds} == {}
    assert list(temporary.iterdir()) == []


@pytest.mark.skipif(os.name == "nt", reason="Windows has other rights")
def test_what_is_about_children_is_for_this_user_alone(drop: Path, made: DataHome) -> None:
    """The vault and the folders of child-level tables are closed to others."""
    take(made, drop)
    closed = [made.vault, made.vault / "keys", made.raw / "eyfsp_return", made.raw / "sen2_need"]
    assert {stat.S_IMODE(folder.stat().st_mode) for folder in closed} == {0o700}
    files = [p for folder in closed for p in folder.iterdir() if p.is_file() and p.name[0] != "."]
    private = [p for p in files if p.name != "vault.json"]
    assert {stat.S_IMODE(path.stat().st_mode) for path in private} == {0o600}


# --- keys stay


def test_a_key_is_random_and_stays(drop: Path, made: DataHome, tmp_path: Path) -> None:
    """With the vault kept, raw/ made again in another order has the same keys."""
    take(made, drop)
    first = keys(made)
    assert len(set(first.values())) > 60  # children without a UPN are not linked over datasets
    records = landing.records(made)
    shutil.rmtree(made.raw)
    ingest.ingest(made, list(reversed(records)), quiet)
    assert keys(made) == first
    other = DataHome(tmp_path / "other")
    other.make("sample")
    take(other, drop)
    assert not set(keys(other).values()) & set(first.values())


@pytest.mark.parametrize("threads", [1, 2, 4])
def test_a_home_made_anew_beside_its_vault_has_the_same_keys(
    threads: int, drop: Path, made: DataHome, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Landed again under other names, so in another order, each child is the same child."""
    take(made, drop)
    first = {(name, row): key for (name, row), key in keys(made).items()}
    for folder in (made.raw, made.landing):
        shutil.rmtree(folder)
    made.make("sample")
    renamed = {"eyfsp.csv": "z 2025.csv", "sen2_2025_person.csv": "a sen2 2025.csv"}
    for old, new in renamed.items():
        (drop / old).rename(drop / new)
    connect = tables.connect

    def connected() -> duckdb.DuckDBPyConnection:
        con = connect()
        con.execute(f"set threads = {threads}")
        return con

    monkeypatch.setattr(tables, "connect", connected)
    take(made, drop)
    assert keys(made) == {(renamed.get(name, name), row): key for (name, row), key in first.items()}


def test_a_second_run_changes_nothing(drop: Path, made: DataHome) -> None:
    """The same folder again reads no file, writes no ledger and lands nothing."""
    take(made, drop)
    kept = [p for folder in (made.vault, made.landing) for p in folder.rglob("*") if p.is_file()]
    before = {path: path.read_bytes() for path in kept}
    first = keys(made)
    take(made, drop)
    assert {path: path.read_bytes() for path in kept} == before
    assert keys(made) == first


KILLED = """
import os, signal, sys
from pathlib import Path
sys.path.insert(0, {tests!r})
from children import take
from outcomes_spine import landing, ingest, tables, vault
from outcomes_spine.home import DataHome
def die(*arguments, **names):
    os.kill(os.getpid(), signal.SIGKILL)
{place} = die
take(DataHome(Path({home!r})), Path({drop!r}))
"""
PLACES = (
    "vault.Vault._make",
    "vault.write_json",
    "vault.Vault.save_ledger",
    "tables.write_parquet",
    "ingest.Reader.remember",
    "landing._seal",
    "landing.write_private",
    "landing.write_json",
    "ingest._write_files_table",
)


@pytest.mark.skipif(os.name == "nt", reason="Windows has no SIGKILL")
@pytest.mark.parametrize("place", PLACES)
def test_killed_anywhere_the_vault_opens_and_nobody_is_in_clear(
    place: str, drop: Path, made: DataHome
) -> None:
    """Between ledger, raw/ and landing/ alike, the next build goes on and keys do not change."""
    script = KILLED.format(
        tests=str(Path(__file__).parent), place=place, home=str(made.root), drop=str(drop)
    )
    done = subprocess.run(
        [sys.executable, "-c", script], env=environment(), check=False, capture_output=True
    )
    assert done.returncode < 0, done.stderr
    assert leaks(made.root, persons_of(drop), public(made)) == []
    known = set()
    if (made.vault / "vault.json").exists():
        with vault.Vault(made) as opened:
            known = set(opened.con.execute("select match_key, child_key from ledger").fetchall())
    take(made, drop)
    with vault.Vault(made) as opened:
        now = set(opened.con.execute("select match_key, child_key from ledger").fetchall())
    assert known <= now
    assert len({key for _, key in now}) == len(now) == 51 + 3 * 9
    assert not [p for p in made.root.rglob("*.part") if p.parent != made.landing]


# --- the key of the home


def key_of(home: DataHome) -> str:
    """Return the key of a sample home."""
    return next(w for w in (home.vault / "key.txt").read_text().split() if w[0] == "A")


def test_a_landed_file_opens_with_the_key_by_any_age_program(drop: Path, made: DataHome) -> None:
    """What is landed is the file itself, to the byte, under a key of its own under the home's."""
    take(made, drop)
    home_key = pyrage.x25519.Identity.from_str(key_of(made))
    own_keys = set()
    for record in landing.records(made):
        landed = (made.landing / record["stored_as"]).read_bytes()
        if record["dataset"] == ingest.NSPL:
            assert landed == (drop / record["file_name"]).read_bytes()
            continue
        assert record["stored_as"].endswith(".csv.age")
        with pytest.raises(pyrage.DecryptError):
            pyrage.decrypt(landed, [home_key])
        sealed_key = (made.vault / "keys" / f"{record['file_id']}.age").read_bytes()
        own = pyrage.decrypt(sealed_key, [home_key]).decode()
        own_keys.add(own)
        content = pyrage.decrypt(landed, [pyrage.x25519.Identity.from_str(own)])
        assert content == (drop / record["file_name"]).read_bytes()
    assert len(own_keys) == 4


@pytest.fixture
def real(tmp_path: Path, drop: Path, monkeypatch: pytest.MonkeyPatch) -> DataHome:
    """Return a real home; the children of the folder are no longer marked as invented."""
    (drop / "invented.json").unlink()
    monkeypatch.setitem(sys.modules, "keyring", None)  # as on a machine without one
    monkeypatch.delenv(vault.KEY_VARIABLE, raising=False)
    made = DataHome(tmp_path / "real")
    made.make("real")
    return made


def test_a_real_home_needs_a_key_and_says_how(drop: Path, real: DataHome) -> None:
    """Without a key nothing is read; public files need none."""
    with pytest.raises(SpineError, match="has no key to encrypt them with: make one with") as told:
        take(real, drop)
    assert vault.KEY_VARIABLE in str(told.value)
    assert not real.vault.exists()
    assert landing.records(real) == []
    for path in drop.glob("*.csv"):
        if path.name != "nspl.csv":
            path.unlink()
    assert list(take(real, drop)) == ["nspl.csv"]


@pytest.mark.parametrize("way", ["file", "text", "keyring"])
def test_a_key_comes_from_the_variable_or_the_keyring(
    way: str, drop: Path, real: DataHome, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A file, the key itself, or the system's keyring; without it a copy of the home is closed."""
    if way == "keyring":
        kept: dict[tuple[str, str], str] = {}
        module = types.SimpleNamespace(
            get_password=lambda service, user: kept.get((service, user)),
            set_password=lambda service, user, key: kept.update({(service, user): key}),
        )
        monkeypatch.setitem(sys.modules, "keyring", module)
        assert vault.main(["--keyring", str(real.root)]) == 0
        assert vault.main(["--keyring", str(real.root)]) == 1
    else:
        assert vault.main([str(tmp_path / "key.txt")]) == 0
        assert vault.main([str(tmp_path / "key.txt")]) == 1
        text = (tmp_path / "key.txt").read_text()
        key = str(tmp_path / "key.txt") if way == "file" else text.split()[-1]
        monkeypatch.setenv(vault.KEY_VARIABLE, key)
    take(real, drop)
    assert leaks(real.root, persons_of(drop), public(real)) == []
    assert not (real.vault / "key.txt").exists()
    monkeypatch.delenv(vault.KEY_VARIABLE, raising=False)
    monkeypatch.setitem(sys.modules, "keyring", None)
    with (
        vault.Vault(real) as closed,
        pytest.raises(SpineError, match=r"key of the vault .* not here"),
    ):
        closed.con.execute("from ledger")


def test_a_key_that_is_wrong_is_one_sentence_without_it(
    drop: Path, made: DataHome, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Another key, half a key, no key and no such file are told, and never show the key."""
    take(made, drop)
    other = str(pyrage.x25519.Identity.generate())
    (tmp_path / "empty.txt").write_text("nothing")
    shutil.rmtree(made.raw)
    said = {
        other: "The key given does not open the vault",
        other[:40]: "does not hold a key of age",
        other.lower(): "cannot be read from its file",
        str(tmp_path / "empty.txt"): "does not hold a key of age",
        str(tmp_path / "none.txt"): "cannot be read from its file",
    }
    for key, sentence in said.items():
        monkeypatch.setenv(vault.KEY_VARIABLE, key)
        with pytest.raises(SpineError, match=sentence) as told:
            take(made, drop)
        assert other[20:30].casefold() not in str(told.value).casefold()
    monkeypatch.delenv(vault.KEY_VARIABLE)
    take(made, drop)


def test_a_key_inside_a_real_home_is_refused(
    drop: Path, real: DataHome, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A copy of the home must not carry its own key."""
    assert vault.main([str(real.root / "key.txt")]) == 0
    monkeypatch.setenv(vault.KEY_VARIABLE, str(real.root / "key.txt"))
    with pytest.raises(SpineError, match="inside the data home"):
        take(real, drop)


# --- what is lost


LOST: dict[str, tuple[Callable[[DataHome], object], str]] = {
    "the vault": (lambda home: shutil.rmtree(home.vault), r"is lost.*restore vault/"),
    "the keys of files": (lambda home: shutil.rmtree(home.vault / "keys"), r"\.age is lost"),
    "a landed file": (
        lambda home: _each(home, Path.unlink),
        "is lost",
    ),
    "a part of a landed file": (
        lambda home: _each(home, lambda path: os.truncate(path, 900)),
        "is not as it was landed",
    ),
    "a byte of a landed file": (
        lambda home: _each(home, _flip),
        "is not as it was landed",
    ),
}


def _each(home: DataHome, harm: Callable[[Path], None]) -> None:
    for path in home.landing.rglob("*.csv.age"):
        harm(path)


def _flip(path: Path) -> None:
    content = bytearray(path.read_bytes())
    content[-20] ^= 1
    path.write_bytes(content)


@pytest.mark.parametrize("what", LOST)
def test_what_is_lost_is_told_and_comes_back_with_the_files(
    what: str, drop: Path, made: DataHome
) -> None:
    """A loss is one sentence; dropping the files again mends it, with keys that hold together."""
    take(made, drop)
    shutil.rmtree(made.raw)
    made.make("sample")
    lose, said = LOST[what]
    lose(made)
    with pytest.raises(SpineError, match=said):
        ingest.ingest(made, landing.records(made), quiet)
    take(made, drop)
    assert len(keys(made)) == 180
    assert len({key for (name, row), key in keys(made).items() if row == 3}) == 1


def test_a_ledger_that_is_lost_alone_is_not_begun_anew(drop: Path, made: DataHome) -> None:
    """New keys for known children would break every join, so a build stops instead."""
    take(made, drop)
    (made.vault / "ledger.parquet.age").unlink()
    shutil.rmtree(made.raw)
    with pytest.raises(SpineError, match=r"ledger.parquet.age is lost: restore vault/"):
        take(made, drop)
