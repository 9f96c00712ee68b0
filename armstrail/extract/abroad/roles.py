"""Which party of a clause supplies and which receives, in a language other than English.

Enters: the Units of a clause, its triggers, and the Draft to fill. Leaves: suppliers, recipients and parties of which
only the deal is told. A preposition, the case of a name and its place before the verb tell the roles, in this order.
It cannot see a party that stands in another clause: memory.py fills those in.
"""

from __future__ import annotations

from dataclasses import replace

from .drafts import SUBJECT, Draft, Party, put
from .lexicon import Lexicon, Meaning, roles
from .units import Unit

Tables = dict[str, dict[str, tuple[tuple[str, str], ...]]]
"""Roles by frame and preposition, each with the case that it asks for."""


_PLACES = frozenset({"w", "we", "u", "в", "у", "во", "in", "en", "em", "no", "na", "nos", "nas"})
"""Prepositions of place, which tell where something was bought."""
_TO = frozenset({"a", "al", "ao", "aos", "alla", "all", "agli", "aux", "au"})
_YEARS = frozenset({"roku", "rok", "року", "году", "godine", "godini", "r", "г", "р"})


def governing(
    units: list[Unit],
    n: int,
    tables: Tables,
    *,
    declined: bool = False,
    bare_names: frozenset[str] = frozenset(),
) -> str:
    """The preposition that governs the party at n, or an empty string.

    ``bare_names`` are the names that stand without article where "a" may be article or preposition (Portuguese).
    """
    # A nominative that follows a word needs no preposition: "in den nächsten Tagen Polska".
    bare = "nom" in units[n].cases and len(units[n].cases) < 4 and declined
    steps = 0
    k = n - 1
    if n and units[k].means("nominative") is not None:
        return ""
    while k >= 0 and steps < 4:
        unit = units[k]
        if bare_names and unit.key == "a" and units[n].role != "capital" and units[n].key not in bare_names:
            k -= 1
            steps += 1
            continue
        if unit.means("prep") is not None or any(unit.key in table for table in tables.values()):
            first = (
                k == 0 or units[k - 1].key in (",", ":", "—", "–") or units[k - 1].means("and") is not None
            )
            if (
                not first
                and unit.means("article") is not None
                and k
                and units[k - 1].means("prep") is not None
            ):
                # Portuguese "para a Força Aérea"
                k -= 1
                steps += 1
                continue
            if not (first and unit.means("article") is not None):
                return unit.key
            # Portuguese "A Suécia": an article that is also a preposition
            return ""
        if (
            unit.means("article") is not None
            or unit.kind == "adjective"
            or (unit.kind == "mark" and unit.key in "'’«„\"“-")
            or (unit.kind == "word" and not unit.meanings and unit.key.isalpha() and steps < 2 and not bare)
        ):
            k -= 1
        else:
            break
        steps += 1
    return ""


