//! Articles that would like to be programs: nothing in them runs, nothing is asked for. And the call for programs
//! of one's own.

use crate::scene::{file, folder, visit};
use serde_json::json;

/// Everything that runs, loads or redirects on its own.
const PAGE: &str = r#"<!doctype html><html><head><title>Evil</title>
<base href="https://attacker.example/"><meta http-equiv="refresh" content="0;url=https://attacker.example/">
<link rel="stylesheet" href="https://attacker.example/style.css"><style>body { display: none }</style>
<script>window.hit = "script"</script><script src="https://attacker.example/x.js"></script></head>
<body onload="window.hit = 'body'"><article><h1>Dam <img src="https://attacker.example/x.png" onerror="window.hit='img'"> holds</h1>
<p onclick="window.hit='click'">“The dam <svg onload="window.hit='svg'"><circle/></svg>will hold,” said engineer Ruth Adler on Monday, and a
long line of people beside the river believed her, for she had built the other one too.</p>
<iframe src="https://attacker.example/"></iframe><object data="https://attacker.example/o"></object>
<p><a href="javascript:window.hit='link'">More words about the dam</a>, which has stood above the valley of the Orn since
the year 1962 and was last mended in the spring, according to the valley council.</p>
<form action="https://attacker.example/"><input autofocus onfocus="window.hit='focus'"></form>
<video src="https://attacker.example/v" onerror="window.hit='video'" autoplay></video>
<math><mtext><table><mglyph><style><img src=x onerror="window.hit='mutation'"></style></mglyph></table></mtext></math>
</article></body></html>"#;

/// The same, as text that only looks like markup; it must be shown to the letter.
const TEXT: &str = "Words <script>window.hit = 1</script> in a headline\n\n\
    “<img src=x onerror=window.hit=2>,” said </article><svg onload=window.hit=3> Ruth Adler.\n\n\
    &lt;b&gt; &amp;amp; \" ' javascript:window.hit=4 {{constructor}} ${window.hit=5}\n";

#[test]
fn hostile_articles_are_only_read() {
    let folder = folder();
    let page = visit();
    page.eval(
        "window.reports = [];
         document.addEventListener('securitypolicyviolation', (event) => window.reports.push(event.blockedURI))",
    );
    let check = |how: &str| {
        // What would run later gets the time.
        let seen = page.eval(
            "await new Promise((done) => setTimeout(done, 200));
             const others = performance.getEntriesByType('resource').map((entry) => entry.name)
               .filter((name) => new URL(name).origin !== location.origin);
             const alive = document.querySelectorAll('article :is(img, svg, script, style, iframe, object, a, form, video, math)');
             return [window.hit ?? null, window.reports, others, alive.length, getComputedStyle(document.body).display]",
        );
        assert_eq!(seen, json!([null, [], [], 0, "grid"]), "{how}");
        assert!(page.address().starts_with("http://127.0.0.1:"), "{how}: {}", page.address());
    };
    page.paste(PAGE);
    page.says("found");
    assert!(page.marked("quote").iter().any(|q| q.contains("will hold")), "{:?}", page.paragraphs());
    check("pasted source");
    page.open_file(&file(&folder, "evil.html", PAGE.replace("1962", "1963")));
    page.wait_until("the file is read", "document.querySelector('#article').textContent.includes('1963')");
    check("an HTML file");
    page.paste(TEXT);
    page.wait_until(
        "the text is shown",
        "document.querySelector('#article').textContent.includes('headline')",
    );
    let lines: Vec<&str> = TEXT.lines().filter(|line| !line.is_empty()).collect();
    assert_eq!(page.paragraphs(), lines);
    check("text");

    // From the clipboard as rich text: the browser hands over HTML beside the words.
    page.click("button", "Open article");
    page.eval(
        "const data = new DataTransfer();
         const html = '<h1>Roof <img src=x onerror=window.hit=6></h1><p>“Dry at last,” said Jo Rask.</p><p>It rained.</p>';
         const text = 'Roof\\n\\n“Dry at last,” said Jo Rask.\\n\\nIt rained.';
         data.setData('text/html', html); data.setData('text/plain', text);
         const box = document.getElementById('article-text');
         box.value = text;
         box.dispatchEvent(new ClipboardEvent('paste', { clipboardData: data, bubbles: true }));
         await new Promise((done) => setTimeout(done, 20))",
    );
    page.click("button", "Annotate");
    page.wait_until(
        "the paste is shown",
        "document.querySelector('#article').textContent.includes('Dry at last')",
    );
    assert_eq!(page.paragraphs(), ["Roof", "“Dry at last,” said Jo Rask.", "It rained."]);
    check("rich text");
}

#[test]
fn programs_call_annotate() {
    let page = visit();
    let line = page.eval(
        "const { annotate } = await import(new URL('pkg/pullquote.js', location.href));
         const text = 'Bakers 🥐🥐 strike again.\\n\\n“Fresh bread 🍞 is back,” said Mila Horáková on 3 May 2024.';
         const set = JSON.parse(annotate(text, 'jsonl'));
         // In code points: a croissant is one.
         const words = ({ start, end }) => [...text].slice(start, end).join('');
         return [words(set.quotes[0]), set.quotes[0].kind, set.quotes[0].speaker_name, words(set.dates[0]), set.dates[0].value]",
    );
    assert_eq!(
        line,
        json!(["“Fresh bread 🍞 is back,”", "direct", "Mila Horáková", "3 May 2024", "2024-05-03"])
    );

    let error = page.eval(
        "const { annotate } = await import(new URL('pkg/pullquote.js', location.href));
         try { annotate('words', 'docx') } catch (error) { return [error instanceof Error, error.message] }",
    );
    assert_eq!(error[0], true);
    let message = error[1].as_str().unwrap_or_default();
    assert!(["docx", "jsonld", "csv", "jsonl"].iter().all(|name| message.contains(name)), "{message}");
    assert_eq!(
        page.eval(
            "const { annotate } = await import(new URL('pkg/pullquote.js', location.href));
         return ['', '\\u0000', '\\ud800'].map((text) => typeof annotate(text, 'jsonl'))"
        ),
        json!(["string", "string", "string"])
    );
}
