//! The figures as plain text, one a line, always in the same order.

use std::fmt::{Display, Write};

use crate::figures::Figures;
use crate::functions::{Function, MOST_LINES, MOST_PARAMETERS};
use crate::habits::LONGEST_FILE;
use crate::project::Group;
use crate::sites::Site;

/// What the report shows.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Detail {
    /// The counts alone.
    Counts,
    /// Below each count what was counted.
    Lists,
}

/// The figures as text.
pub fn report(figures: &Figures, detail: Detail) -> String {
    let mut report = Report { text: String::new(), detail };
    report.functions(figures);
    report.public(figures);
    report.cycles(figures);
    report.english(figures);
    report.names(figures);
    report.habits(figures);
    report.text
}

struct Report {
    text: String,
    detail: Detail,
}

impl Report {
    fn line(&mut self, line: impl Display) {
        writeln!(self.text, "{line}").expect("a string takes all text");
    }

    fn list(&mut self, lines: impl Iterator<Item = impl Display>) {
        if self.detail == Detail::Lists {
            lines.for_each(|line| self.line(format_args!("    {line}")));
        }
    }

    fn counted(&mut self, what: &str, sites: &[Site]) {
        self.line(format_args!("{what}: {}", sites.len()));
        self.list(sites.iter());
    }

    fn functions(&mut self, figures: &Figures) {
        for (group, name) in [(Group::Library, "src"), (Group::Tools, "tools"), (Group::Tests, "tests")] {
            let lengths = figures.lengths(group);
            self.line(format_args!(
                "functions of {name}: {} (lines: median {}, 90th percentile {}, longest {}; over 40: {}, over 60: {})",
                lengths.count, lengths.median, lengths.ninetieth, lengths.longest, lengths.over_40, lengths.over_60
            ));
        }
        let long: Vec<&Function> = figures.long_functions().collect();
        self.line(format_args!("functions over {MOST_LINES} lines: {}", long.len()));
        self.list(long.iter().map(|function| format!("{} ({} lines)", function.site, function.lines)));
        let wide: Vec<&Function> = figures.wide_functions().collect();
        self.line(format_args!("functions with more than {MOST_PARAMETERS} parameters: {}", wide.len()));
        self.list(
            wide.iter().map(|function| format!("{} ({} parameters)", function.site, function.parameters)),
        );
    }

    fn public(&mut self, figures: &Figures) {
        let (visibilities, facade) = (figures.visibilities, &figures.facade);
        self.line(format_args!(
            "public items of src: {} public, {} restricted (and {} public fields)",
            visibilities.public, visibilities.restricted, visibilities.public_fields
        ));
        let (documented, all) = (facade.documented(), facade.items.len());
        // Without items everything is documented.
        let percent = (documented * 100).checked_div(all).unwrap_or(100);
        self.line(format_args!("documented of what users reach: {documented} of {all} ({percent} %)"));
        self.list(facade.undocumented());
        let with_example = facade.types().filter(|item| item.has_example).count();
        self.line(format_args!(
            "public types with an example that runs: {with_example} of {}",
            facade.types().count()
        ));
        self.list(
            facade.types().filter(|item| !item.has_example).map(|item| format!("without: {}", item.site)),
        );
    }

    fn cycles(&mut self, figures: &Figures) {
        self.line(format_args!("imports of a module that does not stand above: {}", figures.upward.len()));
        self.list(figures.upward.iter());
        self.line(format_args!(
            "cycles between files of a module: {} (of {} files)",
            figures.cycles.len(),
            figures.files_in_cycles()
        ));
        for cycle in &figures.cycles {
            self.list([cycle.files.join(" ↔ ")].iter());
            self.list(cycle.imports.iter().map(|import| format!("    {import}")));
        }
    }

    fn english(&mut self, figures: &Figures) {
        let english = &figures.english;
        self.line(format_args!(
            "English in code: {} literals, {} different words (not counted: {} in files that read formats)",
            english.literals.len(),
            english.distinct_words(),
            english.of_formats.len()
        ));
        self.list(english.by_file().iter().map(|(path, count)| format!("{path}: {count}")));
    }

    fn names(&mut self, figures: &Figures) {
        self.line(format_args!("type names with more than one meaning: {}", figures.shared_names.len()));
        self.list(figures.shared_names.iter().map(|shared| {
            let sites: Vec<String> =
                shared.sites.iter().map(|site| format!("{}:{}", site.path, site.line)).collect();
            format!("{} ({}): {}", shared.name, sites.len(), sites.join(", "))
        }));
    }

    fn habits(&mut self, figures: &Figures) {
        let habits = &figures.habits;
        self.counted("results discarded by `let _name`", &habits.discards);
        self.counted("errors that are strings", &habits.string_errors);
        self.counted("unwrap", &habits.unwraps);
        self.counted("bool parameters of public functions", &habits.bools);
        self.counted(&format!("files over {LONGEST_FILE} lines"), &habits.long_files);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::project::Project;

    fn figures() -> Figures {
        let files = [
            ("src/lib.rs", "//! Doc.\npub mod a;"),
            ("src/a.rs", "pub fn f(x: bool) {\n    let _y = g().unwrap();\n}"),
        ];
        Figures::count(&Project::from_texts(files).expect("it is Rust"))
    }

    #[test]
    fn counts_are_one_line_each() {
        let text = report(&figures(), Detail::Counts);
        let expected =
            "functions of src: 1 (lines: median 1, 90th percentile 1, longest 1; over 40: 0, over 60: 0)\n";
        assert!(text.starts_with(expected), "{text}");
        assert!(
            text.contains("\nunwrap: 1\n")
                && text.contains("\ndocumented of what users reach: 0 of 2 (0 %)\n")
        );
        assert!(!text.contains("src/a.rs"), "{text}");
    }

    #[test]
    fn lists_stand_below_their_counts() {
        let text = report(&figures(), Detail::Lists);
        assert!(text.contains("\nunwrap: 1\n    src/a.rs:2 unwrap\n"), "{text}");
        assert!(text.contains("(0 %)\n    src/a.rs:1 f\n    src/lib.rs:2 a\n"), "{text}");
    }
}
