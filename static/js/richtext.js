/* Rich text: each textarea[data-richtext] reads as the text itself and becomes an editor when it is entered.
 *
 * The library comes with the first sign of work on the page: before the text is entered, so that what is typed at
 * once is not lost; not before, so that a page is read as quickly as one without. One toolbar serves all editors. The textarea stays the form's field; without this script it is edited as it stands. */
(() => {
  const toolbar = document.querySelector("[data-richtext-toolbar]");
  if (!toolbar) return;
  const tools = [...toolbar.querySelectorAll("[data-do]")];
  let library = null;
  let current = null;

  const load = () => (library ??= import(toolbar.dataset.richtextToolbar));
  const fetchEarly = () => load().catch(() => null); // whoever enters a text is told
  for (const sign of ["focusin", "pointermove"]) document.addEventListener(sign, fetchEarly, { once: true });

  const COMMANDS = {
    bold: (chain) => chain.toggleBold(),
    italic: (chain) => chain.toggleItalic(),
    footnote: (chain) => chain.toggleMark("textClass", { class: "footnote" }),
    bullets: (chain) => chain.toggleBulletList(),
    numbers: (chain) => chain.toggleOrderedList(),
    table: (chain) => chain.insertTable({ rows: 3, cols: 2, withHeaderRow: true }),
    row: (chain) => chain.addRowAfter(),
    column: (chain) => chain.addColumnAfter(),
    header: (chain) => chain.toggleHeaderCell(),
    unrow: (chain) => chain.deleteRow(),
    uncolumn: (chain) => chain.deleteColumn(),
    untable: (chain) => chain.deleteTable(),
    undo: (chain) => chain.undo(),
    redo: (chain) => chain.redo(),
  };
  const ACTIVE = { bold: "bold", italic: "italic", footnote: "textClass", bullets: "bulletList", numbers: "orderedList" };

  const extensionsOf = (lib) => {
    const footnote = lib.TextClass.configure({ cssClasses: ["footnote"] }).extend({
      addKeyboardShortcuts: () => ({ "Mod-Alt-f": () => run("footnote") }),
    });
    const keys = lib.Extension.create({
      name: "keys",
      addKeyboardShortcuts: () => ({ "Alt-F10": () => focusTool(tools.find((tool) => tool.tabIndex === 0)) }),
    });
    const cell = { content: "(paragraph | bulletList | orderedList)+" }; // no table inside a table
    return [
      lib.Document, lib.Paragraph, lib.Text, lib.HardBreak, lib.Bold, lib.Italic, footnote, keys,
      lib.BulletList, lib.OrderedList, lib.ListItem, lib.UndoRedo, lib.Gapcursor,
      lib.Table, lib.TableRow, lib.TableHeader.extend(cell), lib.TableCell.extend(cell),
    ];
  };

  const run = (name) => current && COMMANDS[name](current.chain().focus()).run();

  const refresh = () => {
    if (!current) return;
    for (const tool of tools) {
      const name = tool.dataset.do;
      if (name in ACTIVE) tool.setAttribute("aria-pressed", current.isActive(ACTIVE[name]));
      tool.setAttribute("aria-disabled", !COMMANDS[name](current.can().chain()).run());
      if (tool.dataset.in) tool.hidden = !current.isActive(tool.dataset.in);
      if (tool.dataset.out) tool.hidden = current.isActive(tool.dataset.out);
    }
  };

  const focusTool = (tool) => {
    for (const other of tools) other.tabIndex = other === tool ? 0 : -1;
    tool.focus();
    return true;
  };

  const attributesOf = (textarea) => {
    const described = [textarea.getAttribute("aria-describedby"), "richtext-keys"].filter(Boolean).join(" ");
    const invalid = textarea.getAttribute("aria-invalid");
    return {
      class: "text",
      role: "textbox",
      tabindex: "0",
      lang: textarea.lang,
      spellcheck: "true",
      "aria-multiline": "true",
      "aria-label": textarea.labels[0]?.textContent.trim() ?? textarea.getAttribute("aria-label") ?? "",
      "aria-describedby": described,
      ...(invalid && { "aria-invalid": invalid }),
    };
  };

  /* Without the library the text is edited as it is stored. */
  const giveUp = ({ textarea, box }) => {
    box.remove();
    textarea.classList.remove("hide");
    textarea.removeAttribute("aria-hidden");
    textarea.removeAttribute("tabindex");
    textarea.focus();
  };

  const edit = async (field, point) => {
    if (field.editor || field.loading) return field.editor?.commands.focus();
    field.loading = true;
    const { textarea, box, preview } = field;
    const lib = await load().catch(() => null);
    if (!lib) return giveUp(field);
    preview.remove();
    field.editor = new lib.Editor({
      element: box,
      content: textarea.value,
      extensions: extensionsOf(lib),
      injectCSS: false, // the page's policy allows no inline style
      editorProps: { attributes: attributesOf(textarea), transformPastedHTML: withoutStyles },
      onFocus: ({ editor }) => {
        current = editor;
        refresh();
      },
      onTransaction: refresh,
      onUpdate: ({ editor }) => {
        textarea.value = editor.isEmpty ? "" : editor.getHTML();
        textarea.dispatchEvent(new Event("input", { bubbles: true }));
      },
    });
    placeCaret(field.editor, point);
  };

  const placeCaret = (editor, point) => {
    const at = point && editor.view.posAtCoords({ left: point.clientX, top: point.clientY });
    if (!at) return editor.commands.focus("end");
    const { doc, selection, tr } = editor.state;
    editor.view.dispatch(tr.setSelection(selection.constructor.near(doc.resolve(at.pos))));
    editor.view.focus();
  };

  /* Word's styles would be dropped anyway; reading them would offend the policy. */
  const withoutStyles = (html) => html.replace(/\sstyle\s*=\s*("[^"]*"|'[^']*'|[^\s>]+)/gi, "");

  const enhance = (textarea) => {
    const box = document.createElement("div");
    const preview = document.createElement("div");
    const field = { textarea, box, preview, editor: null, loading: false };
    box.className = "richtext";
    // The server has sanitised the value, whether stored or sent back with a message.
    preview.innerHTML = textarea.value;
    for (const [name, value] of Object.entries(attributesOf(textarea))) preview.setAttribute(name, value);
    preview.addEventListener("click", (event) => edit(field, event));
    preview.addEventListener("focus", () => preview.matches(":focus-visible") && edit(field));
    // A label or an error's link leads to the textarea, and through it here.
    textarea.addEventListener("focus", () => edit(field));
    textarea.tabIndex = -1;
    textarea.classList.add("hide");
    textarea.setAttribute("aria-hidden", "true");
    textarea.after(box);
    box.append(preview);
    textarea.removeAttribute("data-richtext");
  };

  const enhanceAll = (root) => {
    for (const textarea of root.querySelectorAll("textarea[data-richtext]")) enhance(textarea);
  };

  toolbar.addEventListener("mousedown", (event) => event.preventDefault()); // the selection stays
  toolbar.addEventListener("click", (event) => {
    const tool = event.target.closest("[data-do]");
    if (tool && tool.getAttribute("aria-disabled") !== "true") run(tool.dataset.do);
  });
  toolbar.addEventListener("keydown", (event) => {
    const shown = tools.filter((tool) => !tool.hidden);
    const at = shown.indexOf(document.activeElement);
    const to = { ArrowRight: at + 1, ArrowLeft: at - 1, Home: 0, End: -1 }[event.key];
    if (event.key === "Escape") current?.commands.focus();
    else if (to === undefined || at < 0) return;
    else focusTool(shown.at(to % shown.length));
    event.preventDefault();
  });

  for (const [n, tool] of tools.entries()) {
    tool.tabIndex = n ? -1 : 0;
    tool.setAttribute("aria-disabled", "true"); // until there is a text to format
  }
  toolbar.hidden = false;
  enhanceAll(document);
  document.addEventListener("htmx:load", (event) => enhanceAll(event.target));
})();
