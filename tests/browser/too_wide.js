// What makes the page wider than its window; what scrolls in a frame of its own may, unless it was to be stacked.
() => {
  const page = document.documentElement;
  const cut = [...document.querySelectorAll(".app-scroll:has(.app-stack)")]
    .filter((frame) => page.clientWidth <= 640 && frame.scrollWidth > frame.clientWidth)
    .map((frame) => `a stacked table that is cut off: “${frame.querySelector("caption").textContent.trim()}”`);
  if (page.scrollWidth <= page.clientWidth) return cut;
  const out = [...document.querySelectorAll("main *, header *, footer *")].filter((each) => {
    const box = each.getBoundingClientRect();
    return box.right > page.clientWidth + 1 && !each.closest(".app-scroll");
  });
  return out.slice(0, 3).map((each) => `${each.tagName.toLowerCase()}.${each.className} “${each.textContent.trim().slice(0, 40)}”`)
    .concat(out.length ? [] : ["something unseen"]);
}
