"""Clauses of a sentence in a language other than English, and what each tells of a transfer.

Enters: the Units of a sentence. Leaves: Drafts, one for each clause that has a trigger, a price or, in a list, an item.
It cannot see a party that stands in another clause: memory.py fills those in.
"""

from __future__ import annotations

from dataclasses import dataclass

from .drafts import SUBJECT, Draft, Party, put, settle_stage
from .lexicon import Lexicon, Meaning, roles
from .roles import assign, by_preposition, governing
from .units import Unit

_MOST_CLAUSES = 12
_LARGEST_LONE = 5000
"""The largest number that may stand for things not named again."""
_GENERAL = frozenset({"weapon", "aircraft", "ammunition", "machine", "equipment", "vehicle", "system"})
_SHARES = (
    "%", "percent", "porcent", "porcient", "pourcent", "prozent", "procent", "процент", "відсот", "τοιςεκατο",
    "posto", "odsto", "одсто",
)  # fmt: skip
_OPENING = frozenset('„“«"')
_CARRIERS = ("An-124", "An-22", "Il-76", "C-17", "C-5 ")
"""Aircraft that bring other goods, where others are named beside them."""
_DASHES = ("—", "–", "-", "―")
_VAGUE = frozenset({"weapon", "equipment", "ammunition", "spare part", "part", "training"})
_NOUNS = frozenset({"party", "word", "item", "money", "count", "body", "company", "adjective"})
_POINTERS = frozenset({"machine", "vehicle", "system"})
"""Nouns that mean a thing told elsewhere."""
_CLOSED = frozenset(
    {
        "ones",
        "ahead",
        "and",
        "clause",
        "relative",
        "that",
        "worth",
        "article",
        "definite",
        "wish",
        "never",
        "pronoun",
        "aux",
        "say",
    }
)
"""Lists whose words may follow a number that counts things not named again."""


@dataclass(slots=True)
class Clause:
    """A stretch of a sentence that is read for itself."""

    units: list[Unit]
    link: str = ""


def without_dateline(units: list[Unit]) -> list[Unit]:
    """The units without the place and day that a report begins with: "BAMAKO, 1er octobre – …"."""
    for n, unit in enumerate(units[:10]):
        if unit.kind in ("trigger", "item", "money", "adjective") or unit.role in ("body", "person", "maker"):
            return units
        if unit.role == "state" and units[n - 1].key != "(":
            return units
        if n and unit.key in _DASHES and unit.end < units[min(n + 1, len(units) - 1)].start:
            place = any(u.role == "capital" for u in units[:n]) or units[0].shouted
            return units[n + 1 :] if place else units
    return units


def cut_clauses(units: list[Unit], *, listed: bool = False) -> list[Clause]:
    """The clauses of a sentence: cut where both sides have an event of their own."""
    clauses: list[Clause] = []
    if label_of(units, listed=listed) is not None or _is_replaced(units):
        return [Clause(units)]
    if not any(u.kind == "trigger" or u.key == ":" for u in units):
        return [Clause(units)]
    rest = units
    link = ""
    at = 1
    while at < len(rest):
        if _may_cut(rest, at) and _stands_alone(rest, at):
            clauses.append(Clause(rest[:at], link))
            link = _link(rest, at)
            rest, at = rest[at:], 1
            if len(clauses) > _MOST_CLAUSES:
                break
        else:
            at += 1
    clauses.append(Clause(rest, link))
    return clauses


def label_of(units: list[Unit], *, listed: bool) -> Unit | None:
    """The party that a line of a list begins with: "• Israel: ein U-Boot"."""
    if not listed or any(u.kind == "trigger" and u.means("act") is None for u in units):
        return None
    stop = next((n for n, u in enumerate(units[:7]) if u.key in (":", *_DASHES) and n), 0)
    parties = [u for u in units[:stop] if u.kind == "party" and u.code]
    if len(parties) != 1 or any(u.kind in ("item", "count") for u in units[:stop]):
        return None
    return parties[0] if any(u.kind == "item" for u in units[stop:]) else None


