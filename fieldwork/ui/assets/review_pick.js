// Choosing a theme or signal by typing a few letters of it.

class Pick {
  constructor(box, words) {
    this.box = box;
    this.field = box.querySelector("input");
    this.list = box.querySelector("ul");
    this.statuses = box.querySelector(".wd-r-pick-status");
    this.words = words;
    this.field.id = "wd-r-pick-field";
    this.list.id = "wd-r-pick-list";
    this.field.setAttribute("aria-controls", this.list.id);
    this.field.placeholder = words.typeLetters;
    box.setAttribute("aria-label", words.whichTheme);
    const label = box.querySelector("label");
    label.textContent = words.whichTheme;
    label.htmlFor = this.field.id;
    this.statuses.setAttribute("aria-label", words.howIsIt);
    this.close_ = box.querySelector(".wd-r-pick-close");
    this.close_.textContent = words.back;
    this.close_.addEventListener("click", () => this.close());
    this.field.addEventListener("input", () => { this.at = 0; this.draw(); });
    box.addEventListener("keydown", (event) => this.key(event));
  }

  get isOpen() { return !this.box.hidden; }

  open(codes, statuses, quote, chosen) {
    Object.assign(this, { codes, chosen, at: 0, status: statuses[0].label });
    this.box.querySelector(".wd-r-pick-words").textContent = quote;
    this.field.value = "";
    this.statuses.replaceChildren(...statuses.map((one, at) => this.round(one, at === 0)));
    this.box.hidden = false;
    this.draw();
    this.field.focus();
  }

  close(isChosen = false) {
    this.box.hidden = true;
    this.chosen?.(null, isChosen);
    this.chosen = null;
  }

  round(status, isOn) {
    const label = document.createElement("label");
    const input = document.createElement("input");
    Object.assign(input, { type: "radio", name: "wd-r-status", checked: isOn });
    input.addEventListener("change", () => { this.status = status.label; this.at = 0; this.draw(); });
    label.append(input, document.createTextNode(status.label));
    return label;
  }

  fitting() {
    const plain = (text) => text.normalize("NFD").replace(/\p{M}/gu, "").toLowerCase();
    const typed = plain(this.field.value.trim());
    const rank = (one) => {
      const label = plain(one.label);
      if (label.startsWith(typed)) return 0;
      return label.split(/[^\p{L}\p{N}]+/u).some((word) => word.startsWith(typed)) ? 1 : label.includes(typed) ? 2 : 9;
    };
    return this.codes.filter((one) => one.statuses[this.status] && rank(one) < 9)
      .sort((one, other) => rank(one) - rank(other));
  }

  draw() {
    this.shown = this.fitting();
    this.at = Math.max(0, Math.min(this.at, this.shown.length - 1));
    const rows = this.shown.map((one, at) => {
      const row = document.createElement("li");
      row.id = `wd-r-option-${at}`;
      row.setAttribute("role", "option");
      row.setAttribute("aria-selected", String(at === this.at));
      if (one.colour || one.signal) row.append(dot(one));
      row.append(document.createTextNode(one.label));
      row.addEventListener("click", () => this.take(one));
      return row;
    });
    if (!rows.length) {
      const none = document.createElement("li");
      none.className = "wd-r-none";
      none.textContent = this.words.noTheme;
      rows.push(none);
    }
    this.list.replaceChildren(...rows);
    this.field.setAttribute("aria-activedescendant", this.shown.length ? `wd-r-option-${this.at}` : "");
    const lit = rows[this.at];
    if (lit) this.list.scrollTop = Math.max(0, lit.offsetTop - this.list.clientHeight / 2);
  }

  take(code) {
    const chosen = this.chosen;
    this.chosen = null;
    this.box.hidden = true;
    chosen(code, code.statuses[this.status]);
  }

  key(event) {
    event.stopPropagation();
    if (event.key === "Escape") { event.preventDefault(); return this.close(); }
    if (event.target !== this.field) return;
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (step) { event.preventDefault(); this.at += step; this.draw(); }
    if (event.key === "Enter" && this.shown.length) { event.preventDefault(); this.take(this.shown[this.at]); }
  }
}

function dot(code) {
  const mark = document.createElement("span");
  mark.className = code.signal ? "wd-r-sign" : "wd-r-dot";
  mark.setAttribute("aria-hidden", "true");
  if (code.signal) mark.textContent = "▲";
  else mark.style.background = code.colour;
  return mark;
}
