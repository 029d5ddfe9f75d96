"""ZIP archives, those people pack and those that documents are: what is in them, within limits."""

import zipfile
import zlib
from collections.abc import Iterator
from io import BytesIO

from models.errors import KnownError

MOST_FILES = 2000
MOST_BYTES = 256 * 2**20  # of all files, unpacked
_DAMAGE = (zipfile.BadZipFile, zlib.error, OSError, EOFError, ValueError, RuntimeError)
_RATIO = 200  # how many times larger a file may be unpacked
_SMALL = 2**20  # bytes for which the ratio does not count


class Archive:
    """The files in an archive; KnownErrors where it is damaged, locked, or made to fill a disk."""

    def __init__(self, name: str, data: bytes) -> None:
        self._name = name
        try:
            self._zip = zipfile.ZipFile(BytesIO(data))
        except (zipfile.BadZipFile, ValueError, OSError, NotImplementedError) as fault:
            raise KnownError(f"{name} is damaged; pack it again.") from fault
        self._files = [each for each in self._zip.infolist() if not each.is_dir()]
        if len(self._files) > MOST_FILES:
            raise KnownError(f"{name} holds more than {MOST_FILES:,} files; unpack it first.")
        if sum(each.file_size for each in self._files) > MOST_BYTES:
            raise KnownError(f"{name} is larger unpacked than {MOST_BYTES // 2**20} MB; split it.")
        if any(each.flag_bits & 1 for each in self._files):
            raise KnownError(f"{name} is locked with a password; unpack it first.")

    def names(self) -> Iterator[str]:
        """The names of the files, in their order."""
        return (each.filename for each in self._files)

    def has(self, name: str) -> bool:
        """Whether a file is there."""
        return any(each.filename == name for each in self._files)

    def read(self, name: str) -> bytes:
        """What a file holds."""
        info = self._zip.getinfo(name)
        if info.file_size > max(_SMALL, _RATIO * info.compress_size):
            raise KnownError(f"{self._name} is suspiciously large unpacked; it was left out.")
        try:
            with self._zip.open(info) as file:
                # It may say less than there is: what it says is the most that is taken.
                return file.read(info.file_size)
        except _DAMAGE as fault:
            raise KnownError(f"{self._name} is damaged; pack it again.") from fault
