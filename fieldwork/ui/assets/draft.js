// A text field that loses nothing. What is typed is locked and kept on this device within a quarter
// of a second, and sent to the server every second and a half until the server says it has it.

const LOCAL_AFTER = 250;
const RETRY_EVERY = 4000;
const fields = new WeakMap();

const toBytes = (base64) => Uint8Array.from(atob(base64), (char) => char.charCodeAt(0));
const toBase64 = (bytes) => btoa(Array.from(bytes, (byte) => String.fromCharCode(byte)).join(""));

class Field {
  constructor(area, state, data, send) {
    Object.assign(this, { area, state, data, send, sentText: data.text, sentAt: 0, note: "" });
    this.place = `wijkduik-concept:${data.owner}:${data.draft}`;
    this.lock = globalThis.crypto?.subtle
      ? crypto.subtle.importKey("raw", toBytes(data.key), "AES-GCM", false, ["encrypt", "decrypt"])
      : null;
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
    this.findBack();
  }

  close() {
    clearInterval(this.retrying);
    clearTimeout(this.keeping);
    clearTimeout(this.sending);
    document.removeEventListener("pointerdown", this.flush, true);
    document.removeEventListener("visibilitychange", this.hidden);
    globalThis.removeEventListener("pagehide", this.flush);
  }

  typed() {
    this.typedAt = Date.now();
    clearTimeout(this.keeping);
    this.keeping = setTimeout(() => this.keepHere(), LOCAL_AFTER);
    this.sending ??= setTimeout(() => this.push(), this.data.syncAfter);
    this.show();
  }

  async keepHere() {
    if (this.gone || this.area.value === this.data.text && !this.typedAt) return;
    if (!this.lock) { this.note = this.data.words.noDevice; return this.show(); }
    try {
      const nonce = crypto.getRandomValues(new Uint8Array(12));
      const body = JSON.stringify({ text: this.area.value, at: this.typedAt ?? Date.now() });
      const locked = await crypto.subtle.encrypt(
        { name: "AES-GCM", iv: nonce }, await this.lock, new TextEncoder().encode(body));
      if (this.gone) return;
      localStorage.setItem(this.place, `${toBase64(nonce)}.${toBase64(new Uint8Array(locked))}`);
      this.keptHere = this.area.value;
      this.note = "";
    } catch {
      // The device's storage is full or forbidden: the server is the only place left, so say it.
      this.note = this.data.words.noDevice;
    }
    this.show();
  }

  async findBack() {
    const kept = this.read();
    if (kept && this.lock) {
      try {
        const [nonce, locked] = kept.split(".").map(toBytes);
        const open = await crypto.subtle.decrypt({ name: "AES-GCM", iv: nonce }, await this.lock, locked);
        const { text, at } = JSON.parse(new TextDecoder().decode(open));
        if (at > this.data.typedAt && text !== this.area.value) {
          this.area.value = text;
          this.typedAt = at;
          this.keptHere = text;
          this.note = this.data.words.foundBack;
          this.push();
        }
      } catch {
        // Not ours, or damaged: it cannot be opened with this person's key, so it stays shut.
        this.note = this.data.words.unreadable;
      }
    }
    this.show();
  }

  read() {
    try { return localStorage.getItem(this.place); } catch { return null; }
  }

  push(again = false) {
    clearTimeout(this.sending);
    this.sending = null;
    if (this.gone || (!again && this.area.value === this.sentText)) return;
    this.sentText = this.area.value;
    this.sentAt = this.typedAt ?? Date.now();
    this.send("draft", { draft: this.data.draft, text: this.sentText, at: this.sentAt, try: Date.now() });
    this.show();
  }

  retry() {
    if (this.sentAt && this.data.typedAt < this.sentAt) this.push(true);
  }

  update(data, send) {
    this.data = data;
    this.send = send;
    if (data.done) this.forget();
    this.show();
  }

  forget() {
    this.gone = true;
    clearTimeout(this.keeping);
    try { localStorage.removeItem(this.place); } catch { /* forbidden storage holds nothing */ }
  }

  show() {
    const words = this.data.words;
    const text = this.area.value;
    const count = (text.trim().match(/\S+/g) ?? []).length;
    const onServer = text === this.sentText && this.data.typedAt >= this.sentAt;
    const where = !text ? "" : onServer ? words.onServer : this.keptHere === text ? words.onDevice : words.keeping;
    this.state.textContent = [this.note, where, count ? `${count} ${count === 1 ? words.one : words.more}` : ""]
      .filter(Boolean).join(" · ");
    this.state.dataset.where = !text ? "" : onServer ? "server" : this.keptHere === text ? "device" : "keeping";
  }
}

export default function ({ data, parentElement, setStateValue }) {
  const area = parentElement.querySelector("textarea");
  parentElement.querySelector("label").textContent = data.label;
  let field = fields.get(area);
  if (field && field.data.draft !== data.draft) { field.close(); field = null; }
  if (!field) {
    field = new Field(area, parentElement.querySelector(".wd-draft-state"), data, setStateValue);
    fields.set(area, field);
  }
  field.update(data, setStateValue);
  return () => { field.close(); fields.delete(area); };
}
