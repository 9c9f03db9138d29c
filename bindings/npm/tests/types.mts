// Compiles: the types say what the calls take and give.
import { annotate, annotateAs, convert, init, reanchor, type AnnotatedArticle, type Passage, type Quote } from "pullquote";
import { startWorker } from "pullquote/worker";
import { PullquoteArticle } from "pullquote/element";

await init();
const found: AnnotatedArticle = annotate("a", { published: "2024-05-03", publisher: "b", units: "codepoint" });
const publisher: string | undefined = found.publisher;
const quote: Quote | undefined = found.quotes[0];
const kind: "direct" | "indirect" | "mixed" | undefined = quote?.kind;
const name: string | null | undefined = quote?.speaker_name;
const places: Passage[] = reanchor("a", "b", [{ start: 0, end: 1 }]);
const later: Promise<AnnotatedArticle> = startWorker().annotate("a");
const element: PullquoteArticle = document.createElement("pullquote-article");
const losses: string[] = convert(annotateAs("a", "jsonld"), "csv").losses;
// @ts-expect-error a number is no text
annotate(5);
// @ts-expect-error no such format
annotateAs("a", "docx");
// @ts-expect-error no such option
annotate("a", { colour: "x" });
// @ts-expect-error no such field
quote?.nothing;
export { element, kind, later, losses, name, places, publisher };
