import type { ReactNode } from "react";
import { GridCell, GridRow } from "./grid-parts.tsx";

/** A part over the whole width below a row. */
export function Below({ children }: { children: ReactNode }) {
  return (
    <GridRow>
      <GridCell className="border-b border-line bg-sunken p-2">{children}</GridCell>
    </GridRow>
  );
}
