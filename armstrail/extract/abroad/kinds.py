"""Kinds of arms: what sorts of thing a noun or a name may be.

Enters: a Unit that names a thing. Leaves: its kinds. It cannot see numbers.
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
