"""A view of a ledger made by hand, for tests of pages and tables that need no database."""

from __future__ import annotations

from collections.abc import Collection

from armstrail.model import (
    Case,
    CaseDocument,
    Claim,
    Disagreement,
    Document,
    Field,
    Item,
    Origin,
    Point,
    Series,
    Side,
    StageEvent,
    Statement,
    Variant,
    make_claim,
    slot,
)
from armstrail.show import state_code

HOSTILE = (
    '<script>alert(1)</script> approved the sale of 24 \u202e<img src=x onerror=alert(2)> tanks & "Norway\'" '
    "\x00\x1b[31m {{ 7*7 }} ]]> <!-- \U0001f680 javascript:alert(3)\n\n<style>*{display:none}</style> worth "
    "$5 million"
)


def _span(text: str, words: str) -> tuple[int, int]:
    start = text.index(words)
    return start, start + len(words)


class HandmadeView:
    """Two documents and one case; one document is hostile."""

    def __init__(self) -> None:
        calm_text = (
            "US clears sale of 246 Javelin missiles to Kosovo\n\n"
            "The State Department approved the sale of 246 Javelin missiles to Kosovo for $75 million on "
            "January 11, 2024.\n\n“This is good news,” a minister said."
        )
        self.calm = Document(
            calm_text,
            "calm",
            url="https://example.org/calm",
            outlet="The Calm",
            published="2024-01-12",
            title="US clears",
        )
        self.hostile = Document(
            HOSTILE, "<b>hostile</b>", url="javascript:alert(4)", outlet="\"><script>alert(5)</script>",
            published="2024-01-13", title="</title><script>alert(6)</script>",
        )  # fmt: skip
        a = calm_text.index("The State")
        self.sale = make_claim(
            self.calm,
            "transfer",
            (a, calm_text.index(" on January")),
            [
                slot(calm_text, "supplier", "US", _span(calm_text, "The State Department")),
                slot(
                    calm_text,
                    "recipient",
                    "XK",
                    (a + calm_text[a:].index("Kosovo"), a + calm_text[a:].index("Kosovo") + 6),
                ),
                slot(calm_text, "equipment", "FGM-148 Javelin", _span(calm_text, "Javelin missiles")),
                slot(
                    calm_text,
                    "quantity",
                    246,
                    (a + calm_text[a:].index("246"), a + calm_text[a:].index("246") + 3),
                ),
                slot(calm_text, "value", 75e6, _span(calm_text, "$75 million")),
                slot(calm_text, "currency", "USD", _span(calm_text, "$")),
                slot(calm_text, "stage", "approved", _span(calm_text, "approved")),
            ],
            rule="test",
            confidence=0.9,
        )
        self.quote = make_claim(
            self.calm,
            "statement",
            _span(calm_text, "“This is good news,” a minister said"),
            [
                slot(calm_text, "speaker", "a minister", _span(calm_text, "a minister")),
                slot(calm_text, "quote", "This is good news,", _span(calm_text, "This is good news,")),
            ],
            rule="test",
            confidence=0.8,
        )
        self.odd = make_claim(
            self.hostile,
            "transfer",
            (0, HOSTILE.index("\n")),
            [
                slot(HOSTILE, "quantity", 24, _span(HOSTILE, "24")),
                slot(
                    HOSTILE,
                    "equipment",
                    "<img src=x onerror=alert(2)>",
                    _span(HOSTILE, "<img src=x onerror=alert(2)>"),
                ),
                slot(HOSTILE, "value", 5e6, _span(HOSTILE, "$5 million")),
            ],
            rule="test",
            confidence=0.5,
        )
        self._claims = {c.id: c for c in (self.sale, self.quote, self.odd)}
        self._documents = {d.id: d for d in (self.calm, self.hostile)}
        documents = tuple(
            CaseDocument(d.id, d.name, d.url, d.title, d.outlet, d.published, "its own reporting")
            for d in (self.calm, self.hostile)
        )
        sale, odd = (self.sale.id,), (self.odd.id,)
        ceiling = Field(
            75e6, "USD", "ceiling", None, 1, 1, sale, True, "an official's word", origin_names=("DSCA",)
        )
        self.only = Case(
            id="0123456789abcdef",
            supplier="US",
            recipient="XK",
            kind="sale",
            items=(
                Item("FGM-148 Javelin", "VII", Field(246, None, None, None, 1, 1, sale), claims=sale),
                Item(
                    "<img src=x onerror=alert(2)>",
                    None,
                    Field(24, None, None, "up to", 1, 1, odd),
                    claims=odd,
                ),
            ),
            value=ceiling,
            values=(ceiling,),
            reached="approved",
            history=(StageEvent("approved", None, "2024-01-11", sale, 1, 1),),
            announced="2024-01-11",
            outlets=2,
            documents=documents,
            origins=(Origin("said:DSCA", "DSCA", "said", (self.calm.id,), sale, ("<b>evidence</b>",)),),
            statements=(
                Statement(
                    "a minister",
                    "for",
                    "This is good news,",
                    "2024-01-12",
                    (
                        Variant(self.quote.id, self.calm.id, "This is good news,"),
                        Variant(self.quote.id, self.hostile.id, "This is <b>very</b> good news,"),
                    ),
                    (self.quote.id,),
                ),
            ),
            notices=(),
            disagreements=(
                Disagreement(
                    "value",
                    "other",
                    None,
                    (Side(75e6, sale, (self.calm.id,), "USD"), Side(5e6, odd, (self.hostile.id,), "USD")),
                    "one says <b>$75 million</b>, one $5 million",
                ),
            ),
            claims=(*sale, *odd),
            reasons=("one pair of states",),
        )

    def cases(self, *, as_of: str | None = None, **asked: str | None) -> tuple[Case, ...]:
        early = as_of is not None and as_of < "2024-01-12"
        other = state_code(asked.get("recipient")) not in (None, "XK")
        return () if early or other else (self.only,)

    def case(self, id: str, *, as_of: str | None = None) -> Case | None:
        return next((c for c in self.cases(as_of=as_of) if c.id == id), None)

    def claims(self, ids: Collection[str]) -> dict[str, Claim]:
        return {i: self._claims[i] for i in ids if i in self._claims}

    def claims_in(self, document: str) -> tuple[Claim, ...]:
        return tuple(c for c in self._claims.values() if c.document == document)

    def cases_of(self, document: str) -> tuple[Case, ...]:
        return (self.only,)

    def documents(self, ids: Collection[str]) -> dict[str, Document]:
        return {i: self._documents[i] for i in ids if i in self._documents}

    def list_documents(
        self, *, words: str | None = None, as_of: str | None = None, first: int = 0, count: int = 100
    ) -> tuple[tuple[Document, ...], int]:
        found = [d for d in self._documents.values() if words is None or words in d.text]
        return tuple(found[first : first + count]), len(found)

    def search(self, words: str) -> frozenset[str]:
        return frozenset(d.id for d in self._documents.values() if words in d.text)

    def version(self) -> object:
        return 0

    def undated(self) -> int:
        return 0

    def series(self, state: str | None = None, *, as_of: str | None = None) -> tuple[Series, ...]:
        point = Point(
            3400,
            "current",
            "2024",
            None,
            ("<i>NATO</i>",),
            (self.sale.id,),
            (self.calm.id,),
            "2024-01-12",
            1,
            1,
        )
        return (Series("XK", "active personnel", None, (point,)),)
