"""A plug-in for mypy: ``desk.notes`` is the Capability in ``fieldwork/actions/notes.py``.

So that a new capability needs no line in the Desk and is still checked as strictly as the rest.
"""

from collections.abc import Callable
from pathlib import Path
from typing import Final

from mypy.nodes import MypyFile, TypeInfo
from mypy.plugin import AttributeContext, Plugin, ReportConfigContext
from mypy.types import Instance, Type

ACTIONS: Final = "fieldwork.actions"
DESK: Final = f"{ACTIONS}.desk.Desk."
CAPABILITY: Final = f"{ACTIONS}.seat.Capability"


class DeskPlugin(Plugin):
    """Types the attributes of the Desk that are found at run time."""

    def get_additional_deps(self, file: MypyFile) -> list[tuple[int, str, int]]:
        """Have every capability read before whatever uses the Desk."""
        if file.fullname != f"{ACTIONS}.desk":
            return []
        return [(10, f"{ACTIONS}.{name}", -1) for name in _modules()]

    def report_config_data(self, ctx: ReportConfigContext) -> list[str]:
        """Have mypy forget what it kept when a capability came or went."""
        return _modules()

    def get_attribute_hook(self, fullname: str) -> Callable[[AttributeContext], Type] | None:
        """Answer for ``Desk.<module>``."""
        if not fullname.startswith(DESK):
            return None
        name = fullname.removeprefix(DESK)
        return lambda context: self._capability(name, context)

    def _capability(self, name: str, context: AttributeContext) -> Type:
        module = getattr(context.api, "modules", {}).get(f"{ACTIONS}.{name}")
        for symbol in module.names.values() if module else ():
            info = symbol.node
            if isinstance(info, TypeInfo) and _is_capability(info, f"{ACTIONS}.{name}"):
                return Instance(info, [])
        # Its own attributes are declared; what is left is an attribute that does not exist.
        if context.type and _is_any(context.default_attr_type):
            context.api.fail(f'The Desk has no capability "{name}"', context.context)
        return context.default_attr_type


def _modules() -> list[str]:
    outside = {"__init__", "desk", "mypy_desk", "shelf", "seat"}
    return sorted({path.stem for path in Path(__file__).parent.glob("*.py")} - outside)


def _is_capability(info: TypeInfo, module: str) -> bool:
    return info.module_name == module and any(base.fullname == CAPABILITY for base in info.mro)


def _is_any(type_: Type) -> bool:
    from mypy.types import AnyType, get_proper_type

    return isinstance(get_proper_type(type_), AnyType)


def plugin(version: str) -> type[Plugin]:
    """Return the plug-in, as mypy asks for it."""
    return DeskPlugin
