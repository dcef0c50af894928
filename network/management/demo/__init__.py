"""The demonstration's world: plainly fictional people and what they do, told through the same actions as the pages use.

Every part knows what it made already (an address, a name, a first title in the history) and makes only what is missing.
"""
