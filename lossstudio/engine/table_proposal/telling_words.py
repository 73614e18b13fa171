"""Words in the names and cells of tables that tell what a column is for, in several languages.

They decide only where the numbers leave it open, and what is decided by them is said.
"""

import re
import unicodedata
from collections.abc import Iterable
from functools import lru_cache

_WORD = re.compile(r"[A-Z]+(?![a-z])|[A-Z]?[^\W\d_A-Z]+|\d+|[#№%°]")
"""``userID``, ``user_id`` and ``User ID`` are two words each."""
_BRACKETS = re.compile(r"[(\[{<].*")
_OF = ("of", "von", "de", "des", "du", "per", "in")
"""What stands before one of these is what a column holds: the number of rooms is a number."""


@lru_cache(maxsize=20_000)
def words_of(name: str) -> tuple[str, ...]:
    """The words of a column's name, in small letters, without what stands in brackets behind it.

    >>> words_of("EstimatedSalary"), words_of("user_ID"), words_of("客户编号")
    (('estimated', 'salary'), ('user', 'id'), ('客户编号',))
    """
    plain = unicodedata.normalize("NFKC", name)
    plain = _BRACKETS.sub("", plain) or plain
    return tuple(word.casefold() for word in _WORD.findall(plain))


def _words(*lines: str) -> frozenset[str]:
    return frozenset(word for line in lines for word in line.split())


IDENTIFIERS = _words(
    "id ids uid uuid guid identifier isbn issn ssn iban imei vin email url phone telephone",
    "mobile zip zipcode postcode plz telefon kennung matricule matricola matrícula",
    "identifiant cedula dni",
)
"""A column whose name ends with one of these names its rows, whatever its numbers are."""

COUNTERS = _words(
    "no nr nro num number numbers index idx key code serial roll record row rows rownum",
    "rownames rowname rowid counter nummer lfd numero número numéro nº n° № # ref reference",
    "ticket invoice obs observation case номер",
    "account customer client employee member student patient passenger subject participant",
    "respondent user voter order sample kunde",
)
"""So does one of these where its values are all different whole numbers, or texts."""

_IDENTIFIER_ENDINGS = tuple(
    _words(
        "编号 序号 學號 学号 工号 号码 號碼 证号 单号 訂單號 卡号 账号 帐号 牌号 房号 座号 考号",
        "户号 流水号 行号 邮编 电话 手机 身份证 代码 番号 番號 번호",
    )
)
"""The same for languages that write words together."""

NAMES = _words(
    "name names firstname lastname surname fullname title nom nombre nome имя address comment",
    "comments notes remark remarks description url 姓名 名字 名称 名稱 备注 備註 地址 氏名",
    "名前 이름",
)

FEATURES = _words(
    "treatment treated arm condition",
    "gender sex age date day month year time weekday hour latitude longitude lat lon lng",
    "alter jahr datum geschlecht tag monat année annee sexe âge edad año fecha sexo 性别 年龄",
    "日期 年份 月份 时间 星期 经度 纬度",
)
"""What is seldom predicted, and often predicted from."""

TARGETS = _words(
    "target label labels class classes y output outcome response dependent result diagnosis",
    "species price cost salary wage wages income profit revenue sales sale charges survived",
    "survival purchased churn churned exited default defaulted attrition approved admitted",
    "passed failed fraud spam score grade quality rating medv mpg yield demand consumption",
    "value category klasse ziel preis gehalt umsatz gewinn ergebnis note ertrag art lohn",
    "classe cible prix salaire étiquette etiquette clase precio salario objetivo 标签 標籤",
    "类别 類別 分类 目标 结果 价格 房价 总价 售价 工资 薪资 收入 利润 销量 销售额 成绩 分数",
    "得分 是否 好瓜 种类 品种 产量 诊断",
)
"""What is usually predicted."""

EVENTS = _words(
    "survived churn churned exited attrition purchased approved admitted defaulted fraud spam",
    "diagnosis 流失 离职",
)
"""Where they have two values they are what a table is about, whatever else could be predicted."""

CLASS_NAMES = _words(
    "class classes label labels species category type kind group cluster cultivar variety",
    "segment klasse gruppe art sorte classe clase tipo 标签 標籤 类别 類別 分类 种类 品种",
    "类型 组别",
)
"""Whole numbers under such a name are codes of classes."""

