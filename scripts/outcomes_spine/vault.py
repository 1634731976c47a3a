"""The vault: the person ledger and the keys of landed files, each encrypted with age.

`vault/vault.json` says which key opens it (its public half); `vault/ledger.parquet.age` is the
ledger; `vault/keys/<file_id>.age` is the key of a landed file of persons, each of its own, so that
a file can be made unreadable by destroying its key. Any program that reads age opens them with
the key of the home. Nothing here is ever written in clear: the ledger is in memory only.

    python -m outcomes_spine.vault FILE              make a key and write it to a new file
    python -m outcomes_spine.vault --keyring HOME    make one and keep it in the system's keyring
"""

from __future__ import annotations

import os
import secrets
import sys
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from functools import cached_property
from pathlib import Path
from typing import Any

import duckdb

from outcomes_spine import tables
from outcomes_spine.errors import SpineError
from outcomes_spine.home import DataHome, read_json, write_json

VERSION = 1
KEY_VARIABLE = "SPINE_VAULT_KEY"
KEY_START = "AGE-SECRET-KEY-1"
KEYRING_SERVICE = "outcomes-spine vault"
KEY_BYTES = 16  # of a child_key: 128 bits, written as 32 hexadecimal digits
LEDGER = (
    ("child_key", "varchar"),
    ("match_key", "varchar"),  # the UPN, or what stands in for it, see persons
    ("upn", "varchar"),
    ("birth_date", "varchar"),
    ("surname", "varchar"),
    ("forename", "varchar"),
    ("sex", "varchar"),
    ("first_file", "varchar"),
    ("first_seen", "varchar"),
)


