// Tells the stylesheet that scripts run: before the page is drawn, so that nothing jumps.
document.body.classList.add("js-enabled");
if ("noModule" in HTMLScriptElement.prototype) {
  document.body.classList.add("govuk-frontend-supported");
}
