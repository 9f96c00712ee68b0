"""Disagreements on one field, each named by its kind and explained in one sentence.

Enters: the values told of a field, with their supports. Leaves: disagreements in the kinds of the field's
slips: magnitude, digits, correction, unit, sum, rounding, conversion, scope, bound, date, stage,
designation. It cannot say who is right; where none of the kinds explains a difference it says ``other``.
"""

from __future__ import annotations

import itertools
from collections.abc import Mapping, Sequence
from dataclasses import replace

from ..model import Disagreement, Side, Statement, Variant
from .clock import days_of, gap
from .fields import Told, bound_of, gather, prefer
from .figures import agree, digits, magnitude, rounded, swapped
from .kinship import contradict, endings, gear_of, kin
from .rates import convert
from .support import Support, fold_words

LEAST_WORDS = 5
"""Words of a quotation below which two wordings say nothing."""
NEAR_DAYS = 30
"""Days between two reports within which a figure of one is that of the other, whatever step they call it."""
CORRECTED = 60
"""Days between a report and one that says it corrects the figure."""
OUTDATED = 0.25
"""How far a sum may lie from what the year's rate makes of it and still be meant for it."""
CONVERTED = 0.15
"""Share by which a sum in another currency may be off the year's rate; beyond it, it is another sum."""
KEPT = 1.5
"""How many times a bound may be what keeps it for the two to be held against each other."""
POD = 6.0
"""Rockets in one pod, by which the one is taken for the other."""


def money(amount: float, currency: str | None) -> str:
    """An amount of money in words."""
    for size, word in ((1e9, "billion"), (1e6, "million")):
        if abs(amount) >= size:
            return f"{currency or ''} {amount / size:,.6g} {word}".strip()
    return f"{currency or ''} {amount:,.0f}".strip()


def _show(told: Told) -> str:
    if told.currency is not None:
        text = money(told.value, told.currency)
    else:
        text = f"{told.value:,.0f}"
    bound = next((b for b in told.bounds if b), None)
    return f"{bound} {text}" if bound is not None and None not in told.bounds else text


def _who(told: Told) -> str:
    houses = sorted(told.outlets)
    if len(houses) <= 2:
        return " and ".join(houses)
    return f"{len(houses)} outlets"


def houses(supports: Sequence[Support]) -> str:
    """The outlets behind some supports."""
    return ", ".join(sorted({s.source.house for s in supports}))


def _side(told: Told) -> Side:
    value = int(told.value) if told.value == int(told.value) else told.value
    claims = tuple(dict.fromkeys(s.claim.id for s in told.supports))
    return Side(value, claims, tuple(sorted({s.source.id for s in told.supports})), told.currency)


def _corrects(a: Told, b: Told) -> bool:
    """Whether a report of one value says that it corrects the other, which another report prints."""
    if not any(near(x, y, CORRECTED) for x in a.supports for y in b.supports):
        return False
    for one, two in ((a, b), (b, a)):
        # The correction may print the figure that it takes back.
        others = {s.source.id for s in two.supports if s.source.corrects is None}
        for note, source in {(s.source.corrects, s.source.id) for s in one.supports}:
            if note is None or not others - {source}:
                continue
            if (
                {a.value, b.value} <= set(note)
                or not note
                or (len(note) == 1 and {a.value, b.value} & set(note))
            ):
                return True
    return False


