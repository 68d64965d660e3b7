// What <keep-typing> holds is forgotten once its form has arrived: the next page is of somebody signed in and refuses nothing.
const SENT = "keep-typing-sent";

try {
  const key = sessionStorage.getItem(SENT);
  sessionStorage.removeItem(SENT);
  const stays = document.querySelector("keep-typing, #refusal") || !document.querySelector(".portal-user");
  if (key && !stays) localStorage.removeItem(key);
} catch {
  /* a browser that keeps nothing */
}
