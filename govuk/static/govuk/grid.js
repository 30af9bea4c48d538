// A grid of typed rows: Enter goes to the next row, a pasted column goes down the rows, and a pasted block is sent to be read,
// as is a column of figures that begins with something else: a heading would push every figure into the row below its own.
const grid = document.querySelector("form[data-grid]");
const INPUT = "tbody input[type=text]";
const FIGURE = /^([<>≤=~(−–-]?\s*\d[\d.,]*\s*(%|per ?cent|days?)?\)?(\s*\(.*)?|n\/?a|tbc|nil|[-–—]|\.+|)$/i;
const part = (input) => input.name.split("-").pop();

grid?.addEventListener("keydown", (event) => {
  if (event.key !== "Enter" || event.isComposing || !event.target.matches(INPUT)) return;
  event.preventDefault();
  const rows = [...grid.querySelectorAll("tbody tr:has(input[type=text])")];
  const next = rows[rows.indexOf(event.target.closest("tr")) + 1]?.querySelector("input[type=text]");
  if (next) {
    next.focus();
    next.select();
  } else {
    grid.querySelector("button[type=submit]:not([hidden], [name])").focus();
  }
});

grid?.addEventListener("paste", (event) => {
  const text = event.clipboardData.getData("text/plain").replace(/\r\n?/g, "\n").replace(/\n$/, "");
  if (!event.target.matches(INPUT) || !/[\n\t]/.test(text)) return;
  event.preventDefault();
  const column = [...grid.querySelectorAll(INPUT)].filter((each) => part(each) === part(event.target));
  const inputs = column.slice(column.indexOf(event.target));
  const values = text.split("\n");
  const headed = part(event.target) === "value" && values.length > 1 && !FIGURE.test(values[0].trim());
  if (text.includes("\t") || headed || values.length > inputs.length) {
    grid.querySelector("textarea").value = text;
    grid.querySelector("button[name=read]").click();
  } else {
    // a blank cell says nothing: what was typed there stays
    values.forEach((value, at) => { if (value.trim()) inputs[at].value = value.trim(); });
    inputs[values.length - 1].focus();
  }
});
