// Comforts only: every page works without this file.
"use strict";
// Number keys judge while the focus is on the decision, never while somebody types elsewhere.
document.querySelectorAll("[data-keys]").forEach((form) => {
  form.addEventListener("keydown", (event) => {
    const typing = event.target.matches("input, textarea, select");
    // A key held down would decide the next pair before anybody read it.
    if (typing || event.repeat || event.ctrlKey || event.altKey || event.metaKey) return;
    const button = form.querySelector(`[data-key="${CSS.escape(event.key)}"]`);
    if (button) { event.preventDefault(); button.click(); }
  });
});
// The way out takes the page's place, so that "back" does not lead here again.
document.querySelectorAll("[data-leave]").forEach((link) => {
  link.addEventListener("click", (event) => { event.preventDefault(); location.replace(link.href); });
});
// A form is sent once, and only when we answer: a browser's own error page would lose its words.
document.querySelectorAll("[data-unreached]").forEach((told) => {
  const form = told.closest("form"), mark = document.querySelector("link[rel=icon]").href;
  let asked = false, reached = false, sent = false;
  const anew = () => { reached = sent = false; };
  if (!form.requestSubmit || !AbortSignal.timeout) return;
  form.addEventListener("submit", async (event) => {
    if (reached && !sent) {
      sent = true;
      // Whoever stopped the page from loading can send again.
      setTimeout(anew, 10000);
      return;
    }
    event.preventDefault();
    if (asked || sent) return;
    asked = true;
    told.hidden = true;
    try {
      await fetch(mark, { signal: AbortSignal.timeout(30000) });
      reached = true;
      form.requestSubmit(event.submitter);
    } catch (unreached) {
      told.hidden = false;
      told.focus();
    }
    asked = false;
  });
  window.addEventListener("pageshow", anew);
});
