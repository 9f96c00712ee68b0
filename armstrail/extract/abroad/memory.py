"""What a text has told so far, and what a clause that says less takes from it.

Enters: Drafts in the order of the text. Leaves: the same with supplier, recipient and items filled in, or the word
that too little stands there. A draft takes what it lacks from the transfer of the same item told before, from the one
told just before, from the transfer that the text is about, or from the home of a weapon with one maker. It cannot see
a party that the text never names.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field, replace

from .drafts import Draft, Party, codes, put
from .kinds import EXPORTERS, NO_ANAPHOR, POINTERS, SIDE, family, meant, same_item
from .units import Unit

_LONG_AGO = 8
"""Sentences after which a transfer told is no longer pointed back to without a word of the item."""
_JUST_NOW = 2
_MOST_TOLD = 60


@dataclass(slots=True)
class Told:
    """A transfer told, with what later sentences may take from it."""

    sentence: int
    suppliers: list[Party]
    recipients: list[Party]
    items: list[Unit]
    stage: str = ""
    gift: bool = False
    listed: bool = False
    """True for what a list adds: it is no topic that later sentences go on about."""
    idle: bool = False
    """True where nothing was transferred: a state bought at home. Nouns behind it mean its goods."""

    @property
    def topic(self) -> bool:
        """Whether sentences without an item may go on about it."""
        return not self.listed and bool(self.items) and not family(self.items[0]) & SIDE

    @property
    def pair(self) -> tuple[frozenset[str], frozenset[str]]:
        """The codes of both sides."""
        return frozenset(codes(self.suppliers)), frozenset(codes(self.recipients))


@dataclass(slots=True)
class Memory:
    """What the text has told so far, and what it is about."""

    main: Told | None = None
    told: list[Told] = field(default_factory=list)
    around: list[Party] = field(default_factory=list)
    """The states that the text names, the most named first."""
    nation: str = ""
    """The state of the language, whose own bodies seldom are told by name."""

    def keep(self, draft: Draft) -> None:
        """Remembers a transfer told in full."""
        told = Told(
            draft.sentence,
            list(draft.suppliers),
            list(draft.recipients),
            list(draft.items),
            draft.stage,
            draft.main.name in ("donate", "gift", "promise"),
            draft.listed or draft.includes,
        )
        self.told = [*self.told[-_MOST_TOLD:], told]

    def pass_over(self, draft: Draft) -> None:
        """Remembers the goods of a deed that was no transfer."""
        self.told.append(Told(draft.sentence, [], [], list(draft.items), idle=True))

    def near(self, sentence: int, reach: int = _LONG_AGO) -> Iterable[Told]:
        """The transfers told before, the last first, as far back as the reach."""
        return (t for t in self.recent(sentence, reach) if not t.idle)

    def recent(self, sentence: int, reach: int = _LONG_AGO) -> Iterable[Told]:
        """What was told before, the last first, with the deeds that were no transfers."""
        for told in reversed(self.told):
            if sentence - told.sentence > reach:
                return
            yield told


def about(told: list[Told], drafts: list[Draft], around: list[Party]) -> Told | None:
    """The transfer that a text is about: the parties told most often, of those the first."""
    if not told:
        return _pieced(drafts, around)
    times = Counter(t.pair for t in told)
    best = max(times.values())
    first = next(t for t in told if times[t.pair] == best)
    items: list[Unit] = []
    for t in told:
        if t.pair == first.pair:
            items += [i for i in t.items if all(i.name != o.name for o in items)]
    items.sort(key=lambda i: i.generic)
    return replace(first, items=items)


def _pieced(drafts: list[Draft], around: list[Party]) -> Told | None:
    """The transfer of a text of which one clause tells who supplies and another who receives."""
    sides: list[dict[str, list[Party]]] = [{}, {}]
    items: list[Unit] = []
    homes = {h for d in drafts for i in d.items for h in i.home}
    first = 0
    grants = False
    for draft in drafts:
        if draft.main.kind in ("price", "list") or not (draft.items or draft.points_back or draft.acts):
            continue
        vague = bool(draft.items) and all(i.name in NO_ANAPHOR and i.count is None for i in draft.items)
        sellers = [] if vague else [*draft.suppliers, *(p for p in draft.others if p.code in homes)]
        for item in draft.items:
            if item.origin and item.origin_span is not None and draft.main.frame and not draft.suppliers:
                sellers.append(Party(item.origin, (item.origin_span,), "state", "origin"))
            if all(item.name != o.name for o in items) and item.name not in NO_ANAPHOR | POINTERS:
                items.append(item)
                first = first or draft.sentence
        for side, parties in zip(sides, (sellers, draft.recipients), strict=True):
            for party in parties:
                side.setdefault(party.code, []).append(party)
        grants = grants or ("supplier" in draft.unnamed and draft.stage == "delivered")
        grants = grants or (draft.stage == "approved" and draft.main.frame == "give")
    if not items:
        return None
    items.sort(key=lambda i: i.generic)
    ranked = [[p[0] for p in sorted(side.values(), key=len, reverse=True)] for side in sides]
    if not ranked[0] and grants and ranked[1]:
        # "the government cleared the delivery": that of the state which the text names besides
        ranked[0] = [p for p in around if p.kind == "state" and p.code != ranked[1][0].code][:1]
    makers = [p for p in around if p.kind == "maker" and (p.code in homes or not homes)]
    if not ranked[0] and ranked[1]:
        ranked[0] = [p for p in makers if p.code != ranked[1][0].code][:1]
    if ranked[0] and not ranked[1] and any(_gives(d) for d in drafts):
        # "Russia supplied aircraft", in a text whose head names Mali's army
        sold = codes(ranked[0]) | homes
        ranked[1] = [p for p in around if p.kind == "state" and p.code not in sold][:1]
    if not ranked[0] and len(items[0].home) == 1:
        ranked[0] = [Party(items[0].home[0], items[0].spans[:1], "state", "home")]
    for seller in ranked[0]:
        for buyer in ranked[1]:
            if seller.code != buyer.code and buyer.code not in items[0].home:
                return Told(first, [seller], [buyer], items)
    deal = next((p for d in drafts if d.main.frame for p in d.others if p.code in homes), None)
    if deal is None and not homes:
        deal = next((p for d in drafts if d.main.frame == "deal" for p in d.others if _exports(p)), None)
        homes = {deal.code} if deal is not None else homes
    other = next((p for p in around if p.kind == "state" and p.code not in homes), None)
    # "the accord with Washington": the buyer is the state that the text names besides
    return Told(first, [deal], [other], items) if deal is not None and other is not None else None


def _gives(draft: Draft) -> bool:
    """Whether a clause tells who gave something by name."""
    return (
        draft.main.kind == "verb"
        and draft.main.name in ("deliver", "donate", "sell")
        and any(p.how == "subject" for p in draft.suppliers)
        and any(not i.generic for i in draft.items)
    )


def _exports(party: Party) -> bool:
    """Whether a party with which a deal is told most likely sells."""
    return party.how == "stated" and party.code in EXPORTERS[:12]


# ---- filling in


def complete(draft: Draft, memory: Memory) -> bool:
    """Fills supplier, recipient and item where the clause leaves them out; False where too little stands there."""
    _join_makers(draft)
    if not draft.items:
        told = _recalled(draft, memory)
        if told is None or not told.items:
            return False
        draft.items = told.items[:1]
    else:
        draft.items = [_resolved(item, draft, memory) for item in draft.items]
    lead = draft.items[0]
    if lead.generic and lead.name in POINTERS:
        return False
    if draft.main.name == "concern" and draft.link != "colon" and all(i.count is None for i in draft.items):
        # "these are troop carriers": what they are, not what was bought
        return False
    if draft.main.name == "build" and not any(p.how != "subject" for p in draft.recipients):
        # only what is built for somebody
        return False
    _settle_others(draft, memory)
    if _at_home(draft) or (draft.domestic and not (draft.suppliers and draft.recipients)):
        memory.pass_over(draft)
        return False
    _turn(draft)
    draft.recipients = [p for p in draft.recipients if p.code not in codes(draft.suppliers)]
    if draft.carried and not draft.unnamed and not draft.others:
        if draft.main.frame == "take" and not draft.recipients:
            draft.recipients = [p for p in draft.carried if p.code not in codes(draft.suppliers)]
        elif draft.main.frame == "give" and not draft.suppliers and draft.main.kind == "verb":
            draft.suppliers = [p for p in draft.carried if p.code not in codes(draft.recipients)]
    if lead.origin and lead.origin_span is not None and not _take_origin(draft, lead, memory):
        memory.pass_over(draft)
        return False
    if not draft.suppliers and not draft.recipients and draft.stranger:
        told = next((t for t in memory.near(draft.sentence, 99) if _matches(draft, t)), memory.main)
        draft.suppliers = list(told.suppliers) if told is not None else []
    elif not draft.suppliers and not draft.recipients:
        _fill_both(draft, memory)
    elif not draft.recipients and not draft.stranger:
        _fill_recipient(draft, memory)
    elif not draft.suppliers:
        _fill_supplier(draft, memory)
    draft.recipients = [p for p in draft.recipients if p.code not in codes(draft.suppliers)]
    if draft.recipients and draft.suppliers:
        return True
    if draft.suppliers and (draft.stranger or _abroad(draft, memory)):
        return True
    if codes(draft.recipients) & set(lead.home):
        memory.pass_over(draft)
        return False
    if draft.recipients:
        # who supplies is not told: a named thing, counted, that came
        return (
            lead.count is not None
            and not lead.generic
            and draft.main.frame in ("take", "give")
            and draft.main.name in ("receive", "deliver")
        )
    return False


def _abroad(draft: Draft, memory: Memory) -> bool:
    """Whether a text that names no buyer tells a sale all the same: "Embraer sells ten Super Tucano"."""
    return (
        (memory.main is None or draft.sentence == 0)
        and draft.main.name == "sell"
        and draft.main.kind == "verb"
        and any(i.count is not None and not i.generic for i in draft.items)
    )


def _turn(draft: Draft) -> None:
    """A purchase "from" a state of another state's goods is one by it: Greek "από", Italian "da"."""
    if (
        draft.main.frame != "take"
        or draft.main.kind != "event"
        or draft.recipients
        or len(draft.suppliers) != 1
    ):
        return
    lead = draft.items[0]
    makers = {lead.origin} if lead.origin else set()
    if makers and not makers & codes(draft.suppliers) and draft.suppliers[0].how == "stated":
        draft.suppliers, draft.recipients = [], draft.suppliers


