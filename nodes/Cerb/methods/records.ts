import type {
	ILoadOptionsFunctions,
	INodeListSearchItems,
	INodeListSearchResult,
} from 'n8n-workflow';

import type { CerbClient } from '../cerb/client';
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

/** What is left out unless asked for: deleted and merged tickets, as in Search Records. */
const USUAL: Record<string, string> = { ticket: 'status:![d]' };

/** Records for the Record picker, newest first, looked for by Cerb as one types. */
export async function searchRecordsByLabel(
	this: ILoadOptionsFunctions,
	filter = '',
	paginationToken?: string,
): Promise<INodeListSearchResult> {
	const client = await openClient(this);
	const type = await currentRecordType(this, client);
	return await listRecords(client, { type }, filter, paginationToken);
}

/** What a picker offers. */
export interface Offer {
	/** Alias of the record type. */
	type: string;
	/** What the records must match, in Cerb's search language; default: what is usual for the type. */
	condition?: string;
	/** What the picked entry stands for; the ID unless told otherwise. */
	valueFrom?: (record: CerbRecord) => string;
}

/**
 * A page of what a picker offers, newest first, narrowed to what was typed.
 * @throws NodeApiError
 */
export async function listRecords(
	client: CerbClient,
	{ type, condition = USUAL[type] ?? '', valueFrom }: Offer,
	filter: string,
	paginationToken: string | undefined,
): Promise<INodeListSearchResult> {
	const below = paginationToken ? `id:<${Number(paginationToken)}` : '';
	const conditions = [condition, labelFilter(type, filter.trim()), below].filter(Boolean);
	const { results: records, total } = await readPage(client, {
		method: 'GET',
		path: `records/${type}/search.json`,
		query: { q: [...conditions, 'sort:-id'].join(' '), limit: PAGE_SIZE },
	});
	const results = records.map((record) => ({
		...item(record, client.baseUrl),
		...(valueFrom ? { value: valueFrom(record) } : {}),
	}));
	const hasMore = total > records.length;
	return { results, paginationToken: hasMore ? String(records[records.length - 1].id) : undefined };
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

function item(record: CerbRecord, baseUrl: string): INodeListSearchItems {
	const { id, _label: label, email, name, record_url: recordUrl } = record;
	const path = typeof recordUrl === 'string' ? /\/profiles\/.*$/.exec(recordUrl)?.[0] : undefined;
	return {
		name: `${String(label ?? email ?? name ?? 'Record')} (#${String(id)})`,
		value: String(id),
		url: path === undefined ? undefined : baseUrl + path,
	};
}
