import type { ComponentProps } from "react";
import { classNames } from "../../ui/class-names.ts";
import type { Column } from "../editing/mapping-view.ts";

export interface GridCellProps extends Omit<ComponentProps<"div">, "role" | "tabIndex"> {
  /** Named for the keys; left out, the cell takes no focus itself. */
  column?: Column;
  isTabStop?: boolean;
  isHeader?: boolean;
}

/**
 * One cell of the table. The table is drawn in part, so it is made of roles instead of table elements; the grid handles the keys and
 * moves the focus (use-grid-keys.ts).
 */
export function GridCell({ column, isTabStop = false, isHeader = false, className, ...rest }: GridCellProps) {
  return (
    <div
      {...rest}
      {...(column === undefined ? {} : { "data-column": column, tabIndex: isTabStop ? 0 : -1 })}
      {...{ role: isHeader ? "rowheader" : "gridcell" }}
      className={classNames("focus-ring-inset", className)}
    />
  );
}

/** One row of the table. It takes the focus itself while a source field is carried by keys. */
export function GridRow(props: Omit<ComponentProps<"div">, "role">) {
  return <div {...props} {...{ role: "row" }} />;
}

/** The head of a column. */
export function GridHead({ className, ...rest }: Omit<ComponentProps<"span">, "role">) {
  return (
    <span {...rest} {...{ role: "columnheader" }} className={classNames("truncate px-2 py-1", className)} />
  );
}
