"""Word documents: numbering, paragraphs and tables as Word shows them; old formats told apart and converted."""
