import { describe, expect, it } from "vitest";
import { defaultPushLimits, type PushFault, parsePushed } from "./parse-pushed.ts";

const json = "application/json; charset=utf-8";

function push(body: string | Uint8Array, contentType = json, options = {}, limits = defaultPushLimits) {
  return parsePushed(typeof body === "string" ? Buffer.from(body) : body, contentType, options, limits).map(
    ({ data }) => data,
  );
}

function refusal(...args: Parameters<typeof push>): Pick<PushFault, "status" | "code"> {
  try {
    push(...args);
  } catch (error) {
    const { status, code } = error as PushFault;
    return { status, code };
  }
  throw new Error("It was accepted.");
}

describe("pushed bodies", () => {
  it.each([
    ["one object", '{"a":1}', json, {}, [{ a: 1 }]],
    ["a list", '[{"a":1},{"a":2}]', json, {}, [{ a: 1 }, { a: 2 }]],
    ["a list inside", '{"data":{"orders":[{"a":1}]}}', json, { records: "data.orders" }, [{ a: 1 }]],
    ["one object inside", '{"order":{"a":1}}', "application/vnd.shop+json", { records: "order" }, [{ a: 1 }]],
    ["NDJSON", '{"a":1}\r\n\n{"a":2}', "application/x-ndjson", {}, [{ a: 1 }, { a: 2 }]],
    ["a byte order mark", '\ufeff{"a":1}', json, {}, [{ a: 1 }]],
    [
      "numbers that a double cannot hold",
      '{"a":12345678901234567890}',
      json,
      {},
      [{ a: "12345678901234567890" }],
    ],
  ])("takes %s", (_, body, contentType, options, records) => {
    expect(push(body, contentType, options)).toEqual(records);
  });

  it.each([
    ["too many bytes", "x".repeat(20), json, {}, { maxBytes: 10, maxRecords: 10 }, 413, "too-large"],
    ["too many records", "[{},{},{}]", json, {}, { maxBytes: 100, maxRecords: 2 }, 413, "too-many"],
    [
      "another content type",
      "a=1",
      "application/x-www-form-urlencoded",
      {},
      defaultPushLimits,
      415,
      "content-type",
    ],
    [
      "a form that is JSON",
      '{"files":{}}',
      "multipart/form-data",
      {},
      defaultPushLimits,
      415,
      "content-type",
    ],
    ["no content type", "{}", "", {}, defaultPushLimits, 415, "content-type"],
    ["broken JSON", '{"a":', json, {}, defaultPushLimits, 400, "bad-json"],
    ["deep JSON", "[".repeat(100_000), json, {}, defaultPushLimits, 400, "too-deep"],
    ["NUL", '{"a":"\\u0000"}', json, {}, defaultPushLimits, 400, "nul"],
    ["half a character", '{"a":"\\ud800"}', json, {}, defaultPushLimits, 400, "lone-surrogate"],
    ["__proto__", '{"__proto__":{}}', json, {}, defaultPushLimits, 400, "hostile-key"],
    ["a number beyond all", '{"a":1e400}', json, {}, defaultPushLimits, 400, "number-too-large"],
    ["no record", "[]", json, {}, defaultPushLimits, 400, "empty"],
    ["nothing at the path", '{"a":1}', json, { records: "orders" }, defaultPushLimits, 400, "no-records"],
    ["texts instead of records", '["a"]', json, {}, defaultPushLimits, 400, "not-an-object"],
  ])("refuses %s", (_, body, contentType, options, limits, status, code) => {
    expect(refusal(body, contentType, options, limits)).toEqual({ status, code });
  });

  it("refuses bytes that are not UTF-8", () => {
    expect(refusal(Buffer.from([0x7b, 0xff, 0x7d]))).toEqual({ status: 400, code: "encoding" });
  });
});
