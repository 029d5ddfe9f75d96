"""What press archives write around an article: dates, lengths and labels in three languages."""

import re
import unicodedata
from collections.abc import Iterable, Sequence

from models.dates.days import days_in_month
from models.dates.edtf import parse_edtf
from models.dates.interval import DateInterval
from models.dates.words import describe
from models.reading.doc import Published, PublishedBasis

_NAMES = (
    "january jan janvier januar jänner janv".split(),
    "february feb février fevrier févr februar".split(),
    "march mar mars märz maerz mrz".split(),
    "april apr avril avr".split(),
    "may mai".split(),
    "june jun juin juni".split(),
    "july jul juillet juil juli".split(),
    "august aug août aout".split(),
    "september sept sep septembre".split(),
    "october oct octobre oktober okt".split(),
    "november nov novembre".split(),
    "december dec décembre decembre déc dezember dez".split(),
)
_MONTHS = {name: number for number, names in enumerate(_NAMES, 1) for name in names}
_MONTH = rf"(?P<month>{'|'.join(sorted(_MONTHS, key=len, reverse=True))})\b\.?"
_YEAR = r"(?P<year>1[5-9]\d\d|20\d\d)(?!\d)"
_FORMS = [
    re.compile(form, re.IGNORECASE)
    for form in (
        rf"(?<!\d)(?P<day>\d{{1,2}})(?:st|nd|rd|th|er)?\.?,?\s+(?:de\s+|of\s+)?{_MONTH},?\s+{_YEAR}",
        rf"\b{_MONTH}\s+(?P<day>\d{{1,2}})(?:st|nd|rd|th)?,?\s+{_YEAR}",
        rf"(?<!\d){_YEAR}[-/](?P<month>0[1-9]|1[0-2])[-/](?P<day>[0-3]\d)(?!\d)",
        rf"(?<!\d){_YEAR}\s*[年년]\s*(?P<month>\d{{1,2}})\s*[月월]\s*(?P<day>\d{{1,2}})\s*[日일]",
        rf"(?<!\d )(?<!\d\. )\b{_MONTH}\s+{_YEAR}",
    )
]
_WORDS = re.compile(
    r"(?<![\d.,])(\d[\d.,\u00a0\u202f ]{0,9}?)\s*"
    r"(?:words?|mots?|wörter|wort|worte|palabras|parole|字|단어)(?!\w)",
    re.IGNORECASE,
)
_RIGHTS = re.compile(r"^\s*(?:©|\(c\)\s|copyright\b|copr\b)", re.IGNORECASE)

_BY = re.compile(r"(?i)^(?:by|von|par|de)\s+(?=\S)")

# What the label of a line is called in each of the languages, without accents and in small letters.
_LABELS = {
    "byline": "byline auteur autor author by".split(),
    "section": "section rubrique rubrik ressort".split(),
    "length": "length longueur lange".split(),
    "highlight": "highlight surlignage encart".split(),
    "dateline": "dateline lieu ortsmarke".split(),
    "loaded": "load-date date-chargement update ladedatum loaddate".split(),
    "language": "language langue sprache".split(),
    "abstract": "abstract resume zusammenfassung".split(),
    "rest": (
        "subject sujet thema schlagworter company societe unternehmen organization organisation "
        "industry secteur branche geographic localisation-geo geographie person personne personen "
        "ticker publication-type type-publication publikationstyp journal-code code-revue "
        "document-type document-typ graphic graphique grafik series serie type correction-date "
        "correction pub-type isbn issn acc-no doi url distribution name loadtime cite state city "
        "country category notes note"
    ).split(),
}
_BY_LABEL = {name: field for field, names in _LABELS.items() for name in names}
_LABEL = re.compile(r"^\s*([^\W\d_][\w -]{1,28}?)\s?:[\s\u00a0]*", re.UNICODE)


def day_in(line: str) -> tuple[DateInterval, str] | None:
    """The first date in a line, and its words; None where there is none."""
    for form in _FORMS:
        for match in form.finditer(line):
            month = match["month"].lower()
            number = int(month) if month.isdigit() else _MONTHS[month]
            edtf = f"{match['year']}-{number:02}"
            day = match.groupdict().get("day")
            if not 1 <= number <= 12:
                continue
            if day is not None:
                if not 1 <= int(day) <= days_in_month(int(match["year"]), number):
                    continue
                edtf += f"-{int(day):02}"
            return parse_edtf(edtf), " ".join(match[0].split())
    return None


def words_in(line: str) -> int | None:
    """The length that a line states: "1,285 words", "295 mots"."""
    match = _WORDS.search(line)
    return int(re.sub(r"\D", "", match[1])) if match else None


def labelled(line: str, *, loud: bool = False) -> tuple[str, str] | None:
    """What a line is about and what it says, of lines with a label: ("byline", "Ann Lee").

    ``loud``: only where the label is in capital letters. None where it has no label of an archive.
    """
    match = _LABEL.match(line)
    if match is None or (loud and match[1] != match[1].upper()):
        return None
    field = _BY_LABEL.get(_plain(match[1]))
    return None if field is None else (field, line[match.end() :].strip())


def writer(line: str | None) -> str | None:
    """Who wrote an article, of a line that says so: without its "By"."""
    return _BY.sub("", line).strip() or None if line else None


def is_rights(line: str) -> bool:
    """Whether a line says who holds the rights."""
    return _RIGHTS.match(line) is not None


def stated(line: str) -> Published | None:
    """The date on a line as the day of publication; None where there is none."""
    found = day_in(line)
    if found is None:
        return None
    return Published(found[0], PublishedBasis.STATED, f"the export says “{found[1]}”")


def numbered(accession: str | None) -> Published | None:
    """The day inside an archive's number, on which it was loaded; None where there is none."""
    match = re.search(r"(?<!\d)(?:0{0,6})((?:19|20)\d\d)(\d\d)(\d\d)(?!\d)", accession or "")
    found = match and day_in("-".join(match.groups()))
    return loaded(found[0], "its number in the archive holds") if found else None


def loaded(day: DateInterval, why: str) -> Published:
    """A day on which an archive loaded an article: nearly always its own or the next.

    Of old papers it may be years later, which is why it counts only where the text says nothing.
    """
    told = f"{why} {describe(day)}, the day it was loaded; the article may be older"
    return Published(day, PublishedBasis.INFERRED, told)


def composed(title: str | None, paragraphs: Iterable[str]) -> str:
    """The text of an article: its headline, then its paragraphs, a blank line between."""
    parts = [" ".join(part.split()) for part in (title or "", *paragraphs)]
    return "\n\n".join(part for part in parts if part)


def first_date(lines: Sequence[str]) -> tuple[int, Published] | None:
    """Which of some lines first has a date, and the date."""
    for number, line in enumerate(lines):
        if len(line) < 120 and (date := stated(line)):
            return number, date
    return None


def _plain(text: str) -> str:
    parts = unicodedata.normalize("NFD", text.strip().lower())
    return re.sub(r"\s+", "-", "".join(c for c in parts if not unicodedata.combining(c)))
