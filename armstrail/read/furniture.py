"""Lines that are not a report's prose: what they look like.

Enters: one line of a text, trimmed. Leaves: what it is (byline, date, credit, copyright, comments,
navigation, bio, source, caption) and what it tells, or None where it may be prose. When in doubt it is
prose. It sees a line alone: where it stands in the report is ``layout``'s to judge.
"""

# Word lists and patterns read better whole than cut at a column.
# ruff: noqa: E501, SIM905

from __future__ import annotations

import re
from dataclasses import dataclass, field

from .days import WEEKDAYS, Day, find_days
from .outlets import Outlet, outlet_alone, outlet_named

LONGEST = 600
"""Code points after which a line is prose, whatever it begins with."""


@dataclass(slots=True)
class Furniture:
    """One line that is not prose. ``parts`` are (start, end, kind) inside the line; they cover it."""

    parts: tuple[tuple[int, int, str], ...]
    kind: str
    date: str | None = None
    labelled: bool = False
    """Whether a word such as "Published" stands before the date."""
    updated: bool = False
    byline: str | None = None
    outlets: tuple[Outlet, ...] = field(default=())


_COMMENTS = re.compile(
    r"note: only a member of this blog may post a comment\.?$|(?:no|\d{1,5}|view(?: all)?|show|hide|leave (?:a|your)|post (?:a|your)|add (?:a|your)|write a|read) (?:comments?|reply|responses?)\b.{0,40}$"
    r"|comments?\s*(?:[:(].{0,20}|are closed.{0,10}|off.{0,60})?$"
    r"|(?:please )?(?:read|see|review) our comment(?:s|ing)? policy\b.{0,80}$|join the conversation.{0,30}$|\d+ responses to\b.{0,150}$"
    r"|your email address will not be published\b.{0,100}$|(?:keine )?kommentare?\s*(?:\(\d+\))?:?$|комментари(?:и|ев)(?:\s*\(\d+\))?:?$",
    re.I,
)
_COPYRIGHT = re.compile(
    r"(?:©|\(c\)\s*(?:19|20)\d\d|&copy;|copyright(?:ed)?\s*(?:©|\(c\)|&copy;|:|\||by\b|,?\s*(?:19|20)\d\d|$))|this material may not be published\b",
    re.I,
)
_RESERVED = re.compile(
    r"\b(?:all rights reserved|alle rechte vorbehalten|tous droits réservés|todos los derechos reservados|все права защищены)\b",
    re.I,
)
_COPYRIGHT_NAME = re.compile(
    r"(?:copyright|©|\(c\)|&copy;|(?:19|20)\d\d|[-–,;:]|by|\s)+(?P<who>[^\W\d_][^\n.;|©]{1,60}?)(?:,?\s*\b(?:llc|inc|ltd|limited|corp|gmbh|media group)\b.*|\s*[.;|©].*|\s+all rights.*|,.*)?$",
    re.I,
)
_YEAR = re.compile(r"(?<!\d)((?:19|20)\d\d)(?!\d)")
_SOURCE = re.compile(
    r"(?:source(?: link| article)?|original (?:source|article|link|post)|view original|read the original.{0,30}|link to (?:source|original).{0,30})\s*$",
    re.I,
)
_SOURCE_NAME = re.compile(
    r"(?:\(?\s*)?(?:source|quelle|fuente|fonte|источник|джерело|izvor|извор|źródło|πηγή|via)\s*:\s*(.{1,100})$",
    re.I,
)
_ALONE = re.compile(
    r"(?:share(?: (?:this|it|via|on)\b.{0,40})?|tweet|pin|email|e-mail|print|save|listen|copy link|facebook|twitter|x|whatsapp|telegram|linkedin|reddit|"
    r"pinterest|messenger|viber|instagram|youtube|flipboard|menu|search|home|next|previous|prev|back to top|top|close|log ?in|sign ?in|register|"
    r"advertisements?|advertising|sponsored|ad|skip to (?:main )?content|article content|video player ?close|loading.{0,5}|play|pause|mute|download|"
    r"related(?: (?:news|articles?|stories|posts?|topics?|content|coverage))?|similar (?:news|articles?)|recommended(?: .{0,20})?|trending(?: .{0,15})?|"
    r"top stories|latest(?: news)?|most (?:read|popular|viewed|shared)|editor[’']?s (?:choice|picks?)|more (?:news|stories|from .{1,40}|in .{1,40}|on .{1,40})|"
    r"you (?:may|might) (?:also )?(?:like|be interested in).{0,20}|what to read next|read next|up next|don[’']t miss|see all|show more|load more|"
    r"get short url|listen live|watch live|live|\d{1,2}[- ]?min(?:ute)?s?(?: read)?|reading time.{0,20}|\d+ (?:second|minute|hour|day|week)s? ago|\d[\d,.]*k? (?:shares?|views?|likes?|reads?)|"
    r"subscribe(?: (?:now|today|to .{1,60}))?|newsletters?|sign up(?: (?:now|here|for .{1,80}|to .{1,80}))?|support us|donate(?: now)?|become a (?:member|subscriber)|"
    r"view (?:gallery|image|photos?)|open image in gallery|enlarge(?: image| this image)?|image \d+ of \d+|\d+/\d+|hide caption|toggle caption|photo gallery|"
    r"end of (?:article|story)|continue reading(?: below)?.{0,20}|story continues below(?: advertisement)?|advertisement[ -–—]*(?:scroll|continue|story|article).{0,40}|"
    r"text size.{0,20}|font size.{0,20}|a[+-]|key takeaways?|quick read|show (?:all|less)|expand|collapse|follow|following|feedback|contact us|about us|privacy policy|terms of (?:use|service)|cookie(?:s| policy| settings)?)\s*[:.!>»)\]–—*-]*\s*$",
    re.I,
)
_BEGINS = re.compile(
    r"(?:our standards:|%d bloggers like this|.{0,80}\buses? cookies\b|read (?:more|also|next|full story|the full (?:story|article|report))\b|also read\b|see also\b|read:|more:|watch:|listen:|related(?: (?:stories|articles|news|coverage|reading))?\s*[:|>]|"
    r"(?:follow|like|find|join|connect with) (?:us|@\w+|.{1,40}) on (?:facebook|twitter|x|instagram|telegram|whatsapp|linkedin|google|youtube|threads|bluesky|social)\b|"
    r"subscribe (?:to|for|now|here|today)\b|sign up (?:for|to|here|now)\b|click (?:here|on)\b|tap here\b|download (?:our|the) .{0,30}\bapp\b|get (?:our|the) (?:latest|newsletter|app|daily)\b|"
    r"join our\b|support (?:our|independent) (?:journalism|work)\b|stay (?:up to date|informed|tuned)\b|don[’']t miss (?:out|our)\b|"
    r"tags?\s*[:|]|topics?\s*[:|]|keywords?\s*[:|]|filed under\b|categor(?:y|ies)\s*[:|]|posted in\b|posted under\b|in this (?:article|story)\s*:|more (?:on this (?:story|topic)|about)\s*[:|]?|"
    r"share (?:this (?:article|story|post|page)|on (?:facebook|twitter|x|whatsapp|linkedin|telegram))\b|by continuing to (?:use|browse)\b|(?:we|this (?:web)?site) uses? cookies\b|"
    r"(?:home|news|world)\s*[>»/›]\s*\S|get (?:short )?url\b|have (?:a|any) (?:tip|story|question)\b|this (?:article|story) (?:was|is) (?:originally |first )?(?:published|posted) (?:on|by|in|at)\b|"
    r"the post .{1,200} (?:appeared first|first appeared) on\b|читайте также\b|читайте також\b|lesen sie (?:auch|mehr)\b|mehr zum thema\b|lire aussi\b|à lire aussi\b|lea también\b|leggi anche\b|leia (?:também|mais)\b|czytaj (?:też|także|więcej)\b|pročitajte (?:još|i)\b|прочитајте\b|διαβάστε (?:ακόμη|επίσης)\b)",
    re.I,
)
_APPEARED = re.compile(r"the post .{1,250}? (?:appeared first|first appeared) on (.{1,60}?)\.?$", re.I)
_CREDIT = re.compile(
    r"\(?\s*(?:(?:additional |with )?(?:reporting|writing|compiled|translated|edited|editing|written|photography|photos|graphics?) by\b|reported by\b|editors?\s*:|editing\s*:|"
    r"with (?:additional )?(?:reporting|inputs?|contributions?|material|files|information) (?:by|from)\b|(?:inputs?|material|contributions?) from\b|"
    r"(?:photo|photos|photograph|image|images|picture|pictures|credit|credits|photo credit|image credit|illustration|foto|bild|crédit|фото)\s*(?::|\bby\b)|(?:image|photo|picture) (?:source|courtesy)\b|getty images\b|afp via getty|reuters/|ap photo\b)",
    re.I,
)
_PICTURE = re.compile(
    r"\(?\s*(?:photo|image|picture|credit|illustration|foto|bild|crédit|фото|getty|afp via|reuters/|ap photo|graphics)",
    re.I,
)
_LABEL = re.compile(
    r"^\(?\s*(?:with )?(?:additional )?(?:[a-z]+ by|inputs?|contributions?|material|reporting|files|information|reported by)"
    r"(?: (?:by|from))?\b|^\(?[a-z]+\s*:",
    re.I,
)
_CONTRIBUTED = re.compile(
    r"(?P<who>[^.]{2,160}?)\s(?:contributed (?:reporting|to this (?:report|story|article)|from \w+)|reported from)\b[^.]{0,80}\.?$"
)
_CAPTION_END = re.compile(
    r"(?:\((?:file(?: photo)?|photo|image|pictured?|archive(?: photo)?|stock (?:photo|image)|courtesy|handout|illustrative|via)\b[^()]{0,140}\)"
    r"|\((?:[^()]{0,100}\b(?:photo|photos|image|images|via ap|getty images|reuters|afp|epa|shutterstock)\b[^()]{0,80})\)"
    r"|\[(?:[^\[\]]{0,100}\b(?:photo|image|images|getty images|reuters|afp|ap|epa|file|handout|courtesy)\b[^\[\]]{0,80})\]"
    r"|(?:reuters|epa|afp|ap|epa-efe|via getty images|getty images)\s?/\s?[\w .'’/-]{2,60}"
    r"|(?:/|—|–|-|\|)\s?(?:afp|reuters|epa(?:-efe)?|ap|getty images?|shutterstock)(?: photo)?"
    r"|\b(?:photo|photos|photograph|image|picture|credit|photo credit|image credit|foto)\s*(?::|\bby\b|\bcourtesy\b)[^.]{1,100}\.?)\s*$",
    re.I,
)
_PICTURE_WORDS = (
    "photo", "image", "reuters", "afp", "epa", "getty", "shutterstock", "picture", "credit", "(file", "courtesy",
    "foto", "(archive", "(handout", "(illustrative", "(via", "via ap", "ap)", "ap]", "ap/", "ap /", "/ap", "/ ap", "- ap",
    "— ap", "– ap", "| ap", "[file", "[ap", "handout",
)  # fmt: skip
_CAPTION_START = re.compile(
    r"(?:file\s?(?:photo|image|picture|pic)?\s*(?:[:–—]|-\s)|caption\s*:|pictured\s*:|in this (?:file |handout |undated |[a-z]{3,9}\.? \d{1,2}, \d{4},? )*(?:photo|image|picture|photograph)\b|(?:an? )?(?:undated |handout )?(?:file|handout) (?:photo|picture|image)\b)",
    re.I,
)
_BIO = re.compile(
    r"(?P<name>(?:[^\W\d_a-z][\w.'’-]{0,30}\s+){1,4}[^\W\d_a-z][\w.'’-]{0,30})\s+(?:is|was|has been|serves as|works as)\s+(?:(?:an?|the|our|chief|senior|\w+(?:’s|'s))\s+)"
    r"(?P<what>[^.]{0,120}?\b(?:correspondent|reporter|editor|journalist|columnist|writer|bureau chief|contributor|contributing|freelance|fellow|analyst|intern|researcher|blogger|producer)\b)(?P<rest>[^.]{0,160})",
)
_BIO_OUTLET = re.compile(r"\b(?:for|at|with|of)\s+((?:the\s+)?[A-Z][\w&’'./-]*(?:\s+[A-Z&][\w&’'./-]*){0,4})")
_ABOUT = re.compile(r"about (?:the )?authors?\s*:?$|über den autor\s*:?$|à propos de l[’']auteur\s*:?$", re.I)
_BY = re.compile(
    r"(?:by|written by|story by|author|authors|posted by|published by|von|por|par|di|autor|autorin|автор|autori|piše)\s*:?\s+(?=\S)",
    re.I,
)
_ROLE = frozenset(
    (
        "staff writer reporter correspondent editor chief senior diplomatic defense defence national security "
        "political foreign affairs business military news desk bureau special contributor contributing agency "
        "agencies wire service services report reports the and und et y e i и with for in of at from de del "
        "della di da dos van von der den bin ibn al el la le du & admin team web online pentagon white house "
        "asia europe"
    ).split()
)
_LABELS = frozenset(
    (
        "published updated posted last modified first on at by issued date dated release released publication "
        "created pub time added am pm gmt est edt et utc cet cest eet eest bst ist pst pdt pt cst cdt ct mst "
        "jst kst msk msd local edition print version hrs hours h uhr a p m o clock min read minute minutes "
        "reading publié mis à jour le veröffentlicht aktualisiert am um stand publicado actualizado el em às "
        "pubblicato aggiornato il alle opublikowano aktualizacja data objavljeno ažurirano u опубликовано "
        "обновлено в оновлено опубліковано о for immediate release news press statement no of the de el la ago day days hour hours minutes week weeks month months"
    ).split()
)
_PUBLISHED = re.compile(
    r"\b(?:published|posted|publié|veröffentlicht|publicado|pubblicato|opublikowano|objavljeno|опубликовано|опубліковано|date|issued|released|release)\b",
    re.I,
)
_POSTED = re.compile(r"(?:posted|published|written)\s+by:?\s+(.{2,60}?)(?:\s+(?:on|at|in))?$", re.I)
_UPDATED = re.compile(
    r"\b(?:updated|modified|mis à jour|aktualisiert|actualizado|aggiornato|aktualizacja|ažurirano|обновлено|оновлено)\b",
    re.I,
)
_TIME = re.compile(
    r"(?<!\d)\d{1,2}[:.hH]\d\d(?:[:.]\d\d)?(?!\d)\s*(?:[ap]\.?\s?m\.?)?|\b\d{1,2}\s*[ap]\.?m\.?(?!\w)|[+-]\d{2}:?\d\d\b",
    re.I,
)
_PIECES = re.compile(r"[|•·/(){}\[\]—–,;]+|\s-+\s|^-+\s|\s-+$|\s{3,}|\t")
_TOKEN = re.compile(r"[^\W_]+(?:[’'.-][^\W_]+)*")
_SIGNED = re.compile(
    r"(?:^|[\s.])/\s?([A-Z][\w .&'’-]{1,40}?)\s?/\s*$|(?:—|–|--|-)\s?\(?([A-Z][\w .&'’-]{1,40}?)\)?\s*$|\(([A-Z][\w .&'’/-]{1,40}?)\)\s*$"
)


