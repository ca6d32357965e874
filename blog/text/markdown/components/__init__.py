"""Components of a text beyond CommonMark: figures in several widths, galleries, boxes, questions, buttons and cards."""
