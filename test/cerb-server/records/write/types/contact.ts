import { lookUpAddress } from '../lookups';
import { textKey, type KeyRule, type Writer } from '../writer';
import { orgKey } from './address';

/** A key that is an email address; `column` takes the address' id. */
export function emailKey(column: string): KeyRule {
	return textKey((text, columns, context) => {
		const id = lookUpAddress(text, context);
		if (id === undefined) return `Failed to lookup address: ${text}`;
		columns.set(column, id);
		return undefined;
	});
}

export const contact: Writer = {
	keys: { email: emailKey('primary_email_id'), org: orgKey('org_id') },
	// The address becomes the contact's; the one before stays it, too (measured on Cerb 10.4.10).
	afterWrite: (row, columns, { state }) => {
		const addressId = Number(columns.get('primary_email_id') ?? 0);
		if (addressId !== 0)
			state.update('address', addressId, { contact_id: row.id, org_id: row.org_id });
	},
};
