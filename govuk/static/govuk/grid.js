// A grid of typed rows: Enter goes to the next row, a pasted column goes down the rows, and a pasted block is sent to be read.
const grid = document.querySelector("form[data-grid]");
const part = (input) => input.name.split("-").pop();
const below = (input) => {
  const column = [...grid.querySelectorAll("tbody input[type=text]")].filter((each) => part(each) === part(input));
  return column.slice(column.indexOf(input));
};

grid?.addEventListener("keydown", (event) => {
  if (event.key !== "Enter" || event.isComposing || !event.target.matches("tbody input[type=text]")) return;
  event.preventDefault();
  const next = below(event.target)[1];
  if (next) {
    next.focus();
    next.select();
  } else {
    grid.querySelector("button[type=submit]").focus();
  }
});

grid?.addEventListener("paste", (event) => {
  const text = event.clipboardData.getData("text/plain").replace(/\r\n?/g, "\n").replace(/\n$/, "");
  if (!event.target.matches("tbody input[type=text]") || !/[\n\t]/.test(text)) return;
  event.preventDefault();
  const values = text.split("\n");
  const inputs = below(event.target);
  if (text.includes("\t") || values.length > inputs.length) {
    grid.querySelector("textarea").value = text;
    grid.querySelector("button[name=read]").click();
  } else {
    values.forEach((value, at) => { inputs[at].value = value.trim(); });
    inputs[values.length - 1].focus();
  }
});
