// After a fragment came: focus goes where reading goes on. If one did not come: the ordinary way still works.

// Errors take the focus and are named in the title; other fragments may point at their heading.
const found = (element, selector) => (element.matches?.(selector) ? element : element.querySelector?.(selector));
const readOn = (part) => {
  const problems = found(part, ".problems");
  if (problems && !document.title.startsWith(problems.dataset.title)) document.title = `${problems.dataset.title} ${document.title}`;
  (problems || found(part, "[data-focus]"))?.focus();
};
document.addEventListener("htmx:afterSettle", (event) => readOn(event.detail.elt));
// A part beside the target came along; htmx gives the focus back to the control before it settles.
document.addEventListener("htmx:oobAfterSwap", (event) => {
  document.addEventListener("htmx:afterSettle", () => readOn(document.getElementById(event.detail.target.id)), { once: true });
});

const busy = (event, state) => event.detail.target?.setAttribute("aria-busy", state);
document.addEventListener("htmx:beforeRequest", (event) => busy(event, "true"));
document.addEventListener("htmx:afterRequest", (event) => busy(event, "false"));

// Submitting a form by its method skips its listeners, so htmx does not take it a second time.
const goOn = (event) => {
  const element = event.detail.elt;
  const form = element.closest("form");
  const button = element.matches("button") ? element : event.detail.requestConfig?.triggeringEvent?.submitter;
  if (element.href) location.assign(element.href);
  else if (form) {
    if (button?.name) form.append(Object.assign(document.createElement("input"), { type: "hidden", name: button.name, value: button.value }));
    if (button?.hasAttribute("formaction")) form.action = button.formAction;
    HTMLFormElement.prototype.submit.call(form);
  }
};
document.addEventListener("htmx:sendError", goOn);
document.addEventListener("htmx:responseError", goOn);