def _take_origin(draft: Draft, lead: Unit, memory: Memory) -> bool:
    """Makes the state of an adjective a party: "German tanks" are Germany's; False where it buys at home."""
    assert lead.origin_span is not None
    party = Party(lead.origin, (lead.origin_span,), "state", "origin")
    if lead.origin in codes(draft.recipients):
        # a state that buys its own industry's goods
        return bool(draft.suppliers) or draft.main.frame != "take"
    buyers, sellers = (
        (codes(memory.main.recipients), codes(memory.main.suppliers)) if memory.main else (set(), set())
    )
    if lead.origin in buyers - sellers and not draft.recipients:
        # "the Swiss F-35s have been ordered"
        draft.recipients = [party]
    elif not draft.suppliers:
        draft.suppliers = [party]
    return True


def _join_makers(draft: Draft) -> None:
    makers = {p.code for p in draft.suppliers if p.kind == "maker"}
    states = [p for p in draft.suppliers if p.kind != "maker"]
    if makers and states and not draft.recipients and not draft.others:
        # "Rheinmetall and Hungary signed": the maker's customer.
        draft.recipients = [p for p in states if p.code not in makers]
        draft.suppliers = [p for p in draft.suppliers if p.kind == "maker"]


def _at_home(draft: Draft) -> bool:
    """Whether a state buys at home, or the same state stands on both sides."""
    home = next((i.home for i in draft.items if i.home), ())
    suppliers, recipients = codes(draft.suppliers), codes(draft.recipients)
    if any(p.kind == "maker" for p in draft.suppliers) and recipients & set(home):
        # though the maker's seat is abroad
        return True
    return bool(suppliers and recipients and recipients <= suppliers)


