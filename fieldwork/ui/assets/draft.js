// A text field that loses nothing. What is typed is locked and kept on this device within a quarter
// of a second, and sent to the server every second and a half until the server says it has it.
//
// Each window writes with a "pen" of its own, so that two windows with one draft never overwrite
// each other, here or on the server. A pen whose window is gone is taken up by the next window.

const LOCAL_AFTER = 250;
const RETRY_EVERY = 4000;
const fields = new WeakMap();
// What was handed to the server once since this page was loaded: a refusal must not go round.
const offered = new Set();
// Until the fields that left this page have kept their last words and let go of their pens.
let leaving = Promise.resolve();

const toBytes = (base64) => Uint8Array.from(atob(base64), (char) => char.charCodeAt(0));
const toBase64 = (bytes) => btoa(Array.from(bytes, (byte) => String.fromCharCode(byte)).join(""));
const newPen = () => Array.from(crypto.getRandomValues(new Uint8Array(8)), (b) => b.toString(16).padStart(2, "0")).join("");

// What one person keeps on this device, locked with a key that only a signed-in session gets.
class Device {
  constructor(owner, key) {
    this.prefix = `wijkduik-concept:${owner}:`;
    this.lock = globalThis.crypto?.subtle
      ? crypto.subtle.importKey("raw", toBytes(key), "AES-GCM", false, ["encrypt", "decrypt"])
      : null;
  }

  place(draft, pen) { return `${this.prefix}${draft}:${pen}`; }

  async keep(draft, version) {
    if (!this.lock) throw new Error("no lock here");
    const nonce = crypto.getRandomValues(new Uint8Array(12));
    const body = new TextEncoder().encode(JSON.stringify(version));
    const locked = await crypto.subtle.encrypt({ name: "AES-GCM", iv: nonce }, await this.lock, body);
    localStorage.setItem(this.place(draft, version.pen), `${toBase64(nonce)}.${toBase64(new Uint8Array(locked))}`);
  }

  // Everything of this person that opens; what does not is damaged or another study's, and stays.
  async versions() {
    const found = [];
    if (!this.lock) return found;
    for (const place of this.places()) {
      try {
        const [nonce, locked] = localStorage.getItem(place).split(".").map(toBytes);
        const open = await crypto.subtle.decrypt({ name: "AES-GCM", iv: nonce }, await this.lock, locked);
        const [draft, pen] = place.slice(this.prefix.length).split(":");
        found.push({ seen: 0, ...JSON.parse(new TextDecoder().decode(open)), draft, pen: pen ?? "" });
      } catch { /* stays shut */ }
    }
    return found;
  }

  places() {
    try { return Object.keys(localStorage).filter((place) => place.startsWith(this.prefix)); }
    catch { return []; }
  }

  forget(draft, pen) {
    try { localStorage.removeItem(this.place(draft, pen)); } catch { /* forbidden storage holds nothing */ }
  }

  async openPens() {
    try { return new Set((await navigator.locks.query()).held.map((lock) => lock.name)); }
    catch { return new Set(); }
  }

  // Hold `name` until the returned function is called; `got` says when it is ours. That function
  // gives a promise for the moment at which it is let go of.
  hold(name, got, ifAvailable = false) {
    let letGo = () => {};
    const until = new Promise((resolve) => { letGo = resolve; });
    const held = navigator.locks?.request(name, { ifAvailable }, (lock) => { got(Boolean(lock)); return lock ? until : null; }).catch(() => got(false));
    return () => { letGo(); return held; };
  }

  // What the study has, or what is over, need not stay here. The rest is handed to `offer`.
  async sweep(data, here, offer) {
    const open = await this.openPens();
    const left = [];
    for (const one of await this.versions()) {
      const isKept = data.kept.some(([draft, pen, at]) => draft === one.draft && pen === one.pen && at >= one.at);
      if (isKept || one.at <= (data.ended[one.draft] ?? -1)) this.forget(one.draft, one.pen);
      else if (one.draft !== here && !open.has(this.place(one.draft, one.pen))) left.push(one);
    }
    offer(left);
  }
}

function hand(versions, send) {
  const mark = (one) => `${one.draft}:${one.pen}:${one.at}`;
  const left = versions.filter((one) => one.text && !offered.has(mark(one)));
  left.forEach((one) => offered.add(mark(one)));
  if (left.length) send("found", { versions: left, try: Date.now() });
}

class Field {
  constructor(area, state, data, send) {
    Object.assign(this, { area, state, data, send, sentText: data.text, sentAt: 0, note: "", seen: data.typedAt });
    this.device = new Device(data.owner, data.key);
    this.pen = newPen();
    area.value = data.text;
    area.addEventListener("input", () => this.typed());
    this.flush = () => { this.keepHere(); this.push(); };
    this.hidden = () => { if (document.visibilityState === "hidden") this.flush(); };
    area.addEventListener("blur", this.flush);
    // A tap on a button need not take the focus away from the field, so it counts as leaving.
    document.addEventListener("pointerdown", this.flush, true);
    document.addEventListener("visibilitychange", this.hidden);
    globalThis.addEventListener("pagehide", this.flush);
    this.retrying = setInterval(() => this.retry(), RETRY_EVERY);
    this.begin();
  }

  close() {
    this.closed = true;
    clearInterval(this.retrying);
    clearTimeout(this.keeping);
    clearTimeout(this.sending);
    this.letGoDraft?.();
    leaving = Promise.all([leaving, this.keepHere(), this.letGoPen?.()]);
    document.removeEventListener("pointerdown", this.flush, true);
    document.removeEventListener("visibilitychange", this.hidden);
    globalThis.removeEventListener("pagehide", this.flush);
  }

