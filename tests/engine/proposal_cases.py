"""Tables as teachers and students bring them, small, and what a teacher would choose of each."""

import random
from dataclasses import dataclass

_RANDOM = random.Random(20)


def _lines(n, row):
    return "\n".join(row(i) for i in range(n)) + "\n"


def _near(mean, spread):
    return f"{_RANDOM.gauss(mean, spread):.2f}"


def _int(low, high):
    return _RANDOM.randint(low, high)


def _one(*values):
    return _RANDOM.choice(values)


@dataclass(frozen=True)
class Case:
    """A table and what to make of it; None: not asked."""

    text: str
    target: str | None
    task: str | None
    inputs: tuple[str, ...] | None = None
    classes: tuple[str, ...] | None = None
    rows: int | None = None
    has_names: bool = True


CASES = {
    # -- measurements ------------------------------------------------------------------------------
    "two columns": Case(
        "speed,dist\n" + _lines(12, lambda i: f"{4 + 2 * i},{2 + 7 * i}"),
        "dist", "regression", ("speed",), rows=12,
    ),
    "no names": Case(
        _lines(12, lambda i: f"{4 + 2 * i},{2 + 7 * i}"),
        "column 2", "regression", ("column 1",), rows=12, has_names=False,
    ),
    "the only input counts": Case(
        "x,y\n" + _lines(11, lambda i: f"{i + 1},{_near(7, 1)}"), "y", "regression", ("x",)
    ),
    "the only input is called an identifier": Case(
        "id,y\n" + _lines(12, lambda i: f"{i + 1},{_near(2 * i, 1)}"), "y", "regression", ("id",)
    ),
    "days": Case(
        "day,temperature\n" + _lines(31, lambda i: f"{i + 1},{_near(7, 1)}"),
        "temperature", "regression", ("day",),
    ),
    "years": Case(
        "year,income\n" + _lines(40, lambda i: f"{1970 + i},{_near(4000 + 90 * i, 900)}"),
        "income", "regression", ("year",), rows=40,
    ),
    "years behind": Case(
        "sales,year\n" + _lines(30, lambda i: f"{_near(100, 20)},{1990 + i}"),
        "sales", "regression", ("year",),
    ),
    "money": Case(
        "Research,Administration,Marketing,State,Profit\n"
        + _lines(40, lambda i: f"{_int(1, 160000)},{_int(50000, 180000)},{_int(1, 470000)},"
                               f"{_one('East', 'North', 'South')},{_int(20000, 190000)}"),
        "Profit", "regression", ("Research", "Administration", "Marketing"), rows=40,
    ),
    "wine": Case(
        "fixed acidity;pH;alcohol;quality\n"
        + _lines(80, lambda i: f"{_near(8, 1)};{_near(3, 1)};{_near(10, 1)};{3 + i % 6}"),
        "quality", "regression", ("fixed acidity", "pH", "alcohol"),
    ),
    "a dummy among measurements": Case(
        "CRIM,ZN,CHAS,RM,LSTAT,MEDV\n"
        + _lines(60, lambda i: f"{_near(3, 1)},{_one(0, 12.5)},{i % 7 == 0:d},{_near(6, 1)},"
                               f"{_near(12, 4)},{_near(22, 8)}"),
        "MEDV", "regression", ("CRIM", "ZN", "CHAS", "RM", "LSTAT"),
    ),
    "a dummy and a plain last column": Case(
        "length,female,stride\n"
        + _lines(60, lambda i: f"{_near(170, 9)},{i % 2},{_near(70, 8)}"),
        "stride", "regression", ("length", "female"),
    ),
    "names in front": Case(
        '"","mpg","cyl","disp","vs","am"\n'
        + _lines(32, lambda i: f'"Car {i}",{_near(20, 5)},{_one(4, 6, 8)},{_near(200, 50)},'
                               f"{i % 2},{_int(0, 1)}"),
        "mpg", "regression", ("cyl", "disp", "vs", "am"),
    ),
    "names behind": Case(
        "mpg,horsepower,name\n"
        + _lines(34, lambda i: f"{_near(25, 8)},{'?' if i % 9 == 0 else _int(60, 220)},"
                               f'"model {i:02d}"'),
        "mpg", "regression", ("horsepower",), rows=30,
    ),
    "numbered from 1": Case(
        ",TV,radio,newspaper,sales\n"
        + _lines(50, lambda i: f"{i + 1},{_near(150, 50)},{_near(20, 9)},{_near(30, 9)},"
                               f"{_near(14, 4)}"),
        "sales", "regression", ("TV", "radio", "newspaper"),
    ),
    "numbered from 0": Case(
        ",years,salary\n" + _lines(10, lambda i: f"{i},{_near(1 + i, 0.1)},{40000 + 5000 * i}"),
        "salary", "regression", ("years",), rows=10,
    ),
    "numbered, rows gone": Case(
        ",x,y\n" + _lines(20, lambda i: f"{i + i // 3},{_near(0, 1)},{_near(0, 1)}"),
        "y", "regression", ("x",),
    ),
    "insurance": Case(
        "age,sex,bmi,children,smoker,region,charges\n"
        + _lines(60, lambda i: f"{_int(18, 60)},{_one('male', 'female')},{_near(30, 4)},"
                               f"{_int(0, 4)},{_one('yes', 'no')},{_one('ne', 'nw', 'se')},"
                               f"{_near(13000, 4000)}"),
        "charges", "regression", ("age", "bmi", "children"),
    ),
    "a German table": Case(
        "Nr;Alter;Geschlecht;Gehalt\n"
        + _lines(30, lambda i: f"{i + 1};{_int(20, 65)};{_one('m', 'w')};{_int(20000, 90000)}"),
        "Gehalt", "regression", ("Alter",),
    ),
    "a Chinese table": Case(
        "序号,面积,房间数,楼层,建成年份,总价\n"
        + _lines(30, lambda i: f"{i + 1},{_int(40, 200)},{_int(1, 5)},{_int(1, 30)},"
                               f"{_int(1980, 2020)},{_int(100, 900)}"),
        "总价", "regression", ("面积", "房间数", "楼层", "建成年份"),
    ),
    "constant columns": Case(
        "country,unit,x,y\n" + _lines(30, lambda i: f"CN,7,{_near(0, 1)},{_near(0, 1)}"),
        "y", "regression", ("x",),
    ),
    "empty columns behind": Case(
        "speed,dist,,\n" + _lines(12, lambda i: f"{4 + 2 * i},{2 + 7 * i},,"),
        "dist", "regression", ("speed",), rows=12,
    ),
    "holes": Case(
        "a,b,c,y\n"
        + _lines(30, lambda i: f"{_near(0, 1)},{_near(0, 1) if i % 10 == 0 else ''},"
                               f"{_near(0, 1) if i % 2 else ''},{_near(0, 1)}"),
        "y", "regression", ("a", "c"), rows=15,
    ),
    "holes in other rows each": Case(
        "a,b,c,y\n"
        + _lines(30, lambda i: f"{_near(0, 1)},{'' if i % 5 < 2 else _near(0, 1)},"
                               f"{'' if i % 5 > 2 else _near(0, 1)},{_near(0, 1)}"),
        "y", "regression", ("a", "b"), rows=18,
    ),
    "amounts of a few whole numbers": Case(
        "length,stars\n" + _lines(60, lambda i: f"{_near(100, 20)},{1 + i % 5}"),
        "stars", "regression", ("length",),
    ),
    # -- two classes -------------------------------------------------------------------------------
    "a user": Case(
        "User ID,Gender,Age,EstimatedSalary,Purchased\n"
        + _lines(60, lambda i: f"{15600000 + 137 * i},{_one('Male', 'Female')},{_int(18, 60)},"
                               f"{_int(15, 150)}000,{_int(0, 1)}"),
        "Purchased", "binary", ("Age", "EstimatedSalary"), ("0", "1"), 60,
    ),
    "passengers": Case(
        "PassengerId,Survived,Pclass,Name,Sex,Age,SibSp,Ticket,Fare,Cabin,Embarked\n"
        + _lines(80, lambda i: f'{i + 1},{i % 2},{i % 3 + 1},"Name, Mr. {i}",'
                               f"{_one('male', 'female')},{'' if i % 5 == 0 else _int(1, 70)},"
                               f"{_int(0, 3)},A/{_int(1, 60)},{_near(30, 9)},"
                               f"{'C1' if i % 9 == 0 else ''},{_one('S', 'C', 'Q')}"),
        "Survived", "binary", ("Pclass", "Age", "SibSp", "Fare"), ("0", "1"), 64,
    ),
    "customers": Case(
        "Customer no.,Left,Plan,Age,Notes\n"
        + _lines(60, lambda i: f"{5000 + 3 * i},{i % 2},{_int(1, 3)},"
                               f"{'' if i % 8 == 0 else _int(18, 80)},{'x' if i == 3 else ''}"),
        "Left", "binary", ("Plan", "Age"), ("0", "1"), 52,
    ),
    "clients in German": Case(
        "Kunde,Alter,Gekauft,Umsätze,Kommentar\n"
        + _lines(60, lambda i: f"K{i},{_int(18, 80)},{i % 2},{_near(100, 30)},"
                               f"{'gut' if i == 3 else ''}"),
        "Gekauft", "binary", ("Alter", "Umsätze"), ("0", "1"),
    ),
    "a diagnosis in front": Case(
        "id,diagnosis,radius_mean,texture_mean,Unnamed: 32\n"
        + _lines(60, lambda i: f"{842302 + i * 37},{'MB'[i % 2]},{_near(14, 3)},{_near(19, 4)},"),
        "diagnosis", "binary", ("radius_mean", "texture_mean"), ("B", "M"),
    ),
    "minus one and one": Case(
        "a,b,label\n" + _lines(30, lambda i: f"{_near(0, 1)},{_near(0, 1)},{(-1) ** i}"),
        "label", "binary", ("a", "b"), ("-1", "1"), 30,
    ),
    "one and two": Case(
        "a,b,label\n" + _lines(30, lambda i: f"{_near(0, 1)},{_near(0, 1)},{2 - i % 2}"),
        "label", "binary", ("a", "b"), ("1", "2"), 30,
    ),
    "two and four": Case(
        "Sample code number,Clump,Size,Class\n"
        + _lines(60, lambda i: f"{1000025 + 7 * i},{_int(1, 10)},{_int(1, 10)},{2 + i % 2 * 2}"),
        "Class", "binary", ("Clump", "Size"), ("2", "4"),
    ),
    "signs": Case(
        "a,b,label\n" + _lines(30, lambda i: f"{_near(0, 1)},{_near(0, 1)},{'−+'[i % 2]}"),
        "label", "binary", ("a", "b"), ("−", "+"), 30,
    ),
    "a class called inf": Case(
        "fever,state\n" + _lines(30, lambda i: f"{36.5 + 0.1 * i:.1f},{('healthy', 'inf')[i % 2]}"),
        "state", "binary", ("fever",), ("healthy", "inf"), 30,
    ),
    "healthy and ill, the other way round": Case(
        "fever,state\n" + _lines(30, lambda i: f"{36.5 + 0.1 * i:.1f},{('abnormal', 'ok')[i % 2]}"),
        "state", "binary", ("fever",), ("ok", "abnormal"), 30,
    ),
    "yes and no": Case(
        "customerID,gender,SeniorCitizen,tenure,Churn\n"
        + _lines(60, lambda i: f"{i:04d}-XY,{_one('Male', 'Female')},{i % 2},{_int(0, 72)},"
                               f"{_one('Yes', 'No')}"),
        "Churn", "binary", ("SeniorCitizen", "tenure"), ("No", "Yes"),
    ),
    "true and false": Case(
        "Age,Income,Default\n"
        + _lines(60, lambda i: f"{_int(20, 70)},{_int(1000, 9000)},{_one('TRUE', 'FALSE')}"),
        "Default", "binary", ("Age", "Income"), ("FALSE", "TRUE"),
    ),
    "oui and non": Case(
        "âge,revenu,réponse\n"
        + _lines(30, lambda i: f"{_int(20, 60)},{_int(900, 9000)},{('oui', 'non')[i % 2]}"),
        "réponse", "binary", ("âge", "revenu"), ("non", "oui"),
    ),
    "ja and nein": Case(
        "Alter,Einkommen,gekündigt\n"
        + _lines(30, lambda i: f"{_int(20, 60)},{_int(900, 9000)},{('ja', 'nein')[i % 2]}"),
        "gekündigt", "binary", ("Alter", "Einkommen"), ("nein", "ja"),
    ),
    "good melons by numbers": Case(
        "编号,密度,含糖率,好瓜\n"
        + _lines(17, lambda i: f"{i + 1},0.{_int(200, 800)},0.{_int(100, 460)},"
                               f"{'是' if i < 8 else '否'}"),
        "好瓜", "binary", ("密度", "含糖率"), ("否", "是"),
    ),
    "good melons by words": Case(
        "编号,色泽,根蒂,敲声,好瓜\n"
        + _lines(17, lambda i: f"{i + 1},{('青绿', '乌黑', '浅白')[i % 3]},"
                               f"{('蜷缩', '稍蜷')[i % 2]},{('浊响', '沉闷')[i // 4 % 2]},"
                               f"{'是' if i < 8 else '否'}"),
        "好瓜", "binary", ("色泽", "根蒂", "敲声"), ("否", "是"),
    ),
    "passed": Case(
        "姓名,学号,语文,数学,是否及格\n"
        + _lines(30, lambda i: f"学生{i},2021{i:04d},{_int(50, 100)},{_int(50, 100)},"
                               f"{('合格', '不合格')[i % 2]}"),
        "是否及格", "binary", ("语文", "数学"), ("不合格", "合格"),
    ),
    "sex from sizes": Case(
        "height,weight,sex\n"
        + _lines(30, lambda i: f"{_near(170, 9)},{_near(70, 9)},{'mf'[i % 2]}"),
        "sex", "binary", ("height", "weight"), ("f", "m"),
    ),
    "leavers beside an income and a rating": Case(
        "Age,Attrition,OverTime,PerformanceRating,MonthlyIncome\n"
        + _lines(60, lambda i: f"{_int(18, 60)},{_one('Yes', 'No')},{_one('Yes', 'No')},"
                               f"{_int(1, 4)},{_int(2000, 20000)}"),
        "Attrition", "binary", ("Age", "PerformanceRating", "MonthlyIncome"), ("No", "Yes"),
    ),
    "a credit that was not paid beside other answers": Case(
        "age,default,balance,housing,y\n"
        + _lines(60, lambda i: f"{_int(18, 60)},{_one('yes', 'no')},{_int(-500, 5000)},"
                               f"{_one('yes', 'no')},{_one('yes', 'no')}"),
        "y", "binary", ("age", "balance"), ("no", "yes"),
    ),
    "points in a plane and their group": Case(
        "x,y,group\n"
        + _lines(30, lambda i: f"{_near(0, 1)},{_near(0, 1)},{('control', 'treated')[i % 2]}"),
        "group", "binary", ("x", "y"), ("control", "treated"),
    ),
    "points in space": Case(
        "x,y,z\n" + _lines(30, lambda i: f"{_near(0, 1)},{_near(0, 1)},{_near(0, 1)}"),
        "z", "regression", ("x", "y"),
    ),
    # -- more classes ------------------------------------------------------------------------------
    "sorted flowers": Case(
        "length,width,species\n"
        + _lines(60, lambda i: f"{_near(1 + i // 20, 0.4)},{_near(0.2 + i // 20, 0.1)},"
                               f"{('setosa', 'versicolor', 'virginica')[i // 20]}"),
        "species", "multiclass", ("length", "width"), ("setosa", "versicolor", "virginica"), 60,
    ),
    "flowers by numbers": Case(
        ",a,b,target\n" + _lines(60, lambda i: f"{i},{_near(5, 1)},{_near(3, 1)},{i % 3}"),
        "target", "multiclass", ("a", "b"), ("0", "1", "2"),
    ),
    "glass": Case(
        "Id,RI,Na,Mg,Type of glass\n"
        + _lines(70, lambda i: f"{i + 1},1.5{_int(100, 999)},{_near(13, 1)},{_near(3, 1)},"
                               f"{(1, 2, 3, 5, 6, 7)[i * 6 // 70]}"),
        "Type of glass", "multiclass", ("RI", "Na", "Mg"), ("1", "2", "3", "5", "6", "7"),
    ),
    "digits": Case(
        "p1,p2,digit\n" + _lines(200, lambda i: f"{_near(5, 2)},{_near(5, 2)},{i % 10}"),
        "digit", "multiclass", ("p1", "p2"), tuple("0123456789"),
    ),
    # -- without names, the class in front -----------------------------------------------------
    "cultivars": Case(
        _lines(60, lambda i: f"{1 + i // 20},{_near(13, 1)},{_near(2, 1)},{_int(80, 130)},"
                             f"{_int(300, 1500)}"),
        "column 1", "multiclass", ("column 2", "column 3", "column 4", "column 5"),
        ("1", "2", "3"), has_names=False,
    ),
    "scales": Case(
        _lines(60, lambda i: f"{_one('L', 'B', 'R')},{_int(1, 5)},{_int(1, 5)},{_int(1, 5)}"),
        "column 1", "multiclass", ("column 2", "column 3", "column 4"), ("B", "L", "R"),
        has_names=False,
    ),
    "a diagnosis behind a number": Case(
        _lines(60, lambda i: f"{842302 + i * 37},{'MB'[i % 2]},{_near(14, 3)},{_near(19, 4)},"
                             f"{_near(0.1, 0.02)}"),
        "column 2", "binary", ("column 3", "column 4", "column 5"), ("B", "M"), has_names=False,
    ),
    # -- without names, and the class is not in front ------------------------------------------
    "shells": Case(
        _lines(90, lambda i: f"{_one('M', 'F', 'I')},{_near(0.5, 0.1)},{_near(0.4, 0.1)},"
                             f"{_int(3, 20)}"),
        "column 4", "regression", ("column 2", "column 3"), has_names=False,
    ),
    "a sex in front": Case(
        _lines(60, lambda i: f"{_one('male', 'female')},{_int(18, 60)},{_near(30, 4)},"
                             f"{_near(13000, 4000)}"),
        "column 4", "regression", ("column 2", "column 3"), has_names=False,
    ),
    "codes in front and behind": Case(
        _lines(60, lambda i: f"{_int(1, 4)},{_int(20, 70)},{_near(9, 2)},{_int(1, 30)},"
                             f"{1 + i % 2}"),
        "column 5", "binary", classes=("1", "2"), has_names=False,
    ),
}  # fmt: skip
