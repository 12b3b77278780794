"""Telegram's export, with forwards of channels and of people."""

import json

WORDS = ["Пропали:\n1. ", {"type": "bold", "text": "Ли Вера"}, ", 1998 г.р.\n2. Кан Олег, ",
         "1970 г.р.\n3. Им Яна, 1991 г.р."]  # fmt: skip


def export(**more):
    message = {
        "id": 7,
        "type": "message",
        "date": "2022-01-09T10:00:00",
        "from": "x",
        "text": WORDS,
    }
    joined = {"id": 8, "type": "service", "actor": "Сапар Гүлнар", "action": "join_group_by_link"}
    return {"name": "чат", "messages": [message | more, joined]}


def read_as_json(listed, chat):
    return listed(json.dumps(chat, ensure_ascii=False), "result.json")


def test_a_text_cut_into_bold_pieces_is_read_as_one(listed):
    read = read_as_json(listed, export())
    assert (read.names, read.births) == (
        ["Ли Вера", "Кан Олег", "Им Яна"],
        ["1998", "1970", "1991"],
    )
    assert "Сапар" not in repr(read.items)


def test_a_forwarded_channel_is_noted_and_a_forwarded_person_is_not(listed):
    channel = export(forwarded_from="Поиск", forwarded_from_id="channel5")
    person = export(forwarded_from="Сапар Гүлнар", forwarded_from_id="user6")
    assert read_as_json(listed, channel).claims(0)["missing"].note == "forwarded from Поиск"
    read = read_as_json(listed, person)
    assert read.claims(0)["missing"].note == ""
    assert "Сапар" not in repr(read.items)


def test_all_chats_of_an_account_are_read(listed):
    read = read_as_json(listed, {"chats": {"list": [export(), export()]}})
    assert len(read.names) == 6
