/* Ask before words are left behind: those in a form for text, or one marked data-unsaved, that is not being sent.
   And whoever types is there: the server hears of it now and then, lest the session ends over a long text.
   A save in place that fails says so beside its button; the words stay where they are. */
(() => {
  const typed = new Set();
  const QUIET = 5 * 60 * 1000;
  let heard = Date.now();
  document.addEventListener("input", ({ target }) => {
    const form = target.closest("form:has(textarea), form[data-unsaved]");
    if (!form) return;
    typed.add(form);
    if (Date.now() - heard < QUIET) return;
    heard = Date.now();
    fetch("/account/", { method: "HEAD" }).catch(() => {});
  });
  document.addEventListener("submit", ({ target }) => typed.delete(target));
  for (const failure of ["htmx:responseError", "htmx:sendError"]) {
    document.addEventListener(failure, ({ detail: { elt, requestConfig } }) => {
      if (requestConfig.verb !== "post") return;
      elt.parentElement.querySelectorAll("[role=alert], [role=status]").forEach((said) => said.remove());
      elt.after(document.getElementById("not-saved").content.cloneNode(true));
    });
  }
  addEventListener("beforeunload", (event) => {
    if ([...typed].some((form) => form.isConnected)) event.preventDefault();
  });
})();
