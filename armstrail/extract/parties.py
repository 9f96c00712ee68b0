"""A sentence's atoms, and where a reader stands in them; how parties are read out of them.

Enters: atoms (names, values and words in order) and the grammar. Leaves: Parties. A party that is told only by a name
that no table has is not seen.
"""

from __future__ import annotations

from .grammar import Grammar
from .page import Page
from .units import Party, Unit


class Cursor:
    """The atoms of one sentence, with the words of its language."""

    def __init__(self, page: Page, atoms: list[Unit], grammar: Grammar) -> None:
        self.page, self.atoms, self.grammar = page, atoms, grammar
        self.parties, self.items = grammar.parties, grammar.items
        self.words = grammar.words

    def low(self, i: int) -> str:
        return self.atoms[i].low if 0 <= i < len(self.atoms) else ""

    def kind(self, i: int) -> str:
        return self.atoms[i].kind if 0 <= i < len(self.atoms) else ""


class PartyReader(Cursor):
    """Reads the parties of a sentence."""

    def institution_after(self, i: int) -> int:
        """The index after an institution's noun that ends a run of modifiers from i, or i where there is none."""
        j = i
        while j < len(self.atoms) and j - i < 6:
            low = self.low(j)
            if self.kind(j) == "word" and low in self.parties["institution"]:
                j += 1
                # "defence minister", "government officials": go on to the last of them.
                while self.kind(j) == "word" and self.low(j) in self.parties["institution"]:
                    j += 1
                for tail in self.grammar.tails:
                    if all(self.low(j + n) == w for n, w in enumerate(tail)):
                        return j + len(tail)
                return j
            if self.kind(j) == "word" and low in self.parties["modifiers"]:
                j += 1
            else:
                return i
        return i

    def party_at(self, i: int) -> tuple[Unit, int] | None:
        atom = self.atoms[i]
        mention = atom.mention
        if mention is None:
            return self.anaphor_at(i)
        if mention.type not in ("state", "group", "body", "maker", "person"):
            return None
        if (mention.type == "body" and not mention.state) or self.low(i + 1) in self.parties["members"]:
            return None
        span = (mention.start, mention.end)
        code = mention.name if mention.type == "group" else mention.state
        party = Party(code, span, mention.type)
        row_kind = mention.row.get("kind", "") if mention.row is not None else ""
        party.legislature = row_kind == "parliament"
        j = i + 1
        if mention.type == "state":
            possessive = self.low(j) in ("'s", "'") and self.kind(j) in ("word", "mark")
            k = self.institution_after(j + 1 if possessive else j)
            if k > (j + 1 if possessive else j):
                words = [self.low(n) for n in range(j, k)]
                party.role = "institution"
                party.legislature = any(w in self.parties["legislature"] for w in words)
                party.speaker = any(w in self.parties["speakers"] for w in words)
                if any(w in self.parties["companies"] for w in words):
                    party.role = "maker"
                j = k
                j = self.absorb_name(j, party)
            elif possessive:
                party.possessive = True
                j += 1
            elif mention.form in ("adjective",):
                party.adjective = True
        elif self.kind(j) == "mention" and mention.type == "body":
            other = self.atoms[j].mention
            if other is not None and other.type == "person" and other.state == mention.state:
                j += 1
        if (
            not party.possessive
            and self.low(j) in ("'s", "'")
            and self.atoms[j - 1].end == self.atoms[j].start
        ):
            k = self.institution_after(j + 1)
            if k > j + 1:
                j = k
            else:
                party.possessive = True
                j += 1
        return Unit("party", atom.start, self.atoms[j - 1].end, atom.low, party=party), j

    def absorb_name(self, j: int, party: Party) -> int:
        """Takes in the name that follows a title ("Serbian President Aleksandar Vucic", "manufacturer Rafael")."""
        other = self.atoms[j].mention if self.kind(j) == "mention" else None
        if (
            other is not None
            and other.type in ("person", "maker", "body")
            and other.state in ("", party.code)
        ):
            if other.type == "maker":
                party.span = (other.start, other.end)
            return j + 1
        if party.role == "institution":
            n = j
            while self.kind(n) == "word" and n - j < 4 and self.page.text[self.atoms[n].start].isupper():
                n += 1
            return n
        return j

    def anaphor_at(self, i: int) -> tuple[Unit, int] | None:
        atom = self.atoms[i]
        if atom.kind != "word":
            return None
        if atom.low in self.words["pronouns"]:
            party = Party("", (atom.start, atom.end), "anaphor", word=atom.low)
            return Unit("party", atom.start, atom.end, atom.low, party=party), i + 1
        if (
            atom.low in ("its", "their")
            and self.kind(i + 1) == "word"
            and self.low(i + 1) in self.parties["institution"]
        ):
            party = Party("", (atom.start, atom.end), "anaphor", word=atom.low)
            return Unit("party", atom.start, self.atoms[i + 1].end, atom.low, party=party), i + 2
        if atom.low == "the":
            for length in (3, 2):
                words = " ".join(self.low(i + 1 + n) for n in range(length - 1))
                if words in self.parties["anaphors"] and self.kind(i + length - 1) == "word":
                    j = i + length
                    last = self.atoms[j - 1]
                    seat = (
                        self.atoms[j + 1].mention
                        if self.low(j) in ("in", "of") and j + 1 < len(self.atoms)
                        else None
                    )
                    if seat is not None and seat.type == "state" and seat.form in ("capital", "name"):
                        # "the government in Warsaw", "the army of Chad"
                        role = Party(seat.state, (seat.start, seat.end), "institution")
                        return Unit("party", atom.start, seat.end, atom.low, party=role), j + 2
                    party = Party("", (atom.start, last.end), "anaphor", word=words)
                    if self.low(j) == "'s":
                        k = self.institution_after(j + 1)
                        party.possessive = k == j + 1
                        j = max(k, j + 1)
                    # "the Philippines' air force", "the country Serbia": a name right after is the party itself.
                    if self.kind(j) == "mention":
                        return None
                    return Unit("party", atom.start, self.atoms[j - 1].end, atom.low, party=party), j
        return None
