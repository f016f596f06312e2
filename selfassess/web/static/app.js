// Small comforts on pages that work without them: those of govuk-frontend, and a warning before typed text is lost.
import { Button, CharacterCount, ErrorSummary, NotificationBanner, SkipLink, createAll } from "./vendor/govuk-frontend.min.js";

document.body.classList.add("js-enabled", "govuk-frontend-supported");
for (const component of [Button, CharacterCount, ErrorSummary, NotificationBanner, SkipLink]) {
  createAll(component);
}

for (const form of document.querySelectorAll("form[data-watch]")) {
  let changed = document.querySelector(".govuk-error-summary, #notice-trouble") !== null;
  form.addEventListener("input", () => { changed = true; });
  for (const done of ["submit", "saved"]) form.addEventListener(done, () => { changed = false; });
  window.addEventListener("beforeunload", (event) => { if (changed) event.preventDefault(); });
}

// What is there to be copied is chosen whole.
for (const box of document.querySelectorAll("[data-select]")) {
  box.addEventListener("focus", () => box.select());
}

// A link to a box inside a folded part must unfold it first.
function unfold() {
  const target = location.hash && document.getElementById(decodeURIComponent(location.hash.slice(1)));
  if (!target) return;
  const folded = target.closest("details");
  if (folded) folded.open = true;
  if (target.matches("input, textarea")) target.focus();
}
window.addEventListener("hashchange", unfold);
unfold();

// What is under way is looked at again every few seconds, for as long as the page says that it is.
async function lookAgain() {
  const part = document.querySelector("[data-again]");
  if (!part) return;
  // Nothing is taken away from under somebody who is about to use it.
  if (!document.hidden && !part.contains(document.activeElement)) {
    const answer = await fetch(location.href).catch(() => null);
    const page = answer?.ok && new DOMParser().parseFromString(await answer.text(), "text/html");
    const fresh = page && page.getElementById(part.id);
    if (fresh) part.replaceWith(fresh);
  }
  setTimeout(lookAgain, 3000);
}
setTimeout(lookAgain, 3000);
