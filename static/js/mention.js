/**
 * Mentions in a textarea: typing @ and some letters offers persons. While the list is open the textarea is an ARIA 1.2 combobox.
 * The textarea carries data-mention-url, whose `?q=` answers JSON [{id, name, organisation, insert}].
 */

const PAUSE = 140;
const BEFORE_CARET = /(?:^|[\s(«])@([\p{L}\p{M}'’.-]{1,40}(?: [\p{L}\p{M}'’.-]{0,40})?)$/u;
const attached = new WeakSet();

class Mentions {
  constructor(field) {
    this.field = field;
    this.list = document.getElementById(`${field.id}_mentions`);
    this.people = [];
    this.at = 0;
    this.timer = 0;
    this.status = document.createElement("span");
    this.status.className = "visually-hidden";
    this.status.setAttribute("role", "status");
    field.after(this.status);
    field.setAttribute("aria-autocomplete", "list");
    field.setAttribute("autocomplete", "off");
    field.addEventListener("input", () => this.later());
    field.addEventListener("keydown", (event) => this.key(event));
    field.addEventListener("blur", () => setTimeout(() => this.close(), 150));
    this.list.addEventListener("pointerdown", (event) => event.preventDefault());
    this.list.addEventListener("click", (event) => {
      const option = event.target.closest('[role="option"]');
      if (option) this.take(Number(option.dataset.at));
    });
  }

  asked() {
    if (this.field.selectionStart !== this.field.selectionEnd) return null;
    return this.field.value.slice(0, this.field.selectionStart).match(BEFORE_CARET);
  }

  later() {
    clearTimeout(this.timer);
    if (this.asked()) this.timer = setTimeout(() => this.ask(), PAUSE);
    else this.close();
  }

  async ask() {
    const found = this.asked();
    if (!found) return;
    this.request?.abort();
    this.request = new AbortController();
    try {
      const address = `${this.field.dataset.mentionUrl}?${new URLSearchParams({ q: found[1] })}`;
      const answer = await fetch(address, { signal: this.request.signal, headers: { Accept: "application/json" } });
      if (!answer.ok || answer.redirected) return;
      this.show(await answer.json());
    } catch (error) {
      if (error.name !== "AbortError") this.close();
    }
  }

  show(people) {
    this.people = people;
    if (!people.length || !this.asked()) {
      this.close();
      return;
    }
    this.list.replaceChildren(...people.map((person, at) => this.option(person, at)));
    this.list.hidden = false;
    for (const [name, value] of Object.entries({ role: "combobox", "aria-expanded": "true", "aria-haspopup": "listbox", "aria-controls": this.list.id })) {
      this.field.setAttribute(name, value);
    }
    this.status.textContent = `${people.length} ${this.list.dataset.words}`;
    this.mark(0);
  }

  option(person, at) {
    const option = document.createElement("div");
    option.setAttribute("role", "option");
    option.id = `${this.list.id}-${at}`;
    option.dataset.at = at;
    const name = document.createElement("span");
    name.className = "strong";
    name.textContent = person.name;
    const place = document.createElement("span");
    place.className = "small";
    place.textContent = person.organisation || "";
    option.append(name, place);
    return option;
  }

  mark(at) {
    this.at = at;
    [...this.list.children].forEach((option, index) => option.setAttribute("aria-selected", String(index === at)));
    const option = this.list.children[at];
    option.scrollIntoView({ block: "nearest" });
    this.field.setAttribute("aria-activedescendant", option.id);
  }

  key(event) {
    if (this.list.hidden || event.isComposing) return;
    const count = this.people.length;
    if (event.key === "ArrowDown") this.mark((this.at + 1) % count);
    else if (event.key === "ArrowUp") this.mark((this.at - 1 + count) % count);
    else if (event.key === "Enter" || event.key === "Tab") this.take(this.at);
    else if (event.key === "Escape") this.close();
    else return;
    event.preventDefault();
    event.stopPropagation();
  }

  take(at) {
    const found = this.asked();
    const person = this.people[at];
    if (!found || !person) return;
    const end = this.field.selectionStart;
    const start = end - found[1].length - 1;
    this.field.setRangeText(`${person.insert} `, start, end, "end");
    this.close();
    this.field.dispatchEvent(new Event("input", { bubbles: true }));
    this.field.focus();
  }

  close() {
    clearTimeout(this.timer);
    this.request?.abort();
    if (this.list.hidden) return;
    this.list.hidden = true;
    for (const name of ["role", "aria-expanded", "aria-haspopup", "aria-controls", "aria-activedescendant"]) this.field.removeAttribute(name);
  }
}

function attachAll() {
  for (const field of document.querySelectorAll("textarea[data-mention-url]")) {
    if (attached.has(field) || !document.getElementById(`${field.id}_mentions`)) continue;
    attached.add(field);
    new Mentions(field);
  }
}

document.addEventListener("click", (event) => {
  const start = event.target.closest("[data-mention-start]");
  if (!start) return;
  const field = start.closest("[data-editor]").querySelector("textarea");
  const before = field.value.slice(0, field.selectionStart);
  field.focus();
  field.setRangeText(before && !/\s$/.test(before) ? " @" : "@", field.selectionStart, field.selectionEnd, "end");
  field.dispatchEvent(new Event("input", { bubbles: true }));
});

document.addEventListener("htmx:after:swap", attachAll);
attachAll();
