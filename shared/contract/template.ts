import * as z from "zod";
import { needSchema } from "../flow-file.ts";

export const templateRowSchema = z.object({
  name: z.string(),
  title: z.string(),
  summary: z.string(),
  needs: z.array(needSchema),
});

export type TemplateRow = z.infer<typeof templateRowSchema>;
