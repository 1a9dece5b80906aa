#!/usr/bin/env python3
"""Fits every method with Fupan and with scikit-learn on the same arrays and prints the ratios.

    benches/learn_against.py [ROUNDS [METHOD...]]

Needs scikit-learn; the release build is made first. Every fit is a process of its own with the
threads pinned, ours and theirs in turn, so that both meet the same moods of the machine. Times are
medians over the rounds, CPU time of all threads where nothing else is said, the fit alone. Memory
is the most that the fit held beyond the arrays it was given.
"""
import json, os, shutil, statistics, subprocess, sys, tempfile, time

FEATURES, TESTED = 12, 50_000
# Method, rows, threads, target of the ratio, what the target compares.
CASES = [
    ("tree", 100_000, 1, 0.15, "cpu"),
    ("tree", 1_000_000, 1, 0.10, "cpu"),
    ("refit", 100_000, 1, None, "cpu"),
    ("forest", 100_000, 1, 0.15, "cpu"),
    ("boosting", 100_000, 1, 1.0, "cpu"),
    ("boosting", 100_000, 2, 1.0, "wall"),
    ("logistic", 1_000_000, 1, 0.8, "cpu"),
    ("logistic", 1_000_000, 2, 0.6, "wall"),
    ("linear", 1_000_000, 1, 0.2, "cpu"),
]


def held(line):
    with open("/proc/self/status") as status:
        return next(int(l.split()[1]) / 1024 for l in status if l.startswith(line))


def theirs(folder, method):
    """One fit by scikit-learn in this process: wall, CPU, MB, AUC, score."""
    import numpy as np
    from sklearn.ensemble import HistGradientBoostingClassifier, RandomForestClassifier
    from sklearn.linear_model import LinearRegression, LogisticRegression
    from sklearn.metrics import roc_auc_score
    from sklearn.tree import DecisionTreeClassifier

    arrays = np.fromfile(os.path.join(folder, "arrays.bin")).reshape(FEATURES + 1, -1)
    # Its trees copy into rows of f32 and its linear models like rows: give them rows.
    x, y = np.ascontiguousarray(arrays[:FEATURES].T), arrays[FEATURES].copy()
    del arrays
    n = len(y) - TESTED
    threads = int(os.environ["OMP_NUM_THREADS"])
    models = {
        "tree": lambda: DecisionTreeClassifier(max_depth=8, min_samples_leaf=50),
        "forest": lambda: RandomForestClassifier(
            n_estimators=100, min_samples_leaf=50, max_features=3, n_jobs=threads, random_state=1),
        "boosting": lambda: HistGradientBoostingClassifier(
            max_iter=100, learning_rate=0.1, max_leaf_nodes=31, min_samples_leaf=20,
            l2_regularization=1.0, early_stopping=False),
        "logistic": lambda: LogisticRegression(solver="newton-cholesky", C=1.0),
        "linear": lambda: LinearRegression(),
    }
    model = models["tree" if method == "refit" else method]()
    with open("/proc/self/clear_refs", "w") as refs:
        refs.write("5")
    before, start, spent = held("VmRSS"), time.monotonic(), time.process_time()
    model.fit(x[:n], y[:n])
    wall, cpu = time.monotonic() - start, time.process_time() - spent
    megabytes = held("VmHWM") - before
    ask = model.predict if method == "linear" else lambda rows: model.predict_proba(rows)[:, 1]
    print(wall, cpu, megabytes, roc_auc_score(y[n:], ask(x[n:])))


def run(command, threads):
    pinned = dict(os.environ)
    for name in ["RAYON", "OMP", "OPENBLAS", "MKL"]:
        pinned[f"{name}_NUM_THREADS"] = str(threads)
    done = subprocess.run(command, env=pinned, check=True, capture_output=True, text=True)
    return [float(v) for v in done.stdout.split()]


def bench():
    """The compiled bench."""
    build = ["cargo", "bench", "-q", "--bench", "learn", "--no-run", "--message-format=json"]
    cargo = os.environ.get("CARGO", "cargo")
    lines = subprocess.run([cargo] + build[1:], check=True, capture_output=True, text=True).stdout
    for line in lines.splitlines():
        message = json.loads(line)
        if message.get("executable") and message["target"]["name"] == "learn":
            return message["executable"]
    sys.exit("the bench was not built")


def main():
    if sys.argv[1:2] == ["--theirs"]:
        return theirs(*sys.argv[2:])
    rounds = int(sys.argv[1]) if len(sys.argv) > 1 else 5
    ours, folder, made = bench(), tempfile.mkdtemp(), 0
    print("| method | rows | threads | ours | scikit-learn | ratio | target | AUC ours, theirs | MB ours, theirs |")
    print("|---|---|---|---|---|---|---|---|---|")
    wanted = sys.argv[2:]
    for method, rows, threads, target, compares in CASES:
        if wanted and method not in wanted:
            continue
        if rows != made:
            subprocess.run([ours, "make", folder, str(rows)], check=True)
            made = rows
        sides = [[ours, "fit", folder, method, "1"],
                 [sys.executable, __file__, "--theirs", folder, method]]
        figures = [[], []]
        for _ in range(rounds):
            for side, command in zip(figures, sides):
                side.append(run(command, threads))
        own, other = ([statistics.median(f) for f in zip(*side)] for side in figures)
        at = 0 if compares == "wall" else 1
        print(f"| {method} | {rows:,} | {threads} | {own[at] * 1e3:,.0f} ms {compares} "
              f"({own[0] * 1e3:,.0f} wall) | {other[at] * 1e3:,.0f} ms | {own[at] / other[at]:.3f} | "
              f"{'' if target is None else f'≤ {target}'} | {own[3]:.4f}, {other[3]:.4f} | "
              f"{own[2]:.0f}, {other[2]:.0f} |", flush=True)
    shutil.rmtree(folder)


main()
