"""Finds who says what: the words that name a source, the cue, and the words attributed, direct and indirect.

Enters: a Page with its sentences. Leaves: attributions in the order of their words. It reads the order of words around
a cue (subject and verb, verb and subject, "according to", a colon), no syntax: a subject that stands far from its verb
behind several clauses is missed, and what is said without any cue is not found. The outlet itself is never a source.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from ..model import Span
from .acts import Acts
from .focus import Focus
from .frames import Frame, frames_of
from .people import Cast, Named
from .placement import QUOTE_ONLY, Act, title_case
from .subjects import Subjects
from .wording import Word, bare

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
            if a <= span[0] and span[1] <= b and (best is None or b - a <= best[0]):
                best = (b - a, attribution)
    return best[1] if best is not None else None


def find_attributions(page: Page) -> list[Attribution]:
    """Who says what on a page, in order of the words said. Linear in the text."""
    return _Reader(page).read()


_DATELINE = re.compile(
    r"(?:[A-Z][\w.’'-]{0,40}[ ,/]{1,2}){0,5}[A-Z][\w.’'-]{0,40}\.?(?: \([^()\n]{1,40}\))? ?[—–]{1,2} "
    r"|[A-Z]{3,30}[A-Z ,.]{0,40} -{1,2} "
)
_STRONG = frozenset(("say", "tell", "assert", "write", "warn", "call"))
"""Verbs whose quotation stays theirs where they stand inside another's speech."""
_LABELS = frozenset(("quote", "quotes", "details", "background", "verbatim", "literally", "reminder"))
"""Words before a colon that name nobody: the last speaker goes on."""
_OURS = re.compile(r"\b(?:[Ww]e|[Oo]ur|us|I|my|My)\b")
"""Words by which a speaker speaks of their own side."""
_SAID_THAT = re.compile(r"(said|says|stated|announced|added|confirmed|noted|stressed|told \w+)(?: that)? ")


@dataclass(frozen=True, slots=True)
class _Announced:
    """A speaker whom a sentence that ends in a colon names: what follows is theirs."""

    named: Named
    cue: Span
    frame: int
    paragraph: int


