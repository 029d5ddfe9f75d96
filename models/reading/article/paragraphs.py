"""Cut a text into paragraphs and say what each is for.

News reaches us scraped, pasted and wired: with photo captions run into the story, reporters'
e-mails, newsletter forms, lines broken at 70 columns. What a paragraph is for is told by its look
and its place, never by whose article it is.
"""

import re
from dataclasses import dataclass, replace
from functools import cache
from itertools import pairwise

from models.reading.article.addresses import address_in
from models.reading.article.credits import is_credits, is_life, is_signed
from models.reading.article.front_matter import front_matter
from models.reading.doc import Doc, Paragraph, ParagraphKind
from models.reading.lexicon.tables import first_column, rows
from models.reading.pipeline import stage
from models.reading.time.entries import labels, told_until

_LINE = re.compile(r"[^\n\r\u2028\u2029\x0b\x0c\x85]+")
_WIDEST = 100  # lines of hard-wrapped text are at most this long
_LONGEST = 600  # nothing longer is classified by its look
_LONGEST_LIST = 3000  # but a list of those who wrote
_TOP = 8  # lines among which a page's address may be, whatever the width of the others

_MONTH = r"(?:Jan(?:uary)?|Feb(?:ruary)?|Mar(?:ch)?|Apr(?:il)?|May|June?|July?|Aug(?:ust)?|Sept?(?:ember)?|Oct(?:ober)?|Nov(?:ember)?|Dec(?:ember)?)\b\.?"
_DATE = rf"(?:{_MONTH}\s*\d{{1,2}}(?:st|nd|rd|th)?\b|\d{{1,2}}(?:st|nd|rd|th)?\s+{_MONTH})(?:,?\s+\d{{4}})?"
_DAY = r"(?:(?:Mon|Tues?|Wed(?:nes)?|Thu(?:rs)?|Fri|Sat(?:ur)?|Sun)(?:day)?\b\.?)"
_CAPITAL = r"[A-ZÀ-ÖØ-Þ]"
_PLACE = rf"{_CAPITAL}[\w.'’-]*(?:[ -](?:(?:de|of|the|upon|al|la|el|del|da|du|sur) )?{_CAPITAL}[\w.'’-]*){{0,3}}"
_PLACES = rf"{_PLACE}(?:(?:,\s*|\s*/\s*|\s+and\s+){_PLACE}){{0,2}}"
_AGENCY = r"(?:\([A-Z][\w ./&’'-]{1,40}\)|/[A-Z][A-Za-z .-]{1,20}/|\[[A-Z][\w .-]{1,20}\])"
_DATELINE = re.compile(
    rf"""^[\W_]{{0,3}}(?:(?P<place>{_PLACES})(?:\s*[,:.–—-]\s*|\s+|(?=\()))??
    (?:(?:{_DAY},?\s+)?\(?(?P<date>{_DATE}|\d{{1,2}}[./]\d{{1,2}}[./]\d{{2,4}}|\d{{4}}-\d\d-\d\d)\)?[,:.]?\s*)?
    (?P<agency>{_AGENCY}(?:\s*,\s*{_DATE})?)?[,.]?\s*
    (?P<mark>--+|[–—]|-(?=\s|[A-Z“"])|:(?=\s)|(?<=/)\.(?=\s)|(?<=\))(?=\s+[A-Z“"]))\s*(?=\S)""",
    re.VERBOSE,
)
_PLACE_AND_DATE = re.compile(
    rf"^(?:{_PLACES})[,:]?\s+(?:{_DAY},?\s+)?{_DATE}\s*(?:{_AGENCY})?[.:–—-]*$"
)
_TIME = r"\d{1,2}(?:[:.]\d\d){0,2}\s*(?:[ap]\.?m\b\.?)?(?:\s*(?:GMT|UTC|[ECMPB]S?[DS]?T|CES?T|EE?S?T|IST|JST|KST|MSK|SGT|HKT|A[CEW]?[DS]T|NZ[DS]?T|ET|CT|PT|MT|hrs|hours|Z)\b)?(?:\s*[+-]\d{1,2}(?::?\d\d)?)?"
_DATE_PART = re.compile(
    rf"(?:(?:first\s+|last\s+)?(?:published|updated?|posted|modified|released?|issued|filed|created|uploaded|corrected|dated?|date\s+and\s+time|time|reported|story\s+of)(?:\s+(?:on|at|in|by))?\b[ :]*|{_DAY}|{_DATE}|{_MONTH}\s+\d{{4}}|\d{{4}}-\d\d-\d\d(?:T[\d:.+Z-]*)?|\d{{1,2}}[/.]\d{{1,2}}[/.]\d{{2,4}}|\b\d+\s+(?:min(?:ute)?s?|hours?|days?|weeks?|months?|years?)\s+(?:ago|read)\b|\b{_TIME}|\b(?:19|20)\d\d\b|\b(?:at|on|local\s+time|IST|print\s+edition|\d+\s+(?:min(?:ute)?s?|hours?|days?|weeks?|months?)\s+(?:ago|read))\b)",
    re.IGNORECASE,
)
_HAS_DATE = re.compile(
    rf"{_DATE}|{_MONTH}\s+\d{{4}}|\d{{4}}-\d\d-\d\d|\d{{1,2}}[/.]\d{{1,2}}[/.]\d{{2,4}}|\b(?:hours?|days?|minutes?|mins) ago|^{_DAY}\W*$",
    re.IGNORECASE,
)
# What can be beside the date in a date line: "(Wire)" at its end, "Wire | Updated:" at its start.
_SITE = re.compile(
    r"\s*[(\[][A-Z][\w .&’'-]{1,30}[)\]]\W*$|^[A-Z][\w.&’'-]*(?: [A-Z][\w.&’'-]*){0,3}\s*[|·•/-]\s*(?=\W*(?:updated|published|posted|last|modified|\d))",
    re.IGNORECASE,
)
# What an agency or a writer puts behind the last sentence of a story.
_SIGNED = re.compile(
    r"[.!?”\"’]\s*(?:[—–-]+\s*)?\(?(?:Enditem|Item|Ends?|[A-Z]{2,9}(?:[ /][A-Z]{2,9}){0,3}|[A-Z][\w-]+/[A-Z][\w-]+)\)?\W*$"
)
_COMMENTS = re.compile(
    r"^(?:(?:view |all |read |join |most recent |top )?(?:\d+ )?comments?(?: section)?\W*\d*\W*|\d+ (?:comments?|responses?|replies)\b.{0,40}|leave a (?:reply|comment)\W*)$",
    re.IGNORECASE,
)
_COMMENT_MARK = re.compile(r"^(?:reply|like|report|flag|share|upvote|recommend)\b.{0,20}$|\b(?:ago|at \d{1,2}[:.]\d\d.{0,6})$|^\W*\d+\W*$|\bsays:$", re.IGNORECASE)  # fmt: skip
_CAPTION_LABEL = re.compile(r"^(?:image|media|photo) caption\W*$", re.IGNORECASE)
_PUBLISHED_IN = re.compile(
    rf"^(?:Published|Printed|Appeared) in [\w ’'-]{{2,40}},? (?:on )?(?:{_DAY},? )?{_DATE}\.?$",
    re.IGNORECASE,
)
_NAME = rf"{_CAPITAL}[\w.'’-]*(?:\s+(?:(?:al|bin|da|de|del|der|di|dos|el|ibn|la|le|van|von|ter)\s+){{0,2}}{_CAPITAL}[\w.'’-]*){{0,4}}"
_JOB = r"(?:[\w’'-]+ ){0,4}(?:correspondents?|editors?|reporters?|writers?|staff|desk|bureau|agenc(?:y|ies)|service|columnist|analyst|contributor|press|news|times|post)"
_BYLINE = re.compile(
    rf"""^(?:(?:(?:Story|Report|Words|Written|Reported|Posted|Compiled|Edited|Produced|Text)\s+)?[Bb][Yy][: ]\s*(?:(?:our|staff|the)\s+[\w ]{{3,40}}|{_NAME}(?:(?:\s*,\s*|\s+and\s+|\s+&\s+|\s*\|\s*|\s+in\s+|\s+with\s+|\s*;\s*|\s+for\s+|\s+of\s+|\s+-\s+|\s+at\s+)(?:{_NAME}|{_JOB})){{0,8}})
    |(?:From\s+)?{_NAME}(?:\s+and\s+{_NAME})?\s*(?:,|\||-|–|—|\bin\b)\s*(?:{_JOB}|BBC News.*|CNN|AFP|Reuters|AP)
    |(?:E-?mail:?\s*)?[\w.+-]+@[\w-]+(?:\.[\w-]+)+(?:\s*[;,]\s*[\w.+-]+@[\w-]+(?:\.[\w-]+)+)*|(?:Twitter|X|Follow)?:?\s*@\w{{2,20}}
    |(?:[Ww]ith|\([Ww]ith)\s+(?:(?:input|file|report|additional|agency|agencies|wire)s?\b.{{0,80}}|(?:AFP|AP|Reuters|dpa|ANSA|EFE|Xinhua|TASS|PTI|ANI|IANS|Bernama|Kyodo|Yonhap)\b[^.!?]{{0,40}})
    |From\s+{_NAME},\s*(?:in\s+)?{_PLACE}
    |{_NAME}(?:\s+and\s+{_NAME})?\s+reported\s+(?:this\s+(?:story|article)\s+)?from\s+{_PLACES}(?:,?\s+(?:and|with)\s+.{{2,160}})?
    |(?:{_NAME},?\s+)?(?:reporting|[Rr]eports?)\s+(?:from|in)\s+{_PLACES}
    |(?:BBC|CNN|NPR|Sky|ABC|CBS|NBC|Fox|ITV|DW|CBC|RTE|SBS|Al\s+Jazeera|Euronews)(?:\s+(?:News|Verify|World|Sport|English|Monitoring|Persian|Africa|Russian))*(?:,\s+(?:in\s+)?{_PLACES})?
    |(?:Editor|Author|Writer|Reporter|Producer|Translator|Correspondent|Photographer|Written|Story)s?\s*[:|]\s*{_NAME}(?:(?:,|\s+and|\s*/|\s*\|)\s+{_NAME}){{0,3}}
    |(?:BBC\s+|Our\s+|The\s+)?(?:Political|Business|Diplomatic|Foreign|Health|Science|Defen[cs]e|Senior|Staff|Chief|Africa|Asia|Europe|Security|Environment|Climate|Economics?|Royal|Sports?|Deputy|Legal|Home|Education|World|News|International|Special|Crime|Religion|Religious|Technology|Transport|Regional|National|US|UK|State|City|Court|Energy|Social|Middle\s+East)(?:\s+\w+){{0,3}}\s+(?:[Cc]orrespondent|[Ee]ditor|[Rr]eporter|[Ww]riter|[Aa]nalyst)(?:,\s+[\w ]{{2,30}})?
    |(?:The\s+)?(?:writer|author|reporter)s?\s+(?:is|are|was|can\s+be)\b.{{2,300}}
    |(?:Associated\s+Press|AP|Reuters|AFP)\s+(?:writers?|reporters?|journalists?|correspondents?)\b.{{2,300}}\bcontributed\b.{{0,80}}
    |{_NAME}(?:(?:,|\s+and)\s+{_NAME}){{0,6}}\s+contributed\s+(?:to|from|reporting)\b.{{0,120}}
    )\)?[.\s]*$""",
    re.VERBOSE,
)
# A list of all who reported, wrote and edited may be longer than any byline.
_WROTE = re.compile(
    rf"\W{{0,3}}(?:(?:Additional|Other|Further)\s+)?(?:[Rr]eporting|[Ww]riting|[Ee]diting|[Ww]ritten|[Ee]dited|"
    rf"[Cc]ompiled|[Tt]ranslated|[Pp]roduced|[Rr]eported)\s+(?:(?:and\s+\w+ing\s+)?by|"
    rf"in\s+{_CAPITAL}\w+\s+by)\s+{_CAPITAL}[^?!]+$"
)
_CREDIT_IN_BRACKETS = re.compile(
    r"[(\[](?:[^()\[\]]{0,80}\b(?:via|[Pp]hotos?|[Ii]mages?|[Ff]ile|FILE|[Cc]ourtesy|[Hh]andout|[Cc]redit|[Pp]icture|[Gg]raphic|[Ss]creenshot|[Pp]ool)\b[^()\[\]]{0,80}"
    r"|[A-Z][\w. -]{1,40}/[A-Z][^()\[\]]{1,60}|(?P<agency>AP|AFP|EPA|EFE|Reuters|REUTERS|Yonhap))[)\]]\W*$"
)
_CREDIT = re.compile(
    r"""^(?:(?:AFP|EPA|Anadolu)\s+via\s+)?(?:Reuters|Getty\s+Images|PA\s+Media|EPA|AFP|Anadolu|Shutterstock)\s+(?=[A-Z])[^.!?]{10,160}$
    |^(?:FILE(?:\s+PHOTO|\s+PICTURE)?\s*(?:[-:–—]|\b(?=\s[A-Z][a-z]))|(?:File|Handout|Stock|Representational|Representative)\s+(?:photo|image|picture)\b
      |Image\s*(?:copyright|caption|source|credits?|:)|Images?\s+by|(?:Photo(?:graph)?|PHOTO|PIX|Pix|Picture|Image|Video|Graphic|Illustration|Cover)s?(?:\s+(?:by|credit|courtesy|caption|source|provided)s?\b|\s*:)|Pictured\b|Media\s+caption|Credit:|Caption:|This\s+(?:file\s+)?(?:photo|image|picture|handout|screengrab|satellite\s+image)\b
      |(?:In\s+)?(?:this|an?)\s+(?:undated|file|handout|combination|\d{4})\s+(?:file\s+)?(?:photo|image|picture)\b)
    |\b(?:Photo(?:graph)?s?|PHOTOS?|PIX|Pix|PICTURES?|Image|Picture|Credit|Photo\s+credit|Image\s+credit|Source|Pic|Photography)\s*(?:by|:)\s+[^.!?]{2,70}$
    |\b[A-Z][\w .-]{1,40}/(?:via\s+)?(?:AFP|AP|EPA|EFE|Reuters|REUTERS|Getty|GETTY|Xinhua|Shutterstock|ANSA|TASS|Sputnik|Bloomberg|Anadolu|PA|Rex|REX|Alamy|POOL|Pool|dpa)\b[^.!?]{0,60}\W*$
    |(?:\bREUTERS/[A-Z][\w .’-]{2,40}|\b(?:AFP|AP|Getty|GETTY|EPA)(?:[ /-](?:PHOTO|Photo|Images?|IMAGES?|via)\b)[^.!?]{0,60})\W*$
    |\bvia\s+(?:REUTERS|AP|AFP|Getty\s+Images|EPA|Reuters)\b
    |\bin\s+this\s+(?:undated\s+|file\s+|handout\s+|screen\s*)?(?:photo|picture|image|grab|photograph|frame)\b
    |\b(?:MANDATORY\s+CREDIT|HANDOUT\s+VIA|SUPPLIED\s+BY\s+A\s+THIRD\s+PARTY|NO\s+RESALES)\b
    |\((?:L|R|C|left|right|cent(?:er|re)|middle|(?:2nd|3rd|second|third)\s+(?:from\s+)?(?:left|right|L|R))\)[^.!?]{0,200}\.?$|^(?:From\s+left|Left\s+to\s+right|\(?L-R\)?|Clockwise)\b""",
    re.VERBOSE,
)
_NAME_BEFORE = re.compile(rf"^{_NAME}(?: and {_NAME})?\s*[|·•–—]\s*(?=\S)")
_AUTHOR = re.compile(rf"{_CAPITAL}[\w.’'-]+(?: {_CAPITAL}[\w.’'-]+){{1,3}}")
_SHORT = 140  # characters of a line about a writer
# What stands on the line below a writer's name, and what is said of him behind the story.
_CALLING = re.compile(
    r"(?:\w+ ){0,3}(?:journalist|reporter|correspondent|editor|writer|columnist|contributor|producer|author)"
    r"(?:,? [\w ,&’'-]{2,60})?",
    re.IGNORECASE,
)
_BIOGRAPHY = re.compile(
    rf"{_NAME} (?:is|works as|covers|writes|reports|has (?:reported|written|covered))\b[^.]{{0,60}}?"
    r"\b(?:reporter|correspondent|editor|journalist|columnist|writer|bureau chief|newsletter)\b"
    r"[^!?]{0,300}(?:\b[Ff]ollow\b|\b[Cc]ontact\b|@|\bbased in\b|\bcover(?:s|ing)\b|\bat The\b|\bfor The\b)[^!?]{0,200}$"
)
_LABELLED = re.compile(
    r"(?i)^(?:timeline|factbox|explainer|analysis|profile|obituary|chronology|key dates|opinion)"
    r"\s*[:|–—-]\s+\S.{14,160}$"
)
_NAMES_ONLY = re.compile(rf"^{_NAME}(?:(?:,|\s+and|\s*/)\s+{_NAME})?$")
_SIGNATURE = re.compile(r"^[\W_]*[A-Za-z][\w .&’'-]{0,30}[\W_]*$")
_ENDINGS = ".!?…:;,\"”’')]»"
_RULE = re.compile(r"^[\W_]+$")
_DAY_THEN_MONTH = re.compile(rf"\b\d{{1,2}}[ \t]*\r?\n[ \t]*{_MONTH}")
_SIGNER = re.compile(rf"(?:--?|[–—―])\s*{_NAME}(?:,[^.!?]{{1,60}})?")  # below a quotation
_OPENERS = "-–—*•·#(="
# What no line ends with unless it is broken: "on Monday, May", "the envoy of".
_UNENDED = re.compile(
    rf"(?:{_MONTH}|\b(?:an?|the|of|in|on|at|by|to|for|from|with|and|or|his|her|their|Mr\.|Mrs\.|Ms\.|Dr\.))\Z"
)
_SPACES = re.compile(r"\W+")