class Vault:
    """The vault of a home, opened when it is first needed; used as a context manager.

    Its connection is an in-memory DuckDB that holds the table `ledger` and spills nothing to disk.
    """

    def __init__(self, home: DataHome) -> None:
        """Name the home; nothing is opened or made yet."""
        self.home = home
        self.folder = home.vault

    def __enter__(self) -> Vault:
        """Return the vault, still closed."""
        return self

    def __exit__(self, *_: object) -> None:
        """Forget what was decrypted."""
        if "con" in self.__dict__:
            self.con.close()

    @property
    def ledger_file(self) -> Path:
        """Return where the ledger is kept."""
        return self.folder / "ledger.parquet.age"

    @cached_property
    def ledger_id(self) -> str:
        """Return the name of the ledger, by which raw/ knows the keys in it are still these."""
        marker = self.folder / "vault.json"
        if not marker.exists():
            self._identity  # noqa: B018 - it makes the vault
        return str(read_json(marker).get("ledger_id"))

    @cached_property
    def con(self) -> duckdb.DuckDBPyConnection:
        """Return the connection that holds the ledger."""
        content = self._open(self.ledger_file, f"The ledger {self.ledger_file}")
        con = tables.connect()
        try:
            with tables.held_files(con, {"ledger": content}):
                con.execute("create table ledger as from read_parquet('held://ledger')")
        except duckdb.Error:
            con.close()
            raise SpineError(_lost(f"The ledger {self.ledger_file} is damaged")) from None
        return con

    def save_ledger(self) -> None:
        """Encrypt the ledger and put it in the place of the one before."""
        files: dict[str, bytes] = {}
        with tables.held_files(self.con, files):
            self.con.execute("copy ledger to 'held://ledger' (format parquet)")
        self._write(self.ledger_file, files["ledger"], self._identity)

    def seal(self, file_id: str, content: bytes) -> bytes:
        """Return a file encrypted to a fresh key, which is kept here before anything else."""
        import pyrage

        own = pyrage.x25519.Identity.generate()
        self._write(self._key_file(file_id), str(own).encode(), self._identity)
        sealed: bytes = pyrage.encrypt(content, [own.to_public()])
        return sealed

    def unseal(self, file_id: str, landed: Path, name: str) -> bytes:
        """Return what a landed file holds; raise SpineError where its key or its bytes are lost."""
        import pyrage

        what = f"The landed copy of {name}"
        own = self._open(self._key_file(file_id), what)
        try:
            content: bytes = pyrage.decrypt(
                landed.read_bytes(), [pyrage.x25519.Identity.from_str(own.decode())]
            )
        except (pyrage.DecryptError, pyrage.IdentityError, UnicodeError):
            raise SpineError(
                f"{what} is not as it was landed ({landed}): restore it from a backup, or run "
                "`spine build --landing` with a folder that holds the same file."
            ) from None
        return content

    def holds_key(self, file_id: str) -> bool:
        """Say whether the key of a landed file is here and can be opened."""
        with suppress(SpineError):
            return bool(self._open(self._key_file(file_id), ""))
        return False

    def _key_file(self, file_id: str) -> Path:
        return self.folder / "keys" / f"{file_id}.age"

    @cached_property
    def _identity(self) -> Any:
        """Return the key of the home, having checked that it is this vault's; make a new vault."""
        marker = self.folder / "vault.json"
        made = marker.exists()
        identity = _home_key(self.home, made=made)
        if not made:
            self._make(identity)
        state = read_json(marker)
        if state.get("version") != VERSION:
            raise SpineError(
                f"{marker} has version {state.get('version')!r} and this program reads version "
                f"{VERSION}: use the program that wrote it."
            )
        if state.get("recipient") != str(identity.to_public()):
            raise SpineError(
                f"The key given does not open the vault {self.folder}: set {KEY_VARIABLE} to the "
                "key that this home was made with."
            )
        return identity

    def _make(self, identity: Any) -> None:
        """Make an empty vault: its marker comes last, so that a vault half made is none."""
        columns = ", ".join(f"cast(null as {kind}) as {name}" for name, kind in LEDGER)
        files: dict[str, bytes] = {}
        with tables.connect() as con, tables.held_files(con, files):
            con.execute(f"copy (select {columns} where false) to 'held://l' (format parquet)")
        self._write(self.ledger_file, files["l"], identity)
        state = {
            "version": VERSION,
            "recipient": str(identity.to_public()),
            "ledger_id": secrets.token_hex(8),
        }
        write_json(self.folder / "vault.json", state)

    def _open(self, path: Path, what: str) -> bytes:
        """Return a file of the vault, decrypted; raise SpineError about `what` it is for."""
        import pyrage

        identity = self._identity
        try:
            content: bytes = pyrage.decrypt(path.read_bytes(), [identity])
        except OSError:
            raise SpineError(_lost(f"{what} cannot be opened: {path.name} is lost")) from None
        except pyrage.DecryptError:
            raise SpineError(_lost(f"{what} cannot be opened: {path.name} is damaged")) from None
        return content

    def _write(self, path: Path, content: bytes, identity: Any) -> None:
        import pyrage

        private_folder(self.folder)
        private_folder(path.parent)
        write_private(path, pyrage.encrypt(content, [identity.to_public()]))


def _lost(what: str) -> str:
    return (
        f"{what}: restore vault/ from a backup, or delete vault/ and run `spine build --landing` "
        "with a folder that holds all files of children again (every child then has a new key)."
    )


def private_folder(folder: Path) -> None:
    """Make a folder that is for this user alone, where the system has such rights."""
    folder.mkdir(parents=True, exist_ok=True)
    if os.name == "posix":
        folder.chmod(0o700)


def write_private(path: Path, content: bytes) -> None:
    """Write bytes for this user alone by way of a rename, safe on the disk."""
    partial = path.with_name(f".{path.name}.part")
    try:
        with _private_file(partial) as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        partial.replace(path)
        if os.name == "posix":  # the rename itself, lest a power cut takes it back
            folder = os.open(path.parent, os.O_RDONLY)
            try:
                os.fsync(folder)
            finally:
                os.close(folder)
    except OSError as error:
        raise SpineError(
            f"{path} cannot be written ({error.strerror}): free some disk space and check that "
            "the folder can be written."
        ) from None
    finally:
        partial.unlink(missing_ok=True)


@contextmanager
def _private_file(path: Path, flags: int = os.O_TRUNC) -> Iterator[Any]:
    with os.fdopen(os.open(path, os.O_WRONLY | os.O_CREAT | flags, 0o600), "wb") as file:
        yield file


# --- the key of the home


