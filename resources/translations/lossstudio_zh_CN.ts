<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="zh_CN" sourcelanguage="en">
<context>
    <name>ControlPanel</name>
    <message>
        <source>A constant that is added to the weighted sum. Without it, a line must go through the origin.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>CSV file</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Data</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Draw other initial parameters (another seed). Reset returns to the same ones.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Draw other samples of the same kind (another seed). Training starts anew.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Each step uses all training samples. Without it, each step uses a few of them, shuffled: a mini-batch.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Full batch</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Loss</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Model</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>New draw</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>New start</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Open a table of samples</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Optimiser</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Own points</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Settings of the run</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Tables (*.csv *.tsv *.txt);;All files (*)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>With bias</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>measures the distance between numbers; the target here is a class</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>needs a target of two classes</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>needs classes, and a probability for each</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>Dock</name>
    <message>
        <source>Hide this panel (the View menu shows it again)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Make this panel a window of its own, or put it back</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Show all panels again</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Show this panel alone (double click on its title)</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>FitView</name>
    <message>
        <source>A sample that was moved far off, to see what it does to the fit.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Above it the model predicts the class whose probability this is</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Filled points train the model; hollow ones only measure it.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Fit</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Of the models, {names} work with {inputs}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>On this line a prediction is exact; the distance from it is the error.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Outside the picture: {names}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Show all samples</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Show all samples (A, or a double click in the picture)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The map is a slice: it shows {first} and {second}; the other inputs are held at their mean in the training set.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The model works with {inputs}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>What the data were made from, before the noise was added.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>What the model predicts with its present parameters.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Where the most probable class changes. The map&apos;s colour fades where the model is unsure.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>class</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>decision boundary</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>each input minus its middle, divided by its half-width</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>hollow: test</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>model</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>outlier</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>prediction = truth</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>sample {number} ({part})</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>test</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>threshold ½</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>train</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>true probability</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>truth</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{drawn} of {all} samples drawn.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{name}, predicted</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{name}, true</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{train} training samples and {test} test samples; the model after step {step}.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>LossCurveView</name>
    <message>
        <source>Different losses are in different units: compare how the curves fall, not their heights. The metrics compare the fits.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Logarithmic loss axis</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Logarithmic loss axis: a loss that shrinks by the same factor in each step is a straight line. Zeros are drawn at the smallest positive loss in sight.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Logarithmic step axis</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Logarithmic step axis: shows the first steps and the last ones alike. It counts step + 1, as 0 has no logarithm.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Loss curve</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Press Space to train</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Reduction by sum: what is descended is {n} times the train loss, which is a mean, plus the penalty if there is one.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Settings were changed here.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Show all steps</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Show all steps (A)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Step {step} of {last}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The loss has left this axis; log y shows it.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The mean loss over samples that the model never trains on. Where it rises while the train loss falls, the model overfits.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The mean loss over the training samples, without any penalty.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>What gradient descent lowers: the losses on the training set, as their mean or their sum, plus the penalty on the weights.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>cost</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>cost (sum)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>log x</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>log y</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>loss (mean over the samples)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>step</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>step + 1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>step {step}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>steps {first} to {last}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>test</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>train</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{name}: train loss {train}, test loss {test}.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>MainWindow</name>
    <message>
        <source>Fit</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Loss curve</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>LossStudio met an error that it did not expect. Training is paused; your settings are kept, and you can go on.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>LossStudio scenarios (*{suffix})</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Metrics</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>New</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Open</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Open a scenario</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Save the scenario</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Settings</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Something went wrong</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>Menus</name>
    <message>
        <source>&amp;About LossStudio</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Dark</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Edit</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Examples</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Faster</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;File</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Help</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Language</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Light</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;New</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Open…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Quit</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Redo</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Reset the layout</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Run</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Save</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Theme</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Undo</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;View</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&lt;h3&gt;LossStudio {version}&lt;/h3&gt;&lt;p&gt;See what a loss function is and what it does to learning.&lt;/p&gt;&lt;p&gt;Words as Andrew Ng uses them: the &lt;b&gt;loss&lt;/b&gt; is one example&apos;s, the &lt;b&gt;cost&lt;/b&gt; is their mean over the training data, plus a penalty if there is one. Other authors use these words otherwise.&lt;/p&gt;</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>About LossStudio</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>As the &amp;system</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>F&amp;ull screen</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>New &amp;draw (other samples)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>New &amp;start (other initial parameters)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>S&amp;lower</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Save &amp;as…</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>MetricsView</name>
    <message>
        <source>Accuracy</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>As it acts on the data&apos;s own numbers: for a model that works with standardised inputs it is converted back, so that it can be checked by hand.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Confusion matrix</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Confusion matrix (true ↓, predicted →)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Count the test samples, which the model has never trained on.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Count the training samples, which the model has learned from.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>How many samples of the row&apos;s class were predicted as the column&apos;s class; on the diagonal, the right ones.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Log loss</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Mean absolute error, in the target&apos;s own unit: how far off a prediction is on average. A common yardstick for runs with different losses.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Metrics</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Metrics of each run</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Parameters</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Parameters, in the data&apos;s own units</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Parameters: {sizes}, too many to list here.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Root mean squared error, in the target&apos;s own unit; large errors weigh most. Values of different losses are in different units and cannot be compared; one common metric can.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Run</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The mean of −log P(true class), in nats: 0 where the model is certain and right, 0.693 for a coin&apos;s guess between two classes, large where it is certain and wrong. A common yardstick for runs with different losses.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The run whose confusion matrix is shown.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The share of samples whose most probable class is the true one, from 0 to 1. It compares models whatever loss they were trained with, but does not see how sure they are.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The share of the target&apos;s variance that the model explains: 1 is perfect, 0 is no better than predicting the mean, and below 0 it is worse.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>bias</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>test</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>train</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>value</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>weight of {term}</source>
        <translation type="unfinished"></translation>
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
    <name>Section</name>
    <message>
        <source>Fold this away, or open it</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>More</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>More settings: {section}</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>StatusLine</name>
    <message>
        <source>Language: switch to 简体中文</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Pictures drawn in a second</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Ready</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Switch between light and dark</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Switch the language</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>TransportBar</name>
    <message>
        <source>Back</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>One step back, exactly</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>One step: one update of the parameters</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Pause</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Reset</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Return to the start: the same data, the same initial parameters</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Run</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Run or pause gradient descent</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Speed</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Step</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Steps a second: from one, to follow each step, to as many as the machine can. Keys: + and −</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Transport bar</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>as fast as it can</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>step {step}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>test loss {loss}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>train loss {loss}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{speed}/s</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>core</name>
    <message>
        <source>--set {value}: must be PATH=VALUE, such as data.noise=0.3</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>--set {value}: must be UTF-8 text</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>0 (no test set)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>0 (no test set) or a number from {minimum} to {maximum}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>0 below 0 and z above, so the network is piecewise linear. A unit that is 0 for all data gets no gradient. The slope at the kink is taken as 0.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>A</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>A heavy ball: the velocity v is a decaying sum of all gradients so far, so that steps add up along a valley and cancel across it. The gradient enters v with its full weight, not with 1 − β, so the same learning rate makes longer steps than in gradient descent.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>A learning rate above its limit</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>A multilayer perceptron: each hidden layer takes weighted sums of the layer before and passes them through the activation g; the output is a weighted sum of the last hidden layer. Its cost is in general not convex. The inputs are first centred by c and divided by s.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>A smooth step from 0 to 1. Its slope is at most 1/4, so gradients shrink from layer to layer.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>A smooth step from −1 to 1. Its slope vanishes far from 0.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>A step against the gradient, as long as the learning rate times the gradient. On mini-batches this is stochastic gradient descent (SGD).</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>A weighted sum of all products of the inputs up to the chosen degree, plus a bias. It is curved in the inputs and still linear in its parameters. The inputs are first centred by c and divided by s, so that high powers stay of order 1.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>A weighted sum of the inputs, plus a bias. With a regression loss this is linear regression; with a loss for two classes the sum is a score, and with cross-entropy it is logistic regression; with several classes there is a score for each, and with cross-entropy it is softmax regression.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>About r²/2 near zero and |r| − log 2 far from it: like Huber, but smooth everywhere and without a threshold to choose. An outlier pulls with a force of at most 1.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Absolute error (MAE)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Activation</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>AdaGrad</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Adam</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Adam, and at each step every weight w (no bias) also shrinks by η·λ·w. This decay is not part of the cost and does not pass through Adam&apos;s scaling, so it is not the same as an L2 penalty: it comes on top of one, and the steps stop where gradient and decay balance, not at the cost&apos;s minimum.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>AdamW</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Adds λ₁·Σ|w| to what is descended: pulls weights to exactly zero. Biases are free.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Adds λ₂·Σw² to what is descended: keeps weights small. Biases are free.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>After this many steps the learning rate is 0.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>All weights start at 0. Fine for a linear model. In a network all units of a layer then stay alike, because each gets the same gradient, and with tanh or ReLU only the last bias learns.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>All zero</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Another model or another start: training starts anew.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>As AdaGrad, but with a running mean s of the squared gradients in place of their sum (entry by entry), so old gradients are forgotten and the steps do not die out. Near the optimum they stay about as long as the learning rate, so lower it to settle. The mean starts at 0, so the first step is 1/√(1 − ρ) times η.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>B</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Batch size</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Binary cross-entropy</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Binary cross-entropy with less weight on examples that are already classified well, by the factor (1 − p of the true class)^γ, and a weight for each class. Made for object detection, where easy background examples far outnumber the objects; γ = 0 and α = 0.5 is half the cross-entropy.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Brier (squared error of p)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Brier, several classes</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>C</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Constant</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Converged</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Converging</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Cosine</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Cost</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Cross-entropy</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Data set</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Decay per step</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Degree</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Diverging</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Each parameter has its own step length: the learning rate divided by the root of the sum G of its squared gradients so far (squares and roots are taken entry by entry). The first step is η in every direction; then the steps only get shorter.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Each step jumps across the valley: the gradient points against the one before (cosine {cosine:.2f}).</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Each weight shrinks by η·λ times itself at every step; biases do not.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Edit run</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Every training sample is on its right side, so larger weights always lower this loss: gradient descent lets them grow without end (now ‖w‖ = {norm:.3g}). A penalty gives a finite optimum.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Examples of class 1 count α, those of class 0 count 1 − α.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Exclusive or</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Exponential decay</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Falls along half a cosine wave, from η to 0 within T steps, and stays 0: from then on nothing changes (Loshchilov and Hutter 2017, without restarts).</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Falls as 1/√t: slowly enough to get anywhere, and fast enough to calm the noise of mini-batches and the jitter at a kink.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Focal</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Focusing</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>For predicting a quantile: a prediction that is too low costs τ per unit, one that is too high 1 − τ, and the best constant prediction is the τ-quantile. τ = 0.5 is half the absolute error.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Four squares, opposite ones of the same class (exclusive or). A straight boundary gets at most three of the four right; the product x₁·x₂ or a hidden layer solves it.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Glorot (uniform)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Gradient descent</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Growing noise</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Guard</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Guards the division by 0. Larger values shorten steps on small gradients.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>He (normal)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Hidden layers</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Hinge</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Hours of study, and whether the exam was passed: from 3 hours on, give or take luck. The noise is how much luck counts; without any, the two classes are separable.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>How a prediction is computed from the inputs.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>How a step follows from the gradient.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>How bad one prediction is. Gradient descent lowers its mean over the training samples.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>How far each step goes against the gradient. Too small: slow. Too large: every step overshoots and the loss grows.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>How far outliers are moved: in regression, in the target&apos;s own unit; in classification, 10 doubles their distance from the middle.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>How many layers lie between input and output. With none, the network is a linear model. Restarts the run.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>How many samples there are, training and test together. Restarts the run.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>How many training samples each step&apos;s gradient is computed from. The samples are shuffled by the run&apos;s seed before each pass.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>How many units a hidden layer has. Restarts the run.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>How many updates of the parameters a run without a window does.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>How much of the mean gradient is kept at each step: it looks back over about 1/(1 − β₁) steps.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>How much of the mean squared gradient is kept at each step: it looks back over about 1/(1 − β₂) steps.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>How much of the mean squared gradient is kept at each step: it looks back over about 1/(1 − ρ) steps.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>How much of the velocity is kept at each step. With 0 this is gradient descent; along a constant gradient the steps grow to 1/(1 − β) times its own.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>How strongly well-classified examples are turned down; 0 does not do it at all.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>How the learning rate changes with the steps.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>How the weights are drawn before the first step.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Huber</source>
        <translation>Huber</translation>
    </message>
    <message>
        <source>Initial weights</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Inverse square root</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>L1 penalty</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>L2 penalty</source>
        <translation>L2 惩罚</translation>
    </message>
    <message>
        <source>Label smoothing</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Learning rate</source>
        <translation>学习率</translation>
    </message>
    <message>
        <source>Linear</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Log-cosh</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Loss</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Mean of the losses</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Memory of gradients</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Memory of squares</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Model</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Momentum</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Momentum and RMSProp together: m is a running mean of the gradients, s of their squares (entry by entry). Both start at 0, which is corrected for by dividing by 1 minus the product of the βs of all steps so far; so the first step is η in every direction.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Momentum that looks ahead: the gradient is taken where the velocity is about to lead, so it brakes earlier and swings less. The parameters shown are that point ahead, so the gradient is the one at the point shown.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Nearly there: the gradient&apos;s norm is {share:.2g} % of its first value.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Nesterov momentum</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Neural network</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>No finite optimum</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Noise</source>
        <translation>噪声</translation>
    </message>
    <message>
        <source>Normal draws whose variance is 2 divided by the number of inputs of the layer: made for ReLU, which sets about half of its inputs to 0.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>One ring around another. No straight line separates them; a polynomial of degree 2 can, because a circle&apos;s equation has degree 2.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Optimiser</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Oscillating</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Other data: training starts anew.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Outlier strength</source>
        <translation>离群强度</translation>
    </message>
    <message>
        <source>Outliers</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Outliers: squared error, absolute error and Huber</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Overfitting: a polynomial of degree 9 on 12 samples</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Parabola</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Pass or fail</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Pass or fail: logistic regression</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Pinball (quantile)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Pinwheel</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Plateau</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Points about one and a half periods of a sine. Polynomials of too low a degree miss it, of too high a degree they follow the noise: a place to see overfitting.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Points about the line y = 2x + 1 with noise that grows from left to right (heteroscedastic). The quantiles fan out: the pinball loss finds each of them.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Points about the line y = 2x + 1, with normal noise of the same spread everywhere: the case that suits the mean squared error best.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Points about the parabola y = 2x² + x − 1. A straight line cannot follow it however long it learns; a polynomial of degree 2 can.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Polynomial</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Quantile</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>RMSProp</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>ReLU</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Regression (predict a number)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Residuals up to δ count squared, larger ones only linearly.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Running</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Samples</source>
        <translation>样本数</translation>
    </message>
    <message>
        <source>Saved as {file}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Scales one fixed random draw: the same points move nearer to the true curve or further from it. Nothing is drawn anew.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Schedule</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Seed of the data</source>
        <translation>数据的随机种子</translation>
    </message>
    <message>
        <source>Seed of the run</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Separable classes: no finite optimum</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Several classes</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Sigmoid</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Sine wave</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Squared error (MSE)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Squared hinge</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Squared near zero, a straight line beyond δ: smooth like the squared error, and an outlier pulls with a force of at most δ.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Steps</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Steps to zero</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Stopped at step {step}, the last one with finite numbers (cost {cost:.3g}). {cause}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Straight line</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Sum of the losses</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Test share</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The article&apos;s example</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The article&apos;s example, with a bias</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The article&apos;s example: a line without a bias</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The bend that each hidden unit gives its weighted sum.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The cost fell by {fall:.2g} % in the last {steps} steps, but the gradient&apos;s norm is still {norm:.2g}: the steps are small, or the slope is.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The cost fell by {fall:.2g} % in the last {steps} steps; {rate}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The cost grew from {low:.4g} to {high:.4g} in {steps} steps. {cause}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The cost no longer falls but jitters between {low:.4g} and {high:.4g}: each batch of {batch} gives another gradient. A smaller learning rate or a larger batch jitters less.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The cost rose from {low:.4g} to {high:.4g} in the last {steps} steps; {rate}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The cost went up and down {turns} times in the last {steps} steps, between {low:.4g} and {high:.4g}: the steps are too long to settle. A smaller learning rate would.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The cost, averaged over {steps} steps, fell by {fall:.2g} %; it jitters because each batch of {batch} gives another gradient.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The factor at each step. With 1 the learning rate is constant.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The gradient&apos;s norm is {norm:.2g}, practically zero.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The gradient&apos;s norm is {norm:.2g}, practically zero. In a network this need not be the lowest point.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The highest power of the input in the polynomial. Restarts the run.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The hinge squared, also used for support vector machines: no kink, since the slope falls to zero as the margin reaches 1, and an example beyond it still costs nothing. Badly wrong examples count more than with the hinge.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The learning rate is multiplied by the same factor γ at every step. All steps together have a bounded sum of learning rates, so a fast decay can stop short of the optimum.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The learning rate η = {rate:.3g} is above 2/λmax = {limit:.3g} near these parameters: steps overshoot by more than they correct. Choose a smaller one.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The learning rate η = {rate:.3g} is above 2/λmax = {limit:.3g}: each step overshoots by more than it corrects. Choose one below {limit:.3g}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The learning rate η = {rate:.3g} is too large here: choose a smaller one.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The loss of the support vector machine: only the margin s·z counts, and an example whose margin is at least 1 costs nothing and does not pull. The sign of the score is the class; its size is not fitted to be a probability.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The negative log-likelihood of Gaussian noise, up to scale and a constant; the best constant prediction is the mean. Squaring makes outliers dominate: twice the residual costs four times as much.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The negative log-likelihood of Laplace noise, up to scale and a constant; the best constant prediction is the median, so an outlier pulls no harder than any other point. The slope stays ±1 right up to the kink at zero, so gradient descent at a constant learning rate jitters around the optimum.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The negative log-likelihood of a Bernoulli variable whose probability of class 1 is the sigmoid of the score. It is convex in the score and its gradient is p − y, so a confident wrong answer still pulls with nearly full strength.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The negative log-likelihood of a categorical variable whose probabilities are the softmax of the scores. Label smoothing spreads a share ε of each target evenly over all classes, so that the loss is no longer lowered by ever larger scores.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The new loss needs another number of scores: training starts anew.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The number of runs changed: training starts anew.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The number that all random draws of the data follow from. Restarts the run.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The number that the initial parameters and the shuffling follow from. Restarts the run.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The same learning rate at every step.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The share of each target that is spread evenly over all classes.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The share of samples that are moved far off: raised in regression, given the wrong class and pushed outwards in classification.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The share of samples, the last ones, that are held out: they measure the model and never train it. Restarts the run.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The share of targets that should lie below the prediction: 0.5 is the median, 0.9 a value that only one target in ten exceeds.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The squared distance between the softmax probabilities and the one-hot target, from 0 to 2: a sound way to score probabilities. Not convex in the scores, and a confident wrong answer hardly pulls, as with the Brier score of two classes.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The squared error of the predicted probability: a sound way to score probabilities, but not convex in the score, and it saturates. A confident wrong answer hardly pulls: at z = −8, y = 1 about 1,500 times less than with cross-entropy.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Three bent arms from a common middle. Straight boundaries cut across the arms; a small network bends with them.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Three classes: softmax and cross-entropy</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Three clouds</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Three round clouds, each normal with the noise as its spread. Softmax regression draws a straight boundary between each pair.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Threshold</source>
        <translation>阈值</translation>
    </message>
    <message>
        <source>Too few steps yet to judge; {rate}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Two classes</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Two clouds</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Two half moons that reach into each other. A straight boundary gets most points right, a curved one nearly all: a first task for a small network.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Two moons</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Two moons: a small network</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Two rings</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Two round clouds, each normal with the noise as its spread: the best boundary is a straight line. Where they do not overlap, cross-entropy has no finite optimum.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Two spirals</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Two spirals wound around each other: hard for a small network, and a good place to compare optimisers.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Two spirals: a deeper network with mini-batches</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Uniform draws whose spread falls with the number of inputs and outputs of the layer: made for tanh, so that signals and gradients keep their size from layer to layer.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Units in a layer</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Weight decay</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Weight of class 1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>What is descended: the mean of the losses, or their sum. With the sum, the same learning rate goes n times as far.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>What the samples are: made by a formula, or your own.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Which of the compared runs the settings below belong to.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>a compromise between the mean and the median</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>a list</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>a number</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>a number from {minimum} to {maximum}</source>
        <translation>{minimum} 到 {maximum} 之间的数</translation>
    </message>
    <message>
        <source>a number of usual size</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>a probability of class 1 that need not be its share</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>a whole number</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>a whole number from {minimum} to {maximum}</source>
        <translation>{minimum} 到 {maximum} 之间的整数</translation>
    </message>
    <message>
        <source>an object</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>at least 2 numbers: one or more inputs, and the target</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>cannot be read as CSV ({reason}); a cell must have at most {maximum} characters, and each quote its end</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>cannot be read: {reason}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>class</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>contains a zero byte; must be text, not binary data</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>data.file = &quot;{file}&quot;</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>data.file = &quot;{file}&quot;, line {line}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>data.file = &quot;{file}&quot;, line {line}, column {column}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>data.file = &quot;{file}&quot;, line {line}, column {column} ({name})</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>data.points, row {row}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>data.points, row {row} = {value}: must have {allowed}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>data.points, row {row}: {value} must be a finite number</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>fail</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>format = {value}: this program reads format {allowed}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>format = {value}: written by a newer version of LossStudio; this one reads format {allowed}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>hours of study</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>is a folder; must be a CSV file</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>is empty; must have at least 2 rows</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>is not UTF-8 text; must be a CSV file in UTF-8</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>is too long; must have at most {maximum} characters</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>must be a finite number or the name of a class</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>must be a finite number with a decimal point</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>must be an ordinary file</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>not a scenario: a JSON object with &quot;format&quot;: {allowed} is expected</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>not a scenario: no valid JSON ({reason})</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>null</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>null or {number}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>number of cells = {value}; must be {width}, as in line {first_line}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>number of columns = 1; must be at least 2 (inputs, then the target), separated by commas, semicolons or tabs</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>number of inputs = {value}; must be at most {maximum}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>number of rows (without the header) = {value}; must be at least 2</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>pass</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>result</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>runs: a regression loss and a classification loss cannot share the same data</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>runs: {count} runs; a scenario has 1 to {maximum}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>tanh</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>text</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>the mean</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>the median</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>the more frequent class, as a score of +1 or −1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>the share of class 1 minus the share of class 0</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>the share of class 1, as its probability</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>the share of each class (of the smoothed targets), as its probability</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>the share of each class, as its probability</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>the τ-quantile</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>there are too many rows; must be at most {maximum}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>there is no permission to read it</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>there is no such file</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>too large; a scenario has at most {maximum:.0f} MB</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>true or false</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>y = 3x plus noise that is uniform on [0, 1), so its mean is 0.5 and not zero. A line without a bias makes up for that with its slope: about 3.8 instead of 3.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{field} = {value}: at most {maximum} layers</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{field} = {value}: at these parameters and for these data the cost is no finite number; smaller numbers in the data, or an earlier step, have one</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{field} = {value}: does not fit the data {dataset}; what fits: {allowed}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{field} = {value}: must be at least {minimum}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{field} = {value}: must be one of {allowed}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{field} = {value}: must be {allowed}</source>
        <translation>{field} = {value}：必须是{allowed}</translation>
    </message>
    <message>
        <source>{field} = {value}: of {n} samples the test set gets {n_test} and the training set {n_train}; must be {allowed}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{field} = {value}: {inputs} inputs would give {count} terms; at most {maximum} are possible. Choose a lower degree or the linear model</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{field} = {value}: {owner} has no such parameter; it has: {allowed}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{field}: must be given where data.dataset is {kind}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{field}: no such field; the fields are: {allowed}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{field}: number of rows = {value}; must be at least {minimum}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{field}: there is no {value} there; what there is: {allowed}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{file} could not be saved: {reason}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{file}: {reason}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{first} or {second}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{jumps} The cost does not fall; choose a smaller learning rate.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{jumps} The cost still falls; a smaller learning rate would go straight.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{n} numbers, as row 1 has</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{value}: no such file or preset; the presets are: {allowed}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{where} = {value}: must be a number, because the loss is one for regression; classes need a classification loss</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{where} = {value}: must be a whole number or text, because the loss is one for classes; other numbers need a regression loss</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{where} = {value}: {problem}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{where}: class {value} is only among the last {n_test} rows, which are the test set; every class must be among the training rows: mix the rows or lower data.test_fraction</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{where}: number of classes (different values of the target) = {value}; must be from 2 to {maximum}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{where}: {problem}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>η = {rate:.3g}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>η = {rate:.3g}; near these parameters stable below {limit:.3g} (= 2/λmax).</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>η = {rate:.3g}; stable below {limit:.3g} (= 2/λmax) for these data.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
</TS>
