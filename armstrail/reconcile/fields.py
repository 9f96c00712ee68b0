"""Fields of a case: the values that claims give, the preferred one, and why it is preferred.

Enters: supports (claims with source and origin). Leaves: a Field, and the groups of support for each value.
Amounts of unlike meaning are never laid together: a ceiling, a contract and a delivery are three fields.
Nothing is summed.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from ..model import Field
from .basis import CEILING, CONTRACT, DELIVERED, basis_of, bound_of
from .figures import agree, digits, rounded
from .support import Origins, Support

__all__ = ["CEILING", "CONTRACT", "DELIVERED", "Told", "basis_of", "bound_of", "field_of", "gather", "prefer"]

OFFICIAL = 3
_RANKS = ("a copy", "own reporting", "a wire or a named source", "an official's word")


@dataclass(frozen=True, slots=True)
class Told:
    """One value with everything that supports it."""

    value: float
    currency: str | None
    bounds: tuple[str | None, ...]
    scope: str | None
    supports: tuple[Support, ...]
    also: tuple[tuple[float, str], ...] = ()
    adds_up: bool = False
    """Whether it is the sum of the counts of its versions."""
    absurd: bool = False
    """Whether such arms cannot cost it, and can cost another amount told, which differs by powers of ten alone."""

    @property
    def origins(self) -> frozenset[str]:
        """The origins behind it."""
        return frozenset(s.origin for s in self.supports)

    @property
    def outlets(self) -> frozenset[str]:
        """The outlets that print it."""
        return frozenset(s.source.house for s in self.supports)

    @property
    def rank(self) -> int:
        """The best rank of its supports."""
        return max(s.rank for s in self.supports)

    @property
    def latest(self) -> str:
        """The last day on which it was printed."""
        return max(s.source.published or "" for s in self.supports)

    @property
    def plain(self) -> bool:
        """Whether somebody tells it as the figure itself, and not as a lower bound or about so much."""
        return None in self.bounds or not {"about", "more than"} & set(self.bounds)

    @property
    def corrected(self) -> bool:
        """Whether a document that says it corrects another gives it."""
        notes = (s.source.corrects for s in self.supports)
        return any(note is not None and (len(note) < 2 or self.value in note) for note in notes)


def gather(
    supports: Sequence[Support],
    *,
    amount: Callable[[Support], float | None],
    currency: str | None = None,
) -> list[Told]:
    """Supports by value (and by the currency slot named), each with its bounds."""
    found: dict[tuple[float, str | None, str | None], list[Support]] = {}
    for s in supports:
        n = amount(s)
        if n is None:
            continue
        money = s.claim.get(currency) if currency is not None else None
        scope = s.claim.get("value_scope") if currency is not None else None
        found.setdefault((n, str(money) if money else None, str(scope) if scope else None), []).append(s)
    told = []
    for (n, money_, scope_), held in found.items():
        held.sort(key=lambda s: (s.source.published or "~", s.source.id, s.claim.start, s.claim.id))
        counted = "quantity" if currency is None else "value"
        bounds = {bound_of(s.claim, counted) for s in held}
        also = set()
        for s in held:
            more, unit = s.claim.get("value_also"), s.claim.get("currency_also")
            if currency is not None and isinstance(more, int | float) and isinstance(unit, str):
                also.add((float(more), unit))
        told.append(
            Told(
                n,
                money_,
                tuple(sorted(bounds, key=str)),
                scope_,
                tuple(held),
                tuple(sorted(also)),
            )
        )
    return sorted(told, key=lambda t: (t.value, t.currency or "", t.scope or ""))


def prefer(told: Sequence[Told]) -> tuple[Told, str]:
    """The preferred value among several, and why, in words."""

    def key(t: Told) -> tuple[object, ...]:
        coarse = [
            o for o in told if rounded(t.value, o.value) and len(digits(t.value)) > len(digits(o.value))
        ]
        finer, whole = len(coarse), t.scope is None
        # What a wire rounds is no better for being the wire's; an official's round figure may be the figure.
        rank = max(t.rank, *(o.rank for o in coarse if o.rank < OFFICIAL), 0)
        return (
            not t.absurd, t.corrected, rank, t.adds_up, finer, t.plain, whole,
            len(t.origins), len(t.outlets), len(t.supports), len(digits(t.value)), t.latest, t.value,
        )  # fmt: skip

    ordered = sorted(told, key=key, reverse=True)
    best = ordered[0]
    if len(ordered) == 1:
        return best, "the only value told"
    second = ordered[1]
    reasons = (
        (second.absurd and not best.absurd, "so many of them cannot cost the other amount"),
        (best.corrected != second.corrected, "a later correction"),
        (best.rank != second.rank, f"{_RANKS[best.rank]} over {_RANKS[second.rank]}"),
        (best.adds_up != second.adds_up, "the sum of its parts"),
        (
            rounded(best.value, second.value) and best.value != second.value,
            "the precise figure over the rounded one",
        ),
        (best.plain and not second.plain, "a plain figure over a bound"),
        (second.scope is not None, "its own price over one that covers more"),
        (
            len(best.origins) != len(second.origins),
            f"{len(best.origins)} origins against {len(second.origins)}",
        ),
        (
            len(best.outlets) != len(second.outlets),
            f"{len(best.outlets)} outlets against {len(second.outlets)}",
        ),
        (
            len(best.supports) != len(second.supports),
            f"{len(best.supports)} mentions against {len(second.supports)}",
        ),
        (len(digits(best.value)) != len(digits(second.value)), "the more precise figure"),
        (best.latest != second.latest, "the later report"),
    )
    return best, next((why for holds, why in reasons if holds), "no reason but order")


def field_of(told: Sequence[Told], origins: Origins, *, basis: str | None = None) -> Field:
    """The field of one meaning: preferred value, support, dispute."""
    best, why = prefer(told)
    like = [t for t in told if t.value == best.value and t.currency == best.currency]
    held = [s for t in like for s in t.supports]
    keys = sorted({s.origin for s in held})
    also = sorted({a for t in like for a in t.also})
    rest = [t for t in told if t not in like]
    unlike = [
        t for t in rest
        if t.currency == best.currency
        and not agree(t.value, best.value, *(next((b for b in x.bounds if b), None) for x in (t, best)))
    ]  # fmt: skip
    plain = None in best.bounds
    value = int(best.value) if best.value == int(best.value) and best.currency is None else best.value
    return Field(
        value=value,
        currency=best.currency,
        basis=basis,
        bound=None if plain else next((b for b in best.bounds if b), None),
        outlets=len({s.source.house for s in held}),
        origins=len(keys),
        claims=tuple(dict.fromkeys(s.claim.id for s in held)),
        disputed=bool(unlike),
        why=why,
        scope=best.scope,
        origin_names=tuple(origins.name(k) for k in keys),
        also=tuple(also),
    )
