"""The same vocabulary in other languages: many servers speak that of their country behind a bare code."""

from typing import NamedTuple

from blog.delivery.smtp.failure_words import any_of, either


class Vocabulary(NamedTuple):
    """What the servers of one language say; each field lists alternatives, parted by commas."""

    reader: str
    """The recipient, the mailbox, its address."""
    gone: str
    """What follows when there is none."""
    unknown_reader: str
    """The same in the other order."""
    not_the_reader: str
    """Sender, account, password, permission, policy, block list, rate, full, later, check."""


VOCABULARIES = {
    "de": Vocabulary(
        "empfänger, benutzer, postfach, adresse, konto, mailbox, teilnehmer",
        "unbekannt, existiert nicht, nicht (?:gefunden|vorhanden|bekannt|existent), ungültig, gelöscht, gibt es nicht,"
        " deaktiviert",
        "unbekannte[rsn]? (?:empfänger|benutzer|adresse), ungültige[rs]? (?:empfänger|adresse),"
        " kein\\w* (?:solche\\w* )?(?:benutzer|postfach|empfänger)",
        "absender, richtlinie, inhalt, verboten, sicherheit, sperr, blockier, schwarze liste, zu viele, zu schnell,"
        " später, vorübergehend, überlast, \\bvoll\\b, überfüllt, kontingent, speicher, überprüf,"
        " \\bihr(?:e|em|en|er)? (?:konto|account|postfach|mailbox|adresse(?! ?buch)), verbindung, anmeld, rechnung,"
        " kennwort, passwor, berechtig",
    ),
    "fr": Vocabulary(
        "utilisateur, destinataire, adresse, bo[îi]te, compte",
        "inconnue?, introuvable, invalide, inexistant, n.existe (?:pas|plus), supprimée?, désactivée?",
        "aucun (?:utilisateur|destinataire), mauvaise adresse",
        "expéditeur, politique, contenu, indésirable, interdit, bloqu, liste noire, trop de, plus tard, temporaire,"
        " pleine?\\b, espace, vérifi,"
        " votre (?:compte|bo[îi]te|adresse), connexion, authentif, dépass, mot de passe, autoris[ée]",
    ),
    "es": Vocabulary(
        "usuari[oa], destinatari[oa], buz[óo]n, direcci[óo]n, cuenta, (?<!servidor de )correo",
        "desconocid, no (?:existe|encontrad|v[áa]lid), inexistente, inv[áa]lid, no se encontró, desactivad",
        "no existe (?:el|la) (?:usuario|buz[óo]n|cuenta|direcci[óo]n)",
        "remitente, pol[íi]tica, contenido, no deseado, bloque, lista negra, demasiad, más tarde, temporal, llen[ao],"
        " espacio, verific,"
        " \\b[st]u (?:cuenta|buz[óo]n|direcci[óo]n), conexi[óo]n, autentic, exced, contraseña, permis",
    ),
    "pt": Vocabulary(
        "usu[áa]rio, destinat[áa]rio, caixa, endere[çc]o, conta",
        "desconhecid, n[ãa]o (?:existe|encontrad|[ée] v[áa]lid), inexistente, inv[áa]lid, desativad",
        "n[ãa]o existe (?:o|a) (?:usu[áa]rio|caixa|conta)",
        "remetente, pol[íi]tica, conteúdo, bloque, lista negra, mais tarde, tempor[áa]ri, cheia, espaço, verific,"
        " \\b[st]ua (?:conta|caixa), conex, autentic, exced, \\bsenha, permiss",
    ),
    "it": Vocabulary(
        "utente, destinatario, casella, indirizzo, account",
        "sconosciut, inesistente, non (?:esiste|trovat|valid), disabilitat, disattivat",
        "nessun utente",
        "mittente, politic, contenuto, indesiderat, bloccat, lista nera, troppi, più tardi, temporane, \\bpien[ao]\\b,"
        " spazio, verific, (?:suo|tuo) (?:account|indirizzo), [st]ua casella, connession, autentic, superat,"
        " password, autorizz",
    ),
    "nl": Vocabulary(
        "gebruiker, ontvanger, geadresseerde, adres, postvak, mailbox",
        "onbekend, bestaat niet, niet gevonden, ongeldig",
        "onbekende (?:gebruiker|ontvanger)",
        "afzender, beleid, inhoud, ongewenst, geblokkeerd, zwarte lijst, te veel, tijdelijk, \\bvol\\b,"
        " opslag, \\b(?:uw|je|jouw) (?:account|mailbox|postvak|adres\\b), wachtwoord, toestemming",
    ),
    "pl": Vocabulary(
        "użytkowni, odbiorc, adres, skrzynk, konto",
        "nieznan, nie istnieje, nie znaleziono",
        "nieznany (?:użytkownik|odbiorca), nie ma takiego (?:użytkownika|adresu)",
        "nadawc, treść, polityk, zablokowan, czarn\\w+ list, zbyt wiele, później, tymczasow, pełn, spam, weryfik,"
        " tw[óo]j\\w* (?:konto|skrzynk|adres\\b), hasł, uprawnie",
    ),
    "nordic": Vocabulary(
        "mottagar, användar, modtager, bruger, mottaker, bruker, adress",
        "okänd, ukendt, ukjent, finns inte, findes ikke, finnes ikke, hittades inte",
        "(?:okänd|ukendt|ukjent) (?:mottagare|användare|modtager|bruger|mottaker|bruker)",
        "avsändare, avsender, afsender, blockera, blokere, \\bfull\\b, tillfällig, midlertidig,"
        " lösenord, adgangskode, passord, behörig, tilladelse, tillatelse",
    ),
    "ru": Vocabulary(
        "пользовател, получател, ящик, адрес, уч[её]тн",
        "не (?:найден|существует|известен), неизвест, отсутств, недействител, удал[её]н[аоы]?\\b, отключ[её]н",
        "нет такого (?:пользователя|получателя|ящика|адреса), неизвестный (?:пользователь|получатель), несуществующ",
        "отправител, политик, спам, содержим, нежелател, заблокирован, ч[её]рн\\w+ спис, слишком, позже,"
        " временно, превышен, переполн, проверк, ваш\\w* (?:почтов\\w+ )?(?:уч[её]т|ящик|адрес\\b),"
        " соединени, парол, \\bправ[ао]?\\b, разрешен",
    ),
    "zh": Vocabulary(
        "用户, 收件人, 邮箱, 郵箱, 帐号, 账号, 帳號, 使用者, 收件者, 地址",
        "不存在, 未找到, 找不到, 无效, 無效, 无此, 已注销, 已禁用, 停用",
        "(?:找不到|无此|無此|未知|不存在)(?:的)?(?:用户|收件人|邮箱|使用者|收件者)",
        "发件人, 发信, 寄件, 垃圾, 策略, 内容, 拦截, 黑名单, 屏蔽, 频率, 超过,"
        " 稍后, 限制, 已满, 空间, 容量, 验证, [您你]的(?:帐|账|帳|邮箱|郵箱),"
        " 连接, 密码, 密碼, 权限, 權限",
    ),
    "ja": Vocabulary(
        "ユーザー?, 宛先, 受信者, メールボックス, アドレス, アカウント, あて先",
        "存在しま, 存在しない, 見つか(?:り|ら), 不明, 無効, ありません, 該当",
        "(?:存在しない|不明な)(?:ユーザー?|宛先|アドレス)",
        "送信者, 送信元, 差出人, 迷惑, ポリシー, スパム, コンテンツ, ブロック,"
        " 拒否リスト, ブラックリスト, 制限, 後で, 一時的, 超過,"
        " 満杯, いっぱい, 容量, 検証, 確認でき, あなたの(?:アカウント|メールボックス),"
        " 接続, パスワード, 認証, 権限, 許可",
    ),
    "ko": Vocabulary(
        "사용자, 수신자, 받는 ?사람, 사서함, 메일 ?주소, 계정",
        "찾을 수 없, 존재하지 않, (?<!수 )없습니다, (?<!수 )없음, 알 수 없",
        "존재하지 않는 (?:사용자|수신자|메일|계정)",
        "발신, 보낸 ?사람, 스팸, 정책, 콘텐츠, 차단, 제한, 초과, 나중에, 일시적, 가득, 용량,"
        " (?:귀하|회원님)의 ?(?:계정|사서함|메일 ?주소), 비밀번호, 암호, 인증, 권한",
    ),
    "tr cs": Vocabulary(
        "kullanıcı, alıcı, adres, hesap, uživatel, příjemce, adresa, schránka",
        "bulunamadı, \\byok\\b, geçersiz, neexistuje, nenalezen, neznám",
        "(?:neznámý|neexistující) (?:uživatel|příjemce)",
        "gönderen, içerik, istenmeyen, engellen, kara liste, geçici, dolu, odesílatel, blokov, plná, dočasn,"
        " parola, şifre, heslo, \\bizi?n, yetki, oprávněn",
    ),
}
GONE = any_of(
    *(
        rf"{either(words.reader)}[^\n]{{0,40}}?{either(words.gone)}|{either(words.unknown_reader)}"
        for words in VOCABULARIES.values()
    )
)
NOT_THE_READER = any_of(*(either(words.not_the_reader) for words in VOCABULARIES.values()))
DOMAIN_GONE = any_of(
    r"(?:domäne?|domain)[^\n]{0,40}?(?:existiert nicht|unbekannt|nicht gefunden)",
    r"domaine[^\n]{0,40}?(?:n.existe|inconnu|introuvable)",
    r"domini?o[^\n]{0,40}?(?:n(?:o|ão|on) esiste|n(?:o|ão) existe|inesistente|inexistente|desconocido)",
    r"домен[^\n]{0,40}?не (?:найден|существует)|(?:域名|域)[^\n]{0,10}?不存在",
    r"ドメイン[^\n]{0,20}?(?:存在し|見つか)|도메인[^\n]{0,20}?(?:(?<!수 )없|찾을 수 없)",
)
