"""Reads each cue of a frame as an act of saying: whose it is, and on which side the words said stand.

Enters: a frame with its cues. Leaves: acts in order. Handled: subject and verb, verb and subject after a quotation,
participles and coordinated verbs that share a subject, "according to", passives, "quoted as saying", "a statement by X
that", and a name before a colon.
"""

from __future__ import annotations

from dataclasses import dataclass, field

from ..model import Span
from .focus import Focus
from .frames import Cue, Frame
from .people import Named, Word, bare, lexicon, possessive
from .subjects import DASHES, DETERMINERS, PAST, Subjects, lists_of_words

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


class Acts:
    """Finds the acts of saying in frames, in order; the focus follows them."""

    def __init__(self, subjects: Subjects, focus: Focus) -> None:
        self.subjects = subjects
        self.focus = focus
        self.lists = lists_of_words()
        self.lexicon = lexicon()

    def find(self, frame: Frame) -> list[Act]:
        acts: list[Act] = []
        self.focus.subject(frame, self.subjects)
        for cue in frame.cues:
            act = self._act(frame, cue, acts)
            if act is not None:
                acts.append(act)
                self.focus.remember(act.named)
        if not acts or frame.quotes:
            acts += self._noun_acts(frame, acts)
            acts.sort(key=lambda a: a.cue.index)
        return acts

    def _act(self, frame: Frame, cue: Cue, acts: list[Act]) -> Act | None:
        words, lists = frame.words, self.lists
        if cue.id == "according to":
            return self._according(frame, cue)
        if words[cue.index].capital and cue.index and not title_case(frame):
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
        if words[cue.index - 1].low in ("i", "we", "you") and cue.index:
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

    def _from_subject(self, frame: Frame, cue: Cue, j: int) -> Act | None:
        span = self.subjects.subject_before(frame.words, j)
        if span is None:
            return None
        low, high = span
        named = self.focus.named(frame.words[low:high], frame)
        issuer = self._issuer(frame, cue, it=frame.words[low].low == "it" and high - low == 1)
        if issuer is not None:
            named = issuer
        if named is None:
            return None
        return self._place(frame, cue, named, span)

    def _issuer(self, frame: Frame, cue: Cue, *, it: bool) -> Named | None:
        """ "it said in a press release that Vucic's office issued": the issuer, where "it" is the subject.

        A statement made by whoever says so here is kept for "the statement" further on.
        """
        words = frame.words
        k = next((n for n in range(cue.end, min(cue.end + 7, len(words))) if words[n].low in self.lists.papers), None)
        if k is None:
            return None
        self.focus.paper_next = True
        if not it or k + 2 >= len(words):
            return None
        i = k + 1
        if words[i].low in ("issued", "released", "published") and words[i + 1].low == "by":
            i += 1
        if words[i].low not in ("that", "which", "by", "from", "of"):
            return None
        end = i + 1
        while end < len(words) and (words[end].capital or words[end].low in ("the", "of", "office", "ministry", "government", "presidency")):
            end += 1
        return self.focus.named(words[i + 1 : end], frame) if end > i + 1 else None

    def _place(self, frame: Frame, cue: Cue, named: Named, source: Span, shared: bool = False) -> Act | None:
        """Where the words said stand, seen from a cue with its subject before it."""
        words, lists = frame.words, self.lists
        low = cue.index if shared else source[0]
        high = cue.end
        previous = words[low - 1] if low else None
        something = low > 0 and previous is not None and (
            previous.quoted and self._ends_speech(frame, low - 1) or previous.text == "," and low > 1 or previous.text in "—–…" or previous.text in "?!"
        )
        content, certain = self._content_start(frame, cue)
        tail = words[high] if high < len(words) else None
        ends = tail is None or tail.text in ".;?!"
        adjunct = tail is not None and (
            tail.low in lists.prepositions or tail.low in lists.times or tail.low in ("when", "as", "while", "earlier", "later", "here", "there", "again")
            or tail.low.endswith("ly")
        )
        after = before = loose = False
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
            if not certain and not self._takes_clause(frame, cue, content):
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
        return quotation is None or self.subjects.text[quotation.end - 1] in ",.?!…—–-" or i == 0 or quotation.end - quotation.start > 60

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

    def _adjunct(self, words: list[Word], i: int, cue: Cue) -> bool:
        """Whether what follows a cue is a time, a place or the person told, and no object that a "that" would describe."""
        first = words[i]
        low = first.low
        return (
            low in self.lists.prepositions or low in self.lists.times or low in self.lists.skip or low in ("this", "last", "next", "earlier", "early", "late", "publicly", "here", "there", ",", "recently")
            or low.endswith("ly") or "object" in cue.takes or first.capital
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

    def _inverted(self, frame: Frame, cue: Cue, j: int) -> Act | None:
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
            if word.text == "(" and k > i and k + 2 < len(words) and words[k - 1].low.split("-")[0].rstrip(".") in self.lexicon.titles and words[k + 2].text in (")", "."):
                while k < len(words) and words[k].text != ")":
                    k += 1
                k += 1
                continue
            if word.quoted or word.text in ".,;:()—–?!":
                break
            if k > i and (word.low in ("who", "which", "when", "as", "after", "while", "during", "told", "because", "where", "whose", "before", "that")):
                break
            if k > i and word.low in ("on", "in", "at") and k + 1 < len(words) and (words[k + 1].low in lists.times or words[k + 1].low in ("a", "an", "his", "her", "response", "interview", "recent") and all(w.capital for w in words[max(i, k - 1) : k])):
                break
            if k > i and word.low in lists.times and word.capital:
                break
            k += 1
        stop = k
        if not near_quote:
            # without marks: only where nothing but the speaker follows
            rest = words[stop] if stop < len(words) else None
            if rest is not None and rest.text not in ".," or any(w.low in lists.finite for w in words[i:stop]) or stop - i > 14:
                return None
            following = words[stop + 1] if rest is not None and rest.text == "," and stop + 1 < len(words) else None
            if following is not None and following.capital:
                return None
        chunk = words[i:stop]
        named = self.focus.named(chunk, frame)
        if named is None:
            return None
        end = stop
        # the apposition after the name: "said Jay Jacobs, a Clinton supporter who …"
        after = any(q > end for q in frame.quotes) and near_quote
        if not near_quote and end + 1 < len(words) and words[end].text == "," and words[end + 1].low in lists.finite:
            after, end = True, end + 1
        return Act(cue, named, (words[i].start, words[stop - 1].end), cue.index, end, after, True, rule="said-x")

    def _shared(self, frame: Frame, cue: Cue, acts: list[Act]) -> Act | None:
        """A cue that takes its subject from the one before it, or from the sentence: "…, adding that"."""
        words = frame.words
        named: Named | None = None
        source: Span | None = None
        clause = self.subjects.nearest_clause(words, cue.index) if cue.ing else None
        if clause is not None and (not acts or acts[-1].cue.index < clause[0]):
            named = self.focus.named(words[clause[0] : clause[1]], frame)
            source = (words[clause[0]].start, words[clause[1] - 1].end)
        elif acts and acts[-1].named is not None:
            named, source = acts[-1].named, acts[-1].source
        else:
            span = self.subjects.first_phrase(frame.words, cue.index)
            if span is not None:
                named = self.focus.named(words[span[0] : span[1]], frame)
                source = (words[span[0]].start, words[span[1] - 1].end)
            elif self.focus.speaker is not None and cue.ing and cue.index <= 1:
                named, source = self.focus.speaker, None
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

    def _according(self, frame: Frame, cue: Cue) -> Act | None:
        words = frame.words
        i = cue.end
        k = i
        while k < len(words) and k - i < 30:
            word = words[k]
            if word.quoted or word.text in ",.;:—–?!()":
                break
            if k > i and word.low in ("the", "a", "an") and words[k - 1].capital:
                break
            if k > i and word.low in ("who", "which", "that", "when", "as", "showing", "released", "published", "obtained", "but", "because"):
                break
            k += 1
        if k == i:
            return None
        chunk = words[i:k]
        if chunk[0].low in ("plan", "plans", "schedule", "law", "protocol"):
            return None
        named = self.focus.named(chunk, frame)
        if named is None:
            return None
        at_start = not any(w.text[0].isalnum() or w.quoted for w in words[: cue.index] if w.low not in self.lists.leading)
        high = k
        return Act(cue, named, (words[i].start, words[k - 1].end), cue.index, high, at_start, not at_start, rule="according")

    def _passive(self, frame: Frame, cue: Cue, j: int) -> Act | None:
        """ "was quoted by Y as saying", "is described by X as", "it was announced that"."""
        words = frame.words
        i = cue.end
        if cue.low == "quoted":
            span = self.subjects.subject_before(frame.words, j) if j >= 0 else None
            if span is None:
                return None
            named = self.focus.named(words[span[0] : span[1]], frame)
            if named is None:
                return None
            k = i
            while k < min(len(words), i + 14) and not (words[k].low == "saying" or words[k].quoted or words[k].low == "that"):
                k += 1
            source = (words[span[0]].start, words[span[1] - 1].end)
            k = min(k, len(words))
            ends = k + 1 >= len(words) or words[k + 1].text in ".,"
            before = span[0] > 0 and k < len(words) and words[k].low == "saying" and ends
            return Act(cue, named, source, span[0], k if before else min(len(words), k + 1) if k < len(words) and words[k].low == "saying" else k, not before, before, True, rule="quoted-as")
        by = next((k for k in range(i, min(i + 6, len(words))) if words[k].low == "by"), None)
        named = None
        source: Span | None = None
        high = i
        if by is not None:
            k = by + 1
            while k < len(words) and k - by < 10 and (words[k].capital or words[k].low in ("the", "of", "a", "and")) and not words[k].quoted:
                k += 1
            chunk = words[by + 1 : k]
            named = self.focus.named(chunk, frame) if chunk else None
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
        if named is not None and not frame.quotes and not (high < len(words) and words[high].low in ("that", "as")):
            return None
        if named is None:
            if not frame.quotes and not (i < len(words) and words[i].low == "that"):
                # "it was announced Albania was one of": nobody is named
                return None
            if i < len(words) and words[i].low == "that":
                return Act(cue, None, None, max(0, j), i + 1, True, False, True, rule="passive")
            return None
        return Act(cue, named, source, cue.index, high, True, False, True, rule="passive-by")

    def _quoted_as(self, frame: Frame, cue: Cue) -> Act | None:
        """ "Russian media quotes a Moscow official as saying"."""
        words = frame.words
        k = cue.end
        while k < min(len(words), cue.end + 20) and words[k].low != "as" and not words[k].quoted and words[k].text not in ".,;":
            k += 1
        if k >= len(words) or words[k].low != "as" or k == cue.end:
            return None
        named = self.focus.named(words[cue.end : k], frame)
        if named is None:
            return None
        return Act(cue, named, (words[cue.end].start, words[k - 1].end), cue.index, min(len(words), k + 2), True, False, rule="quotes-as")

    def _noun_acts(self, frame: Frame, acts: list[Act]) -> list[Act]:
        """ "a statement by X that …" and a speaker before a colon."""
        words = frame.words
        found: list[Act] = []
        for i, word in enumerate(words):
            if word.low in self.lists.papers and i + 2 < len(words) and words[i + 1].low in ("by", "from"):
                k = i + 2
                while k < len(words) and k - i < 16 and words[k].low != "that" and words[k].text not in ",.;:" and not words[k].quoted:
                    k += 1
                if k < len(words) and words[k].low == "that" and k > i + 2:
                    named = self.focus.named(words[i + 2 : k], frame)
                    if named is not None:
                        cue = Cue(i, i + 1, "paper", frozenset(("that", "quote")), False, word.low)
                        source = (words[i + 2].start, words[k - 1].end)
                        found.append(Act(cue, named, source, i, k + 1, True, False, rule="paper"))
        if not acts and not found and len(words) > 3:
            k = next((n for n in range(1, min(9, len(words))) if words[n].text == ":"), None)
            if k is not None and k + 1 < len(words) and all(w.capital or w.low in ("of", "the", "de", "van", "von", "on", "to", "in", "a") or w.text in ",." for w in words[:k]) and words[0].capital:
                quoted = words[k + 1].quoted
                if quoted or frame.zone == "title":
                    named = self.focus.named(words[:k], frame)
                    if named is not None and named.kind in ("person", "body"):
                        cue = Cue(k, k + 1, "colon", frozenset(("clause", "quote")), False, ":")
                        found.append(Act(cue, named, (words[0].start, words[k - 1].end), 0, k + 1, True, False, rule="colon"))
        return found


def title_case(frame: Frame) -> bool:
    """Whether most words of a frame begin with a capital letter: a headline."""
    letters = [w for w in frame.words if w.text[0].isalpha() and len(w.text) > 3]
    return bool(letters) and sum(w.capital for w in letters) >= 0.7 * len(letters)
