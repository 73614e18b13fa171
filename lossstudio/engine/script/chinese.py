"""The docstrings and comments of the functions that scripts show, in Chinese.

The English is what stands in the functions' own text; what is not here stays as it is.
"""

CODE: dict[str, str] = {
    # losses
    "The squared residual, and its gradient.": "残差的平方，以及它的梯度。",
    "The absolute residual, and its subgradient (0 at the kink).": (
        "残差的绝对值，以及它的次梯度（尖点处取 0）。"
    ),
    "Half the squared residual near 0, a straight line beyond delta; and the gradient.": (
        "0 附近是残差平方的一半，超过 delta 后是直线；以及梯度。"
    ),
    "The slope is r, held within ±delta.": "斜率就是 r，但限制在 ±delta 之内。",
    "The logarithm of the hyperbolic cosine of the residual, and its gradient.": (
        "残差的双曲余弦的对数，以及它的梯度。"
    ),
    "cosh r = 1 + 2 sinh²(r/2) keeps tiny residuals. From |r| = 20 on, the rest is linear.": (
        "cosh r = 1 + 2 sinh²(r/2) 能保住很小的残差。从 |r| = 20 起，其余部分是线性的。"
    ),
    "Too low costs tau a unit, too high 1 - tau; and the subgradient (0 at the kink).": (
        "预测偏低时每单位代价为 tau，偏高时为 1 - tau；以及次梯度（尖点处取 0）。"
    ),
    "-y log p - (1 - y) log(1 - p) with p = sigmoid(raw), and its gradient p - y.": (
        "-y log p - (1 - y) log(1 - p)，其中 p = sigmoid(raw)；梯度为 p - y。"
    ),
    "1 − p, also where p rounds to 1": "1 − p，在 p 舍入为 1 时也准确",
    "log(p) is never taken: the loss is max(z, 0) − z·y + log(1 + e^−|z|).": (
        "从不直接计算 log(p)：损失写成 max(z, 0) − z·y + log(1 + e^−|z|)。"
    ),
    "How far the margin falls short of 1, and the subgradient (0 at the kink).": (
        "间隔距离 1 还差多少，以及次梯度（尖点处取 0）。"
    ),
    "The square of how far the margin falls short of 1, and its gradient.": (
        "间隔距离 1 所差之数的平方，以及它的梯度。"
    ),
    "Cross-entropy, weighted down where p_t, the true class's probability, is high.": (
        "交叉熵，真实类别的概率 p_t 越高，权重越低。"
    ),
    "1 − p_t, also where p_t rounds to 1": "1 − p_t，在 p_t 舍入为 1 时也准确",
    "−log p_t": "−log p_t",
    "The squared error of p = sigmoid(raw), and its gradient.": (
        "p = sigmoid(raw) 的平方误差，以及它的梯度。"
    ),
    "p − y": "p − y",
    "Minus the sum of y' log p with p = softmax(raw), and its gradient p - y'.": (
        "负的 y' log p 之和，其中 p = softmax(raw)；梯度为 p - y'。"
    ),
    "For each class the sum over the others: Σe − e would lose the small ones.": (
        "对每个类别求其余各项之和：直接算 Σe − e 会丢掉小的项。"
    ),
    "Σe − 1, the highest score's e being 1": "Σe − 1，最高得分对应的 e 为 1",
    "log(p) is never taken: −log p = max(z) − z + log(Σe).": (
        "从不直接计算 log(p)：−log p = max(z) − z + log(Σe)。"
    ),
    "The squared distance of p = softmax(raw) from the target, and its gradient.": (
        "p = softmax(raw) 与目标之间距离的平方，以及它的梯度。"
    ),
    "d − Σ d p, with the class's own d p taken out of the sum: d (1 − p) = d q.": (
        "d − Σ d p，把该类别自己的 d p 从和中取出：d (1 − p) = d q。"
    ),
    # wrong labels
    "Classes (n,) with a share of the training labels changed to another class.": (
        "类别 (n,)，其中一部分训练标签被改成另一个类别。"
    ),
    # a person's own formula
    ", and its slope.": "，以及它的斜率。",
    "log(1 + e^u), without overflow and exact where it is near 0.": (
        "log(1 + e^u)，不会溢出，接近 0 时也准确。"
    ),
    "log cosh u = log(1 + 2 sinh²(u/2)), exact for tiny u; linear from |u| = 20 on.": (
        "log cosh u = log(1 + 2 sinh²(u/2))，u 很小时也准确；从 |u| = 20 起是线性的。"
    ),
    "du where u > v, dv where u < v, and their mean where u = v.": (
        "u > v 处为 du，u < v 处为 dv，u = v 处为两者的平均。"
    ),
    "1 / cosh²(u), without overflow.": "1 / cosh²(u)，不会溢出。",
    "What a formula gives; a slope is its limit where only the way to it is not defined.": (
        "公式的值；若斜率只是计算途中没有定义，则取其极限。"
    ),
    "Beside a target far from 0 no score is near enough; only raw - y counts.": (
        "目标值远离 0 时，其附近的得分不够密；公式只取决于 raw - y。"
    ),
    "±∞ where a value grows as much with each halving, as a logarithm does; else NaN.": (
        "距离每减半，值都增加同样多（如对数那样）处为 ±∞，否则为 NaN。"
    ),
    "From `near` on there are so many `times` the halvings within it.": (
        "此后的减半次数是 `near` 内减半次数的 `times` 倍。"
    ),
    "Both have come nearer by 2⁸, and then by 2⁵⁵².": "两侧先靠近 2⁸ 倍，再靠近 2⁵⁵² 倍。",
    "The limit of one of the results, the mean of both sides; NaN where there is none.": (
        "其中一个结果的极限，取两侧的平均；没有极限处为 NaN。"
    ),
    "Where the loss itself is not defined, only the other side counts.": (
        "损失本身没有定义的一侧不计，只看另一侧。"
    ),
    "What a formula gives; what overflows on the way is computed again with wide numbers.": (
        "公式的值；若中间结果溢出，则改用指数范围更大的数重新计算。"
    ),
    "By halves, since the difference of two scores may overflow.": (
        "先各取一半，因为两个得分之差可能溢出。"
    ),
    "What is too small counts only beside results that are small themselves.": (
        "只有结果本身很小时，下溢的值才会有影响。"
    ),
    "What differs by rounding alone stays as it is.": "只差舍入误差的值保持不变。",
    "1 - p, also where p rounds to 1": "1 - p，在 p 舍入为 1 时也准确",
    # weights of classes
    "The weight n / (C n_c) of each sample's class, (n, 1), counted in the training samples.": (
        "每个样本所属类别的权重 n / (C n_c)，(n, 1)，按训练样本计数。"
    ),
    # optimisers
    "Straight downhill, by the learning rate times the gradient.": (
        "沿梯度的反方向下降，步长为学习率乘以梯度。"
    ),
    "The velocity decays by beta and takes up the gradient; the step goes against it.": (
        "速度按 beta 衰减并加上梯度；沿速度的反方向走一步。"
    ),
    "As momentum, but the step goes where the new velocity will carry it next.\n"
    "\n"
    "theta is the point looked ahead to, so that the gradient is the one at theta itself: the "
    "change\n"
    "of variable of Bengio, Boulanger-Lewandowski and Pascanu (2013), with the learning rate "
    "outside\n"
    "the velocity.": ("与动量法相同，但这一步走向新的速度接下来要到的地方；theta 就是这个前瞻点。"),
    "Each parameter's step is divided by the root of the sum of its squared gradients.": (
        "每个参数的步长除以它的梯度平方和的平方根。"
    ),
    "Each parameter's step is divided by the root of a running mean of its squared gradients.": (
        "每个参数的步长除以它的梯度平方的滑动平均的平方根。"
    ),
    "Against the mean gradient, divided by the root of the mean squared gradient.": (
        "沿平均梯度的反方向，并除以平均梯度平方的平方根。"
    ),
    "Adam's step, and each weight (no bias) shrinks by learning rate times weight decay.": (
        "Adam 的一步，并且每个权重（偏置除外）按学习率乘以权重衰减收缩。"
    ),
    "The means start at 0. Their weights sum to 1 − β·β⋯, also where a beta changed on the way.": (
        "平均值从 0 开始，其权重之和为 1 − β·β⋯，β 中途改变时也成立。"
    ),
    # schedules
    "η.": "η。",
    "η decayᵗ.": "η decayᵗ。",
    "η / √(1 + t).": "η / √(1 + t)。",
    "η (1 + cos(π min(t, T) / T)) / 2, with T the period.": (
        "η (1 + cos(π min(t, T) / T)) / 2，T 为周期。"
    ),
    # models
    "tanh(z).": "tanh(z)。",
    "1 − a², for a = tanh(z).": "1 − a²，其中 a = tanh(z)。",
    "max(z, 0).": "max(z, 0)。",
    "1 where a > 0, and 0 elsewhere: at the kink z = 0 too.": (
        "a > 0 处为 1，其余为 0，尖点 z = 0 处也是 0。"
    ),
    "1 / (1 + e⁻ᶻ), without overflow: e is raised to −|z| only.": (
        "1 / (1 + e⁻ᶻ)，不会溢出：只计算 e 的 −|z| 次幂。"
    ),
    "a (1 − a), for a = sigmoid(z).": "a (1 − a)，其中 a = sigmoid(z)。",
    "Uniform between ±√(6 / (fan_in + fan_out)); (fan_in, fan_out).": (
        "在 ±√(6 / (fan_in + fan_out)) 之间均匀分布；(fan_in, fan_out)。"
    ),
    "Normal with mean 0 and standard deviation √(2 / fan_in); (fan_in, fan_out).": (
        "正态分布，均值 0，标准差 √(2 / fan_in)；(fan_in, fan_out)。"
    ),
    "All 0, without a draw; (fan_in, fan_out).": "全部为 0，不抽随机数；(fan_in, fan_out)。",
    # data
    "y = 2x + 1 at inputs (n, 1): (n,).": "y = 2x + 1，输入 (n, 1)，结果 (n,)。",
    "y = 2x² + x − 1 at inputs (n, 1): (n,).": "y = 2x² + x − 1，输入 (n, 1)，结果 (n,)。",
    "y = sin(3πx/2) at inputs (n, 1): (n,).": "y = sin(3πx/2)，输入 (n, 1)，结果 (n,)。",
    "y = 2x₁ − 3.4x₂ + 4.2 at inputs (n, 2): (n,).": (
        "y = 2x₁ − 3.4x₂ + 4.2，输入 (n, 2)，结果 (n,)。"
    ),
    "y = 3x at inputs (n, 1): (n,). What is generated before the noise is added.": (
        "y = 3x，输入 (n, 1)，结果 (n,)；这是加噪声之前的值。"
    ),
    "The classes 0, 1, …, 0, 1, … (n,): balanced, and so are the last rows, the test set.": (
        "类别 0, 1, …, 0, 1, … (n,)：各类均衡，最后的测试集也是如此。"
    ),
    "The points (n, 2) at `radius` (n,) and `angle` (n,) in radians.": (
        "半径 radius (n,)、角度 angle (n,)（弧度）处的点 (n, 2)。"
    ),
    "`positions` (n, 2), each moved by a normal draw with standard deviation `noise`.": (
        "位置 positions (n, 2)，各加上标准差为 noise 的正态随机数。"
    ),
    "Corners of an equilateral triangle, the first at the top.": (
        "等边三角形的三个顶点，第一个在上方。"
    ),
    "The first coordinate's sign alternates within each class; the class gives the second's.": (
        "每个类别内第一个坐标的符号交替；第二个坐标的符号由类别决定。"
    ),
    "The lower moon is the upper one turned half round about the origin, which lies between "
    "them.": ("下弯月是上弯月绕原点旋转半圈得到的，原点在两者之间。"),
    "The square root spreads the points evenly along an arm, which is longer further out.": (
        "取平方根使点沿旋臂均匀分布，因为旋臂越往外越长。"
    ),
    # models
    "a weighted sum of the inputs": "输入的加权和",
    "a weighted sum of the inputs plus a bias, whose input is always 1": (
        "输入的加权和加上偏置；偏置对应的输入恒为 1"
    ),
    "a weighted sum of the inputs' powers and products up to degree {degree}": (
        "输入直到 {degree} 次的幂与乘积的加权和"
    ),
    "a network with {layers} hidden units ({activation})": (
        "神经网络，隐藏层单元数 {layers}（{activation}）"
    ),
    "a network without a hidden layer": "没有隐藏层的神经网络",
    "All products of up to `degree` of the inputs u.": "输入 u 中至多 degree 个因子的所有乘积。",
}
