"""Finds the noun phrase that is the subject of a verb, by the order of words and marks.

Enters: the words of a frame and the place of a verb. Leaves: the span of its subject, in words. It knows appositions,
leading adverbials and relative clauses by their first words; it is no parser, and a subject that several clauses part
from its verb is not found.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

from ..model import Span
from ..rules import load_toml
from .people import Cast
from .wording import Word, lexicon


@dataclass(frozen=True, slots=True)
class Lists:
    skip: frozenset[str]
    negative: frozenset[str]
    leading: frozenset[str]
    prepositions: frozenset[str]
    boundaries: frozenset[str]
    finite: frozenset[str]
    papers: frozenset[str]
    times: frozenset[str]
    determiners: frozenset[str]
    past: frozenset[str]
    things: frozenset[str]
    people_nouns: frozenset[str]
    wordings: frozenset[str]
    answers: frozenset[str]
    moods: frozenset[str]


@cache
def lists_of_words() -> Lists:
    data = load_toml("languages/en/saying.toml")
    skip = data["skip"]
    return Lists(
        skip=frozenset(skip["words"]),
        negative=frozenset(skip["negative"]),
        leading=frozenset(skip["leading"]),
        prepositions=frozenset(skip["prepositions"]),
        boundaries=frozenset(skip["boundaries"]),
        finite=frozenset(skip["finite"]),
        papers=frozenset(data["papers"]["words"]),
        times=frozenset(data["people"]["times"]),
        determiners=frozenset(skip["determiners"]),
        past=frozenset(skip["past"]),
        things=frozenset(data["things"]["words"]),
        people_nouns=frozenset(data["people"]["nouns"]),
        wordings=frozenset(data["wordings"]["words"]),
        answers=frozenset(data["wordings"]["answers"]),
        moods=frozenset(data["wordings"]["moods"]),
    )


DASHES = "—–-"


class Subjects:
    """Finds subjects among the words of a frame."""

    def __init__(self, cast: Cast) -> None:
        self.cast = cast
        self.text = cast.page.text
        self.lists = lists_of_words()
        self.lexicon = lexicon()

    def subject_before(self, words: list[Word], j: int) -> Span | None:
        """The words of the subject whose last word stands at ``j``, or before the apposition that ends there."""
        j = before_brackets(words, j)
        if j < 0:
            return None
        if words[j].quoted:
            # "…, author of “A Title,” put it": a title that closes an apposition
            title = j > 1 and words[j - 1].low in self.lists.prepositions
            return self.apposition(words, j) if title else None
        word = words[j]
        if word.low in ("who", "which"):
            k = j - 1
            if k >= 0 and words[k].text == ",":
                k -= 1
            if k < 0 or words[k].quoted:
                return None
            if not words[k].capital:
                return self.subject_before(words, k)
            end = k + 1
            while k >= 0 and (words[k].capital or words[k].low in ("de", "van", "von", "der", "bin", "al")):
                k -= 1
            return (k + 1, end)
        if (
            word.low in self.lexicon.pronouns
            and word.low not in ("his", "her", "their", "its")
            and (
                j == 0
                or (
                    words[j - 1].low not in ("of", "the", "no")
                    and words[j - 1].low not in self.lists.determiners
                )
            )
        ):
            return (j, j + 1)
        if word.text == "," or word.text in DASHES:
            return self.apposition(words, j)
        if not word.text[0].isalnum():
            return None
        return self.chunk(words, 0, j)

    def chunk(self, words: list[Word], floor: int, j: int) -> Span | None:
        """The noun phrase that ends at ``j`` and begins after a boundary or a leading adverbial."""
        lists = self.lists
        k = j
        while k >= floor:
            word = words[k]
            if word.quoted or word.text in ",;:.?!()—–…" or word.text == "-":
                break
            if word.low in lists.boundaries:
                break
            if k < j and words[k + 1].capital and "\n" in self.text[word.end : words[k + 1].start]:
                break
            if word.low in ("who", "which"):
                return self.subject_before(words, k)
            if (
                word.low in ("and", "or")
                and k < j
                and not (words[k + 1].capital and k and words[k - 1].capital)
                and words[k + 1].low not in self.lexicon.titles | self.lexicon.objects
            ):
                break
            if k < j and word.low in lists.finite and not word.capital:
                if k > floor and words[k - 1].low in ("who", "which"):
                    return self.subject_before(
                        words, k - 1
                    )  # "an official who was not allowed to speak said"
                break
            k -= 1
        low = k + 1
        while (
            low < j
            and words[low].low in lists.leading
            and words[low].low not in ("asked", "last", "next", "this", "that")
        ):
            low += 1
        if low > j:
            return None
        if words[low].low in lists.prepositions or (
            words[low].low in ("last", "next", "this", "earlier", "one")
            and low < j
            and words[low + 1].low in lists.times
        ):
            low = self._after_adverbial(words, low, j)
        elif words[low].low in lists.times and low < j:
            while low < j and words[low].low in lists.times:
                low += 1
        return (low, j + 1) if low <= j else None

    def _after_adverbial(self, words: list[Word], low: int, j: int) -> int:
        """The subject's begin in "In a statement on Monday the ministry": past prepositions, times and their nouns."""
        lists = self.lists
        k = j
        while k > low and words[k].low not in lists.prepositions:
            k -= 1
        # "On Monday a spokesman for the ministry": a description before the last preposition
        start = k + 1
        if words[k].low in ("of", "for", "at", "to", "from", "with", "in") and k > low:
            m = k - 1
            while m > low and words[m].low not in lists.prepositions:
                m -= 1
            best = next((i for i in range(m + 1, k) if i > m + 1 and words[i].low in lists.determiners), None)
            if best is None and words[m + 1].low in lists.times:
                best = next((i for i in range(m + 1, k) if words[i].low not in lists.times), None)
            if best is not None:
                return best
        for i in range(j, start, -1):
            if words[i].low in lists.determiners:
                return i
        for i in range(j - 1, start - 1, -1):
            if words[i].low in lists.times or words[i].text.isdigit():
                return i + 1
        return start

    def apposition(self, words: list[Word], j: int) -> Span | None:
        """The subject before the comma or dash at ``j`` that closes an apposition."""
        lexicon_ = self.lexicon
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
                elif not depth and (
                    text in ",;:—–"
                    or words[k].quoted
                    or (text == "-" and k and words[k - 1].text != "-")
                    or text in ".?!"
                ):
                    break
                k -= 1
            while end > k + 1 and words[end - 1].text == ")":
                while end > k + 1 and words[end - 1].text != "(":
                    end -= 1
                end -= 1
            chunk = words[k + 1 : end]
            opener = words[k] if k >= 0 else None
            can_go_back = (
                opener is not None
                and (opener.text == "," or opener.text in DASHES)
                and k > 0
                and not words[k - 1].quoted
            )
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
                if first.low in ("the", "a", "an", "one", "some", "several") and not self._looks_like_subject(
                    words, k
                ):
                    return self.chunk(words, k + 1, end - 1)
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
                    # "its defence minister, Prabowo Subianto," is one subject
                    held = self.chunk(words, m + 1, previous_end - 1)
                    return (held[0] if held is not None else k + 1, end)
                if (
                    earlier is not None
                    and earlier.kind == "person"
                    and before[-1].capital
                    and (
                        len(before) > 1
                        or first.low
                        in (
                            "republican",
                            "democrat",
                            "chairman",
                            "president",
                            "director",
                            "executive",
                            "senior",
                            "professor",
                            "chief",
                            "founder",
                            "vice",
                            "editor",
                            "head",
                            "associate",
                            "managing",
                            "jr",
                            "sr",
                            "inc",
                            "mayor",
                            "who",
                            "ceo",
                            "author",
                            "spokesman",
                            "spokeswoman",
                            "host",
                            "former",
                        )
                    )
                    and before[0].low not in self.lists.prepositions
                    and (
                        not full
                        or first.low in lexicon_.titles
                        or first.low in lexicon_.bodies
                        or chunk[-1].text.endswith(".")
                    )
                ):
                    end = k
                    continue
            return self.chunk(words, k + 1, end - 1)
        return None

    def _looks_like_subject(self, words: list[Word], k: int) -> bool:
        """Whether the words before the comma at ``k`` end in a name that an apposition may follow."""
        m = before_brackets(words, k - 1)
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
        return not any(w.low in self.lists.finite for w in chunk)

    def first_phrase(self, words: list[Word], limit: int) -> Span | None:
        """The sentence's subject, by its place: the first name or pronoun outside a leading adverbial."""
        lists, lex = self.lists, self.lexicon
        i = _past_dateline(words, limit)
        while i < limit and (
            not words[i].text[0].isalnum() or words[i].quoted or words[i].low in lists.leading
        ):
            i += 1
        if i < limit and (
            words[i].low in lists.prepositions
            or words[i].low in lists.boundaries
            or words[i].low in lists.times
            or words[i].low.endswith(("ing", "ly", "ed"))
        ):
            while i < limit and words[i].text != ",":
                i += 1
            i += 1
        if i >= limit:
            return None
        if words[i].low in lex.pronouns and words[i].low not in ("his", "her", "their", "its"):
            return (i, i + 1) if words[i].low in ("he", "she", "they", "it") else None
        k = i
        determined = words[k].low in lists.determiners or words[k].low in ("another", "one", "every")
        if determined:
            k += 1
            if k + 1 < limit and words[k].low in ("retired", "united", "armed", "unnamed", "senior"):
                k += 1
        begin = k
        while k < limit and (words[k].capital or words[k].text.isdigit()) and words[k].low not in lex.times:
            k += 1
            if (
                k + 1 < limit
                and words[k].low == "of"
                and words[k - 1].low in lex.bodies | lex.titles
                and words[k + 1].capital
            ):
                k += 1  # "Bureau of Political-Military Affairs", "Minister of Defence"
        if k == begin and words[i].low not in ("the", "a", "an", "another", "one"):
            return None
        capitals = k > begin
        if capitals and any(w.low in lex.titles for w in words[begin:k]):
            named = self._name_after(words, k)
            if named is not None:
                return named
        if determined or (capitals and k < limit and words[k].low in lists.people_nouns):
            while k < limit and k - begin < 5 and self._noun(words[k], last=not determined or capitals):
                k += 1
            if k == begin:
                return None
            named = self._name_after(words, self._past_of(words, k, limit))
            if named is not None:
                return named
            if k < limit and words[k].low in ("named", "called"):
                k += 1
                begin = k
            if not determined or k == begin:
                while k < limit and words[k].capital:
                    k += 1
                if k > begin and words[begin - 1].low in ("named", "called"):
                    return (begin, k)
        elif capitals:
            # "Pyro supervisor Gus Tolland", "Chief executive Micael Johansson"
            end = k
            while end < limit and end - k < 3 and self._noun(words[end], last=True):
                end += 1
            if end > k and words[end - 1].low in lex.titles | lists.people_nouns | lex.folk:
                name = end
                while name < limit and words[name].capital:
                    name += 1
                if name - end > 1:
                    return (end, name)
        return (i, k) if k > i else None

    def _noun(self, word: Word, *, last: bool) -> bool:
        """Whether a lower-case word may be a noun or an adjective of a subject, and no verb."""
        lists = self.lists
        return (
            word.text[0].islower()
            and not word.low.endswith("ed")
            and (last or not word.low.endswith("s") or word.low.endswith(("’s", "'s")))
            and word.low not in lists.finite
            and word.low not in lists.prepositions
            and word.low not in lists.boundaries
            and word.low not in lists.past
            and word.low not in ("and", "who", "or", "also", "later")
        )

    def _past_of(self, words: list[Word], k: int, limit: int) -> int:
        """The index of the comma after what a description's preposition governs: "A minister of the group, X"."""
        if k < limit and words[k].low in ("of", "on", "for", "in", "at"):
            end = k + 1
            while end < limit and end - k < 9 and (words[end].capital or words[end].text.isalpha()):
                if words[end].low in self.lists.finite and not words[end].capital:
                    return k
                end += 1
            if end < limit and words[end].text == ",":
                return end
        return k

    def _name_after(self, words: list[Word], k: int) -> Span | None:
        """The name between commas after a description: "His Danish counterpart, Troels Lund Poulsen, called"."""
        if k + 2 >= len(words) or words[k].text != "," or not words[k + 1].capital:
            return None
        end = k + 1
        while end < len(words) and words[end].capital:
            end += 1
        stop = end
        if stop + 1 < len(words) and words[stop].low == "of" and words[stop + 1].capital:
            stop += 1  # "Bob Menendez of New Jersey"
            while stop < len(words) and words[stop].capital:
                stop += 1
        closed = stop < len(words) and words[stop].text == ","
        return (k + 1, end) if closed and end - k > 2 else None

    def nearest_clause(self, words: list[Word], limit: int) -> Span | None:
        """The subject of the clause that a "when", "as" or "while" began last before a word, where it is a name."""
        for k in range(limit - 1, 1, -1):
            word = words[k - 1]
            if word.low == "with" and words[k].capital:
                end = k + 1
                while end < limit and words[end].capital:
                    end += 1
                if all(w.low.endswith("ly") for w in words[end:limit]):
                    return (k, end)  # "with Donald Trump tweeting"
            if word.low in ("as", "while", "when", "after", "before", "where", "because") and (
                words[k].capital or words[k].low in ("he", "she")
            ):
                end = k + 1
                while end < limit and words[end].capital:
                    end += 1
                if (
                    end < limit
                    and words[end].text[0].islower()
                    and words[end].low not in self.lists.prepositions
                ):
                    return (k, end)
                return None
            if word.text in ".;:" or word.quoted:
                return None
        return None


def before_brackets(words: list[Word], k: int) -> int:
    """The place before the brackets that end at ``k``, or ``k`` where none do."""
    while k >= 0 and words[k].text == ")":
        while k >= 0 and words[k].text != "(":
            k -= 1
        k -= 1
    return k


def _past_dateline(words: list[Word], limit: int) -> int:
    """The index after "WASHINGTON —" or "BERLIN, Germany (AP) —" at a frame's head; 0 where there is none."""
    for k in range(1, min(9, limit)):
        if words[k].text in "—–":
            return k + 1
        if not (words[k].capital or words[k].text in ",()./"):
            break
    return 0
