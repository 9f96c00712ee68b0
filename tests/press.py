"""A small press: reports whose claims are given by hand, and the cases that reconcile makes of them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from armstrail.model import Case, Claim, Document, make_claim, slot
from armstrail.reconcile import reconcile_claims


@dataclass
class Press:
    """Reports under construction: each line of a report is one claim."""

    documents: list[Document] = field(default_factory=list)
    claims: list[Claim] = field(default_factory=list)

    def report(
        self,
        outlet: str,
        published: str | None,
        *lines: Mapping[str, object],
        wire: str | None = None,
        sure: float = 1.0,
    ) -> None:
        """A report of one sentence for each claim; ``text`` gives the sentence, ``kind`` what sort of claim."""
        name = f"{outlet} {len(self.documents)}"
        texts = [
            str(line.get("text", f"Sentence {i} of {name}, and it goes on.")) for i, line in enumerate(lines)
        ]
        text = "\n".join(texts)
        document = Document(text, name, outlet=outlet, published=published, wire=wire)
        self.documents.append(document)
        at = 0
        for words, line in zip(texts, lines, strict=True):
            values = {k: v for k, v in line.items() if k not in ("text", "kind")}
            if "value" in values:
                values.setdefault("currency", "USD")
            slots = [slot(text, k, v, (at + i, at + i + 3)) for i, (k, v) in enumerate(values.items())]  # type: ignore[arg-type]
            kind = str(line.get("kind", "transfer"))
            self.claims.append(
                make_claim(document, kind, (at, at + len(words)), slots, rule="t", confidence=sure)
            )
            at += len(words) + 1

    def sentence(self, outlet: str, published: str, text: str, *lines: Mapping[str, object]) -> None:
        """A report of one sentence that gives several claims, each of the whole of it."""
        document = Document(text, f"{outlet} {len(self.documents)}", outlet=outlet, published=published)
        self.documents.append(document)
        for start, line in enumerate(lines):
            span = start, len(text)
            slots = [slot(text, k, v, span) for k, v in line.items()]  # type: ignore[arg-type]
            self.claims.append(make_claim(document, "transfer", span, slots, rule="t", confidence=1.0))

    def cases(self) -> tuple[Case, ...]:
        """The cases of all reports."""
        return reconcile_claims(self.documents, self.claims)[0]

    def one(self) -> Case:
        """The only case."""
        (case,) = self.cases()
        return case

    def kinds(self) -> set[tuple[str, str]]:
        """Field and kind of each disagreement of the only case."""
        return {(d.field, d.kind) for d in self.one().disagreements}


JAVELIN = {"supplier": "US", "recipient": "XK", "equipment": "FGM-148 Javelin"}
HIMARS = {"supplier": "US", "recipient": "PL", "equipment": "M142 HIMARS"}
K9 = {"supplier": "KR", "recipient": "PL", "equipment": "K9 Thunder"}
