"""Reads each cue of a frame as an act of saying: whose it is, and on which side the words said stand.

Enters: a frame with its cues. Leaves: acts in order. Handled: subject and verb, verb and subject after a quotation,
participles and coordinated verbs that share a subject, "according to", passives, "quoted as saying", "a statement by X
that", and a name before a colon.
"""

from __future__ import annotations

from ..model import Span
from .focus import Focus
from .frames import Cue, Frame
from .people import Named
from .placement import QUOTE_ONLY, Act, Placement, title_case
from .setphrases import SetPhrases
from .subjects import Subjects, lists_of_words
from .wording import Word, lexicon, possessive

_SURE = frozenset(("say", "tell", "add", "assert", "announced", "announce", "note", "write", "warn", "vow"))
"""Verbs that nothing but people, bodies and papers do."""


class Acts:
    """Finds the acts of saying in frames, in order; the focus follows them."""

    def __init__(self, subjects: Subjects, focus: Focus) -> None:
        self.subjects = subjects
        self.focus = focus
        self.placement = Placement(subjects.text)
        self.phrases = SetPhrases(subjects, focus)
        self.lists = lists_of_words()
        self.lexicon = lexicon()

    def find(self, frame: Frame) -> list[Act]:
        acts: list[Act] = []
        self.focus.subject(frame, self.subjects)
        for cue in frame.cues:
            act = self._act(frame, cue, acts)
            if act is not None:
                acts.append(act)
                self.focus.remember(act.named, doubtful=cue.id not in _SURE and act.rule == "said")
        if not acts or frame.quotes:
            acts += self.phrases.noun_acts(frame, acts)
            if frame.quotes:
                acts += self.phrases.wording_acts(frame, acts)
            acts.sort(key=lambda a: a.cue.index)
        return acts

    def _act(self, frame: Frame, cue: Cue, acts: list[Act]) -> Act | None:
        words, lists = frame.words, self.lists
        if cue.id == "according to":
            return self.phrases.according(frame, cue)
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
            elif (words[j].capital and j) or (
                low not in lists.skip and not (low.endswith("ly") and len(low) > 4)
            ):
                break
            auxiliary = True
            j -= 1
        if negative:
            return None
        low = cue.low
        nounlike = j >= 0 and (
            (
                words[j].low in lists.determiners
                and words[j].low not in ("many", "some", "several", "those", "these")
            )
            or words[j].low in lists.prepositions
            or possessive(words[j].text)
            or words[j].text[0].isdigit()
            or words[j].low == "united"
        )
        if nounlike and not cue.ing and not auxiliary:
            return None
        if words[cue.index - 1].low in ("i", "we", "you") and cue.index:
            return None
        after = words[cue.end].text if cue.end < len(words) else ""
        if low == "say" and after == "," and (j < 0 or words[j].text == ","):
            return None  # "makers of, say, cars"
        if low == "asked" and (j < 0 or words[j].low in ("when", "if", "as", "after", "once", "being")):
            return None
        if j >= 0 and words[j].low == "to" and not cue.ing:
            if not frame.quotes or (j and words[j - 1].low in ("able", "according")):
                return None
            return self._shared(frame, cue, acts)
        base = not auxiliary and not cue.ing and not low.endswith(("ed", "s")) and low not in lists.past
        if (
            base
            and j >= 0
            and not (
                words[j].low
                in (
                    "i",
                    "we",
                    "you",
                    "they",
                    "who",
                    "and",
                    "people",
                    "police",
                    "media",
                    "many",
                    "some",
                    "others",
                )
                or words[j].low.endswith("s")
                or words[j].text in ",)"
                or words[j].quoted
                or (low == "say" and _many(words, j))
            )
        ):
            return None
        if (passive and cue.low.endswith("ed")) or (
            passive
            and cue.low in ("said", "told", "written", "seen", "shown", "made", "known", "quoted", "cited")
        ):
            return self.phrases.passive(frame, cue, j)
        if low in ("quote", "quotes", "quoted", "quoting"):
            return self.phrases.quoted_as(frame, cue)
        parted = self._parted(frame, cue, j)
        if parted is not None:
            return parted
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
            if (before.text == "," and not acts) or (before.text == "," and cue.index - j == 1):
                act = self._from_subject(frame, cue, j)
                if act is not None:
                    return act
            return self._shared(frame, cue, acts)
        return self._from_subject(frame, cue, j)

    def _parted(self, frame: Frame, cue: Cue, j: int) -> Act | None:
        """ "The network, which has followed the matter since 2019, says the aircraft brought missiles"."""
        words = frame.words
        if j < 3 or words[j].text != "," or words[j].quoted or cue.ing:
            return None
        k = j - 1
        while k > 1 and words[k].text not in ",.;:—–" and not words[k].quoted:
            k -= 1
        if words[k].text != "," or words[k + 1].low not in ("which", "who", "whose"):
            return None
        span = self.subjects.subject_before(words, k - 1)
        if span is None or span[0] or not all(self._names(w) for w in words[: span[1]]):
            return None  # only a name that the sentence begins with
        return self._said_by(frame, cue, span)

    def _names(self, word: Word) -> bool:
        return word.capital or word.low in self.lists.determiners or word.low in ("of", "for")

    def _from_subject(self, frame: Frame, cue: Cue, j: int) -> Act | None:
        span = self.subjects.subject_before(frame.words, j)
        return self._said_by(frame, cue, self._several(frame, span)) if span is not None else None

    def _several(self, frame: Frame, span: Span) -> Span:
        """A subject with the sayer beside it: "a former commander and three other sources said"."""
        words, (low, high) = frame.words, span
        if low < 3 or words[low - 1].low != "and" or words[low].low in self.lexicon.pronouns:
            return span
        first = self.subjects.chunk(words, 0, low - 2)
        if first is None or not first[0] or words[first[0] - 1].text != "," or first[1] != low - 1:
            return span
        one = self.focus.named(words[first[0] : first[1]], frame)
        says = one is not None and (one.kind != "description" or self.focus.human(one))
        return (first[0], high) if says else span

    def _said_by(self, frame: Frame, cue: Cue, span: Span) -> Act | None:
        low, high = span
        named = self.focus.named(frame.words[low:high], frame)
        issuer = self._issuer(frame, cue, it=frame.words[low].low == "it" and high - low == 1)
        if issuer is not None:
            named = issuer
        if named is None:
            return None
        if cue.low in self.lists.things and named.kind == "description" and not self.focus.human(named):
            return None  # "the decision shows that"
        return self.placement.place(frame, cue, named, span)

    def _issuer(self, frame: Frame, cue: Cue, *, it: bool) -> Named | None:
        """ "it said in a press release that Vucic's office issued": the issuer, where "it" is the subject.

        A statement made by whoever says so here is kept for "the statement" further on.
        """
        words = frame.words
        k = next(
            (n for n in range(cue.end, min(cue.end + 7, len(words))) if words[n].low in self.lists.papers),
            None,
        )
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
        while end < len(words) and (
            words[end].capital
            or words[end].low in ("the", "of", "office", "ministry", "government", "presidency")
        ):
            end += 1
        return self.focus.named(words[i + 1 : end], frame) if end > i + 1 else None

    def _inverted(self, frame: Frame, cue: Cue, j: int) -> Act | None:
        """ "…," said X: the subject after the verb, where a quotation or a comma stands before the verb."""
        words, lists = frame.words, self.lists
        if cue.end >= len(words) or "quote" not in cue.takes or cue.ing:
            return None
        if cue.index - j != 1 or cue.takes == QUOTE_ONLY or cue.id == "tell":
            return None
        if j < 0 or not (words[j].quoted or words[j].text in ",—–-?!…"):
            return None
        near_quote = words[j].quoted or (j > 0 and words[j].text in ",—–-" and words[j - 1].quoted)
        i = cue.end
        if not (
            words[i].capital
            or words[i].low in lists.determiners
            or words[i].low in self.lexicon.pronouns
            or words[i].low in self.lexicon.titles
            or (near_quote and words[i].text[0].isalpha())
            or (cue.low == "say" and any(self._are_people(w) for w in words[i : i + 3]))
        ):
            return None
        if (
            words[i].low in ("that", "in", "on", "at", "it")
            or words[i].low in lists.prepositions
            or words[i].low in lists.boundaries
        ):
            return None
        k = i
        while k < len(words) and k - i < 30:
            word = words[k]
            if (
                word.text == "("
                and k > i
                and k + 2 < len(words)
                and words[k - 1].low.split("-")[0].rstrip(".") in self.lexicon.titles
                and words[k + 2].text in (")", ".")
            ):
                while k < len(words) and words[k].text != ")":
                    k += 1
                k += 1
                continue
            if word.quoted or word.text in ".,;:()—–?!":
                break
            if k > i and (
                word.low
                in (
                    "who",
                    "which",
                    "when",
                    "as",
                    "after",
                    "while",
                    "during",
                    "told",
                    "because",
                    "where",
                    "whose",
                    "before",
                    "that",
                )
            ):
                break
            if (
                k > i
                and word.low in ("on", "in", "at")
                and k + 1 < len(words)
                and (
                    words[k + 1].low in lists.times
                    or (
                        words[k + 1].low in ("a", "an", "his", "her", "response", "interview", "recent")
                        and all(w.capital for w in words[max(i, k - 1) : k])
                    )
                )
            ):
                break
            if k > i and word.low in lists.times and word.capital:
                break
            k += 1
        stop = k
        if near_quote:
            stop = self._named_after(frame, i, stop)
        else:
            # without marks: only where nothing but the speaker follows
            rest = words[stop] if stop < len(words) else None
            if (
                (rest is not None and rest.text not in ".,;:")
                or any(w.low in lists.finite for w in words[i:stop])
                or stop - i > 14
            ):
                return None
            following = (
                words[stop + 1] if rest is not None and rest.text == "," and stop + 1 < len(words) else None
            )
            if following is not None and following.capital:
                # "said the bureau's director, James B. Comey, on Monday", but no list of states
                end = stop + 1
                while end < len(words) and words[end].capital:
                    end += 1
                closed = end == len(words) or words[end].text in ",."
                if self._office_ends(words, stop + 1):
                    pass  # "says Rear Admiral K C Sekhar, GRSE's chairman."
                elif all(w.capital for w in words[i:stop]) or not closed or end - stop < 3:
                    return None
                else:
                    stop = end
        chunk = words[i:stop]
        named = self.focus.named(chunk, frame)
        if named is None:
            return None
        end = stop
        # the apposition after the name: "said Jay Jacobs, a Clinton supporter who …"
        after = any(q > end for q in frame.quotes) and near_quote
        if (
            not near_quote
            and end + 1 < len(words)
            and words[end].text == ","
            and words[end + 1].low in lists.finite
        ):
            after, end = True, end + 1
        return Act(
            cue, named, (words[i].start, words[stop - 1].end), cue.index, end, after, True, rule="said-x"
        )

    def _are_people(self, word: Word) -> bool:
        """Whether a noun in the plural is of people: "officials", "satellite watchers"."""
        one = word.low.removesuffix("s")
        lex = self.lexicon
        return one != word.low and (
            word.low in lex.nouns or one in lex.titles | lex.folk or one.endswith(("er", "or", "ist", "ant"))
        )

    def _office_ends(self, words: list[Word], low: int) -> bool:
        """Whether a sentence ends with somebody's office: "the firm's chairman"."""
        rest = words[low:-1]
        return (
            0 < len(rest) < 7
            and rest[-1].low in self.lexicon.titles
            and any(possessive(w.text) for w in rest)
            and not any(w.low in self.lists.finite for w in rest)
        )

    def _named_after(self, frame: Frame, low: int, stop: int) -> int:
        """Past the name that follows an office: "said the curator, Mike Thornton." """
        words = frame.words
        if stop + 2 >= len(words) or words[stop].text != ",":
            return stop
        end = stop + 1
        while end < len(words) and (
            words[end].capital or words[end].low in ("de", "van", "von", "al", "bin")
        ):
            end += 1
        office = any(
            w.low.rstrip(".") in self.lexicon.titles or w.low in self.lexicon.folk for w in words[low:stop]
        )
        named = end - stop > 2 and (end == len(words) or words[end].text in ",.(;:" or words[end].quoted)
        return end if office and named and not any(w.capital for w in words[stop - 1 : stop]) else stop

    def _after_semicolon(self, frame: Frame, acts: list[Act], cue: Cue) -> int | None:
        """Where a clause of its own begins between the last act and a cue."""
        low = acts[-1].cue.end if acts else 0
        return next((k + 1 for k in range(cue.index - 1, low, -1) if frame.words[k].text == ";"), None)

    def _shared(self, frame: Frame, cue: Cue, acts: list[Act]) -> Act | None:
        """A cue that takes its subject from the one before it, or from the sentence: "…, adding that"."""
        words = frame.words
        named: Named | None = None
        source: Span | None = None
        clause = self.subjects.nearest_clause(words, cue.index) if cue.ing else None
        if clause is not None and (not acts or acts[-1].cue.index < clause[0]):
            named = self.focus.named(words[clause[0] : clause[1]], frame)
            source = (words[clause[0]].start, words[clause[1] - 1].end)
        elif (start := self._after_semicolon(frame, acts, cue)) is not None:
            span = self.subjects.first_phrase(words[start:], cue.index - start)
            if span is not None:
                named = self.focus.named(words[start + span[0] : start + span[1]], frame)
                source = (words[start + span[0]].start, words[start + span[1] - 1].end)
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
        placed = self.placement.place(frame, cue, named, (cue.index, cue.end), shared=True)
        if placed is None:
            return None
        placed.source = source
        placed.before = False
        placed.after = True
        placed.rule = "adding"
        return placed


def _many(words: list[Word], j: int) -> bool:
    """Whether the noun phrase around or before ``j`` is of several: "officials in Delhi", "experts and the army"."""
    for k in range(j, max(-1, j - 7), -1):
        word = words[k]
        if not word.text[0].isalnum() or word.quoted:
            return False
        if word.low in _BEHIND_MANY and k and words[k - 1].low.endswith("s") and len(words[k - 1].low) > 4:
            return True
    return False


_BEHIND_MANY = frozenset(
    ["in", "at", "of", "near", "close", "with", "from", "who", "familiar", "and", "on", "seen", "obtained"]
)
"""Words that may follow the noun of a subject and part it from its verb."""
