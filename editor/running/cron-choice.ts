/** Ways to say when a flow is due that need no cron pattern. */
export type CronChoice =
  | { readonly kind: "daily"; readonly time: string }
  /** 0 is Sunday. */
  | { readonly kind: "weekly"; readonly time: string; readonly days: readonly number[] }
  /** `last`: the last day of the month. */
  | { readonly kind: "monthly"; readonly time: string; readonly day: number | "last" }
  | { readonly kind: "pattern"; readonly pattern: string };

const clock = /^(\d{1,2}):(\d{2})$/;

/** The cron pattern that a choice means. An unfinished time counts as midnight. */
export function printCron(choice: CronChoice): string {
  if (choice.kind === "pattern") return choice.pattern.trim().replace(/\s+/g, " ");
  const [, hour = "0", minute = "0"] = clock.exec(choice.time) ?? [];
  const at = `${Number(minute)} ${Number(hour)}`;
  switch (choice.kind) {
    case "daily":
      return `${at} * * *`;
    case "weekly":
      return `${at} * * ${printDays(choice.days)}`;
    default:
      return `${at} ${choice.day === "last" ? "L" : choice.day} * *`;
  }
}

/** The plainest choice that means a pattern. */
export function readCron(pattern: string): CronChoice {
  const own: CronChoice = { kind: "pattern", pattern };
  const parts = /^(\d{1,2}) (\d{1,2}) (\d{1,2}|\*|L) \* (\S+)$/.exec(pattern.trim().replace(/\s+/g, " "));
  if (!parts) return own;
  const [, minute = "", hour = "", day = "", weekdays = ""] = parts;
  if (Number(minute) > 59 || Number(hour) > 23) return own;
  const time = `${hour.padStart(2, "0")}:${minute.padStart(2, "0")}`;
  if (day === "*" && weekdays === "*") return { kind: "daily", time };
  if (day === "*") {
    const days = readDays(weekdays);
    return days ? { kind: "weekly", time, days } : own;
  }
  if (weekdays !== "*") return own;
  if (day === "L") return { kind: "monthly", time, day: "last" };
  return Number(day) >= 1 && Number(day) <= 31 ? { kind: "monthly", time, day: Number(day) } : own;
}

const workdays = "1,2,3,4,5";

function printDays(days: readonly number[]): string {
  const list = [...new Set(days)].sort((a, b) => a - b).join(",");
  if (list === workdays) return "1-5";
  // No day at all would mean every day, which nobody has chosen.
  return list === "" ? "1" : list;
}

function readDays(text: string): readonly number[] | undefined {
  if (text === "1-5") return workdays.split(",").map(Number);
  return /^[0-6](,[0-6])*$/.test(text) ? text.split(",").map(Number) : undefined;
}
