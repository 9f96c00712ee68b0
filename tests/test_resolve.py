"""Origins: copies are found however they were cut, and independent reports stay apart."""

from __future__ import annotations

import io
import json
import random
import re
import tarfile
from dataclasses import replace
from pathlib import Path

import pytest

from armstrail.model import Document, OriginLink, Zone, make_claim, slot
from armstrail.resolve import find_origins, link_claims
from armstrail.resolve.origins import root_of, translation_link
from armstrail.resolve.passages import sentence_prints
from armstrail.resolve.translations import signs

TEXTS = Path(__file__).parent / "gold" / "texts"
TRANSLATIONS = TEXTS.parent / "translations.jsonl"
POLNEAR = Path(__file__).parents[1] / ".." / "shared" / "data" / "polnear-train.tar.xz"

SWAPS = {
    "said": "stated", "says": "states", "sale": "deal", "approved": "cleared", "also": "additionally",
    "about": "around", "after": "following", "new": "fresh", "million": "mn", "will": "is going to",
    "government": "authorities", "country": "nation", "the": "this", "more": "further",
}  # fmt: skip


def reports() -> list[Document]:
    """The project's own English texts that are long enough to be cut and still be a report."""
    found = []
    for path in sorted(TEXTS.glob("*.txt")):
        text = path.read_text(encoding="utf-8")
        document = Document(text, path.stem, outlet=f"Outlet of {path.stem}", published="2024-01-10")
        if len(sentence_prints(document)) >= 6 and not re.search("[а-яα-ω]", text):
            found.append(document)
    return found


def _sentences(text: str) -> list[str]:
    return [s for s in re.split(r"(?<=[.!?])\s+|\n+", text) if s.strip()]


