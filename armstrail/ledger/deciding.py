"""An analyst's decisions: recorded, applied, undone, kept in a file of their own.

Enters: what somebody decided, on what, and why. Leaves: a record, and the cases that it changes made again.
A decision names its object by document, span, kind and words (docs/model.md), so it outlives every
rule.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Sequence
from datetime import UTC, datetime

from sqlalchemy import select
from sqlalchemy.dialects.sqlite import insert as upsert

from ..model import Case, Claim, Decision, hash_of
from ..reconcile import case_key
from . import schema as t
from .asking import Asking
from .file import LedgerError
from .rows import decision_of, decision_row
from .writing import Writer

VERDICTS = ("same", "different", "right", "wrong", "origin", "name")


class Deciding(Asking):
    """A ledger with an analyst's decisions."""

    # Decisions

    def decisions(self) -> tuple[Decision, ...]:
        """All decisions, undone ones too, in the order they were taken."""
        d = t.decisions.c
        with self._engine.connect() as c:
            rows = c.execute(select(t.decisions).order_by(d.when, d.id)).mappings()
            return tuple(decision_of(dict(r)) for r in rows)

    def decide(
        self,
        verdict: str,
        about: Sequence[dict[str, object]],
        *,
        who: str,
        why: str,
        when: str | None = None,
        undone: bool = False,
    ) -> Decision:
        """Record a decision and make again what it concerns. ``about`` is what ``about_claim`` and its like give."""
        if verdict not in VERDICTS:
            raise LedgerError(f"{verdict} is no verdict; use one of {', '.join(VERDICTS)}")
        if not who or not why:
            raise LedgerError("a decision needs a name and a reason")
        moment = when or datetime.now(UTC).strftime("%Y-%m-%dT%H:%M:%S.%fZ")
        key = hash_of("decision", verdict, list(about), who, moment, why, undone)
        made = Decision(key, verdict, tuple(about), who, moment, why, undone)
        self.put_decisions([made])
        return made

    def decide_cases(self, verdict: str, first: str, second: str, *, who: str, why: str) -> Decision:
        """``same`` or ``different``: two cases by their ids."""
        cases = [self._needed_case(k) for k in (first, second)]
        about = [self.about_case(c, k) for c, k in zip(cases, (first, second), strict=True)]
        if about[0] == about[1] or (cases[0].id == cases[1].id and verdict == "same"):
            raise LedgerError(f"{first} and {second} are one case already")
        for side in ("supplier", "recipient") if verdict == "same" else ():
            states = [getattr(c, side) for c in cases]
            if all(states) and states[0] != states[1]:
                raise LedgerError(
                    f"the {side}s {states[0]} and {states[1]} are not one: where a claim has it wrong, set it first "
                    f"with decide name CLAIM {side} STATE"
                )
        return self.decide(verdict, about, who=who, why=why)

    def decide_claims(self, verdict: str, first: str, second: str, *, who: str, why: str) -> Decision:
        """``same`` or ``different``: the transfers that two claims speak of, as to split a case."""
        return self.decide(
            verdict, [self.about_claim(self._needed(k)) for k in (first, second)], who=who, why=why
        )

    def decide_claim(self, verdict: str, claim: str, *, who: str, why: str) -> Decision:
        """``right`` or ``wrong``: one claim. A wrong one leaves its case and stays as an issue."""
        return self.decide(verdict, [self.about_claim(self._needed(claim))], who=who, why=why)

    def decide_origin(self, document: str, on: str, *, who: str, why: str) -> Decision:
        """``origin``: the first document rests on the second."""
        about: list[dict[str, object]] = []
        for key in (document, on):
            held = self.document(key)
            if held is None:
                raise LedgerError(f"there is no document {key}")
            about.append({"document": held.id, "doc": held.name})
        if about[0] == about[1]:
            raise LedgerError("a document cannot rest on itself")
        return self.decide("origin", about, who=who, why=why)

    def decide_name(self, claim: str, slot: str, target: str, *, who: str, why: str) -> Decision:
        """``name``: the words of a claim's slot mean ``target`` (a state's code, a weapon's name)."""
        if slot not in ("supplier", "recipient", "equipment"):
            raise LedgerError(f"{slot}: names can be set for supplier, recipient and equipment")
        about = self.about_claim(self._needed(claim), slot) | {"target": target}
        return self.decide("name", [about], who=who, why=why)

    def undo(self, decision: str, *, who: str, why: str) -> Decision:
        """Undo a decision by a later one; both stay on record."""
        found = [d for d in self.decisions() if d.id.startswith(decision)]
        if len(found) != 1:
            raise LedgerError(f"{'no' if not found else 'more than one'} decision begins with {decision}")
        return self.decide(found[0].verdict, found[0].about, who=who, why=why, undone=True)

    def _needed(self, key: str) -> Claim:
        claim = self.claim(key)
        if claim is None:
            raise LedgerError(f"there is no claim {key}")
        return claim

    def _needed_case(self, key: str) -> Case:
        case = self.case(key)
        if case is None:
            raise LedgerError(f"there is no case {key}")
        return case

    def put_decisions(self, decided: Iterable[Decision]) -> int:
        """Take decisions in, as from a file, and make again what they concern; how many were new."""
        new: list[Decision] = []
        with self._transaction() as c:
            for d in decided:
                if c.execute(upsert(t.decisions).values(decision_row(d)).on_conflict_do_nothing()).rowcount:
                    new.append(d)
            if new:
                writer = Writer(c, "")
                writer.retell(sorted({str(a.get("document")) for d in new for a in d.about}))
                writer.settle()
        return len(new)

    def decision_lines(self) -> Iterator[str]:
        """All decisions as JSON lines, in the order they were taken: a file that can live in git."""
        for d in self.decisions():
            record = {
                "id": d.id, "verdict": d.verdict, "about": list(d.about), "who": d.who, "when": d.when, "why": d.why,
                "undone": d.undone,
            }  # fmt: skip
            yield json.dumps(record, ensure_ascii=False)

    def read_decisions(self, lines: Iterable[str]) -> int:
        """Take in decisions from such lines; how many were new. LedgerError names the line that cannot be read."""
        found: list[Decision] = []
        for number, line in enumerate(lines, 1):
            if not line.strip():
                continue
            try:
                r = json.loads(line)
                about = tuple(dict(a) for a in r["about"])
                found.append(
                    Decision(
                        r["id"],
                        r["verdict"],
                        about,
                        r["who"],
                        r["when"],
                        r["why"],
                        bool(r.get("undone", False)),
                    )
                )
            except (ValueError, KeyError, TypeError) as error:
                raise LedgerError(f"line {number} is no decision: {error}") from None
        return self.put_decisions(found)

    def about_claim(self, claim: Claim, slot: str | None = None) -> dict[str, object]:
        """What a decision on a claim names: document, kind, span and the words of its slots."""
        about: dict[str, object] = {
            "document": claim.document, "doc": claim.doc, "kind": claim.kind, "span": [claim.start, claim.end],
            "slots": {s.name: list(s.words) for s in claim.slots},
        }  # fmt: skip
        if slot is not None:
            words = next((list(s.words) for s in claim.slots if s.name == slot), None)
            if words is None:
                raise LedgerError(f"claim {claim.id} has no slot {slot}")
            about |= {"slot": slot, "words": words}
            about.pop("slots")
        return about

    def about_case(self, case: Case, key: str = "") -> dict[str, object]:
        """What a decision on a case names: the claim whose case it was called by, under its id or one that it had."""
        wanted = case.id if case.id.startswith(key) else key
        claims = self.claims_by_id(case.claims).values()
        return self.about_claim(next(x for x in claims if case_key(x.id).startswith(wanted)))

    def lost_decisions(self) -> tuple[Decision, ...]:
        """Decisions that no longer find what they were about."""
        with self._engine.connect() as c:
            return tuple(Writer(c, "").rulings().lost)
