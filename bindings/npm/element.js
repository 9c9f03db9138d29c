// <pullquote-article src="article.html">: shows an article with its annotations in anybody's page, read only. It reads what
// Pullquote exports as HTML, and needs nothing else of the package. The exported page is parsed into a document that runs
// nothing; from there texts and the few elements and attributes below are made anew, and nothing else.
const ELEMENTS = new Set([
  "article", "aside", "section", "div", "span", "p", "h1", "h2", "h3", "h4", "h5", "h6", "blockquote", "ul", "ol", "li",
  "figure", "figcaption", "header", "mark", "b", "i", "em", "strong", "q", "del", "ins", "time", "br", "meter",
]);
const ATTRIBUTES = new Set([
  "class", "dir", "lang", "data-annotation", "data-kind", "data-detail", "data-label", "data-last", "max", "value",
]);
const DEEPEST = 64;
const STYLE = `{{style}}`;

/** A node made anew, of what may be shown; a link becomes its text. */
function copy(node, depth = 0) {
  if (node.nodeType === Node.TEXT_NODE) return document.createTextNode(node.data);
  const name = node.localName;
  const known = node.nodeType === Node.ELEMENT_NODE && (ELEMENTS.has(name) || name === "a");
  if (!known || DEEPEST < depth) return null;
  const made = document.createElement(name === "a" ? "span" : name);
  for (const { name, value } of node.attributes) if (ATTRIBUTES.has(name)) made.setAttribute(name, value);
  if (name === "mark" && node.dataset.label) made.setAttribute("aria-description", node.dataset.label);
  made.append(...[...node.childNodes].map((child) => copy(child, depth + 1)).filter(Boolean));
  return made;
}

export class PullquoteArticle extends HTMLElement {
  static observedAttributes = ["src"];
  #root = this.attachShadow({ mode: "open" });
  #asked = 0;

  get src() {
    return this.getAttribute("src") ?? "";
  }

  set src(address) {
    this.setAttribute("src", address);
  }

  connectedCallback() {
    if (this.src) this.#load();
  }

  attributeChangedCallback() {
    if (this.isConnected && this.src) this.#load();
  }

  async #load() {
    const asked = (this.#asked += 1);
    try {
      const answer = await fetch(this.src);
      if (!answer.ok) throw new Error(`${this.src} cannot be loaded (${answer.status})`);
      const page = await answer.text();
      if (asked === this.#asked) this.show(page);
    } catch (error) {
      if (asked === this.#asked) this.#fail(error);
    }
  }

  show(page) {
    if (typeof page !== "string") throw new TypeError("show: the page must be a string");
    const parsed = new DOMParser().parseFromString(page, "text/html");
    const article = parsed.querySelector("article");
    if (!article?.querySelector("[data-paragraph]")) throw new Error("this is no article that Pullquote has exported as HTML");
    const shown = copy(article);
    shown.setAttribute("aria-label", parsed.title || "Article");
    const beside = parsed.querySelector("body > aside");
    this.#put(shown, ...(beside && this.hasAttribute("lists") ? [copy(beside)] : []));
    this.dispatchEvent(new CustomEvent("pullquote-shown"));
  }

  #fail(error) {
    const told = document.createElement("p");
    told.setAttribute("role", "alert");
    told.textContent = error.message;
    this.#put(told);
    this.dispatchEvent(new CustomEvent("pullquote-failed", { detail: error }));
  }

  #put(...nodes) {
    const style = new CSSStyleSheet();
    style.replaceSync(STYLE);
    this.#root.adoptedStyleSheets = [style];
    this.#root.replaceChildren(...nodes);
  }
}

if (!customElements.get("pullquote-article")) customElements.define("pullquote-article", PullquoteArticle);