def kicker_of(clause: Clause) -> Party | None:
    """The state that a headline begins with, before a colon."""
    units = clause.units
    if len(units) != 2 or units[1].key != ":" or units[0].role != "state":
        return None
    return Party(units[0].code, units[0].spans, "state")


def _is_replaced(units: list[Unit]) -> bool:
    """Whether a line tells what is to be replaced: "– Ablösung: F-5 Tiger"."""
    stop = next((n for n, u in enumerate(units[:5]) if u.key == ":"), 0)
    return any(u.means("replace") is not None for u in units[:stop])


def _link(units: list[Unit], at: int) -> str:
    if units[at - 1].key == ":":
        return "colon"
    if _is_gapped(units, at):
        return "gap"
    return "relative" if units[at].means("relative") is not None else ""


def without_saying(units: list[Unit]) -> list[Unit]:
    """The units without "Kurti said that" where what was said names its own subject."""
    for k, unit in enumerate(units[:16]):
        if unit.means("that") is None or not k:
            continue
        left, right = units[:k], units[k + 1 :]
        if _has_event(left) or any(u.kind == "item" for u in left):
            return units
        stop = next((n for n, u in enumerate(right) if u.means("verb") is not None), 0)
        if any(u.kind == "party" for u in right[:stop]):
            return right
        return units
    return units


def _without_source(units: list[Unit]) -> list[Unit]:
    """The units without who said it, at the end of a clause: "…, a-t-on appris jeudi à Paris"."""
    for n in range(len(units) - 2, 2, -1):
        if units[n].key != ",":
            continue
        rest = units[n + 1 :]
        if any(u.kind in ("trigger", "item", "money") for u in rest):
            return units
        if any(u.means("say") is not None for u in rest[:6]):
            return units[:n]
    return units


def is_carrier(unit: Unit) -> bool:
    """Whether a thing most often brings other goods."""
    return unit.kind == "item" and unit.name.startswith(_CARRIERS)


def _without_carrier(units: list[Unit]) -> list[Unit]:
    """The units without the aircraft that brings the goods: "un Antonov An-124 … quatre Mi-171"."""
    carriers = [n for n, u in enumerate(units) if is_carrier(u)]
    if not carriers or sum(u.kind == "item" for u in units) == len(carriers):
        return units
    gone = {*carriers, *(n - 1 for n in carriers if n and units[n - 1].role == "maker")}
    return [u for n, u in enumerate(units) if n not in gone]


def _may_cut(units: list[Unit], at: int) -> bool:
    unit, before = units[at], units[at - 1]
    if before.kind == "mark" and before.key in (";", ":", "—", "–") and before.end < unit.start:
        if before.key == ":":
            return _has_event(units[at:]) or any(u.kind == "item" for u in units[at:])
        return _has_event(units[at:]) or (before.key == ";" and _has_price(units[at:]))
    if unit.means("relative") is not None and before.kind == "item" and unit.means("that") is not None:
        # "aviones que compró a China": Romance relatives need no comma
        return any(u.means("verb") is not None for u in units[at + 1 : at + 4])
    if unit.means("clause") is not None:
        return _has_event(units[at:])
    if before.means("and") is not None and _is_gapped(units, at):
        # "a Czechy haubice Dana"; "to Poland and Romania Patriot missiles" has a party before the word
        return at > 1 and units[at - 2].kind != "party" and any(u.kind == "item" for u in units[:at])
    if before.key in (",", ";") and (_is_gapped(units, at) or _next_deed(units, at)):
        return True
    if before.key == "," or before.means("and") is not None:
        ahead = units[at : at + 12]
        if before.key == "," and unit.means("relative") is not None:
            return _has_event(units[at:]) or _has_price(ahead)
        stop = next((k for k, u in enumerate(ahead) if k and u.key == ","), len(ahead))
        verb = any(u.means("verb") or ((act := u.means("act")) and act.frame) for u in ahead[:stop])
        noun = before.key == "," and any(u.means("event") for u in ahead[:stop])
        if (
            before.key == ","
            and unit.means("verb") is not None
            and not any(u.kind == "item" for u in ahead[:stop])
        ):
            # "the first jets, promised by The Hague, were brought to Ukraine": the subject stands before
            return False
        kinds = ("party", "item", "count") if verb else ("item", "count")
        return (verb or noun) and any(u.kind in kinds for u in ahead[:stop]) and _has_event(units[at:])
    return False


