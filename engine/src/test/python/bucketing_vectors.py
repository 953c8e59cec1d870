"""Writes the test vectors of the bucketing hashes, version 1.

    python3 bucketing_vectors.py ../resources/vectors/bucketing-v1.jsonl

This is the oracle: it uses nothing but the published formula and the standard
library, and knows nothing about the Java code. The rows are a pure function of
the seed below, so running it again reproduces the file byte for byte; a test
does that. The file is append-only: new rows go to the end, from a new random
generator, and a new algorithm gets a new file.

Each row is one JSON object. "kind" says what it holds:
    variant                    unit, experiment, weights -> bucket, variant
    traffic, layer, holdout,
    rollout                    name, unit -> bucket
    shard                      name (the unit type), unit -> shard
    share                      share -> threshold
    allocation                 weights -> buckets, how many of the 10,000 each variant gets
"""

import hashlib
import json
import math
import random
import sys

BUCKETS = 10_000
SHARDS = 16

WEIGHTS = [
    [0.5, 0.5],
    [0.9, 0.1],
    [0.99, 0.01],
    [0.0001, 0.9999],
    [1 / 3, 1 / 3, 1 / 3],
    [0.1, 0.2, 0.7],
    [0.7, 0.2, 0.1],
    [0.07, 0.14, 0.28, 0.51],
    [0.29, 0.57, 0.14],
    [0.25, 0.25, 0.25, 0.25],
    [0.2] * 5,
    [1 / 6] * 6,
    [1 / 7] * 7,
    [0.3, 0.1, 0.1, 0.1, 0.1, 0.1, 0.1, 0.1],
    [1 / 9] * 9,
    [0.1] * 10,
    [1 / 11] * 11,
    [1 / 12] * 12,
    # Not allowed in a definition, but the formula answers all the same.
    [0.3, 0.3],
    [0.2, 0.2, 0.2],
    [0.6, 0.7, 0.8],
    [1.5, 0.5],
    [0.0, 1.0],
    [1.0, 0.0],
    [0.0, 0.0, 0.0],
    [0.5, -0.25, 0.5, 0.25],
    [1.0],
]

# Every length of UTF-8 and its edges, combining marks, joined emoji, right to
# left, characters that JSON escapes, and the separator itself.
ODD_UNITS = [
    "a", "0", ":", "a:b", ":a", "b:", " ", "a b", '"', "\\", "/", "~",
    "\u007f", "\u0080", "\u07ff", "\u0800", "\ud7ff", "\ue000", "\ufeff", "\ufffd", "\uffff",
    "\U00010000", "\U0001f9ea", "\U000fffff", "\U00100000", "\U0010ffff",
    "é", "e\u0301", "x\u0304\u0323", "Å", "A\u030a", "\u212b", "ß", "ñandú", "Ünïcödé",
    "用户42", "ユーザー", "사용자", "\u1109\u1161", "пользователь", "مستخدم", "משתמש", "ผู้ใช้",
    "😀", "👩\u200d🔬", "🇫🇷", "𝒳𝒴𝒵", "𠜎𠜱", "a😀b", "😀:😀", "\u2028", "\u00a0",
]
LONG_UNITS = [
    "a" * 255, "a" * 256, "é" * 128, "用" * 85 + "a", "😀" * 64, "a" + "é" * 127 + "b",
    # Longer than any id may be: the formula has no limit.
    "a" * 1024, "ab😀" * 300, "é" * 700, "用" * 1000,
]
EXPERIMENTS = [
    "checkout", "a", "0", "new-onboarding_2", "x" * 64, "price-page", "search_ranking-v12",
]
SHARES = [
    0.0, 1.0, 0.5, 0.07, 0.14, 0.28, 0.29, 0.55, 0.56, 0.57, 0.58, 0.0001, 0.00005, 1e-12,
    0.9999, 0.99995, 1 / 3, 2 / 3, 0.1, 0.2, 0.3, 0.1 + 0.2, 0.01, 0.011, 0.999999999999,
]


