// What is wrong with the page that is open, as a list of sentences: names that lead nowhere, titles, headings.
() => {
  const faults = [];
  const ids = new Map();
  for (const each of document.querySelectorAll("[id]")) ids.set(each.id, (ids.get(each.id) || 0) + 1);
  for (const [id, times] of ids) if (times > 1) faults.push(`the id ${id} stands ${times} times`);
  const named = (attribute, split) => {
    for (const each of document.querySelectorAll(`[${attribute}]`))
      for (const id of split(each.getAttribute(attribute)))
        if (!ids.has(id)) faults.push(`${attribute}="${id}" leads nowhere`);
  };
  const words = (value) => value.split(/\s+/).filter(Boolean);
  for (const attribute of ["aria-describedby", "aria-labelledby", "aria-controls"]) named(attribute, words);
  named("for", (value) => [value]);
  named("form", (value) => [value]);
  for (const link of document.querySelectorAll("a[href]")) {
    const where = new URL(link.href, location.href);
    if (where.hash.length > 1 && where.origin + where.pathname === location.origin + location.pathname
        && !ids.has(decodeURIComponent(where.hash.slice(1)))) faults.push(`the link to ${where.hash} leads nowhere`);
    if (!link.textContent.trim() && !link.getAttribute("aria-label")) faults.push(`a link to ${link.href} has no words`);
  }
  const h1 = document.querySelectorAll("h1").length;
  if (h1 !== 1) faults.push(`it has ${h1} main headings`);
  if (document.title.split(" – ").length < 2 || document.title.startsWith(" – ")) faults.push(`its title is “${document.title}”`);
  if (!document.documentElement.lang) faults.push("it names no language");
  return faults;
}
