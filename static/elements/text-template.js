/* <text-template for="id_text" label="…">: a button above the named field that writes the headings of its <template> into
   it, below what stands there already. */
customElements.define(
  "text-template",
  class extends HTMLElement {
    connectedCallback() {
      const field = document.getElementById(this.getAttribute("for"));
      const text = this.querySelector("template").content.textContent;
      if (!field || this.button) return;
      this.button = Object.assign(document.createElement("button"), {
        type: "button", className: "btn mb-2", textContent: this.getAttribute("label"),
      });
      this.button.addEventListener("click", () => {
        field.value = field.value.trim() ? `${field.value.trimEnd()}\n\n${text}` : text;
        field.dispatchEvent(new Event("input", { bubbles: true }));
        field.focus();
      });
      field.before(this.button);
    }
  },
);
