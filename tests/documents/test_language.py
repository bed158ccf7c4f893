"""Languages, told from short texts full of English terms."""

from __future__ import annotations

import pytest

from reviewer.documents.language import language_of
from tests.documents.samples import Reader

TEXTS = {
    "en": "The service stores every paste in a blob store and keeps its key in a table.",
    "de": "Der Dienst speichert jede Nachricht und stellt sie zu, sobald der Empfänger wieder online ist.",
    "fr": "Le service enregistre les messages dans une base et les envoie aux utilisateurs par une file.",
    "es": "El servicio guarda los mensajes en una base de datos y los envía a cada usuario por una cola.",
    "pt": "O serviço guarda as mensagens em um banco e não as apaga até que o usuário as leia, com uma fila.",
    "it": "Il servizio conserva i messaggi in una tabella e li invia agli utenti con una coda per ogni regione.",
    "ru": "Сервис хранит сообщения в таблице и отправляет их пользователю через Kafka, если он в сети.",
    "uk": "Сервіс зберігає повідомлення у таблиці та надсилає їх через чергу, якщо користувач є онлайн.",
    "zh": "系统使用 Redis 缓存热点数据，消息通过 Kafka 发送给用户。",
    "ja": "メッセージは Kafka に保存され、ユーザーがオンラインになると送信されます。",
    "ko": "메시지는 Kafka에 저장되고 사용자가 접속하면 전송됩니다.",
    "ar": "يخزن النظام الرسائل في جدول ثم يرسلها إلى المستخدم.",
    "el": "Το σύστημα αποθηκεύει κάθε μήνυμα σε έναν πίνακα και το στέλνει.",
}


@pytest.mark.parametrize("code", TEXTS)
def test_languages(code: str) -> None:
    assert language_of(TEXTS[code]) == code


@pytest.mark.parametrize("text", ["Redis, Kafka, S3", "cache per node", "QPS = 500 per region, HA", "naïve café"])
def test_short_latin_text_is_english(text: str) -> None:
    assert language_of(text) == "en"


@pytest.mark.parametrize("text", ["", "123 + 456", "→ ← ∑"])
def test_no_letters_no_language(text: str) -> None:
    assert language_of(text) == "und"


def test_code_and_comments_do_not_count(md: Reader) -> None:
    code = "```\n" + "сохранить(данные)\n" * 30 + "```\n\n<!-- " + "скрыто и не видно " * 30 + "-->\n"
    assert md(f"# Queue\n\n## Store\n\nThe queue keeps each message.\n\n{code}").language == "en"


def test_a_document_of_code_alone_is_english(md: Reader) -> None:
    assert md("# Store\n\n```sql\nSELECT name FROM users\n```\n").language == "en"


def test_foreign_names_do_not_change_the_language(md: Reader) -> None:
    assert md("# Mail\n\n## Goals\n\nThe name 东京 is stored as it is, and the queue is fast.\n").language == "en"
