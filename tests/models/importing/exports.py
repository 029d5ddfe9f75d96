"""Two invented articles in the layouts of press archives, in the languages of their interfaces."""

from collections.abc import Callable
from dataclasses import dataclass
from textwrap import fill

from tests.models.importing.wrapping import docx, eml, rtf


@dataclass(frozen=True)
class Story:
    """An article as an archive knows it."""

    title: str
    outlet: str
    byline: str
    section: str
    day: dict[str, str]
    iso: str
    body: tuple[str, ...]
    number: str

    @property
    def words(self) -> int:
        """Its length."""
        return sum(len(each.split()) for each in self.body)


STORIES = (
    Story(
        "Port talks end without a deal",
        "The Bergen Gazette",
        "Petra Sandoval",
        "News; Pg. 4",
        {"en": "May 4, 2021 Tuesday", "fr": "mardi 4 mai 2021", "de": "4. Mai 2021 Dienstag"},
        "2021-05-04",
        (
            "Mayor Ilse Grondahl left the talks on the port of Norrby on Monday evening without a deal, a spokeswoman said. She will return to the capital on Thursday to report.",
            "The dockers, who went on strike on 12 April, rejected an offer of four per cent. Length: the strike has gone on for longer than any other, said Bo Ek of the union.",
        ),
        "BERGAZ0020210505eh5400012",
    ),
    Story(
        "Bridge at Westmark opens after nine years",
        "Westmark Courier",
        "Olav Brandt",
        "Regions; Pg. 11",
        {
            "en": "October 17, 2019 Thursday",
            "fr": "jeudi 17 octobre 2019",
            "de": "17. Oktober 2019 Donnerstag",
        },
        "2019-10-17",
        (
            "The new bridge at Westmark was opened on Wednesday by Minister Agnes Moll, nine years after its first stone was laid. Thousands walked over it in the rain.",
            "A court in Norrby had stopped the work twice, in 2013 and in 2016.",
        ),
        "WESTCO0020191017efah0003k",
    ),
)  # fmt: skip
LABELS = {
    "en": ("BYLINE", "SECTION", "LENGTH", "words", "LOAD-DATE", "LANGUAGE", "of", "DOCUMENTS"),
    "fr": (
        "AUTEUR",
        "RUBRIQUE",
        "LONGUEUR",
        "mots",
        "DATE-CHARGEMENT",
        "LANGUE",
        "de",
        "DOCUMENTS",
    ),
    "de": ("AUTOR", "RUBRIK", "LÄNGE", "Wörter", "UPDATE", "SPRACHE", "von", "DOKUMENTE"),
}


def nexis_docx(language: str = "en", *, cover: bool = True) -> bytes:
    """What Nexis gives today: a list of hits, then each article between its marks."""
    by, section, length, words, load, _, _, _ = (each.capitalize() for each in LABELS[language])
    lines: list[str] = []
    marks: dict[int, str] = {}
    if cover:
        lines += ["User Name: desk", "Date and Time: Friday, July 5, 2024", "Job Number: 1"]
        lines += [f"Documents ({len(STORIES)})"]
        for n, each in enumerate(STORIES, 1):
            lines += [f"{n}. {each.title}", "Client/Matter: -None-", "Search Terms: port", "", ""]
    for n, each in enumerate(STORIES, 1):
        marks[len(lines)] = f"Bookmark_{n}"
        lines += ["", each.title, each.outlet]
        lines += ["(Correction Appended)"] if n == 2 else []
        lines += [each.day[language], "", "Copyright 2021 The Owner", ""]
        lines += [f"{section}:\u00a0{each.section}", f"{length}:\u00a0{each.words} {words.lower()}"]
        lines += [f"{by}:\u00a0By {each.byline}"]
        marks[len(lines)] = f"Body_{n}"
        lines += ["Body", "", "ABSTRACT", "What it is about, in short.", "FULL TEXT", *each.body]
        marks[len(lines)] = f"Classification_{n}"
        lines += ["Classification", "", "Language:\u00a0ENGLISH", "Subject:\u00a0PORTS (90%)"]
        lines += [f"{load}:\u00a0May 9, 2021", "", "End of Document", ""]
    return docx(lines, marks)


