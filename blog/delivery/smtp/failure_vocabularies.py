"""What mail servers say in other languages than English: many speak that of their country behind a bare code."""

from typing import NamedTuple


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
        "unbekannt, existiert nicht, nicht (?:gefunden|vorhanden|bekannt|existent), ungültig, gelöscht,"
        " gibt es nicht, deaktiviert",
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
        "expédit, politique, contenu, indésirable, interdit, bloqu, liste noire, trop de, plus tard, temporaire,"
        " pleine?\\b, espace, vérifi, votre (?:compte|bo[îi]te|adresse), connexion, authentif, dépass, mot de passe,"
        " autoris[ée]",
    ),
    "es": Vocabulary(
        "usuari[oa], destinatari[oa], buz[óo]n, direcci[óo]n, cuenta, (?<!servidor de )correo",
        "desconocid, no (?:existe|encontrad|v[áa]lid), inexistente, inv[áa]lid, no se encontró, desactivad",
        "no existe (?:el|la) (?:usuario|buz[óo]n|cuenta|direcci[óo]n)",
        "remitente, \\bde (?:origen|salida), pol[íi]tica, contenido, no deseado, bloque, lista negra, demasiad,"
        " más tarde, temporal, llen[ao], espacio, verific, \\b[st]u (?:cuenta|buz[óo]n|direcci[óo]n), conexi[óo]n,"
        " autentic, exced, contraseña, permis",
    ),
    "pt": Vocabulary(
        "usu[áa]rio, destinat[áa]rio, caixa, endere[çc]o, conta",
        "desconhecid, n[ãa]o (?:existe|encontrad|[ée] v[áa]lid), inexistente, inv[áa]lid, desativad",
        "n[ãa]o existe (?:o|a) (?:usu[áa]rio|caixa|conta)",
        "remetente, \\bde (?:origem|sa[íi]da), pol[íi]tica, conteúdo, bloque, lista negra, mais tarde, tempor[áa]ri,"
        " cheia, espaço, verific, \\b[st]ua (?:conta|caixa), conex, autentic, exced, \\bsenha, permiss",
    ),
    "it": Vocabulary(
        "utente, destinatario, casella, indirizzo, account",
        "sconosciut, inesistente, non (?:esiste|trovat|valid), disabilitat, disattivat",
        "nessun utente",
        "mittente, \\bdi (?:origine|uscita), politic, contenuto, indesiderat, bloccat, lista nera, troppi, più tardi,"
        " temporane, \\bpien[ao]\\b, spazio, verific, (?:suo|tuo) (?:account|indirizzo), [st]ua casella, connession,"
        " autentic, superat, password, autorizz",
    ),
    "nl": Vocabulary(
        "gebruiker, ontvanger, geadresseerde, adres, postvak, mailbox",
        "onbekend, bestaat niet, niet gevonden, ongeldig",
        "onbekende (?:gebruiker|ontvanger)",
        "afzender, beleid, inhoud, ongewenst, geblokkeerd, zwarte lijst, te veel, tijdelijk, \\bvol\\b, opslag,"
        " \\b(?:uw|je|jouw) (?:account|mailbox|postvak|adres\\b), wachtwoord, toestemming",
    ),
    "pl": Vocabulary(
        "użytkowni, odbiorc, adres, skrzynk, konto",
        "nieznan, nie istnieje, nie znaleziono",
        "nieznany (?:użytkownik|odbiorca), nie ma takiego (?:użytkownika|adresu)",
        "nadawc, treść, polityk, zablokowan, czarn\\w+ list, zbyt wiele, później, tymczasow, pełn, spam, weryfik,"
        " tw[óo]j\\w* (?:konto|skrzynk|adres\\b), hasł, uprawnie",
    ),
    "nordic": Vocabulary(
        "mottagar, användar, modtager, bruger, mottaker, bruker, adress, postboks, postkass, brevlåda",
        "okänd, ukendt, ukjent, finns inte, findes ikke, finnes ikke, hittades inte",
        "(?:okänd|ukendt|ukjent) (?:mottagare|användare|modtager|bruger|mottaker|bruker)",
        "avsändare, avsender, afsender, blockera, blokere, \\bfull\\b, tillfällig, midlertidig, lösenord,"
        " adgangskode, passord, behörig, tilladelse, tillatelse,"
        " \\b(?:din|dit|ditt) \\w*(?:konto|adress|postkass|brevl[åa]d|mailboks|postboks)",
    ),
    "ru": Vocabulary(
        "пользовател, получател, ящик, адрес, уч[её]тн",
        "не (?:найден|существует|известен), неизвест, отсутств, недействител, удал[её]н[аоы]?\\b, отключ[её]н",
        "нет такого (?:пользователя|получателя|ящика|адреса), неизвестный (?:пользователь|получатель), несуществующ",
        "отправител, политик, спам, содержим, нежелател, заблокирован, ч[её]рн\\w+ спис, слишком, позже, временно,"
        " превышен, переполн, проверк, ваш\\w* (?:почтов\\w+ )?(?:уч[её]т|ящик|адрес\\b), соединени, парол,"
        " \\bправ[ао]?\\b, разрешен",
    ),
    "zh": Vocabulary(
        "用户, 收件人, 邮箱, 郵箱, 帐号, 账号, 帳號, 使用者, 收件者, 地址",
        "不存在, 未找到, 找不到, 无效, 無效, 无此, 已注销, 已禁用, 停用",
        "(?:找不到|无此|無此|未知|不存在)(?:的)?(?:用户|收件人|邮箱|使用者|收件者)",
        "发件人, 发信, 寄件, 垃圾, 策略, 内容, 拦截, 黑名单, 屏蔽, 频率, 超过, 稍后, 限制, 已满, 空间, 容量, 验证,"
        " [您你]的(?:帐|账|帳|邮箱|郵箱|地址), 登录, 登入, 发送方, "
        " 连接, 密码, 密碼, 权限, 權限",
    ),
    "ja": Vocabulary(
        "ユーザー?, 宛先, 受信者, メールボックス, アドレス, アカウント, あて先",
        "存在しま, 存在しない, 見つか(?:り|ら), 不明, 無効, ありません, 該当",
        "(?:存在しない|不明な)(?:ユーザー?|宛先|アドレス)",
        "送信者, 送信元, 差出人, 迷惑, ポリシー, スパム, コンテンツ, ブロック, 拒否リスト, ブラックリスト, 制限,"
        " 後で, 一時的, 超過, 満杯, いっぱい, 容量, 検証, 確認でき, "
        " あなたの(?:アカウント|メールボックス), 接続, パスワード, 認証, 権限, 許可",
    ),
    "ko": Vocabulary(
        "사용자, 수신자, 받는 ?사람, 사서함, 메일 ?주소, 계정",
        "찾을 수 없, 존재하지 않, (?<!수 )없습니다, (?<!수 )없음, 알 수 없",
        "존재하지 않는 (?:사용자|수신자|메일|계정)",
        "발신, 보낸 ?사람, 스팸, 정책, 콘텐츠, 차단, 제한, 초과, 나중에, 일시적, 가득, 용량,"
        " (?:귀하|회원님)의 ?(?:계정|사서함|메일 ?주소), 비밀번호, 암호, 인증, 권한",
    ),
    "tr": Vocabulary(
        "kullanıcı, alıcı, adres, hesap",
        "bulunamadı, \\byok\\b, geçersiz",
        "bilinmeyen (?:kullanıcı|alıcı)",
        "gönderen, \\bhesabınız, içerik, istenmeyen, engellen, kara liste, geçici, dolu, parola, şifre, \\bizi?n,"
        " yetki, doğrula, sonra",
    ),
    "cs sk": Vocabulary(
        "uživatel, používateľ, příjemc, príjemc, adresát, adresa, schránk",
        "neexistuje, nenalezen, nenájden, neznám, nebyla? nalezen",
        "(?:neznámý|neexistující|neexistujúci) (?:uživatel|příjemce|používateľ|príjemca)",
        "odesílatel, odosielateľ, blokov, \\bpln[áéý]\\b, přeplněn, preplnen, dočasn, později, neskôr, heslo,"
        " oprávněn, ověř, nevyžád, \\bva[šs]\\w* (?:adres|účet|schránk), obsah, pravid",
    ),
    "uk": Vocabulary(
        "користувач, одержувач, отримувач, скриньк, адрес, обліков",
        "не (?:знайден|існу), невідом, відсутн, видален",
        "немає такого (?:користувача|одержувача|отримувача), невідомий (?:користувач|одержувач|отримувач)",
        "відправник, політик, спам, вміст, заблокован, чорн\\w+ спис, забагато, пізніше, тимчасов, перевищен,"
        " переповнен, перевірк, \\bваш\\w*, з.єднан, парол, дозвол, \\bправ\\w?\\b",
    ),
    "bg": Vocabulary(
        "потребител, получател, кутия, адрес",
        "не (?:съществува|е намерен), неизвест, несъществуващ",
        "няма такъв (?:потребител|получател)",
        "подател, изпращач, спам, политик, блокиран, по-късно, временно, пълна, препълнен, парола, \\bваш\\w*, права",
    ),
    "sr hr sl": Vocabulary(
        "korisnik, primatelj, primalac, uporabnik, prejemnik, adresa, naslov, sandučić, poštni predal, корисник,"
        " прималац",
        "ne (?:postoji|obstaja), nije pronađen, nepoznat, neznan, ni najden, не постоји, непознат",
        "(?:nepoznat|nepostojeći) (?:korisnik|primatelj), (?:neznan|neobstoječ) (?:uporabnik|prejemnik)",
        "pošiljate?l?j, пошиљалац, blokiran, kasnije, kasneje, privremen, začasn, \\bpun[aio]?\\b, \\bpoln\\w?\\b,"
        " lozink, geslo, \\bva[šs]\\w*, sadržaj, vsebin, dozvol, provjer, preverjanj",
    ),
    "hu": Vocabulary(
        "felhasználó, címzett, postafiók, e-?mail ?cím, fiók",
        "nem (?:található|létezik|ismert), ismeretlen, megszűnt",
        "ismeretlen (?:felhasználó|címzett), nincs ilyen (?:felhasználó|címzett|postafiók)",
        "feladó, küldő, szabály, tartalom, levélszemét, letilt, tiltólist, túl sok, később, ideiglenes, átmenet,"
        " megtelt, betelt, \\b(?:az ön|a te), jelszó, jogosult, ellenőrz",
    ),
    "ro": Vocabulary(
        "utilizator, destinatar, adres[aă], c[ăa]su[țţt]a, cont(?:ul)?\\b",
        "nu (?:există|a fost găsit|este valid), inexistent, necunoscut",
        "utilizator necunoscut",
        "expeditor, politic, conținut, nedorit, blocat, prea mult, mai târziu, temporar, \\bplin, parol, permisiun,"
        " dumneavoastră, \\bverific, autentific",
    ),
    "el": Vocabulary(
        "χρήστης, παραλήπτης, διεύθυνση, γραμματοκιβώτιο, λογαριασμός",
        "δεν (?:βρέθηκε|υπάρχει), άγνωστ, ανύπαρκτ, μη έγκυρ",
        "άγνωστος (?:χρήστης|παραλήπτης)",
        "αποστολέα, πολιτική, περιεχόμεν, ανεπιθύμητ, αποκλε[ιί], πάρα πολλ, αργότερα, προσωριν, γεμάτ, πλήρ, κωδικό,"
        " \\bσας\\b, άδεια, δικαίωμα",
    ),
    "fi et": Vocabulary(
        "käyttäjä, vastaanottaja, postilaatikko, osoite, kasutaja, saaja, postkast, aadress",
        "ei (?:löydy|ole olemassa|löytynyt|leitud), tuntematon, tundmatu",
        "(?:tuntematon|tundmatu) (?:käyttäjä|vastaanottaja|kasutaja|saaja)",
        "lähettäjä, saatja, roskaposti, estetty, blokeeri, käytäntö, myöhemmin, hiljem, väliaikai, täynnä, täis,"
        " salasana, parool, oikeus, \\b(?:tilisi|osoitteesi|teie|sinu), tarkist",
    ),
    "ar": Vocabulary(
        "المستخدم, المستلم, البريد, الحساب, العنوان, صندوق",
        "غير (?:موجود|معروف|صالح), لا يوجد",
        "مستخدم غير معروف",
        "المرسل, مرسل, سياسة, محتوى, مزعج, محظور, حظر, القائمة السوداء, لاحق, مؤقت, ممتلئ, كلمة المرور, حسابك, بريدك,"
        " عنوانك, صلاحي, إذن, تحقق, المصادقة",
    ),
    "he": Vocabulary(
        "המשתמש, הנמען, תיבת, הכתובת, החשבון",
        "(?:לא|אינו|אינה|לא) (?:קיימת?|נמצאה?|מוכר|ידוע)",
        "משתמש לא (?:קיים|ידוע|מוכר)",
        "שולח, מדיניות, תוכן, ספאם, זבל, חסומ?ה?\\b, נחסמ, מאוחר, זמנית?, מלאה?\\b, סיסמה, החשבון שלך, שלך, הרשאה,"
        " אימות",
    ),
    "vi": Vocabulary(
        "người (?:dùng|nhận), hộp thư, địa chỉ, tài khoản",
        "không (?:tồn tại|tìm thấy|hợp lệ), không có",
        "không có người (?:dùng|nhận)",
        "người gửi, chính sách, nội dung, thư rác, bị chặn, chặn, danh sách đen, quá nhiều, tạm thời, \\bsau\\b, đầy,"
        " mật khẩu, của bạn, quyền, xác (?:minh|thực)",
    ),
}
