"""What people ask of a case: which fields it has, which words say each, how a value reads.

Enters: cases, claims and documents. Leaves: evidence (sentences with their marks), rows for tables, words
for values. The command line, the pages and the exports all show a case through this module, so that they
cannot differ. It cannot see the ledger: whoever calls it brings the claims and documents.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache

from .ledger.evidence import evidence_of
from .model import Case, Claim, Document, Evidence, Field, Value
from .rules import load_table, split_cell, state_names

_SCALES = ((1e12, "trillion"), (1e9, "billion"), (1e6, "million"))
_SIGNS = {"USD": "$", "EUR": "€", "GBP": "£"}


@dataclass(frozen=True, slots=True)
class Shown:
    """One thing that a case tells: its key for ``why``, a label, the value in words, and what stands behind
    it.
    """

    key: str
    """``supplier``, ``value``, ``quantity:FGM-148 Javelin``, ``stage:approved`` …"""
    label: str
    words: str
    claims: tuple[str, ...]
    slots: tuple[str, ...]
    """The slots whose words say it."""
    field: Field | None = None


def name_state(code: str) -> str:
    """A state's name in English; an organisation's or an unknown code as it stands."""
    return state_names().get(code, code)


def claims_behind(case: Case) -> tuple[str, ...]:
    """The ids of every claim that a case rests on: transfers, steps, statements, notices."""
    steps = (c for e in case.history for c in e.claims)
    said = (v.claim for s in case.statements for v in s.variants)
    return tuple(dict.fromkeys((*case.claims, *steps, *said, *case.notices)))


def printable(text: str) -> str:
    """The text with control characters, on which browsers and terminals act, made visible; as long as it
    was.
    """
    if text.isprintable():
        return text
    return "".join(
        c if c.isprintable() or c in "\n\t\u00a0\u202f\u2009\u200d" or c.isspace() else "�" for c in text
    )


def write_number(value: Value | None) -> str:
    """A number with thousands marked; other values as they are; nothing for None."""
    if value is None:
        return ""
    if isinstance(value, tuple):
        return ", ".join(value)
    if isinstance(value, float) and value.is_integer():
        value = int(value)
    if isinstance(value, int | float):
        return f"{value:,}"
    return value


def write_money(amount: Value | None, currency: str | None) -> str:
    """``$75 million``, ``€69 million``, ``SEK 2.5 billion``."""
    if not isinstance(amount, int | float):
        return write_number(amount)
    sign = _SIGNS.get(currency or "", f"{currency} " if currency else "")
    for scale, word in _SCALES:
        if abs(amount) >= scale:
            return f"{sign}{amount / scale:,.10g} {word}"
    return f"{sign}{write_number(amount)}"


def write_field(field: Field) -> str:
    """A field's preferred value in words: ``up to 24``, ``about $75 million (shared)``."""
    if field.value is None:
        return ""
    words = write_money(field.value, field.currency) if field.currency else write_number(field.value)
    if field.bound:
        words = f"{field.bound} {words}"
    if field.also:
        words += " (" + ", ".join(write_money(v, c) for v, c in field.also) + ")"
    if field.scope:
        words += f" ({field.scope})"
    return words


def write_items(case: Case, limit: int = 3) -> str:
    """The items of a case in one line: ``246 FGM-148 Javelin, 24 launch unit``."""
    parts = [f"{write_field(i.quantity)} {i.equipment}".strip() for i in case.items[:limit]]
    if len(case.items) > limit:
        parts.append(f"and {len(case.items) - limit} more")
    return ", ".join(parts)


