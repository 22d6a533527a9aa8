import { placeholdersOf } from "@trasvase/nodes/connectors/placeholders.ts";
import type { CaseFind, CaseLink, FlowCase } from "@trasvase/shared/case/case.ts";
import {
  type ConnectorDefinition,
  ConnectorError,
  type FindRequest,
  type FoundRecord,
  type Reader,
} from "@trasvase/shared/connector.ts";
import type { Json } from "@trasvase/shared/json.ts";
import { canonicalText } from "../engine/canonical.ts";
import { type LinkEnd, WalkLinks } from "../engine/links.ts";

/** Code of an outcome that only says that a case was never recorded with this question. */
export const notRecordedCode = "not-recorded";

/** What a question to a system is found again by. */
export function questionName(
  question: Pick<CaseFind, "connection" | "resource" | "fields" | "values"> & {
    readonly options?: CaseFind["options"] | undefined;
  },
): string {
  const { connection, fields, options, resource, values } = question;
  // Systems compare match values as text, so 7 and "7" ask the same.
  return canonicalText([connection, resource, fields, values.map(String), options ?? {}]);
}

/** A reader that answers what a case recorded and calls nobody. What was never asked is rejected, with what to do. */
export function recordedReader(
  connection: string,
  definition: ConnectorDefinition | undefined,
  finds: readonly CaseFind[],
): Reader {
  const byQuestion = new Map(finds.map((one) => [questionName(one), one.found]));
  const answer = ({ fields, options, resource }: FindRequest, values: readonly Json[]): FoundRecord[] => {
    const name = questionName({ connection, resource, options, fields: [...fields], values: [...values] });
    const found = byQuestion.get(name);
    if (found) return found.map((one) => ({ ...one }));
    throw new ConnectorError(
      "rejected",
      notRecordedCode,
      `This case has no answer recorded for ${resource} with ${fields.join(", ")} = ${values.map((value) => JSON.stringify(value)).join(", ")}. Record its answers again, or correct the step that asks.`,
    );
  };
  return {
    check: async () => [],
    // biome-ignore lint/correctness/useYield: a case brings its one record along
    async *read() {
      throw new ConnectorError(
        "rejected",
        notRecordedCode,
        "A case reads nothing: it brings its record along.",
      );
    },
    find: async (request) => request.values.map((values) => answer(request, values)),
    describe: () => [],
    placeholders: (resource) => {
      const known = definition?.resources.find((one) => one.name === resource);
      return known ? placeholdersOf(known) : {};
    },
    close: async () => {},
  };
}

/** The links that a case recorded. */
export function recordedLinks(source: LinkEnd, links: readonly CaseLink[]): WalkLinks {
  return new WalkLinks(source, async (target, keys) => {
    const own = links.filter(
      (one) =>
        one.connection === target.connection && one.resource === target.resource && keys.includes(one.key),
    );
    return new Map(own.map((one) => [one.key, { targetId: one.id, sentHash: one.sent }]));
  });
}

/** What a case answers in place of the systems. */
export type CaseAnswers = FlowCase["answers"];
