/** Input that Cerb's own code stumbles over: PHP ends with an empty 500 (measured on 10.4.10). */
export const PHP_FAILURE = Symbol('PHP failure');

/** Why a write is refused: Cerb's message, or PHP's end. */
export type Problem = string | typeof PHP_FAILURE;
