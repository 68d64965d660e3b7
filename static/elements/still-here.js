// Whoever types is not idle: every few minutes of typing the session is told so, and what is typed is not lost to a sign-out.
const PAUSE = 4 * 60 * 1000;
let told = Date.now();

document.addEventListener("input", () => {
  if (Date.now() - told < PAUSE || !document.querySelector(".portal-user")) return;
  told = Date.now();
  fetch("/accounts/still-here/", { redirect: "manual" }).catch(() => {});
});
