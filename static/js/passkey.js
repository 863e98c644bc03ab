// Passkeys need a browser that has them: their buttons are hidden until one is found, and a failure is said in words.
if (window.PublicKeyCredential) {
  document.querySelectorAll("[data-passkey]").forEach((button) => { button.hidden = false; });
} else {
  document.querySelectorAll("[data-passkey-missing]").forEach((words) => { words.hidden = false; });
}
document.addEventListener("allauth.error", (event) => {
  event.preventDefault();
  document.querySelectorAll("[data-passkey-problem]").forEach((words) => { words.hidden = false; });
});
