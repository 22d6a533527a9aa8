import type { HashKey } from "../secrets.ts";

const hidden = /^hidden-[\w-]{22}$/;

/**
 * What is kept in the place of a business key that says something about a person: equal keys give equal ones, so order, links and search
 * work, and without the key of the workspace nobody can tell whose it is. One that is hidden already stays.
 */
export function hiddenKey(hashKey: HashKey, key: string): string {
  if (hidden.test(key)) return key;
  const hash = Buffer.from(hashKey.hash(`key ${key}`)).toString("base64url");
  return `hidden-${hash.slice(0, 22)}`;
}
