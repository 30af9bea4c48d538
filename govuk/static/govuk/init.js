// Starts the design system's own scripts, frees tables that fit from the keyboard's way, and shows what is being made.
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

// What is being made elsewhere is looked for every few seconds; the page is loaded again once, when all of it is there.
const made = document.querySelector("[data-being-made]");
async function look() {
  const answer = await fetch(location.href);
  if (!answer.ok || answer.redirected) return;
  const page = new DOMParser().parseFromString(await answer.text(), "text/html");
  const now = page.querySelector("[data-being-made]");
  if (!now) {
    location.reload();
  } else if (now.textContent !== made.textContent) {
    made.replaceChildren(...now.childNodes);
  }
}
if (made) {
  setInterval(() => look().catch(() => {}), 4000);
}
