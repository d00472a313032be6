import type { LoggedRequest } from '../../cerb-server';
import { phpUrlDecode } from '../../cerb-server/http/php-form';
import { findType } from '../../cerb-server/records/registry';
import type { CerbState } from '../../cerb-server/state';
import type { HostileCase } from './cases';
import { plain, targetOf } from './target';
import type { Deed } from './world';

/** What the node may look up on its way, whatever the operation. */
const LOOK_UPS = [
	/^GET \/rest\/contexts\/list\.json$/,
	/^GET \/rest\/data\/query\.json$/,
	/^GET \/rest\/records\/[a-z][a-z0-9_.-]*\/search\.json$/,
];

/** A request with types and ids taken out: `PUT /rest/records/*\/#.json`. */
export function shapeOf({ method, path }: LoggedRequest): string {
	const shape = path.replace(/\/\d+(?=[./])/g, '/#').replace(/^(\/rest\/records)\/[^/]+/, '$1/*');
	return `${method} ${shape}`;
}

/** Whether every request went where the operation means, and as often as it may. */
export function judgeRequests(
	one: HostileCase,
	deed: Deed,
	usual: Set<string>,
	state: CerbState,
): string[] {
	if (one.given.operation === 'genericRequest') return judgeAnyPath(one, deed);
	const found: string[] = [];
	for (const request of deed.requests) {
		const line = `${request.method} ${request.path}`;
		const isUsual = usual.has(shapeOf(request)) || LOOK_UPS.some((form) => form.test(line));
		if (!isUsual) found.push(`a request that the operation does not mean: ${line.slice(0, 200)}`);
		found.push(...judgeTarget(one, request, state));
	}
	const writes = deed.requests.filter(({ method }) => method !== 'GET');
	if (writes.length > 1) found.push(`${writes.length} changes were sent`);
	return found;
}

const OWN_TYPES: Partial<Record<string, string>> = {
	'administration/createActivity': 'activity_log',
	'attachment/getMany': 'attachment',
};

/** Type and id in the path are those that were asked for. */
function judgeTarget(one: HostileCase, { path }: LoggedRequest, state: CerbState): string[] {
	const [, type, last] = /^\/rest\/records\/([^/]+)\/(.+)\.json$/.exec(path) ?? [];
	if (type === undefined || !('recordType' in one.given)) return [];
	const { resource, operation } = one.given;
	// Records of its own that say something of those that were asked for.
	if (OWN_TYPES[`${String(resource)}/${String(operation)}`] === type) return [];
	const target = targetOf(one.given, state);
	const found: string[] = [];
	if (findType(type, state)?.alias !== target.type) {
		found.push(
			`a request for the type ${type.slice(0, 50)}, not ${target.type ?? 'an unknown one'}`,
		);
	}
	const isMask = (one.given.recordId as { mode?: unknown } | null)?.mode === 'mask';
	if (/^\d+$/.test(last) && !isMask && BigInt(last) !== target.id) {
		found.push(`a request for #${last}, not #${target.id ?? 'none'}`);
	}
	return found;
}

/** Any path of the API may be called, but none beside it, and only by the method that was picked. */
function judgeAnyPath({ given }: HostileCase, { requests }: Deed): string[] {
	const found: string[] = [];
	if (requests.length > 1) found.push(`${requests.length} requests for one call`);
	for (const { method, path } of requests) {
		if (method !== (given.method ?? 'GET')) found.push(`${method} was not the method`);
		const segments = path.split('/').slice(1).map(phpUrlDecode);
		const isBelow = segments[0] === 'rest' && segments.length > 1;
		const isPlain = segments.every((part) => part !== '' && !/^\.+$|[/\\\p{Cc}]/u.test(part));
		if (!isBelow || !isPlain) found.push(`a path outside of the API: ${path.slice(0, 200)}`);
		const written = plain(given.path).trim();
		if (
			/^[a-z]+(\/[\w-]+)*$/i.test(written) &&
			path !== `/rest/${written.replace(/^rest\//i, '')}.json`
		) {
			found.push(`${path.slice(0, 200)} was called for ${written.slice(0, 200)}`);
		}
	}
	return found;
}
