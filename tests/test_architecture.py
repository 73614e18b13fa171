"""What may import what, and other rules that hold for every file."""

import ast
import json
import os
import re
import string
import subprocess
import sys
from pathlib import Path

import pytest

import lossstudio
from lossstudio.core import text

ROOT = Path(lossstudio.__file__).resolve().parent
MODULES = {
    ".".join(("lossstudio", *path.relative_to(ROOT).with_suffix("").parts)): path
    for path in sorted(ROOT.rglob("*.py"))
}
TREES = {name: ast.parse(path.read_text(encoding="utf-8")) for name, path in MODULES.items()}
MARK = "QT_TRANSLATE_NOOP"


def in_layer(name, *layers):
    return any(name == f"lossstudio.{layer}" or f"{name}.".startswith(f"lossstudio.{layer}.")
               for layer in layers)  # fmt: skip


def imports(tree):
    """(node, module) for each import in `tree`; of `from a import b` both a and a.b."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            for alias in node.names:
                yield node, alias.name
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, "imports are absolute"
            yield node, node.module
            for alias in node.names:
                if f"{node.module}.{alias.name}" in MODULES:
                    yield node, f"{node.module}.{alias.name}"


def imported(name):
    return {module for _, module in imports(TREES[name])}


def outside(modules):
    """The packages among `modules` that belong neither to Python nor to this program."""
    tops = {module.partition(".")[0] for module in modules}
    return tops - set(sys.stdlib_module_names) - {"lossstudio"}


def test_there_is_something_to_look_at():
    for name in ("core.losses.mse", "engine.training.trainer", "gui.app", "cli", "__main__"):
        assert f"lossstudio.{name}" in MODULES
    assert len(MODULES) > 80


def test_layers_import_in_one_direction():
    for name in MODULES:
        ours = {module for module in imported(name) if in_layer(module, "core", "engine", "gui")}
        if in_layer(name, "core"):
            assert all(in_layer(module, "core") for module in ours), name
        elif in_layer(name, "engine"):
            assert all(in_layer(module, "core", "engine") for module in ours), name
        cli = {"lossstudio.cli", "lossstudio.__main__"} & imported(name)
        assert not cli or name == "lossstudio.__main__", name


def test_what_each_layer_needs():
    for name in MODULES:
        found = outside(imported(name))
        if in_layer(name, "core"):
            reads_workbooks = name == "lossstudio.core.datasets.tables.workbook"
            assert found <= {"numpy"} | ({"python_calamine"} if reads_workbooks else set()), name
        elif in_layer(name, "engine"):
            # Lessons are Markdown, with pictures that are looked into.
            of_lessons = {"markdown_it", "mdit_py_plugins", "PIL"}
            reads_lessons = in_layer(name, "engine.lessons")
            assert found <= {"numpy", "msgspec"} | (of_lessons if reads_lessons else set()), name
        elif not in_layer(name, "gui"):
            # Whether a lesson's formulas can be drawn is tried.
            draws = {"ziamath"} if name == "lossstudio.commands.lesson" else set()
            assert found <= {"msgspec", "tqdm"} | draws, name


OPENERS = {
    "lossstudio.commands.window": ({"lossstudio.gui.app"}, {"run"}),
    "lossstudio.commands.render": ({"lossstudio.gui.figures.headless"}, {"run"}),
    "lossstudio.commands.sweep": ({"lossstudio.gui.figures.sweep_picture"}, {"run"}),
}
"""What of the window the commands that need it import, and in which functions."""


def test_only_the_functions_that_need_the_window_import_it():
    for name, tree in TREES.items():
        if in_layer(name, "gui"):
            continue
        window = {module for module in imported(name) if in_layer(module, "gui")}
        expected, inside = OPENERS.get(name, (set(), set()))
        assert window == expected, name
        functions = [node for node in ast.walk(tree) if isinstance(node, ast.FunctionDef)]
        assert inside == {
            function.name
            for function in functions
            for _, module in imports(function)
            if in_layer(module, "gui")
        }, name


def test_the_app_is_imported_by_nothing_else_in_the_window():
    for name in MODULES:
        if in_layer(name, "gui") and name != "lossstudio.gui.app":
            assert "lossstudio.gui.app" not in imported(name), name


def modules_named(tree):
    """The modules that are imported by name anywhere in `tree`, for types too: of ``from a import
    b`` the module b where it is one, else a."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            for alias in node.names:
                inner = f"{node.module}.{alias.name}"
                yield inner if inner in PLACES else node.module