def assign(
    draft: Draft,
    units: list[Unit],
    triggers: list[tuple[int, Meaning]],
    main: tuple[int, Meaning],
    lexicon: Lexicon,
) -> None:
    """Gives each party of the clause its role."""
    at, meaning = main
    tables = roles(lexicon.language)
    deal = any(m.frame == "deal" for _, m in triggers)
    asks = next((m for _, m in triggers if m.kind == "act" and m.frame), None)
    subject = SUBJECT.get(meaning.frame, "other")
    if meaning.kind == "event" and meaning.frame == "give" and deal:
        # "signed a contract for the delivery": either side may sign it.
        subject = "other"
    grants = any(m.name in ("approve", "refuse", "offer") for _, m in triggers)
    if asks is not None and meaning.kind != "verb" and not grants:
        subject = SUBJECT[asks.frame]
    if meaning.kind == "event" and any(m.name == "notify" for _, m in triggers):
        # who tells Congress of a sale sells
        subject = "supplier"
    verbs = [n for n, m in triggers if m.kind in ("verb", "act") or m.frame == "deal"] or [at]
    declined = "acc" in lexicon.rules.get("cases", "")
    bare_names = frozenset(lexicon.key(w) for w in lexicon.rules["words"].get("bare", "").split())
    last_role = last_how = ""
    last_at = -9
    subject_seen = False
    for n, unit in enumerate(units):
        if unit.kind == "adjective":
            _own_deed(draft, units, n)
        if unit.kind != "party":
            continue
        prep = (
            ""
            if declined and unit.cases == {"nom"}
            else governing(units, n, tables, declined=declined, bare_names=bare_names)
        )
        if prep and unit.role == "person" and n > 1 and units[n - 2].kind == "party":
            # "all'Egitto di Al Sisi"
            continue
        if prep and unit.role == "capital" and _is_place(prep, unit, tables):
            continue
        role, how = "", "stated"
        joined = bool(last_role) and last_at >= n - 6 and _coordinated(units, last_at, n)
        thanks = _thanks(units, n) if meaning.frame == "give" else ""
        if thanks:
            role = thanks
        elif _of_deal(units, n):
            role = "other"
        elif meaning.kind == "verb" and _decides(units, n, at):
            role, how, subject_seen = subject, "subject", True
            draft.suppliers = [p for p in draft.suppliers if p.how != "subject"]
            draft.recipients = [p for p in draft.recipients if p.how != "subject"]
        elif joined:
            role, how = last_role, last_how
        elif prep:
            role = by_preposition(prep, unit, units, (n, triggers, main), tables)
            if role == "supplier" and (
                _set_apart(units, n, triggers) or _strayed(units, n, prep, triggers, tables)
            ):
                # "Named F-39 by the Air Force, the aircraft is to be delivered"
                role = ""
            if meaning.frame == "take" and meaning.kind == "verb" and prep in _TO and at == n + 1:
                # "permitió a Bogotá adquirir"
                role, how = subject, "subject"
            elif role == "subject" and draft.recipients and _of_goods(units, n, main):
                role = "supplier"
            elif role == "subject":
                role, how = subject, "subject"
            elif (
                role == "supplier"
                and meaning.frame == "take"
                and not subject_seen
                and _is_agent(units, n, at)
            ):
                role = "recipient"
        elif unit.role == "person" and n > verbs[-1]:
            role = ""
        elif unit.cases and "nom" not in unit.cases:
            role = _by_case(unit, units, n, meaning)
            if role == "subject":
                role = subject
        elif _is_dative(units, n, lexicon) and meaning.frame == "give":
            role = "recipient"
        elif unit.role == "maker" and n and units[n - 1].kind == "item":
            # "18 Hubschrauber des italienischen Herstellers Leonardo"
            role = "supplier"
        elif not subject_seen and (n < verbs[-1] or n <= at + (2 if lexicon.language in ("de", "fr") else 6)):
            role, subject_seen, how = subject, True, "subject"
        elif (
            (not unit.cases or lexicon.language == "de")
            and meaning.frame == "give"
            and subject_seen
            and subject == "supplier"
            and lexicon.language in ("de", "ru", "uk")
        ):
            # "Deutschland liefert Polen Patriots", "Россия поставила США": the second bare name.
            role = "recipient"
        elif not subject_seen and "nom" in unit.cases:
            role, subject_seen, how = subject, True, "subject"
        if role == "recipient" and meaning.frame == "arrive" and draft.recipients and not joined:
            # "para a Ucrânia, … na reunião de Ramstein, na Alemanha"
            role = ""
        if meaning.name == "clients" and unit.role != "maker" and not _client_of(units, n, at, role, how):
            role = "recipient"
        if unit.role == "maker" and role in ("recipient", "other", "") and unit.code:
            role = "supplier" if role != "recipient" or subject == "recipient" or not prep else ""
        if unit.role == "group" and role == "supplier":
            role = ""
        last_role, last_at, last_how = role, n, how
        if not unit.code:
            if role:
                draft.unnamed.add(role)
                draft.official = draft.official or unit.means("country") is None
            continue
        party = Party(unit.code, unit.spans, unit.role, how)
        if role == "supplier":
            put(draft.suppliers, party)
        elif role == "recipient":
            put(draft.recipients, party)
        elif role == "other":
            put(draft.others, party)
    _settle_signers(draft, meaning, deal=deal, stop=_comma_after(units, at))
    if any(m.name == "approve" for _, m in triggers):
        _settle_leave(draft, units, triggers)
    givers = [p for p in draft.suppliers if p.how == "subject"]
    if meaning.frame == "give" and meaning.kind == "verb" and givers:
        # "thanks to the States, Norway supplied"
        draft.suppliers = givers
    draft.subject = [p for p in (*draft.suppliers, *draft.recipients, *draft.others) if p.how == "subject"]
    if (
        meaning.frame == "take"
        and meaning.kind == "verb"
        and any(p.how == "subject" for p in draft.recipients)
    ):
        # "Morocco ordered 36 guns, now used by the Ukrainian forces"
        stop = _comma_after(units, at)
        draft.recipients = [p for p in draft.recipients if p.how == "subject" or p.spans[0][0] < stop]
    if meaning.frame == "take" and len(draft.recipients) > 1:
        # "The States bought 26 aircraft for Afghanistan": who has them is told by "for"
        meant = [
            p
            for p in draft.recipients
            if p.how != "subject" and units[at].end <= p.spans[0][0] < _comma_after(units, at)
        ]
        if draft.recipients[0].how == "subject" and len(meant) == 1 and meaning.kind == "verb":
            draft.recipients = meant


