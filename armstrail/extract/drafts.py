"""A transfer under construction, and how what its clause leaves out is filled in.

Enters: a Draft (a chain with its cast and stage) and the Memory of what was told before. Leaves: whether it can be told
as a claim. Supplier and recipient come from the words, from the maker or origin that they name, from the transfer that
they point back to; where that does not settle them there is no claim.
"""

from __future__ import annotations

from dataclasses import dataclass

from ..model import Claim
from ..values import Money
from .clauses import Chain, Link
from .grammar import Grammar
from .page import Sentence
from .roles import Cast, Role
from .stages import Stage
from .told import Memory, Told, same_kind
from .units import Item, Unit

VAGUE_DEALS = frozenset({"military", "cooperation", "security", "trade", "peace", "partnership", "nuclear"})
"""Kinds of agreement that are not the sale told before, whatever they follow."""
OTHERS = frozenset({"another", "other", "separate", "similar", "previous", "earlier", "additional"})
PASSED_ON = frozenset(
    {"used", "second-hand", "secondhand", "surplus", "donated", "aid", "former", "formerly", "ex", "stocks"}
    | {"overhauled", "retired", "decommissioned", "gift", "donation", "older", "inventory", "refurbished"}
)
POINTING_NOUNS = frozenset(
    {"request", "sale", "package", "offer", "purchase", "deal", "contract", "order", "export", "delivery"}
)
SERVICES = frozenset(
    {
        "support",
        "license",
        "licenses",
        "licence",
        "licences",
        "training",
        "service",
        "services",
        "maintenance",
        "spare",
        "spares",
        "part",
        "parts",
        "accessory",
        "accessories",
    }
    | {"assistance", "upgrade", "upgrades", "technology", "logistics"}
)
FILLERS = frozenset(
    {
        "arms",
        "weapons",
        "weaponry",
        "hardware",
        "equipment",
        "support",
        "training",
        "spare part",
        "service",
        "related equipment",
        "accessory",
        "spare",
    }
)


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


@dataclass(slots=True)
class Context:
    """What completing a draft may look at beside the memory."""

    grammar: Grammar
    claims: list[Claim]


def complete(draft: Draft, index: int, memory: Memory, context: Context) -> bool:
    """Fills supplier and recipient from maker, origin and what was told; False where too little stands there."""
    cast = draft.cast
    order = sorted(draft.chain.links, key=lambda k: k.at)
    cast.items = without_fillers([u for u in cast.items if u.item is None or not u.item.owned])
    items = [u.item for u in cast.items if u.item is not None]
    lead = items[0] if items else None
    told = memory.recall(index, 12)
    clause = draft.chain.clause
    if any(u.low in context.grammar.words["indefinite"] for u in draft.units[clause.start : clause.end]):
        # "Many other countries are interested": theirs is not what was told of one state.
        told = None
    definite = any(
        k.trigger.kind == "noun" and is_definite(draft.units, k.at, context.grammar) for k in order
    ) or any(i.definite and not i.counted for i in items)
    if (
        not cast.suppliers
        and lead is not None
        and lead.origin_span is not None
        and all(r.code != lead.origin for r in cast.recipients)
    ):
        cast.suppliers = [Role(lead.origin, (lead.origin_span,), "origin")]
    _settle_others(cast, told if definite else None)
    if told is not None and told.supplier is not None and lead is not None and len(cast.others) == 1:
        # "It follows a contract with the Emirates for such missiles": the same maker sells again.
        again = told.supplier.code in lead.home.split(";") or (
            told.item is not None and same_kind(lead, told.item)
        )
        if again and not cast.suppliers and not cast.recipients and cast.others[0].code != told.supplier.code:
            cast.suppliers = [Role(told.supplier.code, told.supplier.spans, "inherited", told.supplier.kind)]
            cast.recipients = cast.others[:1]
    cast.suppliers = [r for r in cast.suppliers if r.code]
    cast.recipients = [r for r in cast.recipients if r.code]
    if not _settle_makers(cast, lead):
        return False
    codes = {r.code for r in cast.suppliers}
    if len(cast.recipients) > 1 or cast.suppliers:
        cast.recipients = [r for r in cast.recipients if r.code not in codes]
    if (
        told is not None
        and cast.suppliers
        and told.supplier is not None
        and cast.suppliers[0].code != told.supplier.code
    ):
        told = None
    if not items and not (
        _point_back(index, draft, told, definite)
        or _point_back(index, draft, memory.lead, definite, far=True)
    ):
        return False
    if (
        not cast.recipients
        and lead is not None
        and cast.suppliers
        and cast.suppliers[0].how in ("stated", "maker")
        and memory.actor is not None
    ):
        # "Among them is the purchase of 18 jets from …": whose list it is stood as subject before.
        actor = memory.actor
        if (
            "take" in {k.trigger.frame for k in order}
            and (lead.counted or lead.known)
            and actor.code
            and actor.code != cast.suppliers[0].code
            and actor.role in ("state", "institution", "body", "person")
        ):
            cast.recipients = [Role(actor.code, (actor.span,), "anaphor", actor.role)]
    if (
        not cast.recipients
        and lead is not None
        and lead.counted
        and cast.suppliers
        and cast.suppliers[0].how in ("stated", "maker")
    ):
        focus = memory.focus(context.claims)
        if focus is not None and focus.code != cast.suppliers[0].code and not cast.others:
            cast.recipients = [focus]
    if (
        not cast.recipients
        and lead is not None
        and lead.known
        and draft.stage.name == "offered"
        and told is None
    ):
        # "Sweden had offered Gripens": to whom all the report is about.
        focus = memory.focus(context.claims)
        if focus is not None and focus.code not in codes:
            cast.recipients = [focus]
    if not cast.recipients and lead is not None and lead.known in memory.deals and not cast.others:
        # "The first 28 Abrams came in January": whose they are was told with them before.
        cast.recipients = [
            Role(r.code, r.spans, "inherited", r.kind)
            for r in memory.deals[lead.known]
            if r.code not in codes
        ]
    if told is not None:
        _fill_from_told(draft, told, definite, index - told.sentence)
    if memory.lead is not None and memory.lead is not told:
        _fill_from_told(draft, memory.lead, definite=False, gap=index - memory.lead.sentence)
    if not cast.recipients:
        return False
    if not cast.suppliers and lead is not None and lead.known and lead.home and ";" not in lead.home:
        frames = {k.trigger.frame for k in order}
        stage = draft.stage.name
        if (
            (frames & {"take", "deal"} and stage not in ("delivered", ""))
            or stage in ("approved", "notified", "requested", "interest")
            or (stage == "delivered" and not _is_passed_on(draft))
        ):
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
        stated = (
            cast.suppliers
            and cast.suppliers[0].how in ("stated", "maker")
            and cast.recipients[0].how == "stated"
        )
        if not stated or lead is None or lead.definite:
            return False
    cast.recipients = [r for r in cast.recipients if r.code != supplier]
    if not cast.recipients:
        return False
    taken = all(r.how == "inherited" for r in (*cast.suppliers[:1], *cast.recipients))
    if taken and lead is not None and lead.generic and not lead.counted:
        # "The weapons were ordered in May": which, and whose, would both be taken from elsewhere.
        return False
    if not supplier:
        # Without a supplier it may be a purchase at home: only another state's goods, delivered, will do.
        if lead is None or not lead.home or draft.stage.name != "delivered":
            return False
        if any(r.code in lead.home.split(";") for r in cast.recipients):
            return False
    return True


