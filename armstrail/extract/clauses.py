"""Clauses of a sentence, and the chains of triggers in them.

Enters: the units of one sentence. Leaves: Clauses (where each begins and ends, what opens it, what its subject is
looked for in) and, for each, its Chains: triggers that speak of one event, the governing one first ("approved" →
"sale", "signed" → "contract" → "buy"). It has no parser behind it: a verb that the grammar does not name is not seen.
"""

from __future__ import annotations

from dataclasses import dataclass, field

from .grammar import Grammar, Trigger
from .units import Unit


@dataclass(slots=True)
class Clause:
    """Units ``start`` to ``end`` of a sentence. ``opener`` is the word or mark that begins it, "" for the first."""

    start: int
    end: int
    opener: str = ""
    before: int = -1
    """Unit from which a subject is looked for leftward where the clause goes on about one told before it; -1: none."""


@dataclass(slots=True)
class Link:
    """One trigger of a chain, read in its place: which meaning, and the form of its verb phrase."""

    at: int
    trigger: Trigger
    finite: bool = False
    passive: bool = False
    infinitive: bool = False
    gerund: bool = False
    future: bool = False
    possible: bool = False
    negated: bool = False
    hearsay: bool = False
    phrase_start: int = 0
    """First unit of the verb phrase (its auxiliaries)."""


@dataclass(slots=True)
class Chain:
    """Triggers of one event in a clause."""

    clause: Clause
    links: list[Link] = field(default_factory=list)
    also: Clause | None = None
    """The relative clause whose verb governs the chain: "the contract, which Poland signed in May"."""

    @property
    def start(self) -> int:
        return self.links[0].phrase_start

    @property
    def end(self) -> int:
        return self.links[-1].at


AFTER_PARTICIPLE = frozenset(
    {
        "by",
        "from",
        "to",
        "in",
        "for",
        "under",
        "last",
        "between",
        "with",
        "on",
        "at",
        "during",
        "after",
        "earlier",
        "this",
        "",
    }
)
"""What follows a participle that stands after its noun: "an agreement signed between", "missiles ordered by"."""
_DASHES = frozenset("—–;:")


def find_clauses(units: list[Unit], grammar: Grammar) -> list[Clause]:
    """The clauses of a sentence, in order; together they hold every unit."""
    words = grammar.words
    clauses = [Clause(0, 0)]
    main_before = -1
    for i, unit in enumerate(units):
        current = clauses[-1]
        opener = ""
        before = -1
        low = unit.low
        if unit.kind == "mark" and low in _DASHES and i:
            opener = low
        elif (
            unit.kind == "mark"
            and low == ","
            and current.opener in words["relatives"] | {"ving"}
            and _verb_follows(units, i + 1, grammar)
        ):
            opener, before = "resume", main_before
        elif unit.kind == "word" and low in words["subordinators"] and not _is_plain(units, i, grammar):
            opener = low
            if low in words["relatives"]:
                before = i - 1
                if current.opener not in words["relatives"]:
                    main_before = i - 1
        elif low in ("and", "but", "or", ",") and i + 1 < len(units):
            if low != "," and _verb_follows(units, i + 1, grammar):
                opener, before = "coordinate", i - 1
            elif not any(
                u.kind == "verb" or u.low in words["be"] or u.low in words["have"]
                for u in units[current.start : i]
            ):
                # "In 2015, Egypt received": what stands before is no clause of its own.
                pass
            elif (i == 0 or units[i - 1].kind != "party") and _party_and_verb_follow(units, i + 1, grammar):
                opener = "and"
        if opener and i > current.start:
            current.end = i
            clauses.append(Clause(i, i, opener, before))
        elif opener:
            current.opener, current.before = opener, before
    clauses[-1].end = len(units)
    return clauses


def _is_plain(units: list[Unit], i: int, grammar: Grammar) -> bool:
    """Whether a word that can open a clause does not do so here."""
    low = units[i].low
    after = units[i + 1].low if i + 1 < len(units) else ""
    before = units[i - 1].low if i else ""
    if low == "as":
        return after in ("part", "well", "many", "much", "of", "a", "an") or before in (
            "such",
            "well",
            "much",
            "many",
        )
    if low == "that":
        return after in ("of",) or before in ("of", "in", "to")
    if low in ("following", "given", "once", "before", "since"):
        return before in ("the", "a", "as", "is", "was", "were", "has", "have", "ever")
    return False


