<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="zh_CN" sourcelanguage="en">
<context>
    <name>About</name>
    <message>
        <source>&amp;About LossStudio</source>
        <translation>关于 LossStudio(&amp;A)</translation>
    </message>
    <message>
        <source>&amp;Copy details</source>
        <translation>复制详细信息(&amp;C)</translation>
    </message>
    <message>
        <source>&lt;p&gt;See what a loss function is and what it does to learning.&lt;/p&gt;&lt;p&gt;Words as Andrew Ng uses them: the &lt;b&gt;loss&lt;/b&gt; is one example&apos;s, the &lt;b&gt;cost&lt;/b&gt; is what gradient descent minimises: their mean (or sum) over the training data, plus a penalty if there is one. Other authors use these words differently.&lt;/p&gt;</source>
        <translation>&lt;p&gt;看清损失函数是什么，以及它如何影响学习。&lt;/p&gt;&lt;p&gt;用语依照吴恩达（Andrew Ng）：&lt;b&gt;损失&lt;/b&gt;针对单个样本；&lt;b&gt;代价&lt;/b&gt;是梯度下降所降低的量，即训练数据上各损失的均值（或总和），若有惩罚项则再加上惩罚项。其他作者对这些词的用法有所不同。&lt;/p&gt;</translation>
    </message>
    <message>
        <source>Show the &amp;log file</source>
        <translation>显示日志文件(&amp;L)</translation>
    </message>
</context>
<context>
    <name>AnimationDialog</name>
    <message>
        <source>Animation (*.gif)</source>
        <translation>动画 (*.gif)</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>取消</translation>
    </message>
    <message>
        <source>Drawing the frames…</source>
        <translation>正在绘制各帧…</translation>
    </message>
    <message>
        <source>Evenly: the first steps one by one, then at equal distances. Logarithmically: early steps slowly, late ones ever faster.</source>
        <translation>均匀：最初几步逐步显示，其后间隔相等。对数：开始的步放得慢，后面的步越来越快。</translation>
    </message>
    <message>
        <source>Frames a second:</source>
        <translation>每秒帧数：</translation>
    </message>
    <message>
        <source>Frames:</source>
        <translation>帧数：</translation>
    </message>
    <message>
        <source>How fast it plays; the last picture stays a while.</source>
        <translation>播放的快慢；最后一幅画面会停留片刻。</translation>
    </message>
    <message>
        <source>How many pictures, from step 0 to the last step.</source>
        <translation>从第 0 步到最后一步共有多少幅画面。</translation>
    </message>
    <message>
        <source>Save animation</source>
        <translation>保存动画</translation>
    </message>
    <message>
        <source>Size:</source>
        <translation>尺寸：</translation>
    </message>
    <message>
        <source>Steps:</source>
        <translation>步的分布：</translation>
    </message>
    <message>
        <source>Views:</source>
        <translation>视图：</translation>
    </message>
    <message>
        <source>Writing the file…</source>
        <translation>正在写入文件…</translation>
    </message>
    <message>
        <source>evenly</source>
        <translation>均匀</translation>
    </message>
    <message>
        <source>logarithmically</source>
        <translation>对数</translation>
    </message>
    <message>
        <source>play again and again</source>
        <translation>循环播放</translation>
    </message>
</context>
<context>
    <name>Announce</name>
    <message>
        <source>{words}.</source>
        <translation>{words}。</translation>
    </message>
</context>
<context>
    <name>CodeView</name>
    <message>
        <source>A script that takes the same steps as here, with the changes made on the way.</source>
        <translation>一个脚本，它走的每一步都与这里相同，包括途中所做的改变。</translation>
    </message>
    <message>
        <source>Copy</source>
        <translation>复制</translation>
    </message>
    <message>
        <source>Copy the whole script.</source>
        <translation>复制整个脚本。</translation>
    </message>
    <message>
        <source>Does the same by itself, with NumPy alone.</source>
        <translation>独立运行，只需 NumPy，结果与这里相同。</translation>
    </message>
    <message>
        <source>Jupyter notebooks (*{suffix})</source>
        <translation>Jupyter 笔记本 (*{suffix})</translation>
    </message>
    <message>
        <source>Python code</source>
        <translation>Python 代码</translation>
    </message>
    <message>
        <source>Python scripts (*{suffix})</source>
        <translation>Python 脚本 (*{suffix})</translation>
    </message>
    <message>
        <source>Save it as a Python script or as a Jupyter notebook.</source>
        <translation>保存为 Python 脚本或 Jupyter 笔记本。</translation>
    </message>
    <message>
        <source>Save the script</source>
        <translation>保存脚本</translation>
    </message>
    <message>
        <source>Save…</source>
        <translation>保存…</translation>
    </message>
</context>
<context>
    <name>CompareView</name>
    <message>
        <source>&amp;Copy the table</source>
        <translation>复制表格(&amp;C)</translation>
    </message>
    <message>
        <source>A click, or O in the table, sorts by this column.</source>
        <translation>单击此处，或在表格中按 O，即按这一列排序。</translation>
    </message>
    <message>
        <source>A parameter of the model, in the data&apos;s own units.</source>
        <translation>模型的一个参数，以数据自身的单位表示。</translation>
    </message>
    <message>
        <source>Compare</source>
        <translation>对比</translation>
    </message>
    <message>
        <source>Compare…</source>
        <translation>对比…</translation>
    </message>
    <message>
        <source>Double click or F2: another name</source>
        <translation>双击或按 F2：改名</translation>
    </message>
    <message>
        <source>How a prediction is computed from the inputs.</source>
        <translation>如何由输入计算预测。</translation>
    </message>
    <message>
        <source>How a step follows from the gradient.</source>
        <translation>如何由梯度得到一步。</translation>
    </message>
    <message>
        <source>How many training samples each step uses.</source>
        <translation>每一步使用多少训练样本。</translation>
    </message>
    <message>
        <source>Make several runs that differ in one thing.</source>
        <translation>生成只有一处不同的多个运行。</translation>
    </message>
    <message>
        <source>Name</source>
        <translation>名称</translation>
    </message>
    <message>
        <source>One run. “Compare…” makes several that differ in one thing: the same data, seed and start.</source>
        <translation>只有一个运行。“对比…”会生成只有一处不同的多个运行：数据、种子和起点都相同。</translation>
    </message>
    <message>
        <source>Paused</source>
        <translation>已暂停</translation>
    </message>
    <message>
        <source>Ready</source>
        <translation>就绪</translation>
    </message>
    <message>
        <source>Runs</source>
        <translation>运行</translation>
    </message>
    <message>
        <source>The best of this column.</source>
        <translation>这一列中最好的。</translation>
    </message>
    <message>
        <source>The learning rate, and how it changes.</source>
        <translation>学习率，以及它如何变化。</translation>
    </message>
    <message>
        <source>The mean of the run&apos;s own loss, without penalty. Values of different losses are in different units and are not ranked.</source>
        <translation>该运行自身损失的均值，不含惩罚项。不同损失的值单位不同，不作排名。</translation>
    </message>
    <message>
        <source>Up and Down choose the run that the settings belong to; F2 renames it, Insert adds a copy of it, Delete removes it. Left and Right choose a column; O sorts by it, the other way the second time, and not the third time. Ctrl+C copies the table.</source>
        <translation>上下键选择设置所属的运行；F2 重命名，Insert 添加其副本，Delete 将其删除。左右键选择列；O 按该列排序，再按一次反向，第三次恢复原来的顺序。Ctrl+C 复制表格。</translation>
    </message>
    <message>
        <source>What is added to the cost for large weights.</source>
        <translation>因权重过大而加到代价上的部分。</translation>
    </message>
    <message>
        <source>What the run is doing; the reason is in the tooltip.</source>
        <translation>该运行的状态；原因见提示。</translation>
    </message>
    <message>
        <source>What the run lowers.</source>
        <translation>该运行所降低的量。</translation>
    </message>
    <message>
        <source>batch</source>
        <translation>批量</translation>
    </message>
    <message>
        <source>full</source>
        <translation>全部</translation>
    </message>
    <message>
        <source>inputs and target standardised</source>
        <translation>输入和目标已标准化</translation>
    </message>
    <message>
        <source>inputs standardised</source>
        <translation>输入已标准化</translation>
    </message>
    <message>
        <source>loss</source>
        <translation>损失</translation>
    </message>
    <message>
        <source>model</source>
        <translation>模型</translation>
    </message>
    <message>
        <source>no bias</source>
        <translation>无偏置</translation>
    </message>
    <message>
        <source>not standardised</source>
        <translation>未标准化</translation>
    </message>
    <message>
        <source>optimiser</source>
        <translation>优化器</translation>
    </message>
    <message>
        <source>own loss</source>
        <translation>自身损失</translation>
    </message>
    <message>
        <source>penalty</source>
        <translation>惩罚项</translation>
    </message>
    <message>
        <source>run</source>
        <translation>运行</translation>
    </message>
    <message>
        <source>status</source>
        <translation>状态</translation>
    </message>
    <message>
        <source>sum</source>
        <translation>求和</translation>
    </message>
    <message>
        <source>test</source>
        <translation>测试</translation>
    </message>
    <message>
        <source>train</source>
        <translation>训练</translation>
    </message>
    <message>
        <source>validation</source>
        <translation>验证</translation>
    </message>
    <message>
        <source>{best} best of a column; bold: differs from the first run. Own losses are in units of their own and are not ranked.</source>
        <translation>{best} 为一列中最好的；粗体：与第一个运行不同。自身损失各有自己的单位，不作排名。</translation>
    </message>
    <message>
        <source>{cell}, differs from the first run</source>
        <translation>{cell}，与第一个运行不同</translation>
    </message>
    <message>
        <source>{cell}, the best of this column</source>
        <translation>{cell}，这一列中最好的</translation>
    </message>
    <message>
        <source>{status}, step {step}</source>
        <translation>{status}，第 {step} 步</translation>
    </message>
    <message>
        <source>{status}, stopped at step {step}</source>
        <translation>{status}，停在第 {step} 步</translation>
    </message>
</context>
<context>
    <name>Comparing</name>
    <message>
        <source>&amp;Add a run</source>
        <translation>添加运行(&amp;A)</translation>
    </message>
    <message>
        <source>&amp;Only this run</source>
        <translation>仅保留此运行(&amp;O)</translation>
    </message>
    <message>
        <source>Add a copy of the selected run, to change one thing in it.</source>
        <translation>添加所选运行的副本，以便改变其中一项。</translation>
    </message>
    <message>
        <source>Add a run</source>
        <translation>添加运行</translation>
    </message>
    <message>
        <source>Only this run</source>
        <translation>仅保留此运行</translation>
    </message>
    <message>
        <source>Re&amp;move this run</source>
        <translation>删除此运行(&amp;M)</translation>
    </message>
    <message>
        <source>Remove a run</source>
        <translation>删除运行</translation>
    </message>
    <message>
        <source>Remove all runs but the selected one.</source>
        <translation>删除所选运行以外的所有运行。</translation>
    </message>
    <message>
        <source>Remove the selected run. The others restart.</source>
        <translation>删除所选的运行。其余运行从头开始。</translation>
    </message>
    <message>
        <source>There are {count} runs: more cannot be told apart in the pictures.</source>
        <translation>已有 {count} 个运行：再多在图中就无法分辨了。</translation>
    </message>
</context>
<context>
    <name>Contest</name>
    <message>
        <source>Now gradient descent</source>
        <translation>轮到梯度下降</translation>
    </message>
    <message>
        <source>Now {optimizer}</source>
        <translation>轮到 {optimizer}</translation>
    </message>
    <message>
        <source>Train the model from where it started before you moved it</source>
        <translation>从你移动之前的起点开始训练模型</translation>
    </message>
    <message>
        <source>You &amp;try first</source>
        <translation>你先试试(&amp;T)</translation>
    </message>
    <message>
        <source>You against gradient descent: drag the model as well as you can, then let it be trained and compare</source>
        <translation>你与梯度下降比一比：先尽量把模型拖到最好的位置，再让它训练，然后比较</translation>
    </message>
</context>
<context>
    <name>ControlPanel</name>
    <message>
        <source>+ Compare</source>
        <translation>+ 对比</translation>
    </message>
    <message>
        <source>All settings and panels: the studio. Nothing is lost.</source>
        <translation>全部设置和面板：工作室视图。当前内容不会丢失。</translation>
    </message>
    <message>
        <source>At these parameters 2/λmax = {limit}, more than a thousand times η. This cost is not quadratic: over so long a step its curvature changes, so the limit says nothing.</source>
        <translation>在这些参数处，2/λmax = {limit}，是 η 的一千倍以上。这个代价不是二次函数：走那么长的一步，曲率早已变了，所以这个界限说明不了什么。</translation>
    </message>
    <message>
        <source>At these parameters the cost curves upwards in no direction (λmax is not above 0), so that 2/λmax sets no limit. Elsewhere it may.</source>
        <translation>在当前参数处，代价在任何方向上都不向上弯曲（λmax 不大于 0），因此 2/λmax 不构成界限；在别处则可能有。</translation>
    </message>
    <message>
        <source>At these parameters the cost&apos;s curvature is not a finite number.</source>
        <translation>在当前参数处，代价的曲率不是有限数。</translation>
    </message>
    <message>
        <source>Compare</source>
        <translation>对比</translation>
    </message>
    <message>
        <source>Compare runs on the same data: several losses, learning rates, optimisers or models side by side.</source>
        <translation>在相同数据上对比运行：多种损失、学习率、优化器或模型并列。</translation>
    </message>
    <message>
        <source>Data</source>
        <translation>数据</translation>
    </message>
    <message>
        <source>Draw other initial parameters (another seed). Reset returns to the same ones.</source>
        <translation>重新抽取初始参数（换一个随机种子）。“重置”会回到同一组初始参数。</translation>
    </message>
    <message>
        <source>Draw other samples of the same kind (another seed). Training restarts.</source>
        <translation>抽取同类的另一批样本（换一个随机种子）。训练从头开始。</translation>
    </message>
    <message>
        <source>Each mini-batch has a gradient and a curvature of its own, so no single number divides stable learning rates from unstable ones.</source>
        <translation>每个小批量都有自己的梯度和曲率，因此没有一个数能把稳定与不稳定的学习率分开。</translation>
    </message>
    <message>
        <source>Each step uses all training samples. Without it, each step uses a few of them: a mini-batch.</source>
        <translation>每一步使用全部训练样本。不勾选时，每一步只用其中少量样本，即小批量。</translation>
    </message>
    <message>
        <source>For these data, gradient descent is stable below 2/λmax = {limit}, where λmax = {curvature} is the largest curvature of the cost. This is exact: the cost is quadratic, so its curvature is the same everywhere.</source>
        <translation>对这组数据，学习率低于 2/λmax = {limit} 时梯度下降是稳定的，其中 λmax = {curvature} 是代价函数的最大曲率。这是精确值：代价是二次函数，曲率处处相同。</translation>
    </message>
    <message>
        <source>Formula of the loss</source>
        <translation>损失的公式</translation>
    </message>
    <message>
        <source>Full batch</source>
        <translation>全批量</translation>
    </message>
    <message>
        <source>Green, up to 1/λmax: steps go down without overshooting. Amber, up to 2/λmax, the line: in the steepest direction steps jump across the valley and still come closer. Red: each overshoots by more than it corrects.</source>
        <translation>绿色，至 1/λmax：逐步下降，不会越过谷底。琥珀色，至 2/λmax（竖线处）：在最陡的方向上，每一步都跨过谷底，但仍越来越近。红色：每一步越过的距离都大于所纠正的距离。</translation>
    </message>
    <message>
        <source>Loss</source>
        <translation>损失</translation>
    </message>
    <message>
        <source>Model</source>
        <translation>模型</translation>
    </message>
    <message>
        <source>More settings…</source>
        <translation>更多设置…</translation>
    </message>
    <message>
        <source>Near these parameters, gradient descent is stable below 2/λmax = {limit}, where λmax = {curvature} is the largest curvature of the cost here. This cost is not quadratic: the limit is local and changes as training moves on.</source>
        <translation>在当前参数附近，学习率低于 2/λmax = {limit} 时梯度下降是稳定的，其中 λmax = {curvature} 是代价函数在此处的最大曲率。该代价不是二次函数：这一界限只在局部成立，并随训练而变化。</translation>
    </message>
    <message>
        <source>New draw</source>
        <translation>换一批样本</translation>
    </message>
    <message>
        <source>New start</source>
        <translation>换初始参数</translation>
    </message>
    <message>
        <source>No limit 2/λmax for this optimiser</source>
        <translation>该优化器没有 2/λmax 这一界限</translation>
    </message>
    <message>
        <source>No limit 2/λmax with mini-batches</source>
        <translation>使用小批量时没有 2/λmax 这一界限</translation>
    </message>
    <message>
        <source>No limit 2/λmax: the formula has none</source>
        <translation>没有上限 2/λmax：这个公式没有</translation>
    </message>
    <message>
        <source>No limit 2/λmax: the loss has a kink</source>
        <translation>没有 2/λmax 这一界限：损失有尖点</translation>
    </message>
    <message>
        <source>No limit here: no upward curvature</source>
        <translation>此处没有界限：没有向上的曲率</translation>
    </message>
    <message>
        <source>No limit: the numbers are too large</source>
        <translation>没有界限：数值过大</translation>
    </message>
    <message>
        <source>None</source>
        <translation>无</translation>
    </message>
    <message>
        <source>Optimiser</source>
        <translation>优化器</translation>
    </message>
    <message>
        <source>Own points</source>
        <translation>自定义数据点</translation>
    </message>
    <message>
        <source>Settings of the run</source>
        <translation>运行的设置</translation>
    </message>
    <message>
        <source>Start</source>
        <translation>起点</translation>
    </message>
    <message>
        <source>Start as drawn</source>
        <translation>恢复随机起点</translation>
    </message>
    <message>
        <source>Table</source>
        <translation>数据表</translation>
    </message>
    <message>
        <source>Take other samples of these as the test set (another seed). Training restarts.</source>
        <translation>从中另取样本作为测试集（换一个种子）。训练将重新开始。</translation>
    </message>
    <message>
        <source>The inputs</source>
        <translation>原始输入</translation>
    </message>
    <message>
        <source>The limit 2/λmax holds for plain gradient descent. {optimizer} makes its steps in another way, and where it becomes unstable is another matter.</source>
        <translation>界限 2/λmax 只适用于普通的梯度下降。{optimizer} 以另一种方式确定每一步，它何时失稳是另一个问题。</translation>
    </message>
    <message>
        <source>The schedule gives η = {rate} to the coming step: the limit applies to that, not to the number that is set here.</source>
        <translation>学习率调度使下一步的 η = {rate}：界限针对的是这个值，而不是此处设定的值。</translation>
    </message>
    <message>
        <source>The slope of your formula jumps somewhere, bends without limit, or is straight: no curvature says how long a step may be.</source>
        <translation>你的公式的斜率在某处跳变、弯曲没有上限，或者是直线：没有曲率能说明一步可以走多远。</translation>
    </message>
    <message>
        <source>The start was chosen by hand, in the landscape or in the file. This returns to initial parameters drawn from the seed.</source>
        <translation>起点是在损失地形或文件中手工选定的。此按钮恢复为由随机种子抽取的初始参数。</translation>
    </message>
    <message>
        <source>These samples were measured: there is no noise to choose.</source>
        <translation>这些样本是实测的：没有噪声可设。</translation>
    </message>
    <message>
        <source>This loss is made of straight pieces: no curvature says how long a step may be. The slope does not fade towards a kink, so at a constant learning rate steps can end in a jitter around it; smaller ones jitter less.</source>
        <translation>该损失由直线段组成：没有曲率来说明一步可以走多长。斜率在靠近尖点时并不减小，因此学习率不变时，各步可能最终在尖点附近来回跳动；学习率越小，抖动越小。</translation>
    </message>
    <message>
        <source>With bias</source>
        <translation>含偏置</translation>
    </message>
    <message>
        <source>a formula is for numbers or for two classes</source>
        <translation>公式用于回归或二分类</translation>
    </message>
    <message>
        <source>measures the distance between numbers; the target here is a class</source>
        <translation>度量的是数与数之间的距离，而此处的目标是类别</translation>
    </message>
    <message>
        <source>needs a target of two classes</source>
        <translation>要求目标恰有两个类别</translation>
    </message>
    <message>
        <source>needs classes, and a probability for each</source>
        <translation>要求目标是类别，并给出每个类别的概率</translation>
    </message>
    <message>
        <source>{source}. Licence: {license}.</source>
        <translation>{source}。许可：{license}。</translation>
    </message>
    <message>
        <source>η is above 1/λmax, below 2/λmax = {limit}</source>
        <translation>η 高于 1/λmax，低于 2/λmax = {limit}</translation>
    </message>
    <message>
        <source>η is above 2/λmax = {limit} here</source>
        <translation>η 高于此处的 2/λmax = {limit}</translation>
    </message>
    <message>
        <source>η is above 2/λmax = {limit}: too large</source>
        <translation>η 高于 2/λmax = {limit}：过大</translation>
    </message>
    <message>
        <source>η is now {rate}, above 2/λmax = {limit}</source>
        <translation>η 现为 {rate}，高于 2/λmax = {limit}</translation>
    </message>
    <message>
        <source>η is now {rate}, below 2/λmax = {limit}</source>
        <translation>η 现为 {rate}，低于 2/λmax = {limit}</translation>
    </message>
    <message>
        <source>η is well below 2/λmax = {limit}</source>
        <translation>η 远低于 2/λmax = {limit}</translation>
    </message>
    <message>
        <source>η, the gradient and λmax belong to the standardised coordinates.</source>
        <translation>η、梯度和 λmax 都是标准化坐标中的量。</translation>
    </message>
    <message>
        <source>— Real data —</source>
        <translation>— 真实数据 —</translation>
    </message>
    <message>
        <source>— Your own —</source>
        <translation>— 自己的数据 —</translation>
    </message>
</context>
<context>
    <name>DataCommands</name>
    <message>
        <source>Open a table of samples</source>
        <translation>打开样本表格</translation>
    </message>
    <message>
        <source>Open data</source>
        <translation>打开数据</translation>
    </message>
    <message>
        <source>Tables ({patterns});;All files (*)</source>
        <translation>数据表 ({patterns});;所有文件 (*)</translation>
    </message>
    <message>
        <source>clipboard</source>
        <translation>剪贴板</translation>
    </message>
</context>
<context>
    <name>DataEditor</name>
    <message>
        <source>Add samples</source>
        <translation>添加样本</translation>
    </message>
    <message>
        <source>Clear all samples</source>
        <translation>清除所有样本</translation>
    </message>
    <message>
        <source>Erase samples</source>
        <translation>擦除样本</translation>
    </message>
    <message>
        <source>Move a sample</source>
        <translation>移动样本</translation>
    </message>
    <message>
        <source>Outlier</source>
        <translation>离群点</translation>
    </message>
    <message>
        <source>Remove samples</source>
        <translation>移除样本</translation>
    </message>
</context>
<context>
    <name>Failure</name>
    <message>
        <source>Details</source>
        <translation>详细信息</translation>
    </message>
    <message>
        <source>It is also in the log: {file}</source>
        <translation>错误也记录在日志中：{file}</translation>
    </message>
    <message>
        <source>LossStudio ran into an unexpected error. Training is paused and your work is kept: you can go on. If it happens again, please report it, with the details.</source>
        <translation>LossStudio 遇到了意料之外的错误。训练已暂停，您的工作已保存，可以继续使用。如果再次出现，请连同详细信息一起报告。</translation>
    </message>
    <message>
        <source>Show &amp;details</source>
        <translation>显示详细信息(&amp;D)</translation>
    </message>
    <message>
        <source>Something went wrong</source>
        <translation>出错了</translation>
    </message>
</context>
<context>
    <name>FigureCommands</name>
    <message>
        <source>&amp;Copy figure</source>
        <translation>复制图片(&amp;C)</translation>
    </message>
    <message>
        <source>Save &amp;animation…</source>
        <translation>保存动画(&amp;A)…</translation>
    </message>
    <message>
        <source>Save &amp;figure…</source>
        <translation>保存图片(&amp;F)…</translation>
    </message>
</context>
<context>
    <name>FigureDialog</name>
    <message>
        <source>Colours:</source>
        <translation>配色：</translation>
    </message>
    <message>
        <source>Drawing…</source>
        <translation>正在绘制…</translation>
    </message>
    <message>
        <source>Numbers (*.csv)</source>
        <translation>数值 (*.csv)</translation>
    </message>
    <message>
        <source>Picture (*.png)</source>
        <translation>图片 (*.png)</translation>
    </message>
    <message>
        <source>Pixels at scale 1; letters and lines keep their size.</source>
        <translation>放大倍数为 1 时的像素数；文字和线条的大小不变。</translation>
    </message>
    <message>
        <source>Save figure</source>
        <translation>保存图片</translation>
    </message>
    <message>
        <source>Scale:</source>
        <translation>放大倍数：</translation>
    </message>
    <message>
        <source>Size:</source>
        <translation>尺寸：</translation>
    </message>
    <message>
        <source>The same picture with more pixels, for print. It counts for PNG only: SVG is sharp at any size, and CSV holds the numbers.</source>
        <translation>同一幅图，像素更多，供印刷使用。仅对 PNG 有效：SVG 在任何尺寸下都清晰，CSV 保存的是数值。</translation>
    </message>
    <message>
        <source>Vectors (*.svg)</source>
        <translation>矢量图 (*.svg)</translation>
    </message>
    <message>
        <source>Views:</source>
        <translation>视图：</translation>
    </message>
    <message>
        <source>White paper wants the light colours.</source>
        <translation>印在白纸上宜用浅色。</translation>
    </message>
    <message>
        <source>as shown</source>
        <translation>与屏幕相同</translation>
    </message>
    <message>
        <source>light, for paper</source>
        <translation>浅色，供印刷</translation>
    </message>
</context>
<context>
    <name>FitView</name>
    <message>
        <source>A hinge loss does not estimate probabilities: what is drawn is the sigmoid of the score, which is above ½ where the score is positive.</source>
        <translation>合页损失并不估计概率：图中画的是得分的 sigmoid，得分为正处它大于 ½。</translation>
    </message>
    <message>
        <source>A line from each training sample to what the model says of it.</source>
        <translation>从每个训练样本到模型预测值的连线。</translation>
    </message>
    <message>
        <source>A ring around each misclassified training sample.</source>
        <translation>在每个被分错的训练样本外画一个圈。</translation>
    </message>
    <message>
        <source>A sample that was moved far off, to see what it does to the fit.</source>
        <translation>被移到远处的样本，用来观察它对拟合的影响。</translation>
    </message>
    <message>
        <source>A square on each of these lines: the squared error adds up their areas. Twice the residual is four times the area.</source>
        <translation>以每条连线为边的正方形：平方误差就是这些面积之和。残差加倍，面积变为四倍。</translation>
    </message>
    <message>
        <source>A training sample for which another class is the most probable one.</source>
        <translation>模型认为另一类别更可能的训练样本。</translation>
    </message>
    <message>
        <source>A weight is held fixed: the model can be moved, not turned.</source>
        <translation>有权重被固定：模型只能平移，不能转动。</translation>
    </message>
    <message>
        <source>Above it the model predicts the class whose probability this is</source>
        <translation>高于此线时，模型预测纵轴所示概率对应的类别</translation>
    </message>
    <message>
        <source>Add here</source>
        <translation>在此添加</translation>
    </message>
    <message>
        <source>Change its class</source>
        <translation>更改类别</translation>
    </message>
    <message>
        <source>Class of new samples</source>
        <translation>新样本的类别</translation>
    </message>
    <message>
        <source>Clear all</source>
        <translation>全部清除</translation>
    </message>
    <message>
        <source>Dashed: at step {step}.</source>
        <translation>虚线：第 {step} 步时的位置。</translation>
    </message>
    <message>
        <source>Drag a sample to move it; click an empty place to add one. Right-click: more.</source>
        <translation>拖动样本可移动它；点击空白处添加样本。右键：更多。</translation>
    </message>
    <message>
        <source>Drag: make the curve steeper or flatter</source>
        <translation>拖动：使曲线更陡或更平缓</translation>
    </message>
    <message>
        <source>Drag: move the boundary</source>
        <translation>拖动：平移分界线</translation>
    </message>
    <message>
        <source>Drag: move the curve</source>
        <translation>拖动：平移曲线</translation>
    </message>
    <message>
        <source>Drag: move the line up or down</source>
        <translation>拖动：上下平移直线</translation>
    </message>
    <message>
        <source>Drag: turn the boundary</source>
        <translation>拖动：转动分界线</translation>
    </message>
    <message>
        <source>Drag: turn the line</source>
        <translation>拖动：转动直线</translation>
    </message>
    <message>
        <source>Draw</source>
        <translation>绘制</translation>
    </message>
    <message>
        <source>Each square is as wide as its residual is long: the sum of their areas is what the squared error adds up. A residual twice as long costs four times as much.</source>
        <translation>每个正方形的边长等于残差的长度：平方误差就是这些面积之和。残差加倍，损失变为四倍。</translation>
    </message>
    <message>
        <source>Edit data</source>
        <translation>编辑数据</translation>
    </message>
    <message>
        <source>End this contest (Escape)</source>
        <translation>结束比试（Esc）</translation>
    </message>
    <message>
        <source>Eraser</source>
        <translation>橡皮擦</translation>
    </message>
    <message>
        <source>Filled points train the model; hollow ones only measure it.</source>
        <translation>实心点用于训练模型；空心点只用来检验模型。</translation>
    </message>
    <message>
        <source>Fit</source>
        <translation>拟合</translation>
    </message>
    <message>
        <source>Hold the button and move: samples are sprinkled on the way.</source>
        <translation>按住鼠标移动：沿途撒下样本。</translation>
    </message>
    <message>
        <source>Hold the button and move: samples on the way are removed.</source>
        <translation>按住鼠标移动：移除沿途的样本。</translation>
    </message>
    <message>
        <source>How far a training sample lies from what the model says of it.</source>
        <translation>训练样本与模型预测值相差多远。</translation>
    </message>
    <message>
        <source>It diverged: you did better.</source>
        <translation>它发散了：你做得更好。</translation>
    </message>
    <message>
        <source>Lines</source>
        <translation>线段</translation>
    </message>
    <message>
        <source>Make it an outlier</source>
        <translation>变为离群点</translation>
    </message>
    <message>
        <source>Mark the misclassified training samples (E)</source>
        <translation>标出被分错的训练样本（E）</translation>
    </message>
    <message>
        <source>Mistakes</source>
        <translation>分错的样本</translation>
    </message>
    <message>
        <source>Move and add</source>
        <translation>移动和添加</translation>
    </message>
    <message>
        <source>Move, add and remove samples with the pointer (D). Also without this, a sample can be dragged, and a right click has more.</source>
        <translation>用鼠标移动、添加和移除样本（D）。不启用时也可以拖动样本，右键有更多操作。</translation>
    </message>
    <message>
        <source>New samples:</source>
        <translation>新样本：</translation>
    </message>
    <message>
        <source>Of the models, {names} work with {inputs}.</source>
        <translation>各模型中，{names} 实际使用的输入：{inputs}。</translation>
    </message>
    <message>
        <source>Off</source>
        <translation>不显示</translation>
    </message>
    <message>
        <source>On this line a prediction is exact; the vertical distance from it is the error.</source>
        <translation>落在此线上的预测完全准确；到此线的竖直距离就是误差。</translation>
    </message>
    <message>
        <source>Outside the picture: {names}.</source>
        <translation>图外：{names}。</translation>
    </message>
    <message>
        <source>Pale points never train the model; they are there to compare models and to stop training by.</source>
        <translation>浅色的点从不参与训练；用来比较模型，并决定何时停止训练。</translation>
    </message>
    <message>
        <source>Remove sample {number}</source>
        <translation>移除样本 {number}</translation>
    </message>
    <message>
        <source>Residuals</source>
        <translation>残差</translation>
    </message>
    <message>
        <source>Residuals of {drawn} of {all} training samples drawn.</source>
        <translation>画出了 {all} 个训练样本中 {drawn} 个的残差。</translation>
    </message>
    <message>
        <source>Rings</source>
        <translation>圆圈</translation>
    </message>
    <message>
        <source>Show all samples</source>
        <translation>显示全部样本</translation>
    </message>
    <message>
        <source>Show all samples (A, or a double click in the picture)</source>
        <translation>显示全部样本（按 A 键，或双击图面）</translation>
    </message>
    <message>
        <source>Show each training sample&apos;s residual, or its square (E: the next)</source>
        <translation>显示每个训练样本的残差或其平方（E：下一种）</translation>
    </message>
    <message>
        <source>So far you are better.</source>
        <translation>目前你更好。</translation>
    </message>
    <message>
        <source>Squares</source>
        <translation>正方形</translation>
    </message>
    <message>
        <source>That is practically the same.</source>
        <translation>两者几乎相同。</translation>
    </message>
    <message>
        <source>The bias is held fixed: the model can be turned, not moved.</source>
        <translation>偏置被固定：模型只能转动，不能平移。</translation>
    </message>
    <message>
        <source>The class that new samples get</source>
        <translation>新样本所属的类别</translation>
    </message>
    <message>
        <source>The least possible is not known here.</source>
        <translation>这里无法得知可能的最小值。</translation>
    </message>
    <message>
        <source>The least possible: {value}.</source>
        <translation>可能的最小值：{value}。</translation>
    </message>
    <message>
        <source>The map is a slice: it shows {first} and {second}; the other inputs are held at their mean in the training set.</source>
        <translation>此图是一个截面：图中画出 {first} 和 {second}，其余输入固定为训练集上的均值。</translation>
    </message>
    <message>
        <source>The map&apos;s colours are those of {name}.</source>
        <translation>底图的颜色取自 {name}。</translation>
    </message>
    <message>
        <source>The model works with {inputs}.</source>
        <translation>模型实际使用的输入：{inputs}。</translation>
    </message>
    <message>
        <source>The run minimises another loss: {loss}. It need not end at the least Σ r²; the squares show what the squared error would make of each residual.</source>
        <translation>此运行最小化的是另一种损失：{loss}。它不一定到达最小的 Σ r²；正方形表示平方误差会如何看待每个残差。</translation>
    </message>
    <message>
        <source>There is no least: it can always be made smaller.</source>
        <translation>没有最小值：总可以变得更小。</translation>
    </message>
    <message>
        <source>This loss does not estimate probabilities: what is drawn is the sigmoid of the score, which is above ½ where the score is positive.</source>
        <translation>这个损失不估计概率：图中画的是得分的 sigmoid，得分为正时大于 ½。</translation>
    </message>
    <message>
        <source>Training set</source>
        <translation>训练集</translation>
    </message>
    <message>
        <source>Two samples, or one of each class, stay.</source>
        <translation>保留两个样本，或每个类别各一个。</translation>
    </message>
    <message>
        <source>What the data were made from, before the noise was added.</source>
        <translation>生成数据所依据的真实关系，尚未加入噪声。</translation>
    </message>
    <message>
        <source>What the model predicts with its present parameters.</source>
        <translation>模型用当前参数给出的预测。</translation>
    </message>
    <message>
        <source>Where the most probable class changes. The map&apos;s colour fades where the model is unsure.</source>
        <translation>最可能的类别在此处改变。模型越不确定，底色越浅。</translation>
    </message>
    <message>
        <source>Where you left the model before it was trained.</source>
        <translation>训练之前你把模型放在的位置。</translation>
    </message>
    <message>
        <source>You: {cost} {value}.</source>
        <translation>你：{cost} {value}。</translation>
    </message>
    <message>
        <source>Your turn: drag the model by its handles.</source>
        <translation>轮到你了：拖动模型上的圆点。</translation>
    </message>
    <message>
        <source>Your {cost}: {value}.</source>
        <translation>你的{cost}：{value}。</translation>
    </message>
    <message>
        <source>class</source>
        <translation>类别</translation>
    </message>
    <message>
        <source>cost ({loss})</source>
        <translation>代价（{loss}）</translation>
    </message>
    <message>
        <source>decision boundary</source>
        <translation>决策边界</translation>
    </message>
    <message>
        <source>each input minus its centre, divided by its scale</source>
        <translation>每个输入减去其中心，再除以其尺度</translation>
    </message>
    <message>
        <source>hollow: test</source>
        <translation>空心：测试</translation>
    </message>
    <message>
        <source>mean squared error</source>
        <translation>均方误差</translation>
    </message>
    <message>
        <source>model</source>
        <translation>模型</translation>
    </message>
    <message>
        <source>outlier</source>
        <translation>离群点</translation>
    </message>
    <message>
        <source>pale: validation</source>
        <translation>浅色：验证</translation>
    </message>
    <message>
        <source>prediction = truth</source>
        <translation>预测值 = 真值</translation>
    </message>
    <message>
        <source>residual</source>
        <translation>残差</translation>
    </message>
    <message>
        <source>ring: misclassified</source>
        <translation>圆圈：分错</translation>
    </message>
    <message>
        <source>squared residual</source>
        <translation>残差的平方</translation>
    </message>
    <message>
        <source>test</source>
        <translation>测试</translation>
    </message>
    <message>
        <source>threshold ½</source>
        <translation>阈值 ½</translation>
    </message>
    <message>
        <source>train</source>
        <translation>训练</translation>
    </message>
    <message>
        <source>true probability</source>
        <translation>真实概率</translation>
    </message>
    <message>
        <source>truth</source>
        <translation>真实函数</translation>
    </message>
    <message>
        <source>validation</source>
        <translation>验证</translation>
    </message>
    <message>
        <source>you</source>
        <translation>你</translation>
    </message>
    <message>
        <source>{drawn} of {all} samples drawn.</source>
        <translation>共 {all} 个样本，画出其中 {drawn} 个。</translation>
    </message>
    <message>
        <source>{name}, predicted</source>
        <translation>{name}（预测值）</translation>
    </message>
    <message>
        <source>{name}, true</source>
        <translation>{name}（真值）</translation>
    </message>
    <message>
        <source>{optimizer} after step {step}: {value}.</source>
        <translation>{optimizer}在第 {step} 步之后：{value}。</translation>
    </message>
    <message>
        <source>{optimizer} did better.</source>
        <translation>{optimizer}做得更好。</translation>
    </message>
    <message>
        <source>{part}, {run}</source>
        <translation>{part}，{run}</translation>
    </message>
    <message>
        <source>{part}: {wrong} of {all} samples misclassified.</source>
        <translation>{part}：{all} 个样本中有 {wrong} 个被分错。</translation>
    </message>
    <message>
        <source>{part}: Σ r² = {sum}</source>
        <translation>{part}：Σ r² = {sum}</translation>
    </message>
    <message>
        <source>{sample} ({part})</source>
        <translation>{sample}（{part}）</translation>
    </message>
    <message>
        <source>{sum}; the least this model can reach is {least}</source>
        <translation>{sum}；此模型所能达到的最小值为 {least}</translation>
    </message>
    <message>
        <source>{train} training samples and {test} test samples; the model after step {step}.</source>
        <translation>训练样本 {train} 个，测试样本 {test} 个；图示为第 {step} 步之后的模型。</translation>
    </message>
    <message>
        <source>{train} training samples, {validation} validation samples and {test} test samples; the model after step {step}.</source>
        <translation>{train} 个训练样本、{validation} 个验证样本和 {test} 个测试样本；第 {step} 步之后的模型。</translation>
    </message>
