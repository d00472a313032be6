import { newToken } from '../../../mail/message';
import { phpNumber, type Dict } from '../../values';
import { isPhpMap, phpJson } from '../values';
import { checkWorkerOf, type KeyRule, type Writer } from '../writer';

/** `params` of the types that keep them as JSON. */
export function paramsKey(column: string): KeyRule {
	return (value, columns) => {
		if (!isPhpMap(value)) return 'must be an object.';
		columns.set(column, phpJson(value));
		return undefined;
	};
}

const OPPORTUNITY_STATUS: Record<string, number | undefined> = {
	open: 0,
	closed_won: 1,
	closed_lost: 2,
};

/** Opportunity: the status takes whole words only. */
export const opportunity: Writer = {
	keys: {
		status: (value, columns) => {
			const statusId = isPhpMap(value) ? undefined : OPPORTUNITY_STATUS[String(value)];
			if (statusId === undefined) return 'Status must be: open, closed_won, or closed_lost.';
			columns.set('status_id', statusId);
			return undefined;
		},
	},
};

/** Time entry: minutes and seconds give each other. */
export const timeEntry: Writer = {
	keys: {
		mins: (value, columns) => {
			const mins = isPhpMap(value) ? 1 : phpNumber(String(value));
			columns.set('time_actual_mins', mins);
			columns.set('time_actual_secs', mins * 60);
			return undefined;
		},
		secs: (value, columns) => {
			const secs = isPhpMap(value) ? 1 : phpNumber(String(value));
			columns.set('time_actual_secs', secs);
			columns.set('time_actual_mins', Math.ceil(secs / 60));
			return undefined;
		},
	},
	beforeWrite: checkWorkerOf('time entries'),
};

/**
 * Draft: those of mail need a worker. Name and recipients are columns of their own, whatever
 * `params` say; the texts in `params` stay texts (measured on Cerb 10.4.10).
 */
export const draft: Writer = {
	keys: { params: paramsKey('params_json') },
	beforeWrite: (columns, context) => {
		const type = columns.get('type');
		if (type === undefined || type === 'mail.transactional') return undefined;
		return checkWorkerOf('drafts')(columns, context);
	},
	isWritable: (row, { actor }) => actor.isAdmin || row.worker_id === actor.workerId,
	onCreate: ({ state }, columns) => ({
		params: [],
		token: newToken(state),
		...(columns.has('name') ? {} : { name: null }),
		...(columns.has('hint_to') ? {} : { to: null }),
	}),
	afterWrite: (row, columns) => {
		const params = columns.get('params_json');
		if (params !== undefined) row.params = JSON.parse(String(params)) as Dict;
	},
};
