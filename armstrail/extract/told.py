"""What a text told before, for the words that point back to it: "the deal", "the tanks", "it", "the company".

Enters: the units of each sentence in turn. Leaves: parties and items with what they point back to, and the transfer
told last. It keeps the nearest fitting thing; where two fit it names none.
"""

from __future__ import annotations

from dataclasses import dataclass

from ..model import Claim, Span
from .roles import Cast, Role
from .stages import Stage
from .units import Item, Party, Unit

TELLING = frozenset(
    {
        "anti-tank",
        "surface-to-air",
        "air-to-air",
        "air-to-surface",
        "anti-ship",
        "cruise",
        "ballistic",
        "air",
        "patrol",
        "transport",
        "trainer",
        "training",
        "tanker",
        "self-propelled",
        "attack",
        "utility",
        "recovery",
        "refuelling",
    }
)
KINDS = (
    frozenset({"aircraft", "jet", "fighter", "plane", "warplane", "airplane"}),
    frozenset({"vehicle", "carrier", "ifv", "apc"}),
    frozenset({"drone", "uav", "ucav", "vehicle"}),
    frozenset({"ship", "frigate", "vessel", "corvette", "warship", "destroyer", "boat"}),
    frozenset({"howitzer", "gun", "artillery"}),
    frozenset({"missile", "weapon"}),
    frozenset({"system", "battery", "defense", "defence", "missile"}),
    frozenset({"rocket", "launcher", "system"}),
)


def _is_foreign(item: Item, named: Item) -> bool:
    """Whether words of origin set a thing apart from one named before: "French warplanes" are no Typhoons."""
    return bool(item.origin and named.home and item.origin not in named.home.split(";"))


def telling_words(kind: str) -> set[str]:
    """The words of a generic noun that set it apart from others of its head: anti-tank, surface-to-air, patrol."""
    return set(kind.lower().replace("antitank", "anti-tank").split()[:-1]) & TELLING


def same_kind(generic: Item, named: Item) -> bool:
    """Whether a generic noun can point back to a named thing: their heads are one, or of one kind."""
    a, b = generic.head, named.head
    if not a or not b or (telling_words(generic.kind) - telling_words(named.kind)):
        return False
    return a == b or any(a in kind and b in kind for kind in KINDS)


@dataclass(slots=True)
class Told:
    """The transfer told last: what later sentences may take from it."""

    supplier: Role | None
    recipients: list[Role]
    item: Item | None
    stage: str
    stage_spans: tuple[Span, ...]
    modality: str
    modality_spans: tuple[Span, ...]
    sentence: int


class Memory:
    """What one document told so far."""

    def __init__(self) -> None:
        self.told: Told | None = None
        self.lead: Told | None = None
        """The first transfer told whole: what the report is about."""
        self.actor: Party | None = None
        self.company: Party | None = None
        self.person: Party | None = None
        self.named: list[tuple[int, Item]] = []
        """Items with a name of their own, with the sentence in which each stood, in order."""
        self.deals: dict[str, list[Role]] = {}
        """Who receives a thing, as told last, by the thing's name."""

    def recall(self, index: int, reach: int) -> Told | None:
        """The transfer told last, where it was told at most ``reach`` sentences before."""
        told = self.told
        return told if told is not None and index - told.sentence <= reach else None

    def resolve_anaphors(self, units: list[Unit]) -> None:
        """Gives "it", "the country", "the company", "he" the party that they point back to."""
        actor, company, person = self.actor, self.company, self.person
        for i, unit in enumerate(units):
            party = unit.party
            if party is None:
                continue
            if party.role == "anaphor":
                target: Party | None
                if party.word in ("company", "firm", "manufacturer"):
                    target = company
                elif party.word in ("he", "she"):
                    target = person or actor
                else:
                    target = actor
                if target is not None:
                    party.code, party.span, party.role = target.code, target.span, target.role
                    party.legislature = False
            elif not party.adjective:
                if party.role == "maker":
                    company = party
                    if not party.possessive and (
                        i == 0 or units[i - 1].low not in ("to", "from", "with", "in", "against", "by")
                    ):
                        actor = party
                elif party.role == "person":
                    person = party
                    actor = party
                elif not party.possessive and (
                    i == 0 or units[i - 1].low not in ("to", "from", "with", "in", "against")
                ):
                    actor = party
                if party.role == "institution":
                    person = party

    def name_items(self, index: int, units: list[Unit]) -> None:
        """Gives "the tanks", "30 more fighters" the name of the one thing of that kind told before."""
        for unit in units:
            item = unit.item
            if item is None:
                continue
            if item.known:
                self.named = [(n, i) for n, i in self.named if i.known != item.known]
                self.named.append((index, item))
            elif item.generic and not item.part and (item.definite or item.more or item.counted):
                reach = 12 if item.definite or item.more else 2
                fitting = [
                    i
                    for n, i in self.named
                    if index - n <= reach
                    and (item.pointer or same_kind(item, i))
                    and not _is_foreign(item, i)
                ]
                if item.pointer and fitting:
                    told = (
                        self.told.item.known if self.told is not None and self.told.item is not None else ""
                    )
                    fitting = [i for i in fitting if i.known == told] or fitting[-1:]
                if len(fitting) == 1 or (fitting and item.definite and fitting[-1] is self.named[-1][1]):
                    target = fitting[-1]
                    item.name, item.known, item.home = target.name, target.known, target.home
                    item.spans = (
                        target.spans
                        if item.pointer and item.quantity is not None
                        else (*item.spans, *target.spans)
                    )
                    item.category, item.generic, item.pointer = target.category, False, False
            if item.pointer:
                unit.kind, unit.item = "word", None

    def remember_parties(self, units: list[Unit]) -> None:
        """Keeps the sentence's first subject-like party for the pronouns of the next one."""
        first = True
        for i, unit in enumerate(units):
            party = unit.party
            if party is None or not party.code or party.adjective:
                continue
            if party.role == "maker":
                self.company = party
            if party.role in ("person", "institution"):
                self.person = party
            if (
                first
                and not party.possessive
                and (i == 0 or units[i - 1].low not in ("to", "from", "with", "in", "against", "by", "of"))
            ):
                self.actor = party
                first = False

    def remember(self, index: int, cast: Cast, stage: Stage, lead: Item | None) -> None:
        """Keeps what was told for the sentences that go on about it."""
        before = self.told
        if lead is not None and lead.known and cast.recipients:
            self.deals[lead.known] = list(cast.recipients)
        told = Told(
            cast.suppliers[0] if cast.suppliers else None, list(cast.recipients), lead,
            stage.name, stage.spans, stage.modality, stage.modality_spans, index,
        )  # fmt: skip
        if before is not None and lead is None:
            told.item = before.item
        same = before is not None and {r.code for r in before.recipients} & {r.code for r in told.recipients}
        if before is not None and same and told.modality and before.stage and not before.modality:
            # What still lies ahead does not undo what the text told as done.
            told.stage, told.stage_spans, told.modality, told.modality_spans = (
                before.stage,
                before.stage_spans,
                "",
                (),
            )
        self.told = told
        if self.lead is None and told.supplier is not None and told.recipients and told.item is not None:
            self.lead = told

    def focus(self, claims: list[Claim]) -> Role | None:
        """Who receives in all that the document told so far, where that is one state and was told twice."""
        codes = {c.get("recipient") for c in claims}
        if len(codes) != 1 or len(claims) < 2:
            return None
        told = next(s for s in claims[-1].slots if s.name == "recipient")
        return Role(str(told.value), told.spans, "inherited")