@dataclass(slots=True)
class _Block:
    start: int
    end: int
    words: str


def find_paragraphs(doc: Doc) -> Doc:
    """Paragraphs in order; lines broken at a fixed width are joined, repeated text is marked.

    Properties at the head of the text are read, and are one paragraph that is no part of it.
    """
    text = doc.text
    front = front_matter(text)
    head = front.end if front else 0
    blocks = [_Block(start, end, text[start:end]) for start, end in _blocks(text, head)]
    lines = [block.words.strip() for block in blocks]
    found: list[Paragraph] = []
    if head:
        found.append(Paragraph(head - len(text[:head].lstrip()), head, ParagraphKind.BOILERPLATE))
    seen: dict[str, int] = {}
    begun = listed = False  # the story has begun; a list of other headlines goes on
    told = 0  # paragraphs of the story
    talked = len(blocks)  # from here on readers comment
    authors: set[str] = set()  # whom the bylines name
    dated = labels([block.words for block in blocks])  # where the lines are a chronology's
    for number, block in enumerate(blocks):
        key = _SPACES.sub(" ", block.words).strip().casefold()
        repeats = seen.get(key) if key else None
        lead = 0
        if repeats is not None:
            kind = found[repeats].kind
            if kind is ParagraphKind.HEADLINE and begun:
                kind = ParagraphKind.BOILERPLATE
        else:
            if not begun or len(found) < 12:
                lead = _lead(block.words)
            kind = ParagraphKind.BODY if lead else _kind(block.words, number, blocks, begun=begun)
            if number in dated:
                lead = dated[number] if dated[number] < len(block.words.strip()) else 0
                kind = ParagraphKind.BODY if lead else ParagraphKind.DATELINE
            elif number - 1 in dated and kind in (ParagraphKind.HEADLINE, ParagraphKind.CAPTION):
                kind = ParagraphKind.BODY
            elif not begun and _LABELLED.match(block.words):
                kind = ParagraphKind.HEADLINE
            if listed and (
                kind in (ParagraphKind.HEADLINE, ParagraphKind.CAPTION)
                or (begun and kind is ParagraphKind.DATELINE)
                or (kind is ParagraphKind.BODY and _is_listed(block.words))
            ):
                kind = ParagraphKind.BOILERPLATE
            if kind is ParagraphKind.BYLINE:
                authors |= set(_AUTHOR.findall(re.sub(r"\bBy\b", ",", block.words)))
            elif (
                kind is ParagraphKind.BODY
                and told > 2
                and (_is_about(block.words, authors) or is_life(lines, number))
            ):
                kind = ParagraphKind.BOILERPLATE
            elif kind not in (ParagraphKind.DATELINE, ParagraphKind.BOILERPLATE) and (
                is_signed(lines, number, _known_place)
            ):
                kind = ParagraphKind.BYLINE
        if told > 2 and number < talked and _opens_comments(blocks, number):
            talked = number
        if number >= talked:
            kind, lead = ParagraphKind.BOILERPLATE, 0
        told += kind is ParagraphKind.BODY
        listed = kind is ParagraphKind.BOILERPLATE and (listed or _opens_list(block.words))
        start = block.start
        if lead:
            until = start + len(block.words[:lead].rstrip())
            found.append(Paragraph(start, until, ParagraphKind.DATELINE))
            start += lead
            if number in dated:
                block.end = block.start + told_until(block.words, lead)
        begun = begun or kind is ParagraphKind.BODY
        if repeats is None:
            seen[key] = len(found)
        found.append(Paragraph(start, block.end, kind, repeats))
    return replace(doc, front=front, paragraphs=tuple(found))


