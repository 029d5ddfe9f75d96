"""Lists and rows in one column: compressed JSON, in which bytes are base 64."""

import base64
import json
import zlib
from typing import Any


def pack(data: Any) -> bytes:
    """The data as one value to store."""
    return zlib.compress(json.dumps(data, default=_written, ensure_ascii=False).encode())


def unpack(packed: bytes) -> Any:
    """The data that was packed. Raises ValueError where it cannot be read."""
    try:
        return json.loads(zlib.decompress(packed), object_hook=_read)
    except zlib.error as fault:
        raise ValueError(str(fault)) from fault


def _written(value: object) -> object:
    if isinstance(value, bytes):
        return {"base64 bytes": base64.b64encode(value).decode("ascii")}
    raise TypeError(f"{type(value)} cannot be packed")


def _read(value: dict[str, Any]) -> Any:
    if value.keys() == {"base64 bytes"}:
        return base64.b64decode(value["base64 bytes"])
    return value
