"""Kinds of files that cannot be read yet, and what to call them."""

from pathlib import PurePath

# One and several of each kind that people keep beside articles, with the endings of their names.
_OTHERS = {
    "web page|web pages": "webarchive maff",
    "Word file|Word files": "doc dot dotx ott fodt pages wpd",
    "spreadsheet|spreadsheets": "xls xlsb fods numbers",
    "presentation|presentations": "ppt pptx pptm odp key",
    "e-mail|e-mails": "emlx msg pst",
    "e-book|e-books": "mobi azw azw3 fb2 djvu",
    "picture|pictures": "jpg jpeg jpe png gif bmp tif tiff webp heic heif avif svg ico psd raw eps",
    "recording|recordings": "mp3 m4a wav flac ogg oga opus aac wma aiff amr",
    "film|films": "mp4 m4v mov avi mkv webm wmv flv mpg mpeg 3gp",
    "archive|archives": "tgz bz2 xz zst 7z rar tar wacz cab iso",
    "data file|data files": "xml yaml yml toml",
    "file of another kind|files of other kinds": "",
}
UNKNOWN = "file of another kind|files of other kinds"
KINDS = list(_OTHERS)
_BY_ENDING = {f".{ending}": kind for kind, endings in _OTHERS.items() for ending in endings.split()}
# How files of other kinds begin that look like text otherwise, in small letters.
_SIGNATURES = {b"%!ps": ".eps", b"<?xml": ".xml"}


def kind_of(name: str) -> str | None:
    """The kind of a file by its name, one and several of it: "web page|web pages"."""
    return _BY_ENDING.get(PurePath(name).suffix.lower())


def other_kind(name: str, data: bytes) -> str | None:
    """What a file is that cannot be read, by its name or by how it begins: "a spreadsheet"."""
    start = data[:1024].removeprefix(b"\xef\xbb\xbf").lstrip().lower()
    begins = (ending for mark, ending in _SIGNATURES.items() if start.startswith(mark))
    kind = kind_of(name) or _BY_ENDING.get(next(begins, ""))
    if kind is None:
        return None
    one = kind.partition("|")[0]
    return f"{'an' if one[0] in 'aeiou' else 'a'} {one}"
