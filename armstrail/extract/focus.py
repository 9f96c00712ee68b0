"""Keeps whom a text is about, so that pronouns and short forms find the one they mean.

Enters: the words of sources and the sentences' subjects, in order. Leaves: names with the words they were read from.
The nearest fitting subject wins; it cannot see what only sense would tell.
"""

from __future__ import annotations

import re
from dataclasses import replace

from ..model import Span
from .frames import Frame
from .people import Cast, Named, capitals, state_codes
from .subjects import Subjects, lists_of_words
from .wording import Word, bare_low, lexicon, possessive, words_of

_PEOPLE = ("ist", "ists", "man", "men", "woman", "women", "ian", "ians", "ers", "ors", "eers")
_NEW = frozenset(("a", "an", "one", "another", "some", "any", "every", "each", "no", "other"))
"""Words before a description that speaks of somebody new."""
STILL_SPEAKING = 700
"""Code points within which another word for a speaker follows."""
NEAR = 1_500
"""Code points before a description in which somebody unnamed is looked for."""

_OBJECTS = {"him": "he", "his": "he", "her": "she", "himself": "he", "herself": "she"}
_ISSUED = frozenset(("statement", "release", "announcement", "notice", "notification"))
_OPENING = {"”": "“", '"': '"', "»": "«"}
_INDEFINITE = re.compile(r"\b(?:[Aa]n?|[Aa]nother|[Oo]ne) ")
_BREAK = re.compile(r"[,;:.!?()“”\"]| (?:of|for|in|to|the|at|by|and|who|that|said|says|told|with|on) ")
_AGED = re.compile(r"\d-year-old$")


