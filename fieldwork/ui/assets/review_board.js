// Reading talks back. What is done shows at once; it is sent as a numbered row of deeds, and stays
// in that row until the server says it has it, so quick typing loses nothing and keeps its order.

const RETRY_EVERY = 4000;
const boards = new WeakMap();

const fresh = () => Array.from(crypto.getRandomValues(new Uint8Array(16)), (byte) => byte.toString(16).padStart(2, "0")).join("");

// What a deed does to a talk, here as on the server.
const DOES = {
  yes: (note, deed) => setState(note, deed.item, "yes"),
  no: (note, deed) => setState(note, deed.item, "no"),
  undo: (note, deed) => {
    const item = note.items.find((one) => one.id === deed.item);
    if (item?.hand) note.items = note.items.filter((one) => one !== item);
    else if (item) item.state = "open";
  },
  mark: (note, deed) => {
    if (!note.items.some((one) => one.id === deed.item)) {
      note.items.push({ id: deed.item, code: deed.code, status: deed.status, start: deed.start, end: deed.end, state: "yes", hand: true });
    }
  },
  unmark: (note, deed) => { note.items = note.items.filter((one) => one.id !== deed.item); },
  done: (note) => { note.done = true; },
  undone: (note) => { note.done = false; },
};
const setState = (note, id, state) => {
  const item = note.items.find((one) => one.id === id);
  if (item) item.state = state;
};

class Board {
  constructor(root, data) {
    this.root = root;
    this.part = Object.fromEntries(["title", "where", "count", "notice", "text", "now", "answers", "more", "list", "keys", "state"]
      .map((name) => [name, root.querySelector(`.wd-r-${name}`)]));
    this.stay = fresh();
    this.truth = new Map();
    this.pending = [];
    this.past = [];
    this.number = 0;
    this.seen = 0;
    this.note = data.start;
    this.item = null;
    this.range = null;
    this.keysOn = true;
    this.pick = new Pick(root.querySelector(".wd-r-pick"), data.words);
    this.onKey = (event) => this.key(event);
    document.addEventListener("keydown", this.onKey);
    this.part.text.addEventListener("click", (event) => this.tapped(event));
    this.retrying = setInterval(() => this.pending.length && this.send(), RETRY_EVERY);
  }

  close() {
    clearInterval(this.retrying);
    document.removeEventListener("keydown", this.onKey);
  }

  // --- What the server says ----------------------------------------------------------------

  update(data, say) {
    const isFirst = !this.data;
    this.data = data;
    this.say = say;
    this.codes = new Map(data.codes.map((one) => [one.id, one]));
    const acked = data.stay === this.stay ? data.acked : 0;
    for (const deed of this.pending.filter((one) => one.n <= acked)) this.apply(this.truth, deed);
    this.pending = this.pending.filter((one) => one.n > acked);
    for (const note of data.notes) this.truth.set(note.id, { ...note, words: this.wordsOf(note) });
    if (data.stay === this.stay) {
      for (const said of data.said.filter((one) => one.n > this.seen)) { this.told = said.words; this.seen = said.n; }
    }
    if (!this.note || !(data.order.includes(this.note) || this.truth.has(this.note))) this.note = data.order[0];
    this.look();
    if (isFirst) this.first();
    this.draw();
  }

  wordsOf(note) {
    const known = this.truth.get(note.id);
    return known?.text === note.text ? known.words : new Words(note.text);
  }

  apply(notes, deed) {
    const note = notes.get(deed.note);
    if (note) DOES[deed.kind](note, deed);
  }

  // The talks as they are once everything under way has arrived.
  look() {
    this.view = new Map([...this.truth].map(([id, note]) => [id, { ...note, items: note.items.map((one) => ({ ...one })) }]));
    for (const deed of this.pending) this.apply(this.view, deed);
  }

  send() {
    this.say("deeds", { stay: this.stay, note: this.note ?? "", deeds: this.pending, again: Date.now() });
  }

  // --- Deeds -------------------------------------------------------------------------------

  do(deeds, back) {
    const rows = deeds.map((deed) => ({ n: (this.number += 1), note: this.note, ...deed }));
    this.pending.push(...rows);
    if (back) this.past.push({ note: this.note, item: this.item, deeds: back });
    this.told = "";
    this.look();
    this.send();
  }

  get talk() { return this.view.get(this.note); }
  get isCoding() { return this.data.mode === "code"; }
  get current() { return this.talk?.items.find((one) => one.id === this.item); }

