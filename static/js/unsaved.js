/* Ask before words are left behind: every form[data-unsaved] that was typed in and is not the one being sent. */
(() => {
  const typed = new Set();
  document.addEventListener("input", ({ target }) => {
    const form = target.closest("form[data-unsaved]");
    if (form) typed.add(form);
  });
  document.addEventListener("submit", ({ target }) => typed.delete(target));
  addEventListener("beforeunload", (event) => {
    if ([...typed].some((form) => form.isConnected)) event.preventDefault();
  });
})();
