// Auto, light or dark, remembered on this device only. Read before the first paint, so that nothing flashes.
// Without this file the choice holds for one page.
const themeOf = () => { try { return localStorage.getItem("theme") || "auto"; } catch { return "auto"; } };

const wearTheme = (theme) => {
  if (theme === "auto") delete document.documentElement.dataset.theme;
  else document.documentElement.dataset.theme = theme;
};

wearTheme(themeOf());
document.addEventListener("DOMContentLoaded", () => {
  const choice = document.getElementById(`theme-${themeOf()}`);
  if (choice) choice.checked = true;
});
document.addEventListener("change", (event) => {
  if (event.target.name !== "theme") return;
  try { localStorage.setItem("theme", event.target.value); } catch { /* storage is off: it holds for this page */ }
  wearTheme(event.target.value);
});
