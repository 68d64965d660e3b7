/* <check-all>: the box marked data-all checks and unchecks every other box inside. */
customElements.define(
  "check-all",
  class extends HTMLElement {
    connectedCallback() {
      this.addEventListener("change", (event) => {
        if (event.target.matches("[data-all]")) {
          this.boxes.forEach((box) => (box.checked = event.target.checked));
        }
        const all = this.querySelector("[data-all]");
        const count = this.boxes.filter((box) => box.checked).length;
        all.checked = count === this.boxes.length;
        all.indeterminate = count > 0 && count < this.boxes.length;
      });
    }

    get boxes() {
      return [...this.querySelectorAll("input[type=checkbox]:not([data-all])")];
    }
  },
);
