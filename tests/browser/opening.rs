//! Articles come in: pasted, from files, dropped; and what cannot come in is told, with nothing lost.

use crate::scene::{SAMPLE, file, folder, visit, visit_sample};

/// Wide characters, a line that runs from right to left, and line ends of two kinds.
const MIXED: &str = "Bakers strike 🥐 in Ostrava\r\n\r\n“No flour, no bread 🍞,” said Mila Horáková.\r\n\r\n\
    قالت ليلى منصور: «لن نعود قبل الاتفاق».\r\n\r\nThe strike goes on, Horáková said.\n";

#[test]
fn pasted_text_is_shown_to_the_character() {
    let page = visit();
    page.paste(MIXED);
    page.says("found");
    let lines: Vec<&str> = MIXED.lines().filter(|line| !line.is_empty()).collect();
    assert_eq!(page.paragraphs(), lines);
    let quotes = page.marked("quote");
    assert!(quotes.contains(&"“No flour, no bread 🍞,”".to_owned()), "{quotes:?}");
    assert_eq!(
        page.eval(
            "return getComputedStyle(document.querySelectorAll('#article [data-paragraph]')[2]).direction"
        ),
        "rtl"
    );
    // What is selected behind an emoji is what is marked.
    page.select_words("bread 🍞");
    page.click("button", "Note");
    assert_eq!(page.marked("note"), ["bread 🍞"]);
    page.assert_focus("MARK", "a mark was made");
}

const SOURCE: &str = "<!doctype html><html><head><title>Town Gazette</title></head><body>\
    <nav><a href='/'>Home</a> <a href='/sport'>Sport</a></nav><article><h1>Library roof to be mended at last</h1>\
    <p>The town library in Elverdam will get a new roof before the winter, the mayor told residents at a long \
    meeting on Tuesday evening, after years of buckets between the shelves.</p>\
    <p>“The buckets can retire,” said mayor Joana Brandt, who has led the council since 2019. The work will cost \
    about €300,000 and take ten weeks, according to the council.</p>\
    <p>Readers can use the reading room in the old school until then, and books may be kept for two months.</p>\
    </article><footer>Copyright Town Gazette</footer></body></html>";

/// A page of a PDF, without the table that readers can do without.
const PDF: &str = "%PDF-1.4\n1 0 obj\n<</Type/Catalog/Pages 2 0 R>>\nendobj\n2 0 obj\n<</Type/Pages/Kids[4 0 R]/Count 1>>\nendobj\n\
    3 0 obj\n<</Type/Font/Subtype/Type1/BaseFont/Times-Roman>>\nendobj\n\
    4 0 obj\n<</Type/Page/Parent 2 0 R/MediaBox[0 0 400 600]/Resources<</Font<</F 3 0 R>>>>/Contents 5 0 R>>\nendobj\n\
    5 0 obj\n<</Length 95>>stream\nBT /F 10 Tf 40 500 Td (The lock was opened again in the morn-) Tj 0 -12 Td (ing, said Ada Brook.) Tj ET\nendstream\nendobj\n\
    trailer<</Size 6/Root 1 0 R>>\n%%EOF\n";

#[test]
fn pdf_files_and_subtitles_are_read_and_a_lone_address_is_explained() {
    let folder = folder();
    let page = visit();
    page.open_file(&file(&folder, "lock.pdf", PDF));
    let shows = |words: &str| format!("document.querySelector('#article').textContent.includes({words:?})");
    page.wait_until("the PDF is read", &shows("again in the morning, said Ada Brook."));
    page.open_file(&file(
        &folder,
        "talk.srt",
        "1\n00:00:01,000 --> 00:00:02,000\nADA: The lock\n\n2\n00:00:02,000 --> 00:00:03,000\nis open.\n",
    ));
    page.wait_until("the subtitles are read", &shows("ADA: The lock is open."));
    page.open_file(&file(&folder, "cut.pdf", "%PDF-1.4\n"));
    page.warns("cut.pdf: This file is damaged or incomplete.");
    page.close_dialog();
    page.paste("https://news.example/lock");
    page.warns("send it here with the bookmarklet");
}

#[test]
fn articles_come_from_page_source_and_files() {
    let folder = folder();
    let page = visit();
    let has_article = |how: &str| {
        page.says("found");
        assert!(page.paragraphs()[0].contains("Library roof"), "{how}: {:?}", page.paragraphs());
        assert!(!page.paragraphs().iter().any(|p| p.contains("Sport")), "{how}: {:?}", page.paragraphs());
        assert!(page.marked("quote").iter().any(|q| q.contains("“The buckets can retire,”")), "{how}");
        assert!(!page.has("dialog", "Open article"), "{how}: the dialog is closed");
        page.assert_focus("article", how);
    };
    page.paste(SOURCE);
    has_article("pasted source");
    page.paste("Rain stays\n\nIt rained all day, said Ada Brook.\n\nAdvertisement\n\nIt rained all night, she said.\n");
    let beside = "getComputedStyle(document.querySelector('.boilerplate'), '::after').content";
    page.wait_until("what is left out says so", &format!("{beside}.endsWith('left out of the analysis\"')"));

    page.open_file(&file(
        &folder,
        "note.md",
        "# A *short* note\n\nThe **lock** opens on 3 May 2024, said Ada Brook.\n",
    ));
    page.wait_until(
        "Markdown is read",
        "document.querySelector('#article h1')?.textContent === 'A short note'",
    );
    assert_eq!(page.paragraphs()[1], "The lock opens on 3 May 2024, said Ada Brook.");

    page.open_file(&file(&folder, "roof.html", SOURCE.replace("€300,000", "€310,000")));
    page.wait_until("the page is read", "document.querySelector('#article').textContent.includes('310')");
    has_article("an HTML file");

    page.open_file(&file(&folder, "mixed.txt", MIXED));
    page.wait_until("the text is read", "document.querySelector('#article').textContent.includes('🥐')");

    page.drop_file(&file(&folder, "dropped.txt", SAMPLE));
    page.wait_until(
        "the dropped file is read",
        "document.querySelector('#article').textContent.includes('Skarnholm')",
    );
    page.drop_file(&file(&folder, "again.txt", MIXED));
    page.says("in your library");
}

