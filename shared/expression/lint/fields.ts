import { nearest } from "../nearest.ts";
import type { Finding, Rule } from "./finding.ts";

const plainName =
  /^[^ \t\n\r\v.[\]{}(),@#;:?+\-*/%|=<>^&!~"'`$0-9][^ \t\n\r\v.[\]{}(),@#;:?+\-*/%|=<>^&!~"'`]*$/;

/** A field's name as an expression writes it: in backticks where it needs them. */
export function writtenName(name: string): string {
  return plainName.test(name) && !["and", "or", "in", "true", "false", "null", "function"].includes(name)
    ? name
    : `\`${name}\``;
}

/** Fields that no sample has, although there are objects that could have them. */
export const unknownFields: Rule = ({ reads, samples, field }) => {
  if (samples.length === 0) return [];
  const findings: Finding[] = [];
  for (const { root, path, start, end } of reads) {
    if (root !== "$" || path.includes("*") || path.includes("**")) continue;
    const found = field(path);
    // Where nothing could have it, the field before it is the one to complain about.
    if (found.present > 0 || found.possible === 0) continue;
    const name = path.at(-1) ?? "";
    const close = nearest(name, found.siblings);
    const samplesText = found.possible === 1 ? "the sample" : `any of ${found.possible} samples`;
    findings.push({
      code: "unknown-field",
      severity: "warning",
      message: `\`${name}\` is not in ${samplesText}.${close === undefined ? "" : ` Close match: \`${close}\`.`}`,
      start,
      end,
      ...(close !== undefined && {
        fix: { title: `Change to ${close}`, start, end, text: writtenName(close) },
      }),
    });
  }
  return findings;
};
