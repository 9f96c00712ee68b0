"""The weighted mean of two exports of one run: ``python training/mean.py A.npz B.npz SHARE OUT.npz``; SHARE is A's.

Weights on the way of one run lie close together, and their mean reads a little better than the last of them.
"""

from __future__ import annotations

import sys

import numpy as np


def main() -> None:
    one, other = (dict(np.load(path)) for path in sys.argv[1:3])
    share = float(sys.argv[3])
    if bytes(one["about"]) != bytes(other["about"]):
        raise SystemExit("the two know different words or features")
    mean = {
        name: a
        if name == "about"
        else np.float16(share * a.astype("f4") + (1 - share) * other[name].astype("f4"))
        for name, a in one.items()
    }
    np.savez_compressed(sys.argv[4], **mean)  # type: ignore[arg-type]


if __name__ == "__main__":
    main()