def number_kind(best: Told, other: Told, parts: Sequence[float]) -> tuple[str, str] | None:
    """Kind and explanation of the difference between two figures of one field, or None where there is none."""
    a, b = best.value, other.value
    here = f"{_who(other)} {'print' if len(other.outlets) > 1 else 'prints'} {_show(other)}, {_who(best)} {_show(best)}"
    if a == b:
        bounds = {*best.bounds, *other.bounds}
        if best.scope != other.scope:
            return None
        return ("bound", f"{_show(best)} is told with and without a bound") if len(bounds) > 1 else None
    if best.scope != other.scope and not magnitude(a, b):
        wide, narrow = (best, other) if best.scope is not None else (other, best)
        if wide.value <= narrow.value:
            return None
        return "scope", f"{here}: {_show(wide)} covers more than this sale"
    if rounded(a, b):
        return "rounding", f"{here}: one is the other rounded"
    if _corrects(best, other):
        return "correction", f"{here}: a later text says that it corrects the figure"
    bound = next((x for x in other.bounds if x), None)
    mine = next((x for x in best.bounds if x), None)
    exchange = swapped(a, b) and sorted(digits(a)) == sorted(digits(b))
    if agree(a, b, mine, bound) and not exchange:
        return "bound", f"{here}: the one is a bound on the other"
    if magnitude(a, b):
        return "magnitude", f"{here}: the same digits, another power of ten"
    low, high = min(a, b), max(a, b)
    others = [p for p in parts if p not in (a, b)]
    added = best.currency is None and any(low + p == high for p in others)
    if swapped(a, b) and (exchange or not added):
        return "digits", f"{here}: digits exchanged or mistaken"
    if best.currency is None:
        if added:
            return "sum", f"{here}: the larger is the smaller with another item added"
    elif any(abs(low + p - high) <= 0.01 * high for p in others):
        return "sum", f"{here}: the larger is a sum of parts"
    if bound is not None or mine is not None:
        limit = {"more than": lambda x, y: y > x, "up to": lambda x, y: y < x}
        for mark, x, y in ((mine, a, b), (bound, b, a)):
            if mark in limit and limit[mark](x, y):
                if high > KEPT * low:
                    return None
                return "bound", f"{here}: the one is a bound that the other keeps"
    if high >= 1.5 * low or {s.claim.get("stage") for s in best.supports}.isdisjoint(
        s.claim.get("stage") for s in other.supports
    ):
        return "scope", f"{here}: perhaps a part (a batch, a contract) taken for the whole"
    return "other", f"{here}: no usual slip explains it"


def _documents(told: Told) -> set[str]:
    return {s.source.id for s in told.supports}


SLIPS = ("magnitude", "digits", "rounding", "correction")
"""What can be told of two counts of what was delivered; others are batches."""


def of_numbers(
    field: str,
    told: Sequence[Told],
    best: Told,
    equipment: str | None,
    parts: Sequence[float] = (),
    printed: Mapping[float, set[str]] | None = None,
) -> list[Disagreement]:
    """The disagreements between the preferred value of a field and each other one in its currency.

    ``printed`` gives the documents that print a figure anywhere about the same thing, whatever it is the figure of.
    """
    found: list[Disagreement] = []
    knowing = _documents(best) | (printed or {}).get(best.value, set())
    for other in told:
        if other is best or other.currency != best.currency or _wished(other) != _wished(best):
            continue
        kind = number_kind(best, other, parts)
        # A report that prints both tells them apart itself, unless one is a slip of the other.
        if kind is not None and kind[0] not in SLIPS and _documents(other) & knowing:
            continue
        if kind is not None and (field != "delivered" or kind[0] in SLIPS):
            found.append(Disagreement(field, kind[0], equipment, (_side(best), _side(other)), kind[1]))
    for one in told:
        if one.currency == best.currency:
            found.extend(_of_bounds(field, one, equipment))
    return found


def _of_bounds(field: str, told: Told, equipment: str | None) -> list[Disagreement]:
    """One figure that some print with a bound and others without."""
    found: list[Disagreement] = []
    counted = "value" if told.currency is not None else "quantity"
    plain = [s for s in told.supports if bound_of(s.claim, counted) is None]
    for bound in ("more than", "up to"):
        bounded = [s for s in told.supports if bound_of(s.claim, counted) == bound]
        both = {s.source.id for s in plain} & {s.source.id for s in bounded}
        firm = plain if bound == "more than" else _rewrites(plain, bounded)
        if not firm or not bounded or (both and bound == "up to"):
            continue
        sides = (side_of(told.value, firm, told.currency), side_of(told.value, bounded, told.currency))
        why = f"{houses(bounded)} says {bound} {_plain(told)}, others say {_plain(told)}"
        found.append(Disagreement(field, "bound", equipment, sides, why))
    return found


def _rewrites(plain: Sequence[Support], bounded: Sequence[Support]) -> list[Support]:
    """Those of the figures told without their ceiling that were printed after it: all, or none."""
    first = min((s.source.published or "" for s in bounded), default="")
    later = all((s.source.published or "") > first for s in plain)
    ordered = any(s.claim.get("stage") == "ordered" for s in bounded)
    steps = (*_CEILINGS, "ordered") if ordered else _CEILINGS
    return [s for s in plain if s.claim.get("stage") in steps] if first and later else []


_CEILINGS = ("interest", "requested", "approved", "notified")
"""Steps of which a figure is a ceiling: what is ordered below it later is no disagreement."""


