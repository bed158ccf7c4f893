"""The language of a text: its prose in, an ISO 639-1 code or "und" out.

Scripts that one language (nearly) owns decide by their share, Latin and Cyrillic letters by the commonest words.
"""

from __future__ import annotations

import re
from collections import Counter

_SAMPLE = 24_000
"""Characters looked at; function words make up a third of any text, so this is ample."""

_SCRIPTS: tuple[tuple[str, re.Pattern[str]], ...] = (
    ("ja", re.compile(r"[\u3041-\u30ff]")),
    ("ko", re.compile(r"[\uac00-\ud7af\u1100-\u11ff]")),
    ("zh", re.compile(r"[\u4e00-\u9fff]")),
    ("ar", re.compile(r"[\u0600-\u06ff]")),
    ("he", re.compile(r"[\u0590-\u05ff]")),
    ("hi", re.compile(r"[\u0900-\u097f]")),
    ("th", re.compile(r"[\u0e00-\u0e7f]")),
    ("el", re.compile(r"[\u0370-\u03ff]")),
)
_WORD = re.compile(r"[^\W\d_]+")
_LATIN_WORD = re.compile(r"[A-Za-z]{2,}")
_CYRILLIC = re.compile(r"[\u0400-\u04ff]")
_LETTERS_PER_WORD = 4
_FOREIGN_SHARE = 0.3
"""A script that makes up this share of the words names the language: technical terms stay English everywhere."""

_GREEK_SYMBOLS_MOST = 20

_FUNCTION_WORDS: dict[str, frozenset[str]] = {
    code: frozenset(words.split())
    for code, words in {
        "en": "the and of to in is for that with are be this on as by we it from can will an or not which when have "
        "if at our should would has per no each must they their but all more only so than into how what your "
        "you i use using users data",
        "de": "der die das und ist nicht mit für von auf den dem des ein eine einer wird werden wir sich auch als "
        "bei durch zu im zum zur oder wenn aus kann sind dass nach pro über muss müssen jede jeder daten "
        "nutzer",
        "fr": "le la les des et est dans pour que une qui sur par avec pas plus nous sont du au aux ce cette ou se "
        "il elle être doit peut chaque leur données",
        "es": "el los las y es en para que una con por del se no más al como son su o lo este esta puede cada debe "
        "nuestro datos usuarios ser",
        "pt": "os as e é em para que uma com por do da dos das não mais ao como são se ou no na um pode cada deve "
        "nosso dados usuários ser",
        "it": "il lo gli e è di per che una con non più del della dei delle sono si un nel come da ogni può deve "
        "nostro dati utenti essere anche",
        "nl": "de het een en van is voor dat met niet op zijn wordt worden we aan bij ook als door om of naar uit "
        "deze elke moet kan gegevens gebruikers",
        "pl": "i w na z do nie jest się że dla jak lub oraz przez po są to każdy może dane użytkownik który która",
        "tr": "ve bir bu için ile olarak da de olan her çok gibi daha veya kullanıcı veri en ne olur",
        "sv": "och att det som en är på för med av till den inte om ett vi kan har ska varje eller från",
        "vi": "và của là có cho các một được không trong với khi này người để từ dữ liệu hệ thống",
        "id": "dan yang di untuk dengan dari ini pada adalah kita akan dapat tidak setiap atau ke pengguna oleh",
        "ru": "и в на не что с по для это как от из к при или мы его но если так то все будет также может система "
        "данные",
        "uk": "і в на не що з по для це як від із до при або ми його але якщо так та все буде також може система "
        "дані є",
    }.items()
}
_CYRILLIC_CODES = ("ru", "uk")
_LATIN_CODES = tuple(code for code in _FUNCTION_WORDS if code not in _CYRILLIC_CODES)
_LEAST_SHARE = 0.1
_LEAST_LEAD = 1.5
"""Another language than English needs this share of function words, and so many times the English ones."""


def language_of(text: str) -> str:
    """ "en", another ISO 639-1 code, or "und" for a text without letters. Latin letters without any function word of
    another language are English: lists of technical terms and code are."""
    sample = _sampled(text)
    if sample.isascii():
        return _by_words(sample) if _LATIN_WORD.search(sample) else "und"
    latin = len(_LATIN_WORD.findall(sample))
    shares = {code: len(pattern.findall(sample)) for code, pattern in _SCRIPTS}
    if shares["ja"] * 5 > shares["zh"]:
        shares["ja"] += shares["zh"]
    if shares["el"] < _GREEK_SYMBOLS_MOST and latin:
        shares["el"] = 0
    code, letters = max(shares.items(), key=lambda share: share[1])
    per_word = 2 if code in ("zh", "ja") else _LETTERS_PER_WORD
    cyrillic = len(_CYRILLIC.findall(sample)) / _LETTERS_PER_WORD
    if letters and letters / per_word >= _FOREIGN_SHARE * (latin + cyrillic + letters / per_word):
        return code
    if not latin and not cyrillic:
        return _by_words(sample) if _WORD.search(sample) else "und"
    return _by_words(sample, cyrillic=cyrillic >= _FOREIGN_SHARE * (latin + cyrillic))


def _sampled(text: str) -> str:
    """The beginning, middle and end of a long text."""
    if len(text) <= _SAMPLE:
        return text
    third = _SAMPLE // 3
    middle = len(text) // 2
    return f"{text[:third]} {text[middle : middle + third]} {text[-third:]}"


def _by_words(sample: str, *, cyrillic: bool = False) -> str:
    words = _WORD.findall(sample.lower())
    counts = Counter(words)
    codes = _CYRILLIC_CODES if cyrillic else _LATIN_CODES
    scores = {code: sum(counts[word] for word in _FUNCTION_WORDS[code]) for code in codes}
    best = max(scores, key=lambda code: scores[code])
    if cyrillic:
        return best if scores[best] else "ru"
    if scores[best] < _LEAST_SHARE * len(words) or scores[best] < _LEAST_LEAD * scores["en"]:
        return "en" if _LATIN_WORD.search(sample) else "und"
    return best
