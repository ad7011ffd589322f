import pytest

from airstar_transform.errors import ConfigurationError


@pytest.mark.parametrize(("problems", "heading"), [(["a"], "a problem"), (["a", "b"], "2 problems")])
def test_problems_are_listed_under_a_heading(problems: list[str], heading: str) -> None:
    lines = str(ConfigurationError(problems)).splitlines()
    assert lines == [f"Transform: {heading}", *(f"  {problem}" for problem in problems)]
