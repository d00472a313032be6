import { currencyText, spanText } from '../amounts';
import type { SearchField } from '../search/field';
import type { TypeDetail } from '../type';
import { personName } from './contact';
import { plain } from './plain';

const date = (column: string): SearchField => ({ kind: 'date', column });
const partial = (column: string): SearchField => ({ kind: 'text', column, match: 'partial' });
const unknownHere: SearchField = { kind: 'unknownHere' };

/** Further types whose records people make themselves; as measured on Cerb 10.4.10. */
export const workTypes: Record<string, TypeDetail> = {
	calendar: plain({
		uri: 'calendar',
		keys: [
			'_label',
			'id:string',
			'name',
			'timezone',
			'updated_at:string',
			'record_url',
			'owner__context',
			'owner_id:string',
		],
		search: { name: partial('name'), updated: date('updated_at') },
		updatedColumns: ['updated_at'],
	}),
	calendar_event: plain({
		uri: 'calendar_event',
		keys: [
			'_label',
			'date_end',
			'date_start',
			'id:string',
			'is_available:string',
			'name',
			'record_url',
			'calendar_id:string',
		],
		links: [{ prefix: 'calendar', to: 'calendar' }],
		search: { name: partial('name') },
	}),
	call: plain({
		uri: 'call',
		label: 'subject',
		keys: [
			'_label',
			'id:string',
			'created:string',
			'is_closed:string',
			'is_outgoing:string',
			'phone',
			'subject',
			'updated:string',
			'record_url',
		],
		search: { created: date('created'), updated: date('updated'), subject: partial('subject') },
	}),
	currency: plain({
		uri: 'currency',
		keys: [
			'_label',
			'code',
			'decimal_at',
			'id',
			'is_default',
			'name',
			'name_plural',
			'symbol',
			'updated_at',
			'record_url',
		],
		search: { code: partial('code'), name: partial('name'), updated: date('updated_at') },
		updatedColumns: ['updated_at'],
	}),
	kb_article: plain({
		uri: 'kb',
		label: 'title',
		keys: [
			'_label',
			'content',
			'format:string',
			'id',
			'title',
			'updated:string',
			'views:string',
			'record_url',
		],
		made: {
			// Stored as sent, shown as a page (a format of 0 is plain text).
			content: (row) => (Number(row.format) === 0 ? `<p>${String(row.content)}</p>` : row.content),
		},
		search: { title: partial('title'), text: unknownHere, updated: date('updated') },
		updatedColumns: ['updated'],
	}),
	opportunity: plain({
		uri: 'opportunity',
		label: 'title',
		keys: [
			'_label',
			'amount:string',
			'amount__label',
			'amount_currency_id',
			'closed_at:string',
			'created:string',
			'id',
			'is_closed',
			'is_won',
			'status_id',
			'title',
			'updated:string',
			'status',
			'record_url',
		],
		made: {
			amount__label: (row, env) =>
				currencyText(row.amount, env.state.get('currency', Number(row.amount_currency_id))),
			is_closed: (row) => row.status_id !== 0,
			is_won: (row) => row.status_id === 1,
			status: (row) => ['open', 'closed_won', 'closed_lost'][Number(row.status_id)],
		},
		links: [{ prefix: 'amount_currency', to: 'currency' }],
		search: { created: date('created'), title: partial('title'), updated: date('updated') },
		createdColumns: ['created'],
		updatedColumns: ['updated'],
	}),
	project_board: plain({
		uri: 'project_board',
		keys: [
			'_label',
			'columns',
			'cards_kata',
			'id:string',
			'name',
			'updated_at:string',
			'record_url',
		],
		search: { name: partial('name'), updated: date('updated_at') },
		updatedColumns: ['updated_at'],
	}),
	reminder: plain({
		uri: 'reminder',
		keys: [
			'_label',
			'id:string',
			'is_closed:string',
			'name',
			'remind_at:string',
			'updated_at:string',
			'worker_id:string',
			'record_url',
		],
		links: [{ prefix: 'worker', to: 'worker' }],
		search: { name: partial('name'), remindAt: date('remind_at'), updated: date('updated_at') },
		updatedColumns: ['updated_at'],
	}),
	snippet: plain({
		uri: 'snippet',
		label: 'title',
		keys: [
			'_label',
			'content',
			'context',
			'id:string',
			'owner__context',
			'owner_id:string',
			'title',
			'total_uses',
			'updated_at',
			'record_url',
		],
		search: { title: partial('title'), text: unknownHere, updated: date('updated_at') },
		updatedColumns: ['updated_at'],
	}),
	time_entry: plain({
		uri: 'time_tracking',
		label: 'summary',
		keys: [
			'_label',
			'log_date:string',
			'id:string',
			'mins',
			'secs',
			'summary',
			'is_closed:string',
			'activity_id:string',
			'record_url',
			'worker_id:string',
		],
		made: {
			summary: (row, env) => {
				const worker = env.state.get('worker', Number(row.worker_id));
				const name = worker === undefined ? 'A worker' : personName(worker);
				return `${name} tracked ${spanText(Number(row.secs))}`;
			},
		},
		links: [{ prefix: 'worker', to: 'worker' }],
		search: { created: date('log_date'), text: unknownHere },
		createdColumns: ['log_date'],
	}),
	timetracking_activity: plain({
		uri: 'timetracking_activity',
		keys: ['_label', 'id:string', 'name', 'updated_at:string', 'record_url'],
		search: { name: partial('name'), updated: date('updated_at') },
		updatedColumns: ['updated_at'],
	}),
};
