"""Problems as people read them, and lists of them that stay short."""

from selfassess.questionnaire.problems import MOST_PROBLEMS, Problem, listed, nearest, shortened
from selfassess.questionnaire.tree import kind_of


def test_a_problem_names_file_line_column_path_and_what_is_wrong() -> None:
    problem = Problem(file="q.yaml", line=3, column=7, path=("sections", 0, "title"), message="no")
    assert str(problem) == "q.yaml:3:7: sections[0].title: no"
    assert str(Problem(file="q.yaml", message="empty")) == "q.yaml:1:1: file: empty"


def test_problems_stand_in_file_order_and_once() -> None:
    later, first = Problem(file="f", line=9, message="b"), Problem(file="f", line=2, message="a")
    assert listed([later, first, later]) == (first, later)


def test_a_list_of_problems_ends_and_says_so_and_makes_no_more_than_it_shows() -> None:
    made = []

    def endless() -> object:
        while True:
            made.append(1)
            yield Problem(file="f", line=len(made), message=str(len(made)))

    found = listed(endless())
    assert len(found) == MOST_PROBLEMS + 1
    assert found[-1].message == "there are more problems: mend those above first"
    assert len(made) == MOST_PROBLEMS + 1


def test_what_is_close_is_suggested_and_what_is_not_is_not() -> None:
    assert nearest("promt", ["help", "prompt"]) == '; did you mean "prompt"?'
    assert nearest("zzz", ["help", "prompt"]) == ""
    assert nearest(3, ["3"]) == ""
    assert nearest("a" * 100, ["a" * 99]) == ""


def test_a_long_text_from_a_file_is_one_short_line_in_a_message() -> None:
    assert shortened("a\nb\t c") == "a b c"
    assert shortened("a" * 1000) == "a" * 59 + "…"


def test_every_kind_of_value_has_words() -> None:
    kinds = [None, True, 3, "x", {}, (1, 2)]
    assert [kind_of(value) for value in kinds] == [
        "nothing", "the truth value true", "the number 3", 'the text "x"', "a mapping of keys", "a list of 2",
    ]  # fmt: skip
