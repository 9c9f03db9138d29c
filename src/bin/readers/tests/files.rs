//! Word and PDF files as programs make them, and as nobody should: made here, read, and broken.

use std::io::{Cursor, Write};

use pullquote_readers::{FileArticle, ReaderError, read};
use zip::ZipWriter;
use zip::write::SimpleFileOptions;

const STYLES: &str = r#"<w:styles xmlns:w="w"><w:docDefaults><w:lang w:val="en-GB"/></w:docDefaults>
    <w:style w:styleId="Titel"><w:name w:val="Title"/></w:style>
    <w:style w:styleId="berschrift1"><w:name w:val="heading 1"/></w:style>
    <w:style w:styleId="Bild"><w:name w:val="caption"/></w:style></w:styles>"#;
const CORE: &str = "<p><dc:title>Boats &amp; more</dc:title><dc:creator>Ana Ruiz</dc:creator></p>";

/// A Word file with this body.
fn docx(body: &str) -> Vec<u8> {
    let document =
        format!("<?xml version=\"1.0\"?><w:document xmlns:w=\"w\"><w:body>{body}</w:body></w:document>");
    archive(&[("docProps/core.xml", CORE), ("word/document.xml", &document), ("word/styles.xml", STYLES)])
}

fn archive(parts: &[(&str, &str)]) -> Vec<u8> {
    let mut zip = ZipWriter::new(Cursor::new(vec![]));
    for (name, text) in parts {
        zip.start_file(*name, SimpleFileOptions::default()).expect("the archive is in memory");
        zip.write_all(text.as_bytes()).expect("the archive is in memory");
    }
    zip.finish().expect("the archive is in memory").into_inner()
}

fn said(text: &str) -> String {
    format!("<w:p><w:r><w:t>{text}</w:t></w:r></w:p>")
}

/// The blocks of an article, one a line.
fn shown(article: &FileArticle) -> Vec<String> {
    article.blocks.iter().map(|block| format!("{:?}: {}", block.role, block.text)).collect()
}

#[track_caller]
fn check_docx(body: &str, expected: &[&str]) {
    assert_eq!(shown(&read(&docx(body)).expect("a Word file")), expected);
}

#[test]
fn a_word_file_has_roles_by_its_styles() {
    let styled = |style: &str, text: &str| {
        format!("<w:p><w:pPr><w:pStyle w:val=\"{style}\"/></w:pPr><w:r><w:t>{text}</w:t></w:r></w:p>")
    };
    let body = [
        styled("Titel", "Boats"),
        styled("berschrift1", "What next?"),
        said("“We stay,” she said."),
        "<w:p><w:pPr><w:numPr/></w:pPr><w:r><w:t>Bread</w:t></w:r></w:p>".to_owned(),
        styled("Bild", "A quay"),
    ];
    let file = docx(&body.concat());
    let article = read(&file).expect("a Word file");
    assert_eq!(
        shown(&article),
        [
            "Title: Boats",
            "Heading: What next?",
            "Paragraph: “We stay,” she said.",
            "ListItem: Bread",
            "Caption: A quay"
        ]
    );
    let meta = [article.meta.title, article.meta.byline, article.meta.lang].map(Option::unwrap_or_default);
    assert_eq!(meta, ["Boats & more", "Ana Ruiz", "en-GB"]);
}

#[test]
fn changes_are_accepted_and_comments_left_out() {
    check_docx(
        "<w:p><w:r><w:t xml:space=\"preserve\">“We </w:t></w:r><w:del><w:r><w:delText>go</w:delText></w:r></w:del>\
         <w:ins><w:r><w:t>stay</w:t></w:r></w:ins><w:moveFrom><w:r><w:t>gone</w:t></w:r></w:moveFrom>\
         <w:r><w:t>,” she</w:t><w:commentReference/><w:footnoteReference/><w:tab/><w:t>said&#8230;</w:t></w:r>\
         <w:r><w:rPr><w:vanish/></w:rPr><w:t>hidden</w:t></w:r><w:r><w:instrText>PAGE</w:instrText></w:r></w:p>\
         <w:p><w:pPr><w:rPr><w:del/></w:rPr></w:pPr><w:r><w:t xml:space=\"preserve\">One </w:t></w:r></w:p><w:p><w:r><w:t>sentence.</w:t></w:r></w:p>\
         <w:p><w:r><w:t>Roses</w:t><w:br/><w:t>are red</w:t><w:br w:type=\"page\"/></w:r></w:p>",
        &["Paragraph: “We stay,” she said…", "Paragraph: One sentence.", "Paragraph: Roses\nare red"],
    );
}

