"""Reads what names a source by a set phrase: "according to X", "described by X as", "X was quoted as saying".

Enters: a frame and a cue. Leaves: an Act or None. "A statement by X that" and a name before a colon belong here too.
"""

from __future__ import annotations

from ..model import Span
from .focus import Focus
from .frames import Cue, Frame
from .people import Named
from .placement import Act
from .subjects import Subjects, lists_of_words
from .wording import bare


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
        if cue.low == "quoted":
            span = self.subjects.subject_before(frame.words, j) if j >= 0 else None
            if span is None:
                return None
            named = self.focus.named(words[span[0] : span[1]], frame)
            if named is None:
                return None
            k = i
            while k < min(len(words), i + 14) and not (
                words[k].low == "saying" or words[k].quoted or words[k].low == "that"
            ):
                k += 1
            saying = k < len(words) and words[k].low == "saying"
            ends = k + 1 >= len(words) or words[k + 1].text in ".,"
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
        if k == cue.end or not (k < len(words) and words[k].low == "as" or before):
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
