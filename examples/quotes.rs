use pullquote::{document::Document, recognise::quotes};
use std::io::{BufRead, Write};
fn main() {
    let out = std::io::stdout();
    let mut out = std::io::BufWriter::new(out.lock());
    let (mut words, mut time) = (0usize, std::time::Duration::ZERO);
    for line in std::io::stdin().lock().lines() {
        let line = line.unwrap();
        let v: serde_json::Value = serde_json::from_str(&line).unwrap();
        let text = v["text"].as_str().unwrap();
        let d = Document::from_text(text);
        let t = std::time::Instant::now();
        let quotes = quotes::find(&d, &[]);
        time += t.elapsed();
        words += text.split_whitespace().count();
        let cp = |s: pullquote::span::Span| serde_json::json!({"start": d.to_code_point(s.start()).unwrap().0, "end": d.to_code_point(s.end()).unwrap().0});
        let mut rows = vec![];
        for (g, q) in quotes.iter().enumerate() {
            for s in &q.spans {
                let mut r = cp(*s);
                r["kind"] = serde_json::to_value(q.kind).unwrap();
                r["speaker"] = q.speaker.map(cp).into();
                r["cue"] = q.cue.map(cp).into();
                r["group"] = g.into();
                r["why"] = serde_json::to_value(q.why).unwrap();
                r["confidence"] = q.confidence.into();
                rows.push(r);
            }
        }
        writeln!(out, "{}", serde_json::json!({"id": v["id"], "quotes": rows})).unwrap();
    }
    eprintln!("{words} words, {:.0} words/s", words as f64 / time.as_secs_f64());
}