#[test]
fn tables_are_lines_and_boxes_blocks() {
    let cell = |text: &str| format!("<w:tc>{}</w:tc>", said(text));
    let table = format!(
        "<w:tbl><w:tr>{}{}</w:tr><w:tr>{}{}</w:tr></w:tbl>",
        cell("Who"),
        cell("Said"),
        cell("Ana"),
        cell("“No”")
    );
    let boxed = format!(
        "<w:p><w:r><w:t>Around</w:t><mc:AlternateContent><mc:Choice>{}</mc:Choice><mc:Fallback>{}</mc:Fallback></mc:AlternateContent></w:r></w:p>",
        said("In the box"),
        said("In the box")
    );
    check_docx(
        &(table + &boxed),
        &["Paragraph: Who | Said", "Paragraph: Ana | “No”", "Paragraph: In the box", "Paragraph: Around"],
    );
}

#[test]
fn files_that_are_no_articles_are_refused() {
    let refused = |bytes: &[u8]| read(bytes).expect_err("no article");
    assert_eq!(refused(b""), ReaderError::Damaged);
    assert_eq!(refused(b"PK\x03\x04"), ReaderError::Damaged);
    assert_eq!(refused(&docx("")), ReaderError::Empty);
    assert_eq!(refused(&archive(&[("xl/workbook.xml", "<x/>")])), ReaderError::OtherKind);
    assert_eq!(refused(b"\xd0\xcf\x11\xe0 W\0o\0r\0d\0"), ReaderError::OtherKind);
    assert_eq!(
        refused(b"\xd0\xcf\x11\xe0..E\0n\0c\0r\0y\0p\0t\0e\0d\0P\0a\0c\0k\0a\0g\0e\0"),
        ReaderError::Locked
    );
    assert_eq!(refused(b"%PDF-1.4\n%%EOF"), ReaderError::Damaged);
    assert_eq!(refused(&pdf(&["0 0 m 10 10 l S".to_owned()])), ReaderError::Scanned);
}

#[test]
fn a_small_file_unpacks_to_a_bounded_size() {
    // 80 MB of blanks pack to some kilobytes.
    let blanks = " ".repeat(80 << 20);
    assert_eq!(read(&docx(&blanks)).expect_err("too long"), ReaderError::TooLong);
    // A hundred thousand levels of elements.
    let deep = format!("{}{}", "<w:sdt>".repeat(100_000), said("deep"));
    assert_eq!(read(&docx(&deep)).expect_err("too deep"), ReaderError::Damaged);
    // Definitions of entities within entities are not followed.
    let laughs = "<!DOCTYPE x [<!ENTITY a \"ha\"><!ENTITY b \"&a;&a;\">]><w:document><w:p><w:t>&b; ha</w:t></w:p></w:document>";
    let article = read(&archive(&[("word/document.xml", laughs)])).expect("a Word file");
    assert_eq!(shown(&article), ["Paragraph: ha"]);
}

/// Text of a page: size, left, base line, words.
type Shown<'a> = (u32, u32, u32, &'a str);

/// What draws a page.
fn drawn(lines: &[Shown]) -> String {
    let draw = |(size, x, y, words): &Shown| format!("BT /F {size} Tf {x} {y} Td ({words}) Tj ET\n");
    lines.iter().map(draw).collect()
}