def _of_deal(units: list[Unit], n: int) -> bool:
    """Whether a party and the next one follow the noun of a deal: "an accord of Montenegro and France"."""
    before = units[n - 1].means("event") if n else None
    if before is None or before.frame != "deal":
        return False
    ahead = units[n + 1 : n + 3]
    return len(ahead) == 2 and ahead[0].means("and") is not None and ahead[1].kind == "party"


def _comma_after(units: list[Unit], at: int) -> int:
    """Where the first comma behind a unit stands, or where the clause ends."""
    return next((u.start for u in units[at:] if u.key == ","), units[-1].end)


def _thanks(units: list[Unit], n: int) -> str:
    """The role of a party beside a word of thanks: who is thanked gave, who thanks received."""
    if any(u.means("thank") is not None for u in units[max(0, n - 5) : n]):
        return "supplier"
    return "recipient" if any(u.means("thank") is not None for u in units[n + 1 : n + 4]) else ""


def _decides(units: list[Unit], n: int, at: int) -> bool:
    """Whether the main verb is what a party is told to have decided: "the decision of the States to sell"."""
    if not 0 < at - n <= 4:
        return False
    k = n - 1
    while k > n - 4 and k > 0 and (units[k].kind == "prep" or units[k].means("article") is not None):
        k -= 1
    return k >= 0 and units[k].means("decision") is not None


def _client_of(units: list[Unit], n: int, at: int, role: str, how: str) -> bool:
    """Whether the party at n is who has the clients, right behind the noun: "klientów Rosji"."""
    beside = all(u.kind in ("prep", "adjective") or u.means("article") is not None for u in units[at + 1 : n])
    return role == "supplier" and how != "subject" and (n < at or beside)


def _settle_leave(draft: Draft, units: list[Unit], triggers: list[tuple[int, Meaning]]) -> None:
    """Of "Germany allowed Poland to send tanks to Ukraine" Poland is who supplies."""
    if len(draft.recipients) != 2 or any(p.how == "subject" for p in draft.recipients):
        return
    first, second = sorted(draft.recipients, key=lambda p: p.spans[0])
    for n, meaning in triggers:
        if meaning.frame == "give" and first.spans[0][1] <= units[n].start < second.spans[0][0]:
            draft.suppliers, draft.recipients = [replace(first, how="subject")], [second]
            return


def _settle_signers(draft: Draft, meaning: Meaning, *, deal: bool, stop: int) -> None:
    signers = [p for p in draft.recipients if p.how == "subject"]
    if meaning.kind == "event" and signers and len(signers) < len(draft.recipients):
        # "France confirmed the purchase by Egypt"
        if stop < min(p.spans[0][0] for p in draft.recipients if p.how != "subject"):
            # "Brazil negotiates the purchase of ships, built for Trinidad"
            draft.recipients = signers
            return
        draft.recipients = [p for p in draft.recipients if p.how != "subject"]
        draft.others += signers
    elif deal and meaning.kind == "event" and len(signers) > 1:
        # "Serbia and France signed a contract on the purchase": one of them sells.
        draft.recipients = [p for p in draft.recipients if p.how != "subject"]
        draft.others += signers


def _of_goods(units: list[Unit], n: int, main: tuple[int, Meaning]) -> bool:
    """Whether a party owns the goods of a purchase: "Colombia anunció la compra de 17 Gripen de Suecia"."""
    at, meaning = main
    if meaning.kind != "event" or meaning.frame != "take" or at > n:
        return False
    k = n - 1
    while k > at and (units[k].kind == "prep" or units[k].means("article") is not None):
        k -= 1
    return units[k].kind == "item"


def _is_agent(units: list[Unit], n: int, at: int) -> bool:
    """Whether "from" is "by": the goods stand before the verb ("Rafale acquistati dalla Grecia")."""
    if at > n or not any(u.means("agent") is not None for u in units[max(0, n - 3) : n]):
        return False
    return any(u.kind == "item" for u in units[:at]) and not any(u.kind == "party" for u in units[:at])


def _set_apart(units: list[Unit], n: int, triggers: list[tuple[int, Meaning]]) -> bool:
    """Whether a comma parts a party from the first trigger, which stands behind it."""
    first = triggers[0][0] if triggers else 0
    return n < first and any(u.key == "," for u in units[n:first])


def _strayed(
    units: list[Unit], n: int, prep: str, triggers: list[tuple[int, Meaning]], tables: Tables
) -> bool:
    """Whether a preposition that may mean either side stands behind a comma: "…, data l'aggressione all'Ucraina"."""
    if prep in _PLACES:
        return _of_noun(units, n, prep)
    if not any(role == "recipient" for role, _ in tables.get("give", {}).get(prep, ())):
        return False
    last = max((k for k, _ in triggers if k < n), default=-1)
    return last >= 0 and any(u.key == "," for u in units[last:n])


