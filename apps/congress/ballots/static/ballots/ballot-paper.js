/* <ballot-paper limit="10" key="…">: counts the marks, prevents more than the limit, and keeps them in this tab
   until the ballot is in the box, so that a reload, an error or a lost connection costs no mark.
   <ballot-paper forgets>: marks of a secret ballot are written nowhere. */
customElements.define(
  "ballot-paper",
  class extends HTMLElement {
    connectedCallback() {
      this.form = this.querySelector("form");
      this.limit = Number(this.getAttribute("limit")) || Infinity;
      this.store = `ballot-${this.getAttribute("key")}`;
      this.notice = this.querySelector("[data-notice]");
      this.restore();
      this.form.addEventListener("click", (event) => this.rank(event));
      this.form.addEventListener("change", (event) => this.changed(event.target));
      this.form.addEventListener("input", () => this.keep());
      this.addEventListener("htmx:sendError", () => this.say("网络不通,选票没有送到。您的选择还在,请稍后再按一次“确认投票”。"));
      this.addEventListener("htmx:timeout", () => this.say("网络太慢,尚未收到确认。您的选择还在,请再按一次“确认投票”,不会重复计票。"));
      this.addEventListener("htmx:responseError", () => document.getElementById("notices").scrollIntoView({ block: "center" }));
      this.addEventListener("htmx:beforeSwap", (event) => event.detail.xhr.status < 300 && sessionStorage.removeItem(this.store));
      this.show();
    }

    get marked() {
      return [...this.form.elements].filter((field) => this.approves(field));
    }

    approves(field) {
      if (field.name === "write_in") return field.value.trim() !== "";
      if (field.name.startsWith("rank:")) return field.value !== "";
      return field.checked && (field.name === "approve" || field.value === "approve" || field.name.startsWith("grade:"));
    }

    changed(field) {
      if (this.marked.length > this.limit && this.approves(field)) {
        field.checked = false;
        if (field.name === "write_in") field.value = "";
        this.say(`最多选${this.limit}项。如要改选,请先取消一项。`);
      } else {
        this.say("");
      }
      this.show();
      this.keep();
    }

    /* Preference: a tap gives the next number, a second tap takes it away and closes the gap. */
    rank(event) {
      const row = event.target.closest("[data-rank]");
      if (!row) return;
      event.preventDefault();
      const field = row.querySelector("input");
      const taken = this.marked;
      if (field.value) {
        const gone = Number(field.value);
        field.value = "";
        for (const other of taken) if (Number(other.value) > gone) other.value = String(Number(other.value) - 1);
        this.say("");
      } else if (taken.length >= this.limit) {
        this.say(`最多排${this.limit}项。如要改选,请先点一下已排的项目取消。`);
      } else {
        field.value = String(taken.length + 1);
        this.say("");
      }
      this.show();
      this.keep();
    }

    show() {
      for (const row of this.querySelectorAll("[data-rank]")) {
        const field = row.querySelector("input");
        row.querySelector(".ballot-rank").textContent = field.value;
        row.closest(".ballot-option").classList.toggle("is-ranked", field.value !== "");
        row.setAttribute("aria-pressed", String(field.value !== ""));
      }
      const counter = this.querySelector("[data-count]");
      if (counter) counter.textContent = String(this.marked.length);
    }

    say(sentence) {
      this.notice.textContent = sentence;
    }

    keep() {
      if (this.hasAttribute("forgets")) return;
      const marks = [...new FormData(this.form)].filter(([name, value]) => name !== "csrfmiddlewaretoken" && value !== "");
      sessionStorage.setItem(this.store, JSON.stringify(marks));
    }

    restore() {
      if (this.hasAttribute("forgets")) return;
      const marks = JSON.parse(sessionStorage.getItem(this.store) || "[]");
      const writeIns = [...this.form.querySelectorAll("input[name=write_in]")];
      for (const [name, value] of marks) {
        if (name === "listed") continue;
        if (name === "write_in") {
          const field = writeIns.shift();
          if (field) field.value = value;
          continue;
        }
        for (const field of this.form.elements) {
          if (field.name !== name) continue;
          if (field.type === "checkbox" || field.type === "radio") field.checked ||= field.value === value;
          else field.value = value;
        }
      }
    }
  },
);
