"""Who plays which part in a chain of triggers: the supplier, those who receive, the items.

Enters: the units of a sentence and a Chain. Leaves: a Cast. Roles come from the place of a party: subject,
possessive, preposition, indirect object, and from the frame of the trigger (give, take, deal). It cannot see roles that
only the meaning of the sentence tells.
"""

from __future__ import annotations

import itertools
from dataclasses import dataclass, field

from ..model import Span
from .clauses import Chain, Clause, Link, compound_item
from .grammar import Grammar
from .objects import eligible_items, items_left
from .place import PREPOSITIONS, find_subject, listed, preposition_of
from .units import Party, Unit


@dataclass(slots=True)
class Role:
    """A party in a role, with the words that name it."""

    code: str
    spans: tuple[Span, ...]
    how: str = "stated"
    """stated, origin, maker, inherited or anaphor."""
    kind: str = "state"


@dataclass(slots=True)
class Cast:
    """The parties and items of one chain."""

    suppliers: list[Role] = field(default_factory=list)
    recipients: list[Role] = field(default_factory=list)
    others: list[Role] = field(default_factory=list)
    """Parties of a deal whose side the place does not tell."""
    items: list[Unit] = field(default_factory=list)
    first: int = 0
    """First unit that the claim's words take in."""
    last: int = 0
    pronoun: bool = False
    """True where the object is "it" or "them"."""
    legislature: bool = False
    legislatures: list[Role] = field(default_factory=list)
    subject: Role | None = None

    def agrees(self, supplier: Role, recipient: Role) -> bool:
        """Whether nobody stands in this cast who has no part in a transfer between these two."""
        return (
            {r.code for r in self.suppliers} <= {supplier.code}
            and {r.code for r in self.recipients} <= {recipient.code}
            and {r.code for r in self.others} <= {supplier.code, recipient.code}
        )


def role_of(party: Party) -> Role:
    """The role that a party's words give."""
    how = "anaphor" if party.word else "maker" if party.role == "maker" else "stated"
    return Role(party.code, (party.span,), how, "group" if party.role == "group" else party.role)


