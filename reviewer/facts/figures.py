"""Digits that state no quantity: what comes in is a text and a place, what goes out is where such digits end.

Dates, times of day, versions, addresses, identifiers, ordinals, resolutions, status codes, list and section numbers.
"""

from __future__ import annotations

import re

from reviewer.facts.words import word_set

_FIGURE = re.compile(
    r"(?:19|20)[0-9]{2}(?P<d>[-/.])(?:0?[1-9]|1[0-2])(?P=d)(?:0?[1-9]|[12][0-9]|3[01])(?![0-9])"
    r"(?:[T ][0-9]{1,2}:[0-9]{2}(?::[0-9]{2})?(?:\.[0-9]{1,9})?Z?)?"  # 2022-11-07, 2022-11-07T10:30:00Z
    r"|(?:19|20)[0-9]{2}(?:0[1-9]|1[0-2])(?:0[1-9]|[12][0-9]|3[01])(?:[0-9]{2}){0,3}(?![0-9])"  # 20221107, 202211071030
    r"|0[0-9]+(?![0-9.])"  # 001
    r"|(?:19|20)[0-9]{2}-(?:0[1-9]|1[0-2])(?![0-9])"  # 2016-01
    r"|[0-9]{1,2}[-/.][0-9]{1,2}[-/.](?:19|20)?[0-9]{2}(?![0-9])"  # 11/07/2022
    r"|[0-9]{1,2}:[0-5][0-9](?::[0-5][0-9](?:[.,][0-9]{1,9})?)?(?: ?[ap]\.?m\b|Z)?(?![0-9:])"  # 10:30, 10:30:15
    r"|[0-9]{1,2} ?[aApP][mM]\b"
    r"|[0-9]++(?:\.[0-9]++){2,}(?:[/:][0-9]+)?"  # 1.2.3, 10.0.0.1:8080, 10.0.0.0/8
    r"|[0-9a-fA-F]{8}-[0-9a-fA-F]{4}-[0-9a-fA-F-]{4,27}"  # 123e4567-e89b-12d3-a456-426614174000
    r"|0[xX][0-9a-fA-F]+"
    r"|[0-9]+(?:st|nd|rd|th)\b"
    r"|(?<![*×] )(?<![*×])24 ?[/x*×] ?7(?![0-9])(?! ?[*×] ?[0-9])"
    r"|[0-9]{3,4}(?:[x×]| [x×] (?=[0-9]{3,4} ?(?:px|pixels)))[0-9]{3,4}(?![0-9A-Za-z])"  # 1920x1080
    r"|[248][kK](?= ?-?(?:video|resolution|display|quality|uhd|hdr|stream|camera|footage|monitor|movie|film|tv\b))"
    r"|(?<=\()[248][kK](?=\))"  # a camera (4K)
    r"|(?:19|20)[0-9]{2}s\b"  # 1990s
    r"|[0-9]{1,2}(?:st|nd|rd|th)? ?(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)[a-z]{0,6}\b"
    r"(?:\.?,? (?:19|20)[0-9]{2})?",
)

_STATUS = re.compile(
    r"[1-5][0-9]{2}(?= ?-? ?(?:OK\b|Created|Accepted|No Content|Moved|Found|Not (?:Found|Modified)"
    r"|Bad (?:Request|Gateway)|Unauthori|Forbidden|Conflict|Gone|Too Many|Internal Server|Service Unavail"
    r"|Gateway Time|Temporary|Permanent Red|Partial Content|Unprocess|See Other|Payload|Locked|Retry))"
    r"|(?:40[0-9]|422|429|50[0-4])s\b"
    r"|[45][0-9]{2}(?= (?:errors?|responses?|status|codes?)\b)"
)
_STATUS_BEFORE = re.compile(
    r"(?:status|http|codes?|returns?|respond|with|response|errors?)[\s:=(`*\"'-]{0,4}$", re.IGNORECASE
)
_STATUS_ALONE = re.compile(r"[1-5][0-9]{2}(?= ?(?:[.,;:)`'\"|\r\n}\]-]|or |and |if |when |with |→|$))(?!,[0-9])")

_LIST_NUMBER = re.compile(r"[0-9]{1,3}(?:\.[0-9]{1,3})*(?:[.)](?![0-9])|\\\.)")
_TITLE_NUMBER = re.compile(r"[0-9]{1,3}(?:\.[0-9]{1,3})*[.):]?(?=[ \t])")
_LINE_HEAD = re.compile(r"[ \t>#*_|+(-]*$")

_NUMBERED = word_set(
    """
    step phase option figure fig section chapter version level tier part appendix page rfc issue pr ticket port line
    slide no layer question day sprint milestone quarter example case listing v python java tls ssl ipv http base
    sha aes md utf iso article approach stage iteration release scenario adr kep otep
    """
)
"""A number after one of these names something and counts nothing."""

_BEFORE = re.compile(r"([A-Za-z]+)[ \t]?[#:]?$")
_MONTH_BEFORE = re.compile(r"(?:Jan|Feb|Mar|Apr|May|June?|July?|Aug|Sept?|Oct|Nov|Dec)[a-z]*\.? $")
_MONTH_DAY = re.compile(r"[0-9]{1,2}(?:st|nd|rd|th)?(?:,? (?:19|20)[0-9]{2})?(?![0-9])")

_LOOK_BACK = 24
"""Characters before a number that are looked at."""


def figure_end(text: str, start: int) -> int | None:
    """Where the date, time, version, address, identifier or the like that begins at `start` ends, else None."""
    figure = _FIGURE.match(text, start)
    if figure is not None:
        return figure.end()
    before = text[max(0, start - _LOOK_BACK) : start]
    if _MONTH_BEFORE.search(before) and (day := _MONTH_DAY.match(text, start)):
        return day.end()
    status = _STATUS.match(text, start)
    if status is None and _STATUS_BEFORE.search(before):
        status = _STATUS_ALONE.match(text, start)
    return status.end() if status else None


def numbering_end(text: str, start: int, line_start: int, *, title: bool) -> int | None:
    """Where the number of a list item or, with `title`, of a section that begins at `start` ends; None for others."""
    if start - line_start > _LOOK_BACK or not _LINE_HEAD.fullmatch(text, line_start, start):
        return None
    numbering = (_TITLE_NUMBER if title else _LIST_NUMBER).match(text, start)
    return numbering.end() if numbering else None


def is_named(text: str, start: int) -> bool:
    """Whether the word before `start` makes the number a name ("step 3", "RFC 7231")."""
    word = _BEFORE.search(text, max(0, start - _LOOK_BACK), start)
    return word is not None and word[1].lower() in _NUMBERED
