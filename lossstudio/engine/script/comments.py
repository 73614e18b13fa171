"""What a script says in its comments, in each language that the program speaks.

A table of its own rather than Qt's translations: scripts are written on the command line too, where
there is no Qt, and a script's words stand together only here.
"""

from collections.abc import Mapping

from lossstudio.core.registry import WORDS
from lossstudio.engine.script.chinese import CODE

LANGUAGES = ("en", "zh_CN")

_WORDS: dict[str, tuple[str, str]] = {
    # headings
    "data": ("Data", "数据"),
    "model": ("Model", "模型"),
    "models": ("Models", "各个模型"),
    "loss": ("Loss", "损失"),
    "losses": ("Losses", "各损失函数"),
    "training": ("Training", "训练"),
    "picture": ("Picture", "图"),
    "colon": (": ", "："),
    # the first lines
    "about": (
        "Written by LossStudio; it takes the same steps, number for number.",
        "由 LossStudio 写出；走同样的每一步，数值相同。",
    ),
    "needs": ("It needs Python 3 and NumPy.", "需要 Python 3 和 NumPy。"),
    "untitled": ("{loss} with {optimizer}", "{loss}，用 {optimizer} 训练"),
    # data
    "split": ("the last {n_test} samples are the test set", "最后 {n_test} 个样本是测试集"),
    "validation_split": (
        "after the training samples come the validation samples; {about}",
        "训练样本之后是验证样本；{about}",
    ),
    "no_split": ("there is no test set", "没有测试集"),
    "streams": (
        "each quantity is drawn from a stream of its own, so that one can change alone",
        "每个量都有自己的随机数流，改变一个不影响其他",
    ),
    "legacy": (
        "NumPy's older generator, as np.random.seed and np.random.rand use it",
        "NumPy 的旧式生成器，即 np.random.seed 和 np.random.rand 所用的",
    ),
    "samples": (
        "The samples; the random draws are the same whatever the arguments.",
        "样本；无论参数为何，随机数都相同。",
    ),
    "outliers": (
        "some samples, chosen at random, are raised far off",
        "随机选出一些样本，把目标值大幅抬高",
    ),
    "outliers_classes": (
        "some samples, chosen at random, are pushed outwards and get the wrong class",
        "随机选出一些样本，向外推远并标成错误的类别",
    ),
    "features": (
        "what enters the model in place of the inputs",
        "代替输入进入模型的特征",
    ),
    "columns": ("the columns:", "各列："),
    "classes": ("the classes:", "类别："),
    "column": ("a column, as the scores are", "变成一列，与得分的形状一致"),
    "one_hot": ("one-hot: a 1 in the class's column", "独热编码：所属类别那一列为 1"),
    # model
    "standardized": (
        "centred and scaled to numbers of order 1",
        "平移并缩放到 1 的量级",
    ),
    "by_spread": (
        "standardised by the mean and the standard deviation of the training inputs",
        "用训练集输入的均值和标准差标准化",
    ),
    "by_size": (
        "divided by the root mean square of the training inputs: without a bias, not centred",
        "除以训练集输入的均方根；没有偏置，所以不减均值",
    ),
    "target_by_spread": (
        "the target is learnt in its standard deviations: losses are measured in them",
        "目标以其标准差为单位来学习，损失也以此为单位",
    ),
    "target_by_size": (
        "the target is learnt in units of its root mean square: losses are measured in it",
        "目标以其均方根为单位来学习，损失也以此为单位",
    ),
    "units": (
        "the penalty is on the weights in the data's units, which these make of theta",
        "惩罚的是以数据单位表示的权重，由下面的系数从 theta 换算得到",
    ),
    "restored": ("in the data's units", "以数据的单位表示"),
    "alike": (
        "column by column in memory, so that sums round as in LossStudio",
        "在内存中按列存放，使求和的舍入与 LossStudio 相同",
    ),
    "drawn": (
        "the first parameters, as drawn with seed {seed}",
        "初始参数，由种子 {seed} 抽出",
    ),
    "given": ("the first parameters, as chosen", "初始参数，由人选定"),
    "start_stream": ("the first weights follow from the run's seed", "初始权重由运行的种子决定"),
    "biases_free": ("biases are not penalised", "偏置不受惩罚"),
    "unpack": (
        "The weights and biases of each layer, cut out of the vector of all parameters.",
        "从全部参数的向量中切出各层的权重和偏置。",
    ),
    "forward": (
        "The scores, and what each hidden layer puts out on the way.",
        "得分，以及途中每个隐藏层的输出。",
    ),
    "backward": (
        "The gradient by all parameters, from the loss's slope by the scores (backpropagation).",
        "由损失对得分的导数求对全部参数的梯度（反向传播）。",
    ),
    # training
    "record": (
        "train loss, test loss and cost at each step",
        "每一步的训练损失、测试损失和代价",
    ),
    "record_validation": (
        "train loss, test loss, cost and validation loss at each step",
        "每一步的训练损失、测试损失、代价和验证损失",
    ),
    "mean": ("the cost is the mean of the losses", "代价是损失的平均"),
    "sum": ("the cost is the sum of the losses", "代价是损失之和"),
    "no_warnings": (
        "what is no longer finite is told in a sentence",
        "数值不再有限时，用一句话说明",
    ),
    "diverged": (
        "Step {{step}} leaves the finite numbers: training diverges.",
        "第 {{step}} 步超出有限数：训练发散。",
    ),
    "held_out": ("the test set never trains", "测试集不参与训练"),
    "both_held_out": (
        "the validation set and the test set never train",
        "验证集和测试集不参与训练",
    ),
    "new_pass": ("a new pass over the training set, shuffled", "新的一轮，训练集重新打乱"),
    "pass_in_order": (
        "a new pass over the training set, in its own order",
        "新的一轮，按训练集本身的顺序",
    ),
    "fixed": ("held fixed:", "保持固定："),
    "changed": ("changed on the way", "途中改变"),
    "fresh": ("another optimiser begins afresh", "换了优化器，从头开始积累"),
    "train": (
        "Train one run; returns its losses and its last parameters.",
        "训练一次运行；返回各步损失和最后的参数。",
    ),
    "line": (
        "step {step}: train loss {train}, test loss {test}",
        "第 {step} 步：训练损失 {train}，测试损失 {test}",
    ),
    "line_validation": (
        "step {step}: train loss {train},|validation loss {validation},|test loss {test}",
        "第 {step} 步：训练损失 {train}|验证损失 {validation}|测试损失 {test}",
    ),
    "line_train_validation": (
        "step {step}: train loss {train},|validation loss {validation}",
        "第 {step} 步：训练损失 {train}|验证损失 {validation}",
    ),
    "line_train": ("step {step}: train loss {train}", "第 {step} 步：训练损失 {train}"),
    "parameters": ("parameters", "参数"),
    # picture
    "no_picture": (
        "matplotlib is not installed: no picture",
        "没有安装 matplotlib：不画图",
    ),
    "picture_text": (
        "The losses at each step; with matplotlib installed they are drawn.",
        "每一步的损失；安装了 matplotlib 时画出曲线。",
    ),
}  # fmt: skip


class Words:
    """The words of one language."""

    def __init__(self, language: str) -> None:
        if language not in LANGUAGES:
            raise ValueError(f"{language}: must be one of {', '.join(LANGUAGES)}")
        self.language = language
        self._column = LANGUAGES.index(language)
        own = CODE if language == "zh_CN" else {}
        self.of_code: Mapping[str, str] = {**WORDS.get(language, {}), **own}
        """Docstrings and comments of the program's functions, in this language."""

    def of_entry(self, text: str, values: Mapping[str, object]) -> str:
        """What an entry says of itself, with `values` filled in."""
        return self.of_code.get(text, text).format(**values)

    def __call__(self, name: str, **values: object) -> str:
        """The words called `name`, with `values` filled in."""
        return _WORDS[name][self._column].format(**values)
