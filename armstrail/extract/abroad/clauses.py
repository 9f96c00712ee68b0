"""What one clause says of a transfer in a language other than English: its trigger, stage, parties and items.

Enters: the Units of a clause. Leaves: a Draft, or None where nothing is transferred. A preposition, the case of a name
and its place before the verb tell the roles, in this order. It cannot see a party that stands in another clause:
telling.py fills those in.
"""

from __future__ import annotations

from dataclasses import dataclass, field

from ...model import Span
from ...values import Money
from .lexicon import Lexicon, Meaning, roles
from .units import Unit

Tables = dict[str, dict[str, tuple[tuple[str, str], ...]]]
"""Roles by frame and preposition, each with the case that it asks for."""
SUBJECT = {"give": "supplier", "take": "recipient"}


@dataclass(slots=True)
class Party:
    """Who supplies or receives, with the words that say so."""

    code: str
    spans: tuple[Span, ...]
    kind: str
    how: str = "stated"


@dataclass(slots=True)
class Draft:
    """A transfer as one clause tells it."""

    start: int
    end: int
    main: Meaning
    suppliers: list[Party] = field(default_factory=list)
    recipients: list[Party] = field(default_factory=list)
    others: list[Party] = field(default_factory=list)
    items: list[Unit] = field(default_factory=list)
    money: Money | None = None
    stage: str = ""
    stage_span: Span | None = None
    modality: str = ""
    modality_span: Span | None = None
    points_back: bool = False
    """True where a noun of an event stands in it that may be the deal told before."""
    includes: bool = False


def cut_clauses(units: list[Unit]) -> list[list[Unit]]:
    """The clauses of a sentence: cut where both sides have an event of their own."""
    clauses: list[list[Unit]] = []
    if not any(u.kind == "trigger" for u in units):
        return [units]
    rest = units
    at = 1
    while at < len(rest):
        if _may_cut(rest, at) and _has_event(rest[at:]) and _stands_alone(rest, at):
            clauses.append(rest[:at])
            rest, at = rest[at:], 1
            if len(clauses) > 12:
                break
        else:
            at += 1
    clauses.append(rest)
    return clauses


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


def _may_cut(units: list[Unit], at: int) -> bool:
    unit, before = units[at], units[at - 1]
    if before.kind == "mark" and before.key in (";", ":", "—", "–") and before.end < unit.start:
        return True
    if unit.means("clause") is not None:
        return True
    if before.key == "," or before.means("and") is not None:
        ahead = units[at : at + 12]
        if before.key == "," and unit.means("relative") is not None:
            return True
        stop = next((k for k, u in enumerate(ahead) if k and u.key == ","), len(ahead))
        verb = any(u.means("verb") or ((act := u.means("act")) and act.frame) for u in ahead[:stop])
        return verb and any(u.kind in ("party", "item") for u in ahead[:stop])
    return False


def _has_event(units: list[Unit]) -> bool:
    return any(
        m.kind in ("verb", "event") or (m.kind == "act" and m.frame)
        for u in units
        if u.kind == "trigger"
        for m in u.meanings
    )


def _stands_alone(units: list[Unit], at: int) -> bool:
    """Whether what stands before has an item or two parties: a clause that can be read for itself."""
    left = units[:at]
    item, parties = any(u.kind == "item" for u in left), sum(u.kind == "party" for u in left)
    if _has_event(left):
        return item or parties > 1
    # "Saudi-Arabien will 270 Panzer haben, Indonesien hat 100 beantragt"
    fresh = units[at - 1].key == "," and any(u.kind == "party" for u in units[at : at + 3])
    return (fresh or units[at].means("clause") is not None) and item and parties > 0


def _nounish(units: list[Unit], n: int) -> bool:
    """Whether a word that may be verb or noun stands as a noun: after an article or a preposition."""
    before = units[n - 1] if n else None
    return before is not None and (before.kind in ("prep", "count") or before.means("article") is not None)


def _triggers(units: list[Unit]) -> list[tuple[int, Meaning]]:
    found = []
    for n, unit in enumerate(units):
        if unit.kind != "trigger":
            continue
        verb, event, act = unit.means("verb"), unit.means("event"), unit.means("act")
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
    for n, m in triggers:
        if m.kind != "verb" or m.frame not in SUBJECT:
            continue
        close = [o for o, t in triggers if n < o <= n + 3 and t.kind in ("event", "act")]
        if (
            close
            and not any(u.kind == "item" for u in units[n : close[0]])
            and m.name in ("receive", "deliver")
        ):
            # "erhielt den Auftrag", "gave its approval": the noun is the event.
            continue
        return n, m
    for frames in (("take",), ("give",), ("arrive",), ("deal",)):
        for n, m in nouns:
            if m.frame in frames:
                return n, m
        for n, m in triggers:
            if m.kind == "verb" and m.frame in frames:
                return n, m
    for n, m in triggers:
        if m.kind == "act" and m.frame:
            return n, m
    return None


