import type { INode } from 'n8n-workflow';

import type { CerbClient } from '../../../nodes/Cerb/cerb/client';
import { apiError, inputError, type Failure } from '../../../nodes/Cerb/cerb/failure';
import type { Reading } from '../../../nodes/Cerb/cerb/envelope';
import type { CerbRecord, CerbRequest } from '../../../nodes/Cerb/cerb/types';

const node = { name: 'Cerb', type: 'cerb', typeVersion: 1, parameters: {} } as unknown as INode;

/** What the list can be filtered by; every other key is an unknown filter. */
const FILTERS = ['kind', 'importance'];

/**
 * A client over a list in memory that searches as Cerb 10.4.10 was measured to: limits clamped to
 * 1..500, parameters echoed, a page past the end served from elsewhere, unknown filters silent in a
 * search and named in a data query, directives inside a group finding nothing.
 */
export class FakeCerb {
	readonly requests: CerbRequest[] = [];

	/** Called before each search, for records that come and go meanwhile. */
	meanwhile: (requestNumber: number) => void = () => {};

	/** A search that fails inside Cerb's database from this request on. */
	brokenFrom = Infinity;

	/** The token may not run data queries. */
	dataQueriesForbidden = false;

	constructor(
		public records: CerbRecord[],
		private readonly idsAsText = false,
	) {}

	/** The fake where the code under test wants a client. */
	get client(): CerbClient {
		return this as unknown as CerbClient;
	}

	get searches(): CerbRequest[] {
		return this.requests.filter(({ path }) => path.endsWith('/search.json'));
	}

	async call(request: CerbRequest) {
		const reading = await this.attempt(request);
		if ('failure' in reading) throw this.error(reading.failure, request);
		return reading.value;
	}

	async attempt(request: CerbRequest): Promise<Reading> {
		this.requests.push(request);
		const query = request.query as Record<string, string | number | undefined>;
		if (request.path === 'data/query.json') return this.dataQuery(String(query.q));
		this.meanwhile(this.searches.length);
		return { value: this.search(query) };
	}

	refusal(message: string, hint: string) {
		return inputError(node, message, hint);
	}

	error(failure: Failure, { method, path }: CerbRequest) {
		return apiError(node, failure, { method, path });
	}

	private search(query: Record<string, string | number | undefined>) {
		const limit = Math.max(1, Math.min(500, Math.floor(Number(query.limit ?? 10))));
		const page = Number(query.page ?? 1);
		const echo = { limit, page };
		if (this.searches.length >= this.brokenFrom)
			return { ...echo, count: 0, total: -1, results: [] };

		const found = this.find(String(query.q));
		const from = (index: number) => found.slice(index * limit, (index + 1) * limit);
		let results = from(page - 1);
		if (results.length === 0 && page > 1) {
			results = from(Math.max(0, Math.floor(found.length / limit) - 1));
		}
		if (this.idsAsText) results = results.map((record) => ({ ...record, id: String(record.id) }));
		return { ...echo, count: results.length, total: found.length, results };
	}

	private find(q: string): CerbRecord[] {
		const directive = /(?:^|\s)sort:(\S+)$/.exec(q)?.[1];
		const above = /(?:^|\s)id:>(-?\d+) /.exec(q)?.[1];
		const below = /(?:^|\s)id:<(-?\d+) /.exec(q)?.[1];
		const filters = q.replace(/(?:^|\s)sort:\S+$/, '').replace(/(?:^|\s)id:[<>]-?\d+/g, '');
		const terms = [...filters.matchAll(/([\w.]+):(\w+)/g)].map(([, key, value]) => ({
			key,
			value,
		}));
		if (terms.some(({ key }) => !FILTERS.includes(key))) return [];
		const found = this.records.filter(
			(record) =>
				(above === undefined || Number(record.id) > Number(above)) &&
				(below === undefined || Number(record.id) < Number(below)) &&
				terms.every(({ key, value }) => String(record[key]) === value),
		);
		const keys = (directive ?? '').split(',');
		return found.sort((a, b) => {
			for (const entry of keys) {
				const key = entry.replace(/^[+-]/, '');
				const [left, right] = [a[key], b[key]] as Array<string | number>;
				if (left !== right) return (left < right ? -1 : 1) * (entry.startsWith('-') ? -1 : 1);
			}
			return 0;
		});
	}

	private dataQuery(q: string): Reading {
		if (this.dataQueriesForbidden) {
			const message = 'Your token does not have permission to use this endpoint.';
			return { failure: { message, hint: '', status: 200 } };
		}
		const inner = /query:\((.*)\)$/.exec(q)?.[1] ?? '';
		// An OR at top level swallows what stands beside it, directives included.
		const swallowed = / OR /.test(inner.replace(/\([^()]*\)/g, '')) ? ['limit'] : [];
		const allowed = [...FILTERS, 'limit', 'sort', 'page'].filter((key) => !swallowed.includes(key));
		const keys = [...inner.matchAll(/([\w.]+):/g)].map(([, key]) => key);
		const unknown = keys.find((key) => !allowed.includes(key));
		if (unknown === undefined) return { value: { __status: 'success', data: [] } };
		const message = `Unknown filter \`${unknown}:\``;
		return { failure: { message, hint: '', status: 200, code: 'ERROR' } };
	}
}

/** Records with ids 1 to n in steps, in no order. */
export function makeRecords(count: number, step = 1): CerbRecord[] {
	return Array.from({ length: count }, (_, index) => {
		const id = (((index * 7919) % count) + 1) * step;
		return {
			id,
			title: `t${(id * 31) % 17}`,
			importance: id % 7,
			updated: 1_700_000_000 + ((id * 13) % 50),
			kind: id % 3,
		};
	}).filter((record, index, all) => all.findIndex(({ id }) => id === record.id) === index);
}
