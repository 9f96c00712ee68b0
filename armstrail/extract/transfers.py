"""Transfers: who supplies what to whom, at which stage, at what price, as one clause says it.

Enters: a Page with names, values and attributions, and the grammar of its language. Leaves: Claims of the kind
``transfer``, each slot on the words that it was read from. What a sentence leaves out ("The package also includes …")
is taken from the sale told just before, and then points at the words there.
"""

from __future__ import annotations

from dataclasses import dataclass

from ..model import Claim, Slot, Span, make_claim, slot
from ..values import Date, Money
from .clauses import Chain, Clause, Link, find_chains, find_clauses, join_relatives
from .grammar import Grammar
from .mentions import fold, vocabulary
from .page import Page, Sentence
from .phrases import Item, Party, Unit, read_units
from .roles import Cast, Role, cast_chain, find_subject, role_of

PRICE_VERBS = frozenset({"is", "was", "be", "total", "totals", "totalling", "amount", "amounts", "reach", "come", "comes", "put", "stands", "were", "are"})
POINTING_NOUNS = frozenset({"request", "sale", "package", "offer", "purchase", "deal", "contract", "order", "export", "delivery"})


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


@dataclass(slots=True)
class Stage:
    """What a chain says happened."""

    name: str = ""
    spans: tuple[Span, ...] = ()
    modality: str = ""
    modality_spans: tuple[Span, ...] = ()
    case: str = ""
    at: int = 0
    """Unit of the word that tells the stage."""


@dataclass(slots=True)
class Draft:
    """A transfer under construction."""

    chain: Chain
    cast: Cast
    stage: Stage
    units: list[Unit]
    sentence: Sentence
    inherited: bool = False
    money: Money | None = None
    money_index: int = -1
    fallback: Item | None = None
    """The item told before, where the words point back to it."""


