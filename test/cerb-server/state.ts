import type { ChangeJournal } from './events/journal';
import type { OutboxMail } from './mail/outbox';
import { cascade } from './records/cascade';
import { requireType } from './records/registry';
import { Table } from './records/table';
import type { Dict, Row, Value } from './records/values';
import { addTasks, addTickets, type BulkOptions } from './seed/bulk';
import { seedDemo } from './seed/demo';

/** One worker as the login and the permission checks see it. */
export interface WorkerAccount {
	id: number;
	/** Lower case. */
	email: string;
	password: string;
	firstName: string;
	lastName: string;
	isAdmin: boolean;
	isDisabled: boolean;
	/** IANA zone; dates without a zone in a query are read in it. */
	timezone: string;
}

/** Which Cerb it is; 11 is known from its documentation only, see `records/types/listener.ts`. */
export type Generation = 10 | 11;

export interface StateOptions {
	/** Default: 10. */
	generation?: Generation;
	/** The clock: unix seconds, fixed or asked for each time. Default: the real time. */
	now?: number | (() => number);
	/** `demo` (default): the seed; `none`: no records at all. */
	seed?: 'demo' | 'none';
	/** Records added behind the seed. */
	tickets?: number;
	tasks?: number;
}

/** A copy of what a state holds; not changed by what happens to the state afterwards. */
export interface SavedState {
	tables: Map<string, Table>;
	/** The other ends by `alias:id`. */
	links: Map<string, Set<string>>;
}

/** All that the embedded Cerb remembers: records by type, links between them, the clock. */
export class CerbState {
	constructor(readonly generation: Generation = 10) {}

	private readonly tables = new Map<string, Table>();

	private readonly linked = new Map<string, Set<string>>();

	private readonly failing = new Set<string>();

	/** What attachments hold, by id. */
	readonly files = new Map<number, Buffer>();

	/** Every mail that Cerb has sent, oldest first. */
	readonly outbox: OutboxMail[] = [];

	/** Whether the mail server refuses connections. */
	isMailDown = false;

	/** Seconds by which the clock of the web server in front is ahead: its `Date` headers tell it. */
	webClockAhead = 0;

	private clock: () => number = () => Math.floor(Date.now() / 1000);

	/** What a request changes is told here; outside of requests nobody listens. */
	journal: ChangeJournal | undefined;

	/** Counts every change of a record; what is derived from records may be kept until it moves. */
	revision = 0;

	/** Unix seconds. */
	now(): number {
		return this.clock();
	}

	/** Sets the clock: a fixed second, or a function that tells the time. */
	setNow(now: number | (() => number)): void {
		this.clock = typeof now === 'number' ? () => now : now;
	}

	/** The rows of a type, by its alias; empty when nothing was stored yet. */
	table(alias: string): Table {
		let table = this.tables.get(alias);
		if (table === undefined) {
			table = new Table();
			this.tables.set(alias, table);
		}
		return table;
	}

	get(alias: string, id: number): Row | undefined {
		return this.table(alias).get(id);
	}

	/**
	 * Stores a record and returns its id. `fields` are columns by their dictionary names (e.g.
	 * ticket `subject`, `group_id`, `status_id`; `custom_<field id>` for custom fields); what is
	 * missing gets Cerb's default, the stamps become "now". Throws on an unknown type.
	 */
	create(alias: string, fields: Dict = {}): number {
		const { id, commit } = this.createLate(alias, fields);
		commit();
		return id;
	}

	/**
	 * The same of a record whose transaction is still open: it has its id and its stamps, and nobody
	 * sees it before `commit`. Others may be stored meanwhile.
	 */
	createLate(alias: string, fields: Dict = {}): { id: number; commit: () => void } {
		const detail = requireType(alias, this).detail;
		const table = this.table(alias);
		const id = typeof fields.id === 'number' ? fields.id : table.reserveId();
		const row: Row = { id };
		Object.assign(row, structuredClone(detail?.defaults));
		for (const column of [...(detail?.createdColumns ?? []), ...(detail?.updatedColumns ?? [])]) {
			row[column] = this.now();
		}
		Object.assign(row, fields, { id });
		const commit = () => {
			table.put(row);
			this.journal?.created(alias, row);
			this.revision++;
		};
		return { id, commit };
	}

	/**
	 * Changes columns of a record. The update stamp moves to "now" as on Cerb 10.4.10: also without
	 * a real change, but never for tickets. Returns false when there is no such record.
	 */
	update(alias: string, id: number, fields: Dict): boolean {
		return this.updateLate(alias, id, fields)();
	}

	/** The same of a change whose transaction is still open: stamped now, made by calling the result. */
	updateLate(alias: string, id: number, fields: Dict): () => boolean {
		const detail = requireType(alias, this).detail;
		const columns = detail?.keepsStampOnUpdate === true ? [] : (detail?.updatedColumns ?? []);
		const stamps = Object.fromEntries(columns.map((column) => [column, this.now()]));
		return () => {
			const row = this.get(alias, id);
			if (row === undefined) return false;
			this.journal?.touched(alias, row);
			Object.assign(row, stamps, fields, { id });
			this.revision++;
			return true;
		};
	}