def _whole(line: str, kind: str, **known: object) -> Furniture:
    return Furniture(((0, len(line), kind),), kind, **known)  # type: ignore[arg-type]


def _without_weekday(text: str) -> str:
    """The text without "on Friday" at its end."""
    words = text.split()
    while len(words) > 1 and words[-1].strip(" ,.").lower() in (*WEEKDAYS, "on", "at", "in"):
        words.pop()
    return " ".join(words)


def _outlets(text: str) -> tuple[Outlet, ...]:
    """Outlets that are a piece of a line by themselves."""
    found: list[Outlet] = []
    for piece in _PIECES.split(text):
        outlet = outlet_named(piece.strip(" .:")) if piece.strip() else None
        if outlet is not None and outlet not in found:
            found.append(outlet)
    return tuple(found)


def _is_name(text: str, longest: int = 9) -> bool:
    """Capitalised words with particles and roles between them: people's names, and what they are."""
    words = _TOKEN.findall(text)
    if not 1 <= len(words) <= longest * 2 or any(c.isdigit() for c in text):
        return False
    capital = [w for w in words if w[0].isupper()]
    return (
        len(capital) >= 1
        and len(capital) <= longest * 2
        and all(w[0].isupper() or w.lower() in _ROLE or w.lower().startswith(("al-", "el-")) for w in words)
    )


