"""The items of a case: which names are one item, how many of each.

Enters: supports (claims with source and origin) and the names of equipment they carry. Leaves: items with
their counts, and what is disagreed on. Names that one report tells apart, each with its own count, stay two
items, however alike; a total over them ("12 F-16s" for ten of one kind and two of another) is no count of
either: it is shown under the name for all, and they are its parts.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

from ..model import NOTHING, Disagreement, Field, Item
from . import disagreements as differ
from .fields import CEILING, CONTRACT, DELIVERED, Told, basis_of, bound_of, field_of, gather, prefer
from .kinship import contradict, gear_of, kin, same_item
from .support import Origins, Support


def quantity_of(support: Support) -> float | None:
    n = support.claim.get("quantity")
    return float(n) if isinstance(n, int | float) else None


def _told_apart(by_name: Mapping[str, Sequence[Support]]) -> set[frozenset[str]]:
    """Pairs of like names to which one report gives counts of their own."""
    found: set[frozenset[str]] = set()
    counted: dict[tuple[str, object], dict[str, set[float]]] = {}
    for name, held in by_name.items():
        for s in held:
            n = quantity_of(s)
            if n is not None:
                counted.setdefault((s.source.id, s.claim.get("stage")), {}).setdefault(name, set()).add(n)
    for names in counted.values():
        for a in names:
            for b in names:
                x, y = gear_of(a), gear_of(b)
                if a >= b or not x.keys & y.keys:
                    continue
                wide, fine = (a, b) if x.keys <= y.keys else (b, a)
                narrower = gear_of(wide).keys <= gear_of(fine).keys
                # Of ten F-16C and twelve F-16, the twelve are all of them; of twelve and two, they are not.
                part = narrower and (names[wide] & names[fine] or max(names[wide]) > max(names[fine]))
                if contradict(a, b) or not part:
                    found.add(frozenset((a, b)))
    return found


def group_equipment(supports: Sequence[Support], names: Mapping[str, str]) -> dict[str, list[Support]]:
    """Supports by the item that they are about; a general word goes to the one designation that it fits."""
    by_name: dict[str, list[Support]] = {}
    for s in supports:
        name = names.get(s.claim.id)
        if name is not None:
            by_name.setdefault(name, []).append(s)
    order = sorted(
        by_name,
        key=lambda n: (
            gear_of(n).generic,
            -max(s.rank for s in by_name[n]),
            -len({s.source.house for s in by_name[n]}),
            -len(by_name[n]),
            n,
        ),
    )
    apart = _told_apart(by_name)
    groups: dict[str, list[Support]] = {}
    members: dict[str, list[str]] = {}
    for name in order:
        home = next(
            (
                g
                for g in groups
                if same_item(g, name) and not any(frozenset((name, m)) in apart for m in members[g])
            ),
            None,
        )
        gear = gear_of(name)
        if home is None and gear.generic and not gear.part:
            fitting = [g for g in groups if not gear_of(g).part and kin(g, name) > 0]
            if len(fitting) == 1 or (fitting and gear.anything):
                home = fitting[0]
        elif home is None and gear.generic and gear.part:
            fitting = [g for g in groups if gear_of(g).part and kin(g, name) > 0]
            exact = [g for g in fitting if gear_of(g).noun == gear.noun] or fitting
            home = exact[0] if len(exact) == 1 else None
        groups.setdefault(home or name, []).extend(by_name[name])
        members.setdefault(home or name, []).append(name)
    return groups


def _counted(supports: Sequence[Support]) -> dict[str | None, list[Told]]:
    """Counts of one item by meaning; a count of no stage goes with the ceiling or the contract that it equals."""
    meant: dict[str | None, list[Support]] = {}
    for s in (x for x in supports if quantity_of(x) is not None):
        meant.setdefault(
            basis_of(s.claim.get("stage"), None, s.claim.get("modality"), bound_of(s.claim, "quantity")), []
        ).append(s)
    loose = meant.pop(None, [])
    if meant:
        # What is to be delivered next is a batch: of what was ordered it says nothing.
        loose = [s for s in loose if s.claim.get("stage") != "delivered"]
    if loose:
        home = next((b for b in (CEILING, CONTRACT, DELIVERED) if b in meant), None)
        for s in loose:
            like = [b for b, held in meant.items() if any(quantity_of(h) == quantity_of(s) for h in held)]
            meant.setdefault(like[0] if like else home, []).append(s)
    return {b: told for b, held in meant.items() if (told := gather(held, amount=quantity_of))}


def _totals(groups: Mapping[str, Sequence[Support]]) -> dict[str, float]:
    """By group, the count in it that is the sum of the counts of its versions: 152 K9 for 6 K9A1 and 146 K9PL."""
    found: dict[str, float] = {}
    for name, held in groups.items():
        like = [groups[n] for n in groups if n != name and same_item(n, name)]
        counts = [most for others in like if (most := _most(others)) > 0]
        for total in sorted({q for s in held if (q := quantity_of(s)) is not None}):
            spoken = {s.claim.get("equipment") for s in held if quantity_of(s) == total}
            within: dict[object, list[Support]] = {}
            for s in held:
                if s.claim.get("equipment") not in spoken:
                    within.setdefault(s.claim.get("equipment"), []).append(s)
            versions = [*counts, *(most for theirs in within.values() if (most := _most(theirs)) > 0)]
            rest = {q for s in held if (q := quantity_of(s)) is not None} if counts else set()
            if (len(versions) > 1 and sum(versions) == total) or any(q + sum(counts) == total for q in rest):
                found[name] = total
                break
    return found


def _most(supports: Sequence[Support]) -> float:
    return max((q for s in supports if (q := quantity_of(s)) is not None), default=0.0)


def _with_totals(
    groups: Mapping[str, list[Support]], totals: Mapping[str, float]
) -> tuple[dict[str, list[Support]], set[str]]:
    """The groups, each total under the name for all its versions; and the names of the versions."""
    found = dict(groups)
    versions: set[str] = set()
    for name, total in totals.items():
        spoken = {s.claim.get("equipment") for s in groups[name] if quantity_of(s) == total}
        whole = [s for s in groups[name] if s.claim.get("equipment") in spoken]
        rest = [s for s in groups[name] if s not in whole]
        del found[name]
        found[min(map(str, spoken), key=lambda n: (n != name, n))] = whole
        if rest:
            version = min(str(s.claim.get("equipment")) for s in rest)
            found[version] = rest
            versions.add(version)
        versions |= {n for n in groups if n != name and same_item(n, name)}
    return found, versions


def _best_name(name: str, quantity: Field, held: Sequence[Support]) -> str:
    """The name under which an item is shown: where its own carries no count, the fullest name that does."""
    counting = {
        str(s.claim.get("equipment"))
        for s in held
        if s.claim.id in quantity.claims and s.claim.get("equipment")
    }
    own = any(s.claim.get("equipment") == name and quantity_of(s) is not None for s in held)
    fuller = sorted(
        (n for n in counting if not gear_of(n).generic and gear_of(name).keys <= gear_of(n).keys),
        key=lambda n: (-len(n), n),
    )
    return fuller[0] if fuller and not own else name


def make_items(
    groups: Mapping[str, list[Support]], origins: Origins
) -> tuple[list[Item], list[Disagreement]]:
    items: list[Item] = []
    found: list[Disagreement] = []
    totals = _totals(groups)
    groups, versions = _with_totals(groups, totals)
    sums = set(totals.values())
    counted = {name: _counted(held) for name, held in groups.items()}
    all_counts = [t.value for told in counted.values() for part in told.values() for t in part]
    for name, held in groups.items():
        told = counted[name]
        printed: dict[float, set[str]] = {}
        for s in held:
            if (n := quantity_of(s)) is not None:
                printed.setdefault(n, set()).add(s.source.id)
        fields: dict[str | None, Field] = {}
        for basis, counts in told.items():
            values = [replace(t, adds_up=name not in versions and t.value in sums) for t in counts]
            fields[basis] = field_of(values, origins, basis=basis)
            best, _ = prefer(values)
            others = list(all_counts)
            for t in values:
                if t.value in others:
                    others.remove(t.value)
            slot = "delivered" if basis == DELIVERED else "quantity"
            found.extend(differ.of_numbers(slot, values, best, name, others, printed))
        delivered = fields.get(DELIVERED, NOTHING)
        quantity = fields.get(CONTRACT) or fields.get(CEILING) or fields.get(None) or delivered
        gear = gear_of(name)
        items.append(
            Item(
                _best_name(name, quantity, held),
                gear.category,
                quantity,
                delivered,
                gear.part or name in versions,
                tuple(dict.fromkeys(s.claim.id for s in held)),
            )
        )
        names: dict[str, list[Support]] = {}
        for s in held:
            spoken = str(s.claim.get("equipment") or name)
            names.setdefault(spoken, []).append(s)
        found.extend(differ.of_slips("quantity", held, name, found))
        found.extend(differ.of_designations(sorted(names.items(), key=lambda n: (-len(n[1]), n[0]))))
    items.sort(key=lambda i: (i.part, gear_of(i.equipment).generic, -len(i.claims), i.equipment))
    found.extend(differ.of_types(groups))
    return items, differ.exchanged(found)
