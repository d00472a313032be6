/** One usable address of a list. */
export interface MailAddress {
	/** As it was written; records hold it in lower case. */
	email: string;
	/** The name beside it, or `''`. */
	personal: string;
}

const ATOM = '[^\\s@<>(),;:."[\\]\\\\]+';
const EMAIL = new RegExp(
	`^(?:${ATOM}(?:\\.${ATOM})*|"[^"]*")@(?:${ATOM}(?:\\.${ATOM})*|\\[[^\\]\\s]+\\])$`,
	'u',
);

/** Cuts a list at `,` and `;` outside of quotes and angle brackets. */
function cutList(text: string): string[] {
	const parts: string[] = [];
	let part = '';
	let inside = '';
	for (const char of text) {
		if (inside === '' && (char === ',' || char === ';')) {
			parts.push(part);
			part = '';
			continue;
		}
		if (inside === '' && (char === '"' || char === '<')) inside = char;
		else if ((inside === '"' && char === '"') || (inside === '<' && char === '>')) inside = '';
		part += char;
	}
	return [...parts, part];
}

function unquoted(personal: string): string {
	const inner = personal.startsWith('"') ? personal.slice(1, -1) : personal;
	return inner.replaceAll('\\"', '"').trim();
}

function readPart(part: string): MailAddress | undefined {
	const angle = /<([^>]*)>?/.exec(part);
	if (angle !== null && angle[1].trim() !== '') {
		const personal = part.replace(angle[0], '').trim();
		return { email: angle[1].trim(), personal: unquoted(personal) };
	}
	const plain = part.trim();
	const form = /^(.*?@.*?) \((.*?)\)$/.exec(plain);
	return form === null ? { email: plain, personal: '' } : { email: form[1], personal: form[2] };
}

/**
 * The usable addresses of a text, each once; what is no address is dropped without a word, a list
 * parted by blanks or line ends altogether (measured on Cerb 10.4.10).
 */
export function parseAddresses(text: string): MailAddress[] {
	const found = new Map<string, MailAddress>();
	for (const part of cutList(text)) {
		const address = readPart(part);
		if (address !== undefined && EMAIL.test(address.email)) found.set(address.email, address);
	}
	return [...found.values()];
}

/** Why a mail server would not take an address; undefined when it would. */
export function addressError(addresses: MailAddress[]): string | undefined {
	const isPlain = addresses.every(({ email }) => /^[\x20-\x7e]*$/.test(email.split('@')[0]));
	return isPlain ? undefined : 'Non-ASCII characters not supported in local-part';
}

/** An address as a header shows it: names with special marks stand in quotes. */
export function headerAddress({ email, personal }: MailAddress): string {
	if (personal === '') return email;
	const isPlain = /^[\w !()#$%&'*+/=?^`{|}~-]*$/.test(personal) || /[^\x20-\x7e]/.test(personal);
	return `${isPlain ? personal : `"${personal.replace(/["\\]/g, '\\$&')}"`} <${email}>`;
}