</context>
<context>
    <name>Fixes</name>
    <message>
        <source>Back to before it diverged</source>
        <translation>回到发散之前</translation>
    </message>
    <message>
        <source>Back to step {step}</source>
        <translation>回到第 {step} 步</translation>
    </message>
    <message>
        <source>Log axis</source>
        <translation>对数坐标</translation>
    </message>
    <message>
        <source>Pause</source>
        <translation>暂停</translation>
    </message>
    <message>
        <source>Pause training here (Space)</source>
        <translation>在此暂停训练（空格键）</translation>
    </message>
    <message>
        <source>Set {setting}</source>
        <translation>设 {setting}</translation>
    </message>
    <message>
        <source>Show losses of very different sizes in one curve</source>
        <translation>让大小悬殊的损失都能在一条曲线上看清</translation>
    </message>
    <message>
        <source>Step {step}, which had the lowest cost</source>
        <translation>第 {step} 步，代价最低</translation>
    </message>
    <message>
        <source>The step with the lowest test loss since the settings changed</source>
        <translation>自上次改变设置以来测试损失最低的一步</translation>
    </message>
    <message>
        <source>Train on</source>
        <translation>继续训练</translation>
    </message>
    <message>
        <source>Training paused here because nothing changes any more. It goes on by itself when you change a setting. Run ▸ Pause once converged switches this off.</source>
        <translation>训练在此暂停，因为已不再有变化。改变设置后会自动继续。可用“运行 ▸ 收敛后暂停”关闭此功能。</translation>
    </message>
    <message>
        <source>Undo</source>
        <translation>撤销</translation>
    </message>
    <message>
        <source>Undo: {what}</source>
        <translation>撤销：{what}</translation>
    </message>
</context>
<context>
    <name>FormulaField</name>
    <message>
        <source>All that a formula may be made of, to write it at the cursor</source>
        <translation>公式可以使用的一切，插入到光标处</translation>
    </message>
    <message>
        <source>Examples</source>
        <translation>示例</translation>
    </message>
    <message>
        <source>Formula of the loss</source>
        <translation>损失的公式</translation>
    </message>
    <message>
        <source>Formulas to begin with. They replace the one that is there.</source>
        <translation>可以从这些公式开始。它们会替换现有的公式。</translation>
    </message>
    <message>
        <source>Functions</source>
        <translation>函数</translation>
    </message>
    <message>
        <source>Insert</source>
        <translation>插入</translation>
    </message>
    <message>
        <source>Not taken: at the present parameters its cost is not a finite number, or it does not fit the data.</source>
        <translation>未采用：在当前参数处代价不是有限的数，或者与数据不符。</translation>
    </message>
    <message>
        <source>The loss of one sample. For numbers: in the residual r = ŷ − y (also ŷ and y). For two classes: in y (0 or 1) and the score z, its probability p or the margin m. It is checked while you type, and taken with Enter or when you pause; Escape brings back what is in use.</source>
        <translation>单个样本的损失。回归：用残差 r = ŷ − y（也可用 ŷ 和 y）。二分类：用 y（0 或 1）以及得分 z、概率 p 或间隔 m。输入时即时检查；按 Enter 或停顿片刻即采用；按 Esc 恢复正在使用的公式。</translation>
    </message>
    <message>
        <source>a loss for numbers</source>
        <translation>回归的损失</translation>
    </message>
    <message>
        <source>a loss for two classes</source>
        <translation>二分类的损失</translation>
    </message>
    <message>
        <source>a number with a slider</source>
        <translation>带滑块的数</translation>
    </message>
</context>
<context>
    <name>Guide</name>
    <message>
        <source>&lt;b&gt;Welcome.&lt;/b&gt; Press {run} (or the space bar) and watch {what} learn.</source>
        <translation>&lt;b&gt;欢迎。&lt;/b&gt;按{run}（或空格键），看{what}如何学习。</translation>
    </message>
    <message>
        <source>Close this guide for good</source>
        <translation>关闭此向导，不再显示</translation>
    </message>
    <message>
        <source>Examples</source>
        <translation>示例</translation>
    </message>
    <message>
        <source>Guide</source>
        <translation>向导</translation>
    </message>
    <message>
        <source>Lessons</source>
        <translation>课程</translation>
    </message>
    <message>
        <source>Now choose another {loss}. What changes?</source>
        <translation>现在换一个{loss}。有什么变化？</translation>
    </message>
    <message>
        <source>Now choose {mae} as {loss}: far samples count in proportion to their distance, no longer to its square. What changes?</source>
        <translation>现在把{loss}选为{mae}：远处的样本按距离计入，而不再按距离的平方计入。有什么变化？</translation>
    </message>
    <message>
        <source>Now drag {outliers} to the right: a few samples go far off. What does {what} do?</source>
        <translation>现在把{outliers}向右拖：少数样本会移到很远处。{what}会怎样？</translation>
    </message>
    <message>
        <source>Now make the {rate} larger, bit by bit. From where on do the steps overshoot?</source>
        <translation>现在一点一点地增大{rate}。从哪里开始，步子会迈过头？</translation>
    </message>
    <message>
        <source>Now press {run} (or the space bar): training goes on from your line. Or compete with it: press &lt;b&gt;Ctrl+T&lt;/b&gt;.</source>
        <translation>现在按{run}（或空格键）：训练从你的直线开始。也可以和它比一比：按 &lt;b&gt;Ctrl+T&lt;/b&gt;。</translation>
    </message>
    <message>
        <source>Or drag the line yourself: can you get the squares smaller?</source>
        <translation>也可以自己拖动直线：你能让这些正方形更小吗？</translation>
    </message>
    <message>
        <source>There is more: &lt;b&gt;Lessons&lt;/b&gt; tell the story step by step, &lt;b&gt;Examples&lt;/b&gt; show what can happen, and the &lt;b&gt;Studio&lt;/b&gt; has every setting.</source>
        <translation>还有更多：&lt;b&gt;课程&lt;/b&gt;逐步讲解，&lt;b&gt;示例&lt;/b&gt;展示各种情形，&lt;b&gt;工作室&lt;/b&gt;有全部设置。</translation>
    </message>
    <message>
        <source>the boundary</source>
        <translation>分界线</translation>
    </message>
    <message>
        <source>the line</source>
        <translation>直线</translation>
    </message>
    <message>
        <source>the model</source>
        <translation>模型</translation>
    </message>
</context>
<context>
    <name>HidingDialog</name>
    <message>
        <source>Panels</source>
        <translation>面板</translation>
    </message>
    <message>
        <source>Show everything</source>
        <translation>全部显示</translation>
    </message>
    <message>
        <source>What is not ticked is hidden from the window while this scenario is open. It is saved with the scenario; View ▸ Show what is hidden brings it back for a while.</source>
        <translation>没有勾选的内容在打开此场景时不会显示。设置随场景一起保存；用“视图 ▸ 显示被隐藏的内容”可以暂时恢复。</translation>
    </message>
    <message>
        <source>What the class sees</source>
        <translation>学生看到什么</translation>
    </message>
</context>
<context>
    <name>ImportDialog</name>
    <message>
        <source>&amp;Cells</source>
        <translation>单元格(&amp;C)</translation>
    </message>
    <message>
        <source>&amp;Decimal sign</source>
        <translation>小数点(&amp;D)</translation>
    </message>
    <message>
        <source>&amp;Encoding</source>
        <translation>编码(&amp;E)</translation>
    </message>
    <message>
        <source>&amp;Open these data</source>
        <translation>打开这些数据(&amp;O)</translation>
    </message>
    <message>
        <source>&amp;Standardise the inputs</source>
        <translation>标准化输入(&amp;S)</translation>
    </message>
    <message>
        <source>&amp;input</source>
        <translation>输入(&amp;I)</translation>
    </message>
    <message>
        <source>, </source>
        <translation>，</translation>
    </message>
    <message>
        <source>All of the sheet, or a part: B3:E20</source>
        <translation>整张工作表，或其中一部分，如 B3:E20</translation>
    </message>
    <message>
        <source>Cells</source>
        <translation>单元格</translation>
    </message>
    <message>
        <source>Class &amp;1 is</source>
        <translation>类别 1 为(&amp;1)</translation>
    </message>
    <message>
        <source>Class 1</source>
        <translation>类别 1</translation>
    </message>
    <message>
        <source>Classes</source>
        <translation>类别</translation>
    </message>
    <message>
        <source>Decimal sign</source>
        <translation>小数点</translation>
    </message>
    <message>
        <source>Drawn at random from the rows of each class; the seed says which.</source>
        <translation>从每个类别的行中随机抽取，由种子决定。</translation>
    </message>
    <message>
        <source>Drawn at random from the rows; the seed says which.</source>
        <translation>从各行中随机抽取，由种子决定。</translation>
    </message>
    <message>
        <source>Encoding</source>
        <translation>编码</translation>
    </message>
    <message>
        <source>GB18030, GBK (Chinese)</source>
        <translation>GB18030、GBK（中文）</translation>
    </message>
    <message>
        <source>How much has been read</source>
        <translation>已读取的比例</translation>
    </message>
    <message>
        <source>In the table above: the key {key}</source>
        <translation>在上面的表格中按 {key} 键</translation>
    </message>
    <message>
        <source>It is</source>
        <translation>类型</translation>
    </message>
    <message>
        <source>Leave &amp;totals out</source>
        <translation>不使用合计行(&amp;T)</translation>
    </message>
    <message>
        <source>Na&amp;mes of columns</source>
        <translation>列名(&amp;M)</translation>
    </message>
    <message>
        <source>Names of columns</source>
        <translation>列名</translation>
    </message>
    <message>
        <source>Open data: {name}</source>
        <translation>打开数据：{name}</translation>
    </message>
    <message>
        <source>Row {line}: {reason}</source>
        <translation>第 {line} 行：{reason}</translation>
    </message>
    <message>
        <source>Rows</source>
        <translation>行</translation>
    </message>
    <message>
        <source>Rows that are left out</source>
        <translation>不使用的行</translation>
    </message>
    <message>
        <source>S&amp;heet</source>
        <translation>工作表(&amp;H)</translation>
    </message>
    <message>
        <source>Se&amp;parator</source>
        <translation>分隔符(&amp;P)</translation>
    </message>
    <message>
        <source>Separator</source>
        <translation>分隔符</translation>
    </message>
    <message>
        <source>Sheet</source>
        <translation>工作表</translation>
    </message>
    <message>
        <source>Tar&amp;get</source>
        <translation>目标(&amp;G)</translation>
    </message>
    <message>
        <source>Target</source>
        <translation>目标</translation>
    </message>
    <message>
        <source>Test set</source>
        <translation>测试集</translation>
    </message>
    <message>
        <source>The first rows</source>
        <translation>前几行</translation>
    </message>
    <message>
        <source>The rows are few: all of them are for training.</source>
        <translation>行数很少，全部用于训练。</translation>
    </message>
    <message>
        <source>The table is being read…</source>
        <translation>正在读取表格…</translation>
    </message>
    <message>
        <source>This value is missing.</source>
        <translation>此处缺失数值。</translation>
    </message>
    <message>
        <source>Which rows are left out, and why</source>
        <translation>不使用哪些行，以及原因</translation>
    </message>
    <message>
        <source>Windows-1252 (Western European)</source>
        <translation>Windows-1252（西欧）</translation>
    </message>
    <message>
        <source>a &amp;number (regression)</source>
        <translation>数值（回归）(&amp;N)</translation>
    </message>
    <message>
        <source>a c&amp;lass (classification)</source>
        <translation>类别（分类）(&amp;L)</translation>
    </message>
    <message>
        <source>all</source>
        <translation>全部</translation>
    </message>
    <message>
        <source>all the same</source>
        <translation>全部相同</translation>
    </message>
    <message>
        <source>blanks</source>
        <translation>空格</translation>
    </message>
    <message>
        <source>blanks between cells</source>
        <translation>以空格分隔</translation>
    </message>
    <message>
        <source>categories</source>
        <translation>类别</translation>
    </message>
    <message>
        <source>comma</source>
        <translation>逗号</translation>
    </message>
    <message>
        <source>comma (1,5)</source>
        <translation>逗号（1,5）</translation>
    </message>
    <message>
        <source>commas between cells</source>
        <translation>以逗号分隔</translation>
    </message>
    <message>
        <source>dates</source>
        <translation>日期</translation>
    </message>
    <message>
        <source>decimal commas</source>
        <translation>小数点为逗号</translation>
    </message>
    <message>
        <source>decimal points</source>
        <translation>小数点为句点</translation>
    </message>
    <message>
        <source>empty</source>
        <translation>空列</translation>
    </message>
    <message>
        <source>full-width comma</source>
        <translation>全角逗号</translation>
    </message>
    <message>
        <source>full-width commas between cells</source>
        <translation>以全角逗号分隔</translation>
    </message>
    <message>
        <source>full-width semicolon</source>
        <translation>全角分号</translation>
    </message>
    <message>
        <source>full-width semicolons between cells</source>
        <translation>以全角分号分隔</translation>
    </message>
    <message>
        <source>identifier</source>
        <translation>标识</translation>
    </message>
    <message>
        <source>input</source>
        <translation>输入</translation>
    </message>
    <message>
        <source>missing</source>
        <translation>缺失</translation>
    </message>
    <message>
        <source>names in row {line}</source>
        <translation>列名在第 {line} 行</translation>
    </message>
    <message>
        <source>no names of columns</source>
        <translation>没有列名</translation>
    </message>
    <message>
        <source>none</source>
        <translation>无</translation>
    </message>
    <message>
        <source>not &amp;used</source>
        <translation>不用(&amp;U)</translation>
    </message>
    <message>
        <source>not used</source>
        <translation>不用</translation>
    </message>
    <message>
        <source>numbers</source>
        <translation>数值</translation>
    </message>
    <message>
        <source>point (1.5)</source>
        <translation>句点（1.5）</translation>
    </message>
    <message>
        <source>row {line}</source>
        <translation>第 {line} 行</translation>
    </message>
    <message>
        <source>row {line}: {text}</source>
        <translation>第 {line} 行：{text}</translation>
    </message>
    <message>
        <source>semicolon</source>
        <translation>分号</translation>
    </message>
    <message>
        <source>semicolons between cells</source>
        <translation>以分号分隔</translation>
    </message>
    <message>
        <source>ta&amp;rget</source>
        <translation>目标(&amp;R)</translation>
    </message>
    <message>
        <source>tab</source>
        <translation>制表符</translation>
    </message>
    <message>
        <source>tabs between cells</source>
        <translation>以制表符分隔</translation>
    </message>
    <message>
        <source>target</source>
        <translation>目标</translation>
    </message>
    <message>
        <source>texts</source>
        <translation>文本</translation>
    </message>
    <message>
        <source>two blanks or more</source>
        <translation>两个以上空格</translation>
    </message>
    <message>
        <source>two blanks or more between cells</source>
        <translation>以两个以上空格分隔</translation>
    </message>
    <message>
        <source>vertical bar</source>
        <translation>竖线</translation>
    </message>
    <message>
        <source>vertical bars between cells</source>
        <translation>以竖线分隔</translation>
    </message>
    <message>
        <source>{classes}.</source>
        <translation>{classes}。</translation>
    </message>
    <message>
        <source>{columns} columns</source>
        <translation>{columns} 列</translation>
    </message>
    <message>
        <source>{column} is</source>
        <translation>“{column}”用作</translation>
    </message>
    <message>
        <source>{kind}, {count} missing</source>
        <translation>{kind}，缺失 {count} 个</translation>
    </message>
    <message>
        <source>{name} ({count})</source>
        <translation>{name}（{count} 个）</translation>
    </message>
    <message>
        <source>{rows} rows, {columns} columns</source>
        <translation>{rows} 行，{columns} 列</translation>
    </message>
    <message>
        <source>{size}: sheet {sheet}, {header}.</source>
        <translation>{size}：工作表“{sheet}”，{header}。</translation>
    </message>
    <message>
        <source>{size}: {separator}, {decimal}, {header}, {encoding}.</source>
        <translation>{size}：{separator}，{decimal}，{header}，{encoding}。</translation>
    </message>
    <message>
        <source>{size}: {separator}, {decimal}, {header}.</source>
        <translation>{size}：{separator}，{decimal}，{header}。</translation>
    </message>
    <message>
        <source>{used} of {count}</source>
        <translation>{used} / {count}</translation>
    </message>
</context>
<context>
    <name>KeySheet</name>
    <message>
        <source>A number a little larger or smaller</source>
        <translation>把数值调大或调小一点</translation>
    </message>
    <message>
        <source>Ctrl + wheel</source>
        <translation>Ctrl + 滚轮</translation>
    </message>
    <message>
        <source>Double click</source>
        <translation>双击</translation>
    </message>
    <message>
        <source>Draw everything larger or smaller, except over a plot</source>
        <translation>整体放大或缩小（不在图上时）</translation>
    </message>
    <message>
        <source>In a panel that has the focus</source>
        <translation>在有焦点的面板中</translation>
    </message>
    <message>
        <source>In the settings</source>
        <translation>在设置中</translation>
    </message>
    <message>
        <source>Keys</source>
        <translation>快捷键</translation>
    </message>
    <message>
        <source>On a number&apos;s name: its usual value</source>
        <translation>在数值名称上：恢复默认值</translation>
    </message>
    <message>
        <source>Over a plot: zoom</source>
        <translation>在图上：缩放</translation>
    </message>
    <message>
        <source>To the next control; Shift+Tab: back</source>
        <translation>到下一个控件；Shift+Tab：返回</translation>
    </message>
    <message>
        <source>Wheel</source>
        <translation>滚轮</translation>
    </message>
    <message>
        <source>With the wheel</source>
        <translation>用滚轮</translation>
    </message>
</context>
<context>
    <name>LandscapeView</name>
    <message>
        <source>3-D</source>
        <translation>3D</translation>
    </message>
    <message>
        <source>3-D needs OpenGL, which is not available here; the map shows the same.</source>
        <translation>3D 需要 OpenGL，而这里无法使用；平面图显示的内容相同。</translation>
    </message>
    <message>
        <source>After step {step} the cost is {cost}.</source>
        <translation>第 {step} 步之后，代价为 {cost}。</translation>
    </message>
    <message>
        <source>Click to start training here</source>
        <translation>单击某处，从那里开始训练</translation>
    </message>
    <message>
        <source>Cost from {low} (dark) to {high} (light)</source>
        <translation>代价从 {low}（深色）到 {high}（浅色）</translation>
    </message>
    <message>
        <source>Draw other directions</source>
        <translation>另取随机方向</translation>
    </message>
    <message>
        <source>Gap: the cost there is not a finite number.</source>
        <translation>断开处：代价不是有限数。</translation>
    </message>
    <message>
        <source>Hatched: the cost there is not a finite number.</source>
        <translation>阴影线处：代价不是有限数。</translation>
    </message>
    <message>
        <source>Height: the cost above the lowest in sight, logarithmic on the walls. Turn it with the mouse or the arrow keys.</source>
        <translation>高度：高出图中最低代价的部分，高处取对数。用鼠标或方向键旋转。</translation>
    </message>
    <message>
        <source>Landscape</source>
        <translation>损失地形</translation>
    </message>
    <message>
        <source>Other parameters, so no path here: {names}.</source>
        <translation>参数不同，此处不画路径：{names}。</translation>
    </message>
    <message>
        <source>Parameter to the right</source>
        <translation>横轴的参数</translation>
    </message>
    <message>
        <source>Parameter upwards</source>
        <translation>纵轴的参数</translation>
    </message>
    <message>
        <source>Plane of the path&apos;s two principal directions through the {count} parameters as they are now; all else is held.</source>
        <translation>过当前 {count} 个参数、沿路径两个主方向的平面；其余方向保持不变。</translation>
    </message>
    <message>
        <source>Plane of the path&apos;s two principal directions through the {count} parameters as they were before training went far away; all else is held.</source>
        <translation>过训练发散之前的 {count} 个参数、沿路径两个主方向的平面；其余方向保持不变。</translation>
    </message>
    <message>
        <source>Plane of two random directions (filter-normalised) through the {count} parameters as they are now; all else is held.</source>
        <translation>过当前 {count} 个参数、沿两个随机方向（按滤波器归一化）的平面；其余方向保持不变。</translation>
    </message>
    <message>
        <source>Plane of two random directions (filter-normalised) through the {count} parameters as they were before training went far away; all else is held.</source>
        <translation>过训练发散之前的 {count} 个参数、沿两个随机方向（按滤波器归一化）的平面；其余方向保持不变。</translation>
    </message>
    <message>
        <source>Plane through the parameters</source>
        <translation>参数空间中的平面</translation>
    </message>
    <message>
        <source>Principal directions of the path</source>
        <translation>路径的主方向</translation>
    </message>
    <message>
        <source>Random directions (filter-normalised)</source>
        <translation>随机方向（按滤波器归一化）</translation>
    </message>
    <message>
        <source>Show the landscape as a surface that can be turned, instead of a map.</source>
        <translation>把地形显示为可以旋转的曲面，而不是平面图。</translation>
    </message>
    <message>
        <source>Show the whole path</source>
        <translation>显示整条路径</translation>
    </message>
    <message>
        <source>Show the whole path (A)</source>
        <translation>显示整条路径 (A)</translation>
    </message>
    <message>
        <source>Surface in space</source>
        <translation>三维曲面</translation>
    </message>
    <message>
        <source>The cost is measured in the target&apos;s standard deviations.</source>
        <translation>代价以目标的标准差为单位。</translation>
    </message>
    <message>
        <source>The cost is that of {name}.</source>
        <translation>代价取自 {name}。</translation>
    </message>
    <message>
        <source>The cost that the run minimises, penalty included. Click, or drag the point, to start training there; or move a cursor with the arrow keys and press Enter.</source>
        <translation>该运行所下降的代价，含惩罚项。单击某处或拖动该点，就从那里开始训练；也可用方向键移动光标，再按回车键。</translation>
    </message>
    <message>
        <source>The darker, the lower the cost. Shades and contour lines are closer at low costs, so that the bottom of a valley can be seen.</source>
        <translation>颜色越深，代价越低。代价低处的色阶和等高线更密，以便看清谷底。</translation>
    </message>
    <message>
        <source>The lowest cost that was found in this plane. Beside the plane there may be lower ones.</source>
        <translation>在此平面内找到的最低代价。平面之外可能有更低的。</translation>
    </message>
    <message>
        <source>The model has one parameter: the cost is a curve.</source>
        <translation>模型只有一个参数：代价是一条曲线。</translation>
    </message>
    <message>
        <source>The model&apos;s two parameters: nothing is left out.</source>
        <translation>模型只有这两个参数：没有遗漏。</translation>
    </message>
    <message>
        <source>The optimum is {distance} away in parameters; its cost is {cost}.</source>
        <translation>到最优解的参数距离为 {distance}；最优解的代价为 {cost}。</translation>
    </message>
    <message>
        <source>The other parameter is held where it is now.</source>
        <translation>另一个参数保持当前值。</translation>
    </message>
    <message>
        <source>The other parameter is held where it was before training went far away.</source>
        <translation>另一个参数保持训练发散之前的值。</translation>
    </message>
    <message>
        <source>The other {count} parameters are held where they are now.</source>
        <translation>其余 {count} 个参数保持当前值。</translation>
    </message>
    <message>
        <source>The other {count} parameters are held where they were before training went far away.</source>
        <translation>其余 {count} 个参数保持训练发散之前的值。</translation>
    </message>
    <message>
        <source>The parameters act on standardised inputs u = (x − c)/s, not in data units.</source>
        <translation>参数作用于标准化后的输入 u = (x − c)/s，而不是数据原来的单位。</translation>
    </message>
    <message>
        <source>The parameters act on standardised inputs u = (x − c)/s, not in data units; x: {names}.</source>
        <translation>参数作用于标准化后的输入 u = (x − c)/s，而不是数据原来的单位；x：{names}。</translation>
    </message>
    <message>
        <source>The parameters with the lowest cost of all.</source>
        <translation>代价最低的参数。</translation>
    </message>
    <message>
        <source>The plane in which most of the way so far lies (principal component analysis of the path).</source>
        <translation>到目前为止的路径大部分所在的平面（对路径作主成分分析）。</translation>
    </message>
    <message>
        <source>Training has left this picture. Step {step}: {place}</source>
        <translation>训练已离开此图。第 {step} 步：{place}</translation>
    </message>
    <message>
        <source>Two of them vary; the others are held.</source>
        <translation>其中两个变化，其余保持不变。</translation>
    </message>
    <message>
        <source>Two parameters</source>
        <translation>两个参数</translation>
    </message>
    <message>
        <source>Two random directions; the part of each that belongs to a unit is as long as that unit&apos;s weights (Li et al., 2018), so that scales are comparable.</source>
        <translation>两个随机方向；每个方向中属于某一单元的部分与该单元的权重等长（Li 等，2018），因此尺度可以相互比较。</translation>
    </message>
    <message>
        <source>What the next update adds to the parameters. Drawn to scale, as far as it lies in the plane.</source>
        <translation>下一次更新加到参数上的量。按比例画出其落在平面内的部分。</translation>
    </message>
    <message>
        <source>Where the parameters have been: from the start, the small ring, to where they are now.</source>
        <translation>参数走过的路：从起点（小圆环）到当前位置。</translation>
    </message>
    <message>
        <source>Which plane through all parameters is shown. A picture has two directions; what the plane leaves out cannot be seen in it.</source>
        <translation>显示全部参数的空间中的哪一个平面。一幅图只有两个方向；平面之外的内容在图中看不到。</translation>
    </message>
    <message>
        <source>bias</source>
        <translation>偏置</translation>
    </message>
    <message>
        <source>coming step Δθ</source>
        <translation>下一步 Δθ</translation>
    </message>
    <message>
        <source>coming step −η∇L</source>
        <translation>下一步 −η∇L</translation>
    </message>
    <message>
        <source>computing…</source>
        <translation>计算中…</translation>
    </message>
    <message>
        <source>cost</source>
        <translation>代价</translation>
    </message>
    <message>
        <source>cost now = {cost}</source>
        <translation>当前代价 = {cost}</translation>
    </message>
    <message>
        <source>cost {low}</source>
        <translation>代价 {low}</translation>
    </message>
    <message>
        <source>cost ≈ {cost}</source>
        <translation>代价 ≈ {cost}</translation>
    </message>
    <message>
        <source>direction {number}</source>
        <translation>方向 {number}</translation>
    </message>
    <message>
        <source>lowest point of this plane</source>
        <translation>此平面的最低点</translation>
    </message>
    <message>
        <source>no finite cost here</source>
        <translation>此处代价不是有限数</translation>
    </message>
    <message>
        <source>optimum</source>
        <translation>最优解</translation>
    </message>
    <message>
        <source>path</source>
        <translation>路径</translation>
    </message>
    <message>
        <source>plane…</source>
        <translation>平面…</translation>
    </message>
    <message>
        <source>weight of {term}</source>
        <translation>{term} 的权重</translation>
    </message>
    <message>
        <source>{share} % of the coming step lies in this plane.</source>
        <translation>下一步更新有 {share}% 落在此平面内。</translation>
    </message>
</context>
<context>
    <name>Legend</name>
    <message>
        <source>+{count} more</source>
        <translation>另有 {count} 项</translation>
    </message>
</context>
<context>
    <name>Lessons</name>
    <message>
        <source>&amp;All lessons</source>
        <translation>全部课程(&amp;A)</translation>
    </message>
    <message>
        <source>&amp;Continue where you left</source>
        <translation>从上次的地方继续(&amp;C)</translation>
    </message>
    <message>
        <source>&amp;Next page</source>
        <translation>下一页(&amp;N)</translation>
    </message>
    <message>
        <source>&amp;Open a lesson folder…</source>
        <translation>打开课程文件夹(&amp;O)…</translation>
    </message>
    <message>
        <source>&amp;Previous page</source>
        <translation>上一页(&amp;P)</translation>
    </message>
    <message>
        <source>A lesson that you have written: a folder with en.md or zh_CN.md in it.</source>
        <translation>你自己写的课程：一个含有 en.md 或 zh_CN.md 的文件夹。</translation>
    </message>
    <message>
        <source>All lessons</source>
        <translation>全部课程</translation>
    </message>
    <message>
        <source>Back</source>
        <translation>上一页</translation>
    </message>
    <message>
        <source>C&amp;lose the lesson</source>
        <translation>关闭课程(&amp;L)</translation>
    </message>
    <message>
        <source>Choose this answer (key {key})</source>
        <translation>选择这个答案（按键 {key}）</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>关闭</translation>
    </message>
    <message>
        <source>Close the lesson; the panels are then as they were before it</source>
        <translation>关闭课程；各面板恢复到开课之前的样子</translation>
    </message>
    <message>
        <source>Ctrl+1 shows the settings needed here.</source>
        <translation>这一页要用到设置：按 Ctrl+1 显示。</translation>
    </message>
    <message>
        <source>Done</source>
        <translation>完成</translation>
    </message>
    <message>
        <source>Done before</source>
        <translation>之前已完成</translation>
    </message>
    <message>
        <source>Each lesson sets the window to what it speaks of, asks you for a prediction, and sees what you do. Everything else goes on working.</source>
        <translation>每节课都会把窗口调到所讲的画面，请你先预测，并看你动手的结果。其他功能照常可用。</translation>
    </message>
    <message>
        <source>Hint</source>
        <translation>提示</translation>
    </message>
    <message>
        <source>Lesson</source>
        <translation>课程</translation>
    </message>
    <message>
        <source>Lessons</source>
        <translation>课程</translation>
    </message>
    <message>
        <source>Look again</source>
        <translation>重新检查</translation>
    </message>
    <message>
        <source>Next</source>
        <translation>下一页</translation>
    </message>
    <message>
        <source>Open a lesson folder</source>
        <translation>打开课程文件夹</translation>
    </message>
    <message>
        <source>Open a lesson folder…</source>
        <translation>打开课程文件夹…</translation>
    </message>
    <message>
        <source>Open it anyway</source>
        <translation>仍然打开</translation>
    </message>
    <message>
        <source>Question: {question}</source>
        <translation>问题：{question}</translation>
    </message>
    <message>
        <source>Sets the window to what the text speaks of. Undo takes it back.</source>
        <translation>把窗口调到正文所讲的状态。可以撤销。</translation>
    </message>
    <message>
        <source>The next page (Page Down)</source>
        <translation>下一页（Page Down）</translation>
    </message>
    <message>
        <source>The page before (Page Up)</source>
        <translation>上一页（Page Up）</translation>
    </message>
    <message>
        <source>This folder cannot be opened as a lesson.</source>
        <translation>这个文件夹无法作为课程打开。</translation>
    </message>
    <message>
        <source>To do</source>
        <translation>待完成</translation>
    </message>
    <message>
        <source>What is wrong, by file and line</source>
        <translation>错误列表（按文件和行号）</translation>
    </message>
    <message>
        <source>done</source>
        <translation>已完成</translation>
    </message>
    <message>
        <source>not so</source>
        <translation>不对</translation>
    </message>
    <message>
        <source>page {number} of {count}</source>
        <translation>第 {number} 页，共 {count} 页</translation>
    </message>
    <message>
        <source>right</source>
        <translation>正确</translation>
    </message>
    <message>
        <source>{done}/{all} pages</source>
        <translation>{done}/{all} 页</translation>
    </message>
    <message>
        <source>{done}/{all} questions</source>
        <translation>{done}/{all} 题</translation>
    </message>
    <message>
        <source>{done}/{all} tasks</source>
        <translation>{done}/{all} 个任务</translation>
    </message>
    <message>
        <source>{folder}: {count} faults. Mend them in the files, then look again.</source>
        <translation>{folder}：有 {count} 处错误。请在文件中改正，然后重新检查。</translation>
    </message>
    <message>
        <source>{minutes} min</source>
        <translation>{minutes} 分钟</translation>
    </message>
</context>
<context>
    <name>LossCurveView</name>
    <message>
        <source>Balanced classes: in the cost each sample&apos;s loss has the weight of its class; train and test loss are plain means.</source>
        <translation>类别平衡：在代价中，每个样本的损失乘以其类别的权重；训练损失和测试损失是不加权的均值。</translation>
    </message>
    <message>
        <source>Changed here: {what}</source>
        <translation>此处改变：{what}</translation>
    </message>
    <message>
        <source>Different losses are in different units: compare how the curves fall, not their heights. The metrics compare the fits.</source>
        <translation>不同损失的单位不同：应比较曲线如何下降，而不是比较高低。拟合的好坏用指标来比较。</translation>
    </message>
    <message>
        <source>Diverging, above this picture: {names}.</source>
        <translation>发散，已超出图的上方：{names}。</translation>
    </message>
    <message>
        <source>Logarithmic loss axis</source>
        <translation>损失轴取对数</translation>
    </message>
    <message>
        <source>Logarithmic loss axis: a loss that shrinks by the same factor in each step is a straight line. Zeros are drawn at the smallest positive loss in sight.</source>
        <translation>损失轴取对数：若损失每一步都按相同比例缩小，曲线就是直线。损失为零的点画在可见范围内最小的正损失处。</translation>
    </message>
    <message>
        <source>Logarithmic step axis</source>
        <translation>步数轴取对数</translation>
    </message>
    <message>
        <source>Logarithmic step axis: shows the first steps and the last ones alike. It counts step + 1, as 0 has no logarithm.</source>
        <translation>步数轴取对数：最初几步和最后几步都能看清。0 没有对数，因此横轴为步数 + 1。</translation>
    </message>
    <message>
        <source>Look ahead (W): the loss over the next steps with a third of the learning rate, with the same and with three times as much, dashed. Only the learning rate differs: even the mini-batches are the same.</source>
        <translation>向前看（W）：用虚线画出学习率为三分之一、不变和三倍时接下来各步的损失。只有学习率不同，连小批量都是相同的。</translation>
    </message>
    <message>
        <source>Loss curve</source>
        <translation>损失曲线</translation>
    </message>
    <message>
        <source>Lowest validation loss at step {step}: {loss}.</source>
        <translation>验证损失在第 {step} 步最低：{loss}。</translation>
    </message>
    <message>
        <source>Mean absolute error, in the target&apos;s own unit: one yardstick for every run, whatever loss it lowers.</source>
        <translation>平均绝对误差，以目标自身的单位表示：无论降低的是哪种损失，每个运行都用同一把尺子。</translation>
    </message>
    <message>
        <source>Measured once in {spacing} steps.</source>
        <translation>每 {spacing} 步测量一次。</translation>
    </message>
    <message>
        <source>Press Space to train</source>
        <translation>按空格键开始训练</translation>
    </message>
    <message>
        <source>Reduction by sum: what is minimised is {n} times the train loss, which is a mean, plus the penalty if there is one.</source>
        <translation>按总和计算代价：梯度下降所降低的是训练损失（它是均值）的 {n} 倍，若有惩罚项则再加上惩罚项。</translation>
    </message>
    <message>
        <source>Root mean squared error, in the target&apos;s own unit: one yardstick for every run, whatever loss it lowers.</source>
        <translation>均方根误差，以目标自身的单位表示：无论降低的是哪种损失，每个运行都用同一把尺子。</translation>
    </message>
    <message>
        <source>Settings were changed here.</source>
        <translation>在此处更改过设置。</translation>
    </message>
    <message>
        <source>Show all steps</source>
        <translation>显示全部步数</translation>
    </message>
    <message>
        <source>Show all steps (A)</source>
        <translation>显示全部步数（按 A 键）</translation>
    </message>
    <message>
        <source>Step {step} of {last}.</source>
        <translation>第 {step} 步，共 {last} 步。</translation>
    </message>
    <message>
        <source>The data changed on the way: every step is measured on those of the step that is shown.</source>
        <translation>途中数据有变：每一步都按所显示步的数据测量。</translation>
    </message>
    <message>
        <source>The loss has left this axis.</source>
        <translation>损失超出此轴。</translation>
    </message>
    <message>
        <source>The loss has left this axis; log y shows more of it.</source>
        <translation>损失超出此轴，用“对数 y”可看到更多。</translation>
    </message>
    <message>
        <source>The mean loss over samples that the model never trains on. Where it rises while the train loss falls, the model overfits.</source>
        <translation>模型从未用于训练的样本上的平均损失。若训练损失下降而它上升，说明模型过拟合。</translation>
    </message>
    <message>
        <source>The mean loss over the training samples, without any penalty.</source>
        <translation>训练样本上的平均损失，不含惩罚项。</translation>
    </message>
    <message>
        <source>The mean loss over the validation samples, which never train the model: where it is lowest is a good place to stop.</source>
        <translation>验证样本上的平均损失，验证样本从不参与训练：损失最低处是停止训练的好时机。</translation>
    </message>
    <message>
        <source>The mean of −log P(true class): one yardstick for every run, whatever loss it lowers.</source>
        <translation>−log P(真实类别) 的均值：无论降低的是哪种损失，每个运行都用同一把尺子。</translation>
    </message>
    <message>
        <source>The share of samples whose most probable class is the true one: one yardstick for every run, whatever loss it lowers.</source>
        <translation>最可能的类别就是真实类别的样本所占的比例：无论降低的是哪种损失，每个运行都用同一把尺子。</translation>
    </message>
    <message>
        <source>The target is standardised: losses are measured in its standard deviations.</source>
        <translation>目标已标准化：损失以目标的标准差为单位。</translation>
    </message>
    <message>
        <source>They are those of {name}.</source>
        <translation>这里是 {name} 的情形。</translation>
    </message>
    <message>
        <source>What each run lowers. Different losses are in different units: their heights cannot be compared.</source>
        <translation>每个运行所降低的量。不同损失的单位不同：它们的高度不能比较。</translation>
    </message>
    <message>
        <source>What gradient descent lowers: the losses on the training set, as their mean or their sum, plus the penalty on the weights.</source>
        <translation>梯度下降所降低的量：训练集上各损失的均值或总和，再加上对权重的惩罚项。</translation>
    </message>
    <message>
        <source>What if the learning rate were another one</source>
        <translation>假如学习率是另一个值</translation>
    </message>
    <message>
        <source>What if: the next {steps} steps with a third of the learning rate (η/3), with the same (η) and with three times as much (3η).</source>
        <translation>假如：学习率为三分之一（η/3）、不变（η）和三倍（3η）时接下来的 {steps} 步。</translation>
    </message>
    <message>
        <source>What the curves show</source>
        <translation>曲线显示什么</translation>
    </message>
    <message>
        <source>What the curves show: a common metric, or each own loss</source>
        <translation>曲线显示什么：共同的指标，或各自的损失</translation>
    </message>
    <message>
        <source>accuracy</source>
        <translation>准确率</translation>
    </message>
    <message>
        <source>cost</source>
        <translation>代价</translation>
    </message>
    <message>
        <source>cost (sum)</source>
        <translation>代价（总和）</translation>
    </message>
    <message>
        <source>log loss</source>
        <translation>对数损失</translation>
    </message>
    <message>
        <source>log x</source>
        <translation>对数 x</translation>
    </message>
    <message>
        <source>log y</source>
        <translation>对数 y</translation>
    </message>
    <message>
        <source>lowest test loss</source>
        <translation>测试损失最低</translation>
    </message>
    <message>
        <source>lowest validation loss</source>
        <translation>验证损失最低</translation>
    </message>
    <message>
        <source>mean loss</source>
        <translation>平均损失</translation>
    </message>
    <message>
        <source>mean loss and cost</source>
        <translation>平均损失与代价</translation>
    </message>
    <message>
        <source>own loss</source>
        <translation>自身损失</translation>
    </message>
    <message>
        <source>step</source>
        <translation>步数</translation>
    </message>
    <message>
        <source>step + 1</source>
        <translation>步数 + 1</translation>
    </message>
    <message>
        <source>step {step}</source>
        <translation>第 {step} 步</translation>
    </message>
    <message>
        <source>steps {first} to {last}</source>
        <translation>第 {first} 至 {last} 步</translation>
    </message>
    <message>
        <source>test</source>
        <translation>测试</translation>
    </message>
    <message>
        <source>train</source>
        <translation>训练</translation>
    </message>
    <message>
        <source>validation</source>
        <translation>验证</translation>
    </message>
    <message>
        <source>what if</source>
        <translation>假如</translation>
    </message>
    <message>
        <source>{metric} on samples that the model never trains on.</source>
        <translation>模型从未用于训练的样本上的{metric}。</translation>
    </message>
    <message>
        <source>{metric} on the training samples.</source>
        <translation>训练样本上的{metric}。</translation>
    </message>
    <message>
        <source>{metric}: the same yardstick for every run, whatever loss it lowers.</source>
        <translation>{metric}：无论降低的是哪种损失，每个运行都用同一把尺子。</translation>
    </message>
    <message>
        <source>{name}: lowest validation loss at step {step}.</source>
        <translation>{name}：验证损失在第 {step} 步最低。</translation>
    </message>
    <message>
        <source>{name}: train loss {train}, test loss {test}.</source>
        <translation>{name}：训练损失 {train}，测试损失 {test}。</translation>
    </message>
    <message>
        <source>{name}: {metric} train {train}, test {test}.</source>
        <translation>{name}：{metric} 训练 {train}，测试 {test}。</translation>
    </message>
