import { field } from "@trasvase/shared/field.ts";
import * as z from "zod";

/** Options of a source step on a resource whose changes can be followed in two ways. */
export const changesOptions = z.strictObject({
  changes: field(z.enum(["version", "modified"]).default("version"), {
    title: "Follow changes by",
    help: "The row version misses nothing and needs the fewest calls. The time of the last change brings every field that a single record has.",
    widget: "choice",
    choices: { version: "Row version (sync)", modified: "Time of the last change" },
    advanced: true,
  }),
  deleted: field(z.boolean().default(false), {
    title: "Also tell what was deleted",
    help: "Deleted records come with their id only: choose the id as key. Exact Online remembers them for about two months.",
    widget: "toggle",
    advanced: true,
  }),
});

/** Reading goes on from where it stopped; with the time of the last change the last minutes are read again. */
export const changes = {
  incremental: {
    help: "Reads what was changed since the last run.",
    overlaps: true,
    since: true,
  },
  readOptions: changesOptions,
} as const;

/** The same where only the time of the last change tells. */
export const modified = {
  incremental: {
    help: "Reads what was changed since the last run, and the last minutes before once more.",
    overlaps: true,
    since: true,
  },
} as const;
