// A text in code points, as Python counts them; a browser counts otherwise, so everything that
// comes from a selection or a tap goes through here.

class Words {
  constructor(text) {
    this.signs = Array.from(text);
    this.words = [];
    let start = -1;
    this.signs.forEach((sign, at) => {
      const isWord = /[\p{L}\p{N}\p{M}’'-]/u.test(sign);
      if (isWord && start < 0) start = at;
      if (!isWord && start >= 0) { this.words.push([start, at]); start = -1; }
    });
    if (start >= 0) this.words.push([start, this.signs.length]);
  }

  of(start, end) { return this.signs.slice(start, end).join(""); }

  // The place of a browser's own count (UTF-16) in code points.
  place(units) {
    let at = 0;
    for (let passed = 0; at < this.signs.length && passed < units; at += 1) passed += this.signs[at].length;
    return at;
  }

  // The number of the word at a place, or of the first behind it.
  wordAt(place) {
    const found = this.words.findIndex(([, end]) => end > place);
    return found < 0 ? this.words.length - 1 : found;
  }

  // A stretch made larger until it begins and ends with whole words; null for none.
  whole(start, end) {
    const touched = this.words.filter(([from, to]) => from < end && to > start);
    return touched.length ? { start: touched[0][0], end: touched.at(-1)[1] } : null;
  }
}

// How far into the text of `box` a point of the document lies, in the browser's own count.
function unitsBefore(box, node, offset) {
  const range = document.createRange();
  range.selectNodeContents(box);
  range.setEnd(node, offset);
  return range.toString().length;
}

function selectedIn(box, words) {
  const chosen = document.getSelection();
  if (!chosen || chosen.isCollapsed || !chosen.rangeCount) return null;
  const range = chosen.getRangeAt(0);
  if (!box.contains(range.startContainer) || !box.contains(range.endContainer)) return null;
  const start = unitsBefore(box, range.startContainer, range.startOffset);
  const end = unitsBefore(box, range.endContainer, range.endOffset);
  return words.whole(words.place(start), words.place(end));
}

function tappedIn(box, words, event) {
  const spot = document.caretPositionFromPoint?.(event.clientX, event.clientY);
  const range = spot ? null : document.caretRangeFromPoint?.(event.clientX, event.clientY);
  const node = spot ? spot.offsetNode : range?.startContainer;
  if (!node || !box.contains(node)) return null;
  return words.place(unitsBefore(box, node, spot ? spot.offset : range.startOffset));
}

// Draw `words` in `box` with `marks`: what covers a stretch is one element, its words are text.
function drawText(box, words, marks) {
  const borders = [...new Set([0, words.signs.length, ...marks.flatMap((one) => [one.start, one.end])])]
    .sort((one, other) => one - other);
  const pieces = [];
  for (let at = 0; at + 1 < borders.length; at += 1) {
    const [start, end] = [borders[at], borders[at + 1]];
    const over = marks.filter((one) => one.start <= start && end <= one.end);
    pieces.push(drawPiece(words.of(start, end), over, end));
  }
  box.replaceChildren(...pieces);
}

function drawPiece(text, over, end) {
  if (!over.length) return document.createTextNode(text);
  const weight = (one) => (one.look === "chosen" ? 8 : 0) + (one.isCurrent ? 4 : 0) + (one.danger ? 2 : 0) + (one.look === "yes" ? 1 : 0);
  const top = over.reduce((best, one) => (weight(one) > weight(best) ? one : best));
  const mark = document.createElement("mark");
  mark.className = `wd-r-mark wd-r-${top.look}${top.danger ? " wd-r-danger" : ""}${over.some((one) => one.isCurrent) ? " wd-r-current" : ""}`;
  if (top.colour && !top.danger) mark.style.setProperty("--mark", top.colour);
  mark.textContent = text;
  mark.title = [...new Set(over.map((one) => one.label).filter(Boolean))].join(", ");
  mark.dataset.items = over.map((one) => one.id).filter(Boolean).join(" ");
  const number = over.filter((one) => one.end === end && one.number).map((one) => one.number).join(" ");
  if (number) mark.dataset.number = number;
  return mark;
}