def _reword(text: str, rng: random.Random) -> str:
    """A tenth of the sentences with words exchanged."""
    sentences = _sentences(text)
    for i in rng.sample(range(len(sentences)), max(1, len(sentences) // 10)):
        sentences[i] = " ".join(SWAPS.get(w, w) if rng.random() < 0.8 else w for w in sentences[i].split())
    return "\n".join(sentences)


def derive(document: Document, other: Document, how: str, rng: random.Random) -> Document:
    """A copy of a report, made in one of the ways in which copies are made."""
    text = document.text
    sentences = _sentences(text)
    if how == "cut":
        text = "\n".join(sentences[: max(5, len(sentences) // 2)])
    elif how == "reordered":
        paragraphs = text.split("\n")
        rng.shuffle(paragraphs)
        text = "\n".join(paragraphs)
    elif how == "re-headlined":
        text = "Balkans: what the new deal means for the region\n\n" + "\n".join(text.split("\n")[1:])
    elif how == "credit dropped":
        text = re.sub(r"\(?(?:Reuters|AP|AFP|Associated Press)\)?", "", text)
    elif how == "reworded":
        text = _reword(text, rng)
    elif how == "merged":
        text = text + "\n\n" + other.text
    return Document(text, f"{document.name} {how}", outlet=f"Copier {how}", published="2024-01-12")


HOWS = ("cut", "reordered", "re-headlined", "credit dropped", "reworded", "merged")


@pytest.mark.skipif(not TEXTS.is_dir(), reason="the project's gold texts are not here")
def test_copies_are_found() -> None:
    originals = reports()
    assert len(originals) >= 20
    rng = random.Random(5)
    copies: list[tuple[Document, set[str]]] = []
    for i, document in enumerate(originals):
        other = originals[(i + 7) % len(originals)]
        how = HOWS[i % len(HOWS)]
        parents = {document.id, other.id} if how == "merged" else {document.id}
        copies.append((derive(document, other, how, rng), parents))
    links = find_origins([*originals, *(c for c, _ in copies)])
    on: dict[str, set[str]] = {}
    for link in links:
        if link.kind == "copy":
            assert link.evidence
            on.setdefault(link.document, set()).add(link.on)
    wanted = sum(len(parents) for _, parents in copies)
    found = sum(len(parents & on.get(c.id, set())) for c, parents in copies)
    assert found / wanted >= 0.95, f"{found} of {wanted}"
    # The originals are independent reports, some on one event: almost none is a copy of another.
    ids = {d.id for d in originals}
    joined = sum(len(on.get(d.id, set()) & ids) for d in originals)
    assert joined / len(originals) < 0.02


@pytest.mark.skipif(not POLNEAR.is_file(), reason="PolNeAR is not here")
def test_news_articles_are_not_joined() -> None:
    documents = []
    with tarfile.open(POLNEAR) as archive:
        for member in archive:
            if member.name.endswith(".txt"):
                stream = archive.extractfile(member)
                assert stream is not None
                text = io.TextIOWrapper(stream, encoding="utf-8").read()
                documents.append(Document(text, Path(member.name).stem, published="2016-01-01"))
    assert len(documents) > 500
    joined = {x.document for x in find_origins(documents) if x.kind == "copy"}
    assert len(joined) / len(documents) < 0.02


def test_translations_are_found_and_independent_reports_stay_apart() -> None:
    rows = [json.loads(line) for line in TRANSLATIONS.read_text(encoding="utf-8").splitlines()]
    documents = {
        r["id"]: Document(
            r["text"],
            r["id"],
            outlet=f"Outlet of {r['id']}",
            published="2024-01-11" if r["of"] else "2024-01-10",
            language=r["language"],
        )
        for r in rows
    }
    names = {d.id: name for name, d in documents.items()}
    found = {
        (names[x.document], names[x.on]) for x in find_origins(documents.values()) if x.kind == "translation"
    }
    wanted = {(r["id"], r["of"]) for r in rows if r["kind"] == "translation"}
    # Ten of 36 are too short, or left out too much, to be told from an independent report.
    assert len(found & wanted) >= 26
    assert found <= wanted
    # In one language, or weeks apart, nothing is a translation.
    one, other = next((documents[a], documents[b]) for a, b in sorted(found))
    assert not find_origins([replace(one, language="en"), other])
    assert not find_origins([replace(one, published="2024-02-11"), other])


def test_signs_of_odd_text() -> None:
    """Digits of other scripts, noughts alone and texts without end make no trouble."""
    for text in ("ж٣ Ж-5 ٣٤٥ 000 ²³ Ⅷ ~ 1.2.3", "Ab1 " * 50_000, "A1 B2. " * 50_000, "Ё" * 1000, ""):
        one, other = (Document(text, "x", published="2024-01-01", language=code) for code in ("en", "ru"))
        assert all(s for sentence in signs(text, "ru") for s in sentence)
        translation_link(one, other)


def test_quotations_make_no_copy() -> None:
    quote = "“This proposed sale will support the foreign policy goals of the United States in Europe and beyond,”"
    a = Document(
        f"{quote} one said.\n" * 6 + "The first outlet reports on its own from the capital today again.", "a"
    )
    b = Document(
        f"{quote} another said.\n" * 6 + "Elsewhere a second reporter spoke to people in the northern town.",
        "b",
    )
    assert not [x for x in find_origins([a, b]) if x.kind == "copy"]


def test_credits_and_roots() -> None:
    wire = Document("One two three.", "w", wire="Associated Press", published="2024-01-01")
    links = find_origins([wire])
    assert [(x.kind, x.on) for x in links] == [("wire", "wire:Associated Press")]
    by_document: dict[str, list[OriginLink]] = {wire.id: list(links)}
    root = root_of(wire.id, by_document, {wire.id: "w"})
    assert (root.key, root.kind) == ("wire:Associated Press", "wire")
    # A copy of a copy rests on the first; a link to what is not known yet does not count.
    chain = {
        "c": [OriginLink("c", "b", "copy", "x", share=0.9)],
        "b": [OriginLink("b", "a", "copy", "x", share=0.8)],
    }
    assert root_of("c", chain, {"a": "A", "b": "B", "c": "C"}).key == "doc:a"
    assert root_of("c", chain, {"b": "B", "c": "C"}).key == "doc:b"
    assert root_of("c", chain, {"c": "C"}).kind == "own"


def test_order_does_not_matter() -> None:
    rng = random.Random(3)
    lines = [f"Line {i} " + " ".join(f"w{rng.randrange(900)}" for _ in range(14)) + "." for i in range(30)]
    documents = [
        Document("\n".join(lines[a:b]), f"d{a}-{b}", published=p)
        for a, b, p in ((0, 20, "2024-01-01"), (5, 25, None), (10, 30, "2024-01-02"), (0, 9, "2024-01-01"))
    ]
    expected = find_origins(documents)
    assert expected
    for _ in range(10):
        rng.shuffle(documents)
        assert find_origins(documents) == expected


def test_furniture_has_no_prints() -> None:
    text = "Please read our comment policy before you leave any comment on this page.\nA b c."
    whole = Document(text, "a")
    assert sentence_prints(whole)
    marked = Document(text, "a", zones=(Zone(0, text.index("\n"), "comments"),))
    assert not sentence_prints(marked)


def test_links_say_how() -> None:
    document = Document("The US sold Javelin missiles to Kosovo. They were Blunderbuss X9.", "a")

    def at(words: str) -> tuple[int, int]:
        start = document.text.index(words)
        return start, start + len(words)

    claim = make_claim(
        document, "transfer", (0, 38),
        [
            slot(document.text, "supplier", "US", at("US")),
            slot(document.text, "recipient", "XK", at("Kosovo")),
            slot(document.text, "equipment", "Blunderbuss X9", at("Blunderbuss X9")),
        ],
        rule="t", confidence=1.0,
    )  # fmt: skip
    links, issues = link_claims([claim])
    assert not issues
    assert {x.slot: (x.target, x.how) for x in links} == {
        "supplier": ("US", "table states"),
        "recipient": ("XK", "table states"),
        "equipment": ("Blunderbuss X9", "words"),
    }


def test_what_an_analyst_decides_goes_before_what_was_found() -> None:
    names = {"a": "A", "b": "B"}
    decided = OriginLink("a", "b", "decision", "ana: translated from it")
    wire = OriginLink("a", "wire:Reuters", "wire", "the text credits Reuters")
    assert root_of("a", {"a": [wire, decided]}, names).key == "doc:b"
    # Found to be a copy of the one that rests on it: the decision is the one that holds.
    back = OriginLink("b", "a", "copy", "shares sentences", (), 0.9)
    both = {"a": [decided], "b": [back]}
    assert root_of("a", both, names).key == root_of("b", both, names).key == "doc:b"
    assert root_of("b", both, names).kind == "own"
