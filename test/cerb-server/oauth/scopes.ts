/** One endpoint of a scope: a pattern for all methods, or a pattern with the methods it allows. */
export type ScopeEndpoint = string | Record<string, string | string[]>;

/** A scope as an OAuth app defines it; `label` is what the consent page shows. */
export interface ScopeDefinition {
	label: string;
	endpoints: ScopeEndpoint[];
}

export type ScopeDefinitions = Record<string, ScopeDefinition>;

/** The scopes of the recorded Cerb's app, in the style of Cerb's installer. */
export const DEFAULT_SCOPES: ScopeDefinitions = {
	profile: { label: 'Access your profile information', endpoints: [{ 'workers/me': 'GET' }] },
	search: { label: 'Search records on your behalf', endpoints: [{ 'records/*/search': ['GET'] }] },
	'api:read-only': {
		label: 'Make any read-only API request on your behalf',
		endpoints: [{ '*': ['GET'] }],
	},
	api: { label: 'Make any API request on your behalf', endpoints: ['*'] },
};

const ALL_METHODS = ['DELETE', 'GET', 'PATCH', 'POST', 'PUT'];

/**
 * Whether one of the token's scopes, as the app defines them now, allows the request.
 * @param path the path behind `/rest/` with its extension; `.json` and `.xml` are not looked at
 */
export function isAllowed(
	definitions: ScopeDefinitions,
	scopes: string[],
	method: string,
	path: string,
): boolean {
	const bare = ['.json', '.xml'].reduce(
		(rest, ending) => (rest.endsWith(ending) ? rest.slice(0, -ending.length) : rest),
		path,
	);
	return scopes
		.filter((scope) => Object.hasOwn(definitions, scope))
		.flatMap((scope) => definitions[scope].endpoints)
		.some((endpoint) => matches(endpoint, method, bare));
}

function matches(endpoint: ScopeEndpoint, method: string, path: string): boolean {
	if (typeof endpoint === 'string') return ALL_METHODS.includes(method) && fits(endpoint, path);
	const [pattern, methods] = Object.entries(endpoint)[0];
	return ALL_METHODS.includes(method) && [methods].flat().includes(method) && fits(pattern, path);
}

/** `*` stands for any characters, the whole path must fit, case does not matter. */
export function fits(pattern: string, path: string): boolean {
	const source = pattern
		.split('*')
		.map((part) => part.replace(/[.+?^${}()|[\]\\]/g, '\\$&'))
		.join('.*');
	return new RegExp(`^${source}$`, 'i').test(path);
}