def date_line(line: str) -> Furniture | None:
    """A line that says when a report was published, and nothing but that (and who, and at what time)."""
    if len(line) > 200:
        return None
    days = find_days(line)
    if not 1 <= len(days) <= 3:
        return None
    rest = line
    for day in reversed(days):
        rest = rest[: day.start] + " | " + rest[day.end :]
    rest = _TIME.sub(" | ", rest)
    byline: str | None = None
    names = 0
    outlets: list[Outlet] = []
    labelled = _PUBLISHED.search(line) is not None
    for piece in _PIECES.split(rest):
        piece = piece.strip(" .:-*|_")
        if not piece:
            continue
        words = [w.lower() for w in _TOKEN.findall(piece)]
        if all(w in WEEKDAYS or w in _LABELS or w.isdigit() or w.rstrip(".") in _LABELS for w in words):
            continue
        outlet = outlet_named(piece) or outlet_named(
            re.sub(r"^(?:by|source|from|via|in|on)\s*:?\s+", "", piece, flags=re.I)
        )
        if outlet is not None:
            outlets.append(outlet)
            continue
        label = _POSTED.match(_without_weekday(piece)) if labelled else None
        if labelled and byline is not None and len(words) <= 5 and words[0] in ("in", "under", "filed", "to"):
            continue  # "Posted by admin on January 12, 2024 in Defense"
        if label is not None and (_is_name(label[1], 4) or label[1].isalpha()):
            byline = byline or label[1]
            continue
        by = _BY.match(piece)
        if by is not None and _is_name(piece[by.end() :]):
            byline = byline or piece[by.end() :]
            continue
        names += 1
        alone = names == 1 and len(line) <= 90 and len(days) == 1 and len(words) >= 2
        at_edge = day_at_edge(line, days[0].start, days[0].end)
        if _is_name(piece, 5) and len(words) <= 5 and (labelled or outlets or byline or (alone and at_edge)):
            continue
        if (
            names <= 2
            and len(words) <= 3
            and piece[0].isupper()
            and len(line) <= 90
            and _stands_apart(line, days)
        ):
            # "World | 19 January 2025, 10:42", "April 4, 2025 · SOFX"
            continue
        return None
    first = next((d for d in days if not _UPDATED.search(line[max(0, d.start - 30) : d.start])), None)
    chosen = first or days[0]
    kind = "byline" if byline is not None else "date"
    return _whole(
        line,
        kind,
        date=chosen.value,
        labelled=labelled and first is not None,
        updated=first is None,
        byline=byline,
        outlets=tuple(outlets),
    )


