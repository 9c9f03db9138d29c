//! Some 200 ways in which text has become a program in other pages (`vectors.txt`), through every door of this one:
//! nothing runs, nothing is asked for, and the browser's own guard has nothing to report.

use crate::page::Page;
use crate::scene::{file, folder, visit};
use pullquote::Format;
use pullquote::Span;
use pullquote::{
    Annotation, AnnotationSet, Body, Entity, EntityKind, Id, Quote, QuoteKind, Timex, TimexKind,
};
use pullquote::{Document, Meta};
use serde_json::{Value, json};

/// Notices what ran before anything else could: in every page, and in those within it.
const WATCH: &str = "window.ran = []; window.reports = [];
    for (const name of ['alert', 'confirm', 'prompt', 'print', 'open', 'eval', 'hit'])
      window[name] = (...what) => { top.ran.push([name, ...what].join(' ')) };
    document.addEventListener('securitypolicyviolation', (event) =>
      window.reports.push(`${event.violatedDirective} ${event.blockedURI} ${event.sample}`));";

/// The calls that a test makes in the page: opening as a reader does, without the time that typing takes.
const HANDS: &str = "const byId = (id) => document.getElementById(id);
    const rest = () => new Promise((done) => setTimeout(done));
    const tick = async () => {
      await rest();
      while (byId('reading-dialog').open) await rest();
    };
    const open = async (text) => {
      byId('article-text').value = text;
      byId('annotate').click();
      await tick();
    };
    const paste = async (html, text) => {
      const data = new DataTransfer();
      data.setData('text/html', html);
      data.setData('text/plain', text);
      byId('article-text').value = text;
      byId('article-text').dispatchEvent(new ClipboardEvent('paste', { clipboardData: data, bubbles: true }));
      await tick();
      byId('annotate').click();
      await tick();
    };
    const drop = async (name, content) => {
      const data = new DataTransfer();
      data.items.add(new File([content], name));
      document.body.dispatchEvent(new DragEvent('drop', { dataTransfer: data, bubbles: true, cancelable: true }));
      await tick(); await tick();
    };
    const bring = async (name, content) => {
      const data = new DataTransfer();
      data.items.add(new File([content], name));
      byId('annotation-file').files = data.files;
      byId('annotation-file').dispatchEvent(new Event('change', { bubbles: true }));
      await tick(); await tick();
    };
    const everywhere = async (most = 3) => {
      document.querySelector('dialog[open]')?.close();
      for (const id of ['quotes', 'speakers', 'entities', 'dates', 'notes', 'problems']) {
        document.querySelector(`#tab-${id}`)?.click();
        for (const item of [...document.querySelectorAll('[role=tabpanel] [data-id]')].slice(0, most)) item.click();
      }
      await tick();
    };";

fn vectors() -> Vec<String> {
    let lines = include_str!("vectors.txt").lines();
    let vectors = lines.filter(|line| !line.is_empty() && !line.starts_with("# "));
    vectors.map(|line| line.replace("HIT", "hit(1)").replace('␊', "\n")).collect()
}

fn watched() -> Page {
    let page = visit();
    page.before_load(WATCH);
    page.reload();
    page.wait_until_ready();
    page
}

/// Nothing has run, nothing was asked for, and the page is made of nothing that it is not made of otherwise.
#[track_caller]
fn check(page: &Page, how: &str) {
    let seen = page.eval(
        "await new Promise((done) => setTimeout(done, 100));
         const others = performance.getEntriesByType('resource').map((entry) => entry.name)
           .filter((name) => new URL(name).origin !== location.origin && !name.startsWith('blob:'));
         const live = [...document.querySelectorAll(':not(#bookmarklet)')].flatMap((element) => [
           ...element.getAttributeNames().filter((name) => /^on|^srcdoc$|^formaction$|^ping$|^is$/.test(name)),
           ...['href', 'src', 'action', 'data', 'xlink:href'].map((name) => element.getAttribute(name) ?? '')
             .filter((value) => /^\\s*(javascript|vbscript|data):/i.test(value)),
         ]);
         const strangers = document.querySelectorAll(`article :is(img, svg, script, style, iframe, object, embed, a,
           form, input, video, audio, math, template, link, meta, base), body script:not([src^='page.js?sha256=']), body style, iframe, object`);
         return [window.ran, window.reports, others, live, [...strangers].map((e) => e.outerHTML.slice(0, 200)),
           getComputedStyle(document.body).display !== 'none', document.querySelectorAll('#article').length]",
    );
    assert_eq!(seen, json!([[], [], [], [], [], true, 1]), "{how}");
    assert!(page.address().starts_with("http://127.0.0.1:"), "{how}: {}", page.address());
    assert_eq!(page.take_errors(), Vec::<String>::new(), "{how}");
}

