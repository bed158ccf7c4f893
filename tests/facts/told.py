"""What the ledger says of one figure of a text, and what it calls wrong."""

from __future__ import annotations

from benchmarks.estimates import estimates


def assert_right_and_wrong(text: str, right: str, wrong: str) -> None:
    """With `right` in place of "{}" its line has a right verdict and no wrong one, with `wrong` a wrong one."""
    for stated, verdict in ((right, "right"), (wrong, "wrong")):
        source = text.replace("{}", stated).strip("\n")
        place = source.index(stated, text.strip("\n").index("{}"))
        line = source[:place].count("\n") + 1
        found = [one.verdict for one in estimates(source) if one.lines[0] <= line <= one.lines[1]]
        assert verdict in found, (source, found)
        assert not (verdict == "right" and "wrong" in found), source


def assert_right(text: str, stated: float) -> None:
    """A result of this value is right, and nothing is wrong."""
    assert ("right", stated) in [(one.verdict, one.stated.value) for one in estimates(text)]
    assert_none_wrong(text)


def assert_none_wrong(text: str) -> None:
    assert [one.text for one in estimates(text) if one.verdict == "wrong"] == []
