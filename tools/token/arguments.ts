/* eslint-disable @n8n/community-nodes/no-restricted-imports -- a command line program, never inside n8n */
import { parseArgs } from 'node:util';

import { normalizeBaseUrl } from '../../nodes/Cerb/cerb/base-url';

/** A sign-in, as the arguments ask for it. */
export interface SignInWish {
	kind: 'sign-in';
	/** Base URL of the Cerb, without trailing slash. */
	url: string;
	clientId: string;
	clientSecret?: string;
	/** Names separated by single spaces. */
	scope: string;
	/** Exactly as given: Cerb compares it letter by letter. */
	callback: string;
	file: string;
	timeoutSeconds: number;
}

/** `--check` or `--renew`. */
export interface SavedTokenWish {
	kind: 'check' | 'renew';
	clientSecret?: string;
	file: string;
}

/** What the arguments ask for, or what is wrong with them. */
export type Wish =
	| SignInWish
	| SavedTokenWish
	| { kind: 'help' }
	| { kind: 'wrong'; problem: string };

const text = { type: 'string' } as const;
const flag = { type: 'boolean' } as const;
const OPTIONS = {
	url: text,
	'client-id': text,
	'client-secret': text,
	scope: text,
	callback: text,
	timeout: text,
	file: text,
	check: flag,
	renew: flag,
	help: flag,
} as const;
/** The rest is in the file. */
const SIGN_IN_ONLY = ['url', 'client-id', 'scope', 'callback', 'timeout'] as const;
const LONGEST_TIMEOUT = 86_400;

type Values = ReturnType<typeof parse>['values'];

function parse(args: string[]) {
	return parseArgs({ args, options: OPTIONS, allowPositionals: true });
}

function parsed(args: string[]): ReturnType<typeof parse> | string {
	try {
		return parse(args);
	} catch (problem) {
		return (problem as Error).message;
	}
}

const wrong = (problem: string): Wish => ({ kind: 'wrong', problem });

/**
 * Reads the arguments. No message repeats a value that may be a secret.
 * @param secret the client secret of the environment, for want of `--client-secret`
 */
export function readArguments(args: string[], secret?: string): Wish {
	const result = parsed(args);
	if (typeof result === 'string') return wrong(result);
	const { values, positionals } = result;
	if (values.help === true) return { kind: 'help' };
	if (positionals.length > 0) {
		const place = args.indexOf(positionals[0]) + 1;
		return wrong(`Argument ${place} belongs to no option. Put values with spaces in quotes.`);
	}
	const empty = Object.entries(values).find(([, value]) => value === '');
	if (empty) return wrong(`--${empty[0]} is empty.`);

	const clientSecret = values['client-secret'] ?? (secret === '' ? undefined : secret);
	if (clientSecret !== undefined && !isPrintable(clientSecret)) {
		const name = values['client-secret'] === undefined ? 'CERB_CLIENT_SECRET' : '--client-secret';
		return wrong(`${name} holds characters that no client secret can have.`);
	}
	const common = { clientSecret, file: values.file ?? 'cerb-token.json' };
	if (values.check === true || values.renew === true) return savedTokenWish(values, common);
	return signInWish(values, common);
}

type Common = Pick<SavedTokenWish, 'clientSecret' | 'file'>;

function savedTokenWish(values: Values, common: Common): Wish {
	if (values.check === true && values.renew === true) {
		return wrong('--check and --renew do not go together.');
	}
	const kind = values.check === true ? 'check' : 'renew';
	const idle = SIGN_IN_ONLY.find((name) => values[name] !== undefined);
	if (idle) return wrong(`--${idle} does not go with --${kind}, which takes it from the file.`);
	return { kind, ...common };
}

function signInWish(values: Values, common: Common): Wish {
	const { url: pasted, 'client-id': clientId } = values;
	if (pasted === undefined) return wrong('--url is missing: the address of your Cerb.');
	if (clientId === undefined)
		return wrong('--client-id is missing: that of the OAuth app in Cerb.');
	if (!isPrintable(clientId)) {
		return wrong('--client-id holds characters that no client ID can have.');
	}
	const url = normalizeBaseUrl(pasted);
	if (!isWebAddress(url)) {
		return wrong('--url must be a web address such as https://cerb.example.com, without a login.');
	}
	const callback = values.callback ?? 'http://127.0.0.1:8976/callback';
	if (!isWebAddress(callback) || callback.includes('#')) {
		return wrong('--callback must be a web address such as http://127.0.0.1:8976/callback.');
	}
	const scope = (values.scope ?? 'api').replace(/[\s,]+/g, ' ').trim();
	// Without one Cerb's consent page breaks (measured on Cerb 10.4.10).
	if (scope === '') return wrong('--scope must name at least one scope of the OAuth app.');
	const timeoutSeconds = Number(values.timeout ?? '300');
	if (
		!(Number.isInteger(timeoutSeconds) && timeoutSeconds > 0 && timeoutSeconds <= LONGEST_TIMEOUT)
	) {
		return wrong(`--timeout must be a number of seconds from 1 to ${LONGEST_TIMEOUT}.`);
	}
	return { kind: 'sign-in', url, clientId, scope, callback, timeoutSeconds, ...common };
}

/** What simple-oauth2 takes as client id or secret; its own complaint would print the value. */
export function isPrintable(value: string): boolean {
	return /^[\x20-\x7e]*$/.test(value);
}

function isWebAddress(address: string): boolean {
	if (!/^https?:\/\/\S+$/i.test(address) || !URL.canParse(address)) return false;
	const { username, password } = new URL(address);
	return username === '' && password === '';
}
