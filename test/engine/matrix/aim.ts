import type { LoggedRequest } from '../../cerb-server';
import type { Kind } from './rules';

/** The request that a fault is to meet. */
export interface Aim {
	/** What tells it from others. */
	signature: string;
	method: string;
	/** Below `/rest/`. */
	path: string;
	kind: Kind;
	/** The input item that sends it. */
	item: number;
	/** How many requests like it come before. */
	skip: number;
	/** How many requests of any kind come before, where items go one after the other. */
	place: number;
	/** How often it comes in all without a fault, and how often for the item. */
	count: number;
	own: number;
	/** Whether items share its answer: the next one asks again where it failed. */
	isShared: boolean;
	/** Whether a later item would need it. */
	isNeededLater: boolean;
}

/** The item that faults are aimed at, so that there are some before and behind it. */
const MIDDLE = 1;

/** All that tells requests apart. */
export function signatureOf({ method, path, query, form, text }: LoggedRequest): string {
	return [method, path, JSON.stringify(query), JSON.stringify(form), text].join(' ');
}

/**
 * Every request that the middle item needs, found from runs without faults. An answer that items
 * share is asked for by the first of them.
 * @param alone the log of each item when it runs alone
 * @param all the log of all of them, one after the other
 * @throws Error where requests cannot be told apart
 */
export function findAims(alone: LoggedRequest[][], all: LoggedRequest[]): Aim[] {
	const needed = new Map(alone[MIDDLE].map((request) => [signatureOf(request), request]));
	const signatures = all.map(signatureOf);
	return [...needed].map(([signature, { method, path }]) => {
		const times = (list: string[]) => list.filter((other) => other === signature).length;
		const each = alone.map((log) => times(log.map(signatureOf)));
		const count = times(signatures);
		const isShared = count < each.reduce((sum, own) => sum + own, 0);
		if (isShared && count !== 1) throw new Error(`Whose is ${signature}? ${each.join()}: ${count}`);
		const item = isShared ? each.findIndex((own) => own > 0) : MIDDLE;
		const skip = each.slice(0, item).reduce((sum, own) => sum + own, 0);
		const places = signatures.flatMap((other, place) => (other === signature ? [place] : []));
		return {
			signature,
			method,
			path: path.replace(/^\/rest\//, ''),
			kind: method === 'GET' ? 'read' : 'write',
			item,
			skip,
			place: places[skip],
			count,
			own: each[item],
			isShared,
			isNeededLater: each.slice(item + 1).some((own) => own > 0),
		};
	});
}
