import * as z from "zod";

const longestPath = 500;

/** Why a relative path cannot be used, in words for a person; undefined when it is fine. Looks at the text only, never at the disk. */
export function refusePath(path: string): string | undefined {
  if (path.length > longestPath) return `has more than ${longestPath} characters`;
  // biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what is looked for.
  if (/[\u0000-\u001f\u007f]/.test(path)) return "contains a control character";
  if (path.includes("\\")) return 'contains a backslash; use "/" between folders';
  if (path.startsWith("/") || /^[A-Za-z]:/.test(path))
    return "is absolute; name it from the connection's folder on";
  const parts = path.split("/");
  if (parts.includes("..")) return 'contains "..", which would lead out of the connection\'s folder';
  if (parts.some((part) => part === "" || part === ".")) return "has an empty part";
  return undefined;
}

/** A path of a file below the connection's folder. */
export const filePathSchema = z
  .string()
  .min(1, "Name a file, for example orders.ndjson.")
  .superRefine((path, context) => {
    const reason = path === "" ? undefined : refusePath(path);
    if (reason !== undefined)
      context.addIssue({ code: "custom", message: `"${path.slice(0, 100)}" ${reason}.` });
  });

/** A folder below the data folder's `files`; empty means that folder itself. */
export const folderPathSchema = z.string().superRefine((path, context) => {
  const reason = path === "" ? undefined : refusePath(path);
  if (reason !== undefined)
    context.addIssue({ code: "custom", message: `"${path.slice(0, 100)}" ${reason}.` });
});
