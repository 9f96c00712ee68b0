"""Reads who a source is: people by name, title and office, bodies, and what pronouns and surnames stand for.

Enters: the words of a noun phrase as tokens, and the page they stand on. Leaves: the name as the document prints it
most fully, with the words that it was read from. A person is told by capital letters and titles, so a sentence in
capitals alone is not read; two people of one surname are told apart only by their titles and first names.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections import Counter
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING

from ..model import Span
from ..rules import has_data, load_table, split_cell
from .roles import Introduced, Roles
from .wording import SHORT, UPPER, Word, bare, bare_low, is_title, lexicon, plain, possessive, words_of

if TYPE_CHECKING:
    from .page import Page

_RUN = re.compile(
    rf"(?<![\w’'])(?:(?:{SHORT})\.|[{UPPER}]\.|[{UPPER}](?:[\w’'\-]{{0,40}}[\w])?)"
    rf"(?:\s(?:(?:de|da|del|della|der|den|di|dos|du|la|van|von|bin|ibn|al|el|ben|ter)\s){{0,2}}(?:(?:{SHORT})\.|[A-Z]\.(?:[A-Z]\.)?|(?:[ae]l-)?[{UPPER}][\w’'\-]{{0,40}}[\w])){{1,7}}"
)

_BEFORE_NOUNS = frozenset(("the", "its", "their", "his", "her"))
"""Words that are left out before a description."""

_ACRONYM = re.compile(r"[A-Z]{2,6}$")
_INSIDE = re.compile(rf"[a-z,]\s([{UPPER}]\w{{0,40}})")


@dataclass(frozen=True, slots=True)
class Named:
    """Who a noun phrase names."""

    speaker: str
    spans: tuple[Span, ...]
    kind: str
    """person, body (a state too), description, pronoun or paper."""
    gender: str = ""
    """f, m or empty where the words do not show it."""


def _without_asides(words: list[Word]) -> list[Word]:
    """A noun phrase without "(Ret.)" and "(res)" inside a rank."""
    for i in range(len(words) - 2):
        if words[i].text == "(" and words[i + 1].low.rstrip(".") in (
            "ret",
            "res",
            "retd",
            "retired",
            "reserve",
        ):
            end = next((k for k in range(i + 2, min(i + 4, len(words))) if words[k].text == ")"), i)
            if end > i:
                return words[:i] + words[end + 1 :]
    return words


class Cast:
    """The people of one page: whose full name is printed where, and whom a short form or an office means."""

    def __init__(self, page: Page) -> None:
        self.page = page
        self.lexicon = lexicon()
        self._full: dict[str, Counter[str]] = {}
        self._first: dict[str, Span] = {}
        self._named: list[tuple[str, Span, tuple[str, ...], str]] = []
        """Name, place, titles and state (code or empty) of each person, in order."""
        self._roles: Roles | None = None
        self._gender: dict[str, str] = {}
        self._inside: set[str] | None = None
        """The words that stand in capitals in the middle of sentences."""
        self._fullest: dict[tuple[str, str], tuple[str, Span | None]] = {}
        self._bodies: dict[str, list[tuple[str, Span]]] = {}
        self._places: list[tuple[int, str, str]] = []
        """Where each name stands, the name and its gender, in order."""
        self.known_people: set[str] = set()
        """Names that a title or a first name shows to be a person's."""
        self._long_names: dict[str, Span | None] = {}
        self._mentions: dict[tuple[int, str], str] | None = None
        self._read = False

    # -- the document's own names

    def _collect(self) -> None:
        self._read = True
        words = self.lexicon
        for match in _RUN.finditer(self.page.text):
            tokens = match[0].split()
            if not match[0][0].isupper():
                continue
            parts: list[tuple[str, int]] = []
            at = match.start()
            for token in tokens:
                at = self.page.text.find(token, at)
                parts.append((token, at))
                at += len(token)
            begin = 1 if bare_low(tokens[0]) in words.openers else 0
            titles: list[str] = []
            state = ""
            before = (
                self.page.text[max(0, match.start() - 16) : match.start()].rstrip(", ").rpartition(" ")[2]
            )
            if before in words.female:
                self._gender.setdefault(bare_low(tokens[-1]), "f")  # "his wife Vijaya"
            if len(tokens) > 1 and before in words.titles:
                # "the ministry's spokesman, Hervé Grandjean"
                self.known_people.add(" ".join([*tokens[:-1], bare(tokens[-1])]))
            post = _TO.search(self.page.text, max(0, match.start() - 18), match.start())
            if post is not None and len(tokens) > 1:
                # "ambassador to Serbia Christopher Hill", "President of South Korea X": the state belongs to the post
                two = " ".join(bare_low(t) for t in tokens[:2])
                size = 2 if two in state_codes() else 1 if bare_low(tokens[0]) in state_codes() else 0
                if size or post[1] == "mbassador":
                    begin, titles = size or 1, ["ambassador" if post[1] == "mbassador" else post[1].lower()]
            for i, (token, _) in enumerate(parts):
                code = state_codes().get(bare_low(token), "")
                state = code or state
                if i and possessive(token) and i + 1 < len(parts):
                    self._note(parts[begin : i + 1], titles, state)
                    begin, titles = i + 1, []
                elif possessive(token) and i + 1 < len(parts):
                    begin, titles = i + 1, []
                elif is_title(bare_low(token)) or (begin == i and bare_low(token) in words.prefixes):
                    if begin == i or (is_title(bare_low(token)) and i + 1 < len(parts)):
                        begin = i + 1
                    titles.append(bare_low(token))
                elif begin == i and i + 2 < len(parts) and bare_low(token) in words.times - words.names_too:
                    begin = i + 1  # "last Thursday Udi Adam"
            self._note(parts[begin:], titles, state)

    def _note(self, parts: list[tuple[str, int]], titles: list[str], state: str) -> None:
        words = self.lexicon
        if not parts:
            return
        lows = [bare_low(t) for t, _ in parts]
        last = lows[-1]
        gender = "f" if words.female & set(titles) else "m" if words.male & set(titles) else ""
        if lows[0] in words.female_names:
            gender = "f"
        if (
            titles
            and last.isalpha()
            and last not in words.bodies
            and last not in words.times - words.names_too
            and last not in words.prefixes
        ):
            self.known_people.add(" ".join([t for t, _ in parts[:-1]] + [bare(parts[-1][0])]))
        self._places.append(
            (parts[0][1], " ".join([t for t, _ in parts[:-1]] + [bare(parts[-1][0])]), gender)
        )
        if len(parts) == 1:
            if gender and last not in self._gender:
                self._gender[last] = gender
            if titles and last not in words.bodies:
                span = (parts[0][1], parts[0][1] + len(bare(parts[0][0])))
                self._named.append((bare(parts[0][0]), span, tuple(titles), state))
            return
        if (
            len(parts) > 4
            or any(low in words.bodies or low in words.times - words.names_too for low in lows)
            or (not last.isalpha() and "-" not in last)
        ):
            return
        if last in ("jr", "sr") and len(lows) > 2:
            last = lows[-2]
        name = " ".join([t for t, _ in parts[:-1]] + [bare(parts[-1][0])])
        span = (parts[0][1], parts[-1][1] + len(bare(parts[-1][0])))
        counter = self._full.setdefault(plain(last), Counter())
        counter[name] += 1
        self._first.setdefault(name, span)
        if gender:
            self._gender.setdefault(name, gender)
        self._named.append((name, span, tuple(titles), state))

    def full_name(self, short: str, title: str = "") -> tuple[str, Span | None]:
        """The fullest printed form of a surname, and where it first stands; the surname itself where there is none."""
        if not self._read:
            self._collect()
        key = plain(bare_low(short))
        known = self._full.get(key)
        if not known:
            return short, None
        want = "f" if title in self.lexicon.female else "m" if title in self.lexicon.male else ""
        if (key, want) in self._fullest:
            return self._fullest[key, want]
        fitting = [n for n in known if not want or self.gender(n) in ("", want)] or list(known)
        best = max(fitting, key=lambda n: (bool(want) and self.gender(n) == want, known[n]))
        self._fullest[key, want] = best, self._first[best]
        return self._fullest[key, want]

    def known(self, word: str) -> bool:
        """Whether a capitalised word is a name: part of a full one, or capital in the middle of a sentence."""
        if not self._read:
            self._collect()
        key = plain(bare_low(word))
        if key in self._full:
            return True
        if self._inside is None:
            self._inside = {plain(bare_low(m[1])) for m in _INSIDE.finditer(self.page.text)}
        return key in self._inside

    def gender(self, name: str) -> str:
        """f, m or empty for a name, from titles that the document gives."""
        if not self._read:
            self._collect()
        if name in self._gender:
            return self._gender[name]
        parts = name.split()
        if not parts:
            return ""
        if parts[0].lower() in self.lexicon.female_names:
            return "f"
        return self._gender.get(bare_low(parts[-1]), "")

    def holder(
        self, words: list[Word], focus: tuple[str, ...], *, ahead: bool = False
    ) -> tuple[str, Span] | None:
        """Whom the document names with the office that a description gives; ``focus`` names go first."""
        return self._known_roles().holder(words, words[0].start, focus, ahead=ahead)

    def may_be(self, name: str, noun: str) -> bool:
        """Whether nothing that the document says of a person speaks against a word for them."""
        return self._known_roles().may_be(name, noun)

    def _known_roles(self) -> Roles:
        if not self._read:
            self._collect()
        if self._roles is None:
            self._roles = Roles(self.page.text, self._introduced(), state_codes())
        return self._roles

    def _introduced(self) -> list[Introduced]:
        """Each person where the text names one, with titles; the office too of those whom the table of people has."""
        found = [
            Introduced(self.full_name(name)[0] if " " not in name else name, span, titles, state)
            for name, span, titles, state in self._named
            if not any(bare_low(w) in state_codes() for w in name.split())
        ]
        for mention in self.page.mentions:
            if mention.type == "person" and mention.row is not None:
                name = self.page.text[mention.start : mention.end]
                if " " not in name:
                    full, where = self.full_name(name)
                    name = full if where is not None else mention.name
                office = tuple(mention.row.get("office", "").lower().replace(",", "").split())
                found.append(Introduced(name, (mention.start, mention.end), office, mention.state))
        return sorted(found, key=lambda i: i.span[0])

    def _canonical(self, span: Span, kind: str) -> str:
        """The name that a table has for the words at a span, where a mention of that kind stands there."""
        if self._mentions is None:
            self._mentions = {}
            for mention in self.page.mentions:
                kind_of = "body" if mention.type in ("body", "group", "outlet") else mention.type
                if kind_of in ("person", "body", "maker"):
                    self._mentions[mention.start, kind_of] = mention.name
        return self._mentions.get((span[0], kind), "")

    def body_before(self, noun: str, offset: int) -> tuple[str, Span] | None:
        """The body last named before a place whose name has a noun in it: "Israel's defence ministry"."""
        if noun not in self._bodies:
            found: list[tuple[str, Span]] = []
            if noun in self.lexicon.makers:
                for mention in self.page.mentions:
                    if mention.type == "maker":
                        found.append((mention.name, (mention.start, mention.end)))
            else:
                capital = rf"[{UPPER}][\w’'.&-]{{0,40}}"
                pattern = re.compile(
                    rf"(?<!\w)(?:{capital}\s(?:(?:defen[cs]e|foreign|interior)\s)?){{1,4}}(?:{noun}|{noun.title()})\b"
                    rf"(?:\sof(?:\sthe)?(?:\s{capital}){{1,3}})?|\b{noun.title()}\sof(?:\sthe)?(?:\s{capital}){{1,3}}"
                )
                for match in pattern.finditer(self.page.text):
                    named = self._body(words_of(self.page.text, match.start(), match.end()))
                    if named is not None:
                        found.append((named.speaker, named.spans[0]))
                    else:
                        words = [
                            w
                            for w in words_of(self.page.text, match.start(), match.end())
                            if w.low not in self.lexicon.openers
                        ]
                        if words and any(
                            possessive(w.text) or state_codes().get(bare_low(w.text)) for w in words
                        ):
                            span = (words[0].start, words[-1].end)
                            found.append((" ".join(self.page.text[span[0] : span[1]].split()), span))
            self._bodies[noun] = found
        known = self._bodies[noun]
        index = bisect_right(known, offset, key=lambda entry: entry[1][1])
        return known[index - 1] if index else None

    def shown(self, name: str) -> bool:
        """Whether a title or a first name of the document shows a name to be a person's."""
        if not self._read:
            self._collect()
        return name in self.known_people or name.split()[-1] in self.known_people or self.gender(name) != ""

    def person_in(self, start: int, end: int) -> Named | None:
        """The person first named, with more than one word or a title, in a stretch of text."""
        if not self._read:
            self._collect()
        for a, name, gender in self._places[bisect_left(self._places, (start,)) :]:
            if a >= end:
                return None
            if name in self.known_people or self._known_roles().holds_office(name):
                full, where = (name, None) if " " in name else self.full_name(name)
                span = (a, a + len(name))
                return Named(
                    full,
                    (span, where) if where is not None and where != span else (span,),
                    "person",
                    gender or self.gender(full),
                )
        return None

    # -- one noun phrase

    def read(self, words: list[Word]) -> Named | None:
        """Who the words of a source name; None where they name nobody."""
        lex = self.lexicon
        words = _without_asides(words)
        while words and (words[-1].text in ",;:—–-(" or words[-1].low in ("and", "who")):
            words = words[:-1]
        while words and (words[0].text in ",;:—–-)." or words[0].low in ("and", "but")):
            words = words[1:]
        if not words:
            return None
        if words[0].low == "no" or all(w.low in ("a", "an", "the") or w.quoted for w in words):
            return None
        if len(words) == 1 and words[0].low not in lex.pronouns and _contracted(words[0].low) in lex.pronouns:
            return None  # "They're"
        whole = (words[0].start, words[-1].end)
        first = words[0].low
        if first in lex.pronouns and (
            len(words) == 1 or (words[1].low not in ("of",) and not words[1].text[0].isalpha())
        ):
            return Named(words[0].text, ((words[0].start, words[0].end),), "pronoun")
        # the head: what stands before the first comma or relative
        cut = next(
            (
                i
                for i, w in enumerate(words)
                if i and (w.text in ",(—–;:" or w.low in ("who", "which", "whose", "whom", "that"))
            ),
            len(words),
        )
        head = words[:cut]
        person = self._acronym(head) or self._person(head)
        if person is None and cut < len(words) and words[cut].text == ",":
            # "Kosovo's Minister of Defence, Ejup Maqedonci": the name stands after its office
            after = words[cut + 1 :]
            stop = next((i for i, w in enumerate(after) if w.text in ",(—–"), len(after))
            named = self._person(after[:stop])
            office = any(bare_low(w.text) in lex.titles for w in head)
            plain_noun = head[0].low in _BEFORE_NOUNS and not head[-1].capital
            if (
                named is not None
                and all(w.capital for w in after[:stop])
                and len(after[:stop]) > 1
                and (office or plain_noun)
            ):
                person = named
        if person is not None:
            if (
                self._canonical(person.spans[0], "body")
                or self._canonical(person.spans[0], "maker")
                or (
                    " " not in person.speaker
                    and (
                        state_codes().get(person.speaker.lower().rstrip("."))
                        or person.speaker.lower() in capitals()
                    )
                )
            ):
                return Named(person.speaker, person.spans, "body")
            return person
        body = self._body(head)
        if body is not None:
            return body
        if not any(w.text[0].isalpha() for w in head):
            return None
        # an office alone keeps its article: "the minister" is no name
        alone = len(head) == 2 and (head[1].low in lex.offices or head[1].low == "ministry")
        begin = 1 if head[0].low in _BEFORE_NOUNS and len(head) > 1 and not alone else 0
        end = head[-1].end - (
            len(head[-1].text) - len(bare(head[-1].text)) if possessive(head[-1].text) else 0
        )
        text = self.page.text[head[begin].start : end]
        kind = "paper" if any(w.low in lex.papers for w in head) else "description"
        return Named(" ".join(text.split()), (whole if cut == len(words) else (head[0].start, end),), kind)

    def _acronym(self, head: list[Word]) -> Named | None:
        """ "the KCNA": a body, by its long name where the text prints it with the short one in brackets."""
        word = head[-1]
        if len(head) > 2 or not _ACRONYM.match(word.text) or (len(head) == 2 and head[0].low != "the"):
            return None
        if word.low in state_codes():
            return None
        span = (word.start, word.end)
        if word.text not in self._long_names:
            self._long_names[word.text] = self._long_name(word.text)
        full = self._long_names[word.text]
        if full is not None:
            return Named(" ".join(self.page.text[slice(*full)].split()), (span, full), "body")
        return Named(word.text, (span,), "body") if len(head) == 2 else None

    def _long_name(self, short: str) -> Span | None:
        """Where words stand whose first letters an acronym of three and more gives: "Korean Central News Agency"."""
        if len(short) < 3:
            return None
        between = r"\s(?:(?:of|for|the|and|on)\s){0,2}"
        pattern = between.join(f"{letter}[\\w’'-]{{1,30}}" for letter in short)
        found = re.search(rf"\b{pattern}", self.page.text)
        return found.span() if found is not None else None

    def _person(self, head: list[Word]) -> Named | None:
        """The person's name that ends the head of a noun phrase, before any preposition."""
        lex = self.lexicon
        stop = len(head)
        office_to = False
        for i in range(len(head) - 2, 1, -1):
            if bare_low(head[i].text) in lex.honorifics and head[i].capital and head[i + 1].capital:
                head = head[i:]  # "Master of the Rolls Sir Terence Etherton"
                stop = len(head)
                break
        for i, word in enumerate(head):
            if i and word.low in lex.prepositions:
                if word.low in ("of", "to", "for") and bare_low(head[i - 1].text) in lex.titles:
                    office_to = True
                    continue
                stop = i
                break
        head = head[:stop]
        if not head:
            return None
        end = len(head)
        while end and head[end - 1].text.isdigit():
            end -= 1
        begin = end
        while begin and (
            head[begin - 1].capital
            or head[begin - 1].low in ("de", "van", "von", "der", "bin", "al", "del", "la", "di", "da")
        ):
            begin -= 1
        run = head[begin:end]
        while run and (
            not run[0].capital
            or run[0].low in lex.openers
            or (len(run[0].low) > 5 and run[0].low.endswith("ly"))
        ):
            run = run[1:]
        if not run:
            return None
        title = ""
        gender = ""
        for word in head:
            low = bare_low(word.text)
            gender = "f" if low in lex.female else "m" if low in lex.male else gender
        cutoff = 0
        for i, word in enumerate(run):
            low = bare_low(word.text)
            if (is_title(low) and i + 1 < len(run)) or (possessive(word.text) and i + 1 < len(run)):
                cutoff = i + 1
                title = low
            elif i == cutoff and low in lex.prefixes and i + 1 < len(run):
                cutoff = i + 1
        run = run[cutoff:]
        if office_to:
            while len(run) > 1 and bare_low(run[0].text) in lex.objects | lex.prefixes:
                run = run[1:]
            if len(run) == 1 and run[0] is not head[-1]:
                return None
            before = head[head.index(run[0]) - 1]
            if before.low in ("of", "to", "for"):
                # "ambassador to Serbia Christopher Hill": the last two words are the name
                if len(run) < 3:
                    return None
                run = run[-2:]
        lows = [bare_low(w.text) for w in run]
        if lows[-1] in lex.papers or (lows[0] in lex.numbers and len(run) > 1):
            return None
        if run[-1].text.lower() in lex.titles or any(
            low in lex.bodies or low in lex.times - lex.names_too for low in lows
        ):
            return None
        if head[0].low in ("a", "an", "the", "some", "many") and begin <= 1 and not title and len(run) < 2:
            return None
        span = (run[0].start, run[-1].end - (len(run[-1].text) - len(bare(run[-1].text))))
        name = " ".join(self.page.text[span[0] : span[1]].split())
        gender = gender or ("f" if lows[0] in lex.female_names else "")
        led = head[begin - 1].low if begin and begin - 1 < len(head) else ""
        if led in lex.led:
            return Named(name, (span,), "body")
        if len(run) == 1:
            full, where = self.full_name(name, title)
            if where is None:
                full = self._canonical(span, "person") or full
                if full != name:
                    return Named(full, (span,), "person", gender or self.gender(full))
            if where is not None and where != span:
                return Named(
                    full,
                    (span, where) if where[0] != span[0] else (span,),
                    "person",
                    gender or self.gender(full),
                )
        return Named(name, (span,), "person", gender or self.gender(name))

    def _body(self, head: list[Word]) -> Named | None:
        """The organisation that the head names by its capital letters, without article and state."""
        lex = self.lexicon
        begin = 0
        while begin < len(head) - 1 and head[begin].low in lex.openers:
            begin += 1
        rest = head[begin:]
        if not rest or not rest[0].capital:
            return None
        end = 0
        for i, word in enumerate(rest):
            if word.capital or word.text.isdigit():
                end = i + 1
            elif word.low in ("of", "and", "for", "the", "on", "&") and i + 1 < len(rest):
                if word.low == "of" and bare_low(rest[i - 1].text) in (
                    "agency",
                    "command",
                    "corps",
                    "company",
                    "administration",
                ):
                    break
                continue
            else:
                break
        if end < len(rest) and rest[end].text[0].isalpha() and rest[end].low not in lex.prepositions:
            return None  # "Pentagon officials": a description
        run = rest[:end]
        if not any(bare_low(w.text) in lex.bodies for w in run):
            return None
        while (
            len(run) > 2 and bare_low(run[0].text) in ("us", "u.s", "united") and not possessive(run[0].text)
        ):
            run = run[1:]
        span = (run[0].start, run[-1].end)
        return Named(" ".join(self.page.text[span[0] : span[1]].split()), (span,), "body")


