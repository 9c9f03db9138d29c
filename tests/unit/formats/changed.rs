//! What people and other programs change in an export is taken in, and nothing else changes.

use super::document;
use crate::annotation::{Body, EntityKind};
use crate::format::{self, Format};
use crate::session::{Action, MarkKind, Session};
use crate::span::Span;

const ARTICLE: &str = "“We will act,” said Ana Núñez of Reuters on 3 May 2021. “No,” said Tom Bell.\n\n\
    “No,” said Ana Núñez. The harbour stays open, she said, “and we stay”.";

/// An article with a confirmed, tagged quotation, commented ones, and a note.
fn session() -> Session {
    let mut session = Session::analyse(document(ARTICLE));
    let quotes: Vec<_> = session.set().in_order().filter(|a| a.quote().is_some()).map(|a| a.id).collect();
    let at = ARTICLE.find("harbour").expect("it is there");
    let mark = Action::Mark { span: Span::new(at, at + 7), label: MarkKind::Note };
    session.perform(mark).expect("it can be marked");
    let note = session.selected().expect("it was just made").id;
    for action in [
        Action::Confirm { id: quotes[0] },
        Action::SetTags { id: quotes[0], tags: "policy, open".to_owned() },
        Action::SetNote { id: quotes[0], note: "first thought".to_owned() },
        Action::SetNote { id: quotes[2], note: "second no".to_owned() },
        Action::SetNote { id: note, note: "which one?".to_owned() },
    ] {
        session.perform(action).expect("it fits");
    }
    session
}

fn exported(session: &Session, format: Format) -> String {
    format::export(session.document(), session.set(), "act", format)
}

fn import(session: &mut Session, file: &str, format: Format) -> String {
    let imported = format::import_one(file, format).unwrap_or_else(|e| panic!("{format}: {e}\n{file}"));
    session.import(&imported, format).unwrap_or_else(|e| panic!("{format}: {e}")).said(imported.skipped.len())
}

/// One line an annotation: words, what it is, verdict, comment, tags.
fn shown(session: &Session) -> Vec<String> {
    let line = |a: &crate::annotation::Annotation| {
        let words: Vec<&str> = a.spans.iter().map(|&s| session.document().slice(s)).collect();
        format!("{} | {:?} | {:?} | {} | {}", words.join(" … "), a.body, a.verdict, a.note, a.tags.join(","))
    };
    session.set().in_order().map(line).collect()
}

/// Edits an export, imports it, and checks what the page says, and which annotations are otherwise then.
#[track_caller]
fn check(format: Format, edit: impl Fn(&str) -> String, said: &str, changed: &[&str]) {
    let mut session = session();
    let before = shown(&session);
    let file = exported(&session, format);
    let edited = edit(&file);
    assert_ne!(edited, file, "{format}: the edit finds its place in {file}");
    let now = import(&mut session, &edited, format);
    let after = shown(&session);
    let new: Vec<&String> = after.iter().filter(|line| !before.contains(line)).collect();
    assert_eq!(new, changed, "{format}: {now}\n{edited}");
    assert!(now.starts_with(said), "{format}: {now:?}\n{edited}");
    let steps = session.history().steps().count();
    let again = import(&mut session, &edited, format);
    assert!(again.starts_with("Nothing new: all "), "{format}: {again}\n{edited}");
    assert_eq!((shown(&session), session.history().steps().count()), (after, steps), "{format}: {again}");
    if !changed.is_empty() {
        session.undo().expect("an import is one step");
        assert_eq!(shown(&session), before, "{format}");
    }
}

fn quote(words: &str, kind: &str, speaker: &str, rest: &str) -> String {
    format!(
        "{words} | Quote(Quote {{ kind: {kind}, speaker: Some({speaker:?}), source_kind: Cued, is_question: false }}) | {rest}"
    )
}