def of_slips(
    field: str, supports: Sequence[Support], equipment: str | None, shown: Sequence[Disagreement]
) -> list[Disagreement]:
    """Figures told of unlike steps within weeks of each other, of which one is the other with a slip.

    Whoever prints 205 for 250 may also print "ordered" for "approved". What was delivered, or comes next, is a batch.
    """
    known = [
        {side.value for side in d.values} for d in shown if d.field == field and d.equipment == equipment
    ]
    counts = field == "quantity"
    told = gather(
        supports,
        amount=lambda s: figure(s, field),
        currency=None if counts else "currency",
    )
    found: list[Disagreement] = []
    for a, b in itertools.combinations(told, 2):
        close = any(near(x, y, NEAR_DAYS) for x in a.supports for y in b.supports)
        if not close or _documents(a) & _documents(b) or {a.value, b.value} in known:
            continue
        best, _ = prefer((a, b))
        other = b if best is a else a
        if a.currency != b.currency:
            found.extend(_conversion(best, other, told))
            continue
        kind = number_kind(best, other, ())
        batch = counts and any(_delivered(t) for t in (a, b))
        if kind is not None and kind[0] in (("correction",) if batch else SLIPS):
            found.append(Disagreement(field, kind[0], equipment, (_side(best), _side(other)), kind[1]))
    return found


def _delivered(told: Told) -> bool:
    """Whether a figure is only of what was delivered or comes next."""
    return all(s.claim.get("stage") == "delivered" for s in told.supports)


def _conversion(best: Told, other: Told, told: Sequence[Told]) -> list[Disagreement]:
    """Two prices in unlike currencies that are one at the rate of the year, where no report gives them as one."""
    day = next((s.source.published for s in (*other.supports, *best.supports) if s.source.published), None)
    turned = convert(other.value, other.currency or "", best.currency or "", day)
    pairs = {(t.value, t.currency, *a) for t in told for a in t.also}
    one = {(best.value, best.currency, other.value, other.currency)}
    one |= {(other.value, other.currency, best.value, best.currency)}
    if turned is None or one & pairs or abs(turned.amount - best.value) > CONVERTED * best.value:
        return []
    why = (
        f"{_who(other)} gives {_show(other)}, {_who(best)} {_show(best)}: at {turned.note} that is "
        f"{money(round(turned.amount, -5), best.currency)}, a conversion"
    )
    return [Disagreement("value", "conversion", None, (_side(best), _side(other)), why)]


def of_units(supports: Sequence[Support], counted: Mapping[str, str]) -> list[Disagreement]:
    """One number of two units in reports of the same weeks: 39 pods of six and 39 rockets, or 234.

    ``counted`` gives the unit of each claim's number. A report that counts as many of both tells them apart.
    """
    told: dict[tuple[float, str], list[Support]] = {}
    for s in supports:
        n, unit = figure(s, "quantity"), counted.get(s.claim.id)
        if n is not None and n > 1 and unit is not None:
            told.setdefault((n, unit), []).append(s)
    units = dict.fromkeys(unit for _, unit in told)
    for (n, unit), mine in told.items():
        others = [(n, other) for other in units if other != unit]
        others += [(n * POD, "missiles")] if unit == "pods" else []
        for m, other in others:
            theirs = told.get((m, other), [])
            pair = next(
                ((s, x) for s in mine for x in theirs if one_thing(s, x) and near(s, x, NEAR_DAYS)), None
            )
            if pair is None or {s.source.id for s in mine} & {x.source.id for x in theirs}:
                continue
            why = f"{houses(mine)} counts {n:,.0f} {unit}, {houses(theirs)} {m:,.0f} {other}"
            sides = (side_of(n, mine), side_of(m, theirs))
            return [Disagreement("quantity", "unit", str(pair[0].claim.get("equipment")), sides, why)]
    return []


def figure(support: Support, field: str) -> float | None:
    n = support.claim.get(field)
    return float(n) if isinstance(n, int | float) else None


def _wished(told: Told) -> bool:
    """Whether a figure is only of what somebody would like."""
    return all(s.claim.get("stage") == "interest" for s in told.supports)


