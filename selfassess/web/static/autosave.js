// Saves a section while somebody types. The page works without it; with it nothing typed is lost when the line is.
// What is not acknowledged stays in this tab's storage, and is offered again when the page is opened anew.
const PAUSE = 2500;
const FIRST_RETRY = 2000;
const LONGEST_RETRY = 60000;
const LONGEST_ANSWER = 20000;
const HOLD_A_SUBMIT = 4000;

class Autosave {
  constructor(form) {
    this.form = form;
    this.words = JSON.parse(form.dataset.autosave);
    this.status = form.querySelector("[data-autosave-status]");
    this.address = form.getAttribute("action"); // `form.action` is the buttons of that name
    this.key = `answers ${form.dataset.autosaveFor} ${this.address}`;
    this.sent = null; // on its way and not acknowledged: sent again as it was, so that the answer can be lost too
    this.retry = FIRST_RETRY;
    this.stopped = false;
    form.addEventListener("input", () => this.typed());
    form.addEventListener("submit", (event) => this.hold(event));
    window.addEventListener("online", () => this.sent && this.send());
    window.addEventListener("pageshow", (event) => { if (event.persisted) location.reload(); });
    this.offer();
  }

  // What is typed, as pairs of name and value.

  fields() {
    return [...new FormData(this.form)].filter(([name]) => name !== "csrf_token" && name !== "action");
  }

  keep(more = {}) {
    const kept = { at: Date.now(), typed: this.fields(), sent: this.sent, ...more };
    try { sessionStorage.setItem(this.key, JSON.stringify(kept)); } catch { /* full or switched off: saving goes on */ }
  }

  forget() {
    try { sessionStorage.removeItem(this.key); } catch { /* switched off */ }
  }

  kept() {
    try { return JSON.parse(sessionStorage.getItem(this.key)); } catch { return null; }
  }

  typed() {
    this.keep();
    if (!this.stopped) this.later(PAUSE);
  }

  later(pause) {
    clearTimeout(this.timer);
    this.timer = setTimeout(() => this.send(), pause);
  }

  // Sending, one thing at a time.

  send() {
    clearTimeout(this.timer);
    this.underWay ??= this.attempt().finally(() => { this.underWay = null; });
    return this.underWay;
  }

  async attempt() {
    if (this.stopped) return;
    this.sent ??= this.fields();
    this.keep();
    let answer;
    let told = {};
    try {
      answer = await this.post();
      if (answer.ok || answer.status === 409) told = await answer.json();
    } catch { answer = null; }
    this.settle(answer, told);
  }

  post() {
    const token = this.form.elements.csrf_token.value;
    return fetch(this.address, {
      method: "POST",
      headers: { Accept: "application/json" },
      body: new URLSearchParams([["csrf_token", token], ["action", "typing"], ...this.sent]),
      redirect: "manual",
      signal: AbortSignal.timeout(LONGEST_ANSWER),
    });
  }

  settle(answer, told) {
    if (answer?.ok) return this.acknowledge(told);
    if (answer?.type === "opaqueredirect") return this.stop(this.words.signIn, this.words.signInLink);
    if (answer?.status === 409) return this.stop(told.closed);
    const final = { 400: "reopen", 403: "gone", 404: "gone", 413: "tooMuch" }[answer?.status];
    if (final) return this.stop(this.words[final]);
    this.say(this.words.trying);
    this.later(this.retry);
    this.retry = Math.min(2 * this.retry, LONGEST_RETRY);
  }

  acknowledge({ seen, problems }) {
    for (const [name, value] of Object.entries(seen)) this.form.elements[name].value = value;
    const more = !same(this.sent, this.fields());
    this.sent = null;
    this.retry = FIRST_RETRY;
    if (problems.length) this.say(`${this.words.notYet} ${problems.join(". ")}`);
    else this.say(this.words.saved.replace("{time}", time(Date.now())));
    if (more || problems.length) this.keep();
    else {
      this.forget();
      this.form.dispatchEvent(new CustomEvent("saved"));
    }
    if (more && !this.stopped) this.later(PAUSE);
  }

  stop(words, [label, address] = []) {
    this.stopped = true;
    this.say(words);
    if (!address) return;
    const link = Object.assign(document.createElement("a"), { href: address, target: "_blank", textContent: label });
    this.status.append(" ", link);
    // Whoever has signed in there and comes back here goes on where they were.
    window.addEventListener("focus", () => { this.stopped = false; this.send(); }, { once: true });
  }

