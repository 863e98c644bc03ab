// Everything works without this file. It only saves a step where the browser can.
const on = (type, selector, run) => document.addEventListener(type, (event) => {
  const hit = event.target.closest?.(selector);
  if (hit) run(hit, event);
});

// Buttons that need this file are hidden until it is here
document.querySelectorAll("[data-share][hidden], [data-print][hidden]").forEach((button) => { button.hidden = false; });

// Share sheet, or copy the address, the page’s own or that of data-share; data-shared is what the button says then
on("click", "[data-share]", async (button) => {
  const data = { title: document.title, url: button.dataset.share || location.href.split("#")[0] };
  try {
    if (navigator.share) return await navigator.share(data);
    await navigator.clipboard.writeText(data.url);
    // The words come last, after the icon.
    if (button.dataset.shared) button.lastChild.textContent = button.dataset.shared;
  } catch { /* the visitor closed the sheet */ }
});

on("click", "[data-print]", () => print());

// Show typed text elsewhere on the page: data-echo names the element, data-echo-empty its words for nothing
on("input", "[data-echo]", (input) => {
  document.getElementById(input.dataset.echo).textContent = input.value || input.dataset.echoEmpty || "";
});

// One open menu at a time; Escape or a press outside closes it
const menus = () => document.querySelectorAll(".pop[open], .nav details[open]");
document.addEventListener("click", (event) => menus().forEach((menu) => menu.contains(event.target) || (menu.open = false)));
document.addEventListener("keydown", (event) => {
  if (event.key !== "Escape") return;
  menus().forEach((menu) => { menu.open = false; menu.querySelector("summary").focus(); });
});

// A second press while the first is on its way does nothing; coming back to the page, the form is as it was
document.addEventListener("submit", (event) => {
  const form = event.target;
  if (form.ariaBusy === "true") event.preventDefault();
  else setTimeout(() => { if (!event.defaultPrevented) form.ariaBusy = "true"; });
});
addEventListener("pageshow", () => document.querySelectorAll("form[aria-busy]").forEach((form) => form.removeAttribute("aria-busy")));
