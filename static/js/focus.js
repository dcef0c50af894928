/**
 * After a fragment was swapped, the focus stays where work goes on: on what stands in the place of the control that was pressed, else on
 * the first control of the nearest part of the page that is still there. htmx gives the focus back to what has an id; this is for the rest.
 */

const CONTROLS = 'a[href], button:not(:disabled), input:not([type="hidden"], :disabled), select:not(:disabled), textarea:not(:disabled), summary';
let before = null;

const actionOf = (element) => element.form?.getAttribute("action") ?? element.getAttribute("href") ?? "";
const shown = (element) => element.checkVisibility?.({ visibilityProperty: true }) ?? true;

function remember(element) {
  const places = [];
  for (let one = element.parentElement; one && one !== document.body; one = one.parentElement) if (one.id) places.push(one.id);
  const [tag, name, action] = [element.tagName, element.getAttribute("name"), actionOf(element)];
  before = { element, places, tag, name, action };
}

/** How much a control is like the one that had the focus: 0, nothing in common but the place. */
function likeness(control) {
  if (control.tagName !== before.tag) return 0;
  const [name, action] = [control.getAttribute("name") === before.name, actionOf(control) === before.action];
  return 1 + (name ? 1 : 0) + (action ? 2 : 0);
}

function successor() {
  const place = before.places.map((id) => document.getElementById(id)).find((one) => one && shown(one));
  if (!place) return null;
  const controls = [...place.querySelectorAll(CONTROLS)].filter(shown);
  const best = controls.reduce((found, one) => (likeness(one) > (found ? likeness(found) : 0) ? one : found), null);
  return best ?? (place.tabIndex >= 0 ? place : controls[0]) ?? null;
}

document.addEventListener("focusin", (event) => remember(event.target));
document.addEventListener("htmx:after:swap", () => {
  if (!before || before.element.isConnected || document.activeElement !== document.body) return;
  successor()?.focus({ preventScroll: true });
});
