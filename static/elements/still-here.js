/* Whoever types is not idle: every few minutes of typing, and on coming back to the page, the session is told so. Where it
   has ended meanwhile, the page says so at once; what is typed stays and can be sent after signing in beside it. */
const PAUSE = 4 * 60 * 1000;
let told = Date.now();

document.addEventListener("input", tell);
document.addEventListener("visibilitychange", () => document.hidden || tell());

function tell() {
  if (Date.now() - told < PAUSE || !document.querySelector(".portal-user")) return;
  told = Date.now();
  fetch("/accounts/still-here/", { redirect: "manual" })
    .then(({ type }) => type === "opaqueredirect" && say())
    .catch(() => {});
}

function say() {
  const notices = document.querySelector("#notices");
  if (!notices || notices.querySelector("#refusal")) return;
  const link = Object.assign(document.createElement("a"), { className: "alert-link", href: "/accounts/login/", target: "_blank" });
  link.textContent = "在新窗口登录";
  const words = Object.assign(document.createElement("div"), { className: "alert alert-warning" });
  words.setAttribute("role", "alert");
  const line = document.createElement("div");
  line.append("登录已经结束。您填写的内容仍在本页:请先", link, ",再回到本页提交。");
  words.append(line);
  const refusal = Object.assign(document.createElement("div"), { id: "refusal" });
  refusal.append(words);
  notices.replaceChildren(refusal);
}
