import type { Dict, Row } from '../records/values';
import { createState, type CerbState, type StateOptions } from '../state';
import { restResult } from './rest-call';

/** 22 November 2026, 10:00 UTC. */
export const NOW = 1795341600;

/** Values of a form: lists are written as `name[]`. */
export type Form = Record<string, string | number | string[]>;

/** A helpdesk with the demo seed and a clock that stands still, asked directly. */
export class MailDesk {
	readonly state: CerbState;

	constructor(options: StateOptions = {}) {
		this.state = createState({ now: NOW, ...options });
	}

	/** The payload, or the message of an error. */
	async ask(line: string, form: Form = {}, workerId = 1): Promise<Dict | string> {
		const text = new URLSearchParams();
		for (const [name, value] of Object.entries(form)) {
			if (Array.isArray(value)) for (const item of value) text.append(`${name}[]`, item);
			else text.append(name, String(value));
		}
		return await restResult(this.state, line, text.toString(), workerId);
	}

	/** A new mail of Sales to a customer; the ticket's row. */
	async compose(form: Form = {}): Promise<Row> {
		const payload = await this.ask('POST tickets/compose', {
			subject: 'Offer',
			content: 'Hello',
			group_id: 2,
			to: 'ann@customer.example',
			...form,
		});
		if (typeof payload === 'string') throw new TypeError(payload);
		return this.row('ticket', Number(payload.id));
	}

	/** Answers a ticket's latest message; the payload, or the message of an error. */
	async reply(ticket: Row, form: Form = {}, workerId = 1): Promise<Dict | string> {
		const message = { content: 'Answer', message_id: Number(ticket.latest_message_id) };
		return await this.ask('POST tickets/reply', { ...message, ...form }, workerId);
	}

	row(alias: string, id: number): Row {
		const row = this.state.get(alias, id);
		if (row === undefined) throw new TypeError(`There is no ${alias} #${id}`);
		return row;
	}

	latestMessage(ticket: Row): Row {
		return this.row('message', Number(ticket.latest_message_id));
	}

	participants(ticket: Row): string[] {
		const ids = Array.isArray(ticket.participants) ? ticket.participants : [];
		return ids.map((id) => String(this.row('address', Number(id)).email));
	}

	/** What the log says of a ticket, by its points. */
	points(ticket: Row): string[] {
		return [...this.state.table('activity_log').scan()]
			.filter((row) => row.target_id === ticket.id && Number(row.created) === NOW)
			.map((row) => String(row.activity_point));
	}

	/** The newest record of a type. */
	newest(alias: string): Row {
		return [...this.state.table(alias).scan()].sort((a, b) => b.id - a.id)[0];
	}
}
