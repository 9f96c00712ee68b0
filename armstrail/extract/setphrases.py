"""Reads what names a source by a set phrase: "according to X", "described by X as", "X was quoted as saying".

Enters: a frame and a cue. Leaves: an Act or None. "A statement by X that" and a name before a colon belong here too.
"""

from __future__ import annotations

from ..model import Span
from .focus import Focus
from .frames import Cue, Frame
from .people import Named
from .placement import QUOTE_ONLY, Act
from .subjects import Subjects, lists_of_words
from .wording import Word, bare, possessive

_MODALS = frozenset(("ought", "must", "should", "may", "might"))
_SAYING = frozenset(("saying", "telling", "having"))


class SetPhrases:
    """Finds the acts of saying that set phrases show."""

    def __init__(self, subjects: Subjects, focus: Focus) -> None:
        self.subjects = subjects
        self.focus = focus
        self.lists = lists_of_words()

    def according(self, frame: Frame, cue: Cue) -> Act | None:
        words = frame.words
        i = cue.end
        k = i
        while k < len(words) and k - i < 30:
            word = words[k]
            if word.quoted or word.text in ",.;:—–?!()":
                break
            if k > i and word.low in ("the", "a", "an") and words[k - 1].capital:
                break
            if k > i and word.low in (
                "who",
                "which",
                "that",
                "when",
                "as",
                "showing",
                "released",
                "published",
                "obtained",
                "but",
                "because",
                "it",
                "he",
                "she",
                "they",
                "there",
            ):
                break
            if k > i and word.low in self.lists.finite and not word.capital:
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
        at_start = not any(
            w.text[0].isalnum() or w.quoted for w in words[: cue.index] if w.low not in self.lists.leading
        )
        high = k
        return Act(
            cue,
            named,
            (words[i].start, words[k - 1].end),
            cue.index,
            high,
            at_start,
            not at_start,
            rule="according",
        )

    def passive(self, frame: Frame, cue: Cue, j: int) -> Act | None:
        """ "was quoted by Y as saying", "is described by X as", "it was announced that"."""
        words = frame.words
        i = cue.end
        if cue.low in ("quoted", "cited"):
            span = self.subjects.subject_before(frame.words, j) if j >= 0 else None
            if span is None:
                return None
            named = self.focus.named(words[span[0] : span[1]], frame)
            if named is None:
                return None
            k = i
            while k < min(len(words), i + 14) and not (
                words[k].low in _SAYING or words[k].quoted or words[k].low == "that"
            ):
                k += 1
            saying = k < len(words) and words[k].low in _SAYING
            ends = k + 1 >= len(words) or words[k + 1].text in ".," or words[k].low == "telling"
            before = span[0] > 0 and saying and ends
            high = min(len(words), k + 1 if saying and not before else k)
            place = (words[span[0]].start, words[span[1] - 1].end)
            return Act(cue, named, place, span[0], high, not before, before, True, rule="quoted-as")
        by = next((k for k in range(i, min(i + 6, len(words))) if words[k].low == "by"), None)
        named = None
        source: Span | None = None
        high = i
        if by is not None:
            k = by + 1
            while (
                k < len(words)
                and k - by < 10
                and (words[k].capital or words[k].low in ("the", "of", "a", "and"))
                and not words[k].quoted
            ):
                k += 1
            chunk = words[by + 1 : k]
            named = self.focus.named(chunk, frame) if chunk else None
            if named is not None:
                source, high = (chunk[0].start, chunk[-1].end), k
        elif words[0].low in ("on", "in") and frame.quotes:
            # "On Lockheed Martin's website, the Javelin is described as"
            owner = words[1:12]
            at = next((n for n, w in enumerate(owner) if w.low in self.lists.papers), None)
            if at is not None and at and owner[at - 1].text.endswith(("’s", "'s")):
                chunk = [w for w in owner[:at] if w.capital]
                last = chunk[-1] if chunk else None
                if last is not None:
                    whole = " ".join(w.text for w in chunk)
                    span = (chunk[0].start, last.start + len(bare(last.text)))
                    named = Named(bare(whole), (span,), "body")
                    source = span
        if (
            named is not None
            and not frame.quotes
            and cue.low in ("confirmed", "reported", "claimed", "disclosed", "revealed")
        ):
            return Act(cue, named, source, cue.index, high, False, True, True, rule="passive-by")
        if (
            named is not None
            and not frame.quotes
            and not (high < len(words) and words[high].low in ("that", "as"))
        ):
            return None
        if named is None:
            if not frame.quotes and not (i < len(words) and words[i].low == "that"):
                # "it was announced Albania was one of": nobody is named
                return None
            if i < len(words) and words[i].low == "that":
                return Act(cue, None, None, max(0, j), i + 1, True, False, True, rule="passive")
            return None
        return Act(cue, named, source, cue.index, high, True, False, True, rule="passive-by")

    def quoted_as(self, frame: Frame, cue: Cue) -> Act | None:
        """ "Russian media quotes a Moscow official as saying"."""
        words = frame.words
        k = cue.end
        while (
            k < min(len(words), cue.end + 20)
            and words[k].low not in ("as", "on", "in", "at")
            and not words[k].quoted
            and words[k].text not in ".,;"
        ):
            k += 1
        before = any(q < cue.index and cue.index - q < 9 for q in frame.quotes)
        before = before and not any(q >= k for q in frame.quotes)
        if k == cue.end or not ((k < len(words) and words[k].low == "as") or before):
            return None
        named = self.focus.named(words[cue.end : k], frame)
        if named is None or (before and named.kind not in ("person", "description")):
            return None
        if before:
            # "“…,” NDTV quoted the minister as saying": the outlet is no speaker
            source = (words[cue.end].start, words[k - 1].end)
            low = max(q for q in frame.quotes if q < cue.index) + 1
            return Act(cue, named, source, low, k, False, True, loose=True, rule="quotes-as")
        return Act(
            cue,
            named,
            (words[cue.end].start, words[k - 1].end),
            cue.index,
            min(len(words), k + 2),
            True,
            False,
            rule="quotes-as",
        )

    def wording_acts(self, frame: Frame, acts: list[Act]) -> list[Act]:
        """ "in X's words", "“…” was X's answer", "to X they are “…”", "X was “disappointed”": quoted words only."""
        found: list[Act] = []
        words = frame.words
        for i, word in enumerate(words):
            if word.quoted:
                continue
            if word.low == "in" and i + 3 < len(words):
                act = self._in_words(frame, i)
            elif word.low in ("to", "for") and i + 3 < len(words) and not acts:
                act = self._to_whom(frame, i)
            elif word.low in (
                "was",
                "is",
                "were",
                "are",
                "came",
                "ran",
                "felt",
                "sounded",
                "itself",
                "himself",
            ):
                act = self._answer(frame, i) or (None if acts or found else self._mood(frame, i))
            else:
                act = None
            if act is not None:
                found.append(act)
        return found

    def _act(self, frame: Frame, source: Span, span: Span, *, before: bool) -> Act | None:
        """An act of which only quoted words are the content; ``span`` and ``source`` count words."""
        words = frame.words
        named = self.focus.named(words[source[0] : source[1]], frame)
        if named is None or named.kind not in ("person", "body", "description"):
            return None
        cue = Cue(span[0], span[1], "weak", QUOTE_ONLY, False, "words")
        place = (words[source[0]].start, words[source[1] - 1].end)
        return Act(cue, named, place, span[0], span[1], not before, before, loose=True, rule="words-of")

    def _in_words(self, frame: Frame, i: int) -> Act | None:
        words, lists = frame.words, self.lists
        if words[i + 1].low == "the" and words[i + 2].low in lists.wordings and words[i + 3].low == "of":
            begin = end = i + 4
            while (
                end < len(words)
                and end - begin < 12
                and words[end].text not in ",.;:()—–"
                and not words[end].quoted
            ):
                end += 1
            if end < len(words) and words[end].quoted and end > begin and words[end - 1].low in lists.finite:
                end -= 1
            source, high = (begin, end), end
        elif words[i + 1].low in ("his", "her") and words[i + 2].low in lists.wordings:
            source, high = (i + 1, i + 2), i + 3
        else:
            begin, end = i + 1, i + 1
            while end < len(words) and end - begin < 9 and not possessive(words[end].text):
                if words[end].text in ",.;:()—–" or words[end].quoted or words[end].low in lists.prepositions:
                    return None
                end += 1
            noun = next(
                (n for n in (end + 1, end + 2) if n < len(words) and words[n].low in lists.wordings), None
            )
            if end >= len(words) or noun is None:
                return None
            source, high = (begin, end + 1), noun + 1
        if source[0] == source[1]:
            return None
        follows = any(high <= q <= high + 14 for q in frame.quotes)
        return self._act(frame, source, (i, high), before=not follows)

    def _to_whom(self, frame: Frame, i: int) -> Act | None:
        """ "To him those are “cash payments”": a copula stands right before the quotation."""
        words, lists = frame.words, self.lists
        quote = next((q for q in sorted(frame.quotes) if q > i), None)
        if quote is None or quote - i > 22:
            return None
        said = self.subjects.text[frame.quotes[quote].start : frame.quotes[quote].end].split()
        if not _copula_before(words, quote) and said[0].lower() not in lists.finite | _MODALS:
            return None
        if i and words[i - 1].text not in ",;:." and words[i - 1].low not in lists.leading:
            return None
        end = i + 1
        while end < quote and (
            words[end].capital
            or words[end].low in ("him", "her")
            or words[end].low.rstrip(".") in self.subjects.lexicon.titles
        ):
            end += 1
        if end == i + 1 or end >= quote - 1:
            return None
        act = self._act(frame, (i + 1, end), (i, end), before=False)
        return act if act is not None and act.named is not None and act.named.kind == "person" else None

    def _answer(self, frame: Frame, i: int) -> Act | None:
        words, lists = frame.words, self.lists
        if i and (words[i - 1].quoted or (words[i - 1].text == "," and i > 1 and words[i - 2].quoted)):
            # "“…,” was Trump's answer"
            noun = next(
                (n for n in range(i + 2, min(i + 9, len(words))) if words[n].low in lists.answers), None
            )
            if noun is None or not any(possessive(w.text) for w in words[i + 1 : noun]):
                return None
            end = max(n for n in range(i + 1, noun) if possessive(words[n].text)) + 1
            return self._act(frame, (i + 1, end), (i, noun + 1), before=True)
        if i + 1 < len(words) and words[i + 1].quoted and i > 1 and words[i - 1].low in lists.answers:
            # "Trump's answer was “…”"
            owner = next((n for n in range(i - 2, max(-1, i - 6), -1) if possessive(words[n].text)), None)
            span = self.subjects.chunk(words, 0, owner) if owner is not None else None
            return self._act(frame, span, (span[0], i + 1), before=False) if span is not None else None
        return None

    def _mood(self, frame: Frame, i: int) -> Act | None:
        """ "NHIndustries was “extremely disappointed”"."""
        words = frame.words
        if i + 1 >= len(words) or i + 1 not in frame.quotes or not i:
            return None
        quotation = frame.quotes[i + 1]
        said = self.subjects.text[quotation.start : quotation.end].lower().strip(".,!").split()
        if not 1 <= len(said) <= 7 or not self.lists.moods & set(said):
            return None
        span = self.subjects.subject_before(words, i - 1)
        if span is None:
            return None
        act = self._act(frame, span, (span[0], i + 1), before=False)
        if act is None or act.named is None:
            return None
        return act if act.named.kind != "description" or self.focus.human(act.named) else None

    def noun_acts(self, frame: Frame, acts: list[Act]) -> list[Act]:
        """ "a statement by X that …" and a speaker before a colon."""
        words = frame.words
        found: list[Act] = []
        for i, word in enumerate(words):
            if word.low in self.lists.papers and i + 2 < len(words) and words[i + 1].low in ("by", "from"):
                k = i + 2
                while (
                    k < len(words)
                    and k - i < 16
                    and words[k].low != "that"
                    and words[k].text not in ",.;:"
                    and not words[k].quoted
                ):
                    k += 1
                if k < len(words) and words[k].low == "that" and k > i + 2:
                    named = self.focus.named(words[i + 2 : k], frame)
                    if named is not None:
                        cue = Cue(i, i + 1, "paper", frozenset(("that", "quote")), False, word.low)
                        source = (words[i + 2].start, words[k - 1].end)
                        found.append(Act(cue, named, source, i, k + 1, True, False, rule="paper"))
        if not acts and not found and len(words) > 3:
            colon = next((n for n in range(1, min(9, len(words))) if words[n].text == ":"), None)
            if (
                colon is not None
                and colon + 1 < len(words)
                and all(
                    w.capital
                    or w.low in ("of", "the", "de", "van", "von", "on", "to", "in", "a")
                    or w.text in ",."
                    for w in words[:colon]
                )
                and words[0].capital
            ):
                quoted = words[colon + 1].quoted
                if quoted or (frame.zone == "title" or (frame.paragraph <= 1 and words[-1].text != ".")):
                    named = self.focus.named(words[:colon], frame)
                    if named is not None and named.kind in ("person", "body"):
                        cue = Cue(colon, colon + 1, "colon", frozenset(("clause", "quote")), False, ":")
                        found.append(
                            Act(
                                cue,
                                named,
                                (words[0].start, words[colon - 1].end),
                                0,
                                colon + 1,
                                True,
                                False,
                                rule="colon",
                            )
                        )
        return found


def _copula_before(words: list[Word], quote: int) -> bool:
    """Whether "is", or "is a", stands right before a quotation."""
    last = quote - 2 if words[quote - 1].low in ("a", "an", "the") else quote - 1
    return words[last].low in ("is", "are", "was", "were", "remains")