def _fits(draft: Draft, told: Told) -> bool:
    """Whether no party of the clause contradicts a transfer told before."""
    suppliers, recipients = codes(told.suppliers), codes(told.recipients)
    return (
        codes(draft.suppliers) <= suppliers
        and codes(draft.recipients) <= recipients
        and codes(draft.others) <= suppliers | recipients
    )


def _recalled(draft: Draft, memory: Memory) -> Told | None:
    """The transfer that a clause without an item goes on about."""
    kind, name = draft.main.kind, draft.main.name
    if draft.includes and draft.money is None and not draft.listed and name != "clients":
        # "The package includes:"
        return None
    parties = bool(draft.suppliers or draft.recipients or draft.others)
    if kind == "list" and not parties:
        return None
    if kind == "act" and not parties:
        if name in ("talks", "offer", "request", "choose"):
            return None
        if name in ("sign", "approve") and draft.money is None:
            # "critics of the licences", "so they agreed"
            return None
    if kind in ("price", "list") or draft.money is not None or name in ("notify", "clients"):
        reach = _LONG_AGO
    elif kind == "act" or draft.main.frame == "deal":
        if not draft.acts and not parties:
            return None
        reach = _LONG_AGO if draft.points_back or draft.main.frame == "deal" else _JUST_NOW
    elif kind == "event":
        if name == "purchase" and not (draft.acts or parties):
            return None
        reach = _LONG_AGO if draft.acts or name == "delivery" else _JUST_NOW
    elif (draft.lone and name in ("arrive", "deliver", "buy", "sell", "donate", "receive")) or (
        parties and (name in ("deliver", "buy", "sell", "donate") or (draft.them and name == "receive"))
    ):
        reach = _JUST_NOW
    else:
        return None
    rivals = bool(draft.acts & {"talks", "offer"}) and bool(draft.suppliers) and not draft.recipients
    free = rivals or draft.them or ((draft.listed or name == "clients") and not draft.suppliers)
    given = name in ("offer", "deliver", "sell", "donate") and draft.lone and not draft.suppliers
    free = free or (given and bool(draft.recipients))
    reach = _LONG_AGO if rivals or (given and draft.recipients) else reach
    near = [t for t in memory.near(draft.sentence, reach) if _fits(draft, t) or free]
    if memory.main is not None and reach == _LONG_AGO and (free or _fits(draft, memory.main)):
        near.append(memory.main)
    if rivals:
        near = [t for t in near if not codes(draft.suppliers) & codes(t.recipients)]
    return next((t for t in near if t.topic), near[0] if near else None)


