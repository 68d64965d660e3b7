/* A tablet of the hall that goes from person to person. Staff start it by a form [data-tablet-start] with the page to
   work on (data-at) and a title; the device then remembers that alone. Whoever signs in is led to the page; when it
   shows [data-done], when there is nothing to do on it ([data-nothing-to-do], or no form), or when nobody touches it for a minute, they are signed out,
   what the page kept is wiped, and the next person finds the sign-in page. */
const KEY = "hall-tablet";
const IDLE = 60;
const AFTER_DONE = 6;
const NOTHING_TO_DO = 12;
const WARN_FROM = 20;
const TRY_AGAIN = 3000;

const marker = JSON.parse(localStorage.getItem(KEY) || "null");

document.addEventListener("submit", (event) => {
  const { tabletStart, at, title } = event.target.dataset;
  if (tabletStart !== undefined) localStorage.setItem(KEY, JSON.stringify({ at, title }));
});

class Tablet {
  constructor({ at, title }) {
    this.at = at;
    this.signOut = document.querySelector(".portal-topbar form[action$='/logout/']");
    this.isAccountPage = location.pathname.startsWith("/accounts/");
    document.documentElement.classList.add("is-tablet");
    this.bar = document.createElement("div");
    this.bar.className = "portal-tablet";
    this.said = Object.assign(document.createElement("span"), { textContent: `会场平板 · ${title}` });
    this.bar.append(this.said);
    document.body.prepend(this.bar);
  }

  start() {
    if (this.signOut && !this.isAccountPage && location.pathname + location.search !== this.at) {
      location.replace(this.at);
      return;
    }
    if (this.signOut) this.serve();
    else this.wait();
  }

  /* Nobody is signed in: no name of the person before stands in the fields, and none is offered. */
  wait() {
    for (const field of document.querySelectorAll("main input:not([type=hidden])")) {
      field.autocomplete = "off";
      field.value = "";
    }
    this.button("结束平板使用", () => {
      if (!confirm("只由会议工作人员办理:结束后,本设备恢复为普通的登录页。")) return;
      localStorage.removeItem(KEY);
      location.assign("/");
    });
    this.countDown(IDLE, () => document.querySelector("main input[name=login]")?.value && location.reload());
  }

  serve() {
    const name = document.querySelector(".portal-user-text strong")?.textContent ?? "";
    this.said.textContent += ` · ${name}`;
    this.leaveButton = this.button("退出,换下一位", () => this.leave());
    const hasWork = this.isAccountPage || document.querySelector("main form, secret-ballot");
    this.countDown(hasWork ? IDLE : NOTHING_TO_DO, () => this.leave());
    new MutationObserver(() => this.notice()).observe(document.body, {
      childList: true, subtree: true, attributes: true, attributeFilter: ["hidden"],
    });
    this.notice();
  }

  /* An element that signs out by itself ([tablet]) is left to do so. */
  notice() {
    if (!this.hasNothing && document.querySelector("[data-nothing-to-do]:not([hidden])")) {
      this.hasNothing = true;
      this.countDown(NOTHING_TO_DO, () => this.leave());
    }
    const done = document.querySelector("[data-done]:not([hidden])");
    if (!done || this.isDone || done.closest("[tablet]")) return;
    this.isDone = true;
    this.countDown(AFTER_DONE, () => this.leave());
  }

  get isWorking() {
    return document.querySelector("[data-working]:not([hidden])") !== null;
  }

  countDown(seconds, then) {
    clearInterval(this.clock);
    let left = seconds;
    const touched = () => {
      if (!this.isDone) left = seconds;
    };
    if (!this.listens) {
      this.listens = true;
      for (const kind of ["pointerdown", "keydown", "input", "wheel"]) {
        document.addEventListener(kind, () => this.touched(), { passive: true, capture: true });
      }
    }
    this.touched = touched;
    this.clock = setInterval(() => {
      if (this.isWorking) return; // a ballot is on its way
      left -= 1;
      if (this.leaveButton) this.leaveButton.textContent = left <= WARN_FROM ? `退出,换下一位(${left}秒)` : "退出,换下一位";
      if (left > 0) return;
      clearInterval(this.clock);
      then();
    }, 1000);
  }

  button(label, act) {
    const button = Object.assign(document.createElement("button"), { type: "button", className: "btn", textContent: label });
    button.addEventListener("click", act);
    this.bar.append(button);
    return button;
  }

  /* Nobody may find the person before them still signed in: the page is covered and it is tried until it is done. */
  async leave() {
    clearInterval(this.clock);
    document.documentElement.classList.add("is-tablet-leaving");
    this.said.textContent = "正在退出…";
    try {
      const body = new FormData(this.signOut);
      const response = await fetch(this.signOut.action, { method: "POST", body, cache: "no-store", redirect: "manual" });
      if (response.type !== "opaqueredirect" && !response.ok) throw new Error(String(response.status));
    } catch {
      this.said.textContent = "还没有退出登录,正在重试。请不要离开这台设备,并告诉会议工作人员。";
      setTimeout(() => this.leave(), TRY_AGAIN);
      return;
    }
    this.forget();
    location.replace(`/accounts/login/?next=${encodeURIComponent(this.at)}`);
  }

  /* After the vote nothing stays. A vote that was broken off may have a sealed ballot in localStorage: it stays until
     its voter comes back, for there is no second one. */
  forget() {
    sessionStorage.clear();
    if (!this.isDone) return;
    for (const [key, value] of Object.entries(localStorage)) {
      if (key !== KEY && !isUnfinished(value)) localStorage.removeItem(key);
    }
  }
}

/* The sealed ballot of somebody else whose vote was broken off. */
function isUnfinished(value) {
  try {
    const { sealed, receipt } = JSON.parse(value);
    return Boolean(sealed && !receipt);
  } catch {
    return false;
  }
}

if (marker) new Tablet(marker).start();