  inOrder() {
    const isSignal = (one) => Boolean(this.codes.get(one.code)?.signal);
    return (this.talk?.items ?? []).filter((one) => one.state !== "no" || !one.hand)
      .sort((one, other) => isSignal(other) - isSignal(one) || (one.start ?? -1) - (other.start ?? -1));
  }

  open() { return this.inOrder().filter((one) => one.state === "open"); }

  first() { this.item = (this.open()[0] ?? (this.isCoding ? this.inOrder()[0] : null))?.id ?? null; }

  onward() {
    const items = this.inOrder();
    const at = items.findIndex((one) => one.id === this.item);
    const next = [...items.slice(at + 1), ...items.slice(0, at + 1)].find((one) => one.state === "open");
    this.item = next?.id ?? null;
  }

  step(by) {
    const items = this.inOrder();
    if (!items.length) return;
    const at = items.findIndex((one) => one.id === this.item);
    this.item = items[(at < 0 ? (by > 0 ? 0 : items.length - 1) : at + by + items.length) % items.length].id;
    this.draw();
  }

  answer(kind) {
    const item = this.current;
    if (!item || (this.isCoding && kind === "yes")) return;
    if (this.isCoding || (item.hand && kind === "no")) return this.takeAway(item);
    if (item.state === kind) { this.onward(); return this.draw(); }
    const before = item.state;
    this.do([{ kind, item: item.id }], [before === "open" ? { kind: "undo", item: item.id } : { kind: before, item: item.id }]);
    this.onward();
    this.draw();
  }

  takeAway(item) {
    const kind = this.isCoding ? "unmark" : "undo";
    const at = this.inOrder().indexOf(item);
    this.do([{ kind, item: item.id }], [this.asMark(item)]);
    const left = this.inOrder();
    this.item = (left[at] ?? left.at(-1))?.id ?? null;
    this.draw();
  }

  asMark(item) {
    const quote = item.start === null ? "" : this.talk.words.of(item.start, item.end);
    return { kind: "mark", item: item.id, code: item.code, status: item.status, start: item.start, end: item.end, quote };
  }

  allGood() {
    const sure = this.open().filter((one) => one.status !== "controleer");
    if (this.isCoding || !sure.length) return;
    this.do(sure.map((one) => ({ kind: "yes", item: one.id })), sure.map((one) => ({ kind: "undo", item: one.id })));
    this.item = this.open()[0]?.id ?? null;
    this.draw();
  }

  undo() {
    const last = this.past.pop();
    if (!last) return;
    this.note = last.note;
    this.do(last.deeds);
    this.item = last.item;
    this.range = null;
    this.draw();
  }

  finish() {
    if (!this.talk) return;
    const signal = this.open().find((one) => this.codes.get(one.code)?.signal);
    if (signal) {
      this.item = signal.id;
      this.told = this.data.words.signalFirst;
      return this.draw();
    }
    if (!this.talk.done) this.do([{ kind: "done" }], [{ kind: "undone" }]);
    this.walk(1);
  }

  walk(by) {
    const order = this.data.order;
    const at = order.indexOf(this.note);
    const next = order[at + by];
    this.range = null;
    this.isOver = by > 0 && !next;
    if (next) {
      this.note = next;
      this.first();
      this.send();
      globalThis.scrollTo?.({ top: 0 });
      this.root.closest("[data-testid=stMain]")?.scrollTo({ top: 0 });
    }
    this.draw();
  }

  // --- Marking by hand ---------------------------------------------------------------------

  mark() {
    if (!this.talk) return;
    const chosen = selectedIn(this.part.text, this.talk.words);
    if (chosen) { this.range = chosen; return this.choose(); }
    const from = this.current?.start ?? 0;
    const [start, end] = this.talk.words.words[this.talk.words.wordAt(from)] ?? [0, this.talk.words.signs.length];
    this.range = { start, end };
    this.isFirstTap = true;
    this.draw();
  }

  choose(isWhole = false) {
    const { words } = this.talk;
    if (isWhole) this.range = null;
    const range = this.range;
    document.getSelection()?.removeAllRanges();
    const quote = range ? `‘${words.of(range.start, range.end)}’` : this.data.words.wholeTalk;
    this.pick.open(this.data.codes, this.data.statuses, quote, (code, status) => {
      if (code) {
        const item = fresh();
        const made = { kind: "mark", item, code: code.id, status, start: range?.start ?? null, end: range?.end ?? null, quote: range ? words.of(range.start, range.end) : "" };
        this.do([made], [{ kind: this.isCoding ? "unmark" : "undo", item }]);
        if (this.isCoding || !this.open().length) this.item = item;
      }
      this.range = null;
      this.root.focus({ preventScroll: true });
      this.draw();
    });
    this.draw();
  }

