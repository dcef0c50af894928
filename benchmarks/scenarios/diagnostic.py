"""The diagnostic: the statement that is due, the answer that brings the next one, and the engine alone.

Each measured member has a run of all competencies with some answers; pages replay it from its log.
"""
