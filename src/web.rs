//! The boundary to JavaScript: the only room that knows the browser.