PLACES = {name.removesuffix(".__init__"): tree for name, tree in TREES.items()}


def circles(graph):
    """The modules of which each is reached from each other, by Tarjan's algorithm."""
    found, numbers, lowest, path = [], {}, {}, []

    def visit(name):
        numbers[name] = lowest[name] = len(numbers)
        path.append(name)
        for other in graph[name]:
            if other not in numbers:
                visit(other)
            if other in path:
                lowest[name] = min(lowest[name], lowest[other])
        if lowest[name] == numbers[name]:
            at = path.index(name)
            found.append(path[at:])
            del path[at:]

    for name in graph:
        if name not in numbers:
            visit(name)
    return [sorted(each) for each in found if len(each) > 1]


def test_no_modules_import_each_other_in_a_circle():
    graph = {
        name: {other for other in modules_named(tree) if other in PLACES} - {name}
        for name, tree in PLACES.items()
    }
    assert sum(map(len, graph.values())) > 1000
    assert circles({"a": {"b"}, "b": {"c"}, "c": {"b"}}) == [["b", "c"]]
    assert circles(graph) == []


def test_no_part_takes_the_whole_window():
    """It is the window that hands over what a part needs; only what opens it knows it."""
    for name, tree in PLACES.items():
        if name in ("lossstudio.gui.app", "lossstudio.gui.main_window"):
            continue
        assert "lossstudio.gui.main_window" not in set(modules_named(tree)), name
        for node in ast.walk(tree):
            if isinstance(node, ast.arg) and node.annotation is not None:
                words = re.findall(r"\w+", ast.unparse(node.annotation))
                assert "MainWindow" not in words, f"{name}:{node.lineno}"


def test_modules_can_be_read_in_one_sitting():
    long = {
        name: lines
        for name, path in MODULES.items()
        if (lines := len(path.read_text(encoding="utf-8").splitlines())) > 400
    }
    assert not long


def dotted(node):
    """``a.b.c`` for the expression of that form, else an empty text."""
    if isinstance(node, ast.Name):
        return node.id
    if isinstance(node, ast.Attribute) and (before := dotted(node.value)):
        return f"{before}.{node.attr}"
    return ""


def test_nothing_evaluates_or_unpickles():
    forbidden = {"eval", "exec", "compile", "__import__", "os.system", "marshal.loads"}
    for name, tree in TREES.items():
        assert not imported(name) & {"pickle", "shelve", "marshal", "dill", "joblib"}, name
        calls = {dotted(node.func) for node in ast.walk(tree) if isinstance(node, ast.Call)}
        assert not calls & forbidden, name
        for node in ast.walk(tree):
            if isinstance(node, ast.keyword) and node.arg in ("allow_pickle", "shell"):
                assert isinstance(node.value, ast.Constant), name
                assert node.value.value is False, name


RANDOM_TYPES = {"Generator", "RandomState", "SeedSequence", "default_rng", "PCG64", "BitGenerator"}


def test_nothing_draws_from_a_global_random_state():
    for name, tree in TREES.items():
        # The window may draw a new seed; what follows from a seed may not draw anything else.
        assert "random" not in imported(name) or in_layer(name, "gui"), name
        for node in ast.walk(tree):
            path = dotted(node) if isinstance(node, ast.Attribute) else ""
            match = re.match(r"(?:np|numpy)\.random\.(\w+)", path)
            assert match is None or match[1] in RANDOM_TYPES, f"{name}: {path}"
            if isinstance(node, ast.ImportFrom) and node.module == "numpy.random":
                assert {alias.name for alias in node.names} <= RANDOM_TYPES, name
            if isinstance(node, ast.Call) and path_ends(node, "default_rng", "SeedSequence"):
                assert node.args, f"{name}: a generator without a seed"


def path_ends(call, *names):
    return dotted(call.func).rpartition(".")[2] in names


# -- texts for people ----------------------------------------------------------------------------

BELOW = {name: tree for name, tree in TREES.items() if in_layer(name, "core", "engine")}
TEXTS = {"label", "help", "description", "estimates"}
"""Keyword arguments that are shown to people."""


def is_marked(node):
    return isinstance(node, ast.Call) and dotted(node.func) == MARK


