"""The grammar of one language: what its words do in a sentence on a transfer, from data/languages.

Enters: ``languages/<lang>/transfers.toml``. Leaves: a frozen Grammar whose tables the finders look words up in.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache

from ..rules import RuleError, has_data, load_toml


@dataclass(frozen=True, slots=True)
class Trigger:
    """What one form of a word does. ``form`` is base, third, past, participle, past-or-participle, gerund or noun."""

    id: str
    word: str
    kind: str
    """verb or noun."""
    form: str
    frame: str
    stage: str = ""
    modality: str = ""
    needs: str = ""
    weak: bool = False


@dataclass(frozen=True)
class Grammar:
    """The tables of one language."""

    language: str
    triggers: dict[str, tuple[Trigger, ...]]
    long_triggers: dict[str, tuple[tuple[str, ...], ...]]
    """First word of a trigger of several words → the words of each such trigger, longest first."""
    words: dict[str, frozenset[str]]
    parties: dict[str, frozenset[str]]
    tails: tuple[tuple[str, ...], ...]
    items: dict[str, frozenset[str]]
    numbers: dict[str, int]
    opening: frozenset[str]
    """Words that a unit of several words, a party, an item or a trigger may begin with."""


_FORMS = ("base", "third", "past", "participle", "gerund")


def _verb_triggers(rule: dict[str, object]) -> Iterable[Trigger]:
    more = {k: rule[k] for k in ("stage", "modality", "needs") if k in rule}
    for line in rule["forms"]:  # type: ignore[attr-defined]
        forms = line.split()
        if len(forms) != len(_FORMS):
            raise RuleError(f"verb {rule['id']}: {line!r} needs {len(_FORMS)} forms")
        named: dict[str, str] = {}
        for form, word in zip(_FORMS, forms, strict=True):
            word = word.replace("_", " ")
            named[word] = "past-or-participle" if named.get(word) == "past" else named.get(word, form)
        for word, form in named.items():
            yield Trigger(str(rule["id"]), word, "verb", form, str(rule["frame"]), **more)  # type: ignore[arg-type]


@cache
def grammar(language: str) -> Grammar | None:
    """The grammar of a language, or None where it has no file."""
    path = f"languages/{language}/transfers.toml"
    if not has_data(path):
        return None
    data = load_toml(path)
    triggers: dict[str, list[Trigger]] = {}
    for rule in data["verb"]:
        for trigger in _verb_triggers(rule):
            triggers.setdefault(trigger.word, []).append(trigger)
    for rule in data["noun"]:
        more = {k: rule[k] for k in ("stage", "modality", "needs", "weak") if k in rule}
        for word in rule["forms"]:
            word = word.replace("_", " ")
            triggers.setdefault(word, []).append(
                Trigger(rule["id"], word, "noun", "noun", rule["frame"], **more)
            )
    long: dict[str, list[tuple[str, ...]]] = {}
    for word in triggers:
        parts = tuple(word.split(" "))
        if len(parts) > 1:
            long.setdefault(parts[0], []).append(parts)
    return Grammar(
        language,
        {w: tuple(t) for w, t in triggers.items()},
        {w: tuple(sorted(p, key=len, reverse=True)) for w, p in long.items()},
        {k: frozenset(v) for k, v in data["words"].items()},
        {k: frozenset(v) for k, v in data["parties"].items() if k != "tails"},
        tuple(tuple(t.split()) for t in data["parties"]["tails"]),
        {k: frozenset(v) for k, v in data["items"].items()},
        dict(data["numbers"]),
        frozenset(
            ["the", "its", "their", *data["words"]["pronouns"], *data["items"]["kept"], *data["numbers"]]
        )
        | triggers.keys()
        | long.keys(),
    )