def _stands_apart(line: str, days: list[Day]) -> bool:
    """Whether marks or the line's ends part its one date from all else, as no sentence does."""
    if len(days) != 1:
        return False
    before, after = line[: days[0].start].rstrip(), line[days[0].end :].lstrip()
    words = before.split()
    while words and words[-1].strip(",.").lower() in WEEKDAYS:
        words.pop()
    after = _TIME.sub("", after).strip(" ,[]")
    marks = "|·•-–—/("
    return (not words or words[-1][-1] in marks) and (not after or after[0] in marks)


def day_at_edge(line: str, start: int, end: int) -> bool:
    """Whether a date stands at the beginning or the end of its line (but for a time)."""
    before, after = _TIME.sub("", line[:start]), _TIME.sub("", line[end:])
    return len(before.strip(" |,-–—·•:")) == 0 or len(after.strip(" |,-–—·•:.")) <= 4


def byline(line: str) -> Furniture | None:
    """A line that names who wrote it: "By …"."""
    if len(line) > 160:
        return None
    match = _BY.match(line)
    if match is None or (line[-1] in ".!?" and not re.search(r"\b[A-Z]\.$|\b(?:Jr|Sr)\.$", line)):
        return None
    who = _without_weekday(line[match.end() :])
    pieces = [p.strip() for p in _PIECES.split(who) if p.strip()]
    if not pieces or not all(_is_name(p) or outlet_named(p) or "@" in p for p in pieces):
        return None
    return _whole(
        line, "byline", byline=re.split(r"\s*[|•·]\s*|\s{3,}|\t", who)[0].strip(" ,"), outlets=_outlets(who)
    )


