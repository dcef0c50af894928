"""What the people app itself puts in the registries, one noun per module."""

from people.panels import directory, first_visit, personal_data, retention  # noqa: F401
