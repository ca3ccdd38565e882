// What a query may say beyond plain words: phrases, fields, either, without, dates as people say them, synonyms; and what
// is asked for after the first hits: values to narrow down by, words that are written nearly so. Adds to search-core.js.
(() => {
  const { Index, Reader, NONE, union, intersect, lower, utf8 } = kbSearch;
  const MOST_WORDS = 100, MOST_PARTS = 8, LIKE = 0.5;
  const encoder = new TextEncoder();
  const LETTER = /[\p{Alphabetic}\p{N}]/u;
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
    [...query.wanted.flat(), ...query.unwanted].forEach(complete);
    return query;
  }

  /** Says of a clause which one word it is, and how it was typed. */
  function complete(c) {
    c.all?.forEach(complete);
    c.said = c.words ?? c.phrase ?? c.prefix ?? c.all?.map((w) => w.words).join(" ");
    const tokens = c.words ? tokenize(c.words) : [];
    if (tokens.length === 1) c.word = tokens[0].text;
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

  function synonyms({ synonyms = [] }) {
    const of = new Map(), all = synonyms.flat();
    for (const group of synonyms) for (const word of group) of.set(word, new Set([...(of.get(word) ?? []), ...group]));
    return { of, longest: Math.max(0, ...all.map((word) => word.split(" ").length)) };
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

  // ---- What the index answers.

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

  class More {
    parse(text, today) {
      return parse(text, { filterOf: (name) => this.filterOf(name), today, synonyms: (this.synonyms ??= synonyms(this.router)) });
    }

    async words(text, run) {
      const tokens = tokenize(text);
      if (!tokens.length) return NONE;
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

    /** Words that begin so. */
    async prefix(text, run) {
      const start = lower(text), found = new Map();
      for (let at = this.place(start); at < this.router.keys.length && found.size < MOST_WORDS; at++) {
        if (at > this.place(start) && !this.router.keys[at].startsWith(start)) break;
        for (const group of (await this.shard(at)).groups.values()) if (group.key.startsWith(start)) found.set(group.key, group);
      }
      const typed = tokenize(text).at(-1);
      const same = typed && (await this.group(typed.text));
      const groups = [...found.values()].slice(0, MOST_WORDS);
      if (same && !groups.includes(same)) groups.push(same);
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

    /** What is no plain word. */
    async other(c, run) {
      if (c.filter) return this.filter(c, run);
      if (c.prefix !== undefined) return this.prefix(c.prefix, run);
      if (c.phrase !== undefined) return this.phrase(c.phrase, run);
      if (c.all) return intersect(await Promise.all(c.all.map((part) => this.clause(part, run))), this.size);
      if (c.like === undefined) return this.words(c.words, run);
      const marks = tokenize(c.like).length > 1 ? new Set() : run.marks;
      const { ids, scores } = await this.phrase(c.like, { ...run, marks, unknown: new Set() });
      return { ids, scores: scores.map((score) => score * LIKE) };
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

    /** Name, address and definition of each pattern. */
    async patterns() {
      const name = this.router.patterns;
      return name ? this.piece(`r-${name}`, (bytes) => JSON.parse(utf8.decode(bytes))) : [];
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
        if (Math.abs(other.length - word.length) > least) continue;
        const far = distance(word, other);
        if (far < least || (best && far === least && count > most)) [best, least, most] = [other, far, count];
      }
      return best;
    }
  }

  for (const name of Object.getOwnPropertyNames(More.prototype).slice(1)) Index.prototype[name] = More.prototype[name];
  Object.assign(kbSearch, { tokenize, parse, distance, fold });
})();
