// After a fragment came: focus goes where reading goes on. If one did not come: the ordinary way still works.

// Errors take the focus and are named in the title; other fragments may point at their heading.
document.addEventListener("htmx:afterSettle", (event) => {
  const problems = event.detail.elt.querySelector?.(".problems");
  const target = problems || event.detail.elt.querySelector?.("[data-focus]");
  if (target) target.focus();
});

const busy = (event, state) => event.detail.target?.setAttribute("aria-busy", state);
document.addEventListener("htmx:beforeRequest", (event) => busy(event, "true"));
document.addEventListener("htmx:afterRequest", (event) => busy(event, "false"));

// Submitting a form by its method skips its listeners, so htmx does not take it a second time.
const goOn = (event) => {
  const element = event.detail.elt;
  const submitter = event.detail.requestConfig?.triggeringEvent?.submitter;
  if (element.tagName === "FORM") {
    if (submitter?.name) {
      element.append(Object.assign(document.createElement("input"), { type: "hidden", name: submitter.name, value: submitter.value }));
    }
    if (submitter?.hasAttribute("formaction")) element.action = submitter.formAction;
    HTMLFormElement.prototype.submit.call(element);
  } else if (element.href) location.assign(element.href);
};
document.addEventListener("htmx:sendError", goOn);
document.addEventListener("htmx:responseError", goOn);