def _resolved(item: Unit, draft: Draft, memory: Memory) -> Unit:
    """The thing told before that a noun means, with the noun's own place and number; else the item itself."""
    if not item.generic:
        return item
    such = item.start in draft.such
    near = [t for t in memory.recent(draft.sentence) if t.idle or such or _fits(draft, t)]
    pointing = item.name in POINTERS or such
    if pointing and memory.main is not None and (such or _fits(draft, memory.main)):
        near.append(memory.main)
    beside = {i.name for i in draft.items if not i.generic and i.count is not None and item.count is not None}
    named = [
        known
        for told in near
        if told.idle or not item.origin or item.origin in codes(told.suppliers) | codes(told.recipients)
        for known in told.items
        if not known.generic
        and known.name not in beside
        and meant(item, known)
        and not (len(draft.items) > 1 and _exceeds(item, known))
    ]
    if named:
        # of a "Schützenpanzer Lynx" and a "Bergepanzer Büffel" the one that was called so
        known = next((k for k in named if item.name in k.nouns), named[0])
        return replace(
            known,
            start=item.start,
            end=item.end,
            count=item.count,
            origin=item.origin,
            origin_span=item.origin_span,
        )
    if item.name in POINTERS or such:
        for told in near:
            if told.topic and not told.idle and (such or meant(item, told.items[0])):
                return replace(told.items[0], start=item.start, end=item.end, count=item.count)
    return item