def _next_deed(units: list[Unit], at: int) -> bool:
    """Whether a delivery is told behind a deal: "ugovor je potpisan, a isporuka se očekuje do 2024"."""
    begun = next((m for u in units[at : at + 3] if (m := u.means("event")) is not None), None)
    if begun is None or begun.frame not in ("give", "arrive") or units[at - 1].key != ",":
        return False
    left, right = units[:at], units[at:]
    signed = any(u.means("event") is not None for u in left) and any(u.means("act") is not None for u in left)
    return signed and any(u.means("ahead") is not None or u.means("verb") is not None for u in right)


def _is_gapped(units: list[Unit], at: int) -> bool:
    """Whether a clause begins that leaves its verb to the one before: "Russia supplied jets, Turkey drones"."""
    rest = units[at:]
    if any(u.kind == "trigger" for u in rest) or not any(u.means("verb") is not None for u in units[:at]):
        return False
    n = 1 if rest[0].means("article") is not None and len(rest) > 1 else 0
    if rest[n].kind != "party" or rest[n].role not in ("state", "capital", "maker"):
        return False
    if rest[n].cases and "nom" not in rest[n].cases:
        return False
    for unit in rest[n + 1 : n + 5]:
        if unit.kind == "item":
            return True
        if unit.kind == "party" and "dat" in unit.cases and rest[n].cases:
            # "a Rusija Siriji sisteme Buk"
            continue
        if unit.kind not in ("word", "prep", "count", "adjective", "mark") or unit.means("and") is not None:
            return False
    return False


def _has_event(units: list[Unit]) -> bool:
    return any(
        m.kind in ("verb", "event") or (m.kind == "act" and m.frame)
        for u in units
        if u.kind == "trigger"
        for m in u.meanings
    )


def _has_price(units: list[Unit]) -> bool:
    return any(u.kind == "money" for u in units) and any(u.means("worth") is not None for u in units)


def _stands_alone(units: list[Unit], at: int) -> bool:
    """Whether what stands before has an item or two parties: a clause that can be read for itself."""
    left = units[:at]
    if units[at - 1].key == ":" or _is_gapped(units, at) or _next_deed(units, at):
        return True
    item, parties = any(u.kind == "item" for u in left), sum(u.kind == "party" for u in left)
    if _has_event(left) and units[at - 1].key == ";":
        return True
    if _has_event(left):
        return item or parties > 1 or units[at].means("relative") is not None
    # "Saudi-Arabien will 270 Panzer haben, Indonesien hat 100 beantragt"
    fresh = units[at - 1].key == "," and any(u.kind == "party" for u in units[at : at + 3])
    return (fresh or units[at].means("clause") is not None) and item and parties > 0


def _nounish(units: list[Unit], n: int) -> bool:
    """Whether a word that may be verb or noun stands as a noun: after an article or a preposition."""
    before = units[n - 1] if n else None
    return before is not None and (before.kind in ("prep", "count") or before.means("article") is not None)


def _triggers(units: list[Unit]) -> list[tuple[int, Meaning]]:
    found = []
    congress = any(u.means("congress") is not None for u in units)
    for n, unit in enumerate(units):
        if unit.kind != "trigger":
            continue
        verb, event, act = unit.means("verb"), unit.means("event"), unit.means("act")
        if event is not None and any(u.means("idle") is not None for u in units[n + 1 : n + 4]):
            # "transfer of technology"
            continue
        if act is not None and act.name == "notify" and not congress and " " not in unit.key:
            # "the chancellor was informed": of a sale only a parliament is.
            continue
        if verb is not None and event is not None:
            found.append((n, event if _nounish(units, n) else verb))
        elif verb is not None and act is not None:
            found.append((n, verb))
        else:
            found += [(n, m) for m in (verb, event, act) if m is not None]
    return found