def _blocks(text: str, first: int) -> list[tuple[int, int]]:
    """Stretches between blank lines from ``first`` on, cut at line ends that aren't wraps."""
    lines: list[tuple[int, int]] = []
    for m in _LINE.finditer(text, first):
        line = m[0]
        start = m.start() + len(line) - len(line.lstrip())
        end = m.end() - (len(line) - len(line.rstrip()))
        if start < end:
            lines.append((start, end))
    gaps = [
        text[a[1] : b[0]].count("\n") <= 1 and "\u2029" not in text[a[1] : b[0]]
        for a, b in pairwise(lines)
    ]
    width, wraps = _width(text, lines, gaps)
    found: list[tuple[int, int]] = []
    for i, (start, end) in enumerate(lines):
        alone = (i < _TOP or not wraps) and any(
            address_in(text[a:b]) for a, b in lines[max(0, i - 1) : i + 1]
        )
        if (
            i
            and gaps[i - 1]
            and not alone
            and _goes_on(text, lines[i - 1], lines[i], width, wraps=wraps)
        ):
            found[-1] = (found[-1][0], end)
        else:
            found.append((start, end))
    return found


def _width(text: str, lines: list[tuple[int, int]], gaps: list[bool]) -> tuple[int, bool]:
    """The width the text was wrapped at, and whether it was: lines go on in lower case."""
    broken = [
        (b - a, text[lines[i + 1][0]].islower())
        for i, (a, b) in enumerate(lines[:-1])
        if gaps[i] and 30 <= b - a <= _WIDEST
    ]
    low = sum(lower for _, lower in broken)
    if low < 2 or low < 0.3 * len(broken):
        return 0, False
    return max(length for length, _ in broken), True