  say(words) {
    if (this.status.textContent !== words) this.status.textContent = words;
  }

  // A button waits for what is on its way: the server would take the two for two people's.

  async hold(event) {
    this.keep({ submitted: true });
    if (this.released || !(this.underWay || this.sent)) {
      this.stopped = true;
      return;
    }
    event.preventDefault();
    await Promise.race([this.send(), new Promise((done) => setTimeout(done, HOLD_A_SUBMIT))]);
    this.released = this.stopped = true;
    // Within the event that asks for it, a browser takes no second submit.
    setTimeout(() => this.form.requestSubmit(event.submitter));
  }

  // What an earlier page of this tab could not save.

  offer() {
    const kept = this.kept();
    if (!kept) return;
    const page = this.fields();
    if (same(kept.typed, page)) return document.querySelector(".govuk-error-summary, #notice-trouble") || this.forget();
    if (kept.submitted && this.wasSaved(kept, page)) return this.forget();
    if (kept.submitted && document.querySelector(".govuk-error-summary, #notice-trouble")) return this.keep();
    const box = document.createElement("div");
    box.className = "govuk-inset-text autosave-offer";
    box.append(paragraph(this.words.kept.replace("{time}", time(kept.at))));
    const buttons = Object.assign(document.createElement("p"), { className: "govuk-button-group" });
    buttons.append(
      button(this.words.putBack, () => { box.replaceChildren(...this.putBack(kept)); }),
      button(this.words.forget, () => { this.forget(); box.remove(); }),
    );
    box.append(buttons);
    box.setAttribute("role", "alert");
    this.form.prepend(box);
  }

  wasSaved(kept, page) {
    const [then, now] = [byQuestion(kept.typed), byQuestion(page)];
    return [...then].every(([question, said]) =>
      said.text === now.get(question)?.text || said.revision < (now.get(question)?.revision ?? 0));
  }

  putBack({ typed, sent }) {
    const page = byQuestion(this.fields());
    const lastSent = byQuestion(sent ?? []);
    const missing = [];
    for (const box of this.form.querySelectorAll("input[type=radio], input[type=checkbox]")) box.checked = false;
    for (const [name, value] of typed) {
      const question = name.split("_")[0];
      // Sent and kept, though the word of it never came: then what is stored is what one goes on from.
      if (name.endsWith("_seen") && page.get(question)?.text === lastSent.get(question)?.text) continue;
      if (!set(this.form, name, value) && value) missing.push(value);
    }
    this.form.dispatchEvent(new Event("input"));
    this.send();
    return [paragraph(this.words.isBack), ...missing.map(paragraph)];
  }
}

function byQuestion(pairs) {
  const found = new Map();
  for (const [name, value] of pairs) {
    const question = name.split("_")[0];
    const said = found.get(question) ?? { text: "", revision: 0 };
    if (name.endsWith("_seen")) said.revision = parseInt(value, 10) || 0;
    // A browser and the server write line ends differently, and empty boxes say nothing.
    else if (value.trim()) said.text += `${name}=${value.replaceAll("\r\n", "\n").trim()}\n`;
    found.set(question, said);
  }
  return found;
}

function same(one, other) {
  const [left, right] = [byQuestion(one), byQuestion(other)];
  return left.size === right.size && [...left].every(([question, said]) => said.text === right.get(question)?.text);
}

function set(form, name, value) {
  const boxes = [...form.querySelectorAll(`[name="${CSS.escape(name)}"]`)];
  const choice = boxes.find((box) => ["radio", "checkbox"].includes(box.type) && box.value === value);
  if (choice) choice.checked = true;
  else if (boxes.length && !["radio", "checkbox"].includes(boxes[0].type)) boxes[0].value = value;
  else return false;
  return true;
}

function paragraph(words) {
  return Object.assign(document.createElement("p"), { textContent: words });
}

function button(words, action) {
  const made = Object.assign(document.createElement("button"), { type: "button", textContent: words });
  made.className = "govuk-button govuk-button--secondary";
  made.addEventListener("click", action);
  return made;
}

function time(moment) {
  return new Date(moment).toLocaleTimeString(document.documentElement.lang, { hour: "2-digit", minute: "2-digit" });
}

for (const form of document.querySelectorAll("form[data-autosave]")) new Autosave(form);
