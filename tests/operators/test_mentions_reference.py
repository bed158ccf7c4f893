"""`mentions` against a slow and plain reading of its manual page, on documents and rules made at random."""

from __future__ import annotations

from typing import Any

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from reviewer.model.document import SUBSTANCE, Passage
from reviewer.model.subject import Subject

CONCEPTS = ["cache", "queue", "database", "failure", "reason", "redis"]
PIECES = st.sampled_from(
    [
        "We use a cache.",
        "We do not use a cache.",
        "Redis keeps it because reads are many.",
        "A queue and a database.",
        "It takes 20 ms.",
        "It holds 5 GB of links and no more than that.",
        "Nothing of note stands here.",
        "Yes.",
        "Is there a failure?",
        "\n\n## Cache\n\n",
        "\n\n## Failure\n\n",
        "\n\n### Database\n\n",
        "\n\nThese are for the queue:\n\n- retry it\n- wait for the database\n  - 30 seconds at most\n\n",
        "\n\n| Part | Cache |\n|---|---|\n| database | 10 ms |\n| queue | none at all |\n\n",
        "\n\nOut of scope:\n\n- a cache for reads\n\n",
    ]
)
SOME = st.lists(st.sampled_from(CONCEPTS), max_size=2).map(tuple)
COMPANY = st.lists(st.sampled_from([*CONCEPTS, "number", "number:time", "number:size"]), max_size=2).map(tuple)
RULES = st.fixed_dictionaries(
    {"any_of": st.lists(st.sampled_from(CONCEPTS), min_size=1, max_size=3).map(tuple)},
    optional={
        "all_of": SOME,
        "with": COMPANY,
        "with_all": COMPANY,
        "without": SOME,
        "under": SOME,
        "not_under": SOME,
        "window": st.sampled_from(["passage", "near", "section"]),
        "in": st.sampled_from([("prose",), ("list", "table")]),
        "stance": st.sampled_from([("asserted",), ("negated", "question"), ()]),
        "headings": st.booleans(),
        "min_words": st.integers(1, 6),
    },
)


class Plain:
    """The manual page, sentence by sentence, without any index."""

    def __init__(self, subject: Subject, asked: dict[str, Any]) -> None:
        self.subject = subject
        self.asked = asked
        self.stances = asked.get("stance", ("asserted",))

    def passages(self) -> list[int]:
        return [passage.index for passage in self.subject.passages if self.holds(passage)]

    def holds(self, passage: Passage) -> bool:
        asked = self.asked
        return (
            passage.standing in asked.get("in", SUBSTANCE)
            and passage.standing in SUBSTANCE
            and any(self.about(passage, concept) for concept in asked["any_of"])
            and all(self.reached(passage, concept) for concept in asked.get("all_of", ()))
            and (not asked.get("with") or any(self.company(passage, one) for one in asked["with"]))
            and all(self.company(passage, one) for one in asked.get("with_all", ()))
            and not any(self.names(passage.index, one, ()) for one in asked.get("without", ()))
            and (not asked.get("under") or self.led(passage, asked["under"]))
            and not self.led(passage, asked.get("not_under", ()))
            and self.words(passage) >= asked.get("min_words", 1)
        )

    def names(self, index: int, concept: str, stances: tuple[str, ...]) -> bool:
        if self.subject.passages[index].standing not in SUBSTANCE | {"heading"}:
            return False
        mentions = self.subject.mentions_in.get(index, ())
        return any(concept in one.concepts and (not stances or one.stance in stances) for one in mentions)

    def about(self, passage: Passage, concept: str) -> bool:
        own = self.names(passage.index, concept, self.stances)
        lent = any(self.names(lead, concept, self.stances) for lead in passage.leads) and self.words(passage) >= 3
        return own or (lent and self.asked.get("headings", True))

    def reached(self, passage: Passage, concept: str) -> bool:
        if self.about(passage, concept):
            return True
        window = self.asked.get("window", "passage")
        return window != "passage" and any(self.names(i, concept, self.stances) for i in self.around(passage, window))

    def company(self, passage: Passage, company: str) -> bool:
        return any(self.has(index, company) for index in self.around(passage, self.asked.get("window", "passage")))

    def has(self, index: int, company: str) -> bool:
        head, _, dimension = company.partition(":")
        if head != "number":
            return self.names(index, company, ())
        if self.subject.passages[index].standing not in SUBSTANCE | {"heading"}:
            return False
        return any(not dimension or one.dimension == dimension for one in self.subject.quantities_in.get(index, ()))

    def around(self, passage: Passage, window: str) -> list[int]:
        everything = self.subject.passages
        if window == "section":
            return [one.index for one in everything if one.section == passage.section]
        if window == "near":
            beside = [passage.index - 1, passage.index + 1]
            near = [i for i in beside if 0 <= i < len(everything) and everything[i].section == passage.section]
            return [passage.index, *passage.leads, *near]
        return [passage.index]

    def led(self, passage: Passage, concepts: tuple[str, ...]) -> bool:
        return any(self.names(lead, concept, ()) for lead in passage.leads for concept in concepts)

    def words(self, passage: Passage) -> int:
        text = self.subject.document.text(passage)
        return sum(any(char.isalnum() for char in word) for word in text.split())


@given(st.lists(PIECES, min_size=1, max_size=12), RULES)
@settings(suppress_health_check=[HealthCheck.too_slow, HealthCheck.function_scoped_fixture], deadline=None)
def test_the_index_answers_as_the_manual_says(subject, rule, pieces: list[str], asked: dict[str, Any]) -> None:
    given_subject = subject(" ".join(pieces))
    expected = Plain(given_subject, asked).passages()
    listed = {key: list(value) if isinstance(value, tuple) else value for key, value in asked.items()}
    for at_least in (1, len(expected), len(expected) + 1):
        match = rule({"mentions": {**listed, "at_least": max(1, at_least)}}).match(given_subject)
        assert match.holds == (len(expected) >= max(1, at_least))
        starts = {given_subject.passages[index].start for index in expected}
        assert {span.start for span in match.spans} <= starts