/// A PDF with these pages, in a font that every reader has.
fn pdf(pages: &[String]) -> Vec<u8> {
    let kids: String = (0..pages.len()).map(|page| format!("{} 0 R ", 4 + 2 * page)).collect();
    let mut objects = vec![
        "<</Type/Catalog/Pages 2 0 R>>".to_owned(),
        format!("<</Type/Pages/Kids[{kids}]/Count {}>>", pages.len()),
        "<</Type/Font/Subtype/Type1/BaseFont/Times-Roman/Encoding/WinAnsiEncoding>>".to_owned(),
    ];
    for (at, content) in pages.iter().enumerate() {
        let number = 5 + 2 * at;
        objects.push(format!(
            "<</Type/Page/Parent 2 0 R/MediaBox[0 0 400 600]/Resources<</Font<</F 3 0 R>>>>/Contents {number} 0 R>>"
        ));
        objects.push(format!("<</Length {}>>stream\n{content}\nendstream", content.len()));
    }
    let (mut file, mut places) = (b"%PDF-1.4\n".to_vec(), vec![]);
    for (at, object) in objects.iter().enumerate() {
        places.push(file.len());
        file.extend(format!("{} 0 obj\n{object}\nendobj\n", at + 1).bytes());
    }
    let table = file.len();
    file.extend(format!("xref\n0 {}\n0000000000 65535 f \n", objects.len() + 1).bytes());
    places.iter().for_each(|place| file.extend(format!("{place:010} 00000 n \n").bytes()));
    let size = objects.len() + 1;
    file.extend(format!("trailer<</Size {size}/Root 1 0 R>>\nstartxref\n{table}\n%%EOF").bytes());
    file
}

#[track_caller]
fn check_pdf(pages: &[&[Shown]], expected: &[&str]) {
    let pages: Vec<String> = pages.iter().map(|lines| drawn(lines)).collect();
    assert_eq!(shown(&read(&pdf(&pages)).expect("a PDF")), expected);
}

#[test]
fn lines_are_joined_to_paragraphs_over_pages() {
    check_pdf(
        &[
            &[
                (8, 40, 580, "Norland Times"),
                (8, 300, 580, "Page 1"),
                (20, 40, 540, "Ferries stay"),
                (10, 52, 500, "The town voted on Monday to keep its night fer-"),
                (10, 40, 488, "ries running, after a long debate about the well-"),
                (10, 40, 476, "known lines and the well-known pier of the town."),
                (10, 52, 464, "\\223We stay open, whatever they say about all the"),
                (10, 40, 452, "boats,\\224 said Mara Lindqvist. \\223Nobody asked us"),
            ],
            &[
                (8, 40, 580, "Norland Times"),
                (8, 300, 580, "Page 2"),
                (10, 40, 540, "before the decision was announced in the town.\\224"),
                (10, 52, 528, "Crews had asked for a decision before the storms."),
            ],
        ],
        &[
            "Title: Ferries stay",
            "Paragraph: The town voted on Monday to keep its night ferries running, after a long debate about the well-known \
             lines and the well-known pier of the town.",
            "Paragraph: “We stay open, whatever they say about all the boats,” said Mara Lindqvist. “Nobody asked us before \
             the decision was announced in the town.”",
            "Paragraph: Crews had asked for a decision before the storms.",
        ],
    );
}

#[test]
fn columns_and_gaps_part_paragraphs() {
    check_pdf(
        &[&[
            (10, 40, 500, "The nets came up empty"),
            (10, 40, 488, "again on Monday."),
            (10, 40, 466, "Nobody could say why the"),
            (10, 40, 454, "boats were late, or where"),
            (10, 220, 500, "they had been in the night"),
            (10, 220, 488, "before the storm."),
            (10, 220, 466, "That was all, she said."),
        ]],
        &[
            "Paragraph: The nets came up empty again on Monday.",
            "Paragraph: Nobody could say why the boats were late, or where they had been in the night before the storm.",
            "Paragraph: That was all, she said.",
        ],
    );
}

#[test]
fn damaged_files_are_refused_or_read_in_part() {
    let page = drawn(&[(10, 40, 500, "The nets came up empty"), (10, 40, 488, "again on Monday.")]);
    let mut random = fastrand::Rng::with_seed(7);
    for file in [docx(&said("“We stay,” she said.")), pdf(&[page])] {
        for _ in 0..60 {
            let mut damaged = file.clone();
            for _ in 0..random.usize(1..8) {
                let at = random.usize(..damaged.len());
                damaged[at] = random.u8(..);
            }
            damaged.truncate(random.usize(damaged.len() / 2..=damaged.len()));
            read(&damaged).ok(); // Only a panic counts.
        }
    }
}
