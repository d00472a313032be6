import type { Cell } from './cells';

/** An error as an error item tells it. */
export interface ToldError {
	message: string;
	description: string;
	code: string | null;
	httpCode: number | null;
	method: string;
	path: string;
}

const UNKNOWN_FATE = /not known, so it was not sent again: look in Cerb/;
const MADE = /did carry out the call/;

/** What an error fails to tell: what happened, to which call, and what to do. */
export function toldProblems({ fault, aim, rule }: Cell, error: ToldError): string[] {
	const problems: string[] = [];
	const { message, description, httpCode, code } = error;
	const wanted = fault.told;
	if (wanted === undefined) return [`no error was expected: ${message}`];
	const says = (text: string, pattern: RegExp) => {
		if (!pattern.test(text)) problems.push(`"${text}" does not say ${String(pattern)}`);
	};
	says(message, wanted.message);
	says(description, wanted.hint);
	const answer = wanted.httpCode === null ? 'no answer' : `HTTP ${wanted.httpCode}`;
	const call = `(${aim.method} /rest/${aim.path}: ${answer}`;
	if (!description.includes(call)) problems.push(`"${description}" does not say ${call}`);
	if (error.method !== aim.method || error.path !== aim.path) problems.push('names another call');
	if (httpCode !== wanted.httpCode) problems.push(`httpCode is ${httpCode}`);
	if (code !== (wanted.code ?? null)) problems.push(`code is ${code}`);
	if (UNKNOWN_FATE.test(description) !== (rule.fate === 'unknown')) {
		problems.push(`"${description}" is wrong on whether the change was made`);
	}
	if (rule.fate === 'made') says(description, MADE);
	return problems;
}