def _of_noun(units: list[Unit], n: int, prep: str) -> bool:
    """Whether a place says where something else was: "jeszcze przed wojną w Ukrainie"."""
    k = next((k for k in range(n - 1, max(-1, n - 5), -1) if units[k].key == prep), 0)
    before = units[k - 1] if k else None
    if before is None or before.kind != "word" or before.key in _YEARS:
        return False
    return not before.meanings or before.means("war") is not None


def _own_deed(draft: Draft, units: list[Unit], n: int) -> None:
    """Takes the state of an adjective beside the noun of an event: "les livraisons allemandes"."""
    for k in (n + 1, n - 1):
        if k < n and any(u.kind == "item" for u in units[n + 1 : n + 4]):
            # "nabavci iranskih dronova": the goods' adjective
            continue
        event = units[k].means("event") if 0 <= k < len(units) else None
        if event is not None and event.frame in SUBJECT and units[k].kind == "trigger":
            parties = draft.suppliers if event.frame == "give" else draft.recipients
            put(parties, Party(units[n].code, units[n].spans, "state"))
            return


def _is_place(prep: str, unit: Unit, tables: Tables) -> bool:
    """Whether a capital is where something was signed: "in Paris", "u Beogradu"."""
    if unit.cases:
        return "loc" in unit.cases and not unit.cases & {"acc", "gen"}
    return prep in tables.get("none", {})


def _coordinated(units: list[Unit], first: int, second: int) -> bool:
    between = units[first + 1 : second]
    return (
        bool(between)
        and all(
            u.key in (",", "(", ")")
            or u.kind == "count"
            or u.means("and") is not None
            or u.means("article") is not None
            for u in between
        )
        and any(u.key == "," or u.means("and") is not None for u in between)
    )


def _is_dative(units: list[Unit], n: int, lexicon: Lexicon) -> bool:
    """German: "der Ukraine" behind a verb or a word."""
    if lexicon.language != "de" or n < 2 or units[n - 1].key not in ("der", "dem", "den"):
        return False
    return units[n].start > units[n - 1].end and units[n - 2].kind in ("trigger", "word", "money", "count")


def by_preposition(
    prep: str,
    unit: Unit,
    units: list[Unit],
    where: tuple[int, list[tuple[int, Meaning]], tuple[int, Meaning]],
    tables: Tables,
) -> str:
    """The role that a preposition brings, by the frame of what it depends on."""
    n, triggers, main = where
    framed = [(k, m) for k, m in triggers if m.frame and k < n]
    governor = framed[-1][1] if framed else main[1]
    if not framed and any(m.kind == "event" for _, m in triggers) and main[1].kind == "event":
        governor = main[1]
    frame = governor.frame
    act = governor.kind == "act" and bool(framed) and n - framed[-1][0] <= 3
    if frame == "take" and (governor.kind == "event" or act):
        frame = "take_noun" if "take_noun" in tables else frame
    offered = any(m.name == "offer" for k, m in triggers if n - 3 <= k < n)
    if (frame == "arrive" and "arrive" not in tables) or (frame == "take" and offered):
        # "recebe navio oferecido pela Austrália"
        frame = "give"
    if not frame:
        # an act of its own ("approved for Poland"), a price, a list
        frame = "deal"
    table = tables.get(frame, {})
    for role, case in table.get(prep, ()):
        if not case or not unit.cases or case in unit.cases:
            return role
    if frame == "deal" and main[1].frame in SUBJECT:
        for role, case in tables.get(main[1].frame, {}).get(prep, ()):
            if not case or not unit.cases or case in unit.cases:
                return role
    return ""


def _by_case(unit: Unit, units: list[Unit], n: int, meaning: Meaning) -> str:
    before = units[n - 1] if n else None
    if unit.cases == {"ins"}:
        return "subject"
    if (
        before is not None
        and before.kind == "trigger"
        and before.means("event") is not None
        and "gen" in unit.cases
    ):
        if meaning.frame == "give" and "dat" in unit.cases:
            return "recipient"
        event = before.means("event")
        return "other" if event is not None and event.frame == "deal" else "subject"
    if (
        "dat" in unit.cases
        and (meaning.frame in ("give", "arrive") or meaning.name == "list")
        and (before is None or before.kind not in ("item", "body"))
    ):
        return "recipient"
    if (
        "dat" in unit.cases
        and meaning.frame == "give"
        and ("gen" not in unit.cases or meaning.kind == "verb")
    ):
        return "recipient"
    return ""
