import type { FoundRecord } from "@trasvase/shared/connector.ts";
import type { DestinationTerms } from "@trasvase/shared/node.ts";
import { describe, expect, it } from "vitest";
import { type Decision, decide, type KnownLink, updateBody } from "./decide.ts";

const terms: DestinationTerms = {
  connection: "erp",
  resource: "things",
  options: {},
  match: ["ref"],
  onExisting: "update",
  onMissing: "create",
  createOnly: [],
  compare: "sent",
  onUnknown: "ask",
  onDeleted: "ignore",
  batchSize: undefined,
};
const data = { ref: "1", name: "new" };
const found: FoundRecord = { id: "7", data: { ref: "1", name: "old" } };
const equal: FoundRecord = { id: "7", data: { ref: "1", name: "new", more: true } };
const sent: KnownLink = { targetId: "7", sentHash: "same" };
const other: KnownLink = { targetId: "7", sentHash: "other" };

interface Row {
  readonly says: string;
  readonly terms?: Partial<DestinationTerms>;
  readonly found: FoundRecord | null | undefined;
  readonly link?: KnownLink;
  readonly deleted?: boolean;
  readonly does: Decision["does"];
}

const rows: readonly Row[] = [
  { says: "creates what is not there", found: null, does: "create" },
  { says: "updates what is there", found, does: "update" },
  { says: "writes every record of a step without match fields", found: undefined, does: "create" },
  { says: "leaves alone what equals the last thing sent", found: undefined, link: sent, does: "unchanged" },
  { says: "also when the target differs by now", found, link: sent, does: "unchanged" },
  { says: "sends what changed since", found, link: other, does: "update" },
  {
    says: "updates by link when the match value is another by now",
    found: null,
    link: other,
    does: "update",
  },
  {
    says: "compares with the target when told so",
    terms: { compare: "target" },
    found: equal,
    does: "unchanged",
  },
  { says: "and sends what differs there", terms: { compare: "target" }, found, link: sent, does: "update" },
  { says: "skips existing records when told so", terms: { onExisting: "skip" }, found, does: "skip" },
  { says: "rejects existing records when told so", terms: { onExisting: "reject" }, found, does: "reject" },
  { says: "skips missing records when told so", terms: { onMissing: "skip" }, found: null, does: "skip" },
  {
    says: "rejects missing records when told so",
    terms: { onMissing: "reject" },
    found: null,
    does: "reject",
  },
  { says: "ignores deletions", found, deleted: true, does: "skip" },
  {
    says: "updates deleted ones when told so",
    terms: { onDeleted: "update" },
    found,
    deleted: true,
    does: "update",
  },
  {
    says: "never creates a deleted record",
    terms: { onDeleted: "update" },
    found: null,
    deleted: true,
    does: "skip",
  },
];

describe("deciding", () => {
  it.each(rows)("$says", ({ deleted = false, does, found, link, terms: more }) => {
    const decision = decide({ ...terms, ...more }, { data, sentHash: "same", deleted, link, found });
    expect(decision.does).toBe(does);
    expect(decision.reason).toMatch(/\.$/);
  });

  it("leaves create-only fields out of an update, inside lists as well", () => {
    const body = updateBody(
      {
        name: "a",
        terms: 30,
        address: { country: "NL", city: "X" },
        lines: [{ item: 1, price: 2 }, { item: 2 }],
      },
      { ...terms, createOnly: ["terms", "address.country", "lines.price"] },
    );
    expect(body).toEqual({ name: "a", address: { city: "X" }, lines: [{ item: 1 }, { item: 2 }] });
  });
});
