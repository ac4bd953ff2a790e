"""Documents of a town that does not exist, in the form the city's sheets have."""

from __future__ import annotations

from knowledge.documents.document import Document, read_document

# A chapter of the plan.
PLAN = """ まなびのまち第２章

基本施策 ２－１　学びの場

現状と課題

　本を読む人が減っています。

方　針

１　第４次みほん市総合計画に基づき、学びの場を広げます。

 施策

これまでの取組

目　標

１　図書館の充実
　移動図書館を増やします。

▷移動図書館を始めました。

個別計画

２－１－１　図書館の充実
"""


def results_text(books: str = "11,480", *, year: str = "令和６年度", department: str = "企画課") -> str:
    """A results sheet about a library: ``books`` were lent. Its second row cannot be told for sure."""
    return f""" {year}　主要施策の成果説明書

所属 {department} 振興計画
第２章　ひらく『まなびのまち』
２－３　学びの場を広げます 施策 ２－３－１　図書館の充実

創生総合戦略 該当なし

目的

２　図書館を使いやすくします。

目標

１　本にふれる機会の充実

移動図書館を増やします。

実績

１　本にふれる機会の充実

（ １ ）移動図書館を始めました。

区分 {year}目標 {year}実績

目
標
値

貸出冊数 １２，０００ 冊 {books} 冊

試乗会の参加者数 － 27 ―

講座の開催回数 ３ 回 ３ 回
 理由　※{year}目標と{year}実績の間に乖離がある場合

雪で休館が続きました。

目標の実現に向けた今後の取組

第４次みほん市振興計画でも続けます。
"""


def review_text(spent: str = "9,876") -> str:
    """A project's sheet; ``spent`` 千円 were spent."""
    return f""" 令和６年度　実施計画兼予算要求書（検証）

所属 図書館 事業 移動図書館費 予算科目 01一般会計・10教育費・05社会教育費・02図書館費

施策 ２－３－１　図書館の充実 創生総合戦略 該当なし

事業概要

第４次みほん市振興計画に沿い、移動図書館を走らせます。

目的

本を身近にするため。

区分 令和６年度予算 令和６年度実績

目
標

本が身近にある状態 ３地区を回る状態

３地区を回りました。

活
動
指
標

巡回の回数 40 回 38 回

事業費（千円） 12,345 {spent}

従事人工 １ ０.２５

理由　※令和６年度予算・実績に係る目標・活動指標について乖離がある場合

雪で二回休みました。

目標の実現に向けた今後の取組

来年も走らせます。
"""


def results(books: str = "11,480", *, year: str = "令和６年度", department: str = "企画課") -> Document:
    return read_document(results_text(books, year=year, department=department), city="みほん市", plan="4次")


def review(spent: str = "9,876") -> Document:
    return read_document(review_text(spent), city="みほん市", plan="4次")
