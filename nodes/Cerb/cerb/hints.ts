import type { Failure } from './failure';
import type { CerbRequest } from './types';

/** What Cerb says to a request signed by an API key, and what to change (measured on 10.4.10). */
const SIGNATURE_HINTS: Array<[words: string, hint: string]> = [
	['Invalid timestamp', 'The clocks of n8n and Cerb are ten minutes or more apart: correct them'],
	['access key', 'Cerb knows no API key with this Access Key: correct it in the credential'],
	[
		'account is disabled',
		'The worker of this API key is disabled in Cerb: use that of another worker',
	],
	['worker', 'The worker of this API key is gone: use that of another worker'],
	['checksum', 'The Secret Key does not belong to the Access Key: correct it in the credential'],
	['prohibited', 'This API key allows no paths at all: add them to it in Cerb, e.g. *'],
	['not authorized', 'This API key does not allow the path: add it to it in Cerb, e.g. records/*'],
];

const SCOPE_REFUSAL = /token does not have permission/i;

/** Whether Cerb refused a call because the token's scopes do not cover it. */
export function isScopeRefusal({ message }: Failure): boolean {
	return SCOPE_REFUSAL.test(message);
}

/** What a user can change where Cerb itself says no. */
export function hintFor(
	message: string,
	code: string | undefined,
	status: number,
	request: CerbRequest,
) {
	if (status === 401) {
		const denied = SIGNATURE_HINTS.find(([words]) => message.includes(words));
		if (denied) return denied[1];
		return 'Cerb does not accept the sign-in: open the credential and connect it again, or enter a new token';
	}
	if (SCOPE_REFUSAL.test(message)) {
		return 'The scopes of the credential do not cover this call: pick a wider one in the credential, check that the OAuth app in Cerb defines it, and connect again';
	}
	if (/^Unknown command/.test(message)) {
		return 'Cerb has no API endpoint of this name: check the path (or the API plugin may be switched off in Cerb)';
	}
	if (/^Failed to create a (new|reply) message/.test(message)) {
		return 'The mail server of Cerb may be down. Cerb keeps the message among its drafts and may send it later: look there before you send it again';
	}
	if (/message content could not be parsed/.test(message)) {
		return 'Check that the email begins with its headers and has a From: line. Cerb says the same where no group takes the mail: its administrator sets the default group';
	}
	if (code === 'ERROR_PERMISSIONS') {
		return 'The worker who connected the credential may not do this in Cerb: use another worker or ask an administrator';
	}
	if (code === 'ERROR_NOT_IMPLEMENTED') {
		return `Cerb does not offer ${request.method} on this endpoint or record type`;
	}
	if (code === 'ERROR_NOT_FOUND') {
		const type = /^records\/([^/]+)\/search\./.exec(request.path)?.[1];
		if (type !== undefined) return `Cerb has no record type "${type}": pick another Record Type`;
		return 'Check the record type and the ID: Cerb has no such record, or none of this type';
	}
	return 'Cerb refused the call: check the values that its message names';
}
