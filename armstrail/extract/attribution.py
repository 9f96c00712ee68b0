"""Finds who says what: the words that name a source, the cue, and the words attributed, direct and indirect.

Enters: a Page with its sentences. Leaves: attributions in the order of their words. It reads the order of words around
a cue (subject and verb, verb and subject, "according to", a colon), no syntax: a subject that stands far from its verb
behind several clauses is missed, and what is said without any cue is not found. The outlet itself is never a source.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from ..model import Span
from .acts import QUOTE_ONLY, Act, Acts
from .focus import Focus
from .frames import Frame, frames_of
from .people import Cast, Named, bare
from .subjects import Subjects

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


def find_attributions(page: Page) -> list[Attribution]:
    """Who says what on a page, in order of the words said. Linear in the text."""
    return _Reader(page).read()


class _Reader:
    """Reads a page's frames in order and remembers whom pronouns may mean."""

    def __init__(self, page: Page) -> None:
        self.page = page
        self.text = page.text
        self.cast = Cast(page)
        self.subjects = Subjects(self.cast)
        self.focus = Focus(self.cast)
        self.acts = Acts(self.subjects, self.focus)
        self.found: list[Attribution] = []
        self.last: int | None = None
        """The index in ``found`` of the last direct attribution, which a following quotation may continue."""
        self.last_paragraph = -9

    def read(self) -> list[Attribution]:
        for frames in frames_of(self.page):
            pending: list[Frame] = []
            for frame in frames:
                if frame.only:
                    if not self._continue(frame):
                        pending.append(frame)
                    continue
                acts = self.acts.find(frame)
                self._assign(frame, acts)
                self._emit(frame, acts, pending)
            for frame in pending:
                self._alone(frame)
        self.found = [a for a in self.found if not self._is_outlet(a)]
        self.found.sort(key=lambda a: (a.content[0] if a.content else a.cue))
        return self.found

    # -- cues and their sources

    # -- whom the words mean

    def _is_outlet(self, attribution: Attribution) -> bool:
        outlet = self.page.document.outlet
        if outlet is None or attribution.quotes:
            return False
        own = {w for w in outlet.lower().replace(".", " ").split() if w not in ("the", "com", "news")}
        said = {bare(w).strip(".,") for w in attribution.speaker.lower().split()} - {"the", "news"}
        return bool(own) and bool(said) and (said <= own or own <= said)

    # -- what is said

    def _assign(self, frame: Frame, acts: list[Act]) -> None:
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

    def _outer(self, frame: Frame, earlier: list[Act], i: int) -> Act:
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

    def _emit(self, frame: Frame, acts: list[Act], pending: list[Frame]) -> None:
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
                self.focus.speaker = named
        left = [i for i in frame.quotes if i not in taken]
        if left:
            self._without_cue(frame, left)

    def _content(self, frame: Frame, acts: list[Act], n: int, following: Act | None) -> list[Span]:
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
            span = self.subjects.chunk(frame.words, 0, first - 2) if first > 1 else None
            named = self.focus.named(words[span[0] : span[1]], frame) if span is not None else None
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
                named = self.focus.named(words[first + 1 : k], frame)
                if named is not None and named.kind in ("person", "body", "pronoun"):
                    rule, sure = "no-cue", 0.7
        if named is None:
            span = self.subjects.first_phrase(frame.words, first)
            named = self.focus.named(words[span[0] : span[1]], frame) if span is not None else self.focus.speaker
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
        self._add_loose(frame, quotes, self.focus.speaker or self.focus.person, "alone", 0.7)
