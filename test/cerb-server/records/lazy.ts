import { customFieldKeys } from './custom-fields';
import { Dictionary, nestedRecords, nestedRecordsById } from './dictionary';
import { requireType } from './registry';
import type { RecordEnv, RecordType } from './type';
import { mapOrEmptyList, type Dict, type Row, type Value } from './values';

/** `links`: `{context id: [ids]}`, or `[]` (measured on Cerb 10.4.10); workers are watchers too. */
function links(type: RecordType, id: number, env: RecordEnv): Dict {
	const byContext: Record<string, number[]> = {};
	for (const end of env.state.linksOf(type.alias, id)) {
		const [alias, endId] = end.split(':');
		const context = requireType(alias, env.state).context;
		(byContext[context] ??= []).push(Number(endId));
	}
	return { links: mapOrEmptyList(byContext) };
}

/** What `_types` says of a watcher's own keys; those of its links are left out here. */
const WORKER_TYPES: Dict = {
	_label: 'context_url',
	at_mention_name: 'S',
	dob: 'S',
	first_name: 'S',
	full_name: 'S',
	gender: 'S',
	id: 'W',
	is_disabled: 'C',
	is_superuser: 'C',
	language: 'S',
	last_name: 'S',
	location: 'S',
	mobile: 'S',
	phone: 'S',
	time_format: 'S',
	timezone: 'S',
	timeout_idle_secs: 'N',
	title: 'S',
	updated: 'E',
	record_url: 'U',
};

/** `watchers` by worker id, with all links written out and Cerb's inner marks (10.4.10). */
function watchers(type: RecordType, id: number, env: RecordEnv): Dict {
	const byId: Dict = {};
	for (const end of env.state.linksOf(type.alias, id)) {
		const [alias, endId] = end.split(':');
		const row = alias === 'worker' ? env.state.get('worker', Number(endId)) : undefined;
		if (row === undefined) continue;
		const { _context, _type, ...rest } = Dictionary.deep(
			requireType('worker', env.state),
			row,
			env,
		).toDict();
		byId[endId] = { _context, _type, _types: WORKER_TYPES, ...rest, _labels: [] };
	}
	return { watchers: mapOrEmptyList(byId) };
}

function commentsOn(type: RecordType, id: number, env: RecordEnv): Row[] {
	return [...env.state.table('comment').scan()].filter(
		(row) => row.target__context === type.context && row.target_id === id,
	);
}

function attachmentsOn(type: RecordType, id: number, env: RecordEnv): Dict {
	const rows = [...env.state.table('attachment').scan()].filter(
		(row) => Array.isArray(row.on) && row.on.includes(`${type.alias}:${id}`),
	);
	if (type.alias !== 'comment' && type.alias !== 'message') {
		return { attachments: nestedRecords(env, type.alias, 'attachment', rows) };
	}
	const byId: Record<string, Value> = {};
	for (const row of rows) {
		byId[String(row.id)] = {
			id: row.id,
			file_name: row.name,
			file_size: row.size,
			file_type: row.mime_type,
		};
	}
	return { attachments: mapOrEmptyList(byId) };
}

/**
 * The keys every record type can load: custom fields by `custom`, `custom_<id>` or uri, links,
 * watchers, comments, attachments. An unknown key loads nothing.
 */
export function lazyDefaults(
	token: string,
	type: RecordType,
	row: Row | undefined,
	loaded: Dict,
	env: RecordEnv,
): Dict {
	const can = (option: string): boolean => type.options.includes(option);
	if (row === undefined || token === '') return {};
	if (can('custom_fields')) {
		const keys = customFieldKeys(token, type, row, loaded, env);
		if (keys !== undefined) return keys;
	}
	if (token === 'links' && can('links')) return links(type, row.id, env);
	if (token === 'watchers' && can('watchers')) return watchers(type, row.id, env);
	if (token === 'comments' && can('comments')) {
		const rows = commentsOn(type, row.id, env);
		return { comments: nestedRecordsById(env, type.alias, 'comment', rows) };
	}
	if (token === 'comment_count') {
		return { comment_count: String(commentsOn(type, row.id, env).length) };
	}
	if (token === 'attachments' && can('attachments')) return attachmentsOn(type, row.id, env);
	return {};
}
