/*
 * Which record ends its worker. Workers are also ended by people, by machines and by memory that others use, so one death proves nothing,
 * and where workers are killed often two fall on the same record by chance. So after a death the records are walked one by one, and only a
 * death over a record walked alone counts against it.
 */

/** Deaths over a record walked alone, after which it is rejected unwalked. */
export const mostDeaths = 3;

/** What is counted against an owed record when its walk does not come back: together with others just enough to be walked alone. */
export const weight = { together: 1, alone: 100 } as const;

export const mostWeight = mostDeaths * weight.alone;
