"""Reading bytes strictly: what is refused, where, and that hostile files end in a problem."""

from decimal import Decimal
from itertools import count

import pytest
from hypothesis import given
from hypothesis import strategies as st

from selfassess.questionnaire.problems import MOST_PROBLEMS
from selfassess.questionnaire.reading import MOST_BYTES, read_tree

NOT_YAML = "file: this cannot be read as YAML"
FULL = MOST_BYTES - 10


def told(data: str | bytes) -> list[str]:
    raw = data if isinstance(data, bytes) else data.encode()
    return [str(problem).removeprefix("f:") for problem in read_tree(raw, "f").problems]


def test_values_are_plain_and_exact() -> None:
    tree = read_tree(b"a: [1, 0.1, x, null, true]\n2: {b: 'c'}\nd: |\n  two\n  lines\n", "f")
    assert tree.problems == ()
    assert tree.root.value == {"a": (1, Decimal("0.1"), "x", None, True), 2: {"b": "c"}, "d": "two\nlines\n"}


def test_json_is_read_too_with_tabs_and_surrogate_escapes() -> None:
    tree = read_tree(b'{\n\t"a":1,\n\t"b":"\\ud83d\\ude00 x\\/y",\n\t"c":[]\n}', "f")
    assert (tree.problems, tree.root.value) == ((), {"a": 1, "b": "😀 x/y", "c": ()})


def test_a_byte_order_mark_and_windows_line_ends_are_no_problem() -> None:
    tree = read_tree(b"\xef\xbb\xbfa: 1\r\nb: no\r\n", "f")
    assert [(one.line, one.column, one.path) for one in tree.problems] == [(2, 4, ("b",))]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("", ["1:1: file: the file is empty"]),
        ("# only this\n", ["1:1: file: the file is empty"]),
        ("a: 1\nb: 2\na: 3\n", ['3:1: a: the key "a" is given twice: first in line 1, column 1']),
        ("1: x\n1: y", ['2:1: [1]: the key "1" is given twice: first in line 1, column 1']),
        ("[{a: 1, a: 2}]", ['1:9: [0].a: the key "a" is given twice: first in line 1, column 3']),
        ("true: 1", ["1:1: true: a key must be a text or a whole number: put it in quotes"]),
        (": 1", ["1:1: none: a key must be a text or a whole number: put it in quotes"]),
        ("1.5: 1", ["1:1: 1.5: a key must be a text or a whole number: put it in quotes"]),
        ("no: 1", ['1:1: no: write "no" in quotes: some programs read it as a truth value']),
        ("a:\n  - on", ['2:5: a[0]: write "on" in quotes: some programs read it as a truth value']),
        ("? [a]\n: b", ["1:3: file: a key must be a text or a whole number, not a list or mapping"]),
        ("<<: {a: 1}", ["1:1: <<: merge keys (<<) are not used here: write the keys out"]),
        ("a: &x 1\nb: *x", ["1:4: file: anchors are not used here: put a text that starts with & in quotes"]),
        ("a: *x", ["1:4: file: aliases are not used here: put a text that starts with * in quotes"]),
        ("a: !!python/x y", ["1:4: file: tags are not used here: put a text that starts with ! in quotes"]),
        ("%YAML 1.1\n---\na: 1", ["1:1: file: lines that start with % are not used here"]),
        (f"%YAML {'9' * 5000}.1\n---\n", ["1:1: file: lines that start with % are not used here"]),
        ("a: 1\n---\nb: 2", ["2:1: file: a second document starts here: one file holds one"]),
        ("a:\n\t- b", [f"2:1: {NOT_YAML}: indent with spaces, not with tabs"]),
        ('a: "b\nc: d', [f"1:4: {NOT_YAML}: the quote that is opened here is never closed"]),
        ('a: "\\UFFFFFFFF"', ["1:7: file: an escape names a character that does not exist"]),
        ('a: "\\U00110000"', ["1:7: file: an escape names a character that does not exist"]),
        ('a: "\\0"', ["1:4: a: a text cannot hold the character U+0000"]),
        (
            "a: b: c",
            [f'1:5: {NOT_YAML}: put a text that holds ": " in quotes, or mend the indentation of this line'],
        ),
        (
            "[a, b",
            [f"1:6: {NOT_YAML}: while parsing a flow sequence: expected ',' or ']', but got '<stream end>'"],
        ),
    ],
)  # fmt: skip
def test_what_cannot_be_read_is_told_with_its_place(text: str, expected: list[str]) -> None:
    assert told(text) == expected