def loose_texts(node):
    """The literal texts in an expression that are not marked."""
    if is_marked(node):
        return
    if isinstance(node, ast.Constant) and isinstance(node.value, str):
        yield node.value
    if not isinstance(node, ast.Call):
        for child in ast.iter_child_nodes(node):
            yield from loose_texts(child)


def is_prose(value):
    """Something to translate: words, and not just a field's path or a placeholder."""
    without = re.sub(r"\{\w*\}", "", value)
    return bool(re.search(r"[^\W\d_]", without)) and not re.fullmatch(r"[\w.]+", value)


def calls_of(tree, *names):
    for node in ast.walk(tree):
        if isinstance(node, ast.Call) and path_ends(node, *names):
            yield node


def test_marked_texts_are_literals_that_lupdate_finds():
    count = 0
    for name, tree in BELOW.items():
        for call in calls_of(tree, MARK):
            context, template = call.args
            assert isinstance(context, ast.Constant), name
            assert context.value == text.CONTEXT, name
            assert isinstance(template, ast.Constant), name
            assert isinstance(template.value, str), name
            assert template.value, name
            count += 1
    assert count > 200


def test_every_message_is_marked():
    for name, tree in BELOW.items():
        for call in calls_of(tree, "Message", "InputError", "file_error"):
            for node in call.args[: 2 if path_ends(call, "file_error") else 1]:
                prose = [value for value in loose_texts(node) if is_prose(value)]
                assert not prose, f"{name}:{node.lineno}: {prose}"


def test_every_label_and_description_is_marked():
    for name, tree in BELOW.items():
        for call in calls_of(tree, "Parameter", "Loss", "ModelKind", "Optimizer", "Schedule",
                             "Generator", "Activation", "Initialization", "Field",
                             "number"):  # fmt: skip
            nodes = [keyword.value for keyword in call.keywords if keyword.arg in TEXTS]
            if path_ends(call, "Parameter"):
                nodes += call.args[1:2]
            if path_ends(call, "number"):
                nodes += call.args[2:4]
            prose = [value for node in nodes for value in loose_texts(node) if value]
            assert not prose, f"{name}:{call.lineno}: {prose}"


def fields_of(template):
    return {field for _, field, _, _ in string.Formatter().parse(template) if field is not None}


def test_every_message_has_the_values_that_its_template_names():
    checked = 0
    for name, tree in BELOW.items():
        for call in calls_of(tree, "Message", "InputError", "file_error"):
            position = 1 if path_ends(call, "file_error") else 0
            if len(call.args) <= position or not is_marked(call.args[position]):
                continue
            wanted = fields_of(call.args[position].args[1].value)
            where = f"{name}:{call.lineno}"
            if path_ends(call, "Message"):
                given = call.args[1] if len(call.args) > 1 else ast.Dict(keys=[], values=[])
                if not isinstance(given, ast.Dict):
                    continue
                has = {key.value if key else None for key in given.keys}
                assert wanted <= has or None in has, where
            else:
                has = {keyword.arg for keyword in call.keywords}
                assert wanted == has or None in has, where
            checked += 1
    assert checked > 60


# -- what a process without a window loads -------------------------------------------------------

QT = ("PySide6", "shiboken6", "pyqtgraph", "superqt", "qtawesome", "ziamath")


def python(code, *arguments, **environment):
    """Run `code` in a fresh interpreter: what it prints."""
    result = subprocess.run(
        [sys.executable, "-c", code, *map(str, arguments)],
        capture_output=True,
        encoding="utf-8",
        timeout=60,
        env=os.environ | environment,
        check=False,
    )
    assert result.returncode == 0, result.stderr
    return result.stdout


def test_core_and_engine_load_no_window():
    names = [name.removesuffix(".__init__") for name in BELOW]
    code = f"""
import importlib, sys
for name in {names}:
    importlib.import_module(name)
print(sorted({{module.partition(".")[0] for module in sys.modules}} & {set(QT)}))
"""
    assert python(code) == "[]\n"


HEADLESS = [
    ["train", "article", "--steps", "3", "--json"],
    ["train", "moons_network", "--steps", "3"],
    *[["list", what] for what in ("losses", "models", "optimizers", "datasets", "presets")],
    ["--version"],
    ["--help"],
]


