/* eslint-disable @n8n/community-nodes/no-restricted-imports -- compares results in Node's own test process */
import { isDeepStrictEqual } from 'node:util';

import type { IDataObject, INodeExecutionData } from 'n8n-workflow';

import { KEEPS_FAILURE } from '../versions';
import { signatureOf } from './aim';
import type { Cell } from './cells';
import { ITEMS, type Ran } from './run';
import { toldProblems, type ToldError } from './told';

/** What can go wrong with data; `rule` is everything else that a rule asks for. */
export type Trouble = 'doubled' | 'lost' | 'leak' | 'rule';

export interface Verdict {
	troubles: Array<[Trouble, string]>;
	/** What became of the item that met the fault. */
	gave: 'items' | 'error';
}

/** Compares a cell's run with what its rule asks for, and with the same run without the fault. */
export async function judge(cell: Cell, ran: Ran): Promise<Verdict> {
	const { baseline, rule, aim } = cell;
	const writes = await baseline.writes();
	const changes = writes.map((own) => own.map((signature) => madeTimes(ran, signature)));
	const isMade = changes.map((times) => times.length > 0 && times.every((count) => count > 0));
	const changesAny = writes.flat().length > 0;
	const kept = changesAny ? ITEMS.filter((item) => isMade[item]) : ITEMS;
	const expected = await baseline.of(kept);

	const troubles: Verdict['troubles'] = [...countProblems(cell, ran)];
	const add = (trouble: Trouble, what: string) => void troubles.push([trouble, what]);
	if (changes.flat().some((count) => count > 1)) add('doubled', 'a change was made twice');
	if (!ran.isInOrder) add('rule', 'the results are out of order');
	if (ran.leaks > 0) add('leak', `${ran.leaks} secrets are in the results`);

	const stops = rule.gives === 'error' && !cell.goesOn;
	for (const item of ITEMS) {
		const result = ran.items[item];
		const isHit = item === aim.item;
		if (stops) {
			if (result.length > 0) add('rule', `item ${item} came although the workflow stopped`);
		} else if (isHit && rule.gives === 'error') {
			if (result.length === 0) add('lost', `item ${item} has no error item`);
			else troubles.push(...errorItemProblems(cell, result));
		} else if (isHit && rule.gives === 'records') {
			troubles.push(...recordProblems(result, expected.items[item], ran));
		} else if (changesAny && !isMade[item]) {
			add(isError(result) ? 'rule' : 'lost', `item ${item} was not carried out`);
		} else if (!isDeepStrictEqual(result, expected.items[item])) {
			add(isError(result) ? 'rule' : 'lost', `item ${item} gave ${shown(result)}`);
		}
	}
	if (stops) troubles.push(...thrownProblems(cell, ran));
	else if (ran.error) add('rule', `the workflow stopped: ${ran.error.message}`);

	if (rule.gives === 'error' && aim.kind === 'write') {
		if (rule.fate === undefined && isMade[aim.item])
			add('lost', 'a change was made and not told of');
		if (rule.fate === 'made' && !isMade[aim.item]) add('lost', 'a change was told of and not made');
	}
	const isWhole = changes.every((times, item) => isMade[item] || times.every((n) => n === 0));
	if (isWhole && rule.gives !== 'records' && !isDeepStrictEqual(ran.records, expected.records)) {
		add('rule', `the records of Cerb are not those after items ${kept.join()}`);
	}
	return { troubles, gave: rule.gives === 'error' ? 'error' : 'items' };
}

function madeTimes({ log }: Ran, signature: string): number {
	return log.filter((sent) => sent.isCarriedOut && signatureOf(sent) === signature).length;
}