def cast_chain(
    units: list[Unit], chain: Chain, clauses: list[Clause], right_end: int, left_start: int, grammar: Grammar
) -> Cast:
    """The cast of a chain, from the clause's start (or the chain before) to the next chain."""
    cast = Cast()
    links = chain.links
    top = links[0]
    order = sorted(links, key=lambda k: k.at)
    first_at, last_at = order[0], order[-1]
    clause = chain.clause
    cast.first, cast.last = first_at.phrase_start, last_at.at
    events = [k for k in order if k.trigger.frame in ("give", "take", "deal", "equip", "boost", "arrive")]
    # "an export deal with": what the deal is about tells who supplies.
    directed = [k for k in events if k.trigger.frame != "deal"]
    event = directed[-1] if directed else events[-1] if events else None
    frame = event.trigger.frame if event is not None else ""

    # ---- items
    items: list[int] = []
    for n, link in enumerate(order):
        limit = order[n + 1].phrase_start if n + 1 < len(order) else right_end
        if link.passive and not (
            link.trigger.frame == "act" and (n + 1 < len(order) or link.trigger.id == "sign")
        ):
            continue
        also = _object_prepositions(link)
        found = eligible_items(units, link.at + 1, limit, grammar, also=also)
        if link.trigger.frame in ("equip", "boost"):
            # "armed Hezbollah with missiles": what stands before "with" is who or what is armed.
            at = next((x for x in range(link.at + 1, limit) if units[x].low == "with"), limit)
            found = [x for x in found if x > at]
        items += [x for x in found if x not in items]
        if link.trigger.kind == "noun":
            left = compound_item(units, link.at, clause.start, grammar)
            if left >= 0 and left not in items:
                items.insert(0, left)
    passive = next(
        (
            k
            for k in order
            if k.passive
            and (
                k.trigger.frame in ("give", "take", "deal")
                or (k.finite and k.trigger.id in ("grant", "approve", "refuse", "cancel", "plan"))
            )
        ),
        None,
    )
    if passive is not None and not items:
        items = items_left(units, clause, passive.phrase_start, clauses, grammar)
        if passive.finite and not items:
            items = (
                eligible_items(units, passive.at + 1, right_end, grammar)
                if passive.trigger.frame in ("take",)
                else []
            )
    if event is not None and event.trigger.frame == "arrive" and not items:
        items = items_left(units, clause, event.phrase_start, clauses, grammar)
    if (
        not items
        and clause.opener in ("which", "that")
        and clause.before >= 0
        and units[clause.before].kind == "item"
    ):
        items = [clause.before]
    if (
        not items
        and top.trigger.kind == "verb"
        and not top.passive
        and clause.opener in ("that", "", "which")
        and clause.before >= 0
    ):
        # "the tanks it had received": the object stands before its clause.
        pass
    if not items and event is not None:
        left = event.phrase_start - 1
        if left >= 1 and units[left].kind == "party" and event.trigger.kind == "verb" and not event.passive:
            at = left - 1
            while at >= clause.start and units[at].low in ("that", "which", ","):
                at -= 1
            if at >= clause.start and units[at].kind == "item":
                items = [at]
    if (
        not items
        and event is not None
        and event.trigger.kind == "verb"
        and not event.passive
        and event.at + 1 < right_end
    ):
        cast.pronoun = units[event.at + 1].low in ("them", "it", "these", "those")
    if not items and event is not None and right_end < len(units) and units[right_end].low == ":":
        # "had taken in older machines: 116 used M1A1s"
        after = next((c for c in clauses if c.start == right_end), None)
        if after is not None:
            items = eligible_items(units, right_end + 1, after.end, grammar)
    cast.items = [units[x] for x in items]
    for a, b in itertools.pairwise(items):
        # "arms from China, including drones": the word that the list spells out.
        units[a].heads_list = any(
            u.low in ("including", "like", "namely") or u.low == "such" for u in units[a + 1 : b]
        )
    for x in items:
        cast.first, cast.last = min(cast.first, x), max(cast.last, x)

    # ---- parties by preposition, possessive and place
    seen: set[int] = set()
    for i in range(max(left_start, clause.start), right_end):
        unit = units[i]
        party = unit.party
        if party is None or i in seen:
            continue
        if party.legislature:
            cast.legislature = True
            cast.legislatures.append(role_of(party))
        link_before = next((k for k in reversed(order) if k.at < i), None)
        group = listed(units, i, right_end)
        if party.possessive or party.adjective:
            follower = next((k for k in order if k.trigger.kind == "noun" and k.at > i), None)
            if follower is not None and _reaches(units, i, follower.at):
                _place(cast, units, group, _possessor_role(follower, order, frame))
                seen.update(group)
            elif (
                party.possessive
                and link_before is not None
                and preposition_of(units, i, clause.start) == "to"
            ):
                # "donated to Ukraine's fight for freedom"
                _place(cast, units, group, _role_under("to", link_before, order, frame, grammar))
            continue
        preposition = preposition_of(units, i, clause.start)
        if preposition == "by" and _is_made(units, i):
            # "missiles built by Rafael": a maker, not the one who acts.
            if not cast.suppliers:
                _place(cast, units, group, "supplier")
            continue
        if not preposition:
            if (
                link_before is not None
                and link_before.trigger.kind == "verb"
                and i == _after_determiners(units, link_before.at + 1)
                and not link_before.passive
            ):
                if link_before.trigger.frame in ("give", "equip") or link_before.trigger.id == "sign":
                    role = "recipient" if link_before.trigger.frame in ("give", "equip") else "other"
                    _place(cast, units, group, role)
                    seen.update(group)
                elif link_before.trigger.id == "approve" and frame in ("give", "take", "deal"):
                    # "cleared Latvia to send", "authorised Poland to buy"
                    _place(cast, units, group, "supplier" if frame == "give" else "recipient")
                    seen.update(group)
                elif link_before.trigger.id == "arrive":
                    _place(cast, units, group, "recipient")
                    seen.update(group)
                elif link_before.trigger.frame == "ask":
                    _place(cast, units, group, "supplier")
                    seen.update(group)
            continue
        if link_before is None:
            continue
        if preposition == "by" and any(u.low == "," for u in units[link_before.at : i]):
            # "signed a deal, part of an effort by the government"
            continue
        role = _role_under(preposition, link_before, order, frame, grammar)
        following = next((k.trigger.frame for k in order if k.at > i), "")
        if preposition == "for" and i + 1 < right_end and units[i + 1].low == "to":
            # "a deal for Delhi to buy": who stands before the infinitive is its subject.
            role = {"take": "recipient", "give": "supplier"}.get(following, role)
        if role == "recipient" and preposition == "to" and party.legislature:
            continue
        if role and not party.legislature:
            _place(cast, units, group, role)
            seen.update(group)
            cast.last = max(cast.last, group[-1])

    # ---- the subject
    subject_link = next(
        (k for k in links if k.trigger.kind == "verb" and (k.finite or k.infinitive or k.gerund)), None
    )
    if subject_link is None:
        # "has been in talks", "was interested in": the verb is no trigger.
        first = first_at.at
        while (
            first > clause.start
            and first_at.at - first < 5
            and units[first - 1].low not in grammar.words["be"] | grammar.words["have"]
        ):
            first -= 1
        if (
            first > clause.start
            and first_at.at - first < 5
            and first_at.trigger.id in ("talks", "plan", "cancel", "refuse", "approval")
        ):
            while first > clause.start and (
                units[first - 1].low in grammar.words["be"] | grammar.words["have"] | grammar.words["adverbs"]
            ):
                first -= 1
            subjects = [x for x in find_subject(units, clause, first, clauses) if x not in seen]
            if subjects:
                _place(
                    cast, units, subjects, _subject_role(top, order, event, cast, units[subjects[0]].party)
                )
                cast.first = min(cast.first, subjects[0]) if subjects[0] >= clause.start else cast.first
    if subject_link is not None:
        subjects = [
            x
            for x in find_subject(
                units, clause, min(subject_link.phrase_start, first_at.phrase_start), clauses
            )
            if x not in seen
        ]
        if subjects:
            party = units[subjects[0]].party
            if party is not None:
                cast.subject = role_of(party)
            if not subject_link.passive:
                role = _subject_role(top, order, event, cast, units[subjects[0]].party)
                leased = event is not None and event.trigger.id == "lease"
                if role == "supplier" and cast.suppliers and (leased or top.trigger.id == "approve"):
                    role = "recipient" if leased else "actor"
                _place(cast, units, subjects, role)
                if subjects[0] >= clause.start:
                    cast.first = min(cast.first, subjects[0])
            elif subject_link.trigger.frame == "equip" or (
                subject_link.trigger.id == "approve" and frame == "take"
            ):
                _place(cast, units, subjects, "recipient")
            elif subject_link.trigger.id == "approve" and frame == "give":
                _place(cast, units, subjects, "supplier")
    return cast