AMOUNTS = _words(
    "quality rating score grade rank stars count number year age rooms bedrooms bathrooms",
    "floors children size hours days months years points goals quantity level visits anzahl",
    "note jahr cylinders doors 数量 人数 次数 个数 房间数 年份 年龄 成绩 分数 得分 评分 等级",
    "质量 楼层",
)
"""Whole numbers under such a name are amounts, of which one is larger than another."""

_POSITIVE = _words(
    "yes y true t positive pos + present success successful pass passed sick ill disease",
    "abnormal malignant spam fraud high good on win won survived ja wahr oui vrai sí si sim",
    "sì да 是 真 有 阳性 正 正例 对 好 好瓜 患病 合格 高 はい 예",
)
_NEGATIVE = _words(
    "no n false f negative neg - − – absent failure fail failed unsuccessful healthy normal",
    "control benign ham legitimate low bad off loss lost died nein falsch non faux não nao",
    "нет 否 假 无 阴性 负 反例 错 坏 坏瓜 健康 正常 不合格 低 いいえ 아니요",
)
"""Of two classes, the one that is found in these lists is class 1, or class 0."""

_SEXES = _words("m f i w male female infant männlich weiblich man woman 男 女")

TOTALS = _words(
    "total totals subtotal sum mean average avg median std stdev min max minimum maximum",
    "overall gesamt summe insgesamt mittelwert durchschnitt somme moyenne suma promedio media",
    "totale 合计 总计 小计 平均 平均值 总和 均值 汇总 合計 總計 総計",
)
"""What stands at the head of a row that adds up or averages the others."""


def holds(name: str, known: Iterable[str]) -> bool:
    """What a column called `name` holds is one of `known`: its last word, or the one before *of*;
    in a language that writes words together, its end."""
    last = _held(name)
    if last in known or last.isascii():
        return last in known
    together = tuple(word for word in known if _is_written_together(word))
    return _is_written_together(last) and last.endswith(together)


@lru_cache(maxsize=20_000)
def _held(name: str) -> str:
    """The word of `name` that says what a column holds; "" where there is none."""
    words = words_of(name)
    at = next((at for at, word in enumerate(words) if at and word in _OF), len(words))
    words = words[:at]
    while len(words) > 1 and words[-1].isdecimal():
        words = words[:-1]
    return words[-1] if words else ""


def asks_whether(name: str) -> bool:
    """The name is a question that yes and no answer."""
    words = words_of(name)
    return bool(words) and words[0].startswith(("是否", "有无", "能否"))


def names_rows(name: str) -> bool:
    """The name alone says that a column names the rows."""
    words = words_of(name)
    return bool(words) and (words[-1] in IDENTIFIERS or words[-1].endswith(_IDENTIFIER_ENDINGS))


def counts_rows(name: str) -> bool:
    """The name says that a column names the rows, where all of its values differ."""
    words = words_of(name)
    return bool(words) and (words[-1] in COUNTERS or words[0] in ("№", "lfd"))


def is_total(text: str) -> bool:
    """A cell that says that its row adds up or averages others."""
    words = words_of(text)
    if not 1 <= len(words) <= 3:
        return False
    together = tuple(word for word in TOTALS if _is_written_together(word))
    return not TOTALS.isdisjoint((words[0], words[-1])) or words[0].startswith(together)


def positive_of(first: str, second: str) -> str | None:
    """Which of two classes is usually class 1; None where their names do not tell."""
    votes = [_vote(first), _vote(second)]
    if votes[0] == votes[1]:
        return None
    return first if votes[0] > votes[1] else second


def are_sexes(texts: Iterable[str]) -> bool:
    """They are what people, or shells, are divided into, and seldom what is predicted."""
    return all(text.strip().casefold() in _SEXES for text in texts)


def _vote(name: str) -> int:
    plain = unicodedata.normalize("NFKC", name).strip().casefold()
    return (plain in _POSITIVE) - (plain in _NEGATIVE)


def _is_written_together(word: str) -> bool:
    return "\u3040" <= word[-1] <= "\ud7a3"
