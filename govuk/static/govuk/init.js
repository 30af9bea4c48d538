// Starts the design system's own scripts, and frees tables that fit from the keyboard's way.
import { initAll } from "../govuk-frontend/govuk-frontend.min.js";

initAll();

const fits = new ResizeObserver((entries) => {
  for (const { target } of entries) {
    if (target.scrollWidth > target.clientWidth) {
      target.setAttribute("tabindex", "0");
    } else {
      target.removeAttribute("tabindex");
    }
  }
});
document.querySelectorAll(".app-scroll").forEach((region) => fits.observe(region));

// A legend is always printed, and so are the figures of a chart.
let opened = [];
window.addEventListener("beforeprint", () => {
  opened = [...document.querySelectorAll(".app-legend:not([open]), .app-chart__data:not([open])")];
  opened.forEach((details) => { details.open = true; });
});
window.addEventListener("afterprint", () => opened.forEach((details) => { details.open = false; }));