#[test]
fn what_cannot_be_opened_is_told_and_nothing_is_lost() {
    let folder = folder();
    let page = visit_sample();
    let before = page.paragraphs();
    let refused = |why: &str| {
        page.warns(why);
        assert_eq!(page.paragraphs(), before, "what was open stays");
        page.close_dialog();
    };
    page.paste(" \n ");
    refused("no text yet");
    let picture =
        b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR\0\0\0\x01\0\0\0\x01\x08\x06\0\0\0\x1f\x15\xc4\x89".as_slice();
    page.open_file(&file(&folder, "picture.png", picture));
    refused("picture");
    page.open_file(&file(&folder, "noise.txt", [0u8, 159, 146, 150, 0, 1, 2, 3, 255, 254, 0, 0, 7]));
    refused("not text");
    page.open_file(&file(&folder, "empty.txt", ""));
    refused("empty");
    page.open_file(&file(&folder, "broken.html", "<html><body><div><p></b><table><tr><td></p><![CDATA["));
    refused("broken.html");
    page.open_file(&file(&folder, "no-set.txt", "{\"type\": \"Annotation\"}"));
    refused("no-set.txt");

    // Without a dialog the message stands over the page, and goes when something else is said.
    page.drop_file(&file(&folder, "dropped.png", picture));
    page.warns("picture");
    assert_eq!(page.eval("return document.getElementById('status').textContent"), "");
    page.press("j");
    page.press("y");
    page.says("Confirmed");
    assert_eq!(page.eval("return document.getElementById('alert').textContent"), "");
}

#[test]
fn a_very_long_article_is_taken_in_or_refused() {
    let folder = folder();
    let page = visit();
    page.click("button", "Open article");
    let time = page.eval(
        "const paragraph = 'The lock journal_sync, Ada Brook, said on Friday that “the river is high.” It stays so.\\n\\n';
         document.getElementById('article-text').value = paragraph.repeat(300_000 / paragraph.length);
         const start = performance.now();
         document.getElementById('annotate').click();
         while (document.querySelectorAll('#article p').length <= 3_000) {
           await new Promise((done) => setTimeout(done, 10));
         }
         return performance.now() - start",
    );
    println!("300 kB: {time} ms from Annotate to drawn");
    page.drop_file(&file(&folder, "book.txt", vec![b'a'; 34_000_000]));
    page.warns("Open it in parts");
}

/// A file that is long is read beside the page: the page answers meanwhile, and Stop leaves all as it was.
#[test]
fn a_long_file_is_read_beside_the_page_and_can_be_stopped() {
    let folder = folder();
    let page = visit();
    page.paste("Rain stays\n\nIt rained all day, said Ada Brook.\n");
    page.says("found");
    let before = page.paragraphs();
    // The longest time in which the page did not answer.
    page.eval(
        "window.longest = 0; let last = performance.now(); \
         setInterval(() => { const now = performance.now(); longest = Math.max(longest, now - last); last = now; }, 1)",
    );
    let hostile = format!("# A long file\n\n“No,” said Ada Brook.\n\n{}\n", "[".repeat(60_000));
    page.open_file(&file(&folder, "hostile.md", &hostile));
    page.wait_until(
        "it is read",
        "document.querySelector('#article [data-paragraph]')?.textContent === 'A long file'",
    );
    println!(
        "60 kB of brackets: {:.0} ms without an answer, drawing included",
        page.eval("return longest").as_f64().unwrap_or(0.0)
    );
    page.click("button", "Library");
    page.click("button", "Rain stays");
    page.wait_until(
        "the first is back",
        "document.querySelector('#article [data-paragraph]')?.textContent === 'Rain stays'",
    );
    let long = format!(
        "<article><h1>Longer</h1>{}</article>",
        "<p>“No,” said Ada Brook on <b>Monday</b>.</p>".repeat(60_000)
    );
    page.open_file(&file(&folder, "long.html", &long));
    page.wait_until("it is being read", "document.querySelector('#reading-dialog[open]')");
    page.eval("document.querySelector('#reading-dialog button').click()");
    page.says("Stopped. Nothing has changed.");
    assert_eq!(page.paragraphs(), before);
    page.close_dialog();
    // A set with its article is read twice: the article first, then what is marked in it.
    let article = format!("Set and article\n\n{}", "“No,” said Ada Brook on Monday.\n\n".repeat(10_000));
    let line = serde_json::json!({ "id": "a", "text": article, "quotes": [], "entities": [], "dates": [] });
    page.eval(
        "const opened = () => document.querySelector('#article [data-paragraph]')?.textContent === 'Set and article';
         const stop = setInterval(() => {
           if (!opened() || !document.querySelector('#reading-dialog[open]')) return;
           clearInterval(stop);
           document.querySelector('#reading-dialog button').click();
         }, 1)",
    );
    // Under this name it is a single set, not a file of many articles.
    page.open_file(&file(&folder, "set.txt", format!("{line}\n")));
    page.says("Stopped. The article of the file is open, without the file’s annotations.");
    assert_eq!(page.paragraphs()[0], "Set and article");
}
