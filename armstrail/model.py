"""The nouns of armstrail: frozen types that every stage hands to the next.

Nothing here opens a file, matches a pattern or imports more than the standard library. Offsets
are half-open and count code points of ``Document.text``. Ids are the first 16 hexadecimal digits of
SHA-256 over the canonical JSON of what the thing *is* (docs/model.md, invariant 2).
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable
from dataclasses import dataclass, field, fields
from functools import cached_property
from typing import Any, ClassVar, Self

Span = tuple[int, int]
"""Half-open code-point offsets into a document's text."""

Value = str | int | float | tuple[str, ...]
"""What a slot means in canonical form: a name, a number in plain units, a partial ISO date, a list."""

KINDS = ("transfer", "statement", "force", "spending", "notice")

SLOTS: dict[str, tuple[str, ...]] = {
    "transfer": (
        "supplier",
        "recipient",
        "equipment",
        "quantity",
        "bound",
        "value",
        "currency",
        "value_basis",
        "value_scope",
        "value_also",
        "currency_also",
        "stage",
        "date",
        "modality",
        "asserted_by",
    ),
    "statement": ("speaker", "quote", "stance"),
    "force": ("state", "measure", "amount", "bound", "basis", "date", "asserted_by"),
    "spending": (
        "state",
        "measure",
        "amount",
        "currency",
        "bound",
        "basis",
        "date",
        "asserted_by",
    ),
    "notice": (
        "transmittal",
        "amends",
        "designator",
        "recipient",
        "value",
        "currency",
        "mde_value",
        "delivered",
        "posted",
        "contractors",
    ),
}

STAGES = (
    "interest",
    "requested",
    "approved",
    "notified",
    "offered",
    "agreed",
    "ordered",
    "delivered",
    "refused",
    "cancelled",
)
ENDS = ("cancelled", "refused")
"""Stages that end a sale."""