def nexis_text(language: str = "en") -> bytes:
    """What LexisNexis gave as text: wrapped lines, Windows' line ends, a mark at the start."""
    by, section, length, words, load, tongue, of, documents = LABELS[language]
    out = "Download Request: Selected Items: 1-2\nTerms: (port)\n\n\n"
    for n, each in enumerate(STORIES, 1):
        parts = [
            f"                 {n} {of} {len(STORIES)} {documents}", "",
            each.outlet.center(78).rstrip(), each.day[language].center(78).rstrip(), each.title,
            f"{by}: {each.byline}", f"{section}: {each.section}", f"{length}: {each.words} {words}",
            *(fill(part, 78) for part in each.body),
            f"{load}: May 9, 2021", f"{tongue}: ENGLISH", "PUBLICATION-TYPE: Newspaper",
            "Copyright 2021 The Owner".center(78) + "\n" + "All Rights Reserved".center(78),
        ]  # fmt: skip
        out += "\n\n".join(parts) + "\n\n"
    return out.replace("\n", "\r\n").encode("utf-8-sig")


def nexis_html(language: str = "en") -> bytes:
    """What LexisNexis gave as HTML, an article that could not be shown among the others."""
    by, section, length, words, load, tongue, of, documents = LABELS[language]
    stories = ""
    for n, each in enumerate(STORIES, 1):
        body = "".join(f'<P CLASS="c9"><SPAN CLASS="c2">{part}</SPAN></P>' for part in each.body)
        blocks = [
            f"{n} {of} {len(STORIES)} {documents}", each.outlet, each.day[language] + "&nbsp;",
            each.title, f"{by}: </SPAN><SPAN>{each.byline}", f"{section}: {each.section}",
            f"{length}: </SPAN><SPAN>{each.words} {words}",
        ]  # fmt: skip
        tail = [f"{load}: May 9, 2021", f"{tongue}: ENGLISH", "Copyright 2021 The Owner"]
        stories += _shielded(n, "".join(map(_block, blocks)) + f"<DIV>{body}</DIV>" +
                             "".join(map(_block, tail)))  # fmt: skip
        if n == 1:
            stories += _shielded(1, _block("We are sorry but there is an error in this document and "
                                           "it is not possible to display it."))  # fmt: skip
    head = '<HTML><HEAD><META DOCUMENTS="2"></HEAD><BODY><DIV><SPAN>Terms: port</SPAN></DIV>'
    return f"{head}{stories}</BODY></HTML>".encode()


def _block(words: str) -> str:
    return f'<BR><DIV CLASS="c5"><P CLASS="c6"><SPAN CLASS="c8">{words}</SPAN></P></DIV>\n'


def _shielded(number: int, inner: str) -> str:
    return (
        f"<!-- Hide XML section from browser\n<DOC NUMBER={number}>\n<DOCFULL> -->\n{inner}"
        "<!-- Hide XML section from browser\n</DOCFULL>\n</DOC> -->\n"
    )


def factiva_indexed(language: str = "en") -> bytes:
    """What Factiva gives as HTML with two letters for each field."""
    stories = ""
    for each in STORIES:
        cells = {
            "SE": each.section, "HD": f"<b>{each.title}</b>", "BY": f"By {each.byline}",
            "WC": f"{each.words} {LABELS[language][3]}", "PD": each.day[language], "ET": "15:32",
            "SN": each.outlet, "SC": each.number[:6], "LA": "English", "CY": "(c) 2021 The Owner",
            "LP": f'<p class="articleParagraph">{each.body[0]}</p>',
            "TD": f'<p class="articleParagraph">{each.body[1]}</p>',
            "NS": "gpol : Politics", "AN": f"Document {each.number}",
        }  # fmt: skip
        rows = "".join(
            f'<tr><td class="index"><b>{code}</b>&nbsp;</td><td>{cell}</td></tr>'
            for code, cell in cells.items()
        )
        stories += f'<div class="article {language}Article"><table>{rows}</table></div>'
    return f"<html><head><title>Factiva</title></head><body>{stories}</body></html>".encode()