def _main(triggers: list[tuple[int, Meaning]], units: list[Unit]) -> tuple[int, Meaning] | None:
    """The trigger whose frame holds for the clause."""
    nouns = [(n, m) for n, m in triggers if m.kind == "event"]
    passed = -1
    for n, m in triggers:
        if m.kind != "verb" or m.frame not in SUBJECT or m.name == "build":
            continue
        reach = 6 if m.name == "deliver" else 3
        close = [o for o, t in triggers if n < o <= n + reach and t.kind in ("event", "act")]
        if reach > 3:
            close = [o for o in close if o <= n + 3 or units[o].means("act") is not None]
        if (
            close
            and not any(u.kind == "item" for u in units[n : close[0]])
            and m.name in ("receive", "deliver", "promise")
        ):
            # "erhielt den Auftrag", "gave its approval": the noun is the event.
            passed = n
            continue
        return n, m
    for frames in (("take",), ("give",), ("arrive",), ("deal",)):
        for n, m in nouns:
            if m.frame in frames:
                return n, m
        for n, m in triggers:
            if m.kind == "verb" and m.frame in frames and n != passed and m.name != "build":
                return n, m
    for n, m in triggers:
        if (m.kind == "act" and m.frame) or m.name == "build":
            return n, m
    return None


def _offered(main: tuple[int, Meaning], triggers: list[tuple[int, Meaning]]) -> tuple[int, Meaning]:
    """Of "France offers Croatia to buy" the offer, for it names who supplies."""
    at, meaning = main
    if meaning.name == "offer" and not meaning.frame:
        return at, meaning._replace(frame="give")
    if meaning.kind == "verb" and meaning.frame == "take":
        for n, act in triggers:
            if act.name == "offer" and 0 < at - n <= 5:
                return n, act._replace(frame="give")
    return main


def _verbless(units: list[Unit], lexicon: Lexicon) -> Draft | None:
    """A headline without a verb: "Cuatro fragatas para Grecia"."""
    items = _items(units)
    kicker = units[-1].key == ":" and not any(u.kind in ("party", "adjective") for u in units)
    if not items or kicker or all(is_carrier(i) for i in items):
        return None
    meaning = Meaning("event", "headline", frame="give")
    draft = Draft(units[0].start, units[-1].end, meaning)
    draft.items = items
    tables = roles(lexicon.language)
    for n, unit in enumerate(units):
        if unit.kind == "party" and unit.code:
            prep = governing(units, n, tables)
            role = by_preposition(prep, unit, units, (n, [], (0, meaning)), tables) if prep else ""
            party = Party(unit.code, unit.spans, unit.role)
            foreign = any(i.origin and i.origin != unit.code for i in items)
            if role == "recipient" and not any(i.start < unit.start for i in items):
                # "Putin viajará a Caracas con helicópteros"
                continue
            if role == "recipient" or (not prep and unit.role == "body" and foreign):
                put(draft.recipients, party)
            elif role == "supplier" or (unit.role == "maker" and not role):
                put(draft.suppliers, party)
    return draft


def read_clause(
    clause: Clause, lexicon: Lexicon, *, headline: bool = False, listed: bool = False
) -> Draft | None:
    """What a clause tells of a transfer, or None; of a headline, a noun with "for" will do."""
    units = _without_carrier(_without_source(without_saying(clause.units)))
    if not units:
        return None
    triggers = _triggers(units)
    money = next((u.money for u in units if u.kind == "money" and u.money is not None), None)
    main = _main(triggers, units)
    includes = any(m.name in ("include", "concern") for _, m in triggers)
    if main is None and triggers:
        main = triggers[0]
    elif main is None and headline:
        return _verbless(units, lexicon)
    elif main is None and _has_price(units):
        main = next(n for n, u in enumerate(units) if u.kind == "money"), Meaning("price", "price")
    elif main is None and any(u.means("say") is not None for u in units):
        return None
    elif main is None and (listed or clause.link in ("colon", "gap")):
        main = 0, Meaning("list", "list")
        includes = True
    if main is None:
        return None
    main = _offered(main, triggers)
    if main[1].name == "arrive" and _has_price(units):
        # "the price reaches (φτάνει) 2 billion"
        main = main[0], Meaning("price", "price")
    at, meaning = main
    draft = Draft(units[0].start, units[-1].end, meaning, includes=includes, link=clause.link, listed=listed)
    draft.points_back = includes or any(m.kind == "event" for _, m in triggers)
    draft.acts = frozenset(m.name for _, m in triggers if m.kind == "act")
    draft.items = _items(units)
    draft.money = money
    priced = meaning.name == "price" or (meaning.kind == "event" and _has_price(units))
    if priced and all(i.name in _VAGUE and i.count is None for i in draft.items):
        # "The cost, with equipment and training, comes to …": that of what was told before
        draft.items = []
    elif not draft.items:
        draft.items = _lone_counts(units)
        draft.lone = bool(draft.items) or _begins_bare(units, at)
    assign(draft, units, triggers, (at, meaning), lexicon)
    draft.domestic = _is_domestic(units)
    draft.such = _such(units)
    draft.them = not draft.items and any(u.means("them") is not None for u in units)
    draft.also = any(u.means("also") is not None for u in units)
    draft.stranger = _to_stranger(units)
    settle_stage(draft, units, triggers, (at, meaning))
    return draft