</context>
<context>
    <name>LossShapeView</name>
    <message>
        <source>Compare with another loss</source>
        <translation>与另一种损失比较</translation>
    </message>
    <message>
        <source>Draw another loss that fits these data, dashed. Different losses are in different units: compare their shapes, not their heights.</source>
        <translation>用虚线画出适合这些数据的另一种损失。不同损失的单位不同：应比较形状，而不是比较高低。</translation>
    </message>
    <message>
        <source>Draw the slope of the loss too, on the axis at the right: it is what a sample pulls with. Where the loss has a kink, the slope jumps.</source>
        <translation>同时画出损失的斜率（右轴）：它就是一个样本的拉力。在损失的尖点处，斜率发生跳变。</translation>
    </message>
    <message>
        <source>Loss shape</source>
        <translation>损失形状</translation>
    </message>
    <message>
        <source>Losses of several scores have no single curve.</source>
        <translation>多个得分的损失没有单一的曲线。</translation>
    </message>
    <message>
        <source>Outside the picture: {count} of {all} samples</source>
        <translation>图外：{all} 个样本中的 {count} 个</translation>
    </message>
    <message>
        <source>Several scores have no single curve: a loss depends on all of them, so samples of the same margin can have different losses.</source>
        <translation>多个得分没有单一的曲线：损失取决于所有得分，因此间隔相同的样本可能有不同的损失。</translation>
    </message>
    <message>
        <source>Show all samples</source>
        <translation>显示所有样本</translation>
    </message>
    <message>
        <source>Show all samples (A, or a double click in the picture)</source>
        <translation>显示所有样本（A，或在图中双击）</translation>
    </message>
    <message>
        <source>Slope of the loss</source>
        <translation>损失的斜率</translation>
    </message>
    <message>
        <source>The losses of {count} training samples after step {step}: from {low} to {high}.</source>
        <translation>第 {step} 步后 {count} 个训练样本的损失：从 {low} 到 {high}。</translation>
    </message>
    <message>
        <source>The points are those of {name}.</source>
        <translation>图中的点属于 {name}。</translation>
    </message>
    <message>
        <source>This loss has no single curve.</source>
        <translation>这个损失没有唯一的曲线。</translation>
    </message>
    <message>
        <source>This loss has no single curve: besides the residual it depends on the target or the prediction, so samples of the same residual can have different losses.</source>
        <translation>这个损失没有唯一的曲线：除残差外，它还取决于目标值或预测值，因此残差相同的样本可以有不同的损失。</translation>
    </message>
    <message>
        <source>compare with…</source>
        <translation>比较…</translation>
    </message>
    <message>
        <source>loss ℓ of one sample</source>
        <translation>单个样本的损失 ℓ</translation>
    </message>
    <message>
        <source>margin m = s·z (below 0: wrong class)</source>
        <translation>间隔 m = s·z（小于 0：分错）</translation>
    </message>
    <message>
        <source>margin m = z of the true class − largest other z</source>
        <translation>间隔 m = 真实类别的 z − 其他类别中最大的 z</translation>
    </message>
    <message>
        <source>margin m = z of the true class − other z</source>
        <translation>间隔 m = 真实类别的 z − 另一类别的 z</translation>
    </message>
    <message>
        <source>nothing</source>
        <translation>不比较</translation>
    </message>
    <message>
        <source>residual r = ŷ − y</source>
        <translation>残差 r = ŷ − y</translation>
    </message>
    <message>
        <source>residual r = ŷ − y (in standard deviations of the target)</source>
        <translation>残差 r = ŷ − y（以目标的标准差为单位）</translation>
    </message>
    <message>
        <source>slope</source>
        <translation>斜率</translation>
    </message>
    <message>
        <source>slope dℓ/d{variable}</source>
        <translation>斜率 dℓ/d{variable}</translation>
    </message>
    <message>
        <source>{drawn} of {all} training samples drawn.</source>
        <translation>画出了 {all} 个训练样本中的 {drawn} 个。</translation>
    </message>
    <message>
        <source>{name}: ℓ = {loss}, slope {slope}</source>
        <translation>{name}：ℓ = {loss}，斜率 {slope}</translation>
    </message>
    <message>
        <source>{sample}, outlier:</source>
        <translation>{sample}，离群点：</translation>
    </message>
    <message>
        <source>{sample}:</source>
        <translation>{sample}：</translation>
    </message>
</context>
<context>
    <name>MainWindow</name>
    <message>
        <source>Another file</source>
        <translation>文件已不同</translation>
    </message>
    <message>
        <source>LossStudio scenarios (*{suffix})</source>
        <translation>LossStudio 实验方案 (*{suffix})</translation>
    </message>
    <message>
        <source>New</source>
        <translation>新建</translation>
    </message>
    <message>
        <source>Open</source>
        <translation>打开</translation>
    </message>
    <message>
        <source>Open a scenario</source>
        <translation>打开实验方案</translation>
    </message>
    <message>
        <source>Paste</source>
        <translation>粘贴</translation>
    </message>
    <message>
        <source>Replace</source>
        <translation>替换</translation>
    </message>
    <message>
        <source>Replace it, and lose what is in it, or save as another file?</source>
        <translation>替换它（其中的内容将丢失），还是另存为别的文件？</translation>
    </message>
    <message>
        <source>Restore</source>
        <translation>恢复</translation>
    </message>
    <message>
        <source>Save as…</source>
        <translation>另存为…</translation>
    </message>
    <message>
        <source>Save the changes to {file} first?</source>
        <translation>要先保存对 {file} 的更改吗？</translation>
    </message>
    <message>
        <source>Save the scenario</source>
        <translation>保存实验方案</translation>
    </message>
    <message>
        <source>Start</source>
        <translation>起点</translation>
    </message>
    <message>
        <source>There is already a file {file}.</source>
        <translation>已有名为 {file} 的文件。</translation>
    </message>
    <message>
        <source>Unsaved changes</source>
        <translation>未保存的更改</translation>
    </message>
    <message>
        <source>scenario</source>
        <translation>场景</translation>
    </message>
    <message>
        <source>{file} has been changed outside this window.</source>
        <translation>{file} 已在本窗口之外被改动。</translation>
    </message>
</context>
<context>
    <name>Menus</name>
    <message>
        <source>&amp;Clear this list</source>
        <translation>清空列表(&amp;C)</translation>
    </message>
    <message>
        <source>&amp;Compare</source>
        <translation>对比(&amp;C)</translation>
    </message>
    <message>
        <source>&amp;Dark</source>
        <translation>深色(&amp;D)</translation>
    </message>
    <message>
        <source>&amp;Edit</source>
        <translation>编辑(&amp;E)</translation>
    </message>
    <message>
        <source>&amp;Examples</source>
        <translation>示例(&amp;E)</translation>
    </message>
    <message>
        <source>&amp;Faster</source>
        <translation>加快(&amp;F)</translation>
    </message>
    <message>
        <source>&amp;File</source>
        <translation>文件(&amp;F)</translation>
    </message>
    <message>
        <source>&amp;Help</source>
        <translation>帮助(&amp;H)</translation>
    </message>
    <message>
        <source>&amp;Hide it</source>
        <translation>隐藏它(&amp;H)</translation>
    </message>
    <message>
        <source>&amp;Keys</source>
        <translation>快捷键(&amp;K)</translation>
    </message>
    <message>
        <source>&amp;Language</source>
        <translation>语言(&amp;L)</translation>
    </message>
    <message>
        <source>&amp;Lessons</source>
        <translation>课程(&amp;L)</translation>
    </message>
    <message>
        <source>&amp;Light</source>
        <translation>浅色(&amp;L)</translation>
    </message>
    <message>
        <source>&amp;New</source>
        <translation>新建(&amp;N)</translation>
    </message>
    <message>
        <source>&amp;Open…</source>
        <translation>打开(&amp;O)…</translation>
    </message>
    <message>
        <source>&amp;Paste a scenario or data</source>
        <translation>粘贴场景或数据(&amp;P)</translation>
    </message>
    <message>
        <source>&amp;Quit</source>
        <translation>退出(&amp;Q)</translation>
    </message>
    <message>
        <source>&amp;Redo</source>
        <translation>重做(&amp;R)</translation>
    </message>
    <message>
        <source>&amp;Reset the layout</source>
        <translation>重置布局(&amp;R)</translation>
    </message>
    <message>
        <source>&amp;Run</source>
        <translation>运行(&amp;R)</translation>
    </message>
    <message>
        <source>&amp;Save</source>
        <translation>保存(&amp;S)</translation>
    </message>
    <message>
        <source>&amp;Theme</source>
        <translation>主题(&amp;T)</translation>
    </message>
    <message>
        <source>&amp;Undo</source>
        <translation>撤销(&amp;U)</translation>
    </message>
    <message>
        <source>&amp;View</source>
        <translation>视图(&amp;V)</translation>
    </message>
    <message>
        <source>&amp;What the class sees…</source>
        <translation>学生看到什么(&amp;W)…</translation>
    </message>
    <message>
        <source>A short text to send in a chat; whoever gets it pastes it.</source>
        <translation>一段可以发到聊天里的短文本；收到的人粘贴即可。</translation>
    </message>
    <message>
        <source>About LossStudio</source>
        <translation>关于 LossStudio</translation>
    </message>
    <message>
        <source>As the &amp;system</source>
        <translation>跟随系统(&amp;S)</translation>
    </message>
    <message>
        <source>Copy the &amp;data as a table</source>
        <translation>将数据复制为表格(&amp;D)</translation>
    </message>
    <message>
        <source>Copy the scenario as &amp;text</source>
        <translation>把场景复制为文本(&amp;T)</translation>
    </message>
    <message>
        <source>Move it &amp;down</source>
        <translation>移到下方(&amp;D)</translation>
    </message>
    <message>
        <source>Move it &amp;up</source>
        <translation>移到上方(&amp;U)</translation>
    </message>
    <message>
        <source>Move it to the &amp;left</source>
        <translation>移到左侧(&amp;L)</translation>
    </message>
    <message>
        <source>Move it to the &amp;right</source>
        <translation>移到右侧(&amp;R)</translation>
    </message>
    <message>
        <source>Move this panel that way</source>
        <translation>朝该方向移动此面板</translation>
    </message>
    <message>
        <source>New &amp;draw (other samples)</source>
        <translation>换一批样本(&amp;D)</translation>
    </message>
    <message>
        <source>New &amp;start (other initial parameters)</source>
        <translation>换初始参数(&amp;S)</translation>
    </message>
    <message>
        <source>Open &amp;data…</source>
        <translation>打开数据(&amp;D)…</translation>
    </message>
    <message>
        <source>Open &amp;recent</source>
        <translation>最近打开(&amp;R)</translation>
    </message>
    <message>
        <source>Pause &amp;when…</source>
        <translation>在何时暂停(&amp;W)…</translation>
    </message>
    <message>
        <source>Pause once con&amp;verged</source>
        <translation>收敛后暂停(&amp;V)</translation>
    </message>
    <message>
        <source>Pop it &amp;out into a window, or put it back</source>
        <translation>弹出为独立窗口，或放回原处(&amp;O)</translation>
    </message>
    <message>
        <source>Predict &amp;one row…</source>
        <translation>预测一行(&amp;O)…</translation>
    </message>
    <message>
        <source>Put it to the &amp;tabs of</source>
        <translation>并入标签组(&amp;T)</translation>
    </message>
    <message>
        <source>S&amp;lower</source>
        <translation>减慢(&amp;L)</translation>
    </message>
    <message>
        <source>Save &amp;as…</source>
        <translation>另存为(&amp;A)…</translation>
    </message>
    <message>
        <source>Save &amp;predictions…</source>
        <translation>保存预测结果(&amp;P)…</translation>
    </message>
    <message>
        <source>Show this panel &amp;alone, or all again</source>
        <translation>只显示此面板／全部恢复(&amp;A)</translation>
    </message>
    <message>
        <source>Show what is &amp;hidden</source>
        <translation>显示被隐藏的内容(&amp;H)</translation>
    </message>
    <message>
        <source>Step in slow motion (then Space, ← →, Esc)</source>
        <translation>慢动作单步（之后用空格、← →、Esc）</translation>
    </message>
    <message>
        <source>Th&amp;is panel</source>
        <translation>此面板(&amp;I)</translation>
    </message>
    <message>
        <source>To the ne&amp;xt panel</source>
        <translation>到下一个面板(&amp;X)</translation>
    </message>
    <message>
        <source>To the panel &amp;before</source>
        <translation>到上一个面板(&amp;B)</translation>
    </message>
    <message>
        <source>While &amp;presenting</source>
        <translation>演示时(&amp;P)</translation>
    </message>
    <message>
        <source>{action}: {what}</source>
        <translation>{action}：{what}</translation>
    </message>
</context>
<context>
    <name>MetricsView</name>
    <message>
        <source>Accuracy</source>
        <translation>准确率</translation>
    </message>
    <message>
        <source>As it acts on the data&apos;s own numbers: for a model that works with standardised inputs it is converted back, so that it can be checked by hand.</source>
        <translation>按数据原本的数值给出：若模型使用标准化的输入，则参数已换算回来，便于手工验算。</translation>
    </message>
    <message>
        <source>As training changes it: in a model that standardises, weights multiply u = (x − c)/s.</source>
        <translation>训练所改变的参数：若模型做标准化，权重乘的是 u = (x − c)/s。</translation>
    </message>
    <message>
        <source>Confusion matrix</source>
        <translation>混淆矩阵</translation>
    </message>
    <message>
        <source>Confusion matrix (true ↓, predicted →)</source>
        <translation>混淆矩阵（真实 ↓，预测 →）</translation>
    </message>
    <message>
        <source>Count the test samples, which the model has never trained on.</source>
        <translation>统计测试样本，即模型从未用于训练的样本。</translation>
    </message>
    <message>
        <source>Count the training samples, which the model has learned from.</source>
        <translation>统计训练样本，即模型学习时所用的样本。</translation>
    </message>
    <message>
        <source>Count the validation samples, by which models are compared and training is stopped.</source>
        <translation>统计验证样本：用它们比较模型，并决定何时停止训练。</translation>
    </message>
    <message>
        <source>How many samples of the row&apos;s class were predicted as the column&apos;s class; on the diagonal, the right ones.</source>
        <translation>真实类别为本行类别、预测类别为本列类别的样本数；对角线上是预测正确的样本数。</translation>
    </message>
    <message>
        <source>Log loss</source>
        <translation>对数损失</translation>
    </message>
    <message>
        <source>Mean absolute error, in the target&apos;s own unit: how far off a prediction is on average. A common yardstick for runs with different losses.</source>
        <translation>平均绝对误差，单位与目标值相同：预测平均偏离多少。它可作为共同的标尺，比较使用不同损失的各个运行。</translation>
    </message>
    <message>
        <source>Metrics</source>
        <translation>指标</translation>
    </message>
    <message>
        <source>Metrics of each run</source>
        <translation>各运行的指标</translation>
    </message>
    <message>
        <source>Parameters</source>
        <translation>参数</translation>
    </message>
    <message>
        <source>Parameters, in standardised coordinates</source>
        <translation>参数（标准化坐标）</translation>
    </message>
    <message>
        <source>Parameters, in the data&apos;s own units</source>
        <translation>参数（以数据本身的单位表示）</translation>
    </message>
    <message>
        <source>Parameters: {sizes}, too many to list here.</source>
        <translation>参数个数：{sizes}；数量太多，不在此逐一列出。</translation>
    </message>
    <message>
        <source>Root mean squared error, in the target&apos;s own unit; large errors weigh most. Values of different losses are in different units and cannot be compared; one common metric can.</source>
        <translation>均方根误差，单位与目标值相同；较大的误差影响最大。不同损失的值单位不同，不能相互比较；同一个指标的值则可以。</translation>
    </message>
    <message>
        <source>Run</source>
        <translation>运行</translation>
    </message>
    <message>
        <source>Show the parameters that training changes: they act on the standardised inputs u = (x − c)/s, and predict a standardised target in its standard deviations.</source>
        <translation>显示训练所改变的参数：它们作用于标准化后的输入 u = (x − c)/s；若目标也标准化，预测以目标的标准差为单位。</translation>
    </message>
    <message>
        <source>The accuracy of always predicting the most frequent class of the training set: {name}. A model that is no better has learned nothing from the inputs.</source>
        <translation>始终预测训练集中最多的类别（{name}）所得的准确率。模型若不优于它，就没有从输入中学到任何东西。</translation>
    </message>
    <message>
        <source>The figure for predicting the mean of the training targets, {mean}, for every sample. A model that is no better has learned nothing from the inputs.</source>
        <translation>对每个样本都预测训练集目标值的均值 {mean} 所得的数值。模型若不优于它，就没有从输入中学到任何东西。</translation>
    </message>
    <message>
        <source>The log loss of predicting, for every sample, the classes&apos; shares in the training set as their probabilities. A model that is no better has learned nothing from the inputs.</source>
        <translation>对每个样本都以训练集中各类别所占比例作为预测概率所得的对数损失。模型若不优于它，就没有从输入中学到任何东西。</translation>
    </message>
    <message>
        <source>The mean of −log P(true class), in nats: 0 where the model is certain and right, 0.693 for a coin toss between two classes, large where it is certain and wrong. A common yardstick for runs with different losses.</source>
        <translation>−log P(真实类别) 的均值，单位为奈特（nat）：自信且正确时为 0，在两个类别间掷硬币猜测时为 0.693，自信却错误时很大。它可作为共同的标尺，比较使用不同损失的各个运行。</translation>
    </message>
    <message>
        <source>The run whose confusion matrix is shown.</source>
        <translation>选择显示哪个运行的混淆矩阵。</translation>
    </message>
    <message>
        <source>The share of samples whose most probable class is the true one, from 0 to 1. It compares models whatever loss they were trained with, but does not see how sure they are.</source>
        <translation>最可能的类别恰为真实类别的样本所占的比例，从 0 到 1。无论模型用什么损失训练，都可以用它比较；但它看不出模型有多大把握。</translation>
    </message>
    <message>
        <source>The share of the target&apos;s variance that the model explains: 1 is perfect, 0 is no better than predicting the mean, and below 0 it is worse.</source>
        <translation>目标值的方差中由模型解释的比例：1 为完美，0 表示不比直接预测均值更好，小于 0 则更差。</translation>
    </message>
    <message>
        <source>baseline</source>
        <translation>基线</translation>
    </message>
    <message>
        <source>bias</source>
        <translation>偏置</translation>
    </message>
    <message>
        <source>standardised</source>
        <translation>标准化坐标</translation>
    </message>
    <message>
        <source>test</source>
        <translation>测试</translation>
    </message>
    <message>
        <source>train</source>
        <translation>训练</translation>
    </message>
    <message>
        <source>validation</source>
        <translation>验证</translation>
    </message>
    <message>
        <source>value</source>
        <translation>值</translation>
    </message>
    <message>
        <source>weight of {term}</source>
        <translation>{term} 的权重</translation>
    </message>
</context>
<context>
    <name>Modes</name>
    <message>
        <source>All settings and all panels (F9)</source>
        <translation>全部设置和全部面板（F9）</translation>
    </message>
    <message>
        <source>Few settings and three pictures, to begin with (F9)</source>
        <translation>少量设置和三幅图，供入门使用（F9）</translation>
    </message>
    <message>
        <source>Simple &amp;window</source>
        <translation>简洁视图(&amp;W)</translation>
    </message>
    <message>
        <source>St&amp;udio</source>
        <translation>工作室(&amp;U)</translation>
    </message>
</context>
<context>
    <name>NetworkView</name>
    <message>
        <source>A network. Inputs: {inputs}. Units of the hidden layers: {units}, with {activation}. Outputs: {outputs}.</source>
        <translation>神经网络。输入：{inputs} 个。各隐藏层单元数：{units}，激活函数 {activation}。输出：{outputs} 个。</translation>
    </message>
    <message>
        <source>A thicker frame is a larger number, compared with the largest of the frames; its colour and dash show the sign as with the lines.</source>
        <translation>边框越粗，数值的绝对值越大（与最粗的边框相比）；颜色和虚实表示正负，与连线相同。</translation>
    </message>
    <message>
        <source>Above 0: gradient descent lowers w.</source>
        <translation>大于 0：梯度下降会减小 w。</translation>
    </message>
    <message>
        <source>Below 0: gradient descent raises w.</source>
        <translation>小于 0：梯度下降会增大 w。</translation>
    </message>
    <message>
        <source>Draw the gradient of the coming step instead of the weights: how much the cost changes with each of them (G).</source>
        <translation>连线改为表示下一步的梯度：代价随每个权重变化的快慢 (G)。</translation>
    </message>
    <message>
        <source>Gradient of the cost over all training samples, before the next step.</source>
        <translation>下一步之前，代价在全部训练样本上的梯度。</translation>
    </message>
    <message>
        <source>Gradient of the next step, estimated from a mini-batch: {count} samples.</source>
        <translation>下一步所用的梯度，由一个小批量估计：{count} 个样本。</translation>
    </message>
    <message>
        <source>Input {name}</source>
        <translation>输入 {name}</translation>
    </message>
    <message>
        <source>Layer {layer}, unit {unit}</source>
        <translation>第 {layer} 层第 {unit} 个单元</translation>
    </message>
    <message>
        <source>Network</source>
        <translation>网络</translation>
    </message>
    <message>
        <source>Never active (crossed out): {count} of {all} hidden units.</source>
        <translation>从不激活（打叉）：{all} 个隐藏单元中的 {count} 个。</translation>
    </message>
    <message>
        <source>Of {all} lines the {shown} thickest are drawn.</source>
        <translation>共 {all} 条连线，只画出最粗的 {shown} 条。</translation>
    </message>
    <message>
        <source>On the training samples:</source>
        <translation>在训练样本上：</translation>
    </message>
    <message>
        <source>On {count} of the training samples:</source>
        <translation>在 {count} 个训练样本上：</translation>
    </message>
    <message>
        <source>Parts of the gradient are too large for a number.</source>
        <translation>梯度的某些分量太大，无法用数表示。</translation>
    </message>
    <message>
        <source>Prediction of {name}</source>
        <translation>{name} 的预测</translation>
    </message>
    <message>
        <source>Run</source>
        <translation>运行</translation>
    </message>
    <message>
        <source>Score of {name}</source>
        <translation>{name} 的得分</translation>
    </message>
    <message>
        <source>Score z for {name}</source>
        <translation>{name} 的得分 z</translation>
    </message>
    <message>
        <source>Show the gradient instead of the weights</source>
        <translation>显示梯度而不是权重</translation>
    </message>
    <message>
        <source>Small pictures: how often each output occurs on the training samples, from the smallest at the left to the largest at the right.</source>
        <translation>小图：训练样本上各输出值出现的频率，左小右大。</translation>
    </message>
    <message>
        <source>Small pictures: what each node puts out, over {x} (across) and {y} (up).</source>
        <translation>小图：每个节点的输出随 {x}（横向）和 {y}（纵向）的变化。</translation>
    </message>
    <message>
        <source>Small pictures: what each node puts out, over {x}.</source>
        <translation>小图：每个节点的输出随 {x} 的变化。</translation>
    </message>
    <message>
        <source>Some outputs are too large to be written as a number; they are left out.</source>
        <translation>有些输出太大，无法用数表示，未画出。</translation>
    </message>
    <message>
        <source>Some weights are too large for a number.</source>
        <translation>有些权重太大，无法用数表示。</translation>
    </message>
    <message>
        <source>The cost falls with this weight, so a step of gradient descent raises the weight.</source>
        <translation>代价随这个权重增大而下降，所以梯度下降的一步会增大它。</translation>
    </message>
    <message>
        <source>The cost rises with this weight, so a step of gradient descent lowers the weight.</source>
        <translation>代价随这个权重增大而上升，所以梯度下降的一步会减小它。</translation>
    </message>
    <message>
        <source>The inputs are standardised first, (x − c) / s; the weights are those for standardised inputs.</source>
        <translation>输入先经过标准化 (x − c) / s；图中的权重作用于标准化后的输入。</translation>
    </message>
    <message>
        <source>The last weights are those for the target in its standard deviations; the output&apos;s picture is in the data&apos;s units.</source>
        <translation>最后一层的权重对应以标准差为单位的目标；输出的小图以数据的单位表示。</translation>
    </message>
    <message>
        <source>The model “{model}” is not made of layers of units, so that it has no diagram.</source>
        <translation>模型“{model}”不是由一层层单元组成的，因此没有结构图。</translation>
    </message>
    <message>
        <source>The run whose model is shown.</source>
        <translation>显示哪个运行的模型。</translation>
    </message>
    <message>
        <source>The unit&apos;s sum falls with what comes along this line.</source>
        <translation>沿这条线传来的值越大，单元的加权和越小。</translation>
    </message>
    <message>
        <source>The unit&apos;s sum rises with what comes along this line.</source>
        <translation>沿这条线传来的值越大，单元的加权和越大。</translation>
    </message>
    <message>
        <source>This model has no hidden units. Choose the model “{model}” to see some.</source>
        <translation>这个模型没有隐藏单元。选择模型“{model}”即可看到。</translation>
    </message>
    <message>
        <source>This network has no hidden layers, so it is a linear model.</source>
        <translation>这个网络没有隐藏层，所以它就是线性模型。</translation>
    </message>
    <message>
        <source>Weighted inputs are added up, without hidden units. Inputs: {inputs}. Outputs: {outputs}.</source>
        <translation>输入加权求和，没有隐藏单元。输入：{inputs} 个。输出：{outputs} 个。</translation>
    </message>
    <message>
        <source>Where a column is too long, its first nodes are shown.</source>
        <translation>一列放不下时，只显示前面的节点。</translation>
    </message>
    <message>
        <source>active (above 0): {share}</source>
        <translation>激活（大于 0）：{share}</translation>
    </message>
    <message>
        <source>bias</source>
        <translation>偏置</translation>
    </message>
    <message>
        <source>frame: bias</source>
        <translation>边框：偏置</translation>
    </message>
    <message>
        <source>frame: of the bias</source>
        <translation>边框：偏置的梯度</translation>
    </message>
    <message>
        <source>gradient</source>
        <translation>梯度</translation>
    </message>
    <message>
        <source>gradient &lt; 0</source>
        <translation>梯度 &lt; 0</translation>
    </message>
    <message>
        <source>gradient &gt; 0</source>
        <translation>梯度 &gt; 0</translation>
    </message>
    <message>
        <source>gradient ∂cost/∂w = {value}</source>
        <translation>梯度 ∂代价/∂w = {value}</translation>
    </message>
    <message>
        <source>gradient ∂cost/∂w = {value} (from the mini-batch)</source>
        <translation>梯度 ∂代价/∂w = {value}（来自小批量）</translation>
    </message>
    <message>
        <source>gradient: from the mini-batch</source>
        <translation>梯度：来自小批量</translation>
    </message>
    <message>
        <source>inputs</source>
        <translation>输入</translation>
    </message>
    <message>
        <source>layer {number}</source>
        <translation>第 {number} 层</translation>
    </message>
    <message>
        <source>mean output {mean}</source>
        <translation>平均输出 {mean}</translation>
    </message>
    <message>
        <source>never active: always 0, so it gets no gradient</source>
        <translation>从不激活：输出总是 0，因此得不到梯度</translation>
    </message>
    <message>
        <source>prediction</source>
        <translation>预测</translation>
    </message>
    <message>
        <source>saturated (nearly flat there): {share}</source>
        <translation>饱和（激活函数几乎水平）：{share}</translation>
    </message>
    <message>
        <source>score</source>
        <translation>得分</translation>
    </message>
    <message>
        <source>scores</source>
        <translation>得分</translation>
    </message>
    <message>
        <source>smaller weights, left out: {count}</source>
        <translation>未列出的较小权重：{count} 个</translation>
    </message>
    <message>
        <source>thickest:</source>
        <translation>最粗：</translation>
    </message>
    <message>
        <source>unit {number}</source>
        <translation>单元 {number}</translation>
    </message>
    <message>
        <source>value</source>
        <translation>数值</translation>
    </message>
    <message>
        <source>weight &lt; 0</source>
        <translation>权重 &lt; 0</translation>
    </message>
    <message>
        <source>weight &gt; 0</source>
        <translation>权重 &gt; 0</translation>
    </message>
    <message>
        <source>weight w = {value}</source>
        <translation>权重 w = {value}</translation>
    </message>
    <message>
        <source>{name}.</source>
        <translation>{name}。</translation>
    </message>
    <message>
        <source>{name}. {figures}.</source>
        <translation>{name}。{figures}。</translation>
    </message>
    <message>
        <source>{shown} of {all}</source>
        <translation>{shown} / {all}</translation>
    </message>
    <message>
        <source>|∂cost/∂b| = {value}</source>
        <translation>|∂代价/∂b| = {value}</translation>
    </message>
    <message>
        <source>|∂cost/∂w| = {value}</source>
        <translation>|∂代价/∂w| = {value}</translation>
    </message>
</context>
<context>
    <name>NumberControl</name>
    <message>
        <source>Accepts {allowed}. Default: {default}.</source>
        <translation>可取{allowed}。默认值：{default}。</translation>
    </message>
    <message>
        <source>Reset to {default}</source>
        <translation>重置为 {default}</translation>
    </message>
</context>
<context>
    <name>Panel</name>
    <message>
        <source>Drag it to another place; right click: all it can do</source>
        <translation>拖动可移到别处；右键单击可查看全部操作</translation>
    </message>
    <message>
        <source>Hide this panel (the View menu shows it again)</source>
        <translation>隐藏此面板（可从“视图”菜单重新显示）</translation>
    </message>
    <message>
        <source>Make this panel a window of its own</source>
        <translation>让此面板成为独立窗口</translation>
    </message>
    <message>
        <source>Panels behind one another</source>
        <translation>叠放的面板</translation>
    </message>
    <message>
        <source>Put this panel back into the window</source>
        <translation>把此面板放回主窗口</translation>
    </message>
    <message>
        <source>Show all panels again</source>
        <translation>重新显示全部面板</translation>
    </message>
    <message>
        <source>Show this panel alone (double click on its title)</source>
        <translation>只显示此面板（也可双击其标题）</translation>
    </message>
</context>
<context>
    <name>PredictDialog</name>
    <message>
        <source>Inputs</source>
        <translation>输入</translation>
    </message>
    <message>
        <source>Predict one row</source>
        <translation>预测一行</translation>
    </message>
    <message>
        <source>Predicted {name}: {value}</source>
        <translation>预测（{name}）：{value}</translation>
    </message>
    <message>
        <source>Prediction</source>
        <translation>预测结果</translation>
    </message>
    <message>
        <source>What the model says of these inputs.</source>
        <translation>模型对这些输入的预测。</translation>
    </message>
    <message>
        <source>What {run} says of these inputs.</source>
        <translation>{run} 对这些输入的预测。</translation>
    </message>
</context>
<context>
    <name>PredictionCommands</name>
    <message>
        <source>Save the predictions of all samples</source>
        <translation>保存所有样本的预测结果</translation>
    </message>
    <message>
        <source>Tables (*.csv)</source>
        <translation>表格 (*.csv)</translation>
    </message>
</context>
<context>
    <name>Presentation</name>
    <message>
        <source>&amp;Black screen</source>
        <translation>黑屏(&amp;B)</translation>
    </message>
    <message>
        <source>&amp;Leave what was switched on last</source>
        <translation>退出最后打开的一项(&amp;L)</translation>
    </message>
    <message>
        <source>&amp;Presentation mode</source>
        <translation>演示模式(&amp;P)</translation>
    </message>
    <message>
        <source>&amp;Run or pause; in a lesson: next page</source>
        <translation>运行或暂停(&amp;R)；课程中：下一页</translation>
    </message>
    <message>
        <source>&amp;Spotlight; Shift and the wheel: its size</source>
        <translation>聚光灯(&amp;S)；Shift + 滚轮：改变大小</translation>
    </message>
    <message>
        <source>Rese&amp;t; in a lesson: page before</source>
        <translation>重置(&amp;T)；课程中：上一页</translation>
    </message>
</context>
<context>
    <name>Recovery</name>
    <message>
        <source>Discard</source>
        <translation>丢弃</translation>
    </message>
    <message>
        <source>Later</source>
        <translation>以后再说</translation>
    </message>
    <message>
        <source>LossStudio was not closed properly. What you worked on was kept: {name}</source>
        <translation>LossStudio 上次没有正常关闭。当时的工作已保留：{name}</translation>
    </message>
    <message>
        <source>Restore</source>
        <translation>恢复</translation>
    </message>
    <message>
        <source>Restore your work?</source>
        <translation>恢复之前的工作？</translation>
    </message>
    <message>
        <source>a scenario without a name</source>
        <translation>未命名的场景</translation>
    </message>
</context>
<context>
    <name>RunBefore</name>
    <message>
        <source>Show the run before</source>
        <translation>显示上一次运行</translation>
    </message>
    <message>
        <source>before</source>
        <translation>上一次</translation>
    </message>
</context>
<context>
    <name>SamplesView</name>
    <message>
        <source>% grad.</source>
        <translation>梯度 %</translation>
    </message>
    <message>
        <source>% loss</source>
        <translation>损失 %</translation>
    </message>
    <message>
        <source>A dash: the number is too large to be computed, for the run has diverged.</source>
        <translation>短横表示：该运行已发散，数值太大，无法计算。</translation>
    </message>
    <message>
        <source>A number of the data, as the model is given it.</source>
        <translation>数据中的一个数，模型得到的就是它。</translation>
    </message>
    <message>
        <source>Add a sample like this</source>
        <translation>添加相同的样本</translation>
    </message>
    <message>
        <source>Click a title to sort by it, or press O to choose what to sort by. Ctrl+C copies the selected rows. Enter edits a number, Insert adds a sample, Delete removes what is selected.</source>
        <translation>点击标题可按其排序，或按 O 选择排序依据。Ctrl+C 复制所选行。回车编辑数值，Insert 添加样本，Delete 移除所选。</translation>
    </message>
    <message>
        <source>Columns are hidden for lack of space: widen the table.</source>
        <translation>因空间不足，有些列已隐藏：请加宽表格。</translation>
    </message>
    <message>
        <source>Copy</source>
        <translation>复制</translation>
    </message>
    <message>
        <source>Edit the cell</source>
        <translation>编辑单元格</translation>
    </message>
    <message>
        <source>Losses and shares are being computed…</source>
        <translation>正在计算损失和占比…</translation>
    </message>
    <message>
        <source>No shares of the gradient: no sample pulls.</source>
        <translation>没有梯度占比：没有样本产生拉力。</translation>
    </message>
    <message>
        <source>No shares of the loss: all losses add up to 0.</source>
        <translation>没有损失占比：所有损失之和为 0。</translation>
    </message>
    <message>
        <source>P(true)</source>
        <translation>P(真类)</translation>
    </message>
    <message>
        <source>Remove the selected samples</source>
        <translation>移除所选样本</translation>
    </message>
    <message>
        <source>Run</source>
        <translation>运行</translation>
    </message>
    <message>
        <source>Samples</source>
        <translation>样本</translation>
    </message>
    <message>
        <source>Select all</source>
        <translation>全选</translation>
    </message>
    <message>
        <source>Sort by</source>
        <translation>排序依据</translation>
    </message>
    <message>
        <source>The class that the model takes for the most probable one.</source>
        <translation>模型认为最可能的类别。</translation>
    </message>
    <message>
        <source>The longest bar is the largest share in this list. Only training samples have one.</source>
        <translation>最长的条是表中最大的份额。只有训练样本有份额。</translation>
    </message>
    <message>
        <source>The probability that the model gives to the sample&apos;s true class.</source>
        <translation>模型给样本真实类别的概率。</translation>
    </message>
    <message>
        <source>The run whose predictions, losses and shares are listed.</source>
        <translation>表中列出的是哪次运行的预测、损失和占比。</translation>
    </message>
    <message>
        <source>The sample&apos;s number, and its symbol in the pictures. Point at a row: the sample lights up in every picture.</source>
        <translation>样本的编号，以及它在各图中的符号。把指针移到某一行上，该样本就会在所有图中突出显示。</translation>
    </message>
    <message>
        <source>The target y: the number that the model is to predict.</source>
        <translation>目标值 y：模型要预测的数。</translation>
    </message>
    <message>
        <source>The true class, which the model is to predict.</source>
        <translation>真实类别，即模型要预测的类别。</translation>
    </message>
    <message>
        <source>Training samples make the cost and pull at the model; validation and test samples only measure it.</source>
        <translation>训练样本构成代价，并牵引模型；验证样本和测试样本只用来衡量模型。</translation>
    </message>
    <message>
        <source>What the model predicts with its present parameters.</source>
        <translation>模型用当前参数作出的预测。</translation>
    </message>
    <message>
        <source>loss</source>
        <translation>损失</translation>
    </message>
    <message>
        <source>loss ℓ = {loss}</source>
        <translation>损失 ℓ = {loss}</translation>
    </message>
    <message>
        <source>loss ℓ = {loss}, not part of the cost ({part})</source>
        <translation>损失 ℓ = {loss}，不计入代价（{part}）</translation>
    </message>
    <message>
        <source>m = s·z, with s = 1 for the second class and s = −1 for the first: how far the score z is on the true class&apos;s side. Below 0 the other class is predicted.</source>
        <translation>m = s·z，第二类 s = 1，第一类 s = −1：得分 z 在真实类别一侧有多远。小于 0 时，预测为另一类。</translation>
    </message>
    <message>
        <source>m: the score of the true class minus the largest other score. Below 0 another class is predicted.</source>
        <translation>m：真实类别的得分减去其余得分中最大的一个。小于 0 时，预测为其他类别。</translation>
    </message>
    <message>
        <source>margin</source>
        <translation>间隔</translation>
    </message>
    <message>
        <source>no.</source>
        <translation>编号</translation>
    </message>
    <message>
        <source>part</source>
        <translation>所属</translation>
    </message>
    <message>
        <source>predicted</source>
        <translation>预测类别</translation>
    </message>
    <message>
        <source>predicted: {name}, P(true class) = {probability}, margin m = {margin}</source>
        <translation>预测：{name}，P(真实类别) = {probability}，间隔 m = {margin}</translation>
    </message>
    <message>
        <source>r = ŷ − y: how far the prediction lies above the target; below 0 where it is too low.</source>
        <translation>r = ŷ − y：预测值比目标值高出多少；小于 0 表示预测偏低。</translation>
    </message>
    <message>
        <source>residual</source>
        <translation>残差</translation>
    </message>
    <message>
        <source>sample {number}</source>
        <translation>样本 {number}</translation>
    </message>
    <message>
        <source>sample {number}, line {line}</source>
        <translation>样本 {number}，第 {line} 行</translation>
    </message>
    <message>
        <source>share of gradient</source>
        <translation>占梯度</translation>
    </message>
    <message>
        <source>share of loss</source>
        <translation>占损失</translation>
    </message>
    <message>
        <source>test</source>
        <translation>测试</translation>
    </message>
    <message>
        <source>train</source>
        <translation>训练</translation>
    </message>
    <message>
        <source>validation</source>
        <translation>验证</translation>
    </message>
    <message>
        <source>{count} samples after step {step}. The largest loss is that of sample {number}: {loss}, {share} of the training loss.</source>
        <translation>第 {step} 步之后的 {count} 个样本。损失最大的是样本 {number}：{loss}，占训练损失的 {share}。</translation>
    </message>
    <message>
        <source>{drawn} of {all} samples listed, those that are drawn; the shares are of all training samples.</source>
        <translation>列出 {all} 个样本中的 {drawn} 个，即图中画出的那些；占比是相对于全部训练样本的。</translation>
    </message>
    <message>
        <source>{run}:</source>
        <translation>{run}：</translation>
    </message>
    <message>
        <source>{shown} of {all} inputs shown.</source>
        <translation>显示 {all} 个输入中的 {shown} 个。</translation>
    </message>
    <message>
        <source>ŷ</source>
        <translation>ŷ</translation>
    </message>
    <message>
        <source>ŷ = {prediction}, residual r = {residual}</source>
        <translation>ŷ = {prediction}，残差 r = {residual}</translation>
    </message>
    <message>
        <source>‖∇ℓᵢ‖ / Σ ‖∇ℓⱼ‖ over the training set: the sample&apos;s share of all pulls at the parameters. ∇ℓᵢ is the gradient of its loss, and its length is how hard it pulls; the lengths are added up before pulls in opposite directions cancel. Balanced classes pull with their weights. The penalty has no share.</source>
        <translation>‖∇ℓᵢ‖ / Σ ‖∇ℓⱼ‖（对训练集求和）：在对参数的全部拉力中，这个样本所占的份额。∇ℓᵢ 是它的损失的梯度，其长度就是拉力的大小；这里先把长度相加，方向相反的拉力尚未抵消。类别平衡时，拉力乘以类别权重。惩罚项不占份额。</translation>
    </message>
    <message>
        <source>ℓᵢ / Σ ℓⱼ over the training set: how much of the data&apos;s part of the cost is this sample&apos;s. Balanced classes count with their weights. A penalty on the weights belongs to no sample.</source>
        <translation>ℓᵢ / Σ ℓⱼ（对训练集求和）：代价中来自数据的部分有多少属于这个样本。类别平衡时，各项乘以类别权重。对权重的惩罚项不属于任何样本。</translation>
    </message>
    <message>
        <source>ℓᵢ: the loss of this one sample. The cost is the mean or the sum of those of the training samples, plus a penalty where there is one.</source>
        <translation>ℓᵢ：这一个样本的损失。代价是各训练样本损失的平均或总和，若有惩罚项则再加上惩罚项。</translation>
    </message>