_TO = re.compile(
    r"(?:\b|(?<=[Aa]))(mbassador|[Pp]resident|[Mm]inister|[Cc]hancellor|[Kk]ing|[Ee]nvoy) (?:to|of) $"
)


@cache
def state_codes() -> dict[str, str]:
    """Names and adjectives of states, in lower case without full stops, to their codes."""
    codes: dict[str, str] = {}
    if has_data("names/states.tsv"):
        for row in load_table("names/states.tsv"):
            for column in ("name", "names", "adjectives"):
                for spelling in split_cell(row.get(column, "")):
                    codes.setdefault(spelling.lower().rstrip("?").rstrip("."), row["code"])
    return codes


@cache
def capitals() -> frozenset[str]:
    """Capitals and seats that stand for a government, in lower case, those of other meanings left out."""
    found: set[str] = set()
    if has_data("names/states.tsv"):
        for row in load_table("names/states.tsv"):
            for column in ("capitals", "metonyms"):
                found.update(
                    s.lower() for s in split_cell(row.get(column, "")) if not s.endswith("?") and s.isalpha()
                )
    return frozenset(found)


def _contracted(low: str) -> str:
    """The pronoun in "they're" and "it's"; the word itself elsewhere."""
    return low.replace("’", "'").partition("'")[0]
