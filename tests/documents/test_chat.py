"""WhatsApp's exports, as the two kinds of telephone write them."""

import pytest

WORDS = "Задержаны:\n1. Ли Вера, 1998 г.р.\n2. Кан Олег, 1970 г.р.\n3. Им Яна, 1991 г.р."
NAMES = ["Ли Вера", "Кан Олег", "Им Яна"]
ANDROID = (
    "05.01.2022, 09:58 - Сообщения и звонки защищены сквозным шифрованием.\n"
    "05.01.2022, 09:59 - Участник Первый создал(-а) группу «Поиск»\n"
    f"06.01.2022, 10:00 - Участник Первый: {WORDS}\n"
    "07.01.2022, 11:30 - Участник Второй добавил(-а) Сапар Гүлнар\n"
    "08.01.2022, 11:31 - Участник Второй: спасибо\n"
)
IOS = (
    "[05.01.2022, 09:58:01] Поиск: \u200eСообщения и звонки защищены сквозным шифрованием.\n"
    f"[06.01.2022, 10:00:15] Участник Первый: {WORDS}\n"
    "\u200e[07.01.2022, 11:30:00] Участник Второй: \u200e<прикреплено: 0001-PHOTO.jpg>\n"
)
AMERICAN = (
    "1/5/22, 9:58 AM - Messages and calls are end-to-end encrypted.\n"
    f"1/6/22, 10:00\u202fAM - First Member: {WORDS}\n"
    "1/9/22, 11:30 PM - Second Member: thanks\n"
)


@pytest.mark.parametrize("export", [ANDROID, IOS, AMERICAN], ids=["android", "ios", "american"])
def test_lists_in_a_chat_are_read_by_the_day_of_their_message(listed, export):
    read = listed(export, "chat.txt")
    assert read.names == NAMES
    assert {found.claims[0].event.value for found in read.found} == {"taken"}
    assert {found.mention.locator.message for found in read.found} == (
        {"2"} if export is IOS else {"1"}
    )


@pytest.mark.parametrize("export", [ANDROID, IOS, AMERICAN], ids=["android", "ios", "american"])
def test_nobody_who_writes_in_a_chat_or_joins_it_is_named(listed, export):
    said = repr(listed(export, "chat.txt").items)
    assert "Участник" not in said and "Сапар" not in said and "Member" not in said


def test_ages_in_a_chat_were_true_when_the_message_was_sent(listed):
    export = (
        "05.01.2022, 10:00 - А: привет\n"
        "06.01.2022, 10:00 - А: Пропали:\n1. Ли Вера, 23 года\n2. Кан Олег, 51 год\n"
        "3. Им Яна, 30 лет\n"
    )
    read = listed(export, "chat.txt")
    assert {found.mention.age_said for found in read.found} == {"2022-01-06"}
