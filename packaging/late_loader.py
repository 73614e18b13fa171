"""Stands for PySide6's ``shibokensupport.signature.loader`` in the bundle.

PySide6 loads at every start all that can tell the signatures of Qt's functions, and a generator of
type stubs with it. It is asked for one when a call has wrong arguments or somebody wants the
documentation of a function: then its own loader, ``whole_loader`` here, is imported and answers.
"""

from shibokensupport.signature.importhandler import finish_import

__all__ = [
    "create_signature",
    "feature_import",
    "feature_imported",
    "finish_import",
    "make_helptext",
    "post_init",
    "pyside_type_init",
    "seterror_argument",
]


def _late(name):
    def answer(*arguments, **named):
        from shibokensupport.signature import whole_loader

        return getattr(whole_loader, name)(*arguments, **named)

    return answer


pyside_type_init = _late("pyside_type_init")
create_signature = _late("create_signature")
seterror_argument = _late("seterror_argument")
make_helptext = _late("make_helptext")
feature_import = _late("feature_import")
feature_imported = _late("feature_imported")


def post_init():
    """Leave imports alone: nothing in the bundle imports ``__feature__``."""
