import * as z from "zod";

/** `GET /health`. 200 when it can work, 503 when it cannot, with the reason in plain words. */
export const healthSchema = z.object({
  ok: z.boolean(),
  database: z.string(),
  workers: z.number().int(),
  message: z.string(),
});

export type Health = z.infer<typeof healthSchema>;
