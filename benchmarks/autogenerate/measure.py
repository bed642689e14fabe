"""Times `create --autogenerate` beside `alembic revision --autogenerate`: measure.py URL ROWAN_PROGRAM TABLES MIGRATIONS ROUNDS.

The study platform's 85 tables on PostgreSQL, as structs and as SQLAlchemy models (generate.sh has written both into the folder
TABLES). Whole processes by the wall clock, from the start of each to its end; they take turns, and what a run has written is
taken away before the next. psql with one empty statement shows what a process and a connection take.
"""

import os
import pathlib
import shutil
import statistics
import subprocess
import sys
import tempfile
import time

BOUND = 10
here = pathlib.Path(__file__).resolve().parent
url, program, tables, migrations, rounds = *sys.argv[1:5], int(sys.argv[5])
program, tables = str(pathlib.Path(program).resolve()), str(pathlib.Path(tables).resolve())
server = url.rsplit("/", 1)[0]
work = pathlib.Path(tempfile.mkdtemp())
# What there is to find, and whether Alembic is asked to compare defaults, too, which rowan always does.
cases = {"no change": ("unchanged", False), "no change, defaults compared": ("unchanged", True),
         "20 changes": ("changed", False), "20 changes, defaults compared": ("changed", True)}


def run(command, environment=None):
    done = subprocess.run(command, env=environment, cwd=work, stdout=subprocess.PIPE, stderr=subprocess.STDOUT)
    if done.returncode != 0:
        sys.exit(f"{' '.join(map(str, command))} failed:\n{done.stdout.decode()}")
    return done.stdout.decode()


def database(name):
    return f"{server}/autogenerate_{name}"


def psql(on, *words):
    return run(["psql", "-X", "-q", "-v", "ON_ERROR_STOP=1", "-d", on, *words])


def environment(name, defaults):
    own = dict(os.environ, ALEMBIC_MODELS=tables, ALEMBIC_DATABASE=database(name).replace("postgresql:", "postgresql+psycopg2:"))
    return dict(own, ALEMBIC_DEFAULTS="1") if defaults else own


def alembic(*words):
    return ["alembic", "-c", str(work / "alembic" / "alembic.ini"), *words]


def rowan(name, *words):
    return [program, "--migrations", str(work / "migrations"), "--database", database(name), *words]


def prepare():
    shutil.copytree(here / "alembic", work / "alembic")
    shutil.copytree(migrations, work / "migrations")
    for name in ("unchanged", "changed"):
        psql(url, "-c", f"drop database if exists autogenerate_{name}", "-c", f"create database autogenerate_{name}")
        run(rowan(name, "upgrade"))
        psql(database(name), "-f", str(here / "structs_alone.sql"))
        run(alembic("stamp", "001"), environment(name, False))
    psql(database("changed"), "-f", str(here / "changes.sql"))


def written(folder):
    return {path for path in folder.rglob("*") if path.is_file() and "__pycache__" not in path.parts}


def timed(command, own, folder):
    """Milliseconds, and the text of what was written, which is removed."""
    before = written(folder)
    lock = folder / "migrations.lock"
    kept = lock.read_bytes() if lock.exists() else None
    start = time.perf_counter()
    run(command, own)
    took = (time.perf_counter() - start) * 1000
    text = ""
    for path in sorted(written(folder) - before):
        text += path.read_text()
        path.unlink()
    if kept is not None:
        lock.write_bytes(kept)
    return took, text


def measured():
    times = {case: {"Alembic": [], "rowan": [], "psql": []} for case in cases}
    texts = {}
    for _ in range(rounds):
        for case, (name, defaults) in cases.items():
            commands = {
                "rowan": (rowan(name, "create", "compared", "--autogenerate"), None, work / "migrations"),
                "Alembic": (alembic("revision", "--autogenerate", "-m", "compared"), environment(name, defaults), work / "alembic"),
                "psql": (["psql", "-X", "-q", "-d", database(name), "-c", "select 1"], None, work / "migrations"),
            }
            for tool, command in commands.items():
                took, texts[case, tool] = timed(*command)
                times[case][tool].append(took)
    return times, texts


def show(times):
    print(f"Milliseconds: medians of {rounds} rounds, in brackets the fastest\n")
    print("| work | Alembic | rowan | psql, nothing | Alembic : rowan | bound |\n|---|---:|---:|---:|---:|---|")
    for case, by in times.items():
        middle = {tool: statistics.median(each) for tool, each in by.items()}
        best = {tool: min(each) for tool, each in by.items()}
        cells = [f"{middle[tool]:.0f} ({best[tool]:.0f})" for tool in ("Alembic", "rowan", "psql")]
        ratio = middle["Alembic"] / middle["rowan"]
        cells.append(f"{ratio:.1f} ({best['Alembic'] / best['rowan']:.1f})")
        print(f"| {case} | {' | '.join(cells)} | {BOUND} {'kept' if ratio >= BOUND else 'MISSED'} |")


def main():
    try:
        prepare()
        times, texts = measured()
        if texts["no change", "rowan"]:
            sys.exit(f"rowan finds a change where there is none:\n{texts['no change', 'rowan']}")
        if "--show" in sys.argv:
            print(texts["20 changes", "rowan"], texts["20 changes", "Alembic"])
        show(times)
    finally:
        shutil.rmtree(work)


main()