def test_headless_commands_load_no_window():
    code = f"""
import contextlib, io, sys
from lossstudio.cli import main
for arguments in {HEADLESS}:
    out = io.TextIOWrapper(io.BytesIO())
    with contextlib.redirect_stdout(out), contextlib.suppress(SystemExit):
        assert main(arguments) == 0, arguments
    found = {{module.partition(".")[0] for module in sys.modules}} & {set(QT)}
    assert not found, (arguments, found)
print("fine")
"""
    assert python(code) == "fine\n"


def test_help_and_errors_do_not_even_load_numpy():
    code = """
import sys
from lossstudio.cli import main
try:
    main(["--version"])
except SystemExit:
    print("numpy" in sys.modules)
"""
    assert python(code).endswith("False\n")


# -- a loss is one file --------------------------------------------------------------------------

DROPPED_IN = '''
from lossstudio.core.losses.base import Example, Loss
from lossstudio.core.tasks import Link, Task

def quartic(raw, y):
    """The fourth power of the residual."""
    r = raw - y
    return r**4, 4.0 * r**3

LOSS = Loss(
    name="quartic", label="Quartic", task=Task.REGRESSION, link=Link.IDENTITY, expression="r**4",
    description="", reference="", function=quartic, estimates="",
    examples=(Example(raw=(2.0,), y=(0.0,), value=16.0, gradient=(32.0,)),),
)
'''
WITH_IT = """
import importlib.machinery, sys

class Place:
    '''Adds a folder to the path of the losses' package before its modules are looked for.'''
    @staticmethod
    def find_spec(name, path, target=None):
        if name == "lossstudio.core.losses":
            spec = importlib.machinery.PathFinder.find_spec(name, path, target)
            spec.submodule_search_locations.append(sys.argv[1])
            return spec

sys.meta_path.insert(0, Place)
from lossstudio.cli import main
sys.exit(main(sys.argv[2:]))
"""


@pytest.fixture
def with_quartic(tmp_path):
    (tmp_path / "quartic.py").write_text(DROPPED_IN, encoding="utf-8")

    def run(*arguments):
        return python(WITH_IT, tmp_path, *arguments)

    return run


def test_a_dropped_in_loss_is_listed_and_trained(with_quartic):
    listed = json.loads(with_quartic("list", "losses", "--json"))
    # The last one is a person's own formula.
    assert listed[-2]["name"] == "quartic"
    assert listed[-2]["formula"] == r"\ell = r^{4}, \quad r = \hat y - y"
    assert with_quartic("list", "losses").splitlines()[-2].split() == ["quartic", "Quartic"]
    result = json.loads(
        with_quartic("train", "article", "--set", "runs.0.loss=quartic",
                     "--set", "runs.0.reduction=mean", "--set", "data.noise=0", "--json")
    )  # fmt: skip
    (run,) = result["runs"]
    assert run["loss"] == "quartic"
    assert run["status"] == "converging"
    residuals = run["train_loss"] ** 0.25
    assert 0 < residuals < 1
    assert run["parameters"]["weights"] == pytest.approx(3, abs=1)


def private_writes(tree):
    """(line, name) of each private attribute that is set of something else than `self`."""
    for node in ast.walk(tree):
        name, owner = None, None
        if isinstance(node, ast.Attribute) and isinstance(node.ctx, ast.Store | ast.Del):
            name, owner = node.attr, node.value
        elif isinstance(node, ast.Call) and ast.unparse(node.func) in ("setattr", "delattr"):
            owner, name = node.args[0], ast.unparse(node.args[1]).strip("'")
        is_own = isinstance(owner, ast.Name) and owner.id in ("self", "cls")
        if name is not None and name.startswith("_") and not is_own:
            yield node.lineno, name


def test_nobody_sets_what_is_private_to_others():
    assert list(private_writes(ast.parse("axis._ticks = 1\nsetattr(Kind, '_made', 2)"))) == [
        (1, "_ticks"),
        (2, "_made"),
    ]
    found = {name: list(private_writes(tree)) for name, tree in TREES.items()}
    assert {name: writes for name, writes in found.items() if writes} == {}


