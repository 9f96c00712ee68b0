"""Whether two tellings speak of one transfer, and why.

Enters: two tellings of the same supplier and recipient. Leaves: a verdict with a score and a reason in
words. The limits are days: how long a step of a sale may lie after another, how far retellings lie apart.
It cannot see two orders of one weapon within a month when no amount and no date tells them apart.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from ..model import STAGES
from .clock import Days, days_of, gap
from .figures import agree, digits, slip
from .kinship import contradict, gear_of, kin, same_item
from .telling import Price, Quantity, Telling

RANK = {stage: i for i, stage in enumerate(STAGES)}
SAME_EVENT = 60
"""Days between two dates that texts give for one step: approval, notification and post differ by weeks."""
RETOLD = 240
"""Days after which a report without a date of its own is no longer taken to speak of the same event."""
FOLLOWS = {
    "requested": 500, "approved": 700, "notified": 700, "offered": 700, "agreed": 1000, "ordered": 1000,
    "delivered": 2600, "refused": 1500, "cancelled": 1500,
}  # fmt: skip
"""Days within which a later step is looked for after an earlier one, by the later step."""
REVIEW = frozenset({"requested", "approved", "notified"})
REVIEWED = 500
"""Days after an order or a delivery beyond which a request or an approval is of another sale."""
DAYS = 5
"""Days within which "the arms sale", with no weapon named, means the one in the news."""
FRAMEWORK = 2.0
"""Times by which the count of an agreement exceeds that of an order where the order is one of several under it."""
CLOSE = 30
"""Days within which two unlike amounts are a disagreement on one sale; beyond them they are two sales."""


@dataclass(frozen=True, slots=True)
class Verdict:
    """Whether two tellings are one transfer."""

    joined: bool
    score: float
    reason: str
    objects: bool = False
    """True where the two cannot be one transfer, whatever else holds their groups together."""
    of_amounts: bool = False
    """True where it objects to amounts only: another report's same amount outweighs it."""
    agrees: bool = False
    """True where an amount is the same."""
    dated: bool = False
    """True where both give one step one date: then another report's date for it is a slip, and no other sale."""


APART = Verdict(False, 0.0, "")


@lru_cache(maxsize=16384)
def moments(telling: Telling) -> tuple[tuple[str | None, Days, bool], ...]:
    """The steps that a telling dates: stage, days, and whether its words give the date."""
    dated = tuple(
        (s, d, True) for s, m, v in telling.steps if m != "planned" and (d := days_of(v)) is not None
    )
    if dated:
        return dated
    day = days_of(telling.published or telling.day)
    if day is None:
        return ()
    return tuple((s, day, False) for s in dict.fromkeys(s for s, _, _ in telling.steps)) or (
        (None, day, False),
    )


def when(telling: Telling) -> Days | None:
    """The days of which a telling speaks."""
    found = moments(telling)
    if not found:
        return None
    return min(d[0] for _, d, _ in found), max(d[1] for _, d, _ in found)


def _compare(n: float, bound: str | None, others: Sequence[tuple[float, str | None]]) -> str:
    """Whether a number agrees with one of others (same), differs from one as slips do (near), or is unlike all."""
    if any(agree(n, m, bound, other) for m, other in others):
        return "same"
    return "near" if any(slip(n, m) for m, _ in others) else "unlike"


def _compare_counts(a: tuple[Quantity, ...], b: tuple[Quantity, ...]) -> tuple[int, int, int]:
    """Pairs of counts of one item that agree, that differ as slips do, and that differ otherwise."""
    found: list[str] = []
    for item, n, bound, stage in a:
        # Two counts of what was delivered are two batches: they agree or say nothing.
        others = [
            (m, other)
            for name, m, other, step in b
            if same_item(item, name) and (m == n or not stage == step == "delivered")
        ]
        if not others:
            # "96 attack helicopters" are the 96 Apaches; of other numbers a general word says nothing.
            if any(m == n and kin(item, name) >= 0.5 for name, m, _, _ in b):
                found.append("same")
            continue
        found.append("same" if _adds_up(item, n, b) else _compare(n, bound, others))
    return found.count("same"), found.count("near"), found.count("unlike")


def _adds_up(item: str, n: float, told: tuple[Quantity, ...]) -> bool:
    """Whether a count is the sum of what another telling gives for its versions: 116 K2GF and 64 tanks are 180 K2."""
    counts = [m for name, m, _, _ in told if kin(item, name) >= 0.5]
    return len(counts) > 1 and n in (sum(counts), sum(set(counts)))


def _compare_prices(a: tuple[Price, ...], b: tuple[Price, ...]) -> tuple[int, int, int]:
    """The same for prices in one currency, basis by basis; one amount is the same whatever it is called."""
    found: list[str] = []
    for amount, currency, basis, bound, scope in a:
        others = [
            (m, other)
            for m, c, k, other, s in b
            if c == currency and s == scope and (m == amount or basis is None or k is None or k == basis)
        ]
        if not others:
            continue
        found.append(_compare(amount, bound, others))
    return found.count("same"), found.count("near"), found.count("unlike")


