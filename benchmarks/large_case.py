"""A case of 100,000 acts from its captured file to a verified pack: `python -m benchmarks.large_case [ACTS]`.

One agency's account shared, in whole posts as a tool captures them (some 2.6 kB each), as many posts of a campaign
account. Every step is a command in a process of its own; what is printed is its time and the most memory it held.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tempfile
import time
from pathlib import Path

ACTS = 100_000
ROOT = Path(__file__).resolve().parent.parent
LONG_TEXT = "Kegiatan hari ini berjalan lancar dan diikuti seluruh warga. " * 17
OFFICE, CAMPAIGN = (9001, "dinas_u1"), (9002, "relawan_1")
SECONDS_BETWEEN = 40
REVIEW = """
import sys
from pathlib import Path
from netral.model import CaseState
from netral.pipeline import decide_case, find_leads, open_investigation, sign_case
investigation = open_investigation(Path(sys.argv[1]))
(lead,) = find_leads(investigation).leads
steps = (CaseState.TRACING, CaseState.CLARIFICATION, CaseState.FORWARDED)
for state, person in zip(steps, ("Sri Contoh", "Budi Contoh", "Sri Contoh")):
    decide_case(investigation, lead.lead_id, person, state, "Alasan rekaan", ("Surat rekaan", "Tautan rekaan"))
for person in ("Sri Contoh", "Budi Contoh"):
    sign_case(investigation, lead.lead_id, person, "Kepala Bidang rekaan")
print(lead.lead_id)
"""


def write_case(folder: Path, acts: int) -> Path:
    """An investigation's folder with one capture of that many shares, not yet ingested; its capture."""
    from datetime import datetime, timedelta

    from tests.invented_investigation import CAMPAIGN_TIME, Invention, make_snowflake, make_tweet

    invention = Invention(folder)
    invention.opd(OFFICE[1], platform_id=str(OFFICE[0]))
    invention.volunteer(CAMPAIGN[1], platform_id=str(CAMPAIGN[0]))
    invention.write()
    path = folder.with_name("tangkapan.jsonl")
    first = datetime.fromisoformat(CAMPAIGN_TIME)
    with path.open("w", encoding="utf-8", newline="\n") as stream:
        for number in range(acts):
            at = (first + timedelta(seconds=SECONDS_BETWEEN * number)).isoformat()
            own, other = make_snowflake(at, 2 * number % 4096), make_snowflake(CAMPAIGN_TIME, number + 1)
            shared = make_tweet(other, CAMPAIGN, CAMPAIGN_TIME, f"{LONG_TEXT}{number}")
            item = make_tweet(own, OFFICE, at, f"RT @{CAMPAIGN[1]}: {LONG_TEXT}{number}", retweetedTweet=shared)
            stream.write(json.dumps(item) + "\n")
    return path


def run_step(name: str, command: list[str | Path]) -> str:
    """A command to what it printed; a line with its time and peak memory is printed."""
    started = time.perf_counter()
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join([str(ROOT), os.environ.get("PYTHONPATH", "")])}
    with tempfile.TemporaryFile() as out:
        process = subprocess.Popen(command, stdout=out, env=environment)
        _, status, used = os.wait4(process.pid, 0)
        process.returncode = os.waitstatus_to_exitcode(status)
        out.seek(0)
        printed = out.read().decode()
    if process.returncode != 0:
        raise RuntimeError(f"{name}: exit code {process.returncode}: {printed[-500:]}")
    wall, spent = time.perf_counter() - started, used.ru_utime + used.ru_stime
    print(f"| {name} | {wall:.0f} | {spent:.0f} | {used.ru_maxrss / 1024:,.0f} |", flush=True)
    return printed


def main() -> None:
    """Every step once, as Markdown ready for docs/verification.md."""
    acts = int(sys.argv[1]) if len(sys.argv) > 1 else ACTS
    netral: list[str | Path] = [sys.executable, "-c", "from netral.cli import main; main()"]
    with tempfile.TemporaryDirectory() as work:
        place, out = Path(work) / "data" / "uji-2024", Path(work) / "keluar"
        capture = write_case(place, acts)
        print(f"| step, {acts:,} acts, {capture.stat().st_size / 2**20:,.0f} MiB | wall s | CPU s | peak MiB |")
        print("|---|--:|--:|--:|", flush=True)
        run_step("ingest", [*netral, "ingest", place, capture])
        case_id = run_step("five steps of a review", [sys.executable, "-c", REVIEW, place]).split()[-1]
        pack = json.loads(run_step("pack", [*netral, "pack", place, case_id, "--out", out, "--json"]))
        run_step("verify", [*netral, "verify", pack["pack"], "--root", pack["root"]])
        script = Path(pack["pack"]) / "data" / "verifikasi" / "verify.sh"
        run_step("verify.sh", ["sh", script, pack["root"]])
        pages = subprocess.run(["pdfinfo", script.parents[1] / "laporan.pdf"], capture_output=True, text=True).stdout
        print(f"\n{pack['files']:,} files; {' '.join(pages.split()[pages.split().index('Pages:') :][:2])}")


if __name__ == "__main__":
    main()
