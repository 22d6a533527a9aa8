import * as z from "zod";

/** `GET /api/session`: who is signed in. */
export const sessionSchema = z.object({ user: z.object({ id: z.string(), name: z.string() }) });

export type Session = z.infer<typeof sessionSchema>;
