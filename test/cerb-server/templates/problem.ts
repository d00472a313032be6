/** Why something could not be worked out: Cerb's own message, or what only Cerb knows. */
export type Problem = { error: string } | { unclaimed: string };
