"""An analyst's decisions, applied to what they are about.

Enters: decisions and the claims that exist. Leaves: what they change: claims taken out, names put in place
of others, tellings held together or apart, documents that rest on others. A decision names its object by
document, span, kind, slot and words, so a change of rules does not lose it; what no longer finds its object
is reported by ``lost``.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace

from ..model import Claim, Decision, OriginLink
from .cluster import Ruling
from .telling import Telling


def standing(decisions: Iterable[Decision]) -> list[Decision]:
    """The decisions that hold: the last one on each thing, but for those that an undoing took back."""
    taken: dict[str, list[Decision]] = {}
    for d in sorted(decisions, key=lambda d: (d.when, d.id)):
        group = (
            "case"
            if d.verdict in ("same", "different")
            else "claim"
            if d.verdict in ("right", "wrong")
            else d.verdict
        )
        about = sorted(repr(sorted((k, str(v)) for k, v in a.items() if k != "target")) for a in d.about)
        held = taken.setdefault(group + "|".join(about), [])
        if d.undone:
            held[:] = [other for other in held if (other.verdict, other.about) != (d.verdict, d.about)]
        else:
            held.append(d)
    return sorted((held[-1] for held in taken.values() if held), key=lambda d: (d.when, d.id))


def finds(about: Mapping[str, object], claim: Claim) -> bool:
    """Whether a claim is what a decision is about: same document and kind, spans that meet, words where given."""
    if about.get("document") != claim.document or about.get("kind", claim.kind) != claim.kind:
        return False
    span = about.get("span")
    if isinstance(span, list | tuple) and len(span) == 2:
        start, end = int(span[0]), int(span[1])
        if not (start < claim.end and claim.start < end):
            return False
    slot, words = about.get("slot"), about.get("words")
    if slot is not None and words is not None:
        return any(
            s.name == slot and words in (list(s.words), s.words, " ".join(s.words)) for s in claim.slots
        )
    wanted = about.get("slots")
    if isinstance(wanted, Mapping):
        mine = {s.name: s.words for s in claim.slots}
        return all(tuple(mine.get(k, ())) == tuple(v) for k, v in wanted.items())
    return True


class Rulings:
    """Decisions resolved against the claims of a set of documents."""

    def __init__(self, decisions: Iterable[Decision], claims: Mapping[str, Sequence[Claim]]) -> None:
        self.targets: dict[tuple[str, str], str] = {}
        self.right: set[str] = set()
        """Claims that an analyst called right: however unsure they were read, they count in full."""
        self.origins: tuple[OriginLink, ...] = ()
        self.lost: list[Decision] = []
        self._pairs: list[tuple[str, str, bool, str]] = []
        links: list[OriginLink] = []
        for d in standing(decisions):
            found = [self._find(a, claims) for a in d.about]
            if d.verdict == "origin":
                documents = [str(a.get("document")) for a in d.about]
                if len(documents) == 2:
                    why = f"{d.who}: {d.why}"
                    links.append(OriginLink(documents[0], documents[1], "decision", why))
                continue
            if any(not f for f in found):
                self.lost.append(d)
                continue
            if d.verdict == "wrong":
                for claim in found[0]:
                    self.targets[claim.id, ""] = f"called wrong by {d.who} on {d.when[:10]}: {d.why}"
            elif d.verdict == "right":
                self.right.update(claim.id for claim in found[0])
            elif d.verdict == "name":
                slot, target = str(d.about[0].get("slot")), str(d.about[0].get("target"))
                for claim in found[0]:
                    self.targets[claim.id, slot] = target
            elif d.verdict in ("same", "different") and len(found) == 2:
                self._pairs.append(
                    (found[0][0].id, found[1][0].id, d.verdict == "same", f"{d.why} ({d.who})")
                )
        self.origins = tuple(links)
        self.apart = frozenset(frozenset((a, b)) for a, b, same, _ in self._pairs if not same)

    @staticmethod
    def _find(about: Mapping[str, object], claims: Mapping[str, Sequence[Claim]]) -> list[Claim]:
        """The claims that a decision is about: those of its very span and slots, else all that it fits."""
        document = str(about.get("document"))
        found = [c for c in claims.get(document, ()) if finds(about, c)]
        exact = [
            c
            for c in found
            if about.get("span") == [c.start, c.end]
            and about.get("slots") in (None, {s.name: list(s.words) for s in c.slots})
        ]
        return sorted(exact or found, key=lambda c: (c.start, c.end, c.id))

    def apply(self, claims: Mapping[str, Claim]) -> Mapping[str, Claim]:
        """Claims by id, with the names that decisions put in place of their own, and sure where one is called right."""
        found = dict(claims)
        for (key, slot), target in self.targets.items():
            if slot and key in found:
                slots = tuple(replace(s, value=target) if s.name == slot else s for s in found[key].slots)
                found[key] = replace(found[key], slots=slots)
        for key in self.right & found.keys():
            found[key] = replace(found[key], confidence=1.0)
        return found

    def on(self, tellings: Sequence[Telling]) -> list[Ruling]:
        """The decisions that hold tellings together or apart."""
        of = {c: t.id for t in tellings for c in t.claims}
        return [
            Ruling(of[a], of[b], same, why)
            for a, b, same, why in self._pairs
            if a in of and b in of and of[a] != of[b]
        ]
