import { findLoggedRecord } from "@trasvase/db/queries/find-logged-record.ts";
import type { RecordPlace } from "@trasvase/db/queries/list-records.ts";
import { allowMoreCreates } from "@trasvase/db/queries/reserve-creates.ts";
import { countWanted, type OwedFilter, wishFor } from "@trasvase/db/queries/wish.ts";
import type { FlowPlace } from "../queue/queue.ts";
import { endOwed } from "./end-owed.ts";
import type { Engine } from "./engine.ts";

/** What a person can want done with owed records of a flow; each answers how many records it is about. */
export interface WishAccess {
  countRejected(place: FlowPlace, filter: OwedFilter, wish: "retry" | "close"): Promise<number>;
  wishForRejected(
    place: FlowPlace,
    filter: OwedFilter,
    what: { readonly wish: "retry" | "close"; readonly note?: string },
  ): Promise<number>;
  /** Ends a rejected record. False: it does not wait for a person. */
  closeRecord(workspaceId: string, record: RecordPlace, reason: string): Promise<boolean>;
  /** Lets held records go; runs that came to their cap may create `more`, or as many as come. */
  confirmHeld(place: FlowPlace, more: number | undefined): Promise<number>;
  /** Gives held records to a person, as rejected ones. */
  refuseHeld(place: FlowPlace, reason: string): Promise<number>;
}

/** Makes it for one engine. What ends records is carried out here and now where no worker does: in a paused flow. */
export function openWishAccess(engine: Engine): WishAccess {
  const { database } = engine;
  return {
    countRejected: ({ flowId }, filter, wish) => countWanted(database, flowId, filter, wish),
    async wishForRejected(place, filter, what) {
      const count = await wishFor(database, place.flowId, filter, what);
      if (what.wish === "close" && count > 0) await endOwed(engine, place);
      return count;
    },
    async closeRecord(workspaceId, record, note) {
      const row = await findLoggedRecord(database, workspaceId, record);
      if (!row) return false;
      const { flowId, recordId } = row;
      const count = await wishFor(database, flowId, { recordId }, { wish: "close", note });
      if (count > 0) await endOwed(engine, { workspaceId, flowId });
      return count > 0;
    },
    async confirmHeld({ flowId }, more) {
      await allowMoreCreates(database, flowId, more);
      return await wishFor(database, flowId, {}, { wish: "confirm" });
    },
    async refuseHeld(place, reason) {
      const note =
        reason === "" ? "A person looked at it and did not confirm it." : `Not confirmed: ${reason}`;
      const count = await wishFor(database, place.flowId, {}, { wish: "refuse", note });
      if (count > 0) await endOwed(engine, place);
      return count;
    },
  };
}