def _one_date(a: Telling, b: Telling) -> bool:
    """Whether the words of two tellings give one step the same date."""
    return any(
        stage is not None and stage == other and explicit and other_explicit and gap(day, other_day) == 0
        for stage, day, explicit in moments(a)
        for other, other_day, other_explicit in moments(b)
    )


def _distance(a: Telling, b: Telling) -> tuple[float, int, bool]:
    """Days between the nearest steps as a share of their limit; the days; whether one step has two dates."""
    best = (99.0, 10**6)
    clash = False
    for stage, day, explicit in moments(a):
        for other, other_day, other_explicit in moments(b):
            days = gap(day, other_day)
            both = explicit and other_explicit
            if stage == other or stage is None or other is None:
                limit = SAME_EVENT if both and stage is not None and other is not None else RETOLD
                if stage == other == "delivered":
                    limit = FOLLOWS["delivered"] // 2
                elif both and stage is not None and stage == other and days > limit:
                    clash = True
            else:
                late, early = (other, stage) if RANK[other] > RANK[stage] else (stage, other)
                late_day, early_day = (other_day, day) if late == other else (day, other_day)
                forward = late_day[1] >= early_day[0]
                limit = FOLLOWS.get(late, RETOLD) if forward else (SAME_EVENT if both else RETOLD)
                if (
                    both
                    and not forward
                    and days > REVIEWED
                    and early in REVIEW
                    and late in ("ordered", "delivered")
                ):
                    # An order of 2019 is not of the sale that was approved in 2023.
                    clash = True
                if early == "interest" and forward:
                    limit = FOLLOWS["agreed"]
            share = days / limit
            best = min(best, (share, days))
    return best[0], best[1], clash


def weigh(a: Telling, b: Telling) -> Verdict:
    """Whether two tellings of one supplier and one recipient speak of one transfer."""
    nearness = max((kin(x, y) for x in a.items for y in b.items), default=0.4)
    if a.vague != b.vague:
        # "Howitzers" beside a named tank mean no more than howitzers by a name.
        nearness = min(nearness, 0.5)
    if any(all(gear_of(i).anything for i in t.items) for t in (a, b)):
        nearness = min(nearness, 0.4)
    same_document = a.document == b.document
    if nearness < 0.5 and not same_document and _one_price(a, b):
        nearness = 0.5
    if nearness == 0.0 and same_document and _unknown(a, b):
        nearness = 0.35
    if nearness == 0.0:
        return APART
    if same_document and _variants(a, b):
        return Verdict(False, 0.0, "one report tells the variants apart")
    if _on_top(a, b) or _on_top(b, a):
        return Verdict(False, 0.0, "further ones, on top of an earlier purchase", objects=True)
    if _framework(a, b) or _framework(b, a):
        return Verdict(False, 0.0, "a framework and an order under it")
    counts = _compare_counts(a.quantities, b.quantities)
    prices = _compare_prices(a.prices, b.prices)
    same, near, unlike = (x + y for x, y in zip(counts, prices, strict=True))
    if moments(a) and moments(b):
        share, days, clash = _distance(a, b)
    elif same_document:
        share, days, clash = 0.0, 0, False
    else:
        # A document without a date is placed by its amounts, or where there is only one transfer to choose.
        share, days, clash = (0.5 if same else 0.95 if not unlike else 2.0), 0, False
    if a.items and b.items and not same:
        lead, other = a.items[0], b.items[0]
        sideline = kin(lead, other) == 0.0 and not gear_of(lead).generic and not gear_of(other).generic
        if sideline and days > 15:
            return APART
    if nearness < 0.5 and not same and not same_document and (unlike or days > DAYS):
        # "Military aid worth $25bn" is no retelling of one sale, unless in the same breath.
        return Verdict(False, 0.0, "too general a word to tell which transfer it means")
    if same:
        share = share / (3 * same)
        if clash and days > SAME_EVENT * (2 if unlike else 7):
            return Verdict(False, 0.0, "the same step has two dates", objects=True)
    elif clash:
        return Verdict(False, 0.0, "the same step has two dates and no amount agrees", objects=True)
    elif unlike or near:
        later = nearness >= 0.5 and _later_step(a, b) and not _variants(a, b)
        if same_document and not later and not near:
            return Verdict(False, 0.0, "one report gives two amounts")
        if not later and days > (SAME_EVENT * 2 if near else CLOSE):
            objects = days > RETOLD and not near
            why = f"amounts differ and the steps lie {days} days apart"
            return Verdict(False, 0.0, why, objects=objects, of_amounts=True)
    if share > 1.0:
        return Verdict(False, 0.0, f"{days} days apart")
    reasons = []
    if same:
        reasons.append(f"{same} amount{'s' if same > 1 else ''} agree")
    if not (moments(a) and moments(b)) and not same_document:
        reasons.append("one of them has no date, and there is one such transfer only")
    else:
        reasons.append("same report" if same_document else f"within {days} days" if days else "same days")
    if nearness < 1.0 and nearness > 0.5:
        reasons.append("variants of one weapon")
    elif nearness <= 0.5:
        reasons.append("a general word for the same weapon")
    one_step = not {s for s, _, _ in moments(a) if s}.isdisjoint(s for s, _, _ in moments(b))
    score = (
        nearness + 3.0 * same + (1.0 - share) + (0.5 if same_document else 0.0) + (0.3 if one_step else 0.0)
    )
    return Verdict(True, score, ", ".join(reasons), agrees=same > 0, dated=_one_date(a, b))


