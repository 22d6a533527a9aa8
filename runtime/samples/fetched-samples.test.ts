import type { Sample } from "@trasvase/shared/contract/sample.ts";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { FetchedSamples } from "./fetched-samples.ts";

const sample = (key: string, text = ""): Sample => ({
  key,
  data: { key, text },
  readAt: "2026-01-01T00:00:00.000Z",
  origin: "source",
});
const place = (flowId: string, userId = "anna") => ({ workspaceId: "w", userId, flowId });

beforeEach(() => void vi.useFakeTimers({ now: Date.parse("2026-01-01T12:00:00Z") }));
afterEach(() => void vi.useRealTimers());

describe("fetched samples", () => {
  it("are remembered for an hour, for the one who fetched them", () => {
    const fetched = new FetchedSamples();
    fetched.remember(place("f"), [sample("A")], "settings");
    expect(fetched.find(place("f"))).toEqual({
      samples: [sample("A")],
      at: "2026-01-01T12:00:00.000Z",
      until: "2026-01-01T13:00:00.000Z",
      settings: "settings",
    });
    expect(fetched.find(place("f", "bob"))).toBeUndefined();
    expect(fetched.find(place("g"))).toBeUndefined();
    vi.advanceTimersByTime(60 * 60_000 - 1);
    expect(fetched.find(place("f"))).toBeDefined();
    vi.advanceTimersByTime(1);
    expect(fetched.find(place("f"))).toBeUndefined();
  });

  it("give way to newer ones of the same person first, then of anybody", () => {
    const fetched = new FetchedSamples({ bytesPerUser: 3_000, bytes: 5_000 });
    const big = "x".repeat(600);
    fetched.remember(place("one"), [sample("A", big)], "");
    fetched.remember(place("two"), [sample("B", big)], "");
    fetched.remember(place("three"), [sample("C", big)], "");
    expect(["one", "two", "three"].map((flow) => fetched.find(place(flow)) !== undefined)).toEqual([
      false,
      true,
      true,
    ]);
    fetched.remember(place("one", "bob"), [sample("D", big)], "");
    fetched.remember(place("two", "bob"), [sample("E", big)], "");
    expect(fetched.find(place("two"))).toBeUndefined();
    expect(fetched.find(place("three"))).toBeDefined();
  });

  it("are replaced by the next ones, and not remembered when they are too many", () => {
    const fetched = new FetchedSamples({ bytesPerUser: 2_000 });
    fetched.remember(place("f"), [sample("A")], "");
    fetched.remember(place("f"), [sample("B")], "");
    expect(fetched.find(place("f"))?.samples.map(({ key }) => key)).toEqual(["B"]);
    fetched.remember(place("f"), [sample("C", "x".repeat(3_000))], "");
    expect(fetched.find(place("f"))).toBeUndefined();
  });
});
