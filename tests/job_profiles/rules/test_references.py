"""What an address of the comparison may name."""

import pytest

from job_profiles.rules.references import Reference, read_reference


@pytest.mark.parametrize(
    ("text", "reference"),
    [
        ("ux", Reference("ux")),
        ("ux:3", Reference("ux", number=3)),
        ("web_integration@MTMD", Reference("web_integration", acronym="MTMD")),
        (" ux ", Reference("ux")),
    ],
)
def test_a_reference_reads_as_it_is_written(text, reference):
    assert read_reference(text) == reference
    assert str(reference) == text.strip()


@pytest.mark.parametrize("text", ["", "ux:", "ux:abc", "ux@", "ux:1@MTMD", "ux:99999", "<script>", "a b"])
def test_anything_else_names_nothing(text):
    assert read_reference(text) is None
