"""Which sessions, and seats for which places, close the most weighted gap under a budget: advice for a plan, with reasons.

Only published figures go in: counts rounded to 5 by the one publisher of aggregates (a count that is not is refused). A cell
that is hidden is left out by the caller, never guessed. What comes out says no more about people than what went in.

The model is a mixed-integer program solved by HiGHS through scipy. For every course: how many sessions. For every course and
place: how many seats. For every course, place and competency: for how many people with that gap the seats are counted.
- A person is counted for one course per competency: two courses never close the same gap twice.
- Every seat is counted for at least one gap, so no seat is there to fill a session or a share.
- At most as many seats of one course for one place as people in the largest of its gaps: who they are is not known here,
  and that many surely exist. One seat may be counted for several competencies of its course.
- Of the people counted, `effect` is the share whose gap closes.

Of equal plans (to a hundredth of a person of the weightiest gap) the cheaper one; then as HiGHS leaves it, which is the
same for the same rows in any order. Only a run that the clock stopped may differ from one time to the next:
`Proposal.stopped` says so.
"""

from learning.rules.optimiser.problem import ROUNDED_TO, Gap, Limits, Offer
from learning.rules.optimiser.proposing import Chosen, Closing, Part, Proposal, propose
from learning.rules.optimiser.reasons import LeftOut, Why
from learning.rules.optimiser.what_if import Option, what_if

__all__ = [
    "ROUNDED_TO", "Chosen", "Closing", "Gap", "LeftOut", "Limits", "Offer", "Option", "Part", "Proposal", "Why", "propose",
    "what_if",
]  # fmt: skip
