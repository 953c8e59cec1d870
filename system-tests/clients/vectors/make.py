#!/usr/bin/env python3
"""Writes vectors.json: what 1,000 users get of four flags, by the published formulas.

The build does not run this; it is the second way of computing the same, in another language. It
needs Python 3.9 or later and nothing else. From this directory: python3 make.py > vectors.json

The formulas are those of docs/architecture.md, "Assignment" and "Flags":

    variant:  sha256("<unit>:<experiment>") % 10000, first variant with bucket < cumulative weight
    traffic:  sha256("plumbline:traffic:<experiment>:<unit>") % 10000 < ceil(share * 10000)
    rollout:  sha256("plumbline:rollout:<flag>:<unit>") % 10000 < ceil(share * 10000)
"""

import json
import math
import random
import unicodedata
from hashlib import sha256

SEED = 20261122
USERS = 1000
LONGEST = 256  # bytes of UTF-8


def bucket(text):
    return int(sha256(text.encode("utf-8")).hexdigest(), 16) % 10000


def variant(unit, experiment):
    cumulative = 0.0
    for candidate in experiment["variants"]:
        cumulative += candidate["weight"] * 10000
        if bucket(f"{unit}:{experiment['key']}") < cumulative:
            return candidate["key"]
    return experiment["variants"][-1]["key"]


def takes_part(unit, experiment):
    share = experiment.get("traffic", 1.0)
    return bucket(f"plumbline:traffic:{experiment['key']}:{unit}") < math.ceil(share * 10000)


def rolled_out(unit, flag, share):
    return bucket(f"plumbline:rollout:{flag}:{unit}") < math.ceil(share * 10000)


def experiment(key, *variants, **more):
    """The first of the variants (key, weight, payload) is control."""
    rendered = [{"key": k, "weight": w, "payload": p} for k, w, p in variants]
    rendered[0]["control"] = True
    return {"key": key, "variants": rendered, **more}


def flag(key, kind, default, trial, *rollouts):
    """An experiment first, then rollouts (key, share, value)."""
    rules = [{"key": "trial", "experiment": {"experiment": trial["key"]}}]
    rules += [{"key": k, "rollout": {"share": s, "value": v}} for k, s, v in rollouts]
    definition = {
        "description": "Held against clients",
        "owner": "system-tests",
        "type": "FLAG_TYPE_" + kind.upper(),
        "defaultValue": default,
        "unitType": "UNIT_TYPE_USER",
        "rules": rules,
    }
    return {"key": key, "type": kind, "definition": definition, "experiment": trial}


FLAGS = [
    flag(
        "clients-boolean",
        "boolean",
        False,
        experiment("clients-halves", ("off", 0.5, False), ("on", 0.5, True)),
    ),
    flag(
        "clients-string",
        "string",
        "nobody",
        experiment(
            "clients-thirds",
            ("plain", 1 / 3, "Kaufen"),
            ("accents", 1 / 3, "größer ≠ e\u0301 “\\”"),
            ("scripts", 1 / 3, "买 اشترِ 👩‍👩‍👧"),
        ),
    ),
    flag(
        "clients-number",
        "number",
        -1,
        experiment("clients-tenth", ("whole", 0.1, 2), ("part", 0.9, 0.30000000000000004)),
    ),
    flag(
        "clients-object",
        "object",
        {},
        experiment(
            "clients-traffic",
            ("short", 0.5, {"title": "Hi", "steps": [1, 2.5], "more": None}),
            ("long", 0.5, {"title": "Grüß Gott 👋", "deep": {"er": {"list": [[], {}, True]}}}),
            traffic=0.5,
        ),
        ("early", 0.3, {"title": "Hello"}),
    ),
]


def decide(unit, flag):
    """The variant that OpenFeature's reply names."""
    trial = flag["experiment"]
    if takes_part(unit, trial):
        return variant(unit, trial)
    for rule in flag["definition"]["rules"]:
        if "rollout" in rule and rolled_out(unit, flag["key"], rule["rollout"]["share"]):
            return rule["key"]
    return "default"


def answers(flag):
    """By variant: what the reply says besides."""
    trial = flag["experiment"]
    found = {
        "default": {
            "value": flag["definition"]["defaultValue"],
            "reason": "DEFAULT",
            "metadata": {"rule": "DEFAULT"},
        }
    }
    for v in trial["variants"]:
        found[v["key"]] = {
            "value": v["payload"],
            "reason": "SPLIT",
            "metadata": {
                "rule": "VARIANT",
                "flagRule": "trial",
                "experiment": trial["key"],
                "unitType": "user",
                "exposes": True,
            },
        }
    for rule in flag["definition"]["rules"]:
        if "rollout" in rule:
            found[rule["key"]] = {
                "value": rule["rollout"]["value"],
                "reason": "SPLIT",
                "metadata": {"rule": "ROLLOUT", "flagRule": rule["key"]},
            }
    return found


WORDS = {
    "latin": "Zoë Łukasz Jürgen Şeyma Đorđe Ærøskøbing naïve façade",
    "far": "王小明 さくら 김철수 Дмитрий Ελένη ნინო አበበ สมชาย",
    "right": "محمد فاطمة يوسف דוד שרה 'נועם «علي» رقم٣",
    "emoji": "😀 👩‍👩‍👧‍👦 🏳️‍🌈 👍🏽 🇪🇺 1️⃣ 🫠 𝒳",
    "joined": "e\u0301 \u0928\u093f o\u0302\u0323 \u1112\u1161\u11ab Z\u0351\u036b A\u030a \ufb01 \u212b",
    "odd": "a:b c::d %2F a+b@example.com \"q\" \\ <i> {\"k\":1} ${x} é;--",
}


def user(dice, number):
    """One in five each: plain, with ':' and spaces, Unicode twice, and as long as is allowed."""
    words = WORDS[dice.choice(sorted(WORDS))].split(" ")
    unicode = f"{dice.choice(words)}{number}{dice.choice(words)}"
    kind = number % 5
    if kind == 0:
        return dice.choice([f"user-{number}", f"{dice.getrandbits(128):032x}", str(number)])
    if kind == 1:
        return f"{dice.choice(['account', 'a:b', ':'])}:{number} {dice.choice(words)} : x"
    if kind == 2:
        return unicode
    if kind == 3:
        return unicodedata.normalize(dice.choice(["NFC", "NFD"]), unicode)
    return padded(dice, unicode)


def padded(dice, text):
    fill = dice.choice("xß王😀")
    while len((text + fill).encode("utf-8")) <= LONGEST:
        text += fill
    return text + "y" * (LONGEST - len(text.encode("utf-8")))


def users():
    dice = random.Random(SEED)
    made = [user(dice, number) for number in range(USERS)]
    # Different for the hash, alike for people.
    made[:4] = ["\u00e9", "e\u0301", "0", "\u0660"]
    assert len(set(made)) == USERS
    return made


def render():
    head = [dict(flag, answers=answers(flag)) for flag in FLAGS]
    rows = [[unit, *(decide(unit, flag) for flag in FLAGS)] for unit in users()]
    lines = ",\n".join(json.dumps(row, ensure_ascii=False) for row in rows)
    flags = json.dumps(head, ensure_ascii=False, indent=2)
    return f'{{"flags": {flags},\n"users": [\n{lines}\n]}}'


if __name__ == "__main__":
    import sys

    sys.stdout.reconfigure(encoding="utf-8", newline="\n")
    print(render())