def _is_made(units: list[Unit], i: int) -> bool:
    """Whether the "by" before unit i belongs to "made", "built", "developed"."""
    for n in range(i - 1, max(i - 6, 0), -1):
        if units[n].low == "by":
            return units[n - 1].low in (
                "made",
                "built",
                "produced",
                "manufactured",
                "developed",
                "designed",
                "assembled",
            )
    return False


def _object_prepositions(link: Link) -> tuple[str, ...]:
    """Prepositions under which the goods of a trigger may stand: "supplied with", "a contract on"."""
    trigger = link.trigger
    if trigger.frame in ("equip", "boost") or (trigger.frame == "give" and trigger.kind == "verb"):
        return ("with",)
    if trigger.id in ("deal", "contract", "talks", "order", "agree"):
        return ("on", "over", "about")
    return ()


def _after_determiners(units: list[Unit], i: int) -> int:
    while i < len(units) and units[i].low in ("the", "a", "an", "its", "their"):
        i += 1
    return i


def _reaches(units: list[Unit], i: int, at: int) -> bool:
    """Whether a possessive or adjective at i belongs to the noun at ``at``: only modifiers and items between."""
    for unit in units[i + 1 : at]:
        if (
            unit.kind in ("word", "money", "item", "count", "date")
            and unit.low not in PREPOSITIONS
            and unit.low not in (",", "and", "that", "which")
        ):
            continue
        if unit.kind == "party" and unit.party is not None and unit.party.adjective:
            continue
        return False
    return at - i <= 8


def _possessor_role(follower: Link, order: list[Link], frame: str) -> str:
    if follower.trigger.frame == "take":
        return "recipient"
    if follower.trigger.frame == "give":
        return "supplier"
    if follower.trigger.id == "approval":
        return "supplier"
    if follower.trigger.id in ("plan", "talks"):
        return {"take": "recipient", "give": "supplier"}.get(frame, "other")
    return "other"


