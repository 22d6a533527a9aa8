import { ChevronRight } from "lucide-react";
import type { ReactNode } from "react";
import {
  Tree as AriaTree,
  type TreeProps as AriaTreeProps,
  Button,
  Collection,
  TreeItem,
  TreeItemContent,
} from "react-aria-components";
import { useTranslations } from "use-intl";
import { classNames } from "./class-names.ts";

/** One row of a tree with the rows below it. */
export interface TreeNode {
  id: string;
  /** What it is called, for assistive technology and for finding it by typing. */
  text: string;
  children?: readonly TreeNode[];
}

export interface TreeProps<Node extends TreeNode>
  extends Pick<
    AriaTreeProps<Node>,
    | "selectionMode"
    | "selectedKeys"
    | "onSelectionChange"
    | "expandedKeys"
    | "defaultExpandedKeys"
    | "onExpandedChange"
    | "onAction"
    | "dragAndDropHooks"
  > {
  label: string;
  nodes: readonly Node[];
  /** The visible content of a row. */
  row: (node: Node) => ReactNode;
  empty?: ReactNode;
  className?: string;
}

/** An indented list that opens and closes; arrow keys walk it. For JSON use JsonTree, which is virtual. */
export function Tree<Node extends TreeNode>({
  label,
  nodes,
  row,
  empty,
  className,
  ...rest
}: TreeProps<Node>) {
  return (
    <AriaTree<Node>
      {...rest}
      aria-label={label}
      items={nodes}
      renderEmptyState={() => empty}
      className={classNames("min-h-0 overflow-auto outline-none", className)}
    >
      {(node) => <TreeRow node={node} row={row} />}
    </AriaTree>
  );
}

function TreeRow<Node extends TreeNode>({ node, row }: { node: Node; row: (node: Node) => ReactNode }) {
  const t = useTranslations("ui");
  // A node's children are of the same type as the node; TreeNode cannot say so of its own subtypes.
  const children = (node.children ?? []) as readonly Node[];
  return (
    <TreeItem
      id={node.id}
      textValue={node.text}
      className="focus-ring-inset group flex h-control cursor-default items-center border-b border-line px-1 text-md data-hovered:bg-hover data-selected:bg-accent-soft"
    >
      <TreeItemContent>
        {({ level, hasChildItems }) => (
          <div
            className="flex min-w-0 grow items-center gap-1"
            style={{ paddingInlineStart: (level - 1) * 16 }}
          >
            {hasChildItems ? (
              <Button
                slot="chevron"
                aria-label={t("openOrClose", { name: node.text })}
                className="flex size-6 shrink-0 items-center justify-center text-ink-2"
              >
                <ChevronRight
                  aria-hidden
                  size={14}
                  className="transition-transform group-data-expanded:rotate-90"
                />
              </Button>
            ) : (
              <span className="size-6 shrink-0" />
            )}
            {row(node)}
          </div>
        )}
      </TreeItemContent>
      <Collection items={children}>{(child) => <TreeRow node={child} row={row} />}</Collection>
    </TreeItem>
  );
}
