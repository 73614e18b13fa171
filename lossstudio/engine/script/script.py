"""A plan written out as a Python script, in sections."""

from lossstudio.core.models import MODELS
from lossstudio.core.text import printable
from lossstudio.engine.script.comments import Words
from lossstudio.engine.script.layout import Script, section
from lossstudio.engine.script.plan import Part, Plan
from lossstudio.engine.script.several import Several
from lossstudio.engine.script.standardizing_code import restored_parameters
from lossstudio.engine.script.training_code import parameters_line, report
from lossstudio.engine.script.writer import Writer, setting_lines


def write_script(plan: Plan, language: str = "en") -> Script:
    """`plan` as a script whose comments are in `language`, a key of `words.LANGUAGES`.

    Raises `InputError` where the data are too many to be written out.
    """
    words = Words(language)
    writer = Writer(plan, words)
    single = len(plan.runs) == 1
    several = Several(writer)
    first = plan.runs[0].first
    data: list[str | list[str]] = [writer.data.fixed, *writer.functions(writer.for_data)]
    model: list[str | list[str]] = [*writer.functions(writer.for_model)]
    if single or not writer.data.changes:
        data.append(writer.data.first)
        model += writer.features()
    if single:
        model.append(writer.models[0].start)
    sections = (
        section(_heading("data", [first.data.dataset], words), data),
        section(_about_models(plan, words), model),
        section(_about_losses(plan, words), writer.functions(writer.for_loss)),
        section(_about_training(plan, words), _single(writer) if single else several.blocks()),
    )
    return Script(
        title=_title(plan, words),
        about=(words("about"), words("needs")),
        imports=writer.imports(),
        sections=sections,
        language=language,
        has_several_runs=not single,
        has_validation=writer.shape.has_validation,
    )


def _single(writer: Writer) -> list[str | list[str]]:
    """The training of the only run, and what came of it."""
    words, plan, loop = writer.words, writer.plan, writer.loop(0)
    lines = setting_lines(writer.settings[0][0], words)
    lines += [*writer.state_lines(0), *loop.begin(words)]
    result = [
        "",
        f"{writer.shape.recorded} = losses[-1]",
        f"print({report('len(losses) - 1', writer.shape, words, '.15g')})",
        parameters_line(plan.runs[0].theta.size, words),
        *restored_parameters(plan.runs[0].parts[-1], words),
    ]
    return [
        *writer.functions(writer.for_steps), lines, loop.lines(words), result
    ]  # fmt: skip


# -- headings --------------------------------------------------------------------------------------


def _title(plan: Plan, words: Words) -> str:
    """The title as it may stand in a docstring."""
    title = printable(plan.title.replace("\\", "/").replace('"', "'"))
    run = plan.runs[0].first.run
    return title or words("untitled", loss=run.loss, optimizer=run.optimizer)


def _about_models(plan: Plan, words: Words) -> str:
    found = [_about_model(run.first, words) for run in plan.runs]
    return _heading("model", found, words) if len(set(found)) == 1 else words("models")


def _about_model(part: Part, words: Words) -> str:
    kind = MODELS[part.run.model]
    if kind.comment is None:
        return words.of_entry(kind.label, {})
    return words.of_entry(*kind.comment(**kind.settings(part.run)))


def _about_losses(plan: Plan, words: Words) -> str:
    found = [part.run.loss for part in plan.parts]
    return _heading("loss", found, words) if len(set(found)) == 1 else words("losses")


def _about_training(plan: Plan, words: Words) -> str:
    found = [part.run.optimizer for part in plan.parts]
    return _heading("training", found, words) if len(set(found)) == 1 else words("training")


def _heading(name: str, details: list[str], words: Words) -> str:
    return words(name) + words("colon") + details[0]