def _exceeds(item: Unit, known: Unit) -> bool:
    """Whether there are more of a thing than of the one told before: it is another batch."""
    if item.count is None or known.count is None or item.count.value is None or known.count.value is None:
        return False
    return item.count.value > known.count.value > 1


def _matches(draft: Draft, told: Told) -> bool:
    lead = draft.items[0]
    return any(same_item(lead, known) or meant(lead, known) or meant(known, lead) for known in told.items)


def _fill_both(draft: Draft, memory: Memory) -> None:
    """Takes both sides from the transfer that the clause goes on about."""
    lead = draft.items[0]
    vague = lead.generic and lead.name in NO_ANAPHOR and lead.count is None
    pointed = (
        draft.includes or draft.listed or draft.unnamed or draft.also or draft.main.kind in ("event", "act")
    )
    if vague and not pointed:
        # "arms" of nobody
        return
    candidates = [*memory.near(draft.sentence)]
    if memory.main is not None:
        candidates.append(memory.main)
    if "recipient" in draft.unnamed and draft.official and draft.main.frame == "take":
        # "the ministry orders tanks", in a text on tanks that its state gave away
        candidates = [t for t in candidates if memory.nation not in codes(t.suppliers)]
        if not candidates:
            return
    for told in candidates:
        if _fits(draft, told) and _matches(draft, told):
            draft.suppliers, draft.recipients = list(told.suppliers), list(told.recipients)
            return
    linked = draft.includes or draft.listed or draft.link == "colon"
    reach = _LONG_AGO if linked else _JUST_NOW
    for told in memory.near(draft.sentence, reach):
        if not _fits(draft, told):
            continue
        if not linked and lead.home and not set(lead.home) & codes(told.suppliers):
            continue
        if told.stage in ("refused", "cancelled") and draft.stage not in ("refused", "cancelled"):
            continue
        draft.suppliers, draft.recipients = list(told.suppliers), list(told.recipients)
        return
    main = memory.main
    alone = all(t.pair == main.pair for t in memory.told if not t.idle) if main is not None else False
    if main is None or main not in candidates or not ("recipient" in draft.unnamed or alone):
        return
    if set(lead.home) & codes(main.suppliers) and _fits(draft, main):
        # "the navy received three Seahawks", of the makers that the text is about
        draft.suppliers, draft.recipients = list(main.suppliers), list(main.recipients)


def _fill_recipient(draft: Draft, memory: Memory) -> None:
    own = codes(draft.suppliers)
    candidates = [*memory.near(draft.sentence)]
    if memory.main is not None:
        candidates.append(memory.main)
    for told in candidates:
        if _fits(draft, told) and _matches(draft, told) and codes(told.recipients) - own:
            draft.recipients = [p for p in told.recipients if p.code not in own]
            return
    if draft.others:
        return
    aided = memory.main is not None and (memory.main.gift or "UA" in codes(memory.main.recipients))
    if (
        memory.main is not None
        and draft.main.frame == "give"
        and draft.main.kind == "verb"
        and (aided or draft.such or _matches(draft, memory.main))
        and not codes(memory.main.recipients) & own
    ):
        draft.recipients = list(memory.main.recipients)
        return
    takes = draft.main.frame in ("take", "arrive") or "recipient" in draft.unnamed
    reach = _LONG_AGO if takes or draft.includes else _JUST_NOW
    for told in candidates:
        if draft.sentence - told.sentence > reach:
            continue
        if takes or _fits(draft, told) or draft.main.frame == "give":
            draft.recipients = [p for p in told.recipients if p.code not in own]
            if draft.recipients:
                return
    buyers = {t.pair[1] for t in memory.told if not t.idle and t.recipients}
    if memory.main is not None and len(buyers) == 1 and draft.main.frame in ("give", "arrive"):
        # the only one that the text tells to receive anything
        draft.recipients = [p for p in memory.main.recipients if p.code not in own]
        if draft.recipients:
            return
    if "recipient" in draft.unnamed:
        # "the air force received": that of the state which the text speaks of most
        home = {h for i in draft.items for h in i.home}
        draft.recipients = [p for p in memory.around if p.kind == "state" and p.code not in own | home][:1]


