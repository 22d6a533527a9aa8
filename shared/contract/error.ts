import * as z from "zod";
import { problemSchema } from "../problem.ts";

/** Every error answer: a stable code, plain words saying what, where, why and what to do, and the problems when there are several. */
export const errorSchema = z.object({
  code: z.string(),
  message: z.string(),
  problems: z.array(problemSchema).optional(),
});

export type ErrorAnswer = z.infer<typeof errorSchema>;