/** Whether the fault came as planned, and how often the request was sent. */
function* countProblems(cell: Cell, ran: Ran): Generator<[Trouble, string]> {
	const { aim, rule, fault } = cell;
	const strike = ran.strike!;
	if (rule.gives === 'records') {
		if (strike.hits() < 2) yield ['rule', `the list had only ${strike.hits()} pages`];
		return;
	}
	if (strike.hits() !== cell.hits) {
		yield ['rule', `${strike.hits()} tries met the fault instead of ${cell.hits}`];
	}
	const like = ran.log.filter((sent) => signatureOf(sent) === aim.signature);
	const struck = like.slice(aim.skip, aim.skip + cell.hits - strike.unseen());
	if (struck.some(({ isCarriedOut }) => isCarriedOut !== (fault.reach === 'carriedOut'))) {
		yield ['rule', `the request should have come so far: ${fault.reach}`];
	}
	const sent = like.length + strike.unseen();
	const wanted = sentTimes(cell);
	if (sent === wanted) return;
	const isDoubt = aim.kind === 'write' && rule.fate !== undefined && sent > wanted;
	const which = `${aim.method} ${aim.path}`;
	yield [isDoubt ? 'doubled' : 'rule', `${which} was sent ${sent} times instead of ${wanted}`];
}

/** How often a request like the one aimed at has to be sent in all. */
function sentTimes({ aim, rule, tries, goesOn }: Cell): number {
	if (rule.gives !== 'error') return aim.count - 1 + tries;
	// Who shared the answer that failed asks for itself.
	const later = aim.isShared ? Number(aim.isNeededLater) : aim.count - aim.skip - aim.own;
	return aim.skip + tries + (goesOn ? later : 0);
}

function errorItemProblems(cell: Cell, result: INodeExecutionData[]): Verdict['troubles'] {
	if (!isError(result)) return [['rule', `came although it should have failed: ${shown(result)}`]];
	const error = result[0].json.error as unknown as ToldError;
	return toldProblems(cell, error).map((problem) => ['rule', problem]);
}

function thrownProblems(cell: Cell, { error }: Ran): Verdict['troubles'] {
	if (error === undefined) return [['lost', 'the workflow went on as if nothing had happened']];
	const { description, context, failure, name } = error as Error & {
		description: string;
		context: { itemIndex: number; cerb: { code: string | null; status: number | null } };
		failure?: { cause: string };
	};
	const { code, status: httpCode } = context.cerb;
	const { method, path } = cell.aim;
	const told = { message: error.message, description, code, httpCode, method, path };
	const problems = toldProblems(cell, told);
	if (name !== 'NodeApiError') problems.push(`the error is a ${name}`);
	if (context.itemIndex !== cell.aim.item) problems.push(`item ${context.itemIndex} is named`);
	const cause = KEEPS_FAILURE ? cell.rule.cause : undefined;
	if (failure?.cause !== cause) problems.push(`the cause is ${failure?.cause}`);
	return problems.map((problem) => ['rule', problem]);
}

/** Records came and went: those that did neither come once each, others may. */
function recordProblems(
	result: INodeExecutionData[],
	before: INodeExecutionData[],
	{ strike }: Ran,
): Verdict['troubles'] {
	const ids = result.map(({ json }) => Number(json.id));
	const found = new Set(ids);
	const touched = strike?.touched ?? new Set();
	const known = before.map(({ json }) => Number(json.id));
	const missing = known.filter((id) => !touched.has(id) && !found.has(id));
	const strange = ids.filter((id) => !touched.has(id) && !known.includes(id));
	return [
		...missing.map((id): [Trouble, string] => ['lost', `record ${id} is missing`]),
		...strange.map((id): [Trouble, string] => ['rule', `record ${id} was not asked for`]),
		...(found.size < ids.length ? [['doubled', 'a record came twice'] as [Trouble, string]] : []),
	];
}

/** An item that stands for a failed one. */
function isError(result: INodeExecutionData[]): boolean {
	const error = result[0]?.json.error as IDataObject | undefined;
	return result.length === 1 && typeof error?.message === 'string';
}

function shown(result: INodeExecutionData[]): string {
	return JSON.stringify(result.map(({ json }) => json)).slice(0, 300);
}
