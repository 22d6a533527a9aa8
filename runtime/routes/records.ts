import { type RecordDetail, type RecordRow, recordQuerySchema } from "@trasvase/shared/contract/record.ts";
import type { Sample } from "@trasvase/shared/contract/sample.ts";
import type { Page } from "@trasvase/shared/contract/values.ts";
import { Hono } from "hono";
import * as z from "zod";
import { accept, answer, nothing } from "../answer.ts";
import { ApiError, notFound } from "../api-error.ts";
import type { AppEnv } from "../app-env.ts";
import { findRecords } from "../records/find-records.ts";
import { parseRecordAddress, type RecordAddress } from "../records/record-address.ts";
import type { ServerContext } from "../server-context.ts";

const byId = accept("param", z.object({ id: z.string() }));

function addressOf(id: string): RecordAddress {
  const address = parseRecordAddress(id);
  if (!address) throw notFound("record", id);
  return address;
}

/** The record log: search, one record with everything that happened to it, trying again, and taking it as a sample. */
export function recordRoutes(context: ServerContext) {
  const { engine } = context;
  return new Hono<AppEnv>()
    .get("/records", accept("query", recordQuerySchema), async (c) => {
      return answer<Page<RecordRow>>(
        c,
        await findRecords(context, c.var.user.workspaceId, c.req.valid("query")),
      );
    })
    .get("/records/:id", byId, async (c) => {
      const { id } = c.req.valid("param");
      const record = await engine.describeRecord(c.var.user.workspaceId, addressOf(id));
      if (!record) throw notFound("record", id);
      return answer<RecordDetail>(c, record);
    })
    .post("/records/:id/retry", byId, async (c) => {
      const { id } = c.req.valid("param");
      if (!(await engine.retryRecord(c.var.user.workspaceId, addressOf(id)))) {
        throw new ApiError(
          409,
          "nothing-owed",
          "Nothing is owed for this record: it ended well, was closed, or is being worked on just now. Reload it to see its state.",
        );
      }
      return nothing(c);
    })
    .get("/records/:id/sample", byId, async (c) => {
      const { id } = c.req.valid("param");
      const sample = await engine.recordAsSample(c.var.user.workspaceId, addressOf(id));
      if (!sample) throw notFound("record", id);
      return answer<Sample>(c, sample);
    });
}
