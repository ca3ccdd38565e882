// Search without page and network: reads the pieces that `kb build` makes of its index (src/search/export.rs has their
// layout) and adds up the scores that tantivy gave. `load(name)` gives the bytes of a piece. Plain words are answered
// from here; what else a query may say is in search-core-more.js, which is loaded when it is needed.
globalThis.kbSearch = (() => {
  const COMPLETIONS = 8, LONG = 64, FINE = 1024 * 16320;
  const utf8 = new TextDecoder();
  const lower = (text) => [...text].map((c) => c.toLowerCase()).join("");

  class Reader {
    constructor(bytes) {
      this.bytes = bytes;
      this.at = 0;
    }
    number() {
      let value = 0, shift = 0, byte;
      do {
        if (this.at >= this.bytes.length) throw new Error("a piece of the index is cut off");
        byte = this.bytes[this.at++];
        value |= (byte & 127) << shift;
        shift += 7;
      } while (byte > 127);
      return value >>> 0;
    }
    take(length) {
      return this.bytes.subarray(this.at, (this.at += length));
    }
    word(before) {
      const shared = this.number();
      return before.slice(0, shared) + utf8.decode(this.take(this.number()));
    }
    names() {
      return Array.from({ length: this.number() }, () => this.hash());
    }
    hash() {
      return [...this.take(5)].map((b) => b.toString(16).padStart(2, "0")).join("");
    }
    ids(count) {
      const ids = new Uint32Array(count);
      for (let i = 0, id = 0; i < count; i++) ids[i] = id += this.number();
      return ids;
    }
    /** Documents and their scores; of a long list, the scores are places in a table. */
    list(count, best) {
      const ids = this.ids(count), table = count > LONG && this.ids(this.number());
      return { ids, scores: Float32Array.from(this.take(count), (s) => ((table ? table[s] : s * 64) * best) / FINE) };
    }
    /** The first of a long list. */
    first(count, best) {
      const ids = this.ids(count);
      return { ids, scores: Float32Array.from(ids, () => (this.number() * best) / FINE) };
    }
  }

  function readShard(bytes, { head, best }) {
    const reader = new Reader(bytes), tails = reader.names(), positions = reader.names();
    const shard = { groups: new Map(), forms: new Map() };
    let key = "";
    for (let n = reader.number(); n > 0; n--) {
      key = reader.word(key);
      const group = { key, forms: [key] };
      for (let f = reader.number(); f > 0; f--) group.forms.push(reader.word(key));
      group.count = reader.number();
      group.best = reader.number();
      group.head = group.count > head ? reader.first(best, group.best) : reader.list(group.count, group.best);
      if (group.count > head) {
        const pack = reader.number();
        group.tail = pack ? [tails[pack - 1], reader.number()] : [reader.hash(), 0];
      }
      const chunks = reader.number();
      group.positions = [];
      if (chunks === 1) group.positions.push({ first: 0, hash: positions[reader.number() - 1], at: reader.number() });
      for (let c = 1, first = 0; c < chunks; c++) {
        first += reader.number();
        group.positions.push({ first, hash: reader.hash(), at: 0 });
      }
      for (const form of group.forms) shard.forms.set(form, key);
      shard.groups.set(key, group);
    }
    for (let n = reader.number(); n > 0; n--) {
      const form = reader.word("");
      shard.forms.set(form, reader.word(form));
    }
    return shard;
  }

  /** A word without its commonest endings, roughly: the real stems are in the index. */
  const stem = (word) => /^\p{L}{4,}$/u.test(word) && word.replace(/(?:ie[sd]|y)$/, "i").replace(/(?:e?s|e?d|ing|e)$/, "");

  const NONE = { ids: [], scores: [] };

  /** Documents of any list; scores add up. */
  function union(lists, size) {
    if (lists.length < 2) return lists[0] ?? NONE;
    const total = new Float32Array(size), there = new Uint8Array(size);
    for (const { ids, scores } of lists)
      for (let i = 0; i < ids.length; i++) {
        total[ids[i]] += scores[i];
        there[ids[i]] = 1;
      }
    const ids = [];
    for (let id = 0; id < size; id++) if (there[id]) ids.push(id);
    return { ids, scores: ids.map((id) => total[id]) };
  }

  /** Documents of all lists; scores add up. */
  function intersect(lists, size) {
    if (lists.length < 2) return lists[0] ?? NONE;
    const count = new Uint16Array(size);
    for (const { ids } of lists) for (const id of ids) count[id]++;
    const both = union(lists, size), keep = both.ids.map((id) => count[id] === lists.length);
    return { ids: both.ids.filter((_, i) => keep[i]), scores: both.scores.filter((_, i) => keep[i]) };
  }

  class Index {
    constructor(router, load, more) {
      this.router = router;
      this.size = router.documents;
      this.pieces = new Map();
      this.load = load;
      this.more = more;
      this.special = new Set(["last", "this", ...(router.synonyms ?? []).flat().map((same) => same.split(" ")[0])]);
    }

    /** A piece, read once. */
    piece(name, read) {
      let piece = this.pieces.get(name);
      if (!piece) {
        piece = this.load(name).then(read);
        piece.catch(() => this.pieces.delete(name));
        this.pieces.set(name, piece);
      }
      return piece;
    }

    /** The name of a piece in a numbered list. */
    name(kind, at, hashes) {
      return `${this.router.kinds[kind]}${at}-${hashes.slice(at * 6, at * 6 + 6)}`;
    }

    /** Which shard a word is in. */
    place(word) {
      let low = 0, high = this.router.keys.length;
      while (low < high) {
        const middle = (low + high) >> 1;
        if (this.router.keys[middle] <= word) low = middle + 1;
        else high = middle;
      }
      return Math.max(low - 1, 0);
    }

    async shard(at) {
      const name = this.name(0, at, this.router.terms);
      return this.router.terms ? this.piece(name, (bytes) => readShard(bytes, this.router)) : { groups: new Map(), forms: new Map() };
    }

    async groupOf(key, groups) {
      return groups.get(key) ?? (await this.shard(this.place(key))).groups.get(key);
    }

    /** All forms of a word and where it stands. */
    async group(word) {
      const { groups, forms } = await this.shard(this.place(word));
      const key = forms.get(word);
      if (key !== undefined) return this.groupOf(key, groups);
      // A form that no document has: another one of the same word.
      const bare = stem(word);
      for (const [form, key] of forms) if (bare && stem(form) === bare) return this.groupOf(key, groups);
    }

    /** All documents of a group. */
    async list(group) {
      if (!group) return NONE;
      if (!group.tail) return group.head;
      group.full ??= this.piece(`l-${group.tail[0]}`, (bytes) => bytes).then((bytes) => {
        const reader = new Reader(bytes);
        reader.at = group.tail[1];
        return reader.list(group.count, group.best);
      });
      group.full.catch(() => delete group.full);
      return group.full;
    }

    async word(word, run) {
      const group = await this.group(word);
      if (!group) run.unknown.add(word);
      group?.forms.forEach((form) => run.marks.add(form));
      return this.list(group);
    }

    /** The commonest words that begin so: somebody is still typing. */
    async begun(start, run) {
      const groups = [...(await this.shard(this.place(start))).groups.values()].filter((g) => g.forms.some((form) => form.startsWith(start)));
      if (!groups.length) run.unknown.add(start);
      run.beginnings.add(start);
      const common = groups.sort((a, b) => b.count - a.count).slice(0, COMPLETIONS);
      return union(await Promise.all(common.map((group) => this.list(group))), this.size);
    }

    clause(c, run) {
      return c.word ? this.word(c.word, run) : c.begun ? this.begun(c.begun, run) : this.other(c, run);
    }

    /** A query of words that mean nothing but themselves, or nothing. */
    simple(text) {
      const said = text.trim().split(/\s+/), words = said.map(lower);
      const plain = (word, i) =>
        /^([\p{Alphabetic}\p{N}]{1,16}|[A-Za-z0-9]{1,64})$/u.test(said[i]) &&
        !/\p{Ll}\p{Lu}|\p{Lu}{2}\p{Ll}|^(AND|OR|NOT)$/u.test(said[i]) &&
        !this.special.has(word);
      if (text.length <= 2000 && words.every(plain)) return { wanted: words.map((word, i) => [{ word, said: said[i] }]), unwanted: [], notes: [] };
    }

    /**
     * Hits of what somebody typed, best first, newest first where equal. `typing`: the last word may be unfinished.
     * `quick`: the list may end early (`complete` says so); `total` counts all. `sort: "date"`: newest first.
     */
    async search(text, { typing, quick, sort, today = new Date() } = {}) {
      const query = this.simple(text) ?? (await this.more(), this.parse(text, today));
      const run = { marks: new Set(), beginnings: new Set(), unknown: new Set(), notes: query.notes };
      const { wanted, unwanted } = query, size = this.size, last = wanted.at(-1), { word, said } = last?.[0] ?? {};
      if (typing && word && text.endsWith(said) && !(await this.shard(this.place(word))).forms.has(word)) last[0] = { begun: word, said };
      else if (quick && sort !== "date" && word && wanted.length === 1 && last.length === 1 && !unwanted.length) {
        const group = await this.group(word);
        if (group?.tail) {
          group.forms.forEach((form) => run.marks.add(form));
          return this.answer(run, group.head, { total: group.count, complete: false });
        }
      }
      const lists = await Promise.all(
        wanted.map(async (or) => ({
          filter: or.every((c) => c.filter),
          said: or.find((c) => c.said)?.said,
          ...union(await Promise.all(or.map((c) => this.clause(c, run))), size),
        })),
      );
      const without = await Promise.all(unwanted.map((c) => this.clause(c, { ...run, marks: new Set(), unknown: new Set() })));
      const filters = lists.filter((l) => l.filter), words = lists.filter((l) => !l.filter);
      const drop = new Uint8Array(size);
      for (const { ids } of without) for (const id of ids) drop[id] = 1;
      const kept = ({ ids, scores }) => {
        const keep = [...ids.keys()].filter((i) => !drop[ids[i]]);
        return { ids: keep.map((i) => ids[i]), scores: keep.map((i) => scores[i]) };
      };
      let all = lists;
      if (!all.length && without.length) all = [{ ids: Uint32Array.from({ length: size }, (_, i) => i), scores: new Float32Array(size) }];
      let found = kept(intersect(all, size)), partial = false;
      if (!found.ids.length && words.length && wanted.length > 1) {
        found = kept(intersect([...filters, union(words, size)], size));
        partial = found.ids.length > 0;
      }
      const missing = (id) => words.filter((l) => !l.ids.includes(id)).map((l) => l.said);
      return this.answer(run, found, { total: found.ids.length, complete: true, partial, ranked: words.length > 0, sort, missing });
    }

    answer(run, { ids, scores }, more) {
      const order = [...ids.keys()];
      if (more.sort === "date" || more.ranked === false) order.reverse();
      else order.sort((a, b) => scores[b] - scores[a] || ids[b] - ids[a]);
      return { ...run, ...more, hits: order.map((i) => ({ id: ids[i], score: scores[i] })) };
    }

    /** What a hit shows. */
    async row(id) {
      const { block, rows: names } = this.router;
      const rows = await this.piece(this.name(1, Math.floor(id / block), names), (bytes) => JSON.parse(utf8.decode(bytes)));
      return rows[id % block];
    }
  }

  /** Bytes of a compressed piece; a server may have unpacked it on the way. */
  async function unpack(bytes) {
    if (bytes[0] !== 0x1f || bytes[1] !== 0x8b) return bytes;
    const stream = new Blob([bytes]).stream().pipeThrough(new DecompressionStream("gzip"));
    return new Uint8Array(await new Response(stream).arrayBuffer());
  }

  /**
   * Opens the index with this router, or that of this name. `fetchPiece(name)` gives the bytes of a file, `more()` loads
   * search-core-more.js.
   */
  async function open(router, fetchPiece, more) {
    const load = async (name) => unpack(await fetchPiece(name));
    if (typeof router === "string") router = JSON.parse(utf8.decode(await load(`r-${router}`)));
    return new Index(router, load, more);
  }

  return { open, Index, Reader, NONE, union, intersect, lower, utf8, VERSION: 3 };
})();
if (typeof module !== "undefined") module.exports = kbSearch;
