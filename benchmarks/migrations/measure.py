"""Times two programs that bring a database to the same schema: measure.py URL ROWAN_PROGRAM ROUNDS.

Whole processes by the wall clock, from the start of each to its end. They take turns, each on a database of its own that
is made empty before; afterwards the schemas are compared. psql with the bare SQL in one transaction shows what of the
time is the server's: no tool can be faster.
"""

import os
import pathlib
import re
import statistics
import subprocess
import sys
import time

BOUND = 10
here = pathlib.Path(__file__).resolve().parent
url, program, rounds = sys.argv[1], sys.argv[2], int(sys.argv[3])
server = url.rsplit("/", 1)[0]
works = ("upgrade of seven revisions", "nothing to do at start")


def database(tool):
    return f"{server}/with_{tool.lower()}"


def commands(tool, bare_sql):
    """What is run for each of the works."""
    if tool == "psql":
        psql = ["psql", "-X", "-q", "-d", database(tool)]
        return [psql + ["-1", "-f", bare_sql], psql + ["-c", "select 1"]]
    if tool == "Alembic":
        return [["alembic", "-c", str(here / "alembic" / "alembic.ini"), "upgrade", "head"]] * 2
    return [[program, "--database", database(tool), "upgrade"]] * 2


def run(command):
    environment = dict(os.environ, ALEMBIC_DATABASE=database("Alembic").replace("postgresql:", "postgresql+psycopg2:"))
    done = subprocess.run(command, env=environment, stdout=subprocess.PIPE, stderr=subprocess.STDOUT)
    if done.returncode != 0:
        sys.exit(f"{' '.join(command)} failed:\n{done.stdout.decode()}")
    return done.stdout.decode()


def milliseconds(command):
    start = time.perf_counter()
    run(command)
    return (time.perf_counter() - start) * 1000


def make_empty(tool):
    for words in ("drop database if exists", "create database"):
        run(["psql", "-X", "-q", "-d", url, "-c", f"{words} with_{tool.lower()}"])


def schema(tool):
    """As pg_dump has it, without what each tool keeps for itself."""
    dump = run(["pg_dump", "--schema-only", "--no-owner", "-T", "rowan_*", "-T", "alembic_version", "-d", database(tool)])
    return [line for line in dump.splitlines() if line and not re.match(r"--|\\(un)?restrict", line)]


def measured(bare_sql):
    """Times by work and tool."""
    tools = ("rowan", "Alembic", "psql")
    times = {work: {tool: [] for tool in tools} for work in works}
    for _ in range(rounds):
        for tool in tools:
            make_empty(tool)
        for number, work in enumerate(works):
            for tool in tools:
                times[work][tool].append(milliseconds(commands(tool, bare_sql)[number]))
    for tool in ("Alembic", "psql"):
        if schema(tool) != schema("rowan"):
            sys.exit(f"{tool} and rowan leave different schemas")
    return times


def show(times):
    print(f"Milliseconds: medians of {rounds} rounds, in brackets the fastest\n")
    print("| work | Alembic | rowan | psql, bare SQL | Alembic : rowan | bound |\n|---|---:|---:|---:|---:|---|")
    for work, by in times.items():
        middle = {tool: statistics.median(each) for tool, each in by.items()}
        best = {tool: min(each) for tool, each in by.items()}
        cells = [f"{middle[tool]:.0f} ({best[tool]:.0f})" for tool in ("Alembic", "rowan", "psql")]
        ratio = middle["Alembic"] / middle["rowan"]
        cells.append(f"{ratio:.1f} ({best['Alembic'] / best['rowan']:.1f})")
        print(f"| {work} | {' | '.join(cells)} | {BOUND} {'kept' if ratio >= BOUND else 'MISSED'} |")


def main():
    bare_sql = os.path.join(os.environ.get("TMPDIR", "/tmp"), f"bare_{os.getpid()}.sql")
    with open(bare_sql, "w") as to:
        to.write(run([program, "plan", "--dialect", "postgresql"]))
    try:
        show(measured(bare_sql))
    finally:
        os.remove(bare_sql)


main()
