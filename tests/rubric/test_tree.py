"""YAML with positions: values, places, limits, and that any bytes give a tree or an error with a place."""

from __future__ import annotations

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from reviewer.errors import RubricError
from reviewer.rubric.tree import MAX_FILE_BYTES, MAX_NODES, parse_tree


def plain(text: str) -> object:
    return parse_tree(text.encode(), "pack.yaml").plain()


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("[1, -2, +3, 007]", [1, -2, 3, 7]),
        ("[1.5, 1e3, .5, -0.25]", [1.5, 1000.0, 0.5, -0.25]),
        ("[true, False, null, ~, '']", [True, False, None, None, ""]),
        ("[yes, no, on, off, y]", ["yes", "no", "on", "off", "y"]),
        ("['1', \"true\", 1.0.0, 2024-01-01]", ["1", "true", "1.0.0", "2024-01-01"]),
        ("[0x10, 1_000, .inf, .nan]", ["0x10", "1_000", ".inf", ".nan"]),
        ("9" * 40, "9" * 40),
        ("a: |\n  x\n  y\nb: >\n  x\n  y\n", {"a": "x\ny\n", "b": "x y\n"}),
        ("on: 1\n1: 2\n", {"on": 1, "1": 2}),
        ("a: &x [1]\nb: *x\n", {"a": [1], "b": [1]}),
        ("", {}),
        ("# nothing\n", {}),
    ],
)
def test_values(text: str, value: object) -> None:
    assert plain(text) == value


def test_places_are_of_keys_and_values() -> None:
    tree = parse_tree(b"a:\n  - b: c\n    d: [e, f]\n", "pack.yaml")
    assert str(tree.place_of("a", 0, "d", 1)) == "pack.yaml:3:12"
    assert str(tree.mapping["a"].items[0].key_place("d")) == "pack.yaml:3:5"
    assert str(tree.place_of("a", 7, "nowhere")) == "pack.yaml:2:3"


@pytest.mark.parametrize(
    ("text", "place", "code"),
    [
        ("a: 1\nb: 2\na: 3", "3:1", "rubric.duplicate"),
        ("a: [1", "2:1", "rubric.yaml"),
        ("a: !!python/object:x y", "1:4", "rubric.yaml"),
        ("a: !x [1]", "1:4", "rubric.yaml"),
        ("a: 1\n---\nb: 2", "2:1", "rubric.yaml"),
        ("? [a]\n: b", "1:3", "rubric.yaml"),
        ("a: *b", "1:4", "rubric.yaml"),
        ("a: &a [*a]", "1:8", "rubric.yaml"),
        ("a: \x07", "1:1", "rubric.yaml"),
        ("[" * 100, "1:61", "rubric.too_large"),
        ("\n".join(f"{'  ' * depth}a:" for depth in range(100)), "61:121", "rubric.too_large"),
    ],
)
def test_faults_have_places(text: str, place: str, code: str) -> None:
    with pytest.raises(RubricError) as caught:
        parse_tree(text.encode(), "pack.yaml")
    line = place.split(":")[0]
    assert caught.value.code == code
    assert (caught.value.where or "").startswith(f"pack.yaml:{line}:")


def test_aliases_that_multiply_are_refused() -> None:
    text = "a0: &a0 [x, x]\n" + "".join(f"a{i}: &a{i} [*a{i - 1}, *a{i - 1}]\n" for i in range(1, 60))
    with pytest.raises(RubricError) as caught:
        parse_tree(text.encode(), "bomb.yaml")
    assert caught.value.code == "rubric.too_large"
    assert f"{MAX_NODES:,}" in caught.value.message


def test_files_that_are_too_large_are_refused() -> None:
    with pytest.raises(RubricError) as caught:
        parse_tree(b"#" * (MAX_FILE_BYTES + 1), "large.yaml")
    assert (caught.value.code, caught.value.where) == ("rubric.too_large", "large.yaml")


def test_bytes_that_are_no_text_are_refused() -> None:
    with pytest.raises(RubricError) as caught:
        parse_tree(b"a: \xff\xfe", "odd.yaml")
    assert caught.value.code == "rubric.yaml"


VALUES = st.recursive(
    st.text(max_size=8),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(min_size=1, max_size=5), inner, max_size=3),
    max_leaves=12,
)


@given(st.dictionaries(st.text(min_size=1, max_size=5), VALUES, max_size=4))
def test_what_is_dumped_is_read_back(value: dict[str, object]) -> None:
    text = yaml.safe_dump(value, allow_unicode=True, default_style='"')
    assert parse_tree(text.encode(), "x.yaml").plain() == value


@given(st.binary(max_size=60) | st.text(alphabet="ab:-[]{}&*?!|>'\" \n\t#,1", max_size=60).map(str.encode))
def test_any_bytes_give_a_tree_or_an_error_with_its_place(data: bytes) -> None:
    where: str | None = "x.yaml"
    try:
        parse_tree(data, "x.yaml")
    except RubricError as error:
        where = error.where
    assert (where or "").startswith("x.yaml")
