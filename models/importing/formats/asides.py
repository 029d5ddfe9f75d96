"""What stands in a page beside its story: told by how it is marked, or by being nothing but links.

Share buttons, related headlines, forms for newsletters and boxes about the writer are no part of
an article; a headline that leads to another article would be read as something that happened.
"""

import re
from collections.abc import Sequence
from itertools import islice, pairwise

from lxml import etree

from models.importing.formats.markup import Element, paragraphs

_TAGS = frozenset("nav aside form button footer".split())
_MARKS = frozenset(
    "newsletter newsletters signup subscribe subscription related readmore recirc recirculation "
    "recommended recommendations recommends trending share sharing shares social socials byline "
    "bylines authorbio authorbox bio tags taglist comments promo promos promoted sponsored advert "
    "advertisement outbrain taboola breadcrumb breadcrumbs copyright disclaimer".split()
)
_PAIRS = frozenset(
    "read-more sign-up see-also more-on most-read most-popular author-bio author-box "
    "author-info also-read tag-list photo-credit related-content".split()
)
# What stands below such a heading leads elsewhere.
_HEADED = re.compile(
    r"(?:more (?:from|on|in|stories|news|about|like this)\b.{0,40}|related\b.{0,30}"
    r"|(?:you (?:may|might|'ll|will) (?:also )?|readers also )(?:like|enjoy|love|read)(?: this)?"
    r"|(?:most|also|must|top|must-)\s?(?:popular|read|viewed|shared|reads|stories)"
    r"|recommended\b.{0,30}|trending\b.{0,20}|popular|read (?:more|next|also|this next)|up next"
    r"|latest (?:stories|news|articles)|editors?['’]?s? picks?|don['’]t miss|what to read next"
    r"|top stories|share this.{0,20}|follow us.{0,30}|about the authors?|newsletters?"
    r"|sign up.{0,60}|subscribe.{0,60})\W*",
    re.IGNORECASE,
)
_HEADINGS = frozenset("h2 h3 h4 h5 h6 header".split())
_LEAVES = frozenset("p li h2 h3 h4 h5 h6 dt dd blockquote div".split())
_DEEP = 4  # elements around a link, up to its paragraph
_LINKED = 0.8  # of a paragraph's letters: it only leads elsewhere
_MOST = 0.4  # of the words of a page: what holds more isn't beside the story
_LABEL = re.compile(r"^[^:|]{1,24}[:|]\s*")  # "Read more: " before a link
_CUT = re.compile(r"(?<=[a-z])(?=[A-Z])|[^A-Za-z]+")


def aside_lines(tree: Element) -> frozenset[str]:
    """The paragraphs beside the story of a page, each as ``plain`` gives it."""
    return frozenset(plain(part) for each in asides(tree) for part in paragraphs(each))


def without_asides(tree: Element) -> Element:
    """The same tree without what stands beside the story."""
    for each in asides(tree):
        each.drop_tree()
    return tree


def asides(tree: Element) -> list[Element]:
    """The elements beside the story, none of them inside of another one."""
    most = _MOST * max(1, _words(tree))
    leading = {block for link in tree.iter("a") if (block := _block_of(link)) is not None}
    found = []
    walk = etree.iterwalk(tree, events=("start",))
    for _, each in walk:
        if not isinstance(each.tag, str) or each is tree:
            continue
        marked = each.tag in _TAGS or _is_marked(each) or _is_headed(each)
        if (marked and _words(each) <= most) or (each in leading and _only_leads(each)):
            found.append(each)
            walk.skip_subtree()
    return found


def _block_of(link: Element) -> Element | None:
    """The paragraph that a link stands in; None where it is in no small one."""
    for above in islice(link.iterancestors(), _DEEP):
        if above.tag in _LEAVES:
            return above
    return None


def without(lines: Sequence[str], beside: frozenset[str]) -> list[str]:
    """The lines of a story without those beside it, unless that would leave less than half."""
    left = [line for line in lines if plain(line) not in beside]
    count = sum(len(line.split()) for line in lines)
    return left if 2 * sum(len(line.split()) for line in left) >= count else list(lines)


def plain(line: str) -> str:
    """A line to be compared by: its words in small letters."""
    return re.sub(r"\W+", " ", line).strip().casefold()


def _words(element: Element) -> int:
    return len("".join(element.itertext()).split())


def _is_marked(element: Element) -> bool:
    for name in ("class", "id", "data-component", "data-testid"):
        value = element.get(name)
        if not value:
            continue
        for token in value.split():
            words = [word.lower() for word in _CUT.split(token) if word]
            if words and (words[0] in _MARKS or words[-1] in _MARKS):
                return True
            if any(f"{one}-{other}" in _PAIRS for one, other in pairwise(words)):
                return True
    return False


def _is_headed(element: Element) -> bool:
    """Whether an element begins with a heading that says that it leads elsewhere."""
    first = element
    for _ in range(_DEEP):
        if first.text and first.text.strip():
            return False
        first = next((each for each in first if isinstance(each.tag, str)), None)
        if first is None:
            return False
        if first.tag in _HEADINGS:
            return _HEADED.fullmatch(" ".join("".join(first.itertext()).split())) is not None
    return False


def _only_leads(element: Element) -> bool:
    """Whether a paragraph is nothing but a link, with a label before it perhaps."""
    if any(each.tag in _LEAVES for each in element.iterdescendants()):
        return False
    words = _LABEL.sub("", " ".join("".join(element.itertext()).split()))
    links = (" ".join("".join(link.itertext()).split()) for link in element.iter("a"))
    return bool(words) and sum(map(len, links)) >= _LINKED * len(words)
