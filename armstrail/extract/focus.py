"""Keeps whom a text is about, so that pronouns and short forms find the one they mean.

Enters: the words of sources and the sentences' subjects, in order. Leaves: names with the words they were read from.
The nearest fitting subject wins; it cannot see what only sense would tell.
"""

from __future__ import annotations

import re
from dataclasses import replace

from .frames import Frame
from .people import Cast, Named, state_codes
from .subjects import Subjects, lists_of_words
from .wording import Word, bare_low, lexicon, possessive

_PEOPLE = ("ist", "ists", "man", "men", "woman", "women", "ian", "ians", "ers", "ors", "eers")
_FOLK = frozenset(
    (
        "aide",
        "aides",
        "voter",
        "diplomat",
        "soldier",
        "expert",
        "witness",
        "researchers",
        "government",
        "team",
    )
)
_NEW = frozenset(("a", "an", "one", "another", "some", "any", "every", "each", "no", "other"))
"""Words before a description that speaks of somebody new."""
_AGED = re.compile(r"\d-year-old$")


class Focus:
    """The person, the body and the speaker last in focus on a page."""

    def __init__(self, cast: Cast) -> None:
        self.cast = cast
        self.lists = lists_of_words()
        self.lexicon = lexicon()
        self.person: Named | None = None
        self.body: Named | None = None
        self.paper: Named | None = None
        """Whoever made the statement that was last spoken of."""
        self.paper_next = False
        self.speaker: Named | None = None

    def named(self, words: list[Word], frame: Frame) -> Named | None:
        named = self.cast.read(list(words))
        if named is None:
            return None
        if named.kind == "pronoun":
            return self._antecedent(named)
        if named.kind == "paper":
            return self._author(list(words), named)
        if named.kind == "description":
            return self._description(list(words), named, frame)
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
        if low in ("statistics", "data", "figures", "documents", "reports", "polls") and not any(
            w.capital for w in words[1:]
        ):
            return None
        if (
            self.paper is not None
            and words[0].low in ("the", "it", "that", "this")
            and low in ("statement", "release", "letter", "notice", "notification", "report")
        ):
            return replace(self.paper, spans=(named.spans[0], *self.paper.spans))
        return named

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
                and candidate.kind in ("person", "description")
                and (not want or candidate.gender in ("", want))
            ]
            if fitting:
                # a name that a title shows to be a person's before one that may be a firm's
                chosen = next((c for c in fitting if self.cast.shown(c.speaker)), fitting[0])
                return replace(chosen, spans=(named.spans[0], *chosen.spans))
            return named
        if low == "it" and self.body is not None:
            return replace(self.body, spans=(named.spans[0], *self.body.spans))
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

    def _in_last_sentence(self, offset: int) -> Named | None:
        """The one person named in the sentence before, where no speaker and no subject has been seen since."""
        page = self.cast.page
        index = page.sentence_at(offset)
        if index < 1:
            return None
        last, now = page.sentences[index - 1], page.sentences[index]
        for known in (self.speaker, self.person):
            if known is not None and any(last.start <= a < now.end for a, _ in known.spans):
                return None
        return self.cast.person_in(last.start, last.end)

    def _description(self, words: list[Word], named: Named, frame: Frame) -> Named | None:
        """ "the agency", "the ministry": the body last named that has the word in its name; an office: its holder."""
        text = named.speaker.lower()
        last = text.split()[-1]
        head = words[0]
        if _AGED.search(text):
            return self._antecedent(Named("who", named.spans, "pronoun"))
        if text in self.lexicon.outlets and self.body is not None:
            return replace(self.body, spans=(named.spans[0], *self.body.spans))
        if not (head.low in self.lists.determiners or head.capital or head.text.isdigit()):
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
        if any(w.low in ("he", "she", "they", "it", "him", "them", "we", "i", "you", "there") for w in words):
            return None
        if any(w.low in self.lists.finite and not w.capital for w in words[1:]):
            return None
        if self.body is not None and " " not in text and last in self.body.speaker.lower():
            return replace(self.body, spans=(named.spans[0], *self.body.spans))
        if (len(words) <= 2 and head.low in ("the", "its", "their", "his")) or len(words) == 1:
            body = self.cast.body_before(last, head.start) if last in self.lexicon.again else None
            if body is not None:
                return Named(body[0], (named.spans[0], body[1]), "body")
        return self._holder(words, named, frame) or named

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
        if holder is None:
            return None
        name, span = holder
        return Named(name, (named.spans[0], span), "person", self.cast.gender(name))

    def remember(self, named: Named | None) -> None:
        if named is None:
            return
        if named.kind == "person" or (named.kind == "description" and self.human(named)):
            self.person = self.speaker = named
        elif named.kind == "body" or (
            named.kind == "description" and named.speaker.split()[-1].lower() in self.lexicon.again
        ):
            self.body = replace(named, kind="body")
        if self.paper_next:
            self.paper = named
            self.paper_next = False

    def human(self, named: Named) -> bool:
        """Whether a description is of people: by its head noun."""
        words = named.speaker.lower().replace(",", " ").split()
        stop = next((i for i, w in enumerate(words) if i and w in self.lists.prepositions), len(words))
        last = words[stop - 1]
        singular = last.removesuffix("s")
        lex = self.lexicon
        return {last, singular} & (lex.titles | lex.nouns) != set() or last.endswith(_PEOPLE) or last in _FOLK

    def subject(self, frame: Frame, subjects: Subjects) -> None:
        """The person or body that the sentence begins with comes into focus."""
        span = subjects.first_phrase(frame.words, min(len(frame.words), 24))
        if span is None:
            return
        named = self.cast.read(frame.words[span[0] : span[1]])
        if named is None:
            return
        if (
            named.kind == "description"
            and named.speaker.split()[-1].lower() in self.lexicon.again
            and " " in named.speaker
        ):
            self.body = replace(named, kind="body")
        if named.kind == "person":
            if " " not in named.speaker and not self.cast.known(named.speaker):
                return
            self.person = named
            if self.speaker is not None and self.speaker.speaker != named.speaker:
                self.speaker = None
        elif named.kind == "body":
            self.body = named
