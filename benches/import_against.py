#!/usr/bin/env python3
"""Imports one log with Fupan, with the sqlite3 shell and with pandas, and prints the ratios.

    cargo build --release
    benches/import_against.py target/release/fupan [ROWS] [RUNS]

The log is made by `cargo bench --bench import_large -- make`. Every import is a process of its
own that begins with no store and ends with an indexed one. sqlite3 is used well: it loads into a
plain table and makes the indexes after. Needs the shell `sqlite3`; pandas is left out where it is
not installed.
"""
import os, shutil, subprocess, sys, tempfile, time

PANDAS = """
import pandas, sqlite3, sys
log, store = sys.argv[1:]
db = sqlite3.connect(store)
pandas.read_csv(log).to_sql("e", db, index=False)
db.execute("CREATE INDEX a ON e (viewer, time)")
db.execute("CREATE INDEX b ON e (product, action)")
db.commit()
"""


def run(command, env=None):
    """Seconds and peak memory in MB of one process."""
    start = time.monotonic()
    process = subprocess.Popen(command, env=env, stdout=subprocess.DEVNULL)
    _, status, usage = os.wait4(process.pid, 0)
    if status != 0:
        sys.exit(f"failed: {' '.join(command)}")
    return time.monotonic() - start, usage.ru_maxrss / 1024


def main():
    fupan = os.path.abspath(sys.argv[1])
    rows = int(sys.argv[2]) if len(sys.argv) > 2 else 1_000_000
    runs = int(sys.argv[3]) if len(sys.argv) > 3 else 3
    folder = tempfile.mkdtemp()
    log, store = os.path.join(folder, "events.csv"), os.path.join(folder, "out.db")
    make = ["cargo", "bench", "-q", "--bench", "import_large", "--", "make", log, str(rows)]
    subprocess.run(make, check=True)
    home = os.path.join(folder, "home")
    sides = {
        "fupan": ([fupan, "import", log], dict(os.environ, FUPAN_DATA_DIR=home)),
        "sqlite3": ([
            "sqlite3", store, "CREATE TABLE e (viewer TEXT, product TEXT, action TEXT, time TEXT)",
            ".mode csv", f".import --skip 1 {log} e",
            "CREATE INDEX a ON e (viewer, time)", "CREATE INDEX b ON e (product, action)",
        ], None),
        "sqlite3, indexes first": ([
            "sqlite3", store, "CREATE TABLE e (viewer TEXT, product TEXT, action TEXT, time TEXT)",
            "CREATE INDEX a ON e (viewer, time)", "CREATE INDEX b ON e (product, action)",
            ".mode csv", f".import --skip 1 {log} e",
        ], None),
        "pandas": ([sys.executable, "-c", PANDAS, log, store], None),
    }
    if subprocess.run([sys.executable, "-c", "import pandas"], stderr=subprocess.DEVNULL).returncode:
        del sides["pandas"]
    seconds = {name: [] for name in sides}
    memory = dict.fromkeys(sides, 0.0)
    # One after the other in every round, so that all meet the same moods of the machine.
    for _ in range(runs):
        for name, (command, env) in sides.items():
            shutil.rmtree(home, ignore_errors=True)
            if os.path.exists(store):
                os.remove(store)
            spent, peak = run(command, env)
            seconds[name].append(spent)
            memory[name] = max(memory[name], peak)
    best = {name: min(all_runs) for name, all_runs in seconds.items()}
    print(f"{rows} rows, {os.path.getsize(log) / 1e6:.0f} MB; fastest of {runs}")
    for name in sides:
        ratio = best[name] / best["fupan"]
        print(f"{name:24} {best[name]:6.2f} s  {memory[name]:6.0f} MB  {ratio:5.2f} × fupan")
    shutil.rmtree(folder)


main()
