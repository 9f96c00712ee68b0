"""The items of a list in an official notice: how many of what.

Enters: text and the offsets of a list. Leaves: Items in order, each with the name as printed and its own number.
Lists come with semicolons, commas, bullets or one item a line, with parentheses inside each other and broken over
lines and pages. A list within a list ("four batteries with six launchers each") gives its outer items alone.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from dataclasses import dataclass
from functools import cache

from ...model import Span
from ...rules import load_toml
from ...values import Count
from ..mentions import Mention, vocabulary
from .clauses import WORDS
from .lines import counts_in

LONGEST_LIST = 20_000
"""Code points after which a list is cut."""
LONGEST_NAME = 180
_PAGE_MARK = re.compile(
    r"\[\[Page \d{1,6}\]\]|-{5,200}"
    r"|(?:\b\d{3,6}\s{1,9})?Federal Register\s{0,9}/\s{0,9}Vol\.[^/\n]{1,40}/[^/\n]{1,50}/\s{0,9}Notices"
    r"(?:\s{1,9}\d{3,6}\b)?"
)
"""What a print puts between two pages."""
_STOP = re.compile(r"\.(?=\s{1,60}[A-Z“\"(•]|\s{0,60}$)")
_SHORT = re.compile(
    r"(?:\b[A-Z]|\b(?:U\.S|No|Nos|Inc|Corp|Co|Ltd|approx|vs|incl|qty|Mk|cal|St|etc|i\.e|e\.g))$"
)
_BULLET = re.compile(r"^[ \t]{0,60}(?:[•●▪◦‣*·–—-]|\([a-z]\)|[a-z0-9]{1,2}[.)]|\(U\))[ \t]{1,60}", re.M)
_CLOSE = {")": "(", "]": "["}
_ACRONYM = re.compile(r"\([A-Z][A-Za-z0-9/&+.-]{0,18}(?:[ /-][A-Z0-9][A-Za-z0-9/&+.-]{0,18}){0,3}\)")
_MADE_OF = re.compile(r"\b(?:consisting|comprised|composed|consists|total)\s{1,20}of$", re.IGNORECASE)
_ASIDE = re.compile(r"includ|spare|each|install|option", re.IGNORECASE)
_DESIGNATION = re.compile(r"\b(?:[A-Z]{1,4}/)?[A-Z]{1,5}-?\d{1,4}[A-Z0-9/-]{0,10}\b")
_BROKEN = re.compile(r"(?<=[a-z])[-\u00ad]\s{0,9}\n\s{0,60}(?=[a-z])")
COLUMN = 56
"""Code points of a line up to which it is one of a printed column, whose words are broken anywhere; longer ones break
at a hyphen of the word's own."""
_BEHIND = re.compile(
    r"\s\((?:qty|quantity)\b[\s.:]{0,3}(\d{1,3}(?:,\d{3})+|\d{1,6})\)\s{0,9}[.,]?\s{0,9}$"
    r"|\s\((\d{1,3}(?:,\d{3})+|\d{1,6})(?:\s(?:each|units))?\)\s{0,9}[.,]?\s{0,9}$"
    r"|\s[–—-]\s(\d{1,3}(?:,\d{3})+|\d{1,6})(?:\s(?:each|units))?\s{0,9}[.,]?\s{0,9}$",
    re.IGNORECASE,
)
_HYPHEN = re.compile(r"(?<=\w)-\s{0,9}\n\s{0,60}(?=[A-Z0-9])")
_EDGE = " \t\n\r\u00a0,;:.-–—•●▪*·"
_POINT = re.compile(r"\.\d\d\b")
"""".50 caliber"."""
_AND = re.compile(r"\s{1,60}and\s{1,60}(?=[A-Za-z0-9.])")
_AIM = re.compile(r"\b(?:for|of|on|in support of|includ(?:e|es|ing)|such as)\s", re.IGNORECASE)
_HYPHENED = re.compile(r"\b[A-Z][a-z]+-[A-Z]?[a-z]+ed$")
""""Tube-Launched, Optically-Tracked … missiles": the comma is inside the name."""
_WHICH = re.compile(r"\b(?:to include|such as|including)\s", re.IGNORECASE)
_ACRONYM_LAST = re.compile(r"\s{0,9}\([^()]{1,24}\)$")
_BARE_DESIGNATION = re.compile(
    r"\s{1,60}(?:[A-Z]{1,4}/)?[A-Z]{1,5}-\d{1,4}[A-Z0-9/-]{0,10}(?:\(V\)\d{0,2})?\s{0,9}(?=[;.(]|$)"
)
_WORD = re.compile(r"[^\W_][\w.&/'’+-]*")


