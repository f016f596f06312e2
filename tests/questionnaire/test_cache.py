"""Questionnaires read before are remembered by their bytes."""

from concurrent.futures import ThreadPoolExecutor

from selfassess.questionnaire.cache import MOST_KEPT, cached_questionnaire


def test_the_same_bytes_give_the_same_questionnaire_whatever_the_file_is_called(small: str) -> None:
    first = cached_questionnaire(small.encode(), "a.yaml")
    assert first.questionnaire is not None
    assert cached_questionnaire(small.encode(), "b.yaml") is first


def test_other_bytes_are_another_questionnaire(small: str) -> None:
    first = cached_questionnaire(small.encode(), "a.yaml")
    other = cached_questionnaire(small.replace("Small", "Other").encode(), "a.yaml")
    assert other.sha256 != first.sha256
    assert str(other.questionnaire.title) == "Other"


def test_problems_are_told_under_the_name_asked_for_each_time() -> None:
    assert cached_questionnaire(b"[]", "a.yaml").problems[0].file == "a.yaml"
    assert cached_questionnaire(b"[]", "b.yaml").problems[0].file == "b.yaml"


def test_a_file_with_problems_is_read_only_once_too() -> None:
    first = cached_questionnaire(b"title: 1", "a.yaml")
    assert cached_questionnaire(b"title: 1", "a.yaml").problems == first.problems
    assert cached_questionnaire(b"title: 1", "a.yaml").problems[0].message is first.problems[0].message


def test_the_one_not_asked_for_longest_is_forgotten_first(small: str) -> None:
    data = [small.replace("Small", f"Number {n}").encode() for n in range(MOST_KEPT + 1)]
    kept = [cached_questionnaire(one, "q") for one in data[:MOST_KEPT]]
    assert cached_questionnaire(data[0], "q") is kept[0]
    cached_questionnaire(data[MOST_KEPT], "q")
    assert cached_questionnaire(data[0], "q") is kept[0]
    assert cached_questionnaire(data[1], "q") is not kept[1]


def test_threads_may_ask_at_once(small: str) -> None:
    data = small.replace("Small", "Threads").encode()
    with ThreadPoolExecutor(8) as pool:
        loaded = list(pool.map(lambda _: cached_questionnaire(data, "q"), range(16)))
    assert len({one.sha256 for one in loaded}) == 1
    assert all(one.questionnaire == loaded[0].questionnaire for one in loaded)
