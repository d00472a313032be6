import { setSafeRegexEngine, type RegexEngine } from 'n8n-workflow';

const untimed: RegexEngine = {
	exec: (pattern, input, flags) => new RegExp(pattern, flags).exec(input),
	test: (pattern, input, flags) => new RegExp(pattern, flags).test(input),
	replace: (pattern, input, flags, replacement) =>
		input.replace(new RegExp(pattern, flags), replacement),
	matchAll: (pattern, input, flags = '') => [
		...input.matchAll(new RegExp(pattern, flags.includes('g') ? flags : `${flags}g`)),
	],
	split: (pattern, input, flags) => input.split(new RegExp(pattern, flags)),
};

/**
 * n8n 2.41 ends a regular expression (as in the checks of a parameter's value) after 250 ms by
 * the clock on the wall: on a busy machine that can be any of them, and tests would depend on it.
 */
export function untimeRegularExpressions(): void {
	setSafeRegexEngine(untimed);
}
