/* <print-button>: a click inside it prints the page. */
customElements.define(
  "print-button",
  class extends HTMLElement {
    connectedCallback() {
      this.addEventListener("click", () => window.print());
    }
  },
);