	/**
	 * Deletes a record with its comments and links; a ticket is only marked as deleted (status 3),
	 * as Cerb does it.
	 */
	remove(alias: string, id: number): boolean {
		const row = this.get(alias, id);
		this.revision++;
		if (row === undefined) return false;
		if (alias === 'ticket') {
			row.status_id = 3;
			return true;
		}
		this.journal?.deleted(alias, row);
		this.table(alias).remove(id);
		if (alias === 'attachment') this.files.delete(id);
		cascade(this, alias, id);
		return true;
	}

	/**
	 * Tells that a record is about to change otherwise than by `update`.
	 * @param was what of it has changed already
	 */
	touch(alias: string, id: number, was: Dict = {}): void {
		const row = this.get(alias, id);
		if (row !== undefined) this.journal?.touched(alias, { ...row, ...was });
	}

	/** Links two records, both ways. */
	link(alias: string, id: number, toAlias: string, toId: number): void {
		this.linksOf(alias, id).add(`${toAlias}:${toId}`);
		this.linksOf(toAlias, toId).add(`${alias}:${id}`);
		this.revision++;
	}

	/** Takes a link away, both ways. */
	unlink(alias: string, id: number, toAlias: string, toId: number): void {
		this.linksOf(alias, id).delete(`${toAlias}:${toId}`);
		this.linksOf(toAlias, toId).delete(`${alias}:${id}`);
		this.revision++;
	}

	/** The other ends of a record's links as `alias:id`. */
	linksOf(alias: string, id: number): Set<string> {
		const key = `${alias}:${id}`;
		let ends = this.linked.get(key);
		if (ends === undefined) {
			ends = new Set();
			this.linked.set(key, ends);
		}
		return ends;
	}

	/** Copies all records and links. */
	save(): SavedState {
		return copyOf({ tables: this.tables, links: this.linked });
	}

	/** Goes back to a copy: the ids of what came since are given out again. */
	restore(saved: SavedState): void {
		const { tables, links } = copyOf(saved);
		this.tables.clear();
		for (const [alias, table] of tables) this.tables.set(alias, table);
		this.linked.clear();
		for (const [key, ends] of links) this.linked.set(key, ends);
		this.revision++;
	}

	/** Makes the database fail for a type: searches then answer total -1 (measured on 10.4.10). */
	setFailing(alias: string, isFailing: boolean): void {
		if (isFailing) this.failing.add(alias);
		else this.failing.delete(alias);
	}

	isFailing(alias: string): boolean {
		return this.failing.has(alias);
	}

	getWorker(id: number): WorkerAccount | undefined {
		const row = this.get('worker', id);
		if (row === undefined) return undefined;
		const text = (value: Value | undefined): string => (typeof value === 'string' ? value : '');
		const email = this.get('address', Number(row.address_id ?? 0))?.email;
		return {
			id,
			email: text(email).toLowerCase(),
			password: text(row.password),
			firstName: text(row.first_name),
			lastName: text(row.last_name),
			isAdmin: row.is_superuser === 1,
			isDisabled: row.is_disabled === 1,
			timezone: text(row.timezone) || 'UTC',
		};
	}

	/** The worker whose own address this is, whatever the case of the letters. */
	findWorkerByEmail(email: string): WorkerAccount | undefined {
		const wanted = email.trim().toLowerCase();
		for (const row of this.table('worker').scan()) {
			const worker = this.getWorker(row.id);
			if (worker !== undefined && worker.email === wanted) return worker;
		}
		return undefined;
	}

	/** A copy of all records and links, to compare it later. */
	dump(): Record<string, unknown[]> {
		const rows = [...this.tables].map(([alias, table]): [string, unknown[]] => [
			alias,
			[...table.scan()],
		]);
		const links = [...this.linked].map(([end, others]): [string, unknown[]] => [
			`links of ${end}`,
			[...others].sort(),
		]);
		const all = [...rows, ...links].filter(([, list]) => list.length > 0);
		return structuredClone(Object.fromEntries(all.sort(([a], [b]) => (a < b ? -1 : 1))));
	}

	/** Adds `count` tickets (no messages, spread over groups, states and owners). */
	addTickets(count: number, options: BulkOptions = {}): number[] {
		return addTickets(this, count, options);
	}

	/** Adds `count` tasks. */
	addTasks(count: number, options: BulkOptions = {}): number[] {
		return addTasks(this, count, options);
	}
}

function copyOf({ tables, links }: SavedState): SavedState {
	return {
		tables: new Map([...tables].map(([alias, table]) => [alias, table.copy()])),
		links: new Map([...links].map(([key, ends]) => [key, new Set(ends)])),
	};
}

/** A state with the demo seed, ready to serve. */
export function createState(options: StateOptions = {}): CerbState {
	const state = new CerbState(options.generation);
	if (options.now !== undefined) state.setNow(options.now);
	if (options.seed !== 'none') seedDemo(state);
	if (options.tickets !== undefined) state.addTickets(options.tickets);
	if (options.tasks !== undefined) state.addTasks(options.tasks);
	return state;
}
