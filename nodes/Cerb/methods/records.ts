import type {
	ILoadOptionsFunctions,
	INodeListSearchItems,
	INodeListSearchResult,
} from 'n8n-workflow';

import { quoteValue } from '../cerb/query';
import { readPage } from '../cerb/search';
import type { CerbRecord } from '../cerb/types';
import { currentRecordType, openClient } from './client';

/** How many records the picker loads at a time. */
const PAGE_SIZE = 50;

/** The keys by which people look for records of a type; other types go by their name. */
const LABEL_KEYS: Record<string, string[]> = {
	address: ['email'],
	contact: ['firstName', 'lastName'],
	opportunity: ['name'],
	reminder: ['name'],
	snippet: ['title'],
	task: ['title'],
	ticket: ['subject', 'mask'],
	worker: ['firstName', 'lastName'],
};

/** Types without any name: only their ids can be looked for. */
const NAMELESS = new Set(['activity_log', 'comment', 'message', 'notification', 'time_entry']);

/** Records for the Record picker, newest first, looked for by Cerb as one types. */
export async function searchRecordsByLabel(
	this: ILoadOptionsFunctions,
	filter = '',
	paginationToken?: string,
): Promise<INodeListSearchResult> {
	const client = await openClient(this);
	const type = currentRecordType(this);
	const below = paginationToken ? `id:<${Number(paginationToken)} ` : '';
	const page = await readPage(client, {
		method: 'GET',
		path: `records/${type}/search.json`,
		query: { q: `${labelFilter(type, filter.trim())} ${below}sort:-id`, limit: PAGE_SIZE },
	});
	const results = page.results.map((record) => item(record, client.baseUrl));
	const hasMore = page.total > page.results.length;
	return { results, paginationToken: hasMore ? results[results.length - 1]?.value : undefined };
}

function labelFilter(type: string, text: string): string {
	if (text === '') return '';
	const conditions = NAMELESS.has(type)
		? []
		: (LABEL_KEYS[type] ?? ['name']).map((key) => `${key}:${quoteValue(`*${text}*`)}`);
	if (/^\d+$/.test(text) || conditions.length === 0) conditions.push(`id:${Number(text) || 0}`);
	return `(${conditions.join(' OR ')})`;
}

function item(record: CerbRecord, baseUrl: string): INodeListSearchItems & { value: string } {
	const { id, _label: label, email, name, record_url: recordUrl } = record;
	const path = typeof recordUrl === 'string' ? /\/profiles\/.*$/.exec(recordUrl)?.[0] : undefined;
	return {
		name: `${String(label ?? email ?? name ?? 'Record')} (#${String(id)})`,
		value: String(id),
		url: path === undefined ? undefined : baseUrl + path,
	};
}