def _home_key(home: DataHome, *, made: bool) -> Any:
    """Return the key of a home: SPINE_VAULT_KEY, the system's keyring, or a sample home's file."""
    if given := os.environ.get(KEY_VARIABLE, "").strip():
        return _given_key(given, home)
    sample = home.kind() == "sample"
    file = home.vault / "key.txt"
    if sample and file.is_file():
        return _key_in_file(file)
    if (made or not sample) and (kept := _keyring_key(home)):
        return _parsed(kept, "The key in the system's keyring")
    if sample and not made:
        private_folder(home.vault)
        write_private(file, _new_key().encode())
        return _key_in_file(file)
    if made:
        raise SpineError(
            f"The key of the vault {home.vault} is not here: set {KEY_VARIABLE} to it, or to the "
            "path of the file that holds it."
        )
    raise SpineError(
        f"{home.root} is to hold rows about children and has no key to encrypt them with: make one "
        "with `.venv/bin/python -m outcomes_spine.vault FILE` (or `age-keygen`), set "
        f"{KEY_VARIABLE} to the path of that file, and keep a copy of it in a safe place away from "
        "the home, for without it nobody can open the vault again."
    )


def _given_key(given: str, home: DataHome) -> Any:
    if given.startswith(KEY_START):
        return _parsed(given, KEY_VARIABLE)
    path = Path(given).expanduser()
    if home.kind() == "real" and home.root in [path.resolve(), *path.resolve().parents]:
        raise SpineError(
            f"{KEY_VARIABLE} names a file inside the data home: move the key elsewhere, or a copy "
            "of the home opens its own vault."
        )
    return _key_in_file(path)


def _key_in_file(path: Path) -> Any:
    """Return the key in a file as age-keygen writes it: a line of its own among comments."""
    try:
        lines = path.read_text(encoding="utf-8-sig").split()
    except OSError as error:
        raise SpineError(
            f"The key of the vault cannot be read from its file ({error.strerror}): set "
            f"{KEY_VARIABLE} to the path of a file that holds an {KEY_START}... line."
        ) from None
    except UnicodeError:
        lines = []
    key = next((line for line in lines if line.startswith(KEY_START)), "")
    return _parsed(key, f"The file {path}")


def _parsed(key: str, where: str) -> Any:
    import pyrage

    try:
        return pyrage.x25519.Identity.from_str(key.strip())
    except pyrage.IdentityError:
        raise SpineError(
            f"{where} does not hold a key of age, which starts with {KEY_START}: copy it again "
            "from where it is kept."
        ) from None


def _keyring_key(home: DataHome) -> str | None:
    """Return the key that the system's keyring holds for a home, None where there is none."""
    with suppress(Exception):  # every system has another keyring, and each its own ways to fail
        import keyring

        return keyring.get_password(KEYRING_SERVICE, str(home.root))
    return None


def _new_key() -> str:
    import pyrage

    own = pyrage.x25519.Identity.generate()
    return f"# public key: {own.to_public()}\n{own}\n"


def main(arguments: list[str]) -> int:
    """Make a key for a home, kept in a new file or in the system's keyring; say which."""
    if len(arguments) == 1 and not arguments[0].startswith("-"):
        path = Path(arguments[0])
        try:
            with _private_file(path, os.O_EXCL) as file:
                file.write(_new_key().encode())
        except OSError as error:
            print(f"error: {path} cannot be made ({error.strerror}).", file=sys.stderr)
            return 1
        print(f"The key is in {path}: keep a copy in a safe place, and set {KEY_VARIABLE} to it.")
        return 0
    if len(arguments) == 2 and arguments[0] == "--keyring":
        home = DataHome(Path(arguments[1]).expanduser().resolve())
        if _keyring_key(home):
            print("error: the keyring holds a key for this home already.", file=sys.stderr)
            return 1
        try:
            import keyring

            key = _new_key().split()[-1]
            keyring.set_password(KEYRING_SERVICE, str(home.root), key)
        except Exception as error:  # each system's keyring fails in its own way
            print(
                f"error: no keyring of this system takes a key ({type(error).__name__}): name a "
                "file instead.",
                file=sys.stderr,
            )
            return 1
        print(f"The keyring holds the key of {home.root}. Keep this copy in a safe place:\n{key}")
        return 0
    print((__doc__ or "").strip().rpartition("\n\n")[2], file=sys.stderr)
    return 2


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
