"""How well exports of press archives are taken apart, by hand.

    python -m tests.benchmarks.exports FOLDER...

A line for each export in the folders: articles found and stated (by the marks that each layout sets
at an article's end or start), how many have a stated date, outlet, title and writer, and how many
are as long as they say, as their archive counts, within fifteen per cent. The files lie outside
the project and are never committed: public ones are in the tests of koheiw/newspapers,
JBGruber/LexisNexisTools, cran/tm.plugin.factiva, .europresse and .lexisnexis, and
pmyteh/tm.plugin.proquest. Some of them hold invented texts that are not as long as they say.
"""

import re
import sys
import zipfile
from collections import Counter
from collections.abc import Iterator
from io import BytesIO
from pathlib import Path

from models.errors import KnownError
from models.importing.formats.article import Article, File
from models.importing.formats.opening import open_file
from models.importing.formats.table import format_of
from models.reading.doc import PublishedBasis

ENDINGS = (".docx", ".html", ".htm", ".txt", ".xml", ".rtf", ".eml")
MARKS = {
    "nexis_docx": r"End of Document",
    "nexis_html": r"(?i)</DOCFULL>",
    "nexis_text": r"(?m)^\s*(?:Dokument )?\d+ (?:of|von|de) \d+(?: DO[CK]UMENTE?N?S?)?\s*$",
    "factiva_html": r"(?:Document|Dokument|文件) [A-Z0-9]{5,12}\d{8}\w+",
    "factiva_rtf": r"Document [A-Z0-9]{5,12}\d{8}\w+",
    "factiva_xml": r"</article>",
    "europresse": r"Numéro de document",
    "proquest": r"name=\"DocID_|Document \d+ of \d+",
}
"""What stands once for each article, by the module that reads it."""


def stated(module: str, data: bytes) -> int:
    """How many articles a file says it has."""
    if data.startswith(b"PK"):
        data = zipfile.ZipFile(BytesIO(data)).read("word/document.xml")
    text = data.decode("utf-8", "replace")
    if module in ("nexis_docx", "factiva_html", "europresse"):
        text = re.sub(r"<[^<>]*>", "" if module == "nexis_docx" else " ", text)
    return len(re.findall(MARKS[module], text))


def is_as_long(article: Article) -> bool:
    """Whether an article is as long as stated, fifteen per cent more or less."""
    if article.words is None or article.counted is None:
        return False
    return abs(article.counted - article.words) <= 0.15 * article.words + 5


def exports(folders: list[str]) -> Iterator[tuple[Path, str, bytes]]:
    """Every export, with the module that reads it."""
    for folder in folders:
        for path in sorted(Path(folder).rglob("*")):
            if path.suffix.lower() in ENDINGS and path.is_file():
                data = path.read_bytes()
                form = format_of(path.name, data)
                if form is not None and form.module in MARKS:
                    yield path, form.module, data


def main() -> None:
    """Print the table, and its sums."""
    sums: Counter[str] = Counter()
    for path, module, data in exports(sys.argv[1:]):
        try:
            found = open_file(File(path.name, data))
        except KnownError as fault:
            print(f"{path.name}: {fault}")
            continue
        good = [each for each in found if each.fault is None]
        counts = {
            "stated": stated(module, data),
            "found": len(found),
            "dated": sum(
                each.published is not None and each.published.basis is PublishedBasis.STATED
                for each in good
            ),
            "outlets": sum(each.outlet is not None for each in good),
            "titles": sum(each.title is not None for each in good),
            "writers": sum(each.byline is not None for each in good),
            "with length": sum(each.words is not None for each in good),
            "as long": sum(map(is_as_long, good)),
        }
        sums.update(counts)
        print(f"{module:13} {path.name:42}", *(f"{name} {n:4}" for name, n in counts.items()))
    print(dict(sums))


if __name__ == "__main__":
    main()