</context>
<context>
    <name>SaveDialog</name>
    <message>
        <source>Height in pixels</source>
        <translation>高度（像素）</translation>
    </message>
    <message>
        <source>Save as…</source>
        <translation>另存为…</translation>
    </message>
    <message>
        <source>Width in pixels</source>
        <translation>宽度（像素）</translation>
    </message>
</context>
<context>
    <name>Section</name>
    <message>
        <source>Fold this away, or open it</source>
        <translation>折叠或展开</translation>
    </message>
    <message>
        <source>More</source>
        <translation>更多</translation>
    </message>
    <message>
        <source>More settings: {section}</source>
        <translation>更多设置：{section}</translation>
    </message>
</context>
<context>
    <name>SlowMotion</name>
    <message>
        <source>A step against the gradient, {rate}: {moved}; {loss}.</source>
        <translation>沿负梯度方向走一步，{rate}：{moved}；{loss}。</translation>
    </message>
    <message>
        <source>Each counts as much as its class weighs.</source>
        <translation>各样本按其类别的权重计入。</translation>
    </message>
    <message>
        <source>End, and take no step (Esc)</source>
        <translation>结束，不执行这一步（Esc）</translation>
    </message>
    <message>
        <source>Error</source>
        <translation>误差</translation>
    </message>
    <message>
        <source>For the inputs of {sample} the model says {prediction}.</source>
        <translation>对{sample}的输入，模型给出 {prediction}。</translation>
    </message>
    <message>
        <source>For {sample}, at {place}, the model says {prediction}.</source>
        <translation>对{sample}，在 {place} 处，模型给出 {prediction}。</translation>
    </message>
    <message>
        <source>Gradient</source>
        <translation>梯度</translation>
    </message>
    <message>
        <source>Its label is {label}: {probability} should be {target}, and {error}.</source>
        <translation>它的标签是{label}：{probability} 应为 {target}，而 {error}。</translation>
    </message>
    <message>
        <source>Its target is {target}: the residual, prediction minus target, is {error}.</source>
        <translation>它的目标值是 {target}：残差（预测减目标）为 {error}。</translation>
    </message>
    <message>
        <source>Loss and slope</source>
        <translation>损失与斜率</translation>
    </message>
    <message>
        <source>One step in slow motion</source>
        <translation>慢动作演示一步</translation>
    </message>
    <message>
        <source>Pause, or go on (Space)</source>
        <translation>暂停或继续（空格）</translation>
    </message>
    <message>
        <source>Prediction</source>
        <translation>预测</translation>
    </message>
    <message>
        <source>The beat before (←)</source>
        <translation>上一拍（←）</translation>
    </message>
    <message>
        <source>The mean of the slopes of all {count} training samples is the gradient: {gradient}.</source>
        <translation>全部 {count} 个训练样本的斜率取平均，就是梯度：{gradient}。</translation>
    </message>
    <message>
        <source>The model gives {sample} the probability {prediction}.</source>
        <translation>对{sample}，模型给出的概率为 {prediction}。</translation>
    </message>
    <message>
        <source>The next beat (→); after the last one, the step is taken</source>
        <translation>下一拍（→）；最后一拍之后执行这一步</translation>
    </message>
    <message>
        <source>The slope of the penalty is in it too.</source>
        <translation>其中也包括正则化项的斜率。</translation>
    </message>
    <message>
        <source>The slopes of all {count} training samples add up to the gradient: {gradient}.</source>
        <translation>全部 {count} 个训练样本的斜率相加，就是梯度：{gradient}。</translation>
    </message>
    <message>
        <source>The slopes of the {count} samples of the mini-batch together estimate the gradient: {gradient}.</source>
        <translation>小批量中 {count} 个样本的斜率合起来，是对梯度的估计：{gradient}。</translation>
    </message>
    <message>
        <source>This costs {loss}; the slope there, {slope}, is how hard the sample pulls, and which way.</source>
        <translation>它的损失为 {loss}；该处的斜率 {slope} 表示这个样本拉动的力度和方向。</translation>
    </message>
    <message>
        <source>Update</source>
        <translation>更新</translation>
    </message>
    <message>
        <source>mean loss {before} → {after}</source>
        <translation>平均损失 {before} → {after}</translation>
    </message>
    <message>
        <source>{optimizer} turns it into a step of length {length} (−η∇J would be {other} long), most of all {moved}; {loss}.</source>
        <translation>{optimizer} 由它得到长度为 {length} 的一步（而 −η∇J 的长度为 {other}），变化最大的是 {moved}；{loss}。</translation>
    </message>
    <message>
        <source>{optimizer} turns it into {change} (−η∇J would be {other}); {loss}.</source>
        <translation>{optimizer} 由它得到 {change}（而 −η∇J 为 {other}）；{loss}。</translation>
    </message>
    <message>
        <source>−η∇J, drawn {times}×</source>
        <translation>−η∇J，放大 {times} 倍</translation>
    </message>
</context>
<context>
    <name>StartControl</name>
    <message>
        <source>Numbers of the start</source>
        <translation>起点的数值</translation>
    </message>
    <message>
        <source>Parameter</source>
        <translation>参数</translation>
    </message>
    <message>
        <source>Start</source>
        <translation>起点</translation>
    </message>
    <message>
        <source>Start from here</source>
        <translation>从当前参数出发</translation>
    </message>
    <message>
        <source>Take the present parameters as the start: the run restarts from where it is now.</source>
        <translation>以当前参数为起点：训练从现在的位置重新开始。</translation>
    </message>
    <message>
        <source>Where each parameter starts. Double-click a number, or press Enter on it, to type another one; the run then restarts there.</source>
        <translation>各参数的起始值。双击某个数，或在其上按回车键，即可输入新的值；随后训练从该处重新开始。</translation>
    </message>
</context>
<context>
    <name>StatusLine</name>
    <message>
        <source>Frames per second</source>
        <translation>每秒绘制的帧数</translation>
    </message>
    <message>
        <source>Language: switch to 简体中文</source>
        <translation>语言：切换到 English</translation>
    </message>
    <message>
        <source>Ready</source>
        <translation>就绪</translation>
    </message>
    <message>
        <source>Switch between light and dark</source>
        <translation>切换浅色与深色</translation>
    </message>
    <message>
        <source>Switch the language</source>
        <translation>切换语言</translation>
    </message>
    <message>
        <source>{run}: {status}</source>
        <translation>{run}：{status}</translation>
    </message>
    <message>
        <source>{status}. {reason}</source>
        <translation>{status}。{reason}</translation>
    </message>
</context>
<context>
    <name>StepNumbersView</name>
    <message>
        <source>Copy all rows as text (Ctrl+C)</source>
        <translation>把所有行复制为文本（Ctrl+C）</translation>
    </message>
    <message>
        <source>Run</source>
        <translation>运行</translation>
    </message>
    <message>
        <source>Step {step} to {next} of {name}, sample {number} worked out.</source>
        <translation>{name} 的第 {step} 步到第 {next} 步，逐步计算样本 {number}。</translation>
    </message>
    <message>
        <source>The arrow keys go from term to term and light what each one is; Ctrl+C copies all.</source>
        <translation>方向键在各项之间移动，并指出每一项是什么；Ctrl+C 复制全部。</translation>
    </message>
    <message>
        <source>The run whose coming step is written out.</source>
        <translation>写出哪个运行的下一步。</translation>
    </message>
    <message>
        <source>This step in numbers</source>
        <translation>这一步的数字</translation>
    </message>
    <message>
        <source>Work out the next sample of this step</source>
        <translation>计算这一步的下一个样本</translation>
    </message>
    <message>
        <source>Work out the previous sample of this step</source>
        <translation>计算这一步的上一个样本</translation>
    </message>
    <message>
        <source>beyond the range of numbers (about 1.8e308)</source>
        <translation>超出可表示的范围（约 1.8e308）</translation>
    </message>
    <message>
        <source>cost, which is minimised</source>
        <translation>代价，即被下降的量</translation>
    </message>
    <message>
        <source>error</source>
        <translation>误差</translation>
    </message>
    <message>
        <source>gradient</source>
        <translation>梯度</translation>
    </message>
    <message>
        <source>input</source>
        <translation>输入</translation>
    </message>
    <message>
        <source>learning rate</source>
        <translation>学习率</translation>
    </message>
    <message>
        <source>loss of samples</source>
        <translation>样本的损失</translation>
    </message>
    <message>
        <source>parameter, or its change</source>
        <translation>参数，或其改变量</translation>
    </message>
    <message>
        <source>prediction, or the score behind it</source>
        <translation>预测值，或其背后的得分</translation>
    </message>
    <message>
        <source>sample {number}</source>
        <translation>样本 {number}</translation>
    </message>
    <message>
        <source>slope of the sample&apos;s loss</source>
        <translation>该样本损失的斜率</translation>
    </message>
    <message>
        <source>target: the true value</source>
        <translation>目标：真实值</translation>
    </message>
    <message>
        <source>what the optimiser remembers</source>
        <translation>优化器记住的量</translation>
    </message>
</context>
<context>
    <name>StepSizeView</name>
    <message>
        <source>2/λmax = {limit} belongs to the steepest direction: above it steps grow there, even where this line still falls.</source>
        <translation>2/λmax = {limit} 针对最陡的方向：超过它，那个方向上的步子会越来越大，即使沿这条线代价仍在下降。</translation>
    </message>
    <message>
        <source>A cut through the cost along the coming step. Turning the learning rate moves the step along this curve: too small, and it hardly gets down; too large, and it comes out on the other side higher than it went in.</source>
        <translation>沿下一步方向切开代价函数所得的曲线。改变学习率，步子的终点就沿这条曲线移动：太小则几乎不下降；太大则越到另一侧，比出发点还高。</translation>
    </message>
    <message>
        <source>A step {times} times as long would lower it still more.</source>
        <translation>走 {times} 倍远，代价会降得更多。</translation>
    </message>
    <message>
        <source>Along this line the cost is lowest at {place} times this step.</source>
        <translation>沿这条线，代价在这一步的 {place} 倍处最低。</translation>
    </message>
    <message>
        <source>Along this line the cost is lowest at η = {place}.</source>
        <translation>沿这条线，代价在 η = {place} 处最低。</translation>
    </message>
    <message>
        <source>Along this step the cost stays the same: what changes is less than rounding errors.</source>
        <translation>沿这一步代价保持不变：变化小于舍入误差。</translation>
    </message>
    <message>
        <source>Near these parameters 2/λmax = {limit}. It belongs to the steepest direction: above it steps grow there, even where this line still falls.</source>
        <translation>在当前参数附近 2/λmax = {limit}。它针对最陡的方向：超过它，那个方向上的步子会越来越大，即使沿这条线代价仍在下降。</translation>
    </message>
    <message>
        <source>No point found on this line is lower than now.</source>
        <translation>在这条线上没有找到比当前更低的点。</translation>
    </message>
    <message>
        <source>Show the whole picture</source>
        <translation>显示整幅图</translation>
    </message>
    <message>
        <source>Show the whole picture (A, or a double click in it)</source>
        <translation>显示整幅图（A，或在图中双击）</translation>
    </message>
    <message>
        <source>Shown: {name}.</source>
        <translation>所示为 {name}。</translation>
    </message>
    <message>
        <source>Step size</source>
        <translation>步长</translation>
    </message>
    <message>
        <source>The coming step has no finite length: there is nothing to draw. A smaller learning rate, or an earlier step, may have one.</source>
        <translation>下一步的长度不是有限数，无法绘制。较小的学习率或更早的一步也许可以。</translation>
    </message>
    <message>
        <source>The coming step is zero: the gradient is 0, and nothing moves any more.</source>
        <translation>下一步为零：梯度为 0，不再有任何变化。</translation>
    </message>
    <message>
        <source>The coming step is zero: the schedule has brought the learning rate down to 0.</source>
        <translation>下一步为零：学习率调度已使学习率降到 0。</translation>
    </message>
    <message>
        <source>The direction comes from a mini-batch (size {batch}); the curve is the cost over all {n} training samples.</source>
        <translation>方向来自一个小批量（大小为 {batch}）；曲线是全部 {n} 个训练样本上的代价。</translation>
    </message>
    <message>
        <source>The lowest point found on this line is near {place} times this step.</source>
        <translation>在这条线上找到的最低点在这一步的 {place} 倍附近。</translation>
    </message>
    <message>
        <source>The lowest point found on this line is near η = {place}.</source>
        <translation>在这条线上找到的最低点在 η = {place} 附近。</translation>
    </message>
    <message>
        <source>The other way it would fall.</source>
        <translation>朝相反的方向代价会下降。</translation>
    </message>
    <message>
        <source>The step is made by {optimizer}: its direction is not that of steepest descent.</source>
        <translation>这一步由{optimizer}确定：其方向不是最速下降方向。</translation>
    </message>
    <message>
        <source>This step leads uphill, from {before} to {after}: it depends on earlier gradients too, or weighs the parameters, and need not follow the slope.</source>
        <translation>这一步是上坡，代价从 {before} 升到 {after}：它还取决于先前的梯度，或对各参数区别对待，不一定顺着斜率走。</translation>
    </message>
    <message>
        <source>This step leads uphill, from {before} to {after}: the slope of its mini-batch is not that of the cost.</source>
        <translation>这一步是上坡，代价从 {before} 升到 {after}：小批量的斜率并不是代价的斜率。</translation>
    </message>
    <message>
        <source>This step leaves the cost at {cost}.</source>
        <translation>这一步之后代价仍为 {cost}。</translation>
    </message>
    <message>
        <source>This step lowers the cost by {change}, to {after}.</source>
        <translation>这一步使代价降低 {change}，降到 {after}。</translation>
    </message>
    <message>
        <source>This step lowers the cost from {before} to {after}.</source>
        <translation>这一步使代价从 {before} 降到 {after}。</translation>
    </message>
    <message>
        <source>This step overshoots so far that the cost overflows.</source>
        <translation>这一步越得太远，代价不再是有限数。</translation>
    </message>
    <message>
        <source>This step overshoots: the cost rises from {before} to {after}.</source>
        <translation>这一步越过了谷底：代价从 {before} 升到 {after}。</translation>
    </message>
    <message>
        <source>This step raises the cost by {change}, to {after}.</source>
        <translation>这一步使代价升高 {change}，升到 {after}。</translation>
    </message>
    <message>
        <source>What the gradient promises: the cost if it went on falling as steeply as at the present parameters.</source>
        <translation>梯度所预示的：假如代价一直像在当前参数处那样陡地下降。</translation>
    </message>
    <message>
        <source>Where the cost is not a finite number, nothing is drawn.</source>
        <translation>代价不是有限数之处不画。</translation>
    </message>
    <message>
        <source>after the step</source>
        <translation>这一步之后</translation>
    </message>
    <message>
        <source>coming step</source>
        <translation>下一步</translation>
    </message>
    <message>
        <source>cost</source>
        <translation>代价</translation>
    </message>
    <message>
        <source>cost {cost}</source>
        <translation>代价 {cost}</translation>
    </message>
    <message>
        <source>cost − the cost now</source>
        <translation>代价 − 当前代价</translation>
    </message>
    <message>
        <source>learning rate η</source>
        <translation>学习率 η</translation>
    </message>
    <message>
        <source>lowest point</source>
        <translation>最低点</translation>
    </message>
    <message>
        <source>lowest point found</source>
        <translation>找到的最低点</translation>
    </message>
    <message>
        <source>multiples of the step</source>
        <translation>这一步的倍数</translation>
    </message>
    <message>
        <source>now</source>
        <translation>当前</translation>
    </message>
    <message>
        <source>slope now</source>
        <translation>当前斜率</translation>
    </message>
    <message>
        <source>{s} times this step</source>
        <translation>这一步的 {s} 倍处</translation>
    </message>
</context>
<context>
    <name>StopDialog</name>
    <message>
        <source>It needs a validation set: Settings ▸ Data ▸ More ▸ Validation share.</source>
        <translation>需要验证集：设置 ▸ 数据 ▸ 更多 ▸ 验证集比例。</translation>
    </message>
    <message>
        <source>Pause when</source>
        <translation>在何时暂停</translation>
    </message>
    <message>
        <source>The run has converged</source>
        <translation>运行已收敛</translation>
    </message>
    <message>
        <source>Training pauses when every run has met one of the conditions that are ticked. You can go on from there.</source>
        <translation>每个运行都满足所勾选的条件之一时，训练暂停。之后可以从那里继续。</translation>
    </message>
</context>
<context>
    <name>SweepView</name>
    <message>
        <source>At the top edge: the run diverged with this value, and its last loss says nothing.</source>
        <translation>画在上边缘：取这个值时运行发散，最后的损失没有意义。</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>取消</translation>
    </message>
    <message>
        <source>Choose a setting and its values, then train once for each of them.</source>
        <translation>选择一个设置和它的取值，然后对每个值各训练一次。</translation>
    </message>
    <message>
        <source>Each value trains {steps} steps from the start. A click sets the value.</source>
        <translation>每个值都从起点训练 {steps} 步。点击即可采用该值。</translation>
    </message>
    <message>
        <source>Every run diverges with every value; a smaller learning rate may help.</source>
        <translation>取任何值时每个运行都发散；减小学习率可能有用。</translation>
    </message>
    <message>
        <source>First value</source>
        <translation>第一个值</translation>
    </message>
    <message>
        <source>Last value</source>
        <translation>最后一个值</translation>
    </message>
    <message>
        <source>Logarithmic axis</source>
        <translation>对数轴</translation>
    </message>
    <message>
        <source>Logarithmic axis: small differences of small figures are seen</source>
        <translation>对数轴：能看出小数值之间的细微差别</translation>
    </message>
    <message>
        <source>Logarithmic values</source>
        <translation>对数间隔取值</translation>
    </message>
    <message>
        <source>Run sweep</source>
        <translation>开始扫描</translation>
    </message>
    <message>
        <source>Setting</source>
        <translation>设置</translation>
    </message>
    <message>
        <source>Settings have changed since: run the sweep again.</source>
        <translation>设置在此之后已改变：请重新扫描。</translation>
    </message>
    <message>
        <source>Stop; what has been trained stays</source>
        <translation>停止；已训练的结果保留</translation>
    </message>
    <message>
        <source>Stopped after {done} of {total} values.</source>
        <translation>在 {total} 个值中训练了 {done} 个后停止。</translation>
    </message>
    <message>
        <source>Sweep</source>
        <translation>参数扫描</translation>
    </message>
    <message>
        <source>The first value of the setting; the last may be smaller.</source>
        <translation>该设置的第一个值；最后一个值可以更小。</translation>
    </message>
    <message>
        <source>The last value of the setting.</source>
        <translation>该设置的最后一个值。</translation>
    </message>
    <message>
        <source>The setting that is varied</source>
        <translation>要改变的设置</translation>
    </message>
    <message>
        <source>Train once for each value, in the background</source>
        <translation>在后台对每个值各训练一次</translation>
    </message>
    <message>
        <source>Units in layer {number}</source>
        <translation>第 {number} 层的单元数</translation>
    </message>
    <message>
        <source>Values in equal factors instead of equal steps, and a logarithmic axis for them</source>
        <translation>相邻取值成等比而不是等差，并使用对数轴</translation>
    </message>
    <message>
        <source>What is drawn</source>
        <translation>绘制的内容</translation>
    </message>
    <message>
        <source>What is drawn against the setting, where each run ends</source>
        <translation>以该设置为横轴，绘制每个运行结束时的值</translation>
    </message>
    <message>
        <source>diverged</source>
        <translation>发散</translation>
    </message>
    <message>
        <source>log</source>
        <translation>对数</translation>
    </message>
    <message>
        <source>mean loss</source>
        <translation>平均损失</translation>
    </message>
    <message>
        <source>now {value}</source>
        <translation>当前 {value}</translation>
    </message>
    <message>
        <source>to</source>
        <translation>至</translation>
    </message>
    <message>
        <source>values</source>
        <translation>个值</translation>
    </message>
    <message>
        <source>{done} of {total} values are trained.</source>
        <translation>已训练 {done} 个值，共 {total} 个。</translation>
    </message>
    <message>
        <source>{setting}: every run</source>
        <translation>{setting}：所有运行</translation>
    </message>
    <message>
        <source>{setting}: {run}</source>
        <translation>{setting}：{run}</translation>
    </message>
</context>
<context>
    <name>TransportBar</name>
    <message>
        <source>Back</source>
        <translation>后退</translation>
    </message>
    <message>
        <source>Continue from here</source>
        <translation>从这里继续</translation>
    </message>
    <message>
        <source>Continue from here: forget the steps after this one and train on. With the same settings the same steps follow; with others, a new path begins.</source>
        <translation>从这里继续：丢弃这一步之后的各步，接着训练。设置不变，得到的步也相同；设置改变，则走上一条新路径。</translation>
    </message>
    <message>
        <source>Drag to any step that is known: every panel shows it exactly as it was.</source>
        <translation>拖到任何一个已知的步：各面板会精确显示当时的状态。</translation>
    </message>
    <message>
        <source>One step back, exactly</source>
        <translation>后退一步，精确还原</translation>
    </message>
    <message>
        <source>One step in slow motion: from one sample&apos;s prediction to the new parameters, in five beats over the pictures</source>
        <translation>慢动作演示一步：从一个样本的预测到新的参数，在各图上分五拍展示</translation>
    </message>
    <message>
        <source>One step: one update of the parameters</source>
        <translation>单步：参数更新一次</translation>
    </message>
    <message>
        <source>Pause</source>
        <translation>暂停</translation>
    </message>
    <message>
        <source>Reset</source>
        <translation>重置</translation>
    </message>
    <message>
        <source>Return to the start: the same data, the same initial parameters</source>
        <translation>回到起点：同样的数据，同样的初始参数</translation>
    </message>
    <message>
        <source>Run</source>
        <translation>运行</translation>
    </message>
    <message>
        <source>Run or pause gradient descent</source>
        <translation>运行或暂停梯度下降</translation>
    </message>
    <message>
        <source>Speed</source>
        <translation>速度</translation>
    </message>
    <message>
        <source>Step</source>
        <translation>单步</translation>
    </message>
    <message>
        <source>Step in slow motion</source>
        <translation>慢动作单步</translation>
    </message>
    <message>
        <source>Steps a second: from one, to follow each step, to as many as the machine can. Keys: + and −</source>
        <translation>每秒的步数：最慢每秒一步，便于逐步观察；最快达到计算机的极限。按键：+ 和 −</translation>
    </message>
    <message>
        <source>The step that is shown, and the mean losses there: on the training samples and, if there are any, the validation samples, otherwise the test samples</source>
        <translation>所显示的步，以及这一步的平均损失：训练样本上的，以及验证样本上的（没有验证集时为测试样本上的）</translation>
    </message>
    <message>
        <source>Time</source>
        <translation>时间</translation>
    </message>
    <message>
        <source>Transport bar</source>
        <translation>运行控制栏</translation>
    </message>
    <message>
        <source>as fast as it can</source>
        <translation>尽可能快</translation>
    </message>
    <message>
        <source>step {step}</source>
        <translation>第 {step} 步</translation>
    </message>
    <message>
        <source>test {loss}</source>
        <translation>测试 {loss}</translation>
    </message>
    <message>
        <source>train {loss}</source>
        <translation>训练 {loss}</translation>
    </message>
    <message>
        <source>validation {loss}</source>
        <translation>验证 {loss}</translation>
    </message>
    <message>
        <source>{speed}/s</source>
        <translation>{speed} 步/秒</translation>
    </message>
</context>
<context>
    <name>Zoom</name>
    <message>
        <source>&amp;Larger</source>
        <translation>放大(&amp;L)</translation>
    </message>
    <message>
        <source>&amp;Usual size</source>
        <translation>原始大小(&amp;U)</translation>
    </message>
    <message>
        <source>S&amp;maller</source>
        <translation>缩小(&amp;M)</translation>
    </message>
    <message>
        <source>Si&amp;ze: {percent} %</source>
        <translation>大小(&amp;Z)：{percent} %</translation>
    </message>
