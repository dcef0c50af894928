/**
 * Two fields of one time: `data-ends="id"` on the beginning names the end. An empty end is proposed an hour later; one that is there keeps
 * its distance when the beginning moves. Without scripts both are typed.
 */

const HOUR = 3_600_000;
const read = (field) => (field.value ? Date.parse(`${field.value}Z`) : Number.NaN);
const write = (field, time) => {
  field.value = new Date(time).toISOString().slice(0, 16);
  field.dispatchEvent(new Event("input", { bubbles: true }));
};
const known = new WeakMap();

document.addEventListener("focusin", ({ target }) => {
  if (target.dataset?.ends && !known.has(target)) known.set(target, read(target));
});

document.addEventListener("change", ({ target }) => {
  const end = target.dataset?.ends && document.getElementById(target.dataset.ends);
  const begins = target.dataset?.ends ? read(target) : Number.NaN;
  if (!end || Number.isNaN(begins)) return;
  const [before, ends] = [known.get(target) ?? Number.NaN, read(end)];
  const lasts = Number.isNaN(ends) ? HOUR : ends - before;
  if (lasts > 0) write(end, begins + lasts);
  known.set(target, begins);
});
