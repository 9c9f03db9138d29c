//! The tags of tokens, in every scheme.

/// What a tag says of its token.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(in crate::format) enum Iob2Tag<'a> {
    Outside,
    /// The first token of a name.
    Begins(&'a str),
    /// A token that continues a name; also its first one, in the older scheme (IOB1).
    Inside(&'a str),
    /// The last one, where last ones are marked (BILOU, BIOES).
    Ends(&'a str),
    /// A name of one token.
    Alone(&'a str),
}

impl<'a> Iob2Tag<'a> {
    pub(in crate::format) fn label(self) -> Option<&'a str> {
        match self {
            Iob2Tag::Outside => None,
            Iob2Tag::Begins(label)
            | Iob2Tag::Inside(label)
            | Iob2Tag::Ends(label)
            | Iob2Tag::Alone(label) => Some(label),
        }
    }

    pub(in crate::format) fn read(tag: &'a str) -> Option<Iob2Tag<'a>> {
        if tag == "O" {
            return Some(Iob2Tag::Outside);
        }
        let (prefix, label) = tag.split_once('-').filter(|(_, label)| !label.is_empty())?;
        match prefix {
            "B" => Some(Iob2Tag::Begins(label)),
            "I" => Some(Iob2Tag::Inside(label)),
            "L" | "E" => Some(Iob2Tag::Ends(label)),
            "U" | "S" => Some(Iob2Tag::Alone(label)),
            _ => None,
        }
    }
}
