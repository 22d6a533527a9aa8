import { useQuery } from "@tanstack/react-query";
import type { RecordDetail, RecordRow } from "@trasvase/shared/contract/record.ts";
import { isFinal } from "@trasvase/shared/outcome.ts";
import { api, signalled, take } from "../shell/api.ts";
import { queryKeys } from "../shell/query-keys.ts";
import { findNewer } from "./find-newer.ts";

/** An owed record is looked for again after this many milliseconds: a later attempt is a row of its own in the log. */
const lookAgainMs = 3000;

/** The latest walk of a record, if the one on screen is not it. Looks on by itself while something is owed. */
export function useNewerAttempt(record: RecordDetail): RecordRow | undefined {
  const filter = { q: record.key, flow: record.flow, run: record.run };
  const isOwed = !isFinal(record.outcome);
  const latest = useQuery({
    queryKey: queryKeys.recordList(filter),
    queryFn: ({ signal }) => take(api.records.$get({ query: filter }, signalled(signal))),
    refetchInterval: ({ state }) =>
      isOwed && !findNewer(record, state.data?.rows ?? []) ? lookAgainMs : false,
  });
  return findNewer(record, latest.data?.rows ?? []);
}
