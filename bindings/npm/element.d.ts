/** `<pullquote-article src="article.html">` shows an article that was exported as HTML. */
export class PullquoteArticle extends HTMLElement {
  /** The address of the exported page, on a server that lets this page read it. */
  src: string;
  /** Shows the text of an exported page. Throws an Error if it is none. */
  show(page: string): void;
}

declare global {
  interface HTMLElementTagNameMap {
    "pullquote-article": PullquoteArticle;
  }
  interface HTMLElementEventMap {
    "pullquote-shown": CustomEvent<void>;
    "pullquote-failed": CustomEvent<Error>;
  }
}