@dataclass(frozen=True, slots=True)
class Item:
    """One item: its name as printed, where it stands, its number."""

    start: int
    end: int
    name: str
    spans: tuple[Span, ...]
    count: Count | None = None


@cache
def _words(table: str, key: str) -> frozenset[str]:
    return frozenset(load_toml(WORDS)[table][key])


@cache
def _tails() -> re.Pattern[str]:
    words = sorted(load_toml(WORDS)["items"]["tails"], key=len, reverse=True)
    joined = "|".join(re.escape(w).replace(r"\ ", r"\s{1,60}") for w in words)
    kept = "|".join(sorted(_words("items", "kept_with")))
    return re.compile(rf"(?<=\s)(?:{joined})(?=\s|$)(?!(?<=with)\s{{1,60}}(?:{kept})\b)")


@cache
def _title_tails() -> re.Pattern[str]:
    words = load_toml(WORDS)["items"]["title_tails"]
    joined = "|".join(re.escape(w).replace(r"\ ", r"\s{1,60}") for w in words)
    return re.compile(rf",?\s{{1,60}}(?:{joined})\b", re.I)


@cache
def _leads() -> re.Pattern[str]:
    words = sorted(load_toml(WORDS)["items"]["leads"], key=len, reverse=True)
    joined = "|".join(re.escape(w).replace(r"\ ", r"\s{1,60}") for w in words)
    return re.compile(rf"(?:(?<=\W)|^)(?:{joined})[\s:]{{1,60}}$", re.I)


def sentence_end(text: str, start: int, end: int) -> int:
    """Where the sentence that goes on at ``start`` ends, at most at ``end``: after its full stop."""
    for match in _STOP.finditer(text, start, end):
        if not _SHORT.search(text, max(start, match.start() - 8), match.start()):
            return match.start()
    return end


class _Depth:
    """How deep in parentheses an offset stands; a parenthesis that is never closed counts for nothing."""

    def __init__(self, text: str, start: int, end: int) -> None:
        pairs: list[Span] = []
        open_: list[tuple[str, int]] = []
        for match in re.compile(r"[()\[\]]").finditer(text, start, end):
            mark = match[0]
            if mark in "([":
                open_.append((mark, match.start()))
                continue
            if open_ and open_[-1][0] == _CLOSE[mark] and match.start() - open_[-1][1] < 1_500:
                pairs.append((open_.pop()[1], match.end()))
        outer: list[Span] = []
        pairs += [m.span() for m in _PAGE_MARK.finditer(text, start, end)]
        for a, b in sorted(pairs):
            if not outer or a >= outer[-1][1]:
                outer.append((a, b))
        self.outer = outer
        self.semicolons = False
        """Whether the list parts its items by semicolons, so that a comma may stand inside a name."""
        self._starts = [a for a, _ in outer]

    def covers(self, offset: int) -> bool:
        """Whether an offset stands inside a parenthesis."""
        i = bisect_right(self._starts, offset) - 1
        return i >= 0 and self.outer[i][0] < offset < self.outer[i][1]


