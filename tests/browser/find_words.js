const [words] = arguments;
// Pulling at selected text would move it, not select other text.
getSelection().removeAllRanges();
const article = document.querySelector("article, [role=article]");
const pieces = [];
let text = "";
const walk = document.createTreeWalker(article, NodeFilter.SHOW_TEXT);
while (walk.nextNode()) {
  pieces.push({ node: walk.currentNode, start: text.length });
  text += walk.currentNode.data;
}
const start = text.indexOf(words);
if (start < 0) return null;
const pieceAt = (at) => pieces.findLast((piece) => piece.start <= at);
const box = (at) => {
  const piece = pieceAt(at);
  const range = document.createRange();
  range.setStart(piece.node, at - piece.start);
  range.setEnd(piece.node, at - piece.start + 1);
  return range.getBoundingClientRect();
};
pieceAt(start).node.parentElement.scrollIntoView({ block: "center", behavior: "instant" });
const [first, last] = [box(start), box(start + words.length - 1)];
return [first.left + 1, first.top + first.height / 2, last.right - 1, last.top + last.height / 2];
