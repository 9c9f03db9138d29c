//! The library as a project: many files at once, the table, the exports over all of it.

use crate::page::{Page, View};
use crate::scene::{file, folder, visit};
use serde_json::Value;
use std::path::PathBuf;
use std::time::{Duration, Instant};

const PEOPLE: [&str; 4] = ["Mara Lindqvist", "Tomas Rey", "Ada Brook", "Bram Holt"];
const PLACES: [&str; 4] = ["the ferry", "the lock", "the market hall", "the night bus"];

/// An article of our own making; each number gives another.
pub(crate) fn article(number: usize) -> String {
    let (person, other) = (PEOPLE[number % 4], PEOPLE[(number + 1) % 4]);
    let place = PLACES[(number / 4) % 4];
    let (words, more) = (number * 37 % 90 + 3, number * 11 % 60 + 2);
    format!(
        "Council argues about {place}, day {number}\n\n\
         “We will keep {place} for {words} more years,” said {person} on Monday. “Nobody asked for number {number}.”\n\n\
         {other} said that {place} had cost the town {more} thousand crowns, and that the money was gone. The council \
         of Lindhaven meets again in June.\n\n\
         According to {person}, {more} residents had written letters. “They are right,” {other} said.\n"
    )
}

fn files(folder: &tempfile::TempDir, n: usize) -> Vec<PathBuf> {
    (0..n).map(|number| file(folder, &format!("article-{number:03}.txt"), article(number))).collect()
}

impl Page {
    /// What the table shows, a row a line: the cells with strokes between.
    fn rows(&self) -> Vec<String> {
        let rows = self.eval(
            "return [...document.querySelectorAll('#library-list tbody tr')].map((row) =>
               [...row.cells].slice(1).map((cell) => (cell.querySelector('.title') ?? cell).textContent).join('|'))",
        );
        rows.as_array().into_iter().flatten().map(|row| row.as_str().unwrap_or_default().to_owned()).collect()
    }

    /// Waits until the status line says this: as long as one file after the other is read, however busy the machine is.
    #[track_caller]
    fn waits_while_files_are_read(&self, words: &str) {
        let script = "return [document.getElementById('status').textContent, document.querySelector('#queue progress')?.value]";
        let (mut last, mut since) = (Value::Null, Instant::now());
        loop {
            let now = self.eval(script);
            if now[0].as_str().is_some_and(|said| said.contains(words)) {
                return;
            }
            if now != last {
                (last, since) = (now, Instant::now());
            }
            assert!(since.elapsed() < Duration::from_secs(30), "no file was read for 30 seconds: {last}");
            std::thread::sleep(Duration::from_millis(50));
        }
    }

    fn queue(&self) -> String {
        self.eval("return document.querySelector('#library-queue').innerText")
            .as_str()
            .unwrap_or_default()
            .to_owned()
    }

    /// Closes all dialogs that are open.
    pub(crate) fn close_dialogs(&self) {
        self.eval(
            "[...document.querySelectorAll('dialog[open]')].reverse().forEach((dialog) => dialog.close())",
        );
    }

    fn n_rows(&self) -> usize {
        self.rows().len()
    }

    fn pictures(&self, name: &str) {
        let screens = [
            ("wide", View { width: 1440, height: 900, ..View::DESKTOP }),
            ("wide-dark", View { width: 1440, height: 900, ..View::DESKTOP_DARK }),
            ("phone", View::PHONE),
            ("phone-dark", View { scheme: View::DESKTOP_DARK.scheme, ..View::PHONE }),
        ];
        for (screen, view) in screens {
            self.set_view(&view);
            self.screenshot(&format!("{name}-{screen}"));
        }
        self.set_view(&View::DESKTOP);
    }
}