def _goes_on(
    text: str, before: tuple[int, int], line: tuple[int, int], width: int, *, wraps: bool
) -> bool:
    """Whether a single line end only wraps a paragraph."""
    length = before[1] - before[0]
    head, tail = text[line[0]], text[before[1] - 1]
    torn = tail in "-‐\u00ad" and text[before[1] - 2].isalpha() and length > 1
    if torn and head.islower():
        return True
    if tail in '”"»' and _SIGNER.fullmatch(text, line[0], line[1]):
        return True
    if length > _WIDEST or length < 25:
        return False
    if head.islower() and tail not in ".!?":
        return True
    dated = text[before[1] - 1].isdigit() and _DAY_THEN_MONTH.search(text, before[0], line[1])
    if head not in _OPENERS and (torn or dated or _UNENDED.search(text, before[0], before[1])):
        return not _BYLINE.match(text[line[0] : line[1]])
    if not wraps or head in _OPENERS or _BYLINE.match(text[line[0] : line[1]]):
        return False
    if tail not in '.!?:"”':
        return length > width * 0.55
    word = re.match(r"\S+", text[line[0] : line[0] + 60])
    return word is not None and length + 1 + len(word[0]) > width - 6


def _lead(words: str) -> int:
    """Length of a dateline at the start ("SEOUL, Oct. 12 (Yonhap) -- "), 0 where there is none."""
    m = _DATELINE.match(words[:160])
    if not m or not (m["place"] or m["agency"] or m["date"]):
        return 0
    if len(words) - m.end() < 8 or _CREDIT.search(words[:80]):
        return 0
    place, mark = m["place"] or "", m["mark"]
    if m["agency"]:
        return m.end() if mark or m["date"] or place else 0
    if not mark:
        return 0
    loud = [w for w in re.findall(r"[^\W\d_]{2,}", place) if not w.isupper()]
    if m["date"]:
        if mark == ":":  # "NEW DELHI, September 22: The minister …"
            at_place = re.match(r"[^,/]+", place)
            named = at_place is not None and not loud and _known_place(at_place[0])
            return m.end() if named and words[m.end()].isupper() else 0
        return m.end() if not place or not loud or words[m.end()].isupper() else 0
    if not place or mark == ".":
        return 0
    shouted = re.match(r"[^,/]+", place)
    first = shouted[0] if shouted else place
    if first.isupper() and len(first) > 2 and words[m.end()].isupper():
        # "KYIV, Ukraine —", "NEW DELHI:"; not "NATO: ..." nor "WATCH: ..."
        return m.end() if mark != ":" or _known_place(first) else 0
    known = all(_known_place(part.strip()) for part in re.split(r"[,/]|\band\b", place))
    return m.end() if known and mark in "–—--" and words[m.end()].isupper() else 0


