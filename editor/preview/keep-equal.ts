import { useRef } from "react";

/**
 * `now`, with every part that equals its counterpart in `before` replaced by it. What did not change stays the same object, so that
 * nothing that shows it is rendered again. Both are plain data.
 */
export function keepEqual<Value>(before: unknown, now: Value): Value {
  if (Object.is(before, now)) return now;
  if (Array.isArray(before) && Array.isArray(now)) {
    const kept = now.map((one, index) => keepEqual(before[index], one));
    const same = before.length === kept.length && kept.every((one, index) => one === before[index]);
    // Equal in every element, so `before` is a Value too.
    return (same ? before : kept) as Value;
  }
  if (!isPlain(before) || !isPlain(now)) return now;
  const names = Object.keys(now);
  let same = Object.keys(before).length === names.length;
  // Entries rather than assignments: a record may have a member called `__proto__`.
  const kept = Object.fromEntries(
    names.map((name) => {
      const own = Object.hasOwn(before, name) ? before[name] : undefined;
      const one = keepEqual(own, now[name]);
      if (!Object.hasOwn(before, name) || one !== own) same = false;
      return [name, one];
    }),
  );
  // Equal in every member.
  return (same ? before : kept) as Value;
}

/** The value of the render before as long as this one equals it. */
export function useKept<Value>(value: Value): Value {
  const kept = useRef(value);
  kept.current = keepEqual(kept.current, value);
  return kept.current;
}

function isPlain(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