def _verb_follows(units: list[Unit], i: int, grammar: Grammar) -> bool:
    """Whether a finite verb phrase begins at unit i (auxiliary or finite trigger), adverbs passed over."""
    words = grammar.words
    while i < len(units) and (
        units[i].kind == "date" or (units[i].kind == "word" and units[i].low in words["adverbs"])
    ):
        i += 1
    if i >= len(units):
        return False
    unit = units[i]
    if (
        unit.low in words["be"]
        or unit.low in words["have"]
        or unit.low
        in (
            "will",
            "would",
            "may",
            "might",
            "could",
            "did",
            "does",
            "do",
            "said",
            "says",
            "includes",
            "include",
            "comprises",
            "covers",
        )
    ):
        return True
    return (
        any(t.kind == "verb" and t.form in ("past", "past-or-participle", "third") for t in unit.triggers)
        and unit.kind == "verb"
    )


def _party_and_verb_follow(units: list[Unit], i: int, grammar: Grammar) -> bool:
    while i < len(units) and units[i].low in grammar.words["determiners"]:
        i += 1
    if i + 1 >= len(units) or units[i].kind != "party":
        return False
    party = units[i].party
    if party is None or party.possessive or party.adjective:
        return False
    return _verb_follows(units, i + 1, grammar)


def find_chains(units: list[Unit], clause: Clause, grammar: Grammar) -> list[Chain]:
    """The chains of a clause, in order."""
    chains: list[Chain] = []
    item_since = False
    blocked = False
    for i in range(clause.start, clause.end):
        unit = units[i]
        if unit.kind == "item":
            item_since = True
        elif unit.kind in ("verb", "noun"):
            link = _read_link(units, i, clause, grammar)
            if link is None:
                continue
            last = chains[-1] if chains else None
            own = compound_item(units, i, clause.start, grammar) if link.trigger.kind == "noun" else -1
            if own >= 0 and last is not None:
                # "approves possible Javelin sale": the item is the noun's own.
                item_since = any(u.kind == "item" for u in units[last.links[-1].at + 1 : own])
            if last is not None and not blocked and _continues(last, link, item_since, units):
                last.links.append(link)
            else:
                chains.append(Chain(clause, [link]))
            item_since = False
            blocked = False
        elif unit.kind == "mark" and unit.low in "()":
            blocked = True
    for chain in chains:
        _put_governor_first(chain)
    return chains


def compound_item(units: list[Unit], at: int, start: int, grammar: Grammar) -> int:
    """The item that a noun trigger takes as its own ("S-400 defence deal"), or -1."""
    i = at - 1
    while (
        i >= start
        and at - i < 4
        and units[i].kind in ("word", "noun", "verb")
        and units[i].low in grammar.items["compounds"]
    ):
        i -= 1
    return i if i >= start and units[i].kind == "item" else -1


def join_relatives(chains: list[Chain], units: list[Unit], grammar: Grammar) -> list[Chain]:
    """Chains with a relative clause's governing verb taken to the noun before it: "the contract, which … signed"."""
    joined: list[Chain] = []
    for chain in chains:
        before = joined[-1] if joined else None
        if (
            before is not None
            and chain.clause.opener in grammar.words["relatives"]
            and before.clause.end == chain.clause.start
            and len(chain.links) == 1
            and chain.links[0].trigger.frame == "act"
            and chain.links[0].trigger.kind == "verb"
            and all(k.trigger.kind == "noun" for k in before.links)
            and not any(u.kind == "item" for u in units[chain.links[0].at : chain.clause.end])
        ):
            before.links.insert(0, chain.links[0])
            before.also = chain.clause
        else:
            joined.append(chain)
    return joined


