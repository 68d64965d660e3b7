/* <light-photos>: large photos chosen in its [type=file] are drawn smaller before they are sent; places and cameras that
   photos name are left behind with it. What this browser cannot draw is sent as it is. */
const EDGE = 2000;
const SMALL = 600 * 1024;
const QUALITY = 0.85;

customElements.define(
  "light-photos",
  class extends HTMLElement {
    connectedCallback() {
      this.addEventListener("change", (event) => {
        if (event.target.type === "file") this.lighten(event.target);
      });
    }

    async lighten(input) {
      if (typeof DataTransfer === "undefined" || typeof createImageBitmap === "undefined") return;
      const chosen = [...input.files];
      const before = weight(chosen);
      if (!chosen.some((file) => file.size > SMALL)) return;
      this.tell("正在压缩照片…");
      const kept = new DataTransfer();
      for (const file of chosen) kept.items.add(await smaller(file));
      input.files = kept.files;
      this.tell(`照片已压缩:${shown(before)} → ${shown(weight([...kept.files]))}`);
    }

    tell(sentence) {
      this.told ??= this.appendChild(Object.assign(document.createElement("p"), { className: "form-hint tell-note" }));
      this.told.setAttribute("role", "status");
      this.told.textContent = sentence;
    }
  },
);

async function smaller(file) {
  if (file.size <= SMALL) return file;
  try {
    const drawn = await createImageBitmap(file, { imageOrientation: "from-image" });
    const scale = Math.min(1, EDGE / Math.max(drawn.width, drawn.height));
    const canvas = document.createElement("canvas");
    canvas.width = Math.round(drawn.width * scale);
    canvas.height = Math.round(drawn.height * scale);
    canvas.getContext("2d").drawImage(drawn, 0, 0, canvas.width, canvas.height);
    drawn.close();
    const blob = await new Promise((done) => canvas.toBlob(done, "image/jpeg", QUALITY));
    if (!blob || blob.size >= file.size) return file;
    return new File([blob], `${file.name.replace(/\.[^.]*$/, "")}.jpg`, { type: "image/jpeg" });
  } catch {
    return file; // a kind this browser does not know
  }
}

const weight = (files) => files.reduce((sum, file) => sum + file.size, 0);

const shown = (bytes) => (bytes < 1024 * 1024 ? `${Math.max(1, Math.round(bytes / 1024))} KB` : `${(bytes / 1024 / 1024).toFixed(1)} MB`);