def find_items(text: str, start: int, end: int, *, lead: bool = False) -> list[Item]:
    """The items of a list: those with a number, and weapons that are named without one.

    ``lead`` keeps the first piece of a list that names a thing, whatever it is: what was asked for.
    """
    end = min(end, start + LONGEST_LIST)
    depth = _Depth(text, start, end)
    cuts = _separators(text, start, end, depth)
    depth.semicolons = any(text[a] == ";" for a, _ in cuts)
    counts = [c for c in counts_in(text, start, end) if not depth.covers(c.start) and c.exact]
    opening = [c for c in counts if _opens_item(text, start, c, lines=not depth.semicolons)]
    if not depth.semicolons and not any("\n" in text[a:b] for a, b in cuts):
        commas = _commas(text, start, end, depth)
        if len(commas) > 1 or not any(_BARE_DESIGNATION.match(text, b, end) for _, b in commas):
            cuts = sorted([*cuts, *commas])
    begins: dict[int, Count | None] = {start: None}
    for _, b in cuts:
        begins.setdefault(b, None)
    for c in opening:
        begins[c.start] = c
    items: list[Item] = []
    order = sorted(begins)
    places = [a for a, _ in cuts]
    listing = within = False
    for i, a in enumerate(order):
        b = order[i + 1] if i + 1 < len(order) else end
        cut = bisect_right(places, a)
        b = min(b, places[cut]) if cut < len(places) else b
        count = begins[a]
        behind = _count_behind(text, a, b) if count is None else None
        if count is not None:
            listing = within = False
            items += _counted(text, count, b, depth)
        elif behind is not None:
            name, spans = _name(text, a, behind.start, depth)
            items += [Item(spans[0][0], behind.end, name, spans, behind)] if spans else []
        elif (
            _blank_before(text, a, b, order, begins)
            and not (listing and _ends_with_thing(text, a, b))
            and (depth.semicolons or not within)
        ):
            items += _uncounted(text, a, b, depth, lead=lead and i == 0)
            listing = _AIM.search(text, a, b) is not None and _ends_with_thing(text, a, b)
            within = _WHICH.search(text, a, b) is not None
    return items


def _commas(text: str, start: int, end: int, depth: _Depth) -> list[Span]:
    """The commas between two offsets, each with the "and" behind it."""
    found = re.compile(r",(?=\s)(?:\s{1,60}and\b)?").finditer(text, start, end)
    return [
        m.span()
        for m in found
        if not depth.covers(m.start()) and not _HYPHENED.search(text, max(start, m.start() - 30), m.start())
    ]


def _ends_with_thing(text: str, start: int, end: int, *, parts: bool = False) -> bool:
    """Whether a piece ends with a name of equipment: "support for C-172, C-208, and T-6 aircraft" lists no items."""
    while end > start and (text[end - 1].isspace() or text[end - 1] in _EDGE):
        end -= 1
    paren = _ACRONYM_LAST.search(text, max(start, end - 40), end)
    end = paren.start() if paren is not None else end
    return any(
        m.end == end and (parts or not m.part) and m.type in ("equipment", "noun")
        for m in vocabulary().find(text, max(start, end - 120), end)
    )


def _uncounted(text: str, start: int, end: int, depth: _Depth, *, lead: bool) -> list[Item]:
    """The weapons that a piece without a number names, between its commas."""
    found: list[Item] = []
    at = start
    several = False
    joins = [m.span() for m in _AND.finditer(text, start, end) if not depth.covers(m.start())]
    for a, b in [*sorted([*_commas(text, start, end, depth), *joins]), (end, end)]:
        item = _named(text, at, a, depth, lead=lead and at == start) if at < a else None
        if item is not None:
            found.append(item)
        if at < a and _tails().search(text, at, a) is not None:
            # "spare parts for the all up round and exercise torpedo configured MK 54"
            break
        plural = text[at:a].rstrip()[-2:].rstrip("s").islower() and text[at:a].rstrip().endswith("s")
        several = several or (a < end and (plural or _ends_with_thing(text, at, a, parts=True)))
        at = max(at, b)
    if len(found) > 1 or (found and several):
        return found
    # "Tube-Launched, Optically-Tracked missiles" is one thing.
    whole = _named(text, start, end, depth, lead=lead)
    return [whole] if whole is not None else found


