/* <filter-choices hint="…">: above a long group of check boxes marked data-find ("name pinyin initials") stands a box that
   leaves those found by what is typed, and how many are chosen. Chosen ones always stay in sight; on a phone the others
   appear when something is typed, or at the press of a button. */
const SHORT = 12;

customElements.define(
  "filter-choices",
  class extends HTMLElement {
    connectedCallback() {
      this.boxes = [...this.querySelectorAll("input[data-find]")];
      if (this.boxes.length === 0 || this.typed) return;
      const group = this.boxes[0].closest("fieldset");
      this.typed = Object.assign(document.createElement("input"), {
        type: "search", className: "form-control", autocomplete: "off", placeholder: this.getAttribute("hint"),
      });
      this.typed.setAttribute("aria-label", this.getAttribute("hint"));
      this.chosen = Object.assign(document.createElement("output"), { className: "filter-choices-count" });
      this.none = Object.assign(document.createElement("p"), {
        className: "text-secondary mb-0", textContent: "没有找到,请换一个字或拼音。", hidden: true,
      });
      this.more = Object.assign(document.createElement("button"), {
        type: "button", className: "btn", textContent: `显示全部 ${this.boxes.length} 人`,
      });
      this.all = this.boxes.length <= SHORT || window.matchMedia("(min-width: 768px)").matches;
      const bar = Object.assign(document.createElement("div"), { className: "filter-choices-bar" });
      bar.append(this.typed, this.chosen);
      group.querySelector("legend").after(bar, this.none, this.more);
      group.classList.add("filter-choices-list");
      this.typed.addEventListener("input", () => this.show());
      this.typed.addEventListener("keydown", (event) => event.key === "Enter" && event.preventDefault());
      this.more.addEventListener("click", () => this.show((this.all = true)));
      group.addEventListener("change", () => this.show());
      this.show();
    }

    show() {
      const typed = this.typed.value.toLowerCase().replace(/\s/g, "");
      for (const box of this.boxes) {
        box.closest("label").hidden = !box.checked && !(typed ? this.finds(box, typed) : this.all);
      }
      this.chosen.value = `已选 ${this.boxes.filter((box) => box.checked).length} 人`;
      this.none.hidden = typed === "" || this.boxes.some((box) => !box.closest("label").hidden);
      this.more.hidden = this.all || typed !== "";
    }

    finds(box, typed) {
      const [name, ...spelt] = box.dataset.find.split(" ");
      return name.includes(typed) || spelt.some((word) => word.startsWith(typed));
    }
  },
);
