"""compare and report on files of several years: what they print, and that bad input is said and never guessed."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from selfassess.questionnaire.shipped import shipped_folder

from .years import CROSSWALK, copied


def test_two_years_are_the_object_of_the_contract(selfassess, years: Path) -> None:
    """Like for like without c: before a 0, b 3 (weight 2), e 4; now a 1, b 3, e 3. c2 weighs twice c1."""
    done = selfassess("compare", "q.yaml", "a.yaml", "b.yaml", "--json")
    assert (done.returncode, done.stderr) == (0, "")
    printed = json.loads(done.stdout)
    assert list(printed) == [
        "common",
        "before",
        "after",
        "like_for_like",
        "sections",
        "questions",
        "why",
        "not_comparable",
    ]
    assert (printed["common"], printed["before"], printed["after"]) == (3, 83.33, 68.75)
    assert printed["like_for_like"] == {"from": 83.33, "to": 69.44}
    assert printed["sections"]["c1"] == {"from": 50.0, "to": 58.33, "questions": 2}
    assert sum(printed["why"].values()) == pytest.approx(68.75 - 83.33, abs=0.03)
    assert printed["not_comparable"] == [
        {"id": "c", "why": "reworded"},
        {"id": "d", "why": "not_answered_now"},
        {"id": "f", "why": "not_answered_now"},
    ]
    assert [(one["id"], one["moved"]) for one in printed["questions"]] == [("a", "up"), ("b", "same"), ("e", "down")]


def test_several_years_add_the_way_between_them_in_whatever_order_they_are_given(selfassess, years: Path) -> None:
    one, other = (
        json.loads(selfassess("compare", "q.yaml", "a.yaml", *earlier, "--json").stdout)
        for earlier in (("b.yaml", "c.yaml"), ("c.yaml", "b.yaml"))
    )
    assert one == other
    assert [year["period"] for year in one["years"]] == ["2024", "2025", "2026"]
    assert [(step["from"], step["to"]) for step in one["steps"]] == [("2024", "2025"), ("2025", "2026")]
    assert [(found["from"], found["to"]) for found in one["since"]] == [("2024", "2026"), ("2025", "2026")]
    assert one["steps"][1]["why"] == one["why"]


def test_without_json_the_same_is_a_table(selfassess, years: Path) -> None:
    table = selfassess("compare", "q.yaml", "a.yaml", "b.yaml", "c.yaml").stdout
    for words in (
        "83.33",
        "68.75",
        "2026 beside 2025",
        "2025 beside 2024",
        "+8.33",
        "The wording changed",
        "1 up",
        "  Down: e",
    ):
        assert words in table


def test_the_three_years_of_the_example_are_compared_through_their_crosswalk(selfassess) -> None:
    folder = shipped_folder()
    files = [str(folder / f"examples/bnssg-pledge-school-{year}.yaml") for year in (2026, 2024, 2025)]
    done = selfassess("compare", str(folder / "bnssg-pledge/1.1.0.yaml"), *files, "--json")
    assert (done.returncode, done.stderr) == (0, "")
    printed = json.loads(done.stdout)
    assert [year["version"] for year in printed["years"]] == ["1.0.0", "1.0.0", "1.1.0"]
    for step in (*printed["steps"], *printed["since"]):
        assert sum(step["why"].values()) == pytest.approx(step["after"] - step["before"], abs=0.04)
    reasons = {one["why"] for one in printed["not_comparable"]}
    assert reasons == {"reworded", "split", "added", "removed", "not_answered_now"}
    assert "c6-partners" in {one["id"] for one in printed["questions"]}


BAD_YEARS = {
    "another questionnaire": ({"questionnaire": "other"}, "questionnaire: ", "answers other, which cannot be compared"),
    "a version that is not here": ({"version": "0.1.0"}, "questionnaire: ", "example-pledge 0.1.0, which is not here"),
    "the same day": ({"assessed_on": "2026-10-01"}, "assessed_on: ", "like Example Council 2026, so nobody can say"),
    "a later day": ({"assessed_on": "2027-10-01"}, "assessed_on: ", "not before 2026-10-01"),
    "the same period": ({"period": '"2026"'}, "period: ", "given twice"),
}


@pytest.mark.parametrize("command", ["compare", "report"])
@pytest.mark.parametrize(("changes", "key", "words"), BAD_YEARS.values(), ids=BAD_YEARS)
def test_a_year_that_cannot_stand_in_the_row_is_said_with_its_place(
    selfassess, years: Path, command: str, changes: dict[str, str], key: str, words: str
) -> None:
    copied(years, "b.yaml", "b.yaml", **changes)
    options = ["b.yaml", "--json"] if command == "compare" else ["--earlier", "b.yaml", "--out", "out.html"]
    done = selfassess(command, "q.yaml", "a.yaml", *options)
    assert (done.returncode, done.stdout) == (1, "")
    assert done.stderr.startswith("b.yaml:")
    assert key in done.stderr
    assert words in done.stderr
    assert not (years / "out.html").exists()


def test_years_of_different_questionnaires_are_refused(selfassess, years: Path) -> None:
    copied(years, "old.yaml", "other.yaml", id="other")
    copied(years, "b.yaml", "b.yaml", questionnaire="other")
    done = selfassess("compare", "q.yaml", "a.yaml", "b.yaml", "--with", "other.yaml")
    assert (done.returncode, done.stdout) == (1, "")
    assert done.stderr == "b.yaml:4:16: questionnaire: answers other, which cannot be compared with example-pledge\n"


def test_a_year_given_twice_and_every_other_problem_is_listed_at_once(selfassess, years: Path) -> None:
    done = selfassess("compare", "q.yaml", "a.yaml", "b.yaml", "b.yaml", "a.yaml")
    assert done.returncode == 1
    assert done.stderr.splitlines() == [
        "b.yaml:2:9: period: Example Council 2025 is given twice: give each year once",
        "a.yaml:2:9: period: Example Council 2026 is given twice: give each year once",
    ]


def test_problems_of_several_answers_files_are_told_together(selfassess, years: Path) -> None:
    for name in ("a.yaml", "b.yaml"):
        (years / name).write_text((years / name).read_text().replace("d: dont-know", "d: 9"))
    done = selfassess("compare", "q.yaml", "a.yaml", "b.yaml")
    assert done.returncode == 1
    assert [line.split(":")[0] for line in done.stderr.splitlines()] == ["a.yaml", "b.yaml"]


def test_scales_of_different_length_are_said_and_nothing_is_compared(selfassess, years: Path) -> None:
    text = (years / "old.yaml").read_text().replace("  - {value: 4, name: Sustaining}\n", "")
    text = text.replace("    - {level: 4, within_months: 24, shows: effect}\n", "")
    for id in "abcdef":
        text = text.replace(f", 4: {id}4", "")
    (years / "old.yaml").write_text(text)
    (years / "b.yaml").write_text((years / "b.yaml").read_text().replace("e: 4", "e: 3"))
    done = selfassess("compare", "q.yaml", "a.yaml", "b.yaml", "--json")
    assert done.returncode == 0
    assert "scales of different length" in done.stderr
    printed = json.loads(done.stdout)
    assert (printed["common"], printed["why"], printed["like_for_like"], printed["sections"]) == (0, None, None, {})
    assert {one["why"] for one in printed["not_comparable"]} == {"scale", "reworded"}


def test_nothing_in_common_is_said_and_no_figure_is_made_up(selfassess, years: Path) -> None:
    text = (years / "b.yaml").read_text()
    (years / "b.yaml").write_text(text.partition("answers:")[0] + "answers: {c: 1}\n")
    done = selfassess("compare", "q.yaml", "a.yaml", "b.yaml")
    assert done.returncode == 0
    assert "No question was answered in both 2025 and 2026" in done.stderr
    assert "Nothing can be compared" in done.stdout


def test_a_crosswalk_that_names_unknown_questions_is_refused_with_its_line(selfassess, years: Path) -> None:
    text = (years / "q.yaml").read_text()
    (years / "q.yaml").write_text(text.replace("old: c, new: c", "old: cc, new: c"))
    line = text.splitlines().index("    - {old: c, new: c, change: reworded}") + 1
    told = f'q.yaml:{line}:13: crosswalk.questions[0].old: example-pledge 0.9.0 has no question "cc"; did you mean "c"?'
    for command in (
        ("compare", "q.yaml", "a.yaml", "b.yaml"),
        ("report", "q.yaml", "a.yaml", "--earlier", "b.yaml", "--out", "out.html"),
        ("diff", "old.yaml", "q.yaml"),
        ("rehearse", "old.yaml", "q.yaml", "b.yaml"),
        ("check", "q.yaml"),
        ("check", "old.yaml", "q.yaml"),
    ):
        done = selfassess(*command)
        assert done.returncode == 1, command
        assert done.stderr.splitlines() == [told], command


def test_a_missing_crosswalk_and_another_name_are_said_on_standard_error(selfassess, years: Path) -> None:
    (years / "q.yaml").write_text((years / "q.yaml").read_text().replace(CROSSWALK, ""))
    copied(years, "b.yaml", "b.yaml", organisation="Example Borough")
    done = selfassess("compare", "q.yaml", "a.yaml", "b.yaml", "--json")
    assert done.returncode == 0
    assert "2025 names Example Borough, 2026 names Example Council" in done.stderr
    assert "0.9.0 to 1.0.0" in done.stderr
    report = selfassess("report", "q.yaml", "a.yaml", "--earlier", "b.yaml", "--out", "out.html")
    assert report.stderr == "2025 names Example Borough, 2026 names Example Council: compared as one organisation\n"
    assert json.loads(done.stdout)["crosswalk_missing"] == [{"from": "0.9.0", "to": "1.0.0"}]


def test_a_later_draft_that_lies_beside_them_does_not_stand_in_the_way(selfassess, years: Path) -> None:
    later = (years / "q.yaml").read_text().replace("version: 1.0.0", "version: 2.0.0")
    (years / "later.yaml").write_text(later.replace("from: 0.9.0", "from: 1.0.0").replace("old: c,", "old: nobody,"))
    assert selfassess("compare", "q.yaml", "a.yaml", "b.yaml").returncode == 0
    assert selfassess("check", "later.yaml").returncode == 1


def test_without_an_earlier_year_compare_is_wrong_usage(selfassess, years: Path) -> None:
    assert selfassess("compare", "q.yaml", "a.yaml").returncode == 2


def test_the_report_tells_all_the_years_it_is_given(selfassess, years: Path) -> None:
    done = selfassess("report", "q.yaml", "a.yaml", "--earlier", "b.yaml", "--earlier", "c.yaml", "--out", "out.html")
    assert (done.returncode, done.stderr) == (0, "")
    page = (years / "out.html").read_text()
    for words in ("2026 beside 2025", "2025 beside 2024", "2026 beside each earlier year, like for like"):
        assert words in page