def _unknown(a: Telling, b: Telling) -> bool:
    """Whether one names a weapon that no table has, and the other only a kind of weapon."""
    for x, y in ((a, b), (b, a)):
        if y.vague and x.items and not gear_of(x.items[0]).generic and not gear_of(x.items[0]).noun:
            return True
    return False


def _variants(a: Telling, b: Telling) -> bool:
    """Whether the weapons that the two share are told apart by their variants: M1A1 and M1A2."""
    met = [(x, y) for x in a.items for y in b.items if kin(x, y) >= 0.7]
    return bool(met) and all(contradict(x, y) for x, y in met)


def _one_price(a: Telling, b: Telling) -> bool:
    """Whether two tellings of the same weeks have one price, and it is no round sum or their counts agree as well."""
    prices = {p[:2] for p in a.prices if p[4] is None} & {p[:2] for p in b.prices if p[4] is None}
    counts = {n for _, n, _, _ in a.quantities} & {n for _, n, _, _ in b.quantities}
    x, y = when(a), when(b)
    soon = x is not None and y is not None and gap(x, y) <= CLOSE
    return soon and any(counts or len(digits(amount)) > 1 for amount, _ in prices)


def _on_top(a: Telling, b: Telling) -> bool:
    """Whether one tells of further ones of a weapon, and the other counts those bought before."""
    if not a.further:
        return False
    counts = {n for item, n, _, _ in a.quantities}
    met = [q for q in b.quantities if any(same_item(item, q[0]) for item, _, _, _ in a.further)]
    x, out = when(a), days_of(b.published or b.day)
    if b.further or not met or x is None:
        return False
    days = [
        d
        for _, _, _, step in met
        for s, _, v in b.steps
        if s == step and (d := days_of(v) or out) is not None
    ]
    # Eighteen, and eighteen more: the days alone tell them apart.
    limit = RETOLD if counts & {n for _, n, _, _ in met} else CLOSE
    return bool(days) and max(d[1] for d in days) < x[0] - limit


def _framework(a: Telling, b: Telling) -> bool:
    """Whether one tells of an agreement on far more than the other says was ordered: the order is a case of its own."""
    if all(q[3] != "agreed" for q in a.quantities):
        return False
    agreed = [d for s, d, explicit in moments(a) if s == "agreed" and explicit]
    ordered = [d for s, d, explicit in moments(b) if s == "ordered" and explicit]
    steps = {"ordered", None} if any(x[1] < y[0] for x in agreed for y in ordered) else {"ordered"}
    return any(
        stage == "agreed" and step in steps and n >= FRAMEWORK * m and kin(item, name) >= 0.5
        for item, n, _, stage in a.quantities
        for name, m, _, step in b.quantities
    )


def _within(a: Telling, b: Telling) -> bool:
    """Whether one telling gives limits ("up to 200") and the other what is bought within them."""
    limits = [n for _, n, bound, _ in a.quantities if bound == "up to"]
    plain = [n for _, n, bound, _ in b.quantities if bound is None]
    return bool(limits) and len(limits) == len(a.quantities) and bool(plain) and max(plain) <= max(limits)


def _later_step(a: Telling, b: Telling) -> bool:
    """Whether one telling is of an earlier step than the other throughout: a ceiling, then an order, then a batch."""
    mine = [RANK[s] for s, m, _ in a.steps if s is not None and m is None]
    theirs = [RANK[s] for s, m, _ in b.steps if s is not None and m is None]
    if not mine or not theirs:
        return False
    if max(mine) == max(theirs):
        return _within(a, b) or _within(b, a)
    low, high = (a, b) if max(mine) < max(theirs) else (b, a)
    least = max((n for _, n, _, _ in low.quantities), default=0.0)
    most = max((n for _, n, _, _ in high.quantities), default=0.0)
    return least == 0.0 or most == 0.0 or most <= least * 1.1
