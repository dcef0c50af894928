/** A second click of a double click would answer the next statement, which stands in the same place: it is left aside. */
document.addEventListener(
  "click",
  (event) => {
    if (event.detail > 1 && event.target.closest?.("[data-keys-answers] .answer")) event.preventDefault();
  },
  true,
);
