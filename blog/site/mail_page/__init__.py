"""The owner's words in mail at the desk, beside what readers get; tests of each mail."""
