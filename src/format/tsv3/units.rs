//! What of a span stands on which token: whole tokens, or parts of them. Positions count UTF-16 units.

/// A part of a text: where it begins and where it ends.
pub(super) type Place = (u32, u32);

/// What of a span stands on one token.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct TokenPart {
    /// Counted from 0 through the whole text.
    pub token: usize,
    /// The part of the token; `None` where it is the whole of it.
    pub part: Option<Place>,
}

/// The units of a span. One that covers no token is an empty place on the token before it, or else on the first.
pub(super) fn units(tokens: &[Place], (begin, end): Place) -> Vec<TokenPart> {
    let first = tokens.partition_point(|token| token.1 <= begin);
    let last = tokens.partition_point(|token| token.0 < end);
    if last <= first || begin == end {
        let token = last.min(tokens.len()).saturating_sub(1);
        let Some(&(from, to)) = tokens.get(token) else { return vec![] };
        let at = begin.clamp(from, to);
        return vec![TokenPart { token, part: Some((at, at)) }];
    }
    let unit = |token: usize| {
        let (from, to) = tokens[token];
        let part = (from.max(begin), to.min(end));
        TokenPart { token, part: (part != (from, to)).then_some(part) }
    };
    (first..last).map(unit).collect()
}

/// Where the units of a span begin and end: without the white space at its edges.
pub(super) fn snapped(tokens: &[Place], span: Place) -> Option<Place> {
    let units = units(tokens, span);
    let place = |unit: &TokenPart| unit.part.unwrap_or(tokens[unit.token]);
    Some((place(units.first()?).0, place(units.last()?).1))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn spans_fall_apart_into_tokens_and_parts_of_them() {
        let tokens = [(0, 4), (5, 9), (9, 10)];
        let shown = |span| {
            let unit = |u: &TokenPart| match u.part {
                Some((from, to)) => format!("{}:{from}-{to}", u.token),
                None => u.token.to_string(),
            };
            units(&tokens, span).iter().map(unit).collect::<Vec<_>>().join(" ")
        };
        assert_eq!(shown((0, 10)), "0 1 2");
        assert_eq!(shown((2, 7)), "0:2-4 1:5-7");
        assert_eq!(shown((6, 8)), "1:6-8");
        assert_eq!(shown((4, 9)), "1");
        assert_eq!(shown((4, 5)), "0:4-4");
        assert_eq!(shown((3, 3)), "0:3-3");
        assert_eq!(snapped(&tokens, (4, 8)), Some((5, 8)));
        assert_eq!(snapped(&[], (0, 1)), None);
    }
}
