// Auto, light or dark, remembered on this device only. Read before the first paint, so that nothing flashes.
// The switch is hidden without this file, since a choice would not outlast its page.
const themeOf = () => { try { return localStorage.getItem("theme") || "auto"; } catch { return "auto"; } };

const wearTheme = (theme) => {
  if (theme === "auto") delete document.documentElement.dataset.theme;
  else document.documentElement.dataset.theme = theme;
};

wearTheme(themeOf());
document.addEventListener("DOMContentLoaded", () => {
  const appearance = document.getElementById("theme");
  if (appearance) appearance.hidden = false;
  const choice = document.getElementById(`theme-${themeOf()}`);
  if (choice) choice.checked = true;
});
document.addEventListener("change", (event) => {
  if (event.target.name !== "theme") return;
  try { localStorage.setItem("theme", event.target.value); } catch { /* storage is off: it holds for this page */ }
  wearTheme(event.target.value);
});
