export const activation = {} as const;
