"""What each page holds.

Enters: a request and a view of the ledger. Leaves: a page rendered from the templates, which escape
everything that they print. It changes nothing in the ledger.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any
from urllib.parse import quote, urlencode, urlsplit

from jinja2 import Environment, PackageLoader, StrictUndefined
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import HTMLResponse, Response

from ..model import Case, Claim, Document, Value
from ..procedure import ProcedureError, clocks_of_case, write_clock
from ..show import (
    Shown,
    choose_fields,
    claims_behind,
    find_evidence,
    name_state,
    printable,
    shown_fields,
    write_field,
    write_items,
    write_money,
    write_number,
)
from .marking import Mark, compare_words, cut_text

if TYPE_CHECKING:
    from ..view import View

PER_PAGE = 100
AT_ONCE = 200_000
"""Code points of a document on one page."""
AROUND = 300
"""Code points of a document shown on either side of a sentence."""
_DAY = re.compile(r"\d{4}(?:-\d{2}(?:-\d{2})?)?")
_PROBLEMS = {
    400: ("Not understood", "The address asks for something that this page does not have."),
    404: ("Not here", "This ledger has no such page."),
    405: ("Not possible", "Pages here can be read and not changed."),
    500: ("Something broke", "The page could not be made. The terminal that runs armstrail says more."),
}


def _web_address(url: str | None) -> str | None:
    """An address that a browser may follow: http and https only."""
    return url if url is not None and url.startswith(("http://", "https://")) else None


def _number(text: str | None) -> int:
    return int(text) if text is not None and text.isascii() and text.isdigit() and len(text) < 12 else 0


@dataclass(frozen=True, slots=True)
class Line:
    """What the list shows of a case: small enough to keep for all of them."""

    id: str
    supplier: str
    recipient: str
    what: str
    value: str
    disputed: bool
    reached: str
    announced: str
    outlets: int
    origins: int
    kinds: str
    documents: tuple[str, ...]

    @staticmethod
    def of(case: Case) -> Line:
        """The line of a case."""
        kinds = ", ".join(dict.fromkeys(d.kind for d in case.disagreements))
        return Line(
            case.id, case.supplier, case.recipient, write_items(case), write_field(case.value), case.value.disputed,
            case.reached or "", case.announced or "", case.outlets, len(case.origins), kinds,
            tuple(d.id for d in case.documents),
        )  # fmt: skip


@dataclass(frozen=True, slots=True)
class ClockRow:
    """One line of a review clock."""

    about: str
    what: str
    source: str

    @property
    def is_answer(self) -> bool:
        """Whether it says rule, period, end, or what is not known; the rest is folded away."""
        return self.about not in ("note", "certification") and not self.about.startswith("threshold")


class Pages:
    """The pages over one view."""

    def __init__(self, view: View) -> None:
        self.view = view
        self._lines: dict[str | None, tuple[object, tuple[Line, ...]]] = {}
        self.templates = Environment(
            loader=PackageLoader("armstrail.serve"),
            autoescape=True,
            undefined=StrictUndefined,
            finalize=lambda value: printable(value) if type(value) is str else value,
            trim_blocks=True,
            lstrip_blocks=True,
        )
        self.templates.globals.update(
            state=lambda code: name_state(code) if code else "",
            field=write_field,
            money_words=lambda value, currency: self._words(value, currency),
            wording=compare_words,
        )

    @staticmethod
    def _words(value: Value | None, currency: str | None) -> str:
        return write_money(value, currency) if currency else write_number(value)

    def _answer(self, name: str, status: int = 200, **more: Any) -> HTMLResponse:
        as_of = more.setdefault("as_of", None)
        more.setdefault("as_of_query", "?" + urlencode({"as_of": as_of}) if as_of else "")
        more.setdefault("section", "")
        return HTMLResponse(self.templates.get_template(name).render(**more), status)

    def problem(self, status: int, words: str = "") -> HTMLResponse:
        """A page that says what is wrong."""
        heading, usual = _PROBLEMS.get(status, _PROBLEMS[500])
        known = words if words and words not in ("Not Found", "Bad Request", "Method Not Allowed") else usual
        return self._answer("problem.html", status, heading=heading, words=known)

    @staticmethod
    def _asked(request: Request, *names: str) -> dict[str, str]:
        return {name: request.query_params.get(name, "").strip()[:200] for name in names}

    @staticmethod
    def _day(text: str) -> str | None:
        if not text:
            return None
        if not _DAY.fullmatch(text):
            raise HTTPException(400, f"“{text}” is no day: write 2024, 2024-01 or 2024-01-31.")
        return text

    def _every(self, as_of: str | None) -> tuple[Line, ...]:
        """A line for every case, made again only when the ledger has changed."""
        version = self.view.version()
        known = self._lines.get(as_of)
        if known is not None and known[0] == version:
            return known[1]
        lines = tuple(map(Line.of, self.view.cases(as_of=as_of)))
        if len(self._lines) > 8:
            self._lines.clear()
        self._lines[as_of] = version, lines
        return lines

    def cases(self, request: Request) -> Response:
        """The list of cases, filtered and paged."""
        asked = self._asked(request, "supplier", "recipient", "equipment", "since", "as_of", "q")
        as_of, since = self._day(asked["as_of"]), self._day(asked["since"])
        everything = self._every(as_of)
        found = everything
        if any(asked[name] for name in ("supplier", "recipient", "equipment", "since")):
            fitting = self.view.cases(
                supplier=asked["supplier"] or None,
                recipient=asked["recipient"] or None,
                equipment=asked["equipment"] or None,
                since=since,
                as_of=as_of,
            )
            found = tuple(map(Line.of, fitting))
        if asked["q"]:
            hits = self.view.search(asked["q"])
            found = tuple(c for c in found if not hits.isdisjoint(c.documents))
        pages = max(1, -(-len(found) // PER_PAGE))
        page = min(max(1, _number(request.query_params.get("page"))), pages)
        given = {k: v for k, v in asked.items() if v}
        parties = {
            name: sorted(
                {(getattr(c, name), name_state(getattr(c, name))) for c in everything if getattr(c, name)}
            )
            for name in ("supplier", "recipient")
        }
        return self._answer(
            "cases.html",
            section="cases",
            as_of=as_of,
            asked=asked,
            filtered=bool(given),
            cases=found[(page - 1) * PER_PAGE : page * PER_PAGE],
            total=len(found),
            page=page,
            pages=pages,
            page_link=lambda n: "/?" + urlencode({**given, "page": n}),
            suppliers=parties["supplier"],
            recipients=parties["recipient"],
            undated=self.view.undated() if as_of else 0,
            problem="",
        )

    def case(self, request: Request) -> Response:
        """One case, with the words behind the value that was asked for."""
        as_of = self._day(self._asked(request, "as_of")["as_of"])
        case = self.view.case(request.path_params["id"], as_of=as_of)
        if case is None:
            raise HTTPException(404, "This ledger has no such case" + (" as of that day." if as_of else "."))
        claims = self.view.claims(claims_behind(case))
        shown = shown_fields(case, claims)
        wanted = request.query_params.get("why")
        chosen = choose_fields(shown, wanted)[:1] if wanted else ()
        about = chosen[0] if chosen else None
        context: dict[str, Any] = {
            "case": case,
            "chosen": about,
            "evidence": self._evidence(about, claims) if about is not None else [],
            "active": about.key if about is not None else "",
            "rivals": self._rivals(case, about.key) if about is not None else [],
            "case_link": f"/case/{case.id}",
            "as_of": as_of,
        }
        if request.query_params.get("part") == "evidence":
            return self._answer("evidence.html", **context)
        stages = [s for s in shown if s.key.startswith("stage:")]
        return self._answer(
            "case.html",
            section="cases",
            money=case.values or ((case.value,) if case.value.value is not None else ()),
            stages=list(zip(stages, case.history, strict=True)),
            outlets={d.id: d.outlet or d.name for d in case.documents},
            clocks=self._clocks(case, claims, as_of),
            echoes=self.view.claims([e for s in case.statements for e in s.echoes]),
            link=lambda c, key: (
                f"/case/{c.id}?" + urlencode({"why": key, **({"as_of": as_of} if as_of else {})})
            ),
            **context,
        )

    @staticmethod
    def _rivals(case: Case, key: str) -> list[tuple[int, str, str]]:
        """The disagreements about one field: number, kind and explanation."""
        field, _, item = key.partition(":")
        return [
            (number, clash.kind, clash.why)
            for number, clash in enumerate(case.disagreements, 1)
            if clash.field == field and (field == "value" or clash.equipment in (None, item))
        ]

    @staticmethod
    def _clocks(case: Case, claims: Mapping[str, Claim], on: str | None) -> tuple[tuple[ClockRow, ...], ...]:
        """The rows of each review clock; none for a supplier other than the United States."""
        if case.supplier != "US":
            return ()
        try:
            return tuple(
                tuple(ClockRow(*row) for row in write_clock(c))
                for c in clocks_of_case(case, on=on, claims=claims)
            )
        except ProcedureError as error:
            # A gift, a loan, a lease: what the tables lack is said, not passed over.
            return ((ClockRow("not known", str(error).partition(": ")[2] or str(error), ""),),)

    def _evidence(self, about: Shown, claims: Mapping[str, Claim]) -> list[dict[str, Any]]:
        """The sentences behind a value, one entry for each place in a document, with what stands around
        them.
        """
        documents = self.view.documents({claims[c].document for c in about.claims if c in claims})
        entries: dict[tuple[str, int, int], dict[str, Any]] = {}
        for e in find_evidence(about, claims, documents):
            place = (e.document, e.start, e.start + len(e.sentence))
            entry = entries.setdefault(place, {"marks": [], "claims": [], "document": e.document})
            entry["claims"].append(e.claim)
            entry["marks"].extend(Mark(a, b, "word", e.claim) for a, b in e.marks)
        for (document_id, start, end), entry in entries.items():
            document = documents[document_id]
            first, last = max(0, start - AROUND), min(len(document.text), end + AROUND)
            # Not in the middle of a word.
            first = document.text.find(" ", first, start) + 1 or start if first > 0 else 0
            last = document.text.rfind(" ", end, last) if last < len(document.text) else last
            last = max(last, end)
            marks = [Mark(start, end, "sentence"), *entry["marks"]]
            url = _web_address(document.url)
            entry.update(
                segments=cut_text(document.text, first, last, marks),
                cut_before=first > 0,
                cut_after=last < len(document.text),
                claims=list(dict.fromkeys(entry["claims"])),
                name=document.name,
                outlet=document.outlet,
                title=document.title,
                published=document.published,
                url=url,
                host=urlsplit(url).netloc if url else "",
            )
        return list(entries.values())

    def documents(self, request: Request) -> Response:
        """The list of documents, or those that hold some words."""
        asked = self._asked(request, "q", "as_of")
        as_of = self._day(asked["as_of"])
        page = max(1, _number(request.query_params.get("page")))
        found, total = self.view.list_documents(
            words=asked["q"] or None, as_of=as_of, first=(page - 1) * PER_PAGE, count=PER_PAGE
        )
        given = {k: v for k, v in asked.items() if v}
        return self._answer(
            "documents.html",
            section="documents",
            as_of=as_of,
            asked=asked,
            documents=found,
            total=total,
            page=page,
            pages=max(1, -(-total // PER_PAGE)),
            page_link=lambda n: "/documents?" + urlencode({**given, "page": n}),
        )

    def document(self, request: Request) -> Response:
        """One document with the words of all its claims marked."""
        found: Document | None = self.view.documents((request.path_params["id"],)).get(
            request.path_params["id"]
        )
        if found is None:
            raise HTTPException(404, "This ledger has no such document.")
        document = found
        claims = self.view.claims_in(document.id)
        wanted = set(request.query_params.get("claim", "").split(",")) & {c.id for c in claims}
        size = len(document.text)
        start = min(_number(request.query_params.get("from")), max(0, size - 1))
        first_wanted = min((c.start for c in claims if c.id in wanted), default=None)
        if "from" not in request.query_params and first_wanted is not None and first_wanted >= AT_ONCE:
            start = first_wanted - first_wanted % AT_ONCE
        end = min(size, start + AT_ONCE)
        marks: list[Mark] = []
        for claim in claims:
            marks.append(Mark(claim.start, claim.end, claim.kind, claim.id, claim.kind))
            if claim.id in wanted:
                marks.extend(Mark(a, b, "word", claim.id) for s in claim.slots for a, b in s.spans)
        url = _web_address(document.url)
        facts = (
            document.outlet,
            document.published,
            document.byline,
            document.wire and f"credit: {document.wire}",
        )
        return self._answer(
            "document.html",
            section="documents",
            document=document,
            claims=claims,
            wanted=wanted,
            cases=self.view.cases_of(document.id),
            parts=cut_text(document.text, start, end, marks),
            facts=[f for f in (*facts, document.language) if f],
            url=url,
            host=urlsplit(url).netloc if url else "",
            before=max(0, start - AT_ONCE) if start > 0 else None,
            after=end if end < size else None,
            place=lambda c: f"/document/{quote(document.id)}?claim={c.id}",
        )

    def series(self, request: Request) -> Response:
        """Forces and spending over time."""
        asked = self._asked(request, "state", "as_of")
        as_of = self._day(asked["as_of"])
        everything = self.view.series(as_of=as_of)
        found = [s for s in everything if not asked["state"] or asked["state"].casefold() in
                 (s.state.casefold(), name_state(s.state).casefold())]  # fmt: skip
        states = sorted({(s.state, name_state(s.state)) for s in everything})
        return self._answer(
            "series.html", section="series", as_of=as_of, asked=asked, series=found, states=states
        )