def exchanged(found: Sequence[Disagreement]) -> list[Disagreement]:
    """Disagreements, those of two items whose counts one report puts in each other's place made one."""
    left = list(found)
    for a, b in itertools.combinations(found, 2):
        mine, theirs = ({side.value for side in d.values} for d in (a, b))
        reports = [{x for side in d.values for x in side.documents} for d in (a, b)]
        two_items = a.field == b.field == "quantity" and a.equipment != b.equipment
        crossed = mine == theirs and len(mine) > 1 and reports[0] & reports[1]
        if two_items and crossed and a in left and b in left:
            left.remove(b)
            why = f"{a.why}: its count and that of {b.equipment} are exchanged"
            left[left.index(a)] = replace(a, kind="digits", why=why)
    return left


def _plain(told: Told) -> str:
    return money(told.value, told.currency) if told.currency is not None else f"{told.value:,.0f}"


def of_currencies(told: Sequence[Told], best: Told) -> list[Disagreement]:
    """Prices told in another currency that are the sum at the year's rate: of one report, or added by few of many."""
    found: list[Disagreement] = []
    pairs: list[tuple[float, str, Sequence[Support]]] = []
    added: list[tuple[float, str, Sequence[Support]]] = []
    both: list[tuple[float, str]] = []
    for t in told:
        other = t.currency is not None and best.currency is not None and t.currency != best.currency
        if other and t.currency is not None and not _documents(t) <= _documents(best):
            pairs.append((t.value, t.currency, t.supports))
        if t.currency == best.currency:
            for amount, currency in t.also:
                both.append((amount, currency))
                telling = [s for s in t.supports if s.claim.get("value_also") == amount]
                if 2 * len({s.source.id for s in telling}) < len(_documents(t)):
                    added.append((amount, currency, telling))
    # What one report gives as the sum in another currency is that sum in the others.
    pairs = [p for p in pairs if not any(p[1] == unit and agree(p[0], n) for n, unit in both)]
    for amount, currency, supports in (*pairs, *added):
        dated = (*supports, *(s for t in told for s in t.supports))
        day = next((s.source.published for s in dated if s.source.published), None)
        turned = convert(amount, currency, best.currency or "", day)
        text = f"{houses(supports)} gives {money(amount, currency)} beside {money(best.value, best.currency)}"
        if turned is None:
            why = f"{text}: no rate is at hand to compare them"
        elif amount == best.value:
            why = f"{text}: the same number in two currencies"
        elif abs(turned.amount - best.value) <= OUTDATED * best.value:
            fits = abs(turned.amount - best.value) <= CONVERTED * best.value
            why = f"{text}: at {turned.note} that is {money(round(turned.amount, -5), best.currency)}, a conversion"
            why += "" if fits else " that does not fit"
        else:
            continue
        sides = (_side(best), side_of(amount, supports, currency))
        found.append(Disagreement("value", "conversion", None, sides, why))
    return found + _turned_otherwise(told)


def _turned_otherwise(told: Sequence[Told]) -> list[Disagreement]:
    """One price to which reports add unlike sums in the same other currency."""
    found: list[Disagreement] = []
    for t in told:
        added = gather(
            [s for s in t.supports if s.claim.get("value_also") is not None],
            amount=lambda s: figure(s, "value_also"),
            currency="currency_also",
        )
        for a, b in itertools.combinations(added, 2):
            same = a.currency != b.currency or abs(a.value - b.value) <= CONVERTED * max(a.value, b.value)
            if same or _documents(a) & _documents(b):
                continue
            why = f"{_who(a)} gives {_show(a)} for {_plain(t)}, {_who(b)} {_show(b)}"
            found.append(Disagreement("value", "conversion", None, (_side(a), _side(b)), why))
    return found


def of_designations(names: Sequence[tuple[str, Sequence[Support]]]) -> list[Disagreement]:
    """Variants of one weapon that reports name for one item: F-16B and F-16D.

    A name that leaves the variant open contradicts none; a report that names both tells them apart; one that says
    "the type" names none itself.
    """
    spoken = [(name, own) for name, held in names if (own := [s for s in held if _names_it(s)])]
    groups: list[tuple[str, list[Support]]] = []
    for name, held in spoken:
        like = next(
            (g for n, g in groups if gear_of(n).part == gear_of(name).part and _one_variant(n, name)), None
        )
        if like is None:
            groups.append((name, list(held)))
        else:
            like.extend(held)
    found: list[Disagreement] = []
    for (a, mine), (b, theirs) in itertools.combinations(groups, 2):
        documents = [{s.source.id for s in held} for held in (mine, theirs)]
        if not contradict(a, b) or gear_of(a).part != gear_of(b).part or documents[0] & documents[1]:
            continue
        why = f"{houses(theirs)} names {b}, {houses(mine)} {a}"
        found.append(Disagreement("equipment", "designation", a, (side_of(a, mine), side_of(b, theirs)), why))
    return found