class TransferReader:
    """Reads one page from top to bottom, remembering what was told."""

    def __init__(self, page: Page, grammar: Grammar) -> None:
        self.page, self.grammar = page, grammar
        self.told: Told | None = None
        self.actor: Party | None = None
        self.company: Party | None = None
        self.person: Party | None = None
        self.claims: list[Claim] = []
        self.named: list[tuple[int, Item]] = []
        """Items with a name of their own, with the sentence in which each stood, in order."""

    # ---- the walk

    def read(self) -> list[Claim]:
        for index, sentence in enumerate(self.page.sentences):
            units = read_units(self.page, sentence, self.grammar)
            self.resolve_anaphors(units)
            self.name_items(index, units)
            self.read_sentence(index, sentence, units)
            self.remember_parties(units)
        return self.claims

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
                    if not party.possessive and (i == 0 or units[i - 1].low not in ("to", "from", "with", "in", "against", "by")):
                        actor = party
                elif party.role == "person":
                    person = party
                    actor = party
                elif not party.possessive and (i == 0 or units[i - 1].low not in ("to", "from", "with", "in", "against")):
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
                fitting = [i for n, i in self.named if index - n <= reach and (item.pointer or same_kind(item, i))]
                if item.pointer and fitting:
                    told = self.told.item.known if self.told is not None and self.told.item is not None else ""
                    fitting = [i for i in fitting if i.known == told] or fitting[-1:]
                if len(fitting) == 1 or fitting and item.definite and fitting[-1] is self.named[-1][1]:
                    target = fitting[-1]
                    item.name, item.known, item.home = target.name, target.known, target.home
                    item.spans = target.spans if item.pointer and item.quantity is not None else (*item.spans, *target.spans)
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
            if first and not party.possessive and (i == 0 or units[i - 1].low not in ("to", "from", "with", "in", "against", "by", "of")):
                self.actor = party
                first = False

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
            right = chains[n + 1][1].start if n + 1 < len(chains) and chains[n + 1][0] is clause else clause.end
            left = chains[n - 1][1].end + 1 if same_before else clause.start
            draft = self.draft(index, sentence, units, clauses, chain, left, right)
            if draft is not None:
                drafts.append(draft)
        if drafts:
            self.spread_money(drafts, found, units)
            for draft in drafts:
                self.emit(index, draft, fallback=draft.fallback)
        else:
            self.read_price(index, sentence, units)
        self.read_inclusion(index, sentence, units, [u for d in drafts for u in d.cast.items])

    # ---- one chain

    def draft(self, index: int, sentence: Sentence, units: list[Unit], clauses: list[Clause], chain: Chain, left: int, right: int) -> Draft | None:
        clause = chain.clause
        if clause.opener in ("if", "unless", "whether"):
            return None
        order = sorted(chain.links, key=lambda k: k.at)
        if all(k.trigger.frame == "price" for k in order):
            return None
        if all(k.trigger.frame == "act" for k in order) and not any(
            k.trigger.id in ("approve", "approval", "offer", "cancel", "notify", "seek", "talks", "refuse") for k in order
        ):
            return None
        cast = cast_chain(units, chain, clauses, right, left, self.grammar)
        stage = self.stage_of(units, chain, cast, order)
        if stage is None:
            return None
        draft = Draft(chain, cast, stage, units, sentence)
        return draft if self.complete(index, draft, order) else None

    def stage_of(self, units: list[Unit], chain: Chain, cast: Cast, order: list[Link]) -> Stage | None:
        """The stage that a chain says, None where it says nothing of a transfer."""
        page = self.page
        stage = Stage()
        ids = {k.trigger.id for k in order}
        noun_stage: Link | None = None
        decided: Link | None = None
        for n, link in enumerate(chain.links):
            trigger = link.trigger
            if link.possible and trigger.kind == "verb" and decided is None and trigger.frame in ("give", "take"):
                at = next(n for n in range(link.phrase_start, link.at) if units[n].low in self.grammar.words["possible"])
                stage.name, stage.spans = "interest", (self.span(units, at),)
                decided = link
                break
            if trigger.needs == "legislature" and not cast.legislature:
                continue
            if trigger.id == "decide" and any(k.trigger.frame == "give" for k in order):
                # Who decides to sell or deliver has cleared it.
                stage.name, stage.spans = "approved", (self.span(units, link.at),)
                decided = link
                break
            if trigger.needs == "approval":
                if "approval" not in ids:
                    return None
                continue
            if trigger.modality and not stage.modality:
                stage.modality = trigger.modality
                stage.modality_spans = (self.span(units, link.at),)
                continue
            if trigger.needs == "deal":
                if units[link.at].low in ("won", "win", "wins", "winning") and "talks" in ids:
                    stage.name, stage.spans = "ordered", (self.span(units, link.at),)
                    decided = link
                    break
                if not ids & {"deal", "contract", "order"}:
                    continue
                deal = next(k for k in order if k.trigger.id in ("deal", "contract", "order"))
                stage.name = "ordered" if deal.trigger.id in ("contract", "order") else "agreed"
                stage.spans = (self.span(units, link.at), self.span(units, deal.at))
                decided = link
                break
            if trigger.frame in ("act", "ask") or trigger.lifts:
                if trigger.stage:
                    decided = link
                    break
                continue
            if trigger.kind == "verb":
                nxt = next((k for k in order if k.at > link.at), None)
                if link.passive or nxt is None and link.finite:
                    # "The request has been sent": the noun stands before.
                    nxt = next((k for k in reversed(order) if k.at < link.at and k.trigger.kind == "noun"), nxt)
                if nxt is not None and nxt.trigger.kind == "noun" and nxt.trigger.id in ("request", "approval", "order", "contract", "deal", "offer", "notification", "cancel", "refuse"):
                    if trigger.id == "deliver" and cast.legislature:
                        stage.name, stage.spans = "notified", (self.span(units, link.at),)
                        decided = link
                        break
                    continue
                if noun_stage is not None and noun_stage.trigger.stage and not link.finite and not noun_stage.trigger.weak:
                    # "Kosovo's request to buy", "interested in buying", "a contract to supply".
                    break
                decided = link
                break
            if noun_stage is None or not noun_stage.trigger.stage:
                noun_stage = link
        if decided is None:
            decided = noun_stage
            if decided is None:
                return None
            if decided.trigger.frame == "price":
                return None
        governing = decided
        verb = next((k for k in chain.links if k.trigger.kind == "verb"), None)
        if not stage.name:
            stage.name = decided.trigger.stage
            if stage.name:
                stage.spans = (self.span(units, decided.at),)
            elif decided.trigger.bare and not self.is_tentative(units, decided.at):
                stage.name, stage.spans = decided.trigger.bare, (self.span(units, decided.at),)
        stage.at = decided.at
        stage.case = next((k.trigger.case for k in order if k.trigger.case), "")
        lead = chain.links[0] if verb is None else verb
        if lead.negated or governing.negated:
            stage.modality, stage.modality_spans = "denied", (self.span(units, lead.at),)
        elif lead.hearsay or governing.hearsay:
            stage.modality, stage.modality_spans = "alleged", (self.span(units, lead.at),)
        elif not stage.modality and (lead.future or governing.future):
            at = next((n for n in range(lead.phrase_start, lead.at) if units[n].low in self.grammar.words["future"]), lead.at)
            stage.modality, stage.modality_spans = "planned", (self.span(units, at),)
        elif not stage.modality and lead is chain.links[0] and lead.infinitive and not lead.finite and not self.is_ranked(units, lead):
            at = lead.phrase_start
            stage.modality, stage.modality_spans = "planned", (self.span(units, at),)
        if stage.name == "interest":
            stage.modality, stage.modality_spans = "", ()
        if decided.trigger.kind == "noun" and decided.trigger.weak and not stage.modality and len(chain.links) == 1:
            stage.name, stage.spans = "", ()
        del page
        return stage

    def is_ranked(self, units: list[Unit], link: Link) -> bool:
        """"the first NATO member to receive": who did it, not who will."""
        return any(u.low in self.grammar.words["ordinals"] for u in units[max(0, link.phrase_start - 7) : link.phrase_start])

    def is_tentative(self, units: list[Unit], at: int) -> bool:
        """"a possible purchase", "the planned acquisition"."""
        return any(u.low in self.grammar.words["tentative"] for u in units[max(0, at - 4) : at])

    def span(self, units: list[Unit], at: int) -> Span:
        return (units[at].start, units[at].end)

    # ---- completeness

    def complete(self, index: int, draft: Draft, order: list[Link]) -> bool:
        """Fills supplier and recipient from maker, origin and what was told; False where too little stands there."""
        cast = draft.cast
        cast.items = without_fillers(cast.items)
        items = [u.item for u in cast.items if u.item is not None]
        lead = items[0] if items else None
        told = self.told if self.told is not None and index - self.told.sentence <= 12 else None
        definite = any(k.trigger.kind == "noun" and self.is_definite(draft.units, k.at) for k in order) or any(i.definite and not i.counted for i in items)
        if not cast.suppliers and lead is not None and lead.origin and lead.origin_span is not None:
            if all(r.code != lead.origin for r in cast.recipients):
                cast.suppliers = [Role(lead.origin, (lead.origin_span,), "origin")]
        self.settle_others(cast, told if definite else None)
        cast.suppliers = [r for r in cast.suppliers if r.code]
        cast.recipients = [r for r in cast.recipients if r.code]
        codes = {r.code for r in cast.suppliers}
        if len(cast.recipients) > 1 or cast.suppliers:
            cast.recipients = [r for r in cast.recipients if r.code not in codes]
        if told is not None and cast.suppliers and told.supplier is not None and cast.suppliers[0].code != told.supplier.code:
            told = None
        if not items and not self.point_back(index, draft, order, told, definite):
            return False
        if not cast.recipients and lead is not None and cast.suppliers and cast.suppliers[0].how in ("stated", "maker") and self.actor is not None:
            # "Among them is the purchase of 18 jets from …": whose list it is stood as subject before.
            actor = self.actor
            if "take" in {k.trigger.frame for k in order} and (lead.counted or lead.known) and actor.code and actor.code != cast.suppliers[0].code and actor.role in ("state", "institution", "body", "person"):
                cast.recipients = [Role(actor.code, (actor.span,), "anaphor", actor.role)]
        if not cast.recipients and lead is not None and lead.counted and cast.suppliers and cast.suppliers[0].how in ("stated", "maker"):
            focus = self.focus()
            if focus is not None and focus.code != cast.suppliers[0].code and not cast.others:
                cast.recipients = [focus]
        fits_told = told is not None and (lead is None or told.item is None or lead.known and lead.known == told.item.known or definite)
        if told is not None and fits_told and (definite or draft.stage.modality == "planned" or not cast.recipients):
            if not cast.recipients and told.recipients and all(r.code not in codes for r in told.recipients):
                if definite or lead is None or lead.known and told.item is not None and lead.known == told.item.known:
                    cast.recipients = [Role(r.code, r.spans, "inherited", r.kind) for r in told.recipients]
                    draft.inherited = True
            if not cast.suppliers and told.supplier is not None and {r.code for r in cast.recipients} & {r.code for r in told.recipients}:
                cast.suppliers = [Role(told.supplier.code, told.supplier.spans, "inherited", told.supplier.kind)]
                draft.inherited = True
        if not cast.recipients:
            return False
        if not cast.suppliers and lead is not None and lead.known and lead.home and ";" not in lead.home:
            frames = {k.trigger.frame for k in order}
            if frames & {"take", "deal"} and draft.stage.name not in ("delivered", "") or draft.stage.name in ("approved", "notified", "requested", "interest"):
                cast.suppliers = [Role(lead.home, lead.spans[:1], "home")]
        if draft.stage.name == "notified" and not cast.suppliers:
            # Before the Congress of the United States stands a sale of the United States.
            cast.suppliers = [r for r in cast.legislatures if all(r.code != x.code for x in cast.recipients)][:1]
        if cast.suppliers and cast.recipients[0].kind == "maker" and cast.suppliers[0].kind != "maker":
            # A maker supplies; that its customer stands in the other place is the way of the sentence.
            cast.suppliers, cast.recipients = cast.recipients[:1], cast.suppliers
        supplier = cast.suppliers[0].code if cast.suppliers else ""
        if not draft.stage.name and not draft.stage.modality:
            # A sale that is only named, with no word of what happened: only where it is told whole.
            stated = cast.suppliers and cast.suppliers[0].how in ("stated", "maker") and cast.recipients[0].how == "stated"
            if not stated or lead is None or lead.definite:
                return False
        cast.recipients = [r for r in cast.recipients if r.code != supplier]
        if not cast.recipients:
            return False
        if not supplier:
            # Without a supplier it may be a purchase at home: only a sure sign of another state's goods will do.
            frames = {k.trigger.frame for k in order}
            if lead is None or frames & {"take", "deal", "act"} and not (lead.home and draft.stage.name == "delivered"):
                return False
            if lead.home and cast.recipients[0].code in lead.home.split(";"):
                return False
        return True

    def focus(self) -> Role | None:
        """Who receives in all that the document told so far, where that is one state and was told twice."""
        codes = {c.get("recipient") for c in self.claims}
        if len(codes) != 1 or len(self.claims) < 2:
            return None
        told = next(s for s in self.claims[-1].slots if s.name == "recipient")
        return Role(str(told.value), told.spans, "inherited")

    def point_back(self, index: int, draft: Draft, order: list[Link], told: Told | None, definite: bool) -> bool:
        """Whether a chain without an item speaks of the transfer told before ("the deal was signed in May")."""
        cast, ids = draft.cast, {k.trigger.id for k in order}
        if told is None or not draft.stage.name or index - told.sentence > 8:
            return False
        pronoun = cast.pronoun or any(k.passive and k.trigger.frame == "give" and self.has_pronoun(draft.units, k) for k in order)
        several = len(cast.recipients) > 1 and any(k.trigger.stage or k.trigger.bare for k in order)
        owned = bool(cast.recipients) and "request" in ids
        governed = draft.chain.links[0].trigger.kind == "verb" or bool(draft.stage.modality)
        if not (governed and (definite and ids & POINTING_NOUNS or pronoun or owned) or several):
            return False
        known = {r.code for r in told.recipients} | ({told.supplier.code} if told.supplier is not None else set())
        stated = {r.code for r in (*cast.recipients, *cast.suppliers, *cast.others)}
        if stated - known and not several and not (cast.pronoun and told.item is not None):
            return False
        if "request" not in ids:
            draft.fallback = told.item
        if not cast.suppliers and told.supplier is not None:
            cast.suppliers = [Role(told.supplier.code, told.supplier.spans, "inherited", told.supplier.kind)]
        cast.recipients = [r for r in cast.recipients if not cast.suppliers or r.code != cast.suppliers[0].code]
        if not cast.recipients:
            cast.recipients = [Role(r.code, r.spans, "inherited", r.kind) for r in told.recipients]
        return True

    def has_pronoun(self, units: list[Unit], link: Link) -> bool:
        """Whether "they", "them" or "it" stands as the subject of a passive."""
        return any(u.low in ("they", "them", "it", "these", "which") for u in units[max(0, link.phrase_start - 4) : link.phrase_start])

    def is_definite(self, units: list[Unit], at: int) -> bool:
        j = at - 1
        while j >= 0 and units[j].kind in ("word", "item", "money", "count") and units[j].low not in self.grammar.words["definite"] and at - j < 5:
            j -= 1
        return j >= 0 and units[j].low in self.grammar.words["definite"]

    def settle_others(self, cast: Cast, told: Told | None) -> None:
        """Parties of a deal: the one whose goods they are supplies."""
        if not cast.others:
            return
        home = set()
        if told is not None and not cast.items and told.supplier is not None:
            home.add(told.supplier.code)
        for unit in cast.items:
            if unit.item is not None and unit.item.home:
                home |= set(unit.item.home.split(";"))
            if unit.item is not None and unit.item.origin:
                home.add(unit.item.origin)
        for role in list(cast.others):
            if role.kind == "maker":
                self.put(cast.suppliers, role)
            elif role.code in home and not cast.suppliers:
                self.put(cast.suppliers, role)
            else:
                continue
            cast.others.remove(role)
        if cast.suppliers and not cast.recipients:
            codes = {r.code for r in cast.suppliers}
            for role in cast.others:
                if role.code not in codes:
                    self.put(cast.recipients, role)
        elif not cast.suppliers and not cast.recipients and home and len(cast.others) == 1:
            self.put(cast.recipients, cast.others[0])
        elif cast.recipients and not cast.suppliers:
            codes = {r.code for r in cast.recipients}
            rest = [r for r in cast.others if r.code not in codes]
            if len(rest) == 1:
                self.put(cast.suppliers, rest[0])

    def put(self, roles: list[Role], role: Role) -> None:
        if all(r.code != role.code for r in roles):
            roles.append(role)

    # ---- money

    def spread_money(self, drafts: list[Draft], chains: list[Chain], units: list[Unit]) -> None:
        """Gives each price of the sentence to the draft that it stands with."""
        for i, unit in enumerate(units):
            if unit.money is None or not self.is_price(units, i):
                continue
            best: Draft | None = None
            for draft in drafts:
                clause = draft.chain.clause
                if clause.start <= i < clause.end and (best is None or draft.cast.first <= i):
                    best = draft
            if best is None:
                best = next((d for d in reversed(drafts) if d.cast.first < i), None)
                between = [c for c in chains if best is not None and best.chain.end < c.start <= i]
                if any(c.links[0].trigger.kind == "verb" for c in between):
                    best = None
            if best is not None and best.money is None:
                best.money, best.money_index = unit.money, i

    def is_price(self, units: list[Unit], i: int) -> bool:
        near = [u.low for u in units[max(0, i - 6) : i + 4]]
        return not any(w in near for w in ("budget", "spending", "gdp", "revenue", "revenues", "shares", "loan", "fine", "expenditure", "profit", "annual", "annually", "per", "each", "apiece", "aid", "offset", "offsets"))

    def read_price(self, index: int, sentence: Sentence, units: list[Unit]) -> None:
        """"The estimated cost is $75 million", "It is worth …": a price of the sale told just before."""
        told = self.told
        if told is None or index - told.sentence > 8:
            return
        money = next((i for i, u in enumerate(units) if u.money is not None and self.is_price(units, i)), None)
        if money is None:
            return
        priced = next((i for i, u in enumerate(units) if any(t.frame in ("price", "deal", "give", "take") and t.kind == "noun" for t in u.triggers)), None)
        worth = any(u.low in ("worth", "valued", "cost", "costs", "costing") for u in units)
        if not worth and not any(u.low in PRICE_VERBS for u in units) or any(u.kind == "verb" for u in units[:money]):
            return
        if priced is not None and not self.is_definite(units, priced) and not worth:
            return
        items = [u for u in units if u.item is not None]
        item_unit = items[0] if items else None
        if item_unit is not None and told.item is not None and item_unit.item is not None and item_unit.item.known and item_unit.item.known != told.item.known:
            return
        if not told.recipients:
            return
        parties = [u.party for u in units if u.party is not None and u.party.code and u.party.role != "anaphor"]
        if any(p.code not in {r.code for r in told.recipients} and (told.supplier is None or p.code != told.supplier.code) for p in parties):
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
        """"The package also includes 24 launch units", "… are part of the deal": more items of the sale told before."""
        told, words = self.told, self.grammar.package
        if told is None or index - told.sentence > 3 or not told.recipients:
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
        elif copula is not None and copula < whole and any(u.low in words["inside"] for u in units[copula:whole]) and whole - copula <= 6:
            items, verb = units[:copula], 0
        else:
            return
        chosen = without_fillers(
            [u for u in items if u.item is not None and u not in read and (u.item.counted or u.item.known or u.item.name.endswith("s"))]
        )
        chosen = [u for u in chosen if not self.is_excluded(units, u)]
        if not chosen:
            return
        first, last = min(units.index(u) for u in chosen), max(units.index(u) for u in chosen)
        supplier = [told.supplier] if told.supplier is not None else []
        cast = Cast(supplier, list(told.recipients), [], chosen, first, last)
        stage = Stage(told.stage, told.stage_spans, told.modality, told.modality_spans, "", first)
        self.emit(index, Draft(Chain(Clause(0, len(units)), []), cast, stage, units, sentence, True), rule="includes")

    def is_excluded(self, units: list[Unit], unit: Unit) -> bool:
        """Whether an item stands under "for", "against", "to destroy": not a part of the list."""
        i = units.index(unit)
        while i and units[i - 1].low in self.grammar.words["determiners"]:
            i -= 1
        return bool(i) and (units[i - 1].low in self.grammar.items["excluding"] or units[i - 1].low == "for")

    # ---- claims

    def emit(self, index: int, draft: Draft, *, fallback: Item | None = None, rule: str = "") -> None:
        page, units, cast, stage = self.page, draft.units, draft.cast, draft.stage
        if draft.money_index >= 0:
            cast.first = min(cast.first, draft.money_index)
            cast.last = max(cast.last, draft.money_index)
        date = self.date_of(draft)
        start, end = units[cast.first].start, units[cast.last].end
        if not rule:
            rule = "+".join(k.trigger.id for k in draft.chain.links)
        source = self.asserter(units[stage.at].start, draft)
        items = [u for u in cast.items if u.item is not None]
        shared = draft.money is not None and (len(cast.recipients) > 1 or len([u for u in items if u.item is not None and not u.item.part and u.item.counted]) > 1)
        chosen: list[Item | None] = [u.item for u in items]
        if not chosen:
            chosen = [fallback]
        pairs = [(s, r) for s in (cast.suppliers or [None])[:4] for r in cast.recipients if s is None or s.code != r.code]
        sources = self.sources_by_item(cast)
        for supplier, recipient in pairs:
            for n, item in enumerate(chosen):
                if sources and supplier is not sources[n]:
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
                if date is not None and date.value is not None:
                    slots.append(slot(text, "date", date.value, (date.start, date.end)))
                if draft.money is not None and (n == 0 or shared and item is not None and item.counted and not item.part):
                    slots += self.money_slots(draft, shared, supplier, bound=all(s.name != "bound" for s in slots))
                if source is not None:
                    slots.append(slot(text, "asserted_by", source[0], *source[1]))
                claim_start, claim_end = start, end
                if item is not None and len(chosen) > 3:
                    claim_start, claim_end = min(a for a, _ in item.spans), max(b for _, b in item.spans)
                    if item.quantity_span is not None:
                        claim_start = min(claim_start, item.quantity_span[0])
                confidence = self.confidence(draft, supplier, recipient, item)
                self.claims.append(
                    make_claim(page.document, "transfer", (claim_start, claim_end), slots, rule=f"transfer.{self.grammar.language}.{rule}", confidence=confidence)
                )
        if rule not in ("price", "includes"):
            self.remember(index, draft, chosen[0])

    def remember(self, index: int, draft: Draft, lead: Item | None) -> None:
        """Keeps what was told for the sentences that go on about it."""
        before, stage = self.told, draft.stage
        told = Told(
            draft.cast.suppliers[0] if draft.cast.suppliers else None, list(draft.cast.recipients), lead,
            stage.name, stage.spans, stage.modality, stage.modality_spans, index,
        )  # fmt: skip
        if before is not None and lead is None:
            told.item = before.item
        same = before is not None and {r.code for r in before.recipients} & {r.code for r in told.recipients}
        if before is not None and same and told.modality and before.stage and not before.modality:
            # What still lies ahead does not undo what the text told as done.
            told.stage, told.stage_spans, told.modality, told.modality_spans = before.stage, before.stage_spans, "", ()
        self.told = told

    def sources_by_item(self, cast: Cast) -> list[Role]:
        """Whose each item is in "three drones from Turkey and two aircraft from Italy"; [] where the text does not pair them."""
        if len(cast.suppliers) < 2 or len(cast.items) < 2:
            return []
        ends = [u.start for u in cast.items[1:]] + [1 << 60]
        found = [
            next((r for r in cast.suppliers if unit.end <= r.spans[0][0] < end), None) for unit, end in zip(cast.items, ends, strict=True)
        ]
        paired = [r for r in found if r is not None]
        return paired if len(paired) == len(found) and len({r.code for r in paired}) > 1 else []

    def money_slots(self, draft: Draft, shared: bool, supplier: Role | None, bound: bool) -> list[Slot]:
        text, units, money = self.page.text, draft.units, draft.money
        assert money is not None
        slots: list[Slot] = []
        main, also = money, money.also
        if also is not None and supplier is not None and supplier.code == "US" and also.currency == "USD" and main.currency != "USD":
            main, also = also, main
        if main.currency is None:
            return []
        slots.append(slot(text, "value", main.amount, (main.start, main.end)))
        slots.append(slot(text, "currency", main.currency, (main.start, main.end)))
        if bound and money.bound is not None and money.bound_span is not None:
            slots.append(slot(text, "bound", money.bound, money.bound_span))
        if also is not None and also.currency is not None:
            slots.append(slot(text, "value_also", also.amount, (also.start, also.end)))
            slots.append(slot(text, "currency_also", also.currency, (also.start, also.end)))
        near = units[max(0, draft.money_index - 8) : draft.money_index]
        estimate = next((u for u in near if u.low in self.grammar.money["estimate"]), None)
        if estimate is not None and estimate.low in ("possible", "potential", "could"):
            estimate = next((u for u in near if u.low.startswith("estimat")), None)
        contract = next((u for u in units if u.low in self.grammar.money["contract"]), None)
        if estimate is not None:
            slots.append(slot(text, "value_basis", "estimate", (estimate.start, estimate.end)))
        elif contract is not None and draft.stage.name in ("ordered", "delivered"):
            slots.append(slot(text, "value_basis", "contract", (contract.start, contract.end)))
        if shared:
            spans = [r.spans[0] for r in draft.cast.recipients] if len(draft.cast.recipients) > 1 else [u.item.spans[0] for u in draft.cast.items if u.item is not None]
            slots.append(slot(text, "value_scope", "shared", *spans))
        return slots

    def date_of(self, draft: Draft) -> Date | None:
        """The day on which the stage came about, where its clause or the body that acts tells it."""
        units, clause = draft.units, draft.chain.clause
        if not draft.chain.links or not draft.stage.name or draft.stage.name == "interest":
            return None
        also = draft.chain.also
        dates = [
            (abs(i - draft.stage.at), u.date)
            for i, u in enumerate(units)
            if u.date is not None and (clause.start <= i < clause.end or also is not None and also.start <= i < also.end)
        ]
        if not dates and draft.stage.name in ("approved", "notified"):
            subject = draft.cast.subject
            supplier = draft.cast.suppliers[0].code if draft.cast.suppliers else ""
            if subject is not None and subject.code == supplier:
                dates = [(abs(i - draft.stage.at), u.date) for i, u in enumerate(units) if u.date is not None and i < draft.stage.at]
        dates.sort(key=lambda d: d[0])
        return dates[0][1] if dates else None

    def asserter(self, offset: int, draft: Draft) -> tuple[str, tuple[Span, ...]] | None:
        """Whose word it is: the source of the attribution that covers the stage's words."""
        best = None
        for attribution in self.page.attributions:
            if attribution.source is None or not attribution.speaker:
                continue
            for a, b in attribution.content:
                if a <= offset < b and (best is None or b - a < best[1]):
                    best = (attribution, b - a)
        if best is None or self.is_state(best[0].speaker):
            return None
        return best[0].speaker, tuple(best[0].speaker_spans)

    def is_state(self, speaker: str) -> bool:
        """Whether a source is no more than a state: what it says of its own acts is its act."""
        entries = vocabulary().entries.get(fold(speaker), [])
        return any(e.type == "state" for e in entries)

    def confidence(self, draft: Draft, supplier: Role | None, recipient: Role, item: Item | None) -> float:
        score = 0.92
        if supplier is None:
            score -= 0.2
        elif supplier.how in ("origin", "home"):
            score -= 0.1
        elif supplier.how in ("inherited", "anaphor"):
            score -= 0.08
        if recipient.how in ("inherited", "anaphor"):
            score -= 0.08
        if item is None:
            score -= 0.1
        elif item.generic:
            score -= 0.07
        if not draft.stage.name:
            score -= 0.1
        return round(max(0.2, score), 3)