def _items(units: list[Unit]) -> list[Unit]:
    units = _told_of(units)
    parts = _parts_of(units)
    items = [u for n, u in enumerate(units) if u.kind == "item" and not _belongs(units, n)]
    items = [u for u in items if not any(p.end <= u.start < stop for p, stop in parts)]
    whole = (
        [u for u in items if not u.part] or [u for u in items if u.count is not None] or [p for p, _ in parts]
    )
    named = [u for u in whole if not u.generic]
    things = [u for u in whole if u.name not in _POINTERS]
    if named and len(things) < len(whole):
        # "six machines of the variant Su-30SME"
        first = next((u for u in whole if u.name in _POINTERS and u.count is not None), None)
        if first is not None and named[0].count is None:
            named[0].count = first.count
    whole = things or whole
    if named:
        return [u for u in whole if not u.generic or u.count is not None or _in_list(units, u)]
    telling = [u for u in whole if u.count is not None or u.name not in _GENERAL or _in_list(units, u)]
    return telling or whole


def _parts_of(units: list[Unit]) -> list[tuple[Unit, int]]:
    """Parts that are told with what they are for, and where that ends: "spares for the engines of the F-16"."""
    found = []
    for n, unit in enumerate(units[:-1]):
        if unit.kind == "item" and unit.part and unit.generic and units[n + 1].means("owned") is not None:
            stop = next(
                (
                    u
                    for u in units[n + 2 :]
                    if u.kind == "trigger" or u.key in (",", ";") or u.means("and") is not None
                ),
                None,
            )
            found.append((unit, stop.start if stop is not None else units[-1].end))
    return found


def _told_of(units: list[Unit]) -> list[Unit]:
    """The units without what the goods are to replace, and without a relative clause that tells no deed."""
    kept = list(units)
    for n, unit in enumerate(units):
        if unit.means("replace") is not None:
            before = [u for u in units[:n] if u.kind == "item"]
            if not before and any(u.key == ":" for u in units[n + 1 : n + 3]):
                return [u for u in units if u.kind != "item"]
            after = next((u for u in units[n + 1 : n + 6] if u.kind == "item"), None)
            gone = after if after is not None and before else before[-1] if len(before) > 1 else None
            kept = [u for u in kept if u is not gone]
        elif unit.means("against") is not None:
            target = next((u for u in units[n + 1 : n + 4] if u.kind == "item"), None)
            kept = [u for u in kept if u is not target]
        elif n and unit.means("relative") is not None and any(u.kind == "item" for u in units[:n]):
            comma = units[n - 1].key == "," or (n > 1 and units[n - 2].key == ",")
            if comma and not any(u.kind == "trigger" for u in units[n:]):
                gone_from = unit.start
                return [u for u in kept if u.start < gone_from]
    return kept


