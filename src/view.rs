//! What the page shows, as values: the article's paragraphs as runs of text and marks, the panel, the card.
