"""What a clause tells of a transfer before it is known to be one: a Draft, its parties, and the stage that it reaches.

Enters: nothing (the types) or the Units of a clause and its triggers (``settle_stage``). It cannot see who is meant
where the clause does not say.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace

from ...model import Span
from ...values import Money
from .lexicon import Meaning
from .units import Unit

SUBJECT = {"give": "supplier", "take": "recipient"}
"""What the subject of a frame does."""


@dataclass(slots=True)
class Party:
    """Who supplies or receives, with the words that say so."""

    code: str
    spans: tuple[Span, ...]
    kind: str
    how: str = "stated"


@dataclass(slots=True)
class Draft:
    """A transfer as one clause tells it."""

    start: int
    end: int
    main: Meaning
    suppliers: list[Party] = field(default_factory=list)
    recipients: list[Party] = field(default_factory=list)
    others: list[Party] = field(default_factory=list)
    items: list[Unit] = field(default_factory=list)
    money: Money | None = None
    stage: str = ""
    stage_span: Span | None = None
    modality: str = ""
    modality_span: Span | None = None
    points_back: bool = False
    """True where a noun of an event stands in it that may be the deal told before."""
    includes: bool = False
    """True where it says what belongs to the deal told before: "the package includes", a list."""
    unnamed: set[str] = field(default_factory=set)
    """Roles of bodies whose state is not told: "the air force received"."""
    official: bool = False
    """True where a ministry or an army is such a body, not "the country"."""
    subject: list[Party] = field(default_factory=list)
    """Who acts; a clause that names nobody goes on about the subject of the one before it."""
    carried: list[Party] = field(default_factory=list)
    """The subject of the clause before, where this one names none."""
    sentence: int = 0
    link: str = ""
    """How it follows the clause before it: ``relative``, ``colon`` or nothing."""
    listed: bool = False
    """True for a line of a list."""
    them: bool = False
    """True where a pronoun stands for the goods: "kupiły ją Estonia i USA"."""
    such: frozenset[int] = frozenset()
    """Where goods begin that are told to be of the kind told before: "six aircraft of that type"."""
    also: bool = False
    """True where the clause says that it adds to what was told: "auch", "também"."""
    domestic: bool = False
    """True where the goods are told to be of the buyer's own make."""
    stranger: bool = False
    """True where the buyer is told to be one that is not named."""
    lone: bool = False
    """True where a number stands for things that are not named again ("the remaining five")."""
    acts: frozenset[str] = frozenset()

    def copy(self) -> Draft:
        """A draft that may be filled in without changing this one."""
        return replace(
            self,
            suppliers=list(self.suppliers),
            recipients=list(self.recipients),
            others=list(self.others),
            items=list(self.items),
        )


def put(parties: list[Party], party: Party) -> None:
    """Adds a party that is not among them yet."""
    if all(p.code != party.code for p in parties) and len(parties) < 6:
        parties.append(party)


def codes(parties: list[Party]) -> set[str]:
    """The states or groups of some parties."""
    return {p.code for p in parties}


# ---- stages

_ORDER = ("cancel", "refuse", "offer", "notify", "approve", "request", "sign", "choose", "talks", "want")


def settle_stage(
    draft: Draft, units: list[Unit], triggers: list[tuple[int, Meaning]], main: tuple[int, Meaning]
) -> None:
    """The stage that the clause reaches, and how it is told."""
    at, meaning = main
    acts = {m.name: (n, m) for n, m in reversed(triggers) if m.kind == "act"}
    for name in _ORDER:
        if name in acts:
            n, act = acts[name]
            if name in ("talks", "offer", "request", "choose") and meaning.kind == "verb" and abs(n - at) > 4:
                continue
            draft.stage, draft.stage_span = act.stage, (units[n].start, units[n].end)
            draft.modality = act.modality
            at = n
            break
    else:
        if meaning.kind not in ("act", "price", "list"):
            deal = next(((n, m) for n, m in triggers if m.frame == "deal"), None)
            n, told = (at, meaning) if meaning.stage or deal is None else deal
            draft.stage, draft.stage_span = told.stage, (units[n].start, units[n].end)
            draft.modality = meaning.modality
            at = n
    if draft.modality == "planned":
        draft.modality_span = (units[at].start, units[at].end)
    near = [u for u in units[max(0, at - 12) : at + 12] if u.meanings and u.kind in ("word", "trigger")]
    marks = {m.kind: u for u in reversed(near) for m in u.meanings}
    for kind in ("if", "wish", "deny", "never", "hearsay", "ahead"):
        word = marks.get(kind)
        if word is None:
            continue
        span = (word.start, word.end)
        if kind in ("if", "wish") and meaning.kind != "act" and draft.stage in ("ordered", "delivered", ""):
            draft.stage, draft.stage_span, draft.modality = "interest", span, ""
        elif kind == "deny":
            draft.modality, draft.modality_span = "denied", span
        elif kind == "never" and abs(units.index(word) - at) <= 4:
            if draft.stage in ("ordered", "delivered", "approved"):
                draft.stage, draft.stage_span, draft.modality = "refused", span, ""
        elif kind == "hearsay":
            draft.modality, draft.modality_span = "alleged", span
        elif kind == "ahead" and draft.stage in ("ordered", "delivered") and not draft.modality:
            draft.modality, draft.modality_span = "planned", span
        else:
            continue
        break
