"""What proves that something was done: documents, and what people said."""
