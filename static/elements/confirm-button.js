/* <confirm-button>: its [data-ask] button opens its <dialog>; [data-cancel] closes it again. */
customElements.define(
  "confirm-button",
  class extends HTMLElement {
    connectedCallback() {
      const dialog = this.querySelector("dialog");
      this.querySelector("[data-ask]").addEventListener("click", () => dialog.showModal());
      this.querySelector("[data-cancel]").addEventListener("click", () => dialog.close());
    }
  },
);
