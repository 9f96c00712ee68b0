"""What a chain of triggers says happened: the stage, and whether it is asserted, planned, alleged or denied.

Enters: a Chain with its cast. Leaves: a Stage, or None where the words speak of no transfer. The governing word decides
("approved Kosovo's request to buy": approved); an order of words that the grammar does not name decides nothing.
"""

from __future__ import annotations

from dataclasses import dataclass

from ..model import Span
from .clauses import Chain, Link
from .grammar import Grammar
from .roles import Cast
from .units import Unit

DEALS = frozenset({"deal", "contract", "order"})
CARRIED = DEALS | {"request", "approval", "offer", "notification", "cancel", "refuse"}
"""Nouns that are sent, received or handed over themselves: "has received Kosovo's request"."""


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


def read_stage(units: list[Unit], chain: Chain, cast: Cast, grammar: Grammar) -> Stage | None:
    """The stage that a chain says, None where it says nothing of a transfer."""
    order = sorted(chain.links, key=lambda k: k.at)
    stage = Stage()
    ids = {k.trigger.id for k in order}
    noun_stage: Link | None = None
    decided: Link | None = None
    for n, link in enumerate(chain.links):
        trigger = link.trigger
        if link.possible and trigger.kind == "verb" and decided is None and trigger.frame in ("give", "take"):
            at = next(
                n for n in range(link.phrase_start, link.at) if units[n].low in grammar.words["possible"]
            )
            stage.name, stage.spans = "interest", (_span(units, at),)
            decided = link
            break
        if trigger.id in ("refuse", "cancel") and trigger.kind == "verb" and _is_power(units, link):
            # "Congress can block the sale"
            return None
        if trigger.needs == "legislature" and not cast.legislature:
            continue
        if trigger.id == "decide" and any(k.trigger.frame == "give" for k in order):
            # Who decides to sell or deliver has cleared it.
            stage.name, stage.spans = "approved", (_span(units, link.at),)
            decided = link
            break
        if trigger.id == "give" and "approval" in ids:
            continue
        if trigger.needs == "approval":
            if "approval" not in ids:
                return None
            continue
        if trigger.modality and not stage.modality:
            stage.modality = trigger.modality
            stage.modality_spans = (_span(units, link.at),)
            continue
        if trigger.needs == "deal":
            if units[link.at].low in ("won", "win", "wins", "winning") and "talks" in ids:
                stage.name, stage.spans = "ordered", (_span(units, link.at),)
                decided = link
                break
            if not ids & DEALS:
                before = units[max(0, link.phrase_start - 2) : link.phrase_start]
                if link.passive and any(u.low in ("it", "which") for u in before):
                    # "It was signed after talks in Dubai."
                    stage.name, stage.spans, decided = "agreed", (_span(units, link.at),), link
                    break
                continue
            deal = next(k for k in order if k.trigger.id in DEALS)
            stage.name = "ordered" if deal.trigger.id in ("contract", "order") else "agreed"
            stage.spans = (_span(units, link.at), _span(units, deal.at))
            decided = link
            break
        if trigger.id == "refuse" and units[link.at].low.startswith(("deny", "deni")):
            nxt = next((k for k in order if k.at > link.at), None)
            if nxt is not None and nxt.trigger.kind == "verb":
                # "Israel denied selling drones": that it happened is denied.
                stage.modality, stage.modality_spans = "denied", (_span(units, link.at),)
                continue
        if trigger.frame in ("act", "ask") or trigger.lifts:
            if trigger.stage:
                decided = link
                break
            continue
        if trigger.kind == "verb":
            nxt = next((k for k in order if k.at > link.at), None)
            if link.passive or (nxt is None and link.finite):
                # "The request has been sent": the noun stands before.
                nxt = next((k for k in reversed(order) if k.at < link.at and k.trigger.kind == "noun"), nxt)
            if nxt is not None and nxt.trigger.kind == "noun" and nxt.trigger.id in CARRIED:
                if trigger.id == "deliver" and cast.legislature:
                    stage.name, stage.spans = "notified", (_span(units, link.at),)
                    decided = link
                    break
                continue
            if (
                noun_stage is not None
                and noun_stage.trigger.stage
                and not link.finite
                and not noun_stage.trigger.weak
            ):
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
            stage.spans = (_span(units, decided.at),)
        elif decided.trigger.bare and _is_done(units, decided.at, chain, cast, grammar):
            stage.name, stage.spans = decided.trigger.bare, (_span(units, decided.at),)
    stage.at = decided.at
    stage.case = next((k.trigger.case for k in order if k.trigger.case), "")
    lead = chain.links[0] if verb is None else verb
    if lead.negated or governing.negated:
        stage.modality, stage.modality_spans = "denied", (_span(units, lead.at),)
    elif lead.hearsay or governing.hearsay:
        stage.modality, stage.modality_spans = "alleged", (_span(units, lead.at),)
    elif not stage.modality and (lead.future or governing.future):
        at = next(
            (n for n in range(lead.phrase_start, lead.at) if units[n].low in grammar.words["future"]), lead.at
        )
        stage.modality, stage.modality_spans = "planned", (_span(units, at),)
    elif (
        not stage.modality
        and lead is chain.links[0]
        and lead.infinitive
        and not lead.finite
        and not _is_ranked(units, lead, grammar)
    ):
        at = lead.phrase_start
        stage.modality, stage.modality_spans = "planned", (_span(units, at),)
    if stage.name == "interest":
        stage.modality, stage.modality_spans = "", ()
    if (
        decided.trigger.kind == "noun"
        and decided.trigger.weak
        and not stage.modality
        and len(chain.links) == 1
    ):
        stage.name, stage.spans = "", ()
    return stage


def _is_power(units: list[Unit], link: Link) -> bool:
    """Whether a verb is only within somebody's power."""
    before = {u.low for u in units[max(0, link.phrase_start - 3) : link.at]}
    return link.possible or bool(
        link.infinitive and before & {"authority", "power", "powers", "right", "able", "chance"}
    )


def _is_ranked(units: list[Unit], link: Link, grammar: Grammar) -> bool:
    """ "the first NATO member to receive": who did it, not who will."""
    return any(
        u.low in grammar.words["ordinals"] for u in units[max(0, link.phrase_start - 7) : link.phrase_start]
    )


def _is_done(units: list[Unit], at: int, chain: Chain, cast: Cast, grammar: Grammar) -> bool:
    """Whether a bare "purchase" is one that was made: told with who buys or sells, and with no word of a plan."""
    if _is_tentative(units, at, grammar) or not (cast.recipients or cast.suppliers):
        return False
    words = grammar.words
    return not any(
        u.low in words["tentative"] or u.low in words["lying_ahead"] or u.low in words["possible"]
        for u in units[chain.clause.start : chain.clause.end]
    )


def _is_tentative(units: list[Unit], at: int, grammar: Grammar) -> bool:
    """ "a possible purchase", "the planned acquisition"."""
    return any(u.low in grammar.words["tentative"] for u in units[max(0, at - 4) : at])


def _span(units: list[Unit], at: int) -> Span:
    return (units[at].start, units[at].end)