def caption(line: str) -> Furniture | None:
    """A photo's caption, its credit apart."""
    # The pattern is slow, and says nothing where none of these words stands.
    last = line[-200:].lower()
    marked = any(word in last for word in _PICTURE_WORDS)
    end = _CAPTION_END.search(line, max(0, len(line) - 200)) if marked else None
    if end is not None:
        if end.start() < 8:
            return _whole(line, "credit")
        head = line[: end.start()].rstrip()
        # Words in brackets at the end of a sentence go on with it only if nothing marks a picture.
        return Furniture(((0, len(head), "caption"), (end.start(), len(line), "credit")), "caption")
    if _CAPTION_START.match(line):
        return _whole(line, "caption")
    return None


def recognise(line: str, *, edge: bool) -> Furniture | None:
    """What a line is, if it is no prose. ``edge`` where it stands near the top or the end of a text."""
    if not line or len(line) > LONGEST:
        return None
    if _COMMENTS.match(line):
        return _whole(line, "comments")
    if _COPYRIGHT.match(line) or (len(line) <= 320 and _RESERVED.search(line)):
        who = _COPYRIGHT_NAME.match(line)
        outlet = outlet_named(who["who"].strip()) if who is not None else None
        year = _YEAR.search(line)
        return _whole(line, "copyright", outlets=(outlet,) if outlet else (), date=year[1] if year else None)
    if _SOURCE.match(line) or _ABOUT.match(line):
        return _whole(line, "bio" if _ABOUT.match(line) else "source")
    if _ALONE.match(line.lstrip("-–—*•>»[( ")):
        return _whole(line, "navigation")
    if appeared := _APPEARED.match(line):
        # A feed's own note of where the text comes from.
        outlet = outlet_named(appeared[1])
        return _whole(line, "source", outlets=(outlet,) if outlet is not None else ())
    if len(line) <= 300 and _BEGINS.match(line):
        return _whole(line, "navigation")
    if named := _SOURCE_NAME.match(line):
        days = find_days(line)
        return _whole(
            line, "source", outlets=_outlets(named[1]), date=days[0].value if len(days) == 1 else None
        )
    if _CREDIT.match(line) and not (len(line) > 120 and line.count(". ") > 1):
        found = caption(line)
        if found is not None and found.kind == "caption" and edge:
            return found
        # Who took a picture does not tell who wrote the report.
        return _whole(line, "credit", outlets=() if _PICTURE.match(line) else _outlets(_LABEL.sub("", line)))
    found = caption(line)
    if found is not None:
        return found
    if not edge:
        return None
    if found := date_line(line):
        return found
    if found := byline(line):
        return found
    if len(line) <= 60 and (outlet := outlet_alone(line.strip("-–—()[]/ *:."))):
        return _whole(line, "source", outlets=(outlet,))
    if len(line) <= 260 and (contributed := _CONTRIBUTED.match(line)) and _is_name(contributed["who"], 10):
        return _whole(
            line,
            "credit",
            outlets=_outlets(
                re.sub(
                    r"\b(?:reporters?|writers?|journalists?|contributed|to this (?:report|story|article))\b",
                    ",",
                    line,
                )
            ),
        )
    return None


