"""Sheets whose tables a program drew with strokes: labels, broken names and blank cells as in a ruled table."""

from invented_town import results_text, review_text

from knowledge.documents.document import read_document
from knowledge.documents.drawn import undrawn
from knowledge.documents.lines import lines_of


def drawn(widths: tuple[int, ...], *rows: tuple[str, ...]) -> str:
    """A frame around cells of so many full-width signs; "" in the first column goes on with the cell above it."""

    def rule(left: str, middle: str, right: str) -> str:
        return left + middle.join("─" * width for width in widths) + right

    blank = "\u3000" * widths[0]
    lines = [rule("┌", "┬", "┐")]
    for nth, row in enumerate(rows):
        if nth:
            strokes = "┼".join("─" * width for width in widths[1:])
            goes_on = not row[0]
            lines.append(f"│{blank}├{strokes}┤" if goes_on else rule("├", "┼", "┤"))
        parts = [
            [cell[at : at + width] for at in range(0, len(cell), width)] or [""]
            for cell, width in zip(row, widths, strict=True)
        ]
        for line in range(max(map(len, parts))):
            cells = (part[line] if line < len(part) else "" for part in parts)
            lines.append(
                "│" + "│".join(cell.ljust(width, "\u3000") for cell, width in zip(cells, widths, strict=True)) + "│"
            )
    return "\n".join([*lines, rule("└", "┴", "┘")])


def test_the_rows_of_a_drawn_table_are_rows_whatever_is_broken_within_a_cell():
    table = drawn(
        (3, 8, 8, 8),
        ("区　分", "指　　標", "令和６年度目標", "令和６年度実績"),
        ("目標値", "市民一人に貸し出した本の数", "４．５冊", "４．８冊"),
        ("", "移動図書館の停留所", "１２箇所", ""),
    )
    text = results_text().partition("区分 ")
    after = text[2].partition(" 理由　")
    (sheet,) = read_document(f"{text[0]}{table}\n\n理由　{after[2]}", city="みほん市", plan="4次").results
    assert [(row.name, row.target.printed, row.result.printed, row.doubt) for row in sheet.indicators] == [
        ("市民一人に貸し出した本の数", "4.5", "4.8", None),
        ("移動図書館の停留所", "12", None, None),
    ]
    assert sheet.reason.text == "雪で休館が続きました。"


def test_a_label_may_stand_in_the_cell_of_the_name_and_a_difference_beside_the_figures():
    table = drawn(
        (9, 7, 7, 5),
        ("区　　分", "令和６年度予算", "令和６年度実績", "差　　引"),
        ("目標　本が身近にある状態", "３地区を回る状態", "３地区を回りました。", ""),
        ("活動指標　回った地区の数", "３地区", "２地区", "△１地区"),
        ("事業費　車両の費用", "８００，０００円", "７９０，０００円", "△１０千円"),
        ("事業費　　合　計", "９００，０００円", "８８０，０００円", "△２０千円"),
        ("従事人工", "０．５", "０．４", "△０．１"),
    )
    before, _, rest = review_text().partition("区分 ")
    head, _, _ = before.partition("所属 ")
    fields = (
        before[before.index("事業概要") :].replace("事業概要\n\n", "【事業概要】　").replace("目的\n\n", "【目　的】\n")
    )
    cells = drawn(
        (4, 9, 4, 12),
        ("所　　属", "図書館　奉仕係", "事　　業", "移動図書館費"),
        ("施　　策", "２－３－１　図書館の充実", "予算科目", "０１一般会計・１０教育費"),
    )
    after = rest[rest.index("理由　") :]
    (project,) = read_document(f"{head}{cells}\n\n{fields}\n{table}\n\n{after}").projects
    assert (project.department, project.name) == ("図書館 奉仕係", "移動図書館費")
    assert project.account == ("01一般会計", "10教育費")
    assert project.purpose.text == "本を身近にするため。"
    assert [aim.text for aim in project.aims] == ["本が身近にある状態", "3地区を回る状態", "3地区を回りました。"]
    told = [
        (row.name, row.target.printed, row.result.printed, row.result.unit, row.doubt) for row in project.activities
    ]
    assert told == [
        ("回った地区の数", "3", "2", "地区", None),
        ("事業費 車両の費用", "800,000", "790,000", "円", None),
    ]
    money = project.budget
    assert (money.target.printed, money.result.printed, money.result.value) == ("900,000", "880,000", 880)
    assert (project.staffing.result.printed, project.staffing.doubt) == ("0.4", None)


def test_what_is_no_table_stays_as_it_is():
    lines = lines_of("１　本を│読む会\n【お知らせ】休館します。\n── 5 ──\n")
    assert undrawn(lines) == list(lines)
