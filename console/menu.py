"""What stands at the top of every page: its address, its name, and the right it needs.

What only administrators open, a few times a year, lies one step behind, so that the rest stands in one line on the office's PC.
"""

from __future__ import annotations

from console.rights import Right

MENU: tuple[tuple[str, str, Right], ...] = (
    ("home.today", "今日やること", "read"),
    ("inbox.show", "受付箱", "read"),
    ("entering.enter", "声を入力", "work"),
    ("hall.lookup", "電話", "read"),
    ("hall.circulation", "供覧", "work"),
    ("publishing.published", "公表", "read"),
    ("surveys.everything", "アンケート", "read"),
    ("monitors.show", "モニター", "read"),
    ("knowing.show", "知識", "read"),
    ("figures.show", "集計", "read"),
)
BEHIND: tuple[tuple[str, str, Right], ...] = (
    ("hall.handover", "異動", "administer"),
    ("accounts.everybody", "職員", "administer"),
    ("keeping.show", "保存", "administer"),
    ("record.search", "記録", "administer"),
)