def _verbless(units: list[Unit], lexicon: Lexicon) -> Draft | None:
    """A headline without a verb: "Cuatro fragatas para Grecia"."""
    items = _items(units)
    if not items or not any(u.kind == "party" for u in units):
        return None
    meaning = Meaning("event", "headline", frame="give")
    draft = Draft(units[0].start, units[-1].end, meaning)
    draft.items = items
    tables = roles(lexicon.language)
    for n, unit in enumerate(units):
        if unit.kind == "party" and unit.code and (prep := _prep_of(units, n, tables)):
            role = _by_preposition(prep, unit, units, (n, [], (0, meaning)), tables)
            if role == "recipient":
                _put(draft.recipients, Party(unit.code, unit.spans, unit.role))
            elif role == "supplier":
                _put(draft.suppliers, Party(unit.code, unit.spans, unit.role))
    return draft


def read_clause(units: list[Unit], lexicon: Lexicon, *, headline: bool = False) -> Draft | None:
    """What a clause tells of a transfer, or None; of a headline, a noun with "for" will do."""
    triggers = _triggers(units)
    if not triggers:
        return None if not headline else _verbless(units, lexicon)
    main = _main(triggers, units)
    includes = any(m.name == "include" for _, m in triggers)
    if main is None and not includes:
        return None
    at, meaning = main if main is not None else triggers[0]
    draft = Draft(units[0].start, units[-1].end, meaning, includes=includes)
    draft.points_back = includes or any(m.kind == "event" for _, m in triggers)
    draft.items = _items(units)
    draft.money = next((u.money for u in units if u.kind == "money" and u.money is not None), None)
    _assign(draft, units, triggers, (at, meaning), lexicon)
    _settle_stage(draft, units, triggers, (at, meaning))
    return draft


def _items(units: list[Unit]) -> list[Unit]:
    items = [u for n, u in enumerate(units) if u.kind == "item" and not _belongs(units, n)]
    whole = [u for u in items if not u.part] or [u for u in items if u.count is not None]
    telling = [
        u
        for u in whole
        if not u.generic or u.count is not None or u.name not in ("weapon", "aircraft", "ammunition")
    ]
    named = [u for u in telling if not u.generic]
    if named:
        return [u for u in telling if not u.generic or u.count is not None]
    return telling or whole


def _belongs(units: list[Unit], n: int) -> bool:
    """Whether an item says what the item before it is for ("Munition für den Gepard")."""
    k = n - 1
    while k >= 0 and (units[k].means("article") is not None and units[k].means("owned") is None):
        k -= 1
    return k > 0 and units[k].means("owned") is not None and units[k - 1].kind == "item"


# ---- roles


def _prep_of(units: list[Unit], n: int, tables: Tables, *, declined: bool = False) -> str:
    """The preposition that governs the party at n, or an empty string."""
    # A nominative that follows a word needs no preposition: "in den nächsten Tagen Polska".
    bare = "nom" in units[n].cases and len(units[n].cases) < 4 and declined
    steps = 0
    k = n - 1
    while k >= 0 and steps < 4:
        unit = units[k]
        if unit.means("prep") is not None or any(unit.key in table for table in tables.values()):
            first = (
                k == 0 or units[k - 1].key in (",", ":", "—", "–") or units[k - 1].means("and") is not None
            )
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


def _assign(
    draft: Draft,
    units: list[Unit],
    triggers: list[tuple[int, Meaning]],
    main: tuple[int, Meaning],
    lexicon: Lexicon,
) -> None:
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
    verbs = [n for n, m in triggers if m.kind in ("verb", "act") or m.frame == "deal"] or [at]
    declined = "acc" in lexicon.rules.get("cases", "")
    last_role = last_how = ""
    last_at = -9
    subject_seen = False
    for n, unit in enumerate(units):
        if unit.kind == "adjective":
            _own_deed(draft, units, n)
        if unit.kind != "party" or not unit.code:
            continue
        prep = "" if declined and unit.cases == {"nom"} else _prep_of(units, n, tables, declined=declined)
        if prep and unit.role == "person" and n > 1 and units[n - 2].kind == "party":
            # "all'Egitto di Al Sisi"
            continue
        if prep and unit.role == "capital" and _is_place(prep, unit, tables):
            continue
        role, how = "", "stated"
        if last_role and last_at >= n - 3 and _coordinated(units, last_at, n):
            role, how = last_role, last_how
        elif prep:
            role = _by_preposition(prep, unit, units, (n, triggers, main), tables)
            if role == "subject":
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
        elif not subject_seen and (n < verbs[-1] or n <= at + 2):
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
        if unit.role == "maker" and role in ("recipient", "other"):
            role = "supplier" if role == "other" or subject == "recipient" or not prep else ""
        if unit.role == "group" and role == "supplier":
            role = ""
        last_role, last_at, last_how = role, n, how
        party = Party(unit.code, unit.spans, unit.role, how)
        if role == "supplier":
            _put(draft.suppliers, party)
        elif role == "recipient":
            _put(draft.recipients, party)
        elif role == "other":
            _put(draft.others, party)
    signers = [p for p in draft.recipients if p.how == "subject"]
    if meaning.kind == "event" and signers and len(signers) < len(draft.recipients):
        # "France confirmed the purchase by Egypt"
        draft.recipients = [p for p in draft.recipients if p.how != "subject"]
        draft.others += signers
    elif deal and meaning.kind == "event" and len(signers) > 1:
        # "Serbia and France signed a contract on the purchase": one of them sells.
        draft.recipients = [p for p in draft.recipients if p.how != "subject"]
        draft.others += signers


