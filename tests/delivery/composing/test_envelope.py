from blog.delivery.composing.envelope import MailVariant, PendingMessage


def test_a_message_without_a_reader_has_both_parts() -> None:
    message = PendingMessage(1, "test", None, None, None, "a@example.org", None, False, 0, is_text_only=None)

    assert message.variant == MailVariant(is_text_only=False)
