// What the scripts of filling.rs have in common: work as a reader does it, and what the page says.
const sleep = (ms) => new Promise((done) => setTimeout(done, ms));
const said = (id) => document.getElementById(id).textContent;
const shown = (id) => document.getElementById(id).checkVisibility();
const until = async (done, what = String(done), patience = 60_000) => {
  const start = performance.now();
  while (!done()) {
    if (start + patience < performance.now()) throw new Error(`not yet: ${what}; ${said("saved")}, ${said("alert")}`);
    await sleep(5);
  }
};
const isSaved = () => said("saved") === "Saved";
const isTold = () => isSaved() || said("saved") === "Not saved";
const warning = () => shown("rescue") && said("rescue");

const pick = (letters) => letters[Math.floor(letters.length * Math.random())];
const word = () => Array.from({ length: 6 }, (_, n) => pick(n % 2 ? "aeiou" : "bcdfghjklmnprstvz")).join("");
const line = () => `“The ${word()} sails on Monday,” said Mara Lindqvist. ${Array.from({ length: 90 }, word).join(" ")}.`;
const story = (n) => [`Story ${n} of many`, ...Array.from({ length: 400 }, line)].join("\n\n");

const click = (command) => document.querySelector(`[data-command*=${command}]`).click();

// Opens a story and comments on it; ends when the page says whether that is saved.
async function work(n) {
  click("open-dialog");
  document.getElementById("article-text").value = story(n);
  document.getElementById("annotate").click();
  await until(() => document.querySelector("#article [data-paragraph]")?.textContent.startsWith(`Story ${n} `), "it is open");
  await until(() => document.querySelector("#article mark[data-kind=quote]") && !shown("working"), "it is analysed");
  await comment(`Comment ${n} of many`);
}

async function comment(words) {
  document.querySelector("#article mark[data-kind=quote]").click();
  const field = document.querySelector("#card textarea");
  field.value = words;
  field.dispatchEvent(new Event("change", { bubbles: true }));
  await until(isTold);
}

// The library's list while something is done with it.
async function library(work) {
  click("library");
  await until(() => document.querySelector("#library-list tbody tr"), "the library is open");
  const done = await work(document.getElementById("library-list"));
  document.querySelector("dialog[open]")?.close();
  return done;
}
const title = (list, words) => [...list.querySelectorAll(".title")].find(({ textContent }) => textContent === words);
const titles = () => library((list) => [...list.querySelectorAll(".title")].map(({ textContent }) => textContent));
const room = () => library((list) => list.textContent.match(/[\d.,]+ (of about [\d,.]+ )?MB used/)?.[0]);
const remove = (words) => library((list) => {
  title(list, words).closest("tr").querySelector(".tick").click();
  list.querySelector("[data-command*=remove-ticked]").click();
});

// The comments of all articles.
// Those after some that were removed, up to the last that was saved: what was removed just before a kill may be in the
// list again, and what was not saved, too, without its text.
async function comments(removed = 0, last = Infinity) {
  const all = [];
  for (const words of await titles()) {
    const n = Number(words.match(/^Story (\d+)/)?.[1]);
    if (n <= removed || last < n) continue;
    await library((list) => title(list, words).click());
    document.getElementById("tab-notes").click();
    await until(() => document.querySelector("#article [data-paragraph]")?.textContent === words, `${words} is open`);
    all.push(document.querySelector("#list li")?.textContent.match(/Comment \d+ of many/)?.[0]);
  }
  return all;
}

// The file that the page offers while something is not saved.
async function backUp() {
  const make = URL.createObjectURL;
  let file;
  URL.createObjectURL = (blob) => ((file = blob), "#");
  document.querySelector("#rescue button").click();
  await until(() => file, "there is a file");
  URL.createObjectURL = make;
  return file.text();
}