def _is_agent(units: list[Unit], n: int, at: int) -> bool:
    """Whether "from" is "by": the goods stand before the verb ("Rafale acquistati dalla Grecia")."""
    if at > n or not any(u.means("agent") is not None for u in units[max(0, n - 3) : n]):
        return False
    return any(u.kind == "item" for u in units[:at]) and not any(u.kind == "party" for u in units[:at])


def _own_deed(draft: Draft, units: list[Unit], n: int) -> None:
    """Takes the state of an adjective beside the noun of an event: "les livraisons allemandes"."""
    for k in (n + 1, n - 1):
        event = units[k].means("event") if 0 <= k < len(units) else None
        if event is not None and event.frame in SUBJECT and units[k].kind == "trigger":
            parties = draft.suppliers if event.frame == "give" else draft.recipients
            _put(parties, Party(units[n].code, units[n].spans, "state"))
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
        and all(u.key == "," or u.means("and") is not None or u.means("article") is not None for u in between)
        and any(u.key == "," or u.means("and") is not None for u in between)
    )


def _is_dative(units: list[Unit], n: int, lexicon: Lexicon) -> bool:
    """German: "der Ukraine" behind a verb or a word."""
    if lexicon.language != "de" or n < 2 or units[n - 1].key not in ("der", "dem", "den"):
        return False
    return units[n].start > units[n - 1].end and units[n - 2].kind in ("trigger", "word", "money", "count")


def _by_preposition(
    prep: str,
    unit: Unit,
    units: list[Unit],
    where: tuple[int, list[tuple[int, Meaning]], tuple[int, Meaning]],
    tables: Tables,
) -> str:
    n, triggers, main = where
    framed = [(k, m) for k, m in triggers if m.frame and k < n]
    governor = framed[-1][1] if framed else main[1]
    if not framed and any(m.kind == "event" for _, m in triggers) and main[1].kind == "event":
        governor = main[1]
    frame = governor.frame
    if frame == "take" and (governor.kind == "event" or (governor.kind == "act" and n - framed[-1][0] <= 3)):
        frame = "take_noun" if "take_noun" in tables else frame
    if frame == "arrive" and "arrive" not in tables:
        frame = "give"
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
        and meaning.frame == "give"
        and (before is None or before.kind not in ("item", "body"))
    ):
        return "recipient"
    if "dat" in unit.cases and meaning.frame == "give" and "gen" not in unit.cases:
        return "recipient"
    return ""


def _put(parties: list[Party], party: Party) -> None:
    if all(p.code != party.code for p in parties) and len(parties) < 6:
        parties.append(party)


# ---- stages

_ORDER = ("cancel", "refuse", "offer", "approve", "request", "sign", "talks")


def _settle_stage(
    draft: Draft, units: list[Unit], triggers: list[tuple[int, Meaning]], main: tuple[int, Meaning]
) -> None:
    at, meaning = main
    acts = {m.name: (n, m) for n, m in reversed(triggers) if m.kind == "act"}
    for name in _ORDER:
        if name in acts:
            n, act = acts[name]
            if name in ("talks", "offer", "request") and meaning.kind == "verb" and abs(n - at) > 4:
                continue
            draft.stage, draft.stage_span = act.stage, (units[n].start, units[n].end)
            draft.modality = act.modality
            at = n
            break
    else:
        if meaning.kind != "act":
            deal = next(((n, m) for n, m in triggers if m.frame == "deal"), None)
            n, told = (at, meaning) if meaning.stage or deal is None else deal
            draft.stage, draft.stage_span = told.stage, (units[n].start, units[n].end)
            draft.modality = meaning.modality
            at = n
    if draft.modality == "planned":
        draft.modality_span = (units[at].start, units[at].end)
    near = [u for u in units[max(0, at - 12) : at + 12] if u.meanings and u.kind in ("word", "trigger")]
    marks = {m.kind: u for u in reversed(near) for m in u.meanings}
    for kind in ("if", "wish", "deny", "never", "hearsay", "ahead"):
        word = marks.get(kind)
        if word is None:
            continue
        span = (word.start, word.end)
        if kind in ("if", "wish") and meaning.kind != "act" and draft.stage in ("ordered", "delivered", ""):
            draft.stage, draft.stage_span, draft.modality = "interest", span, ""
        elif kind == "deny":
            draft.modality, draft.modality_span = "denied", span
        elif kind == "never" and abs(units.index(word) - at) <= 4:
            if draft.stage in ("ordered", "delivered", "approved"):
                draft.stage, draft.stage_span, draft.modality = "refused", span, ""
        elif kind == "hearsay":
            draft.modality, draft.modality_span = "alleged", span
        elif kind == "ahead" and draft.stage in ("ordered", "delivered") and not draft.modality:
            draft.modality, draft.modality_span = "planned", span
        else:
            continue
        break
