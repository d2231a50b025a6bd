"""From the words of a text to the places in law that it cites, each with what it takes over from its neighbours."""

from dataclasses import dataclass, field

from rdflib import URIRef

from checker.terms.citing import ARTICLE, DEEPER, POINT, SUBSECTION, Item

JOINTS = frozenset({"and", "comma", "break", "or"})
VALUES = frozenset({"number", "letter", "ordinal"})
MOST = 40
"""No range of articles, subsections or letters is longer."""


@dataclass(eq=False)
class Cited:
    """A place in law as it is cited, or, without law and parts, a stretch of text that cites none."""

    start: int
    end: int
    laws: tuple[URIRef, ...] = ()
    parts: dict[int, str] = field(default_factory=dict)
    """By level; a letter right after the number of an article stands there with it, with the space if there is one."""
    first: int = 0
    """The level at which its own text starts; 0 is the law."""
    joint: str = ""
    """What stands between it and the one before."""
    lent: bool = False
    """Whether it takes over law or parts from the one before."""
    bare: bool = False
    """Whether its number may be that of an article or of a part, unless a law follows."""
    inverse: bool = False
    """Whether its article comes after its parts."""
    doubt: bool = False
    """Whether its text holds more than was understood, or can be read in another way."""
    apart: bool = False
    """Whether a comma parts its law from what follows."""