def _kind(words: str, number: int, blocks: list[_Block], *, begun: bool) -> ParagraphKind:
    plain = words.strip()
    if _RULE.match(plain[:_LONGEST]):
        return ParagraphKind.BOILERPLATE
    if address_in(plain):
        return ParagraphKind.BOILERPLATE
    if len(plain) < _LONGEST_LIST and _WROTE.match(plain) and (len(plain) < 300 or ";" in plain):
        return ParagraphKind.BYLINE
    if len(plain) > _LONGEST:
        return ParagraphKind.BODY
    if plain[0] == "#" and plain.lstrip("#")[:1] in " \t":
        return ParagraphKind.HEADLINE
    if _is_date_line(plain):
        return ParagraphKind.DATELINE
    writer = _NAME_BEFORE.match(plain)
    if writer and _is_date_line(plain[writer.end() :]):
        return ParagraphKind.BYLINE
    if len(plain) < 400 and _BYLINE.match(plain.lstrip("—–^ ").rstrip("= ")):
        return ParagraphKind.BYLINE
    if _is_name_or_calling(blocks, number):
        return ParagraphKind.BYLINE
    if is_credits(plain) or (begun and _BIOGRAPHY.match(plain)):
        return ParagraphKind.BOILERPLATE
    if _CREDIT.search(plain) or _credit_in_brackets(plain):
        return ParagraphKind.CAPTION
    if any(p.search(plain) or p.search(plain.lstrip("([*—–- ")) for p in _boilerplate()):
        return ParagraphKind.BOILERPLATE
    if number and begun and _is_signature(plain):
        return ParagraphKind.BOILERPLATE
    if begun and _SIGNED.search(plain[-60:]) and plain.count(" ") > 3:
        return ParagraphKind.BODY
    if number and _CAPTION_LABEL.match(blocks[number - 1].words.strip()[:40]):
        return ParagraphKind.CAPTION
    if plain[-1] not in _ENDINGS or (not begun and plain[-1] in "?!’'”\"" and len(plain) < 160):
        after = blocks[number + 1].words.strip() if number + 1 < len(blocks) else ""
        signed = len(after) < 120 and bool(_BYLINE.match(after))
        return _headline_or_caption(plain, number, len(blocks), begun=begun, signed=signed)
    return ParagraphKind.BODY


