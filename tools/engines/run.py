"""Runs an example of docs/engines.md and compares what it gives with the command line's output.

run.py ENGINE FOLDER [--workers N] [--copies N] [--kill]: FOLDER has articles.parquet and expected.jsonl. With --kill one
worker is killed in the middle, by its process number. With --copies the engine reads so many copies of the articles:
what two runs differ in is the work alone, since an engine takes as long to start for any number. Ends with 1 if anything
is lost, doubled or different.
"""

import argparse
import os
import pathlib
import re
import shutil
import signal
import subprocess
import sys
import time

import pyarrow.parquet

HEADINGS = {"spark": "Spark", "ray": "Ray Data", "polars": "Polars", "duckdb": "DuckDB"}
# What the command of a worker's process has in it.
WORKERS = {"spark": "CoarseGrainedExecutorBackend", "ray": "ray::"}
# How long a worker works before it is killed, in seconds.
MIDDLE = 4.0


def example(engine: str) -> str:
    page = (pathlib.Path(__file__).parents[2] / "docs/engines.md").read_text(encoding="utf-8")
    section = page.split(f"\n## {HEADINGS[engine]}\n")[1].split("\n## ")[0]
    return re.search(r"```python\n(.*?)```", section, re.DOTALL)[1]


def settings(engine: str, workers: int) -> tuple[str, dict[str, str]]:
    """What stands before the example, and its environment: so many workers of one core each."""
    env = {**os.environ, "PYTHONDONTWRITEBYTECODE": "1"}
    if engine == "spark":
        import pyspark

        env["SPARK_HOME"] = str(pathlib.Path(pyspark.__file__).parent)
        env["PYSPARK_PYTHON"] = env["PYSPARK_DRIVER_PYTHON"] = sys.executable
        env["SPARK_LOCAL_IP"] = "127.0.0.1"
        quiet = "--conf spark.ui.enabled=false --conf spark.driver.bindAddress=127.0.0.1"
        env["PYSPARK_SUBMIT_ARGS"] = f"--master local-cluster[{workers},1,1536] --conf spark.executor.memory=1g {quiet} pyspark-shell"
        return "", env
    if engine == "ray":
        env |= {"RAY_USAGE_STATS_ENABLED": "0", "RAY_AUTH_MODE": "disabled", "RAY_DATA_DISABLE_PROGRESS_BARS": "1"}
        start = f"import ray\nray.init(num_cpus={workers}, include_dashboard=False, object_store_memory=10**9, log_to_driver=False)\n"
        return start, env
    return "", env


def descendants(root: int) -> list[int]:
    parents: dict[int, int] = {}
    for path in pathlib.Path("/proc").glob("[0-9]*/stat"):
        try:
            parents[int(path.parent.name)] = int(path.read_text().rpartition(")")[2].split()[1])
        except (OSError, ValueError):
            continue
    found, more = [], [root]
    while more:
        more = [child for child, parent in parents.items() if parent in more]
        found += more
    return found


def worker(engine: str, root: int) -> int | None:
    """A worker of this run that works: a descendant of its process."""
    for process in descendants(root):
        try:
            command = pathlib.Path(f"/proc/{process}/cmdline").read_bytes().replace(b"\0", b" ").decode(errors="replace")
        except OSError:
            continue
        if WORKERS[engine] not in command:
            continue
        if engine == "spark" and not descendants(process):
            continue  # It has no Python yet.
        if engine == "ray" and not re.search(r"ray::.*(Map|annotate)", command):
            continue
        return process
    return None


def kill_one(engine: str, run: subprocess.Popen) -> str:
    while run.poll() is None:
        found = worker(engine, run.pid)
        if found is not None:
            time.sleep(MIDDLE)
            found = worker(engine, run.pid) or found
            os.kill(found, signal.SIGKILL)
            return f"killed worker {found}"
        time.sleep(0.2)
    return "ended before a worker could be killed"


def copied(folder: pathlib.Path, copies: int) -> pathlib.Path:
    """A folder whose articles.parquet is a folder with so many copies of the articles."""
    work = folder / "copies"
    shutil.rmtree(work, ignore_errors=True)
    articles = work / "articles.parquet"
    articles.mkdir(parents=True)
    for copy in range(copies):
        os.link(folder / "articles.parquet", articles / f"{copy}.parquet")
    return work


def compare(work: pathlib.Path, one: list[str], copies: int) -> str | None:
    place = work / "sets.parquet" if (work / "sets.parquet").exists() else work / "sets"
    given = sorted(pyarrow.parquet.read_table(place).column("annotations").to_pylist())
    expected = sorted(one * copies)
    if given == expected:
        return None
    return f"{len(given)} sets, {len(set(given))} of them different; expected {len(expected)}, of which {len(set(expected) - set(given))} are missing"


def main() -> int:
    parser = argparse.ArgumentParser()
    parser.add_argument("engine", choices=HEADINGS)
    parser.add_argument("folder", type=pathlib.Path)
    parser.add_argument("--workers", type=int, default=2)
    parser.add_argument("--copies", type=int, default=1)
    parser.add_argument("--kill", action="store_true")
    args = parser.parse_args()
    folder = args.folder.resolve()
    work = folder if args.copies == 1 else copied(folder, args.copies)
    shutil.rmtree(work / "sets", ignore_errors=True)
    (work / "sets.parquet").unlink(missing_ok=True)
    before, env = settings(args.engine, args.workers)
    (work / f"run_{args.engine}.py").write_text(f"{before}{example(args.engine)}", encoding="utf-8")
    started = time.monotonic()
    with open(work / f"{args.engine}.log", "w", encoding="utf-8") as log:
        run = subprocess.Popen([sys.executable, f"run_{args.engine}.py"], cwd=work, env=env, stdout=log, stderr=log)
        killed = kill_one(args.engine, run) if args.kill else ""
        status = run.wait()
    seconds = time.monotonic() - started
    one = (folder / "expected.jsonl").read_text(encoding="utf-8").splitlines(keepends=True)
    problem = f"ended with {status}; see {work / args.engine}.log" if status else compare(work, one, args.copies)
    if args.kill and "killed" not in killed:
        problem = problem or killed
    count = len(one) * args.copies
    told = f"{args.engine}, {args.workers} workers{', ' + killed if killed else ''}: {count} articles in {seconds:.1f} s"
    print(f"{told}: {'DIFFERENT: ' + problem if problem else 'equal to the command line'}", flush=True)
    (folder / "seconds.txt").write_text(f"{seconds:.2f}")
    return 1 if problem else 0


if __name__ == "__main__":
    sys.exit(main())
