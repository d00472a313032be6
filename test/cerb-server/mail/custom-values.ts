import { customFieldsOf } from '../records/custom-fields';
import { requireType } from '../records/registry';
import type { Row } from '../records/values';
import { customFieldError } from '../records/write/custom-rules';
import { setCustomValues } from '../records/write/custom-values';
import type { PhpMap } from '../http/php-form';
import type { MailContext } from './context';
import { readTime } from './times';

/** `custom_<id>` parameters of a request by the field's id. */
export function customParams(params: PhpMap): PhpMap {
	const found = Object.create(null) as PhpMap;
	for (const [key, value] of Object.entries(params)) {
		const id = /^custom_(\d+)$/.exec(key)?.[1];
		if (id !== undefined) found[id] = value;
	}
	return found;
}

/**
 * Sets custom fields of a ticket the way the mail endpoints do: unknown fields and options that
 * are none are passed over without a word, dates take texts (measured on Cerb 10.4.10).
 */
export function setTicketFields(ticket: Row, custom: PhpMap, context: MailContext): void {
	const type = requireType('ticket', context.state);
	const write = { ...context, type, id: ticket.id };
	const fields = customFieldsOf(type, context);
	for (const [id, given] of Object.entries(custom)) {
		const field = fields.find((one) => one.id === Number(id));
		if (field === undefined) continue;
		const at = field.type === 'E' ? readTime(String(given), context) : undefined;
		const value = at === undefined ? given : String(at);
		const isCleared = value === '';
		if (!isCleared && customFieldError(value, field, write) !== undefined) {
			if (field.type !== 'D') context.unclaimed(`this value of the field ${String(field.name)}`);
			continue;
		}
		setCustomValues(ticket, [{ field, value }], write);
	}
	context.state.revision++;
}