def _is_name_or_calling(blocks: list[_Block], number: int) -> bool:
    """Whether a line is a writer's name, or below one: "Ann Lee", "Journalist"."""
    before, here, after = (
        blocks[i].words.strip()[:_SHORT] if 0 <= i < len(blocks) else ""
        for i in (number - 1, number, number + 1)
    )
    pairs = ((here, after), (before, here))
    return any(_AUTHOR.fullmatch(name) and _CALLING.fullmatch(job) for name, job in pairs)


def _headline_or_caption(
    plain: str, number: int, total: int, *, begun: bool, signed: bool
) -> ParagraphKind:
    """What a line that ends like no sentence is for; ``signed``: a byline comes next."""
    if total == 1 or len(plain) > 220:
        return ParagraphKind.BODY
    count = len(plain.split())
    if number and count <= 4 and _NAMES_ONLY.match(plain):
        return ParagraphKind.BYLINE if not begun and signed else ParagraphKind.CAPTION
    if begun and count > 25:
        return ParagraphKind.BODY
    if begun and plain[0] in "-–—*•·":
        return ParagraphKind.BODY
    return ParagraphKind.HEADLINE


def _is_date_line(plain: str) -> bool:
    if len(plain) > 160:
        return False
    if _PUBLISHED_IN.match(plain):
        return True
    if not _HAS_DATE.search(plain):
        return False
    if _PLACE_AND_DATE.match(plain):
        return True
    rest = _DATE_PART.sub(" ", _SITE.sub(" ", plain) if len(plain) < 90 else plain)
    return not re.search(r"[^\W\d_]{2,}", rest) and len(re.findall(r"\d", rest)) < 3