FOREIGN = """
import ast
import importlib
import inspect
import json
import re
import sys
import textwrap

names = json.load(sys.stdin)
kinds = set()
for name in names:
    try:
        module = importlib.import_module(name)
    except ImportError as error:  # what draws in space needs a library that may not be there
        assert (error.name or "").startswith("OpenGL"), error
        continue
    kinds |= {kind for kind in vars(module).values() if inspect.isclass(kind)}
own = [kind for kind in kinds if kind.__module__.startswith("lossstudio.")]

def foreign(kind):
    return [base for base in kind.__mro__ if base.__module__.partition(".")[0] in FOREIGN]

def is_private(name):
    return name.startswith("_") and not name.startswith("__")

FOREIGN = ("pyqtgraph", "PySide6")
seen, clashes = 0, []
for kind in own:
    bases = foreign(kind)
    if not bases:
        continue
    seen += any(base.__module__.startswith("pyqtgraph") for base in bases)
    theirs = {name for base in bases for name in vars(base) if is_private(name)}
    for base in bases:
        if base.__module__.startswith("pyqtgraph"):
            theirs |= set(re.findall(r"self\\.(_[a-z]\\w*)", inspect.getsource(base)))
    tree = ast.parse(textwrap.dedent(inspect.getsource(kind)))
    ours = {name for name in vars(kind) if is_private(name)}
    ours |= {node.attr for node in ast.walk(tree) if isinstance(node, ast.Attribute)
             and isinstance(node.value, ast.Name) and node.value.id == "self"
             and is_private(node.attr)}
    clashes += [f"{kind.__name__}.{name}" for name in sorted(ours & theirs)]
json.dump([seen, clashes], sys.stdout)
"""


def test_what_is_derived_of_a_plot_touches_nothing_private_of_it():
    names = [name for name in MODULES if in_layer(name, "gui")]
    done = subprocess.run(
        [sys.executable, "-c", FOREIGN],
        input=json.dumps(names),
        capture_output=True,
        text=True,
        check=True,
        env=os.environ | {"QT_QPA_PLATFORM": "offscreen"},
    )
    seen, clashes = json.loads(done.stdout)
    assert seen > 8
    assert clashes == []


def test_nothing_of_python_is_replaced():
    """Nobody sets an attribute of a module, or an entry of the table of modules."""
    for name, tree in TREES.items():
        modules = {"sys", "builtins", "enum", "importlib"}
        for node in ast.walk(tree):
            if isinstance(node, ast.Attribute | ast.Subscript) and isinstance(
                node.ctx, ast.Store | ast.Del
            ):
                said = ast.unparse(node)
                is_hook = said.endswith("hook")  # made to be set
                assert is_hook or said.partition(".")[0] not in modules, (name, said)


ROOMS = {
    "gui": ("kit", "state", "training", "documents"),
    "engine": ("files", "window", "scenarios", "data", "training", "measuring", "landscape",
               "costs", "diagnosis", "runs"),
}  # fmt: skip
"""Rooms that others build on: each may use those before it."""

TOPS = ("ahead", "numbers", "script", "sweep", "table_proposal", "lessons")
"""Rooms of the engine that are built on those, and not on one another."""


@pytest.mark.parametrize("layer", ROOMS)
def test_few_modules_of_a_layer_lie_loose(layer):
    assert 0 < len(list((ROOT / layer).glob("*.py"))) <= 10


def test_every_room_of_the_engine_has_its_place():
    rooms = {path.name for path in (ROOT / "engine").iterdir() if (path / "__init__.py").exists()}
    assert rooms == {*ROOMS["engine"], *TOPS}


def room_of(name, layer):
    parts = name.split(".")
    return parts[2] if parts[:2] == ["lossstudio", layer] and len(parts) > 3 else None


def used_rooms(room, layer):
    names = [name for name in MODULES if room_of(name, layer) == room]
    assert names
    used = {m for name in names for m in modules_named(TREES[name])}
    return {room_of(f"{m}.x", layer) for m in used if m.startswith(f"lossstudio.{layer}.")} - {room}


@pytest.mark.parametrize(("layer", "room"), [(key, room) for key in ROOMS for room in ROOMS[key]])
def test_a_room_uses_only_those_below_it(layer, room):
    before = ROOMS[layer][: ROOMS[layer].index(room)]
    assert used_rooms(room, layer) <= set(before)


@pytest.mark.parametrize("room", TOPS)
def test_what_explains_a_run_stands_alone(room):
    assert used_rooms(room, "engine") <= set(ROOMS["engine"])