def _count_behind(text: str, a: int, b: int) -> Count | None:
    """The number of an item that stands behind its name: "Hellfire missiles (qty 200)", "Hellfire missiles – 200"."""
    found = _BEHIND.search(text, max(a, b - 60), b)
    if found is None or (found.start() <= a and a > 0):
        return None
    figure = found[1] or found[2] or found[3]
    if found[1] is None and re.fullmatch(r"(?:19|20)\d\d|\d", figure) is not None:
        return None
    at = found.start(found.lastindex or 0)
    return Count(at, at + len(figure), int(figure.replace(",", "")))


def _blank_before(text: str, a: int, b: int, order: list[int], begins: dict[int, Count | None]) -> bool:
    """Whether a piece without a number is one of its own, not the words before an item's number."""
    following = begins.get(b)
    return following is None or len(_WORD.findall(text, a, b)) > 4


def _separators(text: str, start: int, end: int, depth: _Depth) -> list[Span]:
    """Semicolons, bullets and line ends that part items."""
    cuts = [m.span() for m in re.compile(r";(?:\s{0,60}(?:and|or|\[and\])\b)?").finditer(text, start, end)]
    cuts += [m.span() for m in re.compile(r"\.(?=[ \t]{0,60}\n)").finditer(text, start, end)]
    for match in _BULLET.finditer(text, start, end):
        cuts.append(match.span())
    return sorted(c for c in cuts if not depth.covers(c[0]))


def _opens_item(text: str, start: int, count: Count, *, lines: bool = True) -> bool:
    """Whether a number begins an item, and is not a part of one; ``lines``: a new line may open an item."""
    at = (
        count.bound_span[0]
        if count.bound_span is not None and count.bound_span[0] < count.start
        else count.start
    )
    for _ in range(4):
        found = _leads().search(text, max(start, at - 40), at)
        if found is None:
            break
        word = found[0].strip(" \t\r\n:").lower()
        if word in ("and", "plus", "or", "also"):
            return word != "or"
        if word == "of" and _MADE_OF.search(text, max(start, at - 40), found.start() + 2):
            return True
        at = found.start()
    marked = re.compile(
        r"(?:\(U\)|(?:^|[:;,]|\b(?:and|or))\s{0,9}\((?:[a-z]|[ivx]{1,4}|\d)\))\s{0,60}$"
    ).search(text, max(0, at - 72), at)
    if marked is not None:
        return True
    before = text[max(start, at - 80) : at]
    bare = before.rstrip()
    if before[len(bare) :].count("\n") and bare.endswith("."):
        return True
    if bare.endswith(("-", "–", "—")):
        return bare[:-1].rstrip(" \t")[-1:] in ("", "\n", ";", ":")
    if not bare or bare[-1] in ";,:•●▪*·[(":
        return not bare or bare[-1] not in "[("
    if bare.endswith((" and", "\nand", "[and]", "plus")):
        return True
    if lines and "\n" in before[len(bare) :]:
        words = _WORD.findall(bare)
        return bool(words) and words[-1].lower() not in _words("items", "holding")
    return at <= start


def _counted(text: str, count: Count, end: int, depth: _Depth) -> list[Item]:
    """The item that a number begins, and weapons without a number behind it: "637 M4A4 carbines and ammunition"."""
    name, spans = _name(text, count.end, end, depth)
    words = [w.lower() for w in _WORD.findall(name)]
    if not words or {words[0], words[0].strip(".")} & _words("items", "units"):
        return []
    if not any(c.isalpha() for c in name):
        return []
    found = [Item(count.start, spans[-1][1], name, spans, count)]
    more = _AND.match(text, spans[-1][1], end)
    if more is not None and not counts_in(text, more.end(), end):
        item = _named(text, more.end(), end, depth, lead=False)
        found += [item] if item is not None else []
    return found