def _is_signature(plain: str) -> bool:
    """An agency's or writer's sign at the end: "(Yonhap)", "==Kyodo", "AFP", "-30-"."""
    if not _SIGNATURE.match(plain) or len(plain.split()) > 4:
        return False
    return not plain[0].isalpha() or (plain.isupper() and len(plain) <= 8)


def _credit_in_brackets(plain: str) -> bool:
    """Whether brackets at the end name a photo's source; a story's own agency ends its last line."""
    m = _CREDIT_IN_BRACKETS.search(plain)
    return m is not None and m.start() > 20 and (not m["agency"] or len(plain) < 250)


def _opens_list(words: str) -> bool:
    return len(words) < 40 and any(p.search(words.strip()) for p in _lists())


def _is_listed(words: str) -> bool:
    """Whether a line in a list of headlines is one too though it ends like a sentence."""
    plain = words.strip()
    return len(plain) < 110 and bool(re.search(r"[^.…,!?][?’'”\"]$", plain))


def _is_about(words: str, authors: set[str]) -> bool:
    """Whether a paragraph behind the story is about who wrote it."""
    return len(words) < _LONGEST and any(words.startswith(f"{name} ") for name in authors)


def _opens_comments(blocks: list[_Block], number: int) -> bool:
    """Whether readers' comments follow: a heading, then names with stamps and buttons."""
    if not _COMMENTS.match(blocks[number].words.strip()[:60]):
        return False
    return any(_COMMENT_MARK.search(b.words.strip()[:60]) for b in blocks[number + 1 : number + 6])


def _known_place(name: str) -> bool:
    return name.casefold() in _places()


@cache
def _places() -> frozenset[str]:
    return frozenset(
        name.casefold() for name in first_column("places/cities") | first_column("places/countries")
    )


@cache
def _boilerplate() -> tuple[re.Pattern[str], ...]:
    return tuple(re.compile(p, re.IGNORECASE) for (p,) in rows("press/boilerplate"))


@cache
def _lists() -> tuple[re.Pattern[str], ...]:
    return tuple(re.compile(p, re.IGNORECASE) for (p,) in rows("press/headline-lists"))


paragraphs = stage("paragraphs", finds="paragraphs", needs={"text"}, adds={"front", "paragraphs"})(
    find_paragraphs
)
