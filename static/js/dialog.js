/**
 * Native dialogs. `data-dialog="id"` opens one (a link keeps its address for those without scripts), `data-dialog-close` closes it,
 * so does the response header HX-Trigger with `dialog:close`. Forms and buttons with `data-confirm="question"`, and hx-confirm, ask first.
 */

const host = document.getElementById("dialog-host");

function open(id, from) {
  const dialog = document.getElementById(id);
  if (!(dialog instanceof HTMLDialogElement)) return false;
  if (!dialog.open) dialog.showModal();
  from?.closest("details.menu")?.removeAttribute("open");
  return true;
}

function closeAll() {
  for (const dialog of document.querySelectorAll("dialog[open]")) dialog.close();
}

function ask(question) {
  const dialog = document.createElement("dialog");
  dialog.className = "dialog";
  dialog.setAttribute("role", "alertdialog");
  dialog.setAttribute("aria-labelledby", "confirm-question");
  const form = document.createElement("form");
  form.method = "dialog";
  form.className = "dialog-body stack";
  const words = document.createElement("p");
  words.id = "confirm-question";
  words.textContent = question;
  const row = document.createElement("div");
  row.className = "row";
  for (const [value, classes, label] of [
    ["yes", "btn btn-primary", host.dataset.yes],
    ["no", "btn", host.dataset.no],
  ]) {
    const button = document.createElement("button");
    button.value = value;
    button.className = classes;
    button.textContent = label;
    button.autofocus = value === "no";
    row.append(button);
  }
  form.append(words, row);
  dialog.append(form);
  host.append(dialog);
  const before = document.activeElement;
  dialog.showModal();
  return new Promise((resolve) => {
    dialog.addEventListener("close", () => {
      resolve(dialog.returnValue === "yes");
      dialog.remove();
      // The menu whose entry was pressed has closed meanwhile: the focus goes to what opens it.
      if (document.activeElement === document.body) (before?.checkVisibility() ? before : before?.closest("details.menu")?.querySelector("summary"))?.focus();
    });
  });
}

document.addEventListener("click", (event) => {
  const opener = event.target.closest("[data-dialog]");
  if (opener && !event.ctrlKey && !event.metaKey && open(opener.dataset.dialog, opener)) {
    event.preventDefault();
    return;
  }
  if (event.target.closest("[data-dialog-close]")) event.target.closest("dialog")?.close();
});

document.addEventListener("pointerdown", (event) => {
  const dialog = event.target;
  if (!(dialog instanceof HTMLDialogElement) || dialog.getAttribute("role") === "alertdialog") return;
  const box = dialog.getBoundingClientRect();
  const outside = event.clientX < box.left || event.clientX > box.right || event.clientY < box.top || event.clientY > box.bottom;
  const written = [...dialog.querySelectorAll("textarea, input")].some((field) => field.value !== field.defaultValue);
  if (outside && !written) dialog.close();
});

document.addEventListener("submit", async (event) => {
  const asked = event.submitter?.closest("[data-confirm]") ?? event.target.closest("[data-confirm]");
  if (!asked || event.target.dataset.confirmed) return;
  event.preventDefault();
  event.stopImmediatePropagation();
  if (!(await ask(asked.dataset.confirm))) return;
  event.target.dataset.confirmed = "yes";
  event.target.requestSubmit(event.submitter);
  delete event.target.dataset.confirmed;
}, { capture: true });

document.addEventListener("htmx:confirm", (event) => {
  event.preventDefault();
  const { ctx, issueRequest, dropRequest } = event.detail;
  ask(ctx.confirm).then((yes) => (yes ? issueRequest() : dropRequest()));
});

document.addEventListener("htmx:after:request", (event) => {
  if ((event.detail.ctx.response.headers.get("HX-Trigger") || "").includes("dialog:close")) closeAll();
});