#[test]
fn a_changed_comment_is_taken_in() {
    let changed = quote("“We will act,”", "Direct", "Ana Núñez", "Confirmed | second thought | policy,open");
    for format in [
        Format::Jsonld,
        Format::Csv,
        Format::Brat,
        Format::Labelstudio,
        Format::Tei,
        Format::Markdown,
        Format::Hypothesis,
        Format::Html,
    ] {
        let edit = |file: &str| {
            let notes =
                file.replacen("AnnotatorNotes T1\tfirst thought", "AnnotatorNotes T1\tsecond thought", 1);
            if notes != file {
                return notes;
            }
            // Label Studio and Hypothesis show the comment where people change it, and carry another along unread.
            let shown = match format {
                Format::Labelstudio => "\"text\": [\n",
                Format::Hypothesis => "\"text\": \"first",
                _ => "first thought",
            };
            let (before, after) = file.split_at(file.find(shown).expect("the comment is shown"));
            format!("{before}{}", after.replacen("first thought", "second thought", 1))
        };
        check(format, edit, "1 comment changed, ", &[&changed]);
    }
}

/// The first quotation of the set, as the fixtures show it.
fn first(speaker: &str, kind: &str, tags: &str) -> String {
    quote("“We will act,”", kind, speaker, &format!("Confirmed | first thought | {tags}"))
}

fn replaced(from: &'static str, to: &'static str) -> impl Fn(&str) -> String {
    move |file: &str| file.replacen(from, to, 1)
}

#[test]
fn changed_tags_are_taken_in() {
    let tagged = first("Ana Núñez", "Direct", "policy,later");
    let tagged = [tagged.as_str()];
    let done = "1 annotation with other tags, ";
    check(Format::Csv, replaced("policy; open", "policy; later"), done, &tagged);
    check(Format::Markdown, replaced("#policy #open", "#policy #later"), done, &tagged);
    let tags = "\"policy\",\n        \"open\"";
    check(Format::Hypothesis, |file| file.replacen(tags, &tags.replace("open", "later"), 1), done, &tagged);
}

#[test]
fn changed_speakers_are_taken_in() {
    let renamed = first("Eva Ruiz", "Direct", "policy,open");
    let edits = [
        (Format::Csv, ",direct,Ana Núñez,", ",direct,Eva Ruiz,"),
        (Format::Markdown, "— Ana Núñez", "— Eva Ruiz"),
        (Format::Hypothesis, "speaker: Ana Núñez", "speaker: Eva Ruiz"),
        (Format::Jsonl, "\"speaker_name\":\"Ana Núñez\"", "\"speaker_name\":\"Eva Ruiz\""),
    ];
    for (format, from, to) in edits {
        check(format, replaced(from, to), "1 speaker changed, ", &[&renamed]);
    }
}

#[test]
fn changed_labels_and_verdicts_are_taken_in() {
    let mixed = first("Ana Núñez", "Mixed", "policy,open");
    check(Format::Markdown, replaced("Núñez (direct)", "Núñez (mixed)"), "1 label changed, ", &[&mixed]);
    check(
        Format::Brat,
        replaced("QuoteKind T1 direct", "QuoteKind T1 mixed"),
        "1 label changed, ",
        &[&mixed],
    );
    let rejected = quote("“We will act,”", "Direct", "Ana Núñez", "Rejected | first thought | policy,open");
    let verdict = replaced("\"pq:verdict\": \"confirmed\"", "\"pq:verdict\": \"rejected\"");
    check(Format::Jsonld, verdict, "1 verdict changed, ", &[&rejected]);
    let confirmed = quote("“No,”", "Direct", "Tom Bell", "Confirmed |  | ");
    let check_second_row = |file: &str| {
        let at = file.find("Tom Bell").expect("it is there");
        format!("{}{}", &file[..at], file[at..].replacen(",no,", ",yes,", 1))
    };
    check(Format::Csv, check_second_row, "1 verdict changed, ", &[&confirmed]);
}

#[test]
fn another_label_keeps_the_name() {
    let reuters = |kind: EntityKind| {
        let body = Body::Entity(crate::annotation::Entity { kind, name: "Reuters".to_owned() });
        format!("Reuters | {body:?} | Confirmed |  | ")
    };
    let session = session();
    let found = session.set().in_order().find(|a| a.entity().is_some_and(|entity| entity.name == "Reuters"));
    let (old, new) = (format::label(&found.expect("it is found").body), "PRODUCT");
    let cases = [
        (Format::Iob2, "Reuters\tB-LABEL"),
        (Format::Brat, "\tLABEL "),
        (Format::Cas, "\"label\": \"LABEL\""),
        (Format::Prodigy, "\"label\":\"LABEL\""),
        (Format::Hypothesis, "\"tags\": [\n        \"LABEL\""),
    ];
    for (format, place) in cases {
        let changed = reuters(EntityKind::Product);
        let edit = |file: &str| file.replacen(&place.replace("LABEL", old), &place.replace("LABEL", new), 1);
        check(format, edit, "1 label changed, ", &[&changed]);
    }
}

