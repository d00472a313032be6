/** What a server said: its HTTP status and the text of its answer. */
export interface Said {
	status: number;
	text: string;
}

/** What was asked of Cerb's OAuth2 server. */
export type Step = 'authorize' | 'code' | 'renew';

/** What the request was made with. */
export interface Asked {
	url: string;
	clientId: string;
	/** Of a sign-in only. */
	callback?: string;
}

const LONGEST_TEXT = 20_000;
const LONGEST_WORDS = 400;

const APPS = 'in Cerb under Search » OAuth Apps';
const AGAIN = 'Sign in again: npm run token -- --url … --client-id …';

/** Cerb cannot work until its own upgrade has run. */
export const UPGRADE_PENDING =
	'Cerb is waiting for an upgrade and answers nothing else: open it in a browser and finish that.';

/**
 * What to do about each sentence of Cerb's OAuth2 server. It answers errors with a bare sentence as
 * text/html, never with the JSON of RFC 6749 (measured on Cerb 10.4.10).
 */
const ADVICE: Array<[sentence: RegExp, advice: (step: Step, asked: Asked) => string]> = [
	[
		/client authentication failed/i,
		(step, { clientId, callback }) =>
			step === 'authorize'
				? `Either no OAuth app has the client ID "${clientId}", or its callback URL is not exactly "${callback}". Compare both ${APPS}; --callback names another callback URL. Only at 127.0.0.1 or [::1] may the port differ.`
				: `The client secret is wrong, or the OAuth app "${clientId}" was changed or deleted. Compare them ${APPS}.`,
	],
	[
		/refresh token is invalid/i,
		() =>
			`The refresh token was used already, is older than a month, or belongs to another OAuth app. ${AGAIN}`,
	],
	[/scope is invalid/i, () => `The OAuth app no longer grants the saved scopes. ${AGAIN}`],
	[
		/grant type is not supported/i,
		(_step, { url }) =>
			`Something between here and Cerb changed the request: is ${url} the address at which Cerb itself answers?`,
	],
	[
		/missing a required parameter|authorization grant .*is invalid/i,
		(step, { clientId }) =>
			step === 'authorize'
				? `Cerb does not take this sign-in. Check the OAuth app "${clientId}" ${APPS}.`
				: `The code of this sign-in is used up, older than ten minutes, or of another sign-in. ${AGAIN}`,
	],
];

/** The words of an answer in one line without markup, if a person wants to read as much. */
export function wordsOf(text: string): string {
	if (text.length > LONGEST_TEXT) return `an answer of ${text.length} characters`;
	const title = /<title>([^<]*)<\/title>/i.exec(text)?.[1];
	const words = (title ?? text.replace(/<[^>]*>/g, ' '))
		// Control characters could rewrite what the terminal shows.
		.replace(/[\s\p{C}]+/gu, ' ')
		.trim();
	// Nothing is cut: half a secret that a server sends back would not be recognised as one.
	return words.length > LONGEST_WORDS ? `an answer of ${text.length} characters` : words;
}

/** Cerb's own words for an error, and what to change. */
export function explain(said: Said, step: Step, asked: Asked): string {
	const words = wordsOf(said.text);
	const quoted = words === '' ? `HTTP ${said.status}` : `"${words}" (HTTP ${said.status})`;
	// A page is never Cerb's OAuth2 server speaking, whatever sentence it holds.
	const isPage = /<html|<!doctype/i.test(said.text);
	const known = isPage ? undefined : ADVICE.find(([sentence]) => sentence.test(words));
	if (known) return `Cerb says: ${quoted}\n${known[1](step, asked)}`;
	if (said.status >= 500) {
		return `${asked.url} is not working: ${quoted}\nTry again later; if it stays so, look into Cerb's log and that of the web server.`;
	}
	if (said.status === 429) return `${asked.url} wants fewer requests: ${quoted}\nTry again later.`;
	return `${asked.url} does not answer like Cerb: ${quoted}\nCheck the address: it is the one at which you open Cerb in the browser.`;
}

/** When a server cannot be reached at all. */
export function unreachable(url: string, reason: string): string {
	const certificate = /certificate/i.test(reason)
		? '\nIf it is signed by an authority of your own, name that in NODE_EXTRA_CA_CERTS.'
		: '';
	return `${url} cannot be reached: ${wordsOf(reason)}${certificate}`;
}
