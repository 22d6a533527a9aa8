import { api, done, signalled, take } from "../shell/api.ts";
import type { SampleCalls } from "./sample-store.ts";

/** The calls of the server for the samples of one flow. */
export function sampleCalls(flow: string): SampleCalls {
  const own = api.flows[":id"].samples;
  const param = (sample: string) => ({ id: flow, sample });
  return {
    fetch: (json, signal) => take(api.samples.$post({ json }, signalled(signal))),
    ofFlow: () => take(own.$get({ param: { id: flow } })),
    keep: (json) => take(own.$post({ param: { id: flow }, json })),
    rename: (id, name) => done(own[":sample"].$patch({ param: param(id), json: { name } })),
    remove: (id) => done(own[":sample"].$delete({ param: param(id) })),
    restore: (id) => done(own[":sample"].restore.$post({ param: param(id) })),
  };
}
