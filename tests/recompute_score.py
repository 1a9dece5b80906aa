"""Recomputes a model from its export: python3 recompute_score.py MODEL.json ROWS.csv

Prints the score on the rows and the largest difference from the predictions beside them.
Standard library only.
"""
import csv, itertools, json, math, sys

model = json.load(open(sys.argv[1], encoding="utf-8"))
rows = list(csv.DictReader(open(sys.argv[2], encoding="utf-8", newline="")))
formula, features = model["formula"], model["features"]

def raw(row, at):
    cell, seen = row[features[at]["key"]], features[at]["range"]
    if seen["kind"] == "number":
        return float(cell) if cell else None
    return seen["levels"].index(cell) if cell in seen["levels"] else None

def column(row, c):
    x, make = raw(row, c["feature"]), c["make"]
    if make in ("missing", "level"):
        value = float(x is None if make == "missing" else x == c["level"])
    else:
        value = c["median"] if x is None else x
        value = math.log1p(max(value, 0.0)) if make == "log" else value
    return (value - c["mean"]) / c["std"]

def leaf(row, tree):
    node = tree[0]
    while "feature" in node:
        x = raw(row, node["feature"])
        if x is None:
            left = node.get("missing_left", False)
        else:
            left = x in node["one_of"] if "one_of" in node else node["at_most"] is None or x <= node["at_most"]
        node = tree[node["left" if left else "right"]]
    return node["value"]

def answer(row):
    if formula["kind"] == "trees":
        x = formula["start"] + formula["each"] * sum(leaf(row, tree) for tree in formula["trees"])
    else:
        z = [column(row, c) for c in formula["columns"]]
        if formula["kind"] == "linear":
            x = formula["start"] + sum(w * v for w, v in zip(formula["weights"], z))
        else:
            for at, (weights, bias) in enumerate(formula["layers"]):
                z = [max(v, 0.0) for v in z] if at else z
                z = [b + sum(v * w[i] for v, w in zip(z, weights)) for i, b in enumerate(bias)]
            x = formula["centre"] + formula["scale"] * z[0]
    return 1 / (1 + math.exp(-x)) if model["log_odds"] else x

p = [answer(row) for row in rows]
y, w = ([float(row[key]) for row in rows] for key in ("_outcome", "_weight"))
total = sum(w)
score = {"largest_difference": max(abs(a - float(row["_predicted"])) for a, row in zip(p, rows))}
if model["unit"] == "rate":
    below = found = 0.0
    for _, tied in itertools.groupby(sorted(zip(p, y, w)), key=lambda one: one[0]):
        tied = list(tied)
        pos, neg = sum(b * c for _, b, c in tied), sum((1 - b) * c for _, b, c in tied)
        found, below = found + pos * (below + neg / 2), below + neg
    score["roc_auc"] = found / below / (total - below)
    score["log_loss"] = -sum(c * (b * math.log(a) + (1 - b) * math.log(1 - a)) for a, b, c in zip(p, y, w)) / total
else:
    mean = sum(b * c for b, c in zip(y, w)) / total
    score["mae"] = sum(c * abs(a - b) for a, b, c in zip(p, y, w)) / total
    score["r2"] = 1 - sum(c * (a - b) ** 2 for a, b, c in zip(p, y, w)) / sum(c * (b - mean) ** 2 for b, c in zip(y, w))
print(json.dumps(score))
