import { lookUpOrg } from '../lookups';
import { isPhpMap } from '../values';
import type { KeyRule, Writer } from '../writer';

/** A key that names an organization; `column` takes its id. */
export function orgKey(column: string): KeyRule {
	return (value, columns, context) => {
		// PHP makes the word "Array" of a list, and Cerb an organization of that name.
		const text = isPhpMap(value) ? 'Array' : String(value);
		const id = lookUpOrg(text, context);
		if (id === undefined) return `Failed to lookup org: ${text}`;
		columns.set(column, id);
		return undefined;
	};
}

/** Address: a contact brings its organization along (measured on Cerb 10.4.10). */
export const address: Writer = {
	keys: { org: orgKey('contact_org_id') },
	beforeWrite: (columns, { state }) => {
		const contact = state.get('contact', Number(columns.get('contact_id') ?? 0));
		if (contact !== undefined && !columns.has('contact_org_id')) {
			columns.set('contact_org_id', Number(contact.org_id));
		}
		return undefined;
	},
	// A new email brings its host along, whatever else is said of it.
	afterWrite: (row, columns) => {
		if (columns.has('email')) row.host = String(row.email).split('@')[1] ?? '';
	},
};
