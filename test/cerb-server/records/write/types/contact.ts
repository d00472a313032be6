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
};