def shown_fields(case: Case, claims: Mapping[str, Claim]) -> tuple[Shown, ...]:
    """Everything that a case tells, in the order of its page. ``claims`` are the case's, by id."""
    found: list[Shown] = []
    for party in ("supplier", "recipient"):
        code = getattr(case, party)
        if code:
            named = [c for c in case.claims if c in claims and claims[c].get(party) is not None]
            # Where none has it, an analyst's decision put it in place of what the words name.
            own = tuple(c for c in named if claims[c].get(party) == code) or tuple(named)
            found.append(Shown(party, party, name_state(code), own, (party,)))
    for item in case.items:
        tail = f":{item.equipment}"
        found.append(Shown("item" + tail, "item", item.equipment, item.claims, ("equipment",)))
        for name, field in (("quantity", item.quantity), ("delivered", item.delivered)):
            if field.value is not None:
                slots = ("quantity", "bound", "equipment")
                found.append(Shown(name + tail, name, write_field(field), field.claims, slots, field))
    money: tuple[str, ...] = (
        "value",
        "currency",
        "bound",
        "value_also",
        "currency_also",
        "value_basis",
        "value_scope",
    )
    for field in case.values or ((case.value,) if case.value.value is not None else ()):
        key = f"value:{field.basis}" if field.basis else "value"
        label = field.basis or "value"
        found.append(Shown(key, label, write_field(field), field.claims, money, field))
    for event in case.history:
        key = "stage:" + event.stage + (f":{event.modality}" if event.modality else "")
        key += f":{event.date}" if event.date else ""
        words = " ".join(w for w in (event.modality, event.stage, event.date) if w)
        found.append(Shown(key, event.stage, words, event.claims, ("stage", "modality", "date")))
    for number, statement in enumerate(case.statements, 1):
        said = tuple(v.claim for v in statement.variants)
        found.append(
            Shown(f"statement:{number}", statement.speaker, statement.quote, said, ("quote", "speaker"))
        )
    for notice in case.notices:
        terms = ("transmittal", "designator", "value", "recipient", "delivered", "posted")
        found.append(Shown("notice", "notice", ", ".join(case.transmittals), (notice,), terms))
    for number, clash in enumerate(case.disagreements, 1):
        told = tuple(c for side in clash.values for c in side.claims)
        differing = money if clash.field == "value" else (clash.field, "equipment")
        found.append(Shown(f"disagreement:{number}", clash.kind, clash.why, told, differing))
    return tuple(found)


def choose_fields(shown: Sequence[Shown], wanted: str | None) -> tuple[Shown, ...]:
    """The fields that a person means by a word: a key, the first part of one, a label, or a part of an
    item's name.
    """
    if wanted is None:
        return tuple(shown)
    word = wanted.casefold()
    exact = tuple(s for s in shown if s.key.casefold() == word)
    if exact:
        return exact
    begun = tuple(s for s in shown if s.key.casefold().startswith(word + ":") or s.label.casefold() == word)
    if begun:
        return begun
    kind, _, rest = word.partition(":")
    if rest:
        return tuple(s for s in shown if s.key.casefold().startswith(kind + ":") and rest in s.key.casefold())
    return tuple(s for s in shown if word in s.key.casefold())


def find_evidence(
    shown: Shown, claims: Mapping[str, Claim], documents: Mapping[str, Document]
) -> tuple[Evidence, ...]:
    """The sentences behind one thing that a case tells, earliest published first.

    The marks are the spans of the slots that say it. A slot may stand in another sentence than the claim:
    then each sentence is evidence of its own.
    """
    behind = [claims[c] for c in shown.claims if c in claims and claims[c].document in documents]
    found = evidence_of(shown.key, shown.slots, behind, documents)
    return tuple(
        sorted(found, key=lambda e: (e.published or "9999", e.outlet or "", e.doc, e.start, e.claim))
    )


def state_code(words: str | None) -> str | None:
    """The code of a state by its code or one of its names; the words themselves where no state has them."""
    if words is None or not words.strip():
        return None
    return _codes().get(words.strip().casefold(), words.strip())


@cache
def _codes() -> dict[str, str]:
    codes: dict[str, str] = {}
    for row in load_table("names/states.tsv"):
        for name in (row["code"], row["name"], *split_cell(row["names"])):
            codes.setdefault(name.rstrip("?").casefold(), row["code"])
    return codes


def case_rows(cases: Iterable[Case]) -> list[dict[str, object]]:
    """Cases as flat rows, one for each item, for pandas, polars or a spreadsheet."""
    rows: list[dict[str, object]] = []
    for case in cases:
        ceiling = next((f for f in case.values if f.basis == "ceiling"), None)
        contract = next((f for f in case.values if f.basis == "contract"), None)
        for item in case.items or (None,):
            rows.append(
                {
                    "case": case.id,
                    "supplier": case.supplier,
                    "recipient": case.recipient,
                    "kind": case.kind,
                    "equipment": item.equipment if item is not None else None,
                    "category": item.category if item is not None else None,
                    "part": item.part if item is not None else None,
                    "quantity": item.quantity.value if item is not None else None,
                    "quantity_bound": item.quantity.bound if item is not None else None,
                    "quantity_disputed": item.quantity.disputed if item is not None else None,
                    "delivered": item.delivered.value if item is not None else None,
                    "value": case.value.value,
                    "currency": case.value.currency,
                    "value_basis": case.value.basis,
                    "value_disputed": case.value.disputed,
                    "ceiling": ceiling.value if ceiling is not None else None,
                    "contract": contract.value if contract is not None else None,
                    "stage": case.reached,
                    "announced": case.announced,
                    "outlets": case.outlets,
                    "origins": len(case.origins),
                    "documents": len(case.documents),
                    "disagreements": len(case.disagreements),
                }
            )
    return rows
