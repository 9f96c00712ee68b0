"""How two figures stand to each other: equal, rounded, a slip of digits, of magnitude, a conversion.

Enters: numbers as claims give them. Leaves: yes or no, and the kind of difference. It cannot see which is
right.
"""

from __future__ import annotations

import math
from functools import lru_cache


@lru_cache(maxsize=65536)
def digits(n: float) -> str:
    """The significant digits of a figure: 524200000 → 5242."""
    text = f"{n:.6f}".rstrip("0").rstrip(".") if n != int(n) else str(int(n))
    return text.replace(".", "").strip("0")


def rounded(a: float, b: float) -> bool:
    """Whether the coarser of two figures is the finer one rounded to its digits."""
    if a == b:
        return True
    if a <= 0 or b <= 0:
        return False
    coarse, fine = (a, b) if len(digits(a)) < len(digits(b)) else (b, a)
    if len(digits(coarse)) == len(digits(fine)):
        return False
    step = 10 ** (math.floor(math.log10(coarse)) - len(digits(coarse)) + 1)
    return abs(coarse - fine) <= step * 0.5000001 and abs(coarse - fine) / fine <= 0.06


@lru_cache(maxsize=65536)
def agree(a: float, b: float, bound: str | None = None, other: str | None = None) -> bool:
    """Whether two figures can be one: equal, rounded, or inside the other's bound."""
    if a == b or rounded(a, b):
        return True
    if "about" in (bound, other):
        return abs(a - b) <= 0.1 * max(a, b)
    if bound == "more than" and a < b <= a * 1.35:
        return True
    return other == "more than" and b < a <= b * 1.35


def magnitude(a: float, b: float) -> bool:
    """Whether two figures differ by a power of ten alone: million and billion, or a lost zero."""
    if a <= 0 or b <= 0 or a == b:
        return False
    ratio = max(a, b) / min(a, b)
    power = round(math.log10(ratio))
    return power >= 1 and abs(ratio / 10**power - 1) < 0.006


def swapped(a: float, b: float) -> bool:
    """Whether the digits of two figures differ as a slip of the hand does: two exchanged, or one other."""
    x, y = digits(a), digits(b)
    length, uneven = max(len(x), len(y)), len(x) != len(y)
    # A nought at the end is a digit where it can have changed places: 250 and 205, not 250 and 255.
    x, y = x.ljust(length, "0"), y.ljust(length, "0")
    if magnitude(a, b) or x == y or length < 2:
        return False
    if a <= 0 or b <= 0 or math.floor(math.log10(a)) != math.floor(math.log10(b)):
        return False
    unlike = [i for i in range(len(x)) if x[i] != y[i]]
    if len(unlike) == 1 and not uneven:
        # With two digits one changed digit is a tenth to ninety: 29 and 39 is a slip, 10 and 90 says nothing.
        return len(x) >= 3 or abs(int(x) - int(y)) in (10, 1)
    return len(unlike) == 2 and x[unlike[0]] == y[unlike[1]] and x[unlike[1]] == y[unlike[0]]


@lru_cache(maxsize=65536)
def slip(a: float, b: float) -> bool:
    """Whether one of two figures is the other with a slip."""
    return magnitude(a, b) or swapped(a, b)
