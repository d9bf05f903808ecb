// What the board looks like. Everything that people wrote goes in as text, never as HTML.

Object.assign(Board.prototype, {
  draw() {
    const { talk, data, part } = this;
    const words = data.words;
    this.root.classList.toggle("wd-r-marking", Boolean(this.range));
    this.drawCount();
    if (!talk) { this.drawEmpty(); return; }
    part.title.textContent = talk.title;
    part.where.textContent = talk.where;
    part.notice.hidden = !talk.notice;
    part.notice.replaceChildren(...(talk.notice ? [`${talk.notice} `, link(talk.href, words.openTalk)] : []));
    const items = this.inOrder();
    const marks = items.map((one, at) => this.asDrawn(one, at + 1)).filter((one) => one.start !== null && one.look !== "no");
    if (this.range) marks.push({ ...this.range, look: "chosen", label: "" });
    drawText(part.text, talk.words, marks);
    this.drawNow(items);
    this.drawButtons();
    part.list.replaceChildren(...items.map((one, at) => this.listRow(one, at + 1)));
    this.drawKeys();
    this.drawState();
    this.show();
  },

  asDrawn(item, number) {
    const code = this.codes.get(item.code) ?? { label: item.code };
    const danger = Boolean(code.signal) && ["actueel", "controleer"].includes(item.status);
    return { ...item, look: item.state, number, danger, colour: code.colour, label: code.label, isCurrent: item.id === this.item && !this.range };
  },

  drawCount() {
    const { order, words } = this.data;
    const at = order.indexOf(this.note) + 1;
    const left = order.filter((id) => !this.view.get(id)?.done).length;
    this.part.count.textContent = order.length ? `${at} ${words.of} ${order.length} · ${words.left.replace("{n}", left)}` : "";
  },

  drawEmpty() {
    const { part, data } = this;
    part.title.textContent = data.order.length ? data.words.loading : "";
    for (const name of ["where", "text", "now", "answers", "more", "list", "keys", "state"]) part[name].replaceChildren();
    part.notice.hidden = true;
  },

  drawNow(items) {
    const { words } = this.data;
    const item = this.current;
    const lines = [];
    if (this.range) {
      lines.push(line("wd-r-lead", words.marking), line("wd-r-quote", `‘${this.talk.words.of(this.range.start, this.range.end)}’`), line("wd-r-quiet", words.markingHow));
    } else if (this.isOver) {
      lines.push(line("wd-r-lead", words.over), link(this.data.backTo.href, this.data.backTo.label, "wd-r-button wd-r-first"));
    } else if (item) {
      lines.push(this.nowLine(item, items.indexOf(item) + 1));
      const quote = item.start === null ? words.wholeTalk : `‘${this.talk.words.of(item.start, item.end)}’`;
      lines.push(line("wd-r-quote", quote.replace(/\s+/g, " ")));
      if (item.state !== "open" && !this.isCoding) lines.push(line("wd-r-quiet", item.hand ? words.byHand : item.state === "yes" ? words.saidYes : words.saidNo));
    } else {
      const open = this.open().length;
      lines.push(line("wd-r-lead", this.isCoding ? words.markNow : open ? words.stillOpen : items.length ? words.allAnswered : words.nothingRead));
    }
    this.part.now.replaceChildren(...lines);
  },

  nowLine(item, number) {
    const code = this.codes.get(item.code) ?? { label: item.code };
    const { words } = this.data;
    const status = this.data.labels[code.signal ? "signal" : "theme"][item.status] ?? "";
    const row = line("wd-r-what", "");
    row.append(span("wd-r-number", String(number)), span("wd-r-quiet", item.state === "open" ? ` ${words.looksLike} ` : " "));
    const drawn = this.asDrawn(item, number);
    const chip = span(`wd-r-chip${drawn.danger ? " wd-r-danger" : ""}`, "");
    if (code.signal || code.colour) chip.append(dot(code));
    chip.append(code.label);
    row.append(chip, span("wd-r-quiet", item.status === "aanwezig" ? "" : ` · ${status}`));
    return row;
  },

  listRow(item, number) {
    const row = document.createElement("li");
    const { words } = this.data;
    const code = this.codes.get(item.code) ?? { label: item.code };
    const said = { open: "", yes: this.isCoding ? "" : words.yes, no: words.no }[item.state];
    const button = this.button("", () => { this.item = item.id; this.range = null; this.draw(); });
    button.className = `wd-r-row wd-r-row-${item.state}`;
    if (item.id === this.item) button.setAttribute("aria-current", "true");
    button.append(span("wd-r-number", String(number)), dot(code), span("wd-r-row-label", code.label), span("wd-r-quiet", said));
    row.append(button);
    return row;
  },

  drawButtons() {
    const { words } = this.data;
    const { answers, more } = this.part;
    const item = this.current;
    const isBusy = this.pick.isOpen || this.isOver;
    if (this.range) {
      answers.replaceChildren(this.button(words.chooseTheme, () => this.choose(), "Enter", "wd-r-first"));
      more.replaceChildren(this.button(words.wholeTalk, () => this.choose(true), "H"), this.button(words.back, () => { this.range = null; this.draw(); }, "Esc"));
      return;
    }
    const rows = [];
    if (item && !isBusy) {
      if (this.isCoding) rows.push(this.button(words.takeAway, () => this.answer("no"), "N"));
      else rows.push(this.button(words.no, () => this.answer("no"), "N"), this.button(words.yes, () => this.answer("yes"), "J", "wd-r-first"));
      rows.push(this.button(words.other, () => this.other(), "A"));
    }
    answers.replaceChildren(...rows);
    const isReady = !this.open().length || this.isCoding;
    const done = this.button(words.done, () => this.finish(), "Enter", isReady ? "wd-r-first" : "");
    const rest = [
      this.button("‹", () => this.step(-1), "", "wd-r-small", words.previous), this.button("›", () => this.step(1), "", "wd-r-small", words.next),
      this.button(words.mark, () => this.mark(), "M"), this.button(words.undo, () => this.undo(), "Z"),
    ];
    rest.at(-1).disabled = !this.past.length;
    if (!this.isCoding && this.open().length > 1) rest.push(this.button(words.allGood, () => this.allGood(), "G"));
    more.replaceChildren(...rest, done);
  },

  drawKeys() {
    const { words } = this.data;
    const switchKeys = this.button(this.keysOn ? words.keysOff : words.keysOn, () => { this.keysOn = !this.keysOn; this.draw(); }, "", "wd-r-plain");
    const shown = this.keysOn ? words.keys : [];
    const list = document.createElement("dl");
    for (const [key, does] of shown) {
      const [term, said] = [document.createElement("dt"), document.createElement("dd")];
      term.textContent = key;
      said.textContent = does;
      list.append(term, said);
    }
    this.part.keys.replaceChildren(list, switchKeys);
  },

  drawState() {
    const { words } = this.data;
    const isWaiting = this.pending.length > 0;
    const what = this.told || (isWaiting ? words.keeping : this.number ? words.kept : "");
    this.part.state.textContent = what;
    this.part.state.classList.toggle("wd-r-told", Boolean(this.told));
    this.root.dataset.pending = String(this.pending.length);
  },

  button(text, does, key = "", look = "", label = "") {
    const made = document.createElement("button");
    made.type = "button";
    made.className = `wd-r-button ${look}`.trim();
    made.append(span("", text));
    if (key && this.keysOn) { made.append(span("wd-r-key", key)); made.setAttribute("aria-keyshortcuts", key); }
    if (label) { made.setAttribute("aria-label", label); made.title = label; }
    // A tap must not take away what somebody selected in the text.
    made.addEventListener("pointerdown", (event) => event.preventDefault());
    made.addEventListener("click", () => { does(); });
    return made;
  },

  show() {
    const lit = this.part.text.querySelector(".wd-r-chosen, .wd-r-current");
    lit?.scrollIntoView({ block: "nearest" });
  },
});

const span = (look, text) => Object.assign(document.createElement("span"), { className: look, textContent: text });
const line = (look, text) => Object.assign(document.createElement("p"), { className: look, textContent: text });
const link = (href, text, look = "") => Object.assign(document.createElement("a"), { href, textContent: text, className: look, target: "_self" });

export default function ({ data, parentElement, setStateValue }) {
  const root = parentElement.querySelector(".wd-r");
  let board = boards.get(root);
  if (!board) { board = new Board(root, data); boards.set(root, board); }
  board.update(data, setStateValue);
  return () => { board.close(); boards.delete(root); };
}
