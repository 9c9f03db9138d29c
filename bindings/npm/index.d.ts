/** The formats that annotation sets are exchanged in. */
export type Format =
  | "jsonld" | "csv" | "jsonl" | "brat" | "iob2" | "prodigy" | "labelstudio" | "cas" | "xmi" | "tei" | "markdown"
  | "hypothesis" | "html" | "tsv3" | "doccano" | "bioc" | "vtt"
  /** Binary: as a text, its files are Base64. */
  | "spacy";

/** Where words stand in the text; the end is exclusive. */
export interface Place {
  start: number;
  end: number;
  words: string;
}

/** The words that name a speaker or report speech. */
export interface Mention extends Place {
  id: string;
}

/** How sure the library is, from 0 to 1, and whether a reader has confirmed it. */
export interface Judged {
  confidence: number;
  checked?: true;
}

/** One span of a quotation. The spans of one quotation share a group. */
export interface Quote extends Place, Judged {
  kind: "direct" | "indirect" | "mixed";
  source_kind: "cued" | "turn" | "set-off" | "reported";
  /** Whether it is the turn of whoever asks in an interview. */
  is_question?: true;
  /** The words that name the speaker. */
  speaker: Mention | null;
  /** The speaker's name, the same for all of that person's quotations in the article. */
  speaker_name: string | null;
  /** The words that report: said, According to. */
  cue: Mention | null;
  group: string;
}

export type EntityLabel =
  | "PERSON" | "ORG" | "GPE" | "LOC" | "FAC" | "NORP" | "EVENT" | "WORK" | "PRODUCT" | "LAW"
  | "DATE" | "TIME" | "DURATION" | "SET" | "MONEY" | "PERCENT" | "MISC";

/** A mention of a person, an organisation, a place, an amount, a date. */
export interface Entity extends Place, Judged {
  label: EntityLabel;
  /** The same for all mentions of one thing. */
  name: string;
  id?: string;
}

/** A temporal expression with its value, as TIMEX3 has it: 2021-11-10, P2W. */
export interface DateExpression extends Place, Judged {
  type: "DATE" | "TIME" | "DURATION" | "SET";
  value: string;
  id: string;
}

/** What was found in an article. */
export interface AnnotatedArticle {
  id: string;
  quotes: Quote[];
  entities: Entity[];
  dates: DateExpression[];
  /** What is known of it: as it was given, or as a page says it. */
  title?: string;
  byline?: string;
  /** 2021-11-10 */
  published?: string;
  publisher?: string;
  /** BCP 47. */
  lang?: string;
  url?: string;
}

/** What is known of an article. */
export interface ArticleOptions {
  id?: string;
  /** 2021-11-10: "last month" counts from this day. */
  published?: string;
  /** BCP 47; without, the words show the language. */
  lang?: string;
  title?: string;
  byline?: string;
  publisher?: string;
  url?: string;
}

export interface AnnotateOptions extends ArticleOptions {
  /** What positions count: UTF-16 units, as JavaScript's strings do (the default), or code points, as the formats do. */
  units?: "utf16" | "codepoint";
}

export interface ExtractedArticle {
  title: string | null;
  byline: string | null;
  published: string | null;
  lang: string | null;
  text: string;
}

export interface Conversion {
  text: string;
  /** What was not taken over, in words. */
  losses: string[];
}

/** A passage in code points; the end is exclusive. */
export interface Span {
  start: number;
  end: number;
}

/** Where a passage of an old text is in a new one. A lost one has no place. */
export interface Passage {
  status: "exact" | "moved" | "lost";
  start: number | null;
  end: number | null;
  score: number;
  candidate?: { start: number; end: number; score: number };
}

/** Finds the quotations, speakers, entities and dates in a plain text. */
export function annotate(text: string, options?: AnnotateOptions): AnnotatedArticle;

/** The same as a file in a format: to the byte what the command line writes. */
export function annotateAs(text: string, format: Format, options?: ArticleOptions): string;

/** Writes annotation sets of one format in another. */
export function convert(file: string, to: Format, options?: { from?: Format; text?: string }): Conversion;

/** Takes the article out of a web page. */
export function extract(html: string, url?: string): ExtractedArticle;

/** The names of the formats. */
export function formats(): Format[];

/** Finds passages of an old text in a new one; one result each, in order. */
export function reanchor(old: string, current: string, spans: readonly Span[]): Passage[];

/** What the library, or a module beside it, is loaded from. */
export type WasmSource = string | URL | Request | Response | BufferSource | WebAssembly.Module;

/**
 * Loads the library from pullquote.wasm and, for `extract`, pages.wasm, for `convert` and `annotateAs`, formats.wasm. In Node
 * they are there already.
 */
export function init(
  source?: WasmSource | Promise<WasmSource>,
  pages?: WasmSource | Promise<WasmSource>,
  formats?: WasmSource | Promise<WasmSource>,
): Promise<void>;