/// The table with other separators, as `change` makes each row anew.
fn resaved(table: &str, separator: &str, change: impl Fn(Vec<String>) -> Vec<String>) -> String {
    let mut rows: Vec<Vec<String>> = vec![vec![]];
    let (mut cell, mut inside) = (String::new(), false);
    for c in table.trim_start_matches('\u{feff}').chars() {
        match c {
            '"' => inside = !inside,
            ',' if !inside => rows.last_mut().expect("there is one").push(std::mem::take(&mut cell)),
            '\n' if !inside => {
                rows.last_mut().expect("there is one").push(std::mem::take(&mut cell));
                rows.push(vec![]);
            }
            '\r' => {}
            c => cell.push(c),
        }
    }
    rows.pop();
    let line =
        |row: Vec<String>| change(row).iter().map(|c| format!("\"{c}\"")).collect::<Vec<_>>().join(separator);
    rows.into_iter().map(line).collect::<Vec<_>>().join("\n") + "\n"
}

#[test]
fn a_table_that_a_spreadsheet_saved_again_changes_nothing() {
    let same = "Nothing new: all ";
    let check = |edit: &dyn Fn(&str) -> String| check(Format::Csv, edit, same, &[]);
    check(&|table| resaved(table, ";", |row| row));
    check(&|table| resaved(table, "\t", |row| row).replace('\n', "\r\n"));
    check(&|table| resaved(table, ",", |row| row.into_iter().rev().collect()));
    check(&|table| resaved(table, ";", |row| row.iter().map(|c| c.replace("0.", "0,")).collect()));
    // Without the columns of places, of ids, of both, of all but the words.
    check(&|table| resaved(table, ",", |row| row[..11].to_vec()));
    check(&|table| resaved(table, ",", |row| [&row[..2], &row[3..]].concat()));
    check(&|table| resaved(table, ",", |row| row[3..11].to_vec()));
    check(&|table| resaved(table, ",", |row| row[3..6].to_vec()));
    // Without the last row.
    self::check(
        Format::Csv,
        |table| table[..table.trim_end().rfind('\n').expect("rows") + 1].to_owned(),
        same,
        &[],
    );
}

#[test]
fn notes_that_another_program_saved_again_change_nothing() {
    let same = "Nothing new: all ";
    let check = |edit: &dyn Fn(&str) -> String| check(Format::Markdown, edit, same, &[]);
    check(&|notes| notes.replace('\n', "\r\n"));
    check(&|notes| notes.replace("tags: [pullquote]", "tags:\n  - pullquote"));
    check(&|notes| notes.lines().filter(|line| !line.starts_with("<!--")).collect::<Vec<_>>().join("\n"));
    check(&|notes| notes.replace("> “We will act,”", "> “We will\n> act,”"));
    check(&|notes| notes.replace(">\n> —", "> —").replace("\n\n\n", "\n\n"));
    check(&|notes| format!("{notes}\n## Thoughts of mine\n\nThey belong to no quotation.\n"));
    check(&|notes| {
        notes.split("\n<!--").next().expect("the head").to_owned()
            + &notes
                .split("\n<!--")
                .skip(1)
                .collect::<Vec<_>>()
                .iter()
                .rev()
                .map(|b| format!("\n<!--{b}"))
                .collect::<String>()
    });
}

