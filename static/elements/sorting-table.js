/* <sorting-table>: rows marked data-row are walked with the arrows or j and k; a single key presses the button of the
   current row that carries it as data-key. Nothing is pressed while somebody types; Escape closes the open form. */
customElements.define(
  "sorting-table",
  class extends HTMLElement {
    connectedCallback() {
      document.addEventListener("keydown", (this.onKey = (event) => this.press(event)));
      this.addEventListener("click", (event) => this.onClick(event));
      this.addEventListener("htmx:afterSettle", (event) => this.settle(event.target));
      this.addEventListener("focusin", (event) => this.mark(event.target.closest("[data-row]")));
      this.mark(this.rows[0]);
    }

    disconnectedCallback() {
      document.removeEventListener("keydown", this.onKey);
    }

    get rows() {
      return [...this.querySelectorAll("[data-row]")];
    }

    get current() {
      return this.querySelector("[data-row].is-current");
    }

    mark(row) {
      if (!row || row === this.current) return;
      this.querySelectorAll(".is-current").forEach((one) => one.classList.remove("is-current"));
      row.classList.add("is-current");
    }

    go(step) {
      const rows = this.rows;
      const next = rows[Math.min(Math.max(rows.indexOf(this.current) + step, 0), rows.length - 1)];
      if (!next) return;
      this.mark(next);
      next.focus({ preventScroll: true });
      next.scrollIntoView({ block: "nearest" });
    }

    press(event) {
      if (event.ctrlKey || event.metaKey || event.altKey || event.isComposing) return;
      if (document.querySelector("dialog[open]")) return;
      if (event.key === "Escape") return this.close();
      if (event.target.matches("input, textarea, select, button, a")) return;
      const step = { ArrowDown: 1, j: 1, ArrowUp: -1, k: -1 }[event.key];
      const button = step ? null : this.current?.querySelector(`[data-key="${CSS.escape(event.key)}"]`);
      if (!step && !button) return;
      event.preventDefault();
      if (step) return this.go(step);
      // A row that has just been answered is already the current one, a moment before htmx knows its buttons.
      window.htmx.process(button);
      button.click();
    }

    onClick(event) {
      if (event.target.matches("[data-close]")) this.close();
    }

    close() {
      const row = this.current;
      row?.querySelector(".matters-panel")?.replaceChildren();
      row?.focus({ preventScroll: true });
    }

    /* After a panel was opened its first field has the cursor; after an act the row, or the next one, is the current one:
       not before its buttons are alive. */
    settle(target) {
      const panel = target.closest(".matters-panel");
      if (panel) return panel.querySelector("input:not([type=hidden]), select, textarea")?.focus();
      const acted = document.querySelector("[data-acted]");
      if (!acted) return;
      acted.removeAttribute("data-acted");
      const row = acted.matches("[data-row]") ? acted : this.after(acted);
      this.mark(row);
      row?.focus({ preventScroll: true });
    }

    after(row) {
      const rows = this.rows;
      return rows.find((one) => row.compareDocumentPosition(one) & Node.DOCUMENT_POSITION_FOLLOWING) ?? rows.at(-1);
    }
  },
);
