"""Transfers: who supplies what to whom, at which stage, at what price, as one clause says it.

Enters: a Page with names, values and attributions, and the grammar of its language. Leaves: Claims of the kind
``transfer``, each slot on the words that it was read from. What a sentence leaves out ("The package also includes …")
is taken from the sale told just before, and then points at the words there.
"""

from __future__ import annotations

from ..model import Claim, Issue, Slot, Span, make_claim, slot
from .attribution import source_of
from .clauses import Chain, Clause, Link, find_chains, find_clauses, join_relatives
from .details import Price, day_of, is_price, price_slots, prices_by_item, spread_prices
from .drafts import Context, Draft, complete, is_definite, without_fillers
from .grammar import Grammar
from .mentions import fold, vocabulary
from .objects import holds_none
from .page import Page, Sentence
from .phrases import read_units
from .roles import Cast, Role, cast_chain, role_of
from .stages import Stage, read_stage
from .told import Memory
from .units import Item, Unit

UNSPEAKING = frozenset(
    {"on", "after", "examples", "breaking", "weeks", "denied", "block", "significance", "deal", "days"}
)
"""Words that no name of a speaker holds."""
PRICE_VERBS = frozenset(
    {
        "is",
        "was",
        "be",
        "total",
        "totals",
        "totalling",
        "amount",
        "amounts",
        "reach",
        "come",
        "comes",
        "put",
        "stands",
        "were",
        "are",
    }
)


