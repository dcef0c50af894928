"""Tests of the competencies app."""
