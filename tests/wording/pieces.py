"""Find the words that a user can see in the source, by how a string is used there."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).parents[2]
LIST = Path(__file__).with_name("sentences.txt")

_ROOMS = ("desktop", "models")
_APART = ("models/training", "models/store/migrations", "models/schema/keys.py")
"""Rooms that show nothing: the training tools and the steps of an upgrade."""

_READING = (
    "article/dating.py",
    "article/published.py",
    "events/undated.py",
    "time/found.py",
    "time/resolve.py",
    "time/yearless.py",
)
"""In the reading, where nearly all strings are looked for in an article: who explains dates."""

_TABLES = (
    "desktop/chronicle/details/words.py",
    "desktop/tables/words.py",
    "models/dates/derivation.py",
    "models/dates/words.py",
    "models/exporting/columns.py",
    "models/store/faults.py",
)
"""Where single words in small letters are shown too."""

_KEYED = "models/importing/formats/unread.py"
"""Where the keys of a dictionary are shown and its values are endings of files."""

_UNSEEN_CALLS = frozenset(
    "ask AssertionError BugError cancel cast compile connect critical debug endswith error "
    "exception exec_driver_sql execute executescript find findChild fullmatch getattr getLogger "
    "has_class "
    "hasattr hold icon info match partition pixmap property read_text release removeprefix "
    "removesuffix resource rpartition search set_defaults setObjectName setProperty Signal "
    "split stage startswith sub TypeVar warning xpath".split()
)
"""Functions and methods whose strings are names, patterns, SQL or log lines."""

_VISIBLE_KEYWORDS = frozenset({"finds", "help", "metavar", "label", "words", "why"})
"""Arguments that are shown even where the function is one of those."""

_PATTERN = re.compile(
    r"\(\?[:P<i!=]|\\[bdwsW.]|\[\^|\]\+|%\(|\$\{|^[./~\\-][^ ]*( \.\S+)?$|^\.?//?|\bcontains\("
    r"|\bNOT NULL\b"
)
_SQL = re.compile(
    r"^\W*(SELECT|INSERT|UPDATE|DELETE|CREATE|DROP|ALTER|PRAGMA|WHERE|FROM|BEGIN|ORDER|BETWEEN"
    r"|COMMIT|ROLLBACK|CASE|typeof|instr|id (BETWEEN|NOT)|[0-9] <>|undone AND|import_id IN)\b"
)
_CODE = re.compile(
    r"^[A-Z0-9_]+$|^[A-Z][A-Za-z]+ \| None$|^[a-z]+\.[a-z_.]+$|^\{[^{}]*\}$|^<\w|^\], ⏎|^\{\""
    r"|^(id|chrono|trigger_start|words|name|actor_id),? [a-z_\"]+,|^latest > |^reader (rest|\{)"
    r"|^<[!?/]|^\{HEAD\}|\{ [a-z-]+: |^default-src|^(application|text)/|;base64,|^\{_?[a-z]+\}<"
    r"|^.\[K|^(kind|status)-|\bIS NULL$|\bNOT (BETWEEN|IN|LIKE) | <> |AND \"full\""
)
_RULE = re.compile(r"^[a-z]+( [-0-9{<>=]\S*)+$|^(days|unit|span) |[<>]=?$")  # "weekday 5 <="


def sentences() -> dict[str, list[str]]:
    """The visible pieces of text, by module, in the order of the alphabet."""
    found: dict[str, list[str]] = {}
    for room in _ROOMS:
        for path in sorted((ROOT / room).rglob("*.py")):
            name = path.relative_to(ROOT).as_posix()
            pieces = sorted(set(_of(path, name)), key=lambda piece: (piece.lower(), piece))
            if pieces:
                found[name] = pieces
    return found


def written(found: dict[str, list[str]]) -> str:
    """The list as it is kept in the file."""
    parts = [f"# {name}\n" + "".join(f"{piece}\n" for piece in found[name]) for name in found]
    return "\n".join(parts)


def _of(path: Path, name: str) -> Iterator[str]:
    if name.startswith(_APART):
        return
    explains = name.startswith("models/reading/") and not name.endswith(_READING)
    tree = ast.parse(path.read_text("utf-8"))
    _drop_names(tree)
    if name == _KEYED:
        _exchange(tree)
    for node, raised in _strings(tree, seen=True, raised=False):
        piece = _shown(node).replace("\n", " ⏎ ").strip()
        if explains and not raised:
            continue
        if name.startswith("models/reading/") and _RULE.search(piece):
            continue
        if _is_words(piece, table=name in _TABLES or raised):
            yield piece


def _drop_names(tree: ast.Module) -> None:
    """Take out constants that only name something: those given to a call that shows nothing."""
    calls = [node for node in ast.walk(tree) if isinstance(node, ast.Call)]
    named = {
        given.id
        for call in calls
        if _name(call.func) in _UNSEEN_CALLS
        for given in call.args
        if isinstance(given, ast.Name)
    }
    tree.body = [
        node
        for node in tree.body
        if not (
            isinstance(node, ast.Assign)
            and isinstance(node.value, ast.Constant)
            and any(isinstance(target, ast.Name) and target.id in named for target in node.targets)
        )
    ]


def _exchange(tree: ast.Module) -> None:
    for node in ast.walk(tree):
        if isinstance(node, ast.Dict):
            node.keys, node.values = list(node.values), [key for key in node.keys if key]


def _is_words(piece: str, *, table: bool) -> bool:
    plain = re.sub(r"\{[^{}]*\}", "", piece)
    if not re.search(r"[A-Za-z]{2}", plain) or _CODE.search(piece) or _SQL.search(piece):
        return False
    if _PATTERN.search(piece):
        return False
    if table:
        return True
    return bool(re.search(r"[ |]", piece)) or bool(re.match(r"[&“]?[A-Z][a-z]", plain))


def _strings(node: ast.AST, *, seen: bool, raised: bool) -> Iterator[tuple[ast.expr, bool]]:
    """The strings below a node that may be shown, and whether an error is made of each."""
    if isinstance(node, ast.Constant | ast.JoinedStr):
        if seen and (isinstance(node, ast.JoinedStr) or isinstance(node.value, str)):
            yield node, raised
        if isinstance(node, ast.JoinedStr):
            for part in node.values:
                if isinstance(part, ast.FormattedValue):
                    yield from _strings(part.value, seen=seen, raised=raised)
        return
    for child, visible, error in _below(node):
        # What is called with a name, or made to be called later, can show strings of its own.
        anew = isinstance(child, ast.Call | ast.Lambda) and not isinstance(node, ast.Raise)
        shows = anew or (visible and (seen or error))
        yield from _strings(child, seen=shows, raised=raised or error)


def _below(node: ast.AST) -> Iterator[tuple[ast.AST, bool, bool]]:
    """The parts of a node, whether their strings may be shown, whether they make an error."""
    unseen: list[ast.AST | None] = []
    error = False
    if isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant):
        return  # a docstring
    if isinstance(node, ast.AnnAssign | ast.arg):
        unseen = [node.annotation]
    elif isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
        unseen = [node.returns, *node.decorator_list]
    elif isinstance(node, ast.Compare):
        unseen = [node.left, *node.comparators]
    elif isinstance(node, ast.Subscript):
        unseen = [node.slice]
    elif isinstance(node, ast.Dict):
        unseen = list(node.keys)
    elif isinstance(node, ast.match_case):
        unseen = [node.pattern]
    elif isinstance(node, ast.BinOp) and isinstance(node.op, ast.Div):
        unseen = [node.left, node.right]
    elif isinstance(node, ast.Call):
        name = _name(node.func)
        error = name.endswith(("KnownError", "FailedError", "Unusable", "Refused"))
        if name in _UNSEEN_CALLS:
            unseen = [*node.args, node.func, *(each.value for each in node.keywords
                                               if each.arg not in _VISIBLE_KEYWORDS)]  # fmt: skip
    for child in ast.iter_child_nodes(node):
        yield child, child not in unseen, error


def _name(node: ast.expr) -> str:
    if isinstance(node, ast.Attribute):
        return node.attr
    return node.id if isinstance(node, ast.Name) else ""


def _shown(node: ast.expr) -> str:
    """A string with its placeholders by name: "There is no file {name}"."""
    if isinstance(node, ast.Constant):
        return str(node.value)
    assert isinstance(node, ast.JoinedStr)
    return "".join(
        str(part.value) if isinstance(part, ast.Constant) else "{" + _placeholder(part) + "}"
        for part in node.values
    )


def _placeholder(node: ast.AST) -> str:
    match node:
        case ast.FormattedValue() | ast.Starred():
            return _placeholder(node.value)
        case ast.Name():
            return node.id.strip("_")
        case ast.Attribute():
            return node.attr.strip("_")
        case ast.Constant():
            return str(node.value)
        case ast.IfExp():
            return f"{_placeholder(node.body)}|{_placeholder(node.orelse)}"
        case ast.BoolOp():
            return "|".join(_placeholder(value) for value in node.values)
        case ast.Call(func=function, args=arguments):
            if _name(function).endswith("counted") and len(arguments) > 1:
                return "number of " + _placeholder(arguments[1])
            owner = function.value if isinstance(function, ast.Attribute) else None
            return _placeholder(arguments[0] if arguments else owner or function)
        case ast.Subscript() | ast.BinOp():
            return _placeholder(node.value if isinstance(node, ast.Subscript) else node.left)
        case ast.JoinedStr():
            return _shown(node).replace("{", "").replace("}", "")
    return "…"