class Focus:
    """The person, the body and the speaker last in focus on a page."""

    def __init__(self, cast: Cast) -> None:
        self.cast = cast
        self.lists = lists_of_words()
        self.lexicon = lexicon()
        self.person: Named | None = None
        self.body: Named | None = None
        self.it: Named | None = None
        """The body or state last in focus, whichever it is."""
        self.paper: Named | None = None
        """Whoever made the statement that was last spoken of."""
        self.paper_next = False
        self.speaker: Named | None = None
        self.paragraph = 0
        """Where the paragraph that is being read begins."""

    def named(self, words: list[Word], frame: Frame) -> Named | None:
        if len(words) == 1 and words[0].low in _OBJECTS:
            # "according to him", "TASS quoted him as saying"
            span = (words[0].start, words[0].end)
            named = self._antecedent(Named(_OBJECTS[words[0].low], (span,), "pronoun"))
            return named if named is not None and named.kind != "pronoun" else None
        named = self.cast.read(list(words))
        if named is None:
            return None
        if named.kind == "pronoun":
            return self._antecedent(named)
        if named.kind == "paper":
            return self._author(list(words), named, frame)
        if named.kind == "description":
            return self._description(list(words), named, frame)
        return named

    def _author(self, words: list[Word], named: Named, frame: Frame) -> Named | None:
        """ "data from SIPRI", "a statement by X", "the press release": whoever speaks by it."""
        for i, word in enumerate(words):
            if i and word.low in ("by", "from", "of") and i + 1 < len(words):
                inner = self.cast.read(words[i + 1 :])
                if inner is not None and inner.kind in ("person", "body", "description"):
                    capital = any(w.capital for w in words[i + 1 :])
                    if capital:
                        return inner
        if words[0].low in ("his", "her") and len(words) < 4:
            return self._antecedent(Named("he" if words[0].low == "his" else "she", named.spans, "pronoun"))
        owned = next((i for i, w in enumerate(words[:-1]) if possessive(w.text)), None)
        if owned is not None:
            return self._owner(words[: owned + 1], named, frame)
        low = words[-1].low
        bare = len(words) == 1 or words[0].low in self.lists.determiners
        if (
            low in ("statistics", "data", "figures", "documents", "polls")
            and not any(w.capital for w in words[1:])
        ) or (low == "reports" and bare):
            return None
        if (
            self.paper is not None
            and words[0].low in ("the", "it", "that", "this")
            and low in ("statement", "release", "letter", "notice", "notification", "report")
        ):
            return replace(self.paper, spans=(named.spans[0], *self.paper.spans))
        if (
            words[0].low == "the"
            and low in _ISSUED
            and (issuer := self._issuer(named.spans[0][0])) is not None
        ):
            return replace(issuer, spans=(named.spans[0], *issuer.spans))
        if self.speaker is not None and words[0].low == "the" and low in ("post", "tweet", "message"):
            return replace(self.speaker, spans=(named.spans[0], *self.speaker.spans))
        return named

    def _owner(self, words: list[Word], named: Named, frame: Frame) -> Named:
        """ "the department's statement": whose it is, where the text names them; else the words themselves."""
        owner = self.named(words, frame)
        if owner is None or owner.kind not in ("person", "body") or owner.spans[0][0] != words[0].start:
            return named
        return owner

    def _issuer(self, at: int) -> Named | None:
        """Whoever was last said to say something, in the sentence before: theirs is "the statement"."""
        known = [n for n in (self.speaker, self.it) if n is not None and n.spans[0][0] < at]
        last = max(known, key=lambda n: n.spans[0][0], default=None)
        page = self.cast.page
        index = page.sentence_at(at)
        if last is None or index < 1 or last.spans[0][0] < page.sentences[max(0, index - 2)].start:
            return None
        return last if last.kind in ("person", "body") else None

    def _antecedent(self, named: Named) -> Named | None:
        low = named.speaker.lower()
        if low in ("he", "she", "who"):
            want = "m" if low == "he" else "f" if low == "she" else ""
            near = self._in_last_sentence(named.spans[0][0])
            if near is not None and (not want or near.gender in ("", want)):
                return replace(near, spans=(named.spans[0], *near.spans))
            fitting = [
                candidate
                for candidate in (self.speaker, self.person)
                if candidate is not None
                and self._one(candidate)
                and (not want or candidate.gender in ("", want))
            ]
            if fitting:
                # a name that a title shows to be a person's before one that may be a firm's
                chosen = next((c for c in fitting if self.cast.shown(c.speaker)), fitting[0])
                return replace(chosen, spans=(named.spans[0], *chosen.spans))
            return named
        if low == "it" and self.it is not None:
            return replace(self.it, spans=(named.spans[0], *self.it.spans))
        if low in (
            "i",
            "one",
            "we",
            "you",
            "that",
            "which",
            "this",
            "these",
            "those",
            "his",
            "her",
            "their",
            "its",
            "none",
            "all",
            "most",
            "few",
            "both",
            "there",
        ):
            return None
        return named

    def _one(self, named: Named) -> bool:
        """Whether a name or a description can be one human being."""
        if named.kind == "description":
            return not self._head(named).endswith("s") and self.human(named)
        return named.kind == "person"

    def _in_last_sentence(self, offset: int) -> Named | None:
        """The one person named in the sentence before, where no speaker and no subject has been seen since."""
        page = self.cast.page
        index = page.sentence_at(self._before_quotation(offset))
        if index < 1:
            return None
        last, now = page.sentences[index - 1], page.sentences[index]
        for known in (self.speaker, self.person):
            if known is not None and any(last.start <= a < now.end for a, _ in known.spans):
                return None
        found = self.cast.person_in(last.start, last.end)
        if found is None:
            return self._first_named(last.start, last.end)
        if (self.speaker or self.person) is not None:
            at = found.spans[0][0]
            before = page.text[max(last.start, at - 24) : at].split()
            if any(w in ("of", "against", "under", "by") for w in before[-2:]):
                return None  # "the army of President X": no subject
        return found

    def _first_named(self, start: int, end: int) -> Named | None:
        """The name of two words and more that a sentence begins with: "Trooper Aroha Te Kanawa had never driven"."""
        words = words_of(self.cast.page.text, start, min(end, start + 80))
        one = [w.low for w in words[:2]] == ["one", "of"]
        if one:  # "One of them, Verónica Páez, held"
            words = words[next((i + 1 for i, w in enumerate(words) if w.text == ","), len(words)) :]
        stop = next((i for i, w in enumerate(words) if not (w.capital and w.text[0].isalpha())), len(words))
        if not 1 < stop < len(words):
            return None
        if not (words[stop].text == "," if one else words[stop].text[0].islower()):
            return None
        named = self.cast.read(words[:stop])
        return named if named is not None and named.kind == "person" and " " in named.speaker else None

    def _before_quotation(self, offset: int) -> int:
        """Where the quotation begins that a pronoun follows ("“… . …,” he said"); else the pronoun's own place."""
        text = self.cast.page.text
        close = next((c for c in range(offset - 1, max(0, offset - 4), -1) if text[c] in _OPENING), 0)
        opening = text.rfind(_OPENING[text[close]], max(0, offset - 1_500), close) if close else -1
        return opening if opening >= 0 else offset

    def _description(self, words: list[Word], named: Named, frame: Frame) -> Named | None:
        """ "the agency", "the ministry": the body last named that has the word in its name; an office: its holder."""
        if len(words) > 2 and words[-1].low in ("there", "here", "himself", "herself"):
            words = words[:-1]
            span = (words[0].start, words[-1].end)
            named = Named(self.cast.page.text[span[0] : span[1]], (span,), named.kind)
        text = named.speaker.lower().removeprefix("the ")
        last = text.split()[-1]
        head = words[0]
        if _AGED.search(text) or text in ("man", "woman"):
            who = {"man": "he", "woman": "she"}.get(text, "who")
            return self._holder(words, named, frame) or self._antecedent(Named(who, named.spans, "pronoun"))
        if text in self.lexicon.outlets and self.body is not None:
            return replace(self.body, spans=(named.spans[0], *self.body.spans))
        if not (
            head.low in self.lists.determiners or head.capital or head.text.isdigit() or head.low in _NEW
        ):
            plural = (
                last.endswith("s")
                or any(w.low.endswith("s") and len(w.low) > 3 for w in words[:3])
                or last in self.lexicon.nouns
                or last in self.lexicon.titles
            )
            if (
                not plural
                or len(words) > 9
                or head.low.endswith(("ed", "ing", "ly"))
                or head.low in self.lists.negative | self.lists.finite
            ):
                return None
        one_of = head.low == "one" and len(words) > 2 and words[1].low == "of"
        if not one_of and any(
            w.low in ("he", "she", "they", "it", "him", "them", "we", "i", "you", "there") for w in words
        ):
            return None
        if any(w.low in self.lists.finite and not w.capital for w in words[1:]):
            return None
        if self.body is not None and " " not in text and last in self.body.speaker.lower():
            return replace(self.body, spans=(named.spans[0], *self.body.spans))
        if (len(words) <= 2 and head.low in ("the", "its", "their", "his")) or len(words) == 1:
            body = self.cast.body_before(last, head.start) if last in self.lexicon.again else None
            if body is not None:
                return Named(body[0], (named.spans[0], body[1]), "body")
        return self._holder(words, named, frame) or self._varied(words, named) or named

    def _varied(self, words: list[Word], named: Named) -> Named | None:
        """ "the official", "the admiral": whoever spoke last, where the text gives no office that says otherwise."""
        last = self.speaker
        if (
            words[0].low != "the"
            or last is None
            or last.kind != "person"
            or not self.cast.shown(last.speaker)
        ):
            return None
        if named.spans[0][0] - max(b for _, b in last.spans) > STILL_SPEAKING:
            return None
        return (
            replace(last, spans=(named.spans[0], *last.spans))
            if self.cast.may_be(last.speaker, self._head(named))
            else None
        )

    def _unnamed(self, noun: str, at: int) -> Span | None:
        """Where a text last brought in somebody unnamed by a noun: "a defence official", "another official"."""
        text = self.cast.page.text
        low = max(0, at - NEAR)
        end = at
        for _ in range(4):
            found = text.rfind(noun, low, end)
            if found < 0:
                return None
            end = found
            if text[found - 1 : found] != " " or text[found + len(noun) : found + len(noun) + 1].isalpha():
                continue
            before = text[max(low, found - 60) : found]
            opened = [m.start() for m in _INDEFINITE.finditer(before)]
            if opened and not _BREAK.search(before, opened[-1]):
                return found - len(before) + opened[-1], found + len(noun)
        return None

    def _holder(self, words: list[Word], named: Named, frame: Frame) -> Named | None:
        """ "the minister", "Serbia's president", "the admiral": whom the document names with that office."""
        first = words[0]
        if first.low in _NEW or not (
            first.low in self.lists.determiners
            or possessive(first.text)
            or bare_low(first.text) in state_codes()
            or bare_low(words[-1].text) in self.lexicon.titles
        ):
            return None
        focus = tuple(n.speaker for n in (self.speaker, self.person) if n is not None and n.kind == "person")
        holder = self.cast.holder(words, focus, ahead=frame.zone == "title")
        stop = next((i for i, w in enumerate(words) if w.low in self.lists.prepositions), len(words))
        noun = words[stop - 1].low if stop else ""
        known = noun in ("man", "woman") or (noun.isalpha() and self.human(named))
        unnamed = self._unnamed(noun, first.start) if known else None
        if unnamed is not None and (
            holder is None or (holder[1][1] < unnamed[0] and not self._spoke_since(holder[0], unnamed[0]))
        ):
            text = self.cast.page.text[unnamed[0] : unnamed[1]]
            return Named(" ".join(text.split()), (named.spans[0], unnamed), "description")
        if holder is None:
            return None
        name, span = holder
        return Named(name, (named.spans[0], span), "person", self.cast.gender(name))

    def _spoke_since(self, name: str, at: int) -> bool:
        """Whether somebody is the last speaker, named after a place."""
        known = self.speaker
        return known is not None and known.speaker == name and any(a > at for a, _ in known.spans)

    def remember(self, named: Named | None, *, doubtful: bool = False) -> None:
        """A speaker comes into focus; ``doubtful`` where the verb does not show that a lone capital is a name."""
        if named is None:
            return
        if named.kind == "person" and " " not in named.speaker:
            letters = named.speaker
            if (doubtful and not self.cast.known(letters)) or (letters.isupper() and len(letters) < 6):
                return
        if named.kind == "person" or (named.kind == "description" and self.human(named)):
            self.speaker = named
            if self._one(named):
                self.person = named
        elif named.kind == "body" or (
            named.kind == "description" and named.speaker.split()[-1].lower() in self.lexicon.again
        ):
            self._body(named)
        if self.paper_next:
            self.paper = named
            self.paper_next = False

    def human(self, named: Named) -> bool:
        """Whether a description is of people: by its head noun."""
        last = self._head(named)
        singular = last.removesuffix("s")
        lex = self.lexicon
        return (
            {last, singular} & (lex.titles | lex.nouns) != set() or last.endswith(_PEOPLE) or last in lex.folk
        )

    def _head(self, named: Named) -> str:
        """The head noun of a description, in lower case."""
        words = named.speaker.lower().replace(",", " ").split()
        stop = next((i for i, w in enumerate(words) if i and w in self.lists.prepositions), len(words))
        return words[stop - 1]

    def _said_here(self) -> bool:
        """Whether the paragraph that is being read has named a speaker already."""
        return self.speaker is not None and any(a >= self.paragraph for a, _ in self.speaker.spans)

    def subject(self, frame: Frame, subjects: Subjects) -> None:
        """The person or body that the sentence begins with comes into focus."""
        if frame.first:
            self.paragraph = frame.words[0].start
        span = subjects.first_phrase(frame.words, min(len(frame.words), 24))
        if span is None:
            return
        words = frame.words[span[0] : span[1]]
        named = self.cast.read(words)
        if named is None:
            return
        if named.kind == "description":
            if named.speaker.split()[-1].lower() in self.lexicon.again and " " in named.speaker[4:]:
                self._body(named)
            if not self._one(named):
                return
            if words[0].low not in _NEW:
                named = self._holder(words, named, frame) or (None if self._said_here() else named)
        if named is None:
            return
        if named.kind in ("person", "description"):
            if named.kind == "person" and " " not in named.speaker and not self.cast.known(named.speaker):
                return
            self.person = named
            if self.speaker is not None and self.speaker.speaker != named.speaker:
                self.speaker = None
        elif named.kind == "body":
            self._body(named)

    def _body(self, named: Named) -> None:
        """A body comes into focus; for "the ministry" a state or its capital does not take the place of one."""
        self.it = replace(named, kind="body")
        low = named.speaker.lower()
        if low not in capitals() and low not in state_codes():
            self.body = self.it
