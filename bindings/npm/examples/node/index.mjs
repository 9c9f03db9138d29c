// node index.mjs article.txt: who says what.
import { readFileSync } from "node:fs";
import { annotate } from "pullquote";

const text = readFileSync(process.argv[2], "utf8");
for (const { speaker_name, words } of annotate(text).quotes) console.log(`${speaker_name ?? "?"}: ${words}`);
