// Edits as a hand would, at random but the same for a seed, and goes on when it has answered: with steps whose
// outcome is known, for it did them, and took them back. Gives what the page showed and shows after each.
const [seed, edits, pause, goingOn] = [SEED, EDITS, PAUSE, GOING_ON];
const sleep = (ms) => new Promise((done) => setTimeout(done, ms));
let state = seed;
// Mulberry32, by Tommy Ettinger (public domain).
const random = () => {
  state = (state + 0x6d2b79f5) | 0;
  let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
  mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
  return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
};
const pick = (list) => list[Math.floor(random() * list.length)];

// Sends a command as a button does.
window.act = (command) => {
  const button = Object.assign(document.createElement("button"), { type: "button" });
  button.dataset.command = JSON.stringify(command);
  document.body.append(button);
  button.click();
  button.remove();
};
const onAnnotation = (action, id) => act({ annotation: { id, action } });
// Sets a field of an annotation as a text box does.
const change = (field, id, value) => {
  const box = Object.assign(document.createElement("input"), { value });
  box.dataset.change = JSON.stringify({ annotation: { id, field } });
  document.body.append(box);
  box.dispatchEvent(new Event("change", { bubbles: true }));
  box.remove();
};
window.look = () => JSON.stringify([
  [...document.querySelectorAll("#article mark")].map(({ dataset }) => [dataset.annotation, dataset.kind, dataset.state]),
  [...document.querySelectorAll("#list li")].map((entry) => entry.textContent),
]);
window.isSaved = () => document.getElementById("saved").textContent === "Saved";

const ids = (kind) => [...document.querySelectorAll(`#article mark[data-kind=${kind}]`)]
  .flatMap((mark) => mark.dataset.annotation.split(" "));
// Rejected ones have no mark: their numbers are guessed, and a wrong guess changes nothing.
const some = () => `a${1 + Math.floor(random() * 80)}`;
function mark() {
  const texts = document.createTreeWalker(document.getElementById("article"), NodeFilter.SHOW_TEXT);
  const words = [];
  for (let node; (node = texts.nextNode());) {
    for (const word of node.data.matchAll(/\p{L}{4,}/gu)) words.push([node, word.index, word[0].length]);
  }
  const [node, at, length] = pick(words);
  getSelection().setBaseAndExtent(node, at, node, at + length);
  act({ words: { mark: "note" } });
}
const steps = [
  () => onAnnotation("confirm", some()),
  () => onAnnotation("reject", some()),
  () => change("note", some(), `Comment ${seed} ${Math.floor(random() * 1000)} “é” 😀`),
  () => change("tags", some(), pick(["one", "one, two", "three"])),
  () => (ids("note").length < 25 ? mark() : onAnnotation("delete", pick(ids("note")))),
  () => onAnnotation("delete", pick(ids("note")) ?? some()),
  () => act({ review: pick(["confirm-shown", "reject-shown"]) }),
];
const back = () => act({ history: "undo" });
const on = () => act({ history: "redo" });

document.getElementById("tab-notes").click();
const shown = [look()];
const make = (step) => {
  step();
  shown.push(look());
};
for (let n = 1; n <= edits; n++) {
  make(pick([...steps, back, on]));
  if (pause) await sleep(pause * random());
}
const first = shown.length;
for (let n = 0; n < goingOn; n++) make(pick(steps));
const before = shown.length - 1;
const several = shown.slice(first).filter((now, n) => now !== shown[first + n - 1]).length;
for (let n = 0; n < several; n++) make(back);
for (let n = 1; n <= several; n++) shown.push(shown[before + several - n]);

// How many edits have been made, and how many were when the page last said that all is saved.
window.made = shown.length - 1 - several;
while (!isSaved()) await sleep(1);
window.saved = made;
new MutationObserver(() => isSaved() && (window.saved = made)).observe(document.getElementById("saved"), { childList: true, characterData: true, subtree: true });
setTimeout(async () => {
  for (let n = 0; n < several; n++) {
    window.made++;
    on();
    await sleep(pause * random());
  }
});
return { shown, several };