def _continues(chain: Chain, link: Link, item_since: bool, units: list[Unit]) -> bool:
    last = chain.links[-1]
    between = _without_lists(units[last.at + 1 : link.phrase_start])
    nominal = chain.links[0].trigger.kind == "noun" and all(
        k.trigger.kind == "noun" or k.infinitive or k.gerund for k in chain.links
    )
    if (
        nominal
        and link.trigger.kind == "verb"
        and link.finite
        and (link.passive or link.trigger.frame == "act" or link.trigger.id == "receive")
    ):
        # "The sale of 246 missiles to Kosovo was approved", "a sale of tanks to Poland has won approval":
        # the noun is the subject where no party between them could be.
        return len(between) <= 30 and all(
            u.party is None or u.party.possessive or u.party.adjective or _governed(between, n)
            for n, u in enumerate(between)
        )
    if len(between) > 14:
        return False
    if (
        any(u.low in (",", "and", "or") for u in between)
        and not link.passive
        and not (link.trigger.kind == "noun" and not item_since and last.trigger.frame == "act")
        and not (last.trigger.id == "package" and any(u.low in ("including", "with") for u in between))
    ):
        # "approved and notified", "the sale, delivery and ...": each for itself; a package is spelled out.
        return False
    # "a contract signed in May"
    if last.trigger.kind == "noun" and link.passive and not link.finite:
        return link.trigger.frame == "act" and not item_since
    if (
        item_since
        and link.passive
        and not link.finite
        and {last.trigger.frame, link.trigger.frame} == {"give", "take"}
    ):
        # "will deliver the planes ordered by the Philippines", "received jets supplied by Russia"
        return True
    if item_since:
        return False
    if link.trigger.kind == "verb" and link.finite and not link.infinitive:
        # "Kosovo's request has been sent": a finite active verb after a noun takes it as its subject.
        return last.trigger.kind == "noun" and len(between) <= 6
    return True


def _without_lists(between: list[Unit]) -> list[Unit]:
    """Units without the commas and conjunctions between parties of one list."""

    def joins(n: int) -> bool:
        if between[n].low not in (",", "and") or not 0 < n < len(between) - 1:
            return False
        after = between[n + 1]
        return between[n - 1].kind == "party" and (after.kind == "party" or after.low == "and")

    return [u for n, u in enumerate(between) if not joins(n)]


def _governed(between: list[Unit], n: int) -> bool:
    """Whether the party at n stands under a preposition or in its list."""
    while n > 0 and (
        between[n - 1].kind == "party" or between[n - 1].low in (",", "and", "the", "its", "'s")
    ):
        n -= 1
    return n > 0 and between[n - 1].low in ("to", "of", "for", "from", "by", "with", "in", "between")


def _put_governor_first(chain: Chain) -> None:
    """A passive or active verb whose subject is the chain's noun governs it."""
    for n, link in enumerate(chain.links):
        if (
            n
            and link.trigger.kind == "verb"
            and link.finite
            and not link.infinitive
            and chain.links[0].trigger.kind == "noun"
        ):
            chain.links.insert(0, chain.links.pop(n))
            return


