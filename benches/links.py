#!/usr/bin/env python3
"""Draws links between incidents at random, for somebody to judge: are they right?

    KB=target/debug/kb CORPUS=../shared/corpus benches/links.py [--seed 1] [--count 50] [--list]

Every folder in CORPUS is a project of its own, and so is all of it together. A link is a pair of incidents that `kb` calls
*happened again* or *similar*, or an action item and the one that it asks for again. For each link that is drawn the script
prints both titles and files, the reasons, and the words that are quoted. It judges nothing. `--list` prints how many there are.
"""

import argparse
import json
import os
import random
import subprocess
import sys
from pathlib import Path


def exported(program, folder):
    """What `kb` knows of a folder; the exit code tells of findings, not of failure."""
    out = subprocess.run([program, "export", "--today", "2026-11-20", folder], capture_output=True, check=False)
    return json.loads(out.stdout) if out.stdout else None


def links(name, data):
    """(collection, kind, one side, other side, reasons), each pair once."""
    incidents = {incident["id"]: incident for incident in data["incidents"]}
    place = {id: number for number, id in enumerate(incidents)}
    for incident in incidents.values():
        for link in incident["similar"]:
            other = incidents[link["id"]]
            if link["kind"] == "same_incident" or place[other["id"]] > place[incident["id"]]:
                continue
            reasons = [f"{link['score']:.2f}", *link["because"]]
            yield (name, link["kind"], side(other), side(incident), reasons)
    for request in data["asked_again"]:
        said = [(incidents[at["incident"]], at["action"]) for at in request]
        # Each wish with the one before it: a group of five is four links.
        for (one, first), (other, second) in zip(said, said[1:]):
            yield (name, "asked again", side(one, first), side(other, second), [])


def side(incident, action=None):
    quoted = [factor["text"] for factor in incident["factors"]]
    if action is not None:
        quoted = [item["text"] for item in incident["actions"] if item["id"] == action]
    return {
        "title": incident["title"],
        "date": incident["date"],
        "source": incident["source"],
        "summary": incident["summary"] or "",
        "triggers": incident["triggers"],
        "quoted": quoted,
    }


def shown(text, most):
    text = " ".join(text.split())
    return text if len(text) <= most else text[:most] + "…"


def main():
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("--seed", type=int, default=1)
    options.add_argument("--count", type=int, default=50)
    options.add_argument("--list", action="store_true")
    asked = options.parse_args()
    program = os.environ.get("KB", "target/debug/kb")
    corpus = Path(os.environ.get("CORPUS", "../shared/corpus"))
    if not corpus.is_dir():
        sys.exit(f"skipped: no collections at {corpus}")
    folders = sorted(path for path in corpus.iterdir() if path.is_dir() and path.name not in ("gold", "templates"))
    all_links = []
    seen = set()
    for folder in [*folders, corpus]:
        data = exported(program, folder)
        for link in links(folder.name, data or {"incidents": [], "asked_again": []}):
            # The whole sees most of what its parts see: only what is new counts.
            sides = [(link[side]["source"].split("/")[-1], *link[side]["quoted"]) for side in (2, 3)]
            key = (link[1], *map(str, sides))
            if key not in seen:
                seen.add(key)
                all_links.append(link)
    if asked.list:
        for name in [*(folder.name for folder in folders), corpus.name]:
            own = [link[1] for link in all_links if link[0] == name]
            print(name, {kind: own.count(kind) for kind in sorted(set(own))})
        return
    drawn = random.Random(asked.seed).sample(all_links, min(asked.count, len(all_links)))
    print(f"{len(drawn)} of {len(all_links)} links, seed {asked.seed}\n")
    for number, (name, kind, one, other, reasons) in enumerate(drawn, 1):
        print(f"{number}. {kind} ({name})")
        for reason in reasons:
            print(f"   - {reason}")
        for side in (one, other):
            print(f"   {side['date']} {side['title']}  [{side['source']}] {', '.join(side['triggers'])}")
            print(f"      {shown(side['summary'], 400)}")
            for quoted in side["quoted"][:6]:
                print(f"      > {shown(quoted, 300)}")
        print()


main()