def _named(text: str, start: int, end: int, depth: _Depth, *, lead: bool) -> Item | None:
    """An item without a number: a weapon that the tables know, or, leading a request, whatever is asked for."""
    name, spans = _name(text, start, end, depth)
    words = _WORD.findall(name)
    if not spans or len(name) < 3 or not words:
        return None
    named = any(w[0].isupper() for w in words[:3]) or weapon_in(text, spans)
    if lead and named and words[0].lower() not in _words("items", "holding"):
        return Item(spans[0][0], spans[-1][1], name, spans)
    return Item(spans[0][0], spans[-1][1], name, spans) if _is_arm(text, spans) else None


def _is_arm(text: str, spans: tuple[Span, ...]) -> bool:
    """Whether some words name a weapon and nothing that goes with one: no spares, no trainers, no containers."""
    a, b = spans[0][0], spans[-1][1]
    paren = _ACRONYM_LAST.search(text, a, b)
    b = paren.start() if paren is not None else b
    words = [w.lower() for w in _WORD.findall(text, a, b)]
    if len(words) < 2 or words[-1] in _words("items", "sundries"):
        return False
    mentions = vocabulary().find(text, a, b)
    arms = [m for m in mentions if _is_weapon_mention(m, text, a)]
    if not arms:
        return False
    last = arms[-1]
    behind = _WORD.findall(text, last.end, b)
    if behind:
        unit = mentions[-1] if mentions[-1].category == "unit" and mentions[-1].end == b else None
        plain = unit is not None and not text[last.end : unit.start].strip()
        titled = last.type == "equipment" and all(w[:2].istitle() for w in behind)
        if not plain and (not titled or _words("items", "sundries").intersection(w.lower() for w in behind)):
            return False
    if mentions[-1].part and mentions[-1].end == b and not _is_weapon("", mentions[-1].name):
        return False
    known = any(m.type == "equipment" for m in arms)
    return known or not _words("items", "sundries").intersection(words)


def _is_weapon_mention(mention: Mention, text: str, start: int) -> bool:
    """Whether a name in a list is a weapon's: the tables', or a noun of arms that is told apart by more words."""
    if mention.type == "equipment":
        return mention.row is not None and _is_weapon(mention.category, mention.row["kind"], known=True)
    if mention.type != "noun" or not _is_weapon(mention.category, mention.name):
        return False
    told = text[start : mention.start].strip()
    if mention.part or mention.category == "unit":
        # "M261 rocket launchers", "30mm rounds": a launcher or a round of no kind is none.
        return any(c.isdigit() for c in told)
    return bool(told) or " " in mention.name.strip()


def weapon_in(text: str, spans: tuple[Span, ...]) -> bool:
    """Whether some words name a weapon of the tables, or carry a designation beside a noun of arms."""
    a, b = spans[0][0], spans[-1][1]
    designated = _DESIGNATION.search(text, a, b) is not None
    return any(
        (m.type == "equipment" and m.row is not None and _is_weapon(m.category, m.row["kind"], known=True))
        or (m.type == "noun" and not m.part and designated and _is_weapon(m.category, m.name))
        for m in vocabulary().find(text, a, b)
    )


def _is_weapon(category: str, noun: str, *, known: bool = False) -> bool:
    """Whether a thing is an arm: of a category of the register, or by its noun; ``known``: a platform is one too."""
    low = noun.lower().removesuffix("s")
    if category not in ("", "other", "unit"):
        return True
    arms = _words("items", "arms") | (_words("items", "platforms") if known else frozenset())
    return any(low == w or low.endswith(" " + w) for w in arms)


def printed(text: str, spans: list[Span]) -> str:
    """The words of some spans on one line, words broken at a line's end made whole, acronyms of a kind spelt out."""
    name = " ".join(" ".join(_HYPHEN.sub("-", _mended(text, a, b)).split()) for a, b in spans)
    last = _WORD.findall(name)[-1:]
    kind = load_toml(WORDS)["items"]["kinds"].get(last[0].removesuffix("s")) if last else None
    if kind is None or not name.endswith(last[0]) or name == last[0]:
        return name
    return name[: -len(last[0])] + str(kind) + ("s" if last[0].endswith("s") else "")


