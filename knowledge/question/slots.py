"""What a question asks for, read from its words alone: aspects, years, plan, codes, unit, and the words that are left.

Which thing of the ledger the remaining words mean is decided in ``retrieve``.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from knowledge.language.expressions import Expressions
from knowledge.language.text import PLAN_KIND, years
from knowledge.language.wordbook import read_language
from knowledge.language.words import Parsed

FIGURES = frozenset({"ratio", "gap", "reached", "target", "result", "figure"})
MONEY = frozenset({"budget", "spent", "left", "staffing", "account"})
YEN = frozenset({"円", "千円", "万円", "百万円", "億円"})
PROSE = frozenset({"reason", "next", "efforts", "issues", "policies", "purpose", "achievements", "doings", "overview"})

_PLAN_NAMED = re.compile(
    r"第?\s?(\d{1,2}|[一二三四五六七八九])\s?次\s?(?:の)?\s?(?:[ぁ-んァ-ヶ一-龠]{1,8}[市町村])?\s?" + PLAN_KIND
)
_PLAN_ALONE = re.compile(r"(?<![一-龠])第?\s?(\d{1,2})\s?次(?:の)?計画(?![一-龠])")
_PLAN_NEAR = re.compile(
    r"第?\s?(\d{1,2})\s?次(?:計画)?(?:の|で|は|における|\s)?\s?(?:計画)?(?:の)?\s?(?=施策|基本施策|第?\d章|\d-\d|[^0-9]{0,2}\d-\d-\d)"
)
_CODE = re.compile(r"(?<![\d.-])(\d{1,2})\s?[-の]\s?(\d{1,2})(?:\s?[-の]\s?(\d{1,2}))?(?![\d.年月%-])")
_CHAPTER = re.compile(r"第?\s?(\d{1,2}|[一二三四五六七八九])\s?章")
_RELATIVE_YEAR = re.compile(
    r"昨年度?|去年|おととし|一昨年度?|(?:その)?(?:1つ|ひとつ)?前の年度?|前年度?|今年度?|ことし|本年度|\d+年[前後]|先月|今月|来月"
    r"|\blast year\b|\bthis year\b"
)
# 「去年何人いた？令和6年度ね」 says itself which year is meant.
_OWN_YEAR, _BESIDE_YEAR = (
    re.compile("昨年度?|去年|今年度?|ことし|本年度"),
    re.compile("比べ|より|から|違|差|対し|増え|減[っり]"),
)
_COMING_YEAR = re.compile(r"来年度?|次年度|再来年度?|\bnext year\b")
_COUNT_GIVEN = re.compile(r"\d\s?(?:人|名|件|回|校|%|団体|地区|か所|ha|km|台|社|ツアー)")
# 「40以上あるって本当？」, 「4人に1人くらいはいるの？」: whether a figure is so is told by the figure.
_FIGURE_SUPPOSED = re.compile(
    r"\d+(?:[.,]\d+)?\s?(?:%|割|人|名|件|回|校|団体|地区|か所|社|倍)?(?:に\d+人)?(?:以上|以下|くらい|ぐらい|ほど|近く|も|は|を|超え|台)*"
    r"(?:あ(?:る|った|ります)|い(?:る|た|った|ます|きました)|超え(?:た|て|ました)|来た|できた|達した"
    r"|で(?:いい|良い|よろしい|[合あ]って|正し|間違い|まちがい))[^?？。]{0,8}[?？]"
)
_GIVEN_UNIT = re.compile(r"\d+\s?(%|人|件|回|校|団体|地区)(?:以上|も|を)*(?:超え|行っ|いっ|達し|届)")
_COUNT_ASKED = re.compile(r"何|なん|いくつ|いくら|ど(?:の|れ)(?:くらい|ぐらい|ほど|だけ)|目標|\bhow\b")
_WIDER = re.compile(r"(?<![一-龠])(?:県内?|全国|日本)の(?!移住相談|窓口|移住窓口|集まり|大会)")
_NARROWER = re.compile(
    r"\d{1,2}月(?!\d*日?号)|(?:\d{2}|[一二三四五六七八九]十)代|\d+歳|第\d子|(?:年代|年度?|男女|性|地区|月|国|職業|曜日)別|四半期|上半期|下半期|(?:団体|法人|会社|企業|業者|個人|店)(?:名|の名前)|名前(?:を|の)?(?:全部|ぜんぶ|一覧|すべて|リスト)|今日|昨日|きのう|明日|来週|先週"
)
_UNITS = {
    "人": re.compile(
        r"(?:何|なん)(?:人|名)|(?<![少大多])人数|(?<=[たる])人の数|[者員童徒生客]数|[たる]人(?:は|って)?\s*[?？]?$|だれも|誰も|参加者"
        r"|how many (?:people|persons|participants|residents|citizens|children|kids|pupils|students|members|women|men)"
    ),
    "件": re.compile(r"(?:何|なん)件|件数"),
    "回": re.compile(
        r"(?:何|なん)回|回数|how many times|how often|(?:何|なん)度(?!目)|頻度|\bfrequency\b"
        r"|(?:何|なん)(?:日|週間?|か月|ヶ月|カ月|箇月)(?:おき|ごと)"
    ),
    "%": re.compile(
        r"(?:何|なん)?(?:%|パーセント)|割合|比率|(?<!達成)率(?!的)|(?:何|なん|いくら|いくつ|どれだけの?)ポイント|ポイント差"
    ),
    "地区": re.compile(r"(?:何|なん)(?:地区|か所|ヶ所|カ所)|地区数"),
    "団体": re.compile(r"(?:何|なん)(?:団体|法人)|団体数|法人数"),
    "期間": re.compile(
        r"(?:何|なん)(?:日|年)間|(?:何|なん)(?:週間?|か月|ヶ月|カ月|箇月)(?!前|後|ごと|おき|に|児|健|の|以[上内])"
        r"|(?<!から)(?!(?:何|なん)年度?まで(?:です|でしょう|だ|か|の(?:もの|計画)|[?？。]|$))(?:何|なん)(?:年|泊|日)(?:くらい|ぐらい|ほど|分)?、?(?:まで(?!に)|使え|使わせ|借り|もら[えうっ]|出して|助け|続[いくけ]|無料|無償|只|ただ|タダ|免除|に分け|待[たちつ]|かか|休|いられ|泊まれ|住め)"
        r"|ど(?:の|れ)(?:くらい|ぐらい|ほど|だけ)(?:の|、)?(?:長さの)?(?:期間|間(?=[^一-龠]|無料|無償|只|使|借|休|続|$))"
        r"|(?:から|まで(?:に|には)?)、?(?:何|なん)年(?!度|先|まで|から)|(?:から|まで|のに)[^。?？]{0,8}ど(?:の|れ)(?:くらい|ぐらい|ほど|だけ)かか|最[長短](?:で|は)?、?(?:ど(?:の|れ)(?:くらい|ぐらい)|(?:何|なん)(?:年|か月|ヶ月|週|日))"
        r"|ど(?:の|れ)(?:くらい|ぐらい|ほど|だけ)、?(?:休[んみ業止館]|続[いくけ]|待[たちつっ])"
        r"|(?<=[るたう])期間(?=は|って|が|を|、|の長さ|$|[?？])"
        r"|(?:利用|使用|貸出|貸し出し|支給|助成|補助|無料|実証|運行|お試し|免除)の?期間|\bhow long\b"
    ),
    "年": re.compile(
        r"(?:何|なん)(?:年度?|月(?!号)|曜)|いつ(?!も|か(?!ら)|でも)|期間|\bwhen (?:was|were|did|is|will)\b"
        r"|(?<=[っいんし][ただ])\s?年度?(?:は|って|を?教え[ぁ-ん]*)?[?？。]*$"
    ),
    "円": re.compile(r"(?:目標|実績)額|総額|(?<![\d一二三四五六七八九十百千万数何なん.])(?:[千百十]?[億万]|千)円"),
    "校": re.compile(r"(?:何|なん)校|学校数"),
    "km": re.compile(r"(?:何|なん)(?:キロ(?!グラム|ワット|リットル)|km)|延長は|長さ"),
    "平米": re.compile(r"(?:何|なん)(?:平米|平方メートル|m2|㎡)"),
    "立方メートル": re.compile(r"(?:何|なん)(?:立方メートル|立米|m3|㎥)"),
    "世帯": re.compile(r"(?:何|なん)(?:世帯|所帯)|世帯数"),
    "時間": re.compile(r"(?:何|なん)時間|時間数"),
    "ha": re.compile(r"(?:何|なん)(?:ヘクタール|ha)"),
    "m": re.compile(r"(?:何|なん)メートル"),
    "トン": re.compile(r"(?:何|なん)(?:トン|t\b)"),
    "ツアー": re.compile(r"(?:何|なん)ツアー"),
}
_EVERY_UNIT = tuple(_UNITS.items())
_UNITS_SAID = Expressions(says.pattern for says in _UNITS.values())
_SHARE_ASKED = re.compile("(?:何|なん)(?:%|パーセント)")
# What people think is asked of a few and told as a share of them.
_OPINION = re.compile(
    r"(?:思[うっい]|感じ|考え|答え|満足し|評価し)[ぁ-ん]{0,6}?(?:市民|町民|村民|区民|県民|住民|人|ひと|方|者|企業|会社|事業者|事業所|農家|世帯|保護者|親|子ども|子|生徒|児童|若者|高校生|職員|割合)(?:たち|さん)?(?:は|って|が|も|、|の割合は)?\s*"
    r"(?:全体の)?(?:どの(?:くらい|ぐらい|程度)|どれ(?:くらい|ぐらい|だけ|ほど)|どんくらい|どんだけ|いくつ)"
)
# Things no sheet need count; asked for, they are units like the others.
_WEEKDAY = re.compile("(?:何|なん)曜日?")
_OTHER_UNIT = re.compile(
    r"(?:何|なん)(?![故者事処課費番章次曜方款項会科施計資数割倍変聞言見出食買作使書話読思考教知決来行始起売得選足求望問持取受入増減建植配替換直語色味柄])"
    r"([一-龠]{1,2}?(?=[一-龠ぁ-ん?？。、 ]|$)|[ァ-ヶー]{2,}|ha|km)"
)
# 「電子図書館　電子書籍　点数」 asks how many 点 there are.
_NUMBER_OF_UNIT = re.compile(
    r"(冊|点|台|戸|棟|個|枚|基|灯|隻|頭|匹|食|床|本|社)数(?=\s|は|って|を|が|も|の(?:目標|実績|合計|計画)|[?？。]|$)"
)
# The word book explains what children of an age are called, yet that age is a limit.
_OF_AGE = re.compile(r"(?<!\d)\d{1,2}歳児")
_NUMBER_ASKED = re.compile(r"[一-龠ァ-ヶー]の数(?:は|って)?[?？。]*$")
_AMONG = re.compile(r"(?:者|人|方|員|児|生|客|件|台|世帯|団体)の?うち、?[^、。?？]{1,10}(?:は|って)[?？。]*$")
# What somebody pays or is paid for one thing: no project's budget is its amount.
_FEE = re.compile(
    r"(?:参加|受講|入場|入館|入浴|観覧|入会|利用|使用|宿泊|年会|月会|維持|購入|導入|工事)(?:費|料)|会費|料金|給食費|(?<![一-龠\d])(?:月々?|毎月|月額)(?:に|は)?、?(?:いくら|何円|何万円)|いくら(?:まで)?(?:を|お金を)?、?(?:貸し|借り|かして)|(?:いくら|何円|なん円)まで|(?:最大|最高|上限|限度額?)(?:で|は|って|が|の?額(?:は|って|が)?)?、?(?:いくら|何円|なん円|何万円|なん万円)|いくら(?:が|は)?、?(?:上限|限度|最大)|いくら(?:(?:ぐらい|くらい|ほど)?(?:を|お金を)?、?(?:もら|貰|払|支払|いただ|頂|取ら|とら|出して(?:くれ|もら|いただ))|(?:が|お金が)?出(?:る|ます|ん))|どの(?:くらい|ぐらい)(?:お金を?)?(?:取ら|とら)れ|(?<!\d)1(?:回|泊|日|か月|月|枚|本|世帯|件|人)(?:あたり|当たり|につき|で)?、?(?:いくら|何円|なん円|どの(?:くらい|ぐらい)(?:取|とら|払|かか|[?？]|$))|(?:借り|使う|泊ま|乗る|参加する|利用する|申し込む|入る|食べる|買う)[ぁ-ん]{0,5}?(?:と|のに|には|のは|って|場合は?)、?(?:1[回日泊人])?(?:いくら|何円|なん円)|(?:1人|一人)(?:当たり|あたり|につき)?(?:が|で|の)?、?(?:使う|使った|払う|落とす|出す)お?金|(?:もらえる|受け取れる|戻ってくる)お?金(?:は|って|が)?、?(?:いくら|何円|何万円)|(?:最大|最高|上限)(?:で|は)?、?(?:いくら|何円|何万円)|代金|人件費|報酬|謝礼|手当(?!て)|給[与料]|家賃|(?<!一)日当(?!た)|時給"
)
# Who they are by name is told nowhere.
_SPENT_MONEY = re.compile(r"金|額|円|費|予算|決算|支出|[執消][行化]率|\bspen[dt]")
_NAMES = re.compile(r"(?:団体|法人|会社|企業|業者|個人|店|地区|参加者|講師)(?:名(?!称)|の名前)")
# A bare name that ends like this asks for the amount: 「財政調整基金　残高」.
_MEASURED = re.compile(
    r"(?:残高|総額|面積|延長|[量率額]|(?:浸透|満足|認知|利用|自給|充足|普及)度|(?<![多少複分人])数|割合|比率)\s*(?:[をは]?(?:教え|おしえ|知り)[ぁ-ん]*)?[?？。]*$"
)
_ORDINAL = re.compile(r"第\s?(\d{1,2}|[一二三四五六七八九])\s?([次期])")
# 「予定は、もともと何回でしたか」 asks for the number that was aimed at.
_FORESEEN = re.compile(
    r"予定(?:は|って|が)?、?(?:もともと|当初|はじめ|初め|最初)?(?:は)?(?:何|なん|いくつ|どの(?:くらい|ぐらい))[^?？。]{0,6}(?:でし|だっ|でござい)"
    r"|(?:(?:何|なん)(?![にをがでのかもと年月曜時])|いくつ)[^?？。]{0,6}予定(?:が|で|だ|でし)"
    r"|(?:何|なん|いくつ|どの(?:くらい|ぐらい))[^?？。何]{1,8}(?:つもり|計画|はず|見込み)(?:だった|でした)"
)
# 「次のまつりも花火やるの？」
_NEXT_TIME = re.compile(
    r"^(?:次|今度)の[^、。?？]{1,10}(?:も|は|では|って)[^。?？]*(?:る|う|く|す|ます|です|予定|感じ)(?:の|ん|か|かな|んだ|って)*(?:ですか)?[?？。]*$"
)
# 「何人で行くつもりだった？」, 「何人来た？予定は？」 ask for what was aimed at, not for what comes next.
_HAD_IN_MIND = re.compile(
    r"(?:つもり|気|予定|見込み?|計画)(?:だった|だったん|だっだ|でした|でござい|やった)|(?:はず|気)だった|予定(?:は|って|も|の?ほうは)?[?？。]*$"
)
_TO_COME = re.compile(r"今後|これから|来年|次年度|将来|(?:その|この)先|次は|次の|いずれ")
# Those who work at a thing, whatever else is asked of them.
_STAFF = re.compile(
    r"(?:関わ|かかわ|携わ|従事し)っ?(?:た|ている?|ておる)(?:市の|お?役所の)?職員(?:さん)?(?:の?(?:人?数|人数)|は、?(?:何|なん)人)"
)
# Who used a thing is counted, what was used is paid.
_USERS = re.compile(r"使った(?:人|方|家族|世帯|団体|会社)")
_OUTLAY = re.compile(r"[一-龠ァ-ヶー]費(?:は|って|が)?[^?？。]{0,6}ど(?:の|れ)(?:くらい|ぐらい|ほど|だけ)")
# 「来年も残る？」 asks whether a thing goes on, not what is left of its money.
_STAYS = re.compile(r"(?:も|まで|ずっと)、?(?:そのまま)?残[るり]")
_UNIT_OF = {
    "学校": "校",
    "団体": "団体",
    "法人": "団体",
    "地区": "地区",
    "店": "店",
    "お店": "店",
    "店舗": "店",
    "会社": "社",
    "企業": "社",
}
# 「どれだけのお客が降りた？」 counts people.
_HOW_MANY_PEOPLE = re.compile(
    r"ど(?:れ|の)(?:だけ|くらい|ぐらい|ほど)の(?:お?客(?:さん|様)?|人(?!口|数|気|件|手|材)|方(?!法|針)|子ども|子供|生徒|児童|学生|観光客|市民|住民|参加者|大人|若者|高齢者)(?=が|は|[?？]|$)"
)
_COUNTED_NOUN = re.compile(
    r"(学校|団体|法人|地区|お?店|店舗|会社|企業)(?:は|って|が|、)?(?:全部で|ぜんぶで)?、?(?:いくつ|ど(?:の|れ)(?:くらい|ぐらい|だけ)(?:ある|あっ|い|$|[?？]))"
)
# 「Which indicators of the general affairs division missed the target?」 names a division and asks for none.
_OF_DIVISION = re.compile(
    r"^(?!.*\b(?:(?:which|what) (?:section|department|division|office)|who|in charge|responsible)\b).*"
    r"\b(?:of|in|by|from) the (?:[a-z]+ ){1,3}(?:section|department|division)\b"
)
_METHOD = re.compile(r"どうやって|どのように(?!変|推移)|どんな(?:ふう|風|やり方|方法)|どういう(?:ふう|風|やり方|方法)")
_MOST = re.compile(
    r"一番|いちばん|1番|最も|もっとも|最大|最高|トップ|首位|^(?!.*(?:より|超|以上|以下)).*(?:多|少な|高|安|大き|小さ)い(?:の|もの|事業)(?:は|って)(?:どれ|何|なに|[?？]|$)|\b(?:most|highest|largest|best)\b"
)
_NTH = re.compile(r"(?<!\d)([2-9二三四五六七八九])(?:番目|位)")
_PLACE = re.compile(
    r"(?:どこ|どちら)(?:で(?!し(?:た|ょう)|す)|へ)|どこに(?!聞|相談|問|書|載って|出て|い(?:る|ます)の?[かが]?、?(?:すぐ|ネットで|スマホで)?(?:が|を)?(?:見|分|わか|確認|調べ|知))|(?:会場|場所)は(?!、?(?:今|いま|全部で|現在)?(?:いくつ|何[かヶカ箇]所|どの(?:くらい|ぐらい)|どれ(?:くらい|だけ)))"
)
# 「これまでの中期財政計画では、何を…」 is about the plan, not about what was done until now.
_FORMER = re.compile(r"(?:これまで|今まで|いままで)の[一-龠ァ-ヶー]{2,}(?:計画|プラン|制度)(?:で|は|に)")
# Where one reads what the city has to say is no place in a plan.
_NEWS_WHERE = re.compile(
    r"(?:お知らせ|(?<!計画の)(?<!資料の)情報|案内|ニュース|募集|広告|写真|動画|日程|開催日)(?:って|は|が|を)?、?(?:ほかに|他に)?、?どこに(?:載って|のって|出て|書いて)"
)
# 「学校はどこですか」 asks which ones they are.
_WHICH_ONE = re.compile(
    r"(?:校|課|団体|地区|地区会|都市|[国町市村]|相手|先|企業|会社|部署|協会|法人|担当|所管|機関|大学)(?:は|って|が|も)?(?:どこ(?!でや|で開|で行)|どちら)"
)
_LEAST = re.compile(
    r"(?:一番|1番|いちばん|最も|もっとも)(?:[^。?？]{0,6})(?:少な|安|低|下回|悪|わる|ひど|だめ|ダメ|残念|小さ|足り)|最小|最低|最少|最下位|ビリ|びり(?![ぁ-ん])|下から|ワースト|(?:一番|1番|いちばん|最も|もっとも)[^。?？]{0,12}(?:かか|かけ|掛か|掛け|使|要|い|食|出|払|多|関わ|携わ)(?:っ|わ|ら|さ|く)?(?:れ|て|は)*(?:い)?(?:な[いかく]|ませ|ず)|(?:一番|1番|いちばん|最も|もっとも)[^。?？]{0,12}(?:(?:少な|安|低|小さ)(?:く|い|かっ)|抑え|おさえ|節約)|^(?!.*(?:より|超|以上|以下)).*(?:少な|安|小さ|低)い(?:の|もの|事業)(?:は|って)(?:どれ|何|なに|[?？]|$)|\b(?:least|lowest|worst|smallest|cheapest|fewest)\b"
)
_FOLLOWS = re.compile(
    r"^(?:and\b|then\b|じゃ(?:あ)?|では|それじゃ(?:あ)?|なら|で、|あと|それと|その|それ|この|これ|そっち|そちら|ちなみに)|(?:の?(?:ほう|方)は|も(?:教えて)?)[?？]?\s*$|はいかが[ぁ-ん]*[?？。]*$|(?:の?(?:ほう|方)|で)は(?:どう|いかが|いくつ|いくら|何)[ぁ-ん]*[?？。]*$"
)
# 「人権相談が目標をだいぶ超えたのは？」 asks why, 「目標を超えたのは？」 asks which.
_WHY_SO = re.compile(
    r"(?:[一-龠ァ-ヶーa-z者数]が|(?:はず|予定)だったのに)[^。?？]{0,20}(?:超え|上回っ|下回っ|届か[^、。?？]{0,3}|届い|進ん|遅れ|(?:でき|出来|集まら|行か|いか|足り|伸び|増え|来)なかっ"
    r"|少なかっ|多かっ|低かっ|高かっ|(?:中止|ゼロ|0)に?な?っ?|縮ん|広がっ|のび)(?:た|だ)(?:の|ん)(?:って|は)[?？。]*\s*$"
)
# 「減ったのはやっぱりコロナ？」 supposes a cause, 「4回になったのは何のため？」 asks for one.
_SUPPOSES = re.compile(
    r"(?:増え|減っ|ふえ|へっ|伸び|のび|落ち|下がっ|上がっ|少なかっ|多かっ|低かっ|高かっ|(?:でき|出来|届か|足り|集まら|行か|来られ|来|行け)なかっ|終わっ|止まっ|遅れ|余っ|に?なっ|やめ|中止し?)[ただ]"
    r"(?:の|ん)(?:って|は)、?(?:やっぱり?|やっぱ|やはり|もしかして|たぶん|要するに)?、?(?:何のため|(?!.*(?:何|なん|いく[らつ]|ど[のれこう]|いつ|誰|だれ))[一-龠ァ-ヶー]{2,8}(?:の)?(?:せい|影響|ため|から|おかげ)?(?:なの|です|だ|でしょう)?(?:か|よね|よな|かな)?)[?？]*$"
)
_KANJI_DIGITS = {sign: str(value) for value, sign in enumerate("〇一二三四五六七八九")}


@dataclass(frozen=True)
class Cue:
    """The turns of speech that ask for one aspect, as one expression."""

    aspect: str
    says: re.Pattern[str]


@dataclass(frozen=True)
class Asked:
    """A question as read. ``text`` is its standard form, ``rest`` the same with everything understood blanked out.

    ``years`` are western; ``relative`` a year named from today's point of view, which no document can be asked for;
    ``narrower`` a part (a month, an age, today) of which no document tells; ``plan`` like "7次"; ``codes`` like "6-2-1";
    ``nth`` is the place in the order asked for by ``most`` or ``least``; ``ordinals`` are the editions named ("第6次"),
    apart from that of the plan; ``place``: it asks where, so no number answers it;
    ``fee``: it asks what one pays or is paid; ``city`` is the one named, where documents of several are held.
    """

    text: str
    rest: str
    aspects: tuple[str, ...]
    years: tuple[int, ...] = ()
    relative: str | None = None
    narrower: str | None = None
    plan: str | None = None
    codes: tuple[str, ...] = ()
    chapters: tuple[str, ...] = ()
    unit: str | None = None
    most: bool = False
    least: bool = False
    nth: int = 1
    follows: bool = False
    ordinals: tuple[str, ...] = ()
    place: bool = False
    fee: bool = False
    city: str | None = None

    @property
    def without_city(self) -> str:
        """The text without the name of the city whose documents are asked for: となり市 narrows nothing."""
        return self.text.replace(self.city, " ") if self.city else self.text

    def asks(self, *aspects: str) -> bool:
        """Whether any of these is asked."""
        return any(aspect in self.aspects for aspect in aspects)


class Cues(tuple[Cue, ...]):
    """The table of aspects, in its order."""

    expressions: Expressions


def cues() -> Cues:
    """The table of aspects as it is written."""
    table = Cues(Cue(row["name"], re.compile("|".join(row["cues"]))) for row in read_language("aspects")["aspect"])
    table.expressions = Expressions(cue.says.pattern for cue in table)
    return table


def read(parsed: Parsed, rest: str, table: Cues) -> Asked:
    """Read the slots of a question in standard form; whatever is understood is blanked out of ``rest``.

    ``rest`` is its text in which something may have been blanked out already.
    """
    text = parsed.text
    named_years = []
    for mention in years(rest):
        named_years.append(mention.year)
        rest = blanked(rest, mention.start, mention.end)
    plan = next(
        (match[1] for match in (says.search(rest) for says in (_PLAN_NAMED, _PLAN_ALONE, _PLAN_NEAR)) if match), None
    )
    if alone := _PLAN_ALONE.search(rest):
        rest = blanked(rest, *alone.span())
    if (named := _PLAN_NAMED.search(rest)) and (_CODE.search(rest) or _CHAPTER.search(rest)):
        rest = blanked(rest, *named.span())
    codes = []
    for match in _CODE.finditer(rest):
        codes.append("-".join(part for part in match.groups() if part))
        rest = blanked(rest, *match.span())
    chapters = []
    for match in _CHAPTER.finditer(rest):
        chapters.append(_KANJI_DIGITS.get(match[1], match[1]))
        rest = blanked(rest, *match.span())
    relative = _RELATIVE_YEAR.search(rest)
    if relative and len(named_years) == 1 and _OWN_YEAR.fullmatch(relative[0]) and not _BESIDE_YEAR.search(text):
        rest, relative = blanked(rest, *relative.span()), None
    narrower = _NARROWER.search(rest) or _NAMES.search(text) or _OF_AGE.search(text)
    beyond = _COMING_YEAR.search(rest) or _WIDER.search(rest)
    units = map(_EVERY_UNIT.__getitem__, _UNITS_SAID.may_be_in(text))
    unit = next((unit for unit, says in units if _said(parsed, says)), None)
    if unit is not None and _SHARE_ASKED.search(text):
        unit = "%"  # 「決められた人数の何%？」
    if _WEEKDAY.search(text):
        unit = "曜日"
    if unit is None and (other := _OTHER_UNIT.search(text)):
        unit = other[1]
    if unit is None and (number := _NUMBER_OF_UNIT.search(text)):
        unit = number[1]
    if unit is None and _OPINION.search(text):
        unit = "%"
    editions = _PLAN_ALONE.sub(" ", _PLAN_NAMED.sub(" ", text))
    ordinals = tuple(f"第{_KANJI_DIGITS.get(nth, nth)}{kind}" for nth, kind in _ORDINAL.findall(editions))
    most, least, nth = bool(_MOST.search(text)), bool(_LEAST.search(text)), _NTH.search(text)
    aspects, rest = _aspects(parsed, rest, table)
    if "next" in aspects and _COUNT_GIVEN.search(text) and not _COUNT_ASKED.search(text):
        # 「来年も3校でやるの？」 asks whether it goes on, not for a figure.
        aspects = tuple(aspect for aspect in aspects if aspect not in FIGURES)
    if "next" in aspects and "left" in aspects and _STAYS.search(text):
        aspects = tuple(aspect for aspect in aspects if aspect != "left")
    if unit not in {None, "円"} and "spent" in aspects and not _SPENT_MONEY.search(text):
        # 「何人使った？」 counts users
        aspects = tuple(aspect for aspect in aspects if aspect != "spent")
    if "department" in aspects and not FIGURES.isdisjoint(aspects) and _OF_DIVISION.search(text):
        aspects = tuple(aspect for aspect in aspects if aspect != "department")
    if "reason" not in aspects and not most and not least and _WHY_SO.search(text):
        aspects = ("reason", *aspects)
    if "reason" not in aspects and _SUPPOSES.search(text):
        aspects = ("reason", *(aspect for aspect in aspects if aspect != "purpose"))
    if not aspects and unit is None and _NEXT_TIME.search(text):
        aspects = ("next",)
    if "next" in aspects and _FORESEEN.search(text):
        aspects = ("target", *(aspect for aspect in aspects if aspect not in {"next", "target"}))
    if (
        "next" in aspects
        and (_counts(unit) or "figure" in aspects)
        and _HAD_IN_MIND.search(text)
        and not _TO_COME.search(text)
    ):
        aspects = ("target", *(aspect for aspect in aspects if aspect not in {"next", "target"}))
    if _STAFF.search(text) and "staffing" not in aspects:
        aspects = ("staffing", *aspects)
    if "spent" in aspects and _USERS.search(text):
        aspects = tuple(aspect for aspect in aspects if aspect != "spent") or ("figure",)
    if unit == "期間" and not _SPENT_MONEY.search(text):
        # 「収穫までどのくらいかかる？」 asks of time.
        aspects = tuple(dict.fromkeys("figure" if aspect == "budget" else aspect for aspect in aspects))
    if aspects == ("figure",) and unit is None and _OUTLAY.search(text):
        aspects = ("budget",)
    if "efforts" in aspects and len(aspects) > 1 and _FORMER.search(text):
        aspects = tuple(aspect for aspect in aspects if aspect != "efforts")
    told_where = "code" in aspects and _NEWS_WHERE.search(text) is not None
    if told_where:
        aspects = tuple("overview" if aspect == "code" else aspect for aspect in aspects)
    if "code" in aspects and unit == "番目":
        aspects, unit = tuple(aspect for aspect in aspects if aspect != "figure"), None  # 「6章の何番目？」
    if not aspects and _FIGURE_SUPPOSED.search(text):
        aspects = ("figure",)
    if unit is None and not FIGURES.isdisjoint(aspects) and (given := _GIVEN_UNIT.search(text)):
        unit = given[1]
    if unit is None and "figure" in aspects and _HOW_MANY_PEOPLE.search(text):
        unit = "人"
    if unit is None and "figure" in aspects and (counted := _COUNTED_NOUN.search(text)):
        unit = _UNIT_OF[counted[1]]
    if _METHOD.search(text):
        # 「人数ってどうやって決めるの」 asks for a way, not for a number
        aspects = tuple(aspect for aspect in aspects if aspect not in FIGURES)
        unit = None
    if "ratio" in aspects:
        unit = None  # 「目標の何%」 asks of any unit
    if not aspects and (unit is not None or _MEASURED.search(text)):
        aspects = ("figure",)  # 「市債残高　億円」, 「受診率は」
    if not aspects and unit is None and (_AMONG.search(text) or _NUMBER_ASKED.search(text)):
        aspects = ("figure",)  # 「登録者のうち若い人は？」, 「旅館の数は？」
    if named_years and not aspects:
        aspects = ("figure",)  # nobody names a year to hear what a thing is
    # What comes next year, or in the whole prefecture, may be told in words; a figure for it no sheet has.
    measured = FIGURES | MONEY
    return Asked(
        text=text,
        rest=rest,
        aspects=aspects,
        years=tuple(named_years),
        relative=relative[0]
        if relative
        else beyond[0].removesuffix("の")
        if beyond and not measured.isdisjoint(aspects)
        else None,
        narrower=narrower[0] if narrower else None,
        plan=f"{_KANJI_DIGITS.get(plan, plan)}次" if plan else None,
        codes=tuple(codes),
        chapters=tuple(chapters),
        unit=unit,
        most=most or least or nth is not None,
        nth=int(_KANJI_DIGITS.get(nth[1], nth[1])) if nth else 1,
        least=least,
        follows=bool(_FOLLOWS.search(text)),
        ordinals=ordinals,
        place=bool(_PLACE.search(text)) and not _WHICH_ONE.search(text),
        # 「家賃の補助を受けた人は何人？」 asks for no price.
        fee=(price := _FEE.search(text)) is not None
        and (not _counts(unit) or "いくら" in price[0] or "円" in price[0]),
    )


def _counts(unit: str | None) -> bool:
    """Whether what is asked for is counted, not paid and not dated."""
    return unit is not None and unit not in {"年", *YEN}


def _said(parsed: Parsed, says: re.Pattern[str]) -> bool:
    return any(parsed.whole(*match.span()) for match in says.finditer(parsed.text))


def _aspects(parsed: Parsed, rest: str, table: Cues) -> tuple[tuple[str, ...], str]:
    found = []
    for cue in map(table.__getitem__, table.expressions.may_be_in(rest)):
        spans = [match.span() for match in cue.says.finditer(rest) if match[0] and parsed.whole(*match.span())]
        if spans:
            found.append(cue.aspect)
        for start, end in spans:
            rest = blanked(rest, start, end)
    return tuple(found), rest


def limits(text: str) -> tuple[str, ...]:
    """All parts (months, ages, groups) to which a folded question narrows what it asks for, in their order."""
    return tuple(match[0] for match in _NARROWER.finditer(text))


def plan_named(asked: Asked) -> str:
    """The words by which a plan is named with its number (第5次振興計画); "" where none is."""
    named = _PLAN_NAMED.search(asked.text) if asked.plan else None
    return named[0] if named else ""


def asks_for_words(asked: Asked) -> bool:
    """Whether a statement answers, whatever it prints: no figure, no amount, no place and no list is wanted."""
    return asked.unit is None and not asked.fee and not asked.place and PROSE.issuperset(asked.aspects)


def blanked(text: str, start: int, end: int) -> str:
    """The text with a part taken out."""
    # A blank of the same length keeps every later place where it was.
    return text[:start] + " " * (end - start) + text[end:]