def _read_link(units: list[Unit], i: int, clause: Clause, grammar: Grammar) -> Link | None:
    """The trigger at unit i as its surroundings make it; None where it is no trigger here."""
    unit, words = units[i], grammar.words
    verbs = [t for t in unit.triggers if t.kind == "verb"]
    nouns = [t for t in unit.triggers if t.kind == "noun"]
    # Back over adverbs and auxiliaries to the beginning of the verb phrase.
    j = i - 1
    aux: list[str] = []
    while j >= clause.start and units[j].kind in ("word", "verb"):
        low = units[j].low
        if (
            low in words["adverbs"]
            or low in words["hearsay"]
            or low in words["negation"]
            or (
                low in words["be"]
                or low in words["have"]
                or low in words["future"]
                or low in words["possible"]
                or low in ("do", "does", "did")
            )
        ):
            aux.append(low)
        else:
            break
        j -= 1
    before = units[j] if j >= clause.start else None
    has_be = any(a in words["be"] for a in aux)
    has_have = any(a in words["have"] for a in aux)
    has_modal = any(a in words["future"] or a in words["possible"] for a in aux)
    nominal = (
        before is not None
        and not aux
        and (
            before.low in words["determiners"]
            or before.low
            in ("of", "in", "for", "'s", "possible", "potential", "proposed", "planned", "under", "possible")
            or (
                before.kind == "party"
                and before.party is not None
                and (before.party.possessive or before.party.adjective)
            )
            or before.kind in ("money", "item")
        )
    )
    link = Link(i, unit.triggers[0], phrase_start=j + 1)
    link.negated = any(a in words["negation"] for a in aux)
    link.hearsay = any(a in words["hearsay"] for a in aux)
    if nouns and (nominal or not verbs or not _fits_verb(units, i, clause, aux, verbs[0], words)):
        link.trigger = nouns[0]
        link.phrase_start = i
        return link
    if not verbs:
        return None
    trigger = verbs[0]
    if trigger.id == "approve" and i + 1 < clause.end and units[i + 1].low in ("up", "out", "off", "away"):
        # "cleared up the matter"
        return None
    after = units[i + 1] if i + 1 < clause.end else None
    if after is not None and after.low in grammar.parties["institution"] and not aux:
        # "armed forces"
        return None
    if (
        nominal
        and after is not None
        and (
            after.kind in ("noun", "item", "money")
            or after.low in ("arms", "weapons", "military", "defence", "defense")
        )
        and trigger.form != "base"
        and (trigger.form != "gerund" or (before is not None and before.low in words["determiners"]))
    ):
        # "the proposed sale", "its ordered jets": an adjective here.
        return None
    form = trigger.form
    link.trigger = trigger
    if form in ("base", "past", "past-or-participle", "participle", "third", "gerund"):
        if form == "gerund":
            if nominal and before is not None and before.low in words["determiners"]:
                return None
            link.gerund = True
            link.finite = has_be
            # "is sending ten drones": under way, and not yet there.
            link.future = has_be and trigger.frame == "give"
            return link
        if form == "base":
            if "to" in aux:
                link.infinitive = True
                link.finite = has_be
                link.future = has_be
            elif has_modal or any(a in ("do", "does", "did") for a in aux):
                link.finite = True
            else:
                # A bare present: only after a plural party or in a headline.
                link.finite = before is not None and before.kind == "party"
                if not link.finite:
                    return None
        elif form == "third":
            if nominal:
                return None
            link.finite = True
        else:
            if has_be:
                link.passive, link.finite = form != "past", True
            elif has_have:
                link.finite = True
            elif form == "participle" or (
                form == "past-or-participle"
                and trigger.frame != "arrive"
                and _is_reduced(units, i, before, words)
            ):
                link.passive = True
            else:
                link.finite = True
            if "to" in aux and has_be:
                link.infinitive = True
    link.future = (
        link.future or any(a in ("will", "shall", "'ll", "would") for a in aux) or ("to" in aux and has_be)
    )
    link.possible = any(a in words["possible"] for a in aux)
    return link


def _fits_verb(
    units: list[Unit],
    i: int,
    clause: Clause,
    aux: list[str],
    trigger: Trigger,
    words: dict[str, frozenset[str]],
) -> bool:
    """Whether a form that is a noun too (order, transfer, request, supply) is a verb here."""
    if aux:
        return True
    before = units[i - 1] if i > clause.start else None
    after = units[i + 1] if i + 1 < clause.end else None
    if before is None:
        return False
    if (
        before.kind == "party"
        and before.party is not None
        and not before.party.possessive
        and not before.party.adjective
    ):
        return after is not None and (
            after.kind in ("item", "party", "noun", "count") or after.low in words["determiners"]
        )
    return before.low in ("to", "and", "which", "that")


def _is_reduced(units: list[Unit], i: int, before: Unit | None, words: dict[str, frozenset[str]]) -> bool:
    """Whether a past form without auxiliary is a participle after its noun: "missiles ordered by Poland"."""
    if before is None:
        return False
    after = units[i + 1] if i + 1 < len(units) else None
    low = after.low if after is not None else ""
    if before.kind in ("item", "noun") or before.low in (",", ")"):
        return low in AFTER_PARTICIPLE or (after is not None and after.kind in ("date", "mark"))
    return False
