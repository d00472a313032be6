import type {
	ILoadOptionsFunctions,
	INodeListSearchItems,
	INodeListSearchResult,
} from 'n8n-workflow';

import { quoteValue } from '../cerb/query';
import { readPage } from '../cerb/search';
import { NATIVE_SEARCH_KEYS } from '../cerb/search-keys.data';
import type { CerbRecord } from '../cerb/types';
import { currentRecordType, openClient } from './client';

/** How many records the picker loads at a time. */
const PAGE_SIZE = 50;

/** The keys that make up the names of records, where there is more than one. */
const LABEL_KEYS: Record<string, string[]> = {
	contact: ['firstName', 'lastName'],
	ticket: ['subject', 'mask'],
	worker: ['firstName', 'lastName'],
};

/** The keys by which types go that have just one. */
const NAME_KEYS = ['name', 'title', 'subject', 'email'];

/** Records for the Record picker, newest first, looked for by Cerb as one types. */
export async function searchRecordsByLabel(
	this: ILoadOptionsFunctions,
	filter = '',
	paginationToken?: string,
): Promise<INodeListSearchResult> {
	const client = await openClient(this);
	const type = await currentRecordType(this, client);
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

/** Every word must stand in the name; a number may be the id. */
function labelFilter(type: string, typed: string): string {
	// As the list shows it: "[#MASK] Subject", "Name (#7)".
	const text = typed.replace(/^\[#[^\]]*\]\s*/, '').replace(/\s*\(#\d+\)$/, '');
	if (text === '') return '';
	const keys = labelKeys(type);
	const words = keys.length > 1 ? text.split(/\s+/) : [text];
	const named = words.map((word) => {
		const quoted = quoteValue(`*${word.replace(/\\+$/, '')}*`);
		return `(${keys.map((key) => `${key}:${quoted}`).join(' OR ')})`;
	});
	const conditions = keys.length > 0 ? [`(${named.join(' ')})`] : [];
	if (/^\d{1,18}$/.test(text)) conditions.push(`id:${text}`);
	return conditions.length > 0 ? `(${conditions.join(' OR ')})` : 'id:0';
}

function labelKeys(type: string): string[] {
	if (Object.hasOwn(LABEL_KEYS, type)) return LABEL_KEYS[type];
	if (!Object.hasOwn(NATIVE_SEARCH_KEYS, type)) return ['name'];
	const native = (NATIVE_SEARCH_KEYS[type].text ?? '').split(' ');
	return NAME_KEYS.filter((key) => native.includes(key)).slice(0, 1);
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