class _Reader:
    """Reads a page's frames in order, gives each quotation a speaker and each speaker their words."""

    def __init__(self, page: Page) -> None:
        self.page = page
        self.text = page.text
        self.subjects = Subjects(Cast(page))
        self.focus = Focus(self.subjects.cast)
        self.acts = Acts(self.subjects, self.focus)
        self.found: list[Attribution] = []
        self.last: int | None = None
        """The index in ``found`` of the last attribution with quoted words, which a quotation may continue."""
        self.more: dict[int, list[Span]] = {}
        """Quotations that go on with an attribution, by its index in ``found``."""
        self.last_paragraph = -9
        self.last_frame = -9
        self.frame = 0
        self.announced: _Announced | None = None

    def read(self) -> list[Attribution]:
        for frames in frames_of(self.page):
            pending: list[Frame] = []
            before: Named | None = None
            asked: Named | None = None
            for frame in frames:
                self.frame += 1
                if frame.only:
                    if not self._continue(frame):
                        asked = asked if pending else before
                        pending.append(frame)
                    continue
                acts = self.acts.find(frame)
                self._assign(frame, acts)
                self._emit(frame, acts, pending)
                before = self._goes_on(frame, acts)
                if frame.words[-1].text == ":":
                    self._announce(frame, acts)
            if pending:
                self._alone(pending, asked)
        for index, quotes in self.more.items():
            found = self.found[index]
            self.found[index] = replace(
                found, content=(*found.content, *quotes), quotes=(*found.quotes, *quotes)
            )
        self.found = [a for a in self.found if not self._is_outlet(a)]
        self.found.sort(key=lambda a: a.content[0] if a.content else a.cue)
        return self.found

    def _is_outlet(self, attribution: Attribution) -> bool:
        outlet = self.page.document.outlet
        if outlet is None or attribution.quotes:
            return False
        return bool(attribution.speaker) and _outlet_key(outlet) == _outlet_key(attribution.speaker)

    # -- whose a quotation is

    def _assign(self, frame: Frame, acts: list[Act]) -> None:
        """Gives each quotation of a frame to one act, where one claims it."""
        words = frame.words
        for i in sorted(frame.quotes):
            q = frame.quotes[i]
            if any(a.source is not None and a.source[0] < q.start and q.end < a.source[1] for a in acts):
                continue
            direct = next(
                (
                    a
                    for a in acts
                    if a.before and (a.low == i + 1 or (a.low == i + 2 and words[i + 1].text in ",—–-."))
                ),
                None,
            )
            if direct is not None:
                direct.quotes.append(i)
                continue
            earlier = [a for a in acts if a.after and a.cue.index < i and a.high <= i]
            if earlier and i and words[i - 1].text == ":" and i - earlier[-1].cue.end > 8:
                continue  # the colon belongs to a verb that no list has
            if earlier:
                self._outer(frame, earlier).quotes.append(i)
                continue
            spoken = [a for a in acts if a.before and a.cue.index < i and (a.quotes or not a.passive)]
            later = next((a for a in acts if a.before and a.low > i), None)
            if spoken:
                spoken[-1].quotes.append(i)
            elif later is not None:
                later.quotes.append(i)

    def _outer(self, frame: Frame, earlier: list[Act]) -> Act:
        """Of the cues before a quotation the one whose speech it is: a cue inside another's speech gives way to it."""
        best = earlier[-1]
        for act in reversed(earlier[:-1]):
            if act.cue.takes == QUOTE_ONLY or act.loose:
                continue
            if best.rule == "adding" or any(
                w.low in ("and", "but") for w in frame.words[act.high : best.low]
            ):
                break
            own = best.named is not None and (
                best.named.kind in ("person", "body")
                or (best.cue.id in _STRONG and best.rule == "said" and self.focus.human(best.named))
            )
            if best.cue.id == "weak" or not own:
                return act
            break
        return best

    # -- what is said

    def _emit(self, frame: Frame, acts: list[Act], pending: list[Frame]) -> None:
        words = frame.words
        taken = {i for a in acts for i in a.quotes}
        for n, act in enumerate(acts):
            if act.cue.takes == QUOTE_ONLY and not act.quotes:
                continue
            content = [] if act.loose else self._content(frame, acts, n)
            quotes = [(frame.quotes[i].start, frame.quotes[i].end) for i in act.quotes]
            if pending and quotes and act.before and act.quotes[0] <= 1:
                early = [q for f in pending for q in f.quotes.values()]
                unclosed = [q for q in early if not q.closed]
                if unclosed and act.named is not None:
                    # a mark was forgotten: what stands before the new one is speech of its own
                    apart = [(q.start, q.end) for q in early]
                    cue = (words[act.cue.index].start, words[act.cue.end - 1].end)
                    self._add(frame, act.named, act.source, cue, (apart, apart, "direct", act.rule, 0.7))
                else:
                    joined = [(q.start, q.end) for q in early]
                    quotes, content = joined + quotes, joined + content
                pending.clear()
            content += [q for q in quotes if not any(a <= q[0] and q[1] <= b for a, b in content)]
            if not content:
                continue
            content.sort()
            named, source = act.named, act.source
            if act.loose and quotes and title_case(frame):
                named, source = self._in_headline(frame, act)
            reported = self._reported(frame, act, quotes)
            if reported is not None:
                named, source, quotes = reported
                content = list(quotes)
            if named is not None and named.kind == "pronoun" and not quotes:
                continue  # whose word it is stays open: an outer source, if any, covers it
            form = _form(content, quotes)
            cue = (words[act.cue.index].start, words[act.cue.end - 1].end)
            if named is not None and source is None:
                source = named.spans[0]
            self._add(
                frame, named, source, cue, (content, quotes, form, act.rule, 0.9 if form == "direct" else 0.8)
            )
        left = [i for i in frame.quotes if i not in taken]
        if left:
            self._without_cue(frame, left)

    def _add(
        self,
        frame: Frame,
        named: Named | None,
        source: Span | None,
        cue: Span,
        said: tuple[list[Span], list[Span], str, str, float],
    ) -> None:
        content, quotes, form, rule, sure = said
        self.found.append(
            Attribution(
                source,
                named.speaker if named is not None else "",
                named.spans if named is not None else (),
                cue,
                tuple(content),
                form,
                tuple(quotes),
                rule,
                sure,
            )
        )
        if quotes:
            self.last, self.last_paragraph, self.last_frame = len(self.found) - 1, frame.paragraph, self.frame
            self.focus.remember(named)

    def _reported(self, frame: Frame, act: Act, quotes: list[Span]) -> tuple[Named, Span, list[Span]] | None:
        """ "Vucic “said that …”, the press release noted": the words inside are the inner speaker's."""
        if not quotes or not act.before or not act.quotes or act.quotes[0] == 0:
            return None
        a, b = quotes[0]
        inner = _SAID_THAT.match(self.text, a, b)
        if inner is None:
            return None
        span = self.subjects.subject_before(frame.words, act.quotes[0] - 1)
        named = self.focus.named(frame.words[span[0] : span[1]], frame) if span is not None else None
        if named is None or span is None or named.kind not in ("person", "body"):
            return None
        source = (frame.words[span[0]].start, frame.words[span[1] - 1].end)
        return named, source, [(inner.end(), b), *quotes[1:]]

    def _in_headline(self, frame: Frame, act: Act) -> tuple[Named | None, Span | None]:
        """ "US Confirms Request, Serbia ‘Disappointed’": the name right before the quoted words, after a comma."""
        words = frame.words
        i = act.quotes[0]
        span = self.subjects.chunk(words, act.high, i - 1) if i else None
        if span is None or span[0] == 0 or words[span[0] - 1].text != "," or not words[span[0]].capital:
            return act.named, act.source
        named = self.focus.named(words[span[0] : span[1]], frame)
        return (
            (named, (words[span[0]].start, words[span[1] - 1].end))
            if named is not None
            else (act.named, act.source)
        )

    def _content(self, frame: Frame, acts: list[Act], n: int) -> list[Span]:
        """The words that an act governs, before it and after it, up to the acts beside it."""
        act, words = acts[n], frame.words
        following = acts[n + 1] if n + 1 < len(acts) else None
        spans: list[Span] = []
        if act.before:
            spans += self._stretch(frame, acts[n - 1].high if n else 0, act.low)
        if act.after:
            high = len(words)
            if (
                following is not None
                and (following.rule == "adding" or (following.before and not following.after))
            ) or (
                following is not None
                and any(
                    w.low in ("and", "but") for w in words[max(act.high, following.low - 2) : following.low]
                )
            ):
                high = max(act.high, following.low)
            while high > act.high and words[high - 1].low in (
                "and",
                "but",
                ",",
                "then",
                "before",
                "while",
                "also",
            ):
                high -= 1
            high = self._new_time(words, act.high, high)
            spans += self._stretch(frame, act.high, high)
        return spans

    def _new_time(self, words: list[Word], low: int, high: int) -> int:
        """Where a second assertion with a time of its own begins: "…, and last month Romania received"."""
        times = self.subjects.lists.times
        for k in range(low + 1, high - 3):
            if (
                words[k].low in ("and", "but")
                and words[k - 1].text == ","
                and (
                    (words[k + 1].low in ("last", "earlier", "this") and words[k + 2].low in times)
                    or (
                        words[k + 1].low in ("in", "on")
                        and (words[k + 2].text.isdigit() or words[k + 2].low in times)
                    )
                )
            ):
                return k - 1
        return high

    def _stretch(self, frame: Frame, low: int, high: int) -> list[Span]:
        """The span of some words of a frame, without marks at its edges and without a dateline."""
        words = frame.words
        if low == 0 and frame.first and high:
            dateline = _DATELINE.match(self.text, words[0].start, words[high - 1].end)
            while dateline is not None and low < high and words[low].start < dateline.end():
                low += 1
        while low < high and (words[low].text in ",;:.—–-)" or words[low].low == "that"):
            low += 1
        while high > low and words[high - 1].text in ",;:.—–-(":
            high -= 1
        if low >= high:
            return []
        a, b = words[low].start, words[high - 1].end
        if low in frame.quotes:
            a = frame.quotes[low].start
        if high - 1 in frame.quotes:
            b = frame.quotes[high - 1].end
        return [(a, b)] if a < b else []

    # -- quotations without a cue of their own

    def _announce(self, frame: Frame, acts: list[Act]) -> None:
        """A sentence that ends in a colon announces the speech of its last speaker, or of its subject."""
        words = frame.words
        for act in reversed(acts):
            if act.named is not None:
                cue = (words[act.cue.index].start, words[act.cue.end - 1].end)
                self.announced = _Announced(act.named, cue, self.frame, frame.paragraph)
                return
        span = self.subjects.first_phrase(words, len(words))
        named = self.focus.named(words[span[0] : span[1]], frame) if span is not None else None
        if named is None and len(words) < 12:
            found = self.subjects.chunk(words, 0, len(words) - 2)
            named = self.focus.named(words[found[0] : found[1]], frame) if found is not None else None
        if named is not None and named.kind in ("person", "body"):
            self.announced = _Announced(named, (words[-1].start, words[-1].end), self.frame, frame.paragraph)

    def _without_cue(self, frame: Frame, left: list[int]) -> None:
        """Quotations in a sentence without a word of saying, if they are long: the sentence's subject says them."""
        words = frame.words
        if self._headline(frame, left):
            return
        left = [
            i
            for i in left
            if (
                self.text.count(" ", frame.quotes[i].start, frame.quotes[i].end) >= 3
                or self._verb_phrase(frame, i)
            )
            # a subject of the sentence or what people call something, no speech
            and (i or len(words) == 1 or self.text[frame.quotes[i].end - 1] in ",.!?…—–-")
        ]
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
            if named is None or named.kind not in ("person", "body"):
                # "…, Rubio fired back forcefully: “…”"
                comma = next((k for k in range(first - 2, -1, -1) if words[k].text == ","), -1)
                end = comma + 1
                while end < first and words[end].capital:
                    end += 1
                clause = words[comma + 1 : end]
                named = self.focus.named(clause, frame) if clause and end < first - 1 else None
            if first == 2 and words[0].low in _LABELS:
                named, rule, sure = self.focus.speaker, "fragment", 0.6
                if named is None:
                    return
            elif named is not None and named.kind in ("person", "body"):
                rule, sure = "colon", 0.8
            else:
                # "The senior Democrat on the committee, Bob Menendez, was less gentle: “…”"
                span = self.subjects.first_phrase(words, first)
                named = self.focus.named(words[span[0] : span[1]], frame) if span is not None else None
                if named is not None and (named.kind in ("person", "body") or self.focus.human(named)):
                    rule, sure = "colon", 0.7
                else:
                    named = None
        elif self.text[frame.quotes[first].end - 1] in ",?!" and first + 1 < len(words):
            # "“…,” Hannity began to ask.": a verb that no list has
            k = first + 1
            inverted = words[k].low.endswith("ed") and k + 1 < len(words)  # "“…,” remembered Roy Verley"
            if inverted and (words[k + 1].capital or words[k + 1].low in ("the", "a", "an")):
                k += 1
                while k < len(words) and words[k].text not in ",.;" and not words[k].quoted:
                    k += 1
                named = self.focus.named(words[first + 2 : k], frame)
                rule, sure = "no-cue", 0.7
            while (
                named is None
                and k < len(words)
                and (words[k].capital or words[k].low in ("the", "a"))
                and not words[k].quoted
            ):
                k += 1
            if k < len(words) and k > first + 1 and words[k].text[0].islower():
                named = self.focus.named(words[first + 1 : k], frame)
                if named is not None and named.kind in ("person", "body", "pronoun"):
                    rule, sure = "no-cue", 0.7
        fragment = first > 0 and self.text[quotes[0][0]].islower()
        nobody = any(c.id == "according to" for c in frame.cues)  # papers that nobody is named for
        if (
            named is None
            and not nobody
            and fragment
            and self.last_frame == self.frame - 1
            and self.focus.speaker is not None
            and not (self._bodys(words, first) and not _OURS.search(self.text, *quotes[0]))
        ):
            named, rule = self.focus.speaker, "fragment"  # "…,” he added. They “will hold the gate.”"
        if named is None and not nobody:
            span = self.subjects.first_phrase(frame.words, first)
            named = (
                self.focus.named(words[span[0] : span[1]], frame) if span is not None else self.focus.speaker
            )
        self._add_loose(frame, quotes, named, (rule, sure))

    def _headline(self, frame: Frame, left: list[int]) -> bool:
        """ "‘They paid for them’: Trump frees bombs": a person named right after the colon says it."""
        words = frame.words
        if frame.zone != "title" or left != [0] or len(words) < 4 or words[1].text != ":":
            return False
        end = next((k for k in range(2, len(words)) if not words[k].capital), len(words))
        named = self.focus.named(words[2:end], frame) if 2 < end < len(words) else None
        if named is None or named.kind != "person" or not self.subjects.cast.shown(named.speaker):
            return False
        self._add_loose(frame, [(frame.quotes[0].start, frame.quotes[0].end)], named, ("colon", 0.7))
        return True

    def _verb_phrase(self, frame: Frame, i: int) -> bool:
        """Whether a few quoted words are what a body says of itself: "Minsk will “not insist”"."""
        words, lists = frame.words, self.subjects.lists
        q = frame.quotes[i]
        first = self.text[q.start : q.end].split()[0].lower()
        if not i or not (
            first in lists.finite
            or first in lists.negative
            or (first.endswith("ly") and " " in self.text[q.start : q.end])
        ):
            return False
        span = self.subjects.first_phrase(words, i)
        named = self.subjects.cast.read(words[span[0] : span[1]]) if span is not None else None
        near = span is not None and i - span[1] <= 1
        return near and named is not None and (named.kind in ("person", "body") or self.focus.human(named))

    def _bodys(self, words: list[Word], limit: int) -> bool:
        """Whether a sentence's subject before a place is a body or a state."""
        span = self.subjects.first_phrase(words, limit)
        named = self.subjects.cast.read(words[span[0] : span[1]]) if span is not None else None
        return named is not None and named.kind == "body"

    def _add_loose(
        self, frame: Frame, quotes: list[Span], named: Named | None, how: tuple[str, float]
    ) -> None:
        at = quotes[0][0]
        source = named.spans[0] if named is not None else None
        self._add(frame, named, source, (at, at), (list(quotes), list(quotes), "direct", *how))

    def _continue(self, frame: Frame) -> bool:
        """A sentence that is all quotation goes on with the speech right before it, also into the next paragraph."""
        quotes = [(q.start, q.end) for q in frame.quotes.values()]
        goes_on = any(q.goes_on for q in frame.quotes.values())
        if (
            self.announced is not None
            and self.announced.frame == self.frame - 1
            and frame.paragraph - self.announced.paragraph <= 1
        ):
            named = self.announced.named
            said = (list(quotes), list(quotes), "direct", "announced", 0.85)
            self._add(frame, named, named.spans[0], self.announced.cue, said)
            return True
        if self.last is None or self.last_frame != self.frame - 1:
            return False
        if frame.paragraph - self.last_paragraph > (2 if goes_on else 1):
            return False
        self.more.setdefault(self.last, []).extend(quotes)
        self.last_paragraph, self.last_frame = frame.paragraph, self.frame
        return True

    def _goes_on(self, frame: Frame, acts: list[Act]) -> Named | None:
        """Whose a quotation is that follows a sentence as one of its own: "Her warning was plain. “…”" """
        words = frame.words
        if acts:
            named = acts[-1].named
            return (
                named
                if named is not None and (named.kind in ("person", "body") or self.focus.human(named))
                else None
            )
        start = next((w for w in words if w.text[0].isalnum()), None)
        if start is not None and start.low in ("his", "her"):
            return self.focus.speaker or self.focus.person
        known = self.focus.person
        return (
            known
            if known is not None and any(words[0].start <= a < words[-1].end for a, _ in known.spans)
            else None
        )

    def _alone(self, frames: list[Frame], asked: Named | None) -> None:
        """Quotations that follow no speech: the one's whom the sentence before speaks of, or the last speaker's."""
        quotations = [q for f in frames for q in f.quotes.values()]
        if all(q.single and q.end - q.start < 80 for q in quotations):
            return  # a crosshead
        quotes = [(q.start, q.end) for q in quotations]
        if asked is not None and self.text.count(" ", *quotes[0]) > 1:
            self._add_loose(frames[0], quotes, asked, ("follows", 0.7))
            return
        self._add_loose(frames[0], quotes, self.focus.speaker or self.focus.person, ("alone", 0.6))


def _form(content: list[Span], quotes: list[Span]) -> str:
    if not quotes:
        return "indirect"
    inside = sum(b - a for a, b in quotes)
    total = sum(b - a for a, b in content) or inside
    return "direct" if inside >= 0.9 * total else "mixed"


def _outlet_key(name: str) -> frozenset[str]:
    """The words of an outlet's name that tell it from others."""
    words = [bare(w).strip(".,") for w in name.lower().replace(".com", " ").split()]
    return frozenset(w for w in words if w != "the")
