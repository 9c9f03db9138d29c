//! The names that Web Annotations go by.

/// The context that every Web Annotation names.
pub(super) const CONTEXT: &str = "http://www.w3.org/ns/anno.jsonld";

/// The prefix of what the W3C's model has no words for.
pub(super) const OWN: &str = "urn:x-pullquote:";