def _factiva_head(each: Story, language: str) -> list[str]:
    return [
        f"{each.words} {LABELS[language][3]}", each.day[language], "15:32", each.outlet,
        each.number[:6], "4", "English", "(c) 2021 The Owner",
    ]  # fmt: skip


def factiva_printed(language: str = "en") -> bytes:
    """What Factiva gives as HTML as it is printed."""
    stories = ""
    for each in STORIES:
        head = "".join(f"<div>{line}</div>" for line in _factiva_head(each, language))
        body = "".join(f'<p class="articleParagraph enarticleParagraph">{p}</p>' for p in each.body)
        stories += (
            f'<div id="article-{each.number}" class="article"><div class="article enArticle"><p>'
            f'<div>{each.section}</div><div id="hd"><span class="enHeadline">{each.title}</span></div>'
            f'<div class="author">By {each.byline}</div>{head}</p>{body}<p>Document {each.number}</p>'
            "</div></div>"
        )
    return f"<html><head><title>Factiva</title></head><body>{stories}</body></html>".encode()


def factiva_rtf(language: str = "en") -> bytes:
    """What Factiva gives as rich text: lines in a fixed order."""
    lines: list[str] = []
    for each in STORIES:
        lines += [each.title, f"By {each.byline}", *_factiva_head(each, language), *each.body]
        lines += [
            f"Document {each.number}",
            "Page 1 of 2 © 2021 Factiva, Inc. All rights reserved.",
        ]
    return rtf(lines)


def factiva_xml(_: str = "en") -> bytes:
    """What Factiva answers as XML."""
    stories = "".join(
        f"<article><accessionNo>{each.number}</accessionNo><baseLanguage>EN</baseLanguage>"
        f"<byline>By {each.byline}</byline><headline><paragraph>{each.title}</paragraph></headline>"
        f"<leadParagraph><paragraph>{each.body[0]}</paragraph></leadParagraph>"
        f"<publicationDate><dateTime>{each.iso}T01:35:58Z</dateTime></publicationDate>"
        f"<sectionName>{each.section}</sectionName><sourceName>{each.outlet}</sourceName>"
        f"<tailParagraphs><paragraph>{each.body[1]}</paragraph></tailParagraphs>"
        f"<wordCount>{each.words}</wordCount></article>"
        for each in STORIES
    )
    return (
        '<?xml version="1.0" encoding="utf-8"?><PPSResponse><ppsArticleResponse '
        f'xmlns="http://global.factiva.com/pps/2.0">{stories}</ppsArticleResponse></PPSResponse>'
    ).encode()


def europresse_new(_: str = "fr") -> bytes:
    """What Europresse gives today."""
    stories = "".join(
        f'<article><header><div><span class="DocPublicationName">{each.outlet}, no. 5968</span></div>'
        f'<div><span class="DocHeader">{each.section.split(";")[0]}, {each.day["fr"]}, p. 4</span>'
        f'</div><div class="titreArticle"><p class="titreArticleVisu">{each.title}</p></div>'
        f'<div>{each.byline}</div></header><section><div class="DocText">'
        f'<div class="docOcurrContainer">{"".join(f"<p>{part}</p>" for part in each.body)}</div></div>'
        "</section><footer><small>© 2021 Owner. Tous droits réservés.</small><p>Numéro de document : "
        f"news·{each.iso.replace('-', '')}·BG·0q15_{n}</p></footer></article>"
        for n, each in enumerate(STORIES)
    )
    return _cedrom(stories)


