//! What a web page that we write allows its browser: its own style sheet, and nothing else.

/// The policy as an element of the page's head. `style_hash` is that of the style sheet, as `sha256-…`.
pub(crate) fn allowing(style_hash: &str) -> String {
    format!(
        "<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src '{style_hash}'; \
         base-uri 'none'; form-action 'none'\">"
    )
}

/// Fails where the hash is not that of the style sheet.
#[cfg(test)]
#[track_caller]
pub(crate) fn assert_names(style_hash: &str, style: &str) {
    use sha2::{Digest, Sha256};
    const LETTERS: &[u8] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    let digest = Sha256::digest(style);
    let base64 = digest.chunks(3).flat_map(|bytes| {
        let at = |i: usize| u32::from(bytes.get(i).copied().unwrap_or_default());
        let bits = at(0) << 16 | at(1) << 8 | at(2);
        (0..=bytes.len()).map(move |i| char::from(LETTERS[(bits >> (18 - 6 * i)) as usize & 63]))
    });
    assert_eq!(style_hash, format!("sha256-{}=", base64.collect::<String>()));
}
