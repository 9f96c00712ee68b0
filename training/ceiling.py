"""How much a perfect network could reach: ``python training/ceiling.py [dev|measure|held|FILE.jsonl …]``.

Puts what gold says in the place of what the network says, and makes claims of it as in use: what is lost then is lost
by what the reader does not recognize, or holds for said twice. Beside it stands the network itself. What find_tellings
strikes out afterwards (smuggling, airliners, open questions) is left to the network alone. English only.
"""

from __future__ import annotations

import argparse
import collections
import json
from pathlib import Path

import numpy as np
from records import Report, gold_records, read_reports
from scoring import f1, load_index, score
from targets import Target, right_choices, right_codes

from armstrail.extract.choices import ONE, SELF, TASKS, pointers
from armstrail.extract.network import load_network
from armstrail.extract.signals import Signals
from armstrail.extract.tellings import find_tellings, make_claims
from armstrail.extract.told import Party, Telling
from armstrail.model import Claim

KINDS = ("transfer", "force", "spending")


def perfect(report: Report) -> list[Claim]:
    """The claims of a report whose network says what gold says."""
    signals = report.signals
    if signals is None:
        return []
    told: list[Telling] = []
    used: set[tuple[int, int]] = set()
    for target in report.tellings:
        if target.event is None:
            continue
        free = [a for a in target.anchors if (a, target.event) not in used]
        anchor = (free or target.anchors)[0]
        used.add((anchor, target.event))
        told.append(_telling(signals, target, anchor))
    return [c for _, claims in make_claims(told, signals) for c in claims]


def _telling(signals: Signals, target: Target, anchor: int) -> Telling:
    assert target.event is not None
    first = {k: str(v) for k, v in target.first.items()}
    found = Telling(anchor, target.event, 1.0, shared="value_scope" in first)
    found.modality, found.basis = first.get("modality", ""), first.get("basis", "")
    found.value_basis, found.money_chance = first.get("value_basis", ""), 1.0
    for role in ("supplier", "recipient") if found.kind == "transfer" else ("state",):
        codes = right_codes(role, signals, target) or []
        places = [int(np.flatnonzero(signals.code_of == code)[0]) for code in codes]
        found.parties[role] = [Party(signals.candidates[n].code, signals.candidates[n], 1.0) for n in places]
    found.parties = {role: parties for role, parties in found.parties.items() if parties}
    for task in TASKS:
        choices = pointers(task, signals, np.array([anchor]))
        units = [int(u) for u in choices.units]
        right = [x for x in right_choices(task, signals, target, anchor, units) if choices.open[0][x]]
        if not right:
            continue
        unit = anchor if right[0] == SELF else units[right[0] - 3] if right[0] >= 3 else None
        if task == "equipment":
            found.item = unit
        elif task == "quantity":
            found.quantity, found.one = unit, right[0] == ONE
        elif task == "value":
            found.money = unit
        elif task == "date":
            found.date = unit
        elif right[0] >= 3:
            found.source = signals.sources[right[0] - 3].attribution
    return found


def records_of(what: str) -> list[dict[str, object]]:
    """The reports of a split of the gold, of training/held, or of a file of reports."""
    if what in ("dev", "measure"):
        return gold_records(what)
    if what == "held":
        return [{**r, "id": r["name"]} for r in load_index("held") if r["language"] == "en"]
    return [json.loads(line) for line in Path(what).read_text(encoding="utf-8").splitlines()]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("what", nargs="*", default=["dev", "measure", "held"])
    network = load_network()
    for what in parser.parse_args().what:
        reports = read_reports(records_of(what))
        gold = [{**g, "doc": r.name} for r in reports for g in r.gold if g["kind"] in (*KINDS, "ignore")]
        found = {
            "perfect": [c for r in reports for c in perfect(r)],
            "network": [
                c for r in reports if r.signals is not None for c in find_tellings([r.signals], network)[0]
            ],
        }
        for name, claims in found.items():
            tally = score.score(gold, [c.as_record() for c in claims], [r.name for r in reports])[0]  # type: ignore[attr-defined]
            t = sum((tally[k] for k in KINDS), collections.Counter())
            slots = f1(t["slot_hit"], t["slot_gold"], t["slot_guess"])
            whole = f1(t["hit"], t["gold"], t["guess"])[2]
            print(
                f"{what} {name}: slots P {slots[0]:.3f} R {slots[1]:.3f} F1 {slots[2]:.3f}, claims F1 {whole:.3f}"
            )


if __name__ == "__main__":
    main()
