/* <mark-all value="yes">: the button marked data-mark answers every question inside that has no answer yet. */
customElements.define(
  "mark-all",
  class extends HTMLElement {
    connectedCallback() {
      this.querySelector("[data-mark]").addEventListener("click", () => this.mark());
    }

    mark() {
      for (const choice of this.querySelectorAll(`input[type=radio][value="${this.getAttribute("value")}"]`)) {
        const isAnswered = this.querySelector(`input[name="${choice.name}"]:checked`);
        choice.checked ||= !isAnswered;
      }
    }
  },
);