#[test]
fn footnotes_and_comments_added_to_notes_are_comments() {
    let second = |note: &str| quote("“No,”", "Direct", "Tom Bell", &format!("Open | {note} | "));
    let footnote = |notes: &str| {
        notes.replacen("> “No,”", "> “No,”[^a]", 1) + "\n[^a]: Said twice,\n    and *loudly*.\n"
    };
    check(Format::Markdown, footnote, "1 comment changed, ", &[&second("Said twice,\nand *loudly*.")]);
    let comment =
        |notes: &str| notes.replacen("— Tom Bell (direct)\n", "— Tom Bell (direct)\n\nAsk him.\n", 1);
    check(Format::Markdown, comment, "1 comment changed, ", &[&second("Ask him.")]);
    let both = |notes: &str| footnote(&notes.replacen("first thought", "another", 1));
    let first = quote("“We will act,”", "Direct", "Ana Núñez", "Confirmed | another | policy,open");
    check(Format::Markdown, both, "2 comments changed, ", &[&first, &second("Said twice,\nand *loudly*.")]);
}

#[test]
fn a_quotation_added_to_notes_or_a_table_is_added() {
    let new = quote("The harbour stays open", "Indirect", "Ana Núñez", "Confirmed |  | ");
    let block = |notes: &str| format!("{notes}\n> The harbour stays open\n>\n> — Ana Núñez (indirect)\n");
    // The analysis may have found it: then there is nothing to add.
    let is_known = shown(&session()).iter().any(|line| line.starts_with("The harbour stays open | Quote"));
    if !is_known {
        check(Format::Markdown, block, "1 annotation imported, ", &[&new]);
    }
    let row = |table: &str| format!("{table},,,open,indirect,Ana Núñez\r\n");
    check(
        Format::Csv,
        row,
        "1 annotation imported, ",
        &[&quote("open", "Indirect", "Ana Núñez", "Confirmed |  | ")],
    );
}

#[test]
fn reordered_lines_and_other_ids_change_nothing() {
    let reversed = |file: &str| {
        let mut line: serde_json::Value = serde_json::from_str(file).expect("it is JSON");
        for key in ["quotes", "entities", "dates"] {
            line[key].as_array_mut().expect("a list").reverse();
        }
        line.to_string()
    };
    check(Format::Jsonl, reversed, "Nothing new: all ", &[]);
    // brat numbers anew what it saves.
    let renumbered = |file: &str| {
        let mut lines: Vec<String> = file.lines().map(str::to_owned).collect();
        for line in &mut lines {
            *line = line
                .replace("T1\t", "T91\t")
                .replace(" T1\t", " T91\t")
                .replace(":T1 ", ":T91 ")
                .replace(" T1 ", " T91 ");
            if line.ends_with(" T1") {
                *line = format!("{}T91", line.trim_end_matches("T1"));
            }
        }
        lines.reverse();
        lines.join("\n") + "\n"
    };
    check(Format::Brat, renumbered, "Nothing new: all ", &[]);
    let bare = |file: &str| {
        file.lines().filter(|line| !line.contains("\tPullquote ")).collect::<Vec<_>>().join("\n")
    };
    check(Format::Brat, bare, "Nothing new: all ", &[]);
    let crlf = |file: &str| file.replace('\n', "\r\n");
    check(Format::Brat, crlf, "Nothing new: all ", &[]);
    check(Format::Iob2, crlf, "Nothing new: all ", &[]);
    let strip = |file: &str| {
        let mut task: serde_json::Value = serde_json::from_str(file).expect("it is JSON");
        for span in task["spans"].as_array_mut().expect("a list") {
            span.as_object_mut()
                .expect("an object")
                .retain(|key, _| ["start", "end", "label"].contains(&key.as_str()));
        }
        task.as_object_mut().expect("an object").remove("pullquote");
        task.to_string()
    };
    check(Format::Prodigy, strip, "Nothing new: all ", &[]);
}

#[test]
fn an_extent_changed_in_another_tool_is_taken_in() {
    let changed =
        "Ana Núñez of Reuters | Entity(Entity { kind: Person, name: \"Ana Núñez\" }) | Confirmed |  | ";
    let at = ARTICLE.chars().take_while(|&c| c != 'A').count();
    let wider = move |file: &str| {
        let (old, new) = (
            format!("PERSON {at} {}\tAna Núñez", at + 9),
            format!("PERSON {at} {}\tAna Núñez of Reuters", at + 20),
        );
        file.replacen(&old, &new, 1)
    };
    check(Format::Brat, wider, "1 extent changed, ", &[changed]);
}
