// Search without page and network: reads the pieces that `kb build` makes of its index (src/search/export.rs has their
// layout), understands a query as `kb search` does, and adds up the scores that tantivy gave. `load(name)` gives the
// bytes of a piece.
const kbSearch = (() => {
  const MOST_WORDS = 100, MOST_PARTS = 8, LIKE = 0.5, COMPLETIONS = 8;
  const utf8 = new TextDecoder(), encoder = new TextEncoder();
  const lower = (text) => [...text].map((c) => c.toLowerCase()).join("");
  const LETTER = /[\p{Alphabetic}\p{N}]/u, JOINER = /[-_.:'’]/;
  const fold = (text) => lower(text.replace(/[^\p{Alphabetic}\p{N}]+/gu, ""));
  const plain = (text) =>
    lower(text).split(/\s+/).map((w) => w.replace(/^[^\p{Alphabetic}\p{N}]+|[^\p{Alphabetic}\p{N}]+$/gu, "")).filter(Boolean).join(" ");

  // ---- Queries: src/search/query.rs, tokenizer.rs, spoken.rs and synonyms.rs say the same in Rust.

  /** Pieces of text between blanks and parentheses, but not within quotation marks. */
  function split(text, notes) {
    let quoted = false, out = [""];
    for (let c of text) {
      if (/[“”„]/.test(c)) c = '"';
      if (c === '"') {
        quoted = !quoted;
        out[out.length - 1] += c;
        if (!quoted) out.push("");
      } else if (!quoted && /[\s\p{Cc}()]/u.test(c)) out.push("");
      else out[out.length - 1] += c;
    }
    if (quoted) notes.push("a quotation mark is not closed: the rest was taken as a phrase");
    return out.filter(Boolean);
  }

  const MONTHS = "january february march april may june july august september october november december".split(" ");

  /** "last december" is a month of a year. */
  function spoken(which, what = "", today) {
    const last = which.toLowerCase() === "last";
    if (!last && which.toLowerCase() !== "this") return;
    what = what.toLowerCase();
    let year = today.getFullYear(), now = today.getMonth();
    if (what === "year") return [`${year - last}`];
    let month = MONTHS.findIndex((m) => m === what || (what.length > 2 && m.slice(0, 3) === what));
    if (what === "month") {
      month = (now + 12 - last) % 12;
      year -= month > now;
    } else if (month < 0) return;
    else year -= month > now || (last && month === now);
    return [MONTHS[month], `${year}`];
  }

  const quotedText = (text) => (text[0] === '"' ? text.replaceAll('"', "") : null);

  function clause(text, filterOf, notes) {
    const has = (t) => LETTER.test(t);
    if (!has(text)) return;
    const phrase = quotedText(text);
    if (phrase !== null) return { phrase };
    const [, name, value] = /^(\p{Alphabetic}+):(.*)$/su.exec(text) ?? [];
    if (name && has(value)) {
      const filter = filterOf(name);
      if (filter) return { filter, name, value: quotedText(value) ?? value };
      if (!value.startsWith("//")) notes.push(`\`${name}:\` is no filter: searched as words`);
    }
    return text.endsWith("*") ? { prefix: text.slice(0, -1) } : { words: text };
  }

  function parse(text, { filterOf, today, synonyms }) {
    const query = { wanted: [], unwanted: [], notes: [] };
    if (text.length > 2000) {
      text = text.slice(0, 2000);
      query.notes.push("only the first 2000 characters were searched for");
    }
    let tokens = split(text, query.notes);
    for (let i = 0; i < tokens.length; i++) {
      const said = spoken(tokens[i], tokens[i + 1], today);
      if (said) tokens.splice(i, 2, ...said);
    }
    let or = false, not = false;
    for (const token of tokens) {
      if (/^(AND|&&)$/.test(token)) continue;
      if (/^(OR|\|\|?)$/.test(token)) or = query.wanted.length > 0;
      else if (token === "NOT") not = true;
      else {
        const minus = /^-./su.test(token);
        const found = clause(token.slice(minus || token[0] === "+" ? 1 : 0), filterOf, query.notes);
        if (!found) continue;
        if (minus || not) query.unwanted.push(found);
        else if (or) query.wanted.at(-1).push(found);
        else query.wanted.push([found]);
        or = not = false;
      }
    }
    expand(query.wanted, synonyms);
    return query;
  }

  /** Adds what means the same. */
  function expand(wanted, synonyms) {
    for (let at = 0; at < wanted.length; at++) {
      for (let n = Math.min(synonyms.longest, wanted.length - at); n > 0; n--) {
        const typed = wanted.slice(at, at + n).map((or) => (or.length === 1 ? or[0] : {}));
        if (typed.some((c) => c.words === undefined)) continue;
        const same = plain(typed.map((c) => c.words).join(" "));
        const others = synonyms.of.get(same);
        if (!others) continue;
        const like = [...others].filter((word) => word !== same).map((like) => ({ like }));
        wanted.splice(at, n, [n === 1 ? typed[0] : { all: typed }, ...like]);
        break;
      }
    }
  }

  /** Position and text of words and of their parts, as documents are read. */
  function tokenize(text) {
    const tokens = [];
    let position = 0;
    for (let [chunk] of text.matchAll(/[\p{Alphabetic}\p{N}]+(?:[-_.:'’][\p{Alphabetic}\p{N}]+)*/gu)) {
      chunk = chunk.replace(/['’].{0,2}$/su, "");
      const parts = chunk.split(/[-_.:'’]|(?<=\p{Ll})(?=\p{Lu})|(?<=\p{Lu})(?=\p{Lu}\p{Ll})/u).filter(Boolean);
      const add = (text, position) => encoder.encode(text).length <= 64 && tokens.push({ text: lower(text), position });
      if (parts.length > 1 && parts.length <= MOST_PARTS && /[^\0-\x7f]|[a-z]/i.test(chunk)) add(chunk, position);
      for (const part of parts) add(part, position++);
    }
    return tokens;
  }

  // ---- Pieces.

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
    hash() {
      return [...this.take(5)].map((b) => b.toString(16).padStart(2, "0")).join("");
    }
    ids(count) {
      const ids = new Uint32Array(count);
      for (let i = 0, id = 0; i < count; i++) ids[i] = id += this.number();
      return ids;
    }
    /** Documents and their scores. */
    list(count, best) {
      const ids = this.ids(count), scores = Float32Array.from(this.take(count), (s) => (s * best) / 261120);
      return { ids, scores };
    }
  }

  function readShard(bytes, head) {
    const reader = new Reader(bytes), tails = reader.hash(), positions = reader.hash();
    const shard = { groups: new Map(), forms: new Map() };
    let key = "";
    for (let n = reader.number(); n > 0; n--) {
      key = reader.word(key);
      const group = { key, forms: [key] };
      for (let f = reader.number(); f > 0; f--) group.forms.push(reader.word(key));
      group.count = reader.number();
      group.best = reader.number();
      group.head = reader.list(Math.min(group.count, head), group.best);
      if (group.count > head) {
        const at = reader.number();
        group.tail = at ? [tails, at - 1] : [reader.hash(), 0];
      }
      const chunks = reader.number();
      group.positions = [];
      if (chunks === 1) group.positions.push({ first: 0, hash: positions, at: reader.number() });
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
    constructor(router, load) {
      this.router = router;
      this.size = router.documents;
      this.pieces = new Map();
      this.load = load;
      this.synonyms = { of: new Map(), longest: 0 };
      for (const group of router.synonyms ?? [])
        for (const word of group) {
          this.synonyms.of.set(word, new Set([...(this.synonyms.of.get(word) ?? []), ...group]));
          this.synonyms.longest = Math.max(this.synonyms.longest, word.split(" ").length);
        }
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
      return this.router.terms ? this.piece(name, (bytes) => readShard(bytes, this.router.head)) : { groups: new Map(), forms: new Map() };
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

    async words(text, run) {
      const tokens = tokenize(text);
      if (tokens.length < 2) return tokens.length ? this.word(tokens[0].text, run) : NONE;
      const whole = (t) => tokens.some((o) => o !== t && o.position === t.position && t.text.length > o.text.length);
      const wholes = tokens.filter(whole).map((t) => this.word(t.text, { ...run, unknown: new Set() }));
      return union(await Promise.all([...wholes, this.phrase(text, run)]), this.size);
    }

    /** Parts in this order; ranked as its words are. */
    async phrase(text, run) {
      const parts = [...new Map(tokenize(text).map((t) => [t.position, t.text]))];
      const groups = await Promise.all(parts.map(([, word]) => this.group(word)));
      parts.forEach(([, word], i) => groups[i] ?? run.unknown.add(word));
      if (!groups.length || groups.includes(undefined)) return NONE;
      groups.forEach((group) => group.forms.forEach((form) => run.marks.add(form)));
      const lists = await Promise.all(groups.map((group) => this.list(group)));
      const both = intersect(lists, this.size);
      if (parts.length < 2) return both;
      const places = await Promise.all(groups.map((group, i) => this.positions(group, lists[i].ids, both.ids)));
      const keep = both.ids.map((id) => {
        const others = places.slice(1).map((place) => new Set(place.get(id)));
        return places[0].get(id).some((at) => others.every((other, i) => other.has(at + parts[i + 1][0] - parts[0][0])));
      });
      return { ids: both.ids.filter((_, i) => keep[i]), scores: both.scores.filter((_, i) => keep[i]) };
    }

    /** Positions of a group in the documents that are wanted; pieces without one of them are not loaded. */
    async positions(group, ids, wanted) {
      const places = new Map(), asked = new Set(wanted);
      const chunks = group.positions.map(async ({ first, hash, at }, i) => {
        const end = group.positions[i + 1]?.first ?? Infinity;
        if (!wanted.some((id) => id >= first && id < end)) return;
        const reader = new Reader(await this.piece(`p-${hash}`, (bytes) => bytes));
        reader.at = at;
        for (const id of ids) {
          if (id < first || id >= end) continue;
          const count = reader.number();
          if (asked.has(id)) places.set(id, [...reader.ids(count)]);
          else for (let n = count; n > 0; n--) reader.number();
        }
      });
      await Promise.all(chunks);
      return places;
    }

    /** Words that begin so: all, or while somebody types, the commonest. */
    async prefix(text, run, typing) {
      const start = lower(text), found = new Map();
      for (let at = this.place(start); at < this.router.keys.length && found.size < MOST_WORDS; at++) {
        if (at > this.place(start) && !this.router.keys[at].startsWith(start)) break;
        for (const group of (await this.shard(at)).groups.values())
          if (group.key.startsWith(start) || (typing && group.forms.some((form) => form.startsWith(start)))) found.set(group.key, group);
        if (typing) break;
      }
      const typed = tokenize(text).at(-1);
      const same = typed && !typing && (await this.group(typed.text));
      let groups = [...found.values()].slice(0, MOST_WORDS);
      if (same && !groups.includes(same)) groups.push(same);
      if (typing) groups = groups.sort((a, b) => b.count - a.count).slice(0, COMPLETIONS);
      if (!groups.length) run.unknown.add(start);
      run.beginnings.add(start);
      return union(await Promise.all(groups.map((group) => this.list(group))), this.size);
    }

    /** Values of a facet: as searched, as shown, documents. */
    facet(name) {
      return this.piece(`f-${this.router.facets[name]}`, (bytes) => {
        const reader = new Reader(bytes), values = [];
        for (let n = reader.number(); n > 0; n--) {
          const value = reader.word("");
          values.push({ value, label: reader.word(value), ids: reader.ids(reader.number()) });
        }
        return values;
      });
    }

    filterOf(name) {
      name = name.toLowerCase();
      if (name === "sev") name = "severity";
      return [name, name.replace(/s$/, "")].find((n) => this.router.facets?.[n]);
    }

    async filter({ filter, name, value }, run) {
      let folded = fold(value);
      if (/^sev/i.test(name) && /^\d+$/.test(folded)) folded = `sev${folded}`;
      const all = await this.facet(filter);
      let values = all.filter((v) => v.value === folded);
      if (!values.length) values = all.filter((v) => v.value.includes(folded));
      if (!values.length)
        run.notes.push(all.length ? `no ${name} is called \`${value}\`; there are: ${all.slice(0, 12).map((v) => v.label).join(", ")}` : `no incident has a ${name}`);
      const { ids } = union(values.map((v) => ({ ids: v.ids, scores: new Float32Array(v.ids.length) })), this.size);
      return { ids, scores: new Float32Array(ids.length) };
    }

    async clause(c, run) {
      if (c.filter) return this.filter(c, run);
      if (c.prefix !== undefined) return this.prefix(c.prefix, run, c.typing);
      if (c.phrase !== undefined) return this.phrase(c.phrase, run);
      if (c.all) return intersect(await Promise.all(c.all.map((part) => this.clause(part, run))), this.size);
      if (c.like === undefined) return this.words(c.words, run);
      const marks = c.like.includes(" ") ? new Set() : run.marks;
      const { ids, scores } = await this.phrase(c.like, { ...run, marks, unknown: new Set() });
      return { ids, scores: scores.map((score) => score * LIKE) };
    }

    /**
     * Hits of what somebody typed, best first, newest first where equal. `typing`: the last word may be unfinished.
     * `quick`: the list may end early (`complete` says so); `total` counts all. `sort: "date"`: newest first.
     */
    async search(text, { typing, quick, sort, today = new Date() } = {}) {
      const filterOf = (name) => this.filterOf(name);
      const query = parse(text, { filterOf, today, synonyms: this.synonyms });
      const run = { marks: new Set(), beginnings: new Set(), unknown: new Set(), notes: query.notes };
      const { wanted, unwanted } = query, size = this.size;
      const last = wanted.at(-1), end = last?.[0].words;
      if (typing && end && text.endsWith(end) && tokenize(end).length === 1 && !(await this.known(end))) last[0] = { prefix: end, typing };
      if (quick && sort !== "date" && wanted.length === 1 && last.length === 1 && end && last[0].words && !unwanted.length) {
        const tokens = tokenize(end), group = tokens.length === 1 && (await this.group(tokens[0].text));
        if (group?.tail) {
          group.forms.forEach((form) => run.marks.add(form));
          return this.answer(run, group.head, { total: group.count, complete: false });
        }
      }
      const lists = await Promise.all(
        wanted.map(async (or) => ({
          filter: or.every((c) => c.filter),
          said: or.map((c) => c.words ?? c.phrase ?? c.prefix ?? c.all?.map((w) => w.words).join(" ")).filter(Boolean)[0],
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

    async known(word) {
      const text = tokenize(word)[0].text;
      return (await this.shard(this.place(text))).forms.has(text);
    }

    /** What a hit shows. */
    async row(id) {
      const { block, rows: names } = this.router;
      const rows = await this.piece(this.name(1, Math.floor(id / block), names), (bytes) => JSON.parse(utf8.decode(bytes)));
      return rows[id % block];
    }

    /** Values that the hits have, by facet, most first. */
    async facets(hits, names) {
      const there = new Uint8Array(this.size);
      for (const { id } of hits) there[id] = 1;
      return Promise.all(
        names.map(async (name) => {
          const values = await this.facet(name);
          const counted = values.map(({ value, label, ids }) => ({ value, label, count: ids.reduce((n, id) => n + there[id], 0) }));
          return { name, values: counted.filter((v) => v.count) };
        }),
      );
    }

    /** A known word that is written nearly so. */
    async spelled(word) {
      const words = await this.piece(`s-${this.router.spelling}`, (bytes) => {
        const reader = new Reader(bytes), words = [];
        for (let n = reader.number(), last = ""; n > 0; n--) words.push([(last = reader.word(last)), reader.number()]);
        return words;
      });
      let best, least = word.length > 5 ? 2.5 : 1.5, most = 0;
      for (const [other, count] of words) {
        if (Math.abs(other.length - word.length) >= least) continue;
        const far = distance(word, other);
        if (far < least || (best && far === least && count > most)) [best, least, most] = [other, far, count];
      }
      return best;
    }
  }

  /** Letters to add, leave out, change or swap. */
  function distance(a, b) {
    let before, last = [], row = [...Array(b.length + 1).keys()];
    for (let i = 1; i <= a.length; i++) {
      [before, last, row] = [last, row, [i]];
      for (let j = 1; j <= b.length; j++) {
        row[j] = Math.min(last[j] + 1, row[j - 1] + 1, last[j - 1] + (a[i - 1] !== b[j - 1]));
        if (i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1]) row[j] = Math.min(row[j], before[j - 2] + 1);
      }
    }
    return row[b.length];
  }

  /** Bytes of a compressed piece; a server may have unpacked it on the way. */
  async function unpack(bytes) {
    if (bytes[0] !== 0x1f || bytes[1] !== 0x8b) return bytes;
    const stream = new Blob([bytes]).stream().pipeThrough(new DecompressionStream("gzip"));
    return new Uint8Array(await new Response(stream).arrayBuffer());
  }

  /** Opens the index with this router, or that of this name. `fetchPiece(name)` gives the bytes of a file. */
  async function open(router, fetchPiece) {
    const load = async (name) => unpack(await fetchPiece(name));
    if (typeof router === "string") router = JSON.parse(utf8.decode(await load(`r-${router}`)));
    return new Index(router, load);
  }

  return { open, tokenize, parse, distance, fold, VERSION: 1 };
})();
if (typeof module !== "undefined") module.exports = kbSearch;
