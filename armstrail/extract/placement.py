"""Tells on which side of a verb of saying the words said stand, and where they begin.

Enters: a frame, a cue and the words of its subject. Leaves: an Act, or None where the verb takes no words said ("he
announced his wife"). It goes by marks and by the first words after the verb.
"""

from __future__ import annotations

from dataclasses import dataclass, field

from ..model import Span
from .frames import Cue, Frame
from .people import Named
from .subjects import DASHES, lists_of_words
from .wording import Word

_ADJECTIVES = frozenset(
    ("estimated", "alleged", "expected", "suggested", "planned", "reported", "proposed", "claimed")
)
"""Forms that stand before nouns as well: a clause after them needs its \"that\"."""
_BESIDE = frozenset(
    ["this", "last", "next", "earlier", "early", "late", "publicly", "here", "there", "recently", ","]
)
QUOTE_ONLY = frozenset({"quote"})


@dataclass
class Act:
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
    loose: bool = False
    """No clause follows: only what stands in quotation marks is said."""
    quotes: list[int] = field(default_factory=list)
    rule: str = "said"


class Placement:
    """Places the words said around cues."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.lists = lists_of_words()

    def place(self, frame: Frame, cue: Cue, named: Named, source: Span, shared: bool = False) -> Act | None:
        """Where the words said stand, seen from a cue with its subject before it."""
        words, lists = frame.words, self.lists
        low = cue.index if shared else source[0]
        high = cue.end
        previous = words[low - 1] if low else None
        something = (
            low > 0
            and previous is not None
            and (
                (previous.quoted and self._ends_speech(frame, low - 1))
                or (previous.text == "," and low > 1)
                or previous.text in "—–…"
                or previous.text in "?!"
            )
        )
        content, certain = self._content_start(frame, cue)
        tail = words[high] if high < len(words) else None
        ends = tail is None or tail.text in ".;?!"
        adjunct = tail is not None and (
            tail.low in lists.prepositions
            or tail.low in lists.times
            or tail.low in ("when", "as", "while", "earlier", "later", "here", "there", "again")
            or tail.low.endswith("ly")
        )
        after = before = loose = False
        summed = low > 2 and words[low - 1].low in ("how", "what") and words[low - 2].low in ("is", "was")
        comma = low > 3 and words[low - 3].text == ","
        if summed and (words[low - 3].quoted or (comma and words[low - 4].quoted)):
            # "“…” is how the captain sums it up"
            span = (words[source[0]].start, words[source[1] - 1].end)
            return Act(cue, named, span, low - 2, high, False, True, loose=True)
        if something and previous is not None:
            told = "object" in cue.takes
            if ends:
                before = True
            elif tail is not None and tail.text == ",":
                before = True
                following = words[high + 1] if high + 1 < len(words) else None
                after = (
                    following is not None
                    and (following.quoted or not following.low.endswith("ing"))
                    and not previous.quoted
                )
                if following is not None and following.quoted:
                    after = True
                elif following is not None and following.low in ("which", "who", "whose", "whom"):
                    after = False
            elif tail is not None and tail.text == ":":
                after = True
                before = previous.quoted
            elif previous.quoted and not (content == high + 1 and certain and words[high].low == "that"):
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
            paper = not shared and any(w.low in lists.papers for w in words[source[0] : source[1]])
            shows = paper and content < len(words) and words[content].text not in ".,;:?!"
            if not certain and not shows and not self._takes_clause(frame, cue, content):
                if not any(i >= high for i in frame.quotes) and words[-1].text != ":":
                    return None
                content = high
                loose = True
            high = content
        elif cue.takes == QUOTE_ONLY and not frame.quotes:
            return None
        span = (words[source[0]].start, words[source[1] - 1].end)
        return Act(cue, named, span, low, high, after, before, loose=loose)

    def _ends_speech(self, frame: Frame, i: int) -> bool:
        """Whether a quotation ends as speech before its speaker does: with a comma or a mark inside."""
        quotation = frame.quotes.get(i)
        return (
            quotation is None
            or self.text[quotation.end - 1] in ",.?!…—–-"
            or i == 0
            or quotation.end - quotation.start > 60
        )

    def _content_start(self, frame: Frame, cue: Cue) -> tuple[int, bool]:
        """The index at which what is said begins after a cue, and whether a "that", colon or mark shows it."""
        words, lists = frame.words, self.lists
        i = cue.end
        limit = min(len(words), i + 22)
        k = i
        while k < limit:
            word = words[k]
            if word.text in "—–(-":
                break
            if word.low == "that":
                if k > i and not self._adjunct(words, i, cue):
                    break
                verb = words[k + 1].low if k + 1 < len(words) else ""
                if verb in lists.finite and verb not in ("needs", "wants", "plans"):
                    break
                return k + 1, True
            if word.quoted:
                return k, True
            if word.text == ":":
                return k + 1, True
            if (
                word.text in ".;"
                or word.low in lists.finite
                or word.low in ("who", "which", "but", "because", "how", "what", "why")
            ):
                break
            if word.text == "," and k > i:
                # "said, however, that", "told reporters in Belgrade, the capital, that" are rare: stop
                following = words[k + 1] if k + 1 < len(words) else None
                if following is not None and following.quoted:
                    return k + 1, True
                for m in range(k + 1, min(k + 14, len(words) - 1)):
                    # "reported last week, citing officials, that"
                    if words[m].text == "," and words[m + 1].low == "that":
                        return m + 2, True
                    if words[m].text in ".;:" or words[m].quoted:
                        break
                break
            k += 1
        if "object" in cue.takes and i < len(words):
            # the person told: a pronoun, or a name that a clause follows
            if words[i].low in (
                "him",
                "her",
                "them",
                "us",
                "me",
                "reporters",
                "journalists",
                "lawmakers",
            ):
                return i + 1, False
            k = i
            while k < limit and (words[k].capital or words[k].low in ("the", "of", "a")):
                k += 1
            return (k, False) if k < len(words) and k > i else (i, False)
        while i < limit and (
            words[i].low in lists.times
            or (
                words[i].low in ("on", "in", "late", "early", "later")
                and i + 1 < len(words)
                and words[i + 1].low in lists.times
            )
            or (words[i].text.isdigit() and words[i - 1].low in lists.times)
        ):
            i += 1
        return i, False

    def _adjunct(self, words: list[Word], i: int, cue: Cue) -> bool:
        """Whether a time, a place or the person told follows a cue, and no object that a "that" would describe."""
        first = words[i]
        low = first.low
        return (
            low in self.lists.prepositions
            or low in self.lists.times
            or low in self.lists.skip
            or low in _BESIDE
            or low.endswith("ly")
            or "object" in cue.takes
        )

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
        if "thing" in cue.takes and first.low not in lists.prepositions and first.text not in ".,;:?!":
            return True
        if "noun" in cue.takes and cue.ing and first.text not in ".,;":
            return True
        if (
            "object-noun" in cue.takes
            and not cue.ing
            and (
                first.low in ("the", "a", "an", "its", "their", "up", "about", "more")
                or first.text[0].isdigit()
                or first.text in "$€£¥"
                or first.low in ("eur", "usd", "us")
            )
        ):
            return True
        if "at" in cue.takes:
            return any(
                words[k].low == "at"
                and (
                    words[k + 1].text[0].isdigit()
                    or words[k + 1].text in "$€£¥"
                    or words[k + 1].low
                    in (
                        "about",
                        "around",
                        "some",
                        "up",
                        "more",
                        "an",
                        "nearly",
                        "almost",
                        "over",
                        "least",
                        "roughly",
                        "us",
                        "usd",
                        "eur",
                    )
                )
                for k in range(content + 1, min(content + 28, len(words) - 1))
            )
        if "that" not in cue.takes:
            return False
        if first.low in lists.prepositions or first.low in (
            "as",
            "when",
            "because",
            "how",
            "what",
            "why",
            "where",
            "whether",
            "if",
            "and",
            "or",
        ):
            return False
        if cue.low in _ADJECTIVES:
            return False
        for k in range(content, min(content + 12, len(words))):
            word = words[k]
            if (
                word.quoted
                or word.text in ",.;:()—"
                or word.low in ("that", "which", "who", "to", "and", "as", "for", "whether", "from", "by")
            ):
                return False
            if k > content and word.low in lists.finite:
                return True
        return False


def title_case(frame: Frame) -> bool:
    """Whether most words of a frame begin with a capital letter: a headline."""
    letters = [w for w in frame.words if w.text[0].isalpha() and len(w.text) > 3]
    return bool(letters) and sum(w.capital for w in letters) >= 0.7 * len(letters)