class Reader:
    """Reads the items of one text from left to right. A text is never refused: what is not understood makes doubt."""

    def __init__(self, items: list[Item]) -> None:
        self.items = [item for item in items if item.kind != "fill"]
        self.at = 0
        self.cited: list[Cited] = []
        self.here: Cited | None = None
        self.touched: list[Cited] = []
        self.strange: list[Item] = []
        self.mark: Item | None = None
        self.joint = ""
        self.last = 0
        self.marked = self.box = self.boxed = False

    def read(self) -> list[Cited]:
        """Return what the text cites, in its order."""
        for at, item in enumerate(self.items):
            self.at = at
            if item.kind in JOINTS:
                self._joint(item)
            elif item.kind in VALUES and not self.box:
                self._value(item)
            elif item.kind == "law":
                self._law(item)
            elif item.kind == "mark":
                self._mark(item)
            elif item.kind == "close" and self.here:
                self.here.end = item.end
            elif item.kind == "unknown" and not self.box:
                self.strange.append(item)
            elif item.kind == "to" or (item.kind == "dash" and self._is_range()):
                self.joint = "to"
            self.box = item.kind == "box"
            self.boxed |= self.box
        self._close()
        if self.here and self.joint in ("and", "or"):
            self.here.doubt = True  # The text breaks off.
        self._look_back()
        return self.cited

    def _near(self, step: int) -> Item | None:
        """Return the item beside this one, brackets not counted."""
        at = self.at + step
        while 0 <= at < len(self.items) and self.items[at].kind in ("open", "close"):
            at += step
        return self.items[at] if 0 <= at < len(self.items) else None

    def _is_range(self) -> bool:
        """Whether a dash stands for a range: between letters, or between numbers after a word for subsection."""
        before, after = self._near(-1), self._near(1)
        if before is None or after is None or before.kind != after.kind:
            return False
        return (before.kind == "letter" and self.last == POINT) or (
            before.kind == "number" and self.last == SUBSECTION and self.marked
        )

    def _joint(self, item: Item) -> None:
        after = self._near(1)
        if item.kind == "or" and after and after.kind == "law" and self.here and not self.here.laws:
            return  # The English word: a point of a law.
        self._close()
        if item.kind != "comma" or not self.joint:
            self.joint = item.kind
        if item.kind != "comma" and self.here and not self.here.parts:
            self.here = None

    def _close(self) -> None:
        """End a stretch between two joints: what was strange in it makes doubt of what it cites."""
        if self.mark:
            self.strange.append(self.mark)
            self.mark = None
        if self.joint == "to":
            self.joint = ""
            if self.here:
                self.here.doubt = True
        if self.strange:
            start, end = min(item.start for item in self.strange), max(item.end for item in self.strange)
            for cited in self.touched:
                cited.doubt = True
                if cited.lent:
                    cited.laws, cited.start, cited.end = (), min(cited.start, start), max(cited.end, end)
            if not self.touched:
                before = self.cited[-1] if self.cited else None
                if before and not (before.laws or before.parts):
                    before.end = end
                else:
                    self.cited.append(Cited(start, end, joint=self.joint, doubt=True))
                self.here, self.joint = None, ""
        self.touched, self.strange = [], []

    def _mark(self, item: Item) -> None:
        before = self.items[self.at - 1] if self.at else None
        if before and before.kind == "ordinal" and item.level in (SUBSECTION, DEEPER):
            if self.here:
                self.here.end = item.end
        else:
            start = self.mark.start if self.mark else item.start
            self.mark = Item(item.kind, item.text, start, item.end, item.level)

    def _value(self, item: Item) -> None:
        before = self.items[self.at - 1] if self.at else None
        here = self.here
        told = here is not None and before is not None and before.kind == "number" and before.end == here.end
        if here and before and told and self.last == ARTICLE and item.kind == "letter":
            here.parts[ARTICLE] += item.text if before.end == item.start else f" {item.text}"
            here.end = item.end
            return
        level, said = self._level(item, here.parts if here else {}, before), item.text
        if here and item.kind == "letter" and self.last == ARTICLE and self.joint and not self.mark:
            stem = here.parts[ARTICLE].rstrip("abcdefghijklmnopqrstuvwxyz")
            if stem != here.parts[ARTICLE]:
                level, said = ARTICLE, stem + said
        if not level or (level == DEEPER and not here):
            self.strange.append(item)
        elif here and level == DEEPER:
            # Part of a point or subsection: no term is that small.
            here.end, self.mark, self.joint = item.end, None, ""
            self.touched.append(here)
        elif here and self.joint == "to":
            between = _between(here.parts.get(level, ""), said) if level == self.last else None
            for value in (*(between or ()), said):
                self.joint = "and"
                self._place(level, value, item)
            if between is None:
                here.doubt = self.cited[-1].doubt = True
        else:
            self._place(level, said, item)

    def _level(self, item: Item, parts: dict[int, str], before: Item | None) -> int:
        """Return the level of a number, letter or ordinal; 0 where it makes no sense."""
        mark = self.mark.level if self.mark else 0
        bracket = before is not None and before.kind == "open"
        if item.kind == "ordinal":
            rest = (later for later in self.items[self.at + 1 :] if later.kind not in JOINTS | {"ordinal"})
            return mark or (DEEPER if getattr(next(rest, None), "level", 0) == DEEPER else SUBSECTION)
        if item.kind == "letter":
            if mark in (ARTICLE, SUBSECTION) or (not mark and not parts):
                return 0
            return mark or (POINT if POINT not in parts or self.joint else DEEPER if bracket else 0)
        if mark > ARTICLE and not item.text.isdigit():
            return 0
        if mark:
            return DEEPER if mark == POINT and parts.get(POINT, "").isalpha() else mark
        if not item.text.isdigit() or not parts or (self.joint and self._opens()):
            return ARTICLE
        if bracket:
            return DEEPER if POINT in parts and self.here and not (self.joint or self.here.inverse) else SUBSECTION
        if self.joint:
            return ARTICLE if self._is_bare() and not parts.get(POINT, "").isdigit() else self.last
        # In a code; of two plain numbers the second may also end a range of articles.
        joined = before is not None and before.kind == "dash" and self.last == ARTICLE
        article = parts.get(ARTICLE, "")
        return SUBSECTION if joined and not (article.isdigit() and int(article) < int(item.text)) else 0

    def _opens(self) -> bool:
        """Whether a subsection, or another law, follows this number, so that it is the number of an article."""
        after = [item for item in self.items[self.at + 1 : self.at + 4] if item.kind != "comma"]
        if not after or not self.here:
            return False
        return (
            (after[0].kind == "mark" and after[0].level == SUBSECTION)
            or (after[0].kind == "ordinal" and not (len(after) > 1 and after[1].level == DEEPER))
            or (after[0].kind == "open" and len(after) > 1 and after[1].kind in VALUES)
            or (after[0].kind == "law" and bool(self.here.laws) and after[0].laws != self.here.laws)
        )

    def _is_bare(self) -> bool:
        """Whether a number after a joint may be that of an article as well as of a part."""
        before = next((item for item in self.items[self.at - 1 :: -1] if item.kind not in JOINTS), None)
        return not (self.mark or self._opens()) and (
            self.last == POINT or (before is not None and before.kind == "law")
        )

    def _place(self, level: int, value: str, item: Item) -> None:
        """Put a number or letter in its place: in what is being cited, or, where that has one, in something new."""
        here, after = self.here, self._near(1)
        back = after.level if after and after.kind == "mark" and 0 < after.level < level else 0
        deepest = max(here.parts, default=0) if here else 0
        if here and level not in here.parts and (level > deepest or ARTICLE not in here.parts or here.inverse):
            here.inverse |= level < deepest
            here.apart |= not here.parts and self.joint == "comma"
        else:
            start = self.mark.start if self.mark else item.start
            new = Cited(start, item.end, first=level, joint=self.joint)
            if here:
                new.parts = {one: part for one, part in here.parts.items() if one < (back or level)}
                # An article that is numbered in another way is of another law.
                like = level > ARTICLE or _form(value) == _form(here.parts.get(ARTICLE, value))
                new.laws = here.laws if like else ()
                new.lent = bool(new.laws or new.parts)
                new.doubt = not self.mark and not self.joint
                new.bare = level == ARTICLE and value.isdigit() and self._is_bare()
            if back:
                for cited in reversed(self.cited):
                    if cited.first != level or not cited.lent:
                        break
                    cited.doubt = True
            self.cited.append(new)
            here = self.here = new
        here.inverse |= bool(back)
        here.parts[level], here.end = value, item.end
        self.touched.append(here)
        self.last, self.marked, self.mark, self.joint = level, self.mark is not None, None, ""

    def _law(self, item: Item) -> None:
        """Take a law as that of what was cited just before, or of what follows."""
        here, after = self.here, self._near(1)
        leads = after is not None and (
            after.kind in ("number", "box", "dash") or (after.kind, after.level) == ("mark", ARTICLE)
        )
        if here and self.joint == "to":
            here.doubt = True
        if here and here.laws == item.laws and not (leads and here.parts):
            here.end, here.lent, here.bare = item.end, False, False
        elif here and here.parts and not leads and self.joint in ("", "comma") and self._is_free(here):
            self._follow(here, item)
        else:
            doubt = self.joint == "to" or (here is not None and bool(here.parts) and not (leads or self.joint))
            if here and doubt:
                here.doubt = True
            here = self.here = Cited(item.start, item.end, item.laws, joint=self.joint, doubt=doubt)
            self.cited.append(here)
            self.last = 0
        self.touched.append(here)
        self.joint = ""

    def _is_free(self, here: Cited) -> bool:
        """Whether what is cited has no law yet, or one that was named for an article before it."""
        rest = (cited for cited in reversed(self.cited) if not cited.lent or cited.first == ARTICLE)
        return not here.laws or here.apart or next(rest, here).lent

    def _follow(self, here: Cited, item: Item) -> None:
        """Give a law that follows to all it is the law of; where an earlier law may be meant too, there is doubt."""
        if here.apart:
            self.cited.insert(self.cited.index(here), Cited(here.start, here.start, here.laws, joint=here.joint))
            here.laws, here.apart, here.first, here.joint = (), False, ARTICLE, "comma"
        article = here.parts.get(ARTICLE, "")
        near, form = True, _form(article)
        for cited in reversed(self.cited):
            if not cited.parts or (cited.laws and not cited.lent) or _form(cited.parts.get(ARTICLE, article)) != form:
                break
            if cited.laws and not near:
                cited.laws, cited.doubt = (*cited.laws, *item.laws), True
            else:
                cited.laws, cited.bare = item.laws, False
            near &= cited.first != ARTICLE
        here.lent, here.end = False, item.end

    def _look_back(self) -> None:
        """Complete what has its article after it, in a list of more; and mark what is named by its chapter only."""
        for cited, after in reversed(list(zip(self.cited, self.cited[1:], strict=False))):
            if cited.parts and ARTICLE not in cited.parts and after.inverse and ARTICLE in after.parts:
                taken = {level: part for level, part in after.parts.items() if level < min(cited.parts)}
                cited.parts, cited.inverse = taken | cited.parts, True
        for cited in self.cited:
            cited.doubt |= cited.bare or (self.boxed and ARTICLE not in cited.parts)
        for at, cited in enumerate(self.cited):
            before = at - 1
            while cited.joint == "or" and before > 0 and self.cited[before].joint == "comma":
                if self.cited[before].first != cited.first:
                    break
                self.cited[before].joint = "or"
                before -= 1


def _form(article: str) -> int:
    """Return in what way an article is numbered: how many dots or colons part its numbers."""
    return article.count(".") + article.count(":")


def _between(first: str, last: str) -> list[str] | None:
    """Return what lies between two letters or numbers, or None where they make no range."""
    if first[-1:].isalpha() and last[-1:].isalpha() and first[:-1] == last[:-1] and first < last:
        return [first[:-1] + chr(code) for code in range(ord(first[-1]) + 1, ord(last[-1]))]
    (stem, _, start), (other, _, end) = first.rpartition("."), last.rpartition(".")
    if stem != other or not (start.isdigit() and end.isdigit()) or not 0 < int(end) - int(start) <= MOST:
        return None
    return [f"{stem}.{number}" if stem else str(number) for number in range(int(start) + 1, int(end))]
