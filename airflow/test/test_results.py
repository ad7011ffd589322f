import pytest

from airstar_airflow.results import ResultError, last_lines, last_result, parse_result, shorten

ACCOUNTING = '{"stage": "extract", "produced": 12}'


def test_the_last_line_is_the_result() -> None:
    assert last_result(["reading", '{"progress": 1}', ACCOUNTING]) == ACCOUNTING


def test_a_line_of_standard_error_may_come_late() -> None:
    assert last_result([ACCOUNTING, "(node:7) Warning: something is deprecated", "", "  "]) == ACCOUNTING


@pytest.mark.parametrize(
    "lines", [None, [], [""], ["done"], ["[1, 2]"], ["42"], ["null"], ['"text"'], ['{"cut": '], ["{'single': 1}"]]
)
def test_a_container_that_says_nothing_is_refused(lines: list[str] | None) -> None:
    with pytest.raises(ResultError, match="No line of the log is a JSON object"):
        last_result(lines)


def test_the_message_names_the_last_line_shortened() -> None:
    with pytest.raises(ResultError, match=r"x{500}…$"):
        last_result(["x" * 100_000])


@pytest.mark.parametrize("line", [None, "", "done", "[]", '{"cut": '])
def test_what_is_handed_on_must_be_an_object(line: str | None) -> None:
    with pytest.raises(ResultError, match="Not a JSON object"):
        parse_result(line)


def test_an_object_is_parsed() -> None:
    assert parse_result(ACCOUNTING) == {"stage": "extract", "produced": 12}


def test_the_end_of_a_log_is_its_last_lines_that_are_not_empty() -> None:
    assert last_lines(["starting", "OpenAQ refused the key ", "", " "], 1) == "OpenAQ refused the key"
    assert last_lines(["one", "two", "", "three"], 2) == "two / three"
    assert last_lines([]) == last_lines(None) == "nothing"


def test_the_frames_of_a_stack_are_left_out() -> None:
    log = ["Caused by: java.lang.ClassNotFoundException: X", "\tat java.base/java.lang.Thread.run", "\t... 3 more", ""]
    assert last_lines(log) == "Caused by: java.lang.ClassNotFoundException: X"


def test_a_short_text_stays_as_it_is() -> None:
    assert shorten("abc", 3) == "abc"
    assert shorten("abcd", 3) == "abc…"
