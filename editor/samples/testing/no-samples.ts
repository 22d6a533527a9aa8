import { createSampleStore, type SampleCalls } from "../sample-store.ts";

const never = () => new Promise<never>(() => {});

/** Calls that are never answered. */
export const silentCalls: SampleCalls = {
  fetch: never,
  ofFlow: never,
  keep: never,
  rename: never,
  remove: never,
  restore: never,
};

/** A store that no sample ever comes to, for tests about something else. */
export function noSamples() {
  return createSampleStore({
    flow: "f",
    calls: silentCalls,
    keyOf: () => "",
    onReplaced: () => {},
    note: { read: () => undefined, write: () => {} },
  });
}
