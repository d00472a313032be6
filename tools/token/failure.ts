/** What went wrong, in words for the person at the terminal, with what to do about it. */
export class Failure extends Error {}

/** Ends the program with exit code 1. @throws Failure always */
export function fail(message: string): never {
	throw new Failure(message);
}

/** What the operating system or the network says, e.g. `connect ECONNREFUSED 127.0.0.1:80`. */
export function reasonOf(problem: unknown): string {
	if (!(problem instanceof Error)) return String(problem);
	// fetch hides the reason in `cause`; several tried addresses leave its message empty.
	if (problem.cause instanceof Error) return reasonOf(problem.cause);
	return problem.message || codeOf(problem) || problem.name;
}

/** The code of an error of Node or the operating system, e.g. `ENOENT`. */
export function codeOf(problem: unknown): string | undefined {
	const { code } = (problem ?? {}) as { code?: unknown };
	return typeof code === 'string' ? code : undefined;
}
