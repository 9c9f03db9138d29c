//! One open article: its text, its annotations, what was done and can be undone.