def bio(line: str) -> tuple[Outlet, ...] | None:
    """The outlets that an author's note names; None where the line is no such note."""
    match = _BIO.match(line) if len(line) <= LONGEST else None
    if match is None:
        return None
    found = [outlet_named(m[1]) for m in _BIO_OUTLET.finditer(match["what"] + match["rest"])]
    return tuple(o for o in found if o is not None)


def signature(line: str) -> tuple[int, Outlet] | None:
    """Where a closing signature begins ("/The Geopost/", "— AFP", "(Reuters)"), and whose it is."""
    if line[-1] not in "/)" and not any(dash in line[-45:] for dash in ("—", "–", "-")):
        return None
    match = _SIGNED.search(line, max(0, len(line) - 60))
    if match is None:
        return None
    name = match[1] or match[2] or match[3]
    outlet = outlet_named(name)
    if outlet is None:
        return None
    start = match.start()
    while line[start] in " \t.":
        start += 1
    return start, outlet


def closing(line: str) -> tuple[int, Outlet] | None:
    """A bare wire's name after the last sentence of a report ("… in 2028. (Reuters)"), or on a line of its own."""
    found = signature(line) if line else None
    if found is None or not found[1].is_wire:
        return None
    before = line[: found[0]].rstrip()
    return found if not before or before[-1] in ".!?”\"'’" else None


def names_line(line: str) -> bool:
    """Two and more people's names, and perhaps where they are: a byline without "By"."""
    return (
        len(line) <= 120
        and line[-1] not in ".!?:"
        and 2 <= len(_TOKEN.findall(line)) <= 12
        and _is_name(line)
    )
