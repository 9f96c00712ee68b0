"""Which things of a text may be one: kinds of arms, what a wider noun may mean; and who sells.

Enters: Units that name things. Leaves: whether the one is the other, or may mean it. It cannot see numbers.
"""

from __future__ import annotations

from .units import Unit

_FAMILIES = (
    ("tank", ("tank destroyer",)),
    ("drone", ("drone", "unmanned", "loitering", "uav")),
    ("heli", ("helicopter", "tiltrotor")),
    ("munition", ("bomb", "ammunition", "projectile", "shell", "grenade", "mine", "munition", "explosive")),
    ("artillery", ("howitzer", "rocket launcher", "mortar", "artillery", "rocket system", "naval gun", "towed gun")),
    ("torpedo", ("torpedo",)),
    ("missile", ("missile", "rocket", "manpads")),
    ("defence", ("air defense", "anti-aircraft", "surface-to-air")),
    ("sea", ("ship", "frigate", "corvette", "submarine", "boat", "vessel", "destroyer", "aircraft carrier", "cruiser")),
    ("plane", ("aircraft", "fighter", "bomber", "jet", "plane", "trainer", "gunship")),
    ("tank", ("tank",)),
    ("truck", ("truck", "lorry", "off-road", "suv", "bus")),
    ("armour", ("vehicle", "carrier", "mrap", "armored car", "bridge", "recovery")),
    ("arms", ("rifle", "pistol", "gun", "carbine", "launcher")),
    ("radar", ("radar", "sonar", "sensor")),
)  # fmt: skip
POINTERS = frozenset({"machine", "vehicle", "system"})
"""Nouns that mean a thing told elsewhere."""
_WIDE = {
    "aircraft": frozenset({"plane", "heli", "drone"}),
    "vehicle": frozenset({"tank", "armour", "artillery", "defence", "truck"}),
    "machine": frozenset(
        {"plane", "heli", "drone", "tank", "armour", "artillery", "defence", "sea", "missile", ""}
    ),
    "system": frozenset({"artillery", "defence", "missile", "drone", "radar", ""}),
    "launcher": frozenset({"artillery", "defence", "missile"}),
    "air defense system": frozenset({"defence", "missile"}),
    "multiple launch rocket system": frozenset({"artillery"}),
    "armored vehicle": frozenset({"armour"}),
    "combat vehicle": frozenset({"tank", "armour", "artillery", "defence"}),
    "fighter jet": frozenset({"plane"}),
    "warship": frozenset({"sea"}),
}
_OF_CATEGORY = {
    "I": "tank",
    "II": "armour",
    "III": "artillery",
    "IV": "plane",
    "V": "heli",
    "VI": "sea",
    "VII": "missile",
}
NO_ANAPHOR = frozenset({"weapon", "equipment", "ammunition", "part"})
SIDE = frozenset({"munition", "arms", "torpedo"})
"""What seldom is the topic where something else was told too."""
EXPORTERS = (
    "US", "RU", "FR", "CN", "DE", "IT", "GB", "IL", "KR", "ES", "TR", "NL", "SE", "UA", "PL", "NO",
    "CH", "CZ", "BR", "BY", "BG", "ZA", "FI", "AT", "BE", "AU", "CA", "RS", "HR",
)  # fmt: skip
"""States by what they sell: of two that sign, where nothing tells who sells, the first does."""


def family(unit: Unit) -> frozenset[str]:
    """What sorts of thing an item may be."""
    if unit.generic and unit.name in _WIDE:
        return _WIDE[unit.name]
    kind = unit.row["kind"].lower() + " " if unit.row is not None else unit.name.lower() + " "
    if unit.row is not None or unit.generic:
        if unit.row is not None and "surface-to-air" in kind:
            return frozenset({"defence", "missile"})
        for name, words in _FAMILIES:
            if any(w in kind for w in words):
                return frozenset({name})
    found = _OF_CATEGORY.get(unit.category, "")
    return frozenset({found})


def same_item(one: Unit, other: Unit) -> bool:
    """Whether two items have one name, or the one is a variant of the other."""
    if one.name == other.name:
        return True
    if one.generic or other.generic:
        return False
    a, b = one.name.split()[0], other.name.split()[0]
    # "Leopard" and "Leopard 1A5", "Mi-8" and "Mi-8MTV-1"
    if a == b:
        return True
    shared = any(w.isalpha() and len(w) > 3 for w in {*one.name.split()} & {*other.name.split()})
    # "M1 Abrams" and "M1A2 Abrams"
    return (shared or min(len(a), len(b)) > 3) and (a.startswith(b) or b.startswith(a))


def meant(item: Unit, known: Unit) -> bool:
    """Whether a noun may mean a thing told before: "the helicopters", an AW149."""
    if not item.generic or item.name in NO_ANAPHOR:
        return False
    return bool(family(item) & family(known))
