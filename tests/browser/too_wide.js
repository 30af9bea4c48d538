// What makes the page wider than its window; what scrolls in a frame of its own may.
() => {
  const page = document.documentElement;
  if (page.scrollWidth <= page.clientWidth) return [];
  const out = [...document.querySelectorAll("main *, header *, footer *")].filter((each) => {
    const box = each.getBoundingClientRect();
    return box.right > page.clientWidth + 1 && !each.closest(".app-scroll");
  });
  return out.slice(0, 3).map((each) => `${each.tagName.toLowerCase()}.${each.className} “${each.textContent.trim().slice(0, 40)}”`)
    .concat(out.length ? [] : ["something unseen"]);
}
