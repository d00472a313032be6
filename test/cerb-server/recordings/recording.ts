/* eslint-disable @n8n/community-nodes/no-restricted-imports, @n8n/community-nodes/no-restricted-globals -- reads the recordings from disk, never inside n8n */
import { existsSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';

/** One request sent to a real Cerb 10.4.10 and what it answered; secrets are `<placeholders>`. */
export interface Recording {
	name: string;
	request: {
		method: string;
		/** May carry a query of its own. */
		path: string;
		query?: string;
		headers: Record<string, string>;
		body?: string;
	};
	response: {
		status: number;
		headers: Record<string, string | string[]>;
		/** The parsed body; absent when the body is not JSON or was cut. */
		json?: unknown;
		body?: string;
		/** `body` holds only the first characters and ends in a mark like `…[6000 characters]`. */
		truncated?: boolean;
	};
}

/** The address the recorded Cerb believed to have. */
export const RECORDED_BASE = 'http://127.0.0.1';

/**
 * Where the recordings are: `CERB_RECORDINGS`, or `../shared/cerb-api/exchanges` beside the
 * repository. They are not part of the repository; undefined when there are none.
 */
export function recordingsFolder(): string | undefined {
	const folder = resolve(
		process.env.CERB_RECORDINGS ??
			join(__dirname, '..', '..', '..', '..', 'shared', 'cerb-api', 'exchanges'),
	);
	return existsSync(join(folder, 'index.json')) ? folder : undefined;
}

/** Every recording the folder's index names, in its order. */
export function loadRecordings(folder: string): Recording[] {
	const read = (file: string) => JSON.parse(readFileSync(join(folder, file), 'utf8')) as unknown;
	const index = read('index.json') as { exchanges: Array<{ file: string }> };
	return index.exchanges.map(({ file }) => read(file) as Recording);
}

/** Below /rest, without extension: what the embedded Cerb answers for every method. */
const CLAIMED = [
	/^workers\/me\b/,
	/^records\/[^/]+\/[^/]+\/?$/,
	/^(?:attachments|automations|bots|contexts|customfields|data|groups|notifications|packages)\//,
	/^(?:tickets|parser)\//,
	/^(?:activity_log|addresses|calendars|comments|contacts|messages|orgs|snippets|tasks)\//,
];

/**
 * Whether the embedded Cerb has to answer this one as the real Cerb did: everything on /oauth,
 * /login, workers/me, `records/…`, data queries and the other endpoints named above.
 */
export function isClaimed({ request }: Recording): boolean {
	const [path] = request.path.split('?');
	if (/^\/(?:oauth|login)(?:\/|$)/.test(path)) return true;
	const rest = path.replace(/^\/rest\//, '').replace(/\.[^./]*$/, '');
	return path.startsWith('/rest/') && CLAIMED.some((pattern) => pattern.test(rest));
}