def _fill_from_told(draft: Draft, told: Told, definite: bool, gap: int) -> None:
    """Takes the party that a clause leaves out from the transfer told before, where the rest of it agrees."""
    cast = draft.cast
    lead = next((u.item for u in cast.items if u.item is not None), None)
    codes = {r.code for r in cast.suppliers}
    receives = {r.code for r in told.recipients}
    same = lead is not None and told.item is not None and bool(lead.known) and lead.known == told.item.known
    near = gap <= 4 and lead is not None and _may_be_of(lead, told)
    if not cast.recipients and not receives & codes:
        supplied = bool(codes) and told.supplier is not None and told.supplier.code in codes
        if definite or lead is None or same or (supplied and near):
            cast.recipients = [Role(r.code, r.spans, "inherited", r.kind) for r in told.recipients]
            draft.inherited = True
    if cast.suppliers or told.supplier is None or not {r.code for r in cast.recipients} & receives:
        return
    subject = cast.subject
    own = subject is not None and subject.code not in receives
    if lead is None or same or definite or (near and not own):
        cast.suppliers = [Role(told.supplier.code, told.supplier.spans, "inherited", told.supplier.kind)]
        draft.inherited = True


def _may_be_of(lead: Item, told: Told) -> bool:
    """Whether goods may come from the supplier told before: it makes them, or nothing says who does."""
    if told.supplier is None:
        return False
    return told.supplier.code in lead.home.split(";") if lead.home else not lead.origin