  typed() {
    this.typedAt = Math.max(Date.now(), this.seen + 1);
    clearTimeout(this.keeping);
    this.keeping = setTimeout(() => this.keepHere(), LOCAL_AFTER);
    this.sending ??= setTimeout(() => this.push(), this.data.syncAfter);
    this.show();
  }

  async keepHere() {
    const { value } = this.area;
    if (!this.typedAt || value === this.keptHere) return;
    try {
      await this.device.keep(this.data.draft, { text: value, at: this.typedAt, seen: this.seen, pen: this.pen });
      this.keptHere = value;
      if (this.note === this.data.words.noDevice) this.note = "";
    } catch {
      // The device's storage is full or forbidden: the server is the only place left, so say it.
      this.note = this.data.words.noDevice;
    }
    this.show();
  }

  // Take up what an earlier window left here, and see whether this draft is open in another one.
  async begin() {
    const { device, data } = this;
    // The field that stood here before may still be writing down its last words.
    await leaving;
    const open = await device.openPens();
    const name = `${device.prefix}${data.draft}`;
    this.elsewhere = open.has(name);
    if (!this.closed) this.letGoDraft = device.hold(name, () => { this.elsewhere = false; this.show(); });
    const left = (await device.versions())
      .filter((one) => one.draft === data.draft && one.text && !open.has(device.place(data.draft, one.pen)))
      .sort((one, other) => other.at - one.at);
    if (this.closed) return;
    const newest = left.find((one) => one.at > data.typedAt && one.text !== data.text) ?? null;
    if (newest && !this.typedAt) this.takeUp(newest);
    await new Promise((done) => { this.letGoPen = device.hold(device.place(data.draft, this.pen), (ours) => {
      if (!ours) this.pen = newPen();
      done();
    }, true); if (!navigator.locks) done(); });
    this.offer(left.filter((one) => one !== newest));
    await this.sweep();
    this.ready = true;
    if (newest) this.push();
    this.show();
  }

  takeUp(version) {
    Object.assign(this, { typedAt: version.at, keptHere: version.text, seen: version.seen, pen: version.pen || this.pen });
    this.area.value = version.text;
    this.note = this.data.words.foundBack;
  }

  sweep() { return this.device.sweep(this.data, this.data.draft, (left) => this.offer(left)); }

  offer(versions) {
    const known = (one) => one.draft === this.data.draft && one.text === this.data.text;
    versions.filter(known).forEach((one) => this.device.forget(one.draft, one.pen));
    hand(versions.filter((one) => !known(one)), this.send);
  }

  push(again = false) {
    clearTimeout(this.sending);
    this.sending = null;
    if (!this.typedAt || (!again && this.area.value === this.sentText && this.sentAt >= this.typedAt)) return;
    this.sentText = this.area.value;
    this.sentAt = this.typedAt;
    this.send("draft", { draft: this.data.draft, text: this.sentText, at: this.sentAt, seen: this.seen, pen: this.pen, try: Date.now() });
    this.show();
  }

  retry() {
    if (this.sentAt && !this.isHeard()) this.push(true);
  }

  isHeard() {
    const [pen, at] = this.data.heard;
    return !this.sentAt || (pen === this.pen && at >= this.sentAt);
  }

  isClean() { return this.area.value === this.sentText && this.isHeard(); }

  update(data, send) {
    this.data = data;
    this.send = send;
    if (data.pen === this.pen) this.seen = Math.max(this.seen, data.typedAt);
    else if (data.typedAt > this.seen && this.isClean() && !data.beside.includes(this.pen) && !data.over) this.follow();
    if (this.ready) this.sweep();
    this.show();
  }

  // Another window, or a choice between versions, went on from what this one wrote.
  follow() {
    const at = this.area.selectionStart;
    Object.assign(this, { seen: this.data.typedAt, sentText: this.data.text, sentAt: 0, typedAt: 0, keptHere: null });
    this.area.value = this.data.text;
    this.device.forget(this.data.draft, this.pen);
    if (document.activeElement === this.area || this.area.matches(":focus")) this.area.setSelectionRange(at, at);
  }

  show() {
    const words = this.data.words;
    const text = this.area.value;
    const count = (text.trim().match(/\S+/g) ?? []).length;
    const onServer = this.isClean();
    const onDevice = this.keptHere === text;
    const places = [onDevice && words.onDevice, onServer && words.onServer].filter(Boolean);
    const where = !text ? [] : places.length ? places : [words.keeping];
    this.state.textContent = [this.note, ...where, text && `${count} ${count === 1 ? words.one : words.more}`]
      .filter(Boolean).join(" · ");
    this.state.dataset.where = !text ? "" : onServer ? "server" : onDevice ? "device" : "keeping";
    this.other.textContent = this.elsewhere ? words.elsewhere : "";
    this.other.hidden = !this.elsewhere;
  }

  get other() { return this.state.parentElement.querySelector(".wd-draft-elsewhere"); }
}

export default function ({ data, parentElement, setStateValue }) {
  const area = parentElement.querySelector("textarea");
  if (!area || data.sweepOnly) {
    parentElement.querySelectorAll(".wd-draft-field").forEach((part) => part.remove());
    new Device(data.owner, data.key).sweep(data, "", (versions) => hand(versions, setStateValue));
    return undefined;
  }
  parentElement.querySelector("label").textContent = data.label;
  let field = fields.get(area);
  if (field && field.data.draft !== data.draft) { field.close(); field = null; }
  if (!field) {
    field = new Field(area, parentElement.querySelector(".wd-draft-state"), data, setStateValue);
    fields.set(area, field);
    // Nobody can type before the field keeps what is typed, and it is never there without its name.
    area.hidden = false;
  }
  field.update(data, setStateValue);
  return () => { field.close(); fields.delete(area); };
}
