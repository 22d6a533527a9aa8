import * as z from "zod";
import { json, time } from "./values.ts";

/** `POST /api/forecast`. `samples` are records as the source gives them; a hundred make a good forecast. */
export const forecastRequestSchema = z.strictObject({
  graph: json,
  records: z.number().int().min(1).max(100_000_000),
  samples: z.array(json).min(1).max(200),
});

/** What so many records need of each system that counts its calls. */
export const forecastSchema = z.object({
  records: z.number().int(),
  connections: z.array(
    z.object({
      connection: z.string(),
      calls: z.number().int(),
      /** When the last of them will have been made, when nothing else uses the connection. */
      endsAt: time,
      limits: z.array(z.object({ name: z.string(), allowed: z.number().int(), used: z.number().int() })),
    }),
  ),
});

export type ForecastRequest = z.infer<typeof forecastRequestSchema>;

export type Forecast = z.infer<typeof forecastSchema>;
