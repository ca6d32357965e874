"""Bounces in plain text as providers and gateways of many countries write them, each around one reply."""

from typing import NamedTuple

from tests.delivery.bounces.corpus.shapes import Case, plain


class Letter(NamedTuple):
    """Words of one provider; {r} recipient, {h} host, {ip}, {said} the reply, {ret} the returned header."""

    sender: str
    subject: str
    text: str

    def about(self, case: Case) -> bytes:
        """The bounce of *case*."""
        names = {"r": case.recipient, "h": case.host, "ip": case.ip, "said": case.said, "ret": case.returned}
        return plain(case, self.sender, self.subject, self.text.format(**names))


LETTERS = {
    "yandex": Letter(
        "mailer-daemon@yandex.example",
        "Недоставленное сообщение",
        "Это письмо создано автоматически сервером Яндекс.Почты, отвечать на него не нужно.\n\nК "
        "сожалению, ваше письмо не может быть отправлено одному или нескольким адресатам по следующим "
        "причинам:\n\n***********************************\n<{r}>: host {h}[{ip}] said: {said} (in reply "
        "to RCPT TO command)\n\n***********************************\n",
    ),
    "mailru": Letter(
        "mailer-daemon@corp.mail.example",
        "Mail failure.",
        "Это письмо создано автоматически, отвечать на него не нужно.\n\nВаше сообщение не было "
        "доставлено следующему получателю:\n\n  {r}\n    SMTP error from remote mail server after RCPT "
        "TO:<{r}>:\n    host {h} [{ip}]: {said}\n\n------ Это копия вашего сообщения ------\n\n{ret}",
    ),
    "qq": Letter(
        "PostMaster@qq.example",
        "系统退信/Systems bounce",
        "抱歉，您的邮件被退回来了……\n\n收件人邮件地址：{r}\n\n退信原因\n{said}\n\n解决方案：请联系收件人\n",
    ),
    "qq163": Letter(
        "Postmaster@163.example",
        "系统退信",
        "您好！您的邮件未能成功发送，被系统退回。\n\n收件人：{r}\n错误信息：{said}\n",
    ),
    "naver": Letter(
        "mailer-daemon@naver.example",
        "[발송실패 안내] 메일이 전송되지 못했습니다",
        "메일이 아래 주소로 발송되지 못했습니다.\n\n받는 사람: {r}\n실패 사유: {said}\n",
    ),
    "gmx": Letter(
        "GMX Mailer Daemon <mailer-daemon@gmx.example>",
        "Mail delivery failed: returning message to sender",
        "This message was created automatically by mail delivery software.\n\nA message that you sent "
        "could not be delivered to one or more of\nits recipients. This is a permanent error. The "
        "following address\nfailed:\n\n{r}:\nSMTP error from remote server for RCPT TO command, host: "
        "{h} ({ip}) reason: {said}\n\n\n--- The header of the original message is following. ---\n\n"
        "{ret}",
    ),
    "gmxde": Letter(
        "WEB.DE Mailer Daemon <mailer-daemon@web.example>",
        "Unzustellbar",
        "Ihre E-Mail konnte nicht zugestellt werden.\n\nFolgende Adresse ist betroffen:\n\n{r}\n\nGrund:\n"
        "{said}\n\n--- Kopfzeilen der ursprünglichen Nachricht ---\n{ret}",
    ),
    "tonline": Letter(
        "Mail Delivery System <postmaster@t-online.example>",
        "Ihre Mail konnte nicht zugestellt werden",
        "|------------------------- Nachrichtenlog -------------------------|\nLeider konnte Ihre "
        "Nachricht an den folgenden Empfänger nicht ausgeliefert werden:\n\n<{r}>: {said}\n",
    ),
    "libero": Letter(
        "MAILER-DAEMON@libero.example",
        "Mancata consegna",
        "Il tuo messaggio non è stato consegnato ai seguenti destinatari:\n\n{r}\n\nMotivo: {said}\n",
    ),
    "orange": Letter(
        "Mail Delivery System <MAILER-DAEMON@orange.example>",
        "Échec de la remise",
        "Bonjour,\n\nVotre message n'a pas été remis au destinataire suivant :\n\n<{r}>\n    {said}\n",
    ),
    "laposte": Letter(
        "MAILER-DAEMON@laposte.example",
        "Non remis",
        "Nous n'avons pas pu délivrer votre message à l'adresse suivante :\n<{r}> : {said}\n",
    ),
    "seznam": Letter(
        "mailer-daemon@email.example",
        "Nedoručitelná zpráva",
        "Vaše zpráva nebyla doručena následujícím adresátům:\n\n<{r}>: {said}\n",
    ),
    "wp": Letter(
        "mailer-daemon@wp.example",
        "Zwrot poczty",
        "Wiadomość nie została dostarczona do odbiorcy:\n\n{r}\n\nPowód: {said}\n",
    ),
    "ukrnet": Letter(
        "MAILER-DAEMON@ukr.example",
        "Лист не доставлено",
        "Вітаємо!\n\nВаш лист не був доставлений адресату {r}.\n\nПричина: {said}\n",
    ),
    "icloud": Letter(
        "Mail Delivery System <MAILER-DAEMON@icloud.example>",
        "Undelivered Mail Returned to Sender",
        "This is a system-generated message to inform you that your email could not\nbe delivered to one "
        "or more recipients. Details of the email and the error are as follows:\n\n<{r}>: host {h}[{ip}]\n"
        "    said: {said} (in reply to RCPT TO command)\n",
    ),
    "mimecast": Letter(
        "postmaster@mimecast.example",
        "[Postmaster] Email Delivery Failure",
        "This is a system generated message.\n\nAn email you attempted to send to the following address "
        "could not be delivered:\n\n{r}\n\nThe problem appears to be :\nRecipient email server rejected "
        "the message\n\nAdditional information follows :\n{said}\n",
    ),
    "cisco": Letter(
        "Mail Delivery System <MAILER-DAEMON@ironport.example>",
        "Delivery Status Notification (Failure)",
        "The following message to <{r}> was undeliverable.\nThe reason for the problem:\n5.x.0 - Message "
        "bounced by administrator '{said}'\n",
    ),
    "proofpoint": Letter(
        "MAILER-DAEMON@pphosted.example",
        "Returned mail: see transcript for details",
        "The original message was received at Mon, 4 May 2026 08:11:22 GMT\nfrom m0001.pphosted.example "
        "[{ip}]\n\n   ----- The following addresses had permanent fatal errors -----\n<{r}>\n    "
        "(reason: {said})\n\n   ----- Transcript of session follows -----\n... while talking to {h}.:\n"
        ">>> RCPT To:<{r}>\n<<< {said}\n",
    ),
    "rambler": Letter(
        "MAILER-DAEMON@rambler.example",
        "Недоставленное письмо",
        "Ваше письмо не удалось доставить получателю <{r}>.\n\nОтвет сервера: {said}\n",
    ),
    "daum": Letter(
        "mailer-daemon@daum.example",
        "배달 실패",
        "다음 수신자에게 메일을 전달하지 못했습니다: {r}\n{said}\n",
    ),
    "bol": Letter(
        "MAILER-DAEMON@bol.example",
        "Mensagem não entregue",
        "Sua mensagem não foi entregue para o destinatário {r}.\n\nMotivo: {said}\n",
    ),
    "terra": Letter(
        "MAILER-DAEMON@terra.example",
        "Mensaje no entregado",
        "Su mensaje no fue entregado a {r}\n\nMotivo: {said}\n",
    ),
    "zimbra": Letter(
        "MAILER-DAEMON@zimbra.example (Mail Delivery System)",
        "Undelivered Mail Returned to Sender",
        "I'm sorry to have to inform you that your message could not\nbe delivered to one or more "
        "recipients.\n\n<{r}>: host {h}[/opt/zimbra/data/lmtp] said: {said} (in reply to RCPT TO "
        "command)\n",
    ),
    "kerio": Letter(
        "Postmaster@kerio.example",
        "Delivery Failure",
        "Your message was not delivered.\n\nRecipient: {r}\nRemote server said: {said}\n",
    ),
    "hmail": Letter(
        "mailer-daemon@hmail.example",
        "Message undeliverable: boats",
        "Your message did not reach some or all of the intended recipients.\n\n   Sent: Mon, 4 May 2026\n"
        "   Subject: boats\n\nThe following recipient(s) could not be reached:\n\n{r}\n   Error Type: "
        "SMTP\n   Remote server ({ip}) issued an error.\n   hMailServer sent: RCPT TO:<{r}>\n   Remote "
        "server replied: {said}\n\n\nhMailServer\n",
    ),
    "axigen": Letter(
        "mailer-daemon@axigen.example",
        "Delivery Status Notification (Failure)",
        "Your message wasn't delivered to {r} because: {said}",
    ),
    "t-tr": Letter(
        "MAILER-DAEMON@tr.example",
        "İleti teslim edilemedi",
        "İletiniz şu alıcıya teslim edilemedi: {r}\nNeden: {said}\n",
    ),
    "aliyun": Letter(
        "postmaster@aliyun.example",
        "退信通知",
        "您发送给 {r} 的邮件无法投递。\n原因：{said}\n",
    ),
    "softbank": Letter(
        "MAILER-DAEMON@softbank.example",
        "メールを送信できませんでした",
        "以下の宛先にメールを送信できませんでした。\n{r}\n{said}\n",
    ),
}