</context>
<context>
    <name>core</name>
    <message>
        <source>&quot;{text}&quot; could mean {decimal} or {thousands}: write one of these two instead</source>
        <translation>“{text}”可能表示 {decimal}，也可能表示 {thousands}：请改写成其中之一</translation>
    </message>
    <message>
        <source>&quot;{text}&quot;: write it without separators between the thousands, as {plain}</source>
        <translation>“{text}”：请不要用千位分隔符，写成 {plain}</translation>
    </message>
    <message>
        <source>--over {value}: must be PATH=FROM..TO[:COUNT][:log], such as data.noise=0..1:11 or runs.0.learning_rate=0.001..1:7:log</source>
        <translation>--over {value}：必须写成 PATH=FROM..TO[:COUNT][:log]，例如 data.noise=0..1:11 或 runs.0.learning_rate=0.001..1:7:log</translation>
    </message>
    <message>
        <source>--set {value}: must be PATH=VALUE, such as data.noise=0.3</source>
        <translation>--set {value}：必须写成 PATH=VALUE（路径=值）的形式，例如 data.noise=0.3</translation>
    </message>
    <message>
        <source>--set {value}: must be UTF-8 text</source>
        <translation>--set {value}：必须是 UTF-8 文本</translation>
    </message>
    <message>
        <source>0 below 0 and z above, so the network is piecewise linear. A unit that is 0 for all data gets no gradient. The slope at the kink is taken as 0.</source>
        <translation>z 小于 0 时取 0，大于 0 时取 z，因此网络是分段线性的。对所有数据都输出 0 的单元得不到梯度。尖点处的斜率取为 0。</translation>
    </message>
    <message>
        <source>1 / (1 + exp(−x)), also σ(x)</source>
        <translation>1 / (1 + exp(−x))，也可写作 σ(x)</translation>
    </message>
    <message>
        <source>50 stopping distances of cars of the 1920s, against their speed. The distance grows faster than the speed: try a polynomial of degree 2.</source>
        <translation>20 世纪 20 年代汽车的 50 次刹车距离与车速。距离比车速增长得更快：试试二次多项式。</translation>
    </message>
    <message>
        <source>A</source>
        <translation>A</translation>
    </message>
    <message>
        <source>A bias is not penalised.</source>
        <translation>偏置不受惩罚。</translation>
    </message>
    <message>
        <source>A constant that is added to the weighted sum. Without it, a line must go through the origin.</source>
        <translation>加在加权和上的常数。没有它，直线必须经过原点。</translation>
    </message>
    <message>
        <source>A heavy ball: the velocity v is a decaying sum of all gradients so far, so that steps add up along a valley and cancel across it. The gradient enters v with its full weight, not with 1 − β, so the same learning rate makes longer steps than in gradient descent.</source>
        <translation>好比一个沉重的球：速度 v 是迄今所有梯度的衰减累加，因此各步沿山谷方向相互叠加，横跨山谷时相互抵消。梯度以全部权重（而不是 1 − β）计入 v，所以学习率相同时，步长比梯度下降更大。</translation>
    </message>
    <message>
        <source>A learning rate above its limit</source>
        <translation>学习率超过上限</translation>
    </message>
    <message>
        <source>A multilayer perceptron: each hidden layer takes weighted sums of the layer before, adds biases and passes them through the activation φ; the output is a weighted sum of the last hidden layer, plus a bias. Its cost is in general not convex. The inputs are first centred by c and divided by s.</source>
        <translation>多层感知机：每个隐藏层对前一层的输出作加权求和，加上偏置，再通过激活函数 φ；输出是最后一个隐藏层的加权和加上偏置。其代价一般不是凸的。输入先减去中心 c，再除以 s。</translation>
    </message>
    <message>
        <source>A number of your formula that a slider moves, while training goes on.</source>
        <translation>公式中的一个数，可用滑块改变，训练时也可以。</translation>
    </message>
    <message>
        <source>A smooth step from 0 to 1. Its slope is at most 1/4, so gradients tend to shrink from layer to layer.</source>
        <translation>从 0 到 1 的光滑台阶。斜率至多为 1/4，因此梯度往往逐层变小。</translation>
    </message>
    <message>
        <source>A smooth step from −1 to 1. Its slope vanishes far from 0.</source>
        <translation>从 −1 到 1 的光滑台阶。远离 0 处斜率趋于零。</translation>
    </message>
    <message>
        <source>A step against the gradient, as long as the learning rate times the gradient. On mini-batches this is stochastic gradient descent (SGD).</source>
        <translation>沿梯度的反方向走一步，步长为学习率乘以梯度的大小。用于小批量时，就是随机梯度下降（SGD）。</translation>
    </message>
    <message>
        <source>A weighted sum of all products of the inputs up to the chosen degree, plus a bias. It is curved in the inputs and still linear in its parameters. The inputs are first centred by c and divided by s, so that high powers stay of order 1.</source>
        <translation>对输入的所有乘积项（次数不超过所选次数）加权求和，再加偏置。它对输入是非线性的，对参数仍是线性的。输入先减去中心 c，再除以 s，使高次幂的量级保持在 1 左右。</translation>
    </message>
    <message>
        <source>A weighted sum of the inputs, plus a bias. With a regression loss this is linear regression; with a loss for two classes the sum is a score, and with cross-entropy it is logistic regression; with several classes there is a score for each, and with cross-entropy it is softmax regression.</source>
        <translation>对输入加权求和，再加偏置。配合回归损失，就是线性回归；配合二分类损失，这个和称为得分，若用交叉熵就是逻辑回归；类别更多时，每一类各有一个得分，若用交叉熵就是 softmax 回归。</translation>
    </message>
    <message>
        <source>About r²/2 near zero and |r| − log 2 far from it: like Huber, but with a second derivative everywhere, and without a threshold to choose. An outlier pulls with a force of at most 1.</source>
        <translation>在零附近约为 r²/2，远离零时约为 |r| − log 2：与 Huber 损失相似，但处处有二阶导数，也无需选取阈值。离群点的拉力至多为 1。</translation>
    </message>
    <message>
        <source>Absolute error (MAE)</source>
        <translation>绝对误差（MAE）</translation>
    </message>
    <message>
        <source>Activation</source>
        <translation>激活函数</translation>
    </message>
    <message>
        <source>AdaGrad</source>
        <translation>AdaGrad</translation>
    </message>
    <message>
        <source>Adam</source>
        <translation>Adam</translation>
    </message>
    <message>
        <source>Adam, and at each step every weight w (no bias) also shrinks by η·λ·w. This decay is not part of the cost and does not pass through Adam&apos;s scaling, so it is not the same as an L2 penalty: it comes on top of one, and the steps stop where gradient and decay balance, not at the cost&apos;s minimum.</source>
        <translation>在 Adam 的基础上，每一步还让每个权重 w（不含偏置）缩小 η·λ·w。这种衰减不属于代价，也不经过 Adam 的缩放，因此不同于 L2 惩罚项：它是在惩罚项之外另加的，迭代停在梯度与衰减相平衡之处，而不是代价的最小值处。</translation>
    </message>
    <message>
        <source>AdamW</source>
        <translation>AdamW</translation>
    </message>
    <message>
        <source>Added: training sample {number}, with the numbers of sample {like}.</source>
        <translation>已添加训练样本 {number}，数值与样本 {like} 相同。</translation>
    </message>
    <message>
        <source>Adds λ₁·Σ|w| to the cost, whose minimum can then have weights of exactly 0; at a constant learning rate the steps jitter around it. Biases are not penalised.</source>
        <translation>在代价上加 λ₁·Σ|w|：最小值处的权重可以恰好为 0；学习率恒定时，各步会在它附近来回跳动。偏置不受惩罚。</translation>
    </message>
    <message>
        <source>Adds λ₂·Σw² to the cost: keeps weights small. Biases are not penalised.</source>
        <translation>在代价上加 λ₂·Σw²：使权重保持较小。偏置不受惩罚。</translation>
    </message>
    <message>
        <source>Adelie</source>
        <translation>阿德利企鹅</translation>
    </message>
    <message>
        <source>After this many steps the learning rate is 0.</source>
        <translation>经过这么多步后，学习率为 0。</translation>
    </message>
    <message>
        <source>All of its bytes are valid UTF-8.</source>
        <translation>所有字节都是有效的 UTF-8。</translation>
    </message>
    <message>
        <source>All of its values are the same ({value}): nothing can be learnt from it.</source>
        <translation>这一列的值全都相同（{value}），从中学不到任何东西。</translation>
    </message>
    <message>
        <source>All rows have the same {target}, {value}: a class to be predicted is one of at least two.</source>
        <translation>所有行的{target}都相同，都是 {value}。要预测类别，至少要有两类。</translation>
    </message>
    <message>
        <source>All samples</source>
        <translation>所有样本</translation>
    </message>
    <message>
        <source>All samples equal</source>
        <translation>所有样本相同</translation>
    </message>
    <message>
        <source>All weights start at 0. Fine for a linear model. In a network all units of a layer then stay alike, because each gets the same gradient, and with tanh or ReLU only the last bias learns.</source>
        <translation>所有权重都从 0 开始。对线性模型没有问题。在网络中，同一层的各单元得到相同的梯度，因而始终相同；若用 tanh 或 ReLU，则只有最后一层的偏置在学习。</translation>
    </message>
    <message>
        <source>All with the same learning rate, which is not the best one for each: Adam&apos;s steps are about as long as the rate itself, momentum&apos;s add up.</source>
        <translation>学习率都相同，但它并非对每种优化器都最合适：Adam 的步长约等于学习率本身，动量的步会累加。</translation>
    </message>
    <message>
        <source>All zero</source>
        <translation>全零</translation>
    </message>
    <message>
        <source>Another model or another start: training restarts.</source>
        <translation>模型或初始参数已改变：训练从头开始。</translation>
    </message>
    <message>
        <source>Anscombe&apos;s third set</source>
        <translation>安斯库姆的第三组数据</translation>
    </message>
    <message>
        <source>Arrangement</source>
        <translation>布局</translation>
    </message>
    <message>
        <source>As AdaGrad, but with a running mean s of the squared gradients in place of their sum (entry by entry), so old gradients are forgotten and the steps do not die out. Near the optimum they stay about as long as the learning rate, so lower it to settle. The mean starts at 0, so the first step is 1/√(1 − ρ) times η.</source>
        <translation>与 AdaGrad 类似，但用梯度平方的滑动平均 s 代替总和（逐元素计算），因此旧梯度会被遗忘，步长不会逐渐消失。在最优解附近，步长仍与学习率大致相当，要稳定下来就需调低学习率。s 从 0 开始，因此第一步是 η 的 1/√(1 − ρ) 倍。</translation>
    </message>
    <message>
        <source>As chosen.</source>
        <translation>按你的选择。</translation>
    </message>
    <message>
        <source>As chosen; the proposal was not to standardise them.</source>
        <translation>按你的选择；原建议是不标准化。</translation>
    </message>
    <message>
        <source>As chosen; the proposal was to standardise them.</source>
        <translation>按你的选择；原建议是标准化。</translation>
    </message>
    <message>
        <source>As in the data</source>
        <translation>按数据中的顺序</translation>
    </message>
    <message>
        <source>As the model decides</source>
        <translation>由模型决定</translation>
    </message>
    <message>
        <source>At least a tenth of the samples have to be training samples: remove test samples first.</source>
        <translation>至少十分之一的样本必须是训练样本：请先移除测试样本。</translation>
    </message>
    <message>
        <source>At least {minimum} training samples have to stay: a model needs them.</source>
        <translation>至少要保留 {minimum} 个训练样本：模型需要它们。</translation>
    </message>
    <message>
        <source>B</source>
        <translation>B</translation>
    </message>
    <message>
        <source>Balanced</source>
        <translation>平衡</translation>
    </message>
    <message>
        <source>Batch order</source>
        <translation>批次顺序</translation>
    </message>
    <message>
        <source>Batch size</source>
        <translation>批量大小</translation>
    </message>
    <message>
        <source>Batches of {size}</source>
        <translation>每批 {size} 个样本</translation>
    </message>
    <message>
        <source>Bias</source>
        <translation>偏置</translation>
    </message>
    <message>
        <source>Binary cross-entropy</source>
        <translation>二元交叉熵</translation>
    </message>
    <message>
        <source>Binary cross-entropy with less weight on examples that are already classified well, by the factor (1 − p of the true class)^γ, and a weight for each class. Made for object detection, where easy background examples far outnumber the objects; γ = 0 and α = 0.5 is half the cross-entropy.</source>
        <translation>在二元交叉熵上乘以因子 (1 − p)^γ，其中 p 是真实类别的概率，从而降低已分类得很好的样本的权重；每一类还另有一个权重。它为目标检测而设计：其中容易分辨的背景样本远多于目标。γ = 0、α = 0.5 时，它是交叉熵的一半。</translation>
    </message>
    <message>
        <source>Brier</source>
        <translation>Brier</translation>
    </message>
    <message>
        <source>Brier (squared error of p)</source>
        <translation>Brier 分数（p 的平方误差）</translation>
    </message>
    <message>
        <source>Brier, several classes</source>
        <translation>Brier 分数（多分类）</translation>
    </message>
    <message>
        <source>By name. Those that are not given have their default values.</source>
        <translation>按名称给出；未给出的取默认值。</translation>
    </message>
    <message>
        <source>C</source>
        <translation>C</translation>
    </message>
    <message>
        <source>Cauchy: outliers hardly pull</source>
        <translation>柯西：离群点几乎没有拉力</translation>
    </message>
    <message>
        <source>Centred by c and divided by s:</source>
        <translation>减去 c 再除以 s：</translation>
    </message>
    <message>
        <source>Chinstrap</source>
        <translation>帽带企鹅</translation>
    </message>
    <message>
        <source>Chosen by hand.</source>
        <translation>由你选定。</translation>
    </message>
    <message>
        <source>Chosen by hand: an input of 0 and 1 is made of each of its {count} values ({values}).</source>
        <translation>手动选择：它的 {count} 个取值（{values}）各成为一个取 0 或 1 的输入。</translation>
    </message>
    <message>
        <source>Class weights</source>
        <translation>类别权重</translation>
    </message>
    <message>
        <source>Columns</source>
        <translation>列</translation>
    </message>
    <message>
        <source>Columns of texts</source>
        <translation>文字列</translation>
    </message>
    <message>
        <source>Compare</source>
        <translation>对比</translation>
    </message>
    <message>
        <source>Constant</source>
        <translation>恒定</translation>
    </message>
    <message>
        <source>Converged</source>
        <translation>已收敛</translation>
    </message>
    <message>
        <source>Converging</source>
        <translation>收敛中</translation>
    </message>
    <message>
        <source>Copied as text. It names the file of the table, but does not hold it.</source>
        <translation>已复制为文本。其中只写明数据表的文件名，不含表中的数据。</translation>
    </message>
    <message>
        <source>Copied as text: paste it into a chat or a mail.</source>
        <translation>已复制为文本：可粘贴到聊天或邮件中。</translation>
    </message>
    <message>
        <source>Copied: the picture of “{view}”, and its numbers as text.</source>
        <translation>已复制“{view}”的图片，以及作为文本的数据。</translation>
    </message>
    <message>
        <source>Copied: the whole script.</source>
        <translation>已复制：整个脚本。</translation>
    </message>
    <message>
        <source>Corrected for the start at 0:</source>
        <translation>对初值为 0 的修正：</translation>
    </message>
    <message>
        <source>Cosine</source>
        <translation>余弦退火</translation>
    </message>
    <message>
        <source>Cost</source>
        <translation>代价</translation>
    </message>
    <message>
        <source>Cross-entropy</source>
        <translation>交叉熵</translation>
    </message>
    <message>
        <source>Data set</source>
        <translation>数据集</translation>
    </message>
    <message>
        <source>Dates or times, counted as numbers: {counted}.</source>
        <translation>日期或时间，换算成数值：{counted}。</translation>
    </message>
    <message>
        <source>Decay per step</source>
        <translation>每步衰减系数</translation>
    </message>
    <message>
        <source>Degree</source>
        <translation>次数</translation>
    </message>
    <message>
        <source>Degree {degree}</source>
        <translation>{degree} 次</translation>
    </message>
    <message>
        <source>Density and sugar content of 17 watermelons, and whether they were good: table 4.5 of Zhou&apos;s “Machine Learning”. Logistic regression on all of them, test share 0, has its optimum at the weights 3.158 and 12.521 and the bias −4.429.</source>
        <translation>17 个西瓜的密度、含糖率以及是否为好瓜：周志华《机器学习》表 4.5 的西瓜数据集 3.0α。用全部样本（测试集比例为 0）做对数几率回归，最优解的权重为 3.158 和 12.521，偏置为 −4.429。</translation>
    </message>
    <message>
        <source>Device or resource busy</source>
        <translation>设备或资源正被占用</translation>
    </message>
    <message>
        <source>Disk quota exceeded</source>
        <translation>已超出磁盘配额</translation>
    </message>
    <message>
        <source>Dive into Deep Learning: linear regression in mini-batches</source>
        <translation>《动手学深度学习》：小批量线性回归</translation>
    </message>
    <message>
        <source>Diverging</source>
        <translation>发散</translation>
    </message>
    <message>
        <source>Divided by the root mean square s of the training set (without a bias, c = 0):</source>
        <translation>除以训练集的均方根 s（没有偏置，c = 0）：</translation>
    </message>
    <message>
        <source>Drag a sample to move it, click an empty place to add one; right-click for more.</source>
        <translation>拖动样本可移动它，点击空白处添加样本；右键有更多操作。</translation>
    </message>
    <message>
        <source>Drawn from the seed</source>
        <translation>由种子抽取</translation>
    </message>
    <message>
        <source>Each of the {count} slopes ∂ℓᵢ/∂θⱼ is computed by backpropagation.</source>
        <translation>{count} 个斜率 ∂ℓᵢ/∂θⱼ 都由反向传播算出。</translation>
    </message>
    <message>
        <source>Each of the {count} slopes ∂ℓᵢ/∂θⱼ is computed by the chain rule.</source>
        <translation>{count} 个斜率 ∂ℓᵢ/∂θⱼ 都由链式法则算出。</translation>
    </message>
    <message>
        <source>Each parameter has its own step length: the learning rate divided by the root of the sum G of its squared gradients so far (squares and roots are taken entry by entry). The first step is η in every direction; then η/√G only falls.</source>
        <translation>每个参数有各自的步长：学习率除以 G 的平方根，G 是该参数迄今梯度的平方和（平方与开方均逐元素进行）。第一步在每个方向上都是 η，此后 η/√G 只会下降。</translation>
    </message>
    <message>
        <source>Each row has another text: it names the rows.</source>
        <translation>每一行的文字都不相同：它是各行的名称。</translation>
    </message>
    <message>
        <source>Each row then has {width} cells.</source>
        <translation>这样每一行都有 {width} 个单元格。</translation>
    </message>
    <message>
        <source>Each step jumps across the valley: the gradient points against the one before (cosine {cosine:.2f}).</source>
        <translation>每一步都越过谷底跳到对面：梯度与上一步的梯度方向相反（余弦为 {cosine:.2f}）。</translation>
    </message>
    <message>
        <source>Each step reverses the one before (cosine {cosine:.2f}). {why}</source>
        <translation>每一步都与前一步方向相反（余弦为 {cosine:.2f}）。{why}</translation>
    </message>
    <message>
        <source>Each step takes η·λ = {share:.3g} times every weight off it, more than twice: the weights change sign and grow. Choose a learning rate below {limit:.3g} (= 2/λ).</source>
        <translation>每一步都会减去每个权重的 η·λ = {share:.3g} 倍，超过两倍：权重会变号并增大。请选择小于 {limit:.3g}（= 2/λ）的学习率。</translation>
    </message>
    <message>
        <source>Each weight shrinks by η·λ times itself at every step; biases do not.</source>
        <translation>每一步，每个权重缩小自身的 η·λ 倍；偏置不衰减。</translation>
    </message>
    <message>
        <source>Early stopping: training pauses when for so many steps the validation loss has not been lower than before.</source>
        <translation>提前停止：验证损失连续这么多步没有降到比以前更低时，训练暂停。</translation>
    </message>
    <message>
        <source>Edit run</source>
        <translation>编辑的运行</translation>
    </message>
    <message>
        <source>Eleven points: ten lie on a line, and one does not. The squared error lets this one turn the line; the absolute error ignores it. Train on all of them: test share 0.</source>
        <translation>十一个点：十个在一条直线上，一个不在。平方误差会让这一个点把直线拉偏，绝对误差则不受它影响。请用全部样本训练：测试比例取 0。</translation>
    </message>
    <message>
        <source>Encoding</source>
        <translation>编码</translation>
    </message>
    <message>
        <source>Enter, Insert, Delete</source>
        <translation>回车、Insert、Delete</translation>
    </message>
    <message>
        <source>Every run has met a stop; the last one was {run}: {reason}</source>
        <translation>所有运行都已满足停止条件；最后一个是 {run}：{reason}</translation>
    </message>
    <message>
        <source>Every training sample is on its right side, so scaling the weights up always lowers this loss: no finite weights are best (now ‖w‖ = {norm:.3g}), and the schedule alone ends their growth. A penalty gives a finite optimum.</source>
        <translation>所有训练样本都已分对，因此放大权重总能使这个损失变小：没有有限的最优权重（目前 ‖w‖ = {norm:.3g}），权重只是因学习率调度才停止增大。加上惩罚项后才有有限的最优解。</translation>
    </message>
    <message>
        <source>Every training sample is on its right side, so scaling the weights up always lowers this loss: no finite weights are best. But here its slope is too small to move them any more (‖w‖ = {norm:.3g}). A penalty gives a finite optimum.</source>
        <translation>所有训练样本都已分对，因此放大权重总能使这个损失变小：没有有限的最优权重。但此处损失的斜率已小得无法再改变权重（‖w‖ = {norm:.3g}）。加上惩罚项后才有有限的最优解。</translation>
    </message>
    <message>
        <source>Every training sample is on its right side, so scaling the weights up always lowers this loss: training lets them grow without end (now ‖w‖ = {norm:.3g}). A penalty gives a finite optimum.</source>
        <translation>所有训练样本都已分对，因此放大权重总能使这个损失变小：训练会让权重无限增大（目前 ‖w‖ = {norm:.3g}）。加上惩罚项后才有有限的最优解。</translation>
    </message>
    <message>
        <source>Examples of class 1 count α, those of class 0 count 1 − α.</source>
        <translation>类别 1 的样本权重为 α，类别 0 的样本权重为 1 − α。</translation>
    </message>
    <message>
        <source>Exclusive or</source>
        <translation>异或</translation>
    </message>
    <message>
        <source>Exponential decay</source>
        <translation>指数衰减</translation>
    </message>
    <message>
        <source>F2, Insert, Delete</source>
        <translation>F2、Insert、Delete</translation>
    </message>
    <message>
        <source>Falls along half a cosine wave, from η to 0 within T steps, and stays 0: from then on nothing changes (Loshchilov and Hutter 2017, without restarts).</source>
        <translation>沿半个余弦波，在 T 步内从 η 降到 0，然后保持为 0：此后不再有任何变化（Loshchilov 和 Hutter，2017，不含重启）。</translation>
    </message>
    <message>
        <source>Falls as 1/√(1 + t): slowly enough to reach any point, and fast enough to calm the noise of mini-batches and the jitter at a kink.</source>
        <translation>按 1/√(1 + t) 下降：慢得足以走到任何地方，又快得足以平息小批量的噪声和尖点处的抖动。</translation>
    </message>
    <message>
        <source>Features</source>
        <translation>特征</translation>
    </message>
    <message>
        <source>File exists</source>
        <translation>文件已存在</translation>
    </message>
    <message>
        <source>File name too long</source>
        <translation>文件名过长</translation>
    </message>
    <message>
        <source>File too large</source>
        <translation>文件过大</translation>
    </message>
    <message>
        <source>Fit</source>
        <translation>拟合</translation>
    </message>
    <message>
        <source>Fixed parameters</source>
        <translation>固定参数</translation>
    </message>
    <message>
        <source>Focal</source>
        <translation>焦点损失（Focal）</translation>
    </message>
    <message>
        <source>Focusing</source>
        <translation>聚焦参数</translation>
    </message>
    <message>
        <source>Food and income (Engel)</source>
        <translation>食品支出与收入（恩格尔）</translation>
    </message>
    <message>
        <source>For each parameter (the sum is one number here):</source>
        <translation>对每个参数（求和在这里写成一个数）：</translation>
    </message>
    <message>
        <source>For predicting a quantile: a prediction that is too low costs τ per unit, one that is too high 1 − τ, and the best constant prediction is the τ-quantile. τ = 0.5 is half the absolute error. It is the negative log-likelihood of asymmetric Laplace noise, up to scale and a constant.</source>
        <translation>用于预测分位数：预测偏低时每单位的损失为 τ，偏高时为 1 − τ；最优的常数预测是 τ 分位数。τ = 0.5 时等于绝对误差的一半。它是非对称拉普拉斯噪声的负对数似然（可相差一个比例系数和一个常数）。</translation>
    </message>
    <message>
        <source>Format</source>
        <translation>格式</translation>
    </message>
    <message>
        <source>Formula of your own</source>
        <translation>自定义公式</translation>
    </message>
    <message>
        <source>Four squares, opposite ones of the same class (exclusive or). A straight boundary gets at most three of the four right; the product x₁·x₂ or a hidden layer solves it.</source>
        <translation>四个方块，相对的两块属于同一类（异或）。直线边界至多能分对四块中的三块；用乘积项 x₁·x₂ 或一个隐藏层就能解决。</translation>
    </message>
    <message>
        <source>From the data, where {names}:</source>
        <translation>来自数据，其中 {names}：</translation>
    </message>
    <message>
        <source>From the data:</source>
        <translation>来自数据：</translation>
    </message>
    <message>
        <source>Full batch</source>
        <translation>全批量</translation>
    </message>
    <message>
        <source>Geman–McClure: never more than 1</source>
        <translation>Geman–McClure：不超过 1</translation>
    </message>
    <message>
        <source>Gentoo</source>
        <translation>巴布亚企鹅</translation>
    </message>
    <message>
        <source>Glorot (uniform)</source>
        <translation>Glorot（均匀分布）</translation>
    </message>
    <message>
        <source>Gradient descent</source>
        <translation>梯度下降</translation>
    </message>
    <message>
        <source>Gradient norm at most</source>
        <translation>梯度范数不超过</translation>
    </message>
    <message>
        <source>Growing noise</source>
        <translation>渐增噪声</translation>
    </message>
    <message>
        <source>Guard</source>
        <translation>防零项</translation>
    </message>
    <message>
        <source>Guards the division by 0. Larger values shorten steps on small gradients.</source>
        <translation>防止除以 0。取值较大时，小梯度对应的步长会缩短。</translation>
    </message>
    <message>
        <source>He (normal)</source>
        <translation>He（正态分布）</translation>
    </message>
    <message>
        <source>Held fixed, so that no step changes them: {names}.</source>
        <translation>保持固定、任何一步都不改变的参数：{names}。</translation>
    </message>
    <message>
        <source>Hidden</source>
        <translation>隐藏的内容</translation>
    </message>
    <message>
        <source>Hidden layers</source>
        <translation>隐藏层数</translation>
    </message>
    <message>
        <source>Hinge</source>
        <translation>合页损失</translation>
    </message>
    <message>
        <source>Hours of study, and whether the exam was passed: from 3 hours on, give or take luck. The noise is how much luck counts; without any, the two classes are separable.</source>
        <translation>学习的小时数，以及考试是否通过：满 3 小时即可通过，但也看运气。噪声就是运气所占的分量；没有噪声时，两类可分。</translation>
    </message>
    <message>
        <source>How a prediction is computed from the inputs.</source>
        <translation>如何由输入计算出预测值。</translation>
    </message>
    <message>
        <source>How a step follows from the gradient.</source>
        <translation>如何由梯度得出一步。</translation>
    </message>
    <message>
        <source>How bad one prediction is. Gradient descent lowers the cost: the mean of the losses over the training samples, plus any penalty.</source>
        <translation>单个预测有多糟。梯度下降降低的是代价：训练样本上各损失的均值，再加上惩罚项（若有）。</translation>
    </message>
    <message>
        <source>How far outliers are moved: in regression, in the target&apos;s own unit; in classification, 10 doubles their distance from the middle.</source>
        <translation>离群点被移开多远：回归中以目标自身的单位计；分类中，取 10 表示到中心的距离加倍。</translation>
    </message>
    <message>
        <source>How long the steps are. Too small: training is slow. Too large: steps overshoot, and the cost can grow.</source>
        <translation>步子有多长。太小：训练很慢。太大：步子会走过头，代价可能上升。</translation>
    </message>
    <message>
        <source>How many layers lie between input and output. With none, the network is a linear model. Restarts the run.</source>
        <translation>输入与输出之间有几层。取 0 时，网络就是线性模型。修改后，运行从头开始。</translation>
    </message>
    <message>
        <source>How many samples there are, training and test together. Restarts the run.</source>
        <translation>样本总数，包括训练集和测试集。修改后，运行从头开始。</translation>
    </message>
    <message>
        <source>How many steps a second the window trains with, or &quot;max&quot;; null for as it is.</source>
        <translation>窗口每秒训练多少步，或 &quot;max&quot;；null 表示保持原样。</translation>
    </message>
    <message>
        <source>How many training samples each step&apos;s gradient is computed from: a mini-batch.</source>
        <translation>每一步用多少个训练样本计算梯度，即小批量的大小。</translation>
    </message>
    <message>
        <source>How many units a hidden layer has. Restarts the run.</source>
        <translation>每个隐藏层有多少个单元。修改后，运行从头开始。</translation>
    </message>
    <message>
        <source>How many updates of the parameters a run without a window does.</source>
        <translation>不打开窗口运行时，参数更新多少次。</translation>
    </message>
    <message>
        <source>How many values the setting takes, both ends among them.</source>
        <translation>该设置取多少个值，包括两端。</translation>
    </message>
    <message>
        <source>How much a sample&apos;s loss counts in the cost. Balanced: n / (C·n_c) for a class with n_c of the n training samples and C classes, as in scikit-learn, so that a rare class counts as much as a frequent one. The train and test loss remain plain means. Only for classification losses.</source>
        <translation>每个样本的损失在代价中占多大权重。“平衡”：设共有 n 个训练样本、C 个类别，某类有 n_c 个样本，则其权重为 n / (C·n_c)，与 scikit-learn 相同，使稀少的类别与常见的类别同等重要。训练损失和测试损失仍是不加权的均值。仅用于分类损失。</translation>
    </message>
    <message>
        <source>How much of the mean gradient is kept at each step: it looks back over about 1/(1 − β₁) steps.</source>
        <translation>每一步保留多少原有的梯度均值：大约回顾 1/(1 − β₁) 步。</translation>
    </message>
    <message>
        <source>How much of the mean squared gradient is kept at each step: it looks back over about 1/(1 − β₂) steps.</source>
        <translation>每一步保留多少原有的梯度平方均值：大约回顾 1/(1 − β₂) 步。</translation>
    </message>
    <message>
        <source>How much of the mean squared gradient is kept at each step: it looks back over about 1/(1 − ρ) steps.</source>
        <translation>每一步保留多少原有的梯度平方均值：大约回顾 1/(1 − ρ) 步。</translation>
    </message>
    <message>
        <source>How much of the velocity is kept at each step. With 0 this is gradient descent; along a constant gradient the steps grow to 1/(1 − β) times its own.</source>
        <translation>每一步保留多少速度。取 0 时就是梯度下降；若梯度恒定，步长会增长到梯度下降的 1/(1 − β) 倍。</translation>
    </message>
    <message>
        <source>How strongly well-classified examples are down-weighted; 0 switches this off.</source>
        <translation>把已分类得很好的样本的权重降低多少；取 0 则完全不降低。</translation>
    </message>
    <message>
        <source>How the learning rate changes with the steps.</source>
        <translation>学习率如何随步数变化。</translation>
    </message>
    <message>
        <source>How the loss changes with the prediction:</source>
        <translation>损失随预测值的变化：</translation>
    </message>
    <message>
        <source>How the loss changes with the score:</source>
        <translation>损失随得分的变化：</translation>
    </message>
    <message>
        <source>How the table was understood when it was imported: separator, decimal sign, rows that are no data, missing values; null to read it as the first version did.</source>
        <translation>导入时对表格的理解：分隔符、小数点、不是数据的行、缺失值；null 表示按最初版本的方式读取。</translation>
    </message>
    <message>
        <source>How the weights are drawn before the first step.</source>
        <translation>第一步之前如何抽取权重。</translation>
    </message>
    <message>
        <source>Huber</source>
        <translation>Huber</translation>
    </message>
    <message>
        <source>In the data&apos;s units: the coefficient a of each term, before the step and (a′) after it:</source>
        <translation>换成数据的单位：各项的系数，这一步之前为 a，之后为 a′：</translation>
    </message>
    <message>
        <source>Initial weights</source>
        <translation>初始权重</translation>
    </message>
    <message>
        <source>Input/output error</source>
        <translation>读写出错</translation>
    </message>
    <message>
        <source>Inputs</source>
        <translation>输入</translation>
    </message>
    <message>
        <source>Inputs and target</source>
        <translation>输入和目标</translation>
    </message>
    <message>
        <source>Installed</source>
        <translation>安装方式</translation>
    </message>
    <message>
        <source>Inverse square root</source>
        <translation>平方根倒数衰减</translation>
    </message>
    <message>
        <source>Is a directory</source>
        <translation>这是一个文件夹</translation>
    </message>
    <message>
        <source>It alone seems to hold classes, and it is in front, where tables without names often have them.</source>
        <translation>只有这一列像是类别，而且它在最前面：没有列名的表格常把类别放在那里。</translation>
    </message>
    <message>
        <source>It counts the columns from 0: the numbers are names.</source>
        <translation>它从 0 起给各列编号：这些数是列名。</translation>
    </message>
    <message>
        <source>It does not change with the prediction: its slope is 0, and nothing is learned.</source>
        <translation>它不随预测变化：斜率为 0，什么也学不到。</translation>
    </message>
    <message>
        <source>It has names above numbers.</source>
        <translation>它在数值上方写着列名。</translation>
    </message>
    <message>
        <source>It has no name, and each of its whole numbers is larger: it numbers the rows.</source>
        <translation>这一列没有名称，其整数逐行增大：它是行的编号。</translation>
    </message>
    <message>
        <source>It has no name, and large whole numbers that do not repeat: it names the rows.</source>
        <translation>这一列没有名称，是不重复的大整数：它是各行的编号。</translation>
    </message>
    <message>
        <source>It has texts that do not come again below it.</source>
        <translation>其中的文字在下面没有再出现。</translation>
    </message>
    <message>
        <source>It has two values ({first}, {second}): two classes; the positive one is {second}.</source>
        <translation>只有两个取值（{first}、{second}）：两个类别，正类为“{second}”。</translation>
    </message>
    <message>
        <source>It has two values ({values}), taken as numbers.</source>
        <translation>只有两个取值（{values}），当作数值。</translation>
    </message>
    <message>
        <source>It has years, and the numbers below them are none: they are taken for names.</source>
        <translation>其中是年份，而下面的数不是年份：把它们当作列名。</translation>
    </message>
    <message>
        <source>It has {count} different texts in {n} rows: too many for classes or inputs.</source>
        <translation>{n} 行中有 {count} 种不同的文字：太多，不能作为类别或输入。</translation>
    </message>
    <message>
        <source>It has {count} different texts: classes.</source>
        <translation>有 {count} 种不同的文字：类别。</translation>
    </message>
    <message>
        <source>It holds numbers.</source>
        <translation>这一列是数值。</translation>
    </message>
    <message>
        <source>It holds numbers: regression.</source>
        <translation>这一列是数值：回归。</translation>
    </message>
    <message>
        <source>It is a test sample: it takes no part in the step.</source>
        <translation>它是测试样本，不参与这一步。</translation>
    </message>
    <message>
        <source>It is a validation sample: it takes no part in the step.</source>
        <translation>这是验证样本：不参与这一步。</translation>
    </message>
    <message>
        <source>It is empty.</source>
        <translation>这一列是空的。</translation>
    </message>
    <message>
        <source>It is larger for a right answer than for a wrong one: training makes answers wrong.</source>
        <translation>它对正确答案比对错误答案更大：训练会使答案变错。</translation>
    </message>
    <message>
        <source>It is negative for some predictions (down to {lowest:.4g}), so that 0 does not mean that there is no error.</source>
        <translation>它对某些预测为负（最低 {lowest:.4g}），因此 0 并不表示没有误差。</translation>
    </message>
    <message>
        <source>It is not UTF-8; in this encoding it is common Chinese.</source>
        <translation>它不是 UTF-8；按这种编码读出来是常用汉字。</translation>
    </message>
    <message>
        <source>It is not UTF-8; its letters seem to be Western European.</source>
        <translation>它不是 UTF-8；其中的字母像是西欧文字。</translation>
    </message>
    <message>
        <source>It is not a finite number at any ordinary prediction: it cannot train.</source>
        <translation>它在任何通常的预测处都不是有限的数：无法训练。</translation>
    </message>
    <message>
        <source>It is not finite everywhere, for example at r = {place:.4g}: a run that gets there stops.</source>
        <translation>它并非处处有限，例如在 r = {place:.4g} 处：运行到那里就会停止。</translation>
    </message>
    <message>
        <source>It is not finite everywhere, for example at z = {place:.4g} where y = {target:g}: a run that gets there stops.</source>
        <translation>它并非处处有限，例如 y = {target:g} 时在 z = {place:.4g} 处：运行到那里就会停止。</translation>
    </message>
    <message>
        <source>It is not finite everywhere, for example at ŷ = {place:.4g} where y = {target:g}: a run that gets there stops.</source>
        <translation>它并非处处有限，例如 y = {target:g} 时在 ŷ = {place:.4g} 处：运行到那里就会停止。</translation>
    </message>
    <message>
        <source>It is not in this step&apos;s mini-batch, so it takes no part in the step.</source>
        <translation>它不在这一步的小批量中，因此不参与这一步。</translation>
    </message>
    <message>
        <source>It is not lowest where the prediction is exact: at r = {place:.4g} it is lower than at r = 0.</source>
        <translation>预测完全准确时它并不最小：在 r = {place:.4g} 处比在 r = 0 处更小。</translation>
    </message>
    <message>
        <source>It is not used.</source>
        <translation>没有使用。</translation>
    </message>
    <message>
        <source>It is the last column that can be a target.</source>
        <translation>它是可以作为目标的最后一列。</translation>
    </message>
    <message>
        <source>It is the last column.</source>
        <translation>它是最后一列。</translation>
    </message>
    <message>
        <source>It is the likeliest target of those that are left.</source>
        <translation>在其余各列中，它最可能是目标。</translation>
    </message>
    <message>
        <source>It is the only column with just two values.</source>
        <translation>它是唯一只有两个取值的列。</translation>
    </message>
    <message>
        <source>It numbers the rows from {low:.0f} to {high:.0f}: it measures nothing.</source>
        <translation>它是从 {low:.0f} 到 {high:.0f} 的行号，不是测量值。</translation>
    </message>
    <message>
        <source>It seems to number the rows, but there is no other column to predict from.</source>
        <translation>它看起来是行的编号，但没有别的列可以用来预测。</translation>
    </message>
    <message>
        <source>Its class: {name}.</source>
        <translation>它的类别：{name}。</translation>
    </message>
    <message>
        <source>Its first two bytes say so.</source>
        <translation>开头两个字节表明如此。</translation>
    </message>
    <message>
        <source>Its loss:</source>
        <translation>它的损失：</translation>
    </message>
    <message>
        <source>Its name is one that targets often have.</source>
        <translation>它的名称常用来表示目标。</translation>
    </message>
    <message>
        <source>Its name says that it identifies the rows: it measures nothing.</source>
        <translation>从名称看，它用来标识各行，不是测量值。</translation>
    </message>
    <message>
        <source>Its part of the gradient, the slope times what the parameter multiplies:</source>
        <translation>它对梯度的贡献，即斜率乘以该参数所乘的量：</translation>
    </message>
    <message>
        <source>Its part of the gradient, the weight times the slope times what the parameter multiplies:</source>
        <translation>它对梯度的贡献，即权重乘以斜率，再乘以该参数所乘的量：</translation>
    </message>
    <message>
        <source>Its {count} different whole numbers ({values}) seem to be amounts, of which one can be larger than another: regression. If they are codes, choose a class instead.</source>
        <translation>它有 {count} 个不同的整数（{values}），看起来是有大小之分的数量：回归。如果它们只是代码，请改选类别。</translation>
    </message>
    <message>
        <source>Its {count} different whole numbers ({values}) seem to be codes of classes; if they are amounts, choose a number instead.</source>
        <translation>它有 {count} 个不同的整数（{values}），看起来是类别的代码；如果它们是数量，请改选数值。</translation>
    </message>
    <message>
        <source>L1 penalty</source>
        <translation>L1 惩罚项</translation>
    </message>
    <message>
        <source>L2 penalty</source>
        <translation>L2 惩罚项</translation>
    </message>
    <message>
        <source>Label noise</source>
        <translation>标签噪声</translation>
    </message>
    <message>
        <source>Label smoothing</source>
        <translation>标签平滑</translation>
    </message>
    <message>
        <source>Landscape</source>
        <translation>损失地形</translation>
    </message>
    <message>
        <source>Last rows</source>
        <translation>最后若干行</translation>
    </message>
    <message>
        <source>Layer 1</source>
        <translation>第 1 层</translation>
    </message>
    <message>
        <source>Layer 2</source>
        <translation>第 2 层</translation>
    </message>
    <message>
        <source>Layer 3</source>
        <translation>第 3 层</translation>
    </message>
    <message>
        <source>Learning rate</source>
        <translation>学习率</translation>
    </message>
    <message>
        <source>Learning rate {rate} instead of {before}: with these units, the first steps would grow.</source>
        <translation>学习率由 {before} 改为 {rate}：以这些单位，最初的几步会越走越大。</translation>
    </message>
    <message>
        <source>Learning rates</source>
        <translation>学习率</translation>
    </message>
    <message>
        <source>Lengths (root of the sum of squares), part by part:</source>
        <translation>各部分的长度（平方和的平方根）：</translation>
    </message>
    <message>
        <source>Lesson</source>
        <translation>课程</translation>
    </message>
    <message>
        <source>Line {lines} ({texts}) seems to add up or average other rows; it counts as a sample unless it is left out.</source>
        <translation>第 {lines} 行（{texts}）看起来是其他行的合计或平均；如果不去掉，它就会算作一个样本。</translation>
    </message>
    <message>
        <source>Line {line} says so.</source>
        <translation>第 {line} 行这样写明。</translation>
    </message>
    <message>
        <source>Line {line}, a comment, has as many names as there are columns.</source>
        <translation>第 {line} 行是注释，其中名称的个数与列数相同。</translation>
    </message>
    <message>
        <source>Linear</source>
        <translation>线性模型</translation>
    </message>
    <message>
        <source>Lines {lines} ({texts}) seem to add up or average other rows; they count as samples unless they are left out.</source>
        <translation>第 {lines} 行（{texts}）看起来是其他行的合计或平均；如果不去掉，它们就会算作样本。</translation>
    </message>
    <message>
        <source>Log</source>
        <translation>日志</translation>
    </message>
    <message>
        <source>Log-cosh</source>
        <translation>Log-cosh 损失</translation>
    </message>
    <message>
        <source>Loss</source>
        <translation>损失</translation>
    </message>
    <message>
        <source>Loss curve</source>
        <translation>损失曲线</translation>
    </message>
    <message>
        <source>Loss shape</source>
        <translation>损失形状</translation>
    </message>
    <message>
        <source>Losses</source>
        <translation>损失</translation>
    </message>
    <message>
        <source>Losses and cost are measured in the target&apos;s standard deviations, predictions and metrics in the data&apos;s units.</source>
        <translation>损失和代价以目标的标准差为单位，预测和指标以数据的单位表示。</translation>
    </message>
    <message>
        <source>MAE</source>
        <translation>MAE</translation>
    </message>
    <message>
        <source>MSE</source>
        <translation>MSE</translation>
    </message>
    <message>
        <source>Mean of the losses</source>
        <translation>损失的均值</translation>
    </message>
    <message>
        <source>Measured data that come with the program</source>
        <translation>随程序附带的实测数据</translation>
    </message>
    <message>
        <source>Memory of gradients</source>
        <translation>梯度保留率</translation>
    </message>
    <message>
        <source>Memory of squares</source>
        <translation>梯度平方保留率</translation>
    </message>
    <message>
        <source>Metrics</source>
        <translation>指标</translation>
    </message>
    <message>
        <source>Mini-batches take the samples in the order of the data: here {first} to {last}.</source>
        <translation>小批量按数据中的顺序取样本：这里是第 {first} 到第 {last} 个。</translation>
    </message>
    <message>
        <source>Model</source>
        <translation>模型</translation>
    </message>
    <message>
        <source>Models</source>
        <translation>模型</translation>
    </message>
    <message>
        <source>Momentum</source>
        <translation>动量</translation>
    </message>
    <message>
        <source>Momentum and RMSProp together: m is a running mean of the gradients, s of their squares (entry by entry). Both start at 0, which is corrected for by dividing by 1 minus the product of the βs of all steps so far; so the first step is η in every direction.</source>
        <translation>动量与 RMSProp 的结合：m 是梯度的滑动平均，s 是梯度平方的滑动平均（逐元素计算）。两者都从 0 开始，由此产生的偏差通过除以“1 减去迄今各步 β 的乘积”来修正；因此第一步在每个方向上都是 η。</translation>
    </message>
    <message>
        <source>Momentum that looks ahead: the gradient is taken where the velocity is about to lead, so it brakes earlier and swings less. The parameters shown are that point ahead, so the gradient is the one at the point shown.</source>
        <translation>有前瞻的动量：梯度在速度即将到达之处计算，因此刹车更早，摆动更小。显示的参数就是这个前瞻点，所以梯度正是所示点处的梯度。</translation>
    </message>
    <message>
        <source>Most of its values are missing, but there is no other column to predict from.</source>
        <translation>它的值大多缺失，但没有别的列可以用来预测。</translation>
    </message>
    <message>
        <source>Name</source>
        <translation>名称</translation>
    </message>
    <message>
        <source>Names of the classes</source>
        <translation>类别名称</translation>
    </message>
    <message>
        <source>Names of the columns</source>
        <translation>列名</translation>
    </message>
    <message>
        <source>Nearly there: the cost is {cost:.5g}, and the lowest that this model can reach on these data is {least:.5g}.</source>
        <translation>即将收敛：代价为 {cost:.5g}，而该模型在这些数据上能达到的最低代价为 {least:.5g}。</translation>
    </message>
    <message>
        <source>Nearly there: the gradient&apos;s norm is down to {share:.2g}% of where it began.</source>
        <translation>即将收敛：梯度范数已降至最初的 {share:.2g}%。</translation>
    </message>
    <message>
        <source>Neither name tells: {name} is the later in the alphabet.</source>
        <translation>从名称看不出来：{name} 按字母顺序排在后面。</translation>
    </message>
    <message>
        <source>Nesterov momentum</source>
        <translation>Nesterov 动量</translation>
    </message>
    <message>
        <source>Network</source>
        <translation>网络</translation>
    </message>
    <message>
        <source>Neural network</source>
        <translation>神经网络</translation>
    </message>
    <message>
        <source>No column can be the target: none has values to be predicted.</source>
        <translation>没有可以作为目标的列：各列都没有可预测的值。</translation>
    </message>
    <message>
        <source>No finite optimum</source>
        <translation>没有有限的最优解</translation>
    </message>
    <message>
        <source>No input is chosen: at least one is needed.</source>
        <translation>没有选择输入：至少需要一个。</translation>
    </message>
    <message>
        <source>No lower validation loss for (steps)</source>
        <translation>验证损失没有更低已达（步）</translation>
    </message>
    <message>
        <source>No number has decimals.</source>
        <translation>没有带小数的数。</translation>
    </message>
    <message>
        <source>No penalty</source>
        <translation>无惩罚项</translation>
    </message>
    <message>
        <source>No space left on device</source>
        <translation>磁盘空间不足</translation>
    </message>
    <message>
        <source>No such device</source>
        <translation>没有这个设备</translation>
    </message>
    <message>
        <source>No such file or directory</source>
        <translation>没有这个文件或文件夹</translation>
    </message>
    <message>
        <source>Noise</source>
        <translation>噪声</translation>
    </message>
    <message>
        <source>Normal draws whose variance is 2 divided by the number of inputs of the layer: made for ReLU, which sets about half of its inputs to 0.</source>
        <translation>从正态分布抽取，方差为 2 除以该层的输入个数：为 ReLU 设计，因为 ReLU 会把大约一半的输入置为 0。</translation>
    </message>
    <message>
        <source>Not a directory</source>
        <translation>路径中有一部分不是文件夹</translation>
    </message>
    <message>
        <source>Not chosen.</source>
        <translation>没有选用。</translation>
    </message>
    <message>
        <source>Nothing</source>
        <translation>不标准化</translation>
    </message>
    <message>
        <source>Nothing else differs: the data, the seed, the start and the learning rate are shared.</source>
        <translation>其他都相同：数据、种子、起点和学习率都一样。</translation>
    </message>
    <message>
        <source>Nothing to paste: copy a scenario as text or cells of a spreadsheet first.</source>
        <translation>没有可粘贴的内容：请先复制场景文本或电子表格的单元格。</translation>
    </message>
    <message>
        <source>Number</source>
        <translation>数</translation>
    </message>
    <message>
        <source>Number of samples</source>
        <translation>样本数</translation>
    </message>
    <message>
        <source>Number of values</source>
        <translation>取值个数</translation>
    </message>
    <message>
        <source>Numbers are rounded to {digits} significant digits; shorter ones are exact.</source>
        <translation>数字四舍五入到 {digits} 位有效数字；位数更少的是精确值。</translation>
    </message>
    <message>
        <source>O-rings</source>
        <translation>O 形圈</translation>
    </message>
    <message>
        <source>O-rings of the Space Shuttle</source>
        <translation>航天飞机的 O 形密封圈</translation>
    </message>
    <message>
        <source>Of {n} samples, the validation set (data.validation_fraction = {share}) gets {n_validation} and the test set (data.test_fraction = {value}) {n_test}, which leaves {n_train} for training: each set needs at least 1 sample, or a share of 0, and training {minimum}</source>
        <translation>共 {n} 个样本，验证集（data.validation_fraction = {share}）得 {n_validation} 个，测试集（data.test_fraction = {value}）得 {n_test} 个，留给训练的有 {n_train} 个：每个集合至少要有 1 个样本，或将其比例设为 0，训练集至少要有 {minimum} 个</translation>
    </message>
    <message>
        <source>On average the cost fell by {fall:.2g}% in the last {steps} steps; it jitters because each batch of {batch} gives a different gradient.</source>
        <translation>最近 {steps} 步代价平均下降了 {fall:.2g}%；它在抖动，因为每个大小为 {batch} 的小批量给出的梯度都不同。</translation>
    </message>
    <message>
        <source>On these data only one class counts for this loss: pushing all scores to its side always lowers it, so that no finite parameters are best (now ‖w‖ = {norm:.3g}).</source>
        <translation>在这些数据上，只有一个类别对这个损失起作用：把所有得分推向它那一侧总能使损失变小，因此没有有限的最优参数（目前 ‖w‖ = {norm:.3g}）。</translation>
    </message>
    <message>
        <source>One ring around another. No straight line separates them; a polynomial of degree 2 can, because a circle&apos;s equation has degree 2.</source>
        <translation>一个圆环套着另一个圆环。没有直线能把两者分开；2 次多项式可以，因为圆的方程是 2 次的。</translation>
    </message>
    <message>
        <source>Operation not permitted</source>
        <translation>不允许此操作</translation>
    </message>
    <message>
        <source>Optimiser</source>
        <translation>优化器</translation>
    </message>
    <message>
        <source>Optimisers</source>
        <translation>优化器</translation>
    </message>
    <message>
        <source>Oscillating</source>
        <translation>振荡</translation>
    </message>
    <message>
        <source>Other data, and a loss that fits them: {loss}. Training restarts.</source>
        <translation>数据已更换，并换用与之相配的损失：{loss}。训练重新开始。</translation>
    </message>
    <message>
        <source>Other data: training restarts.</source>
        <translation>数据已改变：训练从头开始。</translation>
    </message>
    <message>
        <source>Outlier strength</source>
        <translation>离群点强度</translation>
    </message>
    <message>
        <source>Outliers</source>
        <translation>离群点比例</translation>
    </message>
    <message>
        <source>Outliers among</source>
        <translation>离群点范围</translation>
    </message>
    <message>
        <source>Outliers: squared error, absolute error and Huber</source>
        <translation>离群点：平方误差、绝对误差与 Huber 损失</translation>
    </message>
    <message>
        <source>Over all {count} training samples:</source>
        <translation>对全部 {count} 个训练样本：</translation>
    </message>
    <message>
        <source>Overfitting: a polynomial of degree 9 on 12 samples</source>
        <translation>过拟合：用 9 次多项式拟合 12 个训练样本</translation>
    </message>
    <message>
        <source>Overfitting: the test loss has risen by {rise:.2g}% since step {step}, while the train loss fell by {fall:.2g}%.</source>
        <translation>过拟合：自第 {step} 步起，测试损失上升了 {rise:.2g}%，而训练损失下降了 {fall:.2g}%。</translation>
    </message>
    <message>
        <source>Overfitting: the validation loss has risen by {rise:.2g}% since step {step}, while the train loss fell by {fall:.2g}%.</source>
        <translation>过拟合：自第 {step} 步起，验证损失上升了 {rise:.2g}%，而训练损失下降了 {fall:.2g}%。</translation>
    </message>
    <message>
        <source>Own points</source>
        <translation>自定义数据点</translation>
    </message>
    <message>
        <source>Own points, row {row}</source>
        <translation>自定义数据点第 {row} 行</translation>
    </message>
    <message>
        <source>Parabola</source>
        <translation>抛物线</translation>
    </message>
    <message>
        <source>Parameters that no step changes, by name: all of bias or weights, or a single one as weights[2] or w₂, counted from 1.</source>
        <translation>任何一步都不改变的参数，按名称给出：bias 或 weights 的全部，或者单个参数，如 weights[2] 或 w₂，从 1 数起。</translation>
    </message>
    <message>
        <source>Pass or fail</source>
        <translation>考试是否通过</translation>
    </message>
    <message>
        <source>Pass or fail: logistic regression</source>
        <translation>考试是否通过：逻辑回归</translation>
    </message>
    <message>
        <source>Penalty</source>
        <translation>惩罚项</translation>
    </message>
    <message>
        <source>Penguins of Palmer Station</source>
        <translation>帕尔默站的企鹅</translation>
    </message>
    <message>
        <source>Permission denied</source>
        <translation>没有权限</translation>
    </message>
    <message>
        <source>Petals of 100 flowers of two species, Iris versicolor and Iris virginica. They overlap: no straight boundary gets all of them right.</source>
        <translation>变色鸢尾和维吉尼亚鸢尾共 100 朵花的花瓣。两者有重叠：没有一条直线边界能把它们全部分对。</translation>
    </message>
    <message>
        <source>Pinball (quantile)</source>
        <translation>分位数损失（Pinball）</translation>
    </message>
    <message>
        <source>Pinwheel</source>
        <translation>风车</translation>
    </message>
    <message>
        <source>Plateau</source>
        <translation>停滞（平台期）</translation>
    </message>
    <message>
        <source>Points about one and a half periods of a sine. Polynomials of too low a degree miss it, of too high a degree they follow the noise: a place to see overfitting.</source>
        <translation>样本点分布在一个半周期的正弦曲线周围。多项式次数过低就跟不上曲线，次数过高则会追随噪声：适合观察过拟合。</translation>
    </message>
    <message>
        <source>Points about the line y = 2x + 1 with noise that grows from left to right (heteroscedastic). The quantiles fan out: the pinball loss finds each of them.</source>
        <translation>样本点分布在直线 y = 2x + 1 周围，噪声从左到右逐渐增大（异方差）。各分位数线呈扇形展开：分位数损失能找出其中每一条。</translation>
    </message>
    <message>
        <source>Points about the line y = 2x + 1, with normal noise of the same spread everywhere: the case that suits the mean squared error best.</source>
        <translation>样本点分布在直线 y = 2x + 1 周围，噪声服从正态分布，离散程度处处相同：这是最适合均方误差的情形。</translation>
    </message>
    <message>
        <source>Points about the parabola y = 2x² + x − 1. A straight line cannot follow it however long it learns; a polynomial of degree 2 can.</source>
        <translation>样本点分布在抛物线 y = 2x² + x − 1 周围。直线无论学习多久都跟不上它；2 次多项式可以。</translation>
    </message>
    <message>
        <source>Polynomial</source>
        <translation>多项式模型</translation>
    </message>
    <message>
        <source>Positive class</source>
        <translation>正类</translation>
    </message>
    <message>
        <source>Presenting. Esc leaves, S is a spotlight, B a black screen, Ctrl+1 shows the settings, F1 all keys.</source>
        <translation>正在演示。Esc 退出，S 聚光灯，B 黑屏，Ctrl+1 显示设置，F1 列出所有按键。</translation>
    </message>
    <message>
        <source>Presenting. Esc leaves, S is a spotlight, B a black screen, F1 all keys.</source>
        <translation>正在演示。Esc 退出，S 聚光灯，B 黑屏，F1 列出所有按键。</translation>
    </message>
    <message>
        <source>Python code</source>
        <translation>Python 代码</translation>
    </message>
    <message>
        <source>Quantile</source>
        <translation>分位数</translation>
    </message>
    <message>
        <source>RMSProp</source>
        <translation>RMSProp</translation>
    </message>
    <message>
        <source>ReLU</source>
        <translation>ReLU</translation>
    </message>
    <message>
        <source>Read-only file system</source>
        <translation>文件系统是只读的</translation>
    </message>
    <message>
        <source>Reading</source>
        <translation>读取方式</translation>
    </message>
    <message>
        <source>Residuals up to δ count squared, larger ones only linearly.</source>
        <translation>不超过 δ 的残差按平方计，更大的残差只按线性计。</translation>
    </message>
    <message>
        <source>Running</source>
        <translation>运行中</translation>
    </message>
    <message>
        <source>Sample {number}, worked out</source>
        <translation>逐步计算样本 {number}</translation>
    </message>
    <message>
        <source>Samples</source>
        <translation>样本</translation>
    </message>
    <message>
        <source>Samples from a file, pasted, or drawn in the fit</source>
        <translation>来自文件、粘贴，或在拟合图中画出的样本</translation>
    </message>
    <message>
        <source>Saved as {file}.</source>
        <translation>已保存为 {file}。</translation>
    </message>
    <message>
        <source>Scales one fixed random draw: the same points move nearer to the true curve or further from it. Nothing is drawn anew.</source>
        <translation>缩放一次固定的随机抽样：同样的点向真实曲线靠近或远离。不会重新抽样。</translation>
    </message>
    <message>
        <source>Schedule</source>
        <translation>学习率调度</translation>
    </message>
    <message>
        <source>Schedule: {name}</source>
        <translation>学习率调度：{name}</translation>
    </message>
    <message>
        <source>Screen</source>
        <translation>屏幕</translation>
    </message>
    <message>
        <source>Seed of the data</source>
        <translation>数据的随机种子</translation>
    </message>
    <message>
        <source>Seed of the run</source>
        <translation>运行的随机种子</translation>
    </message>
    <message>
        <source>Separable classes: no finite optimum</source>
        <translation>可分的类别：没有有限的最优解</translation>
    </message>
    <message>
        <source>Settings</source>
        <translation>设置</translation>
    </message>
    <message>
        <source>Settings cannot be written here: they last until the window is closed.</source>
        <translation>此处无法写入设置：设置只保留到窗口关闭为止。</translation>
    </message>
    <message>
        <source>Settings file</source>
        <translation>设置文件</translation>
    </message>
    <message>
        <source>Shuffled</source>
        <translation>随机打乱</translation>
    </message>
    <message>
        <source>Sigmoid</source>
        <translation>Sigmoid</translation>
    </message>
    <message>
        <source>Sine wave</source>
        <translation>正弦波</translation>
    </message>
    <message>
        <source>Speed</source>
        <translation>速度</translation>
    </message>
    <message>
        <source>Split</source>
        <translation>划分方式</translation>
    </message>
    <message>
        <source>Squared error (MSE)</source>
        <translation>平方误差（MSE）</translation>
    </message>
    <message>
        <source>Squared hinge</source>
        <translation>平方合页损失</translation>
    </message>
    <message>
        <source>Squared near zero, a straight line beyond δ: smooth like the squared error, and an outlier pulls with a force of at most δ.</source>
        <translation>零附近是平方，超过 δ 后是直线：像平方误差一样没有尖点，而离群点的拉力至多为 δ。</translation>
    </message>
    <message>
        <source>Standardise</source>
        <translation>标准化</translation>
    </message>
    <message>
        <source>Standardise the inputs</source>
        <translation>标准化输入</translation>
    </message>
    <message>
        <source>Standardised by the mean c and the standard deviation s of the training set:</source>
        <translation>用训练集的均值 c 和标准差 s 标准化：</translation>
    </message>
    <message>
        <source>Start</source>
        <translation>起点</translation>
    </message>
    <message>
        <source>Step size</source>
        <translation>步长</translation>
    </message>
    <message>
        <source>Steps</source>
        <translation>步数</translation>
    </message>
    <message>
        <source>Steps to zero</source>
        <translation>降至零的步数</translation>
    </message>
    <message>
        <source>Stop</source>
        <translation>停止条件</translation>
    </message>
    <message>
        <source>Stopped at step {step}, the last one with finite numbers (cost {cost:.3g}). {cause}</source>
        <translation>在第 {step} 步停止，这是数值仍有限的最后一步（代价为 {cost:.3g}）。{cause}</translation>
    </message>
    <message>
        <source>Stopped at step {step}: {reason}.</source>
        <translation>停在第 {step} 步：{reason}。</translation>
    </message>
    <message>
        <source>Stopping distances of cars</source>
        <translation>汽车的刹车距离</translation>
    </message>
    <message>
        <source>Straight line</source>
        <translation>直线</translation>
    </message>
    <message>
        <source>Sum of the losses</source>
        <translation>损失的总和</translation>
    </message>
    <message>
        <source>Sweep</source>
        <translation>参数扫描</translation>
    </message>
    <message>
        <source>System</source>
        <translation>系统</translation>
    </message>
    <message>
        <source>Tab, ← → ↑ ↓</source>
        <translation>Tab、← → ↑ ↓</translation>
    </message>
    <message>
        <source>Table</source>
        <translation>表格</translation>
    </message>
    <message>
        <source>Test points</source>
        <translation>测试点</translation>
    </message>
    <message>
        <source>Test share</source>
        <translation>测试集比例</translation>
    </message>
    <message>
        <source>Text with {count} different values ({values}): chosen as an input, it becomes {count} inputs of 0 and 1.</source>
        <translation>有 {count} 种取值的文字（{values}）：若选作输入，就变成 {count} 个 0/1 输入。</translation>
    </message>
    <message>
        <source>Text with {count} different values ({values}): it becomes {count} inputs of 0 and 1, because there are no columns of numbers to predict from.</source>
        <translation>有 {count} 种取值的文字（{values}）：变成 {count} 个 0/1 输入，因为没有数值列可以用来预测。</translation>
    </message>
    <message>
        <source>The L1 penalty has a kink at w = 0, where its slope does not fade: at a constant learning rate weights jitter around 0, the less the smaller it is; a schedule that decays lets them settle.</source>
        <translation>L1 惩罚项在 w = 0 处有尖点，斜率在尖点附近不会减小：学习率不变时，权重会在 0 附近抖动，学习率越小抖动越小；使用衰减的学习率调度才能稳定下来。</translation>
    </message>
    <message>
        <source>The activation has a kink, at which its slope jumps: at a constant learning rate steps across it jitter, smaller ones less; a schedule that decays lets them settle.</source>
        <translation>激活函数有尖点，斜率在该处跳变：学习率不变时，越过尖点的各步会抖动，步子越小抖动越小；使用衰减的学习率调度才能稳定下来。</translation>
    </message>
    <message>
        <source>The arrangement names panels that there are not: {names}. It is shown without them; the panels are: {allowed}.</source>
        <translation>布局中有不存在的面板：{names}。已略去它们；可用的面板有：{allowed}。</translation>
    </message>
    <message>
        <source>The article&apos;s example</source>
        <translation>文章中的例子</translation>
    </message>
    <message>
        <source>The article&apos;s example, with a bias</source>
        <translation>文章中的例子，带偏置</translation>
    </message>
    <message>
        <source>The article&apos;s example: a line without a bias</source>
        <translation>文章中的例子：不带偏置的直线</translation>
    </message>
    <message>
        <source>The bend that each hidden unit gives its weighted sum.</source>
        <translation>每个隐藏单元对其加权和所作的弯曲（非线性变换）。</translation>
    </message>
    <message>
        <source>The bills of 342 penguins of three species. Neither length nor depth alone tells them apart; both together nearly do.</source>
        <translation>三种企鹅共 342 只的喙。单看长度或高度都分不开它们，两者一起几乎可以。</translation>
    </message>
    <message>
        <source>The change:</source>
        <translation>改变量：</translation>
    </message>
    <message>
        <source>The coming step leaves the finite numbers: there is nothing to tell of it.</source>
        <translation>下一步将超出有限数的范围，无法演示。</translation>
    </message>
    <message>
        <source>The cost J after the step</source>
        <translation>这一步之后的代价 J</translation>
    </message>
    <message>
        <source>The cost J before the step</source>
        <translation>这一步之前的代价 J</translation>
    </message>
    <message>
        <source>The cost changed direction {turns} times in the last {steps} steps, between {low:.{digits}g} and {high:.{digits}g}. {why}</source>
        <translation>最近 {steps} 步内，代价的变化方向改变了 {turns} 次，在 {low:.{digits}g} 与 {high:.{digits}g} 之间。{why}</translation>
    </message>
    <message>
        <source>The cost falls.</source>
        <translation>代价下降。</translation>
    </message>
    <message>
        <source>The cost fell by {fall:.2g}% in the last {steps} steps, but it is still {times:.2g} times what it was at the start; {rate}</source>
        <translation>最近 {steps} 步内，代价下降了 {fall:.2g}%，但仍是开始时的 {times:.2g} 倍；{rate}</translation>
    </message>
    <message>
        <source>The cost fell by {fall:.2g}% in the last {steps} steps, but the gradient&apos;s norm is still {norm:.2g}: the steps are small, or the slope is.</source>
        <translation>最近 {steps} 步内，代价下降了 {fall:.2g}%，但梯度的范数仍为 {norm:.2g}：不是步长小，就是坡度缓。</translation>
    </message>
    <message>
        <source>The cost fell by {fall:.2g}% in the last {steps} steps, though the gradient&apos;s norm is still {norm:.2g}: the steps are small. η = {rate:.3g} is far below {limit:.3g} (= 2/λmax).</source>
        <translation>最近 {steps} 步内，代价下降了 {fall:.2g}%，而梯度的范数仍为 {norm:.2g}：步长太小。η = {rate:.3g} 远小于 {limit:.3g}（= 2/λmax）。</translation>
    </message>
    <message>
        <source>The cost fell by {fall:.2g}% in the last {steps} steps, though the gradient&apos;s norm is still {norm:.2g}: the weight decay, which is not part of the cost, pulls the weights towards 0 (now ‖w‖ = {length:.3g}).</source>
        <translation>最近 {steps} 步内，代价下降了 {fall:.2g}%，而梯度的范数仍为 {norm:.2g}：权重衰减不属于代价，它把权重拉向 0（目前 ‖w‖ = {length:.3g}）。</translation>
    </message>
    <message>
        <source>The cost fell by {fall:.2g}% in the last {steps} steps. {why}</source>
        <translation>最近 {steps} 步内，代价下降了 {fall:.2g}%。{why}</translation>
    </message>
    <message>
        <source>The cost fell by {fall:.2g}% in the last {steps} steps; {rate}</source>
        <translation>最近 {steps} 步内，代价下降了 {fall:.2g}%；{rate}</translation>
    </message>
    <message>
        <source>The cost grew from {low:.4g} to {high:.4g} in {steps} steps. {cause}</source>
        <translation>代价在 {steps} 步内从 {low:.4g} 升到 {high:.4g}。{cause}</translation>
    </message>
    <message>
        <source>The cost hardly falls any more but jitters between {low:.{digits}g} and {high:.{digits}g}: each batch of {batch} gives a different gradient. A smaller learning rate or a larger batch jitters less.</source>
        <translation>代价几乎不再下降，只在 {low:.{digits}g} 与 {high:.{digits}g} 之间抖动：每个大小为 {batch} 的小批量给出的梯度都不同。减小学习率或增大批量，抖动就会变小。</translation>
    </message>
    <message>
        <source>The cost has hardly changed in the last {steps} steps ({cost:.4g}); {rate}</source>
        <translation>最近 {steps} 步内，代价几乎没有变化（{cost:.4g}）；{rate}</translation>
    </message>
    <message>
        <source>The cost is badly conditioned: λmax/λmin = {ratio:.2g}, because of the numbers in {columns}. With standardised inputs it would be {after:.2g}.</source>
        <translation>代价函数的条件数很大：λmax/λmin = {ratio:.2g}，原因在于以下各列的数值：{columns}。输入标准化后，条件数为 {after:.2g}。</translation>
    </message>
    <message>
        <source>The cost is badly conditioned: λmax/λmin = {ratio:.2g}, so that steps short enough for the steepest direction make hardly any progress in the flattest.</source>
        <translation>代价函数的条件数很大：λmax/λmin = {ratio:.2g}，对最陡方向来说足够短的步子，在最平缓的方向上几乎没有进展。</translation>
    </message>
    <message>
        <source>The cost is {cost:.4g}, and the lowest that this model can reach on these data is {least:.4g}.</source>
        <translation>代价为 {cost:.4g}，而该模型在这些数据上能达到的最低代价为 {least:.4g}。</translation>
    </message>
    <message>
        <source>The cost is {cost:.4g}; judging by slope and curvature, the lowest cost nearby is only {gap:.2g} lower.</source>
        <translation>代价为 {cost:.4g}；从斜率和曲率看，附近的最低代价只比它低 {gap:.2g}。</translation>
    </message>
    <message>
        <source>The cost rises: the mini-batch&apos;s gradient only estimates that of all samples, and the step may be too long.</source>
        <translation>代价上升：小批量的梯度只是全部样本梯度的估计，这一步也可能太长。</translation>
    </message>
    <message>
        <source>The cost rises: the step leads downhill at first, but it is too long.</source>
        <translation>代价上升：这一步起初是下坡，但是太长了。</translation>
    </message>
    <message>
        <source>The cost rises: what the optimiser adds to the gradient carries the step uphill.</source>
        <translation>代价上升：优化器在梯度之外加入的部分把这一步带向了上坡。</translation>
    </message>
    <message>
        <source>The cost rose from {low:.{digits}g} to {high:.{digits}g} in the last {steps} steps; {rate}</source>
        <translation>最近 {steps} 步内，代价从 {low:.{digits}g} 升到 {high:.{digits}g}；{rate}</translation>
    </message>
    <message>
        <source>The cost stays as it is.</source>
        <translation>代价不变。</translation>
    </message>
    <message>
        <source>The cost, averaged over {steps} steps, fell by {fall:.2g}%; it jitters because each batch of {batch} gives a different gradient.</source>
        <translation>按 {steps} 步平均，代价下降了 {fall:.2g}%；它在抖动，因为每批 {batch} 个样本给出的梯度各不相同。</translation>
    </message>
    <message>
        <source>The data are {count} numbers; a script can hold at most {maximum}. Use fewer rows for it.</source>
        <translation>数据共有 {count} 个数，一个脚本最多容纳 {maximum} 个。请减少行数。</translation>
    </message>
    <message>
        <source>The encoding of the table&apos;s text, or null to find it out from the table.</source>
        <translation>表格文本的编码；null 表示根据表格内容判断。</translation>
    </message>
    <message>
        <source>The factor at each step. With 1 the learning rate is constant.</source>
        <translation>每一步所乘的系数。取 1 时学习率恒定。</translation>
    </message>
    <message>
        <source>The features that enter the model in place of the inputs:</source>
        <translation>代替输入进入模型的特征：</translation>
    </message>
    <message>
        <source>The first row has no names.</source>
        <translation>第一行没有列名。</translation>
    </message>
    <message>
        <source>The first row has numbers, as those below it.</source>
        <translation>第一行和下面各行一样是数。</translation>
    </message>
    <message>
        <source>The first row has texts that come again below it.</source>
        <translation>第一行的文字在下面还会出现。</translation>
    </message>
    <message>
        <source>The formula of a loss of your own, such as r^2 or abs(r).</source>
        <translation>自定义损失的公式，例如 r^2 或 abs(r)。</translation>
    </message>
    <message>
        <source>The formula that you typed. It is differentiated exactly, and training minimises it; at a kink |…|, max and min take the mean of the slopes on both sides.</source>
        <translation>你输入的公式。程序对它精确求导，并按此训练；在尖点处，|…|、max 和 min 取两侧斜率的平均值。</translation>
    </message>
    <message>
        <source>The gradient of J</source>
        <translation>J 的梯度</translation>
    </message>
    <message>
        <source>The gradient of J, estimated from the mini-batch</source>
        <translation>J 的梯度，由小批量估计</translation>
    </message>
    <message>
        <source>The gradient of this step is taken from the {size} samples of the mini-batch alone. It estimates the gradient of J.</source>
        <translation>这一步的梯度只由小批量的 {size} 个样本算出，是 J 的梯度的估计。</translation>
    </message>
    <message>
        <source>The gradient&apos;s norm is only {norm:.2g}, but this is no minimum: in some direction the cost bends downwards (the Hessian&apos;s smallest eigenvalue is {smallest:.2g}, the largest {largest:.2g}). Start elsewhere, with another seed or other initial parameters.</source>
        <translation>梯度的范数只有 {norm:.2g}，但这里不是极小值点：代价沿某个方向向下弯（海森矩阵的最小特征值为 {smallest:.2g}，最大特征值为 {largest:.2g}）。请换一个种子或换一组初始参数，从别处开始。</translation>
    </message>
    <message>
        <source>The gradient&apos;s norm is only {norm:.2g}, but this is no minimum: the cost is flat in some directions, and a little further along them it is lower by {lower:.2g}. Start elsewhere, with another seed or other initial parameters.</source>
        <translation>梯度的范数只有 {norm:.2g}，但这里不是极小值点：代价沿某些方向是平的，再往前一点就低了 {lower:.2g}。请换一个种子或换一组初始参数，从别处开始。</translation>
    </message>
    <message>
        <source>The gradient&apos;s norm is {norm:.2g}, practically zero beside the {start:.2g} that it began with.</source>
        <translation>梯度的范数为 {norm:.2g}，与开始时的 {start:.2g} 相比实际上已为零。</translation>
    </message>
    <message>
        <source>The gradient&apos;s norm is {norm:.2g}, practically zero.</source>
        <translation>梯度的范数为 {norm:.2g}，实际上已为零。</translation>
    </message>
    <message>
        <source>The highest power in the polynomial; with several inputs, of a product of them. Restarts the run.</source>
        <translation>多项式的最高次数；有多个输入时，指其乘积的次数。修改后，运行从头开始。</translation>
    </message>
    <message>
        <source>The hinge squared, also used for support vector machines: no kink, since the slope falls to zero as the margin reaches 1, and an example beyond it still costs nothing. Badly wrong examples count more than with the hinge.</source>
        <translation>合页损失的平方，也用于支持向量机：没有尖点，因为间隔趋近 1 时斜率降为零；间隔超过 1 的样本损失仍为零。错得严重的样本比在合页损失中影响更大。</translation>
    </message>
    <message>
        <source>The inputs are of the order of 1 as they are.</source>
        <translation>各输入本来就在 1 的数量级。</translation>
    </message>
    <message>
        <source>The inputs differ in size ({small} is of the order of {low:.6g}, {large} of {high:.6g}), so that no learning rate would suit all of them: they are standardised.</source>
        <translation>各输入的数量级不同（{small} 约为 {low:.6g}，{large} 约为 {high:.6g}），没有一个学习率适合所有输入：因此把它们标准化。</translation>
    </message>
    <message>
        <source>The larger number counts as 1.</source>
        <translation>较大的数记为 1。</translation>
    </message>
    <message>
        <source>The learning rate is multiplied by the same factor γ at every step. Below 1, all steps together have a bounded sum of learning rates, so a fast decay can stop short of the optimum.</source>
        <translation>每一步学习率都乘以同一系数 γ。γ 小于 1 时，所有步的学习率之和有界，因此衰减太快时，可能到不了最优解就停下。</translation>
    </message>
    <message>
        <source>The learning rate η = {rate:.3g} is above 2/λmax = {limit:.3g} near these parameters: steps overshoot by more than they correct. Choose a smaller one.</source>
        <translation>在当前参数附近，学习率 η = {rate:.3g} 大于 2/λmax = {limit:.3g}：每一步走过头的量超过所修正的量。请减小学习率。</translation>
    </message>
    <message>
        <source>The learning rate η = {rate:.3g} is above 2/λmax = {limit:.3g}: each step overshoots by more than it corrects. Choose one below {limit:.3g}.</source>
        <translation>学习率 η = {rate:.3g} 大于 2/λmax = {limit:.3g}：每一步走过头的量超过所修正的量。请把学习率减小到 {limit:.3g} 以下。</translation>
    </message>
    <message>
        <source>The learning rate η = {rate:.3g} is too large here, and even the smallest that can be set, {least:g}, may be, because of the numbers in {columns}. Standardise the inputs.</source>
        <translation>学习率 η = {rate:.3g} 在这里太大，就连能设置的最小值 {least:g} 也可能太大，原因在于以下各列的数值：{columns}。请标准化输入。</translation>
    </message>
    <message>
        <source>The learning rate η = {rate:.3g} is too large here, and even the smallest that can be set, {least:g}, may be: give the data in other units.</source>
        <translation>学习率 η = {rate:.3g} 在这里太大，就连能设置的最小值 {least:g} 也可能太大：请给数据换用别的单位。</translation>
    </message>
    <message>
        <source>The learning rate η = {rate:.3g} is too large here: choose a smaller one.</source>
        <translation>学习率 η = {rate:.3g} 在这里太大：请减小学习率。</translation>
    </message>
    <message>
        <source>The learning rate:</source>
        <translation>学习率：</translation>
    </message>
    <message>
        <source>The lesson cannot set this: {reason}</source>
        <translation>课程无法这样设置：{reason}</translation>
    </message>
    <message>
        <source>The log&apos;s folder cannot be opened: {folder}</source>
        <translation>无法打开日志所在的文件夹：{folder}</translation>
    </message>
    <message>
        <source>The loss of the support vector machine: only the margin s·z counts, and an example whose margin is at least 1 costs nothing and does not pull. The sign of the score is the class; its size is not fitted to be a probability.</source>
        <translation>支持向量机的损失：只看间隔 s·z，间隔不小于 1 的样本损失为零，也没有拉力。得分的符号就是类别；得分的大小并不是按概率拟合的。</translation>
    </message>
    <message>
        <source>The loss&apos;s own numbers</source>
        <translation>损失自身的参数</translation>
    </message>
    <message>
        <source>The mean loss of the mini-batch:</source>
        <translation>小批量的平均损失：</translation>
    </message>
    <message>
        <source>The model&apos;s own numbers</source>
        <translation>模型自身的参数</translation>
    </message>
    <message>
        <source>The negative log-likelihood of a Bernoulli variable whose probability of class 1 is the sigmoid of the score. It is convex in the score and its gradient is p − y, so a confident wrong answer still pulls with nearly full strength.</source>
        <translation>伯努利变量的负对数似然，类别 1 的概率是得分的 sigmoid。它关于得分是凸的，梯度为 p − y，因此自信却错误的预测仍有近乎全部的拉力。</translation>
    </message>
    <message>
        <source>The negative log-likelihood of a categorical variable whose probabilities are the softmax of the scores. Label smoothing spreads a share ε of each target evenly over all classes, so that the loss is no longer lowered by ever larger scores.</source>
        <translation>类别变量的负对数似然，各类的概率由得分的 softmax 给出。标签平滑把每个目标中占比 ε 的部分平均分给所有类别，于是一味增大得分不再能降低损失。</translation>
    </message>
    <message>
        <source>The negative log-likelihood of independent Gaussian noise of equal variance, up to scale and a constant; the best constant prediction is the mean. Squaring makes outliers dominate: twice the residual costs four times as much.</source>
        <translation>相互独立、方差相同的高斯噪声的负对数似然（可相差一个比例系数和一个常数）；最优的常数预测是均值。平方使离群点占主导：残差加倍，损失变为四倍。</translation>
    </message>
    <message>
        <source>The negative log-likelihood of independent Laplace noise of equal scale, up to scale and a constant; the best constant prediction is the median, so an outlier pulls no harder than any other point. The slope stays ±1 right up to the kink at zero, so gradient descent at a constant learning rate jitters around the optimum.</source>
        <translation>相互独立、尺度相同的拉普拉斯噪声的负对数似然（可相差一个比例系数和一个常数）；最优的常数预测是中位数，因此离群点的拉力不比其他点更大。斜率直到零处的尖点都保持 ±1，所以学习率恒定时，梯度下降会在最优解附近来回跳动。</translation>
    </message>
    <message>
        <source>The new loss needs another number of scores: training restarts.</source>
        <translation>新的损失所需的得分个数不同：训练从头开始。</translation>
    </message>
    <message>
        <source>The new parameters:</source>
        <translation>新的参数：</translation>
    </message>
    <message>
        <source>The number of runs changed: training restarts.</source>
        <translation>运行的个数已改变：训练从头开始。</translation>
    </message>
    <message>
        <source>The number that all random draws of the data follow from. Restarts the run.</source>
        <translation>数据的所有随机抽样都由这个数决定。修改后，运行从头开始。</translation>
    </message>
    <message>
        <source>The number that the initial parameters and the shuffling follow from. Restarts the run.</source>
        <translation>初始参数和样本的打乱顺序都由这个数决定。修改后，运行从头开始。</translation>
    </message>
    <message>
        <source>The optimiser&apos;s own numbers</source>
        <translation>优化器自身的参数</translation>
    </message>
    <message>
        <source>The order in which mini-batches take the training samples: shuffled by the run&apos;s seed before each pass, or as they stand in the data. In a file sorted by class, a batch in the order of the data has samples of one class only.</source>
        <translation>小批量取训练样本的顺序：每遍开始之前按运行的随机种子打乱，或者按数据中的顺序。如果文件按类别排序，按数据顺序取出的一批就只含一个类别的样本。</translation>
    </message>
    <message>
        <source>The penalty is on the coefficients aⱼ of the terms in the data&apos;s units.</source>
        <translation>惩罚的是以数据单位表示的各项系数 aⱼ。</translation>
    </message>
    <message>
        <source>The penalty is on the weights in the data&apos;s units, wⱼ/sⱼ, where sⱼ is what the input is divided by.</source>
        <translation>惩罚的是以数据单位表示的权重 wⱼ/sⱼ，其中 sⱼ 是输入所除以的数。</translation>
    </message>
    <message>
        <source>The penalty is on the weights in the data&apos;s units: sⱼ is the standard deviation of the input that a weight multiplies, and 1 beyond the first layer.</source>
        <translation>惩罚的是以数据单位表示的权重：sⱼ 是权重所乘输入的标准差，第一层之后为 1。</translation>
    </message>
    <message>
        <source>The penalty on {count} coefficients takes more numbers than a script can hold, which are {maximum}. Use a lower degree for it.</source>
        <translation>对 {count} 个系数的惩罚所需的数超出了脚本的上限（{maximum} 个）。请降低次数。</translation>
    </message>
    <message>
        <source>The prediction in the data&apos;s units:</source>
        <translation>以数据单位表示的预测：</translation>
    </message>
    <message>
        <source>The prediction:</source>
        <translation>预测值：</translation>
    </message>
    <message>
        <source>The rows are sorted by {column}; the test set is drawn at random from all of them.</source>
        <translation>各行是按{column}排序的；测试集从所有行中随机抽取。</translation>
    </message>
    <message>
        <source>The run&apos;s own learning rate, a tenth of it and ten times as much. Nothing else differs.</source>
        <translation>该运行自己的学习率、它的十分之一和十倍。其他都相同。</translation>
    </message>
    <message>
        <source>The run&apos;s own penalty, or λ₂ = 0.1 where it has none, beside none. Nothing else differs.</source>
        <translation>该运行自己的惩罚项（没有时取 λ₂ = 0.1）与无惩罚项对比。其他都相同。</translation>
    </message>
    <message>
        <source>The same learning rate at every step.</source>
        <translation>每一步的学习率都相同。</translation>
    </message>
    <message>
        <source>The samples are own points now, saved with the scenario.</source>
        <translation>样本现在是自定义数据点，随场景一起保存。</translation>
    </message>
    <message>
        <source>The samples are own points now, saved with the scenario; noise and outliers stay as they were drawn.</source>
        <translation>样本现在是自定义数据点，随场景一起保存；噪声和离群点保持生成时的样子。</translation>
    </message>
    <message>
        <source>The samples as rows of numbers, the target last.</source>
        <translation>样本，每行是一组数，最后一个是目标值。</translation>
    </message>
    <message>
        <source>The schedule has brought the learning rate down to {rate:.2g}: from here on the parameters no longer move, although the gradient&apos;s norm is {norm:.2g}.</source>
        <translation>学习率调度已使学习率降到 {rate:.2g}：从这里起参数不再变化，尽管梯度的范数为 {norm:.2g}。</translation>
    </message>
    <message>
        <source>The schedule&apos;s own numbers</source>
        <translation>调度自身的参数</translation>
    </message>
    <message>
        <source>The score:</source>
        <translation>得分：</translation>
    </message>
    <message>
        <source>The scores:</source>
        <translation>各得分：</translation>
    </message>
    <message>
        <source>The share of each target that is spread evenly over all classes.</source>
        <translation>每个目标中平均分给所有类别的比例。</translation>
    </message>
    <message>
        <source>The share of samples in a third set, by which models are compared and training is stopped, so that the test set is only used once, at the end. Restarts the run.</source>
        <translation>第三个集合（验证集）所占的样本比例：用它来比较模型、决定何时停止训练，测试集则只在最后使用一次。修改后，运行从头开始。</translation>
    </message>
    <message>
        <source>The share of samples that are held out: they measure the model and never train it. Restarts the run.</source>
        <translation>留出的样本所占的比例：它们只用来衡量模型，从不参与训练。修改后，运行从头开始。</translation>
    </message>
    <message>
        <source>The share of samples that are moved far off: raised in regression, given the wrong class and pushed outwards in classification.</source>
        <translation>被远远移开的样本所占的比例：回归中目标值被抬高；分类中被标成错误的类别，并向外推开。</translation>
    </message>
    <message>
        <source>The share of targets that should lie below the prediction: 0.5 is the median, 0.9 a value that only one target in ten exceeds.</source>
        <translation>应当低于预测值的目标所占的比例：0.5 对应中位数，0.9 对应只有十分之一的目标会超过的值。</translation>
    </message>
    <message>
        <source>The share of training samples whose class is changed to another one. Validation and test samples keep their true class.</source>
        <translation>类别被改成另一类的训练样本所占的比例。验证样本和测试样本保持原来的类别。</translation>
    </message>
    <message>
        <source>The slope of the loss is not a finite number for some sample here, so that there is no next step, whatever the learning rate: change the loss, or start elsewhere.</source>
        <translation>此处某个样本的损失斜率不是有限数，所以无论学习率多大都没有下一步：请换一个损失，或从别处开始。</translation>
    </message>
    <message>
        <source>The squared distance between the softmax probabilities and the one-hot target, from 0 to 2: a sound way to score probabilities. Not convex in the scores, and a confident wrong answer hardly pulls, as with the Brier score of two classes.</source>
        <translation>softmax 概率与独热目标之间距离的平方，取值从 0 到 2：评价概率预测的可靠方法。它关于得分不是凸的，自信却错误的预测几乎没有拉力，与二分类的 Brier 分数一样。</translation>
    </message>
    <message>
        <source>The squared error of the predicted probability: a sound way to score probabilities, but not convex in the score, and it saturates. A confident wrong answer hardly pulls: at z = −8, y = 1 about 1,500 times less than with cross-entropy.</source>
        <translation>预测概率的平方误差：评价概率预测的可靠方法，但关于得分不是凸的，而且会饱和。自信却错误的预测几乎没有拉力：在 z = −8、y = 1 处，约为交叉熵的 1/1500。</translation>
    </message>
    <message>
        <source>The steps are too long to settle, and no learning rate that can be set is small enough: the numbers in the data are too large for that.</source>
        <translation>步子太大，稳定不下来，而能设置的学习率都不够小：数据中的数值太大了。</translation>
    </message>
    <message>
        <source>The steps are too long to settle; a smaller learning rate would let them settle.</source>
        <translation>步子太大，稳定不下来；减小学习率就能稳定。</translation>
    </message>
    <message>
        <source>The steps jitter around a kink, ever less as the schedule lowers the learning rate.</source>
        <translation>各步在尖点附近来回跳动；随着学习率按计划衰减，跳动越来越小。</translation>
    </message>
    <message>
        <source>The steps of this optimiser stay about as long as the learning rate η = {rate:.3g}, however small the gradient: they jump to and fro. A smaller learning rate comes nearer to the lowest point; a schedule that decays lets them settle.</source>
        <translation>无论梯度多小，这个优化器的步长都与学习率 η = {rate:.3g} 相近：参数来回跳动。减小学习率会更接近最低点；使用衰减的学习率调度才能稳定下来。</translation>
    </message>
    <message>
        <source>The sum runs over {count} samples; each adds its slope times what the parameter multiplies (1 for a bias).</source>
        <translation>对 {count} 个样本求和，每个样本贡献它的斜率乘以该参数所乘的量（偏置所乘的是 1）。</translation>
    </message>
    <message>
        <source>The sum runs over {count} samples; each adds the weight of its class times its slope times what the parameter multiplies (1 for a bias).</source>
        <translation>对 {count} 个样本求和，每个样本贡献其类别的权重乘以斜率，再乘以该参数所乘的量（偏置所乘的是 1）。</translation>
    </message>
    <message>
        <source>The table that the samples come from: a path, relative to the scenario file.</source>
        <translation>样本所在的表格：相对于场景文件的路径。</translation>
    </message>
    <message>
        <source>The target in standard deviations from its mean:</source>
        <translation>以标准差为单位、从均值算起的目标：</translation>
    </message>
    <message>
        <source>The target is of the order of {size:.6g}, far from the order of 1 that a network starts with: inputs and target are standardised.</source>
        <translation>目标的数量级约为 {size:.6g}，与网络开始时的 1 相差很远：因此把输入和目标都标准化。</translation>
    </message>
    <message>
        <source>The target, divided by its root mean square (without a bias, c = 0):</source>
        <translation>目标除以其均方根（没有偏置，c = 0）：</translation>
    </message>
    <message>
        <source>The targets are so small that their squares cannot be represented: the cost reads {cost:.2g} whatever the fit. Give the targets in a smaller unit.</source>
        <translation>目标值太小，其平方已无法表示：无论拟合得如何，代价都显示为 {cost:.2g}。请给目标换一个更小的单位。</translation>
    </message>
    <message>
        <source>The terms of the polynomial:</source>
        <translation>多项式的各项：</translation>
    </message>
    <message>
        <source>The test share (data.test_fraction = {value}) gives {n_test} of {n} samples to the test set and leaves {n_train} for training: set it to 0 (no test set) or to a number from {minimum} to {maximum}, or take more samples</source>
        <translation>测试集比例（data.test_fraction = {value}）把 {n} 个样本中的 {n_test} 个分给测试集，留给训练的是 {n_train} 个：请设为 0（没有测试集）或 {minimum} 到 {maximum} 之间的数，或增加样本</translation>
    </message>
    <message>
        <source>The train loss stays the plain mean of the losses, without weights.</source>
        <translation>训练损失仍是各损失不加权的均值。</translation>
    </message>
    <message>
        <source>The update, step {step} to {next}</source>
        <translation>更新，第 {step} 步到第 {next} 步</translation>
    </message>
    <message>
        <source>The velocity carries the run past the lowest point and back again; its swings die out at this learning rate too.</source>
        <translation>速度带着参数冲过最低点再摆回来；学习率不变，摆动也会逐渐消失。</translation>
    </message>
    <message>
        <source>The version of the file format.</source>
        <translation>文件格式的版本。</translation>
    </message>
    <message>
        <source>The weight of its class, by the number n of training samples, those of its class and the number C of classes:</source>
        <translation>其类别的权重，由训练样本数 n、该类样本数 n_c 和类别数 C 算出：</translation>
    </message>
    <message>
        <source>The workbook has one sheet.</source>
        <translation>工作簿只有一张工作表。</translation>
    </message>
    <message>
        <source>The workbook has {count} sheets.</source>
        <translation>工作簿有 {count} 张工作表。</translation>
    </message>
    <message>
        <source>The {count} largest of {all} entries (the sum is one number here):</source>
        <translation>{all} 个分量中最大的 {count} 个（求和在这里写成一个数）：</translation>
    </message>
    <message>
        <source>There are no rows.</source>
        <translation>没有任何行。</translation>
    </message>
    <message>
        <source>There are only {n} samples, and training needs them all: add samples, or set the test share (data.test_fraction = {value}) to 0</source>
        <translation>只有 {n} 个样本，训练需要全部样本：请增加样本，或把测试集比例（data.test_fraction = {value}）设为 0</translation>
    </message>
    <message>
        <source>There are {count} inputs; there can be {maximum} at most.</source>
        <translation>共有 {count} 个输入；最多 {maximum} 个。</translation>
    </message>
    <message>
        <source>There are {count} samples: up to {maximum} can be edited. Choose fewer samples, or edit the file that they come from.</source>
        <translation>共有 {count} 个样本：最多可编辑 {maximum} 个。请减少样本数，或编辑样本所在的文件。</translation>
    </message>
    <message>
        <source>There can be {maximum} inputs at most.</source>
        <translation>输入至多 {maximum} 个。</translation>
    </message>
    <message>
        <source>There is no other column from which {target} could be predicted.</source>
        <translation>没有别的列可以用来预测{target}。</translation>
    </message>
    <message>
        <source>There is nothing to animate yet: train first.</source>
        <translation>还没有可制成动画的内容：请先训练。</translation>
    </message>
    <message>
        <source>There is one column: at least two are needed, an input and the target. Are the cells separated by another sign?</source>
        <translation>只有一列：至少需要两列，即一个输入和目标。单元格是不是用别的符号分隔的？</translation>
    </message>
    <message>
        <source>There is one row: at least two are needed to learn from.</source>
        <translation>只有一行：至少需要两行才能学习。</translation>
    </message>
    <message>
        <source>These numbers</source>
        <translation>用下列数值</translation>
    </message>
    <message>
        <source>These parameters multiply the centred and divided inputs: they are what is updated, and in other units the rows would not add up.</source>
        <translation>这些参数所乘的是减去 c 再除以 s 之后的输入：真正更新的就是它们，换成别的单位，各行的计算就对不上。</translation>
    </message>
    <message>
        <source>They have other parameters, so each has a start of its own, drawn from the same seed.</source>
        <translation>它们的参数不同，所以各有自己的起点，由同一个种子抽取。</translation>
    </message>
    <message>
        <source>This loss has a bend that is narrower than any ordinary step, where its slope changes almost as at a kink: at a constant learning rate the steps jitter around it, smaller ones less; a schedule that decays lets them settle.</source>
        <translation>这个损失有一个比通常的步长还窄的弯，斜率在那里的变化几乎与尖点处一样：学习率恒定时，各步在它附近抖动，步长越小抖动越小；采用衰减的学习率调度，它们就能稳定下来。</translation>
    </message>
    <message>
        <source>This loss has a kink where its slope does not fade: at a constant learning rate the steps jitter around it, smaller ones less; a schedule that decays lets them settle.</source>
        <translation>该损失有尖点，斜率在尖点附近不会减小：学习率不变时，各步会在尖点附近抖动，步子越小抖动越小；使用衰减的学习率调度才能稳定下来。</translation>
    </message>
    <message>
        <source>This loss has no lower bound on these data (the cost is now {cost:.4g}): there is no optimum to find, at any learning rate. Choose another loss.</source>
        <translation>这个损失在这些数据上没有下界（目前代价为 {cost:.4g}）：无论学习率多大，都没有最优解可找。请换一个损失。</translation>
    </message>
    <message>
        <source>This step</source>
        <translation>这一步</translation>
    </message>
    <message>
        <source>Three bent arms from a common middle. Straight boundaries cut across the arms; a small network bends with them.</source>
        <translation>三条弯曲的旋臂从同一中心伸出。直线边界会横切旋臂；小型网络的边界能随之弯曲。</translation>
    </message>
    <message>
        <source>Three classes: softmax and cross-entropy</source>
        <translation>三个类别：softmax 与交叉熵</translation>
    </message>
    <message>
        <source>Three clouds</source>
        <translation>三团点</translation>
    </message>
    <message>
        <source>Three round clouds, each normal with the noise as its spread. Softmax regression draws a straight boundary between each pair.</source>
        <translation>三团圆形的点，各服从正态分布，离散程度即噪声大小。softmax 回归在每两团之间画出一条直线边界。</translation>
    </message>
    <message>
        <source>Threshold</source>
        <translation>阈值</translation>
    </message>
    <message>
        <source>Through the hidden layers:</source>
        <translation>经过各隐藏层：</translation>
    </message>
    <message>
        <source>Title</source>
        <translation>标题</translation>
    </message>
    <message>
        <source>Too few steps yet to judge; {rate}</source>
        <translation>步数太少，尚不能判断；{rate}</translation>
    </message>
    <message>
        <source>Too many levels of symbolic links</source>
        <translation>符号链接层数过多</translation>
    </message>
    <message>
        <source>Too many open files</source>
        <translation>打开的文件过多</translation>
    </message>
    <message>
        <source>Train loss at most</source>
        <translation>训练损失不超过</translation>
    </message>
    <message>
        <source>Training pauses when every run has met one of these: train_loss or gradient_norm at most so large, converged, or for validation_patience steps no lower validation loss. null for no stop.</source>
        <translation>每个运行都满足以下条件之一时，训练暂停：train_loss 或 gradient_norm 不超过给定值，converged（已收敛），或连续 validation_patience 步验证损失没有更低。null 表示没有停止条件。</translation>
    </message>
    <message>
        <source>Training pauses when the gradient of the cost is at most so long.</source>
        <translation>代价的梯度范数不超过此值时，训练暂停。</translation>
    </message>
    <message>
        <source>Training pauses when the mean loss on the training set is at most so large.</source>
        <translation>训练集上的平均损失不超过此值时，训练暂停。</translation>
    </message>
    <message>
        <source>Training samples</source>
        <translation>训练样本</translation>
    </message>
    <message>
        <source>Training works with u = (x − mean) / standard deviation of each input. Only the coordinates change: predictions, penalties, metrics and a start in numbers keep the data&apos;s units, while the learning rate, the gradient and λmax belong to the standardised coordinates. Standardising the target too measures the cost and the loss&apos;s own numbers in the target&apos;s standard deviations. Restarts the run.</source>
        <translation>训练时使用 u = (x − 均值) / 标准差，对每个输入分别计算。改变的只是坐标：预测、惩罚、指标和以数字给出的起点仍以数据的单位表示，而学习率、梯度和 λmax 是标准化坐标中的量。若目标也标准化，代价和损失自身的参数以目标的标准差为单位。会重新开始运行。</translation>
    </message>
    <message>
        <source>Two clouds</source>
        <translation>两团点</translation>
    </message>
    <message>
        <source>Two half moons that reach into each other. A straight boundary gets most points right, a curved one nearly all: a first task for a small network.</source>
        <translation>两个彼此交错的半月。直线边界能分对大多数点，曲线边界几乎全对：适合作为小型网络的第一个任务。</translation>
    </message>
    <message>
        <source>Two inputs, after d2l</source>
        <translation>两个输入（《动手学深度学习》）</translation>
    </message>
    <message>
        <source>Two moons</source>
        <translation>双月</translation>
    </message>
    <message>
        <source>Two moons: a small network</source>
        <translation>双月：小型网络</translation>
    </message>
    <message>
        <source>Two rings</source>
        <translation>双环</translation>
    </message>
    <message>
        <source>Two round clouds, each normal with the noise as its spread: the best boundary is a straight line. Where one separates them, cross-entropy has no finite optimum.</source>
        <translation>两团圆形的点，各服从正态分布，噪声就是其标准差：最好的边界是直线。若有直线能把两类分开（线性可分），交叉熵就没有有限的最优解。</translation>
    </message>
    <message>
        <source>Two species of iris</source>
        <translation>两种鸢尾花</translation>
    </message>
    <message>
        <source>Two spirals</source>
        <translation>双螺旋</translation>
    </message>
    <message>
        <source>Two spirals wound around each other: hard for a small network, and a good place to compare optimisers.</source>
        <translation>两条相互缠绕的螺旋线：对小型网络很难，适合用来比较优化器。</translation>
    </message>
    <message>
        <source>Two spirals: a deeper network with mini-batches</source>
        <translation>双螺旋：更深的网络与小批量</translation>
    </message>
    <message>
        <source>Uniform draws whose spread falls with the number of inputs and outputs of the layer: made for tanh, so that signals and gradients keep their size from layer to layer.</source>
        <translation>从均匀分布抽取，范围随该层输入和输出个数的增加而变窄：为 tanh 设计，使信号和梯度在层与层之间保持大小。</translation>
    </message>
    <message>
        <source>Units in a layer</source>
        <translation>每层单元数</translation>
    </message>
    <message>
        <source>Validation points</source>
        <translation>验证点</translation>
    </message>
    <message>
        <source>Validation share</source>
        <translation>验证集比例</translation>
    </message>
    <message>
        <source>Watermelons 3.0α</source>
        <translation>西瓜数据集 3.0α</translation>
    </message>
    <message>
        <source>Weight decay</source>
        <translation>权重衰减</translation>
    </message>
    <message>
        <source>Weight of class 1</source>
        <translation>类别 1 的权重</translation>
    </message>
    <message>
        <source>Welsch: blind to outliers</source>
        <translation>Welsch：对离群点视而不见</translation>
    </message>
    <message>
        <source>What 235 working-class households spent on food, against their income. The spread grows with the income, and a few rich households pull the line: compare the squared, the absolute and the quantile loss.</source>
        <translation>235 户工人家庭的食品支出与收入。收入越高，分散程度越大，有几户富裕家庭会拉偏直线：请比较平方损失、绝对损失和分位数损失。</translation>
    </message>
    <message>
        <source>What becomes of columns of texts with few values: one_hot makes an input of 0 and 1 of each value; drop leaves them out.</source>
        <translation>取值较少的文字列如何处理：one_hot 把每个取值变成一个 0/1 输入（独热编码）；drop 则不使用这些列。</translation>
    </message>
    <message>
        <source>What can be dropped here is one file at a time: {allowed}.</source>
        <translation>这里每次只能拖入一个文件：{allowed}。</translation>
    </message>
    <message>
        <source>What enters the model instead of the inputs: inputs, their powers, products and sines, such as x1^2, x1*x2 or sin(x1). With none, the inputs themselves. Restarts the run.</source>
        <translation>代替原始输入进入模型的量：输入本身，或输入的幂、乘积、正弦，例如 x1^2、x1*x2、sin(x1)。一个也不选时用原始输入。更改后训练重新开始。</translation>
    </message>
    <message>
        <source>What is minimised: the mean of the losses, or their sum. With the sum, the same learning rate goes n times as far.</source>
        <translation>梯度下降所降低的量：损失的均值，或损失的总和。用总和时，同样的学习率每步走 n 倍远。</translation>
    </message>
    <message>
        <source>What the classes 0, 1, … of your own points are called; null for their numbers.</source>
        <translation>自定义数据点的类别 0、1、… 的名称；null 表示用编号。</translation>
    </message>
    <message>
        <source>What the columns of your own points are called; null for x and y.</source>
        <translation>自定义数据点各列的名称；null 表示 x 和 y。</translation>
    </message>
    <message>
        <source>What the gradient alone predicts, right in the limit of short steps:</source>
        <translation>只凭梯度的预测，步长趋于零时准确：</translation>
    </message>
    <message>
        <source>What the model makes of the inputs:</source>
        <translation>模型由输入算出的量：</translation>
    </message>
    <message>
        <source>What the optimiser remembers:</source>
        <translation>优化器记住的量：</translation>
    </message>
    <message>
        <source>What the run is called. An empty name stands for the name of its loss.</source>
        <translation>运行的名称。为空时用其损失的名称。</translation>
    </message>
    <message>
        <source>What the samples are: made by a formula, measured, or your own.</source>
        <translation>样本的来源：由公式生成、实测，或你自己的数据。</translation>
    </message>
    <message>
        <source>What the scenario is called.</source>
        <translation>场景的名称。</translation>
    </message>
    <message>
        <source>What the weights multiply: {terms}.</source>
        <translation>各权重所乘的量：{terms}。</translation>
    </message>
    <message>
        <source>What the window hides, by name: panels, parts of the settings and single settings.</source>
        <translation>窗口中隐藏的内容，按名称列出：面板、设置的分区和单项设置。</translation>
    </message>
    <message>
        <source>What was copied is neither a scenario nor a table: a table has at least 2 rows and 2 columns.</source>
        <translation>复制的内容既不是场景，也不是数据表：数据表至少有 2 行 2 列。</translation>
    </message>
    <message>
        <source>What was pasted: {reason}</source>
        <translation>粘贴的内容：{reason}</translation>
    </message>
    <message>
        <source>Where the run starts: a number for each parameter of the model, in the data&apos;s units (in the model&apos;s own where that decides itself to standardise); null for parameters drawn from the seed.</source>
        <translation>运行的起点：模型的每个参数各一个数，以数据的单位表示（若由模型自己决定标准化，则为模型自身的单位）；null 表示由种子抽取参数。</translation>
    </message>
    <message>
        <source>Whether seals of the Space Shuttle were damaged in 23 launches, against the temperature. The colder, the likelier; Challenger was launched at −0.6 °C, which is −20.6 on this axis.</source>
        <translation>航天飞机 23 次发射中密封圈是否受损与气温的关系。越冷越容易受损；挑战者号发射时为 −0.6 °C，在此坐标轴上是 −20.6。</translation>
    </message>
    <message>
        <source>Which columns of the table are used, by name or as &quot;column 2&quot;: the inputs, then the target; null for all of them.</source>
        <translation>使用表格中的哪些列，用列名或 &quot;column 2&quot; 表示：先是输入，最后是目标；null 表示全部列。</translation>
    </message>
    <message>
        <source>Which of the compared runs the settings below belong to.</source>
        <translation>下方的设置属于哪一个参与比较的运行。</translation>
    </message>
    <message>
        <source>Which of two classes counts as 1, the one whose probability is predicted; null for the second in their order.</source>
        <translation>两个类别中哪一个记为 1，即预测其概率的那一类；null 表示按顺序排在第二的类别。</translation>
    </message>
    <message>
        <source>Which of your own points are the test set: their row numbers, counted from 0; null for the last ones.</source>
        <translation>自己的点中哪些属于测试集：列出行号，从 0 数起；null 表示最后若干行。</translation>
    </message>
    <message>
        <source>Which of your own points are the validation set: their row numbers, counted from 0; null for those before the test set.</source>
        <translation>自己的点中哪些属于验证集：列出行号，从 0 数起；null 表示测试集之前的若干行。</translation>
    </message>
    <message>
        <source>Which panels the window shows when it is opened, and where: a name or a tree of them; null for as they are.</source>
        <translation>打开时窗口显示哪些面板、各在何处：一个名称或一棵面板树；null 表示保持原样。</translation>
    </message>
    <message>
        <source>Which rows of a table are held out: the last ones, or rows drawn with the seed, the same share of each class. Choose Shuffled for a table that is sorted. Restarts the run.</source>
        <translation>表格中留出哪些行：最后若干行，或者由种子随机抽取的行（各类别按相同比例抽取）。表格已按某列排序时请选“随机打乱”。修改后，运行从头开始。</translation>
    </message>
    <message>
        <source>Which samples may be outliers. With outliers among the training samples alone, the test loss tells how far the model is from the truth.</source>
        <translation>哪些样本可以成为离群点。若只有训练样本中有离群点，测试损失就反映模型与真实规律相差多远。</translation>
    </message>
    <message>
        <source>With all inputs less than half of the rows would be complete; this one misses {count} values.</source>
        <translation>如果使用所有输入，完整的行将不到一半；这一列缺少 {count} 个值。</translation>
    </message>
    <message>
        <source>With several inputs, samples are drawn here at their target and prediction: edit them in the table of samples.</source>
        <translation>有多个输入时，样本在此按目标值和预测值绘制：请在样本表中编辑。</translation>
    </message>
    <message>
        <source>Worked out first:</source>
        <translation>先算出：</translation>
    </message>
    <message>
        <source>Your own formula</source>
        <translation>自定义公式</translation>
    </message>
    <message>
        <source>Zhou&apos;s watermelons: logistic regression to its optimum</source>
        <translation>西瓜数据集 3.0α：对数几率回归到达最优解</translation>
    </message>
    <message>
        <source>a check block says its task behind the word check</source>
        <translation>check 块要在 check 后面写明任务</translation>
    </message>
    <message>
        <source>a comment</source>
        <translation>注释</translation>
    </message>
    <message>
        <source>a compromise between the mean and the median</source>
        <translation>均值与中位数之间的折中</translation>
    </message>
    <message>
        <source>a formula in r or ŷ is for numbers</source>
        <translation>含 r 或 ŷ 的公式用于回归</translation>
    </message>
    <message>
        <source>a formula in z, p, s or m is for two classes</source>
        <translation>含 z、p、s 或 m 的公式用于二分类</translation>
    </message>
    <message>
        <source>a formula is missing, such as {example}</source>
        <translation>缺少公式，例如 {example}</translation>
    </message>
    <message>
        <source>a list</source>
        <translation>列表</translation>
    </message>
    <message>
        <source>a number</source>
        <translation>数</translation>
    </message>
    <message>
        <source>a number from {minimum} to {maximum}</source>
        <translation>{minimum} 到 {maximum} 之间的数</translation>
    </message>
    <message>
        <source>a number that is not so large</source>
        <translation>一个不这么大的数</translation>
    </message>
    <message>
        <source>a number, a name or a bracket is missing</source>
        <translation>缺少数、名称或括号</translation>
    </message>
    <message>
        <source>a probability of class 1 that need not be its share</source>
        <translation>类别 1 的概率，但不必等于其比例</translation>
    </message>
    <message>
        <source>a question has 2 to {maximum} answers, each a line - ( ) …</source>
        <translation>一个问题有 2 到 {maximum} 个答案，每个答案一行，写成 - ( ) …</translation>
    </message>
    <message>
        <source>a quote is opened that is not closed; a cell has at most {maximum} characters</source>
        <translation>引号只有开头，没有结尾；一个单元格最多 {maximum} 个字符</translation>
    </message>
    <message>
        <source>a row of units</source>
        <translation>单位行</translation>
    </message>
    <message>
        <source>a set block without a label acts when the page is opened: it has to be the first one of its page, and the only one</source>
        <translation>没有标签的 set 块在翻到该页时生效：它必须是该页的第一个 set 块，而且只能有一个</translation>
    </message>
    <message>
        <source>a sign such as * is missing before {piece}</source>
        <translation>{piece} 之前缺少运算符，例如 *</translation>
    </message>
    <message>
        <source>a task needs a condition, such as step &gt;= 100</source>
        <translation>任务需要至少一个条件，例如 step &gt;= 100</translation>
    </message>
    <message>
        <source>a text contains half of a character</source>
        <translation>某段文字中有不完整的字符</translation>
    </message>
    <message>
        <source>a whole number</source>
        <translation>整数</translation>
    </message>
    <message>
        <source>a whole number from {minimum} to {maximum}</source>
        <translation>{minimum} 到 {maximum} 之间的整数</translation>
    </message>
    <message>
        <source>a {word} block has to begin at the left edge, outside of lists</source>
        <translation>{word} 块必须顶格写，不能放在列表里</translation>
    </message>
    <message>
        <source>absolute error of p: pulls less when very wrong</source>
        <translation>p 的绝对误差：错得越离谱，拉力越小</translation>
    </message>
    <message>
        <source>an object</source>
        <translation>对象</translation>
    </message>
    <message>
        <source>as chosen</source>
        <translation>按你的选择</translation>
    </message>
    <message>
        <source>at character {position}: {reason}</source>
        <translation>第 {position} 个字符：{reason}</translation>
    </message>
    <message>
        <source>at least 2 numbers: one or more inputs, and the target</source>
        <translation>至少 2 个数：一个或多个输入，最后是目标值</translation>
    </message>
    <message>
        <source>bad</source>
        <translation>坏瓜</translation>
    </message>
    <message>
        <source>between absolute and squared</source>
        <translation>介于绝对误差与平方误差之间</translation>
    </message>
    <message>
        <source>bill depth (cm)</source>
        <translation>喙高（cm）</translation>
    </message>
    <message>
        <source>bill length (cm)</source>
        <translation>喙长（cm）</translation>
    </message>
    <message>
        <source>bounded: gives hopeless samples up</source>
        <translation>有界：放弃错得太远的样本</translation>
    </message>
    <message>
        <source>brackets are nested too deeply</source>
        <translation>括号嵌套过深</translation>
    </message>
    <message>
        <source>cannot be read as CSV; a cell must have at most {maximum} characters, and every quote must be closed</source>
        <translation>无法按 CSV 读取；每个单元格最多 {maximum} 个字符，引号必须成对</translation>
    </message>
    <message>
        <source>cannot be read as a workbook (.xlsx)</source>
        <translation>无法作为工作簿（.xlsx）读取</translation>
    </message>
    <message>
        <source>cannot be read: {reason}</source>
        <translation>无法读取：{reason}</translation>
    </message>
    <message>
        <source>choose a handle of the model, move it (Shift: further)</source>
        <translation>选择模型上的圆点并移动它（Shift：移得更远）</translation>
    </message>
    <message>
        <source>class</source>
        <translation>类别</translation>
    </message>
    <message>
        <source>classes have no mean and no standard deviation</source>
        <translation>类别没有均值和标准差</translation>
    </message>
    <message>
        <source>contains a zero byte; must be text, not binary data</source>
        <translation>含有零字节；必须是文本，不能是二进制数据</translation>
    </message>
    <message>
        <source>cross-entropy</source>
        <translation>交叉熵</translation>
    </message>
    <message>
        <source>damage</source>
        <translation>受损</translation>
    </message>
    <message>
        <source>data.file = &quot;{file}&quot;</source>
        <translation>data.file = &quot;{file}&quot;</translation>
    </message>
    <message>
        <source>data.file = &quot;{file}&quot;, line {line}</source>
        <translation>data.file = &quot;{file}&quot;，第 {line} 行</translation>
    </message>
    <message>
        <source>data.file = &quot;{file}&quot;, line {line}, column {column}</source>
        <translation>data.file = &quot;{file}&quot;，第 {line} 行第 {column} 列</translation>
    </message>
    <message>
        <source>data.file = &quot;{file}&quot;, line {line}, column {column} ({name})</source>
        <translation>data.file = &quot;{file}&quot;，第 {line} 行第 {column} 列（{name}）</translation>
    </message>
    <message>
        <source>data.points, row {row}</source>
        <translation>data.points 第 {row} 行</translation>
    </message>
    <message>
        <source>density</source>
        <translation>密度</translation>
    </message>
    <message>
        <source>e to this power</source>
        <translation>e 的这个次方</translation>
    </message>
    <message>
        <source>edit a number, add, remove</source>
        <translation>编辑数值、添加、移除</translation>
    </message>
    <message>
        <source>edit data</source>
        <translation>编辑数据</translation>
    </message>
    <message>
        <source>enlarge the unit&apos;s picture</source>
        <translation>放大该单元的图</translation>
    </message>
    <message>
        <source>exp(x) − 1, exact for tiny x</source>
        <translation>exp(x) − 1，x 极小时也精确</translation>
    </message>
    <message>
        <source>exponential, as in AdaBoost</source>
        <translation>指数损失，如 AdaBoost</translation>
    </message>
    <message>
        <source>fail</source>
        <translation>未通过</translation>
    </message>
    <message>
        <source>food (1000 Belgian francs a year)</source>
        <translation>食品支出（千比利时法郎/年）</translation>
    </message>
    <message>
        <source>for {count} steps the validation loss has not been below {value:.6g}, which it was at step {step}</source>
        <translation>已连续 {count} 步验证损失没有低于第 {step} 步的 {value:.6g}</translation>
    </message>
    <message>
        <source>format = {value}: this program reads format {allowed}</source>
        <translation>format = {value}：本程序只能读取 format 为 {allowed} 的文件</translation>
    </message>
    <message>
        <source>format = {value}: written by a newer version of LossStudio; this one reads format {allowed}</source>
        <translation>format = {value}：由更新版本的 LossStudio 写成；本版本只能读取 format 为 {allowed} 的文件</translation>
    </message>
    <message>
        <source>good</source>
        <translation>好瓜</translation>
    </message>
    <message>
        <source>gradients instead of weights</source>
        <translation>显示梯度而不是权重</translation>
    </message>
    <message>
        <source>hours of study</source>
        <translation>学习小时数</translation>
    </message>
    <message>
        <source>income (1000 Belgian francs a year)</source>
        <translation>收入（千比利时法郎/年）</translation>
    </message>
    <message>
        <source>is a PDF; must be a table: .xlsx, or text such as CSV</source>
        <translation>是 PDF 文件；必须是数据表：.xlsx，或 CSV 等文本</translation>
    </message>
    <message>
        <source>is a folder; must be a table in a file</source>
        <translation>是文件夹；必须是表格文件</translation>
    </message>
    <message>
        <source>is a picture; must be a table: .xlsx, or text such as CSV</source>
        <translation>是图片；必须是数据表：.xlsx，或 CSV 等文本</translation>
    </message>
    <message>
        <source>is a workbook of an older Excel (.xls); save it as .xlsx or as CSV UTF-8</source>
        <translation>是旧版 Excel 的工作簿（.xls）；请另存为 .xlsx 或 CSV UTF-8</translation>
    </message>
    <message>
        <source>is a workbook or an archive, not text; the name of a workbook must end with .xlsx</source>
        <translation>是工作簿或压缩包，不是文本；工作簿的文件名必须以 .xlsx 结尾</translation>
    </message>
    <message>
        <source>is compressed; must be unpacked first</source>
        <translation>是压缩文件；必须先解压</translation>
    </message>
    <message>
        <source>is empty; must have at least 2 rows</source>
        <translation>为空；至少要有 2 行</translation>
    </message>
    <message>
        <source>is not UTF-8 text; must be a CSV file in UTF-8 (in Excel: Save as, CSV UTF-8), or have its encoding chosen</source>
        <translation>不是 UTF-8 文本；必须是 UTF-8 编码的 CSV 文件（Excel：另存为“CSV UTF-8”），否则要选择它的编码</translation>
    </message>
    <message>
        <source>is not UTF-8 text; must be a CSV file in UTF-8 (in Excel: Save as, CSV UTF-8), or have its encoding given (data.encoding)</source>
        <translation>不是 UTF-8 文本；必须是 UTF-8 编码的 CSV 文件（Excel：另存为“CSV UTF-8”），否则要指明它的编码（data.encoding）</translation>
    </message>
    <message>
        <source>is not text in the encoding that is chosen</source>
        <translation>与所选的编码不符</translation>
    </message>
    <message>
        <source>is not text in the encoding that is given (data.encoding)</source>
        <translation>与所指明的编码（data.encoding）不符</translation>
    </message>
    <message>
        <source>is too large; a workbook has at most {maximum:.0f} MB unpacked</source>
        <translation>太大；工作簿解压后最多 {maximum:.0f} MB</translation>
    </message>
    <message>
        <source>is too large; must have at most {maximum:.0f} MB</source>
        <translation>太大；最多 {maximum:.0f} MB</translation>
    </message>
    <message>
        <source>is too long; must have at most {maximum} characters</source>
        <translation>过长；最多 {maximum} 个字符</translation>
    </message>
    <message>
        <source>it cannot be read</source>
        <translation>无法读取</translation>
    </message>
    <message>
        <source>it has converged</source>
        <translation>已收敛</translation>
    </message>
    <message>
        <source>line {line}, column {column}</source>
        <translation>第 {line} 行第 {column} 列</translation>
    </message>
    <message>
        <source>log(1 + exp(x)), without overflow</source>
        <translation>log(1 + exp(x))，不会溢出</translation>
    </message>
    <message>
        <source>log(1 + x), exact for tiny x</source>
        <translation>log(1 + x)，x 极小时也精确</translation>
    </message>
    <message>
        <source>minutes = {value}: must be a whole number from 1 to 999</source>
        <translation>minutes = {value}：必须是 1 到 999 的整数</translation>
    </message>
    <message>
        <source>most rows up to here do not have {width} cells, as the first ones do; it is no table, or its cells are separated otherwise</source>
        <translation>到此为止，大多数行不像开头几行那样有 {width} 个单元格；它不是表格，或者使用了别的分隔符</translation>
    </message>
    <message>
        <source>move within it</source>
        <translation>在其中移动</translation>
    </message>
    <message>
        <source>must be UTF-8 text</source>
        <translation>必须是 UTF-8 文本</translation>
    </message>
    <message>
        <source>must be a file in the lesson&apos;s folder</source>
        <translation>必须是课程文件夹里的文件</translation>
    </message>
    <message>
        <source>must be a finite number or the name of a class</source>
        <translation>必须是有限数或类别名称</translation>
    </message>
    <message>
        <source>must be a finite number, with a point before its decimals</source>
        <translation>必须是有限数，小数点用“.”</translation>
    </message>
    <message>
        <source>must be an ordinary file</source>
        <translation>必须是普通文件</translation>
    </message>
    <message>
        <source>must lie beside the lesson&apos;s text</source>
        <translation>必须与课程的文本放在同一个文件夹里</translation>
    </message>
    <message>
        <source>no answer is right; at least one has to be marked - (x)</source>
        <translation>没有正确答案；至少要有一个标为 - (x)</translation>
    </message>
    <message>
        <source>no damage</source>
        <translation>未受损</translation>
    </message>
    <message>
        <source>not a picture; a PNG, JPEG or SVG file is expected</source>
        <translation>不是图片；应为 PNG、JPEG 或 SVG 文件</translation>
    </message>
    <message>
        <source>not a scenario: a JSON object with &quot;format&quot;: {allowed} is expected</source>
        <translation>不是实验方案：应为含有 &quot;format&quot;: {allowed} 的 JSON 对象</translation>
    </message>
    <message>
        <source>not a scenario: must be text in UTF-8</source>
        <translation>不是实验方案：必须是 UTF-8 编码的文本</translation>
    </message>
    <message>
        <source>not a scenario: no valid JSON ({reason})</source>
        <translation>不是实验方案：不是有效的 JSON（{reason}）</translation>
    </message>
    <message>
        <source>not lowest at 0: see what happens</source>
        <translation>最小值不在 0：看看会怎样</translation>
    </message>
    <message>
        <source>null</source>
        <translation>null</translation>
    </message>
    <message>
        <source>null or {number}</source>
        <translation>null 或 {number}</translation>
    </message>
    <message>
        <source>number of cells = {value}; must be {width}, as in line {first_line}</source>
        <translation>单元格数 = {value}；必须是 {width}，与第 {first_line} 行一致</translation>
    </message>
    <message>
        <source>number of cells = {value}; there are {width} columns</source>
        <translation>单元格个数 = {value}；而列数是 {width}</translation>
    </message>
    <message>
        <source>number of columns = 1; must be at least 2 (inputs, then the target)</source>
        <translation>列数 = 1；至少要有 2 列（先是输入，最后是目标）</translation>
    </message>
    <message>
        <source>number of columns = 1; must be at least 2 (inputs, then the target), separated by commas, semicolons or tabs</source>
        <translation>列数 = 1；至少要有 2 列（输入在前，目标值在后），以逗号、分号或制表符分隔</translation>
    </message>
    <message>
        <source>number of columns = {value}; must be at most {maximum}</source>
        <translation>列数 = {value}；最多 {maximum} 列</translation>
    </message>
    <message>
        <source>number of inputs = {value}; must be at most {maximum}</source>
        <translation>输入个数 = {value}；最多 {maximum} 个</translation>
    </message>
    <message>
        <source>number of rows (without the header) = {value}; must be at least 2</source>
        <translation>行数（不含表头）= {value}；至少要有 2 行</translation>
    </message>
    <message>
        <source>number of rows in which no chosen column has a missing value = {value} (of {count}); must be at least 2</source>
        <translation>所选各列都没有缺失值的行数 = {value}（共 {count} 行）；至少应为 2</translation>
    </message>
    <message>
        <source>numbers alone: no copyright</source>
        <translation>仅为数字：不受版权保护</translation>
    </message>
    <message>
        <source>only one of reset, step: N, run and slow step is allowed in a set block</source>
        <translation>一个 set 块中，reset、step: N、run 和 slow step 只能出现一个</translation>
    </message>
    <message>
        <source>pass</source>
        <translation>通过</translation>
    </message>
    <message>
        <source>petal length (cm)</source>
        <translation>花瓣长度（cm）</translation>
    </message>
    <message>
        <source>petal width (cm)</source>
        <translation>花瓣宽度（cm）</translation>
    </message>
    <message>
        <source>public domain</source>
        <translation>公有领域</translation>
    </message>
    <message>
        <source>public domain (work of the US government)</source>
        <translation>公有领域（美国政府作品）</translation>
    </message>
    <message>
        <source>r and ŷ are for numbers, z, p, s and m for two classes: not both in one</source>
        <translation>r 和 ŷ 用于回归，z、p、s 和 m 用于二分类：不能同时出现</translation>
    </message>
    <message>
        <source>rename, add, remove a run</source>
        <translation>重命名、添加、删除运行</translation>
    </message>
    <message>
        <source>requires {value}: no such lesson beside it; there are: {allowed}</source>
        <translation>requires {value}：旁边没有这门课程；现有：{allowed}</translation>
    </message>
    <message>
        <source>residuals, their squares, mistakes</source>
        <translation>残差、残差的平方、分错的样本</translation>
    </message>
    <message>
        <source>result</source>
        <translation>结果</translation>
    </message>
    <message>
        <source>runs = {value}: keeps so many of the first runs, from 1 to {maximum}</source>
        <translation>runs = {value}：只保留前几个运行，可取 1 到 {maximum}</translation>
    </message>
    <message>
        <source>runs: a regression loss and a classification loss cannot share the same data</source>
        <translation>runs：回归损失与分类损失不能共用同一份数据</translation>
    </message>
    <message>
        <source>runs: {count} runs; a scenario has 1 to {maximum}</source>
        <translation>runs：共 {count} 个运行；一个实验方案可有 1 到 {maximum} 个</translation>
    </message>
    <message>
        <source>show everything again after zooming</source>
        <translation>缩放后恢复全貌</translation>
    </message>
    <message>
        <source>small errors are free, up to a</source>
        <translation>不超过 a 的误差不计</translation>
    </message>
    <message>
        <source>smooth absolute error</source>
        <translation>光滑的绝对误差</translation>
    </message>
    <message>
        <source>sort by the column</source>
        <translation>按列排序</translation>
    </message>
    <message>
        <source>species</source>
        <translation>物种</translation>
    </message>
    <message>
        <source>speed (mph)</source>
        <translation>车速（英里/时）</translation>
    </message>
    <message>
        <source>speed = {value}: must be steps a second, such as 20, or max</source>
        <translation>speed = {value}：必须是每秒步数，例如 20，或 max</translation>
    </message>
    <message>
        <source>squared hinge</source>
        <translation>平方合页损失</translation>
    </message>
    <message>
        <source>step = {value}: must be a whole number from 0 to {maximum}</source>
        <translation>step = {value}：必须是 0 到 {maximum} 的整数</translation>
    </message>
    <message>
        <source>stopping distance (ft)</source>
        <translation>刹车距离（英尺）</translation>
    </message>
    <message>
        <source>sugar content</source>
        <translation>含糖率</translation>
    </message>
    <message>
        <source>tanh</source>
        <translation>tanh</translation>
    </message>
    <message>
        <source>temperature above 20 °C (°C)</source>
        <translation>高于 20 °C 的气温（°C）</translation>
    </message>
    <message>
        <source>text</source>
        <translation>文本</translation>
    </message>
    <message>
        <source>text before the first page; a page begins with # and its title</source>
        <translation>第一页之前有正文；每一页以 # 和标题开头</translation>
    </message>
    <message>
        <source>text between the answers; what belongs to an answer stands in its line, or in the next one behind two spaces</source>
        <translation>答案之间有其他文字；属于某个答案的内容要写在同一行，或写在下一行并以两个空格开头</translation>
    </message>
    <message>
        <source>the SVG has too many parts, too deeply nested ones, or some within themselves</source>
        <translation>这个 SVG 的元素太多、嵌套太深，或有元素包含自身</translation>
    </message>
    <message>
        <source>the SVG refers to something outside of itself ({value}); it may refer to its own parts, and hold PNG and JPEG pictures as data</source>
        <translation>这个 SVG 引用了自身以外的内容（{value}）；只能引用它自己的元素，并可内嵌 PNG 和 JPEG 图片数据</translation>
    </message>
    <message>
        <source>the absolute value, also |x|</source>
        <translation>绝对值，也可写作 |x|</translation>
    </message>
    <message>
        <source>the cosine</source>
        <translation>余弦</translation>
    </message>
    <message>
        <source>the formula has numbers that are too large</source>
        <translation>公式中有太大的数</translation>
    </message>
    <message>
        <source>the formula is too long</source>
        <translation>公式太长</translation>
    </message>
    <message>
        <source>the formula {latex} cannot be drawn: {reason}</source>
        <translation>公式 {latex} 无法绘制：{reason}</translation>
    </message>
    <message>
        <source>the formula&apos;s derivative is too long; a shorter one is needed</source>
        <translation>公式的导数太长；请用短一些的公式</translation>
    </message>
    <message>
        <source>the gradient norm {value:.6g} is at most {limit:g}</source>
        <translation>梯度范数 {value:.6g} 不超过 {limit:g}</translation>
    </message>
    <message>
        <source>the header is missing: the first line is ---, then come key: value with the keys {allowed}, then --- again</source>
        <translation>缺少文件头：第一行是 ---，接着是“键: 值”（键为 {allowed}），再以 --- 结束</translation>
    </message>
    <message>
        <source>the header needs a title, such as title: Outliers</source>
        <translation>文件头需要标题，例如 title: 离群点</translation>
    </message>
    <message>
        <source>the hyperbolic cosine</source>
        <translation>双曲余弦</translation>
    </message>
    <message>
        <source>the hyperbolic sine</source>
        <translation>双曲正弦</translation>
    </message>
    <message>
        <source>the hyperbolic tangent</source>
        <translation>双曲正切</translation>
    </message>
    <message>
        <source>the inverse of the tangent</source>
        <translation>反正切</translation>
    </message>
    <message>
        <source>the largest</source>
        <translation>最大的一个</translation>
    </message>
    <message>
        <source>the loss depends on where the target&apos;s zero is, not on ŷ − y alone</source>
        <translation>该损失取决于目标的零点在哪里，而不只取决于 ŷ − y</translation>
    </message>
    <message>
        <source>the margin, s·z: below 0 for the wrong class</source>
        <translation>间隔 s·z：小于 0 表示分错类</translation>
    </message>
    <message>
        <source>the mean</source>
        <translation>均值</translation>
    </message>
    <message>
        <source>the median</source>
        <translation>中位数</translation>
    </message>
    <message>
        <source>the model&apos;s score</source>
        <translation>模型的得分</translation>
    </message>
    <message>
        <source>the more frequent class, as a score of +1 or −1</source>
        <translation>样本较多的类别，以得分 +1 或 −1 表示</translation>
    </message>
    <message>
        <source>the natural logarithm</source>
        <translation>自然对数</translation>
    </message>
    <message>
        <source>the next step would leave the finite numbers</source>
        <translation>下一步将超出有限数</translation>
    </message>
    <message>
        <source>the number of values is {value}; must be a whole number from 2 to {maximum}</source>
        <translation>取值个数为 {value}；必须是 2 到 {maximum} 之间的整数</translation>
    </message>
    <message>
        <source>the picture has too many pixels; it may have {maximum} million</source>
        <translation>图片的像素太多；最多 {maximum} 百万像素</translation>
    </message>
    <message>
        <source>the picture is damaged and cannot be drawn</source>
        <translation>图片已损坏，无法绘制</translation>
    </message>
    <message>
        <source>the prediction is missing: r or ŷ for numbers; z, p or m for two classes</source>
        <translation>缺少预测：回归用 r 或 ŷ；二分类用 z、p 或 m</translation>
    </message>
    <message>
        <source>the prediction ŷ</source>
        <translation>预测值 ŷ</translation>
    </message>
    <message>
        <source>the probability of class 1, σ(z)</source>
        <translation>类别 1 的概率 σ(z)</translation>
    </message>
    <message>
        <source>the question itself is missing</source>
        <translation>缺少问题本身</translation>
    </message>
    <message>
        <source>the residual, ŷ − y</source>
        <translation>残差 ŷ − y</translation>
    </message>
    <message>
        <source>the same, by the margin</source>
        <translation>同上，用间隔表示</translation>
    </message>
    <message>
        <source>the second where the first holds, else the third</source>
        <translation>第一项成立时取第二项，否则取第三项</translation>
    </message>
    <message>
        <source>the share of class 1 minus the share of class 0</source>
        <translation>类别 1 的比例减去类别 0 的比例</translation>
    </message>
    <message>
        <source>the share of class 1, as its probability</source>
        <translation>类别 1 的比例，作为其概率</translation>
    </message>
    <message>
        <source>the share of each class (of the smoothed targets), as its probability</source>
        <translation>各类别的比例（按平滑后的目标计算），作为其概率</translation>
    </message>
    <message>
        <source>the share of each class, as its probability</source>
        <translation>各类别的比例，作为其概率</translation>
    </message>
    <message>
        <source>the sign of the class, 2y − 1</source>
        <translation>类别的符号 2y − 1</translation>
    </message>
    <message>
        <source>the sine</source>
        <translation>正弦</translation>
    </message>
    <message>
        <source>the smallest</source>
        <translation>最小的一个</translation>
    </message>
    <message>
        <source>the square root</source>
        <translation>平方根</translation>
    </message>
    <message>
        <source>the tangent</source>
        <translation>正切</translation>
    </message>
    <message>
        <source>the target; with two classes, 0 or 1</source>
        <translation>目标值；二分类时为 0 或 1</translation>
    </message>
    <message>
        <source>the text is too long; a pasted scenario has at most {maximum} characters</source>
        <translation>文本太长；粘贴的场景最多 {maximum} 个字符</translation>
    </message>
    <message>
        <source>the train loss {value:.6g} is at most {limit:g}</source>
        <translation>训练损失 {value:.6g} 不超过 {limit:g}</translation>
    </message>
    <message>
        <source>the τ-quantile</source>
        <translation>τ 分位数</translation>
    </message>
    <message>
        <source>there are too many rows; must be at most {maximum}</source>
        <translation>行数过多；最多 {maximum} 行</translation>
    </message>
    <message>
        <source>there is no column of numbers to be an input; columns of texts become inputs with data.categories = &quot;one_hot&quot;</source>
        <translation>没有可以作为输入的数值列；设 data.categories = &quot;one_hot&quot; 可以把文字列变成输入</translation>
    </message>
    <message>
        <source>there is no page; a page begins with # and its title</source>
        <translation>没有任何一页；每一页以 # 和标题开头</translation>
    </message>
    <message>
        <source>there is no permission to read it</source>
        <translation>没有读取权限</translation>
    </message>
    <message>
        <source>there is no such file</source>
        <translation>文件不存在</translation>
    </message>
    <message>
        <source>this block is not closed: a line with ``` ends it</source>
        <translation>这个块没有结束：要用一行 ``` 结束</translation>
    </message>
    <message>
        <source>this page has other blocks than in {file}, line {line}: settings, right answers and conditions have to be the same</source>
        <translation>这一页的块与 {file} 第 {line} 行那一页不同：设置、正确答案和条件必须一致</translation>
    </message>
    <message>
        <source>this page is empty</source>
        <translation>这一页是空的</translation>
    </message>
    <message>
        <source>too high a prediction costs a times as much</source>
        <translation>预测偏高的损失是 a 倍</translation>
    </message>
    <message>
        <source>too large; a scenario has at most {maximum:.0f} MB</source>
        <translation>过大；实验方案最多 {maximum:.0f} MB</translation>
    </message>
    <message>
        <source>too long; a formula has at most {maximum} characters</source>
        <translation>太长；公式最多 {maximum} 个字符</translation>
    </message>
    <message>
        <source>too many brackets within each other</source>
        <translation>括号嵌套太多</translation>
    </message>
    <message>
        <source>true or false</source>
        <translation>true 或 false</translation>
    </message>
    <message>
        <source>units</source>
        <translation>单元数</translation>
    </message>
    <message>
        <source>walk along the values, set one</source>
        <translation>在各个值之间移动，采用其中一个</translation>
    </message>
    <message>
        <source>was changed while it was read; it can be opened when it is complete</source>
        <translation>读取时文件发生了变化；写完之后再打开</translation>
    </message>
    <message>
        <source>watermelon</source>
        <translation>西瓜</translation>
    </message>
    <message>
        <source>what if η were a third, or three times</source>
        <translation>η 变为三分之一或三倍会怎样</translation>
    </message>
    <message>
        <source>what makes the sum of its losses smallest</source>
        <translation>使损失之和最小的值</translation>
    </message>
    <message>
        <source>where begins with a comparison, such as {example}</source>
        <translation>where 的第一项是比较，例如 {example}</translation>
    </message>
    <message>
        <source>x held between two limits</source>
        <translation>把 x 限制在上下限之间</translation>
    </message>
    <message>
        <source>y = 2x₁ − 3.4x₂ + 4.2 with standard normal inputs and normal noise of 0.01: the synthetic data of “Dive into Deep Learning”. Training should recover the numbers that they were made with.</source>
        <translation>y = 2x₁ − 3.4x₂ + 4.2，输入服从标准正态分布，噪声服从标准差为 0.01 的正态分布：《动手学深度学习》中的人造数据。训练应当找回生成数据时所用的这些数。</translation>
    </message>
    <message>
        <source>y = 3x plus noise that is uniform on [0, 1), so its mean is 0.5 and not zero. A line without a bias makes up for that with its slope: about 3.8 instead of 3.</source>
        <translation>y = 3x 加上 [0, 1) 上的均匀噪声，噪声的均值是 0.5 而不是零。没有偏置的直线只能用斜率来补偿：斜率约为 3.8，而不是 3。</translation>
    </message>
    <message>
        <source>{columns} and {count} more</source>
        <translation>{columns}，另有 {count} 列</translation>
    </message>
    <message>
        <source>{column} = {value} is not a number.</source>
        <translation>{column} = {value} 不是数值。</translation>
    </message>
    <message>
        <source>{column} has no value here.</source>
        <translation>此处{column}没有值。</translation>
    </message>
    <message>
        <source>{column} has {count} different texts: a column of more than {maximum} cannot become inputs.</source>
        <translation>{column} 有 {count} 种不同的文本：超过 {maximum} 种的列不能用作输入。</translation>
    </message>
    <message>
        <source>{column} is empty: it cannot be an input.</source>
        <translation>{column} 是空列，不能用作输入。</translation>
    </message>
    <message>
        <source>{count} of {n} rows are left out because a value is missing; {column} costs the most ({missing}).</source>
        <translation>{n} 行中有 {count} 行因缺失值而不用；其中因{column}缺失的最多（{missing} 行）。</translation>
    </message>
    <message>
        <source>{count} of {n} rows are left out because {column} has no value there.</source>
        <translation>{n} 行中有 {count} 行因{column}没有值而不用。</translation>
    </message>
    <message>
        <source>{count} pages; {file} has {allowed}</source>
        <translation>共 {count} 页；{file} 有 {allowed} 页</translation>
    </message>
    <message>
        <source>{count} samples copied: paste them into a spreadsheet.</source>
        <translation>已复制 {count} 个样本：可粘贴到电子表格中。</translation>
    </message>
    <message>
        <source>{example} can be read in no other way.</source>
        <translation>{example} 只有这一种读法。</translation>
    </message>
    <message>
        <source>{example} could also be thousands; semicolons go with decimal commas.</source>
        <translation>{example} 中的逗号也可能是千位分隔符；但用分号分隔时，小数点通常写作逗号。</translation>
    </message>
    <message>
        <source>{example} is taken for decimals; it could also be thousands.</source>
        <translation>把 {example} 看作小数；其中的点也可能是千位分隔符。</translation>
    </message>
    <message>
        <source>{example} is taken for thousands; it could also be decimals.</source>
        <translation>把 {example} 中的逗号看作千位分隔符；也可能是小数点。</translation>
    </message>
    <message>
        <source>{field} = copy: adds a run after the last one, which is {allowed}</source>
        <translation>{field} = copy：只能在最后一个运行之后添加，即 {allowed}</translation>
    </message>
    <message>
        <source>{field} = {value} cannot be trained: {reason}</source>
        <translation>{field} = {value} 时无法训练：{reason}</translation>
    </message>
    <message>
        <source>{field} = {value}: at most {maximum} layers</source>
        <translation>{field} = {value}：最多 {maximum} 层</translation>
    </message>
    <message>
        <source>{field} = {value}: at these parameters and for these data the cost is not a finite number; another loss, smaller numbers in the data or an earlier step may have one</source>
        <translation>{field} = {value}：在当前参数和这些数据上，代价不是有限数；换一种损失、减小数据的数值或退回到较早的一步，或许就是有限数</translation>
    </message>
    <message>
        <source>{field} = {value}: cannot be used with {loss}: {reason}; what fits: {allowed}</source>
        <translation>{field} = {value}：不能与 {loss} 一起使用：{reason}；可用的是：{allowed}</translation>
    </message>
    <message>
        <source>{field} = {value}: does not fit the data {dataset}; what fits: {allowed}</source>
        <translation>{field} = {value}：不适用于数据 {dataset}；适用的有：{allowed}</translation>
    </message>
    <message>
        <source>{field} = {value}: is for classification losses; of a regression loss it must be &quot;none&quot;</source>
        <translation>{field} = {value}：只用于分类损失；对回归损失必须为 &quot;none&quot;</translation>
    </message>
    <message>
        <source>{field} = {value}: is for targets from {minimum:g} to {maximum:g}; one here is {target:g}</source>
        <translation>{field} = {value}：只适用于 {minimum:g} 到 {maximum:g} 的目标值，而这里有 {target:g}</translation>
    </message>
    <message>
        <source>{field} = {value}: is not a finite number for sample {number}</source>
        <translation>{field} = {value}：对样本 {number} 不是有限的数</translation>
    </message>
    <message>
        <source>{field} = {value}: must be &quot;max&quot; or a number of steps a second, above 0</source>
        <translation>{field} = {value}：必须是 &quot;max&quot; 或大于 0 的每秒步数</translation>
    </message>
    <message>
        <source>{field} = {value}: must be a list of at least {least}</source>
        <translation>{field} = {value}：必须是至少有 {least} 项的列表</translation>
    </message>
    <message>
        <source>{field} = {value}: must be a panel ({panels}), a part of the settings ({sections}), or a field of data or runs, such as data.noise or runs.l2</source>
        <translation>{field} = {value}：必须是面板（{panels}）、设置的一部分（{sections}），或数据与运行的字段，例如 data.noise 或 runs.l2</translation>
    </message>
    <message>
        <source>{field} = {value}: must be an input, a power of one up to ^9, sin, cos or abs of one, or a product of these, such as x1, x1^2, sin(x1) or x1*x2; the inputs are {allowed}</source>
        <translation>{field} = {value}：必须是一个输入、它的幂（至多 ^9）、它的 sin、cos 或 abs，或者这些的乘积，例如 x1、x1^2、sin(x1)、x1*x2；输入有 {allowed}</translation>
    </message>
    <message>
        <source>{field} = {value}: must be an object with {allowed}</source>
        <translation>{field} = {value}：必须是含有 {allowed} 的对象</translation>
    </message>
    <message>
        <source>{field} = {value}: must be at least {minimum}</source>
        <translation>{field} = {value}：不得小于 {minimum}</translation>
    </message>
    <message>
        <source>{field} = {value}: must be null or a range of cells, such as B3:E20</source>
        <translation>{field} = {value}：必须为 null 或单元格区域，例如 B3:E20</translation>
    </message>
    <message>
        <source>{field} = {value}: must be null or different names of the classes 0, 1, …</source>
        <translation>{field} = {value}：必须是 null，或类别 0、1、… 的互不相同的名称</translation>
    </message>
    <message>
        <source>{field} = {value}: must be null or different names, one for each column of data.points</source>
        <translation>{field} = {value}：必须是 null，或互不相同的名称，data.points 的每一列对应一个</translation>
    </message>
    <message>
        <source>{field} = {value}: must be null or from 2 to {maximum} different names of columns: inputs, and last the target</source>
        <translation>{field} = {value}：必须是 null，或 2 到 {maximum} 个不同的列名：先是输入，最后是目标</translation>
    </message>
    <message>
        <source>{field} = {value}: must be null or name every class: {count} names for the classes 0 to {last} of data.points</source>
        <translation>{field} = {value}：必须是 null，或为每个类别命名：data.points 有类别 0 到 {last}，需要 {count} 个名称</translation>
    </message>
    <message>
        <source>{field} = {value}: must be null where there are no data.points</source>
        <translation>{field} = {value}：没有 data.points 时必须为 null</translation>
    </message>
    <message>
        <source>{field} = {value}: must be null where there is no validation set; data.validation_fraction gives it one</source>
        <translation>{field} = {value}：没有验证集时必须为 null；可用 data.validation_fraction 划出验证集</translation>
    </message>
    <message>
        <source>{field} = {value}: must be one of {allowed}</source>
        <translation>{field} = {value}：必须是以下之一：{allowed}</translation>
    </message>
    <message>
        <source>{field} = {value}: must be the number of a row of data.points, from 0 to {last}</source>
        <translation>{field} = {value}：必须是 data.points 中某一行的编号，从 0 到 {last}</translation>
    </message>
    <message>
        <source>{field} = {value}: must be {allowed}</source>
        <translation>{field} = {value}：必须是{allowed}</translation>
    </message>
    <message>
        <source>{field} = {value}: must be {allowed}; this text is no valid JSON ({reason})</source>
        <translation>{field} = {value}：必须是{allowed}；这段文字不是有效的 JSON（{reason}）</translation>
    </message>
    <message>
        <source>{field} = {value}: must be {count} positive numbers</source>
        <translation>{field} = {value}：必须是 {count} 个正数</translation>
    </message>
    <message>
        <source>{field} = {value}: must have from 1 to {maximum} characters that can be shown, and no others</source>
        <translation>{field} = {value}：须有 1 到 {maximum} 个可显示的字符，且不含其他字符</translation>
    </message>
    <message>
        <source>{field} = {value}: must leave at least one parameter free</source>
        <translation>{field} = {value}：必须至少留下一个不固定的参数</translation>
    </message>
    <message>
        <source>{field} = {value}: must not be named twice</source>
        <translation>{field} = {value}：不能重复列出</translation>
    </message>
    <message>
        <source>{field} = {value}: must not be named twice; a row is in one set</source>
        <translation>{field} = {value}：不能重复列出；每一行只属于一个集合</translation>
    </message>
    <message>
        <source>{field} = {value}: must not lead to another computer; copy the table beside the scenario, or open it by itself</source>
        <translation>{field} = {value}：不能指向另一台计算机；请把表格复制到场景文件旁边，或者单独打开这个表格</translation>
    </message>
    <message>
        <source>{field} = {value}: no script can be written of this model</source>
        <translation>{field} = {value}：无法为这个模型写出脚本</translation>
    </message>
    <message>
        <source>{field} = {value}: no such preset or file beside the lesson; there are: {allowed}</source>
        <translation>{field} = {value}：没有这个示例，课程旁也没有这个文件；现有：{allowed}</translation>
    </message>
    <message>
        <source>{field} = {value}: no such table beside the lesson; there are: {allowed}</source>
        <translation>{field} = {value}：课程旁没有这个表格；现有：{allowed}</translation>
    </message>
    <message>
        <source>{field} = {value}: number of different texts = {count}; must be at most {maximum} to become inputs</source>
        <translation>{field} = {value}：不同文字的个数 = {count}；至多 {maximum} 个才能变成输入</translation>
    </message>
    <message>
        <source>{field} = {value}: one of {count} classes; must be null, or one of two</source>
        <translation>{field} = {value}：共有 {count} 个类别；应为 null，只有两个类别时才能指定其中之一</translation>
    </message>
    <message>
        <source>{field} = {value}: the model has no such parameter; what there is: {allowed}</source>
        <translation>{field} = {value}：模型没有这个参数；现有：{allowed}</translation>
    </message>
    <message>
        <source>{field} = {value}: the model standardises its inputs, so that in the data&apos;s units one of these also changes with parameters that are free; fix those too, or train without standardising</source>
        <translation>{field} = {value}：模型对输入做了标准化，因此以数据的单位来看，其中有参数会随未固定的参数而变；请把那些参数也固定，或者不做标准化</translation>
    </message>
    <message>
        <source>{field} = {value}: there is no such column; there are: {allowed}</source>
        <translation>{field} = {value}：没有这一列；现有的列：{allowed}</translation>
    </message>
    <message>
        <source>{field} = {value}: there is no such sheet; there are: {allowed}</source>
        <translation>{field} = {value}：没有这张工作表；现有：{allowed}</translation>
    </message>
    <message>
        <source>{field} = {value}: this column holds texts, which become inputs with data.categories = &quot;one_hot&quot;</source>
        <translation>{field} = {value}：这一列是文字；设 data.categories = &quot;one_hot&quot; 才能变成输入</translation>
    </message>
    <message>
        <source>{field} = {value}: this column is taken already</source>
        <translation>{field} = {value}：这一列已被选用</translation>
    </message>
    <message>
        <source>{field} = {value}: this panel has a place already</source>
        <translation>{field} = {value}：该面板已有位置</translation>
    </message>
    <message>
        <source>{field} = {value}: {inputs} inputs would give {count} terms; at most {maximum} are possible. Choose a lower degree or the linear model</source>
        <translation>{field} = {value}：{inputs} 个输入会产生 {count} 项，最多允许 {maximum} 项。请降低次数，或改用线性模型</translation>
    </message>
    <message>
        <source>{field} = {value}: {owner} has no such parameter; it has: {allowed}</source>
        <translation>{field} = {value}：{owner} 没有这个参数；它的参数有：{allowed}</translation>
    </message>
    <message>
        <source>{field} = {value}: {reason}</source>
        <translation>{field} = {value}：{reason}</translation>
    </message>
    <message>
        <source>{field} = {value}: {why}; the data {dataset} have another target</source>
        <translation>{field} = {value}：{why}；数据 {dataset} 的目标不是这种</translation>
    </message>
    <message>
        <source>{field} has {count} rows; must be at most {maximum}</source>
        <translation>{field} 有 {count} 行；最多 {maximum} 行</translation>
    </message>
    <message>
        <source>{field} is given twice; a field has one value</source>
        <translation>{field} 给出了两次；一个字段只能有一个值</translation>
    </message>
    <message>
        <source>{field}: a logarithmic range needs two ends above 0; one here is {value}</source>
        <translation>{field}：对数范围的两端都必须大于 0；这里有一端是 {value}</translation>
    </message>
    <message>
        <source>{field}: at most {maximum} splits within one another</source>
        <translation>{field}：分割最多嵌套 {maximum} 层</translation>
    </message>
    <message>
        <source>{field}: both ends of the range are {value}; they must differ</source>
        <translation>{field}：范围的两端都是 {value}；它们必须不同</translation>
    </message>
    <message>
        <source>{field}: has {count} numbers; one for each of the model&apos;s {allowed} parameters is needed</source>
        <translation>{field}：有 {count} 个数；需要模型的 {allowed} 个参数每个各一个数</translation>
    </message>
    <message>
        <source>{field}: is not a number of this scenario; it has {allowed}</source>
        <translation>{field}：不是此场景中的数值设置；可用的有 {allowed}</translation>
    </message>
    <message>
        <source>{field}: must be finite numbers</source>
        <translation>{field}：必须是有限的数</translation>
    </message>
    <message>
        <source>{field}: must be given where data.dataset is {kind}</source>
        <translation>{field}：data.dataset 为 {kind} 时必须给出</translation>
    </message>
    <message>
        <source>{field}: no such field; the fields are: {allowed}</source>
        <translation>{field}：没有这个字段；可用的字段有：{allowed}</translation>
    </message>
    <message>
        <source>{field}: not the same as in {file}</source>
        <translation>{field}：与 {file} 中的不同</translation>
    </message>
    <message>
        <source>{field}: number of rows = {value}; must be at least {minimum}</source>
        <translation>{field}：行数 = {value}；至少要有 {minimum} 行</translation>
    </message>
    <message>
        <source>{field}: the ends of the range must be numbers, not {value}</source>
        <translation>{field}：范围的两端必须是数，而不是 {value}</translation>
    </message>
    <message>
        <source>{field}: there is no {value} there; what there is: {allowed}</source>
        <translation>{field}：其中没有 {value}；可用的有：{allowed}</translation>
    </message>
    <message>
        <source>{field}: {count} features; must be at most {maximum}</source>
        <translation>{field}：有 {count} 个特征；至多 {maximum} 个</translation>
    </message>
    <message>
        <source>{file} could not be saved: {reason}</source>
        <translation>无法保存 {file}：{reason}</translation>
    </message>
    <message>
        <source>{file}, line {line}</source>
        <translation>{file}，第 {line} 行</translation>
    </message>
    <message>
        <source>{file}, line {line}, column {column}</source>
        <translation>{file}，第 {line} 行第 {column} 列</translation>
    </message>
    <message>
        <source>{file}, line {line}, column {column} ({name})</source>
        <translation>{file}，第 {line} 行第 {column} 列（{name}）</translation>
    </message>
    <message>
        <source>{file}: {reason}</source>
        <translation>{file}：{reason}</translation>
    </message>
    <message>
        <source>{first} or {second}</source>
        <translation>{first} 或 {second}</translation>
    </message>
    <message>
        <source>{first}, {other}</source>
        <translation>{first}、{other}</translation>
    </message>
    <message>
        <source>{fitting} of the first {count} rows then have {width} cells.</source>
        <translation>这样前 {count} 行中有 {fitting} 行有 {width} 个单元格。</translation>
    </message>
    <message>
        <source>{folder}: no lesson there; a lesson is a folder with {allowed}</source>
        <translation>{folder}：那里没有课程；课程是含有 {allowed} 的文件夹</translation>
    </message>
    <message>
        <source>{folder}: there is no page in it</source>
        <translation>{folder}：里面没有一页</translation>
    </message>
    <message>
        <source>{frames} frames of {width}×{height} pixels would fill the memory: choose at most {maximum} frames, or smaller ones.</source>
        <translation>{frames} 帧 {width}×{height} 像素的画面会占满内存：请最多选 {maximum} 帧，或减小画面尺寸。</translation>
    </message>
    <message>
        <source>{jumps} The cost does not fall; choose a smaller learning rate.</source>
        <translation>{jumps}代价没有下降；请选择更小的学习率。</translation>
    </message>
    <message>
        <source>{jumps} The cost still falls; a smaller learning rate would go straight.</source>
        <translation>{jumps}代价仍在下降；减小学习率可避免来回跳跃。</translation>
    </message>
    <message>
        <source>{large} is of the order of {high:.6g}, not of 1 as learning rates expect it: the inputs are standardised.</source>
        <translation>{large} 的数量级约为 {high:.6g}，而不是学习率所适合的 1：因此把输入标准化。</translation>
    </message>
    <message>
        <source>{missing} of {n} values are missing: as an input it would cost these rows.</source>
        <translation>{n} 个值中缺失 {missing} 个：若作为输入，这些行就不能使用。</translation>
    </message>
    <message>
        <source>{names}, {name}</source>
        <translation>{names}、{name}</translation>
    </message>
    <message>
        <source>{name} = {value}: must be a finite number</source>
        <translation>{name} = {value}：必须是有限的数</translation>
    </message>
    <message>
        <source>{name} is far from 0 beside its spread (mean {mean:.6g}, standard deviation {spread:.6g}), so that its slope and the bias depend on each other: the inputs are standardised.</source>
        <translation>与自身的离散程度相比，{name} 离 0 很远（均值 {mean:.6g}，标准差 {spread:.6g}），它的斜率与偏置因此互相牵制：因此把输入标准化。</translation>
    </message>
    <message>
        <source>{name} is what is looked for by its name.</source>
        <translation>从名称看，{name} 是要识别的一类。</translation>
    </message>
    <message>
        <source>{name} needs a bracket after it, as in {name}(…)</source>
        <translation>{name} 后面需要括号，如 {name}(…)</translation>
    </message>
    <message>
        <source>{name} takes one value; here: {count}</source>
        <translation>{name} 需要一个值；这里有 {count} 个</translation>
    </message>
    <message>
        <source>{name} takes {wanted} values, with commas between; here: {count}</source>
        <translation>{name} 需要 {wanted} 个值，用逗号分隔；这里有 {count} 个</translation>
    </message>
    <message>
        <source>{name} {sign}: this can only be compared by = and !=</source>
        <translation>{name} {sign}：这里只能用 = 和 != 比较</translation>
    </message>
    <message>
        <source>{name}: {value} does not fit; it is a number</source>
        <translation>{name}：{value} 不合适；这里应是数字</translation>
    </message>
    <message>
        <source>{name}: {value} does not fit; it is a word</source>
        <translation>{name}：{value} 不合适；这里应是一个词</translation>
    </message>
    <message>
        <source>{name}: {value} does not fit; it is true or false</source>
        <translation>{name}：{value} 不合适；这里应是 true 或 false</translation>
    </message>
    <message>
        <source>{n} numbers, as row 1 has</source>
        <translation>与第 1 行一样多的数（{n} 个）</translation>
    </message>
    <message>
        <source>{one} {other}</source>
        <translation>{one}{other}</translation>
    </message>
    <message>
        <source>{piece} belongs in the first place of where, such as {example}</source>
        <translation>{piece} 只能用在 where 的第一项，例如 {example}</translation>
    </message>
    <message>
        <source>{piece} cannot stand here</source>
        <translation>{piece} 不能放在这里</translation>
    </message>
    <message>
        <source>{piece} is missing: what opens here is not closed</source>
        <translation>缺少 {piece}：从这里开始的部分没有闭合</translation>
    </message>
    <message>
        <source>{piece} is not known; allowed: {allowed}</source>
        <translation>不认识 {piece}；可以使用：{allowed}</translation>
    </message>
    <message>
        <source>{piece} is too large a number</source>
        <translation>{piece} 这个数太大</translation>
    </message>
    <message>
        <source>{rows} of {n} rows have a value in all of the columns chosen; at least 2 are needed. Leave out the column in which most are missing.</source>
        <translation>{n} 行中只有 {rows} 行在所选各列都有值；至少需要 2 行。请去掉缺失最多的列。</translation>
    </message>
    <message>
        <source>{target} could only be predicted from {column}, which has {count} different texts: a model needs numbers, such as the length of a text or how often a word comes in it.</source>
        <translation>{target} 只能由 {column} 预测，而它有 {count} 种不同的文本：模型需要的是数，例如文本的长度，或某个词出现的次数。</translation>
    </message>
    <message>
        <source>{target} has another value in each of the {count} rows: a class needs several rows to be learnt from.</source>
        <translation>{target} 在 {count} 行中的值各不相同：每个类别需要有若干行才能学习。</translation>
    </message>
    <message>
        <source>{target} has numbers that are not whole: they are no classes. Choose a number (regression).</source>
        <translation>{target} 中有不是整数的数值，不能作为类别。请选择数值（回归）。</translation>
    </message>
    <message>
        <source>{target} has {count} different values; there can be {maximum} classes at most.</source>
        <translation>{target} 有 {count} 个不同的值；类别至多 {maximum} 个。</translation>
    </message>
    <message>
        <source>{target} holds texts: they can be classes, and no numbers (regression).</source>
        <translation>{target} 是文字：可以作为类别，不能作为数值（回归）。</translation>
    </message>
    <message>
        <source>{target} is predicted from {inputs}.</source>
        <translation>由{inputs}预测{target}。</translation>
    </message>
    <message>
        <source>{target} is predicted from {inputs}; the positive class is {positive}.</source>
        <translation>由{inputs}预测{target}；正类为“{positive}”。</translation>
    </message>
    <message>
        <source>{title}: {text}</source>
        <translation>{title}：{text}</translation>
    </message>
    <message>
        <source>{value} is not a finite number</source>
        <translation>{value} 不是有限的数</translation>
    </message>
    <message>
        <source>{value} stands twice in this block; once is allowed</source>
        <translation>{value} 在这个块中出现了两次；只能出现一次</translation>
    </message>
    <message>
        <source>{value}: a formula has at most {maximum} characters, and at most {depth} brackets within each other</source>
        <translation>{value}：一个公式最多 {maximum} 个字符，括号最多嵌套 {depth} 层</translation>
    </message>
    <message>
        <source>{value}: a formula has no end; another $ ends it in the same paragraph, and the sign itself is written \$</source>
        <translation>{value}：公式没有结束；同一段里要再写一个 $ 来结束它，$ 号本身写作 \$</translation>
    </message>
    <message>
        <source>{value}: a link has to begin with https:// or http://</source>
        <translation>{value}：链接必须以 https:// 或 http:// 开头</translation>
    </message>
    <message>
        <source>{value}: an answer is written - ( ) TEXT =&gt; REPLY, and - (x) for a right one</source>
        <translation>{value}：答案写成 - ( ) 答案 =&gt; 回应，正确的写成 - (x)</translation>
    </message>
    <message>
        <source>{value}: must be a finite number</source>
        <translation>{value}：必须是有限的数</translation>
    </message>
    <message>
        <source>{value}: no such block; did you mean {word}?</source>
        <translation>{value}：没有这种块；是想写 {word} 吗？</translation>
    </message>
    <message>
        <source>{value}: no such block; there are: {allowed}; code has the name of its language, or text</source>
        <translation>{value}：没有这种块；可用的有：{allowed}；代码写上语言的名称，或写 text</translation>
    </message>
    <message>
        <source>{value}: no such file or preset; the presets are: {allowed}</source>
        <translation>{value}：没有这个文件或预设；可用的预设有：{allowed}</translation>
    </message>
    <message>
        <source>{value}: no such picture beside the lesson; pictures from elsewhere are not allowed; there are: {allowed}</source>
        <translation>{value}：课程旁没有这张图片；不允许使用其他位置的图片；现有：{allowed}</translation>
    </message>
    <message>
        <source>{value}: not a condition; what is allowed: NAME SIGN VALUE with one of = != &lt; &lt;= &gt; &gt;=, such as step &lt; 100, and lines that begin with hint: or done:</source>
        <translation>{value}：不是条件；应写成 名称 符号 值，符号为 = != &lt; &lt;= &gt; &gt;= 之一，例如 step &lt; 100；另外可以有以 hint: 或 done: 开头的行</translation>
    </message>
    <message>
        <source>{value}: not allowed in the header; each of {allowed} may stand there once</source>
        <translation>{value}：文件头不允许；{allowed} 各可出现一次</translation>
    </message>
    <message>
        <source>{value}: not understood; a set block has lines scenario: NAME, PATH = VALUE, show: PANELS, residuals: MODE, speed: N, and one of reset, step: N, run, slow step</source>
        <translation>{value}：无法理解；set 块的行有 scenario: 名称、字段路径 = 值、show: 面板、residuals: 方式、speed: N，以及 reset、step: N、run、slow step 之一</translation>
    </message>
    <message>
        <source>{value}: raw HTML is not allowed; write Markdown, and &lt; for the sign as \&lt;</source>
        <translation>{value}：不允许使用 HTML；请用 Markdown，小于号写成 \&lt;</translation>
    </message>
    <message>
        <source>{value}: there is no such metric; there are: {allowed}</source>
        <translation>{value}：没有这个指标；可用的有：{allowed}</translation>
    </message>
    <message>
        <source>{value}: there is no such name; there are {allowed}, a run&apos;s own as runs.1.status, train.METRIC, test.METRIC, parameters.NAME, and the paths of a scenario, such as runs.0.learning_rate</source>
        <translation>{value}：没有这个名称；可用的有 {allowed}，某个运行自己的（如 runs.1.status），train.METRIC，test.METRIC，parameters.NAME，以及场景的字段路径（如 runs.0.learning_rate）</translation>
    </message>
    <message>
        <source>{value}: there is no such number; there are: {allowed}</source>
        <translation>{value}：没有这个数值；可用的有：{allowed}</translation>
    </message>
    <message>
        <source>{value}: {reason}</source>
        <translation>{value}：{reason}</translation>
    </message>
    <message>
        <source>{where} = {value}: must be a number, because the loss is one for regression; classes need a classification loss</source>
        <translation>{where} = {value}：必须是数，因为所选的是回归损失；目标为类别时要用分类损失</translation>
    </message>
    <message>
        <source>{where} = {value}: must be a whole number or text, because the loss is one for classes; other numbers need a regression loss</source>
        <translation>{where} = {value}：必须是整数或文本，因为所选的是分类损失；目标为其他数时要用回归损失</translation>
    </message>
    <message>
        <source>{where} = {value}: must have {allowed}</source>
        <translation>{where} = {value}：必须有{allowed}</translation>
    </message>
    <message>
        <source>{where} = {value}: {problem}</source>
        <translation>{where} = {value}：{problem}</translation>
    </message>
    <message>
        <source>{where}: class {value} is only among the last {n_test} rows, which are the test set; every class must be among the training rows: mix the rows or lower data.test_fraction</source>
        <translation>{where}：类别 {value} 只出现在最后 {n_test} 行，即测试集中；训练集必须包含每个类别：请打乱各行的顺序，或减小 data.test_fraction</translation>
    </message>
    <message>
        <source>{where}: class {value} is only among the rows that are held out; every class must be among the training rows: hold out other rows, or fewer</source>
        <translation>{where}：类别 {value} 只出现在留出的行中；训练集必须包含每个类别：请留出别的行，或少留一些</translation>
    </message>
    <message>
        <source>{where}: number of classes (different values of the target) = {value}; must be from 2 to {maximum}</source>
        <translation>{where}：类别数（目标值的不同取值的个数）= {value}；必须在 2 到 {maximum} 之间</translation>
    </message>
    <message>
        <source>{where}: {problem}</source>
        <translation>{where}：{problem}</translation>
    </message>
    <message>
        <source>{where}: {value} must be a finite number</source>
        <translation>{where}：{value} 必须是有限数</translation>
    </message>
    <message>
        <source>{zero} In a network this need not be the lowest point.</source>
        <translation>{zero}在网络中，这里不一定是最低点。</translation>
    </message>
    <message>
        <source>η = {rate:.3g} is above {limit:.3g} (= 2/λmax): too large for these data, the cost will grow.</source>
        <translation>η = {rate:.3g} 大于 {limit:.3g}（= 2/λmax）：对这些数据来说太大，代价会上升。</translation>
    </message>
    <message>
        <source>η = {rate:.3g} is now above {limit:.3g} (= 2/λmax): too large for these data, the cost grows until the schedule has lowered it.</source>
        <translation>η = {rate:.3g} 目前大于 {limit:.3g}（= 2/λmax）：对这些数据来说太大，在学习率调度把它降下来之前，代价会上升。</translation>
    </message>
    <message>
        <source>η = {rate:.3g}.</source>
        <translation>η = {rate:.3g}。</translation>
    </message>
    <message>
        <source>η = {rate:.3g}; near these parameters stable below {limit:.3g} (= 2/λmax).</source>
        <translation>η = {rate:.3g}；在当前参数附近，小于 {limit:.3g}（= 2/λmax）时稳定。</translation>
    </message>
    <message>
        <source>η = {rate:.3g}; stable below {limit:.3g} (= 2/λmax) for these data.</source>
        <translation>η = {rate:.3g}；对这些数据，小于 {limit:.3g}（= 2/λmax）时稳定。</translation>
    </message>
    <message>
        <source>η = {rate:.4g}</source>
        <translation>η = {rate:.4g}</translation>
    </message>
    <message>
        <source>η, the gradient and λmax belong to the standardised coordinates, in which the step is taken.</source>
        <translation>η、梯度和 λmax 都是标准化坐标中的量，这一步就是在该坐标中走的。</translation>
    </message>
    <message>
        <source>λ₁ = {l1:.4g}</source>
        <translation>λ₁ = {l1:.4g}</translation>
    </message>
    <message>
        <source>λ₁ = {l1:.4g}, λ₂ = {l2:.4g}</source>
        <translation>λ₁ = {l1:.4g}，λ₂ = {l2:.4g}</translation>
    </message>
    <message>
        <source>λ₂ = {l2:.4g}</source>
        <translation>λ₂ = {l2:.4g}</translation>
    </message>
    <message>
        <source>ωᵢ is the weight of the sample&apos;s class.</source>
        <translation>ωᵢ 是样本所属类别的权重。</translation>
    </message>
    <message>
        <source>ωᵢ is the weight of the sample&apos;s class: {weights}.</source>
        <translation>ωᵢ 是样本所属类别的权重：{weights}。</translation>
    </message>
    <message>
        <source>“{column}” (mean {mean:.4g}, standard deviation {spread:.3g})</source>
        <translation>“{column}”（均值 {mean:.4g}，标准差 {spread:.3g}）</translation>
    </message>
    <message>
        <source>← →, Enter</source>
        <translation>← →、Enter</translation>
    </message>
    <message>
        <source>−1, 0 or 1</source>
        <translation>−1、0 或 1</translation>
    </message>
</context>
</TS>