class TransferReader:
    """Reads one page from top to bottom, remembering what was told."""

    def __init__(self, page: Page, grammar: Grammar) -> None:
        self.page, self.grammar = page, grammar
        self.memory = Memory()
        self.claims: list[Claim] = []
        self.issues: list[Issue] = []
        self.named: list[tuple[Item, Cast]] = []
        """The named thing of each transfer told, with who supplies and receives it."""
        self.open: list[tuple[int, Draft]] = []
        """Clauses that told too little where they stood, with their sentence."""

    # ---- the walk

    def read(self) -> list[Claim]:
        for index, sentence in enumerate(self.page.sentences):
            units = read_units(self.page, sentence, self.grammar)
            self.resolve_speakers(units)
            self.memory.resolve_anaphors(units)
            self.memory.name_items(index, units)
            self.read_sentence(index, sentence, units)
            self.memory.remember_parties(units)
        self.read_again()
        return self.claims

    def read_again(self) -> None:
        """Clauses that left a party out, now that the whole report told whose the named thing is."""
        named = list(self.named)
        for index, draft in self.open:
            cast = draft.cast
            lead = next((u.item for u in cast.items if u.item is not None), None)
            casts = [c for item, c in named if lead is not None and item.known == lead.known]
            pairs = {(s.code, r.code) for c in casts for s in c.suppliers for r in c.recipients}
            if len(pairs) == 1 and cast.agrees(casts[0].suppliers[0], casts[0].recipients[0]):
                cast.suppliers, cast.recipients = casts[0].suppliers[:1], casts[0].recipients[:1]
                self.emit(index, draft)
            else:
                self.pass_over(draft)

    def resolve_speakers(self, units: list[Unit]) -> None:
        """Gives "we" in quoted words the state of who says them."""
        for unit in units:
            party = unit.party
            if party is None or party.word != "we":
                continue
            source = source_of(self.page.attributions, (unit.start, unit.end))
            for a, b in source.speaker_spans if source is not None else ():
                said = next((m for m in self.page.mentions if m.state and m.start < b and a < m.end), None)
                if said is not None and ";" not in said.state:
                    party.code, party.span, party.role = said.state, (said.start, said.end), "institution"
                    break

    def read_sentence(self, index: int, sentence: Sentence, units: list[Unit]) -> None:
        if not any(u.kind in ("verb", "noun") for u in units):
            self.read_inclusion(index, sentence, units, [])
            return
        clauses = find_clauses(units, self.grammar)
        found = [chain for c in clauses for chain in find_chains(units, c, self.grammar)]
        chains = [(chain.clause, chain) for chain in join_relatives(found, units, self.grammar)]
        drafts: list[Draft] = []
        for n, (clause, chain) in enumerate(chains):
            same_before = n and chains[n - 1][0] is clause
            right = (
                chains[n + 1][1].start if n + 1 < len(chains) and chains[n + 1][0] is clause else clause.end
            )
            left = chains[n - 1][1].end + 1 if same_before else clause.start
            draft = self.draft(index, sentence, units, clauses, chain, left, right)
            if draft is not None:
                drafts.append(draft)
        if drafts:
            share_sources(drafts)
            spread_prices(drafts, found, units, self.grammar)
            for draft in drafts:
                self.emit(index, draft, fallback=draft.fallback)
        if all(draft.money is None for draft in drafts):
            self.read_price(index, sentence, units)
        self.read_inclusion(index, sentence, units, [u for d in drafts for u in d.cast.items])

    # ---- one chain

    def draft(
        self,
        index: int,
        sentence: Sentence,
        units: list[Unit],
        clauses: list[Clause],
        chain: Chain,
        left: int,
        right: int,
    ) -> Draft | None:
        clause = chain.clause
        if clause.opener in ("if", "unless", "whether"):
            return None
        order = sorted(chain.links, key=lambda k: k.at)
        if all(k.trigger.frame == "price" for k in order):
            return None
        if all(k.trigger.frame == "act" for k in order) and not any(
            k.trigger.id
            in ("approve", "approval", "offer", "cancel", "notify", "seek", "talks", "refuse", "agree")
            for k in order
        ):
            return None
        ahead = units[max(clause.start, order[0].phrase_start - 4) : order[0].phrase_start]
        if order[0].trigger.kind == "noun" and any(u.low in self.grammar.items["curbing"] for u in ahead):
            # "to curb arms sales to Iran"
            return None
        cast = cast_chain(units, chain, clauses, right, left, self.grammar)
        if self.is_deployment(units, order, cast):
            return None
        if not cast.items and {"give", "price"} == {k.trigger.frame for k in order} - {"deal"}:
            # "No price was given for the agreement."
            return None
        words = self.grammar.words
        between = units[order[0].phrase_start : order[-1].at]
        if any(u.low in self.grammar.items["curbing"] and u.kind == "word" for u in between):
            # "urged Moscow to curb arms sales"
            return None
        if any(
            u.low in words["obligation"]
            for u in units[max(clause.start, order[0].phrase_start - 3) : order[-1].at]
        ):
            return None
        if all(k.trigger.kind == "noun" for k in order) and any(
            u.low in self.grammar.package["include"] for u in units[order[-1].at : clause.end]
        ):
            # "The deal includes …" says no more than what was told of it.
            return None
        stage = read_stage(units, chain, cast, self.grammar)
        if stage is None:
            return None
        draft = Draft(chain, cast, stage, units, sentence)
        if clause.start and any(u.low in words["denial"] for u in units[: clause.start]):
            # "denied reports that it had suspended arms sales"
            at = next(u for u in units if u.low in words["denial"])
            stage.modality, stage.modality_spans = "denied", ((at.start, at.end),)
        if complete(draft, index, self.memory, Context(self.grammar, self.claims)):
            return draft
        if cast.items and stage.name and any(k.trigger.frame not in ("act", "arrive") for k in order):
            self.open.append((index, draft))
        return None

    def pass_over(self, draft: Draft) -> None:
        """Leaves an issue for a clause that tells of a transfer and too little of it to claim one."""
        cast = draft.cast
        codes = {r.code for r in (*cast.suppliers, *cast.recipients)}
        lacking = "who receives" if not cast.recipients else "who supplies"
        if cast.recipients and len(codes) == 1:
            lacking = "a second state"
        item = cast.items[0].item
        what = item.name if item is not None else "arms"
        start, end = draft.units[cast.first].start, draft.units[cast.last].end
        self.issues.append(
            Issue(
                "extract",
                self.page.document.name,
                f"{what} {draft.stage.name}: passed over, as the words do not tell {lacking}",
                f"[{start}:{end}]",
                fatal=False,
            )
        )

    # ---- money

    def is_deployment(self, units: list[Unit], order: list[Link], cast: Cast) -> bool:
        """Whether a state sends its own forces: "sent its jets to Estonia for an exercise"."""
        words = self.grammar.items
        if any(k.trigger.frame == "arrive" for k in order) and any(u.low in words["batches"] for u in units):
            return False
        if any(k.trigger.frame == "arrive" for k in order) and not any(
            u.low in words["handover"] for u in units
        ):
            # "Typhoon jets arrived in Poland": only a word of a purchase or of a batch makes it a delivery.
            known = [u.item.known for u in cast.items if u.item is not None and u.item.known]
            if not any(k in self.memory.deals for k in known):
                return True
        if not any(units[k.at].low in words["sending"] or k.trigger.frame == "arrive" for k in order):
            return False
        if any(u.low in words["deployment"] for u in units):
            return True
        starts = [units.index(u) for u in cast.items]
        return any(i and units[i - 1].low in ("its", "their") for i in starts)

    def read_price(self, index: int, sentence: Sentence, units: list[Unit]) -> None:
        """ "The estimated cost is $75 million", "It is worth …": a price of the sale told just before."""
        told = self.memory.recall(index, 8)
        if told is None:
            return
        money = next(
            (i for i, u in enumerate(units) if u.money is not None and is_price(units, i, self.grammar)), None
        )
        if money is None:
            return
        priced = next(
            (
                i
                for i, u in enumerate(units)
                if any(t.frame in ("price", "deal", "give", "take") and t.kind == "noun" for t in u.triggers)
            ),
            None,
        )
        worth = any(u.low in ("worth", "valued", "cost", "costs", "costing") for u in units)
        if (not worth and not any(u.low in PRICE_VERBS for u in units)) or any(
            _is_deed(u) for u in units[:money]
        ):
            return
        if priced is not None and not is_definite(units, priced, self.grammar) and not worth:
            return
        items = [u for u in units if u.item is not None and (u.item.known or u.item.counted)]
        item_unit = items[0] if items else None
        if (
            item_unit is not None
            and told.item is not None
            and item_unit.item is not None
            and item_unit.item.known
            and item_unit.item.known != told.item.known
        ):
            return
        if not told.recipients or told.supplier is None:
            return
        parties = [
            u.party for u in units if u.party is not None and u.party.code and u.party.role != "anaphor"
        ]
        if any(
            p.code not in {r.code for r in told.recipients}
            and (told.supplier is None or p.code != told.supplier.code)
            for p in parties
        ):
            return
        first = min([money] + ([priced] if priced is not None else []))
        cast = Cast(
            [told.supplier] if told.supplier is not None else [], list(told.recipients), [],
            [item_unit] if item_unit is not None else [], first, money,
        )  # fmt: skip
        stage = Stage(told.stage, told.stage_spans, at=first) if not told.modality else Stage(at=first)
        clause = Clause(0, len(units))
        draft = Draft(Chain(clause, []), cast, stage, units, sentence, True, units[money].money, money)
        self.emit(index, draft, fallback=told.item, rule="price")

    def read_inclusion(self, index: int, sentence: Sentence, units: list[Unit], read: list[Unit]) -> None:
        """More items of the sale told before: "The package also includes 24 launch units", "… are part of it"."""
        told, words = self.memory.recall(index, 6), self.grammar.package
        if told is None or not told.recipients:
            return
        whole = next((i for i, u in enumerate(units) if u.low in words["whole"]), None)
        if whole is None:
            return
        be = self.grammar.words["be"]
        verb = next((i for i, u in enumerate(units) if u.low in words["include"] and i), None)
        copula = next((i for i, u in enumerate(units) if u.low in be), None)
        if verb is not None and whole < verb:
            items = units[verb + 1 :]
        elif copula is not None and whole < copula and any(u.low in words["inside"] for u in units[:whole]):
            # "Among the other items on the list are …", "Included in the sale are …"
            items, verb = units[copula + 1 :], copula
        elif (
            copula is not None
            and copula < whole
            and any(u.low in words["inside"] for u in units[copula:whole])
            and whole - copula <= 6
        ):
            items, verb = units[:copula], 0
        else:
            return
        chosen = without_fillers(
            [
                u
                for u in items
                if u.item is not None
                and u not in read
                and (u.item.counted or u.item.known or u.item.name.endswith("s"))
            ]
        )
        chosen = [u for u in chosen if not self.is_excluded(units, u)]
        if not chosen:
            return
        first, last = min(units.index(u) for u in chosen), max(units.index(u) for u in chosen)
        supplier = [told.supplier] if told.supplier is not None else []
        owner = next(
            (u.party for u in units[max(0, whole - 4) : whole] if u.party is not None and u.party.code), None
        )
        if owner is not None and all(r.code != owner.code for r in told.recipients):
            # "The U.S. package includes": another's than the one told.
            supplier = [role_of(owner)]
        cast = Cast(supplier, list(told.recipients), [], chosen, first, last)
        stage = Stage(told.stage, told.stage_spans, told.modality, told.modality_spans, "", first)
        self.emit(
            index,
            Draft(Chain(Clause(0, len(units)), []), cast, stage, units, sentence, True),
            rule="includes",
        )

    def is_excluded(self, units: list[Unit], unit: Unit) -> bool:
        """Whether an item stands under "for", "against", "to destroy": not a part of the list."""
        i = units.index(unit)
        while i and units[i - 1].low in self.grammar.words["determiners"]:
            i -= 1
        if i > 1 and units[i - 1].low == "of" and holds_none(units[i - 2], self.grammar):
            return True
        return bool(i) and (units[i - 1].low in self.grammar.items["excluding"] or units[i - 1].low == "for")

    # ---- claims

    def emit(self, index: int, draft: Draft, *, fallback: Item | None = None, rule: str = "") -> None:
        page, units, cast, stage = self.page, draft.units, draft.cast, draft.stage
        if draft.money_index >= 0:
            cast.first = min(cast.first, draft.money_index)
            cast.last = max(cast.last, draft.money_index)
        own = prices_by_item(draft, self.grammar)
        date = day_of(draft, self.grammar)
        start, end = units[cast.first].start, units[cast.last].end
        if not rule:
            rule = "+".join(k.trigger.id for k in draft.chain.links)
        source = self.asserter(units[stage.at].start, draft)
        items = [u for u in cast.items if u.item is not None]
        main = [u.item for u in items if u.item is not None and not u.item.part and u.item.counted]
        shared = draft.money is not None and not own and (len(cast.recipients) > 1 or len(main) > 1)
        chosen: list[Item | None] = [u.item for u in items]
        if not chosen:
            chosen = [fallback]
        suppliers: list[Role | None] = list(cast.suppliers[:4]) or [None]
        pairs = [(x, r) for x in suppliers for r in cast.recipients if x is None or x.code != r.code]
        sources = self.sources_by_item(cast)
        if sources:
            pairs = [(None, r) for r in cast.recipients]
        for supplier, recipient in pairs:
            for n, item in enumerate(chosen):
                if sources:
                    supplier = sources[n]
                    if supplier is None or supplier.code == recipient.code:
                        continue
                slots: list[Slot] = []
                text = page.text
                if supplier is not None:
                    slots.append(slot(text, "supplier", supplier.code, *supplier.spans))
                slots.append(slot(text, "recipient", recipient.code, *recipient.spans))
                if item is not None:
                    slots.append(slot(text, "equipment", item.name, *item.spans))
                    if item is not fallback and item.quantity is not None and item.quantity_span is not None:
                        slots.append(slot(text, "quantity", item.quantity, item.quantity_span))
                        if item.bound is not None and item.bound_span is not None:
                            slots.append(slot(text, "bound", item.bound, item.bound_span))
                if stage.name and stage.spans:
                    slots.append(slot(text, "stage", stage.name, *stage.spans))
                    if stage.modality and stage.modality_spans:
                        slots.append(slot(text, "modality", stage.modality, *stage.modality_spans))
                if date is not None:
                    # "Last month" in a report without a date keeps its words: a ledger may learn the day.
                    slots.append(slot(text, "date", date.value or "", (date.start, date.end)))
                price = own.get(n) if own else None
                whole = n == 0 or (shared and item is not None and item.counted and not item.part)
                if price is None and draft.money is not None and not own and whole:
                    price = Price(draft.money, draft.money_index)
                if price is not None:
                    free = all(x.name != "bound" for x in slots)
                    slots += price_slots(
                        text, draft, price, supplier, self.grammar, shared=shared, bound=free
                    )
                if source is not None:
                    slots.append(slot(text, "asserted_by", source[0], *source[1]))
                claim_start, claim_end = start, end
                if item is not None and len(chosen) > 3:
                    claim_start, claim_end = min(a for a, _ in item.spans), max(b for _, b in item.spans)
                    if item.quantity_span is not None:
                        claim_start = min(claim_start, item.quantity_span[0])
                confidence = self.confidence(draft, supplier, recipient, item)
                self.claims.append(
                    make_claim(
                        page.document,
                        "transfer",
                        (claim_start, claim_end),
                        slots,
                        rule=f"transfer.{self.grammar.language}.{rule}",
                        confidence=confidence,
                    )
                )
        lead = leading(chosen)
        if lead is not None and lead.known and cast.suppliers:
            self.named.append((lead, cast))
        aside = draft.chain.clause.opener in ("after", "since", "following", "before", "while", "as")
        if rule not in ("price", "includes") and not (aside and self.memory.told is not None):
            self.memory.remember(index, cast, stage, leading(chosen))

    def sources_by_item(self, cast: Cast) -> list[Role | None]:
        """Whose each item is in "three drones from Turkey and two aircraft from Italy"; [] where none is paired.

        An item with no source of its own has the state that alone makes it, or none.
        """
        if len(cast.suppliers) < 2 or len(cast.items) < 2:
            return []
        ends = [u.start for u in cast.items[1:]] + [1 << 60]
        found: list[Role | None] = [
            next((r for r in cast.suppliers if unit.end <= r.spans[0][0] < end), None)
            for unit, end in zip(cast.items, ends, strict=True)
        ]
        if all(r is None for r in found[:-1]):
            return []
        for n, unit in enumerate(cast.items):
            if found[n] is None and unit.item is not None and unit.item.home and ";" not in unit.item.home:
                found[n] = Role(unit.item.home, unit.item.spans[:1], "home")
        return found

    def asserter(self, offset: int, draft: Draft) -> tuple[str, tuple[Span, ...]] | None:
        """Whose word it is: the source of the attribution that covers the stage's words."""
        best = source_of(self.page.attributions, (offset, offset + 1))
        if best is None or best.source is None or not best.speaker or self.is_state(best.speaker):
            return None
        if any(word in UNSPEAKING for word in best.speaker.lower().split()):
            return None
        return best.speaker, tuple(best.speaker_spans)

    def is_state(self, speaker: str) -> bool:
        """Whether a source is no more than a state: what it says of its own acts is its act."""
        entries = vocabulary().entries.get(fold(speaker)) or []
        return any(e.type == "state" for e in entries)

    def confidence(self, draft: Draft, supplier: Role | None, recipient: Role, item: Item | None) -> float:
        """How sure a claim is, as measured on the gold's part ``dev`` (``bench/calibration.py``)."""
        score = 0.78
        if supplier is None:
            score -= 0.1
        elif supplier.how in ("origin", "home"):
            score += 0.1
        for role in (supplier, recipient):
            if role is not None and role.how in ("inherited", "anaphor"):
                score -= 0.08
        if item is None or not draft.stage.name:
            score -= 0.1
        if item is not None and item.generic:
            score -= 0.2
        return round(score, 3)


