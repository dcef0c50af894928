"""What Maillage costs, measured: `./bench`, or `python -m benchmarks [scenario…]` beside a PostgreSQL and a Redis.

Every page is compared with the *floor*, measured in the same minute (see floor.py): a ratio says more than milliseconds on
a machine that others use too. One module per scenario in `scenarios/`; the world they run in is made by `world/`.
"""
