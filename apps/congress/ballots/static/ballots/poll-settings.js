/* <poll-settings>: shows only the fields that belong to the chosen 表决方式 ([data-models]); without scripts all are
   shown, and the server empties what does not apply. */
customElements.define(
  "poll-settings",
  class extends HTMLElement {
    connectedCallback() {
      this.model = this.querySelector("[name=model]");
      this.model.addEventListener("change", () => this.show());
      this.show();
    }

    show() {
      for (const part of this.querySelectorAll("[data-models]")) {
        part.hidden = !part.dataset.models.split(" ").includes(this.model.value);
      }
    }
  },
);
