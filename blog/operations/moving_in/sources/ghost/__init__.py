"""Ghost: its JSON export, with texts as HTML, Lexical or Mobiledoc, and the folder of its pictures."""
