import { randomBytes } from "node:crypto";
import fc from "fast-check";
import { expect, it } from "vitest";
import { SecretKeys, SecretsError, sealedBy } from "./secrets.ts";

const keys = new SecretKeys(randomBytes(32));
const bytes = fc.uint8Array({ maxLength: 200 });

it("opens what it sealed, in the same place", () => {
  fc.assert(
    fc.property(bytes, fc.string(), (plain, context) => {
      expect(Buffer.from(plain).equals(keys.open(keys.seal(plain, context), context))).toBe(true);
    }),
  );
});

it("does not open in another place: a value moved between two rows is refused", () => {
  fc.assert(
    fc.property(bytes, fc.string(), fc.string(), (plain, one, other) => {
      fc.pre(one !== other);
      expect(() => keys.open(keys.seal(plain, one), other)).toThrow(SecretsError);
    }),
  );
});

it("does not open when any bit was changed, or the end is missing", () => {
  fc.assert(
    fc.property(bytes, fc.nat(), fc.nat(7), (plain, at, bit) => {
      const sealed = Buffer.from(keys.seal(plain, "here"));
      const changed = Buffer.from(sealed);
      const position = at % sealed.length;
      changed.writeUInt8(changed.readUInt8(position) ^ (1 << bit), position);
      expect(() => keys.open(changed, "here")).toThrow(SecretsError);
      expect(() => keys.open(sealed.subarray(0, position), "here")).toThrow(SecretsError);
    }),
  );
});

it("never seals the same text to the same bytes, and shows none of it", () => {
  const [one, two] = [keys.seal("a canary value", "here"), keys.seal("a canary value", "here")];
  expect(Buffer.from(one).equals(Buffer.from(two))).toBe(false);
  expect(Buffer.from(one).includes("canary")).toBe(false);
});

it("names the key that sealed, so that a value of an unknown key says which one is missing", () => {
  const other = new SecretKeys(randomBytes(32));
  const sealed = other.seal("text", "connection 1");
  expect(sealedBy(sealed)).toBe(other.currentId);
  expect(() => keys.open(sealed, "connection 1")).toThrow(new RegExp(`connection 1 .*${other.currentId}`));
  expect(new SecretKeys(randomBytes(32), ...[]).has(other.currentId)).toBe(false);
});