#[test]
fn twelve_articles_are_dropped_at_once() {
    let page = visit();
    let folder = folder();
    let mut files = files(&folder, 12);
    files.push(file(&folder, "again.txt", article(3)));
    files.push(file(&folder, "empty.txt", ""));
    files.push(file(&folder, "picture.png", b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR\0\0\0\x01\0\0\0\x01".as_slice()));
    page.drop_files(&files);
    assert!(page.has("dialog", "Library") && page.has("region", "Library"));
    page.says("15 files read: 12 added, 1 here already, 2 could not be read");
    let said = page.queue();
    assert!(said.contains("empty.txt This file is empty.") && said.contains("picture.png"), "{said}");
    assert!(page.has("table", "Articles") && page.has("list", "Files that could not be read"));
    assert_eq!(page.n_rows(), 12);
    page.pictures("library-twelve");

    // The page works meanwhile and afterwards; what was read outlives a reload.
    page.click("button", "Understood");
    page.wait_until("it is told no more", "!document.querySelector('.queue')");
    page.click("button", "Council argues about the ferry, day 2");
    page.says("Opened from the library");
    assert!(3 <= page.marked("quote").len(), "{:?}", page.marked("quote"));
    page.wait_until("all is saved", "document.getElementById('saved').textContent === 'Saved'");
    page.reload();
    page.wait_until_ready();
    page.click("button", "Library");
    assert_eq!(page.n_rows(), 12);
}

#[test]
fn archives_tables_lines_and_folders_have_many_articles() {
    let page = visit();
    let folder = folder();
    let inside = [
        ("may/a.txt", article(0)),
        ("may/b.md", article(1)),
        (".hidden/c.txt", article(9)),
        ("may/d.txt", String::new()),
    ];
    let inside = inside.map(|(name, text)| (name.to_owned(), text));
    let archive = file(&folder, "may.zip", pullquote_readers::archive(&inside).expect("it takes four files"));
    let table = format!(
        "id,title,date,publisher,text\n1,One,2024-05-03,Norland Times,\"{}\"\n2,Two,2023-01-09,Gazette,\"{}\"\n",
        article(20),
        article(21)
    );
    let table = file(&folder, "table.csv", table);
    let lines: Vec<String> = [22, 23].iter().map(|&n| serde_json::json!({ "id": n, "headline": format!("Line {n}"), "date": "2022-02-02", "body": article(n) }).to_string()).collect();
    let lines = file(&folder, "lines.jsonl", lines.join("\n") + "\n{\"id\": 24}\n");
    page.open_file(&archive);
    page.says("3 articles read: 2 added, 1 could not be read");
    assert!(page.queue().contains("may.zip/may/d.txt This file is empty."), "{}", page.queue());
    page.close_dialog();
    page.drop_files(&[table, lines]);
    page.says("5 articles read: 4 added, 1 could not be read");
    assert!(page.queue().contains("lines.jsonl line 3: no text"), "{}", page.queue());
    let rows = page.rows();
    assert!(rows.iter().any(|row| row.starts_with("One|2024-05-03|Norland Times|")), "{rows:?}");
    assert!(rows.iter().any(|row| row.starts_with("Line 22|2022-02-02|")), "{rows:?}");
    page.close_dialog();
    // A folder in a folder.
    let inner = folder.path().join("outer/inner");
    std::fs::create_dir_all(&inner).expect("a folder can be made");
    std::fs::write(inner.join("deep.txt"), article(30)).expect("a file can be written");
    std::fs::write(inner.join("bad.txt"), "").expect("a file can be written");
    std::fs::write(folder.path().join("outer/.DS_Store"), "x").expect("a file can be written");
    page.drop_files(&[folder.path().join("outer")]);
    page.says("2 files read: 1 added, 1 could not be read");
    assert!(page.queue().contains("outer/inner/bad.txt"), "{}", page.queue());
    assert_eq!(page.n_rows(), 7);
}

#[test]
fn reading_is_cancelled_or_goes_on_after_a_reload() {
    let page = visit();
    let folder = folder();
    let files = files(&folder, 150);
    page.drop_files(&files);
    page.wait_until("some are read", "+document.querySelector('#library-queue progress')?.value > 3");
    // The files are kept in the moment after they were dropped.
    page.reload();
    page.wait_until_ready();
    page.wait_until("it goes on", "document.querySelector('#queue progress')");
    page.screenshot("library-resumed");
    page.waits_while_files_are_read("added");
    page.click("button", "Library");
    assert_eq!(page.eval("return document.querySelector('#library-list table').ariaRowCount ?? document.querySelector('#library-list table').getAttribute('aria-rowcount')"), "151");
    page.close_dialog();

    let more: Vec<PathBuf> = (200..400).map(|n| file(&folder, &format!("{n}.txt"), article(n))).collect();
    page.drop_files(&more);
    page.wait_until("some are read", "+document.querySelector('#library-queue progress')?.value > 1");
    page.click("button", "Cancel");
    page.says("left out");
    page.reload();
    page.wait_until_ready();
    assert_eq!(page.eval("return document.querySelector('.queue')"), Value::Null);
}

#[test]
#[expect(clippy::too_many_lines, reason = "one visit, step by step")]
fn the_table_is_sorted_searched_ticked_and_collected() {
    let page = visit();
    let folder = folder();
    page.drop_files(&files(&folder, 8));
    page.says("8 files read");
    page.click("button", "Words");
    let sorted =
        "document.querySelector('#library-list th[aria-sort=descending] button')?.textContent === 'Words'";
    page.wait_until("it is sorted", sorted);
    page.click("button", "Title");
    let titles: Vec<String> =
        page.rows().iter().map(|row| row.split('|').next().unwrap_or_default().to_owned()).collect();
    assert!(titles.is_sorted(), "{titles:?}");
    page.search_in("Search library", "tomas rey");
    page.wait_until(
        "the speaker is found",
        "document.querySelectorAll('#library-list tbody tr').length === 4",
    );
    page.search_in("Search library", " ");
    page.eval("document.querySelector('#library-list input[type=search]').value = ''");
    page.search_in("Search library", "day 5");
    page.wait_until("one is left", "document.querySelectorAll('#library-list tbody tr').length === 1");
    page.eval(
        "const box = document.querySelector('#library-list input[type=search]');
         box.value = '';
         box.dispatchEvent(new Event('input', { bubbles: true }))",
    );

    // From one to another with the Shift key; then into a collection.
    page.click("checkbox", &format!("Tick {}", titles[1]));
    page.eval(&format!(
        "document.querySelector('[role=checkbox][aria-label={:?}]')
           .dispatchEvent(new MouseEvent('click', {{ bubbles: true, shiftKey: true }}))",
        format!("Tick {}", titles[4])
    ));
    page.wait_until(
        "four are ticked",
        "document.querySelectorAll('#library-list tbody [aria-checked=true]').length === 4",
    );
    page.click("combobox", "Collection");
    page.write("Ferry affair");
    page.click("button", "Add to collection");
    page.says("4 articles in “Ferry affair”");
    page.pictures("library-collection");
    page.select("Show by: Collection", "Ferry affair");
    page.wait_until("four are shown", "document.querySelectorAll('#library-list tbody tr').length === 4");
    page.click("textbox", "Name of the collection");
    page.press("Control+a");
    page.write("The affair");
    page.press("Tab");
    page.wait_until(
        "it is renamed",
        "document.querySelector('#library-list .collection').textContent === 'The affair'",
    );

    // Removed and brought back; the collection knows them again.
    page.click("button", "Remove");
    page.wait_until("they are gone", "document.querySelectorAll('#library-list tbody tr').length === 0");
    page.click("button", "Bring it back");
    page.says("Back in the library: “4 articles”");
    assert_eq!(page.n_rows(), 4);
    page.click("button", "Remove collection");
    page.says("its articles stay");
    assert_eq!(page.n_rows(), 8);
    page.wait_until("all is saved", "document.getElementById('saved').textContent === 'Saved'");
    page.reload();
    page.wait_until_ready();
    page.click("button", "Library");
    assert_eq!(page.n_rows(), 8);
}

#[test]
fn the_whole_library_is_one_table_in_three_actions() {
    let page = visit();
    let folder = folder();
    page.click("button", "Open article");
    page.choose_files("Article file", &files(&folder, 6));
    page.click("button", "Annotate");
    page.says("6 files read: 6 added");
    page.close_dialog();

    page.click("button", "Library");
    page.click("button", "Export");
    page.click("button", "Download");
    let table = String::from_utf8(page.downloaded("pullquote-library.csv")).expect("it is UTF-8");
    assert_eq!(table.matches("article_title,").count(), 1);
    assert!(table.matches("\r\n").count() > 18, "{table}");
    for n in 0..6 {
        assert!(table.contains(&format!("day {n}")), "{n}");
    }
    page.says("6 articles exported");
    // A spreadsheet is an archive of its parts.
    let size = |bytes: Vec<u8>| {
        pullquote_readers::unpack(&bytes).expect("it is an archive").map_or(0, |files| files.len())
    };
    for (format, name, n_files) in [
        ("xlsx", "pullquote-library.xlsx", 0),
        ("tei", "pullquote-library.tei.zip", 6),
        ("brat", "pullquote-library.brat.zip", 13),
    ] {
        page.click("button", "Export");
        page.select("Format", format);
        page.click("button", "Download");
        let n = size(page.downloaded(name));
        assert!(n_files == 0 || n == n_files, "{format}: {n}");
    }
    // Of the ticked ones alone.
    page.click("checkbox", "Tick Council argues about the ferry, day 1");
    page.click("button", "Export");
    page.screenshot("library-export");
    page.select("Format", "jsonl");
    page.click("button", "Download");
    let lines = String::from_utf8(page.downloaded("pullquote-library.jsonl")).expect("it is UTF-8");
    assert_eq!(lines.lines().count(), 1, "{lines}");
}

/// What changed between two exports, whose articles may stand in another order.
fn changed_lines(before: &str, after: &str) -> Vec<(String, String)> {
    assert_eq!(before.lines().count(), after.lines().count(), "{before}\n{after}");
    let gone = before.lines().filter(|line| !after.lines().any(|other| other == *line));
    let new = after.lines().filter(|line| !before.lines().any(|other| other == *line));
    gone.zip(new).map(|(one, other)| (one.to_owned(), other.to_owned())).collect()
}

#[test]
fn one_changed_cell_of_an_export_changes_one_thing() {
    let page = visit();
    let folder = folder();
    page.drop_files(&files(&folder, 3));
    page.says("3 files read: 3 added");
    let exported = |format: &str, name: &str| {
        page.click("button", "Library");
        page.click("button", "Export");
        page.select("Format", format);
        page.click("button", "Download");
        let text = String::from_utf8(page.downloaded(name)).expect("it is UTF-8");
        page.close_dialog();
        text
    };
    page.close_dialog();
    for (format, name, from, to) in [
        ("csv", "pullquote-library.csv", "Tomas Rey", "Zoë Quist"),
        (
            "jsonl",
            "pullquote-library.jsonl",
            "\"speaker_name\":\"Ada Brook\"",
            "\"speaker_name\":\"Zoë Quist\"",
        ),
    ] {
        let before = exported(format, name);
        // Unchanged, it changes nothing.
        page.import(&file(&folder, &format!("same.{format}"), &before));
        page.says("3 articles as before");
        page.close_dialogs();
        assert_eq!(changed_lines(&before, &exported(format, name)), []);
        let changed = match format {
            // The cell of the speaker alone: the words stay.
            "csv" => with_speaker(&before, from, to),
            _ => before.replacen(from, to, 1),
        };
        assert_ne!(changed, before);
        page.import(&file(&folder, &format!("changed.{format}"), &changed));
        page.says("1 article changed, 2 articles as before");
        page.close_dialogs();
        let lines = changed_lines(&before, &exported(format, name));
        assert_eq!(lines.len(), 1, "one row is another: {lines:#?}");
        let named = |line: &str| line.matches("Zoë Quist").count();
        assert_eq!(named(&lines[0].1), named(&lines[0].0) + 1, "{lines:#?}");
        assert_eq!(lines[0].0.matches(r#""start""#).count(), lines[0].1.matches(r#""start""#).count());
    }
}

#[test]
fn one_changed_note_of_an_export_changes_one_thing() {
    let page = visit();
    let folder = folder();
    page.drop_files(&files(&folder, 3));
    page.says("3 files read: 3 added");
    page.eval("document.querySelector('#library-list tbody .title').closest('button, a').click()");
    page.says("Opened from the library");
    let quotes = page.listed("Quotes").len();
    let stem = "council-argues-about-the-ferry-day";
    let before = page.exported("csv", &format!("{stem}.csv"));
    let mut rows: Vec<Vec<String>> =
        before.lines().map(|row| row.split(',').map(str::to_owned).collect()).collect();
    let at = rows[0].iter().position(|cell| cell == "comment").expect("it has a column of notes");
    let last = rows.len() - 1;
    // The last row's cells before the note may have commas: it is counted from the end.
    let n = rows[0].len();
    let from_end = n - at;
    let cell = rows[last].len() - from_end;
    assert_eq!(rows[last][cell], "", "{:?}", rows[last]);
    "Which one?".clone_into(&mut rows[last][cell]);
    let changed = rows.iter().map(|row| row.join(",")).collect::<Vec<_>>().join("\r\n") + "\r\n";
    page.import(&file(&folder, "one.csv", &changed));
    page.wait_until("it is taken in", "!document.querySelector('dialog[open]')");
    assert_eq!(page.listed("Quotes").len(), quotes, "no other quotation");
    let after = page.exported("csv", &format!("{stem}.csv"));
    let lines = changed_lines(&before, &after);
    assert_eq!(lines.len(), 1, "{lines:#?}");
    assert!(lines[0].1.contains("Which one?"), "{lines:#?}");
}

/// The table with another speaker in the first row that has this one in a cell of its own.
fn with_speaker(table: &str, from: &str, to: &str) -> String {
    table.replacen(&format!(",direct,{from},"), &format!(",direct,{to},"), 1)
}

#[test]
fn guidelines_travel_with_the_sets_and_to_other_tabs() {
    let page = visit();
    let folder = folder();
    page.drop_files(&files(&folder, 2));
    page.says("2 files read: 2 added");
    page.click("button", "Guidelines");
    page.wait_until("they are there", "document.querySelector('#guidelines .kinds')");
    page.click("checkbox", "Country, city or state");
    page.wait_until(
        "they are kept",
        "document.querySelector('#status').textContent.includes('Guidelines kept')",
    );
    page.close_dialogs();
    let exported = |format: &str, name: &str| {
        page.click("button", "Library");
        page.click("button", "Export");
        page.select("Format", format);
        page.click("button", "Download");
        let bytes = page.downloaded(name);
        page.close_dialogs();
        bytes
    };
    let lines = exported("jsonl", "pullquote-library.jsonl");
    let archives = ["tei", "spacy"].map(|format| {
        let archive = exported(format, &format!("pullquote-library.{format}.zip"));
        let files = pullquote_readers::unpack(&archive).expect("it is an archive").expect("it has files");
        let names: Vec<String> = files.into_iter().map(|file| file.name).collect();
        assert!(
            names.len() == 3 && names.iter().any(|name| name == "pullquote-guidelines.json"),
            "{names:?}"
        );
        (format, archive)
    });

    let lines = String::from_utf8(lines).expect("it is UTF-8");
    assert!(lines.starts_with("{\"pq:guidelines\": {"), "{lines}");

    // Another reader works by them.
    for (format, archive) in archives {
        let other = visit();
        other.drop_files(&[file(&folder, &format!("{format}.zip"), archive)]);
        other.says("2 added");
        other.wait_until(
            "places are not offered",
            "document.querySelector('#marker [data-command*=GPE]').hidden",
        );
    }
    // Another tab follows at once.
    let first = page.tab();
    page.eval("open(location.href)");
    page.go_to_other_tab();
    page.wait_until_ready();
    page.wait_until("it follows", "document.querySelector('#marker [data-command*=GPE]').hidden");
    let second = page.tab();
    page.go_to_tab(&first);
    page.click("button", "Library");
    page.click("button", "Guidelines");
    page.wait_until("they are there", "document.querySelector('#guidelines .kinds')");
    page.click("button", "Work without guidelines");
    page.wait_until("all is marked", "!document.querySelector('#marker [data-command*=GPE]').hidden");
    page.go_to_tab(&second);
    page.wait_until("it follows", "!document.querySelector('#marker [data-command*=GPE]').hidden");
}