def _mended(text: str, start: int, end: int) -> str:
    """A stretch whose words were broken at a line's end: in a narrow column anywhere, else at a hyphen of their own."""
    pieces: list[str] = []
    at = start
    for match in _BROKEN.finditer(text, start, end):
        line = text.rfind("\n", max(0, match.start() - COLUMN - 1), match.start())
        pieces += [text[at : match.start()], "" if line >= 0 else "-"]
        at = match.end()
    return "".join([*pieces, text[at:end]])


def _name(text: str, start: int, end: int, depth: _Depth) -> tuple[str, tuple[Span, ...]]:
    """The name of an item in ``text[start:end]``: the words up to its tail, parentheses but for acronyms left out."""
    end = min(end, start + 1_200)
    pieces: list[Span] = []
    at = start
    for a, b in depth.outer:
        if b <= start or a >= end:
            continue
        inside = text[a:b]
        capitals = sum(c.isupper() for c in inside)
        if a and not text[a - 1].isspace() and len(inside) <= 6 and not inside[1:-1].isdigit():
            # "AN/AAQ-24(V)N", "kit(s)"
            continue
        if capitals > 1 and _ACRONYM.fullmatch(inside) and not _ASIDE.search(inside):
            continue
        pieces.append((at, a))
        at = b
    pieces.append((at, end))
    spans: list[Span] = []
    begun = False
    for a, b in pieces:
        a, b, whole = _trim(text, a, b, depth, first=not begun)
        if a < b:
            spans.append((a, b))
            begun = True
        if not whole:
            break
    if not spans:
        return "", ()
    if spans[-1][1] - spans[0][0] > LONGEST_NAME * 2:
        spans = spans[:1]
    a, b = spans[0]
    if b - a > LONGEST_NAME:
        cut = text.rfind(" ", a, a + LONGEST_NAME)
        spans[0] = (a, cut if cut > a else a + LONGEST_NAME)
        spans = spans[:1]
    return printed(text, spans), tuple(spans)


def _mark(text: str, a: int, b: int, depth: _Depth) -> re.Match[str] | None:
    """The comma or other mark that ends a name: not one inside it ("Tube-Launched, Optically-Tracked … missiles")."""
    for match in re.compile(r",(?!\d{3}\b)|[;:]|\.(?=\s|$)").finditer(text, a, b):
        own = match[0] == "," and _BARE_DESIGNATION.match(text, match.end(), b) is not None
        if own and _DESIGNATION.search(text, a, match.start()) is None:
            # "Radar Detecting Sets, AN/APR-39E(V)2", not "MXU-651B/B Air Foil Groups, GBU-10"
            continue
        inside = (
            depth.semicolons and match[0] == "," and re.compile(r"\s{1,60}[A-Z]").match(text, match.end(), b)
        )
        if match[0] == "," and _HYPHENED.search(text, max(a, match.start() - 30), match.start()):
            continue
        if inside and text[match.start() - 1 : match.start()] != ")":
            mentions = vocabulary().find(text, a, match.start())
            if not any(m.end == match.start() and m.type in ("noun", "equipment") for m in mentions):
                continue
        return match
    return None


def _joined(text: str, a: int, b: int) -> int | None:
    """Where another thing begins in a name: "missiles and containers", "aircraft and Mid-Life Update kits"."""
    plain = re.compile(r"\sand(?=\s{1,60}[a-z])|\sand\s{1,60}(?=\d)").search(text, a, b)
    stop = plain.start() if plain is not None and plain.start() > a else None
    last = stop if stop is not None else b
    more = re.compile(r"\sand\s{1,60}(?=[A-Z])").search(text, a, last)
    if more is not None and more.start() > a:
        while last > more.end() and (text[last - 1].isspace() or text[last - 1] in _EDGE):
            last -= 1
        mentions = [m for m in vocabulary().find(text, a, last) if m.type in ("noun", "equipment")]
        ended = any(m.end == more.start() for m in mentions)
        other = any(m.start >= more.end() and m.end == last for m in mentions)
        if ended and other and not any(m.start == more.end() and m.type == "equipment" for m in mentions):
            stop = more.start()
    return stop


