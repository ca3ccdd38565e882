#!/usr/bin/env python3
"""Measures `kb serve`: from a saved file to the changed page over HTTP, beside `hugo server` and `zola serve --fast`.

    benches/serve.py [--kb PATH] [--size 10000] [--runs 20] [--requests 10000] [--only kb,hugo,zola] [--tools DIR]

Documents are generated (GEN, see build.py). One document at a time gets a new word; the page is asked for until it holds
it, over one open connection, every 2 ms. Printed are medians and the worst: page, list (title), search (the first piece that is new), memory of the process. Then 10,000 requests by
eight clients while files change: none may fail. Only Python's standard library is used.
"""
import argparse, http.client, os, pathlib, re, shutil, socket, statistics, subprocess, sys, tempfile, threading, time

import build


def free_port():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


class Server:
    def __init__(self, name, command, cwd, port, env=None):
        self.name, self.port = name, port
        self.process = subprocess.Popen([str(part) for part in command], cwd=cwd, env=env, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        self.connection = None

    def get(self, path):
        for _ in (1, 2):
            try:
                if not self.connection:
                    self.connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=30)
                self.connection.request("GET", path)
                answer = self.connection.getresponse()
                return answer.status, answer.read()
            except (OSError, http.client.HTTPException):
                self.connection = None
        return 0, b""

    def until(self, path, word, longest=60):
        start = time.monotonic()
        while time.monotonic() - start < longest:
            status, body = self.get(path)
            if status == 200 and word in body:
                return time.monotonic() - start
            time.sleep(0.002)
        return float("nan")

    def memory(self):
        for line in pathlib.Path(f"/proc/{self.process.pid}/status").read_text().splitlines():
            if line.startswith(("VmRSS", "VmHWM")):
                yield line.split(":")[0], int(line.split()[1]) / 1024

    def end(self):
        self.process.terminate()
        self.process.wait()