def _point_back(index: int, draft: Draft, told: Told | None, definite: bool, *, far: bool = False) -> bool:
    """Whether a chain without an item speaks of the transfer told before ("the deal was signed in May")."""
    cast, order = draft.cast, draft.chain.links
    ids = {k.trigger.id for k in order}
    if told is None or not draft.stage.name or (index - told.sentence > 8 and not far):
        return False
    if (
        "delivery" in ids
        and not cast.recipients
        and not cast.suppliers
        and any(k.trigger.id == "begin" for k in order)
    ):
        # "Deliveries began in May."
        definite = True
    alone = not cast.recipients and not cast.suppliers and not cast.others and index - told.sentence <= 3
    if alone and ids & {"sign", "approve"} and ids & {"deal", "contract"} and not _is_another(draft):
        # "A contract was signed on Monday.": in a report on one sale it is that sale's.
        definite = True
    pronoun = cast.pronoun or any(
        ((k.passive and k.trigger.frame == "give") or k.trigger.frame == "arrive")
        and _has_pronoun(draft.units, k)
        for k in order
    )
    several = len(cast.recipients) > 1 and any(k.trigger.stage or k.trigger.bare for k in order)
    owned = bool(cast.recipients) and "request" in ids
    governed = draft.chain.links[0].trigger.kind == "verb" or bool(draft.stage.modality)
    talking = any(draft.units[k.at].low in ("talks", "negotiations", "discussions") for k in order)
    elsewhere = bool(cast.recipients and talking and told.item is not None and told.item.known)
    points = (definite and ids & POINTING_NOUNS) or pronoun or owned
    if not ((governed and points) or several or elsewhere):
        return False
    known = {r.code for r in told.recipients} | ({told.supplier.code} if told.supplier is not None else set())
    stated = {r.code for r in (*cast.recipients, *cast.suppliers, *cast.others)}
    elsewhere = elsewhere or bool(
        cast.pronoun and cast.recipients and told.item is not None and told.item.known
    )
    if stated - known and not several and not (elsewhere and not {r.code for r in cast.suppliers} - known):
        return False
    if any(k.trigger.id == "deal" and draft.units[k.at - 1].low in VAGUE_DEALS for k in order if k.at):
        return False
    if "request" not in ids:
        draft.fallback = told.item
    if not cast.suppliers and told.supplier is not None:
        cast.suppliers = [Role(told.supplier.code, told.supplier.spans, "inherited", told.supplier.kind)]
    cast.recipients = [r for r in cast.recipients if not cast.suppliers or r.code != cast.suppliers[0].code]
    if not cast.recipients:
        cast.recipients = [Role(r.code, r.spans, "inherited", r.kind) for r in told.recipients]
    return True


def _is_passed_on(draft: Draft) -> bool:
    """Whether goods may come from another than their maker: aid, or used goods."""
    return any(u.low in PASSED_ON for u in draft.units) or any(r.code == "UA" for r in draft.cast.recipients)


def _is_another(draft: Draft) -> bool:
    """Whether the clause speaks of another deal than the one told."""
    return any(u.low in OTHERS for u in draft.units)


def _has_pronoun(units: list[Unit], link: Link) -> bool:
    """Whether "they", "them" or "it" stands as the subject of a passive."""
    return any(
        u.low in ("they", "them", "it", "these", "which")
        for u in units[max(0, link.phrase_start - 4) : link.phrase_start]
    )


def is_definite(units: list[Unit], at: int, grammar: Grammar) -> bool:
    """Whether a noun stands under "the", "this", "its"."""
    j = at - 1
    while (
        j >= 0
        and units[j].kind in ("word", "item", "money", "count")
        and units[j].low not in grammar.words["definite"]
        and at - j < 5
    ):
        j -= 1
    return j >= 0 and units[j].low in grammar.words["definite"]


def _settle_makers(cast: Cast, lead: Item | None) -> bool:
    """Gives a maker of several states the one that makes the thing; False where a buyer is among its states."""
    for role in [*cast.suppliers, *cast.recipients]:
        states = role.code.split(";")
        if len(states) == 1:
            continue
        if any(r.code in states for r in (*cast.recipients, *cast.suppliers) if r is not role):
            return False
        home = lead.home if lead is not None and ";" not in lead.home else ""
        role.code = home if home in states else ""
    cast.suppliers = [r for r in cast.suppliers if r.code]
    cast.recipients = [r for r in cast.recipients if r.code]
    return True


def _settle_others(cast: Cast, told: Told | None) -> None:
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
        if role.kind == "maker" or (role.code in home and not cast.suppliers):
            _put(cast.suppliers, role)
        else:
            continue
        cast.others.remove(role)
    if cast.suppliers and not cast.recipients:
        codes = {r.code for r in cast.suppliers}
        for role in cast.others:
            if role.code not in codes:
                _put(cast.recipients, role)
    elif not cast.suppliers and not cast.recipients and home and len(cast.others) == 1:
        _put(cast.recipients, cast.others[0])
    elif cast.recipients and not cast.suppliers:
        codes = {r.code for r in cast.recipients}
        rest = [r for r in cast.others if r.code not in codes]
        if len(rest) == 1:
            _put(cast.suppliers, rest[0])


def _put(roles: list[Role], role: Role) -> None:
    if all(r.code != role.code for r in roles):
        roles.append(role)


def without_fillers(units: list[Unit]) -> list[Unit]:
    """The items without "related equipment" and the like, where something more telling stands beside them."""
    telling = [u for u in units if u.item is not None and not _is_filler(u.item)]
    if not telling:
        # Training or support alone is no transfer of arms.
        telling = [u for u in units if u.item is not None and u.item.name.split()[-1].lower() not in SERVICES]
    return [
        u for n, u in enumerate(telling)
        if u.item is None or u.item.counted or not u.item.generic or not u.heads_list or n + 1 >= len(telling)
    ]  # fmt: skip


def _is_filler(item: Item) -> bool:
    return not item.counted and item.generic and (item.vague or item.name.split()[-1].lower() in FILLERS)
