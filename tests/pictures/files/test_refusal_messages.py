from blog.pictures.files.refusal_messages import MESSAGES, refuse
from blog.pictures.imaging.refusals import Refusal


def test_every_refusal_has_a_sentence_of_its_own(app):
    sentences = {str(refuse(refusal, 50_000_000)) for refusal in Refusal}

    assert len(sentences) == len(Refusal)
    assert set(MESSAGES) == set(Refusal) - {Refusal.TOO_MANY_PIXELS}
    assert "The picture has too many pixels: at most 50 million are taken." in sentences