def europresse_old(_: str = "fr") -> bytes:
    """What Europresse gave before."""
    stories = "".join(
        f'<table><tr><td><table><tr><td><img></td></tr></table><span class="DocPublicationName">'
        f'{each.outlet}</span><br><span class="DocHeader">{each.section.split(";")[0]}, </span>'
        f'<span class="DocHeader">{each.day["fr"]}</span><br><br><span class="TitreArticleVisu">'
        f"{each.title}</span><br><br>{each.byline}<br><p></p>{'<p></p>'.join(each.body)}<p></p><b><i>"
        "© 2021 Owner. Tous droits réservés.</i></b><p></p>Numéro de document : "
        f"news·{each.iso.replace('-', '')}·BG·0q15_{n}<br></td></tr></table>"
        for n, each in enumerate(STORIES)
    )
    return _cedrom(stories)


def _cedrom(stories: str) -> bytes:
    space = 'xmlns:n1="http://www.cedrom-sni.com/schema/newsv1.xsd"'
    return (
        f'<html {space}><head><meta charset="utf-8"></head><body>{stories}</body></html>'.encode()
    )


def proquest_text(_: str = "en") -> bytes:
    """What ProQuest gives as text."""
    rule = "_" * 60
    out = f"{rule}\n\nReport Information from ProQuest\nMay 08 2021 21:33\n{rule}\n\n"
    out += "Table of contents\n\n1. Port talks end without a deal\n\nBibliography\n\n"
    for n, each in enumerate(STORIES, 1):
        spaced = each.day["en"].rsplit(" ", 1)[0].replace("2021", "2 021")
        out += "\n\n".join([
            rule, f"Document {n} of {len(STORIES)}", each.title, f"Author: {each.byline}",
            f"Publication info: {each.outlet} ; Norrby [Norrby] 04 May 2021: 4.",
            "Abstract: What it is about, in short.", "Links: https://example.org/sfx",
            f"Full text: {each.body[0]}", *each.body[1:], "Subject: Ports; Strikes",
            f"Publication title: {each.outlet}; Norrby", f"Publication date: {spaced}",
            f"Section: {each.section}", f"ProQuest document ID: {each.number}",
            f"Document URL: https://search.proquest.com/docview/{n}", "",
        ])  # fmt: skip
    return out.encode()


def proquest_html(_: str = "en") -> bytes:
    """What ProQuest gives as HTML."""
    stories = ""
    for n, each in enumerate(STORIES, 1):
        facts = {
            "Subject": "Ports; Strikes", "Publication title": f"{each.outlet}; Norrby",
            "Publication date": each.day["en"].rsplit(" ", 1)[0], "Section": each.section,
            "ProQuest document ID": each.number, "Copyright": "Copyright The Owner 2021",
            "Document URL": f"https://search.proquest.com/docview/{n}",
        }  # fmt: skip
        stories += (
            f'<div><a name="DocID_MSTAR_{n}"></a><p></p><p style="font-weight:bold">{each.title}</p>'
            f"<p><strong>Author:  </strong>{each.byline}</p><p><strong>Abstract:  </strong></p>"
            "<p>What it is about, in short.</p><p><strong>Full text: </strong><text>"
            f"{''.join(f'<p>{part}</p>' for part in each.body)}</text></p>"
            + "".join(f"<p><strong>{name}: </strong>{told}</p>" for name, told in facts.items())
            + "</div>"
        )
    title = "<title>ProQuest Export</title>"
    return f"<html><head>{title}</head><body>{stories}</body></html>".encode()


def proquest_mail(language: str = "en") -> bytes:
    """What ProQuest sends."""
    mail = eml("x", "Your ProQuest Research").replace(
        b'text/plain; charset="utf-8"', b'text/html; charset="utf-8"'
    )
    return mail[: mail.rindex(b"x")] + proquest_html(language)


EXPORTS: dict[str, Callable[[str], bytes]] = {
    "nexis.docx": nexis_docx,
    "nexis.txt": nexis_text,
    "nexis.html": nexis_html,
    "indexed.html": factiva_indexed,
    "printed.html": factiva_printed,
    "factiva.rtf": factiva_rtf,
    "factiva.xml": factiva_xml,
    "new.html": europresse_new,
    "old.html": europresse_old,
    "proquest.txt": proquest_text,
    "proquest.html": proquest_html,
    "proquest.eml": proquest_mail,
}
"""The name of a file and how to make it, in a language."""
