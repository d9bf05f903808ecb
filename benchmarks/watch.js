// Runs in every page and frame before their own scripts. Tells how long it took from a click to the
// finished screen, on the browser's own clock: nothing of what steers the browser is counted in.
(() => {
  "use strict";
  const DOTS = "wijkduik-dots";
  const GIVE_UP = 30_000;

  // A map's frame: Leaflet draws each dot on the canvas with an arc, and nothing else.
  if (window !== window.top) {
    const arc = CanvasRenderingContext2D.prototype.arc;
    let told = false;
    CanvasRenderingContext2D.prototype.arc = function (...given) {
      if (!told) {
        told = true;
        painted(() => window.top.postMessage(DOTS, "*"));
      }
      return arc.apply(this, given);
    };
    return;
  }

  let goal = null;
  let dotsAreDrawn = false;

  // After the next picture has been put on the screen.
  function painted(then) {
    requestAnimationFrame(() => setTimeout(then));
  }

  function isReached() {
    if (!goal?.from || (goal.dots && !dotsAreDrawn)) return false;
    if (goal.anew && !goal.ran) return false;
    if (!document.querySelector("[data-testid=stApp][data-test-script-state=notRunning]")) return false;
    const found = document.querySelector(goal.selector);
    return found !== null && (!goal.words || found.textContent.trim() === goal.words);
  }

  function look() {
    if (goal?.from && document.querySelector("[data-test-script-state=running]")) goal.ran = true;
    if (!isReached() || goal.reached) return;
    goal.reached = true;
    const { from, done } = goal;
    painted(() => done((performance.now() - from) / 1000));
  }

  // Measures the next click, until `selector` is there (with just these `words`, if any), the
  // script has finished, and on a map the dots are drawn.
  window.wijkduikWatch = (wanted) => {
    dotsAreDrawn = false;
    goal = { ...wanted };
    goal.finished = new Promise((done, fail) => {
      goal.done = done;
      setTimeout(() => fail(new Error(`not finished: ${JSON.stringify(wanted)}`)), GIVE_UP);
    });
    goal.finished.catch(() => {});
  };
  window.wijkduikFinished = () => goal.finished;

  document.addEventListener("click", (event) => {
    if (goal && !goal.from) goal.from = event.timeStamp;
  }, true);
  window.addEventListener("message", (event) => {
    if (event.data !== DOTS) return;
    dotsAreDrawn = true;
    look();
  });
  new MutationObserver(look).observe(document, {
    subtree: true,
    childList: true,
    characterData: true,
    attributes: true,
    attributeFilter: ["data-test-script-state"],
  });
})();