  other() {
    const item = this.current;
    if (!item) return;
    const { words } = this.talk;
    const quote = item.start === null ? this.data.words.wholeTalk : `‘${words.of(item.start, item.end)}’`;
    this.pick.open(this.data.codes, this.data.statuses, quote, (code, status) => {
      if (code && (code.id !== item.code || status !== item.status)) this.replace(item, code, status);
      this.root.focus({ preventScroll: true });
      this.draw();
    });
  }

  replace(item, code, status) {
    const made = { ...this.asMark(item), item: fresh(), code: code.id, status };
    const away = this.isCoding ? "unmark" : item.hand ? "undo" : "no";
    const back = away === "no" ? { kind: item.state === "yes" ? "yes" : "undo", item: item.id } : this.asMark(item);
    this.do([{ kind: away, item: item.id }, made], [{ kind: this.isCoding ? "unmark" : "undo", item: made.item }, back]);
    if (this.isCoding) this.item = made.item;
    else this.onward();
  }

  stretch(by, isLonger) {
    const { words } = this.talk.words;
    if (!this.range || !words.length) return;
    const first = this.talk.words.wordAt(this.range.start);
    const last = this.talk.words.wordAt(this.range.end - 1);
    const within = (at) => Math.max(0, Math.min(at, words.length - 1));
    const to = within(last + by);
    const from = isLonger ? Math.min(first, to) : to;
    this.range = { start: words[from][0], end: words[to][1] };
    this.draw();
  }

  tapped(event) {
    if (!this.talk) return;
    if (this.range && !this.pick.isOpen) return this.tapWord(event);
    const ids = event.target.closest?.("mark")?.dataset.items?.split(" ") ?? [];
    if (!ids.length || selectedIn(this.part.text, this.talk.words)) return;
    const at = ids.indexOf(this.item);
    this.item = ids[(at + 1) % ids.length];
    this.draw();
  }

  tapWord(event) {
    const place = tappedIn(this.part.text, this.talk.words, event);
    if (place === null) return;
    const [start, end] = this.talk.words.words[this.talk.words.wordAt(place)];
    const isInside = start >= this.range.start && end <= this.range.end;
    if (this.isFirstTap || isInside) this.range = { start, end };
    else this.range = { start: Math.min(start, this.range.start), end: Math.max(end, this.range.end) };
    this.isFirstTap = false;
    this.draw();
  }

  // --- Keys --------------------------------------------------------------------------------

  key(event) {
    if (!this.keysOn || event.ctrlKey || event.altKey || event.metaKey || this.pick.isOpen || !this.talk) return;
    const { target } = event;
    if (target.closest?.("input, textarea, select, [contenteditable], [role=dialog], [role=combobox]")) return;
    const isControl = Boolean(target.closest?.("button, a, summary, [role=button]"));
    if (isControl && ["Enter", " "].includes(event.key)) return;
    const does = this.range ? this.keysWhileMarking(event) : this.keysWhileReading(event);
    if (!does) return;
    event.preventDefault();
    event.stopPropagation();
    does();
  }

  keysWhileReading(event) {
    return {
      j: () => this.answer("yes"), n: () => this.answer("no"), a: () => this.other(), m: () => this.mark(),
      g: () => this.allGood(), z: () => this.undo(), Enter: () => this.finish(), " ": () => this.step(1),
      ArrowRight: event.shiftKey ? null : () => this.step(1), ArrowDown: event.shiftKey ? null : () => this.step(1),
      ArrowLeft: event.shiftKey ? null : () => this.step(-1), ArrowUp: event.shiftKey ? null : () => this.step(-1),
      PageDown: () => this.walk(1), PageUp: () => this.walk(-1),
    }[event.key.length === 1 ? event.key.toLowerCase() : event.key];
  }

  keysWhileMarking(event) {
    const long = event.shiftKey;
    return {
      ArrowRight: () => this.stretch(1, long), ArrowLeft: () => this.stretch(-1, long),
      ArrowDown: () => this.stretch(8, long), ArrowUp: () => this.stretch(-8, long),
      Enter: () => this.choose(), m: () => this.choose(), h: () => this.choose(true),
      Escape: () => { this.range = null; this.draw(); },
    }[event.key.length === 1 ? event.key.toLowerCase() : event.key];
  }
}