def _fill_supplier(draft: Draft, memory: Memory) -> None:
    lead = draft.items[0]
    own = codes(draft.recipients)
    home = next((i.home for i in draft.items if i.home), ())
    candidates = [*memory.near(draft.sentence, 99)]
    if memory.main is not None:
        candidates.append(memory.main)
    candidates = [
        t
        for t in candidates
        if codes(t.suppliers)
        and not codes(t.suppliers) & own
        and (t.stage not in ("refused", "cancelled", "interest", "offered") or _matches(draft, t))
    ]
    same = [t for t in candidates if own <= codes(t.recipients)]
    linked = draft.includes or draft.listed or draft.link == "colon"
    for told in same:
        if _matches(draft, told) or (linked and draft.sentence - told.sentence <= _LONG_AGO):
            draft.suppliers = list(told.suppliers)
            return
    if home and own & set(home):
        return
    takes = draft.main.frame in ("take", "deal") or draft.stage in ("approved", "requested", "ordered")
    aid = draft.stage == "delivered" and "UA" in own
    for told in same:
        if not home or set(home) & codes(told.suppliers) or told.gift or (aid and not takes):
            draft.suppliers = list(told.suppliers)
            return
    for told in candidates:
        if _matches(draft, told):
            draft.suppliers = list(told.suppliers)
            return
    if len(home) == 1 and not aid:
        draft.suppliers = [Party(home[0], lead.spans[:1], "state", "home")]


def _settle_others(draft: Draft, memory: Memory) -> None:
    """Parties of a deal: the one whose goods they are supplies."""
    if not draft.others:
        return
    homes = {h for i in draft.items for h in i.home} | {i.origin for i in draft.items if i.origin}
    for party in list(draft.others):
        if party.kind == "maker" or (party.code in homes and not draft.suppliers):
            draft.suppliers.append(party)
            draft.others.remove(party)
    if len(draft.recipients) == 1 and len(draft.others) == 1 and not draft.suppliers:
        buyer, other = draft.recipients[0], draft.others[0]
        if buyer.code in homes and other.code not in homes and buyer.how == "subject":
            # "Lecornu announced a contract with Yerevan for the purchase": the goods are his.
            draft.suppliers, draft.recipients, draft.others = [buyer], [other], []
            return
    if not draft.suppliers and not draft.recipients:
        for told in (*memory.near(draft.sentence, 99), *([memory.main] if memory.main is not None else [])):
            sides = codes(told.suppliers), codes(told.recipients)
            if codes(draft.others) <= sides[0] | sides[1]:
                for party in draft.others:
                    put(draft.suppliers if party.code in sides[0] else draft.recipients, party)
                draft.others = []
                return
    if (
        draft.main.frame == "take"
        and len(draft.others) == 1
        and draft.others[0].how != "subject"
        and not draft.suppliers
        and not draft.recipients
        and not (memory.main is not None and draft.others[0].code in codes(memory.main.recipients))
    ):
        # "a contract with Belarus on the purchase of aircraft"
        draft.suppliers, draft.others = draft.others, []
        return
    rest = [p for p in draft.others if p.code not in codes(draft.suppliers)]
    if len(rest) == 2 and not draft.suppliers and not draft.recipients and not homes:
        rank = {c: n for n, c in enumerate(EXPORTERS)}
        rest.sort(key=lambda p: rank.get(p.code, len(rank)))
        if rank.get(rest[0].code, 99) < 12:
            draft.suppliers, draft.recipients, draft.others = rest[:1], rest[1:], []
            return
    if draft.suppliers and not draft.recipients:
        draft.recipients, draft.others = rest, []
    elif draft.recipients and not draft.suppliers:
        rest = [p for p in rest if p.code not in codes(draft.recipients)]
        if len(rest) == 1:
            draft.suppliers, draft.others = rest, []
    elif not draft.recipients and not draft.suppliers and homes and len(rest) == 1:
        draft.recipients, draft.others = rest, []
