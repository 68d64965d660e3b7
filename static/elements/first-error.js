/* After a refused save the first field in error has the focus, so that nobody looks for it. A closed <details> around it
   is opened; where the page itself put the focus somewhere, it stays there. */
const field = document.querySelector("main :is(input, select, textarea)[aria-invalid=true]");

if (field && (document.activeElement ?? document.body) === document.body) {
  const folded = field.closest("details");
  if (folded) folded.open = true;
  field.focus({ preventScroll: true });
  field.scrollIntoView({ block: "center" });
}
