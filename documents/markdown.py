"""Markdown as a tree that the template sets: plain JSON, in which text is text and nothing is evaluated."""

from collections.abc import Callable, Iterable, Mapping
from typing import Any

from markdown_it import MarkdownIt
from markdown_it.tree import SyntaxTreeNode

Node = dict[str, Any]
"""What it is under `kind`, what is in it under `children` or `text`."""

DEEPEST = 6
"""Quotations and lists further inside are set as paragraphs; typst gives up on very deep ones."""

LOWEST = 6
"""Level of a heading; PDF has no tag for lower ones."""

LONGEST_ADDRESS = 2000
SCHEMES = ("http://", "https://", "mailto:")

# Without HTML: what looks like it is text. The nesting is ours to limit, so that nothing is left out.
_parser = MarkdownIt("commonmark", {"html": False, "maxNesting": 100}).enable(["table", "strikethrough"])


def parse(markdown: str) -> list[Node]:
    """The blocks of `markdown`. Heading levels begin at 1 and skip none, as PDF/UA wants them."""
    return _without_gaps(_blocks(SyntaxTreeNode(_parser.parse(markdown)).children, 0))


def without_title(blocks: list[Node]) -> list[Node]:
    """The blocks without the heading of level 1 they begin with; the levels below move up."""
    if not blocks or (blocks[0]["kind"], blocks[0].get("level")) != ("heading", 1):
        return blocks
    up = [{**b, "level": max(b["level"] - 1, 1)} if b["kind"] == "heading" else b for b in blocks[1:]]
    return _without_gaps(up)


def within(blocks: list[Node], depth: int) -> list[Node]:
    """The blocks as they stand below headings of the levels down to `depth`."""
    return [
        {**block, "level": min(block["level"] + depth, LOWEST)} if block["kind"] == "heading" else block
        for block in blocks
    ]


def _without_gaps(blocks: list[Node]) -> list[Node]:
    last, kept = 0, list[Node]()
    for block in blocks:
        level = min(block["level"], last + 1) if block["kind"] == "heading" else last
        kept.append({**block, "level": level} if block["kind"] == "heading" else block)
        last = level
    return kept


def _blocks(nodes: Iterable[SyntaxTreeNode], depth: int) -> list[Node]:
    return [block for node in nodes for block in _block(node, depth)]


def _block(node: SyntaxTreeNode, depth: int) -> list[Node]:
    match node.type:
        case "blockquote" | "bullet_list" | "ordered_list" if depth < DEEPEST:
            return [_nested(node, depth)]
        case "heading" | "paragraph" | "fence" | "code_block" | "hr" | "table":
            return _leaf(node, depth)
        case _:
            return _blocks(node.children, depth)


def _leaf(node: SyntaxTreeNode, depth: int) -> list[Node]:
    match node.type:
        case "heading":
            return _heading(node, depth)
        case "hr":
            return [{"kind": "rule"}]
        case "table":
            return [_table(node)]
        case "paragraph":
            return [{"kind": "paragraph", "children": _inlines(node)}]
        case _:
            return [{"kind": "code", "text": node.content.rstrip("\n")}]


def _heading(node: SyntaxTreeNode, depth: int) -> list[Node]:
    children = _inlines(node)
    if not _plain(children).strip():
        return []
    if depth > 0:
        # Inside a quotation or a list it is no chapter.
        return [{"kind": "paragraph", "children": [{"kind": "strong", "children": children}]}]
    return [{"kind": "heading", "level": int(node.tag[1:]), "children": children}]


def _plain(nodes: Iterable[Node]) -> str:
    return "".join(node.get("text", "") + _plain(node.get("children", ())) for node in nodes)


def _nested(node: SyntaxTreeNode, depth: int) -> Node:
    if node.type == "blockquote":
        return {"kind": "quote", "children": _blocks(node.children, depth + 1)}
    start = int(node.attrs.get("start", 1)) if node.type == "ordered_list" else None
    items = [_blocks(item.children, depth + 1) for item in node.children]
    return {"kind": "list", "start": start, "items": items}


def _table(node: SyntaxTreeNode) -> Node:
    rows = [row for part in node.children for row in part.children]
    cells = [[_inlines(cell) for cell in row.children] for row in rows]
    return {"kind": "table", "columns": len(cells[0]), "head": cells[0], "rows": cells[1:]}


def _inlines(node: SyntaxTreeNode) -> list[Node]:
    return [_inline(child) for inline in node.children for child in inline.children]


def _inline(node: SyntaxTreeNode) -> Node:
    if node.type in _MARKS:
        return {"kind": node.type, "children": [_inline(child) for child in node.children]}
    return _INLINE.get(node.type, _text)(node)


def _text(node: SyntaxTreeNode) -> Node:
    return {"kind": "text", "text": node.content}


def _link(node: SyntaxTreeNode) -> Node:
    address = str(node.attrs.get("href", ""))
    children = [_inline(child) for child in node.children] or [{"kind": "text", "text": address}]
    # Anything else stays words: a document to keep must not run what somebody linked to.
    usable = address.lower().startswith(SCHEMES) and len(address) <= LONGEST_ADDRESS
    return {"kind": "link" if usable else "span", "address": address, "children": children}


_MARKS = frozenset({"em", "strong", "s"})
_INLINE: Mapping[str, Callable[[SyntaxTreeNode], Node]] = {
    "softbreak": lambda _: {"kind": "text", "text": " "},
    "hardbreak": lambda _: {"kind": "break"},
    "code_inline": lambda node: {"kind": "code", "text": node.content},
    "link": _link,
    # A picture stands elsewhere, and nothing is fetched: its description is what there is.
    "image": lambda node: {"kind": "text", "text": f"[{node.content}]"},
}