def of_types(groups: Mapping[str, Sequence[Support]]) -> list[Disagreement]:
    """Two weapons of one sort that reports of the same weeks name for one purchase: Type 218 and Type 214.

    Their counts agree, each report names but one of the two, and those are designations.
    """
    named = [
        (n, own)
        for n, held in groups.items()
        if not gear_of(n).generic and not gear_of(n).part and (own := [s for s in held if _names_it(s)])
    ]
    found: list[Disagreement] = []
    for (a, mine), (b, theirs) in itertools.combinations(sorted(named), 2):
        documents = [{s.source.id for s in held} for held in (mine, theirs)]
        one_sort = gear_of(a).category not in (None, "other") and gear_of(a).category == gear_of(b).category
        variants = kin(a, b) > 0 and not contradict(a, b)
        if not one_sort or variants or documents[0] & documents[1]:
            continue
        counts = [{n for s in held if (n := figure(s, "quantity"))} for held in (mine, theirs)]
        if counts[0] & counts[1] - {1} and any(near(s, x, NEAR_DAYS) for s in mine for x in theirs):
            why = f"{houses(theirs)} names {b}, {houses(mine)} {a}, and they count as many"
            sides = (side_of(a, mine), side_of(b, theirs))
            found.append(Disagreement("equipment", "designation", a, sides, why))
    return found


def side_of(value: str | float, supports: Sequence[Support], currency: str | None = None) -> Side:
    """A side of a disagreement."""
    claims, documents = tuple(s.claim.id for s in supports), tuple(sorted({s.source.id for s in supports}))
    return Side(value, claims, documents, currency)


def _names_it(support: Support) -> bool:
    """Whether a claim's own words name the weapon, and not the words of another sentence that it refers to."""
    claim = support.claim
    return any(
        start < claim.end and end > claim.start
        for slot in claim.slots
        if slot.name == "equipment"
        for start, end in slot.spans
    )


def _one_variant(a: str, b: str) -> bool:
    """Whether two names say the same of the variant: CH-47F Chinook, CH-47F Block II."""
    x, y = endings(a), endings(b)
    shared = [k for k in x.keys() & y.keys() if x[k] or y[k]]
    return bool(shared) and all(x[k] == y[k] for k in shared)


def one_thing(a: Support, b: Support) -> bool:
    """Whether two claims can be about one weapon."""
    x, y = a.claim.get("equipment"), b.claim.get("equipment")
    return not isinstance(x, str) or not isinstance(y, str) or kin(x, y) > 0


def near(a: Support, b: Support, days: int = 7) -> bool:
    """Whether two claims stand in one report, or in reports within some days."""
    x, y = days_of(a.source.published), days_of(b.source.published)
    return a.source.id == b.source.id or (x is not None and y is not None and gap(x, y) <= days)


def of_wordings(statements: Sequence[Statement]) -> list[Disagreement]:
    """Wordings of one utterance that cannot both be its words: two translations, or a slip of the pen.

    A shorter quotation of the same words is no disagreement.
    """
    found: list[Disagreement] = []
    for statement in statements:
        groups: dict[tuple[str, ...], list[Variant]] = {}
        for variant in sorted(statement.variants, key=lambda v: (-len(v.quote), v.claim)):
            words = fold_words(variant.quote)
            home = next((w for w in groups if _inside(words, w)), words)
            groups.setdefault(home, []).append(variant)
        unlike = [(w, held) for w, held in groups.items() if len(w) >= LEAST_WORDS]
        if len(unlike) < 2 or len({v.document for _, held in unlike for v in held}) < 2:
            continue
        sides = tuple(
            Side(held[0].quote, tuple(v.claim for v in held), tuple(sorted({v.document for v in held})))
            for _, held in unlike
        )
        first, second = unlike[0][0], unlike[1][0]
        only = " ".join(w for w in first if w not in second), " ".join(w for w in second if w not in first)
        why = f"{statement.speaker} is quoted in {len(sides)} wordings: “{only[0][:80]}” against “{only[1][:80]}”"
        found.append(Disagreement("statements", "wording", None, sides, why))
    return found


def _inside(short: tuple[str, ...], long: tuple[str, ...]) -> bool:
    """Whether one run of words stands in another."""
    n = len(short)
    return any(long[i : i + n] == short for i in range(len(long) - n + 1))
