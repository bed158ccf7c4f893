"""A stretch of text as the tokens of sums: text and the quantities in it come in; numbers, signs and words go out."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import replace
from typing import Literal, NamedTuple

from reviewer.facts.estimates.figure import Figure, bare_figure, is_power, timed_figure
from reviewer.facts.estimates.fractions import WORDS_OF_SHARES, share_at
from reviewer.facts.figures import figure_end
from reviewer.facts.numbers import WORDS, read_number
from reviewer.facts.reading import is_wide
from reviewer.facts.units import SCALES, TIMES
from reviewer.facts.words import word_set

Kind = Literal["number", "op", "open", "close", "rel", "word", "break", "call"]


class Token(NamedTuple):
    """One token at `start:end`. `sign` is the operator (+ - * / ^), the relation (= ~ < >) or the lower-case word.

    `touching` tells of an operator that it touches what precedes it, of a relation that it is an arrow.
    """

    kind: Kind
    sign: str
    start: int
    end: int
    figure: Figure | None = None
    touching: bool = False


_TOKEN = re.compile(
    r"(?P<rel><?[-=–—]{1,3}>|= >|=~|~=|≈=|≅|≃|≈|→|⇒|⟶|➔|➜|⟹|={1,3}|<=|>=|≤|≥|[<>])"
    r"|(?P<digit>[0-9])"
    r"|(?P<word>[^\W\d_]+(?:['’][a-z]+)?)"
    r"|(?P<stars>\*{1,3})"
    r"|(?P<op>[×✕✖⨉∗⋅·÷/^+−]|(?<= )@(?= )|(?<=[0-9A-Za-z%)] )_(?= [~$(]?[0-9]))"
    r"|(?P<dash>[-–—])"
    r"|(?P<tilde>~)"
    r"|(?P<open>[(\[⌈⌊])|(?P<close>[)\]⌉⌋])|(?P<fraction>\x02)"
    r"|(?P<break>[,;:?!|•…]|\.(?![0-9A-Za-z]))"
)
_SIGNS = {"×": "*", "✕": "*", "✖": "*", "⨉": "*", "∗": "*", "⋅": "*", "·": "*", "÷": "/", "−": "-", "@": "*", "_": "*"}
_SPACED_SCALE = re.compile(r" {1,12}([KMBk]|[mb]illion)(?![A-Za-z0-9])")
_BY = {"multiplied": "*", "multiply": "*", "divided": "/", "divide": "/"}
_OP_WORDS = {"x": "*", "times": "*", "plus": "+", "minus": "-"} | _BY
_CALLS = word_set("ceil ceiling floor round max min sqrt log log2 roundup")
_SHARE = re.compile(r"[0-9.]{1,5} ?%")
_LOGARITHMS = word_set("ln lg")
"""What is taken of the number behind these is not worked out."""

_LENGTHS = word_set("seconds minutes hours days")
_READ_WORDS = frozenset(_OP_WORDS) | _CALLS | frozenset(WORDS) | _LENGTHS | WORDS_OF_SHARES
_SPACED_UNIT = re.compile(r" ([hdч])(?![A-Za-z0-9'’_-])")
_GRID = re.compile(r"[0-9]{2,5} ?[x×] ?[0-9]{2,5}(?![0-9A-Za-z]| ?(?:jpe?g|png|webp|gif|image|thumb|icon|avatar))")
"""A product without blanks, and no picture: "200x200 jpeg"."""

_DECIMAL_COMMA = re.compile(r"([0-9]{1,4}),([0-9]{1,2})(?![0-9A-Za-z,%])")
_NAME = re.compile(r"[A-Za-z_][A-Za-z0-9_]{0,40}")
_FIRST = frozenset(("x1", "X1"))
"""Names that cannot be factors where they begin a line: nobody multiplies by 1."""

_DEFINES = re.compile(r"(?:/[A-Za-z]{1,20})?[*`_ ]{0,12}:?=(?![=>])")
_SPACED_POWER = re.compile(r"[0-9]{1,3}(?:\.[0-9]{1,3})? 10(?:\^|\*\*|[⁰¹²³⁴⁵⁶⁷⁸⁹]).{0,60}")
_TEN_X = re.compile(r"10[xX]([0-9]{1,2})(?![0-9A-Za-z.])")

_PART = re.compile(r"[0-9]{1,9}(?![0-9A-Za-z.,%])")
_FACTOR = re.compile(
    r" ?[0-9][0-9.,]{0,12}[A-Za-z%]{0,3}(?: [A-Za-z]{1,14}){0,3} {0,2}(?:[*×=≈~/+)]|$)"
    r"| [A-Za-z]{2,14}(?: [A-Za-z]{1,14}){0,2} {0,2}="
)
"""What stands behind a star with a blank on one side only, which else may be emphasis: "9* 2.68 * 24 *30"."""

_LENGTH_IN = re.compile(r"(seconds|minutes|hours|days) (?:in|per) (?:an?|one|each|the) (hour|day|week|month|year)\b")
"""What divides as a number: "20 billion views / seconds in a day"."""

_PERCENTILE = re.compile(r"[0-9.]{1,6} ?(?:th|st|nd|rd)? ?(?:percentile|pctl)\b")
_PLURAL = re.compile(r"[A-Za-z]{3,15}s")
"""What is counted and touches its number: "3NICs", "50cabs"."""

_TIMES_SIGN = re.compile(r" ?[×*] ?[0-9]")
_OPENED = 3
_LESS_IN_BRACKETS = re.compile(r"-([0-9]{1,9})\)")
_LESS_BEFORE_SIGN = re.compile(r"-([0-9]{1,9}(?:\.[0-9]{1,6})?)\) ?[*×÷/]")
_LESS = re.compile(r"-([0-9]{1,9}(?:\.[0-9]{1,6})?) ?=")

_MONEY = frozenset("$€£₹")

_MOST_TOKENS = 400
"""A line with more is no estimate; it keeps hostile lines from costing anything."""

_ARROWS = frozenset(">→⇒⟶➔➜⟹")
_ABOUT = ("≈", "~=", "=~", "≈=", "≅", "≃")
_RELATIONS = {"<": "<", ">": ">", "<=": "<", "≤": "<", ">=": ">", "≥": ">"}


def cells_of(tokens: Iterable[Token]) -> list[list[Token]]:
    """The tokens of a row by cell; what stands before its first stroke is a cell too."""
    cells: list[list[Token]] = [[]]
    for token in tokens:
        if token.sign == "|":
            cells.append([])
        else:
            cells[-1].append(token)
    return cells


def read_tokens(
    text: str, plain: str, start: int, end: int, figures: Mapping[int, Figure], names: Mapping[str, Figure]
) -> list[Token]:
    """The tokens of `text` (which begins at `start` of the source).

    `plain` is the whole source, for its numbers; `names` are figures that were given a name ("x1 = …").
    """
    reader = _Reader(text, plain, start, figures, names)
    at = start
    while at < end and len(reader.tokens) < _MOST_TOKENS:
        at = reader.step(at)
    return reader.tokens


class _Reader:
    def __init__(
        self, text: str, plain: str, start: int, figures: Mapping[int, Figure], names: Mapping[str, Figure]
    ) -> None:
        self._names = names
        self._text = text
        self._plain = plain
        self._start = start
        self._figures = figures
        self._has_money = not _MONEY.isdisjoint(text)
        self._readers: dict[str, Callable[[str, int], int]] = {
            "rel": self._rel, "digit": self._digit, "word": self._word, "stars": self._stars, "op": self._op,
            "dash": self._dash, "tilde": self._tilde, "open": self._open, "close": self._close,
            "fraction": self._fraction, "break": self._break,
        }  # fmt: skip
        self.tokens: list[Token] = []

    def step(self, at: int) -> int:
        match = _TOKEN.search(self._text, at - self._start)
        if match is not None and match.lastgroup == "word" and (self._names or not self.tokens):
            end = self._named(match.start() + self._start)
            if end:
                return end
        if match is not None and not self._has_money:
            begin = match.start() + self._start
            figure = self._figures.get(begin)
            return self._number(figure) if figure else self._readers[match.lastgroup or ""](match[0], begin)
        currency = self._priced(at, match.start() + self._start if match else len(self._text) + self._start)
        if currency is not None:
            return self._number(currency)
        if match is None:
            return len(self._text) + self._start
        begin = match.start() + self._start
        kind = match.lastgroup or ""
        if begin in self._figures:
            return self._number(self._figures[begin])
        return self._readers[kind](match[0], begin)

    def _priced(self, at: int, until: int) -> Figure | None:
        """A figure that begins with a sign which is no token ("$5")."""
        gap = self._text[at - self._start : until - self._start]
        for sign in _MONEY:
            if sign in gap and (found := self._figures.get(at + gap.index(sign))):
                return found
        return None

    def _add(self, kind: Kind, sign: str, start: int, end: int, *, touching: bool = False) -> int:
        self.tokens.append(Token(kind, sign, start, end, touching=touching))
        return end

    def _number(self, figure: Figure) -> int:
        if self.tokens and self.tokens[-1].sign in _LOGARITHMS:
            return self._add("word", "#", figure.start, figure.end)
        if (power := self._power_after(figure)) is not None:
            figure = power
        if figure.dimension in ("rate", "count") and (unit := _SPACED_UNIT.match(self._plain, figure.end)):
            figure = timed_figure(figure.value, unit[1], figure.start, unit.end())
        self.tokens.append(Token("number", "", figure.start, figure.end, figure))
        return figure.end

    def _power_after(self, figure: Figure) -> Figure | None:
        """The number that a figure makes with a power of ten one blank behind it: "2.3 10^6" is 2.3 million."""
        power = self._figures.get(figure.end + 1)
        if power is None or not _SPACED_POWER.fullmatch(self._plain, figure.start, power.end):
            return None
        readings = tuple(
            one._replace(low=one.low * figure.value, high=one.high * figure.value) for one in power.readings
        )
        return replace(power, start=figure.start, readings=readings)

    def _digit(self, _: str, at: int) -> int:
        if ten := _TEN_X.match(self._plain, at):
            power = float(ten[1])
            return self._number(bare_figure(10 * power, at, ten.end(), 10.0**power))
        if comma := _DECIMAL_COMMA.match(self._plain, at):
            return self._number(bare_figure(float(f"{comma[1]}.{comma[2]}"), at, comma.end()))
        before = self._plain[at - 1] if at else " "
        if (
            before == "."
            and not self._plain[max(0, at - 2) : at - 1].isalnum()
            and (part := _PART.match(self._plain, at))
        ):
            return self._number(bare_figure(float(f"0.{part[0]}"), at - 1, part.end()))
        if percentile := _PERCENTILE.match(self._plain, at):
            return self._add("word", "#", at, percentile.end())
        number = read_number(self._plain, at)
        skipped = None if _GRID.match(self._plain, at) else figure_end(self._plain, at)
        within_name = before == "-" and self._plain[at - 2 : at - 1].isalpha()  # "n1-standard-2"
        if (
            number is None
            or skipped
            or within_name
            or (before.isalnum() and before not in "xX×" and not is_wide(before))
            or before in "_#@"
        ):
            ending = skipped or (number.end if number else at + 1)
            return self._add("word", "#", at, max(ending, at + 1))
        factor = len(number.run) == 1 and number.run not in "xXW" and self._is_factor(number.end + 1)
        if number.run and number.run not in ("x", "X") and not factor and not _PLURAL.fullmatch(number.run):
            return self._add("word", number.run.lower(), at, number.end + len(number.run))
        if unit := _SPACED_UNIT.match(self._plain, number.end):
            return self._number(timed_figure(number.value, unit[1], at, unit.end()))
        value, end = number.value, number.end + len(number.run) * factor
        if self._plain[end : end + 1] in ("\\", "~") and (scale := _SPACED_SCALE.match(self._text, end - self._start)):
            value, end = value * SCALES[scale[1]], scale.end() + self._start
        figure = bare_figure(value, at, end)
        return self._number(replace(figure, powered=True) if is_power(self._plain[at:end]) else figure)

    def _is_factor(self, end: int) -> bool:
        """Whether a number that ends there stands beside a sign of multiplication: "× 768D ×"."""
        behind = _TIMES_SIGN.match(self._text, end - self._start) is not None
        return behind or (bool(self.tokens) and self.tokens[-1].kind == "op")

    def _word(self, written: str, at: int) -> int:
        word, end = written.lower(), at + len(written)
        inside = end - self._start
        following = self._text[inside : inside + 1]
        if is_wide(word[-1]) or (word not in _READ_WORDS and not following.isdigit()):
            self.tokens.append(Token("word", word, at, end))
            return end
        if following.isdigit() and word != "x":
            last = self._name_end(inside)
            name = self._text[at - self._start : last - self._start].lower()
            called = name in _CALLS and self._text[last - self._start : last - self._start + 1] == "("
            return self._add("call" if called else "word", name if called else word, at, last)
        if word in WORDS_OF_SHARES and (share := share_at(self._text, at - self._start, self._start)):
            return self._number(share)
        if word in _LENGTHS and (told := _LENGTH_IN.match(self._text, at - self._start)):
            length = TIMES[told[2]].factor / TIMES[told[1]].factor
            return self._number(bare_figure(length, at, told.end() + self._start))
        if word in _OP_WORDS and self._multiplies(word, end):
            return self._add("op", _OP_WORDS[word], at, end)
        if word in _CALLS and self._text[inside : inside + 2].lstrip(" ")[:1] == "(":
            return self._add("call", word, at, end)
        if word in WORDS and end not in self._figures:
            return self._number(bare_figure(WORDS[word], at, end))
        return self._add("word", word, at, end)

    def _named(self, at: int) -> int | None:
        """Where the name of a figure that begins at `at` ends, once it is read; None for other words."""
        name = _NAME.match(self._plain, at)
        if name is None or (at and self._plain[at - 1] in "_."):
            return None
        if not self.tokens and self._is_name(name[0]) and _DEFINES.match(self._plain, name.end()):
            return self._add("word", name[0], at, name.end())
        if name[0] not in self._names or (self.tokens and self._is_part_of_a_phrase(name[0], at)):
            return None
        return self._number(replace(self._names[name[0]], start=at, end=name.end()))

    def _is_part_of_a_phrase(self, name: str, at: int) -> bool:
        """Whether a name that is a word stands behind another one: the "Total" of "Annual Total = 9 GB" is no name."""
        last = self.tokens[-1]
        beside = last.kind == "word" and last.sign not in ("of", "is") and last.end + 1 == at
        return name.isalpha() and beside and self._plain[last.end] == " "

    def _is_name(self, written: str) -> bool:
        """Whether what begins a line before a sign is a name and no factor: x1, and the others once x1 is known."""
        first = f"{written[0]}1"
        return written in self._names or written in _FIRST or (written[1:].isdigit() and first in self._names)

    def _name_end(self, inside: int) -> int:
        end = inside
        while end < len(self._text) and (self._text[end].isalnum() or self._text[end] in "_."):
            end += 1
        return end + self._start

    def _multiplies(self, word: str, end: int) -> bool:
        """Whether "x" or "times" stands between what can be multiplied."""
        rest = self._text[end - self._start : end - self._start + 24].lstrip(" ~*`_")
        if word == "x":
            return rest[:1].isalnum() or rest[:1] in "($€"
        if word in _BY:
            return rest.startswith("by")
        if word == "plus" and not self.tokens:
            return _SHARE.match(rest) is not None  # "Plus 30% for failover → 67 GPUs"
        return rest[:1].isdigit() and bool(self.tokens) and self.tokens[-1].kind in ("number", "close", "word")

    def _stars(self, stars: str, at: int) -> int:
        end = at + len(stars)
        left = self._text[at - self._start - 1 : at - self._start] or " "
        right = self._text[end - self._start : end - self._start + 1] or " "
        spaced = left.isspace() and right.isspace()
        named = _NAME.match(self._plain, end)
        tight = (left.isalnum() or left in ")%") and (
            right.isdigit() or right in "(~$" or (named is not None and named[0] in self._names)
        )
        tight = tight or (left.isalnum() and right.isalpha() and self._text.find("*", end - self._start + 1) < 0)
        last = self.tokens[-1] if self.tokens else None
        beside = last is not None and last.kind == "number" and _FACTOR.match(self._text, end - self._start) is not None
        if len(stars) == 1 and self.tokens and (spaced or tight or beside):
            return self._add("op", "*", at, end)
        return end

    def _op(self, sign: str, at: int) -> int:
        end = at + 1
        left = self._text[at - self._start - 1 : at - self._start]
        touching = bool(left) and not left.isspace()
        told = self._figures.get(end)
        if sign == "+" and self.tokens and self.tokens[-1].kind == "rel" and told is not None and not told.is_factor:
            return end  # "≈ +5.7 MB/day", but not "≈ +30%"
        if sign == "+" and not touching and self._plain[end : end + 2].isalpha() and not self._names:
            return end  # "numbers in +xx"
        return self._add("op", _SIGNS.get(sign, sign), at, end, touching=touching)

    def _dash(self, sign: str, at: int) -> int:
        """A minus between blanks, else a hyphen."""
        inside = at - self._start
        left, right = self._text[inside - 1 : inside], self._text[inside + 1 : inside + 2]
        if left.isspace() and right.isspace() and self.tokens:
            return self._add("op", "-" if sign == "-" else "—", at, at + 1)
        if left.isdigit() and self._is_difference(at):
            return self._add("op", "-", at, at + 1)
        return at + 1

    def _is_difference(self, at: int) -> bool:
        """Whether a dash without blanks takes a number from a larger one and a sign follows: "27-8=19"."""
        less = _LESS.match(self._text, at - self._start)
        if less is None and [one.kind for one in self.tokens[-_OPENED:]] == ["op", "open", "number"]:
            less = _LESS_IN_BRACKETS.match(self._text, at - self._start)  # "× (3-1)"
        if less is None and [one.kind for one in self.tokens[-2:]] == ["open", "number"]:
            less = _LESS_BEFORE_SIGN.match(self._text, at - self._start)  # "(3-1) / 3"
        last = self.tokens[-1].figure if self.tokens else None
        return less is not None and last is not None and last.bare and last.end == at and last.value > float(less[1])

    def _tilde(self, _: str, at: int) -> int:
        last = self.tokens[-1].kind if self.tokens else "break"
        if last in ("number", "close", "word"):
            return self._add("rel", "~", at, at + 1)
        return at + 1

    def _rel(self, sign: str, at: int) -> int:
        """A relation; for an arrow `touching` is set."""
        arrow = sign[-1] in _ARROWS and sign not in (">", ">=")
        if sign in _ABOUT and self.tokens and self.tokens[-1].kind == "rel" and self.tokens[-1].sign == "~":
            return at + len(sign)  # "86,400 ≈ **≈ 150/s**"
        told = _RELATIONS.get(sign, "~" if sign in _ABOUT else "=")
        return self._add("rel", told, at, at + len(sign), touching=arrow)

    def _open(self, sign: str, at: int) -> int:
        return self._add("open", "(" if sign in "([" else sign, at, at + 1)

    def _close(self, sign: str, at: int) -> int:
        return self._add("close", ")" if sign in ")]" else sign, at, at + 1)

    def _fraction(self, _: str, at: int) -> int:
        self._add("close", ")", at, at + 1)
        return self._add("op", "/", at, at + 1)

    def _break(self, sign: str, at: int) -> int:
        return self._add("break", sign, at, at + 1)
