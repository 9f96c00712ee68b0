"""Finds who says what: the words that name a source, the cue, and the words attributed, direct and indirect.

Enters: a Page with its sentences. Leaves: attributions in the order of their words. It reads the order of words around
a cue (subject and verb, verb and subject, "according to", a colon), no syntax: a subject that stands far from its verb
behind several clauses is missed, and what is said without any cue is not found. The outlet itself is never a source.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from functools import cache
from typing import TYPE_CHECKING

from ..model import Span
from ..rules import load_toml
from .frames import Cue, Frame, frames_of
from .people import Cast, Named, Word, bare, lexicon, possessive

if TYPE_CHECKING:
    from .page import Page


@dataclass(frozen=True, slots=True)
class Attribution:
    """Somebody says something: the words that name who, the cue, and the words that are attributed."""

    source: Span | None
    """The words naming who says; None where nobody is named ("it was reported that")."""
    speaker: str
    """The fullest name that the document prints, or the words; empty where there is no source."""
    speaker_spans: tuple[Span, ...]
    """The words that the name was read from: the source, and for a pronoun or a surname its antecedent."""
    cue: Span
    content: tuple[Span, ...]
    """The words attributed, in order; quotations with their marks left out where they stand alone."""
    form: str
    """direct, indirect or mixed."""
    quotes: tuple[Span, ...] = ()
    """The words in quotation marks among the content."""
    rule: str = "said"
    confidence: float = 0.8


def source_of(attributions: list[Attribution], span: Span) -> Attribution | None:
    """The innermost attribution whose content holds a span: the last in a chain of sayers."""
    best: tuple[int, Attribution] | None = None
    for attribution in attributions:
        for a, b in attribution.content:
            if a <= span[0] and span[1] <= b and (best is None or b - a < best[0]):
                best = (b - a, attribution)
    return best[1] if best is not None else None


@dataclass(frozen=True, slots=True)
class _Lists:
    skip: frozenset[str]
    negative: frozenset[str]
    leading: frozenset[str]
    prepositions: frozenset[str]
    boundaries: frozenset[str]
    finite: frozenset[str]
    papers: frozenset[str]
    times: frozenset[str]


@cache
def _lists() -> _Lists:
    data = load_toml("languages/en/saying.toml")
    skip = data["skip"]
    return _Lists(
        skip=frozenset(skip["words"]),
        negative=frozenset(skip["negative"]),
        leading=frozenset(skip["leading"]),
        prepositions=frozenset(skip["prepositions"]),
        boundaries=frozenset(skip["boundaries"]),
        finite=frozenset(skip["finite"]),
        papers=frozenset(data["papers"]["words"]),
        times=frozenset(data["people"]["times"]),
    )


DASHES = "—–-"
PAST = frozenset("said told wrote read swore put it made found gave saw knew spoke cast cut went began sang shot thought felt sent put".split())
DETERMINERS = frozenset("the a an this that these those his her their its our my your no any some several many two three".split())


QUOTE_ONLY = frozenset({"quote"})


@dataclass
class _Act:
    """A cue with its source and the words that it governs, as indexes into a frame."""

    cue: Cue
    named: Named | None
    source: Span | None
    low: int
    """Index of the first word of source and cue."""
    high: int
    """Index past the last of them, with what stands between them and the content."""
    after: bool
    """What is said stands after it."""
    before: bool
    """What is said stands before it."""
    passive: bool = False
    quotes: list[int] = field(default_factory=list)
    rule: str = "said"


def find_attributions(page: Page) -> list[Attribution]:
    """Who says what on a page, in order of the words said. Linear in the text."""
    return _Reader(page).read()


class _Reader:
    """Reads a page's frames in order and remembers whom pronouns may mean."""

    def __init__(self, page: Page) -> None:
        self.page = page
        self.text = page.text
        self.cast = Cast(page)
        self.lists = _lists()
        self.lexicon = lexicon()
        self.found: list[Attribution] = []
        self.person: Named | None = None
        self.body: Named | None = None
        self.paper: Named | None = None
        self.last: int | None = None
        """The index in ``found`` of the last direct attribution, which a following quotation may continue."""
        self.last_paragraph = -9
        self.speaker: Named | None = None

    def read(self) -> list[Attribution]:
        for frames in frames_of(self.page):
            pending: list[Frame] = []
            for frame in frames:
                if frame.only:
                    if not self._continue(frame):
                        pending.append(frame)
                    continue
                acts = self._acts(frame)
                self._assign(frame, acts)
                self._emit(frame, acts, pending)
            for frame in pending:
                self._alone(frame)
        self.found = [a for a in self.found if not self._is_outlet(a)]
        self.found.sort(key=lambda a: (a.content[0] if a.content else a.cue))
        return self.found

    # -- cues and their sources

    def _acts(self, frame: Frame) -> list[_Act]:
        acts: list[_Act] = []
        for cue in frame.cues:
            act = self._act(frame, cue, acts)
            if act is not None:
                acts.append(act)
                self._remember(act.named)
        if not acts or frame.quotes:
            acts += self._noun_acts(frame, acts)
            acts.sort(key=lambda a: a.cue.index)
        self._subject(frame)
        return acts

    def _act(self, frame: Frame, cue: Cue, acts: list[_Act]) -> _Act | None:
        words, lists = frame.words, self.lists
        if cue.id == "according to":
            return self._according(frame, cue)
        if words[cue.index].capital and cue.index and not _title_case(frame):
            before = words[cue.index - 1]
            if not before.quoted and before.text not in "\"'":
                return None
        j = cue.index - 1
        auxiliary = False
        passive = False
        negative = False
        while j >= 0:
            low = words[j].low
            if low in lists.negative:
                negative = True
            elif low in ("was", "is", "were", "are", "been", "be", "being"):
                passive = True
            elif low not in lists.skip and not (low.endswith("ly") and len(low) > 4 and not words[j].capital):
                break
            auxiliary = True
            j -= 1
        if negative:
            return None
        low = cue.low
        nounlike = j >= 0 and (
            words[j].low in DETERMINERS and words[j].low not in ("many", "some", "several", "those", "these")
            or words[j].low in lists.prepositions
            or possessive(words[j].text)
            or words[j].text[0].isdigit()
            or words[j].low == "united"
        )
        if nounlike and not cue.ing and not auxiliary:
            return None
        if low == "asked" and (j < 0 or words[j].low in ("when", "if", "as", "after", "once", "being")):
            return None
        if j >= 0 and words[j].low == "to" and not cue.ing:
            if not frame.quotes or j and words[j - 1].low in ("able", "according"):
                return None
            return self._shared(frame, cue, acts)
        base = not auxiliary and not cue.ing and not low.endswith(("ed", "s")) and low not in PAST
        if base and j >= 0 and not (
            words[j].low in ("i", "we", "you", "they", "who", "and", "people", "police", "media", "many", "some", "others")
            or words[j].low.endswith("s") or words[j].text in ",)" or words[j].quoted
        ):
            return None
        if passive and cue.low.endswith("ed") or passive and cue.low in ("said", "told", "written", "seen", "shown", "made", "known", "quoted"):
            return self._passive(frame, cue, j)
        if cue.ing and auxiliary and passive:
            pass  # "was saying"
        if low in ("quote", "quotes", "quoted", "quoting"):
            return self._quoted_as(frame, cue)
        inverted = self._inverted(frame, cue, j)
        if inverted is not None:
            return inverted
        if j < 0:
            if cue.ing or acts:
                return self._shared(frame, cue, acts)
            # a headline or a caption that begins with its verb
            return None
        before = words[j]
        if cue.ing and not passive:
            return self._shared(frame, cue, acts)
        if before.low in ("and", "but", "or", "then", "yet") or before.text == ",":
            if before.text == "," and not acts or before.text == "," and cue.index - j == 1:
                act = self._from_subject(frame, cue, j)
                if act is not None:
                    return act
            return self._shared(frame, cue, acts)
        return self._from_subject(frame, cue, j)

    def _from_subject(self, frame: Frame, cue: Cue, j: int) -> _Act | None:
        span = self._subject_before(frame, j)
        if span is None:
            return None
        low, high = span
        named = self._named(frame.words[low:high], frame)
        if named is None:
            return None
        return self._place(frame, cue, named, span)

    def _place(self, frame: Frame, cue: Cue, named: Named, source: Span, shared: bool = False) -> _Act | None:
        """Where the words said stand, seen from a cue with its subject before it."""
        words, lists = frame.words, self.lists
        low = cue.index if shared else source[0]
        high = cue.end
        previous = words[low - 1] if low else None
        something = low > 0 and previous is not None and (
            previous.quoted or previous.text == "," and low > 1 or previous.text in "—–…" or previous.text in "?!"
        )
        content, certain = self._content_start(frame, cue)
        tail = words[high] if high < len(words) else None
        ends = tail is None or tail.text in ".;?!"
        adjunct = tail is not None and (
            tail.low in lists.prepositions or tail.low in lists.times or tail.low in ("when", "as", "while", "earlier", "later", "here", "there", "again")
            or tail.low.endswith("ly")
        )
        after = before = False
        if something and previous is not None:
            told = "object" in cue.takes
            if ends:
                before = True
            elif tail is not None and tail.text == ",":
                before = True
                following = words[high + 1] if high + 1 < len(words) else None
                after = following is not None and (following.quoted or not following.low.endswith("ing")) and not previous.quoted
                if following is not None and following.quoted:
                    after = True
            elif tail is not None and tail.text == ":":
                after = True
                before = previous.quoted
            elif previous.quoted and not (certain and words[content - 1].low == "that"):
                before = True
                if tail is not None and (tail.quoted or tail.text in DASHES):
                    after = True
            elif (adjunct or told) and not certain:
                before = True
            else:
                after = True
        else:
            after = True
        if after and not before:
            if not certain and not self._takes_clause(frame, cue, content):
                if not any(i >= high for i in frame.quotes):
                    return None
                content = high
            high = content
        elif cue.takes == QUOTE_ONLY and not frame.quotes:
            return None
        return _Act(cue, named, (words[source[0]].start, words[source[1] - 1].end), low, high, after, before)

    def _content_start(self, frame: Frame, cue: Cue) -> tuple[int, bool]:
        """The index at which what is said begins after a cue, and whether a "that", colon or mark shows it."""
        words, lists = frame.words, self.lists
        i = cue.end
        limit = min(len(words), i + 22)
        k = i
        while k < limit:
            word = words[k]
            if word.low == "that":
                following = words[k + 1].low if k + 1 < len(words) else ""
                if following in lists.finite and following not in ("needs", "wants", "plans"):
                    break
                return k + 1, True
            if word.quoted:
                return k, True
            if word.text == ":":
                return k + 1, True
            if word.text in ".;" or word.low in lists.finite or word.low in ("who", "which", "but", "because", "how", "what", "why"):
                break
            if word.text == "," and k > i:
                # "said, however, that", "told reporters in Belgrade, the capital, that" are rare: stop
                following = words[k + 1] if k + 1 < len(words) else None
                if following is not None and following.quoted:
                    return k + 1, True
                break
            k += 1
        if "object" in cue.takes and i < len(words):
            # the person told: a pronoun, or a name that a clause follows
            if words[i].low in ("him", "her", "them", "us", "me", "reporters", "journalists", "lawmakers", "it"):
                return i + 1, False
            k = i
            while k < limit and (words[k].capital or words[k].low in ("the", "of", "a")):
                k += 1
            return (k, False) if k < len(words) and k > i else (i, False)
        while i < limit and (words[i].low in lists.times or words[i].low in ("on", "in", "late", "early", "later") and i + 1 < len(words) and words[i + 1].low in lists.times or words[i].text.isdigit() and words[i - 1].low in lists.times):
            i += 1
        return i, False

    def _takes_clause(self, frame: Frame, cue: Cue, content: int) -> bool:
        """Whether a clause (or what else the cue takes) begins at an index, no "that" showing it."""
        words, lists = frame.words, self.lists
        if content >= len(words):
            return False
        first = words[content]
        if "clause" in cue.takes:
            return first.text not in ".;?!"
        if "to" in cue.takes and first.low == "to":
            return True
        if "noun" in cue.takes and cue.ing and first.text not in ".,;":
            return True
        if "that" not in cue.takes:
            return False
        if first.low in lists.prepositions or first.low in ("as", "when", "because", "how", "what", "why", "where", "whether", "if", "and", "or"):
            return False
        for k in range(content, min(content + 12, len(words))):
            word = words[k]
            if word.quoted or word.text in ",.;:()—" or word.low in ("that", "which", "who", "to", "and", "as", "for", "whether", "from", "by"):
                return False
            if k > content and word.low in lists.finite:
                return True
        return False

    def _subject_before(self, frame: Frame, j: int) -> Span | None:
        """The words of the subject whose last word stands at ``j``, or before the apposition that ends there."""
        words = frame.words
        while j >= 0 and words[j].text == ")":
            while j >= 0 and words[j].text != "(":
                j -= 1
            j -= 1
        if j < 0 or words[j].quoted:
            return None
        word = words[j]
        if word.low in ("who", "which"):
            k = j - 1
            if k >= 0 and words[k].text == ",":
                k -= 1
            return self._subject_before(frame, k) if k >= 0 and not words[k].quoted else None
        if word.low in self.lexicon.pronouns and word.low not in ("his", "her", "their", "its") and (j == 0 or words[j - 1].low not in ("of", "the", "no") and words[j - 1].low not in DETERMINERS):
            return (j, j + 1)
        if word.text == "," or word.text in DASHES:
            return self._apposition(frame, j)
        if not word.text[0].isalnum():
            return None
        return self._chunk(frame, 0, j)

    def _chunk(self, frame: Frame, floor: int, j: int) -> Span | None:
        """The noun phrase that ends at ``j`` and begins after a boundary or a leading adverbial."""
        words, lists = frame.words, self.lists
        k = j
        while k >= floor:
            word = words[k]
            if word.quoted or word.text in ",;:.?!()—–…" or word.text == "-":
                if word.quoted and k < j and k > floor and words[k].end - words[k].start < 40 and words[k - 1].text[0].isalpha():
                    pass
                break
            if word.low in lists.boundaries:
                break
            if word.low in ("who", "which"):
                low = self._subject_before(frame, k)
                return (low[0], low[1]) if low is not None else None
            if word.low in ("and", "or") and k < j and not (words[k + 1].capital and k and words[k - 1].capital):
                if not (words[k + 1].low in self.lexicon.titles | self.lexicon.objects):
                    break
            if k < j and word.low in lists.finite and not word.capital:
                break
            k -= 1
        low = k + 1
        while low < j and words[low].low in lists.leading and not (words[low].low in ("asked", "last", "next", "this", "that")):
            low += 1
        if low > j:
            return None
        if words[low].low in lists.prepositions or words[low].low in ("last", "next", "this", "earlier", "one") and low < j and words[low + 1].low in lists.times:
            low = self._after_adverbial(frame, low, j)
        elif words[low].low in lists.times and low < j:
            while low < j and words[low].low in lists.times:
                low += 1
        return (low, j + 1) if low <= j else None

    def _after_adverbial(self, frame: Frame, low: int, j: int) -> int:
        """The subject's begin in "In a statement on Monday the ministry": past prepositions, times and their nouns."""
        words, lists = frame.words, self.lists
        k = j
        while k > low and words[k].low not in lists.prepositions:
            k -= 1
        # "On Monday a spokesman for the ministry": a description before the last preposition
        start = k + 1
        if words[k].low in ("of", "for", "at", "to", "from", "with", "in") and k > low:
            m = k - 1
            while m > low and words[m].low not in lists.prepositions:
                m -= 1
            best = next((i for i in range(m + 1, k) if i > m + 1 and words[i].low in DETERMINERS), None)
            if best is None and words[m + 1].low in lists.times:
                best = next((i for i in range(m + 1, k) if words[i].low not in lists.times), None)
            if best is not None:
                return best
        for i in range(j, start, -1):
            if words[i].low in DETERMINERS:
                return i
        for i in range(j - 1, start - 1, -1):
            if words[i].low in lists.times or words[i].text.isdigit():
                return i + 1
        return start

    def _apposition(self, frame: Frame, j: int) -> Span | None:
        """The subject before the comma or dash at ``j`` that closes an apposition."""
        words, lexicon_ = frame.words, self.lexicon
        end = j
        for _ in range(8):
            k = end - 1
            depth = 0
            while k >= 0:
                text = words[k].text
                if text == ")":
                    depth += 1
                elif text == "(" and depth:
                    depth -= 1
                elif not depth and (text in ",;:—–" or words[k].quoted or text == "-" and k and words[k - 1].text != "-" or text in ".?!"):
                    break
                k -= 1
            chunk = words[k + 1 : end]
            opener = words[k] if k >= 0 else None
            can_go_back = opener is not None and (opener.text == "," or opener.text in DASHES) and k > 0 and not words[k - 1].quoted
            if not chunk:
                if can_go_back:
                    end = k
                    continue
                return None
            first = chunk[0]
            lowercase = not first.capital and first.low not in ("he", "she", "they", "it", "i", "we")
            named = self.cast.read(chunk) if not lowercase else None
            if lowercase and first.low in ("and", "but") and len(chunk) > 1 and chunk[1].capital:
                lowercase = False
            if can_go_back and lowercase:
                if first.low in ("the", "a", "an", "one", "some", "several") and not self._looks_like_subject(words, k):
                    return self._chunk(frame, k + 1, end - 1)
                end = k
                continue
            if can_go_back and named is not None:
                previous_end = k
                m = previous_end - 1
                while m >= 0 and words[m].text not in ",;:—–" and not words[m].quoted:
                    m -= 1
                before = words[m + 1 : previous_end]
                office = any(w.low.rstrip(".") in lexicon_.titles for w in before)
                full = sum(w.capital for w in chunk) == len(chunk) and len(chunk) >= 2
                earlier = self.cast.read(before) if before else None
                if full and office and (earlier is None or earlier.kind != "person"):
                    return (k + 1, end)
                if earlier is not None and earlier.kind == "person" and before[-1].capital and (
                    len(before) > 1 or first.low in ("republican", "democrat", "chairman", "president", "director", "executive", "senior", "professor", "chief", "founder", "vice", "editor", "head", "associate", "managing", "jr", "sr", "inc", "mayor", "who", "ceo", "author", "spokesman", "spokeswoman", "host", "former")
                ) and before[0].low not in self.lists.prepositions and (not full or first.low in lexicon_.titles or first.low in lexicon_.bodies or chunk[-1].text.endswith(".")):
                    end = k
                    continue
            return self._chunk(frame, k + 1, end - 1)
        return None

    def _looks_like_subject(self, words: list[Word], k: int) -> bool:
        """Whether the words before the comma at ``k`` end in a name that an apposition may follow."""
        m = k - 1
        while m >= 0 and words[m].text == ")":
            while m >= 0 and words[m].text != "(":
                m -= 1
            m -= 1
        if m < 0:
            return False
        if words[m].text.isdigit() and m and words[m - 1].text == ",":
            m -= 2
        begin = m
        while begin >= 0 and words[begin].text not in ",;:—–" and not words[begin].quoted:
            begin -= 1
        chunk = words[begin + 1 : m + 1]
        if not chunk or chunk[0].low in self.lists.prepositions or chunk[0].low in self.lists.boundaries:
            return False
        if any(w.low in self.lists.finite for w in chunk):
            return False
        return True

    def _inverted(self, frame: Frame, cue: Cue, j: int) -> _Act | None:
        """ "…," said X: the subject after the verb, where a quotation or a comma stands before the verb."""
        words, lists = frame.words, self.lists
        if cue.end >= len(words) or "quote" not in cue.takes or cue.ing:
            return None
        if cue.index - j != 1 or cue.takes == QUOTE_ONLY or cue.id == "tell":
            return None
        if j >= 0 and not (words[j].quoted or words[j].text in ",—–-?!…"):
            return None
        if j < 0:
            return None
        near_quote = words[j].quoted or j > 0 and words[j].text in ",—–-" and words[j - 1].quoted
        i = cue.end
        if not (words[i].capital or words[i].low in DETERMINERS or words[i].low in self.lexicon.pronouns or near_quote and words[i].text[0].isalpha()):
            return None
        if words[i].low in ("that", "in", "on", "at", "it") or words[i].low in lists.prepositions or words[i].low in lists.boundaries:
            return None
        k = i
        while k < len(words) and k - i < 30:
            word = words[k]
            if word.quoted or word.text in ".,;:()—–?!":
                break
            if k > i and (word.low in ("who", "which", "when", "as", "after", "while", "during", "told", "because", "where", "whose", "before", "that")):
                break
            if k > i and word.low in ("on", "in", "at") and k + 1 < len(words) and (words[k + 1].low in lists.times or words[k + 1].low in ("a", "an", "his", "her", "response", "interview", "recent") and all(w.capital for w in words[max(i, k - 1) : k])):
                break
            if k > i and word.low in lists.times and word.capital:
                break
            k += 1
        if k < len(words) and words[k].text == "," and not near_quote:
            stop = k
        else:
            stop = k
        if not near_quote:
            # without marks: only where nothing but the speaker follows
            rest = words[stop] if stop < len(words) else None
            if rest is not None and rest.text not in ".," or any(w.low in lists.finite for w in words[i:stop]) or stop - i > 14:
                return None
            if rest is not None and rest.text == "," and any(w.low in lists.finite for w in words[stop : stop + 12]):
                return None
        chunk = words[i:stop]
        named = self._named(chunk, frame)
        if named is None:
            return None
        end = stop
        # the apposition after the name: "said Jay Jacobs, a Clinton supporter who …"
        after = any(q > end for q in frame.quotes) and near_quote
        return _Act(cue, named, (words[i].start, words[stop - 1].end), cue.index, end, after, True, rule="said-x")

    def _shared(self, frame: Frame, cue: Cue, acts: list[_Act]) -> _Act | None:
        """A cue that takes its subject from the one before it, or from the sentence: "…, adding that"."""
        words = frame.words
        named: Named | None = None
        source: Span | None = None
        if acts and acts[-1].named is not None:
            named, source = acts[-1].named, acts[-1].source
        else:
            span = self._first_phrase(frame, cue.index)
            if span is not None:
                named = self._named(words[span[0] : span[1]], frame)
                source = (words[span[0]].start, words[span[1] - 1].end)
            elif self.speaker is not None and cue.ing and cue.index <= 1:
                named, source = self.speaker, None
        if named is None:
            return None
        placed = self._place(frame, cue, named, (cue.index, cue.end), shared=True)
        if placed is None:
            return None
        placed.source = source
        placed.before = False
        if not placed.after:
            placed.after = True
        placed.rule = "adding"
        return placed

    def _first_phrase(self, frame: Frame, limit: int) -> Span | None:
        """The sentence's subject, by its place: the first name or pronoun outside a leading adverbial."""
        words, lists, lex = frame.words, self.lists, self.lexicon
        i = 0
        while i < limit and (not words[i].text[0].isalnum() or words[i].quoted or words[i].low in lists.leading):
            i += 1
        if i < limit and (words[i].low in lists.prepositions or words[i].low in lists.boundaries or words[i].low.endswith("ing")):
            while i < limit and words[i].text != ",":
                i += 1
            i += 1
        if i >= limit:
            return None
        if words[i].low in lex.pronouns and words[i].low not in ("his", "her", "their", "its"):
            return (i, i + 1) if words[i].low in ("he", "she", "they", "it") else None
        k = i
        if words[k].low in DETERMINERS:
            k += 1
        begin = k
        while k < limit and (words[k].capital or words[k].text.isdigit()) and words[k].low not in lex.times:
            k += 1
        if k == begin:
            if words[i].low not in ("the", "a", "an"):
                return None
            while k < limit and k - begin < 4 and words[k].text[0].isalpha() and not words[k].low.endswith(("ed", "s")) and words[k].low not in lists.finite and words[k].low not in lists.prepositions and words[k].low not in lists.boundaries and words[k].low not in ("and", "who"):
                k += 1
            if k == begin:
                return None
        elif k < limit and words[k].text[0].islower() and k + 1 < limit and words[k + 1].capital and words[k].low in ("strategist", "spokesman", "spokeswoman", "spokesperson", "candidate", "nominee", "manager", "adviser", "reporter", "president", "minister"):
            k += 1
            while k < limit and words[k].capital:
                k += 1
        return (i, k) if k > i else None

    def _according(self, frame: Frame, cue: Cue) -> _Act | None:
        words = frame.words
        i = cue.end
        k = i
        while k < len(words) and k - i < 30:
            word = words[k]
            if word.quoted or word.text in ",.;:—–?!()":
                break
            if k > i and word.low in ("who", "which", "that", "when", "as", "showing", "released", "published", "obtained", "but", "because"):
                break
            k += 1
        if k == i:
            return None
        chunk = words[i:k]
        if chunk[0].low in ("plan", "plans", "schedule", "law", "protocol"):
            return None
        named = self._named(chunk, frame)
        if named is None:
            return None
        at_start = not any(w.text[0].isalnum() or w.quoted for w in words[: cue.index] if w.low not in self.lists.leading)
        high = k
        return _Act(cue, named, (words[i].start, words[k - 1].end), cue.index, high, at_start, not at_start, rule="according")

    def _passive(self, frame: Frame, cue: Cue, j: int) -> _Act | None:
        """ "was quoted by Y as saying", "is described by X as", "it was announced that"."""
        words = frame.words
        i = cue.end
        if cue.low == "quoted":
            span = self._subject_before(frame, j) if j >= 0 else None
            if span is None:
                return None
            named = self._named(words[span[0] : span[1]], frame)
            if named is None:
                return None
            k = i
            while k < min(len(words), i + 14) and not (words[k].low == "saying" or words[k].quoted or words[k].low == "that"):
                k += 1
            return _Act(cue, named, (words[span[0]].start, words[span[1] - 1].end), span[0], min(k, len(words)), True, False, True, rule="quoted-as")
        by = next((k for k in range(i, min(i + 6, len(words))) if words[k].low == "by"), None)
        named = None
        source: Span | None = None
        high = i
        if by is not None:
            k = by + 1
            while k < len(words) and k - by < 10 and (words[k].capital or words[k].low in ("the", "of", "a", "and")) and not words[k].quoted:
                k += 1
            chunk = words[by + 1 : k]
            named = self._named(chunk, frame) if chunk else None
            if named is not None:
                source, high = (chunk[0].start, chunk[-1].end), k
        elif words[0].low in ("on", "in") and frame.quotes:
            # "On Lockheed Martin's website, the Javelin is described as"
            owner = [w for w in words[1:12]]
            at = next((n for n, w in enumerate(owner) if w.low in self.lists.papers), None)
            if at is not None and at and owner[at - 1].text.endswith(("’s", "'s")):
                chunk = [w for w in owner[:at] if w.capital]
                last = chunk[-1] if chunk else None
                if last is not None:
                    whole = " ".join(w.text for w in chunk)
                    span = (chunk[0].start, last.start + len(bare(last.text)))
                    named = Named(bare(whole), (span,), "body")
                    source = span
        if named is None:
            if not frame.quotes and not (i < len(words) and words[i].low == "that"):
                # "it was announced Albania was one of": nobody is named
                return None
            if i < len(words) and words[i].low == "that":
                return _Act(cue, None, None, max(0, j), i + 1, True, False, True, rule="passive")
            return None
        return _Act(cue, named, source, cue.index, high, True, False, True, rule="passive-by")

    def _quoted_as(self, frame: Frame, cue: Cue) -> _Act | None:
        """ "Russian media quotes a Moscow official as saying"."""
        words = frame.words
        k = cue.end
        while k < min(len(words), cue.end + 20) and words[k].low != "as" and not words[k].quoted and words[k].text not in ".,;":
            k += 1
        if k >= len(words) or words[k].low != "as" or k == cue.end:
            return None
        named = self._named(words[cue.end : k], frame)
        if named is None:
            return None
        return _Act(cue, named, (words[cue.end].start, words[k - 1].end), cue.index, min(len(words), k + 2), True, False, rule="quotes-as")

    def _noun_acts(self, frame: Frame, acts: list[_Act]) -> list[_Act]:
        """ "a statement by X that …" and a speaker before a colon."""
        words = frame.words
        found: list[_Act] = []
        for i, word in enumerate(words):
            if word.low in self.lists.papers and i + 2 < len(words) and words[i + 1].low in ("by", "from"):
                k = i + 2
                while k < len(words) and k - i < 16 and words[k].low != "that" and words[k].text not in ",.;:" and not words[k].quoted:
                    k += 1
                if k < len(words) and words[k].low == "that" and k > i + 2:
                    named = self._named(words[i + 2 : k], frame)
                    if named is not None:
                        cue = Cue(i, i + 1, "paper", frozenset(("that", "quote")), False, word.low)
                        source = (words[i + 2].start, words[k - 1].end)
                        found.append(_Act(cue, named, source, i, k + 1, True, False, rule="paper"))
        if not acts and not found and len(words) > 3:
            k = next((n for n in range(1, min(9, len(words))) if words[n].text == ":"), None)
            if k is not None and k + 1 < len(words) and all(w.capital or w.low in ("of", "the", "de", "van", "von", "on", "to", "in", "a") or w.text in ",." for w in words[:k]) and words[0].capital:
                quoted = words[k + 1].quoted
                if quoted or frame.zone == "title":
                    named = self._named(words[:k], frame)
                    if named is not None and named.kind in ("person", "body"):
                        cue = Cue(k, k + 1, "colon", frozenset(("clause", "quote")), False, ":")
                        found.append(_Act(cue, named, (words[0].start, words[k - 1].end), 0, k + 1, True, False, rule="colon"))
        return found

    # -- whom the words mean

    def _named(self, words: list[Word], frame: Frame) -> Named | None:
        named = self.cast.read(list(words))
        if named is None:
            return None
        if named.kind == "pronoun":
            return self._antecedent(named)
        if named.kind == "paper":
            return self._author(list(words), named)
        if named.kind == "description":
            return self._description(list(words), named)
        return named

    def _author(self, words: list[Word], named: Named) -> Named | None:
        """ "data from SIPRI", "a statement by X", "the press release": whoever speaks by it."""
        for i, word in enumerate(words):
            if i and word.low in ("by", "from", "of") and i + 1 < len(words):
                inner = self.cast.read(words[i + 1 :])
                if inner is not None and inner.kind in ("person", "body", "description"):
                    capital = any(w.capital for w in words[i + 1 :])
                    if capital:
                        return inner
        if any(w.text.endswith(("’s", "'s")) for w in words):
            return named
        low = words[-1].low
        if low in ("statistics", "data", "figures", "documents", "reports", "polls") and not any(w.capital for w in words[1:]):
            return None
        if self.paper is not None and words[0].low in ("the", "it", "that", "this") and low in ("statement", "release", "letter", "notice", "notification", "report"):
            return replace(self.paper, spans=(named.spans[0], *self.paper.spans))
        return named

    def _antecedent(self, named: Named) -> Named | None:
        low = named.speaker.lower()
        if low in ("he", "she", "who"):
            want = "m" if low == "he" else "f" if low == "she" else ""
            for candidate in (self.speaker, self.person):
                if candidate is not None and candidate.kind in ("person", "description") and (not want or not candidate.gender or candidate.gender == want):
                    if candidate.kind == "description" and self.person is not None and candidate is not self.person:
                        pass
                    return replace(candidate, spans=(named.spans[0], *candidate.spans))
            if self.person is not None and self.person.gender in ("", want):
                return replace(self.person, spans=(named.spans[0], *self.person.spans))
            return named
        if low == "it" and self.body is not None:
            return replace(self.body, spans=(named.spans[0], *self.body.spans))
        if low in ("that", "which", "this", "these", "those", "his", "her", "their", "its", "none", "all", "most", "few", "both", "there"):
            return None
        return named

    def _description(self, words: list[Word], named: Named) -> Named | None:
        """ "the agency", "the ministry": the body last named that has the word in its name; an office: its holder."""
        text = named.speaker.lower()
        last = text.split()[-1]
        head = words[0]
        if not (head.low in DETERMINERS or head.capital or head.text.isdigit()):
            plural = last.endswith("s") or any(w.low.endswith("s") and len(w.low) > 3 for w in words[:3]) or head.low in ("police", "people", "media")
            if not plural or len(words) > 9 or head.low.endswith(("ed", "ing", "ly")) or head.low in self.lists.negative | self.lists.finite:
                return None
        if any(w.low in ("he", "she", "they", "it", "him", "them", "we", "i", "you", "there") for w in words):
            return None
        if any(w.low in self.lists.finite and not w.capital for w in words[1:]):
            return None
        if self.body is not None and " " not in text and last in self.body.speaker.lower():
            return replace(self.body, spans=(named.spans[0], *self.body.spans))
        if last in ("president", "minister", "chancellor", "premier", "ambassador"):
            holder = self.cast.holder(last)
            if holder is not None and len(text.split()) <= 3:
                name, span = holder
                return Named(name, (named.spans[0], span), "person", self.cast.gender(name))
        return named

    def _remember(self, named: Named | None) -> None:
        if named is None:
            return
        if named.kind == "person" or named.kind == "description" and self._human(named):
            self.person = self.speaker = named
        elif named.kind == "body":
            self.body = self.paper = named

    def _human(self, named: Named) -> bool:
        last = named.speaker.lower().split()[-1]
        return last in self.lexicon.titles or last in ("official", "source", "aide", "voter", "man", "woman", "expert", "diplomat", "soldier")

    def _subject(self, frame: Frame) -> None:
        """The person or body that the sentence begins with comes into focus."""
        span = self._first_phrase(frame, min(len(frame.words), 24))
        if span is None:
            return
        named = self.cast.read(frame.words[span[0] : span[1]])
        if named is None:
            return
        if named.kind == "person":
            if " " not in named.speaker and not self.cast.known(named.speaker):
                return
            self.person = named
            if self.speaker is not None and self.speaker.speaker != named.speaker:
                self.speaker = None
        elif named.kind == "body":
            self.body = named

    def _is_outlet(self, attribution: Attribution) -> bool:
        outlet = self.page.document.outlet
        if outlet is None or attribution.quotes:
            return False
        own = {w for w in outlet.lower().replace(".", " ").split() if w not in ("the", "com", "news")}
        said = {bare(w).strip(".,") for w in attribution.speaker.lower().split()} - {"the", "news"}
        return bool(own) and bool(said) and (said <= own or own <= said)

    # -- what is said

    def _assign(self, frame: Frame, acts: list[_Act]) -> None:
        """Gives each quotation of a frame to one act."""
        words = frame.words
        for i in sorted(frame.quotes):
            direct = next(
                (a for a in acts if a.before and (a.low == i + 1 or a.low == i + 2 and words[i + 1].text in ",—–-.")), None
            )
            if direct is not None:
                direct.quotes.append(i)
                continue
            earlier = [a for a in acts if a.after and a.cue.index < i and a.high <= i]
            if earlier:
                self._outer(frame, earlier, i).quotes.append(i)
                continue
            spoken = [a for a in acts if a.before and a.cue.index < i and a.quotes]
            later = next((a for a in acts if a.before and a.low > i), None)
            if spoken:
                spoken[-1].quotes.append(i)
            elif later is not None:
                later.quotes.append(i)

    def _outer(self, frame: Frame, earlier: list[_Act], i: int) -> _Act:
        """Of the cues before a quotation the one whose speech it is: a weak one gives way to a verb of saying."""
        best = earlier[-1]
        if best.cue.takes != QUOTE_ONLY:
            return best
        for act in reversed(earlier[:-1]):
            if act.cue.takes == QUOTE_ONLY:
                continue
            if best.rule == "adding" or any(w.low in ("and", "but") for w in frame.words[act.high : best.low]):
                break
            if best.cue.id == "weak" or best.named is None or best.named.kind not in ("person", "body"):
                return act
            break
        return best

    def _emit(self, frame: Frame, acts: list[_Act], pending: list[Frame]) -> None:
        words = frame.words
        taken = {i for a in acts for i in a.quotes}
        for n, act in enumerate(acts):
            if act.cue.takes == QUOTE_ONLY and not act.quotes:
                continue
            following = acts[n + 1] if n + 1 < len(acts) else None
            content = self._content(frame, acts, n, following)
            quotes = [(frame.quotes[i].start, frame.quotes[i].end) for i in act.quotes]
            if pending and quotes and act.before and act.quotes[0] <= 1:
                early = [(q.start, q.end) for f in pending for q in f.quotes.values()]
                quotes, content = early + quotes, early + content
                pending.clear()
            if not content and not quotes:
                continue
            form = self._form(content, quotes)
            named = act.named
            attribution = Attribution(
                act.source if act.source is not None or named is None else named.spans[0],
                named.speaker if named is not None else "",
                named.spans if named is not None else (),
                (words[act.cue.index].start, words[act.cue.end - 1].end),
                tuple(content),
                form,
                tuple(quotes),
                act.rule,
                0.9 if form == "direct" else 0.8,
            )
            self.found.append(attribution)
            if quotes:
                self.last, self.last_paragraph = len(self.found) - 1, frame.paragraph
            if named is not None and named.kind != "pronoun":
                self.speaker = named
        left = [i for i in frame.quotes if i not in taken]
        if left:
            self._without_cue(frame, left)

    def _content(self, frame: Frame, acts: list[_Act], n: int, following: _Act | None) -> list[Span]:
        act, words = acts[n], frame.words
        spans: list[Span] = []
        if act.before:
            floor = acts[n - 1].high if n and acts[n - 1].after else 0
            if n and not acts[n - 1].after:
                floor = acts[n - 1].high
            low = act.low
            spans += self._stretch(frame, floor, low)
        if act.after:
            high = len(words)
            if following is not None:
                # a clause that shares the speech ends where the next cue's words begin
                shares = following.rule == "adding" or following.before
                if shares and not (following.before and following.low - act.high > 0 and not following.rule == "adding" and False):
                    high = max(act.high, following.low)
                    while high > act.high and words[high - 1].low in ("and", "but", ",", "then", "before", "while", "also"):
                        high -= 1
            spans += self._stretch(frame, act.high, high)
        return spans

    def _stretch(self, frame: Frame, low: int, high: int) -> list[Span]:
        words = frame.words
        while low < high and (words[low].text in ",;:.—–-" or words[low].low in ("that",)):
            low += 1
        while high > low and words[high - 1].text in ",;:.—–-":
            high -= 1
        if low >= high:
            return []
        a, b = words[low].start, words[high - 1].end
        if words[low].quoted and low in frame.quotes:
            a = frame.quotes[low].start
        if words[high - 1].quoted and high - 1 in frame.quotes:
            b = frame.quotes[high - 1].end
        return [(a, b)] if a < b else []

    def _form(self, content: list[Span], quotes: list[Span]) -> str:
        if not quotes:
            return "indirect"
        inside = sum(b - a for a, b in quotes)
        total = sum(b - a for a, b in content) or inside
        return "direct" if inside >= 0.9 * total else "mixed"

    def _without_cue(self, frame: Frame, left: list[int]) -> None:
        """Quotations in a sentence without a word of saying, if they are long: the sentence's subject says them."""
        words = frame.words
        left = [i for i in left if self.text.count(" ", frame.quotes[i].start, frame.quotes[i].end) >= 3]
        if not left:
            return
        quotes = [(frame.quotes[i].start, frame.quotes[i].end) for i in left]
        first = left[0]
        named: Named | None = None
        rule, sure = "no-cue", 0.5
        if first and words[first - 1].text == ":":
            # "More from X: “…”", "pollster X: “…”"
            span = self._chunk(frame, 0, first - 2) if first > 1 else None
            named = self._named(words[span[0] : span[1]], frame) if span is not None else None
            if named is not None and named.kind in ("person", "body"):
                rule, sure = "colon", 0.8
            else:
                named = None
        elif self.text[frame.quotes[first].end - 1] in ",?!" and first + 1 < len(words):
            # "“…,” Hannity began to ask.": a verb that no list has
            k = first + 1
            while k < len(words) and (words[k].capital or words[k].low in ("the", "a")) and not words[k].quoted:
                k += 1
            if k < len(words) and k > first + 1 and words[k].text[0].islower():
                named = self._named(words[first + 1 : k], frame)
                if named is not None and named.kind in ("person", "body", "pronoun"):
                    rule, sure = "no-cue", 0.7
        if named is None:
            span = self._first_phrase(frame, first)
            named = self._named(words[span[0] : span[1]], frame) if span is not None else self.speaker
        self._add_loose(frame, quotes, named, rule, sure)

    def _add_loose(self, frame: Frame, quotes: list[Span], named: Named | None, rule: str, sure: float) -> None:
        at = quotes[0][0]
        self.found.append(
            Attribution(
                named.spans[0] if named is not None else None,
                named.speaker if named is not None else "",
                named.spans if named is not None else (),
                (at, at),
                tuple(quotes),
                "direct",
                tuple(quotes),
                rule,
                sure,
            )
        )
        self.last, self.last_paragraph = len(self.found) - 1, frame.paragraph

    def _continue(self, frame: Frame) -> bool:
        """A sentence that is all quotation goes on with the speech before it in its paragraph, or carries it on."""
        quotes = [(q.start, q.end) for q in frame.quotes.values()]
        goes_on = any(q.goes_on for q in frame.quotes.values())
        if self.last is None:
            return False
        if frame.paragraph - self.last_paragraph <= (2 if goes_on else 1):
            last = self.found[self.last]
            self.found[self.last] = replace(last, content=(*last.content, *quotes), quotes=(*last.quotes, *quotes))
            self.last_paragraph = frame.paragraph
            return True
        return False

    def _alone(self, frame: Frame) -> None:
        """A quotation that has its paragraph, or its beginning, for itself: the last speaker's."""
        quotes = [(q.start, q.end) for q in frame.quotes.values()]
        if self.last is not None and self.last_paragraph == frame.paragraph:
            self._continue(frame)
            return
        self._add_loose(frame, quotes, self.speaker or self.person, "alone", 0.7)


def _title_case(frame: Frame) -> bool:
    """Whether most words of a frame begin with a capital letter: a headline."""
    letters = [w for w in frame.words if w.text[0].isalpha() and len(w.text) > 3]
    return bool(letters) and sum(w.capital for w in letters) >= 0.7 * len(letters)
