// A double click sends a form once: a second submit within seconds is dropped. Forms of htmx look after themselves.
const PAUSE = 5000;
const sent = new WeakMap();

document.addEventListener("submit", (event) => {
  const form = event.target;
  if (event.defaultPrevented || form.getAttribute("method") !== "post") return; // a field may be named "method"
  if (Date.now() - (sent.get(form) ?? 0) < PAUSE) event.preventDefault();
  else sent.set(form, Date.now());
});
