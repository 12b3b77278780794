"""Tables of web pages."""


def test_cells_that_span_rows_and_columns_are_read_for_each(listed):
    page = """<html><body><h2>Список</h2><table>
    <tr><th rowspan="2">ФИО</th><th rowspan=2>Дата рождения</th><th colspan="2">Задержание</th></tr>
    <tr><th>дата</th><th>место</th></tr>
    <tr><td>Ли Вера</td><td>01.02.1998</td><td rowspan="2">06.01.2022</td><td>Тараз</td></tr>
    <tr><td>Кан Олег</td><td>05.06.1970</td><td>Алматы</td></tr></table></body></html>"""
    read = listed(page, "page.html")
    assert (read.names, read.births) == (["Ли Вера", "Кан Олег"], ["1998-02-01", "1970-06-05"])
    taken = [read.claims(i)["taken"] for i in range(2)]
    assert [(claim.when, claim.place) for claim in taken] == [
        ("2022-01-06", "Тараз"),
        ("2022-01-06", "Алматы"),
    ]


def test_a_table_that_only_lays_out_a_page_is_no_list(listed):
    page = """<table><tr><td>меню</td><td><table><tr><th>Аты-жөні</th><th>Туған күні</th></tr>
    <tr><td>Өтеуова Қарлығаш</td><td>09.10.1965</td></tr></table></td></tr></table>"""
    read = listed(page, "page.html")
    assert (read.names, read.births) == (["Өтеуова Қарлығаш"], ["1965-10-09"])


def test_scripts_and_hidden_words_of_a_page_are_not_read(listed):
    page = """<script>var a = "Кан Олег";</script><table><tr><th>ФИО</th><th>Возраст</th></tr>
    <tr><td>Ли&nbsp;Вера<br></td><td>23</td></tr></table>"""
    read = listed(page, "page.html")
    assert [" ".join(name.split()) for name in read.names] == ["Ли Вера"]


def test_a_page_saved_in_an_old_encoding_keeps_its_letters(listed):
    page = """<table><tr><th>Аты-жөні</th><th>Жасы</th></tr>
    <tr><td>Өтеуова Қарлығаш</td><td>56</td></tr></table>"""
    assert listed(page.encode("kz1048"), "page.html").names == ["Өтеуова Қарлығаш"]
