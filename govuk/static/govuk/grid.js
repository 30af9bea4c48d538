// A grid of typed rows: Enter goes to the next row, a pasted column goes down the rows, and a pasted block is sent to be read.
const grid = document.querySelector("form[data-grid]");
const INPUT = "tbody input[type=text]";
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
  if (text.includes("\t") || values.length > inputs.length) {
    grid.querySelector("textarea").value = text;
    grid.querySelector("button[name=read]").click();
  } else {
    values.forEach((value, at) => { inputs[at].value = value.trim(); });
    inputs[values.length - 1].focus();
  }
});
