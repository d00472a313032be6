import type { INode } from 'n8n-workflow';

import { normalizeBaseUrl } from './base-url';
import { inputError } from './failure';

/**
 * Cerb's base URL from what a credential holds.
 * @throws NodeOperationError when there is none, or no web address, or one with a password in it
 */
export function checkBaseUrl(node: INode, pasted: unknown): string {
	const baseUrl = normalizeBaseUrl(typeof pasted === 'string' ? pasted : '');
	let url: URL | undefined;
	try {
		url = new URL(baseUrl);
	} catch {
		// Told below, together with what parses but is no address of a web server.
	}
	const isWeb = url && /^https?:$/.test(url.protocol) && url.hostname !== '';
	if (isWeb && !url?.username && !url?.password) return baseUrl;
	throw inputError(
		node,
		pasted
			? 'The Cerb URL in the credential is not a web address'
			: 'The credential has no Cerb URL',
		'Open the credential and enter the address of your Cerb, e.g. https://cerb.example.com, without a user name or password in it',
	);
}
