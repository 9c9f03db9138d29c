//! The plain text that the client of Hypothesis exports: what is known of the page, then the annotations, a field a line.

/// An annotation of such a file.
pub(super) struct WrittenAnnotation<'f> {
    /// The line where it begins.
    pub line: usize,
    pub quote: Option<&'f str>,
    pub comment: String,
    pub tags: Vec<&'f str>,
}

const TOTAL: &str = "Total annotations: ";

/// Whether a file is such an export.
pub(super) fn is_plain_text(file: &str) -> bool {
    // The page's title may be empty.
    file.lines().take(12).any(|line| line.starts_with(TOTAL))
        && file.lines().any(|line| line == "Annotation 1:")
}

/// The title of the page and its address: they stand above the group.
pub(super) fn page(file: &str) -> (Option<&str>, Option<&str>) {
    let above: Vec<&str> = file.lines().take_while(|line| !line.starts_with("Group: ")).collect();
    let title = above.get(1).filter(|_| 2 < above.len()).map(|title| title.trim());
    (title.filter(|title| !title.is_empty()), above.last().map(|address| address.trim()))
}

pub(super) fn annotations(file: &str) -> Vec<WrittenAnnotation<'_>> {
    let lines: Vec<&str> = file.lines().collect();
    let mut starts: Vec<usize> = vec![];
    for (at, line) in lines.iter().enumerate() {
        // They are counted: a comment that has such a line counts otherwise.
        if *line == format!("Annotation {}:", starts.len() + 1) {
            starts.push(at);
        }
    }
    let ends = starts.iter().skip(1).copied().chain([lines.len()]);
    starts.iter().zip(ends).map(|(&start, end)| annotation(start + 1, &lines[start + 1..end])).collect()
}

fn annotation<'f>(line: usize, lines: &[&'f str]) -> WrittenAnnotation<'f> {
    let field = |name: &str| lines.iter().find_map(|line| line.strip_prefix(name));
    let quote = field("Quote: ").map(|quote| quote.strip_prefix('"').unwrap_or(quote));
    let quote = quote.map(|quote| quote.strip_suffix('"').unwrap_or(quote));
    let last = lines.iter().rposition(|line| !line.trim().is_empty()).map_or(0, |at| at + 1);
    let tags = lines[..last].last().and_then(|line| line.strip_prefix("Tags: "));
    let begin = lines.iter().position(|line| line.starts_with("Comment:")).unwrap_or(last);
    let end = last - usize::from(tags.is_some() && begin + 1 < last);
    let comment = lines[begin.min(end)..end].join("\n");
    let comment = comment.strip_prefix("Comment:").unwrap_or(&comment).trim().to_owned();
    let tags = tags.into_iter().flat_map(|tags| tags.split(", ")).filter(|tag| !tag.is_empty()).collect();
    WrittenAnnotation { line, quote: quote.filter(|quote| !quote.trim().is_empty()), comment, tags }
}
