import { wallClock } from "../wall-clock.ts";

/** Exact Online's servers tell every time as it is in Amsterdam, whatever the country of the administration. */
export function serverTime(moment: number): string {
  return wallClock(moment, "Europe/Amsterdam");
}
