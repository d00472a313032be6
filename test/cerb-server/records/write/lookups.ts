import { parseEmails } from './checks';
import type { WriteContext } from './context';
import { charLength } from './text';

function findBy(
	alias: string,
	column: string,
	text: string,
	{ state }: WriteContext,
): number | undefined {
	const wanted = text.toLowerCase();
	for (const row of state.table(alias).scan()) {
		if (String(row[column]).toLowerCase() === wanted) return row.id;
	}
	return undefined;
}

/** A text the database cannot hold leaves a record with an empty name (measured on 10.4.10). */
function holds(text: string, chars: number): boolean {
	return charLength(text) <= chars && !/[\u{10000}-\u{10ffff}]/u.test(text);
}

/** The organization of that name; an unknown name makes a new one. */
export function lookUpOrg(name: string, context: WriteContext): number | undefined {
	if (name === '' || name === '0') return undefined;
	const known = findBy('org', 'name', name, context);
	return known ?? context.state.create('org', { name: holds(name, 128) ? name : '' });
}

/** The address of an email; an unknown one makes a new address. Undefined: not an email. */
export function lookUpAddress(text: string, context: WriteContext): number | undefined {
	const [email] = parseEmails(text);
	if (email === undefined) return undefined;
	const known = findBy('address', 'email', email, context);
	return known ?? context.state.create('address', { email: holds(email, 255) ? email : '' });
}

export function lookUpGroup(name: string, context: WriteContext): number | undefined {
	return findBy('group', 'name', name, context);
}
