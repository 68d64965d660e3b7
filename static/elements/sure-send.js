/* <sure-send>: its form arrives once, also over a bad line. It is sent behind the page: how far it is stands on the button,
   a line that breaks is tried again, and text and photos stay where they are until the server has answered. The hidden
   key of the form makes a second arrival the same row. Without script the form is sent as any other. */
const WAITS = [2000, 5000, 10000];
const BROKEN = "网络不好或系统忙,还没有送到。内容和照片都还在本页,请不要关闭;网络恢复后会自动再送,也可以点“再试一次”。";

customElements.define(
  "sure-send",
  class extends HTMLElement {
    connectedCallback() {
      this.addEventListener("submit", (event) => {
        event.preventDefault();
        this.begin(event.target);
      });
      window.addEventListener("online", () => this.isBroken && this.begin(this.querySelector("form")));
      window.addEventListener("pageshow", () => this.rest());
    }

    get button() {
      return this.querySelector("[type=submit]");
    }

    begin(form) {
      if (this.isUnderWay) return;
      this.isUnderWay = true;
      this.isBroken = false;
      this.tries = 0;
      this.label ??= this.button.textContent;
      this.button.disabled = true;
      this.tell("");
      this.send(form);
    }

    send(form) {
      this.button.textContent = "正在提交…";
      const request = new XMLHttpRequest();
      request.open("POST", form.action || location.href);
      request.setRequestHeader("Accept", "text/html");
      request.upload.addEventListener("progress", ({ loaded, total }) => {
        if (total) this.button.textContent = `正在提交 ${Math.floor((100 * loaded) / total)}%`;
      });
      request.addEventListener("load", () => (request.status >= 500 ? this.miss(form) : this.arrive(request)));
      request.addEventListener("error", () => this.miss(form));
      request.addEventListener("timeout", () => this.miss(form));
      request.timeout = 120000;
      request.send(new FormData(form));
    }

    miss(form) {
      const wait = WAITS[this.tries];
      this.tries += 1;
      this.tell(BROKEN);
      if (wait) {
        this.button.textContent = `网络不好,正在重试(${this.tries}/${WAITS.length})…`;
        setTimeout(() => this.send(form), wait);
        return;
      }
      this.isBroken = true;
      this.rest("再试一次");
    }

    /* On to where the server leads, or the page again with what is to be mended; chosen photos are put back. */
    arrive(request) {
      if (request.responseURL.split("#")[0] !== location.href.split("#")[0]) {
        this.dispatchEvent(new CustomEvent("sure-sent", { bubbles: true }));
        location.assign(request.responseURL);
        return;
      }
      const page = new DOMParser().parseFromString(request.responseText, "text/html");
      const fresh = page.querySelector("sure-send");
      if (!fresh) {
        this.rest();
        const refusal = page.querySelector("#refusal .alert > div, main");
        this.tell(refusal?.textContent.trim() || `没有收下(${request.status}),请稍后再试;内容还在本页。`);
        if (refusal) this.told.replaceChildren(...refusal.childNodes);
        return;
      }
      const photos = this.querySelector("[type=file]")?.files;
      this.replaceChildren(...fresh.childNodes);
      const input = this.querySelector("[type=file]");
      if (photos?.length && input) {
        input.files = photos;
        this.querySelector("[data-files-again]")?.remove();
      }
      this.told = null;
      this.rest();
      this.querySelector("[role=alert], .is-invalid")?.scrollIntoView({ block: "center" });
    }

    rest(label) {
      this.isUnderWay = false;
      if (this.label && this.button) this.button.textContent = label ?? this.label;
      if (this.button) this.button.disabled = false;
    }

    tell(sentence) {
      if (!sentence && !this.told) return;
      if (!this.told) {
        this.told = Object.assign(document.createElement("p"), { className: "alert alert-warning" });
        this.told.setAttribute("role", "alert");
        this.button.before(this.told);
      }
      this.told.hidden = !sentence;
      this.told.textContent = sentence;
    }
  },
);