def _in_list(units: list[Unit], item: Unit) -> bool:
    """Whether a noun stands in a row with other items: "24 Rafale as well as missiles"."""
    n = next(k for k, u in enumerate(units) if u is item)
    for step in (-1, 1):
        k, joined, far, reach = n + step, False, 0, 6
        while 0 <= k < len(units) and far < 6:
            other = units[k]
            if other.kind == "item":
                if joined and far < reach:
                    return True
                break
            reach = 5 if other.key == "," else reach
            if other.key == "," or other.means("and") is not None or other.means("among") is not None:
                joined = True
            elif other.kind not in ("word", "prep", "adjective", "mark", "count") or other.key in (":", ";"):
                break
            k += step
            far += 1
    return False


def _belongs(units: list[Unit], n: int) -> bool:
    """Whether an item says what the item before it is for ("Munition für den Gepard")."""
    k = n - 1
    while k >= 0 and (units[k].means("article") is not None and units[k].means("owned") is None):
        k -= 1
    return k > 0 and units[k].means("owned") is not None and units[k - 1].kind == "item"


def _to_stranger(units: list[Unit]) -> bool:
    """Whether the buyer is told to be one that is not named: "to an undisclosed customer"."""
    for n, unit in enumerate(units):
        if unit.means("stranger") is not None:
            beside = units[max(0, n - 3) : n + 4]
            if any(u.means("unnamed") is not None or u.means("indefinite") is not None for u in beside):
                return True
    return False


def _such(units: list[Unit]) -> frozenset[int]:
    """Where items begin that a word beside them says to be of the kind told: "solche Panzer", "aeronaves do modelo"."""
    return frozenset(
        u.start
        for n, unit in enumerate(units)
        if unit.means("such") is not None
        for u in units[max(0, n - 1) : n + 3]
        if u.kind == "item" and u.generic
    )


def _is_domestic(units: list[Unit]) -> bool:
    """Whether the goods or their maker are told to be of the buyer's own state."""
    for n, unit in enumerate(units):
        if unit.means("own") is not None and any(u.role == "body" for u in units[n + 1 : n + 3]):
            return True
        if unit.means("home") is None:
            continue
        ahead = units[n + 1 : n + 4]
        stop = next((k for k, u in enumerate(ahead) if u.kind not in ("word", "adjective")), len(ahead))
        nouns = [*ahead[: stop + 1], *units[max(0, n - 1) : n]]
        if any(u.kind in ("item", "company") or u.means("company") is not None for u in nouns):
            return True
    return False


def _begins_bare(units: list[Unit], at: int) -> bool:
    """Whether no noun can be the subject or object: "Geliefert werden soll ab 2027", "Die ersten kommen 2025"."""
    for n, unit in enumerate(units[: at + 1]):
        if n == at:
            return True
        if unit.means("ones") is not None:
            after = units[n + 1]
            return after.kind != "word" or bool({m.kind for m in after.meanings} & _CLOSED)
        if (
            unit.kind not in ("prep", "mark")
            and unit.means("article") is None
            and not (unit.kind == "word" and {m.kind for m in unit.meanings} & _CLOSED)
        ):
            return False
    return False


def _is_share(units: list[Unit], n: int) -> bool:
    """Whether a number is a percentage."""
    after = "".join(u.key for u in units[n + 1 : n + 3])
    return after.startswith(_SHARES)


def _lone_counts(units: list[Unit]) -> list[Unit]:
    """Numbers that count things told before: "the remaining five", "12 on option"."""
    found = []
    for n, unit in enumerate(units):
        if unit.kind != "count" or unit.count is None or unit.count.value is None:
            continue
        after = units[n + 1] if n + 1 < len(units) else None
        if (
            after is not None
            and after.kind in _NOUNS
            and (after.kind != "word" or not {m.kind for m in after.meanings} & _CLOSED)
        ):
            continue
        if after is not None and (after.means("event") is not None or after.key in _OPENING):
            # "two contracts", "two “Black Hawks”"
            continue
        if _is_share(units, n):
            continue
        if not 0 < unit.count.value < _LARGEST_LONE or (n and units[n - 1].key == "("):
            continue
        found.append(
            Unit(
                unit.start, unit.end, unit.key, "item", generic=True, name="machine", count=unit.count,
                spans=((unit.start, unit.end),),
            )
        )  # fmt: skip
    return found[:3]