def bucket(text, modulus=BUCKETS):
    return int(hashlib.sha256(text.encode("utf-8")).hexdigest(), 16) % modulus


def variant(bucket_number, weights):
    cumulative = 0.0
    for index, weight in enumerate(weights):
        cumulative += weight * BUCKETS
        if bucket_number < cumulative:
            return index
    return len(weights) - 1


def variant_row(unit, experiment, weights):
    number = bucket(f"{unit}:{experiment}")
    return {
        "kind": "variant", "unit": unit, "experiment": experiment, "weights": weights,
        "bucket": number, "variant": variant(number, weights),
    }


def salted_row(kind, name, unit):
    text = f"plumbline:{kind}:{name}:{unit}"
    if kind == "shard":
        return {"kind": kind, "name": name, "unit": unit, "shard": bucket(text, SHARDS)}
    return {"kind": kind, "name": name, "unit": unit, "bucket": bucket(text)}


class Draws:
    """Only random() is used: the one method whose sequence Python promises to keep."""

    def __init__(self, seed):
        self.source = random.Random(seed)

    def below(self, limit):
        return int(self.source.random() * limit)

    def of(self, choices):
        return choices[self.below(len(choices))]

    def text(self, alphabet, length):
        return "".join(self.of(alphabet) for _ in range(length))

    def unit(self):
        hexadecimal = "0123456789abcdef"
        shape = self.below(4)
        if shape == 0:
            return f"user-{self.below(10_000_000)}"
        if shape == 1:
            return "-".join(self.text(hexadecimal, length) for length in (8, 4, 4, 4, 12))
        if shape == 2:
            return f"{self.text('abcdefghij', 6)}.{self.below(1000)}@example.org"
        return self.text("aZ09_é用😀\u0301ß", 1 + self.below(24))

    def weights(self):
        count = 2 + self.below(11)
        raw = [1 + self.below(1000) for _ in range(count)]
        return [part / sum(raw) for part in raw]


def rows():
    draws = Draws("plumbline bucketing vectors 1")
    for index in range(1, 251):
        yield variant_row(f"u{index}", "checkout", [0.5, 0.5])
    for unit in ODD_UNITS + LONG_UNITS:
        for experiment in EXPERIMENTS[:4]:
            yield variant_row(unit, experiment, draws.of(WEIGHTS))
        for kind in ("traffic", "layer", "holdout", "rollout"):
            yield salted_row(kind, draws.of(EXPERIMENTS), unit)
        yield salted_row("shard", draws.of(["user", "account", "device"]), unit)
    for weights in WEIGHTS:
        for _ in range(60):
            yield variant_row(draws.unit(), draws.of(EXPERIMENTS), weights)
    for _ in range(1500):
        yield variant_row(draws.unit(), draws.of(EXPERIMENTS), draws.weights())
    for kind in ("traffic", "layer", "holdout", "rollout"):
        for _ in range(300):
            yield salted_row(kind, draws.of(EXPERIMENTS), draws.unit())
    for unit_type in ("user", "account", "device"):
        for _ in range(150):
            yield salted_row("shard", unit_type, draws.unit())
    for share in SHARES:
        yield {"kind": "share", "share": share, "threshold": math.ceil(share * BUCKETS)}
    for weights in WEIGHTS + [draws.weights() for _ in range(200)]:
        owners = [variant(number, weights) for number in range(BUCKETS)]
        counts = [owners.count(index) for index in range(len(weights))]
        yield {"kind": "allocation", "weights": weights, "buckets": counts}


def main(path):
    with open(path, "w", encoding="utf-8", newline="\n") as file:
        for row in rows():
            file.write(json.dumps(row, ensure_ascii=False, separators=(",", ":")) + "\n")


if __name__ == "__main__":
    main(sys.argv[1])
