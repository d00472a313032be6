/**
 * What turns the address a person pastes into Cerb's base URL, in order. One table serves both the
 * client and the credential's expressions, so the two can never disagree.
 */
const STEPS: ReadonlyArray<readonly [pattern: RegExp, replacement: string]> = [
	[/^\s+|\s+$/g, ''],
	// A page address may carry a query or a fragment.
	[/[?#].*$/, ''],
	[/^(https?):[/\\]*/i, '$1://'],
	// No scheme: Cerb's OAuth2 pages ask for a password, so https is the only safe guess.
	[/^(?![a-z][a-z0-9+.-]*:\/\/)[/\\]*/i, 'https://'],
	// Copied from the browser or from Cerb's API documentation.
	[/([^/:])\/+(?:rest|oauth|login)(?:\/.*)?$/i, '$1'],
	[/\/+$/, ''],
];

/**
 * Cerb's base URL without a trailing slash: `cerb.example.com/rest/` gives
 * `https://cerb.example.com`. A path prefix such as `/cerb/index.php` stays. Nothing is validated.
 */
export function normalizeBaseUrl(pasted: string): string {
	return STEPS.reduce((url, [pattern, replacement]) => url.replace(pattern, replacement), pasted);
}

/**
 * The same steps as an n8n expression.
 * @param source what holds the pasted address, e.g. `$self["baseUrl"]`
 * @param suffix appended to the base URL, e.g. `/oauth/authorize`
 */
export function baseUrlExpression(source: string, suffix = ''): string {
	const replaces = STEPS.map(
		([pattern, replacement]) => `.replace(${pattern}, ${JSON.stringify(replacement)})`,
	);
	return `={{ (${source} || "")${replaces.join('')} + ${JSON.stringify(suffix)} }}`;
}
