//! The licence files that come with a package: the text of a licence apart from who holds the rights.

use std::fs;
use std::path::Path;

/// What a package's files say about one licence.
#[derive(Debug, Default, PartialEq)]
pub(crate) struct LicenceFile {
    /// The licence without its title and the copyright lines; empty if no file has it.
    pub(crate) text: String,
    pub(crate) copyright: Vec<String>,
}

/// The files whose names say that they are about licences, without their endings.
const NAMES: [&str; 5] = ["license", "licence", "copying", "copyright", "unlicense"];

/// Words by which the text of a licence is known.
const MARKS: [(&str, &str); 8] = [
    ("MIT", "Permission is hereby granted, free of charge"),
    ("0BSD", "Permission to use, copy, modify, and/or distribute"),
    ("Zlib", "This software is provided 'as-is'"),
    ("BSD-2-Clause", "Redistribution and use in source and binary forms"),
    ("BSD-3-Clause", "Redistribution and use in source and binary forms"),
    ("Apache-2.0", "TERMS AND CONDITIONS FOR USE, REPRODUCTION, AND DISTRIBUTION"),
    ("MPL-2.0", "Mozilla Public License Version 2.0"),
    ("Unicode-3.0", "UNICODE LICENSE V3"),
];

/// Reads what the files of a package's folder say about a licence.
pub(crate) fn read(folder: &Path, licence: &str) -> LicenceFile {
    let (_, mark) = MARKS.iter().find(|(name, _)| *name == licence).expect("each choice has its mark");
    let entries = fs::read_dir(folder).into_iter().flatten().flatten();
    let mut paths: Vec<_> = entries.map(|entry| entry.path()).collect();
    paths.sort();
    let is_about = |path: &&std::path::PathBuf| {
        let name = path.file_name().unwrap_or_default().to_string_lossy().to_lowercase();
        NAMES.iter().any(|start| name.starts_with(start))
    };
    let texts = paths.iter().filter(is_about).filter_map(|path| fs::read_to_string(path).ok());
    // Of a file that holds several licences and one that holds this alone, the second.
    let with_licence = texts.filter(|text| one_line(text).contains(mark)).min_by_key(String::len);
    with_licence.map(|text| parse(&text, mark)).unwrap_or_default()
}

fn parse(file: &str, mark: &str) -> LicenceFile {
    let file = file.replace('\r', "");
    let file = file.replace(['“', '”'], "\"").replace(['‘', '’'], "'");
    // Apache's appendix says how to use it.
    let file = file.split("END OF TERMS AND CONDITIONS").next().unwrap_or_default();
    let is_copyright = |line: &&str| is_copyright(line.trim());
    let copyright = file.lines().filter(is_copyright).map(|line| line.trim().to_owned()).collect();
    let rest: Vec<&str> = file.lines().filter(|line| !is_copyright(line)).map(str::trim_end).collect();
    // What stands before the paragraph with the mark is the title.
    let start = (0..rest.len()).find(|&at| {
        let following: Vec<&str> = rest[at..].iter().take(3).copied().collect();
        !rest[at].is_empty() && one_line(&following.join(" ")).starts_with(mark)
    });
    let text = rest[start.unwrap_or(0)..].join("\n").trim_matches('\n').to_owned();
    LicenceFile { text, copyright }
}

/// `Copyright (c) 2015 A B`; not `copyright notice and this …`, not `Copyright [yyyy]`.
fn is_copyright(line: &str) -> bool {
    let line = line.trim_start_matches(['*', '#', ' ']);
    let Some(rest) = line.strip_prefix("Copyright").or_else(|| line.strip_prefix("COPYRIGHT")) else {
        return false;
    };
    let rest = rest.trim_start_matches([' ', ':']);
    let starts = ["(c)", "(C)", "©"].iter().any(|sign| rest.starts_with(sign));
    starts || rest.starts_with(|char: char| char.is_ascii_digit()) || rest.starts_with("The ")
}

/// The same with each run of blanks and line ends as one blank.
pub(crate) fn one_line(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_text_stands_apart_from_who_holds_the_rights() {
        let file = "The MIT License (MIT)\r\n\r\nCopyright (c) 2015 Ana Bell\r\nCopyright 2016 The Bell Developers\r\n\r\n\
            Permission is hereby granted, free of\r\ncharge, to all.\r\n\r\nThe above copyright notice stays.\r\n";
        let parsed = parse(file, "Permission is hereby granted, free of charge");
        assert_eq!(parsed.copyright, ["Copyright (c) 2015 Ana Bell", "Copyright 2016 The Bell Developers"]);
        assert_eq!(
            parsed.text,
            "Permission is hereby granted, free of\ncharge, to all.\n\nThe above copyright notice stays."
        );
    }

    #[test]
    fn lines_about_copyright_are_not_copyright_lines() {
        for line in
            ["Copyright [yyyy] [name of owner]", "copyright notice", "Copyright notices stay", "Copyright"]
        {
            assert!(!is_copyright(line), "{line}");
        }
    }
}