@pytest.mark.parametrize(
    ("data", "expected"),
    [
        (b"\xff\xfea\x00", "1:1: file: the file is written as UTF-16: save it as UTF-8"),
        (b"a: 1\nb: \xe9", "2:4: file: from here on the file is not text in UTF-8: save it as UTF-8"),
        (b"%PDF-1.7\n\xb5\xb5", "2:1: file: from here on the file is not text in UTF-8: save it as UTF-8"),
        (b"a: 1\r\n\x00", "2:1: file: the file holds the character U+0000: it is damaged, or not a text file"),
        ("a: 1\nb: x\u2028y".encode(), r'2:5: file: write this line separator as "\u2028" in quotes, or leave it out'),
        (b"a" * (MOST_BYTES + 1), "1:1: file: the file is larger than 2 MB"),
    ],
)
def test_bytes_that_are_no_text_are_refused_before_parsing(data: bytes, expected: str) -> None:
    assert told(data) == [expected]


HOSTILE = {
    "30,000 nested lists": "[" * 30_000,
    "5,000 nested lists": "[" * 5_000,
    "nested mappings": "{a: " * 400_000,
    "nested dashes": "- " * 900_000,
    "nested question marks": "? " * 900_000,
    "a staircase of keys": "".join(" " * depth + "a:\n" for depth in range(1900)),
    "a flat list": "[" + "1," * (FULL // 2) + "]",
    "one plain text": "a" * FULL,
    "one text of many lines": "a\n" * (FULL // 2),
    "one quote that never ends": '"' + "a" * FULL,
    "a block text": "|\n" + " a\n" * (FULL // 3),
    "escapes": '"' + "\\x41" * 400_000 + '"',
    "an alias bomb": "a: &a [x]\n" + "".join(f"b{n}: &b{n} [*a, *a, *a]\n" for n in range(1000)),
    "a comment": "#" * FULL,
    "empty lines": "\n" * FULL,
    "spaces": " " * FULL,
    "tabs": "\t" * FULL,
    "commas": "[" + "," * FULL,
    "colons": ":" * FULL,
    "truth values": "- no\n" * (FULL // 5),
}


@pytest.mark.parametrize("name", HOSTILE)
def test_a_hostile_file_ends_in_few_problems(name: str) -> None:
    tree = read_tree(HOSTILE[name].encode(), "f", seconds=120)  # so that a slow machine does not change what is said
    assert 0 < len(tree.problems) <= MOST_PROBLEMS + 1
    assert all(len(str(problem)) < 2000 for problem in tree.problems)


def test_fifty_levels_may_be_nested_and_not_one_more() -> None:
    assert told("[" * 50 + "]" * 50) == []
    assert told("[" * 51)[0].endswith("lists and mappings are nested deeper than 50")


def test_a_file_may_not_hold_more_values_than_the_bound() -> None:
    tree = read_tree(HOSTILE["a flat list"].encode(), "f", seconds=120)
    assert [problem.message for problem in tree.problems] == ["the file holds more than 100,000 keys and values"]


def test_reading_is_given_up_when_the_time_is_over_and_says_where() -> None:
    ticks = count()
    tree = read_tree(b"- a\n- b\n- c\n- d\n", "f", seconds=4, clock=lambda: next(ticks))
    assert [str(problem) for problem in tree.problems] == [
        "f:2:3: [1]: the file takes too long to read: reading was given up here"
    ]
    assert tree.stopped


@given(st.binary(max_size=200))
def test_no_bytes_make_reading_raise(data: bytes) -> None:
    read_tree(data, "f")


@given(st.text(alphabet="ab10.-+:?,[]{}&*!|>'\"%@`#<~\\xuU \t\n\r\u0085\u2028\ufeffé😀eyno", max_size=60))
def test_no_text_of_yaml_characters_makes_reading_raise(text: str) -> None:
    tree = read_tree(text.encode(), "f")
    assert tree.problems or not tree.stopped
