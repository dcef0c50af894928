"""The scenarios, in the order of the table: each module has `run(bench)`, which gives its rows."""

NAMES = (
    "home", "space", "thread", "profile", "feed", "search", "similar_questions", "catch_up", "directory", "library",
    "job_profile", "job_profile_files", "harmonisation", "diagnostic", "results", "plan", "catalogue", "lesson", "needs",
    "needs_map", "intervention", "reply", "enrol",
    "expansion", "notices", "sockets", "reconnection", "offline",
)  # fmt: skip