#[test]
fn nothing_in_an_article_runs() {
    let page = watched();
    let all = vectors();
    for vectors in all.chunks(40).map(|some| json!(some)) {
        as_text(&page, &vectors);
        as_pages(&page, &vectors);
        as_names(&page, &vectors);
    }
}

/// As text: shown to the letter.
fn as_text(page: &Page, vectors: &Value) {
    let wrong = page.eval(&format!(
        "{HANDS}
         const wrong = [];
         for (const vector of {vectors}) {{
           const lines = ['A heading of some words', `Before ${{vector}} after.`, `“${{vector}},” said Ruth Adler.`];
           await open(lines.join('\\n\\n'));
           const shown = [...document.querySelectorAll('#article [data-paragraph]')].map((p) => p.textContent).join('\\n');
           if (shown.trimEnd() !== lines.join('\\n').trimEnd()) wrong.push([vector, shown]);
         }}
         return wrong"
    ));
    assert_eq!(wrong, json!([]));
    check(page, "as text");
}

fn as_pages(page: &Page, vectors: &Value) {
    let shown = page.eval(&format!(
        "{HANDS}
         let shown = 0;
         for (const vector of {vectors}) {{
           await open(`<!doctype html><html><head><title>Dam ${{vector}}</title></head><body>${{vector}}<article><h1>Dam</h1>
             <p title='x'>${{vector}} “The dam will hold,” said engineer Ruth Adler on Monday, and a long line of people
             beside the river believed her, for she had built the other one too.</p></article></body></html>`);
           shown += document.querySelectorAll('#article mark').length;
           await paste(`<h2>Dam</h2><p>${{vector}}</p><p ${{vector}}>“It holds,” said Jo.</p>`, 'Dam\\n\\n“It holds,” said Jo.');
           await drop('page.html', `<p>${{vector}}</p><p>“It holds,” said Jo Rask to the council.</p>`);
           await drop('note.md', `# Dam ${{vector}}\\n\\n${{vector}}\\n\\n[${{vector}}](${{vector}}) “It holds,” said Jo.`);
         }}
         await everywhere();
         return shown"
    ));
    assert!(20 < shown.as_u64().unwrap_or_default(), "articles were read: {shown}");
    check(page, "as pages, rich text and files");
}

fn as_names(page: &Page, vectors: &Value) {
    page.eval(&format!(
        "{HANDS}
         for (const vector of {vectors}) {{
           for (const ending of ['html', 'jsonld', 'png', '']) await drop(`${{vector}}.${{ending}}`, '\\u0000\\u0001');
           await bring(vector, '{{}}');
           await bring(`${{vector}}.csv`, `${{vector}},${{vector}}\\n`);
         }}"
    ));
    check(page, "as names of files");
}

/// A set in which every string is a vector, of an article that tells of each of some vectors in turn.
fn hostile_set(vectors: &[String]) -> (Document, AnnotationSet) {
    let first = vectors.first().map(String::as_str);
    let [title, byline, lang, url] =
        [0, 1, 2, 3].map(|n| vectors.get(n).cloned().or(first.map(str::to_owned)));
    let meta = Meta { title, byline, lang, url, ..Meta::default() };
    let (mut text, mut set) = (String::new(), AnnotationSet::new());
    let mut add = |start: usize, end: usize, body: Body, vector: &str| {
        let annotation = Annotation::by_reader(Id::new(set.len() as u64 + 1), Span::new(start, end), body);
        set.insert(Annotation { note: vector.into(), tags: vec![vector.into(), "x".into()], ..annotation });
    };
    for vector in vectors {
        let name = || vector.to_owned();
        let start = text.len();
        text += &format!("“It holds {vector},”");
        let end = text.len();
        add(start, end, Body::Quote(Quote::new(QuoteKind::Direct, Some(name()))), vector);
        add(start + "“It holds ".len(), end - ",”".len(), Body::Cue, vector);
        text += " said Jo Rask on Monday.\n\n";
        add(end + 1, end + 5, Body::Note, vector);
        add(end + 6, end + 13, Body::Entity(Entity { kind: EntityKind::Person, name: name() }), vector);
        add(end + 17, end + 23, Body::Date(Timex { kind: TimexKind::Date, value: name() }), vector);
    }
    (Document::from_text_with(text, meta), set)
}

