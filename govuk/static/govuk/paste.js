// A page that is pasted into a text: its HTML goes along in a hidden field, because its text alone has the tables flattened. It is
// read on the server and never shown. Where the text says something else than was pasted, the field is empty.
const page = document.querySelector("input[data-page-of]");
const text = page && document.getElementById(page.dataset.pageOf);
const TAG = /<([a-z][^\s\/<>"']*)((?:"[^"]*"|'[^']*'|[^"'<>])*)>/gi;
const ATTRIBUTE = /\s+([^\s=\/"'<>]+)(?:\s*=\s*("[^"]*"|'[^']*'|[^\s"'<>]*))?/g;
const KEPT = new Set(["alt", "colspan", "hidden", "href", "placeholder", "rowspan", "start", "type", "value"]);
const HIDDEN = /(?<![\w-])(display\s*:\s*none|visibility\s*:\s*hidden|mso-hide\s*:\s*all)/i;
const words = (said) => said.replace(/\s+/g, "");
let pasted = { text: "", html: "" };
let coming = null;

function say(what) {
  document.querySelectorAll("[data-paste-says]").forEach((each) => { each.hidden = each.dataset.pasteSays !== what; });
}

// What the server reads of a page that has a table. Looks are most of what browsers copy, so they stay behind; by its text, because
// a browser that is given the page to parse judges its styles by the policy of ours, and complains.
function lean(html) {
  if (!/<t[dh][\s>]/i.test(html)) return "";
  const kept = (all, name, value) => {
    if (name.toLowerCase() === "style") return HIDDEN.test(value) ? " hidden" : "";
    return KEPT.has(name.toLowerCase()) ? all : "";
  };
  return html.replace(TAG, (_, tag, attributes) => `<${tag}${attributes.replace(ATTRIBUTE, kept)}>`);
}

// Goes by the words: what is only laid out in another way is no change.
function follow() {
  page.value = "";
  if (!pasted.html || !text.value) {
    say("");
  } else if (words(text.value) !== words(pasted.text)) {
    say("changed");
  } else if (new Blob([pasted.html]).size > Number(page.dataset.most)) {
    say("long");
  } else {
    page.value = pasted.html;
    say("whole");
  }
}

text?.addEventListener("paste", ({ clipboardData }) => {
  coming = { text: clipboardData.getData("text/plain"), html: lean(clipboardData.getData("text/html")) };
});
text?.addEventListener("input", ({ inputType }) => {
  if (coming && inputType === "insertFromPaste") pasted = coming;
  coming = null;
  follow();
});
// what was sent stands here again after an error, and when somebody comes back
window.addEventListener("pageshow", () => {
  if (!text || pasted.html) return;
  pasted = { text: text.value, html: page.value };
  follow();
});
