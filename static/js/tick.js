/**
 * Boxes of a list: `data-tick-all="name"` ticks every box of that name, Shift ticks up to the box ticked before, and `data-ticked="name"`
 * says how many are ticked. What counts is what the form sends: without scripts the boxes are there, this help is not.
 */

const boxesOf = (name) => [...document.querySelectorAll(`input[type="checkbox"][name="${CSS.escape(name)}"]:not(:disabled)`)];
let last = null;

function count(name) {
  const boxes = boxesOf(name);
  const ticked = boxes.filter((box) => box.checked).length;
  for (const all of document.querySelectorAll(`[data-tick-all="${CSS.escape(name)}"]`)) {
    all.checked = ticked > 0 && ticked === boxes.length;
    all.indeterminate = ticked > 0 && ticked < boxes.length;
  }
  for (const place of document.querySelectorAll(`[data-ticked="${CSS.escape(name)}"]`)) {
    const words = ticked > 1 ? place.dataset.many : place.dataset.one;
    place.textContent = ticked ? words.replace("0", String(ticked)) : "";
  }
}

document.addEventListener("click", (event) => {
  const box = event.target;
  if (!(box instanceof HTMLInputElement) || box.type !== "checkbox" || !box.name) return;
  const boxes = boxesOf(box.name);
  const [from, to] = [boxes.indexOf(last), boxes.indexOf(box)].sort((a, b) => a - b);
  if (event.shiftKey && from >= 0) for (const one of boxes.slice(from, to + 1)) one.checked = box.checked;
  last = box;
});

document.addEventListener("change", (event) => {
  const { tickAll } = event.target.dataset ?? {};
  if (tickAll) for (const box of boxesOf(tickAll)) box.checked = event.target.checked;
  const name = tickAll || event.target.name;
  if (name && document.querySelector(`[data-tick-all="${CSS.escape(name)}"]`)) count(name);
});

function begin() {
  for (const all of document.querySelectorAll("[data-tick-all]")) count(all.dataset.tickAll);
}

document.addEventListener("htmx:after:swap", begin);
addEventListener("pageshow", begin);