def edit(server, files, page, args):
    """Seconds until the page shows what was saved."""
    pages = []
    for run in range(args.runs):
        file = files[run * len(files) // args.runs]
        word = f"zq{run}{os.getpid()}"
        text = file.read_text()
        file.write_text(text + f"\n{word}\n")
        pages.append(server.until(page(file), word.encode()))
        time.sleep(args.pause)
    return pages


def titles(server, file, args, path, change):
    """Seconds until a list shows a new title."""
    times = []
    for run in range(5):
        word = f"Zt{run}{os.getpid()}"
        file.write_text(change(file.read_text(), word))
        times.append(server.until(path, word.encode()))
        time.sleep(args.pause)
    return times


def retitled(text, word):
    """The document with another title, wherever it states its own."""
    for pattern in (r"(?m)^title:.*$", r"(?m)^# .*$"):
        new = re.sub(pattern, lambda found: found[0].split(" ")[0] + " " + word, text, count=1)
        if new != text:
            return new
    return f"# {word}\n\n{text}"


def in_pattern(server, files, page, args):
    """Seconds until a pattern shows the new title of an incident on its first page."""
    index = server.get("/patterns/")[1]
    table = {page(file).strip("/").rsplit("/", 1)[-1]: file for file in files}
    for name in re.findall(rb'href="(?:\.\./)*(?:patterns/)?([a-z-]+)/(?:index\.html)?"', index):
        path = f"/patterns/{name.decode()}/"
        shown = re.findall(rb"incidents/([^/\"]+)/", server.get(path)[1])
        file = next((table[found.decode()] for found in shown if found.decode() in table), None)
        if file:
            return titles(server, file, args, path, retitled)
    return []


def load(server, files, paths, args):
    """Requests that failed, while files change."""
    failed, done = [], threading.Event()

    def client(number):
        own = Server.__new__(Server)
        own.port, own.connection = server.port, None
        for request in range(args.requests // 8):
            status, _ = own.get(paths[(number * 7919 + request) % len(paths)])
            if status != 200:
                failed.append(status)

    def author():
        number = 0
        while not done.wait(0.2):
            file = files[number * 31 % len(files)]
            file.write_text(file.read_text() + f"\nWord {number}.\n")
            number += 1

    writer = threading.Thread(target=author)
    clients = [threading.Thread(target=client, args=(number,)) for number in range(8)]
    start = time.monotonic()
    writer.start()
    for thread in clients:
        thread.start()
    for thread in clients:
        thread.join()
    done.set()
    writer.join()
    return len(failed), time.monotonic() - start


def shown(name, times, bar=""):
    good = [value for value in times if value == value]
    median = statistics.median(good) * 1000 if good else float("nan")
    worst = max(good) * 1000 if good else float("nan")
    print(f"{name:34}{median:9.0f} ms median{worst:9.0f} ms worst  {bar}")


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--kb", default=build.ROOT / "target/release/kb", type=pathlib.Path)
    parser.add_argument("--size", default=10000, type=int)
    parser.add_argument("--runs", default=20, type=int)
    parser.add_argument("--requests", default=10000, type=int)
    parser.add_argument("--pause", default=1.5, type=float, help="seconds between edits")
    parser.add_argument("--only", default="kb,hugo,zola")
    parser.add_argument("--tools", default=build.ROOT / "target/bench-tools", type=pathlib.Path)
    args = parser.parse_args()
    if not build.GEN.is_file():
        print(f"skipped: no generator of documents at {build.GEN} (set GEN)")
        return
    only = args.only.split(",")
    ram = pathlib.Path("/dev/shm")
    with tempfile.TemporaryDirectory(dir=ram if ram.is_dir() else None, prefix="kb-bench-") as home:
        home = pathlib.Path(home)
        generate = lambda folder, variant: subprocess.run(
            [sys.executable, build.GEN, str(args.size), folder, "--variant", variant], check=True, stdout=subprocess.DEVNULL)
        print(f"{args.size} documents; load {os.getloadavg()[0]:.1f}")
        if "kb" in only:
            generate(home / "documents", "plain")
            kb(home, args)
        if "hugo" in only:
            peer(home, args, "hugo", generate)
        if "zola" in only:
            if os.environ.get("ZOLA") or shutil.which("zola"):
                peer(home, args, "zola", generate)
            else:
                print("zola: not installed (set ZOLA)")


def kb(home, args):
    port = free_port()
    env = {**os.environ, "XDG_CACHE_HOME": str(home / "cache")}
    start = time.monotonic()
    server = Server("kb", [args.kb.resolve(), "serve", home / "documents", "--port", port, "--quiet"], home, port, env)
    try:
        server.until("/", b"<html", 300)
        print(f"{'kb: first page after':34}{(time.monotonic() - start) * 1000:9.0f} ms")
        files = sorted((home / "documents").rglob("*.md"))
        server.until("/search/manifest.json", b"{", 300)
        slug = lambda file: f"/incidents/{file.stem.lower()}/"
        page = lambda file: slug(file)
        if server.get(page(files[0]))[0] != 200:
            listed = re.findall(rb"incidents/([^/\"]+)/", server.get("/data/knowledge-base.json")[1])
            names = sorted({name.decode() for name in listed})
            table = dict(zip(files, names))
            page = lambda file: f"/incidents/{table[file]}/"
        shown("kb: saved file to page", edit(server, files, page, args), "bar 60")
        # The first page of the list has the newest: the title of the first one there is changed.
        listed = re.findall(rb'href="[^"]*?([^/"]+)/(?:index\.html)?"', server.get("/incidents/")[1])
        table = {page(file).strip("/").rsplit("/", 1)[-1]: file for file in files}
        file = next(table[name.decode()] for name in listed if name.decode() in table)
        shown("kb: saved title to list", titles(server, file, args, "/incidents/", retitled), "bar 1000")
        shown("kb: saved title to pattern", in_pattern(server, files, page, args), "bar 1000")
        manifests = []
        for run in range(3):
            before = server.get("/search/manifest.json")[1]
            files[run].write_text(files[run].read_text() + f"\nSearchword{run}x\n")
            start = time.monotonic()
            while time.monotonic() - start < 60 and server.get("/search/manifest.json")[1] == before:
                time.sleep(0.01)
            manifests.append(time.monotonic() - start)
        shown("kb: saved word to search", manifests, "bar 3000")
        print("kb: memory", ", ".join(f"{name} {size:.0f} MB" for name, size in server.memory()))
        paths = ["/", "/incidents/", "/patterns/", "/actions/", "/search/"] + [page(file) for file in files[:: max(1, len(files) // 200)]]
        failed, seconds = load(server, files, paths, args)
        print(f"kb: {args.requests} requests while files change: {failed} failed, {args.requests / seconds:.0f} a second")
        print("kb: memory", ", ".join(f"{name} {size:.0f} MB" for name, size in server.memory()))
    finally:
        server.end()


def peer(home, args, name, generate):
    site = home / name
    shutil.copytree(build.PEERS / name, site)
    generate(site / "content/incidents", name)
    port = free_port()
    if name == "hugo":
        hugo = build.tool("hugo", args.tools, build.install_hugo)
        command = [hugo, "server", "--port", port, "--noBuildLock", "--disableLiveReload", "--quiet"]
    else:
        command = [os.environ.get("ZOLA") or shutil.which("zola"), "serve", "--fast", "--port", port]
    server = Server(name, command, site, port)
    try:
        files = sorted(file for file in (site / "content/incidents").rglob("*.md") if not file.name.startswith("_"))
        page = lambda file: f"/incidents/{file.stem.lower()}/"
        server.until(page(files[0]), b"<", 300)
        shown(f"{name}: saved file to page", edit(server, files, page, args))
        print(f"{name}: memory", ", ".join(f"{key} {size:.0f} MB" for key, size in server.memory()))
    finally:
        server.end()


if __name__ == "__main__":
    main()