def _trim(text: str, a: int, b: int, depth: _Depth, *, first: bool) -> tuple[int, int, bool]:
    """The part of a piece that belongs to the name, and whether the name may go on behind it."""
    opened = a
    if first:
        while a < b and (text[a] in _EDGE or text[a].isspace()) and not _POINT.match(text, a):
            a += 1
        article = re.compile(
            r"(?:each|of|an?|the|x|additional|new|and|also|various|several|phase\s\w{1,5}\sof)\s{1,60}", re.I
        ).match(text, a, b)
        while article is not None:
            a = article.end()
            article = re.compile(
                r"(?:each|of|an?|the|x|additional|new|and|also|various|several|phase\s\w{1,5}\sof)\s{1,60}",
                re.I,
            ).match(text, a, b)
    else:
        # "… (AMRAAM), and spares": what stands behind the parenthesis goes on only with a word.
        edge = re.compile(r"\s{0,60}[,;:.]").match(text, a, b)
        if edge is not None:
            return a, a, False
    stop = b
    tail = _tails().search(text, a, b)
    for match in (tail, _mark(text, a, b, depth)):
        if match is not None and match.start() < stop and not depth.covers(match.start()):
            stop = match.start()
    joined = _joined(text, a, stop)
    if joined is not None:
        stop = joined
    whole = stop == b
    while stop > a and (text[stop - 1] in _EDGE or text[stop - 1].isspace()):
        stop -= 1
    hanging = re.compile(r"\s(?:and|or|plus|\[and\]|&)$").search(text, max(a, stop - 8), stop)
    if hanging is not None:
        stop = hanging.start()
    while a < stop and text[a].isspace():
        a += 1
    return (a, stop, whole) if a < stop else (opened, opened, whole)


def find_title(text: str, start: int, end: int) -> list[Item]:
    """What a determination names: "Javelin Missiles and related equipment"; several weapons are several items."""
    cut = _title_tails().search(text, start, end)
    stop = cut.start() if cut is not None else end
    depth = _Depth(text, start, stop)
    parts: list[Span] = []
    numbers = {c.start for c in counts_in(text, start, stop) if _opens_item(text, start, c)}
    at = start
    for match in re.compile(r",?\s{1,60}and\s{1,60}|,\s{1,60}|;\s{0,60}(?:and\s{1,60})?").finditer(
        text, start, stop
    ):
        if depth.covers(match.start()):
            continue
        both = weapon_in(text, ((at, match.start()),)) and weapon_in(text, ((match.end(), stop),))
        if both or match.end() in numbers:
            parts.append((at, match.start()))
            at = match.end()
    parts.append((at, stop))
    found: list[Item] = []
    for a, b in parts:
        while a < b and (text[a].isspace() or text[a] in _EDGE):
            a += 1
        while b > a and (text[b - 1].isspace() or text[b - 1] in _EDGE):
            b -= 1
        counts = [c for c in counts_in(text, a, b) if c.exact and not depth.covers(c.start)]
        count = next((c for c in counts if _opens_item(text, a, c)), None)
        if count is not None:
            a = count.end
            while a < b and text[a].isspace():
                a += 1
        article = re.compile(r"(?:an?|the|up to|additional|various|several)\s{1,60}").match(text, a, b)
        if article is not None:
            a = article.end()
        if a < b and b - a <= 2 * LONGEST_NAME:
            found.append(
                Item(count.start if count is not None else a, b, printed(text, [(a, b)]), ((a, b),), count)
            )
    return found