TELLING = frozenset({"anti-tank", "surface-to-air", "air-to-air", "air-to-surface", "anti-ship", "cruise", "ballistic", "air", "patrol", "transport", "trainer", "training", "tanker", "self-propelled", "attack", "utility", "recovery", "refuelling"})
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


def telling_words(kind: str) -> set[str]:
    """The words of a generic noun that set it apart from others of its head: anti-tank, surface-to-air, patrol."""
    return set(kind.lower().replace("antitank", "anti-tank").split()[:-1]) & TELLING


def same_kind(generic: Item, named: Item) -> bool:
    """Whether a generic noun can point back to a named thing: their heads are one, or of one kind."""
    a, b = generic.head, named.head
    if not a or not b or (telling_words(generic.kind) - telling_words(named.kind)):
        return False
    return a == b or any(a in kind and b in kind for kind in KINDS)


FILLERS = frozenset({"arms", "weapons", "weaponry", "hardware", "equipment", "support", "training", "spare part", "service", "related equipment", "accessory", "spare"})


def without_fillers(units: list[Unit]) -> list[Unit]:
    """The items without "related equipment" and the like, where something more telling stands beside them."""
    telling = [
        u for u in units
        if u.item is not None
        and (u.item.counted or not u.item.generic or not u.item.vague and u.item.name.split()[-1].lower() not in FILLERS)
    ]  # fmt: skip
    telling = telling or units
    return [
        u for n, u in enumerate(telling)
        if u.item is None or u.item.counted or not u.item.generic or not u.heads_list or n + 1 >= len(telling)
    ]  # fmt: skip


def find_transfers(page: Page, grammar: Grammar) -> list[Claim]:
    """The transfers that a page tells, in the order of its text."""
    return TransferReader(page, grammar).read()


__all__ = ["Party", "TransferReader", "find_subject", "find_transfers", "role_of"]
