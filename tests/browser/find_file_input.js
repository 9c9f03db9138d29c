const [name] = arguments;
const plain = (text) => text.replace(/\s+/g, " ").trim();
return [...document.querySelectorAll("input[type=file]")].filter((input) =>
  input.getAttribute("aria-label") === name
  || [...input.labels].some((label) => plain(label.textContent) === name)).slice(0, 1);
