// Four things that Streamlit leaves undone: its own few words are English, a page whose session is
// over just stands there, a recording goes on for ever, and a list of names stays open after a
// choice, so that the next tap only shuts it. All are mended by watching the page. And a link in
// our own HTML (ui/ways.py) leads to its screen as the browser's way back does: within the page.
(() => {
  "use strict";

  const WORDS = {
    "Upload": "Kies bestand",
    "Browse files": "Kies bestand",
    "Drag and drop file here": "Sleep een bestand hierheen",
    "Drag and drop files here": "Sleep bestanden hierheen",
    "Press Ctrl+Enter to apply": "",
    "Press ⌘+Enter to apply": "",
    "Press Enter to apply": "",
    "Press Enter to submit form": "",
    "Press Ctrl+Enter to submit form": "",
    "Press ⌘+Enter to submit form": "",
    "No results": "Niets gevonden",
    "No options to select": "Niets om te kiezen",
    "No options to select.": "Niets om te kiezen",
    "Choose options": "Kies",
    "Choose an option": "Kies",
    "Select all": "Alles kiezen",
    "Connecting": "Verbinden",
    "CONNECTING": "Verbinden",
    "Connecting...": "Verbinden",
    "Disconnected": "Geen verbinding",
    "Stop": "Stop",
    "Running...": "Bezig",
    "Loading...": "Laden",
    "Skip to main content": "Naar de inhoud",
    "Page not found": "Deze bladzijde is er niet",
    "Connection error": "Geen verbinding",
    "Connection failed": "Geen verbinding",
    "Please wait...": "Een ogenblik",
    "Show more": "Meer",
    "Show less": "Minder",
    "Close": "Sluiten",
    "Open": "Openen",
    "Search": "Zoeken",
    "Clear": "Wissen",
    "Clear value": "Wissen",
    "Clear all": "Alles wissen",
    "Fullscreen": "Volledig scherm",
    "Close fullscreen": "Volledig scherm sluiten",
    "Increment": "Meer",
    "Decrement": "Minder",
    "Remove": "Weghalen",
    "Delete": "Weghalen",
    "Show/hide columns": "Kolommen kiezen",
    "Download as CSV": "Bewaren als CSV",
    "Choose date": "Kies een dag",
    "Show password text": "Wachtwoord laten zien",
    "Hide password text": "Wachtwoord verbergen",
    "Show password": "Wachtwoord laten zien",
    "Hide password": "Wachtwoord verbergen",
    "Expand sidebar": "Menu openen",
    "Help": "Uitleg",
    "Previous month.": "Vorige maand",
    "Next month.": "Volgende maand",
    "Previous month": "Vorige maand",
    "Next month": "Volgende maand",
    "Copy to clipboard": "Kopiëren",
    "file upload": "bestand kiezen",
    "Record": "Opnemen",
    "Record again": "Opnieuw opnemen",
    "Stop recording": "Stoppen met opnemen",
    "Play": "Afspelen",
    "Pause": "Pauze",
    "Clear recording": "Opname wissen",
    "Reset": "Opnieuw",
    "Learn how to allow access.": "",
    "This app would like to use your microphone.": "Wijkduik mag uw microfoon nog niet gebruiken.",
  };
  const PATTERNS = [
    [/^Limit (\d+)MB per file(?: • (.+))?$/, (_, size, kinds) => `Hooguit ${size} MB${kinds ? `, ${kinds}` : ""}`],
    [/^(\d+)MB per file(?: • (.+))?$/, (_, size, kinds) => `Hooguit ${size} MB${kinds ? `, ${kinds}` : ""}`],
    [/^(.+) files are not allowed\.$/, (_, kind) => `Een bestand van het soort ${kind} past hier niet.`],
    [/^File must be ([\d.]+)MB or smaller\.$/, (_, size) => `Het bestand is groter dan ${size} MB.`],
    [/^Add: (.+)$/, (_, name) => `Nieuw: ${name}`],
    [/^Remove (.+)$/, (_, what) => `${what} weghalen`],
    [/^Selected (.+)\. (.+)$/, (_, what) => `Gekozen: ${what}`],
    [/^You can only select up to (\d+) options?\./, (_, most) => `U kunt er hooguit ${most} kiezen.`],
    [/^The page that you have requested does not seem to exist\..*/, () => "Deze bladzijde is er niet. U ziet de eerste."],
  ];
  // A recording over the limit (domain/attachments.py) would be refused when it is there already,
  // so it stops in time by itself and is kept.
  const LONGEST_RECORDING = 598000;
  const ATTRIBUTES = ["aria-label", "title", "placeholder"];
  const CONNECTION = "data-test-connection-state";
  const OPEN_MENU = "[data-testid='stPopoverButton'][aria-expanded='true']";
  // What somebody wrote is never touched: a note may well say "Stop" or "Open".
  const THEIRS = ".wd-text, [data-testid='stMarkdownContainer'], [data-testid='stHtml'], textarea, input";
  // The upload button's label is Streamlit's own, though it stands in a box like theirs.
  const STREAMLITS = "[data-testid='stFileUploaderDropzone']";

  function translated(words) {
    const plain = words.trim();
    if (!plain) return null;
    if (Object.hasOwn(WORDS, plain)) return WORDS[plain];
    for (const [pattern, say] of PATTERNS) if (pattern.test(plain)) return plain.replace(pattern, say);
    return null;
  }

  function mendText(node) {
    const holder = node.parentElement;
    if (!holder || (holder.closest(THEIRS) && !holder.closest(STREAMLITS))) return;
    const dutch = translated(node.nodeValue ?? "");
    if (dutch !== null && dutch !== node.nodeValue) node.nodeValue = dutch;
  }

  function mendElement(element) {
    if (element.matches("[data-testid='stMarkdownContainer'] *") && !element.closest(STREAMLITS)) return;
    if (element.getAttribute("aria-label") === "Stop recording") stopInTime(element);
    for (const name of ATTRIBUTES) {
      const dutch = translated(element.getAttribute(name) ?? "");
      if (dutch !== null && dutch !== element.getAttribute(name)) element.setAttribute(name, dutch);
    }
    if (element.matches(".wd-signed-out")) leave();
    if (element.hasAttribute(CONNECTION)) watchConnection(element.getAttribute(CONNECTION));
  }

  function mend(root) {
    if (root.nodeType === Node.TEXT_NODE) return mendText(root);
    if (root.nodeType !== Node.ELEMENT_NODE) return;
    mendElement(root);
    const walker = document.createTreeWalker(root, NodeFilter.SHOW_ELEMENT | NodeFilter.SHOW_TEXT);
    while (walker.nextNode()) {
      const node = walker.currentNode;
      if (node.nodeType === Node.TEXT_NODE) mendText(node);
      else mendElement(node);
    }
  }

  let stopping = null;
  function stopInTime(button) {
    clearTimeout(stopping);
    stopping = setTimeout(() => {
      if (button.isConnected && button.ariaLabel === WORDS["Stop recording"]) button.click();
    }, LONGEST_RECORDING);
  }

  // The list takes the choice first, and is shut as somebody would with Escape.
  const AFTER_CHOICE = 50;
  function shutList() {
    const field = document.querySelector("[data-testid='stMultiSelect'] [role='combobox'][aria-expanded='true']");
    field?.dispatchEvent(new KeyboardEvent("keydown", { key: "Escape", bubbles: true }));
  }

  // The gate answers a page with the sign-in form of the right study, and says why.
  function leave() {
    location.replace("/");
  }

  let checking = false;
  async function check() {
    if (checking) return;
    checking = true;
    try {
      const answer = await fetch("/_stcore/host-config", { cache: "no-store" });
      if (answer.status === 401) leave();
    } catch {
      // No connection: what is on the screen stays, and Streamlit goes on trying.
    } finally {
      setTimeout(() => { checking = false; }, 2000);
    }
  }

  // Streamlit goes on knocking for ever; whether it was the line or the session, we ask the gate.
  let knocking = null;
  let wasConnected = false;
  function watchConnection(state) {
    clearInterval(knocking);
    knocking = null;
    if (state === "CONNECTED") wasConnected = true;
    else if (wasConnected) {
      knocking = setInterval(check, 3000);
      check();
    }
  }

  new MutationObserver((changes) => {
    for (const change of changes) {
      if (change.type === "characterData") mendText(change.target);
      else if (change.type === "attributes") mendElement(change.target);
      else change.addedNodes.forEach(mend);
    }
  }).observe(document, {
    subtree: true,
    childList: true,
    characterData: true,
    attributes: true,
    attributeFilter: [...ATTRIBUTES, CONNECTION],
  });
  function follow(event) {
    const way = event.target.closest?.("a.wd-way");
    const elsewhere = event.button || event.metaKey || event.ctrlKey || event.shiftKey || event.altKey;
    if (!way || elsewhere || event.defaultPrevented) return;
    event.preventDefault();
    // Without a connection the screen stays as it is, with what was typed on it.
    if (!document.querySelector(`[${CONNECTION}='CONNECTED']`)) return;
    history.pushState({}, "", way.href);
    dispatchEvent(new PopStateEvent("popstate"));
    // What is new begins at its heading, also on the same screen.
    document.querySelector("[data-testid='stMain']")?.scrollTo(0, 0);
    // The menu behind "Meer" has done what it was opened for.
    if (way.closest(".wd-more")) document.querySelector(OPEN_MENU)?.click();
  }

  document.addEventListener("click", follow);
  document.addEventListener("click", (event) => {
    if (event.target.closest?.("[role='option']")) setTimeout(shutList, AFTER_CHOICE);
  }, true);
  window.addEventListener("pageshow", (event) => { if (event.persisted) check(); });
  document.addEventListener("visibilitychange", () => { if (!document.hidden) check(); });
  window.addEventListener("online", check);
})();
