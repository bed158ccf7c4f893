"""The units of the field: what comes in is a unit's name, what goes out is its dimension, factor and canonical name.

Base units are B, B/s, s and 1/s; a percent is a share of 1; counts, users, ratios, factors and money are their own.

Where the constants come from: decimal prefixes (KB = 1000 B) are those of the SI, binary ones (KiB = 1024 B) those of
IEC 80000-13. A year has 365 days and a month 30, as estimates on the back of an envelope have it; a mile has
1609.344 m and a foot 0.3048 m (international yard and pound agreement of 1959). A lakh is 10^5, a crore 10^7.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from reviewer.facts.words import word_set
from reviewer.model.facts import Dimension

MINUTE_S = 60.0
HOUR_S = 3600.0
DAY_S = 86_400.0
WEEK_S = 7 * DAY_S
MONTH_S = 30 * DAY_S
YEAR_S = 365 * DAY_S


@dataclass(frozen=True, slots=True)
class Unit:
    """A unit: `name` is canonical, one of it is `factor` of the base unit of `dimension`."""

    name: str
    dimension: Dimension
    factor: float = 1.0


SCALES: dict[str, float] = {
    **dict.fromkeys(("k", "K", "thousand", "thousands", "Thousand"), 1e3),
    **dict.fromkeys(("hundred", "hundreds"), 1e2),
    **dict.fromkeys(
        ("M", "m", "mn", "Mn", "MN", "mln", "Mln", "MLN", "mil", "Mil", "MIL", "MM", "mio", "Mio", "kk", "KK"), 1e6
    ),
    **dict.fromkeys(("million", "millions", "Million", "Millions", "MILLION"), 1e6),
    **dict.fromkeys(("B", "b", "bn", "Bn", "BN", "bln", "Bln", "BLN", "bil", "Bil"), 1e9),
    **dict.fromkeys(("billion", "billions", "Billion", "Billions", "BILLION"), 1e9),
    **dict.fromkeys(("T", "tn", "Tn", "trillion", "trillions", "Trillion", "Trillions"), 1e12),
    **dict.fromkeys(("quadrillion", "Quadrillion"), 1e15),
    **dict.fromkeys(("lakh", "lakhs", "Lakh", "lac", "lacs"), 1e5),
    **dict.fromkeys(("crore", "crores", "Crore", "Cr", "cr"), 1e7),
    **dict.fromkeys(("dozen", "dozens"), 12.0),
    **dict.fromkeys(("тыс", "тысяч", "тысячи"), 1e3),
    **dict.fromkeys(("milhão", "milhões", "millón", "millones", "Millionen", "млн", "миллион", "миллионов"), 1e6),
    **dict.fromkeys(("bilhão", "bilhões", "milliard", "milliards", "Milliarde", "Milliarden", "Mrd"), 1e9),
    **dict.fromkeys(("млрд", "миллиард", "миллиардов"), 1e9),
    **dict.fromkeys(("triệu", "milioni", "milione", "milyon", "juta", "milionów", "miliony"), 1e6),
    **dict.fromkeys(("tỷ", "tỉ", "miliardi", "miliardo", "milyar", "miliar", "miliardów", "miliardy"), 1e9),
    **dict.fromkeys(("nghìn", "ngàn", "mila", "ribu", "tysięcy", "tysiące"), 1e3),
    **dict.fromkeys("万萬만", 1e4),
    **dict.fromkeys("亿億억", 1e8),
    "조": 1e12,
}
"""What multiplies a number, as written."""

_DECIMAL = {"k": 1e3, "m": 1e6, "g": 1e9, "t": 1e12, "p": 1e15, "e": 1e18, "z": 1e21}
_BINARY = {"k": 2.0**10, "m": 2.0**20, "g": 2.0**30, "t": 2.0**40, "p": 2.0**50, "e": 2.0**60}
_PREFIX_WORDS = {"kilo": "k", "mega": "m", "giga": "g", "tera": "t", "peta": "p", "exa": "e"}

_TIMES: tuple[tuple[str, float, str], ...] = (
    ("ns", 1e-9, "ns nsec nanos nanosecond nanoseconds"),
    ("us", 1e-6, "us µs μs usec micros microsecond microseconds"),
    ("ms", 1e-3, "ms msec msecs millis milli millisecond milliseconds"),
    ("s", 1.0, "s sec secs second seconds segundo segundos seconde secondes sekunde sekunden 秒 초"),
    ("s", 1.0, "секунду секунда секунды секунд сек с"),
    ("min", MINUTE_S, "min mins minute minutes minuto minutos минуту минута минуты минут мин minuten 分钟 分鐘 분"),
    ("h", HOUR_S, "h hr hrs hour hours hora horas heure heures час часа часов ч stunde stunden 小时 小時 時間 시간"),
    ("day", DAY_S, "d day days día días dia dias jour jours день дня дней дн сутки суток tage tagen 天 日 일"),
    ("week", WEEK_S, "w wk wks week weeks semana semanas semaine semaines woche wochen 周 週 주"),
    ("week", WEEK_S, "неделю неделя недели недель"),
    ("month", MONTH_S, "mo mos month months mes meses mês mois месяц месяца месяцев мес monat monate monaten 月 개월"),
    ("quarter", YEAR_S / 4, "quarter quarters"),
    ("year", YEAR_S, "y yr yrs year years año años ano anos année années год года лет jahr jahre jahren 年 년"),
    ("s", 1.0, "secondo secondi giây saniye detik sekund"),
    ("min", MINUTE_S, "minuti phút dakika menit minut"),
    ("h", HOUR_S, "giờ saat godzin godzinę"),
    ("day", DAY_S, "giorno giorni ngày gün hari dzień"),
    ("week", WEEK_S, "settimana settimane tuần hafta minggu tydzień"),
    ("month", MONTH_S, "mese mesi tháng bulan miesiąc miesięcy"),
    ("year", YEAR_S, "anno anni năm yıl tahun rok"),
    ("decade", 10 * YEAR_S, "decade decades"),
)

_RATES: tuple[tuple[str, float, str], ...] = (
    ("1/s", 1.0, "qps tps rps iops wps eps mps fps cps ops/s ops/sec req/s req/sec hz"),
    ("1/min", 1 / MINUTE_S, "rpm qpm tpm"),
    ("kHz", 1e3, "khz"),
    ("MHz", 1e6, "mhz"),
    ("GHz", 1e9, "ghz"),
)

_MONEY: tuple[tuple[str, float, str], ...] = (
    ("$", 1.0, "$ usd us$ dollar dollars"),
    ("$", 0.01, "cent cents"),
    ("€", 1.0, "€ eur euro euros"),
    ("£", 1.0, "£ gbp"),
    ("₹", 1.0, "₹ inr rupee rupees"),
)

_LENGTHS: tuple[tuple[str, float, str], ...] = (
    ("km", 1000.0, "km kms kilometer kilometers kilometre kilometres"),
    ("m", 1.0, "meter meters metre metres"),
    ("cm", 0.01, "cm centimeter centimeters centimetre centimetres"),
    ("mile", 1609.344, "mile miles"),
    ("ft", 0.3048, "ft foot feet"),
)

_POWERS: tuple[tuple[str, float, str], ...] = (
    ("W", 1.0, "watt watts"),
    ("kW", 1e3, "kw kilowatt kilowatts"),
    ("MW", 1e6, "megawatt megawatts"),
)

_USERS = word_set(
    """
    user users dau mau wau people person customer subscriber visitor viewer player rider driver passenger member
    human student shopper buyer attendee participant
    """
)

_COUNTED = word_set(
    """
    account ad address aggregator alert api application app artifact attempt batch block bottleneck box broker
    bucket build byte cache call category cell channel character chat chunk city class click client cluster column
    command commit component conflict connection consumer container copy core cpu credit customer cycle database
    datacenter dataset datum dc deployment device digit disk document domain drive edge email employee endpoint
    engineer entity entry error event execution failure feed field file follower folder frame friend function
    gateway gpu group hash hit hop host hotel http id image impression index insert instance invocation item job key
    keyspace keyword language layer leader letter level like line link listing listener location log machine mention
    merchant message method metric microservice migration miss node notification object operation order outage
    packet page pair parameter partition parent paste pattern payment peer photo picture pixel place platform pod point
    pool post process processor producer product proxy query queue read record refresh region replica replication report
    repository request resource response restaurant result retry review ride role route router row rule schema score
    search seat seller sensor series server service session set shard shop show site slave slot snapshot song source
    standby stage status step store story stream string subscription swipe symbol sync system table tablet tag task
    team tenant term test text thread ticket time timeline timer token topic transaction transfer trip tuple tweet
    type unit update upload url value vcpu vector vehicle version video view volume vote watcher website word worker
    workload write zone
    """
)

_IRREGULAR = {
    "caches": "cache", "indices": "index", "series": "series", "statuses": "status", "people": "person",
    "vertices": "vertex", "movies": "movie", "cookies": "cookie", "ties": "tie",
}  # fmt: skip


def _sizes() -> Iterator[tuple[str, Unit]]:
    """Bytes by every prefix. A lower-case "b" is a byte too: people write "10 kb" of text and mean bytes."""
    for name in ("B", "byte", "bytes"):
        yield name, Unit("B", "size")
    for letter, factor in _DECIMAL.items():
        unit = Unit(f"{letter.upper()}B", "size", factor)
        for name in (f"{letter}b", f"{letter}byte", f"{letter}bytes"):
            yield name, unit
    for letter, factor in _BINARY.items():
        yield f"{letter}ib", Unit(f"{letter.upper()}iB", "size", factor)
    for word, letter in _PREFIX_WORDS.items():
        unit = Unit(f"{letter.upper()}B", "size", _DECIMAL[letter])
        for name in (f"{word}byte", f"{word}bytes"):
            yield name, unit
    for name, letter in (("gig", "g"), ("gigs", "g"), ("meg", "m"), ("megs", "m")):
        yield name, Unit(f"{letter.upper()}B", "size", _DECIMAL[letter])
    yield from (("байт", Unit("B", "size")), ("байта", Unit("B", "size")))
    for name, letter in zip("кмгтп", "kmgtp", strict=True):
        yield f"{name}б", Unit(f"{letter.upper()}B", "size", _DECIMAL[letter])


def _bits() -> Iterator[tuple[str, Unit]]:
    for name in ("bit", "bits"):
        yield name, Unit("bit", "size", 0.125)
    for letter, factor in _DECIMAL.items():
        unit = Unit(f"{letter.upper()}bit", "size", factor / 8)
        for name in (f"{letter}bit", f"{letter}bits"):
            yield name, unit
    for name, letter in zip("кмгт", "kmgt", strict=True):
        yield f"{name}бит", Unit(f"{letter.upper()}bit", "size", _DECIMAL[letter] / 8)
    for word, letter in _PREFIX_WORDS.items():
        unit = Unit(f"{letter.upper()}bit", "size", _DECIMAL[letter] / 8)
        for name in (f"{word}bit", f"{word}bits"):
            yield name, unit


def _bandwidths() -> Iterator[tuple[str, Unit]]:
    yield "bps", Unit("bit/s", "bandwidth", 0.125)
    for letter, factor in _DECIMAL.items():
        yield f"{letter}bps", Unit(f"{letter.upper()}bit/s", "bandwidth", factor / 8)
        yield f"{letter}bits/s", Unit(f"{letter.upper()}bit/s", "bandwidth", factor / 8)


def _listed(rows: tuple[tuple[str, float, str], ...], dimension: Dimension) -> Iterator[tuple[str, Unit]]:
    for canonical, factor, names in rows:
        for name in names.split():
            yield name, Unit(canonical, dimension, factor)


def _measures() -> dict[str, Unit]:
    table = dict([*_sizes(), *_bits(), *_bandwidths()])
    table |= dict(_listed(_TIMES, "time")) | dict(_listed(_RATES, "rate")) | dict(_listed(_MONEY, "money"))
    table |= dict(_listed(_LENGTHS, "length")) | dict(_listed(_POWERS, "power"))
    table |= dict.fromkeys(("%", "percent", "pct"), Unit("%", "percent", 0.01))
    return table


MEASURES: dict[str, Unit] = _measures()
"""Units that measure, by lower-case name; only "B" is upper case, for "b" alone is a billion."""

TIMES: dict[str, Unit] = dict(_listed(_TIMES, "time"))
"""Units of time by name, as they follow "per"."""

PER = word_set("per each every por par cada 每 mỗi ogni setiap")
"""Words before a unit of time, or before the one of many that a figure is told for."""

ADVERBS: dict[str, str] = {
    "hourly": "hour", "daily": "day", "weekly": "week", "monthly": "month", "yearly": "year", "annually": "year",
    "annual": "year", "everyday": "day",
    "diario": "day", "diaria": "day", "diarios": "day", "diarias": "day", "semanal": "week", "mensual": "month",
    "mensuales": "month", "anual": "year", "anuales": "year", "diário": "day", "diária": "day", "mensal": "month",
    "mensais": "month", "anuais": "year", "mensuel": "month", "mensuelle": "month", "annuel": "year",
    "annuelle": "year", "quotidien": "day", "täglich": "day", "wöchentlich": "week", "monatlich": "month",
    "jährlich": "year",
}  # fmt: skip
"""Adverbs of time and the unit they count by."""

_USER = Unit("user", "users")
_SHORT = {
    "req": "request",
    "reqs": "request",
    "op": "operation",
    "ops": "operation",
    "msg": "message",
    "msgs": "message",
    "txn": "transaction",
    "txns": "transaction",
    "tx": "transaction",
    "conn": "connection",
    "conns": "connection",
    "char": "character",
    "chars": "character",
    "vm": "machine",
    "vms": "machine",
}
_NOUNS = {noun: Unit(noun, "count") for noun in _COUNTED} | dict.fromkeys(_USERS, _USER)

_ALWAYS_BYTES = {
    f"{letter}Bps": Unit(f"{letter.upper()}B/s", "bandwidth", factor) for letter, factor in _DECIMAL.items()
}
_ALWAYS_BYTES |= {name.upper()[:1] + name[1:]: unit for name, unit in _ALWAYS_BYTES.items()} | {
    "Bps": Unit("B/s", "bandwidth")
}
_BINARY_SHORT = {
    f"{letter.upper()}i": Unit(f"{letter.upper()}iB", "size", factor) for letter, factor in _BINARY.items()
}
_WATTS = {"W": Unit("W", "power"), "kW": Unit("kW", "power", 1e3), "MW": Unit("MW", "power", 1e6)}
_SEVERAL = {f"{letter.upper()}Bs": Unit(f"{letter.upper()}B", "size", factor) for letter, factor in _DECIMAL.items()}
_EXACT = _ALWAYS_BYTES | _BINARY_SHORT | _WATTS | _SEVERAL


def measure_named(name: str) -> Unit | None:
    """The measuring unit that `name` (as written, case and all) stands for, None where it is none."""
    return _EXACT.get(name) or MEASURES.get(name) or (MEASURES.get(name.lower()) if len(name) > 1 else None)


def noun_named(word: str) -> Unit | None:
    """The counted thing that a lower-case word names, in the singular or the plural; None where it is unknown."""
    word = _SHORT.get(word, word)
    return _NOUNS.get(word) or _NOUNS.get(singular(word)) or (_NOUNS.get(word[:-1]) if word.endswith("us") else None)


def singular(word: str) -> str:
    """The singular of a lower-case plural; other words come back as they are."""
    if word in _IRREGULAR:
        return _IRREGULAR[word]
    if word.endswith("ies") and len(word) > 4:
        return f"{word[:-3]}y"
    if word.endswith(("sses", "shes", "ches", "xes", "zes")):
        return word[:-2]
    if word.endswith("s") and not word.endswith(("ss", "us", "is")):
        return word[:-1]
    return word


def per(unit: Unit, time: Unit, count: float = 1.0) -> Unit:
    """A unit per `count` units of time: bytes become a bandwidth, counts and users a rate, percents a growth."""
    period = time.name if count == 1 else f"{count:g} {time.name}"
    duration_s = time.factor * count
    if unit.dimension == "size":
        return Unit(f"{unit.name}/{period}", "bandwidth", unit.factor / duration_s)
    if unit.dimension in ("count", "users"):
        return Unit(f"1/{period}", "rate", unit.factor / duration_s)
    if unit.dimension == "percent":
        return Unit(f"%/{period}", "growth", unit.factor)
    return Unit(f"{unit.name}/{period}", unit.dimension, unit.factor)


def as_bits(unit: Unit, name: str) -> Unit:
    """A size that is told per second: its lower-case "b" ("Mb/s") is a bit."""
    if unit.dimension == "size" and len(name) == 2 and name[1] == "b":
        return Unit(f"{unit.name[0]}bit", "size", unit.factor / 8)
    return unit
