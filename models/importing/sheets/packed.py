"""Office files: archives of XML parts; some are replaced, all others keep their bytes."""

import posixpath
import re
import zipfile
from collections.abc import Iterator, Mapping
from io import BytesIO
from typing import Any

from lxml import etree

from models.errors import KnownError
from models.importing.formats.archive import Archive

UNWRITTEN = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")
"""Characters that XML cannot hold."""
MOST_PART = 64 * 2**20  # bytes of one part: its tree takes ten times as much
_DAMAGED = "{} is damaged; open it elsewhere and save it again."


def local(tag: Any) -> str:
    """The name of an element or attribute without its namespace; '' for comments and the like."""
    return tag.rpartition("}")[2] if isinstance(tag, str) else ""


def children(element: Any, name: str) -> Iterator[Any]:
    """The elements of a name directly below another."""
    return (each for each in element if local(each.tag) == name)


def parsed(name: str, data: bytes) -> Any:
    """The tree of a part; no entity is followed. A KnownError where it is damaged."""
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False)
    try:
        tree = etree.fromstring(data, parser=parser)
    except (etree.XMLSyntaxError, ValueError) as fault:
        raise KnownError(_DAMAGED.format(name)) from fault
    if tree.getroottree().docinfo.doctype:
        raise KnownError(_DAMAGED.format(name))
    return tree


def unparsed(tree: Any) -> bytes:
    """A part as it is written."""
    data: bytes = etree.tostring(tree, xml_declaration=True, encoding="UTF-8", standalone=True)
    return data


class Package:
    """An office file that was opened; KnownErrors where it is damaged or made to fill a disk."""

    def __init__(self, name: str, data: bytes) -> None:
        self._name, self._data = name, data
        self._archive = Archive(name, data)

    def has(self, part: str) -> bool:
        """Whether a part is there."""
        return self._archive.has(part)

    def tree(self, part: str) -> Any:
        """The tree of a part, read anew each time."""
        if not self.has(part):
            raise KnownError(_DAMAGED.format(self._name))
        data = self._archive.read(part)
        if len(data) > MOST_PART:
            raise KnownError(
                f"{self._name} is larger unpacked than {MOST_PART // 2**20} MB; split it."
            )
        return parsed(self._name, data)

    def relations(self, part: str) -> dict[str, str]:
        """The parts that a part names, by the names it has for them."""
        folder, _, file = part.rpartition("/")
        listed = posixpath.join(folder, "_rels", f"{file}.rels")
        if not self.has(listed):
            return {}
        found: dict[str, str] = {}
        for each in children(self.tree(listed), "Relationship"):
            if each.get("TargetMode") == "External":
                continue
            target = each.get("Target", "")
            whole = target[1:] if target.startswith("/") else posixpath.join(folder, target)
            found[each.get("Id", "")] = posixpath.normpath(whole)
        return found

    def replaced(self, parts: Mapping[str, bytes]) -> bytes:
        """The file with some parts replaced; the others keep bytes, order and dates."""
        out = BytesIO()
        with zipfile.ZipFile(BytesIO(self._data)) as old, zipfile.ZipFile(out, "w") as new:
            for info in old.infolist():
                data = parts.get(info.filename)
                new.writestr(info, self._archive.read(info.filename) if data is None else data)
        return out.getvalue()