def _is_deed(unit: Unit) -> bool:
    """Whether a unit is a verb of a transfer; "reach", "come to" and "go" also stand with a price."""
    return unit.kind == "verb" and all(t.frame != "arrive" for t in unit.triggers)


def share_sources(drafts: list[Draft]) -> None:
    """Of one sentence's clauses on one thing: who is said to supply it supplies it in all, not its maker's state."""
    stated = {
        (u.item.known, r.code): s
        for d in drafts
        for s in d.cast.suppliers[:1]
        if s.how in ("stated", "maker")
        for r in d.cast.recipients
        for u in d.cast.items
        if u.item is not None and u.item.known
    }
    for draft in drafts:
        cast = draft.cast
        item = next((u.item for u in cast.items if u.item is not None), None)
        if item is not None and cast.suppliers and cast.suppliers[0].how == "home" and cast.recipients:
            said = stated.get((item.known, cast.recipients[0].code))
            if said is not None:
                cast.suppliers = [Role(said.code, said.spans, "inherited", said.kind)]


def leading(items: list[Item | None]) -> Item | None:
    """The item that later sentences mean by "the deal": one with a name, else one with a number, else the first."""
    told = [i for i in items if i is not None and not i.part]
    named = next((i for i in told if i.known), None)
    return named or next((i for i in told if i.counted), None) or items[0]


def find_transfers(page: Page, grammar: Grammar) -> tuple[list[Claim], list[Issue]]:
    """The transfers that a page tells, in the order of its text, and the clauses that told too little of one."""
    reader = TransferReader(page, grammar)
    return reader.read(), reader.issues
