"""The same pages with the outside network blocked: nothing of Maillage waits for anybody else."""

import json
import subprocess
import sys
from collections.abc import Iterator

from benchmarks.bench import Bench, Row

PATIENCE = 180


def run(bench: Bench) -> Iterator[Row]:
    world = bench.world
    paths = [
        "/", "/communaute/", f"/communaute/espaces/{world.spaces[1000]}/", f"/communaute/fils/{world.threads[50]}/",
        f"/membres/{world.authors[1000]}/", "/membres/", "/recherche/?q=accessibilite", "/competences/", "/profils-emploi/",
        "/notifications/", "/compte/preferences/", "/compte/confidentialite/",
    ]  # fmt: skip
    asked = [{"path": path, "cookie": bench.visitor(0).cookie} for path in paths]
    done = subprocess.run(
        [sys.executable, "-m", "benchmarks.isolation"],
        input=json.dumps(asked), capture_output=True, text=True, timeout=PATIENCE, check=False,
    )  # fmt: skip
    if done.returncode != 0:
        yield Row("Réseau extérieur coupé", reached=False, note=f"interrompu : {done.stderr[-300:]}")
        return
    answer = json.loads(done.stdout)
    wrong = {path: status for path, status in zip(paths, answer["statuses"], strict=True) if status != 200}
    yield Row(
        f"Réseau extérieur coupé, {len(paths)} pages",
        target="toutes répondent 200",
        reached=not wrong and answer["blocked"],
        note="; ".join(filter(None, [answer["way"], f"autres réponses : {wrong}" if wrong else ""])),
        details=answer,
    )