/// The JSON files that come of replacing each string of one by a vector.
fn each_string_replaced(file: &Value, vector: &str) -> Vec<String> {
    fn strings(value: &Value, path: &str, found: &mut Vec<String>) {
        match value {
            Value::String(_) => found.push(path.to_owned()),
            Value::Array(items) => {
                items.iter().enumerate().for_each(|(i, item)| strings(item, &format!("{path}/{i}"), found));
            }
            Value::Object(fields) => fields.iter().for_each(|(name, item)| {
                strings(item, &format!("{path}/{}", name.replace('~', "~0").replace('/', "~1")), found);
            }),
            _ => {}
        }
    }
    let mut found = vec![];
    strings(file, "", &mut found);
    let replaced = found.iter().filter_map(|path| {
        let mut file = file.clone();
        *file.pointer_mut(path)? = vector.into();
        Some(file.to_string())
    });
    replaced.collect()
}

#[test]
fn nothing_in_an_annotation_set_runs() {
    let page = watched();
    let vectors = vectors();
    for &format in Format::ALL {
        let files: Vec<(String, String)> = vectors
            .chunks(20)
            .map(hostile_set)
            .map(|(document, set)| {
                (document.text().to_owned(), pullquote::export(&document, &set, "x", format))
            })
            .collect();
        page.eval(&format!(
            "{HANDS}
             for (const [text, file] of {}) {{
               await drop('set.{ending}', file);
               await open(text);
               await bring('set.{ending}', file);
               await everywhere();
             }}",
            json!(files),
            ending = format.extension()
        ));
        check(&page, format.name());
    }
    // Fields that we do not write, or not from these.
    let (document, set) = hostile_set(&["words".to_owned()]);
    let json = [
        Format::Jsonld,
        Format::Hypothesis,
        Format::Labelstudio,
        Format::Cas,
        Format::Prodigy,
        Format::Jsonl,
    ];
    for (format, vector) in
        json.into_iter().zip(["<img src=x onerror=hit(1)>", "javascript:hit(1)"].iter().cycle())
    {
        let file = pullquote::export(&document, &set, "x", format);
        let file: Value = serde_json::from_str(file.trim()).unwrap_or_else(|e| panic!("{format}: {e}"));
        let files = each_string_replaced(&file, vector);
        assert!(5 < files.len(), "{format}: {}", files.len());
        page.eval(&format!(
            "{HANDS}
             await open('“It holds words,” said Jo Rask on Monday.');
             for (const file of {}) await bring('set', file);
             await everywhere(Infinity);",
            json!(files)
        ));
        check(&page, &format!("each string of {format}"));
    }
}

#[test]
fn nothing_in_an_exported_page_runs() {
    let folder = folder();
    let page = visit();
    page.before_load(WATCH);
    let vectors = vectors();
    // One page with all, and where one could swallow the rest, a page for each of the few that do not end.
    let unended = ["<plaintext>", "<!--", "<xmp>", "title=\"", "<textarea", "<script>"];
    let mut pages: Vec<String> = vectors.clone();
    pages.retain(|vector| unended.iter().any(|open| vector.contains(open)));
    pages.push(vectors.join(" "));
    for (number, vector) in pages.iter().enumerate() {
        let (document, set) = hostile_set(std::slice::from_ref(vector));
        let html = pullquote::export(&document, &set, vector, Format::Html);
        page.go_to(&format!("file://{}", file(&folder, &format!("{number}.html"), html).display()));
        let seen = page.eval(
            "await new Promise((done) => setTimeout(done, 20));
             const isFromOutside = (element) => element.localName === 'a' && !element.getAttribute('href').startsWith('#');
             const elements = [...document.querySelectorAll('*')];
             const names = new Set(elements.map((element) => isFromOutside(element) ? 'link' : element.localName));
             const known = new Set(['html', 'head', 'meta', 'title', 'style', 'script', 'body', 'article', 'p', 'h1', 'h2',
               'mark', 'span', 'ul', 'li', 'q', 'aside', 'section', 'b', 'meter', 'a']);
             const shown = document.querySelector('article').textContent.includes('It holds');
             return [window.ran, window.reports, [...names].filter((name) => !known.has(name)), shown,
               performance.getEntriesByType('resource').length, location.protocol,
               document.querySelectorAll('style, script').length]",
        );
        assert_eq!(seen, json!([[], [], [], true, 0, "file:", 2]), "{vector}");
    }
    assert_eq!(page.take_errors(), Vec::<String>::new());
}