def hash_of(*parts: object) -> str:
    """The id of a thing: 16 hexadecimal digits of SHA-256 over the parts' canonical JSON."""
    canonical = json.dumps(parts, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(canonical.encode("utf-8", "surrogatepass")).hexdigest()[:16]


@dataclass(frozen=True, slots=True)
class Issue:
    """Something that was not read, passed over or not placed, and why, for a person to read."""

    stage: str
    """read, screen, extract, resolve, reconcile or ledger."""
    source: str
    """The file, or file and line, or document name, or claim id that it is about."""
    reason: str
    where: str = ""
    """Place inside the source, as ``line 12`` or ``[120:140]``; empty for the whole."""
    fatal: bool = True
    """True where the input could not be used at all (exit status 1)."""

    def __str__(self) -> str:
        place = f" ({self.where})" if self.where else ""
        return f"{self.source}{place}: {self.reason}"


@dataclass(frozen=True, slots=True)
class Zone:
    """A stretch of a document's text that has a part of its own in the layout.

    ``kind`` is one of title, deck, caption (these are read like sentences), or dateline, byline,
    date, credit, copyright, comments, navigation, bio, source (these are not the report's prose).
    """

    start: int
    end: int
    kind: str


READ_LIKE_PROSE = frozenset({"title", "deck", "caption"})


@dataclass(frozen=True)
class Document:
    """One text as it was read, with what it says of itself. Never changes."""

    text: str
    name: str
    """The id that the input gave: JSONL's ``id``, or a file's name without its ending."""
    url: str | None = None
    outlet: str | None = None
    published: str | None = None
    """Day of publication, ISO 8601, as precise as known (2024, 2024-01, 2024-01-11)."""
    title: str | None = None
    byline: str | None = None
    language: str | None = None
    """ISO 639-1, or None where unknown."""
    wire: str | None = None
    """The wire service credited (Associated Press, Reuters), where the text says one."""
    zones: tuple[Zone, ...] = ()
    source: str = ""
    """Where the bytes came from: a path, with ``:line`` for a line of an archive."""
    source_map: tuple[tuple[int, int, int, int], ...] = ()
    """Runs (text start, text end, source start, source end); empty where the text is verbatim."""
    pages: tuple[int, ...] = ()
    """Text offset at which each page of a PDF begins."""

    @cached_property
    def id(self) -> str:
        """A hash of text, address or name, outlet and date."""
        return hash_of("document", self.text, self.url or self.name, self.outlet, self.published)


@dataclass(frozen=True, slots=True)
class Passage:
    """A stretch of text that may speak of a transfer, with the words that let it through."""

    start: int
    end: int
    triggers: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Slot:
    """One value of a claim: the words that it was read from, and what they were taken to mean.

    ``value`` is no part of a claim's id: a better table of names changes it and not the claim.
    """

    name: str
    value: Value
    spans: tuple[Span, ...]
    words: tuple[str, ...]


@dataclass(frozen=True)
class Claim:
    """What one sentence or clause says, slot by slot. Never changes."""

    document: str
    """The document's id."""
    doc: str
    """The document's name."""
    kind: str
    start: int
    end: int
    slots: tuple[Slot, ...]
    rule: str
    """The rule or model that found it."""
    confidence: float
    """Between 0 and 1: the share of claims so marked that a reader would call right."""

    @cached_property
    def id(self) -> str:
        """A hash of the document, the claim's spans and the words in them."""
        slots = sorted((s.name, s.spans, s.words) for s in self.slots)
        return hash_of("claim", self.document, self.kind, self.start, self.end, slots)

    @cached_property
    def values(self) -> dict[str, Value]:
        """The slots' canonical values by name."""
        return {s.name: s.value for s in self.slots}

    def get(self, name: str) -> Value | None:
        """The canonical value of a slot, or None where the text does not state it."""
        return self.values.get(name)

    def as_record(self) -> dict[str, object]:
        """The claim as one JSON object, in the form that ``armstrail extract`` prints."""
        record: dict[str, object] = {
            "doc": self.doc,
            "kind": self.kind,
            "start": self.start,
            "end": self.end,
        }
        for slot in self.slots:
            value = slot.value
            if value != "":
                record[slot.name] = list(value) if isinstance(value, tuple) else value
        record["spans"] = {s.name: [list(span) for span in s.spans] for s in self.slots}
        record["words"] = {s.name: list(s.words) for s in self.slots}
        record["id"] = self.id
        record["document"] = self.document
        record["rule"] = self.rule
        record["confidence"] = round(self.confidence, 3)
        return record


def slot(text: str, name: str, value: Value, *spans: Span) -> Slot:
    """A slot whose words are the text's own at the given spans."""
    if not spans:
        raise ValueError(f"slot {name} needs at least one span")
    ordered = tuple(sorted(set(spans)))
    return Slot(name, value, ordered, tuple(text[a:b] for a, b in ordered))


def make_claim(
    document: Document,
    kind: str,
    span: Span,
    slots: Iterable[Slot],
    *,
    rule: str,
    confidence: float,
) -> Claim:
    """A claim of a document, its slots in the order of ``SLOTS``."""
    order = {name: i for i, name in enumerate(SLOTS[kind])}
    ordered = tuple(sorted(slots, key=lambda s: order[s.name]))
    return Claim(document.id, document.name, kind, span[0], span[1], ordered, rule, confidence)


@dataclass(frozen=True, slots=True)
class Link:
    """What the words of one slot were resolved to, beside the claim."""

    claim: str
    slot: str
    target: str
    """ISO 3166 code, table name of equipment, body or person, or the words where no table has them."""
    how: str
    """``table`` (and which), ``coreference``, ``words``."""


@dataclass(frozen=True, slots=True)
class Decision:
    """An analyst's word. A record of its own that no re-run loses."""

    id: str
    verdict: str
    """same, different, right, wrong, origin or name."""
    about: tuple[dict[str, object], ...]
    """What it names: document, span, kind, slot and words, or an anchor claim for each case."""
    who: str
    when: str
    why: str
    undone: bool = field(default=False)


def _plain(value: object) -> object:
    """A value as JSON holds it."""
    if isinstance(value, Part):
        return value.as_record()
    return [_plain(v) for v in value] if isinstance(value, tuple) else value


def _tuples(value: Any) -> Any:
    """A value of JSON with tuples in place of lists."""
    return tuple(map(_tuples, value)) if isinstance(value, list) else value


@dataclass(frozen=True, slots=True)
class Part:
    """What the parts of a case share: a JSON form by the names of their fields, there and back."""

    holds: ClassVar[dict[str, type[Part]]] = {}
    """Fields that hold parts themselves."""

    def as_record(self) -> dict[str, Any]:
        """The JSON object."""
        return {f.name: _plain(getattr(self, f.name)) for f in fields(self)}

    @classmethod
    def from_record(cls, record: Any) -> Self:
        """The part of a JSON object, as ``as_record`` gives it."""
        found: dict[str, Any] = {}
        for f in fields(cls):
            value = record[f.name]
            kind = cls.holds.get(f.name)
            if kind is None:
                found[f.name] = _tuples(value)
            elif isinstance(value, list):
                found[f.name] = tuple(kind.from_record(v) for v in value)
            else:
                found[f.name] = kind.from_record(value)
        return cls(**found)


@dataclass(frozen=True, slots=True)
class OriginLink(Part):
    """One document rests on something else: another document, a wire, an official release, an outlet."""

    document: str
    """The id of the document that rests."""
    on: str
    """The other document's id, or a key such as ``wire:Reuters``, ``release:…``, ``outlet:ABC News``."""
    kind: str
    """copy (near-identical passages), translation, wire, release, report, decision."""
    evidence: str
    """What shows it, for a person to read."""
    spans: tuple[Span, ...] = ()
    """The words in the resting document."""
    share: float = 1.0
    """The share of the document that stands in the other too: of a copy its sentences, of a translation its signs."""


@dataclass(frozen=True, slots=True)
class Field(Part):
    """One field of a case: the preferred value, why it is preferred, and who supports it."""

    value: Value | None
    currency: str | None = None
    basis: str | None = None
    """ceiling, contract or delivered: what the amount is the amount of."""
    bound: str | None = None
    outlets: int = 0
    """How many outlets print the preferred value."""
    origins: int = 0
    """How many origins stand behind it: copies count once."""
    claims: tuple[str, ...] = ()
    """The claims that give the preferred value."""
    disputed: bool = False
    why: str = ""
    scope: str | None = None
    """``shared`` where one price covers several recipients or main items."""
    origin_names: tuple[str, ...] = ()
    also: tuple[tuple[float, str], ...] = ()
    """The same price told in other currencies."""


NOTHING = Field(None)
"""A field of which no claim speaks."""


@dataclass(frozen=True, slots=True)
class Item(Part):
    """One kind of equipment in a case."""

    holds: ClassVar[dict[str, type[Part]]] = {"quantity": Field, "delivered": Field}

    equipment: str
    category: str | None
    """UNROCA's: I to VII, SALW, or other; None where no table has it."""
    quantity: Field = NOTHING
    delivered: Field = NOTHING
    part: bool = False
    """True for parts, spares and services: launch units beside missiles."""
    claims: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class StageEvent(Part):
    """One step of a case as it is told: reached, planned, alleged or denied."""

    stage: str
    modality: str | None
    date: str | None
    claims: tuple[str, ...]
    outlets: int = 0
    origins: int = 0


@dataclass(frozen=True, slots=True)
class Side(Part):
    """One value in a disagreement, with the claims and documents that give it."""

    value: Value | None
    claims: tuple[str, ...]
    documents: tuple[str, ...]
    currency: str | None = None


@dataclass(frozen=True, slots=True)
class Disagreement(Part):
    """Values of one field that differ, named by kind and explained in one sentence."""

    holds: ClassVar[dict[str, type[Part]]] = {"values": Side}

    field: str
    kind: str
    """magnitude, digits, correction, unit, sum, rounding, conversion, scope, designation, bound, date, stage,
    wording, or other where none of these explains it."""
    equipment: str | None
    values: tuple[Side, ...]
    why: str


@dataclass(frozen=True, slots=True)
class CaseDocument(Part):
    """A document as a case shows it."""

    id: str
    name: str
    url: str | None
    title: str | None
    outlet: str | None
    published: str | None
    origin: str
    """What it rests on, in words: its own reporting, a wire, a release, another's report."""


@dataclass(frozen=True, slots=True)
class Origin(Part):
    """Something that stands behind a case's claims: a release, an interview, a wire's own reporting.

    A case lists the fewest origins that explain all its documents; a field names those behind its own value.
    """

    id: str
    name: str
    kind: str
    """said (a body's or person's word), wire, outlet, doc (a report's own), release."""
    documents: tuple[str, ...]
    claims: tuple[str, ...]
    evidence: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Variant(Part):
    """One wording of a statement, as one document prints it."""

    claim: str
    document: str
    quote: str


@dataclass(frozen=True, slots=True)
class Statement(Part):
    """One utterance with the wordings in which outlets print it."""

    holds: ClassVar[dict[str, type[Part]]] = {"variants": Variant}

    speaker: str
    stance: str | None
    quote: str
    """The fullest wording."""
    said: str | None
    """The earliest day of publication."""
    variants: tuple[Variant, ...]
    echoes: tuple[str, ...] = ()
    """Claims of other speakers' statements that say nearly the same."""


@dataclass(frozen=True)
class Case(Part):
    """One transfer: everything that documents say of it, with the claims behind each part."""

    holds: ClassVar[dict[str, type[Part]]] = {
        "items": Item,
        "value": Field,
        "values": Field,
        "history": StageEvent,
        "documents": CaseDocument,
        "origins": Origin,
        "statements": Statement,
        "disagreements": Disagreement,
    }

    id: str
    supplier: str
    recipient: str
    kind: str
    """sale, gift, loan, licence, re-export or lease."""
    items: tuple[Item, ...]
    value: Field
    values: tuple[Field, ...]
    reached: str | None
    history: tuple[StageEvent, ...]
    announced: str | None
    outlets: int
    documents: tuple[CaseDocument, ...]
    origins: tuple[Origin, ...]
    statements: tuple[Statement, ...]
    notices: tuple[str, ...]
    """The ids of the notice claims."""
    disagreements: tuple[Disagreement, ...]
    claims: tuple[str, ...]
    reasons: tuple[str, ...]
    """Why its claims are thought to be about one transfer, and why others were kept apart."""
    transmittals: tuple[str, ...] = ()

    def as_record(self) -> dict[str, Any]:
        """The case in the contract's JSON form: stage and history together."""
        record: dict[str, Any] = {}
        for f in fields(self):
            if f.name == "history":
                continue
            value = _plain(getattr(self, f.name))
            if f.name == "reached":
                record["stage"] = {"reached": value, "history": _plain(self.history)}
            else:
                record[f.name] = value
        return record

    @classmethod
    def from_record(cls, record: Any) -> Self:
        """The case of a JSON object, as ``as_record`` gives it."""
        return super().from_record(record | record["stage"])


@dataclass(frozen=True, slots=True)
class Point(Part):
    """One figure of a series, with who says it and the claims behind it."""

    amount: float
    basis: str | None
    date: str | None
    """The day or year that the figure is for, or None where the text leaves it open."""
    bound: str | None
    asserted_by: tuple[str, ...]
    claims: tuple[str, ...]
    documents: tuple[str, ...]
    published: str | None
    outlets: int
    origins: int


@dataclass(frozen=True, slots=True)
class Series(Part):
    """Force sizes or spending of one state by one measure, over time."""

    state: str
    measure: str
    currency: str | None
    points: tuple[Point, ...]
    disagreements: tuple[Disagreement, ...] = ()
    joins: tuple[str, ...] = ()
    """An increase joined to the level that it leads to, in words."""


@dataclass(frozen=True, slots=True)
class Evidence(Part):
    """The words behind one value: the sentence, where it stands, and the marks inside it."""

    field: str
    value: Value | None
    claim: str
    document: str
    doc: str
    outlet: str | None
    published: str | None
    sentence: str
    start: int
    """Offset of the sentence in the document's text."""
    marks: tuple[Span, ...]
    """The words, as offsets into the document's text."""


@dataclass(frozen=True, slots=True)
class Change(Part):
    """What became known of a case on one day, and by which documents."""

    day: str
    documents: tuple[str, ...]
    """Names of the documents published that day."""
    changes: tuple[str, ...]
