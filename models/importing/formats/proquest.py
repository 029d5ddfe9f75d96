"""ProQuest exports, as text or as HTML (which it also mails): labels, and the text behind one."""

import re
from collections.abc import Iterator, Sequence

from models.importing.formats.article import Article, File, each_of
from models.importing.formats.decoding import markup_of, text_of
from models.importing.formats.markup import Element, paragraphs, tree_of
from models.importing.formats.press import composed, stated

RULE = re.compile(r"(?m)^_{40,}[ \t]*\r?$")
_COUNT = re.compile(r"(?i)^(?:document|dokument) \d+ (?:of|de|sur|von) \d+$")
_FULL = re.compile(r"(?i)^(?:full text|texte intégral|volltext)\s*:\s*")
_FIELD = re.compile(r"^([A-Z][\w /()-]{2,40}?):(?:\s+|$)")
_NAMES = {
    "byline": "Author|Auteur|Autor|Verfasser".split("|"),
    "outlet": "Publication title|Titre de la publication|Titel der Publikation".split("|"),
    "date": "Publication date|Date de publication|Publikationsdatum|Date".split("|"),
    "info": "Publication info|Informations sur la publication|Publikationsinformationen".split("|"),
    "abstract": "Abstract|Résumé|Zusammenfassung".split("|"),
    "section": "Section|Rubrique|Rubrik".split("|"),
    "number": "ProQuest document ID|Identifiant de document ProQuest|ProQuest-Dokument-ID".split(
        "|"
    ),
    "url": "Document URL|URL du document|Dokument-URL".split("|"),
    "title": "Title|Titre|Titel".split("|"),
}
_FIELDS = {name: field for field, names in _NAMES.items() for name in names}
_END = (
    "Subject Location Company People Publication Pages Volume Issue Place Country Publisher ISSN "
    "Source Language Document ProQuest Copyright Last Database Credit Illustration Title Author "
    "Identifier Classification First Sujet Lieu Titre Auteur Schlagwort Titel Section Links"
).split()


def articles(file: File) -> Iterator[Article]:
    """Every document of the report."""
    if b"<" in file.data[:4096].lstrip()[:200] or b"DocID_" in file.data:
        tree = tree_of(file.name, markup_of(file.data))
        yield from each_of(tree.xpath("//a[starts-with(@name, 'DocID_')]"), _anchored)
        return
    text = text_of(file.name, file.data)
    for part in RULE.split(text):
        blocks = [" ".join(block.split()) for block in re.split(r"\n\s*\n", part)]
        blocks = [block for block in blocks if block]
        if len(blocks) < 2 or not any(_FIELD.match(block) for block in blocks[1:]):
            continue
        if blocks[0].startswith(("Report Information", "Table of contents", "Bibliography")):
            continue
        yield _article(blocks[1:] if _COUNT.match(blocks[0]) else blocks, None)


def _anchored(anchor: Element) -> Article:
    return _article(_parts(anchor), anchor.get("name").rpartition("_")[2])


def _parts(anchor: Element) -> list[str]:
    """The paragraphs of the block that an anchor opens."""
    parent = anchor.getparent()
    if parent.tag == "p" and parent.getparent() is not None:
        parent = parent.getparent()
    return paragraphs(parent)


def _article(blocks: Sequence[str], number: str | None) -> Article:
    facts: dict[str, str] = {}
    body: list[str] = []
    inside = ""  # the label whose text goes on
    for block in blocks[1:]:
        full = _FULL.match(block)
        field = _FIELD.match(block)
        if full:
            inside = "full"
            body.append(block[full.end() :])
        elif field and (field[1] in _FIELDS or field[1].split()[0] in _END):
            inside = _FIELDS.get(field[1], "other")
            facts.setdefault(inside, _mended(block[field.end() :]))
        elif inside == "full":
            body.append(block)
        elif inside == "abstract":
            facts["abstract"] = f"{facts['abstract']}\n\n{block}".strip()
    title = blocks[0] if blocks else None
    remark = None
    if not any(part.strip() for part in body) and facts.get("abstract"):
        body = facts["abstract"].split("\n\n")
        remark = "the export has only its abstract"
    outlet = facts.get("outlet") or re.split(r"\s*;", facts.get("info", ""))[0] or None
    return Article(
        composed(title, body),
        title=title,
        outlet=re.split(r"\s*[;,]", outlet)[0] if outlet else None,
        byline=facts.get("byline"),
        url=next((word for word in facts.get("url", "").split() if "://" in word), None),
        section=facts.get("section"),
        published=stated(facts.get("date", "")) or stated(facts.get("info", "")),
        accession=facts.get("number") or number,
        remark=remark,
    )


def _mended(value: str) -> str:
    """A value without the blanks that the export puts into years: "Jan 11, 2 009"."""
    return re.sub(r"\b(1 ?9|2 ?0) ?(\d) ?(\d)\b", lambda m: m[0].replace(" ", ""), value)
