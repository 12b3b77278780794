"""Tables of Word documents."""

import io
import zipfile

SPACE = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"


def cell(words, more=""):
    return f"<w:tc><w:tcPr>{more}</w:tcPr><w:p><w:r><w:t>{words}</w:t></w:r></w:p></w:tc>"


def document(*lines, title=""):
    head = f"<w:p><w:r><w:t>{title}</w:t></w:r></w:p>"
    rows = "".join(f"<w:tr>{''.join(line)}</w:tr>" for line in lines)
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as archive:
        archive.writestr(
            "word/document.xml",
            f'<w:document xmlns:w="{SPACE}"><w:body>{head}<w:tbl>{rows}</w:tbl></w:body>'
            "</w:document>",
        )
    return file.getvalue()


HEAD = [cell("ФИО"), cell("Дата рождения"), cell("Где содержится")]


def test_a_cell_merged_down_holds_for_every_row(listed):
    rows = [
        [cell("Ли Вера"), cell("01.02.1998"), cell("СИЗО-1", '<w:vMerge w:val="restart"/>')],
        [cell("Кан Олег"), cell("05.06.1970"), cell("", "<w:vMerge/>")],
    ]
    read = listed(document(HEAD, *rows), "list.docx")
    assert (read.names, read.births) == (["Ли Вера", "Кан Олег"], ["1998-02-01", "1970-06-05"])
    assert [read.claims(i)["held"].facility for i in range(2)] == ["СИЗО-1", "СИЗО-1"]


def test_a_line_merged_across_heads_the_rows_below(listed):
    section = [cell("ИВС г. Тараз", '<w:gridSpan w:val="3"/>')]
    row = [cell("Ли Вера"), cell("01.02.1998"), cell("")]
    read = listed(document(HEAD, section, row, title="Список задержанных"), "list.docx")
    assert read.names == ["Ли Вера"]
    assert "ИВС г. Тараз" in {claim.facility for claim in read.found[0].claims}


def test_words_cut_by_the_spelling_checker_are_one_cell(listed):
    split = "<w:tc><w:p><w:r><w:t>Сәрсе</w:t></w:r><w:r><w:t>нов Айдын</w:t></w:r></w:p></w:tc>"
    read = listed(document(HEAD, [split, cell("05.06.1988"), cell("СИЗО-1")]), "list.docx")
    assert read.names == ["Сәрсенов Айдын"]