def _role_under(preposition: str, link: Link, order: list[Link], frame: str, grammar: Grammar) -> str:
    trigger = link.trigger
    if frame == "" and trigger.frame == "act" and trigger.id in ("refuse", "offer", "approve"):
        # "refused F-16s to Taiwan", "approved seven systems for Egypt"
        return {"to": "recipient", "for": "recipient"}.get(preposition, "")
    table = grammar.roles.get(trigger.frame if trigger.frame in ("give", "take", "deal") else frame, {})
    if trigger.frame in ("act", "ask") and preposition == "by" and link.passive:
        if trigger.id == "sign":
            return {"take": "recipient"}.get(frame, "other")
        if trigger.id == "cancel":
            return {"take": "recipient", "give": "supplier"}.get(frame, "other")
        if trigger.id == "approve" and frame == "take":
            return "supplier" if any(k.trigger.id == "request" for k in order) else "other"
        return "actor" if frame != "give" else "supplier"
    if trigger.frame == "arrive" and trigger.word.startswith(("go", "went", "head")):
        return {"from": "supplier", "to": "recipient"}.get(preposition, "")
    if trigger.frame == "arrive":
        return {"from": "supplier", "in": "recipient", "to": "recipient", "at": "recipient"}.get(
            preposition, ""
        )
    if trigger.frame == "boost" and preposition == "from":
        return "supplier"
    if trigger.id == "request" and preposition in ("to", "from"):
        return "supplier" if trigger.kind == "verb" or preposition == "to" else "recipient"
    if trigger.id in ("talks", "seek", "agree") and preposition == "with":
        return "other"
    if (
        trigger.id in ("plan", "decide", "approval", "cancel", "refuse")
        and trigger.kind == "noun"
        and preposition in ("of", "by")
    ):
        return {"take": "supplier" if trigger.id == "approval" else "recipient", "give": "supplier"}.get(
            frame, "other"
        )
    if trigger.id == "deal" and preposition == "to":
        return ""
    return table.get(preposition, "")


def _subject_role(top: Link, order: list[Link], event: Link | None, cast: Cast, party: Party | None) -> str:
    trigger = top.trigger
    frame = event.trigger.frame if event is not None else ""
    if (
        cast.recipients
        and trigger.id != "receive"
        and any(k.trigger.id == "request" and k.trigger.kind == "noun" for k in order)
    ):
        # "The US confirms Kosovo's request": who deals with a request of another is asked to supply.
        return "supplier"
    if trigger.id in ("approve", "refuse"):
        if frame == "take" and (cast.recipients or any(k.trigger.id == "request" for k in order)):
            return "supplier"
        if frame == "take":
            return "recipient"
        return "supplier"
    if trigger.id in ("notify", "forward"):
        return "supplier"
    if trigger.id == "receive" and len(order) > 1:
        nxt = next((k.trigger for k in order if k.at > top.at), None)
        if nxt is not None and nxt.id == "request":
            return "supplier"
        return "recipient"
    if trigger.id == "deliver" and any(k.trigger.id == "request" for k in order):
        return "supplier" if cast.legislature else "recipient"
    if trigger.id == "offer":
        return "recipient" if frame == "take" else "supplier"
    if trigger.id in ("ask", "request"):
        return "recipient"
    if trigger.frame in ("give", "equip"):
        return "supplier"
    if trigger.frame in ("take", "boost"):
        return "recipient"
    if trigger.frame == "act":
        if frame in ("take", "boost"):
            if cast.recipients and party is not None and all(r.code != party.code for r in cast.recipients):
                return "other" if cast.suppliers else "supplier"
            return "recipient"
        if frame in ("give", "equip"):
            return "supplier"
        if frame == "" and trigger.id == "seek":
            return "recipient"
        if frame == "deal" and trigger.id in ("cancel", "agree", "seek", "plan"):
            return "supplier" if party is not None and party.role == "maker" else "other"
        if frame == "deal":
            return "supplier" if party is not None and party.role == "maker" else "other"
    return "other"


def _place(cast: Cast, units: list[Unit], group: list[int], role: str) -> None:
    target = {"supplier": cast.suppliers, "recipient": cast.recipients, "other": cast.others}.get(role)
    if target is None:
        return
    for i in group:
        party = units[i].party
        if party is not None and party.code and all(r.code != party.code for r in target):
            target.append(role_of(party))
